"""Figures as printed: text, Decimal, decimal places, unit, flag.

"1.10" stays "1.10"; "-" is never 0; "0" is never missing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from records.making import quick

Unit = Literal[
    "percent", "points", "count", "days", "seconds", "average", "rate", "money", "ratio", "rag", "direction", ""
]
"""Unit of a figure; "" is not known.

"points" are percentage points, which are not per cent (DESIGN 5.4); "seconds" are times that are printed in two units
("3m 20s", "2:24"), counted in seconds.
"""

Flag = Literal["", "missing", "not_applicable", "suppressed", "provisional", "doubtful", "not_a_number"]
"""Why there is no plain number, or what qualifies it."""

_MISSING = {"", "-", "–", "—", "−", "..", "...", ":", "n/k", "not known", "not available", "no data", "tbc"}
_NOT_APPLICABLE = {"n/a", "na", "n.a.", "not applicable", "."}
_SUPPRESSED = {"*", "x", "c", "[c]", "[x]", "<5", "< 5", "≤5", "supp", "suppressed"}

_NUMBER = re.compile(
    r"""^(?P<approx>[~c]\.?\s*)?
    (?P<open>\()?\s*
    (?P<sign>[+\-−–])?\s*
    (?P<money>[£$€])?\s*
    (?P<sign2>[+\-−–])?
    (?P<digits>\d{1,3}(?:[,\u00a0\u202f ]\d{3})+|\d+)?
    (?P<frac>\.\d+)?
    \s*(?P<mult>k|m|bn|million|thousand|billion)?
    \s*(?P<unit>%|per\s?cent|percent|pp|ppts?|p\.p\.|percentage\s+points?|days?|weeks?|months?|years?)?
    \s*(?P<close>\))?
    \s*(?P<qual>\(?[pre]\)|[pre](?![a-z])|\*|†|‡)?$""",
    re.VERBOSE | re.IGNORECASE,
)
# What most cells of a table print: "76.5%", "1,412", "-0.3". Tried first, the whole form takes ten times as long.
_PLAIN = re.compile(r"([+\-])?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(%)?", re.ASCII)
_LONGEST_KEPT = 48
"""Characters of the longest text whose value is remembered: figures are shorter, sentences would fill memory."""
_MULTIPLIER = {"k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}


@quick
@dataclass(frozen=True, slots=True)
class Value:
    """One figure as printed.

    Attributes:
        printed: The text exactly as in the document.
        number: Its Decimal as printed ("85.0%" is 85.0); None where it is not a plain number.
        places: Decimal places printed (after any multiplier: "£1.2m" has -5).
        unit: What the number counts.
        flag: Empty for a plain number.
    """

    printed: str
    number: Decimal | None
    places: int = 0
    unit: Unit = ""
    flag: Flag = ""

    @property
    def known(self) -> bool:
        """Whether there is a number."""
        return self.number is not None

    def interval(self) -> tuple[Decimal, Decimal]:
        """Lowest and highest unrounded value that prints like this, half a unit of the last digit each way.

        Returns:
            (low, high), both included: half up and half even are both allowed.

        Raises:
            ValueError: If there is no number.
        """
        if self.number is None:
            raise ValueError(f"{self.printed!r} has no number")
        half = Decimal(5).scaleb(-self.places - 1)
        return (self.number - half, self.number + half)


def parse_value(text: str, unit: Unit = "") -> Value:
    """Read a printed figure.

    Args:
        text: A cell's or token's text, nothing else around the figure.
        unit: Unit known from the context (header, indicator); a printed unit wins.

    Returns:
        A Value; where the text is no figure, number is None and the flag says why ("missing" for a dash or an
        empty cell, "not_applicable", "suppressed", else "not_a_number"). Never raises.
    """
    return _remembered(text, unit) if len(text) <= _LONGEST_KEPT else _parse(text, unit)


def _parse(text: str, unit: Unit) -> Value:
    plain = _PLAIN.fullmatch(text)
    if plain:
        sign, whole, frac, percent = plain.groups()
        number = Decimal(whole.replace(",", "") + (frac or ""))
        return Value(
            text, -number if sign == "-" else number, len(frac) - 1 if frac else 0, "percent" if percent else unit
        )
    printed = text
    s = " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").split())
    low = s.lower()
    if low in _MISSING:
        return Value(printed, None, 0, unit, "missing")
    if low in _NOT_APPLICABLE:
        return Value(printed, None, 0, unit, "not_applicable")
    if low in _SUPPRESSED:
        return Value(printed, None, 0, unit, "suppressed")
    m = _NUMBER.match(s)
    if not m or (not m["digits"] and not m["frac"]):
        return Value(printed, None, 0, unit, "not_a_number")
    if bool(m["open"]) != bool(m["close"]) or (m["sign"] and m["sign2"]):
        return Value(printed, None, 0, unit, "not_a_number")
    digits = re.sub(r"[,\s]", "", m["digits"] or "0")
    frac = m["frac"] or ""
    number = Decimal(digits + frac)
    places = max(0, len(frac) - 1)
    negative = (m["sign"] or m["sign2"]) in {"-", "−", "–"} or (bool(m["open"]) and not m["sign"])
    if negative:
        number = -number
    mult = (m["mult"] or "").lower()
    if mult:
        number = number.scaleb(_MULTIPLIER[mult])
        places -= _MULTIPLIER[mult]
    found = _printed_unit((m["unit"] or "").lower(), bool(m["money"])) or unit
    qual = (m["qual"] or "").strip("()").lower()
    flag: Flag = "provisional" if qual in {"p", "e"} else ""
    return Value(printed, number, places, found, flag)


# Recognisers ask for the same cell again and again: what looks like a figure, a column of figures, a row of them.
_remembered = lru_cache(maxsize=16_384)(_parse)


def _printed_unit(unit: str, money: bool) -> Unit:
    if money:
        return "money"
    if unit in {"%", "percent", "per cent"} or unit.replace(" ", "") == "percent":
        return "percent"
    if unit.startswith(("pp", "p.p", "percentage")):
        return "points"
    if unit.startswith("day"):
        return "days"
    return ""


def format_number(number: Decimal, places: int, unit: Unit = "", *, signed: bool = False) -> str:
    """Print a number with fixed places, commas in thousands and its unit, rounded half up.

    Args:
        number: What to print, unrounded.
        places: Decimal places; negative rounds to tens, hundreds ...
        unit: percent adds "%", money puts "£" before.
        signed: Show "+" before positive numbers.

    Returns:
        Text such as "63.8%", "1,412", "+3", "£2,300,000".
    """
    from decimal import ROUND_HALF_UP

    rounded = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    if rounded == 0:
        rounded = abs(rounded)  # a change that rounds to nothing prints as 0.0, not -0.0
    body = f"{abs(rounded):,.{max(0, places)}f}"
    sign = "-" if rounded < 0 else ("+" if signed and rounded > 0 else "")
    if unit == "money":
        return f"{sign}£{body}"
    return f"{sign}{body}{'%' if unit == 'percent' else ''}"
