"""Figures of a span beside those of its months: a quarter's sum is no month's value, and is held against the sum."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Literal

from check.evidence import Known
from check.judgements import Judgement, number_text, printed
from check.paper import Figure
from check.prior_lookup import Run
from records import Period, Quantity, Value, month_end, months_between, rounding_modes

_WORD = {"Q": "quarter", "A": "year"}
Kind = Literal["", "sum", "other"]


def kind_of_span(value: Value, period: Period, known: Mapping[date, Known], others: Mapping[date, Value]) -> Kind:
    """Whether a figure of a span can be one of the figures that were published for the ends of its months.

    Args:
        value: The figure of the span.
        period: The span.
        known: Published results by their last day.
        others: Figures of other spans of the same row, by their last day.

    Returns:
        "" where it can, or where nothing was published inside the span; "sum" where it is of the size of the months'
        sum; "other" where the row's figures of a quarter were never those of its last month.
    """
    inside = _inside(period, known)
    last = known.get(period.end)
    if not inside or last is None or value.number is None or last.value.number is None:
        return ""
    total = _total(period, known)
    flow = value.unit not in {"percent", "points", "days", "average", "rate"} and last.value.unit != "percent"
    if flow and total is not None and abs(value.number - total) < abs(value.number - last.value.number):
        return "sum"
    if period.basis != "Q" or any(_same(v, known.get(end)) for end, v in others.items() if end != period.end):
        return ""
    return "other" if others and any(end in known for end in others if end != period.end) else ""


def judge_span(run: Run, f: Figure, period: Period, known: Mapping[date, Known], others: Mapping[date, Value]) -> bool:
    """Hold a figure of a span against the sum of its months, or say why it is not comparable with the last of them.

    Args:
        run: Takes the judgement.
        f: The figure of the span.
        period: The span.
        known: Published results by their last day.
        others: Figures of other spans of the same row, by their last day.

    Returns:
        Whether it is settled: False where the figure may be held against the one of the last day.
    """
    kind = kind_of_span(f.value, period, known, others)
    if not kind:
        return False
    last = known[period.end]
    span = _WORD.get(period.basis, "span")
    total = _total(period, known)
    sources = tuple(known[e].source for e in sorted({*_inside(period, known), period.end}))
    proved = any(
        (t := _total(Period(_start(end, period), end), known)) is not None and is_sum(v, t)
        for end, v in others.items()
        if end != period.end
    )
    if kind == "sum" and total is not None:
        parts = " + ".join(known[e].value.printed.strip() for e in sorted({*_inside(period, known), period.end}))
        working = f"{parts} = {number_text(total, 2)}"
        if is_sum(f.value, total):
            run.results.add(
                Judgement(f.id, "agrees", "prior", f"The {span} is the sum of its months as published: {working}.",
                          working, sources=sources)
            )  # fmt: skip
            return True
        if proved:
            run.results.add(
                Judgement(
                    f.id, "contradicts", "prior",
                    f"The {span}'s figure is the sum of its months in other columns of the row; here the months as "
                    f"published give {number_text(total, 2)}, not {printed(f)}.", working, "serious", sources,
                    "Correct the figure, or say why it differs.", number_text(total, 2),
                )
            )  # fmt: skip
            return True
    run.results.add(
        Judgement(
            f.id, "not_comparable", "other_period",
            f"It is the figure of a {span}; what was published for {period.label()} is a month's: {last}.",
            sources=(last.source,),
        )
    )  # fmt: skip
    return True


def _inside(period: Period, known: Mapping[date, Known]) -> list[date]:
    """Published ends that lie inside a span, before its last day."""
    if period.start >= period.end:
        return []
    return [e for e in known if period.start <= e < period.end and known[e].value.number is not None]


def _total(period: Period, known: Mapping[date, Known]) -> Decimal | None:
    """The sum over all months, or all quarters, of a span; None where one is missing."""
    ends = total_of(period, known)
    numbers = [known[e].value.number for e in ends or ()]
    return sum((n for n in numbers if n is not None), Decimal(0)) if ends else None


def total_of(period: Period, known: Mapping[date, Known], steps: Iterable[int] = (1, 3)) -> list[date] | None:
    """The last days of the months, or quarters, whose figures make up the total of a span.

    Args:
        period: Whole months.
        known: Results by their last day.
        steps: Months that one figure may cover, tried in order.

    Returns:
        None where a figure is missing for each of them, or where one figure covers the span.
    """
    for step in steps:
        ends, y, m = [], period.start.year, period.start.month + step - 1
        while True:
            y, m = y + (m - 1) // 12, (m - 1) % 12 + 1
            end = month_end(y, m)
            if end > period.end:
                break
            ends.append(end)
            m += step
        there = [e for e in ends if e in known and known[e].value.number is not None]
        if ends and ends[-1] == period.end and len(there) == len(ends) > 1:
            return ends
    return None


def _start(end: date, like: Period) -> date:
    """The first day of the span of like length that ends on a day."""
    return like.shift(months_between(like.end, end)).start.replace(day=1)


def is_sum(value: Value, total: Decimal) -> bool:
    """Whether a figure prints a sum."""
    return bool(rounding_modes(Quantity.exact(total), value))


def _same(value: Value, known: Known | None) -> bool:
    return known is not None and value.number is not None and value.number == known.value.number
