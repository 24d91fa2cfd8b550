"""The paper's own tables as a register: rows that no register knows name indicators too.

A council that keeps no register, or a paper on a service that it leaves out, still prints the same fact in its table
and in its sentences. The names of rows become indicators of this one check, so that sentences can be tied to them
and held against the table. Nothing of it is kept.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from check.inside.kpi_rows import KpiRow, kpi_rows, polarity_by_colour
from check.inside.tables import Table, TableCell, TableColumn, tables_of
from check.inside.wholes import whole_label
from check.paper import Figure, Paper
from records import Indicator, Label, Observation, Period, Polarity, Role, Unit, Value, find_periods

if TYPE_CHECKING:
    from normalise import Register

OWN = "own-"
"""Begins the keys of indicators that only the paper itself knows."""

_AREA_HEAD = re.compile(
    r"^\W*(?:by\s+)?(?:area|district|directorate|department|division|team|service|ward|locality|school|site|home|borough|depot|provider|region|zone|town)s?\W*$",
    re.IGNORECASE,
)
_RESULTS = {"result", "previous", "outturn"}
_LEAST = 2
"""Words that a row's name must have: "Minor" alone names nothing."""


def adopt_own_names(paper: Paper, register: Register | None) -> Register | None:
    """Give indicators of the paper's own to the rows of its tables that no register knows.

    Args:
        paper: Its figures and observations take the new keys.
        register: Indicators that are known; None where there is no register.

    Returns:
        The register with the paper's own indicators; the one given where there are none.
    """
    if paper.extraction is None:
        return register
    tables = tables_of(paper)
    found: dict[str, list[KpiRow]] = defaultdict(list)
    areas: dict[tuple[int, int], str] = {}
    for row in kpi_rows(paper, tables, register):
        named = _named(row)
        if named is None:
            continue
        name, area = named
        key = own_key(name)
        found[key].append(row)
        row.name, row.key, areas[(row.table.number, row.row.number)] = name, key, area
    found = {k: same for k, same in found.items() if _one_thing(same, areas)}
    rows = [row for same in found.values() for row in same]
    if not rows:
        return register
    _retell(paper, rows, areas)
    indicators = [_indicator(key, same) for key, same in found.items()]
    return _base(register).extended(indicators)


def _one_thing(rows: list[KpiRow], areas: dict[tuple[int, int], str]) -> bool:
    """Whether rows of one name state one thing: what they say of the same area and period agrees, but for one slip."""
    told: dict[tuple[str, object], list[Decimal]] = defaultdict(list)
    for row in rows:
        area = areas[(row.table.number, row.row.number)].lower()
        for column, figure in [(row.latest_column, row.latest), *row.earlier]:
            period = column.period or figure.claim.period
            if figure.value.number is not None:
                told[(area, period.end if period else column.leaf)].append(figure.value.number)
    pairs = [numbers for numbers in told.values() if len(numbers) > 1]
    apart = sum(len(set(numbers)) > 1 for numbers in pairs)
    return apart == 0 or (apart == 1 and len(pairs) >= 2)


def own_key(name: str) -> str:
    """The key of an indicator that only a paper names."""
    return OWN + "-".join(re.findall(r"[a-z0-9%]+", plain_name(name)))


def plain_name(name: str) -> str:
    """A printed name for comparing: one case, one word for per cent, no reference before it."""
    text = re.sub(r"^\s*(?:[A-Z]{1,5}[-/]?\d{1,3}[a-z]?|\d{1,2}(?:\.\d{1,2})*[a-z]?)\s*[.:)–-]?\s+(?=\S)", "", name)
    text = re.sub(r"\b(?:percentage|per\s?cent|proportion)(?=\s+of\b)", "%", text.lower())
    return " ".join(re.sub(r"[‐-―-]", " ", text).split())


def _base(register: Register | None) -> Register:
    if register is not None:
        return register
    import tomlkit

    from normalise import Register as Made

    return Made(tomlkit.document())


def _named(row: KpiRow) -> tuple[str, str] | None:
    """The indicator and area of a row that no register knows; None where the row names none."""
    if row.key or row.cohort != "all":
        return None
    o = row.latest.observation
    if o is not None and o.table in {"activity", "chart"}:
        return None
    if o is not None and o.role == "result" and o.indicator and o.indicator != row.row.label and o.area:
        return (o.indicator, o.area) if _tells(o.indicator) else None
    label = row.row.label.split(" | ")[0]
    head = row.table.columns[0].header.rpartition(" | ")[2] if row.table.columns else ""
    if _AREA_HEAD.match(head):
        name = _subject(row)
        return (name, "" if whole_label(label) else label) if name else None
    if whole_label(label) or re.match(r"^\W*(?:sub-?\s?)?total\b", label, re.IGNORECASE):
        return None
    name = row.row.label.replace(" | ", " ") if len(label) < 8 else label
    return (name, "") if _tells(name) and row.latest_column.period is not None or _tells(name, 3) else None


def _tells(name: str, least: int = _LEAST) -> bool:
    return len(re.findall(r"[A-Za-z]{3,}|%", name)) >= least


