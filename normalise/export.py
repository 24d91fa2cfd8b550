"""Tables out of the store: CSV with a description beside it, a formatted workbook, Parquet.

Every cell is text in the tidy table, so that "1.10" stays "1.10"; `read_table` brings each of the three formats back
exactly as it was written. A cell that a spreadsheet would run as a formula gets an apostrophe before it in CSV, and is
marked as text in a workbook.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from normalise.export_columns import column_type, csvw, frictionless
from normalise.figures import Statement
from records import TIDY_COLUMNS, ExistsError, InputError, NeedsExtraError, OutputError

if TYPE_CHECKING:
    from normalise.store import Store
    from records import Indicator, Publication

OBSERVATION_COLUMNS = (*TIDY_COLUMNS, "publication_kind", "published", "publication_period")
"""The tidy table's columns, then three of the publication."""

REVISION_COLUMNS = (
    "indicator_key", "indicator", "area", "cohort", "period", "earlier", "earlier_publication", "earlier_published",
    "later", "later_publication", "later_published", "difference", "unit",
)  # fmt: skip

_FORMULA = re.compile(r"[=+\-@＝＋－＠]")
_PLAIN = re.compile(r"[+\-]?\s?[£$€]?(?:\d{1,3}(?:,\d{3})+|\d+)?(?:\.\d+)?\s?%?|[\-–—]+")


@dataclass(frozen=True, slots=True)
class Table:
    """A table to write.

    Attributes:
        columns: In order.
        rows: All text, empty where not known.
        title: For people.
        definitions: Register entries its keys refer to.
        publications: Sources of its figures.
    """

    columns: Sequence[str]
    rows: Iterable[Sequence[str]]
    title: str
    definitions: Sequence[Indicator] = ()
    publications: Sequence[Publication] = ()


def guard(text: str) -> str:
    """A cell that no spreadsheet runs as a formula; `unguard` brings the text back.

    Figures ("-93", "+3", "-", "£1,200") stay as they are; "=1+1", "@cmd" and "-2+3" get an apostrophe before them.
    """
    return "'" + text if _runs(text.lstrip("'")) else text


def unguard(text: str) -> str:
    """The text that `guard` was given."""
    return text[1:] if text.startswith("'") and _runs(text.lstrip("'")) else text


def _runs(text: str) -> bool:
    body = text.strip()
    return bool(body) and bool(_FORMULA.match(body)) and not _PLAIN.fullmatch(body)


def observations_table(store: Store, register: Mapping[str, Indicator], *, key: str = "") -> Table:
    """Every stored observation of every publication, in order of issue.

    Args:
        store: Where they are.
        register: For the definitions.
        key: Only this indicator's; empty for all.
    """
    publications = store.publications()
    keys = [key] if key else list(store.keys())

    def rows() -> Iterator[Sequence[str]]:
        for p in publications:
            for s in store.statements(p.sha256):
                if not key or s.observation.indicator_key == key:
                    yield observation_row(s)

    defined = [register[k] for k in keys if k in register]
    return Table(OBSERVATION_COLUMNS, rows(), "Observations", defined, publications)


def observation_row(s: Statement) -> list[str]:
    """One row of OBSERVATION_COLUMNS."""
    row = s.observation.to_row()
    p = s.publication
    return [
        *(row[c] for c in TIDY_COLUMNS),
        p.kind,
        p.published.isoformat() if p.published else "",
        p.period.end.isoformat() if p.period else "",
    ]


def history_table(store: Store, register: Mapping[str, Indicator], *, key: str = "") -> Table:
    """One row for each indicator x area x cohort x period: what holds, what was first published, what was revised."""
    from normalise.series import history
    from normalise.series_table import CSV_COLUMNS, csv_row

    keys = [key] if key else list(store.keys())

    def rows() -> Iterator[Sequence[str]]:
        for k in keys:
            for area in store.areas(k) or [""]:
                for cohort in store.cohorts(k):
                    h = history(store, register, k, area=area, cohort=cohort)
                    for r in h.rows:
                        row = csv_row(h, r)
                        yield [row[c] for c in CSV_COLUMNS]

    defined = [register[k] for k in keys if k in register]
    return Table(CSV_COLUMNS, rows(), "History", defined, store.publications())


def revisions_table(store: Store, register: Mapping[str, Indicator], *, key: str = "") -> Table:
    """One row for each figure that a later publication changed, with both publications."""
    keys = [key] if key else list(store.keys())

    def rows() -> Iterator[Sequence[str]]:
        for k in keys:
            name = register[k].name if k in register else k
            for area in store.areas(k) or [""]:
                for cohort in store.cohorts(k):
                    for figure in store.series(k, area=area, cohort=cohort):
                        for r in figure.revisions:
                            a, b = r.earlier, r.later
                            known = a.value.number is not None and b.value.number is not None
                            difference = format(b.value.number - a.value.number, "f") if known else ""  # type: ignore[operator]
                            yield [
                                k, name, area, cohort, figure.period.end.isoformat(),
                                a.value.printed, a.publication.document, _day(a.publication),
                                b.value.printed, b.publication.document, _day(b.publication),
                                difference, b.value.unit or a.value.unit,
                            ]  # fmt: skip

    defined = [register[k] for k in keys if k in register]
    return Table(REVISION_COLUMNS, rows(), "Revisions", defined, store.publications())


