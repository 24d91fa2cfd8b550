"""Verbs that say of a figure that it was planned, promised or asked for: "the 240 planned", "the 70% we aim for"."""

# ruff: noqa: E501 - a pattern to a line

from __future__ import annotations

NOT_YET = r"will|would|should|could|may|might|must|if|unless|expect\w*|aim\w*|forecast\w*|likely|hope\w*|when|until|on\s+(?:track|course)|in\s+order"
"""Words before what is wished for, feared or said of any time."""
VERB = r"(?:aim(?:ed|ing)?\s+(?:for|at)|plan(?:ned)?(?:\s+for)?|pledged|promised?|expect(?:ed)?|required?|budgeted(?:\s+for)?|hoped?\s+for|ask(?:ed)?\s+for|agreed|funded\s+to|contracted(?:\s+to)?|committed\s+to|commissioned(?:\s+to)?|need(?:ed)?|profiled|targeted|want(?:ed)?|demand(?:ed)?|set\s+(?:for|by|out))"
_WHO = r"(?:(?:we|they|it|members|cabinet|(?:the|our)\s+[a-z]+)\s+)"
_AUX = r"(?:(?:had|have|has|are|were|was|is|been|being|originally|previously|also)\s+)*"
LOOSE = rf"\s+(?:(?!and\b|or\b|but\b|in\b|of\b|is\b|are\b|was\b|were\b|has\b|have\b|had\b)[a-z]+\s+){{0,2}}?(?:(?:that|which)\s+)?{_WHO}?{_AUX}{VERB}\b"
"""Behind a figure."""
PLANNED = rf"(?:\s+(?!and\b|or\b|but\b|in\b|of\b|is\b|are\b|was\b|were\b|has\b|have\b|had\b)[a-z]+){{0,2}}?(?:\s+(?:(?:that|which)\s+)?{_WHO}{_AUX}{VERB}\b|\s+(?:planned|pledged|promised|budgeted|targeted|profiled|required|expected)\b(?!\s+to\b))"
"""Behind "the" and a figure: it is no result."""
