"""What each column of a table holds: its role, subject, cohort and period, from its words and its cells.

The role of a column follows from the words of its header path and from what its cells look like; its place in the
table plays no part.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from extract.cellfacts import CellKind, kind_of
from extract.document import Cell
from extract.folding import remembered
from extract.headspans import bare_span, periods_in
from extract.vocabulary import (
    BARE_PERIOD,
    COMPARATOR_OUTTURN,
    COMPARATOR_PREVIOUS,
    DESCRIBING,
    FLOW,
    QUARTERLY,
    ROLE_PATTERNS,
    WITH_RAG,
    YEAR_AGO,
    ColumnRole,
    find_cohort,
    fold,
    subject,
)
from records import RESULT_ROLES, Period, parse_period, quick

Matrix = list[list[Cell | None]]
_A_YEAR = re.compile(r"\b(?:19|20)\d{2}(?:\s?[/\-–]\s?(?:20)?\d{2}\b)?")
_CONFIDENCE = re.compile(r"\(?\b9\d(?:\.\d+)? ?%? ?(?:ci|confidence (?:intervals?|limits?))s?\b\)?")
"""What a heading says of the spread of its figures ("95% CI"): neither a role nor a subject."""
TELLING_ROLES = frozenset(
    {"result", "previous", "outturn", "target", "floor", "rag", "dot", "dot_previous", "dot_outturn"}
)
"""Roles that say how an indicator did."""
FIGURE_ROLES = frozenset({"result", "previous", "outturn", "target", "floor", "numerator", "denominator", "benchmark"})
"""Roles of single figures."""


@quick
@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        index: 0-based.
        path: Header texts from top to bottom, as printed on one line.
        role: What it holds.
        subject: What its figures are of, where the header says so ("CP Plans"); empty for a header that only
            names roles.
        with_rag: The header promises a RAG status beside the result.
        cohort: Population its header names, "" where it names none.
        period: Period its header prints.
        period_label: As printed.
        months_back: For a result of an earlier period named by words: 1 for "last month", 3, 12; 0 otherwise.
        kinds: How many of its cells look like what.
        area: Place its header names, "" where it names none.
    """

    index: int
    path: tuple[str, ...]
    role: ColumnRole
    subject: str = ""
    with_rag: bool = False
    cohort: str = ""
    period: Period | None = None
    period_label: str = ""
    months_back: int = 0
    kinds: Counter[CellKind] = field(default_factory=Counter)
    area: str = ""

    @property
    def label(self) -> str:
        """The header path as the tidy table prints it."""
        return " | ".join(self.path)

    @property
    def folded(self) -> str:
        """The whole path, folded."""
        return fold(" ".join(self.path))


def lone_text(row: list[Cell | None]) -> Cell | None:
    """The only cell with text of a row, None where there are several or none."""
    found: Cell | None = None
    for cell in row:
        if cell is None or cell is found or not (cell.marks or (cell.text and not cell.text.isspace())):
            continue
        if found is not None:
            return None
        found = cell
    return found


def spans_table(cell: Cell, n_cols: int) -> bool:
    """Whether a cell runs over most of the table's width."""
    return n_cols > 1 and cell.colspan >= max(2, round(n_cols * 0.6))


def kinds_of_columns(matrix: Matrix, body: int, n_cols: int) -> list[Counter[CellKind]]:
    """How many cells of each column look like what, section rows left out."""
    found: list[list[CellKind]] = [[] for _ in range(n_cols)]
    for row in matrix[body:]:
        if len(row) > 1 and lone_text(row) is not None:
            continue  # section rows
        for kinds, cell in zip(found, row, strict=True):
            kinds.append(kind_of(cell))
    return [Counter(kinds) for kinds in found]


# -- roles --------------------------------------------------------------------------------------------------


_RESULT_AND_RAG = re.compile(
    r"\b(?:results?|value|performance|actual|figure|ytd)\b.*(?:\band\b|&|/|\+|,|\bwith\b|\()\s*(?:rag|status|rating)\b"
    r"|\brag\b\s*(?:\band\b|&|/)\s*(?:results?|value|performance|actual|figure)\b"
)


@remembered(4_096)
def role_of(folded: str) -> ColumnRole:
    """The role that a folded header label names; "value" where it names none."""
    for role, pattern in ROLE_PATTERNS:
        if pattern.search(folded):
            if role in {"rag", "previous_rag"} and _RESULT_AND_RAG.search(folded):
                return "previous" if role == "previous_rag" else "result"
            return role
    return "value"


