"""Statuses of a table against its own results and targets: what most rows bear out, and the row that breaks it.

Which way is better is told by the register, the row, or the direction printed beside it; a row that tells nothing is
left alone. The rule of the table ("met is green, missed is not") is not assumed: the other rows must bear it out, and
one of them must be treated otherwise although it is no better (or no worse) than the row that is called wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from check.inside.kpi_rows import BY_TRUSTED_NAME, KpiRow, printed_target
from check.inside.met_cells import check_met_cells
from check.inside.performance_words import performance_word
from check.inside.polarity_words import polarity_of_name
from check.inside.rating_cells import answer_colour
from check.inside.status_words import status_word
from check.inside.tables import TableCell
from check.judgements import Results, printed, quantity
from check.paper import cell_key
from records import Finding, Polarity, changes_possible

_BY_NAME = "its name says"
_FEWEST = 3
"""Other rows that must bear the rule out; two where the statuses are words that speak of the target."""

_PLAINLY = re.compile(
    r"\W*(?:(?:the\s+)?target\s+)?(?:was\s+|fully\s+)?(?:met|achieved|exceeded|hit|reached|yes|passed|pass|[✓✔✅☑])\W*",
    re.IGNORECASE,
)
"""Words that allow no tolerance."""

_CLEARLY = 5
"""Per cent of its target by which a result must miss it before "on target" is wrong by its words alone."""


@dataclass(frozen=True, slots=True)
class Rated:
    """A row with its status, its target and which way is better.

    Attributes:
        row: The row.
        cell: The cell of the status.
        colour: green, amber or red.
        polarity: H or L.
        why: What told.
        sign: The cell of the direction that told it; None where something else did.
        short: By how much the target is missed, in per cent of it; negative where it is beaten.
        sure: Whether rounding leaves no doubt which side of the target the result is on.
    """

    row: KpiRow
    cell: TableCell
    colour: str
    polarity: Polarity
    why: str
    sign: TableCell | None
    short: Fraction
    sure: bool

    @property
    def met(self) -> bool:
        """Whether the target is met."""
        return self.short <= 0

    @property
    def fits(self) -> bool:
        """Whether it is green because the target is met, or not green because it is missed."""
        return (self.colour == "green") == self.met


def check_status_rules(rows: Sequence[KpiRow], results: Results) -> None:
    """Find the one row of a table whose status its result and target do not bear out, where all others' do.

    Args:
        rows: Rows of indicators.
        results: Takes the findings; a colour that is called wrong already is left alone.
    """
    check_met_cells(rows, results)
    done = {cell_key(f.place) for f in results.findings if f.verdict == "contradicts"}
    done |= {cell_key(f.place) for f in results.findings if f.kind == "rag" and f.verdict == "agrees"}
    by_table: dict[int, list[KpiRow]] = {}
    for row in rows:
        by_table.setdefault(row.table.number, []).append(row)
    for of_table in by_table.values():
        rated = [r for row in of_table if (r := _rated(row)) is not None]
        wrong = [r for r in rated if not r.fits and r.sure]
        if len(wrong) != 1 or wrong[0].why == _BY_NAME or {cell_key(c.place) for c in _cells(wrong[0])} & done:
            continue  # a name alone calls nothing wrong
        (odd,) = wrong
        others = [r for r in rated if r is not odd]
        in_words = all(status_word(r.cell.text) or answer_colour(r.cell.text) for r in rated)
        if len(others) < (2 if in_words else _FEWEST):
            continue
        plain = not odd.met and _PLAINLY.fullmatch(odd.cell.text) is not None
        by_words = in_words and (_sign_is_odd(odd) or abs(odd.short) > _CLEARLY or plain)
        other = next(_unlike(odd, others), others[0] if by_words or _stepped(odd, others) else None)
        if other is None:
            continue
        _report(odd, other, len(others), results)


def _rated(row: KpiRow) -> Rated | None:
    """A row that prints result, target and status, and of which something tells which way is better."""
    target, latest = row.target_number, row.latest.value.number
    mine = [cell for cell, figure, _ in row.rags() if figure.id == row.latest.id]
    if target is None or latest is None or len(mine) != 1 or not mine[0].rag:
        return None
    if {row.latest.value.unit, row.target.value.unit if row.target else ""} >= {"percent", "money"}:
        return None
    polarity, why, sign = row.polarity, row.why_polarity, None
    if polarity not in {"H", "L"} and row.why_likely == BY_TRUSTED_NAME:
        polarity, why = row.likely, row.why_likely
    if polarity not in {"H", "L"}:
        polarity, why, sign = _by_direction(row)
    if polarity not in {"H", "L"}:
        polarity, why, sign = polarity_of_name(row.name or row.row.label), _BY_NAME, None
    if polarity not in {"H", "L"}:
        return None
    q, t = row.quantity, Fraction(target)
    gap = t - q.middle if polarity == "H" else q.middle - t
    sure = not q.low <= t <= q.high or (q.is_exact or q.middle == t)
    short = 100 * gap / abs(t) if t else 100 * gap
    return Rated(row, mine[0], mine[0].rag, polarity, why, sign, short, sure)


def _by_direction(row: KpiRow) -> tuple[Polarity, str, TableCell | None]:
    """Which way is better if the word of the row's only direction is right; "" where that is not known for sure."""
    signs = [(c, cell) for c in row.table.of("direction") if (cell := row.row.cells.get(c.index)) is not None]
    said = [(cell, word) for _, cell in signs if (word := performance_word(cell.words)) in {"improved", "worsened"}]
    if len(signs) != 1 or len(said) != 1 or not row.earlier:
        return "", "", None
    cell, word = said[0]
    (column, then), *_ = row.earlier
    if column.kind == "outturn" or then.value.unit != row.latest.value.unit:
        return "", "", None
    ways = changes_possible(quantity(row.latest.value), quantity(then.value))
    if len(ways) != 1 or "unchanged" in ways:
        return "", "", None
    up = "rose" in ways
    polarity: Polarity = "H" if up == (word == "improved") else "L"
    return polarity, f"'{cell.text}' for {printed(then)} to {printed(row.latest)} says", cell


