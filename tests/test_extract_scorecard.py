"""Tables of indicators read into observations: order, cohorts, areas, periods, colours, gaps."""

from __future__ import annotations

from extract import Extraction, recognise
from records import Observation

from .grids import Spec, document, grid, heading, text


def read(*blocks: object, **more: object) -> Extraction:
    return recognise(document(*blocks, **more))  # type: ignore[arg-type]


def facts(extraction: Extraction) -> set[tuple[str, str, str, str, str]]:
    return {
        (o.indicator, o.area, o.role, o.word or o.value.printed, o.period.end.isoformat() if o.period else "")
        for o in extraction.observations
    }


SCORECARD: list[list[Spec]] = [
    ["Ref", "Measure", "Good to be", "Q3", "RAG", "Q2", "DoT", "Target 2024/25", "England 2023/24"],
    ["CARE LEAVERS", "<", "<", "<", "<", "<", "<", "<", "<"],
    ["A1", "% of care leavers in work", "High", "73%", "Amber", "72%", ("", {"arrow": "up"}), "85%", "60%"],
    ["A2", "Average days to placement", "Low", "401.5", "Red", "-", "n/a", "365.0", "."],
]


def test_a_quarterly_scorecard_of_another_council() -> None:
    extraction = read(heading("Performance dashboard - Medshire - Quarter 3 2024/25"), grid(SCORECARD))
    assert extraction.publication.period is not None
    assert extraction.publication.period.end.isoformat() == "2024-12-31"
    assert facts(extraction) == {
        ("% of care leavers in work", "Medshire", "result", "73%", "2024-12-31"),
        ("% of care leavers in work", "Medshire", "rag", "amber", "2024-12-31"),
        ("% of care leavers in work", "Medshire", "result", "72%", "2024-09-30"),
        ("% of care leavers in work", "Medshire", "dot", "up", "2024-12-31"),
        ("% of care leavers in work", "Medshire", "target", "85%", "2025-03-31"),
        ("% of care leavers in work", "Medshire", "benchmark", "60%", "2024-03-31"),
        ("Average days to placement", "Medshire", "result", "401.5", "2024-12-31"),
        ("Average days to placement", "Medshire", "rag", "red", "2024-12-31"),
        ("Average days to placement", "Medshire", "result", "-", "2024-09-30"),
        ("Average days to placement", "Medshire", "dot", "n/a", "2024-12-31"),
        ("Average days to placement", "Medshire", "target", "365.0", "2025-03-31"),
        ("Average days to placement", "Medshire", "benchmark", ".", "2024-03-31"),
    }
    first = extraction.observations[0]
    assert (first.indicator_id, first.section, first.polarity, first.value.unit) == (
        "A1",
        "CARE LEAVERS",
        "H",
        "percent",
    )


def one(extraction: Extraction, role: str, indicator: str = "") -> Observation:
    (found,) = [o for o in extraction.observations if o.role == role and indicator in o.indicator]
    return found


def test_rag_by_fill_alone() -> None:
    rows: list[list[Spec]] = [
        ["Indicator", "Polarity", "Latest Result", "Target"],
        ["% of visits", "H", ("80.0%", {"fill": "#ff0000"}), "90.0%"],
        ["% of reviews", "H", ("95.0%", {"fill": "#92d050"}), "90.0%"],
    ]
    extraction = read(heading("Scorecard - Kent - May 2016"), grid(rows))
    rag = one(extraction, "rag", "visits")
    assert (rag.word, rag.value.printed, rag.source.read_from) == ("red", "", "colour")
    assert one(extraction, "rag", "reviews").word == "green"


def test_zebra_shading_is_no_rag() -> None:
    rows: list[list[Spec]] = [
        ["Indicator", "Polarity", "Latest Result", "Target"],
        ["% of visits", "H", ("80.0%", {"fill": "#e2efda"}), "90.0%"],
        ["% of reviews", "H", "95.0%", "90.0%"],
        ["% of plans", "H", ("95.0%", {"fill": "#e2efda"}), "90.0%"],
    ]
    assert not [o for o in read(heading("Scorecard - Kent - May 2016"), grid(rows)).observations if o.role == "rag"]


def test_letter_and_fill_that_disagree_are_kept_for_the_proof() -> None:
    rows: list[list[Spec]] = [
        ["Indicator", "Result", "RAG", "Target"],
        ["% of visits", "80.0%", ("G", {"fill": "#ff0000"}), "90.0%"],
    ]
    extraction = read(heading("Scorecard - Kent - May 2016"), grid(rows))
    assert one(extraction, "rag").word == "green"
    assert list(extraction.facts["rag_fills"].values()) == ["red"]


