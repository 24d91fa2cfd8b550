"""Period labels against the paper's own date: stale labels, spans that end elsewhere, years that cannot be."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from check.inside.headings import stale_label
from check.judgements import Results
from check.paper import Paper
from check.passages import Passage
from check.sought import Sought
from records import Finding, Period, PeriodMention, find_periods, months_between, parse_period

_BASED_ON = Sought(
    r"\b(?:the|a)\s+(?P<of>[^.;]{3,22}?)\s+(?:result|figure|data|performance|position)s?\s+"
    r"(?:(?:is|are|was|were)\s+(?:based\s+on|taken\s+from|drawn\s+from|(?:worked\s+out|calculated)\s+(?:from|on|over)|for)|"
    r"uses?|used|covers?|covered|reflects?|reflected|(?:rests?|rested|draws?|drew)\s+on|includes?|included)"
    r"[^.;]{0,40}?\bfrom\s+(?P<start>[^.;]{3,20}?)\s+(?:to|until|-|–)\s+(?P<end>[^.;]{3,20})",
    re.IGNORECASE,
)
_CURRENT = re.compile(
    r"\b(?:as\s+at|latest|most\s+recent|current(?:ly)?|this\s+(?:month|quarter)|month\s+end|performance\s+summary|scorecard|"
    r"performance\s+report|monitoring\s+report|results?\s+for|dashboard|position\s+at)\b",
    re.IGNORECASE,
)
_FUTURE = re.compile(
    r"\b(?:will|shall|expect\w*|target\w*|plan\w*|forecast\w*|project(?:ed|ion)\w*|by|until|from|due|future|next|intend\w*|aim\w*|"
    r"strategy|review|contract\w*|propos\w*|ambition|would|should|to\s+be|anticipat\w*|profile\w*|budget\w*|scheduled?|estimate\w*|ceiling|limit|cap|milestone|trajectory|deadline|set\s+for|goal|commit\w*|promis\w*|"
    r"starts?|begins?|commences?|opens?|closes?|ends?|expires?|runs?\s+(?:to|until|from)|comes?\s+into|takes?\s+effect|"
    r"(?:been\s+)?(?:confirmed|agreed|approved|allocated|awarded|secured|set\s+aside|earmarked|reserved|granted|available|booked|carried\s+forward)\s+(?:for|into|in|to))\b",
    re.IGNORECASE,
)
# "What has changed since Quarter 3" names what is compared with, not what is shown.
_EARLIER = re.compile(
    r"\b(?:since|than|against|from|before|after|last|previous|compared\s+(?:with|to)|up\s+on|down\s+on)\s+(?:the\s+)?(?:end\s+of\s+)?$",
    re.IGNORECASE,
)
# What is made for a year to come: "Council Tax Support Scheme 2026/27", "the 2026/27 programme".
_PLANNED = (
    r"(?:scheme|budget|plan|strategy|programme|proposals?|priorit(?:y|ies)|precept|tax|charges|fees|settlement|"
    r"allocations?|admissions?|timetable|calendar|grant|levy|tariffs?)"
)
_PLANNED_FOR = Sought(rf"\b{_PLANNED}s?\s+(?:for\s+)?(?:the\s+year\s+)?$", re.IGNORECASE)
_PLANNED_IN = Sought(rf"^\s+(?:[a-z]+\s+){{0,3}}?{_PLANNED}s?\b", re.IGNORECASE)
_QUARTER = re.compile(r"\b(?:quarter|qtr|q)\s?(?P<q>[1-4]|one|two|three|four)\b(?!\s*[/\d])", re.IGNORECASE)
_QUARTERS = {"one": 1, "two": 2, "three": 3, "four": 4}


@dataclass(frozen=True, slots=True)
class PaperDates:
    """What a paper says of its own time.

    Attributes:
        published: Day of issue or meeting; None where not known.
        period: The period its latest figures cover; None where not known.
    """

    published: date | None
    period: Period | None


def check_periods(paper: Paper, dates: PaperDates, results: Results, tables: Mapping[int, date] | None = None) -> None:
    """Report labels that do not belong to the paper's time.

    Args:
        paper: Its passages.
        dates: Its own time.
        results: Takes the findings.
        tables: Passages that stand over a table -> last day of the latest period it gives figures for.
    """
    for index, passage in enumerate(paper.passages):
        if passage.kind == "chart" or not any(c.isdigit() for c in passage.text):
            continue
        named = find_periods(passage.text)
        spans = _based_on(passage, dates, results)
        _impossible(passage, named, dates, results)
        latest = (tables or {}).get(index)
        label = stale_label(passage.text, latest, dates.period) if latest is not None else None
        if label is not None and dates.period is not None:
            _report(passage, label[0], label[1], passage.text[label[0] : label[1]], label[2], dates.period, results)
        elif dates.period is not None and not _told_by(latest, named, passage.text):
            _stale(passage, [n for n in named if not any(a <= n.start < b for a, b in spans)], dates.period, results)


def _told_by(latest: date | None, named: list[PeriodMention], text: str) -> bool:
    """Whether a label is of the period that the table below it shows, be it another than the paper's."""
    if latest is None:
        return False
    if named:
        return any(n.period.start <= latest <= n.period.end for n in named)
    found = {_QUARTERS.get(m["q"].lower()) or int(m["q"]) for m in _QUARTER.finditer(text)}
    return found == {Period(latest, latest).reporting_quarter}


