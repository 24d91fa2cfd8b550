"""How many of its times a line of results lay on a side of a limit: "above the 95% target in two of the five quarters"."""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from check.inside.items import Item, Items, Trait, singular
from check.inside.row_counts import things_of, wrong_cells
from check.inside.tables import Table
from check.judgements import Results, printed
from check.number_words import number_of
from check.paper import Figure, Paper, cell_key
from check.passages import PROSE
from check.sentences import split_sentences
from records import Finding

_N = r"(?P<{0}>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{{1,2}})"
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


def check_row_periods(paper: Paper, tables: Sequence[Table], results: Results) -> None:
    """Hold counts of periods against the line of results that they speak of.

    Args:
        paper: With its figures.
        tables: Of the paper.
        results: Takes findings.
    """
    lines = [line for items in things_of(paper, tables) for line in _lines(items)]
    if not lines:
        return
    wrong = wrong_cells(paper, results)
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
    place = paper.passages[index].at(begin + m.start("k"), begin + m.end("k"))
    results.findings.append(
        Finding("contradicts", "count", place, place.printed, f"The sentence says {m['k']} of {size}; {line.item.label} was {side} {m['limit']} in {holding} of them: {shown}.",
                shown, "serious", tuple(f.place for _, f in points), "Correct the words or the figures.")
    )  # fmt: skip


def _holds(side: str, n: Decimal, limit: Decimal) -> bool:
    if side in {"above", "over", "better than"}:
        return n > limit
    if side in {"below", "under"}:
        return n < limit
    return n >= limit if side == "at or above" else n <= limit
