"""Which things of a table are or did what a sentence says, in every way that the table can be read.

A table may show several movements (on the month, on the year) and several colours; a sentence is held to be true where
one reading that its words allow makes it true.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from check.inside.cell_signs import arrow_in, rag_word
from check.inside.items import Items, Trait, answer
from check.inside.performance_words import performance_word
from check.inside.polarity_words import polarity_of_name
from check.inside.predicates import Predicate
from check.inside.row_moves import LONG, NO_LEVEL, Cells, Moves, moves, of_span, span_named
from check.sought import Sought
from records import ARROW_MEANS, Polarity

_PLAN = re.compile(r"\b(?:budget|plan(?:ned)?|approved|estimate)\b", re.IGNORECASE)
_PROFILE = re.compile(r"\b(?:profiled?|plan(?:ned)?|trajectory|phased)\b", re.IGNORECASE)
_ACTUAL = Sought(r"\b(?:actual|received|achieved|spent|income\s+to|to\s+date)\b", re.IGNORECASE)
_SO_FAR = re.compile(r"\bto\s+date\b|\bytd\b|\bprofiled?\b|\bphased\b|\bso\s+far\b", re.IGNORECASE)
_EXPECTED = re.compile(r"\b(?:forecast|outturn|projected|projection|expected)\b", re.IGNORECASE)
_ELSEWHERE = Sought(
    r"\b(?:england|wales|national(?:ly)?|region(?:al)?|benchmark|neighbours?|peers?|comparators?|averages?|county|other\s+councils|similar|target)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """Which things a predicate holds for.

    Attributes:
        holds: By number of the thing; things that cannot be told are left out.
        cells: What tells.
        says: Where that is read, in words.
    """

    holds: dict[int, bool]
    cells: Cells = field(default_factory=dict)
    says: str = ""


@dataclass(frozen=True, slots=True)
class Signs:
    """What the paper says of its signs and arrows.

    Attributes:
        over_is_plus: Whether a plus is an overspend; None where nothing is said.
        legend: Meaning of arrows.
        polarity: Which way is better, by table and number of the row.
    """

    over_is_plus: bool | None = None
    legend: Mapping[str, str] = field(default_factory=dict)
    polarity: Mapping[tuple[int, int], Polarity] = field(default_factory=dict)


def readings(items: Items, p: Predicate, after: str, signs: Signs) -> list[Reading]:
    """Every way a table can tell for which of its things a predicate holds.

    Args:
        items: Of the table.
        p: The predicate.
        after: The words behind it, which may say what is compared with.
        signs: What the paper says of its signs.
    """
    if p.family in {"colour", "status"}:
        found = [*_coloured(items, p)]
        if not found and p.family == "status":
            found = [*_sided(items, p, signs), *_short_of_plan(items, p)]
        return found
    if p.family == "side":
        return [*_sided(items, p, signs)]
    if p.family == "bound":
        return [*_bounded(items, p)]
    if p.family == "budget":
        return [*_budget(items, p, signs)]
    everything = moves(items)
    moved = of_span(everything, after)
    if LONG.search(after) and any(m.months for m in everything) and not any(m.span == "long" for m in moved):
        return []  # the table does not reach back so far
    if p.family == "moved":
        return [_of_moves(m, p.value) for m in moved]
    if _ELSEWHERE.search(after):
        return [*_words_of_direction(items, p, signs, elsewhere=True)]
    return [*_words_of_direction(items, p, signs, span=span_named(after)), *_performed(items, p, moved, signs)]


def _of_moves(m: Moves, way: str) -> Reading:
    moved = ((n, x) for n, x in m.by_item.items() if n not in m.as_printed)
    holds = {n: (x > 0 if way == "rose" else x < 0 if way == "fell" else x == 0) for n, x in moved}
    return Reading(holds, m.cells, m.says)


def polarity_of(items: Items, number: int, signs: Signs) -> Polarity:
    """Which way is better for a thing: told by the paper or register, by its colour against its target, by its name."""
    told = signs.polarity.get((items.table.number, number), "") if not items.turned else ""
    if told:
        return told
    item = next(i for i in items.items if i.number == number)
    named = polarity_of_name(item.label)
    coloured = _polarity_by_colour(items, number)
    return coloured if not named or named == coloured else ("" if coloured else named)


def _polarity_by_colour(items: Items, number: int) -> Polarity:
    latest, targets, colours = latest_trait(items), items.of("target"), items.of("rag")
    if latest is None or len(targets) != 1 or len(colours) != 1:
        return ""
    value, goal, cell = latest.figure(number), targets[0].figure(number), colours[0].cells.get(number)
    if value is None or goal is None or cell is None or not cell.rag:
        return ""
    n, t = value.value.number, goal.value.number
    if n is None or t is None or n == t:
        return ""
    if cell.rag == "green":
        return "H" if n > t else "L"
    return "L" if n > t else "H"


def latest_trait(items: Items) -> Trait | None:
    """The line of the latest results; None where several may be it."""
    levels = [t for t in items.traits if t.kind not in NO_LEVEL and any(t.figure(i.number) for i in items.items)]
    if len(levels) <= 1:
        return levels[0] if levels else None
    ordered = [t for t in levels if t.order is not None]
    families = {(t.stem, t.order[0]) for t in ordered if t.order}
    if len(ordered) == len(levels) and len(families) == 1:
        return max(ordered, key=lambda t: t.order or (0, 0))
    named = [t for t in levels if t.order == (4, 1)]
    return named[0] if len(named) == 1 else None


def _coloured(items: Items, p: Predicate) -> Iterable[Reading]:
    wanted = [{p.value}]
    if p.family == "status":
        wanted = {"met": [{"green"}], "near": [{"amber"}], "missed": [{"amber", "red"}, {"red"}]}[p.value]
    for t in items.of("met") if p.family == "status" and p.value != "near" else ():
        said = {i.number: a for i in items.items if (c := t.cells.get(i.number)) and (a := answer(c.text)) is not None}
        if said:
            yield Reading(
                {n: a == (p.value == "met") for n, a in said.items()},
                {n: (t.cells[n].place,) for n in said},
                f"by '{t.label}'",
            )
    for t in items.of("rag", "met"):
        seen = {i.number: (c.rag or rag_word(c.text)) for i in items.items if (c := t.cells.get(i.number)) is not None}
        if not any(seen.values()):
            continue
        cells = {n: (t.cells[n].place,) for n in seen}
        for colours in wanted:
            yield Reading({n: word in colours for n, word in seen.items() if word}, cells, f"by '{t.label}'")


def _short_of_plan(items: Items, p: Predicate) -> Iterable[Reading]:
    """Ahead of a plan or profile or short of it: by the two figures, else by the sign of a variance."""
    if p.value == "near":
        return
    plans = [t for t in items.traits if _PROFILE.search(t.label) and t.kind not in {"variance", "change"}]
    after = [t for t in items.traits if _ACTUAL.search(t.label) and t not in plans and t.kind != "variance"]
    if len(plans) == 1 and len(after) == 1:
        far: dict[int, Fraction] = {}
        for i in items.items:
            a, b = plans[0].figure(i.number), after[0].figure(i.number)
            if a and b and a.value.number is not None and b.value.number is not None:
                far[i.number] = Fraction(b.value.number) - Fraction(a.value.number)
        cells = {n: (after[0].cells[n].place, plans[0].cells[n].place) for n in far}
        if far:
            met = p.value == "met"
            yield Reading(
                {n: (x > 0) == met and x != 0 for n, x in far.items()},
                cells,
                f"'{after[0].label}' against '{plans[0].label}'",
            )
        return
    for t in items.of("variance"):
        shown = {
            i.number: f.value.number for i in items.items if (f := t.figure(i.number)) and f.value.number is not None
        }
        if t.signed and shown:
            holds = {n: x < 0 if p.value == "missed" else x > 0 for n, x in shown.items()}
            yield Reading(holds, {n: (t.cells[n].place,) for n in shown}, f"by '{t.label}'")


def _sided(items: Items, p: Predicate, signs: Signs) -> Iterable[Reading]:
    """Above, below, met or missed by each thing's result and target."""
    latest, targets = latest_trait(items), items.of("target")
    if latest is None or len(targets) != 1:
        return
    holds: dict[int, bool] = {}
    better: dict[int, bool] = {}
    cells = {}
    for i in items.items:
        value, goal = latest.figure(i.number), targets[0].figure(i.number)
        if value is None or goal is None or value.value.number is None or goal.value.number is None:
            continue
        n, t = value.value.number, goal.value.number
        if p.family == "side":
            above = n > t if p.value == "above" else n < t
            lower = polarity_of(items, i.number, signs) == "L"
            better[i.number] = above if not lower else n < t if p.value == "above" else n > t
            told: bool | None = above
        else:
            polarity = polarity_of(items, i.number, signs)
            reached = n >= t if polarity == "H" else n <= t
            told = None if polarity not in {"H", "L"} and n != t else (reached or n == t) == (p.value == "met")
        if told is not None and p.value != "near":
            holds[i.number] = told
            cells[i.number] = (latest.cells[i.number].place, targets[0].cells[i.number].place)
    yield Reading(holds, cells, f"'{latest.label}' against '{targets[0].label}'")
    if better and better != holds:  # "exceeded their target": of days waited, by fewer of them
        yield Reading(better, cells, f"'{latest.label}' better or worse than '{targets[0].label}'")


