"""Writing to the store: one publication, one transaction, rows of plain tuples."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from normalise import schema
from normalise.reconciling import NameTuple, Resolved, name_tuple
from records import Observation, Publication, StoreError, Unread

OBSERVATION_COLUMNS = tuple(c.name for c in schema.observation.columns)


def compared_area(name: str) -> str:
    """An area's name without what does not distinguish areas: case, spacing, "&", "Council".

    "Kent", "KENT" and "Kent County Council" are one area; "North Kent" is another.
    """
    s = " ".join(name.casefold().replace("&", " and ").split())
    return re.sub(r"\s+(?:county|city|borough|district|metropolitan)?\s*council$", "", s)


def extractor_version() -> str:
    """Version of the reader in this installation."""
    import extract

    version = getattr(extract, "EXTRACTOR_VERSION", None)
    if version is not None:
        return str(version)
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("panelpaper")
    except PackageNotFoundError:
        return "0"


def extractor_order(version: str) -> str:
    """A version as text that sorts as the version does: "0.10.1" after "0.9"."""
    numbers = re.findall(r"\d+", version)
    return ".".join(n.zfill(8) for n in (numbers + ["0"] * 4)[:4])


_AT_ONCE = 500
"""Values asked for in one question; engines limit how many a question may hold."""


class Dimensions:
    """Integers of the words that repeat; remembers what it has looked up while its transaction lives."""

    def __init__(self, connection: Connection, known: dict[str, dict[tuple[Any, ...], int]]) -> None:
        self.connection = connection
        self.known = known
        self.new: dict[str, dict[tuple[Any, ...], int]] = {}

    def ids(
        self, table: Table, columns: Sequence[str], values: Iterable[tuple[Any, ...]]
    ) -> dict[tuple[Any, ...], int]:
        """Integer of each value, made where missing.

        Values are inserted in one fixed order, so that two writers of the same words wait for each other
        rather than each for the other.
        """
        known = self.known.setdefault(table.name, {})
        fresh = self.new.setdefault(table.name, {})
        wanted = set(values)
        missing = sorted(wanted - known.keys() - fresh.keys())
        if missing:
            rows = [dict(zip(columns, value, strict=True)) for value in missing]
            for row in rows:
                if table is schema.area:
                    row["compared"] = compared_area(row["name"])
            self.connection.execute(insert_new(self.connection, table), rows)
        key = [table.c[c] for c in columns]
        # By their first column alone, which every index begins with: rows of values would be looked for row by row.
        firsts = sorted({value[0] for value in missing})
        for start in range(0, len(firsts), _AT_ONCE):
            which = key[0].in_(firsts[start : start + _AT_ONCE])
            for number, *value in self.connection.execute(select(table.c.id, *key).where(which)):
                if tuple(value) in wanted:
                    fresh[tuple(value)] = number
        return {v: known[v] if v in known else fresh[v] for v in wanted}

    def keep(self) -> None:
        """Call once the transaction is committed: only then do the integers exist for others."""
        for table, values in self.new.items():
            self.known[table].update(values)
        self.new = {}


def insert_new(connection: Connection, table: Table) -> Any:
    """An insert that does nothing where an equal row stands already."""
    if connection.dialect.name == "postgresql":
        return postgresql.insert(table).on_conflict_do_nothing()
    return sqlite.insert(table).on_conflict_do_nothing()


def write_publication(
    connection: Connection, p: Publication, *, extractor: str, council_area: str, now: datetime | None = None
) -> int | None:
    """Insert a publication.

    Returns:
        Its integer, or None where this reading of the file is stored already.
    """
    row = {
        "sha256": p.sha256,
        "extractor": extractor,
        "extractor_order": extractor_order(extractor),
        "document": p.document,
        "kind": p.kind,
        "title": p.title,
        "council": p.council,
        "published": p.published.isoformat() if p.published else None,
        "period_start": p.period.start.isoformat() if p.period else None,
        "period_end": p.period.end.isoformat() if p.period else None,
        "period_basis": p.period.basis if p.period else "",
        "format": p.format,
        "areas": json.dumps(list(p.areas), ensure_ascii=False),
        "own_area": compared_area(p.areas[0]) if p.areas else "",
        "council_area": compared_area(council_area),
        "added": (now or datetime.now(UTC)).isoformat(timespec="seconds"),
    }
    found = connection.execute(insert_new(connection, schema.publication).returning(schema.publication.c.id), row)
    return found.scalar_one_or_none()


def write_observations(
    connection: Connection,
    publication_id: int,
    p: Publication,
    observations: Sequence[Observation],
    resolved: Callable[[Observation], Resolved],
    dimensions: Dimensions,
) -> int:
    """Insert the observations of a publication, its printed names and how they were resolved.

    Returns:
        How many observations.

    Raises:
        StoreError: If an observation's source is another file than the publication.
    """
    for o in observations:
        if o.source.sha256 != p.sha256 or o.source.document != p.document:
            raise StoreError(
                "a figure says that it comes from another file than its publication",
                where=f"{p.document}: {o.source}",
                why="every figure is stored under the file it was read from",
            )
    mentions: dict[tuple[NameTuple, str], int] = {}
    ends: list[Resolved] = []
    numbers = []
    for o in observations:
        identity = (name_tuple(o), o.indicator_key)
        number = mentions.get(identity)
        if number is None:
            number = mentions[identity] = len(mentions)
            ends.append(resolved(o))
        numbers.append(number)
    _write_mentions(connection, publication_id, mentions, ends, dimensions)
    rows = _observation_rows(publication_id, p, observations, numbers, dimensions)
    _bulk(connection, schema.observation, OBSERVATION_COLUMNS, rows)
    return len(rows)


def _write_mentions(
    connection: Connection,
    publication_id: int,
    mentions: dict[tuple[NameTuple, str], int],
    ends: Sequence[Resolved],
    dimensions: Dimensions,
) -> None:
    if not mentions:
        return
    columns = ("indicator", "indicator_id", "section", "table_kind", "polarity", "basis")
    names = dimensions.ids(schema.name, columns, (n for n, _ in mentions))
    _bulk(
        connection,
        schema.mention,
        ("publication_id", "number", "name_id"),
        [(publication_id, number, names[name]) for (name, _), number in mentions.items()],
    )
    write_resolutions(connection, [(publication_id, n, end) for n, end in enumerate(ends)], dimensions)


def write_resolutions(
    connection: Connection,
    resolutions: Sequence[tuple[int, int, Resolved]],
    dimensions: Dimensions,
    now: datetime | None = None,
) -> None:
    """Add how printed names were resolved.

    Args:
        connection: In a writing transaction.
        resolutions: Publication's integer, number of the mention, outcome.
        dimensions: Of this transaction.
        now: For tests.
    """
    at = (now or datetime.now(UTC)).isoformat(timespec="seconds")
    keys = dimensions.ids(schema.indicator, ("key",), {(end.key,) for _, _, end in resolutions if end.key})
    _bulk(
        connection,
        schema.resolution,
        ("publication_id", "mention_number", "indicator_id", "verdict", "reason", "decided_by", "decided"),
        [
            (p, n, keys[(end.key,)] if end.key else None, end.verdict, end.reason, end.decided_by, at)
            for p, n, end in resolutions
        ],
    )


def write_unread(connection: Connection, publication_id: int, unread: Sequence[Unread]) -> None:
    """Add what could not be read in a publication."""
    _bulk(
        connection,
        schema.unread,
        tuple(c.name for c in schema.unread.columns),
        [
            (
                publication_id,
                n,
                u.what,
                u.why,
                _clean(u.printed),
                u.next_step,
                u.where.page,
                u.where.table,
                u.where.row,
                u.where.column,
                u.where.locator,
                *((b.x0, b.top, b.x1, b.bottom) if (b := u.where.box) else (None, None, None, None)),
                json.dumps(u.details, ensure_ascii=False),
            )
            for n, u in enumerate(unread)
        ],
    )


def write_run(connection: Connection, asked: str, files: str, register: str, content: str, facts: str) -> None:
    """Add what a run depended on and told."""
    row = {"asked": asked, "files": files, "register": register, "content": content, "facts": facts}
    connection.execute(schema.run.insert(), row)


def _observation_rows(
    publication_id: int,
    p: Publication,
    observations: Sequence[Observation],
    numbers: Sequence[int],
    dimensions: Dimensions,
) -> list[tuple[Any, ...]]:
    own = p.areas[0] if p.areas else ""
    facets = [(o.role, o.value.unit, o.value.flag, o.word, o.meaning, o.source.read_from) for o in observations]
    headings = [(o.source.column, o.period_label) for o in observations]
    periods = [
        (o.period.start.isoformat(), o.period.end.isoformat(), o.period.basis) if o.period else None
        for o in observations
    ]
    area_ids = dimensions.ids(schema.area, ("name",), {(o.area,) for o in observations} | {(own,)})
    cohort_ids = dimensions.ids(schema.cohort, ("name",), {(o.cohort,) for o in observations})
    facet_columns = ("role", "unit", "flag", "word", "meaning", "read_from")
    facet_ids = dimensions.ids(schema.facet, facet_columns, set(facets))
    period_ids = dimensions.ids(schema.period, ("start_day", "end_day", "basis"), {d for d in periods if d})
    heading_ids = dimensions.ids(schema.heading, ("column_path", "period_label"), set(headings))
    rows = []
    for n, (o, mention, facet, heading, period) in enumerate(
        zip(observations, numbers, facets, headings, periods, strict=True)
    ):
        s, v = o.source, o.value
        box, span = s.box, s.span
        area = area_ids[(o.area,)]
        rows.append(
            (
                publication_id,
                mention,
                n,
                area,
                area if o.area else area_ids[(own,)],
                cohort_ids[(o.cohort,)],
                facet_ids[facet],
                period_ids[period] if period else None,
                heading_ids[heading],
                v.printed,
                None if v.number is None else str(v.number),
                v.places,
                s.page,
                s.table,
                s.row,
                box.x0 if box else None,
                box.top if box else None,
                box.x1 if box else None,
                box.bottom if box else None,
                s.locator or None,
                span[0] if span else None,
                span[1] if span else None,
                s.confidence,
                None if s.printed == v.printed else s.printed,
            )
        )
    return rows


def _bulk(connection: Connection, table: Table, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert many rows the fastest way the engine has."""
    if not rows:
        return
    if connection.dialect.name == "postgresql":
        names = ", ".join(f'"{c}"' for c in columns)
        raw = connection.connection.cursor()
        with raw.copy(f'COPY "{table.name}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row([_clean(v) if isinstance(v, str) and "\x00" in v else v for v in row])
        raw.close()
        return
    marks = ", ".join("?" * len(columns))
    names = ", ".join(f'"{c}"' for c in columns)
    connection.exec_driver_sql(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', list(rows))


def _clean(text: str) -> str:
    """Without NUL, which PostgreSQL text cannot hold."""
    return text.replace("\x00", "�")
