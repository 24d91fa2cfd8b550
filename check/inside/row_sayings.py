"""What sentences say of one thing of a table: that it grew most, is the busiest, fell by 238, will overspend by £1.5m.

The thing is told by its name. A superlative is called wrong only where no line of the table makes the thing the first or
the last; a direction only where its size is the thing's own and the sign is the other one.
"""

# ruff: noqa: E501 - patterns and explanations, one to a line

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from check.inside.items import Items, words_of
from check.inside.kpi_rows import KpiRow
from check.inside.listed_things import signs_of, things_of, wrong_cells
from check.inside.loose_names import distinctly_named, with_distinct
from check.inside.past_average import past_average
from check.inside.predicates import Predicate, find_predicates
from check.inside.ranked_by import sizes_of
from check.inside.row_moves import moves
from check.inside.row_names import SUPERLATIVE, Named, Things, loosely_named, named_in, own_of, parts_of_sentence
from check.inside.row_only import only_ones
from check.inside.row_ranks import ranks
from check.inside.row_readings import Signs, spending
from check.inside.row_superlatives import Before, grouped_superlatives, superlatives
from check.inside.swapped_rows import swapped_rows
from check.inside.tables import Table
from check.inside.time_lines import stems
from check.judgements import Results, printed, size_of
from check.paper import Figure, Paper, cell_key
from check.passages import PROSE_AND_CAPTIONS
from check.sentences import split_sentences
from records import Finding

_TOLD = re.compile(r"\d[\d,.]*\d")
_TELLING = 20
"""Changes below this are too common to tell whose they are."""
_GOES_ON = re.compile(
    r"^\W*(?:numbers?|it|they|this|these|the\s+(?:number|total|figure|increase|decrease|rise|fall))\b", re.IGNORECASE
)


def check_row_sayings(paper: Paper, tables: Sequence[Table], rows: Sequence[KpiRow], results: Results) -> None:
    """Hold superlatives and directions told of one thing against the table that lists it.

    Args:
        paper: With its figures.
        tables: Of the paper.
        rows: Its rows of indicators.
        results: Takes findings.
    """
    items = [i for i in things_of(paper, tables) if 3 <= len(i.items) <= 40]
    if not items:
        return
    things, signs, wrong = Things(items), signs_of(paper, rows), wrong_cells(paper, results)
    for index, passage in enumerate(paper.passages):
        if passage.kind not in PROSE_AND_CAPTIONS or passage.is_header:
            continue
        if not SUPERLATIVE.search(passage.text) and not re.search(r"\d|\bonly\b|\bsole\b", passage.text):
            continue
        before: list[Named] = []
        for start, end in split_sentences(passage.text):
            text = passage.text[start:end]
            grouped_superlatives(paper, index, start, text, things, wrong, results)
            only_ones(paper, index, start, text, things, signs, wrong, results)
            past_average(paper, index, start, text, items, rows, wrong, results)
            if len(_TOLD.findall(text)) >= 2:
                swapped_rows(paper, index, start, text, named_in(things, text), wrong, results)
            said: Before | None = None
            for part, at in parts_of_sentence(text):
                named = named_in(things, part)
                if not any(n.item.words <= words_of(part) for n in named):
                    loose_changes(paper, index, start + at, part, items, wrong, results)
                if not named and len(before) == 1 and _GOES_ON.match(part):
                    named = [replace(before[0], start=0, end=0)]
                if not named:
                    named = loosely_named(items, part)
                if named:
                    before = named
                    all_named = with_distinct(named, part)
                    said = superlatives(paper, index, start + at, part, all_named, signs, wrong, results, said)
                    ranks(paper, index, start + at, part, all_named, signs, wrong, results)
                    _directions(paper, index, start + at, part, named, signs, wrong, results)
                elif SUPERLATIVE.search(part):
                    _loose_superlatives(paper, index, start + at, part, items, signs, wrong, results)


# -- directions ----------------------------------------------------------------------------------------------------


