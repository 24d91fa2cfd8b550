"""Figures told roughly ("just over 47,000", "about 16,900") or rounded ("£6.8 million") against the row that is named.

What is told roughly may be on the side of the row's figure that its words say, and about as near as its own digits go.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal

from check.fraction_words import blur_before, blurred
from check.ground_match import Names, equals, telling_digits, units_fit
from check.grounds import Ground, GroundCell
from check.judgements import HELD, Judgement, Results, printed, quantity
from check.paper import Figure
from check.prior_lookup import Run
from check.told_lines import Line, lines_of, time_of
from records import Value, percent_change

_NAMED = 0.9
_FAR = Decimal("0.1")
"""Farther off than this part of it, a figure is another thing's."""
_STEPS = Decimal("1.5")
"""Steps of its last telling digit that a rough figure may be off."""


_OR_MORE = re.compile(
    r"\s*(?:\w+\s+)?(?:or|and)\s+(?:more|better|above|over|higher|greater|less|lower|fewer|below|under|worse)\b",
    re.IGNORECASE,
)


def roughly(told: Value, blur: str, old: Value, new: Value) -> bool:
    """Whether a change told roughly ("over 500 fewer") may be the one between two figures.

    Args:
        told: The change.
        blur: The word before it, see `fraction_words.blur_before`.
        old: From.
        new: To.
    """
    q = quantity(told)
    rough = blurred(q.low, q.high, blur, words=False, places=told.places)
    a, b = quantity(old), quantity(new)
    relative = percent_change(a, b) if told.unit == "percent" else None
    return (b - a).magnitude().overlaps(rough) or (relative is not None and relative.magnitude().overlaps(rough))


def check_rough_levels(run: Run, names: Names, prose: Iterable[int]) -> None:
    """Hold rough and rounded figures of prose against the one row that their sentence names in full.

    Args:
        run: Takes the judgements; figures that something has been said of are left alone.
        names: Of the rows of the paper's tables.
        prose: Indexes of the passages.
    """
    now = run.paper.period.end if run.paper.period is not None else None
    for index in prose:
        for line in lines_of(run.paper, index):
            rows = [g for _, g in names.called(line.words, _NAMED) if g.words]
            if not rows or len({g.words for g in rows}) != 1:
                continue
            for k, f in line.figures.items():
                s = line.slots.get(k)
                if s is None or s.kind != "level" or f.numeral.is_share or not _open(run.results, f):
                    continue
                cells = {id(c): (g, c) for g in rows for c in time_of(line, k, now).cells(g, now)}
                near = [(g, c) for g, c in cells.values() if _near(f.value, c.value)]
                if len({c.value.number for _, c in near}) == 1:
                    _judge(run.results, line, k, f, *near[0])


def _open(results: Results, f: Figure) -> bool:
    v = f.value
    return (
        v.number is not None
        and telling_digits(v) >= 2
        and v.unit != "points"
        and not any(j.verdict in HELD for j in results.of(f.id))
    )


def _near(told: Value, cell: Value) -> bool:
    if told.number is None or not cell.number or (not units_fit(told, cell) and told.unit != cell.unit):
        return False
    return abs(abs(told.number) - abs(cell.number)) <= _FAR * abs(cell.number)


def _judge(results: Results, line: Line, k: int, f: Figure, g: Ground, c: GroundCell) -> None:
    told, known = abs(f.value.number or Decimal(0)), abs(c.value.number or Decimal(0))
    before, _, after = line.sentence.template.partition(f"«N{k}»")
    if _OR_MORE.match(after):
        return  # "achieved 55% or better": a bound
    blur = blur_before(before)
    step = _step(f.value)
    off = known - told
    wrong = (
        (blur in {"just_over", "over"} and off < 0)
        or (blur in {"nearly", "under"} and off > 0)
        or (blur == "about" and abs(off) > _STEPS * step)
        or (not blur and step > _step(c.value) and step / 2 < abs(off) <= _STEPS * step)
    )
    if not wrong or equals(f.value, c.value):
        return
    words = re.search(r"(?:[a-z]+\s+){0,2}$", before, re.IGNORECASE)
    said = f"{words[0] if words and blur else ''}{printed(f)}".strip()
    results.add(
        Judgement(
            f.id, "contradicts", "rounding",
            f"'{g.name}': {c.who} says {c.value.printed.strip()}; '{said}' is not what that is, told roughly.",
            f"{said} against {c.value.printed.strip()}", "minor", (c.place,), "Correct the figure or its words.",
            c.value.printed.strip(),
        )
    )  # fmt: skip


def _step(v: Value) -> Decimal:
    """One unit of the last digit of a figure that tells something: of 16,900 a hundred, of £6.8 million 100,000."""
    if v.number is None or v.places != 0:
        return Decimal(10) ** -v.places
    digits = re.sub(r"\D", "", v.printed)
    return Decimal(10) ** (len(digits) - len(digits.rstrip("0")))
