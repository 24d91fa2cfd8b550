"""Numbers in names, with their comparison and unit: "3 or more", "within 20 miles", "aged 10 to 15".

Two names whose numbers differ are never the same measure; two that print the same number differently
("3+", "three or more", "at least 3") are not told apart by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from records import TEN_WORDS, UNIT_WORDS

WORD_NUMBERS = {
    **{word: n for n, word in enumerate(UNIT_WORDS)},
    **{word: 10 * n for n, word in enumerate(TEN_WORDS, 2)},
    "once": 1,
    "twice": 2,
}
_UNITS = {
    "hour": ("hour", 1), "day": ("day", 1), "week": ("day", 7), "fortnight": ("day", 14),
    "month": ("month", 1), "year": ("month", 12), "workingday": ("working day", 1), "mile": ("mile", 1),
    "km": ("km", 1), "kilometre": ("km", 1), "minute": ("minute", 1), "second": ("second", 1),
    "metre": ("metre", 1), "%": ("%", 1), "percent": ("%", 1), "term": ("term", 1), "hectare": ("ha", 1),
}  # fmt: skip
_CONTINUOUS = frozenset({"hour", "month", "mile", "km", "minute", "second", "metre"})
_WHOLE = frozenset({"age", ""})
_LABELS = frozenset(
    [
        "section",
        "level",
        "stage",
        "grade",
        "year",
        "tier",
        "band",
        "type",
        "part",
        "phase",
        "category",
        "block",
        "route",
        "schedule",
        "ks",
        "s",
        "class",
        "table",
        "group",
        "zone",
        "ward",
        "form",
        "step",
    ]
)
_PERSONS = frozenset(["male", "female", "boy", "girl", "child", "person", "pupil", "young", "adult", "resident"])
_GROUPS = frozenset(["cic", "cin", "careleaver", "cp", "plan"])
_DURATIVE = frozenset(["duration", "service", "length", "time", "lasting", "experience", "open", "wait", "tenure"])
_AGE_AFTER = frozenset({"old", "olds", "birthday"})


@dataclass(frozen=True, order=True)
class Quantity:
    """One number of a name.

    Attributes:
        low: Lower bound in ``unit``; None if there is none.
        high: Upper bound; None if there is none.
        low_open: The bound itself is outside ("more than 3").
        high_open: The bound itself is outside ("under 3").
        unit: "day", "working day", "month", "mile", "age" (years), "%", "rank" (2nd) or "" for a bare count.
    """

    low: Decimal | None
    high: Decimal | None
    low_open: bool
    high_open: bool
    unit: str

    def key(self) -> tuple[str, str, str, bool, bool]:
        """What must be equal for two numbers to be equal.

        Whole things (ages, counts) have exact bounds: "more than 2 placements" is "3 or more", "over 16" is
        not "16 and over". Of lengths and distances an open bound says the same as a closed one.
        """
        low, high, low_open, high_open = self.low, self.high, self.low_open, self.high_open
        whole = self.unit in _WHOLE and all(v is None or v == v.to_integral_value() for v in (low, high))
        if whole and low is not None and low_open:
            low, low_open = low + 1, False
        if whole and high is not None and high_open:
            high, high_open = high - 1, False
        if self.unit == "age" and low == 0:
            low = None
        loose = self.unit in _CONTINUOUS or (low is not None and high is not None)
        return (self.unit, _plain(low), _plain(high), low_open and not loose, high_open and not loose)

    def numbers(self) -> tuple[str, ...]:
        """The bare numbers, to see whether two quantities differ only in their comparison."""
        return tuple(_plain(v) for v in (self.low, self.high) if v is not None)

    def __str__(self) -> str:
        unit = {"": "", "age": " years of age", "%": "%", "rank": "th in order"}.get(self.unit, f" {self.unit}s")
        low, high = _plain(self.low), _plain(self.high)
        if self.low is not None and self.low == self.high:
            return f"{low}{unit}"
        if self.low is not None and self.high is not None:
            return f"{low} to {high}{unit}"
        if self.low is not None:
            return f"more than {low}{unit}" if self.low_open else f"{low}{unit} or more"
        return f"under {high}{unit}" if self.high_open else f"up to {high}{unit}"


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"


def number(token: str) -> Decimal | None:
    """The number a token prints, in digits or as a word; None if it prints none."""
    if token in WORD_NUMBERS:
        return Decimal(WORD_NUMBERS[token])
    if token and (token[0].isdigit() or token[0] == "."):
        try:
            return Decimal(token.replace(",", "")).normalize()
        except InvalidOperation:
            return None
    return None


_GE, _GT, _LT, _LE, _IN = "ge", "gt", "lt", "le", "in"
_BEFORE: tuple[tuple[tuple[str, ...], str], ...] = (
    (("no", "more", "than"), _LE), (("not", "more", "than"), _LE), (("no", "less", "than"), _GE),
    (("not", "less", "than"), _GE), (("no", "fewer", "than"), _GE), (("a", "minimum", "of"), _GE),
    (("minimum", "of"), _GE), (("minimum",), _GE), (("at", "least"), _GE), (("more", "than"), _GT),
    (("greater", "than"), _GT), (("longer", "than"), _GT), (("older", "than"), _GT), (("in", "excess", "of"), _GT),
    (("over", "the", "aged", "of"), _GT), (("over", "the", "last"), _IN), (("over", "last"), _IN),
    (("over", "a"), _IN), (("exceed",), _GT), (("over",), _GT), (("above",), _GT), ((">", "="), _GE),
    (("≥",), _GE), ((">",), _GT), (("less", "than"), _LT), (("fewer", "than"), _LT), (("shorter", "than"), _LT),
    (("younger", "than"), _LT), (("under", "the", "aged", "of"), _LT), (("under",), _LT), (("below",), _LT),
    (("<", "="), _LE), (("≤",), _LE), (("<",), _LT), (("a", "maximum", "of"), _LE), (("maximum", "of"), _LE),
    (("at", "most"), _LE), (("up", "to"), _LE), (("upto",), _LE), (("within", "the", "last"), _IN),
    (("within", "last"), _IN), (("for", "the", "last"), "eq"), (("for", "last"), "eq"),
    (("in", "the", "last"), _IN), (("in", "last"), _IN), (("during", "the", "last"), _IN), (("the", "last"), _IN),
    (("the", "previous"), _IN), (("in", "the", "previous"), _IN), (("within", "the", "previous"), _IN),
    (("previous",), _IN), (("last",), _IN), (("within", "the", "first"), _IN), (("within",), _LE), (("in",), _IN),
)  # fmt: skip
_AFTER: tuple[tuple[tuple[str, ...], str], ...] = (
    (("or", "more"), _GE), (("and", "more"), _GE), (("+",), _GE), (("plus",), _GE), (("and", "over"), _GE),
    (("or", "over"), _GE), (("and", "above"), _GE), (("or", "above"), _GE), (("or", "older"), _GE),
    (("and", "older"), _GE), (("or", "longer"), _GE), (("and", "longer"), _GE), (("or", "less"), _LE),
    (("and", "less"), _LE),
    (("or", "fewer"), _LE), (("or", "under"), _LE), (("and", "under"), _LE), (("or", "below"), _LE),
    (("and", "below"), _LE), (("or", "younger"), _LE), (("and", "younger"), _LE),
)  # fmt: skip
_RANGE: tuple[tuple[str, ...], ...] = (
    ("or", "more", "but", "less", "than"), ("and", "over", "but", "less", "than"), ("or", "more", "but", "under"),
    ("or", "more", "and", "less", "than"), ("but", "less", "than"), ("but", "under"), ("and", "under"),
    ("to", "less", "than"), ("to", "under"), ("up", "to"), ("to",), ("-",), ("and",), ("/",), ("or",),
)  # fmt: skip


def read_quantities(tokens: list[str], *, ages: bool = False) -> tuple[list[str], list[Quantity]]:
    """Take the numbers out of a list of base words.

    Args:
        tokens: Base words, symbols and numbers in printed order.
        ages: A bare "under 18" is an age, as in a rate per 10,000 of the population.

    Returns:
        The words that are left (labels such as "section 47" joined to "s47"), and the quantities.
    """
    words: list[str] = []
    found: list[Quantity] = []
    durative = bool(_DURATIVE & set(tokens))
    at = 0
    while at < len(tokens):
        token = tokens[at]
        rank = _rank(token)
        if rank is not None:
            found.append(Quantity(Decimal(rank), Decimal(rank), False, False, "rank"))
            at += 1
            continue
        value = number(token)
        if value is None:
            words.append(token)
            at += 1
            continue
        if words and words[-1] in _LABELS and token[0].isdigit() and not _unit(tokens, at + 1)[0]:
            label = words.pop()
            at += 1
            above = ""
            for phrase, meaning in _AFTER:
                if tuple(tokens[at : at + len(phrase)]) == phrase:
                    above, at = {_GE: "+", _LE: "-"}[meaning], at + len(phrase)
                    break
            words.append({"section": "s", "stage": "ks"}.get(label, label) + _plain(value) + above)
            continue
        at, quantity = _one(tokens, at, value, words, ages, durative)
        found.append(quantity)
    return words, found


def _rank(token: str) -> int | None:
    if len(token) > 2 and token[0].isdigit() and token[-2:] in {"st", "nd", "rd", "th"} and token[:-2].isdigit():
        return int(token[:-2])
    return None


def _one(
    tokens: list[str], at: int, low: Decimal, words: list[str], ages: bool, durative: bool
) -> tuple[int, Quantity]:
    """Read the quantity whose first number stands at ``at``; takes its comparison off ``words``."""
    kind, taken = "eq", 0
    for phrase, meaning in _BEFORE:
        if tuple(words[len(words) - len(phrase) :]) == phrase:
            kind, taken = meaning, len(phrase)
            break
    age = any(w in {"aged", "olds"} for w in words[-(taken + 3) :]) or "aged" in words[-(taken + 1) :]
    before = words[len(words) - taken - 1] if len(words) > taken else "|"
    age = age or (ages and kind in {_LT, _LE} and low <= 25)
    if taken:
        del words[len(words) - taken :]
    at += 1
    unit, at = _unit(tokens, at)
    high = low
    second_unit = ""
    for phrase in _RANGE:
        if tuple(tokens[at : at + len(phrase)]) != phrase or at + len(phrase) >= len(tokens):
            continue
        other = number(tokens[at + len(phrase)])
        if other is None:
            continue
        second_unit, after = _unit(tokens, at + len(phrase) + 1)
        if phrase in {("and",), ("or",), ("/",)} and other != low + 1 and not (words and words[-1] == "between"):
            break
        if words and words[-1] == "between":
            words.pop()
        high, at, kind = other, after, "range"
        break
    while kind == "eq" and number("".join(tokens[at : at + 1])) == high + 1:
        high, at = high + 1, at + 1  # "19, 20 and 21"
        if tokens[at : at + 1] != ["and"] and number("".join(tokens[at : at + 1])) is None:
            kind = "range"
            second_unit, at = _unit(tokens, at)
        elif tokens[at : at + 1] == ["and"]:
            kind = "range"
    while (
        kind == "range"
        and tokens[at : at + 1] in (["and"], ["or"])
        and number("".join(tokens[at + 1 : at + 2])) == high + 1
    ):
        high, at = high + 1, at + 2
        second_unit, at = _unit(tokens, at)
    for phrase, meaning in _AFTER:
        if tuple(tokens[at : at + len(phrase)]) == phrase:
            kind, at = meaning, at + len(phrase)
            break
    if not unit and not second_unit:
        unit, at = _unit(tokens, at)
        if unit:
            for phrase, meaning in _AFTER:
                if tuple(tokens[at : at + len(phrase)]) == phrase:
                    kind, at = meaning, at + len(phrase)
                    break
    following = tokens[at : at + 2]
    if (following[:1] and following[0] in _AGE_AFTER) or following == ["of", "aged"]:
        age = True
        at += 2 if following == ["of", "aged"] else 1
    last_unit = second_unit or unit
    age = age or (last_unit == "year" and not (durative or taken > 2) and _is_age(before, low, high, kind))
    if {unit, last_unit} <= {"", "year"} and age:
        name, low_scale, high_scale = "age", Decimal(1), Decimal(1)
        while words and words[-1] in {"aged", "between", "year"}:
            words.pop()
    else:
        name, scale = _UNITS.get(last_unit, ("", 1))
        high_scale = Decimal(scale)
        first_name, first_scale = _UNITS.get(unit or last_unit, ("", 1))
        low_scale = Decimal(first_scale) if first_name == name else high_scale
        if unit and first_name != name:
            # "26 weeks to 1 year": no common unit, so keep both as printed
            name = f"{first_name} to {name}"
            low_scale, high_scale = Decimal(first_scale), Decimal(scale)
    low, high = (low * low_scale).normalize(), (high * high_scale).normalize()
    if kind == _GE:
        return at, Quantity(low, None, False, False, name)
    if kind == _GT:
        return at, Quantity(low, None, True, False, name)
    if kind in {_LT, _LE} or (kind == _IN and name):
        return at, Quantity(None, high, False, kind == _LT, name)
    return at, Quantity(low, high, False, False, name)


def _is_age(before: str, low: Decimal, high: Decimal, kind: str) -> bool:
    """Whether years without the word "aged" are an age: by whom they follow, or as a band after a separator."""
    if low > 30 or low != low.to_integral_value() or high != high.to_integral_value():
        return False
    if before in _PERSONS:
        return True
    band = kind == "range"
    return (before in _GROUPS and (band or low >= 10)) or (before == "|" and band)


def _unit(tokens: list[str], at: int) -> tuple[str, int]:
    """The unit printed at ``at``, and the place after it."""
    pair = tokens[at : at + 2]
    if len(pair) == 2 and pair[1] == "day":
        if pair[0] in {"working", "school", "business", "work"}:
            return ("workingday" if pair[0] != "school" else "day"), at + 2
        if pair[0] in {"calendar", "consecutive"}:
            return "day", at + 2
    if pair and pair[0] in _UNITS:
        return pair[0], at + 1
    if pair and pair[0] == "-" and len(pair) == 2 and pair[1] in _UNITS:
        return pair[1], at + 2
    return "", at
