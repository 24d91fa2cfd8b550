"""From a Document to an Extraction: each table read by what it is, the prose with its headings, nothing dropped."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from extract.cellfacts import text_of
from extract.columndates import settle_periods
from extract.completeness import left_over
from extract.context import Context, Placed, place_tables
from extract.document import Document
from extract.extraction import Action, Extraction, IndicatorPage, Measure, ProseFigure, SectionedParagraph
from extract.figures import find_figures
from extract.indicator_pages import PageFacts, find_pages
from extract.kinds import publication_kind, table_kind
from extract.papers import measures_of_headings, read_header, section_paragraphs
from extract.placeheads import with_places
from extract.publicationfacts import PublicationFacts, italics_mean_previous_year, read_facts, read_legend
from extract.summary_sentences import find_summaries
from extract.tableareas import areas_of_tables
from extract.tablecolumns import lone_text
from extract.tables_actions import ActionColumns, action_columns, columns_of_rest, read_actions
from extract.tables_actions_text import read_text_actions
from extract.tables_activity import read_activity
from extract.tables_boxes import read_boxes, read_matrix, read_page_box
from extract.tables_charts import read_charts
from extract.tables_generic import read_generic, sweep
from extract.tables_measures import measure_columns, read_measures
from extract.tables_scorecard import read_scorecard
from extract.tables_trend import read_signs_below, read_status, read_trend, stub_labels
from extract.unexplained import unexplained
from extract.vocabulary import fold
from records import Observation, Publication, Source, Unread, uncollected


def extract_file(path: Path | str, *, word_view: Literal["accepted", "original"] = "accepted") -> Extraction:
    """Read a file and recognise what is in it.

    Args:
        path: PDF, Word, text, spreadsheet or CSV file.
        word_view: For Word files with tracked changes: their accepted or their original text.

    Raises:
        MissingInputError: There is no such file.
        UnreadableError: The file is damaged, empty or not what its name says (EncryptedError, HostileError).
        NeedsExtraError: The file needs an optional part, such as OCR for scans.
    """
    from extract.reading import read_document

    with uncollected():
        return recognise(read_document(Path(path), word_view=word_view))


def recognise(document: Document) -> Extraction:
    """Recognise the tables and the prose of a document.

    Args:
        document: From any reader.

    Returns:
        Everything understood, with its places, and everything that was not.
    """
    tables = place_tables(document)
    header, header_blocks = read_header(document)
    facts = read_facts(document, tables, header)
    if facts.period is not None:
        tables = settle_periods(tables, facts.period.end)
    context = Context(document, tables, facts.period, facts.step, facts.area, legend=read_legend(document))
    context.italics_previous_year = italics_mean_previous_year(document)
    context.table_areas = areas_of_tables(tables)
    context.areas = _areas(context)
    if not context.area:
        context.area = _first_area(context)
    context.tables = with_places(context.tables, context.areas, context.area)
    pages = find_pages(context)
    kinds: list[str] = []
    measures, actions = _read_tables(context, pages, kinds)
    for page in pages:
        read_page_box(context, page)
    read_charts(context, {chart: p.indicator for p in pages for chart in p.charts})
    measures = measures or measures_of_headings(document)
    paragraphs = section_paragraphs(document, header_blocks, {p.title_id: p.indicator for p in pages})
    figures = _prose_figures(context, paragraphs, pages)
    summaries = find_summaries(document)
    indicator_pages = tuple(p.finished() for p in pages)
    publication = Publication(
        sha256=document.sha256,
        document=document.name,
        kind=publication_kind(document, facts, kinds, header, measures, actions, indicator_pages, paragraphs),
        title=facts.title,
        council=facts.council,
        published=facts.published,
        period=facts.period,
        format=document.format,
        areas=(context.area,) if context.area else (),
    )
    named = [m.source for m in measures] + [a.source for a in actions]
    lost = left_over(document, context, paragraphs, figures, named)
    lost += unexplained(document, context)
    unread = (*document.unread, *context.unread, *lost, *_without_period(context, facts))
    return Extraction(
        publication=publication,
        document=document,
        observations=tuple(context.observations),
        paragraphs=tuple(paragraphs),
        figures=tuple(figures),
        indicator_pages=indicator_pages,
        measures=tuple(measures),
        actions=tuple(actions),
        header=header,
        summary=summaries,
        legend=context.legend,
        unread=unread,
        facts={
            "period_why": facts.period_why,
            "step": facts.step,
            "published_label": facts.published_label,
            "table_kinds": tuple(kinds),
            "rag_fills": context.rag_fills,
            "areas": tuple(context.areas.values()),
        },
    )


# -- tables --------------------------------------------------------------------------------------------------


def _read_tables(context: Context, pages: list[PageFacts], kinds: list[str]) -> tuple[list[Measure], list[Action]]:
    measures: list[Measure] = []
    actions: list[Action] = []
    on_page = {placed.grid.number: page for page in pages for placed in page.trends}
    section = ""
    last_kind = ""
    action_section = ""
    last_columns: ActionColumns | None = None
    for placed in context.tables:
        if placed.grid.number in context.used:
            kinds.append("title")
            continue
        page = on_page.get(placed.grid.number)
        kind = table_kind(context, placed, last_kind if placed.continues else "")
        rest = columns_of_rest(placed, last_columns) if kind == "generic" and not placed.headings else None
        kind = "actions" if rest is not None else kind
        kinds.append(kind)
        carried = section if placed.continues and kind == last_kind else ""
        if kind in {"scorecard", "cohort_impact", "kpi_summary"}:
            section = read_scorecard(context, placed, kind, carried)
        elif kind == "activity":
            section = read_activity(context, placed, carried)
        elif kind == "trend":
            about = page.indicator if page else _heading_of(placed)
            read_trend(context, placed, about)
            read_signs_below(context, placed, about)
        elif kind == "kpi_status":
            section = read_status(context, placed, carried)
        elif kind == "count_matrix":
            read_matrix(context, placed)
        elif kind == "kpi_box":
            read_boxes(context, placed)
        elif kind == "measures":
            columns = measure_columns(placed)
            assert columns is not None
            measures += read_measures(context, placed, columns, measures)
            sweep(context, placed, "measures", columns.measure)
        elif kind == "actions":
            action_cols = rest or action_columns(placed)
            assert action_cols is not None
            if placed.headings or not action_section:
                action_section = _heading_of(placed) or action_section
            read = read_text_actions if context.document.format == "text" else read_actions
            actions += read(context, placed, action_cols, action_section, actions)
            sweep(context, placed, "actions", action_cols.task)
            last_columns = action_columns(placed) or last_columns
        elif kind == "generic":
            read_generic(context, placed)
        if kind not in {"measures", "actions", "layout"}:
            sweep(context, placed, "generic" if kind == "layout" else kind)
        last_kind = kind
    return measures, actions


def _heading_of(placed: Placed) -> str:
    return placed.surroundings[-1] if placed.surroundings else ""


def _areas(context: Context) -> dict[str, str]:
    """Areas that the publication's own tables name in an area column or in an activity table."""
    out: dict[str, str] = {}
    if context.area:
        out[fold(context.area)] = context.area
    for placed in context.tables:
        stub = placed.layout.name_column
        if stub is None:
            continue
        if stub.role == "area" or table_kind(context, placed, "") == "activity":
            for text in stub_labels(placed):
                if len(text) <= 60:
                    out.setdefault(fold(text), text)
    return out


