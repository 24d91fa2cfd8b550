"""Numbers located in sentences, with the period each belongs to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.figures import find_figures, sentences
from extract.summary_sentences import counts_of


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("52 of the 68 visits took place within 7 days (76.5%), 16 were held outside of the 7 day timescale.", ["52", "68", "76.5%", "16"]),
        ("Performance is at 97.4% and close to the 98% target.", ["97.4%", "98%"]),
        ("The 16-25 Accommodation Programme continues under section 3 of the 2016 plan.", []),
        ("0-4 - 17 (5.9%)", ["17", "5.9%"]),
        ("It cost £2.3m, or 12 per cent more than in 2015/16.", ["£2.3m", "12 per cent"]),
        ("Children aged 16-17: 106 (65%) moved.", ["106", "65%"]),
        ("On 20 July 2016 the Panel met; call 01632 960123 or write to a.b@c.gov.uk.", []),
        ("Measure 6 has 9.7% of children with 3+ placement moves.", ["9.7%"]),
        ("There are 9,377 cases, a change of -93.", ["9,377", "-93"]),
        ("Eleven of the 23 centres stay open.", ["Eleven", "23"]),
        ("In the two years since, the eight measures have improved.", []),
        ("Reviews 2.1 years long on average: 474.8 in Dec 15.", ["474.8"]),
    ],
)  # fmt: skip
def test_figures_of_a_text(text: str, figures: list[str]) -> None:
    found = find_figures(text)
    assert [f.value.printed for f in found] == figures
    assert [text[f.start : f.end] for f in found] == figures


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("a decrease of 37% between Sept 2016 (766) and March 17 (481)", ["2016-09-30", "2016-09-30", "2017-03-31"]),
        ("an increase to 65 in Dec 16 and then 63 children in March 17", ["2016-12-31", "2017-03-31"]),
        ("Performance as at May 2016 shows a 90.5% rate, up from 86.3% in March 2015.", ["2016-05-31", "2015-03-31"]),
    ],
)  # fmt: skip
def test_period_of_a_figure(text: str, periods: list[str]) -> None:
    assert [f.period.end.isoformat() for f in find_figures(text) if f.period] == periods


def test_sentences_keep_abbreviations_and_decimals() -> None:
    text = "Rates fell, e.g. in Kent, to 7.5%. Mr. Smith agreed. “Yes.” It rose."
    assert [text[a:b] for a, b in sentences(text)] == [
        "Rates fell, e.g. in Kent, to 7.5%.",
        "Mr. Smith agreed.",
        "“Yes.”",
        "It rose.",
    ]


@given(st.text(max_size=200))
def test_spans_are_in_order_and_inside(text: str) -> None:
    last = 0
    for f in find_figures(text):
        assert last <= f.start < f.end <= len(text)
        last = f.end


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (
            "As at 31/03/2016, the county has 17 indicators rated Green, 20 indicators rated Amber and 7 indicators rated Red.",
            [("green", 17, ""), ("amber", 20, ""), ("red", 7, "")],
        ),
        (
            "Compared with outturn (March 15), 16 indicators have shown an improvement, 0 indicators remained the same, 28 indicators have shown a reduction.",
            [("improved", 16, "outturn"), ("unchanged", 0, "outturn"), ("worsened", 28, "outturn")],
        ),
        (
            "15 are Green, 24 are Amber and 6 are Red. Since January 2025, 21 got better, 23 got worse and 1 did not change; since the March 2024 outturn, 18 got better and 27 got worse.",
            [("green", 15, ""), ("amber", 24, ""), ("red", 6, ""), ("improved", 21, "previous"), ("unchanged", 1, "previous"), ("worsened", 23, "previous"),
             ("improved", 18, "outturn"), ("worsened", 27, "outturn")],
        ),
        ("The monthly scorecard rates 16 of its 44 indicators Green, 22 Amber and 6 Red.", [("green", 16, ""), ("amber", 22, ""), ("red", 6, "")]),
        ("Performance improved in the year.", []),
    ],
)  # fmt: skip
def test_counts_of_a_summary_sentence(text: str, counts: list[tuple[str, int, str]]) -> None:
    assert sorted((c.what, c.number, c.against) for c in counts_of(text)) == sorted(counts)
