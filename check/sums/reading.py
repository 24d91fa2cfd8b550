"""Passages read into amounts: which figure is of which family, a size or a target, and of what time."""

# ruff: noqa: E501 - tables of words, one kind to a row

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from check.figure_roles import said_of
from check.fraction_words import blur_before, blurred
from check.judgements import quantity
from check.paper import Figure, Paper
from check.passages import PROSE_AND_CELLS
from check.period_of import times_of_figures
from check.period_patterns import ANY_MARK
from check.rounded_counts import count_base, rounded_count
from check.sentences import Sentence
from check.size_words import ALL_OF_THEM, BOUND, restates, sizes_of_template
from check.sought import Sought
from check.sums.amounts import VARIANCE, Amount, Reading
from check.time_words import mark_times

_MEASURES = Sought(
    r"^\s*(?:(?:funded|free|working|extra|paid|unpaid|full|direct|contracted|entitled|billable|square|cubic|metric|nautical|calendar)\s+){0,2}(?P<unit>seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|tonnes?|kg|kilograms?|miles?|km|kilometres?|litres?|kwh|square\s+metres)\b",
    re.IGNORECASE,
)
_RATE = Sought(
    r"^\s*(?:[a-z]+\s+){0,3}?(?:per|for\s+every|in\s+every)\s+(?P<base>1,?000,?000|100,?000|10,?000|1,?000|100|million|thousand|hundred)\b",
    re.IGNORECASE,
)
_BASES = {"million": 1_000_000, "thousand": 1_000, "hundred": 100}
_RANGES = Sought(r"\b(?:rang|var(?:y|ied|ies)|fluctuat|hover|between\b)", re.IGNORECASE)
_TIME_LEAD = Sought(r"(?:than|above|below|on|over|under)\s", re.IGNORECASE)
_SHARED = Sought(r"^\s*(?:to|and|or|-|–)\s*$")
_BARE = Sought(r"^\s*(?:\(«N\d+»\)\s*)?(?:[.;,:)]|«/»|$)")
_PARTICIPLE = r"(?:[a-z]+ed|went|came|took|got|left|made|said|led|met|sat|began|kept|held|paid|sent|lost|won|found|told|chose|became|quit|felt|saw|stayed|set|fell\s+outside)"
_ELIDED = Sought(
    rf"^\s*(?:\(«N\d+»\)\s*|,\s*or\s+«N\d+»,?\s*|,\s+)?(?:(?:have|has|had|were|was|are|is|did|do|will|remain(?:ed|s)?|could|said|also|of\s+(?:them|these|those|whom|which)\b)\b|{_PARTICIPLE}\s+(?:the|a|an|their|his|her|its|it|them|within|in|on|by|with|to|from|at|for|and|but|all|no|more|less|late|successfully|early|before|after|outside|inside|as|this|that|into|out|off|up|under|against|through|without|because|two|three|four|five|six|«)|{_PARTICIPLE}\s*(?:[,.;:()]|«/»|$))",
)
_FAR_SIZE = Sought(
    r"^\s*(?:(?!and\b|or\b|but\b|are\b|were\b|is\b|was\b|had\b|have\b|has\b|in\b|of\b)[a-z-]+\s+){0,3}?(?:above|below|inside|outside|ahead\s+of|behind|short\s+of|adrift\s+of|over|under|clear\s+of|off)\s+(?:the\s+|our\s+|its\s+|that\s+|this\s+|a\s+|last\s+|their\s+|England|national|«[NT])",
    re.IGNORECASE,
)
_FAR_TIME = Sought(r"^\s*(?:above|below|ahead\s+of|behind)\s+(?:the\s+)?«T", re.IGNORECASE)
_OVER_TIME = re.compile(
    r"^\s*(?:[a-z-]+\s+){0,3}?over\s+(?:«T|(?:the|that|this|a|last|its)\s+(?:[a-z-]+\s+){0,2}?(?:«T|(?:day|week|month|quarter|half|year|term|period|season|winter|summer|autumn|spring|weekend|holiday)s?\b))",
    re.IGNORECASE,
)
"""Over a time, which is as long as it lasted: "902 over the winter quarter"."""
_OR_SIZE = Sought(
    r"^\s*(?:\(\s*«N\d+»\s*\)\s*|,?\s*or\s+(?:[a-z]+\s+)?«N\d+»,?\s+|,\s+)?(?:(?!and\b|or\b|but\b|are\b|were\b|is\b|was\b)[a-z]+\s+){0,2}?(?:(?:more|fewer|less|higher|lower)(?:\s+than\b|\s*[.,;)]|\s*«/»|\s*$)|(?:above|below)\s+(?:the\s+)?(?:same|last|previous|«T))",
    re.IGNORECASE,
)
_END_SIZE = Sought(r"^\s*(?:up|down)\s*(?:[.,;)]|«/»|$)", re.IGNORECASE)
_FAR_NUMBER = Sought(
    r"^\s*(?:above|below|ahead\s+of|behind|up\s+on|down\s+on)\s+(?:[a-z’'-]+\s+){0,6}?«N(?P<n>\d+)»", re.IGNORECASE
)
_BY_SIZE = Sought(
    r"\b(?:missed|missing|met|exceed\w*|beat\w*|surpass\w*|short|behind|ahead|narrow\w*|widen\w*|closed|cut|shorten\w*|lengthen\w*|quicken\w*|slow\w*|came\s+down|come\s+down|went\s+up|gone\s+up|brought\s+down|ahead|rais\w+|lower\w*|shr[aiu]nk|climb\w*|edg\w+|slipp\w+|jump\w*|swing|swung|mov\w+|differ\w*)\b[^«;]{0,50}?\bby\s+(?:about\s+|around\s+|just\s+|only\s+|over\s+|nearly\s+|almost\s+|some\s+|a\s+further\s+|another\s+)*$",
    re.IGNORECASE,
)
_IS_SIZE = Sought(
    r"\b(?:increase|decrease|reduction|rise|fall|drop|improvement|decline|growth|difference|saving|change|gain|loss|shortfall|movement)\s+(?:is|was|of|being|amounts\s+to|equals|comes\s+to)\s+(?:about\s+|around\s+|just\s+|only\s+|over\s+|nearly\s+|almost\s+|some\s+|a\s+)*$",
    re.IGNORECASE,
)
_UNITS = re.compile(r"\s*(?:[A-Za-z²³]+\s*){0,2}\(\s*(?:or\s+|i\.?e\.?,?\s+|that\s+is\s+|equal\s+to\s+)?")
_TOLD_AGAIN = Sought(r"^\s*,?\s*or\s+(?:[a-z]+\s+)?$")
_IN_BRACKETS = Sought(r"^\s*\(\s*«N\d+»\s*\)")
_OTHERS = Sought(r"\bthe\s+(?:other|remaining|rest)\s+$", re.IGNORECASE)
_LESS = Sought(r"^\s*(?:[a-z-]+\s+){0,3}?less\s+(?:the\s+|a\s+|its\s+|our\s+)?«N\d+»", re.IGNORECASE)
"""The smaller of two that are taken from one another: "£784,000 received less £272,000 spent"."""
_SPEEDS = Sought(r"^\s*(?:quicker|slower|sooner|later|faster|earlier)\b", re.IGNORECASE)
_QUICKER = Sought(
    r"^\s*(?:(?!and\b|or\b|but\b)[a-z-]+\s+){0,2}?(?:quicker|slower|sooner|later|cheaper|dearer|warmer|busier|faster|earlier|better\s+off|worse\s+off)\b(?:\s+than|\s*[,.;]|\s+on\b|\s+over\b|\s+in\b)",
    re.IGNORECASE,
)


