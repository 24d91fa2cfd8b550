"""PDF -> Document: the order of the steps; each step has its own module."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Literal

from extract.assembling import assemble
from extract.carried import Carried
from extract.document import Chart, Document
from extract.glyphsigns import SCALE, Seen, read_signs
from extract.pageparts import PageSource, RawPage
from extract.pagepictures import unread_pictures
from extract.pagework import PageWork, page_work
from extract.watch import Lost, page_by_page
from records import HostileError, Source, Unread, uncollected

MAX_PAGES = 5_000
"""Pages beyond which a file is refused: the longest council pack seen has 900."""
_STAMP = 80
"""Letters that a page number, an item number and a document's name take together."""
Progress = Callable[[int, int], None]


@uncollected()
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
        work: list[PageWork] = []
        unread: list[Unread] = []
        read = page_by_page("page", wanted, len(wanted), partial(_read_page, source, sha, {}, {}))
        for done, (number, found) in enumerate(read, 1):
            if isinstance(found, Lost):
                place = Source(sha, path.name, page=number)
                unread.append(Unread("page", found.why, place, next_step=found.next_step))
                found = (PageWork(number, 595.0, 842.0, 0), [])
            work.append(found[0])
            unread.extend(found[1])
            if progress is not None:
                progress(done, len(wanted))
        properties = source.properties()
    finally:
        source.close()
    pictures = [(w.number, w.pictures) for w in work if w.pictures]
    finished = assemble(work)
    for number, box, caption in unread_pictures(pictures, finished):
        where = Source(sha, path.name, page=number, box=box)
        step = "Look at the page, and enter the figures by hand where they are needed."
        unread.append(
            Unread("chart", "a picture, perhaps of a chart: figures in it are not read", where, caption, step)
        )
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


def _read_page(
    source: PageSource, sha: str, signs: Seen, carried: dict[int, Carried], number: int
) -> tuple[PageWork, list[Unread]]:
    raw = source.page(number)
    if (render := getattr(source, "render", None)) is not None:
        read_signs(raw, partial(render, number, SCALE), signs)
    doubts = _page_doubts(raw, Source(sha, source.path.name, page=number))
    work = page_work(raw, carried.pop(number - 1, None))
    work.used.clear()
    for box in work.small_charts:
        place = Source(sha, source.path.name, page=number, box=box)
        doubts.append(Unread("chart", "a small line chart in a table is not read", place))
    if work.lost:
        place = Source(sha, source.path.name, page=number)
        why = "printed on the page, and in no table, chart or paragraph that was read"
        doubts.append(Unread("figure", why, place, ", ".join(work.lost[:40]), "Look at the page."))
    if work.carries is not None:
        carried[number] = work.carries
    return work, doubts


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
    elif pictured and _is_stamped_picture(raw):
        out.append(
            Unread(
                "picture",
                "nearly all of the page is a picture, with a few words printed over it (a stamped scan, or a cover); "
                "what it shows is not read",
                place,
                next_step='For scans, install text recognition with: pip install "panelpaper[ocr]"',
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


def _is_stamped_picture(raw: RawPage) -> bool:
    """Whether one picture fills a page but for a few words, a page number say, put there later."""
    shown = [c for c in raw.chars if not c.hidden]
    if not shown or sum(len(c.text) for c in shown) > _STAMP:
        return False
    return any(p.box.width * p.box.height > 0.7 * raw.width * raw.height for p in raw.pictures)
