"""Figures against what was published before, and against the paper's own tables.

An equal number somewhere is no support: a figure is held against the same indicator, area, group, period and role,
or it is not checked. Where the store has another period or another population, that is said, not called wrong.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from check.cells.told import check_told_cells
from check.claim_context import tie_of
from check.claim_time import other_ends, time_known
from check.evidence import Known, OwnFigures, measured, same_figure, stored_figures
from check.evidence_ties import tie_by_evidence
from check.goals.judge import check_goals
from check.grounded import check_grounded
from check.judgements import Judgement, Results, printed
from check.known_facts import Facts
from check.mentions import IndicatorFinder
from check.own_rows import OWN, known_indicators, own_rows
from check.paper import Figure, Paper
from check.prior_colours import check_colours
from check.prior_compare import compare, in_full
from check.prior_explain import elsewhere, other_definition
from check.prior_lines import check_lines
from check.prior_lookup import Run, same_keys, stored_figure
from check.prior_moves import check_moves
from check.prior_parts import cohort_part, difference, part_of_ratio
from check.prior_rows import check_published_rows
from check.prior_targets import check_target_words
from check.spans.judging import check_spans
from check.spans.readings import check_readings
from check.spans.rows import SpanRows
from check.stored_names import stored_rows
from check.subjects import Subjects
from check.sums.borne_out import take_back_borne_out
from check.sums.checks import check_sums
from check.sums.named_rows import check_named_rows
from check.told import told_sentences
from records import Period, Quantity, Value, Verdict

if TYPE_CHECKING:
    from normalise import Figure as StoredFigure
    from normalise import Register, Store

_CHECKED_ROLES = {"result", "previous", "outturn", "numerator", "denominator", "target"}


def check_prior(paper: Paper, store: Store | None, register: Register | None, results: Results) -> None:
    """Hold each tied figure against the store and the paper's own tables.

    Args:
        paper: Its figures tied.
        store: Earlier publications; None holds prose against the paper's own tables only.
        register: Links between indicators.
        results: Takes the judgements.
    """
    stored = stored_figures(paper, store)
    rows = own_rows(paper, register)
    named = stored_rows(paper, store, register)
    known = known_indicators([*rows, *named], register)
    own = OwnFigures(paper, rows)
    own.add_published(named)
    run = Run(paper, own, stored, register, results, known)
    finder = IndicatorFinder(known)
    spans = SpanRows(run, named, rows)
    of_spans = check_spans(run, finder, spans)
    tie_by_evidence(run, finder)
    for f in list(paper.figures):
        c = f.claim
        if f.id in of_spans:
            continue
        if tie_of(f) == "control":
            continue  # held against the store already, by what its control names
        if c.role == "part" and cohort_part(run, f):
            continue
        if c.details.get("said"):
            _of_its_own(f, results)
            continue
        if c.value.number is None or c.role not in _CHECKED_ROLES or not tie_of(f):
            if not _several(run, f):
                _loose(f, results)
            continue
        _check(run, f)
    check_published_rows(run, rows, named)
    check_sums(paper, results)
    _sentences(run, finder, store)
    check_readings(run, finder, spans)
    check_named_rows(paper, results)
    check_told_cells(paper, results)
    take_back_borne_out(paper, results)
    _forget(paper, results)


def _forget(paper: Paper, results: Results) -> None:
    """Take the keys out that only this check has made: they are no keys of a register."""
    for n, f in enumerate(paper.figures):
        if f.claim.indicator_key.startswith(OWN):
            paper.figures[n] = replace(f, claim=replace(f.claim, indicator_key=""))
    for n, x in enumerate(results.findings):
        if x.indicator_key.startswith(OWN):
            results.findings[n] = replace(x, indicator_key="")


def _sentences(run: Run, finder: IndicatorFinder, store: Store | None) -> None:
    """What sentences say of movements and colours without printing all the figures."""
    paper = run.paper
    own = {o.area for o in paper.extraction.observations} if paper.extraction else set()
    keys = {f.claim.indicator_key for f in paper.figures if f.claim.indicator_key}
    keys = {k for k in keys if not k.startswith(OWN)}  # names that the store has no key for
    areas = own | {a for key in keys for a in (store.areas(key) if store is not None else ())}
    whole = paper.extraction.publication.areas[:1] if paper.extraction else ()
    council = run.register.council if run.register is not None else ""
    subjects = Subjects(paper, finder, {a for a in areas if a} - set(whole) - {council})
    facts = Facts(run)
    told = list(told_sentences(paper, subjects, facts, {k: i.polarity for k, i in finder.indicators.items()}))
    check_moves(paper, told, facts, run.results)
    check_colours(run, told, facts)
    check_target_words(run, told, facts)
    check_lines(run, facts, stored_rows(paper, store, run.register))
    check_grounded(run, subjects, facts)
    check_goals(run, subjects, facts)


def _loose(f: Figure, results: Results) -> None:
    why = f.claim.details.get("tie_why", "")
    if why and f.claim.role not in {"change", "remainder", "part"}:
        results.add(
            Judgement(f.id, "not_checked", "untied", f"Not tied to one indicator: {why}. It was held against nothing.")
        )


def _of_its_own(f: Figure, results: Results) -> None:
    """A benchmark, a forecast, a bound: said what it is, and held against nothing."""
    c = f.claim
    verdict: Verdict = "not_comparable" if c.role in {"benchmark", "forecast"} else "not_checked"
    about = f" (about '{c.indicator}')" if c.indicator else ""
    results.add(Judgement(f.id, verdict, c.role, f"{c.details['said']}{about}: it was held against nothing."))


def _several(run: Run, f: Figure) -> bool:
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
    found = [(k, figure) for k in keys if (figure := stored_figure(run, f, k, role, c.period.end)) is not None]
    told = [(k, run.stored.others(figure)[-1]) for k, figure in found]
    fits = [(k, known) for k, known in told if same_figure(c.value, known.value)]
    if not told:
        return False
    names = "; ".join(f"'{run.register[k].name}' {known}" for k, known in told)
    values = [in_full(run.register[k].name, known.value) for k, known in told]
    if not fits and _sums_to(c.value, values):
        run.results.add(
            Judgement(f.id, "agrees_within_rounding", "prior", f"The sum of what the sentence names: {names}.",
                      sources=tuple(known.source for _, known in told))
        )  # fmt: skip
    elif not fits:
        run.results.add(
            Judgement(
                f.id, "contradicts", "prior",
                f"For {c.period.label()} the paper says {printed(f)}; it fits no indicator that the sentence may "
                f"name: {names}.",
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


def _sums_to(value: Value, parts: list[Value]) -> bool:
    """Whether a count is what counts told together come to."""
    if len(parts) < 2 or "percent" in {value.unit, *(p.unit for p in parts)}:
        return False
    total = sum((Quantity.printed(p) for p in parts[1:]), Quantity.printed(parts[0]))
    low, high = value.interval()
    return total.low <= high and low <= total.high


def _check(run: Run, f: Figure) -> None:
    c = f.claim
    name = c.indicator_key or c.indicator
    role = "result" if c.role in {"previous", "outturn"} else c.role
    if c.cohort == "uasc" and c.area != "?" and difference(run, f, name):
        return
    if c.area == "?" or c.cohort == "uasc":
        what = "an area" if c.area == "?" else "a group"
        run.results.add(
            Judgement(f.id, "not_checked", "untied",
                      f"It speaks of {what} of its own, for which no figure of '{c.indicator}' is known.")
        )  # fmt: skip
        return
    if tie_of(f) == "context" and not _unit_fits(run, f):
        if part_of_ratio(run, f, name):
            return
        run.results.add(
            Judgement(f.id, "not_checked", "untied",
                      f"It {c.details.get('tie_why', 'stands near an indicator')}, but is no figure of that kind.")
        )  # fmt: skip
        return
    if c.period is None:
        if time_known(c) in {"earlier", "other", "span"}:
            _of_another_time(run, f, role)
        else:
            _undated(run, f, role)
        return
    f = _at_meant_time(run, f, name, role)
    c = f.claim
    assert c.period is not None
    found = False
    if f.observation is None:
        for known in run.own.find(name, c.area, c.cohort, c.period.end, role):
            found = True
            compare(run, f, known)
    if run.stored is not None and c.indicator_key:
        figure = stored_figure(run, f, c.indicator_key, role, c.period.end)
        if figure is not None:
            found = True
            _against_store(run, f, figure)
    if not found:
        elsewhere(run, f, role)


def _at_meant_time(run: Run, f: Figure, name: str, role: str) -> Figure:
    """A figure of "last year" with the period that is meant: the one whose published figure it equals."""
    c = f.claim
    if c.period is None:
        return f
    for end in (c.period.end, *other_ends(c)):
        known = run.own.find(name, c.area, c.cohort, end, role) if f.observation is None else []
        if run.stored is not None and c.indicator_key:
            figure = stored_figure(run, f, c.indicator_key, role, end)
            known = [*known, *(run.stored.others(figure) if figure is not None else [])]
        if any(same_figure(f.value, k.value) for k in known):
            return f if end == c.period.end else replace(f, claim=replace(c, period=Period(end, end)))
    return f


def _of_another_time(run: Run, f: Figure, role: str) -> None:
    """A figure of a time that the sentence does not name: it may be any earlier period's."""
    c = f.claim
    now = run.paper.period
    if run.stored is not None and c.indicator_key and time_known(c) == "earlier":
        keys = (c.indicator_key, *same_keys(run.register, c.indicator_key))
        before = [
            (figure, known)
            for k in keys
            for figure in run.stored.series(k, c.area, c.cohort, role)
            if now is None or figure.period.end < now.end
            for known in run.stored.others(figure)[-1:]
        ]
        fits = [(figure, known) for figure, known in before if same_figure(f.value, known.value)]
        if fits:
            figure, known = max(fits, key=lambda x: x[0].period.end)
            run.results.add(
                Judgement(
                    f.id, "agrees", "prior",
                    f"The sentence does not say of which earlier period; it is the figure of {figure.period.label()}: "
                    f"{known}.", sources=(known.source,), advice="Say the period of the figure.",
                )
            )  # fmt: skip
            return
    what = {
        "span": "it covers a span of time, not one period",
        "other": "it is of a time for which the sentence names no period",
    }.get(time_known(c), "the sentence does not say of which earlier period it is")
    run.results.add(Judgement(f.id, "not_checked", "untied", f"It is about '{c.indicator}', but {what}."))


