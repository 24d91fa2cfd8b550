"""Which slip of one figure makes a sum come out that does not, and whether it tells enough to call the sum wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from check.asked.asking import Asked
from check.asked.terms import Term
from check.digit_slips import Difference
from check.judgements import FITS, Results
from check.sums.amounts import Amount, Reading
from check.sums.ends import sign_of
from records import Quantity

_LEVELS = {"own_tables", "prior", "control", "target", "sum", "remainder", "ratio", "count"}


@dataclass(frozen=True, slots=True)
class Story:
    """A sum that does not come out, and the figure that a slip of would make it.

    Attributes:
        base: What the percentage is of.
        exact: What part and base give.
        text: How.
        blamed: The figure that may have slipped; the percentage where it may be any of them.
        rank: How near the base is, 0 where the words leave no other.
        exchanged: Whether two digits changed round make it come out, or it is rounded wrongly: chance seldom does.
    """

    base: Term
    exact: Quantity
    text: str
    blamed: Amount
    rank: int
    exchanged: bool


def the_story(
    reading: Reading, asked: Asked, part: Term, bases: Sequence[tuple[Term, int]], results: Results
) -> Story | None:
    """The slip that explains best why a percentage is not what its words ask for; None where none tells enough.

    Args:
        reading: The passage.
        asked: The percentage.
        part: What it is told of.
        bases: What it may be a percentage of, and how near that is.
        results: What is known of the figures: what something bears out has not slipped.
    """
    near = min((rank for _, rank in bases), default=4)
    stories = [s for base, rank in bases for s in _stories(reading, asked, part, base, rank, results)]
    if near == 0:
        return next((s for s in stories if s.rank == 0), None)
    turned = [s for s in stories if s.exchanged and s.rank < _FAR]
    if turned:
        return min(turned, key=lambda s: s.rank)
    few = len({t.exact.middle for t, rank in bases if rank == near}) <= _FEW
    return next((s for s in stories if few and s.rank == near < _FAR), None)


_FAR = 4
_FEW = 2


def _stories(reading: Reading, asked: Asked, part: Term, base: Term, rank: int, results: Results) -> Iterator[Story]:
    made = list(ways(reading, asked, part, base))
    if not made:
        return
    found: list[tuple[Amount, bool]] = []
    if not _borne_out(asked.told, results):
        if _is_near(asked.told, made[0][0]):
            found.append((asked.told, True))
        slips = Term.of(asked.told).slips()
        found += [
            (asked.told, _turned(asked.told, how)) for t, how in slips if any(q.overlaps(t.exact) for q, _ in made)
        ]
    for term, is_part in ((part, True), (base, False)):
        if term.amount is None or _borne_out(term.amount, results):
            continue
        for t, how in term.slips():
            pair = (t, base) if is_part else (part, t)
            if any(reading.prints(q, asked.told) for q, _ in ways(reading, asked, *pair)):
                found.append((term.amount, _turned(term.amount, how)))
    if not found:
        return
    blamed = {a.n: a for a, _ in found}
    who = next(iter(blamed.values())) if len(blamed) == 1 else asked.told if asked.told.n in blamed else asked.of
    yield Story(base, *made[0], who, rank, any(x for _, x in found))


def _turned(a: Amount, how: Difference) -> bool:
    """Whether two digits changed round of a figure with enough of them to tell."""
    return how == "exchanged" and sum(c.isdigit() for c in a.figure.value.printed) >= _TELLING


_TELLING = 3


def _is_near(told: Amount, exact: Quantity) -> bool:
    """Whether a percentage with decimals is one unit of its last digit off: rounded the wrong way, or cut off."""
    places = told.figure.value.places
    return places > 0 and exact.is_exact and abs(exact.middle - told.number) * 10**places <= _NEAR


_NEAR = Fraction(3, 2)


def _borne_out(a: Amount, results: Results) -> bool:
    return any(j.verdict in FITS and j.kind in _LEVELS for j in results.of(a.figure.id))


def ways(reading: Reading, asked: Asked, part: Term, base: Term) -> Iterator[tuple[Quantity, str]]:
    """What the words ask for, worked out from a part and a base.

    Args:
        reading: The passage.
        asked: The percentage.
        part: What it is told of.
        base: What it is a percentage of.
    """
    x, y = part.exact, base.exact
    a, b = part.value.printed.strip(), base.value.printed.strip()
    if asked.kind == "change":
        sign = sign_of(reading, asked.of)
        yield from _of(x, y, f"{a} / {b}")
        if sign >= 0:
            yield from _of(x, y - x, f"{a} / ({b} - {a})")
        if sign <= 0:
            yield from _of(x, y + x, f"{a} / ({b} + {a})")
        return
    if asked.kind == "rest":
        yield from _of(y - x, y, f"({b} - {a}) / {b}")
        return
    yield from _of(x, y, f"{a} / {b}")


def _of(x: Quantity, y: Quantity, text: str) -> Iterator[tuple[Quantity, str]]:
    if y.low > 0 and x.low >= 0:
        yield Quantity(100 * x.low / y.high, 100 * x.high / y.low), text
