"""Finds the indicators that a person means: by key, by a name they were printed under, by words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from normalise.canonical import clean, plain, tokens_of
from normalise.glossary import default_glossary
from records import UnknownFigureError

if TYPE_CHECKING:
    from records import Indicator

NEAREST = 5


def find_indicators(asked: str, register: Mapping[str, Indicator], stored: Iterable[str] = ()) -> list[str]:
    """Keys of the indicators that a person's words fit.

    Args:
        asked: A key, a name as some publication prints it, or words of it ("placement stability").
        register: The register.
        stored: Keys that have figures; ones that the register lacks can be found by their key.

    Returns:
        One key where the words are a key or a whole name; else every key of whose key, names or section all
        the words are part, those with figures first, in the order of the register.

    Raises:
        UnknownFigureError: If nothing fits; the message names the nearest.
    """
    have = set(stored)
    keys = [*register, *sorted(have - set(register))]
    if asked.strip().casefold() in keys:
        return [asked.strip().casefold()]
    form = plain(clean(asked))
    whole = [k for k in register if any(plain(clean(label.text)) == form for label in register[k].labels)]
    if whole:
        return whole
    wanted = set(_words(asked))
    fits = [k for k in keys if wanted and any(wanted <= words for words in _word_sets(k, register))]
    if fits:
        return sorted(fits, key=lambda k: k not in have)
    near = nearest_indicators(asked, register, keys)
    raise UnknownFigureError(
        f"no indicator fits '{asked}'",
        why="nearest are: " + "; ".join(near) if near else "the register and the store hold no indicators",
        next_step="Give one of these names, its key, or words of it.",
    )


def nearest_indicators(asked: str, register: Mapping[str, Indicator], keys: Iterable[str]) -> list[str]:
    """The indicators nearest to some words, as "key (name)", best first."""
    from rapidfuzz import fuzz, process

    names = {k: f"{k.replace('-', ' ')} {register[k].name if k in register else ''}" for k in keys}
    found = process.extract(asked, names, scorer=fuzz.token_set_ratio, limit=NEAREST)
    return [f"{key} ({register[key].name})" if key in register else key for _, _, key in found]


def _word_sets(key: str, register: Mapping[str, Indicator]) -> Iterable[set[str]]:
    own = set(_words(key.replace("-", " ")))
    if key not in register:
        yield own
        return
    indicator = register[key]
    own |= set(_words(indicator.section))
    for label in indicator.labels:
        yield own | set(_words(label.text))


def _words(text: str) -> list[str]:
    return [t for t in tokens_of(clean(text), default_glossary()) if t[0].isalnum() or t[0] in "%+<>"]
