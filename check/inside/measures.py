"""Direction cells beside text: "Improving Picture" next to a fall, an arrow against the figures of its row."""

from __future__ import annotations

from dataclasses import dataclass

from check.direction_words import find_direction_words
from check.inside.directions import performance_moves, polarity_of_aim
from check.judgements import Results
from check.paper import Paper, Statement, cell_key
from extract import Extraction, Measure
from records import ARROW_MEANS, Finding, Movement, Source


@dataclass(frozen=True, slots=True)
class DirectionCell:
    """A cell that says how a measure goes, in words or by an arrow."""

    said: Movement
    printed: str
    place: Source
    how: str


def direction_words_of_performance(text: str) -> Movement | None:
    """What words such as "Improving Picture" or "Less effective performance" say; None where they say nothing."""
    for word in find_direction_words(text):
        if word.moved == "improved":
            return "improved"
        if word.moved == "worsened":
            return "worsened"
        if word.moved == "unchanged":
            return "unchanged"
    return None


def check_measures(paper: Paper, extraction: Extraction, results: Results) -> None:
    """Hold the direction of each measure's row against the changes told in its text.

    Args:
        paper: With its statements.
        extraction: Its measures.
        results: Takes a finding for each direction cell.
    """
    places = {cell_key(p.source): i for i, p in enumerate(paper.passages)}
    for m in extraction.measures:
        cells = _direction_cells(m, extraction)
        if not cells or m.performance_source is None:
            continue
        index = places.get(cell_key(m.performance_source))
        polarity = polarity_of_aim(m.measure)
        if index is None or polarity not in {"H", "L"}:
            for cell in cells:
                results.findings.append(
                    Finding("not_checked", "direction", cell.place, cell.printed,
                            "The aim does not say whether higher or lower is better, so the direction was not checked.",
                            indicator=m.measure)
                )  # fmt: skip
            continue
        moves = performance_moves(paper, index, polarity)
        for cell in cells:
            results.findings.append(_judge(cell, moves, m))


def _direction_cells(m: Measure, extraction: Extraction) -> list[DirectionCell]:
    if m.direction_source is None:
        return []
    out = []
    words = direction_words_of_performance(m.direction_text)
    if words:
        out.append(DirectionCell(words, m.direction_text.strip(), m.direction_source, "words"))
    legend = {k: v for k, v in extraction.legend.items() if v in {"improved", "worsened", "unchanged"}}
    drawn: Movement | None = None
    if m.direction in legend:
        meaning = legend[m.direction]
        drawn = "improved" if meaning == "improved" else ("worsened" if meaning == "worsened" else "unchanged")
    elif m.direction in ARROW_MEANS:
        drawn = ARROW_MEANS[m.direction]
    if drawn and (not words or words != drawn):
        out.append(DirectionCell(drawn, f"arrow {m.direction}", m.direction_source, "arrow"))
    return out


def _judge(cell: DirectionCell, moves: list[tuple[Movement, str, Statement]], m: Measure) -> Finding:
    told = {way for way, _, _ in moves}
    said = cell.said
    aim = "lower" if polarity_of_aim(m.measure) == "L" else "higher"
    if not moves:
        return Finding(
            "not_checked", "direction", cell.place, cell.printed,
            "The text of the row states no change with figures to hold the direction against.", indicator=m.measure,
        )  # fmt: skip
    texts = "; ".join(text for _, text, _ in moves)
    sources = (m.performance_source,) if m.performance_source else ()
    if said in told and len(told) == 1:
        return Finding(
            "agrees", "direction", cell.place, cell.printed, f"Fits the text of the row ({texts}); {aim} is better.",
            texts, "note", sources, indicator=m.measure,
        )  # fmt: skip
    if said in told:
        return Finding(
            "not_checked", "direction", cell.place, cell.printed,
            f"The row tells changes both ways ({texts}): which one the direction is about is not said.",
            texts, "note", sources, "Say which change the direction is about.", indicator=m.measure,
        )  # fmt: skip
    way = sorted(told)[0]
    return Finding(
        "contradicts", "direction", cell.place, cell.printed,
        f"'{cell.printed}' stands beside {texts}. {aim.capitalize()} is better here, "
        f"so performance {way if way != 'unchanged' else 'is unchanged'}.",
        texts, "serious", sources, "Correct the direction, or explain what it is compared with.", m.measure,
        expected=way,
    )  # fmt: skip
