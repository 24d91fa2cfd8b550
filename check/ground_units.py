"""Figures told in the wrong unit: the digits are the row's, and the words or the sign beside them are not.

Minutes for seconds, weeks for days, per 1,000 for per 10,000, a million for a thousand pounds, a per cent for a rate.
"""

# ruff: noqa: E501 - explanations, one to a line

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal

from check.ground_match import Names, Spoken, cells_asked, equals, telling_digits, units_fit
from check.ground_slots import Slot
from check.grounds import OF_MONEY, Ground, GroundCell
from check.judgements import Judgement, Results, printed
from check.number_words import number_of_words
from check.passages import Passage
from check.sought import Sought
from records import Finding, Period, parse_value

_TIME = r"seconds?|minutes?|hours?|(?:working\s+|calendar\s+)?days?|weeks?|months?|years?"
_WITH_TIME = re.compile(rf"(?<![\w.,£])(?P<n>\d[\d,]*(?:\.\d+)?)\s+(?P<unit>{_TIME})\b", re.IGNORECASE)
_WITH_BASE = re.compile(
    r"(?<![\w.,£])(?P<n>\d[\d,]*(?:\.\d+)?)\s+(?:[a-z-]+\s+){0,3}?(?:per|(?:for|in|out\s+of)\s+(?:every|each))\s+"
    r"(?P<base>\d[\d,]*\d|thousand|million|hundred)\b",
    re.IGNORECASE,
)
_BASE = Sought(
    r"\b(?:per|(?:for|in|of)\s+(?:every|each))\s+(?P<base>\d[\d,]*\d|thousand|million|hundred)\b", re.IGNORECASE
)
_KINDS = (
    {"tonne", "kg", "gram"}, {"km", "mile", "metre"}, {"kwh", "mwh", "gwh", "twh"}, {"litre"}, {"hectare", "acre"},
    {"tco2e", "ktco2e", "kgco2e"},
)  # fmt: skip
"""Units in which the same may be counted: a figure is of no other kind because of a word behind it."""
_MEASURE = r"tonnes?|kg|kgs|kilogram(?:me)?s?|kilos?|grams?|km|kms|kilometres?|miles?|metres?|[kmgt]wh|litres?|hectares?|acres?|(?:k|kg)?tco2e|kgco2e"
_WITH_MEASURE = re.compile(rf"(?<![\w.,£])(?P<n>\d[\d,]*(?:\.\d+)?)\s?(?P<unit>{_MEASURE})\b", re.IGNORECASE)
_IN_MEASURE = re.compile(
    rf"(?:\bin\s+|\(\s*|^\W*|,\s*)({_MEASURE})\b(?!\s+(?:of\s+)?waste\s+(?!collected))", re.IGNORECASE
)
_WORDS = {"hundred": "100", "thousand": "1000", "million": "1000000"}
_SPAN = Sought(
    rf"\b(?:within|inside|in|over|under|longer\s+than|more\s+than|less\s+than)\s+(?:the\s+|a\s+)?(?P<n>\d+|[a-z]+)(?:\s+|-)(?P<unit>{_TIME})\b",
    re.IGNORECASE,
)
_IN_TIME = Sought(rf"(?:\bin\s+|\(\s*)({_TIME})\b", re.IGNORECASE)
_OF_TIME = Sought(rf"^\W*(?:average\s+|mean\s+|median\s+)?({_TIME})\b", re.IGNORECASE)
_IN_FULL = 0.9
_ENOUGH = 0.45
"""Part of a row's name that a sentence must hold where its figure is not the row's as it stands."""


def check_units(
    results: Results, passage: Passage, begin: int, text: str, slots: list[Slot], names: Names, about: Spoken,
    now: Period | None, settled: frozenset[int],
) -> None:  # fmt: skip
    """Hold the units of a sentence's figures against those of the rows whose digits they have.

    Args:
        results: Takes judgements and findings.
        passage: It stands in.
        begin: Where the sentence begins in the passage.
        text: The sentence.
        slots: What it asks of its figures.
        names: Of all grounds.
        about: Its words.
        now: The paper's period.
        settled: Ids of figures that another check calls wrong.
    """
    near = names.called(about.around, _ENOUGH)
    top = max((share for share, _ in near), default=1.0)
    grounds = [g for share, g in near if share >= top - 0.15]
    end = now.end if now is not None else None
    for s in slots:
        if s.kind != "level" or s.figure.id in settled or telling_digits(s.figure.value) < 2:
            continue
        found = [
            (g, c)
            for g in grounds
            for c in cells_asked(g, s, end)
            if not _says_unit(c, s)
            and not _is_share(s, c, slots)
            and _only_unit(s, c, named=top >= _IN_FULL and bool(near))
            and not _of_no_money(s, g, c)
        ]
        if found and any(
            equals(s.figure.value, c.value) for g in names.stating([s.figure.value]) for c in cells_asked(g, s, end)
        ):
            continue
        if found and len({c.value.number for _, c in found}) == 1:
            _wrong_unit(results, s, *found[0])
    _spans(results, passage, begin, text, slots, grounds, names, end)
    _mixed(results, passage, begin, text)
    for pattern, unit_of in ((_WITH_TIME, _time_of), (_WITH_BASE, _base_of), (_WITH_MEASURE, _measure_of)):
        for m in pattern.finditer(text):
            said = _unit(m.groupdict().get("unit") or m.groupdict().get("base") or "")
            for g in grounds or _telling(names, m["n"], said, unit_of):
                right = _right(g, m["n"], unit_of)
                if not right or right == said or not _states(g, m["n"]) or not _of_one_kind(right, said):
                    continue
                shown = m[0]
                place = passage.at(begin + m.start(), begin + m.end())
                results.findings.append(
                    Finding(
                        "contradicts", "unit", place, shown,
                        f"'{g.name}' is counted {_told(right)}; the sentence says '{shown}'.",
                        f"{shown} against {right}", "serious",
                        tuple(c.place for c in g.levels if _is(c, m["n"]))[:1], "Correct the unit.", g.name, "",
                        _told(right),
                    )
                )  # fmt: skip
                break


