"""Challenge and measure tables: a strategy's measures, with current performance and direction where they have them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.cellfacts import arrow_of, source_of, text_of
from extract.context import Context, Placed, once_a_table
from extract.document import Cell
from extract.extraction import Measure
from extract.headers import Layout
from extract.vocabulary import (
    CHALLENGE_WORDS,
    DIRECTION_WORDS,
    MEASURE_WORDS,
    PERFORMANCE_WORDS,
    direction_words,
    fold,
    one_line,
)
from records import Observation, Source, Value

_MEASURE = re.compile(r"^\s*(?:measure|indicator|kpi|pi)\s+(\d{1,2})\s*[:.\-–]", re.I)
_CHALLENGE = re.compile(r"^\s*(?:challenge|priority|outcome|objective|aim|theme)\s+(\d{1,2})\s*[:.\-–]", re.I)


@dataclass(frozen=True, slots=True)
class MeasureColumns:
    """Which columns of a challenge/measure table hold what; None where there is none."""

    challenge: int | None
    measure: int
    performance: int | None
    direction: int | None


@once_a_table
def measure_columns(placed: Placed) -> MeasureColumns | None:
    """The columns of a challenge/measure table; None where the table is none."""
    layout = placed.layout
    if not any(c.path for c in layout.columns):
        return _without_header(layout)
    if any(c.kinds["number"] * 2 > sum(c.kinds.values()) for c in layout.columns):
        return None
    measure = challenge = performance = direction = None
    texts = [_texts(layout, i) for i in range(len(layout.columns))]
    for column in layout.columns:
        s = fold(column.label)
        i = column.index
        if (
            measure is None
            and (MEASURE_WORDS.search(s) or _share(texts[i], _MEASURE) > 0.5)
            and not PERFORMANCE_WORDS.search(s)
        ):
            measure = i
        elif direction is None and DIRECTION_WORDS.search(s):
            direction = i
        elif challenge is None and (CHALLENGE_WORDS.search(s) or _share(texts[i], _CHALLENGE) > 0.5):
            challenge = i
        elif performance is None and PERFORMANCE_WORDS.search(s):
            performance = i
    if measure is None:
        return _without_header(layout)
    numbered = _share(texts[measure], _MEASURE) > 0.5 or (
        challenge is not None and _share(texts[challenge], _CHALLENGE) > 0.5
    )
    worded = performance is not None and direction is not None and _long(texts[performance])
    return MeasureColumns(challenge, measure, performance, direction) if numbered or worded else None


def _without_header(layout: Layout) -> MeasureColumns | None:
    texts = [_texts(layout, i, 0) for i in range(len(layout.columns))]
    measures = [i for i, t in enumerate(texts) if _share(t, _MEASURE) > 0.5]
    challenges = [i for i, t in enumerate(texts) if _share(t, _CHALLENGE) > 0.5]
    if not measures:
        return None
    rest = [i for i in range(len(texts)) if i not in measures and i not in challenges]
    performance = next((i for i in rest if _long(texts[i])), None)
    direction = next((i for i in rest if i != performance and i > measures[0] and _directions(layout, i)), None)
    return MeasureColumns(challenges[0] if challenges else None, measures[0], performance, direction)


def _directions(layout: Layout, column: int) -> bool:
    """Whether some cell of a column draws an arrow or says a direction in a few words."""
    cells = [c for row in layout.matrix if (c := row[column]) is not None]
    return any(arrow_of(c) is not None or (len(c.text) <= 40 and direction_words(c.text)) for c in cells)


def _texts(layout: Layout, column: int, body: int | None = None) -> list[str]:
    start = layout.body if body is None else body
    cells = {id(c): c for row in layout.matrix[start:] if (c := row[column]) is not None}
    return [text_of(c) for c in cells.values() if text_of(c)]


def _share(texts: list[str], pattern: re.Pattern[str]) -> float:
    return sum(bool(pattern.match(t)) for t in texts) / len(texts) if texts else 0.0


def _long(texts: list[str]) -> bool:
    return bool(texts) and sum(len(t) for t in texts) / len(texts) > 40


def read_measures(context: Context, placed: Placed, columns: MeasureColumns, before: list[Measure]) -> list[Measure]:
    """Read a challenge/measure table.

    Args:
        context: Gathers directions as observations and what was not understood.
        placed: The table.
        columns: From `measure_columns`.
        before: Measures of the table that this one continues: a blank challenge carries on from there.

    Returns:
        One Measure for each row, merged challenges carried down.
    """
    layout = placed.layout
    start = layout.body if any(c.path for c in layout.columns) else 0
    out: list[Measure] = []
    challenge = before[-1].challenge if before else ""
    for r in range(start, len(layout.matrix)):
        cells = layout.matrix[r]
        here = cells[columns.challenge] if columns.challenge is not None else None
        challenge_text = text_of(here)
        measure_cell = cells[columns.measure]
        after = challenge
        if challenge_text:
            challenge, after = _challenges(challenge_text, challenge)
        for text, cell in _measures_in(measure_cell):
            out.append(_measure(context, placed, columns, cells, r, challenge, text, cell))
        challenge = after
    return out


def _measures_in(cell: Cell | None) -> list[tuple[str, Cell]]:
    """Measures of a cell: one, or several under one another where the cell is not divided."""
    if cell is None or not cell.text.strip():
        return []
    parts = re.split(r"(?=\b(?:Measure|Indicator)\s+\d{1,2}\s*:)", one_line(cell.text))
    parts = [p.strip() for p in parts if p.strip()]
    return [(p, cell) for p in parts] or [(text_of(cell), cell)]


def _challenges(text: str, current: str) -> tuple[str, str]:
    """(challenge of this row, challenge of the rows after it) of a challenge cell.

    A copy that lost its lines holds the end of one challenge and the next in one cell ("Challenge 3: ...
    Challenge 4: ..."): where the first is the one that is open already, this row still belongs to it.
    """
    parts = [p.strip() for p in re.split(r"(?=\b(?:Challenge|Priority|Outcome)\s+\d{1,2}\s*:)", text) if p.strip()]
    if len(parts) == 2 and current and fold(parts[0]) == fold(current):
        return parts[0], parts[1]
    return text, text


def _measure(
    context: Context,
    placed: Placed,
    columns: MeasureColumns,
    cells: list[Cell | None],
    row: int,
    challenge: str,
    text: str,
    cell: Cell,
) -> Measure:
    m = _MEASURE.match(text)
    label = placed.layout.columns
    context.mark(placed, cell)
    if columns.challenge is not None and (c := cells[columns.challenge]) is not None:
        context.mark(placed, c)
    performance_cell = cells[columns.performance] if columns.performance is not None else None
    direction_cell = cells[columns.direction] if columns.direction is not None else None
    direction, words, direction_source = "", "", None
    if columns.direction is not None:
        direction, words, direction_source = _direction(
            context, placed, direction_cell, row, text, label[columns.direction].label
        )
    return Measure(
        challenge=challenge,
        measure=text,
        number=int(m[1]) if m else 0,
        source=source_of(context.document, placed.grid, cell, column=label[columns.measure].label, row=row),
        performance=text_of(performance_cell),
        performance_source=(
            source_of(
                context.document, placed.grid, performance_cell, column=label[columns.performance or 0].label, row=row
            )
            if performance_cell is not None
            else None
        ),
        direction_text=words,
        direction=direction,
        direction_source=direction_source,
    )


def _direction(
    context: Context, placed: Placed, cell: Cell | None, row: int, measure: str, label: str
) -> tuple[str, str, Source | None]:
    """(drawn direction, words beside it, its place) of a direction cell."""
    if cell is None:
        return "unknown", "", None
    arrow = arrow_of(cell)
    drawn = arrow.value if arrow is not None else "unknown"
    words = " ".join(w for w in text_of(cell).split() if not all(ch in "↑↓→←↔⇑⇓⇔⬆⬇➡▲▼►" for ch in w))
    source = context.source(placed, cell, label, row=row, arrow=arrow)
    context.mark(placed, cell)
    if arrow is None or drawn == "unknown":
        context.missed(
            "arrow",
            "no arrow was recognised in the direction column",
            placed,
            cell,
            "Look at the paper and enter the direction by hand.",
        )
        said = direction_words(words)
        drawn = said if said in {"up", "down", "level"} else "unknown"
    said = direction_words(words)
    meaning = said if said in {"improved", "worsened", "unchanged"} else context.legend.get(drawn, "")
    if arrow is not None:
        context.observations.append(
            Observation(
                source=source,
                indicator=measure,
                role="dot",
                value=Value(arrow.printed, None, 0, "direction"),
                word=drawn,
                table="measures",
                area=context.area,
                period=context.period,
                meaning=meaning,
            )
        )
    return drawn, words, source
