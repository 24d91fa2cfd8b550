"""Self-checks inside one row of a table: ratio, RAG, arrow, change, variance.

Every judgement is made on intervals (records.arithmetic): a cell is wrong only when no unrounded value that
prints like the figures makes it right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from extract.folding import fold, remembered
from records import (
    Finding,
    Observation,
    Quantity,
    Role,
    Severity,
    Source,
    Value,
    Verdict,
    best_quantity,
    format_number,
    nearest_scale,
    rounding_modes,
)

RowKey = tuple[int | None, int | None, str, str, str, str]


@dataclass(slots=True)
class RowFacts:
    """Figures of one row (one indicator, area and cohort) of one table, by role; results before the previous apart."""

    key: RowKey
    by_role: dict[Role, list[Observation]] = field(default_factory=lambda: defaultdict(list))
    earlier: list[Observation] = field(default_factory=list)

    def one(self, role: Role) -> Observation | None:
        """The figure of a role, where the row has exactly one with that role."""
        found = self.by_role.get(role, [])
        return found[0] if len(found) == 1 else None

    @property
    def any(self) -> Observation:
        """Some observation of the row, for its name and polarity."""
        return next(o for found in self.by_role.values() for o in found)

    @property
    def label(self) -> str:
        """How a person finds the row."""
        o = self.any
        number = f"row {o.indicator_id}: " if o.indicator_id else ""
        area = f" ({o.area})" if o.area and o.table != "scorecard" else ""
        return f"{number}{o.indicator}{area}"


def rows_of(observations: Iterable[Observation]) -> list[RowFacts]:
    """Observations grouped by row; tables of periods across are left out (each column stands for itself)."""
    rows: dict[RowKey, RowFacts] = {}
    for o in observations:
        if o.source.span is not None or o.table in {"trend", "prose", "measures", "actions"}:
            continue
        key = (o.source.table, o.source.row, o.indicator, o.area, o.cohort, o.indicator_id)
        rows.setdefault(key, RowFacts(key)).by_role[o.role].append(o)
    for row in rows.values():
        _latest_first(row)
    return list(rows.values())


def _latest_first(row: RowFacts) -> None:
    """Where a row gives results of several periods, the latest is its result and the one before its previous."""
    results = [o for o in row.by_role.get("result", []) if o.period is not None]
    ends = sorted({o.period.end for o in results if o.period is not None}, reverse=True)
    if len(ends) < 2 or len(results) != len(row.by_role["result"]):
        return
    row.earlier = [o for o in results if o.period is not None and o.period.end in ends[1:]]
    row.by_role["result"] = [o for o in results if o.period is not None and o.period.end == ends[0]]
    if not row.by_role.get("previous"):
        row.by_role["previous"] = [o for o in results if o.period is not None and o.period.end == ends[1]]
    roles: tuple[Role, ...] = ("rag", "numerator", "denominator", "dot")
    for role in roles:
        found = row.by_role.get(role, [])
        if len(found) > 1:
            row.by_role[role] = [o for o in found if o.period is not None and o.period.end == ends[0]]


def finding(
    verdict: Verdict,
    kind: str,
    at: Observation,
    explanation: str,
    *,
    working: str = "",
    severity: Severity = "note",
    sources: tuple[Source, ...] = (),
    advice: str = "",
    expected: str = "",
) -> Finding:
    """A finding about one observation."""
    return Finding(
        verdict,
        kind,
        at.source,
        at.value.printed or at.word,
        explanation,
        working,
        severity,
        sources,
        advice,
        at.indicator,
        at.indicator_key,
        expected,
    )


def number_of(o: Observation | None) -> Value | None:
    """The figure of an observation, where it has one."""
    return o.value if o is not None and o.value.number is not None else None


def quantity(row: RowFacts, role: Role = "result") -> Quantity | None:
    """The most that is known of a row's result: its ratio where the parts are there and agree, else as printed."""
    result = number_of(row.one(role))
    if result is None:
        return None
    if role != "result":
        return Quantity.printed(result)
    return best_quantity(result, number_of(row.one("numerator")), number_of(row.one("denominator")))


# -- ratios --------------------------------------------------------------------------------------------------


def check_ratio(row: RowFacts) -> tuple[Finding, frozenset[str]] | None:
    """Numerator over denominator against the printed percentage or average.

    Returns:
        The finding, and the ways of rounding that give the printed figure; None where a part is missing.
    """
    result, num, den = row.one("result"), row.one("numerator"), row.one("denominator")
    value, n, d = number_of(result), number_of(num), number_of(den)
    if result is None or num is None or den is None or value is None or n is None or d is None:
        return None
    scale = nearest_scale(value, n, d, result.indicator, result.source.column)
    exact = Quantity.ratio(n, d, scale=scale)
    sources = (num.source, den.source)
    if exact is None:
        return finding("not_checked", "ratio", result, "the denominator is 0", sources=sources), frozenset()
    shown = show(exact.middle, value, extra=2)
    per = "" if scale in {1, 100} else f" x {scale:,}"
    working = f"{n.printed} / {d.printed}{per} = {shown}"
    modes = rounding_modes(exact, value)
    if modes:
        verdict: Verdict = "agrees" if modes & {"half_up", "half_even"} else "agrees_within_rounding"
        return finding(
            verdict,
            "ratio",
            result,
            f"{n.printed} of {d.printed} gives {value.printed}",
            working=working,
            sources=sources,
        ), modes
    expected = show(exact.middle, value)
    return (
        finding(
            "contradicts",
            "ratio",
            result,
            f"{n.printed} of {d.printed} gives {expected}, the table prints {value.printed}: "
            "one of the three figures is wrong",
            working=working,
            severity="serious",
            sources=sources,
            advice="Compare the three cells with the source of the data.",
            expected=expected,
        ),
        modes,
    )


