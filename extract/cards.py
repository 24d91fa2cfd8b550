"""Cards: a little table for each indicator, its name over the figures and not beside them.

A card is turned into one row of a scorecard: its title becomes the name column, so that what follows reads it as
any other row. Two forms: a row of headings over one row of figures, and labels beside their figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extract.cellfacts import kind_of, text_of, text_of_all
from extract.document import Cell, Grid
from extract.limits import limit_of
from extract.ratings import rag_said
from extract.tablecolumns import TELLING_ROLES, role_of
from extract.vocabulary import COMMENT_HEAD, NAME_HEAD, fold, one_line, rag_colour
from records import parse_period

CARD_FACTS = frozenset(
    {
        "result", "previous", "outturn", "target", "floor", "numerator", "denominator", "variance", "change",
        "benchmark", "rag", "previous_rag", "dot", "dot_previous", "dot_outturn", "expectation_upper",
        "expectation_lower", "polarity", "basis", "unit", "text", "when",
    }
)  # fmt: skip
"""Roles of the labels of a card."""
_FIGURES = frozenset({"number", "missing", "rag", "arrow", "period", "blank", "year"})


def as_row(grid: Grid, above: Sequence[Cell]) -> Grid | None:
    """A card as a table of one row with a name.

    Args:
        grid: Any small table.
        above: The heading right over it as a cell, where one stands there; used where the card has no title inside.

    Returns:
        The table with its name column first; None where the grid is no card.
    """
    if grid.n_rows > 14 or grid.n_cols > 12 or not grid.cells:
        return None
    title, rows = _title_and_rest(grid, above)
    if title is None:
        return None
    table = _headed(rows, grid.n_cols) or _labelled(rows, grid.n_cols)
    if table is None:
        return None
    heads, body = table
    cells = [
        Cell(0, 0, NAME_HEAD, box=heads[0].box, page=heads[0].page, locator=heads[0].locator, bold=True),
        *(replace(c, row=0, col=k, rowspan=1, colspan=1) for k, c in enumerate(heads, 1)),
        replace(title, row=1, col=0, rowspan=1, colspan=1, text=one_line(title.text), fill=None),
        *(replace(c, row=1, col=k, rowspan=1, colspan=1) for k, c in enumerate(body, 1)),
    ]
    return replace(grid, cells=tuple(cells), n_rows=2, n_cols=len(heads) + 1, header_rows=1)


def as_stack(grid: Grid, above: Sequence[Cell]) -> Grid | None:
    """Labels and figures beneath each other, group by group under a name, as a table with a name to a row.

    Args:
        grid: Any table of two columns.
        above: The heading right over it, which names the first group where no row of the table does.

    Returns:
        The table; None where the grid is not so built.
    """
    if grid.n_cols != 2 or grid.n_rows < 3 or not grid.cells:
        return None
    groups: list[tuple[Cell, list[tuple[Cell, Cell]]]] = []
    name = above[-1] if above and _names(above[-1]) else None
    for r in range(grid.n_rows):
        label, value = grid.at(r, 0), grid.at(r, 1)
        if label is None or not text_of(label):
            if value is not None and (text_of(value) or value.marks):
                return None
            continue
        lone = value is None or value is label or not (text_of(value) or value.marks or rag_colour(value.fill))
        if lone and (not _is_fact(label) or len(text_of(label).split()) > 3):
            if not _names(label):
                return None
            name = label
        elif not lone and value is not None and name is not None and _is_fact(label):
            if not groups or groups[-1][0] is not name:
                groups.append((name, []))
            groups[-1][1].append((label, value))
        else:
            return None
    if not groups or any(len(facts) < 2 or not _tells([k for k, _ in facts]) for _, facts in groups):
        return None
    heads = list(dict.fromkeys(text_of(k) for _, facts in groups for k, _ in facts))
    if any(len({text_of(k) for k, _ in facts}) < len(facts) for _, facts in groups):
        return None
    place = grid.cells[0]
    cells = [Cell(0, k, h, box=place.box, page=place.page, locator=place.locator, bold=True)
             for k, h in enumerate((NAME_HEAD, *heads))]  # fmt: skip
    for r, (named, facts) in enumerate(groups, 1):
        said = {text_of(k): v for k, v in facts}
        cells.append(replace(named, row=r, col=0, rowspan=1, colspan=1, text=one_line(named.text), fill=None))
        for k, head in enumerate(heads, 1):
            cell = said.get(head) or Cell(r, k, "", page=named.page, locator=named.locator)
            cells.append(replace(cell, row=r, col=k, rowspan=1, colspan=1))
    return replace(grid, cells=tuple(cells), n_rows=len(groups) + 1, n_cols=len(heads) + 1, header_rows=1)


def goes_on(first: Grid, second: Grid) -> bool:
    """Whether a page broke a card of labels and values in two, the name and some facts before the break.

    Args:
        first: The last table of a page.
        second: The first one of the next.
    """
    if first.n_cols != second.n_cols or first.n_cols not in {2, 4} or second.n_rows > 14:
        return False
    labels = [c for g in (first, second) for c in g.cells if c.col % 2 == 0 and text_of(c)]
    name = first.at(0, 0)
    if name is None or not labels or labels[0] is not name or role_of(fold(text_of(name))) != "name":
        return False
    told = [fold(text_of(c)) for c in labels[1:]]
    facts = sum(role_of(t) in CARD_FACTS for t in told)
    return len(set(told)) == len(told) and 2 * facts > len(told) and "name" not in {role_of(t) for t in told}


def _title_and_rest(grid: Grid, above: Sequence[Cell]) -> tuple[Cell | None, list[list[Cell]]]:
    rows = [[c for c in grid.cells if c.row == r] for r in range(grid.n_rows)]
    rows = [r for r in rows if any(text_of(c) or c.marks for c in r)]
    if not rows:
        return None, []
    first = [c for c in rows[0] if text_of(c)]
    if len(first) == 1 and (first[0].colspan >= 2 or len(rows[0]) >= 2) and _names(first[0]):
        return first[0], rows[1:]
    return (above[-1] if above and _names(above[-1]) else None), rows


def _names(cell: Cell) -> bool:
    """Whether a title may name an indicator: words, no period and no fact of its own."""
    text = one_line(cell.text)
    words = fold(text).split()
    return (
        kind_of(cell) == "text"
        and 2 <= len(words) <= 40
        and len(text) <= 200
        and not text.endswith((".", ":"))
        and parse_period(text) is None
        and role_of(fold(text)) not in {"rag", "dot", "text", "name"}
    )


def _is_fact(cell: Cell) -> bool:
    """Whether a heading or label names a fact of one indicator: a period, a target, a status, a direction."""
    text = text_of(cell)
    return len(text) <= 60 and (role_of(fold(text)) in CARD_FACTS or parse_period(text) is not None)


def _tells(cells: Sequence[Cell]) -> bool:
    """Whether the labels are those of a card: two different facts, one a result or a period."""
    roles = {"result" if parse_period(text_of(c)) is not None else role_of(fold(text_of(c))) for c in cells}
    return "result" in roles and len(roles & TELLING_ROLES) >= 2


def _headed(rows: Sequence[Sequence[Cell]], n_cols: int) -> tuple[list[Cell], list[Cell]] | None:
    """(headings, figures) of a row of headings over one row of figures."""
    rows, told = _without_remarks(rows, n_cols)
    if len(rows) != 2 or n_cols < 3:
        return None
    heads, body = [c for c in rows[0] if text_of(c)], list(rows[1])
    under = {c.col: c for c in body}
    if len(heads) < 3 or not all(_is_fact(c) for c in heads) or not _tells(heads):
        return None
    if len(body) < len(heads) or any(h.col not in under for h in heads):
        return None
    figures = [under[h.col] for h in heads]
    worded = [c for c, h in zip(figures, heads, strict=True) if not _fits(h, c)]
    # A first column of words is a name column: the table is no card.
    if worded or kind_of(figures[0]) == "text" or not any(kind_of(c) == "number" for c in figures):
        return None
    if told:  # what is said below the figures goes on as their comment
        heads = [*heads, replace(told[0], text=COMMENT_HEAD, fill=None)]
        figures = [*figures, replace(told[0], text=text_of_all(told), fill=None)]
    return heads, figures


def _without_remarks(rows: Sequence[Sequence[Cell]], n_cols: int) -> tuple[Sequence[Sequence[Cell]], list[Cell]]:
    """Rows without those at their end that are one cell of words across the card, or a label and such a cell."""
    told: list[Cell] = []
    while len(rows) > 2:
        held = [c for c in rows[-1] if text_of(c) or c.marks]
        wide = held[-1].colspan >= max(2, n_cols - 2) if held else False
        alone = len(held) == 1 or (len(held) == 2 and len(text_of(held[0]).split()) <= 3)
        if not (held and wide and alone and all(kind_of(c) == "text" for c in held)):
            break
        told[:0] = held
        rows = rows[:-1]
    return rows, told


def _labelled(rows: Sequence[Sequence[Cell]], n_cols: int) -> tuple[list[Cell], list[Cell]] | None:
    """(labels, figures) of labels beside their figures, one or more pairs to a row."""
    if len(rows) < 2 or n_cols < 2 or n_cols % 2:
        return None
    heads: list[Cell] = []
    figures: list[Cell] = []
    for row in rows:
        cells = sorted(row, key=lambda c: c.col)
        if len(cells) % 2:
            return None
        for label, value in zip(cells[::2], cells[1::2], strict=True):
            if not text_of(label) and not text_of(value) and not value.marks:
                continue
            if not text_of(label):
                return None
            heads.append(label)
            figures.append(value)
    if len(heads) < 3 or not all(_is_fact(c) for c in heads) or not _tells(heads):
        return None
    if len({fold(text_of(h)) for h in heads}) < len(heads):
        return None
    worded = [c for c, h in zip(figures, heads, strict=True) if not _fits(h, c)]
    return None if worded or not any(kind_of(c) == "number" for c in figures) else (heads, figures)


def _fits(head: Cell, value: Cell) -> bool:
    """Whether a heading may have a cell under it: figures, words where words are to be expected, a rating in words."""
    if kind_of(value) in _FIGURES or _wordy(head):
        return True
    if role_of(fold(text_of(head))) in {"target", "floor"} and limit_of(text_of(value)) is not None:
        return True
    return role_of(fold(text_of(head))) in {"rag", "previous_rag"} and rag_said(value) is not None


def _wordy(head: Cell) -> bool:
    """Whether words may stand under a heading: a comment, a direction said in words, a basis."""
    return role_of(fold(text_of(head))) in {
        "text",
        "dot",
        "dot_previous",
        "dot_outturn",
        "polarity",
        "basis",
        "unit",
        "when",
    }
