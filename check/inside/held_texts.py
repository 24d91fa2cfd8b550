"""Many texts, looked up by a longer text that may hold some of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

_T = TypeVar("_T")
_GRAM = 4
"""Characters by which a text is looked up: a text that holds another holds each run of its characters."""


class Texts(Generic[_T]):
    """Texts of which a longer one may hold some, each with what belongs to it.

    Args:
        texts: Each with what belongs to it.
    """

    def __init__(self, texts: Mapping[str, _T]) -> None:
        often = Counter(g for text in texts for g in _grams(text))
        self._short = [(text, what) for text, what in texts.items() if len(text) < _GRAM]
        self._by_gram: dict[str, list[tuple[str, _T]]] = {}
        for text, what in texts.items():
            if len(text) >= _GRAM:
                rarest = min(sorted(_grams(text)), key=often.__getitem__)
                self._by_gram.setdefault(rarest, []).append((text, what))

    def standing_in(self, longer: str) -> Iterator[_T]:
        """What belongs to the texts that stand in a longer one, in no settled order.

        Args:
            longer: Written as the texts are.
        """
        for text, what in self._short:
            if text in longer:
                yield what
        for gram in self._by_gram.keys() & _grams(longer):
            for text, what in self._by_gram[gram]:
                if text in longer:
                    yield what


def _grams(text: str) -> set[str]:
    return {text[n : n + _GRAM] for n in range(len(text) - _GRAM + 1)}
