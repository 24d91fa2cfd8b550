"""Movements told of named things one after the other: "rose at Ashdown and Denholme, fell at Beckford and were unchanged at Colby"."""

# ruff: noqa: E501 - patterns and explanations, one to a line

from __future__ import annotations

import re
from collections.abc import Sequence

from check.inside.items import Items, singular
from check.inside.line_parts import LineRun, Part, judged
from check.inside.predicates import Predicate, find_predicates
from check.inside.row_names import Named, named_in
from check.inside.row_readings import Reading, Signs, readings
from check.paper import cell_key
from records import Finding

_PLACE = re.compile(r"^(?:\s+(?:again|slightly|sharply|further|both|only|too|also))?\s+(?:at|in|for|among|amongst|across)\s+(?:both\s+)?", re.IGNORECASE)  # fmt: skip
_END = re.compile(r"[.;:(]|,\s+(?=(?:but|while|whilst|whereas|although|though|which|where|with|as|because|after|so)\b)|\b(?:but|while|whilst|whereas|although|because|after|compared|since|when|from|to|by|than|against)\b", re.IGNORECASE)  # fmt: skip
_LINKS = {"and", "or", "the", "both", "in", "at", "for", "were", "was", "is", "are", "all", "three", "two", "s"}


def placed_moves(run: LineRun, part: Part, things: Sequence[Items]) -> None:
    """Hold each movement that is followed by the names of the things that moved so.

    Args:
        run: Takes findings.
        part: What says it.
        things: What the tables list.
    """
    found = [p for p in find_predicates(part.text) if p.family in {"moved", "performance"} and not p.negated]
    for n, p in enumerate(found):
        place = _PLACE.match(part.text[p.end :])
        if place is None:
            continue
        start = p.end + place.end()
        stop = found[n + 1].start if n + 1 < len(found) else len(part.text)
        words = _END.split(part.text[start:stop])[0]
        named = named_in(things, words)
        if not named or len({x.items.table.number for x in named}) != 1 or _more_than_names(words, named):
            continue
        part.used.append((p.start, p.end))
        _judge(run, part, p, named)


def _more_than_names(words: str, named: Sequence[Named]) -> bool:
    """Whether other words stand among the names: they may say what moved there."""
    rest = "".join(" " if any(n.start <= i < n.end for n in named) else c for i, c in enumerate(words))
    nouns = named[0].items.nouns
    return any(w not in _LINKS and singular(w) not in nouns for w in re.findall(r"[a-z]+", rest.lower()))


def _judge(run: LineRun, part: Part, p: Predicate, named: Sequence[Named]) -> None:
    items = named[0].items
    mine = {n.item.number for n in named}
    told = [r for r in readings(items, p, part.sentence.text, Signs()) if mine <= r.holds.keys()]
    at = (part.start + p.start, part.start + p.end)
    if not told or judged(run, part.passage, at) or (part.passage, at[0]) in run.done:
        return
    run.done.add((part.passage, at[0]))
    if any(all(r.holds[n] for n in mine) for r in told):
        return
    _say(run, part, p, named, told[0])


def _say(run: LineRun, part: Part, p: Predicate, named: Sequence[Named], r: Reading) -> None:
    wrong = [n for n in named if not r.holds[n.item.number]]
    sources = tuple(s for n in wrong for s in r.cells.get(n.item.number, ())[:2])
    if any(cell_key(s) in run.wrong for s in sources):
        return
    place = run.paper.passages[part.passage].at(part.start + p.start, part.start + p.end)
    names = "; ".join(n.item.label for n in wrong)
    run.results.findings.append(
        Finding("contradicts", "direction", place, place.printed, f"'{p.text}' is not so for {names} in table {named[0].items.table.number} ({r.says}).",
                "", "serious", sources[:8], "Correct the word, the name or the table.")
    )  # fmt: skip
