"""Pages -> Document pages: running headers told from text, tables and paragraphs joined over page breaks."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import replace
from itertools import pairwise

from extract import cards, joining, linetext, marginal, numbering, prose, widthjoin
from extract.document import Block, Grid, Page, Paragraph
from extract.pagework import PageWork
from records import Box

_WORD = re.compile(r"[^\W\d_]+")
_FEW = 50
"""Words that are looked for one by one, before all are listed."""
_BESIDE_BREAK = re.compile(rf"[^\W\d_]*{linetext.WORD_BREAK}[^\W\d_]*")


def assemble(work: list[PageWork]) -> list[Page]:
    """Put the pages of a document together.

    Args:
        work: Its pages in order.

    Returns:
        Pages with their blocks in reading order; tables are numbered through the document, and what runs over
        a page break stands on the page where it starts.
    """
    for column in ([w.pieces for w in work], [ps for w in work for _, ps in w.boxed]):
        numbering.number_by_sequence(column)
    marginal.mark_running([(w.number, w.height, w.pieces) for w in work])
    body = prose.body_size(
        [p for w in work for p in (*w.pieces, *(q for _, ps in w.boxed for q in ps)) if p.kind == "paragraph"]
    )
    for w in work:
        marginal.mark_footnotes(w.pieces, w.height, body, w.short_rules)
    pages = [_page_blocks(w, body) for w in work]
    _settle_line_ends(pages)
    widthjoin.join_across(pages)
    _join_tables(pages)
    widthjoin.join_across(pages)
    _join_paragraphs(pages)
    number = 0
    out = []
    for w, blocks in zip(work, pages, strict=True):
        numbered: list[Block] = []
        for b in blocks:
            if isinstance(b, Grid):
                number += 1
                b = replace(b, number=number)
            numbered.append(b)
        out.append(Page(w.number, w.width, w.height, tuple(numbered), w.rotation))
    return out


def _settle_line_ends(pages: list[list[Block]]) -> None:
    """Decide line ends that may run through a word by the words the document uses elsewhere, in place."""
    known: Words | None = None
    for blocks in pages:
        for k, b in enumerate(blocks):
            if isinstance(b, Grid) and any("\n" in c.text or linetext.WORD_BREAK in c.text for c in b.cells):
                if not any(linetext.is_doubtful(c.text) for c in b.cells):
                    continue
                known = Words(pages) if known is None else known
                blocks[k] = _settled(b, known)


class Words:
    """The document's own words in lower case, pieces beside a doubtful line end left out.

    Few are asked for in most documents, and are looked for in the text; a pack has some hundred thousand words.
    """

    def __init__(self, pages: list[list[Block]]) -> None:
        texts: list[str] = []
        for blocks in pages:
            for b in blocks:
                if isinstance(b, Grid):
                    texts += [c.text for c in b.cells]
                elif isinstance(b, Paragraph):
                    texts.append(b.text)
        whole = "\n".join(texts)
        if linetext.WORD_BREAK in whole:
            whole = _BESIDE_BREAK.sub(" ", whole)
        self._text = whole.lower()
        self._asked: dict[str, bool] = {}
        self._all: set[str] | None = None

    def __contains__(self, word: object) -> bool:
        """Whether a word stands in the text."""
        if self._all is not None:
            return word in self._all
        if not isinstance(word, str) or not _WORD.fullmatch(word):
            return False
        found = self._asked.get(word)
        if found is None:
            found = self._asked[word] = self._stands(word)
            if len(self._asked) > _FEW:
                self._all = set(_WORD.findall(self._text))
        return found

    def _stands(self, word: str) -> bool:
        at = self._text.find(word)
        while at >= 0:
            end = at + len(word)
            if not (_WORD.match(self._text[max(0, at - 1) : at]) or _WORD.match(self._text[end : end + 1])):
                return True
            at = self._text.find(word, at + 1)
        return False


def _settled(grid: Grid, known: Container[str]) -> Grid:
    cells = []
    for c in grid.cells:
        text = linetext.settle_breaks(c.text, known) if linetext.is_doubtful(c.text) else c.text
        cells.append(c if text == c.text else replace(c, text=text))
    return replace(grid, cells=tuple(cells))


def _page_blocks(work: PageWork, body: float) -> list[Block]:
    own = [p for p in work.pieces if p.kind == "paragraph"]
    if sum(len(p.whole) for p in own) > 300:
        body = prose.body_size(own)  # pages scaled to fit have a size of their own
    paragraphs = [prose.paragraph_of(p, work.number, body) for p in work.pieces]
    paragraphs = prose.list_levels(paragraphs)
    heads = sorted((p for p in paragraphs if p.kind == "header"), key=_place)
    feet = [p for p in paragraphs if p.kind in ("footer", "footnote")]
    feet.sort(key=lambda p: (p.kind != "footnote", _place(p)))
    middle: list[Block] = [p for p in paragraphs if p.kind not in ("header", "footer", "footnote")]
    single: list[Block] = [*work.others, *work.grids, *work.charts]
    units: list[tuple[Box | None, list[Block]]] = [(b.box, [b]) for b in single]
    for panel, pieces in work.boxed:
        units.append((panel, list(prose.list_levels([prose.paragraph_of(p, work.number, body) for p in pieces]))))
    for box, members in sorted(units, key=lambda u: (u[0].top, u[0].x0) if u[0] else (0.0, 0.0)):
        # Before the first paragraph that starts below it; columns of prose keep their own order.
        at = next((k for k, p in enumerate(middle) if _below(p.box, box)), len(middle))
        middle[at:at] = members
    return [*heads, *middle, *feet]


def _place(b: Block) -> tuple[float, float]:
    return (b.box.top, b.box.x0) if b.box else (0.0, 0.0)


def _below(later: Box | None, box: Box | None) -> bool:
    """Whether a block starts under another that it is not beside."""
    if later is None or box is None:
        return True
    return later.top > box.top and min(later.x1, box.x1) - max(later.x0, box.x0) > -20


def _body_indexes(blocks: Sequence[Block]) -> list[int]:
    return [
        k
        for k, b in enumerate(blocks)
        if not (isinstance(b, Paragraph) and b.kind in ("header", "footer", "footnote", "textbox"))
    ]


def _join_tables(pages: list[list[Block]]) -> None:
    """Join the last table of a page with the first of the next where they are one."""
    foot = [_foot(blocks) for blocks in pages]
    lowest = max(foot, default=0.0)
    k = 0
    while k + 1 < len(pages):
        at = k
        # A grid that already runs over several pages is kept on its first.
        body, after = _body_indexes(pages[at]), _body_indexes(pages[k + 1])
        start = k
        while not body and start > 0:
            start -= 1
            body = _body_indexes(pages[start])
        if not body or not after:
            k += 1
            continue
        first, second = pages[start][body[-1]], pages[k + 1][after[0]]
        if (
            isinstance(first, Grid)
            and isinstance(second, Grid)
            and (first.joined_pages or (first.page,))[-1] == (second.page or 0) - 1
            and ((card := cards.goes_on(first, second)) or joining.same_columns(first, second))
            and not widthjoin.repeats_names(first, second)
        ):
            pages[start][body[-1]] = joining.join(first, second, may_split=not card and foot[k] > 0.8 * lowest)
            del pages[k + 1][after[0]]
            foot[k + 1] = max(foot[k + 1], second.box.bottom if second.box else 0.0)
        k += 1


def _foot(blocks: Sequence[Block]) -> float:
    return max((b.box.bottom for b in (blocks[i] for i in _body_indexes(blocks)) if b.box), default=0.0)


def _join_paragraphs(pages: list[list[Block]]) -> None:
    for before, after in pairwise(pages):
        one, two = _body_indexes(before), _body_indexes(after)
        if not one or not two:
            continue
        last, first = before[one[-1]], after[two[0]]
        if isinstance(last, Paragraph) and isinstance(first, Paragraph) and prose.continues(last, first):
            before[one[-1]] = replace(
                last,
                text=linetext.join_lines((last.text, first.text)),
                superscripts=(*last.superscripts, *first.superscripts),
                marks=(*last.marks, *first.marks),
            )
            del after[two[0]]
