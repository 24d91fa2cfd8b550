"""One figure against the figure that is known of the same fact, and how firmly the difference may be called wrong."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from check.claim_context import tie_of
from check.evidence import Known, one_kind, same_figure
from check.evidence_ties import is_slip
from check.ground_match import telling_digits
from check.grounds import OF_MONEY, stems
from check.judgements import Judgement, printed
from check.paper import Figure
from check.prior_doubts import doubt_of
from check.prior_explain import looks_like
from check.prior_lookup import Run, near, stored_figure
from check.prior_parts import told_share
from check.severity import severity_of
from records import RESULT_ROLES, Quantity, Severity, Source, Value, rounding_modes

_FIRM = {"observation", "named", "carried", "evidence", "row"}


def compare(run: Run, f: Figure, known: Known) -> None:
    """Say whether a figure is the one that is known of the same fact.

    Args:
        run: Takes the judgement.
        f: Tied to what it measures.
        known: From a publication or another place of the paper.
    """
    c = f.claim
    period = c.period.label() if c.period else ""
    what = f"'{c.indicator or c.indicator_key}'" + (f", {c.area}" if c.area else "") + (f", {period}" if period else "")
    kind = "prior" if known.publication else "own_tables"
    known = _in_scale(f, known)
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
    indicator = run.indicators.get(c.indicator_key)
    if not one_kind(f.value, known.value, indicator.unit if indicator is not None else "") or _a_price(f, known):
        part = _slip_of_part(run, f)
        if part is not None:
            compare(run, replace(f, claim=replace(c, role=part.role, indicator=f"{c.indicator}, {part.role}")), part)
            return
        run.results.add(
            Judgement(f.id, "not_checked", "untied", f"{what}: {known}. {printed(f)} is of another kind or size, so it "
                      "is taken to count something else.", sources=(known.source,))
        )  # fmt: skip
        return
    doubt = doubt_of(run, f, known)
    if doubt:
        run.results.add(Judgement(f.id, "not_checked", "untied", f"{what}: {known}. {doubt}", sources=(known.source,)))
        return
    firm = tie_of(f) in _FIRM
    if c.details.get("approximate") == "yes" and near(c.value, known.value):
        run.results.add(
            Judgement(f.id, "agrees_within_rounding", kind, f"{what}: {known}; the paper says about {printed(f)}.",
                      sources=(known.source,))
        )  # fmt: skip
        return
    if not firm and not _says_result(f) and not _sibling_agrees(run, f):
        run.results.add(
            Judgement(
                f.id, "not_checked", "untied",
                f"It {c.details.get('tie_why', 'stands near that indicator')}, for which {known} ({period}); the "
                f"sentence does "
                "not say plainly that it states the same figure.", sources=(known.source,),
            )
        )  # fmt: skip
        return
    if _later(run, known):
        run.results.add(
            Judgement(
                f.id, "superseded", kind,
                f"{what}: the paper says {printed(f)}; a later publication restates it: {known}.",
                f"{printed(f)} -> {known.value.printed.strip()}", "minor", (known.source,),
                "Use the later figure, or say that it is the one first published.", known.value.printed.strip(),
            )
        )  # fmt: skip
        return
    note = _restated(run, f, known)
    if note is not None:
        run.results.add(
            Judgement(
                f.id, "not_comparable", "revision",
                f"{what}: the paper says {printed(f)}, but {known.says}. The paper says that it restates figures, so "
                f"neither is called wrong.",
                sources=(known.source, note),
            )
        )  # fmt: skip
        return
    share = _share_of(run, f, known)
    if share is not None:
        run.results.add(
            Judgement(
                f.id, "agrees_within_rounding", kind,
                f"{printed(f)} of {known} is the {printed(share)} of the sentence: a part of {what}.",
                sources=(known.source,),
            )
        )  # fmt: skip
        return
    other = _part_of_another(run, f)
    if other is not None:
        run.results.add(
            Judgement(
                f.id, "agrees", kind, f"{other.role} of '{other.name}': {other.known}.", sources=(other.known.source,)
            )
        )
        return
    if told_share(run, f, known):
        return
    looks = looks_like(run, f)
    here = "the paper says" if known.publication is not None else "here stands"
    severity: Severity = severity_of(f, known.value, run.register)
    run.results.add(
        Judgement(
            f.id, "contradicts", kind,
            f"{what}: {here} {printed(f)}, but {known.says}.{' ' + looks if looks else ''}",
            f"{printed(f)} against {known.value.printed.strip()}", severity, (known.source,),
            "Correct the figure, or say why it differs.", known.value.printed.strip(),
        )
    )  # fmt: skip


# A name that says in what its figures are counted: "Money saved (£000)", "Journeys (thousands)".
_SCALE = re.compile(r"\((?:in\s+)?£?\s?(?:(?P<k>['’]?000s?|k|thousands?)|(?P<m>m|millions?))\)", re.IGNORECASE)


def in_full(name: str, value: Value) -> Value:
    """What a figure comes to in full where its name says that it counts thousands or millions; else as it is.

    Args:
        name: Of the indicator, as printed.
        value: As printed under that name.
    """
    scale = _SCALE.search(name) if "(" in name else None
    if scale is None or value.number is None:
        return value
    power = 3 if scale["k"] else 6
    return replace(value, number=value.number.scaleb(power), places=value.places - power)


def _in_scale(f: Figure, known: Known) -> Known:
    """What is known of a fact, in full where only so the paper's figure is it: £447,000 beside 447 "(£000)"."""
    full = in_full(f.claim.indicator, known.value)
    return replace(known, value=full) if not same_figure(f.value, known.value) and same_figure(f.value, full) else known


