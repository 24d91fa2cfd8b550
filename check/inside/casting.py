"""Totals: columns and rows that a table says are sums, and totals told in lists of text."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from check.judgements import Judgement, Results, printed
from check.paper import Figure, Paper

_TOTAL = re.compile(r"^\W*(?:grand\s+|sub-?\s?|overall\s+|net\s+|gross\s+)?totals?\b|\btotals?\W*$", re.IGNORECASE)
_SUBTOTAL = re.compile(r"^\W*sub-?\s?total", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Cast:
    """One sum that a table states."""

    total: Figure
    parts: tuple[Figure, ...]

    @property
    def sum(self) -> Decimal:
        return sum((p.value.number or Decimal(0) for p in self.parts), Decimal(0))

    @property
    def holds(self) -> bool:
        """Whether the printed parts can add up to the printed total, each within its rounding."""
        places = [f.value.places for f in (*self.parts, self.total)]
        rounded = [p for p in places if p > 0 or p < 0 or self.total.value.unit == "money"]
        slack = sum((Decimal(5).scaleb(-p - 1) for p in places), Decimal(0)) if rounded else Decimal(0)
        return abs(self.sum - (self.total.value.number or Decimal(0))) <= slack

    @property
    def working(self) -> str:
        shown = [printed(p) for p in self.parts]
        text = " + ".join(shown) if len(shown) <= 8 else f"{' + '.join(shown[:3])} + ... ({len(shown)} figures)"
        return f"{text} = {self.sum}"


def check_casting(paper: Paper, results: Results) -> None:
    """Cast the tables that print totals, and totals told in the text of a cell or list.

    Args:
        paper: With its figures.
        results: Takes the judgements.
    """
    tables: dict[int, list[Figure]] = defaultdict(list)
    for f in paper.figures:
        p = paper.passages[f.passage]
        if p.kind == "cell" and p.table and f.sentence is None and f.value.unit not in {"percent", "points"}:
            tables[p.table].append(f)
    for figures in tables.values():
        _judge(_down(paper, figures), results, "column")
        _judge(_across(paper, figures), results, "row")
    _told(paper, results)


def _down(paper: Paper, figures: list[Figure]) -> list[list[_Cast]]:
    """Sums down: for each total row, the alternatives of what it may add up, one list to a column."""
    rows: dict[int, dict[int, Figure]] = defaultdict(dict)
    for f in figures:
        p = paper.passages[f.passage]
        rows[p.row][p.col] = f
    labels = {p.row: p.row_header for p in paper.passages if p.table and p.row in rows and p.table == paper.passages[figures[0].passage].table}  # fmt: skip
    order = sorted(rows)
    out: list[list[_Cast]] = []
    since: list[int] = []
    plain: list[int] = []
    subtotals: list[int] = []
    for row in order:
        if not _TOTAL.search(labels.get(row, "").split(" | ")[0]):
            since.append(row)
            plain.append(row)
            continue
        choices = [list(since), list(plain), list(subtotals), subtotals + since]
        if _SUBTOTAL.search(labels.get(row, "")):
            choices = choices[:1]
        for col, total in rows[row].items():
            casts = []
            for rows_in in choices:
                parts = tuple(rows[r][col] for r in rows_in if col in rows[r])
                if len(parts) >= 2 and len(parts) == len([r for r in rows_in if rows[r]]):
                    casts.append(_Cast(total, parts))
            if casts:
                out.append(casts)
        subtotals.append(row)
        since = []
    return out


def _across(paper: Paper, figures: list[Figure]) -> list[list[_Cast]]:
    """Sums across: a column headed "Total" adds up the figures before it, where most rows show that it does."""
    rows: dict[int, dict[int, Figure]] = defaultdict(dict)
    heads: dict[int, str] = {}
    for f in figures:
        p = paper.passages[f.passage]
        rows[p.row][p.col] = f
        heads[p.col] = p.column_header
    out: list[list[_Cast]] = []
    for col in sorted(heads):
        last = heads[col].rpartition(" | ")[2]
        group = heads[col].partition(" | ")[0] if " | " in heads[col] else ""
        if not re.fullmatch(r"\W*(?:grand\s+|overall\s+)?total\W*", last, re.IGNORECASE):
            continue
        before = [c for c in sorted(heads) if c < col and not _TOTAL.search(heads[c].rpartition(" | ")[2])
                  and (not group or heads[c].startswith(group))]  # fmt: skip
        if len(before) < 2:
            continue
        casts = []
        for row in rows.values():
            parts = tuple(row[c] for c in before if c in row)
            if col in row and len(parts) == len(before):
                casts.append(_Cast(row[col], parts))
        if len(casts) >= 3 and sum(c.holds for c in casts) >= 0.6 * len(casts):
            out += [[c] for c in casts]
    return out


def _judge(sums: list[list[_Cast]], results: Results, what: str) -> None:
    held = [next((c for c in casts if c.holds), None) for casts in sums]
    proved = sum(1 for h in held if h is not None)
    for casts, good in zip(sums, held, strict=True):
        cast = good or casts[0]
        sources = tuple(p.place for p in cast.parts[:6])
        if good:
            for f in (cast.total, *cast.parts):
                results.add(
                    Judgement(f.id, "agrees", "sum", f"The {what} adds up to its total: {cast.working}.", cast.working,
                              sources=(cast.total.place,) if f.id != cast.total.id else sources)
                )  # fmt: skip
        elif proved and proved >= len(sums) / 2:
            results.add(
                Judgement(
                    cast.total.id, "contradicts", "sum",
                    f"The {what}'s figures add up to {cast.sum}, not {printed(cast.total)}.", cast.working, "serious",
                    sources, "Correct the total or one of its parts.", str(cast.sum),
                )
            )  # fmt: skip
            for f in cast.parts:
                results.add(
                    Judgement(f.id, "not_checked", "sum", f"The total of its {what} does not fit: {cast.working}, "
                              f"printed {printed(cast.total)}. Any of the figures may be wrong.", cast.working,
                              sources=(cast.total.place,))
                )  # fmt: skip
        else:
            results.add(
                Judgement(cast.total.id, "not_checked", "sum", "It is headed a total, but nothing in the table shows which "
                          f"figures it adds up ({cast.working}).", cast.working)
            )  # fmt: skip


_STOP = {"the", "and", "plus", "of", "in", "to", "for", "new", "total", "were", "have", "been", "with", "by", "on"}


def _told(paper: Paper, results: Results) -> None:
    """Totals in text, "Total - 660 referrals, 476 FGCs": each noun's total against the like figures told before it nearby."""
    for index, passage in enumerate(paper.passages):
        m = re.search(r"(?:^|\n|[.;•]\s*)\W*total\s*[-–:=]\s*", passage.text, re.IGNORECASE)
        if not m or passage.kind == "chart":
            continue
        totals = [f for f in paper.figures_of(index) if f.numeral.start >= m.end() and f.value.unit == "count"]
        before = [f for f in paper.figures_of(index) if f.numeral.start < m.start()]
        if not before:
            before = [
                f for i in range(max(0, index - 6), index) if _same_cell(paper, i, index) for f in paper.figures_of(i)
            ]
        sums = []
        for t in totals:
            nouns = _nouns(paper, t)
            parts = tuple(f for f in before if f.value.unit == "count" and nouns & _nouns(paper, f))
            if len(parts) >= 2 and nouns:
                sums.append([_Cast(t, parts)])
        if any(s[0].holds for s in sums):
            _judge(sums, results, "list")


def _same_cell(paper: Paper, i: int, j: int) -> bool:
    a, b = paper.passages[i], paper.passages[j]
    return (a.table, a.row) == (b.table, b.row) and a.section == b.section and a.kind == b.kind


def _nouns(paper: Paper, f: Figure) -> set[str]:
    """Stems of the words after a figure, up to the next figure or stop."""
    rest = re.split(r"[.;,\n\d]", paper.passages[f.passage].text[f.numeral.end :], maxsplit=1)[0]
    words = re.findall(r"[a-z]{3,}", rest.lower())[:3]
    return {w[:5].rstrip("s") for w in words if w not in _STOP}
