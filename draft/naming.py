"""Which indicator a heading, caption or sentence of an unseen paper names."""

from __future__ import annotations

import re
from collections.abc import Mapping

from normalise import Mentions, without_aim
from records import Indicator

ENOUGH = 0.7
"""Share of a label's words (rare ones counting more) that a text must hold."""

MARGIN = 0.1
"""How far the best label must be ahead of another indicator's."""

_PERCENT = re.compile(
    r"^\W*(?:(?:table|figure|chart|measure)\s*\d+\s*[:.]?\s*)?(?:the\s+)?(?:percentage|proportion|%)", re.I
)


class Names:
    """Finds the register's indicators in text.

    Args:
        indicators: The register.
    """

    def __init__(self, indicators: Mapping[str, Indicator]) -> None:
        self.indicators = indicators
        self._mentions = Mentions(indicators)
        self._plain = [(label.key, _plainly(label.text)) for label in self._mentions.labels]

    def exact(self, text: str) -> str | None:
        """Key of the indicator whose name the text is, but for its number and punctuation."""
        plain = _plainly(text)
        keys = {key for key, own in self._plain if own == plain}
        return keys.pop() if len(keys) == 1 else None

    def named(self, text: str, *, unit: str = "") -> str | None:
        """Key of the one indicator that a text names beyond doubt; None where none or several may be meant."""
        found = self.candidates(text, unit=unit)
        return found[0] if found and all(k in self.same(found[0]) for k in found) else None

    def candidates(self, text: str, *, unit: str = "") -> list[str]:
        """Keys of the indicators that a text may name, best first; none where no label is near enough."""
        whole = self.exact(text)
        if whole is not None:
            return [whole]
        unit = unit or ("percent" if _PERCENT.search(text) else "")
        best: dict[str, tuple[float, frozenset[str]]] = {}
        for near in self._mentions.near(without_aim(text), lambda indicator: _fits(unit, indicator.unit)):
            best[near.label.key] = max(
                (near.share, near.common),
                best.get(near.label.key, (0.0, frozenset())),
                key=lambda b: (b[0], len(b[1])),
            )
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], -len(item[1][1])))
        if not ranked or ranked[0][1][0] < ENOUGH:
            return []
        # a label whose words are only part of a better one's says less, it does not rival it
        top = [(k, common) for k, (score, common) in ranked if score >= max(ENOUGH, ranked[0][1][0] - MARGIN)]
        return [k for k, common in top if not any(common < other for _, other in top)]

    def complete(self, text: str, key: str) -> bool:
        """Whether a text holds all the words of one of an indicator's names, or of one that is the same."""
        keys = set(self.same(key))
        near = self._mentions.near(without_aim(text), lambda indicator: indicator.key in keys)
        return any(n.share > 0.999 for n in near)

    def linked(self, a: str, b: str) -> bool:
        """Whether the register links two indicators, directly or through a third, other than as different."""
        near = {a}
        for _ in range(2):
            near |= {
                other
                for key, indicator in self.indicators.items()
                for link in indicator.links
                if link.kind != "different" and near & {key, link.to}
                for other in (key, link.to)
            }
        return b in near

    def same(self, key: str) -> list[str]:
        """A key and those that the register links to it as the same."""
        out = [key]
        for other, indicator in self.indicators.items():
            for link in indicator.links:
                if link.kind in {"same", "renamed"} and key in {other, link.to}:
                    out.append(link.to if other == key else other)
        return list(dict.fromkeys(out))


def _fits(unit: str, indicator: str) -> bool:
    if not unit or not indicator or unit == indicator:
        return True
    return unit == "" or (unit == "count" and indicator in {"days", "average", "rate"})


def _plainly(text: str) -> str:
    text = re.sub(r"^\s*(?:(?:measure|table|figure|chart)\s+\d+\s*[:.]?)\s*", "", text, flags=re.I)
    return re.sub(r"[^a-z0-9%]+", " ", text.casefold()).strip()
