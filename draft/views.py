"""What templates can name: the paper, its challenges and its measures. `templates/README.md` lists it for officers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from draft import words
from draft.chartplan import chart_of, sparkline
from draft.controls import Placed, Slot
from draft.facts import Facts
from draft.figures import Known, Reader
from draft.outline import OutlineMeasure
from draft.template import Mark, Marks


@dataclass(frozen=True, slots=True)
class PaperView:
    """The paper as a whole."""

    title: str
    subject: str
    by: str
    to: str
    date: str
    classification: str
    divisions: str
    council: str
    strategy: str
    period: Mark
    compared: str
    since: Mark | str
    comparison: str
    update: str


@dataclass(frozen=True, slots=True)
class FigureView:
    """One subject of a measure."""

    name: str
    known: bool
    latest: Mark
    cell: Mark
    period: Mark
    comparator: Mark | str
    since: Mark | str
    change: Mark | str
    arrow: Mark
    direction: Mark
    target: Mark
    rag: Mark
    current: Mark
    source: Mark
    prompt: Mark
    unit: str
    section: str = ""
    sparkline: Mark | str = ""


@dataclass(frozen=True, slots=True)
class MeasureView:
    """One measure of the outline with the figures that stand for it."""

    number: int
    title: str
    heading: str
    challenge: str
    note: str
    figures: Sequence[FigureView]
    current: Mark | str
    direction: Mark | str
    prompt: Mark | str
    source: Mark | str
    chart: Mark | str
    caption: Mark | str
    has_chart: bool
    known: bool


@dataclass(frozen=True, slots=True)
class ChallengeView:
    """A challenge with its measures."""

    number: int
    title: str
    heading: str
    measures: Sequence[MeasureView] = field(default=())


UNTIED = "not known: the register ties no indicator to this measure"


def figure_view(f: Facts, marks: Marks) -> FigureView:
    """The view of one subject."""
    d = f.direction

    def place(item: Placed | None, otherwise: str) -> Mark | str:
        return otherwise if item is None else marks.mark(item)

    change: Slot | None = words.change_slot(f)
    return FigureView(
        f.name,
        isinstance(f.latest, Known),
        marks.mark(words.latest_slot(f)),
        marks.mark(words.latest_cell(f)),
        marks.mark(words.period_slot(f)),
        place(words.comparator_slot(f), "no single comparison"),
        place(words.since_slot(f), "no comparison"),
        place(change, d.reason or "not known"),
        marks.mark(words.dot_slot(f)),
        marks.mark(words.direction_cell(f)),
        marks.mark(words.target_cell(f)),
        marks.mark(words.rag_slot(f)),
        marks.mark(words.current(f)),
        marks.mark(words.source_note(f)),
        marks.mark(words.prompt(f)),
        f.unit,
        f.indicator.section,
        marks.mark(small) if (small := sparkline(f)) is not None else "no chart",
    )


def measure_view(
    m: OutlineMeasure, challenge: str, facts: Sequence[Facts], reader: Reader, marks: Marks
) -> MeasureView:
    """The view of one measure; without facts every part says that no indicator is tied to it."""
    if not facts:
        no_prompt = f"[commentary needed: {UNTIED}]"
        texts = (f"{UNTIED}.", "No direction: no figure", no_prompt, "Source: none.", "", "")
        return MeasureView(m.number, m.title, m.heading, challenge, m.note, (), *texts, has_chart=False, known=False)
    views = [figure_view(f, marks) for f in facts]
    chart = chart_of(reader, facts, facts[0].name)
    main = views[0]
    return MeasureView(
        m.number,
        m.title,
        m.heading,
        challenge,
        m.note,
        views,
        main.current,
        main.direction,
        main.prompt,
        main.source,
        marks.mark(chart[0]) if chart is not None else "",
        marks.mark(chart[1]) if chart is not None else "",
        chart is not None,
        main.known,
    )


def day_words(day: date) -> str:
    """Such as "20 July 2016"."""
    return f"{day.day} {day:%B %Y}"