def test_cohorts_from_group_headers_and_areas_from_sections() -> None:
    rows: list[list[Spec]] = [
        ["Indicators", "INCLUDING UASC", "<", "EXCLUDING UASC", "<", "Variance with UASC excluded"],
        ["^", "Result", "Num", "Result", "Num", "^"],
        ["CHILDREN IN CARE - KENT", "<", "<", "<", "<", "<"],
        ["% of reviews", "79.7%", "1797", "97.4%", "1385", "+17.7%"],
        ["CHILDREN IN CARE - NORTH KENT", "<", "<", "<", "<", "<"],
        ["% of reviews", "98.6%", "285", "100.0%", "216", "+1.4%"],
    ]
    extraction = read(heading("Scorecard - Kent"), heading("Mar 2016"), grid(rows))
    found = [(o.area, o.cohort, o.role, o.value.printed, o.table) for o in extraction.observations]
    assert ("Kent", "all", "result", "79.7%", "cohort_impact") in found
    assert ("North Kent", "excl_uasc", "result", "100.0%", "cohort_impact") in found
    assert ("North Kent", "excl_uasc", "variance", "+1.4%", "cohort_impact") in found
    assert one_unit(extraction, "variance") == {"points"}


def one_unit(extraction: Extraction, role: str) -> set[str]:
    return {o.value.unit for o in extraction.observations if o.role == role}


def test_areas_over_groups_of_columns() -> None:
    rows: list[list[Spec]] = [
        ["Indicator", "Marlshire", "<", "Upper Marl", "<"],
        ["^", "Result", "RAG", "Result", "RAG"],
        ["% of visits", "80.0%", "A", "70.0%", "R"],
        ["% of reviews", "91.0%", "G", "90.0%", "G"],
    ]
    extraction = read(heading("Scorecard - Marlshire"), heading("June 2022"), grid(rows))
    assert {(o.area, o.word or o.value.printed) for o in extraction.observations if o.indicator == "% of visits"} == {
        ("Marlshire", "80.0%"), ("Marlshire", "amber"), ("Upper Marl", "70.0%"), ("Upper Marl", "red"),
    }  # fmt: skip


def test_figures_of_a_row_without_a_name_are_listed() -> None:
    rows: list[list[Spec]] = [
        ["Indicator", "Result", "Target", "RAG"],
        ["", "80.0%", "90.0%", "A"],
        ["% of visits", "70.0%", "90.0%", "R"],
    ]
    extraction = read(heading("Scorecard - Kent - May 2016"), grid(rows))
    assert [u.what for u in extraction.unread] == ["name"]
    assert len(extraction.observations) == 6


def test_an_arrow_that_was_not_seen_is_listed() -> None:
    rows: list[list[Spec]] = [
        ["Indicator", "Result", "Target", "DoT"],
        ["% of visits", "80.0%", "90.0%", "↑"],
        ["% of reviews", "70.0%", "90.0%", ""],
    ]
    extraction = read(heading("Scorecard - Kent - May 2016"), grid(rows))
    assert [(u.what, u.where.row) for u in extraction.unread] == [("arrow", 2)]


def test_a_drawing_that_is_no_arrow_is_unknown_and_listed() -> None:
    from extract import Mark

    odd = ("", {"marks": (Mark("shape", "unknown", "image", "a picture", confidence=0.0),)})
    rows: list[list[Spec]] = [
        ["Indicator", "Result", "Target", "DoT"],
        ["% of visits", "80.0%", "90.0%", "↑"],
        ["% of reviews", "70.0%", "90.0%", odd],
    ]
    table = grid([r if i < 2 else [*r[:3], ""] for i, r in enumerate(rows)])
    from dataclasses import replace

    cells = tuple(replace(c, marks=odd[1]["marks"]) if (c.row, c.col) == (2, 3) else c for c in table.cells)  # type: ignore[arg-type]
    extraction = read(heading("Scorecard - Kent - May 2016"), replace(table, cells=cells))
    arrows = [o.word for o in extraction.observations if o.role == "dot"]
    assert arrows == ["up", "unknown"]
    assert [u.what for u in extraction.unread] == ["arrow"]


def test_legend_gives_arrows_their_meaning() -> None:
    rows: list[list[Spec]] = [
        ["Indicator", "Result", "Target", "DoT"],
        ["% of visits", "80.0%", "90.0%", "↑"],
        ["% of reviews", "70.0%", "90.0%", "↔"],
    ]
    legend = text("↑ Performance has improved ↓ Performance has worsened ↔ No change")
    extraction = read(heading("Scorecard - Kent - May 2016"), legend, grid(rows))
    assert extraction.legend == {"up": "improved", "down": "worsened", "level": "unchanged"}
    assert [(o.word, o.meaning) for o in extraction.observations if o.role == "dot"] == [
        ("up", "improved"),
        ("level", "unchanged"),
    ]


