"""The documents among files and folders that a person names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from records import MissingInputError

DOCUMENTS = frozenset({".pdf", ".docx", ".docm", ".txt", ".text", ".md", ".markdown", ".xlsx", ".xlsm", ".csv", ".tsv"})
"""Endings of files that are taken from a folder; a file that is named itself is always tried."""


def find_files(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Documents among files and folders.

    Args:
        paths: Files are taken as they are; folders are searched to any depth.

    Returns:
        Documents in order of path, none twice; and what was left alone in the folders.

    Raises:
        MissingInputError: If a path does not exist, or there is no document in all of them.
    """
    found: dict[Path, None] = {}
    other: list[Path] = []
    for path in paths:
        if path.is_dir():
            for file in sorted(path.rglob("*")):
                if not file.is_file() or any(p.startswith((".", "~$")) for p in file.relative_to(path).parts):
                    continue
                if file.suffix.lower() in DOCUMENTS:
                    found[file] = None
                else:
                    other.append(file)
        elif path.exists():
            found[path] = None
        else:
            raise MissingInputError("there is no such file or folder", where=str(path))
    if not found:
        raise MissingInputError(
            "there is no document to read",
            where=", ".join(map(str, paths)),
            why=f"documents end in {', '.join(sorted(DOCUMENTS))}",
            next_step="Give the folder or the files that hold the publications.",
        )
    return list(found), other
