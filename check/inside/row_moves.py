"""Rows of tables with two dated figures: their change and direction, in words or by an arrow, against each other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from check.inside.directions import PerformanceMove, polarity_of_aim
from check.inside.measures import direction_words_of_performance
from check.judgements import Judgement, Results, printed, quantity, span_text
from check.paper import Figure, Paper
from records import Finding, Observation, Polarity, Source, changes_possible, point_change, rounding_modes

_ARROWS = {"↑": "up", "▲": "up", "↓": "down", "▼": "down", "→": "level", "↔": "level", "◄►": "level"}


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with an older and a newer figure of one indicator."""

    old: Figure
    new: Figure
    polarity: Polarity
    change: Figure | None
    arrow: str
    arrow_place: Source | None
    word: PerformanceMove | None
    word_printed: str
    word_place: Source | None

    @property
    def ways(self) -> frozenset[str]:
        """How the number can have moved."""
        return changes_possible(quantity(self.new.value), quantity(self.old.value))

    def means(self) -> frozenset[str]:
        """What the ways mean for performance; empty where better is not known."""
        if self.polarity not in {"H", "L"}:
            return frozenset()
        better = "rose" if self.polarity == "H" else "fell"
        return frozenset(
            "unchanged" if w == "unchanged" else ("improved" if w == better else "worsened") for w in self.ways
        )

    @property
    def working(self) -> str:
        """Both figures, old to new."""
        return f"{printed(self.old)} to {printed(self.new)}"


def check_row_moves(paper: Paper, polarity_of_key: Mapping[str, Polarity], results: Results) -> None:
    """Hold the change and direction of each such row against its two figures.

    Args:
        paper: With recognised observations.
        polarity_of_key: Polarity of the register's indicators.
        results: Takes judgements and findings.
    """
    rows = _rows(paper, polarity_of_key)
    convention = _convention(rows)
    for row in rows:
        if row.change is not None:
            _change(row, row.change, results)
        if row.word is not None and row.word_place is not None and row.polarity:
            _word(row, results)
        if row.arrow and row.arrow_place is not None:
            _arrow(row, convention, results)


def _rows(paper: Paper, polarity_of_key: Mapping[str, Polarity]) -> list[_Row]:
    groups: dict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for f in paper.figures:
        o = f.observation
        if o is not None and o.source.table is not None and o.source.row is not None and o.table != "trend":
            groups[(o.source.page, o.source.table, o.source.row, o.indicator, o.cohort, o.area)].append(f)
    dots: dict[tuple[object, ...], Observation] = {}
    for o in paper.extraction.observations if paper.extraction else ():
        if o.role in {"dot", "dot_previous"} and o.source.table is not None:
            dots.setdefault((o.source.page, o.source.table, o.source.row), o)
    measures = {m.number: m.measure for m in paper.extraction.measures} if paper.extraction else {}
    out = []
    for figures in groups.values():
        results = [f for f in figures if f.claim.role == "result" and f.claim.period is not None]
        ends = {f.claim.period.end for f in results if f.claim.period}
        if len(results) != 2 or len(ends) != 2:
            continue
        old, new = sorted(results, key=lambda f: f.claim.period.end if f.claim.period else None)  # type: ignore[arg-type,return-value]
        if old.value.unit != new.value.unit:
            continue
        out.append(_row(paper, old, new, figures, dots, measures, polarity_of_key))
    return out


