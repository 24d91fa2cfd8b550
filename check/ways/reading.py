"""Sizes with the word that says which way they go, what they are told beside and what they are compared with.

"824 tonnes, or 6.0%, less than in the previous year": the size, the same size in per cent, the word, the time.
"""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from check.inside.line_times import Time, times_of
from check.paper import Figure, Paper
from check.sentences import Sentence
from check.size_ways import SizeWay, way_of_size

_TWIN_IN = re.compile(r"\s*(?:[a-z]+\s+){0,3}?\(\s*(?:or\s+|about\s+|around\s+|some\s+)?$", re.IGNORECASE)
_TWIN_OR = re.compile(r"\s*(?:[a-z]+\s*){0,3}?,?\s*\(?or\s+(?:by\s+|about\s+|around\s+)?$", re.IGNORECASE)
_NOUN_BEHIND = re.compile(
    r"\s*(?:(?:percentage\s+)?points?\s+)?(?:(?!and\b|or\b|the\b|of\b|in\b)[a-z-]+\s+)?(?:(?P<up>increase|rise|growth|gain|jump)|(?P<down>decrease|reduction|fall|drop|decline|dip)|(?P<good>improvement)|(?P<bad>deterioration))\b(?!\s+of\b)"
)
_SIDE_BEHIND = re.compile(
    r"(?:\s*(?:percentage\s+)?points?\b|\s*per\s?cent\b|\s+(?!and\b|or\b|to\b|of\b|in\b|at\b)[a-z]+s?\b)?(?:\s*\([^()]*\)|,?\s+or\s+[^,;.()]{1,14},?)?\s+"
    r"(?:(?P<up>above|over|ahead\s+of|in\s+excess\s+of)|(?P<down>below|under|behind|short\s+of))(?=\s+(?:(?:the|our|its|their|this|that|last|a|an)\s+)?(?:[\w’'-]+\s+){0,3}?"
    r"(?:budget|target|profile|plan|path|forecast|expectation|expected|standard|limit|allocation|average|national|it\b|England|milestone|ambition|position|level|figure|where|[A-Z\d£]))"
)
_MORE_THAN = re.compile(
    r"\s+(?:(?P<up>more)|(?P<down>fewer|less))\s+(?:(?!than\b|and\b|but\b|or\b|have\b|has\b|had\b|were\b|was\b|are\b|is\b|of\b)[a-z’'-]+\s+){1,4}than\b"
)
_TO = re.compile(
    r"\s*(?:(?!to\b)[a-z]+\s*){0,2}(?:\([^()]*\)\s*)?,?\s*(?:to|reaching)\s+(?:(?:a|an|just|only|about|around|over|under|nearly|almost)\s+)*$"
)
_TO_BASE = frozenset(
    re.findall(
        r"[a-z]+",
        "than on from end start beginning compared with to against the of level figure that those what where when it there they we us "
        "ahead was were had been in at  for during seen recorded reported achieved spent paid received delivered "
        "set out by same approved agreed total its our a an budget  profile plan profiled planned previous last "
        "year quarter month time point stage position target milestone standard limit average just  about around "
        "only national regional england until government s ",
    )
)
"""Words that stand between a word of movement and the figure that it compares with."""
_WORD = re.compile(r"[A-Za-z]+|[^A-Za-z\s,(’'«»-]")
_FROM = re.compile(r"\s*,?\s*from\s+(?:(?:a|an|about|around|just|over|under)\s+)*$")
_AND_OF = re.compile(
    r"\s*(?:,\s*)?(?:and|but)\s+(?:of|by)\s+(?:about\s+|around\s+|nearly\s+|almost\s+|just\s+|only\s+)?$"
)
"""Between a size and one that is told in its form: "a reduction of 13 in the quarter and of 6.8% since September"."""
_END = re.compile(
    r"[;:]|\.\s|,\s+(?:and|but|while|whereas|although|though|which|so)\b|\s(?:and|but|while|whereas|although)\s"
)


@dataclass(frozen=True, slots=True)
class SizedWay:
    """A size and the word that says which way it goes.

    Attributes:
        passage: Index of its passage.
        sentence: It stands in.
        figure: The size.
        twin: The same size told in per cent beside it; None where it is told once.
        way: The word, by its characters in the passage.
        led_to: The level right behind that it led to: "rose by 12 to 84".
        base: The figure right behind that it is compared with: "more than the 92 of June".
        time: What it is compared with, where a time is named right behind.
        behind: The words right behind, up to the next figure or the end of the clause.
        spent: Whether it is how far spending lies from a budget: "an underspend of £0.07m".
        again: Whether the twin is told as the same change again, by a word of its own: "which is growth of 4.9%".
    """

    passage: int
    sentence: Sentence
    figure: Figure
    twin: Figure | None
    way: SizeWay
    led_to: Figure | None
    base: Figure | None
    time: Time | None
    behind: str
    again: bool = False
    spent: bool = False

    @property
    def sizes(self) -> tuple[Figure, ...]:
        """The size, with its twin."""
        return (self.figure,) if self.twin is None else (self.figure, self.twin)


