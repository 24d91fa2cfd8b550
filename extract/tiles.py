"""Tiles: a measure's name, its figure set large, and its facts in small lines, in a frame or a cell of its own.

The lines are told by what each of them says, in whatever order they stand: a figure alone is the result, "Target 95%"
and "Sep 2025: 92.4%" are facts, "Amber" is the rating, "Improving" the direction, and the words left are the name. A
tile becomes one row of a scorecard, so that everything else reads it as any other row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extract.cellfacts import text_of_all, without_arrows
from extract.document import Cell, Grid
from extract.factlines import LABELLED, parse_facts
from extract.folding import count_words
from extract.ratings import rag_said
from extract.tablecolumns import role_of
from extract.vocabulary import (
    ARROWS,
    BARE_PERIOD,
    COMMENT_HEAD,
    NAME_HEAD,
    direction_words,
    fold,
    one_line,
    parse_polarity,
    rag_colour,
    rag_word,
)
from records import find_periods, parse_period, parse_value

_FIGURE = r"[<>]?[+\-−–]?£?\d[\d,]*(?:\.\d+)?\s?(?:%|per ?cent|days|weeks|hours|minutes|seconds|k|m|bn)?"
_MISSING = r"n/?a|-|–|tbc|not available|no data"
_AFTER = re.compile(
    rf"^\(?(?P<label>[^:=]*?[^\s:=(])\s*[:=(]?\s*(?:(?<=[\s:=(]))(?P<value>{_FIGURE}|{_MISSING})\s*\)?$", re.IGNORECASE
)
_BEFORE = re.compile(rf"^(?P<value>{_FIGURE})\s+[(]?(?P<label>[A-Za-z][^:=()]*)\)?$", re.IGNORECASE)
_BARE = re.compile(rf"^(?P<value>{_FIGURE})$", re.IGNORECASE)
_PARTS = re.compile(r"\s+[|•·¦/]\s+|\s*[|¦]\s*|\s{3,}|\s*;\s+")
_LEADS = re.compile(
    r"^(?:(?:the |our |a )?(?:vs\.?|versus|against|from|was|compared (?:with|to))\s+)+(?:the |our )?", re.IGNORECASE
)
_FACTS = frozenset(
    {"result", "previous", "outturn", "target", "floor", "benchmark", "numerator", "denominator", "variance", "change",
     "expectation_upper", "expectation_lower"}
)  # fmt: skip
_RESULT, _RAG, _DOT = "Latest", "RAG", "Direction of travel"
_MOVED = re.compile(
    rf"^(?:performance |(?:the )?results? )?(?:has |have |is |was )?(?:slightly |well |just )?"
    rf"(?:(?P<up>up|increased?|increase|risen|rose|higher)|(?P<down>down|decreased?|decrease|reduced|fallen|fell|lower)|"
    rf"(?P<same>(?:the )?same|unchanged|no change|level|stable|steady)|(?P<better>improved|improvement|better)|"
    rf"(?P<worse>worse(?:ned)?|declined?|deteriorated)|previously|compared)?"
    rf"(?: slightly)?(?:^| )(?:than|as|from|on|at|since|with|to|was|compared (?:with|to))(?: the)? (?P<value>{_FIGURE})"
    rf"(?:,? ?[(]?(?:in|at|on|for|during|by|the| )*(?P<when>[^()]+?)[)]?)?$",
    re.IGNORECASE,
)
"""A figure that the tile's own is set against: "up from 88.2% in September", "was 91% last quarter"."""
_LINK = re.compile(r"(?:\b(?:in|of|for|to|the|and|or|with|by|at|on|per|from|within|who|that|a)|[,(–-])$")
"""The end of a line of a name that goes on in the next."""
_WAYS = {"up": "up", "down": "down", "same": "no change", "better": "improved", "worse": "worsened"}


@dataclass(slots=True)
class Tile:
    """What a tile says.

    Attributes:
        name: Lines of its name.
        figure: The cell of its figure, None where no line is a figure alone.
        facts: (label as printed, cell of its figure).
        rag: A cell with the colour word, or with the sign or fill alone.
        direction: A cell with the arrow or the words.
        notes: Lines that are none of these.
    """

    name: list[Cell] = field(default_factory=list)
    figure: Cell | None = None
    facts: list[tuple[str, Cell]] = field(default_factory=list)
    rag: Cell | None = None
    direction: Cell | None = None
    notes: list[Cell] = field(default_factory=list)


