"""The progress report: header block, challenges and measures, one section per measure with its chart."""

from __future__ import annotations

from draft.controls import Slot
from draft.drafting import Options, Plan, comparison_words
from draft.facts import Facts, gather
from draft.figures import Known, Reader, month_label
from draft.method import PAPER, glossary, method_note
from draft.outline import Outline, OutlineMeasure
from draft.small_numbers import suppress
from draft.template import Mark, Marks
from draft.todo import Entry
from draft.views import UNTIED, ChallengeView, FigureView, MeasureView, PaperView, day_words, measure_view


def plan(options: Options, outline: Outline, reader: Reader) -> Plan:
    """Plan a progress report.

    Raises:
        UnknownFigureError: If the outline names an indicator that the register does not have.
    """
    return plan_measures(options, outline, reader, f"Progress report: {outline.title}")


def plan_measures(options: Options, outline: Outline, reader: Reader, title: str) -> Plan:
    """Plan any document that reports on the outline's measures."""
    marks = Marks()
    facts: list[Facts] = []
    entries: list[Entry] = []
    challenges = []
    gathered = [_facts(options, measure, reader) for measure in outline.measures]
    if options.suppress:
        shown, hidden = suppress([f for group in gathered for f in group], options.small)
        entries += hidden
        at = iter(shown)
        gathered = [[next(at) for _ in group] for group in gathered]
    by_measure = iter(gathered)
    for challenge in outline.challenges:
        views: list[MeasureView] = []
        for measure in challenge.measures:
            found = next(by_measure)
            facts += found
            views.append(measure_view(measure, challenge.heading, found, reader, marks))
            if not found:
                entries.append(
                    Entry("not known", measure.heading, UNTIED, next_step="Tie an indicator to it in the outline.")
                )
            elif measure.note:
                entries.append(Entry("note", measure.heading, measure.note))
        challenges.append(ChallengeView(challenge.number, challenge.title, challenge.heading, views))
    paper, fill_ins = paper_view(options, outline, facts, marks, title)
    note = method_note(facts, options.day, step=options.step, named=options.compare_with is not None)
    measures = [m for c in challenges for m in c.measures]
    texts = [title, *(f.name for f in facts), *(m.heading for m in measures), *(c.heading for c in challenges)]
    context = {
        "paper": paper,
        "challenges": challenges,
        "measures": measures,
        "figures": [v for m in measures for v in m.figures],
        "method": [marks.mark(s) for s in note],
        "glossary": [{"term": t, "meaning": m} for t, m in glossary(texts)],
        **functions(options, reader, marks),
    }
    return Plan(options, title, tuple(facts), context, marks, (*entries, *fill_ins), tuple(s.text for s in note))


def _facts(options: Options, measure: OutlineMeasure, reader: Reader) -> list[Facts]:
    reader.polarities.update(measure.polarities)
    out = []
    for subject in (*measure.subjects, *measure.optional):
        facts = gather(
            reader, subject, options.day, method=options.method, step=options.step, compare_with=options.compare_with
        )
        if subject in measure.subjects or isinstance(facts.latest, Known):
            out.append(facts)
    return out


def paper_view(
    options: Options, outline: Outline, facts: list[Facts], marks: Marks, title: str
) -> tuple[PaperView, list[Entry]]:
    """The header block, and a to-do line for each part that a person must fill in."""
    entries = []

    def choose(given: str, name: str, otherwise: str) -> str:
        if given:
            return given
        entries.append(
            Entry(
                "fill in", f"header, {name}", otherwise, next_step=f"Give it with --{name.lower()}, or type it in Word."
            )
        )
        return otherwise

    by = choose(options.by, "By", f"[name], {outline.by or '[role]'}")
    if options.to:
        to = options.to
    elif options.paper_date:
        to = f"{outline.panel} – {day_words(options.paper_date)}"
    else:
        to = choose("", "To", f"{outline.panel} – [date of meeting]")
    sinces = {f.direction.since for f in facts if f.direction.since is not None}
    since: Mark | str = "the comparison period"
    if len(sinces) == 1:
        day = sinces.pop()
        since = marks.mark(Slot(PAPER, "since", "period", day, month_label(day)))
    paper = PaperView(
        title,
        options.subject or title,
        by,
        to,
        day_words(options.paper_date) if options.paper_date else "[date of meeting]",
        outline.classification,
        "All",
        outline.council,
        outline.title,
        marks.mark(Slot(PAPER, "period", "period", options.day, month_label(options.day))),
        comparison_words(options, facts),
        since,
        f"Since {comparison_words(options, facts)}",
        options.update or choose("", "Update", "[first, second ...]"),
    )
    return paper, entries


def functions(options: Options, reader: Reader, marks: Marks) -> dict[str, object]:
    """Functions for councils' own templates: ``{{ figure("key") }}`` and others, each strict."""
    from draft.figures import Subject
    from draft.sandbox import TemplateFunction
    from draft.views import figure_view
    from records import UnknownFigureError, parse_period

    def look(key: str, period: str = "", area: str = "", cohort: str = "all") -> FigureView:
        day = options.day
        if period:
            parsed = parse_period(str(period))
            if parsed is None:
                raise ValueError(f"'{period}' is not a period")
            day = parsed.end
        subject = Subject(str(key), str(area), str(cohort))
        facts = gather(
            reader, subject, day, method=options.method, step=options.step, compare_with=options.compare_with
        )
        if not isinstance(facts.latest, Known):
            raise UnknownFigureError(
                facts.latest.reason,
                where=f'placeholder look("{key}")',
                why="the template asks for this figure by name",
                next_step="Add the publication that gives it, or take the placeholder out.",
            )
        return figure_view(facts, marks)

    return {"look": TemplateFunction(look), "figure": TemplateFunction(lambda *a, **k: look(*a, **k).latest)}
