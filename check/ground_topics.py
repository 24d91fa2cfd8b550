"""Rows of tables whose columns tell of several things, one ground for each: "Burials 2024/25", "Cremations 2024/25"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from check.grounds import LEVELS, Ground, stems
from check.time_words import mark_times
from records import find_periods

_MONTHS = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
_TIMES = re.compile(
    rf"\b(?:{_MONTHS}|ytd|to\s+date|so\s+far|q[1-4]|quarter(?:\s+(?:one|two|three|four|[1-4]))?|half|m\d+|actuals?|results?|"
    r"latest|current|previous|last|prior|earlier|outturn|figures?|position|performance|same|end|full|provisional|final|"
    r"revised|restated|only|us|our|council)\b",
    re.IGNORECASE,
)


def by_topic(grounds: Iterable[Ground]) -> list[Ground]:
    """Grounds of which each tells of one thing only.

    Args:
        grounds: Rows of tables.

    Returns:
        A row whose columns tell of several things once for each, named for both; the whole of a table is named for
        the thing alone.
    """
    tables: dict[int, list[Ground]] = defaultdict(list)
    for g in grounds:
        tables[g.table].append(g)
    return [made for rows in tables.values() for made in _table(rows)]


def _table(rows: list[Ground]) -> list[Ground]:
    topics = {c.header: topic_of(c.header) for g in rows for c in g.levels}
    if len(set(topics.values())) < 2:
        return rows
    out = []
    for g in rows:
        for topic in dict.fromkeys(topics[c.header] for c in g.levels):
            cells = tuple(c for c in g.cells if c.kind in LEVELS and topics[c.header] == topic)
            name = _untimed(next(c.header for c in cells))
            words = topic | (frozenset() if g.total and topic else g.words)
            out.append(replace(g, name=f"{g.name}, {name}" if topic else g.name, cells=cells, words=words, topic=topic))
    return out


def topic_of(header: str) -> frozenset[str]:
    """The words of a heading that tell of what its figures are, not of when."""
    return stems(_TIMES.sub(" ", _untimed(header)))


def _untimed(header: str) -> str:
    for found in find_periods(header):
        header = header.replace(found.text, " ")
    marked, _ = mark_times(f" {header} ")
    return re.sub(r"\s+", " ", re.sub(r"«R\d+»", " ", marked)).strip()
