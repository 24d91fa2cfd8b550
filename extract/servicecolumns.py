"""Columns of services, directorates and teams: a place where the same measure stands for several, else a grouping.

"Service" beside "Indicator" names who answers for a measure: the figures are the whole council's. Only where a
measure comes back with another service are its figures those of the service.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from extract.cellfacts import text_of
from extract.tablecolumns import Column, Matrix, lone_text
from extract.vocabulary import AREA_LIKE, fold

_ORGANISATION = re.compile(
    r"^(?:service areas?|services?|directorates?|divisions?|departments?|teams?|units?|offices?|branch)(?: name)?"
    r"(?: ?(?:/|or|and|&) ?(?:service|team|directorate|division|department|unit|area|office)s?)*$"
)
_PLACED = re.compile(
    r"\b(?:north|south|east|west|mid|central|county|borough|district|locality|city|town|council|total|ward|hub|wide)\b"
)
"""Words that make a team or an office one of a place ("North team")."""


def groups_not_places(columns: list[Column], matrix: Matrix, body: int) -> list[Column]:
    """Columns headed by a part of the organisation that give no figure a place are groupings.

    Args:
        columns: With their roles.
        matrix: All positions of the grid.
        body: Row at which the data begin.

    Returns:
        The same columns; those of groupings with the role "section".
    """
    names = [c for c in columns if c.role == "name"]
    if not names or any(c.role == "section" for c in columns):
        return columns
    rows = [row for row in matrix[body:] if lone_text(row) is None]
    out = []
    for column in columns:
        grouping = column.role == "area" and bool(column.path) and bool(_ORGANISATION.match(fold(column.path[-1])))
        if grouping and not _parts_measures(column, names[0], rows):
            column = replace(column, role="section")
        out.append(column)
    return out


def _parts_measures(column: Column, name: Column, rows: Matrix) -> bool:
    """Whether a measure stands for two of the column's entries, or these are named as places are."""
    held: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        measure, entry = fold(text_of(row[name.index])), fold(text_of(row[column.index]))
        if entry:
            held[measure].add(entry)
    entries = {e for each in held.values() for e in each}
    placed = sum(bool(_PLACED.search(e)) and bool(AREA_LIKE.search(e)) for e in entries)
    return any(len(each) > 1 for each in held.values()) or 2 * placed > len(entries)
