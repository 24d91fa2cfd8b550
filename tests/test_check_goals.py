"""Targets told in sentences, times of two units, keys of signs, sums of money in the wrong scale."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from check import check_paper, check_text
from check.durations import duration_of_cell, find_durations
from check.goals.words import literals, said_of_goals
from check.inside.rag_rules import read_rule
from check.inside.status_keys import read_status_key, sign_colours
from tests.word_papers import Rows, changed, write

TABLE: Rows = [
    ["Measure", "Target", "May 2025", "June 2025", "Met?"],
    ["Bins emptied on time", "98%", "97.1%", "97.6%", "No"],
    ["Sites litter-picked within 3 days", "90%", "88.0%", "91.4%", "Yes"],
    ["Average hours to remove a hazard", "24.0", "26.5", "21.8", "Yes"],
    ["Volunteers enrolled", "350", "322", "338", "No"],
]


def _said(tmp_path: Path, text: str, table: Rows | None = None) -> list[tuple[str, str]]:
    path = write(["# Street care: June 2025", text, table or TABLE], tmp_path / "p.docx")
    return [(f.kind, f.printed) for f in check_paper(path).contradictions]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("Callers waited 2m 24s on average.", [144]),
        ("It took 7 hours 12 minutes to fix a fault.", [25920]),
        ("Waits came to 1h 05m.", [3900]),
        ("The wait fell from 3:05 to 2:24 minutes.", [185, 144]),
        ("Calls took 3:20 on average. The library is open from 9:00 to 17:00.", [200]),
        ("The meeting opens at 10:30.", []),
        ("It cost £2m 30 sites.", []),
        ("They stayed 3 hours 5 times.", []),
    ],
)
def test_times_of_two_units_are_one_figure(text: str, seconds: list[int]) -> None:
    assert sorted(int(v.number or 0) for _, _, v in find_durations(text)) == sorted(seconds)


@pytest.mark.parametrize(
    ("text", "header", "seconds"),
    [
        ("2:24", "Average wait (minutes:seconds) | May", 144),
        ("-0:41", "Wait | Change", -41),
        ("1:05", "Time taken (hh:mm)", 3900),
        ("2:24", "Ratio of boys to girls", None),
        ("10.30", "Average wait", None),
    ],
)
def test_clock_cells_are_times_where_their_headings_speak_of_waiting(
    text: str, header: str, seconds: int | None
) -> None:
    value = duration_of_cell(text, header)
    assert (value.number if value is not None else None) == (Decimal(seconds) if seconds is not None else None)


@pytest.mark.parametrize(
    ("template", "kind", "way", "size", "goal"),
    [
        ("«N0» of calls were answered, «N1» short of the target.", "gap", "bad", 1, -1),
        ("There were «N0» enrolments, «N1» fewer than the «N2» that we were funded to deliver.", "gap", "below", 1, 2),
        ("Market share remains «N0» adrift of the «N1» we aim for.", "gap", "bad", 0, 1),
        ("The Council needs «N0» more to reach its target of «N1» by «P0».", "gap", "needs", 0, 1),
        ("Availability was «N0» above what the contract requires.", "gap", "above", 0, -1),
        ("The rate passed the «N0» target, at «N1».", "side", "above", -1, 0),
        ("The «N0» standard was not met.", "side", "bad", -1, 0),
        ("Officers made «N0» visits, one below the «N1» planned.", "side", "below", -1, 1),
        ("We expect to meet the target of «N0» next year.", "stated", "", -1, 0),
    ],
)
def test_what_is_said_of_targets(template: str, kind: str, way: str, size: int, goal: int) -> None:
    (said,) = said_of_goals(template)
    assert (said.kind, said.way, said.size, said.goal) == (kind, way, size, goal)


def test_targets_that_are_part_of_a_word_are_read() -> None:
    found = [(x.number, x.unit) for x in literals("within the two-day target and the 45-second service level")]
    assert found == [(2, 86400), (45, 1)]


@pytest.mark.parametrize(
    "text",
    [
        "97.6% of bins were emptied on time, 0.4 percentage points short of the target.",
        "Hazards were gone in 21.8 hours on average, inside the one-day target.",
        "338 volunteers have enrolled: 12 more are needed to reach 350.",
        "With 338 volunteers enrolled we are 12 short of the 350 promised.",
        "91.4% of sites were litter-picked within 3 days, so the 90% standard was met.",
        "Two of the four targets were met.",
        "The target for volunteers will rise to 400 next year.",
        "In May, when 97.1% of bins were emptied on time, we were 0.9 points below target.",
    ],
)
def test_true_sentences_about_targets_are_silent(tmp_path: Path, text: str) -> None:
    assert _said(tmp_path, text) == []


@pytest.mark.parametrize(
    ("text", "kind", "printed"),
    [
        ("97.6% of bins were emptied on time, 0.6 percentage points short of the target.", "target", "0.6 percentage points"),
        ("97.6% of bins were emptied on time, 0.4 percentage points above the target.", "target", "0.4 percentage points"),
        ("Hazards were gone in 21.8 hours on average, inside the two-day target.", "target", "two-day target"),
        ("Hazards were gone in 21.8 days on average, inside the target.", "unit", "21.8 days"),
        ("With 338 volunteers enrolled we are 12 short of the 360 promised.", "target", "360"),
        ("91.4% of sites were litter-picked within 3 weeks, so the 90% standard was met.", "unit", "within 3 weeks"),
        ("Three of the four targets were met.", "count", "Three"),
    ],
)  # fmt: skip
def test_false_sentences_about_targets_are_found(tmp_path: Path, text: str, kind: str, printed: str) -> None:
    assert (kind, printed) in _said(tmp_path, text)


def test_an_answer_that_its_target_does_not_bear_out_is_found(tmp_path: Path) -> None:
    assert _said(tmp_path, "The table follows.") == []
    assert _said(tmp_path, "The table follows.", changed(TABLE, (1, 4, "Yes"))) == [("rag", "Yes")]
    assert _said(tmp_path, "The table follows.", changed(TABLE, (3, 4, "No"))) == [("rag", "No")]


def test_signs_have_the_colours_of_the_key() -> None:
    key = "Key: ✓ target met; ~ within one percentage point of the target; ■ anything further away."
    colours = sign_colours([key])
    assert [colours[s] for s in "✓~■"] == ["green", "amber", "red"]
    rule = read_status_key(key)
    assert rule is not None
    assert [(c, x.test, x.amount, x.points) for c, x in rule.by_target] == [
        ("green", "met", 0, None), ("amber", "within", 1, True), ("red", "beyond", 1, True),
    ]  # fmt: skip
    assert read_status_key("We met ✓ and ✗ sign makers.") is None


def test_a_word_of_status_has_the_tolerance_that_the_paper_gives_it() -> None:
    rule = read_status_key("A result counts as just missed when it is within two percentage points of the target.")
    assert rule is not None
    assert dict(rule.by_target)["amber"].amount == 2
    assert read_status_key("Two targets were just missed, one of them by 2 points.") is None


def test_the_rest_of_a_rule_is_beyond_its_tolerance() -> None:
    rule = read_rule(
        "Green is at or above target, amber is up to five percentage points below and red is anything lower."
    )
    assert rule is not None
    assert (dict(rule.by_target)["red"].test, dict(rule.by_target)["red"].amount) == ("beyond", 5)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Net expenditure was £2.31bn against a budget of £2.38m. The reserve is £0.4m.", "£2.31bn"),
        ("The contract price is £1,260,000. Payments so far were £630m, exactly half.", "£630m"),
        ("The fund helped 103 people. Awards came to £41,200m, an average of £400 each.", "£41,200m"),
        ("Payments came to £22.1k, against £21.4m in the same period of last year.", "£22.1k"),
    ],
)
def test_sums_of_money_in_the_wrong_scale_are_found(text: str, printed: str) -> None:
    assert ("unit", printed) in [(f.kind, f.printed) for f in check_text(text).contradictions]


@pytest.mark.parametrize(
    "text",
    [
        "Net expenditure was £2.31m against a budget of £2.38m.",
        "The fund helped 103 people. Awards came to £41,200, an average of £400 each.",
        "The grant was £5.2m. An award of £5,200 was made, against £4,900 last year.",
        "The average cost was £452 each, against £470,000 in all.",
        "Savings of £412k were made against a target of £1.2m.",
    ],
)
def test_sums_of_money_of_their_own_scales_are_silent(text: str) -> None:
    assert [f.printed for f in check_text(text).contradictions if f.kind == "unit"] == []
