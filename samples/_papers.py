"""The county's panel papers as Word documents: appendix, progress report, cover paper."""

# ruff: noqa: E501 - facts and sentences stand one to a line

from __future__ import annotations

from datetime import date
from pathlib import Path

from _county import (
    CHALLENGES,
    MEASURES,
    StrategyMeasure,
    disabled_near_home,
    in_care,
    measure_direction,
    measure_value,
    quarters,
    scorecard,
    tally,
    west_near_home,
)  # fmt: skip
from _measures import GLANCE_NAMES, WORDS, Slips, count_sentence, glance, glance_change, sentences
from _word import Paper, picture_arrow, shade, symbol_arrow, text_arrow
from facts import COUNCIL, COUNTY, PANEL, STRATEGY, half_up

NO_SLIPS = Slips()


def day(d: date) -> str:
    """A date in full: "12 February 2025"."""
    return f"{d.day} {d:%B %Y}"


def measure_rows(table: object, paper: Paper, widths: list[float], size: float) -> None:
    """Challenges and measures, the challenge merged over its measures."""
    for number, challenge in CHALLENGES.items():
        members = [m for m in MEASURES if m.challenge == number]
        first = None
        for k, m in enumerate(members):
            cells = paper.row(table, widths, [challenge if k == 0 else "", f"Measure {m.number}: {m.text}"], size=size)
            first = cells[0] if first is None else first.merge(cells[0])
        assert first is not None
        for extra in first.paragraphs[1:]:
            extra._p.getparent().remove(extra._p)


def write_appendix(path: Path, then: date, now: date) -> None:
    """Appendix: current performance and direction of each measure, arrows as pictures, one chart.

    Args:
        path: .docx to write.
        then: Month end of the previous quarter.
        now: Month end of the figures.
    """
    paper = Paper(f"Appendix 1: {STRATEGY}", COUNCIL, landscape=True)
    paper.heading(f"Appendix 1: {STRATEGY} - performance summary, {now:%B %Y}")
    paper.para(
        f"Direction compares {now:%B %Y} with {then:%B %Y}; an upward arrow means that performance improved.", size=10
    )
    widths = [5.2, 6.4, 9.6, 3.8]
    table = paper.table(widths, ["Challenge", "Measure", "Current performance", "Direction (since previous quarter)"])
    for number, challenge in CHALLENGES.items():
        first = None
        for k, m in enumerate(x for x in MEASURES if x.challenge == number):
            words = [
                challenge if k == 0 else "",
                f"Measure {m.number}: {m.text}",
                sentences(m, then, now, NO_SLIPS),
                "",
            ]
            cells = paper.row(table, widths, words)
            direction = measure_direction(m, then, now)
            picture_arrow(cells[3], direction, WORDS[direction])
            first = cells[0] if first is None else first.merge(cells[0])
        assert first is not None
        for extra in first.paragraphs[1:]:
            extra._p.getparent().remove(extra._p)
    paper.para("")
    paper.para(f"Chart 1: children in care of {COUNTY} at the end of each quarter", bold=True, size=10)
    ends = quarters(now)
    paper.chart(
        "stacked", "Children in care at the end of each quarter", [f"{q:%b %y}" for q in ends],
        [("Citizen children", [in_care(q, "citizen") for q in ends]), ("UASC", [in_care(q, "uasc") for q in ends])], 0,
    )  # fmt: skip
    paper.save(path)


CHART_WORDS = {
    1: ("stacked", "Children in care at the end of each quarter"),
    2: ("line", "% of care leavers in touch who are in suitable accommodation"),
    3: ("column", "Children placed within 20 miles of home"),
    4: ("line", "% in the same placement for the last two years"),
    5: ("line", "% of fostered children with council carers, excluding UASC"),
    6: ("column", "% with three or more placements in the last 12 months"),
    7: ("bar", "Average days from entering care to moving in with adoptive family"),
    8: ("column", "Children in permanent long term fostering"),
}
ACTIVITY = {
    1: ["The edge of care team works with families for up to twelve weeks and reviews each plan with them every month.",
        "Family meetings are offered before a child comes into care, wherever that is safe."],
    2: ["The leaving care service visits new addresses before a young person moves in.",
        "A new agreement with housing providers sets one standard for rooms and for support."],
    3: ["Placement officers search from the child's home outwards and record why a nearer home was not used.",
        "The short breaks service now takes referrals from all four areas."],
    4: ["Each placement at risk is discussed within five working days with the carer, the school and the social worker."],
    5: ["A recruitment campaign for foster carers ran in all four areas, with carers as its speakers.",
        "Carers who leave are asked why, and the answers go to the fostering board."],
    6: ["A panel of managers agrees every third move in advance.",
        "Carers have a telephone line outside office hours that is answered by people who know the child."],
    7: ["Social workers begin to look for a family while the court decides, and report each month on every child who waits."],
    8: ["Permanence meetings in each area review children who have lived with their carers for a year."],
}  # fmt: skip
NEXT_QUARTER = {
    1: ["Evaluate the twelve-week offer and report to the panel."],
    2: ["Let the new accommodation agreement."],
    3: ["Open the register of vacancies to the area teams."],
    4: ["Train all fostering social workers in placement support."],
    5: ["Approve the carers now in assessment."],
    6: ["Study every child with three or more moves for what would have helped."],
    7: ["Hold an adoption activity day with neighbouring councils."],
    8: ["Complete the matching of children who live with long-standing carers."],
}


