"""Movements told without both figures: "has improved since December", "down 1.2 points on last quarter", "the highest since".

The ends that a sentence leaves out are looked up: published, or stated elsewhere in the paper. Without both ends, or
without a time that is compared with, nothing is said.
"""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from itertools import pairwise

from check.claim_time import ends_of
from check.direction_words import DirectionWord, find_direction_words
from check.evidence import Known, one_kind
from check.fraction_words import blur_before
from check.judgements import Judgement, Results, printed, quantity, span_text
from check.known_facts import Facts
from check.paper import Figure, Paper
from check.period_of import compared_times
from check.rough_levels import roughly
from check.run_words import of_target, told_of_earlier
from check.size_words import sizes_of_template
from check.time_words import mark_times
from check.told import Told, as_told, counts_things, told_together
from records import MONTHS_IN, Finding, Period, Quantity, changes_possible, day_label, percent_change, rounding_modes

_EXTREME = re.compile(
    r"\b(?:the\s+|its\s+|their\s+)?(?P<what>highest|lowest|best|worst|strongest|weakest|largest|smallest|poorest)\s+(?:\w+\s+){0,4}?"
    r"(?:since\s+(?P<since>.{3,40}?)(?=[,.;:)]|\s+when\b|\s+and\b|$)|(?:for|in)\s+(?:the\s+(?:last|past)\s+|over\s+|more\s+than\s+)?(?P<n>a|an|one|two|three|four|five|six|nine|twelve|eighteen|\d{1,2})\s+(?P<unit>months?|quarters?|years?))",
    re.IGNORECASE,
)
_RUN = re.compile(
    r"\b(?:(?:for\s+)?(?:the|a|its)\s+(?P<nth>second|third|fourth|fifth|sixth)\s+(?:consecutive\s+|successive\s+)?(?P<unit>month|quarter|year)(?:ly\s+(?:rise|fall|increase|decrease))?(?:\s+(?:in\s+a\s+row|running|in\s+succession))?|"
    r"(?P<n>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+(?:(?:consecutive|successive|straight)\s+(?P<unit2>months|quarters|years)|(?P<unit4>months|quarters|years)\s+(?:in\s+a\s+row|running|in\s+succession|on\s+the\s+trot))|(?:each|every\s+one)\s+of\s+the\s+(?:last|past)\s+(?P<n2>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+(?P<unit3>months|quarters|years))",
    re.IGNORECASE,
)
_IN_A_ROW = re.compile(
    r"consecutive|successive|straight|trot|in\s+a\s+row|running|succession|each|every", re.IGNORECASE
)
_COUNT = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "eighteen": 18, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}  # fmt: skip


def check_moves(paper: Paper, told: Iterable[Told], facts: Facts, results: Results) -> None:
    """Hold words and sizes of movement against figures that stand elsewhere.

    Args:
        paper: Its figures tied.
        told: Its sentences with what they are about.
        facts: Where results are looked up.
        results: Takes judgements and findings.
    """
    inside = {
        (s.passage, s.sentence.start)
        for s in paper.statements
        if s.relation.kind == "change" and s.relation.old is not None and s.relation.new is not None
    }
    for t in told:
        text = t.sentence.text
        if not find_direction_words(text) and not _EXTREME.search(text):
            continue
        _extreme(paper, t, facts, results)
        if not _in_a_row(paper, t, facts, results) and (t.passage, t.sentence.start) not in inside:
            _moved(paper, t, facts, results)


# A distance from something else than an earlier time: "0.8 weeks longer than the target", "above the England average".
_OF_ANOTHER = re.compile(
    r"(?:\s+[a-z-]+){0,3}?\s+(?:than|above|below|under|over|from|off|short\s+of|inside|outside|within|ahead\s+of|behind)\s+"
    r"(?:(?:the|our|its|their|this|that|a)\s+)?(?:[\w%.,£'’-]+\s+){0,3}?"
    r"(?:target|standard|ceiling|limit|plan(?:ned)?|budget|forecast|profile|trajectory|average|england|national|region\w*|benchmark|"
    r"expect\w*|ambition|goal|minimum|maximum|threshold|neighbours|peers)\b",
    re.IGNORECASE,
)


