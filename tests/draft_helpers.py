"""A store and register in memory, for tests of drafting."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from draft.outline import Outline, outline_from
from normalise.figures import Figure, Statement
from records import (
    Indicator,
    Link,
    Observation,
    Period,
    Publication,
    Source,
    Value,
    month_end,
    parse_bands,
    parse_value,
)


def end(text: str) -> date:
    """ "2016-03" -> 31 March 2016."""
    year, month = text.split("-")
    return month_end(int(year), int(month))


def publication(period: date, issued: date | None = None) -> Publication:
    name = f"scorecard_{period:%Y_%m}.pdf"
    return Publication(
        sha256=f"{period:%Y%m}".ljust(64, "0"),
        document=name,
        kind="scorecard",
        published=issued,
        period=Period(period, period),
        format="pdf",
        areas=("Kent",),
    )


@dataclass
class FakeStore:
    """Statements by (key, area, cohort, period, role), oldest first."""

    stated: dict[tuple[str, str, str, date, str], list[Statement]] = field(default_factory=dict)
    parts: dict[tuple[str, str, str, date], tuple[Value, Value]] = field(default_factory=dict)

    def say(
        self,
        key: str,
        when: str,
        printed: str,
        *,
        role: str = "result",
        cohort: str = "all",
        area: str = "",
        unit: Any = "percent",
        by: Publication | None = None,
        page: int = 4,
        parts: tuple[str, str] | None = None,
    ) -> None:
        day = end(when)
        pub = by or publication(day, date(day.year, day.month, 13))
        word = printed if role == "rag" else ""
        value = Value(printed, None) if word else parse_value(printed, unit)
        observation = Observation(
            Source(pub.sha256, pub.document, page, printed=printed),
            key,
            role,  # type: ignore[arg-type]
            value,
            word=word,
            indicator_key=key,
            area=area or "Kent",
            cohort=cohort,
            period=Period(day, day),
        )
        self.stated.setdefault((key, area, cohort, day, role), []).append(Statement(observation, pub))
        if parts:
            self.parts[(key, area, cohort, day)] = (parse_value(parts[0], "count"), parse_value(parts[1], "count"))

    def _figure(self, name: tuple[str, str, str, date, str], known_on: date | None = None) -> Figure | None:
        key, area, cohort, day, role = name
        parts = self.parts.get((key, area, cohort, day)) if role == "result" else None
        said = [
            s for s in self.stated.get(name, ())
            if known_on is None or (s.publication.published is not None and s.publication.published <= known_on)
        ]  # fmt: skip
        return Figure(key, area, cohort, Period(day, day), role, tuple(said), parts) if said else None

    def figure(
        self,
        key: str,
        period_end: date,
        *,
        area: str = "",
        cohort: str = "all",
        role: str = "result",
        as_known_on: date | None = None,
    ) -> Figure | None:
        name = (key, area, cohort, period_end, role)
        return self._figure(name, as_known_on)

    def series(
        self, key: str, *, area: str = "", cohort: str = "all", role: str = "result", as_known_on: date | None = None
    ) -> list[Figure]:
        names = [n for n in self.stated if (n[0], n[1], n[2], n[4]) == (key, area, cohort, role)]
        found = [self._figure(n, as_known_on) for n in sorted(names, key=lambda n: n[3])]
        return [f for f in found if f is not None]

    def areas(self, key: str) -> list[str]:
        return list(dict.fromkeys(n[1] for n in self.stated if n[0] == key))

    def publications(self) -> list[Publication]:
        return list({s.publication.sha256: s.publication for group in self.stated.values() for s in group}.values())


BANDS_H = "Below 76.5% = Red, 76.5% to 85% = Amber, 85% and above = Green"


def register(**changes: dict[str, Any]) -> dict[str, Indicator]:
    """Three indicators: per cent up is better, per cent down is better, days near a target."""
    year = {"2015/16": parse_bands(BANDS_H), "2016/17": parse_bands(BANDS_H)}
    low = parse_bands("Above 12% = Red, 12% to 9% = Amber, 9% and below = Green")
    plain = [
        Indicator(
            "visits",
            "% of visits held in time",
            unit="percent",
            polarity="H",
            targets={"2015/16": Decimal("85.0"), "2016/17": Decimal("85.0")},
            bands=year,
        ),  # type: ignore[arg-type]
        Indicator(
            "moves",
            "CIC with 3 or more placements",
            unit="percent",
            polarity="L",
            targets={"2015/16": Decimal("9.0")},
            bands={"2015/16": low, "2016/17": low},
        ),  # type: ignore[dict-item]
        Indicator(
            "stable",
            "% of conferences leading to a plan",
            unit="percent",
            polarity="T",
            targets={"2015/16": Decimal("88.0")},
        ),
        Indicator("number", "Number of children in care", unit="count", places=0),
        Indicator(
            "housing",
            "% of care leavers in suitable accommodation",
            unit="percent",
            polarity="H",
            links=(Link("redefined", "housing", date(2016, 1, 1), "only those in touch are counted"),),
        ),
    ]
    from dataclasses import replace

    return {i.key: replace(i, **changes.get(i.key, {})) for i in plain}


def outline() -> Outline:
    return outline_from(
        {
            "title": "Placements Strategy 2015-2018",
            "panel": "Corporate Parenting Panel",
            "council": "Sample County Council",
            "by": "Cabinet Member for Children",
            "challenge": [
                {
                    "number": 1,
                    "title": "Staying close to home",
                    "measure": [
                        {
                            "number": 1,
                            "title": "Fewer children in care",
                            "figures": [{"key": "number", "polarity": "L"}],
                        },
                        {
                            "number": 2,
                            "title": "Fewer moves",
                            "figures": [{"key": "moves"}],
                            "also": [{"key": "moves", "cohort": "excl_uasc"}],
                        },
                    ],
                },
                {
                    "number": 2,
                    "title": "Good practice",
                    "measure": [
                        {
                            "number": 3,
                            "title": "Visits in time",
                            "figures": [{"key": "visits"}],
                            "note": "Private fostering only.",
                        },
                        {"number": 4, "title": "Suitable homes", "figures": [{"key": "housing"}]},
                        {"number": 5, "title": "Something never measured"},
                    ],
                },
            ],
        },
        "outline",
    )


EXCLUDING = {
    "2014-12": "12.0%", "2015-03": "12.2%", "2015-06": "12.1%", "2015-09": "11.8%", "2015-12": "11.4%",
    "2016-03": "11.1%", "2016-06": "10.2%", "2016-09": "8.8%", "2016-12": "8.9%",
}  # fmt: skip


def store() -> FakeStore:
    """Six quarters of figures."""
    s = FakeStore()
    quarters = ("2014-12", "2015-03", "2015-06", "2015-09", "2015-12", "2016-03", "2016-06", "2016-09", "2016-12")
    for quarter, visits, moves, number in zip(
        quarters,
        ("80.1%", "82.0%", "79.5%", "78.8%", "80.8%", "73.1%", "86.0%", "86.0%", "71.2%"),
        ("13.9%", "13.4%", "13.0%", "12.8%", "12.1%", "12.5%", "11.0%", "9.0%", "8.7%"),
        ("1820", "1845", "1902", "2205", "2314", "2310", "2290", "2290", "2301"),
        strict=True,
    ):
        s.say("visits", quarter, visits)
        s.say("moves", quarter, moves)
        s.say("number", quarter, number, unit="count")
        s.say("moves", quarter, EXCLUDING[quarter], cohort="excl_uasc")
    s.say("visits", "2016-03", "85.0%", role="target")
    s.say("visits", "2016-03", "red", role="rag")
    s.say("housing", "2015-09", "66.0%")
    s.say("housing", "2015-12", "66.7%")
    s.say("housing", "2016-03", "87.9%")
    return s
