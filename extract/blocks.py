"""Blocks of text: lines set under each other are one cell, cells side by side are one row.

Cells of one row overlap from top to bottom, whatever number of lines each of them has and however it is set in the
height of the row; between two rows there is white.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extract.pageparts import Fill
from extract.textlines import Word
from extract.tokens import BLANK_FIGURE, Row, Token, is_figure
from extract.vocabulary import rag_colour

_YEAR = re.compile(r"(?:19|20)\d\d")
_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}")
LINE = 1.34
"""Distance of two baselines of one cell, in font sizes, as most programs set it at most."""
WIDE = 1.47
"""The same where a program sets lines wide apart."""


@dataclass(slots=True, eq=False)
class Block:
    """Lines set under each other as one text.

    Attributes:
        tokens: One for each line.
        x0: Left edge, points.
        x1: Right edge.
        top: Top of its letters.
        bottom: Bottom of its letters.
        v: Baseline of its last line.
        size: Font size.
        bold: Bold.
    """

    tokens: list[Token]
    x0: float
    x1: float
    top: float
    bottom: float
    v: float
    size: float
    bold: bool

    @property
    def figure(self) -> bool:
        """Whether it is one figure, or a sign."""
        token = self.tokens[0]
        return len(self.tokens) == 1 and token.figure and not (token.parts and _DATE.fullmatch(token.text))

    @property
    def text(self) -> str:
        """Its lines joined by spaces."""
        return " ".join(t.text for t in self.tokens if t.parts)

    def as_token(self) -> Token:
        """The block as one token."""
        parts = [p for t in self.tokens for p in t.parts]
        return Token(parts, self.figure, self.x0, self.x1)


@dataclass(slots=True)
class Band:
    """Blocks side by side.

    Attributes:
        blocks: From left to right.
        top: Of the highest.
        bottom: Of the lowest.
    """

    blocks: list[Block] = field(default_factory=list)
    top: float = 0.0
    bottom: float = 0.0

    @property
    def figures(self) -> list[Block]:
        """Its figures and signs, a number that leads the row (a row or paragraph number) left out."""
        lead = self.blocks[0]
        counts = len(self.blocks) > 2 and not lead.text.isdigit()
        return [b for b in self.blocks if b.figure and (b is not lead or counts)]

    @property
    def is_data(self) -> bool:
        """Whether it reads as a row of a table: figures set apart from other texts."""
        real = [b for b in self.figures if not b.tokens[0].parts or b.tokens[0].text not in BLANK_FIGURE]
        if len(real) >= 2 and all(b.tokens[0].parts and _YEAR.fullmatch(b.text) for b in real):
            return False  # years over the columns
        enough = 4 * len(self.figures) >= len(self.blocks) - 1
        return len(self.blocks) >= 2 and enough and any(b.tokens[0].parts for b in real)

    @property
    def is_bold(self) -> bool:
        """Whether all its texts are bold."""
        return all(b.bold for b in self.blocks if b.tokens[0].parts)


def parted_rows(rows: Sequence[Row]) -> list[Row]:
    """Rows whose tokens are parted where a text of its own begins, or ends, at an edge that other rows have too.

    Texts of narrow columns stand as close as words do; each cell is written as a text of its own, at one edge with
    the others of its column.
    """
    starts: Counter[int] = Counter()
    ends: Counter[int] = Counter()
    for row in rows:
        for token in row.tokens:
            for text in _texts(token):
                starts[round(text[0].u0)] += 1
                ends[round(text[-1].u1)] += 1

    def shared(edges: Counter[int], x: float) -> bool:
        return edges[round(x)] + max(edges[round(x) - 1], edges[round(x) + 1]) >= 3

    out = []
    for row in rows:
        tokens: list[Token] = []
        for token in row.tokens:
            texts = _texts(token)
            parts: list[list[Word]] = []
            for text in texts:
                own = shared(starts, text[0].u0) or shared(ends, text[-1].u1)
                before = parts and (shared(starts, parts[-1][0].u0) or shared(ends, parts[-1][-1].u1))
                if not parts or (own and before and text[0].u0 - parts[-1][-1].u1 > 0.12 * row.size):
                    parts.append(list(text))
                else:
                    parts[-1] += text
            if len(parts) < 2:
                tokens.append(token)
            else:
                tokens += [Token(p, all(is_figure(w) for w in p), p[0].u0, p[-1].u1) for p in parts]
        out.append(row if len(tokens) == len(row.tokens) else replace(row, tokens=tokens))
    return out


def by_objects(token: Token, columns: Sequence[tuple[float, float]]) -> list[Token]:
    """A token parted into its text objects, where each of them stands nearest to a column of its own."""
    texts = _texts(token)
    if len(texts) < 2:
        return [token]
    middles = [(a + b) / 2 for a, b in columns]
    at = [min(range(len(columns)), key=lambda k: abs(middles[k] - (t[0].u0 + t[-1].u1) / 2)) for t in texts]
    if any(b <= a for a, b in pairwise(at)):
        return [token]
    return [Token(t, all(is_figure(w) for w in t), t[0].u0, t[-1].u1) for t in texts]


def _texts(token: Token) -> list[list[Word]]:
    """The words of a token by the text object that draws them."""
    out: list[list[Word]] = []
    for word in token.words if len(token.parts) > 1 or (token.parts and token.parts[0].many) else token.parts:
        if out and out[-1][-1].chars[-1].run == word.chars[0].run:
            out[-1].append(word)
        else:
            out.append([word])
    return out


def blocks_of(rows: Sequence[Row], line: float = LINE) -> list[Block]:
    """The blocks of some rows, lines set under each other as one.

    Args:
        rows: Lines cut into tokens.
        line: Distance of two baselines of one cell, in font sizes, at most.
    """
    out: list[Block] = []
    for row in rows:
        # Nothing of this row is set under a block that ends elsewhere than a line above it.
        near = [b for b in reversed(out) if 0.5 * row.size < row.v - b.v <= line * row.size]
        for t in row.tokens:
            if not t.parts:
                out.append(Block([t], t.x0, t.x1, row.top, row.bottom, row.v, row.size, False))
                continue
            own = t.parts[0].font.bold
            upper = next((b for b in near if _goes_on(b, t, row, own, line)), None)
            if upper is None:
                out.append(Block([t], t.x0, t.x1, row.top, row.bottom, row.v, row.size, own))
            else:
                upper.tokens.append(t)
                upper.x0, upper.x1 = min(upper.x0, t.x0), max(upper.x1, t.x1)
                upper.bottom, upper.v = row.bottom, row.v
    return out


def _goes_on(block: Block, token: Token, row: Row, bold: bool, line: float) -> bool:
    last = block.tokens[-1]
    if (
        not 0.5 * row.size < row.v - block.v <= line * row.size
        or block.bold != bold
        or abs(block.size - row.size) > 0.6
    ):
        return False
    if not last.parts or block.tokens[0].figure or (token.figure and not bold and not _YEAR.fullmatch(token.text)):
        return False
    edges = (abs(last.x0 - token.x0), abs(last.x1 - token.x1), abs(last.x0 + last.x1 - token.x0 - token.x1) / 2)
    shared = min(last.x1, token.x1) - max(last.x0, token.x0)
    return min(edges) < 0.45 * row.size and shared > 0


def bands_of(blocks: list[Block]) -> list[Band]:
    """Blocks that overlap from top to bottom, from the top of the page down."""
    out: list[Band] = []
    for b in sorted(blocks, key=lambda b: (b.top, b.x0)):
        last = out[-1] if out else None
        if last is not None and min(last.bottom, b.bottom) - max(last.top, b.top) > 0.3 * b.size:
            last.blocks.append(b)
            last.top, last.bottom = min(last.top, b.top), max(last.bottom, b.bottom)
        else:
            out.append(Band([b], b.top, b.bottom))
    for band in out:
        band.blocks.sort(key=lambda b: b.x0)
    return out


def add_fills(bands: list[Band], fills: Sequence[Fill]) -> None:
    """Coloured cells without a text: they stand in their column as a sign does."""
    cells = [f.box for f in fills if rag_colour(f.colour) and 6 <= f.box.width <= 150 and f.box.height >= 6]
    for band in bands:
        if not band.is_data:
            continue
        y = (band.top + band.bottom) / 2
        for box in cells:
            if box.top <= y <= box.bottom and box.height < 60 + band.bottom - band.top:
                free = all(b.x1 <= box.x0 + 1 or b.x0 >= box.x1 - 1 for b in band.blocks)
                if free:
                    token = Token([], True, box.x0, box.x1)
                    size = band.blocks[0].size
                    band.blocks.append(Block([token], box.x0, box.x1, band.top, band.bottom, band.bottom, size, False))
        band.blocks.sort(key=lambda b: b.x0)


def over(block: Block, columns: Sequence[tuple[float, float]]) -> list[int]:
    """The columns that a block overlaps."""
    return [k for k, c in enumerate(columns) if min(block.x1, c[1]) - max(block.x0, c[0]) > 0.5]


def sits(band: Band, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether every block of a band lies in one column of its own."""
    held = [over(b, columns) for b in band.blocks]
    return all(len(h) == 1 for h in held) and len({h[0] for h in held}) == len(held)


def aligned(a: Block, b: Block) -> bool:
    """Whether two blocks share their left edge, their right edge or their middle."""
    near = 0.5 * a.size
    return abs(a.x1 - b.x1) < near or abs(a.x0 - b.x0) < near or abs(a.x0 + a.x1 - b.x0 - b.x1) < 2 * near
