"""Colours told in sentences: "the measure is rated Amber", "moved from Red to Amber", against bands and publications."""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from check.claim_time import ends_of
from check.known_facts import Facts
from check.period_of import When, compared_times, times_named
from check.prior_lookup import Run
from check.sought import Sought
from check.told import Told
from records import Finding, Period

_C = r"(?P<{0}>green|amber|red)"
_MOVED = Sought(
    rf"\b(?:from|was)\s+{_C.format('old')}\s*,?\s*(?:to|and\s+is\s+now|but\s+is\s+now|now)\s+{_C.format('new')}\b", re.I
)
_STATE = Sought(
    rf"\b(?:is|are|was|were|remain(?:s|ed|ing)?|stay(?:s|ed|ing)?|rated|coloured|marked|flagged|shown|scored|status|rating|turned|turns|became|becomes|gone|goes|"
    rf"moved|moves|back|return(?:s|ed)?|stands|keeps?|kept|at|now|RAG)\s*[:=]?\s*(?:(?:of|as|is|at|to|in|the|a|an|still|now|again|therefore|currently|once|more|only|"
    rf"RAG|RAG-rated|rated|status|rating|into|within|back)\s+)*[:=]?\s*[‘'“\"(]?{_C.format('colour')}\b(?!\s*(?:or\s+(?:green|amber|red)|,\s*(?:amber|green|red)|"
    rf"and\s+(?:\w+\s+)?(?:green|amber|red)\b|[:=<>≥≤]\s*|\s+(?:light|tape|flag|band|threshold|list|cross|to\s+(?:green|amber|red))))",
    re.I,
)  # fmt: skip
_LABEL = Sought(rf"\bRAG\b[^.;:]{{0,160}}?[:=–-]\s*{_C.format('colour')}\b(?!\s*[:=,(]|\s+(?:is|if|means|to))", re.I)
_AIM = re.compile(
    r"\b(?:will|would|should|could|may|might|must|if|unless|expect\w*|aim\w*|forecast|below|above|over|under|when|means?|until|not|no\s+longer|never|n't|turn|cannot)\s+(?:[\w’']+\s+){0,5}$",
    re.I,
)


def check_colours(run: Run, told: Iterable[Told], facts: Facts) -> None:
    """Hold the colours that sentences give an indicator against its bands and its published colour.

    Args:
        run: Its paper, register and results.
        told: Sentences with what they are about.
        facts: Where results, colours and targets are looked up.
    """
    for t in told:
        text = t.sentence.text
        if not re.search(r"\b(?:green|amber|red)\b", text, re.I):
            continue
        if len(re.findall(r"\b(?:green|amber|red)\b\s*(?:=|:|\bif\b|\bwhere\b)", text, re.I)) > 1:
            continue  # it tells the bands
        moved = _MOVED.search(text)
        if moved:
            then = _then(t)
            _judge(run, t, facts, moved.start("new"), moved.end("new"), moved["new"], t.now)
            if then is not None:
                _judge(run, t, facts, moved.start("old"), moved.end("old"), moved["old"], then)
            continue
        found = [m for m in _STATE.finditer(text) if not _AIM.search(text[: m.start()])]
        found = found or list(_LABEL.finditer(text))
        if len(found) != 1:
            continue
        (m,) = found
        end = _when(t, m.start("colour"))
        if end is not None:
            _judge(run, t, facts, m.start("colour"), m.end("colour"), m["colour"], end)


def _then(t: Told) -> date | None:
    here = Period(t.now, t.now)
    ends = [e for w in compared_times(t.sentence) if (e := ends_of(w, t.sentence, here))]
    return ends[0][0] if len(ends) == 1 and len(ends[0]) == 1 else None


def _when(t: Told, at: int) -> date | None:
    """The period a colour is told for: the sentence's own, or an earlier one that its clause names."""
    here = Period(t.now, t.now)
    start = max(
        (t.sentence.text.rfind(x, 0, at) for x in (";", ", and ", ", but ", ", so ", " while ", ": ")), default=0
    )
    named: list[When] = times_named(t.sentence, t.sentence.text[max(start, 0) :])
    compared = set(compared_times(t.sentence))
    ends = {
        ends_of(w, t.sentence, here)
        for w in named
        if not any(w.period == c.period and w.word == c.word for c in compared)
    }
    ends.discard(())
    if not ends or any(t.now in e for e in ends):
        return t.now
    (first, *rest) = ends
    return first[0] if not rest and len(first) == 1 else None


def _judge(run: Run, t: Told, facts: Facts, start: int, end: int, colour: str, when: date) -> None:
    said = colour.lower()
    place = run.paper.passages[t.passage].at(t.begin + start, t.begin + end)
    period = Period(when, when)
    published = facts.colour(t.key, t.area, when)
    indicator = run.register.get(t.key) if run.register is not None else None
    bands = indicator.bands.get(period.reporting_year) if indicator is not None else None
    known = facts.quantity(t.key, t.area, when)
    possible: frozenset[str] = frozenset()
    working = ""
    sources = [published[1]] if published else []
    if bands is not None and known is not None:
        possible = frozenset(bands.rags_possible(known[0]))
        working = (
            f"{known[1].value.printed.strip()} for {period.label()} is {' or '.join(sorted(possible))} by the bands"
        )
        sources.append(known[1].source)
    if not possible and published is None:
        return
    fits = said in possible or (published is not None and published[0] == said)
    right = published[0] if published is not None else " or ".join(sorted(possible))
    told = f"published as {published[0]}" if published is not None else ""
    why = "; ".join(x for x in (told, working) if x)
    run.results.findings.append(
        Finding(
            "agrees" if fits else "contradicts", "rag", place, colour, f"'{t.name}', {period.label()}: {why}"
            f"{'' if fits else f', but the sentence says {colour}'}.", working, "note" if fits else "serious", tuple(sources),
            "" if fits else "Correct the colour or the figure.", t.name, t.key, "" if fits else right,
        )
    )  # fmt: skip
