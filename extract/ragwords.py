"""Red, amber and green as cells say them: letters, words, coloured signs, fills and colours of text."""

from __future__ import annotations

import re
import unicodedata

from extract.folding import fold, remembered
from records import RagColour

_RAG_WORDS: dict[str, RagColour] = {
    "g": "green", "green": "green", "a": "amber", "amber": "amber", "r": "red", "red": "red", "yellow": "amber",
    "orange": "amber", "(g)": "green", "(a)": "amber", "(r)": "red",
}  # fmt: skip
_COLOURED_SIGNS: dict[str, RagColour] = {
    **dict.fromkeys("🟢🟩💚", "green"), **dict.fromkeys("🟠🟡🟧🟨🧡💛", "amber"), **dict.fromkeys("🔴🟥", "red"),
}  # fmt: skip
"""Signs whose colour is part of the character."""


_TYPED_MARK = re.compile(
    r"(?:[!?*+=~#^/|<>\-]{1,3}|\(?[xvo]\)?)\s+(green|amber|red|yellow|orange)|(green|amber|red|yellow|orange)\s+(?:[!?*+=~#^/|<>\-]{1,3}|\(?[xvo]\)?)",
    re.IGNORECASE,
)
"""A word with a mark from the keyboard, which those read who do not see colours: "! Amber", "x Red"."""


@remembered(4_096)
def rag_word(text: str) -> RagColour | None:
    """The colour a cell names by letter or word, where that is all it says; a sign may stand beside it ("● Green").

    None where a coloured sign and the word beside it are not of one colour.
    """
    if len(text) > 60:  # a sentence: most paragraphs are asked
        return None
    colour = _RAG_WORDS.get(fold(text).strip(" .:[]"))
    if colour is not None:
        return colour
    if text.isascii():
        marked = _TYPED_MARK.fullmatch(text.strip())
        return _RAG_WORDS[(marked[1] or marked[2]).lower()] if marked else None
    bare, signs = without_signs(text)
    if not signs:
        return None
    said = {_COLOURED_SIGNS[c] for c in signs if c in _COLOURED_SIGNS}
    if bare:
        word = _RAG_WORDS.get(fold(bare).strip(" .:[]-"))
        return word if word is not None and said <= {word} else None
    return said.pop() if len(said) == 1 and all(c in _COLOURED_SIGNS for c in signs) else None


def coloured_sign(text: str) -> RagColour | None:
    """The colour of the coloured signs in a text, where they are all of one."""
    said = {_COLOURED_SIGNS[c] for c in text if c in _COLOURED_SIGNS} if not text.isascii() else set()
    return said.pop() if len(said) == 1 else None


def without_signs(text: str) -> tuple[str, str]:
    """(text without the signs at its ends, these signs): "● Green" is "Green" and "●"."""
    chars = text.replace("\ufe0f", "")
    first, last = 0, len(chars)
    while first < last and (chars[first].isspace() or is_sign(chars[first])):
        first += 1
    while last > first and (chars[last - 1].isspace() or is_sign(chars[last - 1])):
        last -= 1
    signs = "".join(c for c in chars[:first] + chars[last:] if not c.isspace())
    return chars[first:last], signs


@remembered(1_024)
def is_sign(char: str) -> bool:
    """Whether a character is a drawn sign (a disc, a square, a tick, an arrow) and no part of words or figures."""
    return char == "•" or (char >= "\u2190" and unicodedata.category(char) in {"So", "Sm"})


def rag_colour(colour: str | None) -> RagColour | None:
    """The RAG colour of a fill or text colour; None for greys, blues and pale shading.

    Args:
        colour: "#rrggbb" or None.
    """
    return _colour(colour) if colour else None


_PRESETS: dict[str, RagColour] = {"#c6efce": "green", "#ffeb9c": "amber", "#ffc7ce": "red"}
"""The pale fills that spreadsheet programs offer as Good, Neutral and Bad."""


@remembered(1_024)
def _colour(colour: str) -> RagColour | None:
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
        return None
    if colour.lower() in _PRESETS:
        return _PRESETS[colour.lower()]
    r, g, b = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    high, low = max(r, g, b), min(r, g, b)
    spread = high - low
    if spread < 45 or (spread / high < 0.28) or high < 90:
        return None
    if high == r:
        hue = 60 * (((g - b) / spread) % 6)
    elif high == g:
        hue = 60 * ((b - r) / spread + 2)
    else:
        hue = 60 * ((r - g) / spread + 4)
    if hue < 17 or hue > 342:
        return "red"
    if 25 <= hue <= 65:
        return "amber"
    if 75 <= hue <= 170:
        return "green"
    return None
