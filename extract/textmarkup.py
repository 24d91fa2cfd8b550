"""Marks of markdown and HTML in pasted text: taken out of the words, kept as what they say (bold, line breaks)."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from extract.arrows import arrow_from_char, symbol_text
from extract.document import Mark
from extract.folding import INVISIBLE

_BREAK = re.compile(
    r"\s*<(?:br|hr)\s*/?>\s*|\s*</(?:p|div|li|tr|h[1-6])>\s*(?:<(?:p|div|li|tr|h[1-6])(?:\s[^>]*)?>\s*)?", re.I
)
_BOLD_HTML = re.compile(r"<(b|strong)(?:\s[^<>]{0,200})?>(.{0,4000}?)</\1>", re.I | re.S)
_TAG = re.compile(
    r"</?(?:a|b|big|body|center|code|div|em|font|h[1-6]|html|i|li|mark|ol|p|pre|s|small|span|strong|sub|sup|table|tbody|td|"
    r"tfoot|th|thead|tr|u|ul|hr|br)(?:\s[^<>]*)?/?>",
    re.I,
)
_SUP = re.compile(r"<sup(?:\s[^>]*)?>\s*(\d{1,2}|[*†‡§a-z])\s*</sup>", re.I)
_SUP_SIGNS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SUP_RUN = re.compile(r"(?<=[\w.,%)\]”\"])(?<!\bm)(?<!km)(?<!cm)[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_STARS = re.compile(r"(?<![*\w])(\*\*\*|\*\*|__)(?=\S)(.{1,4000}?)(?<=\S)\1(?![*\w])", re.S)
_STAR = re.compile(r"(?<![*\w])\*(?=[^\s*])([^*\n]{1,2000}?)(?<=[^\s*])\*(?![*\w])")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+.!|~<>-])")
_LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\((?:[^()\s]|\([^()]*\))*(?:\s+\"[^\"]*\")?\)")
MAX_MARKED = 50_000
"""Characters beyond which a piece of text is not searched for marks: no paragraph is that long."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Words without their marks-up.

    Attributes:
        text: Single-spaced; line breaks of ``<br>`` and ``<p>`` as newlines.
        bold: All of it was marked bold.
        marks: Arrows in it.
        superscripts: Footnote marks taken out.
    """

    text: str
    bold: bool = False
    marks: tuple[Mark, ...] = ()
    superscripts: list[str] = field(default_factory=list)


def clean(raw: str) -> Cleaned:
    """Take markdown and HTML out of some words.

    Args:
        raw: A cell, a line or a joined paragraph as it stands in the file.

    Returns:
        What a reader would see. A lone "*" stays: it stands for a suppressed figure.
    """
    notes: list[str] = []

    def note(match: re.Match[str]) -> str:
        notes.append(match[1])
        return ""

    text, bold = raw, False
    if len(raw) <= MAX_MARKED:
        text = _SUP.sub(note, raw)
        text = _BREAK.sub("\n", text)
        plain = _TAG.sub("", _BOLD_HTML.sub("", text)).strip()
        bold = bool(_BOLD_HTML.search(text)) and not plain
        text = _TAG.sub("", text)
        text = _LINK.sub(r"\1", text)
        stripped = text.strip()
        whole = _STARS.fullmatch(stripped)
        bold = bold or (whole is not None and whole[1] != "__" and "**" not in whole[2])
        text = _STARS.sub(r"\2", text)
        text = _STAR.sub(r"\1", text)
        text = _ESCAPE.sub(r"\1", text)
    text = html.unescape(text).translate(INVISIBLE)

    def raised(match: re.Match[str]) -> str:
        notes.append(match[0].translate(_SUP_SIGNS))
        return ""

    text = _SUP_RUN.sub(raised, text)
    marks = []
    shown = []
    for ch in text:
        if ch >= "\u2190":
            mark = arrow_from_char(ch)
            if mark is not None:
                marks.append(mark)
            ch = symbol_text(ch)
        shown.append(ch)
    lines = (" ".join(_plain_spaces(line).split(" ")).strip() for line in "".join(shown).split("\n"))
    return Cleaned("\n".join(line for line in lines if line), bold, tuple(marks), notes)


def _plain_spaces(line: str) -> str:
    line = re.sub(r"(?<!\d)\u00a0|\u00a0(?!\d)|[\t\r\f\v\u2000-\u200a\u3000]", " ", line)
    return re.sub(r" {2,}", " ", line)
