"""What a column holds where its heading leaves it open or misleads, settled by what its figures and cells do together.

A signed column that equals result less target on the rows is a difference; a column of pairs ("88 of 106") that
gives the results holds their parts; a column of a few names that alone parts rows of one indicator and period holds
places.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from extract.cellfacts import figure_of, kind_of, text_of
from extract.document import Cell
from extract.ratios import with_ratios
from extract.tablecolumns import Column, Matrix, lone_text, role_of
from extract.vocabulary import (
    AREA_LIKE,
    COMPARING,
    DESCRIBING,
    MEASURE_LIKE,
    ColumnRole,
    find_cohort,
    fold,
    one_line,
    subject,
)
from records import Quantity, Value, nearest_scale, parse_value, rounding_modes

_PAIR = re.compile(
    r"^\(?\s*(?:n ?= ?)?(?P<n>\d[\d,]*)\s*(?:/|\bof\b|\bout of\b|\bfrom\b)\s*(?P<d>\d[\d,]*)\s*\)?$", re.IGNORECASE
)
_PARTS_HEAD = re.compile(
    r"\bnum(?:erator)?\b.*\bden(?:om|ominator)?\b|^n ?/ ?[nd]$|^n ?\(d\)$|\bcases ?/ ?(?:total|all|cohort)\b"
)
_SIGNED = re.compile(r"^\(?\s*[£]?[+\-−–]\s*[£]?\d")


def settled(columns: list[Column], matrix: Matrix, body: int) -> list[Column]:
    """Columns whose role their figures settle.

    Args:
        columns: With the roles that words and the looks of single cells give.
        matrix: All positions of the grid.
        body: Row at which the data begin.

    Returns:
        The same columns, those with another role replaced.
    """
    rows = [row for row in matrix[body:] if lone_text(row) is None]
    columns = _measures_across(columns)
    columns = with_ratios(_pairs(columns, rows), rows, gives)
    columns = _differences(columns, rows)
    return _comments(_places(columns, rows))


def _comments(columns: list[Column]) -> list[Column]:
    """Columns of words under a heading that says nothing known, beside a column of names: what is said of the row."""
    if not any(c.role == "name" and c.path for c in columns) or not any(c.kinds["number"] for c in columns):
        return columns
    out = []
    for c in columns:
        worded = c.kinds["text"] > 0 and not any(c.kinds[k] for k in ("number", "rag", "arrow", "year", "missing"))
        out.append(replace(c, role="text") if c.role == "value" and worded and c.path else c)
    return out


def _measures_across(columns: list[Column]) -> list[Column]:
    """Columns of measures, where rows are places: a word of roles in a measure's name makes no role.

    "Homes failing the decent homes standard" is no target, "Carers assessed in the year" a measure of its own.
    """
    if any(c.role == "name" for c in columns) or not any(c.role == "area" for c in columns):
        return columns
    named = {c.index for c in columns if c.role not in DESCRIBING and c.period is None and _names_measure(c)}
    if len(named) < 2 or 2 * len(named) < sum(bool(c.kinds["number"]) for c in columns):
        return columns
    return [replace(c, role="value", subject=one_line(c.path[-1])) if c.index in named else c for c in columns]


def _names_measure(column: Column) -> bool:
    if len(column.path) != 1 or column.cohort or not (column.kinds["number"] or column.kinds["missing"]):
        return False
    words = subject(column.folded).split()
    return (
        len(words) >= 3
        or (len(words) == 2 and len(column.folded.split()) > 2)
        or (column.role == "value" and len(words) >= 2)
    )


def pair_of(text: str) -> tuple[Value, Value] | None:
    """Numerator and denominator of a cell that prints both ("1,131 of 1,409"); None where it does not.

    Args:
        text: Of the cell, on one line.
    """
    m = _PAIR.match(text)
    if m is None:
        return None
    n, d = parse_value(m["n"], "count"), parse_value(m["d"], "count")
    return (n, d) if n.number is not None and d.number is not None else None


def gives(n: Value, d: Value, result: Value, name: str, heading: str) -> bool | None:
    """Whether numerator over denominator prints as a result; None where that cannot be told."""
    if result.number is None:
        return None
    if _far_off(n, d, result):
        return False  # as most would-be parts are, told without fractions
    exact = Quantity.ratio(n, d, scale=nearest_scale(result, n, d, name, heading))
    return None if exact is None else bool(rounding_modes(exact, result))


def _far_off(n: Value, d: Value, result: Value) -> bool:
    """Whether no factor that a rate may have brings one count over another within two last digits of a result."""
    if n.number is None or d.number is None or result.number is None or d.number <= 0:
        return False
    if not (_is_whole(n) and _is_whole(d)):
        return False
    share, wanted = abs(float(n.number) / float(d.number)), abs(float(result.number))
    slack = 2 * 10.0**-result.places + 1e-9 * wanted
    factors = (100.0,) if result.unit in {"percent", "points"} else _FACTORS
    return all(abs(share * f - wanted) > slack for f in factors)


def _is_whole(value: Value) -> bool:
    """Whether a figure is printed as a whole number and nothing else: it is exact then."""
    return value.places == 0 and value.printed.strip().replace(",", "").isdigit()


_FACTORS = tuple(10.0**k for k in range(10))


# -- numerator and denominator in one cell ---------------------------------------------------------------------


def _pairs(columns: list[Column], rows: Matrix) -> list[Column]:
    out = list(columns)
    results = [c for c in columns if c.role in {"result", "value"} and c.kinds["number"]]
    names = [c for c in columns if c.role == "name"]
    for k, column in enumerate(columns):
        if column.role in {"name", "text", "when"} or not column.kinds["text"]:
            continue
        found = [(row, pair) for row in rows if (pair := pair_of(text_of(row[column.index]))) is not None]
        if len(found) < 0.6 * sum(1 for row in rows if kind_of(row[column.index]) not in {"missing", "blank"}):
            continue
        shares: list[tuple[float, Column]] = []
        for beside in results:
            told = [
                t
                for row, (n, d) in found
                if (t := gives(n, d, _value(row, beside), text_of(row[names[0].index]) if names else "", beside.label))
                is not None
            ]
            if told:
                shares.append((_share(told), beside))
        best = max(shares, key=lambda s: s[0], default=None)
        if best is not None and best[0] > 0.5:
            proven = best[1]  # the parts are of its period
            label = column.period_label if column.period else proven.period_label
            out[k] = replace(column, role="parts", period=column.period or proven.period, period_label=label)
            if proven.role == "value" and not any(c.role == "result" for c in columns):
                at = columns.index(proven)
                out[at] = replace(out[at], role="result")
        elif found and best is None and _PARTS_HEAD.search(fold(column.label)):
            out[k] = replace(column, role="parts")
        elif found and column.role in {"id", "value", "count", "numerator", "denominator"}:
            out[k] = replace(column, role="context")
    return out


def _share(told: list[bool]) -> float:
    return sum(told) / len(told) if told else 0.0


def _value(row: list[Cell | None], column: Column) -> Value:
    cell = row[column.index]
    return figure_of(cell) if cell is not None else Value("", None, 0, "", "missing")


# -- differences -----------------------------------------------------------------------------------------------

_OPEN: frozenset[ColumnRole] = frozenset(
    {"value", "count", "target", "previous", "outturn", "result", "change", "floor", "benchmark", "context", "id"}
)
_FROM_TARGET: frozenset[ColumnRole] = frozenset({"target", "floor", "benchmark"})


def _differences(columns: list[Column], rows: Matrix) -> list[Column]:
    out = list(columns)
    figures = _Known(rows)
    for k, column in enumerate(columns):
        comparing = bool(COMPARING.search(fold(column.path[-1]))) if column.path else False
        if column.role not in _OPEN or not column.kinds["number"] or (column.period is not None and not comparing):
            continue
        own = [t for row in rows if (t := text_of(row[column.index]))]
        signed = sum(bool(_SIGNED.match(t)) for t in own)
        plus = any(t.lstrip("(£ ").startswith("+") for t in own)
        if not (comparing or signed):
            continue
        others = [c for c in out if c is not out[k]]
        role = _difference_of(column, others, figures) if plus or comparing or 2 * signed >= len(own) else None
        if role is None and column.role == "target" and any(c.role == "target" for c in others):
            # "Against target" beside the target: signed it is a difference, unsigned it may be anything but a target.
            role = ("variance" if plus else "value") if comparing else ("value" if plus else None)
        if role is not None and not (role == "change" and column.role == "change"):
            out[k] = replace(column, role=role)
    return out


def _difference_of(column: Column, others: list[Column], figures: _Known) -> ColumnRole | None:
    """Variance or change where a column's figures are a result less a target or an earlier figure, else None."""
    results = [c for c in others if c.role == "result" and c.kinds["number"]]
    bases = [c for c in others if c.role in {*_FROM_TARGET, "previous", "outturn", "result"} and c.kinds["number"]]
    found: set[ColumnRole] = set()
    for result in results:
        for base in bases:
            if base is result or _newer(base, result):
                continue
            if _mostly_differences(figures[column.index], figures[result.index], figures[base.index]):
                found.add("variance" if base.role in _FROM_TARGET else "change")
    if found == {"variance", "change"}:
        return "change" if column.role == "change" else "variance"
    return found.pop() if found else None


