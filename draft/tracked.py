"""Tracked changes in Word XML: insert and delete by author "panelpaper".

Deleted runs keep their formatting, inserted ones copy that of the first run they replace. Accepting every change gives
the new paper, rejecting every change the old one (`draft.settling`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

AUTHOR = "panelpaper"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_SHOWN = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-", f"{W}softHyphen": ""}
PROPERTY_CHANGES = (
    "rPrChange",
    "pPrChange",
    "tcPrChange",
    "trPrChange",
    "tblPrChange",
    "sectPrChange",
    "tblGridChange",
)


_MARKS = ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", *PROPERTY_CHANGES)


@dataclass(slots=True)
class Tracker:
    """Makes changes, each with its own id.

    Attributes:
        stamp: Date and time of every change: the paper's own, so that the same input gives the same file.
        count: Changes made.
    """

    stamp: str
    count: int = 0
    first_id: int = 50_000

    def mark(self, kind: str) -> Any:
        """An empty ``w:ins``, ``w:del`` or property change."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        element = OxmlElement(f"w:{kind}")
        element.set(qn("w:id"), str(self.first_id + self.count))
        element.set(qn("w:author"), AUTHOR)
        element.set(qn("w:date"), self.stamp)
        self.count += 1
        return element

    def delete(self, runs: Iterable[Any]) -> None:
        """Strike runs out."""
        for run in runs:
            wrapper = self.mark("del")
            run.addprevious(wrapper)
            wrapper.append(run)
            for t in run.findall(f"{W}t"):
                t.tag = f"{W}delText"
                t.set(_SPACE, "preserve")
            for t in run.findall(f"{W}instrText"):
                t.tag = f"{W}delInstrText"

    def insert_after(self, anchor: Any, elements: Iterable[Any]) -> Any:
        """Put runs after an element, as an insertion; returns the ``w:ins``."""
        wrapper = self.mark("ins")
        for element in elements:
            wrapper.append(element)
        _out_of_insertion(anchor).addnext(wrapper)
        return wrapper

    def replace_text(self, p: Any, start: int, end: int, text: str) -> list[Any]:
        """Replace characters of a paragraph.

        Args:
            p: The paragraph.
            start: First character, in `text_of`.
            end: One after the last; equal to start for an insertion.
            text: What goes there.

        Returns:
            The inserted runs, for a comment; empty where nothing was inserted.

        Raises:
            ValueError: If the characters are not all in the paragraph's own runs.
        """
        runs = cut(p, start, end)
        if not runs and start != end:
            raise ValueError(f"characters {start} to {end} are not in the paragraph")
        if runs:
            model = runs[0]
            anchor_run = runs[-1]
        else:
            model = anchor_run = _run_at(p, start)
        new = [make_run(model, text)] if text else []
        self.delete(runs)
        anchor = anchor_run.getparent() if runs else anchor_run
        if new and end == 0:
            wrapper = self.mark("ins")
            wrapper.extend(new)
            outer = _insertion_of(anchor)
            (anchor if outer is None else outer).addprevious(wrapper)
        elif new:
            self.insert_after(anchor, new)
        return new

    def replace_content(self, holder: Any, new: Iterable[Any]) -> None:
        """Replace all that a control's ``w:sdtContent`` holds by other runs."""
        self.delete([r for r in holder.iter(f"{W}r") if not _deleted(r)])
        wrapper = self.mark("ins")
        wrapper.extend(new)
        holder.append(wrapper)

    def replace_members(self, members: list[Any], new: Iterable[Any]) -> None:
        """Replace neighbouring runs and controls of a paragraph by others.

        The old controls dissolve into their struck-out runs; the new ones are inserted whole.
        """
        anchor = None
        for member in members:
            if member.tag == f"{W}sdt":
                runs = list(member.iter(f"{W}r"))
                for run in runs:
                    member.addprevious(run)
                member.getparent().remove(member)
            else:
                runs = [member]
            for run in runs:
                self.delete([run])
                anchor = run.getparent()
        if anchor is not None:
            self.insert_after(anchor, new)

    def shade(self, cell: Any, word: str) -> None:
        """Change a RAG cell's fill, keeping the old one for whoever rejects the change."""
        from draft.template import shade_cell

        properties = cell.get_or_add_tcPr()
        before = deepcopy(properties)
        for change in before.findall(f"{W}tcPrChange"):
            before.remove(change)
        inks = [(r, deepcopy(r.find(f"{W}rPr"))) for r in cell.iter(f"{W}r") if _deleted(r)]
        shade_cell(cell, word)
        for run, old in inks:  # struck-out words keep their colour
            current = run.find(f"{W}rPr")
            if current is not None:
                run.remove(current)
            if old is not None:
                run.insert(0, old)
        properties = cell.get_or_add_tcPr()
        for change in properties.findall(f"{W}tcPrChange"):
            properties.remove(change)
        mark = self.mark("tcPrChange")
        before.tag = f"{W}tcPr"
        mark.append(before)
        properties.append(mark)


def _insertion_of(element: Any) -> Any | None:
    """The insertion of somebody else that an element stands in."""
    names = {f"{W}ins", f"{W}moveTo"}
    return next((a for a in element.iterancestors() if a.tag in names and a.getparent().tag != f"{W}rPr"), None)


