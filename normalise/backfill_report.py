"""What a back-fill prints: a bar while it runs (on terminals only), a summary at the end."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from normalise.last_run import Told

if TYPE_CHECKING:
    from normalise.backfill import BackFill, Item
    from normalise.store import Store
    from records import Finding

_COLUMNS = ("Publication", "Kind", "Period", "Published", "Figures", "Names", "Review", "New", "Checks", "State")
_MANY = 40
"""With more publications than this, those stored without any question are counted, not listed."""

_EACH = 3
"""So many self-checks that do not agree are printed for a publication ..."""

_DOCUMENTS = 10
"""... and for so many publications."""


class Progress:
    """A bar on the terminal's error channel; nothing where that is not a terminal."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._task: Any = None

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()

    def started(self, files: int) -> None:
        """Begin to count."""
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
            from rich.progress import Progress as Bar

            self._bar = Bar(
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                TextColumn("{task.description}"),
                console=Console(stderr=True),
                transient=True,
            )
            self._task = self._bar.add_task("reading", total=files)
            self._bar.start()

    def done(self, item: Item) -> None:
        """One file more."""
        if self._bar is not None:
            from rich.markup import escape

            self._bar.update(self._task, advance=1, description=escape(item.path.name))


def print_report(run: BackFill, store: Store, *, review: Path | None, lists: Sequence[Path] = ()) -> None:
    """Print the summary of a back-fill.

    Args:
        run: What it did.
        store: Where to.
        review: File of the names that wait, if one was asked for.
        lists: Files of the self-checks that do not agree, and of what was not understood, if they were written.
    """
    rows = [_cells(i) for i in run.items if i.error is None and _listed(i, len(run.items))]
    if rows:
        if sys.stdout.isatty():
            _rich(rows)
        else:
            _plain(rows)
    for line in _failures(run):
        print(line)
    _self_checks(run)
    for line in _totals(run, store, review, lists):
        print(line)


def _failures(run: BackFill) -> list[str]:
    out = []
    for item in run.failed:
        assert item.error is not None
        out.append(
            f"Not read: {item.path.name}: {item.error.what}" + (f" ({item.error.why})" if item.error.why else "")
        )
        if item.error.next_step:
            out.append(f"    Next: {item.error.next_step}")
    return out


def told_again(run: BackFill, store: Store) -> Told:
    """What a run over the same files will tell, where nothing changes."""
    from normalise.backfill import BackFill, Item

    items = [i if i.error is not None else Item(i.path, i.publication, already=True) for i in run.items]
    again = BackFill(items, run.left_alone, waiting=run.waiting)
    rows = [list(_cells(i)) for i in items if i.error is None and _listed(i, len(items))]
    return Told(rows, [*_failures(again), *_totals(again, store, None, ())], int(again.exit_code))


def print_told(told: Told) -> None:
    """Print what the last run left to be told."""
    if told.rows:
        (_rich if sys.stdout.isatty() else _plain)([tuple(row) for row in told.rows])
    for line in told.lines:
        print(line)


def _self_checks(run: BackFill) -> None:
    """The most serious self-checks of each publication; the whole list goes to a file."""
    by_document: dict[str, list[Finding]] = {}
    for finding in run.contradictions:
        by_document.setdefault(finding.place.document, []).append(finding)
    order = {"serious": 0, "minor": 1, "note": 2}
    for n, (document, found) in enumerate(by_document.items()):
        if n == _DOCUMENTS:
            print(f"... and self-checks of {len(by_document) - n} more publications that do not agree.")
            break
        for finding in sorted(found, key=lambda f: order[f.severity])[:_EACH]:
            working = f" ({finding.working})" if finding.working else ""
            print(f"Self-check: {finding.place}: {finding.explanation}{working}")
        if len(found) > _EACH:
            print(f"    ... and {len(found) - _EACH} more in {document}.")


