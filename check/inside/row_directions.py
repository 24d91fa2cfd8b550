"""Direction words and arrows of tables against the figures of their row and which way is better.

What a direction compares with, whether arrows show performance or the number, and how small a change may be called
none is told by the table itself: by its headers, its legend, and the reading that fits most of its rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from check.inside.cell_signs import arrow_in
from check.inside.columns_in_time import is_year_apart, nearest_in_time
from check.inside.kpi_rows import KpiRow, printed_target
from check.inside.named_columns import named_column
from check.inside.performance_words import performance_word
from check.inside.row_signs import Sign, find_polarities, rows_of_one_thing
from check.inside.tables import TableColumn
from check.judgements import Results, printed
from check.paper import cell_key
from records import ARROW_MEANS, Finding, Source

_YEAR = re.compile(
    r"\byear\b|\bannual|\b12\s+months\b|\bout-?turn\b|\byoy\b|\bbaseline\b|\blong[\s-]*term\b", re.IGNORECASE
)
_SHORT = re.compile(
    r"\bquarter\b|\bmonth\b|\bterm\b|\bweek\b|\bprevious\b|\blast\b|\bshort[\s-]*term\b|\bqoq\b|\bperiod\b",
    re.IGNORECASE,
)
_TARGET = re.compile(r"\btarget\b|\bplan\b", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\b(?:england|national(?:ly)?|region(?:al)?|benchmark|neighbours?|peers?|comparators?|average|county|south\s+east|cipfa)\b",
    re.IGNORECASE,
)
_NOT_ARROWS = re.compile(r"\bpolarity\b", re.IGNORECASE)
_ROSE = {"up": "rose", "down": "fell", "level": "unchanged"}


def check_row_directions(rows: list[KpiRow], legend: dict[str, str], results: Results) -> None:
    """Hold each direction of the tables of indicators against its row.

    Args:
        rows: Rows of indicators.
        legend: What the paper says its arrows mean.
        results: Takes a finding for each direction.
    """
    signs = direction_groups(rows)
    findings: list[Finding] = []
    everything = [s for group in signs for s in group]
    contested = {cell_key(f.place) for f in results.findings if f.kind == "rag" and f.verdict == "contradicts"}
    find_polarities(everything, contested)
    for group in signs:
        convention, rivals = _convention(group, everything, legend)
        judged = [(s, f) for s in group if (f := _judge(s, group, convention, rivals)) is not None]
        findings += _borne_out(judged)
    findings = [_exchanged(f, results) for f in findings]
    results.findings = [_exchanged(f, results) if f.kind == "direction" else f for f in results.findings]
    told = {cell_key(f.place) for f in findings if f.verdict != "not_checked"}
    results.findings = [
        f
        for f in results.findings
        if not (f.kind == "direction" and cell_key(f.place) in told and f.place.span is None)
    ]
    known = {cell_key(f.place) for f in results.findings if f.kind == "direction"}
    results.findings += [f for f in findings if f.verdict != "not_checked" or cell_key(f.place) not in known]


def direction_groups(rows: Sequence[KpiRow]) -> list[list[Sign]]:
    """The directions of each column of each table, with the earlier result that the column compares with.

    Args:
        rows: Rows of indicators.
    """
    by_table: dict[int, list[KpiRow]] = {}
    for row in rows:
        by_table.setdefault(row.table.number, []).append(row)
    return [group for of_table in by_table.values() for group in _signs(of_table)]


# -- which figures -----------------------------------------------------------------------------------------------


def _signs(rows: list[KpiRow]) -> Iterator[list[Sign]]:
    """The directions of each column of a table, with the earlier result that the column compares with."""
    table = rows[0].table
    columns = [c for c in table.columns if _draws(c, rows)]
    for column in columns:
        old = _compared(column, rows, alone=len(columns) == 1)
        if old is None:
            continue
        group = []
        shown = {performance_word(c.words) for row in rows if (c := row.row.cells.get(column.index)) is not None}
        for row in rows:
            cell = row.row.cells.get(column.index)
            then = row.row.figure(old)
            if cell is None or then is None or row.latest.value.number is None or then.value.number is None:
                continue
            if {row.latest.value.unit, then.value.unit} - {
                "",
                "count",
                "percent",
            } and row.latest.value.unit != then.value.unit:
                continue
            word, arrow = _paired(performance_word(cell.words), shown), cell.arrow
            if word or arrow:
                group.append(
                    Sign(row, cell, word, arrow, row.latest, then, row.quantity, row.polarity, row.why_polarity)
                )
        if group:
            yield group


def _paired(word: str, shown: set[str]) -> str:
    """A word as its column means it: "Declining" beside "Improving" is the worse of the two, not a number that fell."""
    if word == "fell" and "improved" in shown and not shown & {"rose", "worsened"}:
        return "worsened"
    if word == "rose" and "worsened" in shown and not shown & {"fell", "improved"}:
        return "improved"
    return word


def _draws(column: TableColumn, rows: list[KpiRow]) -> bool:
    """Whether a column shows directions: it is headed so, or arrows stand beside its figures."""
    if column.kind == "direction":
        return True
    if column.kind not in {"result", "change", "percent_change", "value"} or _NOT_ARROWS.search(column.leaf):
        return False
    cells = [c for r in rows if (c := r.row.cells.get(column.index)) is not None]
    return sum(bool(arrow_in(c.text)) for c in cells) * 2 > len(cells) > 0


def _compared(column: TableColumn, rows: list[KpiRow], *, alone: bool) -> TableColumn | None:
    """The column that a column of directions compares with; None where that is not known."""
    if _TARGET.search(column.leaf):
        return None
    table, latest = rows[0].table, rows[0].latest_column
    if _ELSEWHERE.search(column.leaf):
        others = [c for c in table.of("benchmark") if any(r.row.figure(c) for r in rows)]
        words = set(re.findall(r"[a-z]{4,}", column.leaf.lower()))
        named = [c for c in others if words & set(re.findall(r"[a-z]{4,}", c.leaf.lower()))]
        chosen = named if len(named) == 1 else others
        return chosen[0] if len(chosen) == 1 else None
    found: dict[int, TableColumn] = {}
    for row in rows:
        for c, _ in row.earlier:
            found.setdefault(c.index, c)
    candidates = list(found.values())
    if not candidates:
        return None
    told = named_column(column.leaf, candidates)
    if told is not None:
        return told
    year = [c for c in candidates if _is_year_ago(latest, c)]
    short = [c for c in candidates if c not in year]
    says_year, says_short = bool(_YEAR.search(column.leaf)), bool(_SHORT.search(column.leaf))
    if says_year and not re.search(r"\b(?:quarter|month)\b", column.leaf, re.IGNORECASE):
        return _nearest(latest, year)
    if says_short and short:
        return _nearest(latest, short)
    if len(candidates) == 1:
        return candidates[0]
    return _by_fit(column, rows, candidates) if alone else None


def _is_year_ago(latest: TableColumn, c: TableColumn) -> bool:
    if c.period is not None and latest.period is not None:
        return (latest.period.end - c.period.end).days >= 350
    apart = is_year_apart(latest, c)
    if apart is not None:
        return apart
    return c.kind == "outturn" or bool(re.search(r"\byear\b", c.leaf, re.IGNORECASE))


def _nearest(latest: TableColumn, columns: list[TableColumn]) -> TableColumn | None:
    dated = [c for c in columns if c.period is not None and latest.period is not None]
    if len(dated) == len(columns) and dated:
        return max(dated, key=lambda c: c.period.end if c.period else None)  # type: ignore[arg-type,return-value]
    ordered = nearest_in_time(columns)
    if ordered is not None:
        return ordered
    return columns[0] if len(columns) == 1 else (columns[0] if columns and columns[0].kind == "previous" else None)


def _by_fit(column: TableColumn, rows: list[KpiRow], candidates: list[TableColumn]) -> TableColumn | None:
    """Of several earlier columns, the nearest, unless the directions fit another one and not that."""
    scores = [(min(_misfits(column, rows, c, number=n) for n in (False, True)), c) for c in candidates]
    nearest = scores[0]
    if nearest[0] <= max(1, len(rows) // 5):
        return nearest[1]
    best = min(scores, key=lambda x: x[0])
    alone = sum(x[0] == best[0] for x in scores) == 1
    return best[1] if alone and best[0] <= max(1, len(rows) // 5) and len(rows) >= 3 else None


def _misfits(column: TableColumn, rows: list[KpiRow], compared: TableColumn, *, number: bool) -> int:
    """How many directions of a column do not fit, if they compare with one column and arrows mean one thing."""
    out = 0
    for row in rows:
        cell, then = row.row.cells.get(column.index), row.row.figure(compared)
        if cell is None or then is None or row.latest.value.number is None:
            continue
        s = Sign(row, cell, performance_word(cell.words), cell.arrow, row.latest, then, row.quantity, row.polarity)
        said = s.word or (_ROSE if number else ARROW_MEANS).get(s.arrow, "")
        possible = s.means() if said in {"improved", "worsened"} else s.ways
        out += bool(said and possible and said not in possible)
    return out


# -- what arrows mean --------------------------------------------------------------------------------------------


def _convention(group: list[Sign], everything: list[Sign], legend: dict[str, str]) -> tuple[str, list[Sign]]:
    """Performance or number: what arrows show; by the legend, the words beside them, or what most rows bear out.

    Returns:
        The convention, "" where nothing tells, and the rows that bear it out where as many bear out the other.
    """
    meanings = set(legend.values())
    if meanings & {"improved", "worsened"}:
        return "performance", []
    if meanings & {"rose", "fell", "increased", "decreased"}:
        return "number", []
    for signs in (group, everything):
        performance: list[Sign] = []
        number: list[Sign] = []
        for s in signs:
            if s.arrow not in {"up", "down"}:
                continue
            if s.word in {"improved", "worsened"} and s.polarity in {"", "L"}:
                (performance if s.word == ARROW_MEANS[s.arrow] else number).append(s)
            elif s.polarity == "L" and "unchanged" not in s.ways:
                if ARROW_MEANS[s.arrow] in s.means():
                    performance.append(s)
                if _ROSE[s.arrow] in s.ways:
                    number.append(s)
        if signs is group and len(performance) + len(number) == 1:
            continue  # one row may be the mistake: the other columns of arrows are asked too
        if performance and len(performance) >= len(number):
            # Where as many rows speak for either: most councils' arrows show performance.
            return "performance", performance if len(performance) == len(number) else []
        if len(number) > len(performance):
            return "number", []
    return ("number" if _follow_one_number(group) else ""), []


def _follow_one_number(group: list[Sign]) -> bool:
    """Whether the arrows of rows that are parts of one thing show its number: all but one of them, or of many."""
    if len(rows_of_one_thing([s.row for s in group])) < len(group):
        return False
    told = [_ROSE[s.arrow] in s.ways for s in group if s.arrow in {"up", "down"} and not s.word and not s.polarity]
    return told.count(True) >= 3 and told.count(False) <= max(1, len(told) // 6)


# -- judging -----------------------------------------------------------------------------------------------------


def _borne_out(judged: list[tuple[Sign, Finding]]) -> list[Finding]:
    """The findings of a column; where many rows fail by what is only likely, the column means something else."""
    told = [f for _, f in judged if f.verdict != "not_checked"]
    wrong = [f for f in told if f.verdict == "contradicts"]
    if len(wrong) <= max(1, len(told) // 4):
        return [f for _, f in judged]
    why = "Not checked: the directions of this column do not follow from these figures in several rows"
    return [
        replace(f, verdict="not_checked", severity="note", explanation=f"{why} ({f.working}).")
        if f.verdict == "contradicts" and s.row.guessed
        else f
        for s, f in judged
    ]


def _exchanged(f: Finding, results: Results) -> Finding:
    """A direction that fails beside a change of the same two figures: they seem to have changed places, told once."""
    if f.verdict != "contradicts":
        return f
    places = {cell_key(s) for s in f.sources}
    told = any(
        j.verdict == "contradicts" and j.kind in {"change", "sum"} and places <= {cell_key(s) for s in j.sources}
        for j in results.judgements
    )
    if not told or len(places) < 2:
        return f
    why = f"{f.explanation} The change of the same two figures does not fit either: they may have changed places."
    return replace(f, verdict="not_checked", severity="note", explanation=why)


def _judge(s: Sign, group: list[Sign], convention: str, rivals: list[Sign]) -> Finding | None:
    """One finding for a direction: its words first, then its arrow."""
    by_word, by_arrow = _word(s, group), _arrow(s, group, convention)
    outcomes = [o for o in (by_word, by_arrow) if o is not None]
    wrong = next((o for o in outcomes if not o[0]), None)
    shown = s.cell.text if s.cell.text else f"arrow {s.arrow}"
    arrow_alone = by_word is not None and by_word[0] and by_arrow is not None and not by_arrow[0]
    if (len(shown) <= 2 or arrow_alone) and s.arrow:
        shown = f"arrow {s.arrow}"
    move = f"{printed(s.old)} to {printed(s.new)}"
    sources: tuple[Source, ...] = (s.old.place, s.new.place)
    better = {"H": "higher is better", "L": "lower is better"}.get(s.polarity, "")
    if s.polarity == "T":
        better = f"closer to the target of {printed_target(s.row)} is better"
    told = f"{better} ({s.why})" if better and s.why else better
    if wrong is not None:
        expected = " or ".join(sorted(wrong[1]))
        either = ""
        if s.against is not None:
            sources = (*sources, s.against.place)
            either = f" One of the two is wrong: '{shown}' or '{s.against.text}'."
        if wrong is by_arrow and rivals and s not in rivals:
            sources = (*sources, *(r.cell.place for r in rivals))
            named = ", ".join(f"'{r.row.label}'" for r in rivals[:3])
            either = f" Or the arrows show the number, and the one of {named} is wrong: they cannot both be right."
        return Finding(
            "contradicts", "direction", s.cell.place, shown,
            f"{s.row.label}: '{shown}' does not fit {move}{', ' + told if told else ''}: {_says(wrong[1])}.{either}",
            move, "serious", sources, "Correct the direction or the figures.", s.row.name, s.row.key, expected,
        )  # fmt: skip
    if outcomes:
        fits = f"'{shown}' fits {move}{'; ' + told if told else ''}."
        return Finding("agrees", "direction", s.cell.place, shown, fits, move, "note", sources,
                       indicator=s.row.name, indicator_key=s.row.key)  # fmt: skip
    why = "which way is better is not known" if not s.polarity else "what the arrows mean is not known"
    return Finding("not_checked", "direction", s.cell.place, shown, f"Not checked: {why} ({move}).", move, "note",
                   sources, indicator=s.row.name, indicator_key=s.row.key)  # fmt: skip


def _says(ways: frozenset[str]) -> str:
    words = {"rose": "the number rose", "fell": "the number fell", "improved": "it improved", "worsened": "it worsened"}
    return " or ".join(words.get(w, "it did not change") for w in sorted(ways))


def _word(s: Sign, group: list[Sign]) -> tuple[bool, frozenset[str]] | None:
    if not s.word:
        return None
    if s.word == "unchanged":
        return _level(s, group)
    possible = s.means() if s.word in {"improved", "worsened"} else s.ways
    if not possible:
        return None
    if (
        s.word in {"rose", "fell"}
        and s.word not in possible
        and s.means() & {"improved" if s.word == "rose" else "worsened"}
    ):
        return None  # "up" may be said of performance
    return s.word in possible, possible


def _arrow(s: Sign, group: list[Sign], convention: str) -> tuple[bool, frozenset[str]] | None:
    if not s.arrow:
        return None
    if s.arrow == "level":
        return None if s.word else _level(s, group)
    performance, number = ARROW_MEANS[s.arrow] in s.means(), _ROSE[s.arrow] in s.ways
    if convention == "number":
        return number, s.ways
    if convention == "performance" and s.means():
        return performance, s.means()
    # Neither is known: an arrow that fits neither reading is wrong under both.
    if not s.means():
        return (False, s.ways) if s.against is not None else None
    return (True, s.means()) if performance or number else (False, s.means())


def _level(s: Sign, group: list[Sign]) -> tuple[bool, frozenset[str]] | None:
    """No change: wrong where the figures moved by more than what other rows of the table call a move."""
    if "unchanged" in s.ways:
        return True, s.ways
    moved = [
        o.size
        for o in group
        if o is not s and (o.word or ARROW_MEANS.get(o.arrow, "")) not in {"", "unchanged"} and o.size
    ]
    smallest = min(moved, default=None)
    if s.size > 5 or (smallest is not None and s.size > smallest):
        return False, s.means() or s.ways
    return None
