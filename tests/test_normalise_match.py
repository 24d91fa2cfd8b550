from __future__ import annotations

import csv
from pathlib import Path

import pytest
from typer.testing import CliRunner

from normalise import match_names
from normalise.match_files import VERDICT_COLUMNS, read_names, safe_cell
from records import InputError, MissingInputError, UnreadableError

DATA = Path(__file__).resolve().parent / "data"


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_each_register_name_is_taken_once() -> None:
    found = match_names(["% of CIC with a PEP", "Percentage of LAC with a PEP"], ["% of children in care with a PEP"])
    assert [m.verdict for m in found] == ["review", "review"]


def test_the_better_fit_wins_within_a_list() -> None:
    found = match_names(
        ["Percentage of LAC with a PEP", "% of CIC with a PEP"], ["% of CIC with a PEP", "Number of CIC with a PEP"]
    )
    assert [(m.verdict, m.register_name) for m in found] == [("review", None), ("accept", "% of CIC with a PEP")]


def test_a_name_that_fits_two_register_names_waits() -> None:
    found = match_names(["% of CIC with a PEP"], ["% of LAC with a PEP", "% of CLA with a PEP"])
    assert found[0].verdict == "review"
    assert len(found[0].candidates) == 2


def test_a_name_that_leaves_out_what_tells_two_apart_waits() -> None:
    register = ["Children looked after at 31 March", "Children looked after during the year"]
    assert match_names(["Children looked after"], register)[0].verdict == "review"
    assert match_names(["Children looked after"], register[:1])[0].verdict == "accept"


def test_a_list_that_says_number_elsewhere_means_something_by_leaving_it_out() -> None:
    register = ["Disabled children in need", "Number of children adopted", "Number of referrals"]
    assert match_names(["Number of disabled children in need"], register)[0].verdict == "review"
    assert match_names(["Number of disabled children in need"], register[:1])[0].verdict == "accept"


def test_a_new_unit_is_shown_beside_the_old_one() -> None:
    (found,) = match_names(["Percentage of LAC placed within 20 miles"], ["Number of LAC placed within 20 miles", "x"])
    assert found.verdict == "review"
    assert found.candidates[0].name == "Number of LAC placed within 20 miles"


def test_nothing_near_is_new() -> None:
    (found,) = match_names(["Library visits"], ["% of CIC with a PEP"])
    assert (found.verdict, found.register_name) == ("new", None)


@pytest.mark.parametrize(("names", "register", "verdicts"), [([], ["a"], []), (["a b"], [], ["new"])])
def test_empty_lists(names: list[str], register: list[str], verdicts: list[str]) -> None:
    assert [m.verdict for m in match_names(names, register)] == verdicts


@pytest.mark.parametrize("part", ["name_lists.csv", "name_lists_held_out.csv"])
def test_labelled_lists(part: str) -> None:
    rows = read(DATA / part)
    known = top = accepted = damaged = 0
    for task in dict.fromkeys(row["task"] for row in rows):
        named = [row for row in rows if row["task"] == task and row["name"]]
        register = [row["register_name"] for row in rows if row["task"] == task and row["register_name"]]
        for row, match in zip(named, match_names([r["name"] for r in named], register), strict=True):
            assert match.verdict != "accept" or match.register_name == row["register_name"], row["name"]
            if row["truth"] == "damaged":
                damaged += 1
                torn = row["name"].replace("- ", "-") != row["register_name"]
                assert match.verdict == ("review" if torn else "accept"), row["name"]
            elif row["register_name"]:
                known += 1
                accepted += match.verdict == "accept"
            top += bool(row["register_name"]) and row["register_name"] in {c.name for c in match.candidates}
    assert accepted >= 0.8 * known
    assert top >= 0.97 * (known + damaged)


def test_real_lists_of_two_years(names_archive: Path) -> None:
    lines, register = read(names_archive / "lines.csv"), read(names_archive / "register.csv")
    good = accepted = known = 0
    for task in dict.fromkeys(row["task_set"] for row in lines):
        keys = {row["name"]: row["key"] for row in register if row["task_set"] == task}
        names = {key: name for name, key in keys.items()}
        part = [row for row in lines if row["task_set"] == task]
        for row, match in zip(part, match_names([r["printed_name"] for r in part], list(keys)), strict=True):
            known += row["expected_key"] != "NEW"
            if match.register_name is not None:
                accepted += 1
                good += keys[match.register_name] == row["expected_key"]
            if row["related_key"]:
                assert match.verdict == "review"
                assert names[row["related_key"]] in {c.name for c in match.candidates}
    assert good >= 0.99 * accepted
    assert good >= 0.95 * known


def run(*arguments: str) -> tuple[int, str]:
    import typer

    from normalise.names_commands import register_names

    app = typer.Typer()
    register_names(app)
    result = CliRunner().invoke(app, list(arguments))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.output


def test_match_at_the_prompt(tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text("printed_name\n% of LAC with a PEP\n=1+1\n", encoding="utf-8")
    (tmp_path / "register.csv").write_text("key,name\npep,Percentage of CIC with a PEP\n", encoding="utf-8")
    out = tmp_path / "verdicts.csv"
    code, output = run("match", str(tmp_path / "names.csv"), str(tmp_path / "register.csv"), "--out", str(out))
    assert code == 0
    assert output.startswith("2 names: 1 accepted, 0 for review, 1 new.")
    rows = read(out)
    assert tuple(rows[0]) == VERDICT_COLUMNS
    assert (rows[0]["verdict"], rows[0]["register_name"], rows[0]["register_key"]) == (
        "accept", "Percentage of CIC with a PEP", "pep",
    )  # fmt: skip
    assert rows[1]["name"] == "'=1+1"


def test_groups_are_matched_apart(tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text("name,set\n% of LAC with a PEP,B\n", encoding="utf-8")
    (tmp_path / "register.csv").write_text("name,set\n% of CIC with a PEP,A\n% of CLA with a PEP,B\n", encoding="utf-8")
    out = tmp_path / "verdicts.csv"
    run("match", str(tmp_path / "names.csv"), str(tmp_path / "register.csv"), "--out", str(out), "--group", "set")
    assert read(out)[0]["register_name"] == "% of CLA with a PEP"


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("indicator,x\nA b,1\n", ("A b",)),
        ("whatever\nA b\n\n", ("A b",)),
        ("name;key\nA b;k\n", ("A b",)),
        ('name\n"A, b"\n', ("A, b",)),
    ],
)
def test_name_columns(tmp_path: Path, content: str, names: tuple[str, ...]) -> None:
    path = tmp_path / "names.csv"
    path.write_text(content, encoding="utf-8")
    assert read_names(path).names == names


def test_unusable_lists_are_named(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    with pytest.raises(MissingInputError, match="cannot be read"):
        read_names(path)
    path.write_bytes(b"PK\x03\x04\x00\x00")
    with pytest.raises(UnreadableError, match="not a CSV"):
        read_names(path)
    path.write_text("name\n", encoding="utf-8")
    with pytest.raises(MissingInputError, match="no names"):
        read_names(path)
    path.write_text("name\nA\n", encoding="utf-8")
    with pytest.raises(InputError, match="no column 'set'"):
        read_names(path, group="set")


@pytest.mark.parametrize(
    ("text", "cell"), [("=A1", "'=A1"), ("@x", "'@x"), ("-x", "'-x"), ("-5", "-5"), ("% of", "% of"), ("'=x", "''=x")]
)
def test_no_cell_is_a_formula(text: str, cell: str) -> None:
    assert safe_cell(text) == cell
