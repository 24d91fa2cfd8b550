"""Prose outside controls: figures tied to the register by their sentence are brought up to date, the rest is listed.

A figure is tied where its sentence (or the heading or row it stands under) names one indicator of its unit, and what
the store knows of the old period does not contradict it. Dates move with the figures they belong to. A sentence whose
direction words no longer fit is marked with what the figures did, never reworded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from draft import sentences as reading
from draft.controls import iter_controls
from draft.figures import Known, Subject, month_label
from draft.naming import Names
from draft.rollforward_movements import PaperRoller, Tied
from draft.tracked import W, segments, text_of
from draft.words import place_of
from records import Indicator, round_half_up

UASC_OUT = re.compile(
    r"\b(?:ex(?:cl(?:uding|udes|\.)?)?|without|non|not\s+including)[-\s]+(?:the\s+)?UASC|\bcitizen\b"
    r"|UASC\s+(?:are|is|cohort\s+(?:are|is)|being)\s+(?:removed|excluded|taken\s+out)",
    re.I,
)
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
)  # fmt: skip
_UPDATE = re.compile(
    rf"\b(?P<o>{'|'.join(_ORDINALS)})(?=\s+(?:\w+\s+)?(?:update|progress\s+(?:report|update)|report)\b)", re.I
)


class TextRoller(PaperRoller):
    """Brings prose up to date."""

    def roll(self, root: Any, part: str, sections: Mapping[Any, str], skip: set[Any]) -> None:
        """Bring the paragraphs of a part up to date.

        Args:
            root: Its XML.
            part: Its name, for the to-do sheet.
            sections: Paragraph -> heading, row label or caption that it stands under.
            skip: Paragraphs that were rolled already.
        """
        for n, p in enumerate(list(root.iter(f"{W}p")), start=1):
            if p in skip:
                continue
            text = text_of(p)
            if text.strip():
                self._paragraph(p, text, f"{part}, paragraph {n}", sections.get(p, ""))

    def _paragraph(self, p: Any, text: str, where: str, section: str) -> None:
        held = controlled(p)
        edits: list[tuple[int, int, str, str]] = []
        notes: list[tuple[int, str]] = []
        for s in reading.sentences(text):
            if any(a < s.end and s.start < b for a, b in held):
                continue
            self._sentence(s, text, where, section, edits, notes)
        for m in _UPDATE.finditer(text):
            n = _ORDINALS.index(m["o"].lower())
            if n + 1 < len(_ORDINALS) and not any(a < m.end() and m.start() < b for a, b in held):
                word = _ORDINALS[n + 1]
                edits.append((m.start(), m.end(), word.capitalize() if m["o"][0].isupper() else word, ""))
                self._log(where, "which report it is", m["o"], word)
        for at, note in notes:
            edits.append((at, at, note, ""))
        for start, end, new, source in sorted(edits, reverse=True):
            runs = self.tracker.replace_text(p, start, end, new)
            if source and runs:
                self.commented.append((runs[0], source))
            elif runs and new.startswith(" ["):
                self.judged.append(
                    (runs[0], f"{new.strip(' []')}: the words before this stay as they were; reword them.")
                )

    def _sentence(
        self,
        s: reading.Sentence,
        text: str,
        where: str,
        section: str,
        edits: list[tuple[int, int, str, str]],
        notes: list[tuple[int, str]],
    ) -> None:
        if not s.figures:
            self._dates_only(s, where)
            return
        place = f"{where} ('{s.text.strip()[:60]}')"
        tied: list[Tied] = []
        loose: list[tuple[reading.Figure, str]] = []
        changes: list[reading.Figure] = []
        for f in s.figures:
            if f.is_change:
                changes.append(f)
                continue
            found = self._tie(f, s, section)
            if isinstance(found, str):
                loose.append((f, found))
            else:
                tied.append(found)
        self._parts(s, tied, loose)
        stuck = [t for t in tied if t.new is None]
        units = {str(f.value.unit) for f, _ in loose}
        held = [t for t in tied if t.new is not None and self._held(t, stuck, units)]
        known = [t for t in tied if t.new is not None and t not in held]
        for f, why in loose:
            self._leave(place, f, why)
        for t in stuck:
            self._leave(place, t.figure, t.why_not, kind="not known")
        for t in held:
            self._leave(place, t.figure, "another figure of its sentence is not known for the new period", "not known")
        if not known:
            for f in changes:
                self._leave(place, f, "the figures that changed are not tied")
            return
        for t in known:
            assert t.new is not None
            new = self._printed(t)
            edits.append((t.figure.start, t.figure.end, new, place_of(t.new)))
            self._log(place, self.reader.name(t.subject), t.figure.value.printed, new, place_of(t.new))
            self.changed += 1
        self._sizes(changes, known, s, place, edits)
        self._dates(s, known, place, edits)
        for f in [*(f for f, _ in loose), *(t.figure for t in (*stuck, *held))]:
            notes.append((f.end, " [not updated]"))
        self._directions(s, known, place, notes)

    def _held(self, t: Tied, stuck: list[Tied], units: set[str]) -> bool:
        """Whether a figure must stay since one it may be compared with stays: half a comparison is a false one."""
        family = set(self.names.same(t.subject.key))
        return t.figure.value.unit in units or any(x.subject.key in family for x in stuck)

    def _parts(self, s: reading.Sentence, tied: list[Tied], loose: list[tuple[reading.Figure, str]]) -> None:
        """Counts beside a percentage that are its numerator and denominator: "70.1% (340 of 485)"."""
        for f, why in list(loose):
            for t in [t for t in tied if t.new is not None and t.figure.value.unit == "percent"]:
                for role in ("numerator", "denominator"):
                    old = self.reader.figure(t.subject, t.old_day, role)
                    new = self.reader.figure(t.subject, t.new_day, role)
                    if not isinstance(old, Known) or not isinstance(new, Known) or (f, why) not in loose:
                        continue
                    if old.value.number == f.value.number:
                        loose.remove((f, why))
                        tied.append(Tied(f, t.subject, t.old_day, t.new_day, new, old))

    # -- tying -------------------------------------------------------------------------------------------

    def _tie(self, f: reading.Figure, s: reading.Sentence, section: str) -> Tied | str:
        """What a figure is about, or why that is not certain."""
        unit = f.value.unit
        by_text = self.names.candidates(f.clause, unit=unit) if len(s.figures) > 1 else []
        by_text = by_text or self.names.candidates(s.text, unit=unit)
        by_section = self.names.candidates(section, unit=unit) if section else []
        keys = list(dict.fromkeys([*by_text, *by_section]))
        if not keys:
            return "no indicator of the register is named beyond doubt"
        old_day = f.period.end if f.period is not None else self._default(s)
        if old_day > (self.latest or self.old_day):
            return f"{month_label(old_day)} is later than the last paper"
        found = {k: self._as(f, k, old_day) for k in keys}
        verified = {k: t for k, t in found.items() if isinstance(t, Tied) and t.old is not None}
        if verified:
            # the store's own old figure decides between names; the sentence's goes before the heading's
            for group in (by_text, by_section):
                chosen = [k for k in group if k in verified]
                if chosen and all(k in self.names.same(chosen[0]) for k in chosen):
                    return next((verified[k] for k in chosen if verified[k].new is not None), verified[chosen[0]])
            return f"it may be any of {', '.join(verified)}"
        if not by_text or not all(k in self.names.same(by_text[0]) for k in by_text):
            wrong = next((t for t in found.values() if isinstance(t, str)), "")
            return wrong or f"its sentence does not say which indicator it is; the nearest is {keys[0]}"
        if by_section and not any(self.names.linked(by_text[0], k) for k in by_section):
            return f"the sentence names {by_text[0]}, the heading {by_section[0]}"
        first = found[by_text[0]]
        if isinstance(first, Tied) and first.new is not None and unit == "":
            return "a count whose old value no publication in the store gives"
        return first

    def _default(self, s: reading.Sentence) -> date:
        """Period of a figure that its sentence gives none: the sentence's latest, else the last paper's."""
        days = [f.period.end for f in s.figures if f.period is not None and not f.is_change]
        return max([self.old_day, *(d for d in days if d <= (self.latest or self.old_day))])

    def _as(self, f: reading.Figure, key: str, old_day: date) -> Tied | str:
        """A figure taken as one of an indicator: with what follows it, or why it cannot be that."""
        indicator = self.names.indicators[key]
        if not _unit_fits(f.value.unit, indicator):
            return f"the figure is not of the unit of {key}"
        cohort = "excl_uasc" if UASC_OUT.search(f.clause) and "uasc" not in indicator.name.lower() else "all"
        new_day = self._moved(old_day)
        candidates = [Subject(k, "", cohort) for k in self.names.same(key) if k in self.names.indicators]
        known_old: Known | None = None
        for subject in candidates:
            old, new = self._known(subject, old_day), self._known(subject, new_day)
            if old is not None and not agree(f, old):
                return f"the store contradicts it for {month_label(old_day)}: {place_of(old)} gives {old.text}"
            known_old = known_old or old
            if new is not None:
                return Tied(f, subject, old_day, new_day, new, old)
        why = f"no publication gives {self.reader.name(candidates[0])} for {month_label(new_day)}"
        return Tied(f, candidates[0], old_day, new_day, None, known_old, why)

    def _printed(self, t: Tied) -> str:
        assert t.new is not None
        number = t.new.value.number
        assert number is not None
        places = t.figure.value.places
        if t.new.quantity is not None and t.new.value.places > places:
            number = round_half_up(t.new.quantity.middle, places)
            return reading.like(t.figure.value, number)
        return reading.like(replace(t.figure.value, places=t.new.value.places), number)


def controlled(p: Any) -> list[tuple[int, int]]:
    """Characters of a paragraph that controls of ours hold."""
    holders = {sdt for sdt, _ in iter_controls(p)}
    outer = next((a for a in p.iterancestors(f"{W}sdt") if any(x is a for x, _ in iter_controls(a))), None)
    out = []
    at = 0
    for run, _, text in segments(p):
        if outer is not None or any(a in holders for a in run.iterancestors(f"{W}sdt")):
            out.append((at, at + len(text)))
        at += len(text)
    return out


def agree(f: reading.Figure, known: Known) -> bool:
    """Whether a printed figure and the store's can be the same."""
    if f.value.number is None or known.quantity is None:
        return False
    if f.value.unit != "percent" and f.value.places == 0 and known.value.places == 0:
        return f.value.number == known.value.number
    low, high = f.value.interval()
    return known.quantity.low <= Fraction(high) and known.quantity.high >= Fraction(low)


