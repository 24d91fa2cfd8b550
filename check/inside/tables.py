"""The tables of a paper as the checks see them: rows of cells under columns that are known by their words.

One reading for every table, recognised or not: Word, PDF, and plain text aligned by blanks. What the recogniser
made of a cell (its indicator, period, role) is used where it is there; nothing here depends on it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from check.inside.cell_signs import arrow_in, rag_word, smile
from check.inside.column_words import ColumnKind, column_kind
from check.inside.performance_words import performance_word
from check.inside.quarter_heads import in_turn
from check.inside.rating_cells import answers_as_ratings, coloured_blanks, side_of
from check.inside.status_keys import sign_colours
from check.paper import Figure, Paper, cell_key
from check.time_words import part_of_year
from records import RESULT_ROLES, Observation, Period, Source, find_periods, parse_period, quick


@quick
@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell: its text, and its figure where it states exactly one in front of any others in brackets.

    Attributes:
        passage: Index into `Paper.passages`.
        text: As printed, on one line.
        place: Where it stands.
        figure: The figure it states.
        second: The one in brackets behind it: "94% (91%)".
        seen: What the recogniser made of it.
        fill: Background colour "#rrggbb".
        sign: The colour that the paper's key gives its sign; "" where it is no sign.
    """

    passage: int
    text: str
    place: Source
    figure: Figure | None = None
    second: Figure | None = None
    seen: tuple[Observation, ...] = ()
    fill: str | None = None
    sign: str = ""

    @property
    def words(self) -> str:
        """Its text without the figure."""
        if self.figure is None or self.figure.place.span is None:
            return self.text
        printed = self.figure.value.printed.strip()
        return self.text.replace(printed, " ", 1).strip()

    @property
    def rag(self) -> str:
        """green, amber or red where its words (or the recogniser) say so; else ""."""
        word = self.sign or rag_word(self.words)
        if word or side_of(self.words):
            return word  # "Above target" says on which side it is, not whether that is good
        return next((o.word for o in self.seen if o.role == "rag" and o.word in {"green", "amber", "red"}), "")

    @property
    def arrow(self) -> str:
        """up, down or level where an arrow is drawn; else ""."""
        drawn = arrow_in(self.text)
        return drawn or next((o.word for o in self.seen if o.word in {"up", "down", "level"}), "")


@dataclass(frozen=True, slots=True)
class TableColumn:
    """One column.

    Attributes:
        index: 0-based.
        header: Its header path.
        kind: What it holds.
        period: The period its header names.
        order: Its place among columns that follow each other in time without dates: see `columns_in_time`.
    """

    index: int
    header: str
    kind: ColumnKind
    period: Period | None = None
    order: tuple[int, int] | None = None

    @property
    def leaf(self) -> str:
        """The lowest header cell."""
        return self.header.rpartition(" | ")[2].strip()


@dataclass(slots=True)
class TableRow:
    """One row of the body.

    Attributes:
        number: 0-based in its table.
        label: The words that name it.
        cells: By column.
        group: The heading row above it.
    """

    number: int
    label: str
    cells: dict[int, TableCell] = field(default_factory=dict)
    group: str = ""

    def figure(self, column: TableColumn | None) -> Figure | None:
        """Its figure in a column."""
        cell = self.cells.get(column.index) if column is not None else None
        return cell.figure if cell is not None and cell.figure and cell.figure.value.number is not None else None

    @property
    def place(self) -> tuple[int, int]:
        """For explanations: first passage and number."""
        return (min((c.passage for c in self.cells.values()), default=-1), self.number)


