"""List numbers as Word shows them: "1.1", "(a)", "iv)", bullets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.arrows import symbol_text
from extract.namespaces import W
from extract.ooxml import Package
from extract.safexml import Element
from extract.word_styles import Styles, on
from records import TEN_WORDS, UNIT_WORDS

_TENS = ("zero", "ten", *TEN_WORDS)
_ORDINAL = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}


@dataclass(slots=True)
class _Level:
    start: int
    kind: str
    text: str
    restart: int | None
    legal: bool
    font: str


@dataclass(slots=True)
class _List:
    """One ``w:num``: the levels it shows and the abstract list whose counters it shares."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]


class Numbering:
    """The lists of one file, and their counters while one story (body, header, footnotes) is read."""

    def __init__(self, package: Package, document: str, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, _List] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        self._by_style: dict[str, dict[str, int]] = {}
        part = package.related(document, "numbering")
        if part is not None:
            self._load(package.xml(part))

    def restart(self) -> None:
        """Forget all counters: a new story begins."""
        self._counters.clear()
        self._begun.clear()

    def next(self, paragraph: Element) -> tuple[str, int]:
        """Count a paragraph and give its number.

        Args:
            paragraph: A ``w:p``; call once for each paragraph shown, in document order.

        Returns:
            (number or bullet as shown, depth from 1), or ("", 0) where it is not in a list.
        """
        properties = self._styles.numbering(paragraph)
        if properties is None:
            return ("", 0)
        num_id = _value(properties.find(f"{W}numId"))
        own = paragraph.find(f"{W}pPr/{W}numPr")
        if own is not None and not num_id:  # only a level of its own: the list comes from the style
            for style in self._styles.chain(self._styles.paragraph_style(paragraph)):
                num_id = num_id or _value(style.find(f"{W}pPr/{W}numPr/{W}numId"))
        listed = self._lists.get(num_id)
        if listed is None or num_id == "0":
            return ("", 0)
        level = _value(properties.find(f"{W}ilvl"))
        index = int(level) if level.isdigit() else self._level_of_style(paragraph, num_id)
        shown = listed.levels.get(index)
        if shown is None:
            return ("", 0)
        return (self._count(num_id, listed, index, shown), index + 1)

    def _level_of_style(self, paragraph: Element, num_id: str) -> int:
        linked = self._by_style.get(self._lists[num_id].abstract, {})
        for style in self._styles.chain(self._styles.paragraph_style(paragraph)):
            style_id = style.get(f"{W}styleId") or ""
            if style_id in linked:
                return linked[style_id]
        return 0

    def _count(self, num_id: str, listed: _List, index: int, shown: _Level) -> str:
        counters = self._counters.setdefault(listed.abstract, {})
        for level, start in listed.starts.items():
            if level <= index and (num_id, level) not in self._begun:
                self._begun.add((num_id, level))
                counters[level] = start - 1 if level == index else start
        counters[index] = counters[index] + 1 if index in counters else shown.start
        for level in [n for n in counters if n > index]:
            after = listed.levels[level].restart if level in listed.levels else None
            if after is None or (after > 0 and index < after):
                del counters[level]
        for level in range(index):
            if level not in counters and level in listed.levels:
                counters[level] = listed.levels[level].start
        if shown.kind == "bullet":
            return "".join(symbol_text(ch, shown.font) for ch in shown.text)
        if shown.kind == "none" and "%" not in shown.text:
            return shown.text.strip()

        def fill(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            kind = listed.levels[level].kind if level in listed.levels else "decimal"
            if shown.legal and kind != "none":
                kind = "decimal"
            return format_number(counters.get(level, 1), kind)

        return re.sub(r"%([1-9])", fill, shown.text).strip()

    def _load(self, root: Element) -> None:
        abstracts = {item.get(f"{W}abstractNumId") or "": item for item in root.iter(f"{W}abstractNum")}
        by_link = {
            _value(item.find(f"{W}styleLink")): key
            for key, item in abstracts.items()
            if item.find(f"{W}styleLink") is not None
        }
        for num in root.iter(f"{W}num"):
            key = _value(num.find(f"{W}abstractNumId"))
            link = _value(abstracts[key].find(f"{W}numStyleLink")) if key in abstracts else ""
            key = by_link.get(link, key)
            if key not in abstracts:
                continue
            levels = {}
            for item in abstracts[key].findall(f"{W}lvl"):
                level = int(item.get(f"{W}ilvl") or 0)
                levels[level] = _level(item)
                style = item.find(f"{W}pStyle")
                if style is not None:
                    self._by_style.setdefault(key, {})[_value(style)] = level
            starts = {}
            for override in num.findall(f"{W}lvlOverride"):
                level = int(override.get(f"{W}ilvl") or 0)
                own = override.find(f"{W}lvl")
                if own is not None:
                    levels[level] = _level(own)
                start = _value(override.find(f"{W}startOverride"))
                if start.isdigit():
                    starts[level] = int(start)
            self._lists[num.get(f"{W}numId") or ""] = _List(key, levels, starts)


def format_number(number: int, kind: str) -> str:
    """A counter in one of Word's formats ("decimal", "lowerLetter", "upperRoman" ...); in digits where unknown."""
    if kind in {"none", "bullet"}:
        return ""
    if kind == "decimalZero":
        return f"{number:02d}"
    if kind in {"lowerLetter", "upperLetter"} and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in {"lowerRoman", "upperRoman"} and 0 < number < 4000:
        roman = _roman(number)
        return roman if kind == "upperRoman" else roman.lower()
    if kind == "ordinal":
        ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
        return f"{number}{ending}"
    if kind in {"cardinalText", "ordinalText"} and 0 <= number < 100:
        return _words(number, kind == "ordinalText").capitalize()
    if kind == "numberInDash":
        return f"- {number} -"
    return str(number)


def _level(item: Element) -> _Level:
    start = _value(item.find(f"{W}start"))
    restart = _value(item.find(f"{W}lvlRestart"))
    fonts = item.find(f"{W}rPr/{W}rFonts")
    return _Level(
        start=int(start) if start.lstrip("-").isdigit() else 0,
        kind=_value(item.find(f"{W}numFmt")) or "decimal",
        text=_value(item.find(f"{W}lvlText")),
        restart=int(restart) if restart.isdigit() else None,
        legal=on(item.find(f"{W}isLgl")),
        font=(fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or "") if fonts is not None else "",
    )


def _value(element: Element | None) -> str:
    return (element.get(f"{W}val") or "") if element is not None else ""


def _roman(number: int) -> str:
    out = ""
    for value, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("M", "CM", "D", "CD", "C", "XC", "L", "XL", "X", "IX", "V", "IV", "I"),
        strict=True,
    ):
        while number >= value:
            out += sign
            number -= value
    return out


def _words(number: int, ordinal: bool) -> str:
    tens, ones = divmod(number, 10)
    words = [UNIT_WORDS[number]] if number < 20 else [_TENS[tens]] + ([UNIT_WORDS[ones]] if ones else [])
    if ordinal:
        last = words[-1]
        words[-1] = _ORDINAL.get(last, last[:-1] + "ieth" if last.endswith("y") else last + "th")
    return "-".join(words)
