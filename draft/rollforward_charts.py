"""Rolls charts forward: the old drawing is struck out, a copy with the new data goes in beside it."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from draft.charts import Chart, add_chart
from draft.tracked import Tracker, W

WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def chart_runs(root: Any) -> Iterator[tuple[Any, Any]]:
    """Runs that show a chart, with their ``wp:docPr``; struck-out ones are left out."""
    for chart in list(root.iter(f"{_C}chart")):
        run = next((a for a in chart.iterancestors(f"{W}r")), None)
        if run is None or any(a.tag in {f"{W}del", f"{W}moveFrom"} for a in run.iterancestors()):
            continue
        properties = next(run.iter(f"{WP}docPr"), None)
        if properties is not None:
            yield run, properties


def replace_chart(document: Any, run: Any, chart: Chart, number: int, tracker: Tracker) -> Any:
    """Strike a chart out and insert a new one of the same size.

    Args:
        document: The python-docx document.
        run: The run that shows the old one.
        chart: The new one.
        number: For part names and ids; not used by any other chart of the document.
        tracker: Makes the changes.

    Returns:
        The inserted run.
    """
    extent = next(run.iter(f"{WP}extent"))
    new = add_chart(document, chart, number)
    for name in ("cx", "cy"):
        next(new.iter(f"{WP}extent")).set(name, extent.get(name))
    properties = run.find(f"{W}rPr")
    if properties is not None:
        new.insert(0, deepcopy(properties))
    tracker.delete([run])
    tracker.insert_after(run.getparent(), [new])
    return new


def next_chart_number(document: Any) -> int:
    """A number that no chart part and no workbook of the document has."""
    import re

    used = [
        int(m[1])
        for part in document.part.package.iter_parts()
        if (m := re.search(r"/(?:charts/chart|embeddings/\D*)(\d+)\.\w+$", str(part.partname)))
    ]
    return max(used, default=0) + 1
