"""Truth rows, and how an extraction is scored against them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from itertools import product
from pathlib import Path

SIGNS = {"green", "amber", "red", "up", "down", "level"}
UNDATED = {"target", "floor", "benchmark", "expectation_upper", "expectation_lower"}
"""Roles whose period the layouts do not state cell by cell."""

PROSE = {"prose", "chart", ""}


@dataclass(frozen=True)
class Row:
    """One printed cell.

    Attributes:
        indicator: Name as printed, on one line.
        role: What it is; "a|b" where both are right.
        value: Decimal text, a colour, an arrow, or "" for a dash; "a|b" where both are right.
        printed: The cell's text; None where there is none to compare (colours, arrows).
        period: ISO date of its last day; None where it is not to be compared.
        area: Place; None where it is not to be compared.
        cohort: all, excl_uasc ...
    """

    indicator: str
    role: str
    value: str
    printed: str | None = None
    period: str | None = None
    area: str | None = None
    cohort: str = "all"


@dataclass
class Case:
    """A document with its truth.

    Attributes:
        name: Of the case.
        path: The document.
        rows: Every cell that an analyst would want, and no other.
        loose: (row words, column words, printed) of tables that are only kept as grids.
        prose: Printed figures of its sentences, in order.
        area: The publication's own area.
        period: ISO date of its data month.
        kind: Expected kind of publication; "" where it is open.
        ignore: Kinds of table that do not count as inventions (an indicator page's headline, for instance).
    """

    name: str
    path: Path
    rows: list[Row] = field(default_factory=list)
    loose: list[tuple[str, str, str]] = field(default_factory=list)
    prose: list[str] = field(default_factory=list)
    area: str = ""
    period: str = ""
    kind: str = ""
    ignore: frozenset[str] = frozenset()

    def add(self, indicator: str, role: str, printed: str, **more: str | None) -> None:
        """Add a printed figure; its number is worked out from the text."""
        self.rows.append(Row(indicator, role, number_of(printed), printed, **more))  # type: ignore[arg-type]

    def sign(self, indicator: str, role: str, value: str, **more: str | None) -> None:
        """Add a colour or an arrow."""
        self.rows.append(Row(indicator, role, value, None, **more))  # type: ignore[arg-type]


def number_of(printed: str) -> str:
    """The decimal a printed figure stands for; "" for dashes and words."""
    text = printed.strip().replace("\u00a0", " ").replace("−", "-").replace("–", "-")
    m = re.fullmatch(r"([+-]?)\s*£?((?:\d{1,3}(?:[, ]\d{3})+|\d+)?(?:\.\d+)?)\s*(m|k)?\s*(%|days|pp)?", text)
    if not m or not m[2]:
        return ""
    d = Decimal(re.sub(r"[, ]", "", m[2]))
    d = d.scaleb({"m": 6, "k": 3}.get(m[3] or "", 0))
    return format(-d if m[1] == "-" else d, "f")


def _fold(text: str) -> str:
    text = text.replace("’", "'").replace("–", "-")
    text = re.sub(r"(?<=\w)-\s+(?=\w)", "-", text)
    return re.sub(
        r"^[A-Z]{2,4}\d{1,3}\s*[-:]\s*", "", " ".join(text.split())
    ).casefold()  # a code before a name may stay or go


def _place(text: str) -> str:
    return re.sub(r"\s+(county|city|borough|district)?\s*council$", "", _fold(text))


def _same(value: str) -> str:
    try:
        return format(Decimal(value).normalize(), "f") if value else ""
    except InvalidOperation:
        return value


def _words(printed: str | None) -> str | None:
    return None if printed is None else re.sub(r"\s+", "", printed.replace("\u00a0", " "))


@dataclass
class Score:
    """What was found of a case's truth.

    Attributes:
        f1: 2 * right / (truth + read).
        missing: Truth rows not read, each as words.
        extra: Observations that the truth does not have.
        signs_wrong: Arrows and colours missing or different.
        notes: Other things that are wrong.
    """

    f1: float
    truth: int
    missing: list[str]
    extra: list[str]
    signs_wrong: list[str]
    notes: list[str]

    def report(self, limit: int = 12) -> str:
        """The first things to look at."""
        lines = [f"F1 {self.f1:.4f} of {self.truth} cells"]
        for title, items in (
            ("not read", self.missing), ("invented", self.extra), ("signs wrong", self.signs_wrong), ("other", self.notes)
        ):  # fmt: skip
            lines += [f"  {title}: {len(items)}"] * bool(items) + [f"    {i}" for i in items[:limit]]
        return "\n".join(lines)


def score(case: Case, observations: Iterable[Mapping[str, str]]) -> Score:
    """Compare tidy rows with the truth, cell by cell: name, area, cohort, role, period and value must all be right.

    Args:
        case: The document's truth.
        observations: Tidy rows, every column text.
    """
    kept = [o for o in observations if o["table"] not in PROSE | case.ignore]
    left: dict[tuple[str, str, str], list[Mapping[str, str]]] = defaultdict(list)
    for o in kept:
        left[(_fold(o["indicator"]), o["role"], _same(o["value"]))].append(o)
    right, missing, signs_wrong = 0, [], []
    for row in case.rows:
        hit = None
        for role, value in product(row.role.split("|"), row.value.split("|")):
            candidates = left[(_fold(row.indicator), role, _same(value))]
            hit = next((o for o in candidates if _matches(row, role, o, case)), None)
            if hit is not None:
                candidates[:] = [o for o in candidates if o is not hit]
                break
        if hit is not None:
            right += 1
        else:
            words = f"{row.indicator} | {row.area or ''} | {row.cohort} | {row.role} | {row.period} = {row.printed or row.value}"
            missing.append(words)
            if row.value.split("|")[0] in SIGNS:
                signs_wrong.append(words)
    extra = []
    loose = Counter(case.loose)
    notes = [] if not case.loose else _loose(loose, [o for group in left.values() for o in group], left)
    for group in left.values():
        for o in group:
            words = f"{o['table']}: {o['indicator']} | {o['area']} | {o['cohort']} | {o['role']} | {o['period']} = {o['printed'] or o['value']}"
            extra.append(words)
            if o["value"] in SIGNS:
                signs_wrong.append(f"invented {words}")
    read = right + len(extra)
    total = len(case.rows)
    f1 = 2 * right / (total + read) if total + read else 1.0
    return Score(f1, total, missing, extra, signs_wrong, notes)


def _matches(row: Row, role: str, o: Mapping[str, str], case: Case) -> bool:
    if row.period is not None and role not in UNDATED and o["period"] != row.period:
        return False
    if row.cohort != o["cohort"]:
        return False
    if row.area is not None and _place(row.area or case.area) != _place(o["area"]):
        return False
    return row.printed is None or _words(row.printed) == _words(o["printed"])


def _loose(
    wanted: Counter[tuple[str, str, str]],
    pool: list[Mapping[str, str]],
    left: dict[tuple[str, str, str], list[Mapping[str, str]]],
) -> list[str]:
    """Cells of tables kept as grids: each is there once, with its row's and its column's words somewhere beside it."""
    notes = []
    for (row_words, column_words, printed), count in wanted.items():
        for _ in range(count):
            hit = next(
                (
                    o for o in pool
                    if _words(o["printed"]) == _words(printed)
                    and _fold(row_words) in _fold(" ".join((o["indicator"], o["area"], o["section"], o["column"])))
                    and _fold(column_words) in _fold(" ".join((o["column"], o["indicator"], o["period_label"], o["value"])))
                ),
                None,
            )  # fmt: skip
            if hit is None:
                notes.append(f"grid cell not kept: {row_words} x {column_words} = {printed}")
            else:
                pool.remove(hit)
                for group in left.values():
                    if any(o is hit for o in group):
                        group[:] = [o for o in group if o is not hit]
    return notes
