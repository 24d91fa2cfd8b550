"""Ten years of monthly scorecards, made up, with all that happens to them in ten years, and the truth beside them.

Indicators are renamed, renumbered every April, redefined (with and without the register knowing), dropped and added; one
is quarterly; areas are re-organised; figures are revised by later publications; three scorecards are lost and some
carry no date of issue. The figures follow a fixed random sequence, so that every run makes the same decade.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from extract import Document, Extraction
from records import Box, Observation, Period, Publication, Source, Value, round_half_up

MONTHS = 120
FIRST = date(2006, 4, 30)
LOST = (17, 44, 45)
"""Months whose scorecards are not in the archive."""
UNDATED = frozenset({30, 31, 72, 100})
"""Months whose scorecards print no date of issue."""
REDEFINED = 60
"""Month from which "in touch" counts otherwise, as the register knows."""
SILENTLY_REDEFINED = 84
"""Month from which "dental" counts otherwise; the register does not know, the restated trend shows it."""
REORGANISED = 66
"""Month from which there are other areas."""
COUNCIL = "Wealdshire"
OLD_AREAS = ("Ashdown", "Brede", "Cuckmere", "Darwell", "Eridge", "Frant")
NEW_AREAS = ("East Wealdshire", "Mid Wealdshire", "West Wealdshire")


@dataclass(frozen=True)
class Made:
    """One indicator of the decade.

    Attributes:
        key: Register key.
        names: First month -> name printed from then on.
        polarity: H or L.
        basis: As printed.
        first: First month that prints it.
        last: Last month that prints it.
        every: 3 for a quarterly indicator.
        red: Whether it has a page with a trend table.
        section: Heading.
    """

    key: str
    names: dict[int, str]
    polarity: str = "H"
    basis: str = "YTD"
    first: int = 0
    last: int = MONTHS - 1
    every: int = 1
    red: bool = False
    section: str = "CHILDREN IN CARE"

    def name(self, month: int) -> str:
        return self.names[max(m for m in self.names if m <= month)]

    def printed_in(self, month: int) -> bool:
        return self.first <= month <= self.last and month % self.every == self.every - 1


INDICATORS = (
    Made("referrals-repeat", {0: "% of re-referrals within 12 months", 40: "% of referrals with a previous referral within 12 months"}, "L", section="REFERRAL"),
    Made("assessments-45", {0: "% of Core Assessments completed within 35 working days"}, last=59, section="REFERRAL"),
    Made("cfa-45", {60: "% of C&F Assessments that were carried out within 45 working days"}, first=60, section="REFERRAL"),
    Made("cp-reviewed", {0: "% of CP cases which were reviewed within required timescales"}, red=True, section="CHILD PROTECTION"),
    Made("cic-reviewed", {0: "% of LAC cases which were reviewed within required timescales", 72: "% of CIC cases which were reviewed within required timescales"}),
    Made("cp-18m", {0: "% of children with a CP Plan lasting 18 months or more"}, "L", "SS", section="CHILD PROTECTION"),
    Made("cp-24m", {0: "% of children with a CP Plan lasting 2 years or more", 50: "Percentage of children with a CP Plan lasting 24 months or more"}, "L", "SS", section="CHILD PROTECTION"),
    Made("cic-3plus", {0: "LAC Placement Stability: % with 3 or more placements in the last 12 months", 72: "CIC Placement Stability: % with 3+ placements in the last 12 months"}, "L", "R12M", red=True),
    Made("cic-same-2y", {0: "% of children in the same placement for last 2 years"}, basis="SS"),
    Made("cic-20-miles", {0: "% of children placed within 20 miles from home (Excludes UASC)"}, basis="SS"),
    Made("cic-20-miles-all", {24: "% of children placed within 20 miles from home"}, basis="SS", first=24),
    Made("dental", {0: "% of children with Dental Checks held within required timescale"}, basis="SS", red=True),
    Made("health", {0: "% of children with Health Assessments held within required timescale"}, basis="SS"),
    Made("adopted", {0: "% of children leaving care who were adopted"}, every=3, section="ADOPTION"),
    Made("in-touch", {0: "% of Care Leavers that the council is in touch with"}, red=True, section="CARE LEAVERS"),
    Made("suitable", {0: "% of Care Leavers in Suitable Accommodation"}, section="CARE LEAVERS"),
    Made("eet", {0: "% of Care Leavers in Education, Employment or Training"}, first=12, last=107, section="CARE LEAVERS"),
)  # fmt: skip


@dataclass
class Truth:
    """What the decade says.

    Attributes:
        said: (key, area, month of the figure) -> (month of the publication, printed) in order of issue, results only;
            of each publication once.
        published: Month -> day of issue, printed or not.
    """

    said: dict[tuple[str, str, int], list[tuple[int, str]]] = field(default_factory=dict)
    published: dict[int, date] = field(default_factory=dict)

    def say(self, key: str, area: str, month: int, publication: int, printed: str) -> None:
        known = self.said.setdefault((key, area, month), [])
        if (publication, printed) not in known:
            known.append((publication, printed))

    def revisions(self) -> set[tuple[str, str, int, int, str, int, str]]:
        """(key, area, month, publication and figure that stood, publication and figure that came)."""
        out = set()
        for (key, area, month), known in self.said.items():
            stood = known[0]
            for now in known[1:]:
                if now[1] != stood[1]:
                    out.add((key, area, month, *stood, *now))
                    stood = now
        return out

    def known_on(self, key: str, area: str, month: int, day: date) -> str | None:
        """The figure that held on a day."""
        known = [printed for p, printed in self.said.get((key, area, month), []) if self.published[p] <= day]
        return known[-1] if known else None


def end_of(month: int) -> date:
    """Last day of a month of the decade, 0 being April 2006."""
    return Period(FIRST, FIRST, "SS").shift(month).end


def document_of(month: int) -> str:
    """File name of a month's scorecard."""
    return f"scorecard {end_of(month):%Y %m}.txt"