def _undated(run: Run, f: Figure, role: str) -> None:
    """A figure without a period: taken to be the latest that was known when the paper came out."""
    c = f.claim
    published = run.paper.extraction.publication.published if run.paper.extraction else None
    if run.stored is not None and c.indicator_key:
        keys = (c.indicator_key, *same_keys(run.register, c.indicator_key))
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
                    f"Its period is not said; the latest known when the paper came out, {figure.period.label()}, "
                    f"is {latest}.",
                    sources=(latest.source,), advice="Say the period of the figure.",
                )
            )  # fmt: skip
            return
        if published is not None:
            other_definition(run, f, role, Period(published, published))
            return
    run.results.add(
        Judgement(f.id, "not_checked", "untied", f"It is about '{c.indicator}', but its period is not said.")
    )


def _unit_fits(run: Run, f: Figure) -> bool:
    """Whether a figure can be a result of the indicator that it only stands under."""
    indicator = run.register.get(f.claim.indicator_key) if run.register is not None else None
    if indicator is None or not indicator.unit or f.claim.role in {"numerator", "denominator"}:
        return True
    if indicator.unit == "percent":
        return f.value.unit == "percent" or (f.value.unit == "" and f.value.places > 0)
    if indicator.unit == "count" and indicator.places == 0:
        return f.value.unit in {"count", ""} and f.value.places <= 0
    return f.value.unit != "percent"


def _against_store(run: Run, f: Figure, figure: StoredFigure) -> None:
    assert run.stored is not None
    others = run.stored.others(figure)
    latest = others[-1]
    fits = [k for k in others if same_figure(f.value, k.value)]
    if fits and same_figure(f.value, latest.value):
        compare(run, f, latest)
        return
    standing = _standing(run, figure, others)
    if fits and same_figure(f.value, standing.value):
        compare(run, f, standing)
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
    compare(run, f, standing)


def _standing(run: Run, figure: StoredFigure, others: list[Known]) -> Known:
    s = figure.standing
    sha = run.stored.sha256 if run.stored else ""
    if s.publication.sha256 != sha and s.observation.value.number is not None and not measured(s.observation):
        return Known(s.observation.value, s.observation.source, s.publication, s.observation.role)
    return others[-1]
