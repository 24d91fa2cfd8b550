"""Figures told of a named row of a table, or of its whole, in the words of a column: they are that cell's, or wrong.

"Housing now forecasts an outturn of 24.7m" is the cell of the row "Housing (HRA)" under "Forecast outturn". What is no
figure that the sentence may mean, and is that cell with a digit changed or two exchanged, is wrong; what differs by
more is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from check.cells.columns import ASKED, LIKELY, senses_of_heading
from check.cells.finding import FULL, PARTLY, TOLD, CellFinder, Told
from check.cells.slips import slip_of_cell, states
from check.ground_match import telling_digits
from check.ground_sums import explained_by_sums
from check.grounds import counted_behind, stems
from check.judgements import FITS, Judgement, Results, printed
from check.paper import Figure, Paper
from check.passages import PROSE
from check.stray_cells import is_stray_cell
from check.told_lines import Line, lines_of
from records import day_label

_MARK = re.compile(r"«N\d+»")
_ROUND = re.compile(r"\b(?:about|around|nearly|almost|some|approximately|roughly|over|under|circa)\s+$", re.IGNORECASE)
_SUPPOSED = re.compile(
    r"\bwould\s+(?:otherwise\s+|still\s+|then\s+)?(?:have\s+(?:been|come|stood|reached|risen|fallen|met)|be|stand)\b",
    re.IGNORECASE,
)
_WITHOUT = re.compile(r"\b(?:exclud\w+|excl\b|not\s+(?:including|counting)|other\s+than|apart\s+from)", re.IGNORECASE)
_SUMS = frozenset({"change", "ratio", "sum", "remainder"})
"""Kinds of findings that say only that some figure of a sum is wrong."""
_STATISTIC = re.compile(
    r"\b(?:rolling|averag\w*|means?|median|cumulative\w*|typical\w*|longest|shortest|oldest|peak\w*|maximum|minimum)\b",
    re.IGNORECASE,
)
"""Words that make of a row's figures another statistic."""


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
        before = finder.headed(p.section.rpartition(" / ")[2])
        lines = lines_of(paper, index)
        told = [f for line in lines for f in line.figures.values() if f.value.number is not None]
        for line in lines:
            for k, f in line.figures.items():
                if _open(results, f, line, k):
                    _judge(finder, results, line, k, list(finder.told(line, k, before)), told)
            before = finder.about(line) or before


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
        and not any(j.verdict in {"contradicts", "superseded"} and j.kind not in _SUMS for j in judged)
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
                    f"It is the figure of {_name(t)} in {t.cell.who}: {t.cell.value.printed.strip()}.",
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
    if _WITHOUT.search(line.sentence.text):  # "an overspend of £23.3m (excluding schools)": of rows that say so alone
        cells = [t for t in cells if _WITHOUT.search(f"{t.ground.name} {t.cell.header}")]
    if f.claim.role == "forecast":  # "we expect the number to fall to 1,200": held against forecasts alone
        cells = [t for t in cells if "expected" in senses_of_heading(t.cell.header)]
    found = [t for t in cells if _enough(t, f, k) and not _elsewhere(t, f, told)]
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


def _enough(t: Told, f: Figure, k: int) -> bool:
    """Whether a slip is more than chance, the row and the column being told as they are."""
    slip = slip_of_cell(f.value, t.cell.value)
    digits = telling_digits(f.value)
    if not slip or _counts_another(t, f, k):
        return False
    if digits >= 4:
        return t.row >= PARTLY and t.row + t.column >= 4
    if digits == 3:
        return (t.row >= PARTLY and t.column == ASKED) or (t.row >= TOLD and t.column >= LIKELY) or (t.row == FULL)
    return t.row >= TOLD and t.column == ASKED


def _counts_another(t: Told, f: Figure, k: int) -> bool:
    """Whether the words right behind a count say that it counts what neither the row nor its table tells of."""
    if f.sentence is None or f.value.unit not in {"", "count"}:
        return False
    counted = stems(counted_behind(f.sentence.template, k))
    g = t.ground
    return bool(counted) and not counted & stems(f"{g.name} {t.cell.header} {g.caption}")


def _elsewhere(t: Told, f: Figure, told: Iterable[Figure]) -> bool:
    """Whether another figure of the paragraph states the cell."""
    return any(
        x.id != f.id
        and not x.numeral.is_share
        and (x.value.places >= f.value.places or x.value.number == t.cell.value.number)
        and states(x.value, t.cell.value)
        for x in told
    )


def _explained(finder: CellFinder, line: Line, f: Figure, told: Sequence[Figure], best: Sequence[Told]) -> bool:
    if telling_digits(f.value) >= 3 and finder.known(f.value, line):
        return True
    if any(states(f.value, c.value) for t in best for c in t.ground.cells):
        return True
    return explained_by_sums(f.value, [x.value for x in told if x.id != f.id], [t.ground for t in best])
