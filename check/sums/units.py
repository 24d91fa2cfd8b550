"""One thing told in two units: "158.96 days, which is £10.76 more than the £148.20", points between counts."""

# ruff: noqa: E501 - explanations, one to a line

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from check.judgements import Judgement, Results, printed, span_text
from check.sums.amounts import Amount, Reading
from check.sums.links import shares_told_of
from check.sums.moves import comparable, current, is_end, moves, old_of
from records import Quantity, percent_change, rounding_modes

_BARE = {"count", "number"}


def check_units(reading: Reading, results: Results) -> None:
    """Find figures whose numbers go together while their units do not.

    Args:
        reading: The passage.
        results: Takes the judgements.
    """
    for size in reading.amounts:
        if not size.size:
            continue
        if size.family == "points":
            _points(reading, size, results)
        else:
            _difference(reading, size, results)
    for new, old, share in shares_told_of(reading):
        _share(reading, new, old, share, results)


def _points(reading: Reading, size: Amount, results: Results) -> None:
    """Percentage points told of counts: only percentages differ by points."""
    if any(a.family == "percent" and not a.size for a in reading.amounts if abs(a.sentence - size.sentence) <= 1):
        return
    for m in moves(reading, replace(size, family="percent")):
        relative = percent_change(m.old.quantity, m.new.quantity)
        if m.strong and relative is not None and rounding_modes(relative.magnitude(), size.figure.value):
            working = f"({printed(m.new.figure)} - {printed(m.old.figure)}) / {printed(m.old.figure)} = {span_text(relative.magnitude(), 'percent', 1)}"
            results.add(
                Judgement(
                    size.figure.id, "contradicts", "percentage_points",
                    f"{printed(size.figure)} is said of {printed(m.old.figure)} and {printed(m.new.figure)}, which are no percentages: it is a change in per cent ({working}).",
                    working, "minor", (m.old.figure.place, m.new.figure.place), "Write 'per cent'.",
                )
            )  # fmt: skip
            return


def _difference(reading: Reading, size: Amount, results: Results) -> None:
    """A difference whose two ends are told in two units, though their numbers differ by just that."""
    old = old_of(reading, size)
    if old is None or old.family in _BARE or size.family != old.family or size.family == "percent":
        return
    others = [
        a
        for a in reading.amounts[: size.n]
        if is_end(a) and a.sentence >= size.sentence - 1 and current(reading, a) and a.n != old.n
    ]
    if any(
        comparable(a, old) and rounding_modes((a.quantity - old.quantity).magnitude(), size.figure.value)
        for a in others
    ):
        return
    for a in reversed(others):
        if a.family in {*_BARE, "percent"} or a.family == old.family:
            continue
        if rounding_modes((a.quantity - old.quantity).magnitude(), size.figure.value):
            _wrong(a, old, f"they differ by {printed(size.figure)}", (size.figure.place, old.figure.place), results)
            return


def _share(reading: Reading, new: Amount, old: Amount, share: Amount, results: Results) -> None:
    """A figure told as a share of another, in another unit: "112 minutes, almost half the 201 seconds"."""
    if new.family in _BARE or old.family in _BARE or new.family == old.family or old.quantity.low <= 0:
        return
    ratio = Quantity(100 * new.quantity.low / old.quantity.high, 100 * new.quantity.high / old.quantity.low)
    if reading.prints(ratio, share) and new.number > Fraction(0):
        _wrong(
            new,
            old,
            f"one is said to be {printed(share.figure)} of the other",
            (share.figure.place, old.figure.place),
            results,
        )


def _wrong(a: Amount, old: Amount, why: str, sources: tuple[object, ...], results: Results) -> None:
    results.add(
        Judgement(
            a.figure.id, "contradicts", "unit",
            f"{printed(a.figure)} ({_unit(a)}) is compared with {printed(old.figure)} ({_unit(old)}): {why}, but their units are not the same.",
            "", "serious", (old.figure.place, *(s for s in sources if s != old.figure.place)), "Correct the unit.",  # type: ignore[arg-type]
        )
    )  # fmt: skip


def _unit(a: Amount) -> str:
    name = a.family.partition(":")[0]
    return {"money": "money", "days": "days", "rate": "a rate"}.get(name, f"{name}s")
