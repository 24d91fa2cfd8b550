"""A source's words lead a person to the place."""

from __future__ import annotations

import pytest

from records import Source


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (
            Source("0", "card.pdf", page=4, table=2, row=3, column="Result"),
            "card.pdf, page 4, table 2, column 'Result'",
        ),
        (Source("0", "p.docx", locator="document/p91"), "p.docx, paragraph 91"),
        (Source("0", "p.docx", locator="header1/p2"), "p.docx, header, paragraph 2"),
        (Source("0", "p.docx", locator="footnotes/p2"), "p.docx, footnotes, paragraph 2"),
        (
            Source("0", "p.docx", table=2, row=5, column="Planned use", locator="document/t2/r6/c3"),
            "p.docx, table 2, row 6, column 'Planned use'",
        ),
        (Source("0", "p.docx", table=2, row=5, locator="document/t2/r6/c3"), "p.docx, table 2, row 6, cell 3"),
        (Source("0", "r.xlsx", table=1, row=2, locator="Data!F3"), "r.xlsx, table 1, row 3, Data!F3"),
        (Source("0", "note.txt", locator="line 12"), "note.txt, line 12"),
    ],
)
def test_a_place_is_told_in_words(source: Source, words: str) -> None:
    assert str(source) == words
