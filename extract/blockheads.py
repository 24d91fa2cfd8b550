"""Headings of a table of blocks: their levels, the column each stands over, the columns a head of a group covers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extract.blocks import Band, Block, over
from extract.columnheads import coloured_span
from extract.columns import merge_intervals
from extract.pageparts import Fill
from extract.vocabulary import fold


def headings(
    bands: list[Band], under: Band, columns: list[tuple[float, float]], fills: Sequence[Fill]
) -> tuple[int, list[list[tuple[int, int, Block]]], list[tuple[float, float]]] | None:
    """(first band of headings, for each level (first column, columns, block), columns with room for their heads)."""
    k = len(bands) - 1
    if k >= 0 and len(bands[k].blocks) == 1 and not _is_over(bands[k].blocks[0], columns):
        k -= 1  # the heading of the first section stands between the headings and the first row
    if (
        k < 0
        or under.top - bands[k].bottom > 40
        or any(b.figure and b.tokens[0].parts and len(b.text) != 4 for b in bands[k].blocks)
    ):
        return None
    first = _first_head(bands, k, columns, fills)
    blocks = _parted_heads([b for band in bands[first : k + 1] for b in band.blocks])
    for levels in (_lowered(_levels(blocks)), _levels(blocks)):
        leaves = sorted(levels[-1], key=lambda b: b.x0)
        at = _assigned(leaves, columns)
        if at is not None and len(at) >= 0.7 * len(columns):
            break
    else:
        return None
    wide = [list(c) for c in columns]
    for block, c in zip(leaves, at, strict=True):
        wide[c] = [min(wide[c][0], block.x0), max(wide[c][1], block.x1)]
    settled = [(a, b) for a, b in wide]
    spans: list[list[tuple[int, int, Block]]] = [[(c, 1, b) for b, c in zip(leaves, at, strict=True)]]
    for level in reversed(levels[:-1]):
        if groups := _repeated(level, spans[-1], settled) or _groups(level, settled, fills, spans[-1]):
            spans.insert(0, groups)
    return first, spans, settled


def _first_head(bands: Sequence[Band], last: int, columns: Sequence[tuple[float, float]], fills: Sequence[Fill]) -> int:
    """The uppermost band of the headings that end with a band: groups over it, and what is set beside both."""
    first = last
    size = bands[last].blocks[0].size
    k = last - 1
    while k >= 0 and last - k < 4:
        band = bands[k]
        groups = len(band.blocks) >= 2 and all(b.x0 > columns[0][1] for b in band.blocks)
        if bands[k + 1].top - band.bottom > (2.4 if groups else 1.25) * size and not _on_one_ground(
            band, bands[last], columns, fills
        ):
            break
        if any(b.figure for b in band.blocks) or any(len(b.text) > 70 for b in band.blocks):
            break
        close = bands[k + 1].top - band.bottom < 0.3 * size
        if len(band.blocks) >= 2 or close:
            first = k
        k -= 1
    # A line right over the headings that stands for itself is a title.
    return first


def _on_one_ground(upper: Band, lower: Band, columns: Sequence[tuple[float, float]], fills: Sequence[Fill]) -> bool:
    """Whether two bands stand on one coloured ground that reaches over the table: rows of headings set wide apart."""
    top, bottom = (upper.top + upper.bottom) / 2, (lower.top + lower.bottom) / 2
    left, right = columns[0][0], columns[-1][1]
    if bottom - top > 12 * lower.blocks[0].size:
        return False
    grounds: dict[str, list[Fill]] = {}
    for f in fills:
        if f.is_coloured and f.box.bottom > top and f.box.top < bottom:
            grounds.setdefault(f.colour, []).append(f)
    for same in grounds.values():
        for y in (top, (top + bottom) / 2, bottom):
            at = [(f.box.x0, f.box.x1) for f in same if f.box.top - 1.0 <= y <= f.box.bottom + 1.0]
            parts = merge_intervals(at, 3.0)
            if len(parts) != 1 or parts[0][0] > left + 3 or parts[0][1] < right - 3:
                break
        else:
            return True
    return False


def _parted_heads(blocks: list[Block]) -> list[Block]:
    """Heads, one that ran together with the head of its group parted: beside each of its lines stand other heads.

    Where heads stand at the top of their rows, those beside its upper line are of the upper row, those beside its
    lower line of the lower one.
    """
    two = [b for b in blocks if len(b.tokens) == 2]
    if len(two) != 1:
        return blocks
    b = two[0]
    high = 1.02 * b.size
    upper = sum(len(o.tokens) == 1 and abs(o.top - b.top) < 0.2 * b.size for o in blocks)
    lower = sum(len(o.tokens) == 1 and abs(o.bottom - b.bottom) < 0.2 * b.size for o in blocks)
    if not upper or lower < 3:
        return blocks
    parts = [
        replace(b, tokens=[t], x0=t.x0, x1=t.x1, top=top, bottom=top + high, v=top + 0.8 * b.size)
        for t, top in zip(b.tokens, (b.top, b.bottom - high), strict=True)
    ]
    return [*(o for o in blocks if o is not b), *parts]


def _is_over(block: Block, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a lone text stands over figures: it heads them, and is no heading of a section."""
    return block.x0 > columns[0][1] and bool(over(block, columns))


