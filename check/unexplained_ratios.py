"""A part and its whole whose share is not the one that the row says, nor any that is told, but for a slip of digits.

"1,205 of the 1,267 births were registered within 42 days": the table has 98.7%, which 1,250 of 1,267 would give.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from decimal import Decimal

from check.ground_match import Names, equals, telling_digits
from check.grounds import Ground, GroundCell
from check.judgements import Judgement, number_text, printed
from check.paper import Figure
from check.prior_lookup import Run
from check.told_lines import Line, time_of
from records import Value

_OF = r"(?:[a-z'’-]+\s+){0,3}?(?:out\s+)?of\s+(?:the\s+|these\s+|those\s+|our\s+|all\s+|a\s+total\s+of\s+)*"
_PART_OF = re.compile(rf"«N(?P<part>\d+)»\s+{_OF}«N(?P<whole>\d+)»", re.IGNORECASE)
_OF_WHICH = re.compile(
    r"«N(?P<whole>\d+)»[^«;]{0,90}?(?:«[PR]\d+»[^«;]{0,40}?)?(?:\bof\s+(?:which|whom|these|them)|\band)\s+(?:[a-z-]+\s+){0,2}?"
    r"«N(?P<part>\d+)»",
    re.IGNORECASE,
)
_NAMED = 0.72
"""Part of a row's name that the sentence must hold where it does not tell the row's percentage."""
_NEAR = 0.3
_MARGIN = 0.05


def check_shares_of_rows(run: Run, names: Names, lines: Sequence[Line], settled: Set[int]) -> None:
    """Hold parts and wholes that are told without their share against the percentages of rows.

    Args:
        run: Takes the judgements.
        names: Of the rows.
        lines: The sentences of a paragraph.
        settled: Ids of figures that have been found to fit.
    """
    now = run.paper.period.end if run.paper.period is not None else None
    percents = [f for line in lines for f in line.figures.values() if f.value.unit == "percent"]
    for n, line in enumerate(lines):
        told = [
            (part, whole, share)
            for part, whole in _pairs(line)
            if (share := _share(part.value, whole.value)) is not None
            and not {part.id, whole.id} & settled
            and not any(_fits(share, p.value) for p in percents)
        ]
        if not told:
            continue
        words = line.words | (lines[n + 1].words if n + 1 < len(lines) else frozenset())
        near = [(share, g) for share, g in names.called(words, _NEAR) if any(_percent(c.value) for c in g.levels)]
        for part, whole, share in told:
            k = next(k for k, f in line.figures.items() if f is part)
            asked = [
                (close, g, c)
                for close, g in near
                for c in time_of(line, k, now).cells(g, now)
                if _percent(c.value) and (close >= _NAMED or any(equals(p.value, c.value) for p in percents))
            ]
            best = max((close for close, _, _ in asked), default=0.0)
            found = [(g, c) for close, g, c in asked if close >= best - _MARGIN]
            if any(_fits(share, c.value) for _, g in near for c in g.levels):
                continue
            both = _of_both(part.value, whole.value)
            if both is not None and any(_fits(both, c.value) for _, g in near for c in g.levels):
                continue  # "19,578 were answered and 1,383 abandoned": two parts of the calls offered
            wrong = [(g, c) for g, c in found if _by_slip(part.value, whole.value, c.value)]
            if len({c.value.number for _, c in found}) == 1 and wrong:
                _say(run, part, whole, share, *wrong[0])


def _pairs(line: Line) -> Iterator[tuple[Figure, Figure]]:
    text = line.sentence.template
    for pattern in (_PART_OF, _OF_WHICH):
        for m in pattern.finditer(text):
            part, whole = line.figures.get(int(m["part"])), line.figures.get(int(m["whole"]))
            if part is not None and whole is not None:
                yield part, whole


def _share(part: Value, whole: Value) -> Decimal | None:
    """The share in per cent of a part told to the unit; None where the two can be no part and whole."""
    if part.number is None or whole.number is None or "percent" in {part.unit, whole.unit}:
        return None
    if not 0 < part.number < whole.number or max(part.places, whole.places) > 0 or telling_digits(part) < 3:
        return None
    return 100 * part.number / whole.number


def _of_both(a: Value, b: Value) -> Decimal | None:
    """What one of two counts is of both together, in per cent."""
    if a.number is None or b.number is None or a.number + b.number <= 0:
        return None
    return 100 * a.number / (a.number + b.number)


def _percent(v: Value) -> bool:
    return v.unit == "percent" and v.number is not None


def _fits(share: Decimal, told: Value) -> bool:
    low, high = sorted(abs(x) for x in told.interval())
    return low <= share <= high or low <= 100 - share <= high


def _by_slip(part: Value, whole: Value, right: Value) -> bool:
    """Whether a part or a whole with one digit changed, or two neighbours changed round, gives a percentage."""
    assert part.number is not None
    assert whole.number is not None
    return any(_fits(100 * n / whole.number, right) for n in _slips(part.number) if n <= whole.number) or any(
        _fits(100 * part.number / n, right) for n in _slips(whole.number) if n >= part.number
    )


def _slips(number: Decimal) -> Iterator[Decimal]:
    digits = str(int(number))
    for n, old in enumerate(digits):
        for new in "0123456789":
            if new != old and (n or new != "0"):
                yield Decimal(digits[:n] + new + digits[n + 1 :])
        for m in range(n + 1, len(digits)):
            if digits[m] != old and (n or digits[m] != "0"):
                yield Decimal(digits[:n] + digits[m] + digits[n + 1 : m] + old + digits[m + 1 :])


def _say(run: Run, part: Figure, whole: Figure, share: Decimal, g: Ground, c: GroundCell) -> None:
    working = f"{printed(part)} / {printed(whole)} = {number_text(share)}%"
    run.results.add(
        Judgement(
            part.id, "contradicts", "ratio",
            f"{working}, but '{g.name}' is {c.value.printed.strip()} ({c.who}); another digit in one of the two would "
            f"give that.", working, "serious", (c.place,), "Correct the figure, or the row.",
        )
    )  # fmt: skip
