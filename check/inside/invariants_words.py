"""What a fault in a table is told as: which relations break, in how many rows they hold, what the figure should be."""

from __future__ import annotations

from decimal import Decimal

from check.inside.invariants_blame import Fault
from check.inside.invariants_grid import Cell, shorten
from check.inside.invariants_relations import Instance
from check.judgements import number_text, printed

_SHOWN = 6
"""Figures of a sum that are written out."""

_TOLD = 3
"""Relations that are told of one fault."""

_OPTIONS = 2
"""Other figures of a sum that are named where a slip in each would explain it."""


def kind_of(fault: Fault) -> str:
    """What the finding is called: a total where one is broken, else a ratio or a change."""
    kinds = {i.relation.shape.kind for i in fault.broken}
    if kinds & {"sum", "running"}:
        return "sum"
    return "change" if kinds & {"difference", "size", "change"} else "ratio"


def explained(fault: Fault) -> str:
    """The finding in plain words: what does not fit, how often it fits elsewhere, what would mend it.

    Args:
        fault: What is probably wrong.
    """
    told = [_sentence(i) for i in fault.broken[:_TOLD]]
    more = f" So do {len(fault.broken) - _TOLD} other sums." if len(fault.broken) > _TOLD else ""
    if fault.swapped:
        a, b = fault.cells
        return (
            f"{printed(a.figure)} ({a.name}) and {printed(b.figure)} ({b.name}) seem to have changed places: as they "
            f"stand, {len(fault.broken)} sums do not fit. {' '.join(told)}"
        )
    first = fault.cells[0]
    if len(fault.broken) == 1 and not fault.sure:
        return f"{told[0]} {_options(fault)}"
    need = needed_text(first, fault.needed[0])
    alone = "its other figures are borne out elsewhere in the table"
    end = f"With {need} {'all of them fit' if len(fault.broken) > 1 else f'it fits, and {alone}'}."
    return f"{printed(first.figure)} ({first.name}) does not fit. {' '.join(told)}{more} {end}"


def _options(fault: Fault) -> str:
    """What would mend a single sum: its result, or any of its figures that a usual slip explains."""
    first = fault.cells[0]
    needs = [f"{printed(first.figure)} would need to be {needed_text(first, fault.needed[0])}"]
    slips = [(c, v) for c, v in fault.slips if c.id != first.id]
    if len(slips) > _OPTIONS:
        return f"{needs[0]}, or one digit of another figure in the sum is wrong."
    needs += [f"{printed(c.figure)} ({c.name}) to be {_plain(v, c)}" for c, v in slips]
    if fault.exchanged:
        needs.append(" and ".join(printed(c.figure) for c in fault.exchanged) + " have changed places")
    return f"{', or '.join(needs)}." if len(needs) > 1 else f"{needs[0]}, or one of the others is wrong."


def _sentence(i: Instance) -> str:
    """One relation that does not hold, and where it does: "564.2 - 567.8 = -3.6, printed +6.4 ..."."""
    r = i.relation
    n = len(r.instances)
    fits = f"in {r.held} of the other {n - 1} {r.grid.crossing}s" if n - r.held > 1 else _other(n - 1, r.grid.crossing)
    sum_ = working(i)
    return f"{sum_[:1].upper()}{sum_[1:]}, not {printed(i.result.figure)} ({i.result.name}); {fits} {_rule(i)}."


def _other(n: int, what: str) -> str:
    return f"in the other {n} {what}s" if n > 1 else f"in the other {what}"


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
