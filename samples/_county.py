"""What Wealdshire publishes: results with and without UASC, a declared revision, and the eight strategy measures."""

# ruff: noqa: E501 - facts and sentences stand one to a line

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache

from _series import activity, care, county, fact_of, month_index, path
from facts import COUNTY, LEVEL, MONTHS, OUTTURN, SPECS, Fact, Spec, arrow, before, printed_in, rag

CARE_IDS = (19, 20, 21, 22, 23, 24, 25, 26, 27)
OTHER_IDS = (32, 33, 34, 2, 31, 7)
"""County-level indicators that the UASC table prints below the areas."""

REVISION = (12, date(2024, 12, 31), 61)
"""Indicator 12, December 2024: 61 visits were recorded late, so January's scorecard restates the figure upwards."""

REVISED_IN = date(2025, 1, 31)


def result(ident: int, month: date, *, edition: date | None = None, area: str = COUNTY) -> Fact:
    """An indicator's figure for a month, as the edition (data month of the scorecard) states it."""
    spec = SPECS[ident]
    i = month_index(month)
    if area != COUNTY:
        parts = [care(ident, area, c) for c in ("citizen", "uasc")]
        return fact_of(spec, sum(p[0][i] for p in parts), sum(p[1][i] for p in parts))
    nums, denoms = county(ident)
    num = nums[i]
    if (ident, month) == REVISION[:2] and (edition or month) < REVISED_IN:
        num -= REVISION[2]
    return fact_of(spec, num, denoms[i] if denoms else None)


_UASC_SHARE = {32: (0.42, 0.58), 33: (0.42, 0.55), 34: (0.42, 0.47), 2: (0.04, 0.81), 31: (0.36, 0.0)}


def without_uasc(ident: int, month: date, area: str = COUNTY) -> Fact:
    """The same figure with unaccompanied asylum seeking children taken out."""
    spec = SPECS[ident]
    i = month_index(month)
    if ident in CARE_IDS:
        nums, denoms = care(ident, area, "citizen")
        return fact_of(spec, nums[i], denoms[i])
    whole = result(ident, month)
    if whole.num is None or whole.denom is None:
        return whole
    share, rate = _UASC_SHARE[ident]
    heads = int(whole.denom * Fraction(str(share)))
    hits = min(int(whole.num), int(heads * Fraction(str(rate))))
    return fact_of(spec, int(whole.num) - hits, int(whole.denom) - heads)


@dataclass(frozen=True)
class Row:
    """One line of a scorecard, before any layout."""

    spec: Spec
    now: Fact
    rag: str
    previous: Fact
    dot_previous: str
    outturn: Fact
    dot_outturn: str


def scorecard(month: date) -> list[Row]:
    """All lines of a month's scorecard."""
    rows = []
    for spec in printed_in(month):
        now = result(spec.id, month, edition=month)
        then = result(spec.id, before(month), edition=month)
        outturn = result(spec.id, OUTTURN, edition=month)
        rows.append(
            Row(
                spec,
                now,
                rag(spec, now.value),
                then,
                arrow(spec, then.value, now.value),
                outturn,
                arrow(spec, outturn.value, now.value),
            )
        )
    return rows


def tally(words: Sequence[str]) -> dict[str, int]:
    """How often each colour or arrow stands in a table."""
    return {w: words.count(w) for w in ("green", "amber", "red", "up", "level", "down")}


@dataclass(frozen=True)
class StrategyMeasure:
    """One of the eight measures of the strategy.

    Attributes:
        number: 1 to 8.
        challenge: 1 to 4.
        text: What the strategy expects, as the papers print it.
        polarity: H, L or T (remain stable).
        unit: percent, count or days.
        spec: Scorecard indicator that gives the figure; 0 where the measure has its own data.
    """

    number: int
    challenge: int
    text: str
    polarity: str
    unit: str
    spec: int = 0


