"""Plants one error at a time in a clean paper: a digit, a swap, a stale figure, an arrow, a colour, a word, a label.

Errors are planted in the document as it was read, before anything is recognised in it, so that recognising and
checking see the same paper as a reader would.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from check import CheckReport
from check.paper import Figure, cell_key
from extract import Document, Extraction, Grid, Paragraph
from records import Finding, Observation, Source

Edit = tuple[tuple[object, ...], Callable[[str], str]]


@dataclass(frozen=True)
class Planted:
    """One planted error.

    Attributes:
        kind: Class of error.
        document: The paper with it.
        place: Where it was planted.
        shown: What stands there now.
        was: What stood there.
        also: The other end of a swap.
        decidable: Whether the paper or the store says what is right, by the check of the clean paper.
    """

    kind: str
    document: Document
    place: Source
    shown: str
    was: str
    decidable: bool
    also: Source | None = None


_FITS = {"agrees", "agrees_within_rounding"}
_ARROWS = {"↑": "↓", "↓": "↑", "▲": "▼", "▼": "▲"}
_WORDS = {
    "increased": "decreased", "decreased": "increased", "increase": "decrease", "decrease": "increase", "rose": "fell",
    "fell": "rose",
    "risen": "fallen", "fallen": "risen", "fall": "rise", "rise": "fall", "up": "down", "down": "up", "fewer": "more",
    "more": "fewer", "lower": "higher", "higher": "lower", "dip": "increase", "reduction": "increase",
}  # fmt: skip
_RAGS = {"G": "R", "R": "G", "A": "G", "Green": "Red", "Red": "Green", "Amber": "Green"}


def plant(extraction: Extraction, clean: CheckReport, *, per_kind: int, seed: int) -> Iterator[Planted]:
    """Plant errors of every class that the paper has a place for.

    Args:
        extraction: The clean paper.
        clean: Its check.
        per_kind: Errors of each class, at most.
        seed: Of the random choice.
    """
    rng = random.Random(seed)
    document = extraction.document
    verdicts = {f.place: f for f in clean.findings_of_figures}
    figures = [f for f in clean.paper.figures if clean.paper.passages[f.passage].kind != "chart"] if clean.paper else []
    by_role: dict[str, list[Figure]] = {}
    for f in figures:
        by_role.setdefault(_class_of(f), []).append(f)
    for role, members in sorted(by_role.items()):
        for f in _some(rng, members, per_kind):
            shown = _other_digit(rng, f.value.printed)
            if shown:
                yield _figure_error(f"digit: {role}", document, f, shown, verdicts)
        for f in _some(rng, members, max(1, per_kind // 3)):
            shown = _last_digit(f.value.printed)
            if shown:
                yield _figure_error(f"rounding: {role}", document, f, shown, verdicts)
    yield from _swapped(rng, document, by_role.get("latest result", []), verdicts, per_kind)
    yield from _stale(rng, document, figures, verdicts, per_kind)
    yield from _signs(rng, extraction, clean, per_kind)
    yield from _words(rng, document, clean, per_kind)


def _class_of(f: Figure) -> str:
    role = f.claim.role
    if f.observation is None:
        kind = "prose" if f.sentence is not None else "other cell"
        return f"{kind}" if role in {"stated", "cell", "result"} else (f"prose {role}" if f.sentence else kind)
    if f.observation.table == "trend":
        return "trend"
    return {"result": "latest result" if f.observation.table != "activity" else "activity"}.get(role, role)


def _some(rng: random.Random, members: list[Figure], n: int) -> list[Figure]:
    usable = [f for f in members if f.value.number is not None and any(c.isdigit() for c in f.value.printed)]
    return rng.sample(usable, min(n, len(usable)))


def _other_digit(rng: random.Random, printed: str) -> str:
    places = [i for i, c in enumerate(printed) if c.isdigit()]
    at = rng.choice(places)
    choices = [d for d in "0123456789" if d != printed[at] and not (d == "0" and at == places[0] and len(places) > 1)]
    return printed[:at] + rng.choice(choices) + printed[at + 1 :]


def _last_digit(printed: str) -> str:
    places = [i for i, c in enumerate(printed) if c.isdigit()]
    at = places[-1]
    digit = int(printed[at])
    return printed[:at] + str(digit + 1 if digit < 9 else digit - 1) + printed[at + 1 :]


def _figure_error(kind: str, document: Document, f: Figure, shown: str, verdicts: dict[Source, Finding]) -> Planted:
    finding = verdicts.get(f.place)
    return Planted(
        kind, edited(document, f.place, f.value.printed, shown), f.place, shown, f.value.printed,
        finding is not None and finding.verdict in _FITS,
    )  # fmt: skip


def _swapped(
    rng: random.Random, document: Document, results: list[Figure], verdicts: dict[Source, Finding], n: int
) -> Iterator[Planted]:
    pairs = [(a, b) for a, b in pairwise(results) if a.value.unit == b.value.unit and a.value.number != b.value.number]
    for a, b in rng.sample(pairs, min(n, len(pairs))):
        changed = edited(
            edited(document, a.place, a.value.printed, b.value.printed), b.place, b.value.printed, a.value.printed
        )
        finding = verdicts.get(a.place)
        yield Planted(
            "swap", changed, a.place, b.value.printed, a.value.printed,
            finding is not None and finding.verdict in _FITS, b.place,
        )  # fmt: skip


def _stale(
    rng: random.Random, document: Document, figures: list[Figure], verdicts: dict[Source, Finding], n: int
) -> Iterator[Planted]:
    rows: dict[tuple[object, ...], dict[str, Figure]] = {}
    for f in figures:
        if f.observation is not None and f.observation.table != "trend":
            s = f.observation.source
            rows.setdefault((s.page, s.table, s.row, f.observation.cohort, f.observation.area), {}).setdefault(
                f.claim.role, f
            )
    both = [
        r
        for r in rows.values()
        if "result" in r and "previous" in r and r["result"].value.number != r["previous"].value.number
    ]
    for row in rng.sample(both, min(n, len(both))):
        yield _figure_error("stale", document, row["result"], row["previous"].value.printed, verdicts)


def _signs(rng: random.Random, extraction: Extraction, clean: CheckReport, n: int) -> Iterator[Planted]:
    good = {cell_key(f.place) for f in clean.findings if f.verdict in _FITS and f.kind in {"direction", "rag"}}
    arrows = [
        o
        for o in extraction.observations
        if o.role.startswith("dot") and o.word in {"up", "down"} and cell_key(o.source) in good
    ]
    for o in rng.sample(arrows, min(n, len(arrows))):
        yield Planted("arrow", _turned(extraction.document, o), o.source, "turned", o.word, True)
    colours = [
        o
        for o in extraction.observations
        if o.role == "rag" and o.value.printed.strip() in _RAGS and cell_key(o.source) in good
    ]
    for o in rng.sample(colours, min(n, len(colours))):
        was = o.value.printed.strip()
        yield Planted("rag", edited(extraction.document, o.source, was, _RAGS[was]), o.source, _RAGS[was], was, True)


def _words(rng: random.Random, document: Document, clean: CheckReport, n: int) -> Iterator[Planted]:
    words = [
        f
        for f in clean.findings
        if f.kind == "direction" and f.verdict in _FITS and f.printed.lower() in _WORDS and f.place.span
    ]
    for f in rng.sample(words, min(n, len(words))):
        shown = _WORDS[f.printed.lower()]
        yield Planted("direction word", edited(document, f.place, f.printed, shown), f.place, shown, f.printed, True)
    counts = [f for f in clean.findings_of_figures if f.kind == "count" and f.verdict in _FITS]
    for f in rng.sample(counts, min(n, len(counts))):
        shown = (
            "seven"
            if f.printed.isalpha() and f.printed != "seven"
            else ("nine" if f.printed.isalpha() else str(int(f.printed) + 1))
        )
        yield Planted("count", edited(document, f.place, f.printed, shown), f.place, shown, f.printed, True)


def edited(document: Document, place: Source, old: str, new: str) -> Document:
    """The document with the text of one paragraph or cell changed: at the place's characters, else the first match."""
    key = cell_key(place)

    def change(text: str) -> str:
        start = text.find(old)
        if place.span is not None and text[place.span[0] : place.span[1]].strip() == old.strip():
            start = text.find(old, place.span[0])
        return text if start < 0 else text[:start] + new + text[start + len(old) :]

    return _rebuilt(document, key, change)


