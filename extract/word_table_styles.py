"""Fills that a Word table takes from its style: header row, bands, first and last column, corners."""

from __future__ import annotations

from dataclasses import dataclass

from extract.namespaces import W
from extract.safexml import Element
from extract.word_styles import Styles

_LOOK = {
    "firstRow": 0x0020, "lastRow": 0x0040, "firstColumn": 0x0080, "lastColumn": 0x0100, "noHBand": 0x0200,
    "noVBand": 0x0400,
}  # fmt: skip
"""Bits of ``w:tblLook`` as older files write it."""
Shade = tuple[str | None, bool]
"""(colour or None for none, whether anything was said of it)."""


@dataclass(frozen=True, slots=True)
class TableStyle:
    """Which parts of a table's style count, and their fills.

    Attributes:
        fills: Part ("", "firstRow", "band1Horz" ...) -> colour, None where the part says "no fill".
        parts: Switched on by the table: firstRow, lastRow, firstColumn, lastColumn; noHBand, noVBand switch off.
        row_band: Rows of a band.
        col_band: Columns of a band.
    """

    fills: dict[str, str | None]
    parts: frozenset[str]
    row_band: int = 1
    col_band: int = 1

    def fill(self, row: int, col: int, colspan: int, n_rows: int, n_cols: int) -> str | None:
        """Colour of a cell by its place.

        Args:
            row: 0-based row.
            col: 0-based first column.
            colspan: Columns it takes.
            n_rows: Rows of the table.
            n_cols: Columns of the table.
        """
        out = self.fills.get("")
        for part in self._parts_at(row, col, col + colspan == n_cols, n_rows):
            if part in self.fills:
                out = self.fills[part]
        return out

    def _parts_at(self, row: int, col: int, at_end: bool, n_rows: int) -> list[str]:
        """Parts of the style that hold for a place, the stronger ones later."""
        on = self.parts
        head, foot = "firstRow" in on and row == 0, "lastRow" in on and row == n_rows - 1 and n_rows > 1
        first, last = "firstColumn" in on and col == 0, "lastColumn" in on and at_end
        out = []
        if "noVBand" not in on and not first and not last:
            out.append(f"band{(col - ('firstColumn' in on)) // self.col_band % 2 + 1}Vert")
        if "noHBand" not in on and not head and not foot:
            out.append(f"band{(row - ('firstRow' in on)) // self.row_band % 2 + 1}Horz")
        out += ["firstCol"] * first + ["lastCol"] * last + ["firstRow"] * head + ["lastRow"] * foot
        if head or foot:
            out += [("n" if head else "s") + "wCell"] * first + [("n" if head else "s") + "eCell"] * last
        return out


def table_style(table: Element, styles: Styles) -> TableStyle | None:
    """The fills of a table's style.

    Args:
        table: A ``w:tbl``.
        styles: Of the file.

    Returns:
        None where it names no style and has no fill of its own, or its style fills nothing.
    """
    properties = table.find(f"{W}tblPr")
    if properties is None:
        return None
    named = properties.find(f"{W}tblStyle")
    chain = styles.chain(named.get(f"{W}val") or "") if named is not None else []
    fills: dict[str, str | None] = {}
    bands = {"tblStyleRowBandSize": 1, "tblStyleColBandSize": 1}
    for style in reversed(chain):
        for holder in (style.find(f"{W}tblPr"), style.find(f"{W}tcPr")):
            _take(fills, "", holder, styles)
        for part in style.findall(f"{W}tblStylePr"):
            name = part.get(f"{W}type") or ""
            for holder in (part.find(f"{W}tblPr"), part.find(f"{W}tcPr")):
                _take(fills, "" if name == "wholeTable" else name, holder, styles)
        for name in bands:
            size = style.find(f"{W}tblPr/{W}{name}")
            value = (size.get(f"{W}val") or "") if size is not None else ""
            if value.isdigit() and int(value) > 0:
                bands[name] = int(value)
    _take(fills, "", properties, styles)
    if not any(fills.values()):
        return None
    sizes = (bands["tblStyleRowBandSize"], bands["tblStyleColBandSize"])
    return TableStyle(fills, _look(properties.find(f"{W}tblLook")), *sizes)


def own_shade(properties: Element | None, styles: Styles) -> Shade:
    """A cell's own fill, and whether it has one: "no fill" of its own stands against that of its style."""
    shd = properties.find(f"{W}shd") if properties is not None else None
    return styles.theme.shade(properties), shd is not None and (shd.get(f"{W}val") or "") != "nil"


def _take(fills: dict[str, str | None], part: str, holder: Element | None, styles: Styles) -> None:
    colour, said = own_shade(holder, styles)
    if said:
        fills[part] = colour


def _look(look: Element | None) -> frozenset[str]:
    if look is None:
        return frozenset({"firstRow", "firstColumn", "noVBand"})  # as Word takes it where nothing is said
    value = look.get(f"{W}val") or ""
    try:
        bits = int(value, 16) if value else 0
    except ValueError:
        bits = 0
    out = set()
    for name, bit in _LOOK.items():
        said = look.get(f"{W}{name}")
        if (said.lower() in {"1", "true", "on"}) if said is not None else bool(bits & bit):
            out.add(name)
    return frozenset(out)
