"""Invented indicators and figures for the layouts: every one from a fixed seed, rounded once, half up."""

from __future__ import annotations

import calendar
import random
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction


def month_end(year: int, month: int) -> date:
    """Last day of a month; months beyond 12 or below 1 carry into other years."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, calendar.monthrange(year, month)[1])


@dataclass(frozen=True)
class Ind:
    """An indicator: id, section, name, polarity, unit (%, n, d), target, floor, usual level, usual denominator, basis."""

    id: str
    section: str
    name: str
    polarity: str
    unit: str
    target: float
    floor: float
    level: float
    denom: int
    basis: str = "YTD"


INDICATORS = (
    Ind("1.01", "Front door", "Contacts progressing to referral within one working day (%)", "H", "%", 90, 80, 0.88, 2310),
    Ind("1.02", "Front door", "Re-referrals within 12 months of the previous referral", "L", "%", 20, 25, 0.223, 1840),
    Ind("1.03", "Front door", "Assessments open for more than 45 working days", "L", "n", 30, 60, 41, 0, "SS"),
    Ind("1.04", "Front door", "Single assessments completed within 45 working days, all teams including the out of hours service", "H", "%", 85, 75, 0.862, 3127),
    Ind("2.01", "Child protection", "Child protection plans lasting two years or more (% of plans ended)", "L", "%", 4, 6, 0.031, 412),
    Ind("2.02", "Child protection", "Initial conferences held within 15 working days of strategy discussion", "H", "%", 80, 70, 0.792, 655),
    Ind("2.03", "Child protection", "Children with a plan visited in the last 10 working days - excludes those on holiday", "H", "%", 95, 85, 0.931, 508, "SS"),
    Ind("2.04", "Child protection", "Second or subsequent plan within 24 months", "L", "%", 10, 14, 0.118, 377),
    Ind("3.01", "Children we care for", "Care leavers aged 19-21 in education, employment or training", "H", "%", 60, 50, 0.557, 402, "R12M"),
    Ind("3.02", "Children we care for", "Health assessments completed in time (3 or more weeks' notice given)", "H", "%", 90, 80, 0.902, 611),
    Ind("3.03", "Children we care for", "Average days from entering care to placement with adopters", "L", "d", 426, 500, 471, 37, "R12M"),
    Ind("3.04", "Children we care for", "Children placed more than 20 miles from home", "L", "%", 15, 20, 0.171, 730, "SS"),
    Ind("3.05", "Children we care for", "Missing episodes in the month where a return interview was offered & accepted", "H", "%", 75, 60, 0.684, 98, "MS"),
    Ind("4.01", "Workforce", "Average caseload, family support teams", "L", "d", 16, 19, 17.2, 143, "SS"),
    Ind("4.02", "Workforce", "Agency social workers as % of establishment", "L", "%", 12, 18, 0.149, 388, "SS"),
    Ind("4.03", "Workforce", "Vacancies covered for 6 months or less", "H", "n", 25, 15, 22, 0, "SS"),
)  # fmt: skip


@dataclass(frozen=True)
class Fig:
    """An indicator's figures for one month and area, as fractions and as printed."""

    ind: Ind
    num: int | None
    denom: int | None
    now: Fraction
    before: Fraction
    outturn: Fraction
    rag: str
    rag_before: str
    dot: str
    dot_outturn: str

    def show(self, value: Fraction | float) -> str:
        """A result, target or outturn as printed."""
        return show(self.ind, Fraction(value) if isinstance(value, Fraction) else Fraction(str(value)))


def half_up(x: Fraction, places: int) -> str:
    """Fixed places, half away from zero."""
    scaled = abs(x) * 10**places + Fraction(1, 2)
    body = str(int(scaled)).rjust(places + 1, "0")
    text = f"{body[:-places]}.{body[-places:]}" if places else body
    return ("-" if x < 0 and int(scaled) else "") + text


def show(ind: Ind, value: Fraction) -> str:
    """As the layouts print it: "88.4%", "41", "471.3"."""
    if ind.unit == "n":
        return half_up(value, 0)
    return half_up(value, 1) + ("%" if ind.unit == "%" else "")


def rag(ind: Ind, value: Fraction) -> str:
    """Colour by target and floor."""
    target, floor = Fraction(str(ind.target)), Fraction(str(ind.floor))
    if ind.polarity == "H":
        return "green" if value >= target else ("amber" if value >= floor else "red")
    return "green" if value <= target else ("amber" if value <= floor else "red")


def dot(ind: Ind, then: Fraction, now: Fraction) -> str:
    """up when performance improved."""
    gain = (now - then) if ind.polarity == "H" else (then - now)
    return "up" if gain > 0 else ("down" if gain < 0 else "level")


def _value(ind: Ind, r: random.Random, swing: float = 0.14) -> tuple[int | None, int | None, Fraction]:
    level = ind.level * (1 + swing * (2 * r.random() - 1))
    if ind.unit == "n":
        return None, None, Fraction(round(level))
    denom = max(3, int(ind.denom * (0.9 + 0.2 * r.random())))
    if ind.unit == "d":
        num = int(level * denom)
        return num, denom, Fraction(num, denom)
    num = min(denom, int(level * denom))
    return num, denom, Fraction(num * 100, denom)


def figures(ind: Ind, month: date, area: str = "", seed: str = "") -> Fig:
    """The figures of an indicator; now and again the previous month's equal this month's."""
    parts = {}
    for m in (month, month_end(month.year, month.month - 1)):
        parts[m] = _value(ind, random.Random(f"{seed}|{ind.id}|{m}|{area}"))
    outturn_month = month_end(month.year if month.month > 3 else month.year - 1, 3)
    outturn = _value(ind, random.Random(f"{seed}|{ind.id}|{outturn_month}|{area}|outturn"))[2]
    num, denom, now = parts[month]
    before = parts[month_end(month.year, month.month - 1)][2]
    if random.Random(f"same|{seed}|{ind.id}|{month}|{area}").random() < 0.12:
        before = now
    return Fig(
        ind, num, denom, now, before, outturn, rag(ind, now), rag(ind, before), dot(ind, before, now), dot(ind, outturn, now)
    )  # fmt: skip


def some(*ids: str, **changes: object) -> list[Ind]:
    """Indicators by id, in that order."""
    by = {i.id: i for i in INDICATORS}
    return [replace(by[i], **changes) if changes else by[i] for i in ids]  # type: ignore[arg-type]
