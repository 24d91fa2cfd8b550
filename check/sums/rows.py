"""Sums that a sentence and a row of a table make together: changes, shares of the total, averages per thing counted.

A row takes part where the sentence names it, or states one of its figures to the digit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from check.grounds import Ground, GroundCell, grounds_of, stems
from check.judgements import Judgement, Results, printed
from check.sums.amounts import MARK, Amount, Reading
from check.sums.changes import amount_text, percent_text
from check.sums.ends import sign_of
from check.sums.outcomes import settled
from check.sums.shared import twin
from check.sums.slips import digits_told, exchanged, is_slip
from check.sums.told import Told, told_figures
from records import Period, Quantity

_SHARE = re.compile(
    r"\b(?:account\w*\s+for|ma[dk]e\s+up|share|proportion|represent\w*|compris\w*|responsible\s+for)\b|^\s*of\s+(?:all|the\s+(?:total|whole|borough|county|city|district|overall))\b",
    re.IGNORECASE,
)
_LED_TO = re.compile(r"^\s*to\s+(?:[a-z]+\s+){0,2}«N", re.IGNORECASE)
_EACH = re.compile(r"\b(?:each|every|per|an?\s+average)\s+(?P<noun>[a-z]{4,})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Cell:
    """A level of a row, in units.

    Attributes:
        number: Its size.
        quantity: What it may stand for.
        cell: As the table has it.
    """

    number: Fraction
    quantity: Quantity
    cell: GroundCell

    @property
    def text(self) -> str:
        """As printed."""
        return self.cell.value.printed.strip()


def check_rows(reading: Reading, results: Results) -> None:
    """Hold changes, shares and averages of a passage against the rows of tables that it speaks of.

    Args:
        reading: The passage.
        results: Takes the judgements; what the paragraph settles is left alone.
    """
    rows = rows_spoken_of(reading)
    told = told_figures(reading)
    for t in told.values():
        a = t.amount
        if t.kind == "percent" and _of_the_row(results, a):
            _share(reading, a, rows, results)
            continue
        if settled(results, a) or results.contradicted(a.figure.id):
            continue
        if t.kind == "total":
            _total(reading, a, rows, results)
        elif t.kind == "difference":
            _change(reading, a, rows, results)
        elif t.kind == "percent":
            size = twin(reading, a, told)
            if size is not None:
                _percent_of_change(reading, a, size, rows, results)
            else:
                _share(reading, a, rows, results)
        elif t.kind == "average":
            _average(reading, t, results)


def cells(row: Ground) -> list[Cell]:
    """The levels of a row that can be counted with."""
    out = []
    for c in row.levels:
        v = c.value
        if v.number is None or not v.number:
            continue
        low, high = (Fraction(x) for x in v.interval())
        exact = v.places == 0 and v.unit in {"count", ""}
        n = abs(Fraction(v.number))
        out.append(
            Cell(n, Quantity(n, n) if exact else Quantity(abs(low), abs(high)) if low > 0 else Quantity(n, n), c)
        )
    return out


def rows_spoken_of(reading: Reading, digits: int = 3) -> list[Ground]:
    """The rows that a passage names in full, or states a figure of.

    Args:
        reading: The passage.
        digits: How many digits a figure must have to tell its row.
    """
    words = stems(reading.paper.passages[reading.index].text)
    stated = {a.number for a in reading.amounts if digits_told(a) >= digits and not a.size}
    index = reading.paper.cache.get("ground_index")
    if not isinstance(index, _Index):
        index = reading.paper.cache["ground_index"] = _Index(grounds_of(reading.paper))
    return index.find(words, stated)


class _Index:
    """The rows of a paper's tables by the words of their names and by their figures."""

    def __init__(self, grounds: list[Ground]) -> None:
        self._grounds = grounds
        self._by_words: dict[frozenset[str], list[int]] = {}
        self._by_number: dict[Fraction, list[int]] = {}
        for n, g in enumerate(grounds):
            self._by_words.setdefault(g.words, []).append(n)
            for c in cells(g):
                for told in (c.number, c.number * 1000) if c.number >= 100 else (c.number,):
                    self._by_number.setdefault(told, []).append(n)

    def find(self, words: frozenset[str], stated: set[Fraction]) -> list[Ground]:
        """The rows named in full by some words, and those that state one of some figures, or it in thousands."""
        found = {n for name, rows in self._by_words.items() if name and name <= words for n in rows}
        found |= {n for number in stated for n in self._by_number.get(number, ())}
        return [self._grounds[n] for n in sorted(found)]


