"""Which slip of one figure makes a sum come out that does not, and whether it tells enough to call the sum wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from check.asked.terms import Term
from check.digit_slips import Difference
from check.judgements import FITS, Results
from check.sums.amounts import Amount, Reading
from records import Quantity

_LEVELS = {"own_tables", "prior", "control", "target", "sum", "remainder", "ratio", "count"}
_FAR = 4
"""Nearness of a sum with a figure of a table that the words do not name."""
_FEW = 2
_TELLING = 3
_NEAR = Fraction(3, 2)


@dataclass(frozen=True, slots=True)
class Sum:
    """One way to work a told figure out.

    Attributes:
        terms: What it is worked out from.
        work: Works it out; None where that has no meaning.
        text: The sum as written, without its outcome.
        rank: How near it is to what the words say: 0 where they leave no other, 4 for a figure of some table.
        spare: Whether it only explains what is printed, and refutes nothing.
    """

    terms: tuple[Term, ...]
    work: Callable[[Sequence[Quantity]], Quantity | None]
    text: str
    rank: int
    spare: bool = False

    @property
    def exact(self) -> Quantity | None:
        """What it comes to."""
        return self.work([t.exact for t in self.terms])

    def fits(self, reading: Reading, told: Amount) -> bool:
        """Whether it comes to what is printed."""
        q = self.exact
        return q is not None and q.high >= 0 and reading.prints(q, told)


@dataclass(frozen=True, slots=True)
class Story:
    """A sum that does not come out, and the figure that a slip of would make it.

    Attributes:
        sum: The sum.
        exact: What it comes to.
        blamed: The figure that may have slipped; the told one where it may be any of them.
        telling: Whether two digits changed round make it come out, or it is rounded wrongly: chance seldom does.
    """

    sum: Sum
    exact: Quantity
    blamed: Amount
    telling: bool


def the_story(reading: Reading, told: Amount, sums: Sequence[Sum], results: Results) -> Story | None:
    """The slip that explains best why a figure is not what its words ask for; None where none tells enough.

    Args:
        reading: The passage.
        told: The figure.
        sums: The ways to work it out that its words ask for.
        results: What is known of the figures: what something bears out has not slipped.
    """
    sums = [s for s in sums if not s.spare]
    near = min((s.rank for s in sums), default=_FAR)
    stories = [x for s in sums if (x := _story(reading, told, s, results)) is not None]
    if near == 0:
        return next((x for x in stories if x.sum.rank == 0), None)
    stories = [x for x in stories if x.sum.rank <= 1 or _exact_enough(reading, told)]
    telling = [x for x in stories if x.telling and x.sum.rank < _FAR]
    if telling:
        return min(telling, key=lambda x: x.sum.rank)
    few = len({s.terms[-1].exact.middle for s in sums if s.rank == near}) <= _FEW
    return next((x for x in stories if few and x.sum.rank == near < _FAR), None)


def _exact_enough(reading: Reading, told: Amount) -> bool:
    """Whether a figure is told to so many digits, or of a thing that is named, that a slip makes it by no chance."""
    return told.family != "percent" or told.figure.value.places > 0 or bool(_OF.match(reading.after(told)))


_OF = re.compile(r"^\s*of\s+(?:(?:the|all|our|those|these|its)\s+)*[a-z]", re.IGNORECASE)


def _story(reading: Reading, told: Amount, made: Sum, results: Results) -> Story | None:
    exact = made.exact
    if exact is None:
        return None
    found = list(_slips(reading, told, made, exact, results))
    if not found:
        return None
    blamed = {a.n: a for a, _ in found}
    who = next(iter(blamed.values())) if len(blamed) == 1 or told.n not in blamed else told
    return Story(made, exact, who, any(x for _, x in found))


def _slips(
    reading: Reading, told: Amount, made: Sum, exact: Quantity, results: Results
) -> Iterator[tuple[Amount, bool]]:
    """The figures that a slip of would make a sum come out, and whether it is one that tells."""
    if not _borne_out(told, results):
        if _is_near(told, exact):
            yield told, True
        for t, how in Term.of(told).slips():
            if exact.overlaps(t.exact):
                yield told, _turned(told, how)
    for k, term in enumerate(made.terms):
        if term.amount is None or _borne_out(term.amount, results):
            continue
        for t, how in term.slips():
            q = made.work([x.exact if n != k else t.exact for n, x in enumerate(made.terms)])
            if q is not None and reading.prints(q, told):
                yield term.amount, _turned(term.amount, how)


def _turned(a: Amount, how: Difference) -> bool:
    """Whether two digits changed round of a figure with enough of them to tell."""
    return how == "exchanged" and sum(c.isdigit() for c in a.figure.value.printed) >= _TELLING


def _is_near(told: Amount, exact: Quantity) -> bool:
    """Whether a percentage with decimals is one unit of its last digit off: rounded the wrong way, or cut off."""
    places = told.figure.value.places
    of_share = told.family == "percent" and places > 0 and exact.is_exact
    return of_share and abs(exact.middle - told.number) * 10**places <= _NEAR


def _borne_out(a: Amount, results: Results) -> bool:
    return any(j.verdict in FITS and j.kind in _LEVELS for j in results.of(a.figure.id))
