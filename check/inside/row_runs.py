"""Runs and records told of one line of results: "has come down for four quarters in a row", "the lowest in the last seven quarters".

The line is the one whose latest result the sentence (or the one before it) prints; every step or period that the words
cover and the table shows is looked at. Where the table does not reach back far enough, what it shows must still fit.
"""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from check.direction_words import DirectionWord, find_direction_words
from check.inside.items import Item, Items, Trait, singular
from check.inside.kpi_rows import KpiRow
from check.inside.row_counts import signs_of, things_of, wrong_cells
from check.inside.row_readings import Signs, polarity_of
from check.inside.tables import Table
from check.judgements import Results, printed
from check.number_words import ORDINALS, number_of
from check.paper import Figure, Paper, cell_key
from check.passages import PROSE
from check.sentences import split_sentences
from records import MONTHS_IN, Finding, Source, months_between

_N = r"(?P<{0}>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{{1,2}})"
_UNIT = r"(?P<{0}>months?|quarters?|years?)"
_RUN = re.compile(
    rf"\b(?:(?:for\s+)?(?:the|a|its|their)\s+(?P<nth>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)\s+(?:(?:consecutive|successive|straight)\s+)?{_UNIT.format('u1')}(?:\s+(?:in\s+a\s+row|running|in\s+succession))?|"
    rf"{_N.format('n2')}\s+(?:(?:consecutive|successive|straight)\s+{_UNIT.format('u2')}|{_UNIT.format('u3')}\s+(?:in\s+a\s+row|running|in\s+succession))|"
    rf"(?:in\s+)?(?:each|every\s+one)\s+of\s+the\s+(?:last|past)\s+{_N.format('n4')}\s+{_UNIT.format('u4')}|(?P<every>every|each)\s+{_UNIT.format('u5')}\s+(?:since|for\s+(?:a\s+year|twelve\s+months)|this\s+year))",
    re.IGNORECASE,
)
_TWO_IN_A_ROW = re.compile(r"consecutive|successive|straight|row|running|succession|each|every", re.IGNORECASE)
_RECORD = re.compile(
    rf"\b(?P<what>highest|lowest|largest|smallest|most|fewest|best|worst|longest|shortest)\b(?:(?![.;]|\bsince\b).){{0,40}}?\b(?:(?:in|for|of)\s+(?:the\s+)?(?:(?:last|past)\s+)?{_N.format('n')}\s+{_UNIT.format('u')}|since\s+(?:the\s+|this\s+)?(?:series|measure|records?|monitoring)\s+(?:began|started|was\s+introduced)|on\s+record|(?P<year>(?:so\s+far\s+)?this\s+(?:calendar\s+|financial\s+)?year))",
    re.IGNORECASE,
)
_PERIODS = re.compile(
    rf"\b(?P<side>above|below|over|under|better\s+than|at\s+or\s+above|at\s+or\s+below|within|inside)\s+(?:the\s+|its\s+|our\s+)?(?:(?:target|standard|ceiling|limit)\s+of\s+)?(?P<money>£)?(?P<limit>\d[\d,]*(?:\.\d+)?)\s*(?:%|days?|p\b|m\b)?\s*(?:target|standard|ceiling|limit)?\s+in\s+(?P<k>(?:just\s+|only\s+)?(?:none|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|all))\s+(?:of\s+)?(?:the\s+)?(?:last\s+)?{_N.format('m')}\s+(?:months|quarters|years)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """The results of one thing over time.

    Attributes:
        items: Its table.
        item: The thing.
        points: Its figures from the oldest to the latest, each with its line.
    """

    items: Items
    item: Item
    points: tuple[tuple[Trait, Figure], ...]


def check_row_runs(paper: Paper, tables: Sequence[Table], rows: Sequence[KpiRow], results: Results) -> None:
    """Hold runs, records and counts of periods against the line of results that they speak of.

    Args:
        paper: With its figures.
        tables: Of the paper.
        rows: Its rows of indicators.
        results: Takes findings.
    """
    lines = [line for items in things_of(paper, tables) for line in _lines(items)]
    if not lines:
        return
    signs, wrong = signs_of(paper, rows), wrong_cells(paper, results)
    for index, passage in enumerate(paper.passages):
        if passage.kind not in PROSE:
            continue
        before: Line | None = None
        for start, end in split_sentences(passage.text):
            text = passage.text[start:end]
            line = _line_of(paper, index, start, end, lines) or before
            before = line
            if line is None or any(cell_key(t.cells[line.item.number].place) in wrong for t, _ in line.points):
                continue
            _run(paper, index, start, text, line, signs, results)
            _record(paper, index, start, text, line, signs, results)
            _periods(paper, index, start, text, line, results)


def _lines(items: Items) -> list[Line]:
    """The lines of results of a table with three times and more."""
    by_stem: dict[tuple[str, int], list[Trait]] = {}
    for t in items.traits:
        if t.kind in {"result", "value", "previous", "outturn"} and t.order is not None:
            by_stem.setdefault((t.stem, t.order[0]), []).append(t)
    out = []
    for same in by_stem.values():
        ordered = sorted(same, key=lambda t: t.order or (0, 0))
        if len(ordered) < 3 or len({t.order for t in ordered}) < len(ordered):
            continue
        for item in items.items:
            points = tuple((t, f) for t in ordered if (f := t.figure(item.number)) is not None)
            if len(points) == len(ordered):
                out.append(Line(items, item, points))
    return out


def _line_of(paper: Paper, index: int, start: int, end: int, lines: Sequence[Line]) -> Line | None:
    """The one line whose latest result a sentence prints and whose name it shares words with."""
    words = {singular(w) for w in re.findall(r"[a-z][a-z’'-]{2,}", paper.passages[index].text.lower())}
    found: list[tuple[int, Line]] = []
    for f in paper.figures_of(index):
        if not start <= f.numeral.start < end or f.value.number is None or f.claim.role in {"target", "change"}:
            continue
        for line in lines:
            latest = line.points[-1][1].value
            shared = len(line.item.words & words)
            if (
                latest.number == f.value.number
                and shared
                and (latest.unit == f.value.unit or "percent" not in {latest.unit, f.value.unit})
            ):
                found.append((shared, line))
    if not found:
        return None
    best = max(n for n, _ in found)
    names = {(line.items.table.number, line.item.number) for n, line in found if n == best}
    return next(line for n, line in found if n == best) if len(names) == 1 else None


def _run(paper: Paper, index: int, begin: int, text: str, line: Line, signs: Signs, results: Results) -> None:
    m = _RUN.search(text)
    if m is None or not _TWO_IN_A_ROW.search(m[0]) or not _is_step(line, m):
        return
    words = [w for w in find_direction_words(text) if not w.aim and w.moved != "unchanged"]
    if not words or re.search(
        r"\b(?:first|unchanged|above|below|target)\b", text[max(0, m.start() - 40) : m.start()], re.IGNORECASE
    ):
        return
    word = min(words, key=lambda w: abs(w.start - m.start()))
    way = _way(line, word, signs)
    if not way:
        return
    told = (m["nth"] and ORDINALS[m["nth"].lower()]) or number_of(m["n2"] or m["n4"])
    points = line.points[-(told + 1) :] if told else line.points[-2:]
    for (_, a), (t, b) in pairwise(points):
        assert a.value.number is not None
        assert b.value.number is not None
        if (b.value.number > a.value.number) != (way == "rose") or a.value.number == b.value.number:
            shown = " -> ".join(printed(f) for _, f in points)
            _say(paper, index, begin, word.start, word.end, results, f"'{word.text} ... {m[0]}' does not fit {line.item.label}: {shown}.",
                 shown, tuple(f.place for _, f in points), t)  # fmt: skip
            return


def _is_step(line: Line, m: re.Match[str]) -> bool:
    """Whether the line's times lie one step of the run apart."""
    unit = next((m[u] for u in ("u1", "u2", "u3", "u4", "u5") if m[u]), "").lower().rstrip("s")
    months = MONTHS_IN[unit]
    (a, _), (b, _) = line.points[-2:]
    if a.period is not None and b.period is not None:
        return months_between(a.period.end, b.period.end) == months
    return {1: 3, 3: 2}.get(months) == (b.order or (0, 0))[0]


def _way(line: Line, word: DirectionWord, signs: Signs) -> str:
    if not word.of_performance:
        return word.moved
    polarity = polarity_of(line.items, line.item.number, signs)
    return "" if polarity not in {"H", "L"} else ("rose" if (word.moved == "improved") == (polarity == "H") else "fell")


def _record(paper: Paper, index: int, begin: int, text: str, line: Line, signs: Signs, results: Results) -> None:
    m = _RECORD.search(text)
    if m is None or re.search(r"\b(?:second|third|one\s+of\s+the)\s*$", text[: m.start()], re.IGNORECASE):
        return
    what = m["what"].lower()
    top: bool | None = {
        "highest": True,
        "largest": True,
        "most": True,
        "longest": True,
        "lowest": False,
        "smallest": False,
        "fewest": False,
        "shortest": False,
    }.get(what)
    if top is None:
        polarity = polarity_of(line.items, line.item.number, signs)
        top = None if polarity not in {"H", "L"} else (what == "best") == (polarity == "H")
    if top is None:
        return
    now_trait, now = line.points[-1]
    earlier = line.points[:-1]
    if m["n"]:
        earlier = earlier[-(number_of(m["n"]) - 1) :] if number_of(m["n"]) > 1 else ()
    elif m["year"] and now_trait.period is not None:
        calendar = "calendar" in m["year"].lower()
        earlier = tuple(
            (t, f) for t, f in earlier
            if t.period is not None and now_trait.period is not None
            and (t.period.end.year == now_trait.period.end.year if calendar else t.period.reporting_year == now_trait.period.reporting_year)
        )  # fmt: skip
    number = now.value.number or Decimal(0)
    beyond = [
        (t, f)
        for t, f in earlier
        if f.value.number is not None and (f.value.number > number if top else f.value.number < number)
    ]
    if beyond:
        t, f = beyond[-1]
        _say(paper, index, begin, m.start(), m.end(), results, f"'{' '.join(m[0].split())}': {line.item.label} was {printed(f)} in {t.label}, {'above' if top else 'below'} {printed(now)}.",
             f"{printed(f)} against {printed(now)}", (f.place, now.place), t)  # fmt: skip


def _periods(paper: Paper, index: int, begin: int, text: str, line: Line, results: Results) -> None:
    m = _PERIODS.search(text)
    if m is None:
        return
    size = number_of(m["m"])
    told = (
        size
        if m["k"].lower().endswith("all")
        else number_of(re.sub(r"^(?:just|only)\s+", "", m["k"].lower()))
        if "none" not in m["k"].lower()
        else 0
    )
    points = line.points[-size:]
    limit = Decimal(m["limit"].replace(",", ""))
    if len(points) != size or size < 2:
        return
    side = " ".join(m["side"].lower().split())
    numbers = [f.value.number for _, f in points if f.value.number is not None]
    holding = sum(_holds(side, n, limit) for n in numbers)
    loose = sum(_holds(side, n, limit) or n == limit for n in numbers)
    if told in {holding, loose}:
        return
    shown = ", ".join(printed(f) for _, f in points)
    _say(paper, index, begin, m.start("k"), m.end("k"), results, f"The sentence says {m['k']} of {size}; {line.item.label} was {side} {m['limit']} in {holding} of them: {shown}.",
         shown, tuple(f.place for _, f in points), points[-1][0], kind="count")  # fmt: skip


def _holds(side: str, n: Decimal, limit: Decimal) -> bool:
    if side in {"above", "over", "better than"}:
        return n > limit
    if side in {"below", "under"}:
        return n < limit
    return n >= limit if side == "at or above" else n <= limit


def _say(
    paper: Paper, index: int, begin: int, start: int, end: int, results: Results, why: str, working: str,
    sources: tuple[Source, ...], at: Trait, kind: str = "direction",
) -> None:  # fmt: skip
    place = paper.passages[index].at(begin + start, begin + end)
    if any(
        f.verdict == "contradicts"
        and f.place.locator == place.locator
        and f.place.span == place.span
        and f.place.page == place.page
        for f in results.findings
    ):
        return
    why = f"{why[:-1]} (table, '{at.label}')." if kind == "direction" else why
    results.findings.append(
        Finding(
            "contradicts",
            kind,
            place,
            place.printed,
            why,
            working,
            "serious",
            sources,
            "Correct the words or the figures.",
        )
    )
