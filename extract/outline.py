"""Numbers, bullets, captions and headings told from the words of a paragraph, for readers without geometry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

BULLETS: Final = "•▪●○◦■□◆❖➢➤►▶·◻✓§‣⁃∙"
_CAPTION = re.compile(
    r"^(?:table|figure|fig\.?|chart|graph|diagram|map)\s+\d+\w?(?:\.\d+)*\s*(?:[:.–—-]|$)", re.IGNORECASE
)
_NUMBER = re.compile(
    r"""^(?P<number>\d{1,2}(?:\.\d{1,2}){1,4}\.?      # 4.1  4.1.2
        |\d{1,2}[.)]                                  # 4.  4)
        |\(\d{1,2}\)                                  # (4)
        |\(?[a-z][.)]|\(?(?:i{1,3}|iv|vi{0,3}|ix|xi{0,3})[.)]   # (a)  b)  iv)
        |[A-Z][.)]
    )(?P<space>\s+)(?=\S)""",
    re.VERBOSE,
)
_BULLET = re.compile(rf"^(?:[{re.escape(BULLETS)}]|[\ue000-\uf8ff])\s*(?=\S)|^(?:[-–*o])(?:\s+)(?=\S)")
_ENDS_SENTENCE = re.compile(r"[.!?;,][\"”’')]*$")
# After a number that is exactly the next one: a figure, or words that are no unit of the number itself.
_MAY_FOLLOW = re.compile(
    r"^(?:[\d£$€~<>]|(?!(?:m|bn|k|million|billion|thousand|per|percent|percentage|points?|pp|days?|weeks?|months?|years?|"
    r"hours?|times?|children|people|of|to|and|or|in|at|from|compared|against)\b)[a-z])"
)
_STARTS = re.compile(r"^[\"“‘'(]?[A-Z]")


@dataclass(slots=True)
class Outline:
    """Follows the typed numbers of a document, so that "12.6 Kent" is not taken for paragraph 12.6.

    Attributes:
        last: The last section number accepted, as integers.
    """

    last: tuple[int, ...] = ()

    def split(self, text: str, *, tab: bool = False) -> tuple[str, str]:
        """Split a typed number or bullet from the head of a paragraph.

        Args:
            text: The paragraph, single-spaced.
            tab: The first gap in it was a tab or is otherwise set off.

        Returns:
            (number or bullet as printed, rest); ("", text) where there is none or it may be a figure.
        """
        bullet = _BULLET.match(text)
        if bullet:
            sign = bullet[0].strip()
            if sign in {"o", "*"} and not (tab or _STARTS.match(text[bullet.end() :])):
                return ("", text)
            return ("•" if "\ue000" <= sign <= "\uf8ff" else sign, text[bullet.end() :])
        found = _NUMBER.match(text)
        if not found:
            return ("", text)
        number, rest = found["number"], text[found.end() :]
        if number[0].isdigit():
            parts = tuple(int(p) for p in number.rstrip(".)").split("."))
            if len(parts) == 1:
                if not tab and not _STARTS.match(rest):
                    return ("", text)
                if not self.last or parts > self.last[:1] or (len(rest) <= 90 and reads_as_heading(rest)):
                    self.last = parts
            else:
                next_one = _MAY_FOLLOW.match(rest) is not None and self._is_next(parts)
                if not tab and not next_one and not (_STARTS.match(rest) and self._follows(parts)):
                    return ("", text)
                self.last = parts
        elif not tab and number[0] != "(" and not _STARTS.match(rest) and not rest[:1].islower():
            return ("", text)
        elif number[0].isupper() and not tab:
            return ("", text)  # "A. Smith", "C. Ltd"
        return (number, rest)

    def saw(self, number: str) -> None:
        """Note a number that Word worked out itself."""
        if re.fullmatch(r"\d{1,3}(?:\.\d{1,3})*\.?", number):
            self.last = tuple(int(p) for p in number.rstrip(".").split("."))

    def _is_next(self, parts: tuple[int, ...]) -> bool:
        """Whether a number is exactly the next: "4.2 51.2% of ..." after 4.1, or 4.1 under the heading 4."""
        if not self.last:
            return False
        return parts in {(*self.last[:-1], self.last[-1] + 1), (*self.last, 1), (self.last[0] + 1, 1)}

    def _follows(self, parts: tuple[int, ...]) -> bool:
        """Whether a section number goes on from the last one (gaps of a few are allowed, steps back are not)."""
        if not self.last:
            return parts[0] <= 2 and all(p <= 2 for p in parts[1:])
        if parts <= self.last:
            return False
        if parts[0] == self.last[0]:
            return True
        return parts[0] - self.last[0] <= 2 and parts[1] <= 3


def is_caption(text: str) -> bool:
    """Whether a paragraph reads as the caption of a table or chart ("Table 3: ...")."""
    return len(text) <= 300 and _CAPTION.match(text) is not None


def is_bullet(number: str) -> bool:
    """Whether a list mark is a bullet, not a number or letter."""
    return bool(number) and (number == "o" or not any(ch.isalnum() for ch in number))


def depth_of(number: str) -> int:
    """How many levels a section number has: "4." 1, "4.1" 2; 0 for letters, bullets and none."""
    plain = number.strip("().")
    return plain.count(".") + 1 if plain[:1].isdigit() else 0


def reads_as_heading(text: str) -> bool:
    """Whether bold words stand alone like a heading: short, with letters, not a sentence, not a label with a colon."""
    return (
        0 < len(text) <= 220
        and any(ch.isalpha() for ch in text)
        and not text.endswith(":")
        and not _ENDS_SENTENCE.search(text)
    )
