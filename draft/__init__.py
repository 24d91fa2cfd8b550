"""Figures to Word: drafts, roll-forward, and the gate they pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from records.lazy import lazy_exports

if TYPE_CHECKING:
    from draft.controls import Address, parse_address
    from draft.direction import METHODS, Direction, Method, assess, compare
    from draft.drafting import KINDS, Drafted, Kind, Options, draft_document
    from draft.gate import Failure, check_document, contrast
    from draft.outline import Outline, load_outline
    from draft.rollforward import roll_forward
    from draft.todo import Entry

_WHERE = {
    "KINDS": "drafting",
    "METHODS": "direction",
    "Address": "controls",
    "Direction": "direction",
    "Drafted": "drafting",
    "Entry": "todo",
    "Failure": "gate",
    "Kind": "drafting",
    "Method": "direction",
    "Options": "drafting",
    "Outline": "outline",
    "assess": "direction",
    "check_document": "gate",
    "compare": "direction",
    "contrast": "gate",
    "draft_document": "drafting",
    "load_outline": "outline",
    "parse_address": "controls",
    "roll_forward": "rollforward",
}

__getattr__ = lazy_exports(__name__, _WHERE)

__all__ = [
    "KINDS",
    "METHODS",
    "Address",
    "Direction",
    "Drafted",
    "Entry",
    "Failure",
    "Kind",
    "Method",
    "Options",
    "Outline",
    "assess",
    "check_document",
    "compare",
    "contrast",
    "draft_document",
    "load_outline",
    "parse_address",
    "roll_forward",
]
