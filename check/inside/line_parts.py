"""The parts of sentences that each say one thing, with the line they speak of, and how a saying is held against it."""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from check.inside.line_finding import LineFinder, Spoken
from check.inside.line_times import Time, between, times_of
from check.inside.move_words import Move, find_moves
from check.inside.time_lines import Point, TimeLine, stems
from check.judgements import Results
from check.paper import Figure, Paper, cell_key
from check.sentences import Sentence
from check.sought import Sought
from records import Finding, Severity, Source

_CUT = Sought(
    r";|,?\s+\b(?:but|while|whereas|although|though|whilst|yet|however)\b|,\s*(?:and|so|with|as|where)\b|,\s+(?=(?:the|an?)\s+(?:\w+\s+){0,3}(?:increase|rise|fall|drop|decrease|reduction)\b)|"
    r"\s+and\s+(?=(?:(?:has|have|is|are|was|were|now|remains?|remained|stands?|stood|then|it|they|the\s+number)\b|(?:the\s+)?(?:rose|fell|dropped|increased|decreased|grew|improved)\b))|\s[–—]\s|\s-\s",
    re.IGNORECASE,
)
_ALL_BUT = Sought(r"\b(?:all|every|each|none|everywhere|nothing|anything)\s*(?:[\w-]+\s*){0,3}$", re.IGNORECASE)
_LIKE_IT = Sought(
    r"^\W*(?:where|it|they|this|these|that|both|he|she|we|there|here|the\s+(?:number|total|figure|figures|numbers|proportion|rate|percentage|average|trend|position|result|performance|register|latest\s+figure)\b(?!\s+of\s)|numbers|figures|performance|"
    r"has|have|is|are|was|were|had|now|then|remain\w*|st(?:ood|ands?|ill)|but|and|since|although|while)\b",
    re.IGNORECASE,
)
_NO_SUBJECT = frozenset(["now", "then", "stil", "still", "again", "but", "since", "also", "slightly", "sligh", "however", "howev", "while", "being", "been", "remai", "than", "there", "when", "where", "whil", "after", "although", "althou", "more", "fewer", "few", "less", "quarter", "compar", "it", "they", "these", "those", "some", "number", "this", "that", "having", "hav", "both", "back", "went", "way", "oth", "stood", "stand", "overa", "once", "only", "just"])  # fmt: skip
_OF_ANOTHER = Sought(
    r"^(?:\s+[a-z-]+){0,3}?\s+(?:than|above|below|under|over|from|off|short\s+of|inside|outside|within|ahead\s+of|behind|to|on|against|compared\s+(?:with|to))\s+"
    r"(?:(?:the|our|its|their|this|that|a|both|all|most|other|its\s+own)\s+)*(?:[\w%.,£'’-]+\s+){0,3}?"
    r"(?:targets?|standards?|ceiling|limit|plan(?:ned)?|budget(?:ed)?|forecast|profile|trajectory|average|england|wales|national|region\w*|benchmark|councils?|authorities|"
    r"expect\w*|ambition|goal|minimum|maximum|threshold|neighbours|peers|cap|estimate\w*|anticipated|others?|elsewhere)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Told:
    """How one reading of a saying ends.

    Attributes:
        fits: Whether the line bears it out.
        why: In words, where it does not.
        points: What was looked at.
    """

    fits: bool
    why: str
    points: tuple[Point, ...]


@dataclass(slots=True)
class Part:
    """A part of a sentence that says one thing.

    Attributes:
        passage: Index of its passage.
        start: First character in the passage.
        end: One past the last.
        text: As printed.
        sentence: It stands in.
        times: That the sentence names.
        figures: Of the sentence.
        moves: Its words of movement.
        spoken: The lines that it may speak of, best first.
        carried: Whether the lines are those of a part before it.
        used: Spans that some saying has taken.
    """

    passage: int
    start: int
    end: int
    text: str
    sentence: Sentence
    times: list[Time]
    figures: list[Figure]
    moves: list[Move]
    spoken: list[Spoken] = field(default_factory=list)
    carried: bool = False
    used: list[tuple[int, int]] = field(default_factory=list)

    def times_here(self, start: int = 0, end: int | None = None) -> list[Time]:
        """The times that stand in it, or in a part of it."""
        return between(self.times, self.start + start, self.start + (len(self.text) if end is None else end))

    def free(self, start: int, end: int) -> bool:
        """Whether no saying has taken these characters yet."""
        return not any(a < end and start < b for a, b in self.used)


@dataclass(slots=True)
class LineRun:
    """One run of the checks of lines.

    Attributes:
        paper: With its figures.
        finder: Knows the lines.
        results: Takes findings.
        wrong: Cells that something else calls wrong.
        done: Spans in passages that are judged, with what was found.
    """

    paper: Paper
    finder: LineFinder
    results: Results
    wrong: set[tuple[object, ...]]
    done: set[tuple[int, int]]

    @property
    def now(self) -> date | None:
        """Last day of the paper's period."""
        return self.paper.period.end if self.paper.period is not None else None


def parts_of(run: LineRun, index: int) -> Iterator[Part]:
    """The parts of a passage, each with the lines that it may speak of."""
    passage = run.paper.passages[index]
    before: list[Spoken] = []
    said: frozenset[str] = frozenset()
    previous = ""
    for sentence, times, cut in _cut_up(run.paper, index):
        figures = [f for f in run.paper.figures_of(index) if sentence.start <= f.numeral.start < sentence.end]
        whole = passage.text[sentence.start : sentence.end]
        for text, at, moves in cut:
            start = sentence.start + at
            here = [f for f in figures if start <= f.numeral.start < start + len(text)]
            part = Part(index, start, start + len(text), text, sentence, times, here, moves)
            part.spoken = run.finder.find(text, here)
            if not part.spoken:
                part.spoken = [s for s in run.finder.find(text, figures) if s.shown]
            if not part.spoken and before and _carries(part, said):
                part.spoken, part.carried = before, True
            if not part.spoken:  # "The queue grew by 89": the line spoken of before grew so much
                part.spoken = [s for s in before if here and run.finder.shows(s.line, here)]
            part.spoken = _of_own_figure(run, part, previous) or part.spoken
            if not part.spoken and _OF_A_GOAL.match(text):
                part.spoken = _of_tied(run, figures)
                if not part.spoken and len({s.line.name for s in before}) == 1:
                    part.spoken, part.carried = before, True
            if not part.spoken and _opens_with_time(part):  # "October was the quietest month, with 18,730 calls"
                found = [s for s in run.finder.find(whole, figures) if s.shown]
                part.spoken = found if len(found) == 1 else []
            yield part
            before = part.spoken or (before if _carries(part, said) else [])
        said = stems(whole)
        previous = whole


_OF_A_GOAL = Sought(
    r"^\W*(?:(?:the|our|its|this|that)\s+(?:[a-z\d%.,-]+\s+){0,2}?(?:target|standard|goal|limit|threshold)\b|[A-Z][a-z]+\s+(?:was|is|were)\s+the\s+[a-z]+\s+(?:consecutive\s+|successive\s+)?(?:month|quarter|year|term|week)\b[^.;]{0,60}\b(?:target|standard|goal|limit|threshold)\b)",
    re.IGNORECASE,
)
"""A part that opens with a target whose indicator was named before: "The target has now been met ..."."""


def _of_tied(run: LineRun, figures: Sequence[Figure]) -> list[Spoken]:
    """The line of the indicator that all tied figures of a sentence are of."""
    names = {f.claim.indicator.lower() for f in figures if f.claim.indicator_key and f.claim.indicator}
    found = [x for x in run.finder.lines if x.name.lower() in names] if len(names) == 1 else []
    return [Spoken(found[0], 1.0, False)] if len(found) == 1 else []


def _of_own_figure(run: LineRun, part: Part, previous: str) -> list[Spoken]:
    """The lines whose latest figure opens a part that goes on about the sentence before: "The result (96.0%) is ..."."""
    first = next(iter(part.figures), None)
    if first is None or not _LIKE_IT.match(part.text) or first.value.number is None:
        return []
    if first.claim.role in {"target", "change"} or not part.start <= first.numeral.start < part.start + 40:
        return []
    if any(run.finder.shows(s.line, [first]) == 2 for s in part.spoken):
        return []
    return [s for s in run.finder.find(f"{previous} {part.text}", [first]) if run.finder.shows(s.line, [first]) == 2]


def _cut_up(paper: Paper, index: int) -> list[tuple[Sentence, list[Time], list[tuple[str, int, list[Move]]]]]:
    """The sentences of a passage with their times and parts, which are read once for all runs of the checks of lines."""
    known = paper.cache.setdefault("line_parts", {})
    assert isinstance(known, dict)
    if index not in known:
        text = paper.passages[index].text
        known[index] = [
            (s, times_of(s, text), [(part, at, find_moves(part)) for part, at in _cut(text[s.start : s.end])])
            for s in paper.sentences_of(index)
        ]
    found: list[tuple[Sentence, list[Time], list[tuple[str, int, list[Move]]]]] = known[index]
    return found


def _opens_with_time(part: Part) -> bool:
    """Whether a time is what a part speaks of."""
    first = next(iter(part.times_here()), None)
    if first is None or first.start - part.start > 4 or first.compared:
        return False
    return bool(
        re.match(r"\s+(?:was|is|were|saw|proved|remains?|had|has\s+been)\b", part.text[first.end - part.start :])
    )


def _carries(part: Part, said: frozenset[str]) -> bool:
    """Whether a part goes on about what the part before it spoke of."""
    first = part.moves[0].start if part.moves else len(part.text)
    subject = stems(part.text[:first]) - _NO_SUBJECT
    return bool(_LIKE_IT.match(part.text)) or not subject or subject <= said


def _cut(text: str) -> list[tuple[str, int]]:
    found = [m.start() for m in _CUT.finditer(text) if not _inside_brackets(text, m.start())]
    cuts = [0, *(at for at in found if not _ALL_BUT.search(text[:at])), len(text)]
    return [(text[a:b], a) for a, b in pairwise(cuts) if text[a:b].strip()]


def _inside_brackets(text: str, at: int) -> bool:
    return text.count("(", 0, at) > text.count(")", 0, at)


def of_another(text: str, end: int) -> bool:
    """Whether what follows a word compares with something else than an earlier time."""
    return bool(_OF_ANOTHER.match(text[end:]))


def hold(
    run: LineRun, part: Part, span: tuple[int, int], test: Callable[[TimeLine], Told | None], *,
    kind: str = "direction", lines: Sequence[Spoken] | None = None, advice: str = "Correct the word or the figures.",
    severity: Severity = "serious",
) -> bool | None:  # fmt: skip
    """Hold a saying against the lines that it may be about; it is wrong only where it is so for each of them.

    Args:
        run: Takes a finding.
        part: The part that says it.
        span: Characters of the words in the part.
        test: Reads it on one line; None where that cannot be told.
        kind: Of the finding.
        lines: Those that it may be about, if not the part's.
        advice: What to do.
        severity: Of the finding.

    Returns:
        Whether it fits; None where nothing can be said.
    """
    at = (part.start + span[0], part.start + span[1])
    part.used.append(span)
    told = [(s, test(s.line)) for s in (part.spoken if lines is None else lines)]
    if not told or any(t is None for _, t in told):
        return None
    if any(t.fits for _, t in told if t is not None):
        run.done.add((part.passage, at[0]))
        return True
    spoken, first = told[0]
    assert first is not None
    if any(cell_key(p.place) in run.wrong for _, t in told if t is not None for p in t.points):
        return None
    if not spoken.shown and run.finder.narrower(_subject(part, span), spoken.line):
        return None
    if (part.passage, at[0]) in run.done or judged(run, part.passage, at):
        return None
    run.done.add((part.passage, at[0]))
    place = run.paper.passages[part.passage].at(*at)
    sources: tuple[Source, ...] = tuple(dict.fromkeys(p.place for p in first.points))[:8]
    working = " -> ".join(p.text for p in first.points[:13])
    run.results.findings.append(
        Finding("contradicts", kind, place, place.printed, f"{first.why} ({spoken.line.where}).", working, severity, sources, advice, spoken.line.name)
    )  # fmt: skip
    return False


def _subject(part: Part, span: tuple[int, int]) -> str:
    """The words that say what a saying is about: up to the verb, and behind "more" and "fewer" up to "than"."""
    first = part.moves[0] if part.moves else None
    if first is None or first.start > span[0]:
        return part.text[: span[0]]
    if re.match(r"(?:more|fewer|less|a\s|an\s|the\s)", first.text, re.IGNORECASE):
        return part.text[: first.start] + re.split(r"\bthan\b|\bcompared\b", part.text[first.end :])[0]
    return part.text[: first.start]


def judged(run: LineRun, passage: int, span: tuple[int, int]) -> bool:
    """Whether another check has judged these words already.

    Args:
        run: With what is found so far.
        passage: Index of their passage.
        span: Their characters.
    """
    here = [f.id for f in run.paper.figures_of(passage) if span[0] <= f.numeral.start < span[1]]
    if any(j.kind == "count" and j.verdict == "contradicts" for n in here for j in run.results.of(n)):
        return True
    place = run.paper.passages[passage].source
    return any(
        f.kind in {"direction", "superlative", "count"}
        and f.verdict in {"contradicts", "agrees"}
        and f.place.span is not None
        and f.place.span[0] < span[1]
        and span[0] < f.place.span[1]
        for f in run.results.told_of(place)
    )