def _moved(paper: Paper, t: Told, facts: Facts, results: Results) -> None:
    """Words and sizes of a movement from a time that is named, or whose figure stands in the sentence."""
    text = t.sentence.text
    words = [w for w in find_direction_words(text) if not w.aim and not _OF_ANOTHER.match(text[w.end :])]
    at = _ends(paper, t)
    if at is None or not words:
        return
    then, now, anchor = at
    a, b = _clause(text, anchor, words)
    words = [w for w in words if a <= w.start < b and not counts_things(text[: w.start])]
    old, new = _of(t, facts, then), _of(t, facts, now)
    if old is None or new is None or told_together(t, old, new):
        return
    if (
        len({w.moved for w in words if not w.of_performance}) > 1
        or len({w.moved for w in words if w.of_performance}) > 1
    ):
        return
    before, after = quantity(old.value), quantity(new.value)
    ways = changes_possible(after, before)
    working = f"{old.value.printed.strip()} ({day_label(then)}) to {new.value.printed.strip()} ({day_label(now)})"
    if old.value.unit == "percent":  # "six more than in May" counts something else than the percentage
        words = [w for w in words if not _counted(paper, t, w)]
    for w in words:
        _word(paper, t, w, ways, working, (old, new), results, small=_is_small(before, after, old.value.unit))
    sizes = [f for f in _sizes(paper, t) if a <= f.numeral.start - t.begin < b]
    beside = [f for f in sizes if "and" not in text[f.numeral.end - t.begin : anchor].split()]
    for f in beside if anchor > a and any(f.numeral.start - t.begin < anchor for f in beside) else sizes:
        if _since_else(text[f.numeral.end - t.begin :], anchor - (f.numeral.end - t.begin)):
            continue
        blur = blur_before(text[: f.numeral.start - t.begin])
        if not blur or not roughly(f.value, blur, old.value, new.value):
            _size(f, *as_told(t.name, f, old, new), working, results)


_SINCE_WHAT = re.compile(
    r"\s+(?:\([^()]*\)\s+)?(?:(?!and\b|but\b|or\b)[a-z-]+\s+){0,3}?(?:than|since|from|on|over|above|below)\s+(?P<what>(?:(?!\s+(?:and|but|while|whereas)\s)[^,;.()]){3,80})",
    re.IGNORECASE,
)


def _since_else(behind: str, anchor: int) -> bool:
    """Whether a size names what it is counted from, and that is not the time which is asked.

    Args:
        behind: The sentence behind the size: " more than at the start of the year".
        anchor: Where in it the words of the time stand that is asked.
    """
    m = _SINCE_WHAT.match(behind)
    return m is not None and not m.start() <= anchor < m.end() and not re.match(r"(?:that|this|then)\b", m["what"])


_PARTS = re.compile(r"[,;:()]|\s[–-]\s|\b(?:but|and|although|though|while|whereas|which|when|after)\b", re.IGNORECASE)
_UP_TO = re.compile(
    r"\b(?:(?:as\s+)?(?:low|high|far|much)\s+as|to|at|reach\w*|hit|peak\w*(?:\s+(?:at|of))?)\s+(?:a\s+|an\s+|just\s+|only\s+|about\s+|over\s+)*$",
    re.IGNORECASE,
)
"""Words before the figure that a movement ended at: "fell as low as 84.9% in August"."""


def _clause(text: str, at: int, words: list[DirectionWord]) -> tuple[int, int]:
    """Where the part of a sentence begins and ends that holds a place; with the one beside it, where it moves nothing."""
    cuts = [0, *(m.start() for m in _PARTS.finditer(text)), len(text)]
    n = max(i for i, cut in enumerate(cuts[:-1]) if cut <= at)
    a, b = cuts[n], cuts[n + 1]
    if not any(a <= w.start < b for w in words):
        return (cuts[n - 1], b) if n else (a, cuts[min(2, len(cuts) - 1)])
    return a, b


