"""The engine: reads a paper, runs every check, and gives each figure exactly one verdict."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

from check.academic_years import AcademicStore, of_academic_years
from check.asked import check_asked
from check.doubtful_levels import doubt_levels
from check.doubtful_sums import doubt_sums
from check.grouping import group_by_cause
from check.inside.balances import check_balances
from check.inside.casting import check_casting
from check.inside.category_counts import check_category_counts
from check.inside.changes import computed_changes
from check.inside.counts import check_counts
from check.inside.differences import check_differences
from check.inside.directions import check_directions, polarity_of_aim
from check.inside.flows import check_flows
from check.inside.headings import check_headings, told_by_tables
from check.inside.invariants import check_invariants
from check.inside.kpi_rows import kpi_rows
from check.inside.limits import check_limits
from check.inside.listed_things import signs_of, things_of
from check.inside.loose_moves import check_loose_moves
from check.inside.measures import check_measures
from check.inside.periods import PaperDates, check_periods
from check.inside.quotients import check_quotients
from check.inside.rag import RagEvidence, check_rag
from check.inside.ratios import check_ratios, computed_ratios
from check.inside.repeats import check_magnitude, check_repeats
from check.inside.row_counts import check_row_counts
from check.inside.row_directions import check_row_directions, direction_groups
from check.inside.row_sayings import check_row_sayings
from check.inside.settled_ways import settle_ways
from check.inside.shares import check_shares
from check.inside.state_counts import check_state_counts
from check.inside.state_sums import check_state_sums
from check.inside.status_rules import check_status_rules
from check.inside.table_ratios import check_table_ratios
from check.inside.tables import TableRow, bracketed, tables_of
from check.inside.targets import check_targets
from check.inside.time_lines import lines_of
from check.inside.told_colours import check_told_colours
from check.inside.told_totals import check_told_totals
from check.inside.turned_tables import turned_tables
from check.inside.twin_columns import check_twin_columns
from check.inside.twin_headings import check_twin_headings
from check.inside.wholes import check_wholes
from check.judgements import FITS, Judgement, Results
from check.paper import Paper, read_paper
from check.passages import passages_of, passages_of_text
from check.reaching_back import reaching_back
from check.report import CheckReport
from check.rounding import mode_finding, paper_mode
from check.verdicts import in_order, not_figures, per_figure, told_once
from check.ways.judging import check_ways
from check.withheld import withhold
from records import Finding, Period, Polarity, Publication, uncollected

if TYPE_CHECKING:
    from collections.abc import Callable

    from check.baseline import Baseline
    from extract import Extraction
    from normalise import Register, Store


@uncollected()
def check_paper(
    path: Path | str,
    *,
    store: Store | None = None,
    register: Register | None = None,
    baseline: Baseline | None = None,
    read: Callable[[Path], Extraction] | None = None,
) -> CheckReport:
    """Check every figure of a paper against itself and against what was published before.

    Args:
        path: Word, PDF or text.
        store: What was published before; without it figures are held against the paper alone.
        register: Indicators and their names; without it figures are tied by printed names only.
        baseline: Findings that are known and accepted, with a reason.
        read: Reads the paper; ``extract.extract_file`` if None, which has no limits on time and memory.

    Returns:
        The report: one finding for each figure, further findings on words, arrows, labels and the whole paper.

    Raises:
        InputError: If the paper cannot be read.
        StoreError: If the store cannot be used.
    """
    from extract import extract_file

    extraction = (read or extract_file)(Path(path))
    return check_extraction(extraction, store=store, register=register, baseline=baseline)


@uncollected()
def check_extraction(
    extraction: Extraction,
    *,
    store: Store | None = None,
    register: Register | None = None,
    baseline: Baseline | None = None,
) -> CheckReport:
    """Check a paper that has been read already; see `check_paper`."""
    from check.reconciled import reconciled

    extraction, names = reconciled(extraction, register)
    paper = read_paper(passages_of(extraction.document, extraction), extraction=extraction, name_parts=names)
    return _report(paper, extraction, store, register, baseline)


@uncollected()
def check_text(
    text: str,
    *,
    document: str = "text",
    period: Period | None = None,
    store: Store | None = None,
    register: Register | None = None,
) -> CheckReport:
    """Check plain sentences: their own sums and, with a store and register, what they say of indicators.

    Args:
        text: Paragraphs, blank lines between.
        document: Name to give the text in findings.
        period: What "this month" means.
        store: What was published before.
        register: Indicators and their names.
    """
    from check.reconciled import names_of

    paper = read_paper(passages_of_text(text, document=document), name_parts=names_of(register), period=period)
    return _report(paper, None, store, register, None, document=document)


def _report(
    paper: Paper,
    extraction: Extraction | None,
    store: Store | None,
    register: Register | None,
    baseline: Baseline | None,
    *,
    document: str = "",
) -> CheckReport:
    results = Results()
    notes: list[str] = []
    proved = 0
    if extraction is not None:
        from check.proofs import add_proofs

        add_proofs(paper, extraction, results)
    proved = len(results.judgements)
    from check.claim_context import tie_claims

    if store is not None and of_academic_years(paper):
        store = cast("Store", AcademicStore(store))
    if store is not None and register is not None:
        store.know_areas(register, since=reaching_back(paper))
    tie_claims(paper, register, store)
    _drafted(paper, extraction, store, register, results)
    _inside(paper, extraction, register, results)
    _tables(paper, store, register, results, proved)
    from check.prior import check_prior

    check_prior(paper, store, register, results)
    withhold(paper, results)
    doubt_levels(paper, results)
    doubt_sums(paper, results)
    check_ways(paper, results)
    check_asked(paper, results)
    group_by_cause(paper, results)
    if store is None:
        notes.append("No store of earlier publications was given: figures were held against the paper itself only.")
    publication = extraction.publication if extraction else Publication("", document)
    findings = [*per_figure(paper, results, store=store is not None), *told_once(results.findings)]
    accepted: list[tuple[Finding, str]] = []
    if baseline is not None:
        findings, accepted = baseline.apply(findings)
    return CheckReport(
        path=extraction.document.path if extraction else Path(document),
        publication=publication,
        findings=in_order(findings),
        claims=tuple(f.claim for f in paper.figures),
        not_figures=tuple(not_figures(paper)),
        accepted=tuple(accepted),
        figures=len(paper.figures),
        notes=tuple(notes),
        paper=paper,
    )


def _drafted(
    paper: Paper, extraction: Extraction | None, store: Store | None, register: Register | None, results: Results
) -> None:
    """Ties of a drafted paper: content controls and charts."""
    from check.chart_ties import tie_charts
    from check.control_addresses import TiedPaper, read_controls

    if register is None:
        return
    tied = read_controls(extraction.document) if extraction is not None else TiedPaper({}, {})
    if tied.by_locator and store is not None:
        from check.controls import check_controls

        check_controls(paper, tied, store, register, results)
    tie_charts(paper, tied, register, results)


def _inside(paper: Paper, extraction: Extraction | None, register: Register | None, results: Results) -> None:
    computed = {c.figure: c for c in (*computed_ratios(paper), *computed_changes(paper))}
    mode = paper_mode(list(computed.values()))
    found = mode_finding(list(computed.values()), mode)
    if found:
        results.findings.append(found)
    allowed = {i for i, c in computed.items() if mode in c.modes}
    check_ratios(paper, computed, results, allowed)
    check_directions(paper, _polarities(paper, extraction), _register_polarity(register), results)
    check_told_totals(paper, results)
    check_counts(paper, extraction, results)
    check_targets(paper, extraction, results)
    check_shares(paper, results)
    check_repeats(paper, results)
    check_magnitude(paper, results)
    if extraction is not None:
        check_measures(paper, extraction, results)


def _tables(paper: Paper, store: Store | None, register: Register | None, results: Results, proved: int) -> None:
    """Checks of tables: what each row and column says of its neighbours.

    Args:
        paper: With its figures.
        store: What was published before.
        register: Indicators.
        results: Takes judgements and findings.
        proved: How many judgements the reader's own proofs made; those that a fuller reading of the columns
            answers are taken back.
    """
    from check.evidence import stored_figures

    tables = tables_of(paper)
    rows = kpi_rows(paper, tables, register)
    stored = stored_figures(paper, store)
    own = paper.extraction.publication.areas if paper.extraction else ()
    seen = {o.area for o in paper.extraction.observations} if paper.extraction else set()
    areas = frozenset(a.lower() for a in (*own, *seen) if a)
    ways = {(k.table.number, k.row.number): k.polarity for k in rows}
    check_casting(paper, tables, results)
    for table in tables:
        number = table.number

        def polarity_of(row: TableRow, number: int = number) -> Polarity:
            return ways.get((number, row.number), "")

        check_differences(table, polarity_of, results)
        for one in (table, bracketed(table)):
            if one is not None:
                check_table_ratios(one, results)
        check_flows(table, results)
        check_wholes(table, results, areas)
    published = paper.extraction.publication if paper.extraction is not None else None
    dates = PaperDates(published.published, published.period) if published else PaperDates(None, paper.period)
    check_periods(paper, dates, results, told_by_tables(paper, tables))
    check_headings(paper, tables, dates.period, results)
    check_twin_headings(paper, tables, results)
    _reconcile(results, proved)
    check_invariants(paper, tables, results)
    for table in tables:
        check_quotients(table, results)
        check_balances(table, results)
    check_twin_columns(tables, results)
    rows += kpi_rows(paper, turned_tables(tables), register)
    legend = paper.extraction.legend if paper.extraction else {}
    settle_ways(rows, direction_groups(rows), legend)
    check_rag(RagEvidence(paper, tables, rows, register, stored), results)
    check_status_rules(rows, results)
    check_row_directions(rows, legend, results)
    check_state_counts(paper, tables, rows, results)
    check_row_counts(paper, tables, rows, results)
    check_category_counts(paper, tables, results)
    check_state_sums(paper, results)
    check_row_sayings(paper, tables, rows, results)
    check_told_colours(paper, tables, results)
    check_loose_moves(paper, rows, _register_polarity(register), results)
    check_limits(paper, rows, _register_polarity(register), results)
    paper.cache["table_lines"] = lines_of(things_of(paper, tables), signs_of(paper, rows))


def _reconcile(results: Results, proved: int) -> None:
    """Of two readings of a table, the one under which a figure fits counts."""
    columns = {"change", "variance"}
    first = {(j.figure, j.kind) for j in results.judgements[:proved] if j.verdict in FITS}
    then = {(j.figure, j.kind): j.verdict for j in results.judgements[proved:] if j.kind in columns | {"ratio"}}

    def stands(n: int, j: Judgement) -> bool:
        told = then.get((j.figure, j.kind))
        if n < proved:
            if j.verdict == "contradicts":
                return told not in FITS
            return not (j.kind in columns and told == "contradicts")
        return not (j.verdict == "contradicts" and j.kind == "ratio" and (j.figure, j.kind) in first)

    results.judgements = [j for n, j in enumerate(results.judgements) if stands(n, j)]


def _polarities(paper: Paper, extraction: Extraction | None) -> dict[int, Polarity]:
    """Which way is better, for passages of measures and of indicator pages."""
    out: dict[int, Polarity] = {}
    pages = {}
    for page in extraction.indicator_pages if extraction else ():
        for text in page.commentary:
            pages[text.strip()] = page.polarity
    for index, passage in enumerate(paper.passages):
        polarity = pages.get(passage.text.strip(), "")
        if not polarity:
            for part in (passage.row_header, passage.section.rpartition(" / ")[2], passage.section):
                if "expect" in part.lower() or "measure" in part.lower():
                    polarity = polarity_of_aim(part)
                    break
        if polarity == "H":
            out[index] = "H"
        elif polarity == "L":
            out[index] = "L"
    return out


def _register_polarity(register: Register | None) -> dict[str, Polarity]:
    return {key: indicator.polarity for key, indicator in register.items()} if register is not None else {}
