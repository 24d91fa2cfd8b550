"""Tables of an unseen paper: result cells, targets, RAG cells, direction cells with their arrows.

Cells are tied by the row's name and the column's meaning, as the reader of publications recognises them.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from draft import sentences as reading
from draft.direction import Direction, Method, assess
from draft.figures import Known, NotKnown, Reader, Subject, month_label
from draft.naming import Names
from draft.sentences import like
from draft.template import RAG_FILLS
from draft.todo import Entry
from draft.tracked import Tracker, W, make_run, text_of
from draft.words import ARROWS, MOVEMENT_WORDS, place_of, size_text
from records import Movement, Observation, Period, find_periods, round_half_up

if TYPE_CHECKING:
    from extract import Extraction, Measure

_UP, _DOWN, _LEVEL = "▲↑⇧⬆🠅🡅", "▼↓⇩⬇🠇🡇", "►→⇨➡◄▶"
_STALE = " [not updated]"
_RAG_LETTERS = {"R": "red", "A": "amber", "G": "green"}


@dataclass(slots=True)
class TableRoller:
    """Brings table cells up to date.

    Attributes:
        reader: Where figures come from.
        names: Finds indicators in text.
        old_day: Period the last paper reports on.
        new_day: Period of the new paper.
        tracker: Makes the changes.
        method: How direction is measured.
        entries: What changed and what needs a person.
        commented: Inserted runs with their source.
        done: Paragraphs that were rolled.
    """

    reader: Reader
    names: Names
    old_day: date
    new_day: date
    tracker: Tracker
    method: Method = "previous"
    entries: list[Entry] = field(default_factory=list)
    commented: list[tuple[Any, str]] = field(default_factory=list)
    done: set[Any] = field(default_factory=set)
    _columns: dict[tuple[str, int], set[date]] = field(default_factory=dict)
    _moved_tables: set[str] = field(default_factory=set)
    _stale: list[tuple[str, Any]] = field(default_factory=list)
    _at: tuple[str, Any] = ("", None)

    def roll(self, root: Any, extraction: Extraction) -> None:
        """Bring the cells of the body up to date.

        Args:
            root: XML of the body's part.
            extraction: What the reader of publications made of the paper.
        """
        from extract import locate

        for o in extraction.observations:
            if o.table in {"prose", "measures", "chart", "actions"} or o.source.span is not None:
                continue
            cell = locate(root, o.source.locator) if o.source.locator else None
            if cell is not None and cell.tag == f"{W}tc":
                self._at = (_table_of(o), cell)
                self._cell(cell, o)
        self._mark_stale()
        for measure in extraction.measures:
            source = measure.direction_source
            cell = locate(root, source.locator) if source is not None and source.locator else None
            if cell is not None and cell.tag == f"{W}tc":
                self._direction_cell(root, cell, measure, extraction)
        self._headers(root)

    def _mark_stale(self) -> None:
        """Say in the table which cells stayed: among new figures an old one must not pass for new."""
        for table, cell in self._stale:
            if table not in self._moved_tables:
                continue
            p = next((p for p in reversed(list(cell.iter(f"{W}p"))) if text_of(p).strip()), None)
            if p is not None and not text_of(p).endswith(_STALE):
                end = len(text_of(p))
                self.tracker.replace_text(p, end, end, _STALE)

    # -- figures -----------------------------------------------------------------------------------------

    def _cell(self, cell: Any, o: Observation) -> None:
        paragraphs = [p for p in cell.iter(f"{W}p") if text_of(p).strip()]
        where = f"table, {o.indicator}, {o.source.column or o.role}"
        self.done.update(cell.iter(f"{W}p"))
        key = self.names.exact(o.indicator) or self.names.named(o.indicator, unit=_unit(o))
        if key is None:
            self._left(where, o, "no indicator of the register has this name")
            return
        area = o.area if o.area and not self._whole(o.area) else ""
        subject = self._best([Subject(k, area, o.cohort) for k in self.names.same(key)], o)
        if o.role == "change":
            self._change(paragraphs, o, subject, where)
            return
        if o.role in {"dot", "dot_previous", "dot_outturn"}:
            self._arrow(cell, o, subject, where)
            return
        found, new_day = self._new(subject, o)
        old = self.reader.figure(subject, o.period.end if o.period is not None else self.old_day)
        if o.role == "result" and isinstance(old, Known) and not _alike(o, old):
            self._left(where, o, f"the store contradicts it: {place_of(old)} gives {old.text}")
            return
        if found is None:
            self._left(where, o, f"cells of this kind ({o.role}) are not rolled forward")
            return
        if isinstance(found, NotKnown):
            self._left(where, o, found.reason, kind="not known")
            return
        if o.role in {"rag", "previous_rag"}:
            self._rag(cell, paragraphs, o, found, where)
            return
        if not paragraphs or o.value.number is None or found.value.number is None:
            self._left(where, o, "the cell holds no number")
            return
        self._write(paragraphs[0], o.value.printed, like(o.value, found.value.number), found, where)
        self._columns.setdefault((_table_of(o), _column_of(o)), set()).add(new_day)

    def _best(self, subjects: list[Subject], o: Observation) -> Subject:
        """Of indicators that are the same, the one whose old figure agrees and whose new one is known."""
        known = [s for s in subjects if s.key in self.names.indicators]
        for s in known:
            old, new = self.reader.figure(s, self.old_day), self.reader.figure(s, self.new_day)
            if isinstance(new, Known) and (o.role != "result" or not isinstance(old, Known) or _alike(o, old)):
                return s
        return known[0] if known else subjects[0]

    def _change(self, paragraphs: list[Any], o: Observation, subject: Subject, where: str) -> None:
        """A column of changes: sign, places and unit as they are printed."""
        d = assess(self.reader, subject, self.new_day, method="previous", step=self._step())
        match = re.fullmatch(r"([+\-−–]?)([\d,]*\.?\d+)(.*)", o.value.printed.strip())
        if d.size is None or match is None or not paragraphs or not isinstance(d.comparator, Known):
            self._left(where, o, d.reason or "the change is not printed as a number", kind="not known")
            return
        places = len(match[2].partition(".")[2])
        number = round_half_up(abs(d.size), places)
        minus = match[1] if match[1] in {"-", "−", "–"} else "-"
        sign = "" if number == 0 else ("+" if d.size > 0 else minus)
        if d.size > 0 and not match[1] and (o.value.number or 0) > 0:
            sign = ""  # this column prints no plus
        self._write(paragraphs[0], o.value.printed, f"{sign}{number:,}{match[3]}", d.comparator, where)

    def _step(self) -> int:
        """Months between the last paper and this one."""
        return (self.new_day.year - self.old_day.year) * 12 + self.new_day.month - self.old_day.month

    def _new(self, subject: Subject, o: Observation) -> tuple[Known | NotKnown | None, date]:
        day = o.period.end if o.period is not None else self.old_day
        moved = self._moved(day)
        if o.role == "result":
            return self.reader.figure(subject, moved), moved
        if o.role == "previous":
            step = (self.old_day - day) if day < self.old_day else timedelta(0)
            months = round(step.days / 30.4) or 1
            moved = Period(self.new_day, self.new_day).previous(months).end
            return self.reader.figure(subject, moved), moved
        if o.role == "outturn":
            moved = Period(self.new_day, self.new_day).outturn().end
            return self.reader.figure(subject, moved), moved
        if o.role == "target":
            return self.reader.target(subject, self.new_day), self.new_day
        if o.role == "rag":
            latest = self.reader.figure(subject, self.new_day)
            return self.reader.rag(subject, self.new_day, latest), self.new_day
        if o.role in {"numerator", "denominator"}:
            return self.reader.figure(subject, self.new_day, o.role), self.new_day
        return None, moved

    def _rag(self, cell: Any, paragraphs: list[Any], o: Observation, found: Known, where: str) -> None:
        if found.word == o.word:
            return
        printed = " ".join(text_of(p).strip() for p in paragraphs)
        word = found.word.capitalize()
        if printed in _RAG_LETTERS or printed.lower() in _RAG_LETTERS.values():
            new = word[0] if len(printed) == 1 else (word.upper() if printed.isupper() else word)
            self._write(paragraphs[0], printed, new, found, where)
        else:
            self.entries.append(Entry("changed", where, "fill", old=o.word, new=found.word, source=place_of(found)))
        if word in RAG_FILLS:
            self.tracker.shade(cell, word)

    def _write(self, p: Any, old: str, new: str, found: Known, where: str) -> None:
        text = text_of(p)
        at = text.find(old.strip())
        if at < 0 or old.strip() == new:
            return
        runs = self.tracker.replace_text(p, at, at + len(old.strip()), new)
        self._moved_tables.add(self._at[0])
        if runs:
            self.commented.append((runs[0], place_of(found)))
        self.entries.append(Entry("changed", where, found.role, old=old.strip(), new=new, source=place_of(found)))

    # -- direction ---------------------------------------------------------------------------------------

    def direction(self, subject: Subject, step: int = 3) -> Direction:
        """Direction of a subject in the new paper; where the usual comparison is not known, since the last paper."""
        found = assess(self.reader, subject, self.new_day, method=self.method, step=step)
        if found.movement is None and not found.reason.startswith("not comparable"):
            since = assess(self.reader, subject, self.new_day, method="previous", compare_with=self.old_day)
            if since.movement is not None:
                return since
        return found

    def _arrow(self, cell: Any, o: Observation, subject: Subject, where: str) -> None:
        method: Method = "outturn" if o.role == "dot_outturn" else "previous"
        step = 1 if o.role == "dot_previous" else self._step()
        d = assess(self.reader, subject, self.new_day, method=method, step=step)
        if d.movement is None or d.change is None:
            self._left(where, o, d.reason or "no direction", kind="not known")
            return
        convention = self._convention(o, subject, method, step)
        if convention is None:
            self._left(where, o, f"what this paper's arrows mean is not certain; it is now {d.movement} ({d.change})")
            return
        wanted = convention[d.movement if d.movement in convention else d.change]
        for p in cell.iter(f"{W}p"):
            text = text_of(p)
            for n, c in enumerate(text):
                if c in _UP + _DOWN + _LEVEL:
                    new = _same_family(c, wanted)
                    if new != c:
                        self.tracker.replace_text(p, n, n + 1, new)
                        self.entries.append(Entry("changed", where, "arrow", old=c, new=new))
                    return
        self._left(where, o, f"the arrow is not a character; it should now say {d.movement}")

    def _convention(self, o: Observation, subject: Subject, method: Method, step: int) -> dict[str, str] | None:
        """What an arrow stands for here: performance or the number; None where the old arrow proves neither."""
        performance = {"improved": "up", "worsened": "down", "unchanged": "level"}
        number = {"rose": "up", "fell": "down", "unchanged": "level"}
        if o.meaning:
            return performance if performance.get(o.meaning) == o.word else number
        old = assess(self.reader, subject, self.old_day, method=method, step=step)
        if old.movement is not None and old.change is not None:
            by_performance, by_number = performance[old.movement] == o.word, number[old.change] == o.word
            if by_performance != by_number:
                return performance if by_performance else number
            if by_performance and self.reader.indicator(subject.key).polarity == "H":
                return performance  # both readings draw the same arrow for this indicator
        return None

    def _direction_cell(self, root: Any, cell: Any, measure: Measure, extraction: Extraction) -> None:
        self.done.update(cell.iter(f"{W}p"))
        where = f"direction of {measure.measure[:60]}"
        key = self.names.exact(measure.measure) or self.names.named(measure.measure)
        d: Direction | None = None
        subject: Subject | None = None
        for k in self.names.same(key) if key else ():
            if k in self.names.indicators:
                subject = Subject(k)
                d = self.direction(subject)
                if d.movement is not None:
                    break
        if d is None or subject is None or d.movement is None:
            why = d.reason if d is not None else "the register names no indicator for it"
            self.entries.append(
                Entry("not known", where, f"the direction stays as it was: {why}", old=measure.direction_text,
                      next_step="Check it by hand.")
            )  # fmt: skip
            return
        if not measure.direction_text.strip() and not _arrows_mean_performance(extraction):
            self.entries.append(
                Entry("not tied", where, "the paper does not say what its arrows mean; the direction stays",
                      old=measure.direction, new=d.movement, next_step="Check it by hand.")
            )  # fmt: skip
            return
        old = _says(measure)
        since = month_label(d.since) if d.since else "the last paper"
        size = size_text(d, self.reader.indicator(subject.key).unit)
        facts = (
            f"{MOVEMENT_WORDS[d.movement]} since {since} ({d.change}{' ' + size if d.change != 'unchanged' else ''})"
        )
        if old == d.movement:
            self.entries.append(Entry("note", where, f"the direction stays: {facts}", old=measure.direction_text))
            return
        model = next((m for m in extraction.measures if _says(m) == d.movement and m.direction_source), None)
        words = model.direction_text if model is not None and model.direction_text else MOVEMENT_WORDS[d.movement]
        self._swap_picture(root, cell, model, d.movement)
        old_words = measure.direction_text.strip()
        for p in cell.iter(f"{W}p"):
            text = text_of(p)
            at = text.find(old_words) if old_words else -1
            if at >= 0:
                runs = self.tracker.replace_text(p, at, at + len(old_words), words)
                self.commented += [(r, facts) for r in runs[:1]]
                break
        self.entries.append(Entry("changed", where, facts, old=old_words or old, new=words))

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
                new = deepcopy(found)
        if new is None:
            new = make_run(run, ARROWS[movement])
        self.tracker.delete([run])
        self.tracker.insert_after(run.getparent(), [new])

    # -- headings and listing ----------------------------------------------------------------------------

    def _headers(self, root: Any) -> None:
        """Dates in the header cells of columns whose figures moved."""
        from extract import locate

        for (table, column), days in self._columns.items():
            if len(days) != 1:
                continue
            element = locate(root, table)
            day = next(iter(days))
            for row in list(element.iter(f"{W}tr"))[:4] if element is not None else ():
                cells = [c for c in row.iter(f"{W}tc") if next(c.iterancestors(f"{W}tr")) is row]
                if column > len(cells):
                    continue
                for p in cells[column - 1].iter(f"{W}p"):
                    if p in self.done:
                        continue
                    for m in reversed(find_periods(text_of(p))):
                        new = reading.restyle(m, day)
                        if new is None or self._moved(m.period.end) != day:
                            continue
                        self.tracker.replace_text(p, m.start, m.end, new)
                        self.done.add(p)
                        self.entries.append(Entry("changed", "table heading", "date", old=m.text, new=new))

    def _moved(self, day: date) -> date:
        months = (self.new_day.year - self.old_day.year) * 12 + self.new_day.month - self.old_day.month
        return Period(day, day).shift(months).end

    def _whole(self, area: str) -> bool:
        council = str(getattr(self.reader.register, "council", "") or "")
        return not council or area.casefold() in council.casefold()

    def _left(self, where: str, o: Observation, why: str, kind: Any = "not tied") -> None:
        self._stale.append(self._at)
        self.entries.append(
            Entry(kind, where, f"'{o.value.printed or o.word}' stays as it was: {why}", old=o.value.printed or o.word,
                  next_step="Check it by hand.")
        )  # fmt: skip


def _unit(o: Observation) -> str:
    return o.value.unit if o.value.unit in {"percent", "days", "money"} else ""


def _says(measure: Measure) -> str:
    """What a direction cell says: by its words, else by its arrow (up means improved)."""
    words = reading.direction_words(measure.direction_text)
    for w in words:
        if w.says in {"improved", "worsened", "unchanged"}:
            return w.says
    return {"up": "improved", "down": "worsened", "level": "unchanged"}.get(measure.direction, "")


def _arrows_mean_performance(extraction: Extraction) -> bool:
    """Whether the paper's legend, or a row with both words and an arrow, shows that up means improved."""
    meaning = {"up": "improved", "down": "worsened", "level": "unchanged"}
    if extraction.legend:
        return all(meaning.get(k, v) == v for k, v in extraction.legend.items())
    both = [
        (w.says, meaning.get(m.direction))
        for m in extraction.measures
        for w in reading.direction_words(m.direction_text)
        if w.says in meaning.values() and m.direction in meaning
    ]
    return bool(both) and all(a == b for a, b in both)


def _same_family(arrow: str, wanted: str) -> str:
    """The arrow of the same style that points up, down or level."""
    n = next((s.index(arrow) for s in (_UP, _DOWN, _LEVEL) if arrow in s), 0)
    family = {"up": _UP, "down": _DOWN, "level": _LEVEL}[wanted]
    return family[min(n, len(family) - 1)]


def _alike(o: Observation, old: Known) -> bool:
    """Whether a printed cell and the store's figure can be the same."""
    if o.value.number is None or old.quantity is None:
        return True
    low, high = o.value.interval()
    return old.quantity.low <= Fraction(high) and old.quantity.high >= Fraction(low)


def _table_of(o: Observation) -> str:
    return o.source.locator.rsplit("/r", 1)[0]


def _column_of(o: Observation) -> int:
    return int(o.source.locator.rsplit("/c", 1)[1])
