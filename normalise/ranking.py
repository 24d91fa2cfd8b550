"""Finds, for each name, the register names worth comparing it with. Ranks, never decides.

The one module that imports rapidfuzz's matrices and scipy's sparse products: blocks of names, so that
10,000 names against 2,000 stay within seconds and within memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from normalise.slots import ParsedName

NEAR = 6
"""Candidates kept from each way of ranking."""
_BLOCK = 1000


def nearest(left: Sequence[ParsedName], right: Sequence[ParsedName], keep: int = NEAR) -> list[list[int]]:
    """Places in ``right`` of the names nearest to each of ``left``.

    Args:
        left: Parsed printed names.
        right: Parsed register names.
        keep: How many to keep by shared words, and again by letters.

    Returns:
        For each left name the places, nearest by words first, without repeats.
    """
    if not left or not right:
        return [[] for _ in left]
    import numpy as np
    from rapidfuzz import fuzz, process

    words_left, words_right = _weights(left, right)
    right_letters = [name.letters for name in right]
    out: list[list[int]] = []
    keep = min(keep, len(right))
    for start in range(0, len(left), _BLOCK):
        block = left[start : start + _BLOCK]
        shared = (words_left[start : start + _BLOCK] @ words_right.T).toarray()
        letters = process.cdist(
            [name.letters for name in block],
            right_letters,
            scorer=fuzz.ratio,
            dtype=np.uint8,
            workers=1,
        )
        by_words = _top(shared, keep)
        by_letters = _top(letters.astype(np.float32), max(3, keep // 2))
        for one, two in zip(by_words, by_letters, strict=True):
            out.append(list(dict.fromkeys([*one.tolist(), *two.tolist()])))
    return out


def _top(matrix, keep: int):  # type: ignore[no-untyped-def]
    import numpy as np

    keep = min(keep, matrix.shape[1])
    part = np.argpartition(-matrix, keep - 1, axis=1)[:, :keep]
    order = np.argsort(-np.take_along_axis(matrix, part, axis=1), axis=1, kind="stable")
    return np.take_along_axis(part, order, axis=1)


def _weights(left: Sequence[ParsedName], right: Sequence[ParsedName]):  # type: ignore[no-untyped-def]
    """Sparse matrices of words (rows names, columns words), rare words weighing more, rows of length 1."""
    import numpy as np
    from scipy.sparse import csr_matrix

    columns: dict[str, int] = {}
    rows: list[list[int]] = []
    for name in (*left, *right):
        rows.append([columns.setdefault(word, len(columns)) for word in _features(name)])
    counts = np.zeros(len(columns))
    for row in rows:
        counts[list(set(row))] += 1
    idf = np.log(1 + len(rows) / np.maximum(counts, 1))

    def matrix(part: list[list[int]]):  # type: ignore[no-untyped-def]
        indptr, indices, data = [0], [], []
        for row in part:
            unique = sorted(set(row))
            weights = idf[unique]
            length = float(np.sqrt((weights**2).sum())) or 1.0
            indices.extend(unique)
            data.extend((weights / length).tolist())
            indptr.append(len(indices))
        return csr_matrix((data, indices, indptr), shape=(len(part), max(1, len(columns))), dtype=np.float32)

    return matrix(rows[: len(left)]), matrix(rows[len(left) :])


def _features(name: ParsedName) -> list[str]:
    found = [*name.content, *(f"s:{s}" for s in name.statistics), *(f"q:{q}" for q in name.quantities)]
    found.extend(f"b:{b}" for b in name.basis)
    return found or [name.undated]
