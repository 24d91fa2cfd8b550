"""Work without the search for cycles: reading and checking make many small objects and hardly a cycle among them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_SEARCHED = 100
"""After so many times cycles are searched for in all that was made."""
_times = 0


@contextmanager
def uncollected() -> Iterator[None]:
    """Put off the search for cycles: it would cost a tenth to a fifth of the time of the work. May be nested."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            global _times
            _times += 1
            if _times % _SEARCHED == 0:
                gc.collect()
            elif not gc.get_freeze_count():
                # All that was made counts as old now: else the next object made would start a search through all of it.
                gc.freeze()
                gc.unfreeze()
            gc.enable()