def show(number: Fraction, like: Value, extra: int = 0) -> str:
    """A number printed like another figure, with more places where asked."""
    from decimal import Decimal

    d = Decimal(number.numerator) / Decimal(number.denominator)
    return format_number(d, max(0, like.places) + extra, "percent" if like.unit in {"percent", "points"} else "")


@remembered(4_096)
def name_key(name: str) -> str:
    """A name under which the same indicator is found again within one document."""
    s = fold(name)
    for a, b in (("percentage of", "% of"), ("percent of", "% of"), ("per cent of", "% of"), ("percentage", "%")):
        s = s.replace(a, b)
    return "".join(c for c in s if c.isalnum() or c == "%")


# -- changes and variances -----------------------------------------------------------------------------------


def check_change(row: RowFacts, base: Callable[[RowFacts], Observation | None] | None = None) -> list[Finding]:
    """This period less the last against the printed change.

    Args:
        row: One row.
        base: Gives the figure that the change is from, where that is not the last period's.
    """
    out = []
    now, then = row.one("result"), base(row) if base is not None else row.one("previous")
    a, b = number_of(now), number_of(then)
    roles: tuple[Role, ...] = ("change", "percent_change")
    for role in roles:
        stated = row.one(role)
        c = number_of(stated)
        if stated is None or c is None or now is None or then is None or a is None or b is None:
            continue
        sources = (now.source, then.source)
        before, after = Quantity.printed(b), Quantity.printed(a)
        if (role == "change" and c.unit != "percent") or a.unit == "percent":
            diff = after - before
            working = f"{a.printed} - {b.printed} = {show(diff.middle, a)}"
        else:
            if before.low <= 0 <= before.high:
                out.append(
                    finding(
                        "not_checked",
                        "change",
                        stated,
                        "a change in per cent of 0 cannot be worked out",
                        sources=sources,
                    )
                )
                continue
            corners = [100 * (n - o) / abs(o) for n in (after.low, after.high) for o in (before.low, before.high)]
            diff = Quantity(min(corners), max(corners))
            working = f"({a.printed} - {b.printed}) / {b.printed} = {show(diff.middle, c, 2)}"
        out.append(_compared("change", row, stated, c, diff, working, sources))
    return out


def check_variance(row: RowFacts, including: RowFacts | None) -> Finding | None:
    """The variance of a cohort: its result less the result of all, both unrounded where their parts are printed."""
    stated = row.one("variance")
    value = number_of(stated)
    if stated is None or value is None:
        return None
    result = row.one("result")
    if including is not None and row.any.cohort != "all":
        q, base = quantity(row), quantity(including)
        other = including.one("result")
    else:
        q, other = quantity(row), row.one("target") or row.one("previous")
        compared = number_of(other)
        base = Quantity.printed(compared) if compared is not None else None
    if q is None or base is None or result is None or other is None:
        return finding("not_checked", "variance", stated, "a figure it is made of is not in the row")
    diff = q - base
    working = (
        f"{show(q.middle, result.value, 2)} - {show(base.middle, result.value, 2)} = {show(diff.middle, value, 2)}"
    )
    sources = (result.source, other.source)
    if row.any.cohort == "all" and not rounding_modes(diff, value):
        turned = base - q
        if rounding_modes(turned, value):
            diff, working = (
                turned,
                f"{show(base.middle, result.value, 2)} - {show(q.middle, result.value, 2)} = "
                f"{show(turned.middle, value, 2)}",
            )
    return _compared("variance", row, stated, value, diff, working, sources)


def _compared(
    kind: str,
    row: RowFacts,
    stated: Observation,
    value: Value,
    exact: Quantity,
    working: str,
    sources: tuple[Source, ...],
) -> Finding:
    modes = rounding_modes(exact, value)
    if modes & {"half_up", "half_even"}:
        return finding("agrees", kind, stated, f"{working}", working=working, sources=sources)
    if modes:
        return finding(
            "agrees_within_rounding",
            kind,
            stated,
            "agrees where the digits are cut off",
            working=working,
            sources=sources,
        )
    expected = show(exact.middle, value)
    return finding(
        "contradicts",
        kind,
        stated,
        f"{row.label}: the {kind} is {expected}, the table prints {value.printed}",
        working=working,
        severity="minor",
        sources=sources,
        expected=expected,
        advice="Work the figure out again from the two results.",
    )
