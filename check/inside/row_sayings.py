"""What sentences say of one thing of a table: that it grew most, is the busiest, fell by 238, will overspend by £1.5m.

The thing is told by its name. A superlative is called wrong only where no line of the table makes the thing the first or
the last; a direction only where its size is the thing's own and the sign is the other one.
"""

# ruff: noqa: E501 - patterns and explanations, one to a line

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from check.inside.items import Item, Items, singular
from check.inside.kpi_rows import KpiRow
from check.inside.predicates import Predicate, find_predicates
from check.inside.row_counts import signs_of, things_of, wrong_cells
from check.inside.row_readings import Cells, Signs, moves, pairs, spending
from check.inside.tables import Table
from check.judgements import Results, printed
from check.paper import Figure, Paper, cell_key
from check.sentences import split_sentences
from records import Finding

_PROSE = {"paragraph", "list", "textbox", "footnote", "caption"}
_SUPERLATIVE = re.compile(
    r"(?<!\bone of )(?<!\bamong )(?<!\bsecond )(?<!\bthird )(?<!\bsecond-)(?<!\bnext )(?<!\bat )\b(?:(?P<top>largest|biggest|highest|greatest|busiest|longest|top|fastest|steepest|sharpest|(?:grew|rose|increased|gained|went\s+up|climbed)\s+(?:the\s+)?most|(?<=the\s)most(?!\s+[a-z]+(?:ed|ing|al|ive|ant|ent|ic|ous|ly|able|ible)\b(?!-)))|"
    r"(?P<low>smallest|lowest|least|quietest|shortest|fewest|slowest|(?:fell|dropped|declined|decreased|lost|went\s+down)\s+(?:the\s+)?most)|(?P<best>best|strongest|worst|weakest|poorest|improved\s+(?:the\s+)?most|(?:did|performed|fared)\s+(?:best|worst)))\b"
    r"(?!\s+(?:of\s+the\s+(?:time|year)|recent|likely|common|important|since|ever|on\s+record|in\s+(?:\w+\s+){0,3}years|for\s+(?:\w+\s+){0,3}(?:years|months|quarters)|level\s+since|number\s+since))",
    re.IGNORECASE,
)
_OVER_TIME = re.compile(r"\b(?:since|ever|on\s+record|to\s+date|for\s+(?:\w+\s+){1,4}(?:years?|months?|quarters?)|in\s+(?:the\s+last\s+)?(?:\w+\s+){1,3}(?:years|months|quarters)|this\s+(?:calendar\s+)?year|month|quarter|week|day)\b", re.IGNORECASE)  # fmt: skip
_FALL = re.compile(
    r"\b(?:drops?|falls?|decreases?|reductions?|declines?|losses|underspends?|savings?)\b", re.IGNORECASE
)
_RISE = re.compile(r"\b(?:rises?|increases?|growth|gains?|jumps?|grew|rose|improvements?)\b", re.IGNORECASE)
_SPEND = re.compile(r"\b(?:pressures?|overspends?|overspending|variances?|underspends?)\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"^\W*(?:numbers?|it|they|this|these|the\s+(?:number|total|figure|increase|decrease|rise|fall))\b", re.IGNORECASE
)
_COMMON = {"Programme", "Project", "Scheme", "Service", "Services", "Council", "County", "Borough", "District", "Team", "Directorate", "Department", "Fund", "Grant", "Strategic", "Total", "Other", "Public", "Local", "National", "Children", "Adults", "People", "Housing", "Schools", "School", "Community", "Health", "Social", "Care", "Support", "Capital", "Revenue", "Budget", "Planning", "General"}  # fmt: skip
"""Words that stand in names of everything: alone they name no thing."""
_VAGUE = re.compile(
    r"^\W*(?:others?|unknown|not\s+known|none|all|rest|remaining|various|miscellaneous)\b(?!\s+\w)", re.IGNORECASE
)
_PERCENT = re.compile(r"\bper\s?cent(?:age)?\b(?!\s+points?)|\bproportion|%", re.IGNORECASE)
_Told = tuple[dict[int, Fraction], Cells, str, bool]
"""A line of a table: numbers and cells by thing, where it is read, and whether the least of it is meant."""
_CUT = re.compile(r";|,\s*(?:but|while|whereas|although|and)\b|\b(?:while|whereas|although|but)\b|:\s")
_MANY = re.compile(r"\b(?:and|or|together|both|combined|between\s+them|followed\s+by)\b", re.IGNORECASE)


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


