"""A register started from publications: what they print is taken, what they do not is left to a person."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extract import extract_file
from normalise import Register, Store
from normalise.register_start import start_from_files, start_register
from panelpaper import app

SAMPLES = Path(__file__).parent.parent / "samples"
HEAD = "indicator,section,area,period,polarity,result,target,rag\n"


def _return(folder: Path, name: str, *rows: str) -> Path:
    path = folder / name
    path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_names_units_targets_and_places_are_taken_from_returns(tmp_path: Path) -> None:
    old = _return(
        tmp_path,
        "old.csv",
        "Bins collected on time,Waste,Langford,2024-03-31,H,97.1%,98%,amber",
        "Cost of a collection,Waste,Langford,2024-03-31,,£3.12,£3.00,amber",
    )
    new = _return(
        tmp_path,
        "new.csv",
        "Bins collected on time,Waste,Langford,2025-03-31,H,98.25%,98%,green",
        "Cost of a collection,Waste,Langford,2025-03-31,,£2.95,£3.00,green",
        "Flytips,Streets,Langford,2025-03-31,,412,,",
    )
    started = start_register([extract_file(old), extract_file(new)])
    register = started.register
    assert list(register) == ["bins-collected-time", "cost-collection", "flytips"]
    assert register.council == "Langford"
    bins = register["bins-collected-time"]
    assert (bins.name, bins.unit, bins.places, bins.polarity, bins.section) == (
        "Bins collected on time", "percent", 2, "H", "Waste",
    )  # fmt: skip
    assert bins.targets == {"2023/24": Decimal(98), "2024/25": Decimal(98)}
    assert bins.labels[0].first == date(2024, 3, 1)
    # Nothing prints its polarity, but green lies below the target and amber above it.
    assert register["cost-collection"].polarity == "L"
    assert started.without_polarity == ("flytips",)
    assert started.left == ()


@pytest.mark.parametrize(
    ("colours", "polarity"),
    [
        (("9,10,green", "11,10,red"), "L"),
        (("11,10,green", "9,10,amber"), "H"),
        (("11,10,green", "12,10,green"), ""),  # one side alone proves nothing
        (("11,10,green", "12,10,red", "9,10,red"), ""),  # close to target, or a mistake
        (("10,10,green", "9,10,red"), ""),  # on the target says nothing of the side
    ],
)
def test_colours_prove_a_polarity_only_from_both_sides(tmp_path: Path, colours: tuple[str, ...], polarity: str) -> None:
    rows = [f"Calls answered,,Langford,2024-0{n}-28,,{row}" for n, row in enumerate(colours, 1)]
    started = start_register([extract_file(_return(tmp_path, "r.csv", *rows))])
    assert started.register["calls-answered"].polarity == polarity


def test_polarities_that_contradict_each_other_are_left_to_a_person(tmp_path: Path) -> None:
    a = _return(tmp_path, "a.csv", "Appeals,,Langford,2024-03-31,L,9,10,green")
    b = _return(tmp_path, "b.csv", "Appeals,,Langford,2025-03-31,H,9,10,green")
    assert start_register([extract_file(a), extract_file(b)]).without_polarity == ("appeals",)


def test_one_name_under_two_headings_is_two_indicators(tmp_path: Path) -> None:
    path = _return(
        tmp_path,
        "r.csv",
        "Caseload,Adults,Langford,2025-03-31,L,18.2,,",
        "Caseload,Children,Langford,2025-03-31,L,16.4,,",
    )
    register = start_register([extract_file(path)]).register
    assert [(i.key, i.section) for i in register.values()] == [("caseload", "Adults"), ("caseload-2", "Children")]


def test_every_name_of_the_scorecards_it_came_from_is_settled(tmp_path: Path) -> None:
    cards = sorted(SAMPLES.glob("scorecard_*.pdf"))[-2:]
    runner = CliRunner()
    where = tmp_path / "register.toml"
    made = runner.invoke(app, ["register", "new", str(where), "--from", str(cards[0]), "--from", str(cards[1])])
    assert made.exit_code == 0, made.output
    register = Register.load(where)
    assert register.council == "Wealdshire"
    stability = register["cic-placement-stability-percent-3-more-placements"]
    assert (stability.polarity, stability.basis, str(stability.bands["2024/25"])) == (
        "L", "SS", "9 and below = Green, 9 to 12 = Amber, Above 12 = Red",
    )  # fmt: skip
    with Store.open(tmp_path / "store.db") as store:
        for card in cards:
            # "C&F assessments" of a trend table may be the assessments in time or their number: a person says.
            waiting = {d.name for d in store.add(extract_file(card), register).unresolved}
            assert waiting == {"C&F assessments"}
            assert "C&F assessments" in made.output


def test_papers_start_no_indicator_where_there_are_scorecards() -> None:
    card = extract_file(sorted(SAMPLES.glob("scorecard_*.pdf"))[-1])
    paper = extract_file(SAMPLES / "progress_report_2024_12.docx")
    with_paper, alone = start_register([paper, card]), start_register([card])
    assert list(with_paper.register) == list(alone.register)
    assert any(name.startswith("Measure 1") for name in with_paper.left)
    assert len(start_register([paper]).register) > 0


def test_what_cannot_be_read_is_listed_and_nothing_is_replaced(tmp_path: Path) -> None:
    runner = CliRunner()
    sources = tmp_path / "returns"
    sources.mkdir()
    _return(sources, "good.csv", "Appeals,,Langford,2024-03-31,L,9,10,green")
    (sources / "bad.pdf").write_bytes(b"%PDF-1.4 cut off")
    where = tmp_path / "register.toml"
    made = runner.invoke(app, ["register", "new", str(where), "--from", str(sources)])
    assert made.exit_code == 12
    assert "bad.pdf" in made.output
    assert "with 1 indicators" in made.output
    before = where.read_bytes()
    again = runner.invoke(app, ["register", "new", str(where), "--from", str(sources)])
    assert again.exit_code == 10
    assert where.read_bytes() == before
    missing = runner.invoke(app, ["register", "new", str(tmp_path / "x.toml"), "--from", str(tmp_path / "none")])
    assert missing.exit_code == 3
    assert not (tmp_path / "x.toml").exists()


def test_a_council_can_be_named(tmp_path: Path) -> None:
    path = _return(tmp_path, "r.csv", "Appeals,,,2024-03-31,L,9,10,green")
    assert start_from_files([path], council="Langford City Council").register.council == "Langford City Council"
    assert start_from_files([path]).register.council == ""
