"""Figures that follow from two cells of a row, or from the same column of several rows, beside one that does not.

"The Fund had 87,762 members, 1,826 more than a year before": the row whose figures differ by 1,826 says what it has
now. "The number in shared vehicles rose from 894 to 1,020": the rows that make 894 make the other figure, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import combinations

from check.grounds import Ground, GroundCell, grounds_of, numbers_of_tables
from check.judgements import Judgement, Results, printed, size_of
from check.sums.amounts import Amount, Reading
from check.sums.changes import amount_text
from check.sums.ends import is_end, sign_of
from check.sums.outcomes import settled
from check.sums.slips import digits_told, is_slip
from records import Quantity, Source

_LEVEL_THEN_SIZE = re.compile(
    r"^(?:(?!\b(?:and|but|while|whereas|target|budget|against|compared|than|from)\b)[^«.;:()]|«T\d+»){0,90}?"
    r"(?:,|\(|–|-)\s*(?:which\s+(?:is|was)\s+|that\s+is\s+|up\s+(?:by\s+)?|down\s+(?:by\s+)?|an?\s+(?:increase|rise|fall|decrease|drop)\s+of\s+)?$",
    re.IGNORECASE,
)
_SIZE_ENDS = re.compile(
    r"^\s*(?:[a-z]+\s+){0,2}?(?:\(\s*«N\d+»\s*\)\s*|,?\s*or\s+«N\d+»,?\s*)?(?:more|fewer|less|higher|lower|up|down|above|below)\b"
    r"|^\s*(?:\(\s*«N\d+»\s*\)\s*)?(?:since|on|over|in|from)\b",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom\s+(?:about\s+|just\s+)?$", re.IGNORECASE)
_TO = re.compile(r"^[^«;.]{0,60}?\bto\s+(?:about\s+|just\s+)?$", re.IGNORECASE)
_MOST_ROWS = 12
"""Rows of one table that are put together; with more, some of them make any figure."""


def check_joint_rows(reading: Reading, results: Results) -> None:
    """Hold levels beside their change, and the two ends of a change of several rows, against the rows they follow from.

    Args:
        reading: The passage.
        results: Takes the judgements; what is settled is left alone.
    """
    for a, b in zip(reading.amounts, reading.amounts[1:], strict=False):
        if a.sentence != b.sentence or results.contradicted(a.figure.id) or results.contradicted(b.figure.id):
            continue
        gap = reading.between(a, b)
        if b.size and _LEVEL_THEN_SIZE.match(gap) and _SIZE_ENDS.match(reading.after(b)):
            _level(reading, a, b, results)
        elif _FROM.search(reading.before(a)) and _TO.match(gap):
            _ends(reading, a, b, results)


def _level(reading: Reading, level: Amount, size: Amount, results: Results) -> None:
    """As in "had 87,762 members, 1,826 more than a year before"."""
    if not is_end(level) or level.family in {"percent", "points"} or level.family != size.family or level.older:
        return
    if digits_told(level) < 3 or digits_told(size) < 3 or level.blur or size.blur or level.number <= size.number:
        return
    if _stated(reading, level):
        return
    found: list[tuple[Ground, GroundCell, GroundCell]] = []
    for g in grounds_of(reading.paper):
        dated = [c for c in g.levels if c.end is not None and _plain(c)]
        for x, y in combinations(dated, 2):
            for scale in (1, 1000):
                if x.end != y.end and abs(size_of(x.value) - size_of(y.value)) * scale == size.number:
                    old, new = sorted((x, y), key=lambda c: str(c.end))
                    found.append((g, old, new))
    rises = sign_of(reading, size)
    found = [t for t in found if rises == 0 or (size_of(t[2].value) > size_of(t[1].value)) == (rises > 0)]
    if len({(size_of(old.value), size_of(new.value)) for _, old, new in found}) != 1:
        return
    g, old, new = found[0]
    if not size_of(new.value) / 2 <= level.number <= size_of(new.value) * 2:
        return
    _say(
        level, f"'{g.name}' went from {old.value.printed.strip()} to {new.value.printed.strip()}, which is the "
        f"change of {printed(size.figure)} told here; here stands {printed(level.figure)}.",
        new.value.printed.strip(), (new.place, old.place), results,
    )  # fmt: skip


def _ends(reading: Reading, a: Amount, b: Amount, results: Results) -> None:
    """As in "the number in shared vehicles rose from 894 to 1,020", which two rows make together."""
    if a.family != b.family or a.family in {"percent", "points"} or not is_end(a) or not is_end(b):
        return
    if min(digits_told(a), digits_told(b)) < 3 or any(
        x.blur or settled(results, x) or _stated(reading, x) for x in (a, b)
    ):
        return
    fits: list[tuple[Amount, Amount, Fraction, tuple[GroundCell, ...]]] = []
    for sums in _sums(reading):
        told = {total for total, _ in sums}
        if a.number in told and b.number in told:
            return
        for here, there in ((a, b), (b, a)):
            if here.number not in told:
                continue
            for total, cells in sums:
                if total != here.number and is_slip(there, total):
                    fits.append((there, here, total, cells))
    if len({(there.n, total) for there, _, total, _ in fits}) != 1:
        return
    there, here, total, cells = fits[0]
    text = f"{' + '.join(c.value.printed.strip() for c in cells)} = {amount_text(Quantity(total, total), there)}"
    _say(
        there, f"The rows that make {printed(here.figure)} together make {text} under '{cells[0].header}', not "
        f"{printed(there.figure)}.", text, tuple(c.place for c in cells), results,
    )  # fmt: skip


def _sums(reading: Reading) -> Iterator[list[tuple[Fraction, tuple[GroundCell, ...]]]]:
    """For each two or three rows of a table: what they make together under each heading."""
    by_table: dict[int, list[Ground]] = {}
    for g in grounds_of(reading.paper):
        if not g.total:
            by_table.setdefault(g.table, []).append(g)
    for rows in by_table.values():
        if not 2 < len(rows) <= _MOST_ROWS:
            continue
        for some in (*combinations(rows, 2), *(combinations(rows, 3) if len(rows) <= 8 else ())):
            out = []
            for header in dict.fromkeys(c.header for c in some[0].levels if _plain(c)):
                cells = tuple(c for g in some for c in g.levels if c.header == header and _plain(c))
                if len(cells) == len(some):
                    out.append((sum((size_of(c.value) for c in cells), Fraction(0)), cells))
            yield out


def _stated(reading: Reading, a: Amount) -> bool:
    """Whether a cell of the paper's tables is the figure."""
    known = numbers_of_tables(reading.paper)
    return a.number in known or a.number / 1000 in known


def _plain(c: GroundCell) -> bool:
    return c.value.number is not None and c.value.unit != "percent"


def _say(a: Amount, why: str, working: str, sources: Sequence[Source], results: Results) -> None:
    results.add(
        Judgement(
            a.figure.id, "contradicts", "own_tables", why, working, "serious", tuple(sources),
            "Correct the figure, or the table.",
        )
    )  # fmt: skip
