"""Sentences of a passage, and their template: figures and periods replaced by numbered marks.

The template is what the patterns of claims are written against: "decreased by «N0» between «P0» («N1») and «P1»
(«N2»)". Marks keep their place in the text, so that a finding can point at the characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from check.numerals import Numeral, periods_named
from records import MONTH_FORM, Period

_ABBREVIATIONS = re.compile(
    r"(?:\b(?:no|nos|ave|avg|approx|incl|excl?|etc|e\.g|i\.e|vs|fig|para|st|dr|mr|mrs|ms|sec|jan|feb|mar|apr|jun|jul|aug|"
    r"sept?|oct|nov|dec)|\b[A-Z])$",
    re.IGNORECASE,
)
_OPENERS = rf"""(?:There|This|The|These|Those|That|It|They|We|Our|All|Both|However)\s
    |(?:Between|During|Since|From|Over|On|In|Of|At|By|For)\s+(?:the|this|that|these|those|an?|total|average|\d+|Q\d|quarter|(?i:{MONTH_FORM}))\b"""
_END = re.compile(
    rf"""[.!?]["'”’)]*\s+(?=["'“‘(]?[A-Z0-9£•*▪●►-])
    |(?<=[%\d)])\s+(?={_OPENERS})
    |(?<=\))\s+(?=\d[\d,]*\s+[a-z]+\s+(?:were|was|are|is|had|have|has)\b)
    |(?<=[a-z])\s+(?=(?:Between|On|In|At)\s+(?:the\s+end\s+of\s+)?(?:\d{{1,2}}\s?(?:st|nd|rd|th)?\s+)?(?i:{MONTH_FORM})\b)
    |\n(?=\s*[•\-*])
    |(?<=[\w%).;:,])\s+(?=[•▪●►*]\s+[A-Z0-9£]|[•▪◦\uf0b7\uf0a7\uf0d8\uf076]\s*[A-Za-z])
    |(?<=[.;:])\s+(?=[-–]\s+[A-Z0-9£])""",
    re.VERBOSE,
)
"""Where a sentence ends: a stop, a bullet, and before a word that begins one (copied text runs on without stops)."""
_RUN_ON = re.compile(
    r"\b(?:from|since|than|on|over|with|to|against)\s+(?:(?:the\s+)?[A-Za-z]+\s+){0,4}?(?:19|20)\d\d\s+"
    r"(?=\d[\d,]*\s+[a-z]{3,})"
)
_COMPARED = re.compile(r"\d\s?(?:%|per\s?cent)|\d,\d{3}")


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure ("N") or a period ("P") in a sentence.

    Attributes:
        kind: N or P.
        index: Into the sentence's figures or periods.
        start: First character in the passage.
        end: One past the last.
    """

    kind: str
    index: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its figures and periods.

    Attributes:
        start: First character in the passage.
        end: One past the last.
        text: As printed.
        template: With marks "«N0»", "«P0»" in place of figures and periods.
        figures: Indices of its figures in the passage's list of numerals.
        periods: The periods it names, in order.
        period_spans: Their characters in the passage.
    """

    start: int
    end: int
    text: str
    template: str
    figures: tuple[int, ...]
    periods: tuple[Period, ...]
    period_spans: tuple[tuple[int, int], ...]

    def __hash__(self) -> int:
        """By the words alone: what is read from sentences is kept by them."""
        return hash((self.start, self.template))


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a passage begin and end."""
    return list(_sentences(text))


@lru_cache(maxsize=8192)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    spans = []
    start = 0
    for m in _END.finditer(text):
        cut = m.start() + 1 if text[m.start()] in ".!?" else m.start()
        if text[m.start()] == "." and _ABBREVIATIONS.search(text[start : m.start()]):
            continue
        if text[start:cut].strip():
            spans.append((start, m.end()))
        start = m.end()
    if text[start:].strip():
        spans.append((start, len(text)))
    return tuple(part for span in spans for part in _parted(text, *span))


def _parted(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A span, parted where a count follows a comparison without a stop: "down 9% on 2019 4,120 homes were let"."""
    parts = []
    for m in _RUN_ON.finditer(text, start, end):
        if _COMPARED.search(text, start, m.start()):
            parts.append((start, m.end()))
            start = m.end()
    return [*parts, (start, end)]


def read_sentences(text: str, numerals: list[Numeral]) -> list[Sentence]:
    """Sentences of a passage that hold figures or periods, with their templates.

    Args:
        text: The passage's text.
        numerals: All its numerals, in order.
    """
    periods = periods_named(text)
    out = []
    for start, end in split_sentences(text):
        figures = [i for i, n in enumerate(numerals) if n.is_figure and start <= n.start < end]
        named = [p for p in periods if start <= p.start < end]
        marks = [Mark("N", k, numerals[i].start, numerals[i].end) for k, i in enumerate(figures)]
        marks += [Mark("P", k, p.start, p.end) for k, p in enumerate(named)]
        out.append(
            Sentence(
                start,
                end,
                text[start:end].strip(),
                _template(text, start, end, marks),
                tuple(figures),
                tuple(p.period for p in named),
                tuple((p.start, p.end) for p in named),
            )
        )
    return out


def _template(text: str, start: int, end: int, marks: list[Mark]) -> str:
    parts = []
    at = start
    for mark in sorted(marks, key=lambda m: m.start):
        if mark.start < at:
            continue
        parts.append(text[at : mark.start])
        parts.append(f"«{mark.kind}{mark.index}»")
        at = mark.end
    parts.append(text[at:end])
    return re.sub(r"\s+", " ", "".join(parts))
