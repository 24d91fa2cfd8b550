"""Numbers located in running text: each with its characters, its sentence and the period named near it."""

# ruff: noqa: E501 - tables of patterns, one to a line

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from records import Period, PeriodMention, Value, find_periods, parse_value

_TOKEN = re.compile(
    r"""(?<![\w.,/])(?P<sign>[+\-−–](?=[£$€]?\d)(?<!\d[\-−–]))?(?:[£$€]\s?)?
    (?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?
    (?:\s?(?:bn|million|billion|thousand)(?![a-z])|[mk](?![a-z\d]))?
    (?:\s?%|\s?per\s?cent(?![a-z])|\s?percentage\s+points?|\s?(?:pp|ppts?)(?![a-z]))?""",
    re.VERBOSE | re.IGNORECASE,
)
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_TIME = r"(?:calendar\s+|working\s+|full\s+|financial\s+|consecutive\s+)?(?:days?|weeks?|months?|mths?|years?|yrs?|hours?|minutes?|quarters?)"


def _has(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words))


_DIGIT = re.compile(r"\d")
_RANGE = re.compile(r"\d\s?(?:[-–]|to)\s?\d")
_OF_TIME = re.compile(
    r"\d[\s-]*(?:(?:calendar|working|full|financial|consecutive)\s+)?(?:day|week|month|mth|year|yr|hour|minute|quarter)"
)
_STARTS = re.compile(r"\s*\(?\d")
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"

