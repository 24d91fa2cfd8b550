"""A fact looked up wherever it is stated: in the store of earlier publications, in the paper's tables, in its prose."""

from __future__ import annotations

from datetime import date

from check.evidence import Known
from check.paper import Figure
from check.prior_lookup import Run, same_keys


class Facts:
    """Looks facts up for sentences that do not print all the figures they speak of.

    Args:
        run: The check's own figures and store.
    """

    def __init__(self, run: Run) -> None:
        self.run = run
        self._prose: dict[tuple[str, str, str, date], Figure] = {}
        for f in run.paper.figures:
            c = f.claim
            if c.indicator_key and c.period is not None and c.role in {"result", "previous", "outturn"}:
                if c.details.get("tie") in {"named", "carried", "observation"} and c.value.number is not None:
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
