"""A printed document as a scanner gives it back: pages as pictures, askew, noisy, shaded or as a fax."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter


@dataclass(frozen=True)
class Scanner:
    """How a scanner treats a page.

    Attributes:
        dpi: Dots an inch.
        skew: Degrees by which the sheet lies askew.
        turn: Degrees by which it was laid in wrongly: 0, 90, 180, 270.
        noise: Standard deviation of its noise, in grey levels.
        blur: Radius in pixels.
        shadow: Share of the light that is lost in the darkest corner.
        specks: Share of pixels that are dirt.
        quality: Of the JPEG.
        colours: "colour", "grey", or "fax" (black and white).
    """

    dpi: int = 200
    skew: float = 0.0
    turn: int = 0
    noise: float = 3.0
    blur: float = 0.0
    shadow: float = 0.0
    specks: float = 0.0
    quality: int = 80
    colours: str = "colour"


SCANNERS = {
    "good": Scanner(skew=0.6),
    "noisy": Scanner(skew=-0.9, noise=12, quality=70),
    "coarse": Scanner(dpi=150, skew=0.7, noise=5),
    "jpeg": Scanner(skew=0.4, quality=35),
    "leaning": Scanner(skew=3.2, noise=5),
    "grey": Scanner(skew=0.5, noise=7, colours="grey"),
    "fax": Scanner(skew=0.6, noise=6, colours="fax"),
    "photo": Scanner(skew=1.2, shadow=0.45, blur=0.8, noise=5, quality=70),
    "dirty": Scanner(skew=0.5, specks=0.002),
    "sideways": Scanner(skew=0.6, turn=90, noise=5),
}


def scanned(printed: Path, out: Path, how: Scanner, seed: int) -> Path:
    """Print a PDF, scan it.

    Args:
        printed: A PDF.
        out: Where the scan goes, a PDF of pictures alone.
        how: The scanner.
        seed: Of its noise.
    """
    dice = np.random.default_rng(seed)
    document = pypdfium2.PdfDocument(str(printed))
    try:
        sheets = [document[k].render(scale=how.dpi / 72).to_pil().convert("RGB") for k in range(len(document))]
    finally:
        document.close()
    pages = [_page(sheet, how, dice) for sheet in sheets]
    stream = io.BytesIO()
    more: dict[str, Any] = {} if how.colours == "fax" else {"quality": how.quality}
    pages[0].save(stream, "PDF", resolution=how.dpi, save_all=True, append_images=pages[1:], **more)
    out.write_bytes(stream.getvalue())
    return out


def _page(sheet: Image.Image, how: Scanner, dice: np.random.Generator) -> Image.Image:
    sheet = sheet.rotate(how.skew, fillcolor="white", resample=Image.Resampling.BICUBIC).rotate(how.turn, expand=True)
    if how.blur:
        sheet = sheet.filter(ImageFilter.GaussianBlur(how.blur))
    pixels = np.asarray(sheet).astype(np.float32) * 0.96
    height, width = pixels.shape[:2]
    if how.shadow:
        down, across = np.mgrid[0:height, 0:width]
        pixels *= (1 - how.shadow * np.clip(across / width * 0.7 + down / height * 0.6, 0, 1) ** 1.3)[:, :, None]
    pixels += dice.normal(0, how.noise, (height, width, 3))
    if how.specks:
        pixels[dice.random((height, width)) < how.specks] = 20
    page = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    if how.colours == "colour":
        return page
    grey = page.convert("L")
    return grey if how.colours == "grey" else grey.point(lambda v: 255 if v > 150 else 0).convert("1")
