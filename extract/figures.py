"""Numbers located in running text: each with its characters, its sentence and the period named near it."""

# ruff: noqa: E501 - tables of patterns, one to a line

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from extract.nofigures import no_figures, numbers_in
from records import TEN_WORDS, UNIT_WORDS, Period, PeriodMention, Value, find_periods, parse_value, quick

_TOKEN = re.compile(
    r"""(?<![\w.,/])(?P<sign>[+\-−–](?=[£$€]?\d)(?<!\d[\-−–]))?(?:[£$€]\s?)?
    (?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?
    (?:\s?(?:bn|million|billion|thousand)(?![a-z])|[mk](?![a-z\d]))?
    (?:\s?%|\s?per\s?cent(?![a-z])|\s?percentage\s+points?|\s?(?:pp|ppts?)(?![a-z]))?""",
    re.VERBOSE | re.IGNORECASE,
)
_NUMBER_WORDS = {w: n for n, w in enumerate(UNIT_WORDS) if n > 1} | {w: 10 * n for n, w in enumerate(TEN_WORDS[:4], 2)}
# Words count where they count something: not in "two years", "the eight measures" or "three or more placements".
_WORD = re.compile(
    rf"(?<![\w-])(?<!the )(?<!these )(?<!those )(?:{'|'.join(_NUMBER_WORDS)})(?![\w-])(?=\s+(?:(?:out )?of\s+(?:the|these|those|our|\d)|more|fewer|further|new|children|young|cases|indicators|carers|families|placements|homes))(?!\s+(?:or|and|to)\s)",
    re.I,
)

_COUNTING_WORD = re.compile(
    rf"(?:{'|'.join(_NUMBER_WORDS)})\s+(?:out|of|more|few|further|new|child|young|case|indic|carer|famil|place|home)"
)
_WORDS_AND_SPACE = tuple(f"{word} " for word in _NUMBER_WORDS)
_CURRENCY = "£$€"
_SIGNS = "+-−–"

# Begins with the sign itself, whatever must follow: found many times quicker.
_SENTENCE_END = re.compile(r"[.!?\n](?:(?<=\n)|(?<!\n)['\"”’)]*(?=\s+['\"“‘(]?[A-Z0-9£•]))")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|no|nos|ave|approx|dr|mr|mrs|ms|st|vs|fig|para|exc|incl?|ref|Cllr|Rev|pp?)|\b[A-Z])\.$", re.I
)


@quick
@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A number in a text.

    Attributes:
        start: First character in the text.
        end: One past the last.
        value: As printed.
        sentence: The sentence it stands in.
        period: The period named nearest to it in the sentence; None where none is.
        period_label: As printed.
    """

    start: int
    end: int
    value: Value
    sentence: str
    period: Period | None = None
    period_label: str = ""


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences of a text; a point inside a figure or after an abbreviation ends none."""
    out: list[tuple[int, int]] = []
    start = 0
    for m in _SENTENCE_END.finditer(text):
        piece = text[start : m.end()]
        if m[0] != "\n" and _ABBREVIATION.search(piece.rstrip("'\"”’)")[-12:]):
            continue
        if piece.strip():
            out.append((start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))
        start = m.end()
    rest = text[start:]
    if rest.strip():
        out.append((start + len(rest) - len(rest.lstrip()), start + len(rest.rstrip())))
    return out


def _tokens(text: str) -> list[re.Match[str]]:
    """Numbers with their signs and units, from left to right: each looked for only where it can begin."""
    out: list[re.Match[str]] = []
    end = 0
    for number in numbers_in(text):
        begins = [number]
        for sign in (_CURRENCY, _SIGNS):
            before = begins[0] - 1
            if sign is _CURRENCY and before > 0 and text[before].isspace():
                before -= 1
            if before >= 0 and text[before] in sign:
                begins.insert(0, before)
        for begin in begins:
            if begin >= end and (m := _TOKEN.match(text, begin)):
                out.append(m)
                end = m.end()
                break
    return out


def find_figures(text: str) -> list[FoundFigure]:
    """Every number of a text that states an amount.

    Dates, paragraph numbers, references, telephone numbers, ages, lengths of time and numbers in names are left
    out: they state no figure.

    Args:
        text: A paragraph or a cell.
    """
    found: list[tuple[int, int, Value]] = []
    low = text.lower()
    flat = low if low.isprintable() else " ".join(low.split())
    if any(map(flat.__contains__, _WORDS_AND_SPACE)) and _COUNTING_WORD.search(low):
        found += [
            (m.start(), m.end(), Value(m[0], Decimal(_NUMBER_WORDS[m[0].lower()]), 0, "count"))
            for m in _WORD.finditer(text)
        ]
    for m in _tokens(text):
        printed = m[0].strip()
        start = m.start() + len(m[0]) - len(m[0].lstrip())
        found.append((start, start + len(printed), parse_value(printed)))
    if not found:
        return []
    mentions = find_periods(text)
    taken = bytearray(len(text))
    for a, b in no_figures(text, mentions):
        taken[a:b] = b"\1" * (b - a)
    found = [(start, end, value) for start, end, value in found if value.known and not any(taken[start:end])]
    if not found:
        return []
    spans = sentences(text)
    out = []
    for start, end, value in sorted(found, key=lambda f: f[0]):
        a, b = next(((a, b) for a, b in spans if a <= start < b), (0, len(text)))
        near = nearest_period(mentions, start, end, a, b, text)
        out.append(FoundFigure(start, end, value, text[a:b], near.period if near else None, near.text if near else ""))
    return out


def nearest_period(
    mentions: list[PeriodMention], start: int, end: int, first: int, last: int, text: str
) -> PeriodMention | None:
    """The period that a figure of a sentence belongs to.

    "Sept 2016 (1448)" and "65 in Dec 16" stand next to theirs; otherwise the nearest one of the sentence counts.

    Args:
        mentions: Periods of the whole text.
        start: Figure's first character.
        end: One past its last.
        first: First character of the sentence.
        last: One past its last.
        text: The whole text.
    """
    inside = [m for m in mentions if first <= m.start and m.end <= last]
    for m in inside:
        between = text[m.end : start]
        if m.end <= start and re.fullmatch(r"\s*[(:,]?\s*", between):
            return m
    for m in inside:
        between = text[end : m.start]
        if (
            end <= m.start
            and re.fullmatch(
                r"\)?(?:\s+\w+){0,4}?\s*\(?(?:\s*(?:in|at|by|as at|on|for|since|during|to|end of))*\s*\(?", between
            )
            and "," not in between
        ):
            return m
    if not inside:
        return None
    return min(inside, key=lambda m: (start - m.end) if m.end <= start else (m.start - end) * 1.5)
