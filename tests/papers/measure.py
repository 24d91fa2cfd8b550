"""Trials: a mistake is planted, the paper is checked with and without the store, and what was reported is counted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from tests.papers.county import scorecards
from tests.papers.errors import CLASSES, Slip, slips
from tests.papers.model import Paper, fits, span
from tests.papers.score import Alarm, County, alarms, points_at, run


@dataclass(frozen=True)
class Trial:
    """One planted mistake and what came of it.

    Attributes:
        paper: The paper's name.
        slip: The mistake.
        with_store: Whether the store was given.
        found: A new contradiction stands where the mistake can be seen.
        right: New contradictions that do.
        wrong: New contradictions that stand elsewhere.
        decidable: Whether the paper, or the store where it was given, can tell.
        plain_search: Whether the search for any equal number finds it.
        plain_ratio: Whether recomputing ratios alone finds it.
    """

    paper: str
    slip: Slip
    with_store: bool
    found: bool
    right: tuple[Alarm, ...]
    wrong: tuple[Alarm, ...]
    decidable: bool
    plain_search: bool
    plain_ratio: bool


@dataclass
class Line:
    """A class's counts."""

    decidable: int = 0
    found: int = 0
    right: int = 0
    wrong: int = 0
    undecidable: int = 0
    found_anyway: int = 0
    search: int = 0
    ratio: int = 0

    @property
    def recall(self) -> float:
        return self.found / self.decidable if self.decidable else 1.0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0


@dataclass
class Bench:
    """Papers that are tried, one after another.

    Attributes:
        where: Register and store.
        folder: For the files.
        clean: Paper and store -> alarms on the clean paper.
        pages: Pages of the clean papers.
    """

    where: County
    folder: Path
    clean: dict[tuple[str, bool], list[Alarm]] = field(default_factory=dict)
    pages: dict[str, float] = field(default_factory=dict)

    def clean_alarms(self, paper: Paper, *, with_store: bool) -> list[Alarm]:
        """Contradictions reported on the clean paper: every one is false."""
        key = (paper.name, with_store)
        if key not in self.clean:
            self.pages[paper.name] = paper.pages
            self.clean[key] = alarms(run(paper, self.folder, None, self.where, with_store=with_store))
        return self.clean[key]

    def trial(self, paper: Paper, slip: Slip, *, with_store: bool) -> Trial:
        """Plant one mistake and check."""
        known = {(a.kind, a.printed, a.row) for a in self.clean_alarms(paper, with_store=with_store)}
        report = run(paper, self.folder, slip.changed, self.where, with_store=with_store, stem=f"{paper.name}_slip")
        new = [a for a in alarms(report) if (a.kind, a.printed, a.row) not in known]
        right = tuple(a for a in new if points_at(a, paper, set(slip.related), slip.changed))
        wrong = tuple(a for a in new if a not in right)
        decidable = bool(slip.by_paper) or (with_store and slip.by_store)
        return Trial(
            paper.name, slip, with_store, bool(right), right, wrong, decidable,
            with_store and unknown_number(slip.changed), ratio_off(paper, slip.changed),
        )  # fmt: skip


def chosen(paper: Paper, each: int, kinds: Iterable[str] = CLASSES, *, seed: str = "") -> list[Slip]:
    """Up to `each` mistakes of every class, spread over the paper."""
    by: dict[str, list[Slip]] = defaultdict(list)
    for s in slips(paper, seed=seed):
        by[s.kind].append(s)
    out = []
    for kind in kinds:
        mine = by[kind]
        step = max(1, len(mine) // each) if each else 1
        out += mine[::step][:each] if each else mine
    return out


def tally(trials: Iterable[Trial]) -> dict[str, Line]:
    """Counts by class, and "all"."""
    lines: dict[str, Line] = {k: Line() for k in (*CLASSES, "all")}
    for t in trials:
        for line in (lines[t.slip.kind], lines["all"]):
            line.right += len(t.right)
            line.wrong += len(t.wrong)
            if t.decidable:
                line.decidable += 1
                line.found += t.found
                line.search += t.plain_search
                line.ratio += t.plain_ratio
            else:
                line.undecidable += 1
                line.found_anyway += t.found
    return lines


# the plain baselines


@cache
def _published() -> frozenset[str]:
    return frozenset(
        o.value.printed.replace(",", "").rstrip("%") for s in scorecards() for o in s.observations if not o.word
    )


def unknown_number(changed: Mapping[int, str]) -> bool:
    """A search for any equal number among all that was published: whether it stops at what the mistake prints."""
    numbers = [t.replace(",", "").rstrip("%") for t in changed.values() if re.fullmatch(r"[\d,]+(?:\.\d+)?%?", t)]
    return any(n not in _published() for n in numbers)


_RATIO = re.compile(r"(?P<n>\d[\d,]*) (?:out )?of (?:the )?(?P<d>\d[\d,]*)(?P<rest>[^.]*)")
_BEFORE = re.compile(r"(\d+\.\d+%)[^%]*$")


def ratio_off(paper: Paper, changed: Mapping[int, str]) -> bool:
    """Recomputing every "n of d" beside a percentage and nothing else: whether one is off."""
    for block in paper.blocks:
        text = paper.filled(block.text, changed)
        for m in _RATIO.finditer(text):
            near = [x for x in (_BEFORE.search(text[: m.start()]), re.search(r"\d+\.\d+%", m["rest"])) if x]
            n, d = (span(m[g]) for g in ("n", "d"))
            if near and n and d and d[0]:
                exact = 100 * n[0] / d[0]
                if not any(fits(x[0].split("%")[0], exact, exact) for x in near):
                    return True
    return False


def search_alarms(paper: Paper) -> int:
    """False alarms of the search on a clean paper: true figures that no scorecard prints."""
    return sum(unknown_number({m.id: m.text}) for m in paper.marks if m.kind not in {"label", "period"})
