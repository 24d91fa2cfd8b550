"""A folder of publications goes into the store in one run; one bad file never stops it."""

from __future__ import annotations

import csv
import re
import shutil
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from normalise import Register, Store
from normalise.backfill import BackFill, Item, back_fill
from normalise.backfill_files import write_self_checks, write_unread
from normalise.backfill_report import print_report
from normalise.commands import register as register_verbs
from normalise.files import find_files
from records import (
    ExitCode,
    Finding,
    MissingInputError,
    PanelpaperError,
    Source,
    StoreError,
    Unread,
    UnreadableError,
)

from .made import FakeRegister, extraction, figure, publication

NAME = "% of children placed near home"
REGISTER = FakeRegister({NAME: "near-home"})


def reader(path: Path):
    """Stands in for the readers: the file's text is "DAY NAME"; "broken" cannot be read."""
    from normalise.backfill import fingerprint

    text = path.read_text(encoding="utf-8")
    if text.startswith("broken"):
        raise UnreadableError("the file is damaged", where=path.name, next_step="Ask for a fresh copy.")
    day, _, name = text.partition(" ")
    p = publication(path.name, day, day, sha256=fingerprint(path))
    return extraction(p, figure(p, name, "50.5%", day))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    archive = tmp_path / "archive"
    (archive / "2016").mkdir(parents=True)
    (archive / ".hidden").mkdir()
    for name, text in (
        ("a.txt", f"2016-01-31 {NAME}"),
        ("b.txt", "broken"),
        ("2016/c.txt", "2016-02-29 Unheard of"),
        ("copy of a.txt", f"2016-01-31 {NAME}"),
        ("~$a.docx", "lock file of Word"),
        (".hidden/x.txt", "broken"),
        ("notes.zip", "not a document"),
    ):
        (archive / name).write_text(text, encoding="utf-8")
    return archive


def test_a_folder_in_one_run(folder: Path, tmp_path: Path) -> None:
    counted: list[int] = []
    with Store.open(tmp_path / "s.db") as store:
        run = back_fill([folder], store, REGISTER, extract=reader, started=counted.append)
        assert [(i.path.name, i.stored, i.already, i.error is not None) for i in run.items] == [
            ("c.txt", 1, False, False),
            ("a.txt", 1, False, False),
            ("b.txt", 0, False, True),
            ("copy of a.txt", 0, True, False),
        ]
        assert (counted, [p.name for p in run.left_alone]) == ([4], ["notes.zip"])
        assert (run.waiting, run.exit_code) == (1, ExitCode.PARTIAL)
        assert len(store.publications()) == 2


def test_a_second_run_reads_nothing_again(folder: Path, tmp_path: Path) -> None:
    (folder / "b.txt").unlink()
    read: list[str] = []

    def counting(path: Path):
        read.append(path.name)
        return reader(path)

    with Store.open(tmp_path / "s.db") as store:
        back_fill([folder], store, REGISTER, extract=counting)
        assert sorted(read) == ["a.txt", "c.txt"]
        run = back_fill([folder], store, REGISTER, extract=counting)
        assert sorted(read) == ["a.txt", "c.txt"]
        assert (run.exit_code, run.waiting, run.settled_later) == (ExitCode.REVIEW, 1, 0)
        taught = FakeRegister({NAME: "near-home", "Unheard of": "heard-of"})
        run = back_fill([folder], store, taught, extract=counting)
        assert (run.exit_code, run.waiting, run.settled_later) == (ExitCode.OK, 0, 1)
        assert sorted(store.keys()) == ["heard-of", "near-home"]


def test_an_interrupted_run_goes_on_where_it_stopped(folder: Path, tmp_path: Path) -> None:
    def stops(path: Path):
        if path.name == "a.txt":
            raise KeyboardInterrupt
        return reader(path)

    with Store.open(tmp_path / "s.db") as store:
        with pytest.raises(KeyboardInterrupt):
            back_fill([folder], store, REGISTER, extract=stops)
        assert [p.document for p in store.publications()] == ["c.txt"]
        run = back_fill([folder], store, REGISTER, extract=reader)
        assert [i.already for i in run.items if i.error is None] == [True, False, True]


