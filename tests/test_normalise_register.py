from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from normalise import Decisions, PersonDecision, Register
from normalise.register_lint import lint
from records import Indicator, OutputError, RegisterError

SMALL = """# our own register
format = 1

# placements
[indicators.cic-moves]
name = "% of CIC with 3 or more placements in the last 12 months"  # the county's wording
labels = [
  { text = "% of LAC with 3+ moves", first = "2014-05", last = "2015-03" },
  { text = "% of CIC with 3 or more placements in the last 12 months", first = "2015-04" },
]
unit = "percent"
polarity = "L"
basis = "SS"
population = "all"
targets = { "2015/16" = "9.0" }
bands = { "2015/16" = "Above 12% = Red, 12% to 9% = Amber, 9% and below = Green" }
links = [{ kind = "different", to = "cic-settled", note = "the other end" }]

[indicators.cic-settled]
name = "% of CIC in same placement for last 2 years"
unit = "percent"
polarity = "H"
basis = "SS"
population = "all"
"""


@dataclass(frozen=True)
class Figures:
    key: str
    agreements: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()
    settles: bool = False
    opposes: bool = False


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "register.toml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def test_an_indicator_is_read_whole(path: Path) -> None:
    found = Register.load(path)["cic-moves"]
    assert (found.unit, found.polarity, found.basis, found.population) == ("percent", "L", "SS", "all")
    assert found.labels[0].last == date(2015, 3, 1)
    assert found.targets == {"2015/16": Decimal("9.0")}
    assert found.bands["2015/16"].rag(Decimal("12.1")) == "red"
    assert found.links[0].to == "cic-settled"


def test_links_are_seen_from_both_ends(path: Path) -> None:
    assert [(link.kind, link.to) for link in Register.load(path).related("cic-settled")] == [("different", "cic-moves")]


def test_editing_keeps_comments_and_order(path: Path) -> None:
    register = Register.load(path)
    register.add_label("cic-moves", "% of children with three moves", first=date(2016, 5, 1), document="card.pdf")
    register.add_indicator(Indicator("new-one", "Number of foster carers", unit="count", places=0))
    register.save()
    text = path.read_text(encoding="utf-8")
    assert "# our own register" in text
    assert "# placements" in text
    assert "# the county's wording" in text
    assert text.index("cic-moves") < text.index("cic-settled") < text.index("new-one")
    again = Register.load(path)
    assert [label.text for label in again["cic-moves"].labels][-1] == "% of children with three moves"
    assert again["new-one"].unit == "count"
    for line in SMALL.splitlines():
        assert line in text


def test_saving_what_was_not_changed_changes_nothing(path: Path) -> None:
    Register.load(path).save()
    assert path.read_text(encoding="utf-8") == SMALL


