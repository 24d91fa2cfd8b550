"""Arrows in Word as they are drawn: turned another way in the same style, as character, symbol, picture or shape."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

from draft.tracked import W

_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_WAYS = {
    "up": ("UPWARDS", "UP-POINTING"),
    "down": ("DOWNWARDS", "DOWN-POINTING"),
    "level": ("RIGHTWARDS", "RIGHT-POINTING"),
}
_ALL_WAYS = (*(w for pair in _WAYS.values() for w in pair), "LEFTWARDS", "LEFT-POINTING", "LEFT RIGHT", "UP DOWN")
_WORDS: dict[str, dict[str, str]] = {
    "improving": {"worsened": "worsening", "unchanged": "stable"},
    "improved": {"worsened": "worsened", "unchanged": "unchanged"},
    "improvement": {"worsened": "worsening", "unchanged": "no change"},
    "better": {"worsened": "worse", "unchanged": "same"},
    "worse": {"improved": "better", "unchanged": "same"},
    "worsening": {"improved": "improving", "unchanged": "stable"},
    "worsened": {"improved": "improved", "unchanged": "unchanged"},
    "declining": {"improved": "improving", "unchanged": "stable"},
    "declined": {"improved": "improved", "unchanged": "unchanged"},
    "deteriorating": {"improved": "improving", "unchanged": "stable"},
    "deteriorated": {"improved": "improved", "unchanged": "unchanged"},
    "stable": {"improved": "improving", "worsened": "worsening"},
    "static": {"improved": "improving", "worsened": "worsening"},
    "unchanged": {"improved": "improved", "worsened": "worsened", "rose": "increased", "fell": "decreased"},
    "increasing": {"fell": "decreasing", "unchanged": "unchanged"},
    "increased": {"fell": "decreased", "unchanged": "unchanged"},
    "rising": {"fell": "falling", "unchanged": "unchanged"},
    "decreasing": {"rose": "increasing", "unchanged": "unchanged"},
    "decreased": {"rose": "increased", "unchanged": "unchanged"},
    "falling": {"rose": "rising", "unchanged": "unchanged"},
    "rose": {"fell": "fell", "unchanged": "unchanged"},
    "fell": {"rose": "rose", "unchanged": "unchanged"},
    "higher": {"fell": "lower", "unchanged": "same"},
    "lower": {"rose": "higher", "unchanged": "same"},
}
"""Direction words of table cells with the words of the same kind that say something else."""


def other_word(word: str, says: str) -> str:
    """The word of the same kind that says something else: "improving" -> "declining"; empty where none is known."""
    return _WORDS.get(word.lower(), {}).get(says, "")


def point(char: str, way: str) -> str:
    """An arrow character of the same style that points up, down or level; empty where the character is no arrow."""
    name = unicodedata.name(char, "")
    if "ARROW" not in name and "TRIANGLE" not in name and "POINTER" not in name:
        return ""
    own = next((w for w in _ALL_WAYS if w in name), "")
    if not own:
        return ""
    n = 1 if own.endswith("POINTING") or "TRIANGLE" in name or "POINTER" in name else 0
    for wanted in (_WAYS[way][n], _WAYS[way][1 - n]):
        try:
            return unicodedata.lookup(name.replace(own, wanted))
        except KeyError:
            continue
    return {"up": "↑", "down": "↓", "level": "→"}[way]


def sign_runs(cell: Any, *, struck: bool = False) -> Iterator[tuple[Any, Any]]:
    """Runs of a cell that hold a symbol, picture or shape, with that element; struck-out ones only where asked."""
    for run in list(cell.iter(f"{W}r")):
        if not struck and any(a.tag in {f"{W}del", f"{W}moveFrom"} for a in run.iterancestors()):
            continue
        sign = next((e for e in run.iter(f"{W}sym", f"{W}drawing", f"{W}pict")), None)
        if sign is not None:
            yield run, sign


def symbol_like(sign: Any, way: str, models: Iterable[Any]) -> str:
    """Code of the symbol that points another way: as another row of the column draws it, else of the same set of four.

    Args:
        sign: The ``w:sym``.
        way: up, down or level.
        models: Cells of the column whose arrow points that way.
    """
    from extract import arrow_from_char

    font, code = str(sign.get(f"{W}font")), int(str(sign.get(f"{W}char")), 16)
    for cell in models:
        for _, other in sign_runs(cell, struck=True):
            if other.tag == f"{W}sym" and other.get(f"{W}font") == font:
                return str(other.get(f"{W}char"))
    wanted = {"level": ("right", "level")}.get(way, (way,))
    for distance in range(1, 5):
        for other_code in (code - distance, code + distance):
            mark = arrow_from_char(chr(other_code), font)
            if mark is not None and mark.value in wanted:
                return f"{other_code:04X}"
    return ""


def with_char(run: Any, sign: Any, char: str) -> Any:
    """A copy of a run that holds a symbol, with another symbol of its font and nothing else."""
    new = deepcopy(run)
    for child in list(new):
        if child.tag not in {f"{W}rPr", f"{W}sym"}:
            new.remove(child)
    symbol = new.find(f"{W}sym")
    symbol.set(f"{W}char", char)
    return new


def copied(place: Any, run: Any) -> Any:
    """A copy of a run with a drawing, its ids not used elsewhere in the document.

    Args:
        place: Any element of the document that it goes into.
        run: The run.
    """
    new = deepcopy(run)
    for text in new.iter(f"{W}delText"):
        text.tag = f"{W}t"
    number_drawings(place, new)
    return new


def number_drawings(place: Any, run: Any) -> None:
    """Give the drawings of a new run ids that the document does not use."""
    root = next((a for a in place.iterancestors() if a.getparent() is None), place)
    used = [int(d.get("id")) for d in root.iter(f"{_WP}docPr") if str(d.get("id")).isdigit()]
    for n, properties in enumerate(run.iter(f"{_WP}docPr"), start=max(used, default=0) + 1):
        properties.set("id", str(n))
