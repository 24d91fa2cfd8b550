"""Which line of results a part of a sentence speaks of: by the words of its name, and by the figures printed beside it.

Rare words count more than common ones. A line whose latest figure, or whose change, the sentence prints needs fewer of
its words. Where several lines may be meant, all of them are kept: what is said is wrong only if it is so for each.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import fsum, log

from check.inside.time_lines import IDLE, TimeLine, stem, stems
from check.paper import Figure
from records import quick

ENOUGH = 0.6
_ALONE = 0.75
_NEAR = 0.15
_SLIGHT = 0.3
_DONE = frozenset(
    stem(w)
    for w in (
        "received", "issued", "recorded", "reported", "registered", "raised", "made", "held", "processed", "handled",
        "dealt", "undertaken", "delivered", "provided", "submitted", "lodged", "logged", "open",
        "outstanding", "shown", "given", "new",
    )
)  # fmt: skip
"""Words that say what was done with a thing: a sentence that leaves them out speaks of it all the same."""
_ROUGHLY = _ALONE - 1e-6
_NARROWER = re.compile(
    r"\b(?:about|from|by|among|amongst|regarding|concerning|involving|relating\s+to|related\s+to|in|at|for|with|of|on|to|against|within|between)\s+"
    r"(?:(?:the|our|its|their|a|an|all|both|some|these|those|two|three|other)\s+)*(?P<word>[A-Za-z][\w’'-]{2,})",
)
_TIMES_AND_WORDS = re.compile(
    r"^(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*$|^(?:year|month|quarter|week|period|term|time|date|end|start|"
    r"spring|summer|autumn|winter|half|first|second|third|fourth|last|previous|each|every|any|either|average|particular|general|"
    r"fact|line|succession|row|turn|contrast|comparison|addition|spite|terms|response|recent|earlier|later|same|just|only|about|"
    r"more|less|fewer|level|least|most|once|target|it|this|that|them|there|being|per|cent|which|well|also|whole|paper|report|table|record)s?$",
    re.IGNORECASE,
)


@quick
@dataclass(frozen=True, slots=True)
class Spoken:
    """A line that words may be about.

    Attributes:
        line: The line.
        score: Part of its words found, 0 to 1, and more where its figures stand beside.
        shown: Whether a figure beside it is the line's own.
    """

    line: TimeLine
    score: float
    shown: bool


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The numbers of a line, for looking printed figures up.

    Attributes:
        latest: Size of the latest figure.
        others: The earlier figures.
        changes: Sizes of the changes from each of them to the latest.
    """

    latest: Fraction
    others: frozenset[Fraction]
    changes: frozenset[Fraction]

    @classmethod
    def of(cls, line: TimeLine) -> _Numbers:
        last = line.points[-1].number
        others = frozenset(p.number for p in line.points[:-1])
        return cls(abs(last), others, frozenset(abs(last - o) for o in others))


