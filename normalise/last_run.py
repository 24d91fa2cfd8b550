"""What the last back-fill left: a run over unchanged files, register and store has nothing to do.

Kept in the store, beside what it is about. It is looked at with the standard library alone, because the database
engine and the register take longer to load than an unchanged archive takes to look through.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from records import resource

BESIDE = ("decisions.toml", "glossary.toml")
"""Files beside a register that decide names with it."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a run over the same files prints again.

    Attributes:
        rows: Of the table of publications.
        lines: Below it.
        exit_code: Of the run.
    """

    rows: list[list[str]] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    exit_code: int = 0


@dataclass(frozen=True, slots=True)
class State:
    """Everything that a run depends on but the store, in three hashes.

    Attributes:
        asked: The store, the files and the folders that a person named.
        files: All files in them: name, size, date and inode, and this installation's own.
        register: The register and what lies beside it.
    """

    asked: str
    files: str
    register: str


def state_of(store: str, paths: Sequence[Path], files: Iterable[Path], register: Path | None) -> State:
    """The state before a run.

    Args:
        store: As a person named it.
        paths: As a person named them.
        files: All files found in them, documents and others.
        register: The register's file; None for the one that travels with the product.
    """
    own = Path(__file__).parent.parent
    ours = (p for stage in ("records", "extract", "normalise") for p in sorted((own / stage).glob("*.py")))
    where = register if register is not None else resource("templates", "register.toml")
    texts = [where, *(where.with_name(name) for name in BESIDE if register is not None)]
    return State(
        _hash([store, *(str(p.absolute()) for p in paths)]),
        _hash(f"{p.absolute()} {_looks(p)}" for p in (*files, *ours)),
        _hash(_content(p) for p in texts),
    )


def told_before(store: str, state: State) -> Told | None:
    """What the last run over these files told, where neither they, the register nor the store changed since."""
    found = _ask(store, "SELECT files, register, content, facts FROM run WHERE asked = ? ORDER BY id DESC", state.asked)
    if found is None or found[:2] != (state.files, state.register) or found[2] != content_of(store):
        return None
    try:
        return Told(**json.loads(found[3]))
    except (ValueError, TypeError):
        return None


def is_settled(store: str, state: State) -> bool:
    """Whether every name in the store was asked for with this very register, and nothing was added since."""
    found = _ask(store, "SELECT content FROM run WHERE register = ? ORDER BY id DESC", state.register)
    return found is not None and found[0] == content_of(store)


CONTENT = """SELECT (SELECT count(*) FROM publication), (SELECT coalesce(max(id), 0) FROM publication),
    (SELECT coalesce(max(id), 0) FROM resolution)"""
"""What changes whenever anything is added to a store; it only grows."""


def content_of(store: str) -> str:
    """The state of a store's content; "" where it cannot be told so quickly."""
    found = _ask(store, CONTENT)
    return "" if found is None else " ".join(map(str, found))


def facts_of(told: Told) -> str:
    """What is kept of a run, as text."""
    return json.dumps({"rows": told.rows, "lines": told.lines, "exit_code": told.exit_code}, ensure_ascii=False)


def _ask(store: str, query: str, *values: str) -> tuple[str, ...] | None:
    """The first row; None where there is none, or no store that can be looked at this way."""
    if "://" in store or not Path(store).is_file():
        return None
    address = f"file:{quote(str(Path(store).absolute()))}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=1)) as raw:
            row: tuple[str, ...] | None = raw.execute(query, values).fetchone()
            return row
    except sqlite3.Error:  # locked, older, damaged, or none of ours: the ordinary way says what is wrong
        return None


def _hash(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()


def _looks(path: Path) -> str:
    try:
        stat = path.stat()
    except OSError:
        return "gone"
    return f"{stat.st_size} {stat.st_mtime_ns} {stat.st_ino}"


def _content(path: Path) -> str:
    try:
        return f"{path.name} {hashlib.sha256(path.read_bytes()).hexdigest()}"
    except OSError:
        return f"{path.name} none"
