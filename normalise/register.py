"""The register: the council's indicators and their names through time, kept as a text file.

The file is TOML under version control. It is read and written so that comments and order survive, by hand
and by tool alike. ``resolve`` turns a printed name into a key, or says why it does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, cast

import tomlkit
from tomlkit.exceptions import TOMLKitError

from normalise.decisions import Decisions
from normalise.glossary import Glossary
from normalise.register_entries import entry_of, read_indicator
from normalise.resolving import Decision, Resolver, SupportsEvidence
from records import Indicator, Link, LinkKind, OutputError, RegisterError, resource

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


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
        self.glossary = glossary
        self._where = str(path) if path else "register"
        self._indicators: dict[str, Indicator] = {}
        self._links_to: dict[str, list[tuple[str, Link]]] = {}
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
            glossary: The glossary; if None the product's, with the words of ``glossary.toml`` beside the
                register where there is one.

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
        own_words = where.with_name("glossary.toml") if path else None
        if glossary is None and own_words is not None and own_words.is_file():
            glossary = Glossary.load(own_words)
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
        published: date | None = None,
        evidence: Iterable[SupportsEvidence] = (),
        **others: Any,
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
            published: When the publication was issued: tells apart indicators that bore one name in turn, as
                after a redefinition; None where not known.
            evidence: What the figures say about candidate keys.
            others: None; what is not listed here is refused, so that a misspelt word is not lost.

        Returns:
            The decision: accept with its key, review with candidates, or new.

        Raises:
            TypeError: If something else is given.
        """
        if others:
            raise TypeError(f"resolve() knows nothing of {', '.join(others)}")
        if self._resolver is None:
            self._resolver = Resolver(self._indicators, self.decisions, self.glossary)
        return self._resolver.resolve(
            name,
            section=section or "",
            polarity=polarity or "",
            basis=basis or "",
            unit=unit or "",
            table=table or "",
            indicator_id=indicator_id or "",
            target=target or "",
            published=published,
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
        for other, link in self._links_to.get(key, ()):
            if other not in {found.to for found in own}:
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
        self.add_indicators([indicator])

    def add_indicators(self, indicators: Iterable[Indicator]) -> None:
        """Add indicators at the end of the register, in order.

        Args:
            indicators: With keys that are not in use.

        Raises:
            RegisterError: If a key is in use or has the wrong form; nothing is added then.
        """
        tables = cast(Any, self.document.setdefault("indicators", tomlkit.table(is_super_table=True)))
        adding = list(indicators)
        keys = [*self._indicators, *(i.key for i in adding)]
        twice = next((key for n, key in enumerate(keys) if key in keys[:n]), None)
        if twice is not None:
            raise RegisterError(f"the key '{twice}' is in use already", where=self._where)
        for indicator in adding:
            tables[indicator.key] = entry_of(indicator)
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
        self._indicators = {key: read_indicator(key, table, self._where) for key, table in plain.items()}
        self._links_to = {}
        for key, indicator in self._indicators.items():
            for link in indicator.links:
                self._links_to.setdefault(link.to, []).append((key, link))


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
