"""Signs whose character says nothing: a private code of a symbol font is looked at as it is drawn on the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from extract.arrows import arrow_from_char
from extract.arrowtables import ARROW, FONTS, UNSURE
from extract.pageparts import Char, RawPage
from extract.silhouettes import arrow_from_mask, cut_to_ink

SCALE = 4.0
"""Pixels a point of the picture in which signs are looked at."""
LEAST = 9
"""Pixels that a sign is wide and high at least: what is smaller is a dot."""
DRAWN = ARROW | {"up": "▲", "down": "▼", "left": "◄", "right": "►"}
"""Character that stands for a sign seen as an arrow; what points right may be a bullet, which its place tells."""

_TELLING = frozenset({"up", "down", "right", "level", "up-right", "down-right"})
_BULLETS = frozenset({0x6C, 0x6E, 0x6F, 0x76, 0xA7, 0xA8, 0xB7, 0xD8, 0xFC})
"""Codes of the signs that stand before the points of lists."""
_LOST = "lost"
"""With the name of a font: which symbol font its codes belong to."""
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
    if not odd:
        return
    picture: Any = None
    lost: list[Char] = []
    for c in odd:
        key = (c.font.name, c.text)
        if key not in seen:
            if picture is None:
                picture = _pixels(render())
            seen[key] = _look(c, picture)
        if seen[key]:
            c.text = seen[key]
        else:
            lost.append(c)
    for font in sorted({c.font.name for c in lost}):
        of_font = [c for c in lost if c.font.name == font]
        name = seen.get((font, _LOST)) or _lost_font(
            raw, of_font, lambda: picture if picture is not None else _pixels(render())
        )
        if name:
            seen[font, _LOST] = name
            for c in of_font:
                c.font = replace(c.font, name=f"{name}{UNSURE}")


def _lost_font(raw: RawPage, lost: list[Char], picture: Callable[[], Any]) -> str:
    """The symbol font that the printing program had not, where its codes are all drawn as one and the same empty box.

    It is the one in whose table all the codes are arrows that tell a direction. Both ways must be among them, and each
    must stand by itself: the signs before the points of a list are none.
    """
    codes = {ord(c.text) - 0xF000 for c in lost}
    ways: dict[tuple[tuple[int, str], ...], str] = {}
    for _, name, table in FONTS:
        found = {table.get(code, "") for code in codes}
        if {"up", "down"} <= found <= _TELLING:
            ways.setdefault(tuple(sorted((code, table[code]) for code in codes)), name)
    if len(ways) != 1 or codes & _BULLETS or any(_leads(c, raw) for c in lost):
        return ""
    first = {c.text: c for c in reversed(lost)}
    shots = [_crop(c, picture()) for c in first.values()]
    inks = [_ink(shot, 0.5) for shot in shots if min(shot.shape[:2]) >= 6]
    boxed = (_is_empty_box(ink) or _is_empty_box(_without_rules(ink)) for ink in inks)
    drawn = len(inks) == len(first) and all(boxed)
    return next(iter(ways.values())) if drawn else ""


def _leads(c: Char, raw: RawPage) -> bool:
    """Whether words follow right behind a sign."""
    return any(
        abs(o.v - c.v) < 0.4 * c.size and -0.2 * c.size < o.u0 - c.u1 < 0.7 * c.size for o in raw.chars if o is not c
    )


def _is_empty_box(ink: Any) -> bool:
    """Whether what is drawn is an upright frame with nothing in it, as programs draw a glyph that a font has not."""
    if ink.any(axis=1).sum() < 6 or ink.any(axis=0).sum() < 4:
        return False
    box = cut_to_ink(ink)
    h, w = box.shape
    edge_h, edge_w = max(2, h // 5), max(2, w // 4)
    sides = (
        box[:edge_h].any(axis=0),
        box[-edge_h:].any(axis=0),
        box[:, :edge_w].any(axis=1),
        box[:, -edge_w:].any(axis=1),
    )
    inside = box[edge_h:-edge_h, edge_w:-edge_w]
    return all(side.mean() > 0.9 for side in sides) and (inside.size == 0 or float(inside.mean()) < 0.05)


def _is_private(c: Char) -> bool:
    return len(c.text) == 1 and "\ue000" <= c.text <= "\uf8ff" and arrow_from_char(c.text, c.font.name or "-") is None


def _pixels(image: Any) -> Any:
    import numpy as np

    return np.asarray(image.convert("RGB"))


def _crop(c: Char, picture: Any) -> Any:
    x0, x1 = int(c.x0 * SCALE), int(c.x1 * SCALE + 0.999)
    top, bottom = int((c.top - 0.1 * c.size) * SCALE), int((c.bottom + 0.1 * c.size) * SCALE + 0.999)
    return picture[max(top, 0) : max(bottom, 0), max(x0, 0) : max(x1, 0)]


def _look(c: Char, picture: Any) -> str:
    crop = _crop(c, picture)
    if min(crop.shape[:2]) < 6:
        return ""
    for depth in (0.5, 0.25):  # a thin arrow is sharpest at half of its contrast
        ink = _without_rules(_ink(crop, depth))
        if min(int(ink.any(axis=0).sum()), int(ink.any(axis=1).sum())) < LEAST:
            return ""
        value, _ = arrow_from_mask(ink)
        if value in DRAWN:
            return DRAWN[value]
    return ""


def _without_rules(ink: Any) -> Any:
    """The ink of a sign without the rules of the table that run past it, and what lies behind them."""
    for turned in (False, True):
        lines = ink.T if turned else ink
        n = len(lines)
        full = [k for k, line in enumerate(lines) if line.mean() > 0.97]
        first = max((k + 1 for k in full if k < 0.3 * n), default=0)
        last = min((k for k in full if k >= 0.7 * n), default=n)
        lines = lines[first:last]
        ink = lines.T if turned else lines
    return ink


def _ink(crop: Any, depth: float) -> Any:
    """Which pixels differ from the ground by more than a part of the greatest difference."""
    import numpy as np

    rgb = crop.astype(int)
    ground = np.median(np.concatenate([rgb[0], rgb[-1]]), axis=0)
    far = np.abs(rgb - ground).max(axis=2)
    return far > max(depth * far.max(), 40)
