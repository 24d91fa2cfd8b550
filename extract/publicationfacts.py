"""What a publication says of itself: title, date of issue, data period, area, arrow legend."""

# ruff: noqa: E501 - tables of patterns, one to a line

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from extract.cellfacts import text_of
from extract.context import Placed
from extract.document import Document, Grid, Paragraph
from extract.publicationperiod import AS_AT, find_period, find_step
from extract.vocabulary import ARROWS, direction_words, fold, one_line, without_periods
from records import Period, find_periods, parse_period

_TITLE = re.compile(
    r"scorecard|report|dashboard|appendix|action plan|performance|minutes|agenda|strategy|review|monitor", re.I
)
_SCORECARD_AREA = re.compile(
    r"^(?:.*\b)?(?i:scorecard|dashboard|performance report|summary|data return|return)\s*[-–—:|]\s*(?P<area>[A-Z][\w&'’. ]+)$"
    r"|^(?:.*\b)?(?i:scorecard|dashboard|measures|indicators|performance|return) for (?P<area2>[A-Z][\w&'’]+(?: [A-Z&][\w&'’]*){0,3})$"
)
# What the two forms for areas cannot do without: looked for first, it is found far quicker than they are.
_AREA_WORDS = ("scorecard", "dashboard", "performance", "summary", "return", "measures", "indicators")
_AREA_CLUE = re.compile(rf"(?:{'|'.join(_AREA_WORDS)}).*(?:[-–—:|]| for )", re.S)
_COUNTED = ("indicators", "measures", "kpis")
_COUNT_CLUE = re.compile(rf"(?:has|have|had)\s+\d+ (?:{'|'.join(_COUNTED)})")
_HAS_INDICATORS = re.compile(r"(?P<area>[A-Z][\w'’&]*(?: [A-Z][\w'’&]*)*) (?:has|have|had)\s+\d+ (?:indicators|measures|kpis)", re.IGNORECASE)  # fmt: skip
_NOT_AREA = re.compile(
    r"impact|excluding|including|uasc|indicator|summary|activity|performance|latest|page|\d|report|appendix|key|progress|measures"
)
_COUNCIL = re.compile(r"\b((?:[A-Z][\w'’]+ )+(?:County Council|City Council|Borough Council|District Council|Metropolitan Borough Council|Council))\b|\b((?:London Borough|City|Royal Borough) of (?:[A-Z][\w'’]+ ?)+)")  # fmt: skip


_NO_COUNCIL = re.compile(
    r"\b(?:Care|Youth|Parish|Town|School|Student|Local|Each|Every|People's|Kent's|Full|Cabinet) Council$"
)
_NO_TITLE = re.compile(
    r"^microsoft |powerpoint presentation|^untitled|^document\d*$|\.(?:docx?|xlsx?|pptx?|pdf)$", re.I
)
_ARROW = re.compile(f"([{re.escape(''.join(ARROWS))}])")
_PERCENT = re.compile(r"\d%")
_ITALICS = re.compile(r"\bitalics?\b.*\b(?:previous|last|prior|preceding)\b.*\byear", re.I | re.S)
_DATE_WORDS = frozenset(
    re.findall(
        r"\w+",
        "date data report reported reporting published issued produced meeting month months quarter quarterly monthly year "
        "years period ending ended position financial final draft version from until",
    )
)
_NO_NAME = re.compile(r"^(?:this|the|these|it|we|our|there|which|that|each|scorecard|all|both|service|they)\b")


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
    published, label = _published(paragraphs, header)
    if published is None and not label:
        named = [m for m in find_periods(title) if m.period.basis != "A"]
        label = named[-1].text if named else ""
    front = " | ".join((title, *[p.text for p in paragraphs if p.page in {None, 1} and len(p.text) <= 160][:12]))
    period, why = find_period(paragraphs, tables, title, published, _made(document, front))
    step = find_step(tables, front, period)
    return PublicationFacts(title, _council(paragraphs), published, label, period, why, step, _area(paragraphs, tables))


def _made(document: Document, title: str) -> date | None:
    """The day the file was made, as it says itself; None where it says a day that cannot be.

    A file made from an old one or from a template keeps that one's day: a day more than two years before the year
    that the title names is no day of this publication.
    """
    made = _stamped(document)
    named = [m.period.end for m in find_periods(title)]
    return None if made is not None and named and (min(named) - made).days > 731 else made


def _stamped(document: Document) -> date | None:
    for key in ("modified", "CreationDate", "created", "creation_date"):
        m = re.match(r"(?:D:)?(\d{4})-?(\d{2})-?(\d{2})", document.properties.get(key, ""))
        if m:
            try:
                day = date(int(m[1]), int(m[2]), int(m[3]))
                return day if day.year >= 2005 else None
            except ValueError:
                return None
    return None


