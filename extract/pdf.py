"""PDF -> Document: the order of the steps; each step has its own module."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from extract import borderless, chartfind, gridtext, joining, labels, lattice, prose, reading_order, stacking, textlines
from extract.document import Block, Chart, Document, Grid, Page, Paragraph
from extract.pageparts import Char, Fill, PageSource, RawPage, Segment
from records import Box, HostileError, Source, Unread, UnreadableError

MAX_PAGES = 5_000
"""Pages beyond which a file is refused: the longest council pack seen has 900."""
Progress = Callable[[int, int], None]


@dataclass(slots=True)
class _PageWork:
    """One page on its way."""

    raw: RawPage
    grids: list[Grid] = field(default_factory=list)
    charts: list[Chart] = field(default_factory=list)
    pieces: list[prose.Piece] = field(default_factory=list)
    boxed: list[tuple[Box, list[prose.Piece]]] = field(default_factory=list)
    others: list[Paragraph] = field(default_factory=list)
    used: set[int] = field(default_factory=set)

    def add(self, grid: Grid, used: set[int]) -> None:
        """Take a grid and the characters that stand in its cells."""
        self.grids.append(grid)
        self.used |= used


def read_pdf(
    path: str | Path,
    *,
    password: str | None = None,
    pages: Sequence[int] | None = None,
    backend: Literal["pdfium", "plumber"] = "pdfium",
    progress: Progress | None = None,
) -> Document:
    """Read a PDF into pages of paragraphs, grids and charts.

    Args:
        path: The file.
        password: Where the file wants one.
        pages: 1-based pages to read; all where not given.
        backend: Engine behind the page protocol; "plumber" is slow, for cross-checks.
        progress: Called with (pages done, pages in all) after each page.

    Returns:
        The document; what could not be read is listed in ``unread``.

    Raises:
        MissingInputError: If there is no such file.
        EncryptedError: If it wants a password.
        UnreadableError: If it is empty, damaged or no PDF.
        HostileError: If it breaks the limits on pages.
    """
    path = Path(path)
    source = _open(path, password, backend)
    try:
        total = len(source)
        if total > MAX_PAGES:
            raise HostileError(
                f"the PDF has {total:,} pages, more than {MAX_PAGES:,}",
                where=path.name,
                next_step="Split it, and read the parts that matter.",
            )
        sha = hashlib.sha256(path.read_bytes()).hexdigest()
        wanted = list(pages) if pages is not None else list(range(1, total + 1))
        work: list[_PageWork] = []
        unread: list[Unread] = []
        for done, number in enumerate(wanted, 1):
            place = Source(sha, path.name, page=number)
            try:
                raw = source.page(number)
            except UnreadableError as error:
                unread.append(Unread("page", error.why or error.what, place, next_step=error.next_step))
                raw = RawPage(number, 595.0, 842.0, 0)
            unread.extend(_page_doubts(raw, place))
            work.append(_page_work(raw))
            if progress is not None:
                progress(done, len(wanted))
        properties = source.properties()
    finally:
        source.close()
    finished = _assemble(work)
    for page in finished:
        for block in page.blocks:
            if isinstance(block, Chart) and not block.series:
                where = Source(sha, path.name, page=block.page, box=block.box)
                unread.append(Unread("chart", "a drawn chart that was not measured", where, block.title))
    return Document(
        path=path,
        sha256=sha,
        format="pdf",
        pages=tuple(finished),
        producer=properties.pop("Producer", ""),
        title=properties.pop("Title", ""),
        unread=tuple(unread),
        properties={**properties, "pages": str(total)},
    )


def _open(path: Path, password: str | None, backend: str) -> PageSource:
    if backend == "plumber":
        from extract.plumber import PlumberFile

        return PlumberFile(path, password)
    from extract.pdfium import PdfiumFile

    return PdfiumFile(path, password)


def _page_doubts(raw: RawPage, place: Source) -> list[Unread]:
    """A page that holds a picture and no words is a scan."""
    area = raw.width * raw.height
    pictured = any(p.box.width * p.box.height > 0.4 * area for p in raw.pictures)
    out = [Unread("page", note, place) for note in dict.fromkeys(raw.notes)]
    if not raw.chars and pictured:
        out.append(
            Unread(
                "page",
                "the page is a picture without text, as a scanner makes it",
                place,
                next_step='Install text recognition with: pip install "panelpaper[ocr]"',
            )
        )
    elif raw.chars and pictured and all(c.hidden for c in raw.chars):
        out.append(
            Unread(
                "page",
                "the page is a scan; its words come from the scanner's own text recognition and may be wrong",
                place,
                next_step="Check the figures of this page against the picture.",
            )
        )
    return out


def _page_work(raw: RawPage) -> _PageWork:
    chars = textlines.without_overprint(raw.chars)
    lines = textlines.lines_of(chars, notes=False)
    work = _PageWork(raw)
    work.charts, chart_boxes = chartfind.find_charts(raw, lines)
    outside = _outside(lines, chart_boxes)
    raw = work.raw = chartfind.without_charts(raw, chart_boxes)
    rules = raw.segments
    ruled = [t for t in lattice.lattices(rules) if t.n_rows * t.n_cols >= 2]
    for found in stacking.stack(ruled, outside):
        used: set[int] = set()
        grid = gridtext.grid_of(found, outside, raw, used=used)
        if grid is None or len(grid.cells) < 2 or (grid.n_cols < 2 and grid.n_rows < 2):
            continue
        work.add(grid, used)
    _add_tables_by_colour(work, outside, chart_boxes)
    _add_tables_by_alignment(work, outside, chart_boxes)
    taken = [*_boxes(work.grids), *chart_boxes]
    # By the characters themselves, not by the boxes of tables: what no cell took is still read.
    free = [c for c in chars if id(c) not in work.used and not _in_any(c, chart_boxes)]
    prose_lines = textlines.lines_of(free, split_at=3.2)
    upright = [ln for ln in prose_lines if ln.angle == 0]
    loose, boxed = reading_order.by_boxes(upright, _panels(raw, rules, taken))
    for group in reading_order.in_columns(labels.join_labels(loose)):
        work.pieces.extend(prose.pieces_of(group))
    for box, inner in boxed:
        edge = box.x1 - max(0.0, min(ln.u0 for ln in inner) - box.x0)
        groups = reading_order.in_columns(labels.join_labels(inner))
        pieces = [p for g in groups for p in prose.pieces_of(g, edge if len(groups) == 1 else None)]
        work.boxed.append((box, pieces))
    for line in prose_lines:
        if line.angle != 0:
            work.others.append(Paragraph(line.text, "textbox", page=raw.number, box=line.box, size=round(line.size, 1)))
    return work


def _panels(raw: RawPage, rules: Sequence[Segment], taken: Sequence[Box]) -> list[Box]:
    """Drawn boxes that hold prose: coloured areas and frames that are neither tables nor the page itself."""
    most = 0.6 * raw.width * raw.height
    boxes = [f.box for f in raw.fills if f.colour != "#ffffff"]
    boxes += [t.box for t in lattice.lattices(rules) if len(t.slots) == 1]
    out: list[Box] = []
    for b in boxes:
        if b.width < 40 or b.height < 12 or b.width * b.height > most:
            continue
        if any(b.overlap(t) > 0.05 * b.width * b.height for t in taken):
            continue
        if not any(b.overlap(o) > 0.9 * min(b.width * b.height, o.width * o.height) for o in out):
            out.append(b)
    return out


def _outside(lines: Sequence[textlines.Line], boxes: Sequence[Box]) -> list[textlines.Line]:
    """The same lines without the words that stand in some boxes."""
    if not boxes:
        return list(lines)
    out = []
    for line in lines:
        words = [w for w in line.words if not _in_any(w.chars[len(w.chars) // 2], boxes)]
        if len(words) == len(line.words):
            out.append(line)
        elif words:
            out.append(replace(line, words=words))
    return out


def _boxes(grids: Sequence[Grid]) -> list[Box]:
    return [g.box for g in grids if g.box is not None]


def _add_tables_by_colour(work: _PageWork, lines: Sequence[textlines.Line], chart_boxes: Sequence[Box]) -> None:
    """Tables whose cells are told apart by their colours alone (slides, web pages)."""
    taken = [*_boxes(work.grids), *chart_boxes]
    cells = [
        f
        for f in work.raw.fills
        if f.box.height >= 6
        and f.box.width >= 6
        and f.box.width * f.box.height < 0.5 * work.raw.width * work.raw.height
        and not any(b.overlap(f.box) > 0.2 * f.box.width * f.box.height for b in taken)
    ]
    if len(cells) < 4:
        return
    for found in lattice.lattices(lattice.edges_of_fills(cells)):
        if found.n_rows < 2 or found.n_cols < 2 or not _fills_its_box(found, cells):
            continue
        used: set[int] = set()
        grid = gridtext.grid_of(found, lines, work.raw, used=used)
        if grid is None or sum(bool(c.text) for c in grid.cells) < 4:
            continue
        if not any(_stacked_figures(c.text) for c in grid.cells):
            work.add(replace(grid, ruled=False), used)


def _stacked_figures(text: str) -> bool:
    """Whether a coloured area holds a whole column of figures: shading of columns, not of cells."""
    lines = text.split("\n")
    return len(lines) >= 3 and sum(bool(re.match(r"^[-+(£]?[\d,.]+%?\)?$", t)) for t in lines) >= 0.6 * len(lines)


def _fills_its_box(found: lattice.Lattice, cells: Sequence[Fill]) -> bool:
    """Whether colour covers most of a would-be table and its cells hold together as one."""
    area = found.box.width * found.box.height
    covered = sum(s.box.width * s.box.height for s in found.slots if any(c.box.overlap(s.box) > 0 for c in cells))
    small = sum(s.box.height < 5 or s.box.width < 8 for s in found.slots)
    return covered > 0.8 * area and small < 0.25 * len(found.slots)


def _add_tables_by_alignment(work: _PageWork, lines: Sequence[textlines.Line], chart_boxes: Sequence[Box]) -> None:
    """Tables with horizontal rules only, with shaded rows, or with no drawing at all."""
    taken = [*_boxes(work.grids), *chart_boxes]
    free = _outside(lines, taken)
    rules = [s for s in work.raw.segments if s.horizontal and not chartfind.segment_in(s, taken)]
    fills = [f for f in work.raw.fills if not any(b.overlap(f.box) > 0 for b in taken)]
    signs = gridtext.sign_boxes(work.raw, taken)
    for found in borderless.find_tables(free, rules, fills, signs):
        used: set[int] = set()
        grid = gridtext.grid_of(found, free, work.raw, used=used)
        if grid is not None and grid.n_cols >= 2:
            work.add(replace(grid, ruled=False), used)
    work.grids.sort(key=lambda g: (g.box.top, g.box.x0) if g.box else (0.0, 0.0))


def _in_any(char: Char, boxes: Sequence[Box]) -> bool:
    x, y = (char.x0 + char.x1) / 2, (char.top + char.bottom) / 2
    return any(b.contains(x, y, 0.5) for b in boxes)


# -- the whole document -----------------------------------------------------------------------------------


def _assemble(work: list[_PageWork]) -> list[Page]:
    prose.mark_running([(w.raw.number, w.raw.height, w.pieces) for w in work])
    body = prose.body_size(
        [p for w in work for p in (*w.pieces, *(q for _, ps in w.boxed for q in ps)) if p.kind == "paragraph"]
    )
    for w in work:
        rules = [
            Box(s.lo, s.pos, s.hi, s.pos) for s in w.raw.segments if s.horizontal and s.hi - s.lo < 0.45 * w.raw.width
        ]
        prose.mark_footnotes(w.pieces, w.raw.height, body, rules)
    pages = [_page_blocks(w, body) for w in work]
    known = _words_of(pages)
    for blocks in pages:
        blocks[:] = [_settled(b, known) if isinstance(b, Grid) else b for b in blocks]
    _join_tables(pages)
    _join_paragraphs(pages)
    number = 0
    out = []
    for w, blocks in zip(work, pages, strict=True):
        numbered: list[Block] = []
        for b in blocks:
            if isinstance(b, Grid):
                number += 1
                b = replace(b, number=number)
            numbered.append(b)
        out.append(Page(w.raw.number, w.raw.width, w.raw.height, tuple(numbered), w.raw.rotation))
    return out


def _words_of(pages: list[list[Block]]) -> set[str]:
    """The document's own words in lower case, pieces beside a doubtful line end left out."""
    out: set[str] = set()
    doubtful = textlines.WORD_BREAK
    for blocks in pages:
        for b in blocks:
            texts = [c.text for c in b.cells] if isinstance(b, Grid) else [b.text] if isinstance(b, Paragraph) else []
            for text in texts:
                sure = re.sub(rf"[^\W\d_]*{doubtful}[^\W\d_]*", " ", text) if doubtful in text else text
                out.update(re.findall(r"[^\W\d_]+", sure.lower()))
    return out


