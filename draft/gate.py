"""The accessibility gate: reads the XML of a finished document and names what readers would stumble on.

Checked: title and language; headings in order and not empty; every table with a marked and repeated header row, rows
kept whole, no merged, nested or empty cells; text beside every fill; contrast of at least 4.5 to 1; alternative text on
every picture, chart and shape; links that say where they lead; no empty paragraphs used as space; no placeholder left
unfilled; control ids that differ.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from records import GateError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_MAX_PART = 64 * 1024 * 1024
CONTRAST = 4.5
"""Least contrast between text and what is behind it (WCAG 2 AA)."""


@dataclass(frozen=True, slots=True)
class Failure:
    """One thing the gate found.

    Attributes:
        rule: Short name.
        where: Table, paragraph or part.
        what: Plain words.
    """

    rule: str
    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def check_document(source: Path | bytes) -> list[Failure]:
    """Everything that fails in a Word document; empty where it passes.

    Args:
        source: A .docx file or its bytes.
    """
    blob = source.read_bytes() if isinstance(source, Path) else source
    parts = _parts(blob)
    styles = _styles(parts)
    out = [*_properties(parts), *_language(parts)]
    for name, root in parts.items():
        if not re.fullmatch(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml", name):
            continue
        part = "" if name == "word/document.xml" else f"{name.removeprefix('word/')}, "
        out += _tables(root, part)
        out += _pictures(root, part)
        out += _text(root, part, styles)
        if not part:
            out += _headings(root, styles)
            out += _empty_paragraphs(root)
            out += _control_ids(root)
    return out


def enforce(source: Path | bytes, name: str) -> None:
    """Pass a document or stop.

    Raises:
        GateError: With every failure, if there is any.
    """
    failures = check_document(source)
    if failures:
        lines = "\n".join(f"  - {f}" for f in failures[:20])
        more = f"\n  ... and {len(failures) - 20} more" if len(failures) > 20 else ""
        raise GateError(
            f"fails the accessibility gate in {len(failures)} place{'s' if len(failures) != 1 else ''}:\n{lines}{more}",
            where=name,
            next_step="Correct the template at the places named (or the figures behind them) and run again.",
        )


def contrast(a: str, b: str) -> float:
    """WCAG contrast ratio of two hexadecimal colours, 1 to 21."""

    def luminance(colour: str) -> float:
        channels = [int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        r, g, bl = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * r + 0.7152 * g + 0.0722 * bl

    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _parts(blob: bytes) -> dict[str, Any]:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    out = {}
    with zipfile.ZipFile(io.BytesIO(blob)) as package:
        for info in package.infolist():
            if info.filename.endswith((".xml", ".rels")) and info.file_size <= _MAX_PART:
                out[info.filename] = etree.fromstring(package.read(info), parser)
    return out


def _styles(parts: dict[str, Any]) -> dict[str, Any]:
    root = parts.get("word/styles.xml")
    return {} if root is None else {s.get(f"{_W}styleId", ""): s for s in root.iter(f"{_W}style")}


def _properties(parts: dict[str, Any]) -> Iterator[Failure]:
    core = parts.get("docProps/core.xml")
    title = core.findtext(f"{_DC}title") if core is not None else None
    if not (title or "").strip():
        yield Failure("title", "document properties", "the document has no title")


def _language(parts: dict[str, Any]) -> Iterator[Failure]:
    root = parts.get("word/styles.xml")
    path = f"{_W}docDefaults/{_W}rPrDefault/{_W}rPr/{_W}lang"
    lang = root.find(path) if root is not None else None
    value = lang.get(f"{_W}val") if lang is not None else None
    if value != "en-GB":
        yield Failure("language", "styles", f"the document's language is {value or 'not set'}, not en-GB")


def _headings(root: Any, styles: dict[str, Any]) -> Iterator[Failure]:
    previous = 0
    seen = False
    for n, p in enumerate(root.iter(f"{_W}p"), start=1):
        level = _level(p, styles)
        if not level:
            continue
        seen = True
        text = _words(p).strip()
        if not text:
            yield Failure("heading", f"paragraph {n}", "a heading has no text")
        if level > previous + 1:
            yield Failure(
                "heading", f"heading '{text[:50]}'", f"level {level} follows level {previous}: a level is left out"
            )
        previous = level
    if not seen:
        yield Failure("heading", "document", "there is no heading")


def _level(p: Any, styles: dict[str, Any]) -> int:
    """Outline level of a heading, 1-based; 0 for other paragraphs."""
    style = p.find(f"{_W}pPr/{_W}pStyle")
    name = style.get(f"{_W}val", "") if style is not None else ""
    for _ in range(10):
        match = re.fullmatch(r"[Hh]eading ?(\d)", name)
        if match:
            return int(match[1])
        found = styles.get(name)
        if found is None:
            return 0
        outline = found.find(f"{_W}pPr/{_W}outlineLvl")
        if outline is not None and int(outline.get(f"{_W}val", "9")) < 9:
            return int(outline.get(f"{_W}val", "9")) + 1
        based = found.find(f"{_W}basedOn")
        name = based.get(f"{_W}val", "") if based is not None else ""
    return 0


def _tables(root: Any, part: str) -> Iterator[Failure]:
    for n, table in enumerate(root.iter(f"{_W}tbl"), start=1):
        where = f"{part}table {n}"
        rows = table.findall(f"{_W}tr")
        if any(True for _ in table.iterancestors(f"{_W}tc")):
            yield Failure("nested", where, "a table stands inside a table cell")
        if not rows:
            yield Failure("empty", where, "the table has no rows")
            continue
        if rows[0].find(f"{_W}trPr/{_W}tblHeader") is None:
            yield Failure("header", where, "the first row is not marked as a header row that repeats")
        if len(rows) == 1:
            yield Failure("empty", where, "the table has a header row and nothing under it")
        widths = set()
        for r, row in enumerate(rows, start=1):
            if row.find(f"{_W}trPr/{_W}cantSplit") is None:
                yield Failure("split", f"{where}, row {r}", "the row may break over two pages")
            cells = [c for c in row.iter(f"{_W}tc") if next(c.iterancestors(f"{_W}tr")) is row]
            widths.add(len(cells))
            for c, cell in enumerate(cells, start=1):
                place = f"{where}, row {r}, column {c}"
                properties = cell.find(f"{_W}tcPr")
                for kind in ("gridSpan", "vMerge", "hMerge"):
                    if properties is not None and properties.find(f"{_W}{kind}") is not None:
                        yield Failure("merged", place, "the cell is merged with another")
                if not _words(cell).strip() and cell.find(f".//{_W}drawing") is None:
                    fill = _fill(cell)
                    yield Failure(
                        "empty", place, "the cell says something by colour alone" if fill else "the cell is empty"
                    )
        if len(widths) > 1:
            yield Failure("merged", where, "the rows have different numbers of cells")


def _pictures(root: Any, part: str) -> Iterator[Failure]:
    for n, drawing in enumerate(root.iter(f"{_W}drawing"), start=1):
        properties = drawing.find(f".//{_WP}docPr")
        if properties is None or not (properties.get("descr") or "").strip():
            yield Failure("alt", f"{part}picture or chart {n}", "there is no alternative text")
    if root.find(f".//{_W}pict") is not None:
        yield Failure("alt", f"{part}document", "an old-style picture or text box has no alternative text")


def _text(root: Any, part: str, styles: dict[str, Any]) -> Iterator[Failure]:
    for n, p in enumerate(root.iter(f"{_W}p"), start=1):
        text = _words(p)
        where = f"{part}paragraph {n} ('{text[:40]}')"
        if re.search(r"\{\{|\}\}|\{%|%\}|[\ue000\ue001]", text):
            yield Failure("placeholder", where, "a placeholder was not filled")
        for link in p.iter(f"{_W}hyperlink"):
            words = _words(link).strip()
            if not words:
                yield Failure("link", where, "a link has no text")
            elif re.match(r"(?:https?://|www\.)|(?:click\s+)?here$", words, re.I):
                yield Failure("link", where, f"the link text '{words[:40]}' does not say where it leads")
        cell = next(p.iterancestors(f"{_W}tc"), None)
        ground = (_fill(cell) if cell is not None else "") or "FFFFFF"
        for run in p.iter(f"{_W}r"):
            words = _words(run)
            if not words.strip():
                continue
            colour = _colour(run, p, styles)
            behind = _fill(run) or ground
            if contrast(colour, behind) < CONTRAST:
                yield Failure(
                    "contrast",
                    where,
                    f"'{words[:30]}' is #{colour} on #{behind}: contrast {contrast(colour, behind):.1f}, "
                    f"{CONTRAST} needed",
                )


def _empty_paragraphs(root: Any) -> Iterator[Failure]:
    for n, p in enumerate(root.iter(f"{_W}p"), start=1):
        if next(p.iterancestors(f"{_W}tc"), None) is not None:
            continue
        holds = any(p.find(f".//{_W}{kind}") is not None for kind in ("drawing", "sectPr", "br", "fldChar", "pict"))
        if not _words(p).strip() and not holds:
            yield Failure("blank", f"paragraph {n}", "an empty paragraph is used as space")


def _control_ids(root: Any) -> Iterator[Failure]:
    seen = set()
    for element in root.iter(f"{_W}sdtPr"):
        number = element.find(f"{_W}id")
        value = number.get(f"{_W}val") if number is not None else None
        if value in seen:
            yield Failure("control", f"control {value}", "two content controls share an id")
        seen.add(value)


def _words(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(f"{_W}t"))


def _fill(element: Any) -> str:
    """Fill colour of a cell or run, or ""."""
    for holder in ("tcPr", "rPr"):
        shd = element.find(f"{_W}{holder}/{_W}shd")
        if shd is not None:
            value = str(shd.get(f"{_W}fill") or "")
            return value.upper() if re.fullmatch(r"[0-9A-Fa-f]{6}", value) else ""
    return ""


def _colour(run: Any, p: Any, styles: dict[str, Any]) -> str:
    direct = run.find(f"{_W}rPr/{_W}color")
    names = [run.find(f"{_W}rPr/{_W}rStyle"), p.find(f"{_W}pPr/{_W}pStyle")]
    found = direct
    for style in names:
        name = style.get(f"{_W}val", "") if style is not None else ""
        for _ in range(10):
            if found is not None or not name or name not in styles:
                break
            found = styles[name].find(f"{_W}rPr/{_W}color")
            based = styles[name].find(f"{_W}basedOn")
            name = based.get(f"{_W}val", "") if based is not None else ""
    value = str(found.get(f"{_W}val") or "") if found is not None else ""
    return value.upper() if re.fullmatch(r"[0-9A-Fa-f]{6}", value) else "000000"
