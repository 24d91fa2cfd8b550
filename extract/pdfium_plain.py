"""Lines and upright rectangles among the paths of a page, read all at once: they are nearly all that tables draw."""

from __future__ import annotations

from itertools import repeat
from typing import TYPE_CHECKING, Any

import numpy as np

from extract import pdfium_calls as calls
from extract.pageparts import Fill, RawPage
from extract.pagepaths import BAR, STRAIGHT, THICK, THIN, Matrix
from records import Box

if TYPE_CHECKING:
    from numpy.typing import NDArray


def then(matrices: NDArray[Any], view: Matrix) -> NDArray[Any]:
    """Rows of matrices, each followed by another transformation."""
    a, b, c, d, e, f = matrices.T
    g, h, i, j, k, m = view
    return np.stack(
        [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m], axis=1
    )


class PlainPaths:
    """Paths of two or five segments, as PDF's line and rectangle operators make them.

    Args:
        objects: Handles of paths.
        matrices: From the space of each to the page as seen, a row each.
    """

    def __init__(self, objects: list[int], matrices: NDArray[Any]) -> None:
        self.objects, self.matrices = objects, matrices
        counts = list(map(calls.count_segments, objects))
        self.lines = self._corners([k for k, n in enumerate(counts) if n == 2], 2)
        self.rings = self._corners([k for k, n in enumerate(counts) if n == 5], 5)

    def _corners(self, which: list[int], n: int) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        """Numbers of the paths that are plain, and x and y of their points (paths x points)."""
        if not which:
            none = np.zeros((0, n))
            return np.zeros(0, int), none, none
        owners = [self.objects[k] for k in which]
        handles = _segments(owners, n)
        # A curve has three segments and would be met at the last but one, a path of several parts at the first.
        straight = np.ones(len(which), bool)
        for column in handles[1 : n - 1] or handles[1:]:
            straight &= np.array(list(map(calls.segment_type, column))) == calls.LINE_TO
        points = np.stack([calls.points_of(column) for column in handles])
        a, b, c, d, e, f = self.matrices[which].T
        x = (a * points[:, :, 0] + c * points[:, :, 1] + e).T
        y = (b * points[:, :, 0] + d * points[:, :, 1] + f).T
        upright = ~((np.abs(np.diff(x)) > STRAIGHT) & (np.abs(np.diff(y)) > STRAIGHT)).any(axis=1)
        if n == 5:
            closed = (x[:, 0] == x[:, 4]) & (y[:, 0] == y[:, 4])
            level = [np.abs(np.diff(y))[:, k] <= STRAIGHT for k in range(4)]
            plumb = [np.abs(np.diff(x))[:, k] <= STRAIGHT for k in range(4)]
            upright &= closed & (
                (level[0] & plumb[1] & level[2] & plumb[3]) | (plumb[0] & level[1] & plumb[2] & level[3])
            )
        good = straight & upright
        return np.array(which, int)[good], x[good], y[good]

    def add_to(
        self, page: RawPage, fills: list[str | None], strokes: list[str | None], widths: NDArray[Any], order: list[int]
    ) -> list[int]:
        """Add the rules and areas of plain paths to a page.

        Args:
            page: To add to.
            fills: Colour of the inside of each path, None where not filled.
            strokes: Colour of the line of each path, None where not stroked.
            widths: Thickness of the line of each path, points.
            order: Place of each in drawing order.

        Returns:
            The numbers of the paths left over.
        """
        left = set(range(len(self.objects)))
        for which, x, y in (self.lines, self.rings):
            numbers = which.tolist()
            taken = [
                n for n, k in enumerate(numbers)
                if not (x.shape[1] == 2 and fills[k] is not None) and not (strokes[k] is not None and widths[k] > BAR)
            ]  # fmt: skip
            if not taken:
                continue
            which, x, y = which[taken], x[taken], y[taken]
            left.difference_update(which.tolist())
            self._add_strokes(page, which, x, y, strokes, widths, order)
            if x.shape[1] == 5:
                self._add_fills(page, which, x, y, fills, order)
        return sorted(left)

    @staticmethod
    def _add_strokes(
        page: RawPage, which: NDArray[Any], x: NDArray[Any], y: NDArray[Any], strokes: list[str | None],
        widths: NDArray[Any], order: list[int],
    ) -> None:  # fmt: skip
        drawn = np.array([strokes[k] is not None for k in which.tolist()], bool)
        which, x, y = which[drawn], x[drawn], y[drawn]
        if not len(which):
            return
        sides = x.shape[1] - 1
        xa, xb, ya, yb = x[:, :-1].ravel(), x[:, 1:].ravel(), y[:, :-1].ravel(), y[:, 1:].ravel()
        dx, dy = np.abs(xa - xb), np.abs(ya - yb)
        level = dy <= dx
        table = np.empty((len(xa), 6))
        table[:, 0] = level
        table[:, 1] = np.where(level, (ya + yb) / 2, (xa + xb) / 2)
        table[:, 2] = np.where(level, np.minimum(xa, xb), np.minimum(ya, yb))
        table[:, 3] = np.where(level, np.maximum(xa, xb), np.maximum(ya, yb))
        table[:, 4] = np.repeat(widths[which], sides)
        table[:, 5] = np.repeat(np.array(order)[which], sides)
        real = ~(level & (dx == 0))
        colours = [str(strokes[k]) for k in which.tolist() for _ in range(sides)]
        if not real.all():
            table, colours = table[real], [c for c, keep in zip(colours, real.tolist(), strict=True) if keep]
        page.rules.add_table(table, colours)

    @staticmethod
    def _add_fills(
        page: RawPage, which: NDArray[Any], x: NDArray[Any], y: NDArray[Any], fills: list[str | None], order: list[int]
    ) -> None:
        drawn = np.array([fills[k] is not None for k in which.tolist()], bool)
        which, x, y = which[drawn], x[drawn], y[drawn]
        if not len(which):
            return
        x0, x1, top, bottom = x.min(axis=1), x.max(axis=1), y.min(axis=1), y.max(axis=1)
        w, h = x1 - x0, bottom - top
        thin, long = np.minimum(w, h), np.maximum(w, h)
        rule = (thin <= THIN) | ((thin <= THICK) & (long > 10 * thin))
        for k in np.flatnonzero(~rule).tolist():
            n = int(which[k])
            box = Box(float(x0[k]), float(top[k]), float(x1[k]), float(bottom[k]))
            page.fills.append(Fill(box, str(fills[n]), order[n]))
        rule &= (w > h) | (h > 0)
        if rule.any():
            level = (w > h)[rule]
            x0, x1, top, bottom, w, h, which = (v[rule] for v in (x0, x1, top, bottom, w, h, which))
            table = np.stack(
                [
                    level, np.where(level, (top + bottom) / 2, (x0 + x1) / 2), np.where(level, x0, top),
                    np.where(level, x1, bottom), np.where(level, h, w), np.array(order)[which],
                ], axis=1,
            )  # fmt: skip
            page.rules.add_table(table, [str(fills[k]) for k in which.tolist()])


def _segments(owners: list[int], n: int) -> list[list[int]]:
    """Handles of the first ``n`` segments of some paths.

    PDFium keeps the segments of a path one after the other, so that the first tells the others; where it does not
    any more, each is asked for.
    """
    first = list(map(calls.path_segment, owners, repeat(0)))
    step = calls.path_segment(owners[0], 1) - first[0]
    for owner, start in ((owners[0], first[0]), (owners[-1], first[-1])):
        if any(calls.path_segment(owner, k) != start + k * step for k in range(n)):
            return [first, *(list(map(calls.path_segment, owners, repeat(k))) for k in range(1, n))]
    return [[start + k * step for start in first] for k in range(n)]
