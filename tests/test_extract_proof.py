"""The proof of the reading: what it finds, and what it must not find."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from extract import Extraction, extract_file, prove, recognise
from extract.proof_rows import RowFacts, check_ratio, rows_of
from records import Finding, Observation, parse_value

from .grids import Spec, document, grid, heading, text


@pytest.fixture(scope="module")
def march(archive: Path) -> Extraction:
    return extract_file(archive / "documents" / "scorecard_2016_03_xlsx.pdf")


@pytest.fixture(scope="module")
def found(march: Extraction) -> list[Finding]:
    return prove(march)


def wrong(findings: list[Finding]) -> Counter[str]:
    return Counter(f.kind for f in findings if f.verdict == "contradicts")


# -- the March 2016 scorecard --------------------------------------------------------------------------------


def test_only_the_known_faults_of_the_scorecard_are_reported(found: list[Finding]) -> None:
    assert wrong(found) == {"direction": 1, "count": 3, "period": 3}


def test_the_arrow_of_row_20_contradicts_its_figures(found: list[Finding]) -> None:
    (f,) = [f for f in found if f.kind == "direction" and f.verdict == "contradicts"]
    assert f.explanation.startswith("row 20: CIC Placement Stability: % in same placement for last 2 years")
    assert (f.severity, f.expected, f.place.page) == ("serious", "worsened", 4)
    assert "70.7% -> 69.9%" in f.working


def test_the_summary_sentence_is_held_against_the_arrows(found: list[Finding]) -> None:
    counts = [f for f in found if f.kind == "count" and f.verdict == "contradicts"]
    assert [f.printed.split()[0] for f in counts] == ["23", "1", "20"]
    assert {f.working for f in counts} == {"arrows drawn: 25 improved, 0 the same, 19 worsened"}
    for f in counts:
        assert "row 20" in f.explanation.lower()
        assert "row 13" in f.explanation
        assert "100.0% to 100.0%" in f.explanation
        assert "With these the sentence is right" in f.explanation
    assert sum(f.kind == "count" and f.verdict == "agrees" for f in found) == 6


def test_no_variance_is_flagged(found: list[Finding]) -> None:
    assert Counter(f.verdict for f in found if f.kind == "variance") == {"agrees": 46}


def test_a_figure_at_the_bound_of_its_band_is_not_flagged(found: list[Finding]) -> None:
    """52 of 68 prints 76.5% and lies below 76.5%: Red, as the scorecard says."""
    checks = [f for f in found if f.kind == "rag" and "PF notifications" in f.indicator and "76.47" in f.working]
    assert checks
    assert {f.verdict for f in checks} == {"agrees"}


def test_stale_data_notes_are_reported(found: list[Finding]) -> None:
    stale = [f for f in found if f.kind == "period" and f.verdict == "contradicts"]
    assert sorted(f.place.page or 0 for f in stale) == [12, 13, 14]
    (both,) = [f for f in stale if f.place.page == 12]
    assert "the result of Jan 2016, the publication gives Mar 2016" in both.explanation
    assert "end in Oct 2016, not in Jan 2016" in both.explanation


def test_everything_that_can_be_checked_was(found: list[Finding]) -> None:
    made = Counter(f.kind for f in found if f.verdict in {"agrees", "agrees_within_rounding"})
    assert made["change"] == 140
    assert made["ratio"] >= 42 + 2 * 50
    assert made["direction"] == 87
    assert made["repeat"] >= 130
    assert not [f for f in found if f.verdict == "not_checked"]


def test_rounding_is_said_once(found: list[Finding]) -> None:
    (f,) = [f for f in found if f.kind == "rounding_mode"]
    assert "round half up" in f.explanation


def test_a_clean_scorecard_has_no_faults(archive: Path) -> None:
    extraction = extract_file(archive / "documents" / "scorecard_2016_01_xlsx.pdf")
    assert wrong(prove(extraction)) == {}


def _changed(row: RowFacts, role: str, at: int, digit: str) -> RowFacts | None:
    o = row.one(role)  # type: ignore[arg-type]
    if o is None or o.value.number is None or not o.value.printed[at].isdigit() or o.value.printed[at] == digit:
        return None
    printed = o.value.printed[:at] + digit + o.value.printed[at + 1 :]
    out = RowFacts(row.key)
    for r, found in row.by_role.items():
        out.by_role[r] = [replace(o, value=parse_value(printed, o.value.unit))] if r == role else list(found)
    return out


@pytest.mark.parametrize(("role", "least"), [("result", 0.975), ("numerator", 0.91), ("denominator", 0.85)])
def test_a_changed_digit_is_caught_by_the_ratio(march: Extraction, role: str, least: float) -> None:
    rows = [r for r in rows_of(march.observations) if r.any.table == "scorecard" and check_ratio(r) is not None]
    assert len(rows) == 42
    caught = tried = 0
    for row in rows:
        o = row.one(role)  # type: ignore[arg-type]
        assert o is not None
        for at in range(len(o.value.printed)):
            for digit in "0123456789":
                changed = _changed(row, role, at, digit)
                if changed is None:
                    continue
                tried += 1
                result = check_ratio(changed)
                caught += result is not None and result[0].verdict == "contradicts"
    assert tried > 1000
    assert caught / tried >= least


# -- made-up tables ------------------------------------------------------------------------------------------

HEAD: list[Spec] = ["Ref", "Indicator", "Polarity", "Result", "RAG", "Num", "Denom", "Target", "Previous", "DoT"]


def scorecard(*rows: list[Spec], more: tuple[object, ...] = ()) -> list[Finding]:
    return prove(recognise(document(heading("Scorecard - Kent - Mar 2016"), grid([HEAD, *rows]), *more)))  # type: ignore[arg-type]


def kinds(findings: list[Finding]) -> set[tuple[str, str]]:
    return {(f.kind, f.verdict) for f in findings if f.kind != "rounding_mode"}


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["1", "% of visits", "H", "76.5%", "R", "52", "68", "85.0%", "78.1%", "↓"], {("ratio", "agrees"), ("direction", "not_checked")}),
        (["1", "% of visits", "H", "76.6%", "R", "52", "68", "85.0%", "78.1%", "↓"], {("ratio", "contradicts"), ("direction", "not_checked")}),
        (["1", "% of visits", "H", "76.5%", "R", "52", "0", "85.0%", "78.1%", "↓"], {("ratio", "not_checked"), ("direction", "not_checked")}),
        (["1", "Average caseload", "L", "16.0", "A", "1763", "110.4", "15.0", "15.5", "worse"], {("ratio", "agrees"), ("direction", "agrees")}),
        (["1", "Average caseload", "L", "16.0", "A", "1763", "110.4", "15.0", "15.5", "improved"], {("ratio", "agrees"), ("direction", "contradicts")}),
        (["1", "% on target", "T", "11.4%", "A", "-", "-", "7.5%", "10.6%", "worse"], {("direction", "agrees")}),
        (["1", "% of x", "H", "100.0%", "G", "710", "710", "98.0%", "100.0%", "improved"], {("ratio", "agrees"), ("direction", "agrees_within_rounding")}),
    ],
)  # fmt: skip
def test_checks_of_one_row(row: list[Spec], expected: set[tuple[str, str]]) -> None:
    assert kinds(scorecard(row)) == expected


def test_arrows_mean_what_the_figures_bear_out() -> None:
    """Where arrows follow the figures, an up arrow beside a rise is right although lower is better."""
    rows: list[list[Spec]] = [
        [str(i), f"Number of late plans {i}", "L", str(20 + i), "A", "-", "-", "10", "15", "↑"] for i in range(4)
    ]
    assert kinds(scorecard(*rows)) == {("direction", "agrees")}
    rows.append(["9", "Number of late visits", "L", "12", "A", "-", "-", "10", "15", "↑"])
    (f,) = [f for f in scorecard(*rows) if f.verdict == "contradicts"]
    assert "late visits" in f.explanation


def test_legend_settles_what_arrows_mean() -> None:
    legend = text("↑ improved ↓ worse ↔ unchanged")
    row: list[Spec] = ["1", "% of visits", "H", "70.0%", "R", "-", "-", "85.0%", "78.1%", "↑"]
    assert kinds(scorecard(row, more=(legend,))) == {("direction", "contradicts")}


def test_letter_against_fill() -> None:
    row: list[Spec] = ["1", "% of visits", "H", "70.0%", ("G", {"fill": "#ff0000"}), "-", "-", "85.0%", "-", "-"]
    assert ("rag", "contradicts") in kinds(scorecard(row))


def test_green_below_target_is_reported_where_the_others_keep_the_rule() -> None:
    rows: list[list[Spec]] = [
        [str(i), f"% of things {i}", "H", f"{80 + i}.0%", "G", "-", "-", "80.0%", "-", "-"] for i in range(12)
    ]
    assert wrong(scorecard(*rows)) == {}
    rows[5] = ["5", "% of things 5", "H", "79.0%", "G", "-", "-", "80.0%", "-", "-"]
    (f,) = [f for f in scorecard(*rows) if f.verdict == "contradicts"]
    assert "misses its target and is green" in f.explanation


def test_the_same_fact_twice() -> None:
    first = grid([["Indicator", "Result", "Target", "RAG"], ["% of visits", "80.0%", "90.0%", "R"]])
    trend = grid(
        [["Trend", "Feb 2016", "Mar 2016"], ["Result", "79.0%", "81.0%"], ["Target", "90.0%", "90.0%"]], number=2
    )
    extraction = recognise(document(heading("Scorecard - Kent - Mar 2016"), first, heading("% of visits"), trend))
    (f,) = [f for f in prove(extraction) if f.verdict == "contradicts"]
    assert (f.kind, f.printed, f.expected) == ("repeat", "81.0%", "80.0%")


ACTIVITY: list[list[Spec]] = [["Area", "Caseloads", "CP Plans", "Referrals", "LAC starts", "LAC ends", "Visits"]]
PARTS = [[100, 10, 20, 3, 4, 50], [200, 20, 30, 5, 6, 60], [300, 30, 40, 7, 8, 70]]


def activity(total: list[int]) -> list[Finding]:
    rows: list[list[Spec]] = [
        ["Kent", *map(str, total)],
        *[[f"{n} Kent", *map(str, p)] for n, p in zip(("North", "East", "West"), PARTS, strict=True)],
    ]
    return prove(
        recognise(document(heading("Scorecard - Kent - Mar 2016"), heading("Activity"), grid([*ACTIVITY, *rows])))
    )


def test_a_total_that_its_own_table_proves() -> None:
    whole = [sum(p[i] for p in PARTS) for i in range(6)]
    assert Counter(f.verdict for f in activity(whole) if f.kind == "sum") == {"agrees": 6}


def test_groups_that_do_not_prove_themselves_are_left_alone() -> None:
    assert [f for f in activity([601, 61, 91, 16, 19, 181]) if f.kind == "sum"] == []


def test_change_is_this_period_less_the_last() -> None:
    rows: list[list[Spec]] = [
        ["", "Caseloads", "<", "<"], ["^", "This month", "Last month", "Change"], ["Kent", "100", "90", "+10"], ["North Kent", "50", "45", "+6"],
    ]  # fmt: skip
    findings = prove(recognise(document(heading("Scorecard - Kent - Mar 2016"), heading("Activity"), grid(rows))))
    assert [(f.verdict, f.expected) for f in findings if f.kind == "change"] == [("agrees", ""), ("contradicts", "5")]


def test_a_sentence_with_its_parts() -> None:
    page = [text("52 of the 68 visits were in time (76.5%)."), text("40 of the 63 visits were in time (63.6%).")]
    findings = prove(recognise(document(heading("A paper"), *page)))
    assert [(f.verdict, f.expected) for f in findings if f.kind == "ratio"] == [
        ("agrees", ""),
        ("contradicts", "63.5%"),
    ]


def test_a_sentence_that_tells_all_but_a_part() -> None:
    page = [
        text("All but 18 of the 204 letters were answered in a week (91.2%)."),
        text("All but 18 of the 204 letters were answered in a week (92.1%)."),
        text("Small jobs were 19 of the 119, or 16%, but took more than half of the money (51.8%)."),
    ]
    findings = prove(recognise(document(heading("A paper"), *page)))
    assert [(f.verdict, f.expected) for f in findings if f.kind == "ratio"] == [
        ("agrees", ""),
        ("contradicts", "91.2%"),
    ]


def test_observations_are_not_changed_by_the_proof(march: Extraction) -> None:
    before: tuple[Observation, ...] = march.observations
    prove(march)
    assert march.observations is before
