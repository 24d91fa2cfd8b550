"""How far a result is from that of others which a table shows: "4.1 percentage points ahead of England"."""

# ruff: noqa: E501 - patterns and explanations, one to a line

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from check.digit_slips import digits_apart
from check.ground_points import is_points
from check.inside.against_others import Standing, measured_in, who_in
from check.inside.line_parts import LineRun, Part
from check.judgements import Judgement, number_text, printed, size_of
from check.paper import Figure, cell_key
from records import Value, round_half_up

_FROM = re.compile(
    r"\s*(?:(?:percentage\s+)?points?\s+|per\s+cent\s+)?(?:higher|lower|better|worse|above|below|ahead|behind|more|fewer|less|longer|shorter|quicker|slower)\s+"
    r"(?:than\s+|of\s+|on\s+)?(?P<who>(?:(?!\b(?:although|but|while|whereas|and)\b)[^.;,])+)",
    re.IGNORECASE,
)


def sizes_against(run: LineRun, part: Part, known: Sequence[Standing]) -> None:
    """Hold the distances from others that a part tells against the table that shows both figures.

    Args:
        run: Takes judgements.
        part: What says it.
        known: What the tables show.
    """
    text = run.paper.passages[part.passage].text
    for f in part.figures:
        if f.value.number is None or f.numeral.word:
            continue
        m = _FROM.match(text, f.numeral.end, part.end)
        if m is None:
            continue
        meant = measured_in(part.text, known) or measured_in(text[part.sentence.start : part.end], known)
        them = who_in(m["who"], meant) if meant is not None else []
        if meant is None or len(them) != 1:
            continue
        _hold(run, f, meant, *them[0])


def _hold(run: LineRun, f: Figure, meant: Standing, who: str, other: Figure) -> None:
    own, theirs = meant.own.value, other.value
    if own.number is None or theirs.number is None or {cell_key(meant.own.place), cell_key(other.place)} & run.wrong:
        return
    working = f"{printed(meant.own)} against {printed(other)}"
    if is_points(f.value, theirs, own):
        run.results.add(
            Judgement(
                f.id, "contradicts", "percentage_points",
                f"'{meant.name}': {printed(f)} is the distance from {who} in percentage points ({working}), written in per cent.",
                working, "minor", (meant.own.place, other.place), "Write 'percentage points'.", f"{number_text(size_of(f.value))} percentage points",
            )
        )  # fmt: skip
        return
    if (own.unit == "percent") != (f.value.unit == "points") or own.unit != theirs.unit or own.places != theirs.places:
        return
    right = abs(Fraction(own.number) - Fraction(theirs.number))
    if f.value.places == own.places and _is_slip(f.value, right):
        run.results.add(
            Judgement(
                f.id, "contradicts", "change", f"'{meant.name}' is {number_text(right)} from {who} ({working}), not {printed(f)}.",
                working, "serious", (meant.own.place, other.place), "Correct the distance or the figures.", number_text(right),
            )
        )  # fmt: skip


def _is_slip(told: Value, right: Fraction) -> bool:
    digits = [re.sub(r"\D", "", f"{round_half_up(n, told.places):f}") for n in (size_of(told), right)]
    return digits[0] != digits[1] and len(digits[0]) > 1 and bool(digits_apart(digits[0], digits[1]))
