"""Figures told of a named row of a table, or of its whole, in the words of a column: they are that cell's, or wrong.

"Housing now forecasts an outturn of 24.7m" is the cell of the row "Housing (HRA)" under "Forecast outturn". What is no
figure that the sentence may mean, and is that cell with a digit changed or two exchanged, is wrong; what differs by
more is left alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from check.cells.columns import ASKED, LIKELY, POSSIBLE, asked, senses_of_heading, speaks_of
from check.cells.names import RowName, RowNames
from check.digit_slips import Difference, digits_apart
from check.evidence import same_figure
from check.ground_match import Names, bare_value, equals, telling_digits, units_fit
from check.ground_sums import explained_by_sums
from check.grounds import Ground, GroundCell, grounds_of, stems
from check.judgements import FITS, Judgement, Results, printed
from check.listed_parts import RESPECTIVELY
from check.paper import Figure, Paper
from check.passages import PROSE
from check.stray_cells import is_stray_cell
from check.told_lines import Line, lines_of, time_of
from records import Value, day_label, quick

_IN_ROW = re.compile(
    r"^\)?(?:(?!\s+(?:and|or|but|with|than|while|whereas)\b)\s+[a-z%’'-]+){0,6}?\s+(?:in|at|from|for|to|by|on|of|were|was|are|is)\s+(?:(?:the|our|its)\s+)?$",
    re.IGNORECASE,
)
_AT_ONCE = re.compile(
    r"^(?:['’]s)?\s*(?:[,(:–-]\s*)?(?:(?:at|was|were|had|with|by|of|is)\s+)?(?:(?:just|only|the|some)\s+)*£?$"
)
"""Between a name and the figure that belongs to it: "Moors (89.8%)", "Retirement with 44"."""
_BREAK = re.compile(r"[;]|:\s|\.\s")
_MARK = re.compile(r"«N\d+»")
_AROUND = 0.22
_ROUND = re.compile(r"\b(?:about|around|nearly|almost|some|approximately|roughly|over|under|circa)\s+$", re.IGNORECASE)
_SUPPOSED = re.compile(
    r"\bwould\s+(?:otherwise\s+|still\s+|then\s+)?(?:have\s+(?:been|come|stood|reached|risen|fallen|met)|be|stand)\b",
    re.IGNORECASE,
)
_FAR = 2
"""Figures between a name and another that make it doubtful whose it is, but for words of its column."""
_STATISTIC = re.compile(
    r"\b(?:rolling|averag\w*|means?|median|cumulative\w*|typical\w*|longest|shortest|oldest|peak\w*|maximum|minimum)\b",
    re.IGNORECASE,
)
"""Words that make of a row's figures another statistic."""
_NEEDS = {"target": "aimed", "benchmark": "others"}
FULL, TOLD, PARTLY, FAINTLY = 4, 3, 2, 1


@quick
@dataclass(frozen=True, slots=True)
class Told:
    """A cell that a figure may state.

    Attributes:
        ground: Its row.
        cell: The cell.
        row: How firmly its row is named: FULL right beside the figure, TOLD, PARTLY or FAINTLY.
        column: How firmly its column is asked for.
    """

    ground: Ground
    cell: GroundCell
    row: int
    column: int