def _a_price(f: Figure, known: Known) -> bool:
    """Whether a sum of money stands beside a count: "a night on remand costs about £900"."""
    return f.value.unit == "money" and known.value.unit != "money" and not OF_MONEY.search(f.claim.indicator)


def _share_of(run: Run, f: Figure, known: Known) -> Figure | None:
    """The percentage of the sentence that a count is of the known one: "3,001 were ..., 65% of all those logged"."""
    if f.sentence is None or f.value.unit not in {"count", ""} or not f.value.number or not known.value.number:
        return None
    if known.value.unit not in {"count", ""} or abs(f.value.number) >= abs(known.value.number):
        return None
    share = Quantity.exact(100 * Fraction(f.value.number) / Fraction(known.value.number))
    same = [
        x for x in run.paper.figures_of(f.passage) if x.sentence is not None and x.sentence.start == f.sentence.start
    ]
    return next((x for x in same if x.value.unit == "percent" and rounding_modes(share, x.value)), None)


@dataclass(frozen=True, slots=True)
class _Part:
    """A figure as the numerator or denominator of an indicator."""

    role: str
    name: str
    known: Known


def _part_of_another(run: Run, f: Figure) -> _Part | None:
    """The ratio that the sentence speaks of too, and of which a count is the numerator or denominator."""
    c = f.claim
    if f.sentence is None or c.period is None or c.value.unit not in {"count", ""} or telling_digits(f.value) < 2:
        return None
    words = stems(f.sentence.text)
    for key, indicator in run.indicators.items():
        own = stems(indicator.name)
        if key == c.indicator_key or indicator.unit != "percent" or len(own & words) < max(2, len(own) / 2):
            continue
        for role in ("numerator", "denominator"):
            known = run.own.find(key, c.area, c.cohort, c.period.end, role)
            if run.stored is not None:
                figure = stored_figure(run, f, key, role, c.period.end)
                known = [*known, *(run.stored.others(figure) if figure is not None else [])]
            fits = [k for k in known if same_figure(f.value, k.value)]
            if fits:
                return _Part(role.capitalize(), indicator.name, fits[-1])
    return None


def _slip_of_part(run: Run, f: Figure) -> Known | None:
    """The numerator or denominator that a count told under a rate is, or is with one digit wrong."""
    c = f.claim
    if c.period is None or c.role not in RESULT_ROLES or c.value.unit not in {"count", ""}:
        return None
    for role in ("numerator", "denominator"):
        known = run.own.find(c.indicator_key or c.indicator, c.area, c.cohort, c.period.end, role)
        if run.stored is not None and c.indicator_key:
            figure = stored_figure(run, f, c.indicator_key, role, c.period.end)
            known = [*known, *(run.stored.others(figure) if figure is not None else [])]
        for k in known[-1:]:
            if same_figure(f.value, k.value) or is_slip(f.value, k.value):
                return replace(k, role=role)
    return None


def _later(run: Run, known: Known) -> bool:
    """Whether a publication came out after the paper: then the paper is the older statement."""
    own = run.paper.extraction.publication.published if run.paper.extraction else None
    other = known.publication.vintage if known.publication else None
    return own is not None and other is not None and other > own


def _restated(run: Run, f: Figure, known: Known) -> Source | None:
    """The place where the paper says that it restates this figure: its name, number or row beside the word."""
    if f.observation is None or f.claim.role not in {"previous", "outturn", "result"}:
        return None
    o = f.observation
    marks = [known.value.printed.strip(), printed(f), o.indicator]
    if o.indicator_id:
        marks.append(f"indicator {o.indicator_id}")
    for p in run.paper.passages:
        if re.search(r"\b(?:restat|revis|re-?calculat|amend)\w*", p.text, re.IGNORECASE) and any(
            m and m.lower() in p.text.lower() for m in marks
        ):
            return p.source
    return None


def _sibling_agrees(run: Run, f: Figure) -> bool:
    """Whether another figure of the sentence agrees with the same indicator: then the sentence states its results."""
    if f.sentence is None or f.value.unit not in {"percent", "days"}:
        return False
    for other in run.paper.figures_of(f.passage):
        same = other.sentence is not None and other.sentence.start == f.sentence.start and other.id != f.id
        c = other.claim
        if not same or c.indicator_key != f.claim.indicator_key or c.period is None or c.value.unit != f.value.unit:
            continue
        if run.stored is not None and c.indicator_key and c.role == "result":
            figure = stored_figure(run, other, c.indicator_key, "result", c.period.end)
            if figure is not None and any(same_figure(other.value, k.value) for k in run.stored.others(figure)):
                return True
    return False


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
