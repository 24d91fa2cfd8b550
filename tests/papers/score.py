"""Checking papers of the county: the store they are held against, what was found, and whether it is what was planted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from check import CheckReport, check_paper
from normalise import Register, Store
from records import Finding
from tests.papers import adults, children, highways
from tests.papers.county import before, month_end, register_toml, scorecards
from tests.papers.model import Paper, ids_in
from tests.papers.render import write

AUTHORS: dict[str, Callable[[date], Paper]] = {
    "children_panel": children.panel_paper,
    "children_note": children.monthly_note,
    "adults_quarterly": adults.quarterly_report,
    "adults_areas": adults.area_tables,
    "highways_trend": highways.trend_report,
    "highways_bulletin": highways.bulletin,
}
"""Authors whose papers may be looked at while the checker is built; those kept aside are in held_out.py."""

QUARTERS = tuple(before(month_end(2025, 3), n) for n in (0, 3, 6, 9))
"""Data months of the papers."""


@dataclass(frozen=True)
class County:
    """The council's register and its store of scorecards."""

    register: Register
    store: Store


def county(folder: Path) -> County:
    """Write the register and fill a store.

    Args:
        folder: An empty folder.
    """
    path = folder / "register.toml"
    path.write_text(register_toml(), encoding="utf-8")
    register = Register.load(path)
    store = Store.open(folder / "store.db")
    for scorecard in scorecards():
        added = store.add(scorecard, register)
        if added.unresolved:
            raise AssertionError(f"the county's own names must resolve: {added.unresolved[:3]}")
    return County(register, store)


def dev_papers(authors: Mapping[str, Callable[[date], Paper]] = AUTHORS) -> Iterator[Paper]:
    """Every author's paper of every quarter."""
    for end in QUARTERS:
        for author in authors.values():
            yield author(end)


@dataclass(frozen=True)
class Alarm:
    """One contradiction that was reported, by what a reader sees of it."""

    kind: str
    printed: str
    passage: str
    row: tuple[int, int] | None
    explanation: str


def alarms(report: CheckReport) -> list[Alarm]:
    """The contradictions of a report."""
    return [_alarm(report, f) for f in report.contradictions]


def _alarm(report: CheckReport, f: Finding) -> Alarm:
    passage = report.passage_of(f.place)
    row = (f.place.table, f.place.row) if f.place.table is not None and f.place.row is not None else None
    return Alarm(f.kind, f.printed, plain(passage.text if passage else f.place.printed), row, f.explanation)


def plain(text: str) -> str:
    """A text without line breaks and doubled spaces."""
    return re.sub(r"\s+", " ", text).strip()


def run(
    paper: Paper, folder: Path, changed: Mapping[int, str] | None, where: County, *, with_store: bool, stem: str = ""
) -> CheckReport:
    """Write a paper and check it."""
    path = write(paper, folder, changed, stem=stem)
    return check_paper(path, register=where.register, store=where.store if with_store else None)


def places_of(paper: Paper, marks: set[int], changed: Mapping[int, str]) -> tuple[set[str], set[tuple[int, int]]]:
    """Where marks stand: texts of their paragraphs, and (table, row) of their rows."""
    texts: set[str] = set()
    rows: set[tuple[int, int]] = set()
    number = 0
    for block in paper.blocks:
        if block.kind == "table":
            number += 1
            for r, row in enumerate(block.rows):
                if marks & {i for cell in row for i in ids_in(cell)}:
                    rows.add((number, r))
                    texts |= {plain(paper.filled(cell, changed)) for cell in row}
                    texts.add(plain(" ".join(paper.filled(cell, changed) for cell in row)))
        elif marks & set(ids_in(block.text)):
            texts.add(plain(paper.filled(block.text, changed)))
    return texts, rows


def points_at(alarm: Alarm, paper: Paper, marks: set[int], changed: Mapping[int, str]) -> bool:
    """Whether an alarm stands where one of the marks does."""
    texts, rows = places_of(paper, marks, changed)
    if alarm.row is not None and alarm.row in rows:
        return True
    if alarm.passage in texts:
        return alarm.row is None or paper.style == "txt"
    long = len(alarm.passage) > 25
    return long and any(alarm.passage in t or (len(t) > 25 and t in alarm.passage) for t in texts)
