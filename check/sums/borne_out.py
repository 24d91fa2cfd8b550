"""What a row of a table bears out: a change that a row gives is not wrong because two other figures give another.

"2,544 suspensions, 87 fewer than a year before, and 33 permanent exclusions, down from 38": read alone, 87 may seem to
lead from 38. The row of the suspensions moved from 2,631 to 2,544, by 87 and in the way told, so the words were paired
wrongly. What is taken back ends as not checked, with the row.
"""

from __future__ import annotations

import re

from check.grounds import Ground, numbers_of_tables, stems
from check.judgements import Judgement, Results, size_of, taken_back
from check.paper import Paper, cell_key
from check.sought import Sought
from check.sums.amounts import Amount, Reading
from check.sums.ends import sign_of
from check.sums.reading import readings
from check.sums.rows import Cell, cells, rows_spoken_of
from check.sums.slips import digits_told
from records import Finding, Quantity, Source, percent_change

_OF_CHANGES = {"change", "target"}
_WORDS = {"direction"}
_TIMES = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b|\b(?:spring|summer|autumn|winter|q[1-4]|latest|current|previous|last|this)\b",
    re.IGNORECASE,
)
_SIDE = Sought(r"\b(?:beat\w*|exceed\w*|miss\w*|outperform\w*|surpass\w*|better\w*|wors\w*)\b", re.IGNORECASE)
"""Words that tell which of two figures is the larger one only where it is known which is better."""


_TO = re.compile(
    r"\s*(?:(?:percentage\s+)?points?\s*)?(?:\([^()]*\)\s*)?,?\s*to\s+(?:(?:a|an|just|only|about|around|over|under|nearly|almost)\s+)*",
    re.IGNORECASE,
)
"""Between a size and the level that it led to."""


def take_back_borne_out(paper: Paper, results: Results) -> None:
    """Take back what is said against changes, and against the words of changes, that a row of a table bears out.

    Args:
        paper: With its tables.
        results: Judgements and findings against such changes become "not checked".
    """
    wrong = [j for j in results.judgements if j.verdict == "contradicts" and j.kind in _OF_CHANGES]
    words = [f for f in results.findings if f.verdict == "contradicts" and f.kind in _WORDS and f.place.span]
    if not wrong and not words:
        return
    spoken_of = {paper.figures[j.figure].passage for j in wrong}
    places = {(cell_key(f.place), f.place.page) for f in words}
    for reading in readings(paper):
        source = paper.passages[reading.index].source
        here = [f for f in words if (cell_key(source), source.page) in places and _same(f.place, source)]
        if reading.index not in spoken_of and not here:
            continue
        _changes(reading, results)
        if here:
            _directions(reading, here, results)


def _same(a: Source, b: Source) -> bool:
    return (cell_key(a), a.page) == (cell_key(b), b.page)


def _changes(reading: Reading, results: Results) -> None:
    by_id = {a.figure.id: a for a in reading.amounts}
    for n, j in enumerate(results.judgements):
        a = by_id.get(j.figure)
        if a is None or j.verdict != "contradicts" or j.kind not in _OF_CHANGES:
            continue
        told = borne_out(reading, a)
        if told is None or not _explained(reading, a, j, told):
            continue
        results.judgements[n] = taken_back(j, _fits(told))


def _directions(reading: Reading, words: list[Finding], results: Results) -> None:
    """Words of direction that stand right before or behind a size which a row bears out in the way told."""
    for f in words:
        assert f.place.span is not None
        start, end = f.place.span
        for a in reading.amounts:
            at = a.figure.numeral
            if not a.size or not (0 <= at.start - end <= 25 or 0 <= start - at.end <= 25):
                continue
            told = borne_out(reading, a) if sign_of(reading, a) else None
            if told is None or _asked(f.sources, told[0]):
                continue
            doubted = taken_back(f, _fits(told))
            results.findings = [doubted if x is f else x for x in results.findings]
            break


def _fits(told: tuple[Ground, Cell, Cell]) -> str:
    row, old, new = told
    return f"It fits the row '{row.name}': from {old.text} to {new.text}. Which figures the words pair is not certain."


