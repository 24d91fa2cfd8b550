"""Words and arrows that say how rows moved, and which way is better for each, by all that the table tells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from check.inside.kpi_rows import BY_TRUSTED_NAME, KpiRow
from check.inside.polarity_words import polarity_of_name
from check.inside.tables import TableCell
from check.judgements import printed, quantity
from check.paper import Figure, cell_key
from records import Polarity, Quantity, changes_possible

_BY_AREA = re.compile(
    r"^\W*(?:areas?|districts?|directorates?|departments?|divisions?|teams?|localit(?:y|ies)|wards?|services?|schools?|sites?|regions?|zones?|towns?|"
    r"offences?|crimes?|crime\s+types?|types?(?:\s+of\s+\w+)?|categor(?:y|ies)|sources?(?:\s+of\s+\w+)?|age\s+groups?|tenures?|branches|branch|centres?|neighbourhoods?|providers?|programmes?|phases?)\W*$",
    re.IGNORECASE,
)
"""What heads rows that are parts of one thing, not measures of their own."""


@dataclass(slots=True)
class Sign:
    """A word or arrow that says how a row moved, and the two figures it is about.

    Attributes:
        row: The row.
        cell: Where it stands.
        word: improved, worsened, rose, fell, unchanged; "" where there is only an arrow.
        arrow: up, down, level; "" where there are only words.
        new: The figure now.
        old: The figure it is compared with.
        now: The most that is known of the figure now.
        polarity: H or L; "" where not known.
        why: What told the polarity.
        against: Another direction of the row that cannot be right together with this one.
    """

    row: KpiRow
    cell: TableCell
    word: str
    arrow: str
    new: Figure
    old: Figure
    now: Quantity
    polarity: Polarity = ""
    why: str = ""
    against: TableCell | None = None

    @property
    def ways(self) -> frozenset[str]:
        """How the number can have moved."""
        return frozenset(changes_possible(self.now, quantity(self.old.value)))

    def means(self) -> frozenset[str]:
        """What that means for performance; empty where better is not known."""
        if self.polarity == "T":
            return _towards(self)
        if self.polarity not in {"H", "L"}:
            return frozenset()
        better = "rose" if self.polarity == "H" else "fell"
        return frozenset(
            "unchanged" if w == "unchanged" else ("improved" if w == better else "worsened") for w in self.ways
        )

    @property
    def size(self) -> Fraction:
        """How far it moved: points for percentages, a share of the old figure for others."""
        moved = abs(self.now.middle - Fraction(self.old.value.number or 0))
        if self.new.value.unit == "percent" or not self.old.value.number:
            return moved
        return 100 * moved / abs(Fraction(self.old.value.number))


def _towards(s: Sign) -> frozenset[str]:
    t = s.row.target_number
    if t is None:
        return frozenset()
    then, now = abs(Fraction(s.old.value.number or 0) - Fraction(t)), abs(s.now.middle - Fraction(t))
    return frozenset({"unchanged" if then == now else ("improved" if now < then else "worsened")})


def find_polarities(signs: list[Sign], contested: set[tuple[object, ...]]) -> None:
    """Rows that nothing else tells of: by the colour against the target, or by the same indicator in another row."""
    known: dict[str, tuple[Polarity, str]] = {}
    for s in signs:
        if s.polarity:
            known.setdefault(_name(s), (s.polarity, s.why))
    for s in signs:
        if s.polarity:
            continue
        s.polarity, s.why = known.get(_name(s), ("", ""))
        coloured = any(cell_key(c.place) in contested for c, _, _ in s.row.rags())
        if not s.polarity and not (coloured and s.row.why_likely != BY_TRUSTED_NAME):
            s.polarity, s.why = s.row.likely, s.row.why_likely
    for same in _of_one_thing(signs):
        _by_vote(same, "the other rows say")
    for s in signs:
        if not s.polarity:
            s.polarity, s.why = _by_other_words(s, signs)


def _of_one_thing(signs: list[Sign]) -> Iterator[list[Sign]]:
    """Signs of rows that state one indicator for several areas: which way is better is the same for all."""
    wholes = rows_of_one_thing([s.row for s in signs])
    groups: dict[tuple[int, str], list[Sign]] = {}
    for s in signs:
        key = wholes.get(id(s.row))
        if key is not None:
            groups.setdefault(key, []).append(s)
    yield from (g for g in groups.values() if len(g) >= 3)


def rows_of_one_thing(rows: Iterable[KpiRow]) -> dict[int, tuple[int, str]]:
    """Which rows state one thing of several parts, by `id` of the row: a table and the thing's name there.

    Args:
        rows: Rows of indicators; those of one table that add up to a row of it are parts of one thing.
    """
    found: dict[int, tuple[int, str]] = {}
    by_table: dict[int, list[KpiRow]] = {}
    for row in rows:
        by_table.setdefault(row.table.number, []).append(row)
        head = row.table.columns[0].leaf if row.table.columns else ""
        if _BY_AREA.search(head) or row.area:
            found[id(row)] = (row.table.number, " ".join(row.name.lower().split()) if row.area else "")
    for number, of_table in by_table.items():
        of_table = list({id(r): r for r in of_table}.values())
        if len(of_table) >= 4 and _add_up(of_table):
            found |= {id(r): (number, "") for r in of_table}
    return found


def _add_up(rows: list[KpiRow]) -> bool:
    """Whether the last or first row of some counts is the sum of the others."""
    if any(r.latest.value.unit == "percent" or r.latest.value.number is None for r in rows):
        return False
    numbers = [Fraction(r.latest.value.number or 0) for r in rows]
    whole = sum(numbers)
    slack = Fraction(len(rows), 2 * 10 ** max(r.latest.value.places for r in rows))
    return any(2 * n and abs(2 * n - whole) <= slack for n in (numbers[0], numbers[-1]))


def _by_vote(signs: list[Sign], why: str) -> None:
    """Words of one table that all speak of one thing: the reading that fits all but one or a fifth of them."""
    votes = [w for s in signs if not s.polarity and (w := _implied(s))]
    for polarity in ("H", "L"):
        wrong = len(votes) - votes.count(polarity)
        if votes.count(polarity) >= 2 and wrong <= max(1, len(votes) // 5) and votes.count(polarity) > wrong:
            for s in signs:
                if not s.polarity:
                    s.polarity, s.why = (polarity, why)


def _implied(s: Sign) -> str:
    """Which way is better if the words of a direction are right; "" where its figures moved neither way for sure."""
    return _implied_by(s, s.word)


def _implied_by(s: Sign, word: str) -> str:
    if word not in {"improved", "worsened"} or len(s.ways) != 1 or "unchanged" in s.ways:
        return ""
    (way,) = s.ways
    return "H" if (way == "rose") == (word == "improved") else "L"


def _implied_by_arrow(s: Sign) -> str:
    """The same for an arrow alone: one that shows the number always implies that higher is better."""
    return _implied_by(s, {"up": "improved", "down": "worsened"}.get(s.arrow, "")) if not s.word else ""


def _by_other_words(s: Sign, signs: list[Sign]) -> tuple[Polarity, str]:
    """What the other words of the row imply: "Improved" beside a rise and "Worse" above England cannot both be."""
    others = [o for o in signs if o.row is s.row and o.cell is not s.cell]
    implied = {w for o in others if (w := _implied(o))}
    if not implied:
        _against_arrow(s, others)
    if len(implied) != 1:
        return "", ""
    (way,) = implied
    other = next(o for o in others if _implied(o))
    own = _implied(s)
    if own and own != way:  # one of the two is wrong: the one that its name speaks against, else the first is named
        named = polarity_of_name(s.row.name or s.row.row.label)
        if named == own or (named not in {"H", "L"} and _behind(s, other)):
            return "", ""
        s.against = other.cell
    moved = f"'{other.cell.text}' for {printed(other.old)} and {printed(other.new)} says"
    return ("H" if way == "H" else "L"), moved


def _against_arrow(s: Sign, others: list[Sign]) -> None:
    """Two arrows of a row that no reading of arrows makes right: its number moved one way and they show both."""
    own = _implied_by_arrow(s)
    unlike = [o for o in others if own and _implied_by_arrow(o) not in {"", own}]
    if unlike and not any(_behind(o, s) for o in unlike):
        s.against = unlike[0].cell


def _behind(s: Sign, other: Sign) -> bool:
    """Whether a direction stands to the right of another of its row."""
    places = {id(cell): index for index, cell in s.row.row.cells.items()}
    return places.get(id(s.cell), 0) > places.get(id(other.cell), 0)


def _name(s: Sign) -> str:
    return " ".join(s.row.name.lower().split())
