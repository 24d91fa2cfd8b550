"""Fonts, fills and number formats of a workbook."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass
from typing import TypeVar

from extract.namespaces import S
from extract.number_format import BUILTIN
from extract.ooxml import Package
from extract.safexml import Element
from extract.word_styles import Theme

T = TypeVar("T")

_THEME_ORDER = (
    "lt1",
    "dk1",
    "lt2",
    "dk2",
    "accent1",
    "accent2",
    "accent3",
    "accent4",
    "accent5",
    "accent6",
    "hlink",
    "folHlink",
)
# The 64 old palette colours that still turn up by number.
_PALETTE = (
    "000000 ffffff ff0000 00ff00 0000ff ffff00 ff00ff 00ffff 000000 ffffff ff0000 00ff00 0000ff ffff00 ff00ff 00ffff "
    "800000 008000 000080 808000 800080 008080 c0c0c0 808080 9999ff 993366 ffffcc ccffff 660066 ff8080 0066cc ccccff "
    "000080 ff00ff ffff00 00ffff 800080 800000 008080 0000ff 00ccff ccffff ccffcc ffff99 99ccff ff99cc cc99ff ffcc99 "
    "3366ff 33cccc 99cc00 ffcc00 ff9900 ff6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333"
)
_INDEXED = _PALETTE.split()


@dataclass(frozen=True, slots=True)
class CellStyle:
    """How a cell looks: its number format, font and fill; colours "#rrggbb" or None for none, white, black."""

    code: str = "General"
    bold: bool = False
    italic: bool = False
    ink: str | None = None
    fill: str | None = None
    font: str = ""
    size: float = 0.0
    rotated: bool = False


class SheetStyles:
    """Styles of a workbook by index."""

    def __init__(self, package: Package, workbook: str) -> None:
        theme = package.related(workbook, "theme")
        self._theme = Theme(package.xml(theme) if theme else None)
        self._cells: list[CellStyle] = [CellStyle()]
        self.differences: list[CellStyle] = []
        part = package.related(workbook, "styles")
        if part is not None:
            self._load(package.xml(part))

    def __getitem__(self, index: int) -> CellStyle:
        """Style of a cell by its ``s`` attribute."""
        return self._cells[index] if 0 <= index < len(self._cells) else self._cells[0]

    def font_of(self, properties: Element | None) -> tuple[bool, bool, str | None, str, float]:
        """Bold, italic, colour, name and size of a ``font`` or ``rPr`` element."""
        if properties is None:
            return (False, False, None, "", 0.0)
        name = properties.find(f"{S}name")
        name = properties.find(f"{S}rFont") if name is None else name
        size = properties.find(f"{S}sz")
        ink = self.colour(properties.find(f"{S}color"))
        points = float(size.get("val") or 0) if size is not None else 0.0
        bold, italic = _flag(properties.find(f"{S}b")), _flag(properties.find(f"{S}i"))
        family = (name.get("val") or "") if name is not None else ""
        return (bold, italic, None if ink == "#000000" else ink, family, points)

    def colour(self, element: Element | None) -> str | None:
        """A colour by value, theme or old palette number; None for automatic."""
        if element is None:
            return None
        rgb = element.get("rgb")
        if rgb:
            value: str | None = f"#{rgb[-6:].lower()}"
        elif (element.get("theme") or "").isdigit():
            index = int(element.get("theme") or 0)
            value = self._theme.colour(_THEME_ORDER[index]) if index < len(_THEME_ORDER) else None
        elif (element.get("indexed") or "").isdigit():
            index = int(element.get("indexed") or 0)
            value = f"#{_INDEXED[index]}" if index < len(_INDEXED) else None
        else:
            value = None
        tint = element.get("tint")
        return _tinted(value, float(tint)) if value and tint else value

    def _fill(self, fill: Element | None, *, difference: bool = False) -> str | None:
        pattern = fill.find(f"{S}patternFill") if fill is not None else None
        if pattern is None:
            return None
        kind = pattern.get("patternType") or ("solid" if difference else "none")
        if kind == "none":
            return None
        front, back = self.colour(pattern.find(f"{S}fgColor")), self.colour(pattern.find(f"{S}bgColor"))
        value = (back or front) if difference else front  # Excel swaps the two in conditional formats
        return None if value == "#ffffff" else value

    def _load(self, root: Element) -> None:
        codes = dict(BUILTIN)
        for item in root.iter(f"{S}numFmt"):
            if (item.get("numFmtId") or "").isdigit():
                codes[int(item.get("numFmtId") or 0)] = item.get("formatCode") or "General"
        fonts = [self.font_of(f) for f in root.findall(f"{S}fonts/{S}font")]
        fills = [self._fill(f) for f in root.findall(f"{S}fills/{S}fill")]
        found = []
        for xf in root.findall(f"{S}cellXfs/{S}xf"):
            font = _at(fonts, xf.get("fontId"), (False, False, None, "", 0.0))
            turn = xf.find(f"{S}alignment")
            angle = int(turn.get("textRotation") or 0) if turn is not None else 0
            found.append(
                CellStyle(
                    codes.get(int(xf.get("numFmtId") or 0), "General"), font[0], font[1], font[2],
                    _at(fills, xf.get("fillId"), None), font[3], font[4], angle != 0,
                )
            )  # fmt: skip
        self._cells = found or self._cells
        for item in root.findall(f"{S}dxfs/{S}dxf"):
            font = self.font_of(item.find(f"{S}font"))
            self.differences.append(
                CellStyle(ink=font[2], fill=self._fill(item.find(f"{S}fill"), difference=True), bold=font[0])
            )


def _at(items: list[T], index: str | None, default: T) -> T:
    return items[int(index)] if index and index.isdigit() and int(index) < len(items) else default


def _flag(element: Element | None) -> bool:
    return element is not None and (element.get("val") or "1").lower() not in {"0", "false"}


def _tinted(value: str, tint: float) -> str:
    r, g, b = (int(value[i : i + 2], 16) / 255 for i in (1, 3, 5))
    hue, light, sat = colorsys.rgb_to_hls(r, g, b)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "#" + "".join(f"{round(c * 255):02x}" for c in colorsys.hls_to_rgb(hue, min(1.0, max(0.0, light)), sat))