def sized_ways(paper: Paper, index: int) -> list[SizedWay]:
    """The sizes of a passage that a word gives a way, in order.

    Args:
        paper: With its figures.
        index: Of the passage.
    """
    text = paper.passages[index].text
    here = paper.figures_of(index)
    out: list[SizedWay] = []
    for sentence in paper.sentences_of(index):
        figures = [f for f in here if sentence.start <= f.numeral.start < sentence.end and not f.numeral.is_share]
        if not figures:
            continue
        times = times_of(sentence, text)
        used: set[int] = set()
        for n, f in enumerate(figures):
            if f.id in used or f.value.number is None:
                continue
            twin = _twin(text, figures, n)
            spent = _spent(text, sentence, f)
            way = spent or _way(text, sentence, f, twin) or _like_before(text, out, f)
            if way is None:
                continue
            if twin is not None:
                used.add(twin.id)
            end = max(way.end, f.numeral.end, twin.numeral.end if twin is not None else 0)
            rest = [x for x in figures if x.numeral.start >= end]
            led = (
                rest[0]
                if rest and way.end <= f.numeral.start and _TO.fullmatch(text, end, rest[0].numeral.start)
                else None
            )
            stop = rest[0].numeral.start if rest else sentence.end
            cut = _END.search(text, end, stop)
            time = _time(text, times, end, cut.start() if cut else stop)
            if led is None and len(rest) > 1 and _FROM.fullmatch(text, end, rest[0].numeral.start):
                led = rest[1] if _TO.fullmatch(text, rest[0].numeral.end, rest[1].numeral.start) else None
            base = rest[0] if rest and led is not rest[0] and _leads(text, end, rest[0].numeral.start, times) else None
            out.append(
                SizedWay(
                    index,
                    sentence,
                    f,
                    twin,
                    way,
                    led,
                    base,
                    time,
                    text[end : cut.start() if cut else stop],
                    spent=spent is not None,
                )
            )
    sizes = {f.id for w in out for f in w.sizes}
    return _joined(text, [replace(w, base=None) if w.base is not None and w.base.id in sizes else w for w in out])


_SAME = re.compile(
    r"(?:[^;.()]|\([^()]{1,12}\)){0,60}?,?\s*(?:(?:which|this|that|it)\s+(?:is|was|represents|means|equals|equates\s+to)\s+|[-–—,]\s*)(?:(?:an?|the)\s+)?(?:(?!and\b|but\b)[a-z]+\s+){0,2}$",
    re.IGNORECASE,
)
"""Between a size and the same size in per cent: "207 more than in January, which is growth of 4.9%"."""


def _like_before(text: str, ways: Sequence[SizedWay], f: Figure) -> SizeWay | None:
    """The word of the size before, which tells this one too."""
    a = ways[-1] if ways else None
    if a is None or a.time is None or not a.sentence.start <= f.numeral.start < a.sentence.end or a.spent:
        return None
    if a.way.end > a.figure.numeral.start or not a.time.end <= f.numeral.start:
        return None
    return a.way if _AND_OF.fullmatch(text, a.time.end, f.numeral.start) else None


def _joined(text: str, ways: list[SizedWay]) -> list[SizedWay]:
    """The sizes, of which those told again in per cent behind them take these for their twins."""
    out: list[SizedWay] = []
    for w in ways:
        a = out[-1] if out else None
        again = (
            a is not None and a.sentence is w.sentence and a.twin is None and a.led_to is None
            and w.figure.value.unit == "percent" and a.figure.value.unit not in {"percent", "points"}
            and w.time is None and w.base is None and w.led_to is None and not w.spent and not re.search(r"[a-z]", w.behind)
            and a.way.end <= w.way.start and w.way.end <= w.figure.numeral.start
            and _SAME.fullmatch(text, a.way.end, w.way.start) is not None and not _FIGURE.search(_untimed(text, a, w))
        )  # fmt: skip
        if a is not None and again:
            out[-1] = replace(a, twin=w.figure, again=True)
            w = replace(out[-1], way=w.way)
        out.append(w)
    return out


_FIGURE = re.compile(r"\d")
_BRACKETED = re.compile(r"\([^()]*\)")


def _untimed(text: str, a: SizedWay, b: SizedWay) -> str:
    """What stands between two words of movement, without the time that the first is told with."""
    if a.time is None:
        return text[a.way.end : b.way.start]
    return _BRACKETED.sub("", text[a.way.end : a.time.start] + text[a.time.end : b.way.start])