class CellFinder:
    """Finds the cells that the figures of a paper's sentences may state.

    Args:
        paper: With its figures, tied and timed.
    """

    def __init__(self, paper: Paper) -> None:
        self.grounds = grounds_of(paper)
        self.now: date | None = paper.period.end if paper.period is not None else None
        self._names = RowNames(self.grounds)
        self._near = Names(self.grounds)
        self._wholes = [g for g in self.grounds if g.total]

    def named(self, line: Line) -> list[RowName]:
        """The rows that a sentence names."""
        return self._names.find(line.sentence.template)

    def tied(self, line: Line) -> list[Ground]:
        """The rows of which a sentence states a figure that is telling, and some words."""
        out: dict[int, Ground] = {}
        for k, f in line.figures.items():
            if telling_digits(f.value) < 3:
                continue
            near = [
                g for g in self._near.equalling([f.value])
                if self._near.share(g, line.around) >= _AROUND
                and any(equals(f.value, c.value) for c in time_of(line, k, self.now).cells(g, self.now))
            ]  # fmt: skip
            if len({g.words for g in near}) == 1:
                out |= {id(g): g for g in near}
        return list(out.values())

    def told(self, line: Line, k: int, before: Sequence[tuple[Ground, int]]) -> Iterator[Told]:
        """The cells that a figure may state.

        Args:
            line: Its sentence.
            k: Its number in it.
            before: The rows that the sentence before was about, and how firmly.
        """
        text = line.sentence.template
        mark = f"«N{k}»"
        left, _, right = text.partition(mark)
        near = f"{_MARK.split(_BREAK.split(left)[-1])[-1]} {_MARK.split(_BREAK.split(right)[0])[0]}"
        when = time_of(line, k, self.now)
        about = f"{text} {line.before}"
        named = self.named(line)
        rows = dict(_rows(named, text, len(left), len(left) + len(mark)))
        far = {
            id(n.ground) for n in named
            if n.end <= len(left) and len(_MARK.findall(left[n.end :])) >= _FAR
        } - {id(n.ground) for n in named if n.end > len(left) or len(_MARK.findall(left[n.end :])) < _FAR}  # fmt: skip
        here = {n.ground.table for n in named}
        for g in self.tied(line):
            rows[id(g)] = (g, max(TOLD, rows.get(id(g), (g, 0))[1]))
        for g, firm in before:
            if g.table not in here:
                rows.setdefault(id(g), (g, firm))
        for g in self._wholes:
            if not any(n.ground.table == g.table and n.end <= len(left) for n in named):
                rows.setdefault(id(g), (g, PARTLY if stems(f"{g.caption} {line.before}") & line.words else FAINTLY))
        for g, firm in rows.values():
            for c in g.cells:
                column = asked(g, c, near, about, when, self.now)
                if id(g) in far and not speaks_of(g, c, near):
                    column = min(column, POSSIBLE)
                if column and _of_role(line.figures[k], c):
                    yield Told(g, c, firm, column)

    def known(self, v: Value, line: Line) -> bool:
        """Whether a cell of the paper states a figure, of a row that shares a word with what stands around it."""
        return any(
            states(v, c.value)
            for g in self._near.stating([v])
            if g.total or g.words & line.around or stems(g.caption) & line.words
            for c in g.cells
        )


def _rows(named: list[RowName], text: str, start: int, end: int) -> Iterator[tuple[int, tuple[Ground, int]]]:
    """The rows that a figure may be told of, with how firmly: of each table the name before it and the one behind."""
    tables: dict[int, list[RowName]] = defaultdict(list)
    for n in named:
        tables[n.ground.table].append(n)
    for mine in tables.values():
        ahead = [n for n in mine if n.end <= start and not _BREAK.search(text[n.end : start])]
        behind = [n for n in mine if n.start >= end and not _BREAK.search(text[end : n.start])]
        if RESPECTIVELY.search(text):
            for n in mine:
                yield id(n.ground), (n.ground, TOLD if n.share == 1 else PARTLY)
            continue
        if ahead:
            n = ahead[-1]
            close = _AT_ONCE.match(text[n.end : start]) is not None
            yield id(n.ground), (n.ground, (FULL if close else TOLD) if n.share == 1 else PARTLY)
            if close:
                continue
        if behind and not _MARK.search(text[end : behind[0].start]):
            n = behind[0]
            close = _IN_ROW.match(text[end : n.start]) is not None
            yield (
                id(n.ground),
                (n.ground, (FULL if close else PARTLY) if n.share == 1 else PARTLY if close else FAINTLY),
            )
        elif behind and not ahead and len({id(n.ground) for n in mine}) == 1:
            yield id(behind[0].ground), (behind[0].ground, PARTLY)


def _of_role(f: Figure, c: GroundCell) -> bool:
    """Whether a column may hold what the words make of a figure: targets and benchmarks have columns of their own."""
    needed = _NEEDS.get(f.claim.role)
    return needed is None or needed in senses_of_heading(c.header)


def states(v: Value, c: Value) -> bool:
    """Whether a figure of prose is a cell, maybe rounded, whatever its sign."""
    return units_fit(v, c) and same_figure(bare_value(v), bare_value(c))


def slip_of_cell(v: Value, c: Value) -> Difference:
    """What parts a figure of prose from a cell that it may state, rounded as the figure is: a digit, or two exchanged.

    Args:
        v: A figure of prose: "£2.81m", "£18,040".
        c: A cell, brought to units: 2,183 or 18 of a column in thousands.
    """
    if v.number is None or c.number is None or not units_fit(v, c):
        return ""
    cell, places = abs(c.number), v.places
    if places != c.places and c.places >= 0 and places >= 0:
        return ""  # finer than the table is: worked out from something else; or coarser: only near it
    if places < c.places:
        cell = cell.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    a, b = (str(int(x.scaleb(places))) for x in (abs(v.number), cell))
    return digits_apart(a, b) if len(a) == len(b) else ""


