"""Tables survive the way out and back in each format, and no cell is a formula."""

from __future__ import annotations

import csv
import hashlib
import json
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from normalise import Register, Store
from normalise.export import (
    OBSERVATION_COLUMNS,
    Table,
    guard,
    history_table,
    observations_table,
    read_table,
    revisions_table,
    unguard,
    write_table,
)
from normalise.export_columns import COLUMN_MEANING
from normalise.series_table import CSV_COLUMNS
from records import TIDY_COLUMNS, ExistsError, InputError, NeedsExtraError, Observation, OutputError

from .made import FakeRegister, extraction, figure, publication

PLACED = "% of CIC placed within 20 miles from home (Excludes UASC)"
KEY = "cic-within-20-miles"
ENDINGS = (".csv", ".xlsx", ".parquet")


@pytest.fixture
def store(tmp_path: Path):
    known = FakeRegister({PLACED: KEY}, council="Kent")
    with Store.open(tmp_path / "s.db") as s:
        feb = publication("feb.pdf", "2016-02-29", "2016-04-12")
        mar = publication("=mar.pdf", "2016-03-31", "2016-05-13")
        s.add(extraction(feb, figure(feb, PLACED, "80.40%", "2016-02-29", unit="percent")), known)
        s.add(
            extraction(
                mar,
                figure(mar, PLACED, "76.5%", "2016-03-31", page=4),
                figure(mar, PLACED, "80.60%", "2016-02-29", role="previous"),
                figure(mar, PLACED, "-", "2015-03-31", role="outturn"),
                figure(mar, PLACED, "R", "2016-03-31", role="rag", word="red"),
                figure(mar, '=HYPERLINK("http://x")', "+3", "2016-03-31", role="change"),
                figure(mar, "@SUM(A1)", "-93", "2016-03-31", role="change"),
            ),
            known,
        )
        yield s


@pytest.mark.parametrize("ending", ENDINGS)
def test_observations_survive_the_round_trip(store: Store, tmp_path: Path, ending: str) -> None:
    table = observations_table(store, Register.load())
    n, written = write_table(table, tmp_path / f"out{ending}")
    columns, rows = read_table(written[0])
    assert columns == list(OBSERVATION_COLUMNS)
    assert n == len(rows) == 7
    back = [Observation.from_row(dict(zip(columns, row, strict=True))) for row in rows]
    expected = [s.observation for p in store.publications() for s in store.statements(p.sha256)]
    assert back == [Observation.from_row(o.to_row()) for o in expected]
    assert [(o.value.printed, o.value.number, o.value.places) for o in back[:2]] == [
        ("80.40%", Decimal("80.40"), 2),
        ("76.5%", Decimal("76.5"), 1),
    ]
    assert [str(o.value.number) for o in back] == [str(o.value.number) for o in expected]
    assert [o.period for o in back] == [o.period for o in expected]


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=10)
CELLS = TEXTS | st.sampled_from(
    ["=1+1", "'=1+1", "-", "--", "-5", "+3", "-2+3", "@x", "1.10", "0.0", "-0.0", "1e5", "00012", "NA", "nan",
     "_x0041_", "x005F_", "\t=1", "＝1", "12345678901234567890", "a\r\nb", " padded ", "2016-03-31", "TRUE", "#N/A"]
)  # fmt: skip


@pytest.mark.parametrize("ending", ENDINGS)
@settings(max_examples=50, deadline=None)
@example(rows=[("", "\r")])
@given(rows=st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=5))
def test_any_text_survives(tmp_path_factory: pytest.TempPathFactory, ending: str, rows: list[tuple[str, str]]) -> None:
    out = tmp_path_factory.mktemp("any") / f"out{ending}"
    n, _ = write_table(Table(("printed", "value"), rows, "Observations"), out)
    columns, back = read_table(out)
    assert (n, columns, back) == (len(rows), ["printed", "value"], [list(r) for r in rows])


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("@cmd|' /C calc'!A0", "'@cmd|' /C calc'!A0"),
        ("-2+3", "'-2+3"),
        ("+44 1234", "'+44 1234"),
        ("\t=1", "'\t=1"),
        ("'=1", "''=1"),
        ("-93", "-93"),
        ("+3", "+3"),
        ("-1,236.5%", "-1,236.5%"),
        ("-", "-"),
        ("–", "–"),
        ("-£1,200", "-£1,200"),
        ("'quoted'", "'quoted'"),
        ("", ""),
    ],
)
def test_guard(text: str, written: str) -> None:
    assert guard(text) == written
    assert unguard(written) == text


@given(TEXTS | CELLS)
def test_guarding_is_undone_exactly(text: str) -> None:
    assert unguard(guard(text)) == text


def test_no_cell_of_a_csv_or_workbook_is_a_formula(store: Store, tmp_path: Path) -> None:
    table = observations_table(store, Register.load())
    write_table(table, tmp_path / "o.csv")
    with (tmp_path / "o.csv").open(encoding="utf-8", newline="") as file:
        cells = [c for line in csv.reader(file) for c in line]
    assert [c for c in cells if c.startswith(("=", "@"))] == []
    assert "'=mar.pdf" in cells
    assert "-93" in cells
    write_table(observations_table(store, Register.load()), tmp_path / "o.xlsx")
    book = load_workbook(tmp_path / "o.xlsx")
    kinds = {c.data_type for sheet in book for line in sheet.iter_rows() for c in line if c.value is not None}
    assert "f" not in kinds
    book.close()


