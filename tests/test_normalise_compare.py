from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalise import Glossary, compare_names

DATA = Path(__file__).resolve().parent / "data"

DIFFERENT = [
    ("% of Care Leavers in Suitable Accommodation", "% of Care Leavers who are in touch in Suitable Accommodation"),
    ("% of CIC placed within 20 miles from home", "Number of CIC placed within 20 miles from home"),
    ("% of CIC (Excludes UASC)", "% of CIC (Includes UASC)"),
    ("% with 3 or more placements in the last 12 months", "% with 3 or more placements in the last 24 months"),
    ("% of CP cases which were reviewed in time", "% of CIC cases which were reviewed in time"),
    ("% of ICPCs held within 15 working days", "% of ICPCs held within 15 days"),
    ("% of visits held in time", "% of visits overdue"),
    ("% of audits rated good", "% of audits rated inadequate"),
    ("% of care leavers in touch", "% of care leavers not in touch"),
    ("Children becoming CP for a second or subsequent time", "Children becoming CP for a first time"),
    ("Number of allocated cases", "Number of unallocated cases"),
    ("Children looked after: White", "Children looked after: Black or Black British"),
    ("Children in need at 31 March 2012", "Children in need throughout 2011-12"),
    ("CIN: primary need family stress", "CIN: primary need family dysfunction"),
    ("Rate of CIN per 10,000", "Rate of CIN per 1,000"),
    ("Transfers from other local authorities", "Transfers to other local authorities"),
    ("Stability of placements (NI 62)", "Stability of placements (NI 63)"),
]

NEVER_ALONE = [
    # left over words that no list of harmless words explains
    ("Number of pupils eligible for free school meals", "Number of pupils taking free school meals"),
    ("% of LAC achieving the standard in reading at KS2", "% of LAC achieving the standard in writing at KS2"),
    ("Percentage achieving 5+ A*-C GCSEs", "Percentage achieving 5+ A*-G GCSEs"),
    ("Number of pupils achieving level 4", "Number of pupils achieving level 4 or above"),
    ("UASC as a percentage of children looked after", "Children looked after as a percentage of UASC"),
    ("Percentage of referrals that led to assessment", "Percentage of assessments that led to referral"),
    ("Average time between entering care and placement", "Average time between placement and entering care"),
    ("Number of referrals", "Number of children referred"),
    ("% of CIC placed within 20 miles (Excludes UASC)", "% of CIC placed within 20 miles"),
    ("% of CIC placed within 20 miles from home (Excludes UASC)", "Percentage of LAC placed < 20 miles"),
    ("Number of LAC per social worker", "Number of social workers per LAC"),
    ("Number of LAC aged 2 years", "Number of LAC for 2 years"),
    ("Number of children subject of a CP plan at 31 March", "Number of CP plans at 31 March"),
    ("Care leavers 17/18 in EET", "Care leavers 19/20 in EET"),
    ("Cost per LAC per week", "Cost per LAC per year"),
    ("CO2: tonnes", "NO2: tonnes"),
    ("CYP 16 to 18 NEET", "CYP 14 to 18 NEET"),
    ("Children placed by the LA in another LA", "Children placed by another LA in the LA"),
    ("% of cases reviewed by ZQX", "% of children in care cases reviewed by ZQX"),
    ("% of LAC seen by ZQX", "% of children in care seen by the ZQX team"),
    ("Male children in need", "Mae children in need"),
]

SAME = [
    (
        "Number of Children in Need at 31st March 2011 Male under 1 year old.",
        "Number of children in need at 31 March 2012 - male, aged under 1",
    ),
    (
        "Children starting to be looked after in the year ending 31 March 2016: abuse or neglect",
        "Children who started to be looked after during 2014-15 due to abuse or neglect",
    ),
    ("PERCENTAGE OF CHILDREN IN CARE WITH A PEP", "% of LAC with a personal education plan"),
    ("Proportion of LAC placed more than 20 miles from home", "% of Children in Care placed over 20 miles from home"),
    ("% of audits judged good or better", "Percentage of audits graded good or outstanding"),
    ("Re-offending rate", "Reoffending rate"),
    (
        "Number of away from placements without authorization incidents",
        "Number of away from placements without authorisation incidents",
    ),
    ("12 - % of CIN with a CIN Plan in place", "B1: Percentage of CIN with a CIN Plan in place"),
    ("Children Looked After: Number", "Number of children looked after"),
    ("NI 62 Stability of placements", "Stability of placements (NI 062)"),
    ("Number of Looked After Children (LAC)", "Number of Looked After Children"),
    ("Emergency admissions for self harm (10-24 yrs)", "Emergency admissions for self-harm aged 10 to 24"),
    (
        "% of LAC (over 2.5 years) in same placement for 2+ years",
        "% of LAC over 2.5 years in the same placement for 2 years or more",
    ),
    ("Number of CLA at end of Q1 2015/16", "Number of CLA as at the end of Quarter 2"),
    ("% ICPCs held in 15 w/days", "% ICPCs held within 15 working days"),
    ("% of eligible 2 yr olds in childcare", "% of eligible two year olds in childcare"),
]


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_a_conflict_of_slots_vetoes(left: str, right: str) -> None:
    found = compare_names(left, right)
    assert found.verdict == "different"
    assert any(reason.startswith(("veto", "different national")) for reason in found.reasons)


