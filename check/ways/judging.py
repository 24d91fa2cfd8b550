"""Holds sizes that are told with their way against everything that they can be: the way, the unit, the time.

A size, the level that it is told of and the level that it is compared with fix each other. Where they fit as told, all
is well. Where they fit in no other way than with the word turned round, with points for per cent, or since another time
of the same row, that one thing is wrong. Where they fit in several ways or in none, nothing is said.
"""

# ruff: noqa: E501 - explanations, one to a line

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from check.ground_match import telling_digits
from check.ground_ways import polarity_of_row
from check.judgements import Judgement, Results, number_text, overlap, printed, quantity, size_of
from check.paper import Paper
from check.passages import PROSE
from check.sums.changes import money_text
from check.ways.levels import How, Level, Pair, Rows, all_taken, news_of, told_level
from check.ways.reading import SizedWay, sized_ways
from check.ways.sides import check_sides
from check.withheld import voice
from records import Finding, Quantity, Value, percent_change, rounding_modes

Unit = Literal["", "points", "percent"]
_SURE: frozenset[str] = frozenset({"told", "named", "goal", "beside", "twin"})
_FEW = 4
"""So few levels that a size of one digit lies between two of them by no chance."""
_CERTAIN = 5
"""So many digits of a level and a size that fit a row by no chance, though no time is named."""
_ENOUGH = 4
_FEW_DIGITS = 2
_TIMED = re.compile(r"\b(?:days?|weeks?|months?|hours?|minutes?|seconds?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A way in which a size can be explained.

    Attributes:
        how: How the level compared with is known; "twin" where the size and its percentage give it.
        turned: Whether the word would have to be turned round.
        unit: Which unit it would have to be told in; "" where it is.
        pair: The two levels.
    """

    how: How | Literal["twin"]
    turned: bool
    unit: Unit
    pair: Pair


def check_ways(paper: Paper, results: Results) -> None:
    """Hold every size of a paper's prose that is told with its way against its levels.

    Args:
        paper: With its figures and tables.
        results: Takes judgements and findings.
    """
    rows: Rows | None = None
    wrong = {j.figure for j in results.judgements if j.verdict == "contradicts"}
    for index, passage in enumerate(paper.passages):
        if passage.kind not in PROSE or passage.is_header or len(paper.figures_of(index)) < 2:
            continue
        ways = sized_ways(paper, index)
        taken = all_taken(ways)
        for w in ways:
            if any(f.id in wrong for f in w.sizes) or _is_judged(paper, results, w):
                continue
            rows = rows or Rows(paper)
            news = [f for f in news_of(paper, w, taken) if f.id not in wrong]
            found = [
                x
                for n, f in enumerate(news)
                for x in _found(paper, rows, w, told_level(f), nearest=not n or len(news) < _FEW)
            ]
            _judge(paper, results, w, found)
    check_sides(paper, results)


def _is_judged(paper: Paper, results: Results, w: SizedWay) -> bool:
    """Whether a word is called wrong already."""
    place = paper.passages[w.passage].source
    return any(
        f.verdict == "contradicts" and overlap(f.place.span, (w.way.start, w.way.end)) for f in results.told_of(place)
    )


def _found(paper: Paper, rows: Rows, w: SizedWay, new: Level, *, nearest: bool) -> Iterator[Found]:
    """Every way in which a size can be explained that is told of a level."""
    assert new.figure is not None
    for pair in rows.pairs(paper, w, new.figure):
        if pair.how == "told" and not nearest and telling_digits(w.figure.value) < 2:
            continue
        if (fit := _fit(paper, w, pair)) is not None:
            yield Found(pair.how, fit[0], fit[1], pair)
    if w.twin is not None and nearest and w.base is None and new.value.unit != "percent":
        yield from _by_twin(paper, w, new)


def _fit(paper: Paper, w: SizedWay, pair: Pair) -> tuple[bool, Unit] | None:
    """Whether a size is the change between two levels: if the word is turned round, and the unit that is meant."""
    old, new = _quantity(pair.old.value), _quantity(pair.new.value)
    if old is None or new is None or old.middle == new.middle:
        return None
    percent = "percent" in {pair.old.value.unit, pair.new.value.unit}
    units = {_unit(f.value, old, new, percent=percent) for f in w.sizes}
    if len(units) != 1 or None in units:
        return None
    (unit,) = units
    moved = "rose" if new.middle > old.middle else "fell"
    told = _moved(paper, w, pair.name)
    return (told != moved, unit or "") if told else None


def _quantity(v: Value) -> Quantity | None:
    return quantity(v) if v.number is not None else None


def _unit(size: Value, old: Quantity, new: Quantity, *, percent: bool) -> Unit | None:
    """The unit in which a size is the change between two levels: "" as told; None where it is not."""
    gap = (new - old).magnitude()
    relative = percent_change(old, new)
    plain = bool(rounding_modes(gap, size))
    share = relative is not None and bool(rounding_modes(relative.magnitude(), size))
    if size.unit == "percent":
        if percent and size.number is not None and gap.middle == abs(Fraction(size.number)) and relative is not None:
            # to the last digit the difference of the two percentages, though their rounding lets it be what they give per cent
            return "" if rounding_modes(Quantity.exact(relative.magnitude().middle), size) else "points"
        if share:
            return ""
        return "points" if percent and plain else None
    if size.unit == "points" and not percent:
        return "percent" if share else None
    return "" if plain else None


def _moved(paper: Paper, w: SizedWay, name: str) -> str:
    timed = w.figure.value.unit in {"days", "seconds"} or bool(_TIMED.search(f"{name} {w.figure.value.printed}"))
    return w.way.moved(polarity_of_row(paper, name) if name else "", timed=timed)


def _by_twin(paper: Paper, w: SizedWay, new: Level) -> Iterator[Found]:
    """What a size and the same size in per cent say of the level before: it was so much more, or so much less."""
    assert w.twin is not None
    size, level = _quantity(w.figure.value), _quantity(new.value)
    told = _moved(paper, w, "")
    if size is None or level is None or not told or level.middle <= 0 or w.figure.value.unit == "points":
        return
    if telling_digits(w.twin.value) < 2 or (not w.again and rounding_modes(_over(size, level), w.twin.value)):
        return  # it may be the size's share of the level
    for moved in ("rose", "fell"):
        low, high = (
            (level.low - size.high, level.high - size.low)
            if moved == "rose"
            else (level.low + size.low, level.high + size.high)
        )
        if low > 0 and rounding_modes(_over(size, Quantity(low, high)), w.twin.value):
            middle = level.middle - size.middle if moved == "rose" else level.middle + size.middle
            old = Level(new.value, w.twin.place, _text(middle, new.value))
            yield Found("twin", moved != told, "", Pair(new, old, "told", "", True))


def _text(n: Fraction, like: Value) -> str:
    return money_text(n, like.places) if like.unit == "money" else number_text(n, max(like.places, 0))


def _over(size: Quantity, whole: Quantity) -> Quantity:
    return Quantity(Fraction(100) * size.low / whole.high, Fraction(100) * size.high / whole.low)


def _judge(paper: Paper, results: Results, w: SizedWay, found: list[Found]) -> None:
    fits = [x for x in found if not x.turned and not x.unit]
    if any(x.how not in {"other", "unknown"} for x in fits):
        return
    turned = [x for x in found if x.turned and not x.unit and x.how in _SURE and x.pair.sure and _is_tight(w, x)]
    if not turned and not fits and not any(x.unit for x in found):
        turned = [x for x in found if x.turned and x.how == "open" and x.pair.sure and _digits(x.pair, w) >= _CERTAIN]
    if turned and (not fits or turned[0].how in {"told", "twin"}):
        _direction(paper, results, w, turned[0])
        return
    if fits:
        late = [x for x in fits if x.pair.sure and x.how == "other"]
        if late and telling_digits(w.figure.value) + (2 if w.twin else 0) >= 2 and w.time is not None:
            _time(paper, results, w, late[0])
        elif _is_elsewhen(w, fits):
            _time(paper, results, w, fits[0])
        return
    units = [x for x in found if x.unit and not x.turned and x.how in _SURE and x.pair.sure]
    if units:
        _wrong_unit(results, w, units[0])


def _is_tight(w: SizedWay, x: Found) -> bool:
    """Whether two levels give a size, as they are printed, and not only within the rounding of one of them."""
    a, b = _quantity(x.pair.old.value), _quantity(x.pair.new.value)
    if x.how == "twin" or a is None or b is None:
        return True
    gap, size = (b - a).magnitude(), w.figure.value
    if size.unit == "percent" and "percent" not in {x.pair.old.value.unit, x.pair.new.value.unit}:
        return True
    return gap.high - gap.low <= size_of(size) / 2 or bool(rounding_modes(Quantity.exact(gap.middle), size))


_STEP = 45
"""Days that two times lie apart at least which nobody takes for each other."""
_SPAN = re.compile(
    r"\b(?:half|months|quarters|weeks|same|corresponding|first|second|equivalent|average|years|q[1-4])\b", re.IGNORECASE
)


def _is_elsewhen(w: SizedWay, fits: list[Found]) -> bool:
    """Whether a size told since a time that its row lacks is surely the change since another one that it has."""
    if (
        w.time is None
        or len({(x.pair.name, x.pair.old.end) for x in fits}) != 1
        or any(x.how != "unknown" for x in fits)
    ):
        return False
    x = fits[0]
    new, old = x.pair.new.end, x.pair.old.end
    if new is None or old is None or not x.pair.sure or _SPAN.search(w.behind.partition(w.time.text)[0]):
        return False
    ends = w.time.ends(new)
    digits = _digits(x.pair, w) + (_FEW_DIGITS if w.twin is not None else 0)
    return bool(ends) and digits >= _ENOUGH and all(abs((e - old).days) > _STEP for e in ends)


def _digits(pair: Pair, w: SizedWay) -> int:
    """How many telling digits a level and its size have together."""
    return telling_digits(pair.new.value) + telling_digits(w.figure.value)


def _direction(paper: Paper, results: Results, w: SizedWay, x: Found) -> None:
    if voice(paper, w.passage, w.way.start, "direction"):
        return
    place = paper.passages[w.passage].at(w.way.start, w.way.end)
    new, old = x.pair.new, x.pair.old
    told = " or ".join(printed(f) for f in w.sizes)
    told_way = _moved(paper, w, x.pair.name)
    right = "fell" if told_way == "rose" else "rose"
    if x.how == "twin":
        text = f"'{w.way.text}' does not fit: {told} go together only if {new.text} came from {old.text}, so that it {right}."
    elif x.how in {"goal", "beside"} or w.spent:
        text = f"'{w.way.text}' does not fit: {new.text} is {'below' if right == 'fell' else 'above'} {old.text}."
    else:
        of = f"'{x.pair.name}' went" if x.pair.name else "it went"
        text = f"'{w.way.text}' does not fit: {of} from {old.text} to {new.text}; it {right}."
    results.findings.append(
        Finding(
            "contradicts", "direction", place, w.way.text, text, f"{old.text} to {new.text}", "serious",
            (old.place, new.place), "Correct the word or the figures.", x.pair.name, expected=right,
        )
    )  # fmt: skip


def _time(paper: Paper, results: Results, w: SizedWay, x: Found) -> None:
    assert w.time is not None
    if voice(paper, w.passage, w.figure.numeral.start, "own_tables"):
        return
    told = printed(w.figure)
    results.add(
        Judgement(
            w.figure.id, "contradicts", "period",
            f"{told} is the change of '{x.pair.name}' from {x.pair.old.text} to {x.pair.new.text}; the sentence counts it from another time ('{w.time.text}').",
            f"{x.pair.old.text} to {x.pair.new.text}", "serious", (x.pair.old.place, x.pair.new.place),
            "Correct the time that the change is counted from, or the change.",
        )
    )  # fmt: skip


def _wrong_unit(results: Results, w: SizedWay, x: Found) -> None:
    told, n = printed(w.figure), printed(w.figure).split("%")[0].split()[0]
    right = f"{n} percentage points" if x.unit == "points" else f"{n}%"
    results.add(
        Judgement(
            w.figure.id, "contradicts", "percentage_points",
            f"From {x.pair.old.text} to {x.pair.new.text} is {right}, not {told}.",
            f"{x.pair.old.text} to {x.pair.new.text}", "minor", (x.pair.old.place, x.pair.new.place),
            "Write 'percentage points'." if x.unit == "points" else "Write 'per cent'.", right,
        )
    )  # fmt: skip
