"""How many things a sentence says something of: "two of the five portfolios ... and three ...", "all four", "all but one", "the only branch".

Each quantity is put together with what is said of it; the noun and the whole are kept, which say what is counted.
"""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from check.inside.predicates import Predicate, find_predicates
from check.number_words import NUMBER_WORD, number_of_words
from check.sought import Sought

Way = Literal["exactly", "all", "none", "but", "most", "few", "half", "three_quarters", "only"]

NUMBER = rf"(?:{NUMBER_WORD.pattern}|(?<![\w.,£$€/-])\d{{1,3}}(?![\d%]|[.,/]\d|\s*(?:%|per\s?cent|percentage|points?|pence|p\b|days?|weeks?|minutes?|seconds?|hours?|years?\s+(?:ago|old)|million|m\b|k\b)))"
_DET = r"(?:(?:the|our|these|those|its|their|all|council['’]s)\s+)"
_QUANTITIES: tuple[tuple[Way, Sought], ...] = tuple(
    (way, Sought(pattern, re.IGNORECASE))  # type: ignore[misc]
    for way, pattern in (
        ("but", rf"\ball\s+but\s+(?P<n>{NUMBER})(?:\s+of\s+{_DET}?(?P<whole>{NUMBER}))?"),
        ("only", rf"\b(?P<n>one|two|three|four)\s+of\s+(?:only\s+)?(?P<members>{NUMBER})\s+(?=(?:[a-z]+\s+)?[a-z]+s\s+(?:to|that|which|where|with|whose|under|over|in\s+which|above|below)\b)"),
        ("only", rf"\b(?:was|is|were|are|remains?|became|being|and)\s+the\s+only\s+(?:(?P<n>{NUMBER})\s+)?(?=[a-z])"),
        ("all", rf"\b(?:all|every\s+one\s+of|each)\s+(?:of\s+)?{_DET}?(?P<whole>{NUMBER})\b"),
        ("exactly", rf"\b(?:(?:just|only|but)\s+)?(?P<n>{NUMBER})\s+(?:out\s+)?of\s+{_DET}?(?P<whole>{NUMBER})\b"),
        ("exactly", rf"\b(?:(?:just|only)\s+)?(?P<n>{NUMBER})\s+(?:out\s+)?of\s+{_DET}"),
        ("none", rf"\b(?:none|neither|not\s+one|not\s+a\s+single|no)\b(?!\s+(?:longer|more|less|later|fewer|change|doubt|data|evidence|single|one)\b)(?:\s+of\s+{_DET}?(?:(?P<whole>{NUMBER})\b)?)?"),
        ("all", r"\b(?:all|every\s+one)\s+of\s+(?:the|our|these|those|its|their|them)\b|\b(?:all|both)\s+(?:the\s+|our\s+|of\s+the\s+|these\s+)?(?=[a-z]+s\b)|\b(?:every|each)\s+(?=[a-z])|\bboth\b|(?<=\bthey\s)all\b"),
        ("most", r"(?<!the\s)(?<!at\s)(?<!by\s)(?<!is\s)\b(?:most|the\s+majority|a\s+majority|more\s+than\s+half)\s+(?:of\s+)?(?:the\s+|our\s+|its\s+|these\s+)?(?=[a-z]+s\b)"),
        ("few", r"\b(?:fewer|less)\s+than\s+half\s+(?:of\s+)?(?:the|our|its|these)\s+(?=[a-z]+s\b)"),
        ("three_quarters", r"(?<!than\s)(?<!about\s)(?<!nearly\s)(?<!least\s)(?<!almost\s)(?<!over\s)\bthree\s+quarters\s+of\s+(?:the|our|its|these)\s+(?=[a-z]+s\b)"),
        ("half", r"(?<!than\s)(?<!about\s)(?<!nearly\s)(?<!least\s)(?<!almost\s)(?<!over\s)\bhalf\s+(?:of\s+)?(?:the|our|its|these)\s+(?=[a-z]+s\b)"),
        ("exactly", rf"\b(?:the\s+(?:other|remaining)\s+)?(?P<n>{NUMBER})(?=\s|$|[,.;)])"),
    )
)  # fmt: skip
_BREAK = Sought(
    r"[;:|]|,\s*(?:but|and|so|yet|or)\b|\bbut\b|\bwhile\b|\bwhereas\b|\balthough\b|\bthough\b|\bbecause\b|\bfollowing\b|\bafter\b|\bwhich\b|\bwho\b",
    re.IGNORECASE,
)
_OF_SOME = Sought(r"\b(?:among(?:st)?|of|out\s+of)\s+(?:those|these|the\s+ones)\b", re.IGNORECASE)
_SIZE = Sought(
    r"^\s*(?:(?!is\b|are\b|was\b|were\b|did\b|got\b|has\b|have\b)\w+\s+)?(?:more|fewer|less|higher|lower|longer|shorter|better|worse|up|down|above|below|over|under|ahead|behind)\b",
    re.IGNORECASE,
)
"""Behind a number that is no count of things but a distance: "238 fewer"."""
_STOP = Sought(
    r"[,.;:()«]|\b(?:is|are|was|were|have|has|had|did|do|does|been|being|in|on|of|for|to|that|which|who|with|from|at|this|these|by|reported|listed|shown|set|under|over|below|above|now|all|both|where|whose|when|because|after|following|as|than|but)\b"
)
_OF = Sought(r"\b(?:of|among|amongst)\s+(?:only\s+)?(?:the|our|these|those|its|their)?\s*$", re.IGNORECASE)
_THIS = re.compile(r"\b(?:this|that|any|each|every)\s+$", re.IGNORECASE)
_RUN = re.compile(
    r"[^.;,]{0,30}?\b(?:for|in)\s+(?:[a-z0-9]+\s+){0,3}?(?:(?:months?|quarters?|years?|weeks?)\s+(?:in\s+a\s+row|running|in\s+succession)|(?:consecutive|successive)\s)",
    re.IGNORECASE,
)
_PLACES = Sought(r"\b(?:in|at|for|across|on|among|amongst|by|over|with|from)\s*$", re.IGNORECASE)
_PAST = Sought(
    r"\b(?:last\s+(?:year|month|quarter|time)|(?:a|one|two|three)\s+(?:years?|months?|quarters?)\s+(?:ago|before|earlier)|previously|in\s+the\s+(?:previous|preceding)|at\s+the\s+(?:start|beginning)|had\s+been|used\s+to)\b",
    re.IGNORECASE,
)
_AIM = Sought(r"\b(?:will|would|should|could|may|might|must|if|unless|aims?|plans?|target\s+is|expect(?:s|ed)?\s+(?:to|that)|hope\w*|need(?:s|ed)?\s+to|by\s+the\s+end\s+of|in\s+future)\b", re.IGNORECASE)  # fmt: skip


