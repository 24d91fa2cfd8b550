"""Why a figure that a sentence seems to state of an indicator may be another thing's: then nothing is called wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from check.claim_context import tie_of
from check.evidence import Known, same_figure
from check.evidence_ties import is_slip, slip_of_digits
from check.ground_match import telling_digits
from check.grounds import stems
from check.judgements import FITS, printed
from check.paper import Figure
from check.prior_explain import looks_like
from check.prior_lookup import Run, stored_figure
from check.sought import Sought
from check.stray_cells import is_stray_cell

_OF_THE_FIRST = Sought(
    r"\bthe\s+(?:most|least|fewest|highest|lowest|largest|smallest|biggest|greatest|longest|shortest|busiest|quietest)\b[^.;,()]{0,60}\(\s*$",
    re.IGNORECASE,
)
_FAR = Decimal("0.1")
"""A figure that is off by more than this part of the known one, without a slip of digits, is no slip at all."""
_PARTS = {"numerator", "denominator"}
# Words that a bare rate is followed by, as against the things that a count is of: "stood at 8.0 in May", "8.0 posts".
_NO_THING = re.compile(
    r"^\s*(?:$|[^\sa-z]|(?:in|at|on|for|by|to|of|over|since|during|from|with|against|compared|than|which|that|this|last|per|and|but|"
    r"or|is|was|are|were|has|had|below|above|under|up|down|percentage|points?|higher|lower|better|worse|when|while|as|so)\b)",
    re.IGNORECASE,
)
# What follows the number of those who came or went, and words of names that count them.
_CAME_OR_WENT = re.compile(
    r"^\s+(?:[\w’'-]+\s+){0,4}?(?:have|has|had|were|was)?\s*(?:since\s+|newly\s+)?"
    r"(?:ceased|left|joined|entered|exited|arrived|departed|transferred|turned\s+\d+|moved\s+(?:in|out|on|into|away)|became|become)\b",
    re.IGNORECASE,
)
_FLOW_NAME = Sought(
    r"\b(?:ceas\w+|leav\w+|left|join\w*|ent(?:er|r)\w*|exit\w*|arriv\w+|depart\w+|transfer\w*|start\w*|end(?:s|ed|ing)?|mov(?:e[sd]?|ing)|becom\w+|new|turn\w*)\b",
    re.IGNORECASE,
)


_SPAN_TOTAL = Sought(
    r"\b(?:half[\s-]year(?:ly)?|(?:three|six|nine|twelve)[\s-]month|year[\s-]to[\s-]date|cumulative|running|full[\s-]year|in[\s-]year)\s+(?:totals?|figures?|numbers?|counts?)\s+(?:of|is|was|to|at|stands\s+at|now\s+stands\s+at|came\s+to|reached)\s+$",
    re.IGNORECASE,
)


def doubt_of(run: Run, f: Figure, known: Known) -> str:
    """What a figure may be instead of the known one; "" where the sentence leaves no doubt.

    Args:
        run: What is known.
        f: A figure of prose, tied, that is not the known one.
        known: What its indicator has.
    """
    if f.sentence is None or f.observation is not None:
        return ""
    if is_stray_cell(run.paper, f.passage):
        return f"{printed(f)} stands in a table that was not read as one; of which of its columns it is, is not known."
    if of_those_who_came_or_went(f, f.claim.indicator):
        return f"{printed(f)} counts those who came or went over a time, where that is how many there are."
    other = _same_words(run, f)
    if other:
        return f"It is the figure of '{other}', which the sentence names as much."
    if of_the_first(f):
        return f"{printed(f)} is the figure of the one that has the most or least of it."
    if is_slip(f.value, known.value):
        return ""
    if _SPAN_TOTAL.search(f.sentence.text[: max(f.numeral.start - f.sentence.start, 0)]):
        return f"{printed(f)} is told of a longer time."
    beside = _beside(run, f, known)
    if beside:
        return beside
    if _of_things(f, known):
        return f"{printed(f)} counts things, where that is a percentage."
    if f.claim.role in _PARTS:
        if f.numeral.word and not _named_in_clause(f):
            return f"The part of the sentence that tells {printed(f)} does not name it."
        if _is_other_kind(f, known):
            return f"{printed(f)} is too far from that to be it gone wrong, so it counts something else."
        if _of_its_own_ratio(run, f):
            return f"{printed(f)} goes with a percentage beside it that is another thing's."
        return _remainder(run, f, known)
    if _unit_of_the_sentence(run, f, known):
        return f"{printed(f)} is of the kind of the figure that it is compared with, where that is a percentage."
    return _unlike(run, f, known)


def _is_other_kind(f: Figure, known: Known) -> bool:
    """Whether a part or whole is so small or large that no slip makes it the known one: "one of the four targets"."""
    told, stated = f.value.number, known.value.number
    if not told or not stated or any(told * 10**n == stated or told == stated * 10**n for n in (1, 2, 3)):
        return False
    return not told * 3 > stated or not stated * 3 > told


def _unlike(run: Run, f: Figure, known: Known) -> str:
    """Whether no slip of digits, time or area makes a figure of the known one, and it is far off or borne out."""
    if slip_of_digits(f.value, known.value) or looks_like(run, f) or _of_another_time(run, f):
        return ""
    if any(j.kind == "ratio" and j.verdict in FITS for j in run.results.of(f.id)) and telling_digits(f.value) >= 3:
        return f"{printed(f)} follows from other figures of the sentence, so it may be something else of it."
    told, stated = f.value.number, known.value.number
    if told and stated and any(told * 10**n == stated or told == stated * 10**n for n in (1, 2, 3)):
        return ""  # the point has slipped
    if told is not None and stated and abs(told - stated) > _FAR * abs(stated):
        return f"{printed(f)} is too far from that to be it gone wrong, so it may be something else of it."
    return ""


def _of_another_time(run: Run, f: Figure) -> bool:
    """Whether a figure is what the paper's own tables give of the same indicator at another time."""
    results = run.own.results_of(f.claim.indicator_key or f.claim.indicator)
    return telling_digits(f.value) >= 2 and any(same_figure(f.value, k.value) for k in results.values())