def _ends(paper: Paper, t: Told) -> tuple[date, date, int] | None:
    """The two periods that a sentence compares, and the place in its text that tells the older.

    That is the one named beside "since", "on", "than", or its lone figure's own.
    """
    compared = compared_times(t.sentence)
    here = Period(t.now, t.now)
    ends = [(w, e) for w in compared if (e := ends_of(w, t.sentence, here))]
    if len(ends) == 1 and len(ends[0][1]) == 1:
        when, (then,) = ends[0]
        place = t.sentence.text.find(when.word.text) if when.word else t.sentence.period_spans[when.period][0] - t.begin
        return (then, t.now, max(place, 0)) if then < t.now else None
    if ends or compared:
        return None
    own = {f.claim.period.end for f in t.figures if f.claim.period is not None}
    open_ = [f for f in t.figures if f.claim.period is None]
    if len(own) == 1 and not open_ and paper.period is not None:
        (then,) = own
        if then < paper.period.end and len(t.figures) == 1:
            place = t.figures[0].numeral.start - t.begin
            if not _UP_TO.search(t.sentence.text[:place]):
                return then, paper.period.end, place
    return None


def _of(t: Told, facts: Facts, end: date) -> Known | None:
    """A fact as published, else as the sentence or the paper has it."""
    known = facts.result(t.key, t.area, "all", end)
    if known is not None:
        return known
    own = [f for f in t.figures if f.claim.period is not None and f.claim.period.end == end]
    return Known(own[0].value, own[0].place) if own else None


def _word(
    paper: Paper, t: Told, w: DirectionWord, ways: frozenset[str], working: str, ends: tuple[Known, Known],
    results: Results, *, small: bool,
) -> None:  # fmt: skip
    said: str = w.moved
    if w.of_performance:
        if t.polarity not in {"H", "L"}:
            return
        said = "rose" if (w.moved == "improved") == (t.polarity == "H") else "fell"
    fits = said in ways or (said == "unchanged" and small)
    went = " or ".join(sorted({"rose": "rose", "fell": "fell", "unchanged": "did not change"}[x] for x in ways))
    why = f"'{w.text}': '{t.name}' went from {working}; it {went}"
    if w.of_performance:
        why += f", and {'higher' if t.polarity == 'H' else 'lower'} is better"
    place = paper.passages[t.passage].at(t.begin + w.start, t.begin + w.end)
    results.findings.append(
        Finding(
            "agrees" if fits else "contradicts", "direction", place, w.text, why + ".", working,
            "note" if fits else "serious", tuple(k.source for k in ends), "" if fits else "Correct the word or the figures.",
            t.name, t.key, "" if fits else went,
        )
    )  # fmt: skip


def _is_small(a: Quantity, b: Quantity, unit: str) -> bool:
    diff = abs(b.middle - a.middle)
    return diff < 3 if unit == "percent" else diff <= max(Fraction(3), abs(a.middle) / 20)


def _counted(paper: Paper, t: Told, w: DirectionWord) -> bool:
    """Whether a word of movement tells of a count: it stands with a size that is none of a percentage."""
    return any(
        f.value.unit in {"count", "", "money", "days"}
        and (
            re.fullmatch(r"\s+(?:[a-z]+\s+){0,2}", t.sentence.text[f.numeral.end - t.begin : w.start])
            or re.fullmatch(r"\s+(?:by\s+)?(?:[a-z]+\s+){0,2}", t.sentence.text[w.end : f.numeral.start - t.begin])
        )
        for f in _sizes(paper, t)
        if f.value.printed.strip()[-1:].isalpha() or f.value.places <= 0
    )


def _sizes(paper: Paper, t: Told) -> list[Figure]:
    sizes = sizes_of_template(t.sentence.template)
    return [
        f
        for k, f in paper.by_number(t.passage, t.sentence).items()
        if k in sizes
        and f.value.number is not None
        and not f.claim.details.get("span")
        and not _OF_ANOTHER.match(t.sentence.text[f.numeral.end - t.begin :])
    ]


