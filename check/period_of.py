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

from check.period_patterns import (
    ADVERBS,
    AFTER_TIME,
    ANY_MARK,
    ANY_OF_SPAN,
    BEFORE_TIME,
    COMPARED,
    COMPARES,
    COMPARING,
    END_OF,
    FIGURES_LISTED,
    HOW_MANY,
    LAST_N,
    MATES,
    MATES_BEHIND,
    OF_SPAN,
    OLD_END,
    ONWARDS,
    OVER_A_SPAN,
    PAST_EVENT,
    RECORD,
    SO_FAR,
    SPAN_END,
    STEPS,
    TELLS,
    THAN_A_TIME,
    TIME,
    TIMES_LISTED,
    TRAILING,
    TWIN,
    TWIN_AT,
    WHEN_IT_WAS,
)
from check.sentences import Sentence
from check.size_words import RECORD_OF_SPAN, sizes_of_template
from check.sought import Sought
from check.time_words import TimeWord, mark_times


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
    return bool(PAST_EVENT.search(before))


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
        text = RECORD_OF_SPAN.sub(lambda m: m["what"], RECORD.sub(lambda m: m["what"], text))
        self.text = ONWARDS.sub(" ", ANY_OF_SPAN.sub(lambda m: m["what"], text))
        self.sizes = sizes_of_template(sentence.template)
        self.out: dict[int, When] = {}
        self.near: set[str] = set()  # times that stand beside a figure of their own
        self.figures = [int(m["n"]) for m in ANY_MARK.finditer(self.text) if m["kind"] == "N"]

    def read(self) -> dict[int, When]:
        self._twins()
        self._beside()
        self._lists()
        self._mates()
        self._older()
        self._mates()
        self._steps()
        self._of_clause()
        self._only_one()
        return self.out

    def _twins(self) -> None:
        """A number that is compared with, and its percentage in brackets, are of the time behind them."""
        for m in TWIN.finditer(self.text):
            pair = [int(k) for k in m.groups()]
            at = TWIN_AT.match(self.text[m.end() :])
            if at is None or not self._is_old(pair[0]) or self.sizes & set(pair):
                continue
            for k in pair:
                self._tie(k, at["t"], beside=True)
            self.near.add(at["t"])

    def compared(self) -> tuple[When, ...]:
        used = {(w.period, w.word) for w in self.out.values()}
        out = []
        for m in re.finditer(TIME, self.text):
            w = replace(self._when(m[0]), span=False, older=True)
            compares = self._compares(m[0]) or bool(w.word and w.word.text.lower().startswith("year"))
            if compares and (w.period, w.word) not in used:
                out.append(w)
        over = OVER_A_SPAN.search(self.text)
        if over and not out and not any(w.older for w in self.out.values()):
            out.append(When(word=_span_start(over), older=True))
        return tuple(out)

    def _when(self, mark: str) -> When:
        n = int(mark.strip("«»PR"))
        at = self.text.find(mark)
        before, after = self.text[:at], self.text[at + len(mark) :]
        span = bool(
            OF_SPAN.search(before)
            or SPAN_END.match(after)
            or re.search(rf"{TIME}\s*(?:to|until|[-–])\s*{END_OF}$", before)
        )
        return When(period=n, span=span) if "P" in mark else When(word=self.words[n], span=span)

    def _tie(self, k: int, mark: str, *, beside: bool = False) -> None:
        w = self._when(mark)
        older = self._compares(mark) or self._is_old(k) or self._when_it_was(k)
        self.out[k] = When(w.period, w.word, span=w.span and not beside, older=older)

    def _beside(self) -> None:
        for pattern in AFTER_TIME:
            for m in _all(pattern, self.text):
                k = int(m["k"])
                if self.text[m.end("t") :].lstrip().startswith((":", "-", "–")) and self._ends_comparison(m.start("t")):
                    continue  # "longer than in September: 162 seconds" tells what it is now
                if k not in self.out and m["t"] not in self.near and k not in self.sizes:
                    self._tie(k, m["t"], beside=True)
                    self.near.add(m["t"])
        for m in _all(BEFORE_TIME, self.text):
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
        if THAN_A_TIME.search(before):
            return True
        m = re.search(rf"«N(\d+)»[^«,;:.()]*\b{COMPARED}\s+{END_OF}$", before, re.IGNORECASE)
        return m is not None and int(m[1]) in self.sizes

    def _lists(self) -> None:
        for m in FIGURES_LISTED.finditer(self.text):
            ks = [int(x) for x in re.findall(r"«N(\d+)»", m[0])]
            rest = self.text[m.end() :]
            told = LAST_N.match(rest)
            if told:
                n = HOW_MANY.get(told["n"].lower()) or int(told["n"])
                step = {"months": 1, "quarters": 3, "years": 12}[told["unit"].lower()]
                if n == len(ks):
                    for i, k in enumerate(ks):
                        self.out[k] = When(word=TimeWord(told[0].strip(), "back", step * (n - 1 - i)))
                continue
            after = TIMES_LISTED.search(rest[:160])
            lead = list(TIMES_LISTED.finditer(self.text[: m.start()]))
            times = after or (lead[-1] if lead else None)
            marks = re.findall(TIME, times[0]) if times else []
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
            rf"\bbetween\s+{END_OF}(?P<a>{TIME})\s+and\s+{END_OF}(?P<b>{TIME})|\bfrom\s+{END_OF}(?P<c>{TIME})\s+to\s+{END_OF}(?P<d>{TIME})",
            self.text,
            re.I,
        )
        compared = [m[0] for m in re.finditer(TIME, self.text) if m[0] not in self.near and self._compares(m[0])]
        over = OVER_A_SPAN.search(self.text)
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
            elif over and re.search(rf"\bfrom\s+{ADVERBS}«N{k}»", self.text, re.I):
                self.out[k] = When(word=_span_start(over), older=True)
            else:
                self.out[k] = When(earlier=True, older=True)

    def _steps(self) -> None:
        """A level on the way: "from 31.4 days to 27.9 and now 26.2", "from 40 to 44, then 52"."""
        for m in STEPS.finditer(self.text):
            if int(m["last"]) not in self.sizes:
                self.out.setdefault(int(m["k"]), When(earlier=True, older=True))

    def _mates(self) -> None:
        """A part, its whole and the percentage in brackets are of one time: "when 12 out of 13 (92%) were in time"."""
        for m in (*MATES.finditer(self.text), *MATES_BEHIND.finditer(self.text)):
            mates = [int(k) for k in m.groups() if k is not None]
            known = {self.out[k] for k in mates if k in self.out}
            if len(known) == 1:
                for k in mates:
                    if k not in self.sizes:
                        self.out.setdefault(k, next(iter(known)))

    def _is_old(self, k: int) -> bool:
        before = self.text.partition(f"«N{k}»")[0]
        return bool(OLD_END.search(before)) and not re.search(r"\brang\w+\s+from\s+$", before, re.I)

    def _partner(self, k: int) -> int | None:
        """The newer end of "from A to B"."""
        m = re.search(rf"«N{k}»[^«;]{{0,60}}?\bto\s+{ADVERBS}«N(\d+)»", self.text, re.I)
        return int(m[1]) if m else None

    def _when_it_was(self, k: int) -> bool:
        return bool(WHEN_IT_WAS.search(self.text.partition(f"«N{k}»")[0]))

    def _compares(self, mark: str) -> bool:
        return bool(COMPARES.search(self.text[: self.text.find(mark)]))

    def _of_clause(self) -> None:
        sized = re.sub("|".join(f"«N{k}»" for k in self.sizes) or r"(?!)", " ", self.text)
        for k in self.figures:
            if k in self.out or k in self.sizes:
                continue
            before, _, after = sized.partition(f"«N{k}»")
            m = TRAILING.match(after)
            if m and "R" in m["t"] and after[: m.start("t")].rstrip().endswith(" for"):
                m = None  # "having fallen for two months before that" is how long
            if m and SO_FAR.search(before):
                continue
            if m and m["t"] not in self.near and not COMPARING.search(after[: m.end()]) and not self._compares(m["t"]):
                self._tie(k, m["t"])
                continue
            marks = [x[0] for x in re.finditer(TIME, before) if not _in_an_aside(before, x.start())]
            usable = [x for x in marks if x not in self.near and not self._compares(x) and not self._over(x)]
            if usable and ";" not in before.rpartition(usable[-1])[2] and not SO_FAR.search(before):
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
            rf"{marks[0]}\s*\)?\s+to\s+(?:this|the\s+latest|the\s+current)|\b(?:between|by|until)\s+{END_OF}{marks[0]}",
            self.text,
            re.I,
        ):
            return
        if any(w.period == 0 for w in self.out.values()):
            return
        for k in self.figures:
            if k not in self.out and k not in self.sizes and not SO_FAR.search(self.text.partition(f"«N{k}»")[0]):
                self._tie(k, marks[0])


def _in_an_aside(before: str, at: int) -> bool:
    """Whether a time stands in a bracket that is closed and tells a figure of its own: "(one at the end of June)"."""
    rest = before[at:]
    if rest.count(")") <= rest.count("("):
        return False
    return bool(TELLS.search(before[before.rfind("(", 0, at) : at + rest.find(")")]))


def _span_start(m: re.Match[str]) -> TimeWord:
    """When a span "over the year", "over two years" starts from, seen from its end."""
    if m["n"]:
        return TimeWord(
            m[0], "back", HOW_MANY[m["n"].lower()] * {"years": 12, "quarters": 3, "months": 1}[m["units"].lower()]
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
