"""The proof of the reading: a publication's own sums, every one of them, the agreeing ones too.

A failed check is never corrected: it is either a fault of the publication or of the reading, and its place and
the sum are given so that a person can look.
"""

from __future__ import annotations

from collections import Counter

from extract.extraction import Extraction
from extract.proof_changes import check_changes
from extract.proof_counts import check_summaries, check_sums
from extract.proof_repeats import check_measures, check_pages, check_prose_ratios, check_repeats
from extract.proof_rows import RowFacts, check_ratio, check_variance, name_key, rows_of
from extract.proof_signs import arrow_convention, check_arrows, check_rag, check_rag_by_target
from records import Finding, RagBands, Source


def prove(extraction: Extraction) -> list[Finding]:
    """Hold a publication against itself.

    Args:
        extraction: From `recognise`.

    Returns:
        One finding for each check made: ratio, rag, direction, change, variance, count, sum, repeat, target,
        polarity, period, rounding_mode. Verdicts: agrees, agrees_within_rounding, contradicts, not_checked.
    """
    rows = rows_of(extraction.observations)
    bands = bands_by_name(extraction)
    fills = extraction.facts.get("rag_fills", {})
    convention = arrow_convention(rows)
    out: list[Finding] = []
    modes: Counter[str] = Counter()
    ratios = 0
    including = _including(rows)
    for row in rows:
        ratio = check_ratio(row)
        if ratio is not None:
            out.append(ratio[0])
            if ratio[1]:
                ratios += 1
                modes.update(ratio[1])
        out += check_rag(row, bands, fills)
        out += check_arrows(row, convention)
        variance = check_variance(row, including.get(_across_cohorts(row)))
        if variance is not None:
            out.append(variance)
    out += check_changes(rows)
    out += check_rag_by_target(rows, bands)
    out += check_repeats(extraction.observations)
    out += check_summaries(extraction, rows, convention)
    out += check_sums(extraction.observations)
    out += check_pages(extraction, rows)
    out += check_prose_ratios(extraction)
    out += check_measures(extraction)
    if ratios:
        out.append(_rounding(extraction, ratios, modes))
    return out


def bands_by_name(extraction: Extraction) -> dict[str, RagBands]:
    """RAG bands that the publication's own indicator pages print, by the name of the indicator."""
    return {name_key(p.indicator): p.bands for p in extraction.indicator_pages if p.bands is not None}


def _across_cohorts(row: RowFacts) -> tuple[int | None, int | None, str, str]:
    table, number, indicator, area, _, _ = row.key
    return (table, number, indicator, area)


def _including(rows: list[RowFacts]) -> dict[tuple[int | None, int | None, str, str], RowFacts]:
    """Rows of the whole population, to compare the cohorts of the same row with."""
    return {_across_cohorts(r): r for r in rows if r.any.cohort == "all"}


def _rounding(extraction: Extraction, ratios: int, modes: Counter[str]) -> Finding:
    """How the document rounds, said once."""
    d = extraction.document
    place = Source(d.sha256, d.name)
    whole = [m for m in ("half_up", "half_even", "truncate") if modes[m] == ratios]
    words = {"half_up": "half up", "half_even": "half to even", "truncate": "by cutting off"}
    if whole:
        text = f"all {ratios} ratios that can be worked out round {words[whole[0]]}"
        return Finding("agrees", "rounding_mode", place, "", text, f"{ratios} ratios")
    best = modes.most_common(1)[0]
    text = f"no one way of rounding gives all {ratios} ratios; {words[best[0]]} gives {best[1]}"
    return Finding("not_checked", "rounding_mode", place, "", text, f"{ratios} ratios", "note")