_OF_THE = Sought(
    rf"(?<![\w.,£])(?P<a>\d[\d,]*(?:\.\d+)?)\s?(?P<u>{_MEASURE})\s+(?:out\s+)?of\s+(?:the|our|its|a\s+total\s+of|some)\s+(?:[a-z]+\s+)?"
    rf"(?P<b>\d[\d,]*(?:\.\d+)?)\s?(?P<v>{_MEASURE})\b",
    re.IGNORECASE,
)


def _mixed(results: Results, passage: Passage, begin: int, text: str) -> None:
    """Hold a part against the whole it is of: "1,331 miles of the 1,375 km" are told in two units."""
    for m in _OF_THE.finditer(text):
        one, other = _unit(m["u"]), _unit(m["v"])
        if one == other or not _of_one_kind(one, other):
            continue
        place = passage.at(begin + m.start("a"), begin + m.end("u"))
        results.findings.append(
            Finding(
                "contradicts", "unit", place, place.printed,
                f"The part is told {_told(one)}, the whole {_told(other)}: '{m[0]}'.", m[0], "serious", (),
                "Tell both in one unit.",
            )
        )  # fmt: skip


def _spans(
    results: Results, passage: Passage, begin: int, text: str, slots: list[Slot], grounds: list[Ground], names: Names,
    now: date | None,
) -> None:  # fmt: skip
    """Hold the time within which something is done against the one in the name of the row whose figure is stated.

    "91.7% within five days" of a row "within 5 weeks" is of another unit. Another number is another indicator's, and
    left alone where some row has it.
    """
    told = _spans_of(text)
    if len(told) != 1:
        return
    ((number, unit), (start, stop)), *_ = told.items()
    stated = [
        g for g in grounds
        if any(equals(s.figure.value, c.value) for s in slots if s.kind == "level" for c in cells_asked(g, s, now))
    ]  # fmt: skip
    right = {next(iter(x)) for g in stated if len(x := _spans_of(g.name)) == 1}
    if (
        len({g.name for g in stated}) != 1
        or len(right) != 1
        or any((number, unit) in _spans_of(g.name) for g in names.grounds)
    ):
        return
    (n, u) = right.pop()
    if (n == number) == (u == unit):
        return  # the same, or another span altogether
    if re.search(rf"\b{n}[\s-]+{u}s?\b", _in_digits(text), re.IGNORECASE):
        return  # "for longer than the limit of six weeks ...; none has been there for more than ten weeks"
    place, g = passage.at(begin + start, begin + stop), stated[0]
    results.findings.append(
        Finding(
            "contradicts", "unit", place, text[start:stop], f"The figure is that of '{g.name}'; the sentence says '{text[start:stop]}'.",
            f"{text[start:stop]} against {n} {u}s", "serious", tuple(c.place for c in g.latest(now))[:1],
            "Correct the time or its unit.", g.name, "", f"{n} {u}s",
        )
    )  # fmt: skip


def _in_digits(text: str) -> str:
    """A text with its number words as digits."""
    return re.sub(r"[A-Za-z]+", lambda m: str(n) if (n := number_of_words(m[0])) is not None else m[0], text)


def _spans_of(text: str) -> dict[tuple[int, str], tuple[int, int]]:
    """The lengths of time within which a text says that something is done, each with its place."""
    out = {}
    for m in _SPAN.finditer(text):
        n = int(m["n"]) if m["n"].isdigit() else number_of_words(m["n"])
        if n is not None:
            out[n, _unit(m["unit"])] = m.span()
    return out


def _wrong_unit(results: Results, s: Slot, g: Ground, c: GroundCell) -> None:
    results.add(
        Judgement(
            s.figure.id, "contradicts", "unit",
            f"'{g.name}' is {c.value.printed.strip()} in the table; {printed(s.figure)} has its digits, but is of "
            f"another unit or size.", f"{printed(s.figure)} against {c.value.printed.strip()}", "serious", (c.place,),
            "Correct the unit.", c.value.printed.strip(),
        )
    )  # fmt: skip