def _row(
    paper: Paper, old: Figure, new: Figure, figures: list[Figure], dots: Mapping[tuple[object, ...], Observation],
    measures: Mapping[int, str], polarity_of_key: Mapping[str, Polarity],
) -> _Row:  # fmt: skip
    o = new.observation
    assert o is not None
    polarity = polarity_of_key.get(o.indicator_key, "") or o.polarity or _aim(o.indicator, measures)
    dot = dots.get((o.source.page, o.source.table, o.source.row))
    word: PerformanceMove | None = None
    word_printed, word_place, arrow = "", None, dot.word if dot is not None else ""
    for p in paper.passages:
        if (
            p.kind == "cell"
            and p.table == o.source.table
            and p.row == o.source.row
            and p.col > 0
            and not any(c.isdigit() for c in p.text)
        ):
            said = direction_words_of_performance(p.text)
            if said is not None and len(p.text) < 60:
                word, word_printed, word_place = said, p.text.strip(), p.source
            sign = next((_ARROWS[s] for s in _ARROWS if s in p.text), "")
            arrow = arrow or sign
    change = next((f for f in figures if f.claim.role == "change"), None)
    arrow_place = dot.source if dot is not None else (word_place if arrow else None)
    return _Row(old, new, polarity, change, arrow, arrow_place, word, word_printed, word_place)


def _aim(indicator: str, measures: Mapping[int, str]) -> Polarity:
    """Which way is better by the measure of the same number in the paper's own table of measures."""
    m = re.match(r"\s*measure\s+(\d+)", indicator, re.IGNORECASE)
    return polarity_of_aim(measures.get(int(m[1]), "")) if m else ""


def _convention(rows: list[_Row]) -> str:
    """Whether arrows show performance or the number, by what fits most rows."""
    tally: Counter[str] = Counter()
    drawn = {"up": ("improved", "rose"), "down": ("worsened", "fell"), "level": ("unchanged", "unchanged")}
    for row in rows:
        if row.arrow in drawn and row.polarity:
            better, number = drawn[row.arrow]
            tally["performance"] += better in row.means()
            tally["number"] += number in row.ways
    return "number" if tally["number"] > tally["performance"] else "performance"


def _change(row: _Row, f: Figure, results: Results) -> None:
    if f.value.number is None:
        return
    points = point_change(quantity(row.old.value), quantity(row.new.value))
    unit = "points" if row.old.value.unit == "percent" else ""
    working = f"{printed(row.new)} - {printed(row.old)} = {span_text(points, unit)}"
    if rounding_modes(points, f.value):
        results.add(
            Judgement(f.id, "agrees" if points.is_exact else "agrees_within_rounding", "change",
                      f"The change follows from the row's two figures: {working}.", working,
                      sources=(row.old.place, row.new.place))
        )  # fmt: skip
    else:
        results.add(
            Judgement(f.id, "contradicts", "change", f"From {row.working} is a change of "
                                                     f"{span_text(points, unit)}, not {printed(f)}.",
                      working, "serious", (row.old.place, row.new.place), "Correct the change or the figures.",
                      span_text(points, "", f.value.places))
        )  # fmt: skip


def _word(row: _Row, results: Results) -> None:
    assert row.word is not None
    assert row.word_place is not None
    means = row.means()
    if not means:
        return
    fits = row.word in means
    results.findings.append(_finding(row, row.word_place, row.word_printed, fits, means))


def _arrow(row: _Row, convention: str, results: Results) -> None:
    assert row.arrow_place is not None
    drawn = {"up": ("improved", "rose"), "down": ("worsened", "fell"), "level": ("unchanged", "unchanged")}.get(
        row.arrow
    )
    means = row.means() if convention == "performance" else row.ways
    if drawn is None or not means:
        return
    fits = (drawn[0] if convention == "performance" else drawn[1]) in means
    results.findings.append(_finding(row, row.arrow_place, f"arrow {row.arrow}", fits, means))


def _finding(row: _Row, place: Source, said: str, fits: bool, means: frozenset[str]) -> Finding:
    better = {"H": "Higher is better", "L": "Lower is better"}.get(row.polarity, "")
    expected = " or ".join(sorted(means))
    return Finding(
        "agrees" if fits else "contradicts", "direction", place, said,
        f"'{said}' {'fits' if fits else 'does not fit'} {row.working}: "
        f"{better.lower() + ', so it ' if better else 'it '}{expected}.",
        row.working, "note" if fits else "serious", (row.old.place, row.new.place),
        "" if fits else "Correct the direction or the figures.", row.new.claim.indicator, row.new.claim.indicator_key,
        "" if fits else expected,
    )  # fmt: skip
