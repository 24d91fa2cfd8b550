"""Which time each figure of a sentence belongs to: "in Sept 2016 (766)", "up from 5.1% a year ago", "since June, from A to B".

A figure takes the time that stands beside it; else the older end of a comparison takes the time compared with, and
the others the time their clause opens or closes with. What the sentence leaves open stays open: the older end of a
comparison is never taken to be of the paper's own period.
"""

# ruff: noqa: E501 - a table of patterns, one to a line

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from check.sentences import Sentence
from check.size_words import RECORD_OF_SPAN, sizes_of_template
from check.sought import Sought
from check.time_words import TimeWord, mark_times

_T = r"«(?:P|R)\d+»"
ANY_MARK = Sought(r"«(?P<kind>[NPR])(?P<n>\d+)»")
_ADV = r"(?:(?:about|around|approximately|approx\.?|nearly|almost|just|over|only|some|a|an|total|average|of|under|at|circa|the|figure|rate|result|level|outturn|high|low|number|performance|was|it|provisional|revised|stood)\s+)*"
_LINK = r"(?:of|was|is|were|at|stood\s+at|it\s+was|there\s+were|came\s+to|being)"
_WHAT = r"(?:figure|result|position|outturn|level|rate|total|number|average|performance|value|count|score|percentage)"
_SAME = r"(?:same|corresponding|equivalent|this)\s+(?:point|time|stage|period|month|quarter|date|position)"
_END_OF = rf"(?:the\s+)?(?:(?:(?:end|start|beginning|close)\s+of|{_SAME}\s+(?:of|in|during))\s+(?:the\s+)?)?"
_COMPARED = r"(?:since|compared\s+(?:to|with)|in\s+comparison\s+(?:to|with)|against|versus|vs\.?|than(?:\s+(?:in|at|for))?|on|from|until|relative\s+to|over|better\s+than)"
_OWN = rf"\s*(?:(?!and\b|but\b|or\b|than\b)[a-z]+\s+){{0,2}}?(?:in|at|as\s+at|for|during)\s+{_END_OF}{_T}"
"""Behind a figure that names a time of its own: "10.08 in 2024/25 (10.48 in 2023/24)"."""

