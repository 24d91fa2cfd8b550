"""Facts printed as a label and its value, measure after measure, without upright rules between them.

    Measure        Calls answered within 30 seconds
    Latest result  70.0%   Previous  73.3%
    Target         69.2%   RAG       Amber

What tells them is the page itself: the same labels come again under each other for every measure, and a second column
of labels stands at one place. Where texts of values and labels nearly touch, no gutter parts them; the labels do.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from extract.cards import CARD_FACTS
from extract.lattice import Lattice, Slot
from extract.outside import Rest
from extract.tablecolumns import TELLING_ROLES, role_of
from extract.textlines import Word
from extract.tokens import Row, Token
from extract.vocabulary import fold
from records import Box

_SAME = 1.6
"""Points by which the places of labels under each other differ at most."""
_LONGEST, _WORDS = 32, 4
"""Characters and words of a line of a label at most; names are mostly longer."""
_APART = 1.2
"""Gap between words of one text, in font sizes."""
_NEXT = 1.35
"""Distance of lines of one cell, in font sizes."""


@dataclass(slots=True)
class _Label:
    """A label at the left: numbers of its first and last line on the page, its words folded, and its edges."""

    row: int
    last: int
    text: str
    x0: float
    x1: float


def label_tables(rest: Rest) -> list[Lattice]:
    """Tables of labels and values, one for each measure.

    Args:
        rest: What stands outside the tables found so far.

    Returns:
        From top to bottom.
    """
    rows = rest.rows
    if len(rows) < 6:
        return []
    labels = _labels(rows)
    cards = _cards(labels)
    if not cards or (len(cards) == 1 and len(cards[0]) < 4):
        return []
    held = [_words(rows, card) for card in cards]
    again = _said_again(held)
    edges = [_columns(card, words, again) for card, words in zip(cards, held, strict=True)]
    if not all(edges) or len({len(xs) for xs in edges}) > 1:
        return []
    for part, said in _broken(labels, cards[0], again):  # by the breaks before and after the page
        xs = _columns(part, _words(rows, part), said)
        if len(xs) == len(edges[0]):
            cards.append(part)
            edges.append(xs)
    return [_lattice(rows, card, xs) for card, xs in sorted(zip(cards, edges, strict=True), key=lambda c: c[0][0].row)]


def _labels(rows: Sequence[Row]) -> list[_Label]:
    """The labels at the left edge, those of several lines as one."""
    lines = [_Label(k, k, fold(t.text), t.x0, t.x1) for k, r in enumerate(rows) if _may_be_label(t := r.tokens[0])]
    edges = Counter(round(x.x0) for x in lines if _is_label(x.text.rstrip(": "))).most_common(1)
    if not edges or edges[0][1] < 3:
        return []
    lines = [x for x in lines if abs(x.x0 - edges[0][0]) <= _SAME]
    whole: list[_Label] = []
    while lines:
        label = _whole(rows, lines)
        if _is_label(label.text.rstrip(": ")):
            whole.append(replace(label, text=label.text.rstrip(": ")))
    return whole


def _may_be_label(token: Token) -> bool:
    if not token.parts or token.figure:
        return False
    text = token.text
    return len(text) <= _LONGEST and text.count(" ") < _WORDS


def _whole(rows: Sequence[Row], lines: list[_Label]) -> _Label:
    """The next label, taken from some lines with those that go on: lines near beneath without a value of their own."""
    label = lines.pop(0)
    values = int(len(rows[label.row].tokens) > 1)
    while lines:
        row, after = rows[label.last], rows[lines[0].row]
        values += (len(after.tokens) > 1) + (lines[0].row - label.last - 1)  # a value may stand between the lines
        text = f"{label.text} {lines[0].text}"
        if after.v - row.v > _NEXT * row.size or values > 1 or not _is_label(text):
            break
        label = replace(label, last=lines[0].row, text=text, x1=max(label.x1, lines[0].x1))
        lines.pop(0)
    return label


def _is_label(text: str) -> bool:
    role = role_of(text)
    return role == "name" or role in CARD_FACTS


def _cards(labels: Sequence[_Label]) -> list[list[_Label]]:
    """Labels measure by measure: each begins with the label of its name, and has the labels that most have."""
    groups: list[list[_Label]] = []
    for label in labels:
        if role_of(label.text) == "name":
            groups.append([label])
        elif groups:
            groups[-1].append(label)
    built = Counter(tuple(x.text for x in g) for g in groups)
    if not built:
        return []
    usual, often = built.most_common(1)[0]
    roles = [role_of(t) for t in usual[1:]]
    if len(usual) < 3 or len(set(usual)) < len(usual) or often < min(2, len(groups)):
        return []
    if "result" not in roles or len(TELLING_ROLES.intersection(roles)) < 2:
        return []
    return [g for g in groups if tuple(x.text for x in g) == usual]


def _broken(
    labels: Sequence[_Label], usual: Sequence[_Label], again: Sequence[set[str]]
) -> list[tuple[list[_Label], Sequence[set[str]]]]:
    """The end of a card at the head of the page and the beginning of one at its foot, with the words said again."""
    texts = [x.text for x in usual]
    names = [k for k, x in enumerate(labels) if role_of(x.text) == "name"]
    first, last = list(labels[: names[0]]), list(labels[names[-1] :])
    out: list[tuple[list[_Label], Sequence[set[str]]]] = []
    if first and [x.text for x in first] == texts[-len(first) :]:
        out.append((first, again[-len(first) :]))
    if 1 < len(last) < len(usual) and [x.text for x in last] == texts[: len(last)]:
        out.append((last, again[: len(last)]))
    return out


def _named(card: Sequence[_Label]) -> bool:
    return role_of(card[0].text) == "name"


def _bounds(rows: Sequence[Row], above: int, below: int) -> float:
    """Where the lines of one label end and those of the next begin: at the widest gap between the two."""
    lines = sorted({round(r.v - 0.3 * r.size, 1) for r in rows[above : below + 1]})
    a, b = max(pairwise(lines), key=lambda p: p[1] - p[0], default=(lines[0], lines[-1]))
    return (a + b) / 2


def _ends(rows: Sequence[Row], card: Sequence[_Label], edge: float) -> tuple[int, int]:
    """First and last row of a card: lines that go on right above its first label and right below its last."""
    first, last = card[0].row, card[-1].last
    while first and _goes_on(rows[first - 1], rows[first], edge):
        first -= 1
    while last + 1 < len(rows) and _goes_on(rows[last], rows[last + 1], edge):
        last += 1
    return first, last


def _goes_on(upper: Row, lower: Row, edge: float) -> bool:
    near = lower.v - upper.v <= _NEXT * max(upper.size, lower.size)
    return near and min(upper.tokens[0].x0, lower.tokens[0].x0) <= edge < max(upper.tokens[0].x0, lower.tokens[0].x0)


def _bands(rows: Sequence[Row], card: Sequence[_Label]) -> list[float]:
    """Upper and lower edges of the rows of a card."""
    first, last = _ends(rows, card, max(x.x1 for x in card))
    inner = [_bounds(rows, a.last, b.row) for a, b in pairwise(card)]
    return [rows[first].top - 1, *inner, rows[last].bottom + 1]


def _words(rows: Sequence[Row], card: Sequence[_Label]) -> list[list[Word]]:
    """The words right of the labels of a card, row by row."""
    left = max(x.x1 for x in card)
    ys = _bands(rows, card)
    inside = [
        (y, w)
        for r in rows
        if ys[0] < (y := r.v - 0.3 * r.size) < ys[-1]
        for t in r.tokens
        for w in t.words
        if w.u0 > left
    ]
    return [[w for y, w in inside if a < y < b] for a, b in pairwise(ys)]


def _columns(card: Sequence[_Label], held: Sequence[Sequence[Word]], again: Sequence[set[str]]) -> list[float]:
    """Edges of a card's columns: labels and values, and where there are more of them labels and values again."""
    begin, left = min(x.x0 for x in card) - 2, max(x.x1 for x in card)
    words = [w for band in held for w in band]
    facts = held[1:] if _named(card) else held
    told = [w for band in facts for w in band]
    if not told:
        return []
    end = max(w.u1 for w in words) + 2
    second = _second_labels(facts, again[-len(facts) :])
    if second is None:
        one = all(_in_one(band) for band in held)
        return [begin, (left + min(w.u0 for w in words)) / 2, end] if one else []
    x0, x1 = second
    if _named(card) and not _in_one(held[0]):
        return []
    before = [w.u0 for w in told if w.u1 <= x0 + 1]
    after = [w.u0 for w in told if w.u0 > x1]
    if not before or not after:
        return []
    return [begin, (left + min(before)) / 2, x0 - 0.6, (x1 + min(after)) / 2, end]


