"""How near a text comes to naming the register's indicators: labels' words and thresholds found in it.

A sentence, heading or caption is not a name: it says more than one. So a label's words are looked for in the text,
weighted by how few labels share them; what conflicts (care leavers against children in care, 12 against 24 months)
vetoes. How near is near enough, and what rivals what, each caller decides for its purpose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from math import fsum, log
from typing import TYPE_CHECKING

from normalise.slots import ParsedName, parse_name
from records import quick

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from records import Indicator

_FAMILIES = ("population", "touch", "status", "placement", "event")
_IDLE = frozenset(
    ["number", "kent", "kcc", "performance", "rose", "fell", "show", "month", "year", "result", "held", "percentage"]
)
_AIM = re.compile(
    r"^\s*(?:(?:measure|table|figure|chart)\s+\d+\s*[:.]?\s*)?(?:we\s+(?:will\s+)?expect\s+to\s+(?:see\s+)?)?"
    r"(?:an?\s+)?(?:continued\s+)?(?:(?:increase|reduction)\s+in\s+)?(?:the\s+)?|\s+(?:to\s+)?remain(?:ing)?\s+stable\s*$",
    re.I,
)

_ROUGH = 1e-6
"""What a sum of some weights may be off by that is not added exactly."""


@dataclass(frozen=True, slots=True)
class LabelWords:
    """A label of the register as the words that are looked for.

    Attributes:
        key: Register key.
        text: The label as the register has it.
        words: Its content words and thresholds.
        parsed: Its slots.
        weight: How telling its words are together.
    """

    key: str
    text: str
    words: frozenset[str]
    parsed: ParsedName
    weight: float


@quick
@dataclass(frozen=True, slots=True)
class Nearness:
    """How much of a label a text holds.

    Attributes:
        label: The label.
        common: Its words that the text holds.
        share: Part of the label found, 0 to 1, rare words counting more.
    """

    label: LabelWords
    common: frozenset[str]
    share: float


class Mentions:
    """Measures how near texts come to the labels of a register.

    Args:
        indicators: The register.
    """

    def __init__(self, indicators: Mapping[str, Indicator]) -> None:
        self.indicators = indicators
        found: list[tuple[str, str, frozenset[str], ParsedName]] = []
        for key, indicator in indicators.items():
            for text in dict.fromkeys([indicator.name, *(label.text for label in indicator.labels)]):
                parsed = _parsed(without_aim(text))
                words = _words(parsed)
                if words:
                    found.append((key, text, words, parsed))
        holders: dict[str, set[str]] = {}
        for key, _, words, _ in found:
            for word in words:
                holders.setdefault(word, set()).add(key)
        total = max(2, len({key for key, *_ in found}))
        self.weight = {w: log(1 + total / len(keys)) for w, keys in holders.items()}
        # Exact sums: a set's order differs from run to run, and a plain sum's last digit with it.
        self.labels = [LabelWords(k, t, w, p, fsum(self.weight[x] for x in w)) for k, t, w, p in found]
        self._holding: dict[str, list[int]] = {}
        for n, label in enumerate(self.labels):
            for word in label.words:
                self._holding.setdefault(word, []).append(n)

    def near(self, text: str, fits: Callable[[Indicator], bool], least: float = 0.0) -> Iterator[Nearness]:
        """Labels that a text shares a word with and does not contradict, with how much of each it holds.

        Args:
            text: A sentence, heading or caption; figures and dates may stand in it.
            fits: Whether an indicator may be meant at all, by its unit say.
            least: Part of a label that the text must hold.

        Yields:
            One for each label of a fitting indicator that has a word in common, in the register's order.
        """
        parsed = _parsed(text)
        words = _words(parsed)
        told = [(family, x) for family in _FAMILIES if (x := parsed.families.get(family))]
        held: dict[int, float] = {}  # roughly, so that few labels are looked at closely
        for word in words:
            weight = self.weight.get(word, 0.0)
            for n in self._holding.get(word, ()):
                held[n] = held.get(n, 0.0) + weight
        for n in sorted(n for n, weight in held.items() if weight >= (least - _ROUGH) * self.labels[n].weight):
            label = self.labels[n]
            if not fits(self.indicators[label.key]) or _conflict(told, label.parsed):
                continue
            common = label.words & words
            share = fsum(self.weight[w] for w in common) / label.weight
            if share >= least:
                yield Nearness(label, common, share)

    def words(self, text: str) -> frozenset[str]:
        """The content words and thresholds of a text."""
        return _words(_parsed(text))


def without_aim(text: str) -> str:
    """A label without the words of an aim and its number, which no sentence about results repeats."""
    return _AIM.sub("", text)


@lru_cache(maxsize=4096)
def _parsed(text: str) -> ParsedName:
    return parse_name(text[:600])


def _words(parsed: ParsedName) -> frozenset[str]:
    words = {w for w in parsed.content if w not in _IDLE and not w.startswith("@")}
    bounds = {f"{q.low}-{q.high}" for q in parsed.quantities if q.unit != "%" and (q.low is None) != (q.high is None)}
    return frozenset(words | bounds)


def _conflict(told: list[tuple[str, frozenset[str]]], label: ParsedName) -> bool:
    """Whether a text that tells of some families speaks of other populations, statuses, placements or events."""
    return any((y := label.families.get(family)) and not x & y for family, x in told)
