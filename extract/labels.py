"""Label and text side by side ("By:   the Cabinet Member"), as the head of a panel paper sets them.

A label and the text beside it are one paragraph; lines that hang under the text belong to it.
"""

from __future__ import annotations

from collections.abc import Sequence

from extract.textlines import Line

_LONGEST = 34
"""Characters beyond which the left part is no label."""


def join_labels(lines: Sequence[Line]) -> list[Line]:
    """Join each label with the first line of its text.

    Args:
        lines: Upright lines, parted at wide gaps; any order.

    Returns:
        The lines with every label ("By:") and its text made one line again; a label printed on two lines is
        put together first. Other lines are left as they were.
    """
    rows = _rows(lines)
    labelled = {k for k, row in enumerate(rows) if len(row) >= 2 and _is_label(row[0])}
    hang = [rows[k][1].u0 for k in labelled]
    out: list[Line] = []
    k = 0
    while k < len(rows):
        row = rows[k]
        if k in labelled:
            out.append(_glued(row[0], row[1]))
            out.extend(row[2:])
        elif len(row) >= 2 and _opens_label(row, rows, k, hang):
            # "Electoral        All" over "Divisions:": the label goes on below.
            below = rows[k + 1]
            out.append(_glued(_stacked(row[0], below[0]), row[1]))
            out.extend(row[2:])
            out.extend(below[1:])
            k += 1
        else:
            out.extend(row)
        k += 1
    return out


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda ln: (ln.v, ln.u0)):
        if rows and abs(line.v - rows[-1][0].v) <= 0.35 * line.size:
            rows[-1].append(line)
        else:
            rows.append([line])
    for row in rows:
        row.sort(key=lambda ln: ln.u0)
    return rows


def _is_label(line: Line) -> bool:
    return line.text.endswith(":") and len(line.text) <= _LONGEST


def _opens_label(row: list[Line], rows: list[list[Line]], k: int, hang: Sequence[float]) -> bool:
    if k + 1 >= len(rows) or len(row[0].text) > _LONGEST:
        return False
    below = rows[k + 1]
    return (
        _is_label(below[0])
        and below[0].v - row[0].v < 1.6 * row[0].size
        and abs(below[0].u0 - row[0].u0) < 0.5 * row[0].size
        and any(abs(row[1].u0 - h) < 0.6 * row[1].size for h in hang)
    )


def _stacked(upper: Line, lower: Line) -> Line:
    return Line(upper.words + lower.words, upper.v, upper.size, upper.angle, upper.superscripts + lower.superscripts)


def _glued(label: Line, text: Line) -> Line:
    return Line(label.words + text.words, text.v, text.size, text.angle, label.superscripts + text.superscripts)
