"""Which figures of a passage are told as worked out from others, and how: a total, a difference, a share, an average.

The words beside a figure say it; what it is worked out from is found by `ways`.
"""

# ruff: noqa: E501 - tables of words, one kind to a row

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from check.sought import Sought
from check.sums.amounts import MARK, Amount, Reading
from check.sums.moves import TO_NAMED_GOAL

Kind = Literal["", "total", "difference", "percent", "average"]

_ADV = r"(?:(?:about|around|some|just|only|nearly|almost|over|under|roughly|approximately|an?|the|overall|total|further|of)\s+)*"
_TOTAL_AFTER = Sought(
    r"^\s*(?:(?!and\b|but\b|or\b|of\b|in\b|on\b|between\b)[\w’'-]+\s+){0,4}?,?\s*(?:in\s+all\b|in\s+total\b|altogether\b|all\s+told\b|combined\b|together\b(?!\s+with)|between\s+(?:them|the\s+(?:two|three|four|five))\b|overall\b(?=\W*(?:$|[.;)]|«/»)))",
    re.IGNORECASE,
)
_TOTAL_BEFORE = Sought(
    rf"\b(?:in\s+all|in\s+total|altogether|all\s+told|together|combined|a\s+(?:grand\s+|combined\s+|overall\s+)?total\s+of|total(?:ling|s)|add(?:s|ed|ing)?\s+up\s+to|making(?:\s+up)?|which\s+makes|bringing\s+(?:the\s+(?:overall\s+)?total|it|them|this)\s+to|giving\s+(?:a\s+)?(?:grand\s+|combined\s+|overall\s+)?total\s+of|the\s+sum\s+of|net\s+(?:gain|loss|increase|decrease|rise|fall|reduction|change|growth)\s+of)\s*[,:]?\s*(?:(?:they|it|this|that|these|we|the|there|was|is|were|are|had|came|comes|come|to|amount(?:s|ed)?)\s+){{0,4}}{_ADV}$",
    re.IGNORECASE,
)
_DIFFERENCE_BEFORE = Sought(
    rf"(?:\b(?:difference|gap|margin|disparity|surplus|deficit|shortfall|subsidy|saving|overspend|underspend|excess)\s+(?:of|is|was|being|therefore)\s+(?:therefore\s+)?|\b(?:which|that|and\s+this|this)\s+leaves\s+|\bleaving\s+|\bexceeds?\b[^«;]{{0,60}}«N\d+»\W*\s+by\s+|\bexceed(?:ed|ing)\b[^«;]{{0,60}}«N\d+»\W*\s+by\s+){_ADV}$",
    re.IGNORECASE,
)
_AVERAGE_BEFORE = Sought(
    rf"\b(?:average|mean)\b(?:\s+(?:[a-z-]+\s+){{0,4}}?(?:of|is|was|at|cost|costs|paid|took|brought\s+in)|\s*[,:]?)\s*{_ADV}$|\bon\s+average,?\s+[^«;.]{{0,60}}$|\baverag(?:ing|ed|es)\s+{_ADV}$",
    re.IGNORECASE,
)
_PER = Sought(
    r"^\s*(?:(?!and\b|but\b|or\b|in\b|on\b|to\b|for\b|an?\b|per\b|each\b|every\b|had\b|has\b|have\b|was\b|were\b|is\b|are\b|got\b|took\b|gave\b|made\b|as\b|over\b|against\b|about\b|by\b|from\b|of\b|with\b|at\b|into\b|under\b|without\b)[a-z-]+\s+){0,1}?(?:(?P<each>each\b|apiece\b|on\s+average\b)|(?:per|an?|every|each|for\s+(?:each|every)|to\s+(?:an?|each|every)|in\s+each)\s+(?P<noun>[a-z]{3,})\b(?!\s+(?:ago|before|earlier|later|or\s+so)\b|-))",
    re.IGNORECASE,
)
_TIED_BEFORE = Sought(
    rf"(?:\(\s*(?:or\s+|i\.?e\.?,?\s+|about\s+|just\s+(?:over|under)\s+|nearly\s+|almost\s+|up\s+|down\s+|a\s+rate\s+of\s+)*|,?\s*\bor\s+|[,;:–-]?\s*\b(?:so|that\s+is|which\s+is|that\s+was|which\s+was|i\.?e\.?|representing|equal\s+to|equivalent\s+to|equating\s+to|giving|making|a\s+(?:[a-z-]+\s+){{0,2}}(?:rate|share|proportion|fall|drop|rise|increase|decrease|reduction|growth|decline|cut|saving|improvement)\s+of)\s*,?\s*(?:(?:that|a|an|the|rate|share|proportion|of|it|success|approval)\s+)*){_ADV}$",
    re.IGNORECASE,
)