def check_row_sayings(paper: Paper, tables: Sequence[Table], rows: Sequence[KpiRow], results: Results) -> None:
    """Hold superlatives and directions told of one thing against the table that lists it.

    Args:
        paper: With its figures.
        tables: Of the paper.
        rows: Its rows of indicators.
        results: Takes findings.
    """
    items = [i for i in things_of(paper, tables) if 3 <= len(i.items) <= 40]
    if not items:
        return
    signs, wrong = signs_of(paper, rows), wrong_cells(paper, results)
    for index, passage in enumerate(paper.passages):
        if passage.kind not in _PROSE or passage.is_header:
            continue
        if not _SUPERLATIVE.search(passage.text) and not re.search(r"\d", passage.text):
            continue
        before: list[Named] = []
        for start, end in split_sentences(passage.text):
            text = passage.text[start:end]
            for part, at in _parts(text):
                named = named_in(items, part)
                if not named and len(before) == 1 and _GOES_ON.match(part):
                    named = [replace(before[0], start=0, end=0)]
                if named:
                    before = named
                    _superlatives(paper, index, start + at, part, named, signs, wrong, results)
                    _directions(paper, index, start + at, part, named, signs, wrong, results)


def named_in(items: Iterable[Items], text: str) -> list[Named]:
    """The things that a text names by their own words, each place once; the table that names most of them counts.

    A thing is named by a capitalised word that no other thing of its table has ("Upton"), or by all its words.
    """
    best: list[Named] = []
    words = {singular(w) for w in re.findall(r"[a-z][a-z’'-]+|\d+\+?", text.lower())}
    for one in items:
        found: list[Named] = []
        for item in one.items:
            if not item.words & words:
                continue
            at = _mention(one, item, text)
            if at is not None and not any(n.start < at[1] and at[0] < n.end for n in found):
                found.append(Named(one, item, *at))
        if sum(n.end - n.start for n in found) > sum(n.end - n.start for n in best):
            best = found
    return sorted(best, key=lambda n: n.start)


def _mention(items: Items, item: Item, text: str) -> tuple[int, int] | None:
    label = re.sub(r"\s*\([^)]*\)\s*$", "", item.label.strip()) or item.label.strip()
    rated = re.search(
        rf"\b(?:rated|graded|judged|classed|called|described\s+as|category|group|band|class)\s+(?:as\s+)?[‘’'\"“]?({re.escape(label)})\b",
        text,
        re.IGNORECASE,
    )
    if rated and len(label) >= 3:
        return rated.span(1)
    whole = re.search(rf"\b{re.escape(label)}\b", text, 0 if " " not in label else re.IGNORECASE)
    if whole and len(label) >= 3 and not _VAGUE.match(label):
        return whole.span()
    others = {w for o in items.items if o.number != item.number for w in o.words}
    proper = [
        w
        for w in re.findall(r"\b[A-Z][a-z’'-]{2,}", item.label)
        if singular(w) not in others and singular(w) in item.words
    ]
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


def _parts(text: str) -> list[tuple[str, int]]:
    """A sentence cut where another thing is spoken of; names with commas stay whole."""
    cuts = [0, *(m.start() for m in _CUT.finditer(text)), len(text)]
    return [(text[a:b], a) for a, b in pairwise(cuts) if text[a:b].strip()]


def _own(named: list[Named], start: int, end: int, text: str) -> Named | None:
    """The thing that words are about: the nearest one named before them, else the next one behind."""
    before = [n for n in named if n.end <= start]
    after = [n for n in named if n.start >= end]
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


