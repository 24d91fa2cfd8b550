"""What was read of each file, kept beside the table: the next run reads only what is new or changed.

A small SQLite file, written after each file, so that a run that is stopped goes on where it was. It holds the rows
of the table as text and nothing that could run; it may be deleted at any time.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from extract.scans import can_read_scans

_OURS: Final = 0x70616E66
"""SQLite's mark of the program a file belongs to."""
_TABLES: Final = """
create table if not exists files (path text primary key, size integer, changed integer, inode integer, sha256 text);
create table if not exists readings (id text primary key, facts text);
create table if not exists blocks (id text, number integer, rows blob, primary key (id, number));
create table if not exists runs (id text primary key, facts text);
"""


@dataclass(slots=True)
class FileRows:
    """What the outputs need of one file: light enough to come back from a worker and to be kept.

    Attributes:
        blocks: Rows of the tidy table, packed some thousand at a time: a large sheet has hundreds of thousands.
        figures: Their number.
        unread: Rows of the list of what was not understood, self-checks that failed among them.
        lines: Its summary.
        unlike: Self-checks that contradict.
        left: Things not understood.
        error: Kind, what, where, why and next step where it could not be read; empty where it could.
    """

    blocks: list[bytes] = field(default_factory=list)
    figures: int = 0
    unread: list[list[str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    unlike: int = 0
    left: int = 0
    error: list[str] = field(default_factory=list)

    def add(self, rows: Sequence[list[str]]) -> None:
        """Pack some rows."""
        if rows:
            self.blocks.append(zlib.compress(json.dumps(rows, ensure_ascii=False).encode(), 1))
            self.figures += len(rows)

    def rows(self) -> Iterator[list[str]]:
        """The rows of the tidy table."""
        for block in self.blocks:
            yield from json.loads(zlib.decompress(block))


class Ledger:
    """Readings kept in one file; where that file cannot be used, nothing is kept and everything is read.

    Args:
        path: The file; None to keep nothing.
        options: What changes a reading beside the file and the reader's version.
        fresh: Believe nothing that was kept.
        hash_all: Do not believe size and date: every file is hashed.
    """

    def __init__(self, path: Path | None, options: str = "", *, fresh: bool = False, hash_all: bool = False) -> None:
        self.trouble = ""
        self._fresh, self._hash_all = fresh, hash_all
        self._options = f"{reader_version()}|{options}"
        self._db = self._open(path) if path is not None else None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._db is not None:
            self._db.close()

    def sha256(self, path: Path) -> str:
        """SHA-256 of a file that is as it was (size, date and inode) when it was last hashed; else ""."""
        if self._hash_all or self._fresh:
            return ""
        found = self._ask("select size, changed, inode, sha256 from files where path = ?", str(path.absolute()))
        return found[3] if found is not None and found[:3] == _stat(path) else ""

    def has(self, sha256: str, name: str) -> bool:
        """Whether the reading of a file's content under a name is kept."""
        return not self._fresh and self._ask("select 1 from readings where id = ?", self._id(sha256, name)) is not None

    def rows(self, sha256: str, name: str) -> FileRows | None:
        """The kept reading of a file's content under a name."""
        name_and_content = self._id(sha256, name)
        found = self._ask("select facts from readings where id = ?", name_and_content)
        if found is None or self._db is None:
            return None
        try:
            blocks = self._db.execute("select rows from blocks where id = ? order by number", (name_and_content,))
            return FileRows([b for (b,) in blocks], **json.loads(found[0]))
        except (sqlite3.Error, ValueError, TypeError):
            return None

    def keep(self, path: Path, sha256: str, rows: FileRows) -> None:
        """Keep the reading of a file; from here on it outlives this process."""
        name = self._id(sha256, path.name)
        facts = {f.name: getattr(rows, f.name) for f in fields(rows) if f.name != "blocks"}
        self._do(
            [
                ("delete from blocks where id = ?", (name,)),
                *(("insert into blocks values (?, ?, ?)", (name, n, block)) for n, block in enumerate(rows.blocks)),
                ("insert or replace into readings values (?, ?)", (name, json.dumps(facts, ensure_ascii=False))),
            ]
        )

    def seen(self, path: Path, sha256: str) -> None:
        """Remember size and date of a file with this content."""
        stat = _stat(path)
        if stat is not None:
            values = (str(path.absolute()), *stat, sha256)
            self._do([("insert or replace into files values (?, ?, ?, ?, ?)", values)])

    def last_run(self, files: Sequence[Path], outputs: Iterable[Path]) -> dict[str, Any] | None:
        """Facts of the last run, where it had the same files and neither they nor its outputs changed since."""
        if self._fresh or self._hash_all:
            return None
        found = self._ask("select facts from runs where id = ?", self._options)
        if found is None:
            return None
        facts: dict[str, Any] = json.loads(found[0])
        same = facts.pop("state", "") == _state([*files, *outputs])
        return facts if same else None

    def end_run(self, files: Sequence[Path], outputs: Iterable[Path], facts: dict[str, Any]) -> None:
        """Remember a run whose every file was read, or refused for a reason that will not change."""
        state = {**facts, "state": _state([*files, *outputs])}
        old = f"%|{self._options.split('|')[0]}|%"
        self._do(
            [
                ("delete from readings where id not like ?", (old,)),
                ("delete from blocks where id not like ?", (old,)),
                ("delete from runs", ()),
                ("insert into runs values (?, ?)", (self._options, json.dumps(state))),
            ]
        )

    def _id(self, sha256: str, name: str) -> str:
        return f"{sha256}|{name}|{self._options}"

    def _open(self, path: Path) -> sqlite3.Connection | None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            db = sqlite3.connect(path, timeout=5)
            owner = db.execute("pragma application_id").fetchone()[0]
            if owner != _OURS and db.execute("select count(*) from sqlite_master").fetchone()[0]:
                self.trouble = f"{path.name} belongs to another program"
                db.close()
                return None
            db.execute("pragma synchronous = normal")
            db.execute(f"pragma application_id = {_OURS}")
            db.executescript(_TABLES)
        except (sqlite3.Error, OSError) as error:  # locked, damaged, no space, a folder that may not be written to
            self.trouble = f"{path.name}: {error}"
            return None
        return db

    def _ask(self, query: str, value: str) -> Any:
        if self._db is None:
            return None
        try:
            return self._db.execute(query, (value,)).fetchone()
        except sqlite3.Error as error:
            self.trouble = str(error)
            return None

    def _do(self, steps: Sequence[tuple[str, tuple[Any, ...]]]) -> None:
        if self._db is None:
            return
        try:
            with self._db:
                for query, values in steps:
                    self._db.execute(query, values)
        except sqlite3.Error as error:  # a full disk, say: what was kept before stays
            self.trouble = str(error)


def reader_version() -> str:
    """Fingerprint of this installation's reader: of the names, sizes and dates of its own files."""
    digest = hashlib.sha256()
    here = Path(__file__).parent
    for folder in (here, here.parent / "records"):
        for file in sorted(folder.glob("*.py")):
            stat = file.stat()
            digest.update(f"{file.name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return f"{digest.hexdigest()[:16]}{'+ocr' if can_read_scans() else ''}"


def _stat(path: Path) -> tuple[int, int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return (stat.st_size, stat.st_mtime_ns, stat.st_ino)


def _state(paths: Iterable[Path]) -> str:
    return hashlib.sha256("\n".join(f"{p.absolute()} {_stat(p)}" for p in paths).encode()).hexdigest()
