"""Changes in sentences: "decreased by 37% between Sept 2016 (766) and March 17 (481)", points, directions."""

from __future__ import annotations

import re

from check.judgements import Judgement, Results, number_text, printed, quantity, span_text
from check.paper import Figure, Paper, Statement
from check.rounding import Computed
from records import Quantity, percent_change, point_change, round_half_up, rounding_modes

_COUNTED = re.compile(
    r"\b(?:measures|indicators|kpis|outcomes|areas|districts|directorates|teams|services)\b", re.IGNORECASE
)


def computed_changes(paper: Paper) -> list[Computed]:
    """Percentage changes between two counts of the same sentence."""
    out = []
    for s in paper.statements:
        found = _old_new_size(paper, s)
        if found is None:
            continue
        old, new, size = found
        if size.value.unit != "percent" or "percent" in {old.value.unit, new.value.unit}:
            continue
        exact = percent_change(quantity(old.value), quantity(new.value))
        if exact is not None:
            working = f"({printed(new)} - {printed(old)}) / {printed(old)} = {span_text(exact, 'percent')}"
            out.append(Computed(size.id, exact.magnitude(), size.value, working, size.place))
    return out


def check_changes(paper: Paper, computed: dict[int, Computed], results: Results, allowed: set[int]) -> None:
    """Recompute every change whose two ends are in the sentence, and hold direction words against the ends.

    Args:
        paper: With its statements.
        computed: Percentage changes with what they are computed to be, by figure.
        results: Takes the judgements.
        allowed: Computed figures that agree by the paper's own way of rounding.
    """
    for s in paper.statements:
        if s.relation.kind != "change":
            continue
        found = _old_new_size(paper, s)
        if found is not None:
            _size(*found, s, computed, results, allowed)


def _old_new_size(paper: Paper, s: Statement) -> tuple[Figure, Figure, Figure] | None:
    r = s.relation
    if r.kind != "change" or r.old is None or r.new is None or r.size is None:
        return None
    if paper.figures[r.size].numeral.word and _COUNTED.search(s.sentence.text):
        return None  # "of the eight measures, five improved and four got worse" counts things
    return paper.figures[r.old], paper.figures[r.new], paper.figures[r.size]


def _size(
    old: Figure, new: Figure, size: Figure, s: Statement, computed: dict[int, Computed], results: Results,
    allowed: set[int],
) -> None:  # fmt: skip
    c = computed.get(size.id)
    if c is not None:
        if size.id in allowed or c.modes & {"half_up", "half_even"}:
            _agree(old, new, size, c.working, results, rounded=not c.exact.is_exact or c.exact.low.denominator != 1)
        else:
            note = " (cut off instead of rounded?)" if "truncate" in c.modes else ""
            _wrong(old, new, size, c.exact, c.working, results, note)
        return
    points = point_change(quantity(old.value), quantity(new.value))
    working = f"{printed(new)} - {printed(old)} = {span_text(points, 'points' if old.value.unit == 'percent' else '')}"
    size_of = points.magnitude()
    if old.value.unit == "percent" and size.value.unit == "percent":
        relative = percent_change(quantity(old.value), quantity(new.value))
        own = relative is not None and bool(rounding_modes(relative.magnitude(), size.value))
        if own and relative is not None and rounding_modes(size_of, size.value):
            # Both readings are possible; the one that the printed figures themselves give is meant.
            own = round_half_up(abs(relative.middle), size.value.places) == size.value.number
        if not rounding_modes(size_of, size.value) and not own:
            _wrong(old, new, size, size_of, working, results, "")
            return
        if own and relative is not None:
            sum_text = f"({printed(new)} - {printed(old)}) / {printed(old)} = {span_text(relative, 'percent')}"
            results.add(
                Judgement(
                    size.id, "agrees", "percentage_points",
                    f"Fits as a change in per cent ({sum_text}); a reader may take it for percentage points "
                    f"({working}).",
                    sum_text, "note", (old.place, new.place), "Say whether per cent or percentage points are meant.",
                )
            )  # fmt: skip
        else:
            results.add(
                Judgement(
                    size.id, "contradicts", "percentage_points",
                    f"{printed(size)} is a change in percentage points ({working}), written as a change in per cent.",
                    working, "minor", (old.place, new.place), "Write 'percentage points'.",
                    f"{size.value.printed.strip().rstrip('%').strip()} percentage points",
                )
            )  # fmt: skip
        _ends(old, new, size, working, results)
        return
    if rounding_modes(size_of, size.value):
        _agree(old, new, size, working, results, rounded=not points.is_exact)
    else:
        _wrong(old, new, size, size_of, working, results, "")


def _agree(old: Figure, new: Figure, size: Figure, working: str, results: Results, *, rounded: bool) -> None:
    results.add(
        Judgement(
            size.id, "agrees_within_rounding" if rounded else "agrees", "change",
            f"The change follows from the two figures: {working}.", working, sources=(old.place, new.place),
        )
    )  # fmt: skip
    _ends(old, new, size, working, results)


def _ends(old: Figure, new: Figure, size: Figure, working: str, results: Results) -> None:
    for f in (old, new):
        results.add(
            Judgement(
                f.id, "agrees_within_rounding", "change",
                f"Fits the change stated beside it ({printed(size)}), as far as that is rounded.", working,
                sources=(size.place,),
            )
        )  # fmt: skip


def _wrong(old: Figure, new: Figure, size: Figure, exact: Quantity, working: str, results: Results, note: str) -> None:
    unit = size.value.unit
    results.add(
        Judgement(
            size.id, "contradicts", "change",
            f"From {printed(old)} to {printed(new)} is a change of {span_text(exact, unit)}, not "
            f"{printed(size)}{note}.",
            working, "serious" if not note else "minor", (old.place, new.place),
            "Correct the change, or the figures it is worked out from.",
            f"{number_text(exact.middle, size.value.places)}{'%' if unit == 'percent' else ''}",
        )
    )  # fmt: skip
    for f in (old, new):
        results.add(
            Judgement(
                f.id, "not_checked", "change",
                f"The change stated beside it ({printed(size)}) does not follow from it: {working}. Either may be "
                f"wrong.",
                working, sources=(size.place,),
            )
        )  # fmt: skip
