"""Grids and documents made by hand, for tests of what is made of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from extract import Block, Cell, Document, Grid, Mark, Page, Paragraph
from records import Box

Spec = str | tuple[str, dict[str, object]]
"""A cell: its text, or (text, further attributes: fill, ink, bold, rowspan, colspan, arrow ...). "<" repeats the cell
to its left, "^" the cell above."""


def grid(
    rows: Sequence[Sequence[Spec]], *, number: int = 1, page: int | None = 1, header_rows: int = 0, ruled: bool = True
) -> Grid:
    """A grid from rows of cells."""
    n_cols = max(len(r) for r in rows)
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for r, row in enumerate(rows):
        for c, spec in enumerate(row):
            text = spec if isinstance(spec, str) else spec[0]
            owner[r, c] = owner[r, c - 1] if text == "<" else owner[r - 1, c] if text == "^" else (r, c)
    cells = []
    for r, row in enumerate(rows):
        for c, spec in enumerate(row):
            if owner[r, c] != (r, c):
                continue
            covered = [at for at, own in owner.items() if own == (r, c)]
            text, more = (spec, {}) if isinstance(spec, str) else (spec[0], dict(spec[1]))
            arrow = more.pop("arrow", None)
            marks = (Mark("direction", str(arrow), "vector", f"a drawn {arrow}"),) if arrow else ()
            cells.append(
                Cell(
                    r, c, text, rowspan=1 + max(a for a, _ in covered) - r, colspan=1 + max(b for _, b in covered) - c,
                    page=page, marks=marks, box=Box(10 + 40 * c, 20 + 12 * r, 50 + 40 * c, 32 + 12 * r) if page else None,
                    locator="" if page else f"t{number}/r{r}/c{c}", **more,  # type: ignore[arg-type]
                )
            )  # fmt: skip
    return Grid(number, tuple(cells), len(rows), n_cols, page=page, header_rows=header_rows, ruled=ruled)


def heading(text: str, page: int | None = 1) -> Paragraph:
    return Paragraph(text, "heading", 1, page=page, bold=True, size=14)


def text(words: str, page: int | None = 1, **more: object) -> Paragraph:
    return Paragraph(words, page=page, **more)  # type: ignore[arg-type]


def document(*blocks: Block, name: str = "paper.pdf", pages: bool = True) -> Document:
    """A document of the blocks; those that name a page stand on it."""
    if not pages:
        return Document(Path(name), "f" * 64, "docx", (Page(None, 0, 0, blocks),))
    numbers = sorted({b.page for b in blocks if b.page})
    made = tuple(Page(n, 842, 595, tuple(b for b in blocks if b.page == n)) for n in numbers)
    return Document(Path(name), "f" * 64, "pdf", made)
