"""The place a whole table is of: "District: Ashdale" over it, or the heading that tells it from its twins."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from extract.cellfacts import text_of
from extract.context import Placed
from extract.tablecolumns import lone_text
from extract.vocabulary import MEASURE_LIKE, find_cohort, fold
from records import parse_period

_LABELLED = re.compile(
    r"^(?:area|district|borough|locality|localities|team|ward|division|quadrant|school|provider|region|site|office|cluster)"
    r"(?: name)?\s*[:=]\s*(?P<area>[^:=]{2,60})$",
    re.IGNORECASE,
)


def areas_of_tables(tables: Sequence[Placed]) -> dict[int, str]:
    """Places of whole tables, by the number of their grid.

    Args:
        tables: All tables of a document in reading order.

    Returns:
        Only tables with a place of their own: named by a label over them, or by the heading that parts tables with
        the same columns and the same rows.
    """
    out: dict[int, str] = {}
    twins: dict[tuple[tuple[str, ...], tuple[str, ...]], list[Placed]] = defaultdict(list)
    for placed in tables:
        named = next(
            (m["area"].strip() for h in reversed(placed.surroundings) if (m := _LABELLED.match(h.strip()))), ""
        )
        if named:
            out[placed.grid.number] = named
        else:
            key = _form(placed)
            if key is not None:
                twins[key].append(placed)
    for group in twins.values():
        if len(group) >= 2:
            out.update(_told_apart(group))
    return out


def _form(placed: Placed) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The headings of a table's columns and the names of its rows; None where it names places itself or too little."""
    layout = placed.layout
    named = layout.name_column
    if named is None or placed.continues or layout.of("area"):
        return None
    rows = [row for row in layout.matrix[layout.body :] if lone_text(row) is None]
    names = tuple(fold(text_of(row[named.index])) for row in rows)
    wordy = sum(len(n.split()) for n in names) >= 3 * len(names)  # "Number", "Rate" are no names without their heading
    if len(set(names)) < 2 or not wordy or not any(layout.of("result", "previous", "target", "rag")):
        return None
    return tuple(fold(c.label) for c in layout.columns), names


def _told_apart(group: Sequence[Placed]) -> dict[int, str]:
    """The headings that differ between tables of one form, where each has one of its own."""
    sets = [[h.strip() for h in placed.headings] for placed in group]
    shared = set.intersection(*(set(s) for s in sets))
    own = [[h for h in s if h not in shared] for s in sets]
    if not all(own):
        return {}
    names = [h[-1] for h in own]  # the nearest: over the first table stands the title of the page too
    plain = all(len(n.split()) <= 6 and parse_period(n) is None and not re.search(r"\d{4}|[.:;]$", n) for n in names)
    # "Excluding UASC" is a population, "Care leavers" a subject: neither is a place.
    subject = any(find_cohort(n) or MEASURE_LIKE.search(fold(n)) for n in names)
    if len(set(names)) < len(names) or not plain or subject or _told_twice(group):
        return {}
    return {placed.grid.number: name for placed, name in zip(group, names, strict=True)}


def _told_twice(group: Sequence[Placed]) -> bool:
    """Whether two tables of one form state the same figures: a summary and its details, not two places."""
    told = [_results(placed) for placed in group]
    for n, one in enumerate(told):
        for other in told[:n]:
            pairs = [(a, b) for a, b in zip(one, other, strict=False) if a and b]
            if len(pairs) >= 3 and 3 * sum(a == b for a, b in pairs) >= 2 * len(pairs):
                return True
    return False


def _results(placed: Placed) -> list[str]:
    """The printed results of a table, row by row; not its targets and colours, which places share."""
    columns = placed.layout.of("result", "previous")
    rows = [row for row in placed.layout.matrix[placed.layout.body :] if lone_text(row) is None]
    return [fold(text_of(row[c.index])) for row in rows for c in columns]