def _bounded(items: Items, p: Predicate) -> Iterable[Reading]:
    assert p.number is not None
    bound = Fraction(p.number)
    ways = {"reached": ("atleast", "atmost"), "short": ("below", "above")}.get(p.value, (p.value,))
    for t in items.traits:
        if t.kind in NO_LEVEL or t.percent != p.percent:
            continue
        shown = {
            i.number: Fraction(f.value.number)
            for i in items.items
            if (f := t.figure(i.number)) is not None and f.value.number is not None
        }
        for way in ways if shown else ():
            holds = {n: _past(x, way, bound) for n, x in shown.items()}
            yield Reading(holds, {n: (t.cells[n].place,) for n in holds}, f"by '{t.label}'")


def _past(n: Fraction, way: str, bound: Fraction) -> bool:
    ways = {"above": n > bound, "below": n < bound, "atleast": n >= bound, "atmost": n <= bound, "equal": n == bound}
    return ways[way]


def _budget(items: Items, p: Predicate, signs: Signs) -> Iterable[Reading]:
    ways = {"over": (1,), "under": (-1,), "on": (0,)}.get(p.value, (1, -1))  # "ahead of budget" of income or spending
    for numbers, cells, says in spending(items, signs):
        for way in ways:
            yield Reading({n: (x > 0) - (x < 0) == way for n, x in numbers.items()}, cells, says)


