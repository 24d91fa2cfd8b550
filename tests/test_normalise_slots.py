from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalise.canonical import clean, plain
from normalise.damage import damage
from normalise.glossary import OWN_WORDS, Glossary, default_glossary
from normalise.period_words import strip_period
from normalise.slots import parse_name
from records import RegisterError

SAME_NUMBERS = [
    ("with 3 or more placements", "with 3+ placements"),
    ("with three or more placements", "with at least 3 placements"),
    ("with more than 2 placements", "with 3 or more placements"),
    ("for 24 months", "for 2 years"),
    ("for two years", "for 2 yrs"),
    ("placed within 20 miles", "placed < 20 miles"),
    ("placed under 20 miles", "placed less than 20 miles"),
    ("in the last 12 mths", "in the past 12 months"),
    ("within 45 working days", "in 45 wds"),
    ("within 6 weeks", "within 42 days"),
    ("aged 16 and over", "aged 16+"),
    ("aged 16 years and over", "16+ year olds"),
    ("aged 10 to 15 years", "aged 10-15"),
    ("male 1-4 years old", "male, age 1 to 4"),
    ("aged 0 to 4", "aged under 5"),
    ("16 and 17 year olds", "aged 16-17"),
    ("aged 19, 20 and 21", "aged 19 to 21"),
    ("of 1 year but less than 2 years", "of 1 to 2 years"),
    ("of 6 months but less than 1 year", "of 6 months to 1 year"),
    ("within 72hrs", "within 72 hours"),
    ("more than once", "more than 1"),
]

OTHER_NUMBERS = [
    ("in the last 12 months", "in the last 24 months"),
    ("within 15 working days", "within 15 days"),
    ("within 24 hours", "within 1 working day"),
    ("aged over 16", "aged 16 and over"),
    ("aged 16 to 17", "aged 16 and over"),
    ("within 20 miles", "over 20 miles"),
    ("fewer than 3 placements", "up to 3 placements"),
    ("lasting 2 years or more", "lasting less than 2 years"),
    ("26 weeks to 1 year", "26 months to 1 year"),
    ("for a 2nd time", "for a 3rd time"),
]


def numbers(text: str) -> list[tuple[str, str, str, bool, bool]]:
    return [q.key() for q in parse_name(text).quantities]


@pytest.mark.parametrize(("left", "right"), SAME_NUMBERS)
def test_the_same_number_printed_in_two_ways_is_one_number(left: str, right: str) -> None:
    assert numbers(left)
    assert numbers(left) == numbers(right)


@pytest.mark.parametrize(("left", "right"), OTHER_NUMBERS)
def test_numbers_that_differ_in_value_unit_or_bound_stay_apart(left: str, right: str) -> None:
    assert numbers(left)
    assert numbers(right)
    assert numbers(left) != numbers(right)


def test_a_number_knows_its_unit_and_bounds() -> None:
    (quantity,) = parse_name("% of CP Plans lasting 18 months or more").quantities
    assert (quantity.low, quantity.high, quantity.unit) == (Decimal(18), None, "month")
    assert str(quantity) == "18 months or more"


@pytest.mark.parametrize(
    ("printed", "left_over"),
    [
        ("number of referrals in 2010-11", "number of referrals @year"),
        ("referrals in the year ending 31 march 2013", "referrals @year"),
        ("children in need at 31st march 2011", "children in need @end"),
        ("cin as at 31/03/2016", "cin @end"),
        ("became subject of a plan during 0910", "became subject of a plan @year"),
        ("children in need throughout 2011/12", "children in need @year"),
        ("pf arrangements at month end", "pf arrangements @end"),
        ("referrals in the month", "referrals @month"),
        ("result (2015/16)", "result"),
        ("children adopted (year to date)", "children adopted @year"),
        ("children act 1989 duties", "children act 1989 duties"),
        ("aged 16/17 in care", "aged 16/17 in care"),
        ("pupils in year 7", "pupils in year 7"),
        ("rate per 10,000", "rate per 10,000"),
        ("placed within 20 miles", "placed within 20 miles"),
        ("in the same placement for 2 years", "in the same placement for 2 years"),
        ("within 12 months", "within 12 months"),
    ],
)
def test_the_period_goes_and_the_basis_stays(printed: str, left_over: str) -> None:
    assert strip_period(printed) == left_over


@pytest.mark.parametrize(
    ("printed", "cleaned"),
    [
        ("19. CIC Placement Stability", "cic placement stability"),
        ("E4 - % of CIC placed", "% of cic placed"),
        ("SCS21 Percentage of CIC", "percentage of cic"),
        ("S47 enquiries", "s47 enquiries"),
        ("16 - 17 year olds", "16 - 17 year olds"),
        ("18 month reviews", "18 month reviews"),
        ("Children’s  homes\nand hostels", "children's homes and hostels"),
    ],
)
def test_an_identifier_is_taken_off_and_nothing_else(printed: str, cleaned: str) -> None:
    assert clean(printed) == cleaned


