"""The drawings of a page through PDFium: rules, areas, outlines, pictures, and the windows things are seen through."""

from __future__ import annotations

import ctypes
from itertools import repeat
from typing import TYPE_CHECKING, Any

import numpy as np

from extract import pdfium_calls as calls
from extract.pageparts import Fill, Picture, RawPage
from extract.pagepaths import Matrix, Point, add_path, flatten_curve, gather_gradients, multiply
from extract.pdfium_plain import PlainPaths, then
from records import Box, HostileError

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_OBJECTS = 250_000
"""Objects on one page beyond which it is refused: the busiest real page seen had 30,000."""
MAX_DEPTH = 12
"""Nesting of Form XObjects beyond which what lies inside is left alone."""
SIGN_SIZE = 90.0
"""Pictures up to this size (points) may be signs such as arrows; their pixels are kept."""
SIGN_PIXELS, SIGN_SCALE = 48.0, 6.0
"""Pixels that a small picture is drawn wide or high at least, and pixels to a point at most."""


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
        self.named: dict[int, str | None] = {}
        self.forms = False
        # Buffers for the engine's answers, made once: making them for every call costs more than the call.
        self.xy = (ctypes.c_float * 2)()
        self.xy_at = (ctypes.addressof(self.xy), ctypes.addressof(self.xy) + 4)
        self.matrix = (ctypes.c_float * 6)()
        self.matrix_at = ctypes.addressof(self.matrix)
        self.budget = MAX_OBJECTS
        self.z = 0

    def read(self) -> None:
        """Add everything drawn to the page."""
        self._objects(self.page, None, 0)
        if self.forms:  # what stands in forms was read after the rest
            self.out.fills.sort(key=lambda f: f.z)
            self.out.shapes.sort(key=lambda s: s.z)
        gather_gradients(self.out)

    def _objects(self, page_or_form: int, form_matrix: Matrix | None, depth: int) -> None:
        in_form = form_matrix is not None
        count = calls.count_in_form(page_or_form) if in_form else calls.count_objects(page_or_form)
        self.budget -= count
        if self.budget < 0:
            raise HostileError(
                f"the page holds more than {MAX_OBJECTS:,} objects",
                where=f"{self.name}, page {self.out.number}",
                why="no council paper does; the file may be built to exhaust the reader",
                next_step="Leave the page out, or print it to a new PDF.",
            )
        to_seen = multiply(form_matrix, self.view) if form_matrix is not None else self.view
        fetch = calls.form_object if in_form else calls.page_object
        objects = [o for o in map(fetch, repeat(page_or_form), range(count)) if o]
        paths: list[int] = []
        order: list[int] = []
        for obj, kind in zip(objects, map(calls.object_type, objects), strict=True):
            self.z += 1
            if kind == calls.PATH:
                paths.append(obj)
                order.append(self.z)
            elif kind == calls.TEXT:
                if in_form:
                    self.text_views[obj] = to_seen
            elif kind == calls.IMAGE:
                self._picture(obj, to_seen)
            elif kind == calls.SHADING:
                self._shading(obj, to_seen)
            elif kind == calls.FORM:
                if depth >= MAX_DEPTH:
                    self.out.notes.append("drawings nested too deeply were left alone")
                    continue
                self.forms = True
                matrix = self._matrix_of(obj)
                inner = multiply(matrix, form_matrix) if form_matrix is not None else matrix
                self._objects(obj, inner, depth + 1)
        if paths:
            self._paths(paths, order, to_seen)

    def _paths(self, objects: list[int], order: list[int], to_seen: Matrix) -> None:
        """Add paths; lines and upright rectangles, which are most of them, all at once."""
        modes = calls.draw_modes(objects)
        fills = self._colours(calls.fill_colour, objects, modes[:, 0])
        strokes = self._colours(calls.stroke_colour, objects, modes[:, 1])
        matrices = then(calls.matrices_of(objects), to_seen)
        scale = np.sqrt(np.abs(matrices[:, 0] * matrices[:, 3] - matrices[:, 1] * matrices[:, 2]))
        widths = np.zeros(len(objects))
        stroked = [k for k, colour in enumerate(strokes) if colour is not None]
        widths[stroked] = calls.stroke_widths([objects[k] for k in stroked])
        widths *= scale
        plain = PlainPaths(objects, matrices)
        since = len(self.out.fills)
        others = plain.add_to(self.out, fills, strokes, widths, order)
        for k in others:
            if fills[k] is None and strokes[k] is None:
                continue
            subpaths, curved = self._points(objects[k], tuple(matrices[k].tolist()))
            add_path(
                self.out, subpaths, fill=fills[k], stroke=strokes[k], width=float(widths[k]), z=order[k], curved=curved
            )
        if len(self.out.fills) > since:
            by_order = dict(zip(order, objects, strict=True))
            new = sorted(self.out.fills[since:], key=lambda f: f.z)
            windows = self.windows([by_order[f.z] for f in new], to_seen)
            self.out.fills[since:] = [
                cut for f, w in zip(new, windows, strict=True) if (cut := f if w is None else _cut(f, w)) is not None
            ]
        if others:
            self.out.shapes.sort(key=lambda s: s.z)

    def _colours(self, get: Any, objects: list[int], wanted: NDArray[Any]) -> list[str | None]:
        """Colour of each object as "#rrggbb", "" for a pattern, None where it is not wanted or fully transparent."""
        out: list[str | None] = [None] * len(objects)
        asked = np.flatnonzero(wanted).tolist()
        known, packed = calls.colours(get, [objects[k] for k in asked])
        for k, has, colour in zip(asked, known, packed, strict=True):
            if not has:
                out[k] = ""
                continue
            if colour not in self.named:
                self.named[colour] = _name_of(colour)
            out[k] = self.named[colour]
        return out

    def _points(self, obj: int, matrix: Matrix) -> tuple[list[list[Point]], bool]:
        """Subpaths of a path as points, curves flattened, and whether it has curves."""
        a, b, c, d, e, f = matrix
        xy, (x_at, y_at) = self.xy, self.xy_at
        count = calls.count_segments(obj)
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

    def windows(self, objects: list[int], to_seen: Matrix) -> list[Box | None]:
        """The windows that objects of one co-ordinate system are seen through, None where one is not clipped."""
        clips = list(map(calls.clip_path, objects))
        counts = list(map(calls.clip_count, clips))
        out: list[Box | None] = [None] * len(objects)
        cut = [k for k, count in enumerate(counts) if count > 0]
        sizes = [calls.clip_segments(clips[k], 0) if counts[k] == 1 else 0 for k in cut]
        single = [k for k, size in zip(cut, sizes, strict=True) if size == 5]  # as the rectangle operator makes it
        for k, size in zip(cut, sizes, strict=True):
            if size != 5:
                out[k] = self.window(objects[k], to_seen)
        if single:
            handles = [clips[k] for k in single]
            a, b, c, d, e, f = to_seen
            corners = [calls.points_of(list(map(calls.clip_segment, handles, repeat(0), repeat(n)))) for n in range(5)]
            x = np.stack([a * q[:, 0] + c * q[:, 1] + e for q in corners])
            y = np.stack([b * q[:, 0] + d * q[:, 1] + f for q in corners])
            sides = np.stack([x.min(axis=0), y.min(axis=0), x.max(axis=0), y.max(axis=0)], axis=1).tolist()
            for k, side in zip(single, sides, strict=True):
                out[k] = Box(*side)
        return out

    def _matrix_of(self, obj: int) -> Matrix:
        if not calls.object_matrix(obj, self.matrix_at):
            return (1, 0, 0, 1, 0, 0)
        a, b, c, d, e, f = self.matrix
        return (a, b, c, d, e, f)

    def _picture(self, obj: int, to_seen: Matrix) -> None:
        own = self._matrix_of(obj)
        a, b, c, d, e, f = multiply(own, to_seen)
        xs = (e, e + a, e + c, e + a + c)
        ys = (f, f + b, f + d, f + b + d)
        box = Box(min(xs), min(ys), max(xs), max(ys))
        pixels = None
        if 1 < box.width <= SIGN_SIZE and 1 < box.height <= SIGN_SIZE:
            scale = max(1.0, min(SIGN_SCALE, SIGN_PIXELS / min(box.width, box.height)))
            pixels = self._pixels(obj, own, scale)
        self.out.pictures.append(Picture(box, self.z, pixels))

    def _pixels(self, obj: int, own: Matrix, scale: float) -> Any:
        import numpy as np

        found = calls.rendered_pixels(self.document, self.page, obj, own, scale)
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


def _name_of(colour: int) -> str | None:
    """A packed colour over white paper as "#rrggbb", None where fully transparent."""
    r, g, b, alpha = colour & 255, colour >> 8 & 255, colour >> 16 & 255, colour >> 24
    if alpha < 255:
        r, g, b = (round(255 - (255 - v) * alpha / 255) for v in (r, g, b))
    return f"#{r:02x}{g:02x}{b:02x}" if alpha else None


def _cut(fill: Fill, window: Box) -> Fill | None:
    """What a window lets through of a coloured area."""
    f = fill.box
    x0, top, x1, bottom = (
        max(f.x0, window.x0),
        max(f.top, window.top),
        min(f.x1, window.x1),
        min(f.bottom, window.bottom),
    )
    return Fill(Box(x0, top, x1, bottom), fill.colour, fill.z) if x1 > x0 and bottom > top else None