def test_the_starter_register_is_never_overwritten() -> None:
    with pytest.raises(OutputError, match="starter register"):
        Register.load().save()


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('unit = "percent"', 'unit = "per cent"', "'per cent' of 'unit' is not one of"),
        ('polarity = "L"', 'polarity = "lower"', "'lower' of 'polarity'"),
        ('"2015/16" = "9.0"', '"2015" = "9.0"', "reporting year '2015'"),
        ('"2015/16" = "9.0"', '"2015/16" = "nine"', "'nine' of 'targets' is not a number"),
        ("Above 12% = Red", "Above twelve = Red", "are not understood"),
        ('kind = "different"', 'kind = "sort of"', "link kind 'sort of'"),
        ('first = "2014-05"', 'first = "May 2014"', "month 'May 2014'"),
        ('first = "2014-05"', 'first = "2014-13"', "month '2014-13'"),
        ("[indicators.cic-settled]", "[indicators.Settled]", "the key"),
        ("basis = ", "base = ", "'base' is not a field"),
        ('name = "% of CIC in', 'nam = "% of CIC in', "is not a field"),
        ("[indicators.cic-settled]", "[indicators.cic-moves]", "cannot be read"),
    ],
)
def test_a_wrong_entry_is_named(path: Path, before: str, after: str, message: str) -> None:
    path.write_text(SMALL.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(RegisterError, match=message):
        Register.load(path)


def test_a_missing_register_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(RegisterError, match="panelpaper register new"):
        Register.load(tmp_path / "none.toml")


@pytest.mark.parametrize(
    ("name", "verdict", "key", "how"),
    [
        ("% of LAC with 3+ moves", "accept", "cic-moves", "label"),
        ("% OF LAC WITH 3+ MOVES (March 2016)", "accept", "cic-moves", "label"),
        (
            "Percentage of looked after children with three or more placements in the past 12 months",
            "accept",
            "cic-moves",
            "wording",
        ),
        ("% of CIC in the same placement for 24 months", "accept", "cic-settled", "wording"),
        ("Number of CIC with 3 or more placements in the last 12 months", "review", "", ""),
        ("% of CIC with 3 or more placements in the last 24 months", "review", "", ""),
        ("% of CIC with 3 or more place- ments in the last 12 months", "review", "", ""),
        ("Library visits", "new", "", ""),
        ("", "new", "", ""),
    ],
)
def test_resolve(path: Path, name: str, verdict: str, key: str, how: str) -> None:
    found = Register.load(path).resolve(name)
    assert (found.verdict, found.key, found.how) == (verdict, key, how)
    assert found.reasons


def test_what_is_printed_beside_the_name_can_speak_against_it(path: Path) -> None:
    register = Register.load(path)
    assert register.resolve("% of LAC with 3+ moves", polarity="L", basis="SS").verdict == "accept"
    found = register.resolve("% of LAC with 3+ moves", polarity="H")
    assert (found.verdict, found.candidates[0].key) == ("review", "cic-moves")
    assert found.reasons[-1] == "polarity is H here, L in the register"


def test_figures_settle_a_name_that_waits(path: Path) -> None:
    register = Register.load(path)
    waits = register.resolve("% of CIC with 3 or more place- ments in the last 12 months")
    assert waits.verdict == "review"
    settled = register.resolve(waits.name, evidence=[Figures("cic-moves", ("Feb 2016: 12.2% in both",), settles=True)])
    assert (settled.verdict, settled.key, settled.how) == ("accept", "cic-moves", "evidence")


def test_figures_without_words_are_shown_to_a_person(path: Path) -> None:
    found = Register.load(path).resolve("Restlessness", evidence=[Figures("cic-moves", ("in both",), settles=True)])
    assert (found.verdict, found.candidates[0].key) == ("review", "cic-moves")
    assert "in both" in found.reasons


def test_figures_never_override_a_veto(path: Path) -> None:
    name = "Number of CIC with 3 or more placements in the last 12 months"
    found = Register.load(path).resolve(name, evidence=[Figures("cic-moves", ("equal by chance",), settles=True)])
    assert found.verdict == "review"


def test_figures_speak_against_a_wording(path: Path) -> None:
    name = "% of looked after children with 3 or more placements in the past 12 months"
    found = Register.load(path).resolve(name, evidence=[Figures("cic-moves", (), ("differs",), opposes=True)])
    assert (found.verdict, found.reasons[-1]) == ("review", "the figures speak against it")


DAMAGED = "% of CIC with 3 or more place- ments in the last 12 mon"


def test_the_row_settles_a_damaged_name(path: Path) -> None:
    path.write_text(
        SMALL.replace('population = "all"\ntargets', 'section = "Children in care"\ntargets'), encoding="utf-8"
    )
    beside = {"section": "CHILDREN IN CARE", "polarity": "L", "basis": "SS", "target": "9.0%"}
    register = Register.load(path)
    assert register.resolve(DAMAGED).verdict == "review"
    found = register.resolve(DAMAGED, **beside)
    assert (found.verdict, found.key, found.how) == ("accept", "cic-moves", "evidence")
    for field, other in (("section", "Adoption"), ("polarity", "H"), ("basis", "YTD"), ("target", "8.0%")):
        assert register.resolve(DAMAGED, **{**beside, field: other}).verdict == "review"
        assert register.resolve(DAMAGED, **{**beside, field: ""}).verdict == "review"


def test_the_row_never_settles_between_two_that_it_fits(path: Path) -> None:
    text = SMALL.replace('population = "all"\ntargets', 'section = "Children in care"\ntargets')
    twin = text.split("[indicators.cic-moves]")[1].split("[indicators.cic-settled]")[0]
    twin = twin.replace("3 or more", "2 or more").replace("3+", "2+").replace('to = "cic-settled"', 'to = "cic-moves"')
    path.write_text(text + "\n[indicators.cic-two-moves]" + twin, encoding="utf-8")
    found = Register.load(path).resolve(DAMAGED, section="Children in care", polarity="L", basis="SS", target="9.0%")
    assert found.verdict == "review"


@pytest.mark.parametrize(("unit", "verdict"), [("percent", "accept"), ("count", "review"), ("", "accept")])
def test_the_unit_of_the_figures_counts(path: Path, unit: str, verdict: str) -> None:
    assert Register.load(path).resolve("% of LAC with 3+ moves", unit=unit).verdict == verdict


REDEFINED = """
[indicators.cl-settled-all]
name = "% of Care Leavers in Suitable Accommodation"
labels = [{ text = "% of Care Leavers in Suitable Accommodation", first = "2014-05", last = "2016-05" }]
unit = "percent"
basis = "YTD"
population = "all care leavers"
links = [{ kind = "redefined", to = "cl-settled", since = "2016-06" }]

[indicators.cl-settled]
name = "% of Care Leavers in Suitable Accommodation"
labels = [{ text = "% of Care Leavers in Suitable Accommodation", first = "2016-06" }]
unit = "percent"
basis = "YTD"
population = "care leavers in touch"
"""


@pytest.mark.parametrize(
    ("published", "verdict", "key"),
    [
        (date(2016, 5, 13), "accept", "cl-settled-all"),
        (date(2016, 6, 1), "accept", "cl-settled"),
        (date(2019, 1, 1), "accept", "cl-settled"),
        (date(2013, 1, 1), "review", ""),
        (None, "review", ""),
    ],
)
def test_one_name_in_turn_is_told_apart_by_the_date(path: Path, published: date | None, verdict: str, key: str) -> None:
    path.write_text(SMALL + REDEFINED, encoding="utf-8")
    register = Register.load(path)
    found = register.resolve("% of Care Leavers in Suitable Accommodation", published=published)
    assert (found.verdict, found.key) == (verdict, key)
    assert [n for n in lint(register) if n.level != "note"] == []


def test_the_words_beside_the_register_count(path: Path) -> None:
    name = "% of ZQX with 3 or more placements in the last 12 months"
    assert Register.load(path).resolve(name).verdict == "review"
    path.with_name("glossary.toml").write_text('[phrases]\ncic = ["zqx"]\n', encoding="utf-8")
    assert Register.load(path).resolve(name).key == "cic-moves"


def test_contrary_evidence_is_told_and_changes_no_decision(path: Path) -> None:
    register = Register.load(path)
    register.decisions.add(PersonDecision("Moves", "same", "cic-moves", "A", date(2016, 6, 1)))
    found = register.resolve("Moves", evidence=[Figures("cic-moves", (), ("12.2% here, 9.0% before",), opposes=True)])
    assert (found.verdict, found.key, found.how) == ("accept", "cic-moves", "person")
    assert found.reasons[1:] == (
        "12.2% here, 9.0% before",
        "contrary evidence has come up since: the figures speak against that decision",
    )


def test_a_misspelt_argument_is_refused(path: Path) -> None:
    with pytest.raises(TypeError, match="polarty"):
        Register.load(path).resolve("x", polarty="H")


def test_a_person_decides_once(path: Path) -> None:
    register = Register.load(path)
    name = "Number of children who moved three times"
    assert register.resolve(name).verdict != "accept"
    decision = PersonDecision(name, "same", "cic-moves", "A. Analyst", date(2016, 6, 1), "asked the team")
    assert register.decisions.add(decision)
    assert not register.decisions.add(decision)
    register.decisions.save()
    again = Register.load(path)
    found = again.resolve(f"{name} (2016/17)")
    assert (found.verdict, found.key, found.how, found.decided_by) == ("accept", "cic-moves", "person", "A. Analyst")
    assert found.reasons == ("decided by A. Analyst on 2016-06-01: asked the team",)
    with pytest.raises(RegisterError, match="was decided before"):
        again.decisions.add(PersonDecision(name, "same", "cic-settled", "B", date(2016, 7, 1)))


def test_a_candidate_ruled_out_is_not_offered_again(path: Path) -> None:
    register = Register.load(path)
    name = "% of CIC with 3 or more placements in the last 24 months"
    register.decisions.add(PersonDecision(name, "different", "cic-moves", "A", date(2016, 6, 1), "other window"))
    assert "cic-moves" not in {c.key for c in register.resolve(name).candidates}


@pytest.mark.parametrize("ruling", ["new", "not an indicator"])
def test_a_name_decided_to_be_new_stays_new(path: Path, ruling: str) -> None:
    register = Register.load(path)
    name = "% of CIC with 3 or more place- ments in the last 12 months"
    register.decisions.add(PersonDecision(name, ruling, "", "A", date(2016, 6, 1)))  # type: ignore[arg-type]
    assert register.resolve(name).verdict == "new"


def test_a_decision_limited_to_a_section_holds_only_there(path: Path) -> None:
    register = Register.load(path)
    register.decisions.add(
        PersonDecision("Moves", "same", "cic-moves", "A", date(2016, 6, 1), section="Children in care")
    )
    assert register.resolve("Moves", section="CHILDREN IN CARE").key == "cic-moves"
    assert register.resolve("Moves", section="Adoption").key == ""


def test_a_decisions_file_keeps_its_comments(tmp_path: Path) -> None:
    path = tmp_path / "decisions.toml"
    path.write_text(
        '# ours\n[[decision]]\nname = "a"\nruling = "new"\nwho = "B"  # by phone\nwhen = 2016-06-01\n', encoding="utf-8"
    )
    decisions = Decisions.load(path)
    decisions.add(PersonDecision("c", "new", "", "B", date(2016, 7, 1)))
    decisions.save()
    text = path.read_text(encoding="utf-8")
    assert "# ours" in text
    assert "# by phone" in text
    assert len(Decisions.load(path)) == 2


def test_an_incomplete_decision_is_named(tmp_path: Path) -> None:
    path = tmp_path / "decisions.toml"
    path.write_text('[[decision]]\nname = "a"\nruling = "same"\nwho = "B"\nwhen = 2016-06-01\n', encoding="utf-8")
    with pytest.raises(RegisterError, match="names no key"):
        Decisions.load(path)


@pytest.mark.parametrize(
    ("before", "after", "kind", "level"),
    [
        (
            'name = "% of CIC in same placement for last 2 years"',
            'name = "% of LAC with 3+ moves"',
            "duplicate",
            "warning",
        ),
        ('to = "cic-settled"', 'to = "gone"', "link", "error"),
        ("12% to 9% = Amber, 9% and below = Green", "11% to 9% = Amber, 9% and below = Green", "band", "error"),
        ('polarity = "L"', 'polarity = "H"', "band", "error"),
        ('"2015/16" = "9.0"', '"2015/16" = "8.0"', "target", "error"),
        ('targets = { "2015/16" = "9.0" }', "", "target", "warning"),
        ('unit = "percent"', "", "gap", "warning"),
        ('last = "2015-03"', 'last = "2014-03"', "label", "error"),
        ('kind = "different"', 'kind = "redefined"', "link", "error"),
    ],
)
def test_lint(path: Path, before: str, after: str, kind: str, level: str) -> None:
    assert [n for n in lint(Register.load(path)) if n.level != "note"] == []
    path.write_text(SMALL.replace(before, after, 1), encoding="utf-8")
    assert (kind, level) in {(n.kind, n.level) for n in lint(Register.load(path))}


def test_lint_finds_a_name_that_nothing_tells_apart(path: Path) -> None:
    twin = SMALL.split("[indicators.cic-settled]")[1].replace(
        "% of CIC in same placement for last 2 years", "% of LAC with 3+ moves"
    )
    twin = twin.replace('polarity = "H"', 'polarity = "L"')
    path.write_text(SMALL + "\n[indicators.twin]" + twin, encoding="utf-8")
    assert [(n.kind, n.level, n.key) for n in lint(Register.load(path)) if n.level == "error"] == [
        ("unreachable", "error", "twin")
    ]
    assert Register.load(path).resolve("% of LAC with 3+ moves").verdict == "review"


def test_the_starter_register_is_sound() -> None:
    register = Register.load()
    assert [n for n in lint(register) if n.level != "note"] == []
    assert sum(key.startswith("strategy-") for key in register) == 8
    assert len([i for i in register.values() if "2015/16" in i.targets]) == 44
    assert register["cic-placement-stability-3plus"].bands["2015/16"].target == Decimal(9)


def test_suitable_accommodation_of_all_and_of_those_in_touch_stay_apart() -> None:
    register = Register.load()
    assert register.resolve("% of Care Leavers in Suitable Accommodation").key == "cl-suitable-accommodation"
    in_touch = register.resolve("% of care leavers in suitable accommodation (of those in touch)")
    assert in_touch.key == "strategy-cl-suitable-accommodation"
    assert ("different", "cl-suitable-accommodation") in {(k.kind, k.to) for k in register.related(in_touch.key)}


def test_every_name_of_the_archive_resolves(archive: Path) -> None:
    register = Register.load()
    keys: dict[str, str] = {}
    for truth in sorted(archive.glob("truth/scorecard_*.observations.csv")):
        with truth.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                found = register.resolve(
                    row["indicator"], section=row["section"], polarity=row["polarity"], basis=row["data_period"]
                )
                assert found.verdict == "accept", row["indicator"]
                assert keys.setdefault(row["indicator_canonical"], found.key) == found.key
    assert len(set(keys.values())) == len(keys) == 55
