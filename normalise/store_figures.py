"""Figures from the store: the statements of an indicator put together by period."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from normalise.figures import RESULT_ROLES, Figure, Statement, order, parts_of, vintages
from normalise.store_read import Stored, Wanted, statements_of
from records import Period, longer_spans


def figures_of(
    connection: Connection,
    wanted: Wanted,
    publications: Sequence[Stored],
    *,
    role: str,
    as_known_on: date | None = None,
) -> list[Figure]:
    """Figures of one indicator, area and cohort by period.

    Args:
        connection: To read with.
        wanted: Key, area, cohort, and perhaps one period.
        publications: All present readings.
        role: "result" gathers results, comparisons of later publications, and trends.
        as_known_on: Only what was published up to this day.
    """
    found = statements_of(connection, _with_parts(wanted, role), publications)
    when = vintages(s.publication for s in publications)
    return _figures((s for s, _ in found), wanted, when, role=role, as_known_on=as_known_on)


def figures_of_many(
    connection: Connection, keys: Iterable[str], wanted: Wanted, publications: Sequence[Stored], *, role: str,
    parts: bool = True,
) -> dict[str, list[Figure]]:  # fmt: skip
    """`figures_of` for many indicators, asked at once.

    Args:
        connection: To read with.
        keys: Register keys.
        wanted: Area and cohort; its key is not looked at.
        publications: All present readings.
        role: As `figures_of`.
        parts: Whether the figures are wanted with what they are worked out from.
    """
    asked = sorted(set(keys))
    when = vintages(s.publication for s in publications)
    out: dict[str, list[Figure]] = {}
    for begin in range(0, len(asked), 300):
        by_key: dict[str, list[Statement]] = {}
        all_of = _with_parts(wanted, role) if parts or role != "result" else wanted
        for s, _ in statements_of(connection, all_of, publications, asked[begin : begin + 300]):
            by_key.setdefault(s.observation.indicator_key, []).append(s)
        for key, found in by_key.items():
            one = Wanted(key, wanted.area, wanted.cohort)
            out[key] = _figures(found, one, when, role=role, as_known_on=None)
    return out


def _with_parts(wanted: Wanted, role: str) -> Wanted:
    """What is asked for with the roles that make up a figure of a role."""
    roles = (*RESULT_ROLES, "numerator", "denominator") if role == "result" else (role,)
    return replace(wanted, roles=roles)


def _figures(
    statements: Iterable[Statement], wanted: Wanted, when: dict[str, date], *, role: str, as_known_on: date | None,
) -> list[Figure]:  # fmt: skip
    """Statements of one indicator put together by period."""
    roles = RESULT_ROLES if role == "result" else (role,)
    by_end: dict[date, list[Statement]] = {}
    for statement in statements:
        published = when.get(statement.publication.sha256)
        if as_known_on is not None and (published is None or published > as_known_on):
            continue
        assert statement.observation.period is not None
        by_end.setdefault(statement.observation.period.end, []).append(statement)
    out = []
    for end in sorted(by_end):
        found = by_end[end]
        main = order(_of_one_span([s for s in found if s.observation.role in roles]), when)
        if not main:
            continue
        above = [s for s in found if s.observation.role == "numerator"] if role == "result" else []
        below = [s for s in found if s.observation.role == "denominator"] if above else []
        pair = parts_of(main, order(above, when), order(below, when)) if below else None
        period = _period_of(main)
        area, cohort = wanted.area or "", wanted.cohort or ""
        out.append(Figure(wanted.key, area, cohort, period, role, tuple(main), pair))
    return out


def _of_one_span(statements: list[Statement]) -> list[Statement]:
    """Without the year to date that a publication prints beside its quarter, and whatever else ends on the same day."""
    if len({s.observation.period.start for s in statements if s.observation.period is not None}) < 2:
        return statements
    longer = longer_spans(s.observation for s in statements)
    return [s for n, s in enumerate(statements) if n not in longer]


def _period_of(statements: Sequence[Statement]) -> Period:
    """The period of the best placed statement, one that says its basis before one that does not."""
    best = max(reversed(statements), key=lambda s: (s.rank, bool(s.observation.period and s.observation.period.basis)))
    assert best.observation.period is not None
    return best.observation.period
