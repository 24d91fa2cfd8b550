"""Numerals that state no amount: each kind, and that the quick look for clues hides none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.figures import find_figures
from extract.nofigures import _FORMS, _Form, no_figures
from records import find_periods


@pytest.mark.parametrize(
    "text",
    [
        "See https://council.example/report-2016-17",
        "write to team7@council.example",
        "the office at CT1 2AB",
        "agenda item 12/345",
        "ref no. 123/45",
        "those 16-17 in care",
        "telephone 01622 123 456",
        "starts at 10.30am, ends 12:15",
        "aged between 5 and 7",
        "a 15 year-old",
        "Tables 3, 4 and 5",
        "Measure 12 and Key Stage 2",
        "tier 4 services",
        "SCS-01 and KS4",
        "the Children Act 1989",
        "on the 31st",
        "as the plan says12.",
        "by 19 May",
        "in the 2016 to 2019 strategy",
        "in 2016",
        "in q3",
        "in the last 12 months",
        "within 45 working days",
        "after 3 years",
        "10 days of leave",
        "a 5-day week",
        "3 or more placements",
        "those of 16+ ",
        "a rate per 10,000",
        "open 24/7",
    ],
)
def test_a_numeral_that_states_no_amount_is_no_figure(text: str) -> None:
    assert [f.value.printed for f in find_figures(text)] == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("rose to 45 children in 12 months", ["45"]),
        ("4.1 There were 1,412 cases", ["1,412"]),
        ("(2) Second: 37% of 2017 children", ["37%", "2017"]),
        ("the number of those aged 16 fell by 7 to 93", ["7", "93"]),
        ("three children and the eight measures", ["three"]),
        ("item 3 cost £1.2m", ["£1.2m"]),
    ],
)
def test_the_amounts_beside_them_are_kept(text: str, figures: list[str]) -> None:
    assert [f.value.printed for f in find_figures(text)] == figures


_PIECES = (
    "Mar", "may", "19 May", "2016", "16", "3", "31st", "2015/16", "15/16 action", "16–17", "85.3%", "1,412", "-", "/", ".",
    ",", "(", "to", "x", "4.1 The", "Table 3", "Tables 3, 4 and 5", "Measure 1", "Key Stage 2", "KS4", "tier 4", "CT1 2AB",
    "SCS-01", "Act 1989", "word12", "within 45 working days", "last 12 months", "for 3 years", "10 days of", "5-day",
    "3 or more placements", "per 10,000", "24/7", "01632 960456", "10.30am", "9 pm", "www.a.uk/x2", "a@b.uk", "ref no 5",
    "aged 16", "16-17 year olds", "ages 5 to 7", "16+", "Q3", "•5-7 : ", "0-25 agenda", "March 1996/97", "2017 children",
)  # fmt: skip


@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=6), st.sampled_from([" ", "", "\n", ". "]))
def test_no_form_is_hidden_for_want_of_its_clue(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    quick = {n for a, b in no_figures(text, find_periods(text)) for n in range(a, b)}
    for form in _FORMS:
        group = "n" if "n" in form.pattern.groupindex else 0
        for m in form.pattern.finditer(text):
            assert set(range(*m.span(group))) <= quick, (form.pattern.pattern, m)


_PRINTED = st.characters(
    min_codepoint=32, max_codepoint=0x2122, exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp")
)
"""What stands in texts of documents: no control characters, of which readers make spaces."""


@pytest.mark.parametrize("form", _FORMS, ids=lambda form: form.words[:40])
@settings(max_examples=20)
@given(data=st.data())
def test_what_a_form_describes_is_found(form: _Form, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(form.pattern, alphabet=_PRINTED))
    quick = {n for a, b in no_figures(text, ()) for n in range(a, b)}
    for m in form.pattern.finditer(text):
        assert set(range(*m.span(form.group))) <= quick, (text, m)
