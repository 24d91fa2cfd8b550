"""True sentences about streets, homes, money and waste that were once called wrong; beside each a false one that is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from check import check_paper

HEAD = "Performance report, Quarter 3 2025/26\n=====================================\n\n"
POTHOLES = """Table 1: Roads

| Measure | Target | Nov 2025 | Dec 2025 |
| --- | --- | --- | --- |
| Urgent holes filled in two days | 95% | 93.2% | 88.1% |
| Average days to fill other holes | 12.0 | 10.7 | 14.9 |
| Holes reported | | 1,318 | 1,946 |
"""
TAKINGS = """Table 1: Collection

| | 2023/24 | 2024/25 |
| --- | --- | --- |
| Share of rent collected | 98.3% | 98.9% |
| Share of rent collected, garages | 97.4% | 98.1% |
"""
BINS = """Table 1: Tonnes collected

| Stream | Q3 2024/25 | Q4 2024/25 | Q1 2025/26 | Q2 2025/26 | Q3 2025/26 |
| --- | --- | --- | --- | --- | --- |
| Glass | 512 | 498 | 530 | 541 | 566 |
| Paper | 1,204 | 1,188 | 1,170 | 1,151 | 1,133 |
| Textiles | 74 | 61 | 82 | 95 | 83 |
| Scrap metal | 301 | 344 | 322 | 310 | 287 |
"""
BILLS = """Table 1: Bills

| Measure | Q4 2024/25 | Q1 2025/26 | Q2 2025/26 | Q3 2025/26 |
| --- | --- | --- | --- | --- |
| Share of bills paid in time | 90.3% | 91.8% | 92.6% | 91.6% |
| Bills received | 4,180 | 4,204 | 4,377 | 4,296 |
"""
LOSSES = """Table 1: Losses

| Measure | Q1 2025/26 | Q2 2025/26 | Q3 2025/26 |
| --- | --- | --- | --- |
| Interest lost on late payments (£000) | 188 | 204 | 161 |
| Late payments | 412 | 455 | 377 |
"""
SPENDING = """Table 1: Savings

| Service | Target £k | Delivered £k | At risk £k |
| --- | --- | --- | --- |
| Parks and Open Spaces | 900 | 640 | 260 |
| Fleet and Depots | 1,450 | 1,320 | 130 |
| Public Conveniences | 610 | 610 | 0 |
| Total | 2,960 | 2,570 | 390 |

Table 2: Balances

| Balance | April £m | Target £m | March £m |
| --- | --- | --- | --- |
| Works reserve | 4.1 | -1.2 | 2.9 |
| Storm reserve | 2.6 | -0.4 | 2.2 |
| Total | 6.7 | -1.6 | 5.1 |
"""
POWER = """Table 1: Power used (MWh)

| Site | 2023/24 | 2024/25 |
| --- | --- | --- |
| Depots | 914 | 848 |
| Lanterns | 2,615 | 2,377 |
| Pools | 3,340 | 3,402 |
"""
WORKS = """Table 1: Works finished

| Kind of work | Number | Cost (£) | Average (£) |
| --- | --- | --- | --- |
| Wet room | 41 | 248,460 | 6,060 |
| Hoist | 22 | 68,530 | 3,115 |
| Porch ramp | 17 | 79,390 | 4,670 |
"""
STAGES = """Table 1: Average days at each stage

| Stage | Standard | Q3 2024/25 | Q3 2025/26 |
| --- | --- | --- | --- |
| Visit to drawing | 21 | 33 | 19 |
| Drawing to approval | 45 | 61 | 52 |
| Approval to start | 40 | 48 | 44 |
"""
WARDS = """Table 1: Homes by ward

| Ward | Asked for | Finished | Finished in time | % in time |
| --- | --- | --- | --- | --- |
| Alder | 27 | 20 | 16 | 80.0% |
| Beckside | 38 | 29 | 18 | 62.1% |
| Cross Lane | 24 | 18 | 13 | 72.2% |
| Downham | 33 | 25 | 17 | 68.0% |
"""
RATINGS = """Table 1: Kitchens by kind and rating

| Kind | 0 (urgent) | 1 (major) | 4 (good) | 5 (very good) |
| --- | --- | --- | --- | --- |
| Pubs | 3 | 5 | 88 | 140 |
| Canteens | 0 | 1 | 40 | 131 |
| Bakeries | 1 | 2 | 31 | 62 |
"""
LETTERS = """Table 1: Letters

