"""Sentences of an unseen paper: the figures in them, the periods they belong to, the direction words beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from draft.partial_periods import partial_periods
from draft.prose_roles import is_target, months_back, numbers_in_words
from records import Change, Period, PeriodMention, Unit, Value, find_periods, parse_value

_END = re.compile(r"(?<=[.!?;])[\"”’')]*\s+(?=[A-Z\"“‘(•])|\n+")
_NUMBER = re.compile(
    r"(?<![\w/.,£-])(?P<money>£)?(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"(?P<pct>\s?%|\s?per\s?cent\b)?(?!(?!ppt?s?\b)[\w/]|\.\d|,\d)"
)
_ANY_NUMBER = re.compile(r"[+\-−–]?£?\d[\d,.]*\w*%?")
_NOT_A_FIGURE = re.compile(
    r"\b(?:measure|challenge|table|figure|chart|graph|appendix|annex|section|paragraph|page|part|item|stream|tier|phase"
    r"|stage|priority|outcome|objective|recommendation|standard|grade|quarter|q|report|category|type|junction|room|version|issue|agenda|minute|lot"
    r"|class|regulation|article|schedule|band|level|line|row|no\.?|number)s?\s*"
    r"(?:\d+\s*(?:,|and|or|to|-|–)\s*)*$",
    re.I,
)
_PART_OF_A_NAME = re.compile(
    r"^\s*(?:\+|(?:and|to|or)\s+\d{1,2}[\s-]+year|or\s+(?:more|fewer|less|over|above|below|under)|plus\b|-?\s*mile|-?\s*(?:working\s+|calendar\s+)?"
    r"(?:month|year|week|hour|minute|day)s?\b|(?:st|nd|rd|th)\b|[-–]\s?\d|:\d)",
    re.I,
)
_COUNTED = re.compile(
    r"\s+(?:days?|weeks?|months?|years?|hours?|minutes?|miles?|per|points?|million|thousand|times|children|people|cases|visits|placements)\b",
    re.I,
)
_IN_BRACKETS = re.compile(r"\s*\(\s*")
_PER = re.compile(r"\bper\s*$", re.I)
_AGE = re.compile(r"\b(?:age[ds]?|aged|under|over|between)\s*$|\d\s*[-–]\s*$", re.I)
_CHANGE_BEFORE = re.compile(
    r"\b(?P<w>decreas\w*|increas\w*|reduc\w*|fall\w*|fell|rose|ris\w*|grew|grow\w*|drop\w*|declin\w*|up|down|improv\w*"
    r"|deteriorat\w*|worsen\w*)\s+(?:by|of)\s+(?:about\s+|around\s+|just\s+(?:over|under)\s+|a\s+further\s+)?$",
    re.I,
)
_CHANGE_AFTER = re.compile(
    r"^\s*(?:(?:percentage\s+points?|points?|pp|ppts?)\s+)?(?P<w>decrease|increase|reduction|rise|fall|drop|decline|growth|improvement"
    r"|deterioration)\b"
    r"|^\s*(?:(?:percentage\s+)?points?|days?)?\s*(?:fewer|less|more|higher|lower|shorter|longer)\b",
    re.I,
)
_POINTS = re.compile(r"^\s*(?:(?:percentage|%|per\s*cent)[\s-]*)?(?:points?|pp|ppts?|pts)\b", re.I)
_SIZE_AGAIN = re.compile(r"^\s*(?:(?:percentage\s+)?points?|days?)?\s*(?:,|\(|or|,\s*or)\s*$", re.I)
_DIRECTION = re.compile(
    r"\b(?P<up>increas(?:e|es|ed|ing)|rose|ris(?:e|es|en|ing)|grew|grown|growth|higher|upwards?|went\s+up|up\s+(?:from|by|to|on)|up(?=\s+\d))\b"
    r"|\b(?P<down>decreas(?:e|es|ed|ing)|reduc(?:ed|tion|tions|ing)|fell|fall(?:s|en|ing)?|drop(?:s|ped)?|declin(?:e|es|ed|ing)"
    r"|lower|downwards?|dip|dipped|went\s+down|down\s+(?:from|by|to|on)|down(?=\s+\d))\b"
    r"|\b(?P<better>improv(?:e|es|ed|ing|ement)|better|progress(?:ed)?\s+well)\b"
    r"|\b(?P<worse>deteriorat(?:e|es|ed|ing|ion)|worsen(?:s|ed|ing)?|worse|less\s+effective)\b"
    r"|\b(?P<same>unchanged|stable|constant|static|maintained|remain(?:s|ed)?\s+(?:the\s+same|level|steady))\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a sentence.

    Attributes:
        start: First character in the paragraph.
        end: One after the last.
        value: As printed.
        period: Period it belongs to; None where the sentence does not say.
        mention: The mention it belongs to.
        is_change: Whether it is the size of a change ("a decrease of 2%").
        clause: Words around it up to the next comma or bracket.
        back: How far before the paper's period it lies where words, not a date, say so (`prose_roles.months_back`).
        is_target: Whether it is a target.
    """

    start: int
    end: int
    value: Value
    period: Period | None = None
    mention: PeriodMention | None = None
    is_change: bool = False
    clause: str = ""
    back: str = ""
    is_target: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its place in the paragraph.

    Attributes:
        start: First character in the paragraph.
        end: One after the last.
        text: As it stands.
        figures: Figures in it.
        mentions: Periods in it.
        odd: Numbers that are not understood as figures: "12k", "-1.2".
        in_words: Numbers that are written out.
    """

    start: int
    end: int
    text: str
    figures: tuple[Figure, ...]
    mentions: tuple[PeriodMention, ...]
    odd: tuple[str, ...] = ()
    in_words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DirectionWord:
    """A direction word: its place in the paragraph and what it says."""

    start: int
    end: int
    text: str
    says: str


def sentences(text: str, anchor: date | None = None) -> Iterator[Sentence]:
    """Sentences of a paragraph that hold a figure or a period.

    Args:
        text: The paragraph.
        anchor: Period of the paper, for dates without a year ("Quarter 2", "at the end of December"); these are left
            out where it is None.
    """
    start = 0
    for m in [*_END.finditer(text), None]:
        end = m.start() if m else len(text)
        if text[start:end].strip():
            found = _read(text[start:end], start, anchor)
            if found.figures or found.mentions or found.odd or found.in_words:
                yield found
        start = m.end() if m else end


def _read(text: str, offset: int, anchor: date | None) -> Sentence:
    mentions = find_periods(text)
    if anchor is not None:
        mentions = sorted([*mentions, *partial_periods(text, anchor, mentions)], key=lambda m: m.start)
    figures: list[Figure] = []
    read: list[tuple[int, int]] = [(p.start, p.end) for p in mentions]
    alone = not re.search(r"[A-Za-z]{3}", text)
    for m in _NUMBER.finditer(text):
        if any(p.start < m.end() and m.start() < p.end for p in mentions):
            continue
        read.append((m.start(), m.end()))
        before, after = text[: m.start()], text[m.end() :]
        if alone and not m["pct"] and not _alone(before, after):
            continue
        if not m["pct"] and (_AGE.search(before) or _is_reference(before, m["n"]) or _PER.search(before)):
            continue
        if not m["pct"] and (_PART_OF_A_NAME.match(after) or _is_year(m["n"]) or _heads(before, after, m["n"])):
            days = re.match(r"^\s*days?\b", after, re.I)
            if not (days and "." in m["n"]):
                continue
        unit: Unit = "percent" if m["pct"] else ("money" if m["money"] else "")
        if not unit and re.match(r"^\s*days?\b", after, re.I):
            unit = "days"
        printed = m["n"] + ("%" if m["pct"] else "")
        value = parse_value(printed, unit)
        is_change = bool(_CHANGE_BEFORE.search(before) or _CHANGE_AFTER.match(after) or _POINTS.match(after))
        if figures and figures[-1].is_change and _SIZE_AGAIN.match(text[figures[-1].end - offset : m.start()]):
            is_change = True  # a rise of 27 (2.0%)
        back = months_back(before, after)
        last = figures[-1] if figures and figures[-1].value.unit == unit and not figures[-1].is_change else None
        if not back and last is not None and _IN_BRACKETS.fullmatch(text[last.end - offset : m.start()]):
            back = "?"  # 87.0% (86.3%)
        figures.append(
            Figure(
                offset + m.start(), offset + m.end(), Value(m[0], value.number, value.places, unit),
                is_change=is_change, clause=_clause(text, m.start(), m.end()),
                back=back, is_target=is_target(before, after),
            )
        )  # fmt: skip
    odd = [
        m[0]
        for m in _ANY_NUMBER.finditer(text)
        if not alone and not any(a < m.end() and m.start() < b for a, b in read) and not _odd_name(text, m)
    ]
    moved = _moved(mentions, offset)
    bound = _bind(figures, moved, text, offset)
    return Sentence(offset, offset + len(text), text, bound, moved, tuple(odd), tuple(numbers_in_words(text)))


def _alone(before: str, after: str) -> bool:
    """Whether a number without words is the whole of a cell or box, brackets and stars aside; not "4.1." or "3.2.1"."""
    return not before.strip(" (~c.") and not after.strip(" )*†‡#^")


def _odd_name(text: str, m: re.Match[str]) -> bool:
    """Whether a number in letters is part of a name, an ordinal, a reference or a time rather than a figure."""
    before, after = text[: m.start()], text[m.end() :]
    if re.search(r"[\w/.@:-]$", before) or re.match(r"(?:[-/:@]\w)", after):
        return True  # CP-12, 1/2, 10:30
    return re.fullmatch(r"[\d.]+(?:st|nd|rd|th|am|pm|s|[a-jln-zA-JLN-Z])[.,]?|\d+[.,]|0\d+\w*", m[0]) is not None


def _moved(mentions: list[PeriodMention], offset: int) -> tuple[PeriodMention, ...]:
    return tuple(PeriodMention(p.period, p.start + offset, p.end + offset, p.text) for p in mentions)


def _is_reference(before: str, number: str) -> bool:
    """Whether a number counts a table, section, quarter ...: "Table 3", "section 2.14", but "last quarter 71.5"."""
    found = _NOT_A_FIGURE.search(before)
    if found is None:
        return False
    if re.match(r"q", found[0], re.I):
        return number in {"1", "2", "3", "4"}
    return re.fullmatch(r"\d{1,3}(?:\.\d{1,2})?", number) is not None


def _heads(before: str, after: str, number: str) -> bool:
    """Whether a number stands at the very start as a paragraph's own: "5.4 The current ..."."""
    if re.fullmatch(r"0\d+", number) or re.search(r"\b0\d{2,4}[\s-](?:\d{3}[\s-])?$", before):
        return True  # a telephone number
    if before.strip() or "," in number:
        return False
    if re.match(r"^\.?\s+[A-Z]", after):
        return True
    # 4.2 52.0% of care leavers; not 454.7 days on average
    return re.fullmatch(r"\d{1,2}\.\d{1,2}", number) is not None and not _COUNTED.match(after)


