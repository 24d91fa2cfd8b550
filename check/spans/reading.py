"""Which figure of a sentence a span belongs to: "since April «N0»", "«N1» more than in the first half of last year"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from check.paper import Figure
from check.period_of import times_of_figures
from check.sentences import Sentence
from check.spans.words import SpanWords

_REACH = 90
"""Characters between a figure and the span behind it."""
_THAN = re.compile(
    r"^\s*%?\s*(?:\([^()]*\)\s*)?(?:[a-z%-]+\s+){0,6}?(?:than|on|from|against|above|below|over|under|compared\s+(?:with|to)|ahead\s+of|behind|as)\s+"
    r"(?:(?:in|at|for|during|over|that|those|of|the|figure|total|number)\s+)*$",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"[;.]\s|\b(?:than|against|compared|versus|but|while|whereas|when|although|target|budget|forecast|average)\b",
    re.IGNORECASE,
)
LED_TO = re.compile(
    r"\b(?:r[io]se|risen|f[ae]ll|fallen|gr[eo]wn?|increased|decreased|dropped|declined|improved|went|gone|came|come)\b[^;]*,\s+to\s+"
    r"(?:the\s+present\s+)?$",
    re.IGNORECASE,
)
"""Before the level that a change has led to, after the time that it is counted from: "rose by 56 since June, to 94"."""
_FROM_TO = re.compile(r"\bfrom\s+(?:[a-z]+\s+){0,2}£?\d[\d,.]*[^;]{1,60}?\bto\s+(?:[a-z]+\s+){0,2}$", re.IGNORECASE)
"""Before the newer end of a change whose older one is dated: "from 3,410 tonnes in 2023/24 to 3,466"."""
_TIED = re.compile(r"[;]|\b(?:target|budget|forecast|plan)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a span asks of a figure: the total over it, or how much another total is more or less than it.

    Attributes:
        k: Number of the figure in its sentence.
        figure: The figure.
        span: The words of the span.
        size: Whether the figure tells how far the subject's total is from the span's.
        subject: Number of the figure whose total is compared; -1 where the figure is a total itself.
    """

    k: int
    figure: Figure
    span: SpanWords
    size: bool = False
    subject: int = -1


def asked_of(
    sentence: Sentence, text: str, figures: Mapping[int, Figure], at: Mapping[int, tuple[int, int]],
    sizes: frozenset[int], spans: list[SpanWords], begin: int,
) -> list[Asked]:  # fmt: skip
    """What the spans of a sentence ask of its figures.

    Args:
        sentence: With its periods.
        text: Of the sentence.
        figures: By their numbers in the sentence.
        at: Their characters in the text.
        sizes: Numbers of those that tell how much something changed.
        spans: In order.
        begin: Where the text begins in its passage.
    """
    levels = {k for k, f in figures.items() if k not in sizes and not f.numeral.is_share}
    out = []
    dated = times_of_figures(sentence)
    for k in sorted(levels):
        before = text[: at[k][0]]
        if LED_TO.search(before) or (k not in dated and _FROM_TO.search(before)):
            continue
        span = _of_level(k, text, at, spans)
        if span is not None and not _own_time(sentence, text, k, span, spans, begin):
            out.append(Asked(k, figures[k], span))
    told = {a.k: a for a in out}
    for k in sorted(sizes & set(figures)):
        behind = [s for s in spans if s.start >= at[k][1] and _THAN.match(text[at[k][1] : s.start])]
        beside = [n for n in told if n < k] or [n for n in told if n > k]
        if behind and beside:
            subject = max(n for n in beside) if beside[0] < k else min(beside)
            if told[subject].span is not behind[0]:
                out.append(Asked(k, figures[k], behind[0], size=True, subject=subject))
    return out


def _of_level(k: int, text: str, at: Mapping[int, tuple[int, int]], spans: list[SpanWords]) -> SpanWords | None:
    """The span behind a figure, else the one before it."""
    a, b = at[k]
    behind = next((s for s in spans if s.start >= b), None)
    if behind is not None:
        between = text[b : behind.start]
        others = any(b <= start < behind.start for n, (start, _) in at.items() if n != k)
        if not others and len(between) <= _REACH and not _PARTS.search(between) and not between.rstrip().endswith("("):
            before = [s for s in spans if s.end <= a]
            # "in 2023/24 (1,302), 40 fewer than since April"; but "this year (375 by the end of August 2024)"
            near = before and a - before[-1].end <= 3 and behind.start - b > 3
            return before[-1] if near else behind
    before = [s for s in spans if s.end <= a and not _TIED.search(text[s.end : a])]
    return before[-1] if before else None


def _own_time(sentence: Sentence, text: str, k: int, span: SpanWords, spans: list[SpanWords], begin: int) -> bool:
    """Whether a figure is told with a time of its own, outside the span and the other spans of the sentence."""
    when = times_of_figures(sentence).get(k)
    if when is None:
        return False
    if when.period >= 0:
        a, b = sentence.period_spans[when.period]
        before = b - begin <= span.start and re.search(r"\bthat\s+year\b", text[span.start : span.end], re.IGNORECASE)
        return not before and not any(s.start <= a - begin and b - begin <= s.end for s in spans)
    if when.word is None:
        return False
    found = [m.start() for m in re.finditer(re.escape(when.word.text), text)]
    return not any(span.start <= n < span.end or n <= span.start < n + len(when.word.text) for n in found)
