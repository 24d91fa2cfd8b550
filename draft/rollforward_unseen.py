"""Rolls a paper that this tool has never seen: its period is found, then its tables, charts and prose are tied."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from draft import sentences as reading
from draft import styles
from draft.drafting import Options
from draft.figures import Known, Reader, Subject, month_label
from draft.naming import Names
from draft.rollforward_chartdata import ChartRoller
from draft.rollforward_headings import HeadingRoller, is_heading
from draft.rollforward_job import Job, whole_names
from draft.rollforward_measures import MeasureRoller
from draft.rollforward_paper import Rolled, refuse_period
from draft.rollforward_tables import TableRoller
from draft.rollforward_text import TextRoller, sections_of
from draft.tracked import W, text_of
from records import Indicator, InputError, UnknownFigureError, find_periods, months_between

if TYPE_CHECKING:
    from extract import Extraction

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def roll_unseen(rolled: Rolled, last: Path, options: Options, reader: Reader, old_day: date | None) -> date:
    """Roll tables, charts and prose of an unseen paper.

    Returns:
        The period the last paper reports on.

    Raises:
        InputError: If that period cannot be told, or the new one is not after it.
        UnknownFigureError: If the store knows nothing of the new period.
    """
    from extract import extract_file

    extraction = (options.read or extract_file)(last)
    body = rolled.document.element
    names = names_of(reader)
    old = old_day or find_old_day(rolled, extraction, options.day, reader, names)
    refuse_period(old, options.day, last)
    require_period(names, reader, options.day)
    job = job_of(rolled, reader, names, old, options)
    job.latest = extraction.publication.published
    job.whole |= whole_names("", list(extraction.publication.areas[:1]))
    tables = TableRoller(job)
    tables.roll(body, extraction)
    MeasureRoller(job).roll(body, extraction)
    headings = HeadingRoller(job)
    headings.columns(body, tables.columns)
    headings.rows(body, tables.rows)
    charts = ChartRoller(job)
    charts.roll(rolled.document, body)
    for caption in charts.ends:
        _shift_dates(job, caption)
        job.done.add(caption)
    headings.captions()
    _meeting(rolled, options, job)
    headings.paper(rolled.parts)
    rolled.title = headings.title(rolled.document.core_properties.title or "")
    roll_prose(rolled, job)
    return old


def job_of(rolled: Rolled, reader: Reader, names: Names, old: date, options: Options) -> Job:
    """What every part of the rolling shares; it writes into the paper's own lists."""
    publications = reader.store.publications()
    places = {a for p in publications for a in p.areas[:1]}
    council = str(getattr(reader.register, "council", "") or "")
    return Job(
        reader, names, old, options.day, rolled.tracker, options.method or "previous",
        whole=whole_names(council, sorted(places)), entries=rolled.entries, commented=rolled.commented,
        judged=rolled.judged,
    )  # fmt: skip


def names_of(reader: Reader) -> Names:
    """The register's indicators as a finder."""
    return Names(cast("Mapping[str, Indicator]", reader.register))


def roll_prose(rolled: Rolled, job: Job) -> None:
    """Roll the prose of every part; what was rolled already is left out."""
    text = TextRoller(job)
    for part in rolled.parts:
        text.roll(part.root, part.name, dict(sections_of(part.root, job.names)))


def find_old_day(rolled: Rolled, extraction: Extraction, new_day: date, reader: Reader, names: Names) -> date:
    """The period a paper reports on: what its charts end with and its figures speak of most, if the store bears it out.

    Raises:
        InputError: If nothing in the paper tells.
    """
    votes: Counter[date] = Counter()
    published = extraction.publication.published
    printed: set[Decimal | None] = set()
    for part in rolled.parts:
        for p in part.root.iter(f"{W}p"):
            found = list(reading.sentences(text_of(p)))
            figures = [f for s in found for f in s.figures if not f.is_change]
            for f in figures:
                printed.add(f.value.number if f.value.places or (f.value.number or 0) > 99 else None)
                if f.period is not None:
                    votes[f.period.end] += 1
            if not figures and (is_heading(p) or re.match(r"header|footer", part.name)):
                votes.update({m.period.end: 3 for s in found for m in s.mentions})
    for labels in _chart_labels(rolled.document):
        last = find_periods(labels[-1]) if labels else []
        if len(last) == 1:
            votes[last[0].period.end] += 3
    latest: dict[str, date] = {}
    for o in extraction.observations:
        if o.value.number is not None and (o.value.places or o.value.number > 99):
            printed.add(o.value.number)
        if o.role == "result" and o.period is not None and o.source.locator:
            table = o.source.locator.rsplit("/r", 1)[0]
            latest[table] = max(latest.get(table, o.period.end), o.period.end)
    for day in latest.values():
        votes[day] += 3
    allowed = {d: n for d, n in votes.items() if d < new_day and (published is None or d <= published)}
    chosen = None
    if allowed:
        most = max(allowed.values())
        # the latest of those that are spoken of nearly as often: a paper names its comparison as often as its period
        chosen = max(d for d, n in allowed.items() if n >= most / 2)
    elif extraction.publication.period is not None and extraction.publication.period.end < new_day:
        chosen = extraction.publication.period.end
    found_day = _borne_out(chosen, printed - {None}, new_day, reader, names)
    if found_day is None:
        raise InputError(
            "the paper does not say which period it reports on",
            where=extraction.publication.document,
            next_step="Say so with --from, such as --from 2016-03.",
        )
    return found_day


