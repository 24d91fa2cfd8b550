"""A scanned page as pixels: straightened, its rules, its lines of text. numpy and OpenCV only; nothing is recognised.

Taking the strongest of red, green and blue in each pixel makes coloured fills light and leaves ink dark.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from records import NeedsExtraError

Pixels = NDArray[Any]
"""height x width x 3 (RGB) or height x width, 0 to 255."""
STRIP = 256
"""Rows of pixels that are worked on at once where that takes much memory."""
_SPECK = 1.4
"""Points: no letter, dash or arrow is as small both ways."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of ink: pixels from the top left, ends excluded; ``upright`` false where it reads upwards.

    ``drop``: pixels by which its characters are placed lower than they stand.
    """

    x0: int
    y0: int
    x1: int
    y1: int
    upright: bool = True
    drop: int = 0


def engine() -> Any:
    """OpenCV.

    Raises:
        NeedsExtraError: If it is not installed.
    """
    try:
        import cv2
    except ImportError as error:
        raise NeedsExtraError(
            "this is a scan, and the part that reads scans is not installed",
            why=str(error),
            next_step='Install it with: pip install "panelpaper[ocr]"',
        ) from error
    return cv2


def lightness(image: Pixels) -> Pixels:
    """The strongest of the three colours in each pixel, 0 to 255."""
    return np.maximum(np.maximum(image[:, :, 0], image[:, :, 1]), image[:, :, 2])


def evened(image: Pixels) -> Pixels:
    """The page without the shadow that a camera or a book's fold leaves on it.

    The paper's light is taken to be a smooth surface: coloured areas and dark headings do not bend it.

    Args:
        image: height x width x 3, RGB.

    Returns:
        The page as if lit evenly; the same where the light is even already.
    """
    cv2 = engine()
    light = lightness(image)
    height, width = light.shape
    step = max(8, max(height, width) // 128)
    small = cv2.resize(light, (max(4, width // step), max(4, height // step)), interpolation=cv2.INTER_AREA)
    paper = cv2.dilate(small, np.ones((5, 5), np.uint8)).astype(np.float64)
    ys, xs = np.mgrid[-1 : 1 : paper.shape[0] * 1j, -1 : 1 : paper.shape[1] * 1j]
    powers = [(i, j) for i in range(5) for j in range(5 - i)]
    terms = np.stack([xs**i * ys**j for i, j in powers], axis=-1).reshape(-1, len(powers))
    values, kept = paper.ravel(), paper.ravel() > 60
    fitted = np.full_like(values, float(np.median(values)))
    for _ in range(8):  # what is darker than the surface is ink, a fill or not the sheet
        if kept.sum() < 4 * len(powers):
            return image
        fitted = terms @ np.linalg.lstsq(terms[kept], values[kept], rcond=None)[0]
        off = values - fitted
        kept = (off > -max(5.0, 1.5 * float(np.std(off[kept])))) & (values > 60)
    bright = float(np.percentile(fitted[kept], 98))
    if float(np.percentile(fitted[kept], 2)) > 0.88 * bright or kept.mean() < 0.35:
        return image
    gain = np.clip(bright / np.maximum(fitted, 40.0), 0.8, 4.0).reshape(paper.shape).astype(np.float32)
    full = cv2.resize(gain, (width, height), interpolation=cv2.INTER_CUBIC)
    out = np.empty_like(image)
    for top in range(0, height, STRIP):  # a whole page of decimals would take 140 MB
        part = slice(top, top + STRIP)
        out[part] = cv2.convertScaleAbs(cv2.multiply(image[part].astype(np.float32), cv2.merge([full[part]] * 3)))
    return out


def inked(image: Pixels, scale: float) -> tuple[Pixels, Pixels, Pixels]:
    """Where there is ink, by a threshold that follows the page's shades: a dark cell is none, its letters are.

    Args:
        image: The page, RGB.
        scale: Pixels a point.

    Returns:
        (the page in grey, with coloured letters and white ones on dark ground made dark on light; mask of the ink;
        mask of the edges of dark cells, which part cells as rules do).
    """
    cv2 = engine()
    light, thin = lightness(image), np.ones((round(4.7 * scale) | 1,) * 2, np.uint8)
    grey = cv2.cvtColor(np.ascontiguousarray(image[:, :, :3]), cv2.COLOR_RGB2GRAY)
    tinted = cv2.morphologyEx(cv2.GaussianBlur(grey, (3, 3), 0), cv2.MORPH_BLACKHAT, thin) > 45
    around = cv2.dilate(tinted.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    light = np.where(around, np.minimum(light, grey), light)
    del grey, around  # each is some megabytes of a large sheet
    smooth = cv2.GaussianBlur(light, (3, 3), 0)
    level, otsu = cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    local = cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 51, 18)
    ink: Pixels = ((otsu > 0) & (local > 0)) | tinted
    del otsu, local, tinted
    ink, light = without_specks(ink, light, scale)
    # Dark cells: larger than any letter or arrow. Strokes in them are found by what is thinner than a few points.
    below = (smooth < level).astype(np.uint8)
    small = np.ones((round(1.8 * scale) | 1,) * 2, np.uint8)
    filled = cv2.morphologyEx(below, cv2.MORPH_CLOSE, small)
    dark = cv2.morphologyEx(filled, cv2.MORPH_OPEN, np.ones((round(7 * scale), round(11 * scale)), np.uint8))
    del filled
    edges = np.zeros_like(ink)
    if not dark.any():
        return light, ink, edges
    grain = 1.48 * float(np.median(np.abs(smooth[::3, ::3].astype(np.int16) - cv2.medianBlur(smooth, 5)[::3, ::3])))
    darker = cv2.morphologyEx(smooth, cv2.MORPH_BLACKHAT, thin) > max(16.0, 7 * grain)
    lighter = cv2.morphologyEx(smooth, cv2.MORPH_TOPHAT, thin) > 60
    light = light.copy()
    labels, stats = areas_of(dark, round(7 * scale) * round(11 * scale))
    for k in range(1, len(stats)):
        x, y, w, h, _ = stats[k]
        window = (slice(max(0, y - 3), y + h + 3), slice(max(0, x - 3), x + w + 3))
        inner = labels[window] == k
        if below[window][inner].mean() < 0.7:
            continue  # a heavy word, not a ground
        own = cv2.dilate(inner.astype(np.uint8), np.ones((7, 7), np.uint8)) > 0
        edges[window] |= inner & (cv2.erode(inner.astype(np.uint8), np.ones((5, 5), np.uint8)) == 0)
        if (lighter[window] & inner).sum() > (darker[window] & inner).sum():
            # Not along the edges, where a rule between two dark cells leaves thin strips.
            deep = cv2.erode(inner.astype(np.uint8), np.ones((9, 9), np.uint8)) > 0
            strokes = cv2.morphologyEx(
                (lighter[window] & deep).astype(np.uint8), cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)
            )
            ink[window][own] = strokes[own] > 0
            light[window][inner] = 255 - light[window][inner]
        else:
            ink[window][own] = darker[window][own]
    return light, ink, edges


def without_specks(ink: Pixels, light: Pixels, scale: float) -> tuple[Pixels, Pixels]:
    """The page without dirt, where there is much of it: specks smaller than a point that stand alone.

    A decimal point stands close to its figures, and each of two dots beside the other.

    Args:
        ink: Where there is ink.
        light: The page in grey.
        scale: Pixels a point.

    Returns:
        (ink, page in grey) without the specks; the same where a page has few.
    """
    cv2 = engine()
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink.astype(np.uint8), connectivity=8)
    small = np.concatenate([[False], (stats[1:count, 2:4].max(axis=1) <= _SPECK * scale)])
    if small.sum() < 40:
        return ink, light
    specks = picked(small, labels)
    numbers = labels[specks]
    del labels  # four bytes a pixel
    reach = np.ones((round(2.4 * scale) * 2 + 1,) * 2, np.uint8)
    beside = cv2.dilate((ink & ~specks).astype(np.uint8), reach) > 0
    # Specks that lie within reach of one another join when they are widened by half of it.
    half = np.ones((round(1.2 * scale) * 2 + 1,) * 2, np.uint8)
    groups = cv2.connectedComponents(cv2.dilate(specks.astype(np.uint8), half), connectivity=8)[1]
    first = {int(k): int(g) for k, g in zip(numbers, groups[specks], strict=True)}
    del groups
    members = np.bincount(list(first.values()), minlength=1)
    held = np.zeros(count, bool)
    held[numbers[beside[specks]]] = True
    alone = np.zeros(count, bool)
    for k, g in first.items():
        alone[k] = not held[k] and members[g] == 1
    if alone.sum() < 40:
        return ink, light
    dirt = np.zeros_like(specks)
    dirt[specks] = alone[numbers]
    around = cv2.dilate(dirt.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    return ink & ~dirt, np.where(around, cv2.medianBlur(light, 9), light)


def areas_of(mask: Pixels, least: int) -> tuple[Pixels, Pixels]:
    """The areas of a mask that touch along their sides.

    Args:
        mask: 0 or 1.
        least: Pixels that each of them has at least.

    Returns:
        (number of the area of each pixel, 0 where there is none; left, top, width, height and pixels of each, the first
        for what lies in none).
    """
    cv2 = engine()
    # Two bytes a pixel where the numbers fit in, else four.
    kind = cv2.CV_16U if mask.size // max(1, least) < 60_000 else cv2.CV_32S
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4, ltype=kind)
    return labels, stats


def picked(flags: Pixels, labels: Pixels) -> Pixels:
    """The flag of each pixel by its label, some rows at a time: numpy makes eight bytes of every label it looks up."""
    out = np.empty(labels.shape, flags.dtype)
    for top in range(0, len(labels), STRIP):
        out[top : top + STRIP] = flags[labels[top : top + STRIP]]
    return out


def skew_of(light: Pixels) -> float:
    """Degrees by which a page leans (positive: to be turned clockwise), to about 0.05; 0 where nothing says so."""
    cv2 = engine()
    scale = 1000 / max(light.shape)
    small = cv2.resize(light, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else light
    ink = (small < 150).astype(np.uint8)
    if ink.sum() < 50:
        return 0.0
    height, width = ink.shape

    def sharpness(angle: float) -> float:
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
        rows = cv2.warpAffine(ink, turn, (width, height)).sum(axis=1, dtype=np.float64)
        return float(((rows[1:] - rows[:-1]) ** 2).sum())

    best = max((float(a) for a in np.arange(-5, 5.01, 0.5)), key=sharpness)
    best = max((float(a) for a in np.arange(best - 0.5, best + 0.51, 0.1)), key=sharpness)
    best = max((float(a) for a in np.arange(best - 0.1, best + 0.101, 0.025)), key=sharpness)
    return best if sharpness(best) > 1.02 * sharpness(0.0) else 0.0


def straightened(image: Pixels, degrees: float) -> Pixels:
    """The page turned by some degrees, white where it had nothing."""
    if abs(degrees) < 0.02:
        return image
    cv2 = engine()
    height, width = image.shape[:2]
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    out: Pixels = cv2.warpAffine(
        image, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_CONSTANT, borderValue=(255, 255, 255)
    )
    return out


def lines_in(ink: Pixels, x0: int, y0: int, x1: int, y1: int, scale: float) -> list[TextLine]:
    """Lines of text inside a box, top to bottom; words far apart on one line are lines of their own.

    Args:
        ink: Ink without the rules.
        x0: Left edge of the box in pixels.
        y0: Top edge.
        x1: Right edge, excluded.
        y1: Bottom edge, excluded.
        scale: Pixels a point.
    """
    part = ink[y0:y1, x0:x1]
    if part.size == 0 or part.sum() < 4:
        return []
    if _reads_upwards(part, scale):
        return [TextLine(x0 + a, y0 + b, x0 + c, y0 + d, upright=False) for b, a, d, c in _rows(part.T, scale)]
    return [TextLine(x0 + a, y0 + b, x0 + c, y0 + d) for a, b, c, d in _rows(part, scale)]


def _rows(part: Pixels, scale: float) -> list[tuple[int, int, int, int]]:
    profile = part.sum(axis=1)
    rows = _runs(profile > 0, gap=max(1, round(0.35 * scale)))
    rows = [(a, b) for a, b in rows if profile[a:b].sum() >= 6 and _is_line(part[a:b], scale, alone=len(rows) == 1)]
    merged: list[tuple[int, int]] = []
    small = 3.6 * scale
    for a, b in rows:  # dots of i, accents and the like stand a little off their line
        last = merged[-1] if merged else None
        if last is not None and a - last[1] < 1.2 * scale and min(b - a, last[1] - last[0]) < small:
            merged[-1] = (last[0], b)
        else:
            merged.append((a, b))
    out = []
    for a, b in merged:
        apart = max(2.2 * (b - a), 12 * scale)
        for c, d in _runs(part[a:b].any(axis=0), gap=int(apart)):
            out.append((c, a, d, b))
    return out


def _is_line(rows: Pixels, scale: float, *, alone: bool) -> bool:
    """Whether some rows of ink are text and not dirt: as tall as letters, or a dash that stands alone."""
    wide = int(np.flatnonzero(rows.any(axis=0))[[0, -1]] @ [-1, 1]) + 1
    return rows.shape[0] >= 1.2 * scale or (alone and 1.2 * scale <= wide <= 12 * scale)


def enlarged(light: Pixels) -> Pixels:
    """The ink of a small grey picture, four times as large, with edges between the pixels."""
    large = engine().resize(light.astype(np.float32), None, fx=4, fy=4, interpolation=engine().INTER_CUBIC)
    low, high = float(np.percentile(large, 2)), float(np.percentile(large, 98))
    shape: Pixels = large < (low + high) / 2
    return shape


def _reads_upwards(part: Pixels, scale: float) -> bool:
    """Whether a tall box holds text that runs upwards: its ink parts into columns and not into rows."""
    rows, cols = np.flatnonzero(part.any(axis=1)), np.flatnonzero(part.any(axis=0))
    height, width = rows[-1] - rows[0] + 1, cols[-1] - cols[0] + 1
    if height < 2.0 * width or height < 18 * scale:
        return False
    lines = [b - a for a, b in _runs(part.any(axis=1), gap=1)]
    usual = float(np.median(lines)) if lines else 0.0
    # Upright lines in a narrow box are as tall as letters are, again and again, with white between them.
    return not (len(lines) >= 2 and 4.5 * scale <= usual <= 13 * scale and width > 2.2 * usual)


def _runs(flags: Any, gap: int) -> list[tuple[int, int]]:
    """Runs of true values, joined across gaps of up to some values."""
    at = np.flatnonzero(flags)
    if at.size == 0:
        return []
    cuts = np.flatnonzero(np.diff(at) > gap + 1)
    starts = np.concatenate([[at[0]], at[cuts + 1]])
    ends = np.concatenate([at[cuts], [at[-1]]]) + 1
    return [(int(a), int(b)) for a, b in zip(starts, ends, strict=True)]


def ground_of(image: Pixels, ink: Pixels, x0: int, y0: int, x1: int, y1: int, paper: Pixels) -> str | None:
    """Colour behind the ink of a box, "#rrggbb"; None where it is the colour of the paper.

    Args:
        image: The page, RGB.
        ink: Where there is ink.
        x0: Left edge of the box in pixels.
        y0: Top edge.
        x1: Right edge, excluded.
        y1: Bottom edge, excluded.
        paper: Colour of the paper.
    """
    inset = 3
    part = image[y0 + inset : y1 - inset, x0 + inset : x1 - inset, :3]
    clear = ~ink[y0 + inset : y1 - inset, x0 + inset : x1 - inset]
    if part.size == 0 or clear.sum() < 12:
        return None
    colour = np.median(part[clear], axis=0)
    if float(np.abs(colour - paper).max()) <= 8:
        return None
    # As on white paper: what the scanner took from the paper's light is given back.
    shown = np.clip(colour * 255.0 / np.maximum(paper, 1.0), 0, 255)
    return "#" + "".join(f"{round(float(c)):02x}" for c in shown)


def paper_of(image: Pixels) -> Pixels:
    """Colour of the paper: the most usual among the light pixels."""
    pixels = image[::4, ::4, :3].reshape(-1, 3)
    light = pixels[pixels.min(axis=1) > 150]
    colour: Pixels = np.median(light if light.size else np.full((1, 3), 255), axis=0)
    return colour
