"""Direction of travel: how a figure moved and whether that is better, by a named method.

Every arrow, direction word and sentence of a draft comes from one `Direction`, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from draft.figures import Found, Known, NotKnown, Reader, Subject, month_label
from draft.spc import BASELINE, limits, signal
from records import Change, Indicator, Movement, Period, Quantity, change, movement, prints_alike

Method = Literal["previous", "outturn", "same-period-last-year", "trend", "spc"]

METHODS: tuple[Method, ...] = ("previous", "outturn", "same-period-last-year", "trend", "spc")

TREND_WINDOW = 12
"""Most points a trend looks back over."""

TREND_POINTS = 4
"""Fewest points a trend is read from."""


@dataclass(frozen=True, slots=True)
class Direction:
    """How a figure moved.

    Attributes:
        method: How it was measured.
        since: Period it is compared with (first period of the window for a trend or spc); None where there is none.
        change: rose, fell or unchanged; None where it cannot be said.
        movement: improved, worsened or unchanged; None where it cannot be said or the measure has no good direction.
        size: Unrounded size of the change, newer less older; None where not known.
        places: Decimal places the size is printed with.
        comparator: The figure compared with.
        reason: Why there is no direction; empty where there is one.
        note: What qualifies it: "unchanged at one decimal place", the rule of an spc signal.
        brief: The reason in a few words, for a narrow cell.
    """

    method: Method
    since: date | None = None
    change: Change | None = None
    movement: Movement | None = None
    size: Fraction | None = None
    places: int = 0
    comparator: Found | None = None
    reason: str = ""
    note: str = ""
    brief: str = ""


def comparator_day(method: Method, day: date, *, step: int, compare_with: date | None = None) -> date:
    """The period a method compares with.

    Args:
        method: previous, outturn or same-period-last-year.
        day: End of the paper's period.
        step: Months between papers of this kind (3 for quarterly papers).
        compare_with: A named period, which wins.
    """
    if compare_with is not None:
        return compare_with
    period = Period(day, day)
    if method == "outturn":
        return period.outturn().end
    if method == "same-period-last-year":
        return period.same_period_last_year().end
    return period.previous(step).end


def breaks(indicator: Indicator) -> tuple[date, ...]:
    """First days from which an indicator has a new definition, oldest first."""
    return tuple(sorted(link.since for link in indicator.links if link.kind == "redefined" and link.since is not None))


def assess(
    reader: Reader,
    subject: Subject,
    day: date,
    *,
    method: Method,
    step: int = 3,
    compare_with: date | None = None,
) -> Direction:
    """Direction of one figure at one period.

    Args:
        reader: Where figures come from.
        subject: What the figure is about.
        day: End of the paper's period.
        method: How direction is measured; a named comparison period turns it into a plain comparison.
        step: Months between papers of this kind.
        compare_with: A named comparison period.
    """
    indicator = reader.indicator(subject.key)
    latest = reader.figure(subject, day)
    target = reader.target(subject, day)
    goal = target.value.number if isinstance(target, Known) else None
    if method in {"trend", "spc"} and compare_with is None:
        if isinstance(latest, NotKnown):
            return Direction(method, reason=latest.reason, brief="no figure")
        series = [k for k in reader.series(subject, day) if k.period >= _definition_start(indicator, day)]
        return over_series(indicator, series, method=method, target=goal)
    since = comparator_day(method, day, step=step, compare_with=compare_with)
    broken = [b for b in breaks(indicator) if since < b <= day]
    comparator = reader.figure(subject, since)
    if broken:
        why = _note_of_break(indicator, broken[-1])
        return Direction(
            method,
            since,
            comparator=comparator,
            reason=f"not comparable: the definition of {reader.name(subject)} changed in "
            f"{broken[-1]:%B %Y}{why}, so {month_label(since)} and {month_label(day)} measure different things",
            brief=f"not comparable, new definition from {broken[-1]:%B %Y}",
        )
    if isinstance(latest, NotKnown):
        return Direction(method, since, comparator=comparator, reason=latest.reason, brief="no figure")
    if isinstance(comparator, NotKnown):
        return Direction(
            method, since, comparator=comparator, reason=comparator.reason, brief=f"{month_label(since)} not known"
        )
    return compare(indicator, latest, comparator, method=method, target=goal)


def compare(
    indicator: Indicator,
    latest: Known,
    comparator: Known,
    *,
    method: Method = "previous",
    target: Decimal | None = None,
) -> Direction:
    """Direction between two known figures.

    Args:
        indicator: With polarity and tolerance.
        latest: The newer figure.
        comparator: The older figure.
        method: Named in the result.
        target: Needed where close to target is better.
    """
    new, old = latest.quantity, comparator.quantity
    if new is None or old is None:
        return Direction(method, comparator.period, comparator=comparator, reason="one of the two is not a number")
    tolerance = indicator.tolerance
    moved = change(new, old, tolerance)
    better, reason = _better(indicator, new, old, moved, target)
    size = new.middle - old.middle
    places = max(latest.value.places, comparator.value.places)
    note = ""
    if moved != "unchanged" and prints_alike(new, old):
        note = f"unchanged at {_places_words(min(latest.value.places, comparator.value.places))}"
    elif moved == "unchanged" and size != 0 and not prints_alike(new, old):
        note = "within tolerance"
    if moved == "unchanged" and prints_alike(new, old):
        size = Fraction(0)
    return Direction(method, comparator.period, moved, better, size, places, comparator, reason, note)


def over_series(
    indicator: Indicator, series: Sequence[Known], *, method: Method, target: Decimal | None = None
) -> Direction:
    """Direction over a series of known figures of one definition: regression trend or spc.

    Args:
        indicator: With polarity and tolerance.
        series: Oldest first; the last is the paper's period.
        method: trend or spc.
        target: Needed where close to target is better.
    """
    points = [k for k in series if k.quantity is not None]
    if method == "spc":
        return _spc(indicator, points, target)
    window = points[-TREND_WINDOW:]
    if len(window) < TREND_POINTS:
        return Direction(
            method,
            window[0].period if window else None,
            reason=f"too few points for a trend: {len(window)} known of one definition, {TREND_POINTS} needed",
        )
    values = [k.quantity.middle for k in window if k.quantity is not None]
    xs = [_months(k.period) for k in window]
    fitted = slope(xs, values) * (xs[-1] - xs[0])
    moved = _sign(fitted, indicator.tolerance)
    places = max(k.value.places for k in window)
    first = window[0]
    if indicator.polarity == "T":
        if target is None:
            return Direction(method, first.period, moved, None, fitted, places, None, "the target is not known")
        away = slope(xs, [abs(v - Fraction(target)) for v in values]) * (xs[-1] - xs[0])
        nearer = _sign(away, indicator.tolerance)
        better: Movement | None = {"rose": "worsened", "fell": "improved", "unchanged": "unchanged"}[nearer]  # type: ignore[assignment]
        if moved == "unchanged":
            better = "unchanged"
        return Direction(method, first.period, moved, better, fitted, places)
    better, reason = _by_polarity(indicator.polarity, moved)
    note = "unchanged at " + _places_words(places) if moved != "unchanged" and _rounds_to_zero(fitted, places) else ""
    return Direction(method, first.period, moved, better, fitted, places, None, reason, note)


def slope(xs: Sequence[int], ys: Sequence[Fraction]) -> Fraction:
    """Slope of the least-squares line, exactly.

    Raises:
        ValueError: If all points share one x.
    """
    n = len(xs)
    mean_x, mean_y = Fraction(sum(xs), n), sum(ys, Fraction(0)) / n
    spread = sum(((x - mean_x) ** 2 for x in xs), Fraction(0))
    if spread == 0:
        raise ValueError("a trend needs two different periods")
    return sum(((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)), Fraction(0)) / spread


def _spc(indicator: Indicator, points: Sequence[Known], target: Decimal | None) -> Direction:
    if len(points) < BASELINE:
        return Direction(
            "spc",
            points[0].period if points else None,
            reason=f"too few points for process limits: {len(points)} known of one definition, {BASELINE} needed",
        )
    values = [k.quantity.middle for k in points if k.quantity is not None]
    lines = limits(values)
    found = signal(values, lines)
    places = max(k.value.places for k in points)
    moved: Change = {"high": "rose", "low": "fell", "": "unchanged"}[found.side]  # type: ignore[assignment]
    size = values[-1] - lines.mean
    note = found.rule or "no special cause: within the usual month-to-month variation"
    if indicator.polarity == "T":
        if target is None:
            return Direction("spc", points[0].period, moved, None, size, places, None, "the target is not known", note)
        away = abs(values[-1] - Fraction(target)) - abs(lines.mean - Fraction(target))
        better: Movement = "unchanged"
        if moved != "unchanged" and away != 0:
            better = "worsened" if away > 0 else "improved"
        return Direction("spc", points[0].period, moved, better, size, places, None, "", note)
    by, reason = _by_polarity(indicator.polarity, moved)
    return Direction("spc", points[0].period, moved, by, size, places, None, reason, note)


def _better(
    indicator: Indicator, new: Quantity, old: Quantity, moved: Change, target: Decimal | None
) -> tuple[Movement | None, str]:
    if indicator.polarity == "T":
        if target is None:
            return None, "the target is not known, and close to target is better"
        if moved == "unchanged":  # the distance may differ by less than the figures show
            return "unchanged", ""
        return movement("T", new, old, target=target, tolerance=indicator.tolerance), ""
    return _by_polarity(indicator.polarity, moved)


def _by_polarity(polarity: str, moved: Change) -> tuple[Movement | None, str]:
    if polarity not in {"H", "L"}:
        return None, "data only: the register gives no better direction"
    if moved == "unchanged":
        return "unchanged", ""
    return ("improved" if (moved == "rose") == (polarity == "H") else "worsened"), ""


def _definition_start(indicator: Indicator, day: date) -> date:
    passed = [b for b in breaks(indicator) if b <= day]
    return passed[-1] if passed else date.min


def _note_of_break(indicator: Indicator, since: date) -> str:
    for link in indicator.links:
        if link.kind == "redefined" and link.since == since and link.note:
            return f" ({link.note})"
    return ""


def _sign(x: Fraction, tolerance: Decimal) -> Change:
    if abs(x) <= Fraction(tolerance):
        return "unchanged"
    return "rose" if x > 0 else "fell"


def _months(day: date) -> int:
    return day.year * 12 + day.month


def _rounds_to_zero(x: Fraction, places: int) -> bool:
    return bool(abs(x) < Fraction(1, 2) / 10**places)


def _places_words(places: int) -> str:
    if places <= 0:
        return "the printed precision"
    words = {1: "one", 2: "two", 3: "three"}
    return f"{words.get(places, str(places))} decimal place{'' if places == 1 else 's'}"
