"""Numerals that state no amount: dates, references, ages, lengths of time, numbers in names, telephone numbers."""

# ruff: noqa: E501 - tables of patterns, one to a line

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from records import MONTH_FORM, PeriodMention

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
            form begins; None where that is handed over.
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

    @cached_property
    def group(self) -> int | str:
        """The group that is the numeral."""
        return "n" if "n" in self.pattern.groupindex else 0

    def spans(self, text: str, low: str, begins: Sequence[int] = ()) -> Iterable[tuple[int, int]]:
        """Characters of each such numeral.

        Args:
            text: To look through.
            low: The same in lower case.
            begins: Where a form without a clue may begin.
        """
        clue = self.clue
        if clue is None:
            found = self._beginning(text, begins)
        elif isinstance(clue, str):
            if clue not in (low if self.flags & _NO_CASE else text):
                return ()
            found = list(self.pattern.finditer(text))
        elif len(low) == len(text):
            found = self._beginning(text, [m.start() for m in clue.finditer(low if self.flags & _NO_CASE else text)])
        else:
            found = list(self.pattern.finditer(text))
        return [m.span(self.group) for m in found] if found else ()

    def _beginning(self, text: str, starts: Iterable[int]) -> list[re.Match[str]]:
        """What the form finds from left to right, where it can begin at these characters only."""
        out: list[re.Match[str]] = []
        end = 0
        match = self.pattern.match
        for start in starts:
            if start >= end and (m := match(text, start)):
                out.append(m)
                end = m.end()
        return out


_NO_CASE = int(re.I)
_NUMBER = re.compile(r"\d+")
_MARKED = bytes(48 if 48 <= code < 58 else 32 for code in range(256))
# What must stand at a number for any of the forms that begin with one. Most numbers have none of it.
_TELLING = re.compile(
    r"(?<=[a-z])\d|(?:19|20)\d|\d+(?:\.\d+)?(?:\s*[-–/:+]|\s?[ap]m|\s?hrs|st|nd|rd|th|[\s-]*(?:of|or|"
    r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|working|week|month|mth|year|yr|hour|minute|day))",
    re.I,
)
_LINE = re.compile(r"[\n•]")
_LAST_WORD = re.compile(r"[a-z]+\Z")
_MONTHS_BEGIN = frozenset(re.findall("[a-z]{3}", "jan feb mar apr may jun jul aug sep oct nov dec"))
_LEADING_WORDS = frozenset(
    re.findall("[a-z]+",
        "ref reference no number age ages aged between from of under over table tables figure figures chart charts appendix appendices annex "
        "paragraph paragraphs para paras section sections item items page pages chapter chapters box note minute minutes version measure measures "
        "challenge challenges priority prioritys outcome outcomes objective objectives phase phases stage stages tier tiers level levels step steps "
        "part parts group groups indicator indicators kpi kpis theme themes strand strands option options catch catchs ks kss band bands grade grades "
        "regulation regulations article articles workstream stream act order q quarter qtr within last past next previous for least than to after "
        "every rolling outside the per")
)  # fmt: skip
"""The last words that the forms of ``_LED`` have before their number, but for the months."""


def _is_led(low: str, number: int) -> bool:
    """Whether the word before a number may make it a numeral that states no amount; never too strict."""
    for word in reversed(low[max(0, number - 40) : number].split()):
        if word.isalpha():
            return word in _LEADING_WORDS or word[:3] in _MONTHS_BEGIN
        bare = word.rstrip(":.'’")
        if bare:
            last = _LAST_WORD.search(bare)
            return last is not None and (last[0] in _LEADING_WORDS or last[0][:3] in _MONTHS_BEGIN)
    return number > 40


def _is_coded(text: str, number: int) -> bool:
    """Whether a capital stands before a number, or before the stroke or hyphen there."""
    before = text[number - 2 : number] if number > 1 else text[:number]
    return "A" <= before[-1:] <= "Z" or (before[-1:] in {"-", "/"} and "A" <= before[:1] <= "Z")


def numbers_in(text: str) -> list[int]:
    """Where each run of digits of a text begins."""
    try:
        plain = text.encode("latin-1")
    except UnicodeEncodeError:
        return [m.start() for m in _NUMBER.finditer(text)]
    marked = plain.translate(_MARKED)
    out: list[int] = []
    at = marked.find(b"0")
    while at >= 0:
        out.append(at)
        end = marked.find(b" ", at)
        at = marked.find(b"0", end) if end >= 0 else -1
    return out


