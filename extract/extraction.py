"""What reading one publication gives: its observations, its prose, and everything that was not understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from extract.document import Document, Paragraph
from records import Box, Observation, Publication, RagBands, Source, Unread, quick


@quick
@dataclass(frozen=True, slots=True)
class ProseFigure:
    """A number located in a paragraph.

    Attributes:
        observation: The figure (role context until a recogniser or the checker knows better).
        sentence: The sentence it stands in.
        paragraph: Index into `Extraction.paragraphs`.
    """

    observation: Observation
    sentence: str
    paragraph: int


@quick
@dataclass(frozen=True, slots=True)
class SectionedParagraph:
    """A paragraph with the path of headings it stands under ("Measure 1 / Analysis of progress")."""

    paragraph: Paragraph
    section: str


@dataclass(frozen=True, slots=True)
class IndicatorPage:
    """A one-page indicator report or KPI box: the facts around its trend table.

    Attributes:
        indicator: Name as printed.
        rag: green, amber, red or "".
        bands: As printed under "Data notes"; None where absent or not understood.
        bands_printed: Their text.
        target_printed: "85%".
        tolerance: Sentence such as "Higher values are better".
        polarity: H, L, T or "" as the tolerance says.
        commentary: Paragraphs.
        data_notes: Label -> text ("Data", "Data Source" ...).
        roles: Label -> text ("Director" ...).
        page: 1-based; None for Word and text.
    """

    indicator: str
    rag: str = ""
    bands: RagBands | None = None
    bands_printed: str = ""
    target_printed: str = ""
    tolerance: str = ""
    polarity: str = ""
    commentary: tuple[str, ...] = ()
    data_notes: dict[str, str] = field(default_factory=dict)
    roles: dict[str, str] = field(default_factory=dict)
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A row of a challenge/measure table (progress report, cover paper, appendix).

    Attributes:
        challenge: "Challenge 1: ..." carried down merged cells.
        measure: "Measure 1: ...".
        number: 1 for "Measure 1"; 0 where it has none.
        performance: Text of "Current performance"; empty where the table has no such column.
        direction_text: Words of the direction cell ("Improving Picture").
        direction: up, down, level, unknown, or "" where the table has no direction column.
        source: Of the measure cell.
    """

    challenge: str
    measure: str
    number: int
    source: Source
    performance: str = ""
    performance_source: Source | None = None
    direction_text: str = ""
    direction: str = ""
    direction_source: Source | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """A row of an action plan.

    Attributes:
        section: Heading it stands under.
        row: 1-based within its section.
        task: Carried down merged cells.
        target: Carried down merged cells.
        progress: Text.
        rag: green, amber, red or "" where the plan gives none ("No longer an agreed action").
        rag_printed: As printed.
        rag_comment: Words of the RAG cell beside the colour.
        source: Of the row.
    """

    section: str
    row: int
    task: str
    target: str
    progress: str
    rag: str
    rag_comment: str
    source: Source
    rag_printed: str = ""
    task_merged: bool = False
    target_merged: bool = False
    rag_merged: bool = False


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read from one publication.

    Attributes:
        publication: What it is and when.
        document: Pages and blocks behind it.
        observations: Tidy figures, each with its source.
        paragraphs: Prose in reading order, with headings path.
        figures: Numbers located in the prose.
        indicator_pages: One-page indicator reports and KPI boxes.
        measures: Rows of challenge/measure tables.
        actions: Rows of action plans.
        header: The block of "By", "To", "Subject", "Classification" ... as printed.
        summary: Sentences that summarise the publication's own counts.
        legend: Drawn direction -> meaning, where the publication explains its arrows.
        unread: What was seen and not understood.
        facts: Other recognised facts, by name.
    """

    publication: Publication
    document: Document
    observations: tuple[Observation, ...] = ()
    paragraphs: tuple[SectionedParagraph, ...] = ()
    figures: tuple[ProseFigure, ...] = ()
    indicator_pages: tuple[IndicatorPage, ...] = ()
    measures: tuple[Measure, ...] = ()
    actions: tuple[Action, ...] = ()
    header: dict[str, str] = field(default_factory=dict)
    summary: tuple[str, ...] = ()
    legend: dict[str, str] = field(default_factory=dict)
    unread: tuple[Unread, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)
