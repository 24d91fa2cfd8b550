"""Words and figures that dealt layouts are made of: services, measures, places and the many words of headings.

Each list has two halves, dealt to different layouts: the words of the second half are met only by layouts that are
kept aside while the reader is built.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from .data import month_end

COUNCILS = ("Ambleforth Borough Council", "Tarn Valley District Council", "Mossbridge City Council", "Easterhope County Council",
            "Ludworth Metropolitan Borough Council", "Stanmere Council")  # fmt: skip
PLACES = (
    ("Ashby", "Barrow Hill", "Castle Ward", "Dunmore"), ("Kelby", "Linton Moor", "Mereside", "Northgate", "Overton"),
    ("North Vale", "South Vale", "Coastal"), ("Harbour Locality", "Hillside Locality", "Riverside Locality"),
    ("Pentney", "Quarley", "Rushmere", "Selby Cross", "Thornfield", "Upwell"), ("East District", "West District", "Town"),
)  # fmt: skip
SERVICES = (
    ("Housing", (
        ("Homes let within target time", "%", "H", 88, 1), ("Average re-let time (days)", "n", "L", 26, 1), ("Rent collected as a percentage of rent due", "%", "H", 98, 1),
        ("Households in temporary accommodation", "n", "L", 214, 0), ("Emergency repairs completed on time", "%", "H", 96, 1), ("Homes failing the decent homes standard", "n", "L", 341, 0),
    )),
    ("Waste and streets", (
        ("Household waste sent for recycling", "%", "H", 46, 1), ("Missed bins per 100,000 collections", "n", "L", 54, 1), ("Fly-tipping incidents cleared within 48 hours", "%", "H", 91, 1),
        ("Residual waste per household (kg)", "n", "L", 412, 0), ("Street inspections graded acceptable", "%", "H", 93, 1),
    )),
    ("Adult social care", (
        ("Older people still at home 91 days after discharge", "%", "H", 83, 1), ("Delayed transfers per 100,000 population", "n", "L", 9, 1), ("Carers assessed in the year", "n", "H", 1240, 0),
        ("Safeguarding enquiries concluded within 60 days", "%", "H", 79, 1), ("Adults with a learning disability in paid employment", "%", "H", 6, 1),
    )),
    ("Children and families", (
        ("Single assessments completed in 45 working days", "%", "H", 87, 1), ("Children in need per 10,000", "n", "L", 312, 1), ("Care leavers in suitable accommodation", "%", "H", 90, 1),
        ("Repeat referrals within 12 months", "%", "L", 21, 1), ("Foster carers approved", "n", "H", 31, 0), ("Social worker vacancy rate", "%", "L", 14, 1),
    )),
    ("Customer and corporate", (
        ("Calls answered within 30 seconds", "%", "H", 74, 1), ("Complaints upheld", "n", "L", 37, 0), ("Invoices paid within 30 days", "%", "H", 95, 2),
        ("Days lost to sickness per employee", "n", "L", 9, 2), ("Freedom of information requests answered on time", "%", "H", 92, 1), ("Council tax collected", "%", "H", 97, 2),
    )),
    ("Planning and growth", (
        ("Major applications decided in time", "%", "H", 92, 1), ("Minor applications decided in time", "%", "H", 88, 1), ("Affordable homes completed", "n", "H", 143, 0),
        ("Appeals allowed", "n", "L", 8, 0), ("Empty shops in town centres", "%", "L", 11, 1), ("Building control applications received", "n", "H", 412, 0),
    )),
)  # fmt: skip

HEADS: dict[str, tuple[str, ...]] = {
    "name": ("Indicator", "Performance indicator", "Measure", "KPI", "Description", "Performance measure", "What we measure", "Measure description"),
    "ref": ("Ref", "ID", "Code", "No.", "PI ref", "KPI no."),
    "section": ("Service", "Theme", "Priority", "Directorate", "Service area", "Outcome"),
    "unit": ("Unit", "Units", "Measured in", "Unit of measure"),
    "polarity": ("Good is", "Polarity", "Aim", "Good performance", "Better is", "Preferred direction"),
    "frequency": ("Frequency", "Reported", "Data period", "Basis"),
    "lead": ("Lead officer", "Owner", "Responsible", "Accountable lead"),
    "comment": ("Comments", "Commentary", "Notes", "Narrative", "What this tells us"),
    "target": ("Target", "Annual target", "Goal", "Year target", "Target level", "Our target"),
    "rag": ("RAG", "Status", "RAG status", "Rating", "RAG rating", "Performance status"),
    "dot": ("DoT", "Direction of travel", "Trend", "Direction", "Travel", "Change in performance"),
    "latest": ("Latest", "Actual", "Current", "Latest result", "Current performance", "Result this period"),
    "previous": ("Previous", "Last period", "Previous result", "Prior", "Previous period", "Preceding result"),
    "benchmark": ("England", "National average", "Benchmark", "Peer average", "CIPFA average", "Regional average"),
    "area": ("Area", "District", "Locality", "Ward", "Neighbourhood", "Place"),
    "period": ("Period", "Quarter", "Month", "Year", "Date", "Reporting period"),
    "value": ("Result", "Actual", "Value", "Performance", "Outturn to date", "Score"),
}  # fmt: skip
"""Words of headings; those of the second half of each list are kept aside."""

TITLES = ("performance report", "scorecard", "key performance indicators", "performance dashboard", "corporate performance", "service performance summary")  # fmt: skip
WAYS = {
    "improved": ("Improving", "Better", "Improved"),
    "worsened": ("Declining", "Worse", "Worsened"),
    "unchanged": ("No change", "Same", "Stable"),
}  # fmt: skip
COLOURS = {
    "green": ("#00B050", "#92D050", "#2E9E4F", "#5cb85c"),
    "amber": ("#FFC000", "#FFBF00", "#F4B400", "#f0ad4e"),
    "red": ("#FF0000", "#D7263D", "#C00000", "#d9534f"),
}  # fmt: skip


def half(items: tuple[str, ...], rng: random.Random, aside: bool) -> str:
    """One of the first half of some words, or of the second half where the layout is kept aside."""
    middle = (len(items) + 1) // 2
    return rng.choice(items[middle:] if aside and len(items) > 1 else items[:middle])


@dataclass
class Dealt:
    """A measure with its figures.

    Attributes:
        name: As printed.
        unit: % or n.
        polarity: H or L.
        places: Decimals printed.
        values: By period, oldest first, for the whole council.
        target: As a number.
        by_place: Place -> values by period.
    """

    name: str
    unit: str
    polarity: str
    places: int
    values: list[Decimal]
    target: Decimal
    section: str
    ref: str = ""
    by_place: dict[str, list[Decimal]] = field(default_factory=dict)

    def printed(self, value: Decimal) -> str:
        """A figure as it is printed."""
        return f"{value:,.{self.places}f}{'%' if self.unit == '%' else ''}"

    def rag(self, k: int = -1) -> str:
        """Colour of a period's figure against the target."""
        value = self.values[k]
        return rag_of(value, self.target, self.polarity)

    def way(self, k: int = -1) -> str:
        """What an arrow shows for a period against the one before: up means better."""
        a, b = self.values[k - 1], self.values[k]
        if a == b:
            return "level"
        return "up" if (b > a) == (self.polarity == "H") else "down"


