"""Text recognition: the only module that imports rapidocr. Lines of pixels in, characters with their certainty out."""

from __future__ import annotations

import gc
import string
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np

from extract.memory import give_back, give_large_blocks_back
from extract.ocr_image import Pixels, engine
from records import NeedsExtraError

_Model = Callable[[Any], Any]
_ALLOWED: Final = frozenset(string.ascii_letters + string.digits + string.punctuation + " £€–—’‘“”•°é½¼¾≤≥±")
_BATCH: Final = 8
_WIDEST: Final = 40.0
"""Width of all lines of a batch together, in heights of a line."""
_HEIGHT: Final = 48
"""Height in pixels at which the model wants its lines."""
_NARROWEST: Final = 64
DOUBT: Final = 0.90
"""A digit, sign or point that the engine is less sure of than this is doubtful."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character as recognised: the share of the line's width at which it stands (0 to 1), and its certainty."""

    text: str
    at: float
    sure: float


def recogniser() -> Any:
    """The recognition model, loaded once.

    Raises:
        NeedsExtraError: If it is not installed.
    """
    return _load()


@lru_cache(maxsize=1)
def _load() -> Any:
    try:
        import onnxruntime  # noqa: F401 - what runs the model

        spec = find_spec("rapidocr")
        if spec is None:
            raise ImportError("No module named 'rapidocr'")
    except ImportError as error:
        raise NeedsExtraError(
            "this is a scan, and the part that reads scans is not installed",
            why=str(error),
            next_step='Install it with: pip install "panelpaper[ocr]"',
        ) from error
    give_large_blocks_back()
    run, names = _alone([Path(p) for p in spec.submodule_search_locations or ()]) or _by_rapidocr()
    allowed = np.array([i for i, name in enumerate(names) if i == 0 or name in _ALLOWED])
    gc.collect()
    give_back()
    return run, [names[i] for i in allowed], allowed


def _alone(package: list[Path]) -> tuple[_Model, list[str]] | None:
    """The recognition model that travels with rapidocr, without the rest of it, which takes 30 MB.

    Returns:
        The model and its characters; None where there are several models, or none that names its characters.
    """
    found = [p for folder in package for p in (folder / "models").glob("*rec*.onnx")]
    if len(found) != 1:
        return None
    run, facts = _session(str(found[0]))
    if "character" not in facts:
        return None
    names = ["blank", *facts["character"].splitlines(), " "]
    fits = run(np.ones((1, 3, _HEIGHT, _NARROWEST), np.float32)).shape[-1] == len(names)
    return (run, names) if fits else None


def _by_rapidocr() -> tuple[_Model, list[str]]:
    """The recognition model as rapidocr loads it."""
    from rapidocr import RapidOCR

    whole = RapidOCR(params={"Global.log_level": "error"})
    # Some releases load their models when first used: one empty line makes them.
    whole(np.full((_HEIGHT, 160, 3), 255, np.uint8), use_det=False, use_cls=False)
    model: Any = whole.text_rec
    path = getattr(getattr(model.session, "session", None), "_model_path", None)
    return _session(path)[0] if path else model.session, model.postprocess_op.character


def _session(path: str) -> tuple[_Model, dict[str, str]]:
    """A model without threads that spin while they wait, which cost two fifths of the time; and its file's facts."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Kept arenas grow to the widest batch ever seen, hundreds of megabytes; asking anew costs next to nothing.
    options.enable_cpu_mem_arena = False
    options.enable_mem_pattern = False
    own = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    name = own.get_inputs()[0].name
    return lambda batch: own.run(None, {name: batch})[0], dict(own.get_modelmeta().custom_metadata_map)


def read_lines(lines: list[Pixels]) -> list[list[Glyph]]:
    """Recognise lines of text.

    Args:
        lines: Each a grey picture (height x width, 0 to 255) of one upright line with a little white around it.

    Returns:
        For each its characters from left to right; empty where nothing was found.
    """
    out: list[list[Glyph]] = [[] for _ in lines]
    order = sorted(range(len(lines)), key=lambda i: lines[i].shape[1] / lines[i].shape[0])
    for chunk in _batches(order, [ln.shape[1] / ln.shape[0] for ln in lines]):
        for index, glyphs in zip(chunk, _read_batch([lines[i] for i in chunk]), strict=True):
            out[index] = glyphs
    return out


def _batches(order: list[int], shapes: list[float]) -> list[list[int]]:
    """Lines that are read together: alike in width, and not so many that the model needs much memory."""
    out: list[list[int]] = []
    for i in order:
        if out and len(out[-1]) < _BATCH and (len(out[-1]) + 1) * shapes[i] <= _WIDEST:
            out[-1].append(i)
        else:
            out.append([i])
    return out


def _read_batch(lines: list[Pixels]) -> list[list[Glyph]]:
    cv2 = engine()
    model, names, allowed = recogniser()
    widths = [max(8, int(np.ceil(_HEIGHT * ln.shape[1] / ln.shape[0]))) for ln in lines]
    width = -(-max(_NARROWEST, *widths) // 32) * 32
    batch = np.zeros((len(lines), 3, _HEIGHT, width), np.float32)
    for i, (line, w) in enumerate(zip(lines, widths, strict=True)):
        sized = cv2.resize(line, (w, _HEIGHT), interpolation=cv2.INTER_CUBIC).astype(np.float32)
        batch[i, :, :, :w] = (np.clip(sized, 0, 255) / 255 - 0.5) / 0.5
    found = np.asarray(model(batch))[:, :, allowed]  # English papers: no other script can win
    return [_decode(found[i], names, width / widths[i]) for i in range(len(lines))]


def _decode(scores: Any, names: list[str], stretch: float) -> list[Glyph]:
    """Best path of the model's output: repeats joined, blanks dropped."""
    best, sure = scores.argmax(axis=1), scores.max(axis=1)
    out: list[Glyph] = []
    last, steps = 0, len(best)
    for step, (index, score) in enumerate(zip(best, sure, strict=True)):
        if index and index != last:
            out.append(Glyph(names[index], min(1.0, (step + 0.5) / steps * stretch), float(score)))
        elif index and out and float(score) > out[-1].sure:
            out[-1] = Glyph(out[-1].text, out[-1].at, float(score))
        last = index
    return out