CHALLENGES = {
    1: "Challenge 1: Help for families early enough that children can stay safely at home",
    2: "Challenge 2: A safe and settled home for every young person who leaves our care",
    3: "Challenge 3: Placements close to home that hold, in families wherever possible",
    4: "Challenge 4: Planning that gets children to a permanent family without delay",
}

MEASURES = (
    StrategyMeasure(1, 1, "We will expect to see a reduction in the number of children and young people in Care", "L", "count"),
    StrategyMeasure(2, 2, "We expect to see an increase in the percentage of Care Leavers who are living in suitable accommodation", "H", "percent"),
    StrategyMeasure(3, 3, "We expect to see an increase in the number of children placed within 20 miles of their originating address for children with Disabilities and those in the West of the County", "H", "count"),
    StrategyMeasure(4, 3, "We expect to see the percentage of children remaining in the same placement for two years to remain stable", "H", "percent", 20),
    StrategyMeasure(5, 3, "We expect to grow and diversify the skill, capability and capacity of our in house foster carers", "H", "percent", 21),
    StrategyMeasure(6, 4, "We expect to see a reduction in the number of Children in Care that have three or more placement moves per year", "L", "percent", 19),
    StrategyMeasure(7, 4, "We expect to see a continued reduction in the length of time it takes between entering care of the Local Authority and an Adoption Order being granted", "L", "days", 29),
    StrategyMeasure(8, 4, "An increase in the number of children in permanent long term fostering placements", "H", "count"),
)  # fmt: skip


@cache
def _own_series(name: str) -> tuple[int, ...]:
    """Counts that only the strategy's papers print."""
    levels = {"disabled within 20 miles": (58, 61, 66), "permanent fostering": (318, 331, 352)}[name]
    return tuple(int(x + 0.5) for x in path(levels, 0.02, name))


def in_care(month: date, cohort: str) -> int:
    """Children in care at month end: "all", "citizen" or "uasc", as the activity table counts them."""
    columns = activity(COUNTY).columns
    i = month_index(month)
    total, uasc = columns["Total LAC"][i], columns["UASC LAC"][i]
    return {"all": total, "citizen": total - uasc, "uasc": uasc}[cohort]


def disabled_near_home(month: date) -> int:
    """Disabled children placed within 20 miles of home."""
    return _own_series("disabled within 20 miles")[month_index(month)]


def west_near_home(month: date) -> int:
    """Children of West Vale placed within 20 miles: the numerator that the UASC table prints for the area."""
    num = result(22, month, area="West Vale").num
    assert num is not None
    return int(num)


def permanent_fostering(month: date) -> int:
    """Children in permanent long-term fostering."""
    return _own_series("permanent fostering")[month_index(month)]


def suitable_of_those_in_touch(month: date) -> Fraction:
    """Care leavers in suitable accommodation, as a percentage of those in touch (not of all care leavers)."""
    suitable, touch = result(33, month).num, result(32, month).num
    assert suitable is not None
    assert touch is not None
    return suitable / touch * 100


def measure_value(measure: StrategyMeasure, month: date) -> Fraction:
    """The figure by which a measure's direction is judged."""
    if measure.number == 1:
        return Fraction(in_care(month, "citizen"))
    if measure.number == 2:
        return suitable_of_those_in_touch(month)
    if measure.number == 3:
        return Fraction(disabled_near_home(month) + west_near_home(month))
    if measure.number == 5:
        return without_uasc(21, month).value
    if measure.number == 8:
        return Fraction(permanent_fostering(month))
    return result(measure.spec, month).value


def measure_direction(measure: StrategyMeasure, then: date, now: date) -> str:
    """Up improved, down worsened, level unchanged, from unrounded values."""
    a, b = measure_value(measure, then), measure_value(measure, now)
    gain = a - b if measure.polarity == "L" else b - a
    return "up" if gain > 0 else ("down" if gain < 0 else LEVEL)


def quarters(last: date, count: int = 8) -> list[date]:
    """Quarter ends up to a month, oldest first."""
    ends = [m for m in MONTHS if m.month in {3, 6, 9, 12} and m <= last]
    return ends[-count:]
