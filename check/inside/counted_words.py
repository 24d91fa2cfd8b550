"""Number words that count no rows of a table, though a word that is said of rows follows them."""

from __future__ import annotations

import re

_PERCENT = re.compile(r"(?:[\w-]+\s+){1,2}?(?:per\s?cent\b|%|percentage\s+points?\b)", re.IGNORECASE)
_FIGURE = re.compile(r"\d")
_IN_BOTH = re.compile(r"\s+in\s+(?:both|each|all)\b", re.IGNORECASE)


def counts_no_rows(text: str, start: int, predicate: int, end: int, *, moved: bool) -> bool:
    """Whether a counting word tells a percentage, a whole of several things, or a movement at several times.

    "Up to five per cent below target"; "our four centres had 208,805 visits, 2,925 more than a year ago" (all of them
    together); "the only one where numbers dropped in both May and June".

    Args:
        text: Of the sentence.
        start: Where the counting word begins.
        predicate: Where the word said of the rows begins.
        end: Where that ends.
        moved: Whether it is a movement.
    """
    if _PERCENT.match(text[start:]):
        return True
    return moved and bool(_FIGURE.search(text[start:predicate]) or _IN_BOTH.match(text[end:]))
