"""The PDF paper again, with a highlight and a note at each finding."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from check.report import CheckReport
from check.wording import VERDICT_WORDS, kind_words, source_words, worth_showing
from records import Box, Finding, InputError, OutputError

if TYPE_CHECKING:
    from pypdf import PageObject, PdfWriter

_COLOURS = {
    "contradicts": "ff9e9e",
    "superseded": "ffd27f",
    "not_comparable": "a8d8ff",
    "agrees": "c8f0c8",
    "agrees_within_rounding": "fff3a0",
    "not_checked": "dddddd",
}


def write_pdf(report: CheckReport, path: Path) -> int:
    """Write the paper with highlights and notes.

    Args:
        report: Of a PDF.
        path: File to write; never the paper itself.

    Returns:
        How many findings were marked.

    Raises:
        InputError: If the paper is no PDF.
        OutputError: If the file cannot be written.
    """
    if report.path.suffix.lower() != ".pdf" and report.publication.format != "pdf":
        raise InputError(
            "only a PDF paper can be written again as PDF", where=report.path.name,
            next_step="Use --word for Word papers, or --html.",
        )  # fmt: skip
    from pypdf import PdfReader, PdfWriter
    from pypdf.errors import PyPdfError

    from check.pdf_places import PdfPlaces

    places = PdfPlaces(report.path)
    try:
        reader = PdfReader(report.path)
        writer = PdfWriter()
        writer.append(reader)
        marked = 0
        icons: dict[int, list[float]] = {}
        for finding in report.findings:
            if not worth_showing(finding):
                continue
            boxes = places.boxes(finding.place, report.passage_of(finding.place))
            if boxes and finding.place.page:
                _mark(writer, finding, boxes, icons.setdefault(finding.place.page, []))
                marked += 1
        with path.open("wb") as out:
            writer.write(out)
    except PyPdfError as error:
        raise OutputError(
            "the PDF cannot be marked", where=report.path.name, why=str(error), next_step="Use --html."
        ) from error
    except OSError as error:
        raise OutputError(
            "the marked PDF cannot be written", where=str(path), why=error.strerror or str(error),
            next_step="Close the file if it is open, or name another folder.",
        ) from error  # fmt: skip
    finally:
        places.close()
    return marked


def note_text(finding: Finding) -> str:
    """The note of a finding: verdict, reason, sum, sources, advice."""
    severity = f" ({finding.severity})" if finding.verdict in {"contradicts", "superseded"} else ""
    parts = [f"{VERDICT_WORDS[finding.verdict]}{severity}: {kind_words(finding.kind)}", finding.explanation]
    if finding.working and finding.working not in finding.explanation:
        parts.append(finding.working)
    if finding.expected:
        parts.append(f"Expected: {finding.expected}")
    parts += [f"Held against: {source_words(s)}" for s in finding.sources[:3]]
    if finding.advice:
        parts.append(finding.advice)
    return "\n".join(parts)


_ICON = 14.0
"""Side of a note's icon, points."""


def _mark(writer: PdfWriter, finding: Finding, boxes: list[Box], icons: list[float]) -> None:
    """A highlight on the figure, and the note's icon in the margin beside it, where it covers nothing.

    Args:
        writer: The paper.
        finding: What to say.
        boxes: The figure's boxes.
        icons: Heights at which the page has icons already, points from the top.
    """
    from pypdf.annotations import Highlight, Text
    from pypdf.generic import ArrayObject, FloatObject, NameObject, TextStringObject

    assert finding.place.page is not None
    page = writer.pages[finding.place.page - 1]
    quads: list[float] = []
    corners = []
    for box in boxes:
        (x0, y0), (x1, y1) = _point(page, box.x0, box.bottom), _point(page, box.x1, box.top)
        x0, x1, y0, y1 = min(x0, x1) - 1, max(x0, x1) + 1, min(y0, y1) - 1, max(y0, y1) + 1
        quads += [x0, y1, x1, y1, x0, y0, x1, y0]
        corners.append((x0, y0, x1, y1))
    rect = (
        min(c[0] for c in corners), min(c[1] for c in corners), max(c[2] for c in corners), max(c[3] for c in corners),
    )  # fmt: skip
    highlight = Highlight(
        rect=rect, quad_points=ArrayObject([FloatObject(q) for q in quads]), highlight_color=_COLOURS[finding.verdict]
    )
    text = note_text(finding)
    for annotation in (highlight, Text(rect=_margin(page, boxes[0].top, icons), text=text)):
        annotation[NameObject("/Contents")] = TextStringObject(text)
        annotation[NameObject("/T")] = TextStringObject("panelpaper check")
        writer.add_annotation(page_number=finding.place.page - 1, annotation=annotation)


def _margin(page: PageObject, top: float, icons: list[float]) -> tuple[float, float, float, float]:
    """A free place for an icon at the right edge of the page as seen, at the height of a figure."""
    box = page.cropbox
    width, height = float(box.width), float(box.height)
    if (page.rotation or 0) % 180 == 90:
        width, height = height, width
    at = min(max(top, 0.0), height - _ICON)
    while any(abs(at - other) < _ICON for other in icons) and at + 2 * _ICON < height:
        at += _ICON
    icons.append(at)
    (x0, y0), (x1, y1) = _point(page, width - _ICON - 4, at + _ICON), _point(page, width - 4, at)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _point(page: PageObject, x: float, top: float) -> tuple[float, float]:
    """A point of the page as seen, from the top left, in the file's own coordinates."""
    box = page.cropbox
    left, bottom, right, upper = float(box.left), float(box.bottom), float(box.right), float(box.top)
    turn = (page.rotation or 0) % 360
    if turn == 90:
        return left + top, bottom + x
    if turn == 180:
        return right - x, bottom + top
    if turn == 270:
        return right - top, upper - x
    return left + x, upper - top