def _directions(
    paper: Paper, index: int, begin: int, text: str, named: list[Named], signs: Signs,
    wrong: set[tuple[object, ...]], results: Results,
) -> None:  # fmt: skip
    before = len(results.findings)
    predicates = [
        p
        for p in find_predicates(text)
        if p.family in {"moved", "budget"} and p.value in {"rose", "fell", "over", "under"} and not p.negated
    ]
    for f in paper.figures_of(index):
        at = f.numeral.start - begin
        if not 0 <= at < len(text) or f.value.number is None or f.value.unit == "percent":
            continue
        p = _beside(predicates, at, f.numeral.end - begin, text)
        one = own_of(named, at, f.numeral.end - begin, text) if p is not None else None
        if one is None or p is None:
            continue
        place = paper.passages[index].at(begin + p.start, begin + p.end)
        at_place = (place.locator, place.span)
        if any(
            x.kind == "direction" and (x.place.locator, x.place.span) == at_place for x in results.findings[:before]
        ):
            continue
        lines = (
            [(n, c, s) for n, c, s in spending(one.items, signs)]
            if p.family == "budget"
            else [(x.by_item, x.cells, x.says) for x in moves(one.items)]
        )
        size = size_of(f.value)
        sizes = sizes_of(f)
        mine = [(n, c, s) for n, c, s in lines if abs(n.get(one.item.number, Fraction(-1, 7))) in sizes]
        up = p.value in {"rose", "over"}
        if mine and size:
            if any((n[one.item.number] > 0) == up for n, _, _ in mine):
                continue
            _, cells, says = mine[0]
            sources = cells.get(one.item.number, ())
            if any(cell_key(s) in wrong for s in sources):
                continue
            is_ = (
                "over budget"
                if p.family == "budget" and not up
                else "under budget"
                if p.family == "budget"
                else "up"
                if not up
                else "down"
            )
            results.findings.append(
                Finding("contradicts", "direction", place, p.text, f"'{p.text}' does not fit: {one.item.label} is {is_} by {printed(f)} in table {one.items.table.number} ({says}).",
                        "", "serious", tuple(sources), "Correct the word or the table.", expected=is_)
            )  # fmt: skip
        elif not mine and size and (p.family == "moved" or _own_budget(text, one, p, f.numeral.end - begin)):
            _of_another(paper, index, begin, one, f, lines, wrong, results, up=up)


def _own_budget(text: str, one: Named, p: Predicate, end: int) -> bool:
    """Whether an overspend is that of the thing named before it: "X was overspent by £2m, offset by £1m on Y" is two things'."""
    apart = re.search(r",|\bby\s+an?\b|\boffset\b", text[one.end : p.start])
    return one.end <= p.start and not apart and not re.match(r"\s+(?:on|in|for|at|from|under|within)\s", text[end:])


def _of_another(
    paper: Paper, index: int, begin: int, one: Named, f: Figure,
    lines: Sequence[tuple[dict[int, Fraction], object, str]], wrong: set[tuple[object, ...]], results: Results, *, up: bool,
) -> None:  # fmt: skip
    """A change that is not the named thing's but another's, told with the other's sign."""
    for numbers, cells, says in lines:
        size = size_of(f.value)
        others = [
            i
            for i in one.items.items
            if abs(numbers.get(i.number, Fraction(-1, 7))) in sizes_of(f) and (numbers[i.number] > 0) == up
        ]
        mine = numbers.get(one.item.number)
        if len(others) != 1 or mine is None or ((not mine or (mine > 0) == up) and size < 100):
            continue
        behind = re.split(r"[.;,(]", paper.passages[index].text[f.numeral.end :], maxsplit=1)[0]
        own = stems(others[0].label) - stems(one.item.label)
        if own and own <= stems(behind):
            return  # "offset by the underspend of £220,000 on learning disability": the other is named behind it
        if _speaks_of_other(paper, index, begin, one, f, own, stems(others[0].label)):
            return
        assert isinstance(cells, dict)
        sources = tuple(s for n in (one.item.number, others[0].number) for s in cells.get(n, ())[:1])
        if any(cell_key(s) in wrong for s in sources):
            return
        place = paper.passages[index].at(begin + one.start, begin + one.end)
        results.findings.append(
            Finding("contradicts", "direction", place, place.printed, f"{printed(f)} {'up' if up else 'down'} is the change of {others[0].label}, not of {one.item.label}, in table {one.items.table.number} ({says}).",
                    "", "serious", sources, "Correct the name or the figure.", expected=others[0].label)
        )  # fmt: skip
        return


