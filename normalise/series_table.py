"""A history in the terminal and as CSV."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

from normalise.series import History, Row, place, shown

if TYPE_CHECKING:
    from rich.console import Console

CSV_COLUMNS = (
    "indicator_key", "indicator", "area", "cohort", "period", "period_start", "basis", "result", "value", "unit",
    "numerator", "denominator", "rag", "target", "publication", "place", "published", "first_result",
    "first_publication", "first_published", "revised", "revisions", "break", "remarks",
)  # fmt: skip
"""Columns of a history as CSV: one row a period, all text, empty where not known. result: as printed, what holds now.
first_*: as first published. revised: yes or no. revisions: each change with both publications. break: why the figures
before cannot be compared with this one and those after."""


def csv_row(h: History, row: Row) -> dict[str, str]:
    """One period as a row of CSV_COLUMNS."""
    f, s, period = row.figure, row.source, row.figure.period
    number = f.value.number
    return {
        "indicator_key": h.key,
        "indicator": h.name,
        "area": h.area or s.observation.area,
        "cohort": h.cohort,
        "period": period.end.isoformat(),
        "period_start": period.start.isoformat(),
        "basis": period.basis,
        "result": shown(s),
        "value": "" if number is None else format(number, "f"),
        "unit": f.value.unit,
        "numerator": f.numerator.printed if f.numerator else "",
        "denominator": f.denominator.printed if f.denominator else "",
        "rag": row.rag,
        "target": row.target,
        "publication": s.publication.document,
        "place": place(s),
        "published": s.publication.published.isoformat() if s.publication.published else "",
        "first_result": shown(f.first),
        "first_publication": f.first.publication.document,
        "first_published": f.first.publication.published.isoformat() if f.first.publication.published else "",
        "revised": "yes" if f.revised else "no",
        "revisions": "; ".join(
            f"{shown(r.earlier)} ({r.earlier.publication}) -> {shown(r.later)} ({r.later.publication})"
            for r in f.revisions
        ),
        "break": "; ".join(b.why for b in row.breaks),
        "remarks": "; ".join(row.remarks),
    }


def write_csv(histories: Sequence[History], out: TextIO) -> int:
    """Write histories as CSV; cells that a spreadsheet would run as a formula are made harmless.

    Returns:
        How many rows.
    """
    from normalise.export import guard

    writer = csv.DictWriter(out, CSV_COLUMNS, lineterminator="\n")
    writer.writeheader()
    n = 0
    for h in histories:
        for row in h.rows:
            writer.writerow({c: guard(v) for c, v in csv_row(h, row).items()})
            n += 1
    return n


def heading(h: History) -> str:
    """What a history is of, in one line."""
    parts = [h.name if h.name == h.key else f"{h.name}  [{h.key}]"]
    if h.area:
        parts.append(h.area)
    if h.cohort != "all":
        parts.append(f"cohort {h.cohort}")
    if h.as_known_on:
        parts.append(f"as known on {h.as_known_on.day} {h.as_known_on:%B %Y}")
    return " - ".join(parts)


def footing(h: History) -> list[str]:
    """What else is stated of the indicator."""
    out = []
    if h.other_cohorts:
        out.append(f"Also for cohort: {', '.join(h.other_cohorts)} (--cohort)")
    if h.other_areas:
        out.append(f"Also for: {', '.join(h.other_areas)} (--area)")
    return out


_COLUMNS = ("Period", "Result", "Num/Denom", "RAG", "Target", "Publication", "Place", "Published")


def cells(row: Row) -> tuple[str, ...]:
    """A period's cells, in the order of the table's columns."""
    s = row.source
    day = s.publication.published
    result = shown(s) + (" *" if row.figure.revised else "")
    out = f"{day.day} {day:%b %Y}" if day else "not dated"
    return (
        row.figure.period.label(),
        result,
        row.parts,
        row.rag.capitalize(),
        row.target,
        s.publication.document,
        place(s),
        out,
    )


def print_plain(h: History, out: TextIO) -> None:
    """Aligned text without colour or frames, for pipes and files."""
    print(heading(h), file=out)
    table = [_COLUMNS, *(cells(r) for r in h.rows)]
    widths = [max(len(row[i]) for row in table) for i in range(len(_COLUMNS))]
    print("  ".join(c.ljust(w) for c, w in zip(_COLUMNS, widths, strict=True)).rstrip(), file=out)
    for row in h.rows:
        for b in row.breaks:
            print(_break_line(b.why, b.certain), file=out)
        print("  ".join(c.ljust(w) for c, w in zip(cells(row), widths, strict=True)).rstrip(), file=out)
        for remark in row.remarks:
            print(f"    {remark}", file=out)
    for line in footing(h):
        print(line, file=out)


def print_rich(h: History, console: Console) -> None:
    """A framed table for a terminal; colours stand beside words, never alone."""
    from rich.markup import escape
    from rich.table import Table

    table = Table(title=escape(heading(h)), title_justify="left", caption_justify="left")
    for column in _COLUMNS:
        table.add_column(column, justify="right" if column in {"Result", "Num/Denom", "Target"} else "left")
    colours = {"Red": "red", "Amber": "yellow", "Green": "green"}
    for row in h.rows:
        for b in row.breaks:
            table.add_section()
            table.add_row("[bold]BREAK[/bold]", "", "", "", "", f"[bold]{escape(b.why)}[/bold]", "", "")
            table.add_section()
        shown_cells = [escape(c) for c in cells(row)]
        colour = colours.get(shown_cells[3])
        if colour:
            shown_cells[3] = f"[{colour}]{shown_cells[3]}[/{colour}]"
        table.add_row(*shown_cells)
        for remark in row.remarks:
            table.add_row("", "", "", "", "", f"[dim]{escape(remark)}[/dim]", "", "")
    table.caption = "\n".join(escape(line) for line in (*_legend(h), *footing(h))) or None
    console.print(table)


def _legend(h: History) -> list[str]:
    return ["* revised: the newest figure is shown"] if any(r.figure.revised for r in h.rows) else []


def _break_line(why: str, certain: bool) -> str:
    return f"---- {'break in series' if certain else 'possible break in series'}: {why} ----"
