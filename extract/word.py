"""Word documents -> ``Document``, by a walk over the XML: what Word shows, with the place of everything.

Read as Word would print it: accepted or original text of tracked changes, field results, list numbers, symbols,
text boxes once, content controls with the data they are bound to, notes, headers and footers, native charts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from lxml import etree

from extract.document import Block, BlockKind, Chart, Document, Grid, Page, Paragraph
from extract.namespaces import MC, R, W
from extract.ooxml import Package, open_package
from extract.outline import Outline
from extract.safexml import Element
from extract.word_bindings import bound_values
from extract.word_charts import Lookup, read_chart
from extract.word_drawings import Drawings
from extract.word_facts import note_numbers, page_size, properties
from extract.word_numbering import Numbering
from extract.word_prose import headings_by_look, prose
from extract.word_runs import Runs, View, cell_controls, chosen_content, controls_around, open_control
from extract.word_styles import Styles
from extract.word_tables import CellText, read_table
from extract.word_text import Content, Note, Places, Settled, settle
from records import HostileError, Source, Unread, UnreadableError

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
        return Reader(package, view).read()
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
    shown: set[Element] = field(default_factory=set)
    pending: list[tuple[Element, Content]] = field(default_factory=list)


class Reader:
    """Reads one Word file; ``places`` keeps for each character the XML node it comes from."""

    def __init__(self, package: Package, view: View, *, places: bool = False) -> None:
        self.package = package
        self.places: Places | None = {} if places else None
        self.view = view
        self.main = package.main_part()
        self.styles = Styles(package, self.main)
        self.unread: list[Unread] = []
        self.outline = Outline()
        self.grids = 0
        self.roots: dict[str, Element] = {}
        self.changes: Counter[str] = Counter()
        self.hidden = 0
        self.heading_depth = 0

    def read(self) -> Document:
        """The document."""
        root = self.package.xml(self.main)
        body = root.find(f"{W}body")
        if body is None:
            raise UnreadableError(
                "the document has no body", where=self.package.path.name, next_step="Open it in Word and save it again."
            )
        notes = note_numbers(root)
        story = self._story(self.main, "document", root)
        story.runs.footnotes, story.runs.endnotes = notes
        self._blocks(story, body, "paragraph")
        headers, footers = self._running(root)
        blocks = [*headers, *headings_by_look(story.blocks), *self._notes(notes), *footers]
        self._count(story.runs)
        core = self.package.core_properties()
        width, height = page_size(root)
        page = Page(None, width, height, tuple(blocks))
        return Document(
            self.package.path, self.package.sha256, "docx", (page,), core.get("Application", ""),
            core.get("title", ""), tuple(self.unread),
            properties(self.package, self.main, self.view, self.changes, self.hidden),
        )  # fmt: skip

    # -- stories ---------------------------------------------------------------------------------------

    def _story(self, part: str, name: str, root: Element) -> _Story:
        self.roots[name] = root
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
            rid = reference.get(f"{R}id") or ""
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

    def _notes(self, numbers: tuple[dict[str, str], dict[str, str]]) -> list[Block]:
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
            elif name in _THROUGH and name not in story.runs.skipped:
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
        for sdt in controls_around(element):
            control = open_control(sdt, 0)
            control.last = len(content.pieces)
            content.controls.insert(0, control)
        holder = next((s for s in [*controls_around(element), *cell_controls(element)] if s in story.runs.bound), None)
        if holder is not None:
            # Bound as a whole: its first paragraph shows the data, the stored text is out of date or the same.
            shown = "" if holder in story.shown else story.runs.bound[holder]
            story.shown.add(holder)
            content.show_instead(shown, self.styles.look(self.styles.paragraph_style(element), None))
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
                chart = read_chart(self.package, rel.target, locator=locator, lookup=self._behind(rel.target))
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

    def _behind(self, chart: str) -> Lookup:
        """Cells of the workbook embedded behind a chart; opened only if the chart keeps no copy of its data."""
        found: list[Lookup] = []

        def lookup(reference: str) -> list[tuple[str, str]]:
            part = self.package.related(chart, "package")
            if not found and part is not None:
                from extract.spreadsheet import embedded_cells

                found.append(embedded_cells(self.package.path, self.package.read(part)))
            return found[0](reference) if found else []

        return lookup

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
        cut = 0
        if number:
            self.outline.saw(number)
        elif kind in {"paragraph", "textbox"}:
            number, rest = self.outline.split(settled.text, tab=settled.text.find(" ") in settled.tabs)
            cut = len(settled.text) - len(rest)
        if self.places is not None:
            self.places[locator] = [content.pieces[i].place(offset) for i, offset in settled.origin[cut:]]
        return prose(self.styles, element, content, settled, cut, number, depth, kind, locator)

    def _table(self, story: _Story, table: Element) -> None:
        self.grids += 1
        place = len(story.blocks)
        locator = f"{story.name}/t{story.tables.get(table, 0)}"
        number = self.grids

        texts: Places = {}

        def read_cell(tc: Element, text: CellText, where: str) -> None:
            self._cell(story, tc, text)
            texts[where] = text.places

        def note(item: Note, where: str) -> None:
            self._note(story, item, where)

        grid = read_table(
            table, number=number, locator=locator, runs=story.runs, styles=self.styles, read_cell=read_cell, note=note
        )
        if not grid.cells:
            self.grids -= 1  # every row is gone in this view
            return
        story.blocks.insert(place, grid)
        if self.places is not None:
            self.places.update(texts)

    def _cell(self, story: _Story, tc: Element, text: CellText) -> None:
        outer, story.pending = story.pending, []
        for element in self._children(story, tc):
            if element.tag == f"{W}tbl":
                at = len(story.blocks)
                self._table(story, element)
                nested = story.blocks[at] if at < len(story.blocks) else None
                if isinstance(nested, Grid):
                    text.add_nested(_nested_lines(nested))
                continue
            content = self._content(story, element)
            if story.runs.mark_removed(element):
                story.pending.append((element, content))
                continue
            first, content = self._merged(story, element, content)
            self._cell_paragraph(story, first, element, content, text)
        if story.pending:
            element, content = story.pending.pop()
            first, content = self._merged(story, element, content)
            self._cell_paragraph(story, first, element, content, text)
        story.pending = outer

    def _cell_paragraph(self, story: _Story, first: Element, last: Element, content: Content, text: CellText) -> None:
        locator = f"{story.name}/p{story.paragraphs.get(first, 0)}"
        text.add(content, settle(content), story.numbering.next(last)[0])
        self._attached(story, content, locator)

    def _note(self, story: _Story, note: Note, locator: str) -> None:
        where = Source(self.package.sha256, self.package.path.name, locator=locator or story.name, printed=note.printed)
        self.unread.append(Unread(note.what, note.why, where, note.printed, note.next_step or "Look at it in Word."))


def _nested_lines(grid: Grid) -> list[str]:
    """Rows of a nested table as lines of the cell that holds it, cells parted by tabs."""
    rows: dict[int, list[str]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell.text.replace("\n", " "))
    return ["\t".join(cells) for _, cells in sorted(rows.items()) if any(cells)]


def _part_name(part: str) -> str:
    return part.rsplit("/", 1)[-1].removesuffix(".xml")
