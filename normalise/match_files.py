"""Lists of names in CSV files: read, match, write the verdicts."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from normalise.match import TOP, Match, match_names
from records import InputError, MissingInputError, OutputError, UnreadableError

if TYPE_CHECKING:
    from pathlib import Path

    from normalise.glossary import Glossary

_NAME_COLUMNS = ("name", "printed_name", "indicator", "measure", "label", "title", "description")
_KEY_COLUMNS = ("key", "register_key", "indicator_key", "code", "id")

VERDICT_COLUMNS = (
    "name", "verdict", "register_name", "register_key",
    *(f"candidate_{n}" for n in range(1, TOP + 1)), *(f"candidate_{n}_key" for n in range(1, TOP + 1)),
    "score", "reasons",
)  # fmt: skip
"""Columns of the verdicts file: the score (0 to 100) is the best candidate's and ranks only."""


@dataclass(frozen=True)
class NameList:
    """Names read from a CSV file.

    Attributes:
        names: As printed.
        keys: Their keys; empty texts where the file has none.
        groups: The value of the grouping column; empty texts where none was asked for.
    """

    names: tuple[str, ...]
    keys: tuple[str, ...]
    groups: tuple[str, ...]


def read_names(path: Path, *, group: str | None = None) -> NameList:
    """Read names from a CSV file: the column "name", "printed_name" or "indicator", else the first.

    Args:
        path: A CSV file in UTF-8 (or the Windows code page that Excel writes), with a header line.
        group: A column that splits the list into parts (one document each).

    Returns:
        The names with their keys and groups; lines with an empty name are left out.

    Raises:
        MissingInputError: If there is no such file, or it holds no names.
        UnreadableError: If it is not a CSV text.
        InputError: If the grouping column is not in the file.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise MissingInputError(
            "the file cannot be read", where=str(path), why=str(error), next_step="Check the name and the folder."
        ) from error
    if b"\x00" in data[:4096]:
        raise UnreadableError(
            "this is not a CSV file", where=str(path), next_step="Save the list as CSV (UTF-8) in Excel and try again."
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count) if any(c in first for c in ",;\t") else ","
    try:
        rows = list(csv.DictReader(text.splitlines(keepends=True), delimiter=delimiter))
        header = next(csv.reader([first], delimiter=delimiter)) if first.strip() else []
    except csv.Error as error:
        raise UnreadableError("the CSV file is broken", where=str(path), why=str(error)) from error
    header = [h.strip() for h in header]
    if not header or not rows:
        raise MissingInputError(
            "there are no names in this file", where=str(path), next_step="Give it a header line and one name a line."
        )
    lower = {h.lower(): h for h in header}
    name_column = next((lower[c] for c in _NAME_COLUMNS if c in lower), header[0])
    key_column = next((lower[c] for c in _KEY_COLUMNS if c in lower and lower[c] != name_column), None)
    if group is not None and group not in header:
        raise InputError(
            f"there is no column '{group}'", where=str(path), next_step=f"The columns are: {', '.join(header)}."
        )
    clean_rows = [{(k or "").strip(): (v or "") for k, v in row.items() if isinstance(v, str)} for row in rows]
    kept = [row for row in clean_rows if row.get(name_column, "").strip()]
    return NameList(
        tuple(row[name_column] for row in kept),
        tuple(row.get(key_column, "") if key_column else "" for row in kept),
        tuple(row.get(group, "") if group else "" for row in kept),
    )


def match_lists(names: NameList, register: NameList, *, glossary: Glossary | None = None) -> list[Match]:
    """Match a list to a register, group by group where both are grouped.

    Args:
        names: The printed names.
        register: The register's names; its groups are the same texts.
        glossary: The glossary; the one that travels with the product if None.

    Returns:
        One match for each name in order; ``register_index`` counts in the whole register.
    """
    out: list[Match | None] = [None] * len(names.names)
    for part in dict.fromkeys(names.groups):
        left = [at for at, g in enumerate(names.groups) if g == part]
        right = [at for at, g in enumerate(register.groups) if g == part]
        found = match_names([names.names[at] for at in left], [register.names[at] for at in right], glossary=glossary)
        for at, match in zip(left, found, strict=True):
            out[at] = match.shifted(right)
    return [match for match in out if match is not None]


def write_verdicts(path: Path, matches: list[Match], register: NameList) -> None:
    """Write the verdicts file.

    Args:
        path: The CSV file to write; an existing one is replaced.
        matches: From ``match_lists``.
        register: The register they were matched to.

    Raises:
        OutputError: If the file cannot be written.
    """
    try:
        with path.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.writer(stream)
            writer.writerow(VERDICT_COLUMNS)
            for match in matches:
                key = register.keys[match.register_index] if match.register_index is not None else ""
                shown = [c.name for c in match.candidates] + [""] * (TOP - len(match.candidates))
                keys = [register.keys[c.index] for c in match.candidates] + [""] * (TOP - len(match.candidates))
                best = f"{match.candidates[0].score:.1f}" if match.candidates else ""
                row = [
                    match.name,
                    match.verdict,
                    match.register_name or "",
                    key,
                    *shown,
                    *keys,
                    best,
                    "; ".join(match.reasons),
                ]
                writer.writerow([safe_cell(cell) for cell in row])
    except OSError as error:
        raise OutputError(
            "the verdicts cannot be written",
            where=str(path),
            why=str(error),
            next_step="Close the file in Excel and try again.",
        ) from error


def safe_cell(text: str) -> str:
    """A text that a spreadsheet shows as it is and never runs: an apostrophe goes before a formula sign."""
    bare = text.lstrip("'")
    if bare[:1] in {"=", "@", "\t", "\r"} or (bare[:1] in {"+", "-"} and not bare[1:2].isdigit()):
        return "'" + text
    return text
