"""The text of a page through PDFium, in pieces as large as can be answered for.

One call gives all characters. Then PDFium is asked where text objects change, and where each stretch of one object
starts and ends. Where the advances of its characters add up to that length, no gap hides in it and it is one piece;
otherwise it is looked at word by word, and glyph by glyph where a word does not add up either.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Callable
from itertools import repeat

from extract import pdfium_calls as calls
from extract.arrows import is_odd
from extract.linewords import WIDEST_SPACE
from extract.pagechars import BLANKS, ORDINARY, SURROGATE, WORDS, Run, along, font_of, reading_angle, spelt_out
from extract.pageparts import NO_FONT, Font, RawPage
from extract.pagepaths import Matrix, multiply
from extract.pdfium_stretches import stretches_of
from records import Box, HostileError

MAX_CHARACTERS = 250_000
"""Characters on one page beyond which it is refused."""
_EXACT = 0.06
"""Font sizes by which the advances of a piece may miss its length: rounding, and ink beyond the advance."""
_EVEN = 0.15
"""Font sizes by which a word may stand off its place in evenly stretched text (justified or kerned)."""
_LEFT, _TOP, _RIGHT, _BOTTOM = range(4)


Look = tuple[int, float, float, Font, "Advances", bool]
"""Reading direction, size as seen, points for an advance of 1, font, its advances, whether plain."""
Placed = tuple[str, float, float, int, bool]
"""A word, its start and end along the reading direction, index, and whether a space stands before it."""
Windows = Callable[[list[int], Matrix], list[Box | None]]


class Advances(dict[str, float]):
    """Advance of each character of a font for a size of 1, asked for when first needed."""

    def __init__(self, font: int) -> None:
        super().__init__()
        self.font = font
        self.width = ctypes.c_float()
        self.width_at = ctypes.addressof(self.width)

    def __missing__(self, char: str) -> float:
        if not self.font:
            self[char] = 0.0
            return 0.0
        self.width.value = 0.0
        calls.glyph_width(self.font, ord(char), 1000.0, self.width_at)
        self[char] = found = self.width.value / 1000
        return found


Fonts = dict[int, tuple[Font, Advances]]
"""What is known of fonts, by their handles."""


class TextReader:
    """Reads the text of one page into a RawPage; lives no longer than the page is open.

    Args:
        text: PDFium's text page.
        out: Page to add to.
        view: From PDF user space to the page as seen.
        views: The same for text objects inside forms, whose clip windows are in the form's own co-ordinates.
        windows: Finds the windows some objects are seen through, given the way from their space to the page as seen.
        name: File name, for messages.
        known: Fonts of the page before, where that is still open: a handle that comes back is the same font.
    """

    def __init__(
        self, text: int, out: RawPage, view: Matrix, views: dict[int, Matrix], windows: Windows, name: str,
        known: Fonts | None = None,
    ) -> None:  # fmt: skip
        self.text, self.out, self.view, self.views, self.windows, self.name = text, out, view, views, windows, name
        self.known: Fonts = known or {}
        self.runs: dict[int, Run] = {}
        self.looks: dict[tuple[float | None, ...], Look] = {}
        self.inks: dict[int, str] = {}
        self.fonts: Fonts = {}
        self.ways: dict[int, tuple[int, int, float, float]] = {}
        self.rect = (ctypes.c_float * 4)()
        self.rect_at = ctypes.addressof(self.rect)

    def read(self) -> None:
        """Add all pieces of text to the page.

        Raises:
            HostileError: If the page holds more characters than any honest page.
        """
        count = calls.count_chars(self.text)
        if count <= 0:
            return
        if count > MAX_CHARACTERS:
            raise HostileError(
                f"the page holds more than {MAX_CHARACTERS:,} characters",
                where=f"{self.name}, page {self.out.number}",
                next_step="Leave the page out, or print it to a new PDF.",
            )
        page_text = self._page_text(count)
        stretches = stretches_of(self.text, page_text)
        if not stretches:
            return
        self._look_up({obj: i for i, _, obj in reversed(stretches)})
        first = calls.loose_boxes(self.text, [i for i, _, _ in stretches])
        last = calls.loose_boxes(self.text, [j - 1 for _, j, _ in stretches])
        for k, (i, j, obj) in enumerate(stretches):
            run = self.runs[obj]
            low, high, sign, offset = self.ways.get(run.angle) or self._way(run.angle)
            u0, u1 = sign * first[4 * k + low] + offset, sign * last[4 * k + high] + offset
            spaced = i > 0 and page_text[i - 1] in BLANKS
            if not self._whole(page_text[i:j], run, u0, u1, sign * last[4 * k + low] + offset, i, spaced):
                self._word_by_word(page_text, i, j, run)
        for _, advances in self.fonts.values():
            advances.font = 0  # the font may go with the page

    def _page_text(self, count: int) -> str:
        """The page's characters, each at its own index."""
        buffer = (ctypes.c_ushort * (count + 1))()
        got = calls.get_text(self.text, 0, count, ctypes.addressof(buffer))
        found = bytes(buffer)[: 2 * count].decode("utf-16-le", "surrogatepass")
        # Where the text's length is not the character count (characters left out, pairs beyond the basic
        # plane), the two would drift apart: ask one by one instead.
        if got != count + 1 or len(found) != count or SURROGATE.search(found):
            return "".join([chr(c or 32) for c in map(calls.unicode_of, repeat(self.text), range(count))])
        return found

    # -- what a text object's glyphs share --------------------------------------------------------------------

    def _look_up(self, first_of: dict[int, int]) -> None:
        """Ask for font, size, place and colour of text objects not yet known, all at once.

        Args:
            first_of: For each object the index of one of its characters.
        """
        new = {obj: i for obj, i in first_of.items() if obj not in self.runs}
        if not new:
            return
        objects, indexes = list(new), list(new.values())
        matrices = calls.char_matrices(self.text, indexes)
        sizes = map(calls.font_size, repeat(self.text), indexes)
        inks = self._inks(objects)
        modes = map(calls.render_mode, objects)
        fonts = map(calls.font_of_object, objects)
        windows = self._windows(objects)
        va, vb, vc, vd, ve, vf = self.view
        runs, looks = self.runs, self.looks
        for (a, b, c, d, e, f), obj, size, ink, mode, handle, window in zip(
            matrices, objects, sizes, inks, modes, fonts, windows, strict=True
        ):
            key = (a, b, c, d, size, handle)
            look = looks.get(key)
            if look is None:
                look = looks[key] = self._look((a, b, c, d, e, f), size, handle)
            angle, seen, scale, font, widths, plain = look
            runs[obj] = Run(
                len(runs), angle, seen, e * va + f * vc + ve, e * vb + f * vd + vf, ink, mode == 3, font, window, plain,
                widths, scale,
            )  # fmt: skip

    def _look(self, matrix: Matrix, size: float, handle: int | None) -> Look:
        a, b, c, d, _, _ = multiply(matrix, self.view)
        angle = reading_angle(a, b)
        font, widths = self._font(handle)
        plain = angle % 90 == 0 and not is_odd("", font.name)
        return angle, size * math.hypot(c, d), size * math.hypot(a, b), font, widths, plain

    def _inks(self, objects: list[int]) -> list[str]:
        known, rgba = calls.colours(calls.fill_colour, objects)
        out = []
        for has, colour in zip(known, rgba, strict=True):
            key = colour & 0xFFFFFF if has else 0
            ink = self.inks.get(key)
            if ink is None:
                ink = self.inks[key] = f"#{key & 255:02x}{key >> 8 & 255:02x}{key >> 16:02x}"
            out.append(ink)
        return out

    def _windows(self, objects: list[int]) -> list[Box | None]:
        if not self.views:
            return self.windows(objects, self.view)
        return [self.windows([obj], self.views.get(obj, self.view))[0] for obj in objects]

    def _font(self, handle: int | None) -> tuple[Font, Advances]:
        found = self.fonts.get(handle or 0)
        if found is None and handle in self.known:
            found = self.fonts[handle] = self.known[handle]
            found[1].font = handle
        if found is None:
            font = NO_FONT
            if handle:
                buffer = ctypes.create_string_buffer(256)
                calls.font_name(handle, ctypes.addressof(buffer), 256)
                name = buffer.value.decode("utf-8", "replace")
                font = font_of(name, calls.font_flags(handle), calls.font_weight(handle))
            found = self.fonts[handle or 0] = (font, Advances(handle or 0))
        return found

    def _way(self, angle: int) -> tuple[int, int, float, float]:
        """Which edges of a box in user space are its start and end along the reading direction, sign and offset."""
        way = self.ways.get(angle)
        if way is None:
            on_x, sign, offset = along(angle, self.view)
            edges = (_LEFT, _RIGHT) if on_x else (_BOTTOM, _TOP)
            way = self.ways[angle] = (*(edges if sign > 0 else edges[::-1]), sign, offset)
        return way

    # -- pieces -------------------------------------------------------------------------------------------------

    def _whole(self, text: str, run: Run, u0: float, u1: float, last: float, index: int, spaced: bool) -> bool:
        """Take a stretch as one piece, where its length is that of its characters.

        Args:
            text: Its characters.
            run: Its text object.
            u0: Start of its first character along the reading direction.
            u1: End of its last.
            last: Start of its last.
            index: Of its first character.
            spaced: Whether a space stands before it.

        Returns:
            False where something may hide in it; nothing is taken then.
        """
        plain = text.isprintable() and "  " not in text if text.isascii() else ORDINARY.fullmatch(text)
        if not plain or not run.plain or run.widths is None:
            return False
        width, size = run.widths.__getitem__, run.size
        natural = sum(map(width, text)) * run.scale
        more = u1 - u0 - natural
        spaces = text.count(" ")
        space = width(" ") * run.scale if spaces else 0.0
        if abs(more) > _EXACT * size and len(text) > 1:
            # Ink that reaches beyond the advance of the last glyph ("f", an italic "W").
            more = last - u0 - natural + width(text[-1]) * run.scale
            if abs(more) > _EXACT * size:
                if spaces < 3 or not -0.15 * size < more / spaces < 0.35 * size:
                    return False
                if not self._even(text, run, u0, more / spaces, index):
                    return False
                space += more / spaces
        if spaces and not 0.08 * size < space <= WIDEST_SPACE * size:
            return False
        piece = run.piece(text if text.isascii() else spelt_out(text), u0, u1, spaced, index)
        if spaces:
            piece.many, piece.widths, piece.scale, piece.space = True, run.widths, run.scale, space
        if run.window is not None and not run.shows_all(piece):
            return False
        self.out.chars.append(piece)
        return True

    def _even(self, text: str, run: Run, u0: float, extra: float, index: int) -> bool:
        """Whether three words inside a stretched text stand where even spaces put them: no jump hides in it."""
        assert run.widths is not None
        low, _, sign, offset = self._way(run.angle)
        width = run.widths.__getitem__
        n = len(text)
        done, at = 0, u0
        for part in (n // 4, n // 2, 3 * n // 4):
            k = text.find(" ", part) + 1
            if k <= done or k >= n:
                return False
            passed = text[done:k]
            at += sum(map(width, passed)) * run.scale + passed.count(" ") * extra
            done = k
            calls.loose_box(self.text, index + k, self.rect_at)
            if abs(sign * self.rect[low] + offset - at) > _EVEN * run.size:
                return False
        return True

    def _word_by_word(self, page_text: str, start: int, end: int, run: Run) -> None:
        """Read a stretch of one text object word by word; words at ordinary spaces are put together again."""
        if not run.plain or run.widths is None:
            self._glyphs(page_text, start, end)
            return
        spans = [(start + i, start + j) for i, j in (m.span() for m in WORDS.finditer(page_text[start:end]))]
        boxes = calls.loose_boxes(self.text, [k for i, j in spans for k in (i, j - 1)])
        low, high, sign, offset = self._way(run.angle)
        width, size = run.widths.__getitem__, run.size
        row: list[Placed] = []
        for k, (i, j) in enumerate(spans):
            text = page_text[i:j]
            at = 8 * k
            u0, u1 = sign * boxes[at + low] + offset, sign * boxes[at + 4 + high] + offset
            if not ORDINARY.fullmatch(text) or not _adds_up(
                text, sum(map(width, text)) * run.scale, u1 - u0,
                sign * boxes[at + 4 + low] + offset - u0 + width(text[-1]) * run.scale, size,
            ):  # fmt: skip
                self._put(row, run)
                row = []
                self._glyphs(page_text, i, j)
                continue
            if row and not 0.08 * size < u0 - row[-1][2] <= WIDEST_SPACE * size:
                self._put(row, run)
                row = []
            row.append((spelt_out(text), u0, u1, i, i > 0 and page_text[i - 1] in BLANKS))
        self._put(row, run)

    def _put(self, row: list[Placed], run: Run) -> None:
        if not row:
            return
        if len(row) > 1:
            first, last = row[0], row[-1]
            text = " ".join([r[0] for r in row])
            piece = run.piece(text, first[1], last[2], first[4], first[3])
            piece.many, piece.stops = True, [u for r in row for u in r[1:3]]
            if run.shows_all(piece):
                self.out.chars.append(piece)
                return
        for text, u0, u1, order, spaced in row:
            piece = run.piece(text, u0, u1, spaced, order)
            if run.shows(piece):
                self.out.chars.append(piece)

    def _glyphs(self, page_text: str, start: int, end: int) -> None:
        """Read characters one by one: figures with jumps between them, symbol fonts, words of several objects."""
        for match in WORDS.finditer(page_text, start, end):
            i, j = match.span()
            objects = list(map(calls.text_object, repeat(self.text), range(i, j)))
            self._look_up({obj: k for k, obj in zip(range(j - 1, i - 1, -1), objects[::-1], strict=True) if obj})
            spaced = i > 0 and page_text[i - 1] in BLANKS
            for k, obj in zip(range(i, j), objects, strict=True):
                if not obj or not calls.loose_box(self.text, k, self.rect_at):
                    continue
                run = self.runs[obj]
                text = spelt_out(page_text[k])
                if run.angle % 90 == 0:
                    low, high, sign, offset = self._way(run.angle)
                    u0, u1 = sign * self.rect[low] + offset, sign * self.rect[high] + offset
                    piece = run.piece(text, u0, u1, spaced, k)
                else:
                    piece = run.slanted_piece(text, self._seen(), spaced=spaced, order=k)
                if run.shows(piece):
                    self.out.chars.append(piece)
                    spaced = False

    def _seen(self) -> tuple[float, float, float, float]:
        left, top, right, bottom = self.rect
        a, b, c, d, e, f = self.view
        xa, ya = a * left + c * bottom + e, b * left + d * bottom + f
        xb, yb = a * right + c * top + e, b * right + d * top + f
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


def _adds_up(text: str, natural: float, length: float, to_last: float, size: float) -> bool:
    """Whether a word is as long as its characters; letters may be kerned, figures may not."""
    more = min(length - natural, to_last - natural, key=abs)
    if any(map(str.isdigit, text)):
        return abs(more) <= _EXACT * size
    return -0.06 * size * len(text) <= more <= 2 * _EXACT * size