def _subject(row: KpiRow) -> str:
    """What a table by area is of: its column's own words, else its caption."""
    texts = [row.latest_column.header.rpartition(" | ")[2], row.table.caption]
    for text in texts:
        body = re.sub(r"^\W*(?:table|figure|appendix)\s+\w+\s*[:.–-]?\s*", "", text, flags=re.IGNORECASE)
        for m in reversed(find_periods(body)):
            body = body[: m.start] + " " + body[m.end :]
        body = re.split(r"\bby\s+(?:area|district|directorate|department|team|service|ward|locality|school|site)\b", body, flags=re.IGNORECASE)[0]
        body = re.sub(r"\b(?:12|twelve)\s+months\s+to\b|\b(?:at|as\s+at|in|to|for)\s*$|[,;:–-]\s*$", " ", body.strip(" ,;:–-"), flags=re.IGNORECASE)
        body = " ".join(body.split()).strip(" ,;:–-")
        if _tells(body):
            return body
    return ""


def _indicator(key: str, rows: list[KpiRow]) -> Indicator:
    first = rows[0]
    units: list[Unit] = [r.latest.value.unit for r in rows]
    unit = max(set(units), key=units.count)
    told: list[Polarity] = [r.polarity or polarity_by_colour(r)[0] for r in rows]
    ways = set(told) - {""}
    polarity: Polarity = ways.pop() if len(ways) == 1 else ""
    targets: dict[str, Decimal] = {}
    for row in rows:
        period = row.period
        if row.target_number is not None and period is not None and row.target is not None:
            targets.setdefault(period.reporting_year, row.target_number)
    return Indicator(
        key, first.name, (Label(first.name),), unit=unit, places=max(0, first.latest.value.places), polarity=polarity,
        targets=targets,
    )  # fmt: skip


def _retell(paper: Paper, rows: list[KpiRow], areas: dict[tuple[int, int], str]) -> None:
    """Figures and colours of the rows as observations with the new keys; those that were read get the key."""
    assert paper.extraction is not None
    made: dict[int, Observation] = {}
    added: list[Observation] = []
    replaced: dict[int, Observation] = {}
    for row in rows:
        area = areas[(row.table.number, row.row.number)]
        for role, figure, period, cell in _facts(paper, row):
            seen = next((o for o in cell.seen if o.role == role), None)
            if seen is not None and period is None:
                period = seen.period
            value = figure.value if figure is not None else Value(cell.text, None, 0, "")
            o = Observation(
                replace(cell.place, printed=cell.text), row.name, role, value, word="" if figure else cell.rag,
                table=seen.table if seen is not None else "scorecard", indicator_key=row.key, area=area,
                polarity=row.polarity, period=period, period_label=period.label() if period else "",
            )  # fmt: skip
            for old in cell.seen:
                replaced[id(old)] = o
            if not cell.seen:
                added.append(o)
            if figure is not None:
                made[figure.id] = o
    told: set[int] = set()
    observations: list[Observation] = []
    for old in paper.extraction.observations:
        new = replaced.get(id(old))
        if new is None:
            observations.append(old)
        elif id(new) not in told:
            told.add(id(new))
            observations.append(new)
    paper.extraction = replace(paper.extraction, observations=(*observations, *added))
    for number, o in made.items():
        paper.figures[number] = _as_told(paper.figures[number], o)


def _as_told(f: Figure, o: Observation) -> Figure:
    claim = replace(
        f.claim, indicator=o.indicator, indicator_key=o.indicator_key, area=o.area, period=o.period or f.claim.period,
        role=o.role,
    )  # fmt: skip
    return replace(f, claim=claim, observation=o)


def _facts(paper: Paper, row: KpiRow) -> Iterator[tuple[Role, Figure | None, Period | None, TableCell]]:
    """What a row states: role, figure (None for a colour), period and cell."""
    now = row.period or _caption_period(row.table) or paper.period
    for column, figure, role in _results(row):
        period = column.period or figure.claim.period
        if column is row.latest_column:
            period = period or now
        if period is None and role == "result":
            continue
        yield role, figure, period, row.row.cells[column.index]
    if row.target is not None and row.target_cell is not None:
        yield "target", row.target, now, row.target_cell
    parts: Iterable[tuple[Role, Figure | None]] = (("numerator", row.numerator), ("denominator", row.denominator))
    for role, part in parts:
        cell = next((c for c in row.row.cells.values() if part is not None and c.figure is part), None)
        if part is not None and cell is not None:
            yield role, part, now, cell
    for cell, coloured, period in row.rags():
        if cell.figure is None:
            yield "rag", None, (period or now) if coloured.id == row.latest.id else period, cell


def _results(row: KpiRow) -> Iterator[tuple[TableColumn, Figure, Role]]:
    yield row.latest_column, row.latest, "result"
    for column, figure in row.earlier:
        if column.period is not None or figure.claim.period is not None:
            yield column, figure, "result"


def _caption_period(table: Table) -> Period | None:
    found = find_periods(table.caption)
    return found[-1].period if found else None
