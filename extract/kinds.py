"""What a table is, and what a publication is: decided by meaning and content, never by place or name."""

# ruff: noqa: E501 - tables of patterns, one to a line

from __future__ import annotations

import re

from extract.cellfacts import text_of
from extract.context import Context, Placed, once_a_table
from extract.document import Document, Paragraph
from extract.extraction import Action, IndicatorPage, Measure, SectionedParagraph
from extract.publicationfacts import PublicationFacts
from extract.rolesdown import role_column
from extract.tables_actions import action_columns
from extract.tables_boxes import fact_cells, is_matrix
from extract.tables_measures import measure_columns
from extract.tables_trend import is_trend, period_columns, stub_labels
from extract.vocabulary import AREA_LIKE, DESCRIBING, HEADER_LABELS, MEASURE_LIKE, fold
from records import PublicationKind

_FIGURE_ROLES = ("result", "previous", "outturn", "target", "floor", "numerator", "denominator", "variance", "change", "value", "count", "benchmark", "expectation_upper", "expectation_lower", "percent_change")  # fmt: skip
_SAYS_KPI = ("result", "previous", "outturn", "target", "rag", "dot", "dot_previous", "dot_outturn", "numerator", "denominator", "polarity", "previous_rag", "floor")  # fmt: skip


def table_kind(context: Context, placed: Placed, continued: str) -> str:
    """What a table is.

    Args:
        context: The document so far.
        placed: The table.
        continued: Kind of the table that it goes on from; "" where it goes on from none.

    Returns:
        scorecard, cohort_impact, kpi_summary, kpi_status, activity, trend, count_matrix, kpi_box, measures,
        actions, layout (a block of labels or a frame, no figures of its own) or generic.
    """
    if placed.grid.n_rows == 0 or not placed.grid.cells:
        return "layout"
    if _is_header_block(placed):
        return "layout"
    if continued and placed.layout.inherited and continued not in {"layout", "generic"}:
        return continued
    shape = _shape(placed)
    if shape:
        return shape
    layout = placed.layout
    roles = [c.role for c in layout.columns]
    figures = [c for c in layout.columns if c.role in _FIGURE_ROLES and (c.kinds["number"] or c.kinds["missing"])]
    subjects = {fold(c.subject) for c in figures if c.subject}
    named = layout.name_column
    if named is None:
        return "generic"
    across = period_columns(placed)
    if across and role_column(placed) is not None:
        return "kpi_status"
    if any(c.area for c in layout.columns) and _rows_named(placed):
        return "kpi_status" if len({c.period for c in across}) >= 2 else "scorecard"
    if (
        named.role == "name"
        and len({c.cohort for c in figures if c.cohort and c.role == "result"}) >= 2
        and _rows_named(placed)
    ):
        return "cohort_impact"
    says = {r for r in roles if r in _SAYS_KPI} | ({"numerator", "denominator"} if "parts" in roles else set())
    if subjects and len(says) < 3 and _rows_are_areas(context, placed, subjects) and _plain_counts(placed):
        return "activity"
    if named.role == "area" and not layout.of("name") and not subjects and placed.headings and _plain_counts(placed):
        return "scorecard"  # one indicator, named over the table, with areas down
    others = says - {"result", "outturn", "rag", "previous"}
    columns_of_figures = [r for r in roles if r in (*_FIGURE_ROLES, "rag", "dot")]
    if len(across) >= 3 and len(others) < 2 and len(across) * 2 >= len(columns_of_figures):
        kpis = _kpi_words(placed) or (named.role == "name" and bool(named.path) and "rag" in says)
        return "kpi_status" if _rows_named(placed) and kpis and not _money(placed) else "generic"
    if not figures and {"rag", "previous_rag"} & set(roles):
        return "kpi_summary" if _rows_named(placed) else "generic"
    plain = {r for r in says if r not in {"dot", "rag"}}
    strong = len(says) >= 3 or (
        len(says) >= 2 and (named.role == "name" or {"rag", "polarity", "dot_previous", "numerator"} & says)
    )
    if strong and plain and _rows_named(placed):
        cohorts = {c.cohort for c in layout.columns if c.cohort and c.role != "variance"}
        return "cohort_impact" if len(cohorts) >= 2 else "scorecard"
    if len(says) >= 2 and "result" in says and _measure_rows(placed):
        return "scorecard"
    if (
        len(across) >= 2
        and named.role == "name"
        and len(others) < 2
        and _headed_as_measures(placed)
        and not _money(placed)
        and _rows_named(placed)
    ):
        return "kpi_status"
    # A long table: what a figure is of stands in its row, whole.
    long = named.role == "name" and bool(named.path) and {"when", "area", "cohort"} & set(roles)
    if long and "result" in says and _rows_named(placed) and not across:
        return "scorecard"
    return "generic"


