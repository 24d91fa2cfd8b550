"""Tables whose headings stand outside their colours or rules, drawn by reportlab."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from extract import extract_file
from extract.namefacts import facts_in_head

FILLS = {"g": "#6cc47a", "a": "#ffc845", "r": "#ef6a5f"}
WORDS = {"g": "green", "a": "amber", "r": "red"}
ROWS = [
    ("Eastmoor", "176", "r", "90.7%", "a", "21.3%", "g"),
    ("Linton", "141", "g", "96.8%", "g", "19.8%", "a"),
    ("Ferry Bridge", "151", "r", "91.5%", "a", "17.7%", "r"),
]
HEADS = [
    ["Anti-social behaviour", "reports", "target 120"],
    ["Victims contacted", "within 24 hours"],
    ["Offences", "solved"],
]


def drawn(folder: Path, *, gap: float, title: bool) -> Path:
    """Districts down and measures across, cells told by their fills, headings a gap above them."""
    path = folder / "matrix.pdf"
    c = Canvas(str(path), invariant=1)
    c.setFont("Helvetica", 11)
    c.drawString(40, 760, "Harrowdale Council: districts at a glance, September 2025")
    xs = [40, 140, 270, 400, 530]
    c.setFont("Helvetica-Bold", 9)
    c.drawString(44, 640 + gap, "District")
    for x, lines in zip(xs[1:], HEADS, strict=False):
        for k, line in enumerate(reversed(lines)):
            c.drawCentredString(x + 65, 640 + gap + 11 * k, line)
    if title:
        c.drawString(44, 690 + gap, "Crime and disorder in the districts of Harrowdale, by measure")
    c.setFont("Helvetica", 9)
    for k, (place, *cells) in enumerate(ROWS):
        y = 614 - 20 * k
        c.drawString(44, y + 6, place)
        for x, figure, rag in zip(xs[1:], cells[::2], cells[1::2], strict=False):
            c.setFillColor(HexColor(FILLS[rag]))
            c.rect(x, y, 130, 20, stroke=0, fill=1)
            c.setFillColor(HexColor("#000000"))
            c.drawCentredString(x + 65, y + 6, figure)
        c.setFillColor(HexColor("#eeeeee"))
        c.setFillColor(HexColor("#000000"))
    c.save()
    return path


@pytest.mark.parametrize(("gap", "title"), [(2, False), (5, True)])
def test_headings_over_coloured_cells(tmp_path: Path, gap: float, title: bool) -> None:
    extraction = extract_file(drawn(tmp_path, gap=gap, title=title))
    names = ["Anti-social behaviour reports", "Victims contacted within 24 hours", "Offences solved"]
    found = {(o.indicator, o.area, o.role, o.word or o.value.printed) for o in extraction.observations}
    wanted = {
        (name, place, role, value)
        for place, *cells in ROWS
        for name, figure, rag in zip(names, cells[::2], cells[1::2], strict=True)
        for role, value in (("result", figure), ("rag", WORDS[rag]))
    }
    assert found == wanted | {(names[0], "Harrowdale", "target", "120")}


@pytest.mark.parametrize(
    ("head", "name", "facts"),
    [
        ("Hate crimes solved target 22.0%", "Hate crimes solved", [("target", "22.0%")]),
        ("Calls answered Target: 90%", "Calls answered", [("target", "90%")]),
        ("Calls answered (goal 90%)", "Calls answered", [("target", "90%")]),
        ("Local plan 2024", "Local plan 2024", []),
        ("Homes let", "Homes let", []),
    ],
)
def test_facts_in_headings(head: str, name: str, facts: list[tuple[str, str]]) -> None:
    found = facts_in_head(head)
    assert (found[0], [(f.role, f.printed) for f in found[1]]) == (name, facts)


def test_heading_of_a_group_in_one_cell_with_those_under_it() -> None:
    from extract.groupedheads import with_parted_heads
    from extract.lattice import Lattice, Slot
    from extract.linewords import word_of
    from extract.pagechars import Run
    from records import Box

    def word(text: str, x: float, y: float) -> object:
        return word_of([Run(0, 0, 10.0, x, y, "#000000").piece(text, x, x + 6.0 * len(text), True, 0)])

    xs, ys = [0.0, 100.0, 160.0, 220.0], [0.0, 30.0, 50.0]
    slots = [Slot(0, 0, 1, 1, Box(0, 0, 100, 30)), Slot(0, 1, 1, 2, Box(100, 0, 220, 30))]
    slots += [Slot(1, k, 1, 1, Box(xs[k], 30, xs[k + 1], 50)) for k in range(3)]
    lattice = Lattice(xs, ys, slots, Box(0, 0, 220, 50))
    texts = {0: [word("KPI", 5, 18)], 1: [word("Assessment", 130, 10), word("RAG", 115, 24), word("DoT", 180, 24)]}
    parted, said = with_parted_heads(lattice, texts)  # type: ignore[arg-type]
    held = {
        (s.row, s.col, s.rowspan, s.colspan): " ".join(w.text for w in said.get(k, []))
        for k, s in enumerate(parted.slots)
        if k in said
    }
    assert held == {
        (0, 0, 2, 1): "KPI", (0, 1, 1, 2): "Assessment", (1, 1, 1, 1): "RAG", (1, 2, 1, 1): "DoT",
    }  # fmt: skip
    assert len(parted.ys) == 4
    wide = [Slot(0, 0, 1, 3, Box(0, 0, 220, 30)), *slots[2:]]
    whole = {0: [word("Assessment", 130, 10), word("KPI", 5, 24), word("RAG", 115, 24), word("DoT", 180, 24)]}
    again = Lattice(xs, ys, wide, Box(0, 0, 220, 50))
    assert with_parted_heads(again, whole)[0] is again  # type: ignore[arg-type]
