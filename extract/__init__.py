"""Documents -> pages, tables, prose, charts -> observations."""

from __future__ import annotations

from extract.document import (
    Block,
    BlockKind,
    Cell,
    Chart,
    Document,
    Grid,
    Mark,
    Page,
    Paragraph,
    Series,
)

__all__ = ["Block", "BlockKind", "Cell", "Chart", "Document", "Grid", "Mark", "Page", "Paragraph", "Series"]
