"""Colours told beside a result ("152 (A)", "84.0%, rated Red") against the colour of the same result in a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from check.inside.cell_signs import rag_word
from check.inside.items import Items, singular
from check.inside.listed_things import things_of, wrong_cells
from check.inside.row_readings import latest_trait
from check.inside.tables import Table
from check.judgements import Results, printed
from check.paper import Figure, Paper, cell_key
from records import Finding, Source

_BESIDE = re.compile(
    r"^\s*(?:[a-z]+\s+)?(?:\(\s*(?:RAG\s*:?\s*)?(?P<letter>[RAG]|red|amber|green)\s*\)|"
    r",?\s*(?:which\s+is\s+|and\s+is\s+|is\s+|and\s+)?(?:now\s+|still\s+)?(?:rated|RAG-rated|shown\s+as|marked)\s+(?P<word>red|amber|green)\b)",
    re.IGNORECASE,
)


def check_told_colours(paper: Paper, tables: Sequence[Table], results: Results) -> None:
    """Hold colours that stand beside a figure of prose against the table that colours the same figure.

    Args:
        paper: With its figures.
        tables: Of the paper.
        results: Takes a finding for each.
    """
    coloured = [i for i in things_of(paper, tables) if i.of("rag") and latest_trait(i) is not None]
    if not coloured:
        return
    wrong = wrong_cells(paper, results)
    for f in paper.figures:
        if f.sentence is None or f.value.number is None:
            continue
        text = paper.passages[f.passage].text
        m = _BESIDE.match(text[f.numeral.end : f.sentence.end])
        if m is None:
            continue
        at = "letter" if m["letter"] else "word"
        said = rag_word(m[at])
        found = _coloured(coloured, f, f.sentence.text)
        if not said or found is None:
            continue
        label, colour, sources = found
        if any(cell_key(s) in wrong for s in sources):
            continue
        fits = said == colour
        place = paper.passages[f.passage].at(f.numeral.end + m.start(at), f.numeral.end + m.end(at))
        why = f"{printed(f)} of {label} is {colour} in the table"
        results.findings.append(
            Finding(
                "agrees" if fits else "contradicts", "rag", place, m[at],
                f"{why}." if fits else f"{why}, but the sentence says {said}.", "", "note" if fits else "serious",
                sources, "" if fits else "Correct the colour here or in the table.", expected="" if fits else colour,
            )
        )  # fmt: skip


def _coloured(coloured: Sequence[Items], f: Figure, text: str) -> tuple[str, str, tuple[Source, ...]] | None:
    """The thing whose latest result a figure is, with its colour; None where none or several may be meant."""
    words = {singular(w) for w in re.findall(r"[a-z][a-z’'-]{2,}", text.lower())}
    found: dict[tuple[int, int], tuple[str, str, tuple[Source, ...], int]] = {}
    for items in coloured:
        latest, column = latest_trait(items), items.of("rag")
        if latest is None or len(column) != 1:
            continue
        for item in items.items:
            own, cell = latest.figure(item.number), column[0].cells.get(item.number)
            if own is None or cell is None or not cell.rag or own.value.number != f.value.number:
                continue
            shared = len(item.words & words)
            if shared:
                sources = (cell.place, latest.cells[item.number].place)
                found[items.table.number, item.number] = (item.label, cell.rag, sources, shared)
    if not found:
        return None
    best = max(found.values(), key=lambda x: x[3])
    if any(x[3] == best[3] and x[1] != best[1] for x in found.values()):
        return None
    return best[0], best[1], best[2]
