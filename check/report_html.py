"""The report for a browser: one file, nothing loaded from elsewhere, each finding beside the page it stands on."""

from __future__ import annotations

import base64
import io
from html import escape
from pathlib import Path

from check.html_parts import SCRIPT, STYLE, excerpt, excerpt_of
from check.report import CheckReport
from check.report_json import write_text
from check.wording import VERDICT_WORDS, kind_words, numerals_words, place_words, source_words, worth_showing
from records import VERDICTS, Box, Finding, Source

_SCALE = 2.0
"""Pixels of the page image to a point: readable on a laptop, small enough to mail."""
_AROUND = 46.0
"""Points of the page shown around a marked figure."""
_WIDE = 330.0
"""Least width of the strip shown, points."""


def write_html(report: CheckReport, path: Path) -> None:
    """Write the report as one self-contained HTML file.

    Args:
        report: Of a check.
        path: File to write.

    Raises:
        OutputError: If the file cannot be written.
    """
    write_text(path, html_of(report))


def html_of(report: CheckReport) -> str:
    """The whole page as text."""
    shown = sorted(report.findings, key=lambda f: not worth_showing(f))
    pages = _Pages(report, [f for f in shown if worth_showing(f)])
    try:
        cards = "\n".join(_card(report, f, n, pages) for n, f in enumerate(shown, start=1))
        body = f"{_head(report)}\n<main id='findings'>\n{cards}\n</main>\n{pages.section()}\n{_others(report)}"
        styles = STYLE + pages.styles()
    finally:
        pages.close()
    title = f"Check of {escape(report.path.name)}"
    return (
        "<!doctype html>\n<html lang='en-GB'>\n<head>\n<meta charset='utf-8'>\n"
        "<meta name='viewport' content='width=device-width, initial-scale=1'>\n"
        f"<title>{title}</title>\n<style>{styles}</style>\n</head>\n<body>\n{body}\n<script>{SCRIPT}</script>\n</body>\n</html>\n"
    )


def _head(report: CheckReport) -> str:
    counts = report.counts
    buttons = "".join(
        f"<button type='button' data-show='{v}' "
        f"aria-pressed='{'true' if v in {'contradicts', 'superseded', 'not_comparable'} else 'false'}'>"
        f"<span class='n'>{counts[v]}</span> {VERDICT_WORDS[v]}</button>"
        for v in VERDICTS
    )
    numerals = report.numerals
    others = ", ".join(numerals_words(k, n) for k, n in numerals.items() if k not in {"total", "figure"})
    notes = "".join(f"<p class='note'>{escape(n)}</p>" for n in report.notes)
    accepted = (
        f"<p class='note'>{len(report.accepted)} known findings are accepted by the baseline.</p>"
        if report.accepted
        else ""
    )
    return (
        f"<header><h1>{escape(report.path.name)}</h1>\n<p>{numerals['total']} numerals in the paper: "
        f"{numerals['figure']} figures"
        f"{', ' + others if others else ''}. Each figure has one verdict; choose which to show.</p>\n"
        f"<div class='filters' role='group' aria-label='Show'>{buttons}</div>{notes}{accepted}</header>"
    )


def _card(report: CheckReport, f: Finding, n: int, pages: _Pages) -> str:
    severity = (
        f" <span class='sev {f.severity}'>{f.severity}</span>" if f.verdict in {"contradicts", "superseded"} else ""
    )
    rows = [f"<p class='what'>{escape(f.explanation)}</p>"]
    if f.working:
        rows.append(f"<p class='sum'><b>Sum</b> {escape(f.working)}</p>")
    if f.expected:
        rows.append(f"<p><b>Expected</b> {escape(f.expected)}</p>")
    if f.sources:
        listed = "".join(f"<li>{_source(report, s, pages)}</li>" for s in f.sources[:5])
        rows.append(f"<div class='src'><b>Held against</b><ul>{listed}</ul></div>")
    if f.advice:
        rows.append(f"<p class='todo'><b>To do</b> {escape(f.advice)}</p>")
    picture = pages.crop(f, n) or excerpt(report, f)
    extra = " rounding" if f.kind in {"rounding_mode", "percentage_points"} else ""
    where = escape(place_words(f.place, report.section_of(f.place)))
    return (
        f"<article class='card {f.verdict}{extra}' id='finding-{n}' data-verdict='{f.verdict}'>"
        f"<div class='text'><h2><span class='badge'>{VERDICT_WORDS[f.verdict]}</span>{severity} "
        f"<span class='fig'>{escape(f.printed)}</span></h2><p class='where'>{kind_words(f.kind)}: {where}</p>"
        f"{''.join(rows)}</div><div class='pic'>{picture}</div></article>"
    )