def _levels(blocks: Sequence[Block]) -> list[list[Block]]:
    """Blocks of headings by level; one that stands beside two levels belongs to the lower."""
    cuts = [
        (min(a.bottom, b.top), max(a.bottom, b.top))
        for a in blocks
        for b in blocks
        if b.top >= a.bottom - 0.2 * a.size and min(a.x1, b.x1) - max(a.x0, b.x0) > 0
    ]
    if not cuts:
        return [list(blocks)]
    lines: list[float] = []
    low, high = min(cuts)
    for upper, lower in sorted(cuts):
        if upper <= high:
            low, high = max(low, upper), min(high, lower)  # one white line that several pairs leave
        else:
            lines.append((low + high) / 2)
            low, high = upper, lower
    lines.append((low + high) / 2)
    out: list[list[Block]] = [[] for _ in range(len(lines) + 1)]
    for b in blocks:
        crossed = [k for k, y in enumerate(lines) if b.top < y < b.bottom]
        level = crossed[-1] + 1 if crossed else sum((b.top + b.bottom) / 2 > y for y in lines)
        out[level].append(b)
    return [level for level in out if level]


def _lowered(levels: list[list[Block]]) -> list[list[Block]]:
    """The levels with every block that nothing stands under put to the lowest: it heads its column alone."""
    out = [list(level) for level in levels]
    for k in range(len(out) - 1):
        lower = [b for level in out[k + 1 :] for b in level]
        alone = [b for b in out[k] if not any(min(b.x1, o.x1) - max(b.x0, o.x0) > 0 for o in lower)]
        if len(alone) < len(out[k]):
            out[k] = [b for b in out[k] if b not in alone]
            out[-1] += alone
    return out


def _assigned(leaves: Sequence[Block], columns: Sequence[tuple[float, float]]) -> list[int] | None:
    """The column of each heading, one heading to a column and in order."""
    if len(leaves) == len(columns):
        return list(range(len(columns)))
    if len(leaves) > len(columns):
        return None
    at: list[int] = []
    for b in leaves:
        low = at[-1] + 1 if at else 0
        if low >= len(columns):
            return None
        gaps = [max(c[0] - b.x1, b.x0 - c[1], 0.0) + 0.01 * abs(c[0] + c[1] - b.x0 - b.x1) / 2 for c in columns]
        at.append(min(range(low, len(columns)), key=lambda k: gaps[k]))
    ok = all(over(b, columns) == [] or c in over(b, columns) for b, c in zip(leaves, at, strict=True))
    return at if ok else None