@once_a_table
def _shape(placed: Placed) -> str:
    """What a table is, where its own form tells whatever stands around it; "" where it does not."""
    if measure_columns(placed) is not None:
        return "measures"
    if action_columns(placed) is not None:
        return "actions"
    if fact_cells(placed):
        return "kpi_box"
    if is_matrix(placed):
        return "count_matrix"
    if is_trend(placed):
        return "trend"
    signs = {"number", "rag", "arrow", "missing"}
    return "" if any(k in signs for c in placed.layout.columns for k in c.kinds) else "generic"


@once_a_table
def _is_header_block(placed: Placed) -> bool:
    labels = [fold(text_of(c)).rstrip(":") for c in placed.grid.cells if c.col == 0 and text_of(c)]
    return placed.grid.n_cols <= 3 and len(labels) >= 2 and sum(x in HEADER_LABELS for x in labels) * 2 > len(labels)


def _rows_are_areas(context: Context, placed: Placed, subjects: set[str]) -> bool:
    """Whether the rows name areas or teams and the columns name measures."""
    named = placed.layout.name_column
    if named is None:
        return False
    if named.role == "area" and not placed.layout.of("name"):
        return True
    labels = [fold(x) for x in stub_labels(placed)]
    if not labels or (named.path and re.search(r"\b(?:indicator|measure|kpi)s?\b", named.folded)):
        return False
    if (
        named.path
        and named.folded
        and named.role == "name"
        and not re.search(r"^(?:name|title|description)$", named.folded)
    ):
        return False
    rows_area = sum(bool(AREA_LIKE.search(x) or x in context.areas) for x in labels) / len(labels)
    rows_measure = sum(bool(MEASURE_LIKE.search(x)) for x in labels) / len(labels)
    heads = list(subjects)
    cols_measure = sum(bool(MEASURE_LIKE.search(x)) for x in heads) / len(heads) if heads else 0.0
    cols_area = sum(bool(AREA_LIKE.search(x) or x in context.areas) for x in heads) / len(heads) if heads else 0.0
    return rows_area + cols_measure > rows_measure + cols_area and cols_measure >= 0.5


@once_a_table
def _plain_counts(placed: Placed) -> bool:
    """Whether most columns beside the names hold figures, and no money (budgets by directorate are no activity)."""
    columns = [c for c in placed.layout.columns if c.role not in DESCRIBING]
    filled = [c for c in columns if sum(n for k, n in c.kinds.items() if k != "blank")]
    figures = [c for c in filled if c.kinds["number"] + c.kinds["missing"] > c.kinds["text"]]
    return len(figures) >= 2 and len(figures) * 2 > len(filled) and not _money(placed)


@once_a_table
def _money(placed: Placed) -> bool:
    words = " ".join((*placed.surroundings, *(c.label for c in placed.layout.columns)))
    return bool(re.search(r"£|\b(?:budget|capital|spend|investment|borrowing)\b", words, re.I))


@once_a_table
def _rows_named(placed: Placed) -> bool:
    labels = stub_labels(placed)
    return bool(labels) and sum(bool(re.search(r"[A-Za-z]{3}", x)) for x in labels) * 2 > len(labels)


