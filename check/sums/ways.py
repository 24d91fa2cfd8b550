"""The ways in which a told figure may follow from the others of its paragraph: sums, differences, shares, averages.

A figure is explained as soon as one sensible way gives what is printed; only where none does, and the words leave
one set of figures to work it out from (or a slip of digits parts it from one), is it wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import combinations, product

from check.judgements import printed, span_text
from check.sums.amounts import Amount, Reading
from check.sums.changes import amount_text, percent_text
from records import Quantity

_MOST = 9
"""Figures of a paragraph beyond which sums of some of them prove nothing."""


@dataclass(frozen=True, slots=True)
class Way:
    """One way to work a figure out.

    Attributes:
        exact: What it comes to.
        of: The figures it is worked out from.
        text: Writes the sum out: hundreds of ways are tried for one that is told.
    """

    exact: Quantity
    of: tuple[Amount, ...]
    text: str | Callable[[], str]

    @property
    def working(self) -> str:
        """The sum written out, with its outcome."""
        return self.text if isinstance(self.text, str) else self.text()


def sums(parts: Iterable[Amount], told: Amount, *, least: int = 2, signs: bool = False) -> Iterator[Way]:
    """Sums of two or more of some figures; with signs, what is gained less what is lost too."""
    mine = sorted(parts, key=lambda a: a.n)[:_MOST]
    for n in range(len(mine), least - 1, -1):
        for some in combinations(mine, n):
            for way in product((1, -1), repeat=n - 1) if signs else [(1,) * (n - 1)]:
                yield _sum(some, (1, *way), told)


def _sum(some: tuple[Amount, ...], signs: tuple[int, ...], told: Amount) -> Way:
    total = some[0].quantity
    for a, sign in zip(some[1:], signs[1:], strict=True):
        total = total + a.quantity if sign > 0 else total - a.quantity
    total = total.magnitude() if any(s < 0 for s in signs) else total

    def text() -> str:
        terms = "".join(
            f" {'+' if sign > 0 else '-'} {printed(a.figure)}" for a, sign in zip(some[1:], signs[1:], strict=True)
        )
        outcome = amount_text(total, told if told.family == "money" else some[0])
        return f"{printed(some[0].figure)}{terms} = {outcome}"

    return Way(total, some, text)


def differences(x: Amount, y: Amount) -> Iterator[Way]:
    """What two figures differ by."""
    big, small = (x, y) if x.number >= y.number else (y, x)
    gap = (big.quantity - small.quantity).magnitude()
    yield Way(gap, (x, y), lambda: f"{printed(big.figure)} - {printed(small.figure)} = {amount_text(gap, big)}")


def changes(x: Amount, y: Amount) -> Iterator[Way]:
    """What two figures differ by, in per cent of either, the first one first."""
    gap = (x.quantity - y.quantity).magnitude()
    for old, new in ((x, y), (y, x)):
        if old.quantity.low > 0:
            q = Quantity(100 * gap.low / old.quantity.high, 100 * gap.high / old.quantity.low)
            tidy = _change(old, new)
            q = tidy if tidy is not None else q
            yield Way(q, (x, y), partial(_change_text, old, new, q))


def _change_text(old: Amount, new: Amount, q: Quantity) -> str:
    return f"({printed(new.figure)} - {printed(old.figure)}) / {printed(old.figure)} = {percent_text(q)}"


def _change(old: Amount, new: Amount) -> Quantity | None:
    """The change in per cent without counting the rounding of the old figure twice."""
    if old.quantity.low <= 0 or new.quantity.low < 0:
        return None
    low, high = new.quantity.low / old.quantity.high - 1, new.quantity.high / old.quantity.low - 1
    return Quantity(100 * low, 100 * high).magnitude()


def shares(x: Amount, y: Amount) -> Iterator[Way]:
    """One figure as a share of the other, of both together, and what is left of it."""
    for part, whole in ((x, y), (y, x)):
        if whole.quantity.low <= 0:
            continue
        q = Quantity(100 * part.quantity.low / whole.quantity.high, 100 * part.quantity.high / whole.quantity.low)
        yield Way(q, (x, y), partial(_share_text, part, (whole,), q))
    both = x.quantity + y.quantity
    for part in (x, y):
        if both.low > 0:
            q = Quantity(100 * part.quantity.low / both.high, 100 * part.quantity.high / both.low)
            yield Way(q, (x, y), partial(_share_text, part, (x, y), q))


def _share_text(part: Amount, of: tuple[Amount, ...], q: Quantity) -> str:
    whole = " + ".join(printed(a.figure) for a in of)
    return f"{printed(part.figure)} / {f'({whole})' if len(of) > 1 else whole} = {percent_text(q)}"


def with_rest(ways: Iterable[Way]) -> Iterator[Way]:
    """Ways to a share, and to what is left of the whole."""
    for w in ways:
        yield w
        if w.exact.high <= 100:
            left = Quantity(100 - w.exact.high, 100 - w.exact.low)
            yield Way(left, w.of, partial(_rest_text, w, left))


def _rest_text(way: Way, left: Quantity) -> str:
    return f"100% less {way.working} = {percent_text(left)}"


def of_shares(ways: Iterable[Way], percents: Iterable[Amount]) -> Iterator[Way]:
    """Shares of what is itself a share: "1,240 pupils (11.2%), of whom 310 have a plan (2.8%)"."""
    told = list(percents)
    for w in ways:
        if w.exact.high > 100:
            continue
        for p in told:
            q = Quantity(p.quantity.low * w.exact.low / 100, p.quantity.high * w.exact.high / 100)
            yield Way(q, (*w.of, p), partial(_of_share_text, w, p, q))


def _of_share_text(way: Way, percent: Amount, q: Quantity) -> str:
    return f"{way.working}, and of {printed(percent.figure)} that is {percent_text(q)}"


def of_percents(percents: Iterable[Amount]) -> Iterator[Way]:
    """Sums and differences of two percentages, and what one leaves of 100."""
    told = list(percents)
    for i, x in enumerate(told):
        left = Quantity(100 - x.quantity.high, 100 - x.quantity.low)
        if left.low >= 0:
            yield Way(left, (x,), partial(_left_text, x, left))
        for y in told[i + 1 :]:
            yield _sum((x, y), (1, 1), x)
            yield from differences(x, y)


def _left_text(percent: Amount, left: Quantity) -> str:
    return f"100% - {printed(percent.figure)} = {percent_text(left)}"


def averages(total: Amount, count: Amount) -> Iterator[Way]:
    """A total shared out over a count."""
    if count.quantity.low > 0:
        q = Quantity(total.quantity.low / count.quantity.high, total.quantity.high / count.quantity.low)
        yield Way(q, (total, count), lambda: f"{printed(total.figure)} / {printed(count.figure)} = {_money(q, total)}")


def _money(q: Quantity, like: Amount) -> str:
    return amount_text(q, like) if like.family == "money" else span_text(q)


def fitting(reading: Reading, told: Amount, ways: Iterable[Way]) -> Way | None:
    """The first way that gives what is printed.

    Args:
        reading: The passage.
        told: The figure.
        ways: To work it out.
    """
    return next((w for w in ways if w.exact.high >= 0 and reading.prints(w.exact, told)), None)
