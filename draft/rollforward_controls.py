"""Rolls the controls of a paper that this tool made: each is looked up again for the new period."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from draft import words
from draft.controls import (
    FIGURE_ROLES,
    Address,
    Controls,
    Placed,
    Sentence,
    Slot,
    bind,
    bookmark_name,
    iter_controls,
    parse_address,
)
from draft.facts import Facts
from draft.figures import Subject
from draft.method import PAPER
from draft.remembering import Remembered, marked, tag_of
from draft.scorecard import OUTTURN
from draft.todo import Entry
from draft.tracked import Tracker, W, make_run, text_of
from draft.words import place_of
from records import Period, months_between

_TREND = {"latest", "latest-cell", "rag", "period", "target-cell"}
"""Slots that a trend table shows of earlier periods too."""


@dataclass(slots=True)
class ControlRoller:
    """Brings controls up to date.

    Attributes:
        old: What the paper remembers.
        day: Last day of the new period.
        facts: New facts by subject.
        paper: New texts of the paper as a whole, by name.
        outturn: New facts compared with the outturn, by subject.
        then: Facts of a subject at another period, for trend tables.
        tracker: Makes the changes.
        controls: Collects the controls as they are now.
        entries: What changed and what needs a person.
        commented: Inserted runs with the source of each, for comments.
        judged: Runs of kept commentary, with the facts it must fit.
    """

    old: Remembered
    day: date
    facts: Mapping[Subject, Facts]
    paper: Mapping[str, Placed]
    outturn: Mapping[Subject, Facts]
    then: Callable[[Subject, date], Facts]
    tracker: Tracker
    controls: Controls
    entries: list[Entry] = field(default_factory=list)
    commented: list[tuple[Any, str]] = field(default_factory=list)
    judged: list[tuple[Any, str]] = field(default_factory=list)
    _done: set[Any] = field(default_factory=set)
    _row_days: dict[Any, date | None] = field(default_factory=dict)

    def roll(self, root: Any) -> None:
        """Bring every control under an element up to date."""
        in_sentences: set[Any] = set()
        for start, name, members in list(marked(root, self.old.sentences)):
            in_sentences.update(m for m in members if m.tag == f"{W}sdt")
            address = parse_address(self.old.sentences[name])
            if address is not None and members:
                self._sentence(start, address, members)
        for sdt, tag in list(iter_controls(root)):
            if sdt in in_sentences or sdt in self._done or sdt.getparent() is None:
                continue
            address = parse_address(self.old.addresses.get(tag, tag))
            if address is None:
                self._log_odd(tag)
                continue
            item = self._new(address, sdt)
            if isinstance(item, Slot):
                self._slot(sdt, address, item)
            else:
                self._untied(text_of(sdt), address)

    def _log_odd(self, tag: str) -> None:
        self.entries.append(
            Entry("not tied", tag, "a control's address is not understood", next_step="Check its figure by hand.")
        )

    def _new(self, address: Address, sdt: Any) -> Placed | None:
        """What a control shows in the new period."""
        hint = self._hint(sdt)
        subject = address.subject
        if subject.key == PAPER.key:
            return self.paper.get(self._name(address, sdt))
        if subject not in self.facts:
            return None
        name = hint or self._name(address, sdt)
        if name == "caption":
            return self.paper.get(f"caption {subject.key}|{subject.area}|{subject.cohort}")
        if name.startswith(OUTTURN):
            found = words.everything(self.outturn[subject]).get(name.removeprefix(OUTTURN))
            return replace(found, name=name) if isinstance(found, Slot) else None
        if name in _TREND:
            day = self._row_day(sdt) or (address.period if address.role != "target" else self.old.day)
            if day != self.old.day and (hint or address.role == "target"):
                months = months_between(self.old.day, self.day)
                return words.everything(self.then(subject, Period(day, day).shift(months).end)).get(name)
        return words.everything(self.facts[subject]).get(name)

    def _hint(self, sdt: Any) -> str:
        """Name of the slot a control is bound to; empty where it is not bound."""
        binding = sdt.find(f"{W}sdtPr/{W}dataBinding")
        match = re.search(r"f\[(\d+)\]$", str(binding.get(f"{W}xpath"))) if binding is not None else None
        return self.old.names.get(int(match[1]), "") if match else ""

    def _row_day(self, sdt: Any) -> date | None:
        """Period that the row of a trend table says it is of."""
        row = next(sdt.iterancestors(f"{W}tr"), None)
        first = next((c for c in row.iter(f"{W}tc")), None) if row is not None else None
        if first is None:
            return None
        if row in self._row_days:
            return self._row_days[row]
        day = None
        for _, tag in iter_controls(first):
            address = parse_address(self.old.addresses.get(tag, tag))
            if address is not None and address.role == "period":
                day = address.period
        self._row_days[row] = day
        return day

    def _name(self, address: Address, sdt: Any) -> str:
        role, _, name = address.role.partition(".")
        if role == "text" and name:
            return name
        now = address.period == self.old.day
        in_cell = next(sdt.iterancestors(f"{W}tc"), None) is not None
        if role == "result":
            if not now:
                return "comparator"
            return "latest-cell" if in_cell else "latest"
        if role == "target":
            return "target-cell" if in_cell else "target"
        if role == "period":
            return "period" if now else "since"
        return role

    def _untied(self, shown: str, address: Address) -> None:
        why = "the register no longer has it"
        if address.subject.key == PAPER.key or address.subject in self.facts:
            why = "nothing takes its place in the new period"
        self.entries.append(
            Entry(
                "not tied", f"{address.subject.key}, {address.role}", why, old=shown, next_step="Rewrite or delete it."
            )
        )

    def _sentence(self, start: Any, address: Address, members: list[Any]) -> None:
        old_text = "".join(text_of(m) for m in members)
        where = self._where(address)
        item = self._new(address, start)
        if not isinstance(item, Sentence):
            self._untied(old_text, address)
            return
        known = self.old.texts.get(address_text(address), set())
        edited = bool(known) and old_text not in known
        if edited and item.name == "prompt":
            self._judgement(old_text, where, item)
            run = next((r for m in members for r in _runs(m)), None)
            if run is not None:
                facts = item.text.strip("[]").removeprefix("commentary needed: ")
                self.judged.append((run, f"Kept from the last paper. It must fit: {facts}"))
            return
        if edited:
            self._edited(where, old_text, item)
        self._rename(start, item)
        if not self._piecewise(members, item) and old_text != item.text:
            model = next((r for m in members for r in _runs(m)), None)
            new = self.controls.words(item, model)
            for element in new:
                if element.tag == f"{W}sdt":
                    for t in element.find(f"{W}sdtPr").findall(f"{W}text"):
                        t.getparent().remove(t)
            self.tracker.replace_members(members, new)
            run = next((r for e in new for r in _runs(e)), None)
            self._comment(run, item)
            self._done.update(e for e in new if e.tag == f"{W}sdt")
        if old_text != item.text:
            self._log(where, old_text, item)

    def _rename(self, start: Any, item: Sentence) -> None:
        start.set(f"{W}name", bookmark_name(self.controls.record(item)))

    def _piecewise(self, members: list[Any], item: Sentence) -> bool:
        """Change only the slots of a sentence where its other words stay; False where they do not."""
        shape: list[str | Any] = []
        for m in members:
            if m.tag == f"{W}sdt":
                shape.append(m)
            elif shape and isinstance(shape[-1], str):
                shape[-1] += text_of(m)
            else:
                shape.append(text_of(m))
        merged: list[str | Slot] = []
        for piece in item.pieces:
            if isinstance(piece, str) and merged and isinstance(merged[-1], str):
                merged[-1] += piece
            elif piece != "":
                merged.append(piece)
        if len(shape) != len(merged):
            return False
        pairs: list[tuple[Any, Slot, Address]] = []
        for held, piece in zip(shape, merged, strict=True):
            if isinstance(piece, str) or isinstance(held, str):
                if held != piece:
                    return False
                continue
            inner = parse_address(self.old.addresses.get(tag_of(held), tag_of(held)))
            if inner is None or inner.role != piece.role or inner.subject != piece.subject:
                return False
            pairs.append((held, piece, inner))
        for held, piece, inner in pairs:
            self._slot(held, inner, piece, log=False)
        return True

    def _slot(self, sdt: Any, address: Address, item: Slot, *, log: bool = True) -> None:
        holder, properties = sdt.find(f"{W}sdtContent"), sdt.find(f"{W}sdtPr")
        old_text, where = text_of(sdt), self._where(address)
        known = self.old.texts.get(address_text(address), set())
        if known and old_text not in known:
            self._edited(where, old_text, item)
        node = self.controls.record(item)
        for name in ("alias", "tag"):
            element = properties.find(f"{W}{name}")
            if element is not None:
                element.set(f"{W}val", item.tag)
        self._done.add(sdt)
        bind(properties, node, plain=old_text == item.text)
        if old_text == item.text:
            return
        model = next(iter(_runs(sdt)), None)
        new = make_run(model, item.text)
        self.tracker.replace_content(holder, [new])
        cell = next(sdt.iterancestors(f"{W}tc"), None)
        if item.role == "rag" and cell is not None and text_of(cell).strip() == item.text:
            self.tracker.shade(cell, item.text)
        self._comment(new, item)
        if log:
            self._log(where, old_text, item)

    def _edited(self, where: str, old: str, item: Placed) -> None:
        why = "the text was changed by hand in the last paper and is replaced by the new period's"
        self.entries.append(Entry("note", where, why, old=old, new=item.text))

    def _comment(self, run: Any, item: Placed) -> None:
        slots = [item] if isinstance(item, Slot) else item.slots
        sources = list(dict.fromkeys(_source(s) for s in slots if s.role in FIGURE_ROLES and s.sources))
        if run is not None and sources:
            self.commented.append((run, "; ".join(sources)))

    def _log(self, where: str, old: str, item: Placed) -> None:
        slots = [item] if isinstance(item, Slot) else item.slots
        source = "; ".join(dict.fromkeys(_source(s) for s in slots if s.sources))
        self.entries.append(Entry("changed", where, item.name, old=old, new=item.text, source=source))

    def _judgement(self, text: str, where: str, item: Sentence) -> None:
        self.entries.append(
            Entry(
                "check wording", where, "commentary of the last paper is kept as it stands; the facts it must fit now: "
                + item.text.strip("[]").removeprefix("commentary needed: "),
                old=text, next_step="Rewrite it where it no longer fits.",
            )
        )  # fmt: skip

    def _where(self, address: Address) -> str:
        facts = self.facts.get(address.subject)
        return facts.name if facts is not None else "the paper"


def _runs(element: Any) -> list[Any]:
    """Runs with text in an element, itself included."""
    return [r for r in element.iter(f"{W}r") if any(c.tag in {f"{W}t", f"{W}delText"} for c in r)]


def address_text(address: Address) -> str:
    """An address written out again."""
    slot = Slot(address.subject, "", address.role, address.period, "", address.since)
    return slot.address


def _source(slot: Slot) -> str:
    from draft.figures import Known
    from records import Value

    out = []
    for statement in slot.sources:
        out.append(place_of(Known(slot.subject, slot.period, slot.role, Value("", None), None, statement)))
    return "; ".join(dict.fromkeys(out))
