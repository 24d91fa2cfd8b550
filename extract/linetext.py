"""Lines as text: line ends inside words, hyphens, and the text of a cell."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from functools import lru_cache

from extract.longwords import LONG_WORDS
from extract.textlines import Line

_SCRAP = re.compile(r"([^\W\d_]{3,})\n([a-z]{1,3})(?=[\s,;:.)]|$)")
_HALVES = re.compile(r"(?<![^\n])([^\W\d_]{3,})\n(?=([a-z]{4,})(?![^\W\d_]))")
_PARTED_NUMBER = re.compile(
    r"(?<=\d,)\n(?=\d{3}(?!\d))|(?<=\d,\d)\n(?=\d\d(?!\d))|(?<=\d,\d\d)\n(?=\d(?!\d))"
    r"|(?<=^\d\.)\n(?=\d+ ?%$)|(?<=^\d\d\.)\n(?=\d+ ?%$)"
)
"""A line end within a number: between the digits of a group of thousands, or behind a decimal point."""
_PARTED_FIGURE = re.compile(r"[£(+−-]?\d[\d,]*(?:\.\n?\d+|\n\.\d+)?(?:\n?\s?%)?\)?")
"""A cell of one figure with line ends at its point or before its sign: "81." over "1%", "100" over ".0" over "%"."""
_PARTED_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d ?[/-] ?)(\d{1,3})\n(\d{1,3})(?![\d/])")
"""A line end within the second year of "2019/2020"."""
_LONE_MARK = re.compile(r"(?<=[^\W\d_])\n(?=[,;:.)](?:\s|$))")
"""A line end before a mark that belongs to the word above: a narrow column had no room for it."""
_LAST_WORD = re.compile(r"[^\W\d_]+$")
_FIRST_WORD = re.compile(r"^[^\W\d_]+")

_ENDING = re.compile(
    r"[a-z]{1,3}|tion|sion|ment|ance|ence|ents|ions|ness|ship|able|ible|ties|cies|ated|ised|ized|ally|"
    r"[a-z]{1,3}(?:ings?|ents?|ers?|ors?|als?|ies|ed|ive|ary|ory|ous|ists?|ally|ity)|"
    r"[a-z]{0,4}(?:[st]ions?|ments?|ances?|ences?|ities|ness|ships?|ables?|ibles?|ative)"
)
"""What may be left of a word in the next line: a scrap, or an ending with little before it."""
_LINKS = frozenset(
    {
        "in", "of", "the", "to", "for", "and", "or", "by", "on", "at", "with", "per", "as", "from", "than", "within",
        "over", "under", "who", "are", "is", "let", "day", "new", "age", "all", "any", "not", "out", "met", "due",
        "pay", "tax", "key", "net", "has", "had", "was", "set", "bed", "aid", "end", "own", "off", "up", "no", "one",
        "two", "paid", "made", "held", "open", "plan",
    }
)  # fmt: skip
"""Small words that open a line and end no word."""

_NO_WORD = re.compile(r"m?ents?|[aei]?[st]ions?|[ae]nces?|ness|[ai]bles?|ings?|ally|ities|ated|ised")
"""Endings that are no words by themselves."""

WORD_BREAK = "\x1f"
"""Stands for a line end that may run through a word, until the document's own words settle it."""


def cell_text(lines: list[Line], inner: float | None = None, *, guessed: bool = False) -> str:
    """The lines of a cell as its text.

    Args:
        lines: In order.
        inner: Room for text in the cell along the reading direction, points. Where a lone word fills it so
            that not one more letter fits, and the next line goes on in lower case, the line end is WORD_BREAK.
        guessed: The room is only as wide as the widest line of the column: scraps of words alone are then looked for.

    Returns:
        Lines joined by newlines (or WORD_BREAK).
    """
    out = ""
    for k, line in enumerate(lines):
        if k:
            broken = inner is not None and _breaks_word(lines[k - 1], line, inner)
            out += WORD_BREAK if broken and (not guessed or _sure(lines[k - 1], line)) else "\n"
        out += line.text
    return out.strip()


def _sure(upper: Line, lower: Line) -> bool:
    """Whether a word is broken, where the room is not sure: a scrap is left, or a word that is known."""
    one, two = upper.words[-1].text, lower.words[0].text.rstrip(",.;:)")
    return len(two) <= 3 or (one + two).lower() in LONG_WORDS


def _breaks_word(upper: Line, lower: Line, inner: float) -> bool:
    if len(upper.words) != 1 or upper.angle != lower.angle or abs(upper.size - lower.size) > 0.5:
        return False
    word, rest = upper.words[0].text, lower.words[0]
    if not (word[-1:].isalpha() and rest.text[:1].islower()) or len(word) < 2:
        return False
    head = rest.chars[0]
    letter = (head.u1 - head.u0) / max(1, len(head.text))
    if rest.text[:1] in "mw":
        letter = 0.95 * lower.size
    letter = max(letter, 0.55 * lower.size)
    return inner - (upper.u1 - upper.u0) < 1.15 * max(letter, 0.3 * lower.size)


