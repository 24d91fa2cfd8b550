"""Things called the only one of their table: "PCN income was the only source of income to decline".

The table is that of the thing named, whatever the sentence calls its rows. The name is wrong where, in every way the
words can be read off the table, they hold for another thing, for none or for several.
"""

# ruff: noqa: E501 - patterns and explanations, one to a line

from __future__ import annotations

import re

from check.inside.items import of_same_things
from check.inside.loose_names import distinctly_named
from check.inside.predicates import Predicate, find_predicates
from check.inside.row_names import Named, Things, named_in
from check.inside.row_readings import Reading, Signs, readings
from check.judgements import Results
from check.paper import Paper, cell_key
from check.sought import Sought
from records import Finding

_ONLY = re.compile(
    r"\b(?:the|our|their|its)\s+(?:only|sole|one)\s+(?P<noun>(?:[a-z-]+\s+){0,4}?)(?P<link>to|that|which|where|in\s+which|for\s+which|at\s+which|with|whose|below|above|under|over|still|not|on|off|behind|ahead|rated)\b",
    re.IGNORECASE,
)
_ONLY_NAME = re.compile(
    r"(?:^|[.;,]\s+|\band\s+|\bbut\s+)(?P<link>only|just)\s+(?:in\s+|at\s+)?(?=(?:the\s+)?(?!one\b|two\b|three\b|four\b|five\b|six\b|an?\b|about\b|just\b|after\b|when\b|because\b)(?P<noun>[A-Za-z]))",
    re.IGNORECASE,
)
_UNLIKE = Sought(r"\b(?P<link>unlike|in\s+contrast\s+to)\s+(?:all\s+)?(?:the\s+)?(?:other|rest)s?\b[^,;.]{0,30},\s+(?=(?:in\s+)?(?:the\s+)?(?P<noun>[A-Za-z]))", re.IGNORECASE)  # fmt: skip
_OF_TIME_TAKEN = re.compile(r"\b(?:longer|shorter|quicker|slower|faster)\b", re.IGNORECASE)
"""Said of rows that measure time, which a table of other rows too does not tell apart."""
_LISTED = re.compile(r"\band\b|,")
_SOME_OF_THEM = Sought(r"\b(?:among(?:st)?|of|out\s+of)\s+(?:those|these|the\s+ones|which)\b|\b(?:target|time|month|quarter|year)\s+(?:that|when|in)\b", re.IGNORECASE)  # fmt: skip
_OF_A_GROUP = Sought(r"\b(?:of|among(?:st)?)\s+(?:the|these|those|our|its)\s+(?:[\w-]+\s+){1,3}(?:that|which|with|who|below|above|missing)\b", re.IGNORECASE)  # fmt: skip
_TIMES = re.compile(r"\b(?:months?|quarters?|years?|weeks?|time|days?|period)\b", re.IGNORECASE)
_LINKED = re.compile(r"\b(?:was|were|is|are|remain(?:s|ed)?|became|being|has\s+been|have\s+been)\s+(?:also\s+|again\s+|once\s+more\s+|still\s+)?$", re.IGNORECASE)  # fmt: skip


def only_ones(
    paper: Paper, index: int, begin: int, text: str, things: Things, signs: Signs,
    wrong: set[tuple[object, ...]], results: Results,
) -> None:  # fmt: skip
    """Hold "the only ..." of a sentence against the table of the thing that is named.

    Args:
        paper: With its figures.
        index: Index of the passage.
        begin: Where the sentence begins in it.
        text: The sentence.
        things: What the tables list.
        signs: What the paper says of its signs.
        wrong: Cells that something else calls wrong.
        results: Takes findings.
    """
    for m in (*_ONLY.finditer(text), *_ONLY_NAME.finditer(text), *_UNLIKE.finditer(text)):
        if _SOME_OF_THEM.search(text[m.start() :]) or _OF_A_GROUP.search(text[: m.start()]) or _TIMES.search(m["noun"]):
            continue
        p = next((p for p in find_predicates(text) if m.end("noun") <= p.start <= m.end() + 60), None)
        if m.re is not _ONLY and p is not None and re.search(r"\d|[.;]", text[m.end() : p.start]):
            continue
        if p is None or p.negated or _OF_TIME_TAKEN.search(text[p.start : p.end]):
            continue
        named = _subject(things, text, m, p)
        told = [(n, r) for n in named for r in readings(n.items, p, text[p.end :], signs) if r.holds]
        if not told:
            _both(paper, index, begin, text, m, p, things, signs, wrong, results)
        if not told or any(_alone(n, r) is not False for n, r in told):
            continue
        if any(_alone(n, r) for n in _elsewhere(named, things) for r in readings(n.items, p, text[p.end :], signs)):
            continue
        _say(paper, index, begin, text[m.start() : p.end], *told[0], wrong, results)


