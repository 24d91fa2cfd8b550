"""Dates, sizes of changes and direction words of a sentence whose figures move to a new period."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from draft import sentences as reading
from draft import styles
from draft.direction import Direction, compare
from draft.figures import Known, Subject, month_label
from draft.partial_periods import counts_from, is_partial
from draft.rollforward_job import Job
from draft.rollforward_tying import Tied
from draft.todo import Entry, EntryKind
from draft.words import place_of, size_text
from records import Indicator, Period, Quantity, month_end, percent_change, point_change, round_half_up

_TO = re.compile(r"\s*(?:and|to|[-–])\s*(?:the\s+end\s+of\s+)?", re.I)


STALE = " [not updated]"
"""What stands behind an old figure among new ones."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What a change lies between.

    Attributes:
        then: The older figure of the last paper.
        before: The newer figure of the last paper.
        older: What takes the older one's place.
        newer: What takes the newer one's place.
    """

    then: Quantity
    before: Quantity
    older: Known
    newer: Known


@dataclass(slots=True)
class PaperRoller:
    """Rolling prose: dates and words that follow figures.

    Attributes:
        job: The paper's periods, sources and lists.
        changed: Figures brought up to date.
        left: Figures that were not.
    """

    job: Job
    changed: int = 0
    left: int = 0

    def _sizes(
        self,
        changes: list[reading.Figure],
        known: list[Tied],
        s: reading.Sentence,
        place: str,
        edits: list[tuple[int, int, str, str]],
        notes: list[tuple[int, str]],
    ) -> None:
        """The sizes of changes that the sentence states, from the two figures it states them of."""
        for f in changes:
            pairs = list(self._pairs(known, s))
            if not pairs:
                notes.append((f.end, STALE))
                self._leave(place, f, "the size of a change whose two figures are not both tied")
                continue
            found = next((found for pair in pairs if (found := self._size(f, pair, s)) is not None), None)
            if found is None:
                notes.append((f.end, STALE))
                self._leave(place, f, "the last paper's figures do not give this size, so it is not computed anew")
                continue
            text, older, newer = found
            edits.append((f.start, f.end, text, f"{place_of(newer)}; {place_of(older)}"))
            self._log(place, "size of the change", f.value.printed, text, place_of(newer))
            self.changed += 1

    def _pairs(self, known: list[Tied], s: reading.Sentence) -> Iterator[Pair]:
        """What a change may lie between: the sentence's last two figures, or its one and the one that it names."""
        job = self.job
        results = sorted((t for t in known if t.new is not None and t.new.role == "result"), key=lambda t: t.new_day)
        if len({t.subject for t in known}) != 1 or not results:
            return
        newest = results[-1]
        newer, before = newest.new, _old(newest)
        if newer is None or before is None:
            return
        earlier = [t for t in results if t.new_day < newest.new_day]
        if earlier:
            older, then = earlier[-1].new, _old(earlier[-1])
            if older is not None and then is not None:
                yield Pair(then, before, older, newer)
            return
        bound = {f.mention.start for f in s.figures if f.mention is not None and not f.is_change}
        free = [m.period for m in s.mentions if m.period.end < newest.old_day and m.start not in bound]
        days = [(p.end, job.moved(p)) for p in free]
        if not free:
            back = dict.fromkeys((job.step, 1, 3, 12))
            days = [(back_from(newest.old_day, n), back_from(newest.new_day, n)) for n in back]
        for old_day, new_day in days:
            then_known, older = job.known(newest.subject, old_day), job.known(newest.subject, new_day)
            if then_known is not None and then_known.quantity is not None and older is not None:
                yield Pair(then_known.quantity, before, older, newer)

    def _size(self, f: reading.Figure, pair: Pair, s: reading.Sentence) -> tuple[str, Known, Known] | None:
        """The size of a change in the words of the old one, if the old figures give the old size."""
        older, newer = pair.older.quantity, pair.newer.quantity
        if older is None or newer is None:
            return None
        unit = pair.newer.value.unit
        bare, before_noun = reading.in_points(s, f), reading.qualifies(s, f)
        for points in (True, False) if unit == "percent" else (False,):
            if points and f.value.unit != "percent" and not bare:
                continue
            if not points and unit == "percent" and (bare or f.value.unit != "percent"):
                continue
            was, now = _change(pair.then, pair.before, f, points), _change(older, newer, f, points)
            if was is None or now is None or f.value.number is None:
                continue
            if abs(was - Fraction(f.value.number)) > Fraction(1, 10**f.value.places):
                continue
            if not points or bare:
                return styles.like(f.value, round_half_up(now, f.value.places)), pair.older, pair.newer
            number = round_half_up(now, max(1, f.value.places))
            return f"{number} percentage point{'' if number == 1 or before_noun else 's'}", pair.older, pair.newer
        return None

    def _dates(
        self, s: reading.Sentence, text: str, tied: list[Tied], place: str, edits: list[tuple[int, int, str, str]]
    ) -> None:
        """Dates move with the figures they belong to."""
        moves: dict[int, tuple[Any, date]] = {}
        compared = {
            k.period for t in tied if t.new is not None and (k := self._comparison(t.subject, t, s)) is not None
        }
        for t in tied:
            mention = t.figure.mention
            if t.new is not None and mention is not None and t.old_day in self.job.ends(mention.period) and not t.stays:
                moves[mention.start] = (mention, t.new_day)
        for m in s.mentions:
            days = {t.old_day for t in tied if t.new is not None and not t.stays}
            if m.start not in moves and (m.period.end in days or self.job.moved(m.period) in compared):
                moves[m.start] = (m, self.job.moved(m.period))
        for m in s.mentions:
            if m.start not in moves:
                self.job.entries.append(
                    Entry("check wording", place, f"the date '{m.text}' is not tied to a figure and stays", old=m.text)
                )
        self._ranges(s, text, moves)
        for mention, day in moves.values():
            counts = counts_from(text, mention, self.job.old_day)
            if counts == "year" and self.job.new_day.month != 6:
                continue
            if counts:
                what = "the figure may be of the quarter or of the year to date"
                self.job.add("check wording", place, f"'{mention.text}' begins a range: {what}", old=s.text.strip())
            new = styles.restyle(mention, day)
            if new is None or not (is_partial(mention) or _reads_back(new, day)):
                self.job.entries.append(
                    Entry(
                        "check wording",
                        place,
                        f"the date '{mention.text}' should now be {month_label(day)}",
                        old=mention.text,
                    )
                )
                continue
            if new != mention.text:
                edits.append((mention.start, mention.end, new, ""))
                self._log(place, "date", mention.text, new)

    def _ranges(self, s: reading.Sentence, text: str, moves: dict[int, tuple[Any, date]]) -> None:
        """The beginning of a range whose end moves: "between April and June" becomes "between July and September"."""
        for first, second in pairwise(s.mentions):
            if second.start in moves and first.start not in moves and _TO.fullmatch(text[first.end : second.start]):
                moves[first.start] = (first, self.job.moved(first.period))

    def _directions(self, s: reading.Sentence, known: list[Tied], place: str, notes: list[tuple[int, str]]) -> None:
        words = reading.direction_words(s.text, s.start)
        if not words:
            return
        said: list[str] = []
        fits = True
        held = False
        for subject in dict.fromkeys(t.subject for t in known):
            results = [t for t in known if t.subject == subject and t.new is not None and t.new.role == "result"]
            own = sorted(results, key=lambda t: t.new_day)
            if not own:
                continue
            directions = self._turns(own)
            if directions:
                # the words fitted the old figures: they fit the new ones if these moved the same way
                fits = fits and directions == self._old_turns(own)
                held = True
            else:
                pair = self._two(subject, own[-1], s)
                if pair is None:
                    continue
                directions = [self._compare(subject, *pair)]
                fits = fits and all(reading.fits(w.says, d.change, d.movement) for w in words for d in directions)
                held = True
            indicator = self.job.reader.indicator(subject.key)
            said += [_movement(d, indicator) for d in directions]
        text = "', '".join(w.text for w in words)
        if not held:
            self._wording(place, s, f"'{text}' cannot be held against figures")
        elif not fits:
            facts = "; then ".join(said)
            notes.append((_last(s), f" [check wording: {facts}]"))
            self._wording(place, s, f"'{text}' may not fit the new figures: {facts}")

    def _two(self, subject: Subject, t: Tied, s: reading.Sentence) -> tuple[Known, Known] | None:
        """The newer and the older figure that a sentence with one figure compares."""
        if t.new is not None and t.new_day < self.job.new_day:
            latest = self.job.known(subject, self.job.new_day)  # "in March it was 71%: performance has improved"
            return None if latest is None else (latest, t.new)
        older = self._comparison(subject, t, s)
        return None if older is None or t.new is None else (t.new, older)

    def _compare(self, subject: Subject, newer: Known, older: Known) -> Direction:
        target = self.job.reader.target(subject, newer.period)
        goal = target.value.number if isinstance(target, Known) else None
        return compare(self.job.reader.indicator(subject.key), newer, older, target=goal)

    def _turns(self, own: list[Tied]) -> list[Direction]:
        """Directions between a sentence's new figures, oldest first."""
        news = [t.new for t in own if t.new is not None]
        return [self._compare(own[0].subject, b, a) for a, b in pairwise(news)]

    def _old_turns(self, own: list[Tied]) -> list[Direction]:
        """The new directions again where the printed old figures moved the same way, else nothing."""
        out = []
        for d, (a, b) in zip(self._turns(own), pairwise(own), strict=True):
            x, y = a.figure.value.number, b.figure.value.number
            if x is None or y is None:
                return []
            old = "rose" if y > x else ("fell" if y < x else "unchanged")
            if old == d.change:
                out.append(d)
        return out

    def _comparison(self, subject: Subject, t: Tied, s: reading.Sentence) -> Known | None:
        """The figure a sentence with one figure compares with: of the date it names, else of the last paper."""
        bound = {f.mention.start for f in s.figures if f.mention is not None and not f.is_change}
        days = [self.job.moved(m.period) for m in s.mentions if m.period.end < t.old_day and m.start not in bound]
        day = max(days) if days else self.job.old_day
        return self.job.known(subject, day) if day < t.new_day else None

    # -- listing -----------------------------------------------------------------------------------------

    def _dates_only(self, s: reading.Sentence, where: str) -> None:
        for m in s.mentions:
            if self.job.old_day <= m.period.end <= self.job.new_day:
                self.job.entries.append(
                    Entry(
                        "check wording", f"{where} ('{s.text.strip()[:60]}')",
                        f"speaks of {m.text}, the time of the last paper, and holds no figure", old=m.text,
                        next_step="Change the date if the sentence is about the new period.",
                    )
                )  # fmt: skip

    def _leave(self, place: str, f: reading.Figure, why: str, kind: EntryKind = "not tied") -> None:
        self.left += 1
        self.job.stays(place, f.value.printed, why, kind)

    def _wording(self, place: str, s: reading.Sentence, why: str) -> None:
        self.job.entries.append(
            Entry("check wording", place, why, old=s.text.strip(), next_step="Reword the sentence.")
        )

    def _log(self, where: str, what: str, old: str, new: str, source: str = "") -> None:
        self.job.add("changed", where, what, old=old, new=new, source=source)


