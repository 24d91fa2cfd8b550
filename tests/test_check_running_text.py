"""Sentences as minutes and bulletins have them: run on without stops, bullets in one line, changes of something else."""

from __future__ import annotations

import pytest

from check import check_text
from check.sentences import split_sentences

TRUE = [
    # run on without a stop
    "Between April and June 2021: 8,410 homes were inspected, down 6.5% from April to June 2020 2,305 homes were re-let, down 21.4% from April to June 2020 On 30 June 2021 the number of empty homes was 612, up 12.5% from 544 on 30 June 2020.",
    "Visits were down 4.1% and linked to a 12.7% fall in referrals from the Helpline (HL) 3,120 visits were made by day and 940 by night, down 31.2% from April to June 2019.",
    # bullets in one line
    "* Teams carried out around 41,000 visits in 2021-22. This is a 3.2 per cent increase in visits over 2020-21. * There were 180 prosecutions, of which 95 per cent succeeded. * A 7.4 per cent reduction in what was spent on clearance (£2.3 million).",
    # more than: a bound
    "The teams succeeded in reducing burglary by seven per cent, robbery by twelve per cent and theft by more than four per cent in 2021/22.",
    # the size names what it is a change in
    "Satisfaction with the answer rose from 71% to 84.5%. This is against a backdrop of an 11% decrease in the number of calls received.",
    # a part of the figure before
    "We received 88 complaints, of which 12 were withdrawn. This is a 52% increase on last year, when 50 complaints were looked into.",
    # a footnote mark behind a year
    "The number of people setting a date fell to 118,204 in 2016/17. This is a decrease of 15 per cent on 2015/161.",
    # numbers in names
    "The average Attainment 8 score remained stable in comparison to 20173, at most 90 points in each of the years.",
    # quarters in words
    "the number of people signed in had increased from 8,120 in quarter three to 9,410; calls dropped by about 2,500 from quarter four in 2019 to 7,015.",
    "Quarter four saw good results:\n\n- voids fell\n- rents rose\n- calls were answered\n- letters were sent\n- visits were made",
    # what is compared with ends; what is told of now begins
    "granted 4,150 permissions, down three per cent on a year earlier - 640 for shops and 3,510 for homes",
    "received 41,870 applications, down six per cent on the quarter of 2019; this is equal to 88 per cent of all, up from 87 per cent a year before.",
    "It \uf0b7 received 41,870 applications, down six per cent for the same quarter of 2019 \uf0b7 decided 88 per cent of them, up from 87 per cent.",
    # a bound
    "ruled on 1,310 larger schemes (10 or more homes), up by 9 per cent on the quarter to June 2019",
    # beyond a target where less is better
    "the average time to settle a claim had surpassed its target of nine days with an outturn of seven days",
    # counts rounded to tens
    "Between October and December, 5,790 households were owed the duty. This increased 2.2% from 5,660 in July to September. Down 4.3% from 23,460 households were 22,450 at the end. On 31 December there were 41,340 in hostels, up 5.0% from 39,360.",
]  # fmt: skip

FALSE = [
    ("On 30 June 2021 the number of empty homes was 612, down 12.5% from 544 on 30 June 2020.", "down"),
    ("Robbery fell from 412 to 468 in 2021/22.", "fell"),
    ("We received 88 complaints. This is a 52% increase on last year, when 70 complaints were received.", "52%"),
    ("the number of people signed in had increased from 8,120 in quarter three to 7,410 in quarter four", "increased"),
    ("the share answered in time surpassed its target of 90% with an outturn of 87%", "surpassed its target of 90%"),
    ("There were 18,403 visits and 9,212 calls, 4,117 of them at night. Letters rose 6.1% from 5,321 to 5,511.", "6.1%"),
]  # fmt: skip


@pytest.mark.parametrize("text", TRUE)
def test_true_running_text_is_left_alone(text: str) -> None:
    assert [f.explanation for f in check_text(text).findings if f.verdict == "contradicts"] == []


@pytest.mark.parametrize(("text", "printed"), FALSE)
def test_the_like_with_a_mistake_is_found(text: str, printed: str) -> None:
    assert printed in [f.printed for f in check_text(text).findings if f.verdict == "contradicts"]


def test_rounded_counts_still_show_a_mistake() -> None:
    text = TRUE[-1].replace("2.2% from 5,660", "3.1% from 5,660")
    assert [f.printed for f in check_text(text).findings if f.verdict == "contradicts"] == ["3.1%"]


SPLITS = [
    ("up 9% from 410 in June On 3 July we closed", ["up 9% from 410 in June", "On 3 July we closed"]),
    ("down 5% from June 2019 25,520 homes were let", ["down 5% from June 2019", "25,520 homes were let"]),
    ("In 2018 15 children were seen and in 2019 12 were", ["In 2018 15 children were seen and in 2019 12 were"]),
    ("It cost £2m. * There were 40 * A fall", ["It cost £2m.", "* There were 40", "* A fall"]),
    ("Table 5 In brief", ["Table 5 In brief"]),
    ("the Tenancy (AST) 3,804 homes were let", ["the Tenancy (AST)", "3,804 homes were let"]),
]


