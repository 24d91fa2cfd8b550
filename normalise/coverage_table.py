"""Coverage in the terminal and as CSV."""

from __future__ import annotations

import csv
from typing import TextIO

from normalise.coverage import KIND_WORDS, Coverage, Line, by_year, ranges
from normalise.export import guard
from records import day_label

CELL_COLUMNS = ("indicator_key", "indicator", "period", "status", "printed", "publications", "would_fill")
"""Columns of coverage as CSV: one row for each indicator x period, status as in `coverage.CellStatus`."""

_PACE = {0: "once", 1: "monthly", 3: "quarterly", 6: "half-yearly", 12: "yearly"}


def write_cells(found: Coverage, out: TextIO) -> int:
    """Write every cell as CSV.

    Returns:
        How many.
    """
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CELL_COLUMNS)
    n = 0
    for line in found.lines:
        for c in line.cells:
            row = (c.key, line.name, c.end.isoformat(), c.status, c.printed, "; ".join(c.publications), c.would_fill)
            writer.writerow([guard(text) for text in row])
            n += 1
    return n


def print_coverage(found: Coverage, out: TextIO, *, terminal: bool) -> None:
    """Print the coverage: by indicator and year, the gaps, and what would fill most of them."""
    years = sorted({y for line in found.lines for y in by_year(line)})
    if terminal:
        _rich(found, years, out)
    else:
        _plain(found, years, out)
    for text in summary(found):
        print(text, file=out)


def summary(found: Coverage) -> list[str]:
    """What is missing, in sentences."""
    out = []
    for line in found.lines:
        for status in ("missing", "waiting", "not printed", "no figure printed"):
            ends = [c.end for c in line.gaps if c.status == status]
            if ends:
                out.append(f"{line.key}: {status}: {ranges(ends, line.step)}")
    if found.missing:
        out.append("Publications that would fill gaps:")
        for m in found.missing:
            label = day_label(m.end)
            fills = "1 indicator" if len(m.keys) == 1 else f"{len(m.keys)} indicators"
            out.append(f"  {KIND_WORDS.get(m.kind, 'publication')} for {label}: {fills}")
    if found.absent:
        out.append(f"Indicators of the register without any figure ({len(found.absent)}): {', '.join(found.absent)}")
    if found.waiting:
        out.append(
            f"Printed names that wait for a decision and may fill more: {len(found.waiting)} ('panelpaper review')."
        )
    share = f" ({100 * found.filled / found.expected:.1f}%)" if found.expected else ""
    out.append(f"{found.filled:,} of {found.expected:,} cells have a figure{share}.")
    return out


def _row(line: Line, years: list[str]) -> list[str]:
    counts = by_year(line)
    cells = [f"{counts[y][0]}/{counts[y][1]}" if y in counts else "" for y in years]
    first, last = line.cells[0].end, line.cells[-1].end
    pace = _PACE.get(line.step, f"every {line.step} months")
    return [line.key, pace, day_label(first), day_label(last), *cells]


def _plain(found: Coverage, years: list[str], out: TextIO) -> None:
    table = [["Indicator", "Pace", "First", "Last", *years], *(_row(line, years) for line in found.lines)]
    widths = [max(len(row[n]) for row in table) for n in range(len(table[0]))]
    for row in table:
        print("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip(), file=out)


def _rich(found: Coverage, years: list[str], out: TextIO) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(title="Coverage: cells with a figure / all cells, by reporting year", title_justify="left")
    table.add_column("Indicator", overflow="fold")
    for column in ("Pace", "First", "Last", *years):
        table.add_column(column, no_wrap=True)
    for line in found.lines:
        cells = [escape(c) for c in _row(line, years)]
        marked = [f"[bold]{c}[/bold]" if "/" in c and len(set(c.split("/"))) > 1 else c for c in cells[4:]]
        table.add_row(*cells[:4], *marked)
    Console(file=out).print(table)
