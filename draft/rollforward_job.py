"""What every part of rolling an unseen paper shares: its periods, its sources, its lists."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from draft.direction import Method
from draft.figures import Known, Reader, Subject, month_label
from draft.naming import Names
from draft.styles import is_year
from draft.todo import Entry, EntryKind
from draft.tracked import Tracker
from draft.words import place_of
from records import Period, Quantity, Value, months_between

_COUNTY_WORDS = frozenset(
    [
        "county",
        "council",
        "borough",
        "city",
        "district",
        "kcc",
        "authority",
        "total",
        "all",
        "overall",
        "countywide",
        "boroughwide",
        "citywide",
    ]
)


@dataclass(slots=True)
class Job:
    """One unseen paper on its way to the next period.

    Attributes:
        reader: Where figures come from.
        names: Finds indicators in text.
        old_day: Period the last paper reports on.
        new_day: Period of the new paper.
        tracker: Makes the changes.
        method: How direction is measured where the paper does not show it.
        latest: Figures of later periods than this cannot be the last paper's.
        whole: Names of the council's whole area, in small letters.
        entries: What changed and what needs a person.
        commented: Inserted runs with their source.
        judged: Inserted runs that mark a sentence of judgement, with what it must fit.
        done: Paragraphs that were rolled, or listed, already.
        rolled_tables: Tables in which a figure was brought up to date.
        ours: Paragraphs with sentences of our own making, in which numbers in words are no news.
    """

    reader: Reader
    names: Names
    old_day: date
    new_day: date
    tracker: Tracker
    method: Method = "previous"
    latest: date | None = None
    whole: frozenset[str] = frozenset()
    entries: list[Entry] = field(default_factory=list)
    commented: list[tuple[Any, str]] = field(default_factory=list)
    judged: list[tuple[Any, str]] = field(default_factory=list)
    done: set[Any] = field(default_factory=set)
    rolled_tables: set[Any] = field(default_factory=set)
    ours: set[Any] = field(default_factory=set)
    _areas: dict[str, list[str]] = field(default_factory=dict)

    @property
    def step(self) -> int:
        """Months between the last paper and this one."""
        return months_between(self.old_day, self.new_day)

    @property
    def year(self) -> str:
        """The new paper's reporting year."""
        return Period(self.new_day, self.new_day).reporting_year

    def shifted(self, day: date) -> date:
        """A day of the last paper, moved as far as the paper moves."""
        return Period(day, day).shift(self.step).end

    def moved(self, period: Period) -> date:
        """The end of a period of the last paper, moved as far as the paper moves.

        A year as such ("2015/16") moves when the reporting year does, not with each quarter.
        """
        if not is_year(period) or self.step % 12 == 0:
            return self.shifted(period.end)
        old, new = Period(self.old_day, self.old_day), Period(self.new_day, self.new_day)
        return Period(period.end, period.end).shift(12 * (new.reporting_year_start - old.reporting_year_start)).end

    def ends(self, period: Period) -> list[date]:
        """Days a period may end on: a year as such may be a school year, which ends in the summer after."""
        if not is_year(period):
            return [period.end]
        return [period.end, *(date(period.end.year, month, 31) for month in (8, 7))]

    def known(self, subject: Subject, day: date) -> Known | None:
        """A result that is known as a number."""
        found = self.reader.figure(subject, day)
        return found if isinstance(found, Known) and found.value.number is not None else None

    def areas(self, key: str) -> list[str]:
        """Areas smaller than the whole for which the store has figures of an indicator."""
        if key not in self._areas:
            self._areas[key] = [a for a in self.reader.areas(key) if a and not self.is_whole(a)]
        return self._areas[key]

    def is_whole(self, area: str) -> bool:
        """Whether an area, as printed, is the council's whole area."""
        words = area.casefold().split()
        return not words or area.casefold() in self.whole or all(w in _COUNTY_WORDS for w in words)

    def area(self, key: str, printed: str) -> str | None:
        """An area as the store names it: "" for the whole, None where no figure of it is known."""
        if self.is_whole(printed):
            return ""
        plain = printed.casefold().strip()
        return next((a for a in self.areas(key) if a.casefold() == plain), None)

    def said_before(self, printed: Value, subject: Subject, day: date) -> bool:
        """Whether a publication has printed a figure so, though another one has revised it since; that is listed."""
        found = self.known(subject, day)
        if found is None or not any(alike(printed, v, None) for v in self.reader.stated(subject, day)):
            return False
        self.add(
            "revised", self.reader.name(subject),
            f"the last paper gives {printed.printed} for {month_label(day)}, which was revised to {found.text}",
            old=printed.printed, new=found.text, source=place_of(found),
            step="Explain the revision if members have seen the earlier figure.",
        )  # fmt: skip
        return True

    def add(
        self, kind: EntryKind, where: str, what: str, *, old: str = "", new: str = "", source: str = "", step: str = ""
    ) -> None:
        """Put a line on the to-do sheet."""
        self.entries.append(Entry(kind, where, what, old, new, source, step))

    def stays(self, where: str, printed: str, why: str, kind: EntryKind = "not tied") -> None:
        """Say that a figure stays as it was, and why."""
        self.add(kind, where, f"'{printed}' stays as it was: {why}", old=printed, step="Check it by hand.")


def whole_names(council: str, areas: list[str]) -> frozenset[str]:
    """What the council's whole area is called, in small letters.

    Args:
        council: Name in the register, such as "Kent County Council"; empty where it has none.
        areas: The whole areas that the publications name.
    """
    out = {a.casefold() for a in areas if a}
    if council:
        short = " ".join(w for w in council.split() if w.casefold() not in _COUNTY_WORDS and w.casefold() != "of")
        out |= {council.casefold(), short.casefold()} - {""}
    return frozenset(out)


def alike(printed: Value, known: Value, quantity: Quantity | None) -> bool:
    """Whether a printed figure and a known one can be the same, each within its own precision.

    Args:
        printed: As a paper prints it.
        known: As a publication prints it.
        quantity: The most that is known of it; None takes the printed one.
    """
    if printed.number is None or known.number is None:
        return False
    if printed.unit != "percent" and printed.places == 0 and known.places == 0:
        return printed.number == known.number
    low, high = printed.interval()
    if quantity is None:
        bottom, top = known.interval()
        return Fraction(bottom) <= Fraction(high) and Fraction(top) >= Fraction(low)
    return quantity.low <= Fraction(high) and quantity.high >= Fraction(low)
