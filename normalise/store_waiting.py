"""Printed names that wait in the store without a register's key, and what was published under them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, and_, select

from normalise import schema, store_lists
from normalise.decisions import question
from normalise.figures import Statement
from normalise.reconciling import NameTuple
from normalise.store_lists import StoredMention
from normalise.store_read import PLACE, Stored, observation_of, present_resolution, statement_query, whole_area

_M, _N, _O, _R = schema.mention.c, schema.name.c, schema.observation.c, schema.resolution.c
_ASKED_AT_ONCE = 300


@dataclass(frozen=True, slots=True)
class Waiting:
    """A printed name without a key, with the places it was printed in.

    Attributes:
        name: indicator, indicator_id, section, kind of table, polarity, basis, as printed last.
        verdict: review or new.
        reason: Why it was not accepted.
        mentions: Publication and number within it, oldest publication first.
        files: SHA-256 of those publications.
        example: One observation printed under it, with its source.
    """

    name: NameTuple
    verdict: str
    reason: str
    mentions: tuple[StoredMention, ...]
    files: tuple[str, ...]
    example: Statement | None


def waiting(connection: Connection, stored: Sequence[Stored], when: Mapping[str, date]) -> list[Waiting]:
    """Names that wait for a person, those printed most often first; see `Store.waiting`."""
    by_id = {s.id: s for s in stored}
    groups: dict[tuple[str, str], list[StoredMention]] = {}
    for m in store_lists.mentions(connection, stored, unresolved=True):
        if m.verdict != "context" and m.decided_by == "panelpaper":
            groups.setdefault(question(m.name[0], m.name[2]), []).append(m)
    out = []
    for group in groups.values():
        group.sort(key=lambda m: when.get(by_id[m.publication_id].publication.sha256, date.min))
        newest = group[-1]
        example = store_lists.example(connection, by_id[newest.publication_id], newest.number)
        files = tuple(dict.fromkeys(by_id[m.publication_id].publication.sha256 for m in group))
        out.append(Waiting(newest.name, newest.verdict, newest.reason, tuple(group), files, example))
    return sorted(out, key=lambda w: (-len(w.mentions), w.name))


def waiting_names(connection: Connection) -> list[str]:
    """The printed names that some publication has without a key, in order."""
    query = (
        select(_N.indicator)
        .distinct()
        .select_from(schema.resolution)
        .join(schema.mention, and_(_M.publication_id == _R.publication_id, _M.number == _R.mention_number))
        .join(schema.name, _N.id == _M.name_id)
        .where(present_resolution(), _R.indicator_id.is_(None))
    )
    return sorted(connection.execute(query).scalars())


def places_of_publications(connection: Connection, ids: Collection[int]) -> dict[int, dict[str, set[str]]]:
    """The places that the statements of publications are about, as compared, with the names printed for each.

    Statements that name no place are left out.
    """
    out: dict[int, dict[str, set[str]]] = {}
    query = (
        select(_O.publication_id, PLACE.c.compared, _N.indicator)
        .distinct()
        .select_from(schema.observation)
        .join(PLACE, PLACE.c.id == _O.place_id)
        .join(schema.mention, and_(_M.publication_id == _O.publication_id, _M.number == _O.mention_number))
        .join(schema.name, _N.id == _M.name_id)
        .where(PLACE.c.compared != "")
    )
    for publication, place, name in connection.execute(query):
        if publication in ids:
            out.setdefault(publication, {}).setdefault(place, set()).add(name)
    return out


def waiting_statements(
    connection: Connection,
    names: Iterable[str],
    stored: Sequence[Stored],
    *,
    of_whole: Callable[[Mapping[str, Mapping[str, set[str]]]], Collection[str]],
) -> list[Statement]:
    """Statements without a key under some printed names, about the whole area, in the order of publications.

    Args:
        connection: To read with.
        names: As printed.
        stored: All present readings.
        of_whole: Told the places that each publication speaks of (by SHA-256; "" for the store's whole area) with the
            names printed for each, says which are the whole area too.
    """
    asked = sorted(set(names))
    if not asked:
        return []
    by_id = {s.id: s for s in stored}
    holding: set[int] = set()
    for begin in range(0, len(asked), _ASKED_AT_ONCE):
        query = (
            select(_M.publication_id)
            .distinct()
            .select_from(schema.mention)
            .join(schema.name, _N.id == _M.name_id)
            .where(_N.indicator.in_(asked[begin : begin + _ASKED_AT_ONCE]))
        )
        holding |= {n for n in connection.execute(query).scalars() if n in by_id}
    own = whole_area(stored)
    printed = places_of_publications(connection, holding)
    places = {
        by_id[n].publication.sha256: {"" if p == own else p: names for p, names in printed.get(n, {}).items()}
        for n in sorted(holding)
    }
    whole = sorted({"", own, *of_whole(places)})
    out: list[tuple[int, int, Statement]] = []
    for begin in range(0, len(asked), _ASKED_AT_ONCE):
        statements = statement_query().where(
            _R.indicator_id.is_(None),
            _N.indicator.in_(asked[begin : begin + _ASKED_AT_ONCE]),
            PLACE.c.compared.in_(whole),
            _O.period_id.is_not(None),
            _O.value.is_not(None),
        )
        for r in connection.execute(statements):
            if r.publication_id in by_id:
                p = by_id[r.publication_id].publication
                out.append((r.publication_id, r.number, Statement(observation_of(r, p), p)))
    return [s for _, _, s in sorted(out, key=lambda x: x[:2])]
