"""An indicator's history: each figure with the publication behind it, what was revised, and where the series breaks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from normalise.figures import Figure, Revision, Statement

if TYPE_CHECKING:
    from normalise.store import Store
    from records import Indicator, Link


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the figures before cannot be compared with those after.

    Attributes:
        since: First last-day of a period after the break.
        why: Plain words.
        certain: Whether the register says so; otherwise the publications suggest it and a person should look.
    """

    since: date
    why: str
    certain: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One period of a history.

    Attributes:
        figure: All statements of the result.
        rag: Colour of the period; empty where none is printed.
        target: Target as printed; empty where none is.
        breaks: Breaks between the row before and this one.
    """

    figure: Figure
    rag: str
    target: str
    breaks: tuple[Break, ...]

    @property
    def parts(self) -> str:
        """Numerator and denominator as "52/68"; empty where not known."""
        f = self.figure
        if f.numerator is None or f.denominator is None:
            return ""
        return f"{f.numerator.printed}/{f.denominator.printed}"

    @property
    def source(self) -> Statement:
        """The statement the result was taken from."""
        return self.figure.standing

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a reader must know of the figure: revisions, disagreement inside a publication, where it was carried."""
        out = []
        for r in self.figure.revisions:
            out.append(f"was {shown(r.earlier)} in {r.earlier.publication}, revised by {r.later.publication}")
        for a, b in self.figure.conflicts:
            out.append(f"{a.publication.document} also says {shown(b)} ({place(b)})")
        if self.source.observation.role in {"previous", "outturn"}:
            out.append(f"from the {self.source.observation.role} column of a later publication")
        if not self.source.sure:
            out.append("from a chart" if self.source.observation.source.read_from == "chart" else "read by OCR")
        if self.source.value.flag == "provisional":
            out.append("provisional")
        return tuple(out)


@dataclass(frozen=True, slots=True)
class History:
    """An indicator x area x cohort through time.

    Attributes:
        key: Register key.
        name: In use now; the key where the register lacks it.
        area: "" is the whole area.
        cohort: all, excl_uasc ...
        rows: By period.
        as_known_on: Only what was published up to this day; None for all.
        other_areas: Areas it is stated for besides.
        other_cohorts: Cohorts it is stated for besides.
    """

    key: str
    name: str
    area: str
    cohort: str
    rows: tuple[Row, ...]
    as_known_on: date | None = None
    other_areas: tuple[str, ...] = ()
    other_cohorts: tuple[str, ...] = ()

    @property
    def breaks(self) -> tuple[Break, ...]:
        """All breaks, by date."""
        return tuple(b for row in self.rows for b in row.breaks)


def history(
    store: Store,
    register: Mapping[str, Indicator],
    key: str,
    *,
    area: str = "",
    cohort: str = "all",
    as_known_on: date | None = None,
) -> History:
    """The history of an indicator.

    Args:
        store: All statements.
        register: Names and breaks.
        key: Register key.
        area: As printed; "" is the whole area.
        cohort: all, excl_uasc ...
        as_known_on: Only what was published up to this day.

    Returns:
        A history; its rows are empty where no publication states the indicator for this area and cohort.
    """
    figures = store.series(key, area=area, cohort=cohort, as_known_on=as_known_on)
    rags = {f.period.end: f for f in store.series(key, area=area, cohort=cohort, role="rag", as_known_on=as_known_on)}
    targets = store.series(key, area=area, cohort=cohort, role="target", as_known_on=as_known_on)
    breaks = find_breaks(figures, links_of(register, key))
    rows: list[Row] = []
    before = date.min
    for figure in figures:
        end = figure.period.end
        here = tuple(b for b in breaks if before < b.since <= end)
        rag = rags.get(end)
        rows.append(Row(figure, rag.word if rag else "", _target(figure, targets), here if rows else ()))
        before = end
    indicator = register.get(key)
    return History(
        key,
        indicator.name if indicator else key,
        area,
        cohort,
        tuple(rows),
        as_known_on,
        tuple(a for a in store.areas(key)[1:] if a != area),
        tuple(c for c in store.cohorts(key) if c != cohort),
    )


