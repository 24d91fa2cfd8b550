"""Ties a figure of prose to an indicator, an area and a period, or says why that is not certain."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from draft import sentences as reading
from draft.figures import Known, Subject, month_label
from draft.prose_roles import of_others, part_of, place_in
from draft.rollforward_job import Job, alike
from draft.styles import is_year
from draft.words import place_of
from records import Indicator, Period, months_between

UASC_OUT = re.compile(
    r"\b(?:ex(?:cl(?:uding|udes|\.)?)?|without|non|not\s+including)[-\s]+(?:the\s+)?UASC|\bcitizen\b"
    r"|UASC\s+(?:are|is|cohort\s+(?:are|is)|being)\s+(?:removed|excluded|taken\s+out)",
    re.I,
)
_GOES_ON = re.compile(r"\b(?:it|this|that|the\s+(?:figure|rate|proportion|percentage|number|result))\b", re.I)
_BACK = {"month": 1, "quarter": 3, "year": 12, "same": 12}


@dataclass(frozen=True, slots=True)
class Tied:
    """A figure of the last paper with what takes its place.

    Attributes:
        figure: As it stands.
        subject: What it is about.
        old_day: Period it belongs to.
        new_day: Period that follows.
        new: The new figure; None where the store does not know it.
        old: The old figure as the store knows it; None where it does not.
        why_not: Why there is no new figure.
        stays: Whether it is history, which stays true: "half the share of 2019/20 (7.4%)".
    """

    figure: reading.Figure
    subject: Subject
    old_day: date
    new_day: date
    new: Known | None
    old: Known | None
    why_not: str = ""
    stays: bool = False


@dataclass(frozen=True, slots=True)
class Unclear:
    """Why a figure is not tied.

    Attributes:
        why: In words.
        apart: Whether it is certain that no figure of its sentence is compared with it over time: another council's,
            a target.
    """

    why: str
    apart: bool = False


@dataclass(slots=True)
class Tier:
    """Ties the figures of one paper's prose.

    Attributes:
        job: The paper's periods, sources and lists.
    """

    job: Job
    _named: dict[tuple[str, str], list[str]] = field(default_factory=dict)

    def tie(self, f: reading.Figure, s: reading.Sentence, section: str, before: str = "") -> Tied | Unclear:
        """What a figure is about, or why that is not certain.

        Args:
            f: The figure.
            s: Its sentence.
            section: Heading, row label or caption that it stands under.
            before: The sentence before, where this one goes on about the same: "In May it was 71%".
        """
        unit = f.value.unit
        by_text = self._candidates(f.clause, unit) if len(s.figures) > 1 else []
        by_text = by_text or self._candidates(_part(f, s), unit) or self._candidates(s.text, unit)
        by_section = self._candidates(section, unit) if section else []
        if not by_text and not by_section and before and _GOES_ON.search(s.text):
            by_section = self._candidates(before, unit)
        keys = list(dict.fromkeys([*by_text, *by_section]))
        if not keys:
            return Unclear("no indicator of the register is named beyond doubt")
        near = _near(f, s)
        if of_others(near):
            return Unclear("it is a figure of other places, which the store does not hold", apart=True)
        part = part_of(near)
        keys = [k for k in keys if not part or part.lower() in self._labels(k)]
        if not keys:
            return Unclear(f"'{part}' makes it a part of what the register counts")
        days = self._days(f, s)
        if isinstance(days, str):
            return Unclear(days)
        found = {(k, day): self._as(f, s, k, day, new) for k in keys for day, new in days}
        proved = {kd: t for kd, t in found.items() if isinstance(t, Tied) and t.old is not None}
        if proved:
            # the store's own old figure decides between names; the sentence's goes before the heading's
            for group in (by_text, by_section):
                chosen = [t for (k, _), t in proved.items() if k in group]
                if chosen and all(t.subject.key in self.job.names.same(chosen[0].subject.key) for t in chosen):
                    one = _one(chosen)
                    return Unclear(one) if isinstance(one, str) else one
            return Unclear(f"it may be any of {', '.join(dict.fromkeys(k for k, _ in proved))}")
        if f.back:
            return Unclear("the earlier period it belongs to is not said, or the store has another figure for it")
        if not by_text or not all(k in self.job.names.same(by_text[0]) for k in by_text):
            wrong = next((t for t in found.values() if isinstance(t, str)), "")
            why = f"its sentence does not say which indicator it is; the nearest is {keys[0]}"
            return Unclear(wrong or why, apart=f.is_target)
        if by_section and not any(self.job.names.linked(by_text[0], k) for k in by_section):
            return Unclear(f"the sentence names {by_text[0]}, the heading {by_section[0]}")
        first = next((t for (k, _), t in found.items() if k == by_text[0]), "")
        if isinstance(first, Tied) and first.new is not None and not self._certain(f, s, first):
            return Unclear("its old value is given by no publication in the store", apart=f.is_target)
        return Unclear(first, apart=f.is_target) if isinstance(first, str) else first

    def _certain(self, f: reading.Figure, s: reading.Sentence, tied: Tied) -> bool:
        """Whether a name alone ties a figure whose old value the store cannot confirm.

        All of the name must be there, the figure must be the only one of its kind, its period a month or a quarter.
        """
        alone = sum(g.value.unit == f.value.unit and not g.is_change for g in s.figures) == 1 or f.mention is not None
        year = f.mention is not None and is_year(f.mention.period)
        whole = not tied.subject.area and not f.is_target and f.value.unit != ""
        return whole and alone and not year and self.job.names.complete(s.text, tied.subject.key)

    def _candidates(self, text: str, unit: str) -> list[str]:
        if (text, unit) not in self._named:
            self._named[text, unit] = self.job.names.candidates(text, unit=unit)
        return self._named[text, unit]

    def _labels(self, key: str) -> str:
        indicator = self.job.names.indicators[key]
        return " | ".join([indicator.name, *(label.text for label in indicator.labels)]).lower()

    def _days(self, f: reading.Figure, s: reading.Sentence) -> list[tuple[date, date]] | str:
        """Periods that a figure may belong to, each with the one that takes its place."""
        job = self.job
        if f.is_target:
            return [(job.old_day, job.new_day)]
        if f.period is None and f.back == "?":
            bound = {g.mention.start for g in s.figures if g.mention is not None}
            free = {m.period.end for m in s.mentions if m.start not in bound and m.period.end < job.old_day}
            if len(free) == 1:  # fallen by 20 since March, from 777 to 757
                day = free.pop()
                return [(day, job.shifted(day))]
        if f.period is None and f.back:
            months = {_BACK[f.back]} if f.back != "?" else {job.step, 1, 3, 12}
            out = {}
            for n in sorted(months):
                day = Period(job.old_day, job.old_day).previous(n).end
                out[day] = job.shifted(day)
            if f.back == "year":
                out.setdefault(
                    Period(job.old_day, job.old_day).outturn().end, Period(job.new_day, job.new_day).outturn().end
                )
            return list(out.items())
        if f.mention is not None and is_year(f.mention.period):
            return [
                (d, job.moved(f.mention.period) if n == 0 else job.shifted(d))
                for n, d in enumerate(job.ends(f.mention.period))
            ]
        day = f.period.end if f.period is not None else self._default(s)
        if day > (job.latest or job.old_day):
            return f"{month_label(day)} is later than the last paper"
        return [(day, job.shifted(day))]

    def _default(self, s: reading.Sentence) -> date:
        """Period of a figure that its sentence gives none: the sentence's latest, else the last paper's."""
        days = [f.period.end for f in s.figures if f.period is not None and not f.is_change]
        return max([self.job.old_day, *(d for d in days if d <= (self.job.latest or self.job.old_day))])

    def _as(self, f: reading.Figure, s: reading.Sentence, key: str, old_day: date, new_day: date) -> Tied | str:
        """A figure taken as one of an indicator: with what follows it, or why it cannot be that."""
        job = self.job
        indicator = job.names.indicators[key]
        if not unit_fits(f.value.unit, indicator):
            return f"the figure is not of the unit of {key}"
        cohort = "excl_uasc" if UASC_OUT.search(f.clause) and "uasc" not in indicator.name.lower() else "all"
        area = self._area(f, s, key)
        if area is None:
            return f"it speaks of {place_in(_near(f, s)) or 'several areas'}, for which the store has no figure"
        subjects = [Subject(k, area, cohort) for k in job.names.same(key) if k in job.names.indicators]
        if f.is_target:
            return self._target(f, subjects)
        known_old: Known | None = None
        for subject in subjects:
            old, new = job.known(subject, old_day), job.known(subject, new_day)
            if old is not None and not agree(f, old) and not job.said_before(f.value, subject, old_day):
                return f"the store contradicts it for {month_label(old_day)}: {place_of(old)} gives {old.text}"
            known_old = known_old or old
            if old is not None and f.mention is not None and months_between(old_day, job.old_day) > 12:
                return Tied(f, subject, old_day, old_day, old, old, stays=True)
            if new is not None:
                return Tied(f, subject, old_day, new_day, new, old)
        why = f"no publication gives {job.reader.name(subjects[0])} for {month_label(new_day)}"
        return Tied(f, subjects[0], old_day, new_day, None, known_old, why)

    def _target(self, f: reading.Figure, subjects: list[Subject]) -> Tied | str:
        job = self.job
        for subject in subjects:
            old, new = job.reader.target(subject, job.old_day), job.reader.target(subject, job.new_day)
            if not isinstance(old, Known):
                continue
            if not agree(f, old):
                return f"the store gives another target for {month_label(job.old_day)}: {old.text}"
            known = new if isinstance(new, Known) and new.value.number is not None else None
            why = "" if known else f"no publication gives the target for {month_label(job.new_day)}"
            return Tied(f, subject, job.old_day, job.new_day, known, old, why)
        return "the store and the register give no target to hold it against"

    def _area(self, f: reading.Figure, s: reading.Sentence, key: str) -> str | None:
        """The area that a sentence names for a figure: "" for the whole, None for one that is not known."""
        named = areas_named(s.text, self.job.areas(key))
        at, end = f.start - s.start, f.end - s.start
        others = [(g.start - s.start, g.end - s.start) for g in s.figures if g is not f and not g.is_change]
        before = [a for a in named if a[1] <= at and not any(a[1] <= o[0] < at for o in others)]
        after = [a for a in named if a[0] >= end and not any(end <= o[0] < a[0] for o in others)]
        joined = [
            a
            for a in after
            if re.fullmatch(r"[^.;,]{0,40}?\b(?:in|for|across)\s+(?:the\s+)?|\s*\(", s.text[end : a[0]])
        ]
        chosen = {a[2] for a in joined} or ({before[-1][2]} if before else set())
        if len(chosen) == 1:
            return chosen.pop()
        if chosen:
            return None
        place = place_in(_near(f, s))
        if place and not self.job.is_whole(place) and place.lower() not in self._labels(key):
            return None
        return ""


def _part(f: reading.Figure, s: reading.Sentence) -> str:
    """The part of a sentence between semicolons that a figure stands in."""
    at = f.start - s.start
    end = s.text.find(";", at)
    return s.text[s.text.rfind(";", 0, at) + 1 : end if end >= 0 else len(s.text)]


def _near(f: reading.Figure, s: reading.Sentence) -> str:
    """The words around a figure, up to the figures beside it and to the next stop."""
    left = max((g.end for g in s.figures if g.end <= f.start), default=s.start) - s.start
    right = min((g.start for g in s.figures if g.start >= f.end), default=s.end) - s.start
    text = s.text[left : f.start - s.start]
    rest = re.split(r"[,;()]|\bcompared\b|\bagainst\b|\bfrom\b", s.text[f.end - s.start : right])[0]
    return text.split(";")[-1][-80:] + " " + rest[:80]


def _one(tied: list[Tied]) -> Tied | str:
    """The one that figures of several readings come to; why it is not certain where they come to different ones."""
    known = [t for t in tied if t.new is not None]
    values = {(t.new_day, t.new.value.number) for t in known if t.new is not None}
    if len(values) > 1:
        days = ", ".join(dict.fromkeys(month_label(t.old_day) for t in known))
        return f"it may be the figure of any of {days}"
    return (known or tied)[0]


def areas_named(text: str, areas: list[str]) -> list[tuple[int, int, str]]:
    """Areas in a text with their place, longer names first where one holds another."""
    out: list[tuple[int, int, str]] = []
    for area in sorted(areas, key=len, reverse=True):
        for m in re.finditer(rf"(?<![\w-]){re.escape(area)}(?![\w-])", text):
            if not any(a < m.end() and m.start() < b for a, b, _ in out):
                out.append((m.start(), m.end(), area))
    return sorted(out)


def agree(f: reading.Figure, known: Known) -> bool:
    """Whether a printed figure and the store's can be the same."""
    return alike(f.value, known.value, known.quantity)


def unit_fits(unit: str, indicator: Indicator) -> bool:
    """Whether a figure printed with a unit may be one of an indicator."""
    if unit == indicator.unit or not indicator.unit:
        return True
    return unit == "" and indicator.unit in {"count", "days", "average", "rate"}
