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
from operator import attrgetter

from extract.pageparts import Fill
from extract.textlines import Word
from extract.tokens import BLANK_FIGURE, Row, Token, is_figure
from extract.vocabulary import rag_colour
from records import Box

_YEAR = re.compile(r"(?:19|20)\d\d")
_DATE = re.compile(r"\d{1,2}/\d{1,2}/\d{2,4}")
LINE = 1.35
"""Distance of two baselines of one cell, in font sizes, as most programs set it at most."""
_EDGE = 5
"""Texts that begin at one place which make it the left edge of a column by itself."""
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
        figure: Whether it is one figure, or a sign.
    """

    tokens: list[Token]
    x0: float
    x1: float
    top: float
    bottom: float
    v: float
    size: float
    bold: bool
    figure: bool

    @classmethod
    def of(cls, token: Token, row: Row, bold: bool) -> Block:
        """A block of one line, or of a drawn sign."""
        figure = token.figure and not (token.parts and _DATE.fullmatch(token.text))
        return cls([token], token.x0, token.x1, row.top, row.bottom, row.v, row.size, bold, figure)

    def take(self, token: Token, row: Row) -> None:
        """Let it go on with a line below its last one."""
        self.tokens.append(token)
        self.x0, self.x1 = min(self.x0, token.x0), max(self.x1, token.x1)
        self.bottom, self.v, self.figure = row.bottom, row.v, False

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
        filled: Points that coloured cells cover beside a label alone in its row.
    """

    blocks: list[Block] = field(default_factory=list)
    top: float = 0.0
    bottom: float = 0.0
    filled: float = 0.0
    _figures: list[Block] | None = None
    _data: bool | None = None

    def add(self, block: Block) -> None:
        """Take one more block, at the end until they are put in order again."""
        self.blocks.append(block)
        self._figures = self._data = None

    @property
    def figures(self) -> list[Block]:
        """Its figures and signs, a number that leads the row (a row or paragraph number) left out."""
        if self._figures is None:
            found = [b for b in self.blocks if b.figure]
            lead = self.blocks[0]
            if found and found[0] is lead and not (len(self.blocks) > 2 and not lead.text.isdigit()):
                found = found[1:]
            self._figures = found
        return self._figures

    @property
    def is_data(self) -> bool:
        """Whether it reads as a row of a table: figures set apart from other texts."""
        if self._data is None:
            self._data = self._reads_as_data()
        return self._data

    def _reads_as_data(self) -> bool:
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
    texts = [[_texts(t) for t in row.tokens] for row in rows]
    every = [t for of_row in texts for of_token in of_row for t in of_token]
    starts = Counter([round(t[0].u0) for t in every])
    ends = Counter([round(t[-1].u1) for t in every])

    def shared(edges: Counter[int], x: float) -> bool:
        at = round(x)
        return edges.get(at, 0) + max(edges.get(at - 1, 0), edges.get(at + 1, 0)) >= 3

    out = []
    for row, of_row in zip(rows, texts, strict=True):
        if len(of_row) == sum(map(len, of_row)):
            out.append(row)  # no token of it holds two texts
            continue
        tokens: list[Token] = []
        for token, of_token in zip(row.tokens, of_row, strict=True):
            parts: list[list[Word]] = []
            before = False
            for text in of_token:
                own = shared(starts, text[0].u0) or shared(ends, text[-1].u1)
                edge = own and (before or starts.get(round(text[0].u0), 0) >= _EDGE or _behind_sign(parts, text, row))
                if not parts or (edge and text[0].u0 - parts[-1][-1].u1 > 0.12 * row.size):
                    parts.append(list(text))
                    before = own
                else:
                    parts[-1] += text
                    before = shared(starts, parts[-1][0].u0) or shared(ends, parts[-1][-1].u1)
            tokens += [token] if len(parts) < 2 else [_token_of(p) for p in parts]
        out.append(row if len(tokens) == len(row.tokens) else replace(row, tokens=tokens))
    return out


def _behind_sign(parts: Sequence[Sequence[Word]], text: Sequence[Word], row: Row) -> bool:
    """Whether a text stands behind a lone sign of a rating, further from it than the sign's own word would."""
    alone = bool(parts) and len(parts[-1]) == 1 and len(parts[-1][0].text) == 1 and is_figure(parts[-1][0])
    return alone and not parts[-1][0].text.isalnum() and text[0].u0 - parts[-1][0].u1 > 0.5 * row.size


def by_objects(token: Token, columns: Sequence[tuple[float, float]]) -> list[Token]:
    """A token parted into its text objects, where each of them stands nearest to a column of its own."""
    texts = _texts(token)
    if len(texts) < 2:
        return [token]
    middles = [(a + b) / 2 for a, b in columns]
    at = [min(range(len(columns)), key=lambda k: abs(middles[k] - (t[0].u0 + t[-1].u1) / 2)) for t in texts]
    if any(b <= a for a, b in pairwise(at)):
        return [token]
    return [_token_of(t) for t in texts]


def _token_of(parts: Sequence[Word]) -> Token:
    words = [w for p in parts for w in p.words()]
    return Token(words, all(is_figure(w) for w in words), words[0].u0, words[-1].u1)


