"""Lines -> paragraphs: numbers and bullets, headings, captions, list items.

Works on what is left of a page once tables and charts are taken out. What stands in the margins of pages is told
apart in ``marginal``.

A line keeps its words together as long as nobody asks for them one by one: here only lines that open with a number
or a bullet, and the few that hang under a label, are looked at word by word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.arrows import says_direction
from extract.document import BlockKind, Mark, Paragraph
from extract.gridtext import char_marks
from extract.linetext import join_lines
from extract.textlines import Line
from records import Box

BULLETS = "•▪●○◦■□◆❖➢➤►▶–·◻✓o§"
_NUMBER = re.compile(r"^(?:\(?\d{1,3}(?:\.\d{1,3}){0,4}[.)]?|\(?[a-zA-Z][.)]|\(?(?:i{1,3}|iv|vi{0,3}|ix|x{1,3})[.)])$")
_CAPTION = re.compile(r"^(?:table|figure|fig\.?|chart|graph|diagram)\s+\d+\w?(?:\.\d+)*\b", re.IGNORECASE)
FOOTNOTE = re.compile(r"^(\d{1,2}|[*†‡]{1,2})(?=\s?[A-Z“\"'‘(])")
"""A footnote's mark before its text."""
_PUNCTUATION = " •▪●○◦■□◆❖➢➤►▶–·◻✓.,;:-—()'\""
_ENDS_SENTENCE = re.compile(r"[.!?:;][\"”’')]*$")


@dataclass(slots=True)
class Piece:
    """A paragraph being put together."""

    lines: list[Line]
    number: str = ""
    number_chars: int = 0
    first_u0: float = 0.0
    text_u0: float = 0.0
    pitch: float = 0.0

    def settled(self) -> Settled:
        """What later steps need of it, without its characters: a pack of a thousand pages keeps only this."""
        weights = Counter[float]()
        for line in self.lines:
            weights[line.size] += sum([len(p.text) - (p.text.count(" ") if p.many else 0) for p in line.parts])
        boxes = [line.box for line in self.lines]
        box = boxes[0] if len(boxes) == 1 else Box(
            min([b.x0 for b in boxes]), min([b.top for b in boxes]),
            max([b.x1 for b in boxes]), max([b.bottom for b in boxes]),
        )  # fmt: skip
        texts = [line.text for line in self.lines]
        whole = " ".join(texts)
        bold = all(line.bold for line, text in zip(self.lines, texts, strict=True) if text.strip(_PUNCTUATION))
        if self.number_chars:
            texts[0] = " ".join(w.text for w in self.lines[0].words[self.number_chars :])
        return Settled(
            text=join_lines(texts),
            whole=whole,
            number=self.number,
            box=box,
            weights=weights,
            bold=bold,
            n_lines=len(self.lines),
            led_by_note=bool(self.lines[0].superscripts),
            superscripts=tuple(s for line in self.lines for s in line.superscripts),
            marks=tuple(m for m in char_marks(self.lines) if m.printed.split()[-1] != self.number),
        )


@dataclass(slots=True)
class Settled:
    """A paragraph with all its lines, not yet told what it is.

    Attributes:
        text: Without its number.
        whole: With it, as printed.
        number: Number or bullet as printed.
        box: As seen.
        weights: Characters by font size.
        bold: All of it.
        n_lines: Printed lines.
        led_by_note: Its first line opens with (or holds) a raised mark.
        superscripts: Footnote marks taken out.
        marks: Arrows in it, its bullet left out.
        kind: "paragraph" until a later step knows better.
    """

    text: str
    whole: str
    number: str
    box: Box
    weights: Counter[float]
    bold: bool
    n_lines: int
    led_by_note: bool
    superscripts: tuple[str, ...]
    marks: tuple[Mark, ...]
    kind: BlockKind = "paragraph"

    @property
    def size(self) -> float:
        """Size of most of its text."""
        return max(self.weights, key=self.weights.__getitem__)


def pieces_of(lines: Sequence[Line], right_edge: float | None = None) -> list[Piece]:
    """Group lines into paragraphs.

    Args:
        lines: Upright lines of one column of prose, from top to bottom.
        right_edge: Where full lines end; found from the lines where not given.

    Returns:
        Paragraphs in order, their numbers and bullets found.
    """
    ordered = sorted((ln for ln in lines if ln.parts), key=lambda ln: (round(ln.v, 1), ln.u0))
    if not ordered:
        return []
    edge = right_edge if right_edge is not None else _right_edge(ordered)
    out: list[Piece] = []
    for line in ordered:
        number, text_u0, skip = _number_of(line, out)
        piece = out[-1] if out else None
        if piece is None or _starts_new(piece, line, bool(number), edge):
            out.append(Piece([line], number, skip, line.u0, text_u0))
        else:
            if len(piece.lines) == 1 and not piece.number and abs(line.u0 - piece.first_u0) > 0.5 * line.size:
                piece.text_u0 = line.u0  # a hanging or first-line indent shows with the second line
            piece.pitch = line.v - piece.lines[-1].v
            piece.lines.append(line)
    return out