def _says_unit(c: GroundCell, s: Slot) -> bool:
    """Whether the heading of a cell has the unit that the sentence gives its figure: "Average days"."""
    unit = s.figure.value.unit
    return (
        unit not in {"", "count", "percent"} and re.search(rf"\b{re.escape(unit)}", c.header, re.IGNORECASE) is not None
    )


def _is_share(s: Slot, c: GroundCell, slots: list[Slot]) -> bool:
    """Whether a figure is a percentage of the row's that the sentence tells too: "1% of its budget, that is £145,000"."""
    a, b = s.figure.value.number, c.value.number
    if a is None or b is None:
        return False
    told = [x.figure.value for x in slots if x.figure.value.unit == "percent" and x.figure.value.number]
    return any(abs(b * p.number) == abs(a * 100) for p in told if p.number is not None)


def _of_no_money(s: Slot, g: Ground, c: GroundCell) -> bool:
    """Whether a sum of money has the digits of a row that counts other things: "£61,000" beside 61 ceremonies."""
    if s.figure.value.unit != "money" or c.value.unit == "money" or s.figure.value.number == c.value.number:
        return False
    return OF_MONEY.search(f"{g.name} {c.header} {g.caption}") is None


def _only_unit(s: Slot, c: GroundCell, *, named: bool) -> bool:
    """Whether a figure has a cell's digits, all that are telling, under another sign or with other noughts."""
    a, b = s.figure.value, c.value
    if a.number is None or b.number is None or not a.number or not b.number:
        return False
    if not units_fit(a, b):
        return abs(a.number) == abs(b.number) and a.places == b.places and telling_digits(a) >= 3 and a.unit != "count"
    if "money" not in {a.unit, b.unit}:
        return False
    if a.number * b.number < 0:
        return False  # a variance told as "short" or "over" is no level of the row
    ratio = abs(a.number / b.number)
    if any(ratio in (Decimal(10) ** n, Decimal(10) ** -n) for n in (2, 3, 6)):
        return telling_digits(a) >= 2
    scaled = [replace(a, number=a.number.scaleb(n), places=a.places - n) for n in (3, -3, 6, -6)]
    return telling_digits(a) >= (2 if named else 3) and any(equals(x, b) for x in scaled)


def _telling(names: Names, number: str, said: str, unit_of: Callable[[str], str]) -> list[Ground]:
    """The one row whose latest figure a sentence states, where no word names it: a figure that is no chance."""
    value = parse_value(number)
    if telling_digits(value) < (2 if value.places > 0 else 3):
        return []
    found = [g for g in names.stating([value]) if any(c.value.number == value.number for c in g.latest(None))]
    units = {_right(g, number, unit_of) for g in found}
    return found[:1] if len(units) == 1 and said not in units else []


def _right(g: Ground, number: str, unit_of: Callable[[str], str]) -> str:
    """The unit in which a row counts a figure: as the heading of its cell says, or else its name."""
    heads = {unit for c in g.levels if _is(c, number) and (unit := unit_of(c.header))}
    if heads:
        return heads.pop() if len(heads) == 1 else ""
    return unit_of(g.name) or (_measure_of(g.caption) if unit_of is _measure_of else "")


def _states(g: Ground, number: str) -> bool:
    return any(_is(c, number) for c in g.latest(None)) or sum(_is(c, number) for c in g.levels) == 1


def _is(c: GroundCell, number: str) -> bool:
    value = parse_value(number)
    told = telling_digits(value) >= 2 or value.places >= 2
    return c.value.number == value.number and c.value.places == value.places and told


def _time_of(name: str) -> str:
    """The one unit of time that a row or column counts in; "" where it says none, or several."""
    return _one_unit(_IN_TIME.findall(name) or _OF_TIME.findall(name))


def _base_of(name: str) -> str:
    return _one_unit(_BASE.findall(name))


_SHORT = re.compile(r"^k[gm]$|wh$|co2e$")


def _measure_of(name: str) -> str:
    return _one_unit(_IN_MEASURE.findall(name))


def _one_unit(words: list[str]) -> str:
    found = {_unit(w) for w in words}
    return found.pop() if len(found) == 1 else ""


def _of_one_kind(a: str, b: str) -> bool:
    """Whether two units count the same kind of thing: spans of time and bases of rates do."""
    kinds = [next((n for n, kind in enumerate(_KINDS) if u in kind), -1) for u in (a, b)]
    return kinds[0] == kinds[1]


def _unit(word: str) -> str:
    low = re.sub(r"\s+", " ", word.lower().replace(",", "")).strip()
    low = re.sub(r"^(?:working|calendar) ", "", low)
    low = {"kilogramme": "kg", "kilogram": "kg", "kilo": "kg", "kilometre": "km"}.get(low.rstrip("s"), low)
    return _WORDS.get(low, low.rstrip("s"))


def _told(unit: str) -> str:
    return f"per {int(unit):,}" if unit.isdigit() else f"in {unit}" + ("" if _SHORT.search(unit) else "s")