def _named(row: Ground, text: str) -> bool:
    return bool(row.words) and row.words <= stems(text)


def _levels(row: Ground, like: Amount) -> Iterator[Cell]:
    for c in cells(row):
        if (c.cell.value.unit == "percent") == (like.family in {"percent", "points"}):
            yield c


def _pairs(row: Ground, like: Amount) -> Iterator[tuple[Cell, Cell]]:
    mine = list(_levels(row, like))
    for i, x in enumerate(mine):
        for y in mine[i + 1 :]:
            if x.cell.value.unit == y.cell.value.unit:
                yield x, y


def _say(a: Amount, text: str, row: Ground, of: tuple[Cell, ...], kind: str, results: Results, *, fits: bool) -> None:
    sources = tuple(c.cell.place for c in of)
    results.add(
        Judgement(
            a.figure.id, "agrees_within_rounding" if fits else "contradicts", kind,
            f"It follows from the row '{row.name}': {text}." if fits
            else f"{printed(a.figure)} and the row '{row.name}' cannot both be right: {text}, not {printed(a.figure)}.",
            text, "note" if fits else "serious", sources, "" if fits else "Correct the sentence or the table.",
        )
    )  # fmt: skip


def _change(reading: Reading, a: Amount, rows: list[Ground], results: Results) -> None:
    """As in "rose by 654,000 to 12,944,000" over a row in thousands that says 12,380 and 12,944."""
    news = [
        x for x in reading.amounts
        if 0 <= a.sentence - x.sentence <= 1 and not x.size and x.family == a.family and not x.older
        and digits_told(x) >= 3
    ]  # fmt: skip
    sentence = reading.before(a) + reading.after(a)
    paragraph = stems(reading.text)
    near: list[tuple[Ground, Cell, Cell, int]] = []
    since = _time_compared(reading, a)
    for row in rows:
        unknown = (
            bool(since) and not any(c.cell.end in since for c in cells(row)) and any(c.cell.end for c in cells(row))
        )
        for x, y in _pairs(row, a):
            for step in (1, 1000):
                gap = abs(x.number - y.number) * step
                mine = [n for n in news if n.number in {x.number * step, y.number * step}]
                if gap == a.number or (mine and _prints(gap, a)):
                    if mine or _named(row, sentence):
                        text = f"{x.text} and {y.text} differ by {_text(gap, a)}"
                        _say(a, text, row, (x, y), "change", results, fits=True)
                    return
                if unknown:
                    continue  # "75 less than in December 2024", of which the row has no figure
                turned = gap and exchanged(a, gap)
                named = turned and _named(row, sentence)
                led_to = bool(mine) and _LED_TO.match(reading.after(a)) is not None and bool(row.words & paragraph)
                if (
                    named
                    or (led_to and gap and is_slip(a, gap) and digits_told(a) >= 2)
                    or (mine and gap and is_slip(a, gap) and (digits_told(a) >= 3 or turned))
                ):
                    near.append((row, x, y, step))
    if len({abs(x.number - y.number) * step for _, x, y, step in near}) == 1:
        row, x, y, step = near[0]
        gap = abs(x.number - y.number) * step
        text = f"{x.text} and {y.text} differ by {_text(gap, a)}"
        _say(a, text, row, (x, y), "change", results, fits=False)


_THAN_TIME = re.compile(
    r"^\s*(?:[a-z%-]+\s+){0,3}?(?:than|on|from|since|below|above|over|under)\s+(?:(?:in|at|for|during|the|end|start|of|that|same|level)\s+)*«T(?P<n>\d+)»",
    re.IGNORECASE,
)


def _time_compared(reading: Reading, a: Amount) -> frozenset[date]:
    """The last days that the time may mean which a change is counted from; none where it names none."""
    m = _THAN_TIME.match(re.sub(r"^\s*\(\s*«N\d+»\s*\)", "", reading.after(a)))
    if m is None:
        return frozenset()
    time, now = reading.times[int(m["n"])], reading.paper.period
    if isinstance(time, Period):
        return frozenset({time.end})
    return frozenset(time.ends(now.end)) if now is not None else frozenset()