def _right_edge(lines: Sequence[Line]) -> float:
    ends = sorted(ln.u1 for ln in lines)
    return ends[int(0.95 * (len(ends) - 1))]


def _number_of(line: Line, before: Sequence[Piece]) -> tuple[str, float, int]:
    """Number or bullet at the head of a line: (as printed, where the text starts, words to skip)."""
    token = line.parts[0].text.split(" ", 1)[0]
    private = len(token) == 1 and 0xE000 <= ord(token) < 0xF900
    if not (token in BULLETS or token in ("-", "−") or private or _NUMBER.match(token)) or len(line.words) < 2:
        return ("", line.u0, 0)
    first, second = line.words[:2]
    gap = second.u0 - first.u1
    if token in BULLETS or private:
        if token in "o–-·" and gap < 0.45 * line.size:
            return ("", line.u0, 0)
        if token in "►▶➢➤" and says_direction(" ".join(w.text for w in line.words[1:])):
            return ("", line.u0, 0)  # "► No change since March": a direction
        return (token, second.u0, 1)
    if token in ("-", "−") and gap >= 0.6 * line.size:
        return (token, second.u0, 1)
    if _NUMBER.match(token):
        marked = not token[-1].isalnum() or token.startswith("(")
        deep = "." in token.rstrip(".")
        wide = gap >= 0.75 * line.size
        if (marked and (gap >= 0.2 * line.size)) or wide or (deep and gap >= 0.4 * line.size):
            # "31. March" or "in 2016." wrapped to a line start: a number list has its text set off, or opens.
            if marked and not wide and before and _goes_on(before[-1], line):
                return ("", line.u0, 0)
            return (token, second.u0, 1)
    return ("", line.u0, 0)


def _goes_on(piece: Piece, line: Line) -> bool:
    """Whether a line looks like the wrapped rest of a paragraph: flush with it, at its pitch, mid-sentence."""
    last = piece.lines[-1]
    return (
        abs(line.u0 - (piece.text_u0 if piece.number else last.u0)) < 0.4 * line.size
        and line.v - last.v < 1.5 * line.size
        and not _ENDS_SENTENCE.search(last.text)
        and abs(last.size - line.size) < 0.08 * line.size
    )


def _starts_new(piece: Piece, line: Line, numbered: bool, edge: float) -> bool:
    last = piece.lines[-1]
    drop = line.v - last.v
    size = max(line.size, 1.0)
    if drop < 0.35 * size:  # the same baseline: a second block beside
        return not (line.u0 - last.u1 < 2.0 * size)
    if numbered:
        return True
    if abs(line.size - last.size) > 0.09 * size:
        return True
    usual = piece.pitch or 1.42 * size
    if drop > 1.22 * usual + 0.5 if piece.pitch else drop > 1.62 * size:
        return True
    if line.bold != last.bold and any(map(str.isalnum, line.text)):
        return True
    centred = abs((line.u0 + line.u1) - (last.u0 + last.u1)) < 1.2 * size
    flush = (
        abs(line.u0 - piece.text_u0) < 0.8 * size
        or (len(piece.lines) == 1 and piece.number == "" and _hangs(piece, line))
        or _runs_back(piece, line)
    )
    if not flush and not centred:
        return True
    # The last line had room for the first word of this one: it ended there on purpose.
    room = edge - last.u1
    if centred and not flush:
        return bool(_ENDS_SENTENCE.search(last.text))
    return room > 1.1 * size and room > _first_word(line) + 1.1 * size


def _runs_back(piece: Piece, line: Line) -> bool:
    """Whether the lines of a numbered paragraph go back to the margin under its number."""
    near = 0.8 * line.size
    return piece.number != "" and all(abs(ln.u0 - piece.first_u0) < near for ln in (*piece.lines, line))


def _first_word(line: Line) -> float:
    """Width of a line's first word, points."""
    part = line.parts[0]
    stretch = part.chars[0]
    if part.many and stretch.stops is None and stretch.widths is not None:
        return sum(map(stretch.widths.__getitem__, part.text.split(" ", 1)[0])) * stretch.scale
    first = line.words[0]
    return first.u1 - first.u0