def _elsewhere(named: list[Named], things: Things) -> list[Named]:
    """The same things in other tables that list them: which of the tables is meant, the words may leave open."""
    return [
        Named(i, item, n.start, n.end)
        for n in named
        for i in of_same_things(things.items, [n.items])
        for item in i.items
        if item.label.lower() == n.item.label.lower()
    ]


def _both(
    paper: Paper, index: int, begin: int, text: str, m: re.Match[str], p: Predicate, things: Things, signs: Signs,
    wrong: set[tuple[object, ...]], results: Results,
) -> None:  # fmt: skip
    """Hold "Only Market Place and Wharf Road sold fewer": so much is said of both and of no other."""
    if m.re is not _ONLY_NAME:
        return
    named = named_in(things, text[m.end() : p.start])
    mine = {n.item.number for n in named}
    if (
        len(mine) < 2
        or len({n.items.table.number for n in named}) != 1
        or not _LISTED.search(text[named[0].end : p.start])
    ):
        return
    one = Named(named[0].items, named[0].item, m.end() + named[0].start, m.end() + named[-1].end)
    told = [r for r in readings(one.items, p, text[p.end :], signs) if len(r.holds) == len(one.items.items)]
    if told and not any({n for n, yes in r.holds.items() if yes} == mine for r in told):
        _say(paper, index, begin, text[m.start() : p.end], one, told[0], wrong, results)


def _subject(things: Things, text: str, m: re.Match[str], p: Predicate) -> list[Named]:
    """The one thing that is called the only one: named before "was the only", or behind "... was"."""
    if m.re is not _ONLY:
        part, at = text[m.end() : p.start], m.end()
    elif _LINKED.search(text[: m.start()]):
        start = max(
            (x.end() for x in re.finditer(r"[,;:]\s|\b(?:and|but|while|whereas)\b", text[: m.start()])), default=0
        )
        part, at = text[start : m.start()], start
    else:
        behind = next((x for x in re.finditer(r"\b(?:was|were|is|are)\b", text[p.end :])), None)
        if behind is None or len(text[p.end : p.end + behind.start()]) > 60:
            return []
        at = p.end + behind.end()
        part = re.split(r"[,;.(]|\band\b", text[at:])[0]
    named = named_in(things, part) or distinctly_named(things.items, part)
    first = {(n.start, n.end) for n in named}
    if len({n.item.number for n in named}) != 1 and len(first) != 1:
        return []
    return [Named(n.items, n.item, at + n.start, at + n.end) for n in named if len(n.items.items) >= 3]


def _alone(one: Named, r: Reading) -> bool | None:
    """Whether what is said holds for the named thing and no other; None where that cannot be told."""
    if len(r.holds) < len(one.items.items):
        return None if r.holds.get(one.item.number) is not False else False
    return [n for n, yes in r.holds.items() if yes] == [one.item.number]


def _say(
    paper: Paper, index: int, begin: int, said: str, one: Named, r: Reading, wrong: set[tuple[object, ...]], results: Results
) -> None:  # fmt: skip
    holding = [i for i in one.items.items if r.holds.get(i.number)]
    sources = tuple(s for i in (one.item, *holding) for s in r.cells.get(i.number, ())[:2])[:8]
    place = paper.passages[index].at(begin + one.start, begin + one.end)
    here = cell_key(paper.passages[index].source)
    if any(cell_key(s) in wrong for s in sources) or any(
        f.kind == "count" and f.verdict == "contradicts" and cell_key(f.place) == here for f in results.findings
    ):
        return
    names = "; ".join(i.label for i in holding) or "none"
    results.findings.append(
        Finding("contradicts", "superlative", place, place.printed, f"'{' '.join(said.split())}', said of {one.item.label}: table {one.items.table.number} ({r.says}) has {names} there.",
                "", "serious", sources, "Correct the name or the figures.", expected=names)
    )  # fmt: skip