_CLOSED = re.compile(r"\s*\)?,?")


def _way(text: str, sentence: Sentence, f: Figure, twin: Figure | None) -> SizeWay | None:
    part = text[sentence.start : sentence.end]
    a, b = f.numeral.start - sentence.start, f.numeral.end - sentence.start
    if twin is not None:
        closed = _CLOSED.match(text, twin.numeral.end)
        b = (closed.end() if closed else twin.numeral.end) - sentence.start
    found = way_of_size(part, a, b) or _further(part, a, b)
    if found is None:
        return None
    return SizeWay(found.sense, found.start + sentence.start, found.end + sentence.start, found.text)


_DENIED = re.compile(
    r"\b(?:not|no|never|without|rather\s+than|instead\s+of|would|could|should|might|if|at\s+least|at\s+most|up\s+to)\b[^,;.]{0,40}$|n['’]t\s[^,;.]{0,30}$",
    re.IGNORECASE,
)


_SPENT_BEFORE = re.compile(
    r"(?<![\w-])(?:(?P<up>over-?\s?spen(?:d|t|ding))|(?P<down>under-?\s?spen(?:d|t|ding)))\s+(?:[a-z]+\s+){0,3}?(?:of|by)\s+(?:about\s+|around\s+|just\s+|only\s+|some\s+|nearly\s+)?$",
    re.IGNORECASE,
)
_SPENT_BEHIND = re.compile(
    r"(?:\s*\([^()]*\))?\s+(?:(?:net|projected|forecast|year-end|overall|total)\s+){0,2}(?:(?P<up>over-?spend)|(?P<down>under-?spend))\b",
    re.IGNORECASE,
)


def _spent(text: str, sentence: Sentence, f: Figure) -> SizeWay | None:
    """The word for spending beyond or below a budget that a sum of money stands beside."""
    if f.value.unit not in {"money", "percent"}:
        return None
    m = _SPENT_BEFORE.search(text, sentence.start, f.numeral.start) or _SPENT_BEHIND.match(
        text, f.numeral.end, sentence.end
    )
    if m is None or _DENIED.search(text, sentence.start, m.start()):
        return None
    name = "up" if m["up"] else "down"
    return SizeWay("rose" if m["up"] else "fell", m.start(name), m.end(name), m[name])


@lru_cache(maxsize=8192)
def _further(part: str, start: int, end: int) -> SizeWay | None:
    """Words further from the size, or told of its side: "a 3.7 point increase", "£20k over budget", "six more staff than"."""
    if _DENIED.search(part[:start]):
        return None
    for pattern in (_NOUN_BEHIND, _SIDE_BEHIND, _MORE_THAN):
        m = pattern.match(part, end)
        if m is None:
            continue
        groups = m.groupdict()
        name = next(g for g in ("up", "down", "good", "bad") if groups.get(g))
        sense = {"up": "rose", "down": "fell", "good": "improved", "bad": "worsened"}[name]
        return SizeWay(sense, m.start(name), m.end(name), m[name])  # type: ignore[arg-type]
    return None


def _twin(text: str, figures: Sequence[Figure], n: int) -> Figure | None:
    """The same size in per cent right behind: "14 (29.1%)", "£2.1m or 2.8%"."""
    f = figures[n]
    if n + 1 >= len(figures) or f.value.unit in {"percent", "points"}:
        return None
    g = figures[n + 1]
    if g.value.unit != "percent" or g.value.number is None:
        return None
    gap = (f.numeral.end, g.numeral.start)
    return g if _TWIN_IN.fullmatch(text, *gap) or _TWIN_OR.fullmatch(text, *gap) else None


_UNTIL = re.compile(r"\s*(?:to|until|till|–|-)\s*(?:the\s+end\s+of\s+)?$")


def _time(text: str, times: Sequence[Time], start: int, end: int) -> Time | None:
    """The time right behind a word of movement; of a span the end: "than in July to September 2024"."""
    found = [t for t in times if start <= t.start <= end and t.start - start < 60]
    if len(found) > 1 and _UNTIL.fullmatch(text, found[0].end, found[1].start):
        return found[1]
    return found[0] if found else None


def _leads(text: str, start: int, end: int, times: Sequence[Time]) -> bool:
    """Whether nothing but the words of a comparison stand between a word of movement and a figure."""
    if end - start > 110:
        return False
    gap = text[start:end]
    for t in reversed([t for t in times if start <= t.start and t.end <= end]):
        gap = f"{gap[: t.start - start]}«»{gap[t.end - start :]}"
    return all(w.lower() in _TO_BASE for w in _WORD.findall(gap.replace("£", "")))