# Numerals that state no amount; the group "n", or the whole match, is the numeral. The first column is a clue
# without which a form cannot be there, found far quicker than the form: in the text in lower case, or in the text
# itself for forms that heed capitals.
_NOT_FIGURES = tuple(
    (clue, re.compile(p, flags), bool(flags & re.I))
    for clue, p, flags in (
        (_has("http", r"www\.", "@"), r"(?:https?://|www\.)\S+|\S+@\S+\.\w+", re.I),
        (re.compile(r"\d[A-Z]{2}"), r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b", 0),
        (re.compile(r"\d/\d{3}"), r"(?<![\w.,£])\d{2,4}/\d{3,6}(?![\w%])", 0),
        (_has("ref"), r"\bref(?:erence)?(?:\s+(?:no\.?|number))?\s*[:.]?\s*(?P<n>\d[\d/.-]*)(?![\d%])", re.I),
        (_RANGE, r"(?<![\w.,£%-])(?P<n>(?:\d|1\d|2\d)\s?[-–]\s?(?:1\d|2\d))(?![\w%.,-]|\s?%)", 0),
        (re.compile(r"0\d{2,5}\)?[\s-]?\d"), r"(?<![\w.,£])(?:\+\d{2}\s?)?\(?0\d{2,5}\)?[\s-]?\d[\d\s-]{4,9}\d(?![\w%])", 0),
        (re.compile(r"\d(?:[:.]\d{2}|\s?[ap]m)"), r"\b\d{1,2}[:.]\d{2}\s?(?:am|pm|hrs)\b|\b\d{1,2}\s?(?:am|pm)\b|\b\d{1,2}:\d{2}\b", re.I),
        (_has("age"), r"\b(?:aged?|ages?)\s+(?:between\s+|from\s+|of\s+|under\s+|over\s+)?(?P<n>\d{1,2}(?:\s*(?:-|–|to|and|&)\s*\d{1,2})?\+?)(?![\d%.]\d)(?!%)", re.I),
        (_has("old"), r"(?<![\w.])(?P<n>\d{1,2}\s*(?:(?:-|–|to|and|&)\s*\d{1,2})?\+?)[\s-]*year[\s-]*olds?\b", re.I),
        (_RANGE, r"(?:^|\n|•)\s*(?P<n>\d{1,2}\s?(?:-|–|to)\s?\d{1,2})(?=\s*(?:-|–|:|years|yrs)\s)", re.I),
        (_RANGE, r"(?<![\w.,£-])(?P<n>\d{1,2}\s?[-–]\s?\d{1,2})(?=\s+(?:[A-Z]\w+|transformation|programme|agenda|year))", 0),
        (_has("table", "figure", "chart", "append", "annex", "para", "section", "item", "page", "chapter", "box", "note", "minute", r"no\.", "version"), r"\b(?:tables?|figures?|charts?|append(?:ix|ices)|annex|paragraphs?|paras?|sections?|items?|pages?|chapters?|box|note|minutes?|no\.|version)\s+(?P<n>\d+(?:\.\d+)*(?:\s*(?:,|and|to|-|–|&)\s*\d+(?:\.\d+)*)*)(?![\d%]|\.\d|,\d{3})", re.I),
        (re.compile(r"[A-Z][a-zA-Z]+\s+\d"), r"\b(?:Measure|Challenge|Priority|Outcome|Objective|Phase|Stage|Tier|Level|Step|Part|Group|Indicator|KPI|Theme|Strand|Option|Catch|Key Stage|KS|Band|Grade|Regulation|Article)s?\s+(?P<n>\d{1,3}(?:\.\d+)*[a-z]?)(?![\w%]|\.\d)", 0),
        (_has("tier", "phase", "stage", "level", "stream"), r"\b(?:tier|phase|stage|level|key\s+stage|work\s?stream)\s+(?P<n>\d)(?![\w%]|\.\d)", re.I),
        (re.compile(r"[A-Z][-/]?\d"), r"(?<![\w£$€.])(?:[A-Z]{1,6}[-/]?\d+[A-Za-z]?(?:[-/.]\d+)*)(?![\w%])", 0),
        (re.compile(r"(?:Act|Regulations?|Order)\s+\d"), r"\b(?:Act|Regulations?|Order)\s+(?P<n>(?:18|19|20)\d{2})\b", 0),
        (re.compile(r"\d(?:st|nd|rd|th)"), r"(?<![\w.,])\d+(?:st|nd|rd|th)\b", 0),
        (re.compile(r"\d(?<=[a-z]\d)"), r"(?<=[a-z]{3})(?P<n>\d{1,2})(?=[\s.,;:)]|$)", 0),
        (_STARTS, r"^\s*(?P<n>\(?\d{1,2}(?:\.\d{1,2}){1,3}\.?\)?)(?=\s+[A-Z‘“\"'(])", 0),
        (_STARTS, r"^\s*(?P<n>\(?\d{1,2}[.)])(?=\s+\S)", 0),
        (re.compile(rf"\d(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTHS})"), rf"(?<![\w.,])(?P<n>\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH})\b(?!\s*\d)", re.I),
        (re.compile(rf"(?:{_MONTHS})[a-z]*['’]?\s?\d"), rf"\b{_MONTH}['’]?\s?(?:19|20)?\d{{2}}(?![\d%]|\.\d)\b(?<!may \d\d)", re.I),
        (re.compile(r"\d{4}/\d"), rf"\b{_MONTH}\s+\d{{4}}/\d{{1,4}}", re.I),
        (re.compile(r"(?:19|20)\d{2}\s*(?:-|–|/|to|and)\s*\d"), r"(?<![\w.,£])(?:19|20)\d{2}\s*(?:-|–|/|to|and)\s*(?:(?:19|20)\d{2}|\d{1,2})(?![\w%]|[.,]\d)", re.I),
        (re.compile(r"\d\s?[-/]\s?\d{2}\s"), r"(?<![\w.,£/])\d{2}\s?[-/]\s?\d{2}(?=\s+(?:action|financial|year|target|outturn|budget|plan|strategy))", re.I),
        (re.compile(r"(?:19[5-9]|20[0-5])\d"), r"(?<![\w.,£+\-−])(?:19[5-9]|20[0-5])\d(?![\w%+]|[.,]\d)(?!\s?(?:%|per\s?cent|children|young\s+people|cases|days|referrals|assessments|plans|visits|people|carers|placements|households))", re.I),
        (re.compile(r"q(?:uarter|tr)?\s?[1-4]"), r"\bq(?:uarter|tr)?\s?(?P<n>[1-4])(?![\d%]|\.\d)\b", re.I),
        (_OF_TIME, rf"\b(?:within|in\s+the\s+(?:last|past|next|previous)|the\s+(?:last|past|next|previous)|(?:last|past|next|previous)|for|over|under|at\s+least|more\s+than|less\s+than|up\s+to|after|every|rolling|outside(?:\s+of)?(?:\s+the)?)\s+(?P<n>\d+(?:\.\d+)?)[\s-]*{_TIME}(?![a-z])", re.I),
        (_OF_TIME, r"(?<![\w.,£])(?P<n>\d+(?:\.\d+)?)[\s-]*(?:working\s+)?(?:weeks?|months?|mths?|years?|yrs?|hours?|minutes?)\b", re.I),
        (_OF_TIME, r"(?<![\w.,£])(?P<n>\d+)[\s-]*(?:working\s+)?days?\s+(?:of|or|time(?:scale|frame)?s?|after|before|prior)\b|(?<![\w.,£])(?P<m>\d+)[\s-]+day\b", re.I),
        (re.compile(r"\d\s*(?:\+|or\s)"), r"(?<![\w.,£])(?P<n>\d+)\s*(?:\+|or\s+more|or\s+fewer)\s+(?:placements?|moves?|times?|reviews?|episodes?|workers?)\b", re.I),
        (re.compile(r"\d\+"), r"(?<![\w.,£])(?P<n>\d+)\+(?=\s)", 0),
        (re.compile(r"per\s+\d"), r"\bper\s+(?P<n>\d{1,3}(?:,\d{3})+|1000+|100)\b", re.I),
        (_has("24/7"), r"\b24/7\b", 0),
    )
)  # fmt: skip

_NUMBER_WORDS = {
    w: i
    for i, w in enumerate(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
         "sixteen", "seventeen", "eighteen", "nineteen", "twenty"], start=2)
} | {"thirty": 30, "forty": 40, "fifty": 50}  # fmt: skip
# Words count where they count something: not in "two years", "the eight measures" or "three or more placements".
_WORD = re.compile(
    rf"(?<![\w-])(?<!the )(?<!these )(?<!those )(?:{'|'.join(_NUMBER_WORDS)})(?![\w-])(?=\s+(?:(?:out )?of\s+(?:the|these|those|our|\d)|more|fewer|further|new|children|young|cases|indicators|carers|families|placements|homes))(?!\s+(?:or|and|to)\s)",
    re.I,
)

