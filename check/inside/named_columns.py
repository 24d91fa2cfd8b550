"""Which column of results the heading of another column names: "Since Q2", "v Sept 2024", "Compared with October"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from check.inside.headings import NAMED_MONTH, NAMED_QUARTER
from check.inside.tables import TableColumn
from records import find_periods

_YEAR = re.compile(r"\b(?:20)?(\d\d)\s*[/-]\s*(?:20)?(\d\d)\b|\b20(\d\d)\b")

_SEASON = re.compile(r"\b(winter|spring|summer|autumn)\b", re.IGNORECASE)
_AGAINST = re.compile(r"\b(?:v|vs|versus|compared\s+(?:with|to)|against|since|from|on)\b\.?(?=\s*\w)", re.IGNORECASE)
"""Behind it stands the time compared with: "Q2 v Q1"."""


def named_column(heading: str, columns: Sequence[TableColumn]) -> TableColumn | None:
    """The one column that a heading names by its time, with or without its year; None where none or several fit.

    Args:
        heading: Of a column that compares.
        columns: Those of earlier results, the nearest first.
    """
    heading = _AGAINST.split(heading)[-1]
    ends = {p.period.end for p in find_periods(heading)}
    dated = [c for c in columns if c.period is not None and c.period.end in ends]
    if len(dated) == 1:
        return dated[0]
    wanted = _parts(heading)
    if not any(wanted):
        return None
    found = [c for c in columns if all(not w or w == h for w, h in zip(wanted, _parts(c.header), strict=True))]
    return found[0] if found and (len(found) == 1 or not wanted[-1]) else None


def _parts(text: str) -> tuple[str, str, str, str]:
    """Month, quarter, season and year that a heading prints."""
    month, quarter, year = NAMED_MONTH.search(text), NAMED_QUARTER.search(text), _YEAR.search(text)
    season = _SEASON.search(text)
    return (
        month[1].lower() if month else "",
        quarter[1] if quarter else "",
        season[1].lower() if season else "",
        next(g for g in (year[2], year[3]) if g) if year else "",
    )
