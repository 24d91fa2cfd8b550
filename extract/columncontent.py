"""What a column holds, where its words leave it open: settled by what its cells look like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from extract.cellfacts import arrow_of, is_basis, is_polarity, kind_of, text_of
from extract.document import Cell
from extract.folding import count_words
from extract.signcolumns import role_by_signs, signs_of_rating
from extract.tablecolumns import Column, Matrix, lone_text
from extract.vocabulary import BARE_PERIOD, MEASURE_LIKE, UNIT_CELL, ColumnRole, fold


def roles_by_content(columns: list[Column], matrix: Matrix, body: int) -> list[Column]:
    """Roles that the words leave open, settled by what the cells look like."""
    out: list[Column] = []
    rows = [row for row in matrix[body:] if lone_text(row) is None]
    for i, column in enumerate(columns):
        left = out[i - 1] if i else None
        role = _by_content(column, left, rows)
        out.append(column if role == column.role else replace(column, role=role))
    if not any(c.role == "name" for c in out):
        stubs = [c for c in out if c.role in {"value", "section", "id", "count"} and _is_stub(c)]
        areas = [c for c in out if c.role == "area"]
        if areas:  # beside a column of services or places, only what names the rows better than they do
            least = max(_names_rows(c, rows) for c in areas)
            measured = max(_measured(c, rows) for c in areas)
            stubs = [c for c in stubs if c.path and c.role == "value"]
            long = len(stubs) == 1 and any(c.role == "when" for c in out) and any(c.role == "result" for c in out)
            stubs = [
                c
                for c in stubs
                if _names_rows(c, rows) > max(least, 1.4)
                or _measured(c, rows) >= max(0.6, measured + 0.4)
                or (long and _words(c, rows) >= 2.5)
            ]
        if stubs:
            stub = max(stubs, key=lambda c: (_names_rows(c, rows), -c.index))
            out[stub.index] = replace(stub, role="name")
    return out


def _measured(column: Column, rows: Matrix) -> float:
    """How many of the texts of a column are names of measures: three words or more, one of them a measure's."""
    texts = [fold(t) for row in rows if (t := text_of(row[column.index]))]
    named = sum(len(t.split()) >= 3 and not t.endswith(".") and bool(MEASURE_LIKE.search(t)) for t in texts)
    return named / len(texts) if texts else 0.0


def _words(column: Column, rows: Matrix) -> float:
    """Words of the texts of a column, on average."""
    texts = [t for row in rows if (t := text_of(row[column.index]))]
    return sum(len(t.split()) for t in texts) / len(texts) if texts else 0.0


def _names_rows(column: Column, rows: Matrix) -> float:
    """How well the texts of a column name its rows: each row its own, in some words and no sentence."""
    texts = [t for row in rows if (t := text_of(row[column.index]))]
    if not texts:
        return 0.0
    own = len(set(texts)) / len(texts)
    wordy = sum(count_words(t) >= 2 for t in texts) / len(texts)
    told = sum(t.endswith(".") or len(t) > 160 for t in texts) / len(texts)
    # Rounded, so that of columns that do alike the first is taken.
    return round(2 * (own + wordy - 2 * told)) / 2


def _is_stub(column: Column) -> bool:
    k = column.kinds
    total = sum(v for kind, v in k.items() if kind != "blank")
    return total > 0 and (k["text"] + k["period"]) * 2 > total


def _by_content(column: Column, left: Column | None, rows: Matrix) -> ColumnRole:
    k = column.kinds
    total = sum(v for kind, v in k.items() if kind != "blank")
    if not total:
        return column.role
    role = column.role
    if (signs := role_by_signs(column, rows)) is not None:
        return signs
    same_header = left is not None and left.path == column.path
    mostly_rag, mostly_arrow = k["rag"] * 2 > total, k["arrow"] * 2 > total
    numbers = k["number"] + k["missing"] + k["year"]
    if mostly_rag and k["number"] == 0:
        if role in {"previous_rag"} or (role == "previous" and not column.with_rag):
            return "previous_rag"
        known = role in {"result", "value", "rag", "target", "outturn", "previous"}
        if known and (same_header or role in {"value", "result", "rag", "target"} or not column.path):
            before = left.role if left is not None and (same_header or not column.path) else role
            return "previous_rag" if before == "previous" else "rag"
    if (
        mostly_arrow
        and role == "rag"
        and column.path
        and not any(
            (arrow := arrow_of(c)) is not None and arrow.value in {"up", "down"}
            for row in rows
            if (c := row[column.index]) is not None
        )
    ):
        return role  # "◆" under "Status" is a rating that a key explains, or an unknown one
    if role in {"rag", "previous_rag"} and k["arrow"] and k["rag"] and signs_of_rating(column, rows):
        return role
    if mostly_arrow and k["number"] == 0 and role in {"result", "value", "previous", "outturn", "rag", "change"}:
        before = left.role if left is not None and (same_header or not column.path) else role
        if before == "previous":
            return "dot_previous"
        return "dot_outturn" if before == "outturn" else "dot"
    texts = [c for row in rows if (c := row[column.index]) is not None and text_of(c)]
    if texts and role in {"value", "text", "basis", "polarity", "result", "section", "target"}:
        if (role != "value" or len(texts) > 1) and _mostly(is_polarity, texts):
            return "polarity"
        if (role != "value" or len(texts) > 1) and _mostly(is_basis, texts):
            return "basis"
    if role == "area" and texts and all(UNIT_CELL.match(fold(text_of(c))) for c in texts):
        return "unit"
    if role in {"basis", "when"} or (role == "value" and not column.path):
        dated = bool(texts) and _mostly(
            lambda c: kind_of(c) in {"period", "year"} or bool(role == "when" and BARE_PERIOD.match(fold(text_of(c)))),
            texts,
        )
    else:
        dated = False
    if dated:
        return "when" if role != "value" else role
    if role == "when":
        return "value" if numbers * 2 > total else ("name" if column.index == 0 else "text")
    if role == "id" and numbers * 2 > total and not _like_ids(texts) and column.index > 0:
        return "count"
    if role in {"basis", "polarity"} and numbers * 2 > total:
        return "value"
    if role in {"result", "previous", "outturn", "change"} and k["text"] * 2 > total and k["number"] == 0:
        return "text"
    if role == "target" and k["text"] * 2 > total and not k["number"] and _names_rows(column, rows) >= 1.5:
        return "value"  # headed "Service standard", it names the standards
    if role in {"rag", "previous_rag"} and numbers * 2 > total:
        return "result" if column.with_rag else "value"
    return role


def _mostly(test: Callable[[Cell], bool], cells: list[Cell]) -> bool:
    """Whether at least four fifths of some cells pass a test; given up as soon as too many failed."""
    failed = 0
    for cell in cells:
        if not test(cell):
            failed += 1
            if len(cells) - failed < 0.8 * len(cells):
                return False
    return True


def _like_ids(cells: list[Cell]) -> bool:
    texts = [text_of(c) for c in cells]
    return len(set(texts)) >= 0.9 * len(texts) and all(len(t) <= 8 and not t.endswith("%") for t in texts)
