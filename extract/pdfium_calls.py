"""PDFium's functions, bound once: the only module that imports pypdfium2.

Handles are plain integers and answers go into buffers by address. Asked for many things at once, the loop runs
outside Python code: a call then costs a third of a microsecond.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

if TYPE_CHECKING:
    from numpy.typing import NDArray

PdfiumError = pdfium.PdfiumError
ERR_PASSWORD, ERR_SECURITY = int(raw.FPDF_ERR_PASSWORD), int(raw.FPDF_ERR_SECURITY)
TEXT, PATH, IMAGE, SHADING, FORM = (
    int(raw.FPDF_PAGEOBJ_TEXT), int(raw.FPDF_PAGEOBJ_PATH), int(raw.FPDF_PAGEOBJ_IMAGE),
    int(raw.FPDF_PAGEOBJ_SHADING), int(raw.FPDF_PAGEOBJ_FORM),
)  # fmt: skip
LINE_TO, CURVE_TO, MOVE_TO = (
    int(raw.FPDF_SEGMENT_LINETO), int(raw.FPDF_SEGMENT_BEZIERTO), int(raw.FPDF_SEGMENT_MOVETO),
)  # fmt: skip


def _fast(name: str, result: Any, *args: Any, kind: Any = ctypes.PYFUNCTYPE) -> Any:
    """A PDFium function with plain integer handles: skips ctypes' pointer objects in the inner loops.

    It keeps the interpreter's lock, because most calls are shorter than letting it go and taking it again.
    """
    address = int(ctypes.cast(getattr(raw, name), ctypes.c_void_p).value or 0)
    return kind(result, *args)(address)


def _long(name: str, result: Any, *args: Any) -> Any:
    """The same for what may take long: other threads go on meanwhile."""
    return _fast(name, result, *args, kind=ctypes.CFUNCTYPE)


_PTR, _INT, _FLOAT = ctypes.c_void_p, ctypes.c_int, ctypes.c_float
load_page = _long("FPDF_LoadPage", _PTR, _PTR, _INT)
close_page = _long("FPDF_ClosePage", None, _PTR)
page_rotation = _fast("FPDFPage_GetRotation", _INT, _PTR)
page_box = _fast("FPDF_GetPageBoundingBox", _INT, _PTR, _PTR)
load_text = _long("FPDFText_LoadPage", _PTR, _PTR)
close_text = _long("FPDFText_ClosePage", None, _PTR)
count_chars = _fast("FPDFText_CountChars", _INT, _PTR)
get_text = _fast("FPDFText_GetText", _INT, _PTR, _INT, _INT, _PTR)
text_object = _fast("FPDFText_GetTextObject", _PTR, _PTR, _INT)
loose_box = _fast("FPDFText_GetLooseCharBox", _INT, _PTR, _INT, _PTR)
char_matrix = _fast("FPDFText_GetMatrix", _INT, _PTR, _INT, _PTR)
font_size = _fast("FPDFText_GetFontSize", ctypes.c_double, _PTR, _INT)
unicode_of = _fast("FPDFText_GetUnicode", ctypes.c_uint, _PTR, _INT)
render_mode = _fast("FPDFTextObj_GetTextRenderMode", _INT, _PTR)
font_of_object = _fast("FPDFTextObj_GetFont", _PTR, _PTR)
font_name = _fast("FPDFFont_GetBaseFontName", ctypes.c_size_t, _PTR, _PTR, ctypes.c_size_t)
font_flags = _fast("FPDFFont_GetFlags", _INT, _PTR)
font_weight = _fast("FPDFFont_GetWeight", _INT, _PTR)
glyph_width = _fast("FPDFFont_GetGlyphWidth", _INT, _PTR, ctypes.c_uint32, _FLOAT, _PTR)
object_type = _fast("FPDFPageObj_GetType", _INT, _PTR)
object_matrix = _fast("FPDFPageObj_GetMatrix", _INT, _PTR, _PTR)
count_objects = _fast("FPDFPage_CountObjects", _INT, _PTR)
page_object = _fast("FPDFPage_GetObject", _PTR, _PTR, _INT)
count_in_form = _fast("FPDFFormObj_CountObjects", _INT, _PTR)
form_object = _fast("FPDFFormObj_GetObject", _PTR, _PTR, ctypes.c_ulong)
bounds = _fast("FPDFPageObj_GetBounds", _INT, _PTR, _PTR, _PTR, _PTR, _PTR)
fill_colour = _fast("FPDFPageObj_GetFillColor", _INT, _PTR, _PTR, _PTR, _PTR, _PTR)
stroke_colour = _fast("FPDFPageObj_GetStrokeColor", _INT, _PTR, _PTR, _PTR, _PTR, _PTR)
stroke_width = _fast("FPDFPageObj_GetStrokeWidth", _INT, _PTR, _PTR)
draw_mode = _fast("FPDFPath_GetDrawMode", _INT, _PTR, _PTR, _PTR)
count_segments = _fast("FPDFPath_CountSegments", _INT, _PTR)
path_segment = _fast("FPDFPath_GetPathSegment", _PTR, _PTR, _INT)
segment_point = _fast("FPDFPathSegment_GetPoint", _INT, _PTR, _PTR, _PTR)
segment_type = _fast("FPDFPathSegment_GetType", _INT, _PTR)
segment_close = _fast("FPDFPathSegment_GetClose", _INT, _PTR)
clip_path = _fast("FPDFPageObj_GetClipPath", _PTR, _PTR)
clip_count = _fast("FPDFClipPath_CountPaths", _INT, _PTR)
clip_segments = _fast("FPDFClipPath_CountPathSegments", _INT, _PTR, _INT)
clip_segment = _fast("FPDFClipPath_GetPathSegment", _PTR, _PTR, _INT, _INT)
_set_matrix = _fast("FPDFPageObj_SetMatrix", _INT, _PTR, _PTR)
_rendered = _long("FPDFImageObj_GetRenderedBitmap", _PTR, _PTR, _PTR, _PTR)


def open_document(path: str, password: str | None) -> Any:
    """An open PDF of pypdfium2; raises PdfiumError."""
    return pdfium.PdfDocument(path, password=password)


def handle_of(pointer: Any) -> int:
    """The plain integer of a pypdfium2 pointer."""
    return int(ctypes.cast(pointer, ctypes.c_void_p).value or 0)


def each(function: Any, *columns: Iterable[Any]) -> None:
    """Call a function for each row of some columns; the loop runs outside Python code."""
    deque(map(function, *columns), maxlen=0)


def whole_text(text: int) -> str:
    """All characters of a text page, what cannot be decoded left out."""
    count = count_chars(text)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count + 1))()
    got = get_text(text, 0, count, ctypes.addressof(buffer))
    return bytes(buffer)[: 2 * max(0, got - 1)].decode("utf-16-le", "ignore")


def loose_boxes(text: int, indexes: Sequence[int]) -> list[float]:
    """Left, top, right and bottom of characters in PDF user space, one after the other."""
    n = len(indexes)
    buffer = (ctypes.c_float * (4 * n))()
    at = ctypes.addressof(buffer)
    each(loose_box, repeat(text), indexes, range(at, at + 16 * n, 16))
    return list(buffer)


def char_matrices(text: int, indexes: Sequence[int]) -> list[list[float]]:
    """Six numbers of the matrix of each character."""
    n = len(indexes)
    out = np.empty((n, 6), np.float32)
    at = out.ctypes.data
    each(char_matrix, repeat(text), indexes, range(at, at + 24 * n, 24))
    rows: list[list[float]] = out.tolist()
    return rows


def colours(get: Any, objects: Sequence[int]) -> tuple[list[int], list[int]]:
    """Whether each object has a plain colour, and its colour as red + 256 green + 65536 blue + 2**24 alpha."""
    n = len(objects)
    buffer = np.zeros((n, 4), np.uint32)
    at = buffer.ctypes.data
    known = list(map(get, objects, *(range(at + 4 * k, at + 4 * k + 16 * n, 16) for k in range(4))))
    packed: list[int] = buffer.astype(np.uint8).view("<u4").ravel().tolist()
    return known, packed


def points_of(segments: Sequence[int]) -> NDArray[Any]:
    """X and y of path segments, a row for each."""
    n = len(segments)
    out = np.empty((n, 2), np.float32)
    at = out.ctypes.data
    each(segment_point, segments, range(at, at + 8 * n, 8), range(at + 4, at + 4 + 8 * n, 8))
    return out.astype(float)


def matrices_of(objects: Sequence[int]) -> NDArray[Any]:
    """Six numbers of the matrix of each object."""
    n = len(objects)
    out = np.zeros((n, 6), np.float32)
    out[:, (0, 3)] = 1
    at = out.ctypes.data
    each(object_matrix, objects, range(at, at + 24 * n, 24))
    return out.astype(float)


def stroke_widths(objects: Sequence[int]) -> NDArray[Any]:
    """Line width of each object, in its own space."""
    n = len(objects)
    out = np.zeros(n, np.float32)
    at = out.ctypes.data
    each(stroke_width, objects, range(at, at + 4 * n, 4))
    return out.astype(float)


def draw_modes(objects: Sequence[int]) -> NDArray[Any]:
    """Whether each path is filled (0 not) and stroked."""
    n = len(objects)
    out = np.zeros((n, 2), np.int32)
    at = out.ctypes.data
    each(draw_mode, objects, range(at, at + 8 * n, 8), range(at + 4, at + 4 + 8 * n, 8))
    return out


def rendered_pixels(
    document: Any, page: int, obj: int, matrix: Sequence[float], scale: float
) -> tuple[bytes, int, int, int, int] | None:
    """A picture's pixels as drawn: bytes, width, height, stride and channels (1 grey, 3 BGR, 4 BGRA, -4 BGRx).

    Args:
        document: Of pypdfium2.
        page: The page's handle.
        obj: The picture's.
        matrix: The picture's own.
        scale: Pixels to a point; the engine draws one to a point, in which a small sign is a blot.
    """
    own = (ctypes.c_float * 6)(*matrix)
    large = (ctypes.c_float * 6)(*(scale * v for v in matrix))
    changed = _set_matrix(obj, ctypes.addressof(large))
    handle = _rendered(handle_of(document.raw), page, obj)
    if changed:
        _set_matrix(obj, ctypes.addressof(own))
    if not handle:
        return None
    bitmap = ctypes.cast(handle, raw.FPDF_BITMAP)
    try:
        w, h = int(raw.FPDFBitmap_GetWidth(bitmap)), int(raw.FPDFBitmap_GetHeight(bitmap))
        stride, form = int(raw.FPDFBitmap_GetStride(bitmap)), raw.FPDFBitmap_GetFormat(bitmap)
        if w * h == 0 or w * h > 4_000_000:
            return None
        data = ctypes.string_at(raw.FPDFBitmap_GetBuffer(bitmap), stride * h)
    finally:
        raw.FPDFBitmap_Destroy(bitmap)
    channels = {raw.FPDFBitmap_Gray: 1, raw.FPDFBitmap_BGR: 3, raw.FPDFBitmap_BGRA: 4}.get(form, -4)
    return data, w, h, stride, channels
