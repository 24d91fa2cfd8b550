"""Rows between horizontal rules, or in shaded bands: where the rows of a table without upright rules begin and end."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, pairwise

from extract.namesleft import WIDEST_NAMES
from extract.pageparts import Fill, Segment
from extract.tokens import Row
from records import Box


def banded(rows: list[Row], rules: Sequence[Segment], fills: Sequence[Fill]) -> list[tuple[list[Row], list[float]]]:
    """Groups of at least three horizontal edges of one length, with the rows between them.

    Args:
        rows: Lines of the page cut into tokens.
        rules: Rules of the page.
        fills: Coloured areas.

    Returns:
        (the parts of the rows that lie between the edges, the edges from above) for each group.
    """
    edges = [e for e in _joined(rules) if e[2] - e[1] > 120]
    for box in strips_of(fills):
        if box.width > 150 and 7 < box.height < 160:
            edges += [(box.top, box.x0, box.x1), (box.bottom, box.x0, box.x1)]
    edges.sort()
    groups: list[list[tuple[float, float, float]]] = []
    for edge in edges:
        for group in groups:
            last = group[-1]
            if _of_one_width(last, edge):
                if edge[0] - last[0] > 2.0:
                    group.append(edge)
                break
        else:
            groups.append([edge])
    out = []
    for group in chain.from_iterable(_apart(whole, rows, edges) for whole in groups):
        if len(group) < 3:
            continue
        lo, hi = min(g[1] for g in group), max(g[2] for g in group)
        ys = sorted([g[0] for g in group] + _beside_names(group, edges))
        lo = min(lo, _left_of(rows, ys, lo))
        inside = [_cut(r, lo, hi) for r in rows if ys[0] <= r.v - 0.3 * r.size <= ys[-1]]
        inside = [r for r in inside if r.tokens]
        if inside:
            out.append((inside, ys))
    return out


def _left_of(rows: list[Row], ys: list[float], lo: float) -> float:
    """Where the names begin that stand left of the bands, as styles leave the first column white; else ``lo``."""
    bands = list(pairwise(ys))
    held: set[int] = set()
    start, figures, texts = lo, 0, 0
    for r in rows:
        at = r.v - 0.3 * r.size
        if not ys[0] <= at <= ys[-1]:
            continue
        for t in r.tokens:
            if t.x1 > lo + 2:
                continue
            figures += t.figure
            texts += 1
            start = min(start, t.x0)
            held.add(next((k for k, (a, b) in enumerate(bands) if a <= at < b), len(bands) - 1))
    named = len(held) >= max(2, 0.6 * len(bands)) and lo - start < WIDEST_NAMES and figures < 0.34 * texts
    return start - 1.0 if named else lo


def _apart(
    group: list[tuple[float, float, float]], rows: list[Row], edges: list[tuple[float, float, float]]
) -> list[list[tuple[float, float, float]]]:
    """Edges of two tables of one width, parted where text runs on between them, above or below a table of another."""
    steps = sorted(b[0] - a[0] for a, b in pairwise(group))
    usual = steps[len(steps) // 2] if steps else 0.0
    out = [[group[0]]]
    for a, b in pairwise(group):
        tall = b[0] - a[0] > max(40.0, 2.5 * usual)
        if tall and _is_prose(_rows_between(a, b, rows, edges), a[1], a[2]):
            out.append([])
        out[-1].append(b)
    return out


def _rows_between(
    a: tuple[float, float, float],
    b: tuple[float, float, float],
    rows: list[Row],
    edges: list[tuple[float, float, float]],
) -> list[Row]:
    """The lines between two edges, without those of a table of another width that stands there."""
    others = [e[0] for e in edges if a[0] < e[0] < b[0] and not _of_one_width(a, e)]
    top, bottom = (others[0], others[-1]) if len(others) >= 3 else (b[0], a[0])
    return [r for r in rows if a[0] < (y := r.v - 0.3 * r.size) < b[0] and not top <= y <= bottom]


def _of_one_width(a: tuple[float, float, float], b: tuple[float, float, float]) -> bool:
    return abs(a[1] - b[1]) < 8 and abs(a[2] - b[2]) < 8


def _is_prose(rows: list[Row], lo: float, hi: float) -> bool:
    """Whether lines run over the whole width, two of them at least, and none holds figures side by side."""
    cut = [_cut(r, lo, hi) for r in rows]
    full = [r for r in cut if sum(t.x1 - t.x0 for t in r.tokens) > 0.7 * (hi - lo)]
    return len(full) >= 2 and all(sum(t.figure for t in r.tokens) < 2 for r in cut)


def _joined(rules: Sequence[Segment]) -> list[tuple[float, float, float]]:
    """Level rules as (height, start, end); those that touch, drawn cell by cell, made one."""
    out: list[tuple[float, float, float]] = []
    for s in sorted((s for s in rules if s.horizontal), key=lambda s: (round(s.pos, 1), s.lo)):
        if out and abs(out[-1][0] - s.pos) < 0.3 and s.lo <= out[-1][2] + 1.0:
            out[-1] = (out[-1][0], out[-1][1], max(out[-1][2], s.hi))
        else:
            out.append((s.pos, s.lo, s.hi))
    return out


def _beside_names(group: list[tuple[float, float, float]], edges: list[tuple[float, float, float]]) -> list[float]:
    """Edges that leave out a column of names at the left: the rules between the rows beside one name."""
    top, bottom = group[0][0], group[-1][0]
    lo, hi = group[0][1], group[0][2]
    part = [e for e in edges if top < e[0] < bottom and lo + 8 <= e[1] < (lo + hi) / 2 and abs(e[2] - hi) < 8]
    part = [e for e in part if all(abs(e[0] - g[0]) > 2.0 for g in group)]
    if not part or max(e[1] for e in part) - min(e[1] for e in part) > 8:
        return []
    within = {sum(g[0] < e[0] for g in group) for e in part}
    return [e[0] for k, e in enumerate(part) if not k or e[0] - part[k - 1][0] > 2.0] if len(within) >= 2 else []


def strips_of(fills: Sequence[Fill]) -> list[Box]:
    """Shaded rows: coloured areas of one height side by side are one strip."""
    out: list[Box] = []
    for f in sorted((f for f in fills if f.colour != "#ffffff"), key=lambda f: (round(f.box.top), f.box.x0)):
        b = f.box
        if out and abs(out[-1].top - b.top) < 1 and abs(out[-1].bottom - b.bottom) < 1 and b.x0 <= out[-1].x1 + 2:
            out[-1] = out[-1].union(b)
        else:
            out.append(b)
    return out


def _cut(row: Row, lo: float, hi: float) -> Row:
    return Row(row.v, row.size, [t for t in row.tokens if t.x1 > lo - 3 and t.x0 < hi + 3], row.bold)
