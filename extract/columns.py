"""Columns of a table without vertical rules: figures first, then the texts beside them."""

from __future__ import annotations

from collections.abc import Sequence

from extract.tokens import Row, Token

_TOUCH = 0.6
"""Points by which neighbouring coloured cells may overlap."""


def columns_of(rows: Sequence[Row]) -> list[tuple[float, float]]:
    """Extents of the columns: figures first, then the text columns beside them."""
    size = sorted(r.size for r in rows)[len(rows) // 2]
    left = min(t.x0 for r in rows for t in r.tokens)
    # A lone text at the left edge is a section heading or the rest of a name: it may run over any column.
    every = rows
    rows = [r for r in rows if not stands_alone(r, left)] or list(rows)
    tokens = [t for r in rows for t in r.tokens]
    figures = [(t.x0, t.x1) for t in tokens if t.figure]
    numeric = _extents(tokens)
    numeric = [n for n in numeric if _mostly_figures(n, tokens) and not _lone_sign(n, tokens)]
    if _crowded(numeric, rows):
        numeric = _by_right_edges(figures, size)
    texts = [
        (t.x0, t.x1) for t in tokens if not t.figure and not any(min(t.x1, b) - max(t.x0, a) > 0 for a, b in numeric)
    ]
    columns = sorted([*numeric, *_supported(merge_intervals(texts, 0.1 * size), texts, numeric, size)])
    columns = names_beside(columns, every)
    return [c for k, c in enumerate(columns) if k == 0 or c[0] >= columns[k - 1][1] - 0.5]


def _extents(tokens: Sequence[Token]) -> list[tuple[float, float]]:
    """Extents of figures and signs that overlap; coloured cells touch each other where their columns do."""
    told = [t for t in tokens if t.figure]
    inset = [0.0 if t.parts or t.x1 - t.x0 < 4 * _TOUCH else _TOUCH for t in told]
    narrow = [(t.x0 + d, t.x1 - d) for t, d in zip(told, inset, strict=True)]
    out = []
    for a, b in merge_intervals(narrow, 0.0):
        mine = [t for t in told if a <= (t.x0 + t.x1) / 2 <= b]
        out.append((min(t.x0 for t in mine), max(t.x1 for t in mine)))
    return out


def _crowded(columns: Sequence[tuple[float, float]], rows: Sequence[Row]) -> bool:
    """Whether two figures of one row stand in one would-be column."""
    for r in rows:
        inside = [(t.x0, t.x1) for t in r.tokens if t.figure]
        if len(inside) > 1 and any(sum(a - 0.1 <= x0 and x1 <= b + 0.1 for x0, x1 in inside) > 1 for a, b in columns):
            return True
    return False


def names_beside(columns: list[tuple[float, float]], rows: Sequence[Row]) -> list[tuple[float, float]]:
    """Columns with one of names before them, where names stand in the middle of their rows and no line has both."""
    left = min(t.x0 for r in rows for t in r.tokens)
    lone = [(t.x0, t.x1) for r in rows if stands_alone(r, left) for t in r.tokens]
    size = sorted(r.size for r in rows)[len(rows) // 2]
    if len(lone) < 2 or not columns or max(b for _, b in lone) >= columns[0][0] - size:
        return columns
    return [(min(a for a, _ in lone), max(b for _, b in lone)), *columns]


def stands_alone(row: Row, left: float) -> bool:
    """Whether a row holds nothing but a text at the left edge of its table."""
    return len(row.tokens) == 1 and not row.tokens[0].figure and row.tokens[0].x0 <= left + 0.8 * row.size


def _mostly_figures(span: tuple[float, float], tokens: Sequence[Token]) -> bool:
    """Whether figures, not words, make a would-be column: numbers in running text stand among words."""
    a, b = span
    least = 0.3 * (b - a)
    figures = words = 0
    for t in tokens:
        if (t.x1 if t.x1 < b else b) - (t.x0 if t.x0 > a else a) > least:
            if t.figure:
                figures += 1
            else:
                words += 1
    return figures >= 0.5 * words


def _lone_sign(span: tuple[float, float], tokens: Sequence[Token]) -> bool:
    """Whether a single drawing, and no text, makes a would-be column."""
    a, b = span
    lone: Token | None = None
    for t in tokens:
        if (t.x1 if t.x1 < b else b) > (t.x0 if t.x0 > a else a):
            if lone is not None or t.parts:
                return False
            lone = t
    return lone is not None


def _supported(
    spans: list[tuple[float, float]], texts: list[tuple[float, float]], numeric: list[tuple[float, float]], size: float
) -> list[tuple[float, float]]:
    """Text columns; a would-be column whose texts share no edge is the loose end of justified lines.

    Loose ends of lines leave no white that is as wide as a letter is high over several rows.
    """
    out: list[tuple[float, float]] = []
    for a, b in spans:
        members = [t for t in texts if a <= t[0] and t[1] <= b]
        between = out and any(out[-1][1] <= n[0] and n[1] <= a for n in numeric)
        apart = bool(out) and len(members) >= 3 and a - out[-1][1] >= size
        if out and not between and not apart and not _share_an_edge(members, size):
            out[-1] = (out[-1][0], b)
        else:
            out.append((a, b))
    return out


def _share_an_edge(items: list[tuple[float, float]], size: float) -> bool:
    if len(items) < 2:
        return False
    for places in ([a for a, _ in items], [b for _, b in items], [(a + b) / 2 for a, b in items]):
        common = max(sum(abs(p - q) < 0.5 * size for q in places) for p in places)
        if common >= 2 and common >= 0.6 * len(places):
            return True
    return False


def merge_intervals(items: list[tuple[float, float]], slack: float) -> list[tuple[float, float]]:
    """Extents that overlap, or lie within some slack (points), made one."""
    out: list[tuple[float, float]] = []
    for a, b in sorted(items):
        if out and a <= out[-1][1] + slack:
            out[-1] = (out[-1][0], max(out[-1][1], b))
        else:
            out.append((a, b))
    return out


def _by_right_edges(items: list[tuple[float, float]], size: float) -> list[tuple[float, float]]:
    groups: list[list[tuple[float, float]]] = []
    for a, b in sorted(items, key=lambda i: i[1]):
        if groups and b - groups[-1][-1][1] < 0.35 * size:
            groups[-1].append((a, b))
        else:
            groups.append([(a, b)])
    spans = [(min(a for a, _ in g), max(b for _, b in g)) for g in groups]
    out: list[tuple[float, float]] = []
    for a, b in spans:
        out.append((max(a, out[-1][1] + 0.2) if out else a, b))
    return out


def column_of(token: Token, columns: Sequence[tuple[float, float]]) -> int:
    """The column that a token overlaps most, else the nearest."""
    return column_at(token.x0, token.x1, columns)


def column_at(x0: float, x1: float, columns: Sequence[tuple[float, float]]) -> int:
    """The column that an extent overlaps most, else the nearest."""
    best, found = (-float("inf"), -float("inf")), 0
    for k, (a, b) in enumerate(columns):
        shared = (x1 if x1 < b else b) - (x0 if x0 > a else a)
        if shared >= best[0]:
            here = (shared, -abs(x0 + x1 - a - b))
            if here > best:
                best, found = here, k
    return found


def fits(row: Row, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether every token of a row lies in one column and none runs over the gutters."""
    lo, hi = columns[0][0] - 8, columns[-1][1] + 8
    for t in row.tokens:
        if t.x0 < lo or t.x1 > hi:
            return False
        covered = sum(min(t.x1, b) - max(t.x0, a) > 1.0 for a, b in columns)
        if covered > 1:
            return False
    return True


def widened(columns: Sequence[tuple[float, float]], rows: Sequence[Row]) -> list[tuple[float, float]]:
    """Columns with the room that their own heads and texts take in the gutters."""
    out = [list(c) for c in columns]
    for row in rows:
        for t in row.tokens:
            hit = [k for k, c in enumerate(columns) if min(t.x1, c[1]) - max(t.x0, c[0]) > 0.5]
            if len(hit) == 1:
                k = hit[0]
                low = out[k - 1][1] + 0.4 if k else t.x0
                high = out[k + 1][0] - 0.4 if k + 1 < len(out) else t.x1
                out[k][0] = min(out[k][0], max(t.x0, low))
                out[k][1] = max(out[k][1], min(t.x1, high))
    return [(a, b) for a, b in out]
