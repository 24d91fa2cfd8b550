"""Plain text and markdown -> ``Document``: papers as people have them, pasted or converted, with the damage of that.

Wrapped lines are joined to paragraphs, paragraphs that a page break cut are rejoined, tables in pipes, tabs or HTML
become grids, headings, numbers and bullets are told apart. Pages are not known.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from extract.document import Block, Document, Page, Paragraph
from extract.ooxml import read_bytes
from extract.outline import Outline, depth_of, is_bullet, is_caption, reads_as_heading
from extract.sniff import decode_text
from extract.textmarkup import clean
from extract.texttables import table_at
from records import Source, Unread, UnreadableError

_HASHES = re.compile(r"^\s{0,3}(#{1,6})\s+(.*?)\s*#*\s*$")
_UNDERLINE = re.compile(r"^\s*(={3,}|-{3,}|_{3,}|\*{3,})\s*$")
_BULLET_START = re.compile(r"^\s*(?:[•▪●○◦■□◆❖➢➤►▶·✓§‣⁃∙\ue000-\uf8ff]|[-–*+o]\s+\S)")
_NUMBER_START = re.compile(r"^\s*(?:\d{1,2}(?:\.\d{1,2}){1,3}\.?|\d{1,2}[.)]|\([a-z0-9]{1,3}\)|[a-z]\))\s+\S")
_NAMED_START = re.compile(r"^\s*[A-Z][a-z]+\s\d{1,2}[a-z]?\s*:\s*\S")
_LABEL_START = re.compile(
    r"^\s*(?:By|To|From|Date|Subject|Title|Summary|Recommendations?|Classification|Electoral Divisions?|"
    r"Decision(?: No)?|(?:Past|Future) Pathway(?: of (?:Paper|report))?|Report (?:of|by)|Purpose|Status|Contact|"
    r"Cabinet Member)\s*:",
    re.IGNORECASE,
)
_TERMINAL = re.compile(r"[.!?:;][\"”’')\]]*$")
_NOTE_START = re.compile(r"^(\d{1,2}|[*†‡])(?=[A-Z“\"‘'])")
_TIDY_PAGE = re.compile(r"^\s*(?:page\s+)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?\s*$", re.IGNORECASE)


@dataclass(slots=True)
class _Open:
    """A paragraph being put together from lines."""

    start: int
    lines: list[str] = field(default_factory=list)
    heading: int = 0
    gap: int = 0
    followed: bool = True

    @property
    def raw(self) -> str:
        """Its lines joined: a hyphen at a line's end stays and takes no space after it."""
        out = ""
        for line in self.lines:
            part = line.strip()
            if re.search(r"\w-$", out):
                out += part
            else:
                out += (" " if out and part else "") + part
        return out


def read_text(path: Path) -> Document:
    """Read a plain text or markdown file.

    Args:
        path: UTF-8, UTF-16 or Windows-1252 text.

    Returns:
        The document: one page without number; locators are "line N".

    Raises:
        MissingInputError: If the file cannot be opened.
        UnreadableError: If it is no text.
    """
    data = read_bytes(path)
    text = decode_text(data)
    if text is None:
        raise UnreadableError(
            "this is not a text file", where=path.name, next_step="Give the document it was made from."
        )
    return text_document(text, path, hashlib.sha256(data).hexdigest())


def text_document(text: str, path: Path, sha256: str) -> Document:
    """As ``read_text``, for text that is read already."""
    lines = re.split(r"\r\n|\r|\n|\x0b", text.replace("\x0c", "\n").replace("\x1a", ""))
    reader = _Reader(lines, path, sha256)
    reader.read()
    blocks = _rejoin(reader.blocks, reader.width)
    for before, after in itertools.pairwise(blocks):
        if isinstance(before, _Open):
            before.followed = not isinstance(after, _Open) or after.gap > 0
    finished: list[Block] = [_finish(b, reader.outline) if isinstance(b, _Open) else b for b in blocks]
    finished = _headings_by_place(blocks, finished)
    prose = _footnote_marks([b for b in finished if not isinstance(b, Paragraph) or b.text or b.marks])
    first = next((b for b in prose if isinstance(b, Paragraph) and b.kind == "heading"), None)
    heading = first if first is not None and first.level == 1 and not first.number else None
    return Document(
        path, sha256, "text", (Page(None, 0.0, 0.0, tuple(prose)),), title=heading.text if heading else "",
        unread=tuple(reader.unread),
    )  # fmt: skip


