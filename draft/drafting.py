"""Drafts a document: plan, fill, gate, write, with its figures and to-do sheet beside it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from draft.controls import Slot, attach_custom_xml
from draft.direction import Method
from draft.facts import Facts
from draft.figures import Known, NotKnown, Reader, month_label
from draft.gate import enforce
from draft.method import period_words
from draft.outline import Outline, load_outline
from draft.packaging import check_free, document_bytes, write
from draft.sources import RegisterLike, StoreLike
from draft.template import Marks, fill
from draft.tidy import rows, to_csv
from draft.todo import Entry, in_order, workbook
from records import UnknownFigureError, day_label, resource

if TYPE_CHECKING:
    from extract import Extraction

Kind = Literal["progress-report", "appendix", "cover-paper", "scorecard", "action-plan"]

KINDS: tuple[Kind, ...] = ("progress-report", "appendix", "cover-paper", "scorecard", "action-plan")

STEPS: dict[Kind, int] = {"progress-report": 3, "appendix": 3, "cover-paper": 3, "scorecard": 1, "action-plan": 12}
"""Months between papers of a kind: what "the previous period" is."""


@dataclass(frozen=True, slots=True)
class Options:
    """What the officer chose.

    Attributes:
        kind: Of document.
        day: Last day of its period.
        method: How direction is measured; None takes the register's method for each indicator.
        compare_with: A named comparison period.
        by: Role (and name, once known) of the person in whose name the paper goes.
        to: Panel and date of meeting.
        subject: Of the paper.
        paper_date: Date of the meeting.
        update: "second": which progress report it is.
        strict: Stop at the first figure that is not known.
        small: Counts under this are flagged as small numbers; 0 for none.
        suppress: Replace small numbers, and one more figure where they could be worked out.
        as_known_on: Leave out what was published after this day.
        last: Last period's action plan (action plans only).
        read: Reads the last paper; ``extract.extract_file`` if None, which has no limits on time and memory.
    """

    kind: Kind
    day: date
    method: Method | None = None
    compare_with: date | None = None
    by: str = ""
    to: str = ""
    subject: str = ""
    paper_date: date | None = None
    update: str = ""
    strict: bool = False
    small: int = 5
    suppress: bool = False
    as_known_on: date | None = None
    last: Path | None = None
    read: Callable[[Path], Extraction] | None = None

    @property
    def step(self) -> int:
        """Months between papers of the kind."""
        return STEPS[self.kind]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a document will hold, before it is made.

    Attributes:
        options: What the officer chose.
        title: Of the document.
        facts: Every subject of the document.
        context: What the template can name.
        marks: Controls and charts behind it.
        entries: Lines of the to-do sheet known so far.
        method: Sentences of the method note.
    """

    options: Options
    title: str
    facts: tuple[Facts, ...]
    context: Mapping[str, Any]
    marks: Marks
    entries: tuple[Entry, ...] = ()
    method: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drafted:
    """A finished draft.

    Attributes:
        path: The Word document.
        figures: The tidy figures beside it (CSV).
        todo: The to-do and audit sheet beside it (XLSX).
        entries: Lines of the to-do sheet, most pressing first.
        plan: What it was made from.
        slots: Controls of the document in order.
    """

    path: Path
    figures: Path
    todo: Path
    entries: tuple[Entry, ...]
    plan: Plan | None = None
    slots: tuple[Slot, ...] = field(default=())

    def count(self, kind: str) -> int:
        """How many lines of a kind the to-do sheet has."""
        return sum(e.kind == kind for e in self.entries)


Planner = Callable[[Options, Outline, Reader], Plan]


def planner(kind: Kind) -> Planner:
    """The function that plans a kind of document."""
    from importlib import import_module

    module = import_module(f"draft.{kind.replace('-', '_')}")
    found: Planner = module.plan
    return found