def _prints(gap: Fraction, a: Amount) -> bool:
    return a.quantity.low <= gap <= a.quantity.high


def _text(gap: Fraction, like: Amount) -> str:
    return amount_text(Quantity(gap, gap), like)


def _percent_of_change(reading: Reading, a: Amount, size: Amount, rows: list[Ground], results: Results) -> None:
    """As in "62 down on Quarter 1 (11.3%)": the row whose figures differ by 62 says of what."""
    found: list[tuple[Ground, Cell, Cell, Quantity]] = []
    for row in rows:
        for x, y in _pairs(row, size):
            for step in (1, 1000):
                if abs(x.number - y.number) * step != size.number or digits_told(size) < 2:
                    continue
                for old in _starts(x, y, sign_of(reading, size)):
                    share = Quantity(100 * size.number / (old.number * step), 100 * size.number / (old.number * step))
                    text = f"{printed(size.figure)} is {percent_text(share)} of {old.text}"
                    if reading.prints(share, a):
                        _say(a, text, row, (old,), "change", results, fits=True)
                        return
                    found.append((row, *((x, y) if old is x else (y, x)), share))
    if found and len({id(row) for row, *_ in found}) == 1:
        row, old, new, share = _older(found)
        text = f"{printed(size.figure)} is {percent_text(share)} of {old.text}"
        _say(a, text, row, (old, new), "change", results, fits=False)


def _starts(x: Cell, y: Cell, sign: int) -> list[Cell]:
    """Which of two figures a change starts from: a rise from the smaller, a fall from the larger."""
    small, large = sorted((x, y), key=lambda c: c.number)
    return [small] if sign > 0 else [large] if sign < 0 else [x, y]


def _older(found: list[tuple[Ground, Cell, Cell, Quantity]]) -> tuple[Ground, Cell, Cell, Quantity]:
    """Of two ways round, the one that starts from the earlier figure."""
    for way in found:
        old, new = way[1].cell.end, way[2].cell.end
        if old is not None and new is not None and old < new:
            return way
    return found[0]


def _share(reading: Reading, a: Amount, rows: list[Ground], results: Results) -> None:
    """As in "Northgate Pool accounted for 48.3% of all visits", over a table with a total."""
    if a.size or a.family != "percent":
        return
    lead = MARK.split(reading.before(a))[-1]
    follow = re.split(r"«N|[,;:]", reading.after(a))[0]
    if (
        not re.match(r"^\s*of\s+[a-z]+\s+\($", lead)
        and not _SHARE.search(lead)
        and not _SHARE.match(follow)
        and not _SHARE.search(reading.before(a))
    ):
        return
    mine: list[Ground] = []
    for clause in (lead, f"{lead} {follow}", reading.before(a) if a.bracketed else ""):
        mine = mine or [r for r in rows if not r.total and _named(r, clause)]
    if len({r.name for r in mine}) != 1:
        return
    near: list[tuple[Ground, Cell, Cell, Fraction]] = []
    for row in mine:
        for whole in (g for g in grounds_of(reading.paper) if g.table == row.table and g.total and g.line != row.line):
            for part in cells(row):
                for all_ in cells(whole):
                    if all_.cell.header != part.cell.header or part.number > all_.number:
                        continue
                    share = 100 * part.number / all_.number
                    text = f"{part.text} / {all_.text} = {percent_text(Quantity(share, share))}"
                    if reading.prints(Quantity(share, share), a):
                        _not_the_rate(a, results)
                        _say(a, text, row, (part, all_), "ratio", results, fits=True)
                        return
                    if is_slip(a, share) and digits_told(a) >= 2:
                        near.append((row, part, all_, share))
    if near and not results.contradicted(a.figure.id) and not _of_told(reading, a, [part for _, part, *_ in near]):
        row, part, all_, share = near[-1]
        text = f"{part.text} / {all_.text} = {percent_text(Quantity(share, share))}"
        _say(a, text, row, (part, all_), "ratio", results, fits=False)


