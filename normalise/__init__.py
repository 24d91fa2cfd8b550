"""Printed names to register keys; the store of publications and vintages; series.

A string score ranks candidates; it never decides. Names are parsed into slots and any slot that conflicts
vetoes; what is left over goes to a person, whose decision is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from records.lazy import lazy_exports

if TYPE_CHECKING:
    from normalise.areas import AreaGroup
    from normalise.backfill import BackFill, back_fill
    from normalise.compare import Comparison, compare_names
    from normalise.decisions import Decisions, PersonDecision
    from normalise.evidence import Evidence
    from normalise.figures import RESULT_ROLES, Figure, Revision, Statement, order, parts_of
    from normalise.glossary import Glossary
    from normalise.match import Match, match_names
    from normalise.mentions import LabelWords, Mentions, Nearness, without_aim
    from normalise.reconciling import reconcile
    from normalise.register import Register
    from normalise.resolving import Decision, KeyCandidate
    from normalise.series import History, history
    from normalise.store import Added, Store
    from normalise.store_waiting import Waiting

_WHERE = {
    "Added": "store",
    "AreaGroup": "areas",
    "BackFill": "backfill",
    "Comparison": "compare",
    "Decision": "resolving",
    "Decisions": "decisions",
    "Evidence": "evidence",
    "Figure": "figures",
    "Glossary": "glossary",
    "History": "series",
    "KeyCandidate": "resolving",
    "LabelWords": "mentions",
    "Match": "match",
    "Mentions": "mentions",
    "Nearness": "mentions",
    "PersonDecision": "decisions",
    "RESULT_ROLES": "figures",
    "Register": "register",
    "Revision": "figures",
    "Statement": "figures",
    "Store": "store",
    "Waiting": "store_waiting",
    "back_fill": "backfill",
    "compare_names": "compare",
    "history": "series",
    "match_names": "match",
    "order": "figures",
    "parts_of": "figures",
    "reconcile": "reconciling",
    "without_aim": "mentions",
}

__getattr__ = lazy_exports(__name__, _WHERE)

__all__ = [
    "RESULT_ROLES",
    "Added",
    "AreaGroup",
    "BackFill",
    "Comparison",
    "Decision",
    "Decisions",
    "Evidence",
    "Figure",
    "Glossary",
    "History",
    "KeyCandidate",
    "LabelWords",
    "Match",
    "Mentions",
    "Nearness",
    "PersonDecision",
    "Register",
    "Revision",
    "Statement",
    "Store",
    "Waiting",
    "back_fill",
    "compare_names",
    "history",
    "match_names",
    "order",
    "parts_of",
    "reconcile",
    "without_aim",
]
