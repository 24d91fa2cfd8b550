"""Counts of colours and directions in sentences and summary tables against the rows that they count.

"Of the seven measures, two are rated Green, five Amber and none Red" is held against the one table that shows seven
colours; "four have improved" against its directions. Where a colour or direction of that table is itself called
wrong, its counts are not judged: they follow from it.
"""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from check.claim_time import time_known
from check.inside.cell_signs import arrow_in
from check.inside.kpi_rows import KpiRow
from check.inside.performance_words import performance_word
from check.inside.tables import Table
from check.judgements import Judgement, Results, printed
from check.paper import Figure, Paper, cell_key
from check.sought import Sought
from records import ARROW_MEANS, Finding, Source

STATES: tuple[tuple[str, str, re.Pattern[str]], ...] = tuple(
    (family, state, re.compile(pattern, re.IGNORECASE))
    for family, state, pattern in (
        ("rag", "green", r"\bgreen\b"),
        ("rag", "amber", r"\bamber\b"),
        ("rag", "red", r"\bred\b"),
        ("direction", "unchanged", r"\b(?:unchanged|no\s+change|stayed\s+the\s+same|remain(?:ed|s)?\s+(?:the\s+same|stable|unchanged)|(?:are|is|were|was)\s+(?:stable|the\s+same))\b"),
        ("direction", "improved", r"\b(?:improv(?:ed|ing|ements?)|(?:are|is|were|was|did|have\s+got(?:ten)?|got)\s+better)\b"),
        ("direction", "worsened", r"\b(?:worsen(?:ed|ing)?|deteriorat(?:ed|ing)|declin(?:ed|ing)|got(?:ten)?\s+worse|(?:are|is|were|was)\s+worse)\b"),
        ("met", "met", r"\b(?:met|meet|meets|achieved|hit|exceeded|on\s+or\s+above|reached)\s+(?:the\s+|their\s+|its\s+)?targets?\b|\bon\s+target\b"),
    )
)  # fmt: skip
_NOUN = Sought(
    r"\b(?:measures?|indicators?|kpis?|pis|outcomes?|targets|areas|districts|directorates|departments|teams|services|schools|wards)\b",
    re.IGNORECASE,
)
_NONE = Sought(
    r"\b(?:none|no|nil|zero|neither)\b(?=(?:\s+[a-z]+){0,7}?\s+(?:green|amber|red|improv|worse|deterior|declin|met\b|missed))(?![^.;]{0,90}?\b(?:in\s+a\s+row|running|in\s+succession|consecutive|successive)\b)",
    re.I,
)
_FROM_TO = re.compile(r"\bfrom\s+(?:red|amber|green)\s+to\s+(?:red|amber|green)\b", re.IGNORECASE)
_WHOLE_AFTER = re.compile(r"^\s*(?:out\s+)?of\s+(?:the|these|those|our|its|all)?\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Counted:
    """A number that a sentence gives of things in one state.

    Attributes:
        state: green, improved, met ...
        family: rag, direction or met.
        number: How many.
        start: First character of the number in the text.
        end: One past its last.
    """

    state: str
    family: str
    number: int
    start: int
    end: int


@dataclass(slots=True)
class Tally:
    """What one table shows.

    Attributes:
        table: The table.
        family: rag or direction.
        counts: State -> rows.
        rows: Rows that show any state.
        places: State -> some of the cells.
    """

    table: Table
    family: str
    counts: Counter[str]
    rows: int
    places: dict[str, list[Source]] = field(default_factory=dict)


def counted_states(text: str, numbers: list[tuple[int, int, int]]) -> tuple[list[Counted], set[int]]:
    """Which numbers of a text count which state, and which name the whole.

    Args:
        text: One sentence.
        numbers: (first character, one past the last, value) of its whole numbers, in order.

    Returns:
        The counts, and the values that name how many there are in all.
    """
    known = sorted([*numbers, *((m.start(), m.end(), 0) for m in _NONE.finditer(text))])
    known = [k for n, k in enumerate(known) if n == 0 or k[0] >= known[n - 1][1]]
    wholes: set[int] = set()
    parts: list[tuple[int, int, int]] = []
    for n, (start, end, value) in enumerate(known):
        before = text[known[n - 1][1] : start] if n else ""
        lead = text[:start]
        if (n and _WHOLE_AFTER.match(before)) or re.search(
            r"\b(?:of|all|the|these|our|are|is)\s+(?:the\s+|these\s+|our\s+|its\s+)?$", lead, re.I
        ):
            wholes.add(value)
        else:
            parts.append((start, end, value))
    states = sorted(
        (m.start(), m.end(), family, state) for family, state, pattern in STATES for m in pattern.finditer(text)
    )
    out: list[Counted] = []
    used: set[int] = set()
    for n, (at, stop, family, state) in enumerate(states):
        after = next(
            (p for p in parts if 0 <= p[0] - stop <= 4 and re.fullmatch(r"\s*[:=–(-]\s*", text[stop : p[0]])), None
        )
        previous = states[n - 1][1] if n else 0
        before_ = [p for p in parts if previous <= p[0] and p[1] <= at and p[0] not in used]
        chosen = after or (before_[-1] if before_ else None)
        if chosen is None or (chosen is not after and re.search(r"[;.]|\bwhich\b|\bthat\b", text[chosen[1] : at])):
            continue
        used.add(chosen[0])
        out.append(Counted(state, family, chosen[2], chosen[0], chosen[1]))
    return out, wholes


def check_state_counts(paper: Paper, tables: list[Table], rows: list[KpiRow], results: Results) -> None:
    """Hold counts told in sentences and in summary tables against the tables of indicators.

    Args:
        paper: With its figures.
        tables: Of the paper.
        rows: Rows of indicators.
        results: Takes judgements and findings.
    """
    tallies = [*_rag_tallies(rows), *_direction_tallies(tables)]
    if not tallies:
        return
    mended = {t.table.number: c for t in tallies if (c := _mended(t, results)) is not None}
    results.judgements = [j for j in results.judgements if not _follows(j, paper, mended)]
    for table in tables:
        _matrix(table, [t for t in tallies if t.family == "rag" and t.table is not table], mended, results)
    done = {j.figure for j in results.judgements if j.kind == "count" and j.verdict != "not_checked"}
    for index, passage in enumerate(paper.passages):
        if passage.kind in {"cell", "chart", "category", "heading"} or not any(
            p.search(passage.text) for _, _, p in STATES
        ):
            continue
        for text, begin, figures in _sentences(paper, index):
            _sentence(paper, index, text, begin, figures, tallies, mended, done, results)


def _mended(tally: Tally, results: Results) -> Counter[str] | None:
    """What a table would show if the signs that are called wrong were put right; None where none is."""
    wrong = {
        cell_key(f.place): f.expected
        for f in results.findings
        if f.kind == tally.family and f.verdict == "contradicts" and f.place.table == tally.table.number
    }
    counts = Counter(tally.counts)
    changed = False
    for state, places in tally.places.items():
        for place in places:
            right = wrong.get(cell_key(place), "")
            if right:
                changed = True
                counts[state] -= 1
                counts[right.split(" or ")[0]] += 1
    return counts if changed else None


def _follows(j: Judgement, paper: Paper, mended: dict[int, Counter[str]]) -> bool:
    """Whether a count is called wrong only because a sign of the table it counts is itself called wrong."""
    if j.kind != "count" or j.verdict != "contradicts" or not mended:
        return False
    number = paper.figures[j.figure].value.number
    tables = {s.table for s in j.sources if s.table is not None}
    return any(number in set(counts.values()) for table, counts in mended.items() if table in tables)


def _sentences(paper: Paper, index: int) -> Iterator[tuple[str, int, list[Figure]]]:
    text = paper.passages[index].text
    figures = paper.figures_of(index)
    start = 0
    for m in [*re.finditer(r"(?<=[.!?])\s+(?=[A-Z0-9])", text), None]:
        stop = m.start() if m else len(text)
        yield text[start:stop], start, [f for f in figures if start <= f.numeral.start < stop]
        start = m.end() if m else stop


def _sentence(
    paper: Paper, index: int, text: str, begin: int, figures: list[Figure], tallies: list[Tally],
    mended: dict[int, Counter[str]], done: set[int], results: Results,
) -> None:  # fmt: skip
    whole_text = paper.passages[index].text[: begin + len(text)]
    noun = _NOUN.search(whole_text)
    if not noun:
        return
    numbers = [
        (f.numeral.start - begin, f.numeral.end - begin, int(f.value.number))
        for f in figures
        if f.value.number is not None
        and f.value.unit in {"count", ""}
        and f.value.places == 0
        and f.value.number <= 200
    ]
    counts, wholes = counted_states(text, numbers)
    if not wholes:
        wholes = {
            int(m[1]) for m in re.finditer(r"\b(\d{1,3})\s+(?:\w+\s+)?(?:measures|indicators|kpis)\b", whole_text)
        }
    for family in ("rag", "direction"):
        mine = [c for c in counts if c.family == family and not _in_change(text, c.start)]
        tally = _tally_for(mine, wholes, [t for t in tallies if t.family == family], index)
        if not mine or tally is None:
            continue
        for c in mine:
            figure = next((f for f in figures if f.numeral.start - begin == c.start), None)
            if figure is not None and (figure.id in done or _of_another_time(paper, figure)):
                continue
            _judge(paper, index, begin, c, figure, tally, mended, results)


def _in_change(text: str, start: int) -> bool:
    """Whether a count is of what went from one state to another: "No indicator changed from Green to Red"."""
    m = _FROM_TO.search(text, start)
    return m is not None and not re.search(r"[.;]|\d", text[start : m.start()].lstrip("0123456789"))


def _of_another_time(paper: Paper, figure: Figure) -> bool:
    """Whether a count is told of another time than the paper's, whose colours the table no longer shows."""
    known, told = time_known(figure.claim), figure.claim.period
    if paper.period is None or known == "current" or not known:
        return False
    return told is None or told.end != paper.period.end


def _tally_for(counts: list[Counted], wholes: set[int], tallies: list[Tally], index: int) -> Tally | None:
    """The table that a sentence counts: it has as many rows as the sentence says, or as its counts make together."""
    told = {c.state for c in counts}
    total = sum(c.number for c in counts)
    fitting = [t for t in tallies if t.rows in wholes]
    if not fitting and len(told) >= 2:
        fitting = [t for t in tallies if t.rows == total or abs(t.rows - total) == 1]
    if not fitting and not wholes and len(tallies) == 1 and total <= tallies[0].rows:
        fitting = tallies
    if len(fitting) > 1:
        fitting = sorted(fitting, key=lambda t: abs(t.table.first - index))[:1]
    return fitting[0] if fitting else None


def _judge(
    paper: Paper, index: int, begin: int, c: Counted, figure: Figure | None, tally: Tally, mended: dict[int, Counter[str]],
    results: Results,
) -> None:  # fmt: skip
    n = tally.counts[c.state]
    sources = tuple(tally.places.get(c.state, [])[:4]) or tuple(s for v in tally.places.values() for s in v[:1])
    shown = ", ".join(f"{k} {v}" for k, v in sorted(tally.counts.items()))
    if c.number == n:
        if figure is not None:
            results.add(
                Judgement(figure.id, "agrees", "count", f"{n} of the {tally.rows} rows of the table are {c.state}.",
                          sources=sources)
            )  # fmt: skip
        return
    if c.number == mended.get(tally.table.number, tally.counts)[c.state]:
        if figure is not None:
            results.add(
                Judgement(figure.id, "not_checked", "count", f"The table shows {shown}; one of these is itself called "
                          f"wrong, so the count was not judged.", sources=sources)
            )  # fmt: skip
        return
    why = f"The text says {printed(figure) if figure is not None else 'none'} {c.state}, the table shows {n} of {tally.rows}."
    if figure is not None:
        results.add(Judgement(figure.id, "contradicts", "count", why, shown, "serious", sources,
                              "Correct the count or the table.", str(n)))  # fmt: skip
        return
    place = paper.passages[index].at(begin + c.start, begin + c.end)
    results.findings.append(
        Finding("contradicts", "count", place, place.printed, why, shown, "serious", sources,
                "Correct the count or the table.", expected=str(n))
    )  # fmt: skip


# -- what tables show --------------------------------------------------------------------------------------------


def _rag_tallies(rows: list[KpiRow]) -> Iterator[Tally]:
    by_table: dict[int, list[KpiRow]] = {}
    for row in rows:
        by_table.setdefault(row.table.number, []).append(row)
    for of_table in by_table.values():
        tally = Tally(of_table[0].table, "rag", Counter(), 0)
        for row in of_table:
            cell = next((c for c, f, _ in row.rags() if f.id == row.latest.id), None)
            if cell is not None:
                tally.counts[cell.rag] += 1
                tally.rows += 1
                tally.places.setdefault(cell.rag, []).append(cell.place)
        if tally.rows:
            yield tally


def _direction_tallies(tables: list[Table]) -> Iterator[Tally]:
    """Directions in words; arrows count as performance where words stand beside none of them."""
    for table in tables:
        columns = table.of("direction")
        if len(columns) != 1:
            continue
        tally = Tally(table, "direction", Counter(), 0)
        for row in table.rows:
            cell = row.cells.get(columns[0].index)
            if cell is None:
                continue
            state = performance_word(cell.words) or ARROW_MEANS.get(arrow_in(cell.text), "")
            if state in {"improved", "worsened", "unchanged"}:
                tally.counts[state] += 1
                tally.rows += 1
                tally.places.setdefault(state, []).append(cell.place)
        if tally.rows and not all(
            not performance_word(r.cells[columns[0].index].words) for r in table.rows if columns[0].index in r.cells
        ):
            yield tally


# -- summary tables ----------------------------------------------------------------------------------------------


def _matrix(table: Table, tallies: list[Tally], mended: dict[int, Counter[str]], results: Results) -> None:
    """A table that counts colours: columns (or rows) Green, Amber, Red against the table of as many rows."""
    for label, cells in _lines(table):
        if not {"green", "red"} <= set(cells):
            continue
        total = sum(int(f.value.number or 0) for f in cells.values())
        named = [t for t in tallies if label and _names(t.table, label)]
        fitting = [t for t in (named or tallies) if abs(t.rows - total) <= 1]
        if len(fitting) != 1 or (not named and len(tallies) != 1):
            continue
        tally = fitting[0]
        for state, f in cells.items():
            n = tally.counts[state]
            sources = tuple(tally.places.get(state, [])[:4])
            if f.value.number == n:
                results.add(
                    Judgement(f.id, "agrees", "count", f"{n} of the {tally.rows} rows are {state}.", sources=sources)
                )
            elif f.value.number != mended.get(tally.table.number, tally.counts)[state]:
                results.add(
                    Judgement(f.id, "contradicts", "count", f"The summary counts {printed(f)} {state}, the table shows "
                              f"{n} of {tally.rows}.", ", ".join(f"{k} {v}" for k, v in sorted(tally.counts.items())),
                              "serious", sources, "Correct the summary or the table.", str(n))
                )  # fmt: skip


def _lines(table: Table) -> Iterator[tuple[str, dict[str, Figure]]]:
    """Each row with its counts by colour; and a table of colours by row as one line."""
    columns = {
        w: c
        for c in table.columns
        for w in ("green", "amber", "red")
        if re.match(rf"^\W*{w}\b\W*(?:\(.*\))?$", c.leaf, re.I)
    }
    if len(columns) >= 2:
        for row in table.rows:
            cells = {
                w: f
                for w, c in columns.items()
                if (f := row.figure(c)) and f.value.places == 0 and f.value.unit != "percent"
            }
            if len(cells) == len(columns):
                yield row.label, cells
        return
    rows = {
        w: r
        for r in table.rows
        for w in ("green", "amber", "red")
        if re.match(rf"^\W*{w}\b\W*(?:\(.*\))?$", r.label, re.I)
    }
    if len(rows) < 2:
        return
    for column in table.columns:
        cells = {
            w: f
            for w, r in rows.items()
            if (f := r.figure(column)) and f.value.places == 0 and f.value.unit != "percent"
        }
        if len(cells) == len(rows):
            yield column.leaf, cells
            return


def _names(table: Table, label: str) -> bool:
    """Whether a line of a summary names a table: by its caption or the heading it stands under."""
    words = set(re.findall(r"[a-z]{4,}", label.lower())) - {"total", "indicators", "measures", "number"}
    here = set(re.findall(r"[a-z]{4,}", f"{table.caption} {table.section}".lower()))
    return bool(words) and words <= here