def rag_of(value: Decimal, target: Decimal, polarity: str) -> str:
    """Green at the target, amber within a twentieth of it, red beyond."""
    room = abs(target) / 20
    short = target - value if polarity == "H" else value - target
    return "green" if short <= 0 else "amber" if short <= room else "red"


def deal_measures(rng: random.Random, sections: int, each: int, periods: int, places: tuple[str, ...]) -> list[Dealt]:
    """Measures of some services, with figures for each period and place."""
    out: list[Dealt] = []
    for number, (section, measures) in enumerate(rng.sample(SERVICES, sections), 1):
        for k, (name, unit, polarity, level, decimals) in enumerate(rng.sample(measures, min(each, len(measures))), 1):
            step = Decimal(1).scaleb(-decimals)

            def one(level: float = level, unit: str = unit, step: Decimal = step) -> Decimal:
                top = 100.0 if unit == "%" else 1e9
                value = min(max(rng.gauss(level, max(level * 0.06, 0.8)), 0), top)
                return Decimal(str(value)).quantize(step, ROUND_HALF_UP)

            values = [one() for _ in range(periods)]
            if rng.random() < 0.15 and periods > 1:
                values[-1] = values[-2]
            d = Dealt(name, unit, polarity, decimals, values, one(), section, f"{section[0]}{number}{k}")
            d.by_place = {p: [one() for _ in range(periods)] for p in places}
            out.append(d)
    return out


def periods_of(rng: random.Random, step: str, count: int) -> list[date]:
    """Ends of some periods that follow each other, oldest first: month, quarter or year."""
    year = rng.choice((2022, 2023, 2024, 2025))
    if step == "month":
        month = rng.randint(1, 12)
        return [month_end(year, month - back) for back in reversed(range(count))]
    if step == "quarter":
        month = rng.choice((3, 6, 9, 12))
        return [month_end(year, month - 3 * back) for back in reversed(range(count))]
    return [month_end(year - back, 3) for back in reversed(range(count))]


def label_of(end: date, step: str, form: int) -> str:
    """A period as one of several ways prints it."""
    start = end.year - (end.month <= 3)
    if step == "month":
        return (f"{end:%B %Y}", f"{end:%b %Y}", f"{end:%b-%y}", f"{end:%b %y}", f"{end:%d/%m/%Y}")[form % 5]
    if step == "quarter":
        q = (end.month - 4) % 12 // 3 + 1
        year = f"{start}/{(start + 1) % 100:02d}"
        months = ("Apr-Jun", "Jul-Sep", "Oct-Dec", "Jan-Mar")[q - 1]
        return (
            f"Q{q} {year}",
            f"Q{q} {year[2:]}",
            f"Quarter {q} {year}",
            f"{months} {end.year}",
            f"Q{q} {year.replace('/', '-')}",
        )[form % 5]
    return (f"{start}/{(start + 1) % 100:02d}", f"{start}-{(start + 1) % 100:02d}", f"{start}/{start + 1}")[form % 3]


def long_label(end: date, step: str) -> str:
    """A period as a title prints it."""
    return label_of(end, step, {"month": 0, "quarter": 2, "year": 0}[step])