def _title(document: Document, paragraphs: list[Paragraph], header: dict[str, str]) -> str:
    if header.get("Subject"):
        return header["Subject"]
    front = [p for p in paragraphs if p.page in {None, 1} and p.kind not in {"header", "footer"}][:25]
    words = [p for p in front if p.text and not _is_date(p.text) and re.search(r"[A-Za-z]{4}", p.text)]
    named = [p for p in words if _TITLE.search(p.text) and len(p.text) < 160 and not _is_sentence(p)]
    for choice in ([p for p in named if p.kind == "heading" or p.bold], named):
        if choice:
            return max(choice, key=lambda p: p.size).text
    titles = [p for p in paragraphs if p.kind == "header" and _TITLE.search(p.text) and not _is_date(p.text)]
    if titles and not named:
        return titles[0].text
    running = [
        p for p in paragraphs if p.kind == "header" and re.search(r"[A-Za-z]{4}", p.text) and not _is_date(p.text)
    ]
    headings = [p for p in words if p.kind == "heading"]
    if headings and not running:
        return max(headings, key=lambda p: p.size).text
    if len(document.title) > 8 and not _NO_TITLE.search(document.title):
        return document.title
    if running:
        return running[0].text
    return words[0].text[:160] if words else ""


def _is_sentence(p: Paragraph) -> bool:
    """Whether a paragraph is a sentence of the text: "An internal review was asked for in 14 cases."."""
    return p.kind != "heading" and not p.bold and bool(re.search(r"[a-z)\d%]\.$", p.text.strip()))


def _is_date(text: str) -> bool:
    """Whether a line is a date; one that also says of what ("Licensing: December 2025") is a title."""
    text = text.strip()
    if len(text) > 40 or parse_period(text) is None:
        return False
    return not set(re.findall(r"[a-z]{4,}", without_periods(text).lower())) - _DATE_WORDS


def _published(paragraphs: list[Paragraph], header: dict[str, str]) -> tuple[date | None, str]:
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
                and not AS_AT.search(p.text)
            ):
                return mention.period.end, mention.text
    return None, ""


def _area(paragraphs: list[Paragraph], tables: list[Placed]) -> str:
    found: Counter[str] = Counter()
    for p in paragraphs:
        low = p.text.lower()
        if not (any(map(low.__contains__, _AREA_WORDS)) and _AREA_CLUE.search(low)):
            continue
        bare = p.text.strip()
        for mention in reversed(find_periods(bare)):
            bare = (bare[: mention.start] + bare[mention.end :]).strip(" -–—,|:(")
        m = _SCORECARD_AREA.match(bare)
        area = (m["area"] or m["area2"] or "").strip() if m else ""
        if area and not _NOT_AREA.search(fold(area)) and len(area) <= 40:
            found[area] += 3
    texts = [p.text for p in paragraphs] + [one_line(c.text) for t in tables for c in t.grid.cells if len(c.text) > 40]
    for text in texts:
        low = text.lower()
        if not (any(map(low.__contains__, _COUNTED)) and _COUNT_CLUE.search(low)):
            continue
        for m in _HAS_INDICATORS.finditer(text):
            area = m["area"].strip()
            area = re.sub(r"^.*,\s*", "", area)
            if not _NOT_AREA.search(fold(area)) and not _NO_NAME.match(fold(area)):
                found[area] += 2
    if found:
        return found.most_common(1)[0][0]
    council = _council(paragraphs)
    m = re.match(r"(.+?) (?:County|City|Borough|District|Metropolitan Borough)? ?Council$", council)
    return m[1].strip() if m else ""


def _council(paragraphs: list[Paragraph]) -> str:
    found: Counter[str] = Counter()
    for p in paragraphs:
        if "Council" not in p.text and "City of" not in p.text and "Borough of" not in p.text:
            continue
        for m in _COUNCIL.finditer(p.text):
            name = re.sub(r"^(?:The|Unit|By|For|Of|At|In|From|And|To) ", "", (m[1] or m[2]).strip())
            whole = re.search(r"(?:County|City|Borough|District) Council$|^(?:London|City|Royal)", name)
            if len(name.split()) < 2 + bool(whole and name.endswith("Council")) or _NO_COUNCIL.search(name):
                continue
            found[name] += 3 if whole or (p.page in {None, 1} and len(p.text) <= 100) else 1
    best = found.most_common(1)
    return best[0][0] if best and best[0][1] >= 2 else ""


def read_legend(document: Document) -> dict[str, str]:
    """What the publication says its arrows mean: drawn direction -> improved, worsened or unchanged."""
    legend: dict[str, str] = {}
    texts: list[tuple[str, tuple[str, ...]]] = []
    for block in document.blocks():
        if isinstance(block, Paragraph):
            texts.append((block.text, tuple(m.value for m in block.marks if m.kind == "direction")))
        elif isinstance(block, Grid) and block.n_rows <= 8:
            matrix = block.matrix()
            for row in matrix:
                cells = list({id(c): c for c in row if c is not None}.values())
                for i, cell in enumerate(cells):
                    if not cell.marks and cell.text.isascii():
                        continue
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
    if len(text) > 400 or (not marks and (text.isascii() or not _ARROW.search(text))):
        return
    if "%" in text and _PERCENT.search(text):
        return
    parts = _ARROW.split(text)
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
    for block in document.blocks():
        texts = (
            [block.text]
            if isinstance(block, Paragraph)
            else [c.text for c in block.cells]
            if isinstance(block, Grid)
            else []
        )
        if any("italic" in t.lower() and _ITALICS.search(t) for t in texts):
            return True
    return False
