"""Every sentence that says how a thing moved, held against the line of results that it speaks of.

A line is one thing's figures over time, from the paper's tables or from earlier publications; see `time_lines`. Runs,
records and first times are read first, then each word of movement that is left.
"""

from __future__ import annotations

from collections.abc import Sequence

from check.inside.against_others import against_others, standings
from check.inside.items import Items
from check.inside.line_counts import times_counted
from check.inside.line_finding import LineFinder
from check.inside.line_moves import plain_moves
from check.inside.line_parts import LineRun, parts_of
from check.inside.line_records import records
from check.inside.line_runs import runs
from check.inside.placed_moves import placed_moves
from check.inside.quantified_moves import quantified_moves
from check.inside.sizes_against import sizes_against
from check.inside.time_lines import TimeLine, stems
from check.inside.told_sides import told_sides
from check.judgements import Results
from check.paper import Paper, cell_key
from check.passages import PROSE
from check.sentences import split_sentences


def check_line_sayings(paper: Paper, lines: Sequence[TimeLine], things: Sequence[Items], results: Results) -> None:
    """Hold what sentences say of movements, runs and records against lines of results.

    Args:
        paper: With its figures.
        lines: Of its tables, or of earlier publications.
        things: What its tables list.
        results: Takes findings.
    """
    if not lines and not things:
        return
    wrong = {cell_key(paper.figures[j.figure].place) for j in results.judgements if j.verdict == "contradicts"}
    wrong |= {cell_key(f.place) for f in results.findings if f.verdict == "contradicts"}
    done = paper.cache.setdefault("line_sayings", set())
    assert isinstance(done, set)
    others = standings(things)
    run = LineRun(paper, LineFinder(lines, _known(paper)), results, wrong, done)
    for index, passage in enumerate(paper.passages):
        if passage.kind not in PROSE or passage.is_header or not split_sentences(passage.text):
            continue
        for part in parts_of(run, index):
            if part.spoken:
                times_counted(run, part)
                runs(run, part)
                records(run, part)
            quantified_moves(run, part, things)
            placed_moves(run, part, things)
            against_others(run, part, others)
            sizes_against(run, part, others)
            told_sides(run, part)
            plain_moves(run, part)


def _known(paper: Paper) -> frozenset[str]:
    """Stems of the paper's own subject: its title, headings and council, which narrow nothing."""
    texts = {p.section for p in paper.passages} | {p.text for p in paper.passages[:12] if p.kind == "heading"}
    areas = paper.extraction.publication.areas[:1] if paper.extraction is not None else ()
    return frozenset().union(*(stems(t) for t in sorted({*texts, *areas}))) | stems("borough county district city town")
