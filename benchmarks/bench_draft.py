"""How long drafting takes as papers grow: sections with a chart each, and the roll-forward of the same paper.

Run it from the repository: ``python benchmarks/bench_draft.py``. It prints a table; nothing is asserted.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from draft import Options, draft_document
from draft.outline import outline_from
from draft.rollforward import roll_forward
from records import Indicator
from tests.draft_helpers import FakeStore, end


def paper(sections: int) -> tuple[FakeStore, dict[str, Indicator], dict[str, object]]:
    store = FakeStore()
    register = {}
    for n in range(sections):
        key = f"indicator-{n}"
        register[key] = Indicator(key, f"% of visits of team {n} held in time", unit="percent", polarity="H")
        for year in (2013, 2014, 2015, 2016):
            for month in (3, 6, 9, 12):
                store.say(key, f"{year}-{month:02d}", f"{50 + (7 * n + 3 * year + month) % 45}.{n % 10}%")
    measures = [
        {"number": n + 1, "title": f"Team {n} visits in time", "figures": [{"key": f"indicator-{n}"}]}
        for n in range(sections)
    ]
    outline = {"title": "Strategy", "panel": "Panel", "challenge": [{"title": "Visits", "measure": measures}]}
    return store, register, outline


def unseen(sections: int, folder: Path) -> Path:
    """A paper of somebody else: a sentence and a table row for each section."""
    from docx import Document

    store, _, _ = paper(sections)
    document = Document()
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Indicator", "June 2016"
    for n in range(sections):
        found = store.figure(f"indicator-{n}", end("2016-06"))
        assert found is not None
        document.add_paragraph(f"{found.value.printed} of visits of team {n} were held in time in June 2016.")
        cells = table.add_row().cells
        cells[0].text, cells[1].text = f"% of visits of team {n} held in time", found.value.printed
    path = folder / "unseen.docx"
    document.save(str(path))
    return path


def main() -> int:
    print("seconds of processor time")
    print(f"{'sections':>8} {'draft':>8} {'each':>8} {'roll':>8} {'unseen':>8} {'KB':>6}")
    for sections in (5, 10, 20, 40):
        store, register, outline = paper(sections)
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "paper.docx"
            started = time.process_time()
            draft_document(
                Options("progress-report", end("2016-06")), store, register, out=out, outline=outline_from(outline, "x")
            )
            drafted = time.process_time() - started
            started = time.process_time()
            later = Options("progress-report", end("2016-09"))
            roll_forward(out, later, store, register, out=Path(folder) / "next.docx")
            rolled = time.process_time() - started
            last = unseen(sections, Path(folder))
            started = time.process_time()
            roll_forward(last, later, store, register, out=Path(folder) / "unseen-next.docx")
            seen = time.process_time() - started
            size = out.stat().st_size // 1024
        print(f"{sections:>8} {drafted:>8.2f} {drafted / sections:>8.3f} {rolled:>8.2f} {seen:>8.2f} {size:>6}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