def read_tile(lines: Sequence[Cell]) -> Tile | None:
    """Read the lines of a tile.

    Args:
        lines: One cell for each printed line, from top to bottom; a line without text may hold a sign.

    Returns:
        None unless the lines say one measure's name, one figure, and at least one thing more about it.
    """
    tile = Tile()
    groups: list[list[Cell]] = []
    last = ""
    figures = 0
    for line in lines:
        for item in _items(line):
            kind = _take(tile, item)
            if kind == "figure":
                figures += 1
            if kind == "words":
                if last == "words" and groups[-1][-1].bold == item.bold:
                    groups[-1].append(item)
                else:
                    groups.append([item])
            if kind:
                last = kind
    results = sum(role_of(_label(label)) == "result" for label, _ in tile.facts)
    if figures > 1 or figures + results != 1 or not groups:
        return None
    bold = [g for g in groups if all(c.bold for c in g)]
    tile.name = bold[0] if len(bold) == 1 else groups[0]
    tile.notes = [c for g in groups if g is not tile.name for c in g]
    if any(re.search(r"\d", text_of_all(g)) and not _is_told(g) for g in groups if g is not tile.name):
        return None  # figures that are not understood: better no tile than half of one
    named = text_of_all(tile.name)
    told = bool(tile.facts) + bool(tile.rag) + bool(tile.direction)
    wordy = count_words(named) >= 1 and len(named) <= 160 and parse_period(named) is None
    says_role = len(named.split()) <= 3 and role_of(fold(named)) in {"rag", "dot", "target", "previous"}
    return tile if told and wordy and not says_role else None


def _is_told(lines: Sequence[Cell]) -> bool:
    """Whether lines are a sentence: a remark, whose figures are told and state nothing of the tile."""
    text = text_of_all(lines)
    return text.endswith(".") and count_words(text) >= 6


def _items(line: Cell) -> Iterator[Cell]:
    """The parts of a line, each with the arrows and the coloured signs that stand in it."""
    if not one_line(line.text):
        yield line
        return
    parts = [p for p in _PARTS.split(line.text) if p.strip()]
    whole: list[str] = []
    for part in parts:
        inner = [p for p in part.split(", ") if p.strip()]
        whole += inner if len(inner) > 1 and all(_fact(p) for p in inner) else [part]
    for k, text in enumerate(whole):
        arrows = "".join(c for c in text if c in ARROWS)
        marks = line.marks if (k == 0 and not arrows) or len(whole) == 1 else ()
        if arrows and len(whole) > 1:
            marks = tuple(m for m in line.marks if m.printed in arrows)
        yield replace(line, text=text.strip(), marks=marks)


def _take(tile: Tile, item: Cell) -> str:
    """Put a part where it belongs; say what it was: figure, fact, rag, direction, words, or "" for a sign alone."""
    signs = [m for m in item.marks if m.kind == "shape" and _told(m.printed)]
    ways = tuple(m for m in item.marks if m.kind == "direction")
    arrows = "".join(c for c in item.text if c in ARROWS)
    if (ways or arrows) and tile.direction is None:
        tile.direction = replace(item, text=arrows, marks=ways)
    if signs and tile.rag is None:
        tile.rag = replace(item, text="", marks=tuple(signs), fill=None, ink=None)
    text = without_arrows(item.text).strip(" -–—:·•")
    if not text and _told(item.fill) and not item.marks and tile.rag is None:
        tile.rag = item
    if not text:
        return ""
    m = LABELLED.match(text) or LABELLED.match(_with_colon(text))
    said = m["said"] if m and role_of(fold(m["label"])) in {"rag", "dot", "dot_previous"} else text
    if rag_word(said) and (len(said) > 1 or said is not text or said.isupper()):
        beside = tile.rag.marks if tile.rag is not None else ()
        tile.rag = replace(item, text=said, marks=beside)
        return "rag"
    rated = rag_said(replace(item, text=said)) if len(said.split()) <= 6 and not _BARE.match(said) else None
    if rated is not None and tile.rag is None:
        tile.rag = replace(item, text=said, marks=())
        return "rag"
    if direction_words(said) and (said is not text or len(said.split()) <= 2):
        if tile.direction is None:
            tile.direction = replace(item, text=said, marks=())
        return "direction"
    if _BARE.match(text):
        tile.figure = replace(item, text=text, marks=())
        return "figure"
    if m and role_of(fold(m["label"])) == "polarity" and parse_polarity(m["said"]):
        tile.facts.append((m["label"], replace(item, text=m["said"], marks=())))
        return "fact"
    fact = _compared(tile, item, text) or _fact(text)
    if fact is not None:
        tile.facts.append((fact[0], replace(item, text=fact[1], marks=())))
        return "fact"
    return "words"


