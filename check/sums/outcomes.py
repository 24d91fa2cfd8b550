"""What is said of a figure that is worked out from others: they go together, or cannot all be right."""

from __future__ import annotations

from check.judgements import HELD, Judgement, Results, printed
from check.sums.amounts import Amount, Reading
from check.sums.told import Told
from check.sums.ways import Way
from records import Severity

_OF_SUMS = {"change", "percentage_points", "ratio", "sum", "remainder", "target", "part_of_whole", "unit"}


def settled(results: Results, a: Amount) -> bool:
    """Whether a sum, change or share has been judged with this figure as its outcome."""
    return any(j.kind in _OF_SUMS and j.verdict in HELD for j in results.of(a.figure.id))


def wrong(
    told: Amount, way: Way, kind: str, results: Results, *, extra: str = "", severity: Severity = "serious"
) -> None:
    """Report that a figure and those it is worked out from cannot all be right.

    Args:
        told: The figure.
        way: How it is worked out.
        kind: Of the finding.
        results: Takes the judgements.
        extra: What else is to be said.
        severity: How much it matters.
    """
    if told.quantity.low <= way.exact.middle <= told.quantity.high:
        return  # it is what it should be: only the words were paired wrongly
    figures = " and ".join(filter(None, [", ".join(printed(a.figure) for a in way.of), printed(told.figure)]))
    results.add(
        Judgement(
            told.figure.id, "contradicts", kind,
            f"{figures} cannot all be right: {way.working}, not {printed(told.figure)}.{extra}",
            way.working, severity, tuple(a.figure.place for a in way.of), "Correct whichever of them is wrong.",
        )
    )  # fmt: skip
    for a in way.of:
        results.add(
            Judgement(
                a.figure.id, "not_checked", kind,
                f"{figures} cannot all be right: {way.working}, not {printed(told.figure)}.",
                way.working, sources=(told.figure.place,),
            )
        )  # fmt: skip


def left_out(told: Amount, way: Way, results: Results) -> None:
    """Report that a list which seems whole accounts for all of its things but one.

    Args:
        told: The figure that says how many there are.
        way: The sum of those listed.
        results: Takes the judgements.
    """
    results.add(
        Judgement(
            told.figure.id, "contradicts", "sum",
            f"One of the {printed(told.figure)} is not accounted for: {way.working}.",
            way.working, "minor", tuple(a.figure.place for a in way.of), "Correct a figure, or say what that one was.",
        )
    )  # fmt: skip


def agree(told: Amount, way: Way, kind: str, results: Results) -> None:
    """Say that a figure follows from others, and they from it."""
    for a in (told, *way.of):
        results.add(
            Judgement(
                a.figure.id, "agrees_within_rounding", kind,
                f"The figures go together: {way.working}.", way.working,
                sources=tuple(x.figure.place for x in (told, *way.of) if x.n != a.n),
            )
        )  # fmt: skip


def base(reading: Reading, told: dict[int, Told], a: Amount) -> bool:
    """Whether an amount can be what others are worked out from: no change, share or total itself."""
    if a.n in told and told[a.n].kind not in {"average"}:
        return False
    return (
        not signed(a)
        and not a.size
        and a.family not in {"percent", "points"}
        and a.number > 0
        and not a.figure.numeral.is_share
    )


def signed(a: Amount) -> bool:
    """Whether a figure is printed with a sign: a variance, not a level."""
    return a.figure.value.printed.lstrip()[:1] in "+-−–"


def like(a: Amount, b: Amount) -> bool:
    """Whether two amounts are of one unit, so that they can be added."""
    return a.family == b.family or {a.family, b.family} <= {"count", "number"}
