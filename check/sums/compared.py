"""Words of movement with the figure they compare with: "83.0% ..., below the target of 85% and down from 85.2%"."""

# ruff: noqa: E501 - explanations, one to a line

from __future__ import annotations

import re

from check.judgements import Judgement, Results, printed
from check.sums.amounts import Amount, Reading
from check.sums.ends import comparable, current, is_end

_WAY = re.compile(
    r"\b(?P<way>up|down|higher|lower|fewer|more)\s+(?:from|than|on)\s+(?:(?:the|its|our|a|last|previous|year[’']s|quarter[’']s|month[’']s|about|around|nearly|just|over|under|low|high|peak|figure|of)\s+)*$",
    re.IGNORECASE,
)


def check_compared(reading: Reading, results: Results) -> None:
    """Hold "up from", "down on", "higher than" against the figure before and the figure compared with.

    Args:
        reading: The passage.
        results: Takes the judgements.
    """
    for old in reading.amounts:
        m = _WAY.search(reading.before(old))
        if m is None or not is_end(old) or _judged(old, results):
            continue
        new = _compared(reading, old, m.start())
        if new is None:
            continue
        gap = new.quantity - old.quantity
        up = m["way"].lower() in {"up", "higher", "more"}
        working = f"{printed(old.figure)} to {printed(new.figure)}"
        if gap.high < 0 if up else gap.low > 0:
            results.add(
                Judgement(
                    old.figure.id, "contradicts", "direction",
                    f"'{m[0].strip()}' does not fit the figures: {printed(new.figure)} is {'below' if up else 'above'} {printed(old.figure)}.",
                    working, "serious", (new.figure.place,), "Correct the word or the figures.",
                )
            )  # fmt: skip


def _judged(old: Amount, results: Results) -> bool:
    """Whether a word of movement has been held against this figure."""
    return any(f.kind == "direction" and old.figure.place in f.sources for f in results.findings)


def _compared(reading: Reading, old: Amount, at: int) -> Amount | None:
    """The one figure of now that stands before the comparison, in its own part of the sentence."""
    head = reading.before(old)[:at]
    if re.search(r"«N\d+»[^«]{0,25}$", head):
        last = reading.inside(head)[-1]
        if last.size:
            return None  # "0.4 points down on": the change is told, and held by its size
    found = [
        a for a in reading.inside(re.split(r";|\bwhile\b|\bwhereas\b|\bbut\b", head)[-1])
        if is_end(a) and current(reading, a) and comparable(a, old) and a.family == old.family and a.time != old.time
    ]  # fmt: skip
    found = [
        a for a in found if a.figure.claim.role != "denominator"
    ] or found  # "1,058 of our 1,412 garages ..., down from"
    return found[0] if len(found) == 1 else None
