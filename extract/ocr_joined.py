"""Connected pieces of ink, found without a number of four bytes for each pixel of a page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from extract.ocr_image import STRIP, Pixels, engine


def joined_parts(mask: Pixels, connectivity: int = 8) -> Iterator[tuple[slice, Pixels, Pixels]]:
    """The connected pieces of a mask, some rows at a time: their numbers take four bytes a pixel.

    Args:
        mask: Where there is ink.
        connectivity: 8 where pieces that touch at a corner are one, else 4.

    Yields:
        (rows, from one without ink to another; number of the piece of each of their pixels, 0 where there is none;
        left, top, width, height and pixels of each piece). Pieces are numbered anew for each.
    """
    cv2 = engine()
    inked = np.asarray(mask.any(axis=1))
    rows = np.arange(2, len(inked), 2)  # the engine looks at two rows at once, and numbers pieces in that order
    edges = [0]
    for cut in rows[~(inked[rows - 1] & inked[rows])].tolist():
        if cut - edges[-1] >= STRIP:
            edges.append(cut)
    for top, foot in pairwise([*edges, len(inked)]):
        part = mask[top:foot].astype(np.uint8)
        _, labels, stats, _ = cv2.connectedComponentsWithStats(part, connectivity=connectivity)
        yield slice(top, foot), labels, stats[1:] + np.array([0, top, 0, 0, 0], np.int32)


def long_parts(lines: Pixels, least: int) -> tuple[Pixels, Pixels]:
    """The connected pieces of a mask of long strokes.

    Args:
        lines: 0 or 1.
        least: Pixels that each stroke has at least.

    Returns:
        (number of the piece of each pixel, 0 where there is none; left, top, width, height and pixels of each, the
        first for what lies in none).
    """
    cv2 = engine()
    kind = cv2.CV_16U if cv2.countNonZero(lines) // max(1, least) < 60_000 else cv2.CV_32S
    _, labels, stats, _ = cv2.connectedComponentsWithStats(lines, connectivity=8, ltype=kind)
    return labels, stats
