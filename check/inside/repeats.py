"""The same fact told twice in a paper, figures out of any proportion, percentages over one hundred."""

from __future__ import annotations

from collections import defaultdict

from check.claim_context import tie_of
from check.evidence import same_figure
from check.judgements import Judgement, Results, printed
from check.paper import Figure, Paper
from records import RESULT_ROLES, longer_spans

_ROLES = {"result", "previous", "outturn", "numerator", "denominator"}


def check_repeats(paper: Paper, results: Results) -> None:
    """Hold figures that state the same fact against each other.

    Args:
        paper: With its figures tied to indicator, area, cohort, period and role.
        results: Takes the judgements.
    """
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    tabled = [f for f in paper.figures if f.observation is not None]
    longer = {tabled[n].id for n in longer_spans(f.observation for f in tabled if f.observation is not None)}
    for f in paper.figures:
        key = fact_key(f)
        if key is not None and f.id not in longer:
            groups[key].append(f)
    for same in groups.values():
        if len(same) > 1:
            _same(paper, same, results)


def fact_key(f: Figure) -> tuple[object, ...] | None:
    """What a figure is of; None where that is not known well enough."""
    c = f.claim
    if c.details.get("approximate"):
        return None
    if f.observation is not None and f.observation.table in {"activity", "generic", "chart"} and not c.indicator_key:
        return None  # tables nobody registered: the same words may head different things
    plainly = tie_of(f) == "named" and f.dated and c.value.unit in {"percent", "days"}
    if tie_of(f) != "observation" and not plainly:
        return None
    if c.role not in _ROLES or c.period is None or c.value.number is None or not (c.indicator_key or c.indicator):
        return None
    role = "result" if c.role in {"previous", "outturn"} else c.role
    name = c.indicator_key or " ".join(c.indicator.lower().split())
    return (name, c.area.lower(), c.cohort, c.period.end, role, c.value.unit == "percent")


def _other_row(paper: Paper, a: Figure, b: Figure) -> bool:
    """Whether two figures stand in rows of one table that are named differently: then they are of two things."""
    p, q = paper.passages[a.passage], paper.passages[b.passage]
    return p.kind == q.kind == "cell" and p.table == q.table and p.row_header != q.row_header


def _other_span(a: Figure, b: Figure) -> bool:
    """Whether one figure is of a year and the other of the quarter or month that it ends with."""
    p, q = a.claim.period, b.claim.period
    if p is None or q is None or p.start == p.end or q.start == q.end:
        return False
    short, long = sorted(((p.end - p.start).days, (q.end - q.start).days))
    return long > 2 * short


def _in_one_sentence(a: Figure, b: Figure) -> bool:
    """Whether one sentence tells two figures: nobody tells the same of one thing twice in a breath."""
    if a.sentence is None or b.sentence is None:
        return False
    return a.passage == b.passage and a.sentence.start == b.sentence.start


def _same(paper: Paper, same: list[Figure], results: Results) -> None:
    first = same[0]
    for f in same[1:]:
        if _other_row(paper, first, f) or _other_span(first, f):
            continue
        if not same_figure(f.value, first.value) and _in_one_sentence(first, f):
            continue
        if same_figure(f.value, first.value):
            for a, b in ((first, f), (f, first)):
                rounded = a.value.places != b.value.places
                results.add(
                    Judgement(a.id, "agrees_within_rounding" if rounded else "agrees", "repeat",
                              f"The paper states the same elsewhere ({printed(b)}).", sources=(b.place,))
                )  # fmt: skip
        else:
            results.add(
                Judgement(
                    f.id, "contradicts", "repeat",
                    f"The paper gives {printed(f)} here and {printed(first)} elsewhere for the same indicator, area, "
                    "group and period.", f"{printed(f)} against {printed(first)}", "serious", (first.place,),
                    "Find out which is right and use it throughout.", printed(first),
                )
            )  # fmt: skip


def check_magnitude(paper: Paper, results: Results) -> None:
    """Percentages of a whole over one hundred, and figures some ten times their target or previous result.

    Args:
        paper: With its figures.
        results: Takes the judgements.
    """
    rows: dict[tuple[object, ...], dict[str, Figure]] = defaultdict(dict)
    for f in paper.figures:
        o = f.observation
        if o is None or o.value.number is None:
            continue
        if o.role in {"result", "previous", "outturn", "target"} and o.source.row is not None and o.table != "trend":
            rows[(o.source.page, o.source.table, o.source.row, o.cohort, o.area)].setdefault(o.role, f)
        if o.role in RESULT_ROLES and o.value.unit == "percent" and o.value.number > 100:
            share = o.indicator.strip().startswith("%") or "percentage" in o.indicator.lower() or ": %" in o.indicator
            if share:
                results.add(
                    Judgement(f.id, "contradicts", "magnitude", f"{printed(f)} is more than the whole: a share "
                        f"cannot exceed 100%.",
                              severity="serious", advice="Correct the figure.")
                )  # fmt: skip
    for row in rows.values():
        result = row.get("result")
        others = [row[r] for r in ("previous", "outturn", "target") if r in row]
        if result is None or len(others) < 2:
            continue
        _slip(result, others, results)


def _slip(result: Figure, others: list[Figure], results: Results) -> None:
    """A decimal point out of place: about ten or a hundred times every other figure of the row."""
    a = result.value.number
    if not a or any(not o.value.number for o in others):
        return
    factors = [a / o.value.number for o in others if o.value.number]
    for ten in (10, 100):
        big = all(ten * 6 // 10 <= f <= ten * 17 // 10 for f in factors)
        small = all(ten * 6 // 10 <= 1 / f <= ten * 17 // 10 for f in factors if f)
        if (big or small) and (result.value.unit in {"percent", "average", "days"} or result.value.places > 0):
            results.add(
                Judgement(
                    result.id, "contradicts", "magnitude",
                    f"{printed(result)} is about {ten} times {'larger' if big else 'smaller'} than the other "
                    f"figures of its row "
                    f"({', '.join(printed(o) for o in others)}): a decimal point out of place?",
                    severity="serious", sources=tuple(o.place for o in others), advice="Check the decimal point.",
                )
            )  # fmt: skip
            return
