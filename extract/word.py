"""Word documents -> ``Document``, by a walk over the XML: what Word shows, with the place of everything.

Read as Word would print it: accepted or original text of tracked changes, field results, list numbers, symbols,
text boxes once, content controls with the data they are bound to, notes, headers and footers, native charts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from typing import Final

from lxml import etree

from extract.document import Block, BlockKind, Chart, Document, Grid, Page, Paragraph
from extract.ooxml import Element, Package, open_package
from extract.outline import Outline, depth_of, is_bullet, is_caption, reads_as_heading
from extract.word_bindings import bound_values
from extract.word_charts import read_chart
from extract.word_drawings import Drawings
from extract.word_numbering import Numbering, format_number
from extract.word_runs import MC, Content, Note, Runs, Settled, View, chosen_content, open_control, settle
from extract.word_styles import Styles, W
from extract.word_tables import CellText, read_table
from records import HostileError, Source, Unread, UnreadableError

_POINTS = 20
"""Twentieths of a point, Word's unit, in one point."""
_THROUGH = frozenset({"sdtContent", "ins", "del", "moveTo", "moveFrom", "customXml", "smartTag", "body"})
_STORY_TAGS: Final = (f"{W}p", f"{W}tbl")


def read_docx(path: Path, *, view: View = "accepted") -> Document:
    """Read a Word document.

    Args:
        path: A .docx, .docm or .dotx file.
        view: "accepted" reads tracked changes as if all were accepted, "original" as if all were rejected.

    Returns:
        The document: one page without number, headers first, then the body, notes, footers. ``properties`` says
        which view was read and how many changes the file holds.

    Raises:
        MissingInputError: If the file cannot be opened.
        UnreadableError: If it is damaged or no Word document.
        EncryptedError: If it wants a password.
        HostileError: If it breaks the limits.
    """
    package = open_package(path)
    try:
        return _Reader(package, view).read()
    except RecursionError as error:
        raise HostileError(
            "the document is nested too deeply", where=path.name, next_step="Ask for the document as a PDF."
        ) from error


@dataclass(slots=True)
class _Story:
    """One part being read: body, a header, the notes."""

    name: str
    part: str
    root: Element
    runs: Runs
    numbering: Numbering
    paragraphs: dict[Element, int]
    tables: dict[Element, int]
    blocks: list[Block] = field(default_factory=list)
    pending: list[tuple[Element, Content]] = field(default_factory=list)


