"""Page protocol through PDFium: the only module that imports pypdfium2.

Fast because it asks little: for every glyph its loose box and its text object, for every text object once
its font, size, matrix and colour, for every path its points. PDFium is not thread-safe: one process, one file.
"""

from __future__ import annotations

import ctypes
import math
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.arrows import is_odd
from extract.pagechars import PLAIN_WORD, SURROGATE, WORDS, Run, char_of, font_of, reading_angle, spelt_out
from extract.pageparts import NO_FONT, Fill, Font, Picture, RawPage
from extract.pagepaths import Matrix, Point, add_path, flatten_curve, gather_gradients, multiply
from records import Box, EncryptedError, HostileError, MissingInputError, UnreadableError

MAX_OBJECTS = 250_000
"""Objects on one page beyond which it is refused: the busiest real page seen had 30,000."""
MAX_DEPTH = 12
"""Nesting of Form XObjects beyond which what lies inside is left alone."""
SIGN_SIZE = 90.0
"""Pictures up to this size (points) may be signs such as arrows; their pixels are kept."""


def _fast(name: str, result: Any, *args: Any) -> Any:
    """A PDFium function with plain integer handles: skips ctypes' pointer objects in the inner loops."""
    address = int(ctypes.cast(getattr(raw, name), ctypes.c_void_p).value or 0)
    # PYFUNCTYPE keeps the interpreter's lock: these calls are shorter than letting it go and taking it again.
    return ctypes.PYFUNCTYPE(result, *args)(address)


def _handle(pointer: Any) -> int:
    return int(ctypes.cast(pointer, ctypes.c_void_p).value or 0)


_PTR, _INT = ctypes.c_void_p, ctypes.c_int
_text_object = _fast("FPDFText_GetTextObject", _PTR, _PTR, _INT)
_loose_box = _fast("FPDFText_GetLooseCharBox", _INT, _PTR, _INT, _PTR)
_char_matrix = _fast("FPDFText_GetMatrix", _INT, _PTR, _INT, _PTR)
_font_size = _fast("FPDFText_GetFontSize", ctypes.c_double, _PTR, _INT)
_unicode = _fast("FPDFText_GetUnicode", ctypes.c_uint, _PTR, _INT)
_generated = _fast("FPDFText_IsGenerated", _INT, _PTR, _INT)
_fill_colour = _fast("FPDFPageObj_GetFillColor", _INT, _PTR, _PTR, _PTR, _PTR, _PTR)
_render_mode = _fast("FPDFTextObj_GetTextRenderMode", _INT, _PTR)
_font_of = _fast("FPDFTextObj_GetFont", _PTR, _PTR)
_font_name = _fast("FPDFFont_GetBaseFontName", ctypes.c_size_t, _PTR, _PTR, ctypes.c_size_t)
_font_flags = _fast("FPDFFont_GetFlags", _INT, _PTR)
_font_weight = _fast("FPDFFont_GetWeight", _INT, _PTR)
_object_type = _fast("FPDFPageObj_GetType", _INT, _PTR)
_object_matrix = _fast("FPDFPageObj_GetMatrix", _INT, _PTR, _PTR)
_page_count = _fast("FPDFPage_CountObjects", _INT, _PTR)
_page_object = _fast("FPDFPage_GetObject", _PTR, _PTR, _INT)
_form_count = _fast("FPDFFormObj_CountObjects", _INT, _PTR)
_form_object = _fast("FPDFFormObj_GetObject", _PTR, _PTR, ctypes.c_ulong)
_bounds = _fast("FPDFPageObj_GetBounds", _INT, _PTR, _PTR, _PTR, _PTR, _PTR)
_draw_mode = _fast("FPDFPath_GetDrawMode", _INT, _PTR, _PTR, _PTR)
_count_segments = _fast("FPDFPath_CountSegments", _INT, _PTR)
_path_segment = _fast("FPDFPath_GetPathSegment", _PTR, _PTR, _INT)
_segment_point = _fast("FPDFPathSegment_GetPoint", _INT, _PTR, _PTR, _PTR)
_segment_type = _fast("FPDFPathSegment_GetType", _INT, _PTR)
_segment_close = _fast("FPDFPathSegment_GetClose", _INT, _PTR)
_stroke_colour = _fast("FPDFPageObj_GetStrokeColor", _INT, _PTR, _PTR, _PTR, _PTR, _PTR)
_stroke_width = _fast("FPDFPageObj_GetStrokeWidth", _INT, _PTR, _PTR)
_clip_path = _fast("FPDFPageObj_GetClipPath", _PTR, _PTR)
_clip_count = _fast("FPDFClipPath_CountPaths", _INT, _PTR)
_clip_segments = _fast("FPDFClipPath_CountPathSegments", _INT, _PTR, _INT)
_clip_segment = _fast("FPDFClipPath_GetPathSegment", _PTR, _PTR, _INT, _INT)
_rendered = _fast("FPDFImageObj_GetRenderedBitmap", _PTR, _PTR, _PTR, _PTR)


