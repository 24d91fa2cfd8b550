"""Which indicator a sentence names, by the words of the register's labels found in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from normalise import Mentions
from records import quick

if TYPE_CHECKING:
    from records import Indicator

ENOUGH = 0.72
MARGIN = 0.12


@quick
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


class IndicatorFinder:
    """Finds the register's indicators in sentences.

    Args:
        indicators: The register.
    """

    def __init__(self, indicators: Mapping[str, Indicator]) -> None:
        self.indicators = indicators
        self._mentions = Mentions(indicators)
        self._named: dict[tuple[str, str], Mention | None] = {}
        self._hints: dict[tuple[str, float], tuple[tuple[str, float], ...]] = {}

    def find(self, text: str, *, unit: str = "") -> list[Mention]:
        """Indicators that a text may name, best first.

        Args:
            text: A sentence; figures and dates may stand in it.
            unit: Unit of the figure asked about; an indicator of another unit is left out.

        Returns:
            Each key once, those with at least half of their words in the text.
        """
        words = self._mentions.words(text)
        best: dict[str, Mention] = {}
        for near in self._mentions.near(text, lambda indicator: _unit_fits(unit, indicator.unit), 0.5):
            label = near.label
            if label.key.startswith("own-") and len(label.words) < 2:
                continue  # one word of a table's row names nothing
            if len(label.words) == 1 and len(words - label.words) > 1:
                continue  # "referral" alone says little in a sentence about something else
            mention = Mention(label.key, label.text, near.share, label.words, label.weight)
            if label.key not in best or _order(mention) < _order(best[label.key]):
                best[label.key] = mention
        return sorted(best.values(), key=_order)

    def named(self, text: str, *, unit: str = "") -> Mention | None:
        """The one indicator that a text names beyond doubt; None where none or several may be meant."""
        if (text, unit) not in self._named:
            self._named[text, unit] = self._one_named(text, unit)
        return self._named[text, unit]

    def _one_named(self, text: str, unit: str) -> Mention | None:
        found = self.find(text, unit=unit)
        if not found or found[0].share < ENOUGH or len(self._mentions.words(text)) < 2:
            return None
        top = found[0]
        rivals = [
            m
            for m in found[1:]
            if m.share > top.share - MARGIN and not self._same(m.key, top.key) and not m.features < top.features
        ]
        return None if rivals else top

    def hints(self, text: str, least: float = 0.3) -> list[tuple[str, float]]:
        """Keys of indicators that a text comes near to naming, each with the part of its label's words found."""
        if (text, least) not in self._hints:
            best: dict[str, float] = {}
            for near in self._mentions.near(text, lambda _indicator: True, least):
                best[near.label.key] = max(near.share, best.get(near.label.key, 0))
            self._hints[text, least] = tuple(sorted(best.items(), key=lambda x: -x[1]))
        return list(self._hints[text, least])

    def whole(self, text: str) -> str:
        """Key of the one counted indicator whose label is these words and no others; empty where there is none."""
        words = self._mentions.words(text)
        keys = {
            near.label.key
            for near in self._mentions.near(text, lambda indicator: indicator.unit in {"count", "", "money"}, 0.99)
            if near.label.words == words
        }
        return keys.pop() if len(keys) == 1 else ""

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
