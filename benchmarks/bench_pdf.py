"""Compares the PDF reader with pdfplumber's extract_tables (and Camelot where installed), in one run on the same files.

Run: python benchmarks/bench_pdf.py [--growth 10 100 1000] [--rounds 2] [--archive 40] [--jobs 2] [--out bench.json] [FILE ...]

Each way runs in a process of its own, so that its peak memory is its own. Times are processor time, start-up (imports
and one small page) apart from the work, because a folder of files pays it once. Cells are compared with the drawn
truth (F1 over page, row, column and text). Only ratios are meant to be kept.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from pdf_files import Cells, draw_pack, draw_scorecard, print_by_browser, print_by_office

Way = Callable[[Path], Cells]
BASE = "pdfplumber extract_tables"


def pdfplumber_tables(path: Path) -> Cells:
    """The yardstick, its pages closed so that its memory stays flat."""
    import pdfplumber

    cells: Cells = Counter()
    with pdfplumber.open(path) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            for k, table in enumerate(page.extract_tables()):
                for r, row in enumerate(table):
                    for c, text in enumerate(row):
                        cells[number, k, r, c, " ".join((text or "").split())] += 1
            page.close()
    return cells


def panelpaper_grids(path: Path) -> Cells:
    """File to grids."""
    from extract.pdf import read_pdf

    cells: Cells = Counter()
    for grid in read_pdf(path).grids():
        # A table joined over pages is counted from its first row on each page.
        first: dict[int, int] = {}
        for cell in grid.cells:
            first[cell.page or 0] = min(cell.row, first.get(cell.page or 0, cell.row))
        for cell in grid.cells:
            page = cell.page or 0
            cells[page, 0, cell.row - first[page], cell.col, " ".join(cell.text.split())] += 1
    return cells


def panelpaper_observations(path: Path) -> Cells:
    """The whole way: file to tidy observations."""
    from extract import extract_file

    extract_file(path)
    return Counter()


def camelot_tables(path: Path, flavour: str) -> Cells:
    """Camelot, one of its ways."""
    cells: Cells = Counter()
    for table in import_module("camelot").read_pdf(str(path), pages="all", flavor=flavour):
        for r, row in enumerate(table.df.itertuples(index=False)):
            for c, text in enumerate(row):
                cells[int(table.page), int(table.order) - 1, r, c, " ".join(str(text).split())] += 1
    return cells


def camelot_lattice(path: Path) -> Cells:
    """Camelot by rules."""
    return camelot_tables(path, "lattice")


def camelot_stream(path: Path) -> Cells:
    """Camelot by alignment."""
    return camelot_tables(path, "stream")


@dataclass(frozen=True)
class Measured:
    """One way on one file: processor seconds of start-up and of the work, peak memory in MB, cells, what went wrong."""

    start: float
    work: float
    peak: float
    cells: Cells
    error: str = ""


def _measure(way: Way, path: Path, small: Path, rounds: int, out: multiprocessing.Queue[Measured]) -> None:
    begin = time.process_time()
    cells: Cells = Counter()
    error = ""
    work = float("inf")
    try:
        way(small)
        start = time.process_time() - begin
        for _ in range(rounds):
            begin = time.process_time()
            cells = way(path)
            work = min(work, time.process_time() - begin)
    except Exception as fault:  # a way that fails is told as such, the others go on
        start, error = time.process_time() - begin, f"{type(fault).__name__}: {fault}"
    out.put(Measured(start, work, _peak(), cells, error))


def _peak() -> float:
    """Peak memory of this process in MB, 0 where the system does not tell."""
    status = Path("/proc/self/status")  # getrusage also counts what the parent held when it started us
    if status.is_file():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    try:
        import resource
    except ImportError:
        return 0.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 1024**2)


def measure(way: Way, path: Path, small: Path, rounds: int) -> Measured:
    """Run a way in a fresh process, the best of some rounds."""
    context = multiprocessing.get_context("spawn")
    queue = context.Queue()
    process = context.Process(target=_measure, args=(way, path, small, rounds, queue))
    process.start()
    found: Measured = queue.get(timeout=7200)
    process.join()
    return found


def f1(got: Cells, truth: Cells) -> float:
    """Cell F1: a cell counts where page, table, row, column and text agree; blank cells do not count."""
    got = Counter({k: v for k, v in got.items() if k[4]})
    return 2 * sum((got & truth).values()) / max(1, sum(got.values()) + sum(truth.values()))


def compare(
    name: str, path: Path, pages: int, truth: Cells | None, small: Path, rounds: int, *, base_ms: float | None = None
) -> list[dict[str, object]]:
    """All ways on one file, side by side; with ``base_ms`` (a page, of a shorter file) the yardstick is not run."""
    ways: list[tuple[str, Way]] = [
        (BASE, pdfplumber_tables), ("panelpaper grids", panelpaper_grids),
        ("panelpaper observations", panelpaper_observations),
    ]  # fmt: skip
    if base_ms is not None:
        ways = ways[1:]
    elif _has_camelot() and pages <= 20:
        ways += [("camelot lattice", camelot_lattice), ("camelot stream", camelot_stream)]
    rows: list[dict[str, object]] = []
    for label, way in ways:
        found = measure(way, path, small, rounds if label != BASE and "camelot" not in label else 1)
        if found.error:
            rows.append({"file": name, "way": label, "error": found.error})
            _say(rows[-1])
            continue
        ms = 1000 * found.work / pages
        base_ms = base_ms if base_ms is not None else ms
        row: dict[str, object] = {
            "file": name, "pages": pages, "way": label, "ms a page": round(ms, 1),
            "times pdfplumber": round(base_ms / ms, 1), "start-up s": round(found.start, 2), "peak MB": round(found.peak),
        }  # fmt: skip
        if truth and label != "panelpaper observations":
            row["cell F1"] = round(f1(found.cells, truth), 4)
        rows.append(row)
        _say(row)
    return rows


def _has_camelot() -> bool:
    return find_spec("camelot") is not None


def growth(folder: Path, sizes: list[int], small: Path) -> list[dict[str, object]]:
    """Packs of growing length: processor time a page and peak memory should stay as they are."""
    rows: list[dict[str, object]] = []
    base: float | None = None
    for pages in sizes:
        pack = folder / f"pack{pages}.pdf"
        truth = draw_pack(pack, pages)
        # The yardstick takes minutes on long packs: its time a page is that of the shorter one.
        found = compare(f"pack of {pages}", pack, pages, truth, small, 1, base_ms=base if pages > 100 else None)
        base = next((float(str(r["ms a page"])) for r in found if r["way"] == BASE), base)
        rows += found
    return rows


def again(folder: Path, files: int, jobs: int) -> dict[str, object]:
    """A whole archive read by the command, and read again unchanged; seconds on the clock, start-up included."""
    archive = folder / "archive"
    archive.mkdir()
    for k in range(files):
        draw_scorecard(archive / f"scorecard_{k:03}.pdf", 6, seed=100 + k)
    seconds = []
    for run in ("first", "again"):
        command = [
            sys.executable, "-m", "panelpaper", "extract", str(archive), "--out", str(folder / "tidy.csv"),
            "--jobs", str(jobs),
        ]  # fmt: skip
        begin = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, timeout=7200)
        seconds.append(time.perf_counter() - begin)
        if not (folder / "tidy.csv").is_file():
            return {"file": f"archive of {files} files", "way": f"{run} run", "error": done.stderr[-300:]}
    return {
        "file": f"archive of {files} files, {6 * files} pages", "jobs": jobs, "first s": round(seconds[0], 1),
        "again s": round(seconds[1], 2), "first / again": round(seconds[0] / seconds[1], 1),
    }  # fmt: skip


def _say(row: dict[str, object]) -> None:
    print(" | ".join(f"{k} {v}" for k, v in row.items()), flush=True)


def main() -> None:
    """Make the files, run every way on each, print a row for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="PDFs to compare on, besides the made ones")
    parser.add_argument(
        "--growth", "--pages", dest="growth", nargs="*", type=int, default=[10, 100], help="pages of the made packs"
    )
    parser.add_argument("--rounds", type=int, default=2, help="of which the best counts")
    parser.add_argument("--archive", type=int, default=0, help="files of a made archive to read twice")
    parser.add_argument("--jobs", type=int, nargs="*", default=[1], help="processes for the archive")
    parser.add_argument("--out", type=Path, help="also write the rows as JSON")
    args = parser.parse_args()
    rows: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small = folder / "small.pdf"
        draw_scorecard(small, 1)
        makers = (("reportlab", draw_scorecard), ("LibreOffice", print_by_office), ("Chromium", print_by_browser))
        for program, make in makers:
            path = folder / f"{program}.pdf"
            truth = make(path, 6)
            if truth is None:
                print(f"{program} is not installed: its scorecard is left out")
                continue
            rows += compare(f"scorecard by {program}", path, 6, truth, small, args.rounds)
        for path in args.files:
            from extract.pdfium import PdfiumFile

            with PdfiumFile(path) as source:
                count = len(source)
            rows += compare(path.name, path, count, None, small, args.rounds)
        rows += growth(folder, args.growth, small)
        if args.archive:
            for jobs in args.jobs:
                with tempfile.TemporaryDirectory() as own:
                    rows.append(again(Path(own), args.archive, jobs))
                    _say(rows[-1])
    if args.out:
        args.out.write_text(json.dumps(rows, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
