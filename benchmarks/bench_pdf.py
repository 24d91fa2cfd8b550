"""Compares the PDF reader with pdfplumber's extract_tables (and Camelot where installed), in one run on the same files.

Run: python benchmarks/bench_pdf.py [--pages 10 100 1000] [--out bench.json] [FILE ...]

Each way runs in a process of its own, so that peak memory is its own. Cells are compared with the drawn truth of
the made scorecard (F1 over row, column and text). Speeds are pages a second; only their ratio is meant to be kept.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

Cells = Counter[tuple[int, int, int, int, str]]
"""(page, table on the page, row, column, text)."""


def make_scorecard(path: Path, pages: int, rows: int = 45) -> Cells:
    """A ruled scorecard, 45 rows of 13 columns a page; returns every cell drawn."""
    import random

    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.pdfgen.canvas import Canvas

    rng = random.Random(7)
    canvas = Canvas(str(path), pagesize=landscape(A4))
    widths = [24, 250, 30, 30, 48, 30, 44, 44, 48, 48, 40, 48, 40]
    truth: Cells = Counter()
    for page in range(1, pages + 1):
        canvas.setFont("Helvetica-Bold", 10)
        canvas.drawString(40, 578, f"Area {chr(64 + (page - 1) % 26 + 1)} of the county, sheet {100 + 7 * page}")
        canvas.setFont("Helvetica", 6)
        y = 565.0
        for r in range(rows):
            x = 40.0
            for c, width in enumerate(widths):
                text = _cell(rng, r, c)
                if c == 5 and r:
                    canvas.setFillColor({"R": colors.red, "A": colors.orange, "G": colors.lightgreen}[text])
                    canvas.rect(x, y - 11, width, 11, stroke=0, fill=1)
                    canvas.setFillColor(colors.black)
                canvas.rect(x, y - 11, width, 11, stroke=1, fill=0)
                canvas.drawString(x + 2, y - 8, text)
                truth[page, 0, r, c, text] += 1
                x += width
            y -= 11
        canvas.showPage()
    canvas.save()
    return truth


def _cell(rng: object, row: int, column: int) -> str:
    import random

    assert isinstance(rng, random.Random)
    if row == 0:
        return ["ID", "Indicator", "Pol", "Per", "Result", "RAG", "Num", "Den", "Target", "Prev", "DoT", "Out", "DoT"][
            column
        ]
    if column == 0:
        return str(row)
    if column == 1:
        return f"% of cases seen within {row} working days of the first contact"
    if column in (2, 3):
        return rng.choice(["H", "L", "T"]) if column == 2 else rng.choice(["YTD", "SS", "R12M"])
    if column == 5:
        return rng.choice("RAG")
    if column in (6, 7):
        return f"{rng.randrange(10, 20000):,}"
    if column in (10, 12):
        return rng.choice(["up", "down"])
    return f"{rng.uniform(0, 100):.1f}%"


def make_pack(path: Path, pages: int) -> Cells:
    """An agenda pack: prose, with one scorecard page in every seventeen."""
    import random

    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    rng = random.Random(11)
    words = [
        "the",
        "committee",
        "received",
        "report",
        "of",
        "director",
        "on",
        "services",
        "for",
        "children",
        "and",
        "agreed",
        "next",
        "steps",
        "before",
        "meeting",
    ]
    canvas = Canvas(str(path), pagesize=A4)
    truth: Cells = Counter()
    for page in range(1, pages + 1):
        canvas.setFont("Helvetica", 10)
        y = 800.0
        if page % 17 == 0:
            for r in range(30):
                x = 40.0
                for c, width in enumerate((230, 70, 70, 70)):
                    text = f"Service number {r}" if c == 0 else f"{rng.randrange(1, 9999):,}"
                    canvas.rect(x, y - 14, width, 14)
                    canvas.drawString(x + 3, y - 10, text)
                    truth[page, 0, r, c, text] += 1
                    x += width
                y -= 14
        else:
            for _ in range(48):
                canvas.drawString(50, y, " ".join(rng.choice(words) for _ in range(15)))
                y -= 15
        canvas.showPage()
    canvas.save()
    return truth


def with_panelpaper(path: Path) -> tuple[int, Cells]:
    from extract.pdf import read_pdf

    document = read_pdf(path)
    cells: Cells = Counter()
    for grid in document.grids():
        parts = sorted({c.page for c in grid.cells if c.page})
        first = {p: min(c.row for c in grid.cells if c.page == p) for p in parts}
        for cell in grid.cells:
            if cell.page:
                cells[cell.page, 0, cell.row - first[cell.page], cell.col, " ".join(cell.text.split())] += 1
    return len(document.pages), cells


def with_observations(path: Path) -> tuple[int, Cells]:
    from extract import extract_file

    extraction = extract_file(path)
    cells: Cells = Counter({(0, 0, 0, 0, ""): len(extraction.observations)})
    return 0, cells


def with_pdfplumber(path: Path) -> tuple[int, Cells]:
    import pdfplumber

    cells: Cells = Counter()
    with pdfplumber.open(path) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            for k, table in enumerate(page.extract_tables()):
                for r, row in enumerate(table):
                    for c, text in enumerate(row):
                        cells[number, k, r, c, " ".join((text or "").split())] += 1
            page.close()
        return len(pdf.pages), cells


def with_camelot(path: Path, flavour: str) -> tuple[int, Cells]:
    import camelot

    cells: Cells = Counter()
    tables = camelot.read_pdf(str(path), pages="all", flavor=flavour)
    for table in tables:
        for r, row in enumerate(table.df.itertuples(index=False)):
            for c, text in enumerate(row):
                cells[int(table.page), int(table.order) - 1, r, c, " ".join(str(text).split())] += 1
    return 0, cells


def f1(got: Cells, truth: Cells) -> float:
    """Cell F1: a cell counts where page, table, row, column and text agree; blank cells do not count."""
    got = Counter({k: v for k, v in got.items() if k[4]})
    both = sum((got & truth).values())
    return 2 * both / max(1, sum(got.values()) + sum(truth.values()))


def _work(way: Callable[..., tuple[int, Cells]], args: tuple[object, ...], out: object) -> None:
    start = time.perf_counter()
    try:
        _, cells = way(*args)
        error = ""
    except Exception as fault:
        cells, error = Counter(), f"{type(fault).__name__}: {fault}"
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    out.put((seconds, peak, dict(cells), error))  # type: ignore[attr-defined]


def run(way: Callable[..., tuple[int, Cells]], *args: object) -> tuple[float, float, Cells, str]:
    """Seconds (imports included), peak MB, cells and error of one way in a fresh process."""
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    process = context.Process(target=_work, args=(way, args, queue))
    process.start()
    seconds, peak, cells, error = queue.get(timeout=3600)
    process.join()
    return seconds, peak, Counter(cells), error


def compare(name: str, path: Path, pages: int, truth: Cells | None) -> list[dict[str, object]]:
    """All ways on one file, side by side."""
    ways: list[tuple[str, Callable[..., tuple[int, Cells]], tuple[object, ...]]] = [
        ("pdfplumber extract_tables", with_pdfplumber, (path,)),
        ("panelpaper grids", with_panelpaper, (path,)),
        ("panelpaper observations", with_observations, (path,)),
    ]
    try:
        import camelot  # noqa: F401

        if pages <= 40:
            ways += [
                ("camelot lattice", with_camelot, (path, "lattice")),
                ("camelot stream", with_camelot, (path, "stream")),
            ]
    except ImportError:
        pass
    rows: list[dict[str, object]] = []
    base = None
    for label, way, args in ways:
        seconds, peak, cells, error = run(way, *args)
        base = base or seconds
        row: dict[str, object] = {
            "file": name,
            "way": label,
            "pages": pages,
            "pages a second": round(pages / seconds, 1),
            "times pdfplumber": round(base / seconds, 1),
            "peak MB": round(peak),
        }
        if truth is not None and label != "panelpaper observations":
            row["cell F1"] = round(f1(cells, truth), 4)
        if error:
            row["error"] = error
        rows.append(row)
        print(" | ".join(f"{k} {v}" for k, v in row.items()), flush=True)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="PDFs to compare on, besides the made ones")
    parser.add_argument("--pages", nargs="*", type=int, default=[10, 100], help="sizes of the made packs")
    parser.add_argument("--out", type=Path, help="also write the rows as JSON")
    args = parser.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        scorecard = Path(folder) / "scorecard.pdf"
        truth = make_scorecard(scorecard, 12)
        rows += compare("scorecard", scorecard, 12, truth)
        for pages in args.pages:
            pack = Path(folder) / f"pack{pages}.pdf"
            rows += compare(f"pack of {pages}", pack, pages, make_pack(pack, pages))
        for path in args.files:
            from extract.pdfium import PdfiumFile

            with PdfiumFile(path) as source:
                count = len(source)
            rows += compare(path.name, path, count, None)
    if args.out:
        args.out.write_text(json.dumps(rows, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
