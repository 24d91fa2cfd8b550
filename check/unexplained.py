"""Figures of a sentence that nothing explains, beside a row whose own figure the sentence does not tell.

A figure is explained by a cell of any table, by what is published, or by a sum. What is left is asked of the rows that
the sentence is about: those that its other figures or its words name. Where such a row's figure of the time meant is
told nowhere, and the printed one is that with a slip of the digits, or the row's figure of another time, it is wrong.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from check.ground_match import Names, equals, telling_digits, units_fit
from check.ground_slips import Slip, slip_of
from check.ground_sums import explained_by_sums
from check.grounds import AVERAGED, Ground, GroundCell
from check.judgements import FITS, Judgement, printed
from check.paper import Figure
from check.prior_lookup import Run
from check.sought import Sought
from check.told_lines import Line, lines_of, time_of
from check.unexplained_ratios import check_shares_of_rows
from records import Value, day_label

_NEAR = 0.3
"""Part of a row's name that a sentence and what stands before it must hold for the row to be asked."""
_SURE = 4
"""Digits that tell a figure of a row that is only near."""
_NAMED = 0.72
"""Part of a name that a sentence holds which names its row."""
_HALF = 0.45
_IT = re.compile(
    r"\b(?:it|this|that|they|these|those|which)\b|\b(?:the|its|their|our)\s+(?:\w+\s+)?(?:figure|rate|number|total|"
    r"share|proportion|percentage|average|level|result)\b",
    re.IGNORECASE,
)
_OF_SEVERAL = Sought(
    r"\b(?:totall?ing|adding\s+up\s+to|combined|together|between\s+them|on\s+average|an?\s+(?:\w+\s+)?average\s+of|averag(?:ing|ed|es)|"
    r"(?:a|the)\s+mean\s+of)\b[^«;.]{0,30}$",
    re.IGNORECASE,
)
"""Before what several figures come to, or are on average: no single row's figure."""
_OF_THEM = re.compile(r"\s*(?:\(\s*«N\d+»\s*\)\s*)?of\s+(?:them|these|those|which|whom)\b", re.IGNORECASE)
_OF_OTHERS = re.compile(r"\s*(?:\(\s*«N\d+»\s*\)\s*)?(?:out\s+)?of\s+(?:the|our|all|its|their)\s+[a-z]", re.IGNORECASE)
"""Behind a part of some whole that is no figure: "352 of the clients"; not the row's that was spoken of before."""
_OUTSIDE = {"target", "benchmark", "band", "range", "share"}
_YEAR = re.compile(r"1[5-9]\d\d|20\d\d")
"""A number that may be a year, without a comma: "records that go back to 1837"."""
_SUPPOSED = Sought(
    r"\bwould\s+(?:otherwise\s+|still\s+|then\s+)?(?:have\s+(?:been|come|stood|reached|risen|fallen|met)|be|stand)\b|\b(?:leaving|setting|putting)\b[^.;,]{1,40}\baside\b|"
    r"\b(?:excluding|disregarding|ignoring|discounting|leaving\s+out|without\s+(?:it|them|this|these|the))\b|\b(?:apart|aside)\s+from\b",
    re.IGNORECASE,
)
"""What would be if some of it were left out: no row's own figure."""
_UNSURE = {"forecast", "extreme"}
"""What is expected, or a bound, is seldom a row's figure."""


@dataclass(slots=True)
class _Row:
    """A row that a sentence may be about, and how firmly.

    Attributes:
        ground: The row.
        tie: "tied" by another figure of the sentence, "carried" from the one before, "named" or "near".
        share: Part of its name that the sentence holds.
        by: Numbers of the figures that tie it.
        firm: Of a row carried on, whether figures tied it where it comes from, not words alone.
    """

    ground: Ground
    tie: str
    share: float
    by: set[int] = field(default_factory=set)
    firm: bool = True


