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
from check.slip_stories import slipped, telling, unit_of_last
from check.sums.amounts import Amount, Reading
from records import Quantity, Source, Value

_NAMED = 0.72
_TELLING = 3


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
        mine = digits_at(size_of(v), v.places)
        for n, how in (*((n, digits_apart(mine, digits_at(n, v.places))) for n in slipped(v)), *_under_one(v, mine)):
            if how:
                yield replace(self, exact=Quantity(n - half, n + half)), how


def _under_one(v: Value, digits: str) -> Iterator[tuple[Fraction, Difference]]:
    """A figure like 1.05 as 0.15 and 0.05: its first digit is no leading one of a whole number."""
    if re.match(r"\D*\d\.\d", v.printed) and digits[0] != "0" and len(digits) > 1:
        yield int(f"0{digits[1:]}") * unit_of_last(v), "one"
        if digits[1] == "0":
            yield int(f"0{digits[0]}{digits[2:]}") * unit_of_last(v), "exchanged"


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
    texts = reading.text.split("«/»")
    words = stems(texts[sentence]) if sentence < len(texts) else frozenset()
    beside = [a for a in reading.amounts if abs(a.sentence - sentence) <= 1]
    told = {size_of(a.figure.value) for a in beside if telling(a.figure.value) >= _TELLING}
    called = {id(g) for _, g in names.called(words, _NAMED)}
    columns = _columns_of(names, part, called)
    for g in names.grounds:
        states = any(size_of(c.value) in told for c in g.cells)
        if not (g.total or states or id(g) in called):
            continue
        for c in g.levels:
            if c.value.number and _like(c.value, part) and (states or id(g) in called or c.end in {None, now}):
                yield Term.of_cell(g, c), g.total and (g.table, c.header) in columns


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
