"""The invented county behind every sample: its indicators, months, targets and bands, and the rules of the figures.

Wealdshire County Council does not exist. Everything printed in the sample documents is computed from this module:
numerators and denominators by indicator, area, cohort and month (grown from fixed seeds in `_series.py`), targets
and RAG bands from the catalogue below, arrows from polarity and unrounded values.
"""

# ruff: noqa: E501 - facts and sentences stand one to a line

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

COUNCIL = "Wealdshire County Council"
COUNTY = "Wealdshire"
PANEL = "Corporate Parenting Panel"
STRATEGY = "Placement Sufficiency Strategy 2023-26"
AREAS = ("Northdene", "Eastmarsh", "Southbrook", "West Vale")
DISABILITY = "Disabled Children's Service"
COUNTYWIDE = "Countywide Services"

TEAMS: dict[str, tuple[str, ...]] = {
    "Northdene": ("Aldersey AIT & FST", "Birchwick AIT & FST", "Northdene CIC"),
    "Eastmarsh": ("Cawley AIT & FST", "Dunmere AIT & FST", "Eastmarsh CIC"),
    "Southbrook": ("Elmstow AIT & FST", "Fennick AIT & FST", "Southbrook CIC"),
    "West Vale": ("Garrowby AIT & FST", "Hexley AIT & FST", "West Vale CIC"),
    DISABILITY: ("Disability East", "Disability West"),
    COUNTYWIDE: ("UASC Service", "Adoption & SG", "Care Leaver Service (18+)"),
}
"""Teams of each area; the areas, the two services and nothing else add up to the county."""

GREEN, AMBER, RED = "green", "amber", "red"
UP, DOWN, LEVEL = "up", "down", "level"


