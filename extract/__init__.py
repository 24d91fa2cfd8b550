"""Documents -> pages, tables, prose, charts -> observations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from records import lazy_exports

if TYPE_CHECKING:
    from extract.arrows import arrow_from_char
    from extract.batch import Outcome, extract_in_worker, read_many
    from extract.document import Block, BlockKind, Cell, Chart, Control, Document, Grid, Mark, Page, Paragraph, Series
    from extract.extraction import (
        Action,
        Extraction,
        IndicatorPage,
        Measure,
        ProseFigure,
        SectionedParagraph,
    )
    from extract.ooxml import open_package
    from extract.outputs import tidy_observations, write_tidy, write_unread
    from extract.pageparts import Char
    from extract.pdfium import PdfiumFile
    from extract.proof import bands_by_name, prove
    from extract.reading import read_document
    from extract.recognition import extract_file, recognise
    from extract.summary import FileSummary, summarise
    from extract.word_bindings import bound_values, data_parts
    from extract.word_places import NodeSpan, WordPlaces, locate, text_nodes
    from extract.workers import Limits

_WHERE = {
    "Action": "extraction",
    "Block": "document",
    "BlockKind": "document",
    "Cell": "document",
    "Char": "pageparts",
    "Chart": "document",
    "Control": "document",
    "Document": "document",
    "Extraction": "extraction",
    "FileSummary": "summary",
    "Grid": "document",
    "IndicatorPage": "extraction",
    "Limits": "workers",
    "Mark": "document",
    "Measure": "extraction",
    "NodeSpan": "word_places",
    "Outcome": "batch",
    "Page": "document",
    "Paragraph": "document",
    "PdfiumFile": "pdfium",
    "ProseFigure": "extraction",
    "SectionedParagraph": "extraction",
    "Series": "document",
    "WordPlaces": "word_places",
    "arrow_from_char": "arrows",
    "bands_by_name": "proof",
    "bound_values": "word_bindings",
    "data_parts": "word_bindings",
    "extract_file": "recognition",
    "extract_in_worker": "batch",
    "locate": "word_places",
    "open_package": "ooxml",
    "prove": "proof",
    "read_document": "reading",
    "read_many": "batch",
    "recognise": "recognition",
    "summarise": "summary",
    "text_nodes": "word_places",
    "tidy_observations": "outputs",
    "write_tidy": "outputs",
    "write_unread": "outputs",
}

__all__ = [
    "Action",
    "Block",
    "BlockKind",
    "Cell",
    "Char",
    "Chart",
    "Control",
    "Document",
    "Extraction",
    "FileSummary",
    "Grid",
    "IndicatorPage",
    "Limits",
    "Mark",
    "Measure",
    "NodeSpan",
    "Outcome",
    "Page",
    "Paragraph",
    "PdfiumFile",
    "ProseFigure",
    "SectionedParagraph",
    "Series",
    "WordPlaces",
    "arrow_from_char",
    "bands_by_name",
    "bound_values",
    "data_parts",
    "extract_file",
    "extract_in_worker",
    "locate",
    "open_package",
    "prove",
    "read_document",
    "read_many",
    "recognise",
    "summarise",
    "text_nodes",
    "tidy_observations",
    "write_tidy",
    "write_unread",
]

__getattr__ = lazy_exports(__name__, _WHERE)
