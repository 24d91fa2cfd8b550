"""Which characters of what was read on a scan are doubtful: by the engine's certainty, by the ink, by a second reading.

Only figures count, and the codes that hold them ("I1", "FD02-C"): a wrong letter in a word is seen by whoever reads
it, a wrong digit by nobody.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from extract.ocr_chars import Piece
from extract.ocr_engine import DOUBT, read_lines
from extract.ocr_image import Pixels
from extract.ocr_second import Opinion, opinions

_FIGURE: Final = frozenset("0123456789.,%-+£()/")
_LIKE_DIGITS: Final = frozenset("IlO|oSBZ")
"""Letters that figures are taken for, and that are taken for figures."""
PLAIN: Final = re.compile(
    r"^[(\[]?[+\-–−<>≤≥±]?[£$€]?[+\-–−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?%?[)\]]?[*†‡]*$"
    r"|^\d{1,4}(?:[/\-–:]\d{1,4}){1,2}$|^[-+–£%&/]$"
)
"""A figure, a date, a ratio or a time as papers print them."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is doubtful in one piece of text.

    Attributes:
        signs: The doubtful characters, as read.
        instead: What they may be instead, where something says so.
    """

    signs: str = ""
    instead: str = ""


def doubts_of(pieces: Sequence[Piece], crops: Sequence[Pixels]) -> list[Doubt]:
    """What is doubtful in each piece of a page.

    Args:
        pieces: As read.
        crops: The picture of each, as the engine saw it.
    """
    judged = opinions(pieces, crops)
    again = [k for k, p in enumerate(pieces) if not p.sign and _wants_second(p, judged[k])]
    second = dict(zip(again, read_lines([_otherwise(crops[k]) for k in again]), strict=True))
    out = []
    for k, (piece, opinion) in enumerate(zip(pieces, judged, strict=True)):
        counting = _counting(piece)
        doubtful = {i for i in counting if piece.glyphs[i].sure < DOUBT}
        doubtful |= _odd(piece)
        instead: dict[int, str] = {i: r for i, r in opinion.rivals.items() if i in counting and _matters(piece, i, r)}
        doubtful |= instead.keys()
        if k in second:
            other = _tokens("".join(g.text for g in second[k]))
            own = _tokens(_text(piece))
            if own != other:
                doubtful |= {i for i in counting if piece.glyphs[i].text in _FIGURE}
                for i in doubtful:
                    instead.setdefault(i, " ".join(other))
        signs = "".join(piece.glyphs[i].text for i in sorted(doubtful))
        out.append(Doubt(signs, ", ".join(dict.fromkeys(instead[i] for i in sorted(instead)))))
    return out


def _text(piece: Piece) -> str:
    return "".join(g.text for g in piece.glyphs)


def _counting(piece: Piece) -> set[int]:
    """Indexes of the characters that count: of words that hold a figure, and of lone signs."""
    out: set[int] = set()
    word: list[int] = []
    for i in range(len(piece.glyphs) + 1):
        if i < len(piece.glyphs) and not piece.glyphs[i].text.isspace():
            word.append(i)
            continue
        texts = [piece.glyphs[k].text for k in word]
        if any(t.isdigit() for t in texts) or (texts and all(t in _FIGURE for t in texts)):
            out.update(word)
        word = []
    return out


def _odd(piece: Piece) -> set[int]:
    """Indexes of marks that belong to no figure ("14 .", ":11"), in a text of figures alone: dirt, or signs misread."""
    text = _text(piece)
    if piece.sign or not any(ch.isdigit() for ch in text) or any(ch.isalpha() for ch in text):
        return set()
    out: set[int] = set()
    at = 0
    for token in re.split(r"(\s+)", text):
        if token.strip() and not PLAIN.match(token):
            out |= {at + k for k, ch in enumerate(token) if not ch.isdigit()} or set(range(at, at + len(token)))
        at += len(token)
    return {i for i in out if i < len(piece.glyphs)}


def _matters(piece: Piece, at: int, rival: str) -> bool:
    """Whether it changes a figure if a character is another: letters of a code that are like another letter do not."""
    own = piece.glyphs[at].text
    beside = [piece.glyphs[k].text for k in (at - 1, at + 1) if 0 <= k < len(piece.glyphs)]
    if own.isalpha() and len(beside) == 2 and all(ch.isalpha() for ch in beside):
        return False  # in the middle of a word
    return own in _FIGURE or rival in _FIGURE or own in _LIKE_DIGITS or rival in _LIKE_DIGITS


def _wants_second(piece: Piece, opinion: Opinion) -> bool:
    """Whether figures of a piece are neither confirmed by their shape nor doubted already."""
    figures = [i for i in _counting(piece) if piece.glyphs[i].text.isdigit()]
    if not figures:
        return False
    return not opinion.counted or any(i not in opinion.confirmed and i not in opinion.rivals for i in figures)


def _tokens(text: str) -> list[str]:
    """The figures and codes of a text, for comparison."""
    return [w for w in text.replace("—", "-").replace("–", "-").split() if any(ch.isdigit() for ch in w)]


def _otherwise(crop: Pixels) -> Pixels:
    """The picture of a line as the engine has not yet seen it: smaller in its frame, with full contrast."""
    part = crop.astype(np.float32)
    low, high = np.percentile(part, (2, 90))
    part = np.clip((part - low) / max(float(high - low), 1.0) * 255, 0, 255).astype(np.uint8)
    pad = max(2, crop.shape[0] // 6)
    return np.pad(part, pad, constant_values=255)