# -- superlatives --------------------------------------------------------------------------------------------------


def _superlatives(
    paper: Paper, index: int, begin: int, text: str, named: list[Named], signs: Signs,
    wrong: set[tuple[object, ...]], results: Results,
) -> None:  # fmt: skip
    for m in _SUPERLATIVE.finditer(text):
        one = _own(named, m.start(), m.end(), text)
        if one is None or (
            _OVER_TIME.search(text[m.start() :]) and not _figure_near(paper, index, begin, m.end(), begin + len(text))
        ):
            continue
        lines = _lines(one.items, text, m, signs)
        told = [
            (numbers, cells, says, low)
            for numbers, cells, says, low in lines
            if one.item.number in numbers and len(numbers) >= 3
        ]
        told = _with_figure(paper, index, begin, m.end(), len(text), told) or told
        if not told:
            continue
        if any(_is_extreme(one.item.number, numbers, low=low) for numbers, _, _, low in told):
            _second(paper, index, begin, text, m, one, told, wrong, results)
            continue
        if m["best"] and any(_is_extreme(one.item.number, x[0], low=low) for x in told for low in (True, False)):
            continue
        numbers, cells, says, low = told[0]
        first = [i for i in one.items.items if i.number in numbers and _is_extreme(i.number, numbers, low=low)]
        sources = tuple(s for i in (one.item, *first) for s in cells.get(i.number, ())[:1])
        if any(cell_key(s) in wrong for s in sources):
            continue
        place = paper.passages[index].at(begin + one.start, begin + one.end)
        names = "; ".join(i.label for i in first)
        results.findings.append(
            Finding("contradicts", "superlative", place, place.printed, f"'{_short(text, one, m)}': table {one.items.table.number} {says} has {names} "
                    f"there, not {one.item.label}.", "", "serious", sources, "Correct the name or the figures.", expected=names)
        )  # fmt: skip


def _second(
    paper: Paper, index: int, begin: int, text: str, m: re.Match[str], one: Named, told: Sequence[_Told],
    wrong: set[tuple[object, ...]], results: Results,
) -> None:  # fmt: skip
    """Hold the thing that follows the first: "Upton had the most visits, followed by Dale"."""
    next_ = re.search(r"\b(?:followed\s+by|then|ahead\s+of|with)\s+(?=[A-Z])", text[m.end() :])
    if next_ is None or (next_[0].startswith(("then", "with")) and "second" not in text[m.end() :]):
        return
    at = m.end() + next_.end()
    named = [n for n in named_in([one.items], text[at:]) if n.start <= 6 and n.item.number != one.item.number]
    if not named:
        return
    second = named[0].item
    ranked = []
    for numbers, cells, says, low in told:
        if _is_extreme(one.item.number, numbers, low=low) and second.number in numbers:
            others = {n: x for n, x in numbers.items() if n != one.item.number}
            ranked.append((_is_extreme(second.number, others, low=low), cells, says, others, low))
    if not ranked or any(r[0] for r in ranked):
        return
    _, cells, says, others, low = ranked[0]
    first = [i for i in one.items.items if i.number in others and _is_extreme(i.number, others, low=low)]
    sources = tuple(s for i in (second, *first) for s in cells.get(i.number, ())[:1])
    if any(cell_key(s) in wrong for s in sources):
        return
    place = paper.passages[index].at(begin + at + named[0].start, begin + at + named[0].end)
    names = "; ".join(i.label for i in first)
    results.findings.append(
        Finding("contradicts", "superlative", place, place.printed, f"Behind {one.item.label} table {one.items.table.number} {says} has {names}, not {second.label}.",
                "", "serious", sources, "Correct the name or the figures.", expected=names)
    )  # fmt: skip


