"""Figures against what was published before, and against the paper's own tables.

An equal number somewhere is no support: a figure is held against the same indicator, area, group, period and role,
or it is not checked. Where the store has another period or another population, that is said, not called wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from check.claim_context import tie_of
from check.evidence import Known, OwnFigures, StoredFigures, same_figure
from check.judgements import Judgement, Results, printed
from check.paper import Figure, Paper
from check.severity import severity_of
from records import Period, Severity, Value

if TYPE_CHECKING:
    from normalise import Figure as StoredFigure
    from normalise import Register, Store

_CHECKED_ROLES = {"result", "previous", "outturn", "numerator", "denominator", "target"}
_FIRM = {"observation", "named"}


@dataclass(slots=True)
class _Run:
    """One check against the store."""

    paper: Paper
    own: OwnFigures
    stored: StoredFigures | None
    register: Register | None
    results: Results


def check_prior(paper: Paper, store: Store | None, register: Register | None, results: Results) -> None:
    """Hold each tied figure against the store and the paper's own tables.

    Args:
        paper: Its figures tied.
        store: Earlier publications; None holds prose against the paper's own tables only.
        register: Links between indicators.
        results: Takes the judgements.
    """
    sha = paper.extraction.publication.sha256 if paper.extraction else ""
    stored = StoredFigures(store, sha) if store is not None else None
    run = _Run(paper, OwnFigures(paper), stored, register, results)
    for f in paper.figures:
        c = f.claim
        if tie_of(f) == "control":
            continue  # held against the store already, by what its control names
        if c.role == "part" and _cohort_part(run, f):
            continue
        if c.value.number is None or c.role not in _CHECKED_ROLES or not tie_of(f):
            if not _several(run, f):
                _loose(f, results)
            continue
        _check(run, f)


def _loose(f: Figure, results: Results) -> None:
    why = f.claim.details.get("tie_why", "")
    if why and f.claim.role not in {"change", "remainder", "part"}:
        results.add(
            Judgement(f.id, "not_checked", "untied", f"Not tied to one indicator: {why}. It was held against nothing.")
        )


def _cohort_part(run: _Run, f: Figure) -> bool:
    """A part told under an indicator: "128 of them UASC" follows from the figures with and without UASC."""
    c = f.claim
    text = run.paper.passages[f.passage].text[f.numeral.end : f.numeral.end + 60]
    if not c.indicator or not re.match(r"\s*(?:UASC|unaccompanied)", text, re.IGNORECASE):
        return False
    dated = replace(f, claim=replace(c, period=c.period or run.paper.period))
    return _difference(run, dated, c.indicator_key or c.indicator)


def _several(run: _Run, f: Figure) -> bool:
    """A figure whose sentence may speak of several indicators: it is wrong only if it fits none of them.

    Returns:
        Whether anything could be said.
    """
    c = f.claim
    keys = c.details.get("candidates", "").split()
    if run.stored is None or run.register is None or not keys or c.period is None or c.value.number is None:
        return False
    if c.area == "?" or c.cohort == "uasc":
        return False
    role = "result" if c.role == "stated" else c.role
    found = [(k, figure) for k in keys if (figure := _stored(run, f, k, role, c.period.end)) is not None]
    told = [(k, run.stored.others(figure)[-1]) for k, figure in found]
    fits = [(k, known) for k, known in told if same_figure(c.value, known.value)]
    if not told:
        return False
    names = "; ".join(f"'{run.register[k].name}' {known}" for k, known in told)
    if not fits:
        run.results.add(
            Judgement(
                f.id, "contradicts", "prior",
                f"For {c.period.label()} the paper says {printed(f)}; it fits no indicator that the sentence may name: {names}.",
                severity="serious", sources=tuple(known.source for _, known in told),
                advice="Correct the figure, or name the indicator.", expected=told[0][1].value.printed.strip(),
            )
        )  # fmt: skip
    elif len(fits) == 1 and fits[0][0] == told[0][0]:
        key, known = fits[0]
        run.results.add(
            Judgement(f.id, "agrees", "prior", f"Taken to be '{run.register[key].name}', {c.period.label()}: {known}.",
                      sources=(known.source,))
        )  # fmt: skip
    else:
        run.results.add(
            Judgement(f.id, "not_checked", "untied", f"It may be any of several indicators: {names}.",
                      sources=tuple(known.source for _, known in told))
        )  # fmt: skip
    return True


def _check(run: _Run, f: Figure) -> None:
    c = f.claim
    name = c.indicator_key or c.indicator
    role = "result" if c.role in {"previous", "outturn"} else c.role
    if c.cohort == "uasc" and c.area != "?" and _difference(run, f, name):
        return
    if c.area == "?" or c.cohort == "uasc":
        what = "an area" if c.area == "?" else "a group"
        run.results.add(
            Judgement(f.id, "not_checked", "untied",
                      f"It speaks of {what} of its own, for which no figure of '{c.indicator}' is known.")
        )  # fmt: skip
        return
    if tie_of(f) == "context" and not _unit_fits(run, f):
        if _part_of_ratio(run, f, name):
            return
        run.results.add(
            Judgement(f.id, "not_checked", "untied",
                      f"It {c.details.get('tie_why', 'stands near an indicator')}, but is no figure of that kind.")
        )  # fmt: skip
        return
    if c.period is None:
        _undated(run, f, role)
        return
    found = False
    if f.observation is None:
        for known in run.own.find(name, c.area, c.cohort, c.period.end, role):
            found = True
            _compare(run, f, known, None)
    if run.stored is not None and c.indicator_key:
        figure = _stored(run, f, c.indicator_key, role, c.period.end)
        if figure is not None:
            found = True
            _against_store(run, f, figure)
    if not found:
        _elsewhere(run, f, role)


def _difference(run: _Run, f: Figure, name: str) -> bool:
    """A count of UASC that is what all children are more than those without UASC, above or below the line."""
    c = f.claim
    if c.period is None or c.value.unit not in {"count", ""}:
        return False
    for role in ("numerator", "denominator"):
        every = run.own.find(name, c.area, "all", c.period.end, role)
        without = run.own.find(name, c.area, "excl_uasc", c.period.end, role)
        for a in every[:1]:
            for b in without[:1]:
                if (
                    a.value.number is not None
                    and b.value.number is not None
                    and a.value.number - b.value.number == c.value.number
                ):
                    working = f"{a.value.printed.strip()} - {b.value.printed.strip()} = {printed(f)}"
                    run.results.add(
                        Judgement(f.id, "agrees", "own_tables", f"The {role} with UASC less that without: {working}.", working,
                                  sources=(a.source, b.source))
                    )  # fmt: skip
                    return True
    return False


def _part_of_ratio(run: _Run, f: Figure, name: str) -> bool:
    """A count told under a percentage that is its numerator, its denominator or what is left between them."""
    c = f.claim
    if c.period is None or c.value.unit not in {"count", ""}:
        return False
    above = run.own.find(name, c.area, c.cohort, c.period.end, "numerator")
    below = run.own.find(name, c.area, c.cohort, c.period.end, "denominator")
    for role, known in (("numerator", above), ("denominator", below)):
        if known and known[0].value.number == c.value.number:
            run.results.add(
                Judgement(
                    f.id,
                    "agrees",
                    "own_tables",
                    f"The {role} of '{c.indicator}': {known[0]}.",
                    sources=(known[0].source,),
                )
            )
            return True
    if above and below and above[0].value.number is not None and below[0].value.number is not None:
        left = below[0].value.number - above[0].value.number
        if left == c.value.number:
            working = f"{below[0].value.printed.strip()} - {above[0].value.printed.strip()} = {left}"
            run.results.add(
                Judgement(f.id, "agrees", "own_tables", f"What is left of '{c.indicator}': {working}.", working,
                          sources=(above[0].source, below[0].source))
            )  # fmt: skip
            return True
    return False


def _undated(run: _Run, f: Figure, role: str) -> None:
    """A figure without a period: taken to be the latest that was known when the paper came out."""
    c = f.claim
    published = run.paper.extraction.publication.published if run.paper.extraction else None
    if run.stored is not None and c.indicator_key:
        keys = (c.indicator_key, *_same_keys(run.register, c.indicator_key))
        known = [
            figure
            for k in keys
            for figure in run.stored.series(k, c.area, c.cohort, role)
            if run.stored.others(figure) and (published is None or figure.period.end <= published)
        ]
        if known:
            figure = max(known, key=lambda x: x.period.end)
            latest = run.stored.others(figure)[-1]
            fits = same_figure(f.value, latest.value)
            run.results.add(
                Judgement(
                    f.id, "agrees" if fits else "not_checked", "prior",
                    f"Its period is not said; the latest known when the paper came out, {figure.period.label()}, is {latest}.",
                    sources=(latest.source,), advice="Say the period of the figure.",
                )
            )  # fmt: skip
            return
        if published is not None:
            _other_definition(run, f, role, Period(published, published))
            return
    run.results.add(
        Judgement(f.id, "not_checked", "untied", f"It is about '{c.indicator}', but its period is not said.")
    )


def _unit_fits(run: _Run, f: Figure) -> bool:
    """Whether a figure can be a result of the indicator that it only stands under."""
    indicator = run.register.get(f.claim.indicator_key) if run.register is not None else None
    if indicator is None or not indicator.unit or f.claim.role in {"numerator", "denominator"}:
        return True
    if indicator.unit == "percent":
        return f.value.unit == "percent" or (f.value.unit == "" and f.value.places > 0)
    if indicator.unit == "count" and indicator.places == 0:
        return f.value.unit in {"count", ""} and f.value.places <= 0
    return f.value.unit != "percent"


def _stored(run: _Run, f: Figure, key: str, role: str, end: date) -> StoredFigure | None:
    """The store's figure of a fact, under the indicator's own key or one that is the same."""
    assert run.stored is not None
    for k in (key, *_same_keys(run.register, key)):
        for cohort in _cohorts(run.register, k, f.claim.cohort):
            figure = run.stored.find(k, f.claim.area, cohort, end, role)
            if figure is not None:
                return figure
        if role == "target":
            figure = _target_of_year(run.stored, k, f, end)
            if figure is not None:
                return figure
    return None


def _cohorts(register: Register | None, key: str, cohort: str) -> tuple[str, ...]:
    """The group asked for; for an indicator that leaves UASC out by definition, all of it is that group."""
    name = register[key].name if register is not None and key in register else ""
    if cohort == "excl_uasc" and re.search(r"\bexcl\w*\.?\s+UASC\b", name, re.IGNORECASE):
        return (cohort, "all")
    return (cohort,)


def _target_of_year(stored: StoredFigures, key: str, f: Figure, end: date) -> StoredFigure | None:
    """The target of the same reporting year: it is set for the year, and printed with every month of it."""
    year = Period(end, end).reporting_year
    for cohort in dict.fromkeys((f.claim.cohort, "all")):
        series = stored.series(key, f.claim.area, cohort, "target")
        same = [x for x in series if x.period.reporting_year == year and stored.others(x)]
        if same:
            return min(same, key=lambda x: abs((x.period.end - end).days))
    return None


def _same_keys(register: Register | None, key: str) -> list[str]:
    if register is None or key not in register:
        return []
    return [link.to for link in register.related(key) if link.kind in {"same", "renamed"}]


def _against_store(run: _Run, f: Figure, figure: StoredFigure) -> None:
    assert run.stored is not None
    others = run.stored.others(figure)
    latest = others[-1]
    fits = [k for k in others if same_figure(f.value, k.value)]
    if fits and same_figure(f.value, latest.value):
        _compare(run, f, latest, figure)
        return
    standing = _standing(run, figure, others)
    if fits and same_figure(f.value, standing.value):
        _compare(run, f, standing, figure)
        return
    if fits:
        first = fits[-1]
        run.results.add(
            Judgement(
                f.id, "superseded", "prior",
                f"{printed(f)} was published ({first}), but revised since: {standing}.",
                f"{first.value.printed.strip()} -> {standing.value.printed.strip()}", "minor",
                (first.source, standing.source), "Use the revised figure, or say that it is the one first published.",
                standing.value.printed.strip(),
            )
        )  # fmt: skip
        return
    _compare(run, f, standing, figure)


def _standing(run: _Run, figure: StoredFigure, others: list[Known]) -> Known:
    s = figure.standing
    sha = run.stored.sha256 if run.stored else ""
    if s.publication.sha256 != sha and s.observation.value.number is not None:
        return Known(s.observation.value, s.observation.source, s.publication, s.observation.role)
    return others[-1]


def _compare(run: _Run, f: Figure, known: Known, figure: StoredFigure | None) -> None:
    c = f.claim
    period = c.period.label() if c.period else ""
    what = f"'{c.indicator or c.indicator_key}'" + (f", {c.area}" if c.area else "") + (f", {period}" if period else "")
    kind = "prior" if known.publication else "own_tables"
    if same_figure(f.value, known.value):
        exact = f.value.places == known.value.places
        low, high = (known.value if known.value.places < f.value.places else f.value).interval()
        interval = "" if exact else f" (anything from {low} to {high} prints so)"
        run.results.add(
            Judgement(
                f.id, "agrees" if exact else "agrees_within_rounding", kind,
                f"{what}: {known}{interval}.", f"{printed(f)} = {known.value.printed.strip()}", sources=(known.source,),
            )
        )  # fmt: skip
        return
    firm = tie_of(f) in _FIRM
    if c.details.get("approximate") == "yes" and _near(c.value, known.value):
        run.results.add(
            Judgement(f.id, "agrees_within_rounding", kind, f"{what}: {known}; the paper says about {printed(f)}.",
                      sources=(known.source,))
        )  # fmt: skip
        return
    if not firm and not _says_result(f):
        run.results.add(
            Judgement(
                f.id, "not_checked", "untied",
                f"It {c.details.get('tie_why', 'stands near that indicator')}, for which {known} ({period}); the sentence does "
                "not say plainly that it states the same figure.", sources=(known.source,),
            )
        )  # fmt: skip
        return
    looks = _looks_like(run, f)
    severity: Severity = severity_of(f, known.value, run.register)
    run.results.add(
        Judgement(
            f.id, "contradicts", kind,
            f"{what}: the paper says {printed(f)}, {known}.{' ' + looks if looks else ''}",
            f"{printed(f)} against {known.value.printed.strip()}", severity, (known.source,),
            "Correct the figure, or say why it differs.", known.value.printed.strip(),
        )
    )  # fmt: skip


def _says_result(f: Figure) -> bool:
    """Whether a sentence that only stands under an indicator states its result: the unit fits and it is alone."""
    if f.sentence is None or len(f.sentence.figures) > 3:
        return False
    words = re.search(
        r"\b(?:performance|result|the\s+(?:percentage|proportion|rate|number|average|figure|indicator))\b",
        f.claim.sentence,
        re.I,
    )
    return bool(words) and f.value.unit in {"percent", "days"}


def _looks_like(run: _Run, f: Figure) -> str:
    """What a wrong figure equals: another period's, area's, group's or indicator's."""
    c = f.claim
    if run.stored is None or not c.indicator_key or c.period is None:
        return ""
    role = "result" if c.role in {"previous", "outturn"} else c.role
    for figure in run.stored.series(c.indicator_key, c.area, c.cohort, role):
        if (
            figure.period.end != c.period.end
            and figure.value.known
            and _telling(f)
            and same_figure(f.value, figure.value)
        ):
            when = "an earlier" if figure.period.end < c.period.end else "a later"
            return f"It equals the figure for {figure.period.label()}: {when} period's figure?"
    for area in run.stored.store.areas(c.indicator_key):
        other = run.stored.find(c.indicator_key, area, c.cohort, c.period.end, role)
        if area.lower() == c.area.lower() or other is None or not other.value.known or other.area == c.area:
            continue
        if _telling(f) and same_figure(f.value, other.value):
            return f"It equals the figure of {area}: swapped?"
    for cohort in run.stored.store.cohorts(c.indicator_key):
        other = run.stored.find(c.indicator_key, c.area, cohort, c.period.end, role)
        if cohort != c.cohort and other is not None and other.value.known and same_figure(f.value, other.value):
            return f"It equals the figure for the group '{cohort}'."
    return _other_indicator(run, f, role)


def _near(a: Value, b: Value) -> bool:
    """Within a twentieth: what "about" allows."""
    if a.number is None or b.number is None:
        return False
    return abs(a.number - b.number) <= abs(b.number) / 20


def _telling(f: Figure) -> bool:
    """Whether an equal number is more than chance: it has decimals or at least two digits."""
    return f.value.number is not None and (f.value.places > 0 or abs(f.value.number) >= 10)


def _other_indicator(run: _Run, f: Figure, role: str) -> str:
    c = f.claim
    assert run.stored is not None
    if run.register is None or c.period is None or not _telling(f):
        return ""
    for key, indicator in run.register.items():
        if key == c.indicator_key or (indicator.unit and f.value.unit and indicator.unit != f.value.unit):
            continue
        other = run.stored.find(key, c.area, c.cohort, c.period.end, role)
        if other is not None and other.value.known and same_figure(f.value, other.value):
            return f"It equals the figure of '{indicator.name}': the wrong indicator?"
    return ""


def _elsewhere(run: _Run, f: Figure, role: str) -> None:
    """No figure of the same fact: say what there is instead, another period or another population."""
    c = f.claim
    assert c.period is not None
    if run.stored is None or not c.indicator_key:
        return
    keys = (c.indicator_key, *_same_keys(run.register, c.indicator_key))
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
                    f"The paper speaks of {c.period.label()}; the nearest that was published is for {figure.period.label()}: "
                    f"{known}. Different dates, so neither is called wrong.", sources=(known.source,),
                )
            )  # fmt: skip
        return
    _other_definition(run, f, role, c.period)


def _other_definition(run: _Run, f: Figure, role: str, period: Period) -> None:
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
                    f"'{name}' is {other} for {other_period(run, link.to, f, role, period)}, but it measures something else: "
                    f"{link.note or 'another population'}. Different populations, so neither is called wrong.",
                    sources=(other.source,),
                )
            )  # fmt: skip
            return


def _nearest(run: _Run, key: str, f: Figure, role: str, period: Period) -> Known | None:
    figure = _nearest_figure(run, key, f, role, period)
    return run.stored.others(figure)[-1] if figure is not None and run.stored else None


def other_period(run: _Run, key: str, f: Figure, role: str, period: Period) -> str:
    """Label of the period of the nearest figure of another indicator."""
    figure = _nearest_figure(run, key, f, role, period)
    return figure.period.label() if figure is not None else ""


def _nearest_figure(run: _Run, key: str, f: Figure, role: str, period: Period) -> StoredFigure | None:
    assert run.stored is not None
    series = [x for x in run.stored.series(key, f.claim.area, f.claim.cohort, role) if run.stored.others(x)]
    return min(series, key=lambda x: abs((x.period.end - period.end).days)) if series else None
