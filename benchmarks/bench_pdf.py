"""Compares the PDF reader with pdfplumber's extract_tables (and Camelot where installed), in turns on the same files.

Run: python benchmarks/bench_pdf.py [--growth 10 100 1000] [--turns 3] [--archive 40] [--folder 8] [--jobs 1 0] [FILE ...]

Each way runs in a process of its own, so that its peak memory is its own, and they take turns: theirs, ours, theirs,
ours. Times are processor time, and a figure is the median of the ratios of the turns, so that neither another program
nor a machine that slows down speaks in it. Start-up (imports and one small page) is told apart, because a folder of
files pays it once. Cells are compared with the drawn truth (F1 over page, row, column and text). --folder reads a
folder with the command, by the clock, as a user gets it.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median

from pdf_files import Cells, draw_pack, draw_scorecard, print_by_browser, print_by_office

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.layouts.packs import pack_120

Way = Callable[[Path], Cells]
BASE = "pdfplumber extract_tables"
LONGEST = 300
"""Seconds by the clock after which a way of reading a file is given up."""


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
class Run:
    """One way on one file, once: processor seconds, peak memory in MB so far, cells, what went wrong."""

    seconds: float
    peak: float
    cells: Cells
    error: str = ""


def _serve(way: Way, pipe: Connection) -> None:
    for path in iter(pipe.recv, None):
        begin = time.process_time()
        cells: Cells = Counter()
        error = ""
        try:
            cells = way(path)
        except Exception as fault:  # a way that fails is told as such, the others go on
            error = f"{type(fault).__name__}: {fault}"
        pipe.send(Run(time.process_time() - begin, _peak(), cells, error))


class Runner:
    """A way in a process of its own, which reads files when asked to.

    Args:
        way: What it does with a file.
    """

    def __init__(self, way: Way) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(way, other), daemon=True)
        self._process.start()

    def run(self, path: Path) -> Run:
        """Read a file; what takes longer than ``LONGEST`` is stopped."""
        if not self._process.is_alive():
            return Run(0.0, 0.0, Counter(), "was stopped before")
        self._pipe.send(path)
        if not self._pipe.poll(LONGEST):
            self._process.kill()
            self._process.join()
            return Run(0.0, 0.0, Counter(), f"not finished in {LONGEST} seconds")
        found: Run = self._pipe.recv()
        return found

    def close(self) -> None:
        """Let the process end."""
        if self._process.is_alive():
            self._pipe.send(None)
            self._process.join(60)


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


def f1(got: Cells, truth: Cells) -> float:
    """Cell F1: a cell counts where page, table, row, column and text agree; blank cells do not count."""
    got = Counter({k: v for k, v in got.items() if k[4]})
    return 2 * sum((got & truth).values()) / max(1, sum(got.values()) + sum(truth.values()))


def compare(
    name: str, path: Path, pages: int, truth: Cells | None, small: Path, turns: int, *, base_ms: float | None = None
) -> list[dict[str, object]]:
    """All ways on one file, in turns; with ``base_ms`` (a page, of a shorter file) the yardstick is not run."""
    ways: dict[str, Way] = {} if base_ms is not None else {BASE: pdfplumber_tables}
    ways |= {"panelpaper grids": panelpaper_grids, "panelpaper observations": panelpaper_observations}
    if base_ms is None and _has_camelot() and pages <= 20:
        ways |= {"camelot lattice": camelot_lattice, "camelot stream": camelot_stream}
    runners = {label: Runner(way) for label, way in ways.items()}
    starts = {label: runner.run(small) for label, runner in runners.items()}
    taken: dict[str, list[Run]] = {label: [] for label in ways}
    for turn in range(turns):
        for label, runner in runners.items():
            if turn == 0 or "camelot" not in label:
                taken[label].append(runner.run(path))
    for runner in runners.values():
        runner.close()
    rows: list[dict[str, object]] = []
    for label, runs in taken.items():
        if runs[0].error:
            rows.append({"file": name, "way": label, "error": runs[0].error})
            _say(rows[-1])
            continue
        base = [r.seconds for r in taken[BASE]] if base_ms is None else [base_ms * pages / 1000] * turns
        ratios = [b / r.seconds for b, r in zip(base, runs, strict=False)]
        row: dict[str, object] = {
            "file": name, "pages": pages, "way": label, "ms a page": round(1000 * median(r.seconds for r in runs) / pages, 1),
            "times pdfplumber": round(median(ratios), 1), "from": round(min(ratios), 1), "to": round(max(ratios), 1),
            "start-up s": round(starts[label].seconds, 2), "peak MB": round(runs[-1].peak),
        }  # fmt: skip
        if truth and label != "panelpaper observations":
            row["cell F1"] = round(f1(runs[-1].cells, truth), 4)
        rows.append(row)
        _say(row)
    return rows


def _has_camelot() -> bool:
    return find_spec("camelot") is not None


def growth(folder: Path, sizes: list[int], small: Path, turns: int) -> list[dict[str, object]]:
    """Packs of growing length: processor time a page and peak memory should stay as they are."""
    rows: list[dict[str, object]] = []
    base: float | None = None
    for pages in sizes:
        pack = folder / f"pack{pages}.pdf"
        truth = draw_pack(pack, pages)
        # The yardstick takes minutes on long packs: its time a page is that of the shorter one.
        few = turns if pages <= 20 else 1
        found = compare(f"pack of {pages}", pack, pages, truth, small, few, base_ms=base if pages > 100 else None)
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


def by_the_clock(files: int, jobs: list[int], turns: int) -> list[dict[str, object]]:
    """A folder read by the command and by pdfplumber in turns: pages a second by the clock, all start-up included."""
    seconds: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "folder"
        folder.mkdir()
        for k in range(files):
            draw_scorecard(folder / f"scorecard_{k:03}.pdf", 6, seed=500 + k)
        theirs = f"from bench_pdf import pdfplumber_tables as f; [f(p) for p in __import__('pathlib').Path({str(folder)!r}).iterdir()]"
        commands = {BASE: [sys.executable, "-c", theirs]}
        for n in jobs:
            out = Path(name) / f"tidy{n}.csv"
            commands[f"panelpaper --jobs {n}"] = [
                sys.executable, "-m", "panelpaper", "extract", str(folder), "--out", str(out), "--fresh", "--jobs", str(n),
            ]  # fmt: skip
        here = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
        for _ in range(turns):
            for label, command in commands.items():
                begin = time.perf_counter()
                subprocess.run(command, capture_output=True, timeout=7200, env=here, cwd=Path(__file__).parents[1])
                seconds.setdefault(label, []).append(time.perf_counter() - begin)
    rows: list[dict[str, object]] = []
    for label, took in seconds.items():
        ratios = [b / t for b, t in zip(seconds[BASE], took, strict=True)]
        row: dict[str, object] = {
            "file": f"folder of {files} scorecards, {6 * files} pages", "way": label,
            "pages a second": round(6 * files / median(took), 1), "times pdfplumber": round(median(ratios), 1),
            "processors": os.cpu_count(),
        }  # fmt: skip
        rows.append(row)
        _say(rows[-1])
    return rows


def _say(row: dict[str, object]) -> None:
    print(" | ".join(f"{k} {v}" for k, v in row.items()), flush=True)


def main() -> None:
    """Make the files, run every way on each, print a row for each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, help="PDFs to compare on, besides the made ones")
    parser.add_argument(
        "--growth", "--pages", dest="growth", nargs="*", type=int, default=[10, 100], help="pages of the made packs"
    )
    parser.add_argument("--turns", type=int, default=3, help="how often each way reads each file")
    parser.add_argument("--folder", type=int, default=0, help="files of a folder to read by the clock, as a user does")
    parser.add_argument("--archive", type=int, default=0, help="files of a made archive to read twice")
    parser.add_argument(
        "--jobs", type=int, nargs="*", default=[1, 0], help="processes for folder and archive; 0: one a processor"
    )
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
            rows += compare(f"scorecard by {program}", path, 6, truth, small, args.turns)
        pack = pack_120(folder)
        samples = Path(__file__).parents[1] / "samples"
        light = [samples / "scorecard_2024_12.pdf", samples / "scorecard_2025_03.pdf"]
        for path in [*light, pack.path, *args.files]:
            from extract.pdfium import PdfiumFile

            with PdfiumFile(path) as source:
                count = len(source)
            rows += compare(path.name, path, count, None, small, args.turns)
        rows += growth(folder, args.growth, small, args.turns)
        if args.folder:
            rows += by_the_clock(args.folder, args.jobs, args.turns)
        if args.archive:
            for jobs in args.jobs:
                with tempfile.TemporaryDirectory() as own:
                    rows.append(again(Path(own), args.archive, jobs))
                    _say(rows[-1])
    if args.out:
        args.out.write_text(json.dumps(rows, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
