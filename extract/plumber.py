"""Page protocol through pdfplumber: some twenty times slower, for cross-checks and for looking at oddities.

It reads the same file by other code (pdfminer), so where both agree on a figure, neither misread it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from extract.backends import OpenPdf, existing_file, no_pdf, wants_password
from extract.pagechars import Run, font_of, reading_angle
from extract.pageparts import Char, Font, Picture, RawPage
from extract.pagepaths import Point, add_path, flatten_curve, gather_gradients
from records import Box


class PlumberFile(OpenPdf):
    """An open PDF read by pdfplumber.

    Args:
        path: The file.
        password: Needed only where the file wants one.

    Raises:
        MissingInputError: If there is no such file.
        EncryptedError: If it wants a password that was not given.
        UnreadableError: If it is empty, damaged or no PDF.
    """

    def __init__(self, path: Path, password: str | None = None) -> None:
        path = existing_file(path)
        try:
            pdf = pdfplumber.open(path, password=password)
            count = len(pdf.pages)
        except PdfminerException as error:
            if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
                raise wants_password(path) from None
            raise no_pdf(path) from None
        except (ValueError, TypeError, KeyError, OSError):
            raise no_pdf(path) from None
        super().__init__(path, pdf, count)

    def properties(self) -> dict[str, str]:
        """Title, Producer and Creator, where the file says so."""
        wanted = ("Title", "Producer", "Creator")
        return {k: str(v) for k, v in self._pdf.metadata.items() if k in wanted and v}

    def page_text(self, number: int) -> str:
        """The page's text alone."""
        page = self._pdf.pages[number - 1]
        try:
            return str(page.extract_text() or "")
        finally:
            page.close()

    def page(self, number: int) -> RawPage:
        """Everything drawn on a page.

        Args:
            number: 1-based.

        Returns:
            Characters, rules, fills, outlines and pictures as seen, in points from the top left.

        Raises:
            UnreadableError: If the page is damaged.
        """
        page = self._pdf.pages[number - 1]
        try:
            return _read(page, number)
        except (PdfminerException, ValueError, TypeError, KeyError):
            raise self.damaged(number, "the page cannot be read") from None
        finally:
            page.close()


def _read(page: Any, number: int) -> RawPage:
    left, top = float(page.bbox[0]), float(page.bbox[1])
    out = RawPage(number, float(page.width), float(page.height), int(page.rotation or 0))
    fonts: dict[str, Font] = {}
    spaced = False
    for order, c in enumerate(page.chars):
        text = str(c["text"])
        if not text.strip() or text.startswith("(cid:"):
            spaced = True
            continue
        out.chars.append(_char(c, text, order, left, top, fonts, spaced))
        spaced = False
    for z, obj in enumerate([*page.rects, *page.lines, *page.curves], 1):
        _path(out, obj, z, left, top)
    gather_gradients(out)
    for image in page.images:
        box = Box(image["x0"] - left, image["top"] - top, image["x1"] - left, image["bottom"] - top)
        out.pictures.append(Picture(box, 0, None))
    return out


def _char(
    c: dict[str, Any], text: str, order: int, left: float, top: float, fonts: dict[str, Font], spaced: bool
) -> Char:
    name = str(c.get("fontname", ""))
    if name not in fonts:
        fonts[name] = font_of(name)
    a, b = (c["matrix"][0], c["matrix"][1]) if c.get("matrix") else (1.0, 0.0)
    angle = reading_angle(a, -b)
    x0, y0, x1, y1 = c["x0"] - left, c["top"] - top, c["x1"] - left, c["bottom"] - top
    # pdfminer calls the height of the box the size, which for turned text is the width of the glyph.
    size = float(x1 - x0) if angle in (90, 270) else float(c["size"])
    # The box is one font size high; its baseline stands a fifth above the foot.
    x = x0 + 0.2 * size if angle == 270 else x1 - 0.2 * size
    y = y0 + 0.2 * size if angle == 180 else y1 - 0.2 * size
    ink = _colour(c.get("non_stroking_color")) or "#000000"
    run = Run(order, angle, size, x, y, ink, font=fonts[name])
    ends = {0: (x0, x1), 90: (-y1, -y0), 180: (-x1, -x0), 270: (y0, y1)}.get(angle)
    if ends is None:
        return run.slanted_piece(text, (x0, y0, x1, y1), spaced=spaced, order=order)
    return run.piece(text, *ends, spaced, order)


def _path(out: RawPage, obj: dict[str, Any], z: int, left: float, top: float) -> None:
    fill = _colour(obj.get("non_stroking_color")) if obj.get("fill") else None
    stroke = _colour(obj.get("stroking_color")) if obj.get("stroke") else None
    if obj["object_type"] == "rect":
        x0, y0, x1, y1 = obj["x0"] - left, obj["top"] - top, obj["x1"] - left, obj["bottom"] - top
        paths: list[list[Point]] = [[(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)]]
        curved = False
    else:
        paths, curved = _points(obj, left, top)
    add_path(out, paths, fill=fill, stroke=stroke, width=float(obj.get("linewidth") or 0), z=z, curved=curved)


def _points(obj: dict[str, Any], left: float, top: float) -> tuple[list[list[Point]], bool]:
    curved = False
    paths: list[list[Point]] = []
    for command, *points in obj.get("path") or [("m", *obj["pts"])]:
        at = [(float(x) - left, float(y) - top) for x, y in points]
        if command == "m":
            paths.append(at[:])
        elif command == "c" and paths:
            curved = True
            paths[-1].extend(flatten_curve(paths[-1][-1], at[-3], at[-2], at[-1]) if len(at) >= 3 else at)
        elif command == "h" and paths:
            paths[-1].append(paths[-1][0])
        elif paths:
            paths[-1].extend(at)
    return paths, curved


def _colour(value: Any) -> str | None:
    """A PDF colour as "#rrggbb": grey, RGB or CMYK; None where absent or a pattern."""
    if value is None:
        return None
    parts = [float(v) for v in (value if isinstance(value, (tuple, list)) else (value,)) if isinstance(v, (int, float))]
    if len(parts) == 1:
        rgb = parts * 3
    elif len(parts) == 3:
        rgb = parts
    elif len(parts) == 4:
        rgb = [(1 - p) * (1 - parts[3]) for p in parts[:3]]
    else:
        return None
    return "#{:02x}{:02x}{:02x}".format(*(round(255 * min(1.0, max(0.0, v))) for v in rgb))
