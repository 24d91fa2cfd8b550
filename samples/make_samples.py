"""Makes every sample document from one set of facts: ``python samples/make_samples.py [FOLDER]``.

Needs reportlab beside panelpaper's own packages. Run twice, it writes the same files.
"""

from __future__ import annotations

import csv
import io
import sys
from datetime import date
from pathlib import Path

HERE = Path(__file__).resolve().parent
if str(HERE) not in sys.path:
    sys.path.insert(0, str(HERE))

from _papers import write_appendix, write_cover_paper, write_progress_report  # noqa: E402
from _plan import write_action_plan  # noqa: E402
from _planted import slips  # noqa: E402
from _register import write_register  # noqa: E402
from _returns import write_csv, write_workbook  # noqa: E402
from _ruled import write_ruled  # noqa: E402
from _zebra import write_zebra  # noqa: E402
from facts import month_end  # noqa: E402

SEPTEMBER, DECEMBER, MARCH = month_end(2024, 9), month_end(2024, 12), month_end(2025, 3)
RULED = ((SEPTEMBER, date(2024, 10, 31)), (DECEMBER, date(2025, 1, 30)), (month_end(2025, 1), date(2025, 2, 27)))
ZEBRA = ((month_end(2025, 2), date(2025, 3, 27)), (MARCH, date(2025, 4, 30)))
DRAFT = "progress_report_2025_03_draft_to_check.docx"


def make(folder: Path) -> list[Path]:
    """Write all samples.

    Args:
        folder: Where; made if it is not there.

    Returns:
        The files written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made = []

    def at(name: str) -> Path:
        made.append(folder / name)
        return made[-1]

    for month, published in RULED:
        write_ruled(at(f"scorecard_{month:%Y_%m}.pdf"), month, published)
    for month, published in ZEBRA:
        write_zebra(at(f"scorecard_{month:%Y_%m}.pdf"), month, published)
    write_appendix(at("appendix_2024_12.docx"), SEPTEMBER, DECEMBER)
    write_progress_report(at("progress_report_2024_12.docx"), SEPTEMBER, DECEMBER, date(2025, 2, 12))
    write_cover_paper(at("cover_paper_2025_02.docx"), SEPTEMBER, DECEMBER, date(2025, 2, 12))
    write_action_plan(at("action_plan_2024_25.docx"))
    write_csv(at("data_return_2025_03.csv"), MARCH)
    write_workbook(at("data_return_2025_03.xlsx"), MARCH)
    write_register(at("register.toml"))
    planted = slips(DECEMBER)
    write_progress_report(at(DRAFT), DECEMBER, MARCH, date(2025, 5, 14), slips=planted)
    missing = set(planted.plan) - {
        k for k in planted.plan if any(s.place == planted.plan[k][0] for s in planted.planted)
    }
    if missing:
        raise ValueError(f"slips that were never printed: {sorted(missing)}")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["file", "place", "printed", "kind", "should_be", "why"])
    for s in planted.planted:
        writer.writerow([DRAFT, s.place, s.printed, s.kind, s.should_be, s.why])
    at("planted.csv").write_text(out.getvalue(), encoding="utf-8")
    return made


if __name__ == "__main__":
    for path in make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE):
        print(path.name, path.stat().st_size)
