"""Which character of which font is an arrow: tables for Unicode and for the symbol fonts of Office programs."""

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

UNICODE = {
    "up": "↑⇑⇧⬆⭡⮝🠕🡅🡹▲△▴⏶🔺🔼⯅⇈⟰⤊🠉🠑🡑🢁⮙⮉⭎",
    "down": "↓⇓⇩⬇⭣⮟🠗🡇🡻▼▽▾⏷🔻🔽⯆⇊⟱⤋🠋🠓🡓🢃⮛⮋",
    "left": "←⇐⇦⬅⭠⮜🠔🡄🡸◀◁◂⏴⯇🠈🠐🡐🢀⟵⟸",
    "right": "→⇒⇨➡⭢⮞🠖🡆🡺▶▷▸⏵⯈🠊🠒🡒🢂➔➜➙➛➝➞➟➠➤➨➩➪➭➯➱➲➳➵➸➺➼➾⟶⟹➢➣",
    "level": "↔⇔⬌⟷⟺🔁⬄⭤🡘⇄⇆⇋⇌",
    "up-right": "↗⬈⇗🡕🡽🠙🢅⭧➚➹➶",
    "down-right": "↘⬊⇘🡖🡾🠚🢆⭨➘➷➴",
    "up-left": "↖⬉⇖🡔🡼⭦",
    "down-left": "↙⬋⇙🡗🡿⭩",
}
BY_CHAR = {ch: value for value, chars in UNICODE.items() for ch in chars}
BY_CHAR.update({"↕": "unknown", "⇕": "unknown", "⬍": "unknown", "↑↓": "unknown"})

# Symbol fonts: code (0x21 to 0xFF; U+F0xx is the same less 0xF000) -> direction.
WINGDINGS = {
    0xD7: "left", 0xD8: "right", 0xD9: "up", 0xDA: "down",
    0xDF: "left", 0xE0: "right", 0xE1: "up", 0xE2: "down",
    0xE3: "up-left", 0xE4: "up-right", 0xE5: "down-left", 0xE6: "down-right",
    0xE7: "left", 0xE8: "right", 0xE9: "up", 0xEA: "down",
    0xEB: "up-left", 0xEC: "up-right", 0xED: "down-left", 0xEE: "down-right",
    0xEF: "left", 0xF0: "right", 0xF1: "up", 0xF2: "down", 0xF3: "level", 0xF4: "unknown",
    0xF5: "up-left", 0xF6: "up-right", 0xF7: "down-left", 0xF8: "down-right",
}  # fmt: skip
WINGDINGS3 = {
    0x21: "left", 0x22: "right", 0x23: "up", 0x24: "down",
    0x25: "up-left", 0x26: "up-right", 0x27: "down-left", 0x28: "down-right",
    0x29: "left", 0x2A: "right", 0x2B: "up", 0x2C: "down", 0x2D: "level", 0x2E: "unknown",
    0x66: "left", 0x67: "right", 0x68: "up", 0x69: "down",
    0x6A: "up-left", 0x6B: "up-right", 0x6C: "down-right", 0x6D: "down-left", 0x6E: "level", 0x6F: "unknown",
    0x70: "up", 0x71: "down", 0x72: "up", 0x73: "down", 0x74: "left", 0x75: "right", 0x76: "left", 0x77: "right",
    0x78: "down-left", 0x79: "down-right", 0x7A: "up-left", 0x7B: "up-right",
    0x7C: "left", 0x7D: "right", 0x7E: "up", 0x80: "down",
}  # fmt: skip
WEBDINGS = {0x33: "left", 0x34: "right", 0x35: "up", 0x36: "down"}
SYMBOL = {
    0xAB: "level", 0xAC: "left", 0xAD: "up", 0xAE: "right", 0xAF: "down",
    0xDB: "level", 0xDC: "left", 0xDD: "up", 0xDE: "right", 0xDF: "down",
}  # fmt: skip
DINGBATS = {
    0x73: "up", 0x74: "down",
    0xD4: "right", 0xD5: "right", 0xD6: "level", 0xD7: "unknown", 0xD8: "down-right", 0xD9: "right", 0xDA: "up-right",
    **dict.fromkeys(range(0xDB, 0xF0), "right"),
    **dict.fromkeys(range(0xF1, 0xFF), "right"),
}  # fmt: skip
DINGBATS.update({0xF4: "down-right", 0xF6: "up-right", 0xF7: "down-right", 0xF9: "up-right"})
OPENSYMBOL = {
    0xE4A8: "up-left", 0xE4A9: "up-right", 0xE4AA: "down-left", 0xE4AB: "down-right",
}  # fmt: skip
FONTS: tuple[tuple[re.Pattern[str], str, dict[int, str]], ...] = (
    (re.compile(r"wingdings[ -]*3", re.I), "Wingdings 3", WINGDINGS3),
    (re.compile(r"wingdings[ -]*2", re.I), "Wingdings 2", {}),
    (re.compile(r"wingdings", re.I), "Wingdings", WINGDINGS),
    (re.compile(r"webdings", re.I), "Webdings", WEBDINGS),
    (re.compile(r"zapf ?dingbats|^dingbats|itc ?zapf", re.I), "ZapfDingbats", DINGBATS),
    (re.compile(r"^(symbol|standard ?symbols?|symbolmt|symbolps|symbolneu)", re.I), "Symbol", SYMBOL),
)
OPENSYMBOL_FONT = re.compile(r"opensymbol|starsymbol", re.I)

SIGNS = {
    0x6C: "●", 0x6E: "■", 0x6F: "□", 0x71: "❑", 0x75: "◆", 0x76: "❖", 0x9E: "·", 0x9F: "•", 0xA7: "▪", 0xA8: "◻",
    0xB7: "•", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0xAB: "★",
}  # fmt: skip
