"""Numbers as Excel prints them: 0.638 in the format ``0.0%`` is "63.8%".

Pure functions over the number formats of ECMA-376 (18.8.30): sections, conditions, literals, thousands, percent,
fractions, powers, dates and times. English month names; the colour a format may name is given too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from fractions import Fraction
from functools import lru_cache
from typing import Final

from records import MONTH_NAMES

BUILTIN: Final[dict[int, str]] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "£#,##0;-£#,##0", 6: "£#,##0;[Red]-£#,##0",
    7: "£#,##0.00;-£#,##0.00", 8: "£#,##0.00;[Red]-£#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?",
    13: "# ??/??", 14: "dd/mm/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "h:mm", 21: "h:mm:ss", 22: "dd/mm/yyyy hh:mm", 37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;[Red](#,##0.00)", 41: '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-',
    42: '_-£* #,##0_-;-£* #,##0_-;_-£* "-"_-;_-@_-', 43: '_-* #,##0.00_-;-* #,##0.00_-;_-* "-"??_-;_-@_-',
    44: '_-£* #,##0.00_-;-£* #,##0.00_-;_-£* "-"??_-;_-@_-', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@",
}  # fmt: skip
"""Formats that files name by number only, as an English (UK) Excel shows them."""

_TOKEN = re.compile(
    r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]|AM/PM|A/P|General|[eE][+-]|y+|Y+|m+|M+|d+|D+|h+|H+|s+(?:\.0+)?|S+(?:\.0+)?|[0#?]|.',
    re.S | re.I,
)
_CONDITION = re.compile(r"^\[(<=|>=|<>|<|>|=)(-?[\d.]+)\]$")
_COLOURS = {
    "black": "#000000", "blue": "#0000ff", "cyan": "#00ffff", "green": "#00ff00", "magenta": "#ff00ff",
    "red": "#ff0000", "white": "#ffffff", "yellow": "#ffff00",
}  # fmt: skip
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class _Section:
    tokens: tuple[str, ...]
    condition: tuple[str, Decimal] | None
    colour: str | None
    is_date: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A number as printed, and the colour that its format gives it ("#rrggbb", None for none)."""

    text: str
    colour: str | None = None


def format_cell(value: str, code: str, *, date1904: bool = False) -> str:
    """A stored value as Excel prints it.

    Args:
        value: The number as stored ("0.638", "42460"); other text is put through the text section.
        code: Number format, "0.0%"; "" and "General" print the plain number.
        date1904: Dates count from 1904 (old Mac files).

    Returns:
        The text without the blanks that only align it.
    """
    return show_cell(value, code, date1904=date1904).text


def show_cell(value: str, code: str, *, date1904: bool = False) -> Shown:
    """As ``format_cell``, with the colour."""
    number = as_decimal(value)
    if number is not None and code in {"", "General"}:
        return Shown(general(number))
    sections = _sections(code or "General")
    if number is None:
        text = sections[3] if len(sections) > 3 else None
        if text is None and len(sections) == 1 and "@" in sections[0].tokens:
            text = sections[0]
        return Shown(_literal(text.tokens, value), text.colour) if text is not None else Shown(value)
    section, negate = _choose(sections, number)
    if section is None:
        return Shown("#" * 8)
    if section.is_date:
        return Shown(_date(section.tokens, number, date1904), section.colour)
    return Shown(_number(section.tokens, -number if negate else number), section.colour)


def is_date_format(code: str) -> bool:
    """Whether a format prints numbers as dates or times."""
    return _sections(code or "General")[0].is_date


