"""What people decided about names: kept in a text file, never asked again, never changed by a rerun."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

import tomlkit
from tomlkit.exceptions import TOMLKitError

from normalise.canonical import clean, plain
from normalise.period_words import strip_period
from records import RegisterError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Ruling = Literal["same", "new", "not an indicator", "different"]
"""same: the name is this key; new: it is an indicator the register lacks; different: it is not this key."""


@dataclass(frozen=True, slots=True)
class PersonDecision:
    """One decision of a person about one printed name.

    Attributes:
        name: As printed.
        ruling: What was decided.
        key: The register key it is about; empty for "new" and "not an indicator".
        who: Who decided.
        when: The day.
        why: The reason given.
        section: The heading it is limited to; empty for everywhere.
    """

    name: str
    ruling: Ruling
    key: str
    who: str
    when: date
    why: str = ""
    section: str = ""

    @property
    def form(self) -> tuple[str, str]:
        """What two printings share for which it is the same question: name without period, section."""
        return question(self.name, self.section)


def question(name: str, section: str = "") -> tuple[str, str]:
    """The question that a printed name puts, whatever its capitals, punctuation and period.

    Args:
        name: As printed.
        section: As printed; empty for everywhere.
    """
    return _question(name, section)


# The same names come back in every publication.
@lru_cache(maxsize=8_192)
def _question(name: str, section: str) -> tuple[str, str]:
    return plain(strip_period(clean(name))), plain(clean(section))


class Decisions:
    """The decisions file.

    Args:
        document: The parsed TOML file; an empty one if None.
        path: Where it was read; None for one in memory.

    Raises:
        RegisterError: If an entry has the wrong form.
    """

    def __init__(self, document: tomlkit.TOMLDocument | None = None, *, path: Path | None = None) -> None:
        self.path = path
        self.document = document if document is not None else _fresh()
        self._found: dict[tuple[str, str], list[PersonDecision]] = {}
        for entry in self.document.unwrap().get("decision", []):
            self._keep(_read(entry, str(path) if path else "decisions"))

    @classmethod
    def load(cls, path: Path) -> Decisions:
        """Read a decisions file; one that does not exist yet is empty.

        Args:
            path: The TOML file.

        Returns:
            The decisions.

        Raises:
            RegisterError: If the file is not valid TOML, or an entry has the wrong form.
        """
        if not path.exists():
            return cls(path=path)
        try:
            document = tomlkit.parse(path.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError, TOMLKitError) as error:
            raise RegisterError(
                "the decisions cannot be read",
                where=str(path),
                why=str(error),
                next_step="Correct the line named above.",
            ) from error
        return cls(document, path=path)

    def __iter__(self) -> Iterator[PersonDecision]:
        for found in self._found.values():
            yield from found

    def __len__(self) -> int:
        return sum(len(found) for found in self._found.values())

    def about(self, name: str, section: str = "") -> tuple[PersonDecision, ...]:
        """The decisions that settle or narrow a printed name.

        Args:
            name: As printed.
            section: As printed.

        Returns:
            Those limited to this section first, then those for everywhere; the latest of each first.
        """
        form, place = question(name, section)
        own = self._found.get((form, place), []) if place else []
        return (*reversed(own), *reversed(self._found.get((form, ""), [])))

    def add(self, decision: PersonDecision) -> bool:
        """Keep a decision.

        Args:
            decision: What a person decided.

        Returns:
            False where exactly this was decided already: nothing is written twice.

        Raises:
            RegisterError: If another key, or "new", was decided for the same name before: a person must take
                that decision out of the file first.
        """
        earlier = [d for d in self._found.get(decision.form, []) if d.ruling != "different"]
        for found in earlier:
            if decision.ruling == "different" and decision.key != found.key:
                continue
            if (found.ruling, found.key) == (decision.ruling, decision.key):
                return False
            raise RegisterError(
                f"'{decision.name}' was decided before: {found.ruling} {found.key} by {found.who} on {found.when}",
                where=str(self.path) if self.path else "decisions",
                next_step="To change it, edit that entry of the decisions file.",
            )
        if any(d == decision for d in self._found.get(decision.form, [])):
            return False
        table = tomlkit.table()
        for field, value in (
            ("name", decision.name), ("ruling", decision.ruling), ("key", decision.key), ("section", decision.section),
            ("who", decision.who), ("when", decision.when), ("why", decision.why),
        ):  # fmt: skip
            if value != "":
                table[field] = value
        if "decision" not in self.document:
            self.document["decision"] = tomlkit.aot()
        cast(Any, self.document["decision"]).append(table)
        self._keep(decision)
        return True

    def save(self, path: Path | None = None) -> None:
        """Write the decisions, comments and order as they were.

        Args:
            path: Where to; where they were read if None.

        Raises:
            OutputError: If they cannot be written.
            RegisterError: If there is nowhere to write them.
        """
        from normalise.register import write_text

        where = path or self.path
        if where is None:
            raise RegisterError("no file was named for the decisions")
        write_text(where, tomlkit.dumps(self.document))
        self.path = where

    def _keep(self, decision: PersonDecision) -> None:
        self._found.setdefault(decision.form, []).append(decision)


def _fresh() -> tomlkit.TOMLDocument:
    document = tomlkit.document()
    document.add(tomlkit.comment("What people decided about printed names. Settled questions are not asked again;"))
    document.add(tomlkit.comment("to reopen one, take its entry out."))
    return document


def _read(entry: Any, where: str) -> PersonDecision:
    try:
        ruling, when = str(entry["ruling"]), entry["when"]
        decision = PersonDecision(
            str(entry["name"]),
            cast(Ruling, ruling),
            str(entry.get("key", "")),
            str(entry["who"]),
            when if isinstance(when, date) else date.fromisoformat(str(when)),
            str(entry.get("why", "")),
            str(entry.get("section", "")),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise RegisterError(
            "a decision lacks its name, ruling, who or when",
            where=where,
            why=str(error),
            next_step="Complete the entry.",
        ) from error
    if ruling not in get_args(Ruling):
        raise RegisterError(f"the ruling '{ruling}' is not one of {', '.join(get_args(Ruling))}", where=where)
    if ruling in {"same", "different"} and not decision.key:
        raise RegisterError(f"the decision about '{decision.name}' names no key", where=where)
    return decision
