"""Cells that say whether a target is met ("Yes", "No", "✓") against the result and target of their row."""

from __future__ import annotations

from collections.abc import Sequence

from check.inside.items import answer
from check.inside.kpi_rows import KpiRow, printed_target
from check.inside.tables import TableCell
from check.judgements import Results, printed
from check.paper import cell_key
from records import Finding

_FEWEST = 2
"""Other rows whose answers must follow from their targets."""


def check_met_cells(rows: Sequence[KpiRow], results: Results) -> None:
    """Find the one row of a table whose answer its result and target do not bear out, where all others' do.

    Args:
        rows: Rows of indicators.
        results: Takes the findings; a cell that is called wrong already is left alone.
    """
    done = {cell_key(f.place) for f in results.findings if f.verdict == "contradicts"}
    by_table: dict[int, list[tuple[KpiRow, TableCell, bool, bool]]] = {}
    for row in rows:
        told = _told(row)
        if told is not None:
            by_table.setdefault(row.table.number, []).append((row, *told))
    for of_table in by_table.values():
        wrong = [x for x in of_table if x[2] != x[3]]
        if len(wrong) != 1 or len(of_table) - 1 < _FEWEST:
            continue
        ((row, cell, _, met),) = wrong
        if cell_key(cell.place) in done:
            continue
        better = "higher" if row.polarity == "H" else "lower"
        results.findings.append(
            Finding(
                "contradicts", "rag", cell.place, cell.text,
                f"{row.label}: {printed(row.latest)} {'meets' if met else 'misses'} the target {printed_target(row)}, "
                f"{better} being better ({row.why_polarity}), but the table says '{cell.text}'.",
                f"{printed(row.latest)} against {printed_target(row)}", "serious",
                (row.latest.place, *([row.target.place] if row.target else [])),
                "Correct the answer, the result or the target.", row.name, row.key, "met" if met else "missed",
            )
        )  # fmt: skip


def _told(row: KpiRow) -> tuple[TableCell, bool, bool] | None:
    """The cell that answers, what it says, and what result and target say; None where either is not known."""
    target = row.target_number
    cells = [c for column in row.table.of("met") if (c := row.row.cells.get(column.index)) is not None]
    if target is None or row.polarity not in {"H", "L"} or len(cells) != 1:
        return None
    said = answer(cells[0].text)
    q = row.quantity
    if said is None or (q.low < target < q.high):
        return None
    return cells[0], said, q.low >= target if row.polarity == "H" else q.high <= target
