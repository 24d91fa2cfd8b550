"""Statements and figures: what the publications say of one indicator, area, cohort and period.

Pure records and rules; nothing here knows how they are stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from records import RESULT_ROLES as RESULT_ROLES
from records import Observation, Period, Publication, Quantity, Value, best_quantity, quick


@quick
@dataclass(frozen=True, slots=True)
class Statement:
    """One observation with the publication that makes it."""

    observation: Observation
    publication: Publication

    @property
    def value(self) -> Value:
        """The figure as printed."""
        return self.observation.value

    @property
    def sure(self) -> bool:
        """Whether the figure is printed; one that stands in a chart only, or was read by OCR with doubt, is not.

        Such a figure fills a gap, but it never revises what is printed, nor takes its place.
        """
        source = self.observation.source
        return source.read_from != "chart" and (source.read_from != "ocr" or source.confidence >= 1)

    @property
    def rank(self) -> int:
        """Standing inside its publication: a result of the period 3, in a trend 2, carried forward 1."""
        if self.observation.role in {"previous", "outturn"}:
            return 1
        return 2 if self.observation.table in {"trend", "chart", "prose"} else 3


@dataclass(frozen=True, slots=True)
class Revision:
    """A later publication that states another figure than the one that stood before.

    Attributes:
        earlier: The statement that stood.
        later: The statement that differs from it beyond its printed precision.
    """

    earlier: Statement
    later: Statement


@quick
@dataclass(frozen=True, slots=True)
class Figure:
    """All that the store knows of one indicator x area x cohort x period x role.

    Attributes:
        key: Register key.
        area: As asked for; "" is the council's whole area.
        cohort: all, excl_uasc ...
        period: What the figure covers.
        role: What the figure is; "result" also gathers what later publications carry forward.
        statements: Every statement, earliest publication first.
        parts: Numerator and denominator printed beside a result that still stands; None where not known.
    """

    key: str
    area: str
    cohort: str
    period: Period
    role: str
    statements: tuple[Statement, ...]
    parts: tuple[Value, Value] | None = None

    @property
    def first(self) -> Statement:
        """The statement published first."""
        return self.statements[0]

    @property
    def latest(self) -> Statement:
        """The newest publication's own statement (its main table before its trend before its comparison column)."""
        newest = self.statements[-1].publication.sha256
        return max((s for s in self.statements if s.publication.sha256 == newest), key=lambda s: s.rank)

    @property
    def revisions(self) -> tuple[Revision, ...]:
        """Each time a later publication's figure lies outside what the standing figure can be.

        A coarser later print ("64%" after "63.8%") revises nothing; inside one publication differing
        statements are a `conflict`, not a revision.
        """
        out = []
        standing: Statement | None = None
        for publication_statements in _by_publication(self.statements):
            says = _main(publication_statements)
            if says is None:
                continue
            if standing is None:
                standing = says
            elif not _agree(standing, says):
                out.append(Revision(standing, says))
                standing = says
            elif says.value.places > standing.value.places:
                standing = says
        return tuple(out)

    @property
    def revised(self) -> bool:
        """Whether a later publication printed another figure, beyond the precision of both."""
        return bool(self.revisions)

    @property
    def conflicts(self) -> tuple[tuple[Statement, Statement], ...]:
        """Pairs of statements inside one publication that cannot both be right."""
        out = []
        for group in _by_publication(self.statements):
            says = sorted((s for s in group if _says(s) and s.sure), key=lambda s: -s.rank)
            out += [(says[0], other) for other in says[1:] if not _agree(says[0], other)]
        return tuple(out)

    @property
    def standing(self) -> Statement:
        """The statement that holds now: of those since the last revision, the one with most decimal places.

        Of equally precise ones the publication's own result goes before what later ones repeat, and the first
        before the rest; where none is printed, the latest that a chart shows; where no publication gives
        any (all "-"), the latest statement.
        """
        revisions = self.revisions
        since = revisions[-1].later if revisions else None
        candidates: list[Statement] = []
        for group in _by_publication(self.statements):
            says = _main(group)
            if says is not None:
                candidates = [says] if says is since else [*candidates, says]
        if not candidates:
            drawn = [s for s in self.statements if _says(s)]
            return drawn[-1] if drawn else self.latest
        # max keeps the first of equals
        return max(candidates, key=lambda s: (s.value.places, s.rank))

    @property
    def value(self) -> Value:
        """The figure that holds now, as printed."""
        return self.standing.value

    @property
    def word(self) -> str:
        """For a RAG the colour, for an arrow what is drawn; empty for numbers."""
        return self.standing.observation.word

    @property
    def numerator(self) -> Value | None:
        """Printed numerator of the result that holds."""
        return self.parts[0] if self.parts else None

    @property
    def denominator(self) -> Value | None:
        """Printed denominator of the result that holds."""
        return self.parts[1] if self.parts else None

    @property
    def quantity(self) -> Quantity | None:
        """The most that is known of the figure: its ratio where the parts are known, else as printed.

        Returns:
            None where there is no number.
        """
        if not self.value.known:
            return None
        return best_quantity(self.value, self.numerator, self.denominator)