def _beside(run: Run, f: Figure, known: Known) -> str:
    """What a figure may be whose sentence gives the known one too: a part, a sum, or a level on the way to it."""
    assert f.sentence is not None
    if f.claim.role in _PARTS or f.numeral.word:
        return ""
    others = [x for _, x in sorted(run.paper.by_number(f.passage, f.sentence).items())]
    if not any(
        x.id != f.id
        and x.claim.role not in {"target", "benchmark", "forecast"}
        and telling_digits(x.value) >= 2
        and same_figure(x.value, known.value)
        for x in others
    ):
        return ""
    name = f.claim.indicator_key or f.claim.indicator
    results = run.own.results_of(name)
    if run.stored is not None and f.claim.indicator_key:
        series = run.stored.series(name, f.claim.area, f.claim.cohort, "result")
        stated = {x.period.end: k for x in series for k in run.stored.others(x)[-1:]}
        results = stated | results
    if not any(same_figure(f.value, k.value) for k in results.values()):
        return f"The sentence gives {known.value.printed.strip()} too: {printed(f)} may be something else of it."
    ends = [end for x in others for end, k in results.items() if same_figure(x.value, k.value)]
    if len(ends) >= 3 and len(set(ends)) == len(ends) and (ends == sorted(ends) or ends == sorted(ends, reverse=True)):
        return "The sentence tells its figures in the order of their times."
    return ""


def of_those_who_came_or_went(f: Figure, name: str) -> bool:
    """Whether a count is told as a flow ("375 have ceased to be in care") of what is no flow."""
    if f.value.unit not in {"", "count"} or _FLOW_NAME.search(name):
        return False
    return f.sentence is not None and bool(
        _CAME_OR_WENT.match(f.sentence.text[max(0, f.numeral.end - f.sentence.start) :])
    )


def of_the_first(f: Figure) -> bool:
    """Whether a figure in brackets is that of the one which has the most or least: "it had the fewest burials (39)"."""
    return f.sentence is not None and bool(
        _OF_THE_FIRST.search(f.sentence.text[: max(f.numeral.start - f.sentence.start, 0)])
    )