class _Reader:
    def __init__(self, lines: Sequence[str], path: Path, sha256: str) -> None:
        self.lines = lines
        self.path = path
        self.sha256 = sha256
        self.blocks: list[Block | _Open] = []
        self.unread: list[Unread] = []
        self.outline = Outline()
        self.grids = 0
        self.width = _wrap_width(lines)

    def read(self) -> None:
        i, gap = 0, 1
        current: _Open | None = None
        while i < len(self.lines):
            line = self.lines[i]
            if not line.strip(" \t\u00a0\u200b\ufeff"):
                current, gap, i = None, gap + 1, i + 1
                continue
            found = table_at(self.lines, i)
            if found is not None:
                current, gap = None, 0
                self.grids += 1
                self.blocks.append(replace(found.grid, number=self.grids))
                self._uneven(found.uneven, found.grid.n_cols)
                i = found.end
                continue
            line = line.replace("\t", " ")
            heading = self._heading(line, i)
            if heading:
                self.blocks.append(_Open(i, [heading[1]], heading[0], gap))
                current, gap = None, 0
                i += 1 + (i + 1 < len(self.lines) and _UNDERLINE.match(self.lines[i + 1]) is not None)
                continue
            if _UNDERLINE.match(line):
                current, i = None, i + 1
                continue
            if current is None or self._starts_new(current, line):
                current = _Open(i, [line], 0, gap)
                self.blocks.append(current)
            else:
                current.lines.append(line)
            gap, i = 0, i + 1

    def _heading(self, line: str, i: int) -> tuple[int, str] | None:
        """(level, text) of a line that is marked as a heading: hashes, an underline of signs, bold alone."""
        hashes = _HASHES.match(line)
        if hashes and clean(hashes[2]).text:
            return (len(hashes[1]), hashes[2])
        below = self.lines[i + 1] if i + 1 < len(self.lines) else ""
        if re.match(r"^\s*(={3,})\s*$", below):
            return (1, line)
        alone_above = i == 0 or not self.lines[i - 1].strip()
        if re.match(r"^\s*-{3,}\s*$", below) and alone_above and reads_as_heading(clean(line).text):
            return (2, line)
        whole = clean(line)
        alone = not below.strip() or clean(below).bold or "\t" in below
        if whole.bold and alone and reads_as_heading(whole.text):
            return (3, line)
        return None

    def _starts_new(self, current: _Open, line: str) -> bool:
        last = current.lines[-1]
        if not self.width:
            return True  # nothing is wrapped in this file: a line is a paragraph
        if _BULLET_START.match(line) or _NAMED_START.match(line) or _LABEL_START.match(line):
            return True
        if _NUMBER_START.match(line) and (_short(last, line, self.width) or _TERMINAL.search(last.strip())):
            return True
        if line[:1] == " " and last[:1] != " " and len(current.lines) >= 1 and line.lstrip()[:1].isupper():
            return True  # each text object of a pasted PDF page starts with a blank
        if _LABEL_START.match(current.lines[0]):
            return False  # the text beside a label is set in a narrower column
        first = line.strip()[:1]
        own = max(len(ln.strip()) for ln in current.lines)
        width = self.width if len(current.lines) == 1 else min(self.width, 1.08 * own)
        return _short(last, line, width) and (first.isupper() or first.isdigit() or first in '“"‘(')

    def _uneven(self, lines: tuple[int, ...], width: int) -> None:
        if not lines:
            return
        shown = ", ".join(str(n) for n in lines[:10]) + (" ..." if len(lines) > 10 else "")
        where = Source(self.sha256, self.path.name, locator=f"line {lines[0]}", table=self.grids)
        self.unread.append(
            Unread(
                "table", f"{len(lines)} rows have fewer than {width} columns (lines {shown}): cells may have slipped",
                where, next_step="Compare these lines with the paper.",
            )
        )  # fmt: skip


def _short(last: str, line: str, width: float) -> bool:
    """Whether a line ended though the first word of the next had room on it."""
    word = line.split()[0] if line.split() else ""
    return len(last.strip()) + 1 + len(word) < 0.86 * width


def _wrap_width(lines: Sequence[str]) -> int:
    """Width at which the lines of a file were wrapped, in characters; 0 where they were not.

    Only lines that another follows tell: in wrapped text they are nearly full, in a list of short lines they are not.
    """
    inner = []
    for line, below in itertools.pairwise(lines):
        plain = line.strip()
        if not plain or not below.strip() or "\t" in line or plain.startswith(("|", "<")):
            continue
        if _UNDERLINE.match(below) or _UNDERLINE.match(line) or re.search(r"\S {3,}\S", plain):
            continue
        if _BULLET_START.match(below) or _NUMBER_START.match(below) or _LABEL_START.match(below):
            continue
        inner.append(len(plain))
    if not inner:
        return 0
    inner.sort()
    width = inner[int(0.97 * (len(inner) - 1))]
    full = sum(1 for n in inner if n >= 0.75 * width)
    few = len(inner) < 4
    return width if (55 if few else 30) <= width <= 140 and full >= 0.5 * len(inner) else 0


def _rejoin(blocks: list[Block | _Open], width: int) -> list[Block | _Open]:
    """Join a paragraph that goes on after blank lines (a page break) in the middle of its sentence."""
    out: list[Block | _Open] = []
    for block in blocks:
        last = out[-1] if out else None
        if isinstance(block, _Open) and _TIDY_PAGE.match(block.raw) and isinstance(last, _Open) and block.gap:
            out.append(block)
            continue
        if isinstance(last, _Open) and isinstance(block, _Open) and _goes_on(last, block, width):
            last.lines += block.lines
            continue
        out.append(block)
    return out


