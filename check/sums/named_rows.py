"""Figures told of rows by their names: what several rows make together, what one row has of the whole, what all make.

"North and South generated 181 requests" is the sum of two rows; "North was responsible for 12 of the 31 late cases" is
its cell under "Late", whose total is 31; "the programme will protect 599 homes" is the total under "Homes protected".
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction

from check.digit_slips import digits_apart
from check.ground_slots import sizes_of_sentence
from check.grounds import Ground, GroundCell, counted_behind, grounds_of, numbers_of_tables, stems
from check.judgements import HELD, Judgement, Results, printed, size_of
from check.paper import Figure, Paper
from check.passages import PROSE
from check.sentences import Sentence
from check.sought import Sought
from check.subjects import sentences_of
from records import round_half_up

_JOIN = re.compile(r"^\s*(?:,|and|&|,\s*and|plus|as\s+well\s+as)\s*(?:the\s+)?$", re.IGNORECASE)
_OF_WHOLE = re.compile(
    r"^\s*(?:[a-z-]+\s+){0,3}?(?:out\s+)?of\s+(?:the\s+|all\s+|our\s+|its\s+)*«N(?P<n>\d+)»", re.IGNORECASE
)
_TOTAL_AFTER = re.compile(
    r"^\s*(?:[a-z-]+\s+){0,3}?(?:in\s+all|in\s+total|altogether|all\s+told|between\s+them|overall)\b", re.IGNORECASE
)
_LEADS = re.compile(r"^[^«.;]{0,60}?\b(?:in|at|from|for|to|by|of)\s+(?:the\s+)?$", re.IGNORECASE)
_IN_ROW = re.compile(r"^(?:\s+[a-z’'-]+){0,5}?\s+(?:in|at|from|for|to|by)\s+(?:the\s+)?$", re.IGNORECASE)
_OTHER = re.compile(r"\bthe\s+(?:other|remaining)\s+(?=[^;:.]*$)", re.IGNORECASE)
_ALL_BUT = Sought(
    r"\b(?:all|every|each|any)\s+(?:\w+\s+){0,2}?(?:but|except|bar|save)\b|"
    r"\bof\s+(?:the|our|its|all)\s+(?:\w+\s+)?«N\d+»",
    re.IGNORECASE,
)
"""Words that divide another whole: what is left of it is what "the others" are."""
_MORE = re.compile(r"\b(?:and|or)\s+(?:the\s+)?$|,\s*$|\b(?:between\s+them|together|both|combined)\b", re.IGNORECASE)
_BREAK = re.compile(r"[;:]|\b(?:while|whereas|but|although|though|compared|against|than)\b", re.IGNORECASE)
_OTHERWISE = re.compile(
    r"\b(?:would|should|could|expect\w*|forecast\w*|target|limit|plan\w*|last\s+(?:year|quarter|month)|previous\w*|ago|since|except\w*|excluding|"
    r"apart\s+from|other\s+than|leaving|without|average\w*|per|each|about|around|nearly|almost|over|under|some|up\s+to|at\s+least)\b",
    re.IGNORECASE,
)
_FEWEST_DIGITS = 3
"""Digits that a figure needs where one wrong digit is to be told from chance."""


@dataclass(slots=True)
class _Row:
    name: str
    cells: dict[str, GroundCell] = field(default_factory=dict)


@dataclass(slots=True)
class _Table:
    """The rows of a table and its total row, with cells by heading."""

    number: int
    rows: dict[int, _Row] = field(default_factory=dict)
    total: _Row | None = None
    latest: frozenset[str] = frozenset()

    def whole(self, header: str) -> Fraction | None:
        """The total under a heading: as printed, else what the rows make."""
        if self.total is not None and header in self.total.cells:
            return size_of(self.total.cells[header].value)
        mine = [r.cells.get(header) for r in self.rows.values()]
        return sum((size_of(c.value) for c in mine if c is not None), Fraction(0)) if all(mine) else None


@dataclass(frozen=True, slots=True)
class _Named:
    """Rows that are named one after the other in a sentence."""

    rows: tuple[_Row, ...]
    start: int
    end: int


def check_named_rows(paper: Paper, results: Results) -> None:
    """Hold figures that are told of named rows, or of all rows of a table, against their columns.

    Args:
        paper: With its figures.
        results: Takes the judgements; figures that something explains are left alone.
    """
    tables = _tables(paper)
    if not tables:
        return
    known = numbers_of_tables(paper)
    fits = {j.figure for j in results.judgements if j.verdict in HELD}
    for index, passage in enumerate(paper.passages):
        if passage.kind not in PROSE or passage.kind == "cell":
            continue
        for sentence in sentences_of(paper, index):
            figures = paper.by_number(index, sentence)
            asked = {
                k: f
                for k, f in figures.items()
                if f.id not in fits
                and _counts(f)
                and (size_of(f.value) not in known or _OTHER.search(sentence.template))
            }
            counts = {k: f for k, f in figures.items() if _counts(f)}
            if len(counts) > 1:
                for table in tables:
                    _row_by_row(sentence, counts, table, results)
            if asked:
                _sentence(sentence, figures, asked, tables, results)


def _sentence(
    sentence: Sentence, figures: dict[int, Figure], asked: dict[int, Figure], tables: list[_Table], results: Results
) -> None:
    sizes = sizes_of_sentence(sentence)
    text = sentence.template
    for k, f in asked.items():
        if k in sizes or text.count(f"«N{k}»") != 1:
            continue
        at = text.index(f"«N{k}»")
        for table in tables:
            if _others(text, k, f, table, results):
                break
            group = _group(text, at, at + len(f"«N{k}»"), table)
            if group is not None and (
                _part(text, k, f, figures, table, group, results) or _sum(text, k, f, table, group, results)
            ):
                break
            named = any(g.end <= at for g in _names(text, table))
            if group is None and not named and _total(text, k, f, table, results):
                break


def _row_by_row(sentence: Sentence, figures: dict[int, Figure], table: _Table, results: Results) -> None:
    """As in "eight of the vacancies are in South, six in North": all but one are the rows' cells of one column."""
    text, sizes = sentence.template, sizes_of_sentence(sentence)
    groups = [g for g in _names(text, table) if len(g.rows) == 1]
    pairs: list[tuple[Figure, _Row]] = []
    for k, f in figures.items():
        at = text.find(f"«N{k}»")
        end = at + len(f"«N{k}»")
        row = next((g.rows[0] for g in groups if g.start >= end and _IN_ROW.match(text[end : g.start])), None)
        if at >= 0 and k not in sizes and row is not None:
            pairs.append((f, row))
    if len(pairs) < 2 or _OTHERWISE.search(text):
        return
    words = stems(re.sub(r"«[^»]*»", " ", text))
    for h in sorted(table.latest):
        held = [(f, r.cells[h]) for f, r in pairs if h in r.cells]
        off = [(f, c) for f, c in held if not _same(f, size_of(c.value))]
        if (
            len(held) == len(pairs)
            and len(off) == 1
            and _meets(stems(h), words)
            and not results.contradicted(off[0][0].id)
        ):
            f, c = off[0]
            row_named = next(r for g, r in pairs if g is f)
            _say(f, [c], size_of(c.value), _Named((row_named,), 0, 0), h, results)
            return