@dataclass(slots=True)
class Table:
    """One table.

    Attributes:
        number: 1-based in the document.
        columns: From left to right.
        rows: Of the body, without heading rows.
        first: Index of its first passage.
        caption: Caption or title.
        section: Headings it stands under.
        headings: Texts and places of its header cells by (row, column).
    """

    number: int
    columns: list[TableColumn]
    rows: list[TableRow]
    first: int
    caption: str = ""
    section: str = ""
    headings: dict[tuple[int, int], TableCell] = field(default_factory=dict)

    def of(self, *kinds: ColumnKind) -> list[TableColumn]:
        """Its columns of some kinds, from left to right."""
        return [c for c in self.columns if c.kind in kinds]


def tables_of(paper: Paper) -> list[Table]:
    """All tables of a paper, in order.

    Args:
        paper: With its figures.
    """
    known = paper.cache.get("tables")
    if not isinstance(known, list):  # many checks ask for them, and their words do not change
        known = paper.cache["tables"] = _read(paper)
    return [_of_now(paper, t) for t in known]


def _of_now(paper: Paper, table: Table) -> Table:
    """A table with its figures as they are tied by now."""
    rows = [
        TableRow(row.number, row.label, {n: _cell_of_now(paper, c) for n, c in row.cells.items()}, row.group)
        for row in table.rows
    ]
    headings = {at: _cell_of_now(paper, c) for at, c in table.headings.items()}
    return Table(table.number, list(table.columns), rows, table.first, table.caption, table.section, headings)


def _cell_of_now(paper: Paper, cell: TableCell) -> TableCell:
    figure = paper.figures[cell.figure.id] if cell.figure is not None else None
    second = paper.figures[cell.second.id] if cell.second is not None else None
    if figure is cell.figure and second is cell.second:
        return cell
    return TableCell(cell.passage, cell.text, cell.place, figure, second, cell.seen, cell.fill, cell.sign)


def _read(paper: Paper) -> list[Table]:
    groups: dict[int, list[int]] = defaultdict(list)
    for index, p in enumerate(paper.passages):
        if p.kind == "cell" and p.table:
            groups[p.table].append(index)
    by_cell = _observed(paper)
    signs = sign_colours(p.text for p in paper.passages if p.kind != "cell") if groups else {}
    blanks: dict[int, list[Observation]] = defaultdict(list)
    for seen in by_cell.values():
        for o in seen:
            if o.role == "rag" and o.source.table is not None and not o.source.printed.strip():
                blanks[o.source.table].append(o)
    return [_table(paper, n, indexes, by_cell, signs, blanks.get(n, [])) for n, indexes in sorted(groups.items())]


def _observed(paper: Paper) -> dict[tuple[object, ...], list[Observation]]:
    out: dict[tuple[object, ...], list[Observation]] = defaultdict(list)
    for o in paper.extraction.observations if paper.extraction else ():
        if o.source.table is not None and o.source.span is None:
            out[cell_key(o.source)].append(o)
    return out


def _of_column(seen: list[Observation], header: str) -> tuple[Observation, ...]:
    """What was read in one cell; in plain text the cells of a row have one place, and their column tells them apart."""
    if len({o.source.column for o in seen}) <= 1:
        same = (
            not seen or not seen[0].source.locator.startswith("line") or _leaf(seen[0].source.column) == _leaf(header)
        )
        return tuple(seen) if same else ()
    return tuple(o for o in seen if _leaf(o.source.column) == _leaf(header))


def _leaf(header: str) -> str:
    return " ".join(header.rpartition(" | ")[2].lower().split())


