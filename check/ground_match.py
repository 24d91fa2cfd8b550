"""How rows match what a sentence says: which it may be about, and what their cells are to its figures."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from math import fsum, log

from check.evidence import one_kind, same_figure
from check.evidence_ties import digits_of, is_slip, slip_of_digits
from check.ground_slots import Slot
from check.grounds import Ground, GroundCell, stems
from check.judgements import quantity
from records import Quantity, Value, format_number, percent_change, quick, rounding_modes

_NEAR = 0.22
"""Part of a row's name, rare words counting more, that a sentence must hold for its figures to tie it."""
_NOUGHT = Decimal(0)
_KEPT = 5000
"""Texts whose nearness to the names is kept: a sentence is asked about by several checks."""
NAMED = 0.99
_PLAIN = {"", "count", "days", "average", "rate"}


@quick
@dataclass(frozen=True, slots=True)
class Tie:
    """A ground that a sentence may be about.

    Attributes:
        ground: The ground.
        share: Part of its name that the sentence holds.
        fits: Its cells by the numbers of the figures that they explain; under -1 its latest, where none is stated.
        carried: Whether only the sentence before tells of it.
    """

    ground: Ground
    share: float
    fits: dict[int, GroundCell]
    carried: bool = False

    def digits(self, slots: Iterable[Slot]) -> int:
        """How many telling digits of the sentence it explains."""
        if -1 in self.fits:
            return 3
        return sum(telling_digits(s.figure.value) for s in slots if s.k in self.fits)


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words of a sentence and what was spoken of before it.

    Attributes:
        words: Stems of its own.
        around: With those of the sentence before, or the heading.
        carried: What the sentence before is tied to, where this one goes on about it.
    """

    words: frozenset[str]
    around: frozenset[str]
    carried: list[Tie]


class Names:
    """How near texts come to the names of grounds.

    Args:
        grounds: All of them.
    """

    def __init__(self, grounds: Iterable[Ground]) -> None:
        self.grounds = list(grounds)
        names = dict.fromkeys(g.words for g in self.grounds)
        seen: dict[str, int] = defaultdict(int)
        for words in names:
            for w in words:
                seen[w] += 1
        self._weight = {w: log(1 + len(names) / n) for w, n in seen.items()}
        self._whole = {words: fsum(self._weight[w] for w in words) for words in names}
        self._named: dict[str, list[frozenset[str]]] = defaultdict(list)
        for words in names:
            for w in words:
                self._named[w].append(words)
        self._shares: dict[frozenset[str], dict[frozenset[str], float]] = {}
        self._by_words: dict[frozenset[str], list[Ground]] = defaultdict(list)
        for g in self.grounds:
            self._by_words[g.words].append(g)

    @cached_property
    def _by_number(self) -> dict[tuple[int, int], dict[tuple[Decimal, int], set[int]]]:
        """The grounds by the first digits of their cells, then by the number and places of the cell."""
        out: dict[tuple[int, int], dict[tuple[Decimal, int], set[int]]] = {}
        for n, g in enumerate(self.grounds):
            for c in g.cells:
                for key in _leads(c.value.number):
                    same = out.setdefault(key, {}).setdefault((abs(c.value.number or _NOUGHT), c.value.places), set())
                    same.add(n)
        return out

    def share(self, ground: Ground, words: frozenset[str]) -> float:
        """Part of a ground's name that a text's words hold, 0 to 1."""
        return self.shares(words).get(ground.words, 0.0)

    def shares(self, words: frozenset[str]) -> dict[frozenset[str], float]:
        """The names that share a word with a text, each with the part of it that the text holds."""
        if words not in self._shares:
            if len(self._shares) >= _KEPT:
                self._shares.clear()
            near = dict.fromkeys(name for w in sorted(words) for name in self._named.get(w, ()))
            self._shares[words] = {
                name: fsum(self._weight[w] for w in name & words) / self._whole[name] for name in near
            }
        return self._shares[words]

    def called(self, words: frozenset[str], least: float) -> list[tuple[float, Ground]]:
        """The grounds of whose names a text holds at least some part, with that part."""
        return [
            (share, g) for name, share in self.shares(words).items() if share >= least for g in self._by_words[name]
        ]

    def stating(self, values: Iterable[Value]) -> list[Ground]:
        """The grounds with a cell near one of some figures."""
        found: set[int] = set()
        for value in values:
            for key in _buckets(value):
                found.update(*self._by_number.get(key, {}).values())
        return [self.grounds[n] for n in sorted(found)]

    def equalling(self, values: Iterable[Value]) -> list[Ground]:
        """Of the grounds with a cell near one of some figures those with one that may be that very figure."""
        found: set[int] = set()
        for value in values:
            size = abs(value.number) if value.number is not None else None
            for key in _buckets(value):
                for (number, places), grounds in self._by_number.get(key, {}).items():
                    if places != value.places or number == size:
                        found.update(grounds)
        return [self.grounds[n] for n in sorted(found)]


@lru_cache(maxsize=65536)
def _leads(number: Decimal | None) -> tuple[tuple[int, int], tuple[int, int]]:
    """The size of a figure and its first two and three digits, for looking figures up that may be rounded."""
    if not number:
        return (0, 0), (0, 0)
    size = number.adjusted()
    return (size, int(abs(number).scaleb(1 - size))), (size, int(abs(number).scaleb(2 - size)))


def _buckets(value: Value) -> list[tuple[int, int]]:
    """Where figures are looked up that are a figure, or may be it, rounded."""
    digits = 3 if telling_digits(value) >= 3 else 2
    size, lead = _leads(value.number)[digits - 2]
    first, last = 10 ** (digits - 1), 10**digits - 1
    near = ((size, lead - 1), (size, lead), (size, lead + 1), (size - 1, last), (size + 1, first))
    return [key for key in near if key[0] == size or lead in {first, last}]


def named_ties(names: Names, about: Spoken, now: date | None) -> list[Tie]:
    """Grounds of a sentence that states no level: named by it in full, else those of the sentence before."""
    near = names.called(about.words, 0.6)
    named = [g for share, g in near if len(g.words) >= 2 and share >= NAMED]
    if named:
        return [Tie(g, 1.0, {-1: c}) for g in named for c in g.latest(now)[:1]]
    mine = {t.ground.words for t in about.carried}
    if any(g.words not in mine for _, g in near):
        return []
    return [
        Tie(t.ground, t.share, {-1: c}, carried=True)
        for t in about.carried
        for c in ([x for x in t.fits.values() if x in t.ground.latest(now)] or t.ground.latest(now))[:1]
    ]


def called_ties(names: Names, about: Spoken) -> list[Tie]:
    """The ground that a sentence names nearly in full, where no figure ties it; of one name there may be several."""
    shares = [(share, g) for share, g in names.called(about.words, 0.5) if len(g.words) >= 2]
    top = max((share for share, _ in shares), default=0.0)
    best = [g for share, g in shares if share >= max(0.72, top - 0.12)]
    return [Tie(g, top, {}) for g in best] if len({g.words for g in best}) == 1 else []


def ties_of(names: Names, slots: list[Slot], words: frozenset[str] | None, now: date | None) -> list[Tie]:
    """Grounds that explain a figure of a sentence and share words with it.

    Args:
        names: Of the grounds.
        slots: What the sentence asks of its figures.
        words: Its words and those before it; None asks for every ground that states a figure of three digits.
        now: Last day of the paper's period.
    """
    out = []
    by_size = any(s.kind == "size" and s.then and telling_digits(s.figure.value) >= 3 for s in slots)
    levels = [s.figure.value for s in slots if s.kind in {"level", "part"}]
    near = {id(g): g for g in (names.stating(levels) if by_size else names.equalling(levels))}
    if words is not None and by_size:
        near |= {id(g): g for _, g in names.called(words, _NEAR)}
    shares = names.shares(words) if words is not None else {}
    for g in near.values():
        share = shares.get(g.words, 0.0) if words is not None else _NEAR
        if share < min(_NEAR, NAMED) and not g.total:
            continue  # far from its name, whatever it states
        fits = {s.k: c for s in slots if s.kind in {"level", "part"} and (c := _explains(g, s, now)) is not None}
        digits = sum(telling_digits(s.figure.value) for s in slots if s.k in fits)
        if not fits and words is not None and share >= _NEAR and (new := _by_size(g, slots, now)) is not None:
            out.append(Tie(g, share, {-1: new}))
        if not fits:
            continue
        about = g.total and words is not None and (digits >= 4 or (digits >= 3 and bool(words & stems(g.caption))))
        if (share >= _NEAR and digits >= 3) or about or (share >= NAMED and digits >= 2):
            out.append(Tie(g, share, fits))
    return out


def _by_size(g: Ground, slots: list[Slot], now: date | None) -> GroundCell | None:
    """The latest figure of a ground whose change since a time that is named a sentence states to three digits."""
    for new in g.latest(now)[:1]:
        for s in slots:
            if s.kind != "size" or not s.then or telling_digits(s.figure.value) < 3:
                continue
            olds = [c for c in g.at(s.then) if like(c, new) and c.end != new.end]
            if any(fits for c in olds for _, _, fits in sizes_of(c, new, s.figure.value)):
                return new
    return None


def best_ties(ties: list[Tie], slots: list[Slot]) -> list[Tie]:
    """Those that explain the most digits, and of these the ones named most fully."""
    if not ties:
        return []
    most = max(t.digits(slots) for t in ties)
    best = [t for t in ties if t.digits(slots) == most]
    top = max(t.share for t in best)
    return [t for t in best if t.share >= top - 0.25 or t.ground.total]


def _explains(g: Ground, s: Slot, now: date | None) -> GroundCell | None:
    """The cell of a ground that a level states."""
    cells = cells_asked(g, s, now)
    return next((c for c in cells if equals(s.figure.value, c.value)), None)


def cells_asked(g: Ground, s: Slot, now: date | None) -> list[GroundCell]:
    """The cells of a ground that the words of a level ask for."""
    if s.how in {"dated", "told"}:
        return g.at(s.ends)
    if s.how == "current":
        latest = g.latest(now)
        latest += [c for c in g.levels if c.span and now and c.span.start <= now < c.span.end]  # the year to date
        return latest + [c for c in g.cells if c.kind in {"variance", "value"} and c.end is None and c not in latest]
    if s.how == "earlier":
        ends = {c.end for c in g.latest(now)}
        return [c for c in g.levels if c.end not in ends]
    return []


def equals(a: Value, b: Value) -> bool:
    """Whether a figure of prose states a cell, whichever sign the table gives it."""
    if a.places == b.places:  # asked of every figure and every cell near it: most part here
        return a.number is not None and b.number is not None and abs(a.number) == abs(b.number) and units_fit(a, b)
    return units_fit(a, b) and same_figure(bare_value(a), bare_value(b))


def units_fit(a: Value, b: Value) -> bool:
    """Whether two figures are percentages, or sums of money, or neither."""
    if a.unit == b.unit:
        return True
    if "percent" in {a.unit, b.unit} or "points" in {a.unit, b.unit}:
        return {a.unit, b.unit} == {"percent", ""} and max(a.places, b.places) > 0
    return {a.unit, b.unit} <= _PLAIN or ({a.unit, b.unit} <= {"money", "", "count"} and a.places == b.places)


def telling_digits(value: Value) -> int:
    """How many digits of a figure are more than chance: without the noughts at its ends."""
    digits = digits_of(value).lstrip("0")
    if not digits:
        return 1 if value.number is not None and value.number != 0 else 0
    return len(digits if value.places > 0 else digits.rstrip("0") or digits[:1])


def bare_value(v: Value) -> Value:
    """A figure without its sign, and without a unit that tables leave to the heading."""
    unit = "" if v.unit in {"percent", "count", "days", "average", "rate", "money"} else v.unit
    return Value(v.printed, abs(v.number) if v.number is not None else None, v.places, unit, v.flag)


def slipped(a: Value, b: Value) -> bool:
    """Whether a figure of two digits or more is another with one digit changed, or two changed round."""
    slip = slip_of_digits(a, b)
    return slip == "exchanged" or (slip == "one" and len(digits_of(a)) >= 3)


def near_miss(size: Value, g: Ground, old: GroundCell, new: GroundCell) -> bool:
    """Whether a size is the right one with a slip: in a digit, of the unit, or of the time it is counted from."""
    a, b = quantity(bare_value(old.value)), quantity(bare_value(new.value))
    right = (b - a).magnitude()
    percents = size.unit == "percent" and "percent" in {old.value.unit, new.value.unit}
    if percents and rounding_modes(right, replace(size, unit="points")):
        return True
    shown = format_number(Decimal(right.middle.numerator) / Decimal(right.middle.denominator), max(size.places, 0))
    digits = [re.sub(r"\D", "", t) for t in (shown, size.printed)]
    slip = (
        len(digits[0]) == len(digits[1])
        and len(digits[0]) >= 2
        and (sum(x != y for x, y in zip(*digits, strict=True)) == 1 or sorted(digits[0]) == sorted(digits[1]))
    )
    return slip or any(
        fits and telling_digits(size) >= 2
        for c in g.levels
        if c.end is not None and c.end != new.end and like(c, new)
        for _, _, fits in sizes_of(c, new, size)
    )


def sizes_of(old: GroundCell, new: GroundCell, size: Value) -> list[tuple[Quantity, str, bool]]:
    """The sizes that a change may be told in, each with its unit and whether the printed one is it."""
    a, b = quantity(bare_value(old.value)), quantity(bare_value(new.value))
    difference = (b - a).magnitude()
    percent = "percent" in {old.value.unit, new.value.unit}
    out = []
    if size.unit == "percent":
        relative = percent_change(a, b)
        if relative is not None:
            out.append((relative.magnitude(), "percent", bool(rounding_modes(relative.magnitude(), size))))
        if percent:
            out.append((difference, "points", False))
        return out
    if percent != (size.unit == "points"):
        return []
    return [(difference, "points" if percent else "", bool(rounding_modes(difference, size)))]


def may_be(a: Value, b: Value) -> bool:
    """Whether a figure of prose can be a cell's with a mistake in it: as finely printed, of its unit and size."""
    if not units_fit(a, b) or a.places != b.places or a.number is None or b.number is None or not b.number:
        return False
    near = abs(abs(a.number) - abs(b.number)) * 2 <= abs(b.number)
    return (near and one_kind(bare_value(a), bare_value(b))) or is_slip(a, b)


def like(a: GroundCell, b: GroundCell) -> bool:
    """Whether two cells may be compared: both of a day or month, or both of a longer span, and of one unit."""
    if (a.span is None) != (b.span is None) or not units_fit(a.value, b.value):
        return False
    if (a.kind == "variance") != (b.kind == "variance"):
        return False
    if a.span is None or b.span is None:
        return True
    return abs((a.span.end - a.span.start).days - (b.span.end - b.span.start).days) <= 4
