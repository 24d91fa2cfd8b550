"""Which indicator x period cells an archive fills, which are missing, and which publication would fill them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from normalise.figures import Figure
from records import Period, day_label, months_between

if TYPE_CHECKING:
    from normalise.store import Store
    from normalise.store_waiting import Waiting
    from records import Indicator, Publication, PublicationKind

CellStatus = Literal["filled", "carried", "no figure printed", "not printed", "waiting", "missing"]
"""filled: its own publication states it. carried: only later publications do (comparison columns, trends).
no figure printed: "-" or the like stands there. not printed: the publication of the period is in the store and does not
print the indicator. waiting: that publication prints names that wait for a decision, this may be one of them.
missing: no publication of the period is in the store."""

KIND_WORDS: Mapping[str, str] = {
    "scorecard": "scorecard", "quarterly_report": "quarterly report", "appendix": "appendix",
    "progress_report": "progress report", "cover_paper": "cover paper", "action_plan": "action plan",
    "data_return": "data return",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """One indicator in one period.

    Attributes:
        key: Register key.
        end: Last day of the period.
        status: See CellStatus.
        printed: The figure that holds; empty where there is none.
        publications: File names that state it, or that ought to.
        would_fill: What to look for, where the cell is not filled.
    """

    key: str
    end: date
    status: CellStatus
    printed: str = ""
    publications: tuple[str, ...] = ()
    would_fill: str = ""

    @property
    def known(self) -> bool:
        """Whether a figure stands there."""
        return self.status in {"filled", "carried"}


@dataclass(frozen=True, slots=True)
class Line:
    """The coverage of one indicator.

    Attributes:
        key: Register key.
        name: In use now.
        step: Months from one period to the next: 1 monthly, 3 quarterly, 12 yearly; 0 where there is one only.
        cells: From its first period to its last, all of them.
    """

    key: str
    name: str
    step: int
    cells: tuple[Cell, ...]

    @property
    def gaps(self) -> tuple[Cell, ...]:
        """Cells without a figure."""
        return tuple(c for c in self.cells if not c.known)


@dataclass(frozen=True, slots=True)
class MissingPublication:
    """A publication that is not in the store and would fill cells.

    Attributes:
        kind: Family.
        end: Last day of its data period.
        keys: Indicators it would fill.
    """

    kind: PublicationKind
    end: date
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What an archive covers.

    Attributes:
        lines: One for each indicator with figures.
        missing: Publications that would fill cells, those that fill most first.
        absent: Register keys without any figure.
        waiting: Printed names that wait for a decision.
    """

    lines: tuple[Line, ...]
    missing: tuple[MissingPublication, ...]
    absent: tuple[str, ...]
    waiting: tuple[Waiting, ...]

    @property
    def filled(self) -> int:
        """Cells with a figure."""
        return sum(c.known for line in self.lines for c in line.cells)

    @property
    def expected(self) -> int:
        """All cells."""
        return sum(len(line.cells) for line in self.lines)


def coverage(
    store: Store,
    register: Mapping[str, Indicator],
    *,
    keys: Iterable[str] | None = None,
    area: str = "",
    cohort: str = "all",
) -> Coverage:
    """What the store covers of the register.

    An indicator is expected from the first period it is stated for to the last, at the pace its publications
    have; nothing is expected of it before it was introduced or after it was dropped.

    Args:
        store: All statements.
        register: Names.
        keys: Only these indicators; None for all.
        area: As printed; "" is the whole area.
        cohort: all, excl_uasc ...
    """
    wanted = list(keys) if keys is not None else list(dict.fromkeys([*register, *store.keys()]))
    publications = store.publications()
    waiting = store.waiting()
    waiting_files = frozenset(sha for w in waiting for sha in w.files)
    series = {key: store.series(key, area=area, cohort=cohort) for key in wanted}
    paces = paces_of(publications, (f for figures in series.values() for f in figures))
    lines = []
    wanting: dict[tuple[PublicationKind, date], list[str]] = {}
    for key, figures in series.items():
        if figures:
            line, kind = _line(key, register, figures, publications, waiting_files, paces)
            lines.append(line)
            for cell in line.gaps:
                if cell.status == "missing" and kind is not None:
                    wanting.setdefault((kind, cell.end), []).append(key)
    missing = [MissingPublication(k, end, tuple(found)) for (k, end), found in wanting.items()]
    missing.sort(key=lambda m: (-len(m.keys), m.end))
    absent = tuple(key for key, figures in series.items() if not figures)
    return Coverage(tuple(lines), tuple(missing), absent, tuple(waiting))


def paces_of(publications: Iterable[Publication], figures: Iterable[Figure]) -> dict[str, int]:
    """Months from one publication of a kind to the next: by their periods, or by how far back "previous" reaches.

    A folder with the scorecards for January and March alone still shows that they are monthly: March's
    previous results are February's.
    """
    ends: dict[str, list[date]] = {}
    for p in publications:
        if p.period is not None:
            ends.setdefault(p.kind, []).append(p.period.end)
    back: dict[str, Counter[int]] = {}
    for f in figures:
        for s in f.statements:
            p = s.publication
            if s.observation.role == "previous" and p.period is not None:
                back.setdefault(p.kind, Counter())[months_between(f.period.end, p.period.end)] += 1
    out = {}
    for kind, known in ends.items():
        found = [pace(known), back[kind].most_common(1)[0][0] if kind in back else 0]
        out[kind] = min((n for n in found if n > 0), default=0)
    return out


