"""Documents -> pages, tables, prose, charts -> observations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from records import lazy_exports

if TYPE_CHECKING:
    from extract.document import Block, BlockKind, Cell, Chart, Control, Document, Grid, Mark, Page, Paragraph, Series
    from extract.extraction import (
        Action,
        Extraction,
        IndicatorPage,
        Measure,
        ProseFigure,
        SectionedParagraph,
    )
    from extract.reading import read_document
    from extract.recognise import extract_file, recognise

_WHERE = {
    "Action": "extraction",
    "Block": "document",
    "BlockKind": "document",
    "Cell": "document",
    "Chart": "document",
    "Control": "document",
    "Document": "document",
    "Extraction": "extraction",
    "Grid": "document",
    "IndicatorPage": "extraction",
    "Mark": "document",
    "Measure": "extraction",
    "Page": "document",
    "Paragraph": "document",
    "ProseFigure": "extraction",
    "SectionedParagraph": "extraction",
    "Series": "document",
    "extract_file": "recognise",
    "read_document": "reading",
    "recognise": "recognise",
}

__all__ = [
    "Action",
    "Block",
    "BlockKind",
    "Cell",
    "Chart",
    "Control",
    "Document",
    "Extraction",
    "Grid",
    "IndicatorPage",
    "Mark",
    "Measure",
    "Page",
    "Paragraph",
    "ProseFigure",
    "SectionedParagraph",
    "Series",
    "extract_file",
    "read_document",
    "recognise",
]

__getattr__ = lazy_exports(__name__, _WHERE)
