"""What the header of a column says its cells are: target, RAG, direction, change, the band of a colour ...

Words only; which of two columns is the earlier one, and what a column without words holds, is told by its cells.
"""

# ruff: noqa: E501 - a table of words, one kind to a row

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from records import Polarity

ColumnKind = Literal[
    "name", "result", "previous", "outturn", "target", "rag", "previous_rag", "direction", "change", "percent_change", "variance",
    "numerator", "denominator", "polarity", "green", "amber", "red", "bands", "met", "benchmark", "unit", "owner", "value",
]  # fmt: skip

LEVELS_OVER_TIME = frozenset({"result", "value", "previous", "outturn"})
"""Kinds of columns whose figures are one thing at times that follow each other."""
_EARLIER = r"\b(?:previous|prior|preceding|last|earlier)\b"
_WORDS: tuple[tuple[ColumnKind, str], ...] = (
    ("bands", r"\brag\s+(?:bands?|bandings?|thresholds?|tolerances?|criteria|rules?|key|parameters?)\b|^(?:tolerances?|thresholds?|bandings?|bands|rag\s+ratings?\s*\(.*\d.*\))$"),
    ("green", r"^\W*(?:green)(?!\s*(?:flag|space|belt|waste))\b(?:\s*(?:\(.*\)|if|when|is|thresholds?|bands?|triggers?|range|level|limit|target|from|at|above|below|>|<|≥|≤).*)?$"),
    ("amber", r"^\W*(?:amber|yellow)\b(?:\s*(?:\(.*\)|if|when|is|thresholds?|bands?|triggers?|range|level|limit|from|at|above|below|>|<|≥|≤).*)?$"),
    ("red", r"^\W*(?:red)\b(?:\s*(?:\(.*\)|if|when|is|thresholds?|bands?|triggers?|range|level|limit|from|at|above|below|>|<|≥|≤).*)?$"),
    ("met", r"\b(?:target\s+(?:met|achieved|hit)|met\s+target|on\s+target|achieved|target\s+status|meets?\s+target|against\s+target\s*\?)\s*\??$|^met\s*\??$|\(met\s*/\s*not\s+met\)"),
    ("direction", r"\bdirection\b|\bdot\b|\bd\.o\.t\b|\btravel\b|\btrend\b|\barrow\b|\bmovement\s+(?:arrow|direction)\b|\b(?:better|improved)\s*(?:/|or)\s*(?:worse|declined)\b|\bimproving\b"),
    ("polarity", r"\bpolarity\b|\bgood\s+(?:is|to\s+be|performance)\b|\b(?:better|good)\s+if\b|\b(?:high|higher|low|lower|bigger|smaller)(?:\s*(?:/|or)\s*\w+)?\s+(?:is\s+)?(?:better|good)\b|\baim\s+to\b|\bdesired\b|\bbetter\s+is\b|^(?:hi/lo|h/l|high\s+or\s+low)$|\bwhat\s+is\s+good\b"),
    ("variance", r"\bvar(?:iance|\.)?(?:\s+(?:from|to|against|vs\.?|on|above|below))?\b(?!.*\b(?:previous|last|prior|year|quarter|month)\b)|\bgap\b|\b(?:difference|distance|shortfall|variation|deviation|points?|pp|%|\+\s*/\s*[-–−])\s*(?:from|to|against|vs\.?|off|above|below)\s+(?:the\s+)?(?:target|plan|goal|standard)\b|\b(?:against|vs\.?|versus|to|from|off)\s+(?:the\s+)?(?:target|plan)\b|\b(?:above|over)\s*(?:/|or)\s*(?:below|under)\s+target\b|^\+\s*/\s*[-–−]\s*target|\bover(?:spend)?\W{0,6}(?:/|or)\W{0,3}under|\bunder(?:spend)?\W{0,6}(?:/|or)\W{0,3}over|\bsurplus\W{0,6}(?:/|or)\W{0,3}deficit"),
    ("percent_change", r"(?:%|per\s?cent(?:age)?)\s+(?:change|difference|increase|decrease|movement|variation|growth)\b|\b(?:change|difference|increase|decrease|movement|growth)\s*(?:\(\s*%\s*\)|%|in\s+%|as\s+(?:a\s+)?%|in\s+per\s?cent)"),
    ("change", r"\bchanges?\b|\bdifferences?\b|\bmovement\b|\bincrease\s*(?:/|or)\s*decrease\b|\b(?:increase|decrease)\b|^\+\s*/\s*[-–−](?!.*target)|\bswing\b|\bvar(?:iance|iation)?\b|\bdiff\.?\b"),
    ("previous_rag", rf"(?:{_EARLIER}).*\b(?:rag|status|rating|r/a/g)\b|\b(?:rag|status|rating|r/a/g)\b.*(?:{_EARLIER})"),
    ("numerator", r"\bnum(?:erator)?\.?\b"),
    ("denominator", r"\bdenom(?:inator)?\.?\b"),
    ("target", r"(?<!\bin )(?<!\bwithin )(?<!\binside )(?<!\bmeeting )(?<!\bmet )\btargets?\b(?!\s+time)|\bgoals?\b|\bstandard\b|\bexpected\s+(?:level|performance|result)\b|\bambition\b|^plan(?:ned)?$|\btrajectory\b|^(?:our\s+|the\s+)?aims?\b(?!\s+to\b)|\bservice\s+levels?\b|^(?:contract(?:ual)?|agreed|required|expected)\s+(?:level|minimum|maximum)\b|^(?:upper\s+|lower\s+)?(?:limit|ceiling|maximum|minimum|cap)\b|^objective\b|^requirement\b|^pledge\b|^commitment\b|^milestone\b"),
    ("benchmark", r"\bbenchmark\b|\bnational\b|\bengland\b|\b(?:statistical\s+)?neighbours?\b|\bregional?\b|\bsouth\s+east\b|\bcipfa\b|\bcomparator\b|\bpeers?\b|\bfamily\s+group\b"),
    ("rag", r"\brag\b|\br\s*/\s*a\s*/\s*g\b|\bstatus\b|\brating\b|\btraffic\s+light\b|^colour$"),
    ("outturn", r"\bout-?\s?turn\b|\byear\s*-?\s*end\b|\bbaseline\b"),
    ("previous", rf"{_EARLIER}|\b(?:a\s+)?(?:year|month|quarter)\s+(?:ago|before|earlier)\b|^before$|^then$|\bcomparison\s+period\b"),
    ("result", r"\b(?:latest|current|actual|now|this\s+(?:month|quarter|year|period))\b|\bresults?\b|^performance$|\bperformance\b|\bytd\b|\byear\s+to\s+date\b|^value$|\bscore\b|(?<!to be )\bachieved\b"),
    ("unit", r"^(?:unit|units|measured\s+in|format)\b|^type$"),
    ("owner", r"\b(?:owner|lead|officer|director|responsible|source|frequency|basis|portfolio)\b|^(?:comments?|commentary|notes?|narrative|explanation)$"),
    ("name", r"^(?:indicators?|measures?|kpis?|description|name|title|performance\s+(?:indicator|measure)s?|what\s+we\s+measure|area|district|team|service|locality|ward|category)\b"),
)  # fmt: skip
_KINDS = tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _WORDS)

