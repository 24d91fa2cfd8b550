"""The drawings of a page through PDFium: rules, areas, outlines, pictures, and the windows things are seen through."""

from __future__ import annotations

import ctypes
import math
from typing import Any

from extract import pdfium_calls as calls
from extract.pageparts import Fill, Picture, RawPage
from extract.pagepaths import Matrix, Point, add_path, flatten_curve, gather_gradients, multiply
from records import Box, HostileError

MAX_OBJECTS = 250_000
"""Objects on one page beyond which it is refused: the busiest real page seen had 30,000."""
MAX_DEPTH = 12
"""Nesting of Form XObjects beyond which what lies inside is left alone."""
SIGN_SIZE = 90.0
"""Pictures up to this size (points) may be signs such as arrows; their pixels are kept."""


class DrawingReader:
    """Reads the drawings of one page into a RawPage; lives no longer than the page is open.

    Args:
        document: The open PDF.
        page: Handle of the page.
        out: Page to add to.
        view: From PDF user space to the page as seen.
        name: File name, for messages.
    """

    def __init__(self, document: Any, page: int, out: RawPage, view: Matrix, name: str) -> None:
        self.document, self.page, self.out, self.view, self.name = document, page, out, view, name
        # Text inside a form has its clip window in the form's own co-ordinates.
        self.text_views: dict[int, Matrix] = {}
        # Buffers for the engine's answers, made once: making them for every call costs more than the call.
        self.rgba = (ctypes.c_uint * 4)()
        at = ctypes.addressof(self.rgba)
        self.rgba_at = (at, at + 4, at + 8, at + 12)
        self.xy = (ctypes.c_float * 2)()
        self.xy_at = (ctypes.addressof(self.xy), ctypes.addressof(self.xy) + 4)
        self.modes = (ctypes.c_int * 2)()
        self.modes_at = (ctypes.addressof(self.modes), ctypes.addressof(self.modes) + 4)
        self.matrix = (ctypes.c_float * 6)()
        self.matrix_at = ctypes.addressof(self.matrix)
        self.budget = MAX_OBJECTS
        self.z = 0

    def read(self) -> None:
        """Add everything drawn to the page."""
        self._objects(self.page, None, 0)
        gather_gradients(self.out)

    def _objects(self, page_or_form: int, form_matrix: Matrix | None, depth: int) -> None:
        in_form = form_matrix is not None
        count = calls.count_in_form(page_or_form) if in_form else calls.count_objects(page_or_form)
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
            obj = calls.form_object(page_or_form, i) if in_form else calls.page_object(page_or_form, i)
            if not obj:
                continue
            self.z += 1
            kind = calls.object_type(obj)
            if kind == calls.TEXT:
                if in_form:
                    self.text_views[obj] = to_seen
            elif kind == calls.PATH:
                self._path(obj, to_seen)
            elif kind == calls.IMAGE:
                self._picture(obj, to_seen)
            elif kind == calls.SHADING:
                self._shading(obj, to_seen)
            elif kind == calls.FORM:
                if depth >= MAX_DEPTH:
                    self.out.notes.append("drawings nested too deeply were left alone")
                    continue
                matrix = self._matrix_of(obj)
                inner = multiply(matrix, form_matrix) if form_matrix is not None else matrix
                self._objects(obj, inner, depth + 1)

    def _path(self, obj: int, to_seen: Matrix) -> None:
        calls.draw_mode(obj, *self.modes_at)
        mode, stroked = self.modes
        fill = self._colour(calls.fill_colour, obj) if mode else None
        stroke = self._colour(calls.stroke_colour, obj) if stroked else None
        if fill is None and stroke is None:
            return
        matrix = multiply(self._matrix_of(obj), to_seen)
        a, b, c, d, _, _ = matrix
        subpaths, curved = self._points(obj, matrix)
        width = 0.0
        if stroke is not None:
            calls.stroke_width(obj, self.xy_at[0])
            width = self.xy[0] * math.sqrt(abs(a * d - b * c))
        before = len(self.out.fills)
        add_path(self.out, subpaths, fill=fill, stroke=stroke, width=width, z=self.z, curved=curved)
        if len(self.out.fills) > before:
            self._clip(obj, to_seen, before)

    def _points(self, obj: int, matrix: Matrix) -> tuple[list[list[Point]], bool]:
        """Subpaths of a path as points, curves flattened, and whether it has curves."""
        a, b, c, d, e, f = matrix
        xy, (x_at, y_at) = self.xy, self.xy_at
        count = calls.count_segments(obj)
        if count == 5 and self._is_rectangle(obj):
            corners: list[Point] = []
            for k in range(4):
                calls.segment_point(calls.path_segment(obj, k), x_at, y_at)
                x, y = xy
                corners.append((a * x + c * y + e, b * x + d * y + f))
            return [[*corners, corners[0]]], False
        subpaths: list[list[Point]] = []
        control: list[Point] = []
        curved = False
        for k in range(count):
            segment = calls.path_segment(obj, k)
            calls.segment_point(segment, x_at, y_at)
            x, y = xy
            point = (a * x + c * y + e, b * x + d * y + f)
            kind = calls.segment_type(segment)
            if kind == calls.MOVE_TO or not subpaths:
                subpaths.append([point])
            elif kind == calls.CURVE_TO:
                curved = True
                control.append(point)
                if len(control) == 3:
                    subpaths[-1].extend(flatten_curve(subpaths[-1][-1], control[0], control[1], control[2]))
                    control = []
            else:
                subpaths[-1].append(point)
            if calls.segment_close(segment) and subpaths[-1][0] != subpaths[-1][-1]:
                subpaths[-1].append(subpaths[-1][0])
        return subpaths, curved

    @staticmethod
    def _is_rectangle(obj: int) -> bool:
        """Whether five segments are a closed ring of four lines, as the rectangle operator makes it."""
        last = calls.path_segment(obj, 4)
        line = calls.LINE_TO
        return bool(
            calls.segment_close(last)
            and calls.segment_type(last) == line
            and all(calls.segment_type(calls.path_segment(obj, k)) == line for k in (1, 2, 3))
        )

    def _clip(self, obj: int, to_seen: Matrix, since: int) -> None:
        """Cut the newest fills down to what their clip path lets through."""
        clip = self.window(obj, to_seen)
        if clip is None:
            return
        kept = []
        for fill in self.out.fills[since:]:
            f = fill.box
            box = Box(max(f.x0, clip.x0), max(f.top, clip.top), min(f.x1, clip.x1), min(f.bottom, clip.bottom))
            if box.width > 0 and box.height > 0:
                kept.append(Fill(box, fill.colour, fill.z))
        self.out.fills[since:] = kept

    def window(self, obj: int, to_seen: Matrix) -> Box | None:
        """The window an object is seen through, None where it is not clipped."""
        clip = calls.clip_path(obj)
        if not clip:
            return None
        count = calls.clip_count(clip)
        if count <= 0:
            return None
        a, b, c, d, e, f = to_seen
        xy, (x_at, y_at) = self.xy, self.xy_at
        window: Box | None = None
        for p in range(count):
            points: list[Point] = []
            for k in range(max(0, calls.clip_segments(clip, p))):
                calls.segment_point(calls.clip_segment(clip, p, k), x_at, y_at)
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
        if not calls.object_matrix(obj, self.matrix_at):
            return (1, 0, 0, 1, 0, 0)
        a, b, c, d, e, f = self.matrix
        return (a, b, c, d, e, f)

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

        found = calls.rendered_pixels(self.document, self.page, obj)
        if found is None:
            return None
        data, w, h, stride, form = found
        channels = abs(form)
        rows = np.frombuffer(data, np.uint8).reshape(h, stride)[:, : w * channels].reshape(h, w, channels)
        out = np.full((h, w, 4), 255, np.uint8)
        if channels == 1:
            out[:, :, :3] = rows
        else:
            out[:, :, :3] = rows[:, :, 2::-1]
            if form == 4:
                out[:, :, 3] = rows[:, :, 3]
        # The engine renders in its own orientation, y down already; a page turned by /Rotate turns it too.
        return np.rot90(out, -(self.out.rotation // 90)) if self.out.rotation else out

    def _shading(self, obj: int, to_seen: Matrix) -> None:
        sides = [ctypes.c_float() for _ in range(4)]
        if not calls.bounds(obj, *(ctypes.addressof(s) for s in sides)):
            return
        left, low, right, high = (s.value for s in sides)
        a, b, c, d, e, f = to_seen
        xs = (a * left + c * low + e, a * right + c * high + e)
        ys = (b * left + d * low + f, b * right + d * high + f)
        self.out.fills.append(Fill(Box(min(xs), min(ys), max(xs), max(ys)), "", self.z))
