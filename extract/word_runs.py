"""The text of one Word paragraph: tracked changes, fields, symbols, content controls, drawings, footnote marks.

The walker gives pieces in reading order, each tied to the XML node it comes from, so that a place in the text can
be found again in the file (comments, roll-forward). What it meets and cannot read is kept as a note.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from lxml import etree

from extract.arrows import SYMBOL_FONT, arrow_from_char, symbol_text
from extract.document import Mark
from extract.namespaces import MC, M, W
from extract.safexml import Element
from extract.word_styles import Look, Styles, on
from extract.word_text import Content, Note, OpenControl, Piece

if TYPE_CHECKING:
    from extract.word_drawings import Drawings

View = Literal["accepted", "original"]


_FOOTNOTE_MARK = re.compile(
    r"^[\s,;]*(?:\d{1,3}|[a-z]|[ivx]{1,4}|[*†‡§¶#]+)(?:\s*[,;]\s*(?:\d{1,3}|[a-z]|[*†‡§]+))*[\s,;]*$"
)
_UNIT_BEFORE = re.compile(r"(?:^|[\s\d(/])(?:k|c|m)?m$")
# Inline containers without meaning of their own.
_THROUGH = frozenset(
    {"hyperlink", "smartTag", "customXml", "dir", "bdo", "fldSimple", "rubyBase", "sdtContent", "ruby"}
)
_SILENT = frozenset(
    {
        "pPr", "rPr", "sdtPr", "sdtEndPr", "proofErr", "bookmarkStart", "bookmarkEnd", "permStart", "permEnd",
        "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "lastRenderedPageBreak",
        "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd", "customXmlInsRangeStart",
        "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd", "customXmlMoveFromRangeStart",
        "customXmlMoveFromRangeEnd", "customXmlMoveToRangeStart", "customXmlMoveToRangeEnd", "smartTagPr",
        "customXmlPr", "fldData", "separator", "continuationSeparator", "softHyphen", "rubyPr", "rt", "endnoteRef",
        "footnoteRef", "contentPart", "subDoc",
    }
)  # fmt: skip


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    shown: bool = False
    computed: bool = False
    begin: Element | None = None


class Runs:
    """Walks the inline content of paragraphs of one part."""

    def __init__(self, styles: Styles, view: View, drawings: Drawings, bound: dict[Element, str]) -> None:
        self.styles = styles
        self.view: View = view
        self.drawings = drawings
        self.bound = bound
        self.changes = {"insertions": 0, "deletions": 0, "moves": 0}
        self.hidden = 0
        self.footnotes: dict[str, str] = {}
        self.endnotes: dict[str, str] = {}
        self._fields: list[_Field] = []
        self.skipped = frozenset({"del", "moveFrom"} if view == "accepted" else {"ins", "moveTo"})

    def restart(self) -> None:
        """A new story begins: an unfinished field of the last one does not reach into it."""
        self._fields.clear()

    def read(self, paragraph: Element) -> Content:
        """Content of one ``w:p``."""
        out = Content()
        self._inline(paragraph, out, self.styles.paragraph_style(paragraph))
        return out

    def mark_removed(self, paragraph: Element) -> bool:
        """Whether the paragraph's own mark is gone in this view, so that it runs on into the next one."""
        properties = paragraph.find(f"{W}pPr/{W}rPr")
        if properties is None:
            return False
        return any(properties.find(f"{W}{name}") is not None for name in self.skipped)

    def gone(self, properties: Element | None) -> bool:
        """Whether a table row or cell with these properties is not there in this view."""
        if properties is None:
            return False
        names = {"del", "cellDel"} if self.view == "accepted" else {"ins", "cellIns"}
        return any(properties.find(f"{W}{name}") is not None for name in names)

    def _inline(self, parent: Element, out: Content, style: str) -> None:
        for child in parent:
            if not isinstance(child.tag, str):
                continue
            name = etree.QName(child).localname
            if child.tag == f"{W}r":
                self._run(child, out, style)
            elif name in self.skipped or name in {"ins", "del", "moveFrom", "moveTo"}:
                self._change(child, name, out, style)
            elif name in _SILENT:
                continue
            elif child.tag == f"{W}sdt":
                self._control(child, out, style)
            elif child.tag == f"{MC}AlternateContent":
                chosen = chosen_content(child)
                if chosen is not None:
                    self._inline(chosen, out, style)
            elif child.tag.startswith(M):
                text = "".join(t.text or "" for t in child.iter(f"{M}t", f"{W}t"))
                if text and self._visible():
                    out.pieces.append(Piece(text, self.styles.look(style, None)))
            elif name in {"drawing", "pict", "object"}:
                self.drawings.read(child, out)
            elif name in _THROUGH or next(child.iter(f"{W}t"), None) is not None:
                self._inline(child, out, style)

    def _change(self, element: Element, name: str, out: Content, style: str) -> None:
        if name.startswith("move"):
            self.changes["moves"] += name == "moveTo"
        elif name == "ins":
            self.changes["insertions"] += 1
        else:
            self.changes["deletions"] += 1
        if name not in self.skipped:
            self._inline(element, out, style)

    def _visible(self) -> bool:
        return all(f.shown for f in self._fields)

    def _run(self, run: Element, out: Content, style: str) -> None:
        look = self.styles.look(style, run)
        for child in run:
            if not isinstance(child.tag, str):
                continue
            name = etree.QName(child).localname
            if name == "fldChar":
                self._field_char(child, out, look)
            elif name in {"instrText", "delInstrText"}:
                if self._fields and not self._fields[-1].shown:
                    self._fields[-1].instruction += child.text or ""
            elif not self._visible():
                continue
            elif look.hidden:
                self.hidden += name in {"t", "sym"}
            elif name in {"t", "delText"}:
                self._text(child, child.text or "", out, look)
            elif name in {"tab", "ptab"}:
                out.pieces.append(Piece("\t", look, child))
            elif name in {"br", "cr"}:
                page = child.get(f"{W}type") in {"page", "column"}
                out.pieces.append(Piece(" " if page else "\n", look, child))
            elif name == "noBreakHyphen":
                out.pieces.append(Piece("-", look, child))
            elif name == "sym":
                self._symbol(child, out, look)
            elif name in {"footnoteReference", "endnoteReference"}:
                known = self.footnotes if name == "footnoteReference" else self.endnotes
                if child.get(f"{W}customMarkFollows") not in {"1", "true"}:
                    out.superscripts.append(known.get(child.get(f"{W}id") or "", "?"))
            elif name in {"drawing", "pict", "object"}:
                self.drawings.read(child, out)
            elif child.tag == f"{MC}AlternateContent":
                chosen = chosen_content(child)
                for item in chosen if chosen is not None else ():
                    if isinstance(item.tag, str) and etree.QName(item).localname in {"drawing", "pict", "object"}:
                        self.drawings.read(item, out)
                    elif isinstance(item.tag, str) and item.tag == f"{W}t":
                        self._text(item, item.text or "", out, look)
            elif name == "ruby":
                base = child.find(f"{W}rubyBase")
                if base is not None:
                    self._inline(base, out, style)
            elif name not in _SILENT:
                out.notes.append(Note("text", f"a part of the text of an unknown kind ({name})", printed=_plain(child)))

    def _text(self, node: Element, text: str, out: Content, look: Look) -> None:
        if look.raised == "superscript":
            before = "".join(p.text for p in out.pieces[-3:])
            if text in {"2", "3"} and _UNIT_BEFORE.search(before):
                text = text.translate({ord("2"): "²", ord("3"): "³"})
            elif _FOOTNOTE_MARK.match(text):
                out.superscripts += [m for m in re.split(r"[\s,;]+", text) if m]
                return
        if look.caps:
            upper = text.upper()
            text = upper if len(upper) == len(text) else text
        shown = []
        for ch in text:
            if ch < "\u2190" and not SYMBOL_FONT.search(look.font if ch < "\x80" else look.font_high or look.font):
                shown.append(ch)
                continue
            font = look.font if ch < "\x80" else look.font_high or look.font
            mark = arrow_from_char(ch, font)
            if mark is not None:
                out.marks.append(mark)
            shown.append(symbol_text(ch, font))
        out.pieces.append(Piece("".join(shown), look, node))

    def _symbol(self, node: Element, out: Content, look: Look) -> None:
        """``w:sym``: a code of a symbol font."""
        font = node.get(f"{W}font") or ""
        try:
            char = chr(int(node.get(f"{W}char") or "", 16))
        except (ValueError, OverflowError):
            out.notes.append(Note("text", "a symbol without a usable code", printed=node.get(f"{W}char") or ""))
            return
        self._glyph(char, font, out, look, node)

    def _glyph(self, char: str, font: str, out: Content, look: Look, node: Element | None) -> None:
        mark = arrow_from_char(char, font)
        shown = symbol_text(char, font)
        if mark is not None:
            out.marks.append(mark)
            if mark.value == "unknown":
                out.notes.append(Note("arrow", "an arrow whose direction is not clear", printed=mark.printed))
        elif shown == "☐" and char != "☐":
            code = f"{font} U+{ord(char):04X}"
            out.marks.append(Mark("shape", "unknown", "symbol", code, confidence=0.0))
            out.notes.append(
                Note(
                    "text",
                    "a sign of a symbol font that is not known",
                    code,
                    "Look at it in Word and note what it says.",
                )
            )
        out.pieces.append(Piece(shown, look, node))

    def _field_char(self, node: Element, out: Content, look: Look) -> None:
        kind = node.get(f"{W}fldCharType")
        if kind == "begin":
            self._fields.append(_Field(begin=node))
        elif kind in {"separate", "end"} and self._fields:
            last = self._fields[-1]
            if not last.shown and not last.computed and all(f.shown for f in self._fields[:-1]):
                last.computed = self._computed(last, out, look)
            if kind == "separate":
                last.shown = not last.computed  # what was worked out is not repeated by the stored result
            else:
                self._fields.pop()

    def _computed(self, done: _Field, out: Content, look: Look) -> bool:
        """Fields whose text stands in their instruction or form data, not in a result; true where it was one."""
        words = done.instruction.split()
        name = words[0].upper() if words else ""
        data = done.begin.find(f"{W}ffData") if done.begin is not None else None
        if name == "SYMBOL" and len(words) > 1:
            font = re.search(r'\\f\s+"?([^"\\]+)"?', done.instruction)
            try:
                code = int(words[1], 0)
            except ValueError:
                return False
            self._glyph(chr(code), font[1].strip() if font else "", out, look, None)
            return True
        elif name == "FORMDROPDOWN" and data is not None:
            entries = [e.get(f"{W}val") or "" for e in data.iter(f"{W}listEntry")]
            result = data.find(f"{W}ddList/{W}result")
            index = int(result.get(f"{W}val") or 0) if result is not None else 0
            if index < len(entries):
                out.pieces.append(Piece(entries[index], look))
                return True
        elif name == "FORMCHECKBOX" and data is not None:
            box = data.find(f"{W}checkBox")
            state = box.find(f"{W}checked") if box is not None else None
            if state is None and box is not None:
                state = box.find(f"{W}default")
            out.pieces.append(Piece("☒" if on(state) else "☐", look))
            return True
        return False

    def _control(self, sdt: Element, out: Content, style: str) -> None:
        content = sdt.find(f"{W}sdtContent")
        control = open_control(sdt, len(out.pieces))
        out.controls.append(control)
        value = self.bound.get(sdt)
        if value is not None:
            # A bound control shows its data, whatever text was stored when it was last drawn.
            run = next(content.iter(f"{W}r"), None) if content is not None else None
            node = next(content.iter(f"{W}t"), None) if content is not None else None
            out.pieces.append(Piece(value, self.styles.look(style, run), node))
        elif content is not None:
            self._inline(content, out, style)
        control.last = len(out.pieces)


