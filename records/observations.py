"""Observations: one figure as one publication states it, and the tidy table made of them.

The tidy table is the toolkit's exchange format: one row per observation, all columns text, empty where not
known. Rows and observations convert both ways without loss; read a CSV with ``dtype=str,
keep_default_na=False``, or "1.10" turns into 1.1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, cast, get_args

from records.making import quick
from records.periods import Basis, Period
from records.sources import Box, ReadFrom, Source
from records.values import Flag, Unit, Value

if TYPE_CHECKING:
    import pandas as pd

Polarity = Literal["H", "L", "T", ""]
"""H higher is better, L lower is better, T close to target is better, "" not known."""

Role = Literal[
    "result", "previous", "outturn", "target", "floor", "numerator", "denominator", "rag", "previous_rag",
    "dot_previous", "dot_outturn", "dot", "variance", "change", "count", "benchmark", "expectation_upper",
    "expectation_lower", "percent_change", "share", "context",
]  # fmt: skip
"""What a figure is."""
RESULT_ROLES: tuple[Role, ...] = ("result", "previous", "outturn")
"""Roles that state a result: of the publication's own period, of the one before, of the last reporting year."""

TIDY_COLUMNS: tuple[str, ...] = (
    "document", "page", "table", "section", "indicator_id", "indicator", "indicator_key", "area", "cohort",
    "polarity", "basis", "role", "printed", "value", "unit", "period", "period_label", "column", "read_from",
    "confidence", "x0", "top", "x1", "bottom", "locator",
    "meaning", "flag", "period_start", "row", "table_number", "span", "source_printed", "sha256",
)  # fmt: skip
"""Columns of the tidy table, in order.

document: file name. page: 1-based. table: activity, scorecard, cohort_impact, trend, kpi_summary, kpi_box, chart,
prose, generic ... section: heading of the group of rows. indicator_id: as printed. indicator: as printed.
indicator_key: register key once reconciled. area, cohort (all, excl_uasc ...), polarity, basis, role: see the
words above. printed: exactly as in the document. value: decimal text, or green/amber/red, or
improved/worsened/unchanged/up/down/level (for an arrow, what is drawn). unit. period: ISO date of its last day.
period_label: as printed. column: header path, "group | label". read_from, confidence (0 to 1). x0, top, x1, bottom:
points from the top left of the page. locator: Word part/table/row/cell. meaning: improved/worsened/unchanged where
the publication's legend settles what an arrow means. flag: missing, suppressed, provisional ... period_start: ISO
date. row, table_number: position in the document (row 0-based, table 1-based). span: characters in prose,
"start-end". source_printed: the sentence or cell the figure stands in. sha256: of the document.
"""


