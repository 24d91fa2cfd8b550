"""What a second run over an unchanged archive costs beside the first: `extract` and `normalise`, in processes of their own.

Run: python benchmarks/bench_rerun.py [FOLDER ...] [--copies N]

Without folders the archive is N months of the samples' scorecards (36 if not said). Processor seconds of the command
and its workers are compared, because they do not depend on what else the machine does; seconds on the clock stand
beside them. The start of Python and of the command line, which every command costs, is shown and is part of both.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SAMPLES = Path(__file__).resolve().parent.parent / "samples"


def cost(command: list[str], folder: Path) -> tuple[float, float]:
    """Processor seconds and clock seconds of a command and its workers."""
    before, began = os.times(), time.perf_counter()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    took, after = time.perf_counter() - began, os.times()
    if done.returncode not in {0, 12, 13}:
        raise SystemExit(done.stderr)
    return (
        after.children_user + after.children_system - before.children_user - before.children_system,
        took,
    )


def months(folder: Path, copies: int) -> Path:
    """An archive of so many months: the samples' scorecards again and again, each another file to a hash."""
    scorecards = sorted(SAMPLES.glob("scorecard_*.pdf"))
    for n in range(copies):
        source = scorecards[n % len(scorecards)]
        (folder / f"{n:04d}_{source.name}").write_bytes(source.read_bytes() + b"%% copy %d\n" % n)
    return folder


def main() -> None:
    """Print first run, second run and their ratio for both verbs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--copies", type=int, default=36)
    asked = parser.parse_args()
    panelpaper = [sys.executable, "-m", "panelpaper"]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "archive").mkdir()
        archive = [str(f.resolve()) for f in asked.folders] or [str(months(folder / "archive", asked.copies))]
        start, _ = cost([*panelpaper, "extract", "--help"], folder)
        print(f"{'':28} {'first':>8} {'second':>8} {'ratio':>7}   (processor seconds; the clock in brackets)")
        for title, command in (
            ("extract --out table.csv", [*panelpaper, "extract", *archive, "--out", "table.csv"]),
            ("normalise --store store.db", [*panelpaper, "normalise", *archive, "--store", "store.db"]),
        ):
            (first, clock), (second, clock2) = cost(command, folder), cost(command, folder)
            print(f"{title:28} {first:8.2f} {second:8.2f} {first / second:6.0f}x   ({clock:.1f}, {clock2:.1f})")
        print(f"{'the command line alone':28} {start:8.2f} {start:8.2f}")


if __name__ == "__main__":
    main()
