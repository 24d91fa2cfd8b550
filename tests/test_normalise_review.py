from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
import typer
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from extract import Document, Extraction
from normalise import Register, Store
from normalise.names_commands import register_names
from normalise.review import CHOICES, LATER, NEW, NONE, NOT, SAME, SAME_KEY, ReviewItem, apply, ask, item_of
from normalise.review_files import read_review, write_review, write_sssom
from records import (
    ExistsError,
    ExitCode,
    InputError,
    MissingInputError,
    Observation,
    Period,
    Publication,
    Source,
    UnreadableError,
    Value,
)

TODAY = date(2016, 6, 1)
ITEM = ReviewItem(
    name="% of CIC placed within 30 miles",
    section="CHILDREN IN CARE",
    indicator_id="22",
    polarity="H",
    basis="SS",
    unit="percent",
    document="card.pdf",
    page="4",
    printed="81.4%",
    publications=3,
    suggestions=(("cic-within-20-miles", "% of CIC placed within 20 miles: home"), ("cl-eet", "x")),
    why="veto, numbers: up to 30 miles against up to 20 miles",
)


@pytest.fixture
def register(tmp_path: Path) -> Register:
    Register.load().save(tmp_path / "register.toml")
    return Register.load(tmp_path / "register.toml")


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=30).map(str.strip)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=TEXT.filter(bool), why=TEXT, reason=TEXT)
def test_a_sheet_comes_back_without_loss(
    tmp_path: Path, register: Register, suffix: str, name: str, why: str, reason: str
) -> None:
    items = [
        ITEM,
        replace(ITEM, name=name, why=why, reason=reason, decision=LATER, who="A. Analyst", when=TODAY, suggestions=()),
        replace(ITEM, name="=HYPERLINK(A1)", printed="+1", why="'=x", decision=NEW, key="=new"),
    ]
    path = tmp_path / f"review{suffix}"
    write_review(path, items, register)
    assert read_review(path) == items


def test_the_sheet_offers_decisions_and_keys(tmp_path: Path, register: Register) -> None:
    from openpyxl import load_workbook

    path = tmp_path / "review.xlsx"
    write_review(path, [ITEM, replace(ITEM, name="=1+1")], register)
    book = load_workbook(path)
    assert book.sheetnames == ["Names", "Register", "How to"]
    decisions, keys = book["Names"].data_validations.dataValidation
    assert decisions.formula1.strip('"').split(",") == list(CHOICES)
    assert len(decisions.formula1) < 256
    assert keys.formula1 == f"Register!$A$2:$A${len(register) + 1}"
    assert book["Names"]["A3"].data_type == "s"
    assert [cell.value for cell in book["Register"]["A"]][1:] == list(register)


def test_a_sheet_filled_in_with_a_spreadsheet_is_read(tmp_path: Path, register: Register) -> None:
    from openpyxl import load_workbook

    path = tmp_path / "review.xlsx"
    write_review(path, [ITEM], register)
    book = load_workbook(path)
    sheet = book["Names"]
    column = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, column["decision"]).value = SAME[0]
    sheet.cell(2, column["decided by"]).value = "A. Analyst"
    sheet.cell(2, column["date"]).value = datetime(2016, 6, 1)
    book.save(path)
    assert read_review(path) == [replace(ITEM, decision=SAME[0], who="A. Analyst", when=TODAY)]


@pytest.mark.parametrize("printed", ["2016-06-01", "01/06/2016", "1 June 2016", "1 Jun 2016", "01/06/16"])
def test_dates_as_people_write_them(tmp_path: Path, register: Register, printed: str) -> None:
    path = tmp_path / "review.csv"
    write_review(path, [replace(ITEM, when=date(1999, 1, 1))], register)
    path.write_text(path.read_text(encoding="utf-8-sig").replace("1999-01-01", printed), encoding="utf-8")
    assert read_review(path)[0].when == TODAY


