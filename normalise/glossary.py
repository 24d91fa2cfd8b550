"""The glossary: which words mean the same, and which never do.

It is a text file (``templates/glossary.toml``) that a council edits; this module reads it once and
answers three questions: what is the base of a printed word, which phrases stand for one meaning, and to
which closed family (slot) a word belongs.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from records.errors import RegisterError
from records.resources import resource

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

_TABLES = (
    "phrases",
    "second_pass",
    "forms",
    "verbs",
    "harmless",
    "done_words",
    "basis",
    "headings",
    "slots",
    "vocabulary",
)


OWN_WORDS = """# Your council's own words and abbreviations, on top of those that panelpaper knows.
#
# The short form stands on the left, every way of printing it on the right:
#
#   [phrases]
#   art = ["access to resources team", "art"]
#
# Single words, printed = meant:
#
#   [forms]
#   yp = "person"

[phrases]

[forms]
"""
"""What a new glossary.toml of a council holds."""


@dataclass(frozen=True, eq=False)
class Glossary:
    """A glossary ready for use; compared by identity, so that parsed names can be cached beside it.

    Attributes:
        forms: Printed word -> base form.
        phrases: First base word -> (phrase, meaning) pairs, the longest phrase first.
        second: The same for the second pass, which runs once the small words are gone.
        harmless: Words that never change what is measured.
        done_words: Words dropped where the name has a time limit.
        flow: Words that count what happens through a period.
        stock: Words that say how things stand at its end.
        headings: Base words of headings that only name the subject of what follows.
        slot_of: Word -> its closed families.
        vocabulary: Every word that is known from anywhere in the glossary.
        shown: Made-up base words ("intime") -> how to print them for a reader ("within timescale").
    """

    forms: Mapping[str, str]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]
    second: Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]
    harmless: frozenset[str]
    done_words: frozenset[str]
    flow: frozenset[str]
    stock: frozenset[str]
    headings: frozenset[tuple[str, ...]]
    slot_of: Mapping[str, tuple[str, ...]]
    vocabulary: frozenset[str]
    shown: Mapping[str, str]
    _stems: dict[str, str] = field(default_factory=dict, repr=False)

    @classmethod
    def load(cls, path: Path | None = None) -> Glossary:
        """Read the glossary that travels with the product, and a council's own words on top of it.

        Args:
            path: A TOML file of the same tables that adds to the product's; None for the product's alone. A
                phrase that it gives another meaning has that meaning only.

        Returns:
            The glossary.

        Raises:
            RegisterError: If the file is not valid TOML, or a table has the wrong form.
        """
        own = resource("templates", "glossary.toml")
        data = _toml(own)
        if path is not None:
            added = _toml(path)
            cls.from_data(added, where=str(path))  # names what is wrong in the council's own file
            data = _merged(data, added)
        return cls.from_data(data, where=str(path or own))

    @classmethod
    def from_data(cls, data: Mapping[str, Any], *, where: str = "glossary") -> Glossary:
        """Build a glossary from the tables of its file.

        Args:
            data: The tables, as TOML reads them.
            where: What to call the file in an error message.

        Returns:
            The glossary.

        Raises:
            RegisterError: If a table is unknown or has the wrong form.
        """
        unknown = sorted(set(data) - set(_TABLES))
        if unknown:
            raise RegisterError(
                f"unknown table [{unknown[0]}] in the glossary",
                where=where,
                next_step=f"The tables are: {', '.join(_TABLES)}.",
            )
        for table in ("phrases", "second_pass", "slots"):
            for key, value in data.get(table, {}).items():
                if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
                    raise RegisterError(
                        f"'{key}' in [{table}] is not a list of texts",
                        where=where,
                        next_step=f'Write it as  {key} = ["phrase", "another phrase"]',
                    )
        forms = {str(k).lower(): str(v).lower() for k, v in data.get("forms", {}).items()}
        for base in data.get("verbs", {}).get("bases", []):
            for ending in _endings(base):
                forms.setdefault(ending, base)
        none: frozenset[Any] = frozenset()
        stub = cls(forms, {}, {}, none, none, none, none, none, {}, none, {})
        phrases = _index(stub, data.get("phrases", {}))
        second = _index(stub, data.get("second_pass", {}))
        harmless = frozenset(stub.stem(w) for w in data.get("harmless", {}).get("words", []))
        slot_of: dict[str, tuple[str, ...]] = {}
        for slot, words in data.get("slots", {}).items():
            for word in words:
                if slot not in slot_of.get(word, ()):
                    slot_of[word] = (*slot_of.get(word, ()), slot)
        headings = frozenset(
            tuple(rewrite([stub.stem(w) for w in phrase.lower().split()], phrases))
            for phrase in data.get("headings", {}).get("phrases", [])
        )
        known = set(forms) | set(forms.values()) | set(harmless) | set(slot_of)
        for index in (phrases, second):
            for entries in index.values():
                for phrase, meaning in entries:
                    known.update(phrase)
                    known.update(meaning)
        known.update(stub.stem(w) for w in data.get("vocabulary", {}).get("words", []))
        return cls(
            forms,
            phrases,
            second,
            harmless,
            frozenset(data.get("done_words", {}).get("words", [])),
            frozenset(data.get("basis", {}).get("flow", [])),
            frozenset(data.get("basis", {}).get("stock", [])),
            headings,
            slot_of,
            frozenset(known),
            _made_up(data.get("phrases", {})),
        )

    def say(self, words: Iterable[str]) -> str:
        """Base words as a reader knows them, sorted and joined.

        Args:
            words: Base words; exclusions as "x:word", inclusions as "i:word".
        """
        marks = {"x:": "excluding ", "i:": "including "}
        return ", ".join(
            sorted(
                marks.get(w[:2], "") + self.shown.get(w[2:] if w[:2] in marks else w, w[2:] if w[:2] in marks else w)
                for w in words
            )
        )

    def stem(self, word: str) -> str:
        """Base form of a lower-case word: irregular forms, verb endings, plural.

        Args:
            word: One word in lower case, without apostrophes.

        Returns:
            Its base form; the word itself if nothing is known about it.
        """
        found = self._stems.get(word)
        if found is None:
            found = self.forms.get(word) or self.forms.get(_singular(word)) or _singular(word)
            self._stems[word] = found
        return found


def rewrite(
    tokens: Sequence[str], index: Mapping[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]
) -> list[str]:
    """Replace every phrase by its meaning, the longest phrase at each place first.

    Args:
        tokens: Base words.
        index: ``Glossary.phrases`` or ``Glossary.second``.

    Returns:
        The tokens with phrases replaced.
    """
    out: list[str] = []
    at = 0
    while at < len(tokens):
        for phrase, meaning in index.get(tokens[at], ()):
            if tuple(tokens[at : at + len(phrase)]) == phrase:
                out.extend(meaning)
                at += len(phrase)
                break
        else:
            out.append(tokens[at])
            at += 1
    return out


@lru_cache(maxsize=1)
def default_glossary() -> Glossary:
    """The glossary that travels with the product, read once."""
    return Glossary.load()


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RegisterError(
            "the glossary cannot be read",
            where=str(path),
            why=str(error),
            next_step='Correct the line named above; every entry has the form  word = ["phrase", ...]',
        ) from error


def _merged(base: Mapping[str, Any], added: Mapping[str, Any]) -> dict[str, Any]:
    """The tables of both; lists are joined, and a phrase added to one meaning leaves every other."""
    out: dict[str, Any] = {table: dict(entries) for table, entries in base.items()}
    for table, entries in added.items():
        target = out.setdefault(table, {})
        if table in {"phrases", "second_pass"}:
            moved = {_flat(phrase) for phrases in entries.values() for phrase in phrases}
            for meaning, phrases in target.items():
                target[meaning] = [phrase for phrase in phrases if _flat(phrase) not in moved]
        for key, value in entries.items():
            joined = isinstance(value, list) and isinstance(target.get(key), list)
            target[key] = [*target[key], *value] if joined else value
    return out


def _flat(phrase: str) -> str:
    return " ".join(phrase.lower().replace("-", " ").split())


def _index(
    stub: Glossary, table: Mapping[str, Sequence[str]]
) -> dict[str, tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for meaning, phrases in table.items():
        target = tuple(meaning.lower().split())
        for phrase in phrases:
            words = tuple(stub.stem(w) for w in phrase.lower().replace("-", " ").split())
            if words:
                found.setdefault(words[0], []).append((words, target))
    return {first: tuple(sorted(entries, key=lambda entry: -len(entry[0]))) for first, entries in found.items()}


def _made_up(table: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {
        meaning: phrases[0]
        for meaning, phrases in table.items()
        if len(meaning) > 5 and " " not in meaning and phrases and " " in phrases[0]
    }


def _singular(word: str) -> str:
    if len(word) <= 3 or word.endswith(("ss", "us", "is", "ous")) or not word.endswith("s"):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zes")):
        return word[:-2]
    return word[:-1]


def _endings(base: str) -> list[str]:
    """Regular endings of a verb, with British doubling and the dropped e."""
    if base.endswith("e"):
        return [base, base + "s", base + "d", base[:-1] + "ing", base[:-1] + "eing"]
    if base.endswith("y") and base[-2] not in "aeiou":
        return [base, base[:-1] + "ies", base[:-1] + "ied", base + "ing"]
    double = base + base[-1]
    return [base, base + "s", base + "es", base + "ed", base + "ing", double + "ed", double + "ing"]