def _with_colon(text: str) -> str:
    """A label and its words in one line without a mark between them ("Direction of travel Declining"), parted."""
    words = text.split()
    for k in range(1, len(words) if len(words) <= 7 else 0):
        label, said = " ".join(words[:k]), " ".join(words[k:])
        role = role_of(fold(label))
        if (role in {"dot", "dot_previous", "dot_outturn"} and direction_words(said) and len(words) - k <= 2) or (
            role == "polarity" and parse_polarity(said)
        ):
            return f"{label}: {said}"
    return text


def _compared(tile: Tile, item: Cell, text: str) -> tuple[str, str] | None:
    """(label, figure) of what a tile's figure is set against; its way goes to the tile where no arrow is drawn."""
    m = _MOVED.match(text)
    if m is None or not parse_value(m["value"]).known:
        return None
    when = (m["when"] or "previous").strip(" .,")
    if not (parse_period(when) or BARE_PERIOD.match(fold(when)) or role_of(fold(when)) in {"previous", "outturn"}):
        return None
    way = next((words for key, words in _WAYS.items() if m[key]), "")
    if way and tile.direction is None:
        tile.direction = replace(item, text=way, marks=())
    return when[:1].upper() + when[1:], m["value"].strip()


def _told(printed: str | None) -> bool:
    m = re.search(r"#[0-9a-fA-F]{6}$", printed or "")
    return bool(m and rag_colour(m[0]))


def _label(label: str) -> str:
    return fold(_LEADS.sub("", label)).strip(" :=(")


def _fact(text: str) -> tuple[str, str] | None:
    """(label, figure) of a part that labels a figure by a role or a period; None for any other."""
    for form in (_AFTER, _BEFORE):
        m = form.match(text.strip())
        if m is None or not (
            parse_value(m["value"]).known
            or parse_value(m["value"]).flag == "missing"
            or re.fullmatch(_MISSING, m["value"], re.I)
        ):
            continue
        label = _LEADS.sub("", m["label"]).strip(" :=(")
        if not label or len(label) > 48:
            continue
        folded = fold(label)
        if parse_period(label) is not None or (role_of(folded) in _FACTS and len(folded.split()) <= 5):
            return label, m["value"].strip()
        mentions = find_periods(label)
        rest = label
        for mention in reversed(mentions):
            rest = rest[: mention.start] + " " + rest[mention.end :]
        if mentions and (not rest.strip(" ()-–") or role_of(fold(rest.strip(" ()-–"))) in _FACTS):
            return label, m["value"].strip()
    return None


def paired(lines: Sequence[Cell]) -> list[Cell]:
    """Lines in which a label and its figure, set apart from each other, are one: "Target" and "70.0%".

    Args:
        lines: With their boxes, from top to bottom. Labels may stand before their figures, or over them.
    """
    rows: list[list[Cell]] = []
    for cell in lines:
        last = rows[-1][0].box if rows else None
        if last is not None and cell.box is not None and abs(last.bottom - cell.box.bottom) < 2.5:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    out: list[Cell] = []
    k = 0
    while k < len(rows):
        row = sorted(rows[k], key=lambda c: c.box.x0 if c.box else 0.0)
        below = sorted(rows[k + 1], key=lambda c: c.box.x0 if c.box else 0.0) if k + 1 < len(rows) else []
        pairs = list(zip(row[::2], row[1::2], strict=False)) if len(row) % 2 == 0 else []
        over = list(zip(row, below, strict=True)) if len(row) >= 2 and len(row) == len(below) else []
        for found, used in ((pairs, 1), (over, 2)):
            if found and all(_fact(f"{one_line(a.text)} {one_line(b.text)}") or _said(a, b) for a, b in found):
                out += [_together(a, b) for a, b in found]
                k += used
                break
        else:
            out += row
            k += 1
    return out


def _said(label: Cell, words: Cell) -> bool:
    """Whether words beside a label say a direction, a rating or which way is better."""
    role, said = role_of(fold(one_line(label.text))), one_line(words.text)
    if len(said.split()) > 4:
        return False
    if role in {"dot", "dot_previous", "dot_outturn"}:
        return bool(direction_words(said)) or (bool(words.marks) and not said)
    return (
        bool(rag_word(said) or rag_said(words)) if role == "rag" else role == "polarity" and bool(parse_polarity(said))
    )


