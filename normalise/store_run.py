"""Runs the verbs about the store: asks the stages, prints for a person or for a pipe."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from normalise.defaults import open_register, open_store, register_file
from records import ExistsError, ExitCode, InputError, OutputError, UnknownFigureError, day_label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from normalise.export import Table
    from normalise.register import Register
    from normalise.series import History
    from normalise.store import Store


def run_normalise(
    paths: Sequence[Path], *, store: str, register: Path | None, review: Path | None, jobs: int = 1
) -> int:
    """One run of ``panelpaper normalise``.

    Returns:
        0, or 12 where files could not be read, or 13 where names wait for a decision.
    """
    from normalise.files import find_files
    from normalise.last_run import facts_of, is_settled, state_of, told_before

    found, other = find_files(paths)
    state = state_of(store, paths, [*found, *other], register_file(register))
    told = told_before(store, state) if review is None else None
    if told is not None:
        from normalise.backfill_report import print_told

        print_told(told)
        return told.exit_code
    from normalise.backfill import back_fill
    from normalise.backfill_report import Progress, print_report, told_again

    settled = is_settled(store, state)
    known = open_register(register)
    with open_store(store, create=True) as opened:
        with Progress() as progress:
            run = back_fill(
                paths, opened, known, jobs=jobs, settled=settled, started=progress.started, done=progress.done
            )
        if review is not None and run.waiting:
            from normalise.review import items_of
            from normalise.review_files import write_review

            write_review(review, items_of(opened.waiting(), known), known)
        lists: tuple[Path, ...] = ()
        if review is not None and any(i.stored for i in run.items):
            from normalise.backfill_files import write_self_checks, write_unread

            lists = (review.with_name("self_checks.csv"), review.with_name("unread.csv"))
            write_self_checks(lists[0], run.contradictions)
            write_unread(lists[1], run.unread)
        print_report(run, opened, review=review, lists=lists)
        facts = facts_of(told_again(run, opened)) if all(i.lasting for i in run.failed) else ""
        opened.keep_run(state.asked, state.files, state.register, facts)
    return int(run.exit_code)


def run_explain(name: str, *, store: str, register: Path | None) -> int:
    """Print how a printed name was decided wherever it stands in the store, and how the register decides it now."""
    from normalise.canonical import clean, plain

    known = open_register(register)
    wanted = plain(clean(name))
    found = False
    if "://" in store or Path(store).is_file():
        with open_store(store, create=False) as opened:
            for publication, mention in opened.mentions():
                if plain(clean(mention.name[0])) != wanted:
                    continue
                found = True
                outcome = f"{mention.verdict}: {mention.key}" if mention.key else mention.verdict
                section = f" ({mention.name[2]})" if mention.name[2] else ""
                print(f"{publication}: {mention.name[0]}{section}")
                print(f"  {outcome}, by {mention.decided_by}")
                for rung in mention.reason.splitlines():
                    print(f"    {rung}")
    decision = known.resolve(name)
    print(
        "The register, by the name alone:" if found else f"{name}\nNot in the store. The register, by the name alone:"
    )
    print(f"  {decision.verdict}" + (f": {decision.key}" if decision.key else ""))
    for rung in decision.reasons:
        print(f"    {rung}")
    for c in decision.candidates:
        print(f"  candidate {c.key}: {c.name} ({c.verdict})")
    return int(ExitCode.OK)


def run_series(
    name: str,
    *,
    store: str,
    register: Path | None,
    area: str,
    cohort: str,
    as_known_on: str | None,
    out: Path | None,
    chart: Path | None,
    force: bool,
) -> int:
    """One run of ``panelpaper series``.

    Raises:
        UnknownFigureError: If no indicator fits, or none that fits has a figure.
    """
    from normalise.lookup import find_indicators
    from normalise.series import history
    from normalise.series_table import print_plain, print_rich, write_csv

    day = _day(as_known_on)
    known = open_register(register)
    with open_store(store, create=False) as opened:
        keys = find_indicators(name, known, opened.keys())
        histories = [history(opened, known, k, area=area, cohort=cohort, as_known_on=day) for k in keys]
        shown = [h for h in histories if h.rows]
        if not shown:
            raise _nothing(name, keys, opened, known, area=area, cohort=cohort, day=day)
    if out is not None:
        _write_text(out, force, lambda file: write_csv(shown, file))
    if chart is not None:
        _draw(shown, chart, force)
    if out is None:
        terminal = sys.stdout.isatty()
        for n, h in enumerate(shown):
            if n:
                print()
            if terminal:
                from rich.console import Console

                print_rich(h, Console())
            else:
                print_plain(h, sys.stdout)
        for h in histories:
            if not h.rows:
                print(f"{h.name}  [{h.key}]: no publication in the store states it.")
    return int(ExitCode.OK)


def _nothing(
    name: str, keys: Sequence[str], store: Store, register: Register, *, area: str, cohort: str, day: date | None
) -> UnknownFigureError:
    stated = store.keys()
    have = [k for k in keys if k in stated]
    listed = ", ".join(f"{register[k].name} [{k}]" if k in register else k for k in keys)
    if not have:
        return UnknownFigureError(
            f"the store has no figure of '{name}'",
            where=str(store),
            why=f"fits {listed}, but no publication in the store states it",
            next_step="Add publications that print it with 'panelpaper normalise', or see 'panelpaper coverage'.",
        )
    areas = sorted({a for k in have for a in store.areas(k)})
    cohorts = sorted({c for k in have for c in store.cohorts(k)})
    asked = [area or "the whole area", f"cohort {cohort}"] + ([f"as known on {day}"] if day else [])
    return UnknownFigureError(
        f"the store has no figure of '{name}' for {', '.join(asked)}",
        where=str(store),
        why=f"it is stated for the areas {', '.join(areas)}; cohorts {', '.join(cohorts)}",
        next_step="Choose one of these with --area and --cohort" + (", or a later day." if day else "."),
    )


def _draw(histories: Sequence[History], chart: Path, force: bool) -> None:
    from normalise.plotting import plot

    for h in histories:
        out = chart if len(histories) == 1 else chart.with_name(f"{chart.stem}-{h.key}{chart.suffix}")
        if out.exists() and not force:
            raise ExistsError("the file exists already", where=str(out), next_step="Give another name, or --force.")
        plot(h, out)
        print(f"Chart written to {out}.", file=sys.stderr)


def run_coverage(
    names: Sequence[str],
    *,
    store: str,
    register: Path | None,
    area: str,
    cohort: str,
    out: Path | None,
    force: bool,
) -> int:
    """One run of ``panelpaper coverage``."""
    from normalise.coverage import coverage
    from normalise.coverage_table import print_coverage, write_cells
    from normalise.lookup import find_indicators

    known = open_register(register)
    with open_store(store, create=False) as opened:
        stored = opened.keys()
        keys = list(dict.fromkeys(k for n in names for k in find_indicators(n, known, stored))) if names else None
        found = coverage(opened, known, keys=keys, area=area, cohort=cohort)
    if out is not None:
        _write_text(out, force, lambda file: write_cells(found, file))
    else:
        print_coverage(found, sys.stdout, terminal=sys.stdout.isatty())
    return int(ExitCode.OK)


def run_areas(*, store: str, register: Path | None, learned: bool) -> int:
    """One run of ``panelpaper areas``."""
    from normalise.areas import declared, learn, to_toml

    known = open_register(register)
    groups = declared(known.document)
    with open_store(store, create=False) as opened:
        spans = opened.area_spans()
        newest = [p for p in opened.publications() if p.kind == "scorecard"][-1:]
        found = learn([s.observation for p in newest for s in opened.statements(p.sha256)]) if learned else ()
    width = max((len(a) for a, *_ in spans), default=0)
    for area, first, last, n in spans:
        part_of = [g.whole for g in groups if area in g.parts and g.valid_on(last)]
        told = f"  part of {', '.join(part_of)}" if part_of else ""
        print(f"{area.ljust(width)}  {day_label(first)} to {day_label(last)}  {n:,} results{told}")
    if learned:
        print()
        if found:
            print(f"# The figures of {newest[0]} add up as follows; check it, then paste it into the register.")
            print(to_toml(found), end="")
        else:
            print("The newest scorecard's figures do not prove any group of areas.")
    return int(ExitCode.OK)


def run_export(out: Path, *, what: str, name: str | None, store: str, register: Path | None, force: bool) -> int:
    """One run of ``panelpaper export``."""
    from normalise import export
    from normalise.lookup import find_indicators

    tables = {
        "observations": export.observations_table,
        "history": export.history_table,
        "revisions": export.revisions_table,
    }
    if what not in tables:
        raise InputError(f"'{what}' is not a table", next_step=f"Give --what {', '.join(tables)}.")
    known = open_register(register)
    with open_store(store, create=False) as opened:
        key = ""
        if name is not None:
            fits = find_indicators(name, known, opened.keys())
            if len(fits) > 1:
                raise UnknownFigureError(
                    f"several indicators fit '{name}'", why="; ".join(fits), next_step="Give one of these keys."
                )
            key = fits[0]
        table: Table = tables[what](opened, known, key=key)
        rows, written = export.write_table(table, out, force=force)
    print(f"{rows:,} rows written to {', '.join(str(p) for p in written)}.")
    return int(ExitCode.OK)


def _day(text: str | None) -> date | None:
    """A day a person gives: 2016-05-13, 13/05/2016, "13 May 2016"."""
    if text is None:
        return None
    from records import parse_period

    period = parse_period(text)
    if period is None:
        raise InputError(f"'{text}' is not a day", next_step="Give it as 2016-05-13.")
    return period.end


def _write_text(out: Path, force: bool, write: Callable[[TextIO], int]) -> None:
    if str(out) == "-":
        write(sys.stdout)
        return
    if out.exists() and not force:
        raise ExistsError("the file exists already", where=str(out), next_step="Give another name, or --force.")
    try:
        with out.open("w", encoding="utf-8", newline="") as file:
            n = write(file)
    except OSError as error:
        raise OutputError("the file cannot be written", where=str(out), why=str(error)) from error
    print(f"{n:,} rows written to {out}.", file=sys.stderr)
