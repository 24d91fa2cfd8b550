"""Places and groups of people over the columns of a table: "Ashby | Barrow Hill | Borough", "All | Excluding UASC".

A heading names a place by the word over it ("District"), because the publication names it elsewhere, or because the
columns do what places do: every row prints one unit in all of them, while the rows, named as measures, differ.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace

from extract.cellfacts import figure_of, kind_of, text_of
from extract.columnfigures import like_people, like_places
from extract.context import Placed
from extract.tablecolumns import Column, lone_text, role_of
from extract.vocabulary import AREA_LIKE, BARE_PERIOD, MEASURE_LIKE, ColumnRole, fold
from records import RESULT_ROLES, find_periods, parse_period

_OPEN: frozenset[ColumnRole] = frozenset(
    {
        "value", "result", "count", "previous", "outturn", "rag", "target", "context", "numerator", "denominator",
        "dot", "dot_previous",
    }
)  # fmt: skip
_WHOLE = re.compile(
    r"^(?:(?:county|council|borough|city|district|authority|force|trust)(?: |-)?(?:wide|total|overall|average|figure)?|"
    r"(?:grand |overall )?total|overall|all areas|whole (?:area|council|county|borough|city|district))$"
)
"""Headings of the whole area, folded."""
_PLURAL = re.compile(r"^(?:by )?(?:areas?|districts?|wards?|localit(?:y|ies)|neighbourhoods?|places?|teams?|divisions?|"
                     r"boroughs?|parish(?:es)?|towns?|quadrants?|schools?|sites?|depots?|offices?|directorates?|services?|constituenc(?:y|ies)|"
                     r"clusters?|regions?|geograph(?:y|ies)|locations?|hubs?|patch(?:es)?|zones?)$")  # fmt: skip
_THINGS = re.compile(
    r"\b(?:budget|actual|forecast|spend|spent|income|received|closed|open|opened|completed|outstanding|approved|refused|"
    r"allowed|dismissed|applications?|green|amber|red|met|missed|score|rank|band|source|type|status|trend|note|lead)\b"
)
"""Words of headings that tell kinds and states, not places."""


def with_places(tables: list[Placed], known: Mapping[str, str], own: str) -> list[Placed]:
    """Tables whose columns are told apart by place, or by group of people, with the place or group of each column.

    Args:
        tables: As placed.
        known: Places that the publication names elsewhere, folded -> as printed.
        own: The publication's own area.
    """
    out = []
    for placed in tables:
        columns = _placed_columns(placed, known, own) or _grouped_columns(placed)
        out.append(placed if columns is None else replace(placed, layout=replace(placed.layout, columns=columns)))
    return out


def _placed_columns(placed: Placed, known: Mapping[str, str], own: str) -> tuple[Column, ...] | None:
    name = placed.layout.name_column
    if name is None or name.role != "name" or not placed.layout.body:
        return None
    named: dict[int, str] = {}
    headed = False
    for column in placed.layout.columns:
        if column is name or column.role not in _OPEN or column.cohort or not _holds_figures(column):
            continue
        texts = [t for t in column.path if t not in column.period_label and _may_be_place(t)]
        over = [t for t in column.path if _PLURAL.match(fold(t))]
        texts = [t for t in texts if t not in over] or texts
        if len(texts) == 1:
            named[column.index] = texts[0]
            headed = headed or bool(over)
    heads = {t for c in placed.layout.columns for t in c.path if c.index in named and t != named[c.index]}
    for column in placed.layout.columns:  # "Town" beside "East District" is a place, over places it is none
        alone = [t for t in column.path if _PLURAL.match(fold(t)) and t not in heads]
        unnamed = named and column.index not in named and column is not name and column.role in _OPEN
        if unnamed and len(alone) == 1 and _holds_figures(column) and not column.cohort:
            named[column.index] = alone[0]
    places = list(dict.fromkeys(named.values()))
    if len(places) < 2 or not _repeats(placed, named):
        return None
    proper = [p for p in places if not _WHOLE.match(fold(p)) and fold(p) != fold(own)]
    if not proper or not (headed or _told_by_figures(placed, name, named, proper, known)):
        return None
    out = []
    for column in placed.layout.columns:
        place = named.get(column.index)
        if place is None:
            out.append(column)
            continue
        whole = bool(_WHOLE.match(fold(place))) or fold(place) == fold(own)
        area = (own or place) if whole else known.get(fold(place), place)
        role: ColumnRole = "result" if column.role in {"value", "count", "context"} else column.role
        out.append(replace(column, area=area, role=role))
    return tuple(out)


def _holds_figures(column: Column) -> bool:
    k = column.kinds
    return bool(k["number"] or k["rag"] or k["arrow"] or k["missing"]) and not k["text"] * 2 > sum(k.values())


def _may_be_place(text: str) -> bool:
    folded = fold(text)
    if _WHOLE.match(folded):
        return True
    if len(text) > 40 or BARE_PERIOD.match(folded) or _PLURAL.match(folded) or find_periods(text) or parse_period(text):
        return False
    if role_of(folded) not in {"value", "area"} or _THINGS.search(folded):
        return False
    if MEASURE_LIKE.search(folded) and not AREA_LIKE.search(folded):
        return False
    return bool(re.match(r"[A-Z]", text)) and like_places({text, f"{text} A"})


def _repeats(placed: Placed, named: Mapping[int, str]) -> bool:
    """Whether every place heads the same kinds of figures."""
    kinds: dict[str, list[tuple[str, ...]]] = {}
    for column in placed.layout.columns:
        place = named.get(column.index)
        if place is not None:
            kinds.setdefault(place, []).append(tuple(fold(t) for t in column.path if t != place))
    shapes = Counter(tuple(sorted(v)) for v in kinds.values())
    return len(shapes) == 1 or shapes.most_common(1)[0][1] >= max(2, len(kinds) - 1)


def _told_by_figures(
    placed: Placed, name: Column, named: Mapping[int, str], proper: Collection[str], known: Mapping[str, str]
) -> bool:
    """Whether places known elsewhere are among the headings, or the figures are those of measures in several places."""
    folded = [fold(p) for p in proper]
    if any(f in known or AREA_LIKE.search(f) for f in folded) or len(proper) < len(set(named.values())):
        return True
    rows = [row for row in placed.layout.matrix[placed.layout.body :] if lone_text(row) is None]
    units = []
    for row in rows:
        found = {figure_of(c).unit for k in named if (c := row[k]) is not None and kind_of(c) == "number"}
        if len(found) > 1:
            return False
        units += list(found)
    says = role_of(fold(name.path[-1])) == "name" if name.path else False
    labels = [fold(text_of(row[name.index])) for row in rows]
    measures = sum(bool(MEASURE_LIKE.search(x)) or len(x.split()) >= 3 for x in labels) * 3 >= 2 * len(labels)
    others = [c for c in placed.layout.columns if c.index not in named and c.role in RESULT_ROLES]
    return bool(rows) and measures and not others and (len(set(units)) > 1 or (says and len(proper) >= 3))


# -- groups of people ----------------------------------------------------------------------------------------------


def _grouped_columns(placed: Placed) -> tuple[Column, ...] | None:
    """Columns of measures for several groups of people: their figures are results."""
    name = placed.layout.name_column
    if name is None or name.role != "name" or not placed.layout.body:
        return None
    cohorts: dict[int, str] = {}
    for column in placed.layout.columns:
        if column is name or column.role not in {"value", "result", "count"} or not column.kinds["number"]:
            continue
        if column.cohort:
            cohorts[column.index] = column.cohort
        elif column.path and fold(column.path[-1]) in {"all", "overall", "everyone", "whole cohort"}:
            cohorts[column.index] = "all"
        elif column.path and like_people(column.path[-1]) and role_of(fold(column.path[-1])) == "value":
            cohorts[column.index] = re.sub(r"[^a-z0-9]+", "_", fold(column.path[-1])).strip("_")
    told = set(cohorts.values())
    changed = [c for c in placed.layout.columns if c.index in cohorts and (c.role == "value" or not c.cohort)]
    if len(told) < 2 or not changed or any(c.role == "value" and c.subject and c.cohort for c in changed):
        return None
    return tuple(
        replace(c, cohort=cohorts[c.index], role="result" if c.role in {"value", "count"} else c.role)
        if c.index in cohorts
        else c
        for c in placed.layout.columns
    )
