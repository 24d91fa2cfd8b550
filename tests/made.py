"""Extractions and a register made by hand, for tests of the store and what stands on it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from extract import Document, Extraction
from records import Box, Observation, Period, Publication, Source, Unread, parse_value

KENT = "Kent"


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def publication(
    name: str,
    period: str = "",
    published: str = "",
    *,
    kind: str = "scorecard",
    areas: tuple[str, ...] = (KENT,),
    sha256: str = "",
) -> Publication:
    end = date.fromisoformat(period) if period else None
    return Publication(
        sha256=sha256 or sha(name),
        document=name,
        kind=kind,  # type: ignore[arg-type]
        title=f"Scorecard {name}",
        council="Kent County Council",
        published=date.fromisoformat(published) if published else None,
        period=Period(end.replace(day=1), end, "MS") if end else None,
        format="pdf",
        areas=areas,
    )


def figure(
    p: Publication,
    indicator: str,
    printed: str,
    period: str,
    *,
    role: str = "result",
    unit: str = "",
    key: str = "",
    area: str = KENT,
    cohort: str = "all",
    table: str = "scorecard",
    word: str = "",
    section: str = "CHILDREN IN CARE",
    basis: str = "",
    row: int = 0,
    page: int = 4,
    column: str = "LATEST RESULT | Latest Result and RAG Status",
    indicator_id: str = "",
    polarity: str = "",
) -> Observation:
    end = date.fromisoformat(period) if period else None
    value = parse_value(printed, unit)  # type: ignore[arg-type]
    return Observation(
        source=Source(
            p.sha256,
            p.document,
            page=page,
            table=2,
            row=row,
            column=column,
            box=Box(100.1 + row, 20.25, 150.333, 30.5),
            printed=printed,
        ),
        indicator=indicator,
        role=role,  # type: ignore[arg-type]
        value=value,
        word=word,
        table=table,
        section=section,
        indicator_id=indicator_id,
        indicator_key=key,
        area=area,
        cohort=cohort,
        polarity=polarity,  # type: ignore[arg-type]
        basis=basis,  # type: ignore[arg-type]
        period=Period(end, end, basis or "SS") if end else None,  # type: ignore[arg-type]
        period_label="as printed",
    )


def extraction(p: Publication, *observations: Observation, unread: tuple[Unread, ...] = ()) -> Extraction:
    return Extraction(p, Document(Path(p.document), p.sha256, "pdf", ()), observations, unread=unread)


@dataclass(frozen=True)
class FakeCandidate:
    key: str
    verdict: str = "review"


@dataclass(frozen=True)
class FakeDecision:
    name: str
    verdict: str
    key: str = ""
    reasons: tuple[str, ...] = ()
    candidates: tuple[FakeCandidate, ...] = ()
    how: str = ""
    decided_by: str = "panelpaper"


@dataclass
class FakeRegister:
    """Accepts the names it is given; offers candidates for others; counts how often it is asked."""

    names: dict[str, str] = field(default_factory=dict)
    candidates: dict[str, tuple[str, ...]] = field(default_factory=dict)
    council: str = ""
    how: str = "label"
    asked: list[str] = field(default_factory=list)

    def resolve(self, name: str, **context: Any) -> FakeDecision:
        self.asked.append(name)
        if name in self.names:
            return FakeDecision(name, "accept", self.names[name], ("the name stands in the register",), how=self.how)
        if name in self.candidates:
            found = tuple(FakeCandidate(k) for k in self.candidates[name])
            return FakeDecision(name, "review", "", ("near names",), found)
        return FakeDecision(name, "new", "", ("no name in the register is near",))
