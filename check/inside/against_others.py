"""How a result stands to those of others that a table shows: "higher than all three", "below the England average", "better than the region".

The others are rows or columns named for England, a region, neighbours and their like; what is measured is told by its words.
"""

# ruff: noqa: E501 - patterns and explanations, one to a line

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from check.inside.items import Items, Trait
from check.inside.line_parts import LineRun, Part, judged
from check.inside.polarity_words import polarity_of_name
from check.inside.row_readings import latest_trait
from check.inside.time_lines import name_stems, stem, stems
from check.judgements import printed, quantity
from check.paper import Figure, cell_key
from check.sought import Sought
from records import Finding

_OTHERS = Sought(
    r"\b(?:england|wales|scotland|national(?:ly)?|great\s+britain|uk|regions?|regional|neighbours?|peers?|comparators?|statistical|famil(?:y|ies)|similar|cipfa|county\s+average|london|south\s+east|south\s+west|north\s+east|north\s+west|midlands)\b",
    re.IGNORECASE,
)
_SAYS = Sought(
    r"\b(?P<way>higher|lower|better|worse|greater|smaller|longer|shorter|quicker|slower|above|below)\s+(?:than\s+)?(?P<who>(?:(?!\b(?:higher|lower|better|worse|than|although|but|while|whereas)\b)[^.;])+)",
    re.IGNORECASE,
)
_ALL = Sought(r"^(?:all|both)(?:\s+of)?(?:\s+(?:the|these|them|those|our|its))?(?:\s+(?P<n>two|three|four|five))?(?:\s+(?:comparators?|others?|averages?|benchmarks?))?\s*(?:[,.;]|and\b|$)", re.IGNORECASE)  # fmt: skip
_PER = Sought(r"\bper\s+[\d,]+(?:\s+(?:people|residents|population|head))?", re.IGNORECASE)
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5}


@dataclass(frozen=True, slots=True)
class Standing:
    """One measure: the own figure and those of the others.

    Attributes:
        name: What is measured.
        words: Stems that name it.
        own: The own figure.
        others: By label.
        table: Number of the table.
    """

    name: str
    words: frozenset[str]
    own: Figure
    others: tuple[tuple[str, Figure], ...]
    table: int


def standings(things: Sequence[Items]) -> list[Standing]:
    """What tables show of the own result beside those of others.

    Args:
        things: What the tables list.
    """
    return [s for items in things for s in (*_by_row(items), *_by_column(items))]


def _by_row(items: Items) -> Iterator[Standing]:
    """Others in rows, measures in columns."""
    others = [i for i in items.items if _OTHERS.search(i.label)]
    mine = [i for i in items.items if i not in others]
    if len(mine) != 1 or not others:
        return
    for t in items.traits:
        own = t.figure(mine[0].number)
        found = tuple((o.label, f) for o in others if (f := t.figure(o.number)) is not None)
        if own is not None and len(found) == len(others):
            yield Standing(t.label, _naming(t.label), own, found, items.table.number)


def _by_column(items: Items) -> Iterator[Standing]:
    """Others in columns, measures in rows."""
    others: list[Trait] = [
        t for t in items.traits if _OTHERS.search(t.label) and t.kind in {"benchmark", "value", "result", "target"}
    ]
    levels = [t for t in items.traits if t not in others]
    rest = Items(items.table, items.items, tuple(levels), items.nouns, items.turned)
    latest = latest_trait(rest)
    if latest is None or not others:
        return
    for i in items.items:
        own = latest.figure(i.number)
        found = tuple((o.label, f) for o in others if (f := o.figure(i.number)) is not None)
        if own is not None and found:
            yield Standing(i.label, _naming(i.label), own, found, items.table.number)


def _naming(label: str) -> frozenset[str]:
    """The stems that name a measure; what it is counted per names nothing."""
    return name_stems(_PER.sub(" ", label))


def against_others(run: LineRun, part: Part, known: Sequence[Standing]) -> None:
    """Hold "higher than England" and its like against the figures of the others.

    Args:
        run: Takes findings.
        part: What says it.
        known: What the tables show.
    """
    for m in _SAYS.finditer(part.text):
        way = m["way"].lower()
        so_far = run.paper.passages[part.passage].text[part.sentence.start : part.end]
        meant = measured_in(part.text, known) or measured_in(so_far, known)
        if meant is None:
            continue
        them = who_in(m["who"], meant)
        if not them:
            continue
        greater = _is_greater(way, meant)
        if greater is None:
            continue
        own = quantity(meant.own.value)
        wrong = [
            (x, f)
            for x, f in them
            if not (own.high > quantity(f.value).low if greater else own.low < quantity(f.value).high)
        ]
        at = (part.start + m.start("way"), part.start + m.end("way"))
        if (
            not wrong
            or judged(run, part.passage, at)
            or any(cell_key(f.place) in run.wrong for f in (meant.own, *(f for _, f in wrong)))
        ):
            continue
        place = run.paper.passages[part.passage].at(*at)
        shown = ", ".join(f"{x} {printed(f)}" for x, f in wrong)
        run.results.findings.append(
            Finding("contradicts", "direction", place, place.printed, f"'{place.printed}': '{meant.name}' is {printed(meant.own)}, against {shown} (table {meant.table}).",
                    f"{printed(meant.own)} against {shown}", "serious", (meant.own.place, *(f.place for _, f in wrong)), "Correct the word or the figures.")
        )  # fmt: skip


def measured_in(text: str, known: Sequence[Standing]) -> Standing | None:
    """The one measure that a text names beyond doubt.

    Args:
        text: Of a sentence.
        known: What the tables show.
    """
    words = stems(text)
    full = [s for s in known if s.words and s.words <= words]
    if not full:
        full = [s for s in known if s.words and 3 * len(s.words & words) >= 2 * len(s.words)]
    full = [s for s in full if not any(s.words < o.words for o in full)]
    return full[0] if len(full) == 1 else None


def who_in(text: str, meant: Standing) -> list[tuple[str, Figure]]:
    """The others that a sentence names; none where it names something else.

    Args:
        text: What stands behind "than" or "of".
        meant: What is measured.
    """
    all_ = _ALL.match(text)
    if all_:
        n = _NUMBERS.get((all_["n"] or "").lower(), 0)
        return list(meant.others) if n in {0, len(meant.others)} else []
    words = {stem(w) for w in re.findall(r"[a-z]{3,}", text.lower())}
    named = []
    for label, f in meant.others:
        mine = {stem(w) for w in re.findall(r"[a-z]{3,}", label.lower())} - {
            stem("average"),
            stem("mean"),
            stem("rate"),
        }
        if (mine and mine <= words) or (
            {stem("england"), stem("national")} & mine and {stem("england"), stem("national")} & words
        ):
            named.append((label, f))
    return named


def _is_greater(way: str, meant: Standing) -> bool | None:
    if way in {"higher", "greater", "longer", "above", "lower", "smaller", "shorter", "below"}:
        return way in {"higher", "greater", "longer", "above"}
    polarity = polarity_of_name(meant.name)
    if polarity not in {"H", "L"} or way in {"quicker", "slower"}:
        return None
    return (way == "better") == (polarity == "H")
