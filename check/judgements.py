"""What a check says of a figure before all checks are put together, and the words checks share."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from check.paper import Figure, cell_key
from records import Finding, Quantity, Severity, Source, Value, Verdict, format_number, quick

FITS: frozenset[Verdict] = frozenset({"agrees", "agrees_within_rounding"})
"""Verdicts of a figure that something bears out."""
HELD: frozenset[Verdict] = FITS | {"contradicts"}
"""Verdicts of a figure that was held against something."""


_UNLIKE = 20
"""How many times larger another figure of the same thing never is."""


@quick
@dataclass(frozen=True, slots=True)
class Judgement:
    """What one check says of one figure.

    Attributes:
        figure: Id of the figure.
        verdict: How this check ends for it.
        kind: Which check.
        explanation: Plain words.
        working: The sum written out.
        severity: Meaningful for contradicts and superseded.
        sources: What the figure was held against.
        advice: What to do.
        expected: What the figure should read.
    """

    figure: int
    verdict: Verdict
    kind: str
    explanation: str
    working: str = ""
    severity: Severity = "note"
    sources: tuple[Source, ...] = ()
    advice: str = ""
    expected: str = ""


_Said = TypeVar("_Said", Judgement, Finding)


def taken_back(said: _Said, why: str) -> _Said:
    """What is said of a figure or word, as not checked.

    Args:
        said: A judgement or finding.
        why: Nothing can be said, in plain words.
    """
    return replace(said, verdict="not_checked", severity="note", advice="", expected="", explanation=why)


@dataclass(slots=True)
class Results:
    """What the checks found: judgements of figures, and findings on words, arrows, labels and the whole paper."""

    judgements: list[Judgement] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _by_figure: dict[int, list[Judgement]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _sorted: list[Judgement] = field(default_factory=list, init=False, repr=False, compare=False)
    _done: int = field(default=0, init=False, repr=False, compare=False)
    _by_place: dict[object, list[Finding]] = field(default_factory=dict, init=False, repr=False, compare=False)
    _placed: list[Finding] = field(default_factory=list, init=False, repr=False, compare=False)
    _known: int = field(default=0, init=False, repr=False, compare=False)

    def add(self, judgement: Judgement) -> None:
        """Keep a judgement."""
        self.judgements.append(judgement)

    def of(self, figure: int) -> list[Judgement]:
        """The judgements of one figure, in the order they were made."""
        # Asked for every figure of a paper: sorted as they come, and anew where a check has taken some back.
        if self._sorted is not self.judgements or self._done > len(self.judgements):
            self._by_figure, self._sorted, self._done = {}, self.judgements, 0
        for j in self.judgements[self._done :] if self._done < len(self.judgements) else ():
            self._by_figure.setdefault(j.figure, []).append(j)
        self._done = len(self.judgements)
        return self._by_figure.get(figure, [])

    def told_of(self, place: Source) -> list[Finding]:
        """The findings on the cell or paragraph of a place, in the order they were made."""
        if self._placed is not self.findings or self._known > len(self.findings):
            self._by_place, self._placed, self._known = {}, self.findings, 0
        for f in self.findings[self._known :] if self._known < len(self.findings) else ():
            self._by_place.setdefault((cell_key(f.place), f.place.page), []).append(f)
        self._known = len(self.findings)
        return self._by_place.get((cell_key(place), place.page), [])

    def contradicted(self, figure: int) -> bool:
        """Whether some check contradicts a figure."""
        return any(j.verdict == "contradicts" for j in self.of(figure))


def quantity(value: Value) -> Quantity:
    """What a printed figure stands for in prose.

    Whole counts are exact; rounded ones ("1.2 million", "69%") are intervals.

    Raises:
        ValueError: If there is no number.
    """
    if value.unit == "" and value.places == 0 and value.number is not None:
        return Quantity(Fraction(value.number), Fraction(value.number), 0)
    return Quantity.printed(value)


def size_of(value: Value) -> Fraction:
    """The number of a value without its sign, exactly as printed; 0 where none was read."""
    return abs(Fraction(value.number or 0))


def overlap(a: tuple[int, int] | None, b: tuple[int, int] | None) -> bool:
    """Whether two stretches of characters share one; not where one of them is a whole text (None)."""
    return a is not None and b is not None and a[0] < b[1] and b[0] < a[1]


def worlds_apart(a: Value, b: Value) -> bool:
    """Whether two figures are of such unlike size that neither is the other at another time."""
    small, large = sorted((size_of(a), size_of(b)))
    return small * _UNLIKE < large


def number_text(n: Fraction | Decimal, places: int = 2) -> str:
    """A computed number for a sum written out: few places, no needless zeros."""
    d = n if isinstance(n, Decimal) else Decimal(n.numerator) / Decimal(n.denominator)
    text = format_number(d, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def span_text(q: Quantity, unit: str = "", places: int = 2) -> str:
    """A quantity in words: "4.9%", "between 4.87% and 4.93%"."""
    sign = (
        "%"
        if unit == "percent"
        else (" points" if unit == "points" else (f" {unit}" if unit in {"days", "seconds"} else ""))
    )
    if q.is_exact or number_text(q.low, places) == number_text(q.high, places):
        return f"{number_text(q.middle, places)}{sign}"
    return f"between {number_text(q.low, places)}{sign} and {number_text(q.high, places)}{sign}"


def printed(figure: Figure) -> str:
    """The figure as printed, for sums: without surrounding blanks."""
    return figure.value.printed.strip()