def _settled(grid: Grid, known: set[str]) -> Grid:
    cells = []
    for c in grid.cells:
        text = textlines.settle_breaks(c.text, known) if "\n" in c.text or textlines.WORD_BREAK in c.text else c.text
        cells.append(c if text == c.text else replace(c, text=text))
    return replace(grid, cells=tuple(cells))


def _page_blocks(work: _PageWork, body: float) -> list[Block]:
    own = [p for p in work.pieces if p.kind == "paragraph"]
    if sum(len(line.text) for p in own for line in p.lines) > 300:
        body = prose.body_size(own)  # pages scaled to fit have a size of their own
    paragraphs = [prose.paragraph_of(p, work.raw.number, body) for p in work.pieces]
    paragraphs = prose.list_levels(paragraphs)
    heads = sorted((p for p in paragraphs if p.kind == "header"), key=_place)
    feet = [p for p in paragraphs if p.kind in ("footer", "footnote")]
    feet.sort(key=lambda p: (p.kind != "footnote", _place(p)))
    middle: list[Block] = [p for p in paragraphs if p.kind not in ("header", "footer", "footnote")]
    units: list[tuple[Box | None, list[Block]]] = [(b.box, [b]) for b in (*work.others, *work.grids, *work.charts)]
    for box, pieces in work.boxed:
        units.append((box, list(prose.list_levels([prose.paragraph_of(p, work.raw.number, body) for p in pieces]))))
    for box, members in sorted(units, key=lambda u: (u[0].top, u[0].x0) if u[0] else (0.0, 0.0)):
        # Before the first paragraph that starts below it; columns of prose keep their own order.
        at = next((k for k, p in enumerate(middle) if _below(p.box, box)), len(middle))
        middle[at:at] = members
    return [*heads, *middle, *feet]


