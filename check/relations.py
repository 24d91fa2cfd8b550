"""How the figures of a sentence hang together: from/to, change, part of a whole, in a paper's own words.

Patterns are tried on the sentence's template (see `sentences`), most telling first; a figure takes one part only.
What no pattern explains stays a plain figure.
"""

# ruff: noqa: E501 - a table of patterns, one to a line

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from check import relation_patterns as patterns
from check.direction_words import DirectionWord, bounds_only, find_direction_words
from check.figure_roles import said_of
from check.numerals import Numeral
from check.period_of import When, times_of_figures
from check.relation_directions import with_direction
from check.sentences import Sentence
from check.size_words import DISTANCE, LED_TO_LEVEL, SIZES, restated_in
from check.sought import Sought
from check.time_words import mark_times
from records import Quantity, percent_change, rounding_modes

RelationKind = Literal["change", "ratio"]


@dataclass(frozen=True, slots=True)
class Relation:
    """Figures of one sentence that say something of each other; numbers are indices of the sentence's figures.

    Attributes:
        kind: change (old, new, size) or ratio (part, whole, percent).
        old: The earlier figure.
        new: The later figure.
        size: How much it changed.
        part: Part of the whole.
        whole: The whole.
        percent: Part in per cent of the whole.
        rest: What is left of the whole.
        direction: The word of movement said of it.
        pattern: Which pattern found it.
    """

    kind: RelationKind
    old: int | None = None
    new: int | None = None
    size: int | None = None
    part: int | None = None
    whole: int | None = None
    percent: int | None = None
    rest: int | None = None
    direction: DirectionWord | None = None
    pattern: str = ""


def read_relations(sentence: Sentence, numerals: list[Numeral], text: str) -> list[Relation]:
    """The relations that a sentence states.

    Args:
        sentence: With its template.
        numerals: All numerals of the passage.
        text: The passage's text.

    Returns:
        Relations; indices are those of `sentence.figures`.
    """
    reader = _Reader(sentence, numerals)
    reader.ratios()
    reader.sizes()
    reader.pairs()
    reader.pairs_by_time()
    reader.attach_sizes()
    words = [
        replace(w, start=w.start + sentence.start, end=w.end + sentence.start)
        for w in find_direction_words(text[sentence.start : sentence.end])
        if not bounds_only(text[sentence.start : sentence.end], w)
    ]
    return [with_direction(r, words, sentence, numerals) for r in reader.relations]