class _Reader:
    def __init__(self, package: Package, view: View) -> None:
        self.package = package
        self.view = view
        self.main = package.main_part()
        self.styles = Styles(package, self.main)
        self.unread: list[Unread] = []
        self.outline = Outline()
        self.grids = 0
        self.changes: Counter[str] = Counter()
        self.hidden = 0
        self.heading_depth = 0

    def read(self) -> Document:
        root = self.package.xml(self.main)
        body = root.find(f"{W}body")
        if body is None:
            raise UnreadableError(
                "the document has no body", where=self.package.path.name, next_step="Open it in Word and save it again."
            )
        notes = self._note_numbers(root)
        story = self._story(self.main, "document", root)
        story.runs.footnotes, story.runs.endnotes = notes
        self._blocks(story, body, "paragraph")
        headers, footers = self._running(root)
        blocks = [*headers, *_headings_by_look(story.blocks), *self._notes(root, notes), *footers]
        self._count(story.runs)
        core = self.package.core_properties()
        width, height = _page_size(root)
        page = Page(None, width, height, tuple(blocks))
        return Document(
            self.package.path, self.package.sha256, "docx", (page,), core.get("Application", ""),
            core.get("title", ""), tuple(self.unread), self._properties(core),
        )  # fmt: skip

    # -- stories ---------------------------------------------------------------------------------------

    def _story(self, part: str, name: str, root: Element) -> _Story:
        drawings = Drawings(self.package, part, self.styles.theme)
        runs = Runs(self.styles, self.view, drawings, bound_values(self.package, self.main, root))
        numbering = Numbering(self.package, self.main, self.styles)
        paragraphs = {p: n for n, p in enumerate(root.iter(f"{W}p"), 1)}
        tables = {t: n for n, t in enumerate(root.iter(f"{W}tbl"), 1)}
        return _Story(name, part, root, runs, numbering, paragraphs, tables)

    def _count(self, runs: Runs) -> None:
        self.changes.update(runs.changes)
        self.hidden += runs.hidden

    def _running(self, root: Element) -> tuple[list[Block], list[Block]]:
        """Headers and footers, each distinct one once."""
        out: dict[str, list[Block]] = {"header": [], "footer": []}
        rels = self.package.relationships(self.main)
        seen: set[str] = set()
        texts: set[str] = set()
        for reference in root.iter(f"{W}headerReference", f"{W}footerReference"):
            kind: BlockKind = "header" if reference.tag == f"{W}headerReference" else "footer"
            rid = reference.get("{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id") or ""
            rel = rels.get(rid)
            if rel is None or rel.target in seen or not self.package.has(rel.target):
                continue
            seen.add(rel.target)
            story = self._story(rel.target, _part_name(rel.target), self.package.xml(rel.target))
            self._blocks(story, story.root, kind)
            self._count(story.runs)
            for block in story.blocks:
                if isinstance(block, Paragraph) and f"{kind}:{block.text}" in texts:
                    continue
                if isinstance(block, Paragraph):
                    texts.add(f"{kind}:{block.text}")
                out[kind].append(block)
        return out["header"], out["footer"]

    def _note_numbers(self, root: Element) -> tuple[dict[str, str], dict[str, str]]:
        """Marks of footnotes and endnotes by id, in the order in which the text refers to them."""
        out = []
        for name, usual in (("footnote", "decimal"), ("endnote", "lowerRoman")):
            form = next(
                (f.get(f"{W}val") or usual for f in root.iter(f"{W}numFmt") if _inside(f, f"{W}{name}Pr")), usual
            )
            marks: dict[str, str] = {}
            for reference in root.iter(f"{W}{name}Reference"):
                key = reference.get(f"{W}id") or ""
                if key not in marks:
                    marks[key] = format_number(len(marks) + 1, form)
            out.append(marks)
        return out[0], out[1]

    def _notes(self, root: Element, numbers: tuple[dict[str, str], dict[str, str]]) -> list[Block]:
        out: list[Block] = []
        for name, marks in zip(("footnote", "endnote"), numbers, strict=True):
            part = self.package.related(self.main, f"{name}s")
            if part is None:
                continue
            story = self._story(part, f"{name}s", self.package.xml(part))
            for note in story.root.iter(f"{W}{name}"):
                if (note.get(f"{W}type") or "normal") != "normal":
                    continue
                start = len(story.blocks)
                self._blocks(story, note, "footnote")
                mark = marks.get(note.get(f"{W}id") or "", "")
                for i, block in enumerate(story.blocks[start:], start):
                    if isinstance(block, Paragraph) and not block.number:
                        story.blocks[i] = replace(block, number=mark)
                        break
            out += story.blocks
            self._count(story.runs)
        return out

    # -- blocks ----------------------------------------------------------------------------------------

    def _blocks(self, story: _Story, parent: Element, kind: BlockKind) -> None:
        story.runs.restart()
        for element in self._children(story, parent):
            if element.tag == f"{W}tbl":
                self._flush(story, kind)
                self._table(story, element)
            else:
                self._paragraph(story, element, kind)
        self._flush(story, kind)

    def _children(self, story: _Story, parent: Element) -> Iterator[Element]:
        """Paragraphs and tables under an element, in order, through content controls and tracked moves."""
        for child in parent:
            if not isinstance(child.tag, str):
                continue
            name = etree.QName(child).localname
            if child.tag in _STORY_TAGS:
                yield child
            elif child.tag == f"{W}sdt":
                inner = child.find(f"{W}sdtContent")
                if inner is not None:
                    yield from self._children(story, inner)
            elif child.tag == f"{MC}AlternateContent":
                chosen = chosen_content(child)
                if chosen is not None:
                    yield from self._children(story, chosen)
            elif name in _THROUGH:
                yield from self._children(story, child)
            elif name == "altChunk":
                why = "a document inside the document (altChunk), which is not read"
                self._note(story, Note("text", why, next_step="Open it in Word, save it, and run again."), "")

    def _paragraph(self, story: _Story, element: Element, kind: BlockKind) -> None:
        content = self._content(story, element)
        if story.runs.mark_removed(element):
            story.pending.append((element, content))
            return
        self._emit(story, element, content, kind)

    def _flush(self, story: _Story, kind: BlockKind) -> None:
        """Paragraphs whose mark is gone, with no paragraph left to run on into."""
        if story.pending:
            element, content = story.pending.pop()
            self._emit(story, element, content, kind)

    def _content(self, story: _Story, element: Element) -> Content:
        content = story.runs.read(element)
        for sdt in _controls_around(element):
            control = open_control(sdt, 0)
            control.last = len(content.pieces)
            content.controls.insert(0, control)
        value = next((story.runs.bound[s] for s in _controls_around(element) if s in story.runs.bound), None)
        if value is not None and content.pieces:
            content.pieces[0].text = value
            for piece in content.pieces[1:]:
                piece.text = ""
        return content

    def _merged(self, story: _Story, element: Element, content: Content) -> tuple[Element, Content]:
        """A paragraph with those before it that run on into it."""
        if not story.pending:
            return element, content
        whole = Content()
        for _, before in story.pending:
            whole.extend(before)
        first = story.pending[0][0] if whole.pieces else element
        whole.extend(content)
        story.pending.clear()
        return first, whole

    def _emit(self, story: _Story, element: Element, content: Content, kind: BlockKind) -> None:
        first, content = self._merged(story, element, content)
        locator = f"{story.name}/p{story.paragraphs.get(first, 0)}"
        settled = settle(content)
        number, depth = story.numbering.next(element)
        if settled.text or content.marks or (number and content.controls):
            story.blocks.append(self._prose(element, content, settled, kind, number, depth, locator))
        self._attached(story, content, locator)

    def _attached(self, story: _Story, content: Content, locator: str) -> None:
        """Charts, text boxes and notes of a paragraph, after it."""
        for rid, _ in content.charts:
            rel = self.package.relationships(story.part).get(rid)
            if rel is None or rel.external or not self.package.has(rel.target):
                self._note(story, Note("chart", "a chart whose data are not in the file"), locator)
                story.blocks.append(Chart("", locator=locator, how="image"))
                continue
            try:
                chart = read_chart(self.package, rel.target, locator=locator)
            except HostileError:
                raise
            except UnreadableError as error:
                self._note(story, Note("chart", f"a chart that is damaged: {error.what}"), locator)
                chart = Chart("", locator=locator, how="image")
            if not chart.series and chart.how == "image":
                self._note(story, Note("chart", "a chart that keeps no data in the file", chart.title), locator)
            story.blocks.append(chart)
        for box in content.boxes:
            for element in box if box.getparent() is None else ():
                story.paragraphs.setdefault(element, 0)
            outer, story.pending = story.pending, []
            for element in self._children(story, box):
                if element.tag == f"{W}tbl":
                    self._table(story, element)
                else:
                    self._paragraph(story, element, "textbox")
            self._flush(story, "textbox")
            story.pending = outer
        for note in content.notes:
            self._note(story, note, locator)

    def _prose(
        self,
        element: Element,
        content: Content,
        settled: Settled,
        kind: BlockKind,
        number: str,
        depth: int,
        locator: str,
    ) -> Paragraph:
        text, controls = settled.text, settled.controls
        if number:
            self.outline.saw(number)
        elif kind in {"paragraph", "textbox"}:
            gap = text.find(" ")
            number, rest = self.outline.split(text, tab=gap in settled.tabs)
            shift = len(text) - len(rest)
            controls = (
                tuple(
                    replace(c, span=(max(0, c.span[0] - shift), max(0, c.span[1] - shift))) for c in controls if shift
                )
                or controls
            )
            text = rest
        looks = [content.pieces[i].look for i, _ in settled.origin]
        sizes = [look.size for look in looks if look.size]
        bold = bool(looks) and all(look.bold for look in looks)
        found, level = self._kind(element, text, number, depth, kind)
        return Paragraph(
            text, found, level, number, bold=bold, size=median(sizes) if sizes else 0.0, locator=locator,
            superscripts=tuple(content.superscripts), marks=tuple(content.marks), controls=controls,
        )  # fmt: skip

    def _kind(self, element: Element, text: str, number: str, depth: int, kind: BlockKind) -> tuple[BlockKind, int]:
        if kind != "paragraph":
            return kind, 0
        names = self.styles.names(self.styles.paragraph_style(element))
        if "caption" in names or is_caption(text):
            return "caption", 0
        outline = self.styles.outline_level(element)
        if outline and text:
            return "heading", outline
        if names and names[0].startswith("toc "):
            return "list", 1
        if is_bullet(number):
            return "list", max(1, depth)
        if number and depth_of(number) < 2:
            return "list", max(1, depth)
        return "paragraph", 0

    def _table(self, story: _Story, table: Element) -> None:
        self.grids += 1
        place = len(story.blocks)
        locator = f"{story.name}/t{story.tables.get(table, 0)}"
        number = self.grids

        def read_cell(tc: Element, text: CellText) -> None:
            self._cell(story, tc, text)

        def note(item: Note, where: str) -> None:
            self._note(story, item, where)

        grid = read_table(
            table, number=number, locator=locator, runs=story.runs, styles=self.styles, read_cell=read_cell, note=note
        )
        if grid.cells:
            story.blocks.insert(place, grid)

    def _cell(self, story: _Story, tc: Element, text: CellText) -> None:
        outer, story.pending = story.pending, []
        for element in self._children(story, tc):
            if element.tag == f"{W}tbl":
                at = len(story.blocks)
                self._table(story, element)
                nested = story.blocks[at] if at < len(story.blocks) else None
                if isinstance(nested, Grid):
                    text.lines += _nested_lines(nested)
                continue
            content = self._content(story, element)
            if story.runs.mark_removed(element):
                story.pending.append((element, content))
                continue
            first, content = self._merged(story, element, content)
            self._cell_paragraph(story, first, element, content, text)
        if story.pending:
            element, content = story.pending.pop()
            self._cell_paragraph(story, element, element, content, text)
        story.pending = outer

    def _cell_paragraph(self, story: _Story, first: Element, last: Element, content: Content, text: CellText) -> None:
        locator = f"{story.name}/p{story.paragraphs.get(first, 0)}"
        text.add(content, settle(content), story.numbering.next(last)[0])
        self._attached(story, content, locator)

    def _note(self, story: _Story, note: Note, locator: str) -> None:
        where = Source(self.package.sha256, self.package.path.name, locator=locator or story.name, printed=note.printed)
        self.unread.append(Unread(note.what, note.why, where, note.printed, note.next_step or "Look at it in Word."))

    def _properties(self, core: dict[str, str]) -> dict[str, str]:
        out: dict[str, str] = {"tracked_changes_view": self.view}
        if any(self.changes.values()):
            out["tracked_changes"] = ", ".join(f"{n} {name}" for name, n in self.changes.items() if n)
        if self.hidden:
            out["hidden_text"] = f"{self.hidden} pieces of hidden text are left out"
        comments = self.package.related(self.main, "comments")
        if comments is not None:
            count = sum(1 for _ in self.package.xml(comments).iter(f"{W}comment"))
            out["comments"] = f"{count} comments are left out"
        for key in ("created", "modified", "subject", "language"):
            if core.get(key):
                out[key] = core[key]
        return out


