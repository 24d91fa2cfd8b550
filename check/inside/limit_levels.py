"""The result that a sentence holds against a limit: its own of now, or the one that the paragraph has told before."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from check.judgements import quantity
from check.paper import Figure, Paper
from check.sought import Sought
from records import Quantity, rounding_modes

PLAIN = {"", "count", "days", "average"}
"""Units that a plain number may stand for."""
_EARLIER = {"earlier", "other", "span"}
_BEHIND = re.compile(
    r"^(?:[^«.;]|«[PR]\d+»){0,40}?\b(?:with|at|reaching|as|being|result\s+(?:was|of))\s+(?:\w+\s+){0,5}$", re.IGNORECASE
)


def level_of(
    paper: Paper, first: Figure, by_number: Mapping[int, Figure], m: re.Match[str], limit: tuple[Decimal, str],
    others: tuple[Figure | None, Figure | None],
) -> Figure | None:  # fmt: skip
    """The figure that a comparison is about; None where none or several may be.

    Args:
        paper: With its figures.
        first: A figure of the sentence.
        by_number: The sentence's figures by their number in it.
        m: The comparison in the sentence's template.
        limit: The limit and its unit.
        others: The figures of the limit and of the distance, which are not the result.
    """
    number, unit = limit
    taken = {id(x) for x in others}
    levels = {k: f for k, f in by_number.items() if id(f) not in taken and may_be_level(paper, f, unit, number)}
    marked = {int(n) for n in re.findall(r"«N(\d+)»", m.string[: m.start()])}
    ahead = [f for k, f in levels.items() if k in marked and not _gone_by(paper, f, m.string[: m.start()], k)]
    if not ahead and any(k in marked for k in levels):
        return (
            None  # "from a peak of 346 in Quarter 4 and is now three below the limit": the present result is not told
        )
    gap = others[1]
    if gap is not None:
        ahead = [f for f in levels.values() if _apart(f, number, gap)] or ahead
    if not ahead and len(levels) == 1:
        ((k, behind),) = levels.items()
        between = m.string[m.end() :].partition(f"«N{k}»")[0]
        if _BEHIND.match(re.sub(r"«N\d+»", " ", between)):
            return behind
    if ahead:
        return _only(ahead)
    return None if levels else _level_before(paper, first, unit, number)


def may_be_level(paper: Paper, f: Figure, unit: str, limit: Decimal) -> bool:
    """Whether a figure can be the result that is held against a limit."""
    if f.value.number is None or f.claim.role not in {"result", "stated", "numerator", "part"}:
        return False
    if f.value.unit != unit and not (f.value.unit in PLAIN and unit in PLAIN):
        return False
    if f.claim.details.get("said"):
        return False
    if any(s.relation.old == f.id or s.relation.size == f.id for s in paper.statements if s.passage == f.passage):
        return False
    if unit == "percent" or not limit:
        return f.claim.role != "numerator"
    ratio = abs(Fraction(f.value.number) / Fraction(limit))
    return Fraction(1, 4) < ratio < 4


_START = Sought(
    r"\b(?:from|since|after)\s+(?:an?\s+|the\s+|its\s+)?(?:[a-z-]+\s+)?(?:peak|high|low|maximum|minimum|base(?:line)?|start(?:ing\s+point)?|level|total|figure)\s+(?:of\s+)?$",
    re.IGNORECASE,
)
_FROM = Sought(
    r"\bfrom\s+(?:(?:the|an?|its|our|last|previous|level|figure|rate|result|total|of)\s+)*(?:(?:«[A-Z]\d+»|[A-Za-z]+)['’]s\s+(?:[a-z]+\s+)?)?(?:«[A-Z]\d+»\s+)?$"
)
_NOW = re.compile(r"\b(?:now|currently|at\s+present|today|presently)\b", re.IGNORECASE)


def _gone_by(paper: Paper, f: Figure, before: str, k: int) -> bool:
    """Whether a figure is what something came from, or of an earlier time than the comparison that is made now."""
    lead, _, between = before.partition(f"«N{k}»")
    if _START.search(lead) or _FROM.search(lead):
        return True
    told = f.claim.period
    earlier = told is not None and paper.period is not None and told.end < paper.period.end
    return earlier and bool(_NOW.search(between))


def _apart(level: Figure, limit: Decimal, gap: Figure) -> bool:
    """Whether a figure lies so far from a limit."""
    distance = (quantity(level.value) - Quantity.exact(limit)).magnitude()
    return bool(rounding_modes(distance, gap.value))


def _only(levels: list[Figure]) -> Figure | None:
    """Of the figures told the latest period's, the last one; None where they are of several kinds."""
    ends = [f.claim.period.end for f in levels if f.claim.period is not None]
    now = [f for f in levels if f.claim.period is None or not ends or f.claim.period.end == max(ends)]
    named = {f.claim.indicator_key for f in now if f.claim.indicator_key}
    if len(named) > 1 or (len(now) > 1 and now[-1].value.unit not in {"percent", "money"}):
        return None
    return now[-1] if now else None


def _level_before(paper: Paper, first: Figure, unit: str, limit: Decimal) -> Figure | None:
    """The result that the paragraph has told before, where it has told one of the kind."""
    assert first.sentence is not None
    before = [
        f
        for f in paper.figures_of(first.passage)
        if f.sentence is not None and f.sentence.start < first.sentence.start and may_be_level(paper, f, unit, limit)
        and (f.claim.role in {"result", "stated"} or (unit == "percent" and f.claim.role == "part"))
    ]  # fmt: skip
    told = [f for f in before if f.claim.details.get("time") not in _EARLIER and not f.dated] or before
    ends = {f.claim.period.end for f in told if f.claim.period is not None}
    now = [f for f in told if f.claim.period is None or f.claim.period.end == max(ends)]
    return now[0] if len({f.value.number for f in now}) == 1 else None
