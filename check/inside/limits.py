"""A figure beside its target, ceiling, minimum or standard: "95.5% ..., beating the 97% target", "short of the 45% target by 4.7 points".

The figure that is compared is the sentence's own result, not the earlier one in brackets and not the distance. Where
"beating" or "missing" needs to know which way is better, register, tables and names are asked; nothing is guessed.
"""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from check.goal_words import NOT_YET
from check.inside.kpi_rows import KpiRow
from check.inside.limit_levels import PLAIN, level_of
from check.inside.limit_ways import row_of_level, way_of_level
from check.judgements import Judgement, Results, printed, quantity, span_text
from check.paper import Figure, Paper
from records import Finding, Polarity, Quantity, Source, rounding_modes

HANDLED = "limits"
"""Key of the paper's cache: sentences (passage, first character) whose words about a limit are judged here."""

_CEILING = r"(?:ceiling|cap|maximum|budget|allowance|(?:upper\s+)?limit)"
_FLOOR = r"(?:minimum|floor|lower\s+limit)"
GOAL = rf"(?:target|standard|goal|ambition|aspiration|threshold|trajectory|milestone|requirement|benchmark|{_CEILING}|{_FLOOR})"
_DET = r"(?:(?:the|a|an|its|our|their|this|that|agreed|annual|year[\s-]end|local|national|statutory|corporate|contract(?:ual)?|council(?:['’]s)?|set|current|new|stretch(?:ed|ing)?|own|in-year|interim|«[PR]\d+»|«P\d+»['’]s)\s+)*"
_LIMIT = (
    rf"{_DET}(?:(?:«N(?P<a>\d+)»|(?P<lit>\d+(?:\.\d+)?)(?=[\s-](?:working[\s-])?(?:day|week|hour|minute|second|month)s?[\s-]))[\s-]?(?:(?:working[\s-])?(?:days?|weeks?|hours?|minutes?|seconds?|months?|tonnes?|points?|\w+)[\s-])?{GOAL}\b(?!\s+of\s+«N)|"
    rf"(?:[a-z-]+\s+){{0,2}}?{GOAL}\s*(?:of|at|is|was|set\s+at|which\s+is|which\s+was|:|\(|for\s+«P\d+»\s+of|for\s+the\s+(?:year|quarter|month)\s+of)\s*(?:no\s+more\s+than\s+|at\s+least\s+|under\s+|less\s+than\s+)?«N(?P<b>\d+)»)"
)
_COMPARE = re.compile(
    rf"\b(?:(?P<above>above|over|exceed(?:s|ed|ing)?|higher\s+than|greater\s+than|more\s+than|surpass(?:es|ed|ing)?|in\s+excess\s+of|topp(?:ed|ing)|pass(?:es|ed|ing)|beyond|past)|"
    rf"(?P<below>below|under|lower\s+than|less\s+than|fewer\s+than|beneath)|"
    rf"(?P<good>beat(?:s|ing|en)?|better(?:ed|ing)?\s+than|bettered|bettering|ahead\s+of|met|meet(?:s|ing)?|achiev(?:ed|es|ing|e)|hit(?:s|ting)?|reach(?:ed|es|ing)?|outperform(?:s|ed|ing)?)|"
    rf"(?P<bad>miss(?:ed|es|ing)?|short\s+of|behind|worse\s+than|fail(?:s|ed|ing)?\s+to\s+(?:meet|achieve|reach|hit|beat)|adrift\s+of)|"
    rf"(?P<inside>within|inside)|(?P<outside>outside|breach(?:ed|es|ing)?|broke(?:n)?)|(?P<neutral>against|compared\s+(?:with|to)|towards))\s+{_LIMIT}",
    re.IGNORECASE,
)
_PLAINLY = re.compile(rf"(?P<neutral>[;,:(.]\s*(?:and\s+|but\s+)?)(?:the|our|its)\s+(?:[a-z-]+\s+){{0,2}}?{GOAL}\s+(?:is|was|being|of|:)\s+«N(?P<b>\d+)»(?P<a>(?!))?", re.IGNORECASE)  # fmt: skip
_PASSIVE = re.compile(
    rf"{_LIMIT}(?:\s+(?:working\s+)?(?:days?|weeks?|hours?|tonnes?|minutes?|seconds?))?\s+(?:(?:is|was|are|were|has|had|have|been|being|still|again|therefore|also|thus|now|just|narrowly|comfortably|easily|only)\s+)+(?P<not>not\s+(?:been\s+)?)?(?:\w+ly\s+)?"
    r"(?:(?P<good>met|achieved|reached|hit|beaten|exceeded|surpassed|bettered)|(?P<bad>missed|breached))\b",
    re.IGNORECASE,
)
_GAP_BEFORE = re.compile(
    r"«N(?P<g>\d+)»\s*(?:(?!(?:which|that|was|were|is|are|and|but|so|it)\b)[a-z]+\s+){0,2}?$", re.IGNORECASE
)
_GAP_AFTER = re.compile(
    r"^(?:\s+(?!by\b)[a-z]+){0,2}?\)?,?\s+by\s+(?:just\s+|only\s+|about\s+|some\s+)?«N(?P<g>\d+)»",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:not|never|nor|yet\s+to|no\s+longer|without|failed\s+to|unable\s+to)\s+(?:\w+\s+){0,2}$|n[’']t\s+(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_AIM = re.compile(
    rf"\b(?:{NOT_YET}|need\w*|to)\b[^.;«]*$",
    re.IGNORECASE,
)
_COUNTING = re.compile(r"\bin\s+«N\d+»\s+of\b|«N\d+»\s+(?:out\s+)?of\s+(?:the|our|these)\b[^«]{0,40}$", re.IGNORECASE)


