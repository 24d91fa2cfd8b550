"""What is read, reconciled and found does not hang on the order in which a run's sets happen to lie."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SAMPLES = Path(__file__).parents[1] / "samples"

RUN = """
import sys
from pathlib import Path
from check import check_paper
from extract import extract_file
from normalise import Register, Store, reconcile

samples, folder = Path(sys.argv[1]), Path(sys.argv[2])
register = Register.load(samples / "register.toml")
with Store.open(folder / "panelpaper.db") as store:
    for name in ("scorecard_2024_12.pdf", "data_return_2025_03.csv"):
        extraction = extract_file(samples / name)
        for observation in extraction.observations:
            print(observation)
        for decision in reconcile(extraction, register)[1]:
            print(decision)
        store.add(extraction, register)
    for finding in check_paper(samples / "progress_report_2025_03_draft_to_check.docx", store=store, register=register).findings:
        print(finding.verdict, finding.kind, finding.severity, finding.printed, finding.place, finding.explanation)
    waiting = check_paper(samples / "progress_report_2025_03_draft_to_check.docx", store=store, register=Register({}))
    for finding in waiting.findings:
        print(finding.verdict, finding.kind, finding.severity, finding.printed, finding.place, finding.explanation)
"""


def printed(seed: int, folder: Path) -> list[str]:
    folder.mkdir()
    environment = {**os.environ, "PYTHONHASHSEED": str(seed)}
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(SAMPLES), str(folder)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_another_order_of_sets_changes_nothing(tmp_path: Path) -> None:
    first, second = printed(1, tmp_path / "1"), printed(2, tmp_path / "2")
    assert len(first) > 500
    assert first == second