_AFTER_TIME: tuple[Sought, ...] = tuple(
    Sought(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?P<t>{_T})\s*(?:\(\s*|:\s*|=\s*|[-–]\s+|was\s+|it\s+was\s+|is\s+|,?\s*(?:with|at)\s+(?!the\s))(?:{_LINK}\s+)?{_ADV}«N(?P<k>\d+)»(?!{_OWN})",
        rf"(?P<t>{_T})\s*,?\s*\(?\s*when\s+[^«;.]{{0,60}}?«N(?P<k>\d+)»",
        rf"(?P<t>{_T})['’]s\s+[^«;.,:]{{0,140}}?(?::\s*|\(\s*)?«N(?P<k>\d+)»",
        rf"(?P<t>{_T})\s+{_WHAT}\s*(?:for\s+[^«;.,]{{0,120}}?)?(?:{_LINK}|:|\(|=)?\s*{_ADV}«N(?P<k>\d+)»",
    )
)
_BEFORE_TIME = Sought(
    rf"«N(?P<k>\d+)»\s*(?:(?!(?:and|but|while|whereas)\b)[a-z-]+\s+){{0,2}}?(?:\(\s*(?:{_END_OF})?|(?:in|at|as\s+at|for|during|by|to|of)\s+{_END_OF}(?:(?:month|quarter|year|position)\s+(?:of|at|to)\s+)?\(?|(?P<span>(?:in|for|over|during)\s+the\s+(?:[a-z\d-]+\s+){{0,2}}?(?:months?|weeks?|quarters?|years?|terms?|period)\s+(?:to|ending|ended|up\s+to)\s+{_END_OF})|\s*,?\s*|reported\s+(?:in|for|at)\s+{_END_OF})(?P<t>{_T})",
    re.IGNORECASE,
)
_TRAILING = Sought(
    rf"^(?:(?!\b(?:whereas|whilst|although|though)\b)(?:[^«;]|\.(?=\d))){{0,130}}?\b(?:in|at|as\s+at|by|for|on|during|to|of)\s+{_END_OF}(?:[^«;(]{{0,20}}\()?(?P<t>{_T})",
    re.IGNORECASE,
)
_COMPARES = Sought(
    rf"\b(?:{_COMPARED}|above|below|under|ahead\s+of|behind|short\s+of)\s+(?:that\s+(?:of|in|for)\s+|the\s+{_WHAT}\s+(?:in|at|for)\s+)?{_END_OF}$",
    re.IGNORECASE,
)
_COMPARING = Sought(
    r"\b(?:since|compared\s+(?:to|with)|up\s+from|down\s+from|than\s+(?:in|at|the|a)|between|up\s+on|down\s+on|when\s+it\s+(?:was|stood)|against|"
    rf"(?:above|below|over|under)\s+(?:the\s+)?(?:{_WHAT}|that|those))\b",
    re.IGNORECASE,
)
_PAST_EVENT = Sought(
    r"\b(?:after|following|despite)\s+(?:an?|the|its|their|last|several|two|three)\s+[^,«;.]{2,40}\s(?:in|during|of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_THAN = Sought(rf"\bthan\s+(?:(?:in|at|for|during)\s+)?{_END_OF}$", re.IGNORECASE)
_OLD = Sought(
    rf"\b(?:from|instead\s+of|rather\s+than|as\s+opposed\s+to|in\s+contrast\s+(?:to|with)|set\s+against|compared\s+(?:to|with)|in\s+comparison\s+(?:to|with)|against|versus|vs\.?|(?:more|fewer|less|higher|lower|better|worse)\s+than|up\s+on|down\s+on|previously|formerly|had\s+been|used\s+to\s+be|was\s+previously|points?»?\s+on)\s+(?:the\s+)?{_ADV}(?:\(\s*)?$",
    re.IGNORECASE,
)
_OF_SPAN = Sought(
    rf"\b(?:months?|weeks?|quarters?|years?|period)\s+(?:to|ending|ended|up\s+to)\s+{_END_OF}$|\bbetween\s+{_END_OF}(?:{_T}\s+and\s+{_END_OF})?$",
    re.IGNORECASE,
)
_SPAN_END = Sought(rf"^\s*(?:to|and|until|[-–])\s+{_END_OF}{_T}", re.IGNORECASE)
_WHEN_IT_WAS = Sought(r"\bwhen\s+(?:it|there|the\s+\w+)\s+(?:was|were|stood\s+at)\s+$", re.IGNORECASE)
_LIST = Sought(r"«N\d+»(?:\s*\w*\s*(?:,|,?\s+and|,?\s+then)\s+«N\d+»)+")
_TIMES = Sought(rf"{_T}(?:\s*(?:,|,?\s+and)\s+{_END_OF}{_T})+")
_MATES_BEHIND = Sought(
    r"«N(\d+)»\s*\(\s*(?:[a-z]+\s+){0,2}?«N(\d+)»\s+(?:[a-z]+\s+){0,2}?(?:out\s+)?of\s+(?:the\s+)?«N(\d+)»"
)
"""A percentage with its part and whole in brackets: "compared with 74.6% (1,004 of 1,346)"."""
_MATES = Sought(
    r"«N(\d+)»\s+(?:[a-z]+\s+){0,2}?(?:out\s+)?of\s+(?:the\s+)?«N(\d+)»(?:\s+[a-z]+)?(?:\s+«[PR]\d+»)?(?:\s*\(\s*«N(\d+)»\s*\))?"
)
_ONWARDS = re.compile(
    rf"\(?\s*(?:from\s+|since\s+)?{_END_OF}{_T}\s+(?:onwards?|to\s+date|to\s+the\s+present)\b\s*\)?|\b(?:half[\s-]?way|mid)[\s-]?(?:point|stage|mark)?\s+(?:of|in|through)\s+(?:the\s+)?{_T}",
    re.IGNORECASE,
)
"""How far back one looks, or a time within a year: "our records (October 2024 onwards)", "half-way through 2024/25"."""
_STEP = Sought(
    rf"\bfrom\s+{_ADV}«N\d+»[^«;.,]{{0,25}}?(?:,?\s+(?:and\s+)?(?:then\s+)?to\s+{_ADV}«N\d+»[^«;.,]{{0,25}}?)*?,?\s+(?:and\s+)?(?:then\s+)?to\s+{_ADV}«N(?P<k>\d+)»[^«;.,]{{0,25}}?,?\s+(?:and\s+)?(?:it\s+is\s+|is\s+)?(?:now|then|finally|most\s+recently|this\s+(?:month|quarter|year))\s+(?:to\s+|at\s+|stands\s+at\s+)?{_ADV}«N(?P<last>\d+)»(?!\s*(?:percentage\s+)?points?\b|\s*(?:[a-z]+\s+){{0,2}}?(?:above|below|short|more|fewer|higher|lower|away|ahead|behind|under|over|off)\b)"
)
_LAST_N = Sought(
    r"^\s*(?:\w+\s+){0,3}?(?:in|over|for|across|during|at\s+the\s+end\s+of|respectively\s+in)\s+(?:each\s+of\s+)?the\s+(?:last|past|previous|latest)\s+(?P<n>two|three|four|five|six|twelve|\d+)\s+(?P<unit>months|quarters|years)\b",
    re.IGNORECASE,
)
# "In the year to date there have been «N0», compared with «N1» in ...": the first is of now.
_SO_FAR = Sought(r"\b(?:year\s+to\s+date|so\s+far\s+this\s+(?:financial\s+)?year|to\s+date)\b[^«;]*$", re.IGNORECASE)
_TELLS = re.compile(
    r"«N\d+»|\b(?:none|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b", re.IGNORECASE
)
_WORDS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "twelve": 12}
_OVER = Sought(
    r"\b(?:over|during|across)\s+the\s+(?:past\s+|last\s+|latest\s+)?(?P<unit>month|quarter|(?:12|twelve)\s+months|year)\b(?!\s+(?:to|ending|ended)\s+(?:the\s+)?(?:end\s+of\s+)?«[PR]|\s+of\b)|"
    r"\b(?:over|in)\s+(?:the\s+(?:past|last)\s+)?(?P<n>two|three|four|five|six|twelve)\s+(?P<units>years|quarters|months)\b(?!\s+(?:to|ending|ended)\b)|\b(?P<yoy>year[\s-]on[\s-]year)\b",
    re.IGNORECASE,
)

