"""Figures beside a target that nothing explains, and which are the target or the distance from it with a slip of digits.

However a sentence words it ("we promised", "offset by", "still to be found"), what is said of a row with a target is its
result, its target, the distance between them, or an earlier result and the change since.
"""

# ruff: noqa: E501 - explanations, one to a line

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from check.goals.ties import GoalTie
from check.ground_match import Names, like, sizes_of, telling_digits, units_fit
from check.grounds import GroundCell, stems
from check.judgements import HELD, Judgement, Results, printed
from check.paper import Figure
from check.sought import Sought
from records import Value, format_number

_GOAL_LIKE = Sought(
    r"\b(?:targets?|goals?|ambitions?|aim(?:s|ed|ing)?|aspirations?|standards?|service\s+levels?|plan(?:s|ned)?|budget(?:s|ed)?|requir\w+|pledge\w*|commit\w*|promis\w+|hurdle|ceiling|limits?|"
    r"maximum|threshold|tolerance|trajectory|overspen\w+|underspen\w+|shortfall|short\s+of|ask(?:s|ed)\s+for|supposed\s+to|meant\s+to|should)\b",
    re.IGNORECASE,
)
_SAID = HELD | {"superseded"}


@dataclass(frozen=True, slots=True)
class _Meant:
    """What a figure should be."""

    what: str
    number: Decimal
    places: int
    unit: str


def speaks_of_goal(text: str) -> bool:
    """Whether a sentence has a word of targets, plans or budgets."""
    return _GOAL_LIKE.search(text) is not None


def check_slips(
    results: Results, names: Names, around: frozenset[str], figures: Mapping[int, Figure], ties: Mapping[int, GoalTie]
) -> None:  # fmt: skip
    """Call unexplained figures wrong that are a row's target or distance with one digit changed or two exchanged.

    Args:
        results: Takes the judgements.
        names: Of all rows.
        around: Its words.
        figures: Its figures by their number in it.
        ties: The row that the clause of each figure is about, where one is.
    """
    settled = {f.id for f in figures.values() if any(j.verdict in _SAID for j in results.of(f.id))}
    for k, tie in ties.items():
        f = figures[k]
        if f.id in settled or f.value.number is None or telling_digits(f.value) < 2 or f.numeral.word:
            continue
        if _explained(names, around, f, tie):
            continue
        others = [x for n, x in figures.items() if n != k]
        meant = [m for m in _meant(tie) if _slip(f.value, m) and not any(_is(x.value, m) for x in others)]
        if len(meant) != 1:
            continue
        (m,) = meant
        right = format_number(m.number, max(m.places, 0))
        shown = f"{tie.level.value.printed.strip()} against {tie.row.goal.value.printed.strip()}"
        results.add(
            Judgement(
                f.id, "contradicts", "target", f"'{tie.row.name}': {m.what} is {right} ({shown}); {printed(f)} is nothing that is known of it.",
                shown, "serious", (tie.level.place, tie.row.goal.place), "Correct the figure or the table.", right,
            )
        )  # fmt: skip


def _meant(tie: GoalTie) -> Iterator[_Meant]:
    goal, level = tie.row.goal.value, tie.level.value
    assert goal.number is not None
    assert level.number is not None
    yield _Meant("the target", abs(goal.number), goal.places, goal.unit)
    unit = "points" if goal.unit == "percent" else goal.unit
    yield _Meant("the distance from the target", abs(goal.number - level.number), max(goal.places, level.places), unit)


def _is(v: Value, m: _Meant) -> bool:
    return v.number is not None and abs(v.number) == m.number and _alike(v, m)


def _alike(v: Value, m: _Meant) -> bool:
    plain = {"", "count", "average", "rate"}
    return v.unit == m.unit or {v.unit, m.unit} <= plain or {v.unit, m.unit} <= {"days", *plain}


def _slip(v: Value, m: _Meant) -> bool:
    """Whether a figure has as many digits as is meant, one of them changed or two exchanged."""
    if v.number is None or not _alike(v, m):
        return False
    places = max(v.places, m.places, 0)
    a, b = (re.sub(r"\D", "", f"{abs(n):.{places}f}").lstrip("0") for n in (v.number, m.number))
    a, b = a.rstrip("0") or a, b.rstrip("0") or b
    if a == b or len(a) != len(b) or len(a) < 2 or v.number.adjusted() != m.number.adjusted():
        return False
    return sum(x != y for x, y in zip(a, b, strict=True)) == 1 or sorted(a) == sorted(b)


def _explained(names: Names, around: frozenset[str], f: Figure, tie: GoalTie) -> bool:
    """Whether a figure is a cell or a change of the row, or a cell of another row that the sentence comes near to."""
    if any(_same(f.value, c) for c in tie.row.ground.cells) or _changes(f.value, tie.row.ground.levels, tie.level):
        return True
    near = [g for share, g in names.called(around, 0.2)]
    return any(_same(f.value, c) for g in near for c in g.cells) or any(
        _same(f.value, c) for g in names.stating([f.value]) for c in g.cells if telling_digits(f.value) >= 3
    )


def _changes(size: Value, levels: Sequence[GroundCell], now: GroundCell) -> bool:
    return any(
        fits for c in levels if c.end != now.end and like(c, now) for _, _, fits in sizes_of(c, now, size)
    )  # fmt: skip


def _same(v: Value, c: GroundCell) -> bool:
    if v.number is None or c.value.number is None or not units_fit(v, c.value):
        return False
    fine, coarse = (v, c.value) if v.places >= c.value.places else (c.value, v)
    low, high = coarse.interval()
    return fine.number is not None and low <= abs(fine.number) <= high


def words_of(text: str, before: str) -> frozenset[str]:
    """The words that tell which rows a sentence comes near to."""
    return stems(f"{text} {before}")