def register_toml() -> str:
    """The council's register at the end of the decade, with the names that somebody taught it."""
    lines = [f'council = "{COUNCIL} County Council"']
    for i in INDICATORS:
        lines += [f"[indicators.{i.key}]", f'name = "{i.name(i.last)}"']
        labels = ", ".join(f'{{ text = "{n}" }}' for n in i.names.values())
        lines += [f"labels = [{labels}]", 'unit = "percent"', f'polarity = "{i.polarity}"', f'basis = "{i.basis}"']
        if i.key == "in-touch":
            since = end_of(REDEFINED)
            lines.append(
                f'links = [{{ kind = "redefined", to = "in-touch", since = "{since:%Y-%m}", note = "over 18 only" }}]'
            )
    lines += ["[indicators.activity-cases]", 'name = "Open cases"', 'unit = "count"', 'basis = "SS"']
    return "\n".join(lines) + "\n"


def decade(seed: int = 7) -> tuple[list[tuple[int, Extraction]], Truth]:
    """The scorecards that are not lost, by month, and the truth."""
    dice = random.Random(seed)
    truth = Truth()
    now: dict[tuple[str, int], tuple[int, int]] = {}  # key, month -> numerator, denominator as known now
    cases: dict[tuple[str, int], int] = {}
    out = []
    for month in range(MONTHS):
        published = end_of(month) + timedelta(days=dice.randint(38, 46))
        truth.published[month] = published
        _happens(dice, month, now, cases)
        if month in LOST:
            continue
        out.append((month, _scorecard(month, published, now, cases, truth)))
    return out, truth


