"""Parquet: all columns as text, exactly, with the number and the last day beside them as numbers and dates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from normalise.export import Table

BATCH = 50_000
_ADDED = ("number", "period_end")


def write_parquet(table: Table, out: Path) -> int:
    """Write a table; "number" (float) and "period_end" (date) are added for programs.

    Returns:
        Number of rows.

    Raises:
        NeedsExtraError: If pyarrow is not installed.
    """
    pa, pq = _arrow()
    columns = list(table.columns)
    fields = [pa.field(c, pa.string()) for c in columns]
    schema = pa.schema([*fields, pa.field("number", pa.float64()), pa.field("period_end", pa.date32())])
    value = columns.index("value") if "value" in columns else None
    period = columns.index("period") if "period" in columns else None
    n = 0
    rows = iter(table.rows)
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        while batch := list(islice(rows, BATCH)):
            data: list[Any] = [pa.array([r[i] for r in batch], pa.string()) for i in range(len(columns))]
            data.append(pa.array([None if value is None else _number(r[value]) for r in batch], pa.float64()))
            data.append(pa.array([None if period is None else _day(r[period]) for r in batch], pa.date32()))
            writer.write_table(pa.table(data, schema=schema))
            n += len(batch)
    return n


def read_parquet(path: Path) -> tuple[list[str], list[list[str]]]:
    """The text columns and rows of a file that `write_parquet` wrote."""
    _, pq = _arrow()
    found = pq.read_table(path)
    columns = [c for c in found.column_names if c not in _ADDED]
    lists = [found.column(c).to_pylist() for c in columns]
    return columns, [list(row) for row in zip(*lists, strict=True)]


def _arrow() -> tuple[Any, Any]:
    from normalise.export import needs_parquet

    try:
        import pyarrow
        import pyarrow.parquet
    except ModuleNotFoundError:
        raise needs_parquet() from None
    return pyarrow, pyarrow.parquet


def _number(text: str) -> float | None:
    try:
        return float(Decimal(text))
    except InvalidOperation:
        return None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
