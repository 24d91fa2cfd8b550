"""From what the checks say of each figure to one finding for it, with the words that a person reads."""

# ruff: noqa: E501 - explanations, one to a line

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from check.judgements import FITS, Judgement, Results
from check.paper import Paper, cell_key
from check.report import NotFigure
from records import Claim, Finding, Source, Verdict

_RANK: dict[Verdict, int] = {
    "contradicts": 0,
    "superseded": 1,
    "agrees": 2,
    "agrees_within_rounding": 3,
    "not_comparable": 4,
    "not_checked": 5,
}
_SEVERITY = {"serious": 0, "minor": 1, "note": 2}
_PUBLISHED = {"prior", "control", "own_tables"}
_SENTENCE = re.compile(r"(?<=[a-z\d%)][.?])\s+(?=[A-Z])")
_SUMS = {"ratio", "change", "sum", "remainder", "repeat"}
_KIND_ORDER = ("control", "prior", "ratio", "sum", "trend", "remainder", "change", "repeat", "count")
_SEEN_AS = {
    "result": "the result", "previous": "an earlier result", "outturn": "the outturn", "target": "the target", "floor": "the floor",
    "numerator": "the number counted", "denominator": "the number it is counted out of", "change": "the change",
    "variance": "the variance", "count": "the count", "percent_change": "the change in per cent", "benchmark": "a benchmark",
    "forecast": "a forecast", "rate": "a rate", "band": "a bound of a colour",
}  # fmt: skip
"""What a figure is taken to be, in words; other roles are called a figure."""


def in_order(findings: list[Finding]) -> tuple[Finding, ...]:
    """Findings, those first that ask most of a person."""
    return tuple(sorted(findings, key=lambda f: (_RANK[f.verdict], _SEVERITY[f.severity])))


def per_figure(paper: Paper, results: Results, *, store: bool) -> list[Finding]:
    """One finding for each figure: the strongest judgement decides, the others that say as much are added.

    Args:
        paper: With its figures.
        results: What the checks say.
        store: Whether earlier publications were at hand.
    """
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
                    "not_checked", "no_evidence", f.place, f.value.printed.strip(), _why_not(f.claim, store=store),
                    indicator=f.claim.indicator, indicator_key=f.claim.indicator_key,
                )
            )  # fmt: skip
            continue
        top = mine[0]
        same = [j for j in mine[1:] if j.verdict == top.verdict and j.explanation != top.explanation]
        against = [j for j in mine[1:] if j.verdict in FITS and top.verdict in {"contradicts", "superseded"}]
        explanation = _said_once([top.explanation, *(j.explanation for j in (*same[:2], *against[:1]))])
        sources = tuple(dict.fromkeys(s for j in (top, *same) for s in j.sources))[:8]
        out.append(
            Finding(
                top.verdict, top.kind, f.place, f.value.printed.strip(), explanation, top.working,
                top.severity if top.verdict in {"contradicts", "superseded"} else "note", sources, top.advice,
                f.claim.indicator, f.claim.indicator_key, top.expected,
            )
        )  # fmt: skip
    return out


def _said_once(explanations: list[str]) -> str:
    """What several judgements say of one figure, one after the other: each sentence once, with a capital letter."""
    if len(explanations) == 1:
        told = explanations[0].strip()
        if not _SENTENCE.search(told):
            return told[:1].upper() + told[1:]
    sentences = [s for told in explanations for s in _SENTENCE.split(told.strip()) if s]
    return " ".join(dict.fromkeys(s[0].upper() + s[1:] for s in sentences))


def _blamed(j: Judgement, mine: list[Judgement], wrong: set[Source]) -> Judgement:
    """A sum that fails because of another figure, which publications prove wrong, does not speak against this one.

    Nor does a size that is out of the ordinary, where a sum bears it out.
    """
    if (
        j.verdict == "contradicts"
        and j.kind == "magnitude"
        and any(k.kind in _SUMS and k.verdict in FITS for k in mine)
    ):
        return replace(j, verdict="not_checked", severity="note")
    if j.verdict != "contradicts" or j.kind not in _SUMS or not wrong & set(j.sources):
        return j
    if not any(k.kind in _PUBLISHED and k.verdict in FITS for k in mine):
        return j
    return replace(
        j, verdict="not_checked", severity="note", explanation=f"{j.explanation} Another figure of the sum is wrong."
    )


def told_once(findings: list[Finding]) -> list[Finding]:
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


def _why_not(claim: Claim, *, store: bool) -> str:
    where = "the paper and the store of earlier publications were" if store else "the paper was"
    if claim.role == "chart":
        return (
            f"A value of a chart: {where} searched, and no other figure of the same thing was found to compare it with."
        )
    if claim.indicator_key or (claim.indicator and claim.role != "stated"):
        seen = _SEEN_AS.get(claim.role, "a figure")
        when = f" for {claim.period.label()}" if claim.period is not None else ""
        return (
            f"Taken to be {seen} of '{claim.indicator or claim.indicator_key}'{when}: {where} searched, and no other figure of "
            f"it was found to compare with."
        )
    if claim.role == "cell":
        return "A table's figure: no row, column or total of the table lets it be worked out, and its row names no known indicator."
    return "The sentence names no indicator of the paper's tables or the register, and no sum in the paper covers the figure."


def not_figures(paper: Paper) -> list[NotFigure]:
    """Numerals that are no figures, each with what it is and where it stands."""
    out = []
    for index, numerals in enumerate(paper.numerals):
        passage = paper.passages[index]
        out += [NotFigure(n.kind, n.printed, n.why, passage.at(n.start, n.end)) for n in numerals if not n.is_figure]
    out += [
        NotFigure(n.kind, n.printed, n.why, replace(paper.passages[i].source, printed=n.printed))
        for i, n in paper.outside
    ]
    return out
