"""Rolls the last paper forward: figures, arrows, RAG, charts and dates brought up to date as tracked changes.

A paper of ours is rolled exactly, by its controls. In any paper, text outside controls is rolled where its figures can
be tied to the register by their sentence, table or caption; what cannot be tied stays as it is and is listed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, cast

from draft.chartplan import chart_of, sparkline
from draft.controls import Controls, Placed, Slot, attach_custom_xml, custom_xml_part, iter_controls, parse_address
from draft.direction import METHODS
from draft.drafting import (
    KINDS,
    Drafted,
    Options,
    Plan,
    beside,
    custom_facts,
    entries_of,
    require_figures,
    set_properties,
)  # fmt: skip
from draft.facts import Facts, gather
from draft.figures import Known, Reader, Subject, month_label
from draft.gate import check_document
from draft.method import PAPER, method_note
from draft.packaging import check_free, document_bytes, write
from draft.parts import text_parts, write_back
from draft.remembering import Remembered, marked, remembered
from draft.rollforward_charts import chart_runs, next_chart_number, replace_chart
from draft.rollforward_controls import ControlRoller
from draft.rollforward_paper import Rolled, open_paper, refuse_changes, refuse_period
from draft.rollforward_unseen import job_of, names_of, roll_prose, roll_unseen
from draft.small_numbers import suppress
from draft.sources import RegisterLike, StoreLike
from draft.template import Marks
from draft.tidy import rows, to_csv
from draft.todo import Entry, in_order, workbook
from draft.tracked import Tracker, W, changes_in, number_changes
from draft.words import place_of
from records import Period, Polarity, months_between


def roll_forward(
    last: Path,
    options: Options,
    store: StoreLike,
    register: RegisterLike,
    *,
    out: Path,
    old_day: date | None = None,
    comments: bool = False,
    accept_existing: bool = False,
    force: bool = False,
) -> Drafted:
    """Roll last period's paper forward.

    Args:
        last: The paper, as Word document.
        options: Period and choices of the new paper; its kind is taken from the last paper where that is ours.
        store: Where figures come from.
        register: Where indicators are defined.
        out: The .docx to write; its figures and to-do sheet go beside it.
        old_day: Period the last paper reports on; found in the paper where None.
        comments: Put the source of each changed figure beside it as a Word comment.
        accept_existing: Read a paper that has tracked changes as if they were accepted; they stay in it as they are.
        force: Replace existing files.

    Returns:
        The paths, what changed and what is left to do.

    Raises:
        MissingInputError: If there is no such paper.
        UnreadableError: If it is not a Word document.
        InputError: If it has tracked changes that are not to be accepted, or the new period is not after the old one.
        UnknownFigureError: If the store knows nothing of the new period.
        ExistsError: If an output exists and force is off.
        OutputError: If an output cannot be written.
    """
    paths = beside(out)
    for path in paths:
        check_free(path, force=force)
    document = open_paper(last)
    parts = text_parts(document)
    theirs = sum(changes_in(part.root) for part in parts)
    if not accept_existing:
        refuse_changes(parts, last)
    rolled = Rolled(document, parts, Tracker(f"{options.day.isoformat()}T00:00:00Z"), Controls(first_id=700_001))
    reader = Reader(store, register, as_known_on=options.as_known_on)
    ours = remembered(document)
    if ours is not None:
        options = own_options(ours, options)
        refuse_period(ours.day, options.day, last)
        own = _marked_paragraphs(rolled, ours)
        _roll_own(rolled, ours, options, reader)
        plan = Plan(options, "", tuple(rolled.facts.values()), {}, Marks())
        require_figures(plan, store)
        rolled.entries += entries_of(plan)
        names = names_of(reader)
        job = job_of(rolled, reader, names, ours.day, options)
        job.ours = own
        roll_prose(rolled, job)
    else:
        roll_unseen(rolled, last, options, reader, old_day)
    if theirs:
        what = f"{theirs} tracked changes of other people were read as accepted and stay in the paper as they are"
        rolled.entries.append(Entry("note", "the paper", what, next_step="Accept or reject them in Word."))
    if not comments:
        rolled.commented = []
    add_comments(rolled)
    number_changes(part.root for part in parts)
    write_back(parts)
    title = (rolled.title or document.core_properties.title or last.stem).strip()
    if ours is not None:
        refresh_custom_xml(rolled, options, reader, ours)
    set_properties(document, title, options.day, document.core_properties.author)
    table = rows(rolled.controls.slots)
    blob = document_bytes(document, options.day)
    rolled.entries += _accessibility(blob)
    entries = tuple(in_order(rolled.entries))
    write(out, blob, force=force)
    write(paths[1], to_csv(table), force=force)
    write(paths[2], workbook(entries, table, rolled.method, title), force=force)
    return Drafted(out, paths[1], paths[2], entries, None, tuple(rolled.controls.slots))


def _marked_paragraphs(rolled: Rolled, ours: Remembered) -> set[Any]:
    """Paragraphs that hold a sentence of ours."""
    return {
        next(start.iterancestors(f"{W}p"), None)
        for part in rolled.parts
        for start, *_ in marked(part.root, ours.sentences)
    }


def _accessibility(blob: bytes) -> list[Entry]:
    """What the gate finds in a paper that is not ours to change: one line for each rule."""
    found: dict[str, list[str]] = {}
    for failure in check_document(blob):
        found.setdefault(failure.what, []).append(failure.where)
    return [
        Entry(
            "note",
            "accessibility: " + ", ".join(places[:3]) + (f", {len(places) - 3} more" if places[3:] else ""),
            what,
            next_step="Correct it in Word before publication.",
        )
        for what, places in found.items()
    ]  # fmt: skip


def own_options(ours: Remembered, options: Options) -> Options:
    """The new paper's options: what the last one was made with, unless chosen anew."""
    kind = ours.facts.get("kind", "")
    if kind in KINDS:
        options = replace(options, kind=kind)
    method = ours.facts.get("method", "")
    if options.method is None and method in METHODS:
        options = replace(options, method=method)
    if ours.facts.get("small", "").isdigit() and not options.suppress:
        options = replace(options, suppress=True, small=int(ours.facts["small"]))
    named = ours.facts.get("compare-with", "")
    if options.compare_with is None and named:
        months = months_between(ours.day, options.day)
        day = date.fromisoformat(named)
        options = replace(options, compare_with=Period(day, day).shift(months).end)
    return options


