"""Patterns that are looked for only where a text holds a word that they cannot do without.

Most of the sentences of a paper hold none of the words of most patterns. What a pattern needs is read from the pattern
itself, so that no list of words has to be kept beside it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any

_MOST = 60
"""So many words are looked for at most; looking for more costs as much as the pattern."""
_SETS = 3
_LONGEST = 12

_last = ("", "")
"""The text that was asked about last, and that in small letters: one text is asked about by pattern after pattern."""


class Sought:
    """A pattern that is searched for only in texts that can hold it.

    Args:
        pattern: As `re.compile` takes it.
        flags: Likewise.
    """

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self.pattern = pattern
        self.flags = flags

    @cached_property
    def finder(self) -> re.Pattern[str]:
        """The pattern, made when a text may hold it."""
        return _made(self._read, self.flags) if self._read is not None else re.compile(self.pattern, self.flags)

    @cached_property
    def _read(self) -> Any:
        """The pattern as its parser has it, read once for its words and for finding it."""
        return _parsed(self.pattern, self.flags)

    @cached_property
    def needs(self) -> tuple[tuple[str, ...], ...]:
        """What a text must hold; see `needed`."""
        return _words_of(self._read)

    def may_stand_in(self, text: str) -> bool:
        """Whether a text holds the words that the pattern needs."""
        global _last
        if _last[0] is text:
            low = _last[1]
        else:
            low = text.casefold()
            _last = text, low
        for words in self.needs:
            for word in words:
                if word in low:
                    break
            else:
                return False
        return True

    def search(self, text: str, pos: int = 0) -> re.Match[str] | None:
        """As `re.Pattern.search`."""
        return self.finder.search(text, pos) if self.may_stand_in(text) else None

    def match(self, text: str, pos: int = 0) -> re.Match[str] | None:
        """As `re.Pattern.match`."""
        return self.finder.match(text, pos) if self.may_stand_in(text) else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """As `re.Pattern.fullmatch`."""
        return self.finder.fullmatch(text) if self.may_stand_in(text) else None

    def sub(self, repl: str | Callable[[re.Match[str]], str], text: str) -> str:
        """As `re.Pattern.sub`."""
        return self.finder.sub(repl, text) if self.may_stand_in(text) else text

    def split(self, text: str, maxsplit: int = 0) -> list[Any]:
        """As `re.Pattern.split`."""
        return self.finder.split(text, maxsplit) if self.may_stand_in(text) else [text]

    def finditer(self, text: str, *bounds: int) -> Iterator[re.Match[str]]:
        """As `re.Pattern.finditer`."""
        return self.finder.finditer(text, *bounds) if self.may_stand_in(text) else iter(())

    def findall(self, text: str) -> list[Any]:
        """As `re.Pattern.findall`."""
        return self.finder.findall(text) if self.may_stand_in(text) else []

    @property
    def groupindex(self) -> Mapping[str, int]:
        """As `re.Pattern.groupindex`."""
        return self.finder.groupindex


def needed(pattern: str, flags: int = 0) -> tuple[tuple[str, ...], ...]:
    """Sets of words of each of which every text that a pattern matches holds at least one.

    Args:
        pattern: A regular expression.
        flags: As for `re.compile`.

    Returns:
        The most telling first; empty where nothing can be said.
    """
    return _words_of(_parsed(pattern, flags))


def _parsed(pattern: str, flags: int) -> Any:
    try:
        from re import _parser as parser  # type: ignore[attr-defined]
    except ImportError:  # another Python keeps its parser elsewhere: patterns are then simply searched for
        return None
    return parser.parse(pattern, flags)


def _made(parsed: Any, flags: int) -> re.Pattern[str]:
    from re import _compiler as compiler  # type: ignore[attr-defined]

    found: re.Pattern[str] = compiler.compile(parsed, flags)
    return found


def _words_of(parsed: Any) -> tuple[tuple[str, ...], ...]:
    if parsed is None:
        return ()
    from re import _constants as named  # type: ignore[attr-defined]

    found = [s for s in _of_sequence(parsed, named) if len(s) <= _MOST]
    found = sorted(dict.fromkeys(found), key=_worth, reverse=True)[:_SETS]
    return tuple(tuple(sorted(w for w in s if not any(o != w and o in w for o in s))) for s in found)


def _of_sequence(items: Any, named: Any) -> list[frozenset[str]]:
    """The sets that all parts of a sequence need."""
    out: list[frozenset[str]] = []
    run = ""
    for op, arg in [*items, (None, None)]:
        if op is named.LITERAL:
            run += chr(arg).casefold()
            continue
        if run.strip():
            out.append(frozenset([run[:_LONGEST]]))
        run = ""
        if op is not None:
            out += _of_item(op, arg, named)
    return out


def _of_item(op: Any, arg: Any, named: Any) -> list[frozenset[str]]:
    if op is named.SUBPATTERN:
        return _of_sequence(arg[-1], named)
    if op is named.BRANCH:
        each = [max(_of_sequence(x, named), key=_worth, default=None) for x in arg[1]]
        return [] if None in each else [frozenset().union(*(s for s in each if s is not None))]
    if op in {named.MAX_REPEAT, named.MIN_REPEAT}:
        return _of_sequence(arg[2], named) if arg[0] >= 1 else []
    if op is named.ASSERT:
        return _of_sequence(arg[1], named)
    return []


def _worth(words: frozenset[str]) -> tuple[int, int, list[str]]:
    """Long words and few of them tell most."""
    shortest = min(len(w) for w in words)
    return min(shortest, 4), -len(words), sorted(words)