class PdfiumFile:
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
        self.path = Path(path)
        if not self.path.is_file():
            raise MissingInputError("no such file", where=str(path), next_step="Check the name and the folder.")
        if self.path.stat().st_size == 0:
            raise UnreadableError(
                "the file is empty (0 bytes)", where=self.path.name, next_step="Fetch or save the document again."
            )
        try:
            self._pdf = pdfium.PdfDocument(str(self.path), password=password)
        except pdfium.PdfiumError as error:
            raise _translate(error, self.path) from None
        try:
            self._count = len(self._pdf)
        except pdfium.PdfiumError as error:  # pragma: no cover - depends on the damage
            raise _translate(error, self.path) from None
        if self._count == 0:
            self.close()
            raise UnreadableError(
                "the PDF has no pages",
                where=self.path.name,
                why="the file is damaged or was cut off",
                next_step="Fetch or save the document again.",
            )

    def __enter__(self) -> PdfiumFile:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        """Number of pages."""
        return self._count

    def close(self) -> None:
        """Let the file go; the object is of no use afterwards."""
        self._pdf.close()

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
            text = page.get_textpage()
            try:
                return str(text.get_text_range(errors="ignore"))
            finally:
                text.close()
        finally:
            page.close()

    def render(self, number: int, scale: float = 1.5) -> Any:
        """The page as seen, as a PIL image of ``scale`` pixels a point (debugging and OCR)."""
        page = self._open_page(number)
        try:
            return page.render(scale=scale).to_pil()
        finally:
            page.close()

    def _open_page(self, number: int) -> Any:
        try:
            return self._pdf[number - 1]
        except pdfium.PdfiumError:
            raise UnreadableError(
                "the page cannot be opened",
                where=f"{self.path.name}, page {number}",
                why="its data are damaged",
                next_step="Fetch the document again, or read the page by eye.",
            ) from None

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
        try:
            return _PageReader(self._pdf, page, number, self.path.name).read()
        finally:
            page.close()


def _translate(error: Exception, path: Path) -> UnreadableError:
    code = getattr(error, "err_code", None)
    if code == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
        return EncryptedError(
            "the PDF wants a password",
            where=path.name,
            why="it is encrypted",
            next_step="Open it with its password and save a copy without one.",
        )
    if code == raw.FPDF_ERR_SECURITY:
        return EncryptedError(
            "the PDF is locked by a method that cannot be opened here",
            where=path.name,
            next_step="Open it in the program that locked it and print it to a new PDF.",
        )
    return UnreadableError(
        "this is not a PDF that can be opened",
        where=path.name,
        why="the file is damaged, was cut off, or is of another kind",
        next_step="Fetch or save the document again.",
    )


