"""What a figure of a sentence is, where it is not the area's own result: target, benchmark, forecast, range, rate.

Read from the words right before and after the figure. A figure that is none of these is left as it is.
"""

# ruff: noqa: E501 - a table of patterns, one to a line

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from check.goal_words import PLANNED
from check.sought import Sought

_ADV = r"(?:(?:about|around|approximately|approx\.?|nearly|almost|just|over|under|only|some|a|an|at|least|most|more|less|than|below|above|the|no)\s+)*"
_TARGETS = r"(?:target|ambition|goal|aspiration|trajectory|milestone|(?<!floor )(?<!minimum )(?<!red )(?<!amber )(?<!green )(?:standard|ceiling)|(?<!red )(?<!amber )(?<!green )(?<!lower )(?<!speed )(?<!time )limit)s?"
_TARGET_BEFORE = Sought(
    rf"(?<!against )(?<!above )(?<!below )(?<!on )(?<!exceeding )(?<!missing )\b(?:{_TARGETS})\b(?:\s+(?:figure|level|rate|value|range|performance))?"
    rf"(?:\s+(?:for|in|by|from|that)\b(?:[^«.;]|«[PR]\d+»){{0,110}}?|\s*\(?\s*«[PR]\d+»\)?)?"
    rf"\s*(?:of|is|was|being|remains|remained|stays|stands\s+at|stood\s+at|set\s+(?:at|to)|is\s+set\s+at|will\s+be|has\s+been\s+set\s+at|was\s+set\s+at|is\s+now|:|=|\(|,|–|-)?\s*(?:to\s+(?:reach|achieve|be|have)\s+)?(?:set\s+at\s+)?{_ADV}$",
    re.IGNORECASE,
)
_AGAINST_TARGET = Sought(
    rf"\b(?:against|above|below|on|exceed\w*|miss\w*|met|meeting|under|over|than|from|to|of)\s+(?:(?:a|an|the|its|our|their|this|annual|agreed|stretch|local|year[\s-]end)\s+)*(?:{_TARGETS})\s*(?:of|\(|:|which\s+(?:is|was)|set\s+at|level\s+of|figure\s+of)\s*{_ADV}$",
    re.IGNORECASE,
)
_MORE_TARGETS = Sought(
    r"\b(?:targets|goals|ambitions)\s+(?:of|are|were)\s+«N\d+»(?:[^«.;]{0,40}?(?:,|and)\s+«N\d+»)*[^«.;]{0,40}?(?:,|and)\s+$",
    re.IGNORECASE,
)
_TARGET_AFTER = Sought(
    rf"^\s*(?:(?!(?:above|below|over|under|off|within|on|against|inside|outside|of|to|from|than|ahead|behind|short|beyond|past|the|our|its)\b)[a-z]+\s+)?(?:{_TARGETS})\b(?!\s+(?:of|is|was)\s+«N)|^\s*,?\s*(?:which\s+)?(?:is|was|being)\s+(?:the|our|its)\s+(?:\w+\s+)?(?:{_TARGETS})\b",
    re.IGNORECASE,
)
_STILL_TO_REACH = Sought(
    r"\b(?:need\w*|more|further|required|remain\w*|left|go)\b[^«.;]{0,30}\b(?:to|before\s+we)\s+(?:reach|hit|meet|get\s+to|arrive\s+at)\s+(?:the\s+)?$", re.IGNORECASE
)  # fmt: skip
_ASKED_AFTER = Sought(PLANNED, re.IGNORECASE)
_BENCH = (
    r"(?:national(?:ly)?|England(?:['’]s)?|English|Wales|UK|Great\s+Britain|region(?:al|ally)?|South\s+East(?:ern)?|statistical|neighbour(?:s|ing)?|SNs?|comparators?|benchmark\w*|"
    r"peers?|similar\s+(?:authorities|councils|areas)|other\s+(?:local\s+)?(?:authorities|councils|counties|areas)|all\s+(?:local\s+)?authorities|family\s+group|CIPFA|"
    r"shire\s+count(?:y|ies)|county\s+councils|sector|(?:\w+|\d+)[\s-]year\s+average|long[\s-](?:term|run)\s+average|historic(?:al)?\s+average|"
    r"average\s+(?:for|of|over|across|in)\s+(?:the\s+)?(?:last|past|previous|preceding|three|four|five|ten|\d+)\s+(?:\w+\s+)?years|median|(?:upper|lower|top|bottom)\s+quartile|pre-?pandemic|council\s+average|county\s+average|group\s+average|(?:our|nearest)\s+neighbours?)"
)
_BENCH_WORD = Sought(rf"(?<![\w-])(?:{_BENCH})(?![\w])", re.IGNORECASE)
_BENCH_LINK = Sought(
    r"(?:\b(?:of|was|is|were|are|being|stood\s+at|stands\s+at|rate|figure|average|at|:|reported|achieved|had|have|to|from)|[:(=–-])\s*(?:about\s+|around\s+|just\s+(?:over|under)\s+|nearly\s+)?$",
    re.IGNORECASE,
)
_BEATS_BENCH = Sought(
    r"\b(?:above|below|than|with|to|against|over|under|exceeds?|beats?|outperforms?|from|like|unlike|mirror\w*|follow\w*|line\s+with)\s+(?:that\s+(?:of|for)\s+)?(?:(?:the|our|all|most|latest|both|a|an|its)\s+)*(?:\w+\s+)?$",
    re.IGNORECASE,
)
_BENCH_AFTER = Sought(
    rf"^\s*(?:\(\s*)?(?:(?:days?|children|people|cases|points?|per\s+10,?000)\s+)?(?:(?:reported|recorded|published|achieved|seen|found|measured|quoted)\s+)?(?:for|in|across|among(?:st)?|by|at|of)?\s*(?:the\s+|our\s+|all\s+|most\s+|its\s+)*(?:average\s+)?(?:{_BENCH})\b(?!\s+target|\s+total|\s*(?:average|figure|rate)?\s*(?:[:=(]|(?:of|was|is)\s|«N))",
    re.IGNORECASE,
)
_FORECAST = Sought(
    r"\b(?:should|will|would|could|might|shall|may\s+(?:be|fall|rise|reach|need|increase|decrease|drop|exceed|have)|(?:is|are|was|were|been)\s+(?:\w+\s+)?(?:expected|forecast|projected|predicted|likely|anticipated|due|planned|set|budgeted|profiled|estimated)\s+(?:to|that|at)|"
    r"expect(?:s|ed)?\s+(?:(?:\w+\s+){1,2}to\b|to|that|an?|the|around|about|some|it)|forecast(?:s|ed|ing)?|project(?:ed|ion|ions|s)\b|predict(?:s|ed|ion|ions)?|anticipat(?:es?|ed|ing)|hop(?:e|es|ed|ing)\s+(?:to|that|for)|aim(?:s|ed|ing)?\s+(?:to|for|at|is|of)|"
    r"intend(?:s|ed)?\s+to|plan(?:s|ned|ning)?\s+(?:to|for|is|of)|on\s+(?:course|track)\s+(?:for|to)|estimate(?:s|d)?\s+(?:to|that|of|at)|profile(?:d)?\s+(?:of|is|was|for|at)|budget(?:ed)?\s+(?:of|for)|pledge\w*|commit(?:s|ted|ment)\s+to(?=\s+«N|\s+(?:a|an|the)\s+«N|\s+[a-z]+ing\s|\s+(?:reach|achiev|deliver|reduc|increas|improv|cut|keep|hav|be)\w*\s)|seek(?:s|ing)?\s+to|work(?:ing)?\s+towards|"
    r"needs?\s+to|must|(?:ask|call)(?:s|ed|ing)?\s+for|requir(?:es?|ed|ing)|stipulat\w+|promis\w+|guarantee\w*|scenario|assum(?:es?|ed|ing|ption)|trend\s+continues|if\s+(?:the|this|present|current))\b",
    re.IGNORECASE,
)
_AS_FORECAST = Sought(
    r"\b(?:as|than|what\s+(?:was|is|we))\s+(?:we\s+|was\s+|were\s+|had\s+been\s+|originally\s+)*$", re.IGNORECASE
)
_HAPPENED = Sought(
    r"\b(?:(?:it\s+)?(?:is|was|were|are|stands|stood|has\s+been|have\s+been|reached|rose|fell|remained)\s+(?:now\s+|currently\s+|at\s+)*|now|currently|(?:up|down)\s+from|from|compared\s+(?:to|with)|against|than)\s*(?:the\s+|at\s+|about\s+)*$",
    re.IGNORECASE,
)
_CLAUSE = Sought(
    r"[;:]|\.\s|\(|\)|,\s*(?:and|but|so|while|whereas|although|which|where|when|with)\b|\b(?:but|while|whereas|although|because|though|however)\b|\s[–-]\s",
    re.IGNORECASE,
)
_RANGE = Sought(
    r"\bbetween\s+(?:about\s+)?(?:«N\d+»\s+and\s+(?:about\s+)?)?$|\b(?:rang\w+|var(?:y|ied|ies)|fluctuat\w+|mov(?:ed|ing)|hover\w+)\s+(?:\w+\s+)?(?:between|from|in\s+the\s+range(?:\s+of)?)\s+(?:«N\d+»\s+(?:and|to)\s+)?$|\bin\s+(?:the|a)\s+range\s+(?:of\s+)?(?:«N\d+»\s+(?:and|to|[-–])\s+)?$",
    re.IGNORECASE,
)
_EXTREME = Sought(
    r"\b(?:peak(?:ed|ing|s)?\s+(?:at|of)|(?:record|all[\s-]time)?\s*(?:high|low|peak|maximum|minimum|highest|lowest)(?:\s+(?:point|level|figure|rate|value))?\s*(?:was|of|at|being|,)?|bottomed\s+out\s+at|(?:below|under|above|past|beyond|beneath)|(?:risen|rose|gone|went|been|stayed|remained|kept|passed|rising|climbed)\s+(?:just\s+)?over|as\s+(?:high|low|many|few)\s+as|(?<!went )(?<!gone )(?<!come )(?<!came )(?<!goes )(?<!back )(?<!edged )(?<!moved )(?<!crept )(?<!is )(?<!are )(?<!was )(?<!were )up\s+to|at\s+least|at\s+most|more\s+than|fewer\s+than|less\s+than|no\s+more\s+than)\s*(?:a\s+|the\s+)?$",
    re.IGNORECASE,
)
# "A peak of 186 in March 2024", "340 above the 2,310 recorded in ...": a figure of its own time, not a bound.
_POINT = Sought(
    r"\b(?:peak(?:ed|ing|s)?|high|low|maximum|minimum|highest|lowest)\b[^«]{0,20}$|\b(?:above|below|under|over|than)\s+the\s*$",
    re.IGNORECASE,
)
_RATE_AFTER = Sought(
    r"^\s*(?:(?!(?:within|in|for|over|after|during|under|than|once|inside)\b)[a-z]+\s+){0,2}?(?:per\s+(?!cent)|for\s+every\s+|a\s+week\b|a\s+month\b|a\s+day\b|a\s+year\b(?!\s+(?:ago|earlier|before))|an?\s+hour)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Said:
    """What a figure is by the words beside it.

    Attributes:
        role: target, benchmark, forecast, range, extreme, rate; "" where no word says so.
        why: Plain words; empty for a target.
    """

    role: str
    why: str = ""


NOTHING = Said("")
_SHARE = Sought(
    r"\b(?:account(?:s|ed|ing)?\s+for|ma(?:kes?|de|king)\s+up|compris\w+|constitut\w+|(?:have|has|had|hold|holds|held|contains?|educates?))"
    r"\s+(?:only\s+|just\s+|about\s+|around\s+|nearly\s+|almost\s+|over\s+|some\s+|more\s+than\s+|less\s+than\s+)?$",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def said_of(template: str, k: int, *, dated: bool = False) -> Said:
    """What a sentence says that one of its figures is.

    Args:
        template: The sentence with its marks.
        k: Number of the figure.
        dated: Whether the figure has a time of its own beside it.
    """
    before, found, after = template.partition(f"«N{k}»")
    if not found:
        return NOTHING
    since_last = re.split(r"«N\d+»|;", before)[-1]
    if _is_target(before, after):
        return Said("target")
    if _is_benchmark(since_last, after):
        return Said("benchmark", "It is a benchmark or an average, not the council's own figure of the period")
    *earlier, clause = _CLAUSE.split(before)
    if earlier and not clause.strip():
        clause = earlier[-1]  # "expects at least 60% of these, and 70% of those": one request
    m = list(_FORECAST.finditer(clause))
    if m and not _AS_FORECAST.search(clause[: m[-1].start()]) and not _HAPPENED.search(clause[m[-1].end() :]):
        return Said("forecast", "It tells what is expected, planned or asked for, not what was counted")
    if _RANGE.search(before) or (re.search(r"\bbetween\s+$", since_last, re.I)):
        return Said("range", "It bounds a range of figures, and is no single period's figure")
    point = (
        dated
        and _POINT.search(since_last)
        and not re.match(r"[^«.,;]{0,25}\b(?:mark|minimum|maximum|level|threshold)", after)
    )
    if (_EXTREME.search(since_last) and not point) or _of_extreme(template, before, k):
        return Said("extreme", "It is a bound, a peak or a low over a time, not the figure of one period")
    if _SHARE.search(since_last) and re.match(r"\s+of\b", after):
        return Said("part", "It is a share of a whole, not a result")
    if _RATE_AFTER.match(after):
        return Said("rate", "It is a rate, told for a base of its own")
    return NOTHING


_THE_OLD_ONE = Sought(
    r"\b(?:than|with|to|against|on|from)\s+(?:the\s+)?(?:[a-z]+\s+[a-z]+|«[A-Z]\d+»)['’]s\s+$", re.IGNORECASE
)


def _of_extreme(template: str, before: str, k: int) -> bool:
    """Whether a figure is what the subject was in another year: "this year's peak of 448 was 14 lower than last year's 462"."""
    return bool(k and _THE_OLD_ONE.search(before)) and any(said_of(template, n).role == "extreme" for n in range(k))


@lru_cache(maxsize=2048)
def without_benchmarks(text: str) -> str:
    """A text without the words of benchmarks, whose places are no areas of the council."""
    return _BENCH_WORD.sub(" ", text)


_TARGET_MOVED = Sought(
    rf"\b(?:{_TARGETS})\b(?:\s+(?:for|of|on)\s+(?!«)[^«,.;:]{{2,60}}?)?(?:\s+of\s+«N\d+»)?(?:,?\s+(?:which|that)|\s+and)?\s+"
    r"(?:(?:(?:has\s+been|have\s+been|had\s+been|was|were|is)\s+(?:then\s+|recently\s+|since\s+|also\s+)?"
    r"(?:raised|lowered|reduced|increased|changed|moved|cut|revised|tightened|relaxed|reset|eased|stretched|strengthened))"
    r"|(?:(?:has|have|had)\s+)?(?:then\s+|since\s+)?(?:rose|risen|fell|fallen|moved|changed|increased|went\s+(?:up|down)|gone\s+(?:up|down)|came\s+down|come\s+down))"
    r"(?:\s+(?:in|at|on|for)\s+(?:the\s+)?«[A-Z]\d+»)?\s*,?\s*(?:from\s+(?:«N\d+»(?:\s+[a-z]+)?\s+to\s+)?|to\s+)$",
    re.IGNORECASE,
)
"""Words before a target that was changed: "the target was raised from 88% to 90%"."""


_HELD_AGAINST = Sought(
    r"\b(?:against|meeting|met|above|below|to|within|with|on|of)\s+(?:(?:[a-z-]+|(?:[a-z]+-)?«[A-Z]\d+»[a-z]*(?:[-\s][a-z]+){0,4})\s+){0,3}$",
    re.IGNORECASE,
)


def _target_moved(before: str) -> bool:
    """Whether a target went up or down to a figure: not the result that "performance against the standard rose to"."""
    m = _TARGET_MOVED.search(before)
    return m is not None and (
        bool(re.search(r"\b(?:which|that)\b", m[0])) or not _HELD_AGAINST.search(before[: m.start()])
    )


def _is_target(before: str, after: str) -> bool:
    tail = re.split(r"«N\d+»|;", before)[-1]
    if _AGAINST_TARGET.search(tail) or _MORE_TARGETS.search(before) or _target_moved(before):
        return True
    if re.search(rf"\b(?:{_TARGETS})\s+(?:is|was)\s+that\s+(?:at\s+least\s+|no\s+more\s+than\s+)?$", tail, re.I):
        return True
    m = _TARGET_BEFORE.search(tail)
    if m and (
        _BENCH_WORD.search(m[0]) or re.search(r"\b(?:but|while|above|below|compared|whereas|than)\b", m[0], re.I)
    ):
        m = None
    if m and re.search(
        r"(?:of|is|was|being|remains?|remained|stays|at|be|set|to|now|have|[:=(–,-])\s*(?:[a-z]+\s+)*$", m[0][6:], re.I
    ):
        # "met its target, with 62%" and "performance against target was 62%" tell the result
        return not re.search(r",\s*$|\b(?:with|at)\s*$", m[0]) or bool(
            re.search(r"\b(?:set|stands|stood)\s+at\s*$", m[0], re.I)
        )
    plain = re.search(
        rf"(?:[(,:–-]|\bagainst)\s*(?:(?:the|our|its|a)\s+)?(?:{_TARGETS})\s+$|\b(?:{_TARGETS})\s*[(:]\s*$", tail, re.I
    )
    asked = re.search(r"\b(?:the|our|those)\s+(?:extra\s+|additional\s+)?$", tail, re.I) and _ASKED_AFTER.match(after)
    return bool(plain) or bool(_TARGET_AFTER.match(after)) or bool(asked) or bool(_STILL_TO_REACH.search(tail))


_NAME_GOES_ON = re.compile(
    r"\s+(?!(?:Average|Figure|Rate|Median|Mean|Benchmark|Quartile|Result|Comparator|Authorit|Council)s?)[A-Z][a-z]"
)
"""Behind a word that is part of a name: "National Offer Day"."""


def _is_benchmark(before: str, after: str) -> bool:
    if _BENCH_AFTER.match(after) or re.match(r"\s+(?:\w+\s+)?thresholds?\b", after, re.IGNORECASE):
        return True
    words = [
        m for m in _BENCH_WORD.finditer(before) if not (m[0][0].isupper() and _NAME_GOES_ON.match(before, m.end()))
    ]
    if not words:
        return False
    last = words[-1]
    gap = before[last.end() :]
    if len(gap) > 90 or re.search(r"[;]|,\s*(?:and|but|while|with|at|our|we)\b", gap):
        return False
    compared = _BEATS_BENCH.search(before[: last.start()])
    if compared:
        return bool(
            re.search(r"(?:\b(?:of|was|is|figure|average|rate)|[(:])\s*(?:about\s+|around\s+)?$|^\s*$", gap, re.I)
        )
    return bool(_BENCH_LINK.search(gap)) or not gap.strip()
