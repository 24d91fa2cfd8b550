"""Changes that a row of a table bears out are not wrong because two other figures of the sentence give another."""

from __future__ import annotations

from pathlib import Path

import pytest

from check import CheckReport, check_paper
from tests.word_papers import Rows, write

VISITS: Rows = [
    ["Academic year", "Exclusions", "Visits"],
    ["2022/23", "31", "2,218"],
    ["2023/24", "38", "2,631"],
    ["2024/25", "33", "2,544"],
]
PLACES: Rows = [
    ["Type of home", "30 June 2025", "30 September 2025"],
    ["Homes of our own", "121", "131"],
    ["Leased homes", "118", "112"],
    ["Hostel", "46", "47"],
    ["All", "285", "290"],
]


def _report(tmp_path: Path, text: str, table: Rows) -> CheckReport:
    paper = write(["# Panel, 20 October 2025: quarter to September 2025", text, table], tmp_path / "p.docx")
    return check_paper(paper)


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("There were 2,544 visits, 87 fewer than in 2023/24, a fall of 3.3%, and 33 exclusions, down from 38.", VISITS),
        ("Four in ten are in homes of our own, where we have ten more than in June, and 112 are in leased homes, six fewer.", PLACES),
        ("Of the 290 places 131 are our own; three months ago it was 121 of 285. Homes of our own rose by ten to 131.", PLACES),
    ],
)  # fmt: skip
def test_true_changes_stand(text: str, table: Rows, tmp_path: Path) -> None:
    assert [(f.kind, f.printed, f.explanation) for f in _report(tmp_path, text, table).contradictions] == []


@pytest.mark.parametrize(
    ("text", "table", "printed"),
    [
        ("There were 2,544 visits, 78 fewer than the 2,631 of 2023/24, and 33 exclusions, down from 38.", VISITS, "78"),
        ("There were 2,544 visits, 87 more than the 2,631 of 2023/24, and 33 exclusions, down from 38.", VISITS, "87"),
        ("In 2024/25 exclusions were down by seven, from 38 to 33.", VISITS, "seven"),
        ("There were 2,544 visits, 87 fewer than the 2,613 of 2023/24, and 33 exclusions, down from 38.", VISITS, "87"),
    ],
)
def test_false_changes_are_told(text: str, table: Rows, printed: str, tmp_path: Path) -> None:
    assert printed in {f.printed for f in _report(tmp_path, text, table).contradictions}