_OFTEN = re.compile(
    r"^\s+(?:(?:in|on|for|during|at|by)\s+)?(?:(?:only|just|all|but|about|around|nearly|almost|fewer|less|more|than|no|at|least|most|over|under|exactly)\s+)*"
    r"(?:«N\d+»(?:\s+and\s+«N\d+»)?\s+(?:(?:out\s+)?of\b|(?:[a-z-]+\s+)?(?:times?|occasions?|months?|quarters?|years?|weeks?|terms?)\b)|"
    r"(?:once|twice|rarely|seldom|never|none|every|each|both|most|half|some|several|(?:a\s+)?few|many)\b|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+(?:times?|occasions?|months?|quarters?|years?|weeks?|terms?|of|out)\b)",
    re.IGNORECASE,
)
"""How often or in how many a limit was reached: this says nothing of the one result told beside it."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A comparison with a limit that a sentence makes.

    Attributes:
        way: above, below, good, bad, inside, outside.
        start: First character in the template.
        end: One past the last.
        number: The limit.
        figure: The figure that states it; None where it is part of a word ("6 day target").
        noun: What it is called.
        text: The words, with figures as printed.
        gap: The figure that tells the distance.
        level: The figure that is compared.
    """

    way: str
    start: int
    end: int
    number: Decimal
    figure: Figure | None
    noun: str
    text: str
    gap: Figure | None
    level: Figure


def check_limits(
    paper: Paper, rows: Sequence[KpiRow], polarity_of_key: Mapping[str, Polarity], results: Results
) -> None:
    """Hold words about targets and limits, and distances from them, against the figures of their sentence.

    Args:
        paper: Its figures tied.
        rows: Rows of indicators, for their targets and which way is better.
        polarity_of_key: The register's.
        results: Takes judgements and findings.
    """
    handled: set[tuple[int, int]] = set()
    seen: set[tuple[int, int]] = set()
    for f in paper.figures:
        if f.sentence is None or (f.passage, f.sentence.start) in seen:
            continue
        seen.add((f.passage, f.sentence.start))
        if not re.search(GOAL, f.sentence.text, re.IGNORECASE):
            continue
        for limit in _limits(paper, f):
            polarity = _polarity(limit, rows, polarity_of_key)
            judged = _words(paper, limit, polarity, results)
            if judged or limit.gap is not None:
                handled.add((f.passage, f.sentence.start))
            _distance(limit, results)
            _own_target(paper, limit, rows, results)
    paper.cache[HANDLED] = handled