def _starting(words: str) -> re.Pattern[str]:
    return re.compile(words)


def _forms(*rows: tuple[str | re.Pattern[str] | None, str, int]) -> tuple[_Form, ...]:
    return tuple(_Form(clue, words, int(flags)) for clue, words, flags in rows)


_FREE = _forms(
    ("://", r"https?://\S+", re.I),
    ("www.", r"www\.\S+", re.I),
    ("@", r"\S+@\S+\.\w+", re.I),
    ("/", r"\d(?<![\w.,£]\d)\d{1,3}/\d{3,6}(?![\w%])", 0),
    (_starting(r"[+(0]"), r"(?<![\w.,£])(?:\+\d{2}\s?)?\(?0\d{2,5}\)?[\s-]?\d[\d\s-]{4,9}\d(?![\w%])", 0),
    ("old", r"(?P<n>\d(?<![\w.]\d)\d?\s*(?:(?:-|–|to|and|&)\s*\d{1,2})?\+?)[\s-]*year[\s-]*olds?\b", re.I),
    ("+", r"(?P<n>\d(?<![\w.,£]\d)\d*)\+(?=\s)", 0),
    ("24/7", r"\b24/7\b", 0),
)  # fmt: skip
# At the beginning of a line.
_OF_LINES = _forms(
    (None, r"(?:^|\n|•)\s*(?P<n>\d{1,2}\s?(?:-|–|to)\s?\d{1,2})(?=\s*(?:-|–|:|years|yrs)\s)", re.I),
)  # fmt: skip
# A number after a capital letter.
_CODED = _forms(
    (_starting(r"[A-Z]{1,2}\d[A-Z\d]?\s\d"), r"\b[A-Z]{1,2}\d[A-Z\d]?\s\d[A-Z]{2}\b", 0),
    ("", r"[A-Z](?<![\w£$€.][A-Z])[A-Z]{0,5}[-/]?\d+[A-Za-z]?(?:[-/.]\d+)*(?![\w%])", 0),
)  # fmt: skip
# These begin with a digit and look behind it only once they found one: a pattern that begins with a digit is searched
# for many times quicker than one that begins with what must not stand before it.
_NUMBERED = _forms(
    (None, r"(?P<n>\d(?<![\w.,£%-]\d)(?:(?<=[12])\d)?\s?[-–]\s?(?:1\d|2\d))(?![\w%.,-]|\s?%)", 0),
    (None, r"\d(?<!\w\d)\d?(?:[:.]\d{2}\s?(?:am|pm|hrs)\b|\s?(?:am|pm)\b|:\d{2}\b)", re.I),
    (None, r"(?P<n>\d(?<![\w.,£-]\d)\d?\s?[-–]\s?\d{1,2})(?=\s+(?:[A-Z]\w+|transformation|programme|agenda|year))", 0),
    (None, r"\d(?<![\w.,]\d)\d*(?:st|nd|rd|th)\b", 0),
    (None, r"(?P<n>\d(?<=[a-z]{3}\d)\d?)(?=[\s.,;:)]|$)", 0),
    (None, rf"(?P<n>\d(?<![\w.,]\d)\d?(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH_FORM})\b(?!\s*\d)", re.I),
    (None, r"(?:19|20)(?<![\w.,£]\d\d)\d{2}\s*(?:-|–|/|to|and)\s*(?:(?:19|20)\d{2}|\d{1,2})(?![\w%]|[.,]\d)", re.I),
    (None, r"\d(?<![\w.,£/]\d)\d\s?[-/]\s?\d{2}(?=\s+(?:action|financial|year|target|outturn|budget|plan|strategy))", re.I),
    (None, r"(?:19[5-9]|20[0-5])(?<![\w.,£+\-−]\d{3})\d(?![\w%+]|[.,]\d)(?!\s?(?:%|per\s?cent|children|young\s+people|cases|days|referrals|assessments|plans|visits|people|carers|placements|households))", re.I),
    (None, r"(?P<n>\d(?<![\w.,£]\d)\d*(?:\.\d+)?)[\s-]*(?:working\s+)?(?:weeks?|months?|mths?|years?|yrs?|hours?|minutes?)\b", re.I),
    (None, r"(?P<n>\d(?<![\w.,£]\d)\d*)(?:[\s-]*(?:working\s+)?days?\s+(?:of|or|time(?:scale|frame)?s?|after|before|prior)\b|[\s-]+day\b)", re.I),
    (None, r"(?P<n>\d(?<![\w.,£]\d)\d*)\s*(?:\+|or\s+more|or\s+fewer)\s+(?:placements?|moves?|times?|reviews?|episodes?|workers?)\b", re.I),
)  # fmt: skip
# A word and a number after it: most numbers have none of these words before them.
_LED = _forms(
    (_starting(r"ref(?:erence)?(?:\s+(?:no\.?|number))?\s*[:.]?\s*\d"), r"\bref(?:erence)?(?:\s+(?:no\.?|number))?\s*[:.]?\s*(?P<n>\d[\d/.-]*)(?![\d%])", re.I),
    (_starting(r"age[ds]?\s+(?:between\s+|from\s+|of\s+|under\s+|over\s+)?\d"), r"\b(?:aged?|ages?)\s+(?:between\s+|from\s+|of\s+|under\s+|over\s+)?(?P<n>\d{1,2}(?:\s*(?:-|–|to|and|&)\s*\d{1,2})?\+?)(?![\d%.]\d)(?!%)", re.I),
    (_starting(rf"{_PLACES}\s+\d"), rf"\b{_PLACES}\s+(?P<n>\d+(?:\.\d+)*(?:\s*(?:,|and|to|-|–|&)\s*\d+(?:\.\d+)*)*)(?![\d%]|\.\d|,\d{{3}})", re.I),
    (_starting(rf"{_NAMES}\s+\d"), rf"\b{_NAMES}\s+(?P<n>\d{{1,3}}(?:\.\d+)*[a-z]?)(?![\w%]|\.\d)", 0),
    (_starting(rf"{_TIERS}\s+\d"), rf"\b{_TIERS}\s+(?P<n>\d)(?![\w%]|\.\d)", re.I),
    (_starting(r"(?:Act|Regulations?|Order)\s+\d"), r"\b(?:Act|Regulations?|Order)\s+(?P<n>(?:18|19|20)\d{2})\b", 0),
    (_starting(rf"{_MONTHS}['’]?\s?\d"), rf"\b{MONTH_FORM}['’]?\s?(?:19|20)?\d{{2}}(?![\d%]|\.\d)\b(?<!may \d\d)", re.I),
    (_starting(rf"{_MONTHS}\s+\d{{4}}/"), rf"\b{MONTH_FORM}\s+\d{{4}}/\d{{1,4}}", re.I),
    (_starting(r"q(?:uarter|tr)?\s?[1-4]"), r"\bq(?:uarter|tr)?\s?(?P<n>[1-4])(?![\d%]|\.\d)\b", re.I),
    (_starting(rf"{_WITHIN}\s+\d"), rf"\b{_WITHIN}\s+(?P<n>\d+(?:\.\d+)?)[\s-]*{_TIME}(?![a-z])", re.I),
    (_starting(r"per\s+\d"), r"\bper\s+(?P<n>\d{1,3}(?:,\d{3})+|1000+|100)\b", re.I),
)  # fmt: skip
_FORMS = (*_FREE, *_OF_LINES, *_CODED, *_NUMBERED, *_LED)
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
    numbers = numbers_in(text)
    lines = [m.start() for m in _LINE.finditer(text)] if "\n" in text or "•" in text else []
    told: list[tuple[Sequence[_Form], Sequence[int]]] = [(_FREE, ()), (_OF_LINES, [0, *lines])]
    if any(_is_coded(text, n) for n in numbers):
        told.append((_CODED, ()))
    if telling := [n for n in numbers if _TELLING.match(text, n)]:
        told.append((_NUMBERED, telling))
    if len(low) != len(text) or any(_is_led(low, n) for n in numbers):
        told.append((_LED, ()))
    for forms, begins in told:
        for form in forms:
            clue = form.clue
            if clue.__class__ is str and clue not in (low if form.flags & _NO_CASE else text):
                continue  # most forms of most texts: a call less for each
            out.extend(form.spans(text, low, begins))
    out.extend(m.span("n") for leading in _LEADING if (m := leading.match(text)))
    return out
