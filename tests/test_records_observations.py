"""The tidy table: its columns, and that rows and observations convert both ways without loss."""

from __future__ import annotations

import io
from datetime import date, timedelta
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from records import TIDY_COLUMNS, Box, Observation, Period, Source, format_number, from_frame, parse_value, to_frame

REQUIRED = [
    "document",
    "page",
    "table",
    "section",
    "indicator_id",
    "indicator",
    "indicator_key",
    "area",
    "cohort",
    "polarity",
    "basis",
    "role",
    "printed",
    "value",
    "unit",
    "period",
    "period_label",
    "column",
    "read_from",
    "confidence",
    "x0",
    "top",
    "x1",
    "bottom",
    "locator",
]

days = st.dates(date(2000, 1, 1), date(2040, 1, 1))
periods = st.builds(
    lambda d, n, b: Period(d, d + timedelta(days=n), b), days, st.integers(0, 400), st.sampled_from(["", "SS", "YTD"])
)
numbers = st.builds(
    lambda d, p, u: parse_value(format_number(d, p, u), u or "count"),
    st.decimals(-9999, 9999, places=3, allow_nan=False),
    st.integers(0, 3),
    st.sampled_from(["", "percent", "money"]),
)
words = st.builds(lambda t: parse_value(t), st.sampled_from(["-", "n/a", "*", ""]))
boxes = st.builds(
    lambda x, y, w, h: Box(x / 4, y / 4, (x + w) / 4, (y + h) / 4), *[st.integers(0, 2000) for _ in range(4)]
)
sources = st.builds(
    Source,
    sha256=st.just("ab" * 32),
    document=st.sampled_from(["a.pdf", "b, c.docx", 'say "d".txt']),
    page=st.none() | st.integers(1, 400),
    table=st.none() | st.integers(1, 40),
    row=st.none() | st.integers(0, 400),
    column=st.sampled_from(["", "LATEST RESULT | Num"]),
    box=st.none() | boxes,
    locator=st.sampled_from(["", "document/t1/r2/c3"]),
    span=st.none() | st.tuples(st.integers(0, 50), st.integers(50, 90)),
    read_from=st.sampled_from(["text", "symbol", "ocr"]),
    printed=st.sampled_from(["", "a sentence, with 3 commas,\nand lines"]),
    confidence=st.sampled_from([1.0, 0.5, 0.25]),
)
observations = st.builds(
    Observation,
    source=sources,
    indicator=st.sampled_from(["% of CIC", "=HYPERLINK()", ""]),
    role=st.sampled_from(["result", "target", "numerator"]),
    value=numbers | words,
    area=st.sampled_from(["", "Kent"]),
    cohort=st.sampled_from(["all", "excl_uasc"]),
    polarity=st.sampled_from(["", "H", "T"]),
    period=st.none() | periods,
    section=st.sampled_from(["", "ADOPTION"]),
)


def test_the_columns_stand_in_their_order() -> None:
    assert list(TIDY_COLUMNS[: len(REQUIRED)]) == REQUIRED
    assert len(set(TIDY_COLUMNS)) == len(TIDY_COLUMNS)


@given(observations)
def test_a_row_and_its_observation_are_the_same(observation: Observation) -> None:
    assert Observation.from_row(observation.to_row()) == observation


@given(st.lists(observations, max_size=5))
def test_a_csv_round_trip_loses_nothing(rows: list[Observation]) -> None:
    buffer = io.StringIO()
    to_frame(rows).to_csv(buffer, index=False)
    buffer.seek(0)
    frame = pd.read_csv(buffer, dtype=str, keep_default_na=False)
    assert list(frame.columns) == list(TIDY_COLUMNS)
    assert from_frame(frame) == rows


def test_a_rag_and_an_arrow_keep_their_word() -> None:
    source = Source("00", "a.pdf", page=1)
    rag = Observation(source, "x", "rag", parse_value("A"), word="amber")
    assert rag.tidy_value == "amber"
    again = Observation.from_row(rag.to_row())
    assert (again.word, again.value.number, again.value.printed) == ("amber", None, "A")


def test_decimals_stay_as_printed() -> None:
    row = Observation(Source("00", "a.pdf"), "x", "result", parse_value("1.10")).to_row()
    assert (row["printed"], row["value"]) == ("1.10", "1.10")
    assert Observation.from_row(row).value.number == Decimal("1.10")


def test_a_role_we_do_not_know_is_named() -> None:
    with pytest.raises(ValueError, match="column role: 'guess' is not a role"):
        Observation.from_row({"role": "guess"})