def _table(
    paper: Paper, number: int, indexes: list[int], observed: dict[tuple[object, ...], list[Observation]],
    signs: Mapping[str, str], blanks: Sequence[Observation],
) -> Table:  # fmt: skip
    rows: dict[int, TableRow] = {}
    headings: dict[tuple[int, int], TableCell] = {}
    headers: dict[int, str] = {}
    for i in indexes:
        p = paper.passages[i]
        cell = TableCell(
            i,
            " ".join(p.text.split()),
            p.source,
            *_figures(paper, i),
            _of_column(observed.get(cell_key(p.source), []), p.column_header),
            p.fill,
            signs.get(p.text.strip(), ""),
        )
        if p.is_header:
            headings[(p.row, p.col)] = cell
            continue
        row = rows.setdefault(p.row, TableRow(p.row, p.row_header))
        row.cells[p.col] = cell
        headers.setdefault(p.col, p.column_header)
    headers |= coloured_blanks(rows, headings, blanks)
    group = ""
    body = []
    for r in sorted(rows):
        row = rows[r]
        only = next(iter(row.cells.values())) if len(row.cells) == 1 else None
        if only is not None and only.figure is None and len(headers) > 1:
            group = only.text
            continue
        row.group = group
        row.label = row.label or _time_label(row)
        body.append(row)
    first = paper.passages[indexes[0]]
    columns = in_turn(_calendar_years([made_column(c, headers[c], body) for c in sorted(headers)]))
    columns = answers_as_ratings(columns, body)
    return Table(number, columns, body, indexes[0], first.context, first.section, headings)


def _calendar_years(columns: list[TableColumn]) -> list[TableColumn]:
    """The columns, those headed by years of the calendar alone ("2023 | 2024 | 2025") as results of these years."""
    years = {c.index: int(c.leaf) for c in columns if c.kind == "value" and re.fullmatch(r"(?:19|20)\d\d", c.leaf)}
    if len(years) < 2 or len(set(years.values())) < len(years) or max(years.values()) - min(years.values()) > 15:
        return columns
    return [
        replace(c, kind="result", period=Period(date(y, 1, 1), date(y, 12, 31))) if (y := years.get(c.index)) else c
        for c in columns
    ]


def _time_label(row: TableRow) -> str:
    """The time in the first cell of a row that nothing else names: "2020/21", "September"."""
    first = row.cells.get(min(row.cells))
    text = first.text if first is not None and first.figure is None else ""
    return text if text and len(text) < 30 and find_periods(text) else ""


def _figures(paper: Paper, index: int) -> tuple[Figure | None, Figure | None]:
    """The figure of a cell and the one in brackets behind it; none of a cell that says more."""
    here = sorted((f for f in paper.figures_of(index) if f.value.number is not None), key=lambda f: f.numeral.start)
    if len(here) <= 1:
        return (here[0] if here and not _wordy(paper, index) else None), None
    text = paper.passages[index].text
    first, second = here[0], here[1]
    between = text[first.numeral.end : second.numeral.start]
    plain = len(text) < 40 and not re.search(r"[a-z]{4,}", text[: first.numeral.start], re.IGNORECASE)
    if not plain or not re.fullmatch(r"\W{0,3}\(\D{0,6}", between):
        return None, None
    return first, (second if len(here) == 2 else None)


def bracketed(table: Table) -> Table | None:
    """The table of the figures in brackets, where most of its figures have one behind them; else None."""
    cells = [c for row in table.rows for c in row.cells.values() if c.figure is not None]
    with_second = [c for c in cells if c.second is not None]
    if len(with_second) < 3 or len(with_second) * 2 < len(cells):
        return None
    rows = []
    for row in table.rows:
        made = {n: replace(c, figure=c.second, second=None) for n, c in row.cells.items()}
        rows.append(TableRow(row.number, row.label, made, row.group))
    return Table(table.number, table.columns, rows, table.first, table.caption, table.section, table.headings)


def _wordy(paper: Paper, index: int) -> bool:
    """Whether a cell is a sentence rather than a figure with a word beside it."""
    return len(re.findall(r"[A-Za-z]{2,}", paper.passages[index].text)) > 4


def made_column(index: int, header: str, rows: list[TableRow]) -> TableColumn:
    """A column by its header and its cells.

    Args:
        index: 0-based.
        header: Its header path.
        rows: Of its table.
    """
    cells = [r.cells[index] for r in rows if index in r.cells]
    kind = _kind_by_cells(column_kind(header), cells)
    period, seen = _period(header), _common_period(cells)
    if period is None or (seen is not None and f"{period.end:%m%d}" == f"{seen.end:%m%d}"):
        period = seen  # a heading of years may reach over the quarters of another year
    if kind == "value" and period is not None and any(c.figure for c in cells):
        kind = "result"
    return TableColumn(index, header, kind, period)


