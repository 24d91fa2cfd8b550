"""Reading from the store: rows back into publications, observations and figures, exactly as they went in."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, exists, select

from normalise import schema
from normalise.figures import RESULT_ROLES, Statement
from normalise.store_write import compared_area
from records import (
    Basis,
    Box,
    Flag,
    Observation,
    Period,
    Publication,
    PublicationKind,
    Source,
    Unit,
    Value,
)

_P, _M, _N, _O = schema.publication.c, schema.mention.c, schema.name.c, schema.observation.c
_F, _D, _H, _I, _R = schema.facet.c, schema.period.c, schema.heading.c, schema.indicator.c, schema.resolution.c
AREA = schema.area.alias("printed_area")
PLACE = schema.area.alias("place")


@dataclass(frozen=True, slots=True)
class Stored:
    """A publication as the store holds it.

    Attributes:
        id: Its integer.
        publication: The record.
        extractor: Version that read it.
        own_area: Its own area, as compared.
        council_area: Whole area by the register it was added with, as compared.
        added: UTC time, ISO.
    """

    id: int
    publication: Publication
    extractor: str
    own_area: str
    council_area: str
    added: str


def stored_publications(connection: Connection, *, every_reading: bool = False) -> list[Stored]:
    """Publications by integer.

    Args:
        connection: To read with.
        every_reading: Also readings that a newer extractor has superseded.
    """
    rows = connection.execute(select(schema.publication).order_by(_P.id)).all()
    newest: dict[str, tuple[str, int]] = {}
    for r in rows:
        newest[r.sha256] = max(newest.get(r.sha256, ("", 0)), (r.extractor_order, r.id))
    return [_stored(r) for r in rows if every_reading or newest[r.sha256][1] == r.id]


def _stored(r: Row[Any]) -> Stored:
    period = None
    if r.period_end:
        start, end = date.fromisoformat(r.period_start), date.fromisoformat(r.period_end)
        period = Period(start, end, cast(Basis, r.period_basis))
    p = Publication(
        sha256=r.sha256,
        document=r.document,
        kind=cast(PublicationKind, r.kind),
        title=r.title,
        council=r.council,
        published=date.fromisoformat(r.published) if r.published else None,
        period=period,
        format=r.format,
        areas=tuple(json.loads(r.areas)),
    )
    return Stored(r.id, p, r.extractor, r.own_area, r.council_area, r.added)


def indicator_ids(connection: Connection, keys: Iterable[str]) -> list[int]:
    """Integers of register keys; those that no publication states have none.

    Queries begin with them: the planner of neither engine finds its way from a key through ten joined tables.
    """
    query = select(_I.id).where(_I.key.in_(sorted(set(keys))))
    return list(connection.execute(query).scalars())


def not_leading(ids: Iterable[int]) -> ColumnElement[bool]:
    """Condition that a resolution is to one of some indicators, by which the database does not begin its search.

    It would lead through every publication of the store; adding nothing to the column keeps its index out.
    """
    return (_R.indicator_id + 0).in_(ids)


def of_periods(
    connection: Connection, keys: Iterable[str], *, periods: Any, places: Iterable[str], roles: Iterable[str] = ()
) -> Select[Any]:
    """`statement_query` for some periods of many indicators, found by period and place.

    What is read is then as much as these periods hold, however many years the store goes back. Periods, places and
    roles are few and asked for first; the indicators do not lead the search.

    Args:
        connection: To read with.
        keys: Register keys.
        periods: Condition on the table of periods.
        places: Areas, as compared.
        roles: Any of these; all if empty.
    """
    area = schema.area.c
    days = connection.execute(select(_D.id).where(periods)).scalars().all()
    where = connection.execute(select(area.id).where(area.compared.in_(sorted(set(places))))).scalars().all()
    query = statement_query().where(
        _O.period_id.in_(days), _O.place_id.in_(where), not_leading(indicator_ids(connection, keys))
    )
    query = query.order_by(_O.publication_id, _O.mention_number, _O.number)
    if not roles:
        return query
    facets = select(_F.id).where(_F.role.in_(sorted(set(roles))))
    return query.where(_O.facet_id.in_(connection.execute(facets).scalars().all()))


def present_resolution() -> Any:
    """Condition that a resolution is the newest of its mention."""
    newer = schema.resolution.alias("newer")
    return ~exists().where(
        and_(
            newer.c.publication_id == _R.publication_id,
            newer.c.mention_number == _R.mention_number,
            newer.c.id > _R.id,
        )
    )


def statement_query() -> Select[Any]:
    """Every column of an observation, to be narrowed by its caller."""
    return (
        select(
            schema.observation,
            *(_N[c] for c in ("indicator", "indicator_id", "section", "table_kind", "polarity", "basis")),
            *(_F[c] for c in ("role", "unit", "flag", "word", "meaning", "read_from")),
            _D.start_day,
            _D.end_day,
            _D.basis.label("period_basis"),
            _H.column_path,
            _H.period_label,
            AREA.c.name.label("area_name"),
            PLACE.c.compared.label("place"),
            schema.cohort.c.name.label("cohort_name"),
            _I.key.label("indicator_key"),
        )
        .select_from(schema.resolution)
        .join(schema.mention, and_(_M.publication_id == _R.publication_id, _M.number == _R.mention_number))
        .join(schema.observation, and_(_O.publication_id == _M.publication_id, _O.mention_number == _M.number))
        .join(schema.name, _N.id == _M.name_id)
        .join(schema.facet, _F.id == _O.facet_id)
        .join(schema.heading, _H.id == _O.heading_id)
        .join(schema.cohort, schema.cohort.c.id == _O.cohort_id)
        .join(AREA, AREA.c.id == _O.area_id)
        .join(PLACE, PLACE.c.id == _O.place_id)
        .outerjoin(schema.period, _D.id == _O.period_id)
        .outerjoin(schema.indicator, _I.id == _R.indicator_id)
        .where(present_resolution())
    )


def observation_of(r: Row[Any], p: Publication) -> Observation:
    """The observation of one row of `statement_query`, exactly as it was stored.

    Rows are read by the tens of thousands: their columns are taken apart at once, in the order in which they are asked
    for, which costs a third of asking for each by its name.
    """
    (
        _publication, _mention, _number, _area, _place, _cohort, _facet, _period_id, _heading,
        printed, number, places, page, table, row, x0, top, x1, bottom, locator, span_start, span_end,
        confidence, source_printed, indicator, indicator_id, section, table_kind, polarity, basis,
        role, unit, flag, word, meaning, read_from, start_day, end_day, period_basis,
        column, period_label, area, _compared, cohort, key,
    ) = tuple(r)  # fmt: skip
    source = Source(
        p.sha256,
        p.document,
        page,
        table,
        row,
        column,
        box=None if x0 is None else Box(x0, top, x1, bottom),
        locator=locator or "",
        span=None if span_start is None else (span_start, span_end),
        read_from=read_from,
        printed=printed if source_printed is None else source_printed,
        confidence=confidence,
    )
    return Observation(
        source,
        indicator,
        role,
        _value(printed, number, places, unit, flag),
        word=word,
        table=table_kind,
        section=section,
        indicator_id=indicator_id,
        indicator_key=key or "",
        area=area,
        cohort=cohort,
        polarity=polarity,
        basis=basis,
        period=None if end_day is None else _period(start_day, end_day, period_basis),
        period_label=period_label,
        meaning=meaning,
    )


@lru_cache(maxsize=4096)
def _period(start: str, end: str, basis: str) -> Period:
    """Few periods stand in many rows."""
    return Period(date.fromisoformat(start), date.fromisoformat(end), cast(Basis, basis))


@lru_cache(maxsize=65536)
def _value(printed: str, number: str | None, places: int, unit: str, flag: str) -> Value:
    """Many publications print the same figures."""
    return Value(printed, None if number is None else Decimal(number), places, cast(Unit, unit), cast(Flag, flag))


_MOST_NAMED = 500  # numbers that one question may carry; above it the whole publication is asked for


def publication_statements(
    connection: Connection, stored: Stored, mentions: Collection[int] | None = None
) -> list[Statement]:
    """Statements of one reading of a publication, in the order of reading.

    Args:
        connection: To the store.
        stored: The publication.
        mentions: Numbers of the printed names wanted; all if None. Many names may bring all statements.
    """
    query = statement_query().where(_R.publication_id == stored.id).order_by(_O.number)
    if mentions is not None and len(mentions) <= _MOST_NAMED:
        query = query.where(_M.number.in_(sorted(mentions)))
    return [Statement(observation_of(r, stored.publication), stored.publication) for r in connection.execute(query)]


def whole_area(publications: Sequence[Stored]) -> str:
    """The council's whole area, as compared: the register's, else the one most publications are about."""
    for s in reversed(publications):
        if s.council_area:
            return s.council_area
    counts: dict[str, int] = {}
    for s in publications:
        if s.own_area:
            counts[s.own_area] = counts.get(s.own_area, 0) + 1
    return min(counts, key=lambda a: (-counts[a], a)) if counts else ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a query asks for; empty or None means any.

    Attributes:
        key: Register key.
        area: Area as printed; "" is the council's whole area; None any.
        cohort: Or None for any.
        roles: Any of these.
        period_end: Last day of the period.
        since: Periods that end before this day are left out, and publications about earlier ones.
    """

    key: str
    area: str | None = ""
    cohort: str | None = "all"
    roles: tuple[str, ...] = RESULT_ROLES
    period_end: date | None = None
    since: date | None = None