def _others(text: str, k: int, f: Figure, table: _Table, results: Results) -> bool:
    """As in "Elm Lodge is full; the other five homes have 25 vacancies between them"."""
    before, _, after = text.partition(f"«N{k}»")
    groups = [g for g in _names(text, table) if g.end <= len(before)]
    other = _OTHER.search(before)
    if not groups or other is None or other.start() < groups[-1].end or _OTHERWISE.search(text[groups[-1].end :]):
        return False
    named = {id(r): r for g in groups for r in g.rows}
    left = [r for r in table.rows.values() if id(r) not in named]
    if other.end() == len(before):  # how many others there are
        told = size_of(f.value)
        if _ALL_BUT.search(before[: other.start()]):
            return False  # "all but four of the 159 have a food rating of 5; the other four": the four set apart
        if len(groups) > 1 or told == len(left) or told > 2 * len(left) or not re.match(r"\s+[a-z]", after):
            return False
        cells = [next(iter(r.cells.values())) for r in left if r.cells]
        if abs(told - len(left)) > 2 or not cells:
            return False
        why = (
            f"The table has {len(left)} others beside {' and '.join(r.name for r in named.values())}, not {printed(f)}."
        )
        _tell(f, why, cells, str(len(left)), results)
        return True
    columns = _columns(text, k, table)
    if len(columns) != 1 or any(columns[0] not in r.cells for r in left):
        return False
    cells = [r.cells[columns[0]] for r in left]
    right = sum((size_of(c.value) for c in cells), Fraction(0))
    if _same(f, right) or not _slipped(f, right, firm=True):
        return False
    _say(f, cells, right, _Named(tuple(left), 0, 0), columns[0], results)
    return True


