"""Figures that follow from others: sums, differences and shares of the paragraph's figures and of the rows near it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from check.ground_match import like
from check.grounds import Ground, GroundCell
from records import Value

_ROWS = 8
"""Rows that are put together with each other; with more, some pair gives any figure."""


def explained_by_sums(value: Value, beside: Sequence[Value], rows: Sequence[Ground]) -> bool:
    """Whether a figure is a sum, difference, remainder or share of others.

    Args:
        value: The figure.
        beside: The other figures of its paragraph.
        rows: The rows that its sentence is about.
    """
    if value.number is None:
        return False
    low, high = sorted(abs(x) for x in value.interval()) if value.number else (Decimal(0), Decimal(0))
    percent = value.unit == "percent"
    return any(low <= abs(x) <= high for x in (*_of_figures(percent, beside), *_of_rows(percent, rows)))


def _of_figures(percent: bool, beside: Sequence[Value]) -> Iterator[Decimal]:
    for n, a in enumerate(beside):
        if a.number is None:
            continue
        if percent and a.unit == "percent":
            yield 100 - a.number
        for b in beside[n + 1 :]:
            if b.number is None:
                continue
            if (a.unit == "percent") == (b.unit == "percent") == percent:
                yield a.number + b.number
                yield a.number - b.number
            if percent and a.unit != "percent" and b.unit != "percent":
                yield from _shares(a.number, b.number)


def _of_rows(percent: bool, rows: Sequence[Ground]) -> Iterator[Decimal]:
    for g in rows[:_ROWS]:
        levels = sorted((c for c in g.levels if c.end is not None), key=lambda c: str(c.end))
        for n, a in enumerate(levels):
            whole = a.value.number or Decimal(0)
            for b in levels[n + 1 :]:
                if b.value.number is None or a.value.number is None or not like(a, b):
                    continue
                if (b.value.unit == "percent") == percent:
                    yield b.value.number - a.value.number
                elif percent:
                    yield from _shares(a.value.number, b.value.number)
                whole += b.value.number
                if not percent:
                    yield whole
    for n, g in enumerate(rows[:_ROWS]):
        for h in rows[n + 1 : _ROWS]:
            for a, b in _same_columns(g, h):
                if (
                    a.value.number is None
                    or b.value.number is None
                    or (a.value.unit == "percent") != (b.value.unit == "percent")
                ):
                    continue
                if (a.value.unit == "percent") == percent:
                    yield a.value.number + b.value.number
                    yield a.value.number - b.value.number
                elif percent:
                    yield from _shares(a.value.number, b.value.number)


def _same_columns(g: Ground, h: Ground) -> Iterator[tuple[GroundCell, GroundCell]]:
    for a in g.levels:
        for b in h.levels:
            if a.end == b.end and (a.end is not None or a.header == b.header):
                yield a, b


def _shares(a: Decimal, b: Decimal) -> Iterator[Decimal]:
    if a and b:
        yield 100 * a / b
        yield 100 * b / a
        yield abs(100 * (a - b) / b)
        yield abs(100 * (b - a) / a)
