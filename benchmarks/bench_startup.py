"""How quickly the command starts: `panelpaper --help` beside bare Python and beside its own heavy libraries.

Run: python benchmarks/bench_startup.py [ROUNDS]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time

WAYS = {
    "bare python": [sys.executable, "-c", "pass"],
    "panelpaper --help": [sys.executable, "-m", "panelpaper", "--help"],
    "importing pandas, pdfplumber, docx": [sys.executable, "-c", "import pandas, pdfplumber, docx"],
}


def main(rounds: int = 9) -> None:
    """Print the median of each way and its ratio to bare Python."""
    seconds: dict[str, list[float]] = {name: [] for name in WAYS}
    for _ in range(rounds):
        for name, command in WAYS.items():
            start = time.perf_counter()
            subprocess.run(command, check=True, capture_output=True, timeout=60)
            seconds[name].append(time.perf_counter() - start)
    base = statistics.median(seconds["bare python"])
    for name, values in seconds.items():
        median = statistics.median(values)
        print(f"{name:40} {median * 1000:7.0f} ms   {median / base:5.1f} x bare python")


if __name__ == "__main__":
    main(*(int(a) for a in sys.argv[1:]))
