"""Distances from a target told in sentences: "3.8 points short of the target", "£810k over budget", "6 more to reach 420"."""

# ruff: noqa: E501 - explanations, one to a line

from __future__ import annotations

import re
from fractions import Fraction

from check.goals.reading import GoalSentence, level_of_tie, shown, target_of_tie, unit_of
from check.goals.ties import GoalTie
from check.goals.words import Said
from check.ground_match import telling_digits
from check.inside.limits import GOAL
from check.judgements import FITS, Judgement, quantity, span_text
from check.paper import Figure
from check.prior_lookup import Run
from records import Quantity, rounding_modes


def check_distance(run: Run, s: GoalSentence, said: Said, tie: GoalTie, goal: Figure | None) -> None:
    """Hold a distance from a target against the row's result and target."""
    size = s.figures.get(said.size)
    if size is None or size.value.number is None or said.size in s.stated:
        return
    unit = unit_of(s, size)
    if _counts_things(said, size, unit):
        return
    level, target = level_of_tie(tie), target_of_tie(tie)
    distance = level - target
    far = distance.magnitude()
    if unit and tie.row.unit and unit != tie.row.unit:
        far = Quantity(far.low * Fraction(tie.row.unit, unit), far.high * Fraction(tie.row.unit, unit))
    against = f"{tie.level.value.printed.strip()} against the target of {tie.row.goal.value.printed.strip()}"
    percents = "percent" in {tie.level.value.unit, tie.row.goal.value.unit}
    if not percents and size.value.unit in {"points"}:
        return
    if (size.value.unit == "money") != (tie.level.value.unit == "money") and size.value.unit != "percent":
        return
    wrong_side = _wrong_side(said, distance, tie)
    exact = bool(rounding_modes(far, size.value)) or bool(rounding_modes(_printed_gap(tie), size.value))
    sources = (tie.level.place, tie.row.goal.place)
    if size.value.unit == "percent":
        if not target.low:
            return
        relative = Quantity(100 * far.low / abs(target.high), 100 * far.high / abs(target.low))
        if rounding_modes(relative, size.value) and not wrong_side:
            return
        if percents and exact and not wrong_side and not run.results.contradicted(size.id):
            run.results.add(
                Judgement(
                    size.id, "contradicts", "percentage_points", f"{against} differ by {span_text(far)} percentage points, written as per cent.",
                    against, "minor", sources, "Write 'percentage points'.", f"{span_text(far)} percentage points",
                )
            )  # fmt: skip
            return
        if not percents and said.goal < 0 and not re.search(GOAL, said.text, re.I):
            return
        far = relative
        exact = False
    if exact and not wrong_side:
        _take_back(run, size, [f for f in (tie.figure, goal) if f is not None])
        run.results.add(
            Judgement(
                size.id,
                "agrees_within_rounding",
                "target",
                f"The distance follows: {against}.",
                against,
                sources=sources,
            )
        )
        return
    if run.results.contradicted(size.id):
        return
    if size.claim.details.get("approximate") == "yes" and not wrong_side and far.magnitude().overlaps(_about(size)):
        return
    if not wrong_side and any(j.verdict in FITS and j.kind in {"change", "sum", "ratio", "target"} for j in run.results.of(size.id)):  # fmt: skip
        return
    if not wrong_side and _of_another_row(run, size, tie):
        return
    side = "above" if distance.low > 0 else "below" if distance.high < 0 else "off"
    why = f"'{tie.row.name}': {against} is {span_text(far, size.value.unit)} {side} it, the sentence says '{shown(said, s)}'."
    run.results.add(
        Judgement(size.id, "contradicts", "target", why, against, "serious", sources, "Correct the distance, the words, the result or the target.",
                  span_text(far, size.value.unit))
    )  # fmt: skip


def _of_another_row(run: Run, size: Figure, tie: GoalTie) -> bool:
    """Whether a distance is printed in the row's own table for another row: "55% of the net underspend of £9.7m"."""
    n = size.value.number
    return (
        n is not None
        and telling_digits(size.value) >= 2
        and any(
            f.value.number is not None and abs(f.value.number) in {abs(n), abs(n) / 1000, abs(n) / 1_000_000}
            for f in run.paper.figures
            if f.place.table == tie.row.goal.place.table
            and f.place.row not in {None, tie.row.goal.place.row}
            and f.place.document == tie.row.goal.place.document
        )
    )


def _take_back(run: Run, size: Figure, ends: list[Figure]) -> None:
    """Take back what a looser reading said of a distance and its two ends: that it is a change or part of a sum."""
    mine = {f.place for f in (size, *ends)}

    def loose(j: Judgement) -> bool:
        if j.verdict != "contradicts" or j.kind not in {"change", "sum"}:
            return False
        return j.figure == size.id or (j.figure in {f.id for f in ends} and bool(mine & set(j.sources)))

    run.results.judgements = [j for j in run.results.judgements if not loose(j)]


def _counts_things(said: Said, size: Figure, unit: int) -> bool:
    """Whether a figure before a side may count what lies on that side: "nine measures inside target", "three below target"."""
    if size.value.unit not in {"count", ""} or unit or said.goal >= 0:
        return False
    return not re.search(r"\b(?:short\s+of|more\s+than|fewer\s+than|less\s+than|by)\b", said.text, re.IGNORECASE)


def _printed_gap(tie: GoalTie) -> Quantity:
    a, b = tie.level.value.number, tie.row.goal.value.number
    return Quantity.exact(abs(Fraction(a or 0) - Fraction(b or 0)))


def _about(size: Figure) -> Quantity:
    q = quantity(size.value)
    tenth = abs(q.middle) / 10
    return Quantity(q.low - tenth, q.high + tenth)


def _wrong_side(said: Said, distance: Quantity, tie: GoalTie) -> bool:
    way = said.way
    if way in {"good", "bad", "needs"}:
        if way == "bad" and tie.row.budget and re.search(r"\bshort\b", said.text, re.IGNORECASE):
            return distance.low > 0
        if tie.row.polarity not in {"H", "L"}:
            return False
        good = way == "good"
        way = "above" if good == (tie.row.polarity == "H") else "below"
    return (way == "above" and distance.high < 0) or (way == "below" and distance.low > 0)