_COUNTING_WORD = re.compile(
    rf"(?:{'|'.join(_NUMBER_WORDS)})\s+(?:out|of|more|few|further|new|child|young|case|indic|carer|famil|place|home)"
)

_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|etc|no|nos|ave|approx|dr|mr|mrs|ms|st|vs|fig|para|exc|incl?|ref|Cllr|Rev|pp?)|\b[A-Z])\.$", re.I
)


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
    for m in re.finditer(r"[.!?]['\"”’)]*(?=\s+['\"“‘(]?[A-Z0-9£•])|\n", text):
        piece = text[start : m.end()]
        if m[0] != "\n" and _ABBREVIATION.search(piece.rstrip("'\"”’)")):
            continue
        if piece.strip():
            out.append((start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))
        start = m.end()
    rest = text[start:]
    if rest.strip():
        out.append((start + len(rest) - len(rest.lstrip()), start + len(rest.rstrip())))
    return out


def _no_figures(text: str) -> list[tuple[int, int]]:
    """Spans of a text whose numerals state no amount."""
    low = text.lower()
    taken = [(m.start, m.end) for m in find_periods(text)]
    for clue, form, any_case in _NOT_FIGURES:
        if not (clue.match(text) if clue is _STARTS else clue.search(low if any_case else text)):
            continue
        for m in form.finditer(text):
            groups = [g for g in m.groupdict() if m[g] is not None]
            taken.append(m.span(groups[0]) if groups else m.span())
    return taken


def find_figures(text: str) -> list[FoundFigure]:
    """Every number of a text that states an amount.

    Dates, paragraph numbers, references, telephone numbers, ages, lengths of time and numbers in names are left
    out: they state no figure.

    Args:
        text: A paragraph or a cell.
    """
    found: list[tuple[int, int, Value]] = []
    if _COUNTING_WORD.search(text.lower()):
        found += [
            (m.start(), m.end(), Value(m[0], Decimal(_NUMBER_WORDS[m[0].lower()]), 0, "count"))
            for m in _WORD.finditer(text)
        ]
    if _DIGIT.search(text):
        for m in _TOKEN.finditer(text):
            printed = m[0].strip()
            start = m.start() + len(m[0]) - len(m[0].lstrip())
            found.append((start, start + len(printed), parse_value(printed)))
    if not found:
        return []
    taken = _no_figures(text)
    found = [(start, end, v) for start, end, v in found if v.known and not any(a < end and start < b for a, b in taken)]
    if not found:
        return []
    spans = sentences(text)
    mentions = find_periods(text)
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
