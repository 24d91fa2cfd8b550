"""Prose outside controls: figures tied to the register by their sentence are brought up to date, the rest is listed.

A figure is tied where its sentence (or the heading or row it stands under) names one indicator of its unit, and what
the store knows of the old period does not contradict it. Dates move with the figures they belong to. A sentence whose
direction words no longer fit is marked with what the figures did, never reworded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from draft import sentences as reading
from draft import styles
from draft.controls import iter_controls
from draft.figures import Known
from draft.naming import Names
from draft.rollforward_judging import doubts
from draft.rollforward_movements import STALE, PaperRoller
from draft.rollforward_tying import Tied, Tier, Unclear
from draft.tracked import W, segments, text_of
from draft.words import place_of
from records import round_half_up

_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
)  # fmt: skip
_ABOUT = re.compile(
    r"\W*(?:note:?\s+)?(?:all\s+)?(?:the\s+)?(?:figures|data|results|percentages)\s+(?:in\s+this\s+\w+\s+)?(?:shown\s+|given\s+)?"
    r"(?:are|is|relate|refer|cover)\b(?!.*\b(?:provisional|revised|until|not|next|final)\b)",
    re.I,
)
_UPDATE = re.compile(
    rf"\b(?P<o>{'|'.join(_ORDINALS)})(?=\s+(?:\w+\s+)?(?:update|progress\s+(?:report|update)|report)\b)", re.I
)


@dataclass(slots=True)
class TextRoller(PaperRoller):
    """Brings prose up to date."""

    _tier: Tier = field(init=False)
    _rows: dict[Any, list[tuple[str, str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._tier = Tier(self.job)

    def roll(self, root: Any, part: str, sections: Mapping[Any, str]) -> None:
        """Bring the paragraphs of a part up to date.

        Args:
            root: Its XML.
            part: Its name, for the to-do sheet.
            sections: Paragraph -> heading, row label or caption that it stands under.
        """
        framing = re.match(r"header|footer", part) is not None
        for n, p in enumerate(list(root.iter(f"{W}p")), start=1):
            if p in self.job.done:
                continue
            text = text_of(p)
            if not text.strip():
                continue
            if self.job.names.exact(text) is not None:
                continue  # an indicator's name, whose numbers are part of it
            alone = not re.search(r"[A-Za-z]{3}", text)
            if alone and (framing or _holder(p) is None):
                continue  # page numbers, numbers of paragraphs
            self._paragraph(p, text, f"{part}, paragraph {n}", sections.get(p, ""))
        self._unread_rows()

    def _unread_rows(self) -> None:
        """Cells of numbers alone that nothing ties, a line of the sheet for each row."""
        for row, cells in self._rows.items():
            label = next(
                (t for t in (text_of(p).strip() for p in row.iter(f"{W}p")) if re.search(r"[A-Za-z]{3}", t)), ""
            )
            printed = "; ".join(p for p, _ in cells)
            whys = "; ".join(dict.fromkeys(w for _, w in cells))
            self.job.stays(f"table, row '{label[:60]}'", printed, whys)
        self._rows.clear()

    def _paragraph(self, p: Any, text: str, where: str, section: str) -> None:
        held = controlled(p)
        edits: list[tuple[int, int, str, str]] = []
        notes: list[tuple[int, str]] = []
        orphans: list[tuple[int, str]] = []
        before = ""
        for s in reading.sentences(text, self.job.old_day):
            if any(a < s.end and s.start < b for a, b in held):
                continue
            self._sentence(s, p, where, (section, before), edits, notes, orphans)
            before = s.text
        for m in _UPDATE.finditer(text):
            n = _ORDINALS.index(m["o"].lower())
            if n + 1 < len(_ORDINALS) and not any(a < m.end() and m.start() < b for a, b in held):
                word = _ORDINALS[n + 1]
                edits.append((m.start(), m.end(), word.capitalize() if m["o"][0].isupper() else word, ""))
                self._log(where, "which report it is", m["o"], word)
        if edits:
            notes += orphans  # an old size of change beside new figures must not pass for new
        for at, note in notes:
            edits.append((at, at, note, ""))
        for start, end, new, source in sorted(edits, reverse=True):
            runs = self.job.tracker.replace_text(p, start, end, new)
            if source and runs:
                self.job.commented.append((runs[0], source))
            elif runs and new.startswith(" ["):
                self.job.judged.append(
                    (runs[0], f"{new.strip(' []')}: the words before this stay as they were; reword them.")
                )

    def _sentence(
        self,
        s: reading.Sentence,
        p: Any,
        where: str,
        context: tuple[str, str],
        edits: list[tuple[int, int, str, str]],
        notes: list[tuple[int, str]],
        orphans: list[tuple[int, str]],
    ) -> None:
        place = f"{where} ('{s.text.strip()[:60]}')"
        for printed in s.odd:
            self.job.stays(place, printed, "it is not understood as a figure")
        if s.in_words and p not in self.job.ours:
            numbers = "', '".join(s.in_words)
            self._wording(place, s, f"numbers in words are not brought up to date: '{numbers}'")
        if not s.figures:
            if _ABOUT.match(s.text) and any(m.period.end == self.job.old_day for m in s.mentions):
                self._paper_dates(s, place, edits)
            else:
                self._dates_only(s, where)
            return
        tied: list[Tied] = []
        loose: list[tuple[reading.Figure, Unclear]] = []
        changes: list[reading.Figure] = []
        for f in s.figures:
            if f.is_change:
                changes.append(f)
                continue
            found = self._tier.tie(f, s, *context)
            if isinstance(found, Unclear):
                loose.append((f, found))
            else:
                tied.append(found)
        self._parts(s, tied, loose)
        stuck = [t for t in tied if t.new is None]
        units = {str(f.value.unit) for f, why in loose if not why.apart}
        held = [t for t in tied if t.new is not None and self._held(t, stuck, units)]
        whose = {t.subject for t in held if t.new is not None and t.new.role == "result"}
        held += [t for t in tied if t.new is not None and t not in held and t.subject in whose]
        known = [t for t in tied if t.new is not None and t not in held]
        row = _row_of_numbers(p, s)
        for f, why in loose:
            if row is not None and not tied:
                self._rows.setdefault(row, []).append((f.value.printed, why.why))
            else:
                self._leave(place, f, why.why)
        for t in stuck:
            self._leave(place, t.figure, t.why_not, kind="not known")
        for t in held:
            self._leave(place, t.figure, "another figure of its sentence is not known for the new period", "not known")
        if not [t for t in known if not t.stays]:
            for f in changes:
                self._leave(place, f, "the figures that changed are not tied")
                orphans.append((f.end, STALE))
            return
        for t in known:
            assert t.new is not None
            if t.stays:
                what = f"'{t.figure.value.printed}' is of {t.figure.mention.text if t.figure.mention else 'the past'}"
                self._wording(place, s, f"{what} and stays; check that the comparison is still wanted")
                continue
            new = self._printed(t)
            edits.append((t.figure.start, t.figure.end, new, place_of(t.new)))
            self._log(place, self.job.reader.name(t.subject), t.figure.value.printed, new, place_of(t.new))
            self.changed += 1
        self._sizes(changes, [t for t in known if not t.stays], s, place, edits, notes)
        self._dates(s, text_of(p), known, place, edits)
        for f in [*(f for f, _ in loose), *(t.figure for t in (*stuck, *held))]:
            notes.append((f.end, STALE))
        self._directions(s, known, place, notes)
        self._judgements(s, known, place, notes)

    def _paper_dates(self, s: reading.Sentence, place: str, edits: list[tuple[int, int, str, str]]) -> None:
        """Dates of a sentence that says which periods the paper's figures are of."""
        for m in s.mentions:
            new = styles.restyle(m, self.job.moved(m.period)) if m.period.end <= self.job.old_day else None
            if new is not None and new != m.text:
                edits.append((m.start, m.end, new, ""))
                self._log(place, "date of the figures", m.text, new)

    def _judgements(self, s: reading.Sentence, known: list[Tied], place: str, notes: list[tuple[int, str]]) -> None:
        """Words about the target, colours and records: marked where they are false now, listed where nobody can say."""
        for d in doubts(self.job, s, known):
            if d.fact:
                notes.append((s.start + len(s.text.rstrip()), f" [check wording: {d.fact}]"))
            self._wording(place, s, f"'{d.words}' may not fit the new figures" + (f": {d.fact}" if d.fact else ""))

    def _held(self, t: Tied, stuck: list[Tied], units: set[str]) -> bool:
        """Whether a figure must stay since one it may be compared with stays: half a comparison is a false one."""
        family = set(self.job.names.same(t.subject.key))
        return t.figure.value.unit in units or any(x.subject.key in family for x in stuck)

    def _parts(self, s: reading.Sentence, tied: list[Tied], loose: list[tuple[reading.Figure, Unclear]]) -> None:
        """Counts beside a percentage that are its numerator and denominator: "70.1% (340 of 485)"."""
        for f, why in list(loose):
            for t in [t for t in tied if t.new is not None and t.figure.value.unit == "percent"]:
                for role in ("numerator", "denominator"):
                    old = self.job.reader.figure(t.subject, t.old_day, role)
                    new = self.job.reader.figure(t.subject, t.new_day, role)
                    if not isinstance(old, Known) or not isinstance(new, Known) or (f, why) not in loose:
                        continue
                    if old.value.number == f.value.number:
                        loose.remove((f, why))
                        tied.append(Tied(f, t.subject, t.old_day, t.new_day, new, old))

    def _printed(self, t: Tied) -> str:
        assert t.new is not None
        number = t.new.value.number
        assert number is not None
        places = t.figure.value.places
        if t.new.quantity is not None and t.new.value.places > places:
            number = round_half_up(t.new.quantity.middle, places)
            return styles.like(t.figure.value, number)
        return styles.like(replace(t.figure.value, places=t.new.value.places), number)


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


