"""The publication's own sums, proved by the reader, as judgements of the cells concerned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from check.evidence import measured
from check.judgements import FITS, HELD, Judgement, Results
from check.paper import Figure, Paper, cell_key
from extract import Extraction, prove
from records import Finding, Source


def add_proofs(paper: Paper, extraction: Extraction, results: Results) -> None:
    """Turn the reader's proofs into judgements; what concerns no figure (an arrow, a colour) stays a finding.

    Args:
        paper: With its figures.
        extraction: As recognised.
        results: Takes judgements and findings.
    """
    by_place: dict[tuple[object, ...], list[Figure]] = {}
    for f in paper.figures:
        by_place.setdefault(cell_key(f.place), []).append(f)
    texts = {f.passage: paper.passages[f.passage].text for f in paper.figures}
    headline = {
        cell_key(o.source)
        for o in extraction.observations
        if o.indicator_key or o.table not in {"activity", "generic", "chart"}
    }
    rows = {cell_key(p.source): (p.table, p.row_header) for p in paper.passages if p.kind == "cell"}
    drawn = {o.source for o in extraction.observations if measured(o)}
    proofs = prove(extraction)
    otherwise = _columns_of_other_changes(proofs)
    for finding in proofs:
        if finding.verdict == "contradicts" and _column(finding) in otherwise:
            continue  # read as a change since the wrong column
        if finding.kind == "repeat" and finding.verdict == "contradicts" and cell_key(finding.place) not in headline:
            continue  # tables nobody registered: the same words may head different things
        if finding.kind == "repeat" and finding.verdict == "contradicts" and _rows_apart(finding, rows):
            continue  # rows of one table that are named differently
        if finding.place in drawn or any(s in drawn for s in finding.sources):
            continue  # measured from a drawing, not printed
        figure = _figure_at(finding.place, finding.printed, by_place) or _figure_in(finding, by_place, texts)
        if figure is None:
            results.findings.append(finding)
            continue
        results.add(_judgement(figure, finding))
        for source in finding.sources:
            other = _figure_at(source, source.printed, by_place)
            if other is not None and other.id != figure.id:
                results.add(_support(other, finding))


def _column(finding: Finding) -> tuple[object, ...]:
    return (finding.kind, finding.place.table, finding.place.column)


def _columns_of_other_changes(proofs: Iterable[Finding]) -> set[tuple[object, ...]]:
    """Columns of changes that fit in no more rows than they do not: what they are a change from was read wrongly."""
    fits: dict[tuple[object, ...], list[bool]] = defaultdict(list)
    for f in proofs:
        if f.kind in {"change", "variance"} and f.place.table is not None and f.verdict in HELD:
            fits[_column(f)].append(f.verdict in FITS)
    return {column for column, told in fits.items() if len(told) >= 3 and sum(told) <= len(told) / 2}


def _rows_apart(finding: Finding, rows: dict[tuple[object, ...], tuple[int, str]]) -> bool:
    """Whether what is held against each other stands in differently named rows of one table."""
    here = rows.get(cell_key(finding.place))
    there = [rows[k] for s in finding.sources if (k := cell_key(s)) in rows]
    return here is not None and bool(there) and all(t[0] == here[0] and t[1] != here[1] for t in there)


def _figure_at(place: Source, printed: str, by_place: dict[tuple[object, ...], list[Figure]]) -> Figure | None:
    here = by_place.get(cell_key(place), [])
    if place.span is not None:
        inside = [
            f for f in here if f.place.span and place.span[0] <= f.place.span[0] and f.place.span[1] <= place.span[1]
        ]
        exact = [f for f in here if f.place.span == place.span]
        return exact[0] if exact else (inside[0] if len(inside) == 1 else None)
    same = [f for f in here if f.value.printed.strip() == printed.strip()]
    if place.read_from == "chart" and len(same) > 1:
        same = [f for f in same if f.place.row == place.row] or same
        same = [f for f in same if f.place.column and f.place.column in place.column] or same
    return same[0] if len(same) == 1 else None


def _figure_in(
    finding: Finding, by_place: dict[tuple[object, ...], list[Figure]], texts: dict[int, str]
) -> Figure | None:
    """The one figure inside the words that a proof is about ("23 indicators have shown an improvement")."""
    if finding.kind not in {"count", "ratio", "sum"}:
        return None
    here = by_place.get(cell_key(finding.place), [])
    if not here:
        return None
    start = texts[here[0].passage].find(finding.printed)
    end = start + len(finding.printed)
    inside = [f for f in here if start >= 0 and f.place.span and start <= f.place.span[0] and f.place.span[1] <= end]
    return inside[0] if len(inside) == 1 else None


def _judgement(figure: Figure, f: Finding) -> Judgement:
    return Judgement(
        figure.id, f.verdict, f.kind, f.explanation, f.working, f.severity, f.sources, f.advice, f.expected
    )  # fmt: skip


def _support(other: Figure, f: Finding) -> Judgement:
    """What a proof says of the figures it was made from."""
    if f.verdict in FITS:
        return Judgement(
            other.id, "agrees_within_rounding", f.kind,
            f"Takes part in a sum that holds: {f.working or f.explanation}", f.working, sources=(f.place,),
        )  # fmt: skip
    return Judgement(
        other.id, "not_checked", f.kind,
        f"Takes part in a sum that does not hold, so it may be the wrong one: {f.working or f.explanation}", f.working,
        sources=(f.place,),
    )  # fmt: skip
