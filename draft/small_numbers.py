"""Small counts: hidden before publication, with a second figure where the first could be worked out from the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from draft.direction import Direction
from draft.facts import Facts
from draft.figures import Known, NotKnown
from draft.todo import Entry


def is_small(found: object, under: int) -> bool:
    """Whether a figure is a count above nought and under a bound."""
    if not isinstance(found, Known) or found.quantity is None or found.value.places > 0:
        return False
    return found.value.unit in {"count", ""} and 0 < found.quantity.middle < Fraction(under)


def suppress(facts: Sequence[Facts], under: int) -> tuple[list[Facts], list[Entry]]:
    """Hide small counts and what would give them away.

    Args:
        facts: All subjects of a paper.
        under: Counts above nought and under this are hidden.

    Returns:
        The facts as they may be published, in the same order, and what was hidden and why.
    """
    hidden: dict[int, str] = {}
    for n, f in enumerate(facts):
        if any(is_small(found, under) for found in (f.latest, f.direction.comparator)):
            hidden[n] = f"fewer than {under}"
    primary = set(hidden)
    for n in primary:
        second = _gives_away(facts, n, hidden)
        if second is not None:
            hidden[second] = "hidden, since it would give a smaller figure away"
    out = [_hide(f, hidden[n], under) if n in hidden else _without_small_points(f, under) for n, f in enumerate(facts)]
    entries = [
        Entry(
            "small number",
            facts[n].name,
            f"suppressed ({why})" if n in primary else f"secondary suppression: {why}",
            old=facts[n].latest.text,
            new=out[n].latest.text,
            next_step="Check that no other document of the same meeting gives the figure away.",
        )
        for n, why in hidden.items()
    ]
    return out, entries


def _gives_away(facts: Sequence[Facts], n: int, hidden: dict[int, str]) -> int | None:
    """Another part of the same whole that must be hidden too: where the whole and all its other parts are shown."""
    wholes = {link.to for link in facts[n].indicator.links if link.kind == "narrower"}
    shown = {f.subject.key for f in facts}
    parts = [
        m
        for m, f in enumerate(facts)
        if m not in hidden
        and f.subject.area == facts[n].subject.area
        and f.subject.cohort == facts[n].subject.cohort
        and isinstance(f.latest, Known)
        and any(link.kind == "narrower" and link.to in wholes & shown for link in f.indicator.links)
    ]

    def size(m: int) -> Fraction:
        found = facts[m].latest
        return found.quantity.middle if isinstance(found, Known) and found.quantity is not None else Fraction(0)

    return min(parts, key=size, default=None)


def _hide(f: Facts, why: str, under: int) -> Facts:
    latest = NotKnown(f.subject, f.period, "result", f"suppressed ({why})", f"suppressed ({why})")
    d = f.direction
    direction = Direction(d.method, d.since, comparator=None, reason="a small number is suppressed", brief="suppressed")
    rag = NotKnown(f.subject, f.period, "rag", "a small number is suppressed")
    return replace(
        f,
        latest=latest,
        rag=rag,
        direction=direction,
        series=tuple(k for k in _points(f, under) if k.period < f.period),
    )


def _without_small_points(f: Facts, under: int) -> Facts:
    return replace(f, series=_points(f, under))


def _points(f: Facts, under: int) -> tuple[Known, ...]:
    """Points of the chart that may be shown; a hidden latest figure has none."""
    return tuple(k for k in f.series if not is_small(k, under))
