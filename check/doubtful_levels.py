"""Levels of prose that differ from the row they were tied to, and that no slip would make of it.

A wrong figure is the row's with a digit wrong, its figure of another time, or another row's. A figure that is none of
these most often tells of something else than the row: of a part of it, of a wider or narrower group, of what another
table counts. It is listed for a person to look at, not called wrong.
"""

from __future__ import annotations

import re
from fractions import Fraction

from check.digit_slips import digits_apart, digits_at
from check.doubtful_sums import is_rounded, with_doubt
from check.grounds import Ground, grounds_of, stems
from check.judgements import FITS, Judgement, Results, size_of
from check.paper import Figure, Paper, cell_key
from check.passages import PROSE
from check.slip_stories import is_slip_of, prints, telling
from records import Value, parse_value

_KINDS = {"own_tables", "prior"}
_OF_HOURS = re.compile(r"\d\s*(?:hours?|hrs?|h|minutes?|mins?|seconds?|secs?)\b", re.IGNORECASE)
"""A length of time that is written in hours and minutes, where a table has a decimal number."""
_COME_TO = " come to "
"""How a finding says what the figures of a span make."""
_TOTAL = re.compile(r"\b(?:totals?|altogether|together|combined|in\s+all|overall|sum)\b", re.IGNORECASE)
_TIME = re.compile(r"«[PR]\d+»")
_RESULT = re.compile(r"\b(?:result|outturn|performance|latest\s+figure)\s+(?:was|is|stood\s+at|of)\s+$", re.IGNORECASE)
_SCALES = (1, 1000, 1_000_000)
_FEW = 3
_NAMING = 2
"""Words of a row's name that a sentence must have, and half of them."""
_NONE_OF_THEM = "it fits no indicator that the sentence may name"
"""How a finding says that each indicator that may be meant was asked."""
_EQUALS = "It equals the figure"
"""How a finding says that a figure is another time's, area's or indicator's."""


def doubt_levels(paper: Paper, results: Results) -> None:
    """List for a person, and do not call wrong, the levels of prose that no slip explains.

    Args:
        paper: With its figures.
        results: Of all checks; judgements that are doubted become "not checked".
    """
    for n, j in enumerate(results.judgements):
        if j.verdict == "contradicts" and j.kind in _KINDS:
            why = _doubt(paper, results, j)
            if why:
                results.judgements[n] = with_doubt(j, why)


def _doubt(paper: Paper, results: Results, j: Judgement) -> str:
    f = paper.figures[j.figure]
    if f.sentence is None or f.observation is not None or paper.passages[f.passage].kind not in PROSE:
        return ""
    right = parse_value(j.expected)
    if _COME_TO in j.explanation:
        return ""  # what several figures make or part
    if right.number is None or f.value.number is None:
        return ""
    if j.kind == "own_tables" and any(k.kind == "prior" and k.verdict in FITS for k in results.of(f.id)):
        return "A publication gives the figure as it is told."
    if _is_told_part(paper, f, right):
        return "It is the part of that which the sentence tells."
    if _is_of_another_table(paper, f, j):
        return "Another table gives it, so the sentence may tell of that."
    if telling(f.value) < _FEW and f.value.unit in {"", "count"} and _is_one_of_several(paper, f, j):
        return "The sentence gives several numbers, and the words about this one do not name the row."
    if not _has_story(paper, f, right, j) and not _is_plainly_told(paper, f, j):
        return "No slip would make one of the other, so the sentence may tell of something else: please look."
    return ""


def _has_story(paper: Paper, f: Figure, right: Value, j: Judgement) -> bool:
    """Whether a figure comes of the right one by a slip, or is, maybe with a slip, what its table has elsewhere."""
    if _EQUALS in j.explanation or _OF_HOURS.search(f.value.printed):
        return True
    if any(is_slip_of(f.value, size_of(right) * k) for k in _SCALES):
        return True
    if telling(f.value) < 2 or f.sentence is None:
        return False
    mine = _refuting(paper, j)
    places = {cell_key(s) for s in j.sources}
    tables = {g.table for g in mine}
    words = stems(f.sentence.text) - {w for g in mine for w in g.words}
    headers = {(g.table, c.header) for g in mine for c in g.cells if cell_key(c.place) in places}
    for g in grounds_of(paper) if tables else ():
        if g.table in tables and any(_is_of_cell(f.value, size_of(c.value) * k) for c in g.cells for k in _SCALES):
            return True
        column = [size_of(c.value) for c in g.cells if (g.table, c.header) in headers] if words & g.words else []
        if telling(f.value) >= _FEW and any(is_slip_of(f.value, size) for size in column):
            return True
    return False