def _in_one(band: Sequence[Word]) -> bool:
    """Whether the words of each line follow one another, so that they are one text."""
    lines = defaultdict(list)
    for w in band:
        lines[round(w.chars[0].v)].append(w)
    return all(b.u0 - a.u1 < _APART * b.size for line in lines.values() for a, b in pairwise(line))


def _said_again(held: Sequence[Sequence[Sequence[Word]]]) -> list[set[str]]:
    """The words that stand in the same row of every card."""
    rows = zip(*held, strict=True)
    return [set.intersection(*({w.text for w in band if w.text[:1].isalpha()} for band in row)) for row in rows]


def _second_labels(held: Sequence[Sequence[Word]], again: Sequence[set[str]]) -> tuple[float, float] | None:
    """Left and right edge of a further column of labels: words at one place that every card has."""
    told = [[w for w in band if w.text in said] for band, said in zip(held, again, strict=True)]
    for x in sorted({w.u0 for band in told for w in band}):
        labels = [_label_at(x, band) for band in told]
        found = [label for label in labels if label is not None]
        roles = [role_of(fold(text).rstrip(": ")) for text, _ in found]
        if len(found) == len(told) and sum(r in CARD_FACTS for r in roles) * 2 > len(roles):
            return x, max(edge for _, edge in found)
    return None


