"""Fills a Word template: placeholders become text, content controls and native charts.

A template is an ordinary Word file with placeholders such as ``{{ m.current }}`` and ``{%p for m in measures %}``. A
figure takes on the formatting of its placeholder. The only module that knows docxtpl.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from draft.charts import Chart, add_chart
from draft.controls import CLOSE, OPEN, Controls, Placed, Slot
from records import MissingInputError, PanelpaperError, TemplateError, UnreadableError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TOKEN = re.compile(f"({OPEN}\\d+{CLOSE})")
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.S)

RAG_FILLS = {"Red": ("C00000", "FFFFFF"), "Amber": ("FFC000", "000000"), "Green": ("92D050", "000000")}
"""Fill and text colour of a RAG cell: contrast at least 4.5 to 1, and always with the word."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A placeholder's value that becomes more than text: a control or a chart."""

    number: int
    word: str = ""

    def __html__(self) -> str:
        return f"{OPEN}{self.number}{CLOSE}"

    __str__ = __html__


@dataclass(slots=True)
class Marks:
    """The controls and charts a template can place."""

    items: list[Placed | Chart] = field(default_factory=list)

    def mark(self, item: Placed | Chart) -> Mark:
        """A placeholder's value for an item."""
        self.items.append(item)
        return Mark(len(self.items) - 1, item.text if isinstance(item, Slot) else "")


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled template.

    Attributes:
        document: The python-docx document.
        controls: What was placed, in order.
        charts: The charts placed.
    """

    document: Any
    controls: Controls
    charts: tuple[Chart, ...]


def fill(template: Path, context: Mapping[str, Any], marks: Marks) -> Filled:
    """Fill a template.

    Args:
        template: A .docx with placeholders.
        context: What placeholders can name.
        marks: Controls and charts behind the marks in the context.

    Raises:
        MissingInputError: If there is no such file.
        UnreadableError: If it is not a Word file.
        TemplateError: If a placeholder is broken, unknown, or has no value; the message names its place.
    """
    from docxtpl import DocxTemplate
    from jinja2.exceptions import TemplateError as JinjaError

    from draft.sandbox import Sandbox

    tags = _open(template)
    sandbox = Sandbox()
    tpl = DocxTemplate(str(template))
    try:
        tpl.render(dict(context), sandbox, autoescape=True)
    except PanelpaperError:
        raise
    except (JinjaError, RecursionError, ArithmeticError, TypeError, AttributeError, ValueError) as error:
        where, tag = _place(tags, str(error))
        raise TemplateError(
            f"placeholder cannot be filled{': ' + tag if tag else ''}",
            where=f"{template.name}{', ' + where if where else ''}",
            why=str(error).splitlines()[0] if str(error) else type(error).__name__,
            next_step="Open the template in Word and correct the placeholder; templates/README.md lists them all.",
        ) from error
    document = tpl.docx
    controls = Controls()
    charts: list[Chart] = []
    for root in _roots(document):
        _place_marks(document, root, marks, controls, charts)
        _shade(root)
        _number_captions(root)
    return Filled(document, controls, tuple(charts))


def _open(template: Path) -> list[tuple[str, str]]:
    """Place and text of each paragraph of a template that holds a tag."""
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    if not template.is_file():
        raise MissingInputError(
            "there is no such template", where=str(template), next_step="Give a .docx with --template, or leave it out."
        )
    try:
        document = Document(str(template))
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise UnreadableError(
            "is not a Word document",
            where=str(template),
            why=str(error),
            next_step="Save the template from Word as .docx and try again.",
        ) from error
    out = []
    for root in _roots(document):
        for n, p in enumerate(root.iter(f"{_W}p"), start=1):
            text = "".join(t.text or "" for t in p.iter(f"{_W}t"))
            if "{{" in text or "{%" in text or "}}" in text or "%}" in text:
                out.append((f"paragraph {n} ('{text[:60]}')", text))
    return out


def _place(tags: list[tuple[str, str]], message: str) -> tuple[str, str]:
    """The paragraph and tag an error speaks of, as far as its message and the tags show."""
    from jinja2.exceptions import TemplateSyntaxError

    from draft.sandbox import Sandbox

    for place, text in tags:
        if text.count("{{") != text.count("}}") or text.count("{%") != text.count("%}"):
            return place, ""
    for name in re.findall(r"'([^']+)'|method (\w+) of", message):
        word = re.escape("".join(name).split(".")[-1])
        for place, text in tags:
            for tag in _TAG.findall(text):
                if re.search(rf"(?<!\w){word}(?!\w)", tag):
                    return place, tag
    sandbox = Sandbox()
    for place, text in tags:
        for tag in _TAG.findall(text):
            body = re.sub(r"^\{%(?:p|tr|tc|r)\s", "{% ", tag)
            if not body.startswith("{{"):
                continue
            try:
                sandbox.parse(body)
            except TemplateSyntaxError:
                return place, tag
    opened = [(p, t) for p, t in tags if re.search(r"\{%\w*\s*(?:for|if)\b", t)]
    closed = [(p, t) for p, t in tags if re.search(r"\{%\w*\s*end(?:for|if)\b", t)]
    if len(opened) > len(closed):
        return opened[-1]
    return "", ""


def _roots(document: Any) -> list[Any]:
    """Body, headers, footers and notes of a document."""
    from docx.oxml import parse_xml

    roots = [document.element.body]
    for rel in document.part.rels.values():
        if rel.is_external:
            continue
        kind = rel.reltype.rsplit("/", 1)[-1]
        if kind in {"header", "footer", "footnotes", "endnotes"}:
            part = rel.target_part
            roots.append(part.element if hasattr(part, "element") else parse_xml(part.blob))
    return roots


def _place_marks(document: Any, root: Any, marks: Marks, controls: Controls, charts: list[Chart]) -> None:
    for run in list(root.iter(f"{_W}r")):
        if not any(OPEN in (t.text or "") for t in run.iter(f"{_W}t")):
            continue
        new: list[Any] = []
        properties = run.find(f"{_W}rPr")
        for child in run:
            if child is properties:
                continue
            if child.tag != f"{_W}t" or OPEN not in (child.text or ""):
                new.append(_run(properties, deepcopy(child)))
                continue
            for part in _TOKEN.split(child.text):
                if not part:
                    continue
                if not part.startswith(OPEN):
                    new.append(_run(properties, _text(part)))
                    continue
                item = marks.items[int(part[1:-1])]
                if isinstance(item, Chart):
                    charts.append(item)
                    size = (2.4, 1.1) if item.small else (16.0, 0.0)
                    new.append(add_chart(document, item, len(charts), width_cm=size[0], height_cm=size[1]))
                else:
                    new += controls.build(item, run)
        parent = run.getparent()
        where = parent.index(run)
        parent.remove(run)
        for i, element in enumerate(new):
            parent.insert(where + i, element)


def _run(properties: Any, child: Any) -> Any:
    from docx.oxml import OxmlElement

    run = OxmlElement("w:r")
    if properties is not None:
        run.append(deepcopy(properties))
    run.append(child)
    return run


def _text(text: str) -> Any:
    from docx.oxml import OxmlElement

    t = OxmlElement("w:t")
    t.text = text
    t.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return t


def _shade(root: Any) -> None:
    """Give a cell that holds nothing but a RAG word its fill."""
    from draft.controls import iter_controls

    for sdt, _ in iter_controls(root):
        cell = next((a for a in sdt.iterancestors() if a.tag == f"{_W}tc"), None)
        if cell is None:
            continue
        text = "".join(t.text or "" for t in cell.iter(f"{_W}t")).strip()
        if text in RAG_FILLS:
            shade_cell(cell, text)


def shade_cell(cell: Any, word: str) -> None:
    """Fill a RAG cell and set its text colour; a word without a colour clears both."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    properties = cell.get_or_add_tcPr()
    for old in properties.findall(qn("w:shd")):
        properties.remove(old)
    fill_colour, ink = RAG_FILLS.get(word, ("auto", "000000"))
    shd = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", fill_colour)):
        shd.set(qn(f"w:{key}"), value)
    # the schema wants shd after width, span, merge and borders, before the rest
    later = {qn(f"w:{n}") for n in ("noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark")}
    where = next((i for i, c in enumerate(properties) if c.tag in later), len(properties))
    properties.insert(where, shd)
    for run in cell.iter(f"{_W}r"):
        run_properties = run.get_or_add_rPr()
        for old in run_properties.findall(qn("w:color")):
            run_properties.remove(old)
        colour = run_properties.get_or_add_color() if hasattr(run_properties, "get_or_add_color") else None
        if colour is None:
            colour = OxmlElement("w:color")
            run_properties.append(colour)
        colour.set(qn("w:val"), ink)


def _number_captions(root: Any) -> None:
    """Number "Figure" and "Table" fields in order, so that they read right before Word updates them."""
    counts: dict[str, int] = {}
    for field_ in root.iter(f"{_W}fldSimple"):
        match = re.match(r"\s*SEQ\s+(\w+)", field_.get(f"{_W}instr") or "")
        if not match:
            continue
        counts[match[1]] = counts.get(match[1], 0) + 1
        texts = list(field_.iter(f"{_W}t"))
        if texts:
            texts[0].text = str(counts[match[1]])
