"""Lets a person look at what was read: each page as a picture with the cells found, each grid as CSV."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from extract.document import Chart, Document, Grid, Mark, Paragraph
from records import Box, OutputError

SCALE = 1.6
"""Pixels a point."""
CELL = (30, 90, 200)
HEADER = (130, 0, 160)
ARROW = (0, 130, 60)
DOUBT = (210, 0, 0)
CHART = (220, 120, 0)
PROSE = (150, 150, 150)


def write_debug(document: Document, folder: Path, *, header_rows: dict[int, int] | None = None) -> list[Path]:
    """Write an overlay PNG for each page and a CSV for each grid.

    Args:
        document: Read from a PDF that is still where it was.
        folder: Made if needed; files of the same names are replaced.
        header_rows: Rows of each table (by number) that a recogniser took as header; drawn in another colour.

    Returns:
        The files written, in order.

    Raises:
        OutputError: If the folder cannot be written.
    """
    stem = document.path.stem
    try:
        folder.mkdir(parents=True, exist_ok=True)
        out = [_grid_csv(g, folder / f"{stem}.table{g.number:03d}.csv") for g in document.grids()]
        if document.format == "pdf":
            out += _page_pictures(document, folder, header_rows or {})
    except OSError as error:
        raise OutputError(
            "the debug files cannot be written",
            where=str(folder),
            why=error.strerror or "the disk refused",
            next_step="Choose another folder with --debug-dir.",
        ) from None
    return out


def _grid_csv(grid: Grid, path: Path) -> Path:
    """The raw grid: one line a row; a spanned position repeats nothing; arrows that are no text in brackets."""
    with path.open("w", newline="", encoding="utf-8-sig") as handle:
        writer = csv.writer(handle)
        for r in range(grid.n_rows):
            row = []
            for c in range(grid.n_cols):
                cell = grid.at(r, c)
                here = cell is not None and (cell.row, cell.col) == (r, c)
                row.append(_shown(cell.text, cell.marks, cell.fill) if cell is not None and here else "")
            writer.writerow(row)
    return path


def _shown(text: str, marks: tuple[Mark, ...], fill: str | None) -> str:
    drawn = [f"[{m.value if m.kind == 'direction' else m.printed}]" for m in marks if m.how != "text"]
    shade = [f"[{fill}]"] if fill else []
    value = " ".join([text, *drawn, *shade]).strip()
    # A leading sign could be taken for a formula by a spreadsheet program.
    plain = value[1:].replace(".", "").replace(",", "").rstrip("%").isdigit()
    return "'" + value if value[:1] in "=+-@" and not plain and len(value) > 1 else value


def _page_pictures(document: Document, folder: Path, header_rows: dict[int, int]) -> list[Path]:
    from PIL import ImageDraw

    from extract.pdfium import PdfiumFile

    cells = [(c, g) for g in document.grids() for c in g.cells]
    out = []
    with PdfiumFile(document.path) as source:
        for page in document.pages:
            if page.number is None:
                continue
            image = source.render(page.number, SCALE).convert("RGB")
            draw = ImageDraw.Draw(image)
            for block in page.blocks:
                if isinstance(block, Paragraph) and block.box:
                    _frame(draw, block.box, PROSE, block.kind)
                elif isinstance(block, Chart) and block.box:
                    _frame(draw, block.box, CHART, f"chart {block.kind} {'read' if block.series else 'not read'}")
            for cell, grid in cells:
                if cell.page != page.number or cell.box is None:
                    continue
                header = cell.row < header_rows.get(grid.number, grid.header_rows)
                _frame(draw, cell.box, HEADER if header else CELL, "")
                if cell.fill:
                    _swatch(draw, cell.box, cell.fill)
                for mark in cell.marks:
                    _sign(draw, mark)
            for grid in (b for b in page.blocks if isinstance(b, Grid)):
                if grid.box:
                    size = f"table {grid.number}: {grid.n_rows} x {grid.n_cols}{'' if grid.ruled else ' (aligned)'}"
                    draw.text((grid.box.x0 * SCALE, grid.box.top * SCALE - 12), size, fill=CELL)
            path = folder / f"{document.path.stem}.page{page.number:04d}.png"
            image.save(path)
            out.append(path)
    return out


def _frame(draw: Any, box: Box, colour: tuple[int, int, int], label: str) -> None:
    draw.rectangle([v * SCALE for v in (box.x0, box.top, box.x1, box.bottom)], outline=colour)
    if label:
        draw.text((box.x0 * SCALE + 1, box.top * SCALE - 10), label, fill=colour)


def _swatch(draw: Any, box: Box, colour: str) -> None:
    """A small square of the colour read, in the cell's corner."""
    x, y = box.x1 * SCALE - 7, box.top * SCALE + 1
    draw.rectangle([x, y, x + 6, y + 6], fill=colour, outline=(0, 0, 0))


def _sign(draw: Any, mark: Mark) -> None:
    if mark.box is None:
        return
    known = mark.value != "unknown"
    b = mark.box
    draw.rectangle([v * SCALE for v in (b.x0, b.top, b.x1, b.bottom)], outline=ARROW if known else DOUBT, width=2)
    draw.text((b.x1 * SCALE + 1, b.top * SCALE), mark.value, fill=ARROW if known else DOUBT)