_POINTED = re.compile(r"\b(?:this|that)\s+$", re.IGNORECASE)
FURTHER = re.compile(
    r"\s*(?:or\s+(?!more\b|less\b)[a-z]+|(?:[a-z]+\s+){0,3}?by\s+(?:(?:more|less|fewer|greater|at\s+least|at\s+most|over|under|up\s+to|no\s+more|between|around|about)\b|\S*\d))", re.IGNORECASE
)  # fmt: skip
"""Behind what is counted, what narrows or widens it: not every row that rose is meant."""


_NARROWED = Sought(
    r"^(?:\s+[a-z][a-z-]*){1,3}?\s+(?:with(?!\s+the\b)|without|that|which|whose|for\s+which|where|having|in\s+scope|subject\s+to)\b",
    re.IGNORECASE,
)
"""Behind a number of things, what narrows them to some of the table's: "the five outcomes with comparators"."""
_DEFINITE = Sought(r"\b(?:to|at|in|across|from|for|by|on)\s+(?:the|our|these|its|all)\s+$", re.IGNORECASE)
"""Before a number that names a group as a whole: "Visits to the four centres came to ..."."""
_CHANGED = Sought(
    r"\b(?:chang\w+|mov\w+|went|gone|turn\w*|slip\w+|fell|fallen|dropp\w+|improv\w+|deteriorat\w+|downgraded|upgraded)\s+(?:\w+\s+){0,2}?from\s+$",
    re.IGNORECASE,
)
"""Before a colour that something had before: "No indicator changed from Green to Red"."""
_THAN_ANY = re.compile(r"\s*(?:[a-z]+\s+)?than\s+(?:(?:in|at|for|during)\s+)?(?:any|ever)\b", re.IGNORECASE)
"""Behind what is counted, a record over time: no movement between two columns."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A quantity of things and what is said of them.

    Attributes:
        way: exactly (n of them), all, none, but (all but n), most, half, only (n and no others, one of them named before).
        n: The number; 0 for none, -1 where the way says all.
        whole: How many there are in all, where the sentence says; 0 where not.
        start: First character of the quantity.
        end: One past its last.
        n_at: Span of the number itself; of the whole quantity where it has none.
        whole_at: Span of the number of all; (0, 0) where none.
        words: The words that follow, up to what is said: they name what is counted.
        predicate: What is said.
        after: Words behind it, up to the next quantity.
    """

    way: Way
    n: int
    whole: int
    start: int
    end: int
    n_at: tuple[int, int]
    whole_at: tuple[int, int]
    words: str
    predicate: Predicate
    after: str

    @property
    def narrowed(self) -> bool:
        """Whether the words behind the number narrow what is counted: "with comparators"."""
        return _NARROWED.search(self.words) is not None

    @property
    def noun_words(self) -> list[str]:
        """The words that name what is counted: those right behind the quantity."""
        return re.findall(r"[a-z][a-z’'-]+", _STOP.split(self.words.lower(), maxsplit=1)[0])

    def true_for(self, holding: int, of: int) -> bool:
        """Whether so many of the things make the sentence true."""
        return {
            "exactly": holding == self.n, "only": holding == self.n, "all": holding == of, "none": holding == 0,
            "but": holding == of - self.n, "most": 2 * holding > of, "half": 2 * holding == of,
            "few": 2 * holding < of, "three_quarters": 4 * holding == 3 * of,
        }[self.way]  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Quantity:
    way: Way
    n: int
    whole: int
    start: int
    end: int
    n_at: tuple[int, int]
    whole_at: tuple[int, int]