@pytest.mark.parametrize(("text", "sentences"), SPLITS)
def test_text_without_stops_is_parted_where_a_sentence_begins(text: str, sentences: list[str]) -> None:
    assert [text[a:b].strip() for a, b in split_sentences(text)] == sentences


OF_OTHERS = [
    "Whilst this is four more than in Quarter 2 (12), the total for the first nine months of the year, 38, is well down on the 61 agreed in the same period of 2024/25.",
    "At the end of May nine of our 5,412 homes were without a certificate, down from 14 the month before and 52 this time last year.",
    "61.4% of plans were issued in time, i.e. 140 out of 228. This is an improvement of 5.2 percentage points on Quarter 1 and almost double the rate of a year ago (32.8%).",
    "412 reviews were completed on time and 96 were late. The completion rate rose from 79.8% to 81.1%, the best since 2019.",
    "Four in ten (41.0%) are taught near home. The proportion is slightly lower than in Quarter 1 (41.2%) and continues to fall short of the 45% ambition.",
]


@pytest.mark.parametrize("text", OF_OTHERS)
def test_a_figure_of_another_time_or_of_both_together_is_no_mistake(text: str) -> None:
    assert [f.explanation for f in check_text(text).findings if f.verdict == "contradicts"] == []


def test_a_share_of_both_together_that_is_wrong_is_not_taken_for_right() -> None:
    text = "412 of the 508 reviews (71.1%) were completed on time and 96 were late."
    assert "71.1%" in [f.printed for f in check_text(text).findings if f.verdict == "contradicts"]


POINTING = [
    ("64% of visits were made in time. This is {} from 58% in 2021.", "an increase", "a decrease"),
    (
        "84.1 per cent of pupils passed in 2022-23. This is a slight {} 2021-22 (84.0 per cent).",
        "increase from",
        "fall from",
    ),
    ("The share recycled in 2010-11 was 38.2 per cent. In 2014-15 it {} to 41.0 per cent.", "crept up", "slipped down"),
    ("Repairs took 6.4 hours on average. This is {} than the national average of 5.1 hours.", "longer", "shorter"),
    ("The rate in 2004-05 was 14.1 per cent, {} to 31.6 per cent in 2009-10.", "growing", "shrinking"),
    ("The board approved {} new carers than in the year before (31 compared to 38).", "fewer", "more"),
]


@pytest.mark.parametrize(("text", "right", "wrong"), POINTING)
def test_a_sentence_that_points_back_is_held_against_what_it_points_at(text: str, right: str, wrong: str) -> None:
    assert [f.explanation for f in check_text(text.format(right)).findings if f.verdict == "contradicts"] == []
    assert [f.kind for f in check_text(text.format(wrong)).findings if f.verdict == "contradicts"] == ["direction"]


CHANGED = [
    ("There were 31,200 visits, an increase of {} from last year’s figure of 28,900 and an increase of 2% from the 2015-16 figure of 30,600.", "8%", "6%"),
    ("At the follow-up 41,300 people had stopped, 52% of all. This compares with 38,100 in 2016/17 (an increase of {})", "8%", "18%"),
    ("40,210 had stopped by then; this compares with 39,300 (an increase of {} over the same period in 2011).", "2%", "6%"),
    ("9 ({}) of the measures were rated Green and 3 (25%) were rated Red.", "75%", "57%"),
    ("{} (24) of the measures were on track and 35% (13) were off track.", "65%", "56%"),
    ("Waste ({}, 31), housing (14%, 12), planning (12%, 10) and parking (7%, 6) received the most complaints.", "36%", "63%"),
    ("{} of the measures were green, 31% amber and 22% red (14% had no target).", "33%", "53%"),
    ("There were 18,204 calls. Of which, {} were fires, 8,916 were other calls and 5,647 were false alarms.", "3,641", "3,461"),
    ("82 incidents were told of - 3 of which related to age, {} of which related to race, 8 of which to faith and 7 of which to others.", "64", "46"),
    ("The programme was £61.482m, financed by {} of grants and internal funding of £33.168m.", "£28.314m", "£23.814m"),
    ("granted 11,400 homes, down four per cent on a year earlier - 1,300 in large schemes and {} in small ones", "10,100", "10,700"),
    ("The rate stood at 96.41% which was {} the 96.20% target.", "above", "below"),
    ("Rent arrears closed better than the target of 3.50% with an outturn figure of {}.", "2.81%", "8.21%"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "right", "wrong"), CHANGED)
def test_the_sums_of_minutes_and_bulletins(text: str, right: str, wrong: str) -> None:
    assert [f.explanation for f in check_text(text.format(right)).findings if f.verdict == "contradicts"] == []
    assert [f.kind for f in check_text(text.format(wrong)).findings if f.verdict == "contradicts"]


def test_what_is_up_from_a_share_is_the_share_told_just_before() -> None:
    text = "Visits rose by 12% in the north and 15% elsewhere. The north took 24% of the England total in autumn 2017. That compares with 23% of the England total in autumn 2016. 14% of visitors were women."
    assert [f.explanation for f in check_text(text).findings if f.verdict == "contradicts"] == []
