"""Holds figures that are told as worked out against the sum that their words ask for, over all figures within reach."""

# ruff: noqa: E501 - a pattern

from __future__ import annotations

import re
from collections.abc import Sequence

from check.asked.asking import asked_of
from check.asked.differences import differences_of
from check.asked.moved import moves_of
from check.asked.percents import sums_of
from check.asked.stories import Story, Sum, the_story
from check.ground_match import Names
from check.grounds import grounds_of
from check.judgements import FITS, Judgement, Results, printed, span_text
from check.paper import Paper
from check.passages import PROSE
from check.sums.amounts import Amount, Reading
from check.sums.changes import amount_text
from check.sums.reading import readings

_OF_CHANGES = frozenset({"change", "ratio", "rounding", "percentage_points", "target"})
_OF = {"change": _OF_CHANGES, "ratio": frozenset({"ratio", "rounding"})}
_OWN = 3
"""Nearness of the figures of a paragraph; beyond it those of tables."""


_APART = re.compile(
    r"\s*(?:under|over|below|above|short\s+of|beyond)\s+(?:the\s+|its\s+|our\s+)?(?:budget|target|plan|profile|forecast)\b",
    re.IGNORECASE,
)
"""Behind a figure that is a distance itself, and no level to part from another: "£1.1m under budget"."""


def check_asked(paper: Paper, results: Results) -> None:
    """Prove or refute the figures of prose that are told as worked out and that no other rule has settled.

    Args:
        paper: With its figures.
        results: Of all checks; takes the judgements.
    """
    results.judgements = [*results.judgements]  # some were doubted in their place: they are sorted anew
    names = Names(grounds_of(paper))
    now = paper.period.end if paper.period is not None else None
    for reading in readings(paper):
        if paper.passages[reading.index].kind not in PROSE:
            continue
        refuted: set[int] = set()
        for told, sums in (*differences_of(reading, names, now), *moves_of(reading)):
            if _open(results, (told,), _OF_CHANGES | {"remainder", "sum"}):
                refuted |= _judge(reading, told, sums, "change", results)
        for asked in asked_of(reading):
            kind = "change" if asked.kind == "change" else "ratio"
            mine = (asked.told, asked.of)
            if not refuted & {a.n for a in mine} and _open(results, mine, _OF[kind]):
                refuted |= _judge(reading, asked.told, list(sums_of(reading, names, asked, now)), kind, results)


def _open(results: Results, amounts: Sequence[Amount], kinds: frozenset[str]) -> bool:
    """Whether no sum of a figure is proved or refuted yet, nor those refuted that it is told of.

    What proves it from other figures than those that it is told of does not prove them.
    """
    told, *of = amounts
    places = {a.figure.place for a in of}
    for j in results.of(told.figure.id):
        proved = j.kind in kinds and j.verdict in FITS
        if (
            proved
            and (not places or not j.sources or places & set(j.sources))
            and (of or told.family == "percent" or " / " not in j.working)
        ):
            return False
    return not any(j.verdict == "contradicts" for a in amounts for j in results.of(a.figure.id))


def _judge(reading: Reading, told: Amount, sums: Sequence[Sum], kind: str, results: Results) -> set[int]:
    """Prove or refute a figure; gives the numbers of the figures that cannot all be right."""
    sure = any(s.rank == 0 for s in sums)
    for s in sums:
        if (s.rank <= _OWN or not sure) and s.fits(reading, told):
            _agree(told, s, kind, results)  # what the words name decides, not what some table has
            return set()
    before = [
        s for s in sums
        if all(t.amount is None or (t.amount.sentence <= told.sentence and not _APART.match(reading.after(t.amount))) for t in s.terms)
    ]  # fmt: skip
    story = the_story(reading, told, before, results)  # what is told later is what the next sentence is about
    if story is None or _is_borne_out(story, results):
        return set()
    _refute(told, story, kind, results)
    return {told.n, *(t.amount.n for t in story.sum.terms if t.amount is not None)}


def _is_borne_out(story: Story, results: Results) -> bool:
    """Whether another sum of whole figures has proved the figure that would be blamed."""
    mine = results.of(story.blamed.figure.id)
    return any(j.verdict in FITS and j.kind in {"remainder", "sum"} for j in mine)


def _agree(told: Amount, s: Sum, kind: str, results: Results) -> None:
    working = f"{s.text} = {printed(told.figure)}"
    rows = ", ".join(f"'{t.name}'" for t in s.terms if t.name)
    places = [told.figure.place, *(t.place for t in s.terms)]
    for a in (told, *(t.amount for t in s.terms if t.amount is not None)):
        results.add(
            Judgement(
                a.figure.id, "agrees_within_rounding", kind,
                f"The figures go together: {working}{f' ({rows})' if rows else ''}.", working,
                sources=tuple(p for p in places if p != a.figure.place),
            )
        )  # fmt: skip


def _refute(told: Amount, story: Story, kind: str, results: Results) -> None:
    terms = story.sum.terms
    told_of = ", ".join(f"{t.value.printed.strip()}{f' (of {t.name!r})' if t.name else ''}" for t in terms)
    right = (
        span_text(story.exact, "percent", max(told.figure.value.places, 0) + 1)
        if told.family == "percent"
        else amount_text(story.exact, told)
    )
    working = f"{story.sum.text} = {right}"
    said = f"{told_of} and {printed(told.figure)} cannot all be right: {working}, not {printed(told.figure)}."
    places = (told.figure.place, *(t.place for t in terms))
    others = tuple(p for p in places if p != story.blamed.figure.place)
    advice = "Correct whichever of them is wrong."
    results.add(Judgement(story.blamed.figure.id, "contradicts", kind, said, working, "serious", others, advice))
