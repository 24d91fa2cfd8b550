"""Harrowmere, an invented county: indicators of three services, their figures by month and area, register and scorecards.

Every figure is computed from whole numerators and denominators that grow from fixed seeds; nothing is typed in twice.
"""

from __future__ import annotations

import calendar
import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Literal

from extract import Document, Extraction
from records import Observation, Period, Publication, Role, Source, Unit, Value, round_half_up

COUNCIL = "Harrowmere County Council"
COUNTY = "Harrowmere"
AREAS = ("Alderwick", "Brackenby", "Copsley", "Denmoor")
_WEIGHTS = (0.31, 0.27, 0.24, 0.18)


def month_end(year: int, month: int) -> date:
    """Last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def before(day: date, months: int) -> date:
    """The month end so many months earlier."""
    n = day.year * 12 + day.month - 1 - months
    return month_end(n // 12, n % 12 + 1)


FIRST, LAST = month_end(2023, 3), month_end(2025, 3)
MONTHS = tuple(before(LAST, n) for n in range(24, -1, -1))
PUBLISHED_FROM = month_end(2023, 12)
"""Month of the first scorecard in the store: nothing was published before."""


@dataclass(frozen=True)
class Measure:
    """One indicator of the county.

    Attributes:
        key: Register key.
        service: children, adults or highways.
        name: As scorecards print it.
        said: As sentences put it ("care leavers in suitable accommodation").
        unit: percent, count or days.
        polarity: H or L.
        target: In the printed unit.
        floor: Bound between amber and red.
        level: Share for per cent, else the county's value.
        base: Denominator; for days the number of cases.
    """

    key: str
    service: str
    name: str
    said: str
    unit: Literal["percent", "count", "days"]
    polarity: Literal["H", "L"]
    target: str
    floor: str
    level: float
    base: int = 0


_ALL = (
    Measure("cic-moves", "children", "% of children in care with three or more placements in the last 12 months", "children in care with three or more placements in the last 12 months", "percent", "L", "10", "12", 0.112, 1340),
    Measure("leavers-home", "children", "% of care leavers in suitable accommodation", "care leavers in suitable accommodation", "percent", "H", "92", "85", 0.905, 930),
    Measure("leavers-eet", "children", "% of care leavers in education, employment or training", "care leavers in education, employment or training", "percent", "H", "55", "45", 0.512, 930),
    Measure("cic-number", "children", "Number of children in care", "children in care", "count", "L", "1300", "1400", 1345),
    Measure("cp-reviews", "children", "% of child protection reviews held within timescale", "child protection reviews held within timescale", "percent", "H", "97", "92", 0.964, 640),
    Measure("adoption-days", "children", "Average number of days between entering care and moving in with an adoptive family", "days between entering care and moving in with an adoptive family", "days", "L", "426", "530", 505, 84),
    Measure("re-referrals", "children", "% of referrals with a previous referral within 12 months", "referrals with a previous referral within 12 months", "percent", "L", "25", "28", 0.262, 9480),
    Measure("cp-plans", "children", "Number of children with a child protection plan", "children with a child protection plan", "count", "L", "620", "700", 655),
    Measure("home-91-days", "adults", "% of older people still at home 91 days after leaving hospital", "older people still at home 91 days after leaving hospital", "percent", "H", "84", "78", 0.826, 1210),
    Measure("admissions", "adults", "Number of permanent admissions to residential and nursing care", "permanent admissions to residential and nursing care", "count", "L", "980", "1060", 1015),
    Measure("enquiries", "adults", "% of safeguarding enquiries concluded within 28 days", "safeguarding enquiries concluded within 28 days", "percent", "H", "75", "68", 0.714, 1630),
    Measure("direct-payments", "adults", "% of people with a personal budget who receive a direct payment", "people with a personal budget who receive a direct payment", "percent", "H", "28", "24", 0.268, 5820),
    Measure("carers", "adults", "% of carers assessed or reviewed in the year", "carers assessed or reviewed in the year", "percent", "H", "60", "50", 0.587, 3140),
    Measure("delays", "adults", "Number of people waiting for a home care package", "people waiting for a home care package", "count", "L", "110", "150", 134),
    Measure("potholes", "highways", "% of potholes repaired within 28 days", "potholes repaired within 28 days", "percent", "H", "90", "80", 0.884, 4120),
    Measure("lights-out", "highways", "Number of street lights out of action", "street lights out of action", "count", "L", "700", "850", 764),
    Measure("roads-poor", "highways", "% of principal roads in need of maintenance", "principal roads in need of maintenance", "percent", "L", "6", "9", 0.071, 2260),
    Measure("emergencies", "highways", "% of emergency incidents attended within two hours", "emergency incidents attended within two hours", "percent", "H", "98", "95", 0.972, 1180),
    Measure("light-days", "highways", "Average number of days to repair a street light", "days to repair a street light", "days", "L", "7", "10", 8.4, 702),
)  # fmt: skip

MEASURES = {m.key: m for m in _ALL}
"""All indicators by key."""


@dataclass(frozen=True)
class Fact:
    """One figure before rounding; numerator and denominator where it has them."""

    value: Fraction
    numerator: int | None = None
    denominator: int | None = None


@cache
def fact(key: str, end: date, area: str = "") -> Fact:
    """The true figure of an indicator, month and area ("" is the county).

    Args:
        key: Register key.
        end: Last day of the month.
        area: One of AREAS, or empty.
    """
    m = MEASURES[key]
    if not area and m.unit != "days":
        parts = [fact(key, end, a) for a in AREAS]
        if m.unit == "count":
            return Fact(sum((p.value for p in parts), Fraction(0)))
        n, d = (sum(x) for x in zip(*((p.numerator or 0, p.denominator or 0) for p in parts), strict=True))
        return Fact(Fraction(100 * n, d), n, d)
    level = m.level * _walk(f"{key}|{area}|level", end, 0.05 if m.unit == "percent" else 0.09)
    weight = _WEIGHTS[AREAS.index(area)] if area else 1.0
    if m.unit == "count":
        return Fact(Fraction(max(1, round(level * weight))))
    bottom = max(5, round(m.base * weight * _walk(f"{key}|{area}|base", end, 0.06)))
    if m.unit == "days":
        top = round(level * bottom)
        return Fact(Fraction(top, bottom), top, bottom)
    top = min(bottom - 1, round(level * bottom))
    return Fact(Fraction(100 * top, bottom), top, bottom)


@cache
def _walk(name: str, end: date, spread: float) -> float:
    """A factor near 1 that moves from month to month."""
    dice = random.Random(name)
    at = dice.uniform(-spread, spread) / 2
    for month in MONTHS:
        at = max(-spread, min(spread, at + dice.uniform(-spread, spread) / 3))
        if month == end:
            return 1 + at
    raise ValueError(f"{end} is not a month of the county")


def printed(m: Measure, value: Fraction | int, *, unit: bool = True) -> str:
    """A figure as the county prints it: "90.8%", "1,331", "522.1"."""
    places = 0 if m.unit == "count" else 1
    text = f"{round_half_up(Decimal(Fraction(value).numerator) / Decimal(Fraction(value).denominator), places):,}"
    return text + ("%" if unit and m.unit == "percent" else "")


def rag_of(m: Measure, value: Fraction) -> str:
    """Green, Amber or Red of an unrounded figure."""
    target, floor = Fraction(m.target), Fraction(m.floor)
    if m.polarity == "H":
        return "Green" if value >= target else ("Amber" if value >= floor else "Red")
    return "Green" if value <= target else ("Amber" if value <= floor else "Red")


def bands_text(m: Measure) -> str:
    """The bands as papers print them."""
    u = "%" if m.unit == "percent" else ""
    if m.polarity == "H":
        return f"Below {m.floor}{u} = Red, {m.floor}{u} to {m.target}{u} = Amber, {m.target}{u} and above = Green"
    return f"Above {m.floor}{u} = Red, {m.target}{u} to {m.floor}{u} = Amber, {m.target}{u} and below = Green"


def register_toml() -> str:
    """The county's register as a TOML text."""
    lines = ["format = 1", f'council = "{COUNCIL}"', ""]
    for m in _ALL:
        years = ("2022/23", "2023/24", "2024/25")
        targets = ", ".join(f'"{y}" = "{m.target}"' for y in years)
        bands = ", ".join(f'"{y}" = "{bands_text(m)}"' for y in years)
        lines += [
            f"[indicators.{m.key}]", f'name = "{m.name}"', f'unit = "{m.unit}"',
            f"places = {0 if m.unit == 'count' else 1}", f'polarity = "{m.polarity}"', 'basis = "SS"',
            f'section = "{m.service.title()}"', f"targets = {{ {targets} }}", f"bands = {{ {bands} }}", "",
        ]  # fmt: skip
    return "\n".join(lines)


