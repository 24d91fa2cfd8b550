"""A store filled without a register: what waits under a printed name is found for sentences and rows of that name.

The figures are those of an invented fire and rescue service; each false case differs from a true one in one place.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from check import check_paper, check_text
from check.evidence_ties import is_slip
from extract import extract_file
from normalise import Register, Store
from records import Value, parse_period
from tests.word_papers import Rows, changed, write

HEAD = "indicator,area,cohort,period,basis,result,numerator,denominator,target,rag"
NAMES = (
    "Home safety visits completed",
    "Fire engines arriving within ten minutes",
    "Firefighter sickness absence rate",
    "Accidental dwelling fires",
)
RETURNS = {
    "2023-06-30": ("1,204", "84.2%", "5.1%", "142"),
    "2024-03-31": ("1,318", "86.4%", "4.7%", "155"),
    "2024-06-30": ("1,377", "87.9%", "4.4%", "139"),
}
TARGETS = ("", "90.0%", "4.0%", "")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("waiting")
    with Store.open(folder / "panelpaper.db") as opened:
        for day, results in RETURNS.items():
            path = folder / f"return_{day[:7]}.csv"
            rows = [
                f'{name},Norland Fire Authority,all,{day},Q,"{result}",,,{target},'
                for name, result, target in zip(NAMES, results, TARGETS, strict=True)
            ]
            path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
            opened.add(extract_file(path), Register({}))
        yield opened


def wrong(text: str, store: Store) -> list[str]:
    report = check_text(text, period=parse_period("June 2024"), store=store)
    return sorted(f.printed for f in report.contradictions)


TRUE = (
    "Accidental dwelling fires fell to 139, from 155 in March 2024.",
    "The firefighter sickness absence rate was 4.4% in June 2024; in March 2024 it was 4.7%.",
    "The firefighter sickness absence rate was 4.4%. It has come down from 5.1% last June.",
    "87.9% of fire engines were arriving within ten minutes, against 86.4% in March 2024.",
    "We completed 1,377 home safety visits, compared with 1,204 in June 2023.",
    "There were 1,377 home visits for safety advice. At the end of March 2024 the figure was 1,318.",
    "In the previous quarter, when it was 4.7%, the firefighter sickness absence rate was above today's 4.4%.",
)


@pytest.mark.parametrize("text", TRUE)
def test_true_sentences_are_not_contradicted(text: str, store: Store) -> None:
    assert wrong(text, store) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Accidental dwelling fires fell to 139, from 165 in March 2024.", ["165"]),
        ("The firefighter sickness absence rate was 4.4% in June 2024; in March 2024 it was 4.9%.", ["4.9%"]),
        ("The firefighter sickness absence rate was 4.4%. It has come down from 5.7% last June.", ["5.7%"]),
        ("87.9% of fire engines were arriving within ten minutes, against 84.6% in March 2024.", ["84.6%"]),
        ("We completed 1,377 home safety visits, compared with 1,240 in June 2023.", ["1,240"]),
        ("There were 1,377 home visits for safety advice. At the end of March 2024 the figure was 1,381.", ["1,381"]),
        ("The firefighter sickness absence rate, at 4.4%, is above the target of 4.5%.", ["4.5%"]),
    ],
)
def test_false_sentences_are_contradicted(text: str, expected: list[str], store: Store) -> None:
    assert set(expected) <= set(wrong(text, store))


ROWS: Rows = [
    ["Indicator", "Mar 2024", "Jun 2024"],
    ["Home safety visits completed", "1,318", "1,377"],
    ["Fire engines arriving within ten minutes", "86.4%", "87.9%"],
    ["Firefighter sickness absence rate", "4.7%", "4.4%"],
    ["Accidental dwelling fires", "155", "139"],
]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (None, []),
        ((1, 1, "1,813"), ["1,813"]),
        ((2, 2, "86.9%"), ["86.9%"]),
        ((3, 1, "4.1%"), ["4.1%"]),
        ((4, 2, "193"), ["193"]),
        ((4, 0, "Deliberate dwelling fires"), []),
    ],
)
def test_rows_are_held_against_what_waits_under_their_name(
    edit: tuple[int, int, str] | None, expected: list[str], store: Store, tmp_path: Path
) -> None:
    rows = changed(ROWS, *([edit] if edit else []))
    path = write(["# Performance, June 2024", rows], tmp_path / "paper.docx")
    assert sorted(f.printed for f in check_paper(path, store=store).contradictions) == expected


@pytest.mark.parametrize(
    ("a", "b", "slip"),
    [
        ("388", "398", True),
        ("4,785", "4,875", True),
        ("85.4%", "86.4%", True),
        ("9.87", "9.78", True),
        ("1,204", "1,402", True),
        ("388", "388", False),
        ("388", "3,880", False),
        ("12", "13", False),
        ("4,785", "4,912", False),
        ("85.4", "854", False),
    ],
)
def test_a_slip_is_one_digit_changed_or_two_changed_round(a: str, b: str, slip: bool) -> None:
    from decimal import Decimal

    def value(text: str) -> Value:
        number = text.rstrip("%").replace(",", "")
        return Value(text, Decimal(number), len(number.partition(".")[2]))

    assert is_slip(value(a), value(b)) is slip