@once_a_table
def _measure_rows(placed: Placed) -> bool:
    labels = [fold(x) for x in stub_labels(placed)]
    return bool(labels) and sum(bool(MEASURE_LIKE.search(x)) for x in labels) * 2 >= len(labels)


@once_a_table
def _headed_as_measures(placed: Placed) -> bool:
    """Whether the heading of the names says that they are measures."""
    named = placed.layout.name_column
    return named is not None and bool(re.search(r"\b(?:indicators?|measures?|kpis?|pis?)\b", named.folded))


@once_a_table
def _kpi_words(placed: Placed) -> bool:
    words = " ".join(placed.surroundings) + " " + " ".join(c.label for c in placed.layout.columns)
    return bool(re.search(r"\b(?:kpi|indicators?|performance|rag|target|status|scorecard|measures?)\b", words, re.I))


def publication_kind(
    document: Document,
    facts: PublicationFacts,
    kinds: list[str],
    header: dict[str, str],
    measures: list[Measure],
    actions: list[Action],
    pages: tuple[IndicatorPage, ...],
    paragraphs: list[SectionedParagraph],
) -> PublicationKind:
    """The family a publication belongs to."""
    title = fold(" ".join([facts.title, *(p.text for p in document.paragraphs()[:12] if len(p.text) < 160)]))
    count = {k: kinds.count(k) for k in set(kinds)}
    if document.format in {"xlsx", "csv"}:
        return "data_return"
    if actions and len(actions) >= 2 and not count.get("scorecard"):
        return "action_plan"
    if _is_minutes(document, title):
        return "minutes"
    n_pages = len(document.pages)
    if re.search(r"\bagenda\b", title) and n_pages >= 20:
        return "agenda_pack"
    boxes = count.get("kpi_box", 0) + count.get("count_matrix", 0) + count.get("kpi_summary", 0)
    if (
        re.search(r"\bquarterly\b.*\breport\b|\bqpr\b", title)
        or count.get("count_matrix")
        or (boxes >= 3 and facts.step == 3)
    ):
        return "quarterly_report"
    if measures and any(m.performance or m.direction for m in measures) and not _measure_sections(paragraphs):
        return "appendix"
    scored = count.get("scorecard", 0) + count.get("cohort_impact", 0)
    says_so = re.search(r"\b(?:scorecards?|dashboard|performance|kpis?|indicators?)\b", title)
    if (scored and (says_so or scored * 2 >= len([k for k in kinds if k not in {"title", "layout"}]))) or (
        count.get("activity") and pages
    ):
        return "scorecard" if not header else "progress_report"
    if header or measures:
        if re.search(r"\bprogress\b", fold(facts.title)) or _measure_sections(paragraphs):
            return "progress_report"
        return "cover_paper" if header else "other"
    if count.get("kpi_status") and re.search(
        r"\b(?:performance|scorecard|dashboard|kpis?|indicators?|report)\b", title
    ):
        quarterly = facts.step == 3 and not re.search(r"\bscorecard\b|\bdashboard\b", title)
        return "quarterly_report" if quarterly else "scorecard"
    if boxes or pages:
        return "quarterly_report" if facts.step == 3 else "scorecard"
    if re.search(r"\baction plan\b", title) and actions:
        return "action_plan"
    if re.search(r"^agenda\b|\bagenda$", title) and n_pages > 1:
        return "agenda_pack"
    return "other"


def _measure_sections(paragraphs: list[SectionedParagraph]) -> bool:
    return sum(bool(re.match(r"(?:Measure|Indicator|KPI) \d+ / ", p.section)) for p in paragraphs) >= 2


def _is_minutes(document: Document, title: str) -> bool:
    if not re.search(r"\bminutes\b", title):
        return False
    texts = [p.text for p in document.paragraphs()[:60] if isinstance(p, Paragraph)]
    blob = " ".join(texts)
    return bool(re.search(r"\bpresent\b|\bapologies\b|\bresolved\b|\bin attendance\b", blob, re.I))
