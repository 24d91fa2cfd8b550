"""Levels of prose are called wrong only where a slip explains them; what may be another thing's is left to a person."""

from __future__ import annotations

from pathlib import Path

import pytest

from check import check_paper

PAPER = """Coroner and Trading Standards: 2024/25

Table 1: Activity

| | 2022/23 | 2023/24 | 2024/25 |
|---|---|---|---|
| Deaths reported to the coroner | 3,015 | 3,088 | 3,104 |
| Inquests opened | 660 | 688 | 671 |
| Unsafe items removed from sale | 21,400 | 33,125 | 18,204 |
| Commercial units let | 93.2% | 93.8% | 94.1% |

Table 2: Conclusions at inquests

| Conclusion | 2023/24 | 2024/25 |
|---|---|---|
| Accident or misadventure | 160 | 166 |
| Natural causes | 300 | 290 |
| Other | 214 | 206 |
| All inquests | 674 | 662 |

"""
TRUE = (
    "A post-mortem examination was held in 1,304 cases, equal to 42% of the deaths reported.",
    "662 inquests were concluded in the year, fewer than were opened.",
    "Just over 18,000 unsafe items were removed from sale in the year, which is less than last year, when 20,000 "
    "unsafe items came from one ship.",
    "96.9% of the industrial units are let.",
)
FALSE = (
    ("There were 3,140 deaths reported to the coroner in 2024/25.", "3,140"),
    ("In 2024/25 688 inquests were opened.", "688"),
    ("In 2024/25 there were 18,024 unsafe items removed from sale.", "18,024"),
    ("At the end of 2024/25 93.8% of commercial units were let.", "93.8%"),
)


def _wrong(tmp_path: Path, *sentences: str) -> list[str]:
    path = tmp_path / "paper.txt"
    path.write_text(PAPER + "\n\n".join(sentences) + "\n", encoding="utf-8")
    return [f.printed for f in check_paper(path).contradictions]


def test_levels_of_other_things_are_not_called_wrong(tmp_path: Path) -> None:
    assert _wrong(tmp_path, *TRUE) == []


@pytest.mark.parametrize(("text", "printed"), FALSE)
def test_levels_with_a_slip_or_of_another_time_are_wrong(tmp_path: Path, text: str, printed: str) -> None:
    assert _wrong(tmp_path, text) == [printed]
