"""Changes to the store's tables: named steps, all in one transaction, never edited once released.

A store remembers the steps it has been through in its table ``migration``. Opening it runs the steps it lacks;
a step that this version does not know means that a newer panelpaper made the store, and it is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, inspect, text

from records import StoreError

_FIRST = """
CREATE TABLE publication (
    id {id}, sha256 TEXT NOT NULL, extractor TEXT NOT NULL, extractor_order TEXT NOT NULL,
    document TEXT NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL, council TEXT NOT NULL,
    published TEXT, period_start TEXT, period_end TEXT, period_basis TEXT NOT NULL,
    format TEXT NOT NULL, areas TEXT NOT NULL, own_area TEXT NOT NULL, council_area TEXT NOT NULL,
    added TEXT NOT NULL, UNIQUE (sha256, extractor));
CREATE TABLE name (
    id {id}, indicator TEXT NOT NULL, indicator_id TEXT NOT NULL, section TEXT NOT NULL,
    table_kind TEXT NOT NULL, polarity TEXT NOT NULL, basis TEXT NOT NULL,
    UNIQUE (indicator, indicator_id, section, table_kind, polarity, basis));
CREATE TABLE indicator (id {id}, key TEXT NOT NULL UNIQUE);
CREATE TABLE area (id {id}, name TEXT NOT NULL UNIQUE, compared TEXT NOT NULL);
CREATE TABLE cohort (id {id}, name TEXT NOT NULL UNIQUE);
CREATE TABLE facet (
    id {id}, role TEXT NOT NULL, unit TEXT NOT NULL, flag TEXT NOT NULL, word TEXT NOT NULL,
    meaning TEXT NOT NULL, read_from TEXT NOT NULL, UNIQUE (role, unit, flag, word, meaning, read_from));
CREATE TABLE period (
    id {id}, start_day TEXT NOT NULL, end_day TEXT NOT NULL, basis TEXT NOT NULL,
    UNIQUE (start_day, end_day, basis));
CREATE TABLE heading (
    id {id}, column_path TEXT NOT NULL, period_label TEXT NOT NULL, UNIQUE (column_path, period_label));
CREATE TABLE mention (
    publication_id INTEGER NOT NULL REFERENCES publication (id), number INTEGER NOT NULL,
    name_id INTEGER NOT NULL REFERENCES name (id), PRIMARY KEY (publication_id, number));
CREATE TABLE resolution (
    id {id}, publication_id INTEGER NOT NULL, mention_number INTEGER NOT NULL,
    indicator_id INTEGER REFERENCES indicator (id), verdict TEXT NOT NULL, reason TEXT NOT NULL,
    decided_by TEXT NOT NULL, decided TEXT NOT NULL,
    FOREIGN KEY (publication_id, mention_number) REFERENCES mention (publication_id, number));
CREATE INDEX resolution_indicator ON resolution (indicator_id);
CREATE INDEX resolution_mention ON resolution (publication_id, mention_number);
CREATE TABLE observation (
    publication_id INTEGER NOT NULL, mention_number INTEGER NOT NULL, number INTEGER NOT NULL,
    area_id INTEGER NOT NULL REFERENCES area (id),
    place_id INTEGER NOT NULL REFERENCES area (id), cohort_id INTEGER NOT NULL REFERENCES cohort (id),
    facet_id INTEGER NOT NULL REFERENCES facet (id), period_id INTEGER REFERENCES period (id),
    heading_id INTEGER NOT NULL REFERENCES heading (id), printed TEXT NOT NULL, value TEXT,
    places INTEGER NOT NULL, page INTEGER, table_number INTEGER, row_number INTEGER,
    x0 {double}, top {double}, x1 {double}, bottom {double}, locator TEXT,
    span_start INTEGER, span_end INTEGER, confidence {double} NOT NULL, source_printed TEXT,
    PRIMARY KEY (publication_id, mention_number, number),
    FOREIGN KEY (publication_id, mention_number) REFERENCES mention (publication_id, number)){clustered}
"""

_UNREAD = """
CREATE TABLE unread (
    publication_id INTEGER NOT NULL REFERENCES publication (id), number INTEGER NOT NULL,
    what TEXT NOT NULL, why TEXT NOT NULL, printed TEXT NOT NULL, next_step TEXT NOT NULL,
    page INTEGER, table_number INTEGER, row_number INTEGER, column_path TEXT NOT NULL, locator TEXT NOT NULL,
    x0 {double}, top {double}, x1 {double}, bottom {double}, details TEXT NOT NULL,
    PRIMARY KEY (publication_id, number))