def _line(
    key: str,
    register: Mapping[str, Indicator],
    figures: Sequence[Figure],
    publications: Sequence[Publication],
    waiting: frozenset[str],
    paces: Mapping[str, int],
) -> tuple[Line, PublicationKind | None]:
    own = [f for f in figures if _own(f, known=False)]
    kinds = Counter(s.publication.kind for f in own for s in f.statements if _is_own(s.publication, f.period))
    kind = kinds.most_common(1)[0][0] if kinds else None
    step = _step([f.period.end for f in own], kind, publications, paces)
    by_end = {f.period.end: f for f in figures}
    ends = expected_ends([f.period.end for f in own] or list(by_end), step)
    # Comparison columns reach back before the first publication (the last outturn): where they give a figure it is
    # known, but neither a "-" there nor the months between are gaps.
    cells = [
        _cell(key, end, by_end.get(end), kind, publications, waiting)
        for end in sorted({*ends, *(e for e, f in by_end.items() if f.value.known)})
    ]
    name = register[key].name if key in register else key
    return Line(key, name, step, tuple(cells)), kind


def _step(
    ends: Sequence[date], kind: PublicationKind | None, publications: Sequence[Publication], paces: Mapping[str, int]
) -> int:
    """Pace of an indicator: that of its publications, or the multiple that fits those in the store best.

    A pace fits where the indicator stands in the publications that fall on it, and in no others; publications
    that are not in the store say nothing. Of paces that fit alike the shortest is taken.
    """
    usual = paces.get(kind or "", 0)
    own = set(ends)
    if not usual or len(own) < 2:
        return usual or pace(ends)
    printed = {p.period.end for p in publications if p.kind == kind and p.period is not None}

    def fit(step: int) -> float:
        grid = [end for end in printed | own if months_between(min(own), end) % step == 0]
        within = [end for end in grid if min(own) <= end <= max(own)]
        return 2 * sum(end in own for end in within) / (len(own) + len(within))

    return max((n * usual for n in (1, 2, 3, 4, 6, 12)), key=lambda step: (round(fit(step), 6), -step))


def _is_own(p: Publication, period: Period) -> bool:
    return p.period is not None and p.period.end == period.end


def _own(figure: Figure, *, known: bool = True) -> bool:
    """Whether the publication of the period gives the figure itself, or at least prints its row ("-")."""
    return any(
        _is_own(s.publication, figure.period) and s.observation.role == "result" and (s.value.known or not known)
        for s in figure.statements
    )


def _cell(
    key: str,
    end: date,
    figure: Figure | None,
    kind: PublicationKind | None,
    publications: Sequence[Publication],
    waiting: frozenset[str],
) -> Cell:
    stating = tuple(dict.fromkeys(s.publication.document for s in figure.statements)) if figure else ()
    if figure is not None and figure.value.known:
        return Cell(key, end, "filled" if _own(figure) else "carried", figure.value.printed, stating)
    here = [p for p in publications if p.kind == kind and p.period is not None and p.period.end == end]
    if figure is not None:
        return Cell(key, end, "no figure printed", figure.value.printed, stating, "a later revision, if there is one")
    if here:
        documents = tuple(p.document for p in here)
        if any(p.sha256 in waiting for p in here):
            return Cell(key, end, "waiting", "", documents, "a decision on the names that wait ('panelpaper review')")
        return Cell(key, end, "not printed", "", documents, "nothing that is known: the publication does not print it")
    return Cell(key, end, "missing", "", (), _would_fill(kind, end))


def _would_fill(kind: PublicationKind | None, end: date) -> str:
    word = KIND_WORDS.get(kind or "", "publication")
    label = day_label(end)
    if kind == "scorecard":
        following = Period(end, end, "SS").shift(1).label()
        return f"the {word} for {label}, or the one for {following} (its column of previous results)"
    return f"the {word} for {label}"


def pace(ends: Sequence[date]) -> int:
    """Months from one period to the next, as most neighbours have it; 0 where fewer than two are known.

    A few gaps do not make a monthly indicator a quarterly one: of the usual paces (1, 3, 6, 12 months) it is
    the most frequent; where none is frequent, the smallest seen.
    """
    known = sorted(set(ends))
    steps = Counter(months_between(a, b) for a, b in pairwise(known))
    steps.pop(0, None)
    if not steps:
        return 0
    return min(steps, key=lambda s: (-steps[s], s))


def expected_ends(ends: Sequence[date], step: int) -> list[date]:
    """Month ends from the first to the last, a step apart; the periods known where there is no pace."""
    known = sorted(set(ends))
    if step <= 0 or len(known) < 2:
        return known
    out = []
    period = Period(known[0], known[0], "SS")
    while period.end <= known[-1]:
        out.append(period.end)
        period = period.shift(step)
    return sorted({*out, *known})


def ranges(ends: Sequence[date], step: int) -> str:
    """Periods for a reader, runs joined: "Apr 2016, Jun 2016 to Sep 2016"."""
    runs: list[list[date]] = []
    for end in sorted(ends):
        if runs and step > 0 and Period(runs[-1][-1], runs[-1][-1], "SS").shift(step).end == end:
            runs[-1].append(end)
        else:
            runs.append([end])
    return ", ".join(day_label(r[0]) if len(r) == 1 else f"{day_label(r[0])} to {day_label(r[-1])}" for r in runs)


def by_year(line: Line) -> dict[str, tuple[int, int]]:
    """Reporting year -> cells with a figure, all cells."""
    out: dict[str, tuple[int, int]] = {}
    for c in line.cells:
        year = Period(c.end, c.end).reporting_year
        known, total = out.get(year, (0, 0))
        out[year] = (known + c.known, total + 1)
    return out