def _of_told(reading: Reading, a: Amount, parts: list[Cell]) -> bool:
    """Whether a percentage in brackets is that of a figure told before it which the table does not hold."""
    before = [
        x for x in reading.amounts if x.n < a.n and x.sentence == a.sentence and x.family not in {"percent", "points"}
    ]
    return (
        a.bracketed and bool(before) and digits_told(before[-1]) >= 2 and not before[-1].size
        and all(abs(before[-1].number) != p.number for p in parts)
    )  # fmt: skip


_RATES = {"own_tables", "prior"}


def _of_the_row(results: Results, a: Amount) -> bool:
    """Whether a figure was held against a rate that the table gives for the row, and does not fit it."""
    mine = [j for j in results.of(a.figure.id) if j.verdict == "contradicts"]
    return bool(mine) and all(j.kind in _RATES for j in mine)


def _not_the_rate(a: Amount, results: Results) -> None:
    """A share of the total is another thing than the row's own rate: that they differ speaks against neither."""
    results.judgements = [
        j for j in results.judgements
        if not (j.figure == a.figure.id and j.verdict == "contradicts" and j.kind in _RATES)
    ]  # fmt: skip


def _total(reading: Reading, a: Amount, rows: list[Ground], results: Results) -> None:
    """As in "Marlby and Seaton Cross handled 506 between them": the sum of the rows that are named."""
    clause = MARK.split(reading.before(a))[-1]
    mine = [r for r in rows if not r.total and _named(r, clause)]
    for table in dict.fromkeys(r.table for r in mine):
        some = [r for r in mine if r.table == table]
        if len(some) < 2 or len({r.words for r in some}) != len(some):
            continue
        near: list[tuple[tuple[Cell, ...], Fraction]] = []
        for header in dict.fromkeys(c.cell.header for c in cells(some[0])):
            column = tuple(c for r in some for c in cells(r) if c.cell.header == header)
            if len(column) != len(some) or any(c.cell.value.unit == "percent" for c in column):
                continue
            whole = sum((c.number for c in column), Fraction(0))
            text = f"{' + '.join(c.text for c in column)} = {_text(whole, a)}"
            if _prints(whole, a):
                _say(a, text, some[0], column, "sum", results, fits=True)
                return
            if is_slip(a, whole) and digits_told(a) >= 2:
                near.append((column, whole))
        turned = [x for x in near if exchanged(a, x[1])]
        if len(near) == 1 or len(turned) == 1:
            column, whole = (turned or near)[0]
            text = f"{' + '.join(c.text for c in column)} = {_text(whole, a)}"
            _say(a, text, some[0], column, "sum", results, fits=False)


def _average(reading: Reading, t: Told, results: Results) -> None:
    """As in "£0.55m, or £1.35 a visit", where the table counts the visits."""
    a = t.amount
    led = _EACH.search(MARK.split(reading.before(a))[-1])
    noun = t.noun or (led["noun"].lower() if led else "")
    stem = stems(noun)
    if not stem or digits_told(a) < 2:
        return
    totals = [
        x for x in reading.amounts
        if x.n != a.n and x.family == a.family != "percent" and x.sentence == a.sentence and x.number > a.number
    ]  # fmt: skip
    near: list[tuple[Ground, Cell, Amount, Fraction]] = []
    for row in grounds_of(reading.paper):
        for c in cells(row):
            if (
                c.cell.value.unit in {"percent", "money"}
                or c.number < 2
                or not stem <= (row.words | stems(c.cell.header))
            ):
                continue
            for total in totals:
                share = total.number / c.number
                low, high = total.quantity.low / c.quantity.high, total.quantity.high / c.quantity.low
                text = f"{printed(total.figure)} / {c.text} = {_text(share, a)}"
                if reading.prints(Quantity(low, high), a):
                    _say(a, text, row, (c,), "ratio", results, fits=True)
                    return
                if is_slip(a, share) or (a.number * c.number != total.number and is_slip(total, a.number * c.number)):
                    near.append((row, c, total, share))
    if len({(total.n, c.number) for _, c, total, _ in near}) == 1:
        row, c, total, share = near[0]
        _say(a, f"{printed(total.figure)} / {c.text} = {_text(share, a)}", row, (c,), "ratio", results, fits=False)