def _roll_own(rolled: Rolled, ours: Remembered, options: Options, reader: Reader) -> None:
    for pair in ours.facts.get("polarities", "").split():
        key, _, polarity = pair.partition("=")
        reader.polarities[key] = cast(Polarity, polarity)
    named = [s for subjects in ours.charts.values() for s in subjects]
    for part in rolled.parts:
        for _, tag in iter_controls(part.root):
            address = parse_address(ours.addresses.get(tag, tag))
            if address is not None and address.subject.key != PAPER.key:
                named.append(address.subject)
    for subject in dict.fromkeys(named):
        if reader.register.get(subject.key) is None:
            rolled.entries.append(
                Entry(
                    "not tied", subject.key, "the register no longer has this indicator; its figures stay as they were",
                    next_step="Take it out of the paper, or put it back into the register.",
                )
            )  # fmt: skip
            continue
        rolled.facts[subject] = gather(
            reader, subject, options.day, method=options.method, step=options.step, compare_with=options.compare_with
        )
    rolled.entries += _revised(rolled, ours, reader)
    if options.suppress:
        shown, hidden = suppress(list(rolled.facts.values()), options.small)
        rolled.facts = dict(zip(rolled.facts, shown, strict=True))
        rolled.entries += hidden
    charts = _charts(rolled, ours, reader)
    paper = paper_items(list(rolled.facts.values()), options)
    rolled.method = tuple(p.text for n, p in paper.items() if n.startswith("method-"))
    outturn = {}
    if options.kind == "scorecard":
        outturn = {s: gather(reader, s, options.day, method="outturn", step=1) for s in rolled.facts}
        rolled.entries += _new_reds(rolled, ours)

    def then(subject: Subject, day: date) -> Facts:
        found = reader.figure(subject, day)
        known, rag = rolled.facts[subject], reader.rag(subject, day, found)
        return replace(known, period=day, latest=found, rag=rag, target=reader.target(subject, day))

    roller = ControlRoller(
        ours, options.day, rolled.facts, {**paper, **charts}, outturn, then, rolled.tracker, rolled.controls
    )
    for part in rolled.parts:
        roller.roll(part.root)
    rolled.entries += roller.entries
    rolled.commented += roller.commented
    rolled.judged += roller.judged


def _revised(rolled: Rolled, ours: Remembered, reader: Reader) -> list[Entry]:
    """Figures of the last paper that publications have revised since."""
    out = []
    for text_address, texts in ours.texts.items():
        address = parse_address(text_address)
        if address is None or address.role != "result" or address.subject not in rolled.facts:
            continue
        found = reader.figure(address.subject, address.period)
        before = [t for t in texts if t and not t.startswith(("not known", "suppressed"))]
        if not isinstance(found, Known) or not before or found.text in before:
            continue
        when, old = month_label(address.period), before[0]
        out.append(
            Entry(
                "revised", rolled.facts[address.subject].name,
                f"the last paper gives {old} for {when}, which was revised", old=old,
                new=found.text, source=place_of(found),
                next_step="Explain the revision if members have seen the earlier figure.",
            )
        )  # fmt: skip
    return out


