"""Counts in sentences against what they count: measures, challenges, actions, colours, the items of a list."""

from __future__ import annotations

import re
from collections import Counter

from check.direction_words import find_direction_words
from check.inside.measures import direction_words_of_performance
from check.judgements import Judgement, Results, printed
from check.paper import Figure, Paper
from extract import Extraction
from records import ARROW_MEANS, Observation, Source

_THINGS = re.compile(
    r"^\s*(?:\(?[a-z]+\)?\s+)?(?:(?:key|main|strategic|agreed|supporting|headline|priority|performance|local|other|core)\s+){0,2}"
    r"(?P<noun>measures?|challenges?|indicators?|kpis?|actions?|priorities|priority)\b",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"^[^«.;:]{0,70}?\b(?P<state>green|amber|red|improv\w+|worsen\w*|worse|deteriorat\w+|declin\w+|reduction|unchanged|the\s+same|stable|less\s+effective)\b",
    re.IGNORECASE,
)


def check_counts(paper: Paper, extraction: Extraction | None, results: Results) -> None:
    """Hold counts told in sentences against the tables and lists that they count.

    Args:
        paper: With its figures.
        extraction: Measures, actions and colours to count; None for plain text.
        results: Takes the judgements.
    """
    for f in paper.figures:
        if f.sentence is None or f.value.unit not in {"count", ""} or f.value.number is None:
            continue
        if _list_items(paper, f, results):
            continue
        if extraction is not None:
            _things(paper, f, extraction, results)


def _after(paper: Paper, f: Figure) -> str:
    text = paper.passages[f.passage].text
    end = f.sentence.end if f.sentence else len(text)
    return text[f.numeral.end : end]


def _list_items(paper: Paper, f: Figure, results: Results) -> bool:
    """Counts of a list, "five strategic levers ... These are:" followed by a list."""
    text = paper.passages[f.passage].text
    if not text.rstrip().endswith(":") or not re.match(r"\s+[a-z]", _after(paper, f)):
        return False
    if not re.search(r"\b(?:these|following|as\s+follows|are|namely|below)\b[^.]*:\s*$", text[f.numeral.end :], re.I):
        return False
    if len([g for g in paper.figures_of(f.passage) if g.value.unit == "count"]) != 1:
        return False
    items = 0
    first: Source | None = None
    for p in paper.passages[f.passage + 1 :]:
        if p.kind != "list":
            break
        first = first or p.source
        items += 1
    if items < 2 or first is None:
        return False
    if f.value.number == items:
        results.add(Judgement(f.id, "agrees", "count", f"The list that follows has {items} items.", sources=(first,)))
    else:
        results.add(
            Judgement(f.id, "contradicts", "count", f"The text says {printed(f)}, the list that follows has "
                                                    f"{items} items.",
                      f"{items} items counted", "minor", (first,), "Correct the count or the list.", str(items))
        )  # fmt: skip
    return True


def _things(paper: Paper, f: Figure, extraction: Extraction, results: Results) -> None:
    after = _after(paper, f)
    m = _THINGS.match(after)
    state = _STATE.match(after)
    noun = _noun(m["noun"]) if m else _noun_of_sentence(f)
    if not noun:
        return
    end = f.numeral.end + state.start("state") if state else 0
    alone = not any(f.numeral.end <= g.numeral.start < end for g in paper.figures_of(f.passage))
    if state and alone and (m or state.start("state") < 40):
        _state(f, noun, state["state"].lower(), extraction, results)
    elif m and re.search(
        r"\b(?:the|these|its|all|our|outlines|has|sets\s+out|contains|into)\s+$", _before(paper, f), re.I
    ):
        _number_of(f, noun, extraction, results)


def _before(paper: Paper, f: Figure) -> str:
    return paper.passages[f.passage].text[: f.numeral.start]


def _noun(text: str) -> str:
    word = text.lower().rstrip("s")
    return {"kpi": "indicator", "prioritie": "priority"}.get(word, word)


def _noun_of_sentence(f: Figure) -> str:
    m = re.search(r"\b(measures|indicators|actions|kpis)\b", f.sentence.text if f.sentence else "", re.I)
    return _noun(m[1]) if m else ""