def whole_named(text: str) -> int:
    """How many there are in all, where a sentence begins with it: "Of the seven measures, three ..."; else 0."""
    m = re.search(
        rf"(?:^|[,;:])\W*(?:of|among|amongst|out\s+of)\s+{_DET}?(?P<whole>{NUMBER})\s+[a-z]", text, re.IGNORECASE
    )
    return (_number(m["whole"]) or 0) if m else 0


_FROM_FIGURE = re.compile(r"\s+(?:from|by)\s+(?:about\s+|around\s+|some\s+)?[£«\d]", re.IGNORECASE)
_OF_ONE = re.compile(r"\b(?:was|is|has)\s+(?:\w+\s+)?$", re.IGNORECASE)
_OWN_VERB = re.compile(r"\b(?:to|that|which|who)\s+[a-z]+\b[^,;]*,", re.IGNORECASE)
_APPOSED = re.compile(r"^[^,]*,\s+(?:£?\d[\d,.]*[a-z%]*|an?|some|about|nearly|almost|around)\s*$", re.IGNORECASE)


def counted_in(text: str) -> list[Counted]:
    """The quantities of a sentence that something is said of, in order.

    Args:
        text: One sentence.
    """
    return list(_counted(text))


@lru_cache(maxsize=8192)
def _counted(text: str) -> tuple[Counted, ...]:
    predicates = find_predicates(text)
    if not predicates:
        return ()
    # "of the five" says how many there are in all
    quantities = [q for q in _quantities(text) if q.whole or q.way != "exactly" or not _OF.search(text[: q.start])]
    out: list[Counted] = []
    used: set[int] = set()
    for i, q in enumerate(quantities):
        following = quantities[i + 1].start if i + 1 < len(quantities) else len(text)
        p = _before(text, q, predicates, quantities, used)
        p = p or next((p for p in predicates if q.end <= p.start < following and p.start not in used), None)
        if (
            p is not None
            and p.start >= q.end
            and (_BREAK.search(text[q.end : p.start]) or len(text[q.end : p.start]) > 90)
        ):
            p = None
        if p is None or p.negated or (q.way == "exactly" and not q.whole and _SIZE.match(text[q.end :])):
            continue
        if q.way == "exactly" and p.start >= q.end and _APPOSED.search(text[q.end : p.start]):
            continue  # "visits were made to the five libraries, 4,035 more than in July": of the visits
        if q.way == "exactly" and p.start >= q.end and _FROM_FIGURE.match(text[p.end :]):
            continue  # "visits to the four sites, up from 876,000": of the figure before them
        if (
            q.way == "exactly"
            and q.n > 1
            and p.start >= q.end
            and _OF_ONE.search(f"{text[q.end : p.end].rpartition(' ')[0]} ")
        ):
            continue  # "performance against the six standards was better": of the performance
        if q.way == "exactly" and _POINTED.search(text[: q.start]):
            continue  # "this one directorate explains 45% of the underspend" points at one that was named
        if q.way == "only" and _OF_SOME.search(text[q.end :]):
            continue  # "the only one to improve among those measured in days"
        if q.way == "only" and p.start >= q.end and _OWN_VERB.search(text[q.end : p.start]):
            continue  # "the only ward to come near the standard, with 79% inside ...": what is said stands before the comma
        if q.way == "exactly" and not q.whole and p.start >= q.end and _DEFINITE.search(text[: q.start]):
            continue
        if _THAN_ANY.match(text[p.end :]) or (p.family == "colour" and _CHANGED.search(text[: p.start])):
            continue
        if _RUN.match(text[p.end :]):
            continue  # "has been Red for two months in a row" is said of a stretch of time
        if p.family == "performance" and re.match(r"\s+(?:when|if|where)\b", text[p.end :]):
            continue  # it says which way is better, not what happened
        clause = text[max(text.rfind(";", 0, q.start), 0) : max(q.end, p.end)]
        if (_AIM.search(clause) and p.family != "budget") or (
            _PAST.search(clause) and p.family not in {"moved", "performance"}
        ):
            continue
        used.add(p.start)
        stop = min((o.start for o in quantities if o.start >= max(p.end, q.end)), default=len(text))
        words = text[q.end : p.start] if p.start >= q.end else text[q.end : stop]
        out.append(Counted(q.way, q.n, q.whole, q.start, q.end, q.n_at, q.whole_at, words, p, text[p.end : stop]))
    return tuple(out)


