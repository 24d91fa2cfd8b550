"""Every numeral of a text, and what it is: a figure, or a date, paragraph number, reference, name part ...

Nothing is left out: each digit of a text belongs to exactly one numeral. Words count too ("three out of the
five", "the second update"). Only figures are held against other figures; the rest is listed with its reason.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from check.durations import find_durations
from check.fraction_words import find_fractions, share_number, share_places
from check.number_words import NUMBER_WORD, ORDINAL_WORD, number_of_words
from check.numeral_rules import DATE_WORDS, RULES, THRESHOLDS
from records import NumeralKind, PeriodMention, Unit, Value, find_periods, parse_value, quick

_TOKEN = re.compile(
    r"""(?<![\w.,])(?P<sign>[+\-−–](?=[£$€]?\d))?(?P<money>[£$€]\s?)?
    (?P<digits>\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?P<frac>\.\d+)?
    (?P<mult>\s?(?:bn|million|billion|thousand)(?![a-z])|[mk](?![a-z\d]))?
    (?P<unit>\s?%|\s?per\s?cent(?![a-z])(?:age\s+points?)?|\s?percentage\s+points?|\s?(?:pp|ppts?)(?![a-z])
      |\s?points?(?![a-z])|(?:p|\s?pence)(?![\w.]\w|\w)|\s?pounds(?!\w)|\s?(?:working\s+|calendar\s+)?days?(?![a-z]))?""",
    re.VERBOSE | re.IGNORECASE,
)
_SHARE = "a share in words"
_SHARE_WORDS = re.compile(r"\b(?:half|quarter)", re.IGNORECASE)
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")


@quick
@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral found in a text.

    Attributes:
        start: First character.
        end: One past the last character; a sign, currency and unit belong to it.
        printed: As printed.
        kind: What it is.
        why: What told so, in plain words.
        value: Its number; None where it is not a plain number.
        word: Whether it is written in words.
    """

    start: int
    end: int
    printed: str
    kind: NumeralKind
    why: str
    value: Value | None = None
    word: bool = False

    @property
    def is_figure(self) -> bool:
        """Whether it states a figure that can be right or wrong."""
        return self.kind == "figure"

    @property
    def is_share(self) -> bool:
        """Whether it is a share in words ("three in ten"): an amount, but a blurred one."""
        return self.kind == "figure" and self.why == _SHARE


def find_numerals(text: str, *, kind: str = "paragraph", name_parts: tuple[str, ...] = ()) -> list[Numeral]:
    """Find every numeral of a text and say what it is.

    Args:
        text: A paragraph or the text of a cell.
        kind: Kind of block: paragraph, heading, header, footer, footnote, caption, cell ...
        name_parts: Names of indicators as printed; numerals inside them are parts of the name.

    Returns:
        In order, none overlapping; every digit of the text lies in one of them.
    """
    return list(_found(text, kind, name_parts))


@lru_cache(maxsize=16384)  # cells of one table say much the same
def _found(text: str, kind: str, name_parts: tuple[str, ...]) -> tuple[Numeral, ...]:
    if not _has_number(text) and not _SHARE_WORDS.search(text):
        return ()
    taken = _Taken(text)
    for m in find_fractions(text):
        taken.fraction(m)
    for start, end, value in find_durations(text):
        taken.duration(start, end, value)
    for start, end, what, why in _excluded(text, kind, name_parts):
        taken.add(start, end, what, why)
    for m in _TOKEN.finditer(text):
        if taken.free(m.start("digits"), m.end("frac") if m["frac"] else m.end("digits")):
            taken.figure(m)
    for m in NUMBER_WORD.finditer(text):
        if taken.free(m.start(), m.end()):
            taken.word(m)
    for m in ORDINAL_WORD.finditer(text):
        if taken.free(m.start(), m.end()):
            taken.add(m.start(), m.end(), "ordinal", "an ordinal: a place in an order, not an amount", word=True)
    for m in _DIGITS.finditer(text):
        for start, end in taken.gaps(m.start(), m.end()):
            taken.add(start, end, "other", "digits inside another word")
    return tuple(taken.numerals())


