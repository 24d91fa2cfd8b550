"""Tables that give the same indicators for several cohorts or areas: which area a section heading names."""

# ruff: noqa: E501 - tables of patterns, one to a line

from __future__ import annotations

import re
from collections import defaultdict

from extract.context import Context, Placed
from extract.tablecolumns import Column
from extract.vocabulary import fold

_WHOLE = re.compile(r"^(?:county|council|borough|city|authority|district|trust|national)?[ -]*(?:level|wide|total|overall|all|whole)(?: (?:level|wide|area|council|county))?$")  # fmt: skip


def section_areas(context: Context, rows: list[tuple[str, str]]) -> dict[str, str]:
    """The area of each section of a table, where its headings name areas.

    "CHILDREN IN CARE - NORTH KENT" names one where the publication knows the area from elsewhere, or where the
    same indicators stand again under other headings with the same beginning.

    Args:
        context: Knows the publication's areas.
        rows: (section, indicator) of every row.

    Returns:
        Section -> area as printed elsewhere, else with capitals of a name; sections that name none are absent.
    """
    names: dict[str, set[str]] = defaultdict(set)
    for section, indicator in rows:
        names[section].add(fold(indicator))
    parts = {section: _split(section) for section in names}
    starts: dict[str, list[str]] = defaultdict(list)
    for section, (start, end) in parts.items():
        if end:
            starts[fold(start)].append(section)
    out: dict[str, str] = {}
    for section, (start, end) in parts.items():
        if _WHOLE.match(fold(end or section)):
            out[section] = context.area
            continue
        for text in (end, section):
            known = context.areas.get(fold(text))
            if known:
                out[section] = known
                break
        else:
            group = starts[fold(start)] if end else []
            again = any(names[section] & names[other] for other in group if other != section)
            if again:
                out[section] = _as_name(end)
            elif not end and context.area and fold(section) == fold(context.area):
                out[section] = context.area
    return out


_FIGURES = frozenset({"result", "value", "count", "numerator", "denominator", "rag", "previous", "outturn", "target", "dot", "dot_previous",
                      "dot_outturn", "change", "floor", "previous_rag", "context"})  # fmt: skip


def areas_across(context: Context, placed: Placed) -> dict[int, str]:
    """The area of each column of a table that gives its figures for several areas side by side.

    Areas stand over groups of columns (or single ones) that repeat the same kinds of figures: "Kent | Result",
    "North Kent | Result". One of them must be an area known from elsewhere in the publication, or the groups
    must repeat at least a result.

    Returns:
        Column index -> area; empty where the columns do not differ by area.
    """
    named_already = {c.index: c.area for c in placed.layout.columns if c.area}
    if named_already:
        return named_already
    groups: dict[str, list[Column]] = defaultdict(list)
    for column in placed.layout.columns:
        if column.role in _FIGURES and column.subject and not column.cohort:
            groups[column.subject].append(column)
    if len(groups) < 2:
        return {}
    known = {fold(context.area), *context.areas} - {""}
    if context.area:
        known.add(fold(f"{context.area} total"))
    named = [s for s in groups if fold(s) in known]
    results = [s for s, columns in groups.items() if any(c.role in {"result", "value"} for c in columns)]
    proper = [s for s in groups if re.fullmatch(r"(?:[A-Z][\w'’&-]*)(?: (?:[A-Z&][\w'’&-]*|and|of|the|on|upon))*", s)]
    if not named and not (len(results) == len(groups) == len(proper) and len(groups) >= 3):
        return {}
    return {c.index: context.areas.get(fold(s), s) for s, columns in groups.items() for c in columns}


def variance_cohort(placed: Placed) -> str:
    """The cohort that a column of differences belongs to, where its header does not say.

    Between the figures of all children and those of one other cohort, the difference is the other cohort's.
    """
    named = {c.cohort for c in placed.layout.columns if c.role != "variance" and c.cohort}
    others = named - {"all"}
    return others.pop() if "all" in named and len(others) == 1 else ""


def _split(section: str) -> tuple[str, str]:
    m = re.fullmatch(r"(.+?)\s*(?:\s[-–—]\s|:\s|\|)\s*(.+)", section)
    return (m[1].strip(), m[2].strip()) if m else (section, "")


def _as_name(text: str) -> str:
    return text.title() if text.isupper() else text
