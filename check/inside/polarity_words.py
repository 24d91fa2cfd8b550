"""Which way is better, by what an indicator is called and measured in: complaints and days down, percentages in time up.

A last resort behind registers, columns and colours: nothing is called wrong by a name alone.
"""

# ruff: noqa: E501 - tables of words

from __future__ import annotations

import re
from functools import lru_cache

from records import Polarity

_ASIDE = re.compile(r"\((?:exclud|includ|for\s|those\s|all\s|of\s)[^)]*\)", re.IGNORECASE)
"""Brackets that say who is counted, not what is measured."""

_FAILED = re.compile(
    r"\bnot\s+(?!including|known|counting)\w+|\bwithout\b|\b(?:un(?:answered|resolved|filled|met|paid|allocated|planned|satisf\w+|collected|safe|fit|employ\w+|authorised|completed?|occupied)|overdue|late(?:ly)?|outside\s+(?:of\s+)?(?:the\s+)?(?:time\w*|target|standard|deadline)|out\s+of\s+(?:time|date|use|action|order|service|hours)|"
    r"missed|missing|fail\w*|awaiting|waiting\s+(?:for|more|over|longer)|waits?\s+(?:of\s+)?(?:over|more|longer)|abandon\w*|given\s+up|lost|repeat\w*|re-?(?:referr\w+|offen\w+|admi\w+|present\w+|registr\w+)|previous\s+referrals?|inadequate|poor|"
    r"(?:two|three|four|2|3|4)\s+or\s+more\s+(?:placements?|moves?|schools?)|(?:older|longer|more|over)\s+(?:than\s+)?(?:\d+|one|two|three|four|five|six|eight|nine|ten|twelve)\s+(?:miles|days|weeks|months|years|hours)|lasting\s+(?:\d+|two|three)|(?:done|carried\s+out)\s+again|should\s+not|avoidable|rejected|need(?:ing)?\s+of\s+(?:maintenance|repair)|"
    r"failed|agency\s+(?:staff|workers?|spend|carers)|below\s+(?:the\s+)?standard|in\s+arrears|in\s+debt|closed\s+unexpectedly|unplanned)\b",
    re.IGNORECASE,
)
"""What should not be: a good thing that was not done, or was done too late."""

_IN_TIME = re.compile(
    r"\b(?:(?:with)?in|inside)\s+(?:\w+\s+){0,3}?(?:time|timescales?|target|deadlines?|days?|hours?|weeks?|months?|minutes?|seconds?)\b(?!\s+(?:taken|to)\b)|\b(?:on|in)\s+(?:time|schedule|date)\b|\bsame\s+day\b|\bon\s+the\s+day\b|\bfirst\s+(?:time|visit|contact|choice|preference|attempt|advertisement)\b|\bone\s+of\s+(?:their|its)?\s*top\b|"
    r"\b(?:very\s+|fairly\s+)?satisf\w+|\bcontent\s+with\b|\bhappy\s+with\b|\brecommend\w*|\bgood\b|\boutstanding\s+(?:schools?|overall)|\brating\s+the\s+service|\bfeel(?:ing)?\s+(?:safe|supported|encouraged|listened|well)|"
    r"\b(?:answered|responded|replied|resolved|repaired|fixed|cleared|removed|closed\s+without|prevented|relieved|repudiated|reunited|settled|cleansed)\b",
    re.IGNORECASE,
)
"""What is asked of a service whatever it deals with: complaints answered in time are better the more there are."""