def _stepped(odd: Rated, others: Sequence[Rated]) -> bool:
    """Whether the table has a step for near misses, so that Green means met, and enough rows of either side fit.

    A target that is met is judged without it: no tolerance makes a result worse than its target.
    """
    met = sum(r.met and r.fits for r in others)
    missed = [r for r in others if not r.met and r.fits]
    if odd.met:
        return met >= 2 and len(others) > _FEWEST
    return met >= 2 and len(missed) >= 2 and any(r.colour == "amber" for r in missed)


def _unlike(odd: Rated, others: Sequence[Rated]) -> Iterator[Rated]:
    """Rows that are treated otherwise although they miss (or beat) their target by no more than the odd one.

    Where the status is not a colour but says in words that a target is not met, one that is met is enough.
    """
    in_words = odd.met and bool(status_word(odd.cell.text))
    for r in sorted(others, key=lambda r: abs(r.short)):
        alike = in_words or abs(r.short) <= abs(odd.short)
        if (r.colour == "green") != (odd.colour == "green") and r.met == odd.met and alike:
            yield r


def _cells(r: Rated) -> list[TableCell]:
    return [r.cell, *([r.sign] if r.sign is not None else [])]


def _sign_is_odd(odd: Rated) -> bool:
    """Whether the direction is what does not fit: the name of the row says the other way is better."""
    named = polarity_of_name(odd.row.name or odd.row.row.label)
    return odd.sign is not None and named in {"H", "L"} and named != odd.polarity


def _report(odd: Rated, other: Rated, n: int, results: Results) -> None:
    row = odd.row
    better = "higher" if odd.polarity == "H" else "lower"
    status, like = (r.cell.text if len(r.cell.text) > 2 else r.colour for r in (odd, other))
    why = f"{better} is better ({odd.why})" if odd.why else f"{better} is better"
    sign = odd.sign
    cell, shown = (sign, sign.text) if sign is not None and _sign_is_odd(odd) else (odd.cell, status)
    may = [f"'{status}'", printed(row.latest), f"the {row.aim} of {printed_target(row)}"]
    may += [f"'{sign.text}'"] if sign is not None else []
    told = [
        f"{row.label}: if {why}, {printed(row.latest)} {'meets' if odd.met else 'misses'} the {row.aim} of "
        f"{printed_target(row)}, but its status is '{status}'.",
        f"The statuses of the other {n} rows follow from their {row.aim}s; '{other.row.label}' "
        f"({printed(other.row.latest)}, {row.aim} {printed_target(other.row)}) is '{like}'.",
        f"{', '.join(may[:-1])} or {may[-1]} is wrong.",
    ]
    if cell is sign:
        told.append("By its name the other way is better, so it is probably the direction.")
    sources = [
        row.latest.place,
        *([row.target.place] if row.target else []),
        *(c.place for c in _cells(odd) if c is not cell),
    ]
    results.findings.append(
        Finding(
            "contradicts", "direction" if cell is sign else "rag", cell.place, shown, " ".join(told),
            f"{printed(row.latest)} against {printed_target(row)}", "serious", (*sources, other.cell.place),
            "Correct the status, the figure, the target or the direction.", row.name, row.key,
        )
    )  # fmt: skip