def spending(items: Items, signs: Signs) -> list[tuple[dict[int, Fraction], Cells, str]]:
    """How far each thing is over its budget (plus) or under it: by its variance, by forecast less budget."""
    plans = [t for t in items.traits if _PLAN.search(t.label) and t.kind not in {"variance", "change"}]
    levels = [t for t in items.traits if t not in plans and t.kind not in {"variance", "change"}]
    after = [t for t in levels if _EXPECTED.search(t.label)] or [t for t in levels if _ACTUAL.search(t.label)]
    if len(plans) > 1 and len(after) == 1:  # the budget for the months that the actual figure is of
        so_far = bool(_SO_FAR.search(after[0].label))
        plans = [t for t in plans if bool(_SO_FAR.search(t.label)) == so_far]
    worked: dict[int, Fraction] = {}
    if len(plans) == 1 and len(after) == 1:
        for i in items.items:
            a, b = plans[0].figure(i.number), after[0].figure(i.number)
            if a and b and a.value.number is not None and b.value.number is not None:
                worked[i.number] = Fraction(b.value.number) - Fraction(a.value.number)
    out: list[tuple[dict[int, Fraction], Cells, str]] = []
    for t in items.of("variance"):
        shown = {
            i.number: Fraction(f.value.number)
            for i in items.items
            if (f := t.figure(i.number)) and f.value.number is not None
        }
        if not shown or not (t.signed or worked):
            continue
        same = sum((shown[n] > 0) == (worked[n] > 0) for n in shown if n in worked and shown[n] and worked[n])
        other = sum((shown[n] > 0) != (worked[n] > 0) for n in shown if n in worked and shown[n] and worked[n])
        plus = signs.over_is_plus if signs.over_is_plus is not None else same >= other
        cells: Cells = {n: (t.cells[n].place,) for n in shown}
        out.append(({n: x if plus else -x for n, x in shown.items()}, cells, f"by '{t.label}'"))
    if worked:
        both: Cells = {n: (after[0].cells[n].place, plans[0].cells[n].place) for n in worked}
        out.append((worked, both, f"'{after[0].label}' less '{plans[0].label}'"))
    return out


def _words_of_direction(
    items: Items, p: Predicate, signs: Signs, *, elsewhere: bool = False, span: str = ""
) -> Iterable[Reading]:
    """Improved or worsened by the words and arrows of a column of directions, that of the time named if any."""
    means = ARROW_MEANS | dict(signs.legend)
    columns = items.of("direction")
    for t in [t for t in columns if span and span_named(t.label) == span] or columns:
        if bool(_ELSEWHERE.search(t.label)) != elsewhere:
            continue
        told = {}
        for i in items.items:
            cell = t.cells.get(i.number)
            word = (performance_word(cell.words) or means.get(cell.arrow or arrow_in(cell.text), "")) if cell else ""
            if word in {"rose", "fell"}:
                polarity = polarity_of(items, i.number, signs)
                word = "" if not polarity else ("improved" if (word == "rose") == (polarity == "H") else "worsened")
            if word or (cell is not None and re.search(r"[a-z]{3}", cell.text, re.IGNORECASE)):
                told[i.number] = word == p.value
        if told:
            yield Reading(told, {n: (t.cells[n].place,) for n in told}, f"by '{t.label}'")


def _performed(items: Items, p: Predicate, moved: list[Moves], signs: Signs) -> Iterable[Reading]:
    for m in moved:
        holds = {}
        for n, x in m.by_item.items():
            polarity = polarity_of(items, n, signs)
            if n not in m.as_printed and (polarity in {"H", "L"} or x == 0):
                better = (x > 0) == (polarity == "H")
                holds[n] = x != 0 and better == (p.value == "improved")
        yield Reading(holds, m.cells, m.says)