def draft_document(
    options: Options,
    store: StoreLike,
    register: RegisterLike,
    *,
    out: Path,
    template: Path | None = None,
    outline: Path | Outline | None = None,
    force: bool = False,
) -> Drafted:
    """Draft a document from a template.

    Args:
        options: Kind, period and choices.
        store: Where figures come from.
        register: Where indicators are defined.
        out: The .docx to write; its figures (.figures.csv) and to-do sheet (.todo.xlsx) go beside it.
        template: The council's own; the one that comes with the product where None.
        outline: Challenges and measures; the one that comes with the product where None.
        force: Replace existing files.

    Returns:
        The paths, and what is left to do.

    Raises:
        ExistsError: If an output exists and force is off.
        TemplateError: If the template has a broken or unknown placeholder.
        UnknownFigureError: If the store knows nothing of the period, or (strict) lacks any figure.
        GateError: If the finished document is not accessible.
        OutputError: If an output cannot be written.
    """
    paths = beside(out)
    for path in paths:
        check_free(path, force=force)
    source = template or resource("templates", f"{options.kind}.docx")
    chosen = outline if isinstance(outline, Outline) else load_outline(outline or resource("templates", "outline.toml"))
    council = str(getattr(register, "council", "") or "")
    if council and (outline is None or not chosen.council):  # the outline that comes with the product is an example
        chosen = replace(chosen, council=council)
    reader = Reader(store, register, as_known_on=options.as_known_on)
    plan = planner(options.kind)(options, chosen, reader)
    require_figures(plan, store)
    filled = fill(source, plan.context, plan.marks)
    slots = tuple(filled.controls.slots)
    entries = tuple(in_order([*plan.entries, *entries_of(plan)]))
    attach_custom_xml(
        filled.document, filled.controls.custom_xml(custom_facts(options, reader.polarities), filled.charts)
    )
    set_properties(filled.document, plan.title, options.day, chosen.council)
    blob = document_bytes(filled.document, options.day)
    enforce(blob, out.name)
    table = rows(slots)
    write(out, blob, force=force)
    write(paths[1], to_csv(table), force=force)
    write(paths[2], workbook(entries, table, plan.method, plan.title), force=force)
    return Drafted(out, paths[1], paths[2], entries, plan, slots)


def beside(out: Path) -> tuple[Path, Path, Path]:
    """The document and the two files beside it."""
    return out, out.with_suffix(".figures.csv"), out.with_suffix(".todo.xlsx")


def custom_facts(options: Options, polarities: Mapping[str, str]) -> list[tuple[str, str]]:
    """Facts of the whole paper that its custom XML part keeps for the next roll-forward."""
    return [
        ("kind", options.kind),
        ("period", options.day.isoformat()),
        ("method", options.method or ""),
        ("compare-with", options.compare_with.isoformat() if options.compare_with else ""),
        ("small", str(options.small) if options.suppress else ""),
        ("polarities", " ".join(f"{k}={v}" for k, v in sorted(polarities.items()))),
    ]


def set_properties(document: Any, title: str, day: date, author: str) -> None:
    """Title, language and dates of a document: nothing that depends on the clock."""
    from datetime import datetime

    core = document.core_properties
    core.title = title
    core.language = "en-GB"
    core.author = author or "panelpaper"
    core.last_modified_by = "panelpaper"
    core.subject = f"Figures for {month_label(day)}"
    core.created = core.modified = datetime(day.year, day.month, day.day)
    core.revision = 1


def require_figures(plan: Plan, store: StoreLike) -> None:
    """Stop where there is nothing to report.

    Raises:
        UnknownFigureError: If no result of the period is known, or (strict) any is missing.
    """
    day = plan.options.day
    known = [f for f in plan.facts if isinstance(f.latest, Known)]
    if plan.facts and not known:
        periods = sorted({p.period.end for p in store.publications() if p.period is not None})
        held = ", ".join(day_label(d) for d in periods[-6:]) or "nothing yet"
        raise UnknownFigureError(
            f"no publication in the store gives any of the paper's figures for {month_label(day)}",
            why=f"the store's publications cover: {held}",
            next_step="Choose a period the store knows with --period, or add the scorecard with: "
            "panelpaper normalise FILE",
        )
    if plan.options.strict:
        for f in plan.facts:
            for found in (f.latest, f.direction.comparator, f.target):
                if isinstance(found, NotKnown):
                    raise UnknownFigureError(
                        found.reason,
                        where=f.name,
                        why="--strict stops at the first figure that is not known",
                        next_step="Leave --strict out to print it as not known and list it in the to-do sheet.",
                    )


