"""Heads of a table without rules: which lines above it are its header, and which columns each one heads."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extract.columns import column_at, column_of, fits, merge_intervals, stands_alone
from extract.linewords import word_of
from extract.pageparts import Char, Fill
from extract.textlines import Word
from extract.tokens import Row, Token, is_figure


def header_lines(columns: Sequence[tuple[float, float]], top: float, rows: Sequence[Row], pitch: float) -> list[Row]:
    """Lines above the first row that head its columns.

    Args:
        columns: Extents of the columns.
        top: Top of the first row.
        rows: All rows of the page.
        pitch: Usual distance of baselines in the table.

    Returns:
        Header lines from top to bottom; none where prose or a title stands there.
    """
    found: list[Row] = []
    at = top
    for r in sorted((r for r in rows if r.bottom <= top + 0.3 * r.size), key=lambda r: -r.v):
        # A section heading may stand between the header and the first row, with more white around it.
        running = _runs_on(r, columns)
        alone = stands_alone(r, columns[0][0]) or (running and r.tokens[0].x0 <= columns[0][0] + 0.8 * r.size)
        section = alone and (r.bold or r.size > 1.05 * _usual_size(rows))
        if running and not section:
            break
        whole = any(len(f.tokens) >= max(2, 0.7 * len(columns)) and not f.alone for f in found)
        if section and whole and (at - r.bottom > 0.6 * r.size or r.size > 1.05 * found[-1].size):
            break  # the heading of what stands below: of the table, once its columns have theirs
        white = max(1.1 * r.size, 0.7 * pitch) * (2.4 if section or (found and found[-1].alone) else 1.0)
        under_heads = max((len(f.tokens) for f in found[-3:]), default=0) >= 3 and len(r.tokens) >= 2
        if under_heads or (len(r.tokens) >= 3 and fits(r, columns)):
            white = max(white, 2.4 * r.size)  # texts that sit in columns head them even with some white between
        elif len(r.tokens) == 1 and _over_figures(r, columns):
            white = max(white, 1.8 * r.size)
        if at - r.bottom > white or not (section or _heads(r, columns)):
            break
        r.alone = section
        found.append(r)
        at = min(at, r.top)
    while found and (len(found[-1].tokens) < 2 and not _over_figures(found[-1], columns)):
        found.pop()  # a title line above, not a header
    return found[::-1]


def _runs_on(row: Row, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a row of several tokens is running text set with wide spaces, and no heads of some columns."""
    wide = sum(b.x0 - a.x1 >= 0.6 * row.size for a, b in pairwise(row.tokens))
    if wide > 1 or wide + 1 >= len(row.tokens):
        return False
    return not fits(row, columns) or len({column_of(t, columns) for t in row.tokens}) < len(row.tokens)


