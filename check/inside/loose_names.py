"""Things of tables that sentences name by some of their words only: "car park PCNs" for "Council car parks".

Such a name may mean things of several tables; it is used only where a figure, a rank or a count says which is meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from check.inside.items import Item, Items
from check.inside.row_names import Named
from check.inside.time_lines import stem, stems

_WORD = re.compile(r"[A-Za-z][A-Za-z’']*|(?<![\d.,£])\d+\+?(?!\d|[.,]\d|\s?%)")
_NUMBERED = frozenset(
    stem(w) for w in ("rated", "rating", "band", "category", "stage", "tier", "level", "group", "zone", "phase", "lot",
                      "type", "class", "grade", "scored", "priority", "step", "area", "ward", "aged", "year", "of")
)  # fmt: skip
"""Before a number that is a name: "rated 1", "a rating of 5", "Stage 2"."""
_REST = re.compile(r"^\W*(?:others?|unknown|none|all|rest|various|miscellaneous)\b", re.IGNORECASE)


def distinctly_named(items: Iterable[Items], text: str) -> list[Named]:
    """The things that a text names by words that no other thing of their table has, at least by half of those words.

    Args:
        items: What tables list.
        text: A part of a sentence.

    Returns:
        Of each table the things named, by place; a thing whose words another one's mention covers is left out.
    """
    tokens = [(stem(m[0]), m.start(), m.end()) for m in _WORD.finditer(text)]
    items = list(items)
    said = {s for s, _, _ in tokens} - {stem(w) for one in items for w in one.nouns}
    out: list[Named] = []
    for one in items:
        found = [n for i in one.items if (n := _named(one, i, tokens, said)) is not None]
        out += [n for n in found if not any(_covers(o, n) for o in found)]
    return sorted(out, key=lambda n: (n.start, n.items.table.number))


def with_distinct(named: list[Named], text: str) -> list[Named]:
    """Things named in full, and those of the same table that are named by some of their words.

    Args:
        named: In full.
        text: The same part of a sentence.
    """
    if len({n.items.table.number for n in named}) != 1:
        return named
    more = [
        n
        for n in distinctly_named([named[0].items], text)
        if not any(n.start < o.end and o.start < n.end for o in named)
    ]
    known = {n.item.number for n in named}
    return sorted([*named, *(n for n in more if n.item.number not in known)], key=lambda n: n.start)


def _named(one: Items, item: Item, tokens: list[tuple[str, int, int]], said: set[str]) -> Named | None:
    own = _own(one).get(item.number, frozenset())
    here = own & said
    if not here or 2 * len(here) < len(own) or _REST.match(item.label):
        return None
    spans = [
        (a, b)
        for n, (s, a, b) in enumerate(tokens)
        if s in here and (not s.rstrip("+").isdigit() or len(here) > 1 or (n and tokens[n - 1][0] in _NUMBERED))
    ]
    if not spans:
        return None
    start, end = spans[0]
    for a, b in spans[1:]:
        if a - end <= 25:
            end = b
    return Named(one, item, start, end)


def _covers(o: Named, n: Named) -> bool:
    """Whether another thing is named at the same place by more words."""
    return o is not n and o.start <= n.start and n.end <= o.end and o.end - o.start > n.end - n.start


def _own(one: Items) -> dict[int, frozenset[str]]:
    """The stems that only one thing of a table has, by the thing."""
    return _own_stems(tuple((i.number, i.label) for i in one.items))


@lru_cache(maxsize=256)
def _own_stems(labels: tuple[tuple[int, str], ...]) -> dict[int, frozenset[str]]:
    words = {n: stems(" ".join(_WORD.findall(label))) for n, label in labels}
    counted = Counter(w for found in words.values() for w in found)
    return {n: frozenset(w for w in found if counted[w] == 1) for n, found in words.items()}