def _out_of_insertion(anchor: Any) -> Any:
    """Where ours goes after an element: outside an insertion of somebody else, which is parted there if need be."""
    while (outer := _insertion_of(anchor)) is not None:
        rest = []
        while (after := anchor.getnext()) is not None:
            rest.append(after)
            anchor.getparent().remove(after)
        if rest and anchor.getparent() is outer:
            tail = outer.makeelement(outer.tag, dict(outer.attrib), nsmap=outer.nsmap)
            tail.extend(rest)
            outer.addnext(tail)
        elif rest:
            for element in reversed(rest):  # inside a control, say: it stays whole
                anchor.addnext(element)
        anchor = outer
    return anchor


def number_changes(roots: Iterable[Any]) -> None:
    """Give every tracked change of a document an id of its own: those of other people keep theirs where they can.

    Args:
        roots: Its parts.
    """
    marks = [m for root in roots for name in _MARKS for m in root.iter(f"{W}{name}")]
    used: set[str] = set()
    again = []
    for m in sorted(marks, key=lambda m: m.get(f"{W}author") == AUTHOR):
        number = str(m.get(f"{W}id"))
        if number in used or not number.isdigit():
            again.append(m)
        used.add(number)
    free = max((int(n) for n in used if n.isdigit()), default=0) + 1
    for n, m in enumerate(again):
        m.set(f"{W}id", str(free + n))


def segments(p: Any) -> Iterator[tuple[Any, Any, str]]:
    """Run, element and shown text of a paragraph, in order, without deleted text and without text boxes inside it."""
    for run in p.iter(f"{W}r"):
        if next(run.iterancestors(f"{W}p"), None) is not p or _deleted(run):
            continue
        for child in run:
            if child.tag == f"{W}t":
                yield run, child, child.text or ""
            elif child.tag in _SHOWN:
                yield run, child, _SHOWN[child.tag]


def text_of(p: Any) -> str:
    """Text of a paragraph (or of a control inside one) with tracked changes accepted."""
    if p.tag == f"{W}p":
        return "".join(text for _, _, text in segments(p))
    return "".join(
        child.text or "" if child.tag == f"{W}t" else _SHOWN[child.tag]
        for run in p.iter(f"{W}r")
        if not _deleted(run)
        for child in run
        if child.tag == f"{W}t" or child.tag in _SHOWN
    )


def cut(p: Any, start: int, end: int) -> list[Any]:
    """Split runs so that some of them hold exactly the characters start to end; returns these."""
    out: list[Any] = []
    at = 0
    for run, child, text in list(segments(p)):
        low, high = max(start, at), min(end, at + len(text))
        at += len(text)
        if low >= high:
            continue
        begin, stop = low - (at - len(text)), high - (at - len(text))
        if child.tag != f"{W}t":
            out.append(_isolate(run, child))
            continue
        for part, chosen in ((text[:begin], False), (text[begin:stop], True)):
            if not part:
                continue
            piece = make_run(run, part)
            _isolate_before(run, child, piece)
            if chosen:
                out.append(piece)
        rest = text[stop:]
        if rest:
            child.text = rest
            child.set(_SPACE, "preserve")
        else:
            run.remove(child)
            if not _content(run):
                run.getparent().remove(run)
    return out


def make_run(model: Any, text: str) -> Any:
    """A run with another's formatting."""
    from docx.oxml import OxmlElement

    run = OxmlElement("w:r")
    properties = model.find(f"{W}rPr") if model is not None else None
    if properties is not None:
        run.append(deepcopy(properties))  # with what others changed of it, so that their change can be undone
    t = OxmlElement("w:t")
    t.text = text
    t.set(_SPACE, "preserve")
    run.append(t)
    return run


def changes_in(root: Any) -> int:
    """How many tracked changes there are."""
    return sum(1 for name in _MARKS for _ in root.iter(f"{W}{name}"))


def has_changes(root: Any) -> bool:
    """Whether there are tracked changes already."""
    return changes_in(root) > 0


def _deleted(run: Any) -> bool:
    return any(a.tag in {f"{W}del", f"{W}moveFrom"} for a in run.iterancestors())


def _content(run: Any) -> list[Any]:
    return [c for c in run if c.tag != f"{W}rPr"]


def _isolate(run: Any, child: Any) -> Any:
    """Give a child of a run its own run; returns that."""
    if _content(run) == [child]:
        return run
    from docx.oxml import OxmlElement

    new = OxmlElement("w:r")
    properties = run.find(f"{W}rPr")
    if properties is not None:
        new.append(deepcopy(properties))
    _isolate_before(run, child, new)
    new.append(child)
    if not _content(run):
        run.getparent().remove(run)
    return new


def _isolate_before(run: Any, child: Any, new: Any) -> None:
    """Put a run before a child of another: what stood before the child moves to a run of its own first."""
    from docx.oxml import OxmlElement

    before = []
    for c in run:
        if c is child:
            break
        if c.tag != f"{W}rPr":
            before.append(c)
    if before:
        head = OxmlElement("w:r")
        properties = run.find(f"{W}rPr")
        if properties is not None:
            head.append(deepcopy(properties))
        for c in before:
            head.append(c)
        run.addprevious(head)
    run.addprevious(new)


def _run_at(p: Any, at: int) -> Any:
    """The run after which an insertion at a character goes."""
    left = cut(p, 0, at) if at else []
    if left:
        return left[-1]
    runs = [r for r, _, _ in segments(p)]
    if runs:
        return runs[0]
    raise ValueError("the paragraph has no text")
