"""Pictures that may be charts: listed with their page and caption, because the figures in them are not read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extract.document import Page, Paragraph
from extract.pageparts import RawPage
from records import Box

_LEAST = (150.0, 80.0)
"""Width and height (points) below which a picture is a logo or a sign."""
_LARGE = (220.0, 120.0)
"""Width and height from which a picture is listed without a caption too."""
_SAYS = re.compile(
    r"^(?:figure|fig\.?|chart|graph|diagram|map)\b|\b(?:chart|graph|trend|over time|by (?:month|quarter|year))\b",
    re.IGNORECASE,
)


def large_pictures(raw: RawPage) -> list[Box]:
    """Pictures of a page that are larger than a sign or a logo and smaller than a scanned page."""
    most = 0.4 * raw.width * raw.height
    boxes = [p.box for p in raw.pictures]
    return [b for b in boxes if b.width >= _LEAST[0] and b.height >= _LEAST[1] and b.width * b.height < most]


def unread_pictures(found: Sequence[tuple[int, list[Box]]], pages: Sequence[Page]) -> list[tuple[int, Box, str]]:
    """The pictures to be listed: (page, place, caption).

    Args:
        found: Page number -> its large pictures.
        pages: The finished pages, for their captions and headings.

    Returns:
        Pictures that stand on several pages at one place are left out: they are part of the paper's dress.
    """
    places = Counter((round(b.x0), round(b.top), round(b.width)) for _, boxes in found for b in boxes)
    by_number = {p.number: p for p in pages}
    out = []
    for number, boxes in found:
        for box in boxes:
            if places[round(box.x0), round(box.top), round(box.width)] > 1:
                continue
            caption = _caption(by_number.get(number), box)
            if caption or (box.width >= _LARGE[0] and box.height >= _LARGE[1]):
                out.append((number, box, caption))
    return out


def _caption(page: Page | None, box: Box) -> str:
    """The caption or heading right over or under a picture that says it is a chart; "" where there is none."""
    near: list[tuple[float, str]] = []
    for b in page.blocks if page is not None else ():
        if not isinstance(b, Paragraph) or b.box is None or len(b.text) > 200:
            continue
        if min(b.box.x1, box.x1) - max(b.box.x0, box.x0) <= 0:
            continue
        gap = min(abs(box.top - b.box.bottom), abs(b.box.top - box.bottom))
        if gap <= 40 and (b.kind == "caption" or _SAYS.search(b.text)):
            near.append((gap, b.text))
    return min(near, default=(0.0, ""))[1]