def open_control(sdt: Element, first: int) -> OpenControl:
    """Name, tag and binding of a content control."""
    properties = sdt.find(f"{W}sdtPr")

    def value(name: str, attribute: str = "val") -> str:
        item = properties.find(f"{W}{name}") if properties is not None else None
        return (item.get(f"{W}{attribute}") or "") if item is not None else ""

    return OpenControl(value("alias"), value("tag"), value("dataBinding", "xpath"), first)


def controls_around(paragraph: Element) -> list[Element]:
    """Content controls that hold a whole paragraph, outermost first; those around its cell are not among them."""
    out = []
    for above in paragraph.iterancestors():
        if above.tag in {f"{W}tc", f"{W}tr", f"{W}tbl", f"{W}body", f"{W}txbxContent"}:
            break
        if above.tag == f"{W}sdt":
            out.append(above)
    return out[::-1]


def cell_controls(paragraph: Element) -> list[Element]:
    """Content controls right around the cell of a paragraph, outermost first."""
    cell = next((above for above in paragraph.iterancestors(f"{W}tc")), None)
    out = []
    above = cell.getparent() if cell is not None else None
    while above is not None and above.tag in {f"{W}sdtContent", f"{W}sdt"}:
        if above.tag == f"{W}sdt":
            out.append(above)
        above = above.getparent()
    return out[::-1]


def chosen_content(alternate: Element) -> Element | None:
    """The one branch of ``mc:AlternateContent`` that is read: the newer drawing where it is understood."""
    understood = {"wps", "wpg", "wpc", "wp14", "w14", "w15", "w16", "cx", "cx1", "a14", "c14", "v"}
    for choice in alternate.findall(f"{MC}Choice"):
        if set((choice.get("Requires") or "").split()) <= understood:
            return choice
    fallback = alternate.find(f"{MC}Fallback")
    if fallback is not None:
        return fallback
    return alternate.find(f"{MC}Choice")


def _plain(element: Element) -> str:
    return "".join(element.itertext()).strip()[:80]
