"""A second opinion on figures: the ink of each character is counted, and its shape is held against the page's own type.

The engine that reads text goes by what is likely; it may drop a point, join two ones or take an I for a 1 and be sure
of it. A page shows every figure many times in the same type. So each character must have ink of its own, and must look
more like others of its kind on this page than like any other kind. What does not is doubtful.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from extract.ocr_chars import Piece
from extract.ocr_image import Pixels, engine

_UP: Final = 3
"""Enlargement at which ink is counted: thin gaps between figures stay open."""
_SIDE: Final = 20
"""Pixels of a shape, both ways."""
_PARTED: Final = frozenset('%"=:;!?ij½¼¾≥≤±é÷')
"""Characters of several pieces of ink."""
_CLOSER: Final = 0.03
"""By how much another kind must look more alike before a character is doubted."""
_ALIKE: Final = 0.86
"""Likeness from which another kind of character counts at all."""
_TWIN: Final = 0.96
"""Likeness from which another kind counts even where its own is as near."""
_KNOWN: Final = 0.80
"""Likeness to its own kind from which a character is confirmed."""
_MOST: Final = 2600
"""Shapes of a page that are compared; more are thinned out."""
_SAME: Final = {"l": "I", "|": "I", "—": "-", "–": "-", "’": "'", "‘": "'", "°": "o", "O": "o", "S": "s", "C": "c",
                "X": "x", "V": "v", "W": "w", "Z": "z", "P": "p", "U": "u", "K": "k"}  # fmt: skip
"""Characters of one shape: large and small letters, an I and an l. None of them is a figure."""


@dataclass(slots=True)
class Opinion:
    """What the ink says of one piece of text.

    Attributes:
        counted: Whether the ink is as many characters as were read.
        confirmed: Indexes of the glyphs whose shape is that of their kind.
        rivals: For doubtful glyphs, by index, the kind they look more like.
    """

    counted: bool = True
    confirmed: set[int] = field(default_factory=set)
    rivals: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Blob:
    x0: int
    x1: int
    y0: int
    y1: int
    area: int


def opinions(pieces: Sequence[Piece], crops: Sequence[Pixels]) -> list[Opinion]:
    """Second opinions on the pieces of a page.

    Args:
        pieces: As read.
        crops: The picture of each, as the engine saw it.

    Returns:
        An opinion on each.
    """
    out = [Opinion() for _ in pieces]
    shapes: list[Pixels] = []
    owners: list[tuple[int, int]] = []
    bound: list[list[tuple[list[_Blob], list[int]]]] = []
    widths: dict[str, list[float]] = {}
    for k, (piece, crop) in enumerate(zip(pieces, crops, strict=True)):
        glyphs = [i for i, g in enumerate(piece.glyphs) if not g.text.isspace()]
        if piece.sign or not glyphs:
            bound.append([])
            continue
        large, ink = _enlarged(crop)
        blobs = _blobs(ink)
        centres = [piece.glyphs[i].at * ink.shape[1] for i in glyphs]
        match = _match(blobs, [piece.glyphs[i].text for i in glyphs], centres)
        bound.append([])
        if match is None:
            out[k].counted = False
            continue
        groups = [([blobs[b] for b in bs], [glyphs[c] for c in cs]) for bs, cs in match]
        bound[k] = groups
        tall = _cap_height(groups, piece)
        for bs, cs in groups:
            if len(cs) == 1:
                widths.setdefault(piece.glyphs[cs[0]].text, []).append((bs[-1].x1 - bs[0].x0) / tall)
                shapes.append(_shape(large, ink, bs, tall, groups))
                owners.append((k, cs[0]))
    _check_widths(pieces, bound, widths, out)
    _check_points(pieces, bound, out)
    if shapes:
        _compare(pieces, shapes, owners, out)
    return out


def _enlarged(crop: Pixels) -> tuple[Pixels, Pixels]:
    cv2 = engine()
    large = cv2.resize(crop, None, fx=_UP, fy=_UP, interpolation=cv2.INTER_CUBIC).astype(np.float32)
    low, high = np.percentile(large, (3, 97))
    level = (low + high) / 2
    return np.clip((high - large) / max(float(high - low), 1.0), 0, 1), large < level


def _blobs(ink: Pixels) -> list[_Blob]:
    """Pieces of ink from left to right; those that stand over one another are one."""
    count, _, stats, _ = engine().connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    found = sorted((int(x), int(x + w), int(y), int(y + h), int(n)) for x, y, w, h, n in stats[1:count] if n >= 12)
    out: list[_Blob] = []
    for x0, x1, y0, y1, n in found:
        last = out[-1] if out else None
        if last is not None and min(x1, last.x1) - x0 > 0.5 * min(x1 - x0, last.x1 - last.x0):
            out[-1] = _Blob(min(last.x0, x0), max(last.x1, x1), min(last.y0, y0), max(last.y1, y1), last.area + n)
        else:
            out.append(_Blob(x0, x1, y0, y1, n))
    return out


def _match(blobs: list[_Blob], texts: list[str], centres: list[float]) -> list[tuple[list[int], list[int]]] | None:
    """Which pieces of ink are which characters; None where ink is left over or characters have none."""
    n, m = len(blobs), len(texts)
    pitch = max(4.0, (centres[-1] - centres[0]) / max(1, m - 1)) if m > 1 else 30.0
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(n + 1):
        for j in range(m + 1):
            if (i, j) not in best:
                continue
            cost = best[i, j][0]
            for a, b in _steps(texts, j):
                if i + a > n or j + b > m:
                    continue
                middle = (blobs[i].x0 + blobs[i + a - 1].x1) / 2
                off = abs(middle - sum(centres[j : j + b]) / b) / pitch
                step = cost + 0.25 * off + (0.0 if a == b else 0.5 * (a + b - 2))
                key = (i + a, j + b)
                if key not in best or step < best[key][0]:
                    best[key] = (step, (a, b))
    if (n, m) not in best:
        return None
    out: list[tuple[list[int], list[int]]] = []
    i, j = n, m
    while i or j:
        a, b = best[i, j][1]
        out.append((list(range(i - a, i)), list(range(j - b, j))))
        i, j = i - a, j - b
    return out[::-1]


def _steps(texts: list[str], j: int) -> list[tuple[int, int]]:
    steps = [(1, 1), (1, 2), (1, 3), (1, 4), (1, 5)]
    if j < len(texts) and texts[j] in _PARTED:
        steps += [(2, 1), (3, 1)]
    return steps


def _cap_height(groups: list[tuple[list[_Blob], list[int]]], piece: Piece) -> float:
    """Height of a figure or capital in a piece, in enlarged pixels."""
    tall = [
        max(b.y1 for b in bs) - min(b.y0 for b in bs)
        for bs, cs in groups
        if all(piece.glyphs[c].text.isdigit() or piece.glyphs[c].text.isupper() for c in cs)
    ]
    every = [max(b.y1 for b in bs) - min(b.y0 for b in bs) for bs, _ in groups]
    return float(np.median(tall)) if tall else float(max(every))


def _check_widths(
    pieces: Sequence[Piece],
    bound: list[list[tuple[list[_Blob], list[int]]]],
    widths: dict[str, list[float]],
    out: list[Opinion],
) -> None:
    """Characters that touch must together be as wide as they are apart elsewhere on the page."""
    usual = {text: float(np.median(found)) for text, found in widths.items() if len(found) >= 2}
    for k, groups in enumerate(bound):
        for bs, cs in groups:
            if len(cs) < 2:
                continue
            texts = [pieces[k].glyphs[c].text for c in cs]
            known = [usual[t] for t in texts if t in usual]
            if len(known) < len(texts):
                continue
            wide = (bs[-1].x1 - bs[0].x0) / _cap_height(groups, pieces[k])
            # Between two figures there is some white, or none where they touch.
            if not 0.86 * sum(known) <= wide <= sum(known) + 0.22 * (len(texts) - 1) + 0.1:
                out[k].counted = False


def _check_points(
    pieces: Sequence[Piece], bound: list[list[tuple[list[_Blob], list[int]]]], out: list[Opinion]
) -> None:  # fmt: skip
    """Points must stand on the baseline and be as large as the page's other points, or they are dirt."""
    found: list[tuple[int, int, float, float, float]] = []
    for k, groups in enumerate(bound):
        floors = [max(b.y1 for b in bs) for bs, cs in groups if all(pieces[k].glyphs[c].text.isdigit() for c in cs)]
        for bs, cs in groups:
            if len(cs) == 1 and pieces[k].glyphs[cs[0]].text == "." and floors:
                tall = _cap_height(groups, pieces[k])
                found.append((
                    k, cs[0], (bs[0].y1 - float(np.median(floors))) / tall,
                    (bs[0].y1 - bs[0].y0) / tall, (bs[0].x1 - bs[0].x0) / tall,
                ))  # fmt: skip
    if len(found) < 3:
        return
    usual = np.median(np.array([f[2:] for f in found]), axis=0)
    for k, i, *sizes in found:
        if (np.abs(np.array(sizes) - usual) > (0.09, 0.09, 0.09)).any():
            out[k].rivals[i] = "a speck"
            out[k].confirmed.discard(i)


