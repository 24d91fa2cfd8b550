"""Sums that do not come out, and would not with any one figure of them slipped.

Whoever writes a wrong figure writes a right one with a digit wrong or two changed round, in another unit, or that of
another time or row. Where no such slip of one figure would make a sum come out, the sentence most likely means another
sum than the one that was worked out: it is listed for a person to look at, not called wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from check.digit_slips import digits_at
from check.grounds import values_in_full
from check.judgements import Judgement, Results, size_of
from check.own_cells import OwnCells
from check.paper import Figure, Paper
from check.slip_stories import is_slip_of, prints, slipped, telling, unit_of_last
from records import Value, parse_value

_KINDS = {"change", "ratio", "remainder", "target", "sum"}
"""Kinds of findings that a sum of two or three figures decides."""
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_PARTS = re.compile(r"(\S+) of (\S+) gives\b")
"""How a proof of the reading names the part and the whole."""
_ALL_BUT = re.compile(r"\b(?:all\s+but|except|other\s+than|apart\s+from|without|not)\b", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"«N\d+»\s*\(\s*«N\d+»\s*\)")
_TIMES = 10
_WHY = "No slip of one figure would make it come out, so the sentence may mean another sum: please look."
_Sum = Callable[[Sequence[Fraction]], Fraction | None]


def _of_two(a: int, b: int) -> Iterator[_Sum]:
    yield lambda n: abs(n[a] - n[b])
    yield lambda n: n[a] + n[b]
    yield lambda n: 100 * n[a] / n[b] if n[b] else None
    yield lambda n: 100 * abs(n[a] - n[b]) / n[b] if n[b] else None
    yield lambda n: 100 * n[a] / (n[a] + n[b]) if n[a] + n[b] else None
    yield lambda n: 100 * n[a] / (n[b] - n[a]) if n[b] > n[a] else None
    yield lambda n: n[a] / n[b] if n[b] else None
    yield lambda n: n[a] * n[b] / 100


def _of_three(a: int) -> _Sum:
    return lambda n: abs(2 * n[a] - sum(n))


_PAIRS: tuple[_Sum, ...] = (*_of_two(0, 1), *_of_two(1, 0))
_THREES: tuple[_Sum, ...] = (*(_of_three(k) for k in range(3)), lambda n: sum(n, Fraction(0)))


@dataclass(frozen=True, slots=True)
class _Part:
    """A figure that a sum is made of: as printed, and the paper's figure where it is one."""

    value: Value
    figure: Figure | None


def doubt_sums(paper: Paper, results: Results) -> None:
    """List for a person, and do not call wrong, the sums of prose that no slip of one figure explains.

    Args:
        paper: With its figures.
        results: Of all checks; judgements that are doubted become "not checked".
    """
    cells = OwnCells.of(paper)
    for n, j in enumerate(results.judgements):
        if j.verdict == "contradicts" and j.kind in _KINDS and _is_doubtful(paper, cells, j):
            results.judgements[n] = with_doubt(j, _WHY)


def with_doubt(j: Judgement, why: str) -> Judgement:
    """A judgement as not checked, its words kept for the person who looks.

    Args:
        j: That a figure is wrong.
        why: It may not be, in plain words.
    """
    stop = "" if j.explanation.rstrip().endswith(".") else "."
    return replace(j, verdict="not_checked", severity="note", explanation=f"{j.explanation.rstrip()}{stop} {why}")


def _is_doubtful(paper: Paper, cells: OwnCells, j: Judgement) -> bool:
    told = paper.figures[j.figure]
    if told.sentence is None or told.value.number is None:
        return False
    parts = list(_parts(paper, cells, told, j))
    if not 2 <= len(parts) <= 3 or any(f", not {p.value.printed.strip()}" in j.explanation for p in parts):
        return False  # what the sum should make is one of the parts: another figure is the judged one
    sizes = [size_of(p.value) for p in parts]
    if j.kind == "ratio" and _ALL_BUT.search(told.sentence.text) and _is_rest_to_hundred(told.value, parts):
        return True
    if j.kind == "change" and _is_level(cells, told.value, parts):
        return True
    said = {Fraction(n.replace(",", "")) for n in _NUMBER.findall(f"{j.expected} {j.explanation} {j.working}")}
    said -= {size_of(told.value), *sizes}
    ways = _PAIRS if len(parts) == 2 else (*_PAIRS, *_THREES)
    made = [(m, right) for m in ways if (right := m(sizes)) is not None and _is_what_is_said(right, said)]
    if _has_no_others(paper, told, parts) and any(_is_of_one_size(told.value, right) for _, right in made):
        return False
    if j.kind == "ratio" and any(
        _is_near(told.value, s) or is_slip_of(told.value, s) for s in _of_both(told.value, parts)
    ):
        return False
    telling_enough = telling(told.value) >= 2 or told.value.places > 0
    if telling_enough and any(_is_of_others(paper, told, parts, m, right) for m, right in made):
        return True
    return bool(made) and not any(
        _is_near(told.value, right) or _comes_out(cells, told, parts, m, right) for m, right in made
    )


def _parts(paper: Paper, cells: OwnCells, told: Figure, j: Judgement) -> Iterator[_Part]:
    """The figures that a judgement was made from, without the judged one; those of tables in full units."""
    in_full = values_in_full(paper)
    named = _PARTS.match(j.explanation) if not j.sources else None
    for printed in named.groups() if named else ():
        yield _Part(parse_value(printed), None)
    for source in j.sources:
        figure = cells.at(source)
        value = figure.value if figure is not None else parse_value(source.printed)
        value = in_full.get(source, value)
        if value.number is not None and (figure is None or figure.id != told.id):
            yield _Part(value, figure)