def _size(f: Figure, old: Known, new: Known, working: str, results: Results) -> None:
    a, b = quantity(old.value), quantity(new.value)
    difference = (b - a).magnitude()
    relative = percent_change(a, b)
    percent = old.value.unit == "percent"
    if percent and f.value.unit not in {"percent", "points"}:
        return  # a count beside a percentage is the change of something else
    sources = (old.source, new.source)
    fits_difference = bool(rounding_modes(difference, f.value)) and (f.value.unit != "percent" or percent)
    fits_relative = (
        f.value.unit == "percent" and relative is not None and bool(rounding_modes(relative.magnitude(), f.value))
    )
    if f.value.unit == "percent" and percent and fits_difference and not fits_relative:
        results.add(
            Judgement(
                f.id, "contradicts", "percentage_points",
                f"{printed(f)} is a change in percentage points ({working}), written as a change in per cent.",
                working, "minor", sources, "Write 'percentage points'.",
                f"{f.value.printed.strip().rstrip('%').strip()} percentage points",
            )
        )  # fmt: skip
        return
    if fits_difference or fits_relative:
        results.add(
            Judgement(f.id, "agrees_within_rounding", "change", f"It follows from {working}.", working, sources=sources)
        )
        return
    right = difference
    unit = "points" if percent else f.value.unit
    if f.value.unit == "percent" and not percent and relative is not None:
        right, unit = relative.magnitude(), "percent"
    results.add(
        Judgement(
            f.id, "contradicts", "change",
            f"From {working} is a change of {span_text(right, unit)}, not {printed(f)}.", working, "serious", sources,
            "Correct the change, or the figures it is worked out from.", span_text(right, unit),
        )
    )  # fmt: skip


def _extreme(paper: Paper, t: Told, facts: Facts, results: Results) -> None:
    """Hold "the highest since March 2023", "the lowest for two years": against every figure published since."""
    m = _EXTREME.search(t.sentence.text)
    if m is None:
        return
    here = Period(t.now, t.now)
    if m["n"]:
        unit = m["unit"].lower().rstrip("s")
        start: date | None = here.shift(-(_COUNT.get(m["n"].lower()) or int(m["n"])) * MONTHS_IN[unit]).end
    else:
        at = t.sentence.text.find(m["since"], m.start())
        start = next(
            (p.end for p, (a, _) in zip(t.sentence.periods, t.sentence.period_spans, strict=True)
             if abs(a - t.begin - at) <= 12), None,
        )  # fmt: skip
    if start is None and m["since"]:
        named = [w for w in mark_times(f" {m['since']}")[1] if w.kind in {"month", "named", "quarter", "term"}]
        start = next((e for w in named[:1] for e in w.ends(t.now)[:1]), None)
    what = m["what"].lower()
    top = {"highest": True, "largest": True, "lowest": False, "smallest": False}.get(what)
    if top is None and t.polarity in {"H", "L"}:
        top = (what in {"best", "strongest"}) == (t.polarity == "H")
    series = facts.series(t.key, t.area, "all")
    now = _of(t, facts, t.now)
    if start is None or top is None or now is None or now.value.number is None:
        return
    since = {e: k for e, k in series.items() if start < e < t.now and k.value.places == now.value.places}
    beyond = [
        (e, k) for e, k in sorted(since.items())
        if k.value.number is not None and (k.value.number > now.value.number if top else k.value.number < now.value.number)
    ]  # fmt: skip
    begin = t.begin
    place = paper.passages[t.passage].at(begin + m.start(), begin + m.end())
    said = " ".join(m[0].split())
    if beyond:
        e, k = beyond[-1]
        results.findings.append(
            Finding(
                "contradicts", "direction", place, said,
                f"'{said}': '{t.name}' was {k} for {day_label(e)}, {'above' if top else 'below'} {now.value.printed.strip()} "
                f"for {day_label(t.now)}.", f"{k.value.printed.strip()} ({day_label(e)}) against {now.value.printed.strip()}",
                "serious", (k.source, now.source), "Correct the words.", t.name, t.key,
            )
        )  # fmt: skip
    elif (
        m["since"]
        and (told := _longer_record(series, start, now, top=top)) is not None
        and not _BEGAN.search(m["since"])
    ):
        (e1, k1), (e2, k2) = told
        results.findings.append(
            Finding(
                "contradicts", "period", place, said,
                f"'{said}': '{t.name}' was {k1} for {day_label(e1)}, no {'higher' if top else 'lower'} than now; it was last "
                f"as {'high' if top else 'low'} as {now.value.printed.strip()} in {day_label(e2)} ({k2.value.printed.strip()}).",
                f"{k1.value.printed.strip()} ({day_label(e1)}), {k2.value.printed.strip()} ({day_label(e2)})", "serious",
                (k1.source, k2.source, now.source), "Correct the time.", t.name, t.key,
            )
        )  # fmt: skip
    elif since and min(series) <= start:
        results.findings.append(
            Finding("agrees", "direction", place, said, f"'{said}' fits the {len(since)} figures published since.",
                    indicator=t.name, indicator_key=t.key)
        )  # fmt: skip


