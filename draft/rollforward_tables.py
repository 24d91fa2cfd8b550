"""Tables of an unseen paper: result cells, targets, changes, RAG cells; what stays among new figures is marked.

Cells are tied by the row's name and the column's meaning, as the reader of publications recognises them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from draft.direction import Direction, Method, assess
from draft.figures import Known, NotKnown, Subject
from draft.rollforward_arrows import ArrowRoller
from draft.rollforward_job import Job
from draft.rollforward_movements import STALE
from draft.styles import is_year, like
from draft.template import RAG_FILLS
from draft.todo import EntryKind
from draft.tracked import W, make_run, text_of
from draft.words import place_of
from records import RESULT_ROLES, Observation, Period, find_periods, round_half_up

if TYPE_CHECKING:
    from extract import Extraction

_RAG_LETTERS = {"R": "red", "A": "amber", "G": "green", "B": "blue"}
_NUMBER = re.compile(r"£?\d[\d,]*(?:\.\d+)?(?:\s?%|\s?per\s?cent)?")
_DIRECTIONS = frozenset(["dot", "dot_previous", "dot_outturn"])


@dataclass(slots=True)
class TableRoller:
    """Brings table cells up to date.

    Attributes:
        job: The paper's periods, sources and lists.
        columns: Table and column -> new periods of the figures that were written there.
        rows: Row -> new periods of the figures that were written there.
        tables: Locator -> XML of the tables that were read.
    """

    job: Job
    columns: dict[tuple[str, int], set[date]] = field(default_factory=dict)
    rows: dict[str, set[date]] = field(default_factory=dict)
    tables: dict[str, Any] = field(default_factory=dict)
    _moved: set[str] = field(default_factory=set)
    _stale: list[tuple[str, Any]] = field(default_factory=list)
    _days: dict[str, set[date]] = field(default_factory=dict)
    _at: tuple[str, Any] = ("", None)

    def roll(self, root: Any, extraction: Extraction) -> None:
        """Bring the cells of the body up to date.

        Args:
            root: XML of the body's part.
            extraction: What the reader of publications made of the paper.
        """
        from extract import locate

        arrows = ArrowRoller(self.job)
        for o in extraction.observations:
            if o.table in {"prose", "measures", "chart", "actions"} or o.source.span is not None:
                continue
            cell = locate(root, o.source.locator) if o.source.locator else None
            if cell is None or cell.tag != f"{W}tc":
                continue
            table = table_of(o)
            self.tables.setdefault(table, next(cell.iterancestors(f"{W}tbl"), None))
            if o.period is not None:
                self._days.setdefault(table, set()).add(o.period.end)
            self._at = (table, cell)
            self._cell(cell, o, arrows)
        arrows.roll(self._days)
        self._stale += arrows.stale
        self._mark_stale()
        self.job.rolled_tables |= {self.tables[t] for t in self._moved if self.tables.get(t) is not None}

    def _mark_stale(self) -> None:
        """Say in the table which cells stayed: among new figures an old one must not pass for new."""
        marked: set[Any] = set()
        for table, cell in self._stale:
            if table not in self._moved or cell in marked:
                continue
            marked.add(cell)
            paragraphs = list(cell.iter(f"{W}p"))
            p = next((p for p in reversed(paragraphs) if text_of(p).strip()), None)
            if p is not None:
                if not text_of(p).endswith(STALE):
                    end = len(text_of(p))
                    self.job.tracker.replace_text(p, end, end, STALE)
            elif paragraphs:  # a picture, or a colour alone
                runs = list(paragraphs[-1].iter(f"{W}r"))
                new = make_run(runs[-1] if runs else None, STALE.strip())
                wrapper = self.job.tracker.mark("ins")
                wrapper.append(new)
                paragraphs[-1].append(wrapper)

    # -- figures -----------------------------------------------------------------------------------------

    def _cell(self, cell: Any, o: Observation, arrows: ArrowRoller) -> None:
        job = self.job
        paragraphs = [p for p in cell.iter(f"{W}p") if text_of(p).strip()]
        label = " / ".join(
            dict.fromkeys(t for t in (o.indicator, o.area if not job.is_whole(o.area or "") else "") if t)
        )
        where = f"table, {label}, {o.source.column or o.role}"
        job.done.update(cell.iter(f"{W}p"))
        key = job.names.exact(o.indicator) or job.names.named(o.indicator, unit=_unit(o))
        if key is None:
            turned = self._turned(o)
            if turned is not None:
                o, key = turned
        if key is None:
            self._left(where, o, "no indicator of the register has this name")
            return
        area = job.area(key, o.area or "")
        if area is None:
            self._left(where, o, f"no publication gives this indicator for {o.area}")
            return
        subject = self._best([Subject(k, area, o.cohort) for k in job.names.same(key)], o)
        if o.role == "change":
            self._change(paragraphs, o, subject, where)
            return
        if o.role in _DIRECTIONS:
            arrows.add(cell, table_of(o), o, subject, where)
            return
        role = o.role
        day = self._day(subject, o)
        old = job.reader.figure(subject, day)
        if role == "context" and o.period is not None and isinstance(old, Known) and _alike(o, old):
            role = "result"  # a column that is headed with a period alone, and the store knows the figure
        if role in {"target", "floor"} and Period(job.old_day, job.old_day).reporting_year == job.year:
            return  # set for the year, which goes on
        found, new_day = self._new(subject, o, role, day)
        if role == "result" and not isinstance(old, Known) and not self._certain(o, key):
            self._left(where, o, "no publication gives its old value, and its name or period is not certain")
            return
        if (
            role in RESULT_ROLES
            and isinstance(old, Known)
            and not _alike(o, old)
            and not job.said_before(o.value, subject, day)
        ):
            self._left(where, o, f"the store contradicts it: {place_of(old)} gives {old.text}")
            return
        if found is None:
            self._left(where, o, f"cells of this kind ({o.role}) are not rolled forward")
            return
        if isinstance(found, NotKnown):
            self._left(where, o, found.reason, kind="not known")
            return
        if role in {"rag", "previous_rag"}:
            self._rag(cell, paragraphs, o, found, where)
            return
        if not paragraphs or o.value.number is None or found.value.number is None:
            self._left(where, o, "the cell holds no number")
            return
        number = _NUMBER.search(o.value.printed)
        bare = number[0] if number is not None else o.value.printed  # a mark of a note behind it stays
        self._write(paragraphs[0], bare, like(replace(o.value, printed=bare), found.value.number), found, where)
        self.columns.setdefault((table_of(o), _column_of(o)), set()).add(new_day)
        self.rows.setdefault(o.source.locator.rsplit("/c", 1)[0], set()).add(new_day)

    def _turned(self, o: Observation) -> tuple[Observation, str] | None:
        """A cell of a table with periods down and indicators across, as one of a table the other way round."""
        found = find_periods(o.indicator)
        heading = (o.source.column or "").split("|")[-1].strip()
        if o.role != "context" or len(found) != 1 or not heading:
            return None
        key = self.job.names.exact(heading) or self.job.names.named(heading, unit=_unit(o))
        return None if key is None else (replace(o, indicator=heading, period=found[0].period), key)

    def _best(self, subjects: list[Subject], o: Observation) -> Subject:
        """Of indicators that are the same, the one whose old figure agrees and whose new one is known."""
        job = self.job
        known = [s for s in subjects if s.key in job.names.indicators]
        for s in known:
            day = self._day(s, o)
            new_day = job.moved(o.period) if o.period is not None and day == o.period.end else job.shifted(day)
            old, new = job.reader.figure(s, day), job.reader.figure(s, new_day)
            if isinstance(new, Known) and (o.role != "result" or not isinstance(old, Known) or _alike(o, old)):
                return s
        return known[0] if known else subjects[0]

    def _change(self, paragraphs: list[Any], o: Observation, subject: Subject, where: str) -> None:
        """A column of changes: sign, places and unit stay as they are printed."""
        job = self.job
        match = re.fullmatch(r"([+\-−–]?)([\d,]*\.?\d+)(.*)", o.value.printed.strip())
        if match is None or not paragraphs:
            self._left(where, o, "the change is not printed as a number")
            return
        places = len(match[2].partition(".")[2])
        printed = Decimal(match[2].replace(",", "")) * (-1 if match[1] in {"-", "−", "–"} else 1)
        way = self._change_way(subject, printed, places, heading=o.source.column or "")
        if isinstance(way, str):
            self._left(where, o, way)
            return
        method, step, printed_ones = way
        d = assess(job.reader, subject, job.new_day, method=method, step=step)
        size = _size(job.reader.figure(subject, job.new_day), d, printed_ones)
        if size is None or not isinstance(d.comparator, Known):
            self._left(where, o, d.reason or "the change is not known", kind="not known")
            return
        number = round_half_up(abs(size), places)
        minus = match[1] if match[1] in {"-", "−", "–"} else "-"
        sign = "" if number == 0 and not (match[1] and printed == 0) else ("+" if size > 0 else minus)
        if size >= 0 and not match[1] and printed > 0:
            sign = ""  # this column prints no plus
        self._write(paragraphs[0], o.value.printed, f"{sign}{number:,}{match[3]}", d.comparator, where)

    def _change_way(
        self, subject: Subject, printed: Decimal, places: int, heading: str
    ) -> tuple[Method, int, bool] | str:
        """What a column of changes compares, and of which figures: the way that gives the last paper's change."""
        job = self.job
        ways: list[tuple[Method, int]] = [("previous", job.step), ("same-period-last-year", 1), ("outturn", 1)]
        ways += [("previous", n) for n in (1, 3) if n != job.step]
        if "year" in heading.lower():
            ways.sort(key=lambda w: w[0] == "previous")
        known = 0
        for method, step in ways:
            d = assess(job.reader, subject, job.old_day, method=method, step=step)
            for printed_ones in (False, True):  # of the unrounded figures, or of those printed
                size = _size(job.reader.figure(subject, job.old_day), d, printed_ones)
                if size is None:
                    continue
                known += 1
                if round_half_up(abs(size), places) == abs(printed) and (printed == 0 or (size > 0) == (printed > 0)):
                    return method, step, printed_ones
        return "the figures that the store has give another change" if known else "its old figures are not known"

    def _day(self, subject: Subject, o: Observation) -> date:
        """The day a cell's period ends on; of a year as such, the one at which the store has the figure."""
        if o.period is None:
            return self.job.old_day
        days = self.job.ends(o.period)
        return next((d for d in days if self.job.known(subject, d) is not None), days[0])

    def _certain(self, o: Observation, key: str) -> bool:
        """Whether the name of a row alone ties a figure whose old value the store cannot confirm."""
        year = o.period is not None and is_year(o.period)
        return not year and (self.job.names.exact(o.indicator) is not None or self.job.names.complete(o.indicator, key))

    def _new(self, subject: Subject, o: Observation, role: str, day: date) -> tuple[Known | NotKnown | None, date]:
        job = self.job
        moved = job.moved(o.period) if o.period is not None and day == o.period.end else job.shifted(day)
        if role == "result":
            return job.reader.figure(subject, moved), moved
        if role == "previous":
            step = (job.old_day - day) if day < job.old_day else timedelta(0)
            months = round(step.days / 30.4) or 1
            moved = Period(job.new_day, job.new_day).previous(months).end
            return job.reader.figure(subject, moved), moved
        if role == "outturn":
            moved = Period(job.new_day, job.new_day).outturn().end
            return job.reader.figure(subject, moved), moved
        if role == "target":
            old = job.reader.target(subject, job.old_day)
            if isinstance(old, Known) and not _alike(o, old):
                why = f"the store and the register give {old.text} for the last paper's year, not {o.value.printed}"
                return NotKnown(subject, job.new_day, "target", why), job.new_day
            return job.reader.target(subject, job.new_day), job.new_day
        if role == "rag":
            latest = job.reader.figure(subject, job.new_day)
            return job.reader.rag(subject, job.new_day, latest), job.new_day
        if role in {"numerator", "denominator"}:
            return job.reader.figure(subject, job.new_day, role), job.new_day
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
            self.job.add("changed", where, "fill", old=o.word, new=found.word, source=place_of(found))
        if word in RAG_FILLS:
            self.job.tracker.shade(cell, word)
            self._moved.add(self._at[0])

    def _write(self, p: Any, old: str, new: str, found: Known, where: str) -> None:
        text = text_of(p)
        at = text.find(old.strip())
        self._moved.add(self._at[0])
        if at < 0 or old.strip() == new:
            return
        runs = self.job.tracker.replace_text(p, at, at + len(old.strip()), new)
        if runs:
            self.job.commented.append((runs[0], place_of(found)))
        self.job.add("changed", where, found.role, old=old.strip(), new=new, source=place_of(found))

    def _left(self, where: str, o: Observation, why: str, kind: EntryKind = "not tied") -> None:
        self._stale.append(self._at)
        self.job.stays(where, o.value.printed or o.word, why, kind)


def _size(latest: Known | NotKnown, d: Direction, printed_ones: bool) -> Fraction | None:
    """Size of a change: of the unrounded figures, or of those that are printed."""
    if not printed_ones:
        return d.size
    new, old = latest, d.comparator
    if not isinstance(new, Known) or not isinstance(old, Known) or new.value.number is None or old.value.number is None:
        return None
    return Fraction(new.value.number) - Fraction(old.value.number)


def _unit(o: Observation) -> str:
    return o.value.unit if o.value.unit in {"percent", "days", "money"} else ""


def _alike(o: Observation, old: Known) -> bool:
    """Whether a printed cell and the store's figure can be the same."""
    if o.value.number is None or old.quantity is None:
        return True
    low, high = o.value.interval()
    return old.quantity.low <= Fraction(high) and old.quantity.high >= Fraction(low)


def table_of(o: Observation) -> str:
    """Locator of the table that an observation stands in."""
    return o.source.locator.rsplit("/r", 1)[0]


def _column_of(o: Observation) -> int:
    return int(o.source.locator.rsplit("/c", 1)[1])