def month_end(year: int, month: int) -> date:
    """Last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def months_between(first: date, last: date) -> tuple[date, ...]:
    """Month ends from first to last, both included."""
    out = [first]
    while out[-1] < last:
        d = out[-1]
        out.append(month_end(d.year + d.month // 12, d.month % 12 + 1))
    return tuple(out)


MONTHS = months_between(date(2023, 3, 31), date(2025, 3, 31))
OUTTURN = date(2024, 3, 31)
"""All scorecards lie in 2024/25, so their outturn is March 2024."""


def before(month: date, by: int = 1) -> date:
    """The month end so many months earlier."""
    n = month.year * 12 + month.month - 1 - by
    return month_end(n // 12, n % 12 + 1)


@dataclass(frozen=True)
class Spec:
    """One indicator.

    Attributes:
        id: Number in the ruled scorecard.
        code: Reference in the zebra scorecard.
        section: Group of rows.
        name: As the scorecards print it.
        polarity: H, L or T.
        basis: YTD or SS.
        unit: percent, count, days or average.
        target: In the printed unit.
        floor: Bound between amber and red; for T the half-width of green and of amber about the target.
        rates: Level at March 2023, March 2024, March 2025 (share for percent, else the value itself).
        base: Denominator: a stock, or a year's flow where the basis is YTD; 0 where it has none or is linked.
        link: (indicator or activity column, "num", "denom" or "flow") whose figures are this one's denominator.
        flow: Whether numerator and denominator accumulate from April.
        fte: Whether the denominator is posts, printed to one place.
        since: First month it is printed.
    """

    id: int
    code: str
    section: str
    name: str
    polarity: str
    basis: str
    unit: str
    target: Fraction
    floor: tuple[Fraction, ...]
    rates: tuple[float, float, float]
    base: float = 0
    link: tuple[object, str] | None = None
    flow: bool = False
    fte: bool = False
    since: date = MONTHS[0]


_RA, _CIN, _PF, _CP = "REFERRAL AND ASSESSMENTS", "CHILDREN IN NEED", "PRIVATE FOSTERING", "CHILD PROTECTION"
_CIC, _AD, _CL, _QA, _ST = "CHILDREN IN CARE", "ADOPTION", "CARE LEAVERS", "QUALITY ASSURANCE", "STAFFING"
SECTIONS = (_RA, _CIN, _PF, _CP, _CIC, _AD, _CL, _QA, _ST)
_PCT = "percent"

# id, code, section, name, polarity, basis, unit, target, floor, rates, base, link, flow
_ROWS: tuple[tuple[object, ...], ...] = (
    (1, "RA1", _RA, "% of referrals with a previous referral within 12 months", "L", "YTD", _PCT, "25", "28", (0.262, 0.271, 0.236), 0, ("Referrals", "flow"), True),
    (2, "RA2", _RA, "% of C&F Assessments that were carried out within 45 working days", "H", "YTD", _PCT, "90", "85", (0.84, 0.862, 0.889), 0, ("CF Assessments", "flow"), True),
    (3, "RA3", _RA, "Number of C&F Assessments in progress outside of timescale", "L", "SS", "count", "60", "90", (70, 41, 52), 0, None, False),
    (4, "RA4", _RA, "% of Children seen at C&F Assessment (excludes unborn/missing)", "H", "YTD", _PCT, "98", "95", (0.975, 0.978, 0.983), 10900, None, True),
    (5, "CN1", _CIN, "% of CIN with a CIN Plan in place", "H", "SS", _PCT, "90", "80", (0.87, 0.88, 0.862), 2110, None, False),
    (6, "CN2", _CIN, "% of CIN who have been seen in the last 28 days", "H", "SS", _PCT, "70", "60", (0.61, 0.66, 0.792), 1640, None, False),
    (7, "CN3", _CIN, "Numbers of Unallocated Cases", "L", "SS", "count", "0", "5", (1, 1, 3), 0, None, False),
    (8, "PF1", _PF, "% of PF notifications where initial visit held within 7 days", "H", "YTD", _PCT, "85", "76.5", (0.88, 0.87, 0.77), 66, None, True),
    (9, "PF2", _PF, "% of new PF arrangements where visits were held within 6 weeks", "H", "YTD", _PCT, "85", "76.5", (0.86, 0.80, 0.66), 61, None, True),
    (10, "PF3", _PF, "% of existing PF arrangements where visits were held in time", "H", "YTD", _PCT, "85", "76.5", (0.62, 0.78, 0.82), 52, None, True),
    (11, "CP1", _CP, "% of Current CP Plans lasting 18 months or more", "L", "SS", _PCT, "10", "13", (0.06, 0.055, 0.071), 0, ("CP Plans", "stock"), False),
    (12, "CP2", _CP, "% of CP Visits held within timescale (Current CP only)", "H", "SS", _PCT, "90", "80", (0.911, 0.905, 0.913), 15400, None, False),
    (13, "CP3", _CP, "% of CP cases which were reviewed within required timescales", "H", "SS", _PCT, "98", "93", (0.989, 0.994, 0.998), 640, None, False),
    (14, "CP4", _CP, "% of Children becoming CP for a second or subsequent time within 24 months", "T", "YTD", _PCT, "7.5", "2.5 5", (0.08, 0.076, 0.109), 0, (18, "num"), True),
    (15, "CP5", _CP, "% of CP Plans lasting 2 years or more at the point of de-registration", "L", "YTD", _PCT, "5", "7", (0.025, 0.022, 0.028), 1310, None, True),
    (16, "CP6", _CP, "% of Children seen at Section 47 enquiry (excludes unborn)", "H", "YTD", _PCT, "98", "90", (0.985, 0.986, 0.979), 3920, None, True),
    (17, "CP7", _CP, "% of ICPC's held within 15 working days of the S47 enquiry starting", "H", "YTD", _PCT, "75", "65", (0.80, 0.807, 0.842), 1190, None, True),
    (18, "CP8", _CP, "% of Initial CP Conferences that lead to a CP Plan", "T", "YTD", _PCT, "88", "3 8", (0.90, 0.903, 0.866), 1360, None, True),
    (19, "CC1", _CIC, "CIC Placement Stability: % with 3 or more placements in the last 12 months", "L", "SS", _PCT, "9", "12", (0, 0, 0), 0, None, False),
    (20, "CC2", _CIC, "CIC Placement Stability: % in same placement for last 2 years", "H", "SS", _PCT, "70", "63", (0, 0, 0), 0, None, False),
    (21, "CC3", _CIC, "% of CIC Foster Care in WCC Foster Care/Rel & Friends placements", "H", "SS", _PCT, "85", "75", (0, 0, 0), 0, None, False),
    (22, "CC4", _CIC, "% of CIC placed within 20 miles from home (Excludes UASC)", "H", "SS", _PCT, "80", "70", (0, 0, 0), 0, None, False),
    (23, "CC5", _CIC, "% of Children who participated at CIC Reviews", "H", "YTD", _PCT, "95", "85", (0, 0, 0), 0, None, True),
    (24, "CC6", _CIC, "% of CIC cases which were reviewed within required timescales", "H", "SS", _PCT, "98", "90", (0, 0, 0), 0, None, False),
    (25, "CC7", _CIC, "% of CIC cases where all Dental Checks were held within required timescale", "H", "SS", _PCT, "90", "80", (0, 0, 0), 0, None, False),
    (26, "CC8", _CIC, "% of CIC cases where all Health Assessments were held within required timescale", "H", "SS", _PCT, "90", "80", (0, 0, 0), 0, None, False),
    (27, "CC9", _CIC, "% of CIC for 18 mths and allocated to the same worker for the last 12 mths", "H", "SS", _PCT, "50", "35", (0, 0, 0), 0, None, False),
    (28, "AD1", _AD, "% of cases adoption agreed as plan by 2nd review, for those with an agency decision", "H", "YTD", _PCT, "86", "76", (0.70, 0.682, 0.561), 84, None, True),
    (29, "AD2", _AD, "Ave. no of days between bla and moving in with adoptive family (for children adopted)", "L", "YTD", "days", "426", "530", (558, 541, 498), 0, (31, "num"), True),
    (30, "AD3", _AD, "Ave. no of days between court authority to place a child and the decision on a match", "L", "YTD", "days", "121", "230", (214, 208, 223), 88, None, True),
    (31, "AD4", _AD, "% of Children leaving care who were adopted", "H", "YTD", _PCT, "13", "9.8", (0.19, 0.168, 0.095), 0, ("LAC Ends", "flow"), True),
    (32, "CL1", _CL, "% of Care Leavers that Wealdshire is in touch with", "H", "YTD", _PCT, "75", "65", (0.73, 0.729, 0.706), 1310, None, False),
    (33, "CL2", _CL, "% of Care Leavers in Suitable Accommodation", "H", "YTD", _PCT, "78", "62", (0.648, 0.646, 0.638), 0, (32, "denom"), False),
    (34, "CL3", _CL, "% of Care Leavers in Education, Employment or Training", "H", "YTD", _PCT, "45", "35", (0.39, 0.393, 0.412), 0, (32, "denom"), False),
    (35, "QA1", _QA, "% of Case File Audits completed", "H", "YTD", _PCT, "95", "85", (0.95, 0.958, 0.984), 642, None, True),
    (36, "QA2", _QA, "% of Case File Audits rated Good or outstanding", "H", "YTD", _PCT, "60", "50", (0.34, 0.362, 0.543), 0, (35, "num"), True),
    (37, "QA3", _QA, "% of Case File Audits rated inadequate", "L", "YTD", _PCT, "0", "5", (0.13, 0.119, 0.034), 0, (35, "num"), True),
    (38, "QA4", _QA, "% of CP Social Work Reports rated good or outstanding", "H", "YTD", _PCT, "75", "60", (0.72, 0.712, 0.681), 2090, None, True),
    (39, "QA5", _QA, "% of CIC Care Plans rated good or outstanding", "H", "YTD", _PCT, "60", "45", (0.44, 0.466, 0.618), 5210, None, True),
    (40, "ST1", _ST, "% of caseholding posts filled by WCC Permanent QSW", "H", "SS", _PCT, "85", "75", (0.79, 0.792, 0.757), 402.6, None, False),
    (41, "ST2", _ST, "% of caseholding posts filled by agency staff", "L", "SS", _PCT, "15", "21", (0.178, 0.186, 0.199), 0, (40, "denom"), False),
    (42, "ST3", _ST, "Average Caseloads of social workers in CIC Teams", "L", "SS", "average", "15", "18", (15.1, 15.3, 16.1), 98.4, None, False),
    (43, "ST4", _ST, "Average Caseloads of social workers in AIT & FST", "L", "SS", "average", "20", "24", (20.6, 20.3, 19.9), 203.7, None, False),
    (44, "ST5", _ST, "Average Caseloads of fostering social workers", "L", "SS", "average", "18", "20.5", (17.2, 17.4, 18.3), 41.9, None, False),
    (45, "CL4", _CL, "% of CIC aged 16+ with a current pathway plan", "H", "SS", _PCT, "90", "80", (0.80, 0.83, 0.87), 540, None, False),
)  # fmt: skip

NEW_SINCE = date(2025, 1, 31)
"""Indicator 45 is new from January 2025: no register has it, so a person has to decide."""

RENAMED = {40: (NEW_SINCE, "% of social worker posts held by permanent qualified staff")}
"""Indicator 40 goes by another name from January 2025: the same figures, for a person to confirm."""


def _spec(row: tuple[object, ...]) -> Spec:
    ident, code, section, name, polarity, basis, unit, target, floor, rates, base, link, flow = row
    assert isinstance(ident, int)
    return Spec(
        ident, str(code), str(section), str(name), str(polarity), str(basis), str(unit),
        Fraction(str(target)), tuple(Fraction(f) for f in str(floor).split()),
        rates, base, link, bool(flow),  # type: ignore[arg-type]
        fte=ident in {40, 41, 42, 43, 44},
        since=NEW_SINCE if ident == 45 else MONTHS[0],
    )  # fmt: skip


SPECS: dict[int, Spec] = {spec.id: spec for spec in (_spec(row) for row in _ROWS)}


def printed_in(month: date) -> list[Spec]:
    """Indicators of a month's scorecard, in their sections' order."""
    return [s for section in SECTIONS for s in SPECS.values() if s.section == section and s.since <= month]


def name_in(spec: Spec, month: date) -> str:
    """The name a month's scorecard prints."""
    if spec.id in RENAMED and month >= RENAMED[spec.id][0]:
        return RENAMED[spec.id][1]
    return spec.name


