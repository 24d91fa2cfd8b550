"""Numerals that state no amount: dates, references, ages, lengths of time, numbers in names, telephone numbers."""

# ruff: noqa: E501 - tables of patterns, one to a line

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from records import PeriodMention

_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
_MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_TIME = r"(?:calendar\s+|working\s+|full\s+|financial\s+|consecutive\s+)?(?:days?|weeks?|months?|mths?|years?|yrs?|hours?|minutes?|quarters?)"
_WITHIN = r"(?:within|last|past|next|previous|for|over|under|at\s+least|more\s+than|less\s+than|up\s+to|after|every|rolling|outside(?:\s+of)?(?:\s+the)?)"
_PLACES = r"(?:tables?|figures?|charts?|append(?:ix|ices)|annex|paragraphs?|paras?|sections?|items?|pages?|chapters?|box|note|minutes?|no\.|version)"
_NAMES = r"(?:Measure|Challenge|Priority|Outcome|Objective|Phase|Stage|Tier|Level|Step|Part|Group|Indicator|KPI|Theme|Strand|Option|Catch|KS|Band|Grade|Regulation|Article)s?"
_TIERS = r"(?:tier|phase|stage|level|work\s?stream)"


@dataclass(frozen=True)
class _Form:
    """One way in which a text holds a numeral that states no amount.

    Attributes:
        clue: What the text cannot do without, found far quicker than the form itself: a string, or where the
            form begins; None where the form begins with a digit: the digits of a text are found once for all.
        words: The form; its group "n", or the whole of it, is the numeral.
        flags: Of the form; where case does not matter, the clue is looked for in the text in lower case.
    """

    clue: str | re.Pattern[str] | None
    words: str
    flags: int

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The form, made when its clue is first met: most are rare."""
        return re.compile(self.words, self.flags)

    def spans(self, text: str, low: str, digits: Sequence[int]) -> Iterable[tuple[int, int]]:
        """Characters of each such numeral."""
        source = low if self.flags & re.I else text
        if self.clue is None:
            found = self._beginning(text, digits)
        elif isinstance(self.clue, re.Pattern) and len(low) == len(text):
            found = self._beginning(text, [clue.start() for clue in self.clue.finditer(source)])
        elif isinstance(self.clue, str) and self.clue not in source:
            return []
        else:
            found = list(self.pattern.finditer(text))
        if not found:
            return []
        group = "n" if "n" in self.pattern.groupindex else 0
        return [m.span(group) for m in found]

    def _beginning(self, text: str, starts: Iterable[int]) -> list[re.Match[str]]:
        """What the form finds from left to right, where it can begin at these characters only."""
        out: list[re.Match[str]] = []
        end = 0
        for start in starts:
            if start >= end and (m := self.pattern.match(text, start)):
                out.append(m)
                end = m.end()
        return out


_DIGIT = re.compile(r"\d")


def _starting(words: str) -> re.Pattern[str]:
    return re.compile(words)


# Forms that begin with a digit look behind it only once they found one: a pattern that begins with a digit is
# searched for many times quicker than one that begins with what must not stand before it.
_FORMS = tuple(
    _Form(clue, words, int(flags))
    for clue, words, flags in (
        ("://", r"https?://\S+", re.I),
        ("www.", r"www\.\S+", re.I),
        ("@", r"\S+@\S+\.\w+", re.I),
        (_starting(r"[A-Z]{1,2}\d[A-Z\d]?\s\d"), r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b", 0),
        ("/", r"\d(?<![\w.,£]\d)\d{1,3}/\d{3,6}(?![\w%])", 0),
        (_starting(r"ref(?:erence)?(?:\s+(?:no\.?|number))?\s*[:.]?\s*\d"), r"\bref(?:erence)?(?:\s+(?:no\.?|number))?\s*[:.]?\s*(?P<n>\d[\d/.-]*)(?![\d%])", re.I),
        (None, r"(?P<n>\d(?<![\w.,£%-]\d)(?:(?<=[12])\d)?\s?[-–]\s?(?:1\d|2\d))(?![\w%.,-]|\s?%)", 0),
        (_starting(r"[+(0]"), r"(?<![\w.,£])(?:\+\d{2}\s?)?\(?0\d{2,5}\)?[\s-]?\d[\d\s-]{4,9}\d(?![\w%])", 0),
        (None, r"\d(?<!\w\d)\d?(?:[:.]\d{2}\s?(?:am|pm|hrs)\b|\s?(?:am|pm)\b|:\d{2}\b)", re.I),
        (_starting(r"age[ds]?\s+(?:between\s+|from\s+|of\s+|under\s+|over\s+)?\d"), r"\b(?:aged?|ages?)\s+(?:between\s+|from\s+|of\s+|under\s+|over\s+)?(?P<n>\d{1,2}(?:\s*(?:-|–|to|and|&)\s*\d{1,2})?\+?)(?![\d%.]\d)(?!%)", re.I),
        ("old", r"(?P<n>\d(?<![\w.]\d)\d?\s*(?:(?:-|–|to|and|&)\s*\d{1,2})?\+?)[\s-]*year[\s-]*olds?\b", re.I),
        ("", r"(?:^|\n|•)\s*(?P<n>\d{1,2}\s?(?:-|–|to)\s?\d{1,2})(?=\s*(?:-|–|:|years|yrs)\s)", re.I),
        (None, r"(?P<n>\d(?<![\w.,£-]\d)\d?\s?[-–]\s?\d{1,2})(?=\s+(?:[A-Z]\w+|transformation|programme|agenda|year))", 0),
        (_starting(rf"{_PLACES}\s+\d"), rf"\b{_PLACES}\s+(?P<n>\d+(?:\.\d+)*(?:\s*(?:,|and|to|-|–|&)\s*\d+(?:\.\d+)*)*)(?![\d%]|\.\d|,\d{{3}})", re.I),
        (_starting(rf"{_NAMES}\s+\d"), rf"\b{_NAMES}\s+(?P<n>\d{{1,3}}(?:\.\d+)*[a-z]?)(?![\w%]|\.\d)", 0),
        (_starting(rf"{_TIERS}\s+\d"), rf"\b{_TIERS}\s+(?P<n>\d)(?![\w%]|\.\d)", re.I),
        ("", r"[A-Z](?<![\w£$€.][A-Z])[A-Z]{0,5}[-/]?\d+[A-Za-z]?(?:[-/.]\d+)*(?![\w%])", 0),
        (_starting(r"(?:Act|Regulations?|Order)\s+\d"), r"\b(?:Act|Regulations?|Order)\s+(?P<n>(?:18|19|20)\d{2})\b", 0),
        (None, r"\d(?<![\w.,]\d)\d*(?:st|nd|rd|th)\b", 0),
        (None, r"(?P<n>\d(?<=[a-z]{3}\d)\d?)(?=[\s.,;:)]|$)", 0),
        (None, rf"(?P<n>\d(?<![\w.,]\d)\d?(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH})\b(?!\s*\d)", re.I),
        (_starting(rf"{_MONTHS}['’]?\s?\d"), rf"\b{_MONTH}['’]?\s?(?:19|20)?\d{{2}}(?![\d%]|\.\d)\b(?<!may \d\d)", re.I),
        (_starting(rf"{_MONTHS}\s+\d{{4}}/"), rf"\b{_MONTH}\s+\d{{4}}/\d{{1,4}}", re.I),
        (None, r"(?:19|20)(?<![\w.,£]\d\d)\d{2}\s*(?:-|–|/|to|and)\s*(?:(?:19|20)\d{2}|\d{1,2})(?![\w%]|[.,]\d)", re.I),
        (None, r"\d(?<![\w.,£/]\d)\d\s?[-/]\s?\d{2}(?=\s+(?:action|financial|year|target|outturn|budget|plan|strategy))", re.I),
        (None, r"(?:19[5-9]|20[0-5])(?<![\w.,£+\-−]\d{3})\d(?![\w%+]|[.,]\d)(?!\s?(?:%|per\s?cent|children|young\s+people|cases|days|referrals|assessments|plans|visits|people|carers|placements|households))", re.I),
        (_starting(r"q(?:uarter|tr)?\s?[1-4]"), r"\bq(?:uarter|tr)?\s?(?P<n>[1-4])(?![\d%]|\.\d)\b", re.I),
        (_starting(rf"{_WITHIN}\s+\d"), rf"\b{_WITHIN}\s+(?P<n>\d+(?:\.\d+)?)[\s-]*{_TIME}(?![a-z])", re.I),
        (None, r"(?P<n>\d(?<![\w.,£]\d)\d*(?:\.\d+)?)[\s-]*(?:working\s+)?(?:weeks?|months?|mths?|years?|yrs?|hours?|minutes?)\b", re.I),
        (None, r"(?P<n>\d(?<![\w.,£]\d)\d*)(?:[\s-]*(?:working\s+)?days?\s+(?:of|or|time(?:scale|frame)?s?|after|before|prior)\b|[\s-]+day\b)", re.I),
        (None, r"(?P<n>\d(?<![\w.,£]\d)\d*)\s*(?:\+|or\s+more|or\s+fewer)\s+(?:placements?|moves?|times?|reviews?|episodes?|workers?)\b", re.I),
        ("+", r"(?P<n>\d(?<![\w.,£]\d)\d*)\+(?=\s)", 0),
        (_starting(r"per\s+\d"), r"\bper\s+(?P<n>\d{1,3}(?:,\d{3})+|1000+|100)\b", re.I),
        ("24/7", r"\b24/7\b", 0),
    )
)  # fmt: skip
# The number of a paragraph, at its very beginning.
_LEADING = tuple(
    re.compile(p)
    for p in (
        r"\s*(?P<n>\(?\d{1,2}(?:\.\d{1,2}){1,3}\.?\)?)(?=\s+[A-Z‘“\"'(])",
        r"\s*(?P<n>\(?\d{1,2}[.)])(?=\s+\S)",
    )
)


def no_figures(text: str, periods: Iterable[PeriodMention]) -> list[tuple[int, int]]:
    """Where the numerals of a text stand that state no amount.

    Args:
        text: A paragraph or a cell.
        periods: Those it names.

    Returns:
        (first character, one past the last) of each; some may overlap.
    """
    low = text.lower()
    out = [(p.start, p.end) for p in periods]
    digits = [m.start() for m in _DIGIT.finditer(text)]
    for form in _FORMS:
        out.extend(form.spans(text, low, digits))
    out.extend(m.span("n") for leading in _LEADING if (m := leading.match(text)))
    return out