def test_sheets_that_cannot_be_read_are_named(tmp_path: Path, register: Register) -> None:
    with pytest.raises(MissingInputError):
        read_review(tmp_path / "none.xlsx")
    (tmp_path / "bad.xlsx").write_bytes(b"not a workbook")
    with pytest.raises(UnreadableError, match="not an Excel workbook"):
        read_review(tmp_path / "bad.xlsx")
    (tmp_path / "other.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(UnreadableError, match="column 'printed name' is missing"):
        read_review(tmp_path / "other.csv")
    write_review(tmp_path / "day.csv", [replace(ITEM, when=TODAY)], register)
    text = (tmp_path / "day.csv").read_text(encoding="utf-8-sig").replace("2016-06-01", "last week")
    (tmp_path / "day.csv").write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableError, match="row 2: 'last week' is not a date"):
        read_review(tmp_path / "day.csv")


@pytest.mark.parametrize(
    ("decision", "key", "verdict", "resolved"),
    [
        (SAME[0], "", "accept", "cic-within-20-miles"),
        (SAME[1], "", "accept", "cl-eet"),
        (SAME_KEY, "cl-in-touch", "accept", "cl-in-touch"),
        (NEW, "cic-within-30-miles", "accept", "cic-within-30-miles"),
        (NEW, "", "new", ""),
        (NOT, "", "new", ""),
    ],
)
def test_a_decision_is_kept_and_never_asked_again(
    register: Register, decision: str, key: str, verdict: str, resolved: str
) -> None:
    item = replace(ITEM, decision=decision, key=key, reason="agreed")
    done = apply([item], register, who="A. Analyst", today=TODAY)
    assert (len(done.kept), done.problems, done.open) == (1, [], 0)
    register.save()
    register.decisions.save()
    again = Register.load(register.path)
    found = again.resolve(ITEM.name)
    assert (found.verdict, found.key, found.decided_by) == (verdict, resolved, "A. Analyst")
    rerun = apply([item], again, who="B. Other", today=date(2017, 1, 1))
    assert (rerun.kept, rerun.known, rerun.problems) == ([], 1, [])
    if resolved:
        assert ITEM.name in {label.text for label in again[resolved].labels}


def test_a_new_indicator_takes_what_the_row_prints(register: Register) -> None:
    apply([replace(ITEM, decision=NEW, key="cic-within-30-miles")], register, who="A", today=TODAY)
    found = register["cic-within-30-miles"]
    assert (found.unit, found.polarity, found.basis, found.section) == ("percent", "H", "SS", "CHILDREN IN CARE")


def test_none_of_the_suggestions_takes_them_out(register: Register) -> None:
    apply([replace(ITEM, decision=NONE)], register, who="A", today=TODAY)
    assert "cic-within-20-miles" not in {c.key for c in register.resolve(ITEM.name).candidates}


@pytest.mark.parametrize(
    ("item", "problem"),
    [
        (replace(ITEM, decision=SAME[2], who="A"), "there is no suggestion 3"),
        (replace(ITEM, decision=SAME_KEY, key="nowhere", who="A"), "no indicator 'nowhere'"),
        (replace(ITEM, decision=NEW, key="cl-eet", who="A"), "is in use"),
        (replace(ITEM, decision=NEW, key="Not A Key", who="A"), "lower case"),
        (replace(ITEM, decision="perhaps", who="A"), "is not one of"),
        (replace(ITEM, decision=SAME[0]), "nobody is named"),
    ],
)
def test_what_cannot_be_kept_is_told_and_changes_nothing(register: Register, item: ReviewItem, problem: str) -> None:
    keys, decided = list(register), len(register.decisions)
    done = apply([item], register, today=TODAY)
    assert problem in done.problems[0]
    assert (list(register), len(register.decisions)) == (keys, decided)


def test_a_contrary_decision_is_told(register: Register) -> None:
    apply([replace(ITEM, decision=SAME[0])], register, who="A", today=TODAY)
    done = apply([replace(ITEM, decision=SAME[1])], register, who="B", today=TODAY)
    assert "was decided before: same cic-within-20-miles by A" in done.problems[0]


def answers(*given: str) -> Callable[[str], str]:
    left = list(given)
    return lambda _: left.pop(0)


