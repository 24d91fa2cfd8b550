"""What the text of a cell shows beside figures: a colour by its name, letter or sign, and arrows."""

from __future__ import annotations

import re
from functools import lru_cache

from check.inside.status_words import status_word

COLOUR_WORD = re.compile(r"\b(?:green|amber|red)\b", re.IGNORECASE)
_RAG_WORDS = {
    "g": "green", "green": "green", "a": "amber", "amber": "amber", "r": "red", "red": "red", "yellow": "amber",
    "🟢": "green", "🟠": "amber", "🟡": "amber", "🔴": "red", "y": "amber",
    "🟩": "green", "🟧": "amber", "🟨": "amber", "🟥": "red",
}  # fmt: skip
_SMILES = {
    "🙂": "green", "😊": "green", "😀": "green", "😃": "green", "☺": "green", "👍": "green",
    "😐": "amber", "😑": "amber", "😕": "amber",
    "🙁": "red", "☹": "red", "😞": "red", "😟": "red", "😢": "red", "👎": "red",
}  # fmt: skip
_UP, _DOWN, _LEVEL = "↑⇑⬆⇧▲△🔼↗⬈", "↓⇓⬇⇩▼▽🔽↘⬊", "↔⇔→⇒➔➡►◄⬌"


def rag_word(text: str) -> str:
    """green, amber or red where that is all a text says ("R", "Green", "(A)", "Near target"); else ""."""
    return colour_word(text) or status_word(text) or smile(text)


def smile(text: str) -> str:
    """green, amber or red where a text is a face or thumb and nothing else; else ""."""
    return _SMILES.get(text.strip().strip("\ufe0f"), "")


@lru_cache(maxsize=4096)
def colour_word(text: str) -> str:
    """green, amber or red where a text is the colour's name, letter or sign and nothing else; else ""."""
    s = re.sub(r"\s+", " ", text.lower()).strip(" .:[]()●■•-–*")
    return _RAG_WORDS.get(s, "") or _RAG_WORDS.get(re.sub(r"^(?:rated|rag|status)\W+", "", s), "")


def arrow_in(text: str) -> str:
    """up, down or level where a text draws one kind of arrow; else ""."""
    found = {way for way, signs in (("up", _UP), ("down", _DOWN), ("level", _LEVEL)) if any(c in signs for c in text)}
    return found.pop() if len(found) == 1 else ""
