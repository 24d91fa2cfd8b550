"""Ratios in sentences: "52 of the 68 visits ... (76.5%), 16 were held outside"."""

from __future__ import annotations

from fractions import Fraction

from check.judgements import Judgement, Results, number_text, printed, quantity, span_text
from check.paper import Figure, Paper, Statement
from check.rounding import Computed
from records import Quantity, rounding_modes


def computed_ratios(paper: Paper) -> list[Computed]:
    """Percentages that follow from a part and a whole in the same sentence."""
    out = []
    for s in paper.statements:
        r = s.relation
        if r.kind != "ratio" or r.percent is None or r.part is None or r.whole is None:
            continue
        part, whole, percent = paper.figures[r.part], paper.figures[r.whole], paper.figures[r.percent]
        exact = Quantity.ratio(part.value, whole.value)
        if exact is not None:
            working = f"{printed(part)} / {printed(whole)} = {span_text(exact, 'percent')}"
            out.append(Computed(percent.id, exact, percent.value, working, percent.place))
    return out


def check_ratios(paper: Paper, computed: dict[int, Computed], results: Results, allowed: set[int]) -> None:
    """Hold percentages, parts and wholes of sentences against each other.

    Args:
        paper: With its statements.
        computed: Percentages with what they are computed to be, by figure.
        results: Takes the judgements.
        allowed: Computed figures that agree by the paper's own way of rounding.
    """
    for s in paper.statements:
        if s.relation.kind == "ratio":
            _ratio(paper, s, computed, results, allowed)


def _ratio(paper: Paper, s: Statement, computed: dict[int, Computed], results: Results, allowed: set[int]) -> None:
    r = s.relation
    assert r.part is not None
    assert r.whole is not None
    part, whole = paper.figures[r.part], paper.figures[r.whole]
    a, b = part.value.number, whole.value.number
    assert a is not None
    assert b is not None
    apart = part.sentence is not None and whole.sentence is not None and part.sentence.start != whole.sentence.start
    if a > b and (apart or (whole.value.printed.strip().isalpha() and a >= 10 * b)):
        return  # the whole is not told with the part: another of the passage is meant
    if a > b:
        for f in (part, whole):
            results.add(
                Judgement(
                    f.id, "contradicts", "part_of_whole",
                    f"{printed(part)} is said to be part of {printed(whole)}, but it is larger.",
                    f"{printed(part)} > {printed(whole)}", "serious", (part.place, whole.place),
                    "Check both figures.",
                )
            )  # fmt: skip
        return
    if r.percent is not None and r.percent in computed:
        c = computed[r.percent]
        percent = paper.figures[r.percent]
        if c.figure in allowed or "half_up" in c.modes or "half_even" in c.modes:
            places = percent.value.places
            same = number_text(c.exact.middle, places + 3) == number_text(
                Fraction(percent.value.number or 0), places + 3
            )
            results.add(
                Judgement(
                    percent.id, "agrees" if same else "agrees_within_rounding", "ratio",
                    f"The percentage follows from the part and the whole: {c.working}.",
                    c.working, sources=(part.place, whole.place),
                )
            )  # fmt: skip
            _support(part, whole, percent, results)
        elif not _told_beside(paper, percent, c):
            results.add(
                Judgement(
                    percent.id, "contradicts", "ratio",
                    f"{printed(part)} of {printed(whole)} is {span_text(c.exact, 'percent')}, not {printed(percent)}.",
                    c.working, "serious", (part.place, whole.place),
                    "Correct the percentage, or the part or the whole it is worked out from.",
                    f"{number_text(c.exact.middle, percent.value.places)}%",
                )
            )  # fmt: skip
            for f in (part, whole):
                results.add(
                    Judgement(
                        f.id, "not_checked", "ratio",
                        f"{printed(part)}, {printed(whole)} and {printed(percent)} cannot all be right: {c.working}, "
                        f"not {printed(percent)}.",
                        c.working, sources=(percent.place,),
                    )
                )  # fmt: skip
    if r.rest is not None:
        _rest(paper.figures[r.rest], part, whole, results)


def _told_beside(paper: Paper, percent: Figure, c: Computed) -> bool:
    """Whether another percentage beside it is what part and whole come to: "84% (1,127 of 6,300, 18%)"."""
    if percent.sentence is None:
        return False
    others = [f for f in paper.by_number(percent.passage, percent.sentence).values() if f.id != percent.id]
    told = [f.value for f in others if f.value.unit == "percent" and f.value.number is not None]
    return any(rounding_modes(c.exact, v) for v in told)


def _support(part: Figure, whole: Figure, percent: Figure, results: Results) -> None:
    """Part and whole agree as far as the percentage can tell: the interval it leaves them is said."""
    q = quantity(percent.value)
    for f, low, high in (
        (part, q.low * Fraction(whole.value.number or 0) / 100, q.high * Fraction(whole.value.number or 0) / 100),
        (whole, _div(part, q.high), _div(part, q.low)),
    ):
        results.add(
            Judgement(
                f.id, "agrees_within_rounding", "ratio",
                f"Fits the percentage beside it ({printed(percent)}); so would any figure from {number_text(low, 1)} "
                f"to {number_text(high, 1)}.",
                f"{printed(part)} / {printed(whole)} = {printed(percent)}", sources=(percent.place,),
            )
        )  # fmt: skip


def _div(part: Figure, percent: Fraction) -> Fraction:
    return Fraction(part.value.number or 0) * 100 / percent if percent > 0 else Fraction(0)


def _rest(rest: Figure, part: Figure, whole: Figure, results: Results) -> None:
    left = (whole.value.number or 0) - (part.value.number or 0)
    working = f"{printed(whole)} - {printed(part)} = {left}"
    if rest.value.number == left:
        for f in (rest, part, whole):
            results.add(
                Judgement(f.id, "agrees", "remainder", f"Part and remainder make the whole: {working}.", working,
                          sources=tuple(x.place for x in (part, whole, rest) if x.id != f.id))
            )  # fmt: skip
    else:
        results.add(
            Judgement(
                rest.id, "contradicts", "remainder",
                f"Of {printed(whole)}, {printed(part)} leave {left}, not {printed(rest)}.", working, "minor",
                (part.place, whole.place), "Correct the remainder, the part or the whole.", str(left),
            )
        )  # fmt: skip