def statements_of(
    connection: Connection, wanted: Wanted, publications: Sequence[Stored], keys: Sequence[str] = ()
) -> list[tuple[Statement, str]]:
    """Statements of an indicator from the present readings, each with the place it is about, as compared.

    Args:
        connection: To read with.
        wanted: What is asked for.
        publications: All present readings.
        keys: Several indicators in place of the one wanted.
    """
    by_id = {s.id: s for s in publications}
    if wanted.since is not None:
        old = {n for n, s in by_id.items() if s.publication.period and s.publication.period.end < wanted.since}
        by_id = {n: s for n, s in by_id.items() if n not in old}
    days: list[ColumnElement[bool]] = [_D.id.is_not(None)]
    if wanted.period_end is not None:
        days.append(_D.end_day == wanted.period_end.isoformat())
    if wanted.since is not None:
        days.append(_D.end_day >= wanted.since.isoformat())
    places = None if wanted.area is None else _compared([wanted.area], whole_area(publications))
    if keys and places is not None:
        query = of_periods(connection, keys, periods=and_(*days), places=places, roles=wanted.roles)
    else:
        ids = indicator_ids(connection, keys or [wanted.key])
        query = statement_query().where(_R.indicator_id.in_(ids), _F.role.in_(wanted.roles), *days)
        if places is not None:
            query = query.where(PLACE.c.compared.in_(sorted(places)))
    if wanted.cohort is not None:
        cohorts = select(schema.cohort.c.id).where(schema.cohort.c.name == wanted.cohort)
        query = query.where(_O.cohort_id.in_(connection.execute(cohorts).scalars().all()))
    out = []
    for r in connection.execute(query).all():
        stored = by_id.get(r.publication_id)
        if stored is not None:
            out.append((Statement(observation_of(r, stored.publication), stored.publication), r.place))
    return out


