"""What a measure's chart shows: its series, target and limits, with breaks in definition left as gaps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from math import gcd

from draft.charts import Chart, Line, axis_range
from draft.controls import Sentence
from draft.direction import breaks
from draft.facts import Facts
from draft.figures import Known, Reader
from draft.spc import BASELINE, limits
from draft.words import caption
from records import Period, day_label, format_number, round_half_up

HISTORY_MONTHS = 36
"""How far back a chart goes."""


def chart_of(reader: Reader, facts: Sequence[Facts], title: str) -> tuple[Chart, Sentence] | None:
    """A line chart of a measure's subjects with its caption; None where fewer than two figures are known.

    Args:
        reader: For targets of earlier years.
        facts: The measure's subjects, the main one first; only those of the main one's unit are drawn.
        title: Of the chart.
    """
    main = facts[0]
    drawn = [f for f in facts if f.unit == main.unit]
    start = _months(main.period) - HISTORY_MONTHS
    series = [[k for k in f.series if _months(k.period) > start and k.value.number is not None] for f in drawn]
    days = sorted({k.period for points in series for k in points})
    if not series[0] or len(days) < 2:
        return None
    grid = _grid(days)
    lines: list[Line] = []
    places = max(k.value.places for points in series for k in points)
    for f, points in zip(drawn, series, strict=True):
        lines += _results(f, points, grid, alone=len(drawn) == 1)
    goal = [_target(reader, main, day) for day in grid]
    if any(g is not None for g in goal):
        lines.append(Line("Target", tuple(goal)))
    red = [red_bound(reader, main, day) for day in grid]
    if any(r is not None for r in red):
        side = "above" if main.indicator.polarity == "L" else "below"
        lines.append(Line(f"Red {side} this line", tuple(red)))
    if main.direction.method == "spc":
        lines += _limit_lines(main, grid, places)
    values = [v for line in lines for v in line.values if v is not None]
    bottom, _, _ = axis_range(values, main.unit, places)
    note = " The vertical axis does not start at zero." if bottom > 0 else ""
    s = main.subject
    drawing = Chart(
        f"pp:{s.key}|{s.area}|{s.cohort}|{main.period.isoformat()}|chart",
        title,
        tuple(day_label(d) for d in grid),
        tuple(lines),
        main.unit,
        places,
        {"percent": "Per cent", "days": "Days", "count": "Number", "money": "Pounds"}.get(main.unit, "Value"),
        alt_text(title, grid, lines, main.unit, places),
        subjects=tuple(f"{f.subject.key}|{f.subject.area.replace(' ', '_')}|{f.subject.cohort}" for f in drawn),
    )
    return drawing, caption(main, days[0], days[-1], note)


def sparkline(facts: Facts) -> Chart | None:
    """A small line of a subject's results for a table cell; None where fewer than two are known."""
    start = _months(facts.period) - HISTORY_MONTHS
    points = [k for k in facts.series if _months(k.period) > start and k.value.number is not None]
    if len(points) < 2:
        return None
    grid = _grid([k.period for k in points])
    lines = _results(facts, points, grid, alone=False)  # nothing else in the cell names the series
    s = facts.subject
    name = f"{s.key}|{s.area.replace(' ', '_')}|{s.cohort}"
    return Chart(
        f"pp:{s.key}|{s.area}|{s.cohort}|{facts.period.isoformat()}|sparkline",
        facts.name,
        tuple(day_label(d) for d in grid),
        tuple(lines),
        facts.unit,
        max(k.value.places for k in points),
        alt=alt_text("trend", grid, lines, facts.unit, points[-1].value.places),
        small=True,
        subjects=(name,),
    )


def red_bound(reader: Reader, f: Facts, day: date) -> Decimal | None:
    """Where red begins in the year of a day; None where there are no bands, or red has two sides."""
    bands = reader.bands(f.subject, day)
    reds = [b for b in bands.bands if b.rag == "red"] if bands is not None else []
    if len(reds) != 1:
        return None
    low, high = reds[0].low, reds[0].high
    return None if low is not None and high is not None else (low if low is not None else high)


def alt_text(title: str, days: Sequence[date], lines: Sequence[Line], unit: str, places: int) -> str:
    """The data of a chart in words."""
    parts = [f"Line chart: {title}."]
    for line in lines:
        known = [(d, v) for d, v in zip(days, line.values, strict=True) if v is not None]
        if not known:
            continue
        shown = [format_number(v, places, unit) for _, v in known]  # type: ignore[arg-type]
        if not line.result and len(set(shown)) == 1:
            parts.append(f"{line.name}: {shown[0]} throughout.")
        else:
            parts.append(
                f"{line.name}: "
                + "; ".join(f"{day_label(d)} {t}" for (d, _), t in zip(known, shown, strict=True))
                + "."
            )
    return " ".join(parts)


def _results(f: Facts, points: Sequence[Known], grid: Sequence[date], *, alone: bool) -> list[Line]:
    """One line for each definition a measure had."""
    by_day = {k.period: k.value.number for k in points}
    cuts = [b for b in breaks(f.indicator) if any(k.period < b for k in points) and any(k.period >= b for k in points)]
    name = "Result" if alone else f.name
    edges = [date.min, *cuts, date.max]
    out = []
    for low, high in pairwise(edges):
        values = tuple(by_day.get(d) if low <= d < high else None for d in grid)
        label = name if low == date.min else f"{name} (new definition from {low:%b %Y})"
        out.append(Line(label, values, result=True))
    return out


def _limit_lines(f: Facts, grid: Sequence[date], places: int) -> list[Line]:
    known = [k.quantity.middle for k in f.series if k.quantity is not None]
    if len(known) < BASELINE:
        return []
    lines = limits(known)
    return [
        Line(name, tuple(round_half_up(value, places) for _ in grid))
        for name, value in (("Mean", lines.mean), ("Lower limit", lines.lower), ("Upper limit", lines.upper))
    ]


def _target(reader: Reader, f: Facts, day: date) -> Decimal | None:
    found = reader.target(f.subject, day)
    return found.value.number if isinstance(found, Known) else None


def _grid(days: Sequence[date]) -> list[date]:
    """Evenly spaced periods that hold all known ones, so that a gap in the data shows as a gap."""
    step = 0
    for a, b in pairwise(days):
        step = gcd(step, _months(b) - _months(a))
    if step == 0:
        return list(days)
    known = {_months(d): d for d in days}
    first = Period(days[0], days[0])
    return [
        known.get(_months(days[0]) + n) or first.shift(n).end
        for n in range(0, _months(days[-1]) - _months(days[0]) + 1, step)
    ]


def _months(day: date) -> int:
    return day.year * 12 + day.month