def test_italics_are_last_year_where_the_publication_says_so() -> None:
    rows: list[list[Spec]] = [
        ["Indicator", "Data Period", "Result", "Target"],
        ["% of visits", "YTD", "80.0%", "90.0%"],
        ["% of exams passed", "A", ("50.0%", {"italic": True}), "55.0%"],
    ]
    note = text("Data in italics indicates previous reporting year.")
    extraction = read(heading("Scorecard - Kent - Feb 2024"), grid(rows), note)
    ends = {o.indicator: o.period.end.isoformat() for o in extraction.observations if o.role == "result" and o.period}
    assert ends == {"% of visits": "2024-02-29", "% of exams passed": "2023-03-31"}


def test_activity_with_areas_down_and_measures_across() -> None:
    rows: list[list[Spec]] = [
        ["", "Caseloads", "<", "<", "Referrals in last month"],
        ["^", "This month", "Last month", "Change", "^"],
        ["Kent", "9377", "9470", "-93", "1236"],
        ["North Kent", "1114", "1113", "+1", "228"],
        ["East Kent", "2248", "2346", "-98", "358"],
    ]
    extraction = read(heading("Scorecard - Kent - Mar 2016"), heading("Activity"), grid(rows))
    assert ("Caseloads", "North Kent", "previous", "1113", "2016-02-29") in facts(extraction)
    assert ("Referrals", "East Kent", "result", "358", "2016-03-31") in facts(extraction)
    assert {o.table for o in extraction.observations} == {"activity"}
    assert {o.value.unit for o in extraction.observations} == {"count"}


def test_a_trend_table_has_roles_down_and_periods_across() -> None:
    rows: list[list[Spec]] = [
        ["Trend Data", "Dec 2015", "Jan 2016"],
        ["KCC Result", "77.8%", "76.7%"],
        ["Target", "85.0%", "85.0%"],
        ["RAG Rating", ("Amber", {"fill": "#ffc000"}), ("Red", {"fill": "#ff0000"})],
    ]
    extraction = read(heading("% of visits held within 7 days"), grid(rows))
    assert facts(extraction) == {
        ("% of visits held within 7 days", "", role, value, period)
        for role, values in (("result", ("77.8%", "76.7%")), ("target", ("85.0%", "85.0%")), ("rag", ("amber", "red")))
        for value, period in zip(values, ("2015-12-31", "2016-01-31"), strict=True)
    }


def test_a_budget_table_stays_generic_and_loses_nothing() -> None:
    rows: list[list[Spec]] = [
        ["Directorate", "Budget £m", "Forecast £m", "Variance £m"],
        ["Children", "245.3", "251.0", "+5.7"],
        ["Adults", "1,012.4", "1,010.0", "-2.4"],
        ["TOTAL", "1,257.7", "1,261.0", "+3.3"],
    ]
    extraction = read(heading("Revenue monitoring"), grid(rows))
    assert {o.table for o in extraction.observations} == {"generic"}
    assert sorted(o.value.printed for o in extraction.observations) == sorted(
        c for r in rows[1:] for c in map(str, r[1:])
    )
    assert {(o.indicator, o.source.column) for o in extraction.observations} >= {
        ("Adults", "Forecast £m"),
        ("TOTAL", "Variance £m"),
    }


def test_every_figure_of_a_cell_of_words_is_kept() -> None:
    rows: list[list[Spec]] = [
        ["Risk", "Description", "Score"],
        ["Placements", "Costs rose by 12% to £4.1m, and 37 children wait; see section 3 of the 2016 plan.", "16"],
        ["Staffing", "No change", "9"],
    ]
    extraction = read(heading("Risk register"), grid(rows))
    assert [o.value.printed for o in extraction.observations] == ["16", "9", "12%", "£4.1m", "37"]
    assert all(o.source.span for o in extraction.observations[2:])


def test_kpi_box_with_a_line_of_facts() -> None:
    title = grid([["FR01 - Contacts decided in a day", ("AMBER", {"fill": "#ffc000"}), ("", {"arrow": "down"})]])
    line = text("Latest: 73% | Target: 85%, Floor: 75% | Previous: 72% (Red)")
    extraction = read(heading("Quarterly Performance Report Q3 2024/25"), text("Quarter 3, 2024/25"), title, line)
    got = {
        (o.role, o.word or o.value.printed, o.period.end.isoformat() if o.period else "")
        for o in extraction.observations
    }
    assert got == {
        ("rag", "amber", "2024-12-31"), ("dot", "down", "2024-12-31"), ("result", "73%", "2024-12-31"), ("target", "85%", "2025-03-31"),
        ("floor", "75%", "2025-03-31"), ("previous", "72%", "2024-09-30"), ("previous_rag", "red", "2024-09-30"),
    }  # fmt: skip
    assert {(o.indicator_id, o.indicator) for o in extraction.observations} == {("FR01", "Contacts decided in a day")}


