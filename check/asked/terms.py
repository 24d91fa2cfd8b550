"""What a sum of prose may be made of: figures of the paragraph, and those of the rows and totals that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from check.digit_slips import Difference, digits_apart, digits_at
from check.ground_match import Names
from check.grounds import Ground, GroundCell, stems
from check.judgements import quantity, size_of
from check.slip_stories import slipped, telling
from check.sums.amounts import Amount, Reading
from records import Quantity, Source, Value

_NAMED = 0.72
_TELLING = 3
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Term:
    """A figure that a sum may be made of.

    Attributes:
        value: As printed, in full units.
        exact: What it may stand for.
        place: Where it stands.
        amount: The figure of the paragraph; None for a cell.
        name: Of the row, for a cell.
    """

    value: Value
    exact: Quantity
    place: Source
    amount: Amount | None = None
    name: str = ""

    @classmethod
    def of(cls, a: Amount) -> Term:
        """A figure of the paragraph."""
        return cls(a.figure.value, a.quantity, a.figure.place, a)

    @classmethod
    def of_cell(cls, g: Ground, c: GroundCell) -> Term:
        """A figure of a table."""
        return cls(c.value, quantity(c.value).magnitude(), c.place, None, g.name)

    def slips(self) -> Iterator[tuple[Term, Difference]]:
        """It with one digit wrong or two changed round, and which of them."""
        v = self.value
        half = (self.exact.high - self.exact.low) / 2
        for n, how in _slips(v):
            yield replace(self, exact=Quantity(n - half, n + half)), how


def _slips(v: Value) -> Iterator[tuple[Fraction, Difference]]:
    """The numbers that would be printed like a figure with one digit wrong or two neighbours changed round."""
    m = _DIGITS.search(v.printed)
    digits = re.sub(r"\D", "", m[0]) if m else ""
    if m is None or not int(digits):
        mine = digits_at(size_of(v), v.places)
        yield from ((n, "one") for n in slipped(v) if digits_apart(mine, digits_at(n, v.places)))
        return
    unit = size_of(v) / int(digits)
    whole = m[0].partition(".")[0].replace(",", "")
    small = 1 if "." in m[0] and len(whole) == 1 else 0  # "0.21" may stand for 2.01 or 1.21, "210" for no 021
    for i, c in enumerate(digits):
        for d in "0123456789":
            if d != c and (i or small or d != "0"):
                yield int(f"{digits[:i]}{d}{digits[i + 1 :]}") * unit, "one"
        if digits[i + 1 : i + 2] not in {"", c} and (i or small or digits[1] != "0"):
            yield int(f"{digits[:i]}{digits[i + 1]}{c}{digits[i + 2 :]}") * unit, "exchanged"


def cells_within_reach(
    reading: Reading, names: Names, sentence: int, part: Amount, now: date | None
) -> Iterator[tuple[Term, bool]]:
    """Cells that a sum of a sentence may rest on: of rows that it names or states a figure of, and totals of tables.

    Args:
        reading: The passage.
        names: Of the rows of the paper's tables.
        sentence: Number of the sentence.
        part: A figure of the unit that is looked for.
        now: Last day of the paper's period.

    Yields:
        A cell, and whether it is the total of the column that the part stands in.
    """
    called = _called(reading, names, sentence)
    columns = _columns_of(names, part, called)
    for g, states in _grounds(reading, names, sentence, called):
        for c in g.levels:
            if c.value.number and _like(c.value, part) and (states or id(g) in called or c.end in {None, now}):
                yield Term.of_cell(g, c), g.total and (g.table, c.header) in columns


def cells_moved(
    reading: Reading, names: Names, sentence: int, size: Amount, now: date | None
) -> Iterator[tuple[Term, bool]]:
    """Cells that a size may be a change of: of rows that moved by as much, and those of now.

    Args:
        reading: The passage.
        names: Of the rows of the paper's tables.
        sentence: Number of the sentence.
        size: How much something changed.
        now: Last day of the paper's period.

    Yields:
        A cell, and whether it is what the change led to.
    """
    for g, _ in _grounds(reading, names, sentence, _called(reading, names, sentence)):
        mine = [(c, quantity(c.value)) for c in g.levels if c.value.number and _like(c.value, size)]
        for c, q in mine:
            if c.end in {None, now}:
                yield Term.of_cell(g, c), True
            if any(x is not c and (r - q).magnitude().overlaps(size.quantity) for x, r in mine):
                yield Term.of_cell(g, c), False


def _called(reading: Reading, names: Names, sentence: int) -> set[int]:
    """The rows that a sentence names."""
    texts = reading.text.split("«/»")
    words = stems(texts[sentence]) if sentence < len(texts) else frozenset()
    return {id(g) for _, g in names.called(words, _NAMED)}


def _grounds(reading: Reading, names: Names, sentence: int, called: set[int]) -> Iterator[tuple[Ground, bool]]:
    """The totals, the rows that are named, and those that state a figure of the sentence or of those beside it."""
    beside = [a for a in reading.amounts if abs(a.sentence - sentence) <= 1]
    told = {size_of(a.figure.value) for a in beside if telling(a.figure.value) >= _TELLING}
    for g in names.grounds:
        states = any(size_of(c.value) in told for c in g.cells)
        if g.total or states or id(g) in called:
            yield g, states


def _columns_of(names: Names, part: Amount, called: set[int]) -> set[tuple[int, str]]:
    """The columns of tables in which a figure stands in a row that is no total and that its sentence names."""
    size = size_of(part.figure.value)
    return {
        (g.table, c.header)
        for g in names.grounds
        if not g.total and (id(g) in called or telling(part.figure.value) >= _TELLING)
        for c in g.levels
        if size_of(c.value) == size and _like(c.value, part)
    }


def _like(v: Value, a: Amount) -> bool:
    plain = {"", "count", "average"}
    mine = a.figure.value.unit
    return v.unit == mine or (v.unit in plain and mine in plain | {"days"}) or (mine in plain and v.unit == "days")
