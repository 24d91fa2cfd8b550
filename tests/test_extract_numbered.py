"""Numbered paragraphs of PDFs whose lines go back to the margin under their numbers."""

from __future__ import annotations

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from extract.reading import read_document

BACK = [
    (50, "1. This is the third of the reports that the Committee asked for after its visit to the depot; it"),
    (50, "covers October to December. The change of contractor, which is now to be completed by the"),
    (50, "end of January 2027, continues to take up most of the time of the team, and will be finished by"),
    (50, "June 2026."),
    (50, "2. Of the five measures one has reached its target."),
    (50, "Officers have noted the position and will report again."),
]
HANGING = [
    (50, "1. "),
    (68, "This is the third of the reports that the Committee asked for after its visit to the depot; it"),
    (68, "covers October to December and was written by the team that is in charge of the whole contract."),
    (50, "Officers have noted the position and will report again when the next quarter of the year is over."),
]


def paragraphs(path: Path, lines: list[tuple[int, str]]) -> list[tuple[str, str]]:
    c = Canvas(str(path), pagesize=(595, 842), invariant=1)
    c.setFont("Helvetica", 11)
    y = 780.0
    for x, text in lines:
        c.drawString(x, y, text)
        y -= 0.0 if text.endswith(". ") else 13.5
    c.save()
    return [(p.number, p.text) for p in read_document(path).paragraphs()]


def test_lines_under_the_number_belong_to_the_paragraph(tmp_path: Path) -> None:
    found = paragraphs(tmp_path / "back.pdf", BACK)
    whole = " ".join(text for _, text in BACK[:4])
    assert found == [
        ("1.", whole.removeprefix("1. ")),
        ("2.", BACK[4][1].removeprefix("2. ")),
        ("", BACK[5][1]),
    ]


def test_a_line_at_the_margin_after_a_hanging_paragraph_is_another(tmp_path: Path) -> None:
    found = paragraphs(tmp_path / "hanging.pdf", HANGING)
    assert found == [("1.", f"{HANGING[1][1]} {HANGING[2][1]}"), ("", HANGING[3][1])]
