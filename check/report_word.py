"""The Word paper again, with a comment anchored at the figure of each finding."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from check.report import CheckReport
from check.report_pdf import note_text
from check.wording import VERDICT_WORDS, worth_showing
from records import Finding, InputError, OutputError

if TYPE_CHECKING:
    from extract import NodeSpan

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def write_word(report: CheckReport, path: Path) -> int:
    """Write the paper with comments.

    Findings that have no place of their own in the body (headers, charts, text boxes) are told in one comment at
    the first paragraph.

    Args:
        report: Of a Word paper.
        path: File to write; never the paper itself.

    Returns:
        How many findings have a comment of their own.

    Raises:
        InputError: If the paper is no Word document.
        OutputError: If the file cannot be written.
    """
    if report.publication.format not in {"docx", ""} or report.path.suffix.lower() not in {".docx", ".docm"}:
        raise InputError(
            "only a Word paper can be written again with comments", where=report.path.name,
            next_step="Use --pdf for PDF papers, or --html.",
        )  # fmt: skip
    import docx
    from docx.opc.exceptions import PackageNotFoundError

    from extract import WordPlaces

    try:
        document = docx.Document(str(report.path))
    except (PackageNotFoundError, ValueError, KeyError) as error:
        raise InputError("Word's file cannot be opened for comments", where=report.path.name, why=str(error)) from error
    places = WordPlaces(report.path)
    body = document.element.body
    wanted = [f for f in report.findings if worth_showing(f)]
    anchored: list[tuple[Finding, list[NodeSpan]]] = []
    loose: list[Finding] = []
    for finding in wanted:
        spans = _spans(places, finding)
        (anchored.append((finding, spans)) if spans else loose.append(finding))
    commented = 0
    # From the end to the front: splitting a run leaves the places before it as they are.
    anchored.sort(key=lambda pair: (_number(pair[1][0].paragraph), pair[1][0].index, pair[1][0].start), reverse=True)
    for finding, spans in anchored:
        runs = _runs(body, spans)
        if runs is None:
            loose.append(finding)
            continue
        _comment(document, runs, note_text(finding))
        commented += 1
    _summary(document, report, loose)
    try:
        document.save(str(path))
    except OSError as error:
        raise OutputError(
            "the commented paper cannot be written", where=str(path), why=error.strerror or str(error),
            next_step="Close the file in Word, or name another folder.",
        ) from error  # fmt: skip
    return commented


def _spans(places: Any, finding: Finding) -> list[NodeSpan]:
    """Text nodes of a finding's characters in the main part; the whole paragraph or cell where it names none."""
    locator = finding.place.locator
    if not locator.startswith("document/"):
        return []
    try:
        start, end = finding.place.span or (0, 10**6)
        return [s for s in places.spans(locator, start, end) if s.paragraph.startswith("document/")]
    except InputError:
        return []


def _number(paragraph: str) -> int:
    return int(paragraph.rpartition("/p")[2] or 0)


def _runs(body: Any, spans: list[NodeSpan]) -> tuple[Any, Any] | None:
    """First and last run that cover the spans, split at their edges."""
    from extract import locate, text_nodes

    first = last = None
    for span in reversed(spans):
        paragraph = locate(body, span.paragraph)
        if paragraph is None:
            return None
        nodes = text_nodes(paragraph)
        if span.index >= len(nodes):
            return None
        run = _split(nodes[span.index], span.start, span.end)
        if run is None:
            return None
        first = run
        last = run if last is None else last
    return (first, last) if first is not None else None


def _split(node: Any, start: int, end: int) -> Any:
    """The run that holds exactly some characters of a text node; its neighbours keep the rest."""
    run = node.getparent()
    if run is None or run.tag != f"{_W}r":
        return None
    text = node.text or ""
    if end < len(text) or node.getnext() is not None:
        after = _copy(run, node, text[end:], keep="after")
        if after is not None:
            run.addnext(after)
    if start > 0 or _before(node):
        ahead = _copy(run, node, text[:start], keep="before")
        if ahead is not None:
            run.addprevious(ahead)
    for child in list(run):
        if child is not node and child.tag != f"{_W}rPr":
            run.remove(child)
    node.text = text[start:end]
    node.set(_SPACE, "preserve")
    return run


def _before(node: Any) -> bool:
    previous = node.getprevious()
    return previous is not None and previous.tag != f"{_W}rPr"


def _copy(run: Any, node: Any, text: str, *, keep: str) -> Any:
    """A copy of the run with what stands before or after some characters; None where nothing does."""
    at = list(run).index(node)
    copy = deepcopy(run)
    twin = copy[at]
    others = [c for i, c in enumerate(copy) if (i < at if keep == "before" else i > at) and c.tag != f"{_W}rPr"]
    for i, child in reversed(list(enumerate(copy))):
        if child.tag == f"{_W}rPr" or child is twin or child in others:
            continue
        del copy[i]
    if text:
        twin.text = text
        twin.set(_SPACE, "preserve")
    else:
        copy.remove(twin)
    return copy if text or others else None


def _comment(document: Any, runs: tuple[Any, Any], text: str) -> None:
    from docx.text.run import Run

    first, last = Run(runs[0], document), Run(runs[1], document)
    document.add_comment(runs=[first, last], text=text, author="panelpaper check", initials="pp")


def _summary(document: Any, report: CheckReport, loose: list[Finding]) -> None:
    """One comment at the first paragraph with text: the counts, and findings that have no place in the body."""
    counts = ", ".join(f"{n} {VERDICT_WORDS[v]}" for v, n in report.counts.items() if n)
    lines = [f"panelpaper check: {counts or 'no figures'}."]
    lines += [f"{finding.place}: {note_text(finding)}" for finding in loose]
    for paragraph in document.paragraphs:
        runs = [r for r in paragraph.runs if r.text.strip()]
        if runs:
            document.add_comment(runs=runs[:1], text="\n".join(lines), author="panelpaper check", initials="pp")
            return
