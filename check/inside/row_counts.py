"""Counts in sentences against the table that lists what is counted: "two of the five portfolios will overspend".

What is counted is told by its noun ("branches" above a table of branches) or by how many there are ("of the five"
beside a table of five); what is said of it is read off the table in every way the words allow. A count is called wrong only
where no such way makes it true.
"""

# ruff: noqa: E501 - patterns and explanations, one to a line

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from check.inside.counted_words import counts_no_rows
from check.inside.headings import MONTHS
from check.inside.items import Item, Items, answer, of_same_things, singular, words_of
from check.inside.kpi_rows import KpiRow
from check.inside.listed_things import signs_of, things_of, wrong_cells
from check.inside.measure_words import of_measure
from check.inside.quantified import FURTHER, NUMBER, Counted, counted_in, number_in, whole_named
from check.inside.row_moves import LED_TIME
from check.inside.row_readings import Reading, Signs, readings
from check.inside.tables import Table
from check.judgements import Judgement, Results, printed
from check.paper import Figure, Paper, cell_key
from check.passages import PROSE_AND_CAPTIONS
from check.sentences import split_sentences
from check.sought import Sought
from records import Finding, Source

_TIMES = {"month", "quarter", "year", "week", "day", "months", "quarters", "years", "weeks", "days"}

_EXCEPT = Sought(
    r"\b(?:except(?:ing|ion)?|apart\s+from|other\s+than|excluding|bar|save\s+for|aside\s+from)\b", re.IGNORECASE
)


