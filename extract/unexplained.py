"""What was kept and not understood: tables without headings whose figures have no meaning, figures that stand alone.

Nothing of it is lost: the figures are kept as they are printed. But nobody can say what they are, and so the table,
or the page, is listed once as unread.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from extract.arrows import arrow_from_char
from extract.cellfacts import kind_of, source_of, text_of
from extract.context import Context, Placed
from extract.document import Document, Paragraph
from records import Source, Unread

_BARE = re.compile(r"^[\s+\-–−£(]*\d[\d,.]*\s?%?\)?[*†]?(?:\s+[+\-–−£(]*\d[\d,.]*\s?%?\)?)*$")
_AMOUNT = re.compile(r"%|£|\d[.,]\d|\d{3}")
"""What a number of a page, a list or a section seldom has."""
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_PHONE = re.compile(r"^\+?0\d{2,4}[ \d]*$")
_FEWEST_ROWS, _FEWEST_ALONE = 3, 2


def unexplained(document: Document, context: Context) -> list[Unread]:
    """One entry for each table without headings, each page with figures that stand alone, each column of arrows alone.

    Args:
        document: As read.
        context: After all tables were read.
    """
    out = [_table(document, placed) for placed in context.tables if _has_no_heads(context, placed)]
    alone: dict[int, list[Paragraph]] = defaultdict(list)
    for block in document.blocks():
        if isinstance(block, Paragraph) and block.page is not None and _stands_alone(block):
            alone[block.page].append(block)
    out += [_page(document, page, found) for page, found in sorted(alone.items()) if len(found) >= _FEWEST_ALONE]
    return out + [_arrows(document, p) for p in document.paragraphs() if _is_arrows(p.text)]


def _has_no_heads(context: Context, placed: Placed) -> bool:
    """Whether the figures of a table stand beside names, and no heading, period or role says what they are."""
    layout = placed.layout
    if layout.body or layout.inherited or placed.continues or placed.grid.number in context.used:
        return False
    figures = [c for c in layout.columns if c.kinds["number"] >= _FEWEST_ROWS and not c.kinds["text"]]
    names = [c for c in layout.columns if c.kinds["text"] >= _FEWEST_ROWS]
    return len(figures) >= 2 and bool(names) and names[0].index < figures[0].index


def _table(document: Document, placed: Placed) -> Unread:
    layout = placed.layout
    cell = next(c for row in layout.matrix for c in row if c is not None and kind_of(c) == "number")
    why = "no headings were found over the figures of this table: they are kept as printed, without what they are"
    return Unread("table", why, source_of(document, placed.grid, cell), text_of(cell), "Look at the page.")


def _stands_alone(p: Paragraph) -> bool:
    text = p.text.strip()
    if (
        p.kind in {"header", "footer", "footnote", "textbox"}
        or not _BARE.match(text)
        or _YEAR.match(text)
        or _PHONE.match(text)
    ):
        return False
    return bool(_AMOUNT.search(text))


def _is_arrows(text: str) -> bool:
    """Whether a text is arrows and nothing else, three at least: a column that lost its table."""
    signs = text.split()
    return len(signs) >= _FEWEST_ROWS and all(len(s) == 1 and arrow_from_char(s) is not None for s in signs)


def _arrows(document: Document, p: Paragraph) -> Unread:
    where = Source(document.sha256, document.name, page=p.page, box=p.box, locator=p.locator, printed=p.text)
    why = "directions that stand by themselves, in no table: what they are of is not known"
    return Unread("arrow", why, where, p.text, "Look at the page: it may hold the rest of a table in width.")


def _page(document: Document, page: int, found: Sequence[Paragraph]) -> Unread:
    first = found[0]
    where = Source(document.sha256, document.name, page=page, box=first.box, printed=first.text)
    printed = ", ".join(p.text.strip() for p in found[:40])
    why = "figures that stand by themselves, in no table and in no sentence: what they are is not known"
    return Unread("figure", why, where, printed, "Look at the page: it may hold a table that was not found.")
