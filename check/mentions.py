"""Which indicator a sentence names: words of the register's labels found in it, thresholds included.

A sentence is not a name: it says more than one. So a label's words are looked for in the sentence, weighted by how
few labels share them, and what conflicts (care leavers against children in care, 12 against 24 months) vetoes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING

from normalise.slots import ParsedName, parse_name

if TYPE_CHECKING:
    from records import Indicator

ENOUGH = 0.72
MARGIN = 0.12
_VETO_FAMILIES = ("population", "touch", "status", "placement", "event")


@dataclass(frozen=True, slots=True)
class Mention:
    """An indicator that a text may name.

    Attributes:
        key: Register key.
        label: The label that comes nearest.
        share: Part of the label's words found, 0 to 1, rare words counting more.
        features: The label's words and thresholds.
        weight: How telling they are together.
    """

    key: str
    label: str
    share: float
    features: frozenset[str] = frozenset()
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class _Label:
    key: str
    text: str
    features: frozenset[str]
    parsed: ParsedName


class IndicatorFinder:
    """Finds the register's indicators in sentences.

    Args:
        indicators: The register.
    """

    def __init__(self, indicators: Mapping[str, Indicator]) -> None:
        self.indicators = indicators
        self.labels: list[_Label] = []
        for key, indicator in indicators.items():
            for text in dict.fromkeys([indicator.name, *(label.text for label in indicator.labels)]):
                parsed = _parsed(_plain(text))
                features = _features(parsed)
                if features:
                    self.labels.append(_Label(key, text, features, parsed))
        keys: dict[str, set[str]] = {}
        for label in self.labels:
            for feature in label.features:
                keys.setdefault(feature, set()).add(label.key)
        total = max(2, len({label.key for label in self.labels}))
        self.weight = {f: log(1 + total / len(k)) for f, k in keys.items()}

    def find(self, text: str, *, unit: str = "") -> list[Mention]:
        """Indicators that a text may name, best first.

        Args:
            text: A sentence; figures and dates may stand in it.
            unit: Unit of the figure asked about; an indicator of another unit is left out.

        Returns:
            Each key once, those with at least half of their words in the text.
        """
        parsed = _parsed(text)
        features = _features(parsed)
        best: dict[str, Mention] = {}
        for label in self.labels:
            if not _unit_fits(unit, self.indicators[label.key].unit):
                continue
            common = label.features & features
            if not common or _conflict(parsed, label.parsed):
                continue
            if len(label.features) == 1 and len(features - label.features) > 1:
                continue  # "referral" alone says little in a sentence about something else
            weight = sum(self.weight[f] for f in label.features)
            share = sum(self.weight[f] for f in common) / weight
            mention = Mention(label.key, label.text, share, label.features, weight)
            if share >= 0.5 and (label.key not in best or _order(mention) < _order(best[label.key])):
                best[label.key] = mention
        return sorted(best.values(), key=_order)

    def named(self, text: str, *, unit: str = "") -> Mention | None:
        """The one indicator that a text names beyond doubt; None where none or several may be meant."""
        found = self.find(text, unit=unit)
        if not found or found[0].share < ENOUGH or len(_features(_parsed(text))) < 2:
            return None
        top = found[0]
        rivals = [
            m
            for m in found[1:]
            if m.share > top.share - MARGIN and not self._same(m.key, top.key) and not m.features < top.features
        ]
        return None if rivals else top

    def _same(self, a: str, b: str) -> bool:
        return any(k.kind == "same" and k.to == b for k in self.indicators[a].links) or any(
            k.kind == "same" and k.to == a for k in self.indicators[b].links
        )


def _order(m: Mention) -> tuple[float, float]:
    """Best first: all its words found, then the more telling label."""
    return (-round(m.share, 6), -m.weight)


def _unit_fits(unit: str, indicator: str) -> bool:
    if not unit or not indicator or unit == indicator:
        return True
    plain = {"count", "", "average", "days", "rate"}
    return unit in plain and indicator in plain and {unit, indicator} != {"count", "days"}


def _plain(text: str) -> str:
    """A label without the words of an aim, which no sentence about results repeats."""
    text = re.sub(r"^\s*measure\s+\d+\s*:\s*", "", text, flags=re.I)
    text = re.sub(
        r"^(?:we\s+(?:will\s+)?expect\s+to\s+see\s+)?(?:an?\s+)?(?:continued\s+)?(?:increase|reduction)\s+in\s+(?:the\s+)?",
        "",
        text,
        flags=re.I,
    )
    return re.sub(
        r"^we\s+(?:will\s+)?expect\s+to\s+(?:see\s+)?|\s+to\s+remain\s+stable$|\s+remaining\s+stable$",
        "",
        text,
        flags=re.I,
    )


@lru_cache(maxsize=4096)
def _parsed(text: str) -> ParsedName:
    return parse_name(text[:600])


_IDLE = {"number", "kent", "kcc", "performance", "rose", "fell", "show", "month", "year", "result", "held"}


def _features(parsed: ParsedName) -> frozenset[str]:
    words = {w for w in parsed.content if w not in _IDLE and not w.startswith("@")}
    thresholds = {
        f"{q.low}-{q.high}" for q in parsed.quantities if q.unit not in {"%"} and (q.low is None) != (q.high is None)
    }
    return frozenset(words | thresholds)


def _conflict(sentence: ParsedName, label: ParsedName) -> bool:
    """Whether the sentence speaks of another population, status or placement than the label."""
    for family in _VETO_FAMILIES:
        a, b = sentence.families.get(family), label.families.get(family)
        if a and b and not a & b:
            return True
    return False