def _goes_on(last: _Open, block: _Open, width: int) -> bool:
    before, after = last.raw.strip(), block.raw.strip()
    if last.heading or block.heading or not block.gap or not after or len(before.split()) < 4:
        return False
    if _BULLET_START.match(block.lines[0]) or _NUMBER_START.match(block.lines[0]) or "@" in after.split()[0]:
        return False
    if _TERMINAL.search(before) or "http" in after.split()[0]:
        return False
    if after[0].islower():
        return True
    # A capital may go on too, where the line before is full and the new one is not set off like a new item.
    marked = _NAMED_START.match(block.lines[0]) or _LABEL_START.match(block.lines[0]) or block.lines[0][:1] == " "
    full = (
        bool(width) and not _short(last.lines[-1], block.lines[0], width) and len(last.lines[-1].strip()) > 0.8 * width
    )
    return full and not marked and block.gap == 1


def _finish(block: _Open, outline: Outline) -> Paragraph:
    raw = block.raw
    if re.match(r"^\s*[-+*]\s+\S", raw):
        inner = re.sub(r"^\s*[-+*]\s+", "", raw)
        number, text = outline.split(clean(inner).text.replace("\n", " "))
        if not number or is_bullet(number):
            number = "•"
        whole = clean(inner)
    else:
        whole = clean(raw)
        wide = re.match(r"^\s*\S+(?:\t| {2,})", raw) is not None
        number, text = outline.split(whole.text.replace("\n", " "), tab=wide)
    locator = f"line {block.start + 1}"
    extra = {"locator": locator, "superscripts": tuple(whole.superscripts), "marks": whole.marks, "bold": whole.bold}
    note = _NOTE_START.match(text) if not number else None
    if note and len(text.split()) > 3:
        return Paragraph(text[note.end() :].lstrip(), "footnote", 0, note[1], **extra)  # type: ignore[arg-type]
    if block.heading:
        level = depth_of(number) or block.heading
        return Paragraph(text, "caption" if is_caption(text) else "heading", level, number, **extra)  # type: ignore[arg-type]
    if is_caption(text):
        return Paragraph(text, "caption", 0, number, **extra)  # type: ignore[arg-type]
    if is_bullet(number):
        return Paragraph(text, "list", 1, number, **extra)  # type: ignore[arg-type]
    if (
        number
        and depth_of(number) == 1
        and block.gap
        and block.followed
        and len(text) <= 110
        and reads_as_heading(text)
    ):
        return Paragraph(text, "heading", 1, number, **extra)  # type: ignore[arg-type]
    if number and depth_of(number) < 2:
        return Paragraph(text, "list", 1, number, **extra)  # type: ignore[arg-type]
    if whole.bold and reads_as_heading(text):
        return Paragraph(text, "heading", depth_of(number) or 3, number, **extra)  # type: ignore[arg-type]
    return Paragraph(text, "paragraph", 0, number, **extra)  # type: ignore[arg-type]


def _headings_by_place(raw: list[Block | _Open], blocks: list[Block]) -> list[Block]:
    """Mark a few words that stand alone above longer text as a heading, where nothing else marks them."""
    out = list(blocks)
    for i, (source, block) in enumerate(zip(raw, blocks, strict=True)):
        if (
            not isinstance(source, _Open)
            or not isinstance(block, Paragraph)
            or block.kind != "paragraph"
            or block.number
        ):
            continue
        before = out[i - 1] if i else None
        after = blocks[i + 1] if i + 1 < len(blocks) else None
        alone = source.followed and (source.gap or (isinstance(before, Paragraph) and before.kind == "caption"))
        longer = isinstance(after, Paragraph) and len(after.text) > len(block.text)
        few = len(block.text.split()) <= 8 and len(source.lines) == 1 and not re.search(r"\d|[@/]", block.text)
        if alone and longer and few and reads_as_heading(block.text) and block.text[:1].isupper():
            out[i] = replace(block, kind="heading", level=3)
    return out


def _footnote_marks(blocks: list[Block]) -> list[Block]:
    """Take footnote marks that stuck to words ("months1.") out of the text, where the file has that footnote."""
    notes = {b.number for b in blocks if isinstance(b, Paragraph) and b.kind == "footnote" and b.number.isdigit()}
    if not notes:
        return blocks
    stuck = re.compile(r"(?<=[a-z]{3})(" + "|".join(sorted(notes, key=len, reverse=True)) + r")(?=[\s.,;:)]|$)")
    out: list[Block] = []
    for b in blocks:
        if isinstance(b, Paragraph) and b.kind != "footnote" and (found := stuck.findall(b.text)):
            b = replace(b, text=stuck.sub("", b.text), superscripts=(*b.superscripts, *found))
        out.append(b)
    return out