def _shape(
    large: Pixels, ink: Pixels, bs: list[_Blob], tall: float, groups: list[tuple[list[_Blob], list[int]]]
) -> Pixels:
    """A character's ink in a window of the size of a capital, placed on the baseline of its piece."""
    cv2 = engine()
    feet = [max(b.y1 for b in g) for g, _ in groups if max(b.y1 for b in g) - min(b.y0 for b in g) > 0.6 * tall]
    floor = float(np.median(feet or [bs[0].y1]))
    x0, x1 = bs[0].x0, bs[-1].x1
    part = np.zeros_like(large[:, x0:x1])
    own = ink[:, x0:x1]
    near = cv2.dilate(own.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    part[near] = large[:, x0:x1][near]
    side = 1.3 * tall
    scale = _SIDE / side
    top = floor - 1.08 * tall
    middle = (x0 + x1) / 2 - x0
    turn = np.array([[scale, 0, _SIDE / 2 - scale * middle], [0, scale, -scale * top]], np.float32)
    soft = cv2.GaussianBlur(part, (0, 0), 0.35 / scale)
    out: Pixels = cv2.warpAffine(soft, turn, (_SIDE, _SIDE), flags=cv2.INTER_LINEAR)
    return out


def _compare(pieces: Sequence[Piece], shapes: list[Pixels], owners: list[tuple[int, int]], out: list[Opinion]) -> None:
    """Hold every shape against all others of the page."""
    flat = np.stack(shapes).reshape(len(shapes), -1).astype(np.float32)
    flat /= np.maximum(np.linalg.norm(flat, axis=1, keepdims=True), 1e-6)
    labels = np.array([_kind(pieces[k].glyphs[i].text) for k, i in owners])
    step = max(1, -(-len(flat) // _MOST))
    library, kinds = flat[::step], labels[::step]
    every = sorted(set(kinds))
    for start in range(0, len(flat), 512):
        alike = library @ flat[start : start + 512].T
        for column in range(alike.shape[1]):
            at = start + column
            k, i = owners[at]
            if at % step == 0:
                alike[at // step, column] = -1.0
            own, rival, name = -1.0, -1.0, ""
            for kind in every:
                score = _usual_best(alike[kinds == kind, column])
                if kind == labels[at]:
                    own = score
                elif score > rival:
                    rival, name = score, kind
            # Where several were misread alike they speak for each other: no kind may look the same as two.
            twin = rival >= _TWIN and rival > own - _CLOSER
            if twin or (rival >= _ALIKE and rival > own + _CLOSER):
                out[k].rivals[i] = name
            elif own >= _KNOWN:
                out[k].confirmed.add(i)


def _usual_best(scores: Pixels) -> float:
    """Likeness to a kind: the second best of many, so that one misread example does not speak for a kind."""
    if len(scores) >= 4:
        return float(np.partition(scores, -2)[-2])
    return float(scores.max()) if len(scores) else -1.0


def _kind(text: str) -> str:
    return _SAME.get(text, text)
