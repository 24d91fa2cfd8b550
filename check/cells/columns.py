"""Which columns of a table the words around a figure ask for: by heading, by what they hold, by time."""

# ruff: noqa: E501 - a table of words, one sense to a row

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from check.ground_topics import topic_of
from check.grounds import Ground, GroundCell, stems
from check.told_lines import Asked

_MARKS = re.compile(r"«[^»]*»")
_SENSES: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (name, re.compile(head, re.IGNORECASE), re.compile(words, re.IGNORECASE))
    for name, head, words in (
        (
            "apart",
            r"\bvar(?:iance|iation|\.)?\b|\bover\b.*\bunder\b|\bunder\b.*\bover\b|\b(?:over|under)spend|\bsurplus|\bgap\b|[+±]\s*/?\s*[-–−]",
            r"\b(?:over|under)[- ]?sp(?:en[dt]\w*|ent)\b|\bpressures?\b|\bsavings?\b|\bsaves?\b|\bsaved\b|\bvariances?\b|\bshort(?:fall)?\b|\b(?:over|under)\b|"
            r"\bmore\b|\bless\b|\bbelow\b|\babove\b|\bextra\b|\bsurplus\b|\bdeficit\b|\boffset\b|\bslippage\b|\breprofiled\b|\bbehind\b|\bahead\b",
        ),
        (
            "changed",
            r"\bchanges?\b|\bdifference\b|\bmovement\b|\bincrease\b|\bdecrease\b",
            r"\b(?:increas|decreas|reduc|rise|rose|risen|rising|fall|fell|grew|grow|chang|drop|declin|gain|los[st]|up\b|down\b|more\b|fewer\b|less\b|higher\b|lower\b|improv)",
        ),
        (
            "expected",
            r"\bforecast|\bprojected|\bprojection|\bexpected|\bestimate|\bpredicted|\bout-?turn\b",
            r"\b(?:forecast|project|expect|estimat|predict|anticipat|likely|out-?turn|will|now\s+requir)\w*\b",
        ),
        (
            "planned",
            r"\bbudget|\ballocat|\bapproved\b|\bplan(?:ned)?\b|\bprofile[d]?\b",
            r"\b(?:budget|allocat|approv|plan|profile|capital\s+programme)\w*\b",
        ),
        (
            "spent",
            r"\bspen[dt]\w*|\bactual|\bexpenditure|\bpaid\b|\bcost\b|\bto\s+date\b",
            r"\b(?:spen[dt]\w*|expenditure|cost\w*|paid|pay\w*|income|received?|came\s+(?:in\s+)?(?:to|at))\b",
        ),
        (
            "aimed",
            r"\btargets?\b|\bgoal|\bambition|\bmilestone|\bstandard\b|\btrajectory|\bplan(?:ned)?\b|\baim\b",
            r"\b(?:target|goal|ambition|milestone|standard|trajectory|plan|planned|aim|hoped)\w*\b",
        ),
        (
            "nation",
            r"\bnational|\bengland|\buk\b|\bunited\s+kingdom|\bgreat\s+britain|\bwales\b|\bscotland\b",
            r"\b(?:national(?:ly)?|england|english|uk|united\s+kingdom|great\s+britain|country|wales|welsh|scotland|scottish)\b",
        ),
        ("region", r"\bregion", r"\bregion\w*"),
        (
            "peers",
            r"\bneighbours?\b|\bcomparators?\b|\bpeers?\b|\bbenchmark|\b(?:group|family)\s+average|\bcipfa\b|\bsimilar\b",
            r"\b(?:neighbours?|comparators?|peers?|elsewhere|similar|cipfa|other\s+(?:cities|councils|authorities|counties|boroughs|districts|areas|places))\b",
        ),
        ("shared", r"%|\bshare\b|\bper\s?cent|\bproportion", r"\b(?:share|proportion|of\s+(?:all|the|its|them|those)|accounts?\s+for|represent|make|made)\b"),
    )
)  # fmt: skip
"""What columns hold that are told apart by their sense: in a heading, and in a sentence."""
OTHERS = frozenset({"nation", "region", "peers"})
"""Columns of other places."""
_MARKED = frozenset({"apart", "changed", "aimed", "expected", *OTHERS})
"""Senses of which a sentence speaks only in words of their own."""
_ALL = re.compile(r"^\W*(?:all|total|number|count|no\.?)\W*$", re.IGNORECASE)
"""A column of everything, beside others of its parts."""