def _holder(p: Any) -> Any | None:
    """The table cell or text box that a paragraph stands in."""
    return next(p.iterancestors(f"{W}tc", f"{W}txbxContent"), None)


def _row_of_numbers(p: Any, s: reading.Sentence) -> Any | None:
    """The table row of a cell that holds a number alone."""
    if re.search(r"[A-Za-z]{3}", s.text):
        return None
    return next(p.iterancestors(f"{W}tr"), None)


def sections_of(root: Any, names: Names) -> Iterator[tuple[Any, str]]:
    """Each paragraph with the measure heading, or the row label, that it stands under."""
    current = ""
    for p in root.iter(f"{W}p"):
        cell = next(p.iterancestors(f"{W}tc"), None)
        box = next(p.iterancestors(f"{W}txbxContent"), None)
        text = text_of(p).strip()
        if box is not None and cell is None:
            yield p, _label(box, p, names)
            continue
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
    """The cell of a row that names an indicator, else the paragraph of a cell that does, else the column's heading."""
    row = next(cell.iterancestors(f"{W}tr"), None)
    if row is None:
        return ""
    cells = [c for c in row.iter(f"{W}tc") if next(c.iterancestors(f"{W}tr")) is row]
    for other in cells:
        text = "" if other is cell else " ".join(text_of(p) for p in other.iter(f"{W}p")).strip()
        if text and (names.exact(text) or names.named(text)):
            return text
    inside = _label(cell, None, names)
    if inside:
        return inside
    table = next(row.iterancestors(f"{W}tbl"))
    head = list(next(table.iter(f"{W}tr")).iter(f"{W}tc"))
    at = cells.index(cell)
    if len(head) == len(cells):
        text = " ".join(text_of(p) for p in head[at].iter(f"{W}p")).strip()
        if names.exact(text) or names.named(text):
            return text
    return ""


def _label(holder: Any, p: Any, names: Names) -> str:
    """The other paragraph of a box or cell that names an indicator."""
    for other in holder.iter(f"{W}p"):
        text = "" if other is p else text_of(other).strip()
        if text and not re.fullmatch(r"[\W\d]*", text) and (names.exact(text) or names.named(text)):
            return text
    return ""