def _is_year(number: str) -> bool:
    return re.fullmatch(r"(?:19|20)\d\d", number) is not None


def _clause(text: str, start: int, end: int) -> str:
    left = max(text.rfind(c, 0, start) for c in ",;()")
    rights = [i for i in (text.find(c, end) for c in ",;()") if i >= 0]
    return text[left + 1 : min(rights, default=len(text))]


def _bind(figures: list[Figure], mentions: tuple[PeriodMention, ...], text: str, offset: int) -> tuple[Figure, ...]:
    """Give each figure the period that the sentence puts beside it; None where it says none."""
    chosen: dict[int, PeriodMention] = {}
    for n, f in enumerate(figures):
        found = _beside(f, mentions, text, offset)
        if found is not None:
            chosen[n] = found
    used = {m.start for n, m in chosen.items() if not figures[n].is_change}
    for n, f in enumerate(figures):
        before = [m for m in mentions if m.end <= f.start]
        if n in chosen or f.back or not before or before[-1].start in used:
            continue
        if not any(before[-1].end <= g.start < f.start and not g.is_change for g in figures):
            chosen[n] = before[-1]  # the March 17 figure was ... 454.7
    return tuple(_with_period(f, chosen.get(n)) for n, f in enumerate(figures))


_AT_ONCE = re.compile(
    r"\s*[,(]?\s*(?:(?:as\s+)?(?:in|at|by|for|during|on|of)\s+)?(?:the\s+)?(?:(?:month[\s-])?end(?:\s+of)?\s+|(?:quarter|month|year)\s+"
    r"(?:to|ending|ended)\s+)?(?:the\s+)?",
    re.I,
)
_LATER_ON = re.compile(
    r"(?:\b(?:in|at|as\s+at|by|for|to|of|during|on|end|ending)|\()\s*(?:the\s+)?(?:end\s+(?:of\s+)?)?$", re.I
)


