"""Printed names to register keys; the store of publications and vintages; series.

A string score ranks candidates; it never decides. Names are parsed into slots and any slot that conflicts
vetoes; what is left over goes to a person, whose decision is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from records.lazy import lazy_exports

if TYPE_CHECKING:
    from normalise.compare import Comparison, compare_names
    from normalise.glossary import Glossary
    from normalise.match import Match, match_names

_WHERE = {
    "Comparison": "compare",
    "Glossary": "glossary",
    "Match": "match",
    "compare_names": "compare",
    "match_names": "match",
}

__getattr__ = lazy_exports(__name__, _WHERE)

__all__ = [
    "Comparison",
    "Glossary",
    "Match",
    "compare_names",
    "match_names",
]
