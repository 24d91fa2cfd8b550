"""Movements told of many things at once: "every zone but Harbour", "everywhere except in Dale", "in two categories: cars and food".

What is said must hold for all that the words cover, and for none that they leave out, by one movement that the table shows.
"""

# ruff: noqa: E501 - patterns and explanations, one to a line

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from check.inside.items import Items
from check.inside.line_parts import LineRun, Part, judged
from check.inside.measure_words import of_measure
from check.inside.move_words import Move
from check.inside.row_moves import Moves, moves, of_span
from check.inside.row_names import named_in
from check.number_words import number_of
from check.paper import cell_key
from check.sought import Sought
from records import Finding, Source

_N = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})"
_BUT = r"(?:but|except(?:ing)?(?:\s+for)?|apart\s+from|other\s+than|excluding|bar|save\s+for|aside\s+from|with\s+the\s+exception\s+of)"
_OTHER_NOUNS = r"(?:months?|quarters?|years?|weeks?|days?|terms?|cases?|times?|time|occasions?|measures?|indicators?|targets?|effort|opportunity|reason|thousand|hundred|resident|child|household|pound)"
_ALL = Sought(
    rf"\b(?P<all>every\s+one\s+of|every|each(?:\s+of)?|all(?:\s+of)?|both(?:\s+of)?|none\s+of|no|neither\s+of)\s+(?:(?:the|our|its|these|those)\s+)?(?:(?P<n>{_N})\s+)?(?!other\b|longer\b|more\b|less\b|change\b|{_OTHER_NOUNS}\b|{_BUT}\b)(?P<noun>[a-z][a-z-]+(?:\s+(?!{_BUT}\b)[a-z-]+)?)\b(?:\s*,?\s*{_BUT}\s+(?P<but>[^.;]+))?|"
    rf"\b(?P<where>everywhere|across\s+the\s+board)(?:\s*,?\s*{_BUT}\s+(?:in\s+|at\s+)?(?P<but2>[^.;]+))?",
    re.IGNORECASE,
)
_SOME = Sought(
    rf"\b(?:in|at|for|among|by)\s+(?:just\s+|only\s+)?(?:the\s+)?(?P<n>{_N})\s+(?:of\s+(?:the\s+|our\s+)?(?:{_N}\s+)?)?(?!{_OTHER_NOUNS}\b)(?P<noun>[a-z][a-z-]+)\b(?:\s*[:,(–-]\s*(?P<names>[^.;]+))",
    re.IGNORECASE,
)
_COUNT = Sought(
    rf"\b(?P<n>{_N})\s+(?:out\s+)?of\s+(?:(?:the|our|its|these|those)\s+)?(?:(?P<whole>{_N})\s+)?(?!{_OTHER_NOUNS}\b)(?P<noun>[a-z][a-z-]+)\b",
    re.IGNORECASE,
)
_GENERIC = frozenset(["group", "groups", "category", "categories", "type", "types", "area", "areas", "source", "sources", "zone", "zones", "site", "sites", "team", "teams", "band", "bands", "class", "classes", "place", "places", "locality", "localities", "neighbourhood", "neighbourhoods", "ward", "wards", "district", "districts", "cluster", "clusters", "centre", "centres", "division", "divisions", "kind", "kinds", "case", "heading", "headings", "location", "locations", "directorate", "directorates", "depot", "depots", "branch", "branches", "school", "schools", "route", "routes", "depot", "depots", "tier", "tiers", "age", "ages"])  # fmt: skip


def quantified_moves(run: LineRun, part: Part, things: Sequence[Items]) -> None:
    """Hold a movement told of many things against the table that lists them.

    Args:
        run: Takes findings.
        part: What says it.
        things: What the tables list.
    """
    for q in (*_ALL.finditer(part.text), *_SOME.finditer(part.text), *_COUNT.finditer(part.text)):
        m = _move_of(part, q)
        if m is None or m.sense not in {"rose", "fell", "quicker", "slower"}:
            continue
        if q.re is _ALL.finder:
            _all(run, part, q, m, things)
        elif q.re is _SOME.finder:
            _some(run, part, q, m, things)
        else:
            _count(run, part, q, m, things)


def _all(run: LineRun, part: Part, q: re.Match[str], m: Move, things: Sequence[Items]) -> None:
    left_out = q["but"] or q["but2"] or ""
    begins = q.end() - len(left_out)
    left_out = left_out[: next((o.start - begins for o in part.moves if o.start > begins), len(left_out))]
    found = _tables(run, part, things, q["noun"] or "place", left_out)
    none = bool(q["all"]) and q["all"].lower().startswith(("no", "neither"))
    told: list[tuple[bool, Moves, Items, set[int]]] = []
    for items, names in found:
        out = {n.item.number for n in names}
        if left_out and not out:
            return  # something else is left out
        if q["n"] and number_of(q["n"]) != len(items.items):
            continue
        for way in of_measure(of_span(moves(items), part.text), part.text, lambda x: x.says):
            if len(way.by_item) < len(items.items):
                continue
            holding = {n for n, x in way.by_item.items() if _holds(m, x)}
            wanted = set() if none else {i.number for i in items.items} - out
            told.append((holding == wanted, way, items, holding))
    _judge(run, part, q, m, told)


