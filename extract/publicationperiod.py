"""The period a publication's latest figures cover, and the step between one figure and the next."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from datetime import date

from extract.context import Placed
from extract.document import Paragraph
from extract.headspans import one_period, periods_in
from extract.tables_measures import measure_columns
from extract.vocabulary import fold, one_line
from records import Period, PeriodMention, find_periods, month_end, months_between, parse_period

AS_AT = re.compile(
    r"\b(?:as at|position at|data (?:as )?at|at the end of|to the end of|data to|data for|period ending|"
    r"month end(?:ing)?|figures (?:for|to|as at))\b",
    re.I,
)
_AS_AT_CLUES = ("as at", "position at", "data ", "end of", "period ending", "month end", "figures ")


_COMPARED = re.compile(r"\b(?:than|since|compared (?:to|with)|from|until|before|of)\s+(?:the |that |those )?$", re.I)
_OF_TABLE = re.compile(
    r"\b(?:tables?|figures?|charts?|below|above|following|shows?|sets? out|presents?|summaris\w+)\b", re.I
)


class _Votes:
    """Periods that a document names as that of its figures, weighed by how plainly it says so."""

    def __init__(self, published: date | None, made: date | None) -> None:
        self.published, self.made = published, made
        self.last: date | None = None
        self.weights: Counter[Period] = Counter()
        self.why: dict[Period, str] = {}

    def add(self, period: Period | None, weight: int, reason: str) -> None:
        if period is None or (self.published is not None and period.end >= self.published):
            return
        if period.basis == "A" and self.made is not None and period.end > self.made:
            return  # a year that was still to come: a plan, a budget
        if self.last is not None and period.end > self.last:
            return  # months that the tables keep free for later
        day = Period(period.end, period.end)
        self.weights[day] += weight
        self.why.setdefault(day, reason)

    def best(self) -> tuple[Period | None, str]:
        if not self.weights:
            return None, ""
        best = max(self.weights.items(), key=lambda kv: (kv[1], kv[0].end))[0]
        return best, self.why[best]


def find_period(
    paragraphs: list[Paragraph],
    tables: list[Placed],
    title: str,
    published: date | None,
    made: date | None = None,
) -> tuple[Period | None, str]:
    """The period of a publication's latest figures.

    Args:
        paragraphs: Its prose, running headers included.
        tables: Its grids.
        title: As printed.
        published: Day of issue: figures end before it.
        made: Day on which the file was made, as it says: years that end later are plans.

    Returns:
        (period of one day: its last, what told so); (None, "") where nothing does.
    """
    worded = _of_measures(tables, title, published)
    if worded is not None:
        return worded, "the latest period that the performance column names"
    votes = _Votes(published, made)
    votes.last = _last_filled(tables)
    _vote_tables(votes, tables)
    _vote_prose(votes, paragraphs, title)
    best, why = votes.best()
    return (best, why) if best is not None else _mentioned(paragraphs, tables, published)


def _of_measures(tables: list[Placed], title: str, published: date | None) -> Period | None:
    """A summary of performance in words: its date is in its title, its figures are older."""
    found = []
    for placed in tables:
        columns = measure_columns(placed)
        if columns is None or columns.performance is None:
            continue
        for row in placed.layout.matrix:
            cell = row[columns.performance]
            if cell is not None:
                found += [m.period for m in find_periods(one_line(cell.text))]
    bound = published or max((m.period.end for m in find_periods(title)), default=None)
    ends = [
        p.end
        for p in found
        if p.basis != "A" and (bound is None or p.end < bound or (p.end == bound and not published))
    ]
    if bound is None and ends:
        often = [end for end, n in Counter(ends).items() if n >= 2]
        ends = often or ends
    return Period(max(ends), max(ends)) if ends else None


def _vote_tables(votes: _Votes, tables: list[Placed]) -> None:
    for placed in tables:
        for text in placed.surroundings:
            told = len(text.split()) >= 12 and text.rstrip().endswith(".") and not _OF_TABLE.search(text)
            for mention in periods_in(text) if not told else ():  # a sentence of its results is no heading
                whole = len(mention.text) >= 0.6 * len(text.strip())
                if not whole and _is_a_day(mention.period) and not AS_AT.search(text):
                    continue  # the day of the meeting: "Growth Board | 6 November 2025 | Programme sponsor: ..."
                year = mention.period.basis == "A"
                votes.add(mention.period, 1 if year else (6 if whole else 3), f"the heading '{one_line(text)}'")
        across = [
            c.period
            for c in placed.layout.columns
            if c.period is not None and c.role in {"result", "value"} and set(c.kinds) - {"blank", "missing"}
        ]
        shorter = max((p.end for p in across if p.basis != "A"), default=None)
        for column in placed.layout.columns:
            if column.period is None or column.role != "result" or column.cohort:
                continue
            if column.period.basis == "A" and shorter is not None and shorter > column.period.end:
                continue  # "2023/24 actual" beside the quarters of the year after it
            if re.search(r"latest|current|actual|this", column.folded):
                votes.add(column.period, 5, f"the column '{column.label}'")
        across = [p for p in across if votes.published is None or p.end < votes.published]  # not what is forecast
        if len(across) >= 2:
            votes.add(max(across), 2, "the latest column of a table over time")
        for cell in placed.grid.cells:
            after = _after_as_at(cell.text) if len(cell.text) > 40 else None
            if after is not None and after.start < 4:
                votes.add(after.period, 5, "a sentence that says as at when")


def _is_a_day(period: Period) -> bool:
    """Whether a period is one day within a month, which figures hardly ever end with."""
    return period.start == period.end != month_end(period.end.year, period.end.month)


def _last_filled(tables: list[Placed]) -> date | None:
    """The last period with figures, where tables have columns for later ones that are still blank."""
    filled: list[date] = []
    blank: list[date] = []
    for placed in tables:
        for c in placed.layout.columns:
            if c.period is not None and c.period.basis != "A" and c.role in {"result", "value"}:
                (filled if set(c.kinds) - {"blank", "missing"} else blank).append(c.period.end)
    last = max(filled, default=None)
    return last if last is not None and len(filled) >= 2 and blank and min(blank) > last else None


def _after_as_at(text: str) -> PeriodMention | None:
    """The first period that stands soon after words that say when ("as at")."""
    low = text.lower()
    m = AS_AT.search(text) if any(words in low for words in _AS_AT_CLUES) else None
    if m is not None and _COMPARED.search(text[: m.start()]):
        return None  # "eight higher than at the end of the first quarter"
    return next(iter(find_periods(text[m.end() : m.end() + 200])), None) if m else None


def _vote_prose(votes: _Votes, paragraphs: list[Paragraph], title: str) -> None:
    for p in paragraphs:
        after = _after_as_at(p.text)
        if after is not None and after.start < 6:
            votes.add(after.period, 2, "a sentence that says as at when")
    for named in _periods_of_title(title):
        votes.add(named, 1 if named.basis == "A" else 4, "the title")
    for p in [q for q in paragraphs if q.page in {None, 1}][:12]:
        text = p.text.strip()
        period = one_period(text) if len(text) <= 40 else None
        if period is not None and not re.match(r"\d{1,2}(?:st|nd|rd|th)?\b[^/]", text):
            votes.add(period, 1 if period.basis == "A" else 4, f"the line '{text}' on the first page")


_QUARTER = re.compile(r"\b(?:Q|Qtr|Quarter)\.? ?([1-4])\b(?! ?(?:20)?\d\d)", re.I)


def _periods_of_title(title: str) -> list[Period]:
    """The periods that a title names; "quarter 3 performance report 2024/25" names a quarter of that year."""
    found = periods_in(title)
    quarters = {m[1] for m in _QUARTER.finditer(title)}
    if len(found) == 1 and found[0].period.basis == "A" and len(quarters) == 1:
        whole = parse_period(f"Q{quarters.pop()} {found[0].text}")
        return [whole] if whole is not None else [found[0].period]
    return [m.period for m in found]


def _mentioned(paragraphs: list[Paragraph], tables: list[Placed], published: date | None) -> tuple[Period | None, str]:
    """The latest period that the text names before it was issued; future plans are left out."""
    texts = [p.text for p in paragraphs if p.kind != "header"]
    texts += [c.text for t in tables for c in t.grid.cells]
    found = [
        m.period
        for text in texts
        for m in find_periods(text)
        if m.period.basis != "A" and (published is None or m.period.end < published)
    ]
    if not found:
        return None, ""
    ends = Counter(p.end for p in found)
    if published is None:
        often = [end for end, n in ends.items() if n >= 2]
        last = max(often or list(ends))
        return Period(last, last), "the latest period its text names"
    return Period(max(ends), max(ends)), "the latest period its text names before it was issued"


def find_step(tables: list[Placed], title: str, period: Period | None = None) -> int:
    """Months between a figure and the one before it: 1 for a monthly publication, 3 for a quarterly, 12 for a yearly.

    Args:
        tables: Its grids.
        title: As printed, with other lines that say what the publication is.
        period: Of its latest figures.
    """
    texts = [fold(title)]
    texts += [fold(c.label) for t in tables for c in t.layout.columns]
    texts += [fold(h) for t in tables for h in t.headings]
    blob = " ".join(texts)
    months = len(re.findall(r"\b(?:last|this|previous|prior) month\b|\bmonth end\b|\bmonthly\b", blob))
    quarter = (
        r"\b(?:last|this|previous|prior|latest|current) (?:quarter|qtr)\b|\bquarterly\b|\bq[1-4]\b|\bquarter [1-4]\b"
    )
    quarters = len(re.findall(quarter, blob))
    for placed in tables:
        ends = sorted({c.period.end for c in placed.layout.columns if c.period is not None and c.period.basis != "A"})
        gaps = Counter(months_between(a, b) for a, b in itertools.pairwise(ends))
        months += gaps[1]
        quarters += gaps[3]
    if not months and not quarters and _is_yearly(tables, title, period):
        return 12
    return 3 if quarters > months else 1


def _is_yearly(tables: list[Placed], title: str, period: Period | None) -> bool:
    """Whether nothing shorter than a year is named, and the latest figures are those of a whole year that is."""
    named = [m.period for text in (title, *(h for t in tables for h in t.surroundings)) for m in find_periods(text)]
    named += [c.period for t in tables for c in t.layout.columns if c.period is not None]
    years = [p for p in named if p.basis == "A"]
    return bool(years) and len(years) == len(named) and (period is None or any(p.end == period.end for p in years))
