"""How far back the published series of a paper's indicators are read.

A store of ten years and more holds figures that no sentence of the paper can be about. A paper that speaks of records
is held against all of them; of others the years before the earliest time that they name are enough.
"""

from __future__ import annotations

import re
from datetime import date

from check.number_words import number_of
from check.paper import Paper
from check.sought import Sought
from records import find_periods, month_end

_YEARS = 5
"""So many years before the earliest time that a paper names."""
_RECORDS = Sought(
    r"\b(?:ever|never|always|records?|recorded|all[\s-]time|histor\w+|decades?|began|begun|started|introduced|"
    r"(?:high|low|larg|small|great|strong|weak|poor|long|short|few|bus|quiet)(?:i?est)|best|worst|most|least|peak\w*|"
    r"unprecedented|first\s+time|long[\s-](?:term|run|standing))\b",
    re.IGNORECASE,
)
_SPAN = Sought(r"\b(?P<n>[a-z]+|\d+)[\s-]years?\b", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d.,£])(?:19|20)\d\d(?![\d%])")


def reaching_back(paper: Paper) -> date | None:
    """The first day of which figures are read; None where all of them may be asked for.

    Args:
        paper: With its figures timed.
    """
    if paper.period is None:
        return None
    earliest = paper.period.end
    for p in paper.passages:
        if p.kind in {"chart", "category"}:
            continue
        if p.kind != "cell" and _RECORDS.search(p.text):
            return None
        if any(_long(m["n"]) for m in _SPAN.finditer(p.text)):
            return None
        years = [int(y) for y in _YEAR.findall(p.text)]
        earliest = min([earliest, *(f.period.end for f in find_periods(p.text)), *(month_end(y, 1) for y in years)])
    return month_end(earliest.year - _YEARS, earliest.month)


def _long(word: str) -> bool:
    """Whether a number of years reaches further back than is read in any case."""
    return number_of(word) >= _YEARS