# "The first increase since March 2024" says how far back one looks, not when a figure of the sentence was.
_RECORD = Sought(
    rf"(?P<what>\b(?:first|highest|lowest|best|worst|biggest|largest|smallest|most|fewest|only)\b[^«,.;:]{{0,50}}?\bsince)\s+(?:(?:our\s+|the\s+|these\s+|this\s+)?(?:records?|series|monitoring|reporting|measur\w+|data|collection|publication|survey|reports?|scheme|service)\s+(?:was\s+|were\s+|had\s+)?(?:began|begin|begins|begun|started|starts|introduced|launched|opened)\s+(?:in|at|on)\s+)?{_END_OF}{_T}(?!\s*(?:\(\s*|:\s*|,?\s*when\b[^«]*)?(?:it\s+was\s+|was\s+|at\s+)?«N)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class When:
    """The time of a figure, as its sentence tells it.

    Attributes:
        period: Index into the sentence's periods; -1 where it is no date.
        word: The time told without a date; None where there is none.
        earlier: The older end of a comparison: not the paper's own period, which the sentence does not say.
        span: The figure covers a span ("between April and March", "3 months to March"), not one period.
        older: Whether it is what another figure is compared with: "on March 2024 (87.0%)", "from 58.4%".
    """

    period: int = -1
    word: TimeWord | None = None
    earlier: bool = False
    span: bool = False
    older: bool = False


def is_over(before: str) -> bool:
    """Whether the words before a time make it that of something over and done with: "after a dip in 2023/24".

    Args:
        before: The sentence up to the time.
    """
    return bool(_PAST_EVENT.search(before))


@lru_cache(maxsize=8192)
def times_of_figures(sentence: Sentence) -> dict[int, When]:
    """The time that each figure of a sentence is said of.

    Args:
        sentence: With its template.

    Returns:
        Index of the figure in the sentence -> its time; a figure for which the sentence tells none is left out.
    """
    return _Reader(sentence).read()


@lru_cache(maxsize=8192)
def compared_times(sentence: Sentence) -> tuple[When, ...]:
    """The times that a sentence compares with and for which it gives no figure: "has improved since December 2024".

    Args:
        sentence: With its template.

    Returns:
        In order; a span "over the year" counts as the time it starts from.
    """
    reader = _Reader(sentence)
    reader.read()
    return reader.compared()


def times_named(sentence: Sentence, part: str) -> list[When]:
    """The times that a part of a sentence's text names.

    Args:
        sentence: With its periods.
        part: The end of its text, from some character on.
    """
    start = sentence.end - len(part)
    dated = [When(period=n) for n, (a, _) in enumerate(sentence.period_spans) if a >= start]
    return dated + [When(word=w) for w in mark_times(part)[1] if w.kind != "year"]


def periods_of_figures(sentence: Sentence) -> dict[int, int]:
    """The dated period that each figure of a sentence is said of.

    Args:
        sentence: With its template.

    Returns:
        Index of the figure in the sentence -> index of the period in the sentence.
    """
    return {k: w.period for k, w in times_of_figures(sentence).items() if w.period >= 0 and not w.span}


def relative_period(sentence: Sentence, k: int) -> str:
    """What a sentence says of a figure's time without naming a date.

    Returns:
        "last month", "a year earlier" ... as printed; "earlier" for the older end of a comparison; "" where it
        says nothing.
    """
    w = times_of_figures(sentence).get(k)
    if w is None:
        return ""
    if w.word is not None:
        return w.word.text
    return "earlier" if w.earlier else ""


class _Reader:
    """Reads the times of one sentence."""

    def __init__(self, sentence: Sentence) -> None:
        text, self.words = mark_times(sentence.template)
        text = RECORD_OF_SPAN.sub(lambda m: m["what"], _RECORD.sub(lambda m: m["what"], text))
        self.text = _ONWARDS.sub(" ", text)
        self.sizes = sizes_of_template(sentence.template)
        self.out: dict[int, When] = {}
        self.near: set[str] = set()  # times that stand beside a figure of their own
        self.figures = [int(m["n"]) for m in ANY_MARK.finditer(self.text) if m["kind"] == "N"]

    def read(self) -> dict[int, When]:
        self._beside()
        self._lists()
        self._mates()
        self._older()
        self._mates()
        self._steps()
        self._of_clause()
        self._only_one()
        return self.out

    def compared(self) -> tuple[When, ...]:
        used = {(w.period, w.word) for w in self.out.values()}
        out = []
        for m in re.finditer(_T, self.text):
            w = replace(self._when(m[0]), span=False, older=True)
            compares = self._compares(m[0]) or bool(w.word and w.word.text.lower().startswith("year"))
            if compares and (w.period, w.word) not in used:
                out.append(w)
        over = _OVER.search(self.text)
        if over and not out and not any(w.older for w in self.out.values()):
            out.append(When(word=_span_start(over), older=True))
        return tuple(out)

    def _when(self, mark: str) -> When:
        n = int(mark.strip("«»PR"))
        at = self.text.find(mark)
        before, after = self.text[:at], self.text[at + len(mark) :]
        span = bool(
            _OF_SPAN.search(before)
            or _SPAN_END.match(after)
            or re.search(rf"{_T}\s*(?:to|until|[-–])\s*{_END_OF}$", before)
        )
        return When(period=n, span=span) if "P" in mark else When(word=self.words[n], span=span)

    def _tie(self, k: int, mark: str, *, beside: bool = False) -> None:
        w = self._when(mark)
        older = self._compares(mark) or self._is_old(k) or self._when_it_was(k)
        self.out[k] = When(w.period, w.word, span=w.span and not beside, older=older)

    def _beside(self) -> None:
        for pattern in _AFTER_TIME:
            for m in _all(pattern, self.text):
                k = int(m["k"])
                if self.text[m.end("t") :].lstrip().startswith((":", "-", "–")) and self._ends_comparison(m.start("t")):
                    continue  # "longer than in September: 162 seconds" tells what it is now
                if k not in self.out and m["t"] not in self.near and k not in self.sizes:
                    self._tie(k, m["t"], beside=True)
                    self.near.add(m["t"])
        for m in _all(_BEFORE_TIME, self.text):
            k = int(m["k"])
            own = Sought(re.escape(m["t"]) + r"\s*(?:[:=]|\(\s*«N|['’]s\b)").search(self.text, m.start("t"))
            if k in self.out or k in self.sizes or m["t"] in self.near or own:
                continue
            if m[0][: m.start("t") - m.start()].rstrip().endswith(",") and "R" not in m["t"]:
                continue  # "62.1%, March 2025 ..." opens another clause
            word = self._when(m["t"]).word
            if "," in m[0] and not (word and re.search(r"(?:ago|earlier|before|previously)$", word.text)):
                continue
            self._tie(k, m["t"], beside=not m["span"])
            self.near.add(m["t"])

    def _ends_comparison(self, at: int) -> bool:
        """Whether the time that begins at a place is what a size or "than" compares with: "down 3% on a year earlier"."""
        before = self.text[:at]
        if _THAN.search(before):
            return True
        m = re.search(rf"«N(\d+)»[^«,;:.()]*\b{_COMPARED}\s+{_END_OF}$", before, re.IGNORECASE)
        return m is not None and int(m[1]) in self.sizes

    def _lists(self) -> None:
        for m in _LIST.finditer(self.text):
            ks = [int(x) for x in re.findall(r"«N(\d+)»", m[0])]
            rest = self.text[m.end() :]
            told = _LAST_N.match(rest)
            if told:
                n = _WORDS.get(told["n"].lower()) or int(told["n"])
                step = {"months": 1, "quarters": 3, "years": 12}[told["unit"].lower()]
                if n == len(ks):
                    for i, k in enumerate(ks):
                        self.out[k] = When(word=TimeWord(told[0].strip(), "back", step * (n - 1 - i)))
                continue
            after = _TIMES.search(rest[:160])
            lead = list(_TIMES.finditer(self.text[: m.start()]))
            times = after or (lead[-1] if lead else None)
            marks = re.findall(_T, times[0]) if times else []
            if len(marks) == len(ks) and not (after and "«N" in rest[: after.start()]):
                for k, mark in zip(ks, marks, strict=True):
                    self._tie(k, mark, beside=True)
                    self.near.add(mark)

    def _older(self) -> None:
        """The older ends of comparisons: of the time compared with, of the span's start, or not said."""
        old = [k for k in self.figures if k not in self.out and k not in self.sizes and self._is_old(k)]
        if not old:
            return
        between = re.search(
            rf"\bbetween\s+{_END_OF}(?P<a>{_T})\s+and\s+{_END_OF}(?P<b>{_T})|\bfrom\s+{_END_OF}(?P<c>{_T})\s+to\s+{_END_OF}(?P<d>{_T})",
            self.text,
            re.I,
        )
        compared = [m[0] for m in re.finditer(_T, self.text) if m[0] not in self.near and self._compares(m[0])]
        over = _OVER.search(self.text)
        for k in old:
            if between:
                a, b = (between["a"], between["b"]) if between["a"] else (between["c"], between["d"])
                self.out[k] = replace(self._when(a), span=False, older=True)
                self.near |= {a, b}
                new = self._partner(k)
                if new is not None and new not in self.out:
                    self.out[new] = replace(self._when(b), span=False)
            elif compared:
                self.out[k] = replace(self._when(compared[0]), older=True)
            elif over and re.search(rf"\bfrom\s+{_ADV}«N{k}»", self.text, re.I):
                self.out[k] = When(word=_span_start(over), older=True)
            else:
                self.out[k] = When(earlier=True, older=True)

    def _steps(self) -> None:
        """A level on the way: "from 31.4 days to 27.9 and now 26.2", "from 40 to 44, then 52"."""
        for m in _STEP.finditer(self.text):
            if int(m["last"]) not in self.sizes:
                self.out.setdefault(int(m["k"]), When(earlier=True, older=True))

    def _mates(self) -> None:
        """A part, its whole and the percentage in brackets are of one time: "when 12 out of 13 (92%) were in time"."""
        for m in (*_MATES.finditer(self.text), *_MATES_BEHIND.finditer(self.text)):
            mates = [int(k) for k in m.groups() if k is not None]
            known = {self.out[k] for k in mates if k in self.out}
            if len(known) == 1:
                for k in mates:
                    if k not in self.sizes:
                        self.out.setdefault(k, next(iter(known)))

    def _is_old(self, k: int) -> bool:
        before = self.text.partition(f"«N{k}»")[0]
        return bool(_OLD.search(before)) and not re.search(r"\brang\w+\s+from\s+$", before, re.I)

    def _partner(self, k: int) -> int | None:
        """The newer end of "from A to B"."""
        m = re.search(rf"«N{k}»[^«;]{{0,60}}?\bto\s+{_ADV}«N(\d+)»", self.text, re.I)
        return int(m[1]) if m else None

    def _when_it_was(self, k: int) -> bool:
        return bool(_WHEN_IT_WAS.search(self.text.partition(f"«N{k}»")[0]))

    def _compares(self, mark: str) -> bool:
        return bool(_COMPARES.search(self.text[: self.text.find(mark)]))

    def _of_clause(self) -> None:
        sized = re.sub("|".join(f"«N{k}»" for k in self.sizes) or r"(?!)", " ", self.text)
        for k in self.figures:
            if k in self.out or k in self.sizes:
                continue
            before, _, after = sized.partition(f"«N{k}»")
            m = _TRAILING.match(after)
            if m and "R" in m["t"] and after[: m.start("t")].rstrip().endswith(" for"):
                m = None  # "having fallen for two months before that" is how long
            if m and _SO_FAR.search(before):
                continue
            if m and m["t"] not in self.near and not _COMPARING.search(after[: m.end()]) and not self._compares(m["t"]):
                self._tie(k, m["t"])
                continue
            marks = [x[0] for x in re.finditer(_T, before) if not _in_an_aside(before, x.start())]
            usable = [x for x in marks if x not in self.near and not self._compares(x) and not self._over(x)]
            if usable and ";" not in before.rpartition(usable[-1])[2] and not _SO_FAR.search(before):
                self._tie(k, usable[-1])

    def _over(self, mark: str) -> bool:
        """Whether a time is that of something over and done with: "after a dip in 2023/24"."""
        return is_over(self.text.partition(mark)[0])

    def _only_one(self) -> None:
        """The one date of a sentence dates all its figures, if it is not what they are compared with."""
        marks = re.findall(r"«P\d+»", self.text)
        if len(marks) != 1 or "«R" in self.text or self._compares(marks[0]) or self._over(marks[0]):
            return
        if re.search(
            rf"{marks[0]}\s*\)?\s+to\s+(?:this|the\s+latest|the\s+current)|\b(?:between|by|until)\s+{_END_OF}{marks[0]}",
            self.text,
            re.I,
        ):
            return
        if any(w.period == 0 for w in self.out.values()):
            return
        for k in self.figures:
            if k not in self.out and k not in self.sizes and not _SO_FAR.search(self.text.partition(f"«N{k}»")[0]):
                self._tie(k, marks[0])


def _in_an_aside(before: str, at: int) -> bool:
    """Whether a time stands in a bracket that is closed and tells a figure of its own: "(one at the end of June)"."""
    rest = before[at:]
    if rest.count(")") <= rest.count("("):
        return False
    return bool(_TELLS.search(before[before.rfind("(", 0, at) : at + rest.find(")")]))


def _span_start(m: re.Match[str]) -> TimeWord:
    """When a span "over the year", "over two years" starts from, seen from its end."""
    if m["n"]:
        return TimeWord(
            m[0], "back", _WORDS[m["n"].lower()] * {"years": 12, "quarters": 3, "months": 1}[m["units"].lower()]
        )
    unit = (m["unit"] or "year").lower()
    return TimeWord(m[0], "back", 1 if unit == "month" else 3 if unit == "quarter" else 12)


def _all(pattern: Sought, text: str) -> list[re.Match[str]]:
    """Matches at every place, overlapping ones too."""
    out, at = [], 0
    while m := pattern.search(text, at):
        out.append(m)
        at = m.start() + 1
    return out
