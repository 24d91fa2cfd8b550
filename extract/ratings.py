"""Ratings in words: "On target", "Near target", "Off target"; they mean a colour only where a rating stands."""

# ruff: noqa: E501 - tables of patterns, one to a line

from __future__ import annotations

import re

from extract.cellfacts import Rag, without_arrows
from extract.document import Cell
from extract.folding import remembered
from extract.ragwords import coloured_sign, rag_word, without_signs
from extract.vocabulary import fold, one_line
from records import RagColour

_GOAL = r"(?:the )?(?:targets?|track|plan|schedule|trajectory|profile|standard|expectations?)"
_MUCH = r"(?:[£]?\d[\d,.]* ?(?:%|per ?cent|percentage points?|points?|pp)?)"
_SAID: tuple[tuple[RagColour, str], ...] = (
    ("red", rf"(?:well |significantly |far |seriously |much )?(?:off|below|behind|missed|missing|under|short of|worse than|not meeting|not achieving|failing) {_GOAL}|"
            rf"(?:off|below|behind|under|worse than) {_GOAL},? (?:and|by) (?:outside .*|more than {_MUCH})|"
            rf"(?:more than|over) {_MUCH} (?:(?:from|below|off|away from|worse than|outside|behind|under|short of|adrift of) {_GOAL}|worse|off)|"
            r"not (?:met|achieved|on track|on target)|targets? (?:not met|not achieved|missed)|outside (?:of )?(?:the )?(?:agreed )?tolerances?|missed|failing|at serious risk|(?:urgent )?action(?: (?:required|needed))?|intervention (?:required|needed)|(?:serious|major) concerns?|critical|off course"),
    ("amber", rf"(?:near(?: to)?|close to|just (?:off|below|under|short of|outside|missed|behind)|slightly (?:off|below|behind|under|worse than)|nearly (?:at|on)|almost (?:at|on)|approaching) {_GOAL}|"
              rf"(?:(?:off|below|behind|under|missed|not meeting) {_GOAL},? (?:but )?)?within (?:the )?(?:agreed |acceptable )?(?:tolerances?|range|thresholds?)(?: (?:of|below) {_GOAL})?|"
              rf"(?:(?:off|below|behind|under|missed) {_GOAL},? (?:but )?)?(?:by )?(?:within|up to|less than|no more than) {_MUCH}(?: (?:of|below|off|from|behind|under|worse than) {_GOAL})?|"
              r"(?:partially|partly|nearly|almost|just) (?:met|achieved|missed)|at risk|(?:some|minor) concerns?|needs attention|(?:on )?watch|caution"),
    ("green", rf"(?:on|at|above|ahead of|exceed(?:s|ing|ed)|met|meet(?:s|ing)|achiev(?:ed|ing)|better than|in line with|on or (?:above|better than|over)|at or (?:above|better than)|met or exceeded|meeting or exceeding|equal to or (?:above|better than)) {_GOAL}|"
              rf"{_GOAL} (?:met|achieved|exceeded)(?: or exceeded)?|(?:met|achieved|exceeded)|on course|performing well"),
)  # fmt: skip
_PATTERNS = tuple((colour, re.compile(words)) for colour, words in _SAID)


def rag_said(cell: Cell) -> Rag | None:
    """The colour that a rating says in words, by a colour with its reason or by its reason alone; None otherwise.

    Args:
        cell: Of a column of ratings.
    """
    text = one_line(cell.text)
    said = _said(text)
    return Rag(said[0], cell.how, text, said[1]) if said is not None else None


@remembered(4_096)
def _said(text: str) -> tuple[RagColour, RagColour | None] | None:
    """(colour, a colour that the rest of the text says instead) of a rating: "● Green", "G (on target)"."""
    typed = rag_word(text) if text.isascii() else None
    if typed is not None:
        return typed, None
    bare, signs = without_signs(text)
    signed = coloured_sign(signs)
    found = _phrase(bare)
    if found is None:
        folded = fold(_SIZE.sub("", without_arrows(bare))).strip(" .:()")
        if re.search(r"\d", folded):
            return None  # "Within 5% of target": which colour that is only a key tells
        reason = _reason(folded)
        found = (reason, None) if reason is not None else None
    if found is None or signed is None or signed == found[0]:
        return found
    return found[0], signed