def chart_of(measure: StrategyMeasure, last: date) -> tuple[list[str], list[tuple[str, list[float]]], int]:
    """Labels, series and decimal places of a measure's chart."""
    ends = quarters(last)
    labels = [f"{q:%b %y}" for q in ends]
    if measure.number == 1:
        series = [
            ("Citizen children", [float(in_care(q, "citizen")) for q in ends]),
            ("UASC", [float(in_care(q, "uasc")) for q in ends]),
        ]
        return labels, series, 0
    if measure.number == 3:
        return (
            labels,
            [
                ("Disabled children", [float(disabled_near_home(q)) for q in ends]),
                ("West Vale", [float(west_near_home(q)) for q in ends]),
            ],
            0,
        )
    places = 0 if measure.unit == "count" else 1
    values = [float(half_up(measure_value(measure, q), places)) for q in ends]
    return labels, [(COUNTY, values)], places


def write_progress_report(path: Path, then: date, now: date, meeting: date, *, slips: Slips | None = None) -> None:
    """The panel's progress report: measures at a glance, then a section with a native chart for each.

    Args:
        path: .docx to write.
        then: Month end compared with.
        now: Month end of the figures.
        meeting: Date of the panel.
        slips: Mistakes to plant; a draft with them says DRAFT on its face.
    """
    slip = slips or Slips()
    draft = slips is not None
    paper = Paper(f"Progress report: {STRATEGY}", COUNCIL)
    if draft:
        paper.para("DRAFT FOR CHECKING - not for publication", bold=True, centre=True)
    paper.block(
        [
            (
                "By:",
                "Cabinet Member for Children's Services\nCorporate Director, Children and Families".replace("\n", "; "),
            ),
            ("To:", f"{PANEL} - {day(meeting)}"),
            ("Subject:", f"PROGRESS REPORT: {STRATEGY.upper()}"),
            ("Classification:", "Unrestricted"),
        ]
    )
    paper.para(
        f"**Summary:** How the eight measures of the {STRATEGY} stood at the end of {now:%B %Y}, and what is being done."
    )
    paper.para(
        "**Recommendation:** The panel is asked to **NOTE** the progress and to **COMMENT** on the actions for the next quarter."
    )
    paper.heading("1. Introduction")
    paper.numbered(
        "1.1",
        f"The {STRATEGY} sets out how {COUNTY} finds the right home for each child in its care. It names four challenges and eight measures.",
    )
    paper.numbered(
        "1.2",
        f"All figures are for the end of {now:%B %Y} and are compared with {then:%B %Y}. Percentages are worked out before rounding.",
    )
    paper.heading("2. Challenges and measures")
    paper.numbered("2.1", "Table 1 lists the challenges and the measures that belong to each.")
    paper.para("Table 1: Challenges and measures", bold=True, size=10)
    widths = [6.4, 10.0]
    measure_rows(paper.table(widths, ["Challenge", "Measure"]), paper, widths, 10)
    paper.heading("3. Progress at a glance")
    paper.numbered("3.1", count_sentence(then, now, slip))
    paper.para("Table 2: The measures at a glance", bold=True, size=10)
    widths = [6.6, 2.4, 2.4, 2.6, 2.8]
    table = paper.table(widths, ["Measure", f"{then:%B %Y}", f"{now:%B %Y}", "Change", "Direction"])
    for m in MEASURES:
        d = measure_direction(m, then, now)
        cells = paper.row(
            table, widths, [GLANCE_NAMES[m.number], glance(m, then), glance(m, now), glance_change(m, then, now), ""]
        )
        drawn, said = slip(f"arrow.{m.number}", d), slip(f"word.{m.number}", WORDS[d])
        (symbol_arrow if draft else text_arrow)(cells[4], drawn, said)
    paper.para(
        "An upward arrow means that performance improved. For measures 1, 6 and 7 a lower figure is better.", size=9
    )
    rows = scorecard(now)
    c = tally([r.rag for r in rows])
    paper.numbered(
        "3.2", f"The monthly scorecard for {now:%B %Y} rates {c['green']} of its {len(rows)} indicators Green, {c['amber']} Amber and {c['red']} Red.",
    )  # fmt: skip
    paper.heading("4. The measures one by one")
    for m in MEASURES:
        box = paper.doc.add_table(rows=1, cols=1)
        box.style = "Table Grid"
        cell = box.rows[0].cells[0]
        shade(cell, "DEEAF6")
        for k, words in enumerate((CHALLENGES[m.challenge], f"Measure {m.number}: {m.text}")):
            p = cell.paragraphs[0] if k == 0 else cell.add_paragraph()
            p.add_run(words).bold = True
            p.paragraph_format.keep_with_next = True
        kind, title = CHART_WORDS[m.number]
        labels, series, places = chart_of(m, now)
        paper.chart(kind, title, labels, series, places)
        paper.para(f"Table {m.number + 2}: {title}, {labels[0]} to {labels[-1]}", bold=True, size=10)
        paper.heading("Analysis of progress", 2)
        paper.bullets([s.strip() for s in _split(sentences(m, then, now, slip))])
        paper.heading("Activity to deliver", 2)
        paper.bullets(ACTIVITY[m.number])
        paper.heading("Actions for next quarter", 2)
        paper.bullets(NEXT_QUARTER[m.number])
    paper.heading("5. Recommendation")
    paper.numbered(
        "5.1", "The panel is asked to **NOTE** the progress and to **COMMENT** on the actions for the next quarter."
    )
    paper.heading("6. Contact")
    paper.para(
        "Report author: Commissioning Manager, Placements. Relevant director: Director of Children's Social Care."
    )
    paper.save(path)


