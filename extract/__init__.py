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
    from extract.outputs import tidy_observations, write_tidy, write_unread
    from extract.proof import bands_by_name, prove
    from extract.reading import read_document
    from extract.recognise import extract_file, recognise
    from extract.summary import FileSummary, summarise

_WHERE = {
    "Action": "extraction",
    "Block": "document",
    "BlockKind": "document",
    "Cell": "document",
    "Chart": "document",
    "Control": "document",
    "Document": "document",
    "Extraction": "extraction",
    "FileSummary": "summary",
    "Grid": "document",
    "IndicatorPage": "extraction",
    "Mark": "document",
    "Measure": "extraction",
    "Page": "document",
    "Paragraph": "document",
    "ProseFigure": "extraction",
    "SectionedParagraph": "extraction",
    "Series": "document",
    "bands_by_name": "proof",
    "extract_file": "recognise",
    "prove": "proof",
    "read_document": "reading",
    "recognise": "recognise",
    "summarise": "summary",
    "tidy_observations": "outputs",
    "write_tidy": "outputs",
    "write_unread": "outputs",
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
    "FileSummary",
    "Grid",
    "IndicatorPage",
    "Mark",
    "Measure",
    "Page",
    "Paragraph",
    "ProseFigure",
    "SectionedParagraph",
    "Series",
    "bands_by_name",
    "extract_file",
    "prove",
    "read_document",
    "recognise",
    "summarise",
    "tidy_observations",
    "write_tidy",
    "write_unread",
]

__getattr__ = lazy_exports(__name__, _WHERE)
