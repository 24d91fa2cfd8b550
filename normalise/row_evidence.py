"""What a row prints beside a damaged name: section, polarity, basis and target can settle which indicator it is.

Never alone: the letters must be nearly those of one label, every one of the four must be printed and agree, and no
other indicator of which they agree may come near.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from records import parse_value

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from normalise.slots import ParsedName
    from records import Indicator

_NEAR = 88.0
"""Likeness of letters, 0 to 100, that a damaged name needs with the label it is taken for."""
_CLEAR = 12.0
"""Lead over every other indicator of which the row agrees."""


@dataclass(frozen=True, slots=True)
class Row:
    """What is printed beside a name; empty where nothing is."""

    section: str = ""
    polarity: str = ""
    basis: str = ""
    unit: str = ""
    target: str = ""


def settled_by_row(
    parsed: ParsedName, row: Row, labels: Iterable[tuple[ParsedName, str]], indicators: Mapping[str, Indicator]
) -> tuple[str, str] | None:
    """The one indicator that a damaged name must be, by its letters and what is printed beside it.

    Args:
        parsed: The damaged name.
        row: What is printed beside it.
        labels: Every label of the register with its key.
        indicators: Key -> indicator.

    Returns:
        The key and the reason in plain words; None where the row does not settle it.
    """
    from rapidfuzz import fuzz

    if not (row.section and row.polarity and row.basis and row.target):
        return None
    target = parse_value(row.target).number
    likeness: dict[str, float] = {}
    for label, key in labels:
        indicator = indicators[key]
        agrees = (
            plainly(indicator.section) == plainly(row.section)
            and indicator.polarity == row.polarity
            and indicator.basis == row.basis
            and target in indicator.targets.values()
        )
        if agrees:
            likeness[key] = max(likeness.get(key, 0.0), fuzz.ratio(parsed.letters, label.letters))
    if not likeness:
        return None
    best, *others = sorted(likeness, key=lambda key: -likeness[key])
    if likeness[best] < _NEAR or any(likeness[best] - likeness[other] < _CLEAR for other in others):
        return None
    return best, (
        f"the name is damaged, but section, polarity {row.polarity}, basis {row.basis} and target {row.target} beside "
        f"it are those of '{best}', and no other indicator of which they are comes near"
    )


def unit_family(unit: str) -> str:
    """What can be told of a unit from a printed figure: per cent, points, money, or a plain number."""
    return unit if unit in {"percent", "points", "money", "rag", "direction", ""} else "number"


def plainly(text: str) -> str:
    """A heading without regard to capitals, spaces and "&"."""
    return " ".join(text.casefold().replace("&", "and").split())