def readings(paper: Paper, *, cut: bool = False) -> Iterator[Reading]:
    """The passages of a paper's prose that hold two amounts or more.

    Args:
        paper: With its figures.
        cut: Whether the paper cuts digits off.
    """
    by_passage: dict[int, list[Figure]] = {}
    for f in paper.figures:
        if f.sentence is not None and f.value.number is not None and paper.passages[f.passage].kind in PROSE_AND_CELLS:
            by_passage.setdefault(f.passage, []).append(f)
    for index, figures in by_passage.items():
        if len(figures) > 1:
            yield _read(paper, index, figures, cut=cut)


def _read(paper: Paper, index: int, figures: list[Figure], *, cut: bool) -> Reading:
    """Read a passage; what its words tell of its amounts is read once for all checks, whatever they tie them to."""
    known: dict[int, tuple[list[Figure], Reading]] = paper.cache.setdefault("readings", {})  # type: ignore[assignment]
    before, reading = known.get(index, ([], None))
    same = len(before) == len(figures) and all(f is g for f, g in zip(figures, before, strict=True))
    if reading is not None and same and reading.cut == cut:
        return reading
    if reading is None or [(f.id, f.value) for f in before] != [(f.id, f.value) for f in figures]:
        reading = Reading(paper, index, cut=cut)
        _read_words(reading, figures)
    else:  # what its figures are tied to has changed, not what its words say
        by_id = {f.id: f for f in figures}
        amounts = [replace(a, figure=by_id[a.figure.id]) for a in reading.amounts]
        reading = Reading(paper, index, amounts, reading.text, reading.times, cut)
    known[index] = (figures, reading)
    return reading


