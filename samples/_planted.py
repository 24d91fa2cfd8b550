"""The mistakes of the draft to check: what is spoilt, how, and what a reader would notice."""

# ruff: noqa: E501 - facts and sentences stand one to a line

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from _county import result
from _measures import NUMBER_WORDS, Slips, pct


def _swap_figures(right: str) -> str:
    """Turn "from A in X to B in Y" with A and B changed round."""
    _, a, rest = right.split(" ", 2)
    before, after = rest.split(" to ", 1)
    b, end = after.split(" ", 1)
    return f"from {b} {before} to {a} {end}"


def _digits_changed_round(right: str) -> str:
    """Turn "837 of 921" into the same with the last two neighbouring digits of the first number that differ changed round."""
    number, rest = right.split(" ", 1)
    k = max(i for i in range(len(number) - 1) if number[i] != number[i + 1])
    return f"{number[:k]}{number[k + 1]}{number[k]}{number[k + 2 :]} {rest}"


def _next_number(right: str) -> str:
    return NUMBER_WORDS[NUMBER_WORDS.index(right) + 1]


def _other_percentage(right: str) -> str:
    return f"{float(right[:-1]) + 1:.1f}%"


def slips(then: date) -> Slips:
    """The plan for the draft that compares with a month.

    Args:
        then: Month whose figure is left standing as the stale one.
    """
    stale = pct(result(20, then).value)
    plan: dict[str, tuple[str, str, Callable[[str], str], str]] = {
        "count.improved": ("Paragraph 3.1", "count", _next_number, "the sentence counts one more improvement than Table 2 shows"),
        "arrow.8": ("Table 2, Measure 8, Direction", "arrow", lambda _: "down", "the arrow points down although the number rose and a rise is better"),
        "word.5": ("Table 2, Measure 5, Direction", "direction_word", lambda _: "Improving", "the word says improving beside a fall"),
        "m1.change": ("Section 4, Measure 1, Analysis of progress", "percent_change", _other_percentage, "the percentage does not follow from the two counts"),
        "m2.points": ("Section 4, Measure 2, Analysis of progress", "points_as_percent", lambda r: r.replace(" percentage points", "%"),
                      "a difference of percentage points is printed as a percentage"),
        "m2.parts": ("Section 4, Measure 2, Analysis of progress", "digits", _digits_changed_round, "two digits of the numerator are changed round"),
        "m4.result": ("Section 4, Measure 4, Analysis of progress", "stale", lambda _: stale, "last quarter's figure was left standing"),
        "m6.swap": ("Section 4, Measure 6, Analysis of progress", "swapped", _swap_figures, "the two figures are changed round"),
    }  # fmt: skip
    return Slips(plan)