def _lines(items: Items, text: str, m: re.Match[str], signs: Signs) -> list[_Told]:
    """The lines of a table that a superlative may be about, each with whether the least of it is meant."""
    low = bool(m["low"])
    words = text[m.start() : m.end() + 40]
    moved: list[tuple[dict[int, Fraction], Cells, str]] = [(x.by_item, x.cells, x.says) for x in moves(items)]
    spent = spending(items, signs)
    if _SPEND.search(words) and spent:
        return [(n, c, s, low or bool(re.search(r"under", words, re.IGNORECASE))) for n, c, s in spent]
    verb = m[0].lower()
    falling = bool(_FALL.search(words)) or verb.startswith(("fell", "drop", "decl", "decr", "lost", "went down"))
    rising = bool(_RISE.search(words)) or bool(re.match(r"(?:grew|rose|increased|gained|went\s+up|climbed)", verb))
    if falling or rising:
        relative = _relative(items)
        following = _SUPERLATIVE.search(text, m.end())
        moved = (
            relative
            if _PERCENT.search(text[: following.start()] if following else text) and relative
            else [*moved, *relative]
        )
        return [(n, c, s, falling != (low and not verb.endswith("most"))) for n, c, s in moved]
    out = [(n, c, s, low) for n, c, s in moved]
    out += [(n, c, s, not low) for n, c, s in moved]
    for t in items.traits:
        numbers = {
            i.number: Fraction(f.value.number)
            for i in items.items
            if (f := t.figure(i.number)) and f.value.number is not None
        }
        if numbers and t.kind not in {"target", "rag", "direction"}:
            out.append((numbers, {n: (t.cells[n].place,) for n in numbers}, f"by '{t.label}'", low))
    out += [(n, c, s, low) for n, c, s in spent]
    return [*[o for o in out if not o[2].startswith("from")], *[o for o in out if o[2].startswith("from")]]


def _relative(items: Items) -> list[tuple[dict[int, Fraction], Cells, str]]:
    """Changes in per cent: as printed, or worked out from two lines of results."""
    out: list[tuple[dict[int, Fraction], Cells, str]] = [
        (x.by_item, x.cells, x.says) for x in moves(items) if "%" in x.says or "per cent" in x.says.lower()
    ]
    for new, old in pairs(items):
        numbers: dict[int, Fraction] = {}
        for i in items.items:
            a, b = old.figure(i.number), new.figure(i.number)
            if a and b and a.value.number and b.value.number is not None and a.value.unit == b.value.unit:
                numbers[i.number] = 100 * (Fraction(b.value.number) / Fraction(a.value.number) - 1)
        if numbers and not new.percent:
            cells = {n: (new.cells[n].place, old.cells[n].place) for n in numbers}
            out.append((numbers, cells, f"in per cent from '{old.label}' to '{new.label}'"))
    return out


def _is_extreme(item: int, numbers: dict[int, Fraction], *, low: bool) -> bool:
    if item not in numbers:
        return False
    return numbers[item] == (min(numbers.values()) if low else max(numbers.values()))


def _figure_near(paper: Paper, index: int, begin: int, at: int, end: int) -> list[Figure]:
    return [f for f in paper.figures_of(index) if begin + at <= f.numeral.start < end and f.value.number is not None]


def _with_figure(paper: Paper, index: int, begin: int, at: int, end: int, told: list[_Told]) -> list[_Told]:
    """The lines that hold the figure printed behind the superlative."""
    for f in _figure_near(paper, index, begin, at, begin + end)[:1]:
        sizes = _sizes(f)
        return [line for line in told if any(abs(n) in sizes for n in line[0].values())]
    return []


def _sizes(f: Figure) -> set[Fraction]:
    """How large a figure is, money in thousands and millions too."""
    size = abs(Fraction(f.value.number or 0))
    return {size, size / 1000, size / 1_000_000} if f.value.unit == "money" else {size}


def _short(text: str, one: Named, m: re.Match[str]) -> str:
    return " ".join(text[min(one.start, m.start()) : max(one.end, m.end())].split())


# -- directions ----------------------------------------------------------------------------------------------------


