"""Typed paragraph numbers told by their sequence: "2.1 85.9% of ..." before "2.2 ..." at the same left edge.

A number set off by a tab is seen on its own page (extract.prose). One that is followed by a single space could be a
figure: it is taken for a number only where it goes on from, or is gone on by, another one at its left edge, over
the pages of the whole document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from extract.prose import Settled

_TYPED = re.compile(
    r"^(?P<number>\d{1,2}(?:\.\d{1,2}){1,3}\.?|\d{1,2}[.)]|\((?:\d{1,2}|[a-z]|[ivx]{2,5})\)|[a-z][.)])\s+(?=\S)"
)
_NUMBER = re.compile(r"^\(?(?P<body>\d{1,2}(?:\.\d{1,2}){0,3}|[a-z]|[ivx]{2,5})[.)]?$")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_EDGE = 7.0
"""Points by which the left edges of one column of numbers differ at most."""


@dataclass(frozen=True, slots=True)
class _Mark:
    """A number, typed or already told, at the head of a paragraph.

    Attributes:
        style: How it is written, digits and letters aside: "1.1", "(1)", "1.".
        parts: Its counts; letters count from 1.
        left: Left edge, points.
        sure: Told already by its place.
        piece: Its paragraph.
        length: Characters of the number and the space after it; 0 where it was told already.
    """

    style: str
    parts: tuple[int, ...]
    left: float
    sure: bool
    piece: Settled
    length: int


def number_by_sequence(pages: Sequence[Sequence[Settled]]) -> None:
    """Take typed numbers off the heads of paragraphs, in place.

    Args:
        pages: The paragraphs of each page, in reading order.
    """
    marks = [m for pieces in pages for p in pieces for m in _marks_of(p)]
    if not any(m.length for m in marks):
        return
    chained: set[int] = set()
    for i, mark in enumerate(marks):
        for other in marks[i + 1 : i + 40]:
            if other.style == mark.style and abs(other.left - mark.left) <= _EDGE and _goes_on(mark.parts, other.parts):
                chained |= {id(mark), id(other)}
                break
    # "3.1" with no "3.2": under the number 3 of a heading, or where the numbers of its column stand before it.
    before: dict[int, _Mark] = {}
    for mark in marks:
        if id(mark) in chained or mark.sure:
            before[len(mark.parts)] = mark
            continue
        head = before.get(len(mark.parts) - 1)
        alike = before.get(len(mark.parts))
        opens = len(mark.parts) > 1 and mark.parts[-1] == 1
        under = head is not None and head.parts == mark.parts[:-1]
        after = alike is not None and abs(alike.left - mark.left) <= _EDGE and mark.parts[0] == alike.parts[0] + 1
        if opens and (under or after):
            chained.add(id(mark))
            before[len(mark.parts)] = mark
    for mark in marks:
        if mark.length and id(mark) in chained:
            piece = mark.piece
            piece.number = piece.text[: mark.length].strip()
            piece.text = piece.text[mark.length :]


def _marks_of(piece: Settled) -> list[_Mark]:
    left = piece.box.x0
    if piece.number:
        return [_Mark(style, parts, left, True, piece, 0) for style, parts in _readings(piece.number)]
    found = _TYPED.match(piece.text)
    if found is None:
        return []
    return [_Mark(style, parts, left, False, piece, found.end()) for style, parts in _readings(found["number"])]


def _readings(number: str) -> list[tuple[str, tuple[int, ...]]]:
    """(style, counts) of a number; two for letters that may be Roman."""
    m = _NUMBER.match(number)
    if m is None:
        return []
    body = m["body"]
    opening, closing = number[: m.start("body")], number[m.end("body") :]
    if body[0].isdigit():
        parts = tuple(int(p) for p in body.split("."))
        # "4.1" and "4.1." are one style; "4." and "4)" are two.
        style = "1" * len(parts) if len(parts) > 1 else f"{opening}1{closing}"
        return [(style, parts)]
    out: list[tuple[str, tuple[int, ...]]] = [(f"{opening}a{closing}", (ord(body) - 96,))] if len(body) == 1 else []
    if body in _ROMAN:
        out.append((f"{opening}i{closing}", (_ROMAN.index(body) + 1,)))
    return out


def _goes_on(a: tuple[int, ...], b: tuple[int, ...]) -> bool:
    """Whether one number is the next: 2.1 -> 2.2, 2.9 -> 3.1, 3 -> 4."""
    if len(a) != len(b):
        return False
    if b[:-1] == a[:-1]:
        return b[-1] == a[-1] + 1
    return len(a) == 2 and b == (a[0] + 1, 1)
