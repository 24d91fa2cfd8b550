"""Direction cells of a table of measures: the words and the arrow of each follow its figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from draft import sentences as reading
from draft.arrow_signs import copied
from draft.direction import Direction, assess
from draft.figures import Subject, month_label
from draft.rollforward_job import Job
from draft.todo import Entry
from draft.tracked import W, make_run, text_of
from draft.words import ARROWS, MOVEMENT_WORDS, size_text
from records import ARROW_MEANS, Movement

if TYPE_CHECKING:
    from extract import Extraction, Measure


@dataclass(slots=True)
class MeasureRoller:
    """Brings the direction cells of measures up to date.

    Attributes:
        job: The paper's periods, sources and lists.
    """

    job: Job

    def roll(self, root: Any, extraction: Extraction) -> None:
        """Change the direction cells whose direction changed.

        Args:
            root: XML of the body's part.
            extraction: What the reader of publications made of the paper.
        """
        from extract import locate

        for measure in extraction.measures:
            source = measure.direction_source
            cell = locate(root, source.locator) if source is not None and source.locator else None
            if cell is not None and cell.tag == f"{W}tc":
                self._direction_cell(root, cell, measure, extraction)

    def direction(self, subject: Subject, step: int = 3) -> Direction:
        """Direction of a subject in the new paper; where the usual comparison is not known, since the last paper."""
        found = assess(self.job.reader, subject, self.job.new_day, method=self.job.method, step=step)
        if found.movement is None and not found.reason.startswith("not comparable"):
            since = assess(self.job.reader, subject, self.job.new_day, method="previous", compare_with=self.job.old_day)
            if since.movement is not None:
                return since
        return found

    def _direction_cell(self, root: Any, cell: Any, measure: Measure, extraction: Extraction) -> None:
        self.job.done.update(cell.iter(f"{W}p"))
        where = f"direction of {measure.measure[:60]}"
        key = self.job.names.exact(measure.measure) or self.job.names.named(measure.measure)
        d: Direction | None = None
        subject: Subject | None = None
        for k in self.job.names.same(key) if key else ():
            if k in self.job.names.indicators:
                subject = Subject(k)
                d = self.direction(subject)
                if d.movement is not None:
                    break
        if d is None or subject is None or d.movement is None:
            why = d.reason if d is not None else "the register names no indicator for it"
            self.job.entries.append(
                Entry("not known", where, f"the direction stays as it was: {why}", old=measure.direction_text,
                      next_step="Check it by hand.")
            )  # fmt: skip
            return
        if not measure.direction_text.strip() and not _arrows_mean_performance(extraction):
            self.job.entries.append(
                Entry("not tied", where, "the paper does not say what its arrows mean; the direction stays",
                      old=measure.direction, new=d.movement, next_step="Check it by hand.")
            )  # fmt: skip
            return
        old = _says(measure)
        since = month_label(d.since) if d.since else "the last paper"
        size = size_text(d, self.job.reader.indicator(subject.key).unit)
        facts = (
            f"{MOVEMENT_WORDS[d.movement]} since {since} ({d.change}{' ' + size if d.change != 'unchanged' else ''})"
        )
        if old == d.movement:
            self.job.entries.append(Entry("note", where, f"the direction stays: {facts}", old=measure.direction_text))
            return
        model = next((m for m in extraction.measures if _says(m) == d.movement and m.direction_source), None)
        words = model.direction_text if model is not None and model.direction_text else MOVEMENT_WORDS[d.movement]
        self._swap_picture(root, cell, model, d.movement)
        old_words = measure.direction_text.strip()
        for p in cell.iter(f"{W}p"):
            text = text_of(p)
            at = text.find(old_words) if old_words else -1
            if at >= 0:
                runs = self.job.tracker.replace_text(p, at, at + len(old_words), words)
                self.job.commented += [(r, facts) for r in runs[:1]]
                break
        self.job.entries.append(Entry("changed", where, facts, old=old_words or old, new=words))

    def _swap_picture(self, root: Any, cell: Any, model: Measure | None, movement: Movement) -> None:
        """Strike the arrow picture out; a copy of another row's picture, or an arrow character, goes in."""
        from extract import locate

        run = next((r for r in cell.iter(f"{W}r") if r.find(f"{W}drawing") is not None), None)
        if run is None:
            return
        new = None
        if model is not None and model.direction_source is not None:
            other = locate(root, model.direction_source.locator)
            found = (
                next((r for r in other.iter(f"{W}r") if r.find(f"{W}drawing") is not None), None)
                if other is not None
                else None
            )
            if found is not None:
                new = copied(cell, found)
        if new is None:
            new = make_run(run, ARROWS[movement])
        self.job.tracker.delete([run])
        self.job.tracker.insert_after(run.getparent(), [new])


def _says(measure: Measure) -> str:
    """What a direction cell says: by its words, else by its arrow (up means improved)."""
    words = reading.direction_words(measure.direction_text)
    for w in words:
        if w.says in {"improved", "worsened", "unchanged"}:
            return w.says
    return ARROW_MEANS.get(measure.direction, "")


def _arrows_mean_performance(extraction: Extraction) -> bool:
    """Whether the paper's legend, or a row with both words and an arrow, shows that up means improved."""
    if extraction.legend:
        return all(ARROW_MEANS.get(k, v) == v for k, v in extraction.legend.items())
    both = [
        (w.says, ARROW_MEANS.get(m.direction))
        for m in extraction.measures
        for w in reading.direction_words(m.direction_text)
        if w.says in ARROW_MEANS.values() and m.direction in ARROW_MEANS
    ]
    return bool(both) and all(a == b for a, b in both)
