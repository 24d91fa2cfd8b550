"""What was read of each file, in figures: kind, pages, tables, observations, self-checks, what was not understood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.extraction import Extraction
from records import Finding


@dataclass(frozen=True, slots=True)
class FileSummary:
    """Facts of one file that was read.

    Attributes:
        document: File name.
        kind: Family of publication.
        title: As printed.
        period: The period its latest figures cover, as text; empty where not known.
        published: Date of issue, as text.
        pages: Number of pages; 0 for Word and text.
        tables: Number of tables.
        observations: Number by kind of table.
        prose_figures: Numbers located in prose.
        passed: Self-checks that agree.
        failed: Self-checks that contradict.
        not_checked: Self-checks that could not be made.
        failures: Their findings.
        unread: Number by what was not understood.
    """

    document: str
    kind: str
    title: str
    period: str
    published: str
    pages: int
    tables: int
    observations: dict[str, int]
    prose_figures: int
    passed: int
    failed: int
    not_checked: int
    failures: tuple[Finding, ...] = ()
    unread: dict[str, int] = field(default_factory=dict)

    def lines(self) -> list[str]:
        """The summary as a person reads it."""
        tables = ", ".join(f"{n:,} {name}" for name, n in sorted(self.observations.items(), key=lambda kv: -kv[1]))
        total = sum(self.observations.values())
        out = [
            f"{self.document}: {self.kind.replace('_', ' ')}"
            + (f", {self.period}" if self.period else ", period not known"),
            f"  title: {self.title or '(none found)'}" + (f"; published {self.published}" if self.published else ""),
            "  " + (f"{many(self.pages, 'page')}, " if self.pages else "") + many(self.tables, "table"),
            f"  {many(total, 'observation')}"
            + (f" ({tables})" if tables else "")
            + f"; {many(self.prose_figures, 'figure')} in prose",
            f"  self-checks: {self.passed:,} agree, {self.failed:,} contradict, {self.not_checked:,} could not be made",
        ]
        out += [f"    ! {f.explanation} [{f.place}]" for f in self.failures]
        if self.unread:
            found = ", ".join(f"{n} {what}" for what, n in sorted(self.unread.items()))
            out.append(f"  not understood: {found}")
        return out


def many(number: int, what: str) -> str:
    """A number of things in words: "1 table", "2 tables"."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def summarise(extraction: Extraction, findings: Sequence[Finding] | None = None) -> FileSummary:
    """The facts of one file.

    Args:
        extraction: From `recognise`.
        findings: From `prove`; worked out here where left out.
    """
    if findings is None:
        from extract.proof import prove

        findings = prove(extraction)
    verdicts = Counter(f.verdict for f in findings)
    p = extraction.publication
    return FileSummary(
        document=p.document,
        kind=p.kind,
        title=p.title,
        period=p.period.label() if p.period else "",
        published=f"{p.published.day} {p.published:%B %Y}"
        if p.published
        else str(extraction.facts.get("published_label", "")),
        pages=sum(page.number is not None for page in extraction.document.pages),
        tables=len(extraction.document.grids()),
        observations=dict(Counter(o.table for o in extraction.observations)),
        prose_figures=len(extraction.figures),
        passed=verdicts["agrees"] + verdicts["agrees_within_rounding"],
        failed=verdicts["contradicts"],
        not_checked=verdicts["not_checked"],
        failures=tuple(f for f in findings if f.verdict == "contradicts"),
        unread=dict(Counter(u.what for u in extraction.unread)),
    )