def _has_no_others(paper: Paper, told: Figure, parts: Sequence[_Part]) -> bool:
    """Whether no other figures stand in the sentences of a sum: "from 766 to 481, a fall of 37%" means no other sum."""
    mine = [told, *(p.figure for p in parts if p.figure is not None and p.figure.sentence is not None)]
    if any(f.passage != told.passage for f in mine):
        return False
    starts = {f.sentence.start for f in mine if f.sentence is not None}
    beside = [f for f in paper.figures_of(told.passage) if f.sentence is not None and f.sentence.start in starts]
    if (
        len(starts) == 1
        and told.sentence is not None
        and len(_IN_BRACKETS.findall(told.sentence.template)) * 2 == len(beside)
    ):
        return True  # "9 (75%) were rated Green and 3 (25%) Red"
    sizes = {size_of(told.value), *(size_of(p.value) for p in parts)}  # a cell's figure is told again in the sentence
    return len(starts) <= 2 and all(any(is_rounded(f.value, s) for s in sizes) for f in beside)


def _is_of_one_size(v: Value, right: Fraction) -> bool:
    """Whether a figure is not many times what it should be, nor a small part of it, but for the unit of a sum."""
    scales = (Fraction(1), Fraction(1000), Fraction(1, 1000)) if v.unit == "money" else (Fraction(1),)
    return any(right * k / _TIMES <= size_of(v) <= right * k * _TIMES for k in scales)


def is_rounded(v: Value, exact: Fraction) -> bool:
    """Whether a figure is a number, or that number in round tens, hundreds or thousands."""
    digits = digits_at(size_of(v), v.places)
    noughts = len(digits) - len(digits.rstrip("0")) if v.places <= 0 and telling(v) >= 2 else 0
    rounded = unit_of_last(v) * 10**noughts if noughts else Fraction(0)
    return abs(size_of(v) - exact) <= rounded / 2


def _is_what_is_said(made: Fraction, said: set[Fraction]) -> bool:
    """Whether the result of a sum stands in the finding's words: the finding was worked out like this."""
    scaled = {s * k for s in said for k in (1, 1000, 1_000_000)}
    return any(abs(made - s) <= max(abs(made) / 100, Fraction(1, 8)) for s in scaled)


def _is_rest_to_hundred(told: Value, parts: Sequence[_Part]) -> bool:
    """As in "all but 192 of the 2,086 ... (90.8%)"."""
    if told.unit != "percent" or any(p.value.unit == "percent" for p in parts):
        return False
    a, b = (size_of(p.value) for p in parts[:2])
    return any(y and prints(told, 100 - 100 * x / y) for x, y in ((a, b), (b, a)))


def _of_both(told: Value, parts: Sequence[_Part]) -> list[Fraction]:
    """The shares of two counts in both together: "989 in five days, 92.0%; the other 86 took longer"."""
    sizes = [size_of(p.value) for p in parts]
    counts = len(sizes) == 2 and told.unit == "percent" and all(p.value.unit != "percent" for p in parts)
    whole = sum(sizes, Fraction(0))
    return [100 * n / whole for n in sizes] if counts and whole else []


def _is_level(cells: OwnCells, told: Value, parts: Sequence[_Part]) -> bool:
    """Whether a figure is one of the line's own, told beside the two that it was taken to part."""
    if telling(told) < 3:
        return False
    rows = [c for p in parts for c in cells.beside(p.value)]
    return any(size_of(told) in {size_of(c), 1000 * size_of(c), size_of(c) / 1000} for c in rows)


def _is_of_others(paper: Paper, told: Figure, parts: Sequence[_Part], make: _Sum, right: Fraction) -> bool:
    """Whether a sum comes out, as printed, with another figure of the paragraph for a part, or beside them."""
    sizes = [size_of(p.value) for p in parts]
    missing = abs(right - size_of(told.value))  # told too, as in "... and 29 preferred not to say"
    for k, part in enumerate(parts):
        for other in _told_beside(paper, told, part):
            made = make([*sizes[:k], other, *sizes[k + 1 :]])
            if other == missing or (made is not None and prints(told.value, made)):
                return True
    return False


def _is_near(told: Value, right: Fraction) -> bool:
    """Whether a figure is nearly what it should be: what another sum makes seldom is."""
    if telling(told) < 2:
        return False
    gap = abs(size_of(told) - right)
    return gap <= right / 20 and (told.unit != "percent" or gap <= 2)


def _comes_out(cells: OwnCells, told: Figure, parts: Sequence[_Part], make: _Sum, right: Fraction) -> bool:
    """Whether a sum would come out with one slip, in the figure told or in one of its parts."""
    sizes = [size_of(p.value) for p in parts]
    if is_slip_of(told.value, right):
        return True
    for k, part in enumerate(parts):
        for other in slipped(part.value):
            made = make([*sizes[:k], other, *sizes[k + 1 :]])
            if made is None:
                continue
            if prints(told.value, made) or (told.value.unit == "percent" and prints(told.value, 100 - made)):
                return True
    mine = (c for c in cells.beside(told.value) if c.unit == told.value.unit and telling(c) >= 2)
    return telling(told.value) >= 2 and any(prints(c, right) for c in mine)


def _told_beside(paper: Paper, told: Figure, part: _Part) -> Iterator[Fraction]:
    """The other figures of a part's paragraph that could stand in its place."""
    if part.figure is None or part.figure.sentence is None or telling(part.value) < 2:
        return
    for f in paper.figures_of(part.figure.passage):
        v = f.value
        if v.number is not None and v.unit == part.value.unit and size_of(v) >= 10 and f.id != told.id:
            yield size_of(v)