@pytest.mark.parametrize(("left", "right"), NEVER_ALONE)
def test_what_is_left_over_is_never_the_same_by_itself(left: str, right: str) -> None:
    assert compare_names(left, right).verdict != "same"


@pytest.mark.parametrize(("left", "right"), SAME)
def test_other_words_with_one_meaning_are_the_same(left: str, right: str) -> None:
    found = compare_names(left, right)
    assert found.verdict == "same", found.reasons
    assert found.reasons


def test_the_comparison_is_the_same_from_both_sides() -> None:
    for left, right in (*DIFFERENT, *NEVER_ALONE, *SAME):
        assert compare_names(left, right).verdict == compare_names(right, left).verdict


def test_a_damaged_name_waits_for_a_person() -> None:
    found = compare_names(
        "% of CIC cases which were reviewed within required time- scales",
        "% of CIC cases which were reviewed within required timescales",
    )
    assert found.verdict == "review"


def test_damage_that_both_print_alike_is_no_obstacle() -> None:
    cut = "Number of children with Primary Need code Child Disability or"
    assert compare_names(f"{cut} 2011", f"{cut} 2010").verdict == "same"


def test_an_unknown_acronym_printed_alike_is_no_obstacle() -> None:
    assert compare_names("% of ZQX cases closed", "Percentage of ZQX cases closed").verdict == "same"


def test_an_acronym_is_known_once_the_glossary_names_it() -> None:
    glossary = Glossary.from_data({"phrases": {"zqx": ["zonal quality exercise", "zqx"]}})
    found = compare_names("ZQX reports", "Zonal Quality Exercise reports", glossary=glossary)
    assert found.verdict == "same"
    assert compare_names("ZQX reports", "Zonal Quality Exercise reports").verdict != "same"


def test_each_rung_of_the_decision_is_told() -> None:
    found = compare_names("% of CIC with 3+ placements", "Percentage of LAC with three or more placements")
    assert found.reasons == (
        "statistic agrees: percent",
        "numbers agree: 3 or more",
        "the words agree: cic, placement",
        "every slot agrees and no word is left over",
    )
    assert found.left_slots["numbers"] == "3 or more"


def test_a_text_too_long_for_a_name_is_only_the_same_as_itself() -> None:
    long = "Number of referrals " * 400
    assert compare_names(long, long.upper()).verdict == "same"
    assert compare_names(long + "from schools", long + "from police").verdict != "same"


@given(
    st.text(st.characters(categories=["L", "N", "Zs", "P"]), max_size=80).filter(lambda t: any(c.isalnum() for c in t))
)
def test_every_name_is_the_same_as_itself(name: str) -> None:
    assert compare_names(name, name).verdict == "same"


@given(st.integers(2, 60), st.integers(2, 60))
def test_two_thresholds_are_the_same_only_where_they_are_equal(one: int, two: int) -> None:
    verdict = compare_names(f"% seen within {one} working days", f"Percentage seen in {two} working days").verdict
    assert (verdict == "same") == (one == two)


@pytest.mark.parametrize("part", ["name_pairs.csv", "name_pairs_held_out.csv"])
def test_labelled_pairs_no_wrong_acceptance(part: str) -> None:
    with (DATA / part).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    verdicts = [(row, compare_names(row["left"], row["right"]).verdict) for row in rows]
    assert [row for row, verdict in verdicts if verdict == "same" and row["truth"] == "different"] == []
    true = [verdict for row, verdict in verdicts if row["truth"] == "same"]
    assert true.count("same") >= 0.8 * len(true)