_NO_NOUN = Sought(
    r"annum|year|few|little|lot|result|further|total|good|large|small|single|new|full|high|low|long|short|great|number|percentage|proportion|half|third|quarter|year-on-year|rate|slight|similar|third|fifth|tenth|record|real",
    re.IGNORECASE,
)


_CHANGED = Sought(r"\b(?:lost|gained|shed)\s+$", re.IGNORECASE)
_TOO = Sought(r"^\s*(?:too\s+(?:much|many|few|little)\b|(?:over|under)(?=\s*[.,;]))", re.IGNORECASE)
_GOT = Sought(r"^\s*(?:got|have|has|had|were|was|are|is|became|went)\b", re.IGNORECASE)
"""Things counted that got better or worse: "five improved, four got worse"."""


@dataclass(frozen=True, slots=True)
class Told:
    """A figure that is told as worked out.

    Attributes:
        amount: The figure.
        kind: How.
        noun: What it is an average per: "visit" in "£1.35 a visit"; "" where not said.
        each: Whether the words make it an average beyond doubt.
    """

    amount: Amount
    kind: Kind
    noun: str = ""
    each: bool = False


def told_figures(reading: Reading) -> dict[int, Told]:
    """The figures of a passage that are told as worked out, by their number.

    Args:
        reading: The passage.
    """
    known: dict[int, Told] | None = reading.known.get("told")
    if known is None:
        told = ((a.n, _told(reading, a)) for a in reading.amounts)
        known = reading.known["told"] = {n: t for n, t in told if t is not None}
    return known


def _told(reading: Reading, a: Amount) -> Told | None:
    before, after = reading.before(a), reading.after(a)
    if a.said in {"target", "benchmark", "range"}:
        return None
    if a.family == "percent":
        return Told(a, "percent")
    if a.family.startswith("rate:"):
        return None
    near = MARK.split(before)[-1]
    led = _AVERAGE_BEFORE.search(near)
    if (
        _DIFFERENCE_BEFORE.search(before)
        or _CHANGED.search(before)
        or _TOO.match(after)
        or TO_NAMED_GOAL.match(after)
        or (a.size and not led and not _GOT.match(after))
    ):
        return Told(a, "total" if _TOTAL_BEFORE.search(near) else "difference")
    per = _PER.match(MARK.split(after)[0])
    if led or per:
        noun = ((per["noun"] or "") if per else "").lower()
        each = bool(led or (per and per["each"]))
        if each or (noun and _countable(noun)):
            return Told(a, "average", noun, each)
    if _TOTAL_AFTER.match(MARK.split(after)[0]) or _TOTAL_BEFORE.search(near):
        return Told(a, "total")
    return None


def _countable(noun: str) -> bool:
    return not (noun.endswith("s") and not noun.endswith("ss")) and not _NO_NOUN.fullmatch(noun)


def tied(reading: Reading, a: Amount) -> bool:
    """Whether a percentage or share is told as what the figures just before it come to: "(65%)", "or 5%", "so 90%"."""
    return bool(_TIED_BEFORE.search(MARK.split(reading.before(a))[-1]))


def concludes(reading: Reading, a: Amount) -> bool:
    """Whether words of subtraction lead to a figure: "leaving", "a difference of", "which leaves"."""
    return bool(_DIFFERENCE_BEFORE.search(reading.before(a)) or _TOO.match(reading.after(a)))
