"""Scanned pages of a PDF -> the page protocol, and from there the way every page goes.

Rules come from the pixels, so a scanned table is cut into cells like any other; each line of a cell is recognised
alone. Every value keeps its certainty; a digit, point or sign that is not sure is listed as doubtful.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from extract.arrowtables import ARROW
from extract.document import Page
from extract.lattice import lattices
from extract.ocr_cells import Certainty, with_certainty
from extract.ocr_chars import Piece, chars_of, padding, stroke_of
from extract.ocr_doubts import doubts_of
from extract.ocr_engine import Glyph, read_lines
from extract.ocr_fills import by_rows, coloured, off_edges
from extract.ocr_image import (
    Pixels,
    TextLine,
    evened,
    ground_of,
    inked,
    lightness,
    lines_in,
    paper_of,
    skew_of,
    straightened,
)
from extract.ocr_ink import BLACK, disc_of, ink_of, round_in
from extract.ocr_layer import Leaning, compared
from extract.ocr_layout import (
    at_shared_edges,
    lies_on_its_side,
    looks_printed,
    pieces_of,
    stacked,
    without_raised,
)
from extract.ocr_rules import ruled_edges, rules_of, with_hidden_sides, without_own_sides
from extract.ocr_signs import likeness
from extract.pageparts import Fill, Picture, RawPage, Segment, Shape
from extract.watch import Lost, page_by_page
from records import Box, Source, Unread

if TYPE_CHECKING:
    from extract.pagework import PageWork
    from extract.pdfium import PdfiumFile

DPI: Final = 200
"""Resolution at which a page is looked at: what the engine was measured with."""
_SCALE: Final = DPI / 72
_SAMPLE: Final = 12
"""Lines of a page that are read to find out whether it stands on its head."""
_BLURRED_DASH: Final = frozenset("-—–_~•.·'=")
_ARROWS: Final = frozenset(ARROW.values())
_NO_LETTER: Final = 0.4
"""What the engine is less sure of than this, standing alone, is no letter and no figure."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A scanned page, recognised: its parts, how sure each line is, and how the page lay."""

    raw: RawPage
    certainty: tuple[Certainty, ...]
    leaning: Leaning


def read_pages(
    path: Path, sha256: str, wanted: Sequence[int], *, if_printed: frozenset[int] = frozenset()
) -> tuple[dict[int, Page], list[Unread]]:
    """Read pages of a PDF that are pictures.

    Args:
        path: The file.
        sha256: Of its bytes.
        wanted: 1-based pages to read.
        if_printed: Those of them that are left alone unless they look like a printed sheet: covers are pictures too.

    Returns:
        The pages that could be read, by number; doubtful figures, and pages that could not be read.

    Raises:
        NeedsExtraError: If the part that reads scans is not installed.
    """
    from extract.assembling import assemble
    from extract.pdfium import PdfiumFile

    source = PdfiumFile(path, None)
    work: list[PageWork] = []
    certainty: dict[int, tuple[Certainty, ...]] = {}
    unread: list[Unread] = []
    try:
        for number, found in page_by_page("scan", wanted, len(wanted), partial(_read, source, if_printed)):
            if isinstance(found, Lost):
                place = Source(sha256, path.name, page=number, read_from="ocr")
                unread.append(Unread("page", f"the page is a scan; {found.why}", place, next_step=found.next_step))
            elif found is not None:
                work.append(found[0])
                certainty[number] = found[1]
    finally:
        source.close()
    pages = {}
    for page in assemble(work):
        assert page.number is not None
        pages[page.number], doubts = with_certainty(page, certainty[page.number], sha256, path)
        unread += doubts
    return pages, unread


def _read(source: PdfiumFile, if_printed: frozenset[int], number: int) -> tuple[PageWork, tuple[Certainty, ...]] | None:
    from extract.pagework import page_work

    # Held by nobody else than who works on it: a picture of a large sheet takes 22 MB.
    if number in if_printed and not looks_printed(_picture(source, number), _SCALE):
        return None
    scan = read_page(_picture(source, number), number)
    work = page_work(scan.raw)
    work.used.clear()
    layer = [c for c in source.page(number).chars if c.hidden]
    return work, compared(scan.certainty, layer, scan.leaning) if layer else scan.certainty


