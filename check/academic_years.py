"""A store as a paper of academic years sees it: "2024/25" is the year that ends in July or August 2025.

Papers name a school's or college's year as they name a financial one. Where a paper speaks of academic years, the
yearly figures that the store holds for a July or August are those of the year that the paper names so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from check.paper import Paper
from records import Period

if TYPE_CHECKING:
    from collections.abc import Callable

    from normalise import Figure, Statement, Store

_SPEAKS = re.compile(r"\b(?:academic|school|college)\s+years?\b", re.IGNORECASE)
_ENDS = {7: 31, 8: 31}
"""The months, with their last days, in which such a year may end."""


def of_academic_years(paper: Paper) -> bool:
    """Whether a paper tells of academic years which it names as financial years are named.

    Args:
        paper: With its period, which is then the end of March.
    """
    now = paper.period
    return now is not None and now.end.month == 3 and any(_SPEAKS.search(p.text) for p in paper.passages)


class AcademicStore:
    """A store whose yearly figures of a July or August are those of the year named by a paper.

    What is asked of it otherwise the store itself answers.

    Args:
        store: What was published before.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def stated(
        self, keys: Iterable[str], ends: Iterable[date], *, areas: Iterable[str] = ("",), roles: Iterable[str] = ()
    ) -> list[tuple[Statement, str]]:
        """As of the store; the ends of March are also asked for as ends of academic years."""
        found = self._store.stated(keys, _asked(ends), areas=areas, roles=roles)
        return [(_renamed(s), place) for s, place in found]

    def series(self, *args: Any, **kwargs: Any) -> list[Figure]:
        """As of the store."""
        return [_figure(f) for f in self._store.series(*args, **kwargs)]

    def series_of(self, *args: Any, **kwargs: Any) -> dict[str, list[Figure]]:
        """As of the store."""
        return {k: [_figure(f) for f in found] for k, found in self._store.series_of(*args, **kwargs).items()}

    def figure(self, key: str, period_end: date, **kwargs: Any) -> Figure | None:
        """As of the store, of the first of the days that may be meant."""
        found = (self._store.figure(key, end, **kwargs) for end in sorted(_asked([period_end])))
        return next((_figure(f) for f in found if f is not None), None)

    def statements_named(
        self, names: Iterable[str], *, of_whole: Callable[[Mapping[str, Mapping[str, set[str]]]], Collection[str]]
    ) -> list[Statement]:
        """As of the store."""
        return [_renamed(s) for s in self._store.statements_named(names, of_whole=of_whole)]


def _asked(ends: Iterable[date]) -> set[date]:
    asked = set(ends)
    return asked | {date(e.year, month, day) for e in asked if e.month == 3 for month, day in _ENDS.items()}


def _period(p: Period) -> Period:
    """The year as the paper names it; other periods as they are."""
    if p.basis != "A" or p.end.month not in _ENDS:
        return p
    return replace(p, start=date(p.end.year - 1, 4, 1), end=date(p.end.year, 3, 31))


def _renamed(s: Statement) -> Statement:
    o = s.observation
    return s if o.period is None else replace(s, observation=replace(o, period=_period(o.period)))


def _figure(f: Figure) -> Figure:
    return replace(f, period=_period(f.period), statements=tuple(_renamed(s) for s in f.statements))
