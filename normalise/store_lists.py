"""What the store holds: printed names and how they ended, areas, cohorts, keys, what could not be read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, and_, func, select, text

from normalise import schema
from normalise.figures import Statement
from normalise.last_run import CONTENT
from normalise.reconciling import NameTuple
from normalise.store_read import (
    AREA,
    PLACE,
    Stored,
    indicator_ids,
    not_leading,
    observation_of,
    present_resolution,
    statement_query,
    whole_area,
)
from normalise.store_write import compared_area
from records import Box, Source, Unread

_P, _M, _N, _O = schema.publication.c, schema.mention.c, schema.name.c, schema.observation.c
_F, _I, _R, _D = schema.facet.c, schema.indicator.c, schema.resolution.c, schema.period.c


@dataclass(frozen=True, slots=True)
class StoredMention:
    """A printed name in a publication with its present resolution.

    Attributes:
        publication_id: Integer of the publication.
        number: Of the mention within it.
        name: As printed.
        key: Register key; empty where it waits.
        verdict: accept, review, new, given or context.
        reason: Why.
        decided_by: "panelpaper", or who.
    """

    publication_id: int
    number: int
    name: NameTuple
    key: str
    verdict: str
    reason: str
    decided_by: str


def mentions(connection: Connection, publications: Sequence[Stored], *, unresolved: bool) -> list[StoredMention]:
    """Printed names of the present readings with their resolutions.

    Args:
        connection: To read with.
        publications: All present readings.
        unresolved: Only those without a key.
    """
    query = (
        select(
            _R.publication_id, _R.mention_number, _R.verdict, _R.reason, _R.decided_by, _I.key, schema.name,
        )
        .select_from(schema.resolution)
        .join(schema.mention, and_(_M.publication_id == _R.publication_id, _M.number == _R.mention_number))
        .join(schema.name, _N.id == _M.name_id)
        .outerjoin(schema.indicator, _I.id == _R.indicator_id)
        .where(present_resolution())
        .order_by(_R.publication_id, _R.mention_number)
    )  # fmt: skip
    if unresolved:
        query = query.where(_R.indicator_id.is_(None))
    present = {s.id for s in publications}
    return [
        StoredMention(
            r.publication_id,
            r.mention_number,
            (r.indicator, r.indicator_id, r.section, r.table_kind, r.polarity, r.basis),
            r.key or "",
            r.verdict,
            r.reason,
            r.decided_by,
        )
        for r in connection.execute(query)
        if r.publication_id in present
    ]


def places(connection: Connection, key: str, publications: Sequence[Stored]) -> list[str]:
    """Areas printed for an indicator, the whole one first; an area printed in two spellings stands once."""
    query = _distinct(connection, [AREA.c.name, PLACE.c.compared], key, publications)
    found: dict[str, str] = {}
    for name, compared in sorted((r[0], r[1]) for r in connection.execute(query)):
        if name:
            found.setdefault(compared, name)
    whole = whole_area(publications)
    return sorted(found.values(), key=lambda a: (compared_area(a) != whole, a.casefold()))


def places_of(
    connection: Connection, keys: Iterable[str], publications: Sequence[Stored], since: date | None = None
) -> dict[str, list[str]]:
    """`places` of many indicators, asked at once; each key given has an entry.

    Args:
        connection: To read with.
        keys: Register keys.
        publications: All present readings.
        since: Only areas of which something is stated for a period that ends on this day or later.
    """
    asked = sorted(set(keys))
    found: dict[str, dict[str, str]] = {key: {} for key in asked}
    present = {s.id for s in publications}
    printed = select(_O.area_id, _O.place_id, _O.publication_id, _O.mention_number).distinct()
    if since is not None:
        days = select(_D.id).where(_D.end_day >= since.isoformat())
        printed = printed.where(_O.period_id.in_(connection.execute(days).scalars().all()))
    old = [n for n in connection.execute(select(_P.id)).scalars() if n not in present]
    here = (printed.where(_O.publication_id.not_in(old)) if old else printed).subquery()
    for begin in range(0, len(asked), 400):
        ids = indicator_ids(connection, asked[begin : begin + 400])
        query = (
            select(_I.key, AREA.c.name, PLACE.c.compared)
            .distinct()
            .select_from(here)
            .join(
                schema.resolution,
                and_(_R.publication_id == here.c.publication_id, _R.mention_number == here.c.mention_number),
            )
            .join(schema.indicator, _I.id == _R.indicator_id)
            .join(AREA, AREA.c.id == here.c.area_id)
            .join(PLACE, PLACE.c.id == here.c.place_id)
            .where(not_leading(ids), present_resolution())
        )
        for key, name, compared in sorted((r[0], r[1], r[2]) for r in connection.execute(query)):
            if name:
                found[key].setdefault(compared, name)
    whole = whole_area(publications)
    return {k: sorted(v.values(), key=lambda a: (compared_area(a) != whole, a.casefold())) for k, v in found.items()}


def cohorts(connection: Connection, key: str, publications: Sequence[Stored]) -> list[str]:
    """Cohorts printed for an indicator, "all" first."""
    rows = connection.execute(_distinct(connection, [schema.cohort.c.name], key, publications))
    return sorted({r[0] for r in rows}, key=lambda c: (c != "all", c))


def _distinct(connection: Connection, columns: Sequence[Any], key: str, publications: Iterable[Stored]) -> Select[Any]:
    return (
        select(*columns)
        .distinct()
        .select_from(schema.resolution)
        .join(
            schema.observation,
            and_(_O.publication_id == _R.publication_id, _O.mention_number == _R.mention_number),
        )
        .join(schema.cohort, schema.cohort.c.id == _O.cohort_id)
        .join(AREA, AREA.c.id == _O.area_id)
        .join(PLACE, PLACE.c.id == _O.place_id)
        .where(
            _R.indicator_id.in_(indicator_ids(connection, [key])),
            present_resolution(),
            _R.publication_id.in_([s.id for s in publications]),
        )
    )


def keys(connection: Connection, publications: Sequence[Stored]) -> dict[str, int]:
    """Indicators that the present readings state, with the number of their observations."""
    query = (
        select(_I.key, func.count())
        .select_from(schema.resolution)
        .join(
            schema.observation,
            and_(_O.publication_id == _R.publication_id, _O.mention_number == _R.mention_number),
        )
        .join(schema.indicator, _I.id == _R.indicator_id)
        .where(present_resolution(), _R.publication_id.in_([s.id for s in publications]))
        .group_by(_I.key)
        .order_by(_I.key)
    )
    return {r[0]: r[1] for r in connection.execute(query)}


def area_spans(connection: Connection, publications: Sequence[Stored]) -> list[tuple[str, str, str, int]]:
    """Every area printed: name, first and last day of its periods (ISO), number of figures."""
    query = (
        select(AREA.c.name, func.min(_D.end_day), func.max(_D.end_day), func.count())
        .select_from(schema.observation)
        .join(AREA, AREA.c.id == _O.area_id)
        .join(schema.period, _D.id == _O.period_id)
        .join(schema.facet, _F.id == _O.facet_id)
        .where(AREA.c.name != "", _F.role == "result", _O.publication_id.in_([s.id for s in publications]))
        .group_by(AREA.c.name)
        .order_by(AREA.c.name)
    )
    return [(r[0], r[1], r[2], r[3]) for r in connection.execute(query)]


def unread_of(connection: Connection, stored: Stored) -> list[Unread]:
    """What could not be read in a publication."""
    u = schema.unread.c
    query = select(schema.unread).where(u.publication_id == stored.id).order_by(u.number)
    p = stored.publication
    out = []
    for r in connection.execute(query):
        where = Source(
            p.sha256,
            p.document,
            r.page,
            r.table_number,
            r.row_number,
            r.column_path,
            box=None if r.x0 is None else Box(r.x0, r.top, r.x1, r.bottom),
            locator=r.locator,
            printed=r.printed,
        )
        out.append(Unread(r.what, r.why, where, r.printed, r.next_step, json.loads(r.details)))
    return out


def readings(connection: Connection, sha256: str) -> list[str]:
    """Versions that have read a file, as text that sorts as they do."""
    return list(connection.execute(select(_P.extractor_order).where(_P.sha256 == sha256)).scalars())


def state(connection: Connection) -> tuple[int, int]:
    """Changes whenever a publication is added: how many there are, and the highest integer given."""
    row = connection.execute(
        select(func.count(), func.coalesce(func.max(_P.id), 0)).select_from(schema.publication)
    ).one()
    return row[0], row[1]


def content(connection: Connection) -> str:
    """Changes whenever a publication or a resolution is added; the same text as `last_run.content_of`."""
    return " ".join(map(str, connection.execute(text(CONTENT)).one()))


def example(connection: Connection, stored: Stored, mention: int) -> Statement | None:
    """One statement printed under a name: a result where there is one."""
    query = (
        statement_query()
        .where(_R.publication_id == stored.id, _R.mention_number == mention)
        .order_by(_F.role != "result", _O.number)
        .limit(1)
    )
    r = connection.execute(query).first()
    return None if r is None else Statement(observation_of(r, stored.publication), stored.publication)
