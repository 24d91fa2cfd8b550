"""Figures told of a time that a row says nothing of, and which are its figures of the same month in another year."""

from __future__ import annotations

from datetime import date

from check.ground_match import Tie, equals, like, sizes_of, telling_digits
from check.ground_slots import Slot
from check.grounds import GroundCell
from check.judgements import FITS, Judgement, Results, printed
from records import Period, day_label

_TELLING = 3
_SCHOOL = {7, 8}
"""Months in which an academic year ends."""


def year_apart(a: date | None, b: date | None) -> bool:
    """Whether two days end the same month of two years: the slip of a year."""
    return a is not None and b is not None and a.month == b.month and a.year != b.year


def size_of_other_time(results: Results, s: Slot, slots: list[Slot], ties: list[Tie]) -> None:
    """A change told since a time for which a row has no figure, and which is exactly its change since another.

    Args:
        results: Takes the judgement.
        s: What the sentence asks of the size.
        slots: And of its other figures.
        ties: The rows that the sentence is tied to.
    """
    if not ties or len(s.then) != 1:
        return
    found: list[tuple[GroundCell, GroundCell]] = []
    for t in ties:
        new = t.fits.get(s.subject)
        if new is None or new.end is None or any(c.end == s.then[0] for c in t.ground.levels) or s.then[0] >= new.end:
            return
        drawn = any(c.kind == "change" and equals(s.figure.value, c.value) for c in t.ground.cells)
        twins = [x for x in slots if x.kind == "size" and x.then == s.then and x.subject == s.subject]
        olds = [
            c for c in t.ground.levels
            if c.end is not None and c.end < new.end and like(c, new)
            and all(any(fits for _, _, fits in sizes_of(c, new, x.figure.value)) for x in twins)
        ]  # fmt: skip
        told = sum(telling_digits(x.figure.value) for x in twins)
        if told < (2 if drawn or all(year_apart(c.end, s.then[0]) for c in olds) else 3):
            return
        found += [(c, new) for c in olds]
    if len({c.end for c, _ in found}) != 1 or not (s.named or year_apart(found[0][0].end, s.then[0])):
        return
    old, new = found[0]
    if s.then[0].month == 3 and old.end is not None and old.end.year == s.then[0].year and old.end.month in _SCHOOL:
        return  # "2021/22" may be the school's year
    then = Period(s.then[0], s.then[0]).label()
    working = f"{said(old)} to {said(new)}"
    results.add(
        Judgement(
            s.figure.id, "contradicts", "change",
            f"{printed(s.figure)} is the change from {working}; the sentence counts it from another time ({then}).",
            working, "serious", (old.place, new.place),
            "Correct the time that the change is counted from, or the change.",
        )
    )  # fmt: skip


def fits_another_time(s: Slot, ties: list[Tie], judged: list[Judgement]) -> bool:
    """Whether a size is settled only by two figures of its row of which none is of the time that is told.

    Args:
        s: What the sentence asks of the size.
        ties: The rows that the sentence is tied to.
        judged: What has been said of it.
    """
    fits = [j for j in judged if j.verdict in FITS]
    if s.kind != "size" or not s.then or not fits or any(j.verdict == "contradicts" for j in judged):
        return False
    cells = {c.place: c.end for t in ties for c in t.ground.cells}
    return all(
        j.kind == "change" and j.sources and all(cells.get(p) is not None and cells[p] not in s.then for p in j.sources)
        for j in fits
    )


def said(c: GroundCell) -> str:
    """A figure of a row with its time: "238 (Nov 2023)"."""
    when = day_label(c.end) if c.end is not None else c.header
    return f"{c.value.printed.strip()} ({when})"


def level_of_other_time(results: Results, s: Slot, ties: list[Tie]) -> None:
    """A figure told of a month of which no row knows anything, and which is the row's of that month in another year.

    "26% fewer than in November 2022 (238)", where the table has 238 for November 2023 and nothing for 2022.

    Args:
        results: Takes the judgement.
        s: What the sentence asks of the figure.
        ties: The rows that the sentence is tied to by its other figures.
    """
    if telling_digits(s.figure.value) < _TELLING or len(s.ends) != 1:
        return
    (then,) = s.ends
    for t in ties:
        beside = {c.end for k, c in t.fits.items() if k != s.k}
        if t.carried or not beside or t.ground.at([then]):
            return
        found = [c for c in t.ground.levels if c.end is not None and equals(s.figure.value, c.value)]
        ends = {c.end for c in found}
        if len(ends) != 1 or ends <= beside or not year_apart(found[0].end, then):
            return
    if not ties:
        return
    c, g = found[0], t.ground
    when = day_label(c.end) if c.end is not None else c.header
    results.add(
        Judgement(
            s.figure.id, "contradicts", "period",
            f"{printed(s.figure)} is the figure of '{g.name}' for {when}; the sentence tells it of {day_label(then)}, "
            "of which nothing is known.", f"{when} against {day_label(then)}", "serious", (c.place,),
            "Correct the time or the figure.",
        )
    )  # fmt: skip