def test_the_workbook_is_ready_to_filter_and_explains_itself(store: Store, tmp_path: Path) -> None:
    write_table(observations_table(store, Register.load()), tmp_path / "o.xlsx")
    book = load_workbook(tmp_path / "o.xlsx")
    assert book.sheetnames == ["Observations", "Columns", "Definitions", "Sources"]
    sheet = book["Observations"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:AJ8"
    columns = [c.value for c in sheet[1]]
    first = dict(zip(columns, sheet[2], strict=True))
    assert (first["value"].value, first["value"].number_format) == (80.4, "0.00")
    assert (first["printed"].value, first["period"].value.isoformat()) == ("80.40%", "2016-02-29T00:00:00")
    assert [c.value for c in book["Definitions"][2]][:2] == [KEY, PLACED]
    assert [line[0].value for line in book["Sources"].iter_rows(min_row=2)] == ["feb.pdf", "=mar.pdf"]
    assert {line[0].value for line in book["Columns"].iter_rows(min_row=2)} == set(OBSERVATION_COLUMNS)
    book.close()


def test_the_descriptions_beside_a_csv_fit_it(store: Store, tmp_path: Path) -> None:
    _, written = write_table(observations_table(store, Register.load()), tmp_path / "Kent data.csv")
    assert [p.name for p in written] == ["Kent data.csv", "Kent data.datapackage.json", "Kent data.csv-metadata.json"]
    resource = json.loads(written[1].read_text(encoding="utf-8"))["resources"][0]
    assert resource["path"] == "Kent data.csv"
    assert resource["hash"] == "sha256:" + hashlib.sha256(written[0].read_bytes()).hexdigest()
    assert resource["bytes"] == written[0].stat().st_size
    assert [f["name"] for f in resource["schema"]["fields"]] == list(OBSERVATION_COLUMNS)
    assert {f["type"] for f in resource["schema"]["fields"] if f["name"] in {"period", "page", "x0", "value"}} == {
        "date", "integer", "number", "string",
    }  # fmt: skip
    web = json.loads(written[2].read_text(encoding="utf-8"))
    assert web["url"] == "Kent data.csv"
    assert [c["name"] for c in web["tableSchema"]["columns"]] == list(OBSERVATION_COLUMNS)


def test_every_column_of_every_table_has_a_meaning() -> None:
    for columns in (TIDY_COLUMNS, OBSERVATION_COLUMNS, CSV_COLUMNS):
        assert [c for c in columns if not COLUMN_MEANING.get(c)] == []


def test_history_and_revisions(store: Store, tmp_path: Path) -> None:
    register = Register.load()
    write_table(history_table(store, register, key=KEY), tmp_path / "h.csv")
    columns, rows = read_table(tmp_path / "h.csv")
    found = [dict(zip(columns, r, strict=True)) for r in rows]
    assert [(r["period"], r["result"], r["revised"], r["rag"]) for r in found] == [
        ("2015-03-31", "-", "no", ""),
        ("2016-02-29", "80.60%", "yes", ""),
        ("2016-03-31", "76.5%", "no", "red"),
    ]
    assert found[1]["first_result"] == "80.40%"
    write_table(revisions_table(store, register), tmp_path / "r.csv")
    columns, rows = read_table(tmp_path / "r.csv")
    [revision] = [dict(zip(columns, r, strict=True)) for r in rows]
    assert revision == {
        "indicator_key": KEY,
        "indicator": PLACED,
        "area": "Kent",
        "cohort": "all",
        "period": "2016-02-29",
        "earlier": "80.40%",
        "earlier_publication": "feb.pdf",
        "earlier_published": "2016-04-12",
        "later": "80.60%",
        "later_publication": "=mar.pdf",
        "later_published": "2016-05-13",
        "difference": "0.20",
        "unit": "percent",
    }


def test_what_cannot_be_written_says_why(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = observations_table(store, Register.load())
    with pytest.raises(InputError, match="not a format of tables"):
        write_table(table, tmp_path / "o.pdf")
    (tmp_path / "o.csv").write_text("mine")
    with pytest.raises(ExistsError, match="exists already"):
        write_table(table, tmp_path / "o.csv")
    assert (tmp_path / "o.csv").read_text() == "mine"
    with pytest.raises(OutputError, match="cannot be written"):
        write_table(table, tmp_path / "nowhere" / "o.csv")
    with pytest.raises(OutputError, match="does not fit a spreadsheet cell"):
        write_table(Table(("printed",), [["x" * 40_000]], "T"), tmp_path / "o.xlsx")
    assert not list(tmp_path.glob("*.part"))
    import builtins

    real = builtins.__import__

    def without(name: str, *rest: object, **more: object) -> object:
        if name.startswith("pyarrow"):
            raise ModuleNotFoundError(name)
        return real(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(NeedsExtraError, match="optional part"):
        write_table(table, tmp_path / "o.parquet")
