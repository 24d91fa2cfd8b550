"""Changes told in per cent that are changes in percentage points: "2.7 per cent better", from 93.3% to 96.0%."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from check.fraction_words import fits_share
from check.ground_match import Tie, like
from check.ground_slots import Slot
from check.ground_times import said
from check.grounds import GroundCell
from check.judgements import Judgement, Results, printed, size_of
from records import Quantity, Value, round_half_up


def is_points(size: Value, old: Value, new: Value) -> bool:
    """Whether a change told in per cent is the one in points of two percentages, and not the one in per cent.

    The two are held apart as finely as the change is printed: where both print alike nothing can be told.

    Args:
        size: The change as told.
        old: The earlier percentage.
        new: The later one.
    """
    if size.unit != "percent" or old.unit != "percent" or new.unit != "percent":
        return False
    if size.number is None or not old.number or new.number is None:
        return False
    points = abs(size_of(new) - size_of(old))
    relative = 100 * points / size_of(old)
    told = abs(size.number)
    return round_half_up(points, size.places) == told != round_half_up(relative, size.places)


def _prints(size: Value, old: Value, new: Value) -> bool:
    """Whether a size is the change in per cent between two levels, as they are printed."""
    if not old.number or size.number is None:
        return False
    relative = 100 * abs(size_of(new) - size_of(old)) / size_of(old)
    return round_half_up(relative, size.places) == abs(size.number)


def told_as_points(results: Results, s: Slot, pairs: Sequence[tuple[GroundCell, GroundCell]]) -> bool:
    """Say of a change that it is one in points, where it is so for every pair of levels that it may be between.

    Args:
        results: Takes the judgement.
        s: What the sentence asks of it.
        pairs: The earlier and later level, for each row that may be meant.

    Returns:
        Whether it was said.
    """
    if not pairs or not all(is_points(s.figure.value, old.value, new.value) for old, new in pairs):
        return False
    _say(results, s, *pairs[0])
    return True


def in_points_since_last(results: Results, s: Slot, ties: Sequence[Tie]) -> None:
    """Say so of a change since a time that is not told, and which is the change in points since the time before.

    Args:
        results: Takes the judgement.
        s: What the sentence asks of the change.
        ties: The rows that it may be of.
    """
    size = s.figure.value
    if size.unit != "percent":
        return
    found: list[tuple[GroundCell, GroundCell]] = []
    for t in ties:
        new = t.fits.get(s.subject)
        if new is None or new.value.unit != "percent":
            return
        if new.end is None:
            continue  # a table of one time: nothing of any change
        olds = [c for c in t.ground.levels if c.end is not None and c.end < new.end and like(c, new)]
        if any(_prints(size, c.value, new.value) for c in olds):
            return
        last = max(olds, key=lambda c: c.end or date.min, default=None)
        if last is not None and is_points(size, last.value, new.value):
            found.append((last, new))
    if found:
        _say(results, s, *found[0])


def _say(results: Results, s: Slot, old: GroundCell, new: GroundCell) -> None:
    working = f"{said(old)} to {said(new)}"
    told = s.figure.value.printed.strip()
    results.add(
        Judgement(
            s.figure.id, "contradicts", "percentage_points",
            f"{printed(s.figure)} is a change in percentage points ({working}), written as a change in per cent.",
            working, "minor", (old.place, new.place), "Write 'percentage points'.",
            f"{told.rstrip('%').removesuffix('per cent').strip()} percentage points",
        )
    )  # fmt: skip


def is_share_of(s: Slot, sizes: list[tuple[Quantity, str, bool]]) -> bool:
    """Whether a change told as a share in words can be one of some sizes: "well over a third more".

    Args:
        s: The change.
        sizes: Each with its unit.
    """
    f = s.figure
    if not f.numeral.is_share or f.value.number is None or f.sentence is None:
        return False
    before, told = f.sentence.template.partition(f"«N{s.k}»")[0], f.value.number
    return any(unit == "percent" and fits_share(before, told, size) for size, unit, _ in sizes)
