"""Counts that go on listing the parts of a whole: "three of the six gave age, two a move and one nothing"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from check.paper import Figure, Paper
from check.size_words import sizes_of_template

RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
"""Behind figures that are told in the order of the things they are of."""
_NEXT = re.compile(
    r"^(?:[^«;.]|«[PR]\d+»){1,120}?(?:,|,?\s+and|;)\s+(?:(?:and|only|just|the\s+(?:other|remaining))\s+)*$"
)
"""Between two parts of a list: the rest of the first one's words, and a comma or "and"."""
_OF_OTHERS = re.compile(r"^\s*(?:out\s+)?of\s+(?:the\s+|all\s+)?«N\d+»", re.IGNORECASE)


def listed_parts(paper: Paper) -> Iterable[int]:
    """The figures that are further parts of a whole told before them in the sentence.

    Together with the first part they come to no more than the whole.

    Args:
        paper: With its statements.
    """
    for s in paper.statements:
        r = s.relation
        if r.kind != "ratio" or r.part is None or r.whole is None or r.rest is not None:
            continue
        part, whole = paper.figures[r.part], paper.figures[r.whole]
        if part.sentence is None or part.value.number is None or whole.value.number is None:
            continue
        numbers = {f.id: k for k, f in paper.by_number(part.passage, part.sentence).items()}
        if part.id not in numbers or whole.id not in numbers:
            continue  # the whole stands in a sentence before
        by_number = {k: paper.figures[n] for n, k in numbers.items()}
        yield from _after(part.sentence.template, by_number, part, whole, max(numbers[part.id], numbers[whole.id]))


def _after(template: str, by_number: dict[int, Figure], part: Figure, whole: Figure, last: int) -> Iterable[int]:
    assert part.value.number is not None
    assert whole.value.number is not None
    left = whole.value.number - part.value.number
    sizes = sizes_of_template(template)
    for k in sorted(n for n in by_number if n > last):
        f = by_number[k]
        if f.value.unit == "percent" and template.partition(f"«N{last}»")[2].lstrip().startswith(
            (f"(«N{k}»", f"«N{k}»")
        ):
            last = k  # the share of the part, in brackets
            continue
        between, _, after = template.partition(f"«N{last}»")[2].partition(f"«N{k}»")
        plain = f.value.number is not None and f.value.unit in {"", "count"} and f.value.places == 0
        if not plain or k in sizes or not _NEXT.match(between) or _OF_OTHERS.match(after):
            return
        assert f.value.number is not None
        left -= f.value.number
        if left < 0 or f.value.number <= 0:
            return
        yield f.id
        last = k
