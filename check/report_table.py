"""The report for the terminal: counts first, then what asks something of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from check.report import CheckReport
from check.wording import VERDICT_WORDS, kind_words, numerals_words, place_words, source_words, worth_showing
from records import VERDICTS

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

_COLOUR = {
    "agrees": "green",
    "agrees_within_rounding": "green",
    "contradicts": "bold red",
    "superseded": "yellow",
    "not_comparable": "cyan",
    "not_checked": "dim",
}


def print_report(report: CheckReport, console: Console, *, everything: bool = False) -> None:
    """Print a report.

    Args:
        report: Of a check.
        console: Where to.
        everything: Also the findings that agree or were not checked.
    """
    console.print(counts_table(report))
    for note in report.notes:
        console.print(note, style="dim")
    shown = [f for f in report.findings if everything or worth_showing(f)]
    if not shown:
        console.print("Nothing in the paper contradicts itself or what it was held against.")
        return
    from rich.markup import escape
    from rich.table import Table

    table = Table(show_lines=True, expand=True)
    table.add_column("verdict", width=11)  # "contradicts": no word of it is broken on 80 columns
    for title, ratio in (("where", 3), ("printed", 2), ("what", 7)):
        table.add_column(title, ratio=ratio, overflow="fold")
    for f in shown:
        what = [escape(f.explanation)]
        if f.working and f.working not in f.explanation:
            what.append(f"[dim]{escape(f.working)}[/dim]")
        here = report.path.name
        what += [f"[dim]{escape(source_words(s).replace(here, 'this paper', 1))}[/dim]" for s in f.sources[:2]]
        if f.advice:
            what.append(f"[italic]{escape(f.advice)}[/italic]")
        severity = f"\n{f.severity}" if f.verdict in {"contradicts", "superseded"} else ""
        table.add_row(
            f"[{_COLOUR[f.verdict]}]{VERDICT_WORDS[f.verdict]}[/]{severity}\n[dim]{kind_words(f.kind)}[/dim]",
            escape(place_words(f.place, report.section_of(f.place))),
            escape(f.printed),
            "\n".join(what),
        )
    console.print(table)


def counts_table(report: CheckReport) -> RenderableType:
    """The counts: findings by verdict, and every numeral of the paper by what it is."""
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    table = Table()
    table.add_column("verdict")
    table.add_column("findings", justify="right")
    counts = report.counts
    for verdict in VERDICTS:
        table.add_row(f"[{_COLOUR[verdict]}]{VERDICT_WORDS[verdict]}[/]", str(counts[verdict]))
    if report.accepted:
        table.add_row("accepted (baseline)", str(len(report.accepted)))
    numerals = report.numerals
    others = ", ".join(numerals_words(k, v) for k, v in numerals.items() if k not in {"total", "figure"})
    caption = f"{numerals['total']} numerals: {numerals['figure']} figures" + (f"; {others}" if others else "")
    return Group(Text(f"{report.path.name}: findings", style="italic"), table, Text(caption, style="dim"))