def _headings_by_look(blocks: list[Block]) -> list[Block]:
    """Mark bold lines that stand alone as headings, where the file does not use heading styles for them."""
    prose = [b for b in blocks if isinstance(b, Paragraph)]
    sizes: Counter[float] = Counter()
    for b in prose:
        sizes[b.size] += len(b.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    cells = [c for b in blocks if isinstance(b, Grid) for c in b.cells]
    texts = [(len(b.text), b.bold) for b in prose] + [(len(c.text), c.bold) for c in cells]
    mostly_bold = sum(n for n, bold in texts if bold) > 0.6 * sum(n for n, _ in texts)
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph) and block.kind in {"paragraph", "list"} and reads_as_heading(block.text):
            large = bool(body) and block.size >= 1.12 * body
            if not is_bullet(block.number) and (large or (block.bold and not mostly_bold)):
                level = depth_of(block.number) or (1 if body and block.size >= 1.5 * body else 2 if large else 3)
                out.append(replace(block, kind="heading", level=level))
                continue
        out.append(block)
    return out


def _nested_lines(grid: Grid) -> list[str]:
    """Rows of a nested table as lines of the cell that holds it, cells parted by tabs."""
    rows: dict[int, list[str]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell.text.replace("\n", " "))
    return ["\t".join(cells) for _, cells in sorted(rows.items()) if any(cells)]


def _controls_around(paragraph: Element) -> list[Element]:
    """Content controls that hold a whole paragraph, outermost first (those around its table are the cells')."""
    out = []
    for above in paragraph.iterancestors():
        if above.tag in {f"{W}tc", f"{W}tr", f"{W}tbl", f"{W}body", f"{W}txbxContent"}:
            break
        if above.tag == f"{W}sdt":
            out.append(above)
    return out[::-1]


def _inside(element: Element, tag: str) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == tag


def _part_name(part: str) -> str:
    return part.rsplit("/", 1)[-1].removesuffix(".xml")


def _page_size(root: Element) -> tuple[float, float]:
    size = next(root.iter(f"{W}pgSz"), None)

    def points(name: str, usual: float) -> float:
        value = (size.get(f"{W}{name}") or "") if size is not None else ""
        return int(value) / _POINTS if value.isdigit() else usual

    return points("w", 595.3), points("h", 841.9)
