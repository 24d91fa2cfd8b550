"""What the papers say of the eight strategy measures: every figure computed, and a way to plant slips on purpose."""

# ruff: noqa: E501 - facts and sentences stand one to a line

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from _county import (
    MEASURES,
    StrategyMeasure,
    disabled_near_home,
    in_care,
    measure_direction,
    measure_value,
    permanent_fostering,
    result,
    suitable_of_those_in_touch,
    west_near_home,
    without_uasc,
)  # fmt: skip
from facts import Fact, fixed

WORDS = {"up": "Improved", "down": "Worse", "level": "No change"}


@dataclass
class Slip:
    """One planted mistake.

    Attributes:
        place: Where a reader finds it.
        kind: What sort of mistake it is.
        printed: What the paper says.
        should_be: What the figures say.
        why: In plain words.
    """

    place: str
    kind: str
    printed: str
    should_be: str
    why: str


@dataclass
class Slips:
    """Mistakes to plant, by key; what was planted is collected with the words that were right.

    Attributes:
        plan: Key -> (place, kind, how to spoil the right words, why).
        planted: The mistakes made so far.
    """

    plan: dict[str, tuple[str, str, Callable[[str], str], str]] = field(default_factory=dict)
    planted: list[Slip] = field(default_factory=list)

    def __call__(self, key: str, right: str) -> str:
        """The right words, or the planted ones."""
        if key not in self.plan:
            return right
        place, kind, spoil, why = self.plan[key]
        wrong = spoil(right)
        if wrong == right:
            raise ValueError(f"the slip {key} changes nothing")
        self.planted.append(Slip(place, kind, wrong, right, why))
        return wrong


def change(then: int, now: int) -> tuple[str, str]:
    """Change in words ("a fall of 24") and its percentage of the earlier count ("1.8%")."""
    if now == then:
        return "no change", "0.0%"
    word = "a rise of" if now > then else "a fall of"
    return f"{word} {abs(now - then):,}", fixed(abs(Fraction(now - then, then)) * 100, 1) + "%"


def pct(value: Fraction) -> str:
    """A percentage as the papers print it."""
    return fixed(value, 1) + "%"


def parts(fact: Fact) -> str:
    """Numerator and denominator in words: "844 of 930"."""
    assert fact.num is not None
    assert fact.denom is not None
    return f"{fixed(fact.num, 0, commas=True)} of {fixed(fact.denom, 0, commas=True)}"


