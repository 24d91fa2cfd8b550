"""Counts of things by what became of them, which make their whole: "improved on six of the eight, unchanged on one, declined on one".

No table is needed: a thing has one colour, meets its target or not, goes up, down or stays.
"""

# ruff: noqa: E501 - the first line of a module's docstring and explanations

from __future__ import annotations

import re
from collections.abc import Sequence

from check.inside.quantified import NUMBER, Counted, counted_in, number_in, whole_named
from check.judgements import Judgement, Results
from check.paper import Paper
from check.passages import PROSE
from check.sentences import split_sentences
from check.sought import Sought
from records import Finding, Severity

_STATES = {
    ("colour", "green"): "green", ("colour", "amber"): "amber", ("colour", "red"): "red",
    ("status", "met"): "met", ("status", "near"): "near", ("status", "missed"): "missed",
    ("performance", "improved"): "up", ("performance", "worsened"): "down",
    ("moved", "rose"): "up", ("moved", "fell"): "down", ("moved", "unchanged"): "level",
}  # fmt: skip
_FULL = ({"green", "amber", "red"}, {"met", "missed"}, {"met", "near", "missed"}, {"up", "down", "level"})
_KINDS = ({"green", "amber", "red"}, {"met", "near", "missed"}, {"up", "down", "level"})
_OTHERWISE = Sought(
    r"\bof\s+(?:which|whom|these|those|them)\b|\b(?:includ\w+|both|also|compared\s+(?:with|to)\s+(?:just\s+|only\s+)?(?:one|two|three|four|five|six|seven|eight|nine|ten|\d)|last\s+(?:year|quarter|month|time)|previous\w*|up\s+from|down\s+from)\b|\bfrom\s+\w+\s+to\b",
    re.IGNORECASE,
)
_WHOLE_AT = re.compile(rf"\bof\s+(?:the|our|its|these|those|all|their)?\s*(?P<n>{NUMBER})\b", re.IGNORECASE)


def check_state_sums(paper: Paper, results: Results) -> None:
    """Hold the counts of one sentence by state against the number of things that it names.

    Args:
        paper: With its figures.
        results: Takes the judgements; a sentence of which a count is called wrong is left alone.
    """
    for index, passage in enumerate(paper.passages):
        if passage.kind not in PROSE or passage.is_header:
            continue
        for start, end in split_sentences(passage.text):
            text = passage.text[start:end]
            if not _OTHERWISE.search(text) and not _contradicted(paper, index, start, end, results):
                _sentence(paper, index, start, text, results)


def _contradicted(paper: Paper, index: int, start: int, end: int, results: Results) -> bool:
    return any(results.contradicted(f.id) for f in paper.figures_of(index) if start <= f.numeral.start < end)


def _sentence(paper: Paper, index: int, begin: int, text: str, results: Results) -> None:
    counted = [c for c in counted_in(text) if c.way == "exactly" and c.n >= 0]
    wholes = {c.whole for c in counted if c.whole} | ({w} if (w := whole_named(text)) else set())
    states = [_STATES.get((c.predicate.family, c.predicate.value), "") for c in counted]
    if len(counted) < 2 or len(wholes) != 1 or "" in states or len(set(states)) != len(states):
        return
    if not any(set(states) <= kind for kind in _KINDS):
        return
    whole, total = wholes.pop(), sum(c.n for c in counted)
    full = any(set(states) == f for f in _FULL) and len(states) >= 2
    if total > whole:
        _say(paper, index, begin, text, counted, whole, "serious", results)
    elif full and whole - total == 1:
        _say(paper, index, begin, text, counted, whole, "minor", results)


def _say(
    paper: Paper, index: int, begin: int, text: str, counted: Sequence[Counted], whole: int, severity: Severity,
    results: Results,
) -> None:  # fmt: skip
    working = f"{' + '.join(str(c.n) for c in counted)} = {sum(c.n for c in counted)}"
    why = f"The counts make {sum(c.n for c in counted)}, not {whole}: {working}."
    advice = "Correct a count or the whole."
    m = next((m for m in _WHOLE_AT.finditer(text) if number_in(m["n"]) == whole), None)
    span = m.span("n") if m is not None else counted[0].n_at
    start, end = begin + span[0], begin + span[1]
    figures = [f for f in paper.figures_of(index) if start <= f.numeral.start and f.numeral.end <= end]
    if figures:
        results.add(Judgement(figures[0].id, "contradicts", "count", why, working, severity, (), advice))
        return
    place = paper.passages[index].at(start, end)
    results.findings.append(Finding("contradicts", "count", place, place.printed, why, working, severity, (), advice))
