"""RAG bands: which colour an unrounded value gets, and how papers print the bands.

Bands are read per indicator and reporting year (DESIGN 5.6).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from records.arithmetic import Number, Quantity
from records.values import parse_value

RagColour = Literal["green", "amber", "red"]


@dataclass(frozen=True, slots=True)
class Band:
    """One RAG band; a bound of None is open-ended.

    Attributes:
        rag: Its colour.
        low: Lower bound.
        high: Upper bound.
        low_included: Whether the lower bound itself lies in the band.
        high_included: Whether the upper bound itself lies in the band.
    """

    rag: RagColour
    low: Decimal | None
    high: Decimal | None
    low_included: bool = True
    high_included: bool = True

    def holds(self, x: Fraction) -> bool:
        """Whether an unrounded value lies in the band."""
        if self.low is not None and (x < self.low or (x == self.low and not self.low_included)):
            return False
        return not (self.high is not None and (x > self.high or (x == self.high and not self.high_included)))


@dataclass(frozen=True, slots=True)
class RagBands:
    """The bands of one indicator for one year, at most one band per stretch.

    Where two bands share a bound ("76.5% to 85% = Amber, 85% and above = Green"), it belongs to the better
    colour: the words "and above", "and below" include it, and a target that is met is met.
    """

    bands: tuple[Band, ...]

    def rag(self, x: Number) -> RagColour | None:
        """Colour of an unrounded value; None where no band holds it (reported, never guessed)."""
        f = Fraction(x)
        for colour in ("green", "amber", "red"):
            for band in self.bands:
                if band.rag == colour and band.holds(f):
                    return band.rag
        return None

    def rags_possible(self, q: Quantity) -> frozenset[RagColour]:
        """Every colour that some value of a quantity gets."""
        points = {q.low, q.high}
        for band in self.bands:
            for bound in (band.low, band.high):
                if bound is not None and q.low <= bound <= q.high:
                    b = Fraction(bound)
                    eps = Fraction(1, 10**9)
                    points |= {x for x in (b - eps, b, b + eps) if q.low <= x <= q.high}
        return frozenset(c for c in (self.rag(x) for x in points) if c is not None)

    @property
    def target(self) -> Decimal | None:
        """The bound at which green begins; None where green has two (close to target is better)."""
        greens = [b for b in self.bands if b.rag == "green"]
        if len(greens) != 1:
            return None
        low, high = greens[0].low, greens[0].high
        if low is not None and high is not None:
            return None
        return low if low is not None else high

    def __str__(self) -> str:
        """As `parse_bands` reads them back: "Below 76.5 = Red, 76.5 to 85 = Amber, 85 and above = Green"."""
        return ", ".join(f"{_form(band)} = {band.rag.capitalize()}" for band in self.bands)

    @classmethod
    def from_thresholds(cls, polarity: str, target: Number, floor: Number) -> RagBands:
        """Bands from a target and a floor (the bound between amber and red).

        Raises:
            ValueError: If the polarity is not H or L, or the floor lies on the wrong side of the target.
        """
        t, f = _dec(target), _dec(floor)
        if polarity == "H" and f <= t:
            return cls(
                (
                    Band("green", t, None),
                    Band("amber", f, t, True, False),
                    Band("red", None, f, True, False),
                )
            )
        if polarity == "L" and f >= t:
            return cls(
                (
                    Band("green", None, t),
                    Band("amber", t, f, False, True),
                    Band("red", f, None, False, True),
                )
            )
        raise ValueError(f"no bands follow from polarity {polarity!r}, target {t}, floor {f}")


# A bound with its unit: "76.5%", "£7.00m", "180 seconds", "12.5 per 1,000". Words that join bounds are no unit.
_UNIT_WORDS = (
    r"(?:%|per\s?cent|(?!(?:and|or|to)\b)[a-z]+(?:\s(?!(?:and|or|to)\b)[a-z]+)?)?(?:\s*per\s+[\d,]+(?:\s[a-z]+)?)?"
)
_N = r"(?P<{0}>[-−]?[£$€]?\d[\d,]*(?:\.\d+)?(?:\s?(?:k|m|bn|million|thousand|billion)\b)?)\s*" + _UNIT_WORDS
_BAND_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(rf"^(?:{pattern})$", re.IGNORECASE))
    for name, pattern in (
        ("below", rf"(?:below|under|less\s+than|lower\s+than|fewer\s+than|<)\s*{_N.format('a')}"),
        ("above", rf"(?:above|over|more\s+than|greater\s+than|higher\s+than|>)\s*{_N.format('a')}"),
        ("from", rf"(?:(?:at\s+least|≥|>=|from)\s*{_N.format('a')}|{_N.format('b')}\s*(?:and|or)\s+(?:above|over|more|higher|greater)|{_N.format('c')}\s*\+)"),
        ("upto", rf"(?:(?:at\s+most|≤|<=|up\s+to)\s*{_N.format('a')}|{_N.format('b')}\s*(?:and|or)\s+(?:below|under|less|lower|fewer))"),
        ("range", rf"(?:between\s+)?{_N.format('a')}\s*(?:to|-|–|and)\s*{_N.format('b')}"),
        ("equal", _N.format("a")),
    )
)  # fmt: skip


def parse_bands(text: str) -> RagBands | None:
    """Read bandings such as "Below 76.5% = Red, 76.5% to 85% = Amber, 85% and above = Green".

    Args:
        text: The bandings in any order; "Green: 85% and above; Amber: ..." works too, and so do money ("Above
            £7.00m = Red", bounds in pounds) and units ("Above 180 seconds = Red").

    Returns:
        Bounds in the unit printed, money in pounds. None where any part is not understood or a colour is missing: half-read bands decide nothing.
    """
    bands: list[Band] = []
    body = re.sub(r"^\W*(?:rag\s+)?(?:bandings?|bands?|thresholds?|rating)\s*:?\s*", "", text.strip(), flags=re.I)
    for part in re.split(r"\s*[;|]\s*|,\s+(?=\D*\d|(?:red|amber|green)\b)|\n", body.strip(" .()")):
        if not part.strip():
            continue
        m = re.fullmatch(r"(?P<f>.+?)\s*(?:=|:|is|->|→)\s*(?P<c>green|amber|red)", part.strip(), re.I) or re.fullmatch(
            r"(?P<c>green|amber|red)\s*(?:=|:|is|->|→|-|–)\s*(?P<f>.+)", part.strip(), re.I
        )
        if not m:
            return None
        found = _band(m["c"].lower(), m["f"].strip())
        if not found:
            return None
        bands += found
    return RagBands(tuple(bands)) if {"green", "red"} <= {b.rag for b in bands} else None


def _band(colour: str, form: str) -> list[Band]:
    rag: RagColour = "green" if colour == "green" else ("amber" if colour == "amber" else "red")
    pieces = re.split(
        r"\s+or\s+(?=(?:below|above|under|over|less\s+than|more\s+than|greater\s+than|<|>)\s*\d)", form, flags=re.I
    )
    out = []
    for piece in pieces:
        for name, pattern in _BAND_FORMS:
            m = pattern.match(piece.strip())
            if not m:
                continue
            g = [n for v in m.groupdict().values() if v and (n := parse_value(v).number) is not None]
            if name == "below":
                out.append(Band(rag, None, g[0], True, False))
            elif name == "above":
                out.append(Band(rag, g[0], None, False, True))
            elif name == "from":
                out.append(Band(rag, g[0], None))
            elif name == "upto":
                out.append(Band(rag, None, g[0]))
            elif name == "range":
                out.append(Band(rag, min(g), max(g)))
            else:
                out.append(Band(rag, g[0], g[0]))
            break
        else:
            return []
    return out


def _form(band: Band) -> str:
    low, high = (None if bound is None else f"{bound:f}" for bound in (band.low, band.high))
    if low is None:
        return f"{high} and below" if band.high_included else f"Below {high}"
    if high is None:
        return f"{low} and above" if band.low_included else f"Above {low}"
    return low if low == high else f"{low} to {high}"


def _dec(n: Number) -> Decimal:
    return n if isinstance(n, Decimal) else (Decimal(n) if isinstance(n, int) else Decimal(n.numerator) / n.denominator)