class _PageReader:
    """Reads one page; lives no longer than the page is open."""

    def __init__(self, pdf: Any, page: Any, number: int, name: str) -> None:
        self.pdf, self.page, self.name = pdf, page, name
        self.handle = _handle(page.raw)
        self.rotation = int(page.get_rotation()) % 360
        left, bottom, right, top = _visible_box(page)
        w, h = right - left, top - bottom
        # From PDF user space (y up) to the page as seen (y down), after /Rotate.
        seen: dict[int, Matrix] = {
            0: (1, 0, 0, -1, -left, top),
            90: (0, 1, 1, 0, -bottom, -left),
            180: (-1, 0, 0, 1, right, -bottom),
            270: (0, -1, -1, 0, top, right),
        }
        self.view = seen[self.rotation]
        if self.rotation in (90, 270):
            w, h = h, w
        self.out = RawPage(number, w, h, self.rotation)
        self.fonts: dict[int, Font] = {}
        # Text inside a form has its clip window in the form's own co-ordinates.
        self.text_view: dict[int, Matrix] = {}
        # Buffers for the engine's answers, made once: making them for every call costs more than the call.
        self.rgba = (ctypes.c_uint * 4)()
        at = ctypes.addressof(self.rgba)
        self.rgba_at = (at, at + 4, at + 8, at + 12)
        self.xy = (ctypes.c_float * 2)()
        self.xy_at = (ctypes.addressof(self.xy), ctypes.addressof(self.xy) + 4)
        self.modes = (ctypes.c_int * 2)()
        self.modes_at = (ctypes.addressof(self.modes), ctypes.addressof(self.modes) + 4)
        self.matrix = raw.FS_MATRIX()
        self.matrix_at = ctypes.addressof(self.matrix)
        self.budget = MAX_OBJECTS
        self.z = 0

    def read(self) -> RawPage:
        self._objects(self.handle, None, 0)
        gather_gradients(self.out)
        text = self.page.get_textpage()
        try:
            self._characters(_handle(text.raw))
        finally:
            text.close()
        return self.out

    # -- drawings ---------------------------------------------------------------------------------------

    def _objects(self, page_or_form: int, form_matrix: Matrix | None, depth: int) -> None:
        in_form = form_matrix is not None
        count = _form_count(page_or_form) if in_form else _page_count(page_or_form)
        to_seen = multiply(form_matrix, self.view) if form_matrix is not None else self.view
        for i in range(count):
            self.budget -= 1
            if self.budget < 0:
                raise HostileError(
                    f"the page holds more than {MAX_OBJECTS:,} objects",
                    where=f"{self.name}, page {self.out.number}",
                    why="no council paper does; the file may be built to exhaust the reader",
                    next_step="Leave the page out, or print it to a new PDF.",
                )
            obj = _form_object(page_or_form, i) if in_form else _page_object(page_or_form, i)
            if not obj:
                continue
            self.z += 1
            kind = _object_type(obj)
            if kind == raw.FPDF_PAGEOBJ_TEXT:
                if in_form:
                    self.text_view[obj] = to_seen
            elif kind == raw.FPDF_PAGEOBJ_PATH:
                self._path(obj, to_seen)
            elif kind == raw.FPDF_PAGEOBJ_IMAGE:
                self._picture(obj, to_seen)
            elif kind == raw.FPDF_PAGEOBJ_SHADING:
                self._shading(obj, to_seen)
            elif kind == raw.FPDF_PAGEOBJ_FORM:
                if depth >= MAX_DEPTH:
                    self.out.notes.append("drawings nested too deeply were left alone")
                    continue
                matrix = self._matrix_of(obj)
                inner = multiply(matrix, form_matrix) if form_matrix is not None else matrix
                self._objects(obj, inner, depth + 1)

    def _path(self, obj: int, to_seen: Matrix) -> None:
        _draw_mode(obj, *self.modes_at)
        mode, stroked = self.modes
        fill = self._colour(_fill_colour, obj) if mode else None
        stroke = self._colour(_stroke_colour, obj) if stroked else None
        if fill is None and stroke is None:
            return
        matrix = multiply(self._matrix_of(obj), to_seen)
        a, b, c, d, _, _ = matrix
        subpaths, curved = self._points(obj, matrix)
        width = 0.0
        if stroke is not None:
            _stroke_width(obj, self.xy_at[0])
            width = self.xy[0] * math.sqrt(abs(a * d - b * c))
        before = len(self.out.fills)
        add_path(self.out, subpaths, fill=fill, stroke=stroke, width=width, z=self.z, curved=curved)
        if len(self.out.fills) > before:
            self._clip(obj, to_seen, before)

    def _points(self, obj: int, matrix: Matrix) -> tuple[list[list[Point]], bool]:
        """Subpaths of a path as points, curves flattened, and whether it has curves."""
        a, b, c, d, e, f = matrix
        xy, (x_at, y_at) = self.xy, self.xy_at
        count = _count_segments(obj)
        if count == 5 and self._is_rectangle(obj):
            corners: list[Point] = []
            for k in range(4):
                _segment_point(_path_segment(obj, k), x_at, y_at)
                x, y = xy
                corners.append((a * x + c * y + e, b * x + d * y + f))
            return [[*corners, corners[0]]], False
        subpaths: list[list[Point]] = []
        control: list[Point] = []
        curved = False
        for k in range(count):
            segment = _path_segment(obj, k)
            _segment_point(segment, x_at, y_at)
            x, y = xy
            point = (a * x + c * y + e, b * x + d * y + f)
            kind = _segment_type(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO or not subpaths:
                subpaths.append([point])
            elif kind == raw.FPDF_SEGMENT_BEZIERTO:
                curved = True
                control.append(point)
                if len(control) == 3:
                    subpaths[-1].extend(flatten_curve(subpaths[-1][-1], control[0], control[1], control[2]))
                    control = []
            else:
                subpaths[-1].append(point)
            if _segment_close(segment) and subpaths[-1][0] != subpaths[-1][-1]:
                subpaths[-1].append(subpaths[-1][0])
        return subpaths, curved

    @staticmethod
    def _is_rectangle(obj: int) -> bool:
        """Whether five segments are a closed ring of four lines, as the rectangle operator makes it."""
        last = _path_segment(obj, 4)
        line = raw.FPDF_SEGMENT_LINETO
        return bool(
            _segment_close(last)
            and _segment_type(last) == line
            and all(_segment_type(_path_segment(obj, k)) == line for k in (1, 2, 3))
        )

    def _clip(self, obj: int, to_seen: Matrix, since: int) -> None:
        """Cut the newest fills down to what their clip path lets through."""
        clip = self._clip_box(obj, to_seen)
        if clip is None:
            return
        kept = []
        for fill in self.out.fills[since:]:
            f = fill.box
            box = Box(max(f.x0, clip.x0), max(f.top, clip.top), min(f.x1, clip.x1), min(f.bottom, clip.bottom))
            if box.width > 0 and box.height > 0:
                kept.append(Fill(box, fill.colour, fill.z))
        self.out.fills[since:] = kept

    def _clip_box(self, obj: int, to_seen: Matrix) -> Box | None:
        """The window an object is seen through, None where it is not clipped."""
        clip = _clip_path(obj)
        if not clip:
            return None
        count = _clip_count(clip)
        if count <= 0:
            return None
        a, b, c, d, e, f = to_seen
        xy, (x_at, y_at) = self.xy, self.xy_at
        window: Box | None = None
        for p in range(count):
            points: list[Point] = []
            for k in range(max(0, _clip_segments(clip, p))):
                _segment_point(_clip_segment(clip, p, k), x_at, y_at)
                x, y = xy
                points.append((a * x + c * y + e, b * x + d * y + f))
            if not points:
                continue
            xs, ys = [q[0] for q in points], [q[1] for q in points]
            box = Box(min(xs), min(ys), max(xs), max(ys))
            window = (
                box
                if window is None
                else Box(
                    max(window.x0, box.x0),
                    max(window.top, box.top),
                    min(window.x1, box.x1),
                    min(window.bottom, box.bottom),
                )
            )
        return window

    def _colour(self, get: Any, obj: int) -> str | None:
        """Colour as "#rrggbb", "" for a pattern, None where fully transparent."""
        if not get(obj, *self.rgba_at):
            return ""
        r, g, b, alpha = self.rgba
        if alpha == 0:
            return None
        if alpha < 255:  # over white paper
            r, g, b = (round(255 - (255 - v) * alpha / 255) for v in (r, g, b))
        return f"#{r:02x}{g:02x}{b:02x}"

    def _matrix_of(self, obj: int) -> Matrix:
        if not _object_matrix(obj, self.matrix_at):
            return (1, 0, 0, 1, 0, 0)
        m = self.matrix
        return (m.a, m.b, m.c, m.d, m.e, m.f)

    def _picture(self, obj: int, to_seen: Matrix) -> None:
        a, b, c, d, e, f = multiply(self._matrix_of(obj), to_seen)
        xs = (e, e + a, e + c, e + a + c)
        ys = (f, f + b, f + d, f + b + d)
        box = Box(min(xs), min(ys), max(xs), max(ys))
        pixels = None
        if 1 < box.width <= SIGN_SIZE and 1 < box.height <= SIGN_SIZE:
            pixels = self._pixels(obj)
        self.out.pictures.append(Picture(box, self.z, pixels))

    def _pixels(self, obj: int) -> Any:
        import numpy as np

        handle = _rendered(_handle(self.pdf.raw), self.handle, obj)
        if not handle:
            return None
        bitmap = ctypes.cast(handle, raw.FPDF_BITMAP)
        try:
            w, h = raw.FPDFBitmap_GetWidth(bitmap), raw.FPDFBitmap_GetHeight(bitmap)
            stride, form = raw.FPDFBitmap_GetStride(bitmap), raw.FPDFBitmap_GetFormat(bitmap)
            if w * h == 0 or w * h > 4_000_000:
                return None
            data = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * h)
        finally:
            raw.FPDFBitmap_Destroy(bitmap)
        channels = {raw.FPDFBitmap_Gray: 1, raw.FPDFBitmap_BGR: 3}.get(form, 4)
        rows = np.frombuffer(data, np.uint8).reshape(h, stride)[:, : w * channels].reshape(h, w, channels)
        out = np.full((h, w, 4), 255, np.uint8)
        if channels == 1:
            out[:, :, :3] = rows
        else:
            out[:, :, :3] = rows[:, :, 2::-1]
            if form == raw.FPDFBitmap_BGRA:
                out[:, :, 3] = rows[:, :, 3]
        # The engine renders in its own orientation, y down already; a page turned by /Rotate turns it too.
        return np.rot90(out, -(self.rotation // 90)) if self.rotation else out

    def _shading(self, obj: int, to_seen: Matrix) -> None:
        sides = [ctypes.c_float() for _ in range(4)]
        if not _bounds(obj, *(ctypes.addressof(s) for s in sides)):
            return
        left, low, right, high = (s.value for s in sides)
        a, b, c, d, e, f = to_seen
        xs = (a * left + c * low + e, a * right + c * high + e)
        ys = (b * left + d * low + f, b * right + d * high + f)
        self.out.fills.append(Fill(Box(min(xs), min(ys), max(xs), max(ys)), "", self.z))

    # -- characters -------------------------------------------------------------------------------------

    def _characters(self, text: int) -> None:
        count = raw.FPDFText_CountChars(ctypes.cast(text, raw.FPDF_TEXTPAGE))
        if count <= 0:
            return
        if count > MAX_OBJECTS:
            raise HostileError(
                f"the page holds more than {MAX_OBJECTS:,} characters",
                where=f"{self.name}, page {self.out.number}",
                next_step="Leave the page out, or print it to a new PDF.",
            )
        page_text = self._page_text(text, count)
        rect = raw.FS_RECTF()
        at = ctypes.addressof(rect)
        runs: dict[int, tuple[int, Run]] = {}
        for match in WORDS.finditer(page_text):
            i, end = match.span()
            first = _text_object(text, i)
            if first:
                number, run = self._run_of(runs, text, i, first)
                # A plain word of one text object is one piece; all else is read glyph by glyph.
                whole = end - i > 1 and first == _text_object(text, end - 1)
                if whole and run.plain and PLAIN_WORD.fullmatch(page_text, i, end) and _loose_box(text, i, at):
                    x0, y0, x1, y1 = rect.left, rect.bottom, rect.right, rect.top
                    _loose_box(text, end - 1, at)
                    box = (min(x0, rect.left), min(y0, rect.bottom), max(x1, rect.right), max(y1, rect.top))
                    width = max(box[2] - box[0], box[3] - box[1]) if run.angle % 180 else box[2] - box[0]
                    if width <= 0.66 * (end - i) * run.size:  # no jump lies hidden in it
                        self._glyph(spelt_out(match[0]), box, run, number, i > 0, i)
                        continue
            spaced = i > 0
            for k in range(i, end):
                obj = _text_object(text, k)
                if obj and _loose_box(text, k, at):
                    number, run = self._run_of(runs, text, k, obj)
                    box = (rect.left, rect.bottom, rect.right, rect.top)
                    if self._glyph(spelt_out(page_text[k]), box, run, number, spaced, k):
                        spaced = False

    def _run_of(self, runs: dict[int, tuple[int, Run]], text: int, index: int, obj: int) -> tuple[int, Run]:
        found = runs.get(obj)
        if found is None:
            found = runs[obj] = (len(runs), self._run(text, index, obj))
        return found

    def _glyph(
        self, text: str, box: tuple[float, float, float, float], run: Run, number: int, spaced: bool, order: int
    ) -> bool:
        char = char_of(text, box, run, self.view, number=number, spaced=spaced, order=order)
        if not run.shows(char):
            return False
        self.out.chars.append(char)
        return True

    def _page_text(self, text: int, count: int) -> str:
        """The page's characters, each at its own index."""
        buffer = (ctypes.c_ushort * (count + 1))()
        got = raw.FPDFText_GetText(ctypes.cast(text, raw.FPDF_TEXTPAGE), 0, count, buffer)
        found = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")
        # Where the text's length is not the character count (characters left out, pairs beyond the basic
        # plane), the two would drift apart: ask one by one instead.
        if got != count + 1 or len(found) != count or SURROGATE.search(found):
            return "".join(chr(_unicode(text, i) or 32) for i in range(count))
        return found

    def _run(self, text: int, index: int, obj: int) -> Run:
        matrix = self.matrix
        _char_matrix(text, index, self.matrix_at)
        m: Matrix = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
        a, b, c, d, e, f = multiply(m, self.view)
        size = float(_font_size(text, index)) * math.hypot(c, d)
        angle = reading_angle(a, b)
        ink = "#000000"
        if _fill_colour(obj, *self.rgba_at):
            ink = "#{:02x}{:02x}{:02x}".format(*self.rgba[:3])
        window = self._clip_box(obj, self.text_view.get(obj, self.view))
        font = self._font(_font_of(obj))
        plain = angle % 90 == 0 and not is_odd("", font.name)
        return Run(angle, size, e, f, ink, _render_mode(obj) == 3, font, window, plain)

    def _font(self, handle: int | None) -> Font:
        if not handle:
            return NO_FONT
        if handle not in self.fonts:
            buffer = ctypes.create_string_buffer(256)
            _font_name(handle, ctypes.addressof(buffer), 256)
            name = buffer.value.decode("utf-8", "replace")
            self.fonts[handle] = font_of(name, _font_flags(handle), _font_weight(handle))
        return self.fonts[handle]


def _visible_box(page: Any) -> tuple[float, float, float, float]:
    media = page.get_mediabox()
    crop = page.get_cropbox()
    left, bottom = max(media[0], crop[0]), max(media[1], crop[1])
    right, top = min(media[2], crop[2]), min(media[3], crop[3])
    if right - left < 1 or top - bottom < 1:
        left, bottom, right, top = media
    return float(left), float(bottom), float(right), float(top)