class _Reader:
    """Reads one sentence; keeps which figures are explained."""

    def __init__(self, sentence: Sentence, numerals: list[Numeral]) -> None:
        self.sentence = sentence
        self.numerals = numerals
        self.relations: list[Relation] = []
        self.used = restated_in(sentence.template, [numerals[i].value for i in sentence.figures])
        self.percents: set[int] = set()  # percentages of ratios: they may also be an end of a change
        self.size_of: dict[int, int] = {}  # size figure -> place in the template
        self.twins: dict[int, int] = {}  # second size ("24, or 1.8%") -> first size

    def unit(self, k: int) -> str:
        value = self.numerals[self.sentence.figures[k]].value
        return value.unit if value else ""

    def known(self, *ks: int) -> bool:
        return all(
            (v := self.numerals[self.sentence.figures[k]].value) is not None and v.number is not None for k in ks
        )

    def matches(
        self, table: tuple[tuple[str, Sought], ...], text: str = ""
    ) -> list[tuple[str, re.Match[str], dict[str, int]]]:
        """Matches of a table's patterns at every place, overlapping ones too."""
        out = []
        template = text or self.sentence.template
        for name, pattern in table:
            at = 0
            while m := pattern.search(template, at):
                at = m.start() + 1
                out.append((name, m, {k: int(v) for k, v in m.groupdict().items() if v is not None and v.isdigit()}))
        return out

    def ratios(self) -> None:
        for name, m, g in self.matches(patterns.RATIOS):
            part, whole, percent = g["part"], g["whole"], g.get("percent")
            ks = [k for k in (part, whole, percent) if k is not None]
            if self.used & set(ks) or not self.known(*ks):
                continue
            if self.unit(part) not in {"count", ""} or self.unit(whole) not in {"count", ""}:
                continue
            if percent is not None and self.unit(percent) != "percent":
                continue
            if patterns.leads_elsewhere(m.groupdict().get("gap") or ""):
                continue
            rest = None
            after = patterns.REST.match(self.sentence.template[m.end() :].lstrip(" )],"))
            if (
                after
                and int(after["rest"]) not in self.used
                and self.unit(int(after["rest"])) in {"count", ""}
                and patterns.REST_WORDS.search(re.split(r",|\band\b", after["what"])[0])
                and not re.match(r"of\s+(?:them|these|those|whom|which)\b", after["what"], re.IGNORECASE)
            ):
                rest = int(after["rest"])
            self.relations.append(Relation("ratio", part=part, whole=whole, percent=percent, rest=rest, pattern=name))
            self.used |= {k for k in (part, whole, percent, rest) if k is not None}
            self.percents |= {percent} if percent is not None else set()

    def sizes(self) -> None:
        for _name, m, g in self.matches(SIZES):
            k = g["size"]
            if k not in self.used and k not in self.size_of and self.known(k):
                self.size_of[k] = m.start("size")

        for m in DISTANCE.finditer(self.sentence.template):
            k = int(m["size"])
            if k not in self.used and k not in self.size_of and self.known(k) and self.unit(k) != "percent":
                self.size_of[k] = m.start("size")
        for m in patterns.TWIN.finditer(self.sentence.template):
            a, b = int(m["a"]), int(m["b"])
            if (
                a in self.size_of
                and b not in self.used
                and b not in self.size_of
                and self.unit(b) == "percent"
                and self.unit(a) != "percent"
            ):
                self.size_of[b], self.twins[b] = m.start("b"), a

    def _before(self, text: str, old: int) -> int:
        """The nearest figure before a place that can be the newer end of a change to `old`; -1 where there is none."""
        for m in reversed(list(re.finditer(r"«N(\d+)»", text))):
            k = int(m[1])
            if (
                k not in self.size_of
                and k not in self.used - self.percents
                and self.known(k)
                and _comparable(self.unit(k), self.unit(old))
            ):
                return k
        return -1

    def pairs(self) -> None:
        plain = patterns.BRACKETED_RATIO.sub(" ", self.sentence.template)
        for name, m, g in self.matches(patterns.PAIRS, plain):
            if name == "size_from":
                g["new"] = self._before(plain[: m.start()], g["old"])
            old, new = g["old"], g["new"]
            size = g.get("size")
            if new < 0:
                continue
            if old == new or not self.known(old, new) or {old, new} & (self.used - self.percents):
                continue
            if any(k in self.size_of for k in (old, new)) or self.unit(old) in {"points"} or self.unit(new) == "points":
                continue
            if not _comparable(self.unit(old), self.unit(new)):
                continue
            if (
                size is None
                and name in {"then_to", "up_from"}
                and abs(new - old) > 1
                and not self._only_sizes(old, new)
            ):
                continue
            if any(
                r.kind == "change"
                and {r.old, r.new} & {old, new}
                and (r.old, r.new) != (new, old)
                and not self._chain(r, old, new)
                for r in self.relations
            ):
                continue
            if any({r.old, r.new} == {old, new} for r in self.relations if r.kind == "change"):
                continue
            self.relations.append(Relation("change", old=old, new=new, size=size, pattern=name))

    def pairs_by_time(self) -> None:
        """Pairs whose older end is told by its time: "85.9%, down 1.1 points on March 2024 (87.0%)"."""
        template = self.sentence.template
        times = times_of_figures(self.sentence)
        taken = {k for r in self.relations if r.kind == "change" for k in (r.old, r.new)} | (self.used - self.percents)
        ends = [
            k
            for k in range(len(self.sentence.figures))
            if k not in taken and k not in self.size_of and self.known(k) and self.unit(k) != "points"
            and not said_of(template, k).role
        ]  # fmt: skip
        for old in [k for k in ends if k in times and times[k].older]:
            others = [
                k for k in ends if (k not in times or not times[k].older) and not patterns.further_back(times, k, old)
            ]
            others = [
                k
                for k in others
                if _comparable(self.unit(k), self.unit(old))
                and self._in_one(k, old)
                and not patterns.COMPARAND.search(template.partition(f"«N{k}»")[0])
            ]
            before = [k for k in others if k < old]
            new = max(before) if before else min(others, default=None)
            if new is not None:
                self.relations.append(Relation("change", old=old, new=new, pattern="by_time"))
                ends = [k for k in ends if k not in {old, new}]
        if len(ends) == 2 and not any(r.kind == "change" for r in self.relations):
            self._two_times(ends[0], ends[1], times)

    def _two_times(self, a: int, b: int, times: dict[int, When]) -> None:
        """Two figures, each with a time of its own, told one after the other."""
        first, second = times.get(a), times.get(b)
        if not first or not second or first.span or second.span or not _comparable(self.unit(a), self.unit(b)):
            return
        if first.period >= 0 and second.period >= 0:
            x, y = self.sentence.periods[first.period].end, self.sentence.periods[second.period].end
            if x != y:
                old, new = (a, b) if x < y else (b, a)
                self.relations.append(Relation("change", old=old, new=new, pattern="two_times"))
        elif first.word and second.word and first.word.kind == second.word.kind and first.word != second.word:
            old, new = (b, a) if first.word.kind == "back" and first.word.number < second.word.number else (a, b)
            self.relations.append(Relation("change", old=old, new=new, pattern="two_times"))

    def _in_one(self, a: int, b: int) -> bool:
        """Whether two figures stand in one part of the sentence that speaks of a movement."""
        low, high = sorted((a, b))
        between = self.sentence.template.partition(f"«N{low}»")[2].partition(f"«N{high}»")[0]
        return ";" not in between

    def _only_sizes(self, a: int, b: int) -> bool:
        return all(k in self.size_of for k in range(min(a, b) + 1, max(a, b)))

    @staticmethod
    def _chain(r: Relation, old: int, new: int) -> bool:
        """Whether a pair goes on where another ends: from A to B, then to C."""
        return r.new == old or r.old == new

    def attach_sizes(self) -> None:
        """Give each size to the pair it speaks of: one that holds it, else the pair that ends nearest."""
        for k in sorted(self.size_of):
            if any(r.size == k for r in self.relations):
                continue
            twin = next((r for r in self.relations if k in self.twins and r.size == self.twins[k]), None)
            if twin is not None:
                self.relations.append(replace(twin, size=k, pattern="twin"))
                continue
            if self._with_own_time(k) or self._led_to(k) or self._fitting(k):
                continue
            changes = [
                r
                for r in self.relations
                if r.kind == "change" and r.size is None and r.old is not None and r.new is not None
            ]
            if not changes:
                if not any(k in (r.part, r.whole, r.percent, r.rest) for r in self.relations):
                    self.relations.append(Relation("change", new=self._subject(k), size=k, pattern="size_only"))
                continue
            best = min(changes, key=lambda r: _distance(k, r))
            self.relations[self.relations.index(best)] = replace(best, size=k)

    def _with_own_time(self, k: int) -> bool:
        """A size with a time of its own beside it ("0.7 days less than in the same quarter last year").

        Returns:
            Whether it is settled: paired with the figure of that time, or left alone where no figure is of it.
        """
        marked, words = mark_times(self.sentence.template)
        m = patterns.OWN_TIME.match(marked.partition(f"«N{k}»")[2])
        if m is None:
            return False
        n = int(m["n"])
        of_it = [
            f
            for f, w in times_of_figures(self.sentence).items()
            if (w.period == n if m["kind"] == "P" else w.word == words[n]) and f != k
        ]
        old = next((f for f in of_it if f not in self.size_of), None)
        for r in self.relations:
            if old is not None and r.kind == "change" and r.old == old and r.size is None:
                self.relations[self.relations.index(r)] = replace(r, size=k)
                return True
        if old is None:
            self.relations.append(Relation("change", new=self._subject(k), size=k, pattern="size_only"))
            return True
        if not any(r.kind == "change" and old in {r.old, r.new} for r in self.relations):
            # "This is five more than in Quarter 2 (11), the total ... 41": of that time's figure, and of no other pair
            self.relations.append(Relation("change", old=old, size=k, pattern="size_only"))
            return True
        return False

    def _led_to(self, k: int) -> bool:
        """A size that led to a level right behind it, which no other figure is told to have become: it is that level's."""
        m = LED_TO_LEVEL.match(self.sentence.template.partition(f"«N{k}»")[2])
        if m is None or any(r.kind == "change" and int(m["n"]) in {r.old, r.new} for r in self.relations):
            return False
        self.relations.append(Relation("change", new=int(m["n"]), size=k, pattern="size_only"))
        return True

    def _fitting(self, k: int) -> bool:
        """Give a size to the one pair of the sentence whose difference it is; those of stated changes come first."""
        stated = [r for r in self.relations if r.kind == "change" and r.old is not None and r.new is not None]
        for r in sorted(stated, key=lambda r: _distance(k, r)):
            if r.old is not None and r.new is not None and self._fits(r.old, r.new, k):
                if r.size is None:
                    self.relations[self.relations.index(r)] = replace(r, size=k)
                else:
                    self.relations.append(replace(r, size=k, pattern="twin"))
                return True
        ends = [
            i for i in range(len(self.sentence.figures))
            if i not in self.size_of and self.known(i) and self.unit(i) != "points" and i not in self.used - self.percents
        ]  # fmt: skip
        pairs = [
            (a, b)
            for a in ends
            for b in ends
            if a != b and _comparable(self.unit(a), self.unit(b)) and self._fits(a, b, k)
        ]
        if len(stated) < 1 or not pairs:
            return False
        old, new = min(pairs, key=lambda p: (abs(p[0] - k) + abs(p[1] - k), p))
        self.relations.append(Relation("change", old=old, new=new, size=k, pattern="fits"))
        return True

    def _fits(self, old: int, new: int, size: int) -> bool:
        a, b, s = (self.numerals[self.sentence.figures[i]].value for i in (old, new, size))
        if a is None or b is None or s is None or a.number is None or b.number is None or s.number is None:
            return False
        x, y = Quantity.printed(a), Quantity.printed(b)
        relative = percent_change(x, y) if s.unit == "percent" else None
        found = [y - x] if s.unit != "percent" or a.unit == "percent" else []
        return any(rounding_modes(q.magnitude(), s) for q in (*found, *([relative] if relative is not None else [])))

    def _subject(self, size: int) -> int | None:
        """The figure whose change a lone size tells: the nearest figure before it, else the next one."""
        others = [k for k in range(len(self.sentence.figures)) if k != size and k not in self.size_of and self.known(k)]
        before = [k for k in others if k < size]
        return max(before) if before else (min(others) if others else None)


def _distance(k: int, r: Relation) -> int:
    assert r.old is not None
    assert r.new is not None
    low, high = min(r.old, r.new), max(r.old, r.new)
    if low <= k <= high:
        return 0
    return min(abs(k - low), abs(k - high))


def _comparable(a: str, b: str) -> bool:
    plain = {"", "count", "days", "average"}
    return a == b or (a in plain and b in plain) or {a, b} <= {"percent", ""}