def _source(report: CheckReport, s: Source, pages: _Pages) -> str:
    """What a figure was held against, one click away: its page, its sentence below, or its file beside the paper."""
    printed = " ".join(s.printed.split())
    short = escape(printed if len(printed) <= 60 else printed[:57] + "...")
    if s.document == report.path.name:
        where = escape(place_words(s, report.section_of(s)))
        anchor = pages.anchor(s)
        return f"<a href='#{anchor}'>this paper, {where}</a>: {short}" if anchor else f"this paper, {where}: {short}"
    words = escape(source_words(s))
    for folder in (report.path.parent, report.path.parent / "archive"):
        file = folder / s.document
        if s.document and file.is_file():
            page = f"#page={s.page}" if s.page else ""
            return f"<a href='{escape(file.resolve().as_uri() + page)}'>{words}</a>"
    return words


def _others(report: CheckReport) -> str:
    rows = "".join(
        f"<tr><td>{escape(n.printed)}</td><td>{n.kind.replace('_', ' ')}</td><td>{escape(n.why)}</td>"
        f"<td>{escape(place_words(n.place))}</td></tr>"
        for n in report.not_figures
    )
    accepted = "".join(
        f"<li>{escape(f.printed)} ({escape(place_words(f.place))}): {escape(f.explanation)} <em>Accepted: "
        f"{escape(why)}</em></li>"
        for f, why in report.accepted
    )
    known = (
        f"<details><summary>Accepted findings ({len(report.accepted)})</summary><ul>{accepted}</ul></details>"
        if accepted
        else ""
    )
    return (
        f"{known}<details><summary>Numerals that are not figures ({len(report.not_figures)})</summary>"
        f"<table class='plain'><tr><th>printed</th><th>what it "
        f"is</th><th>why</th><th>where</th></tr>{rows}</table></details>"
    )


