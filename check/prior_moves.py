"""Movements told without both figures: "has improved since December", "down 1.2 points on last quarter".

The ends that a sentence leaves out are looked up: published, or stated elsewhere in the paper. Without both ends, or
without a time that is compared with, nothing is said.
"""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from check.claim_time import ends_of
from check.direction_words import DirectionWord, find_direction_words
from check.evidence import Known
from check.fraction_words import blur_before
from check.inside.flows import CUMULATIVE
from check.judgements import Judgement, Results, printed, quantity, span_text
from check.known_facts import Facts
from check.paper import Figure, Paper
from check.period_of import compared_times
from check.prior_records import RECORD, check_record, check_run
from check.rough_levels import roughly
from check.size_words import sizes_of_template
from check.told import Told, as_told, counts_things, known_at, told_together
from records import Finding, Period, Quantity, changes_possible, day_label, percent_change, rounding_modes


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
        if not find_direction_words(text) and not RECORD.search(text):
            continue
        check_record(paper, t, facts, results)
        if not check_run(paper, t, facts, results) and (t.passage, t.sentence.start) not in inside:
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
    if then.month != now.month and CUMULATIVE.search(t.name):
        return  # it begins anew each year: no movement from one month of it to another
    a, b = _clause(text, anchor, words)
    words = [w for w in words if a <= w.start < b and not counts_things(text[: w.start])]
    old, new = known_at(t, facts, then), known_at(t, facts, now)
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


_PART_OF = re.compile(
    r"\b(?:half|months|quarters|weeks|part|start|beginning|middle)\s+of\s+(?:the\s+(?:financial\s+)?(?:year\s+)?)?$",
    re.IGNORECASE,
)


def _ends(paper: Paper, t: Told) -> tuple[date, date, int] | None:
    """The two periods that a sentence compares, and the place in its text that tells the older.

    That is the one named beside "since", "on", "than", or its lone figure's own.
    """
    compared = compared_times(t.sentence)
    here = Period(t.now, t.now)
    ends = [(w, e) for w in compared if (e := ends_of(w, t.sentence, here))]
    if len(ends) == 1 and len(ends[0][1]) == 1:
        when, (then,) = ends[0]
        if _PART_OF.search(
            t.sentence.text[: t.sentence.period_spans[when.period][0] - t.begin] if when.word is None else ""
        ):
            return None  # "in the first half of 2024/25" is not the year's end
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