class _Figure(NamedTuple):
    """A figure made ready to be compared with many others."""

    value: Value
    number: float
    half: float
    """Half a unit of its last digit."""

    @classmethod
    def of(cls, value: Value) -> _Figure | None:
        """None where it is not known."""
        return None if value.number is None else cls(value, float(value.number), 0.5 * 10.0**-value.places)


_Figures = Sequence[_Figure | None]


class _Known(dict[int, _Figures]):
    """The figures of each column of a table, worked out when first asked for."""

    def __init__(self, rows: Matrix) -> None:
        super().__init__()
        self.rows = rows

    def __missing__(self, index: int) -> _Figures:
        cells = (row[index] for row in self.rows)
        found = [_Figure.of(figure_of(cell)) if cell is not None else None for cell in cells]
        self[index] = found
        return found


def _mostly_differences(stated: _Figures, one: _Figures, other: _Figures) -> bool:
    """Whether two rows or more, and seven in ten of those that tell, state a difference."""
    telling = unlike = 0
    stop = 0.3 * len(stated) + 1e-9
    likely: list[tuple[Value, Value, Value]] = []  # most pairs of columns are told by what rounding can explain
    for s, a, b in zip(stated, one, other, strict=True):
        if s is None or a is None or b is None:
            continue
        said, x, half = s
        of_a, y, half_a = a
        of_b, z, half_b = b
        if of_a.unit != of_b.unit and {of_a.unit, of_b.unit} == {"percent", ""}:
            continue
        telling += 1
        slack = 2 * half + half_a + half_b + 1e-9 * (1 + abs(x) + abs(y) + abs(z))
        if not abs(abs(y - z) - abs(x)) > slack:  # too large for this: left to the slow way
            likely.append((said, of_a, of_b))
            continue
        unlike += 1
        if unlike > stop:  # whatever the rows below say
            return False
    most = 0.3 * telling + 1e-9
    if telling < 2 or unlike > most:
        return False
    for of_s, of_a, of_b in likely:
        unlike += not _is_difference(of_s, of_a, of_b)
        if unlike > most:
            return False
    return True