class LineFinder:
    """Finds the lines that sentences speak of.

    Args:
        lines: All lines.
        known: Stems that stand everywhere in the paper: its title, service and council.
    """

    def __init__(self, lines: Sequence[TimeLine], known: Iterable[str] = ()) -> None:
        self.lines = list(lines)
        self.known = frozenset(known)
        names = {(line.name, line.words) for line in self.lines}
        df = Counter(w for _, words in names for w in words)
        self._weight = {w: log(1 + max(len(names), 2) / n) * (_SLIGHT if w in _DONE else 1) for w, n in df.items()}
        self._whole = {words: fsum(self._weight[w] for w in sorted(words)) for _, words in names}
        self._numbers = [_Numbers.of(line) for line in self.lines]
        self._of_line = {id(line): numbers for line, numbers in zip(self.lines, self._numbers, strict=True)}
        self._by_word: dict[str, list[int]] = {}
        self._by_latest: dict[Fraction, list[int]] = {}
        for n, line in enumerate(self.lines):
            for word in line.words:
                self._by_word.setdefault(word, []).append(n)
            for size in {self._numbers[n].latest, self._numbers[n].latest * line.scale}:
                self._by_latest.setdefault(size, []).append(n)
        self._by_any: dict[Fraction, set[int]] = {}  # whether a line can show a figure, whatever its unit
        for n, (line, numbers) in enumerate(zip(self.lines, self._numbers, strict=True)):
            for size in {numbers.latest, *numbers.others, *numbers.changes}:
                for printed in {size, size * line.scale}:
                    self._by_any.setdefault(printed, set()).add(n)
        self._called: dict[frozenset[str], dict[frozenset[str], float]] = {}
        self._of_name: dict[frozenset[str], list[int]] = {}
        self._things: dict[tuple[int, str], set[int]] = {}
        for n, line in enumerate(self.lines):
            self._of_name.setdefault(line.words, []).append(n)
            for word in line.words:
                self._things.setdefault((line.table, word), set()).add(line.thing)
        self._holding: dict[str, list[frozenset[str]]] = {}
        for name in self._of_name:
            for word in name:
                self._holding.setdefault(word, []).append(name)

    def _near(self, words: frozenset[str]) -> dict[frozenset[str], float]:
        """The names that a text shares a word with, and about how much of each it holds."""
        near = self._called.get(words)
        if near is None:
            held: dict[frozenset[str], float] = {}
            for w in words:
                weight = self._weight.get(w, 0.0)
                for name in self._holding.get(w, ()):
                    held[name] = held.get(name, 0.0) + weight
            near = {name: weight / self._whole[name] for name, weight in held.items()}
            self._called = {words: near}  # a part of a sentence is asked about by itself, then with all its figures
        return near

    def find(self, text: str, figures: Sequence[Figure]) -> list[Spoken]:
        """The lines that a text may be about, best first; those nearly as good as the best.

        Args:
            text: A part of a sentence.
            figures: Printed in it.
        """
        words = stems(text)
        found = []
        called = self._near(words)
        latest = {
            n
            for f in figures
            if f.value.number is not None
            for n in self._by_latest.get(abs(Fraction(f.value.number)), ())
        }
        sizes = _sizes(figures)
        showing = {n for size, _ in sizes for n in self._by_any.get(size, ())}
        near_by = {n for n in showing if n in latest or self.lines[n].words in called}
        # What shows no figure needs as much.
        near_by.update(n for name, share in called.items() if share >= _ROUGHLY for n in self._of_name[name])
        for n in sorted(near_by):
            line = self.lines[n]
            common = line.words & words
            share = self._share(common, line.words)
            shown = _shows(line, self._numbers[n], sizes) if n in showing else 0
            if not common and not (shown == 2 and line.topic & words):
                continue
            score = share + (0.5 if shown == 2 else 0.3 if shown else 0.0)
            if len(common) == 1 and len(line.words) > 2 and not shown:
                score -= 0.2
            found.append(Spoken(line, score, bool(shown)))
        best = max((s.score for s in found), default=0.0)
        near = [s for s in found if s.score >= max(ENOUGH if s.shown else _ALONE, best - _NEAR)]
        whole = [s for s in near if s.line.words <= words]
        near = [s for s in near if s.shown or not any(s.line.words < o.line.words for o in whole if s in whole)]
        return sorted(near, key=lambda s: -s.score)

    def partly_named(self, text: str) -> list[Spoken]:
        """The lines of whose own words, those of no other line of the table, a text has at least half.

        Args:
            text: A sentence, or its beginning; only figures beside it can tell which line is meant.
        """
        words = stems(text) - self.known
        near = sorted({n for w in words for n in self._by_word.get(w, ())})
        found = []
        for n in near:
            own = self._own_words(n)
            if 2 * len(own & words) >= len(own) > 0:
                found.append(Spoken(self.lines[n], ENOUGH, shown=False))
        return found

    def _own_words(self, n: int) -> frozenset[str]:
        line = self.lines[n]
        return frozenset(w for w in line.words if len(self._things[line.table, w]) == 1)

    def shows(self, line: TimeLine, figures: Sequence[Figure]) -> int:
        """2 where the line's latest figure is printed, 1 where another of its figures or a change of it is."""
        return _shows(line, self._of_line.get(id(line)) or _Numbers.of(line), _sizes(figures))

    def narrower(self, text: str, line: TimeLine) -> bool:
        """Whether a text speaks of a part of the line's thing: "complaints about staff"."""
        own = line.words | line.topic | self.known
        for m in _NARROWER.finditer(text):
            word = m["word"]
            if _TIMES_AND_WORDS.match(word) or word.lower() in IDLE or stem(word) in own:
                continue
            return True
        return False

    def _share(self, common: frozenset[str], words: frozenset[str]) -> float:
        whole = self._whole.get(words) or fsum(self._weight.get(w, 1.0) for w in sorted(words))
        return fsum(self._weight.get(w, 1.0) for w in sorted(common)) / whole if whole else 0.0


def _sizes(figures: Sequence[Figure]) -> list[tuple[Fraction, str]]:
    """The sizes and units of the figures that can tell a line: neither targets nor counts below ten."""
    return [
        (abs(Fraction(f.value.number)), f.value.unit)
        for f in figures
        if f.value.number is not None and f.claim.role != "target" and (f.value.places > 0 or abs(f.value.number) >= 10)
    ]


def _shows(line: TimeLine, known: _Numbers, sizes: Sequence[tuple[Fraction, str]]) -> int:
    """2 where one of some sizes is the line's latest, 1 where one is an earlier figure or a change of it."""
    unit = line.points[-1].value.unit
    best = 0
    for printed, of in sizes:
        size = printed / line.scale if line.scale > 1 and printed >= line.scale else printed
        alike = of == unit or "percent" not in {of, unit}
        if alike and size == known.latest:
            return 2
        if (alike and size in known.others) or (size and size in known.changes):
            best = 1
    return best
