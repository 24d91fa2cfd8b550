"""Page protocol through PDFium.

Fast because it asks little: see ``pdfium_text`` and ``pdfium_drawings``. PDFium is not thread-safe: one process,
one file.
"""

from __future__ import annotations

import ctypes
from pathlib import Path
from typing import Any

from extract import pdfium_calls as calls
from extract.backends import OpenPdf, existing_file, no_pdf, wants_password
from extract.pageparts import RawPage
from extract.pagepaths import Matrix
from extract.pdfium_drawings import DrawingReader
from extract.pdfium_text import Fonts, TextReader
from records import EncryptedError, UnreadableError


class PdfiumFile(OpenPdf):
    """An open PDF read by PDFium.

    Args:
        path: The file.
        password: Needed only where the file wants one.

    Raises:
        MissingInputError: If there is no such file.
        EncryptedError: If it wants a password that was not given.
        UnreadableError: If it is empty, damaged or no PDF.
    """

    def __init__(self, path: Path, password: str | None = None) -> None:
        path = existing_file(path)
        try:
            pdf = calls.open_document(str(path), password)
            count = len(pdf)
        except calls.PdfiumError as error:
            raise _translate(error, path) from None
        super().__init__(path, pdf, count)
        self._handle = calls.handle_of(pdf.raw)
        # The page read last stays open until the next is read: its fonts are the same then, and need no second look.
        self._last: int | None = None
        self._fonts: Fonts = {}

    def properties(self) -> dict[str, str]:
        """Title, Producer and Creator, where the file says so. The author is never read."""
        out = {}
        for key in ("Title", "Producer", "Creator", "CreationDate", "ModDate"):
            value = str(self._pdf.get_metadata_value(key) or "").strip("\x00 \t\r\n")
            if value:
                out[key] = value
        return out

    def page_text(self, number: int) -> str:
        """The page's text alone, in the file's order: some ten times faster than the whole page."""
        page = self._open_page(number)
        try:
            text = calls.load_text(page)
            if not text:
                return ""
            try:
                return calls.whole_text(text)
            finally:
                calls.close_text(text)
        finally:
            calls.close_page(page)

    def render(self, number: int, scale: float = 1.5) -> Any:
        """The page as seen, as a PIL image of ``scale`` pixels a point (debugging and OCR)."""
        calls.close_page(self._open_page(number))  # a damaged page says so in our own words
        page = self._pdf[number - 1]
        try:
            return page.render(scale=scale).to_pil()
        finally:
            page.close()

    def _open_page(self, number: int) -> int:
        page = calls.load_page(self._handle, number - 1) if 0 < number <= self._count else None
        if not page:
            raise self.damaged(number, "the page cannot be opened")
        return int(page)

    def page(self, number: int) -> RawPage:
        """Everything drawn on a page.

        Args:
            number: 1-based.

        Returns:
            Characters, rules, fills, outlines and pictures as seen, in points from the top left.

        Raises:
            UnreadableError: If the page is damaged.
            HostileError: If it holds more objects than any honest page.
        """
        page = self._open_page(number)
        fonts: Fonts = {}
        try:
            out, view = _empty_page(page, number)
            drawings = DrawingReader(self._pdf, page, out, view, self.path.name)
            drawings.read()
            text = calls.load_text(page)
            if text:
                try:
                    reader = TextReader(
                        text, out, view, drawings.text_views, drawings.windows, self.path.name, self._fonts
                    )
                    reader.read()
                    fonts = reader.fonts
                finally:
                    calls.close_text(text)
            return out
        finally:
            self._let_go()
            self._last, self._fonts = page, fonts

    def _let_go(self) -> None:
        if self._last is not None:
            calls.close_page(self._last)
        self._last, self._fonts = None, {}

    def close(self) -> None:
        """Let the file go."""
        self._let_go()
        super().close()


def _empty_page(page: int, number: int) -> tuple[RawPage, Matrix]:
    """The page with its size as seen, and the way from PDF user space (y up) to it (y down), after /Rotate."""
    box = (ctypes.c_float * 4)()
    calls.page_box(page, ctypes.addressof(box))
    left, top, right, bottom = box
    w, h = right - left, top - bottom
    rotation = 90 * (int(calls.page_rotation(page)) % 4)
    views: dict[int, Matrix] = {
        0: (1, 0, 0, -1, -left, top),
        90: (0, 1, 1, 0, -bottom, -left),
        180: (-1, 0, 0, 1, right, -bottom),
        270: (0, -1, -1, 0, top, right),
    }
    if rotation in (90, 270):
        w, h = h, w
    return RawPage(number, w, h, rotation), views[rotation]


def _translate(error: Exception, path: Path) -> UnreadableError:
    code = getattr(error, "err_code", None)
    if code == calls.ERR_PASSWORD or "password" in str(error).lower():
        return wants_password(path)
    if code == calls.ERR_SECURITY:
        return EncryptedError(
            "the PDF is locked by a method that cannot be opened here",
            where=path.name,
            next_step="Open it in the program that locked it and print it to a new PDF.",
        )
    return no_pdf(path)