_POLARITY_WORDS: tuple[tuple[Polarity, re.Pattern[str]], ...] = (
    (
        "H",
        re.compile(
            r"^\W*(?:h|hi|high|higher|bigger|up|increase|increasing|maximise|more|↑|▲|higher\s+is\s+better|"
            r"bigger\s+is\s+better)\W*$|\b(?:high(?:er)?|bigger|larger|more|greater)\b[^.;,]{0,24}\b(?:better|best|good|desirable|preferred)\b|"
            r"\b(?:better|good)\s+(?:if|when|is)\s+(?:it\s+(?:is\s+)?)?(?:high|up|increas|ris)|\baim\s+(?:is\s+)?(?:to\s+)?(?:maximise|increase|raise|be\s+high)|\bto\s+increase\b",
            re.IGNORECASE,
        ),
    ),
    (
        "L",
        re.compile(
            r"^\W*(?:l|lo|low|lower|smaller|down|decrease|decreasing|minimise|reduce|less|fewer|↓|▼|lower\s+is\s+better|"
            r"smaller\s+is\s+better)\W*$|\b(?:low(?:er)?|smaller|fewer|less)\b[^.;,]{0,24}\b(?:better|best|good|desirable|preferred)\b|"
            r"\b(?:better|good)\s+(?:if|when|is)\s+(?:it\s+(?:is\s+)?)?(?:low|down|decreas|fall)|\baim\s+(?:is\s+)?(?:to\s+)?(?:minimise|reduce|decrease|lower|be\s+low)|\bto\s+reduce\b",
            re.IGNORECASE,
        ),
    ),
)


@lru_cache(maxsize=4096)
def column_kind(path: str) -> ColumnKind:
    """What a header path ("2024/25 | Target") says of its column; "value" where it says nothing known.

    Args:
        path: Header cells from top to bottom, " | " between.
    """
    leaf = path.rpartition(" | ")[2].strip()
    for text in dict.fromkeys((leaf, path)):
        for kind, pattern in _KINDS:
            if text and pattern.search(text):
                if kind == "previous" and re.search(r"\b(?:latest|current|this)\b", leaf, re.IGNORECASE):
                    return "result"
                return kind
    return "value"


def polarity_words(text: str) -> Polarity:
    """H or L where words or a letter of a cell, name or header say which way is better; else ""."""
    found = {polarity for polarity, pattern in _POLARITY_WORDS if text and pattern.search(text)}
    return found.pop() if len(found) == 1 else ""
