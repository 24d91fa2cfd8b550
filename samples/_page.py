"""A page to draw on, measured from the top left in points, with the few things a scorecard needs."""

# ruff: noqa: E501 - facts and sentences stand one to a line

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportlab.lib.colors import Color, HexColor, black, white
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

FILLS = {"green": HexColor("#92D050"), "amber": HexColor("#FFC000"), "red": HexColor("#FF0000")}
SYMBOL_ARROWS = {"up": "\u2191", "down": "\u2193", "level": "\u2192"}


def wrap(text: str, font: str, size: float, width: float) -> list[str]:
    """Lines of a text that fit a width in points."""
    lines: list[str] = []
    for word in text.split():
        if lines and stringWidth(f"{lines[-1]} {word}", font, size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


class Page:
    """A canvas whose y runs down from the top of the page.

    Args:
        path: File to write; bytes are the same on every run.
        size: Width and height in points.
        fonts: Names of the plain and the bold font.
    """

    def __init__(
        self, path: Path, size: tuple[float, float], fonts: tuple[str, str], title: str, producer: str
    ) -> None:
        self.width, self.height = size
        self.plain, self.strong = fonts
        self.number = 1
        self.canvas = Canvas(str(path), pagesize=size, invariant=1, pageCompression=1)
        self.canvas.setTitle(title)
        self.canvas.setAuthor(producer)

    def text(
        self, x: float, y: float, words: str, size: float = 8, *, bold: bool = False, align: str = "left",
        colour: Color = black, font: str | None = None,
    ) -> None:  # fmt: skip
        """Words on a baseline y points below the top of the page."""
        name = font or (self.strong if bold else self.plain)
        self.canvas.setFont(name, size)
        self.canvas.setFillColor(colour)
        width = stringWidth(words, name, size)
        shift = {"left": 0.0, "centre": width / 2, "right": width}[align]
        self.canvas.drawString(x - shift, self.height - y, words)

    def rotated(self, x: float, y: float, words: str, size: float = 6) -> None:
        """Words that read upwards from a point."""
        self.canvas.saveState()
        self.canvas.translate(x, self.height - y)
        self.canvas.rotate(90)
        self.canvas.setFont(self.strong, size)
        self.canvas.setFillColor(black)
        self.canvas.drawString(0, 0, words)
        self.canvas.restoreState()

    def box(
        self, x: float, y: float, w: float, h: float, *, fill: Color | None = None, stroke: bool = True, line: float = 0.5
    ) -> None:  # fmt: skip
        """A rectangle given by its top left corner."""
        if fill is not None:
            self.canvas.setFillColor(fill)
        self.canvas.setStrokeColor(black)
        self.canvas.setLineWidth(line)
        self.canvas.rect(x, self.height - y - h, w, h, stroke=int(stroke), fill=int(fill is not None))

    def cell(
        self, x: float, y: float, w: float, h: float, words: str, size: float = 6.5, *, bold: bool = False,
        align: str = "centre", fill: Color | None = None, ruled: bool = True, colour: Color = black,
        font: str | None = None,
    ) -> None:  # fmt: skip
        """A cell with its words wrapped and set in the middle of its height."""
        if fill is not None or ruled:
            self.box(x, y, w, h, fill=fill, stroke=ruled)
        name = font or (self.strong if bold else self.plain)
        lines = wrap(words, name, size, w - 4)
        top = y + (h - len(lines) * size * 1.15) / 2 + size * 0.92
        for k, line in enumerate(lines):
            at = {"left": x + 2, "centre": x + w / 2, "right": x + w - 2}[align]
            self.text(at, top + k * size * 1.15, line, size, bold=bold, align=align, colour=colour, font=font)

    def row(
        self, x: float, y: float, h: float, widths: Sequence[float], words: Sequence[str], size: float = 6.5, *,
        bold: bool = False, left: int = 0, fill: Color | None = None, ruled: bool = True,
    ) -> None:  # fmt: skip
        """Cells side by side; the first `left` of them are set left."""
        for k, (w, t) in enumerate(zip(widths, words, strict=True)):
            self.cell(
                x, y, w, h, t, size, bold=bold, align="left" if k < left else "centre", fill=fill, ruled=ruled
            )  # fmt: skip
            x += w

    def paragraph(self, x: float, y: float, w: float, words: str, size: float = 9, *, bold: bool = False) -> float:
        """Wrapped words; gives the y below them."""
        for line in wrap(words, self.strong if bold else self.plain, size, w):
            self.text(x, y, line, size, bold=bold)
            y += size * 1.3
        return y

    def vector_arrow(self, x: float, y: float, direction: str, size: float = 8) -> None:
        """An arrow drawn as an outline about its middle: no character stands for it."""
        s = size / 2
        up = [(0, -s), (s * 0.8, 0), (s * 0.3, 0), (s * 0.3, s), (-s * 0.3, s), (-s * 0.3, 0), (-s * 0.8, 0)]
        points = {"up": up, "down": [(a, -b) for a, b in up], "level": [(-b, a) for a, b in up]}[direction]
        shape = self.canvas.beginPath()
        for k, (dx, dy) in enumerate(points):
            (shape.moveTo if k == 0 else shape.lineTo)(x + dx, self.height - (y + dy))
        shape.close()
        self.canvas.setFillColor(
            {"up": HexColor("#2E7D32"), "down": HexColor("#B71C1C"), "level": HexColor("#F9A825")}[direction]
        )
        self.canvas.drawPath(shape, stroke=0, fill=1)

    def bars(
        self, x: float, y: float, w: float, h: float, labels: Sequence[str], values: Sequence[float], target: float, top: float,
        *, name: str, percent: bool = True,
    ) -> None:  # fmt: skip
        """A column chart with a target line, an axis from 0 to `top`, its labels, and a key to the right of it."""
        self.box(x, y, w, h, line=0.4)
        for k in range(5):
            at = y + h - h * k / 4
            self.text(x - 4, at + 2, f"{top * k / 4:g}{'%' if percent else ''}", 6, align="right")
            self.canvas.setLineWidth(0.2)
            self.canvas.line(x, self.height - at, x + w, self.height - at)
        step = w / len(values)
        for k, (label, value) in enumerate(zip(labels, values, strict=True)):
            tall = h * value / top
            self.box(x + step * (k + 0.25), y + h - tall, step * 0.5, tall, fill=HexColor("#4F81BD"), stroke=False)
            self.text(x + step * (k + 0.5), y + h + 9, label, 6, align="centre")
        self.canvas.setStrokeColor(HexColor("#C0504D"))
        self.canvas.setLineWidth(1.2)
        at = self.height - (y + h - h * target / top)
        self.canvas.line(x + step * 0.5, at, x + w - step * 0.5, at)
        self.box(x + w + 10, y + h / 2 - 12, 7, 7, fill=HexColor("#4F81BD"), stroke=False)
        self.text(x + w + 22, y + h / 2 - 6, name, 7)
        self.canvas.setStrokeColor(HexColor("#C0504D"))
        self.canvas.setLineWidth(1.2)
        self.canvas.line(x + w + 8, self.height - (y + h / 2 + 6), x + w + 19, self.height - (y + h / 2 + 6))
        self.text(x + w + 22, y + h / 2 + 8, "Target", 7)

    def next(self) -> None:
        """Number this page and start another."""
        self.text(self.width / 2, self.height - 16, str(self.number), 7, align="centre")
        self.canvas.showPage()
        self.number += 1

    def save(self) -> None:
        """Write the file; the page begun last must have been ended by `next`."""
        self.canvas.save()


__all__ = ["FILLS", "SYMBOL_ARROWS", "Page", "white", "wrap"]