def _of_things(f: Figure, known: Known) -> bool:
    """Whether a bare number tells how many of what stands behind it, and the known figure is a percentage."""
    assert f.sentence is not None
    if f.value.unit or known.value.unit != "percent":
        return False
    after = f.sentence.text.partition(printed(f))[2]
    return not _NO_THING.match(after)


def _of_its_own_ratio(run: Run, f: Figure) -> bool:
    """Whether a part or whole fits a percentage of its sentence, and that is not what is known of the indicator."""
    c = f.claim
    if c.period is None or not any(j.kind == "ratio" and j.verdict in FITS for j in run.results.of(f.id)):
        return False
    key = c.indicator_key or c.indicator
    rates = list(_stated(run, f, key, c.period.end, "result"))
    assert f.sentence is not None
    told = [x for x in run.paper.by_number(f.passage, f.sentence).values() if x.value.unit == "percent"]
    return bool(rates and told) and not any(same_figure(x.value, k.value) for x in told for k in rates)


def _unit_of_the_sentence(run: Run, f: Figure, known: Known) -> bool:
    """Whether a bare number is told beside days or money and no percentage: "16.3 days, compared with 12.6 in May"."""
    assert f.sentence is not None
    if f.value.unit or known.value.unit != "percent":
        return False
    units = {x.value.unit for x in run.paper.by_number(f.passage, f.sentence).values() if x.id != f.id}
    return bool(units & {"days", "money"}) and not units & {"percent", "points"}


def _named_in_clause(f: Figure) -> bool:
    """Whether the part between semicolons that holds a figure has a word of what the figure is tied to."""
    assert f.sentence is not None
    if tie_of(f) != "named" or ";" not in f.sentence.text:
        return True
    at = f.numeral.start - f.sentence.start
    start = f.sentence.text.rfind(";", 0, max(at, 0)) + 1
    end = f.sentence.text.find(";", max(at, 0))
    clause = f.sentence.text[start : end if end >= 0 else None]
    return bool(stems(clause) & stems(f.claim.indicator))


def _remainder(run: Run, f: Figure, known: Known) -> str:
    """Whether a part is what the known part leaves of the whole: "two plans out of 31 were late" beside 29 in time."""
    if f.claim.role != "numerator" or f.claim.period is None or f.value.number is None or known.value.number is None:
        return ""
    for whole in _stated(run, f, f.claim.indicator_key or f.claim.indicator, f.claim.period.end, "denominator"):
        if whole.value.number is not None and whole.value.number - known.value.number == f.value.number:
            return f"{printed(f)} is what it leaves of {whole.value.printed.strip()}."
    return ""


def _same_words(run: Run, f: Figure) -> str:
    """Another indicator whose figure of the time it is, the words about it having none that only the tied one has."""
    c = f.claim
    if (
        f.sentence is None
        or tie_of(f) not in {"named", "carried", "evidence"}
        or c.period is None
        or telling_digits(f.value) < 3
    ):
        return ""
    about = [words & stems(c.indicator) for words in _words_about(run, f)]
    for key, indicator in run.indicators.items():
        theirs = stems(indicator.name)
        if key == c.indicator_key or not any(mine <= theirs for mine in about if mine):
            continue
        if any(same_figure(f.value, k.value) for k in _stated(run, f, key, c.period.end, c.role)):
            return indicator.name
    return ""


def _words_about(run: Run, f: Figure) -> Iterator[frozenset[str]]:
    """The words of a figure's sentence, and those between its neighbours there."""
    assert f.sentence is not None
    yield stems(f.sentence.text)
    before, _, after = f.sentence.template.partition(f"«N{run.paper.number_of(f)}»")
    yield stems(f"{before.rpartition('»')[2]} {after.partition('«')[0]}")


def _stated(run: Run, f: Figure, key: str, end: date, role: str) -> Iterator[Known]:
    """What the paper and the store state of an indicator."""
    yield from run.own.find(key, f.claim.area, f.claim.cohort, end, role)
    if run.stored is not None and key in run.indicators:
        figure = stored_figure(run, f, key, role, end)
        if figure is not None:
            yield from run.stored.others(figure)
