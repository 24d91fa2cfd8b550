"""Sizes of changes that a row bears out, told the other way round: "22 fewer than in December", of 41 and 63."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from check.ground_match import Tie, like, sizes_of, telling_digits
from check.ground_slots import Slot
from check.ground_times import said
from check.grounds import GroundCell
from check.inside.time_lines import TimeLine
from check.judgements import overlap
from check.paper import Paper
from check.passages import Passage
from check.prior_lookup import Run
from check.size_ways import way_of_size
from records import Finding

_TO = re.compile(r"\s*(?:\([^()]*\)\s*)?to\s+(?:(?:a|an|just|only|about|around|over|under|nearly|almost)\s+)*£?\d")
_NAMED = 0.5
"""Part of a row's name that a sentence must hold for a size of one digit to be the row's."""
_TIME = re.compile(r"\b(?:days?|weeks?|months?|hours?|minutes?|seconds?)\b", re.IGNORECASE)


def told_the_other_way(
    run: Run, s: Slot, pairs: Sequence[tuple[str, GroundCell, GroundCell]], passage: Passage, text: str, begin: int
) -> None:
    """Say of a word of direction that it is contrary to every change which its size is.

    Args:
        run: Takes the finding.
        s: What the sentence asks of the size.
        pairs: The changes that have this size: the row's name, its earlier and its later level.
        passage: The size stands in.
        text: The sentence.
        begin: Where it begins in the passage.
    """
    n = s.figure.numeral
    way = way_of_size(text, n.start - begin, n.end - begin)
    if way is None or not pairs:
        return
    went = set()
    for name, old, new in pairs:
        a, b = old.value.number, new.value.number
        if a is None or b is None or a < 0 or b < 0 or a == b:
            return
        timed = new.value.unit != "percent" and bool(
            new.value.unit in {"days", "seconds"} or _TIME.search(f"{name} {s.figure.value.printed}")
        )
        moved = way.moved(polarity_of_row(run.paper, name), timed=timed)
        if not moved or moved == ("rose" if b > a else "fell"):
            return
        went.add("rose" if b > a else "fell")
    if len(went) != 1:
        return
    place = passage.at(begin + way.start, begin + way.end)
    beside = [f for f in run.results.told_of(place) if f.kind == "direction" and overlap(f.place.span, place.span)]
    led = _TO.match(text, n.end - begin) is not None
    if any(f.verdict == "contradicts" or not led for f in beside):
        return  # a word that fits other figures of its sentence is theirs, but for one that leads to the row's own
    name, old, new = pairs[0]
    working = f"{said(old)} to {said(new)}"
    (right,) = went
    run.results.findings.append(
        Finding(
            "contradicts", "direction", place, way.text, f"'{way.text}': '{name}' went from {working}; it {right}.",
            working, "serious", (old.place, new.place), "Correct the word or the figures.", name, expected=right,
        )
    )  # fmt: skip


def changes_meant(s: Slot, ties: Sequence[Tie], now: date | None) -> list[tuple[GroundCell, GroundCell]]:
    """The levels that a change since a time that is named is between, one pair for each row.

    Args:
        s: What the sentence asks of its size.
        ties: The rows that it may be of.
        now: Last day of the paper's period.
    """
    pairs = [since_named(s, t, now) for t in ties] if s.then else []
    return [p for p in pairs if p] if None not in pairs else []


def changes_so_large(s: Slot, ties: Sequence[Tie], now: date | None) -> list[tuple[str, GroundCell, GroundCell]]:
    """The changes of rows that a size is: since the time that is named, else since any earlier one.

    Args:
        s: What the sentence asks of the size.
        ties: The rows that it may be of.
        now: Last day of the paper's period.
    """
    out: list[tuple[str, GroundCell, GroundCell]] = []
    digits = telling_digits(s.figure.value)
    for t in ties:
        if s.then:
            pair = since_named(s, t, now)
            if pair is None:
                return []
            if pair and same_size(s, *pair) and (digits >= 2 or t.share >= _NAMED):
                out.append((t.ground.name, *pair))
            continue
        new = t.fits.get(s.subject)
        if new is None:
            return []
        if new.end is None:
            continue  # a table of one time: nothing of any change
        olds = [c for c in t.ground.levels if c.end is not None and c.end < new.end and like(c, new)]
        last = max((c.end for c in olds if c.end is not None), default=None)
        so = [c for c in olds if same_size(s, c, new)]
        if digits >= 3 or (t.share >= _NAMED and any(c.end == last for c in so)):
            out += [(t.ground.name, c, new) for c in so]
    return out


def since_named(s: Slot, t: Tie, now: date | None) -> tuple[GroundCell, GroundCell] | tuple[()] | None:
    """The levels of a row that a change since a named time is between: () where the row has none of that time.

    Args:
        s: What the sentence asks of its size.
        t: The row.
        now: Last day of the paper's period.

    Returns:
        None where it is not known what the change is of.
    """
    new = t.fits.get(s.subject) or t.fits.get(-1) or _newest(t, s, now)
    if new is None or (new.end is not None and now is not None and s.subject < 0 and new.end != now):
        return None
    news = [new, *(t.ground.latest(now) if s.subject < 0 else [])]
    pairs = (
        (c, x) for x in news for c in t.ground.at(s.then) if like(c, x) and (x.end is None or (c.end and c.end < x.end))
    )
    return next(pairs, ())


def _newest(t: Tie, s: Slot, now: date | None) -> GroundCell | None:
    """The latest figure of a row that an earlier one ties: "31 more than in June, 6% above 2024, when it was 131"."""
    if s.subject >= 0:
        return None
    beside = list(t.fits.values())
    return next((c for c in t.ground.latest(now) if any(like(c, x) for x in beside)), None)


def same_size(s: Slot, old: GroundCell, new: GroundCell) -> bool:
    """Whether a size is the change between two levels: in their unit or in per cent."""
    return any(fits for _, _, fits in sizes_of(old, new, s.figure.value))


def polarity_of_row(paper: Paper, name: str) -> str:
    """Which way is better for the row of a name: "H", "L", or "" where that is not known.

    Args:
        paper: With the lines of its tables.
        name: As the table prints it.
    """
    lines = paper.cache.get("table_lines")
    ways = (
        {x.polarity for x in lines if isinstance(x, TimeLine) and x.name == name} if isinstance(lines, list) else set()
    )
    ways.discard("")
    return ways.pop() if len(ways) == 1 else ""
