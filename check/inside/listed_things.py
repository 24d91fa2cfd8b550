"""What the sayings of a paper are held against: the things that its tables list, its signs, and cells called wrong."""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from collections.abc import Sequence

from check.inside.items import Items, items_of
from check.inside.kpi_rows import KpiRow
from check.inside.row_readings import Signs
from check.inside.tables import Table
from check.judgements import Results
from check.paper import Paper, cell_key
from check.sought import Sought

_PLUS = Sought(
    r"(?:\bplus\b|\+|\bpositive\b)[^.;]{0,40}\b(?:over-?\s?spend|adverse|pressure)|\b(?:over-?\s?spend|adverse)\w*[^.;]{0,30}(?:\bplus\b|\+|\bpositive\b)", re.IGNORECASE
)  # fmt: skip
_MINUS = Sought(
    r"(?:\bminus\b|\bnegative\b|\bbrackets?\b|\bparenthes\w+)[^.;]{0,40}\b(?:over-?\s?spend|adverse|pressure)", re.IGNORECASE
)  # fmt: skip


def things_of(paper: Paper, tables: Sequence[Table]) -> list[Items]:
    """What the tables of a paper list; worked out once."""
    known = paper.cache.get("items")
    if not isinstance(known, list):
        known = items_of(tables, paper.period)
        paper.cache["items"] = known
    return known


def signs_of(paper: Paper, rows: Sequence[KpiRow]) -> Signs:
    """What the paper says of its signs and arrows, and which way is better for its rows."""
    plus: bool | None = None
    for p in paper.passages:
        if p.kind in {"cell", "chart", "category"} or not re.search(r"spend|adverse", p.text, re.IGNORECASE):
            continue
        if _PLUS.search(p.text):
            plus = True
        elif _MINUS.search(p.text):
            plus = False
    legend = paper.extraction.legend if paper.extraction is not None else {}
    return Signs(plus, legend, {(k.table.number, k.row.number): k.polarity for k in rows if k.polarity})


def wrong_cells(paper: Paper, results: Results) -> set[tuple[object, ...]]:
    """Cells that something calls wrong already: what follows from them is not called wrong again."""
    found = {cell_key(paper.figures[j.figure].place) for j in results.judgements if j.verdict == "contradicts"}
    return found | {cell_key(f.place) for f in results.findings if f.verdict == "contradicts"}