def back_from(day: date, months: int) -> date:
    """The end of the period some months earlier."""
    return Period(day, day).previous(months).end


def _old(t: Tied) -> Quantity | None:
    """What is known of the last paper's figure: by the store, else as it is printed."""
    if t.old is not None and t.old.quantity is not None:
        return t.old.quantity
    return Quantity.printed(t.figure.value) if t.figure.value.number is not None else None


def _change(older: Quantity, newer: Quantity, f: reading.Figure, points: bool) -> Fraction | None:
    """Size of a change as a figure states it: in points, in per cent, or in units."""
    if points:
        return abs(point_change(older, newer).middle)
    if f.value.unit == "percent":
        share = percent_change(older, newer)
        return None if share is None else abs(share.middle)
    return abs(newer.middle - older.middle)


def _movement(d: Direction, indicator: Indicator) -> str:
    if d.change in {"rose", "fell"}:
        verdict = f", {d.movement}" if d.movement else ""
        return f"now {d.change} {size_text(d, indicator.unit)}{verdict}"
    return "now unchanged"


def _last(s: reading.Sentence) -> int:
    """Where a note goes: after the sentence's full stop."""
    return s.start + len(s.text.rstrip())


def _reads_back(text: str, day: date) -> bool:
    from records import find_periods

    found = find_periods(text)
    return len(found) == 1 and (found[0].period.end == day or found[0].period.end == month_end(day.year, day.month))