EXCLUDED, POSSIBLE, LIKELY, ASKED = 0, 1, 2, 3


@lru_cache(maxsize=2048)
def senses_of_heading(header: str) -> frozenset[str]:
    """What a column holds, by its heading: "apart" for variances, "expected", "planned", "aimed" ..."""
    leaf = header.rpartition(" | ")[2]
    found = frozenset(name for name, head, _ in _SENSES if head.search(leaf))
    return found or frozenset(name for name, head, _ in _SENSES if head.search(header))


@lru_cache(maxsize=4096)
def senses_of_words(text: str) -> frozenset[str]:
    """Of which kinds of columns a text speaks."""
    return frozenset(name for name, _, words in _SENSES if words.search(text))


def speaks_of(g: Ground, c: GroundCell, near: str) -> bool:
    """Whether words around a figure are of a column's heading, or of what it holds.

    Args:
        g: The row.
        c: A cell of it.
        near: The words around the figure, up to its neighbours.
    """
    topic = topic_of(c.header) - g.words
    return bool(topic & stems(_MARKS.sub(" ", near)) or senses_of_heading(c.header) & senses_of_words(near))


def asked(g: Ground, c: GroundCell, near: str, text: str, when: Asked, now: date | None) -> int:
    """How firmly the words of a figure ask for a cell of the row that it is told of.

    Args:
        g: The row.
        c: The cell.
        near: The words around the figure, up to its neighbours.
        text: Its sentence and what it goes on from.
        when: The time that the figure is told of.
        now: Last day of the paper's period.

    Returns:
        EXCLUDED, POSSIBLE, LIKELY or ASKED.
    """
    by_words = _by_words(g, c, near, text)
    if c.end is None:
        return by_words
    if when.how == "":
        return min(by_words, POSSIBLE)
    if any(x is c for x in when.cells(g, now)):
        return by_words
    if (c.end in when.ends and not when.months) or (
        when.how == "now" and now is not None and c.end >= now and c.kind not in {"result", "previous", "outturn"}
    ):
        return by_words
    return EXCLUDED


def _by_words(g: Ground, c: GroundCell, near: str, text: str) -> int:
    senses, said = senses_of_heading(c.header), senses_of_words(near)
    if c.value.unit == "percent" and "shared" in senses:
        said |= {"shared"}  # a percentage is the share, whatever else is said
    if senses & _MARKED and not senses & said:
        return EXCLUDED
    if said & OTHERS and not senses & OTHERS and c.end is None:
        return EXCLUDED
    topic = topic_of(c.header) - g.words
    alike = [
        x for x in g.cells if x is not c and x.value.unit == c.value.unit and x.header != c.header and x.end == c.end
    ]
    if not alike:
        return ASKED if topic <= stems(text) or senses & said else LIKELY
    words = stems(_MARKS.sub(" ", near))
    if topic and topic <= words:
        return ASKED
    if senses & said and not any(senses_of_heading(x.header) & said & senses for x in alike):
        return ASKED
    mine = len(topic & words)
    if mine and all(len((topic_of(x.header) - g.words) & words) < mine for x in alike):
        return LIKELY
    whole = stems(_MARKS.sub(" ", text))
    if _ALL.search(c.header.rpartition(" | ")[2]) and not any(topic_of(x.header) & whole for x in alike):
        return ASKED
    if topic and topic <= whole and not any(t and t <= whole for x in alike if (t := topic_of(x.header) - g.words)):
        return LIKELY
    if not topic and not senses and not any(topic_of(x.header) & words for x in alike):
        return POSSIBLE
    return EXCLUDED
