"""Charts whose data were read: one observation for each point, marked as read from a chart."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from extract.context import LIMITS, Context
from extract.document import Chart, Paragraph, Series
from extract.tables_trend import row_role
from extract.vocabulary import find_cohort, fold, unit_of
from records import Observation, Period, Role, Source, Unit, Unread, find_periods, parse_period, parse_value


def read_charts(context: Context, indicators: dict[int, str]) -> None:
    """Keep the points of every chart that was read, exactly from its data or measured on the page.

    Args:
        context: Gathers what is found.
        indicators: Identity of a chart block -> indicator of the page it stands on.
    """
    for page in context.document.pages:
        section = ""
        for i, block in enumerate(page.blocks):
            if isinstance(block, Paragraph) and (block.kind == "heading" or block.bold):
                section = block.text
            if not isinstance(block, Chart):
                continue
            if not block.series:
                continue
            after = page.blocks[i + 1] if i + 1 < len(page.blocks) else None
            caption = after.text if isinstance(after, Paragraph) and after.kind == "caption" else ""
            title = indicators.get(id(block), "") or block.title or caption or section
            _read(context, block, title, section)


_BAND_LINE = re.compile(r"\b(?:red|amber|green)\s+(?:above|below|from|under|over)\b", re.IGNORECASE)
"""A line that draws where a colour begins."""


def _read(context: Context, chart: Chart, title: str, section: str) -> None:
    unnamed = [s for s in chart.series if not s.name.strip()]
    if unnamed and len(chart.series) > 1 and not _is_the_indicator(chart, unnamed):
        # A target line must not pass for results: which line is which is told by names alone.
        d = context.document
        where = Source(d.sha256, d.name, page=chart.page, box=chart.box, locator=chart.locator, read_from="chart")
        why = (
            f"{len(unnamed)} of its {len(chart.series)} lines or sets of bars have no name: which is which is not known"
        )
        context.unread.append(Unread("chart", why, where, title, "Read the chart by eye, or ask for its data."))
        return
    unit = chart.unit or unit_of(title)
    named = [s for s in chart.series if _series_role(s) is None]
    periods = [parse_period(c, near=context.near) for c in chart.categories]
    by_kind = not any(periods)
    whole_date = next(iter(find_periods(title)), None) if by_kind else None
    for series in chart.series:
        role = _series_role(series) or "result"
        cohort, area, name = _who(context, series, title, several=len(named) > 1 and role == "result")
        for category, period, text in zip(chart.categories, periods, series.values, strict=False):
            if text is None:
                continue
            what, place = name, area
            if by_kind:  # districts, or kinds of something: the label is a place or a part of the name
                known = context.areas.get(fold(category))
                what, place = (name, known) if known else (f"{name} - {category}" if name else category, area)
                period = whole_date.period if whole_date else None
            _point(context, chart, series, category, period, text, unit, (what, place, cohort, role, section))


def _is_the_indicator(chart: Chart, unnamed: list[Series]) -> bool:
    """Whether the one line without a name is what the chart's title names.

    So it is where every other line is named as a target or a limit. A level line is not taken: it may be
    one more limit.
    """
    if len(unnamed) != 1 or any(_series_role(s) not in LIMITS for s in chart.series if s is not unnamed[0]):
        return False
    known = [Decimal(v) for v in unnamed[0].values if v is not None]
    margin = Decimal(chart.resolution or "0")
    return len(known) >= 2 and max(known) - min(known) > 2 * margin


def _series_role(series: Series) -> Role | None:
    """The role a series' name says ("Target", "England"); None for a series of results."""
    role = row_role(series.name) if series.name else None
    if _BAND_LINE.search(series.name):
        return "floor"
    return None if role in {None, "result", "rag", "previous", "outturn", "change", "variance", "dot"} else role


def _who(context: Context, series: Series, title: str, *, several: bool) -> tuple[str, str, str]:
    """(cohort, area, indicator) of a series."""
    found = find_cohort(series.name) or find_cohort(title)
    cohort = found[0] if found else "all"
    known = context.areas.get(fold(series.name))
    if known:
        return cohort, known, title
    role = _series_role(series)
    if role == "benchmark":
        return cohort, series.name, title
    if several and series.name and not find_cohort(series.name):
        return cohort, context.area, f"{title} - {series.name}" if title else series.name
    return cohort, context.area, title or series.name


def _point(
    context: Context,
    chart: Chart,
    series: Series,
    category: str,
    period: Period | None,
    text: str,
    unit: Unit,
    who: tuple[str, str, str, Role, str],
) -> None:
    document = context.document
    name, area, cohort, role, section = who
    measured = chart.resolution
    note = f"{text} read from chart" + (f", ± {measured}" if measured else "")
    source = Source(
        document.sha256,
        document.name,
        page=chart.page,
        row=None,
        column=" | ".join(p for p in (series.name, category) if p),
        box=chart.box,
        locator=chart.locator,
        read_from="chart",
        printed=note,
        confidence=0.9 if measured else 1.0,
    )
    value = replace(parse_value(text, unit), printed=text)
    context.observations.append(
        Observation(
            source=source,
            indicator=name,
            role=role,
            value=value,
            table="chart",
            section=section,
            area=area,
            cohort=cohort,
            period=period,
            period_label=category,
        )
    )