def _beside(f: Figure, mentions: tuple[PeriodMention, ...], text: str, offset: int) -> PeriodMention | None:
    following = [m for m in mentions if m.start >= f.end]
    gap = text[f.end - offset : following[0].start - offset] if following else ""
    if following and _AT_ONCE.fullmatch(gap):
        return following[0]  # 65 in Dec 16; 1,471 at the end of March 2025
    for m in mentions:
        if m.end <= f.start and re.fullmatch(r"\s*[(\[:=–-]\s*", text[m.end - offset : f.start - offset]):
            return m  # Sept 2016 (1448)
    if following and len(gap) < 90 and not re.search(r"[\d;:]", gap) and _LATER_ON.search(gap):
        return following[0]
    return None


def _with_period(f: Figure, mention: PeriodMention | None) -> Figure:
    period = mention.period if mention else None
    if period is not None:
        period = Period(period.end, period.end)
    back = "" if mention is not None else f.back
    return replace(f, period=period, mention=mention, back=back)


def direction_words(text: str, offset: int = 0) -> list[DirectionWord]:
    """Direction words of a text: rose, fell, better, worse or unchanged."""
    says = {"up": "rose", "down": "fell", "better": "improved", "worse": "worsened", "same": "unchanged"}
    return [
        DirectionWord(m.start() + offset, m.end() + offset, m[0], says[str(m.lastgroup)])
        for m in _DIRECTION.finditer(text)
    ]


def qualifies(s: Sentence, f: Figure) -> bool:
    """Whether the size of a change stands before its noun: "a 1% decrease"."""
    return _CHANGE_AFTER.match(s.text[f.end - s.start :]) is not None


def in_points(s: Sentence, f: Figure) -> bool:
    """Whether the text goes on with the unit: "2.5 percentage points"."""
    return _POINTS.match(s.text[f.end - s.start :]) is not None


def fits(word: str, change: Change | None, movement: str | None) -> bool:
    """Whether a direction word fits what the figures did."""
    if word in {"rose", "fell"}:
        return change == word
    if word == "unchanged":
        return change == "unchanged" or movement == "unchanged"
    return movement == word
