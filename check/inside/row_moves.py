"""How the things of a table moved: by its columns of changes, or from one line of results to the latest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from check.inside.items import Items, Trait
from check.paper import Figure
from check.sought import Sought
from records import Source, find_periods, months_between

_SINCE = Sought(r"\b(?:since|compared\s+(?:with|to)|against|than\s+(?:in|at))\s+(?P<time>[^,;:.]+)", re.IGNORECASE)
LONG = Sought(r"\byears?\b|\bannual|\b12\s+months\b|\btwelve\s+months\b|\bcounterparts?\b", re.IGNORECASE)
_SHORT = Sought(r"\b(?:month|quarter)s?\b|\bprevious\b(?!\s+year)|\blast\s+(?:reported|time|report)\b", re.IGNORECASE)
LED_TIME = re.compile(
    r"\b(?:since|compared\s+(?:with|to))\s+[^,;:.]+(?=,[^;:.]*$)|"
    r"\b(?:over|during|in|on|within|across)\s+(?:the\s+|that\s+|this\s+|these\s+|a\s+)?(?:whole\s+|last\s+|past\s+|previous\s+)*"
    r"(?:12|twelve|months?|quarters?|years?)(?:\s+months?)?\b|\byear[\s-]on[\s-]year\b",
    re.IGNORECASE,
)
"""The time that a sentence opens with: "since the March 2024 outturn, 20 got better", "over twelve months five ..."."""
_DOWNWARD = re.compile(r"\b(?:reduction|decrease|fall|drop)s?\b", re.IGNORECASE)
_UPWARD = re.compile(r"\b(?:increase|rise|growth|gain)s?\b", re.IGNORECASE)
NO_LEVEL = {
    "target", "rag", "previous_rag", "direction", "change", "percent_change", "variance", "polarity", "green", "amber",
    "red", "bands", "benchmark", "owner", "met",
}  # fmt: skip

Cells = Mapping[int, tuple[Source, ...]]
"""The cells that tell of each thing."""


@dataclass(frozen=True, slots=True)
class Moves:
    """How the number of each thing moved, by one line of changes or by two lines of results.

    Attributes:
        by_item: Change of each, with its sign.
        cells: The cells it follows from.
        says: In words: "by its column 'Change'".
        span: long (a year and more), short, or "" where the table does not say.
        months: Between the two lines; 0 where that is not known.
        since: Last day of the earlier line's period; None where that is not known.
        as_printed: Things whose two figures are equal as printed, though rounding may hide a movement.
    """

    by_item: dict[int, Fraction]
    cells: Cells
    says: str
    span: str = ""
    months: int = 0
    since: date | None = None
    as_printed: frozenset[int] = frozenset()


def of_span(found: list[Moves], words: str) -> list[Moves]:
    """The movements over the span that words name ("on the year before").

    Where no span is named these are the last step and the step from a year ago; nobody compares with the months between
    without saying so.
    """
    named = {p.period.end for m in _SINCE.finditer(words) for p in find_periods(m["time"])}
    if named and any(m.since for m in found):
        return [m for m in found if m.since in named]
    wanted = span_named(words)
    steps = [m.months for m in found if m.months]
    usual = {0, min(steps, default=0), *(m for m in steps if 11 <= m <= 13)}
    near = [m for m in found if m.months in usual] or found
    same = [m for m in near if m.span == wanted] if wanted else []
    return same or [m for m in near if not wanted or not m.span] or found


def span_named(words: str) -> str:
    """Long (a year and more) or short where words say over what time; "" where they do not."""
    return "long" if LONG.search(words) else ("short" if _SHORT.search(words) else "")


def moves(items: Items) -> list[Moves]:
    """Movements that a table shows or that follow from two of its lines, the nearest first."""
    out = []
    for t in items.of("change", "percent_change"):
        way = -1 if _DOWNWARD.search(t.label) and not t.signed else 1
        if not t.signed and not _UPWARD.search(t.label) and not _DOWNWARD.search(t.label):
            continue
        numbers = {
            i.number: way * Fraction(f.value.number)
            for i in items.items
            if (f := t.figure(i.number)) and f.value.number is not None
        }
        cells: Cells = {n: (t.cells[n].place,) for n in numbers}
        out.append(Moves(numbers, cells, f"by '{t.label}'", span_named(t.label)))
    for new, old in pairs(items):
        numbers = {}
        for i in items.items:
            a, b = old.figure(i.number), new.figure(i.number)
            if a and b and a.value.number is not None and b.value.number is not None and _of_one_unit(a, b):
                numbers[i.number] = Fraction(b.value.number) - Fraction(a.value.number)
        if numbers:
            cells = {n: (new.cells[n].place, old.cells[n].place) for n in numbers}
            rounded = frozenset(n for n, x in numbers.items() if x == 0 and _rounded(new.figure(n)))
            since = old.period.end if old.period is not None else None
            says = f"from '{old.label}' to '{new.label}'"
            out.append(Moves(numbers, cells, says, *_span(new, old), since, rounded))
    return out


def _of_one_unit(a: Figure, b: Figure) -> bool:
    """Whether two figures are told in one unit; a bare number is a count."""
    return (a.value.unit or "count") == (b.value.unit or "count")


def _rounded(f: Figure | None) -> bool:
    """Whether a figure is one that was rounded for print, not a count."""
    return f is not None and (f.value.unit == "percent" or "." in f.value.printed)


def pairs(items: Items) -> Iterable[tuple[Trait, Trait]]:
    """The latest line of each stem with each earlier one, the nearest first.

    Args:
        items: Of one table.
    """
    by_stem: dict[tuple[str, int, bool], list[Trait]] = {}
    for t in items.traits:
        if t.kind not in NO_LEVEL and t.order is not None:
            by_stem.setdefault((t.stem, t.order[0], t.percent), []).append(t)
    for same in by_stem.values():
        ordered = sorted(same, key=lambda t: t.order or (0, 0))
        if len({t.order for t in ordered}) == len(ordered) and len(ordered) >= 2:
            yield from ((ordered[-1], old) for old in reversed(ordered[:-1]))


def _span(new: Trait, old: Trait) -> tuple[str, int]:
    """Whether two lines lie a year or less apart, and how many months where that is known."""
    if new.period is not None and old.period is not None and new.order and old.order and new.order[0] == 0:
        months = months_between(old.period.end, new.period.end)
        return ("long" if months >= 11 else "short"), months
    if new.order and old.order and new.order[0] in {1, 3}:
        return "short", new.order[1] - old.order[1]
    if new.order and old.order and new.order[0] == 2:
        return "short", 3 * (new.order[1] - old.order[1])
    return ("long" if LONG.search(old.label) else ""), 0
