"""The monthly scorecard: indicator tables by section, with and without a cohort, a page for each red indicator."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from draft.chartplan import chart_of
from draft.controls import Slot
from draft.drafting import Options, Plan
from draft.facts import Facts, gather
from draft.figures import Known, NotKnown, Reader, Subject, month_label
from draft.method import glossary, method_note
from draft.outline import Outline
from draft.progress_report import functions, paper_view
from draft.small_numbers import suppress
from draft.template import Mark, Marks
from draft.todo import Entry
from draft.views import FigureView, figure_view
from draft.words import comparator_cell, dot_slot, period_slot
from records import Indicator, RegisterError

TREND_POINTS = 6
"""Periods in the trend table of a red indicator."""

OUTTURN = "outturn."
"""Before the names of slots that compare with the outturn."""

_POLARITY = {"H": "Higher is better", "L": "Lower is better", "T": "Close to target is better", "": "Data only"}
_BASIS = {
    "SS": "Snapshot", "YTD": "Year to date", "R12M": "Rolling 12 months", "MS": "Month", "Q": "Quarter", "A": "Year",
    "": "Not stated",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of an indicator table."""

    name: str
    polarity: str
    basis: str
    latest: FigureView
    previous: Mark | str
    dot_previous: Mark | str
    outturn: Mark | str
    dot_outturn: Mark | str


@dataclass(frozen=True, slots=True)
class CohortView:
    """A row of the table with and without a cohort."""

    name: str
    everyone: Mark
    without: Mark
    rag_everyone: Mark
    rag_without: Mark


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of the scorecard."""

    name: str
    rows: Sequence[RowView]


@dataclass(frozen=True, slots=True)
class PageView:
    """The page of one red indicator."""

    row: RowView
    trend: Sequence[dict[str, Mark | str]]
    chart: Mark | str
    caption: Mark | str
    has_chart: bool
    definition: str


def plan(options: Options, outline: Outline, reader: Reader) -> Plan:
    """Plan a scorecard of all indicators with a result of the period.

    Raises:
        RegisterError: If the register cannot be listed.
    """
    marks = Marks()
    indicators = _listed(reader)
    facts: list[Facts] = []
    sections: dict[str, list[RowView]] = {}
    activity: list[RowView] = []
    pages: list[PageView] = []
    cohorts: list[CohortView] = []
    small: list[Entry] = []
    for indicator in indicators:
        subject = Subject(indicator.key)
        if isinstance(reader.figure(subject, options.day), NotKnown):
            continue
        f = gather(reader, subject, options.day, method=options.method, step=1, compare_with=options.compare_with)
        o = gather(reader, subject, options.day, method="outturn", step=1)
        if options.suppress:
            (f,), hidden = suppress([f], options.small)
            (o,), _ = suppress([o], options.small)
            small += hidden
        facts.append(f)
        row = _row(f, o, marks)
        if indicator.polarity == "" and isinstance(f.target, NotKnown):
            activity.append(row)
        else:
            sections.setdefault(indicator.section or "Indicators", []).append(row)
        without = Subject(indicator.key, "", "excl_uasc")
        if isinstance(reader.figure(without, options.day), Known):
            w = gather(reader, without, options.day, method=options.method, step=1, compare_with=options.compare_with)
            facts.append(w)
            cohorts.append(_cohort(f, w, marks))
        if isinstance(f.rag, Known) and f.rag.word == "red":
            pages.append(_page(f, row, reader, marks))
    title = f"{outline.council or 'Council'} performance scorecard"
    paper, entries = paper_view(options, outline, facts, marks, title)
    note = method_note(facts, options.day, step=1, named=options.compare_with is not None)
    context = {
        "paper": paper,
        "sections": [SectionView(name, rows) for name, rows in sections.items()],
        "activity": activity,
        "cohorts": cohorts,
        "reds": pages,
        "method": [marks.mark(s) for s in note],
        "glossary": [{"term": t, "meaning": m} for t, m in glossary(f.name for f in facts)],
        **functions(options, reader, marks),
    }
    header = [e for e in entries if e.where not in {"header, Update"}]
    missing = _missing(indicators, facts, options)
    return Plan(options, title, tuple(facts), context, marks, (*header, *missing, *small), tuple(s.text for s in note))


def _listed(reader: Reader) -> list[Indicator]:
    register = reader.register
    values = getattr(register, "values", None)
    if values is None:
        raise RegisterError("this register cannot be listed", next_step="Give a register file with --register.")
    return list(values())


def _missing(indicators: Sequence[Indicator], facts: Sequence[Facts], options: Options) -> list[Entry]:
    """Indicators of the register that have no result of the period, in one line each."""
    shown = {f.subject.key for f in facts}
    return [
        Entry("not known", i.name, f"no result for {month_label(options.day)}: left out of the scorecard")
        for i in indicators
        if i.key not in shown and (i.targets or i.bands)
    ]


def _row(f: Facts, o: Facts, marks: Marks) -> RowView:
    previous, outturn = comparator_cell(f), comparator_cell(o)
    return RowView(
        f.name,
        _POLARITY[f.indicator.polarity],
        _BASIS[f.indicator.basis],
        figure_view(f, marks),
        marks.mark(previous) if previous is not None else "no comparison",
        marks.mark(dot_slot(f)),
        marks.mark(_outturn(outturn)) if outturn is not None else "no comparison",
        marks.mark(_outturn(dot_slot(o))),
    )


def _outturn(slot: Slot) -> Slot:
    """The outturn's slots are named apart: in April both comparisons are with March."""
    return replace(slot, name=f"{OUTTURN}{slot.name}")


def _cohort(everyone: Facts, without: Facts, marks: Marks) -> CohortView:
    a, b = figure_view(everyone, marks), figure_view(without, marks)
    return CohortView(everyone.name, a.cell, b.cell, a.rag, b.rag)


def _page(f: Facts, row: RowView, reader: Reader, marks: Marks) -> PageView:
    made = chart_of(reader, [f], f.name)
    trend: list[dict[str, Mark | str]] = []
    for known in f.series[-TREND_POINTS:]:
        then = replace(f, period=known.period, latest=known, rag=reader.rag(f.subject, known.period, known))
        target = reader.target(f.subject, known.period)
        view = figure_view(replace(then, target=target), marks)
        trend.append(
            {"period": marks.mark(period_slot(then)), "result": view.cell, "target": view.target, "rag": view.rag}
        )
    return PageView(
        row,
        trend,
        marks.mark(made[0]) if made is not None else "",
        marks.mark(made[1]) if made is not None else "",
        made is not None,
        f.indicator.definition or f.indicator.population or "[definition needed]",
    )
