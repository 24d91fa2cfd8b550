"""Things of tables that sentences name: "Upton", "people using opiates", "the group rated good"."""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from check.inside.held_texts import Texts
from check.inside.items import Item, Items, singular, words_of
from check.sought import Sought

SUPERLATIVE = Sought(
    r"(?<!\bone of )(?<!\bone of the )(?<!\bone of our )(?<!\bamong the )(?<!\bamong )(?<!\bsecond )(?<!\bthird )(?<!\bsecond-)(?<!\bnext )(?<!\bat )\b(?:(?P<top>largest|biggest|widest|highest|greatest|busiest|longest|dearest|costliest|top|fastest|steepest|sharpest|(?:grew|rose|increased|gained|went\s+up|climbed|lengthened|expanded)\s+(?:the\s+)?most|most\s+(?:common(?:ly)?|numerous|frequent(?:ly)?|usual|popular)|commonest|(?:more|higher|larger|bigger|greater|longer|busier)(?=\b[^.;:,()]{0,40}?\bthan\s+any\s+(?:other|of\s+the\s+other)\b)|(?<=the\s)most(?!\s+[a-z]+(?:ed|ing|al|ive|ant|ent|ic|ous|ly|able|ible)\b(?!-)))|"
    r"(?P<low>smallest|lowest|narrowest|cheapest|least\s+(?:common(?:ly)?|numerous|frequent(?:ly)?|usual|popular)|rarest|(?:fewer|less|lower|smaller|shorter|quieter)(?=\b[^.;:,()]{0,40}?\bthan\s+any\s+(?:other|of\s+the\s+other)\b)|least|quietest|shortest|fewest|slowest|(?:fell|dropped|declined|decreased|lost|went\s+down|came\s+down|shrank|shortened|reduced)\s+(?:the\s+)?most)|(?P<best>best|strongest|worst|weakest|poorest|improved\s+(?:the\s+)?most|(?:did|performed|fared)\s+(?:best|worst)|(?:came|was|were|ranked|finished)\s+(?:last|first|top|bottom)\b(?!\s+(?:time|month|year|quarter|week|reported|introduced|opened))))\b"
    r"(?!\s+(?:of\s+the\s+(?:time|year)|recent|likely|common|important|since|ever|on\s+record|in\s+(?:\w+\s+){0,3}years|for\s+(?:\w+\s+){0,3}(?:years|months|quarters)|level\s+since|number\s+since))",
    re.IGNORECASE,
)
_COMMON = {"Programme", "Project", "Scheme", "Service", "Services", "Council", "County", "Borough", "District", "Team", "Directorate", "Department", "Fund", "Grant", "Strategic", "Total", "Other", "Public", "Local", "National", "Children", "Adults", "People", "Housing", "Schools", "School", "Community", "Health", "Social", "Care", "Support", "Capital", "Revenue", "Budget", "Planning", "General"}  # fmt: skip
"""Words that stand in names of everything: alone they name no thing."""
_VAGUE = Sought(
    r"^\W*(?:others?|unknown|not\s+known|none|all|rest|remaining|various|miscellaneous)\b(?!\s+\w)", re.IGNORECASE
)
_CUT = Sought(r";|,\s*(?:but|while|whereas|although|and)\b|\b(?:while|whereas|although|but)\b|:\s")
_MANY = Sought(r"\b(?:and|or|together|both|combined|between\s+them|followed\s+by)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Named:
    """A thing that a sentence names.

    Attributes:
        items: Its table.
        item: The thing.
        start: First character.
        end: One past the last.
    """

    items: Items
    item: Item
    start: int
    end: int


class Things:
    """The things of several tables, to be looked up by the words of a text.

    Args:
        items: Of each table.
    """

    def __init__(self, items: Iterable[Items]) -> None:
        self.items = list(items)
        often = Counter(w for one in self.items for i in one.items for w in i.words)
        self._by_word: dict[str, list[tuple[int, int]]] = {}
        by_label: dict[str, list[tuple[int, int]]] = {}
        self._by_capital: dict[str, list[tuple[int, int]]] = {}
        for t, one in enumerate(self.items):
            for n, item in enumerate(one.items):
                if not item.words:
                    continue
                # A text that holds all its words holds its rarest.
                self._by_word.setdefault(min(item.words, key=lambda w: (often[w], w)), []).append((t, n))
                _, lower, capitals = _parts(item.label)
                by_label.setdefault(lower, []).append((t, n))
                for w in () if one.of_indicators else capitals:
                    self._by_capital.setdefault(w, []).append((t, n))
        self._labels = Texts(by_label)

    def near(self, text: str) -> list[tuple[Items, list[Item]]]:
        """The things that a text can name at all, table by table.

        It holds all their words, their label as it stands, or a capitalised word of it.

        Args:
            text: A part of a sentence.
        """
        low, words = text.lower(), _words(text)
        whole = (p for w in words for p in self._by_word.get(w, ()) if self._item(p).words <= words)
        told = (p for things in self._labels.standing_in(low) for p in things)
        capital = (p for w, things in self._by_capital.items() if w in text for p in things)
        found: dict[int, set[int]] = {}
        for t, n in (*whole, *(p for p in (*told, *capital) if not self._item(p).words.isdisjoint(words))):
            found.setdefault(t, set()).add(n)
        return [(self.items[t], [self.items[t].items[n] for n in sorted(found[t])]) for t in sorted(found)]

    def _item(self, place: tuple[int, int]) -> Item:
        return self.items[place[0]].items[place[1]]


def _words(text: str) -> set[str]:
    return {singular(w) for w in re.findall(r"[a-z][a-z’'-]+|\d+\+?", text.lower())}


def _near(one: Items, text: str) -> list[Item]:
    """As `Things.near`, of one table."""
    low, words = text.lower(), _words(text)
    near = [one.items[n] for n in sorted({n for w in words for n in one.held.get(w, ())})]
    return [
        i
        for i in near
        if i.words <= words
        or _parts(i.label)[1] in low
        or (not one.of_indicators and any(w in text for w in _parts(i.label)[2]))
    ]


def named_in(things: Things | Iterable[Items], text: str) -> list[Named]:
    """The things that a text names by their own words, each place once; the table that names most of them counts.

    A thing is named by a capitalised word that no other thing of its table has ("Upton"), or by all its words.
    """
    best: list[Named] = []
    for one, near in things.near(text) if isinstance(things, Things) else [(one, _near(one, text)) for one in things]:
        found: list[Named] = []
        mentions = [(at, item) for item in near if (at := _mention(one, item, text)) is not None]
        # The longest name first: "Deputy Chief Executive's Department" is not "Chief Executive's Department".
        for at, item in sorted(mentions, key=lambda x: x[0][0] - x[0][1]):
            if not any(n.start < at[1] and at[0] < n.end for n in found):
                found.append(Named(one, item, *at))
        if sum(n.end - n.start for n in found) > sum(n.end - n.start for n in best):
            best = found
    return sorted(best, key=lambda n: n.start)


def loosely_named(items: Iterable[Items], text: str) -> list[Named]:
    """The one thing that a superlative is said of in small letters: "greatest among people using opiates"."""
    m = SUPERLATIVE.search(text)
    behind = (
        re.match(
            r"\s+(?:\w+\s+){0,2}?(?:was\s+|were\s+)?(?:among|amongst|in|for|at|from)\s+", text[m.end() :], re.IGNORECASE
        )
        if m
        else None
    )
    if m is None or behind is None:
        return []
    start = m.end() + behind.end()
    end = start + len(re.split(r"[(,;.]|\bwhere\b|\bwhich\b|\bwith\b", text[start:])[0])
    words = words_of(text[start:end])
    found = [
        Named(one, i, start, end)
        for one in items
        for i in one.items
        if i.words and i.words <= words and not one.of_indicators
    ]
    return found if len(found) == 1 else []


@lru_cache(maxsize=4096)
def _parts(label: str) -> tuple[str, str, tuple[str, ...]]:
    """A label without what its brackets add, that in small letters, and its capitalised words."""
    bare = re.sub(r"\s*\([^)]*\)\s*$", "", label.strip())
    return bare, bare.lower(), tuple(re.findall(r"\b[A-Z][a-z’'-]{2,}", label))


def _mention(items: Items, item: Item, text: str) -> tuple[int, int] | None:
    bare, _, capitals = _parts(item.label)
    label = bare or item.label.strip()
    if len(label) >= 3 and label.lower() in text.lower():  # before patterns that are made for this label alone
        rated = re.search(
            rf"\b(?:rated|graded|judged|classed|called|described\s+as|category|group|band|class)\s+(?:as\s+)?[‘’'\"“]?({re.escape(label)})\b",
            text,
            re.IGNORECASE,
        )
        if rated:
            return rated.span(1)
        whole = re.search(rf"\b{re.escape(label)}\b", text, 0 if " " not in label else re.IGNORECASE)
        if whole and not _VAGUE.match(label):
            return whole.span()
    others = _of_others(items, item)
    proper = [w for w in capitals if singular(w) in item.words and singular(w) not in others]
    proper = [w for w in proper if w not in _COMMON]
    if len(item.label.split()) > 3:
        proper = [w for w in proper if item.label.strip().startswith(w)]
    if items.of_indicators:
        proper = []
    spans = [m.span() for w in proper for m in re.finditer(rf"\b{re.escape(w)}\b", text)]
    capital = [
        s for s in spans if s[0] > 0 or len(proper) == 1 or any(re.search(rf"\b{w}\b", text[s[1] :]) for w in proper)
    ]
    if capital and len(items.items[0].label) < 60:
        return min(capital)[0], max(s[1] for s in capital if s[0] <= min(capital)[0] + 40)
    if len(item.words) >= 2 and len(others & item.words) < len(item.words):
        found = [m.span() for m in re.finditer(r"[A-Za-z][a-z’'-]{2,}", text) if singular(m[0]) in item.words]
        told = {singular(text[a:b]) for a, b in found}
        if told >= item.words and found[-1][1] - found[0][0] < 2 * len(item.label) + 12:
            return found[0][0], found[-1][1]
    return None


def _of_others(items: Items, item: Item) -> set[str]:
    """The words of a thing's name that another thing of its table has too."""
    return {w for w in item.words if any(items.items[n].number != item.number for n in items.held.get(w, ()))}


def parts_of_sentence(text: str) -> list[tuple[str, int]]:
    """A sentence cut where another thing is spoken of; names with commas stay whole."""
    cuts = [0, *(m.start() for m in _CUT.finditer(text)), len(text)]
    return [(text[a:b], a) for a, b in pairwise(cuts) if text[a:b].strip()]


_COMPARED_WITH = re.compile(
    r"\b(?:than|compared\s+(?:to|with)|as\s+against|up\s+from|down\s+from|up\s+on|down\s+on)\s+(?:in\s+|at\s+|for\s+|those\s+(?:in|at|of)\s+|that\s+(?:in|at|of)\s+|the\s+)*$",
    re.IGNORECASE,
)
"""Before what something is compared with: "the most in any month and 15 more than in May"."""


_JOINED_TO = re.compile(r"[^.;:,]{0,30}?(?:\([^)]*\))?,?\s*(?:and|but|while|whereas)\s+(?:the\s+)?", re.IGNORECASE)
_OF_WHICH = re.compile(r"\s+(?:\w+\s+)?(?:for|in|among(?:st)?|at|with|within)\s+(?:the\s+|those\s+(?:in|of|at)\s+)?", re.IGNORECASE)  # fmt: skip


def _complements(text: str, before: Named, start: int, end: int, after: Named) -> bool:
    """Whether two superlatives each have their thing behind them: "highest for X (21%) and lowest for Y"."""
    if not (_OF_WHICH.fullmatch(text[end : after.start]) and _JOINED_TO.fullmatch(text[before.end : start])):
        return False
    return any(_OF_WHICH.fullmatch(text[m.end() : before.start]) for m in SUPERLATIVE.finditer(text[: before.start]))


def own_of(named: list[Named], start: int, end: int, text: str) -> Named | None:
    """The thing that words are about: the nearest one named before them, else the next one behind."""
    before = [n for n in named if n.end <= start]
    after = [n for n in named if n.start >= end and not _COMPARED_WITH.search(text[end : n.start])]
    if before and after and _complements(text, before[-1], start, end, after[0]):
        many = len(after) > 1 and _MANY.fullmatch(text[after[0].end : after[1].start].strip(" ,"))
        return None if many else after[0]
    if before and not (
        after
        and re.search(r"\b(?:in|at|by|from|was|is|were|are|:)\s*(?:the\s+)?$", text[end : after[0].start])
        and len(text[end : after[0].start]) < 40
        and _CUT.search(text[before[-1].end : start] + ";") is None
    ):
        return (
            None
            if len(before) > 1 and _MANY.fullmatch(text[before[-2].end : before[-1].start].strip(" ,"))
            else before[-1]
        )
    if after and len(text[end : after[0].start]) < 60:
        many = len(after) > 1 and _MANY.fullmatch(text[after[0].end : after[1].start].strip(" ,"))
        return None if many else after[0]
    return before[-1] if before else None