def _happens(
    dice: random.Random, month: int, now: dict[tuple[str, int], tuple[int, int]], cases: dict[tuple[str, int], int]
) -> None:
    for n, i in enumerate(INDICATORS):
        if not i.printed_in(month):
            continue
        bottom = dice.randint(300, 900)
        level = 0.5 + 0.02 * n + (0.15 if _redefined(i.key, month) else 0) + dice.uniform(-0.03, 0.03)
        now[i.key, month] = (round(level * bottom), bottom)
        before = month - i.every
        if (i.key, before) in now and dice.random() < 0.06:  # late records change last time's figure
            top, bottom = now[i.key, before]
            now[i.key, before] = (top + dice.randint(3, 9), bottom + dice.randint(0, 5))
        if i.key == "dental" and month == SILENTLY_REDEFINED:
            for earlier in range(month - 11, month):
                top, bottom = now[i.key, earlier]
                now[i.key, earlier] = (top + bottom // 6, bottom)
    for area in _areas(month):
        cases[area, month] = dice.randint(100, 900)
        if (area, month - 1) in cases and dice.random() < 0.03:
            cases[area, month - 1] += dice.randint(1, 4)


def _redefined(key: str, month: int) -> bool:
    return (key == "in-touch" and month >= REDEFINED) or (key == "dental" and month >= SILENTLY_REDEFINED)


def _areas(month: int) -> tuple[str, ...]:
    return OLD_AREAS if month < REORGANISED else NEW_AREAS


def percent(parts: tuple[int, int]) -> str:
    """ "76.5%" of numerator and denominator."""
    return f"{round_half_up(Decimal(100 * parts[0]) / parts[1], 1)}%"


def _scorecard(
    month: int,
    published: date,
    now: dict[tuple[str, int], tuple[int, int]],
    cases: dict[tuple[str, int], int],
    truth: Truth,
) -> Extraction:
    name = document_of(month)
    sha = hashlib.sha256(name.encode()).hexdigest()
    end = end_of(month)
    p = Publication(
        sha, name, "scorecard", "Monthly scorecard", f"{COUNCIL} County Council",
        None if month in UNDATED else published, Period(end, end, "SS"), "text", (COUNCIL, *_areas(month)),
    )  # fmt: skip
    rows = list(_indicator_rows(p, month, now, truth)) + list(_area_rows(p, month, cases, truth))
    return Extraction(p, Document(Path(name), sha, "text", ()), tuple(rows))


def _indicator_rows(
    p: Publication, month: int, now: dict[tuple[str, int], tuple[int, int]], truth: Truth
) -> Iterator[Observation]:
    listed = [i for i in INDICATORS if i.printed_in(month)]
    shift = (month // 12) % 5  # numbers change every April
    for n, i in enumerate(listed):
        beside = {"id": str(n + 1 + shift), "section": i.section, "polarity": i.polarity, "basis": i.basis, "row": n}
        parts = now[i.key, month]
        year_end = Period(end_of(month), end_of(month), "SS")
        target = date(year_end.reporting_year_start + 1, 3, 31)
        yield _cell(p, i.name(month), "result", percent(parts), end_of(month), beside, "LATEST | Latest Result")
        truth.say(i.key, COUNCIL, month, month, percent(parts))
        yield _cell(p, i.name(month), "numerator", str(parts[0]), end_of(month), beside, "LATEST | Num")
        yield _cell(p, i.name(month), "denominator", str(parts[1]), end_of(month), beside, "LATEST | Denom")
        header = f"LATEST | Target for {year_end.reporting_year[2:]}"
        yield _cell(p, i.name(month), "target", "85.0%", target, beside, header)
        before = month - i.every
        if (i.key, before) in now:
            printed = percent(now[i.key, before])
            yield _cell(p, i.name(month), "previous", printed, end_of(before), beside, "PREVIOUS | Result")
            truth.say(i.key, COUNCIL, before, month, printed)
        else:
            yield _cell(p, i.name(month), "previous", "-", end_of(month - 1), beside, "PREVIOUS | Result")
        if i.red:
            for earlier in range(max(0, month - 11), month + 1):
                if (i.key, earlier) in now:
                    printed = percent(now[i.key, earlier])
                    yield _cell(
                        p, i.name(month), "result", printed, end_of(earlier), {**beside, "table": "trend"}, "Trend"
                    )
                    truth.say(i.key, COUNCIL, earlier, month, printed)


def _area_rows(p: Publication, month: int, cases: dict[tuple[str, int], int], truth: Truth) -> Iterator[Observation]:
    beside = {"section": "ACTIVITY", "table": "activity", "basis": "SS"}
    areas = _areas(month)
    for n, area in enumerate((COUNCIL, *areas)):
        for role, when in (("result", month), ("previous", month - 1)):
            parts = [cases.get((a, when)) for a in (areas if area == COUNCIL else (area,))]
            if any(c is None for c in parts):
                continue
            printed = str(sum(c for c in parts if c is not None))
            yield _cell(
                p, "Open cases", role, printed, end_of(when), {**beside, "row": n, "area": area}, "Cases | month"
            )
            truth.say("activity-cases", area, when, month, printed)


def _cell(
    p: Publication, name: str, role: str, printed: str, end: date, beside: dict[str, object], column: str
) -> Observation:
    row = int(str(beside.get("row", 0)))
    number = None if printed == "-" else Decimal(printed.rstrip("%"))
    unit = "percent" if printed.endswith("%") else "count" if number is not None else ""
    places = 1 if unit == "percent" else 0
    source = Source(
        p.sha256, p.document, 2, 1, row, column, Box(40.0 + len(column), 90.0 + 12 * row, 80.0, 101.0 + 12 * row), printed=printed,
    )  # fmt: skip
    basis = str(beside.get("basis", ""))
    return Observation(
        source=source,
        indicator=name,
        role=role,  # type: ignore[arg-type]
        value=Value(printed, number, places, unit, "" if number is not None else "missing"),  # type: ignore[arg-type]
        table=str(beside.get("table", "scorecard")),
        section=str(beside["section"]),
        indicator_id=str(beside.get("id", "")),
        area=str(beside.get("area", COUNCIL)),
        polarity=str(beside.get("polarity", "")),  # type: ignore[arg-type]
        basis=basis,  # type: ignore[arg-type]
        period=Period(end, end).with_basis(basis),  # type: ignore[arg-type]
        period_label=f"{end:%b %y}",
    )