def scorecards() -> Iterator[Extraction]:
    """One scorecard a month, as read: what the council published before the papers."""
    for month in MONTHS:
        if month >= PUBLISHED_FROM:
            yield _scorecard(month)


def _scorecard(month: date) -> Extraction:
    name = f"harrowmere scorecard {month:%Y %m}.pdf"
    sha = hashlib.sha256(name.encode()).hexdigest()
    period = Period(month, month, "SS")
    p = Publication(
        sha, name, "scorecard", "Performance scorecard", COUNCIL, month + timedelta(days=24), period, "pdf", (COUNTY, *AREAS)
    )  # fmt: skip
    rows: list[Observation] = []
    for n, m in enumerate(_ALL):
        for area in ("", *AREAS) if m.unit != "days" else ("",):
            rows += _row(p, m, n, area, month)
    return Extraction(p, Document(Path(name), sha, "pdf", ()), tuple(rows))


def _row(p: Publication, m: Measure, n: int, area: str, month: date) -> Iterator[Observation]:
    now = fact(m.key, month, area)
    units: dict[str, Unit] = {"percent": "percent", "count": "count", "days": "days"}

    def one(role: Role, text: str, end: date | None, unit: Unit, word: str = "") -> Observation:
        source = Source(
            p.sha256, p.document, page=2 + n // 8, table=1, row=n, column=f"{area or COUNTY} | {role}", printed=text
        )
        number = None if word else Decimal(text.replace(",", "").rstrip("%"))
        places = len(text.rstrip("%").partition(".")[2])
        return Observation(
            source, m.name, role, Value(text, number, places, unit if number is not None else ""), word=word, table="scorecard",
            section=m.service.upper(), indicator_id=str(n + 1), area=area or COUNTY, polarity=m.polarity, basis="SS",
            period=Period(end, end, "SS") if end else None, period_label=f"{end:%b %Y}" if end else "",
        )  # fmt: skip

    yield one("result", printed(m, now.value), month, units[m.unit])
    if m.unit == "percent":
        yield one("numerator", f"{now.numerator:,}", month, "count")
        yield one("denominator", f"{now.denominator:,}", month, "count")
    if area:
        return
    yield one("target", f"{m.target}{'%' if m.unit == 'percent' else ''}", month, units[m.unit])
    yield one("rag", rag_of(m, now.value), month, "", rag_of(m, now.value).lower())
    last = before(month, 1)
    yield one("previous", printed(m, fact(m.key, last).value), last, units[m.unit])
    outturn = month_end(month.year if month.month > 3 else month.year - 1, 3)
    yield one("outturn", printed(m, fact(m.key, outturn).value), outturn, units[m.unit])
