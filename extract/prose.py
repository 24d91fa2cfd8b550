"""Lines -> paragraphs: numbers and bullets, headings, captions, footnotes, running headers and footers.

Works on what is left of a page once tables and charts are taken out.
"""

from __future__ import annotations

import itertools
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
_FOOTNOTE = re.compile(r"^(\d{1,2}|[*†‡]{1,2})(?=\s?[A-Z“\"'‘(])")
_PUNCTUATION = "•▪●○◦■□◆❖➢➤►▶–·◻✓.,;:-—()'\""
_PAGE_NUMBER = re.compile(r"^(?:-\s*)?(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?(?:\s*-)?$", re.IGNORECASE)
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
        box = self.lines[0].box
        weights = Counter[float]()
        for line in self.lines:
            box = box.union(line.box)
            weights[line.size] += sum(len(w.text) for w in line.words)
        skip = self.number_chars
        texts = [" ".join(w.text for w in (ln.words[skip:] if k == 0 else ln.words)) for k, ln in enumerate(self.lines)]
        worded = [ln for ln in self.lines if any(w.text.strip(_PUNCTUATION) for w in ln.words)]
        return Settled(
            text=join_lines(texts),
            whole=" ".join(line.text for line in self.lines),
            number=self.number,
            box=box,
            weights=weights,
            bold=all(line.bold for line in worded),
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
        return self.weights.most_common(1)[0][0]


def pieces_of(lines: Sequence[Line], right_edge: float | None = None) -> list[Piece]:
    """Group lines into paragraphs.

    Args:
        lines: Upright lines of one column of prose, from top to bottom.
        right_edge: Where full lines end; found from the lines where not given.

    Returns:
        Paragraphs in order, their numbers and bullets found.
    """
    ordered = sorted((ln for ln in lines if ln.words), key=lambda ln: (round(ln.v, 1), ln.u0))
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
    first = line.words[0]
    if len(line.words) < 2:
        return ("", line.u0, 0)
    second = line.words[1]
    gap = second.u0 - first.u1
    token = first.text
    if token in BULLETS or (len(token) == 1 and ord(token) in range(0xE000, 0xF900)):
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
    if line.bold != last.bold and any(c.text.isalnum() for c in line.chars):
        return True
    centred = abs((line.u0 + line.u1) - (last.u0 + last.u1)) < 1.2 * size
    flush = abs(line.u0 - piece.text_u0) < 0.8 * size or (
        len(piece.lines) == 1 and (piece.number == "") and _hangs(piece, line)
    )
    if not flush and not centred:
        return True
    # The last line had room for the first word of this one: it ended there on purpose.
    room = edge - last.u1
    if centred and not flush:
        return bool(_ENDS_SENTENCE.search(last.text))
    return room > (line.words[0].u1 - line.words[0].u0) + 1.1 * size


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
    if kind == "footnote" and not number and (led := _FOOTNOTE.match(text)):
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


# -- running headers, footers, footnotes ------------------------------------------------------------------


def running_keys(text: str, page: int) -> tuple[str, str]:
    """What a running line looks like on every page: its text, and its text with the page number left open.

    A number that is not the page's own is part of the text: "Area 3" over one table and "Area 4" over the next
    are titles, however alike.
    """
    plain = " ".join(text.split()).lower()
    return plain, re.sub(r"\d+", lambda m: f"#{int(m[0]) - page}#" if len(m[0]) < 6 else m[0], plain)


def mark_running(pages: Sequence[tuple[int, float, list[Settled]]]) -> None:
    """Mark page headers and footers, in place.

    Args:
        pages: (page number, page height, its pieces) for each page; text in the outer eighth of a page counts
            as running where it recurs, digits aside, at the same height, or is a page number.
    """
    seen = Counter[tuple[str, int]]()
    for page, height, pieces in pages:
        for p in pieces:
            zone = _zone(p, height)
            if zone:
                seen.update({(key, zone) for key in running_keys(p.whole, page)})
    for page, height, pieces in pages:
        for p in pieces:
            zone = _zone(p, height)
            if not zone:
                continue
            text = p.whole
            keys = running_keys(text, page)
            # A bold line that counts with the pages is a title ("Area 3"), not a running header.
            times = max(seen[key, zone] for key in (keys[:1] if p.bold else keys))
            recurs = times >= 2 and p.n_lines <= 4
            number = bool(_PAGE_NUMBER.match(text)) and _outermost(p, pieces, zone)
            often = times > 0.5 * len(pages)
            # A title that two pages share is a title; a line set like the text above it is text.
            if zone < 0 and (p.bold or p.size >= 11.5) and not often and not number:
                continue
            if number or (recurs and _set_apart(p, pieces, zone) and _nothing_beyond(p, pieces, zone)):
                p.kind = "header" if zone < 0 else "footer"


def _zone(piece: Settled, height: float) -> int:
    box = piece.box
    if box.bottom < 0.125 * height:
        return -1
    return 1 if box.top > 0.88 * height else 0


def _outermost(piece: Settled, pieces: Sequence[Settled], zone: int) -> bool:
    if zone < 0:
        return not any(p.box.bottom < piece.box.top - 1 for p in pieces)
    return not any(p.box.top > piece.box.bottom + 1 for p in pieces)


def _set_apart(piece: Settled, pieces: Sequence[Settled], zone: int) -> bool:
    """Whether more white stands between a marginal line and the text than between paragraphs of the text."""
    if zone < 0:
        return True
    above = sorted(
        (p.box for p in pieces if p is not piece and p.box.bottom <= piece.box.top + 1), key=lambda b: b.bottom
    )
    if len(above) < 3:
        return True
    gaps = sorted(max(0.0, b.top - a.bottom) for a, b in itertools.pairwise(above))
    return piece.box.top - above[-1].bottom > 1.6 * gaps[len(gaps) // 2] + 1.0


def _nothing_beyond(piece: Settled, pieces: Sequence[Settled], zone: int) -> bool:
    """Only other marginal text lies between it and the edge of the page."""
    if zone < 0:
        return not any(p.box.bottom < piece.box.top and p.n_lines > 3 for p in pieces)
    return not any(p.box.top > piece.box.bottom and p.n_lines > 3 for p in pieces)


def mark_footnotes(pieces: list[Settled], height: float, body: float, rules: Sequence[Box]) -> None:
    """Mark footnotes, in place: small text at the foot of the page led by a mark, or under a short rule.

    Args:
        pieces: Of one page.
        height: Of the page, points.
        body: Size of ordinary text.
        rules: Short horizontal rules of the page.
    """
    for p in pieces:
        if p.kind != "paragraph" or p.box.top < 0.55 * height:
            continue
        marked = p.led_by_note
        led = bool(re.match(r"^[\d*†‡]{1,2}$", p.number)) if p.number else False
        glued = _FOOTNOTE.match(p.whole)
        below = any(0 <= p.box.top - r.bottom < 40 and r.x0 < p.box.x1 and r.x1 > p.box.x0 for r in rules)
        if p.size <= 0.9 * body and (below or marked or led or glued):
            p.kind = "footnote"


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