def _new_reds(rolled: Rolled, ours: Remembered) -> list[Entry]:
    """Red indicators without a page, and pages of indicators that are no longer red."""
    paged = {subjects[0] for subjects in ours.charts.values() if subjects}
    out = []
    for subject, f in rolled.facts.items():
        red = isinstance(f.rag, Known) and f.rag.word == "red" and subject.cohort == "all"
        if red and subject not in paged:
            out.append(
                Entry("words needed", f.name, "is Red now and has no page", next_step="Draft the scorecard anew.")
            )
        elif not red and subject in paged:
            out.append(Entry("check wording", f.name, f"is {f.rag.text} now; its page is kept", next_step="Delete it."))
    return out


def paper_items(facts: list[Facts], options: Options) -> Mapping[str, Placed]:
    """Texts of the paper as a whole by name: its period, its comparison, its method note."""
    out: dict[str, Placed] = {"period": Slot(PAPER, "period", "period", options.day, month_label(options.day))}
    sinces = {f.direction.since for f in facts if f.direction.since is not None}
    if len(sinces) == 1:
        since = sinces.pop()
        out["since"] = Slot(PAPER, "since", "period", since, month_label(since))
    for s in method_note(facts, options.day, step=options.step, named=options.compare_with is not None):
        out[s.name] = s
    return out


def _charts(rolled: Rolled, ours: Remembered, reader: Reader) -> dict[str, Placed]:
    """Replace the charts; returns their new captions by subject."""
    number = next_chart_number(rolled.document)
    captions: dict[str, Placed] = {}
    for part in rolled.parts:
        for run, properties in list(chart_runs(part.root)):
            tag = str(properties.get("title") or "")
            subjects = ours.charts.get(tag)
            if not subjects or subjects[0] not in rolled.facts:
                continue
            facts = [rolled.facts[s] for s in subjects if s in rolled.facts]
            if tag.endswith("|sparkline"):
                small = sparkline(facts[0])
                if small is not None:
                    replace_chart(rolled.document, run, small, number, rolled.tracker)
                    number += 1
                    ours.charts[small.tag] = subjects
                continue
            made = chart_of(reader, facts, facts[0].name)
            if made is None:
                rolled.entries.append(
                    Entry("not known", facts[0].name, "the chart has fewer than two known figures and stays as it was")
                )
                continue
            chart, caption = made
            replace_chart(rolled.document, run, chart, number, rolled.tracker)
            number += 1
            captions[f"caption {subjects[0].key}|{subjects[0].area}|{subjects[0].cohort}"] = caption
            ours.charts[chart.tag] = subjects
            rolled.entries.append(
                Entry("changed", facts[0].name, "chart", old=str(properties.get("descr") or ""), new=chart.alt)
            )
    return captions


@dataclass(frozen=True)
class _Drawn:
    tag: str
    subjects: tuple[str, ...]


def refresh_custom_xml(rolled: Rolled, options: Options, reader: Reader, ours: Remembered) -> None:
    """The custom XML part says what the controls say now."""
    drawn = []
    for part in rolled.parts:
        for _, properties in chart_runs(part.root):
            tag = str(properties.get("title") or "")
            if tag in ours.charts:
                names = tuple(f"{s.key}|{s.area.replace(' ', '_')}|{s.cohort}" for s in ours.charts[tag])
                drawn.append(_Drawn(tag, names))
    xml_part = custom_xml_part(rolled.document)
    blob = rolled.controls.custom_xml(custom_facts(options, reader.polarities), drawn)
    if xml_part is None:
        attach_custom_xml(rolled.document, blob)
    else:
        xml_part._blob = blob


def add_comments(rolled: Rolled) -> None:
    """Put comments beside judgement and (on request) changed figures, in the body only: Word allows none elsewhere."""
    from docx.text.run import Run

    body = rolled.document.element.body
    count = 0
    for run, text in [*rolled.judged, *rolled.commented]:
        if not any(a is body for a in run.iterancestors()):
            continue
        rolled.document.add_comment(runs=Run(run, rolled.document), text=text, author="panelpaper", initials="pp")
        count += 1
    if count:
        for part in rolled.document.part.package.iter_parts():
            if str(part.partname) == "/word/comments.xml":
                for comment in part.element:
                    for name in list(comment.attrib):
                        if name.endswith("}date"):
                            comment.set(name, rolled.tracker.stamp)