def make_column(index: int, path: tuple[str, ...], kinds: Counter[CellKind]) -> Column:
    """One column, as far as its header path and the looks of its cells tell."""
    leaf = fold(path[-1]) if path else ""
    whole = fold(" ".join(path))
    cohort = ""
    for text in reversed(path):
        found = find_cohort(text)
        if found:
            cohort = found[0]
            break
    role = role_of(_bare(leaf)) if leaf else "value"
    if role == "value" and len(path) > 1:
        role = role_of(_bare(whole))
        if role in DESCRIBING:
            role = "value"
    if role == "numerator" and leaf == "n" and kinds["number"] == 0:
        role = "value"
    if role == "dot":
        role = dot_role(leaf, whole)
    if (
        role == "rag"
        and re.search(r"\b(?:previous|prior|last)\b", whole)
        and not re.search(r"\b(?:latest|current|this)\b", whole)
    ):
        role = "previous_rag"
    if role == "result" and len(path) > 1:
        upper = role_of(_bare(fold(" ".join(path[:-1]))))
        # "PREVIOUS | Result" is a previous result; "PREVIOUS RESULT | Latest ..." would say so itself.
        if upper in {"previous", "outturn", "benchmark", "target"} and not re.search(
            r"\b(?:latest|current|this)\b", leaf
        ):
            role = upper
    label, period = _period(path)
    joined = _joined_period(path, label)
    if role == "value" and period is not None and (_only_period(path) or (path and path[-1] in joined)):
        role = "result"
    back = 0
    if role in {"previous", "previous_rag"}:
        back = 12 if YEAR_AGO.search(whole) else (3 if QUARTERLY.search(whole) else 1)
        if FLOW.search(leaf) and not re.match(r"^last\b", leaf) and not re.search(r"\b(?:previous|prior)\b", leaf):
            role, back = "result", 0
    return Column(
        index,
        path,
        role,
        _subject(tuple(p for p in path if p not in joined)),
        bool(WITH_RAG.search(leaf)) and role in RESULT_ROLES,
        cohort,
        period,
        label,
        back,
        kinds,
    )


def _bare(folded: str) -> str:
    """A folded label without its footnote marks and the phrases that would mislead."""
    folded = _CONFIDENCE.sub(" ", folded).replace("_", " ")
    s = (
        re.sub(r"\bwith uasc\b.*|\bexcluding uasc\b|\bincluding uasc\b", " ", folded)
        if "variance" not in folded
        else folded
    )
    return " ".join(s.split())


def dot_role(leaf: str, whole: str) -> ColumnRole:
    """The role of a column of directions by what its heading says they are compared with.

    Args:
        leaf: Its own heading, folded.
        whole: All of its header path, folded.
    """
    for text in (leaf, whole):
        outturn, previous = COMPARATOR_OUTTURN.search(text), COMPARATOR_PREVIOUS.search(text)
        if outturn and not (previous and previous.start() < outturn.start()):
            return "dot_outturn"
        if previous:
            return "dot_previous"
    return "dot"


def _period(path: tuple[str, ...]) -> tuple[str, Period | None]:
    """(label as printed, period) of a header path; "2024/25" over "Q1" is the first quarter of that year."""
    for text in reversed(path):
        if bare_span(text):
            for year in (y[0] for part in path if part is not text for y in _A_YEAR.finditer(part)):
                joined = periods_in(f"{text} {year}")
                if joined and joined[0].start == 0 and joined[0].end > len(text) + 1:
                    return joined[0].text, joined[0].period
        if BARE_PERIOD.match(fold(text)):
            for year in path:
                joined = periods_in(f"{text} {year}") if year is not text else ()
                if joined and joined[0].start == 0:
                    return f"{text} {year}", joined[0].period
            continue
        found = periods_in(text)
        if found:
            if found[0].period.basis == "A" and found[0].text == text.strip():
                # "Q2" over "2023/24": the year of the quarter that stands over it.
                for part in path:
                    joined = periods_in(f"{part} {text}") if BARE_PERIOD.match(fold(part)) else ()
                    if joined and joined[0].start == 0:
                        return f"{part} {text}", joined[0].period
            return found[0].text, found[0].period
        whole = parse_period(text)
        if whole is not None:
            return text, whole
    return "", None


def _joined_period(path: tuple[str, ...], label: str) -> tuple[str, ...]:
    """The texts of a path that make up its period together: "Jul-Sep" over "2022", "Q2" over "2023/24"."""
    parts = tuple(p for p in path if p and p in label)
    whole = " ".join(parts)
    return parts if len(parts) >= 2 and len(whole) >= len(label) else ()


def bare_year(text: str) -> Period | None:
    """The calendar year that a text consists of ("2023"); None for any other text."""
    m = re.fullmatch(r"\s*((?:19|20)\d\d)\s*", text)
    return Period(date(int(m[1]), 1, 1), date(int(m[1]), 12, 31), "A") if m else None


def _only_period(path: tuple[str, ...]) -> bool:
    leaf = path[-1]
    found = periods_in(leaf)
    rest = leaf
    for m in reversed(found):
        rest = rest[: m.start] + " " + rest[m.end :]
    return not subject(_CONFIDENCE.sub(" ", fold(rest))) or (not found and parse_period(leaf) is not None)


def _subject(path: tuple[str, ...]) -> str:
    kept = []
    for text in path:
        if BARE_PERIOD.match(fold(text)) or bare_span(text):
            continue
        rest = text
        for m in reversed(periods_in(text)):
            rest = rest[: m.start] + " " + rest[m.end :]
        cohort = find_cohort(rest)
        folded = _CONFIDENCE.sub(" ", fold(rest))
        if cohort:
            folded = folded.replace(cohort[1], " ")
        if subject(folded):
            kept.append(_without_flow(rest))
    return " - ".join(k for k in kept if k)


def _without_flow(text: str) -> str:
    cut = re.sub(FLOW.pattern, " ", text, flags=re.IGNORECASE)
    cut = " ".join(cut.split()).strip(" -–:|")
    if cut.count("(") != cut.count(")") or cut.startswith("("):
        cut = cut.strip(" -–:|()")
    return cut or " ".join(text.split())
