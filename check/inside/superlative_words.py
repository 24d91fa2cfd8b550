"""Words behind a superlative that end what it is said of, or tell that it is of a rate."""

from __future__ import annotations

import re

PER = re.compile(r"^\s+(?:[a-z-]+\s+){1,4}?(?:per|for\s+(?:each|every)|to\s+each|a\s+head|each)\b", re.IGNORECASE)
PER_LABEL = re.compile(r"\b(?:per|each|rate|average)\b|/", re.IGNORECASE)
OTHER_VERB = re.compile(
    r"\b(?:and|but|though|yet)\s+(?:it\s+|still\s+|also\s+)?(?=(?:falls?|fell|rises?|rose|is|was|has|remains?|continues?|stays?|lies|drops?)\b)|\b(?:falls?|fell|fallen|falling)\s+(?:[a-z]+\s+)?(?:short|below|outside|behind)\b",
    re.IGNORECASE,
)
"""Behind a superlative, where another verb goes on: "the lowest rate of any area and falls short of the target"."""