def sentences(measure: StrategyMeasure, then: date, now: date, slip: Slips) -> str:
    """What a paper says of one measure's current performance.

    Args:
        measure: Which.
        then: Month end that the figures are compared with.
        now: Month end of the figures.
        slip: Mistakes to plant.
    """
    t, n = f"{then:%B %Y}", f"{now:%B %Y}"
    if measure.number == 1:
        a, b = in_care(then, "citizen"), in_care(now, "citizen")
        c, d = in_care(then, "uasc"), in_care(now, "uasc")
        by, share = change(a, b)
        uasc_by, uasc_share = change(c, d)
        return (
            f"There were {b:,} citizen children in care at the end of {n}, against {a:,} at the end of {t}: {by}, or "
            f"{slip('m1.change', share)}. Over the same quarter the number of UASC went from {c:,} to {d:,}: {uasc_by}, or {uasc_share}."
        )
    if measure.number == 2:
        x, y = suitable_of_those_in_touch(now), suitable_of_those_in_touch(then)
        suitable, touch = result(33, now).num, result(32, now).num
        word = "a rise" if x > y else "a fall"
        gap = slip("m2.points", f"{fixed(abs(x - y), 1)} percentage points")
        return (
            f"{pct(x)} of care leavers in touch with the service were in suitable accommodation at the end of {n} "
            f"({slip('m2.parts', parts(Fact(suitable, touch, x)))}), {word} of {gap} from {pct(y)} in {t}."
        )
    if measure.number == 3:
        a, b = disabled_near_home(then), disabled_near_home(now)
        c, d = west_near_home(then), west_near_home(now)
        by, share = change(c, d)
        return (
            f"{b} disabled children were placed within 20 miles of home at the end of {n}, compared with {a} in {t}. In the West "
            f"Vale {d} children were placed within 20 miles of home, compared with {c}: {by}"
            + ("." if c == d else f" ({share}).")
        )
    if measure.number == 4:
        fact, old = result(20, now), result(20, then)
        return (
            f"{slip('m4.result', pct(fact.value))} of children in long term care had lived in the same placement for the last two years at "
            f"the end of {n} ({parts(fact)}). The figure for {t} was {pct(old.value)}."
        )
    if measure.number == 5:
        fact, old = without_uasc(21, now), without_uasc(21, then)
        return (
            f"Leaving UASC aside, {pct(fact.value)} of children in foster care lived with the council's own carers or with relatives and friends at "
            f"the end of {n} ({parts(fact)}), against {pct(old.value)} in {t}."
        )
    if measure.number == 6:
        x, y = result(19, now).value, result(19, then).value
        both = slip("m6.swap", f"from {pct(y)} in {t} to {pct(x)} in {n}")
        return f"The share of children in care with three or more placements in the last twelve months has {'risen' if x > y else 'fallen'} {both}."
    if measure.number == 7:
        fact, old = result(29, now), result(29, then)
        gap = fixed(abs(fact.value - old.value), 1)
        word = "fewer" if fact.value < old.value else "more"
        return (
            f"Children adopted in the year to {n} waited {fixed(fact.value, 1)} days on average between coming into care and moving in with "
            f"their adoptive family, {gap} days {word} than the {fixed(old.value, 1)} days reported for {t}."
        )
    a, b = permanent_fostering(then), permanent_fostering(now)
    by, share = change(a, b)
    return f"{b} children were in permanent long term fostering at the end of {n}, compared with {a} in {t}: {by} ({share})."


def glance(measure: StrategyMeasure, month: date) -> str:
    """The measure's figure in a table of figures."""
    value = measure_value(measure, month)
    if measure.unit == "percent":
        return pct(value)
    return fixed(value, 1) if measure.unit == "days" else fixed(value, 0, commas=True)


def glance_change(measure: StrategyMeasure, then: date, now: date) -> str:
    """Difference of unrounded figures, with its sign and unit."""
    gap = measure_value(measure, now) - measure_value(measure, then)
    places = 0 if measure.unit == "count" else 1
    unit = {"percent": " points", "days": " days", "count": ""}[measure.unit]
    return ("+" if gap > 0 else "") + fixed(gap, places) + unit


GLANCE_NAMES = {
    1: "Measure 1: citizen children in care",
    2: "Measure 2: care leavers in touch who are in suitable accommodation",
    3: "Measure 3: disabled children and children of the West Vale placed within 20 miles",
    4: "Measure 4: same placement for two years",
    5: "Measure 5: council foster carers, relatives and friends (excluding UASC)",
    6: "Measure 6: three or more placements in twelve months",
    7: "Measure 7: average days from entering care to adoptive family",
    8: "Measure 8: permanent long term fostering",
}


def directions(then: date, now: date) -> dict[int, str]:
    """Measure number -> up (improved), down (worse) or level."""
    return {m.number: measure_direction(m, then, now) for m in MEASURES}


NUMBER_WORDS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight")


def count_sentence(then: date, now: date, slip: Slips) -> str:
    """How many of the eight measures improved, worsened and stayed the same."""
    d = list(directions(then, now).values())
    improved = slip("count.improved", NUMBER_WORDS[d.count("up")])
    level = d.count("level")
    return (
        f"Of the eight measures, {improved} improved between {then:%B %Y} and {now:%B %Y}, {NUMBER_WORDS[d.count('down')]} got worse "
        f"and {NUMBER_WORDS[level]} {'was' if level == 1 else 'were'} unchanged."
    )
