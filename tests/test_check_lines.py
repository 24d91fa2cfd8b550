"""Lines of results over time: words, times and movements that sentences tell of them."""

from __future__ import annotations

from datetime import date

import pytest

from check.inside.line_times import times_of
from check.inside.move_words import find_moves
from check.inside.time_lines import Point, TimeLine, name_stems, stem
from check.numerals import find_numerals
from check.sentences import read_sentences
from records import Polarity, Source, month_end, parse_value


def _line(name: str, *printed: str, polarity: Polarity = "", measure: str = "") -> TimeLine:
    """A line with a figure for each month up to March 2025."""
    ends = [
        month_end(2025 if m <= 3 else 2024, m) for m in range(12 - len(printed) + 4, 16) for m in [(m - 1) % 12 + 1]
    ]
    points = tuple(
        Point(end.strftime("%b %Y"), end, (0, end.toordinal()), parse_value(text), Source("0" * 64, "paper.docx"))
        for end, text in zip(ends, printed, strict=True)
    )
    return TimeLine(name, name_stems(name), points, polarity, measure=measure)


@pytest.mark.parametrize(
    "forms",
    [
        ("calls", "callers", "calling"),
        ("sold", "sales"),
        ("sentences", "sentenced"),
        ("resolution", "resolved"),
        ("punctual", "time"),
        ("bus", "buses"),
        ("decision", "decided"),
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms: tuple[str, ...]) -> None:
    assert len({stem(f) for f in forms}) == 1


def test_units_in_brackets_name_nothing() -> None:
    assert name_stems("Average wait (seconds)") == frozenset({"wait"})


@pytest.mark.parametrize(
    ("text", "senses"),
    [
        ("We lost fewer appeals at tribunal than in the quarter before.", ["fell"]),
        ("Challenges are being decided faster than in Quarter 1.", ["quicker"]),
        ("Trams were less punctual than in Quarter 2.", ["worsened"]),
        ("Custodial sentences have more than halved since 2020/21.", ["fell"]),
        ("The number remains below the level of two years ago.", ["fell"]),
        ("A larger proportion of jobs needed repeat visits.", ["rose"]),
        ("Plan checking has become slower.", ["slower"]),
        ("It took more than six weeks.", []),
        ("We expect the number to fall.", []),
        ("The rate has not improved.", []),
        ("Cost rose less sharply this year than last.", ["rose"]),
    ],
)
def test_words_of_movement_say_what_they_say(text: str, senses: list[str]) -> None:
    assert [m.sense for m in find_moves(text)] == senses


def test_quicker_is_fewer_days_and_more_in_time() -> None:
    (word,) = find_moves("Claims are decided quicker than last year.")
    assert word.way(_line("Average days to decide a claim", "9.6", "7.9")) == "fell"
    assert word.way(_line("Claims decided within 14 days", "93.4%", "96.1%", polarity="H")) == "rose"
    assert word.way(_line("Aldermoor", "38", "33", measure="average weeks")) == "fell"
    assert word.way(_line("Claims", "38", "33")) == ""


@pytest.mark.parametrize(("old", "new", "fits"), [("19", "8", True), ("19", "10", False)])
def test_more_than_halved_is_more_than_half(old: str, new: str, fits: bool) -> None:
    (word,) = find_moves("They have more than halved.")
    line = _line("Custodial sentences", old, new)
    assert word.far_enough(line.points[0].number, line.points[1].number) is fits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sales were down on the same quarter of 2024 and on April to June.", [True, True]),
        ("The rate rose slightly in 2023/24.", [False]),
        ("It was higher in February than in September despite the cold.", [False, True]),
        ("It took 2.4 days, compared with 4.9 days in 2024.", [True]),
        ("They were better than in the same six months of 2024.", [True]),
        ("The number has fallen each year since 2020/21.", [True]),
    ],
)
def test_times_are_known_that_something_is_compared_with(text: str, expected: list[bool]) -> None:
    (sentence,) = read_sentences(text, find_numerals(text))
    assert [t.compared for t in times_of(sentence, text)] == expected


def test_the_same_point_of_a_year_is_the_month_of_now() -> None:
    text = "Claims took longer than at the same point in 2023/24."
    (sentence,) = read_sentences(text, find_numerals(text))
    (time,) = times_of(sentence, text)
    assert time.ends(date(2024, 9, 30)) == (date(2023, 9, 30),)