def _newer(base: Column, result: Column) -> bool:
    """Whether a column that a result is compared with is not known to be older."""
    if base.role != "result":
        return False
    return base.period is None or result.period is None or base.period.end >= result.period.end


def _is_difference(stated: Value, a: Value, b: Value) -> bool:
    """Whether a figure is another less a third, either way round."""
    if stated.number is None or a.number is None or b.number is None:
        return False
    if abs(a.number - b.number) == abs(stated.number):
        return True  # to the last digit, as most are
    diff = Quantity.printed(a) - Quantity.printed(b)
    turned = Quantity.printed(b) - Quantity.printed(a)
    return bool(rounding_modes(diff, stated) or rounding_modes(turned, stated))


# -- places ----------------------------------------------------------------------------------------------------

_PEOPLE = re.compile(
    r"\b(?:m|f|male|female|boys?|girls?|men|women|persons?|people|white|black|asian|mixed|chinese|arab|gypsy|ethnic\w*|"
    r"british|christian|muslim|sikh|hindu|jewish|disab\w*|age[ds]?|under|over|years?|adults?|older|younger|carers?|"
    r"primary|secondary|tertiary|nursery|special|ehcp|sen|fsm|lgbt\w*|new|repeat|first|open|closed|yes|no|"
    r"actual|provisional|final|revised|published|urgent|routine|high|medium|low|better|worse)\b"
)
"""Words of groups of people, of kinds and of states: what they part is no place."""
_SHORT = re.compile(r"^[A-Z0-9][\w'’&().-]*(?: [\w'’&().,/-]+){0,4}$")


