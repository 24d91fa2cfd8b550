"""What checking a paper gives: every numeral accounted for, counts first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from check.paper import Paper, cell_key
from check.passages import Passage
from records import VERDICTS, Claim, Finding, NumeralKind, Publication, Source, Verdict


@dataclass(frozen=True, slots=True)
class NotFigure:
    """A numeral that states no figure: it is listed with its reason and not held against anything."""

    kind: NumeralKind
    printed: str
    why: str
    place: Source


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The findings of a check.

    Attributes:
        path: The paper.
        publication: What it is and when.
        findings: One for each figure, then those on words, arrows, labels and the whole paper; contradictions first.
        claims: What each figure says, in reading order.
        not_figures: Numerals that are dates, paragraph numbers, names ...
        accepted: Findings that the baseline accepts, with the reason.
        figures: How many figures the paper holds.
        paper: Its passages, for showing a finding where it stands.
        notes: What limits the check, in plain words ("no store was given").
    """

    path: Path
    publication: Publication
    findings: tuple[Finding, ...] = ()
    claims: tuple[Claim, ...] = ()
    not_figures: tuple[NotFigure, ...] = ()
    accepted: tuple[tuple[Finding, str], ...] = ()
    figures: int = 0
    notes: tuple[str, ...] = field(default=())
    paper: Paper | None = field(default=None, repr=False, compare=False)
    _passages: dict[tuple[object, ...], list[Passage]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def counts(self) -> dict[Verdict, int]:
        """Findings by verdict, all verdicts named; accepted ones are not counted."""
        tally = Counter(f.verdict for f in self.findings)
        return {v: tally[v] for v in VERDICTS}

    @property
    def numerals(self) -> dict[str, int]:
        """All numerals of the paper: figures and, by kind, those that are none; "total" is their sum."""
        tally = Counter(n.kind for n in self.not_figures)
        return {"total": self.figures + len(self.not_figures), "figure": self.figures, **dict(sorted(tally.items()))}

    def section_of(self, place: Source) -> str:
        """The last two headings that a place stands under."""
        passage = self.passage_of(place)
        return " / ".join(passage.section.split(" / ")[-2:]) if passage is not None else ""

    def passage_of(self, place: Source) -> Passage | None:
        """The paragraph or cell that a place is in."""
        if self.paper is None:
            return None
        if not self._passages:
            for p in self.paper.passages:
                self._passages.setdefault(cell_key(p.source), []).append(p)
        here = self._passages.get(cell_key(place), [])
        if len(here) > 1 and place.span is not None:
            a, b = place.span
            here = [p for p in here if p.text[a:b] == place.printed] or here
        return here[0] if here else None

    @property
    def findings_of_figures(self) -> tuple[Finding, ...]:
        """The findings that give figures their verdicts: one for each figure."""
        places = {c.source for c in self.claims}
        seen: set[Source] = set()
        out = []
        for f in self.findings:
            if f.place in places and f.place not in seen:
                seen.add(f.place)
                out.append(f)
        return tuple(out)

    @property
    def contradictions(self) -> tuple[Finding, ...]:
        """Findings that something is wrong."""
        return tuple(f for f in self.findings if f.verdict == "contradicts")