def links_of(register: Mapping[str, Indicator], key: str) -> tuple[Link, ...]:
    """Links of an indicator, in both directions where the register can tell."""
    if key not in register:
        return ()
    related = getattr(register, "related", None)
    return tuple(related(key)) if related is not None else register[key].links


def find_breaks(figures: Sequence[Figure], links: Sequence[Link]) -> tuple[Break, ...]:
    """Where a series cannot be read through.

    Args:
        figures: Results by period.
        links: Of the indicator; "redefined" with its first period is a certain break.

    Returns:
        Breaks by date: those the register declares, a change of data period or unit, and publications that restate
        every earlier figure they repeat.
    """
    out = [
        Break(link.since, f"redefined from {link.since:%B %Y}" + (f": {link.note}" if link.note else ""), True)
        for link in links
        if link.kind == "redefined" and link.since is not None
    ]
    bases = [(f.period.end, _basis(f)) for f in figures]
    units = [(f.period.end, f.value.unit) for f in figures if f.value.known]
    for what, known in (("data period", bases), ("unit", units)):
        said = [(end, word) for end, word in known if word]
        for (_, old), (end, new) in pairwise(said):
            if old != new:
                out.append(Break(end, f"the {what} changes from {old} to {new}", False))
    out += _restatements(figures, {b.since for b in out})
    return tuple(sorted(out, key=lambda b: (b.since, not b.certain, b.why)))


def _restatements(figures: Sequence[Figure], known: set[date]) -> list[Break]:
    """Publications that repeat several earlier figures and change them all: a redefinition rather than a correction.

    Late records move a figure or two by little; so two changed figures count only where both move by a twentieth.
    """
    repeated: dict[str, list[tuple[Figure, Revision | None]]] = {}
    for figure in figures:
        revised = {r.later.publication.sha256: r for r in figure.revisions}
        for sha in {s.publication.sha256 for s in figure.statements} - {figure.first.publication.sha256}:
            repeated.setdefault(sha, []).append((figure, revised.get(sha)))
    out = []
    for pairs in repeated.values():
        changes = [r for _, r in pairs if r is not None]
        if len(changes) < len(pairs) or len(changes) < 2 or (len(changes) == 2 and not all(map(_large, changes))):
            continue
        publication = changes[0].later.publication
        since = publication.period.end if publication.period else max(f.period.end for f, _ in pairs)
        if since not in known:
            why = f"{publication} changes all {len(pairs)} earlier figures that it repeats: perhaps redefined"
            out.append(Break(since, why, False))
    return out


def _large(r: Revision) -> bool:
    old, new = r.earlier.value.number, r.later.value.number
    return old is not None and new is not None and 20 * abs(new - old) >= abs(old)


def _basis(figure: Figure) -> str:
    """The data period that the publication prints beside the indicator; empty where it prints none."""
    own = [s.observation.basis for s in figure.statements if s.observation.role == "result" and s.observation.basis]
    return own[-1] if own else ""


def _target(figure: Figure, targets: Sequence[Figure]) -> str:
    """The target printed for the period: by the figure's own publication, of that day, or of its reporting year."""
    fits = [t for t in targets if t.period.end == figure.period.end] or [
        t for t in targets if t.period.reporting_year == figure.period.reporting_year
    ]
    own = {s.publication.sha256 for s in figure.statements}
    for target in fits:
        for s in reversed(target.statements):
            if s.publication.sha256 in own and s.sure:
                return s.value.printed
    return fits[-1].value.printed if fits else ""


def shown(s: Statement) -> str:
    """A statement's figure for a reader: as printed, or its word."""
    return s.observation.word or s.value.printed


def place(s: Statement) -> str:
    """Where in its publication a statement stands: "page 4"; "table 2, row 3" in Word."""
    source = s.observation.source
    if source.page is not None:
        return f"page {source.page}"
    if source.table is not None:
        return f"table {source.table}" + (f", row {source.row + 1}" if source.row is not None else "")
    return source.locator
