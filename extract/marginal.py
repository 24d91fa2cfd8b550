"""What stands in the margins of pages: running headers and footers, page numbers, footnotes."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from extract.prose import FOOTNOTE, Settled
from records import Box

_PAGE_NUMBER = re.compile(r"^(?:-\s*)?(?:page\s*)?\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?(?:\s*-)?$", re.IGNORECASE)


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
            number = bool(_PAGE_NUMBER.match(text)) and _outermost(p, pieces, zone) and not _in_a_row(p, pieces)
            often = times > 0.5 * len(pages)
            # A title that two pages share is a title; a line set like the text above it is text.
            if zone < 0 and (p.bold or p.size >= 11.5) and not often and not number:
                continue
            if number or (
                recurs and not _in_a_row(p, pieces) and _set_apart(p, pieces, zone) and _nothing_beyond(p, pieces, zone)
            ):
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


_FIGURE = re.compile(r"^[+\-–−£(]*\d[\d,.]*\s?%?\)?$")


def _in_a_row(piece: Settled, pieces: Sequence[Settled]) -> bool:
    """Whether a figure stands on one line with another figure: a row of a table, and no page number."""
    if not _FIGURE.match(piece.whole.strip()):
        return False
    return any(
        p is not piece and abs(p.box.bottom - piece.box.bottom) < 2 and _FIGURE.match(p.whole.strip()) for p in pieces
    )


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
        glued = FOOTNOTE.match(p.whole)
        below = any(0 <= p.box.top - r.bottom < 40 and r.x0 < p.box.x1 and r.x1 > p.box.x0 for r in rules)
        if p.size <= 0.9 * body and (below or marked or led or glued):
            p.kind = "footnote"
