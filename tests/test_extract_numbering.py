"""Typed paragraph numbers followed by one space are told by their sequence and left edge, never guessed."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract import extract_file

LONG = " of children in care lived in the same placement for two years or more, as the panel was told before."


def paper(path: Path, pages: list[list[str]]) -> Path:
    """Pages of paragraphs in one font; "#" before a heading."""
    pytest.importorskip("reportlab", reason="the page is drawn with it")
    from reportlab.pdfgen.canvas import Canvas

    c = Canvas(str(path), pagesize=(595, 842), invariant=1)
    for page in pages:
        y = 780.0
        for words in page:
            c.setFont("Helvetica-Bold" if words.startswith("#") else "Helvetica", 11)
            line = ""
            for word in words.lstrip("#").split():
                if c.stringWidth(f"{line} {word}", "Helvetica", 11) > 470:
                    c.drawString(60, y, line)
                    y -= 14
                    line = word
                else:
                    line = f"{line} {word}".strip()
            c.drawString(60, y, line)
            y -= 26
        c.showPage()
    c.save()
    return path


def heads(path: Path) -> list[tuple[str, str]]:
    found = extract_file(path).document.paragraphs()
    return [(p.number, p.text.split()[0]) for p in found if p.text[0].isdigit() or p.number]


def test_section_numbers_over_pages(tmp_path: Path) -> None:
    pages = [
        ["#1. Introduction", f"1.1 412{LONG}", "#2. Results", f"2.1 85.9%{LONG}", "2.2 9 more children came."],
        [f"2.3 14.2 weeks{LONG}", "#3. Money", "3.1 1.25m pounds were spent.", "#4. Next", "4.1 2 reviews are due."],
    ]
    assert heads(paper(tmp_path / "p.pdf", pages)) == [
        ("1.", "Introduction"), ("1.1", "412"), ("2.", "Results"), ("2.1", "85.9%"), ("2.2", "9"), ("2.3", "14.2"),
        ("3.", "Money"), ("3.1", "1.25m"), ("4.", "Next"), ("4.1", "2"),
    ]  # fmt: skip


def test_plain_and_lettered_lists(tmp_path: Path) -> None:
    pages = [
        [f"1. 85.9%{LONG}", "2. 9 more children."],
        ["3. 7 of 12 were late.", "(a) 3 in the north", "(b) 4 in the south"],
    ]
    assert heads(paper(tmp_path / "p.pdf", pages)) == [
        ("1.", "85.9%"), ("2.", "9"), ("3.", "7"), ("(a)", "3"), ("(b)", "4"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "page",
    [
        ["2.1 weeks was the shortest.", "85.9% was the rate.", "3.4 weeks was the longest."],
        ["1.2 children in each home on average.", "1.5 children last year."],
        ["12.6 places were free in March.", "14.7 places were free in April."],
    ],
)
def test_figures_at_the_head_of_paragraphs_stay_figures(page: list[str], tmp_path: Path) -> None:
    assert [number for number, _ in heads(paper(tmp_path / "p.pdf", [["The averages of the year.", *page]]))] == [
        ""
    ] * len(page)
