"""Which way a size goes by the word right beside it: "22 fewer than", "rose by 9.4%", "2.0 percentage points lower"."""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from check.size_words import ADVERBS, PHRASE_VERB
from check.sought import Sought

Sense = Literal["rose", "fell", "improved", "worsened", "slower", "quicker"]

_UNIT = r"(?:\s*(?:percentage\s+)?points?\b|\s*per\s?cent\b|\s*%|(?:\s+(?:working|calendar|whole))?\s+(?:days?|weeks?|months?|hours?|minutes?|seconds?)\b)?"
_TWIN = r"(?:\s*\([^()]*\)|,?\s+or\s+£?\d[\d,.]*(?:%|m|k|bn)?(?:\s+(?:per\s+cent|percentage\s+points))?,?)?"
_NOT_BETWEEN = r"(?!(?:and|or|but|to|from|of|in|on|at|for|by|with|is|are|was|were|has|have|had|which|who|that|the|a|an|not|no|than)\b)"
_BEHIND = re.compile(
    rf"{_UNIT}{_TWIN}\s+(?:{_NOT_BETWEEN}[a-z-]+\s+){{0,2}}?"
    r"(?P<word>more|higher|greater|larger|bigger|up|above|fewer|less|lower|smaller|down|below|longer|slower|shorter|quicker|faster|better|worse|ahead|behind)"
    r"(?=\s+(?:than|on|of|compared|where|what|the|last|in|at|against|[A-Z\d])|\s*[,.;)]|\s*$)"
)
_VERBS = (
    r"(?P<up>ros|rise|risen|grow|grew|increas|climb|jump|surg|soar|expand|widen|lengthen)|"
    r"(?P<down>fall|fell|drop|decreas|declin|reduc|dip|shrank|shrunk|tumbl|plung|narrow|shorten)|"
    r"(?P<good>improv|strengthen)|(?P<bad>worsen|deteriorat)"
)
_BEFORE = Sought(
    rf"(?<![\w-])(?P<word>(?:{_VERBS})[a-z]*)(?:\s+(?:[a-z]+ly|again|back|further|yet))?\s+(?:by|of)\s+{ADVERBS}$",
    re.IGNORECASE,
)
_PARTICLE = re.compile(
    rf"(?:\b(?:is|are|was|were|been|went|gone|go|come|came|edged|crept|moved|and|still|also)\s+|,\s*|\(\s*)(?P<word>up|down)\s+(?:by\s+)?{ADVERBS}$",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:not|no|never|without|rather\s+than|instead\s+of|prevent\w*|avoid\w*|revers\w+|offset\w*|after|following|despite|until|before|"
    r"if|would|could|should|might|will|expect\w*|forecast\w*|target\w*|plan(?:s|ned)?|aim\w*|hope\w*|need\w*)\b[^,;.]{0,40}$|n['’]t\s[^,;.]{0,30}$",
    re.IGNORECASE,
)
_SENSES: dict[str, Sense] = {
    **dict.fromkeys(("more", "higher", "greater", "larger", "bigger", "up", "above"), "rose"),
    **dict.fromkeys(("fewer", "less", "lower", "smaller", "down", "below"), "fell"),
    **dict.fromkeys(("longer", "slower"), "slower"), **dict.fromkeys(("shorter", "quicker", "faster"), "quicker"),
    **dict.fromkeys(("better", "ahead"), "improved"), **dict.fromkeys(("worse", "behind"), "worsened"),
}  # fmt: skip
_GROUPS: dict[str, Sense] = {"up": "rose", "down": "fell", "good": "improved", "bad": "worsened"}


@dataclass(frozen=True, slots=True)
class SizeWay:
    """A word that says which way a size goes.

    Attributes:
        sense: What it says.
        start: Of the word, in the text.
        end: One past its last character.
        text: The word.
    """

    sense: Sense
    start: int
    end: int
    text: str

    def moved(self, polarity: str, *, timed: bool) -> Literal["rose", "fell", ""]:
        """Which way the number went by it; "" where that cannot be told.

        Args:
            polarity: "H" or "L": which way is better; "" where that is not known.
            timed: Whether the number is a length of time.
        """
        if self.sense in {"slower", "quicker"}:
            return ("rose" if self.sense == "slower" else "fell") if timed else ""
        if self.sense in {"improved", "worsened"}:
            if polarity not in {"H", "L"} and not timed and self.text in {"ahead", "behind"}:
                return "rose" if self.sense == "improved" else "fell"
            if polarity not in {"H", "L"}:
                return ""
            return "rose" if (self.sense == "improved") == (polarity == "H") else "fell"
        return "rose" if self.sense == "rose" else "fell"


def way_of_size(text: str, start: int, end: int) -> SizeWay | None:
    """The word right beside a size that says which way it goes; None where none does, or two disagree.

    Args:
        text: A sentence.
        start: First character of the size in it.
        end: One past its last.
    """
    found = []
    m = _BEHIND.match(text, end)
    if m is not None and not (m["word"] in {"up", "down"} and PHRASE_VERB.search(text[end : m.start("word")])):
        found.append(SizeWay(_SENSES[m["word"]], m.start("word"), m.end("word"), m["word"]))
    head = text[:start]
    if (m := _BEFORE.search(head)) is not None:
        group = next(g for g in _GROUPS if m[g])
        found.append(SizeWay(_GROUPS[group], m.start("word"), m.end("word"), m["word"]))
    elif (m := _PARTICLE.search(head)) is not None:
        found.append(SizeWay(_SENSES[m["word"].lower()], m.start("word"), m.end("word"), m["word"]))
    if len({w.sense for w in found}) != 1 or _NEGATED.search(text[: min(start, found[0].start)]):
        return None
    return found[0]
