"""The figure that a superlative is told by: "the highest proportion, at 65.9%", where no column has proportions."""

# ruff: noqa: E501 - a pattern

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from check.digit_slips import alike_in_digits
from check.inside.row_moves import Cells
from check.judgements import size_of
from check.paper import Figure, Paper

Told = tuple[dict[int, Fraction], Cells, str, bool]
"""A line of a table: numbers and cells by thing, where it is read, and whether the least of it is meant."""

_BEHIND = re.compile(r"(?:\s+[a-z-]+){0,3}?\s*(?:[,(:–-]|\bof\b|\bat\b|\bwith\b)\s*(?:(?:up|down|at|of|by|an?|the|rise|fall|increase|decrease|with)\s+)*(?=£?\d)", re.IGNORECASE)  # fmt: skip
"""Between a superlative and the figure by which a thing is the first."""


def by_another_figure(
    paper: Paper, index: int, begin: int, text: str, m: re.Match[str], told: Sequence[dict[int, Fraction]]
) -> bool:
    """Whether a thing is the first by a figure told right behind that no line holds: "the highest proportion, at 65.9%".

    Args:
        paper: With its figures.
        index: Index of the passage.
        begin: Where the text begins in it.
        text: A part of a sentence.
        m: The superlative in it.
        told: The numbers of the lines that it may be told by.
    """
    near = _BEHIND.match(text[m.end() :])
    if near is None:
        return False
    at = begin + m.end() + near.end()
    f = next((f for f in paper.figures_of(index) if at <= f.numeral.end and f.numeral.start <= at + 1), None)
    if f is None or f.value.number is None or f.claim.details.get("approximate") == "yes":
        return False
    sizes = sizes_of(f)
    return not any(_a_digit_off(x, abs(n), f.value.places) for line in told for n in line.values() for x in sizes)


def _a_digit_off(a: Fraction, b: Fraction, places: int) -> bool:
    """Whether two numbers are the same to some decimal places, or one slip of a digit apart."""
    x = f"{float(a):.10g}"
    y = f"{float(b):.{max(places, 0)}f}" if places > 0 or b.denominator > 1 else f"{float(b):.10g}"
    if abs(float(a) - float(y)) < 1e-9:
        return True
    return alike_in_digits(x, y)


def sizes_of(f: Figure) -> set[Fraction]:
    """How large a figure is, money in thousands and millions too.

    Args:
        f: The figure.
    """
    size = size_of(f.value)
    return {size, size / 1000, size / 1_000_000} if f.value.unit == "money" else {size}


def figures_near(paper: Paper, index: int, begin: int, at: int, end: int) -> list[Figure]:
    """The figures with a number in some part of a passage."""
    return [f for f in paper.figures_of(index) if begin + at <= f.numeral.start < end and f.value.number is not None]


def at_another_figure(paper: Paper, index: int, start: int, end: int, item: int, told: list[Told]) -> bool:
    """Whether a figure told of a thing before its superlative is of no line: "Mill Lane at £340 earned the least".

    Args:
        paper: With its figures.
        index: Index of the passage.
        start: Where the name ends in the passage.
        end: Where the superlative begins.
        item: Number of the thing.
        told: The lines that the superlative may be of.
    """
    figures = figures_near(paper, index, 0, start, end)
    own = {abs(x[0][item]) for x in told}
    return bool(figures) and not any(sizes_of(f) & own for f in figures)


def with_figure(paper: Paper, index: int, begin: int, at: int, end: int, told: list[Told]) -> list[Told]:
    """The lines that hold the figure printed behind the superlative."""
    for f in figures_near(paper, index, begin, at, begin + end)[:1]:
        sizes = sizes_of(f)
        return [line for line in told if any(abs(n) in sizes for n in line[0].values())]
    return []