def _part(
    text: str, k: int, f: Figure, figures: dict[int, Figure], table: _Table, group: _Named, results: Results
) -> bool:
    """As in "North was responsible for 12 of the 31 late cases"."""
    m = _OF_WHOLE.match(text.partition(f"«N{k}»")[2])
    if len(group.rows) == 1 and _MORE.search(text[: group.start]):
        return False  # "start-up and growth grants"
    whole = figures.get(int(m["n"])) if m else None
    if whole is None or not _counts(whole):
        return False
    words = stems(re.sub(r"«[^»]*»", " ", text))
    of = [
        h for h in table.latest
        if table.whole(h) == size_of(whole.value) and all(h in r.cells for r in group.rows) and _meets(stems(h), words)
    ]  # fmt: skip
    if len(of) != 1:
        return False
    cells = [r.cells[of[0]] for r in group.rows]
    _say(f, cells, sum((size_of(c.value) for c in cells), Fraction(0)), group, of[0], results)
    return True


def _sum(text: str, k: int, f: Figure, table: _Table, group: _Named, results: Results) -> bool:
    """As in "North and South generated 181 requests"."""
    if len(group.rows) < 2 or _OTHERWISE.search(text):
        return False
    columns = _columns(text, k, table)
    firm = _in_all(text, k) or any(_meets(stems(h), stems(counted_behind(text, k))) for h in columns)
    for h in columns if len(columns) == 1 else ():
        cells = [r.cells[h] for r in group.rows if h in r.cells]
        right = sum((size_of(c.value) for c in cells), Fraction(0))
        if len(cells) == len(group.rows) and not _same(f, right) and _slipped(f, right, firm=firm):
            _say(f, cells, right, group, h, results)
            return True
    return False


def _total(text: str, k: int, f: Figure, table: _Table, results: Results) -> bool:
    """As in "the schemes protect 599 homes", over a column "Homes protected" with its total."""
    if table.total is None or _OTHERWISE.search(text):
        return False
    noun = stems(counted_behind(text, k))
    firm = _in_all(text, k)
    words = noun | (stems(re.sub(r"«[^»]*»", " ", text)) if firm else frozenset())
    mine = [h for h in table.latest if h in table.total.cells and _meets(stems(h), words)]
    if len(mine) != 1:
        return False
    right = size_of(table.total.cells[mine[0]].value)
    if _same(f, right) or not _slipped(f, right, firm=firm):
        return False
    group = _Named((table.total,), 0, 0)
    _say(f, [table.total.cells[mine[0]]], right, group, mine[0], results)
    return True


def _columns(text: str, k: int, table: _Table) -> list[str]:
    """The headings that what a figure counts names, else those that its sentence names."""
    noun = stems(counted_behind(text, k))
    mine = [h for h in table.latest if _meets(stems(h), noun)]
    words = stems(re.sub(r"«[^»]*»", " ", text))
    return sorted(mine) or sorted(h for h in table.latest if _meets(stems(h), words))