def _place(b: Block) -> tuple[float, float]:
    return (b.box.top, b.box.x0) if b.box else (0.0, 0.0)


def _below(later: Box | None, box: Box | None) -> bool:
    """Whether a block starts under another that it is not beside."""
    if later is None or box is None:
        return True
    return later.top > box.top and min(later.x1, box.x1) - max(later.x0, box.x0) > -20


def _body_indexes(blocks: Sequence[Block]) -> list[int]:
    return [
        k
        for k, b in enumerate(blocks)
        if not (isinstance(b, Paragraph) and b.kind in ("header", "footer", "footnote", "textbox"))
    ]


def _join_tables(pages: list[list[Block]]) -> None:
    """Join the last table of a page with the first of the next where they are one."""
    foot = [_foot(blocks) for blocks in pages]
    lowest = max(foot, default=0.0)
    k = 0
    while k + 1 < len(pages):
        at = k
        # A grid that already runs over several pages is kept on its first.
        body, after = _body_indexes(pages[at]), _body_indexes(pages[k + 1])
        start = k
        while not body and start > 0:
            start -= 1
            body = _body_indexes(pages[start])
        if not body or not after:
            k += 1
            continue
        first, second = pages[start][body[-1]], pages[k + 1][after[0]]
        if (
            isinstance(first, Grid)
            and isinstance(second, Grid)
            and (first.joined_pages or (first.page,))[-1] == (second.page or 0) - 1
            and joining.same_columns(first, second)
        ):
            pages[start][body[-1]] = joining.join(first, second, may_split=foot[k] > 0.8 * lowest)
            del pages[k + 1][after[0]]
            foot[k + 1] = max(foot[k + 1], second.box.bottom if second.box else 0.0)
        k += 1


def _foot(blocks: Sequence[Block]) -> float:
    return max((b.box.bottom for b in (blocks[i] for i in _body_indexes(blocks)) if b.box), default=0.0)


def _join_paragraphs(pages: list[list[Block]]) -> None:
    for before, after in itertools.pairwise(pages):
        one, two = _body_indexes(before), _body_indexes(after)
        if not one or not two:
            continue
        last, first = before[one[-1]], after[two[0]]
        if isinstance(last, Paragraph) and isinstance(first, Paragraph) and prose.continues(last, first):
            before[one[-1]] = replace(
                last,
                text=textlines.join_lines((last.text, first.text)),
                superscripts=(*last.superscripts, *first.superscripts),
                marks=(*last.marks, *first.marks),
            )
            del after[two[0]]
