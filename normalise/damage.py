"""Signs that a name was damaged on its way here: OCR, truncation, joined words, line-wrap hyphens.

A damaged name is ranked like any other but never accepted by itself: a person, or evidence from the
figures, settles it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from normalise.quantities import WORD_NUMBERS

if TYPE_CHECKING:
    from normalise.glossary import Glossary

_WRAP = re.compile(r"\b([A-Za-z]{2,})-\s+([a-z]{2,})\b")
_DIGIT_IN_WORD = re.compile(r"\b(?=[A-Za-z0-9]*[A-Za-z]{2})[A-Za-z]+[0-9][A-Za-z]+\b|\b[0-9][a-z]{3,}\b")
_ODD = re.compile(r"[\ufffd\u25a1¬¦~^\\_]|[a-z][|][a-z]|\b[A-Za-z]*[a-z][!¡][a-z]")
_SPACED = re.compile(r"\b(?:[A-Za-z] ){3,}[A-Za-z]\b")
_DANGLING = frozenset(
    [
        "of",
        "the",
        "a",
        "an",
        "and",
        "or",
        "with",
        "within",
        "in",
        "at",
        "on",
        "by",
        "for",
        "from",
        "to",
        "who",
        "that",
        "which",
        "where",
        "were",
        "was",
        "is",
        "be",
        "been",
        "per",
        "than",
        "least",
        "less",
        "more",
        "last",
        "excluding",
        "including",
    ]
)
_FINE_END = re.compile(
    r"(?:in touch with|contact with|in contact|placed in|looked after by|lived in|live in|cared for|paid for|"
    r"dispensed with|dealt with|complied with)$"
)
_PARTICLES = frozenset(["with", "in", "at", "on", "by", "for", "from", "to", "who", "up"])
_MIXED_CASE = re.compile(r"\b[A-Z]?[a-z]+[A-Z][a-z]+(?:[A-Z][a-z]+)*\b|\b[a-z]{2,}[A-Z]{2,}\b")
_UNITS_AFTER_DIGIT = re.compile(
    r"^\d+(?:st|nd|rd|th|hrs?|hours?|days?|weeks?|wks?|mths?|months?|yrs?|years?|miles?|k|wds?|plus|mins?|secs?)$"
)


def damage(name: str, glossary: Glossary) -> tuple[str, ...]:
    """What looks damaged in a printed name.

    Args:
        name: The name as printed.
        glossary: Its vocabulary tells joined words from long ones.

    Returns:
        One plain sentence for each sign; empty for a sound name.
    """
    signs: list[str] = []
    for first, second in _WRAP.findall(name):
        if second not in _DANGLING:
            signs.append(f"'{first}- {second}' looks like a hyphen left by a line break")
    for match in _DIGIT_IN_WORD.finditer(name):
        word = match.group(0)
        if not _UNITS_AFTER_DIGIT.match(word.lower()):
            signs.append(f"'{word}' mixes letters and digits")
    if _ODD.search(name):
        signs.append("it holds characters that no name has")
    if _SPACED.search(name):
        signs.append("its letters are spaced out")
    signs.extend(_truncated(name))
    if "\n" not in name:
        signs.extend(
            f"'{word}' looks like joined words" for word in _MIXED_CASE.findall(name) if word[:2] not in {"Mc", "Ma"}
        )
    words = re.findall(r"[A-Za-z]+", name)
    for at, word in enumerate(words):
        low = word.lower()
        if 5 <= len(low) <= 60 and not _known(low, glossary):
            parts = _split(low, glossary)
            if parts:
                signs.append(f"'{word}' looks like '{' '.join(parts)}' joined")
        if at + 1 < len(words) and len(low) <= 4 and word.islower() and low not in _SMALL:
            joined = low + words[at + 1].lower()
            if (
                len(joined) > 5
                and joined != low
                and _known(joined, glossary)
                and not _known(words[at + 1].lower(), glossary)
            ):
                signs.append(f"'{word} {words[at + 1]}' looks like '{joined}' torn apart")
    letters = re.sub(r"[^A-Za-z]", "", name)
    if "ClC" in name or (re.search(r"\b[A-Z]+l[A-Z]+\b|\b[a-z]+I[a-z]+\b", name) and letters):
        signs.append("a capital I and a small l are mixed up")
    return tuple(dict.fromkeys(signs))


def _truncated(name: str) -> list[str]:
    text = name.rstrip()
    signs = []
    if text.endswith(("...", "…")):
        signs.append("it ends in dots: cut off")
    elif text.endswith("-"):
        signs.append("it ends in a hyphen: cut off")
    if text.count("(") != text.count(")"):
        signs.append("a bracket is not closed")
    words = re.findall(r"[A-Za-z]+|\d+", text.lower())
    last, before = (words[-1] if words else ""), (words[-2] if len(words) > 1 else "")
    measured = last in {"more", "less", "under", "over"} and before in {"or", "and"}
    dangling = last in _DANGLING and not measured and not _FINE_END.search(text.lower().rstrip("."))
    if dangling and (last not in _PARTICLES or last in {"with", "within", "by", "for", "from", "who"}):
        signs.append(f"it ends in '{last}': cut off")
    return signs


def _known(word: str, glossary: Glossary) -> bool:
    return glossary.stem(word) in glossary.vocabulary or word in glossary.vocabulary or word in WORD_NUMBERS


def _split(word: str, glossary: Glossary) -> list[str]:
    """Two or more known words that make up an unknown one; empty if there are none.

    Pieces of one or two letters count only where they are small words, and one piece must be long, so
    that ordinary words unknown to the glossary are not torn apart.
    """
    small = _SMALL
    best: list[list[str] | None] = [None] * (len(word) + 1)
    best[0] = []
    for end in range(1, len(word) + 1):
        for start in range(max(0, end - 16), end):
            piece, before = word[start:end], best[start]
            if before is None:
                continue
            good = piece in small or (len(piece) >= 3 and _known(piece, glossary))
            if good and (best[end] is None or len(before) + 1 < len(best[end] or [])):
                best[end] = [*before, piece]
    parts = best[len(word)] or []
    if len(parts) < 2 or word in _ORDINARY:
        return []
    long = [part for part in parts if part not in small]
    if len(word) >= 8 and long and min(map(len, long)) >= 4:
        return parts
    return parts if len(parts) == 2 and len(long) == 1 else []


_SMALL = frozenset(
    {"of", "in", "to", "at", "on", "by", "or", "is", "the", "and", "for", "with", "no", "not", "non", "a"}
)
_ORDINARY = frozenset(
    [
        "within",
        "into",
        "onto",
        "upon",
        "today",
        "together",
        "therein",
        "wherein",
        "without",
        "office",
        "offer",
        "order",
        "color",
        "forth",
        "import",
        "insight",
        "income",
        "indeed",
        "inform",
        "intake",
        "intend",
        "into",
        "inspect",
        "install",
    ]
)