def _limits(paper: Paper, first: Figure) -> list[Limit]:
    sentence = first.sentence
    assert sentence is not None
    by_number = paper.by_number(first.passage, sentence)
    template = sentence.template
    out: list[Limit] = []
    for pattern in (_COMPARE, _PASSIVE, _PLAINLY):
        for m in pattern.finditer(template):
            if any(x.start < m.end() and m.start() < x.end for x in out):
                continue
            before = template[: m.start()]
            if _COUNTING.search(before[-60:]) or _OFTEN.match(template[m.end() :]):
                continue
            made = _limit(paper, first, m, template, by_number, passive=pattern is _PASSIVE)
            if made is not None and _of_time_before(template, m, by_number, made.level):
                continue
            if made is not None and pattern is _COMPARE and _AIM.search(before[-60:]):
                made = replace(
                    made, way="neutral", gap=None
                )  # an aim: only the target itself can be held against a table
            if made is not None:
                out.append(made)
    return out


_WHEN = re.compile(r"\b(?:when|(?:in|at|during)\s+which|by\s+which\s+time)\b", re.IGNORECASE)


def _of_time_before(template: str, m: re.Match[str], by_number: dict[int, Figure], level: Figure) -> bool:
    """Whether "when" puts a limit to the time of another level: "93.3%, down from 96.1% in June when it was met"."""
    led = [w.start() for w in _WHEN.finditer(template[: m.end()])][-1:]
    if not led or "«N" in template[led[0] : m.start()]:
        return False
    told = [k for k in by_number if template.find(f"«N{k}»") < led[0]]
    return bool(told) and by_number[max(told, key=lambda k: template.find(f"«N{k}»"))].id != level.id


def _limit(
    paper: Paper, first: Figure, m: re.Match[str], template: str, by_number: dict[int, Figure], *, passive: bool
) -> Limit | None:
    g = m.groupdict()
    at = g.get("a") or g.get("b")
    figure = by_number.get(int(at)) if at else None
    number = figure.value.number if figure is not None else Decimal(g["lit"]) if g.get("lit") else None
    if number is None:
        return None
    way = next(k for k in ("above", "below", "good", "bad", "inside", "outside", "neutral") if g.get(k))
    if (
        way == "good"
        and passive
        and m["good"].lower() in {"exceeded", "surpassed"}
        and re.search(_CEILING, m[0], re.IGNORECASE)
    ):
        way = "outside"
    before = template[: m.start()]
    if (g.get("not") or (not passive and _NOT.search(before[-40:]))) and way in {"good", "bad"}:
        way = "bad" if way == "good" else "good"
    elif not passive and way != "neutral" and _NOT.search(before[-40:]):
        return None
    gap = _GAP_AFTER.match(template[m.end() :]) or (None if passive else _GAP_BEFORE.search(before))
    gap_figure = by_number.get(int(gap["g"])) if gap else None
    if (
        gap_figure is not None
        and way in {"good", "inside"}
        and re.match(r"(?:met|meet|achiev|hit|reach|within|inside)", m[0], re.IGNORECASE)
    ):
        gap_figure = None
    if gap_figure is not None and re.match(r"\W*(?:against|compared|versus|vs)\b", m[0], re.IGNORECASE):
        gap_figure = None  # "£8.3m against a budget of £9.0m": the level itself
    unit = figure.value.unit if figure is not None else "days"
    level = level_of(paper, first, by_number, m, (number, unit), (figure, gap_figure))
    if level is None:
        return None
    noun = re.findall(GOAL, m[0], re.IGNORECASE)[0].lower()
    words = re.sub(r"«N(\d+)»", lambda x: printed(by_number[int(x[1])]) if int(x[1]) in by_number else x[0], m[0])
    return Limit(way, m.start(), m.end(), number, figure, noun, " ".join(words.split()), gap_figure, level)


