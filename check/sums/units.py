"""One thing told in two units: "158.96 days, which is £10.76 more than the £148.20", points between counts."""

# ruff: noqa: E501 - explanations, one to a line

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from check.judgements import Judgement, Results, printed, span_text
from check.sums.amounts import Amount, Reading
from check.sums.ends import comparable, current, is_end, sign_of
from check.sums.moves import moves, old_of, subject
from check.sums.shares import shares_told_of
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
            _percent_for_points(reading, size, results)
            continue
        if size.family == "points":
            _points(reading, size, results)
        else:
            _difference(reading, size, results)
            _too_large(reading, size, results)
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


def _too_large(reading: Reading, size: Amount, results: Results) -> None:
    """A rise that is larger than the figure it led to: "£2.71 ..., 13 pounds more than last quarter"."""
    compared = re.match(r"^(?:[^«.;,]|«T\d+»)*?\bthan\b", reading.after(size))
    if (
        compared is None
        or sign_of(reading, size) <= 0
        or size.family in {"percent", "points"}
        or results.contradicted(size.figure.id)
    ):
        return
    new = subject(reading, size)
    if any(
        not x.size and x.sentence == size.sentence and x.n < size.n and x is not new and x.quantity.high >= size.quantity.low
        and comparable(x, size) for x in reading.amounts
    ):  # fmt: skip
        return  # "1,088 children took up the 15 hours, 71 more than in spring": of the children
    if new is None or not comparable(new, size) or new.n != size.n - 1 or new.blur or size.blur or new.said:
        return
    beside = re.match(r"^[^«.;]{0,60},\s*(?:which\s+(?:is|was)\s+)?$", reading.between(new, size))
    if (
        beside
        and size.quantity.low > new.quantity.high > 0
        and not re.search(r"\b(?:another|further|additional|extra|other)\b", reading.between(new, size))
    ):
        results.add(
            Judgement(
                size.figure.id, "contradicts", "change",
                f"{printed(new.figure)} cannot be {printed(size.figure)} more than it was: the rise is larger than the figure.",
                f"{printed(size.figure)} > {printed(new.figure)}", "serious", (new.figure.place,), "Correct the change, its unit or the figure.",
            )
        )  # fmt: skip


_BESIDE_TARGET = re.compile(
    r"^\s*(?:above|below|over|under|short\s+of|better\s+than|worse\s+than|ahead\s+of|behind|higher\s+than|lower\s+than)\s+(?:the|our|its|a)\s+(?:[a-z-]+\s+){0,2}?(?:«N(?P<a>\d+)»\s+(?:[a-z-]+\s+){0,1}?(?:target|standard|average|ceiling|threshold|benchmark)|(?:[a-z-]+\s+){0,2}?(?:target|standard|average|rate|figure|benchmark)\s+(?:of|\()\s*«N(?P<b>\d+)»)",
    re.IGNORECASE,
)


def _percent_for_points(reading: Reading, size: Amount, results: Results) -> None:
    """A distance in per cent that is one in points: "82.2%, which is 2.2% above the 80% standard"."""
    m = _BESIDE_TARGET.match(reading.after(size)) if size.family == "percent" and size.n else None
    if m is None:
        return
    goal, result = reading.amounts[int(m["a"] or m["b"])], reading.amounts[size.n - 1]
    if goal.family != "percent" or result.family != "percent" or result.sentence != size.sentence or goal.number <= 0:
        return
    gap = (result.quantity - Quantity.exact(goal.number)).magnitude()
    relative = Quantity(gap.low * 100 / goal.number, gap.high * 100 / goal.number)
    if reading.prints(gap, size) and not reading.prints(relative, size):
        working = f"{printed(result.figure)} and {printed(goal.figure)} differ by {printed(size.figure).rstrip('%').strip()} percentage points"
        results.add(
            Judgement(
                size.figure.id, "contradicts", "percentage_points", f"{working}, written as per cent.", working, "minor",
                (result.figure.place, goal.figure.place), "Write 'percentage points'.", f"{printed(size.figure).rstrip('%').strip()} percentage points",
            )
        )  # fmt: skip


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