def _hangs(piece: Piece, line: Line) -> bool:
    """Whether a second line hangs under the text after a label ("To:   Corporate Panel / continued")."""
    first = piece.lines[0]
    for before, word in zip(first.words, first.words[1:], strict=False):
        gap = word.u0 - before.u1
        if gap > 0.6 * first.size and abs(word.u0 - line.u0) < 0.6 * line.size:
            return True
        # A label as wide as its tab pushes the first line of the text a little to the right.
        hang = line.u0 - first.u0 > 3 * line.size and -0.6 * line.size < word.u0 - line.u0 < 1.2 * line.size
        if gap > 0.1 * first.size and before.text.endswith(":") and hang:
            return True
    # A first-line indent of ordinary size.
    return 0 < first.u0 - line.u0 < 4 * line.size and abs(line.u0 - first.u0) > 0.5 * line.size


# -- pieces to paragraphs -------------------------------------------------------------------------------


def body_size(pieces: Sequence[Settled]) -> float:
    """Font size of most of the text of a document, points."""
    sizes = Counter[float]()
    for p in pieces:
        sizes.update(p.weights)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def paragraph_of(piece: Settled, page: int, body: float) -> Paragraph:
    """A finished paragraph.

    Args:
        piece: Its text and place.
        page: 1-based page.
        body: Size of the document's ordinary text.

    Returns:
        The paragraph with its kind, level and number.
    """
    text = piece.text
    kind, level = _kind_of(piece, body)
    number = _bullet(piece.number)
    if kind == "footnote" and not number and (led := FOOTNOTE.match(text)):
        number, text = led[1], text[led.end() :].lstrip()
    return Paragraph(
        text=text,
        kind=kind,
        level=level,
        number=number,
        page=page,
        box=piece.box,
        bold=piece.bold,
        size=round(piece.size, 1),
        superscripts=piece.superscripts,
        marks=piece.marks,
    )


def _bullet(number: str) -> str:
    if len(number) == 1 and 0xE000 <= ord(number) < 0xF900:
        return "•"
    return number


def _kind_of(piece: Settled, body: float) -> tuple[BlockKind, int]:
    text, size, bold = piece.text, piece.size, piece.bold
    if piece.kind != "paragraph":
        return piece.kind, 0
    if _CAPTION.match(text) and piece.n_lines <= 4:
        return "caption", 0
    letters = any(ch.isalpha() for ch in text)
    number = piece.number
    is_bullet = (bool(number) and not any(ch.isalnum() for ch in number)) or number == "o"
    short = piece.n_lines <= 3 and len(text) <= 220
    if letters and short and not is_bullet and not _ENDS_SENTENCE.search(text.rstrip(":")):
        depth = number.strip("().").count(".") + 1 if number and number[0].isdigit() else 0
        if size >= 1.5 * body:
            return "heading", depth or 1
        if size >= 1.12 * body:
            return "heading", depth or 2
        if bold and not text.endswith(":") and size >= 0.95 * body:
            return "heading", depth or 3
    if is_bullet:
        return "list", 1
    if number:
        depth = number.strip("().").count(".")
        return ("paragraph", 0) if depth else ("list", 1)
    return "paragraph", 0


def list_levels(paragraphs: list[Paragraph]) -> list[Paragraph]:
    """Set the depth of list items from their indents, page by page."""
    edges = sorted({round(p.box.x0 / 9) for p in paragraphs if p.kind == "list" and p.box})
    level = {e: k for k, e in enumerate(_distinct(edges), 1)}
    out = []
    for p in paragraphs:
        if p.kind == "list" and p.box and level:
            near = min(level, key=lambda e: abs(e - round(p.box.x0 / 9)))  # type: ignore[union-attr]
            p = replace(p, level=level[near])
        out.append(p)
    return out


def _distinct(edges: list[int]) -> list[int]:
    out: list[int] = []
    for e in edges:
        if not out or e - out[-1] > 1:
            out.append(e)
    return out


def continues(last: Paragraph, first: Paragraph) -> bool:
    """Whether a paragraph at the head of a page is the rest of the last one of the page before."""
    if first.number:
        return False
    if last.kind == first.kind == "heading":  # a heading or bold box broken by the page
        return last.bold == first.bold and abs(last.size - first.size) < 0.6 and first.text[:1].islower()
    if last.kind not in ("paragraph", "list") or first.kind != "paragraph":
        return False
    if abs(last.size - first.size) > 0.6 or last.bold != first.bold:
        return False
    if not last.text or not first.text:
        return False
    open_end = not _ENDS_SENTENCE.search(last.text)
    return open_end and (first.text[:1].islower() or first.text[:1].isdigit() or len(last.text) > 60)
