"""Dates, sizes of changes and direction words of a sentence whose figures move to a new period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from draft import sentences as reading
from draft import styles
from draft.direction import Direction, compare
from draft.figures import Known, Subject, month_label
from draft.rollforward_job import Job
from draft.rollforward_tying import Tied
from draft.todo import Entry, EntryKind
from draft.words import place_of, size_text
from records import Indicator, Quantity, month_end, percent_change, point_change, round_half_up


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
    ) -> None:
        """The sizes of changes that the sentence states, from the two figures it states them of."""
        for f in changes:
            pair = self._pair(known, s)
            if pair is None:
                self._leave(place, f, "the size of a change whose two figures are not both tied")
                continue
            older, newer = pair
            if older.quantity is None or newer.quantity is None:
                self._leave(place, f, "the size of a change of figures without a value")
                continue
            text = self._size(
                f,
                older.quantity,
                newer.quantity,
                newer.value.unit,
                before_noun=reading.qualifies(s, f),
                bare=reading.in_points(s, f),
            )
            if text is None:
                self._leave(place, f, "the size of the change cannot be computed")
                continue
            edits.append((f.start, f.end, text, f"{place_of(newer)}; {place_of(older)}"))
            self._log(place, "size of the change", f.value.printed, text, place_of(newer))
            self.changed += 1

    def _pair(self, known: list[Tied], s: reading.Sentence) -> tuple[Known, Known] | None:
        """The two new figures a change lies between: the sentence's last two, or its one and the one it names."""
        if len({t.subject for t in known}) != 1:
            return None
        by_day = {t.new_day: t.new for t in known if t.new is not None and t.new.role == "result"}
        days = sorted(by_day)
        if len(days) >= 2:
            return by_day[days[-2]], by_day[days[-1]]
        older = self._comparison(known[0].subject, known[0], s)
        return None if older is None else (older, by_day[days[0]])

    def _size(
        self, f: reading.Figure, older: Quantity, newer: Quantity, unit: str, *, before_noun: bool, bare: bool
    ) -> str | None:
        if unit == "percent":
            size = abs(point_change(older, newer).middle)
            if bare:
                return styles.like(f.value, round_half_up(size, f.value.places))
            number = round_half_up(size, max(1, f.value.places))
            return f"{number} percentage point{'' if number == 1 or before_noun else 's'}"
        share = percent_change(older, newer)
        if share is None:
            return None
        if f.value.unit == "percent":
            return styles.like(f.value, abs(round_half_up(share.middle, f.value.places)))
        return styles.like(f.value, abs(round_half_up(Fraction(newer.middle - older.middle), f.value.places)))

    def _dates(self, s: reading.Sentence, tied: list[Tied], place: str, edits: list[tuple[int, int, str, str]]) -> None:
        """Dates move with the figures they belong to."""
        moves: dict[int, tuple[Any, date]] = {}
        compared = {
            k.period for t in tied if t.new is not None and (k := self._comparison(t.subject, t, s)) is not None
        }
        for t in tied:
            if t.new is not None and t.figure.mention is not None:
                moves[t.figure.mention.start] = (t.figure.mention, t.new_day)
        for m in s.mentions:
            days = {t.old_day for t in tied if t.new is not None}
            if m.start not in moves and (m.period.end in days or self.job.shifted(m.period.end) in compared):
                moves[m.start] = (m, self.job.shifted(m.period.end))
        for m in s.mentions:
            if m.start not in moves:
                self.job.entries.append(
                    Entry("check wording", place, f"the date '{m.text}' is not tied to a figure and stays", old=m.text)
                )
        for mention, day in moves.values():
            new = styles.restyle(mention, day)
            if new is None or not _reads_back(new, day):
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
        days = [self.job.shifted(m.period.end) for m in s.mentions if m.period.end < t.old_day and m.start not in bound]
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