def _borne_out(
    chosen: date | None, printed: set[Decimal | None], new_day: date, reader: Reader, names: Names
) -> date | None:
    """The period found, or the latest at which the store has most of the paper's figures where it has none at that one.

    A school year "2023/24" ends in August, a reporting year in March: the figures tell which is meant. None where the
    period found is long ago and the store knows nothing of it.
    """

    def shared(day: date) -> int:
        found = (reader.figure(Subject(key), day) for key in names.indicators)
        return sum(isinstance(f, Known) and f.value.number in printed for f in found)

    if not printed or (chosen is not None and shared(chosen)):
        return chosen
    periods = (p.period for p in reader.store.publications() if p.period is not None)
    days = sorted({p.end for p in periods if p.end < new_day})
    counts = {d: shared(d) for d in days[-12:]}
    most = max(counts.values(), default=0)
    if most >= 2:
        return max(d for d, n in counts.items() if n == most)
    return None if chosen is not None and months_between(chosen, new_day) > 18 else chosen


def require_period(names: Names, reader: Reader, day: date) -> None:
    """Stop where the store knows nothing of a period.

    Raises:
        UnknownFigureError: If no result of any indicator is known.
    """
    if any(isinstance(reader.figure(Subject(key), day), Known) for key in names.indicators):
        return
    raise UnknownFigureError(
        f"no publication in the store gives any figure for {month_label(day)}",
        next_step="Add the new scorecard with: panelpaper normalise FILE",
    )


def _chart_labels(document: Any) -> list[list[str]]:
    from lxml import etree

    out = []
    for part in document.part.package.iter_parts():
        if not re.search(r"/charts/chart\d+\.xml$", str(part.partname)):
            continue
        root = etree.fromstring(part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
        cat = next(root.iter(f"{_C}cat"), None)
        if cat is not None:
            out.append([v.text or "" for v in cat.iter(f"{_C}v")])
    return out


def _shift_dates(job: Job, caption: Any) -> None:
    """A caption's dates slide with its chart's window."""
    for m in reversed(find_periods(text_of(caption))):
        if m.period.end > job.old_day:
            continue
        new = styles.restyle(m, job.moved(m.period))
        if new is not None and new != m.text:
            job.tracker.replace_text(caption, m.start, m.end, new)
            job.add("changed", "caption", "date", old=m.text, new=new)


def _meeting(rolled: Rolled, options: Options, job: Job) -> None:
    """The date of the meeting in the header block: given by the officer, or left for her."""
    done: set[Any] = set()
    for row in [*rolled.document.element.iter(f"{W}tr"), *rolled.document.element.iter(f"{W}p")]:
        words = " ".join(text_of(p) for p in row.iter(f"{W}p")) if row.tag == f"{W}tr" else text_of(row)
        if not re.match(r"\s*(?:To|Date|Meeting)\s*:?\s", words) or len(words) > 200:
            continue
        for p in row.iter(f"{W}p"):
            for m in reversed(find_periods(text_of(p))):
                if p in done:
                    continue
                done.add(p)
                new = styles.restyle(m, options.paper_date) if options.paper_date else None
                if new is None:
                    job.add(
                        "fill in", "header", f"the date of the meeting, '{m.text}', is the last paper's", old=m.text,
                        step="Give it with --date, or type it in Word.",
                    )  # fmt: skip
                elif new != m.text:
                    job.tracker.replace_text(p, m.start, m.end, new)
                    job.add("changed", "header", "date of the meeting", old=m.text, new=new)
    job.done |= done