def _texts(token: Token) -> list[list[Word]]:
    """The words (or stretches of words) of a token by the text object that draws them."""
    parts = token.parts
    if len(parts) < 2:
        return [parts] if parts else []
    out: list[list[Word]] = [[parts[0]]]
    for word in parts[1:]:
        if out[-1][-1].chars[-1].run == word.chars[0].run:
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
    reach = line * max((r.size for r in rows), default=0.0)
    last: list[Block] = []  # those that a line of this row or of a later one may go on, the newest first
    for row in rows:
        last = [b for b in last if row.v - b.v <= reach]
        near = [b for b in last if 0.5 * row.size < row.v - b.v <= line * row.size]
        new = []
        for t in row.tokens:
            own = bool(t.parts) and t.parts[0].font.bold
            upper = next((b for b in near if _goes_on(b, t, row, own, line)), None) if t.parts and near else None
            if upper is None:
                new.append(Block.of(t, row, own))
            else:
                upper.take(t, row)
        out += new
        last = new[::-1] + last
    return out


def _goes_on(block: Block, token: Token, row: Row, bold: bool, line: float) -> bool:
    last = block.tokens[-1]
    if (
        not 0.5 * row.size < row.v - block.v <= line * row.size
        or block.bold != bold
        or abs(block.size - row.size) > 0.6
    ):
        return False
    if not last.parts or block.tokens[0].figure:
        return False
    if token.figure and not bold and not _YEAR.fullmatch(token.text):
        # The last line of a name may be a number: "Children in need per" over "10,000", "(target" over "156)".
        if token.text[-1:] == ")" and token.text[:1] != "(" and block.text.count("(") > block.text.count(")"):
            return abs(last.x0 - token.x0) < 0.2 * row.size
        alone = row.tokens[0] is token and not any(t.figure for t in row.tokens[1:]) and len(block.text) > 3
        return alone and abs(last.x0 - token.x0) < 0.2 * row.size and token.text[:1].isdigit()
    edges = (abs(last.x0 - token.x0), abs(last.x1 - token.x1), abs(last.x0 + last.x1 - token.x0 - token.x1) / 2)
    shared = min(last.x1, token.x1) - max(last.x0, token.x0)
    return min(edges) < 0.45 * row.size and shared > 0


def bands_of(blocks: list[Block]) -> list[Band]:
    """Blocks that overlap from top to bottom, from the top of the page down."""
    out: list[Band] = []
    last: Band | None = None
    for b in sorted(blocks, key=attrgetter("top", "x0")):
        # Sorted so, none begins above the band.
        if last is not None and (b.bottom if b.bottom < last.bottom else last.bottom) - b.top > 0.3 * b.size:
            last.blocks.append(b)
            if b.bottom > last.bottom:
                last.bottom = b.bottom
        else:
            last = Band([b], b.top, b.bottom)
            out.append(last)
    for band in out:
        band.blocks.sort(key=attrgetter("x0"))
    return out


def add_fills(bands: list[Band], fills: Sequence[Fill]) -> None:
    """Coloured cells without a text: they stand in their column as a sign does."""
    rated = [f.box for f in fills if f.box.width >= 6 and f.box.height >= 6 and rag_colour(f.colour)]
    cells = [b for b in rated if b.width <= 150]
    for band in bands:
        if not band.is_data:
            band.filled = _filled_beside(band, rated)
            continue
        y = (band.top + band.bottom) / 2
        for box in cells:
            if box.top <= y <= box.bottom and box.height < 60 + band.bottom - band.top:
                free = all(b.x1 <= box.x0 + 1 or b.x0 >= box.x1 - 1 for b in band.blocks)
                if free:
                    token = Token([], True, box.x0, box.x1)
                    low = band.bottom
                    band.add(Block([token], box.x0, box.x1, band.top, low, low, band.blocks[0].size, False, True))
        band.blocks.sort(key=lambda b: b.x0)


def _filled_beside(band: Band, cells: Sequence[Box]) -> float:
    """Points that coloured cells without a text cover beside a label ("RAG" under rows of figures)."""
    label = band.blocks[0]
    if any(b.tokens[0].parts for b in band.blocks[1:]) or label.figure or len(label.text) > 40:
        return 0.0
    y, after = (band.top + band.bottom) / 2, label.x1
    beside = [b for b in cells if b.top <= y <= b.bottom and b.height < 60 + band.bottom - band.top]
    return sum(b.width for b in beside) if all(b.x0 > after for b in beside) else 0.0


def over(block: Block, columns: Sequence[tuple[float, float]]) -> list[int]:
    """The columns that a block overlaps."""
    return [k for k, c in enumerate(columns) if min(block.x1, c[1]) - max(block.x0, c[0]) > 0.5]


def sits(band: Band, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether every block of a band lies in one column of its own."""
    taken: set[int] = set()
    for b in band.blocks:
        x0, x1, at = b.x0, b.x1, -1
        for k, (low, high) in enumerate(columns):
            if (x1 if x1 < high else high) - (x0 if x0 > low else low) > 0.5:
                if at >= 0:
                    return False
                at = k
        if at < 0 or at in taken:
            return False
        taken.add(at)
    return True


def aligned(a: Block, b: Block) -> bool:
    """Whether two blocks share their left edge, their right edge or their middle."""
    near = 0.5 * a.size
    return abs(a.x1 - b.x1) < near or abs(a.x0 - b.x0) < near or abs(a.x0 + a.x1 - b.x0 - b.x1) < 2 * near