def _label_at(x: float, band: Sequence[Word]) -> tuple[str, float] | None:
    """The label that begins at a place, its lines beneath each other, and where it ends."""
    parts: list[str] = []
    reach = 0.0
    for first in sorted((w for w in band if abs(w.u0 - x) <= _SAME), key=lambda w: w.chars[0].v):
        parts.append(first.text)
        end = first.u1
        for w in sorted(band, key=lambda w: w.u0):
            if abs(w.chars[0].v - first.chars[0].v) < 1 and 0 < w.u0 - end < 0.5 * w.size:
                parts.append(w.text)
                end = w.u1
        reach = max(reach, end)
    return (" ".join(parts), reach) if parts else None


def _lattice(rows: Sequence[Row], card: Sequence[_Label], xs: list[float]) -> Lattice:
    ys = _bands(rows, card)
    n = len(xs) - 1
    slots = []
    for r in range(len(ys) - 1):
        if r == 0 and _named(card):
            slots.append(Slot(0, 0, 1, 1, Box(xs[0], ys[0], xs[1], ys[1])))
            slots.append(Slot(0, 1, 1, n - 1, Box(xs[1], ys[0], xs[-1], ys[1])))
            continue
        slots += [Slot(r, c, 1, 1, Box(xs[c], ys[r], xs[c + 1], ys[r + 1])) for c in range(n)]
    return Lattice(xs, ys, slots, Box(xs[0], ys[0], xs[-1], ys[-1]))
