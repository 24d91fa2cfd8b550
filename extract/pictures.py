"""Small pictures as pixels: decoded, enlarged where they are too small to be read, and told by their one colour."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LEAST = 40
"""Pixels below which a picture is enlarged: the soft edges of a small one still tell its shape."""


def decoded(data: bytes) -> NDArray[Any] | None:
    """Pixels of a picture file (height x width x 4); None where it is too large or cannot be read."""
    import numpy as np
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data)) as image:
            if image.width * image.height > 4_000_000:
                return None
            return np.asarray(image.convert("RGBA"))
    except (OSError, ValueError, Image.DecompressionBombError):
        return None


def enlarged(pixels: NDArray[Any]) -> NDArray[Any]:
    """A small picture made large enough to read its shape, its soft edges kept; any other as it is."""
    import numpy as np
    from PIL import Image

    h, w = pixels.shape[:2]
    if min(h, w) >= _LEAST or pixels.dtype != np.uint8:
        return pixels
    times = -(-_LEAST // min(h, w))
    picture = Image.fromarray(np.ascontiguousarray(pixels))
    if picture.mode == "RGBA":  # what is clear has no colour of its own to run into the rest
        picture = picture.convert("RGBa").resize((w * times, h * times), Image.Resampling.BICUBIC).convert("RGBA")
    else:
        picture = picture.resize((w * times, h * times), Image.Resampling.BICUBIC)
    return np.asarray(picture)


def named(rgb: NDArray[Any], mask: NDArray[Any]) -> str:
    """What a picture of one plain shape in one colour is, told as drawings are ("circle #ff0000"); "" for any other.

    Args:
        rgb: Pixels, height x width x 3.
        mask: Which of them are the picture and not its ground.
    """
    import numpy as np

    if mask.mean() < 0.15:
        return ""
    inside = rgb[mask]
    colour = np.median(inside, axis=0)
    if (np.abs(inside - colour).max(axis=1) < 70).mean() < 0.75:
        return ""
    ys, xs = np.nonzero(mask)
    h, w = int(np.ptp(ys)) + 1, int(np.ptp(xs)) + 1
    full = mask[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1].mean()
    if not 0.8 <= w / h <= 1.25 or full < 0.4:
        return ""
    shape = "square" if full > 0.93 else "circle" if full > 0.72 else "star"
    return f"{shape} #{int(colour[0]):02x}{int(colour[1]):02x}{int(colour[2]):02x}"
