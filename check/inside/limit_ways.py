"""Which way is better for a figure that a sentence holds against its target, and the row of a table that states it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from check.inside.kpi_rows import KpiRow
from check.inside.limit_levels import PLAIN
from check.inside.polarity_words import polarity_of_name, polarity_of_sentence
from check.inside.settled_ways import rating_of
from check.judgements import printed
from check.paper import Figure
from records import Polarity

_TIME = re.compile(r"\b(?:seconds?|minutes?|hours?|days?|weeks?|months?)\b", re.IGNORECASE)
_A_YEAR = 366
"""More days, weeks or hours than that are given or worked, not waited."""
_LEVEL_AND_GOAL = 2
"""Figures of a sentence that tells a level and its target, and nothing else."""
_NEAR_WHOLE = 75
"""Percentages from which a target is a share that is wanted high."""


def row_of_level(level: Figure, rows: Sequence[KpiRow]) -> KpiRow | None:
    """The row of a table whose latest result a sentence states.

    Args:
        level: The figure of the sentence.
        rows: Rows of indicators; rows of one name in several tables are one.
    """
    same = [r for r in rows if level.claim.indicator_key and r.key == level.claim.indicator_key and not r.area]
    if not same and level.claim.indicator:
        same = [r for r in rows if r.name.lower() == level.claim.indicator.lower()]
    if not same and level.value.number is not None and len(printed(level)) >= 4:
        same = [r for r in rows if r.latest.value.number == level.value.number and _alike(r.latest, level)]
    names = {" ".join(r.name.lower().split()) for r in same}
    if len(same) > 1 and len(names) == 1:
        same = sorted(same, key=lambda r: (not r.polarity, r.target_number is None))[:1]
    return same[0] if len(same) == 1 else None


def way_of_level(
    level: Figure, goal: Decimal, words: str, rows: Sequence[KpiRow], polarity_of_key: Mapping[str, Polarity], *,
    good: bool,
) -> Polarity:  # fmt: skip
    """Which way is better for a level by register, paper, name and target; "" where nothing sure tells.

    A guess by words must not be the only thing against what the paper says twice: where the row is rated as the
    sentence says, the guess is what is wrong.

    Args:
        level: The figure of the sentence.
        goal: What it is held against.
        words: The words that compare them, as printed.
        rows: Rows of indicators.
        polarity_of_key: The register's.
        good: Whether the words say that it is on the good side.
    """
    row = row_of_level(level, rows)
    told = polarity_of_key.get(level.claim.indicator_key, "") or (row.polarity if row is not None else "")
    if told in {"H", "L"}:
        return told
    if row is not None and (rating := rating_of(row)) and (rating == "green") == good:
        return ""  # the table says the same as the sentence
    by_unit: Polarity = "L" if goal <= _A_YEAR and (level.value.unit == "days" or _TIME.search(words)) else ""
    if level.value.unit == "percent" and goal >= _NEAR_WHOLE:
        by_unit = "H"
    name = row.name if row is not None else level.claim.indicator
    named = polarity_of_name(name) if name else ""
    sentence = level.sentence.text if level.sentence is not None else ""
    said = polarity_of_sentence(sentence.replace(words, " ")) if not name else ""
    votes = [x for x in (named, by_unit, said) if x]
    # Of the words of a longer sentence each may belong to another thing: they only bear out what the unit says.
    alone = level.sentence is not None and len(level.sentence.figures) <= _LEVEL_AND_GOAL
    return votes[0] if len(set(votes)) == 1 and (by_unit or named or alone) else ""


def _alike(a: Figure, b: Figure) -> bool:
    return a.value.unit == b.value.unit or {a.value.unit, b.value.unit} <= PLAIN