def _unit_fits(unit: str, indicator: Indicator) -> bool:
    if unit == indicator.unit or not indicator.unit:
        return True
    return unit == "" and indicator.unit in {"count", "days", "average", "rate"}


def sections_of(root: Any, names: Names) -> Iterator[tuple[Any, str]]:
    """Each paragraph with the measure heading, or the row label, that it stands under."""
    current = ""
    for p in root.iter(f"{W}p"):
        cell = next(p.iterancestors(f"{W}tc"), None)
        text = text_of(p).strip()
        table = next(p.iterancestors(f"{W}tbl"), None)
        if cell is not None and not (table is not None and len(list(table.iter(f"{W}tc"))) == 1):
            yield p, _row_label(cell, names) or current
            continue
        if re.match(r"measure\s+\d+\s*[:.]", text, re.I) or names.exact(text):
            current = text
        elif re.match(r"(?:challenge\s+\d+\s*[:.]|\d{1,2}\.?\s+[A-Z])", text) and len(text) < 120:
            current = ""
        style = p.find(f"{W}pPr/{W}pStyle")
        if style is not None and re.fullmatch(r"Heading[12]", str(style.get(f"{W}val"))):
            current = text if names.named(text) else ""
        yield p, current


def _row_label(cell: Any, names: Names) -> str:
    """The cell of a row that names an indicator, the cell itself left out."""
    row = next(cell.iterancestors(f"{W}tr"), None)
    if row is None:
        return ""
    for other in row.iter(f"{W}tc"):
        if other is cell:
            continue
        text = " ".join(text_of(p) for p in other.iter(f"{W}p")).strip()
        if names.exact(text) or names.named(text):
            return text
    return ""