def is_doubtful(text: str) -> bool:
    """Whether ``settle_breaks`` may have anything to decide in a text."""
    if "\n" not in text:
        return WORD_BREAK in text
    if (
        _PARTED_NUMBER.search(text)
        or _PARTED_YEAR.search(text)
        or _PARTED_FIGURE.fullmatch(text)
        or _LONE_MARK.search(text)
    ):
        return True
    return WORD_BREAK in text or _SCRAP.search(text) is not None or any(map(_is_one_word, _HALVES.finditer(text)))


def _whole_year(m: re.Match[str]) -> str:
    """A parted second year put together, where it follows the first."""
    year = m[2] + m[3]
    follows = (int(m[1][:4]) + 1) % 100 == int(year[-2:])
    return m[1] + year if follows and (len(year) == 2 or (len(year) == 4 and year[:2] in ("19", "20"))) else m[0]


def _is_one_word(halves: re.Match[str]) -> bool:
    """Whether a line that is one word makes a long word with the first of the next line, and is none by itself."""
    return halves[1].lower() not in LONG_WORDS and (halves[1] + halves[2]).lower() in LONG_WORDS


@lru_cache(maxsize=1)
def _common_words() -> frozenset[str]:
    """Words that headings and measures are made of, as the vocabulary knows them."""
    from extract.vocabulary import AREA_LIKE, MEASURE_LIKE, ROLE_PATTERNS

    patterns = " ".join(p.pattern for p in (AREA_LIKE, MEASURE_LIKE, *(p for _, p in ROLE_PATTERNS)))
    found = frozenset(re.findall(r"[a-z]{4,}", re.sub(r"\\[a-z]", " ", patterns)))
    return frozenset(w for w in found if not _NO_WORD.fullmatch(w))  # "measure(?:ment)?"


def settle_breaks(text: str, known: Container[str]) -> str:
    """Decide each WORD_BREAK by the words the document uses elsewhere.

    Args:
        text: Text with possible marks.
        known: The document's words in lower case, those at doubtful line ends left out.

    Returns:
        The text with each mark closed ("Assessm" + "ents") or made a newline.
    """
    while WORD_BREAK in text:
        at = text.index(WORD_BREAK)
        one = _LAST_WORD.search(text[:at])
        two = _FIRST_WORD.search(text[at + 1 :])
        a, b = (one[0].lower() if one else ""), (two[0].lower() if two else "")
        whole = a + b in known or a + b in _common_words() or a + b in LONG_WORDS or a[-1:] in "ijquv"
        common = known if a in known or b in known else _common_words()
        parts = a in common or (b in common and len(b) > 3) or b in _LINKS or not _ENDING.fullmatch(b)
        text = text[:at] + ("" if whole or not parts else "\n") + text[at + 1 :]

    def close(match: re.Match[str]) -> str:
        one, two = match[1], match[2]
        scrap = two not in known or (len(two) == 1 and two not in "ai")
        whole = (one + two).lower()
        return one + two if scrap and (whole in known or whole in LONG_WORDS) else match[0]

    if "\n" in text:
        text = _LONE_MARK.sub("", text)
        text = text.replace("\n", "") if _PARTED_FIGURE.fullmatch(text) else text
        text = _PARTED_YEAR.sub(_whole_year, _PARTED_NUMBER.sub("", text))
        text = _HALVES.sub(lambda m: m[1] if _is_one_word(m) else m[0], text)
    # "Revenu / e": a line of one to three letters that is no word, under the rest of one that is.
    return _SCRAP.sub(close, text)


def parted_by_page(one: str, two: str) -> str:
    """The two parts of a cell that a page break parted: a word that is known in whole is made whole.

    Args:
        one: On the upper page.
        two: On the lower page.
    """
    a, b = _LAST_WORD.search(one), _FIRST_WORD.search(two)
    whole = a is not None and b is not None and two[:1].islower() and (a[0] + b[0]).lower() in LONG_WORDS
    return "\n".join(t for t in (one, two) if t) if not whole else one + two


def join_lines(texts: Iterable[str]) -> str:
    """Lines of one paragraph as running text: a hyphen at a line's end is kept, without a space after it.

    Args:
        texts: Lines in order.

    Returns:
        "long-" and "term care" give "long-term care"; other lines are joined by spaces.
    """
    out = ""
    for text in texts:
        if out.endswith("-") and out[-2:-1].isalnum() and text[:1].isalnum() and not text[:1].isupper():
            out += text
        else:
            out = f"{out} {text}" if out else text
    return out.strip()