def periods_named(text: str) -> list[PeriodMention]:
    """The periods that a text names, without the word before the year ("target for 2024/25").

    "April 73.0%" is a month and a figure, not April 1973.
    """
    out = []
    for p in find_periods(text):
        if not re.match(r"[.,]\d|\s?%|\s?per\s?cent", text[p.end :]):
            lead = _YEAR_LEAD.match(p.text)
            out.append(replace(p, start=p.start + lead.end(), text=p.text[lead.end() :]) if lead else p)
    return out


_YEAR_LEAD = re.compile(r"(?:year|target(?:\s+for)?|outturn(?:\s+for)?)\s*(?=\d)", re.IGNORECASE)


def _excluded(text: str, kind: str, name_parts: tuple[str, ...]) -> list[tuple[int, int, NumeralKind, str]]:
    """Spans that are not figures, strongest reason first."""
    out: list[tuple[int, int, NumeralKind, str]] = []
    if kind in {"header", "footer"} and re.fullmatch(r"\W*(?:page\s*)?\d+(?:\s*(?:of|/)\s*\d+)?\W*", text, re.I):
        return [(0, len(text), "page_number", "stands alone in the page's header or footer")]
    for rule in RULES:
        if rule.before_dates:
            out += rule.find(text)
    out += [(p.start, p.end, "date", "a date or period") for p in periods_named(text)]
    for pattern, why in DATE_WORDS:
        out += [(*_group(m), "date", why) for m in pattern.finditer(text)]
    low = text.lower()
    for name in _long_names(name_parts) if len(low) > 8 else ():
        at = low.find(name)
        while at >= 0:
            out.append((at, at + len(name), "name_part", "part of the indicator's name"))
            at = low.find(name, at + 1)
    for rule in RULES:
        if not rule.before_dates:
            out += rule.find(text)
    for pattern, why in THRESHOLDS:
        out += [(*_group(m), "name_part", why) for m in pattern.finditer(text)]
    return out


@lru_cache(maxsize=8)
def _long_names(name_parts: tuple[str, ...]) -> tuple[str, ...]:
    """Names that are long enough to be told from chance, in lower case."""
    return tuple(name.lower() for name in name_parts if len(name) > 8)


def _group(m: re.Match[str]) -> tuple[int, int]:
    return m.span("n") if "n" in m.groupdict() else m.span()