def _read_words(reading: Reading, figures: list[Figure]) -> None:
    paper, index = reading.paper, reading.index
    base = count_base(paper)
    of_span = {(f.numeral.start, f.numeral.end): f for f in figures}
    numerals = paper.numerals[index]
    parts: list[str] = []
    for s, sentence in enumerate(paper.sentences_of(index)):
        here = {k: of_span.get((numerals[i].start, numerals[i].end)) for k, i in enumerate(sentence.figures)}
        numbers: dict[int, int] = {}
        for k, f in here.items():
            if f is not None:
                numbers[k] = len(reading.amounts) + len(numbers)
        parts.append(_marked(reading, sentence, numbers))
        for k, f in here.items():
            if f is not None:
                reading.amounts.append(_amount(f, sentence, k, numbers[k], s, base))
    reading.text = "«/»".join(parts)
    _finish(reading)


def _marked(reading: Reading, sentence: Sentence, numbers: dict[int, int]) -> str:
    text, words = mark_times(sentence.template)
    first = len(reading.times)
    reading.times += [*sentence.periods, *words]

    def mark(m: re.Match[str]) -> str:
        n = int(m["n"])
        if m["kind"] == "N":
            return f"«N{numbers[n]}»" if n in numbers else " "
        if m["kind"] == "P":
            return f"«T{first + n}»"
        lead = _TIME_LEAD.match(words[n].text)
        return f"{lead[0] if lead else ''}«T{first + len(sentence.periods) + n}»"

    return ANY_MARK.sub(mark, text).strip()


def _amount(f: Figure, sentence: Sentence, k: int, n: int, s: int, base: int) -> Amount:
    q = rounded_count(f.value, base) or quantity(f.value)
    before = sentence.template.partition(f"«N{k}»")[0]
    blur = blur_before(before)
    if blur in {"about", "nearly", "just_over"} and not f.numeral.is_share and _exact(f, before):
        blur = ""
    if blur or f.numeral.is_share:
        q = blurred(q.low, q.high, blur, words=f.numeral.is_share, places=f.value.places)
    when = times_of_figures(sentence).get(k)
    date = sentence.periods[when.period] if when is not None and when.period >= 0 else None
    said = said_of(sentence.template, k).role
    if said == "range" and not _RANGES.search(before):
        said = ""  # "moved from 61.8% to 72.7%" tells a change
    if said not in {"target", "benchmark"} and (
        BOUND.search(before) or (not said and f.numeral.word and ALL_OF_THEM.search(before))
    ):
        said = "range"
    return Amount(n, f, q, "", blur, k in sizes_of_template(sentence.template), said, when, date, s, False, False)


_SOME = Sought(r"\bsome\s*$", re.IGNORECASE)


