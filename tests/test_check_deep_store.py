"""Sentences that only earlier publications decide, and sentences with several times in them.

The figures are those of an invented harbour office: quays beside the whole port, targets that were raised, a run of
quarters. Each false sentence differs from a true one in one place.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from check import check_paper, check_text
from check.time_words import mark_times
from extract import extract_file
from extract.summary_sentences import counts_of
from normalise import Register, Store
from records import parse_period

HEAD = "indicator,area,cohort,period,basis,result,numerator,denominator,target,rag"
MOORED, LATE, PAID = "Vessels moored", "Moorings allocated within a day", "Harbour dues paid on time"
QUARTERS = ("2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31", "2025-03-31", "2025-06-30", "2025-09-30")
WHOLE = {
    MOORED: ("612", "655", "701", "640", "628", "667", "719"),
    LATE: ("86.1%", "88.3%", "89.2%", "91.4%", "90.6%", "92.5%", "93.1%"),
    PAID: ("71.0%", "72.4%", "72.9%", "74.1%", "73.3%", "75.8%", "77.2%"),
}
QUAYS = {"East Quay": ("402", "431", "455", "420", "411", "440", "470"), "Lock Quay": ("210", "224", "246", "220", "217", "227", "249")}  # fmt: skip
TABLE = """Harbour performance, July to September 2025

| Measure | Apr-Jun 2025 | Jul-Sep 2025 | Target | Status |
| --- | --- | --- | --- | --- |
| Vessels moored | 667 | 719 | - | - |
| Moorings allocated within a day | 92.5% | 93.1% | 92.0% | Green |
| Harbour dues paid on time | 75.8% | 77.2% | 80.0% | Amber |

"""


def target_of(name: str, day: str) -> str:
    """The port's targets: that for moorings was raised in April 2025."""
    if name == MOORED:
        return ""
    return "80.0%" if name == PAID else "90.0%" if day < "2025-04" else "92.0%"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("harbour")
    with Store.open(folder / "panelpaper.db") as opened:
        for n, day in enumerate(QUARTERS):
            rows = [
                f'{name},Port of Sandmouth,all,{day},Q,"{results[n]}",,,{target_of(name, day)},'
                for name, results in WHOLE.items()
            ]
            rows += [f'{MOORED},{quay},all,{day},Q,"{results[n]}",,,,' for quay, results in QUAYS.items()]
            path = folder / f"return_{day[:7]}.csv"
            path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
            opened.add(extract_file(path), Register({}))
        yield opened


def wrong(text: str, store: Store | None, folder: Path, *, table: str = TABLE) -> list[str]:
    path = folder / "paper.txt"
    path.write_text(f"{table}{text}\n", encoding="utf-8")
    return sorted(f.printed for f in check_paper(path, store=store).contradictions)


@pytest.mark.parametrize(
    ("sentence", "false"),
    [
        # the port as a whole is told from its quays without a register
        ("719 vessels were moored in the quarter, up from 701 a year earlier.", ""),
        ("719 vessels were moored in the quarter, up from 710 a year earlier.", "710"),
        # a run on one side of a target reaches back to the years whose target is known
        ("93.1% of moorings were allocated within a day. The target has been met in four consecutive quarters.", ""),
        ("93.1% of moorings were allocated within a day. The target has been met in six consecutive quarters.", "six consecutive quarters"),
        ("93.1% of moorings were allocated within a day. September was the fourth quarter running in which the 92% target was met.", ""),
        ("93.1% of moorings were allocated within a day. September was the sixth quarter running in which the 92% target was met.", "the sixth quarter running"),
    ],
)  # fmt: skip
def test_what_only_the_store_decides(sentence: str, false: str, store: Store, tmp_path: Path) -> None:
    assert wrong(sentence, store, tmp_path) == ([false] if false else [])


@pytest.mark.parametrize(
    "sentence",
    [
        "The target for moorings allocated within a day went up from 90.0% to 92.0% in April 2025.",
        "The target for moorings allocated within a day, which was raised from 90.0% to 92.0% in April, has been met.",
        "719 vessels were moored, which is 52 up on the quarter before and the highest number since records began.",
        "Vessels moored have risen since the winter, when the number fell below 650.",
        "Performance against the dues target rose to 77.2%, from 75.8% in the first quarter.",
    ],
)
def test_several_times_and_targets_of_then_raise_no_alarm(sentence: str, store: Store, tmp_path: Path) -> None:
    assert wrong(sentence, store, tmp_path) == []
    assert wrong(sentence, None, tmp_path) == []