def _turned(document: Document, o: Observation) -> Document:
    key = cell_key(o.source)
    pages = []
    for page in document.pages:
        blocks = []
        for block in page.blocks:
            if isinstance(block, Grid):
                cells = tuple(
                    replace(
                        c,
                        text="".join(_ARROWS.get(ch, ch) for ch in c.text),
                        marks=tuple(
                            replace(m, value={"up": "down", "down": "up"}.get(m.value, m.value)) for m in c.marks
                        ),
                    )
                    if cell_key(_source(document, block, c)) == key
                    else c
                    for c in block.cells
                )
                blocks.append(replace(block, cells=cells))
            else:
                blocks.append(block)
        pages.append(replace(page, blocks=tuple(blocks)))
    return replace(document, pages=tuple(pages))


def _rebuilt(document: Document, key: tuple[object, ...], change: Callable[[str], str]) -> Document:
    pages = []
    for page in document.pages:
        blocks = []
        for block in page.blocks:
            if isinstance(block, Paragraph):
                source = Source(document.sha256, document.name, page=block.page, box=block.box, locator=block.locator)
                blocks.append(replace(block, text=change(block.text)) if cell_key(source) == key else block)
            elif isinstance(block, Grid):
                cells = tuple(
                    replace(c, text=change(c.text)) if cell_key(_source(document, block, c)) == key else c
                    for c in block.cells
                )
                blocks.append(replace(block, cells=cells))
            else:
                blocks.append(block)
        pages.append(replace(page, blocks=tuple(blocks)))
    return replace(document, pages=tuple(pages))


def _source(document: Document, grid: Grid, cell: object) -> Source:
    from extract import Cell

    assert isinstance(cell, Cell)
    page = cell.page if cell.page is not None else grid.page
    return Source(
        document.sha256, document.name, page=page, table=grid.number, row=cell.row, box=cell.box, locator=cell.locator
    )
