"""Direction columns of tables: arrows as characters, symbols, pictures and shapes, and direction words.

What a column's signs mean and what they compare with is read off the last paper: of the usual comparisons, the one that
gives every row the sign it has. A sign whose meaning is not proved that way stays and is listed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from draft import sentences as reading
from draft.arrow_signs import copied, other_word, point, sign_runs, symbol_like, with_char
from draft.direction import Direction, Method, assess
from draft.figures import Subject, month_label
from draft.rollforward_job import Job
from draft.tracked import W, text_of
from draft.words import size_text
from records import Observation

PERFORMANCE = {"improved": "up", "worsened": "down", "unchanged": "level"}
NUMBER = {"rose": "up", "fell": "down", "unchanged": "level"}
_HEADINGS: tuple[tuple[re.Pattern[str], tuple[Method, int]], ...] = (
    (re.compile(r"outturn|year[\s-]?end", re.I), ("outturn", 0)),
    (
        re.compile(r"(?:same|last|previous|prior)\b.*\byear|year\s+(?:ago|on\s+year)|annual|12\s*-?month", re.I),
        ("same-period-last-year", 0),
    ),
    (re.compile(r"quarter", re.I), ("previous", 3)),
    (re.compile(r"month", re.I), ("previous", 1)),
)


@dataclass(frozen=True, slots=True)
class Sign:
    """A direction cell.

    Attributes:
        cell: Its XML.
        table: Locator of its table.
        observation: As read.
        subject: What its row is about.
        where: For the to-do sheet.
        drawn: up, down or level; empty where it has no arrow.
        says: improved, worsened, unchanged, rose or fell, by its words; empty where it has none.
        word: The word that says so, as printed.
    """

    cell: Any
    table: str
    observation: Observation
    subject: Subject
    where: str
    drawn: str
    says: str
    word: str = ""


@dataclass(slots=True)
class ArrowRoller:
    """Brings direction columns up to date.

    Attributes:
        job: The paper's periods, sources and lists.
        signs: Direction cells found.
        stale: Cells that stay, with their tables.
    """

    job: Job
    signs: list[Sign] = field(default_factory=list)
    stale: list[tuple[str, Any]] = field(default_factory=list)

    def add(self, cell: Any, table: str, o: Observation, subject: Subject, where: str) -> None:
        """Note a direction cell; it is changed when its whole column is known."""
        text = " ".join(text_of(p) for p in cell.iter(f"{W}p"))
        found = next(iter(reading.direction_words(text)), None)
        says, word = (found.says, found.text) if found is not None else ("", "")
        drawn = o.word if o.word in {"up", "down", "level"} else ""
        drawn = "level" if o.word in {"right", "left"} else drawn
        if says and o.value.printed.strip() == text.strip() and not any(True for _ in sign_runs(cell)):
            drawn = ""
        self.signs.append(Sign(cell, table, o, subject, where, drawn, says, word))

    def roll(self, columns: dict[str, set[date]]) -> None:
        """Change the signs, column by column.

        Args:
            columns: Periods that each table's columns had in the last paper.
        """
        groups: dict[tuple[str, str, str], list[Sign]] = {}
        for s in self.signs:
            o = s.observation
            groups.setdefault((s.table, o.source.column or "", o.role), []).append(s)
        for (table, heading, role), signs in groups.items():
            readings = self._readings(signs, heading, role, columns.get(table, set()))
            for s in signs:
                self._sign(s, readings, signs)

    # -- what a column compares --------------------------------------------------------------------------

    def _readings(
        self, signs: list[Sign], heading: str, role: str, days: set[date]
    ) -> list[tuple[Method, int, dict[str, str]]]:
        """The comparisons, each with what its signs stand for, that give the last paper's signs."""
        step = self.job.step
        ways: list[tuple[Method, int]] = [("previous", step), ("same-period-last-year", 0), ("outturn", 0)]
        ways += [("previous", n) for n in (1, 3, 12) if n != step]
        by_role = {"dot_outturn": ("outturn", 0), "dot_previous": ("previous", 1)}
        stated = by_role.get(role) or next((way for pattern, way in _HEADINGS if pattern.search(heading)), None)
        if stated is not None:
            ways = [stated]  # type: ignore[list-item]
        else:
            shown = {self._since(w): w for w in reversed(ways) if self._since(w) in days}
            ways = [w for w in ways if w in shown.values()] or ways  # of two names for one period, the first
        found = []
        for method, months in ways:
            for meaning in (PERFORMANCE, NUMBER):
                right, wrong = self._held(signs, method, months, meaning)
                if right and (not wrong or (right >= 4 * wrong and right >= 3)):
                    found.append((wrong, -right, (method, months, meaning)))
        best = min((f[:2] for f in found), default=None)
        return [way for *rank, way in found if tuple(rank) == best]

    def _since(self, way: tuple[Method, int]) -> date:
        from draft.direction import comparator_day

        return comparator_day(way[0], self.job.old_day, step=way[1] or 1)

    def _held(self, signs: list[Sign], method: Method, months: int, meaning: dict[str, str]) -> tuple[int, int]:
        """How many of the last paper's signs a reading explains, and how many it contradicts."""
        right = wrong = 0
        by_number = _by_number(signs)
        for s in signs:
            d = assess(self.job.reader, s.subject, self.job.old_day, method=method, step=months or 1)
            if d.movement is None or d.change is None or not (s.drawn or s.says):
                continue
            o = s.observation
            if o.meaning and s.drawn and meaning is NUMBER and PERFORMANCE.get(o.meaning) == s.drawn:
                wrong += 1  # the paper's own key says what its arrows mean
                continue
            ok = (not s.drawn or meaning[d.movement if meaning is PERFORMANCE else d.change] == s.drawn) and (
                not s.says or s.says == (d.change if by_number else d.movement)
            )
            right, wrong = (right + 1, wrong) if ok else (right, wrong + 1)
        return right, wrong

    # -- changing ----------------------------------------------------------------------------------------

    def _sign(self, s: Sign, readings: list[tuple[Method, int, dict[str, str]]], column: list[Sign]) -> None:
        wanted: dict[tuple[str, str], Direction] = {}
        by_number = _by_number(column)
        reason = ""
        for method, months, meaning in readings:
            d = assess(self.job.reader, s.subject, self.job.new_day, method=method, step=months or 1)
            if d.movement is None or d.change is None:
                reason = d.reason
                continue
            if d.note.startswith("unchanged at"):
                self._left(s, f"the figures are {d.note}, {d.movement} unrounded")
                return
            sign = meaning[d.movement if meaning is PERFORMANCE else d.change]
            wanted.setdefault((sign, d.change if by_number else d.movement), d)
        if not readings:
            now = assess(self.job.reader, s.subject, self.job.new_day, method="previous", step=self.job.step)
            fact = f"; since {month_label(now.since)} it is {now.movement}" if now.movement and now.since else ""
            self._left(s, f"what it compares, or what its sign means, is not certain{fact}")
            return
        drawn = {a for a, _ in wanted} if s.drawn else {""}
        said = {w for _, w in wanted} if s.says else {""}
        if not wanted:
            self._left(s, reason or "no direction", known=False)
            return
        if len(drawn) > 1 or len(said) > 1:
            since = " or ".join(dict.fromkeys(month_label(d.since) for d in wanted.values() if d.since))
            self._left(s, f"it may compare with {since}, which point different ways")
            return
        d = next(iter(wanted.values()))
        size = size_text(d, self.job.reader.indicator(s.subject.key).unit)
        since = month_label(d.since) if d.since else "the last paper"
        facts = f"{d.movement} since {since} ({d.change}{' ' + size if d.change != 'unchanged' else ''})"
        arrow, word = drawn.pop(), said.pop()
        if arrow == s.drawn and word == s.says:
            self.job.add("note", s.where, f"the direction stays: {facts}", old=s.observation.value.printed)
            return
        done = (not s.drawn or arrow == s.drawn or self._draw(s, arrow, column)) and (
            not s.says or word == s.says or self._say(s, word, column)
        )
        if done:
            self.job.add("changed", s.where, facts, old=s.observation.value.printed, new=word or arrow)
        else:
            self._left(s, f"its sign cannot be changed here; it should now say {d.movement} since {since}")

    def _say(self, s: Sign, word: str, column: list[Sign]) -> bool:
        """Put another direction word in a cell: one that the column uses, else the opposite of its own."""
        for p in s.cell.iter(f"{W}p"):
            for w in reading.direction_words(text_of(p)):
                if w.says != s.says:
                    continue
                model = next((m for m in column if m.says == word), None)
                new = model.word if model is not None else other_word(w.text, word)
                if not new:
                    return False
                if w.text[:1].isupper():
                    new = new[:1].upper() + new[1:]
                runs = self.job.tracker.replace_text(p, w.start, w.end, new)
                self.job.commented += [(r, s.where) for r in runs[:0]]
                return True
        return False

    def _draw(self, s: Sign, arrow: str, column: list[Sign]) -> bool:
        """Turn a cell's arrow: another character or symbol, or a copy of another row's picture."""
        tracker = self.job.tracker
        for p in s.cell.iter(f"{W}p"):
            for n, c in enumerate(text_of(p)):
                turned = point(c, arrow)
                if turned:
                    tracker.replace_text(p, n, n + 1, turned)
                    return True
        for run, sign in sign_runs(s.cell):
            if sign.tag == f"{W}sym":
                char = symbol_like(sign, arrow, [m.cell for m in column if m.drawn == arrow and m is not s])
                if not char:
                    return False
                new = with_char(run, sign, char)
            else:
                model = next((m for m in column if m.drawn == arrow and m is not s), None)
                source = (
                    next((r for r, x in sign_runs(model.cell, struck=True) if x.tag == sign.tag), None)
                    if model
                    else None
                )
                if source is None:
                    return False
                new = copied(s.cell, source)
            tracker.delete([run])
            tracker.insert_after(run.getparent(), [new])
            return True
        return False

    def _left(self, s: Sign, why: str, *, known: bool = True) -> None:
        self.stale.append((s.table, s.cell))
        self.job.stays(s.where, s.observation.value.printed or s.drawn, why, "not tied" if known else "not known")


def _by_number(column: list[Sign]) -> bool:
    """Whether the words of a column speak of the number ("increased") rather than of performance ("improved")."""
    return any(s.says in {"rose", "fell"} for s in column) and not any(
        s.says in {"improved", "worsened"} for s in column
    )
