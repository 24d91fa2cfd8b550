"""Which indicator a heading, caption or sentence of an unseen paper names.

A sentence is not a name: it says more than one. A label's words are looked for in it, weighted by how few labels share
them; another population, status or event vetoes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING

from normalise.slots import ParsedName, parse_name
from records import Indicator

if TYPE_CHECKING:
    from collections.abc import Iterable

ENOUGH = 0.7
"""Share of a label's words (rare ones counting more) that a text must hold."""

MARGIN = 0.1
"""How far the best label must be ahead of another indicator's."""

_FAMILIES = ("population", "touch", "status", "placement", "event")
_IDLE = {
    "number",
    "kent",
    "kcc",
    "performance",
    "rose",
    "fell",
    "show",
    "month",
    "year",
    "result",
    "held",
    "percentage",
}
_PERCENT = re.compile(
    r"^\W*(?:(?:table|figure|chart|measure)\s*\d+\s*[:.]?\s*)?(?:the\s+)?(?:percentage|proportion|%)", re.I
)
_AIM = re.compile(
    r"^\s*(?:(?:measure|table|figure|chart)\s+\d+\s*[:.]?\s*)?(?:we\s+(?:will\s+)?expect\s+to\s+(?:see\s+)?)?"
    r"(?:an?\s+)?(?:continued\s+)?(?:(?:increase|reduction)\s+in\s+)?(?:the\s+)?|\s+(?:to\s+)?remain(?:ing)?\s+stable\s*$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Label:
    key: str
    words: frozenset[str]
    parsed: ParsedName
    plain: str


class Names:
    """Finds the register's indicators in text.

    Args:
        indicators: The register.
    """

    def __init__(self, indicators: Mapping[str, Indicator]) -> None:
        self.indicators = indicators
        self._labels: list[_Label] = []
        for key, indicator in indicators.items():
            for text in dict.fromkeys([indicator.name, *(label.text for label in indicator.labels)]):
                parsed = _parsed(_AIM.sub("", text))
                words = _words(parsed)
                if words:
                    self._labels.append(_Label(key, words, parsed, _plainly(text)))
        holders: dict[str, set[str]] = {}
        for label in self._labels:
            for word in label.words:
                holders.setdefault(word, set()).add(label.key)
        total = max(2, len(indicators))
        self._weight = {w: log(1 + total / len(keys)) for w, keys in holders.items()}

    def exact(self, text: str) -> str | None:
        """Key of the indicator whose name the text is, but for its number and punctuation."""
        plain = _plainly(text)
        keys = {label.key for label in self._labels if label.plain == plain}
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
        parsed = _parsed(_AIM.sub("", text))
        words = _words(parsed)
        best: dict[str, tuple[float, frozenset[str]]] = {}
        for label in self._labels:
            if not _fits(unit, self.indicators[label.key].unit) or _conflict(parsed, label.parsed):
                continue
            common = label.words & words
            share = sum(self._weight[w] for w in common) / sum(self._weight[w] for w in label.words)
            best[label.key] = max(
                (share, common), best.get(label.key, (0.0, frozenset())), key=lambda b: (b[0], len(b[1]))
            )
        ranked = sorted(best.items(), key=lambda item: (-item[1][0], -len(item[1][1])))
        if not ranked or ranked[0][1][0] < ENOUGH:
            return []
        # a label whose words are only part of a better one's says less, it does not rival it
        top = [(k, common) for k, (score, common) in ranked if score >= max(ENOUGH, ranked[0][1][0] - MARGIN)]
        return [k for k, common in top if not any(common < other for _, other in top)]

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


@lru_cache(maxsize=4096)
def _parsed(text: str) -> ParsedName:
    return parse_name(text[:600])


def _words(parsed: ParsedName) -> frozenset[str]:
    words = {w for w in parsed.content if w not in _IDLE and not w.startswith("@")}
    bounds = {f"{q.low}-{q.high}" for q in parsed.quantities if q.unit != "%" and (q.low is None) != (q.high is None)}
    return frozenset(words | bounds)


def _conflict(a: ParsedName, b: ParsedName) -> bool:
    pairs: Iterable[tuple[frozenset[str] | None, frozenset[str] | None]] = (
        (a.families.get(f), b.families.get(f)) for f in _FAMILIES
    )
    return any(x and y and not x & y for x, y in pairs)


def _plainly(text: str) -> str:
    text = re.sub(r"^\s*(?:(?:measure|table|figure|chart)\s+\d+\s*[:.]?)\s*", "", text, flags=re.I)
    return re.sub(r"[^a-z0-9%]+", " ", text.casefold()).strip()