def _picture(source: PdfiumFile, number: int) -> Pixels:
    """A page as a picture: height x width x 3, RGB, at ``DPI``."""
    return np.asarray(source.render(number, _SCALE).convert("RGB"))


def read_page(image: Pixels, number: int) -> Scan:
    """Recognise one page.

    Args:
        image: height x width x 3, RGB, at ``DPI``.
        number: 1-based page.
    """
    held = [image]
    del image  # upright() may let it go as soon as it is turned
    image, leaning = upright(held.pop())
    light, ink, edges = inked(image, _SCALE)
    segments, ruled = rules_of(ink, _SCALE, light)
    edges, segments = ruled_edges(edges, segments, _SCALE)
    if edges.any():
        segments, ruled = rules_of(ink | edges, _SCALE, light)
    del edges
    held_rules = np.packbits(ruled, axis=1)  # what nobody needs meanwhile makes room for what colours take
    del ruled
    paper = paper_of(image)
    patches = coloured(image, ink, paper, _SCALE)
    ruled = np.unpackbits(held_rules, axis=1, count=ink.shape[1]).view(bool)
    words = ink & ~_thicker(ruled)
    segments = with_hidden_sides(without_own_sides(segments, patches), patches, words, _SCALE)
    height, width = ink.shape
    raw = RawPage(number, width / _SCALE, height / _SCALE, leaning.turned, segments=segments)
    lines, outside = _lines(words, segments)
    tall = 1.7 * float(np.median([ln.y1 - ln.y0 for ln in lines if ln.upright] or [0]))
    lines = [p for ln in lines for p in (stacked(words, ln, _SCALE) if ln.upright and ln.y1 - ln.y0 > tall else [ln])]
    free = words & outside
    loose = pieces_of(free, _SCALE)
    figure = float(np.median([p.y1 - p.y0 for p in loose if p.upright] or [0]))
    lines += at_shared_edges(loose, free, figure)
    lines = [p for ln in lines for p in (without_raised(words, ln, _SCALE) if ln.upright else [ln])]
    raw.fills += by_rows(_fills(image, ink, segments, patches, paper), lines, _SCALE)
    usual = float(np.median([min(ln.x1 - ln.x0, ln.y1 - ln.y0) for ln in lines])) if lines else 12.0
    lines = off_edges(lines, raw.fills, usual, _SCALE)
    crops = [_crop(light, ruled, line, usual) for line in lines]
    del words, outside, free, ink, ruled
    found = read_lines(crops)
    certainty: list[Certainty] = []
    pieces, seen = [], []
    signs = [_sign(light, ln, g, usual) if ln.upright else None for ln, g in zip(lines, found, strict=True)]
    for k in _among_arrows(lines, signs, found):
        signs[k] = Glyph("", 0.5, 0.0)
    for line, glyphs, crop, sign in zip(lines, found, crops, signs, strict=True):
        colour = disc_of(image, line, paper) if len(glyphs) <= 1 else None
        if colour is not None and (sign is None or not sign.text):
            box = Box(line.x0 / _SCALE, line.y0 / _SCALE, line.x1 / _SCALE, line.y1 / _SCALE)
            raw.shapes.append(Shape(box, [round_in(box)], colour, None, 0.0, len(raw.shapes), True))
            continue
        if sign is not None and not sign.text:
            box = Box(line.x0 / _SCALE, line.y0 / _SCALE, line.x1 / _SCALE, line.y1 / _SCALE)
            raw.pictures.append(Picture(box, len(raw.pictures)))
            continue
        glyphs = [sign] if sign is not None else glyphs
        window = (slice(line.y0, line.y1), slice(line.x0, line.x1))
        # White letters: read, but never trusted.
        ink_colour = ink_of(image[window], paper)
        if (light[window].astype(int) - lightness(image[window]) > 40).mean() > 0.3:
            glyphs = [replace(g, sure=min(g.sure, 0.5)) for g in glyphs]
            ink_colour = BLACK
        pieces.append(Piece(line, glyphs, sign is not None, stroke=stroke_of(crop), ink=ink_colour))
        seen.append(crop)
    placed = chars_of(pieces, usual, _SCALE)
    for piece, chars, doubt in zip(pieces, placed, doubts_of(pieces, seen), strict=True):
        raw.chars += chars
        if chars:
            line, glyphs = piece.line, piece.glyphs
            text = "".join(g.text for g in glyphs).strip()
            sure = min((g.sure for g in glyphs if not g.text.isspace()), default=0.0)
            box = Box(line.x0 / _SCALE, line.y0 / _SCALE, line.x1 / _SCALE, line.y1 / _SCALE)
            certainty.append(Certainty(box, text, sure, doubt))
    return Scan(raw, tuple(certainty), leaning)


