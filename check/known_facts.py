"""A fact looked up wherever it is stated: in the store of earlier publications, in the paper's tables, in its prose."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from check.evidence import Known, one_kind
from check.judgements import quantity
from check.paper import Figure
from check.prior_lookup import Run, same_keys
from records import RESULT_ROLES, Period, Quantity, Source

_COLOURS = {"green", "amber", "red"}


class Facts:
    """Looks facts up for sentences that do not print all the figures they speak of.

    Args:
        run: The check's own figures and store.
    """

    def __init__(self, run: Run) -> None:
        self.run = run
        self._kinds: dict[tuple[str, str], list[Known]] = {}
        self._ends = sorted({f.claim.period.end for f in run.paper.figures if f.claim.period is not None})
        self._prose: dict[tuple[str, str, str, date], Figure] = {}
        for f in run.paper.figures:
            c = f.claim
            firm = (
                c.details.get("tie") in {"named", "carried", "evidence", "observation"} and c.value.number is not None
            )
            if firm and self.plausible(f) and c.indicator_key and c.period is not None and c.role in RESULT_ROLES:
                self._prose.setdefault((c.indicator_key, c.area, c.cohort, c.period.end), f)

    def result(self, key: str, area: str, cohort: str, end: date) -> Known | None:
        """The result of one period: as published, else as the paper's tables or prose state it."""
        if self.run.stored is not None:
            for k in (key, *same_keys(self.run.register, key)):
                figure = self.run.stored.find(k, area, cohort, end, "result")
                if figure is not None:
                    return self.run.stored.others(figure)[-1]
        own = self.run.own.find(key, area, cohort, end, "result")
        if own:
            return own[0]
        f = self._prose.get((key, area, cohort, end))
        return Known(f.value, f.place) if f is not None else None

    def plausible(self, f: Figure) -> bool:
        """Whether a figure of prose is of the kind and size of what is known of its indicator."""
        key, area = f.claim.indicator_key, f.claim.area
        if (key, area) not in self._kinds:
            self._kinds[key, area] = self._examples(key, area)
        unit = self.run.indicators[key].unit if key in self.run.indicators else ""
        known = self._kinds[key, area]
        return not known or any(one_kind(f.value, k.value, unit) for k in known)

    def _examples(self, key: str, area: str) -> list[Known]:
        """Some results that show the kind and size of an indicator's figures.

        Those of the periods that the paper speaks of are at hand; a whole series is read only where there is none.
        """
        stored = self.run.stored
        found = [stored.find(key, area, "all", end, "result") for end in self._ends] if stored is not None else []
        known = [stored.others(f)[-1] for f in found if f is not None] if stored is not None else []
        known = [k for k in known if k.value.number is not None]
        return (known or list(self.series(key, area, "all").values()) or self.run.own.all_of(key, area))[-3:]

    def quantity(self, key: str, area: str, end: date) -> tuple[Quantity, Known] | None:
        """The most that is known of a result: unrounded where its parts were published."""
        known = self.result(key, area, "all", end)
        if known is None or known.value.number is None:
            return None
        if self.run.stored is not None and known.publication is not None:
            for k in (key, *same_keys(self.run.register, key)):
                figure = self.run.stored.find(k, area, "all", end, "result")
                if figure is None or figure.value.number != known.value.number:
                    continue
                if figure.quantity is not None:
                    return figure.quantity, known
        return quantity(known.value), known

    def colour(self, key: str, area: str, end: date) -> tuple[str, Source] | None:
        """The colour that was published, or that the paper's own tables give."""
        extraction = self.run.paper.extraction
        for o in extraction.observations if extraction is not None else ():
            same = o.indicator_key == key and o.role == "rag" and o.cohort == "all"
            if same and o.period is not None and o.period.end == end and not area and o.word in _COLOURS:
                return o.word, o.source
        if self.run.stored is None:
            return None
        for figure in self.run.stored.series(key, area, "all", "rag"):
            words = [s for s in figure.statements if s.publication.sha256 != self.run.stored.sha256]
            if figure.period.end == end and words and words[-1].observation.word in _COLOURS:
                return words[-1].observation.word, words[-1].observation.source
        return None

    def target(self, key: str, end: date) -> tuple[Decimal, str, tuple[Source, ...]] | None:
        """The target of a reporting year: as published, else as the register sets it."""
        year = Period(end, end).reporting_year
        if self.run.stored is not None:
            series = self.run.stored.series(key, "", "all", "target")
            same = [x for x in series if x.period.reporting_year == year and self.run.stored.others(x)]
            if same:
                known = self.run.stored.others(min(same, key=lambda x: abs((x.period.end - end).days)))[-1]
                if known.value.number is not None:
                    return known.value.number, known.value.printed.strip(), (known.source,)
        own = self.run.own.find(key, "", "all", end, "target")
        if own and own[0].value.number is not None:
            return own[0].value.number, own[0].value.printed.strip(), (own[0].source,)
        indicator = self.run.register.get(key) if self.run.register is not None else None
        number = indicator.targets.get(year) if indicator is not None else None
        return (number, f"{number} (register)", ()) if number is not None else None

    def series(self, key: str, area: str, cohort: str) -> dict[date, Known]:
        """All published results of an indicator by the last day of their period."""
        out: dict[date, Known] = {}
        if self.run.stored is None:
            return out
        for figure in self.run.stored.series(key, area, cohort, "result"):
            others = self.run.stored.others(figure)
            if others and others[-1].value.number is not None:
                out[figure.period.end] = others[-1]
        return out
