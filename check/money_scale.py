"""Sums of money that no other sum of the paper comes near to, and which are one of them a thousand times too large.

"A year-end overspend of £0.25bn is forecast" beside a budget of £4.80m; "its annual income budget of £2.33bn" over a
table that gives 2,330 in thousands.
"""

from __future__ import annotations

import re
from fractions import Fraction

from check.ground_match import telling_digits
from check.grounds import GroundCell, grounds_of
from check.judgements import Judgement, Results, printed, size_of
from check.paper import Figure, Paper
from check.size_words import sizes_of_template
from check.sought import Sought
from check.subjects import sentences_of
from check.sums.amounts import VARIANCE

_FAR = 50
"""How many times as large a sum is that belongs to no other of the paper."""
_BEYOND = 5
"""And a change of one, which is seldom larger than that one."""
_SCALES = (Fraction(1, 1000), Fraction(1, 10**6))
_ENOUGH = 2


def check_money_scale(paper: Paper, prose: list[int], results: Results) -> None:
    """Find sums of prose that are far larger than every other sum of the paper, and would not be a thousand times less.

    Args:
        paper: With its figures.
        prose: Indexes of the passages.
        results: Takes the judgements.
    """
    cells = [c for g in grounds_of(paper) for c in g.cells if c.value.unit == "money" and c.value.number]
    told = [f for f in paper.figures if f.sentence is not None and f.value.unit == "money" and f.value.number]
    sums = sorted([(size_of(f.value), f.id) for f in told] + [(size_of(c.value), -1) for c in cells])
    if len(sums) < _ENOUGH + 1 or not sums[-1][0]:
        return
    (second, _), (largest, figure) = sums[-2:]
    if figure < 0 or largest < _BEYOND * second or results.contradicted(figure):
        return
    f = next(x for x in told if x.id == figure)
    far = largest >= _FAR * second
    like = _like(f, cells) if far else None
    size = _is_size(paper, f, prose)
    small = min(n for n, _ in sums)
    fits = [s for s in _SCALES if small / _FAR <= largest * s <= second * 3]
    if not fits or (like is None and not size):
        return
    times = "thousand" if fits[0] == _SCALES[0] else "million"
    why = (
        f"the paper's table says {like.value.printed.strip()}"
        if like is not None
        else "a change or variance cannot be larger than all that it is one of"
    )
    results.add(
        Judgement(
            f.id, "contradicts", "unit",
            f"{printed(f)} is {int(largest / second)} times as large as the largest other sum of the paper; {why}. "
            f"It looks a {times} times too large.", "", "serious", (like.place,) if like is not None else (),
            "Correct the unit (thousands, millions, billions).",
        )
    )  # fmt: skip


def _like(f: Figure, cells: list[GroundCell]) -> GroundCell | None:
    """A cell with the same digits, a thousand or a million times less."""
    low, high = (Fraction(x) for x in f.value.interval())
    if telling_digits(f.value) < _ENOUGH:
        return None
    for c in cells:
        n = size_of(c.value)
        if any(low * s <= n <= high * s for s in _SCALES):
            return c
    return None


_OF_WHOLE = Sought(
    r"\b(?:budgets?|allocation|income|turnover|expenditure|spend(?:ing)?|totals?|value|grants?|funds?|programme|envelope)\s+(?:of|is|was|at|to)\s+(?:[a-z]+\s+)?$",
    re.IGNORECASE,
)
"""Before what a change or variance is one of: "an underspend of £0.15m against its budget of £5.20m"."""


def _is_size(paper: Paper, f: Figure, prose: list[int]) -> bool:
    """Whether the words say that a figure is how much something changed, or differs from a budget."""
    if f.passage not in prose:
        return False
    for sentence in sentences_of(paper, f.passage):
        for k, x in paper.by_number(f.passage, sentence).items():
            if x.id == f.id:
                before = sentence.template.partition(f"«N{k}»")[0]
                if _OF_WHOLE.search(before):
                    return False
                return k in sizes_of_template(sentence.template) or bool(VARIANCE.search(before))
    return False
