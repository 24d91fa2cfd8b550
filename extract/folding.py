"""Texts in the form in which they are compared, and answers about texts kept so that they are worked out once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import islice
from typing import TypeVar

_T = TypeVar("_T")


def remembered(size: int, longest: int = 200) -> Callable[[Callable[[str], _T]], Callable[[str], _T]]:
    """Let a pure function of a text remember its last answers.

    The labels and figures of a table are asked about by every recogniser that looks at it, and come back in the
    next table and the next publication. Long texts are not kept: memory stays flat over an archive.

    Args:
        size: Answers kept.
        longest: Characters of the longest text that is kept.
    """

    def decorate(function: Callable[[str], _T]) -> Callable[[str], _T]:
        # An answer that is kept is found by the dictionary's own code: these functions are asked some thousand times
        # a page, and a call of a Python function around it would cost more than the finding.
        return _Answers(function, size, longest).__getitem__

    return decorate


class _Answers(dict[str, _T]):
    """Answers of a function by text; those that came first go first."""

    __slots__ = ("_function", "_longest", "_size")

    def __init__(self, function: Callable[[str], _T], size: int, longest: int) -> None:
        super().__init__()
        self._function, self._size, self._longest = function, size, longest

    def __missing__(self, text: str) -> _T:
        found = self._function(text)
        if len(text) <= self._longest:
            if len(self) >= self._size:
                for old in list(islice(self, self._size // 4)):
                    del self[old]
            self[text] = found
        return found


INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), None)
"""Characters that print nothing, for `str.translate`."""
_WORD = re.compile(r"[A-Za-z]{2,}")


def count_words(text: str) -> int:
    """How many words of two letters or more a text has: units and signs are none."""
    return len(_WORD.findall(text))


_PLAIN_SIGNS = str.maketrans({**dict.fromkeys("‐‑‒–—−", "-"), **dict.fromkeys("‘’ʼ`", "'"), "“": '"', "”": '"'})
_BROKEN_WORD = re.compile(r"(?<=\w)-\n\s*(?=\w)")


@remembered(16_384)
def fold(text: str) -> str:
    """A label in the form in which labels are compared."""
    if text.isascii():
        s = text.lower().replace("`", "'")
    else:
        s = unicodedata.normalize("NFKC", text).lower().translate(_PLAIN_SIGNS)
    return " ".join(s.split()).strip(" *")


@remembered(16_384)
def one_line(text: str) -> str:
    """A cell's text on one line; a word broken by a hyphen at the line's end keeps its hyphen."""
    return " ".join((_BROKEN_WORD.sub("-", text) if "-\n" in text else text).split())