_MAY_BE_DIRECTIONS = {
    "value", "result", "change", "percent_change", "benchmark", "met", "rag", "target", "outturn", "previous",
}  # fmt: skip


def _kind_by_cells(kind: ColumnKind, cells: list[TableCell]) -> ColumnKind:
    """What the cells say where the header leaves it open or promises something else."""
    told = [c for c in cells if c.text]
    if not told:
        return "rag" if cells and all(c.rag for c in cells) else kind
    figures = sum(c.figure is not None for c in told)
    rags = sum(bool(rag_word(c.text)) for c in told)
    roles = Counter(o.role for c in told for o in c.seen)
    if kind in {"green", "amber", "red"} and not any(re.search(r"\d", c.text) for c in told):
        return "value"
    if kind in {"rag", "previous_rag", "direction", "met", "polarity"} and figures * 2 > len(told):
        return "value" if kind != "direction" else "change"
    arrows = sum(bool(arrow_in(c.text)) or bool(smile(c.text)) for c in told)
    if figures == 0 and arrows * 2 > len(told) and kind in {"previous", "change", "percent_change", "direction"}:
        return "direction"  # arrows under "Since last quarter"
    if rags * 2 > len(told) and figures == 0 and kind not in {"previous_rag", "green", "amber", "red"}:
        return "rag"
    wordy = sum(bool(re.search(r"[a-z]{3,}", c.text, re.IGNORECASE)) for c in told)
    if kind in {"target", "result", "previous", "outturn", "owner"} and figures == 0 and wordy * 2 > len(told):
        kind = "value"  # words under "Standard" name the rows, words under "Since last quarter" say how they moved
    if figures == 0 and min(wordy, roles["rag"]) * 2 > len(told) and kind in {"value", "met", "rag"}:
        return "rag"  # "▲ Watch" on amber is a rating with its sign
    if kind in _MAY_BE_DIRECTIONS and figures == 0:
        if sum(bool(arrow_in(c.text)) for c in told) * 2 > len(told):
            return "direction"
        if sum(len(c.text) < 40 and bool(performance_word(c.text)) for c in told) * 2 > len(told):
            return "direction"
    if kind in {"value", "name"} and roles:
        role, n = roles.most_common(1)[0]
        known: dict[str, ColumnKind] = {
            "result": "result", "previous": "previous", "outturn": "outturn", "target": "target", "rag": "rag",
            "numerator": "numerator", "denominator": "denominator", "variance": "variance", "change": "change",
            "percent_change": "percent_change", "benchmark": "benchmark", "dot": "direction",
            "dot_previous": "direction", "dot_outturn": "direction",
        }  # fmt: skip
        if n * 2 > len(told) and role in known:
            return known[role]
    return kind


def _period(header: str) -> Period | None:
    parts = header.split(" | ")
    for n, text in enumerate(reversed(parts)):
        found = find_periods(text)
        if found:
            below = [part_of_year(part, found[-1].period) for part in parts[len(parts) - n :]]
            return next((p for p in below if p is not None), found[-1].period)
        whole = parse_period(text)
        if whole is not None:
            return whole
    if len(parts) > 1:
        joined = find_periods(" ".join(reversed(parts)))
        return joined[0].period if joined else None
    return None


def _common_period(cells: list[TableCell]) -> Period | None:
    """The period that the recogniser gave a column whose header says none."""
    told = Counter(o.period for c in cells for o in c.seen if o.period is not None and o.role in RESULT_ROLES)
    if not told:
        return None
    period, n = told.most_common(1)[0]
    return period if n * 2 > sum(told.values()) else None