def _meets(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two sets of words share one, or one and its kin ("vacant", "vacancies")."""
    return any(x == y or (len(x) > 4 and x[:5] == y[:5]) for x in a for y in b)


def _in_all(text: str, k: int) -> bool:
    """Whether words call a figure a total: "24 in all", "25 between them"."""
    return bool(_TOTAL_AFTER.match(text.partition(f"«N{k}»")[2]))


def _slipped(f: Figure, right: Fraction, *, firm: bool) -> bool:
    """Whether a slip of digits parts a figure from another; of two digits only where the words are firm."""
    a, b = _shown(f, right)
    slip = digits_apart(a, b)
    if not slip:
        return False
    return slip == "exchanged" or len(a.rstrip("0")) >= (2 if firm else _FEWEST_DIGITS)


def _group(text: str, start: int, end: int, table: _Table) -> _Named | None:
    """The rows that a figure is told of: those named last before it, else those named behind "in", "at" or "from"."""
    groups = _names(text, table)
    before = [g for g in groups if g.end <= start and not _BREAK.search(text[g.end : start])]
    if before:
        return before[-1]
    after = [g for g in groups if g.start >= end and _LEADS.match(text[end : g.start])]
    return after[0] if after else None


def _names(text: str, table: _Table) -> list[_Named]:
    low = text.lower()
    found: list[tuple[int, int, _Row]] = []
    for row in table.rows.values():
        name = row.name.lower()
        m = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", low) if len(name) > 3 else None
        if m is not None:
            found.append((m.start(), m.end(), row))
    found = [
        x for x in found if not any(y is not x and y[0] <= x[0] and x[1] <= y[1] and y[2] is not x[2] for y in found)
    ]
    groups: list[_Named] = []
    for a, b, row in sorted(found, key=lambda x: x[0]):
        if groups and _JOIN.match(text[groups[-1].end : a]):
            groups[-1] = _Named((*groups[-1].rows, row), groups[-1].start, b)
        else:
            groups.append(_Named((row,), a, b))
    return groups


def _tables(paper: Paper) -> list[_Table]:
    by_number: dict[int, _Table] = {}
    ends: dict[int, dict[str, set[object]]] = {}
    for g in grounds_of(paper):
        table = by_number.setdefault(g.table, _Table(g.table))
        row = _row(table, g)
        for c in g.cells:
            if c.value.number is not None and c.value.unit not in {"percent", "points"}:
                row.cells.setdefault(c.header, c)
                ends.setdefault(g.table, {}).setdefault(c.header, set()).add(c.end)
    for number, table in by_number.items():
        headers = ends.get(number, {})
        dated = [e for es in headers.values() for e in es if e is not None]
        last = max(dated, default=None, key=str)
        table.latest = frozenset(h for h, es in headers.items() if es == {None} or last in es)
    for table in by_number.values():
        _own_names(list(table.rows.values()))
    return [t for t in by_number.values() if len(t.rows) >= 2]


def _own_names(rows: list[_Row]) -> None:
    """Of a label's parts ("Mill Brook | Complete") the one that no two rows share."""
    parts = [r.name.split(" | ") for r in rows]
    for n in range(min((len(p) for p in parts), default=0)):
        if len({p[n] for p in parts}) == len(rows):
            for r, p in zip(rows, parts, strict=True):
                r.name = p[n].strip()
            return


def _row(table: _Table, g: Ground) -> _Row:
    if g.total:
        table.total = table.total or _Row(g.name)
        return table.total
    return table.rows.setdefault(g.line, _Row(g.name))


def _counts(f: Figure) -> bool:
    v = f.value
    if v.number is None or f.numeral.is_share or v.number <= 1:
        return False
    return v.unit == "money" or (v.unit in {"count", ""} and v.places == 0)


def _shown(f: Figure, right: Fraction) -> tuple[str, str]:
    """The digits of a figure as printed, and those that another would print in its place: "10405" of £10.405m."""
    m = re.search(r"\d[\d,]*(?:\.(?P<part>\d+))?", f.value.printed)
    told = Fraction(m[0].replace(",", "")) if m else Fraction(0)
    if m is None or not told:
        return str(int(size_of(f.value))), str(int(right)) if right.denominator == 1 else ""
    places = len(m["part"] or "")
    step = size_of(f.value) / told
    return str(int(told * 10**places)), str(int(round_half_up(right / step, places) * 10**places))


def _same(f: Figure, right: Fraction) -> bool:
    """Whether a figure prints what another one is."""
    told, should = _shown(f, right)
    return told == should


def _say(f: Figure, cells: list[GroundCell], right: Fraction, group: _Named, header: str, results: Results) -> None:
    if size_of(f.value) == right:
        return  # of other words, or of another column
    told = " + ".join(c.value.printed.strip() for c in cells)
    sum_text = f"{told} = {int(right)}" if len(cells) > 1 else told
    names = " and ".join(r.name for r in group.rows) or "the total"
    why = f"The text says {printed(f)}, the table has {sum_text} for {names} under '{header}'."
    _tell(f, why, cells, str(int(right)), results)


def _tell(f: Figure, why: str, cells: list[GroundCell], expected: str, results: Results) -> None:
    sources = tuple(c.place for c in cells)
    advice = "Correct the figure, or the table."
    results.add(Judgement(f.id, "contradicts", "own_tables", why, "", "serious", sources, advice, expected))