class _Pages:
    """Images of the pages that findings stand on, each embedded once; crops and marks are drawn over them by CSS."""

    def __init__(self, report: CheckReport, findings: list[Finding]) -> None:
        self.report = report
        self.sizes: dict[int, tuple[float, float]] = {}
        self.images: dict[int, str] = {}
        self.marks: dict[int, list[tuple[int, str, Box]]] = {}
        self.places = None
        self.quoted: dict[object, tuple[int, Source]] = {}
        if report.publication.format == "pdf" and report.paper is not None and report.paper.extraction is not None:
            from check.pdf_places import PdfPlaces

            self.places = PdfPlaces(report.path)
            for page in report.paper.extraction.document.pages:
                if page.number is not None:
                    self.sizes[page.number] = (page.width, page.height)
        self.wanted = {f.place.page for f in findings if f.place.page}

    def close(self) -> None:
        """Let the PDF go."""
        if self.places is not None:
            self.places.close()

    def crop(self, f: Finding, n: int) -> str:
        """The strip of the page around a finding, the figure marked, with a link to the whole page."""
        page = f.place.page
        if (
            self.places is None
            or page is None
            or f.place.box is None
            or page not in self.sizes
            or page not in self.wanted
        ):
            return ""
        self._image(page)
        width, height = self.sizes[page]
        boxes = self.places.boxes(f.place, self.report.passage_of(f.place))
        for box in boxes:
            self.marks.setdefault(page, []).append((n, f.verdict, box))
        top = max(0.0, min(b.top for b in boxes) - _AROUND)
        bottom = min(height, max(b.bottom for b in boxes) + _AROUND)
        tall = max(40.0, bottom - top)
        left, right = min(b.x0 for b in boxes), max(b.x1 for b in boxes)
        wide = min(width, max(_WIDE, right - left + 2 * _AROUND))
        left = min(max(0.0, (left + right - wide) / 2), width - wide)
        down = 0.0 if height <= tall else 100 * top / (height - tall)
        across = 0.0 if width <= wide else 100 * left / (width - wide)
        marks = "".join(
            f"<i class='mark {f.verdict}' style='left:{100 * (b.x0 - 1.5 - left) / wide:.2f}%;"
            f"top:{100 * (b.top - 1.5 - top) / tall:.2f}%;width:{100 * (b.width + 3) / wide:.2f}%;"
            f"height:{100 * (b.height + 3) / tall:.2f}%'></i>"
            for b in boxes
        )
        return (
            f"<a class='crop p{page}' href='#mark-{n}' title='Show on the page' aria-label='Show on page {page}' "
            f"style='aspect-ratio:{wide:.1f}/{tall:.1f};background-size:{100 * width / wide:.2f}% auto;"
            f"background-position:{across:.3f}% {down:.3f}%'>{marks}</a>"
            f"<p class='to'><a href='#mark-{n}'>Show on page {page}</a></p>"
        )

    def anchor(self, s: Source) -> str:
        """Where a place of this paper is shown in the report: its page, or its text among those quoted; "" nowhere."""
        if self.places is not None and s.page in self.wanted:
            self._image(s.page or 0)
            return f"page-{s.page}"
        passage = self.report.passage_of(s)
        if passage is None:
            return ""
        key = (passage.table, passage.row) if passage.kind == "cell" and passage.table else id(passage)
        if key not in self.quoted:
            self.quoted[key] = (len(self.quoted) + 1, s)
        return f"quoted-{self.quoted[key][0]}"

    def quotations(self) -> str:
        """Sentences and rows of this paper that figures were held against."""
        if not self.quoted:
            return ""
        items = "".join(
            f"<li id='quoted-{n}'><p class='where'>{escape(place_words(s, self.report.section_of(s)))}</p>"
            f"{excerpt_of(self.report, s)}</li>"
            for n, s in self.quoted.values()
        )
        title = "Places in the paper that figures were held against"
        return f"<section id='quoted'><h2>{title}</h2><ol>{items}</ol></section>"

    def section(self) -> str:
        """Whole pages with all marks, each mark linked back to its finding."""
        out = [self.quotations()]
        for page in sorted(self.images):
            width, height = self.sizes[page]
            seen: set[int] = set()
            marks = []
            for n, verdict, b in self.marks.get(page, ()):
                name = f" id='mark-{n}'" if n not in seen else ""
                seen.add(n)
                marks.append(
                    f"<a class='mark {verdict}'{name} href='#finding-{n}' title='Finding {n}' "
                    f"style='left:{100 * (b.x0 - 1.5) / width:.2f}%;"
                    f"top:{100 * (b.top - 1.5) / height:.2f}%;width:{100 * (b.width + 3) / width:.2f}%;"
                    f"height:{100 * (b.height + 3) / height:.2f}%'></a>"
                )
            out.append(
                f"<section class='page' id='page-{page}'><h2>Page {page}</h2><div class='sheet p{page}' "
                f"style='aspect-ratio:{width:.1f}/{height:.1f}'>{''.join(marks)}</div></section>"
            )
        return "\n".join(out)

    def styles(self) -> str:
        """One rule for each page image."""
        return "".join(
            f".p{page}{{background-image:url(data:image/png;base64,{data})}}" for page, data in self.images.items()
        )

    def _image(self, page: int) -> None:
        if page in self.images or self.places is None:
            return
        image = self.places.pdf.render(page, _SCALE).convert("P", palette=1, colors=64)
        out = io.BytesIO()
        image.save(out, "PNG", optimize=True)
        self.images[page] = base64.b64encode(out.getvalue()).decode("ascii")