def _speaks_of_other(
    paper: Paper, index: int, begin: int, one: Named, f: Figure, own: frozenset[str], other: frozenset[str]
) -> bool:
    """Whether a sentence speaks of another thing than the one that seems named: right before the figure, or more fully."""
    text = paper.passages[index].text
    if own & stems(text[begin + one.end : f.numeral.start]):
        return True  # "highest in maternity and lowest in pharmacies, where it fell by 9.6 points"
    told = stems(f.sentence.text) if f.sentence is not None else stems(text)
    mine = stems(one.item.label)
    held = len(mine & told) / max(len(mine), 1)
    return held < 1 and bool(other & told) and len(other & told) / max(len(other), 1) >= held


def _loose_superlatives(
    paper: Paper, index: int, begin: int, text: str, items: Sequence[Items], signs: Signs, wrong: set[tuple[object, ...]],
    results: Results,
) -> None:  # fmt: skip
    """Hold a superlative told of a thing that is named by some of its words: wrong where it is so in each table that may be meant."""
    tables: dict[int, list[Named]] = {}
    for n in distinctly_named(items, text):
        tables.setdefault(n.items.table.number, []).append(n)
    meant = [named for named in tables.values() if _spoken_of(named[0].items, text)]
    found: list[Finding] = []
    for named in meant:
        tried = Results()
        superlatives(paper, index, begin, text, named, signs, wrong, tried)
        if not tried.findings:
            return
        found = found or tried.findings
    results.findings += found


def _spoken_of(items: Items, text: str) -> bool:
    """Whether words besides the names of its things point to a table: what they are called, or a column of it."""
    words = stems(text)
    return any(items.called(w) for w in re.findall(r"[a-z]{3,}", text.lower())) or any(
        stems(t.label) and stems(t.label) <= words for t in items.traits
    )


def loose_changes(
    paper: Paper, index: int, begin: int, text: str, items: Sequence[Items], wrong: set[tuple[object, ...]], results: Results
) -> None:  # fmt: skip
    """Hold a change told of a thing that is named by some of its words: it must not be the change of another of its table.

    Args:
        paper: With its figures.
        index: Index of the passage.
        begin: Where the part begins in it.
        text: A part of a sentence that names no thing in full.
        items: What the tables list.
        wrong: Cells that something else calls wrong.
        results: Takes findings.
    """
    predicates = [p for p in find_predicates(text) if p.family == "moved" and p.value in {"rose", "fell"}]
    for f in paper.figures_of(index) if predicates else ():
        at = f.numeral.start - begin
        if not 0 <= at < len(text) or f.value.number is None or abs(f.value.number) < _TELLING:
            continue
        p = _beside(predicates, at, f.numeral.end - begin, text)
        named = distinctly_named(items, text) if p is not None and not p.negated else []
        nearest = own_of(named, at, f.numeral.end - begin, text)
        if p is None or nearest is None or f.value.unit == "percent":
            continue
        same = [n for n in named if n.start < nearest.end and nearest.start < n.end]
        sizes = sizes_of(f)
        found = [(n, x) for n in same for x in moves(n.items)]
        if any(abs(x.by_item.get(n.item.number, Fraction(-1, 7))) in sizes for n, x in found):
            continue
        for n, x in found:
            _of_another(paper, index, begin, n, f, [(x.by_item, x.cells, x.says)], wrong, results, up=p.value == "rose")


def _beside(predicates: list[Predicate], start: int, end: int, text: str) -> Predicate | None:
    """The word of direction that a figure goes with: right before it ("by 238", "a rise of 7"), or right behind it."""
    before = [
        p
        for p in predicates
        if p.end <= start
        and re.fullmatch(r"\s*(?:\w+\s*)?,?\s*(?:by|of)\s+(?:just\s+|only\s+|about\s+)?", text[p.end : start])
    ]
    after = [p for p in predicates if p.start >= end and re.fullmatch(r"\s*(?:\w+\s+)?", text[end : p.start])]
    return before[-1] if before else (after[0] if after else None)