def _refuting(paper: Paper, j: Judgement) -> list[Ground]:
    """The rows of the paper's tables that a finding holds a figure against."""
    places = {(cell_key(s), s.page) for s in j.sources if s.table is not None}
    return [g for g in grounds_of(paper) if any((cell_key(c.place), c.place.page) in places for c in g.cells)]


def _is_one_of_several(paper: Paper, f: Figure, j: Judgement) -> bool:
    """Whether a small count stands among others, with no word of the row between it and its neighbours."""
    assert f.sentence is not None
    if len(paper.by_number(f.passage, f.sentence)) <= _FEW:
        return False
    before, _, after = f.sentence.template.partition(f"«N{paper.number_of(f)}»")
    words = stems(f"{before.rpartition('»')[2]} {after.partition('«')[0]}")
    names = [g.words for g in _refuting(paper, j)] or [stems(f.claim.indicator)]
    return not any(words & name for name in names)


def _is_plainly_told(paper: Paper, f: Figure, j: Judgement) -> bool:
    """Whether a sentence names the row, and says of its one figure when, or that it is the result."""
    if f.sentence is None:
        return False
    told = {k: x for k, x in paper.by_number(f.passage, f.sentence).items() if not x.numeral.word}
    before = next((f.sentence.template.partition(f"«N{k}»")[0] for k, x in told.items() if x.id == f.id), "")
    if not _RESULT.search(before) and (len(told) > 1 or not _TIME.search(f.sentence.template)):
        return False
    if _NONE_OF_THEM in j.explanation:
        return True
    words = stems(f.sentence.text)
    names = [g.words for g in _refuting(paper, j)] or [stems(f.claim.indicator)]
    return any(
        len(name & words) >= min(len(name), _NAMING) and 2 * len(name & words) >= len(name) > 0 for name in names
    )


def _is_of_cell(v: Value, cell: Fraction) -> bool:
    """Whether a figure is a cell's, maybe in round numbers, or has its digits in another order."""
    if is_rounded(v, cell):
        return True
    mine, other = digits_at(size_of(v), v.places), digits_at(cell, v.places)
    if len(mine) > _FEW and _reordered(mine, other):
        return True
    return len(mine) >= _FEW and digits_apart(mine, other) == "exchanged"


def _reordered(a: str, b: str) -> bool:
    return len(a) == len(b) and sorted(a) == sorted(b)


def _is_told_part(paper: Paper, f: Figure, right: Value) -> bool:
    """Whether a count is the percentage of the right one that its sentence gives: "1,304, 42% of those reported"."""
    whole = size_of(right)
    if f.sentence is None or not whole or "percent" in {f.value.unit, right.unit} or size_of(f.value) >= whole:
        return False
    share = 100 * size_of(f.value) / whole
    told = paper.by_number(f.passage, f.sentence).values()
    return any(x.value.unit == "percent" and telling(x.value) >= 2 and prints(x.value, share) for x in told)


def _is_of_another_table(paper: Paper, f: Figure, j: Judgement) -> bool:
    """Whether a row of another table, of another name, has exactly the figure, and the sentence has words of it."""
    if telling(f.value) < 3 or f.sentence is None:
        return False
    mine = _refuting(paper, j)
    tables = {g.table for g in mine}
    names = {g.words for g in mine}
    words = stems(f.sentence.text) - {w for g in mine for w in g.words}
    if _TOTAL.search(f.sentence.text) and any(
        g.total and g.table not in tables and _states(g, size_of(f.value))
        for g in (grounds_of(paper) if tables else ())
    ):
        return True
    return any(
        g.table not in tables and g.words not in names and _states(g, size_of(f.value)) and words & _about(g)
        for g in (grounds_of(paper) if tables else ())
    )


def _states(g: Ground, size: Fraction) -> bool:
    return any(size_of(c.value) == size for c in g.levels)


def _about(g: Ground) -> frozenset[str]:
    return g.words | stems(g.caption)
