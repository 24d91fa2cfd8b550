"""Counting words that count no rows of a table."""

from __future__ import annotations

import pytest

from check.inside.counted_words import counts_no_rows


@pytest.mark.parametrize(
    ("text", "word", "said", "moved", "none"),
    [
        ("up to five per cent below target", "five", "below target", False, True),
        ("up to five centres below target", "five", "below target", False, False),
        ("our four halls had 2,118 guests, 31 more than a year ago", "four", "more", True, True),
        ("four halls had more than a year ago", "four", "more", True, False),
        ("one where numbers fell in both May and June", "one", "fell", True, True),
        ("one where numbers fell in May", "one", "fell", True, False),
        ("four halls of 12 were below target", "four", "below target", False, False),
    ],
)
def test_counting_words(text: str, word: str, said: str, moved: bool, none: bool) -> None:
    start = text.index(said)
    assert counts_no_rows(text, text.index(word), start, start + len(said), moved=moved) is none
