"""Printed names to register keys; the store of publications and vintages; series.

A string score ranks candidates; it never decides. Names are parsed into slots and any slot that conflicts
vetoes; what is left over goes to a person, whose decision is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from records.lazy import lazy_exports

if TYPE_CHECKING:
    from normalise.compare import Comparison, compare_names
    from normalise.evidence import Evidence
    from normalise.figures import Figure, Revision, Statement
    from normalise.glossary import Glossary
    from normalise.match import Match, match_names
    from normalise.reconciling import reconcile
    from normalise.store import Added, Store, Waiting

_WHERE = {
    "Added": "store",
    "Comparison": "compare",
    "Evidence": "evidence",
    "Figure": "figures",
    "Glossary": "glossary",
    "Match": "match",
    "Revision": "figures",
    "Statement": "figures",
    "Store": "store",
    "Waiting": "store",
    "compare_names": "compare",
    "match_names": "match",
    "reconcile": "reconciling",
}

__getattr__ = lazy_exports(__name__, _WHERE)

__all__ = [
    "Added",
    "Comparison",
    "Evidence",
    "Figure",
    "Glossary",
    "Match",
    "Revision",
    "Statement",
    "Store",
    "Waiting",
    "compare_names",
    "match_names",
    "reconcile",
]
