"""The register: the council's indicators and their names through time, kept as a text file.

The file is TOML under version control. It is read and written so that comments and order survive, by hand
and by tool alike. ``resolve`` turns a printed name into a key, or says why it does not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, cast, get_args

import tomlkit
from tomlkit.exceptions import TOMLKitError

from normalise.decisions import Decisions
from normalise.resolving import Decision, Resolver, SupportsEvidence
from records import (
    Basis,
    Indicator,
    Label,
    Link,
    LinkKind,
    OutputError,
    Polarity,
    RagBands,
    RegisterError,
    Unit,
    parse_bands,
    resource,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from normalise.glossary import Glossary

KEY_FORM = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_YEAR_FORM = re.compile(r"(?:19|20)\d\d/\d\d")
_FIELDS = (
    "name", "labels", "section", "definition", "population", "unit", "places", "polarity", "basis", "targets", "bands",
    "links", "tolerance", "direction",
)  # fmt: skip


class Register(Mapping[str, Indicator]):
    """Indicators by key, in the order of the file.

    Args:
        document: The parsed TOML file.
        path: Where it was read; None for one made in memory.
        decisions: What people decided about names; none if None.
        glossary: The glossary; the one that travels with the product if None.

    Raises:
        RegisterError: If an entry has the wrong form.
    """

    def __init__(
        self,
        document: tomlkit.TOMLDocument,
        *,
        path: Path | None = None,
        decisions: Decisions | None = None,
        glossary: Glossary | None = None,
    ) -> None:
        self.document = document
        self.path = path
        self.decisions = decisions if decisions is not None else Decisions()
        self._glossary = glossary
        self._where = str(path) if path else "register"
        self._indicators: dict[str, Indicator] = {}
        self._resolver: Resolver | None = None
        self._read()

    @classmethod
    def load(
        cls, path: Path | None = None, *, decisions: Path | None = None, glossary: Glossary | None = None
    ) -> Register:
        """Read a register and, where they exist, the decisions kept beside it.

        Args:
            path: The TOML file; the starter register that travels with the product if None.
            decisions: The decisions file; ``decisions.toml`` beside the register if None.
            glossary: The glossary; the one that travels with the product if None.

        Returns:
            The register.

        Raises:
            RegisterError: If a file is missing, is not valid TOML, or an entry has the wrong form.
        """
        where = path or resource("templates", "register.toml")
        try:
            document = tomlkit.parse(where.read_text(encoding="utf-8-sig"))
        except FileNotFoundError as error:
            raise RegisterError(
                "there is no such register",
                where=str(where),
                next_step="Copy the starter register with:  panelpaper register new register.toml",
            ) from error
        except (OSError, UnicodeDecodeError, TOMLKitError) as error:
            raise RegisterError(
                "the register cannot be read",
                where=str(where),
                why=str(error),
                next_step="Correct the line named above; an indicator's key may stand only once.",
            ) from error
        beside = decisions or (where.with_name("decisions.toml") if path else None)
        return cls(document, path=path, decisions=Decisions.load(beside) if beside else None, glossary=glossary)

    def __getitem__(self, key: str) -> Indicator:
        return self._indicators[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._indicators)

    def __len__(self) -> int:
        return len(self._indicators)

    @property
    def council(self) -> str:
        """The council whose register it is; empty where not stated."""
        return str(self.document.get("council", ""))

    def resolve(
        self,
        name: str,
        *,
        section: str | None = None,
        polarity: str | None = None,
        basis: str | None = None,
        unit: str | None = None,
        table: str | None = None,
        indicator_id: str | None = None,
        target: str | None = None,
        evidence: Iterable[SupportsEvidence] = (),
    ) -> Decision:
        """Decide which indicator a printed name is.

        A person's decision comes first, then an exact label, then a name that says the same in other words,
        then names of which every slot agrees. What the row prints beside the name (polarity, basis, unit,
        target) and the evidence of its figures confirm, or send the name to review. Local identifiers change
        with every re-ordering and decide nothing.

        Args:
            name: As printed.
            section: Heading it stands under, as printed.
            polarity: As printed beside it (H, L, T); None where not known.
            basis: As printed beside it (SS, YTD ...); None where not known.
            unit: Unit of its figures; None where not known.
            table: Kind of table it stands in.
            indicator_id: As printed; kept in the reasons only.
            target: As printed beside it; kept in the reasons only, since targets change with the year.
            evidence: What the figures say about candidate keys.

        Returns:
            The decision: accept with its key, review with candidates, or new.
        """
        if self._resolver is None:
            self._resolver = Resolver(self._indicators, self.decisions, self._glossary)
        return self._resolver.resolve(
            name,
            section=section or "",
            polarity=polarity or "",
            basis=basis or "",
            unit=unit or "",
            table=table or "",
            indicator_id=indicator_id or "",
            target=target or "",
            evidence=tuple(evidence),
        )

    def related(self, key: str) -> tuple[Link, ...]:
        """Links of an indicator in both directions, seen from it.

        Args:
            key: A register key.

        Returns:
            Its own links, and those of others to it turned round (narrower becomes broader).

        Raises:
            RegisterError: If there is no such key.
        """
        own = list(self._known(key).links)
        turned: dict[str, str] = {"narrower": "broader", "broader": "narrower"}
        for other, indicator in self._indicators.items():
            for link in indicator.links:
                if link.to == key and other not in {found.to for found in own}:
                    own.append(Link(cast(LinkKind, turned.get(link.kind, link.kind)), other, link.since, link.note))
        return tuple(own)

    def add_label(
        self, key: str, text: str, *, first: date | None = None, last: date | None = None, document: str = ""
    ) -> None:
        """Add a name to an indicator's history, at the end; nothing happens where it stands there already.

        Args:
            key: A register key.
            text: The name as printed.
            first: First publication month that printed it.
            last: Last one; None where it is still in use.
            document: Where it was seen.

        Raises:
            RegisterError: If there is no such key.
        """
        indicator = self._known(key)
        if any(label.text == text for label in indicator.labels):
            return
        entry = tomlkit.inline_table()
        entry["text"] = text
        for field, when in (("first", first), ("last", last)):
            if when is not None:
                entry[field] = f"{when:%Y-%m}"
        if document:
            entry["document"] = document
        table = cast(Any, self.document["indicators"])[key]
        if "labels" not in table:
            table["labels"] = tomlkit.array().multiline(True)
        table["labels"].append(entry)
        self._reread()

    def add_indicator(self, indicator: Indicator) -> None:
        """Add an indicator at the end of the register.

        Args:
            indicator: With a key that is not in use.

        Raises:
            RegisterError: If the key is in use or has the wrong form.
        """
        if indicator.key in self._indicators:
            raise RegisterError(f"the key '{indicator.key}' is in use already", where=self._where)
        table = tomlkit.table()
        table["name"] = indicator.name
        labels = tomlkit.array().multiline(True)
        for label in indicator.labels or (Label(indicator.name),):
            entry = tomlkit.inline_table()
            entry["text"] = label.text
            for field, when in (("first", label.first), ("last", label.last)):
                if when is not None:
                    entry[field] = f"{when:%Y-%m}"
            if label.document:
                entry["document"] = label.document
            labels.append(entry)
        table["labels"] = labels
        for field in ("section", "definition", "population", "unit", "polarity", "basis"):
            if getattr(indicator, field):
                table[field] = getattr(indicator, field)
        table["places"] = indicator.places
        if indicator.targets:
            targets = tomlkit.inline_table()
            targets.update({year: str(target) for year, target in indicator.targets.items()})
            table["targets"] = targets
        if indicator.links:
            links = tomlkit.array()
            for link in indicator.links:
                entry = tomlkit.inline_table()
                entry.update({"kind": link.kind, "to": link.to})
                if link.since:
                    entry["since"] = f"{link.since:%Y-%m}"
                if link.note:
                    entry["note"] = link.note
                links.append(entry)
            table["links"] = links
        cast(Any, self.document.setdefault("indicators", tomlkit.table(is_super_table=True)))[indicator.key] = table
        self._reread()

    def save(self, path: Path | None = None) -> None:
        """Write the register back, comments and order as they were.

        Args:
            path: Where to; where it was read if None.

        Raises:
            OutputError: If it cannot be written, or nowhere was named for the starter register.
        """
        where = path or self.path
        if where is None:
            raise OutputError(
                "the starter register that came with panelpaper is not changed",
                next_step="Save it under a name of your own.",
            )
        write_text(where, tomlkit.dumps(self.document))
        self.path, self._where = where, str(where)

    def _known(self, key: str) -> Indicator:
        try:
            return self._indicators[key]
        except KeyError:
            raise RegisterError(
                f"there is no indicator '{key}' in the register",
                where=self._where,
                next_step="Check the key's spelling.",
            ) from None

    def _reread(self) -> None:
        self._resolver = None
        self._read()

    def _read(self) -> None:
        tables = self.document.get("indicators", {})
        if not isinstance(tables, Mapping):
            raise RegisterError("'indicators' is not a set of tables", where=self._where)
        plain = cast(dict[str, Any], tables.unwrap() if hasattr(tables, "unwrap") else dict(tables))
        self._indicators = {key: self._indicator(key, table) for key, table in plain.items()}

    def _indicator(self, key: str, table: Any) -> Indicator:
        if not KEY_FORM.fullmatch(key):
            raise self._wrong(key, "the key", "is not lower case letters, digits and hyphens")
        if not isinstance(table, dict):
            raise self._wrong(key, "the entry", "is not a table")
        unknown = sorted(set(table) - set(_FIELDS))
        if unknown:
            raise self._wrong(key, f"'{unknown[0]}'", f"is not a field; the fields are {', '.join(_FIELDS)}")
        name = table.get("name", "")
        if not isinstance(name, str) or not name.strip():
            raise self._wrong(key, "'name'", "is missing")
        labels = tuple(self._label(key, entry) for entry in table.get("labels", []))
        if name not in {label.text for label in labels}:
            labels = (*labels, Label(name))
        return Indicator(
            key=key,
            name=name,
            labels=labels,
            definition=self._text(key, table, "definition"),
            population=self._text(key, table, "population"),
            unit=cast(Unit, self._one_of(key, table, "unit", get_args(Unit))),
            places=self._places(key, table),
            polarity=cast(Polarity, self._one_of(key, table, "polarity", get_args(Polarity))),
            basis=cast(Basis, self._one_of(key, table, "basis", get_args(Basis))),
            targets={year: self._decimal(key, "targets", v) for year, v in self._years(key, table, "targets").items()},
            bands={year: self._bands(key, v) for year, v in self._years(key, table, "bands").items()},
            links=tuple(self._link(key, entry) for entry in table.get("links", [])),
            tolerance=self._decimal(key, "tolerance", table.get("tolerance", "0")),
            direction=self._text(key, table, "direction") or "previous",
            section=self._text(key, table, "section"),
        )

    def _label(self, key: str, entry: Any) -> Label:
        if isinstance(entry, str):
            return Label(entry)
        if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
            raise self._wrong(key, "a label", 'is not of the form { text = "...", first = "2016-05" }')
        return Label(
            entry["text"],
            self._month(key, entry.get("first")),
            self._month(key, entry.get("last")),
            str(entry.get("document", "")),
        )

    def _link(self, key: str, entry: Any) -> Link:
        if not isinstance(entry, dict) or "kind" not in entry or "to" not in entry:
            raise self._wrong(key, "a link", 'is not of the form { kind = "related", to = "key" }')
        if entry["kind"] not in get_args(LinkKind):
            raise self._wrong(key, f"the link kind '{entry['kind']}'", f"is not one of {', '.join(get_args(LinkKind))}")
        return Link(
            cast(LinkKind, entry["kind"]),
            str(entry["to"]),
            self._month(key, entry.get("since")),
            str(entry.get("note", "")),
        )

    def _month(self, key: str, text: Any) -> date | None:
        if text is None or text == "":
            return None
        if isinstance(text, date):
            return text
        match = re.fullmatch(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])(?:-(\d\d))?", str(text))
        if not match:
            raise self._wrong(key, f"the month '{text}'", "is not of the form 2016-05")
        try:
            return date(int(match[1]), int(match[2]), int(match[3] or 1))
        except ValueError as error:
            raise self._wrong(key, f"the date '{text}'", "does not exist") from error

    def _years(self, key: str, table: dict[str, Any], field: str) -> dict[str, Any]:
        found = table.get(field, {})
        if not isinstance(found, dict):
            raise self._wrong(key, f"'{field}'", 'is not of the form { "2015/16" = "85.0" }')
        for year in found:
            if not _YEAR_FORM.fullmatch(year):
                raise self._wrong(key, f"the reporting year '{year}' of '{field}'", "is not of the form 2015/16")
        return found

    def _decimal(self, key: str, field: str, value: Any) -> Decimal:
        try:
            return Decimal(str(value).replace(",", "").rstrip("%"))
        except InvalidOperation as error:
            raise self._wrong(key, f"'{value}' of '{field}'", "is not a number") from error

    def _bands(self, key: str, value: Any) -> RagBands:
        found = parse_bands(str(value))
        if found is None:
            raise self._wrong(
                key, f"the bandings '{value}'", "are not understood (Below 76% = Red, 76% to 86% = Amber, ...)"
            )
        return found

    def _places(self, key: str, table: dict[str, Any]) -> int:
        places = table.get("places", 1)
        if not isinstance(places, int) or not 0 <= places <= 6:
            raise self._wrong(key, "'places'", "is not a number of decimal places")
        return places

    def _text(self, key: str, table: dict[str, Any], field: str) -> str:
        value = table.get(field, "")
        if not isinstance(value, str):
            raise self._wrong(key, f"'{field}'", "is not a text")
        return value

    def _one_of(self, key: str, table: dict[str, Any], field: str, allowed: tuple[str, ...]) -> str:
        value = table.get(field, "")
        if value not in allowed:
            raise self._wrong(key, f"'{value}' of '{field}'", f"is not one of {', '.join(a for a in allowed if a)}")
        return str(value)

    def _wrong(self, key: str, what: str, why: str) -> RegisterError:
        return RegisterError(
            f"indicator '{key}': {what} {why}", where=self._where, next_step="Correct the entry in the register."
        )


def write_text(path: Path, text: str) -> None:
    """Write a text file whole or not at all.

    Args:
        path: The file; an existing one is replaced only once the new one is complete.
        text: Its content, written as UTF-8.

    Raises:
        OutputError: If it cannot be written.
    """
    partial = path.with_name(path.name + ".part")
    try:
        partial.write_text(text, encoding="utf-8", newline="\n")
        partial.replace(path)
    except OSError as error:
        raise OutputError(
            "the file cannot be written", where=str(path), why=str(error), next_step="Close it elsewhere and try again."
        ) from error
