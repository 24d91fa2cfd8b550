"""Spans of several months: their words, their totals, and sentences held against them, with and without a register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest

from check import check_text
from check.numerals import find_numerals
from check.prior_doubts import _CAME_OR_WENT, _FLOW_NAME
from check.sentences import read_sentences
from check.spans.words import spans_of
from extract import extract_file
from normalise import Register, Store
from normalise.register_start import start_register
from records import parse_period

SEP_25 = date(2025, 9, 30)
MAR_25 = date(2025, 3, 31)
FINANCIAL = "2025-04-01 2025-09-30"


def told(text: str, now: date) -> list[str]:
    numerals = find_numerals(text, kind="paragraph", name_parts=())
    out = []
    for s in read_sentences(text, numerals):
        places = [(a - s.start, b - s.start) for a, b in s.period_spans]
        spans = spans_of(s.text, s.periods, places, now)
        out += [f"{x.meant[0].start} {x.meant[0].end}" for x in spans]
    return out


@pytest.mark.parametrize(
    ("text", "now", "expected"),
    [
        ("Since April 1,572 notices have been issued.", SEP_25, [FINANCIAL]),
        ("Since 1 April 2025 there were 12 appeals.", SEP_25, [FINANCIAL]),
        ("There have been 980 cremations since the start of the financial year.", SEP_25, [FINANCIAL]),
        ("So far this year the team has dealt with 706 cases.", SEP_25, [FINANCIAL]),
        ("In the year to date 706 cases were opened.", SEP_25, [FINANCIAL]),
        ("Burials totalled 159 in the first six months of the year.", SEP_25, [FINANCIAL]),
        ("976 in the first half of last year", SEP_25, ["2024-04-01 2024-09-30"]),
        ("1,010 in the second half of 2024/25", SEP_25, ["2024-10-01 2025-03-31"]),
        ("Over the last four quarters 669 households applied.", SEP_25, ["2024-10-01 2025-09-30"]),
        ("In the five months to August we registered 1,081 births.", SEP_25, ["2025-04-01 2025-08-31"]),
        ("Between April and September 2025 we had 12.", SEP_25, [FINANCIAL]),
        ("12 in April to September last year", SEP_25, ["2024-04-01 2024-09-30"]),
        ("In 2024/25 as a whole 643 kits were issued.", SEP_25, ["2024-04-01 2025-03-31"]),
        ("In the whole of last year 46 were approved.", SEP_25, ["2024-04-01 2025-03-31"]),
        ("£1.74m in 2024/25, and £2.38m in that year as a whole", SEP_25, ["2024-04-01 2025-03-31"] * 2),
        ("In the 12 months to June there were 9.", SEP_25, ["2024-07-01 2025-06-30"]),
        ("Over the year 35,146 notices were issued.", MAR_25, ["2024-04-01 2025-03-31"]),
        (
            "In the five months to August we had 12, 1 more than in the same period of 2024.", SEP_25,
            ["2025-04-01 2025-08-31", "2024-04-01 2024-08-31"],
        ),
        (
            "Since April 1,572 notices; in the same six months of 2024 the number was 1,302.", SEP_25,
            [FINANCIAL, "2024-04-01 2024-09-30"],
        ),
        ("388 were held by the end of August.", SEP_25, ["2025-04-01 2025-08-31"]),
        # Looking back to a time, not counting from it; a single period; a year that is not over.
        ("It was the highest number since April 2024.", SEP_25, []),
        ("Numbers have fallen since April.", SEP_25, []),
        ("There were 12 in September.", SEP_25, []),
        ("We expect 12 in 2025/26.", SEP_25, []),
        ("There were 12 last quarter, 3 fewer than a year ago.", SEP_25, []),
    ],
)  # fmt: skip
def test_spans_are_read(text: str, now: date, expected: list[str]) -> None:
    assert told(text, now) == expected


HEAD = "indicator,area,cohort,period,basis,result,numerator,denominator,target,rag"
QUARTERS = ("2024-06-30", "2024-09-30", "2024-12-31", "2025-03-31", "2025-06-30", "2025-09-30")
RESULTS = {
    "Allotment plots let": ("Q", ("508", "468", "561", "634", "497", "483")),
    "Fly-posting removed": ("Q", ("88", "79", "91", "104", "83", "76")),
    "Plot holders on the books": ("SS", ("1,204", "1,211", "1,215", "1,219", "1,226", "1,223")),
    "Grants paid in the year to date (£m)": ("YTD", ("£0.55m", "£1.13m", "£1.74m", "£2.38m", "£0.62m", "£1.21m")),
    "Repairs finished on time": ("Q", ("84.2%", "85.1%", "86.4%", "87.0%", "88.2%", "87.9%")),
}


@pytest.fixture(scope="module", params=["register", "none"])
def known(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Store, Register | None]]:
    folder = tmp_path_factory.mktemp("spans")
    read = []
    for n, day in enumerate(QUARTERS):
        rows = [
            f'{name},Norland Council,all,{day},{basis},"{values[n]}",,,,' for name, (basis, values) in RESULTS.items()
        ]
        path = folder / f"return_{day[:7]}.csv"
        path.write_text("\n".join([HEAD, *rows]) + "\n", encoding="utf-8")
        read.append(extract_file(path))
    register = start_register(read).register if request.param == "register" else None
    with Store.open(folder / "panelpaper.db") as store:
        for extraction in read:
            store.add(extraction, register or Register({}))
        yield store, register


def wrong(text: str, known: tuple[Store, Register | None]) -> list[str]:
    store, register = known
    report = check_text(text, period=parse_period("September 2025"), store=store, register=register)
    return sorted(f.printed for f in report.contradictions)


CASES = (
    ("Since April 980 allotment plots have been let, 4 more than in the first half of last year (976).", "980", "990"),
    (
        "Since April 980 allotment plots have been let, 4 more than in the first half of last year (976).",
        "4 more",
        "9 more",
    ),
    (
        "Since April 980 allotment plots have been let, 4 more than in the first half of last year (976).",
        "(976)",
        "(967)",
    ),
    ("In 2024/25 as a whole 2,171 plots were let and 362 pieces of fly-posting removed.", "2,171", "2,117"),
    ("In 2024/25 as a whole 2,171 plots were let and 362 pieces of fly-posting removed.", "362", "326"),
    ("Over the last four quarters 354 pieces of fly-posting were removed.", "354", "345"),
    (
        "Grants paid came to £1.21m by the end of September, against £1.13m at the same point of 2024/25.",
        "£1.13m",
        "£1.31m",
    ),
    ("We let 483 allotment plots, 14 fewer than in the quarter before.", "14", "24"),
    ("483 plots were let in the quarter. In January to March it was 634.", "634", "643"),
)


@pytest.mark.parametrize("text", list(dict.fromkeys(text for text, _, _ in CASES)))
def test_true_totals_are_not_contradicted(text: str, known: tuple[Store, Register | None]) -> None:
    assert wrong(text, known) == []


@pytest.mark.parametrize(("text", "right", "false"), CASES)
def test_totals_that_the_published_figures_do_not_come_to_are_found(
    text: str, right: str, false: str, known: tuple[Store, Register | None]
) -> None:
    assert text.count(right) == 1
    assert wrong(text.replace(right, false), known) == [false.strip("()").split()[0]]


@pytest.mark.parametrize(
    "text",
    [
        "Over the last four quarters 1,219 people asked for a plot.",  # another thing
        "There were 1,223 plot holders on the books, 12 more than a year ago.",  # a count at a day
        "Since July 483 allotment plots have been let.",  # the span of one figure
        "Since August 310 allotment plots have been let.",  # no figure of the months
        "Repairs finished on time were 88.0% in the first half of the year.",  # percentages are not added up
        "Of the 980 plots let since April 211 went to people on the waiting list.",
    ],
)
def test_what_no_sum_tells_is_left_alone(text: str, known: tuple[Store, Register | None]) -> None:
    assert wrong(text, known) == []


@pytest.mark.parametrize(
    ("after", "name", "flow"),
    [
        (" UASC have ceased to be in care", "UASC in care", True),
        (" people joined the service", "People on the waiting list", True),
        (" tenants moved out", "Tenants in arrears", True),
        (" young people left care", "Care leavers in touch", False),
        (" people were waiting", "People on the waiting list", False),
    ],
)
def test_those_who_came_or_went_are_not_those_who_are_there(after: str, name: str, flow: bool) -> None:
    assert bool(_CAME_OR_WENT.match(after) and not _FLOW_NAME.search(name)) is flow
