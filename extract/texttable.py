"""What the finders of tables in plain text hand over."""

from __future__ import annotations

from dataclasses import dataclass

from extract.document import Grid


@dataclass(frozen=True, slots=True)
class Found:
    """A table found in the lines of a text.

    Attributes:
        start: Index of its first line.
        end: Index after its last line.
        grid: The grid, numbered 0.
        uneven: Lines (1-based) with fewer columns than the rest; their last columns were filled up empty.
    """

    start: int
    end: int
    grid: Grid
    uneven: tuple[int, ...] = ()
