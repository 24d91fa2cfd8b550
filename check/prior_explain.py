"""Why a figure differs from what was published: another period, area, group, indicator or definition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from check.evidence import Known, same_figure
from check.judgements import Judgement
from check.own_rows import OWN
from check.paper import Figure
from check.prior_lookup import Run, same_keys, telling
from records import Period

if TYPE_CHECKING:
    from normalise import Figure as StoredFigure


def looks_like(run: Run, f: Figure) -> str:
    """What a wrong figure equals: another period's, area's, group's or indicator's."""
    c = f.claim
    if not c.indicator_key or c.period is None:
        return ""
    role = "result" if c.role in {"previous", "outturn"} else c.role
    own = run.own.results_of(c.indicator_key) if role == "result" and not c.area and c.cohort == "all" else {}
    for end, known in sorted(own.items()):
        if end != c.period.end and telling(f) and same_figure(f.value, known.value):
            when = "an earlier" if end < c.period.end else "a later"
            return f"It equals the figure for {Period(end, end).label()}: {when} period's figure?"
    if run.stored is None:
        return ""
    for figure in run.stored.series(c.indicator_key, c.area, c.cohort, role):
        if (
            figure.period.end != c.period.end
            and figure.value.known
            and telling(f)
            and same_figure(f.value, figure.value)
        ):
            when = "an earlier" if figure.period.end < c.period.end else "a later"
            return f"It equals the figure for {figure.period.label()}: {when} period's figure?"
    if c.indicator_key.startswith(OWN):
        return ""  # the store knows it by its printed name only
    for area in run.stored.store.areas(c.indicator_key):
        other = run.stored.find(c.indicator_key, area, c.cohort, c.period.end, role)
        if area.lower() == c.area.lower() or other is None or not other.value.known or other.area == c.area:
            continue
        if telling(f) and same_figure(f.value, other.value):
            return f"It equals the figure of {area}: swapped?"
    for cohort in run.stored.store.cohorts(c.indicator_key):
        other = run.stored.find(c.indicator_key, c.area, cohort, c.period.end, role)
        if cohort != c.cohort and other is not None and other.value.known and same_figure(f.value, other.value):
            return f"It equals the figure for the group '{cohort}'."
    return _other_indicator(run, f, role)


def _other_indicator(run: Run, f: Figure, role: str) -> str:
    c = f.claim
    assert run.stored is not None
    if run.register is None or c.period is None or not telling(f):
        return ""
    for key, indicator in run.register.items():
        if key == c.indicator_key or (indicator.unit and f.value.unit and indicator.unit != f.value.unit):
            continue
        other = run.stored.find(key, c.area, c.cohort, c.period.end, role)
        if other is not None and other.value.known and same_figure(f.value, other.value):
            return f"It equals the figure of '{indicator.name}': the wrong indicator?"
    return ""


def elsewhere(run: Run, f: Figure, role: str) -> None:
    """No figure of the same fact: say what there is instead, another period or another population."""
    c = f.claim
    assert c.period is not None
    if run.stored is None or not c.indicator_key:
        return
    keys = (c.indicator_key, *same_keys(run.register, c.indicator_key))
    near = [
        (figure, k)
        for k in keys
        for figure in run.stored.series(k, c.area, c.cohort, role)
        if run.stored.others(figure)
    ]
    if near:
        figure, _ = min(near, key=lambda x: abs((x[0].period.end - c.period.end).days if c.period else 0))
        known = run.stored.others(figure)[-1]
        if f.observation is not None:
            run.results.add(
                Judgement(
                    f.id, "not_checked", "new_figure",
                    f"Nobody else has published '{c.indicator}' for {c.period.label()}; the nearest is for "
                    f"{figure.period.label()}: {known}.", sources=(known.source,),
                )
            )  # fmt: skip
        elif f.value.number is not None and figure.value.known:
            run.results.add(
                Judgement(
                    f.id, "not_comparable", "other_period",
                    f"The paper speaks of {c.period.label()}; the nearest that was published is for "
                    f"{figure.period.label()}: "
                    f"{known}. Different dates, so neither is called wrong.", sources=(known.source,),
                )
            )  # fmt: skip
        return
    other_definition(run, f, role, c.period)


def other_definition(run: Run, f: Figure, role: str, period: Period) -> None:
    """Explain a related indicator's figure: another population or definition, so neither is wrong."""
    key = f.claim.indicator_key
    if run.register is None or key not in run.register:
        return
    for link in run.register.related(key):
        if link.kind in {"same", "renamed"}:
            continue
        other = _nearest(run, link.to, f, role, period)
        if other is not None:
            name = run.register[link.to].name
            run.results.add(
                Judgement(
                    f.id, "not_comparable", "other_definition",
                    f"'{name}' is {other} for {other_period(run, link.to, f, role, period)}, but it measures "
                    f"something else: "
                    f"{link.note or 'another population'}. Different populations, so neither is called wrong.",
                    sources=(other.source,),
                )
            )  # fmt: skip
            return


def _nearest(run: Run, key: str, f: Figure, role: str, period: Period) -> Known | None:
    figure = _nearest_figure(run, key, f, role, period)
    return run.stored.others(figure)[-1] if figure is not None and run.stored else None


def other_period(run: Run, key: str, f: Figure, role: str, period: Period) -> str:
    """Label of the period of the nearest figure of another indicator."""
    figure = _nearest_figure(run, key, f, role, period)
    return figure.period.label() if figure is not None else ""


def _nearest_figure(run: Run, key: str, f: Figure, role: str, period: Period) -> StoredFigure | None:
    assert run.stored is not None
    series = [x for x in run.stored.series(key, f.claim.area, f.claim.cohort, role) if run.stored.others(x)]
    return min(series, key=lambda x: abs((x.period.end - period.end).days)) if series else None
