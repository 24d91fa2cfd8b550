"""Tables of indicators that run downwards: one indicator to a column; periods, target and colour as rows.

Turned round they are tables like all others, and the same checks read them.
"""

from __future__ import annotations

from collections.abc import Sequence

from check.inside.column_words import column_kind
from check.inside.tables import Table, TableRow, made_column
from records import find_periods, parse_period

_ROW_KINDS = {"result", "previous", "outturn", "target", "rag", "previous_rag", "direction", "change", "percent_change",
              "variance", "green", "amber", "red", "bands", "met", "polarity", "benchmark"}  # fmt: skip


def turned_tables(tables: Sequence[Table]) -> list[Table]:
    """The tables of indicators among some that run downwards, turned round.

    Args:
        tables: As printed.
    """
    return [made for t in tables if (made := _turned(t)) is not None]


def _turned(table: Table) -> Table | None:
    if len(table.rows) < 3 or len(table.columns) < 3:
        return None
    labels = {row.number: row.label.split(" | ")[0] for row in table.rows}
    told = [n for n, text in labels.items() if parse_period(text) is not None or column_kind(text) in _ROW_KINDS]
    dated = [n for n in told if parse_period(labels[n]) is not None]
    judged = [n for n in told if column_kind(labels[n]) in {"target", "rag", "direction", "met"}]
    heads = [c for c in table.columns[1:] if not find_periods(c.header) and parse_period(c.leaf) is None]
    if len(told) < len(labels) - 1 or not dated or not judged or len(heads) * 2 <= len(table.columns[1:]):
        return None
    if any(column_kind(c.leaf) in {"target", "rag", "direction", "previous", "change"} for c in table.columns[1:]):
        return None
    rows = []
    for column in table.columns[1:]:
        cells = {r.number: cell for r in table.rows if (cell := r.cells.get(column.index)) is not None}
        if any(cell.figure is not None for cell in cells.values()):
            rows.append(TableRow(column.index, column.header, cells))
    columns = [made_column(row.number, labels[row.number], rows) for row in table.rows]
    return Table(table.number, columns, rows, table.first, table.caption, table.section)
