"""What a table lists: its things (branches, portfolios, indicators), one to a row or column, and what it says of each.

Sentences that count ("two of the five portfolios"), compare ("the only branch that lost visitors") or single out ("the
biggest drop was in ...") speak of the things, whichever way the table is turned. Totals are no things.
"""

# ruff: noqa: E501 - patterns and lists of words, one to a line

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache

from check.inside.bare_times import with_years
from check.inside.column_words import column_kind
from check.inside.headings import MONTHS
from check.inside.tables import Table, TableCell
from check.inside.wholes import whole_label
from check.paper import Figure
from check.sought import Sought
from records import Period, find_periods, parse_period

_TOTAL = Sought(
    r"^\W*(?:grand|sub|overall|net|gross|total|all|whole|combined|average|mean)(?:\s+[\w’'-]+){0,2}\W*$|\btotals?\W*$|\b(?:overall|average)\W*$",
    re.IGNORECASE,
)
_TIMES = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\b|\b(?:19|20)\d\d(?:\s*[/-]\s*\d{2,4})?\b|\b\d{2}\s*/\s*\d{2}\b|"
    r"\b(?:q|m|p|mth|pd)\s?\d{1,2}\b|\b(?:quarter|month|period|week)\s+(?:\d{1,2}|one|two|three|four)\b|"
    r"\b(?:first|second|third|fourth|previous|prior|last|latest|current|this|now|then|before|quarter|month|year|period|week|half|day|"
    r"end|ending|ended|to|at|of|in|on|as|the|ago|earlier|date|mid)\b|\d{1,2}(?:st|nd|rd|th)?\b|[^a-z%£]+",
    re.IGNORECASE,
)
_SEASONS = ("winter", "spring", "summer", "autumn")
_TRAIT = re.compile(
    r"^\W*(?:(?:aim\s+(?:to|for)\s+)?(?:high(?:er)?|low(?:er)?|big(?:ger)?|small(?:er)?|more|less|fewer|up|down|maximi[sz]e|minimi[sz]e|increas(?:e|ing)|decreas(?:e|ing)|reduc(?:e|ing)|plus|minus)(?:\s+(?:is|are)\s+(?:better|good|best))?|"
    r"(?:bigger|smaller|higher|lower|more|less)\s+(?:the\s+)?better|number|percentage|per\s?cent|percent|count|ratio|rate|average|currency|pounds|days|hours|minutes|weeks|"
    r"monthly|quarterly|annual(?:ly)?|yearly|weekly|termly|cumulative|snapshot|year\s+to\s+date|ytd|in[\s-]month|rolling(?:\s+year)?|local|national|statutory|yes|no)\W*$",
    re.IGNORECASE,
)
"""What a cell beside a name says of the measure: which way is better, its unit, how often it is taken."""
_NO_NAME = re.compile(
    r"^\W*(?:n/?a|tbc|none|not\s+(?:set|applicable|available)|monitor(?:ed|ing)?(?:\s+only)?|no\s+target)\W*$",
    re.IGNORECASE,
)
_LONGEST_HEADING = 6
"""In words."""
_IDLE = {"and", "the", "for", "with", "per", "from", "all", "who", "that", "are", "was", "were", "other", "total", "number", "percentage", "rate", "average", "services", "service"}  # fmt: skip
_INDICATORS = {"indicator", "measure", "kpi", "pi", "standard", "target", "metric", "outcome", "result", "priority"}


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a table lists.

    Attributes:
        number: Its place in the list.
        label: As printed.
        words: The words that tell it from others.
    """

    number: int
    label: str
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Trait:
    """One line across the things: a column, or a row of a table that is turned.

    Attributes:
        label: Its words.
        kind: What it holds: see `ColumnKind`.
        period: That it names.
        cells: By number of the thing.
        stem: Its label without words of time.
        order: Places it in time among lines of one stem; None where it names no time.
    """

    label: str
    kind: str
    period: Period | None
    cells: dict[int, TableCell]
    stem: str = ""
    order: tuple[int, int] | None = None

    def figure(self, item: int) -> Figure | None:
        """The figure of one thing."""
        cell = self.cells.get(item)
        return cell.figure if cell is not None and cell.figure and cell.figure.value.number is not None else None

    @property
    def percent(self) -> bool:
        """Whether its figures are percentages."""
        units = [f.value.unit for n in self.cells if (f := self.figure(n))]
        return "percent" in units or bool(re.search(r"%|\bper\s?cent", self.label, re.IGNORECASE))

    @property
    def signed(self) -> bool:
        """Whether it prints signs."""
        return any(re.match(r"\s*[+\-−–(]", c.text) and self.figure(n) for n, c in self.cells.items())


@dataclass(frozen=True, slots=True)
class Items:
    """The things of one table.

    Attributes:
        table: The table.
        items: Without totals.
        traits: What it says of each.
        nouns: What the things are called, each in the singular.
        turned: Whether they stand one to a column.
        held: The things, by their place in `items`, whose names hold a word.
    """

    table: Table
    items: tuple[Item, ...]
    traits: tuple[Trait, ...]
    nouns: frozenset[str]
    turned: bool = False
    held: Mapping[str, tuple[int, ...]] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        held: dict[str, tuple[int, ...]] = {}
        for n, item in enumerate(self.items):
            for word in item.words:
                held[word] = (*held.get(word, ()), n)
        object.__setattr__(self, "held", held)

    def of(self, *kinds: str) -> list[Trait]:
        """Its lines of some kinds."""
        return [t for t in self.traits if t.kind in kinds]

    def called(self, noun: str) -> bool:
        """Whether its things may be called so."""
        one = singular(noun)
        return one in self.nouns or (one in _INDICATORS and self.of_indicators)

    @property
    def of_indicators(self) -> bool:
        """Whether it lists indicators: their targets, colours or directions stand beside them."""
        return bool(self.nouns & _INDICATORS) or bool(self.of("target", "rag", "direction", "met"))


def items_of(tables: Sequence[Table], period: Period | None = None) -> list[Items]:
    """The things that tables list, of two or more each.

    Args:
        tables: Of a paper.
        period: That its latest figures cover; months and quarters without a year are of the twelve months to its end.
    """
    now = period.end.month if period is not None else 3
    made = [_turned(t, now, period) if _is_turned(t) else _upright(t, now, period) for t in tables]
    return [m for m in made if m is not None and len(m.items) >= 2]


@lru_cache(maxsize=16384)
def singular(word: str) -> str:
    """A noun without its plural ending."""
    w = word.lower().strip("’'")
    if w.endswith("ies") and len(w) > 4:
        return w[:-3] + "y"
    if re.search(r"(?:ch|sh|ss|x)es$", w):
        return w[:-2]
    return w[:-1] if w.endswith("s") and not w.endswith("ss") and len(w) > 2 else w


def words_of(text: str) -> frozenset[str]:
    """The words of a label that can tell it from others."""
    found = {singular(w) for w in re.findall(r"[a-z][a-z’'-]{2,}|\d+\+?", text.lower())}
    return frozenset(found - _IDLE) or frozenset(found)


def _is_turned(table: Table) -> bool:
    """Whether the rows are times, targets and statuses and the columns the things."""
    labels = [r.label.split(" | ")[0] for r in table.rows]
    if len(labels) < 2 or len(table.columns) < 3:
        return False
    told = [_kind(x) != "value" or _period(x) is not None for x in labels]
    columns = table.columns[1:]
    dated = sum(
        _period(c.leaf) is not None or column_kind(c.leaf) in {"target", "rag", "change", "direction", "variance"}
        for c in columns
    )
    return sum(told) * 5 >= 4 * len(told) and dated * 3 < len(columns)


def _upright(table: Table, now: int, period: Period | None) -> Items | None:
    columns = [c for c in table.columns if _tells(table, c.index)]
    if not columns:
        return None
    rows = list(table.rows)
    traits = []
    leaves = [c.leaf for c in columns]
    for c in columns:
        cells = {r.number: r.cells[c.index] for r in rows if c.index in r.cells}
        kind = "met" if _yes_or_no(cells.values()) else c.kind
        traits.append(
            _trait(c.leaf, _header(c.header, c.leaf, alone=leaves.count(c.leaf) == 1), kind, c.period, cells, now)
        )
    named = [(r.number, r.label) for r in rows if r.label]
    first = table.columns[0].leaf if table.columns else ""
    return _without_totals(table, named, with_years(traits, period), _nouns(table, first), turned=False)


def _header(path: str, leaf: str, *, alone: bool) -> str:
    """The headings above a column; running text that was read into them heads nothing."""
    above = path.removesuffix(leaf)
    return leaf if alone and max(map(len, (part.split() for part in above.split(" | ")))) > _LONGEST_HEADING else path


def _turned(table: Table, now: int, period: Period | None) -> Items | None:
    traits = []
    for r in table.rows:
        label = r.label.split(" | ")[0]
        cells = {c.index: r.cells[c.index] for c in table.columns[1:] if c.index in r.cells}
        kind = _kind(label)
        if any(c.rag for c in cells.values()) and not any(c.figure for c in cells.values()):
            kind = "rag"
        traits.append(_trait(label, label, kind, _period(label), cells, now))
    named = [(c.index, c.leaf) for c in table.columns[1:] if c.leaf]
    return _without_totals(table, named, with_years(traits, period), _nouns(table, ""), turned=True)


def _trait(
    label: str, header: str, kind: str, period: Period | None, cells: dict[int, TableCell], now: int
) -> Trait:  # fmt: skip
    if kind == "value" and period is not None:
        kind = "result"
    return Trait(label, kind, period, cells, time_stem(header), time_order(header, kind, period, now))


def time_stem(header: str) -> str:
    """A heading without its words of time."""
    return " ".join(_TIMES.sub(" ", header.lower()).split())


def _kind(label: str) -> str:
    return column_kind(label)


def _period(text: str) -> Period | None:
    found = find_periods(text)
    return found[-1].period if found else parse_period(text)


def time_order(label: str, kind: str, period: Period | None, now: int) -> tuple[int, int] | None:
    """When a line is of: a family of times that can be compared, and a place in it."""
    low = label.lower()
    numbered = re.search(r"\b(?:m|p|mth|pd|month|period|week)\s?(\d{1,2})\b", low)
    if period is not None and _period(label.rpartition(" | ")[2]) is not None:
        return (0, period.end.toordinal())
    if numbered:
        return (1, int(numbered[1]))
    quarter = re.search(r"\b(?:q|quarter\s)([1-4])\b", low)
    if quarter:
        return (2, (int(quarter[1]) - ((now - 4) // 3 + 1) - 1) % 4)
    month = re.search(r"\b(" + "|".join(MONTHS) + r")[a-z]*\b", low)
    if month:
        return (3, (MONTHS.index(month[1][:3]) - now) % 12)
    if kind in {"previous", "outturn"} or re.search(r"\b(?:previous|last|prior|before|then)\b", low):
        return (4, 0)
    if re.search(r"\b(?:this|current|latest|now|actual)\b", low):
        return (4, 1)
    if period is not None:
        return (0, period.end.toordinal())
    season = re.search(rf"\b({'|'.join(_SEASONS)})\b.*?\b((?:19|20)\d\d)\b", low)
    if season:
        return (5, 4 * int(season[2]) + _SEASONS.index(season[1]))
    year = re.fullmatch(r"\W*((?:19|20)\d\d)\W*", low.rpartition(" | ")[2])
    return (6, int(year[1])) if year else None


def _tells(table: Table, column: int) -> bool:
    """Whether a column says something of its row: figures, colours, directions."""
    c = next(c for c in table.columns if c.index == column)
    cells = [r.cells[column] for r in table.rows if column in r.cells]
    if c.kind in {"rag", "previous_rag", "direction", "met"} or _yes_or_no(cells):
        return True
    return any(x.figure is not None for x in cells) and c.kind not in {"name", "unit"}


def answer(text: str) -> bool | None:
    """Whether a cell says yes or no; None where it says neither."""
    s = text.strip(" .?!").lower()
    if s in {"yes", "y", "✓", "✔", "✅", "☑", "met", "achieved", "pass", "passed"}:
        return True
    return (
        False if s in {"no", "n", "✗", "✘", "❌", "☒", "×", "x", "not met", "not achieved", "fail", "failed"} else None
    )


def _yes_or_no(cells: Iterable[TableCell]) -> bool:
    told = [c.text for c in cells if c.text.strip()]
    return len(told) >= 2 and all(answer(t) is not None for t in told)


def _nouns(table: Table, first: str) -> frozenset[str]:
    """What the things are called: by the head of their names, or the caption ("... by neighbourhood", "Branches")."""
    out = {singular(w) for w in re.findall(r"[a-z]{3,}", first.lower())}
    for text in (table.caption, table.section.rpartition(" / ")[2]):
        out |= {singular(m[1]) for m in re.finditer(r"\bby\s+(?:\w+\s+)?([a-z]{3,})\b", text, re.IGNORECASE)}
        out |= {singular(m[1]) for m in re.finditer(r"\bby\s+([a-z]{3,})\b", text, re.IGNORECASE)}
        last = re.findall(r"[A-Za-z]{3,}", text)
        out |= {singular(last[-1])} if last and last[-1].lower().endswith("s") else set()
    return frozenset(out - _IDLE - {"name", "item", "description", "month", "quarter", "year"})


def _without_totals(
    table: Table, named: list[tuple[int, str]], traits: list[Trait], nouns: frozenset[str], *, turned: bool
) -> Items | None:
    numbers = [n for n, _ in named]
    wholes = {n for n, label in named if whole_label(label) or _TOTAL.search(label.split(" | ")[0])}
    for n in {numbers[0], numbers[-1]} - wholes if len(numbers) >= 4 else ():
        if _is_sum(n, [m for m in numbers if m != n and m not in wholes], traits):
            wholes.add(n)
    items = tuple(Item(n, own_label(label), words_of(label)) for n, label in named if n not in wholes)
    return Items(table, items, tuple(traits), nouns, turned) if items else None


def own_label(label: str) -> str:
    """The name of a row: the last part of its heading cells that is a name, not "n/a" or a number."""
    parts = label.split(" | ")
    names = [p for p in parts if re.search(r"[a-z]{3,}", p, re.IGNORECASE) and not _NO_NAME.match(p)]
    names = [p for p in names if not _TRAIT.match(p)] or names
    return names[-1] if names else parts[-1]


def _is_sum(total: int, parts: list[int], traits: list[Trait]) -> bool:
    """Whether a thing is the sum of the others in most of the lines that can tell."""
    tried = right = 0
    for t in traits:
        whole = t.figure(total)
        figures = [f for p in parts if (f := t.figure(p))]
        if whole is None or t.percent or len(figures) < max(2, len(parts) - 1) or not whole.value.number:
            continue
        tried += 1
        places = min(max(f.value.places, 0) for f in (*figures, whole))
        slack = Fraction(len(figures) + 1, 2 * 10**places) if places else Fraction(0)
        right += abs(sum(Fraction(f.value.number or 0) for f in figures) - Fraction(whole.value.number)) <= slack
    return right >= 2 and right * 2 > tried


def of_same_things(every: Sequence[Items], found: Sequence[Items]) -> list[Items]:
    """Other tables of the things that some tables list: what is said of directorates may be read off any of them.

    Args:
        every: The things of each table.
        found: Those of the tables that a sentence names.
    """
    names = [{i.label.lower() for i in f.items} for f in found]
    return [
        e for e in every
        if e not in found and any(2 * len(n & {i.label.lower() for i in e.items}) > len(n) for n in names)
    ]  # fmt: skip