def as_decimal(value: str) -> Decimal | None:
    """The number a file stores, rid of binary noise ("0.90000000000000002" is 0.9); None where it is no number."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    if len(number.as_tuple().digits) >= 15:
        number = Decimal(f"{float(value):.15g}")  # Excel itself keeps fifteen digits
    return number


@lru_cache(maxsize=2048)
def _sections(code: str) -> tuple[_Section, ...]:
    parts: list[list[str]] = [[]]
    for token in _TOKEN.findall(code):
        if token == ";":
            parts.append([])
        else:
            parts[-1].append(token)
    return tuple(_section(tokens) for tokens in parts[:4])


def _section(tokens: list[str]) -> _Section:
    condition, colour, kept = None, None, []
    for token in tokens:
        found = _CONDITION.match(token)
        if found:
            condition = (found[1], Decimal(found[2]))
        elif token.startswith("[") and not re.fullmatch(r"\[(h+|m+|s+)\]", token, re.I):
            name = token[1:-1]
            colour = _COLOURS.get(name.lower(), colour)
            if name.startswith("$"):
                kept.append('"' + name[1:].split("-", 1)[0] + '"')  # [$£-809]: a currency sign and a language
        else:
            kept.append(token)
    dates = any(t[:1].lower() in "ymdhs" and t.isalpha() and t != "E" for t in kept if t.lower() != "general")
    dates = dates or any(re.fullmatch(r"\[(h+|m+|s+)\]|s+\.0+", t, re.I) for t in kept)
    return _Section(tuple(kept), condition, colour, dates)


def _choose(sections: tuple[_Section, ...], number: Decimal) -> tuple[_Section | None, bool]:
    """The section that prints a number, and whether the section itself stands for its minus sign."""
    if any(s.condition for s in sections[:2]):
        for i, section in enumerate(sections[:3]):
            if section.condition is None:
                if i == 1 and number >= 0 and len(sections) > 2:
                    continue
                return section, i == 1 and number < 0
            if _holds(section.condition, number):
                return section, number < 0 and i > 0
        return None, False
    if len(sections) == 1 or number > 0:
        return sections[0], False
    if number < 0:
        # A figure that rounds to nothing is printed by its own section all the same.
        return sections[1], True
    return (sections[2], False) if len(sections) > 2 else (sections[0], False)


def _holds(condition: tuple[str, Decimal], number: Decimal) -> bool:
    sign, limit = condition
    return {
        "<": number < limit, "<=": number <= limit, ">": number > limit, ">=": number >= limit, "=": number == limit,
        "<>": number != limit,
    }[sign]  # fmt: skip


def _literal(tokens: tuple[str, ...], value: str) -> str:
    return "".join(value if t == "@" else _plain(t) for t in tokens).strip()


def _plain(token: str) -> str:
    """What a token prints that is no place for a digit."""
    if token.startswith('"'):
        return token.strip('"')
    if token.startswith("\\"):
        return token[1:]
    if token.startswith("_"):
        return " "
    return "" if token.startswith("*") else token


def general(number: Decimal) -> str:
    """A number in Excel's General format: up to 11 characters, no trailing zeros."""
    if number == 0:
        return "0"
    if -1_000_000_000 < number < 1_000_000_000 and number == int(number):
        return str(int(number))
    size = abs(number)
    if size >= Decimal("1e11") or size < Decimal("1e-9"):
        mantissa, _, power = f"{number:.5E}".partition("E")
        mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
        return f"{mantissa}E{power[0]}{power[1:].rjust(2, '0')}"
    whole = len(str(int(size)))
    places = max(0, 10 - whole)
    text = format(number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _number(tokens: tuple[str, ...], number: Decimal) -> str:
    if not tokens:
        return ""
    if any(t.lower() == "general" for t in tokens):
        return "".join(general(number) if t.lower() == "general" else _plain(t) for t in tokens).strip()
    digits = [i for i, t in enumerate(tokens) if t in "0#?"]
    if not digits:
        text = "".join("" if t == "," else _plain(t) for t in tokens)
        # A section of words alone prints them; the sign of a single section stays.
        return text.strip()
    if "/" in tokens and any(i > tokens.index("/") for i in digits):
        return _fraction(tokens, number)
    scale = 2 * sum(1 for t in tokens if t == "%")
    last = digits[-1]
    tail = 0
    while last + 1 + tail < len(tokens) and tokens[last + 1 + tail] == ",":
        tail += 1
    point = next((i for i, t in enumerate(tokens) if t == "."), None)
    if tail == 0 and point is not None:  # "#,##0,.0": thousands are dropped before the point
        while tokens[point - 1 - tail] == "," and point - 1 - tail > digits[0]:
            tail += 1
    number = number.scaleb(scale - 3 * tail)
    power = next((i for i, t in enumerate(tokens) if re.fullmatch(r"[eE][+-]", t)), None)
    if power is not None:
        return _power(tokens, number, point, power)
    places = [i for i in digits if point is not None and i > point]
    rounded = number.quantize(Decimal(1).scaleb(-len(places)), rounding=ROUND_HALF_UP)
    sign = "-" if number < 0 else ""  # Excel prints -0.0 for a small negative figure
    whole, _, frac = format(abs(rounded), "f").partition(".")
    before = [i for i in digits if point is None or i < point]
    commas = any(t == "," for t in tokens[before[0] : before[-1] + 1]) if before else False
    return (sign + _laid_out(tokens, whole, frac, before, places, commas)).strip()


def _laid_out(
    tokens: tuple[str, ...], whole: str, frac: str, before: list[int], places: list[int], commas: bool
) -> str:
    """Put the digits into their places, from right to left before the point and from left to right after it."""
    if whole == "0" and not any(tokens[i] == "0" for i in before):
        whole = ""
    slots: dict[int, str] = {}
    rest = whole
    for i in reversed(before):
        if i == before[0]:
            slots[i] = rest
            rest = ""
        elif rest:
            slots[i], rest = rest[-1], rest[:-1]
        else:
            slots[i] = ""
        if not slots[i]:
            slots[i] = "0" if tokens[i] == "0" else ""
    if commas:
        joined = "".join(slots[i] for i in before)
        grouped = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", joined)
        _spread(slots, before, grouped)
    kept = len(frac.rstrip("0"))
    for n, i in enumerate(places):
        slots[i] = frac[n] if n < kept or tokens[i] == "0" else ""
    out = []
    for i, token in enumerate(tokens):
        if i in slots:
            out.append(slots[i])
        elif token == "," or (token == "." and not any(slots.get(p) for p in places) and places):
            continue
        else:
            out.append(_plain(token))
    return "".join(out)


def _spread(slots: dict[int, str], before: list[int], grouped: str) -> None:
    """Give digits with their commas back to their places, the surplus to the first."""
    for i in before:
        slots[i] = ""
    rest = grouped
    for i in reversed(before[1:]):
        if not rest:
            break
        cut = 2 if len(rest) > 1 and rest[-2] == "," else 1
        slots[i], rest = rest[-cut:], rest[:-cut]
    slots[before[0]] = rest + slots[before[0]]


def _power(tokens: tuple[str, ...], number: Decimal, point: int | None, power: int) -> str:
    end = point if point is not None and point < power else power
    wide = sum(1 for t in tokens[:end] if t in "0#?") or 1
    places = sum(1 for t in tokens[end:power] if t in "0#?")
    exponent = 0 if number == 0 else (number.adjusted() // wide) * wide
    mantissa = number.scaleb(-exponent).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    figures = sum(1 for t in tokens[power + 1 :] if t in "0#?")
    sign = "-" if exponent < 0 else ("+" if tokens[power][1] == "+" else "")
    return f"{format(mantissa, 'f')}E{sign}{str(abs(exponent)).rjust(figures, '0')}"


def _fraction(tokens: tuple[str, ...], number: Decimal) -> str:
    slash = tokens.index("/")
    fixed = re.match(r"\d+", "".join(tokens[slash + 1 :]).strip())
    figures = sum(1 for t in tokens[slash + 1 :] if t in "0#?")
    mixed = " " in tokens[:slash] and any(t in "0#?" for t in tokens[: tokens.index(" ")])
    sign = "-" if number < 0 else ""
    size = abs(number)
    whole = int(size) if mixed else 0
    if fixed and int(fixed[0]):
        bottom = int(fixed[0])
        top = round((Fraction(size) - whole) * bottom)
    else:
        part = (Fraction(size) - whole).limit_denominator(10 ** max(1, figures) - 1)
        top, bottom = part.numerator, part.denominator
    if mixed and top == bottom:
        whole, top = whole + 1, 0
    if top == 0:
        return f"{sign}{whole}"
    return f"{sign}{whole} {top}/{bottom}" if whole else f"{sign}{top}/{bottom}"


def to_datetime(number: Decimal, *, date1904: bool = False) -> datetime | None:
    """The date and time of a serial number; None outside Excel's range."""
    if not 0 <= number < 2_958_466:
        return None
    days = number + (1462 if date1904 else 0)
    start = datetime(1899, 12, 30) if days >= 60 else datetime(1899, 12, 31)  # Excel believes in 29 February 1900
    seconds = (days % 1 * 86_400).quantize(Decimal("0.001"), rounding=ROUND_HALF_UP)
    return start + timedelta(days=int(days), seconds=float(seconds))


def _date(tokens: tuple[str, ...], number: Decimal, date1904: bool) -> str:
    moment = to_datetime(number, date1904=date1904)
    if moment is None:
        return "#" * 8
    if not any(re.fullmatch(r"s+\.0+", t, re.I) for t in tokens):
        moment = (moment + timedelta(microseconds=500_000)).replace(microsecond=0)
    half = any(t.upper() in {"AM/PM", "A/P"} for t in tokens)
    out = []
    for i, token in enumerate(tokens):
        low = token.lower()
        if low and set(low) == {"m"} and _is_minute(tokens, i):
            out.append(f"{moment.minute:02d}" if len(low) > 1 else str(moment.minute))
        elif re.fullmatch(r"\[(h+|m+|s+)\]", low):
            unit = {"h": 24, "m": 1440, "s": 86_400}[low[1]]
            out.append(str(int((number * unit + Decimal("0.000001")) // 1)).rjust(len(low) - 2, "0"))
        else:
            out.append(_date_part(token, low, moment, half))
    return "".join(out).strip()


def _date_part(token: str, low: str, moment: datetime, half: bool) -> str:
    month, day = MONTH_NAMES[moment.month - 1], DAYS[moment.weekday()]
    hour = (moment.hour % 12 or 12) if half else moment.hour
    if low and set(low) == {"y"}:
        return f"{moment.year % 100:02d}" if len(low) <= 2 else str(moment.year)
    if low and set(low) == {"m"}:
        return {1: str(moment.month), 2: f"{moment.month:02d}", 3: month[:3], 4: month}.get(len(low), month[:1])
    if low and set(low) == {"d"}:
        return {1: str(moment.day), 2: f"{moment.day:02d}", 3: day[:3]}.get(len(low), day)
    if low and set(low) == {"h"}:
        return f"{hour:02d}" if len(low) > 1 else str(hour)
    if low[:1] == "s" and set(low.split(".")[0]) == {"s"}:
        second = f"{moment.second:02d}" if low.startswith("ss") else str(moment.second)
        places = len(low.partition(".")[2])
        return second + (f".{moment.microsecond:06d}"[: places + 1] if places else "")
    if low in {"am/pm", "a/p"}:
        words = low.upper().split("/")
        return words[moment.hour >= 12]
    return _plain(token)


def _is_minute(tokens: tuple[str, ...], at: int) -> bool:
    """Whether an m stands for minutes: right after hours or right before seconds."""
    timed = [t.lower() for t in tokens]
    for back in range(at - 1, -1, -1):
        if timed[back].strip("[]")[:1] in {"y", "m", "d", "h", "s"} and timed[back].strip("[]").isalpha():
            if timed[back].strip("[]")[0] == "h":
                return True
            break
    for ahead in range(at + 1, len(timed)):
        plain = timed[ahead].strip("[]")
        if plain[:1] in {"y", "m", "d", "h", "s"} and (plain.isalpha() or plain.startswith("s")):
            return plain[0] == "s"
    return False
