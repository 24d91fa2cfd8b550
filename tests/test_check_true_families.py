"""True sentences of families that were once called wrong, in other words; beside each a false one that is found."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from check import check_paper
from check.run_words import told_of_earlier

REVIEWS = """| Measure | September 2025 | October 2025 | Target |
| --- | --- | --- | --- |
| Food hygiene ratings issued within 10 working days | 93.1% | 91.4% | 90.0% |
| Pupils reaching the required level in swimming | 71.5% | 70.2% | 75.0% |
| Licences issued within 20 working days | 88.4% | 86.9% | 95.0% |
| Licences renewed on the council's website | 61.3% | 64.8% | 60.0% |
"""
NOTICES = """| Fines by source | 2023/24 | 2024/25 | Change | Change (%) |
| --- | --- | --- | --- | --- |
| Wardens | 21,440 | 20,118 | -1,322 | -6.2% |
| Cameras | 5,186 | 6,208 | +1,022 | +19.7% |
| All fines | 26,626 | 26,326 | -300 | -1.1% |
"""
VISITORS = """| Members | March 2025 | June 2025 | September 2025 | Share |
| --- | --- | --- | --- | --- |
| Adults | 28,502 | 28,744 | 28,911 | 32.9% |
| Juniors | 33,244 | 33,702 | 33,845 | 38.6% |
| Concessions | 24,190 | 24,781 | 25,006 | 28.5% |
| Total | 85,936 | 87,227 | 87,762 | 100.0% |
"""
POSTS = """| Measure | September 2025 | October 2025 |
| --- | --- | --- |
| Social worker posts vacant | 15.6% | 12.9% |
| Visits made within five days | 81.2% | 84.0% |
"""


@pytest.mark.parametrize(
    ("table", "sentence", "wrong"),
    [
        # how often a target was reached is not whether it was reached now
        (REVIEWS, "86.9% of licences were issued within 20 working days. The 95% target has been met in just two months this year.", False),
        (REVIEWS, "86.9% of licences were issued within 20 working days. The 95% standard was achieved on only three occasions since April.", False),
        (REVIEWS, "86.9% of licences were issued within 20 working days. The 95% target has been met.", True),
        # words of a state in a measure's own name
        (REVIEWS, "Of the 500 pupils tested, 351 reached the required level in swimming (70.2%).", False),
        (REVIEWS, "At 70.2%, pupils reaching the required level in swimming are above the 75% target.", True),
        # a count that rose beside a percentage that fell
        (REVIEWS, "410 licences were issued within 20 working days, nine more than in September.", False),
        (REVIEWS, "The percentage of licences issued within 20 working days was higher than in September, at 86.9%.", True),
        # a level in brackets behind the time that it is of
        (REVIEWS, "91.4% of food hygiene ratings were issued within 10 working days, 1.7 points lower than in September (93.1%).", False),
        (REVIEWS, "91.4% of food hygiene ratings were issued within 10 working days, 2.7 points lower than in September (93.1%).", True),
        # a number of something else than the sentence before tells of
        (NOTICES, "Wardens issued most fines in 2024/25 (20,118). The number recorded by cameras grew by 1,022, or 19.7%.", False),
        (NOTICES, "Wardens issued most fines in 2024/25 (20,118). The number recorded by cameras grew by 1,022, or 17.9%.", True),
        # shares beside several columns of counts
        (VISITORS, "Membership grew again in the quarter.", False),
        (VISITORS.replace("38.6%", "36.8%"), "Membership grew again in the quarter.", True),
        # how many posts, beside what share of them
        (POSTS, "Half of the 8.0 vacant posts are in one team.", False),
        (POSTS, "Visits made within five days stood at 8.4 in October.", True),
        # a length of time in words
        (NOTICES, "Cameras, at 6,208, were 1,022 up on the thirteen-month low of 5,186.", False),
    ],
)  # fmt: skip
def test_true_sentences_are_silent_and_false_ones_found(table: str, sentence: str, wrong: bool, tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    period = "2024/25" if table is NOTICES else "September 2025" if "Members" in table else "October 2025"
    document.add_heading(f"Performance report, {period}", 1)
    document.add_paragraph(sentence)
    rows = [[c.strip() for c in line.strip("|").split("|")] for line in table.splitlines() if "---" not in line]
    drawn = document.add_table(len(rows), len(rows[0]))
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            drawn.cell(r, c).text = text
    document.core_properties.created = document.core_properties.modified = datetime(2025, 11, 10, 12)
    document.save(str(tmp_path / "p.docx"))
    found = [(f.printed, f.explanation) for f in check_paper(tmp_path / "p.docx").contradictions]
    assert bool(found) is wrong, found


RETURN = """indicator,area,cohort,period,basis,result,numerator,denominator,target,rag
Skip licences decided within 10 working days,Sallowby District Council,all,{end},MS,{skips}%,{n},{d},90.0%,
Street works permits issued within 24 hours,Sallowby District Council,all,{end},MS,100%,{p},{p},100%,
Permit income in the year to date (£000),Sallowby District Council,all,{end},YTD,£{income},,,,
"""
MONTHS = {
    "2024-03-31": ("90.0", 27, 30, 9, 389),
    "2024-10-31": ("90.6", 29, 32, 8, 241),
    "2025-09-30": ("93.5", 29, 31, 6, 238),
    "2025-10-31": ("96.0", 24, 25, 7, 276),
}


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("Of skip licences, 96.0% were decided within 10 working days, up from September, when two of 31 were late.", False),
        ("Skip licences decided within 10 working days stood at 99.6% in October 2025.", True),
        ("Four of the five services did better this year; street works permits could not, being at 100%.", False),
        ("Permit income of £276,000 has been taken in the year to date, £35,000 more than at the same stage of 2024/25.", False),
        ("Permit income of £276,000 has been taken in the year to date, £53,000 more than at the same stage of 2024/25.", True),
    ],
)  # fmt: skip
def test_true_sentences_beside_earlier_returns(sentence: str, wrong: bool, tmp_path: Path) -> None:
    import docx

    from extract import extract_file
    from normalise import Register, Store

    with Store.open(tmp_path / "s.db") as store:
        for end, (skips, n, d, p, income) in MONTHS.items():
            path = tmp_path / f"return_{end}.csv"
            path.write_text(RETURN.format(end=end, skips=skips, n=n, d=d, p=p, income=income), encoding="utf-8")
            store.add(extract_file(path), Register({}))
        document = docx.Document()
        document.add_heading("Highways licensing: October 2025", 1)
        document.add_paragraph(sentence)
        document.core_properties.created = document.core_properties.modified = datetime(2025, 11, 10, 12)
        document.save(str(tmp_path / "p.docx"))
        report = check_paper(tmp_path / "p.docx", store=store)
    found = [(f.printed, f.explanation) for f in report.contradictions]
    assert bool(found) is wrong, found


@pytest.mark.parametrize(
    ("sentence", "run", "over"),
    [
        ("Visits rose to 612, having fallen in each of the two years before.", "each of the two years", True),
        ("Visits rose, after falling for three consecutive quarters.", "three consecutive quarters", True),
        ("Calls rose to 88; they had dropped in every quarter until then.", "every quarter", True),
        ("The rise ended a run of four successive falls.", "four successive", True),
        ("Visits have fallen in each of the last two years.", "each of the last two years", False),
        ("Visits fell for the third quarter in a row, to 612.", "the third quarter in a row", False),
        ("Takings have grown in every quarter up to now.", "every quarter", False),
    ],
)
def test_a_run_that_was_over_before(sentence: str, run: str, over: bool) -> None:
    start = sentence.index(run)
    assert told_of_earlier(sentence, start, start + len(run)) is over