"""

_TIDY = """
CREATE VIEW tidy AS
SELECT p.document, o.page, n.table_kind AS "table", n.section, n.indicator_id, n.indicator,
    i.key AS indicator_key, a.name AS area, c.name AS cohort, n.polarity, n.basis, f.role, o.printed,
    CASE WHEN f.word <> '' THEN f.word ELSE o.value END AS value,
    CAST(o.value AS {double}) AS number, f.unit, d.end_day AS period, h.period_label, h.column_path AS "column",
    f.read_from, o.confidence, o.x0, o.top, o.x1, o.bottom, o.locator, f.meaning, f.flag,
    d.start_day AS period_start, o.row_number AS "row", o.table_number, p.sha256,
    p.kind AS publication_kind, p.published, p.period_end AS publication_period, p.extractor
FROM observation o
JOIN publication p ON p.id = o.publication_id
JOIN mention m ON m.publication_id = o.publication_id AND m.number = o.mention_number
JOIN name n ON n.id = m.name_id
JOIN area a ON a.id = o.area_id
JOIN cohort c ON c.id = o.cohort_id
JOIN facet f ON f.id = o.facet_id
JOIN heading h ON h.id = o.heading_id
LEFT JOIN period d ON d.id = o.period_id
LEFT JOIN resolution r ON r.id = (SELECT max(s.id) FROM resolution s
    WHERE s.publication_id = o.publication_id AND s.mention_number = o.mention_number)
LEFT JOIN indicator i ON i.id = r.indicator_id
WHERE NOT EXISTS (SELECT 1 FROM publication q WHERE q.sha256 = p.sha256
    AND (q.extractor_order > p.extractor_order
         OR (q.extractor_order = p.extractor_order AND q.id > p.id)))
"""

_RUN = """
CREATE TABLE run (
    id {id}, asked TEXT NOT NULL, files TEXT NOT NULL, register TEXT NOT NULL, content TEXT NOT NULL,
    facts TEXT NOT NULL);
CREATE INDEX run_asked ON run (asked)
"""

_BY_PERIOD = """
CREATE INDEX observation_period ON observation (period_id, place_id, facet_id, area_id)
"""

MIGRATIONS: tuple[tuple[str, str], ...] = (
    ("0001 publications, names and observations", _FIRST),
    ("0002 what could not be read", _UNREAD),
    ("0003 one tidy view", _TIDY),
    ("0004 what the last run left", _RUN),
    ("0005 observations by period", _BY_PERIOD),
)
"""Name and statements of each step, in order; {id}, {double} and {clustered} are the engine's words."""

_WORDS = {
    "sqlite": {"id": "INTEGER PRIMARY KEY", "double": "REAL", "clustered": " WITHOUT ROWID"},
    "postgresql": {
        "id": "INTEGER GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
        "double": "DOUBLE PRECISION",
        "clustered": "",
    },
}


def migrate(
    connection: Connection,
    *,
    where: str,
    create: bool,
    steps: Sequence[tuple[str, str]] = MIGRATIONS,
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
) -> list[str]:
    """Bring a store up to date. Runs inside the caller's transaction, which holds the writers' lock.

    Args:
        connection: In a transaction.
        where: The store, for messages.
        create: Whether an empty database may become a store.
        steps: All steps this version knows.
        now: For tests.

    Returns:
        Names of the steps that were run.

    Raises:
        StoreError: If the store was made by a newer version, or the database holds something else.
    """
    done = applied(connection)
    if done is None:
        others = inspect(connection).get_table_names()
        if others:
            raise StoreError(
                "this database is not a panelpaper store",
                where=where,
                why=f"it holds other tables ({', '.join(sorted(others)[:3])} ...) and no record of a store",
                next_step="Give another file with --store, or a new name to start a store.",
            )
        if not create:
            raise StoreError(
                "there is no store here yet",
                where=where,
                next_step="Run 'panelpaper normalise FOLDER' first, or give the right file with --store.",
            )
        connection.execute(text("CREATE TABLE migration (name TEXT PRIMARY KEY, applied TEXT NOT NULL)"))
        done = set()
    unknown = sorted(done - {name for name, _ in steps})
    if unknown:
        raise StoreError(
            "this store was made by a newer panelpaper",
            where=where,
            why=f"it has been through steps that this version does not know: {', '.join(unknown)}",
            next_step="Update panelpaper ('pip install --upgrade panelpaper'); the store was left as it is.",
        )
    ran = []
    words = _WORDS[connection.dialect.name]
    for name, statements in steps:
        if name in done:
            continue
        for statement in statements.format(**words).split(";"):
            if statement.strip():
                connection.execute(text(statement))
        connection.execute(
            text("INSERT INTO migration (name, applied) VALUES (:name, :at)"),
            {"name": name, "at": now().isoformat(timespec="seconds")},
        )
        ran.append(name)
    return ran


def applied(connection: Connection) -> set[str] | None:
    """Steps that a store has been through; None where the database is no store."""
    if not inspect(connection).has_table("migration"):
        return None
    return {row[0] for row in connection.execute(text("SELECT name FROM migration"))}
