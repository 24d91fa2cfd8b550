"""The quarter and the year to date side by side: two facts that end on one day."""

from __future__ import annotations

from pathlib import Path

from check import check_paper
from extract import extract_file
from normalise import Register, Store
from records import Observation, Period, Role, Source, longer_spans, parse_period, parse_value
from tests.word_papers import Rows, write

PLANNING: Rows = [
    ["Measure", "Q3 2024/25", "Q2 2025/26", "Q3 2025/26", "Year to date", "Target", "RAG"],
    ["Applications decided in time", "85.1%", "86.0%", "90.5%", "87.9%", "85%", "G"],
    ["Searches returned in ten days", "64.3%", "80.0%", "95.8%", "90.2%", "90%", "G"],
    ["Days to validate", "6.8", "5.4", "5.1", "5.3", "5", "A"],
]
REGISTER = """format = 1
council = "Example Council"

[indicators.applications-in-time]
name = "Applications decided in time"
unit = "percent"
polarity = "H"
"""


def told(period: str, *, role: Role = "result", row: int | None = 1, printed: str = "5") -> Observation:
    when = parse_period(period)
    assert when is not None
    return Observation(Source("a" * 64, "p.docx", table=1, row=row), "Days", role, parse_value(printed), period=when)


def test_the_longer_of_two_times_that_end_together() -> None:
    year = told("Q3 2025/26")
    assert year.period is not None
    to_date = Observation(
        year.source, "Days", "result", parse_value("6"), period=Period(Period(year.period.end, year.period.end).start.replace(month=4, day=1), year.period.end, "YTD")
    )  # fmt: skip
    assert longer_spans([year, to_date]) == {1}
    assert longer_spans([to_date, told("Q2 2025/26")]) == set()  # another day
    assert longer_spans([to_date, told("Q3 2025/26", row=2)]) == set()  # another row
    assert longer_spans([to_date, told("Q3 2025/26", role="target")]) == set()  # no result
    assert longer_spans([to_date, told("Q3 2025/26", row=None)]) == set()  # prose


def test_a_year_to_date_beside_its_quarter_is_another_fact(tmp_path: Path) -> None:
    paper = write(["# Planning: Quarter 3 2025/26", PLANNING, "## Commentary", "All is well."], tmp_path / "p.docx")
    assert check_paper(paper).contradictions == ()
    (tmp_path / "register.toml").write_text(REGISTER, encoding="utf-8")
    register = Register.load(tmp_path / "register.toml")
    with Store.open(tmp_path / "s.db") as store:
        store.add(extract_file(paper), register)
        series = store.series("applications-in-time")
        assert [
            (f.period.start.isoformat(), f.period.end.isoformat(), f.value.printed, f.conflicts) for f in series
        ] == [
            ("2024-10-01", "2024-12-31", "85.1%", ()),
            ("2025-07-01", "2025-09-30", "86.0%", ()),
            ("2025-10-01", "2025-12-31", "90.5%", ()),
        ]
        assert check_paper(paper, store=store, register=register).contradictions == ()
