"""From printed text to base words: cleaning, hyphens, tokens.

Nothing here decides anything; it only removes differences of printing (case, dashes, quotes, possessives,
line breaks, spellings) that never change what a name means.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from normalise.glossary import Glossary

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣-"), "-")
_QUOTES = dict.fromkeys(map(ord, "‘’‛`´ʼ"), "'") | dict.fromkeys(map(ord, "“”„"), '"')
_IDENTIFIER = re.compile(
    r"^\s*(?:"
    r"(?:scs|kpi|pi|bvpi|indicator|measure)[\s-]?\d+(?:\.\d+)?[a-z]?\s*(?:[:.)\-–—|]\s+|\s(?=(?-i:[A-Z%])))"
    r"|(?:cs|cyp|cyps|cf|bv|ref|id|no\.?)[\s-]?\d+(?:\.\d+)?[a-z]?\s*[:.)|]\s+"
    r"|\d{1,3}(?:\.\d{1,2})*\s*[.):|]\s+(?=[^\d\s])"
    r"|\d{1,3}\s+[-–—]\s+(?=[^\d\s])"
    r"|\d{1,3}\s+(?=%\s*of|number of\b|percentage of\b|rate of\b|average\b)"
    r"|(?!s17\b|s20\b|s31\b|s38\b|s47\b|s76\b|ks\d\b|p16\b|y\d|co2|no2|so2|nox|pm\d)[a-z]{1,3}\d{1,3}[a-z]?\s*[.:)\-–—|]\s+"
    r"|\(?[a-z]\)\s+"
    r")",
    re.IGNORECASE,
)
_NATIONAL = re.compile(r"\(?\b(?:ni|nis|paf|bvpi)\s?0*(\d{1,3})\b\)?\s*[:\-–]?", re.IGNORECASE)
_SECTION = re.compile(r"\bs(?:ec(?:t(?:ion)?)?)?\.?\s*(17|20|31|38|47|76|117)\b")
_KEYSTAGE = re.compile(r"\bkey\s*stage\s*(\d)\b")
_JOIN = re.compile(r"\b(re|de|co|pre|multi)-(?=[a-z]{3,})")
_WORD_HYPHEN = re.compile(r"(?<=[a-z])-(?=[a-z])")
_TOKEN = re.compile(
    r"@\w+|x:[a-z]+|\b(?:s|ks)\d+\b|\d[\d,]*(?:\.\d+)?(?:st|nd|rd|th)\b|\d[\d,]*(?:\.\d+)?|[a-z]+(?:'[a-z]+)?|[%+<>≥≤=/&|#-]"
)


def clean(text: str) -> str:
    """Lower case, plain dashes and quotes, one space: what any two printings of one name share.

    Args:
        text: A name as printed; line breaks allowed.

    Returns:
        The cleaned name, without the identifier that a scorecard prints before it.
    """
    text = unicodedata.normalize("NFKC", text).translate(_DASHES).translate(_QUOTES)
    text = " ".join(text.replace("\u00ad", "").split())
    text = _IDENTIFIER.sub("", text, count=1)
    return text.lower()


def national_codes(text: str) -> frozenset[str]:
    """National indicator numbers printed in a name (NI 62): these identify, local numbers do not."""
    return frozenset(match.group(1) for match in _NATIONAL.finditer(text))


def drop_national_codes(text: str) -> str:
    """The name without its national indicator numbers."""
    return _NATIONAL.sub(" ", text)


def tokens_of(text: str, glossary: Glossary) -> list[str]:
    """Base words of a cleaned name from which the period has been taken.

    Args:
        text: The output of ``clean`` and ``strip_period``.
        glossary: For the base forms.

    Returns:
        Base words, numbers and symbols in printed order; "|" where a bracket, colon or dash separates.
    """
    text = _SECTION.sub(r" s\1 ", text)
    text = _KEYSTAGE.sub(r" ks\1 ", text)
    text = re.sub(r"\bks\s?([1-5])\b", r" ks\1 ", text)
    text = re.sub(r"\bn/a\b", "not applicable", re.sub(r"\bw/\s?d(?:ays?)?\b", "workingday", text))
    text = _JOIN.sub(r"\1", text)
    text = re.sub(r"\bno\.", " number ", text)
    text = re.sub(r"\bno(?=\s+of\b)", " number ", text)
    text = re.sub(r"^no(?=\s+(?!of|further|longer)[a-z]+s\b)", " number ", text)
    text = re.sub(r"(?<=[a-z])\+(?=\s|$)", " plus ", text)
    text = re.sub(r"\bgood plus\b", "good or outstanding", text)
    text = re.sub(r"[()\[\]:;\"]|\s-\s|(?<=\d)-\s|(?<=[a-z])-\s|\s-(?=[a-z])", " | ", text)
    text = re.sub(r"(?<=\d)\s*\|\s*(?=\d)", " - ", text)
    text = _WORD_HYPHEN.sub(" ", text)
    text = re.sub(r"(?<=\d)-(?=[a-z])", " ", text)
    text = re.sub(
        r"(?<=\d)(?=(?:hrs?|hours?|days?|wks?|weeks?|m?ths?|mths|months?|yrs?|years?|miles?|wds?|k|mins?)\b)", " ", text
    )
    out: list[str] = []
    for token in _TOKEN.findall(text):
        out.extend(_base(token, glossary))
    return out


def _base(token: str, glossary: Glossary) -> tuple[str, ...]:
    if token[0] == "@" or not token[0].isalpha():
        return {"&": ("and",), "#": ("number",), "%": ("%",)}.get(token, (token,))
    token = token.split("'")[0] if token.endswith("'s") else token.replace("'", "")
    if len(token) == 1 or token[-1].isdigit():
        return (token,)
    return (glossary.stem(token),)


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """A cleaned name without punctuation: the form in which trivially equal names are equal.

    Args:
        text: The output of ``clean``, with or without its period.

    Returns:
        Letters, digits and the signs that carry meaning, one space between words.
    """
    text = re.sub(r"\bpercentages?\b|\bper cent\b|\bpercent\b", "%", text)
    text = re.sub(r"\bno\.|\bnos\b|\bnumbers\b|\bno(?= of\b)", "number", text)
    text = text.replace("'s", "s").replace("'", "").replace("&", " and ")
    text = re.sub(r"[^\w%<>+≥≤/@£.]|(?<!\d)\.|\.(?!\d)", " ", text)
    return " ".join(text.replace("%", " % ").split())
