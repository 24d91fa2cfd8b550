"""Keys of ratings: "✓ on target, ~ within 5% of target, ✗ off target"; a sign means a colour where the key says so.

The key is looked for once in a document. Cells that hold nothing but one of its signs get a mark of their colour,
so that whatever reads the table afterwards sees a rating.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import Literal

from extract.cellfacts import arrow_of, text_of
from extract.document import Cell, Document, Grid, Mark, Paragraph
from extract.folding import remembered
from extract.ratings import colour_said
from extract.rowroles import row_label_role
from extract.tablecolumns import role_of
from extract.vocabulary import ARROWS, direction_words, fold, rag_word

Key = dict[str, str]
"""Sign as printed -> colour, or "level" for a sign of no change."""

_HINT = re.compile(
    r"\b(?:same|chang\w*|level|stable|green|amber|red|yellow|targets?|track|met|miss(?:ed|ing)|achiev\w*|toleran\w*|plan)\b",
    re.I,
)
_NO_SIGN = frozenset("•·–—−-=:;,./|()[]{}<>%£&'\"’‘“”…+_\\§©®™°²³½¼¾′″‰÷")
_CODE = re.compile(r"(?<![\w/])(?P<code>[A-Z]{1,2}|\d)(?=\s*[=:–]\s*\w)")
_CLUE = re.compile("[~!*#^`=:]|[^\x00-\x7f£‘’“”…]")
"""A character without which a text holds neither a sign nor a code that it explains: most texts have none."""
_ALONE = re.compile(r"(?<![\w.])\S(?![\w.])|(?<=\s)\S(?=\w)|^\S(?=\w)")
"""A character by itself, or right before a word."""
_LONGEST = 400
_DOUBTFUL = frozenset("~!*#?^$@×") | frozenset(ARROWS)
"""Signs that also mean other things: taken for ratings only where a rating is to be expected."""


def read_rating_key(document: Document) -> Key:
    """What the signs of a publication's ratings stand for.

    Args:
        document: As read.

    Returns:
        Sign -> colour; empty where no key was found, or where two keys disagree about a sign.
    """
    key: Key = {}
    unsure: set[str] = set()
    for text in _texts(document):
        explained = _signs_explained(text)
        said: Key = {**dict.fromkeys(_level_signs(explained), "level"), **_key_of(explained)} if explained else {}
        for sign, meaning in said.items():
            if key.setdefault(sign, meaning) != meaning:
                unsure.add(sign)
    return {s: c for s, c in key.items() if s not in unsure}


def _texts(document: Document) -> list[str]:
    """Lines that may be a key: paragraphs, and the rows of small tables read along."""
    out: list[str] = []
    for block in document.blocks():
        if isinstance(block, Paragraph):
            # The first sign of a key looks like the bullet of a list.
            out.append(f"{block.number} {block.text}" if len(block.number) == 1 else block.text)
        elif isinstance(block, Grid):
            small = block.n_rows <= 8 and block.n_cols <= 8
            texts = [c.text for c in block.cells if _CLUE.search(c.text) and _HINT.search(c.text)]
            out += [t for t in texts if any(map(_is_sign, t))]
            if small:
                said = "  ".join(text_of(c) for c in sorted(block.cells, key=lambda c: (c.row, c.col)) if text_of(c))
                out.append(said)
    return [t for t in out if len(t) <= _LONGEST and _CLUE.search(t) and _HINT.search(t)]


@remembered(1_024)
def _is_sign(char: str) -> bool:
    if char in _NO_SIGN or char.isalnum() or char.isspace():
        return False
    return char in "~!*#" or unicodedata.category(char) in {"So", "Sm", "Sk"} or char in ARROWS


def _signs_explained(text: str) -> list[list[tuple[str, str]]]:
    """(sign, its words) of each sign in a text: the words behind it, or, as a second way, those before it."""
    line = " ".join(text.replace("\ufe0f", "").split())
    found = [(m.start(), m.end(), m[0]) for m in _ALONE.finditer(line) if _is_sign(m[0])]
    if len(found) < 2:
        found = [(m.start(), m.end(), m["code"]) for m in _CODE.finditer(line)]
    if len(found) < 2:
        return []
    ends = [start for start, _, _ in found[1:]] + [len(line)]
    behind = [(sign, line[end:stop]) for (_, end, sign), stop in zip(found, ends, strict=True)]
    starts = [0] + [end for _, end, _ in found[:-1]]
    before = [(sign, line[start:begin]) for (begin, _, sign), start in zip(found, starts, strict=True)]
    ways = [w for w, whole in ((behind, behind[-1][1]), (before, before[0][1])) if re.search(r"\w", whole)]
    return [w for w in ways if len({sign for sign, _ in w}) == len(w)]


def _key_of(explained: list[list[tuple[str, str]]]) -> Key:
    """The colours that one text explains signs by."""
    for pairs in explained:
        said = {sign: colour for sign, words in pairs if (colour := colour_said(words)) is not None}
        # Without its green a key may count what is within 5% as green: then it is not understood.
        if {"green", "red"} <= set(said.values()):
            return {s: c for s, c in said.items() if rag_word(s) is None}
    return {}


def _level_signs(explained: list[list[tuple[str, str]]]) -> set[str]:
    """Signs for no change that are no arrows, in a text that explains arrows: "▲ better ▼ worse ■ the same"."""
    for pairs in explained:
        said = {sign: way for sign, words in pairs if (way := direction_words(re.split(r"[.;]", words)[0]))}
        if {"improved", "worsened"} <= set(said.values()) or any(s in ARROWS for s in said):
            return {s for s, way in said.items() if way == "unchanged" and s not in ARROWS and not s.isalnum()}
    return set()


def with_ratings(grid: Grid, key: Key) -> Grid:
    """The grid with its signs of ratings marked by what the publication's key says of them.

    Args:
        grid: Of any reader.
        key: From `read_rating_key`.
    """
    if not key:
        return grid
    held = {(c.row, c.col): sign for c in grid.cells if (sign := _sign_of(c)) in key}
    if not held:
        return grid
    sure = {p for p, sign in held.items() if not (sign in _DOUBTFUL or sign.isalnum() or key[sign] == "level")}
    columns = {col for _, col in sure} | _columns_of_ratings(grid)
    rows = {c.row for c in grid.cells if c.col <= 2 and row_label_role(text_of(c)) == "rag"}
    rows |= {row for row, _ in sure if len({col for r, col in sure if r == row}) >= 2}
    level = {place for place, sign in held.items() if key[sign] == "level"}
    marked = {p for p, sign in held.items() if p in sure or p[1] in columns or p[0] in rows} - level
    marked |= {p for p in level if p[1] in _columns_of_arrows(grid)}
    return replace(grid, cells=tuple(
        _explained(c, key[held[(c.row, c.col)]]) if (c.row, c.col) in marked else c for c in grid.cells
    ))  # fmt: skip


def _explained(cell: Cell, meaning: str) -> Cell:
    how = cell.marks[0].how if cell.marks else cell.how
    kind: Literal["direction", "rating"] = "direction" if meaning == "level" else "rating"
    return replace(cell, marks=(Mark(kind, meaning, how, text_of(cell), cell.box),))


def _sign_of(cell: Cell) -> str:
    text = text_of(cell).replace("\ufe0f", "")
    return text if len(text) <= 2 else ""


def _columns_of_arrows(grid: Grid) -> set[int]:
    """Columns in which arrows stand."""
    return {c.col for c in grid.cells if arrow_of(c) is not None and not re.search(r"\w", c.text)}


def _columns_of_ratings(grid: Grid) -> set[int]:
    """Columns under a heading of ratings."""
    out: set[int] = set()
    for c in grid.cells:
        if c.row <= 4 and text_of(c) and role_of(fold(text_of(c))) in {"rag", "previous_rag"}:
            out |= set(range(c.col, c.col + c.colspan))
    return out