@quick
@dataclass(frozen=True, slots=True)
class Observation:
    """One figure as one publication states it: indicator x area x cohort x period x role, with its source.

    Attributes:
        source: Where it stands.
        indicator: Name as printed.
        role: What the figure is.
        value: Figure as printed; for a RAG or arrow, number is None.
        word: For a RAG green/amber/red, for an arrow what is drawn (up, down, level, unknown), for a direction in
            words improved/worsened/unchanged; empty for numbers.
        table: Kind of table it stands in.
        section: Heading of the group of rows.
        indicator_id: As printed.
        indicator_key: Register key; empty until reconciled.
        area: As printed, or the publication's own area.
        cohort: all, excl_uasc ...
        polarity: As printed.
        basis: Data period code as printed or stated.
        period: What it covers; None where not known.
        period_label: As printed.
        meaning: improved, worsened or unchanged where the legend settles an arrow.
    """

    source: Source
    indicator: str
    role: Role
    value: Value
    word: str = ""
    table: str = "generic"
    section: str = ""
    indicator_id: str = ""
    indicator_key: str = ""
    area: str = ""
    cohort: str = "all"
    polarity: Polarity = ""
    basis: Basis = ""
    period: Period | None = None
    period_label: str = ""
    meaning: str = ""

    @property
    def tidy_value(self) -> str:
        """The `value` column: decimal text, or the word."""
        if self.word:
            return self.word
        return "" if self.value.number is None else format(self.value.number, "f")

    def to_row(self) -> dict[str, str]:
        """One row of the tidy table, all text."""
        s, v, b = self.source, self.value, self.source.box
        start, end = _days(self.period) if self.period else ("", "")
        return {
            "document": s.document,
            "page": _text(s.page),
            "table": self.table,
            "section": self.section,
            "indicator_id": self.indicator_id,
            "indicator": self.indicator,
            "indicator_key": self.indicator_key,
            "area": self.area,
            "cohort": self.cohort,
            "polarity": self.polarity,
            "basis": self.basis,
            "role": self.role,
            "printed": v.printed,
            "value": self.word or ("" if v.number is None else format(v.number, "f")),
            "unit": v.unit,
            "period": end,
            "period_label": self.period_label,
            "column": s.column,
            "read_from": s.read_from,
            "confidence": "1" if s.confidence == 1 else f"{s.confidence:g}",
            "x0": f"{b.x0:.2f}" if b else "",
            "top": f"{b.top:.2f}" if b else "",
            "x1": f"{b.x1:.2f}" if b else "",
            "bottom": f"{b.bottom:.2f}" if b else "",
            "locator": s.locator,
            "meaning": self.meaning,
            "flag": v.flag,
            "period_start": start,
            "row": _text(s.row),
            "table_number": _text(s.table),
            "span": f"{s.span[0]}-{s.span[1]}" if s.span else "",
            "source_printed": s.printed,
            "sha256": s.sha256,
        }

    @classmethod
    def from_row(cls, row: Mapping[str, str]) -> Observation:
        """The observation of one row of the tidy table.

        Args:
            row: All columns as text; a missing column counts as empty.

        Raises:
            ValueError: If a number, date or role is not of its form; the message names the column.
        """
        g = {c: row.get(c, "") or "" for c in TIDY_COLUMNS}
        role = g["role"]
        if role not in get_args(Role):
            raise ValueError(f"column role: {role!r} is not a role")
        unit = cast(Unit, g["unit"])
        word, number = "", None
        if g["value"]:
            try:
                number = Decimal(g["value"])
            except ArithmeticError:
                word = g["value"]
        places = _places(g["printed"], number)
        box = None
        if g["x0"]:
            box = Box(*(float(g[c]) for c in ("x0", "top", "x1", "bottom")))
        period = None
        if g["period"]:
            start, _, basis = (g["period_start"] or g["period"]).partition("/")
            period = Period(date.fromisoformat(start), date.fromisoformat(g["period"]), cast(Basis, basis))
        a, _, b = g["span"].partition("-")
        return cls(
            source=Source(
                sha256=g["sha256"],
                document=g["document"],
                page=int(g["page"]) if g["page"] else None,
                table=int(g["table_number"]) if g["table_number"] else None,
                row=int(g["row"]) if g["row"] else None,
                column=g["column"],
                box=box,
                locator=g["locator"],
                span=(int(a), int(b)) if g["span"] else None,
                read_from=cast(ReadFrom, g["read_from"] or "text"),
                printed=g["source_printed"],
                confidence=float(g["confidence"] or 1),
            ),
            indicator=g["indicator"],
            role=cast(Role, role),
            value=Value(g["printed"], number, places, unit, cast(Flag, g["flag"])),
            word=word,
            table=g["table"] or "generic",
            section=g["section"],
            indicator_id=g["indicator_id"],
            indicator_key=g["indicator_key"],
            area=g["area"],
            cohort=g["cohort"] or "all",
            polarity=cast(Polarity, g["polarity"]),
            basis=cast(Basis, g["basis"]),
            period=period,
            period_label=g["period_label"],
            meaning=g["meaning"],
        )


def to_frame(observations: Iterable[Observation]) -> pd.DataFrame:
    """The tidy table as a DataFrame: columns TIDY_COLUMNS, all of them text, one row per observation."""
    import pandas as pd

    rows = [o.to_row() for o in observations]
    return pd.DataFrame({c: [r[c] for r in rows] for c in TIDY_COLUMNS}, dtype=str)


def from_frame(frame: pd.DataFrame) -> list[Observation]:
    """Observations of a tidy table (read with ``dtype=str, keep_default_na=False``)."""
    columns = [c for c in TIDY_COLUMNS if c in frame.columns]
    lists = [frame[c].tolist() for c in columns]
    return [Observation.from_row(dict(zip(columns, values, strict=True))) for values in zip(*lists, strict=True)]


def _text(n: int | None) -> str:
    return "" if n is None else str(n)


@lru_cache(maxsize=2_048)
def _days(period: Period) -> tuple[str, str]:
    """(first day with the basis, last day) as the tidy table prints them."""
    return f"{period.start.isoformat()}{'/' + period.basis if period.basis else ''}", period.end.isoformat()


def _places(printed: str, number: Decimal | None) -> int:
    """Decimal places of a stored figure: as printed, which also knows "£1.2m"."""
    if number is None:
        return 0
    from records.values import parse_value

    again = parse_value(printed)
    if again.number == number:
        return again.places
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0
