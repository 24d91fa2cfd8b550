"""Draws a dealt document as a PDF, in this process: rules, fills, wrapped texts, drawn signs, symbol fonts, cards."""

from __future__ import annotations

import io
import random
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from .dealt import C, Card, Deck, Sheet

MARGIN = 36.0
_FONT_FILES = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/dejavu/DejaVuSans.ttf",
    "/Library/Fonts/DejaVuSans.ttf",
)


@cache
def _unicode_font() -> str:
    """A font with arrows; registered once."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    found = next((f for f in _FONT_FILES if Path(f).exists()), None)
    if found is None:
        pytest.skip("DejaVu Sans is not installed: arrows of this layout are printed in it")
    pdfmetrics.registerFont(TTFont("Signs", found))
    return "Signs"


class Drawer:
    """Draws a deck on as many pages as it takes."""

    def __init__(self, deck: Deck, path: Path) -> None:
        from reportlab.lib.pagesizes import A4, landscape
        from reportlab.pdfgen.canvas import Canvas

        self.deck, self.plan = deck, deck.plan
        self.rng = random.Random(deck.plan.seed + 5)
        self.width, self.height = landscape(A4)
        self.canvas: Any = Canvas(str(path), pagesize=(self.width, self.height))
        self.size = self.rng.choice((8.0, 9.0))
        self.pad = self.rng.choice((3.0, 4.5))
        self.y = self.height - MARGIN
        self.spanning = False

    def draw(self) -> None:
        """The whole document."""
        self._line(self.deck.council, 15, bold=True)
        self._line(self.deck.title, 11, bold=self.rng.random() < 0.5)
        self.y -= 8
        for sheet in self.deck.sheets:
            if sheet.caption:
                self.y -= 6
                self._line(sheet.caption, 10, bold=True)
            self._sheet(sheet)
            self.y -= 10
        self._cards(self.deck.cards)
        if self.deck.closing:
            self._line(self.deck.closing, 8)
        self._foot()
        self.canvas.save()

    def _foot(self) -> None:
        self.canvas.setFont("Helvetica", 7)
        self.canvas.drawRightString(self.width - MARGIN, 20, f"Page {self.canvas.getPageNumber()}")

    def _line(self, text: str, size: float, *, bold: bool = False) -> None:
        self.y -= size
        self.canvas.setFillColor("black")
        odd = any(ord(x) > 0x2000 and x not in "–—’" for x in text)
        self.canvas.setFont(_unicode_font() if odd else "Helvetica-Bold" if bold else "Helvetica", size)
        self.canvas.drawString(MARGIN, self.y, text)
        self.y -= size * 0.5

    # -- tables -------------------------------------------------------------------------------------------------

    def _widths(self, sheet: Sheet) -> list[float]:
        from reportlab.pdfbase.pdfmetrics import stringWidth

        n = sum(c.span for c in sheet.rows[0])
        need = [26.0] * n
        long = [False] * n
        for row, cols in self._placed(sheet):
            for c, col in zip(row, cols, strict=True):
                if c.span == 1:
                    words = max(
                        (
                            stringWidth(w, "Helvetica-Bold" if c.bold else "Helvetica", self.size)
                            for w in c.text.split()
                        ),
                        default=12,
                    )
                    whole = stringWidth(c.text, "Helvetica", self.size)
                    need[col] = max(
                        need[col], words + 2 * self.pad + 1, min(whole, 70) + 2 * self.pad + 1 if not c.bold else 0
                    )
                    long[col] = long[col] or whole > 110
        spare = self.width - 2 * MARGIN - sum(need)
        wide = [k for k in range(n) if long[k]] or [0]
        for k in wide:
            need[k] += min(max(spare, 0) / len(wide), 210)
        return need

    def _placed(self, sheet: Sheet) -> list[tuple[list[C], list[int]]]:
        taken: set[tuple[int, int]] = set()
        out = []
        for r, row in enumerate(sheet.rows):
            col, cols = 0, []
            for c in row:
                while (r, col) in taken:
                    col += 1
                cols.append(col)
                taken |= {(r + i, col + j) for i in range(c.down) for j in range(c.span)}
                col += c.span
            out.append((row, cols))
        return out

    def _wrap(self, c: C, width: float) -> list[str]:
        from reportlab.lib.utils import simpleSplit

        lines: list[str] = simpleSplit(
            c.text, "Helvetica-Bold" if c.bold else "Helvetica", self.size, width - 2 * self.pad
        )
        return lines

    def _sheet(self, sheet: Sheet) -> None:
        placed = self._placed(sheet)
        self.spanning = any(c.down > 1 for row in sheet.rows[sheet.header :] for c in row)
        widths = self._widths(sheet)
        xs = [MARGIN]
        for w in widths:
            xs.append(xs[-1] + w)
        step = self.size * 1.2
        heights = []
        for row, cols in placed:
            lines = [len(self._wrap(c, xs[k + c.span] - xs[k])) for c, k in zip(row, cols, strict=True) if c.down == 1]
            heights.append(max(lines, default=1) * step + 2 * self.pad)
        for r, (row, cols) in enumerate(placed):  # a heading over two rows may need more than both have
            for c, k in zip(row, cols, strict=True):
                if c.down > 1:
                    short = (
                        len(self._wrap(c, xs[k + c.span] - xs[k])) * step + 2 * self.pad - sum(heights[r : r + c.down])
                    )
                    heights[r + c.down - 1] += max(short, 0)
        head = sum(heights[: sheet.header])
        if self.y - head - sum(heights[sheet.header : sheet.header + 3]) < 50:
            self._new_page()
        r = 0
        while r < len(placed):
            tall = sum(heights[r : r + max(c.down for c in placed[r][0])])  # a cell over several rows is not parted
            if r >= sheet.header and self.y - tall < 45:
                self._new_page()
                if self.plan.repeated:
                    self._rows(placed[: sheet.header], heights, xs, 0, sheet.header)
            stop = sheet.header if r < sheet.header else r + 1
            self._rows(placed[r:stop], heights, xs, r, sheet.header)
            r = stop

    def _new_page(self) -> None:
        self._foot()
        self.canvas.showPage()
        self.y = self.height - MARGIN

    def _rows(
        self, placed: list[tuple[list[C], list[int]]], heights: list[float], xs: list[float], first: int, header: int
    ) -> None:
        canvas, lines = self.canvas, self.plan.lines
        for r, (row, cols) in enumerate(placed, first):
            top = self.y
            for c, col in zip(row, cols, strict=True):
                x0, x1 = xs[col], xs[col + c.span]
                low = top - sum(heights[r : r + c.down])
                fill = c.fill or (
                    "#D9E2F3"
                    if r < header and lines in {"full", "zebra"}
                    else "#F2F2F2"
                    if lines == "zebra" and r % 2 and r >= header
                    else ""
                )
                if fill:
                    canvas.setFillColor(fill)
                    canvas.rect(x0, low, x1 - x0, top - low, stroke=0, fill=1)
                if lines == "full":
                    canvas.setStrokeColor("#777777")
                    canvas.setLineWidth(0.5)
                    canvas.rect(x0, low, x1 - x0, top - low, stroke=1, fill=0)
                self._cell(c, x0, low, x1, top, is_head=r < header)
            self.y = top - heights[r]
            if lines == "horizontal" and r >= header and self.spanning:
                canvas.setStrokeColor("#777777")  # a cell over several rows has no rule through it
                canvas.setLineWidth(0.5)
                for c, col in zip(row, cols, strict=True):
                    low = top - sum(heights[r : r + c.down])
                    canvas.line(xs[col], low, xs[col + c.span], low)
            elif lines == "horizontal" and (r >= header - 1):
                canvas.setStrokeColor("#777777")
                canvas.setLineWidth(0.5)
                canvas.line(xs[0], self.y, xs[-1], self.y)

    def _cell(self, c: C, x0: float, low: float, x1: float, top: float, *, is_head: bool) -> None:
        canvas, size = self.canvas, self.size
        align = (
            (self.plan.align if self.plan.heads == "same" or not is_head else self.plan.heads) if c.figure else "left"
        )
        if c.span > 1 and is_head and c.figure:
            align = "centre"
        middle = (top + low) / 2
        if c.mark:
            x = {"left": x0 + self.pad + 6, "centre": (x0 + x1) / 2, "right": x1 - self.pad - 6}[align]
            self._mark(c.mark, x, middle)
            return
        lines = self._wrap(c, x1 - x0)
        y = middle + (len(lines) * size * 1.2) / 2 - size * 0.95
        canvas.setFillColor(c.ink or "black")
        font = "Helvetica-Bold" if c.bold else "Helvetica"
        for line in lines:
            canvas.setFont(_unicode_font() if any(ord(x) > 0x2000 and x not in "–—’" for x in line) else font, size)
            if align == "left":
                canvas.drawString(x0 + self.pad, y, line)
            elif align == "right":
                canvas.drawRightString(x1 - self.pad, y, line)
            else:
                canvas.drawCentredString((x0 + x1) / 2, y, line)
            y -= size * 1.2

    # -- signs ---------------------------------------------------------------------------------------------------

    def _mark(self, mark: str, x: float, y: float) -> None:
        canvas, form = self.canvas, self.plan.arrow
        kind, _, colour = mark.partition(" ")
        if kind == "disc":
            canvas.setFillColor(colour)
            canvas.circle(x, y, 5, stroke=0, fill=1)
        elif kind == "picture":
            self._picture(_disc_picture(colour), x, y)
        elif form in {"unicode", "word"}:
            canvas.setFont(_unicode_font(), 10)
            canvas.setFillColor("black")
            signs = (
                {"up": "↑", "down": "↓", "level": "→"},
                {"up": "▲", "down": "▼", "level": "►"},
                {"up": "⬆", "down": "⬇", "level": "➡"},
            )
            canvas.drawCentredString(x, y - 3.5, signs[self.plan.seed % 3][mark])
        elif form == "symbol":
            name, signs_of = (
                ("Symbol", {"up": "\u2191", "down": "\u2193", "level": "\u2192"}),
                ("ZapfDingbats", {"up": "\u25b2", "down": "\u25bc", "level": "\u2794"}),
            )[self.plan.seed % 2]
            canvas.setFont(name, 10)
            canvas.setFillColor("black")
            canvas.drawCentredString(x, y - 3.5, signs_of[mark])
        elif form == "private":
            self._picture(_arrow_picture(mark), x, y)
        else:
            path = canvas.beginPath()
            points = {
                "up": ((-2, -6), (2, -6), (2, 0), (5, 0), (0, 6), (-5, 0), (-2, 0)),
                "down": ((-2, 6), (2, 6), (2, 0), (5, 0), (0, -6), (-5, 0), (-2, 0)),
                "level": ((-6, -2), (0, -2), (0, -5), (6, 0), (0, 5), (0, 2), (-6, 2)),
            }[mark]
            path.moveTo(x + points[0][0], y + points[0][1])
            for px, py in points[1:]:
                path.lineTo(x + px, y + py)
            path.close()
            canvas.setFillColor("#333333")
            canvas.drawPath(path, stroke=0, fill=1)

    def _picture(self, data: bytes, x: float, y: float) -> None:
        from reportlab.lib.utils import ImageReader

        self.canvas.drawImage(ImageReader(io.BytesIO(data)), x - 6, y - 6, 12, 12, mask="auto")

    # -- cards ---------------------------------------------------------------------------------------------------

    def _cards(self, cards: list[Card]) -> None:
        across, gap = self.rng.choice((2, 3)), 14.0
        wide = (self.width - 2 * MARGIN - gap * (across - 1)) / across
        high, style, first = 92.0, self.rng.randrange(4), self.rng.random() < 0.5
        for k, card in enumerate(cards):
            if k % across == 0:
                self.y -= (gap if k else 0) + high
                if self.y < 45:
                    self._new_page()
                    self.y -= high
            x = MARGIN + (k % across) * (wide + gap)
            self._card(card, x, self.y, wide, high, style, name_first=first)
        self.y -= 20 if cards else 0

    def _card(self, card: Card, x: float, y: float, wide: float, high: float, style: int, *, name_first: bool) -> None:
        canvas = self.canvas
        canvas.setLineWidth(0.7)
        canvas.setStrokeColor("#999999")
        if style == 1:
            canvas.roundRect(x, y, wide, high, 6, stroke=1, fill=0)
        elif style == 2:
            canvas.setFillColor("#F4F4F4")
            canvas.rect(x, y, wide, high, stroke=0, fill=1)
        else:
            canvas.rect(x, y, wide, high, stroke=1, fill=0)
        if card.colour and not card.rag_word:
            canvas.setFillColor(card.colour)
            if style == 3:
                canvas.rect(x, y + high - 8, wide, 8, stroke=0, fill=1)
            elif style == 0:
                canvas.rect(x, y, 8, high, stroke=0, fill=1)
            else:
                canvas.circle(x + wide - 14, y + high - 16, 6, stroke=0, fill=1)
        left, top = x + 16, y + high - 14
        canvas.setFillColor("black")

        def name(at: float) -> None:
            canvas.setFont("Helvetica-Bold", 9)
            canvas.drawString(left, at, card.name)

        def big(at: float) -> None:
            canvas.setFont("Helvetica-Bold", 20)
            canvas.drawString(left, at - 8, card.figure)
            if card.mark:
                self._mark(card.mark, left + 100, at - 1)
                canvas.setFillColor("black")

        if name_first:
            name(top - 4)
            big(top - 26)
        else:
            big(top - 10)
            name(top - 36)
        canvas.setFont("Helvetica", 8)
        words = [*card.facts, *([card.rag_word] if card.rag_word else []), *([card.way_word] if card.way_word else [])]
        if self.plan.seed % 2:
            canvas.drawString(left, y + 10, "  |  ".join(words))
        else:
            for k, text in enumerate(reversed(words)):
                canvas.drawString(left, y + 6 + 9.5 * k, text)


@cache
def _disc_picture(colour: str) -> bytes:
    from PIL import Image, ImageDraw

    image = Image.new("RGBA", (48, 48), (255, 255, 255, 0))
    ImageDraw.Draw(image).ellipse((3, 3, 45, 45), fill=colour)
    return _png(image)


@cache
def _arrow_picture(way: str) -> bytes:
    from PIL import Image, ImageDraw

    image = Image.new("RGBA", (48, 48), (255, 255, 255, 0))
    up = [(24, 4), (42, 24), (30, 24), (30, 44), (18, 44), (18, 24), (6, 24)]
    points = {"up": up, "down": [(x, 48 - y) for x, y in up], "level": [(48 - y, x) for x, y in up]}[way]
    ImageDraw.Draw(image).polygon(points, fill="#333333")
    return _png(image)


def _png(image: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def draw(deck: Deck, path: Path) -> None:
    """Draw a dealt document as a PDF."""
    Drawer(deck, path).draw()