def check_unexplained(run: Run, names: Names, prose: Iterable[int]) -> None:
    """Hold the figures of prose that nothing explains against the rows that their sentences are about.

    Args:
        run: Takes the judgements; those made before are respected.
        names: Of the rows, each of one thing.
        prose: Indexes of the passages.
    """
    if not names.grounds:
        return
    fits: dict[int, set[str]] = defaultdict(set)
    wrong: set[int] = set()
    for j in run.results.judgements:
        if j.verdict in FITS:
            fits[j.figure].add(j.kind)
        elif j.verdict in {"contradicts", "superseded"}:
            wrong.add(j.figure)
    for index in prose:
        lines = lines_of(run.paper, index)
        if any(f.id in wrong for line in lines for f in line.figures.values()):
            continue
        paragraph = _Paragraph(run, names, lines, fits)
        for n in range(paragraph.last_open() + 1):
            paragraph.judge(n)
        check_shares_of_rows(run, names, lines, fits.keys())


class _Paragraph:
    """The sentences of one paragraph and the rows that they are about."""

    def __init__(self, run: Run, names: Names, lines: list[Line], fits: dict[int, set[str]]) -> None:
        self.run = run
        self.names = names
        self.lines = lines
        self.fits = fits
        self.now = run.paper.period.end if run.paper.period is not None else None
        self.told = [f for line in lines for f in line.figures.values() if f.value.number is not None]
        self.about: list[list[_Row]] = []

    def last_open(self) -> int:
        """Number of the last sentence with a figure that nothing explains; -1 where there is none."""
        return max((n for n, line in enumerate(self.lines) if any(map(self._open, line.figures.values()))), default=-1)

    def judge(self, n: int) -> None:
        """Ask the rows of the paragraph's sentence of some number; those before it have been asked."""
        line = self.lines[n]
        rows = self._rows(n)
        self.about.append([r for r in rows if r.tie in {"tied", "carried"}] or [r for r in rows if r.tie == "named"])
        for k, f in line.figures.items():
            if not self._open(f):
                continue
            asked = rows
            if _OF_SEVERAL.search(line.sentence.template.partition(f"«N{k}»")[0]):
                asked = [a for a in rows if a.ground.total or AVERAGED.search(a.ground.name)]
            if _OF_THEM.match(line.sentence.template.partition(f"«N{k}»")[2]):  # a part is never the whole it is of
                asked = [a for a in rows if a.tie not in {"tied", "carried"}]
            elif _OF_OTHERS.match(line.sentence.template.partition(f"«N{k}»")[2]):
                asked = [a for a in asked if a.tie != "carried" and not a.ground.total]
            found = self._slips(line, k, f, asked) or self._other_time(n, line, k, f, asked)
            if found is not None:
                self._say(f, *found)
                return

    def _open(self, f: Figure) -> bool:
        c = f.claim
        return (
            f.value.number is not None
            and (f.id not in self.fits or (self.fits[f.id] == {"ratio"} and telling_digits(f.value) >= 3))
            and c.role not in _OUTSIDE
            and c.area != "?"
            and c.details.get("approximate") != "yes"
            and f.value.unit != "points"
            and not (f.sentence is not None and _SUPPOSED.search(f.sentence.text))
            and telling_digits(f.value) >= 2
            and not _YEAR.fullmatch(f.value.printed.strip())
        )

    def _rows(self, n: int) -> list[_Row]:
        """The rows that a sentence may be about, the firmest first."""
        line = self.lines[n]
        near = {id(g): _Row(g, "near", share) for share, g in self.names.called(line.around, _NEAR)}
        for share, g in self.names.called(line.words, _NAMED):
            if not g.topic or g.topic & line.around:  # "Adult Social Care" alone does not say which of its columns
                near[id(g)] = _Row(g, "named", share)
        meant = {k: time_of(line, k, self.now) for k, f in line.figures.items() if telling_digits(f.value) >= 2}
        stating = {
            k: {id(g) for g in self.names.stating([f.value])}
            for k, f in line.figures.items()
            if f.value.number is not None
        }
        exact = [f.value for f in line.figures.values() if telling_digits(f.value) >= _exact(f.value)]
        for g in self.names.stating(exact):  # figures tell a row that no word names
            near.setdefault(id(g), _Row(g, "far", self.names.share(g, line.around)))
        for asked in near.values():
            asked.by = {
                k
                for k, grounds in stating.items()
                if k in meant
                and id(asked.ground) in grounds
                and any(equals(line.figures[k].value, c.value) for c in meant[k].cells(asked.ground, self.now))
            }
        for percent in (True, False):
            self._tie(line, near.values(), percent=percent)
        self._tie_beside(near)
        named = [a for a in near.values() if a.tie in {"tied", "named"}]
        if self.about and (not named or _IT.search(line.sentence.text)):
            before = {id(a.ground): a for a in self.about[-1]}
            own = [a for a in named if id(a.ground) not in before and a.share >= _NAMED]
            if not own:
                for key, a in before.items():
                    if key not in near or near[key].tie != "tied":
                        near[key] = _Row(a.ground, "carried", a.share, firm=a.firm and a.tie != "named")
        order = {"tied": 0, "carried": 1, "named": 2, "near": 3}
        return sorted(
            (a for a in near.values() if a.tie != "far"),
            key=lambda a: (order[a.tie], -a.share, a.ground.table, a.ground.line),
        )

    def _tie(self, line: Line, near: Iterable[_Row], *, percent: bool) -> None:
        """Mark the rows that explain most of the sentence's percentages, or of its other figures."""
        kind = {k for k, f in line.figures.items() if (f.value.unit == "percent") == percent}
        weight = [(sum(telling_digits(line.figures[k].value) for k in a.by & kind), a.share, a) for a in near]
        digits = max((n for n, _, _ in weight), default=0)
        top = max((share for n, share, _ in weight if n == digits), default=0.0)
        best = [a for n, share, a in weight if n and n == digits and share >= top - 0.1]
        for a in best:
            if a.tie != "far" or (len({b.ground.words for b in best}) == 1 and self._alone(line, a)):
                a.tie = "tied"

    def _tie_beside(self, near: dict[int, _Row]) -> None:
        """Tie what stands in one row of a table with a percentage that is tied: the counts it is worked out from."""
        tied = {(a.ground.table, a.ground.line): a for a in near.values() if a.tie == "tied"}
        for at, a in tied.items():
            for g in self._of_one_row().get(at, ()):
                if near.get(id(g), _Row(g, "far", 0.0)).tie != "tied":
                    near[id(g)] = _Row(g, "tied", a.share, a.by)

    def _of_one_row(self) -> dict[tuple[int, int], list[Ground]]:
        known = self.run.paper.cache.get("grounds_of_one_row")
        if isinstance(known, dict):
            return known
        found: dict[tuple[int, int], list[Ground]] = {}
        for g in self.names.grounds:
            found.setdefault((g.table, g.line), []).append(g)
        self.run.paper.cache["grounds_of_one_row"] = found
        return found

    def _alone(self, line: Line, a: _Row) -> bool:
        """Whether figures alone tell which row a sentence is about: exact ones, where it names no other."""
        exact = any(telling_digits(line.figures[k].value) >= _exact(line.figures[k].value) for k in a.by)
        return exact and not self.names.called(line.words, _NAMED)

    def _meant(self, g: Ground, line: Line, k: int) -> Sequence[GroundCell]:
        """The cells of a row that a figure's words ask for."""
        return time_of(line, k, self.now).cells(g, self.now)

    def _slips(self, line: Line, k: int, f: Figure, rows: list[_Row]) -> tuple[Ground, GroundCell, str] | None:
        """The one figure of the rows asked that a printed one is with a slip of its digits."""
        found: dict[int, list[tuple[Ground, GroundCell]]] = defaultdict(list)
        for a in rows:
            for c in self._meant(a.ground, line, k):
                slip = slip_of(f.value, c.value) if units_fit(f.value, c.value) else None
                if slip is None or self._is_told(c, f) or not _enough(slip, a, line, k):
                    continue
                if f.id in self.fits and slip.digits < _SURE and slip.kind == "one":
                    continue  # it fits a rounded share
                found[0 if a.tie in {"tied", "carried"} else 1].append((a.ground, c))
        best = found.get(0) or found.get(1) or []
        if len({c.value.number for _, c in best}) != 1 or self._explained(f, rows):
            return None
        return *best[0], ""

    def _other_time(
        self, n: int, line: Line, k: int, f: Figure, rows: list[_Row]
    ) -> tuple[Ground, GroundCell, str] | None:
        """A row's figure of another time than the one that the words ask for, where that one is told nowhere."""
        time = time_of(line, k, self.now)
        if time.how not in {"at", "now", "year"}:
            return None
        meant = [(a, c) for a in rows for c in self._meant(a.ground, line, k)]
        if any(equals(f.value, c.value) for _, c in meant):
            return None
        named = set(time.ends) | {e for x in self.lines[: n + 1] for e in x.ends}
        for a in rows:
            digits = telling_digits(f.value)
            if not (
                (a.tie in {"tied", "carried"} and a.by != {k} and (digits >= 3 or (a.firm and time.how != "now")))
                or (a.tie == "named" and digits >= 3)
                or (a.share >= _HALF and digits >= _SURE)
            ):
                continue
            mine = [c for b, c in meant if b is a and units_fit(f.value, c.value)]
            if len({c.value.number for c in mine}) != 1 or self._is_told(mine[0], f):
                continue
            other = [c for c in a.ground.levels if c.end is not None and equals(f.value, c.value)]
            if not other or (time.how == "now" and any(c.end in named and not self._is_told(c, f) for c in other)):
                continue
            when = ", ".join(day_label(c.end) for c in other if c.end is not None)
            return a.ground, mine[0], f" It equals the figure for {when}."
        return None

    def _is_told(self, c: GroundCell, f: Figure) -> bool:
        """Whether another figure of the paragraph states a cell."""
        return any(x.id != f.id and equals(x.value, c.value) for x in self.told)

    def _explained(self, f: Figure, rows: Sequence[_Row]) -> bool:
        stated = any(equals(f.value, c.value) for g in self.names.stating([f.value]) for c in g.cells)
        return stated or explained_by_sums(
            f.value, [x.value for x in self.told if x.id != f.id], [a.ground for a in rows if a.share >= _HALF]
        )

    def _say(self, f: Figure, g: Ground, c: GroundCell, more: str) -> None:
        when = day_label(c.end) if c.end is not None else c.header
        shown = c.value.printed.strip()
        more = more or f" Nothing else that is known gives {printed(f)}."
        self.run.results.add(
            Judgement(
                f.id, "contradicts", "own_tables",
                f"'{g.name}', {when}: here stands {printed(f)}, but {c.who} says {shown}.{more}",
                f"{printed(f)} against {shown}", "serious", (c.place,),
                "Correct the figure, its time, or the table.", shown,
            )
        )  # fmt: skip


def _exact(v: Value) -> int:
    """How many telling digits a figure needs that alone tells whose it is."""
    return 3 if v.unit == "percent" else _SURE


def _enough(slip: Slip, a: _Row, line: Line, k: int) -> bool:
    """Whether a slip is more than chance, the row being as near as it is."""
    firm = a.tie in {"tied", "carried"} and a.by != {k}
    if line.figures[k].claim.role in _UNSURE and not (firm and slip.kind == "exchanged"):
        return False
    if slip.digits >= _SURE:
        return True
    if slip.digits == 3:
        return firm or a.tie == "named" or (slip.kind == "exchanged" and a.share >= _HALF)
    if slip.kind == "exchanged":
        return firm or a.tie == "named"
    s = line.slots.get(k)
    return firm and s is not None and s.kind == "level" and s.how in {"dated", "told", "current"}
