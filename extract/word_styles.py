"""How Word text looks: styles with inheritance, theme colours, fonts."""

from __future__ import annotations

import colorsys
from dataclasses import dataclass, replace

from lxml import etree

from extract.namespaces import A, W
from extract.ooxml import Package
from extract.safexml import Element

_OFF = {"0", "false", "off", "none"}
_THEME_NAMES = {
    "dark1": "dk1", "text1": "dk1", "light1": "lt1", "background1": "lt1",
    "dark2": "dk2", "text2": "dk2", "light2": "lt2", "background2": "lt2",
    "tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2",
    "hyperlink": "hlink", "followedHyperlink": "folHlink",
}  # fmt: skip
_HIGHLIGHT = {
    "yellow": "ffff00", "green": "00ff00", "cyan": "00ffff", "magenta": "ff00ff", "blue": "0000ff", "red": "ff0000",
    "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000",
    "darkYellow": "808000", "darkGray": "808080", "lightGray": "c0c0c0", "black": "000000",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is shown. Colours are "#rrggbb" or None for automatic; size in points, 0 where not said."""

    bold: bool = False
    italic: bool = False
    colour: str | None = None
    fill: str | None = None
    size: float = 0.0
    raised: str = ""
    caps: bool = False
    hidden: bool = False
    font: str = ""
    font_high: str = ""


def on(element: Element | None) -> bool:
    """Whether a toggle such as ``w:b`` is present and not switched off."""
    return element is not None and (element.get(f"{W}val") or "1").lower() not in _OFF


class Theme:
    """Colours of the file's theme."""

    def __init__(self, root: Element | None) -> None:
        self.colours: dict[str, str] = {}
        scheme = root.find(f".//{A}clrScheme") if root is not None else None
        for item in scheme if scheme is not None else ():
            for colour in item:
                value = colour.get("lastClr") or colour.get("val") or ""
                if len(value) == 6:
                    self.colours[etree.QName(item).localname] = value.lower()

    def colour(self, name: str, tint: str | None = None, shade: str | None = None) -> str | None:
        """A theme colour as "#rrggbb", lightened or darkened as Word says (hexadecimal 00 to FF)."""
        value = self.colours.get(_THEME_NAMES.get(name, name))
        if value is None:
            return None
        if tint or shade:
            r, g, b = (int(value[i : i + 2], 16) / 255 for i in (0, 2, 4))
            hue, light, sat = colorsys.rgb_to_hls(r, g, b)
            if tint:
                part = int(tint, 16) / 255
                light = light * part + 1 - part
            if shade:
                light *= int(shade, 16) / 255
            value = "".join(f"{round(c * 255):02x}" for c in colorsys.hls_to_rgb(hue, light, sat))
        return f"#{value}"

    def read(self, element: Element | None, plain: str, theme: str) -> str | None:
        """Colour of an element that holds a plain value and perhaps a theme name; None where automatic."""
        if element is None:
            return None
        value = element.get(f"{W}{plain}") or ""
        if len(value) == 6 and value.lower() != "auto":
            try:
                int(value, 16)
            except ValueError:
                return None
            return f"#{value.lower()}"
        name = element.get(f"{W}{theme}")
        if not name:
            return None
        prefix = theme if theme != "themeColor" else "theme"
        return self.colour(name, element.get(f"{W}{prefix}Tint"), element.get(f"{W}{prefix}Shade"))

    def shade(self, properties: Element | None) -> str | None:
        """Background by ``w:shd`` of a cell, paragraph or run; None where none or white."""
        shd = properties.find(f"{W}shd") if properties is not None else None
        if shd is None:
            return None
        if (shd.get(f"{W}val") or "") == "solid":  # the pattern covers the fill: its colour shows
            colour = self.read(shd, "color", "themeColor")
        else:
            colour = self.read(shd, "fill", "themeFill")
        return None if colour == "#ffffff" else colour


class Styles:
    """Styles of a Word file, resolved through what they are based on."""

    def __init__(self, package: Package, document: str) -> None:
        theme = package.related(document, "theme")
        self.theme = Theme(package.xml(theme) if theme else None)
        self._by_id: dict[str, Element] = {}
        self._default_paragraph = ""
        self._look: dict[tuple[str, str, bytes], Look] = {}
        self._chains: dict[str, list[Element]] = {}
        self._base = Look()
        part = package.related(document, "styles")
        if part is None:
            return
        root = package.xml(part)
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._base = self._apply(self._base, defaults)
        for style in root.iter(f"{W}style"):
            self._by_id[style.get(f"{W}styleId") or ""] = style
            default = (style.get(f"{W}default") or "0").lower() in {"1", "true", "on"}
            if style.get(f"{W}type") == "paragraph" and default:
                self._default_paragraph = style.get(f"{W}styleId") or ""

    def chain(self, style_id: str) -> list[Element]:
        """A style and what it is based on, nearest first; loops are cut."""
        if style_id not in self._chains:
            out: list[Element] = []
            seen: set[str] = set()
            current = style_id
            while current in self._by_id and current not in seen:
                seen.add(current)
                style = self._by_id[current]
                out.append(style)
                based = style.find(f"{W}basedOn")
                current = (based.get(f"{W}val") or "") if based is not None else ""
            self._chains[style_id] = out
        return self._chains[style_id]

    def paragraph_style(self, paragraph: Element) -> str:
        """Id of a paragraph's style, the default one where it names none."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        return (style.get(f"{W}val") or "") if style is not None else self._default_paragraph

    def names(self, style_id: str) -> list[str]:
        """Names of a style and its ancestors, lower case, nearest first."""
        out = []
        for style in self.chain(style_id):
            name = style.find(f"{W}name")
            out.append(((name.get(f"{W}val") or "") if name is not None else "").lower())
        return out

    def outline_level(self, paragraph: Element) -> int:
        """Heading level from 1, 0 for body text: the paragraph's own outline level, else its style's."""
        candidates = [paragraph.find(f"{W}pPr/{W}outlineLvl")]
        style_id = self.paragraph_style(paragraph)
        candidates += [s.find(f"{W}pPr/{W}outlineLvl") for s in self.chain(style_id)]
        for item in candidates:
            if item is not None:
                value = item.get(f"{W}val") or "9"
                level = int(value) + 1 if value.isdigit() else 10
                return level if level <= 9 else 0
        for name in self.names(style_id):
            if name.startswith("heading ") and name[8:].strip().isdigit():
                return min(9, int(name[8:]))
            if name == "title":
                return 1
        return 0

    def numbering(self, paragraph: Element) -> Element | None:
        """The ``w:numPr`` that counts for a paragraph: its own, else its style's."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        if own is not None:
            return own
        for style in self.chain(self.paragraph_style(paragraph)):
            found = style.find(f"{W}pPr/{W}numPr")
            if found is not None:
                return found
        return None

    def look(self, paragraph_style: str, run: Element | None) -> Look:
        """How a run of a paragraph of some style is shown (``run`` is a ``w:r`` or None)."""
        properties = run.find(f"{W}rPr") if run is not None else None
        key_bytes = b"" if properties is None else etree.tostring(properties)
        char = properties.find(f"{W}rStyle") if properties is not None else None
        char_id = (char.get(f"{W}val") or "") if char is not None else ""
        key = (paragraph_style, char_id, key_bytes)
        if key not in self._look:
            look = self._base
            for style in reversed(self.chain(paragraph_style)):
                look = self._apply(look, style.find(f"{W}rPr"))
            for style in reversed(self.chain(char_id)):
                look = self._apply(look, style.find(f"{W}rPr"))
            self._look[key] = self._apply(look, properties)
        return self._look[key]

    def _apply(self, look: Look, properties: Element | None) -> Look:
        if properties is None:
            return look
        changes: dict[str, object] = {}
        for item in properties:
            name = etree.QName(item).localname if isinstance(item.tag, str) else ""
            value = item.get(f"{W}val") or ""
            if name == "b":
                changes["bold"] = on(item)
            elif name == "i":
                changes["italic"] = on(item)
            elif name in {"caps"}:
                changes["caps"] = on(item)
            elif name in {"vanish", "webHidden"}:
                changes["hidden"] = on(item)
            elif name == "color":
                changes["colour"] = self.theme.read(item, "val", "themeColor")
            elif name == "sz" and value.isdigit():
                changes["size"] = int(value) / 2
            elif name == "vertAlign":
                changes["raised"] = value if value in {"superscript", "subscript"} else ""
            elif name == "highlight":
                changes["fill"] = f"#{_HIGHLIGHT[value]}" if value in _HIGHLIGHT else None
            elif name == "shd":
                changes["fill"] = self.theme.shade(properties)
            elif name == "position" and value.lstrip("-").isdigit() and int(value) >= 6:
                changes["raised"] = "superscript" if _small(properties) else look.raised
            elif name == "rFonts":
                low = item.get(f"{W}ascii")
                high = item.get(f"{W}hAnsi")
                if low:
                    changes["font"] = low
                if high:
                    changes["font_high"] = high
        return replace(look, **changes) if changes else look  # type: ignore[arg-type]


def _small(properties: Element) -> bool:
    size = properties.find(f"{W}sz")
    value = (size.get(f"{W}val") or "") if size is not None else ""
    return value.isdigit() and int(value) <= 16
