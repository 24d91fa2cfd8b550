"""Check: every figure of a paper, against itself and against all that was published before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from records import lazy_exports

if TYPE_CHECKING:
    from check.baseline import Baseline, write_baseline
    from check.engine import check_extraction, check_paper, check_text
    from check.numerals import Numeral, find_numerals
    from check.report import CheckReport, NotFigure

_WHERE = {
    "Baseline": "baseline",
    "CheckReport": "report",
    "NotFigure": "report",
    "Numeral": "numerals",
    "check_extraction": "engine",
    "check_paper": "engine",
    "check_text": "engine",
    "find_numerals": "numerals",
    "write_baseline": "baseline",
}

__all__ = [
    "Baseline",
    "CheckReport",
    "NotFigure",
    "Numeral",
    "check_extraction",
    "check_paper",
    "check_text",
    "find_numerals",
    "write_baseline",
]

__getattr__ = lazy_exports(__name__, _WHERE)