def upright(image: Pixels) -> tuple[Pixels, Leaning]:
    """A page straightened and turned so that its text reads from left to right.

    Args:
        image: height x width x 3, RGB.

    Returns:
        (page, how it lay before).
    """
    turned, image = 0, evened(image)
    if lies_on_its_side(inked(image, _SCALE)[1], _SCALE):
        image, turned = np.ascontiguousarray(np.rot90(image)), 90
    image = straightened(image, degrees := skew_of(lightness(image)))
    light, ink, _ = inked(image, _SCALE)
    _, ruled = rules_of(ink, _SCALE)
    sample = [ln for ln in pieces_of(ink & ~_thicker(ruled), _SCALE) if 3 <= (ln.x1 - ln.x0) / (ln.y1 - ln.y0) <= 14]
    sample = sorted(sample, key=lambda ln: ln.x1 - ln.x0)[-_SAMPLE:]
    crops = [_crop(light, ruled, ln, 0.0) for ln in sample]
    if crops and (up := _sureness(crops)) < 0.9 and _sureness([np.rot90(c, 2) for c in crops]) > up:
        image, turned = np.ascontiguousarray(np.rot90(image, 2)), turned + 180
    return image, Leaning(turned, degrees, image.shape[1] / _SCALE, image.shape[0] / _SCALE)


def _sureness(crops: list[Pixels]) -> float:
    found = [[g.sure for g in glyphs] for glyphs in read_lines(crops)]
    return float(np.mean([np.mean(sure) if sure else 0.0 for sure in found]))


def _thicker(mask: Pixels) -> Pixels:
    out = mask.copy()
    out[1:] |= mask[:-1]
    out[:-1] |= mask[1:]
    out[:, 1:] |= mask[:, :-1]
    out[:, :-1] |= mask[:, 1:]
    return out


def _lines(words: Pixels, segments: list[Segment]) -> tuple[list[TextLine], Pixels]:
    """Lines of text in the cells of ruled tables, and a mask of what lies outside of them."""
    outside = np.ones_like(words)
    out: list[TextLine] = []
    for lattice in lattices(segments):
        if lattice.n_rows * lattice.n_cols < 2:
            continue
        for slot in lattice.slots:
            x0, y0, x1, y1 = _pixels(slot.box, words.shape)
            out += lines_in(words, x0 + 2, y0 + 2, x1 - 2, y1 - 2, _SCALE)
        x0, y0, x1, y1 = _pixels(lattice.box, words.shape)
        outside[max(0, y0 - 3) : y1 + 3, max(0, x0 - 3) : x1 + 3] = False
    return out, outside


