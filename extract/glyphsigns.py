"""Signs whose character says nothing: a private code of a symbol font is looked at as it is drawn on the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from extract.arrows import arrow_from_char, arrow_from_mask
from extract.arrowtables import ARROW
from extract.pageparts import Char, RawPage

SCALE = 4.0
"""Pixels a point of the picture in which signs are looked at."""
LEAST = 9
"""Pixels that a sign is wide and high at least: what is smaller is a dot."""
DRAWN = ARROW | {"up": "▲", "down": "▼", "left": "◄", "right": "►"}
"""Character that stands for a sign seen as an arrow; what points right may be a bullet, which its place tells."""

Seen = dict[tuple[str, str], str]
"""(font, code) -> the character it stands for, "" where it is no arrow; kept for a whole document."""


def read_signs(raw: RawPage, render: Callable[[], Any], seen: Seen) -> None:
    """Give private codes that are drawn as arrows the character of that arrow, in place.

    The program that made the file may have set the glyph from another font than the code belongs to
    (LibreOffice prints Wingdings, Webdings and Symbol with OpenSymbol): the code alone misleads.

    Args:
        raw: A page.
        render: Makes the page's picture, ``SCALE`` pixels a point; called only where a sign is new.
        seen: What was found for the document's other pages; added to.
    """
    odd = [c for c in raw.chars if _is_private(c)]
    picture: Any = None
    for c in odd:
        key = (c.font.name, c.text)
        if key not in seen:
            if picture is None:
                picture = _pixels(render())
            seen[key] = _look(c, picture)
        if seen[key]:
            c.text = seen[key]


def _is_private(c: Char) -> bool:
    return len(c.text) == 1 and "\ue000" <= c.text <= "\uf8ff" and arrow_from_char(c.text, c.font.name or "-") is None


def _pixels(image: Any) -> Any:
    import numpy as np

    return np.asarray(image.convert("RGB"))


def _look(c: Char, picture: Any) -> str:
    x0, x1 = int(c.x0 * SCALE), int(c.x1 * SCALE + 0.999)
    top, bottom = int((c.top - 0.1 * c.size) * SCALE), int((c.bottom + 0.1 * c.size) * SCALE + 0.999)
    crop = picture[max(top, 0) : max(bottom, 0), max(x0, 0) : max(x1, 0)]
    if min(crop.shape[:2]) < 6:
        return ""
    for depth in (0.5, 0.25):  # a thin arrow is sharpest at half of its contrast
        ink = _ink(crop, depth)
        if min(int(ink.any(axis=0).sum()), int(ink.any(axis=1).sum())) < LEAST:
            return ""
        value, _ = arrow_from_mask(ink)
        if value in DRAWN:
            return DRAWN[value]
    return ""


def _ink(crop: Any, depth: float) -> Any:
    """Which pixels differ from the ground by more than a part of the greatest difference."""
    import numpy as np

    rgb = crop.astype(int)
    ground = np.median(np.concatenate([rgb[0], rgb[-1]]), axis=0)
    far = np.abs(rgb - ground).max(axis=2)
    return far > max(depth * far.max(), 40)
