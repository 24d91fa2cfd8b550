"""Compares two names: same, different, or for a person to say.

A score ranks candidates for a reviewer; it never decides. Two names are the same only where every slot
agrees and no word is left over that could change the meaning. Each rung of the decision leaves a sentence.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from normalise.glossary import Glossary, default_glossary
from normalise.slots import LONGEST, ParsedName, parse_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Verdict = Literal["same", "review", "different"]

IDENTICAL, PRINTED_ALIKE, UNDATED, CANONICAL, LENIENT = 5, 4, 3, 2, 1
"""How strong a "same" is: the same text; apart from case and punctuation; apart from the period; in other
words with one meaning; with a small word that one side leaves out."""

_RELATED = frozenset({"statistic", "numbers", "basis", "exclusion", "rate base", "timeliness", "touch"})
_HARD = frozenset({"statistic", "numbers", "rate base", "basis", "negation"})


@dataclass(frozen=True)
class Comparison:
    """What the comparison of two names came to.

    Attributes:
        left: The first name as printed.
        right: The second name as printed.
        verdict: "same", "review" (a person should say) or "different".
        reasons: The rungs of the decision, in order, as plain sentences.
        left_slots: Slots of the first name, slot -> what stands in it.
        right_slots: Slots of the second name.
        strength: 5 identical text to 1 lenient for "same"; 0 otherwise.
        score: 0 to 100, for ranking candidates only.
        related: The two differ in one slot alone (unit, window, age, basis ...): worth showing side by side.
    """

    left: str
    right: str
    verdict: Verdict
    reasons: tuple[str, ...]
    left_slots: Mapping[str, str]
    right_slots: Mapping[str, str]
    strength: int = 0
    score: float = 0.0
    related: bool = False


def compare_names(left: str, right: str, *, glossary: Glossary | None = None) -> Comparison:
    """Say whether two printed names are the same measure.

    Args:
        left: A name as printed.
        right: Another name as printed.
        glossary: The glossary; the one that travels with the product if None.

    Returns:
        The verdict with its reasons and the slots of both names.
    """
    glossary = glossary or default_glossary()
    return compare_parsed(parse_name(left, glossary), parse_name(right, glossary), glossary)


def compare_parsed(a: ParsedName, b: ParsedName, glossary: Glossary) -> Comparison:
    """The same as ``compare_names`` for names that are already parsed.

    Args:
        a: The first name.
        b: The second name.
        glossary: The glossary both were parsed with.

    Returns:
        The comparison.
    """
    ladder = _Ladder(a, b, glossary)
    verdict, strength = ladder.climb()
    return Comparison(
        a.raw,
        b.raw,
        verdict,
        tuple(ladder.reasons),
        a.slots,
        b.slots,
        strength,
        100.0 if strength >= UNDATED else score(a, b),
        ladder.related,
    )


def score(a: ParsedName, b: ParsedName) -> float:
    """How near two names are, 0 to 100, by shared words, numbers and letters: for ranking only."""
    from rapidfuzz import fuzz

    left, right = a.bag, b.bag
    shared = sum((left & right).values())
    total = sum(left.values()) + sum(right.values())
    words = 200.0 * shared / total if total else 0.0
    letters = fuzz.ratio(a.letters, b.letters)
    order = fuzz.token_set_ratio(a.undated, b.undated)
    return round(max(0.55 * words + 0.3 * letters + 0.15 * order, 0.9 * letters if a.damage or b.damage else 0.0), 1)


class _Ladder:
    """Climbs the rungs for one pair and keeps a sentence for each."""

    def __init__(self, a: ParsedName, b: ParsedName, glossary: Glossary) -> None:
        self.a, self.b, self.glossary = a, b, glossary
        self.reasons: list[str] = []
        self.related = False
        self._conflicts: list[str] = []
        self._doubts: list[str] = []
        self._lenient = False

    def climb(self) -> tuple[Verdict, int]:
        a, b = self.a, self.b
        if a.codes and b.codes and not a.codes & b.codes:
            self.reasons.append(f"different national indicators: {_join(a.codes)} against {_join(b.codes)}")
            return "different", 0
        if not a.bare or not b.bare:
            self.reasons.append("a name is empty")
            return "different", 0
        if a.raw == b.raw:
            self.reasons.append("the text is identical")
            return "same", IDENTICAL
        if a.bare == b.bare:
            self.reasons.append("the text is identical apart from capitals, punctuation and spaces")
            return "same", PRINTED_ALIKE
        if a.undated == b.undated:
            self.reasons.append("only the period differs")
            return "same", UNDATED
        self._statistics()
        self._numbers()
        self._basis()
        self._words()
        self._order()
        hard = [slot for slot in self._conflicts if slot in _HARD]
        if self._conflicts and not hard and (a.damage or b.damage) and self._letters() >= 85:
            self.reasons.append("a damaged name cannot be told apart by its words")
            for name in (a, b):
                self.reasons.extend(f"damaged? {sign}" for sign in name.damage)
            return "review", 0
        if self._conflicts:
            self.related = self.related or (len(self._conflicts) == 1 and self._conflicts[0] in _RELATED)
            return "different", 0
        if self._doubts:
            return ("review" if self._near() else "different"), 0
        shared = set(a.damage) & set(b.damage)
        if max(len(a.raw), len(b.raw)) > LONGEST:
            self.reasons.append("a text this long is no name")
            return "review", 0
        signs = [sign for name in (a, b) for sign in name.damage if sign not in shared]
        if signs:
            self.reasons.extend(f"damaged? {sign}" for sign in signs)
            return "review", 0
        unknown = a.acronyms | b.acronyms
        if unknown and a.letters != b.letters:
            self.reasons.append(f"the glossary does not know {_join(unknown)}: a person must say what it stands for")
            return "review", 0
        self.reasons.append("every slot agrees and no word is left over")
        return "same", LENIENT if self._lenient else CANONICAL

    def _letters(self) -> float:
        from rapidfuzz import fuzz

        return fuzz.ratio(self.a.letters, self.b.letters)

    def _near(self) -> bool:
        left, right = self.a.bag, self.b.bag
        shared = sum((left & right).values())
        return shared * 2 >= min(sum(left.values()), sum(right.values())) and score(self.a, self.b) >= 50

    def _veto(self, slot: str, sentence: str) -> None:
        self._conflicts.append(slot)
        self.reasons.append(f"veto, {slot}: {sentence}")

    def _doubt(self, sentence: str) -> None:
        self._doubts.append(sentence)
        self.reasons.append(f"to be settled: {sentence}")

    def _statistics(self) -> None:
        left, right = self.a.statistics, self.b.statistics
        if left == right:
            if left:
                self.reasons.append(f"statistic agrees: {_join(left)}")
        elif left and right:
            if left & right or ({*left, *right} == {"rate", "percent"} and not (self.a.rate_base or self.b.rate_base)):
                self._doubt(f"the statistic is {_join(left)} on one side, {_join(right)} on the other")
            else:
                self._veto("statistic", f"{_join(left)} against {_join(right)}")
        elif (left | right) == {"number"}:
            self._lenient = True
            self.reasons.append("one side says 'number', the other leaves it out")
        else:
            self._doubt(f"only one side says {_join(left | right)}")
        if self.a.rate_base != self.b.rate_base:
            if self.a.rate_base and self.b.rate_base:
                self._veto("rate base", f"per {self.a.rate_base} against per {self.b.rate_base}")
            else:
                self._doubt(f"only one side says per {self.a.rate_base or self.b.rate_base}")

    def _numbers(self) -> None:
        left = Counter(q.key() for q in self.a.quantities)
        right = Counter(q.key() for q in self.b.quantities)
        if left == right:
            if left:
                self.reasons.append("numbers agree: " + ", ".join(str(q) for q in self.a.quantities))
            return
        only_left = [q for q in self.a.quantities if q.key() in left - right]
        only_right = [q for q in self.b.quantities if q.key() in right - left]
        shown = (
            ", ".join(map(str, only_left)) or "nothing",
            ", ".join(map(str, only_right)) or "nothing",
        )
        if only_left and only_right:
            same_numbers = Counter(n for q in only_left for n in set(q.numbers())) == Counter(
                n for q in only_right for n in set(q.numbers())
            )
            units = {q.unit for q in only_left}, {q.unit for q in only_right}
            if (
                same_numbers
                and (units[0] == units[1] or "" in units[0] | units[1])
                and not _opposed(only_left, only_right)
            ):
                self._doubt(f"{shown[0]} on one side, {shown[1]} on the other")
            else:
                self._veto("numbers", f"{shown[0]} against {shown[1]}")
        else:
            self._doubt(f"only one side gives a number: {shown[0] if only_left else shown[1]}")
            self.related = True

    def _basis(self) -> None:
        left, right = self.a.basis, self.b.basis
        if left == right:
            return
        if left and right:
            if left & right:
                self._doubt(f"basis {_join(left)} on one side, {_join(right)} on the other")
            else:
                self._veto("basis", f"{_join(left)} against {_join(right)}")
            return
        bare = self.b if left else self.a
        stated = left or right
        flow = "through the year" in stated or "in the month" in stated or "in the quarter" in stated
        words = bare.content
        counts_events = bool(self.glossary.flow & set(words))
        if (flow and not counts_events) or (not flow and counts_events and not self.glossary.stock & set(words)):
            self._doubt(f"only one side says {_join(stated)}")
        else:
            self._lenient = True
            self.reasons.append(f"only one side says {_join(stated)}, which the other implies")

    def _words(self) -> None:
        a, b = self.a, self.b
        left, right = a.content - b.content, b.content - a.content
        if a.directions != b.directions:
            one, two = a.directions - b.directions, b.directions - a.directions
            if one and two:
                self._veto("direction", f"'{self.glossary.say(one)}' against '{self.glossary.say(two)}'")
        if a.quantifiers and b.quantifiers and not a.quantifiers & b.quantifiers:
            self._doubt(
                f"'{self.glossary.say(a.quantifiers)}' on one side, '{self.glossary.say(b.quantifiers)}' on the other"
            )
        if not left and not right:
            self.reasons.append("the words agree: " + self.glossary.say(a.order))
            return
        for word, other in _misprints(left, right, self.glossary):
            left.pop(word, None), left.pop(other, None)
            right.pop(word, None), right.pop(other, None)
            self._doubt(f"'{word}' may be a misprint of '{other}'")
        for family in sorted(set(a.families) & set(b.families)):
            one = a.families[family] & set(left)
            two = b.families[family] & set(right)
            if one and two:
                self._veto(family, f"{self.glossary.say(one)} against {self.glossary.say(two)}")
        x_left = {w for w in left if w[:2] in {"x:", "i:"}}
        x_right = {w for w in right if w[:2] in {"x:", "i:"}}
        if x_left or x_right:
            if {w[2:] for w in x_left} & {w[2:] for w in x_right}:
                self._veto("exclusion", f"{self.glossary.say(x_left)} against {self.glossary.say(x_right)}")
            else:
                self._doubt(f"only one side is {self.glossary.say(x_left | x_right)}")
                self.related = True
        negation = set(self.glossary.slot_of)
        no_left = {w for w in left if "negation" in self.glossary.slot_of.get(w, ())}
        no_right = {w for w in right if "negation" in self.glossary.slot_of.get(w, ())}
        if negation and bool(no_left) != bool(no_right):
            self._veto("negation", f"only one side says '{self.glossary.say(no_left | no_right)}'")
        either = left | right
        for slot in ("timeliness", "touch", "gender", "quality", "status"):
            one_sided = [w for w in either if slot in self.glossary.slot_of.get(w, ())]
            if one_sided and bool(set(a.families.get(slot, ()))) != bool(set(b.families.get(slot, ()))):
                self._veto(slot, f"only one side says '{self.glossary.say(one_sided)}'")
        rest_left = sorted(w for w in left if w[:2] not in {"x:", "i:"})
        rest_right = sorted(w for w in right if w[:2] not in {"x:", "i:"})
        if rest_left or rest_right:
            if rest_left and rest_right:
                say = self.glossary.say
                self._doubt(f"'{say(rest_left)}' stands only in one name, '{say(rest_right)}' only in the other")
            else:
                self._doubt(f"'{self.glossary.say(rest_left or rest_right)}' stands in one name only")

    def _order(self) -> None:
        a, b = self.a, self.b
        if a.content != b.content or a.order == b.order:
            return
        if a.turned or b.turned:
            self._doubt("the same words stand in another order, which can turn the meaning round")
            return
        reversible = {"resultin", "percentageof", "per", "before", "after"} & {*a.content, *a.directions}
        for family in {"authority", "population", *({"event"} if reversible else ())} & set(a.families):
            one = [w for w in a.order if w in a.families[family]]
            two = [w for w in b.order if w in a.families[family]]
            if one != two:
                self._doubt(f"'{self.glossary.say(one)}' stand in another order, which can turn the meaning round")
                return


def _misprints(left: Iterable[str], right: Iterable[str], glossary: Glossary) -> list[tuple[str, str]]:
    """Left-over words, one on each side, of which one is unknown and a letter or so away from the other."""
    from rapidfuzz.distance import DamerauLevenshtein

    pairs: list[tuple[str, str]] = []
    left, right = list(left), list(right)
    if all(word in glossary.vocabulary for word in (*left, *right)):
        return pairs
    used: set[str] = set()
    for one in left:
        for two in right:
            if {one, two} & used or not (one.isalpha() and two.isalpha()) or min(len(one), len(two)) < 3:
                continue
            strange = [w for w in (one, two) if w not in glossary.vocabulary]
            allowed = 1 if min(len(one), len(two)) < 6 else 2
            if strange and DamerauLevenshtein.distance(one, two, score_cutoff=allowed) <= allowed:
                pairs.append((strange[0], two if strange[0] == one else one))
                used |= {one, two}
    return pairs


def _opposed(left: Iterable[object], right: Iterable[object]) -> bool:
    """Whether one side bounds from below what the other bounds from above."""
    from normalise.quantities import Quantity

    def sides(items: Iterable[object]) -> set[str]:
        found = set()
        for q in items:
            if isinstance(q, Quantity):
                found.add("up" if q.high is None else "down" if q.low is None else "both")
        return found

    one, two = sides(left), sides(right)
    return ("up" in one and "down" in two) or ("down" in one and "up" in two)


def _join(words: Iterable[str]) -> str:
    return ", ".join(sorted(words))