def entries_of(plan: Plan) -> list[Entry]:
    """To-do lines that follow from the facts."""
    from draft.words import age_words, arrow_text, place_of, prompt

    out: list[Entry] = []
    if plan.options.as_known_on is not None:
        last = plan.options.as_known_on
        what = f"figures are as they were known on {last.day} {last:%B %Y}; what was published later is left out"
        out.append(Entry("note", "the paper", what))
    for f in plan.facts:
        for found, name in ((f.latest, "figure"), (f.target, "target"), (f.rag, "RAG")):
            if isinstance(found, NotKnown) and not found.shown and "suppressed" not in found.reason:
                out.append(Entry("not known", f.name, f"{name}: {found.reason}", next_step=_how_to_know(plan, f, name)))
        if f.newest is not None:
            when, age = month_label(f.newest.period), age_words(f.newest.period, f.period)
            out.append(
                Entry(
                    "old", f.name, f"the newest figure is for {when}, {age} old", old=f.newest.text,
                    source=place_of(f.newest),
                    next_step="Add the newer publication, or give the date beside the figure.",
                )
            )  # fmt: skip
        d = f.direction
        if d.reason.startswith("not comparable"):
            out.append(
                Entry("not comparable", f.name, d.reason, next_step="Explain the change of definition in the paper.")
            )
        elif d.movement is None and isinstance(f.latest, Known):
            out.append(
                Entry("not known", f.name, f"direction: {d.reason}", next_step=_how_to_know(plan, f, "comparison"))
            )
        if isinstance(f.latest, Known):
            out.append(
                Entry(
                    "words needed",
                    f.name,
                    prompt(f).text,
                    new=f.latest.text,
                    source=place_of(f.latest),
                    next_step="Write the commentary.",
                )
            )
            for known in (f.latest, d.comparator):
                if isinstance(known, Known):
                    out += _flags(f, known, plan.options)
            if d.note:
                out.append(Entry("note", f.name, f"{arrow_text(d)}: {d.note}"))
            out += _published_rag(f)
    return out


def _published_rag(f: Facts) -> list[Entry]:
    if not isinstance(f.rag, Known) or f.rag.statement is None or f.rag.statement.observation.role != "rag":
        return []
    printed = f.rag.statement.observation.word
    if printed and printed != f.rag.word:
        return [
            Entry(
                "contradicts",
                f.name,
                f"the bands make the figure {f.rag.word}, its publication prints {printed}",
                old=printed.capitalize(),
                new=f.rag.text,
                source=str(f.rag.statement.publication),
                next_step="Check the bands of the year in the register.",
            )
        ]
    return []


def _flags(f: Facts, found: Known, options: Options) -> list[Entry]:
    from draft.words import place_of

    out = []
    when = month_label(found.period)
    if found.provisional:
        out.append(
            Entry(
                "provisional",
                f.name,
                f"the figure for {when} is provisional",
                new=found.text,
                source=place_of(found),
                next_step="Say so in the paper, or wait for the final figure.",
            )
        )
    if found.revised:
        out.append(
            Entry(
                "revised",
                f.name,
                f"publications print different figures for {when}; the latest is used",
                new=found.text,
                source=place_of(found),
                next_step="Explain the revision if the earlier figure was reported to members.",
            )
        )
    number = found.value.number
    if (
        options.small
        and found.value.unit in {"count", ""}
        and found.value.places == 0
        and number is not None
        and 0 < number < options.small
    ):
        out.append(
            Entry(
                "small number",
                f.name,
                f"the figure for {when} is under {options.small}",
                new=found.text,
                source=place_of(found),
                next_step="Consider suppressing it before publication (--suppress-small).",
            )
        )
    return out


def _how_to_know(plan: Plan, f: Facts, name: str) -> str:
    if name in {"target", "RAG"}:
        return "Add the year's target and bands to the register."
    before = [k for k in f.series if k.period < plan.options.day]
    if name == "comparison" and before and f.direction.method not in {"trend", "spc"}:
        nearest = before[-1].period
        return (
            f"The nearest earlier figure is of {month_label(nearest)}: --compare-with {nearest:%Y-%m} compares with it."
        )
    return "Add the publication that gives it with: panelpaper normalise FILE"


def comparison_words(options: Options, facts: Sequence[Facts]) -> str:
    """What a direction column is headed with: "previous quarter"."""
    methods = {f.direction.method for f in facts}
    method: Method = methods.pop() if len(methods) == 1 else "previous"
    return period_words(method, options.step, options.compare_with is not None).removeprefix("the ")