_LOW = re.compile(
    r"\b(?:complaints?|grievances?|(?:days?|weeks?|months?|minutes?|hours?|time|seconds?)\s+(?:\w+\s+){0,3}?(?:taken\s+)?(?:to|from|between|for|from)\b|(?:average|mean|median|ave\.?)\s+(?:no\.?\s+of\s+|number\s+of\s+)?(?:time|wait\w*|days|weeks|hours|minutes|length|stay|cost|caseloads?|response|re-?let)|waiting|waits?|queues?|delays?|delayed|cost|subsidy|spend\s+(?:on|per)|emissions?|co2|carbon\s+(?:dioxide\s+)?(?:emissions?|footprint|intensity|used|from)|tonnes\s+of\s+carbon|"
    r"crimes?|burglar\w+|robber\w+|shoplifting|theft|stolen|violence|violent|offences?|incidents?|anti-?social|criminal\s+damage|hate|domestic\s+abuse|vacanc\w+|vacant|sickness|absen\w+|turnover|leavers\s+\(staff\)|arrears|debts?|errors?|defects?|faults\s+(?:reported|open|outstanding)|potholes\s+(?:reported|outstanding)|"
    r"overdue|unresolved|outstanding|backlog|open\s+(?:cases|at)|(?:cases|tickets|claims|grievances)\s+open|enforcement\s+cases|caseloads?|admissions|homeless\w*|rough\w*|temporary\s+accommodation|bed\s+and\s+breakfast|nightly[\s-]+paid|voids?|empty|exclusions?|suspensions?|persistently|neet|"
    r"casualties|killed|injur\w+|accidents?|collisions?|fly-?tip\w*|landfill|residual|contamina\w+|unsatisfactory|litter|graffiti|stepped\s+up|breakdowns?|moves|escalat\w+|obes\w+|excess\s+weight|smok\w+|mortality|deaths?|falls|self-?harm|unemploy\w+|claimants?|poverty|breaches|overspend|appeals\s+(?:allowed|lodged|registered|upheld)|"
    r"(?:decisions?|complaints?)\s+upheld|offers\s+refused|waivers?|internal\s+reviews|claims\s+received|energy\s+(?:used|use|consumption|consumed)|(?:gas|water|electricity|fuel|energy|paper)\s+(?:used|use|usage|consumption|consumed)|looked\s+after|children\s+in\s+care(?=\W*$|\s+per\b|\s+at\b)|(?:with|on)\s+a\s+child\s+protection\s+plan|down\s?time)\b",
    re.IGNORECASE,
)
_HIGH = re.compile(
    r"\b(?:recycl\w+|compost\w*|reused|collected|collection\s+rate|completed?|completing|carried\s+out|held|seen|sampled|inspected|inspections\s+made|"
    r"determined|decided|validated|processed|met\b|achieved?|achieving|attainment|passed|passing|success\w*|secured|uptake|take-?up|taken\s+up|coverage|members|memberships?|subscribers?|visits|visitors|attendances|loans|items\s+(?:issued|borrowed|lent)|borrowed|downloads|issued|journeys|swims|lessons|users|customers|volunteer\w*|enrolments?|learners|ceremonies|"
    r"attend\w+|participat\w+|active|engaged|employed|in\s+(?:paid\s+)?(?:employment|work)|in\s+education|suitable|stable|same\s+(?:placement|worker)|placed\s+together|reviewed|assessed|approved|correct\w*|accura\w+|valid|compliant|compliance|online|digital|direct\s+(?:debit|payments?)|personal\s+budget|still\s+at\s+home|at\s+home|own\s+(?:foster\s+)?carers|kinship|foster(?:ing)?\s+households|in\s+touch|in\s+contact|"
    r"occupan\w+|filled|trained|qualified|apprentice\w*|reduction|reduced|savings|income|surplus|market\s+share|breastfe\w+|vaccinat\w+|immunis\w+|screen\w+|health\s+checks?|antenatal|adopted|adoptions|permanen\w+\s+secured|fix|retention|retained|achievement|punctual\w*|reliab\w+|convictions?|convicted|working\s+order|ready\s+for\s+school|expected\s+(?:standard|level)|readiness|progress\s+8|attainment\s+8|"
    r"quit(?:s|ters)?|helped|supported|short\s+breaks?|receiv(?:e|es|ed|ing)\s+(?:a\s+)?(?:support|short\s+break|service|help)|benefit(?:ed|ing)|installed|planted|electric|let\s+in|homes\s+(?:let|built|delivered)|new\s+homes|affordable\s+homes|built|delivered|apprenticeships?|local\s+suppliers|(?:based|suppliers)\s+in\s+the\s+borough|small\s+businesses|starts|jobs\s+created|appraisals?|declared|declarations|published|invoices\s+(?:paid|matched)|bids|grants\s+awarded|removed)\b",
    re.IGNORECASE,
)
_HOW_LONG = re.compile(
    r"^\W*(?:the\s+)?(?:average|mean|median|ave\.?)\s+(?:no\.?\s+of\s+|number\s+of\s+)?(?:\w+\s+)?(?:time|wait\w*|days|weeks|hours|minutes|seconds|length)\b|"
    r"^\W*(?:days|weeks|hours|minutes|time)\s+(?:taken\s+)?(?:to|from|between)\b",
    re.IGNORECASE,
)
"""A time that something takes."""
_SHARE = re.compile(r"%|\bper\s?cent|\bpercentage|\bproportion|\bshare\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def polarity_of_name(name: str) -> Polarity:
    """H or L where the words of a name say one and not the other; else "".

    Args:
        name: An indicator as printed.
    """
    text = _ASIDE.sub(" ", name)
    if _HOW_LONG.search(text):
        return "L"
    if _FAILED.search(text):
        # "overdue reviews completed": a failing that is put right
        return (
            ""
            if re.search(r"\b(?:answered|resolved|cleared|completed|reduction|recovered|repaid)\b", text, re.I)
            else "L"
        )
    if re.search(r"\breduc(?:tion|ing)\s+(?:in|of)\b|\bincrease\s+in\b", text, re.IGNORECASE):
        return ""
    if _IN_TIME.search(text):
        return "H"
    low, high = bool(_LOW.search(text)), bool(_HIGH.search(text))
    if low and high:
        # "% of incidents reviewed" is about what was done; a bare count of both is about neither.
        return (
            "H"
            if _SHARE.search(text) and not re.match(r"\W*(?:average|ave|mean|median)\b", text, re.IGNORECASE)
            else ""
        )
    return "L" if low else "H" if high else ""


_WEAK = re.compile(
    r"\b(?:not|without|lost|poor|more|over|longer|older|reduced|removed|agency|approved|users|customers|issued|held)\b",
    re.IGNORECASE,
)


def is_plain_name(name: str) -> bool:
    """Whether the words that tell which way is better for a name hardly ever mean the other.

    Args:
        name: An indicator as printed.
    """
    text = _ASIDE.sub(" ", name)
    low, high = bool(_LOW.search(text)), bool(_HIGH.search(text))
    return not _WEAK.search(text) and (bool(_IN_TIME.search(text) or _HOW_LONG.search(text)) or low != high)


# -- sentences: narrower, as their words may belong to other things ------------------------------------------------

_SAID_LOW = re.compile(
    r"\b(?:complaints?|(?:days?|weeks?|months?|minutes?|hours?|time|seconds?)\s+(?:taken\s+)?to\b|(?:average|mean|median)\s+(?:time|wait\w*|days|length|stay|cost)|waiting|waits?|delays?|delayed|cost|subsidy|spend|emissions?|co2|carbon\s+(?:dioxide\s+)?(?:emissions?|footprint|intensity|used|from)|tonnes\s+of\s+carbon|"
    r"crimes?|burglar\w+|violence|offences?|incidents?|anti-?social|vacanc\w+|vacant|sickness|absen\w+|turnover|leavers|arrears|debts?|abandon\w+|missed|overdue|unresolved|outstanding|backlog|open\s+cases|errors?|defects?|"
    r"admissions|re-?admissions|re-?referrals?|re-?offen\w+|repeat|homeless\w*|rough\w*|temporary\s+accommodation|bed\s+and\s+breakfast|voids?|empty|exclusions?|suspensions?|persistently|neet|not\s+in\s+(?:education|employment)|"
    r"casualties|killed|injur\w+|accidents?|collisions?|fly-?tip\w*|landfill|residual|contamina\w+|unsatisfactory|litter|graffiti|stepped\s+up|breakdowns?|moves|escalat\w+|obes\w+|excess\s+weight|smok\w+|mortality|deaths?|falls|unemploy\w+|claimants?|poverty|breaches|overspend|agency\s+staff)\b",
    re.IGNORECASE,
)
_SAID_HIGH = re.compile(
    r"\b(?:(?:with)?in\s+(?:\w+\s+){0,3}?(?:time|timescales?|target|days?|hours?|weeks?|months?|minutes?)|on\s+time|satisf\w+|good|outstanding\s+schools?|rating\s+the\s+service|recycl\w+|compost\w*|collected|collection\s+rate|completed?|completing|"
    r"answered|responded|resolved|repaired|fixed|cleared|determined|decided|met\b|achieved?|achieving|attainment|passed|success\w*|secured|prevented|uptake|take-?up|coverage|received|members|memberships?|visits|loans|borrowed|"
    r"attend\w+|participat\w+|active|engaged|employed|in\s+employment|in\s+education|settled|suitable|stable|reviewed|assessed\s+correctly|correct\w*|accura\w+|valid|compliant|compliance|online|digital|direct\s+debit|still\s+at\s+home|"
    r"occupan\w+|filled|trained|qualified|apprentice\w*|reduction|savings|income|surplus|breastfed|vaccinat\w+|immunis\w+|adopted|permanen\w+\s+secured|fix|retention|retained|achievement|attainment|punctual\w*|reliab\w+|convictions?|convicted)\b",
    re.IGNORECASE,
)
_SAID_NOT = re.compile(
    r"\b(?:missed|not|un\w+|late|overdue|abandon\w+|repeat|re-?(?:referr\w+|offen\w+|admi\w+|present\w+|registr\w+))\b",
    re.IGNORECASE,
)
_SAID_SHARE = re.compile(
    r"%|\bper\s?cent|\bpercentage|\bproportion|\bwithin\b|\bon\s+time\b|\bin\s+time\b", re.IGNORECASE
)


def polarity_of_sentence(text: str) -> Polarity:
    """H or L where the words of a sentence, which may speak of several things, say one and not the other; else "".

    Args:
        text: The sentence.
    """
    low, high = bool(_SAID_LOW.search(text)), bool(_SAID_HIGH.search(text))
    if high and _SAID_SHARE.search(text):
        return "" if _SAID_NOT.search(text) else "H"
    if low == high:
        return ""
    return "L" if low else "H"
