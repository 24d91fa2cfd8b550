"""Challenge and measure tables, and papers around them."""

from __future__ import annotations

from extract import Extraction, Paragraph, recognise

from .grids import Spec, document, grid, heading, text

HEAD: list[Spec] = ["Challenge", "Measure", "Current Performance", "Direction (Since previous quarter)"]
LONG = "The number of children has fallen by 2% between Sept 2016 (1448) and March 17 (1412)."


def read(*blocks: object) -> Extraction:
    return recognise(document(*blocks))  # type: ignore[arg-type]


def appendix(*rows: list[Spec]) -> Extraction:
    return read(heading("Appendix One: Performance Summary July 2017"), grid([HEAD, *rows]))


def test_challenge_carried_down_and_direction_as_drawn() -> None:
    extraction = appendix(
        ["Challenge 1: Homes", "Measure 1: Fewer children in care", LONG, ("Improving Picture", {"arrow": "up"})],
        [
            "^",
            "Measure 2: More care leavers in homes",
            "It is 91.8% in March 17, a 1% decrease.",
            ("", {"arrow": "right"}),
        ],
    )
    assert [(m.challenge, m.number, m.direction, m.direction_text) for m in extraction.measures] == [
        ("Challenge 1: Homes", 1, "up", "Improving Picture"), ("Challenge 1: Homes", 2, "level", ""),
    ]  # fmt: skip
    assert extraction.publication.kind == "appendix"
    assert extraction.publication.period is not None
    assert extraction.publication.period.end.isoformat() == "2017-03-31"
    arrows = [o for o in extraction.observations if o.role == "dot"]
    assert [(o.word, o.meaning, o.indicator[:9]) for o in arrows] == [
        ("up", "improved", "Measure 1"),
        ("level", "", "Measure 2"),
    ]


def test_figures_of_the_performance_column_carry_their_period() -> None:
    extraction = appendix(["Challenge 1: Homes", "Measure 1: Fewer children in care", LONG, ("", {"arrow": "up"})])
    found = [
        (o.value.printed, o.period.end.isoformat() if o.period else "")
        for o in extraction.observations
        if o.role == "context"
    ]
    assert found == [("2%", "2016-09-30"), ("1448", "2016-09-30"), ("1412", "2017-03-31")]
    assert all(o.indicator.startswith("Measure 1") for o in extraction.observations)


def test_a_lost_arrow_is_unknown_and_listed() -> None:
    extraction = appendix(["Challenge 1: Homes", "Measure 1: Fewer children in care", LONG, "Improving Picture"])
    assert [(m.direction, m.direction_text) for m in extraction.measures] == [("unknown", "Improving Picture")]
    assert [u.what for u in extraction.unread] == ["arrow"]


def test_two_challenges_run_together_in_one_cell() -> None:
    first = grid([HEAD, ["Challenge 3: Places", "Measure 4: Stay", LONG, ("", {"arrow": "up"})]])
    second = grid(
        [
            HEAD,
            ["Challenge 3: Places Challenge 4: Practice", "Measure 5: Grow", LONG, ("", {"arrow": "up"})],
            ["", "Measure 6: Moves", LONG, ("", {"arrow": "down"})],
        ],
        number=2,
        page=2,
    )
    extraction = read(heading("Appendix: performance"), first, second)
    assert [(m.number, m.challenge) for m in extraction.measures] == [
        (4, "Challenge 3: Places"), (5, "Challenge 3: Places"), (6, "Challenge 4: Practice"),
    ]  # fmt: skip


def test_a_table_of_measures_without_a_header() -> None:
    rows: list[list[Spec]] = [
        ["Challenge 1: Homes", "Measure 1: Fewer in care"],
        ["Challenge 2: Leavers", "Measure 2: In homes Measure 3: In work"],
    ]
    extraction = read(grid(rows))
    assert [(m.challenge, m.measure, m.direction) for m in extraction.measures] == [
        ("Challenge 1: Homes", "Measure 1: Fewer in care", ""), ("Challenge 2: Leavers", "Measure 2: In homes", ""),
        ("Challenge 2: Leavers", "Measure 3: In work", ""),
    ]  # fmt: skip


def paper() -> list[Paragraph]:
    return [
        text("By:", bold=True), text("The Director of Children's Services"), text("To: Corporate Parenting Panel – 20 July 2016"), text("Subject:", bold=True),
        heading("PROGRESS REPORT: PLACES"), text("Classification: Unrestricted"), text("Summary: How things stand."),
        Paragraph("Introduction", "heading", 1, "1.", page=1, bold=True), Paragraph("The strategy began in 2015.", number="1.1", page=1),
        Paragraph("Reporting on the measures", "heading", 1, "2.", page=1, bold=True),
        heading("Challenge 1: Homes"), heading("Measure 1: Fewer children in care"), heading("Analysis of progress"),
        Paragraph("The rate is 87.9%, up from 85.0% in March 2015.", "list", 1, "•", page=1),
        heading("Activity to deliver"), Paragraph("Two teams have been joined.", "list", 1, "•", page=1),
        Paragraph("Table 2: Children entering care", "caption", page=1),
        Paragraph("Recommendations", "heading", 1, "3.", page=1, bold=True), Paragraph("Members are asked to NOTE the report.", number="3.1", page=1),
        Paragraph("Contact details", "heading", 1, "4.", page=1, bold=True), text("A. N. Officer", bold=True), text("01632 960123"),
    ]  # fmt: skip


def test_header_block_sections_and_measures_of_a_progress_report() -> None:
    extraction = read(*paper())
    assert extraction.header == {
        "By": "The Director of Children's Services", "To": "Corporate Parenting Panel – 20 July 2016", "Subject": "PROGRESS REPORT: PLACES",
        "Classification": "Unrestricted", "Summary": "How things stand.",
    }  # fmt: skip
    assert [(p.section, p.paragraph.text) for p in extraction.paragraphs] == [
        ("header", "Summary: How things stand."),
        ("1. Introduction", "The strategy began in 2015."),
        ("Measure 1", "Measure 1: Fewer children in care"),
        ("Measure 1 / Analysis of progress", "The rate is 87.9%, up from 85.0% in March 2015."),
        ("Measure 1 / Activity to deliver", "Two teams have been joined."),
        ("3. Recommendations", "Members are asked to NOTE the report."),
        ("4. Contact details", "A. N. Officer"),
        ("4. Contact details", "01632 960123"),
    ]
    assert extraction.publication.kind == "progress_report"
    assert extraction.publication.title == "PROGRESS REPORT: PLACES"
    assert str(extraction.publication.published) == "2016-07-20"
    assert [(f.observation.value.printed, f.observation.period_label) for f in extraction.figures] == [
        ("87.9%", "March 2015"),
        ("85.0%", "March 2015"),
    ]
    assert [(m.challenge, m.number) for m in extraction.measures] == [("Challenge 1: Homes", 1)]


def test_header_block_as_a_table() -> None:
    rows: list[list[Spec]] = [
        ["By:", "The Director"],
        ["To:", "Scrutiny Committee, 3 March 2021"],
        ["Subject:", "Half-year review"],
        ["Summary:", "All is well."],
    ]
    extraction = read(grid(rows), text("1. Introduction", bold=True), text("It rose by 5% in March 2020."))
    assert extraction.header["Subject"] == "Half-year review"
    assert str(extraction.publication.published) == "2021-03-03"
    assert extraction.publication.kind == "cover_paper"
    assert extraction.observations == ()