def _pixels(box: Box, shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    height, width = shape[:2]
    edges = (box.x0, box.top, box.x1, box.bottom)
    x0, y0, x1, y1 = (round(edge * _SCALE) for edge in edges)
    return max(0, x0), max(0, y0), min(width, x1), min(height, y1)


def _fills(image: Pixels, ink: Pixels, segments: list[Segment], patches: list[Fill], paper: Pixels) -> list[Fill]:
    """The grounds of ruled cells, and coloured areas outside of ruled tables."""
    ruled = [found for found in lattices(segments) if found.n_rows * found.n_cols >= 2]
    out = [f for f in patches if not any(found.box.contains(*f.box.centre) for found in ruled)]
    for found in ruled:
        for slot in found.slots:
            colour = ground_of(image, ink, *_pixels(slot.box, ink.shape), paper)
            if colour is not None:
                out.append(Fill(slot.box, colour, len(out)))
    return out


def _sign(light: Pixels, line: TextLine, glyphs: list[Glyph], usual: float) -> Glyph | None:
    """A lone compact blob that is an arrow or a dash and no letter; "" where it is a sign that is not known."""
    height, width = line.y1 - line.y0, line.x1 - line.x0
    if not 0.2 < width / max(1, height) < 5 or max(height, width) > 40 * _SCALE or len(glyphs) > 2:
        return None
    sure = min((g.sure for g in glyphs), default=0.0)
    if max(1.4 * height, 0.22 * usual) <= width <= 1.5 * usual:
        if height <= 0.3 * usual:
            return Glyph("-", 0.5, 0.95)
        if height <= 0.45 * usual and (not glyphs or glyphs[0].text in _BLURRED_DASH):
            return Glyph("-", 0.5, 0.85)
    if sure < _NO_LETTER and glyphs and glyphs[0].text not in _BLURRED_DASH and max(height, width) < usual > 2 * height:
        return Glyph("", 0.5, 0.0)  # a speck
    if min(height, width) < 0.35 * usual:
        return None
    like = likeness(light[max(0, line.y0 - 2) : line.y1 + 2, max(0, line.x0 - 2) : line.x1 + 2])
    if like.is_arrow and (sure < 0.9 or (like.is_plain and sure < 0.97)):
        return Glyph(ARROW[like.value], 0.5, min(0.99, like.fit + like.fit - like.rival))
    if sure < _NO_LETTER and min(height, width) >= 0.5 * usual:
        return Glyph("", 0.5, 0.0)
    return None


def _among_arrows(lines: Sequence[TextLine], signs: Sequence[Glyph | None], found: Sequence[list[Glyph]]) -> set[int]:
    """Lone letters and figures in a column of arrows: arrows that were not made out."""
    middles = np.array([(ln.x0 + ln.x1) / 2 for ln in lines])
    arrows = np.array([s is not None and s.text in _ARROWS for s in signs])
    out = set()
    for k, (line, glyphs) in enumerate(zip(lines, found, strict=True)):
        if signs[k] is not None or len(glyphs) != 1 or not line.upright:
            continue
        near = np.abs(middles - middles[k]) < max(line.x1 - line.x0, line.y1 - line.y0)
        if (near & arrows).sum() >= max(3, 0.34 * near.sum()) and glyphs[0].sure < 0.97:
            out.add(k)
    return out


def _crop(light: Pixels, ruled: Pixels, line: TextLine, usual: float) -> Pixels:
    """A line as the engine wants it: grey, upright, the ground white, a little white around, dashes not blown up."""
    part = light[line.y0 : line.y1, line.x0 : line.x1].astype(np.float32)
    rules = ruled[line.y0 : line.y1, line.x0 : line.x1]
    ground = float(np.percentile(part, 90))
    part = np.where(rules, ground, part)
    part = np.clip(part * (255.0 / max(ground, 1.0)), 0, 255).astype(np.uint8)
    if not line.upright:
        part = np.rot90(part, -1)  # text that runs upwards is turned to the right
    pad = padding(part.shape[0])
    lift = max(0, round((usual - part.shape[0]) / 2)) if part.shape[0] < 0.6 * usual else 0
    return np.pad(part, ((pad + lift, pad + lift), (pad, pad)), constant_values=255)
