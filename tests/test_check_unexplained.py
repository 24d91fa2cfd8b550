"""Figures that nothing explains, beside a row whose own figure is told nowhere; figures that follow from others are left.

The papers are of an invented ferry service and a parks team; each false sentence differs from a true one in a figure.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from check import check_paper
from check.ground_slips import Slip, slip_of
from check.ground_sums import explained_by_sums
from check.ground_topics import by_topic, topic_of
from check.grounds import Ground, GroundCell, grounds_of, scale_of, stems
from records import Source, Value, parse_value
from tests.word_papers import Rows, write

TITLE = "# Ferry service: Quarter 2 2025/26"
QUARTERS: Rows = [
    ["Measure", "Q2 2024/25", "Q1 2025/26", "Q2 2025/26"],
    ["Crossings made", "2,914", "2,806", "3,047"],
    ["Crossings made on time", "88.4%", "90.2%", "91.6%"],
    ["Foot passengers (thousands)", "412", "387", "436"],
    ["Average wait at the slipway (minutes)", "9.4", "8.7", "7.2"],
    ["Complaints received", "58", "63", "47"],
]
STOPS: Rows = [
    ["Landing", "Cars 2024", "Cars 2025", "Bicycles 2024", "Bicycles 2025"],
    ["Hollow Quay", "1,418", "1,502", "236", "271"],
    ["Kelp Bay", "972", "1,013", "148", "139"],
    ["Sandgate", "664", "657", "187", "204"],
    ["All landings", "3,054", "3,172", "571", "614"],
]
YEARS: Rows = [["Measure", "2022", "2023", "2024", "2025"], ["Season tickets sold", "1,236", "1,318", "1,407", "1,392"]]


def found(sentence: str, tmp_path: Path, *tables: Rows) -> list[str]:
    blocks = [TITLE, *(tables or (QUARTERS, STOPS, YEARS)), "## Commentary", sentence]
    report = check_paper(write(blocks, tmp_path / "paper.docx"))
    return sorted(f.printed for f in report.contradictions)


TRUE = (
    "There were 3,047 crossings, of which 2,791 were made on time.",
    "Foot passengers numbered 436,000 against 412,000 a year ago.",
    "People wait 7.2 minutes at the slipway. A year ago it was 9.4 minutes.",
    "The ferries carried 3,172 cars and 614 bicycles.",
    "In 2025 we sold 1,392 season tickets, compared with 1,407 in 2024.",
    "Crossings rose by 241 compared with April to June, to 3,047.",
    "47 complaints were received; in the first quarter of the year 63 were.",
    "Over the half year there were 5,853 crossings.",
    "Of the 3,047 crossings 256 were late.",
    "We hope to make some 3,040 crossings again in the next quarter.",
    "The service has records of crossings that go back to 1847.",
    "Crossings numbered 2,806 in the quarter before.",
)


@pytest.mark.parametrize("sentence", TRUE)
def test_true_figures_and_those_that_follow_from_others_are_left(sentence: str, tmp_path: Path) -> None:
    assert found(sentence, tmp_path) == []


@pytest.mark.parametrize(
    ("sentence", "printed"),
    [
        ("There were 3,074 crossings, of which 2,791 were made on time.", "3,074"),
        ("There were 3,047 crossings, of which 2,719 were made on time.", "2,719"),
        ("Foot passengers numbered 463,000 against 412,000 a year ago.", "463,000"),
        ("People wait 7.2 minutes at the slipway. A year ago it was 9.7 minutes.", "9.7"),
        ("The ferries carried 3,127 cars and 614 bicycles.", "3,127"),
        ("The ferries carried 3,172 cars and 571 bicycles.", "571"),
        ("In 2025 we sold 1,392 season tickets, compared with 1,318 in 2024.", "1,318"),
        ("Crossings rose by 241 compared with April to June, to 3,407.", "3,407"),
        ("47 complaints were received; in the first quarter of the year 36 were.", "36"),
        ("Crossings made numbered 2,806.", "2,806"),
    ],
)
def test_slips_and_figures_of_another_time_are_found(sentence: str, printed: str, tmp_path: Path) -> None:
    assert printed in found(sentence, tmp_path)


@pytest.mark.parametrize(
    ("said", "cell", "places", "slip"),
    [
        ("2,118", "2,188", 0, Slip("one", 4)),
        ("6,971", "6,791", 0, Slip("exchanged", 4)),
        ("12,494,000", "12,944", -3, Slip("exchanged", 5)),
        ("1,200", "1,270", 0, Slip("one", 2)),
        ("5.5%", "5.1%", 1, Slip("one", 2)),
        ("6,791", "6,791", 0, None),
        ("2,118", "2,199", 0, None),
        ("211", "2,118", 0, None),
        ("5.5%", "5%", 0, None),
    ],
)
def test_slips_of_digits(said: str, cell: str, places: int, slip: Slip | None) -> None:
    known = parse_value(cell)
    assert known.number is not None
    scaled = Value(cell, known.number.scaleb(-places) if places < 0 else known.number, places, known.unit)
    assert slip_of(parse_value(said), scaled) == slip


@given(st.integers(1000, 99999), st.integers(0, 3), st.integers(1, 9))
def test_a_changed_digit_is_always_a_slip_and_the_same_figure_never(number: int, at: int, by: int) -> None:
    digits = list(str(number))
    digits[-1 - at] = str((int(digits[-1 - at]) + by) % 10)
    changed = "".join(digits)
    a, b = (Value(t, Decimal(t), 0, "count") for t in (changed, str(number)))
    assert slip_of(b, b) is None
    if changed[0] != "0":
        slip = slip_of(a, b)
        assert slip is not None
        assert slip.kind == "one"


def _row(name: str, *cells: tuple[str, date]) -> Ground:
    values = tuple(GroundCell(parse_value(t), Source("0" * 64, "p"), "result", "", d) for t, d in cells)
    return Ground(name, values, 1, 0, words=stems(name))


JUNE, SEPTEMBER = date(2025, 6, 30), date(2025, 9, 30)


@pytest.mark.parametrize(
    ("text", "beside", "follows"),
    [
        ("5,853", (), True),  # both quarters
        ("241", (), True),  # their difference
        ("3,110", (), True),  # two rows of a quarter
        ("1.5%", (), True),  # 47 of 3,047
        ("98%", ("2%",), True),
        ("70", ("120", "50"), True),
        ("5,835", (), False),
        ("71", ("120", "50"), False),
    ],
)
def test_figures_that_follow_from_others(text: str, beside: tuple[str, ...], follows: bool) -> None:
    rows = [
        _row("Crossings made", ("2,806", JUNE), ("3,047", SEPTEMBER)),
        _row("Complaints received", ("63", JUNE), ("47", SEPTEMBER)),
    ]
    rows[1] = rows[1] if text != "3,110" else _row("Charters", ("60", JUNE), ("63", SEPTEMBER))
    assert explained_by_sums(parse_value(text), [parse_value(b) for b in beside], rows) is follows


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("Burials 2023/24", {"buri"}),
        ("Granted 2025", {"grant"}),
        ("April to September 2024", set()),
        ("Q4 24/25", set()),
        ("Year to March 2025", set()),
        ("2021", set()),
        ("Same month last year", set()),
    ],
)
def test_what_a_heading_tells_beside_its_time(header: str, words: set[str]) -> None:
    assert topic_of(header) == words


def test_rows_of_columns_of_several_things_are_one_for_each() -> None:
    place = Source("0" * 64, "p")
    cells = tuple(
        GroundCell(parse_value(t), place, "result", h, date(2025, 3, 31))
        for t, h in (("128", "Burials 2024/25"), ("1,351", "Cremations 2024/25"))
    )
    made = by_topic(
        [Ground("Hill Road", cells, 1, 1, words=stems("Hill Road")), Ground("All", cells, 1, 2, total=True)]
    )
    assert [(g.words, [c.value.printed for c in g.cells]) for g in made] == [
        (stems("Hill Road burials"), ["128"]),
        (stems("Hill Road cremations"), ["1,351"]),
        (stems("burials"), ["128"]),
        (stems("cremations"), ["1,351"]),
    ]


@pytest.mark.parametrize(
    ("text", "noughts"),
    [
        ("Car park visits (thousands)", 3),
        ("Energy used (thousand kWh)", 3),
        ("Thousands", 3),
        ("Tonnes (000s)", 3),
        ("Millions", 6),
        ("Rate per thousand", 0),
        ("Rate (per thousand people)", 0),
        ("Thousands walked to school", 0),
    ],
)
def test_how_many_noughts_a_heading_leaves_out(text: str, noughts: int) -> None:
    assert scale_of(text) == noughts


@pytest.mark.parametrize(
    ("a", "b"), [("buses", "bus"), ("boxes", "box"), ("decision", "decide"), ("provision", "provided"), ("fees", "fee")]
)
def test_words_of_one_stem(a: str, b: str) -> None:
    assert stems(a) == stems(b)


def test_months_with_their_year_are_no_years_alone(tmp_path: Path) -> None:
    rows = [["Measure", "Oct 2024", "Sep 2025", "Oct 2025"], ["Crossings made", "2,914", "2,806", "3,047"]]
    blocks = ["# Ferry service: October 2025", rows, "## Commentary", "There were 3,047 crossings."]
    paper = check_paper(write(blocks, tmp_path / "paper.docx")).paper
    assert paper is not None
    (ground,) = grounds_of(paper)
    assert [c.end for c in ground.cells] == [date(2024, 10, 31), date(2025, 9, 30), date(2025, 10, 31)]
