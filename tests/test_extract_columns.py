"""Columns of words beside columns of figures, in tables without vertical rules."""

from __future__ import annotations

from extract.columns import columns_of
from extract.tokens import Row, Token

STATUS, NOTE = 200.0, 260.0


def row(n: int, *tokens: tuple[float, float, bool]) -> Row:
    return Row(100.0 + 15 * n, 9.0, [Token([], figure, a, b) for a, b, figure in tokens])


def table(notes: list[tuple[float, float]]) -> list[Row]:
    """Names, figures, a status that starts at one place, and notes as they stand."""
    return [
        row(n, (30.0, 90.0 + 7 * n, False), (150.0, 175.0, True), (STATUS, STATUS + 20 + n, False), (a, b, False))
        for n, (a, b) in enumerate(notes)
    ]


def test_notes_set_left_and_in_the_middle_are_a_column_beside_their_status() -> None:
    columns = columns_of(table([(NOTE, 295), (NOTE + 22, 312), (NOTE, 330), (NOTE + 9, 288), (NOTE + 15, 340)]))
    assert [round(a) for a, _ in columns] == [30, 150, 200, 260]


def test_loose_ends_of_lines_are_no_column() -> None:
    ends = [(STATUS + 26.0 + 9 * n, STATUS + 31.0 + 13 * n) for n in range(5)]
    assert [round(a) for a, _ in columns_of(table(ends))] == [30, 150, 200]