@pytest.mark.parametrize(
    ("text", "false"),
    [
        # a change is of the subject that its clause names
        ("3,340 tickets were sold. Meanwhile the number of moorings has gone up by 937, from 2,014.", ""),
        ("3,340 tickets were sold last summer. It has gone up by 937, from 2,014.", "937"),
        # the gap moved, not what the sentence before tells
        ("The rate rose from 86.0% to 87.4%, by 1.4 percentage points. The gap between the quays has closed from 4.6 percentage points to 4.1.", ""),
        # over a time is no comparison
        ("688 were sold, compared with 744 in the spring and 902 over the winter quarter.", ""),
        # twice as many as at one time, half of what another had
        ("Four permits were granted, twice as many as in January but only half of the eight granted in May.", ""),
        ("Four permits were granted, twice as many as the eight granted in May.", "Four"),
        # how many there are of some things is no end of a change
        ("58,090 calls were made at the port's five berths, 3,371 more than a year ago (54,719).", ""),
        ("58,090 calls were made at the port's five berths, 3,731 more than a year ago (54,719).", "3,731"),
        # from where a rate slipped is not what is held against the target
        ("The rate slipped by 0.8 percentage points from August's 92.2% to 91.4% and is back under the 92.0% target.", ""),
        ("The rate slipped by 0.8 percentage points from August's 92.2% to 91.4% and is still over the 92.0% target.", "over the 92.0% target"),
        # one thing at two times is no list of parts
        ("The number of calls fell below 30,000 for the first time (29,630; 30,120 a year before).", ""),
    ],
)  # fmt: skip
def test_sums_of_a_sentence(text: str, false: str) -> None:
    report = check_text(text, period=parse_period("September 2025"))
    found = {f.printed for f in report.contradictions}
    assert (false in found) if false else not found


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        ("Three of the five measures are Green and two are Amber. In May four were Green.", {"green": 3, "amber": 2}),
        ("Three of the five measures are Green and two are Amber.", {"green": 3, "amber": 2}),
        ("Four are Green and one is Red; in the quarter before, four were Green and one was Red.", {"green": 4, "red": 1}),
    ],
)  # fmt: skip
def test_colours_are_counted_at_one_time(text: str, counts: dict[str, int]) -> None:
    assert {c.what: c.number for c in counts_of(text)} == counts


def test_the_year_before_last_is_two_years_back() -> None:
    assert [w.number for w in mark_times("30 fewer than the year before last")[1]] == [24]


def test_cells_of_a_broken_table_are_of_no_time(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "paper.txt"
    path.write_text(f"{TABLE}Moorings in the year to date were high.\n\nVessels moored 667\n\n719\n", encoding="utf-8")
    assert [f.printed for f in check_paper(path, store=store).contradictions] == []


COURSES = """Adult courses: the academic year 2024/25

| Measure | 2023/24 | 2024/25 |
| --- | --- | --- |
| Course enrolments | 4,815 | 5,062 |
| Courses passed | 90.6% | 91.5% |

"""


@pytest.mark.parametrize(
    ("sentence", "false"),
    [
        ("There were 5,062 course enrolments, against 3,340 in 2020/21.", ""),
        ("There were 5,062 course enrolments, against 3,430 in 2020/21.", "3,430"),
    ],
)
def test_academic_years_are_named_as_financial_ones(sentence: str, false: str, tmp_path: Path) -> None:
    with Store.open(tmp_path / "panelpaper.db") as opened:
        for year, enrolled, passed in ((2021, "3,340", "87.2%"), (2024, "4,815", "90.6%"), (2025, "5,062", "91.5%")):
            path = tmp_path / f"return_{year}.csv"
            rows = [f'{name},Port,all,{year}-07-31,A,"{v}",,,,' for name, v in (("Course enrolments", enrolled), ("Courses passed", passed))]  # fmt: skip
            path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
            opened.add(extract_file(path), Register({}))
        assert wrong(sentence, opened, tmp_path, table=COURSES) == ([false] if false else [])
        assert wrong(sentence, None, tmp_path, table=COURSES) == []