def test_the_review_in_the_terminal() -> None:
    said: list[str] = []
    items = [ITEM, replace(ITEM, name="Second"), replace(ITEM, name="Third"), replace(ITEM, name="Fourth")]
    prompt = answers("7", "1", "yes it is", "", "n", "a-new-key", "", "q")
    out = ask(items, who="A", say=said.append, prompt=prompt, today=TODAY)
    assert [(i.decision, i.key, i.who, i.reason) for i in out] == [
        (SAME[0], "", "A", "yes it is"),
        ("", "", "", ""),
        (NEW, "a-new-key", "A", ""),
        ("", "", "", ""),
    ]
    assert "   That is not one of the answers above." in said
    assert any("cic-within-20-miles" in line for line in said)


def test_an_item_shows_why_it_waits(register: Register) -> None:
    item = item_of(register.resolve("% of CIC placed within 30 miles from home (Excludes UASC)"))
    assert item.suggestions[0][0] == "cic-within-20-miles"
    assert "30 miles against up to 20 miles" in item.why


def test_decisions_export_as_sssom(tmp_path: Path, register: Register) -> None:
    apply([replace(ITEM, decision=SAME[0], reason="agreed")], register, who="A. Analyst", today=TODAY)
    apply([replace(ITEM, name="Second", decision=NONE)], register, who="A. Analyst", today=TODAY)
    apply([replace(ITEM, name="Third", decision=NOT)], register, who="A. Analyst", today=TODAY)
    path = tmp_path / "decisions.tsv"
    write_sssom(path, register)
    lines = path.read_text(encoding="utf-8").splitlines()
    table = [line.split("\t") for line in lines if not line.startswith("#")]
    assert len({len(row) for row in table}) == 1
    rows = [dict(zip(table[0], row, strict=True)) for row in table[1:]]
    assert rows[0]["subject_label"] == ITEM.name
    assert (rows[0]["predicate_id"], rows[0]["object_id"]) == ("skos:exactMatch", "register:cic-within-20-miles")
    assert (rows[0]["author_label"], rows[0]["mapping_date"]) == ("A. Analyst", "2016-06-01")
    assert [r["predicate_modifier"] for r in rows] == ["", "Not", "Not", ""]
    assert rows[3]["object_id"] == "sssom:NoTermFound"


def extraction(*names: str) -> Extraction:
    sha = "a" * 64
    period = Period(date(2016, 9, 30), date(2016, 9, 30), "SS")
    rows = [
        Observation(
            Source(sha, "card.pdf", 4, 1, row, "LATEST | Result", printed="81.4%"),
            name,
            "result",
            Value("81.4%", Decimal("81.4"), 1, "percent"),
            table="scorecard",
            section="CHILDREN IN CARE",
            indicator_id=str(row),
            area="Kent",
            polarity="H",
            basis="SS",
            period=period,
        )
        for row, name in enumerate(names, 1)
    ]
    publication = Publication(sha, "card.pdf", "scorecard", "", "Kent", date(2016, 11, 1), period, "pdf", ("Kent",))
    return Extraction(publication, Document(Path("card.pdf"), sha, "pdf", ()), tuple(rows))


def run(*arguments: str, typed: str = "") -> tuple[int, str]:
    app = typer.Typer()
    register_names(app)
    result = CliRunner().invoke(app, list(arguments), input=typed)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


