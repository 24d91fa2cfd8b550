"""Which way is better for rows that no source tells of outright: what name, rating and directions imply together.

Each of them alone may be the mistake that is looked for. Two that agree settle a row, against a third if need be; one
alone is kept as likely. A name counts where the names of the other rows of the paper are borne out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from check.inside.items import answer
from check.inside.kpi_rows import BY_TRUSTED_NAME, KpiRow, printed_target
from check.inside.polarity_words import is_plain_name, polarity_of_name
from check.inside.row_signs import Sign, rows_of_one_thing
from records import ARROW_MEANS, Polarity

_FAR = Fraction(1, 10)
"""Share of its target by which a Green row must lie beyond it where the table shows no row that misses by less."""

_ENOUGH = 2
"""Other rows whose names must be borne out before a name is trusted."""


@dataclass(slots=True)
class Votes:
    """What speaks for either way of one row, each with its reason."""

    row: KpiRow
    named: Polarity = ""
    rated: Polarity = ""
    why_rated: str = ""
    signs: list[tuple[Polarity, Sign]] = field(default_factory=list)

    def without_name(self) -> Polarity:
        """What all but the name say; "" where they say nothing or differ."""
        told = {x for x in (self.row.polarity, self.rated, *(w for w, _ in self.signs)) if x in {"H", "L"}}
        return told.pop() if len(told) == 1 else ""


def settle_ways(rows: Sequence[KpiRow], groups: Sequence[Sequence[Sign]], legend: dict[str, str]) -> None:
    """Give rows the way that most of what the paper prints implies: `polarity`, or `likely` where one thing tells.

    Args:
        rows: Rows of indicators; those that a source tells of keep what it says.
        groups: The directions of each column.
        legend: What the paper says its arrows mean.
    """
    nearest = _smallest_misses(rows)
    votes = {id(row): _votes(row, nearest.get(row.table.number)) for row in rows}
    for group in groups:
        performance = _shows_performance(group, votes, legend)
        for s in group:
            way = implied(s, arrows=performance)
            if way:
                votes[id(s.row)].signs.append((way, s))
    _of_one_thing(rows, votes)
    told = [(id(v.row), v.named == w) for v in votes.values() if v.named and (w := v.without_name())]
    for v in votes.values():
        if v.row.polarity:
            continue
        others = [fits for row, fits in told if row != id(v.row)]
        trusted = sum(others) >= _ENOUGH and (len(others) - sum(others)) * 8 <= sum(others)
        _settle(v, trusted=trusted)


def rating_of(row: KpiRow) -> str:
    """green, amber or red: what the row's status says of its latest result; "" where it has none or several."""
    words = {cell.rag for cell, f, _ in row.rags() if f.id == row.latest.id} - {""}
    for column in row.table.of("met"):
        cell = row.row.cells.get(column.index)
        said = answer(cell.text) if cell is not None else None
        if said is not None:
            words.add("green" if said else "red")
    return words.pop() if len(words) == 1 else ""


def way_by_rating(row: KpiRow) -> Polarity:
    """Which way is better if Green means met; "" where a row has no rating or is on its target.

    Green may allow a little less than the target, so this refutes a guess and proves nothing.
    """
    off, rating = _off(row), rating_of(row)
    if off is None or not rating:
        return ""
    return "H" if (off > 0) == (rating == "green") else "L"


def implied(s: Sign, *, arrows: bool) -> Polarity:
    """Which way is better if a direction is right; "" where its figures moved neither way for sure.

    Args:
        s: The direction.
        arrows: Whether arrows show performance.
    """
    word = s.word if s.word in {"improved", "worsened"} else ""
    if not word and arrows and s.arrow in {"up", "down"} and s.word not in {"rose", "fell"}:
        word = ARROW_MEANS[s.arrow]
    if not word or len(s.ways) != 1 or "unchanged" in s.ways:
        return ""
    return "H" if ("rose" in s.ways) == (word == "improved") else "L"


# -- votes -------------------------------------------------------------------------------------------------------


def _off(row: KpiRow) -> Fraction | None:
    """How far the result is from its target, as a share of it; None where it is on it or has none."""
    t, n = row.target_number, row.latest.value.number
    if t is None or n is None or not t or n == t:
        return None
    return Fraction(n - t) / abs(Fraction(t))


