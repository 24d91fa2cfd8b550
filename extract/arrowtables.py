"""Which codes of the symbol fonts of Office programs are arrows; Unicode's own arrows are told by their names.

A table gives for each code from its first one a letter: l r u d for the four ways, 7 9 1 3 for the slanted ones
(as on a number pad), = for both ways along, ? for both ways up and down, . for no arrow.
"""

from __future__ import annotations

import re

ARROW = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "level": "↔",
    "up-right": "↗",
    "down-right": "↘",
    "up-left": "↖",
    "down-left": "↙",
}
"""The plain Unicode arrow for each direction."""
_LETTERS = {
    "l": "left",
    "r": "right",
    "u": "up",
    "d": "down",
    "=": "level",
    "?": "unknown",
    "7": "up-left",
    "9": "up-right",
    "1": "down-left",
    "3": "down-right",
}


def _table(*parts: tuple[int, str]) -> dict[int, str]:
    return {
        first + k: _LETTERS[letter] for first, letters in parts for k, letter in enumerate(letters) if letter != "."
    }


WINGDINGS = _table((0xD7, "lrudlrudlrud7913lrud7913lrud=?7913"))
WINGDINGS3 = _table(
    (0x21, "lrud7913lrud73ud=?lrudd????????."),
    (0x41, "...=?..lrud.......uu...uu"),
    (0x5A, "lrlrlrlrlrlr"),
    (0x66, "lrud7913=?ududlrlr1379lru.d"),
    (0x81, "udlrlrudlrudlrudlrudlrudlrudlrudlrudlrlrlrl"),
    (0xB0, "rlrlrlrudlrudlrudlrudlrud"),
    (0xD1, "lrud7913lrud7913lrud7913lrudlrud"),
)
WEBDINGS = _table((0x33, "lrud"))
SYMBOL = _table((0xAB, "=lurd"), (0xDB, "=lurd"))
DINGBATS = _table((0x73, "ud"), (0xD4, "rr=?3r9"), (0xDB, "r" * 21), (0xF1, "rrr3r93r9rrrrr"))
OPENSYMBOL = {
    **{0xE49D + code - 0xD7: way for code, way in WINGDINGS.items()},
    **{0xE62D + code - 0x66: way for code, way in WINGDINGS3.items() if 0x66 <= code <= 0x71},
    **{0xE63B + code - 0x80: way for code, way in WINGDINGS3.items() if code >= 0x80},
    **_table((0xE600, "lrud"), (0xE312, "lrud"), (0xE121, "=lurd"), (0xE14A, "=l"), (0xE14C, "r"), (0xE639, "3u")),
}
"""LibreOffice's OpenSymbol: its private-use codes stand for the glyphs of Microsoft's symbol fonts in order."""
OPENSYMBOL_FONT = re.compile(r"opensymbol|starsymbol", re.I)

UNSURE = " (missing)"
"""Behind the name of a symbol font that its codes tell, not the file."""

FONTS: tuple[tuple[re.Pattern[str], str, dict[int, str]], ...] = (
    (re.compile(r"wingdings[ -]*3", re.I), "Wingdings 3", WINGDINGS3),
    (re.compile(r"wingdings[ -]*2", re.I), "Wingdings 2", {}),
    (re.compile(r"wingdings", re.I), "Wingdings", WINGDINGS),
    (re.compile(r"webdings", re.I), "Webdings", WEBDINGS),
    (re.compile(r"zapf ?dingbats|^dingbats|itc ?zapf", re.I), "ZapfDingbats", DINGBATS),
    (re.compile(r"^(symbol|standard ?symbols?|symbolmt|symbolps|symbolneu)", re.I), "Symbol", SYMBOL),
)

SIGNS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x9E: "·", 0x9F: "•", 0xA7: "▪", 0xA8: "◻",
    0xB7: "•", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0xAB: "★",
}  # fmt: skip
"""Other signs of Wingdings that stand in papers, mostly bullets and ticks."""
