"""One entry of the register file -> an indicator; whatever is not of its form is named with its key."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast, get_args

import tomlkit
from tomlkit.items import InlineTable, Table

from records import (
    Basis,
    Indicator,
    Label,
    Link,
    LinkKind,
    Polarity,
    RagBands,
    RegisterError,
    Unit,
    parse_bands,
    parse_value,
)

KEY_FORM = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_YEAR_FORM = re.compile(r"(?:19|20)\d\d/\d\d")
_FIELDS = (
    "name", "labels", "section", "definition", "population", "unit", "places", "polarity", "basis", "targets", "bands",
    "links", "tolerance", "direction",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Entry:
    """Which entry of which file is being read."""

    key: str
    where: str

    def wrong(self, what: str, why: str) -> RegisterError:
        return RegisterError(
            f"indicator '{self.key}': {what} {why}", where=self.where, next_step="Correct the entry in the register."
        )


def read_indicator(key: str, table: Any, where: str) -> Indicator:
    """Read one table of the register.

    Args:
        key: Its name.
        table: Its fields, as TOML reads them.
        where: What to call the file in an error message.

    Returns:
        The indicator.

    Raises:
        RegisterError: If a field is unknown, missing or has the wrong form; the message names it.
    """
    e = _Entry(key, where)
    if not KEY_FORM.fullmatch(key):
        raise e.wrong("the key", "is not lower case letters, digits and hyphens")
    if not isinstance(table, dict):
        raise e.wrong("the entry", "is not a table")
    unknown = sorted(set(table) - set(_FIELDS))
    if unknown:
        raise e.wrong(f"'{unknown[0]}'", f"is not a field; the fields are {', '.join(_FIELDS)}")
    name = table.get("name", "")
    if not isinstance(name, str) or not name.strip():
        raise e.wrong("'name'", "is missing")
    labels = tuple(_label(e, entry) for entry in table.get("labels", []))
    if name not in {label.text for label in labels}:
        labels = (*labels, Label(name))
    return Indicator(
        key=key,
        name=name,
        labels=labels,
        definition=_text(e, table, "definition"),
        population=_text(e, table, "population"),
        unit=cast(Unit, _one_of(e, table, "unit", get_args(Unit))),
        places=_places(e, table),
        polarity=cast(Polarity, _one_of(e, table, "polarity", get_args(Polarity))),
        basis=cast(Basis, _one_of(e, table, "basis", get_args(Basis))),
        targets={year: _decimal(e, "targets", v) for year, v in _years(e, table, "targets").items()},
        bands={year: _bands(e, v) for year, v in _years(e, table, "bands").items()},
        links=tuple(_link(e, entry) for entry in table.get("links", [])),
        tolerance=_decimal(e, "tolerance", table.get("tolerance", "0")),
        direction=_text(e, table, "direction") or "previous",
        section=_text(e, table, "section"),
    )


def entry_of(indicator: Indicator) -> Table:
    """The table of an indicator, as `read_indicator` reads it back; what is not known is left out."""
    table = tomlkit.table()
    table["name"] = indicator.name
    labels = tomlkit.array().multiline(True)
    for label in indicator.labels or (Label(indicator.name),):
        labels.append(
            _inline(
                text=label.text,
                first=_in_month(label.first),
                last=_in_month(label.last),
                document=label.document,
            )
        )
    table["labels"] = labels
    for field in ("section", "definition", "population", "unit", "polarity", "basis"):
        if getattr(indicator, field):
            table[field] = getattr(indicator, field)
    table["places"] = indicator.places
    if indicator.targets:
        table["targets"] = _inline(**{year: f"{target:f}" for year, target in indicator.targets.items()})
    if indicator.bands:
        table["bands"] = _inline(**{year: str(bands) for year, bands in indicator.bands.items()})
    if indicator.links:
        links = tomlkit.array()
        for link in indicator.links:
            links.append(_inline(kind=link.kind, to=link.to, since=_in_month(link.since), note=link.note))
        table["links"] = links
    return table


def _in_month(when: date | None) -> str:
    return f"{when:%Y-%m}" if when else ""


def _inline(**fields: str) -> InlineTable:
    """An inline table of the fields that say something."""
    entry = tomlkit.inline_table()
    entry.update({field: text for field, text in fields.items() if text})
    return entry


def _label(e: _Entry, entry: Any) -> Label:
    if isinstance(entry, str):
        return Label(entry)
    if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
        raise e.wrong("a label", 'is not of the form { text = "...", first = "2016-05" }')
    return Label(
        entry["text"],
        _month(e, entry.get("first")),
        _month(e, entry.get("last")),
        str(entry.get("document", "")),
    )


def _link(e: _Entry, entry: Any) -> Link:
    if not isinstance(entry, dict) or "kind" not in entry or "to" not in entry:
        raise e.wrong("a link", 'is not of the form { kind = "related", to = "key" }')
    if entry["kind"] not in get_args(LinkKind):
        raise e.wrong(f"the link kind '{entry['kind']}'", f"is not one of {', '.join(get_args(LinkKind))}")
    return Link(
        cast(LinkKind, entry["kind"]),
        str(entry["to"]),
        _month(e, entry.get("since")),
        str(entry.get("note", "")),
    )


def _month(e: _Entry, text: Any) -> date | None:
    if text is None or text == "":
        return None
    if isinstance(text, date):
        return text
    match = re.fullmatch(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])(?:-(\d\d))?", str(text))
    if not match:
        raise e.wrong(f"the month '{text}'", "is not of the form 2016-05")
    try:
        return date(int(match[1]), int(match[2]), int(match[3] or 1))
    except ValueError as error:
        raise e.wrong(f"the date '{text}'", "does not exist") from error


def _years(e: _Entry, table: dict[str, Any], field: str) -> dict[str, Any]:
    found = table.get(field, {})
    if not isinstance(found, dict):
        raise e.wrong(f"'{field}'", 'is not of the form { "2015/16" = "85.0" }')
    for year in found:
        if not _YEAR_FORM.fullmatch(year):
            raise e.wrong(f"the reporting year '{year}' of '{field}'", "is not of the form 2015/16")
    return found


def _decimal(e: _Entry, field: str, value: Any) -> Decimal:
    # As papers print it: 85, "85.0%", "1,200", "£7.00m" (which is 7,000,000 pounds).
    found = parse_value(str(value))
    if found.number is None:
        raise e.wrong(f"'{value}' of '{field}'", "is not a number")
    return found.number


def _bands(e: _Entry, value: Any) -> RagBands:
    found = parse_bands(str(value))
    if found is None:
        raise e.wrong(f"the bandings '{value}'", "are not understood (Below 76% = Red, 76% to 86% = Amber, ...)")
    return found


def _places(e: _Entry, table: dict[str, Any]) -> int:
    places = table.get("places", 1)
    if not isinstance(places, int) or not 0 <= places <= 6:
        raise e.wrong("'places'", "is not a number of decimal places")
    return places


def _text(e: _Entry, table: dict[str, Any], field: str) -> str:
    value = table.get(field, "")
    if not isinstance(value, str):
        raise e.wrong(f"'{field}'", "is not a text")
    return value


def _one_of(e: _Entry, table: dict[str, Any], field: str, allowed: tuple[str, ...]) -> str:
    value = table.get(field, "")
    if value not in allowed:
        raise e.wrong(f"'{value}' of '{field}'", f"is not one of {', '.join(a for a in allowed if a)}")
    return str(value)
