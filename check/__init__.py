"""Check: every figure of a paper, against itself and against all that was published before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from records import lazy_exports

if TYPE_CHECKING:
    from check.numerals import Numeral, find_numerals

_WHERE = {
    "Numeral": "numerals",
    "find_numerals": "numerals",
}

__all__ = ["Numeral", "find_numerals"]

__getattr__ = lazy_exports(__name__, _WHERE)