def _compared(areas: Iterable[str], whole: str) -> set[str]:
    """Areas as compared; with the whole one also that of publications that name none."""
    places = {compared_area(a) or whole for a in areas}
    return places | {""} if whole in places else places


def statements_between(
    connection: Connection, keys: Iterable[str], ends: Iterable[date], publications: Sequence[Stored], *,
    areas: tuple[str, ...], roles: tuple[str, ...],
) -> list[tuple[Statement, str]]:  # fmt: skip
    """Statements of many indicators for some periods and areas; see `Store.stated`."""
    by_id = {s.id: s for s in publications}
    whole = whole_area(publications)
    places = _compared(areas, whole)
    days = sorted({d.isoformat() for d in ends})
    asked = sorted(set(keys))
    out: list[tuple[Statement, str]] = []
    for begin in range(0, len(asked), 300):
        query = of_periods(
            connection, asked[begin : begin + 300], periods=_D.end_day.in_(days), places=places, roles=roles
        )
        for r in connection.execute(query).all():
            stored = by_id.get(r.publication_id)
            if stored is not None:
                place = "" if r.place in {"", whole} else r.place
                out.append((Statement(observation_of(r, stored.publication), stored.publication), place))
    return out


def known_results(
    connection: Connection, keys: Iterable[str], ends: Iterable[date], publications: Sequence[Stored]
) -> dict[tuple[str, str, date], list[Statement]]:
    """Results of some keys for the whole area in some periods: (key, cohort, last day) -> statements."""
    by_id = {s.id: s for s in publications}
    days = sorted(d.isoformat() for d in ends)
    places = _compared([""], whole_area(publications))
    query = of_periods(connection, keys, periods=_D.end_day.in_(days), places=places, roles=RESULT_ROLES)
    out: dict[tuple[str, str, date], list[Statement]] = {}
    for r in connection.execute(query).all():
        stored = by_id.get(r.publication_id)
        if stored is not None:
            statement = Statement(observation_of(r, stored.publication), stored.publication)
            out.setdefault((r.indicator_key, r.cohort_name, date.fromisoformat(r.end_day)), []).append(statement)
    return out
