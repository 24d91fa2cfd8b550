"""Holds each percentage against the sum that its words ask for, over all figures within reach."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from check.asked.asking import SPENT, Asked, asked_of
from check.asked.stories import Story, the_story, ways
from check.asked.terms import Term, cells_within_reach
from check.ground_match import Names
from check.grounds import grounds_of
from check.judgements import HELD, Judgement, Results, printed, span_text
from check.paper import Paper
from check.passages import PROSE
from check.sums.amounts import VARIANCE, Amount, Reading
from check.sums.ends import counts_things, is_limit
from check.sums.links import alike
from check.sums.ratios import triples
from check.sums.reading import readings

_BUDGET = re.compile(
    r"\b(?:budget|programme|allocation|plan|profile)\b[^«.;]{0,40}\b(?:is|was|of|to|at|totals?|totalled|stands\s+at|stood\s+at)\s+(?:just\s+|about\s+|some\s+)?$",
    re.IGNORECASE,
)
_OF_SHARES = {"ratio", "rounding"}
_OF_CHANGES = {"change", "ratio", "rounding", "percentage_points", "target"}


def check_asked(paper: Paper, results: Results) -> None:
    """Prove or refute the percentages of prose that no other rule has settled.

    Args:
        paper: With its figures.
        results: Of all checks; takes the judgements.
    """
    names = Names(grounds_of(paper))
    now = paper.period.end if paper.period is not None else None
    for reading in readings(paper):
        if paper.passages[reading.index].kind not in PROSE:
            continue
        for asked in asked_of(reading):
            if not _open(results, asked):
                continue
            _judge(reading, names, asked, now, results)


def _open(results: Results, asked: Asked) -> bool:
    """Whether no sum of the percentage or its part is proved or refuted yet."""
    kinds = _OF_CHANGES if asked.kind == "change" else _OF_SHARES
    told = results.of(asked.told.figure.id)
    return not any(j.kind in kinds and j.verdict in HELD for j in told) and not any(
        j.verdict == "contradicts" for a in (asked.told, asked.of) for j in results.of(a.figure.id)
    )


def _judge(reading: Reading, names: Names, asked: Asked, now: date | None, results: Results) -> None:
    bases = list(_bases(reading, names, asked, now))
    part = Term.of(asked.of)
    sure = any(rank == 0 for _, rank in bases)
    for base, rank in bases:
        if sure and rank > _OWN:
            continue  # what the words name decides, not what some table has
        for q, text in ways(reading, asked, part, base):
            if reading.prints(q, asked.told):
                _agree(asked, base, text, results)
                return
    story = the_story(reading, asked, part, bases, results)
    if story is not None:
        _refute(asked, story, results)


def _bases(reading: Reading, names: Names, asked: Asked, now: date | None) -> Iterator[tuple[Term, int]]:
    """What a percentage may be of, and how near it is: 0 where the words leave no other, up to 4 for other tables."""
    sure = asked.base or _shared_base(reading, asked)
    if sure is not None:
        yield Term.of(sure), 0
    limits = [a for a in reading.amounts if asked.kind == "change" and _is_budget(reading, a, asked)]
    for a in reading.amounts:
        if (sure is not None and a.n == sure.n) or a.n == asked.of.n or not _may_be_base(a, asked):
            continue
        if asked.kind == "change" and len(limits) == 1 and a.n == limits[0].n:
            yield Term.of(a), 0
            continue
        apart = asked.told.sentence - a.sentence
        yield Term.of(a), 1 + min(apart, 2) if apart >= 0 else 3
    for t, of_column in cells_within_reach(reading, names, asked.told.sentence, asked.of, now):
        yield t, 0 if of_column and sure is None and asked.kind != "change" else 4


def _shared_base(reading: Reading, asked: Asked) -> Amount | None:
    """The whole of another share of the same list: "Of 212, 190 (90%) were ... and 168 (79%) ..."."""
    if asked.kind != "share" or not asked.told.bracketed:
        return None
    beside = [t for t in triples(reading) if t.share.sentence == asked.told.sentence and t.share.n != asked.told.n]
    others = [
        t.whole
        for t in beside
        if t.strong
        and t.share.bracketed
        and t.part.n < asked.of.n
        and t.whole.n != asked.of.n
        and t.whole.number >= asked.of.number
        and alike(t.whole, asked.of)
        and t.fits(reading)
    ]
    return others[-1] if len({w.n for w in others}) == 1 and not asked.of.older else None


def _is_budget(reading: Reading, a: Amount, asked: Asked) -> bool:
    """Whether an amount is what a variance is told against: the budget or programme before it."""
    near = 0 <= asked.told.sentence - a.sentence <= 3 and a.n != asked.of.n and a.family == asked.of.family
    variance = VARIANCE.search(reading.before(asked.of)) or SPENT.search(reading.before(asked.of))
    return near and bool(variance) and not a.size and (is_limit(reading, a) or bool(_BUDGET.search(reading.before(a))))


def _may_be_base(a: Amount, asked: Asked) -> bool:
    return (
        a.family not in {"percent", "points"}
        and not a.size
        and a.number > 0
        and not a.figure.numeral.is_share
        and (alike(a, asked.of) or alike(asked.of, a))
        and not counts_things(a, asked.of)
        and (asked.kind == "change" or a.number > asked.of.number or a.said in {"target", "forecast"})
    )


def _refute(asked: Asked, story: Story, results: Results) -> None:
    told, base = printed(asked.told.figure), f"{story.base.value.printed.strip()}{_row(story.base)}"
    working = f"{story.text} = {span_text(story.exact, 'percent', max(asked.told.figure.value.places, 0) + 1)}"
    places = (asked.told.figure.place, asked.of.figure.place, story.base.place)
    results.add(
        Judgement(
            story.blamed.figure.id, "contradicts", "change" if asked.kind == "change" else "ratio",
            f"{printed(asked.of.figure)}, {base} and {told} cannot all be right: {working}, not {told}.", working,
            "serious", tuple(p for p in places if p != story.blamed.figure.place),
            "Correct whichever of them is wrong.",
        )
    )  # fmt: skip


_OWN = 3
"""Nearness of the figures of a paragraph; beyond it those of tables."""


def _agree(asked: Asked, base: Term, text: str, results: Results) -> None:
    working = f"{text} = {printed(asked.told.figure)}"
    amounts = [asked.told, asked.of, *([base.amount] if base.amount is not None else [])]
    places = [asked.told.figure.place, asked.of.figure.place, base.place]
    for a in amounts:
        results.add(
            Judgement(
                a.figure.id, "agrees_within_rounding", "change" if asked.kind == "change" else "ratio",
                f"The figures go together: {working}{_row(base)}.", working,
                sources=tuple(p for p in places if p != a.figure.place),
            )
        )  # fmt: skip


def _row(t: Term) -> str:
    return f" ('{t.name}')" if t.name else ""
