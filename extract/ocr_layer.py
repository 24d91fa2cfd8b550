"""The invisible text that a scanner laid under its picture: not trusted, but held against what we read ourselves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from extract.ocr_cells import Certainty
from extract.ocr_doubts import Doubt
from extract.pageparts import Char
from extract.textlines import lines_of

_REACH: Final = 2.0
"""Points by which the scanner may have set its text aside."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """How a page lay before it was set upright.

    Attributes:
        turned: Degrees by which it was turned anticlockwise: 0, 90, 180 or 270.
        degrees: Degrees by which it was then turned to stand straight, as OpenCV counts (anticlockwise).
        width: Of the page set upright, points.
        height: Of the same.
    """

    turned: int
    degrees: float
    width: float
    height: float

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the page as it lay is on the page set upright, points from the top left."""
        if self.turned == 90:
            x, y = y, self.height - x
        elif self.turned == 180:
            x, y = self.width - x, self.height - y
        elif self.turned == 270:
            x, y = self.width - y, x
        angle = math.radians(self.degrees)
        dx, dy = x - self.width / 2, y - self.height / 2
        return (
            self.width / 2 + dx * math.cos(angle) + dy * math.sin(angle),
            self.height / 2 - dx * math.sin(angle) + dy * math.cos(angle),
        )


def compared(certainty: Sequence[Certainty], layer: Sequence[Char], leaning: Leaning) -> tuple[Certainty, ...]:
    """What is certain of a page whose scanner has read it too: figures on which the two differ are doubtful.

    Args:
        certainty: Of our own lines.
        layer: The scanner's invisible text.
        leaning: How the page lay.

    Returns:
        The same, with a doubt where the scanner's text has another figure at the place.
    """
    words = [(w.text, leaning.place(*w.box.centre)) for line in lines_of(list(layer)) for w in line.words]
    words = [(text, place) for text, place in words if any(ch.isdigit() for ch in text)]
    out = []
    for own in certainty:
        figures = [w for w in own.text.split() if any(ch.isdigit() for ch in w)]
        there = [text for text, (x, y) in words if own.box.contains(x, y, slack=_REACH)]
        # A layer that has nothing there, or has cut its words otherwise, tells nothing of the figure.
        if figures and there and _digits(figures) != _digits(there):
            signs = own.doubt.signs or "".join(ch for w in figures for ch in w)
            said = " ".join(there)
            own = replace(own, doubt=Doubt(signs, f"{said}, as the scanner's own text says"))
        out.append(own)
    return tuple(out)


def _digits(words: Sequence[str]) -> str:
    """The figures of some words, their points and signs included, run together."""
    return "".join(ch for w in words for ch in w if ch.isdigit() or ch in ".-%").strip(".").replace("–", "-")
