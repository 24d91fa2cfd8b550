"""Facts about a Word file as a whole: page size, note marks, and what changes, comments and hidden text amount to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from extract.namespaces import W
from extract.ooxml import Package
from extract.safexml import Element
from extract.word_numbering import format_number

TWENTIETHS: Final = 20
"""Twentieths of a point, Word's unit of length, in one point."""


def note_numbers(root: Element) -> tuple[dict[str, str], dict[str, str]]:
    """Marks of footnotes and endnotes by id, in the order in which the text refers to them.

    Args:
        root: Root of the main part.

    Returns:
        (footnotes, endnotes): id -> mark as printed.
    """
    out = []
    for name, usual in (("footnote", "decimal"), ("endnote", "lowerRoman")):
        forms = (f.get(f"{W}val") for p in root.iter(f"{W}{name}Pr") for f in p.findall(f"{W}numFmt"))
        form = next((f for f in forms if f), usual)
        marks: dict[str, str] = {}
        for reference in root.iter(f"{W}{name}Reference"):
            key = reference.get(f"{W}id") or ""
            if key not in marks and reference.get(f"{W}customMarkFollows") not in {"1", "true"}:
                marks[key] = format_number(len(marks) + 1, form)
        out.append(marks)
    return out[0], out[1]


def page_size(root: Element) -> tuple[float, float]:
    """Width and height of the first section's page, points; A4 where the file does not say."""
    size = next(root.iter(f"{W}pgSz"), None)

    def points(name: str, usual: float) -> float:
        value = (size.get(f"{W}{name}") or "") if size is not None else ""
        return int(value) / TWENTIETHS if value.isdigit() else usual

    return points("w", 595.3), points("h", 841.9)


def properties(package: Package, main: str, view: str, changes: Mapping[str, int], hidden: int) -> dict[str, str]:
    """What a reader should know of the file: the view read, changes, comments and hidden text, dates.

    Args:
        package: The file.
        main: Name of its main part.
        view: "accepted" or "original".
        changes: Tracked insertions, deletions and moves met.
        hidden: Pieces of hidden text met.
    """
    out = {"tracked_changes_view": view}
    if any(changes.values()):
        out["tracked_changes"] = ", ".join(f"{n} {name}" for name, n in changes.items() if n)
    if hidden:
        out["hidden_text"] = f"{hidden} pieces of hidden text are left out"
    comments = package.related(main, "comments")
    if comments is not None:
        count = sum(1 for _ in package.xml(comments).iter(f"{W}comment"))
        out["comments"] = f"{count} comments are left out"
    core = package.core_properties()
    for key in ("created", "modified", "subject", "language"):
        if core.get(key):
            out[key] = core[key]
    return out
