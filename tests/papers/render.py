"""Papers as files: Word by python-docx, or plain text with aligned columns."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from pathlib import Path

from tests.papers.model import Paper


def write(paper: Paper, folder: Path, changed: Mapping[int, str] | None = None, *, stem: str = "") -> Path:
    """Write a paper, with some marks changed.

    Args:
        paper: The paper.
        folder: Where to.
        changed: Mark -> its new text.
        stem: File name without its ending; the paper's name if empty.
    """
    path = folder / f"{stem or paper.name}.{paper.style}"
    if paper.style == "docx":
        _word(paper, path, changed or {})
    else:
        path.write_text(_text(paper, changed or {}), encoding="utf-8")
    return path


def _word(paper: Paper, path: Path, changed: Mapping[int, str]) -> None:
    import docx

    document = docx.Document()
    for block in paper.blocks:
        text = paper.filled(block.text, changed)
        if block.kind == "table":
            table = document.add_table(rows=len(block.rows), cols=len(block.rows[0]), style="Table Grid")
            for made, row in zip(table.rows, block.rows, strict=True):
                for box, cell in zip(made.cells, row, strict=True):
                    box.text = paper.filled(cell, changed)
            document.add_paragraph("")
        elif block.kind in {"title", "heading"}:
            document.add_heading(text, 0 if block.kind == "title" else 1)
        elif block.kind == "bullet":
            document.add_paragraph(text, style="List Bullet")
        else:
            document.add_paragraph(text)
    document.save(str(path))


def _text(paper: Paper, changed: Mapping[int, str]) -> str:
    out: list[str] = []
    for block in paper.blocks:
        text = paper.filled(block.text, changed)
        if block.kind == "table":
            rows = [[paper.filled(cell, changed) for cell in row] for row in block.rows]
            widths = [max(len(row[c]) for row in rows) for c in range(len(rows[0]))]
            out += ["   ".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in rows]
        elif block.kind == "title":
            out += [text.upper(), "=" * len(text)]
        elif block.kind == "heading":
            out += ["", text, "-" * len(text)]
        else:
            lead = "  - " if block.kind == "bullet" else ""
            out += textwrap.wrap(lead + text, 96, subsequent_indent="    " if lead else "", break_on_hyphens=False)
        out.append("")
    return "\n".join(out)