| Measure | Q2 2024/25 | Q1 2025/26 | Q2 2025/26 | Q3 2025/26 |
| --- | --- | --- | --- | --- |
| Letters received | 512 | 455 | 470 | 481 |
| Letters still open at quarter end | 71 | 38 | 36 | 36 |
"""
CASES = [
    # neither the word nor the size fits the two figures: they are no pair
    ("", "At 87.5% the rate is well above the 55% at which we would be inspected, and 1.6 percentage points up on the 85.9% of last quarter.", False),
    ("", "Fares came to £913,200, £41,600 or 4.4% less than planned and £12,900 (1.4%) less than a year ago.", False),
    ("", "The rate fell by 1.6 percentage points to 87.5% from 85.9%.", True),
    # what a word leads to is the later figure, whatever its date
    ("", "Applicants paid £115 until the fee doubled to £240 on 1 May 2025.", False),
    ("", "The fee doubled from £240 to £115.", True),
    # "no more than" is a bound
    ("", "Cut the number of garages without a tenant, now twelve, to no more than seven by March 2027.", False),
    # a share of a named whole beside a change
    ("", "Tenants with arrears rose to 1,804 (up 16), or 27.3% of all our tenants.", False),
    ("", "Tenants with arrears rose by 16 to 1,804, or 9.0%.", True),
    # a size told twice is no share of what was counted before
    ("", "Four of the five teams spent less; the depot was the exception, with an increase of £21,000, or 6.3%, on vehicles.", False),
    ("", "Four of the five teams spent less, or 60%.", True),
    # the total goes back over the sentence between
    ("", "Wardens issued 6,402 tickets in the half year. August was the busiest month with 1,211. Of the total, 4,805 (75.1%) have been paid.", False),
    # two averages make no total
    ("", "On average each of them owes £430. Of these, 640 have their rent paid for them, with an average debt of £502, whereas the other 720 owe £366.", False),
    # a tariff is not held against a sum of money in another clause
    ("", "The station made £9.4k more than its budget, following the introduction of a day tariff of £7.20 in May.", False),
    ("", "Spending was £9.4k against a budget of £9.20m.", True),
    # thousands in the name of a row
    (LOSSES, "Interest lost on late payments came to £161k, £43k less than in Quarter 2.", False),
    (LOSSES, "Interest lost on late payments came to £161k, £34k less than in Quarter 2.", True),
    # quarters that are named by number are no run
    (POTHOLES, "It took 14.9 days to fill other holes. The limit, missed in both Quarters 1 and 2, has been bettered in two quarters running.", False),
    # figures in the order of the names
    (WARDS, "Beckside and Downham finished 29 and 25 homes respectively.", False),
    (WARDS, "Beckside and Downham finished 25 and 29 homes respectively.", True),
    (SPENDING, "Parks and Open Spaces and Fleet and Depots have delivered £640k and £1.32m respectively.", False),
    # a change is not counted from a time that another clause tells
    (POWER, "Two of the three sites used less power in the year; the pools were the exception, with an increase of 62 MWh, although it remains below what it was in 2018/19.", False),
    # a unit of the same kind as the heading's
    (BINS, "Glass came to 566 tonnes and textiles to 83 tonnes.", False),
    (BINS, "Glass came to 566 kg, the most in the year.", True),
    (POWER, "Pools used 3,402 kWh in the year.", True),
    (POWER, "Pools used 3,402 MWh in the year, and heated 3,340 litres of water.", False),
    # the same told in another unit
    ("", "The pools used 8,150 MWh (8.15 GWh) of gas, a reduction of 410 MWh or 4.8% on the year before.", False),
    # an average may share out a change
    ("", "To come down to the 3,200 tonnes allowed, emissions must fall by 1,260 tonnes in three years: that is 420 tonnes a year on average.", False),
    # a bare number beside days is no percentage
    (POTHOLES, "88.1% of urgent holes were filled in two days. It took 14.9 days to fill the others, compared with 10.7 in November.", False),
    (POTHOLES, "88.1% of urgent holes were filled in two days, compared with 92.3% in November.", True),
    # another row's figure, whose words are told as much
    (TAKINGS, "We collected 98.9% of the rent that fell due in 2024/25, the best result for a decade, and 98.1% of that of garages.", False),
    (TAKINGS, "In 2024/25 the share of rent collected for garages was 98.9%.", True),
    # a record over time is no rank among rows
    (BINS, "Glass rose to 566 tonnes, the highest quarterly tonnage since bottles were first collected in 2011 and 25 tonnes up on Quarter 2.", False),
    (BINS, "Glass had the highest tonnage of the four in Quarter 3.", True),
    # each size is held against its own time
    (BINS, "Textiles amounted to 83 tonnes. Although this is 12 tonnes fewer than between July and September, it is 9 tonnes more than twelve months previously.", False),
    (BINS, "Textiles amounted to 83 tonnes. This is 12 tonnes more than between July and September.", True),
    # a run since a time told before it
    (BINS, "Scrap metal stands at 287 tonnes. It peaked at 344 tonnes in the final quarter of last year, since when it has fallen every quarter.", False),
    (BINS, "Paper has risen every quarter since Quarter 3 of 2024/25.", True),
    # a year is not the quarter that it ends with
    (BILLS, "For the year as a whole the share of bills paid in time was 92.2%, against 88.7% in 2024/25.", False),
    (BILLS, "The share of bills paid in time was 96.1% in Quarter 3 of 2025/26.", True),
    # a season is a time of its own
    (BINS, "The 83 tonnes of textiles collected this quarter compare with 95 in the summer and 74 in the autumn of 2024.", False),
    # a row's name without its column's is not enough; a total of several is no row's figure
    (SPENDING, "Pressures in Parks and Open Spaces and elsewhere are offset by economies totalling £1.42m.", False),
    (SPENDING, "Fleet and Depots has delivered £1.23m of its £1.45m.", True),
    # an average is no row's own number
    (POTHOLES, "The public reported 1,946 holes, on average 1,956 a month if the first week of January is counted.", False),
    # two rows together
    (POWER, "Depots and lanterns together used 3,225 MWh, 304 fewer than the year before.", False),
    (POWER, "Lanterns used 2,377 MWh, 328 fewer than the year before.", True),
    # each bracket goes with the words before it
    ("", "Pubs make up fewer than one in three of all kitchens (96, or 28.6%) but more than half (13 of 22) of those that failed.", False),
    ("", "More than half of the kitchens that failed (13 of 22, or 28.6%) were pubs.", True),
    (WARDS, "Beckside is the busiest, with a third of requests (38 of 122) and of homes finished (29), yet it had the lowest proportion in time, 62.1%.", False),
    # what remains once all parts are taken away
    ("", "140 grants were approved against 171 requests. Not every request leads to a grant: 22 were withdrawn, and the remaining 9 are still being worked on.", False),
    ("", "Of the 171 requests 140 were approved and the remaining 13 were refused.", True),
    # pounds in the heading
    (WORKS, "More than half of the works (41 of 80) were wet rooms, costing £6,060 each on average.", False),
    (WORKS, "The average wet room cost £6,060k.", True),
    # points are of percentages
    (STAGES, "Of the 122 visits, 96 led to a drawing within 21 days (78.7%), which is 6.3 percentage points short of target.", False),
    # the only one to do one thing is not asked for another
    (WARDS, "Alder was the only ward to come near the 85% standard, with 80.0% of its 20 homes in time.", False),
    # numbers are no names of rows
    (RATINGS, "There are 1,504 kitchens in the borough, of which 1,133, or 75.3%, hold the top rating.", False),
    (RATINGS, "Pubs have the most kitchens rated 5 (140). No bakery by the market is rated lower than 4.", False),
    # words said of a number of things
    (LETTERS, "Three indicators improved on the previous quarter, two deteriorated and one, the number of letters still open at quarter end, stayed where it was.", False),
    (LETTERS, "The number of letters still open at quarter end fell on the previous quarter.", True),
    # what is said of the time just named
    (LETTERS, "470 letters were received in Quarter 2, 15 more than in Quarter 1 but 42 fewer than in the same quarter of 2024/25, which had been the busiest on record.", False),
]  # fmt: skip


@pytest.mark.parametrize(("tables", "sentence", "wrong"), CASES, ids=range(len(CASES)))
def test_true_sentences_are_silent_and_false_ones_are_found(
    tables: str, sentence: str, *, wrong: bool, tmp_path: Path
) -> None:
    paper = tmp_path / "paper.txt"
    paper.write_text(f"{HEAD}{sentence}\n\n{tables}", encoding="utf-8")
    found = [(f.kind, f.printed, f.explanation) for f in check_paper(paper).contradictions]
    assert bool(found) is wrong, found