def test_a_fault_of_our_own_in_one_file_does_not_stop_the_rest(folder: Path, tmp_path: Path) -> None:
    def faulty(path: Path):
        if path.name == "c.txt":
            raise ZeroDivisionError("division by zero")
        return reader(path)

    with Store.open(tmp_path / "s.db") as store:
        run = back_fill([folder], store, REGISTER, extract=faulty)
        assert [(i.path.name, i.error.why) for i in run.failed if i.error] == [
            ("c.txt", "ZeroDivisionError: division by zero"),
            ("b.txt", ""),
        ]
        assert [p.document for p in store.publications()] == ["a.txt"]


def test_a_store_that_refuses_stops_the_run(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(tmp_path / "s.db") as store:

        def full(*_: object, **__: object) -> None:
            raise StoreError("there is no room left for the store")

        monkeypatch.setattr(store, "add", full)
        with pytest.raises(StoreError, match="no room left"):
            back_fill([folder], store, REGISTER, extract=reader)


def test_what_the_new_publications_did_is_told(tmp_path: Path) -> None:
    """Revisions and the breaks they suggest, of this run's publications only."""
    days = ["2016-01-31", "2016-02-29", "2016-03-31", "2016-04-30"]

    def revising(path: Path):
        from normalise.backfill import fingerprint

        n = int(path.stem)
        p = publication(path.name, days[n], days[n], sha256=fingerprint(path))
        rows = [figure(p, NAME, f"{50 + n}.5%", days[n])]
        rows += [figure(p, NAME, "20.1%" if n == 3 else f"{50 + m}.5%", days[m], table="trend") for m in range(n)]
        return extraction(p, *rows)

    for n in range(3):
        (tmp_path / f"{n}.txt").write_text(str(n))
    with Store.open(tmp_path / "s.db") as store:
        run = back_fill([tmp_path], store, REGISTER, extract=revising)
        assert (run.revised, run.breaks) == (0, [])
        (tmp_path / "3.txt").write_text("3")
        run = back_fill([tmp_path], store, REGISTER, extract=revising)
        assert run.revised == 3
        assert [(key, b.since, b.certain) for key, b in run.breaks] == [("near-home", date(2016, 4, 30), False)]
        run = back_fill([tmp_path], store, REGISTER, extract=revising)
        assert (run.revised, run.breaks) == (0, [])


def test_the_summary_is_a_page_and_the_files_hold_the_rest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    p = publication("m.pdf", "2016-03-31", "2016-05-13")
    place = Source(p.sha256, p.document, 4, 1, 7, "Latest", printed="x")
    findings = [
        Finding("contradicts", "ratio", place, f"{n}%", f"=check {n}", severity="serious" if n == 9 else "minor")
        for n in range(10)
    ]
    lost = Unread("arrow", "the sign is not known", place, "=¤")
    run = BackFill([Item(Path("m.pdf"), p, stored=5, contradicts=10, unread=1)])
    run.contradictions += findings
    run.unread.append(lost)
    with Store.open(tmp_path / "s.db") as store:
        print_report(run, store, review=None, lists=(tmp_path / "a.csv", tmp_path / "b.csv"))
    out = capsys.readouterr().out
    assert out.count("Self-check: m.pdf") == 3
    assert out.index("=check 9") < out.index("=check 0")
    assert "... and 7 more in m.pdf." in out
    assert "10 do not agree (all in" in out
    write_self_checks(tmp_path / "a.csv", findings)
    write_unread(tmp_path / "b.csv", run.unread)
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert (len(rows), rows[9]["row"], rows[9]["severity"], rows[9]["explanation"]) == (10, "8", "serious", "'=check 9")
    with (tmp_path / "b.csv").open(encoding="utf-8", newline="") as file:
        assert [r["printed"] for r in csv.DictReader(file)] == ["'=¤"]


def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match="no such file or folder"):
        find_files([tmp_path / "nowhere"])
    with pytest.raises(MissingInputError, match="no document to read"):
        find_files([tmp_path])


def test_a_named_file_is_tried_whatever_its_ending(folder: Path) -> None:
    assert [p.name for p in find_files([folder / "notes.zip", folder / "a.txt"])[0]] == ["notes.zip", "a.txt"]