def check_told_cells(paper: Paper, results: Results) -> None:
    """Hold the figures of prose that nothing explains against the cells that their words ask for.

    Args:
        paper: With its figures.
        results: Takes the judgements.
    """
    finder = CellFinder(paper)
    if not finder.grounds:
        return
    for index, p in enumerate(paper.passages):
        if p.kind not in PROSE or not paper.figures_of(index) or is_stray_cell(paper, index):
            continue
        before: list[tuple[Ground, int]] = []
        lines = lines_of(paper, index)
        told = [f for line in lines for f in line.figures.values() if f.value.number is not None]
        for line in lines:
            for k, f in line.figures.items():
                if _open(results, f, line, k):
                    _judge(finder, results, line, k, list(finder.told(line, k, before)), told)
            named = finder.named(line)
            now = [(n.ground, PARTLY if n.share == 1 else FAINTLY) for n in named] + [
                (g, PARTLY) for g in finder.tied(line)
            ]
            before = now or before


def _open(results: Results, f: Figure, line: Line, k: int) -> bool:
    c = f.claim
    judged = results.of(f.id)
    fits = {j.kind for j in judged if j.verdict in FITS}
    left = line.sentence.template.partition(f"«N{k}»")[0]
    return (
        f.value.number is not None
        and not f.numeral.word
        and telling_digits(f.value) >= 2
        and (not fits or (fits == {"ratio"} and telling_digits(f.value) >= 3))
        and not any(j.verdict in {"contradicts", "superseded"} for j in judged)
        and c.details.get("approximate") != "yes"
        and f.value.unit != "points"
        and not re.fullmatch(r"(?:19|20)\d\d", f.value.printed.strip())
        and not _ROUND.search(left)
    )


def _judge(finder: CellFinder, results: Results, line: Line, k: int, cells: list[Told], told: list[Figure]) -> None:
    f = line.figures[k]
    same = [t for t in cells if states(f.value, t.cell.value)]
    if same:
        t = max(same, key=lambda t: (t.row + t.column, t.row))
        if t.row + t.column >= (4 if telling_digits(f.value) >= 3 else 6):
            results.add(
                Judgement(
                    f.id, "agrees" if t.cell.value.places == f.value.places else "agrees_within_rounding", "own_tables",
                    f"It is the figure of {_name(t)} in the paper's table: {t.cell.value.printed.strip()}.",
                    sources=(t.cell.place,),
                )
            )  # fmt: skip
        return
    text = line.sentence.template
    left, _, right = text.partition(f"«N{k}»")
    statistic = _STATISTIC.search(_MARK.split(left)[-1]) or _STATISTIC.match(right[:40].strip())
    if _SUPPOSED.search(line.sentence.text):
        return
    if statistic is not None:
        root = statistic[0][:5].lower()
        cells = [t for t in cells if root in f"{t.ground.name} {t.cell.header} {t.ground.caption}".lower()]
    found = [t for t in cells if _enough(t, f) and not _elsewhere(t, f, told)]
    if not found:
        return
    top = max(t.row + t.column for t in found)
    best = [t for t in found if t.row + t.column == top]
    if len({abs(t.cell.value.number or 0) for t in best}) != 1 or _explained(finder, line, f, told, best):
        return
    t = best[0]
    shown = t.cell.value.printed.strip()
    results.add(
        Judgement(
            f.id, "contradicts", "own_tables",
            f"{_name(t)}: here stands {printed(f)}, but {t.cell.who} says {shown}. Nothing else that is known gives "
            f"{printed(f)}.",
            f"{printed(f)} against {shown}", "serious", (t.cell.place,), "Correct the figure or the table.", shown,
        )
    )  # fmt: skip


def _name(t: Told) -> str:
    when = day_label(t.cell.end) if t.cell.end is not None else ""
    return f"'{t.ground.name}', {t.cell.header or when}"


def _enough(t: Told, f: Figure) -> bool:
    """Whether a slip is more than chance, the row and the column being told as they are."""
    slip = slip_of_cell(f.value, t.cell.value)
    digits = telling_digits(f.value)
    if not slip:
        return False
    if digits >= 4:
        return t.row >= PARTLY and t.row + t.column >= 4
    if digits == 3:
        return (t.row >= PARTLY and t.column == ASKED) or (t.row >= TOLD and t.column >= LIKELY) or (t.row == FULL)
    return t.row >= TOLD and t.column == ASKED


def _elsewhere(t: Told, f: Figure, told: Iterable[Figure]) -> bool:
    """Whether another figure of the paragraph states the cell."""
    return any(
        x.id != f.id and x.value.places >= f.value.places and not x.numeral.is_share and states(x.value, t.cell.value)
        for x in told
    )


def _explained(finder: CellFinder, line: Line, f: Figure, told: Sequence[Figure], best: Sequence[Told]) -> bool:
    if telling_digits(f.value) >= 3 and finder.known(f.value, line):
        return True
    if any(states(f.value, c.value) for t in best for c in t.ground.cells):
        return True
    return explained_by_sums(f.value, [x.value for x in told if x.id != f.id], [t.ground for t in best])
