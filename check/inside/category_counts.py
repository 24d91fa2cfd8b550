"""Counts of the rows that a column puts into one class: "three of the six homes are rated Good, one is Outstanding".

The classes are whatever a table's column of words says: ratings, stages, outcomes. Colours and statuses of targets are
counted elsewhere (`row_counts`); here a sentence must use the table's own words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from check.inside.cell_signs import rag_word
from check.inside.items import singular
from check.inside.listed_things import things_of, wrong_cells
from check.inside.quantified import NUMBER, number_in, whole_named
from check.inside.row_counts import of_another_time
from check.inside.tables import Table, TableColumn
from check.judgements import Judgement, Results
from check.paper import Paper, cell_key
from check.passages import PROSE
from check.sentences import split_sentences
from check.sought import Sought
from records import Finding, Source

_MOST_CLASSES = 7
_PAST = Sought(
    r"\b(?:last\s+(?:year|month|quarter|time)|(?:a|one|two|three)\s+(?:years?|months?|quarters?)\s+(?:ago|before|earlier)"
    r"|previous(?:ly)?|had\s+been|compared|will|should|expected|would|by\s+the\s+end\s+of)\b",
    re.IGNORECASE,
)
_GAP = re.compile(
    r"^(?:\s+(?!(?:and|but|while|or|not|than)\b)[a-z’'-]+|\s+of\s+(?:the|our|these|all)){0,7}\s+$", re.IGNORECASE
)
_OF_WHOLE = re.compile(rf"^\s+(?:out\s+)?of\s+(?:the|our|these|all)?\s*(?P<n>{NUMBER})\b", re.IGNORECASE)
_NO_CLASS = re.compile(r"^\W*$|^(?:n/?a|none|tbc|-|–)$|\d", re.IGNORECASE)
_DULL = {*("yes", "no", "y", "n", "up", "down", "same", "high", "low", "higher", "lower", "all", "other", "total")}


@dataclass(frozen=True, slots=True)
class _Classes:
    """A column that puts the rows of a table into classes.

    Attributes:
        table: The table.
        column: The column.
        counts: Rows by class, as printed.
        places: Where each class stands.
        rows: How many rows have a class.
        nouns: What the rows are called.
    """

    table: Table
    column: TableColumn
    counts: Counter[str]
    places: dict[str, list[Source]]
    rows: int
    nouns: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Told:
    """A number of rows that a sentence puts into a class."""

    n: int
    start: int
    end: int
    name: str


def check_category_counts(paper: Paper, tables: Sequence[Table], results: Results) -> None:
    """Hold counts of rows in the classes of a table against its column of classes.

    Args:
        paper: With its figures.
        tables: Of the paper.
        results: Takes the judgements; counts that are judged already are left alone.
    """
    nouns = {i.table.number: i.nouns for i in things_of(paper, tables)}
    classes = [c for t in tables for c in _classes(t, nouns.get(t.number, frozenset()))]
    if not classes:
        return
    patterns = {name: _pattern(name) for c in classes for name in c.counts}
    wrong = wrong_cells(paper, results)
    for index, passage in enumerate(paper.passages):
        if passage.kind not in PROSE or passage.kind == "cell" or passage.is_header:
            continue
        for start, end in split_sentences(passage.text):
            text = passage.text[start:end]
            if not _PAST.search(text) and not of_another_time(paper, text):
                for c in classes:
                    _sentence(paper, index, start, text, c, patterns, wrong, results)


def _classes(table: Table, nouns: frozenset[str]) -> Iterator[_Classes]:
    for column in table.columns[1:]:
        if column.kind in {"direction", "polarity", "owner", "unit", "target"}:
            continue
        cells = [(r, r.cells[column.index]) for r in table.rows if column.index in r.cells]
        told = [(r, c) for r, c in cells if c.figure is None and not _NO_CLASS.search(c.text)]
        if sum(bool(rag_word(c.text)) for _, c in told) * 2 > len(told):
            continue  # colours and statuses
        names = Counter(" ".join(c.text.split()) for _, c in told)
        if not (2 <= len(names) <= _MOST_CLASSES and len(names) < len(told) and len(told) * 4 >= 3 * len(table.rows)):
            continue
        if any(len(n.split()) > 4 or len(n) > 32 or n.lower() in _DULL for n in names):
            continue
        places: dict[str, list[Source]] = {}
        for _, c in told:
            places.setdefault(" ".join(c.text.split()), []).append(c.place)
        yield _Classes(table, column, names, places, len(told), nouns)


def _pattern(name: str) -> re.Pattern[str]:
    words = [re.escape(singular(w)) + r"(?:s|ed|d|es)?" for w in re.findall(r"[a-z’'/-]+", name.lower())]
    joined = r"[\s-]+".join(words)
    return re.compile(rf"(?<![\w-])(?:in\s+|at\s+)?(?P<it>{joined})(?![\w-])", re.IGNORECASE)


def _sentence(
    paper: Paper, index: int, begin: int, text: str, c: _Classes, patterns: dict[str, re.Pattern[str]],
    wrong: set[tuple[object, ...]], results: Results,
) -> None:  # fmt: skip
    told = list(_told(text, c, patterns))
    if not told:
        return
    wholes = {whole_named(text)} | {
        n for t in told if (m := _OF_WHOLE.match(text[t.end :])) and (n := number_in(m["n"])) is not None
    }
    whole = max(wholes)
    named = any(singular(w) in c.nouns for w in re.findall(r"[a-z]{3,}", text.lower()))
    if whole:
        tied = whole == c.rows or (named and len(told) >= 2 and abs(whole - c.rows) <= 2)
    else:
        tied = len(told) >= 2 or named
    if not tied:
        return
    if whole and whole != c.rows and sum(t.n for t in told) == c.rows and all(t.n == c.counts[t.name] for t in told):
        m = re.search(rf"\bof\s+(?:the|our|these|all)?\s*(?P<n>{NUMBER})\b", text, re.IGNORECASE)
        if m is not None and number_in(m["n"]) == whole:
            sources = tuple(s for of in c.places.values() for s in of)[:6]
            why = f"The text speaks of {whole}, table {c.table.number} lists {c.rows}."
            _say(paper, index, begin + m.start("n"), begin + m.end("n"), why, sources, str(c.rows), results)
    for t in told:
        n = c.counts[t.name]
        sources = tuple(c.places[t.name][:6])
        shown = "; ".join(f"{name} {k}" for name, k in c.counts.items())
        why = f"Table {c.table.number} has {n} of {c.rows} under '{c.column.leaf}' as '{t.name}' ({shown})."
        if t.n == n:
            _agree(paper, index, begin, t, why, sources, results)
        elif not any(cell_key(s) in wrong for of in c.places.values() for s in of):
            _say(
                paper,
                index,
                begin + t.start,
                begin + t.end,
                f"The text says {text[t.start : t.end]}. {why}",
                sources,
                str(n),
                results,
            )


def _told(text: str, c: _Classes, patterns: dict[str, re.Pattern[str]]) -> Iterator[_Told]:
    numbers = [
        (m.start(), m.end(), n) for m in re.finditer(NUMBER, text, re.IGNORECASE) if (n := number_in(m[0])) is not None
    ]
    found: list[tuple[int, int]] = []
    for name in sorted(c.counts, key=len, reverse=True):
        for m in patterns[name].finditer(text):
            if any(a < m.end("it") and m.start("it") < b for a, b in found):
                continue
            found.append(m.span("it"))
            before = [x for x in numbers if x[1] <= m.start()]
            if not before:
                continue
            start, end, n = before[-1]
            whole = _OF_WHOLE.match(text[before[-2][1] :]) if len(before) > 1 else None
            if whole and before[-2][1] + whole.end("n") == end:
                gap, (start, end, n) = text[end : m.start()], before[-2]
            else:
                gap = text[end : m.start()]
            if _GAP.match(gap) and not re.search(r"\b(?:of|all)\s+(?:the\s+|our\s+)?$", text[:start], re.IGNORECASE):
                yield _Told(n, start, end, name)


def _agree(
    paper: Paper, index: int, begin: int, t: _Told, why: str, sources: tuple[Source, ...], results: Results
) -> None:
    for f in paper.figures_of(index):
        if begin + t.start <= f.numeral.start and f.numeral.end <= begin + t.end:
            results.add(Judgement(f.id, "agrees", "count", why, sources=sources))


def _say(
    paper: Paper,
    index: int,
    start: int,
    end: int,
    why: str,
    sources: tuple[Source, ...],
    expected: str,
    results: Results,
) -> None:
    advice = "Correct the count or the table."
    mine = [f for f in paper.figures_of(index) if start <= f.numeral.start and f.numeral.end <= end]
    if mine:
        if not any(j.kind == "count" and j.verdict != "not_checked" for j in results.of(mine[0].id)):
            results.add(Judgement(mine[0].id, "contradicts", "count", why, "", "serious", sources, advice, expected))
        return
    place = paper.passages[index].at(start, end)
    results.findings.append(
        Finding("contradicts", "count", place, place.printed, why, "", "serious", sources, advice, expected=expected)
    )
