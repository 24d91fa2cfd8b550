"""What a publication says of itself: title, date of issue, data period, area, arrow legend."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from extract.context import Placed
from extract.document import Document, Grid, Paragraph
from extract.cellfacts import text_of
from extract.vocabulary import ARROWS, direction_words, fold, one_line
from records import Period, find_periods, parse_period

_AS_AT = re.compile(
    r"\b(?:as at|position at|data (?:as )?at|at the end of|to the end of|data to|data for|period ending|month end(?:ing)?)\b",
    re.I,
)
_SCORECARD_AREA = re.compile(
    r"^(?:.*\b)?(?:scorecard|dashboard|performance report|summary)\s*[-–—:|]\s*(?P<area>[A-Z][\w&'’. ]+)$",
    re.IGNORECASE,
)
_HAS_INDICATORS = re.compile(r"(?P<area>[A-Z][\w'’&]*(?: [A-Z][\w'’&]*)*) (?:has|have|had)\s+\d+ (?:indicators|measures|kpis)", re.IGNORECASE)  # fmt: skip
_NOT_AREA = re.compile(
    r"impact|excluding|including|uasc|indicator|summary|activity|performance|latest|page|\d|report|appendix|key|progress|measures"
)
_COUNCIL = re.compile(r"\b((?:[A-Z][\w'’]+ )+(?:County Council|City Council|Borough Council|District Council|Metropolitan Borough Council|Council))\b|\b((?:London Borough|City|Royal Borough) of (?:[A-Z][\w'’]+ ?)+)")  # fmt: skip


@dataclass(frozen=True, slots=True)
class PublicationFacts:
    """What a publication says of itself.

    Attributes:
        title: As printed.
        council: As printed, empty where not known.
        published: Day of issue or meeting; None where no day is printed.
        published_label: As printed.
        period: Period of its latest figures.
        period_why: What told so.
        step: Months between a figure and the one before it.
        area: Its own area.
    """

    title: str
    council: str
    published: date | None
    published_label: str
    period: Period | None
    period_why: str
    step: int
    area: str


def read_facts(document: Document, tables: list[Placed], header: dict[str, str]) -> PublicationFacts:
    """Find title, dates, period and area of a publication.

    Args:
        document: As read.
        tables: Its grids.
        header: The By/To/Subject block, where it has one.
    """
    paragraphs = [p for p in document.paragraphs() if p.kind != "footnote"]
    title = _title(document, paragraphs, header)
    published, label = _published(document, paragraphs, header)
    period, why = _period(document, paragraphs, tables, title, published, header)
    step = _step(document, tables, title, period)
    return PublicationFacts(
        title, _council(document, paragraphs), published, label, period, why, step, _area(document, paragraphs, tables)
    )


def _title(document: Document, paragraphs: list[Paragraph], header: dict[str, str]) -> str:
    if header.get("Subject"):
        return header["Subject"]
    front = [p for p in paragraphs if p.page in {None, 1} and p.kind not in {"header", "footer"}][:25]
    words = [p for p in front if p.text and not _is_date(p.text) and re.search(r"[A-Za-z]{4}", p.text)]
    named = [
        p
        for p in words
        if re.search(
            r"scorecard|report|dashboard|appendix|action plan|performance|minutes|agenda|strategy|review", p.text, re.I
        )
        and len(p.text) < 160
    ]
    for choice in (
        [p for p in named if p.kind == "heading" or p.bold],
        named,
        [p for p in words if p.kind == "heading"],
    ):
        if choice:
            return max(choice, key=lambda p: p.size).text
    running = [
        p for p in paragraphs if p.kind == "header" and re.search(r"[A-Za-z]{4}", p.text) and not _is_date(p.text)
    ]
    if document.title:
        return document.title
    if running:
        return running[0].text
    return words[0].text[:160] if words else ""


def _is_date(text: str) -> bool:
    return parse_period(text.strip()) is not None


def _published(document: Document, paragraphs: list[Paragraph], header: dict[str, str]) -> tuple[date | None, str]:
    for key in ("Date", "To", "By"):
        for mention in find_periods(header.get(key, "")):
            if mention.period.start == mention.period.end and re.match(r"\d", mention.text):
                return mention.period.end, mention.text
    front = [p for p in paragraphs if p.page in {None, 1}][:30]
    for p in front:
        m = re.fullmatch(
            r"(?:published|issued|date|produced|report date|meeting date|date of (?:meeting|issue))?\s*:?\s*(?:on\s+)?(.+)",
            p.text.strip(),
            re.I,
        )
        mentions = find_periods(m[1]) if m else []
        if len(mentions) == 1 and len(m[1].strip()) <= len(mentions[0].text) + 12 if m else False:
            mention = mentions[0]
            if (
                re.match(r"\d", mention.text)
                and mention.period.start == mention.period.end
                and not _AS_AT.search(p.text)
            ):
                return mention.period.end, mention.text
    return None, ""


def _period(
    document: Document,
    paragraphs: list[Paragraph],
    tables: list[Placed],
    title: str,
    published: date | None,
    header: dict[str, str],
) -> tuple[Period | None, str]:
    votes: Counter[Period] = Counter()
    why: dict[Period, str] = {}

    def vote(period: Period | None, weight: int, reason: str) -> None:
        if period is None or (published is not None and period.end > published):
            return
        month = Period(period.end, period.end)
        votes[month] += weight
        why.setdefault(month, reason)

    for placed in tables:
        for text in placed.surroundings:
            for mention in find_periods(text):
                whole = len(mention.text) >= 0.6 * len(text.strip())
                vote(mention.period, 6 if whole else 3, f"the heading '{one_line(text)}'")
        for column in placed.layout.columns:
            if column.period is not None and column.role == "result" and not column.cohort:
                text = fold(column.label)
                if re.search(r"latest|current|actual|this", text):
                    vote(column.period, 5, f"the column '{column.label}'")
        periods = [c.period for c in placed.layout.columns if c.period is not None and c.role in {"result", "value"}]
        if len(periods) >= 2:
            vote(max(periods), 2, "the latest column of a table over time")
    for placed in tables:
        for cell in placed.grid.cells:
            if len(cell.text) > 40 and _AS_AT.search(cell.text):
                m = _AS_AT.search(cell.text)
                after = find_periods(cell.text[m.end() :]) if m else []
                if after and after[0].start < 4:
                    vote(after[0].period, 5, "a sentence that says as at when")
    for p in paragraphs:
        m = _AS_AT.search(p.text)
        if m:
            after = find_periods(p.text[m.end() :])
            if after and after[0].start < 6:
                vote(after[0].period, 2, "a sentence that says as at when")
    for mention in find_periods(title):
        vote(mention.period, 4, "the title")
    for p in [q for q in paragraphs if q.page in {None, 1}][:12]:
        period = parse_period(p.text.strip())
        if period is not None and not re.match(r"\d{1,2}(?:st|nd|rd|th)?\b[^/]", p.text.strip()):
            vote(period, 4, f"the line '{p.text.strip()}' on the first page")
    if votes:
        best = max(votes.items(), key=lambda kv: (kv[1], kv[0].end))[0]
        return best, why[best]
    mentioned = [
        m.period
        for text in [p.text for p in paragraphs if p.kind != "header"] + [c.text for t in tables for c in t.grid.cells]
        for m in find_periods(text)
        if (published is None or m.period.end <= published) and m.period.basis != "A"
    ]
    if published is None and mentioned:
        counted = Counter(Period(p.end, p.end) for p in mentioned)
        often = [p for p, n in counted.items() if n >= 2]
        return (
            max(often) if often else max(Period(p.end, p.end) for p in mentioned)
        ), "the latest period its text names"
    if mentioned and published is not None:
        latest = max(mentioned, key=lambda p: p.end)
        return Period(latest.end, latest.end), "the latest period its text names before it was issued"
    return None, ""


def _step(document: Document, tables: list[Placed], title: str, period: Period | None) -> int:
    texts = (
        [fold(title)]
        + [fold(c.label) for t in tables for c in t.layout.columns]
        + [fold(h) for t in tables for h in t.headings]
    )
    blob = " ".join(texts)
    months = len(re.findall(r"\b(?:last|this|previous|prior) month\b|\bmonth end\b|\bmonthly\b", blob))
    quarters = len(
        re.findall(r"\b(?:last|this|previous|prior|latest|current) (?:quarter|qtr)\b|\bquarterly\b|\bq[1-4]\b", blob)
    )
    for placed in tables:
        ends = sorted({c.period.end for c in placed.layout.columns if c.period is not None and c.period.basis != "A"})
        gaps = Counter((b.year - a.year) * 12 + b.month - a.month for a, b in zip(ends, ends[1:], strict=False))
        months += gaps[1]
        quarters += gaps[3]
    return 3 if quarters > months else 1


def _area(document: Document, paragraphs: list[Paragraph], tables: list[Placed]) -> str:
    found: Counter[str] = Counter()
    for p in paragraphs:
        m = _SCORECARD_AREA.match(p.text.strip())
        if m and not _NOT_AREA.search(fold(m["area"])) and len(m["area"]) <= 40:
            found[m["area"].strip()] += 3
    texts = [p.text for p in paragraphs] + [one_line(c.text) for t in tables for c in t.grid.cells if len(c.text) > 40]
    for text in texts:
        for m in _HAS_INDICATORS.finditer(text):
            area = m["area"].strip()
            area = re.sub(r"^.*,\s*", "", area)
            if not _NOT_AREA.search(fold(area)):
                found[area] += 2
    if found:
        return found.most_common(1)[0][0]
    council = _council(document, paragraphs)
    m = re.match(r"(.+?) (?:County|City|Borough|District|Metropolitan Borough)? ?Council$", council)
    return m[1].strip() if m else ""


def _council(document: Document, paragraphs: list[Paragraph]) -> str:
    found: Counter[str] = Counter()
    for p in paragraphs:
        for m in _COUNCIL.finditer(p.text):
            name = re.sub(r"^(?:The|Unit|By|For|Of|At|In|From|And|To) ", "", (m[1] or m[2]).strip())
            if (
                name not in {"County Council", "City Council", "Borough Council", "The Council", "Council"}
                and len(name.split()) >= 2
            ):
                found[name] += 1
    return found.most_common(1)[0][0] if found else ""


def read_legend(document: Document, tables: list[Placed]) -> dict[str, str]:
    """What the publication says its arrows mean: drawn direction -> improved, worsened or unchanged."""
    legend: dict[str, str] = {}
    texts: list[tuple[str, tuple[str, ...]]] = []
    for block in document.blocks():
        if isinstance(block, Paragraph):
            texts.append((block.text, tuple(m.value for m in block.marks if m.kind == "direction")))
        elif isinstance(block, Grid) and block.n_rows <= 8:
            matrix = block.matrix()
            for row in matrix:
                cells = [c for c in {id(c): c for c in row if c is not None}.values()]
                for i, cell in enumerate(cells):
                    marks = tuple(m.value for m in cell.marks if m.kind == "direction")
                    text = text_of(cell)
                    bare = "".join(c for c in text if c not in ARROWS).strip()
                    if marks and not bare and i + 1 < len(cells):
                        texts.append((text_of(cells[i + 1]), marks))
                    elif marks or any(c in ARROWS for c in text):
                        texts.append((text, marks))
    for text, marks in texts:
        _legend_of(text, marks, legend)
    return legend if len(legend) >= 2 else {}


def _legend_of(text: str, marks: tuple[str, ...], legend: dict[str, str]) -> None:
    if len(text) > 400 or re.search(r"\d+(?:\.\d+)?%", text):
        return
    parts = re.split(f"([{re.escape(''.join(ARROWS))}])", text)
    if len(parts) >= 3:
        for sign, words in zip(parts[1::2], parts[2::2], strict=True):
            meaning = _meaning(words)
            if meaning:
                legend.setdefault(ARROWS[sign], meaning)
        return
    if len(set(marks)) == 1:
        meaning = _meaning(text)
        if meaning and len(text) <= 120:
            legend.setdefault("level" if marks[0] in {"left", "right"} else marks[0], meaning)


def _meaning(words: str) -> str:
    first = re.split(r"[.;\n]", words.strip(" =:-–"))[0]
    found = direction_words(first)
    return found if found in {"improved", "worsened", "unchanged"} else ""


def italics_mean_previous_year(document: Document) -> bool:
    """Whether the publication says that data in italics are those of the reporting year before."""
    pattern = re.compile(r"\bitalics?\b.*\b(?:previous|last|prior|preceding)\b.*\byear", re.I | re.S)
    for block in document.blocks():
        texts = (
            [block.text]
            if isinstance(block, Paragraph)
            else [c.text for c in block.cells]
            if isinstance(block, Grid)
            else []
        )
        if any(pattern.search(t) for t in texts):
            return True
    return False