@pytest.mark.parametrize(
    ("name", "slot", "value"),
    [
        ("% of CIC placed", "statistic", "percent"),
        ("Percentage of CIC placed", "statistic", "percent"),
        ("Nos of unallocated cases", "statistic", "number"),
        ("No. of cases", "statistic", "number"),
        ("Ave. no of days between bla and placement", "statistic", "average"),
        ("Rate of referrals per 10,000", "statistic", "rate per 10000"),
        ("LAC (excl. UASC)", "excluding", "uasc"),
        ("Citizen LAC", "excluding", "uasc"),
        ("LAC with UASC excluded", "excluding", "uasc"),
        ("EHCPs issued including exceptions", "including", "exception"),
        ("children in need at 31 March 2016", "basis", "at period end"),
        ("children in need during the year", "basis", "through the year"),
        ("care leavers in touch", "touch", "intouch"),
        ("care leavers not in touch", "touch", "notintouch"),
        ("reviews held on time", "timeliness", "intime"),
        ("reviews overdue", "timeliness", "overdue"),
        ("audits rated good or better", "quality", "good, outstanding"),
    ],
)
def test_slots(name: str, slot: str, value: str) -> None:
    assert parse_name(name).slots[slot] == value


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("% of C&F Assess- ments carried out", "line break"),
        ("% ofCIN with a plan", "joined"),
        ("% of CaseFileAudits completed", "joined"),
        ("% of vis1ts held", "mixes letters and digits"),
        ("% of CIC placed within 20 miles from home (Excludes", "bracket"),
        ("% of PF notifications where initial visit held with", "cut off"),
        ("% of ClC cases", "capital I"),
        ("% of re ferrals", "torn apart"),
    ],
)
def test_damage_is_seen(name: str, sign: str) -> None:
    assert sign in " ".join(damage(name, default_glossary()))


@pytest.mark.parametrize(
    "name",
    [
        "% of Care Leavers that Kent is in touch with",
        "% of CP Plans lasting 18 months or more",
        "Number of children looked after",
        "Rate of referrals per 10,000",
        "% of children seen within 24hrs",
        "Average Caseloads of social workers in AIT & FST",
        "Percentage of pupils with EHCPs",
        "Children looked after at 31 March 2015- consent dispensed with",
        "Total number of care leavers the council keeps in contact with",
    ],
)
def test_sound_names_show_no_damage(name: str) -> None:
    assert damage(name, default_glossary()) == ()


def test_only_unknown_acronyms_are_reported() -> None:
    assert parse_name("% of CIC in the ZQX scheme").acronyms == {"ZQX"}
    assert parse_name("% of CIC with an EHCP").acronyms == frozenset()


@given(st.text(max_size=120))
def test_any_text_parses(text: str) -> None:
    parsed = parse_name(text)
    assert parsed.raw == text
    assert parsed.canonical == parse_name(text).canonical


@given(
    st.sampled_from(["% of CIC placed within 20 miles", "Number of re-referrals", "Average days to match"]), st.data()
)
def test_case_and_spaces_never_matter(name: str, data: st.DataObject) -> None:
    changed = "".join(c.upper() if data.draw(st.booleans()) else c for c in name).replace(" ", "  ")
    assert plain(clean(changed)) == plain(clean(name))


def test_a_council_adds_its_own_words(tmp_path: Path) -> None:
    path = tmp_path / "glossary.toml"
    path.write_text(
        '[phrases]\nzqx = ["zonal quality exercise", "zqx"]\ntlc = ["looked after child"]\n', encoding="utf-8"
    )
    own = Glossary.load(path)
    assert (
        parse_name("% of ZQX reports", own).canonical
        == parse_name("% of zonal quality exercise reports", own).canonical
    )
    assert parse_name("% of ZQX reports", own).acronyms == frozenset()
    assert parse_name("LAC", own).content == {"cic": 1}  # the product's words are still there
    assert parse_name("looked after children", own).content == {"tlc": 1}  # the council's meaning wins
    path.write_text(OWN_WORDS, encoding="utf-8")
    assert parse_name("LAC", Glossary.load(path)).content == {"cic": 1}
    path.write_text("[phrases\n", encoding="utf-8")
    with pytest.raises(RegisterError, match="cannot be read"):
        Glossary.load(path)


def test_a_glossary_with_an_unknown_table_is_refused() -> None:
    with pytest.raises(RegisterError, match=r"unknown table \[synonyms\]"):
        Glossary.from_data({"synonyms": {}})


def test_a_glossary_entry_that_is_no_list_is_refused() -> None:
    with pytest.raises(RegisterError, match="not a list"):
        Glossary.from_data({"phrases": {"cic": "children in care"}})
