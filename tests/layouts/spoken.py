"""Minutes: figures in sentences, among dates, paragraph numbers and references that are no figures."""

from __future__ import annotations

from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from .drawn import lines_of
from .score import Case
from .wordy import para, write_docx

TITLE = (
    "Wyford Council",
    "Children's Services Committee",
    "Minutes of the meeting held on Tuesday 14 May 2024 at 10.00 am in Room 2",
)
SENTENCES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("23. Performance to March 2024 (Item 5)", ()),
    (
        "23.1 The Head of Service said that 412 children were in care at the end of March 2024, which was 18 fewer than a year before.",
        ("412", "18"),
    ),
    (
        "23.2 Health assessments completed in time had risen from 81.4% to 88.9%, against a target of 90%.",
        ("81.4%", "88.9%", "90%"),
    ),
    (
        "23.3 A member asked why 3 of the 16 homes were rated inadequate. It was explained that two had changed hands since.",
        ("3", "16"),
    ),
    ("23.4 The cost of agency staff was £1.2m, some £140,000 more than the budget for 2023/24.", ("£1.2m", "£140,000")),
    (
        "23.5 Missing episodes fell by 7.5 percentage points to 12.0%, the lowest rate since April 2019.",
        ("7.5 percentage points", "12.0%"),
    ),
    (
        "23.6 RESOLVED that the report be noted, and that section 47 enquiries be reported to the committee in September.",
        (),
    ),
)


def minutes_pdf(folder: Path) -> Case:
    """Minutes as PDF, lines broken inside sentences."""
    case = Case(
        "minutes, PDF", folder / "minutes.pdf", kind="minutes", prose=[f for _, figs in SENTENCES for f in figs]
    )
    c = Canvas(str(case.path), pagesize=A4, invariant=1)
    y = 790.0
    for n, words in enumerate((*TITLE, *(s for s, _ in SENTENCES))):
        font = "Helvetica-Bold" if n < 3 else "Helvetica"
        c.setFont(font, 11)
        for line in lines_of(words, font, 11, 380):
            c.drawString(70, y, line)
            y -= 15
        y -= 9
    c.save()
    return case


def minutes_docx(folder: Path) -> Case:
    """The same minutes as Word."""
    case = Case(
        "minutes, Word", folder / "minutes.docx", kind="minutes", prose=[f for _, figs in SENTENCES for f in figs]
    )
    write_docx(case.path, "".join(para(w) for w in (*TITLE, *(s for s, _ in SENTENCES))))
    return case