def _first_area(context: Context) -> str:
    """The first row of an activity table is the whole area where it is the sum of those below; else unknown."""
    for placed in context.tables:
        if table_kind(context, placed, "") != "activity":
            continue
        stub = placed.layout.name_column
        rows = [r for r in placed.layout.matrix[placed.layout.body :] if lone_text(r) is None]
        if stub is None or not rows:
            continue
        numbers = [c.index for c in placed.layout.columns if c.kinds["number"]]
        if not numbers:
            continue
        from extract.cellfacts import figure_of

        firsts = [figure_of(c).number for i in numbers[:1] for row in rows if (c := row[i]) is not None]
        known = [n for n in firsts if n is not None]
        if known and known[0] == max(known):
            return text_of(rows[0][stub.index])
    return ""


def _without_period(context: Context, facts: PublicationFacts) -> list[Unread]:
    if facts.period is not None or not any(o.role in {"result", "count"} for o in context.observations):
        return []
    where = Source(context.document.sha256, context.document.name)
    return [
        Unread(
            "text", "the period of the figures is not printed where it was looked for: over the tables, in the title, "
            "in a sentence", where,
            next_step="Name the period when the file is stored.",
        )
    ]  # fmt: skip


# -- prose ---------------------------------------------------------------------------------------------------


def _prose_figures(context: Context, paragraphs: list[SectionedParagraph], pages: list[PageFacts]) -> list[ProseFigure]:
    """Numbers of the prose, each with its sentence, its section and the indicator its page is about."""
    names = {p.indicator for p in pages}
    out: list[ProseFigure] = []
    for index, sectioned in enumerate(paragraphs):
        p = sectioned.paragraph
        indicator = next((n for n in names if sectioned.section == n or sectioned.section.startswith(f"{n} / ")), "")
        for figure in find_figures(p.text):
            observation = Observation(
                source=Source(
                    context.document.sha256,
                    context.document.name,
                    page=p.page,
                    box=p.box,
                    locator=p.locator,
                    span=(figure.start, figure.end),
                    printed=figure.sentence,
                ),
                indicator=indicator,
                role="context",
                value=figure.value,
                table="prose",
                section=sectioned.section,
                period=figure.period,
                period_label=figure.period_label,
            )
            out.append(ProseFigure(observation, figure.sentence, index))
    return out


__all__ = ["IndicatorPage", "extract_file", "recognise"]