def _based_on(passage: Passage, dates: PaperDates, results: Results) -> list[tuple[int, int]]:
    """Notes of the form "the January result uses data from April to October": their dates must fit."""
    spans = []
    for m in _BASED_ON.finditer(passage.text):
        of, end = parse_period(m["of"]), _first(m["end"])
        if of is None or end is None:
            continue
        spans.append(m.span())
        place = passage.at(*m.span())
        start = _first(m["start"])
        wrong = []
        if of.end != end.end:
            wrong.append(f"the result is said to be of {of.label()}, but the data to end in {end.label()}")
        if start is not None and start.end > end.end:
            wrong.append(f"the data are said to start in {start.label()}, after they end")
        if dates.period is not None and of.end != dates.period.end:
            wrong.append(f"the paper reports {dates.period.label()}, the note speaks of {of.label()}")
        if wrong:
            results.findings.append(
                Finding(
                    "contradicts", "stale_period", place, m[0].strip(),
                    f"The note's dates are out of date or do not fit: {'; '.join(wrong)}.",
                    severity="minor", advice="Bring the note's dates up to date.",
                    expected=dates.period.label() if dates.period else "",
                )
            )  # fmt: skip
        else:
            results.findings.append(
                Finding("agrees", "period", place, m[0].strip(), "The note's dates fit each other and the paper's "
                    "period.")
            )  # fmt: skip
    return spans


def _first(text: str) -> Period | None:
    found = find_periods(text)
    return found[0].period if found else None


def _impossible(passage: Passage, named: list[PeriodMention], dates: PaperDates, results: Results) -> None:
    """Periods that a paper of this date cannot report on."""
    if dates.published is None:
        return
    for n in named:
        before = passage.text[max(0, n.start - 60) : n.start]
        late = n.period.end > dates.published and n.period.start > dates.published
        if late and not _FUTURE.search(_sentence_around(passage.text, n.start)):
            far = n.period.end.year - dates.published.year
            if far < 3 and (_PLANNED_FOR.search(before) or _PLANNED_IN.search(passage.text[n.end :])):
                continue
            if passage.kind == "cell" and far < 3:
                continue  # future columns of a table: targets, profiles
            results.findings.append(
                Finding(
                    "contradicts", "impossible_period", passage.at(n.start, n.end), n.text,
                    f"{n.text} lies after the paper's own date ({_day(dates.published)}).",
                    severity="minor" if far < 3 else "serious", advice="Correct the year.",
                )
            )  # fmt: skip
        elif n.period.end.year < dates.published.year - 40 and not re.search(r"\b(?:act|born|since)\b", before, re.I):
            results.findings.append(
                Finding(
                    "contradicts", "impossible_period", passage.at(n.start, n.end), n.text,
                    f"{n.text} lies more than forty years before the paper's date ({_day(dates.published)}).",
                    severity="minor", advice="Correct the year.",
                )
            )  # fmt: skip


def _sentence_around(text: str, at: int) -> str:
    start = max(text.rfind(". ", 0, at), text.rfind("\n", 0, at)) + 1
    end = text.find(". ", at)
    return text[start : end if end >= 0 else len(text)]


def _stale(passage: Passage, named: list[PeriodMention], period: Period, results: Results) -> None:
    """Labels that name the present but are of an earlier period."""
    if passage.kind in {"heading", "caption", "header", "footer"} or passage.is_header:
        for m in _QUARTER.finditer(passage.text):
            q = _QUARTERS.get(m["q"].lower()) or int(m["q"])
            dated = any(n.start <= m.start() < n.end for n in named)
            if (
                not dated
                and len(_QUARTER.findall(passage.text)) == 1
                and q != period.reporting_quarter
                and not passage.is_header
                and not _EARLIER.search(passage.text[: m.start()])
            ):
                _report(passage, m.start(), m.end(), m[0], f"Quarter {period.reporting_quarter}", period, results)
    if len(named) != 1 or passage.kind not in {"heading", "caption", "header", "footer", "paragraph"}:
        return
    n = named[0]
    around = passage.text[max(0, n.start - 40) : n.end + 20]
    if passage.kind == "paragraph" and not re.search(
        r"\bas\s+at\s+(?:the\s+end\s+of\s+)?$", passage.text[: n.start], re.I
    ):
        return
    if not _CURRENT.search(around) or n.period.basis in {"A"}:
        return
    months = months_between(n.period.end, period.end)
    if passage.kind == "paragraph" and re.search(r"\b(?:was|were|had)\b", _sentence_around(passage.text, n.start)):
        return  # told of the past
    if passage.kind == "paragraph" and not re.match(r"\s*as\s+at\b", passage.text[: n.end], re.I):
        return
    if 0 < months <= 12 and n.period.end.day >= 28:
        _report(passage, n.start, n.end, n.text, period.label(), period, results)


def _report(passage: Passage, start: int, end: int, text: str, expected: str, period: Period, results: Results) -> None:
    results.findings.append(
        Finding(
            "contradicts", "stale_period", passage.at(start, end), text,
            f"The label says {text}, but the paper reports {period.long_label()} "
            f"(quarter {period.reporting_quarter} of {period.reporting_year}).",
            severity="minor", advice="Bring the label up to date, or say that the figures are of the earlier period.",
            expected=expected,
        )
    )  # fmt: skip


def _day(d: date) -> str:
    return f"{d.day} {d:%B %Y}"
