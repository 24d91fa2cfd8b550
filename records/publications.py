"""Publications and indicators: who says a thing, and what the thing is."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from records.bands import RagBands
from records.observations import Polarity
from records.periods import Basis, Period
from records.values import Unit

PublicationKind = Literal[
    "scorecard", "quarterly_report", "appendix", "progress_report", "cover_paper", "action_plan", "minutes",
    "agenda_pack", "data_return", "other",
]  # fmt: skip

LinkKind = Literal["same", "renamed", "redefined", "narrower", "broader", "related", "different"]
"""How two indicators or names relate; "redefined" is a break in series from a period on."""


@dataclass(frozen=True, slots=True)
class Publication:
    """One issued document.

    Attributes:
        sha256: Of its bytes; the publication's identity.
        document: File name.
        kind: Family it belongs to.
        title: As printed.
        council: As printed, empty where not known.
        published: Date of issue or meeting, as printed; None where not known.
        period: The period its latest figures cover; None where not known.
        format: pdf, docx, text, xlsx or csv.
        areas: The publication's own area ("Kent") first.
    """

    sha256: str
    document: str
    kind: PublicationKind = "other"
    title: str = ""
    council: str = ""
    published: date | None = None
    period: Period | None = None
    format: str = ""
    areas: tuple[str, ...] = ()

    @property
    def vintage(self) -> date | None:
        """Date by which statements of two publications are ordered: issue, else the end of the data period."""
        return self.published or (self.period.end if self.period else None)

    def __str__(self) -> str:
        """The name a person knows it by: "scorecard.pdf (published 13 May 2016)"."""
        if self.published:
            return f"{self.document} (published {self.published.day} {self.published:%B %Y})"
        if self.period:
            return f"{self.document} ({self.period.label()} data)"
        return self.document


@dataclass(frozen=True, slots=True)
class Label:
    """A name under which an indicator was printed.

    Attributes:
        text: As printed.
        first: First publication month that printed it; None where not known.
        last: Last one; None where still in use or not known.
        document: Where it was seen.
    """

    text: str
    first: date | None = None
    last: date | None = None
    document: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """How an indicator relates to another.

    Attributes:
        kind: See LinkKind.
        to: Key of the other indicator.
        since: For "redefined": first period of the new definition.
        note: Why.
    """

    kind: LinkKind
    to: str
    since: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """A defined measure of the register.

    Attributes:
        key: Short, stable, lower case with hyphens.
        name: The name in use now.
        labels: Names through time, the present one included.
        definition: Plain words.
        population: Whom it covers.
        unit: What its figures count.
        places: Decimal places it is printed with.
        polarity: H, L or T.
        basis: SS, YTD ...
        targets: Reporting year ("2015/16") -> target.
        bands: Reporting year -> RAG bands.
        links: To other indicators.
        tolerance: Smallest change that counts as movement, in the indicator's unit.
        direction: Method of the arrow: previous, outturn, same-period-last-year, trend or spc.
        section: Group it is printed in.
    """

    key: str
    name: str
    labels: tuple[Label, ...] = ()
    definition: str = ""
    population: str = ""
    unit: Unit = ""
    places: int = 1
    polarity: Polarity = ""
    basis: Basis = ""
    targets: dict[str, Decimal] = field(default_factory=dict)
    bands: dict[str, RagBands] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    tolerance: Decimal = Decimal(0)
    direction: str = "previous"
    section: str = ""