def _number_of(f: Figure, noun: str, extraction: Extraction, results: Results) -> None:
    counted: set[str] = set()
    where: Source | None = None
    if noun == "measure":
        counted = {m.measure for m in extraction.measures if m.measure}
        numbers = {m.number for m in extraction.measures if m.number}
        counted = {str(n) for n in numbers} if numbers else counted
        where = extraction.measures[0].source if extraction.measures else None
    elif noun == "challenge":
        named = (
            re.match(r"\s*challenge\s+\d+", part, re.I)
            for m in extraction.measures
            for part in _challenges(m.challenge)
        )
        counted = {n[0].lower() for n in named if n}
        where = extraction.measures[0].source if extraction.measures else None
    if not counted or where is None:
        return
    n = len(counted)
    if f.value.number == n:
        results.add(Judgement(f.id, "agrees", "count", f"The table lists {n} {noun}s.", sources=(where,)))
    else:
        results.add(
            Judgement(f.id, "contradicts", "count", f"The text says {printed(f)} {noun}s, the table lists {n}.",
                      f"{n} {noun}s counted", "minor", (where,), "Correct the count or the table.", str(n))
        )  # fmt: skip


def _challenges(text: str) -> list[str]:
    return [p for p in re.split(r"(?=Challenge\s+\d)", text) if p.strip()]


def _state(f: Figure, noun: str, state: str, extraction: Extraction, results: Results) -> None:
    counted = _states(noun, extraction)
    if not counted:
        return
    tally, where, total = counted
    colour = state if state in {"green", "amber", "red"} else ""
    if colour:
        if not any(tally[c] for c in ("green", "amber", "red")):
            return
        key = colour
    else:
        words = find_direction_words(state)
        meaning = direction_words_of_performance(state) or ("worsened" if words and words[0].moved == "fell" else "")
        if state in {"the same", "stable"}:
            meaning = "unchanged"
        if not meaning or not any(tally[d] for d in ("improved", "worsened", "unchanged")):
            return
        key = meaning
    n = tally[key]
    if f.value.number == n:
        results.add(
            Judgement(f.id, "agrees", "count", f"{n} of the {total} {noun}s in the table are {key}.", sources=(where,))
        )
    else:
        results.add(
            Judgement(f.id, "contradicts", "count",
                      f"The text says {printed(f)} {noun}s are {key}, the table shows {n} of {total}.",
                      ", ".join(f"{k} {v}" for k, v in sorted(tally.items())), "serious", (where,),
                      "Correct the count or the table.", str(n))
        )  # fmt: skip


def _states(noun: str, extraction: Extraction) -> tuple[Counter[str], Source, int] | None:
    dots = _measure_dots(extraction) if noun == "measure" else []
    if dots:
        meaning = ARROW_MEANS | extraction.legend
        return Counter(o.meaning or meaning.get(o.word, "unknown") for o in dots), dots[0].source, len(dots)
    if noun == "measure" and extraction.measures:
        legend = ARROW_MEANS | extraction.legend
        tally = Counter(
            direction_words_of_performance(m.direction_text) or legend.get(m.direction, "unknown")
            for m in extraction.measures
            if m.direction_source is not None
        )
        first = next((m.direction_source for m in extraction.measures if m.direction_source is not None), None)
        return (tally, first, sum(tally.values())) if first else None
    if noun == "action" and extraction.actions:
        tally = Counter(a.rag for a in extraction.actions if a.rag)
        return tally, extraction.actions[0].source, sum(tally.values())
    return None


def _measure_dots(extraction: Extraction) -> list[Observation]:
    """The directions of a table that lists the measures one to a row, where the table of measures itself has none."""
    if any(m.direction_source is not None for m in extraction.measures):
        return []
    dots = [
        o
        for o in extraction.observations
        if o.role in {"dot", "dot_previous"} and o.indicator.lower().startswith("measure")
    ]
    first = {o.source.table for o in dots[:1]}
    return [o for o in dots if o.source.table in first]
