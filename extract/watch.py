"""Page by page: what a worker tells of the page it is at, and what becomes of a page that cannot be read.

A reader takes each page through ``page_by_page``. In a worker its parent sees which page is being read, and may
stop the worker there; the next worker is told to leave that page out and is handed the pages that took long.
"""

from __future__ import annotations

import pickle
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal, TypeVar

from records import PanelpaperError, UnreadableError

T = TypeVar("T")
Step = Literal["page", "scan"]
"""What is done with a page: its text and drawing read, or its picture recognised."""
Place = tuple[Step, int]
"""A step and a 1-based page."""

COSTLY: Final = 0.3
"""Seconds from which a page read is handed to the parent, so that the next worker need not read it again."""
NEXT_PAGE: Final = "Look at this page yourself; the other pages are read."
NEXT_SMALLER: Final = "Look at this page yourself, or read it on a machine with more memory; the other pages are read."


@dataclass(frozen=True, slots=True)
class Lost:
    """A page that was not read.

    Attributes:
        why: The cause, in plain words.
        next_step: What a person should do.
    """

    why: str
    next_step: str = NEXT_PAGE


@dataclass(slots=True)
class Watch:
    """A worker's side of the reading of one file.

    Attributes:
        skip: Pages to leave out, and why.
        rest: For a step: from this page on every page is left out, and why.
        kept: Pages read by an earlier worker, pickled.
        tell: Told of each page as it begins, with the number of pages: (place, total); page 0 means "between".
        keep: Handed a costly page, pickled; None where nobody keeps them.
        worn: Whether memory ran out once: the process should be replaced.
    """

    skip: dict[Place, Lost] = field(default_factory=dict)
    rest: dict[Step, tuple[int, Lost]] = field(default_factory=dict)
    kept: dict[Place, bytes] = field(default_factory=dict)
    tell: Callable[[Place, int], None] = lambda place, total: None
    keep: Callable[[Place, bytes], None] | None = None
    worn: bool = False

    def lost(self, place: Place) -> Lost | None:
        """Why a page is to be left out; None where it is to be read."""
        step, page = place
        first, why = self.rest.get(step, (0, None))
        return self.skip.get(place) or (why if page >= first else None)


_current = Watch()


def watch_with(watch: Watch) -> None:
    """Make this the watch of this process."""
    global _current
    _current = watch


def page_by_page(
    step: Step, numbers: Iterable[int], total: int, read: Callable[[int], T]
) -> Iterator[tuple[int, T | Lost]]:
    """Read pages one by one; one that cannot be read costs only itself.

    Args:
        step: What is done.
        numbers: 1-based pages, in the order in which they are to be read.
        total: How many they are.
        read: Reads one page; what it returns must be picklable.

    Yields:
        Each page with what was read of it, or why it was lost.
    """
    watch = _current
    for number in numbers:
        place: Place = (step, number)
        found: T | Lost | None = None
        if place in watch.kept:
            found = pickle.loads(watch.kept.pop(place))  # from our own worker through the parent, never from a file
        found = found if found is not None else watch.lost(place)
        if found is None:
            watch.tell(place, total)
            began = time.monotonic()
            found = _guarded(read, number, watch)
            if watch.keep is not None and time.monotonic() - began > COSTLY and not isinstance(found, Lost):
                watch.keep(place, pickle.dumps(found, pickle.HIGHEST_PROTOCOL))
            watch.tell((step, 0), total)
        yield number, found


def _guarded(read: Callable[[int], T], number: int, watch: Watch) -> T | Lost:
    try:
        return read(number)
    except UnreadableError as error:
        return Lost(error.why or error.what, error.next_step or NEXT_PAGE)
    except PanelpaperError:
        raise  # an optional part that is missing, say: that is about the file
    except MemoryError:
        watch.worn = True
        return Lost("the page needs more memory than is allowed", NEXT_SMALLER)
    except RecursionError:
        return Lost("the page is nested too deeply")
    except Exception as error:  # a fault of our own in one page must not cost the others
        why = f"a fault in panelpaper stopped the reading of this page ({type(error).__name__}: {error})"
        return Lost(why, "Report it with the file; the other pages are read.")