def test_matrix_of_counts() -> None:
    rows: list[list[Spec]] = [
        ["Service", ("Green", {"fill": "#6cc24a"}), "Amber", "Red", ("", {"arrow": "up"}), ("", {"arrow": "down"})],
        ["Children", "2", "4", "1", "4", "3"],
        ["TOTAL", "2", "4", "1", "4", "3"],
    ]
    extraction = read(heading("Quarterly Performance Report"), grid(rows))
    assert {(o.area, o.meaning, o.value.printed) for o in extraction.observations if o.area == "Children"} == {
        ("Children", "green", "2"), ("Children", "amber", "4"), ("Children", "red", "1"), ("Children", "up", "4"), ("Children", "down", "3"),
    }  # fmt: skip
    assert {o.role for o in extraction.observations} == {"count"}


def test_section_and_header_go_on_over_a_page() -> None:
    header: list[Spec] = ["ID", "Indicator", "Result", "Target", "RAG"]
    first = grid([header, ["CARE LEAVERS", "<", "<", "<", "<"], ["1", "% in work", "40.0%", "45.0%", "A"]])
    second = grid([header, ["2", "% in touch", "70.0%", "75.0%", "A"]], number=2, page=2)
    extraction = read(heading("Scorecard - Kent - May 2016"), first, second)
    assert {(o.indicator_id, o.section) for o in extraction.observations} == {
        ("1", "CARE LEAVERS"),
        ("2", "CARE LEAVERS"),
    }


def signs(extraction: Extraction) -> list[tuple[str, str, str]]:
    return [(o.indicator, o.role, o.word) for o in extraction.observations if o.word]


def test_a_square_among_arrows_is_level_where_figures_or_words_say_so() -> None:
    rows: list[list[Spec]] = [
        ["Indicator", "Mar 2025", "Jun 2025", "Target", "Trend"],
        ["Visits in time", "80.0%", "82.0%", "90.0%", "▲"],
        ["Reviews in time", "70.0%", "70.0%", "90.0%", "■"],
        ["Plans in time", "70.0%", "70.4%", "90.0%", "■"],
    ]
    extraction = read(heading("Scorecard - Kent - June 2025"), grid(rows))
    assert signs(extraction) == [("Visits in time", "dot", "up"), ("Reviews in time", "dot", "level")]
    assert [(u.what, u.where.row) for u in extraction.unread] == [("arrow", 3)]
    said = text("Trend: a triangle pointing up is better performance, a square no change.")
    worded = read(heading("Scorecard - Kent - June 2025"), grid([*rows[:3], ["Plans", "-", "70%", "9%", "■"]]), said)
    assert [word for _, role, word in signs(worded) if role == "dot"] == ["up", "level", "level"]


def test_ratings_and_directions_under_headings_that_do_not_name_them() -> None:
    rows: list[list[Spec]] = [
        ["What we measure", "Mar 2025", "Jun 2025", "Target", "How are we doing?", "Since March"],
        ["Visits in time", "80.0%", "82.0%", "90.0%", "[R] off target", "Improving ↑"],
        ["Reviews in time", "93.0%", "91.0%", "90.0%", "● On target", "Declining ↓"],
        ["Plans in time", "89.0%", "89.0%", "90.0%", "Amber – watch", "No change"],
    ]
    found = signs(read(heading("Scorecard - Kent - June 2025"), grid(rows)))
    assert [word for _, role, word in found if role == "rag"] == ["red", "green", "amber"]
    assert [word for _, role, word in found if role.startswith("dot")] == ["up", "down", "unchanged"]


def test_a_sentence_over_a_table_does_not_date_its_results() -> None:
    rows: list[list[Spec]] = [
        ["Measure", "Target", "Result"],
        ["Visits in time", "90.0%", "82.0%"],
        ["Plans", "80%", "81%"],
    ]
    title = heading("Licensing service of Kent: results for December 2025")
    for words, month in (
        ("Fees for taxi licences were raised in April 2025 and will be looked at again.", "2025-12-31"),
        ("The table below shows the position at the end of October 2025.", "2025-10-31"),
        ("October 2025", "2025-10-31"),
    ):
        found = {
            o.period.end.isoformat()
            for o in read(title, text(words), grid(rows)).observations
            if o.role == "result" and o.period is not None
        }
        assert found == {month}, words