def _polarity(limit: Limit, rows: Sequence[KpiRow], polarity_of_key: Mapping[str, Polarity]) -> Polarity:
    """Which way is better for what is held against a limit."""
    if re.fullmatch(_CEILING, limit.noun, re.IGNORECASE):
        return "L"
    if re.fullmatch(_FLOOR, limit.noun, re.IGNORECASE):
        return "H"
    return way_of_level(limit.level, limit.number, limit.text, rows, polarity_of_key, good=limit.way == "good")


_PER_PART = re.compile(r"\b(?:quarterly|monthly|weekly)\b", re.IGNORECASE)


def _words(paper: Paper, limit: Limit, polarity: Polarity, results: Results) -> bool:
    """Hold the words against the figures.

    Returns:
        Whether they could be judged.
    """
    if limit.way == "neutral" or _PER_PART.search(limit.text):
        return False  # "the quarterly target": the level may be of another stretch
    beyond = re.match(r"(?:exceed|surpass|pass|top)\w*\s", limit.text, re.IGNORECASE)
    if beyond and polarity == "L" and not re.fullmatch(_CEILING, limit.noun, re.IGNORECASE):
        return False  # "surpassed its target of five days at four": bettered, or gone beyond; the words do not tell
    q, goal = quantity(limit.level.value), Fraction(limit.number)
    same = q.is_exact and q.low == goal
    way = limit.way
    if way in {"inside", "outside"} and polarity == "H":
        way = "good" if way == "inside" else "bad"
    if re.search(r"\bshort\s+of\b", limit.text, re.IGNORECASE):
        polarity = "H"  # below it, whichever way is better: income of £4.45m is short of a budget of £4.5m
    if way in {"good", "bad"} and polarity not in {"H", "L"}:
        if not same or way == "good":
            return False
        wrong = True
    elif way in {"good", "bad"}:
        reached = q.high >= goal if polarity == "H" else q.low <= goal
        short = q.low < goal if polarity == "H" else q.high > goal
        wrong = not (reached if way == "good" else short)
    else:
        strict = way in {"above", "below"} and same and not re.match(r"pass|reach|top", limit.text, re.IGNORECASE)
        upward = way in {"above", "outside"}
        wrong = strict or not (q.high >= goal if upward else q.low <= goal)
    sentence = limit.level.sentence
    assert sentence is not None
    place = _place(paper, limit)
    shown = printed(limit.level)
    stated = printed(limit.figure) if limit.figure is not None else str(limit.number)
    working = f"{shown} against the {limit.noun} of {stated}"
    why = f"'{limit.text}' {'does not fit' if wrong else 'fits'}: the sentence gives {working}"
    if way in {"good", "bad"} and polarity:
        why += f", and {'higher' if polarity == 'H' else 'lower'} is better"
    sources = (limit.level.place, *((limit.figure.place,) if limit.figure is not None else ()))
    results.findings.append(
        Finding("contradicts" if wrong else "agrees", "target_words", place, limit.text, why + ".", working, "serious" if wrong else "note",
                sources, "Correct the words, the result or the target." if wrong else "")
    )  # fmt: skip
    return True


def _place(paper: Paper, limit: Limit) -> Source:
    """The words of the comparison in the passage."""
    f = limit.figure or limit.gap or limit.level
    passage = paper.passages[f.passage]
    if limit.figure is None:
        at = re.search(rf"\b{re.escape(str(limit.number))}[\s-]", passage.text)
        return passage.at(at.start(), at.end()) if at else passage.at(f.numeral.start, f.numeral.end)
    word = limit.text.split()[0]
    start = passage.text.rfind(word, 0, f.numeral.start + 1)
    return passage.at(start if start >= 0 and f.numeral.start - start < 80 else f.numeral.start, f.numeral.end)