def _repeated(
    level: Sequence[Block], leaves: Sequence[tuple[int, int, Block]], columns: Sequence[tuple[float, float]]
) -> list[tuple[int, int, Block]]:
    """The columns under each head where the same headings stand under all of them ("Actual | RAG | Actual | RAG")."""
    blocks = sorted(level, key=lambda b: b.x0)
    at = {c: fold(b.text) for c, _, b in leaves}
    n, m = len(columns), len(blocks)
    if m < 2:
        return []
    for size in range(n // m, 1, -1):
        for start in range(n - size * m + 1):
            parts = [[at.get(start + k * size + c, "") for c in range(size)] for k in range(m)]
            alike = all(p == parts[0] for p in parts) and all(parts[0]) and len(set(parts[0])) == size
            ends = [(columns[start + k * size][0], columns[start + (k + 1) * size - 1][1]) for k in range(m)]
            if alike and all(a - 3 <= (b.x0 + b.x1) / 2 <= z + 3 for b, (a, z) in zip(blocks, ends, strict=True)):
                return [(start + k * size, size, b) for k, b in enumerate(blocks)]
    return []


def _from_the_left(blocks: Sequence[Block], leaves: Sequence[tuple[int, int, Block]]) -> list[tuple[int, int]] | None:
    """The columns under heads that are set at the left of their columns; None where they are not so set."""
    starts: list[int] = []
    for b in blocks:
        hit = [c for c, _, leaf in leaves if abs(leaf.x0 - b.x0) < 0.4 * b.size and leaf.top > b.bottom - 0.3 * b.size]
        if len(hit) != 1:
            return None
        starts.append(hit[0])
    under = [c for c, _, leaf in leaves if leaf.top > max(b.bottom for b in blocks) - 0.3 * leaf.size]
    stop = max(under, default=starts[-1]) + 1
    return (
        [(a, b - 1) for a, b in pairwise([*starts, stop])] if all(b > a for a, b in pairwise([*starts, stop])) else None
    )


def _groups(
    level: Sequence[Block],
    columns: Sequence[tuple[float, float]],
    fills: Sequence[Fill],
    leaves: Sequence[tuple[int, int, Block]],
) -> list[tuple[int, int, Block]]:
    """The columns under each head of a group: what its coloured area covers, else those it stands in the middle of."""
    blocks = sorted(level, key=lambda b: b.x0)
    n = len(columns)
    choices: list[list[tuple[int, int, float]]] = []
    # A head that stands beside the groups, at their height, heads its own column: no group reaches over it.
    low = max((b.bottom for b in blocks), default=0.0)
    beside = {c for c, _, leaf in leaves if leaf.top < low - 0.5 * leaf.size and leaf not in blocks}
    for b in blocks:
        middle = (b.x0 + b.x1) / 2
        fixed = coloured_span((b.x0, b.x1), columns, fills, b.top, b.bottom)
        if fixed is not None:
            choices.append([(fixed[0], fixed[1], 0.0)])
            continue
        hit = over(b, columns) or [min(range(n), key=lambda c: abs(sum(columns[c]) / 2 - middle))]
        choices.append(
            [
                (i, j, abs((columns[i][0] + columns[j][1]) / 2 - middle))
                for i in range(hit[0] + 1)
                for j in range(hit[-1], n)
                if not beside & set(range(i, j + 1)) or (i == hit[0] and j == hit[-1])
            ]
        )
    # The heads together: each over the middle of its columns, and no column left out between two of them.
    best: dict[int, tuple[float, list[tuple[int, int]]]] = {-1: (0.0, [])}
    for k, spans in enumerate(choices):
        found: dict[int, tuple[float, list[tuple[int, int]]]] = {}
        for end, (cost, chosen) in best.items():
            for i, j, off in spans:
                if i <= end:
                    continue
                total = cost + off + (0.3 * blocks[k].size * (i - end - 1) if k else 0.0)
                if j not in found or total < found[j][0]:
                    found[j] = (total, [*chosen, (i, j)])
        best = found
    if not best:
        return []
    cost, chosen = min(best.values(), key=lambda v: v[0])
    left = _from_the_left(blocks, leaves)
    if left is not None and cost > 4.0 * len(blocks):
        chosen = [(i, min((c - 1 for c in beside if i < c <= j), default=j)) for i, j in left]
    return [(i, j - i + 1, b) for (i, j), b in zip(chosen, blocks, strict=True)]