_A_MONTH = rf"(?:{'|'.join(MONTHS)})[a-z]*"
_NAMED_TIME = re.compile(
    rf"\b(?:in|during|at\s+the\s+end\s+of|by|between)\s+(?:the\s+end\s+of\s+)?(?:(?:{_A_MONTH}\s*(?:to|and|until|-|–)\s*)?(?P<month>{_A_MONTH})|(?:Q|quarter\s)(?P<quarter>[1-4]))\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Counting:
    """What counts are held against.

    Attributes:
        paper: With its figures.
        items: Things that its tables list.
        signs: What it says of its signs.
        wrong: Cells that something else calls wrong.
        results: Takes judgements and findings.
        done: Figures that are judged as counts already.
        aimed: Of the items those that have a target, where some have none: what "the four targets" are.
    """

    paper: Paper
    items: list[Items]
    signs: Signs
    wrong: set[tuple[object, ...]]
    results: Results
    done: set[int]
    aimed: list[Items] = field(default_factory=list)


def check_row_counts(paper: Paper, tables: Sequence[Table], rows: Sequence[KpiRow], results: Results) -> None:
    """Hold counts of things against the tables that list them.

    Args:
        paper: With its figures.
        tables: Of the paper.
        rows: Its rows of indicators.
        results: Takes judgements and findings.
    """
    items = things_of(paper, tables)
    if not items:
        return
    done = {j.figure for j in results.judgements if j.kind == "count" and j.verdict == "agrees"}
    aimed = [x for i in items if (x := _aimed(i)) is not None]
    judged = [j for i in items if (j := _judged_only(i)) is not None]
    run = Counting(paper, [*items, *judged], signs_of(paper, rows), wrong_cells(paper, results), results, done, aimed)
    for index, passage in enumerate(paper.passages):
        if passage.kind not in PROSE_AND_CAPTIONS or passage.is_header:
            continue
        last: tuple[list[Items], int] = ([], 0)
        for start, end in split_sentences(passage.text):
            last = _sentence(run, index, start, passage.text[start:end], last)


_TARGETS = {"target", "standard", "goal", "ambition"}


def _aimed(items: Items) -> Items | None:
    """The things of a table that have a target; None where all have one, or none has."""
    goals = items.of("target")
    mine = tuple(i for i in items.items if any(g.figure(i.number) for g in goals))
    return replace(items, items=mine) if len(goals) == 1 and 0 < len(mine) < len(items.items) else None


def _judged_only(items: Items) -> Items | None:
    """The things of a list that have a target or colour, where others have none: its "service levels"."""
    judging = items.of("target", "rag", "met")
    held = tuple(
        i
        for i in items.items
        if any((c := t.cells.get(i.number)) and (c.figure or c.rag or answer(c.text) is not None) for t in judging)
    )
    return replace(items, items=held) if 2 <= len(held) < len(items.items) else None


def _sentence(
    run: Counting, index: int, begin: int, text: str, last: tuple[list[Items], int]
) -> tuple[list[Items], int]:
    whole = whole_named(text)
    tables, size = last
    compared = ""
    if not (tables and size):
        tables, size = _introduced(run, text) or (tables, size)
    counted = counted_in(text)
    if not (tables and size):
        first = next((c for c in counted if c.whole and _named(run, c)), None)
        if first is not None:  # "all but one improved; three of the four indicators ..."
            tables, size = _candidates(run, index, first.whole, _named(run, first), ([], 0)), first.whole
    for c in counted:
        if c.way == "but":
            _forget_others(run, index, begin, c)  # the number is of those left out
        if not c.whole and not _named(run, c):
            c = replace(c, after=f"{c.after} {compared}")  # "better than England on three and worse on five"
        compared = c.after
        if set(c.noun_words) & _TIMES:
            continue
        own = c.whole or whole
        if c.way == "exactly" and not own and c.n > max(len(i.items) for i in run.items):
            continue
        named = _named(run, c)
        found = _candidates(run, index, own, named, (tables, size) if not named else ([], 0))
        if not found:
            if named and own and c.way != "only" and c.whole_at != (0, 0):
                _another_size(run, index, begin, c, named, own)
            continue
        tables, size = found, own or size
        _hold(run, index, begin, text, c, found)
    return tables, size


def _introduced(run: Counting, text: str) -> tuple[list[Items], int] | None:
    """The list that a sentence introduces: "Six indicators are reported." and its like."""
    for m in re.finditer(rf"{NUMBER}\s+(?P<noun>(?:[a-z-]+\s+){{0,2}}[a-z]+s)\b", text, re.IGNORECASE):
        n = number_in(m[0])
        named = [i for i in run.items if len(i.items) == n and any(i.called(w) for w in m["noun"].split())]
        if n and len(named) == 1:
            return named, n
    return None


def _named(run: Counting, c: Counted) -> list[Items]:
    """The lists whose things are called as the sentence calls what it counts; of targets only the things that have one."""
    found = [i for i in run.items if any(i.called(w) for w in c.noun_words)]
    if not {singular(w) for w in c.noun_words} & _TARGETS:
        return found
    return [next((a for a in run.aimed if a.table is i.table and a.turned == i.turned), i) for i in found]


def _candidates(
    run: Counting, index: int, whole: int, named: list[Items], last: tuple[list[Items], int]
) -> list[Items]:
    sized = [i for i in (*run.items, *run.aimed) if len(i.items) == whole] if whole else []
    if whole:
        both = [i for i in named if i in sized]
        near = sorted((i for i in sized if _near(run, index, i)), key=lambda i: abs(i.table.first - index))
        return both or ([] if named else near[:1])
    if named:
        near = [i for i in named if _near(run, index, i)]
        return near or named
    return last[0]


def _near(run: Counting, index: int, items: Items) -> bool:
    """Whether a table stands in the section of a sentence, or is the next one before or behind it."""
    here, there = run.paper.passages[index].section, items.table.section
    if here and here == there:
        return True
    firsts = [i.table.first for i in run.items]
    before, after = [f for f in firsts if f < index], [f for f in firsts if f > index]
    return items.table.first in {max(before, default=-1), min(after, default=-1)}


def _another_size(run: Counting, index: int, begin: int, c: Counted, named: list[Items], whole: int) -> None:
    """The sentence tells another number of things than their one table lists."""
    if len(named) != 1 or not c.whole or c.narrowed or abs(len(named[0].items) - whole) > 2:
        return
    items = named[0]
    if items.of_indicators and not _near(run, index, items):
        return
    if (
        any(
            re.search(
                r"\bother\b|\bothers\b|\d|\b(?:two|three|four|five|six|seven|eight|nine|ten)\b", i.label, re.IGNORECASE
            )
            for i in items.items
        )
        and not items.of_indicators
    ):
        return  # one row may stand for several
    n = len(items.items)
    sources = tuple(s for i in items.items[:4] if (s := _place_of(items, i)) is not None)
    _say(
        run, index, begin, c.whole_at, f"The sentence speaks of {whole}, table {items.table.number} lists {n}: "
        f"{_labels(items, [i.number for i in items.items])}.", sources, str(n), "minor",
    )  # fmt: skip


def _hold(run: Counting, index: int, begin: int, text: str, c: Counted, found: list[Items]) -> None:
    if c.way in {"all", "none"} and _EXCEPT.search(text[c.start :]):
        return  # "all clusters except Docklands"
    around = text[max(0, c.start - 60) : max(c.end, c.predicate.end) + 40]
    if c.predicate.family in {"colour", "status", "side"} and of_another_time(run.paper, around):
        return
    if c.predicate.family in {"moved", "performance"} and FURTHER.match(text[c.predicate.end :]):
        return  # "rose by more than 5%", "were higher or lower"
    subject = text[: c.start]
    since = LED_TIME.search(subject)
    words = f"{c.after} {since[0]}" if since else c.after
    told: list[tuple[Items, Reading, bool | None]] = []
    for items in found:
        for r in readings(items, c.predicate, words, run.signs):
            if r.holds:
                told.append((items, r, _fits(c, items, r, subject)))
    told = of_measure(told, text, lambda x: x[1].says) if c.predicate.family == "moved" else told
    if not told:
        return
    figure = _figure(run, index, begin, c)
    if figure is not None and figure.id in run.done:
        return
    fitting = [(i, r) for i, r, fits in told if fits]
    good = next(((i, r) for i, r in fitting if not _rests_on_wrong(run, r)), None)
    if fitting and good is None:
        return  # a cell that is itself called wrong bears nothing out
    if good is not None:
        items, r = good
        _forget_others(run, index, begin, c)
        if figure is not None:
            holding = [n for n, yes in r.holds.items() if yes]
            run.results.add(
                Judgement(figure.id, "agrees", "count", f"{len(holding)} of the {len(items.items)} in table {items.table.number} "
                          f"{r.says}: {_labels(items, holding)}.", sources=_sources(items, r)[:4])
            )  # fmt: skip
        return
    others = ((i, r) for i in of_same_things(run.items, found) for r in readings(i, c.predicate, words, run.signs))
    if any(fits is None for _, _, fits in told) or any(r.holds and _fits(c, i, r, subject) for i, r in others):
        return
    if counts_no_rows(text, c.start, c.predicate.start, c.predicate.end, moved=c.predicate.family == "moved"):
        return
    items, r, _ = told[0]
    sources = _sources(items, r)
    holding = [n for n, yes in r.holds.items() if yes]
    shown = f"{len(holding)} of {len(items.items)}" + (f": {_labels(items, holding)}" if holding else "")
    why = f"The sentence says '{_quoted(text, c)}', table {items.table.number} {r.says} shows {shown}."
    if any(cell_key(s) in run.wrong for s in sources):
        if figure is not None:
            run.results.add(Judgement(figure.id, "not_checked", "count", f"{why} One of these cells is itself called wrong, so the count was not judged.", sources=sources))  # fmt: skip
        return
    _say(run, index, begin, _told_at(c), why, sources, str(len(holding)), "serious")


def of_another_time(paper: Paper, around: str) -> bool:
    """Whether the words around a count name another month or quarter than the paper's: "in August all six were met"."""
    now = paper.period
    if now is None:
        return False
    for m in _NAMED_TIME.finditer(around):
        if m["month"] and MONTHS.index(m["month"].lower()[:3]) + 1 != now.end.month:
            return True
        if m["quarter"] and int(m["quarter"]) != now.reporting_quarter:
            return True
    return False


def _rests_on_wrong(run: Counting, r: Reading) -> bool:
    return any(cell_key(s) in run.wrong for n, yes in r.holds.items() if yes for s in r.cells.get(n, ()))


def _forget_others(run: Counting, index: int, begin: int, c: Counted) -> None:
    """Take back what a looser reading says of a count that the table bears out."""
    span = (begin + c.start, begin + max(c.end, c.predicate.end))
    place = run.paper.passages[index].source
    mine = {f.id for f in run.paper.figures_of(index) if span[0] <= f.numeral.start < span[1]}
    results = run.results
    results.judgements = [
        j for j in results.judgements if not (j.figure in mine and j.kind == "count" and j.verdict == "contradicts")
    ]
    results.findings = [
        f for f in results.findings
        if not (f.kind == "count" and f.verdict == "contradicts" and cell_key(f.place) == cell_key(place) and _within(f.place.span, span))
    ]  # fmt: skip


def _within(span: tuple[int, int] | None, outer: tuple[int, int]) -> bool:
    return span is None or (outer[0] <= span[0] < outer[1])


def _fits(c: Counted, items: Items, r: Reading, subject: str) -> bool | None:
    """Whether a reading makes a count true; None where things that cannot be told decide."""
    sure = sum(r.holds.values())
    open_ = len(items.items) - len(r.holds)
    ways = {c.true_for(k, len(items.items)) for k in range(sure, sure + open_ + 1)}
    if c.way == "only" and ways != {False}:
        mine = [i for i in items.items if i.words and i.words <= words_of(subject)]
        if any(r.holds.get(i.number) is False for i in mine):
            return False
    return ways.pop() if len(ways) == 1 else None


def _quoted(text: str, c: Counted) -> str:
    end = max(c.end, c.predicate.end)
    return " ".join(text[min(c.start, c.predicate.start) : end].split())


def _told_at(c: Counted) -> tuple[int, int]:
    """Where the number itself stands: "none of the four" tells no figure four."""
    return (c.n_at[0], min(c.n_at[1], c.whole_at[0])) if c.way == "none" and c.whole_at[0] else c.n_at


def _figure(run: Counting, index: int, begin: int, c: Counted) -> Figure | None:
    spans = {_told_at(c)} | ({c.whole_at} if c.n < 0 and c.whole else set())
    return next(
        (f for f in run.paper.figures_of(index) if any(begin + a <= f.numeral.start and f.numeral.end <= begin + b for a, b in spans)), None
    )  # fmt: skip


def _say(
    run: Counting, index: int, begin: int, span: tuple[int, int], why: str, sources: tuple[Source, ...], expected: str,
    severity: str,
) -> None:  # fmt: skip
    advice = "Correct the count or the table."
    figure = next(
        (f for f in run.paper.figures_of(index) if begin + span[0] <= f.numeral.start and f.numeral.end <= begin + span[1]), None
    )  # fmt: skip
    weight = "minor" if severity == "minor" else "serious"
    if figure is not None:
        run.results.add(Judgement(figure.id, "contradicts", "count", f"{why}", f"{printed(figure)} against {expected}", weight, sources, advice, expected))  # type: ignore[arg-type]  # fmt: skip
        return
    place = run.paper.passages[index].at(begin + span[0], begin + span[1])
    mine = (begin + span[0], begin + span[1])
    if any(
        f.kind == "count"
        and f.verdict == "contradicts"
        and cell_key(f.place) == cell_key(place)
        and _within(f.place.span, mine)
        for f in run.results.findings
    ):
        return  # said already
    run.results.findings.append(Finding("contradicts", "count", place, place.printed, why, "", weight, sources, advice, expected=expected))  # type: ignore[arg-type]  # fmt: skip


def _labels(items: Items, numbers: Sequence[int]) -> str:
    names = [i.label for i in items.items if i.number in set(numbers)]
    return "; ".join(n if len(n) < 50 else f"{n[:47]}..." for n in names[:8]) + (" ..." if len(names) > 8 else "")


def _sources(items: Items, r: Reading) -> tuple[Source, ...]:
    first = [s for i in items.items for s in r.cells.get(i.number, ())[:1]]
    return tuple(first[:12])


def _place_of(items: Items, item: Item) -> Source | None:
    return next((c.place for t in items.traits if (c := t.cells.get(item.number)) is not None), None)
