"""Passages that are cells of a table which was not read as one: a name and a figure, with figures alone around them."""

from __future__ import annotations

import re

from check.paper import Paper

_NAME_AND_FIGURE = re.compile(r"[A-Z][^.;:,!?«]{2,80}\s[£+-]?\d[\d,.]*(?:%|[mk])?")
_LONE_FIGURE = re.compile(r"[£+-]?\d[\d,.]*(?:%|[mk])?")


def is_stray_cell(paper: Paper, index: int) -> bool:
    """Whether a passage is such a cell: of which column its figure is, and so of which time, is not known.

    Args:
        paper: With its passages.
        index: Of the passage.
    """
    here = paper.passages[index]
    if not _NAME_AND_FIGURE.fullmatch(here.text.strip()):
        return False
    near = paper.passages[max(index - 2, 0) : index + 3]
    return any(p.kind == here.kind and _LONE_FIGURE.fullmatch(p.text.strip()) for p in near)
