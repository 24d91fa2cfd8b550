"""Claims and findings: what a paper says with figures, and what a check says of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from records.making import quick
from records.periods import Period
from records.sources import Source
from records.values import Value

Verdict = Literal["agrees", "agrees_within_rounding", "contradicts", "superseded", "not_comparable", "not_checked"]
"""How a figure ends: every number of a paper gets exactly one."""

VERDICTS: tuple[Verdict, ...] = (
    "agrees",
    "agrees_within_rounding",
    "contradicts",
    "superseded",
    "not_comparable",
    "not_checked",
)

Severity = Literal["serious", "minor", "note"]
"""serious: an arrow, a RAG or a stated conclusion would change; minor: the figure is off and nothing
else changes; note: worth knowing."""

NumeralKind = Literal[
    "figure", "date", "paragraph_number", "reference", "phone", "footnote_mark", "name_part", "page_number",
    "ordinal", "age_band", "other",
]  # fmt: skip
"""What a numeral in a document is; only figures are claims."""


@quick
@dataclass(frozen=True, slots=True)
class Claim:
    """A figure of a paper with what it says.

    Attributes:
        source: Where it stands; `span` gives its characters.
        value: As printed.
        sentence: The sentence or the row it stands in.
        kind: Whether it is a figure at all.
        indicator: What it measures, as printed.
        indicator_key: Register key; empty where not tied.
        area: Of the figure.
        cohort: Of the figure.
        period: What it covers; None where the text does not say.
        role: result, previous, target, change, percent_change, count ...
        comparison: rose, fell, unchanged or ""; the direction word beside it.
        details: Parts of a comparison: "from", "to", "change" ...
    """

    source: Source
    value: Value
    sentence: str
    kind: NumeralKind = "figure"
    indicator: str = ""
    indicator_key: str = ""
    area: str = ""
    cohort: str = "all"
    period: Period | None = None
    role: str = "result"
    comparison: str = ""
    details: dict[str, str] = field(default_factory=dict)


@quick
@dataclass(frozen=True, slots=True)
class Finding:
    """What a check says of a figure, with both sources and the sum written out.

    Attributes:
        verdict: How the figure ends.
        kind: Which check: ratio, direction, rag, variance, change, count, sum, prior, rounding_mode, period ...
        place: The figure in the paper.
        printed: As printed.
        explanation: Plain words: what does not fit and why.
        working: The sum, written out ("52 / 68 = 76.47%").
        severity: Meaningful for contradicts and superseded.
        sources: What it was held against.
        advice: What to do.
        indicator: Name as printed.
        indicator_key: Register key.
        expected: What the figure should read, where that follows.
    """

    verdict: Verdict
    kind: str
    place: Source
    printed: str
    explanation: str
    working: str = ""
    severity: Severity = "note"
    sources: tuple[Source, ...] = ()
    advice: str = ""
    indicator: str = ""
    indicator_key: str = ""
    expected: str = ""