def _together(label: Cell, figure: Cell) -> Cell:
    box = label.box.union(figure.box) if label.box and figure.box else label.box
    text = f"{one_line(label.text).rstrip(' :')}: {one_line(figure.text)}"
    return replace(label, text=text, box=box, marks=(*label.marks, *figure.marks), ink=figure.ink)


# -- tiles as rows ---------------------------------------------------------------------------------------------------


def as_rows(grid: Grid) -> Grid | None:
    """A grid of tiles as a table with a tile to a row.

    Args:
        grid: One column of lines (a frame of a page), or cells that are tiles (a Word table of cards).

    Returns:
        The table; None where the grid is no such thing.
    """
    if not grid.cells or grid.n_rows > 40 or grid.n_cols > 8:
        return None
    if grid.n_cols == 1 and grid.n_rows <= 14 and all("\n" not in c.text for c in grid.cells):
        tile = read_tile(grid.cells) if grid.n_rows >= 2 else None
        if tile is not None and tile.figure is None and parse_facts("\n".join(c.text for c in grid.cells)):
            return None  # a box of labelled facts: read as such
        return _table(grid, [tile]) if tile is not None else None
    held = [c for c in grid.cells if one_line(c.text)]
    if not held or sum("\n" in c.text.strip() for c in held) < len(held):
        return None
    tiles = [read_tile(lines_of(c)) for c in held]
    read = [t for t in tiles if t is not None]
    if all(t.figure is None for t in read) and all(parse_facts(c.text) for c in held):
        return None
    return _table(grid, read) if len(read) == len(held) and (len(read) >= 2 or len(grid.cells) == 1) else None


def lines_of(cell: Cell) -> list[Cell]:
    """The lines of a cell as cells of their own; its signs go to their lines, its fill to a line without text."""
    printed = [t for t in cell.text.split("\n") if t.strip()]
    loose = [m for m in cell.marks if not any(m.printed and m.printed in t for t in printed)]
    out: list[Cell] = []
    for k, text in enumerate(printed):
        own = tuple(m for m in cell.marks if m.printed and m.printed in text)
        goes_on = k > 0 and out[-1].bold and bool(re.match(r"[a-z]|\([^\d]*$", text) or _LINK.search(printed[k - 1]))
        named = k == 0 or (goes_on and not own and not re.match(r"(?:up|down|same|worse|better)\b", text))
        out.append(replace(cell, text=text, marks=own, fill=None, bold=cell.bold or named, ink=None))
    out += [replace(cell, text="", marks=(m,), fill=None) for m in loose]
    if _told(cell.fill):
        out.append(replace(cell, text="", marks=()))
    return out


def _table(grid: Grid, tiles: Sequence[Tile]) -> Grid:
    labels = list(dict.fromkeys(label for t in tiles for label, _ in t.facts))
    heads = [NAME_HEAD]
    heads += [_RESULT] * any(t.figure for t in tiles)
    heads += labels
    heads += [_RAG] * any(t.rag for t in tiles)
    heads += [_DOT] * any(t.direction for t in tiles)
    heads += [COMMENT_HEAD] * any(re.search(r"\d", c.text) for t in tiles for c in t.notes)
    place = grid.cells[0]
    cells = [
        Cell(0, k, h, box=place.box, page=place.page, locator=place.locator, bold=True) for k, h in enumerate(heads)
    ]
    for r, tile in enumerate(tiles, 1):
        first = tile.name[0]
        boxes = [c.box for c in tile.name if c.box is not None]
        box = boxes[0] if boxes else None
        for other in boxes[1:]:
            box = box.union(other) if box else other
        name = text_of_all(tile.name).strip(" :-–")
        known: dict[str, Cell | None] = {
            NAME_HEAD: replace(first, text=name, box=box, fill=None, marks=(), bold=False),
            **dict(tile.facts),
            _RAG: tile.rag,
            _DOT: tile.direction,
        }
        if tile.figure is not None:
            known[_RESULT] = tile.figure
        if tile.notes:
            known[COMMENT_HEAD] = replace(tile.notes[0], text=text_of_all(tile.notes), fill=None, marks=())
        for k, head in enumerate(heads):
            cell = known.get(head) or Cell(r, k, "", box=first.box, page=first.page, locator=first.locator)
            kept = cell.fill if head == _RAG else None
            cells.append(replace(cell, row=r, col=k, rowspan=1, colspan=1, fill=kept))
    return replace(grid, cells=tuple(cells), n_rows=len(tiles) + 1, n_cols=len(heads), header_rows=1, ruled=True)
