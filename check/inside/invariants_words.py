"""What a fault in a table is told as: which relations break, in how many rows they hold, what the figure should be."""

from __future__ import annotations

from decimal import Decimal

from check.inside.invariants_blame import Fault
from check.inside.invariants_grid import Cell, shorten
from check.inside.invariants_relations import Instance
from check.judgements import number_text, printed

_SHOWN = 6
"""Figures of a sum that are written out."""


def kind_of(fault: Fault) -> str:
    """What the finding is called: a total where one is broken, else a ratio or a change."""
    kinds = {i.relation.shape.kind for i in fault.broken}
    if kinds & {"sum", "running"}:
        return "sum"
    return "change" if kinds & {"difference", "size", "change"} else "ratio"


def explained(fault: Fault) -> str:
    """The finding in plain words.

    Args:
        fault: What is probably wrong.
    """
    first = fault.cells[0]
    told = list(dict.fromkeys(f"{_sentence(i)}" for i in fault.broken))
    if fault.swapped:
        a, b = fault.cells
        return (
            f"{printed(a.figure)} ({a.name}) and {printed(b.figure)} ({b.name}) seem to have changed places: "
            f"{'; '.join(told[:3])}. Changed round, both fit."
        )
    if len(fault.broken) == 1 and not fault.sure:
        others = _options(fault)
        return f"{told[0][:1].upper()}{told[0][1:]}. {others}"
    need = needed_text(first, fault.needed[0])
    fits = "all of them fit" if len(told) > 1 else "it fits, and the other figures are borne out elsewhere in the table"
    return f"{printed(first.figure)} ({first.name}) does not fit: {'; '.join(told[:3])}. With {need} {fits}."


def _options(fault: Fault) -> str:
    first = fault.cells[0]
    options = [f"{printed(first.figure)} would need to be {needed_text(first, fault.needed[0])}"]
    for cell, value in fault.slips[:3]:
        if cell.id != first.id:
            options.append(f"{printed(cell.figure)} ({cell.name}) to be {_plain(value, cell)}")
    return f"Either {', or '.join(options)}." if len(options) > 1 else f"{options[0]}, or one of the others is wrong."


def _sentence(i: Instance) -> str:
    r = i.relation
    n = len(r.instances)
    rule = f"{_rule(i)} in {r.held} of {n} {r.grid.crossing}s"
    return f"{working(i)}, but {printed(i.result.figure)} is printed ({i.result.name}), while {rule}"


def _rule(i: Instance) -> str:
    r = i.relation
    result = f"'{shorten(r.result)}'"
    terms = [f"'{shorten(t)}'" for t in r.terms]
    kind = r.shape.kind
    if kind == "difference":
        return f"{result} is {terms[0]} less {terms[1]}"
    if kind == "size":
        return f"{result} is how far {terms[0]} and {terms[1]} lie apart"
    if kind == "change":
        return f"{result} is the change from {terms[1]} to {terms[0]} in per cent"
    if kind == "running":
        return f"{result} grows by {terms[1]}"
    if kind == "share":
        return f"{result} is {terms[0]} out of all rows together"
    if kind == "ratio":
        per = {1: "", 100: " in per cent"}.get(r.shape.factor, f" per {r.shape.factor:,}")
        return f"{result} is {terms[0]} over {terms[1]}{per}"
    if all(s == 1 for s in r.shape.signs):
        what = (
            " + ".join(terms)
            if len(terms) <= 3
            else f"the sum of {len(terms)} {'rows' if r.grid.turned else 'columns'}"
        )
        return f"{result} is {what}"
    signed = " ".join(f"{'+' if s > 0 else '-'} {t}" for s, t in zip(r.shape.signs, terms, strict=True))
    return f"{result} is {signed.removeprefix('+ ')}"


def working(i: Instance) -> str:
    """The sum written out with what it gives."""
    shape = i.relation.shape
    span = shape.span(i.terms)
    places = max((c.figure.value.places for c in i.cells), default=0)
    middle = (span[0] + span[1]) / 2 if span else 0.0
    gives = _number(middle, max(places, 1 if shape.kind in {"change", "ratio"} else 0))
    shown = [printed(t.figure) for t in i.terms]
    if shape.kind == "difference":
        return f"{shown[0]} - {_bracketed(shown[1])} = {gives}"
    if shape.kind == "size":
        return f"{shown[0]} and {shown[1]} lie {gives} apart"
    if shape.kind == "change":
        return f"from {shown[1]} to {shown[0]} is {gives}%"
    if shape.kind == "share":
        return f"{shown[0]} / {_number(shape.whole, 0)} = {gives}%"
    if shape.kind == "ratio":
        per = {1: "", 100: "%"}.get(shape.factor, f" per {shape.factor:,}")
        return f"{shown[0]} / {shown[1]} = {gives}{per}"
    if len(shown) > _SHOWN:
        return f"{' + '.join(shown[:3])} + ... ({len(shown)} figures) = {gives}"
    parts = [
        shown[0],
        *(f"{'+' if s > 0 else '-'} {_bracketed(t)}" for s, t in zip(shape.signs[1:], shown[1:], strict=True)),
    ]
    return f"{' '.join(parts)} = {gives}"


def _bracketed(text: str) -> str:
    return f"({text})" if text[:1] in {"-", "−", "–", "+"} else text


def needed_text(cell: Cell, needed: tuple[float, float, float]) -> str:
    """What a figure would have to be, as it would be printed."""
    low, best, high = needed
    if high - low > 2 * max(cell.half, cell.unit / 2) * 1.5 and _plain(low, cell) != _plain(high, cell):
        return f"about {_plain(best, cell)}" if cell.half else f"between {_plain(low, cell)} and {_plain(high, cell)}"
    return _plain(best, cell)


def _plain(value: float, cell: Cell) -> str:
    return _number(value, cell.figure.value.places)


def _number(value: float, places: int) -> str:
    return (
        number_text(Decimal(repr(round(value, places + 2))).quantize(Decimal(1).scaleb(-places)), places)
        if places
        else f"{value:,.0f}"
    )