class _Taken:
    """Spans of a text that have been explained."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Numeral] = []
        self.spans: list[tuple[int, int]] = []

    def free(self, start: int, end: int) -> bool:
        return not any(a < end and start < b for a, b in self.spans)

    def gaps(self, start: int, end: int) -> list[tuple[int, int]]:
        """Runs of digits inside a span that no numeral covers."""
        covered = [any(a <= i < b for a, b in self.spans) for i in range(start, end)]
        out: list[tuple[int, int]] = []
        i = start
        while i < end:
            if covered[i - start] or not self.text[i].isdigit():
                i += 1
                continue
            j = i
            while j < end and not covered[j - start] and (self.text[j].isdigit() or self.text[j] in ".,"):
                j += 1
            stop = i + len(self.text[i:j].rstrip(".,"))
            out.append((i, stop))
            i = j
        return out

    def add(self, start: int, end: int, kind: NumeralKind, why: str, *, word: bool = False) -> None:
        """Explain a span: one numeral for each run of digits or number word that it holds."""
        if not self.free(start, end):
            return
        self.spans.append((start, end))
        self.found.append(Numeral(start, end, self.text[start:end], kind, why, word=word))

    def figure(self, m: re.Match[str]) -> None:
        start, end = m.span()
        printed = m[0].rstrip()
        end = start + len(printed)
        value = _value(m, printed)
        self.spans.append((start, end))
        self.found.append(Numeral(start, end, printed, "figure", "states an amount", value))

    def fraction(self, m: re.Match[str]) -> None:
        """A share in words is one figure, not two: "three in ten" is neither 3 nor 10."""
        number = share_number(m[0])
        if number is None:
            return
        self.spans.append(m.span())
        value = Value(m[0], number, share_places(m[0]), "percent")
        self.found.append(Numeral(*m.span(), m[0], "figure", _SHARE, value, word=True))

    def duration(self, start: int, end: int, value: Value) -> None:
        """A time of two units is one figure: "3m 20s" is neither 3 nor 20."""
        if self.free(start, end):
            self.spans.append((start, end))
            self.found.append(Numeral(start, end, self.text[start:end], "figure", "a time in two units", value))

    def word(self, m: re.Match[str]) -> None:
        start, end = m.span()
        n = number_of_words(m[0])
        if n is None:
            return
        counts = _WORD_UNIT.match(self.text, end) or (
            (_ONE_COUNTS.match(self.text, end) and not _NO_ONE.search(self.text[:start]))
            or (_AFTER_COUNTS.search(self.text[max(0, start - 120) : start]) and _ONE_LISTED.match(self.text, end))
        )
        if m[0].lower() == "one" and not counts:
            self.add(start, end, "other", "'one' used as a pronoun", word=True)
            return
        told = _WORD_UNIT.match(self.text, end)
        unit: Unit = "count" if told is None else "percent" if told["percent"] else "points"
        if told:
            end = told.end()
        self.spans.append((start, end))
        value = Value(self.text[start:end], Decimal(n), 0, unit)
        self.found.append(Numeral(start, end, self.text[start:end], "figure", "an amount in words", value, word=True))

    def numerals(self) -> list[Numeral]:
        """All numerals found, in order; an explained span without any number in it (a bare web address) is none."""
        return sorted((n for n in self.found if n.is_share or _has_number(n.printed)), key=lambda n: n.start)


def _has_number(text: str) -> bool:
    return any(c.isdigit() for c in text) or bool(NUMBER_WORD.search(text) or ORDINAL_WORD.search(text))


_WORD_UNIT = re.compile(r"\s+(?:(?P<percent>per\s?cent)(?!\w|\s*age)|(?:percentage\s+)?points?(?!\w))", re.IGNORECASE)
_NO_ONE = re.compile(r"\b(?:no|any|every|each|some|which|this|that|the\s+other)\s+$", re.IGNORECASE)
_ONE_COUNTS = re.compile(
    r"\s+(?:more|fewer|less|further|additional|new|out\s+of|in\s+(?:two|three|four|five|six|ten|\d)|red|amber|green|"
    r"(?:of\s+(?:the|these|those|our)\s+(?:\w+\s+)?(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d+))|"
    r"indicators?|measures?|child|case|target|visit|placement|young\s+person|improved|worsened|declined|fell|rose|"
    r"is|was|has|remained|showed|showing|rated|now)\b",
    re.IGNORECASE,
)


_AFTER_COUNTS = re.compile(
    rf"(?:{NUMBER_WORD.pattern}|(?<![\w.,£/-])\d{{1,3}}(?![\w%]|[.,/]\d))\s+(?!(?:years?|months?|weeks?|days?|quarters?)\b)[^.;:?!]{{1,70}}(?:,|\band|;)\s+(?:just\s+|only\s+)?$",
    re.IGNORECASE,
)
_ONE_LISTED = re.compile(
    r"\s+(?!(?:another|can|could|should|may|might|would|will|must|that|which|who|whose|whom|of|off|day|way|such|thing|year|month|week|quarter|time|or)\b)[a-z]",
)
"""The last of a list of counts: "two the network and one the telephone platform"."""


def _value(m: re.Match[str], printed: str) -> Value:
    text = printed
    unit_text = " ".join((m["unit"] or "").lower().split())
    unit: Unit = ""
    if unit_text in {"p", "pence"} and not m["money"] and not m["mult"]:
        pence = parse_value(text[: len(text) - len(m["unit"])].strip())
        if pence.number is not None:
            return Value(printed, pence.number.scaleb(-2), pence.places + 2, "money", pence.flag)
    if unit_text.startswith("%") or (unit_text.startswith(("per cent", "percent")) and "point" not in unit_text):
        unit = "percent"
    elif "point" in unit_text or unit_text.startswith("pp"):
        unit = "points"
    elif "day" in unit_text:
        unit = "days"
    elif m["money"] or unit_text == "pounds":
        unit = "money"
    body = text[: len(text) - len(m["unit"] or "")] if m["unit"] else text
    value = parse_value(body.strip())
    if not unit:
        unit = value.unit or ("count" if not m["frac"] else "")
    return Value(printed, value.number, value.places, unit, value.flag)