def _before(
    text: str, q: _Quantity, predicates: list[Predicate], quantities: list[_Quantity], used: set[int]
) -> Predicate | None:
    """What is said in front of a quantity: "visits rose at all four centres"."""
    if not _PLACES.search(text[: q.start]):
        return None
    before = [p for p in predicates if p.end <= q.start and p.start not in used]
    if not before or _BREAK.search(text[before[-1].end : q.start]):
        return None
    last = before[-1]
    return None if any(o.start >= last.end and o.end <= q.start for o in quantities) else last


def _quantities(text: str) -> list[_Quantity]:
    found: list[_Quantity] = []
    for way, pattern in _QUANTITIES:
        for m in pattern.finditer(text):
            if any(q.start < m.end() and m.start() < q.end for q in found):
                continue
            g = m.groupdict()
            n = _number(g.get("members") or g.get("n"))
            whole = _number(g.get("whole"))
            at = next((m.span(k) for k in ("members", "n") if g.get(k)), m.span())
            if way == "exactly" and n == 1 and _THIS.search(text[: m.start()]):
                continue  # "this one directorate"
            if way == "only" and n is None:
                n = 1
            if way == "all" and re.match(r"both\b", m[0], re.IGNORECASE):
                whole = whole or 2
            found.append(
                _Quantity(
                    way,
                    -1 if n is None else n,
                    whole or 0,
                    m.start(),
                    m.end(),
                    at,
                    m.span("whole") if g.get("whole") else (0, 0),
                )
            )
    return sorted((q if q.way != "none" else _none(q) for q in found), key=lambda q: q.start)


def _none(q: _Quantity) -> _Quantity:
    return _Quantity("none", 0, q.whole, q.start, q.end, q.n_at, q.whole_at)


def number_in(text: str) -> int | None:
    """The whole number that a text begins with."""
    m = re.match(NUMBER, text, re.IGNORECASE)
    return _number(m[0]) if m else None


def _number(text: str | None) -> int | None:
    if not text:
        return None
    return int(text) if text.isdigit() else number_of_words(text)