def _day(p: Publication) -> str:
    return p.published.isoformat() if p.published else ""


def write_table(table: Table, out: Path, *, force: bool = False) -> tuple[int, list[Path]]:
    """Write a table in the format that the file's ending names.

    Args:
        table: To write.
        out: Ends in .csv, .xlsx or .parquet.
        force: Replace a file that exists.

    Returns:
        Number of rows, and the files written (a CSV has its descriptions beside it).

    Raises:
        InputError: If the ending is another one.
        ExistsError: If the file exists and force is not given.
        NeedsExtraError: If the format needs an optional part.
        OutputError: If the file cannot be written.
    """
    writers: dict[str, Callable[[Table, Path], int]] = {".csv": _csv, ".xlsx": _xlsx, ".parquet": _parquet}
    writer = writers.get(out.suffix.lower())
    if writer is None:
        raise InputError(
            f"'{out.suffix}' is not a format of tables",
            where=str(out),
            next_step="Give a file that ends in .csv, .xlsx or .parquet.",
        )
    if out.exists() and not force:
        raise ExistsError("the file exists already", where=str(out), next_step="Give another name, or --force.")
    partial = out.with_name(out.name + ".part")
    try:
        n = writer(table, partial)
        partial.replace(out)
        written = [out]
        if writer is _csv:
            written += _describe(table, out)
    except OSError as error:
        raise OutputError(
            "the table cannot be written",
            where=str(out),
            why=str(error),
            next_step="Close it in other programs, and check that the folder exists and may be written to.",
        ) from error
    finally:
        partial.unlink(missing_ok=True)
    return n, written


def read_table(path: Path) -> tuple[list[str], list[list[str]]]:
    """Columns and rows of a table that `write_table` wrote, all text, exactly as they went in.

    Raises:
        InputError: If the ending is not .csv, .xlsx or .parquet.
        NeedsExtraError: If the format needs an optional part.
    """
    suffix = path.suffix.lower()
    if suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            lines = csv.reader(file)
            columns = next(lines)
            return columns, [[unguard(c) for c in line] for line in lines]
    if suffix == ".xlsx":
        from normalise.export_xlsx import read_xlsx

        return read_xlsx(path)
    if suffix == ".parquet":
        from normalise.export_parquet import read_parquet

        return read_parquet(path)
    raise InputError(f"'{path.suffix}' is not a format of tables", where=str(path))


def _csv(table: Table, out: Path) -> int:
    n = 0
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")  # also quotes a lone carriage return in a text
        writer.writerow(table.columns)
        for row in table.rows:
            writer.writerow([guard(c) for c in row])
            n += 1
    return n


def _describe(table: Table, out: Path) -> list[Path]:
    """The descriptions beside a CSV: Frictionless for data tools, CSVW for the web."""
    name = re.sub(r"[^a-z0-9._-]+", "-", out.stem.lower()).strip("-") or "table"
    digest = hashlib.sha256()
    with out.open("rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    package = frictionless(
        name, out.name, table.columns, sha256=digest.hexdigest(), size=out.stat().st_size, title=table.title
    )
    package["sources"] = [{"title": str(p), "path": p.document} for p in table.publications]
    beside = out.with_name(f"{out.stem}.datapackage.json")
    web = out.with_name(f"{out.name}-metadata.json")
    for path, content in ((beside, package), (web, csvw(out.name, table.columns, title=table.title))):
        path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return [beside, web]


def _xlsx(table: Table, out: Path) -> int:
    from normalise.export_xlsx import write_xlsx

    return write_xlsx(table, out)


def _parquet(table: Table, out: Path) -> int:
    from normalise.export_parquet import write_parquet

    return write_parquet(table, out)


def needs_parquet() -> NeedsExtraError:
    """What is said where pyarrow is not installed."""
    return NeedsExtraError(
        "Parquet needs an optional part",
        why="the package pyarrow is not installed",
        next_step='Run: pip install "panelpaper[parquet]", or export as .csv or .xlsx.',
    )


__all__ = [
    "OBSERVATION_COLUMNS",
    "REVISION_COLUMNS",
    "Table",
    "column_type",
    "guard",
    "history_table",
    "observation_row",
    "observations_table",
    "read_table",
    "revisions_table",
    "unguard",
    "write_table",
]
