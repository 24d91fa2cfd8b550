"""The engine: reads a paper, runs every check, and gives each figure exactly one verdict."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from check.inside.casting import check_casting
from check.inside.changes import check_changes, computed_changes
from check.inside.counts import check_counts
from check.inside.differences import check_differences
from check.inside.directions import check_directions, polarity_of_aim
from check.inside.flows import check_flows
from check.inside.headings import check_headings, told_by_tables
from check.inside.invariants import check_invariants
from check.inside.kpi_rows import kpi_rows
from check.inside.limits import check_limits
from check.inside.loose_moves import check_loose_moves
from check.inside.measures import check_measures
from check.inside.periods import PaperDates, check_periods
from check.inside.rag import RagEvidence, check_rag
from check.inside.ratios import check_ratios, computed_ratios
from check.inside.repeats import check_magnitude, check_repeats
from check.inside.row_counts import check_row_counts
from check.inside.row_directions import check_row_directions
from check.inside.row_runs import check_row_runs
from check.inside.row_sayings import check_row_sayings
from check.inside.shares import check_shares
from check.inside.state_counts import check_state_counts
from check.inside.status_rules import check_status_rules
from check.inside.table_ratios import check_table_ratios
from check.inside.tables import TableRow, bracketed, tables_of
from check.inside.targets import check_targets
from check.inside.told_colours import check_told_colours
from check.inside.told_totals import check_told_totals
from check.inside.turned_tables import turned_tables
from check.inside.twin_headings import check_twin_headings
from check.inside.wholes import check_wholes
from check.judgements import Judgement, Results
from check.paper import Paper, cell_key, read_paper
from check.passages import passages_of, passages_of_text
from check.report import CheckReport, NotFigure
from check.rounding import mode_finding, paper_mode
from records import Claim, Finding, Period, Polarity, Publication, Source, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable

    from check.baseline import Baseline
    from extract import Extraction
    from normalise import Register, Store

_RANK: dict[Verdict, int] = {
    "contradicts": 0,
    "superseded": 1,
    "agrees": 2,
    "agrees_within_rounding": 3,
    "not_comparable": 4,
    "not_checked": 5,
}
_SEVERITY = {"serious": 0, "minor": 1, "note": 2}
_FITS = {"agrees", "agrees_within_rounding"}
_PUBLISHED = {"prior", "control", "own_tables"}
_SUMS = {"ratio", "change", "sum", "remainder", "repeat"}
_KIND_ORDER = ("control", "prior", "ratio", "sum", "trend", "remainder", "change", "repeat", "count")


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

    if store is not None and register is not None:
        store.know_areas(register)
    tie_claims(paper, register, store)
    _drafted(paper, extraction, store, register, results)
    _inside(paper, extraction, register, results)
    _tables(paper, store, register, results, proved)
    from check.prior import check_prior

    check_prior(paper, store, register, results)
    if store is None:
        notes.append("No store of earlier publications was given: figures were held against the paper itself only.")
    publication = extraction.publication if extraction else Publication("", document)
    findings = [*_per_figure(paper, results), *_once(results.findings)]
    accepted: list[tuple[Finding, str]] = []
    if baseline is not None:
        findings, accepted = baseline.apply(findings)
    return CheckReport(
        path=extraction.document.path if extraction else Path(document),
        publication=publication,
        findings=tuple(sorted(findings, key=lambda f: (_RANK[f.verdict], _SEVERITY[f.severity]))),
        claims=tuple(f.claim for f in paper.figures),
        not_figures=tuple(_not_figures(paper)),
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
    check_changes(paper, computed, results, allowed)
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
    rows += kpi_rows(paper, turned_tables(tables), register)
    check_rag(RagEvidence(paper, tables, rows, register, stored), results)
    check_status_rules(rows, results)
    check_row_directions(rows, paper.extraction.legend if paper.extraction else {}, results)
    check_state_counts(paper, tables, rows, results)
    check_row_counts(paper, tables, rows, results)
    check_row_sayings(paper, tables, rows, results)
    check_row_runs(paper, tables, rows, results)
    check_told_colours(paper, tables, results)
    check_loose_moves(paper, rows, _register_polarity(register), results)
    check_limits(paper, rows, _register_polarity(register), results)


def _reconcile(results: Results, proved: int) -> None:
    """Of two readings of a table, the one under which a figure fits counts."""
    columns = {"change", "variance"}
    first = {(j.figure, j.kind) for j in results.judgements[:proved] if j.verdict in _FITS}
    then = {(j.figure, j.kind): j.verdict for j in results.judgements[proved:] if j.kind in columns | {"ratio"}}

    def stands(n: int, j: Judgement) -> bool:
        told = then.get((j.figure, j.kind))
        if n < proved:
            if j.verdict == "contradicts":
                return told not in _FITS
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


def _per_figure(paper: Paper, results: Results) -> list[Finding]:
    """One finding for each figure: the strongest judgement decides, the others that say as much are added."""
    by_figure: dict[int, list[Judgement]] = defaultdict(list)
    for j in results.judgements:
        by_figure[j.figure].append(j)
    wrong_places = {
        paper.figures[j.figure].place for j in results.judgements if j.verdict == "contradicts" and j.kind in _PUBLISHED
    }
    out = []
    for f in paper.figures:
        mine = sorted((_blamed(j, by_figure[f.id], wrong_places) for j in by_figure.get(f.id, ())), key=_order)
        if not mine:
            out.append(
                Finding(
                    "not_checked", "no_evidence", f.place, f.value.printed.strip(), _why_not(paper, f.claim),
                    indicator=f.claim.indicator, indicator_key=f.claim.indicator_key,
                )
            )  # fmt: skip
            continue
        top = mine[0]
        same = [j for j in mine[1:] if j.verdict == top.verdict and j.explanation != top.explanation]
        fits = {"agrees", "agrees_within_rounding"}
        against = [j for j in mine[1:] if j.verdict in fits and top.verdict in {"contradicts", "superseded"}]
        explanation = " ".join([top.explanation, *dict.fromkeys(j.explanation for j in (*same[:2], *against[:1]))])
        sources = tuple(dict.fromkeys(s for j in (top, *same) for s in j.sources))[:8]
        out.append(
            Finding(
                top.verdict, top.kind, f.place, f.value.printed.strip(), explanation, top.working,
                top.severity if top.verdict in {"contradicts", "superseded"} else "note", sources, top.advice,
                f.claim.indicator, f.claim.indicator_key, top.expected,
            )
        )  # fmt: skip
    return out


def _blamed(j: Judgement, mine: list[Judgement], wrong: set[Source]) -> Judgement:
    """A sum that fails because of another figure, which publications prove wrong, does not speak against this one."""
    if j.verdict != "contradicts" or j.kind not in _SUMS or not wrong & set(j.sources):
        return j
    if not any(k.kind in _PUBLISHED and k.verdict in {"agrees", "agrees_within_rounding"} for k in mine):
        return j
    return replace(
        j, verdict="not_checked", severity="note", explanation=f"{j.explanation} Another figure of the sum is wrong."
    )


def _once(findings: list[Finding]) -> list[Finding]:
    """Findings without those that say of the same paragraph what a more exact one says: notes with stale dates."""
    exact = [(f.kind.removeprefix("stale_"), f.place.page, f) for f in findings if f.place.span is not None]

    def told(f: Finding) -> bool:
        if f.place.span is not None or not (
            f.kind == "period" or (f.kind == "direction" and f.verdict == "not_checked")
        ):
            return False
        text = " ".join(f.printed.split())
        return any(
            kind == f.kind
            and page == f.place.page
            and (cell_key(other.place) == cell_key(f.place) or " ".join(other.printed.split()) in text)
            for kind, page, other in exact
        )

    return [f for f in findings if not told(f)]


def _order(j: Judgement) -> tuple[int, int, int]:
    kind = _KIND_ORDER.index(j.kind) if j.kind in _KIND_ORDER else len(_KIND_ORDER)
    return (_RANK[j.verdict], _SEVERITY[j.severity], kind)


def _why_not(paper: Paper, claim: Claim) -> str:
    if claim.indicator_key or (claim.indicator and claim.role != "stated"):
        what = f"the {claim.role} of '{claim.indicator or claim.indicator_key}'"
        return f"Read as {what}; nothing in the paper or the store states the same figure to hold it against."
    if claim.role == "chart":
        return "A value of a chart; nothing in the paper or the store states the same figure to hold it against."
    if claim.role == "cell":
        return "A table's figure that could not be tied to an indicator, and no total or ratio in the table covers it."
    return "The sentence could not be tied to an indicator, and no sum in the paper covers the figure."


def _not_figures(paper: Paper) -> list[NotFigure]:
    out = []
    for index, numerals in enumerate(paper.numerals):
        passage = paper.passages[index]
        out += [NotFigure(n.kind, n.printed, n.why, passage.at(n.start, n.end)) for n in numerals if not n.is_figure]
    out += [
        NotFigure(n.kind, n.printed, n.why, replace(paper.passages[i].source, printed=n.printed))
        for i, n in paper.outside
    ]
    return out
