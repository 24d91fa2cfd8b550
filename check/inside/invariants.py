"""Tables held against themselves without a word read: relations that their figures obey, and what breaks one.

The relations are found, not told (`invariants_relations`); where several break, the figure that explains them all is
named, and the sums that fail because of it say so instead of being findings of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from check.inside.casting import in_thousands
from check.inside.invariants_blame import Fault, find_faults
from check.inside.invariants_exact import sharpen
from check.inside.invariants_grid import Cell, grids_of
from check.inside.invariants_relations import Instance
from check.inside.invariants_search import find_relations
from check.inside.invariants_sums import find_sums
from check.inside.invariants_words import explained, kind_of, needed_text, working
from check.inside.tables import Table, bracketed
from check.judgements import Judgement, Results, printed
from check.paper import Paper, cell_key

_OF_TABLES = {"sum", "change", "variance", "ratio", "part_of_whole"}
_MOST_FIGURES = 1500
"""Figures of a table up to which relations are looked for."""


def check_invariants(paper: Paper, tables: Sequence[Table], results: Results) -> None:
    """Find what the figures of each table obey, and the figures that do not.

    Args:
        paper: With its figures.
        tables: Of the paper.
        results: Takes the judgements; those of the same table that one fault explains give way to it.
    """
    for table in tables:
        for one in (table, bracketed(table)):
            if one is None:
                continue
            instances = relations_of(paper, one)
            faults, unclear = find_faults(instances)
            for fault in faults:
                if _give_way(fault, results):
                    _wrong(fault, results)
            _right(instances, results)
            _unclear(unclear, results)


def relations_of(paper: Paper, table: Table) -> list[Instance]:
    """Every position of every relation that a table's figures are found to obey.

    Args:
        paper: It stands in.
        table: One table.
    """
    if sum(c.figure is not None for r in table.rows for c in r.cells.values()) > _MOST_FIGURES:
        return []
    across, down = grids_of(table, rounded=in_thousands(paper, table))
    columns, rows = find_sums(across), find_sums(down)
    found = [*columns, *rows, *find_relations(across, columns, rows), *find_relations(down, rows, columns)]
    out = [i for relation in found for i in relation.instances]
    sharpen(out)
    return out


def _others(fault: Fault) -> list[Cell]:
    """The other figures of the relations that a fault breaks, nearest to it first: those a slip explains."""
    named = {c.id for c in fault.cells}
    first = [c for c, _ in fault.slips]
    results = [i.result for i in fault.broken]
    terms = [t for i in sorted(fault.broken, key=lambda i: len(i.terms)) for t in i.terms]
    return list({c.id: c for c in (*first, *results, *terms) if c.id not in named}.values())


def _wrong(fault: Fault, results: Results) -> None:
    others = _others(fault)
    for n, cell in enumerate(fault.cells):
        sources = (*(c.figure.place for c in fault.cells if c is not cell), *(c.figure.place for c in others))
        if n and fault.swapped:
            results.add(
                Judgement(cell.id, "not_checked", kind_of(fault), f"It seems to have changed places with "
                          f"{printed(fault.cells[0].figure)} ({fault.cells[0].name}).", sources=sources[:1])
            )  # fmt: skip
            continue
        results.add(
            Judgement(
                cell.id, "contradicts", kind_of(fault), explained(fault), working(fault.broken[0]),
                "minor" if all(i.close for i in fault.broken) else "serious", sources,
                "Correct the figure, or the others of the sum." if not fault.sure else "Correct the figure.",
                needed_text(cell, fault.needed[n]),
            )
        )  # fmt: skip
    names = " and ".join(f"{printed(c.figure)} ({c.name})" for c in fault.cells)
    for cell in others:
        said = "is probably the wrong one" if fault.sure else "or another of its figures may be wrong"
        results.add(
            Judgement(cell.id, "not_checked", kind_of(fault), f"It takes part in what does not fit: {names} {said}.",
                      sources=tuple(c.figure.place for c in fault.cells))
        )  # fmt: skip


def _give_way(fault: Fault, results: Results) -> bool:
    """Sums of the table that fail because of a fault are no findings of their own.

    Returns:
        Whether the fault is to be told: not where nothing but one sum speaks for it and that is told already.
    """
    named = {c.id for c in fault.cells}
    touched = {c.id for i in fault.broken for c in i.cells}
    places = {cell_key(c.figure.place) for c in fault.cells}
    touched_places = {cell_key(c.figure.place) for i in fault.broken for c in i.cells}
    who = " and ".join(f"{printed(c.figure)} ({c.name})" for c in fault.cells)
    told = [j for j in results.judgements if j.verdict == "contradicts" and j.kind in _OF_TABLES]
    if not fault.sure and any(j.figure in touched - named for j in told):
        return False
    out: list[Judgement] = []
    for j in results.judgements:
        if j.verdict != "contradicts" or j.kind not in _OF_TABLES:
            out.append(j)
        elif j.figure in named:
            continue  # said again, with everything that speaks against it
        elif j.figure in touched or _crosses(j, fault, places, touched_places):
            why = f"{j.explanation} {who} is probably wrong."
            out.append(replace(j, verdict="not_checked", severity="note", explanation=why))
        else:
            out.append(j)
    results.judgements = out
    return True


def _crosses(j: Judgement, fault: Fault, named: set[tuple[object, ...]], touched: set[tuple[object, ...]]) -> bool:
    """Whether a sum fails through the figure that a fault names: for a fault of one sum, through that figure alone."""
    sources = {cell_key(s) for s in j.sources}
    return bool(named & sources) if fault.sure else (sources & touched) == named


def _right(instances: Sequence[Instance], results: Results) -> None:
    """Figures that nothing else speaks of agree where a relation holds for them."""
    told = {cell.id for i in instances for cell in i.cells if results.of(cell.id)}
    for i in instances:
        if not i.holds or not i.relation.sure:
            continue
        for cell in i.cells:
            if cell.id in told:
                continue
            told.add(cell.id)
            exact = all(c.half == 0 for c in i.cells) and i.relation.shape.kind not in {"change", "ratio"}
            results.add(
                Judgement(cell.id, "agrees" if exact else "agrees_within_rounding", "sum" if exact else "ratio",
                          f"It fits the other figures of the table: {working(i)}.", working(i),
                          sources=tuple(c.figure.place for c in i.cells if c.id != cell.id)[:6])
            )  # fmt: skip


def _unclear(broken: Sequence[Instance], results: Results) -> None:
    for i in broken:
        results.add(
            Judgement(i.result.id, "not_checked", "sum", f"Most of its line follows from other figures, this one does "
                      f"not: {working(i)}. It may be of another kind.", working(i),
                      sources=tuple(t.figure.place for t in i.terms)[:6])
        )  # fmt: skip
