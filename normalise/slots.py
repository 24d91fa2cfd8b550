"""A printed name, parsed into its slots.

Slots: statistic and unit, numbers (thresholds, windows, ages), basis, exclusions and inclusions, and the
closed families of the glossary (population, event, quality, gender, placement, legal status ...). What no
slot claims stays as content words. Comparing two names is comparing these, never their letters.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from normalise.canonical import clean, drop_national_codes, national_codes, plain, tokens_of
from normalise.damage import damage
from normalise.glossary import Glossary, default_glossary, rewrite
from normalise.period_words import strip_period
from normalise.quantities import Quantity, read_quantities

if TYPE_CHECKING:
    from collections.abc import Mapping

_BASIS = {"@end": "at period end", "@year": "through the year", "@quarter": "in the quarter", "@month": "in the month"}
_SCOPE_END = frozenset(
    [
        "|",
        "with",
        "who",
        "where",
        "that",
        "which",
        "within",
        "in",
        "at",
        "on",
        "by",
        "during",
        "for",
        "held",
        "place",
        "seen",
        "review",
        ",",
        "from",
    ]
)
_ACRONYM = re.compile(r"(?<![A-Za-z])(?:[A-Z]{2,6}|[A-Z][a-z]?[A-Z]{1,4}[a-z]?[A-Z]?)(?=s?(?![A-Za-z]))")
LONGEST = 1000
"""Characters that are parsed; what is longer is no name, and only an identical text is the same."""
_LIMITED = frozenset({"intime", "overdue"})
_RATE_BASE = re.compile(r"\bper\s+(\d[\d,]*)\s*(k\b|thousand\b)?")
_ORDINALS = {"first": "1st", "second": "2nd", "third": "3rd", "fourth": "4th", "fifth": "5th", "sixth": "6th"}


@dataclass(frozen=True, eq=False)
class ParsedName:
    """One name with its slots.

    Attributes:
        raw: The name as printed.
        cleaned: Lower case, plain quotes and dashes, without a leading identifier.
        bare: ``cleaned`` without punctuation.
        undated: ``bare`` without its period, the basis marks kept.
        statistics: Of "percent", "number", "average", "median", "rate".
        rate_base: "10000" for "per 10,000"; empty if none is printed.
        basis: Of "at period end", "through the year", "in the quarter", "in the month".
        quantities: Thresholds, windows and ages, sorted.
        content: Content words with how often each is printed; exclusions as "x:word", inclusions as "i:word".
        order: The content words in printed order.
        directions: Direction words printed (from, to, by, before, after).
        turned: The name speaks of one thing in terms of another (as a percentage of, from A to B).
        quantifiers: Of "all", "any", "some", "both".
        codes: National indicator numbers.
        acronyms: Acronyms that the glossary does not know.
        damage: Signs of damage.
        families: Closed family -> its words in this name.
    """

    raw: str
    cleaned: str
    bare: str
    undated: str
    statistics: frozenset[str]
    rate_base: str
    basis: frozenset[str]
    quantities: tuple[Quantity, ...]
    content: Counter[str]
    order: tuple[str, ...]
    directions: frozenset[str]
    turned: bool
    quantifiers: frozenset[str]
    codes: frozenset[str]
    acronyms: frozenset[str]
    damage: tuple[str, ...]
    families: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @cached_property
    def canonical(self) -> str:
        """The name in base words, sorted: equal for two names that say the same."""
        parts = [*sorted(self.statistics), self.rate_base and f"per{self.rate_base}", *sorted(self.basis)]
        parts.extend(sorted(str(q) for q in self.quantities))
        parts.extend(sorted(self.content.elements()))
        return " ".join(p for p in parts if p)

    @cached_property
    def bag(self) -> Counter[str]:
        """Everything that counts in ranking: content words, statistic, numbers, basis."""
        bag: Counter[str] = Counter(self.content)
        bag.update(f"s:{s}" for s in self.statistics)
        bag.update(f"q:{q}" for q in self.quantities)
        bag.update(f"b:{x}" for x in self.basis)
        return bag

    @cached_property
    def subject(self) -> tuple[object, ...]:
        """What the name is about, whatever its statistic and basis: words and numbers."""
        return (tuple(sorted(self.content.elements())), tuple(q.key() for q in self.quantities))

    @cached_property
    def letters(self) -> str:
        """The name without period, punctuation and spaces."""
        return self.undated.replace(" ", "")

    @cached_property
    def slots(self) -> Mapping[str, str]:
        """The filled slots in plain words, for explanations."""
        found: dict[str, str] = {}
        if self.statistics:
            base = f" per {self.rate_base}" if self.rate_base else ""
            found["statistic"] = ", ".join(sorted(self.statistics)) + base
        if self.quantities:
            found["numbers"] = ", ".join(str(q) for q in self.quantities)
        if self.basis:
            found["basis"] = ", ".join(sorted(self.basis))
        for prefix, label in (("x:", "excluding"), ("i:", "including")):
            words = sorted(w[2:] for w in self.content if w.startswith(prefix))
            if words:
                found[label] = ", ".join(words)
        for family, words_of in self.families.items():
            found[family] = ", ".join(sorted(words_of))
        claimed = {w for words_of in self.families.values() for w in words_of}
        rest = sorted(w for w in self.content if w not in claimed and w[:2] not in {"x:", "i:"})
        if rest:
            found["words"] = ", ".join(rest)
        return MappingProxyType(found)


def parse_name(name: str, glossary: Glossary | None = None) -> ParsedName:
    """Parse a printed name into its slots.

    Args:
        name: The name as printed.
        glossary: The glossary; the one that travels with the product if None.

    Returns:
        The parsed name; parsing the same name again with the same glossary costs nothing.
    """
    glossary = glossary or default_glossary()
    cache = _CACHES.setdefault(id(glossary), (glossary, {}))[1]
    found = cache.get(name)
    if found is None:
        found = _parse(name, glossary)
        if len(cache) > 200_000:
            cache.clear()
        cache[name] = found
    return found


_CACHES: dict[int, tuple[Glossary, dict[str, ParsedName]]] = {}


def _parse(name: str, glossary: Glossary) -> ParsedName:
    cleaned = clean(name)
    codes = national_codes(cleaned)
    text = drop_national_codes(cleaned) if codes else cleaned
    undated = strip_period(text)
    rate_base = ""
    match = _RATE_BASE.search(undated)
    if (match and int(match.group(1).replace(",", "")) >= 100) or (match and match.group(2)):
        scale = 1000 if match.group(2) else 1
        rate_base = str(int(match.group(1).replace(",", "")) * scale)
        undated_body = undated[: match.start()] + " @rate " + undated[match.end() :]
    else:
        undated_body = undated
    tokens = tokens_of(undated_body[:LONGEST], glossary)
    basis = frozenset(_BASIS[t] for t in tokens if t in _BASIS)
    tokens = [t for t in tokens if t not in _BASIS and t != ","]
    printed = tokens
    directions = _directions(tokens)
    turned = _is_turned(tokens)
    tokens = _without_repeats(rewrite(_slashes(tokens), glossary.phrases))
    tokens, quantities = read_quantities(_ranks(_without_heading(tokens, glossary)), ages=bool(rate_base))
    statistics, tokens = _statistics(tokens, bool(rate_base))
    tokens = _exclusions(tokens, glossary)
    words = [t for t in tokens if t not in glossary.harmless and t not in {"|", "/", "-", "+", "=", "<", ">"}]
    words = rewrite(words, glossary.second)
    words = _small_print(words, glossary, quantities)
    content = Counter(words)
    families: dict[str, set[str]] = {}
    for word in content:
        for family in glossary.slot_of.get(word, ()):
            families.setdefault(family, set()).add(word)
    return ParsedName(
        raw=name,
        cleaned=cleaned,
        bare=plain(cleaned),
        undated=plain(undated),
        statistics=statistics,
        rate_base=rate_base,
        basis=basis,
        quantities=tuple(sorted(quantities, key=lambda q: q.key())),
        content=content,
        order=tuple(words),
        directions=directions,
        turned=turned,
        quantifiers=frozenset({"all", "any", "some", "both"} & set(printed)),
        codes=codes,
        acronyms=_unknown_acronyms(name, glossary),
        damage=damage(name, glossary) if len(name) <= LONGEST else ("it is longer than any name",),
        families={family: frozenset(found) for family, found in sorted(families.items())},
    )


def _slashes(tokens: list[str]) -> list[str]:
    """A slash between words is an "or"; beside a number it stays."""
    return [
        "or"
        if t == "/" and 0 < at < len(tokens) - 1 and tokens[at - 1][:1].isalpha() and tokens[at + 1][:1].isalpha()
        else t
        for at, t in enumerate(tokens)
    ]


def _without_repeats(tokens: list[str]) -> list[str]:
    """Leave out an abbreviation in brackets that repeats the words before it: "looked after children (LAC)"."""
    out: list[str] = []
    at = 0
    while at < len(tokens):
        inside = tokens[at : at + 3]
        if out and len(inside) >= 2 and inside[0] == "|" and inside[1] == out[-1] and inside[2:] in ([], ["|"]):
            at += 3
            continue
        out.append(tokens[at])
        at += 1
    return out


def _without_heading(tokens: list[str], glossary: Glossary) -> list[str]:
    """Leave out a heading such as "CIC placement stability:", but keep whom it is about."""
    if "|" not in tokens:
        return tokens
    cut = tokens.index("|")
    if tuple(tokens[:cut]) in glossary.headings and len(tokens) - cut > 3:
        about = [t for t in tokens[:cut] if "population" in glossary.slot_of.get(t, ())]
        return about + tokens[cut:]
    return tokens


def _ranks(tokens: list[str]) -> list[str]:
    out = []
    for at, token in enumerate(tokens):
        before_is_number = at > 0 and tokens[at - 1][:1].isdigit()
        out.append(_ORDINALS[token] if token in _ORDINALS and not before_is_number else token)
    return out


def _directions(tokens: list[str]) -> frozenset[str]:
    """Direction words that can turn a meaning round; not "due to", "up to", "subject to", "from home"."""
    found = set()
    for at, token in enumerate(tokens):
        before = tokens[at - 1] if at else ""
        after = tokens[at + 1] if at + 1 < len(tokens) else ""
        if token == "to" and (
            before
            in {"due", "up", "subject", "according", "prior", "owing", "start", "cease", "known", "date", "begin"}
            or after in {"be", "place", "process", "@end"}
            or after[:1].isdigit()
            or before[:1].isdigit()
            or before in {"month", "year", "day", "week", "hour"}
        ):
            continue
        if token == "from" and (after in {"a", "an", "any", "home", "the"} or after[:1].isdigit()):
            continue
        if token in {"from", "to", "by", "before", "after"} and not (token == "after" and before == "look"):
            found.add(token)
    if "looked" in tokens:
        found.discard("after")
    return frozenset(found)


def _is_turned(tokens: list[str]) -> bool:
    text = " ".join(tokens)
    if re.search(r"\bas (?:a |an )?(?:%|percent|number|rate|ratio)", text):
        return True
    return bool(
        re.search(
            r"\bfrom\b.*\bto\b|\bto\b.*\bfrom\b|\bthan\b(?! \d)|\bbefore\b|\bfollow(?:ed|ing)? by\b|\bbetween\b (?!\d)",
            text,
        )
    )


def _statistics(tokens: list[str], per: bool) -> tuple[frozenset[str], list[str]]:
    found: set[str] = set()
    out: list[str] = []
    for at, token in enumerate(tokens):
        if token in {"%", "percent"} or (token == "per" and tokens[at + 1 : at + 2] == ["cent"]):
            found.add("percent")
        elif token == "cent" and tokens[at - 1 : at] == ["per"]:
            continue
        elif token == "percentageof":
            found.add("percent")
            out.append(token)
        elif token == "average":
            found.add("average")
        elif token == "median":
            found.add("median")
        elif token == "number":
            found.add("number")
        elif token in {"rate", "@rate"}:
            found.add("rate")
        elif token == "per":
            if tokens[at + 1 : at + 2] == ["@rate"]:
                continue
            out.append(token)
        elif token == "no":
            out.append("not")
        else:
            out.append(token)
    if found & {"average", "median"}:
        found.discard("number")
        if {"day", "month", "week", "workingday"} & set(out):
            out = [t for t in out if t not in {"time", "length", "duration", "taken", "take"}]
    if "rate" in found and "percent" in found:
        found.discard("rate")
    if per and "rate" in found:
        found.discard("number")
        out = [t for t in out if t != "population"]
    return frozenset(found), out


def _exclusions(tokens: list[str], glossary: Glossary) -> list[str]:
    """Mark what is excluded or included, to the end of its bracket."""
    out: list[str] = []
    mark = ""
    for at, token in enumerate(tokens):
        if token in {"exclude", "include"}:
            mark = token[0] if token[0] == "i" else "x"
            continue
        if token == "not" and tokens[at + 1 : at + 2] == ["include"]:
            continue
        if token == "without" and tokens[at + 1 : at + 2] == ["uasc"]:
            mark = "x"
            continue
        if token == "excluded" and out and tokens[at + 1 : at + 2] in ([], ["|"]):
            out[-1] = f"x:{out[-1]}"
            continue
        if token == "non" and "population" in glossary.slot_of.get("".join(tokens[at + 1 : at + 2]), ()):
            mark = "x"
            continue
        if mark and (token == "|" or (token in _SCOPE_END and out and out[-1].startswith(f"{mark}:"))):
            mark = ""
        if mark and token not in glossary.harmless and token[:1].isalpha():
            out.append(f"{mark}:{token}")
        else:
            out.append(token)
    fixed: list[str] = []
    for at, token in enumerate(out):
        # "not including UASC"
        if token == "not" and out[at + 1 : at + 2] and out[at + 1].startswith("i:"):
            continue
        if token.startswith("i:") and at and "not" in tokens and tokens[max(0, tokens.index("not") + 1)] == "include":
            token = "x:" + token[2:]
        fixed.append(token)
    return fixed


def _small_print(words: list[str], glossary: Glossary, quantities: list[Quantity]) -> list[str]:
    """Drop words that a time limit makes superfluous: reviews "held" in time are reviews in time."""
    limited = bool(_LIMITED & set(words)) or any(
        q.unit in {"day", "working day", "hour", "month"} and q.low is None for q in quantities
    )
    if limited:
        words = [w for w in words if w not in glossary.done_words]
    return words


def _unknown_acronyms(name: str, glossary: Glossary) -> frozenset[str]:
    if not re.search(r"[a-z]{3,}", name):
        return frozenset()  # all in capitals: nothing can be told
    found = set()
    for match in _ACRONYM.finditer(name):
        word = match.group(0)
        if glossary.stem(word.lower()) not in glossary.vocabulary and word.lower() not in glossary.vocabulary:
            found.add(word)
    return frozenset(found)
