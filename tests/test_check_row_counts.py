"""Counts, superlatives and states of the things that a table lists: true sentences are silent, false ones are found."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from check import check_paper
from check.inside.quantified import counted_in
from check.inside.status_words import status_word
from tests.word_papers import Rows, write

NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
PLACES = ("Ashby", "Bramley", "Coldwell", "Dunmore", "Easton", "Farley", "Grimley", "Hartwick")


def wrong(rows: Rows, sentence: str, path: Path, heading: str = "Depots") -> list[tuple[str, str]]:
    paper = write(["# Performance report, Quarter 2 2025/26", f"## {heading}", rows, sentence], path)
    return sorted((f.kind, f.printed.strip()) for f in check_paper(paper).contradictions)


def word(n: int) -> str:
    return NUMBERS[n]


def told(n: int, whole: int, noun: str, verb: str) -> str:
    """A true beginning of a sentence: so many of the things did something."""
    if n == whole:
        return f"All {word(whole)} {noun} {verb}"
    if n == 0:
        return f"None of the {word(whole)} {noun} {verb}"
    return f"{word(n).capitalize()} of the {word(whole)} {noun} {verb}"


@pytest.mark.parametrize("seed", range(6))
def test_counts_over_random_tables(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    n = rng.randint(4, 7)
    names = rng.sample(PLACES, n)
    before = [rng.randint(300, 900) for _ in names]
    now = [b + rng.choice([-1, 1]) * rng.randint(3, 60) for b in before]
    target = 85
    rate = rng.sample([72, 76, 79, 81, 83, 84, 86, 88, 90, 93, 95], n)
    rows: Rows = [["Depot", "Jobs in September", "Jobs in August", "Change", "% on time"]]
    rows += [[p, str(a), str(b), f"{a - b:+d}", f"{r}%"] for p, a, b, r in zip(names, now, before, rate, strict=True)]
    rows.append(["All depots", str(sum(now)), str(sum(before)), f"{sum(now) - sum(before):+d}", "84%"])
    up = sum(a > b for a, b in zip(now, before, strict=True))
    over = sum(r > target for r in rate)
    busiest = names[now.index(max(now))]
    largest_rise = names[max(range(n), key=lambda i: now[i] - before[i])]
    other = names[min(range(n), key=lambda i: now[i])]
    true = [
        told(up, n, "depots", "handled more jobs than in August") + ".",
        f"Jobs rose at {word(up)} of the {word(n)} depots." if 0 < up < n else "Work went on.",
        told(n - up, n, "depots", "saw a fall in jobs") + ".",
        told(over, n, "depots", f"were above {target}%") + ".",
        f"{busiest} was the busiest depot, with {max(now)} jobs.",
    ]
    for sentence in true:
        assert wrong(rows, sentence, tmp_path / "t.docx") == [], sentence
    false = [
        told(up - 1 if up else 1, n, "depots", "handled more jobs than in August") + ".",
        told(over - 1 if over else 1, n, "depots", f"were above {target}%") + ".",
        f"{other} was the busiest depot, with {max(now)} jobs.",
    ]
    for sentence in false:
        assert wrong(rows, sentence, tmp_path / "f.docx"), sentence
    relative = names[max(range(n), key=lambda i: now[i] / before[i])]
    if max(a - b for a, b in zip(now, before, strict=True)) > 0 and other not in {largest_rise, relative}:
        assert wrong(rows, f"The largest increase was at {largest_rise}.", tmp_path / "t.docx") == []
        assert wrong(rows, f"The largest increase was at {other}.", tmp_path / "f.docx") == [("superlative", other)]


STATES: Rows = [
    ["Indicator", "Jun 2025", "Sep 2025", "Target", "Result"],
    ["Enquiries answered within five days", "88%", "92%", "90%", "Target met"],
    ["Licences issued on time", "81%", "84%", "95%", "Narrowly missed"],
    ["Average days to close a case", "21", "19", "20", "Target met"],
    ["Visits made within two hours", "70%", "66%", "90%", "Not met"],
]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Two of the four indicators met their target, one narrowly missed it and one did not.", False),
        ("Three of the four indicators met their target.", True),
        ("Half of the indicators were on target.", False),
        ("All but one improved on the previous quarter; three of the four indicators are better.", False),
        ("None of the four indicators was on target.", True),
        ("Most indicators improved on June.", False),
        ("Of the four indicators, two are on target.", False),
        ("Of the four indicators, three are on target.", True),
        ("Four indicators are reported. Two met the target and two did not.", False),
        ("All five indicators improved.", True),
    ],
)
def test_states_of_indicators(sentence: str, found: bool, tmp_path: Path) -> None:
    assert bool([k for k, _ in wrong(STATES, sentence, tmp_path / "p.docx", "Results") if k == "count"]) is found


SPEND: Rows = [
    ["Directorate (£000)", "Budget", "Forecast", "Variance"],
    ["Adults", "41,200", "42,050", "+850"],
    ["Children", "30,500", "30,900", "+400"],
    ["Place", "22,100", "21,700", "-400"],
    ["Resources", "11,900", "11,650", "-250"],
    ["Total", "105,700", "106,300", "+600"],
]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Two directorates are overspending and two are under budget.", False),
        ("Three of the four directorates are forecasting overspends.", True),
        ("The largest overspend is in Adults, at £850,000.", False),
        ("The largest overspend is in Children, at £850,000.", True),
        ("Both overspending directorates are demand-led.", False),
        ("Resources is forecast to underspend by £250,000.", False),
        ("Resources is forecast to overspend by £250,000.", True),
        ("Place was the only directorate to overspend.", True),
    ],
)
def test_spending_of_directorates(sentence: str, found: bool, tmp_path: Path) -> None:
    kinds = {"count", "superlative", "direction"}
    assert bool([k for k, _ in wrong(SPEND, sentence, tmp_path / "p.docx", "Revenue") if k in kinds]) is found


TURNED: Rows = [
    ["", "Waiting list", "Average stay (days)", "Placements broken down"],
    ["March 2025", "140", "61", "9"],
    ["June 2025", "133", "64", "7"],
    ["September 2025", "121", "58", "7"],
    ["Target", "125", "60", "5"],
    ["Status", "G", "G", "R"],
]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("Two of the three indicators are green and one is red.", False),
        ("All three indicators are green.", True),
        ("Placements broken down stood at 7 (R).", False),
        ("Placements broken down stood at 7 (A).", True),
    ],
)
def test_things_that_stand_one_to_a_column(sentence: str, found: bool, tmp_path: Path) -> None:
    kinds = [k for k, _ in wrong(TURNED, sentence, tmp_path / "p.docx", "Indicators") if k in {"count", "rag"}]
    assert bool(kinds) is found


@pytest.mark.parametrize(
    ("text", "n", "whole", "way"),
    [
        ("Two of the five portfolios are overspending.", 2, 5, "exactly"),
        ("All but one improved on the previous quarter.", 1, 0, "but"),
        ("Visits rose at all four centres.", -1, 4, "all"),
        ("Weir was the only branch to lose visitors.", 1, 0, "only"),
        ("Weir was one of two branches to lose visitors.", 2, 0, "only"),
        ("Neither depot met its target.", 0, 0, "none"),
        ("7 out of 9 schools improved.", 7, 9, "exactly"),
    ],
)
def test_quantities(text: str, n: int, whole: int, way: str) -> None:
    (found,) = counted_in(text)
    assert (found.n, found.whole, found.way) == (n, whole, way)


@pytest.mark.parametrize(
    "text",
    [
        "Visits were 238 fewer than in May.",
        "It will improve in two of the five areas.",
        "The first two indicators are better when high.",
        "Housing received the most complaints.",
        "They waited two days longer.",
    ],
)
def test_no_count_of_things(text: str) -> None:
    assert counted_in(text) == []


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("On target", "green"), ("Target exceeded", "green"), ("Met", "green"), ("on track", "green"),
        ("Near target", "amber"), ("Just below target", "amber"), ("narrowly missed", "amber"), ("Within tolerance", "amber"),
        ("Off target", "red"), ("Not met", "red"), ("well below target", "red"), ("Outside tolerance", "red"),
        ("Above target", ""), ("Below target", ""), ("Number met", ""), ("Targets", ""), ("Housing", ""),
    ],
)  # fmt: skip
def test_words_of_status(text: str, colour: str) -> None:
    assert status_word(text) == colour


WARDS: Rows = [
    ["Ward", "Fly-tips 2023/24", "Fly-tips 2024/25", "Change", "Per cent"],
    ["Abbey", "212", "190", "-22", "-10.4"],
    ["Bridge", "145", "161", "+16", "11.0"],
    ["Castle", "98", "98", "0", "0.0"],
    ["Dock", "77", "60", "-17", "-22.1"],
    ["Elm", "54", "71", "+17", "31.5"],
    ["Borough", "586", "580", "-6", "-1.0"],
]
SCHOOLS: Rows = [
    ["School", "Places", "Pupils", "% full"],
    ["Hill Primary", "210", "205", "98%"],
    ["Lakeside", "420", "415", "99%"],
    ["St Mary", "315", "260", "83%"],
    ["Northgate", "630", "598", "95%"],
]
DELIVERY: Rows = [
    ["Key measure", "2023/24", "2024/25", "Target", "On track?"],
    ["Homes built", "412", "455", "450", "Yes"],
    ["Affordable homes", "120", "98", "140", "No"],
    ["Average days to decide a planning application", "61", "54", "56", "Yes"],
    ["Appeals dismissed", "71%", "68%", "70%", "No"],
]
SAYINGS: list[tuple[Rows, str, bool]] = [
    (WARDS, "Fly-tipping fell in two of the five wards, rose in two and was unchanged in one.", False),
    (WARDS, "Elm saw the sharpest increase, of 31.5%.", False),
    (WARDS, "Abbey still has the most fly-tips, with 190.", False),
    (WARDS, "The largest reduction was in Abbey (22 fewer).", False),
    (WARDS, "In percentage terms the biggest drop was in Dock.", False),
    (WARDS, "Only Bridge and Elm recorded more fly-tips than the year before.", False),
    (WARDS, "Castle was the only ward with no change.", False),
    (WARDS, "Fewer than half of the wards saw an increase.", False),
    (SCHOOLS, "Lakeside is the only school that is over 98% full.", False),
    (SCHOOLS, "Three of the four schools are at or below 98%.", False),
    (SCHOOLS, "St Mary has the lowest occupancy, at 83%.", False),
    (SCHOOLS, "All four schools are below 100%.", False),
    (SCHOOLS, "Two schools are under 98% full.", False),
    (DELIVERY, "Two of the four measures are on track and two are not.", False),
    (DELIVERY, "Half of the measures met their target.", False),
    (DELIVERY, "Two measures improved on the year before and two got worse.", False),
    (DELIVERY, "Homes built rose by 43 to 455, five more than the target.", False),
    (WARDS, "Fly-tipping fell in three of the five wards.", True),
    (WARDS, "Bridge saw the sharpest increase, of 31.5%.", True),
    (WARDS, "Elm has the most fly-tips, with 190.", True),
    (WARDS, "The largest reduction was in Dock (22 fewer).", True),
    (WARDS, "In percentage terms the biggest drop was in Abbey.", True),
    (WARDS, "Dock was the only ward with no change.", True),
    (WARDS, "Fly-tipping rose in all five wards.", True),
    (WARDS, "Elm fell by 17 to 71.", True),
    (SCHOOLS, "Northgate is the only school that is over 98% full.", True),
    (SCHOOLS, "All four schools are below 98%.", True),
    (SCHOOLS, "Northgate has the lowest occupancy, at 83%.", True),
    (SCHOOLS, "Three schools are under 98% full.", True),
    (DELIVERY, "Three of the four measures are on track.", True),
    (DELIVERY, "None of the measures met its target.", True),
]


@pytest.mark.parametrize(("rows", "sentence", "false"), SAYINGS)
def test_sayings_of_one_thing(rows: Rows, sentence: str, false: bool, tmp_path: Path) -> None:
    kinds = {"count", "superlative", "direction"}
    assert bool([k for k, _ in wrong(rows, sentence, tmp_path / "p.docx", "Places") if k in kinds]) is false