_SIZE = re.compile(r"\s*\([^()]*\d[^()]*\)$")
"""By how much, in brackets behind a rating: "Off target (by 2%)"."""
_WORD = "green|amber|red|yellow|orange"
_PHRASE = re.compile(
    rf"^(?i:(?:(?:rag|current|overall)\s+)?(?:(?:rag|status|rating|rated)\s*[:=–-]?\s*)?)[\[(]?"
    rf"(?:(?P<word>(?i:{_WORD}))|(?P<letter>[GAR]))\b[\])]?(?:\s+(?i:rag|rating|rated|status))?"
    r"(?P<rest>\s*(?:[-–—:,;.|/(\[=]|\s(?=\w)).*)?$",
    re.S,
)  # fmt: skip
"""A colour and what comes behind it: a reason in brackets, behind a dash, a comma or a colon, or right behind it."""
_CLOSED = re.compile(
    rf"^(?P<rest>[^\d]{{3,60}}?)\s*(?:[-–—:|]\s+|[(\[])(?:(?P<word>(?i:{_WORD}))|(?P<letter>[GAR]))[)\]]?$"
)
"""A reason with its colour behind it: "On target (G)"."""
_OTHER = re.compile(rf"\b(?i:{_WORD})\b|[(\[][GAR][)\]]")
_EARLIER = re.compile(r"\b(?:was|were|from|previous(?:ly)?|last|prior|before|formerly|q[1-4]|earlier)\b", re.I)
_UNCLEAR = re.compile(rf"^\W*(?:to|or|and|/|&|→|->)?\W*(?:{_WORD}|[gar])\b(?! flag)", re.I)


def _phrase(text: str) -> tuple[RagColour, RagColour | None] | None:
    m = _PHRASE.match(text) or _CLOSED.match(text)
    if m is None:
        return None
    colour = rag_word(m["word"] or m["letter"])
    rest, signs = without_signs((m["rest"] or "").strip(" \t-–—:,;.|/([=)]"))
    rest = rest.strip(" -–—:,;.|/([=)]")
    if colour is None or (_UNCLEAR.match(rest) and not _EARLIER.search(rest)):
        return None  # "Amber to Green", "Red/Amber": which of them is now cannot be told
    others = {rag_word(o.strip("()[]")) for o in _OTHER.findall(rest)} - {colour, None}
    if others and not _EARLIER.search(rest):
        return None
    reason = _reason(fold(rest)) if rest else None
    behind = (m["rest"] or "").lstrip("\t \n\u00a0")
    if rest and behind[:1].isalnum() and reason is None and (m["letter"] or m.re is _PHRASE):
        return None  # "Green spaces", "A number of cases": a name or a sentence
    against = coloured_sign(signs) or reason
    return colour, (against if against != colour else None)


def _reason(folded: str) -> RagColour | None:
    """The colour that words such as "on target" stand for."""
    return next((colour for colour, words in _PATTERNS if words.fullmatch(folded)), None)


_COLOUR = r"(?P<colour>green|amber|red|yellow|orange)"
_OPENS_WITH = re.compile(rf"^(?:rated )?{_COLOUR}\b(?! (?:line|spaces?|belt|waste|flag))")
_CLOSES_WITH = re.compile(rf"[(\[]{_COLOUR}(?: rated| rating| status)?[)\]]$")
_ASIDE = re.compile(
    r"^(?:the )?(?:performance|indicators?|measures?|results?|kpis?|figures?|data)?(?: (?:is|are|was|were|has|have|that are|which are))* ?"
)


@remembered(2_048)
def colour_said(words: str) -> RagColour | None:
    """The colour that a few words name or stand for: "= Green", "on or better than target", "Amber (at risk)".

    Args:
        words: Beside a sign of a key, or a heading of rows of one colour.
    """
    text = fold(words).strip(" =:-()[]|/,.;")
    text = re.split(r"[.;|\n]\s", text)[0].strip(" =:-()[]|/,.;")
    if not text or len(text) > 90:
        return None
    if (word := rag_word(text)) is not None and len(text) > 1:
        return word
    named = _OPENS_WITH.match(text) or _CLOSES_WITH.search(fold(words).strip(" =:-|/,.;"))
    if named is not None:
        return rag_word(named["colour"])
    for said in (text, _ASIDE.sub("", text)):
        found = next((colour for colour, form in _PATTERNS if form.fullmatch(said)), None)
        if found is not None:
            return found
    return None