def _some(run: LineRun, part: Part, q: re.Match[str], m: Move, things: Sequence[Items]) -> None:
    names = re.sub(r"\([^)]*\)", lambda x: " " * len(x[0]), q["names"])
    told: list[tuple[bool, Moves, Items, set[int]]] = []
    for items, named in _tables(run, part, things, q["noun"], names):
        mine = {n.item.number for n in named}
        if len(mine) != number_of(q["n"]):
            continue
        for way in of_measure(of_span(moves(items), part.text), part.text, lambda x: x.says):
            if len(way.by_item) == len(items.items):
                holding = {n for n, x in way.by_item.items() if _holds(m, x)}
                told.append((holding == mine, way, items, holding))
    _judge(run, part, q, m, told)


def _count(run: LineRun, part: Part, q: re.Match[str], m: Move, things: Sequence[Items]) -> None:
    """Holds "in three of the four districts" where no other check has read the count."""
    span = (part.start + q.start("n"), part.start + q.end())
    here = {f.id for f in run.paper.figures_of(part.passage) if span[0] <= f.numeral.start < span[1]}
    if any(j.kind == "count" for n in here for j in run.results.of(n)):
        return
    told: list[tuple[bool, Moves, Items, set[int]]] = []
    for items, _ in _tables(run, part, things, q["noun"], ""):
        if q["whole"] and number_of(q["whole"]) != len(items.items):
            continue
        for way in of_measure(of_span(moves(items), part.text), part.text, lambda x: x.says):
            if len(way.by_item) == len(items.items):
                holding = {n for n, x in way.by_item.items() if _holds(m, x)}
                told.append((len(holding) == number_of(q["n"]), way, items, holding))
    _judge(run, part, q, m, told)


def _judge(
    run: LineRun, part: Part, q: re.Match[str], m: Move, told: Sequence[tuple[bool, Moves, Items, set[int]]]
) -> None:
    if not told:
        return
    part.used.append((m.start, m.end))
    at = (part.start + m.start, part.start + m.end)
    whole = (part.start + min(m.start, q.start()), part.start + max(m.end, q.end()))
    if (
        any(fits for fits, *_ in told)
        or judged(run, part.passage, whole)
        or judged(run, part.passage, at)
        or (part.passage, at[0]) in run.done
    ):
        run.done.add((part.passage, at[0]))
        return
    _, way, items, holding = told[0]
    cells: tuple[Source, ...] = tuple(s for i in items.items for s in way.cells.get(i.number, ())[:2])
    if any(cell_key(s) in run.wrong for s in cells):
        return
    run.done.add((part.passage, at[0]))
    names = "; ".join(i.label for i in items.items if i.number in holding) or "none"
    place = run.paper.passages[part.passage].at(*at)
    said = " ".join(part.text[min(m.start, q.start()) : max(m.end, q.end())].split())
    run.results.findings.append(
        Finding("contradicts", "direction", place, place.printed, f"'{said}': in table {items.table.number} ({way.says}) that is so for {names}.",
                "", "serious", cells[:8], "Correct the word or the table.", expected=names)
    )  # fmt: skip


def _tables(run: LineRun, part: Part, things: Sequence[Items], noun: str, names: str) -> list[tuple[Items, list]]:  # type: ignore[type-arg]
    """The lists that may be meant, each with its things that are named."""
    words = noun.lower().split()
    out = []
    whole = part.sentence.text
    for items in things:
        if len(items.items) < 2 or items.of_indicators:
            continue
        named = named_in([items], names) if names else []
        called = any(items.called(w) for w in words) or (
            bool(set(words[:1]) & _GENERIC) and len({n.item.number for n in named_in([items], whole)}) > 0
        )
        if called or named or (set(words[:1]) & _GENERIC and _near(run, part, items, things)):
            out.append((items, named, called or bool(named)))
    sure = [(i, n) for i, n, s in out if s]
    return sure or [(i, n) for i, n, _ in out]


def _near(run: LineRun, part: Part, items: Items, things: Sequence[Items]) -> bool:
    """Whether a table stands in the section of a part, or is the next one before or behind it."""
    if run.paper.passages[part.passage].section == items.table.section:
        return True
    firsts = [i.table.first for i in things if not i.of_indicators]
    before, after = [f for f in firsts if f < part.passage], [f for f in firsts if f > part.passage]
    return items.table.first in {max(before, default=-1), min(after, default=-1)}


def _move_of(part: Part, q: re.Match[str]) -> Move | None:
    """The word of movement that goes with a quantity: the nearest outside brackets and exceptions."""
    but = [g for g in ("but", "but2", "names") if g in q.re.groupindex and q[g]]
    noun = q["noun"] or ""
    end = q.start("noun") + len(noun.split()[0]) if noun else q.end()
    end = min((q.start(g) for g in but), default=end)
    outside = [m for m in part.moves if part.text.count("(", 0, m.start) == part.text.count(")", 0, m.start)]
    free = [m for m in outside if part.free(m.start, m.end)]
    behind = [m for m in free if m.start >= end]
    ahead = [m for m in free if m.end <= q.start()]
    return ahead[-1] if ahead else (behind[0] if behind else None)


def _holds(m: Move, change: Fraction) -> bool:
    return change > 0 if m.sense in {"rose", "slower"} else change < 0