def _listed(item: Item, count: int) -> bool:
    return count <= _MANY or bool(item.review or item.new or item.contradicts or item.unread)


def _cells(i: Item) -> tuple[str, ...]:
    p = i.publication
    if p is None:
        return (i.path.name, "", "", "", "", "", "", "", "", "in the store already")
    published = f"{p.published.day} {p.published:%b %Y}" if p.published else "not dated"
    period = p.period.label() if p.period else "not known"
    if i.already:
        return (i.path.name, p.kind.replace("_", " "), period, published, "", "", "", "", "", "in the store already")
    checks = (
        f"{i.agrees} agree" + (f", {i.contradicts} not" if i.contradicts else "") if i.agrees + i.contradicts else ""
    )
    state = "stored" + (f", {i.unread} not understood" if i.unread else "")
    return (
        i.path.name,
        p.kind.replace("_", " "),
        period,
        published,
        f"{i.stored:,}",
        str(i.accepted),
        str(i.review),
        str(i.new),
        checks,
        state,
    )


def _plain(rows: Sequence[tuple[str, ...]]) -> None:
    table = [_COLUMNS, *rows]
    widths = [max(len(row[n]) for row in table) for n in range(len(_COLUMNS))]
    for row in table:
        print("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip())


def _rich(rows: Sequence[tuple[str, ...]]) -> None:
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    table = Table(title="Publications", title_justify="left")
    for column in _COLUMNS:
        table.add_column(column, justify="right" if column in {"Figures", "Names", "Review", "New"} else "left")
    for row in rows:
        table.add_row(*(escape(c) for c in row))
    Console().print(table)


def _totals(run: BackFill, store: Store, review: Path | None, lists: Sequence[Path]) -> list[str]:
    new = [i for i in run.items if i.error is None and not i.already]
    already = sum(i.already for i in run.items)
    publications = store.publications()
    ends = sorted({p.period.end for p in publications if p.period is not None and p.kind == "scorecard"})
    out = [
        f"{_n(len(run.items), 'file')}: {len(new)} stored with {sum(i.stored for i in new):,} figures, "
        f"{already} in the store already, {len(run.failed)} not read."
    ]
    out.append(
        f"The store {store} holds {_n(len(publications), 'publication')} and {_n(len(store.keys()), 'indicator')}"
        + (f"; scorecards from {ends[0]:%b %Y} to {ends[-1]:%b %Y}." if ends else ".")
    )
    checks = sum(i.agrees + i.contradicts for i in new)
    if checks:
        wrong = sum(i.contradicts for i in new)
        where = f" (all in {lists[0]})" if wrong and lists else ""
        out.append(f"Self-checks: {checks:,} made, {wrong} do not agree{where}.")
    unread = sum(i.unread for i in new)
    if unread:
        where = f" (all in {lists[1]})" if lists else "; --review lists them in a file, with all self-checks"
        out.append(f"Seen and not understood: {unread}{where}.")
    if run.revised:
        out.append(f"Figures revised: {run.revised}; see them with: panelpaper export revisions.csv --what revisions")
    for key, b in run.breaks:
        out.append(f"Possible break in series: {key} from {b.since:%b %Y}: {b.why}")
    if run.left_alone:
        out.append(f"Left alone in the folders: {_n(len(run.left_alone), 'other file')} ({_endings(run.left_alone)}).")
    if run.settled_later:
        out.append(f"Names that waited and are settled now: {run.settled_later}.")
    if run.waiting:
        where = f"They are in {review}" if review else "Write them with --review review.xlsx"
        out.append(f"Names that wait for a decision: {run.waiting}. {where}; then: panelpaper review")
    return out


def _n(count: int, word: str) -> str:
    return f"{count:,} {word}" + ("" if count == 1 else "s")


def _endings(paths: Sequence[Path]) -> str:
    return ", ".join(sorted({p.suffix.lower() or p.name for p in paths})[:6])
