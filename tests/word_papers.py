"""Word and text papers written from blocks, for tests of the checks: headings, bullets, paragraphs, tables."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import docx

Rows = list[list[str]]
Edit = tuple[int, int, str]


def write(blocks: Sequence[str | Rows], path: Path) -> Path:
    """A Word paper, or plain text with columns aligned by blanks.

    Args:
        blocks: "# text" is a heading, "## text" one below it, "- text" a bullet, other text a paragraph, rows a table.
        path: Where; a name ending in .txt gives plain text.
    """
    if path.suffix == ".txt":
        out: list[str] = []
        for block in blocks:
            if isinstance(block, str):
                marks, _, text = block.partition(" ")
                out.append(f"{text}\n{'-' * len(text)}" if marks in ("#", "##") else block)
            else:
                widths = [max(len(r[c]) for r in block) for c in range(len(block[0]))]
                out += ["   ".join(x.ljust(w) for x, w in zip(r, widths, strict=True)).rstrip() for r in block]
            out.append("")
        path.write_text("\n".join(out), encoding="utf-8")
        return path
    document = docx.Document()
    for block in blocks:
        if not isinstance(block, str):
            table = document.add_table(len(block), len(block[0]), style="Table Grid")
            for line, row in zip(table.rows, block, strict=True):
                for cell, text in zip(line.cells, row, strict=True):
                    cell.text = text
            document.add_paragraph("")
        elif block.startswith(("# ", "## ")):
            marks, text = block.split(" ", 1)
            document.add_heading(text, len(marks))
        elif block.startswith("- "):
            document.add_paragraph(block[2:], style="List Bullet")
        else:
            document.add_paragraph(block)
    document.save(str(path))
    return path


def changed(rows: Rows, *edits: Edit) -> Rows:
    """The rows with some cells (row, column, text) changed."""
    out = [list(r) for r in rows]
    for r, c, text in edits:
        out[r][c] = text
    return out
