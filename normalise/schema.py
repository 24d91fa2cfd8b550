"""Tables of the store: publications, what they print, and how printed names were resolved.

Words that repeat (names, areas, headings, periods) stand once, under an integer; an observation is a row of
integers with its printed text and place. Nothing is updated or deleted: a newer reading of a file and a newer
resolution of a name are new rows, and the newest holds. The view ``tidy`` shows it all as one table to people
and tools that open the file (Datasette, Power BI, Excel).

    publication ─┬─ mention (a printed name in a publication) ── resolution ── indicator (register key)
                 ├─ observation ── area, cohort, facet, period, heading
                 └─ unread (what could not be read)
    run (what a back-fill depended on and told)

The tables are made by `migrations`; these definitions are what queries use, and a test holds the two together.
"""

from __future__ import annotations

from sqlalchemy import Column, Double, ForeignKey, Integer, MetaData, Table, Text

metadata = MetaData()

migration = Table(
    "migration",
    metadata,
    Column("name", Text, primary_key=True),
    Column("applied", Text, nullable=False),
)

publication = Table(
    "publication",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("extractor", Text, nullable=False),  # version that read it: (sha256, extractor) is unique
    Column("extractor_order", Text, nullable=False),  # the version, comparable as text
    Column("document", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("council", Text, nullable=False),
    Column("published", Text),  # ISO dates
    Column("period_start", Text),
    Column("period_end", Text),
    Column("period_basis", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("areas", Text, nullable=False),  # JSON list, its own area first
    Column("own_area", Text, nullable=False),  # its own area, as compared
    Column("council_area", Text, nullable=False),  # whole area by the register it was added with, as compared
    Column("added", Text, nullable=False),  # UTC time
)

name = Table(
    "name",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("indicator", Text, nullable=False),  # as printed; all columns together are unique
    Column("indicator_id", Text, nullable=False),
    Column("section", Text, nullable=False),
    Column("table_kind", Text, nullable=False),
    Column("polarity", Text, nullable=False),
    Column("basis", Text, nullable=False),
)

indicator = Table(
    "indicator",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
)

area = Table(
    "area",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),  # as printed
    Column("compared", Text, nullable=False),  # without case, "&", "Council"
)

cohort = Table(
    "cohort",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
)

facet = Table(
    "facet",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("role", Text, nullable=False),  # all columns together are unique
    Column("unit", Text, nullable=False),
    Column("flag", Text, nullable=False),
    Column("word", Text, nullable=False),
    Column("meaning", Text, nullable=False),
    Column("read_from", Text, nullable=False),
)

period = Table(
    "period",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("start_day", Text, nullable=False),  # all columns together are unique
    Column("end_day", Text, nullable=False),
    Column("basis", Text, nullable=False),
)

heading = Table(
    "heading",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("column_path", Text, nullable=False),  # all columns together are unique
    Column("period_label", Text, nullable=False),
)

mention = Table(
    "mention",
    metadata,
    Column("publication_id", ForeignKey("publication.id"), primary_key=True),
    Column("number", Integer, primary_key=True),  # from 0 within its publication
    Column("name_id", ForeignKey("name.id"), nullable=False),
)

resolution = Table(
    "resolution",
    metadata,
    Column("id", Integer, primary_key=True),  # of one mention the highest id holds
    Column("publication_id", Integer, nullable=False),
    Column("mention_number", Integer, nullable=False),
    Column("indicator_id", ForeignKey("indicator.id")),  # null: waits for a person, or new
    Column("verdict", Text, nullable=False),  # accept, review, new, given, context
    Column("reason", Text, nullable=False),
    Column("decided_by", Text, nullable=False),
    Column("decided", Text, nullable=False),  # UTC time
)

observation = Table(
    "observation",
    metadata,
    Column("publication_id", Integer, primary_key=True),
    Column("mention_number", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),  # from 0 within its publication, the order of reading
    Column("area_id", ForeignKey("area.id"), nullable=False),  # as printed
    Column("place_id", ForeignKey("area.id"), nullable=False),  # as meant: the publication's own where none is printed
    Column("cohort_id", ForeignKey("cohort.id"), nullable=False),
    Column("facet_id", ForeignKey("facet.id"), nullable=False),
    Column("period_id", ForeignKey("period.id")),
    Column("heading_id", ForeignKey("heading.id"), nullable=False),
    Column("printed", Text, nullable=False),
    Column("value", Text),  # decimal text; null where there is no number
    Column("places", Integer, nullable=False),
    Column("page", Integer),
    Column("table_number", Integer),
    Column("row_number", Integer),
    Column("x0", Double),  # points from the top left of the page
    Column("top", Double),
    Column("x1", Double),
    Column("bottom", Double),
    Column("locator", Text),
    Column("span_start", Integer),
    Column("span_end", Integer),
    Column("confidence", Double, nullable=False),
    Column("source_printed", Text),  # null: the same as printed
)

unread = Table(
    "unread",
    metadata,
    Column("publication_id", ForeignKey("publication.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("what", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("printed", Text, nullable=False),
    Column("next_step", Text, nullable=False),
    Column("page", Integer),
    Column("table_number", Integer),
    Column("row_number", Integer),
    Column("column_path", Text, nullable=False),
    Column("locator", Text, nullable=False),
    Column("x0", Double),
    Column("top", Double),
    Column("x1", Double),
    Column("bottom", Double),
    Column("details", Text, nullable=False),  # JSON object of texts
)

run = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("asked", Text, nullable=False, index=True),  # the store, files and folders that a person named, as a hash
    Column("files", Text, nullable=False),  # names, sizes and dates of all files in them, as a hash
    Column("register", Text, nullable=False),  # of the register and what lies beside it, as a hash
    Column("content", Text, nullable=False),  # of the store when the run ended
    Column("facts", Text, nullable=False),  # what it told, as JSON
)
