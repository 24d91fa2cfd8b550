"""Action plans: merged cells, rows broken over pages, colours by word and by fill."""

from __future__ import annotations

from extract import Action, recognise

from .grids import Spec, document, grid, heading

HEAD: list[Spec] = ["Detailed Task / Action", "Targets", "Progress / Actions", "Progress R/A/G"]
TASK = "Continue to roll out the common assessment across all services"


def read(*rows: list[Spec], title: str = "1. Intervene early") -> tuple[Action, ...]:
    return recognise(document(heading(title), grid([HEAD, *rows]))).actions


def test_merged_cells_are_carried_down() -> None:
    actions = read(
        [TASK, "Review done by May", "The review is done.", ("Green\nTarget achieved", {"fill": "#92d050"})],
        ["^", "Plan agreed", "The plan is late.", ("Red\nCarried forward", {"fill": "#ff0000"})],
        ["Train staff in care planning for the year", "All staff", "Half of them.", ("Amber", {"fill": "#ffc000"})],
    )
    assert [(a.row, a.task[:8], a.target, a.rag, a.rag_comment, a.task_merged) for a in actions] == [
        (1, "Continue", "Review done by May", "green", "Target achieved", False), (2, "Continue", "Plan agreed", "red", "Carried forward", True),
        (3, "Train st", "All staff", "amber", "", False),
    ]  # fmt: skip
    assert {a.section for a in actions} == {"1. Intervene early"}


def test_colour_by_fill_alone_and_no_colour_at_all() -> None:
    actions = read(
        [TASK, "By May", "Done.", ("On track", {"fill": "#92d050"})],
        [f"{TASK} again", "By June", "", "No longer an agreed action"],
    )
    assert [(a.rag, a.rag_printed, a.rag_comment) for a in actions] == [
        ("green", "", "On track"),
        ("", "", "No longer an agreed action"),
    ]


def test_a_row_broken_by_the_page_is_one_action() -> None:
    actions = read(
        [TASK, "By May", "The total is 660 referrals.", ("Green", {"fill": "#92d050"})],
        ["", "", "", ("Overall achieved targets", {"fill": "#92d050"})],
        [f"{TASK} again", "By June", "Done.", ("Green", {"fill": "#92d050"})],
    )
    assert [(a.row, a.rag, a.rag_comment) for a in actions] == [
        (1, "green", "Overall achieved targets"),
        (2, "green", ""),
    ]


def test_other_words_for_the_columns() -> None:
    rows: list[list[Spec]] = [
        ["What we will do", "Success measure", "Update", "Status"],
        ["Recruit more foster carers in the north of the county", "40 new households", "25 approved so far.", "Amber"],
        ["Open a second home for children with disabilities", "Open by March", "Opened in May.", "Green"],
    ]
    extraction = recognise(document(heading("Action plan 2024/25"), grid(rows)))
    assert [(a.target, a.progress, a.rag) for a in extraction.actions] == [
        ("40 new households", "25 approved so far.", "amber"), ("Open by March", "Opened in May.", "green"),
    ]  # fmt: skip
    assert extraction.publication.kind == "action_plan"
    assert [o.value.printed for o in extraction.observations] == ["40", "25"]
