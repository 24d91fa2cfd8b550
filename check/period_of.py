"""Which period a figure of a sentence belongs to: "in Sept 2016 (766)", "63 children in March 17", "this year"."""

from __future__ import annotations

import re

from check.sentences import Sentence

_AFTER = re.compile(
    r"^[^«;]{0,90}?\b(?:in|at|as\s+at|by|for|on|during|to|of|(?:at|by)\s+(?:the\s+)?end\s+(?:of\s+)?|end\s+(?:of\s+)?|since)\s+"
    r"(?:the\s+)?(?:end\s+(?:of\s+)?)?(?:[^«;(]{0,20}\()?«P(?P<p>\d+)»",
    re.IGNORECASE,
)
_AFTER_BRACKET = re.compile(r"^\s*\(\s*[^«)]{0,20}«P(?P<p>\d+)»", re.IGNORECASE)
_NOT_OF_FIGURE = re.compile(
    r"\b(?:since|compared\s+(?:to|with)|up\s+from|down\s+from|than\s+in|between)\b", re.IGNORECASE
)
_LATEST = re.compile(r"\b(?:this\s+(?:month|quarter|year)|now|currently|latest|current)\b", re.IGNORECASE)
_LAST = r"(?:last|previous|prior|preceding)\s+(?P<unit>month|quarter|year)(?:['’]s)?\b(?!\s+ago)"
_AGO = r"(?:a|one)\s+(?P<ago>month|quarter|year)\s+(?:before|earlier|ago|previously)\b"
_EARLIER_AFTER = re.compile(rf"^[^«;.,]{{0,40}}?\b(?:{_LAST}|{_AGO})", re.IGNORECASE)
_EARLIER_BEFORE = re.compile(
    rf"\b{_LAST}\s*(?:(?:figure|result|performance|position|rate|number|reported)\s*)?(?:was|of|at|:|\(|stood\s+at|it\s+was)?\s*$",
    re.IGNORECASE,
)


def periods_of_figures(sentence: Sentence) -> dict[int, int]:
    """The period that each figure of a sentence is said of.

    Args:
        sentence: With its template.

    Returns:
        Index of the figure in the sentence -> index of the period in the sentence; a figure for which the
        sentence names no period is left out.
    """
    template = sentence.template
    out: dict[int, int] = {}
    taken: set[int] = set()
    places = {int(m[1]): m for m in re.finditer(r"«N(\d+)»", template)}
    # "(766)" behind its period is the closest tie there is.
    for m in re.finditer(r"«P(\d+)»\s*(?:\(\s*|:\s*|=\s*|was\s+|[-–]\s+)«N(\d+)»", template):
        out[int(m[2])] = int(m[1])
        taken.add(int(m[1]))
    for k, place in places.items():
        if k in out:
            continue
        rest = template[place.end() :]
        after = _AFTER_BRACKET.match(rest) or _AFTER.match(rest)
        if after and not _NOT_OF_FIGURE.search(rest[: after.end()]) and int(after["p"]) not in taken:
            out[k] = int(after["p"])
            taken.add(int(after["p"]))
    for k in sorted(places):
        if k in out:
            continue
        before = [int(m[1]) for m in re.finditer(r"«P(\d+)»", template[: places[k].start()])]
        between = template[: places[k].start()].rpartition(f"«P{before[-1]}»")[2] if before else ""
        lead = template[: places[k].start()].rpartition(f"«P{before[-1]}»")[0] if before else ""
        if before and before[-1] not in taken and not _NOT_OF_FIGURE.search(lead[-30:]) and ";" not in between:
            out[k] = before[-1]
    lone = len(sentence.periods) == 1 and not re.search(
        r"«P0»\s*\)?\s+to\s+(?:this|the\s+latest|the\s+current)|«P0»[^«]*\b(?:during|over)\s+the\s+year\b|"
        r"\b(?:since|from|than\s+in|compared\s+(?:to|with)(?:\s+the)?|against|until|between|by)\s+(?:the\s+)?(?:end\s+of\s+)?«P0»",
        template,
        re.IGNORECASE,
    )
    if lone and 0 not in taken:
        out |= {k: 0 for k in places if k not in out}
    if not lone and len(sentence.periods) == 1 and 0 not in taken:
        out = {k: p for k, p in out.items() if p != 0}
    return out


def relative_period(sentence: Sentence, k: int) -> str:
    """What a sentence says of a figure's time without naming a date.

    Returns:
        "last month", "last quarter", "last year" or "" where it says nothing.
    """
    before, _, after = sentence.template.partition(f"«N{k}»")
    m = _EARLIER_AFTER.match(after) or _EARLIER_BEFORE.search(before)
    return f"last {(m['unit'] or m.groupdict().get('ago') or '').lower()}" if m else ""


def says_latest(sentence: Sentence) -> bool:
    """Whether a sentence speaks of the present ("currently", "this month")."""
    return bool(_LATEST.search(sentence.template))