def _usual_size(rows: Sequence[Row]) -> float:
    sizes = sorted(r.size for r in rows if len(r.tokens) > 1) or [10.0]
    return sizes[len(sizes) // 2]


def _heads(row: Row, columns: Sequence[tuple[float, float]]) -> bool:
    lo, hi = columns[0][0] - 3 * row.size, columns[-1][1] + 3 * row.size
    over_last = (
        row.tokens[-1].x0 < columns[-1][1] and len(row.tokens) > 2 and _is_middle(row.tokens[-1], columns[-1], row.size)
    )
    if any(t.x0 < lo or (t.x1 > hi and not over_last) for t in row.tokens):
        return False
    if len(row.tokens) == 1:
        t = row.tokens[0]
        inside_first = t.x1 <= (columns[0][1] + columns[1][0]) / 2
        return inside_first or _over_figures(row, columns)
    return all(t.x1 - t.x0 <= 0.5 * (hi - lo) for t in row.tokens)


def _is_middle(token: Token, column: tuple[float, float], size: float) -> bool:
    """Whether a text stands in the middle over a column, as a long head does over narrow signs."""
    return abs(token.x0 + token.x1 - column[0] - column[1]) < 1.2 * size


def _over_figures(row: Row, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a lone text stands over one column of figures, or in the middle over several."""
    t = row.tokens[0]
    if t.x0 < columns[1][0] - 2 * row.size:
        return False
    covered = [c for c in columns[1:] if min(t.x1, c[1]) - max(t.x0, c[0]) > 0]
    if len(covered) <= 1:
        return bool(covered)
    return abs(t.x0 + t.x1 - covered[0][0] - covered[-1][1]) < 2.4 * row.size


def header_edges(header: Sequence[Row], columns: Sequence[tuple[float, float]]) -> tuple[list[float], int]:
    """Top edges of the header's rows and how many of them are rows of group heads.

    Lines closer than one line of text belong together, as do the stacked lines of single heads; a row with
    fewer heads than the one below it heads groups of columns.
    """
    stacks: list[list[Row]] = []
    for row in header:
        if stacks:
            above = stacks[-1]
            drop = row.v - above[-1].v
            few = sum(len(r.tokens) for r in above)
            single = all(fits(r, columns) for r in [*above, row])
            if row.alone or above[-1].alone:
                stacks.append([row])
                continue
            if drop < 0.95 * row.size or (single and drop < 1.35 * row.size and few >= len(row.tokens)):
                above.append(row)
                continue
        stacks.append([row])
    edges = [s[0].top - 1.0 for s in stacks[:1]]
    edges += [(a[-1].bottom + b[0].top) / 2 for a, b in pairwise(stacks)]
    groups = 0
    for upper, lower in pairwise(stacks):
        if lower[0].alone:
            break
        if len({column_of(t, columns) for r in upper for t in r.tokens}) < len(
            {column_of(t, columns) for r in lower for t in r.tokens}
        ):
            groups += 1
        else:
            break
    return edges, groups


def split_at_gutters(row: Row, columns: Sequence[tuple[float, float]]) -> list[Token]:
    """Part texts that ran together over a gutter, where each part then sits well in a column of its own."""
    out: list[Token] = []
    for t in row.tokens:
        if any(a <= t.x0 and t.x1 <= b for a, b in columns):
            out.append(t)  # it crosses no gutter
            continue
        least = (0.15 if len(row.tokens) > 1 else 0.6) * row.size  # a lone text is more likely to be whole
        for parts in (_by_widest_gaps(t, columns), _by_columns(t, columns)):
            # Words of one text object part only at a gap that is wider than a space.
            needed = [max(least, 0.45 * row.size) if _one_object(a, b) else least for a, b in pairwise(parts)]
            apart = all(b.x0 - a.x1 > gap for (a, b), gap in zip(pairwise(parts), needed, strict=True))
            if len(parts) > 1 and apart and _sit_alike(parts, columns, row.size):
                out.extend(parts)
                break
        else:
            out.extend(_touching(t, columns, row.size) or [t])
    return out


def _touching(token: Token, columns: Sequence[tuple[float, float]], size: float) -> list[Token]:
    """Texts that touch ("Oct-Dec 2024Jan-Mar 2025"), each at the same edge, or in the middle, of its own column.

    Returns:
        Nothing where the text is not so made.
    """
    objects: list[list[Char]] = []
    for c in (c for w in token.words for c in w.chars):
        if objects and objects[-1][-1].run == c.run:
            objects[-1].append(c)
        else:
            objects.append([c])
    if len(objects) < 2:
        return []
    parts = [Token([word_of(o)], False, o[0].u0, o[-1].u1) for o in objects]
    if any(len(p.text) < 3 or not any(map(str.isalpha, p.text)) for p in parts):
        return []
    middles = [(a, b, (a + b) / 2) for a, b in columns]
    for edge in (1, 0, 2):
        ends = [(p.x0, p.x1, (p.x0 + p.x1) / 2)[edge] for p in parts]
        at = [min(range(len(columns)), key=lambda k: abs(middles[k][edge] - x)) for x in ends]
        near = (0.6 if edge == 2 else 0.3) * size
        if all(abs(middles[k][edge] - x) < near for k, x in zip(at, ends, strict=True)) and len(set(at)) == len(at):
            return parts
    return []


def _one_object(a: Token, b: Token) -> bool:
    return bool(a.words and b.words) and a.words[-1].chars[-1].run == b.words[0].chars[0].run


def _by_widest_gaps(token: Token, columns: Sequence[tuple[float, float]]) -> list[Token]:
    """A text cut at its widest gaps into as many parts as it crosses columns; whole where no gap stands out."""
    over = sum(token.x0 <= (a + b) / 2 <= token.x1 for a, b in columns)
    gaps = sorted((b.u0 - a.u1 for a, b in pairwise(token.words)), reverse=True)
    if over < 2 or len(gaps) < over - 1 or (len(gaps) >= over and gaps[over - 2] < 1.15 * gaps[over - 1]):
        return [token]
    limit = gaps[over - 2]
    parts: list[list[Word]] = [[token.words[0]]]
    for a, b in pairwise(token.words):
        if b.u0 - a.u1 >= limit:
            parts.append([b])
        else:
            parts[-1].append(b)
    tokens = [_token(p) for p in parts]
    return tokens if len({column_of(p, columns) for p in tokens}) == len(tokens) else [token]


def _by_columns(token: Token, columns: Sequence[tuple[float, float]]) -> list[Token]:
    """A text cut wherever its next word belongs to another column."""
    parts: list[list[Word]] = []
    at = -1
    for w in token.words:
        x0, x1 = w.u0, w.u1
        if parts and column_at(x0, x1, columns) == at:
            parts[-1].append(w)
        else:
            parts.append([w])
        at = column_at(parts[-1][0].u0, x1, columns)
    return [_token(p) for p in parts] if len(parts) > 1 else [token]


def _token(words: list[Word]) -> Token:
    return Token(words, all(is_figure(w) for w in words), words[0].u0, words[-1].u1)


def _sit_alike(tokens: Sequence[Token], columns: Sequence[tuple[float, float]], size: float) -> bool:
    """Whether texts are all set to the left, all to the right or all to the middle of their columns."""
    pairs = [(t, columns[column_of(t, columns)]) for t in tokens]
    if any(t.x1 - t.x0 > c[1] - c[0] + 3.5 * size for t, c in pairs):
        return False
    return (
        all(abs(t.x0 - c[0]) < 0.7 * size for t, c in pairs)
        or all(abs(t.x1 - c[1]) < 0.7 * size for t, c in pairs)
        or all(abs(t.x0 + t.x1 - c[0] - c[1]) < 1.4 * size for t, c in pairs)
    )


def group_spans(
    lines: Sequence[Row],
    columns: Sequence[tuple[float, float]],
    fills: Sequence[Fill],
    top: float,
    bottom: float,
    below: Sequence[Row] = (),
) -> list[tuple[int, int]]:
    """Columns under each group head: those its coloured area covers, else those it stands in the middle of.

    A head whose text goes on in small letters below ("Change" over "since" over "March") heads its own column alone.
    """
    wrapped = _wrapped_heads(lines, below)
    n = len(columns)
    heads = merge_intervals([(t.x0, t.x1) for line in lines for t in line.tokens], 0.5)
    claims: list[tuple[int, int]] = []
    for a, b in heads:
        hit = [k for k, c in enumerate(columns) if min(b, c[1]) - max(a, c[0]) > 0]
        if not hit:
            hit = [min(range(n), key=lambda k: abs(columns[k][0] + columns[k][1] - a - b))]
        claims.append((hit[0], hit[-1]))
    out: list[tuple[int, int]] = []
    taken = [0] * n
    for k, (first, last) in enumerate(claims):
        low = claims[k - 1][1] + 1 if k else 1
        high = claims[k + 1][0] - 1 if k + 1 < len(claims) else n - 1
        if first == 0 or (first == last and any(a <= x <= b for a, b in [heads[k]] for x in wrapped)):
            span = (0 if first == 0 else first, last)
        else:
            span = coloured_span(heads[k], columns, fills, top, bottom) or _centred_span(
                heads[k], (first, last), (max(low, 1), high), columns
            )
        span = (max(span[0], out[-1][0] + out[-1][1] if out else 0), max(span[1], first))
        if span[1] < span[0]:
            continue  # a second text under the same head
        out.append((span[0], span[1] - span[0] + 1))
        for c in range(span[0], span[1] + 1):
            taken[c] = 1
    out += [(c, 1) for c in range(n) if not taken[c]]
    return sorted(out)


def _wrapped_heads(lines: Sequence[Row], below: Sequence[Row]) -> list[float]:
    """Middles of the texts that are lines of one wrapped head."""
    placed = [(t, r) for r in (*lines, *below) for t in r.tokens if t.parts]
    out = []
    for t, r in placed:
        if not t.text[:1].islower():
            continue
        over = [u for u, s in placed if 0 < r.v - s.v < 1.4 * r.size and min(u.x1, t.x1) - max(u.x0, t.x0) > 0]
        if over:
            out += [(t.x0 + t.x1) / 2, *((u.x0 + u.x1) / 2 for u in over)]
    return out


def coloured_span(
    head: tuple[float, float], columns: Sequence[tuple[float, float]], fills: Sequence[Fill], top: float, bottom: float
) -> tuple[int, int] | None:
    """The first and the last column that the coloured area behind a head of a group covers; None where none does."""
    x, y = (head[0] + head[1]) / 2, (top + bottom) / 2
    for f in reversed(fills):
        if not f.is_coloured or not f.box.contains(x, y) or f.box.height > 4 * (bottom - top):
            continue
        hit = [k for k, c in enumerate(columns) if f.box.x0 - 1 <= (c[0] + c[1]) / 2 <= f.box.x1 + 1]
        if hit and len(hit) < len(columns) - 1 and hit[0] > 0:
            return (hit[0], hit[-1])
    return None


def _centred_span(
    head: tuple[float, float],
    claim: tuple[int, int],
    limits: tuple[int, int],
    columns: Sequence[tuple[float, float]],
) -> tuple[int, int]:
    """The widest run of free columns whose middle is the middle of the head."""
    middle = (head[0] + head[1]) / 2
    best = claim
    for i in range(min(limits[0], claim[0]), claim[0] + 1):
        for j in range(claim[1], max(limits[1], claim[1]) + 1):
            centre = (columns[i][0] + columns[j][1]) / 2
            width = columns[j][1] - columns[i][0]
            if j - i > best[1] - best[0] and abs(centre - middle) < max(4.0, 0.06 * width):
                best = (i, j)
    return best
