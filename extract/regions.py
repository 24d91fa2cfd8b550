"""Columns headed by a region or a group of councils, beside a benchmark: figures to compare with, not the council's."""

from __future__ import annotations

import re
from dataclasses import replace

from extract.tablecolumns import Column
from extract.vocabulary import fold, without_periods

_REGION = re.compile(
    r"^(?:(?:the )?(?:(?:north|south) (?:east|west)|(?:east|west) midlands|east(?:ern)?(?: of)? england)"
    r"|(?:inner |outer |greater )?london|yorkshire(?: (?:and|&) (?:the )?humber(?:side)?)?"
    r"|wales|scotland|northern ireland|great britain|gb|uk|united kingdom"
    r"|all (?:english )?(?:councils|authorities|las|unitaries|districts|counties|london boroughs)"
    r"|(?:county|unitary|district|metropolitan|shire|london borough|similar|neighbouring|comparable)"
    r" (?:councils|authorities|las)|(?:group|family|peer|cluster)(?: group)?|core cities"
    r")(?: (?:region|average|avg|mean|median|quartile|top quartile|upper quartile))?$"
)


def with_regions(columns: list[Column]) -> list[Column]:
    """Columns of regions as benchmarks, where the table compares with England or another benchmark as well.

    Args:
        columns: With their roles.
    """
    if not any(c.role == "benchmark" for c in columns) or not any(c.role in {"result", "name"} for c in columns):
        return columns
    return [
        replace(c, role="benchmark")
        if c.role in {"value", "result"} and c.kinds["number"] and len(c.path) == 1 and _is_region(c.path[0])
        else c
        for c in columns
    ]


def _is_region(text: str) -> bool:
    return bool(_REGION.match(" ".join(re.sub(r"[()\-–,:]", " ", fold(without_periods(text))).split())))
