"""Which pages of a PDF are scans, and what is done about them: read where the extra is installed, else said."""

from __future__ import annotations

from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from records import NeedsExtraError

if TYPE_CHECKING:
    from extract.document import Block, Document, Page
    from records import Unread


def is_scan(unread: Unread) -> bool:
    """Whether an entry of a PDF's unread list says that a page is a picture without text."""
    return unread.what == "page" and "picture without text" in unread.why


def has_scanner_text(unread: Unread) -> bool:
    """Whether an entry says that a page is a scan whose words are the scanner's own, not to be trusted blindly."""
    return unread.what == "page" and "scanner's own text recognition" in unread.why


def is_stamped(unread: Unread) -> bool:
    """Whether an entry says that a page is a picture with a few words put over it: a stamped scan, or a cover."""
    return unread.what == "picture" and "with a few words printed over it" in unread.why


def scanned_pages(document: Document) -> list[int]:
    """1-based pages of a PDF that are pictures without text."""
    return [u.where.page for u in document.unread if is_scan(u) and u.where.page]


def can_read_scans() -> bool:
    """Whether the parts that read scans are installed (they are not loaded by asking)."""
    return all(find_spec(name) is not None for name in ("rapidocr", "onnxruntime", "cv2"))


def with_scans(document: Document, path: Path) -> Document:
    """Read the scanned pages of a PDF; those with a scanner's own text too, which is then only compared.

    Args:
        document: As read without them.
        path: The file.

    Returns:
        The document with those pages read; unchanged where there are none, or where only some are and the extra is
        not installed (they stay listed as unread, with what to install).

    Raises:
        NeedsExtraError: If all pages are scans and the extra is not installed.
    """
    wanted = scanned_pages(document)
    layered = [u.where.page for u in document.unread if has_scanner_text(u) and u.where.page]
    stamped = [u.where.page for u in document.unread if is_stamped(u) and u.where.page]
    if not wanted and not ((layered or stamped) and can_read_scans()):
        return document
    if can_read_scans():
        from extract.ocr import read_pages

        wanted = sorted({*wanted, *layered, *stamped})
        pages, doubts = read_pages(path, document.sha256, wanted, if_printed=frozenset(stamped))
        wanted = [n for n in wanted if n in pages or n not in stamped]
        if not wanted:
            return document
        unread = (*(u for u in document.unread if not _is_settled(u, set(pages))), *doubts)
        said = f"pages {', '.join(map(str, wanted))} are scans, read by text recognition"
        if layered:
            named = ", ".join(map(str, layered))
            said += f"; the scanner's own text on pages {named} was compared with it, not used"
        return replace(
            document,
            pages=_numbered([pages.get(p.number or 0, p) for p in document.pages]),
            unread=unread,
            properties={**document.properties, "scans": said},
        )
    if len(wanted) < len(document.pages):
        return document
    raise NeedsExtraError(
        "the file is a scan, and the part that reads scans is not installed",
        where=path.name,
        next_step='Install it with: pip install "panelpaper[ocr]"',
    )


def _is_settled(unread: Unread, read: set[int]) -> bool:
    """Whether an entry of the first reading no longer holds: the page has been read since."""
    if is_scan(unread):
        return True
    return unread.where.page in read and (has_scanner_text(unread) or is_stamped(unread))


def _numbered(pages: list[Page]) -> tuple[Page, ...]:
    """The pages with their tables numbered through the document."""
    from extract.document import Grid

    number = 0
    out = []
    for page in pages:
        blocks: list[Block] = []
        for block in page.blocks:
            if isinstance(block, Grid):
                number += 1
                block = replace(block, number=number)
            blocks.append(block)
        out.append(replace(page, blocks=tuple(blocks)))
    return tuple(out)