def _smallest_misses(rows: Sequence[KpiRow]) -> dict[int, Fraction]:
    """By table: the nearest to its target that a row is and yet not Green."""
    out: dict[int, Fraction] = {}
    for row in rows:
        off = _off(row)
        if off is not None and rating_of(row) in {"amber", "red"}:
            out[row.table.number] = min(abs(off), out.get(row.table.number, abs(off)))
    return out


def _votes(row: KpiRow, nearest: Fraction | None) -> Votes:
    made = Votes(row, polarity_of_name(row.name or row.row.label))
    off, word = _off(row), rating_of(row)
    if off is None or not word:
        return made
    missed = word in {"amber", "red"}
    if missed or abs(off) > _FAR or (nearest is not None and abs(off) >= nearest):
        made.rated = "H" if (off > 0) != missed else "L"
        side = "above" if off > 0 else "below"
        made.why_rated = f"{word} {side} the target of {printed_target(row)}"
    return made


def _shows_performance(group: Sequence[Sign], votes: dict[int, Votes], legend: dict[str, str]) -> bool:
    """Whether the arrows of a column show performance: the legend says so, or more rows with falling better fit."""
    meanings = set(legend.values())
    if meanings & {"improved", "worsened"}:
        return True
    if meanings & {"rose", "fell", "increased", "decreased"}:
        return False
    performance = number = 0
    for s in group:
        v = votes[id(s.row)]
        told = {v.row.polarity} - {""} or {v.named, v.rated} - {""}
        if told != {"L"} or s.arrow not in {"up", "down"} or len(s.ways) != 1 or "unchanged" in s.ways:
            continue
        fits = implied(s, arrows=True) == "L"
        performance += fits
        number += not fits
    return performance >= number and performance > 0


def _of_one_thing(rows: Sequence[KpiRow], votes: dict[int, Votes]) -> None:
    """Settle rows that are parts of one thing by what most of them imply: it is the same for all."""
    groups: dict[tuple[int, str], list[Votes]] = {}
    of = rows_of_one_thing(rows)
    for row in rows:
        if id(row) in of:
            groups.setdefault(of[id(row)], []).append(votes[id(row)])
    for group in groups.values():
        told = [
            w for v in group for w in (v.row.polarity, v.rated, v.named, *(x for x, _ in v.signs)) if w in {"H", "L"}
        ]
        way: Polarity = "H" if sum(w == "H" for w in told) * 2 > len(told) else "L"
        fitting = sum(w == way for w in told)
        if len(group) < 3 or fitting < 2 or (len(told) - fitting) * 5 > len(told):
            continue
        for v in group:
            if not v.row.polarity:
                v.row.polarity, v.row.why_polarity, v.row.guessed = way, "the other rows say", True


def _stretch(row: KpiRow) -> Polarity:
    """Which way the target asks the row to go from its earlier results; "" where some lie beyond it."""
    t = row.target_number
    then = {f.value.number > t for _, f in row.earlier if t is not None and f.value.number not in {None, t}}
    return ("L" if then.pop() else "H") if len(then) == 1 else ""


# -- settling ----------------------------------------------------------------------------------------------------


def _is_denied(v: Votes) -> bool:
    """Whether a direction and the rating of a row would both be wrong by its name: more likely the name misleads."""
    return way_by_rating(v.row) not in {"", v.named} and any(way != v.named for way, _ in v.signs)


def _settle(v: Votes, *, trusted: bool) -> None:
    by_way: dict[str, list[str]] = {"H": [], "L": []}
    if v.rated:
        by_way[v.rated].append(v.why_rated)
    for shown, s in v.signs:
        by_way[shown].append(f"'{s.cell.text or 'its arrow'}' says")
    if v.named in by_way:
        by_way[v.named].append("its name says")
    high, low = len(by_way["H"]), len(by_way["L"])
    plain = trusted and is_plain_name(v.row.name or v.row.row.label)
    way: Polarity
    if max(high, low) >= 2 and high != low:
        way = "H" if high > low else "L"
        v.row.polarity, v.row.why_polarity = way, ", and ".join(by_way[way][:2])
    elif v.rated and v.named in {"", v.rated}:
        v.row.likely, v.row.why_likely = v.rated, v.why_rated
    elif trusted and v.rated and v.named == _stretch(v.row):
        v.row.polarity, v.row.why_polarity = v.named, "its name says, and the way its target asks for"
    elif v.named in {"H", "L"} and plain and not _is_denied(v):
        v.row.likely, v.row.why_likely = v.named, BY_TRUSTED_NAME
    v.row.guessed = bool(v.row.polarity or v.row.likely)