def _exact(f: Figure, before: str) -> bool:
    """Whether a figure is told to more digits than one tells roughly: "some 3,902 homes", "nearly 15,135 calls"."""
    digits = re.sub(r"\D", "", f.value.printed).lstrip("0")
    telling = len(digits if f.value.places > 0 else digits.rstrip("0"))
    return telling >= (3 if _SOME.search(before) else 4)


def _finish(reading: Reading) -> None:
    """What only the marked text tells: families, sizes, left-out nouns, brackets."""
    out: list[Amount] = []
    for a in reading.amounts:
        before, after = reading.before(a), reading.after(a)
        family = _family(a, after)
        size = (
            a.size
            or family == "points"
            or bool(_BY_SIZE.search(before))
            or bool(_IS_SIZE.search(before))
            or bool(_QUICKER.match(after))
        )
        if not size and re.search(r"\bby\b[^;.]*«N\d+»[^;.]*\band\s+by\s+(?:[a-z]+\s+){0,2}$", before):
            size = True  # "has grown by 275 in twelve months and by 84 since September"
        far = _FAR_NUMBER.match(after)
        other = reading.amounts[int(far["n"])].figure.value.unit if far else "percent"
        if not size and (
            _OR_SIZE.match(after) or _END_SIZE.match(after) or (family == "percent" and other != "percent")
        ):
            size = not a.figure.numeral.is_share or bool(_OR_SIZE.match(after))
        if not size and re.match(r"^\s*(?:up|down)\s+on\b", _IN_BRACKETS.sub("", after)):
            size = True  # "113 (1.5%) down on the year before"
        if not size and _FAR_SIZE.match(after) and not _OVER_TIME.match(after):
            size = bool(_FAR_TIME.match(after)) or (a.family != "percent" and family != "percent")
        if size and (
            _OTHERS.search(before)
            or VARIANCE.search(before)
            or _LESS.match(after)
            or (family == "count" and _SPEEDS.match(after) and not a.size)
        ):
            size = False
        out.append(
            Amount(
                a.n, a.figure, a.quantity, family, a.blur, size, a.said, a.when, a.date, a.sentence,
                bool(_ELIDED.match(after)), before.count("(") > before.count(")"), bool(_BARE.match(after)),
            )
        )  # fmt: skip
    reading.amounts = out
    for a, b in pairwise(out):
        if (
            b.bracketed
            and not a.bracketed
            and _UNITS.fullmatch(reading.between(a, b))
            and restates(a.figure.value, b.figure.value)
        ):
            reading.amounts[b.n] = replace(b, said="range")  # told again in another unit: no figure of its own
            continue
        twice = a.sentence == b.sentence and b.family == "percent" and a.family != "percent"
        if twice and _TOLD_AGAIN.match(reading.between(a, b)) and (b.size or (a.size and not _a_range(a, b))):
            reading.amounts[a.n] = replace(a, size=True)
            continue
        plain = a.family in {"count", "number"} and b.family not in {"count", "number", "money"}
        if plain and a.sentence == b.sentence and _SHARED.match(reading.between(a, b)):
            reading.amounts[a.n] = replace(a, family=b.family, size=a.size)
            if b.family == "points":
                reading.amounts[b.n] = replace(b, size=False)
                reading.amounts[a.n] = replace(reading.amounts[a.n], size=False)


def _a_range(a: Amount, b: Amount) -> bool:
    """Whether two figures are one told roughly: "by 5 or 6%"."""
    return abs(b.number - a.number) <= 2


def _family(a: Amount, after: str) -> str:
    unit = a.figure.value.unit
    if unit in {"percent", "points", "money", "days"}:
        return unit
    if unit == "seconds":
        return "second"
    rate = _RATE.match(after)
    if rate:
        text = rate["base"].lower().replace(",", "")
        return f"rate:{_BASES.get(text) or int(text)}"
    m = _MEASURES.match(after)
    if m:
        measure = m["unit"].lower().rstrip("s")
        return "days" if measure == "day" else measure
    return "count" if a.figure.value.places <= 0 else "number"