_BEGAN = re.compile(
    r"\b(?:beg[aiu]n\w*|start\w*|introduc\w*|launch\w*|record\w*|open\w*|contract|when)\b", re.IGNORECASE
)


def _longer_record(
    series: dict[date, Known], start: date, now: Known, *, top: bool
) -> tuple[tuple[date, Known], tuple[date, Known]] | None:
    """The figure of the time from which a record is counted, and the later of those before it that reach today's.

    "The highest since March" tells that March was as high; where it was not, and January was, the time is wrong.
    """

    def reaches(k: Known) -> bool:
        a, b = k.value.number, now.value.number
        return a is not None and b is not None and (a >= b if top else a <= b)

    at = series.get(start)
    before = [
        (e, k) for e, k in sorted(series.items()) if e < start and reaches(k) and k.value.places == now.value.places
    ]
    if at is None or reaches(at) or not before or at.value.places != now.value.places:
        return None
    return (start, at), before[-1]


def _in_a_row(paper: Paper, t: Told, facts: Facts, results: Results) -> bool:
    """Hold "rose for the third quarter in a row": each step against what was published."""
    m = _RUN.search(t.sentence.text)
    if m is None or not _IN_A_ROW.search(m[0]):
        return False
    if told_of_earlier(t.sentence.text, m.start(), m.end()) or of_target(t.sentence.text, m.start()):
        return True
    words = [w for w in find_direction_words(t.sentence.text) if not w.aim and w.moved != "unchanged"]
    if not words:
        return True
    n = _COUNT[(m["nth"] or m["n"] or m["n2"]).lower()]
    step = MONTHS_IN[(m["unit"] or m["unit2"] or m["unit3"] or m["unit4"]).lower().rstrip("s")]
    said: str = words[0].moved
    if words[0].of_performance:
        if t.polarity not in {"H", "L"}:
            return True
        said = "rose" if (said == "improved") == (t.polarity == "H") else "fell"
    here = Period(t.now, t.now)
    points = [(e := here.shift(-step * i).end, _of(t, facts, e)) for i in range(n, -1, -1)]
    begin = t.begin
    place = paper.passages[t.passage].at(begin + m.start(), begin + m.end())
    said_text = " ".join(m[0].split())
    known = [(e, k) for e, k in points if k is not None]
    for (e1, a), (e2, b) in pairwise(points):
        if a is None or b is None or not one_kind(a.value, b.value, ""):
            continue  # one of them is another thing's figure
        ways = changes_possible(quantity(b.value), quantity(a.value))
        if said not in ways:
            results.findings.append(
                Finding(
                    "contradicts", "direction", place, said_text,
                    f"'{words[0].text} ... {said_text}': '{t.name}' went from {a.value.printed.strip()} ({day_label(e1)}) to "
                    f"{b.value.printed.strip()} ({day_label(e2)}).",
                    " -> ".join(k.value.printed.strip() for _, k in known), "serious", (a.source, b.source),
                    "Correct the words.", t.name, t.key,
                )
            )  # fmt: skip
            return True
    if len(known) == len(points):
        results.findings.append(
            Finding("agrees", "direction", place, said_text,
                    f"'{said_text}' fits: {' -> '.join(k.value.printed.strip() for _, k in known)}.",
                    indicator=t.name, indicator_key=t.key)
        )  # fmt: skip
    return True