def _distance(limit: Limit, results: Results) -> None:
    """Hold "short of the 45% target by 4.7 points" against the two figures."""
    gap, level = limit.gap, limit.level
    if gap is None or gap.value.number is None or limit.figure is None:
        return
    units = {gap.value.unit, level.value.unit}
    if not (gap.value.unit == level.value.unit or units <= PLAIN or units <= {"percent", "points"}):
        return
    distance = (quantity(level.value) - Quantity.exact(limit.number)).magnitude()
    working = f"{printed(level)} against the {limit.noun} of {printed(limit.figure)}"
    sources = (level.place, limit.figure.place)
    if rounding_modes(distance, gap.value):
        results.add(
            Judgement(
                gap.id,
                "agrees_within_rounding",
                "target",
                f"The distance follows: {working}.",
                working,
                sources=sources,
            )
        )
        return
    if gap.value.unit == "percent" and limit.number:
        share = Fraction(100) / Fraction(limit.number)
        if rounding_modes(Quantity(distance.low * share, distance.high * share), gap.value):
            results.add(Judgement(gap.id, "agrees_within_rounding", "target", f"The distance in per cent follows: {working}.", working, sources=sources))  # fmt: skip
            return
    told = abs(Fraction(gap.value.number))
    if told > 5 * distance.high and 2 * told > limit.number:
        return  # "above the national rate of 66.2, and our own target of 65.0": no distance at all
    results.add(
        Judgement(gap.id, "contradicts", "target", f"{working} is a distance of {span_text(distance, gap.value.unit)}, not {printed(gap)}.",
                  working, "serious", sources, "Correct the distance, the result or the target.", span_text(distance, gap.value.unit))
    )  # fmt: skip


def _own_target(paper: Paper, limit: Limit, rows: Sequence[KpiRow], results: Results) -> None:
    """Hold the limit that a sentence states against the target of the row whose latest result it states."""
    row = row_of_level(limit.level, rows)
    if (
        row is None
        or row.target is None
        or row.target_number is None
        or limit.level.value.number != row.latest.value.number
    ):
        return
    units = {row.target.value.unit, limit.figure.value.unit if limit.figure is not None else row.target.value.unit}
    if len(units) > 1 and not units <= PLAIN:
        return
    if re.search(r"benchmark|minimum|threshold|limit", limit.noun, re.IGNORECASE):
        return
    same = limit.number == row.target_number
    shown, expected = f"{limit.number.normalize():f}", printed(row.target)
    sources = (row.target.place,)
    if same:
        if limit.figure is not None:
            why = f"It is the target that the table gives for {row.label}."
            results.add(Judgement(limit.figure.id, "agrees", "target", why, sources=sources))
        return
    if _year_of(limit) not in {"", _year(row)}:
        return
    why = f"The sentence gives {shown} as the {limit.noun}, the table gives {expected} for {row.label}."
    working, advice = f"{shown} against {expected}", "Use one target for the year, or say for when it is."
    if limit.figure is not None:
        results.add(Judgement(limit.figure.id, "contradicts", "target", why, working, "serious", sources, advice, expected))  # fmt: skip
        return
    place = _place(paper, limit)
    results.findings.append(
        Finding("contradicts", "target", place, limit.text, why, working, "serious", sources, advice, expected=expected)
    )


def _year_of(limit: Limit) -> str:
    """The reporting year that the words give the limit for; empty where they give none."""
    f = limit.figure
    if f is None or f.sentence is None:
        return ""
    near = f.sentence.template[max(0, limit.start - 30) : limit.end + 40]
    named = re.search(r"\b(?:for|by|in|from|to)\s+(?:the\s+(?:end\s+of|year)\s+)?«P(\d+)»", near)
    return f.sentence.periods[int(named[1])].reporting_year if named else ""


def _year(row: KpiRow) -> str:
    return row.period.reporting_year if row.period is not None else ""