def _places(columns: list[Column], rows: Matrix) -> list[Column]:
    """The columns of places and of groups of a long table, where their headings do not say so."""
    name = next((c for c in columns if c.role == "name"), None)
    figures = any(c.role in {"result", "value", "count"} and c.kinds["number"] for c in columns)
    if name is None or not figures:
        return columns
    out = list(columns)
    for k, column in enumerate(columns):
        if column.role not in {"value", "benchmark"} or column.kinds["number"]:
            continue
        cells = [t for row in rows if (t := text_of(row[column.index]))]
        if len(cells) < 0.8 * len(rows) or not all(kind_of(row[column.index]) in {"text", "blank"} for row in rows):
            continue
        if not all(len(x) <= 50 for x in cells) or _name_roles(set(cells)) or not _parts_rows(column, out, rows):
            continue
        place = like_places(set(cells)) and not _NO_PLACE.search(column.folded)
        role: ColumnRole = "area" if place else "cohort"
        if not any(c.role == role for c in out):
            out[k] = replace(column, role=role)
    return out


_ROLES: frozenset[ColumnRole] = frozenset(
    {
        "result", "previous", "outturn", "target", "floor", "numerator", "denominator", "rag", "previous_rag", "dot",
        "dot_previous", "dot_outturn", "variance", "change", "percent_change",
    }
)  # fmt: skip


def _name_roles(labels: set[str]) -> bool:
    """Whether cells say what the figures of their rows are ("Actual", "Target"): neither places nor groups."""
    return 2 * sum(role_of(fold(x)) in _ROLES for x in labels) >= len(labels)


def like_people(label: str) -> bool:
    """Whether a heading names a group of people by sex, age or kind, and nothing else ("Boys", "18 to 24")."""
    return bool(_GROUP_OF_PEOPLE.fullmatch(fold(label)))


_AGES = r"(?:aged? )?(?:(?:under|over) \d{1,2}s?|\d{1,2} ?(?:to|-) ?\d{1,2}|\d{1,2}(?: ?\+| and (?:over|under|above)))"
_GROUP_OF_PEOPLE = re.compile(
    rf"(?:all )?(?:males?|females?|boys|girls|men|women|persons|{_AGES}|"
    r"disabled|non-disabled|white|black|asian|mixed|bme|bame)(?: years?| people)?"
)


def like_places(labels: set[str]) -> bool:
    """Whether labels may be names of places: short, none of a group of people, a stage or a measure."""
    folded = [fold(x) for x in labels]
    if len(labels) < 2 or not all(_SHORT.match(x) for x in labels):
        return False
    if any(re.search(r"\d", x) and not AREA_LIKE.search(x) for x in folded):
        return False  # "Stage 1", "Band 2"
    if any(_PEOPLE.search(x) or find_cohort(x) or (MEASURE_LIKE.search(x) and not AREA_LIKE.search(x)) for x in folded):
        return False
    return not any(re.search(r"[%£]|\d{3,}", x) for x in folded)


_NO_PLACE = re.compile(
    r"\b(?:type|kind|stage|categor\w*|method|channel|source|reasons?|outcomes?|ages?|sex|gender|ethnic\w*|religion|tenure|"
    r"needs?|provision|phase|status|version|characteristic|breakdown|dimension|group|measure|unit|owner|lead|format|level)\b"
)
"""Headings that say what parts the rows, and it is no place."""


def _parts_rows(column: Column, columns: list[Column], rows: Matrix) -> bool:
    """Whether a column alone tells rows of one indicator and period apart, and its cells come back."""
    told: set[ColumnRole] = {"name", "area", "cohort", "when", "id", "section", "basis", "unit", "polarity"}
    describing = [c for c in columns if c is not column and c.role in told]
    seen: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for row in rows:
        seen[tuple(text_of(row[c.index]) for c in describing)].append(text_of(row[column.index]))
    several = [v for v in seen.values() if len(v) > 1]
    labels = [x for v in seen.values() for x in v]
    return bool(several) and all(len(set(v)) == len(v) for v in several) and len(set(labels)) < len(labels)
