"""Where the characters of a finding stand on a PDF page: the box of the number, not only of its paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from check.passages import Passage
from extract import Char, PdfiumFile
from records import Box, Source


class PdfPlaces:
    """Finds the boxes of printed texts on the pages of a PDF; pages are read once.

    Args:
        path: The PDF.

    Raises:
        UnreadableError: As the reader.
    """

    def __init__(self, path: Path) -> None:
        self.pdf = PdfiumFile(path)
        self._chars: dict[int, list[Char]] = {}

    def close(self) -> None:
        """Let the file go."""
        self.pdf.close()

    def boxes(self, place: Source, passage: Passage | None) -> list[Box]:
        """Boxes of a finding's characters, one to a line; the whole cell or paragraph where they are not found.

        Args:
            place: Page, box and characters of the finding.
            passage: The paragraph or cell that holds it.
        """
        if place.page is None or place.box is None:
            return []
        text = place.printed.strip()
        if place.span is None or not text or passage is None:
            return [place.box]
        nth = _occurrences(passage.text[: place.span[0]], text)
        found = self._find(place.page, place.box, text, nth)
        return found or [place.box]

    def _find(self, page: int, inside: Box, text: str, nth: int) -> list[Box]:
        chars = [c for c in self._page(page) if inside.contains(*c.box.centre, slack=2.0) and not c.hidden]
        flat: list[Char] = []
        letters = []
        for c in chars:
            for letter in c.text:
                if not letter.isspace():
                    letters.append(letter)
                    flat.append(c)
        body = "".join(letters)
        wanted = "".join(text.split())
        at = -1
        for _ in range(nth + 1):
            at = body.find(wanted, at + 1)
            if at < 0:
                return []
        return _lines(flat[at : at + len(wanted)])

    def _page(self, number: int) -> list[Char]:
        if number not in self._chars:
            self._chars[number] = [word for c in self.pdf.page(number).chars for word in c.words()]
        return self._chars[number]


def _occurrences(before: str, text: str) -> int:
    """How often a text occurs before the place meant, blanks ignored."""
    body, wanted = "".join(before.split()), "".join(text.split())
    n, at = 0, body.find(wanted)
    while at >= 0:
        n, at = n + 1, body.find(wanted, at + 1)
    return n


def _lines(chars: Sequence[Char]) -> list[Box]:
    """Boxes around characters, one to each line of print."""
    out: list[Box] = []
    for c in chars:
        if out and abs(out[-1].top - c.box.top) < max(2.0, c.size / 2):
            out[-1] = out[-1].union(c.box)
        else:
            out.append(c.box)
    return out