def _directions(
    paper: Paper, index: int, begin: int, text: str, named: list[Named], signs: Signs,
    wrong: set[tuple[object, ...]], results: Results,
) -> None:  # fmt: skip
    done = {(f.place.locator, f.place.span) for f in results.findings if f.kind == "direction"}
    predicates = [
        p
        for p in find_predicates(text)
        if p.family in {"moved", "budget"} and p.value in {"rose", "fell", "over", "under"} and not p.negated
    ]
    for f in paper.figures_of(index):
        at = f.numeral.start - begin
        if not 0 <= at < len(text) or f.value.number is None or f.value.unit == "percent":
            continue
        one = _own(named, at, f.numeral.end - begin, text)
        p = _beside(predicates, at, f.numeral.end - begin, text)
        if one is None or p is None:
            continue
        place = paper.passages[index].at(begin + p.start, begin + p.end)
        if (place.locator, place.span) in done:
            continue
        lines = (
            [(n, c, s) for n, c, s in spending(one.items, signs)]
            if p.family == "budget"
            else [(x.by_item, x.cells, x.says) for x in moves(one.items)]
        )
        size = abs(Fraction(f.value.number))
        sizes = _sizes(f)
        mine = [(n, c, s) for n, c, s in lines if abs(n.get(one.item.number, Fraction(-1, 7))) in sizes]
        up = p.value in {"rose", "over"}
        if mine and size:
            if any((n[one.item.number] > 0) == up for n, _, _ in mine):
                continue
            _, cells, says = mine[0]
            sources = cells.get(one.item.number, ())
            if any(cell_key(s) in wrong for s in sources):
                continue
            is_ = (
                "over budget"
                if p.family == "budget" and not up
                else "under budget"
                if p.family == "budget"
                else "up"
                if not up
                else "down"
            )
            results.findings.append(
                Finding("contradicts", "direction", place, p.text, f"'{p.text}' does not fit: {one.item.label} is {is_} by {printed(f)} in table {one.items.table.number} ({says}).",
                        "", "serious", tuple(sources), "Correct the word or the table.", expected=is_)
            )  # fmt: skip
        elif not mine and size and p.family == "moved":
            _of_another(paper, index, begin, one, f, lines, wrong, results, up=up)


def _of_another(
    paper: Paper, index: int, begin: int, one: Named, f: Figure,
    lines: Sequence[tuple[dict[int, Fraction], object, str]], wrong: set[tuple[object, ...]], results: Results, *, up: bool,
) -> None:  # fmt: skip
    """A change that is not the named thing's but another's, told with the other's sign."""
    for numbers, cells, says in lines:
        size = abs(Fraction(f.value.number or 0))
        others = [
            i
            for i in one.items.items
            if abs(numbers.get(i.number, Fraction(-1, 7))) == size and (numbers[i.number] > 0) == up
        ]
        mine = numbers.get(one.item.number)
        if len(others) != 1 or mine is None or not mine or (mine > 0) == up:
            continue
        assert isinstance(cells, dict)
        sources = tuple(s for n in (one.item.number, others[0].number) for s in cells.get(n, ())[:1])
        if any(cell_key(s) in wrong for s in sources):
            return
        place = paper.passages[index].at(begin + one.start, begin + one.end)
        results.findings.append(
            Finding("contradicts", "direction", place, place.printed, f"{printed(f)} {'up' if up else 'down'} is the change of {others[0].label}, not of {one.item.label}, in table {one.items.table.number} ({says}).",
                    "", "serious", sources, "Correct the name or the figure.", expected=others[0].label)
        )  # fmt: skip
        return


def _beside(predicates: list[Predicate], start: int, end: int, text: str) -> Predicate | None:
    """The word of direction that a figure goes with: right before it ("by 238", "a rise of 7"), or right behind it."""
    before = [
        p
        for p in predicates
        if p.end <= start
        and re.fullmatch(r"\s*(?:\w+\s+)?(?:by|of)\s+(?:just\s+|only\s+|about\s+)?", text[p.end : start])
    ]
    after = [p for p in predicates if p.start >= end and re.fullmatch(r"\s*(?:\w+\s+)?", text[end : p.start])]
    return before[-1] if before else (after[0] if after else None)
