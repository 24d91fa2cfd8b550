"""Which way is better, by what an indicator is called and measured in: complaints and days down, percentages in time up.

A last resort behind registers, columns and colours: nothing is called wrong by a name alone.
"""

# ruff: noqa: E501 - tables of words

from __future__ import annotations

import re

from records import Polarity

_LOW = re.compile(
    r"\b(?:complaints?|(?:days?|weeks?|months?|minutes?|hours?|time|seconds?)\s+(?:taken\s+)?to\b|(?:average|mean|median)\s+(?:time|wait\w*|days|length|stay|cost)|waiting|waits?|delays?|delayed|cost|subsidy|spend|emissions?|co2|carbon|"
    r"crimes?|burglar\w+|violence|offences?|incidents?|anti-?social|vacanc\w+|vacant|sickness|absen\w+|turnover|leavers|arrears|debts?|abandon\w+|missed|overdue|unresolved|outstanding|backlog|open\s+cases|errors?|defects?|"
    r"admissions|re-?admissions|re-?referrals?|re-?offen\w+|repeat|homeless\w*|rough\w*|temporary\s+accommodation|bed\s+and\s+breakfast|voids?|empty|exclusions?|suspensions?|persistently|neet|not\s+in\s+(?:education|employment)|"
    r"casualties|killed|injur\w+|accidents?|collisions?|fly-?tip\w*|landfill|residual|contamina\w+|unsatisfactory|litter|graffiti|stepped\s+up|breakdowns?|moves|escalat\w+|obes\w+|excess\s+weight|smok\w+|mortality|deaths?|falls|unemploy\w+|claimants?|poverty|breaches|overspend|agency\s+staff)\b",
    re.IGNORECASE,
)
_HIGH = re.compile(
    r"\b(?:(?:with)?in\s+(?:\w+\s+){0,3}?(?:time|timescales?|target|days?|hours?|weeks?|months?|minutes?)|on\s+time|satisf\w+|good|outstanding\s+schools?|rating\s+the\s+service|recycl\w+|compost\w*|collected|collection\s+rate|completed?|completing|"
    r"answered|responded|resolved|repaired|fixed|cleared|determined|decided|met\b|achieved?|achieving|attainment|passed|success\w*|secured|prevented|uptake|take-?up|coverage|received|members|memberships?|visits|loans|borrowed|"
    r"attend\w+|participat\w+|active|engaged|employed|in\s+employment|in\s+education|settled|suitable|stable|reviewed|assessed\s+correctly|correct\w*|accura\w+|valid|compliant|compliance|online|digital|direct\s+debit|still\s+at\s+home|"
    r"occupan\w+|filled|trained|qualified|apprentice\w*|reduction|savings|income|surplus|breastfed|vaccinat\w+|immunis\w+|adopted|permanen\w+\s+secured|fix|retention|retained|achievement|attainment|punctual\w*|reliab\w+|convictions?|convicted)\b",
    re.IGNORECASE,
)


def polarity_of_name(name: str) -> Polarity:
    """H or L where the words of a name say one and not the other; else "".

    Args:
        name: An indicator as printed.
    """
    low, high = bool(_LOW.search(name)), bool(_HIGH.search(name))
    if high and re.search(
        r"%|\bper\s?cent|\bpercentage|\bproportion|\bwithin\b|\bon\s+time\b|\bin\s+time\b", name, re.IGNORECASE
    ):
        return (
            ""
            if re.search(
                r"\b(?:missed|not|un\w+|late|overdue|abandon\w+|repeat|re-?(?:referr\w+|offen\w+|admi\w+|present\w+|registr\w+))\b",
                name,
                re.IGNORECASE,
            )
            else "H"
        )
    if low == high:
        return ""
    return "L" if low else "H"
