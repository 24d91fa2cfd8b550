"""How far back published series are read: the years before the earliest time that a paper names, or all of them."""

from __future__ import annotations

from datetime import date

import pytest

from check.paper import read_paper
from check.passages import passages_of_text
from check.reaching_back import reaching_back
from records import Period


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Calls fell to 84.9% in March 2025.", date(2020, 1, 31)),
        ("Calls fell to 84.9% in March 2025, from 90.1% in June 2019.", date(2014, 1, 31)),
        ("Calls have fallen since 2012.", date(2007, 1, 31)),
        ("Calls are at their highest level, 84.9%.", None),
        ("Calls have never been so few: 84.", None),
        ("84.9% is a record for the service.", None),
        ("Calls have fallen for ten years to 84.9%.", None),
        ("Calls have fallen for three years to 84.9%.", date(2020, 3, 31)),
        ("", date(2020, 3, 31)),
    ],
)
def test_series_are_read_as_far_back_as_the_paper_may_ask(text: str, first: date | None) -> None:
    now = Period(date(2025, 3, 1), date(2025, 3, 31))
    assert reaching_back(read_paper(passages_of_text(text, document="paper"), period=now)) == first


def test_without_a_period_all_is_read() -> None:
    assert reaching_back(read_paper(passages_of_text("Calls fell.", document="paper"))) is None