def vintages(publications: Iterable[Publication]) -> dict[str, date]:
    """When each publication came out, so that two can be ordered.

    Where no date of issue is printed, the end of its data period stands in, plus the delay that is usual
    (median) for dated publications of the same kind: a scorecard for March is out in May, and must not
    seem older than the one for February that was published in April.

    Args:
        publications: All of a store.

    Returns:
        SHA-256 -> date; a publication with neither date is absent: nobody can say what it came after.
    """
    known = list(publications)
    delays: dict[str, list[int]] = {}
    for p in known:
        if p.published and p.period:
            delays.setdefault(p.kind, []).append((p.published - p.period.end).days)
    out = {}
    for p in known:
        if p.published:
            out[p.sha256] = p.published
        elif p.period:
            days = sorted(delays.get(p.kind, [0]))
            out[p.sha256] = date.fromordinal(p.period.end.toordinal() + max(0, days[len(days) // 2]))
    return out


def order(statements: Iterable[Statement], when: dict[str, date]) -> list[Statement]:
    """Statements by vintage; undated publications first, so that none of them counts as the latest.

    Args:
        statements: In any order.
        when: From `vintages`.
    """

    def place(s: Statement) -> tuple[date, date, str, int]:
        p = s.publication
        end = p.period.end if p.period else date.min
        return (when.get(p.sha256, date.min), end, p.sha256, s.rank)

    return sorted(statements, key=place)


def parts_of(
    statements: Sequence[Statement], numerators: Sequence[Statement], denominators: Sequence[Statement]
) -> tuple[Value, Value] | None:
    """The printed numerator and denominator that belong to the figure that holds.

    Args:
        statements: Of the result, by vintage.
        numerators: Of the same figure, by vintage.
        denominators: Of the same figure, by vintage.

    Returns:
        Those of the newest publication that prints both beside a result in agreement with the newest one;
        None where none does. Parts of a figure that was revised since are not its parts any more.
    """
    says = [s for s in statements if _says(s) and s.sure]
    if not says:
        return None
    newest = Figure("", "", "", Period(date.min, date.min), "result", tuple(statements)).standing
    above = {s.publication.sha256: s.value for s in numerators if s.value.known}
    below = {s.publication.sha256: s.value for s in denominators if s.value.known}
    for s in reversed(says):
        sha = s.publication.sha256
        if sha in above and sha in below and _agree(s, newest):
            return above[sha], below[sha]
    return None


def same_figure(a: Value, b: Value) -> bool:
    """Whether two printed figures can be one figure: their intervals share a value.

    "63.8%" and "64%" can; "63.8%" and "63.9%" cannot, though half-up and half-even prints of one number may
    touch at the edge: two figures printed with equal places must be equal.
    """
    if a.number is None or b.number is None:
        return a.number is None and b.number is None
    if a.unit and b.unit and a.unit != b.unit and {a.unit, b.unit} != {"percent", "points"}:
        return False
    if a.places == b.places:
        return a.number == b.number
    fine, coarse = (a, b) if a.places > b.places else (b, a)
    assert fine.number is not None
    low, high = coarse.interval()
    return low <= fine.number <= high


def _main(statements: Sequence[Statement]) -> Statement | None:
    """What one publication says: its best placed printed figure; None where it prints none."""
    return max((s for s in statements if _says(s) and s.sure), key=lambda s: s.rank, default=None)


def _says(s: Statement) -> bool:
    return s.value.known or bool(s.observation.word)


def _agree(a: Statement, b: Statement) -> bool:
    if a.observation.word or b.observation.word:
        return a.observation.word == b.observation.word
    return same_figure(a.value, b.value)


def _by_publication(statements: Sequence[Statement]) -> list[list[Statement]]:
    out: list[list[Statement]] = []
    for s in statements:
        if out and out[-1][0].publication.sha256 == s.publication.sha256:
            out[-1].append(s)
        else:
            out.append([s])
    return out