def _split(text: str) -> list[str]:
    """Sentences of a text whose full stops end sentences or stand in numbers."""
    out = [""]
    for word in text.split(" "):
        out[-1] += f" {word}"
        if word.endswith("."):
            out.append("")
    return [s for s in out if s.strip()]


def write_cover_paper(path: Path, then: date, now: date, meeting: date) -> None:
    """A review paper: why the strategy is revised, the challenges and measures, how they stand.

    Args:
        path: .docx to write.
        then: Month end compared with.
        now: Month end of the latest published figures.
        meeting: Date of the panel.
    """
    paper = Paper(f"Review of the {STRATEGY}", COUNCIL)
    paper.block(
        [
            ("By:", "Cabinet Member for Children's Services"),
            ("To:", f"{PANEL} - {day(meeting)}"),
            ("Subject:", f"REVIEW OF THE {STRATEGY.upper()}"),
            ("Classification:", "Unrestricted"),
            ("Electoral divisions:", "All"),
        ]
    )
    paper.para(f"**Summary:** Sets out how the {STRATEGY} will be reviewed and how its measures stand.")
    paper.para("**Recommendation:** The panel is asked to **ENDORSE** the review.")
    paper.heading("1. Background")
    paper.numbered("1.1", "The strategy is in its second year. A progress report goes to the panel every quarter.")
    paper.numbered(
        "1.2",
        "Since it was written, more young people arrive alone from abroad and more foster carers retire than come forward.",
    )
    paper.heading("2. What the review covers")
    paper.numbered("2.1", "The review looks at each kind of home that the council uses:")
    paper.bullets(
        [
            "foster homes, the council's own and those of agencies",
            "children's homes",
            "supported lodgings and shared housing",
            "short breaks",
        ]
    )
    paper.numbered("2.2", "For each it asks what is needed, what there is, what it costs and how well it works.")
    paper.heading("3. Challenges and measures")
    paper.para("Table 1: Challenges and supporting measures", bold=True, size=10)
    widths = [6.4, 10.0]
    measure_rows(paper.table(widths, ["Challenge", "Measure"]), paper, widths, 10)
    paper.numbered("3.1", count_sentence(then, now, NO_SLIPS))
    paper.numbered("3.2", sentences(MEASURES[0], then, now, NO_SLIPS))
    paper.numbered("3.3", sentences(MEASURES[5], then, now, NO_SLIPS))
    paper.heading("4. Next steps")
    paper.numbered("4.1", "The revised strategy comes to the panel in September 2025.")
    paper.heading("5. Recommendation")
    paper.numbered("5.1", "The panel is asked to **ENDORSE** the review.")
    paper.para("Report author: Commissioning Manager, Placements")
    paper.save(path)