def borne_out(reading: Reading, a: Amount) -> tuple[Ground, Cell, Cell] | None:
    """The row whose figures moved by a size, in the way that its words tell; its older and newer figure.

    The row's newer figure stands beside the size, or the sentence names the row.
    """
    if a.figure.numeral.is_share or a.number <= 0:
        return None
    near = [x for x in reading.amounts if not x.size and 0 <= a.sentence - x.sentence <= 1 and x.n != a.n]
    led = _led_to(reading, a)
    near = near if led is None else [led]
    sentence = stems(reading.before(a) + " " + reading.after(a))
    sign = sign_of(reading, a)
    if not sign and _SIDE.search(reading.before(a).rpartition(";")[2]):
        return None
    for row in rows_spoken_of(reading, digits=2):
        named = led is None and bool(row.words) and row.words <= sentence
        mine = cells(row)
        for i, x in enumerate(mine):
            for y in mine[i + 1 :]:
                for old, new in _ways(x, y, sign):
                    if not _is_gap(reading, a, old, new):
                        continue
                    if (named and _is_latest(new, mine)) or any(
                        t.number == new.number and (digits_told(t) >= 3 or row.words & sentence) for t in near
                    ):
                        return row, old, new
    return None


def _led_to(reading: Reading, a: Amount) -> Amount | None:
    """The level right behind a size that it led to: "fell by 0.2 points to 4.2%"."""
    text = reading.paper.passages[reading.index].text
    behind = next((x for x in reading.amounts if x.n > a.n), None)
    if behind is None or behind.size or not _TO.fullmatch(text, a.figure.numeral.end, behind.figure.numeral.start):
        return None
    return behind


def _is_latest(new: Cell, mine: list[Cell]) -> bool:
    """Whether a figure is its row's newest: what a sentence speaks of where it does not state it."""
    ends = [c.cell.end for c in mine if c.cell.end is not None]
    return not ends or new.cell.end == max(ends)


def _ways(x: Cell, y: Cell, sign: int) -> list[tuple[Cell, Cell]]:
    """The two ways round of a pair that its times and the words allow."""
    a, b = x.cell.end, y.cell.end
    ways = [(x, y)] if a and b and a < b else [(y, x)] if a and b and b < a else [(x, y), (y, x)]
    return [(o, n) for o, n in ways if not sign or (n.number - o.number) * sign > 0]


def _is_gap(reading: Reading, a: Amount, old: Cell, new: Cell) -> bool:
    if old.cell.value.unit != new.cell.value.unit:
        return False
    in_percent = old.cell.value.unit == "percent"
    if a.family == "points" or (a.family == "percent" and in_percent):
        return in_percent and reading.prints((new.quantity - old.quantity).magnitude(), a)
    if a.family == "percent":
        relative = percent_change(old.quantity, new.quantity) if old.quantity.low > 0 else None
        return relative is not None and reading.prints(relative.magnitude(), a)
    gap = abs(new.number - old.number)
    return not in_percent and any(
        gap * step == a.number or (gap and reading.prints(Quantity(gap * step, gap * step), a)) for step in (1, 1000)
    )


def _of_one_row(reading: Reading, a: Amount, b: Amount) -> bool:
    """Whether two figures are one thing's at two times: a row has them in columns that differ by their times alone."""
    for row in rows_spoken_of(reading, digits=1):
        headers = [[_heading(c) for c in cells(row) if c.number == x.number] for x in (a, b)]
        if set(headers[0]) & set(headers[1]):
            return True
    return False


def _heading(c: Cell) -> frozenset[str]:
    """The words of a column's heading that name no time."""
    return stems(_TIMES.sub(" ", c.cell.header))


def _asked(sources: tuple[Source, ...], row: Ground) -> bool:
    """Whether a row's own figures were what a change was held against."""
    mine = {(cell_key(c.place), c.place.page) for c in row.cells}
    return any((cell_key(s), s.page) in mine for s in sources)


def _explained(reading: Reading, a: Amount, j: Judgement, told: tuple[Ground, Cell, Cell]) -> bool:
    """Whether the figures that the size was held against are right themselves: the tables give them.

    Nor were they the row's own, read at the times that the words name. A figure that no table knows may be the wrong
    one of the pair, and the change that it does not fit shows it.
    """
    known = numbers_of_tables(reading.paper)
    held = set(j.sources)
    if _asked(j.sources, told[0]):
        return False  # the row itself was asked, at the times that the words name
    pair = [x for x in reading.amounts if x.figure.place in held and x.n != a.n]
    before = next((x for x in reversed(reading.amounts[: a.n]) if not x.size and x.sentence == a.sentence), None)
    follows = before is not None and before not in pair and before.number == told[2].number
    if len(pair) == 2 and not follows and _of_one_row(reading, pair[0], pair[1]):
        return False  # the words pair two times of one thing: what they say of it is asked
    for x in reading.amounts:
        if x.figure.place not in held or x.n == a.n:
            continue
        if size_of(x.figure.value) not in known and x.said != "target" and borne_out(reading, x) is None:
            return False
    return True