@dataclass(frozen=True)
class Fact:
    """A figure before rounding: numerator and denominator, or a value alone.

    Attributes:
        num: Numerator; None for plain counts.
        denom: Denominator; None for plain counts.
        value: In the printed unit (52/68 as percent is 76.47...).
    """

    num: Fraction | None
    denom: Fraction | None
    value: Fraction


def rag(spec: Spec, value: Fraction) -> str:
    """Colour of an unrounded value; a met target is green."""
    if spec.polarity == "T":
        distance = abs(value - spec.target)
        return GREEN if distance <= spec.floor[0] else (AMBER if distance <= spec.floor[1] else RED)
    if spec.polarity == "L":
        return GREEN if value <= spec.target else (AMBER if value <= spec.floor[0] else RED)
    return GREEN if value >= spec.target else (AMBER if value >= spec.floor[0] else RED)


def arrow(spec: Spec, then: Fraction, now: Fraction) -> str:
    """Direction of travel from unrounded values: up means performance improved."""
    if spec.polarity == "T":
        gain = abs(then - spec.target) - abs(now - spec.target)
    else:
        gain = (then - now) if spec.polarity == "L" else (now - then)
    return UP if gain > 0 else (DOWN if gain < 0 else LEVEL)


def half_up(x: Fraction, places: int = 0) -> Fraction:
    """Round half away from zero, as a spreadsheet shows it."""
    scaled = abs(x) * 10**places
    rounded = Fraction(int(scaled + Fraction(1, 2)), 10**places)
    return rounded if x >= 0 else -rounded


def fixed(x: Fraction, places: int, *, commas: bool = False) -> str:
    """A number with fixed places; "-0.0" where a small negative rounds to nothing, as spreadsheets print it."""
    r = half_up(x, places)
    body = f"{float(abs(r)):,.{places}f}" if commas else f"{float(abs(r)):.{places}f}"
    return ("-" if x < 0 else "") + body


def show(spec: Spec, value: Fraction, *, commas: bool = False) -> str:
    """A result, target or floor as the scorecards print it."""
    if spec.unit == "count":
        return fixed(value, 0, commas=commas)
    return fixed(value, 1, commas=commas) + ("%" if spec.unit == "percent" else "")


def show_part(part: Fraction | None, *, fte: bool = False, commas: bool = False) -> str:
    """A numerator or denominator; "-" where there is none."""
    return "-" if part is None else fixed(part, 1 if fte else 0, commas=commas)


def signed(x: Fraction, places: int = 0, unit: str = "") -> str:
    """A change with its sign; nothing before a true zero."""
    return ("+" if x > 0 else "") + fixed(x, places) + unit


def month_name(d: date, style: str = "%b %Y") -> str:
    """A month as "Mar 2025", or in another strftime style."""
    return d.strftime(style)