# -- at the prompt, on real documents ---------------------------------------------------------------------


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    app = typer.Typer()
    register_verbs(app)

    def call(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(app, list(words))
        if isinstance(result.exception, PanelpaperError):
            return int(result.exception.exit_code), result.exception.message
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.output

    return call


@pytest.fixture(scope="module")
def kent(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the archive's documents."""
    out = tmp_path_factory.mktemp("kent") / "panelpaper.db"
    with Store.open(out) as store:
        back_fill([archive / "documents"], store, Register.load(), jobs=2)
    return out


def test_the_archive_at_the_prompt(archive: Path, run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("documents/scorecard_2016_01_xlsx.pdf", "broken/truncated.pdf", "broken/zero_byte.pdf"):
        shutil.copy(archive / name, tmp_path / "in")
    code, out = run("normalise", "in", "--review", "review.csv")
    assert code == ExitCode.PARTIAL
    assert "Not read: truncated.pdf" in out
    assert "Not read: zero_byte.pdf" in out
    assert re.search(r"3 files: 1 stored with 1,[56]\d\d figures, 0 in the store already, 2 not read\.", out)
    assert "\x1b" not in out
    code, out = run("normalise", "in")
    assert "3 files: 0 stored with 0 figures, 1 in the store already, 2 not read." in out
    code, out = run("normalise", "--explain", "Percentage of CIC placed within 20 miles from home (Excludes UASC)")
    assert (code, "accept: cic-within-20-miles, by panelpaper" in out) == (0, True)
    assert run("normalise")[0] == ExitCode.USAGE


def test_every_printed_result_of_the_scorecards_is_in_the_store(archive: Path, kent: Path) -> None:
    """Each of the published figures, cell by cell, by its truth: value, cohort, area, period."""
    register = Register.load()
    missing = []
    total = 0
    with Store.open(kent, create=False) as store:
        for name in ("scorecard_2016_01_xlsx", "scorecard_2016_03_xlsx"):
            with (archive / "truth" / f"{name}.observations.csv").open(encoding="utf-8-sig") as file:
                truth = [r for r in csv.DictReader(file) if r["table"] in {"scorecard", "impact_of_uasc", "activity"}]
            for r in truth:
                if r["measure"] not in {"latest", "previous", "outturn"}:
                    continue
                total += 1
                decision = register.resolve(r["indicator"], section=r["section"])
                role_documents = {f"{name}.pdf"}
                found = store.figure(
                    decision.key,
                    date.fromisoformat(r["period"]),
                    area="" if r["area"] == "Kent" else r["area"],
                    cohort=r["cohort"],
                )
                said = {
                    (s.value.printed, s.value.number)
                    for s in (found.statements if found else ())
                    if s.publication.document in role_documents
                }
                number = Decimal(r["value_number"]) if r["value_number"] else None
                if (r["value"], number) not in said:
                    missing.append((r["indicator"], r["area"], r["cohort"], r["measure"], r["value"], said))
    assert total > 1000
    assert missing == []


def test_the_january_figures_that_march_repeats_are_not_revised(archive: Path, kent: Path) -> None:
    with Store.open(kent, create=False) as store:
        revised = [
            (key, f.period.end)
            for key in sorted(store.keys())
            for f in store.series(key)
            if f.period.end <= date(2016, 1, 31) and f.revised
        ]
        stability = store.series("cic-placement-stability-3plus")
    assert revised == []
    jan = next(f for f in stability if f.period.end == date(2016, 1, 31))
    assert {s.publication.document for s in jan.statements if s.publication.kind == "scorecard"} == {
        "scorecard_2016_01_xlsx.pdf",
        "scorecard_2016_03_xlsx.pdf",
    }


def test_series_of_the_archive_at_the_prompt(kent: Path, run) -> None:
    code, out = run("series", "placement stability", "--store", str(kent))
    assert code == 0
    assert "[cic-placement-stability-3plus]" in out
    assert "[cic-same-placement-2-years]" in out
    line = next(x for x in out.splitlines() if x.startswith("Mar 2016") and "12.5%" in x)
    assert " ".join(line.split()) == "Mar 2016 12.5% 290/2320 Red 9.0% scorecard_2016_03_xlsx.pdf page 4 13 May 2016"


def test_importing_the_verbs_loads_no_engine() -> None:
    import subprocess

    code = (
        "import sys, typer\nfrom normalise.commands import register\nregister(typer.Typer())\n"
        "heavy = {'pandas', 'sqlalchemy', 'openpyxl', 'rapidfuzz', 'numpy', 'matplotlib', 'pypdfium2', 'docx'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert found.stdout.strip() == "[]"
