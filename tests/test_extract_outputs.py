"""The tidy table as files, the summary, and the verb extract."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from extract import Extraction, recognise, summarise, tidy_observations, write_tidy
from extract.outputs import TidyWriter, plain_text, safe_text
from extract.run import find_files, run_extract
from records import TIDY_COLUMNS, ExistsError, ExitCode, MissingInputError, OutputError, UnreadableError, from_frame

from .grids import Spec, document, grid, heading, text

ROWS: list[list[Spec]] = [
    ["ID", "Indicator", "Polarity", "Result", "RAG", "Num", "Denom", "Target"],
    ["1", "% of visits", "H", "76.5%", "R", "52", "68", "85.0%"],
    ["2", "=HYPERLINK(1) % of reviews", "H", "1.10%", "R", "-", "-", "85.0%"],
]


@pytest.fixture
def extraction() -> Extraction:
    return recognise(document(heading("Scorecard - Kent - Mar 2016"), grid(ROWS), text("It rose by 5% in Feb 2016.")))


@pytest.mark.parametrize(
    ("text", "safe"),
    [("=1+1", "'=1+1"), ("@cmd", "'@cmd"), ("-93", "-93"), ("+3.2%", "+3.2%"), ("-", "-"), ("-cmd|' /C calc'!A0", "'-cmd|' /C calc'!A0"), ("+A1", "'+A1"), ("\tx", "'\tx"), ("Kent", "Kent"), ("", "")],
)  # fmt: skip
def test_text_that_would_run_as_a_formula(text: str, safe: str) -> None:
    assert safe_text(text) == safe
    assert plain_text(safe) == text


def test_csv_reads_back_without_loss(extraction: Extraction, tmp_path: Path) -> None:
    out = tmp_path / "tidy.csv"
    observations = tidy_observations([extraction])
    assert len(observations) == 11
    write_tidy(out, observations)
    with out.open(encoding="utf-8", newline="") as f:
        rows = list(csv.reader(f))
    assert tuple(rows[0]) == TIDY_COLUMNS
    assert not [cell for row in rows for cell in row if cell.startswith("=")]
    frame = pd.read_csv(out, dtype=str, keep_default_na=False).map(plain_text)
    assert from_frame(frame) == observations


def test_xlsx_holds_text_only(extraction: Extraction, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    out = tmp_path / "tidy.xlsx"
    write_tidy(out, tidy_observations([extraction]))
    cells = [c for row in load_workbook(out).worksheets[0].iter_rows() for c in row if c.value is not None]
    assert {c.data_type for c in cells} == {"s"}
    assert "=HYPERLINK(1) % of reviews" in {c.value for c in cells}
    assert "1.10%" in {c.value for c in cells}


def test_parquet_reads_back(extraction: Extraction, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    out = tmp_path / "tidy.parquet"
    write_tidy(out, tidy_observations([extraction]))
    assert from_frame(pd.read_parquet(out)) == tidy_observations([extraction])


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_our_own_table_is_overwritten_and_nobody_elses(extraction: Extraction, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"tidy.{ending}"
    write_tidy(out, [])
    write_tidy(out, tidy_observations([extraction]))
    out.write_text("my own notes", encoding="utf-8")
    with pytest.raises(ExistsError, match="not a table that panelpaper wrote"):
        write_tidy(out, [])
    assert out.read_text(encoding="utf-8") == "my own notes"
    write_tidy(out, [], force=True)


def test_an_unknown_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"\.docx is not known"):
        write_tidy(tmp_path / "tidy.docx", [])


def test_an_interrupted_table_leaves_the_old_one(extraction: Extraction, tmp_path: Path) -> None:
    out = tmp_path / "tidy.csv"
    write_tidy(out, tidy_observations([extraction]))
    before = out.read_bytes()

    def stop() -> None:
        with TidyWriter(out) as table:
            table.add(extraction.observations[:1])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stop()
    assert out.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["tidy.csv"]


def test_summary_tells_what_was_read(extraction: Extraction) -> None:
    summary = summarise(extraction)
    assert (summary.kind, summary.period, summary.tables, summary.prose_figures) == ("scorecard", "Mar 2016", 1, 1)
    assert summary.observations == {"scorecard": 10}
    assert (summary.passed, summary.failed) == (2, 0)
    lines = "\n".join(summary.lines())
    assert "10 observations (10 scorecard); 1 figure in prose" in lines
    assert "2 agree, 0 contradict" in lines


# -- the verb ------------------------------------------------------------------------------------------------


def copy(name: str) -> str:
    return (
        "# Scorecard - Kent\n\nMar 2016\n\nIndicator\tPolarity\tResult\tNum\tDenom\tTarget\n"
        + f"% of {name}\tH\t76.5%\t52\t68\t85.0%\n"
    )


def test_files_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.txt", "~$a.docx", "notes.log", "sub/c.txt"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert [p.name for p in find_files([tmp_path, tmp_path / "a.txt"])] == ["a.txt", "b.txt", "c.txt"]
    with pytest.raises(MissingInputError, match="no such file"):
        find_files([tmp_path / "none.pdf"])
    (tmp_path / "empty").mkdir()
    with pytest.raises(MissingInputError, match="holds no file"):
        find_files([tmp_path / "empty"])


def test_run_over_a_folder_with_a_bad_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text(copy("visits"), encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(b"")
    out = tmp_path / "out" / "tidy.csv"
    assert run_extract([tmp_path], out=out, summary=True) is ExitCode.PARTIAL
    frame = pd.read_csv(out, dtype=str, keep_default_na=False)
    assert list(frame["printed"]) == ["76.5%", "52", "68", "85.0%"]
    unread = pd.read_csv(out.with_name("tidy.unread.csv"), dtype=str, keep_default_na=False)
    assert list(unread["document"]) == ["b.pdf"]
    told = capsys.readouterr()
    assert "1 of 2 files read: 4 figures" in told.out
    assert "Not read: b.pdf" in told.err


def test_tables_written_into_the_folder_are_not_read_the_next_time(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(copy("visits"), encoding="utf-8")
    (tmp_path / "b.pdf").write_bytes(b"")
    out = tmp_path / "tidy.csv"
    run_extract([tmp_path], out=out)
    assert out.with_name("tidy.unread.csv").is_file()
    run_extract([tmp_path], out=out, fresh=True)
    assert set(pd.read_csv(out, dtype=str)["document"]) == {"a.txt"}


def test_one_bad_file_alone_is_an_error(tmp_path: Path) -> None:
    bad = tmp_path / "b.pdf"
    bad.write_bytes(b"")
    with pytest.raises(UnreadableError, match="empty"):
        run_extract([bad])


def test_the_verb(tmp_path: Path) -> None:
    import typer

    from extract.commands import register

    app = typer.Typer()
    app.callback()(lambda: None)
    register(app)
    (tmp_path / "a.txt").write_text(copy("visits"), encoding="utf-8")
    result = CliRunner().invoke(
        app, ["extract", str(tmp_path / "a.txt"), "--out", str(tmp_path / "t.csv"), "--debug-dir", str(tmp_path / "d")]
    )
    assert result.exit_code == 0, result.output
    assert "1 of 1 file read: 4 figures." in result.output
    columns = (tmp_path / "d" / "a.columns.csv").read_text(encoding="utf-8")
    assert "numerator" in columns
    assert "Example: panelpaper extract" in CliRunner().invoke(app, ["extract", "--help"]).output
