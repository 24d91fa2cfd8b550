"""Accepts or rejects tracked changes in Word XML: of everybody, or of one author."""

from __future__ import annotations

from typing import Any

from draft.tracked import PROPERTY_CHANGES, W

_MOVES = {"ins": ("ins", "moveTo"), "del": ("del", "moveFrom")}
_RANGES = tuple(f"{W}{n}" for n in ("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"))


def accept_all(root: Any, author: str = "") -> None:
    """Make tracked changes under an element final: all, or those of one author."""
    _settle(root, keep="ins", drop="del", author=author)
    for name in PROPERTY_CHANGES:
        for change in list(root.iter(f"{W}{name}")):
            if not author or change.get(f"{W}author") == author:
                change.getparent().remove(change)


def reject_all(root: Any, author: str = "") -> None:
    """Undo tracked changes under an element: all, or those of one author."""
    _settle(root, keep="del", drop="ins", author=author)
    for name in PROPERTY_CHANGES:
        for change in list(root.iter(f"{W}{name}")):
            if author and change.get(f"{W}author") != author:
                continue
            current = change.getparent()
            old = change[0] if len(change) else None
            current.remove(change)
            if old is None:
                continue
            # a paragraph's or section's change keeps only what the old properties may hold
            for child in list(current):
                if name in {"pPrChange"} and child.tag in {f"{W}rPr", f"{W}sectPr"}:
                    continue
                current.remove(child)
            for n, child in enumerate(list(old)):
                current.insert(n, child)
    for old, new in (("delText", "t"), ("delInstrText", "instrText")):
        for t in list(root.iter(f"{W}{old}")):
            if not any(a.tag == f"{W}del" for a in t.iterancestors()):
                t.tag = f"{W}{new}"


def _settle(root: Any, *, keep: str, drop: str, author: str = "") -> None:
    for name in _MOVES[drop]:
        for element in list(root.iter(f"{W}{name}")):
            parent = element.getparent()
            if parent is None or (author and element.get(f"{W}author") != author):
                continue
            if parent.tag == f"{W}trPr":  # a whole row
                row = parent.getparent()
                if row.getparent() is not None:
                    row.getparent().remove(row)
            elif parent.tag == f"{W}rPr" and parent.getparent().tag == f"{W}pPr":
                _join_with_next(parent.getparent().getparent())
                parent.remove(element)
            else:
                parent.remove(element)
    for name in _MOVES[keep]:
        for element in list(root.iter(f"{W}{name}")):
            parent = element.getparent()
            if parent is None or (author and element.get(f"{W}author") != author):
                continue
            for child in list(element):
                element.addprevious(child)
            parent.remove(element)
    for name in _RANGES if not author else ():
        for element in list(root.iter(name)):
            element.getparent().remove(element)
    for sdt in list(root.iter(f"{W}sdt")):  # a control whose text went
        content = sdt.find(f"{W}sdtContent")
        if content is not None and len(content) == 0 and sdt.getparent() is not None:
            sdt.getparent().remove(sdt)


def _join_with_next(p: Any) -> None:
    """The paragraph's own end goes: its content runs on into the next paragraph."""
    following = p.getnext()
    if following is None or following.tag != f"{W}p":
        if not list(p.iter(f"{W}r")):
            p.getparent().remove(p)
        return
    own = [c for c in p if c.tag != f"{W}pPr"]
    properties = following.find(f"{W}pPr")
    where = 0 if properties is None else 1
    for n, child in enumerate(own):
        following.insert(where + n, child)
    p.getparent().remove(p)
