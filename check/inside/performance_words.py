"""What the words of a cell of directions say: improved, worsened, unchanged, rose or fell."""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re

from check.direction_words import find_direction_words
from check.inside.cell_signs import smile

_ALONE = (
    ("unchanged", re.compile(r"\W*(?:same|no\s+movement|steady|maintained|flat|level|stable|static|unmoved|consistent|holding|=)\W*", re.IGNORECASE)),
    ("worsened", re.compile(r"\W*(?:(?:got|getting)\s+)?(?:worse|poorer|slipping|slipped(?:\s+back)?|weakening|adverse|unfavourable|wrong\s+(?:way|direction)|away\s+from\s+target)\W*", re.IGNORECASE)),
    ("improved", re.compile(r"\W*(?:(?:got|getting)\s+)?(?:better|strengthening|favourable|right\s+(?:way|direction)|towards\s+target)\W*", re.IGNORECASE)),
    ("rose", re.compile(r"\W*up\W*", re.IGNORECASE)),
    ("fell", re.compile(r"\W*down\W*", re.IGNORECASE)),
)  # fmt: skip


def performance_word(text: str) -> str:
    """improved, worsened, unchanged, rose or fell: what the words of a direction cell say; "" where nothing.

    Args:
        text: Of the cell.
    """
    found = {w.moved for w in find_direction_words(text) if not w.aim}
    if len(found) == 2 and len(found & {"improved", "worsened"}) == 1 and found & {"rose", "fell"}:
        found -= {"rose", "fell"}  # "Increasing, getting worse": what it means counts
    if found:
        return found.pop() if len(found) == 1 else ""
    face = smile(text)
    if face:
        return {"green": "improved", "amber": "unchanged", "red": "worsened"}[face]
    return next((said for said, pattern in _ALONE if pattern.fullmatch(text)), "")
