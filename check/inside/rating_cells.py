"""Cells that rate without naming a colour: empty ones with a fill, and "Yes | Nearly | No" under a question of the target."""

# ruff: noqa: E501 - tables of words

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from check.inside.status_words import status_word

if TYPE_CHECKING:
    from check.inside.tables import TableCell, TableColumn, TableRow
    from records import Observation

_ASKS = re.compile(
    r"\b(?:targets?|aims?|goals?|milestones?|standards?|objectives?|plans?|thresholds?|track|outcome|result|status|performance|rating)\b|\b(?:met|achieved|reached|hit|attained|passed)\b",
    re.IGNORECASE,
)
_NEARLY = re.compile(
    r"(?:very\s+)?(?:nearly|almost|close(?:\s+to(?:\s+it)?)?|just\s+(?:missed|short|under|below|over)|near(?:ly)?(?:\s+miss(?:ed)?)?|narrowly(?:\s+missed)?|not\s+quite|part(?:ly|ial(?:ly)?)?|in\s+part|within\s+tolerance)",
    re.IGNORECASE,
)
_YES = {
    "yes",
    "y",
    "✓",
    "✔",
    "✅",
    "☑",
    "met",
    "achieved",
    "pass",
    "passed",
    "hit",
    "reached",
    "exceeded",
    "attained",
    "ahead",
    "on track",
}
_NO = {
    "no", "n", "✗", "✘", "❌", "☒", "×", "x", "not met", "not achieved", "fail", "failed", "missed", "not reached", "not hit",
    "not attained", "not yet", "not passed", "behind", "off track", "not on track",
}  # fmt: skip
_SIDE = re.compile(
    r"\W*(?P<way>above|over|below|under)(?:\s+(?:the\s+|its\s+|our\s+)?(?:target|standard|plan|goal|milestone|aim|budget|profile|limit))?\W*",
    re.IGNORECASE,
)


def answer_colour(text: str) -> str:
    """green, amber or red for what a cell answers to "target met?"; "" where it answers nothing."""
    s = " ".join(text.lower().split()).strip(" .:;,!()•-–*")
    if s in _YES:
        return "green"
    if s in _NO:
        return "red"
    return "amber" if _NEARLY.fullmatch(s) else ""


def side_of(text: str) -> str:
    """Above or below where a text says on which side of its target a figure lies and no more; else ""."""
    m = _SIDE.fullmatch(text) if len(text) < 40 else None
    return {"above": "above", "over": "above"}.get(m["way"].lower(), "below") if m else ""


def coloured_blanks(
    rows: Mapping[int, TableRow], headings: Mapping[tuple[int, int], TableCell], seen: Iterable[Observation]
) -> dict[int, str]:
    """Put the empty cells that have a colour into their rows.

    Args:
        rows: Of a table, by number.
        headings: Its header cells by (row, column).
        seen: Colours that were read in empty cells of the table.

    Returns:
        Header of each column that got cells.
    """
    lowest: dict[str, list[int]] = {}
    last = max((r for r, _ in headings), default=0)
    for (r, col), cell in headings.items():
        if r == last:
            lowest.setdefault(" ".join(cell.text.lower().split()), []).append(col)
    out: dict[int, str] = {}
    for o in seen:
        leaf = " ".join(o.source.column.rpartition(" | ")[2].lower().split())
        columns = lowest.get(leaf, [])
        row = rows.get(o.source.row) if o.source.row is not None else None
        if row is None or not row.cells or len(columns) != 1 or columns[0] in row.cells:
            continue
        first = row.cells[min(row.cells)]
        row.cells[columns[0]] = replace(
            first, text="", place=o.source, figure=None, second=None, seen=(o,), fill=None, sign=o.word
        )
        out[columns[0]] = o.source.column
    return out


def answers_as_ratings(columns: Sequence[TableColumn], rows: Sequence[TableRow]) -> list[TableColumn]:
    """The columns, those that answer a question of the target in more than yes and no as ratings.

    Args:
        columns: Of a table.
        rows: Of it; their answers are given the colour they mean.
    """
    out = []
    for c in columns:
        cells = [cell for r in rows if (cell := r.cells.get(c.index)) is not None and cell.text]
        if c.kind in {"value", "met", "rag", "result", "target", "direction"} and _ASKS.search(c.leaf) and cells:
            said = [answer_colour(cell.text) or status_word(cell.text) for cell in cells]
            stepped = "amber" in said and len(set(said)) > 1
            unread = c.kind == "rag" and not any(cell.rag for cell in cells)
            if (stepped or unread) and said.count("") * 5 <= len(said) and len(said) >= 3:
                c = replace(c, kind="rag")
                for r in rows:
                    cell = r.cells.get(c.index)
                    colour = answer_colour(cell.text) or status_word(cell.text) if cell is not None else ""
                    if cell is not None and colour:
                        r.cells[c.index] = replace(cell, sign=colour)
            elif c.kind in {"value", "result", "target"} and set(said) == {"green", "red"} and len(said) >= 3:
                c = replace(c, kind="met")
        out.append(c)
    return out
