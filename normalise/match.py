"""Matches a list of names to a register's names, one to one.

Ranking is by shared words and letters; deciding is by ``compare``. Within one list a register name can be
taken once, so the pairs are assigned to fit best together; what stays ambiguous goes to a person.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from normalise.compare import LENIENT, Comparison, compare_parsed
from normalise.glossary import Glossary, default_glossary
from normalise.ranking import nearest
from normalise.slots import ParsedName, parse_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Outcome = Literal["accept", "review", "new"]

TOP = 3
"""How many candidates a reviewer is shown."""


@dataclass(frozen=True)
class Candidate:
    """A register name that a printed name might be.

    Attributes:
        name: The register name.
        index: Its place in the register's list, from 0.
        score: 0 to 100, for ranking only.
        verdict: What the comparison of the two names says.
        reasons: Its rungs.
    """

    name: str
    index: int
    score: float
    verdict: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Match:
    """The outcome for one printed name.

    Attributes:
        name: The printed name.
        verdict: "accept", "review" or "new".
        register_name: The accepted register name; None unless accepted.
        register_index: Its place in the register's list, from 0; None unless accepted.
        candidates: The best three register names, best first.
        reasons: Why, as plain sentences.
    """

    name: str
    verdict: Outcome
    register_name: str | None
    register_index: int | None
    candidates: tuple[Candidate, ...]
    reasons: tuple[str, ...]

    def shifted(self, places: Sequence[int]) -> Match:
        """The same match with its places in another, longer register list.

        Args:
            places: The place in the longer list of each name of the list matched.
        """
        index = None if self.register_index is None else places[self.register_index]
        moved = tuple(replace(c, index=places[c.index]) for c in self.candidates)
        return replace(self, register_index=index, candidates=moved)


def match_names(
    names: Sequence[str], register_names: Sequence[str], *, glossary: Glossary | None = None
) -> list[Match]:
    """Match every name to at most one register name, and no register name twice.

    Args:
        names: Names as printed in one list (one table, one document).
        register_names: The names to match them to.
        glossary: The glossary; the one that travels with the product if None.

    Returns:
        One match for each name, in the order given.
    """
    glossary = glossary or default_glossary()
    left = [parse_name(name, glossary) for name in names]
    right = [parse_name(name, glossary) for name in register_names]
    compared = _compare_likely(left, right, glossary)
    sames = {at: {j: c for j, c in row.items() if c.verdict == "same"} for at, row in enumerate(compared)}
    chosen = _assign(sames)
    rivals = _rivals(sames, chosen)
    for at, j in chosen.items():
        if at not in rivals and compared[at][j].strength == LENIENT:
            silent = right if not right[j].statistics else left
            twin = next((k for k in compared[at] if k != j and right[k].subject == right[j].subject), None)
            if twin is not None:
                rivals[at] = f"'{right[twin].raw}' differs from it only in what this name leaves out"
            elif left[at].statistics != right[j].statistics and _says_number_elsewhere(silent):
                rivals[at] = "this list says 'number' elsewhere, so leaving it out may mean something here"
    taken = {j for at, j in chosen.items() if at not in rivals}
    return [
        _outcome(names[at], register_names, compared[at], chosen.get(at), rivals.get(at), taken)
        for at in range(len(names))
    ]


def _compare_likely(
    left: Sequence[ParsedName], right: Sequence[ParsedName], glossary: Glossary
) -> list[dict[int, Comparison]]:
    """For each name the comparisons worth making: equal forms and the nearest by ranking."""
    by_form: dict[str, list[int]] = defaultdict(list)
    for j, parsed in enumerate(right):
        for form in {parsed.undated, parsed.canonical}:
            by_form[form].append(j)
    out: list[dict[int, Comparison]] = []
    for at, near in enumerate(nearest(left, right)):
        parsed = left[at]
        wanted = list(
            dict.fromkeys([*by_form.get(parsed.undated, ())[:20], *by_form.get(parsed.canonical, ())[:20], *near])
        )
        out.append({j: compare_parsed(parsed, right[j], glossary) for j in wanted})
    return out


def _assign(sames: Mapping[int, Mapping[int, Comparison]]) -> dict[int, int]:
    """Best one-to-one choice among the pairs that are the same, group by group."""
    chosen: dict[int, int] = {}
    for rows, columns in _groups(sames):
        if len(rows) == 1 and len(columns) == 1:
            chosen[rows[0]] = columns[0]
            continue
        import numpy as np
        from scipy.optimize import linear_sum_assignment

        gain = np.zeros((len(rows), len(columns)))
        for i, at in enumerate(rows):
            for k, j in enumerate(columns):
                found = sames[at].get(j)
                if found is not None:
                    gain[i, k] = 1000.0 + 100.0 * found.strength + found.score / 10.0
        best_rows, best_columns = linear_sum_assignment(gain, maximize=True)
        for row, column in zip(best_rows.tolist(), best_columns.tolist(), strict=True):
            if gain[row, column] > 0:
                chosen[rows[row]] = columns[column]
    return chosen


def _groups(sames: Mapping[int, Mapping[int, Comparison]]) -> Iterable[tuple[list[int], list[int]]]:
    """Names and register names that hang together through "same" pairs."""
    by_column: dict[int, list[int]] = defaultdict(list)
    for at, row in sames.items():
        for j in row:
            by_column[j].append(at)
    seen: set[int] = set()
    for start, row in sames.items():
        if start in seen or not row:
            continue
        rows, columns, todo = [], set(), [start]
        seen.add(start)
        while todo:
            at = todo.pop()
            rows.append(at)
            for j in sames[at]:
                if j not in columns:
                    columns.add(j)
                    for other in by_column[j]:
                        if other not in seen:
                            seen.add(other)
                            todo.append(other)
        yield sorted(rows), sorted(columns)


def _rivals(sames: Mapping[int, Mapping[int, Comparison]], chosen: Mapping[int, int]) -> dict[int, str]:
    """Chosen pairs that another pair contests with equal strength: a person must say."""
    contested: dict[int, str] = {}
    by_column: dict[int, list[int]] = defaultdict(list)
    for at, row in sames.items():
        for j in row:
            by_column[j].append(at)
    for at, j in chosen.items():
        own = sames[at][j].strength
        others = [c for k, c in sames[at].items() if k != j and c.strength >= own]
        if others:
            contested[at] = f"'{others[0].right}' fits just as well"
            continue
        rows = [k for k in by_column[j] if k != at and sames[k][j].strength >= own]
        if rows:
            contested[at] = f"'{sames[rows[0]][j].left}' in the same list fits it just as well"
    return contested


def _says_number_elsewhere(names: Sequence[ParsedName]) -> bool:
    """Whether a list prints "number of" with some of its names and leaves it out with others."""
    said = sum("number" in name.statistics for name in names)
    return said >= 2 and said >= len(names) / 10


def _outcome(
    name: str,
    register_names: Sequence[str],
    row: Mapping[int, Comparison],
    chosen: int | None,
    rival: str | None,
    taken: set[int],
) -> Match:
    order = {"same": 0, "review": 1, "different": 2}

    def rank(item: tuple[int, Comparison]) -> tuple[float, float]:
        j, found = item
        bonus = {"same": 40.0, "review": 12.0, "different": 6.0 if found.related else 0.0}[found.verdict]
        return (-(found.score + bonus - (8.0 if j in taken and j != chosen else 0.0)), order[found.verdict])

    ranked = sorted(row.items(), key=rank)
    if chosen is not None:
        ranked.sort(key=lambda item: item[0] != chosen)
    candidates = tuple(
        Candidate(register_names[j], j, found.score, found.verdict, found.reasons) for j, found in ranked[:TOP]
    )
    if chosen is not None and rival is None:
        return Match(name, "accept", register_names[chosen], chosen, candidates, row[chosen].reasons)
    if chosen is not None:
        return Match(name, "review", None, None, candidates, (*row[chosen].reasons, rival or ""))
    if any(found.verdict == "same" for found in row.values()):
        return Match(
            name, "review", None, None, candidates,
            ("the register name that fits is taken by another name of this list",),
        )  # fmt: skip
    open_ones = [
        found for j, found in ranked[:TOP]
        if (found.verdict == "review" and (j not in taken or found.score >= 75))
        or (found.related and found.score >= 60)
    ]  # fmt: skip
    if open_ones:
        return Match(name, "review", None, None, candidates, open_ones[0].reasons)
    reasons = candidates[0].reasons if candidates else ("nothing in the register is near",)
    return Match(name, "new", None, None, candidates, ("no register name can be the same", *reasons))