@pytest.fixture
def waiting(tmp_path: Path, register: Register, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a register and a store in which two names wait."""
    monkeypatch.chdir(tmp_path)
    with Store.open(tmp_path / "panelpaper.db") as store:
        names = ("% of CIC placed within 20 miles from home (Excludes UASC)", ITEM.name, "% of ZQX plans rated good")
        store.add(extraction(*names), register)
        assert [w.name[0] for w in store.waiting()] == [ITEM.name, "% of ZQX plans rated good"]
    return tmp_path


def test_from_the_store_to_a_sheet_and_back(waiting: Path) -> None:
    code, said = run("review", "--out", "review.xlsx")
    assert (code, said) == (int(ExitCode.REVIEW), "2 names wait. Written to review.xlsx.\n")
    items = read_review(waiting / "review.xlsx")
    assert (items[0].document, items[0].page, items[0].printed, items[0].section) == (
        "card.pdf",
        "4",
        "81.4%",
        "CHILDREN IN CARE",
    )
    write_review(
        waiting / "review.xlsx", [replace(items[0], decision=NEW, key="cic-within-30-miles"), items[1]], Register.load()
    )
    code, said = run("review", "review.xlsx", "--who", "A. Analyst", "--sssom", "decisions.tsv")
    assert code == int(ExitCode.REVIEW)
    assert "1 decisions kept in decisions.toml, 0 known already, 1 still wait, 0 could not be kept." in said
    with Store.open(waiting / "panelpaper.db") as store:
        assert [w.name[0] for w in store.waiting()] == ["% of ZQX plans rated good"]
        known = store.keys()
        assert "cic-within-30-miles" in known
    assert "register:cic-within-30-miles" in (waiting / "decisions.tsv").read_text(encoding="utf-8")
    before = (waiting / "decisions.toml").read_bytes(), (waiting / "register.toml").read_bytes()
    _, said = run("review", "review.xlsx", "--who", "B. Other")
    assert "0 decisions kept in decisions.toml, 1 known already" in said
    assert before == ((waiting / "decisions.toml").read_bytes(), (waiting / "register.toml").read_bytes())


def test_the_review_at_the_prompt_ends_with_nothing_waiting(waiting: Path) -> None:
    code, said = run("review", typed="A. Analyst\nk\ncl-eet\nmy reason\ni\n\n")
    assert code == 0, said
    assert "2 decisions kept" in said
    assert [d.why for d in Register.load(waiting / "register.toml").decisions] == ["my reason", ""]
    assert run("review")[1] == "No name waits.\n"


def test_decisions_need_a_register_of_ones_own(waiting: Path) -> None:
    (waiting / "register.toml").unlink()
    write_review(waiting / "review.csv", [replace(ITEM, decision=NOT, who="A")], Register.load())
    with pytest.raises(InputError, match="register of your own"):
        run("review", "review.csv")


def test_the_register_verbs(waiting: Path) -> None:
    assert run("register", "lint")[0] == 0
    (waiting / "own.toml").write_text(
        (waiting / "register.toml").read_text(encoding="utf-8").replace('to = "cl-suitable', 'to = "gone-', 1),
        encoding="utf-8",
    )
    code, said = run("register", "lint", "own.toml")
    assert code == int(ExitCode.REGISTER)
    assert "which is not in the register" in said
    with pytest.raises(ExistsError):
        run("register", "new", "own.toml")
    assert run("register", "new", "new.toml")[1].startswith("Wrote new.toml with 63 indicators.")
    assert (
        "printed as: % of Care Leavers in Suitable Accommodation"
        in run("register", "show", "cl-suitable-accommodation")[1]
    )
    assert run("register", "show", "% of LAC in the same placement for 24 months")[1].startswith(
        "accept: cic-same-placement-2-years"
    )


def test_a_name_ruled_to_be_new_waits_no_longer(tmp_path: Path) -> None:
    """The count that a back-fill tells and the sheet that it writes hold the same names."""
    from normalise.backfill import back_fill

    from .made import extraction, figure, publication

    Register.load().save(tmp_path / "register.toml")
    (tmp_path / "card.txt").write_text("a card", encoding="utf-8")
    p = publication("card.txt", "2016-03-31", "2016-05-13", sha256="c" * 64)
    read = extraction(p, figure(p, "% of unheard of things done", "50.5%", "2016-03-31"))
    with Store.open(tmp_path / "s.db") as store:
        first = back_fill(
            [tmp_path / "card.txt"], store, Register.load(tmp_path / "register.toml"), extract=lambda _: read
        )
        assert (first.waiting, first.exit_code) == (1, ExitCode.REVIEW)
        (tmp_path / "decisions.toml").write_text(
            '[[decision]]\nname = "% of unheard of things done"\nruling = "new"\nwho = "A. Analyst"\nwhen = 2016-06-01\n',
            encoding="utf-8",
        )
        again = back_fill(
            [tmp_path / "card.txt"], store, Register.load(tmp_path / "register.toml"), extract=lambda _: read
        )
        assert (again.waiting, again.exit_code) == (0, ExitCode.OK)
