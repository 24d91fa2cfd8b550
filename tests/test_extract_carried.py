"""Tables ruled between their rows only go on over page breaks without a header, also with a few rows or words alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from extract import Document, extract_file

HEADS = ("Service", "Budget", "Forecast", "Variance", "Reason")
XS = (60.0, 190.0, 250.0, 315.0, 380.0, 540.0)
SERVICES = (
    "Fostering",
    "Adoption",
    "Home to school transport",
    "Care leavers",
    "Short breaks",
    "Family hubs",
    "Youth justice",
)
REASON = ("Fewer placements were", "made than the budget", "of the year assumed")


def drawn(path: Path, rows_per_page: tuple[int, ...], *, prose_after: bool = False) -> Document:
    """A table over several pages; its last row of a page may be cut after its first line of words."""
    pytest.importorskip("reportlab", reason="the pages are drawn with it")
    from reportlab.pdfgen.canvas import Canvas

    c = Canvas(str(path), pagesize=(600, 400), invariant=1)
    k = 0
    for page, count in enumerate(rows_per_page):
        y = 350.0
        c.setLineWidth(0.8)
        if page == 0:
            c.setFont("Helvetica-Bold", 9)
            for n, head in enumerate(HEADS):
                c.drawRightString(XS[n + 1] - 5, y, head) if 1 <= n <= 3 else c.drawString(XS[n] + 3, y, head)
            y -= 8
        c.setFont("Helvetica", 9)
        for _ in range(count):
            c.line(XS[0], y, XS[-1], y)
            c.drawString(XS[0] + 3, y - 12, SERVICES[k])
            for x, value in zip(XS[2:5], (10 + k, 11 + 2 * k, f"+{k + 1}.{k}"), strict=True):
                c.drawRightString(x - 5, y - 12, str(value))
            for n, words in enumerate(REASON):
                c.drawString(XS[4] + 3, y - 12 - 11 * n, words)
            y -= 42
            k += 1
        c.line(XS[0], y, XS[-1], y)
        if page + 1 < len(rows_per_page):
            c.drawString(280, 20, f"Page {page + 1}")
        elif prose_after:
            c.drawString(
                60, y - 40, "The panel is asked to note these 7 services and the reasons given for each of them."
            )
        c.showPage()
    c.save()
    return extract_file(path).document


@pytest.mark.parametrize("rows", [(5, 2), (5, 1), (3, 3, 1), (6, 1)], ids=str)
@pytest.mark.parametrize("prose", [False, True], ids=["end", "prose below"])
def test_the_rest_is_joined_to_its_table(rows: tuple[int, ...], prose: bool, tmp_path: Path) -> None:
    document = drawn(tmp_path / "t.pdf", rows, prose_after=prose)
    (grid,) = document.grids()
    table = [[" ".join((c.text if c else "").split()) for c in row] for row in grid.matrix()]
    wanted = [[SERVICES[k], str(10 + k), str(11 + 2 * k), f"+{k + 1}.{k}", " ".join(REASON)] for k in range(sum(rows))]
    assert table == [list(HEADS), *wanted]
    assert grid.joined_pages == tuple(range(1, len(rows) + 1))
    assert len([p for p in document.paragraphs() if p.kind != "footer"]) == prose


def test_words_under_other_rules_are_no_table(tmp_path: Path) -> None:
    """A rule of another length and a paragraph across the columns do not go on with a table."""
    pytest.importorskip("reportlab", reason="the pages are drawn with it")
    from extract.carried import Carried, lattice_of
    from extract.pageparts import NO_FONT, Char, Segment
    from extract.textlines import lines_of

    words = [("The", 60.0), ("panel", 180.0), ("noted", 240.0), ("this", 300.0), ("report", 375.0)]
    chars = [
        Char(w, x, 50.0, x + 30, 60.0, x, x + 30, 58.0, 10.0, 0, k, NO_FONT, "#000000", spaced=k > 0, order=k)
        for k, (w, x) in enumerate(words)
    ]
    carried = Carried((60.0, 190.0, 250.0, 315.0, 540.0), 60.0, 540.0)
    lines = lines_of(chars)
    rule = Segment(True, 80.0, 60.0, 540.0, 0.8, "#000000", 1)
    assert lattice_of(carried, lines, [rule], 400.0) is None  # "panel" stands over the edge of a column
    fitting = Carried((58.0, 170.0, 235.0, 290.0, 360.0, 540.0), 60.0, 540.0)
    found = lattice_of(fitting, lines, [rule], 400.0)
    assert found is not None
    assert (found.n_rows, found.n_cols) == (1, 5)
    short = Segment(True, 80.0, 60.0, 300.0, 0.8, "#000000", 1)
    assert lattice_of(fitting, lines, [short], 400.0) is None


def test_words_alone_over_two_breaks(archive: Path) -> None:
    """A table of the finance report runs over three pages, its end two rows without a figure column filled below."""
    document = extract_file(archive / "real" / "finance_monitoring_q3_2024_25.pdf").document
    grid = next(g for g in document.grids() if g.page == 12)
    assert grid.joined_pages == (12, 13, 14)
    rows = [[" ".join((c.text if c else "").split()) for c in r] for r in grid.matrix()]
    assert [r[1:4] for r in rows[-3:]] == [["5.6", "4.7", "-0.9"], ["8.4", "7.2", "-1.2"], ["3.8", "3.1", "-0.7"]]
    assert rows[-1][4] == "Lower use of supported accommodation & section 17"
