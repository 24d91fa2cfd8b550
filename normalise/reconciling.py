"""One publication's printed names -> register keys, once for each name, with the evidence of its figures.

The register decides by text; the figures confirm, settle what waits, or speak against. Nothing is guessed: a name that
is not accepted leaves its observations without a key, and they are stored all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from normalise.evidence import Evidence, KnownResults, gather
from normalise.figures import RESULT_ROLES, same_figure
from records import Observation

if TYPE_CHECKING:
    from extract import Extraction

NameTuple = tuple[str, str, str, str, str, str]
"""A printed name: indicator, indicator_id, section, kind of table, polarity, basis, all as printed."""


class Resolver(Protocol):
    """What reconciling needs of a register."""

    def resolve(self, name: str, **context: Any) -> Any:
        """Decide on a printed name; see `normalise.register.Register.resolve`."""


class History(Protocol):
    """What reconciling needs of a store."""

    def known_results(self, keys: Iterable[str], ends: Iterable[date]) -> KnownResults:
        """Results of these keys for the whole area in these periods."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """How one printed name ended.

    Attributes:
        key: Register key; empty where it waits for a person, or is new.
        verdict: accept, review, new, given (the reading named the indicator itself), or context (not the name
            of a figure).
        reason: In plain words, one rung a line.
        decided_by: "panelpaper", or who decided.
    """

    key: str
    verdict: str
    reason: str = ""
    decided_by: str = "panelpaper"


def resolved_of(o: Observation, settled: Mapping[NameTuple, Settled]) -> Resolved:
    """How the name of an observation ended: by the publication's own reading of it, else as it was settled."""
    if o.indicator_key:
        return Resolved(o.indicator_key, "given", "the publication's reading named the indicator")
    return settled[name_tuple(o)].resolved


def name_tuple(o: Observation) -> NameTuple:
    """The printed name that an observation stands under."""
    return (o.indicator, o.indicator_id, o.section, o.table, o.polarity, o.basis)


def reconcile(
    extraction: Extraction, register: Resolver, *, store: History | None = None
) -> tuple[Extraction, list[Any]]:
    """Give the observations of a publication their register keys.

    Args:
        extraction: As read.
        register: Decides on names; see `normalise.Register`.
        store: Earlier publications, whose figures are evidence; None for text alone.

    Returns:
        The extraction with `indicator_key` set where a name was accepted, and one decision for each printed
        name, in order of first appearance.
    """
    settled = settle(extraction.observations, register, extraction.publication.areas, store)
    observations = tuple(
        o if o.indicator_key else replace(o, indicator_key=settled[name_tuple(o)].resolved.key)
        for o in extraction.observations
    )
    decisions = [s.decision for s in settled.values() if s.decision is not None]
    return replace(extraction, observations=observations), decisions


@dataclass(frozen=True, slots=True)
class Settled:
    """The register's decision on a printed name, and how the name ended with the evidence of its figures."""

    resolved: Resolved
    decision: Any


def waits(decision: Any) -> bool:
    """Whether a decision leaves its name to a person: not accepted, and nobody has ruled on it yet."""
    return bool(decision.verdict != "accept" and decision.decided_by == "panelpaper")


def overruled(register: Any, name: NameTuple, key: str) -> bool:
    """Whether a person has ruled since that a name is something else than the key it has."""
    decisions = getattr(register, "decisions", None)
    if decisions is None:
        return False
    rulings = decisions.about(name[0], name[2])
    return any(r.ruling == "different" and r.key == key for r in rulings) or (
        any(r.ruling != "different" for r in rulings) and next(r for r in rulings if r.ruling != "different").key != key
    )


def settle(
    observations: Sequence[Observation], register: Resolver, areas: Sequence[str], store: History | None
) -> dict[NameTuple, Settled]:
    """Resolve every printed name of one publication once.

    Args:
        observations: Of one publication.
        register: Decides on names.
        areas: The publication's areas, its own first.
        store: Earlier publications.

    Returns:
        Printed name -> outcome, in order of first appearance; names whose observations all carry a key
        already are not asked for.
    """
    groups: dict[NameTuple, list[Observation]] = {}
    for o in observations:
        if not o.indicator_key:
            groups.setdefault(name_tuple(o), []).append(o)
    decisions = {name: _ask(register, name, group, ()) for name, group in groups.items() if name[0].strip()}
    for name in [n for n, d in decisions.items() if d.verdict != "accept" and not _states_figures(groups[n])]:
        del decisions[name]
    own = areas[0] if areas else ""
    open_ones = [name for name, decision in decisions.items() if _tried(decision)]
    whole = {name: [o for o in groups[name] if o.area in {"", own}] for name in open_ones}
    known = _known(decisions, whole, store)
    out: dict[NameTuple, Settled] = {}
    for name, group in groups.items():
        decision = decisions.get(name)
        if decision is None:
            why = "words beside the text, not the name of a figure" if name[0].strip() else "no name is printed"
            out[name] = Settled(Resolved("", "context", why), None)
            continue
        weighed = []
        if name in whole:
            weighed = [e for e in (gather(whole[name], key, known) for key in sorted(_tried(decision))) if e]
        if weighed:
            decision = _ask(register, name, group, weighed)
        out[name] = _ended(decision)
    return _one_to_one(out, groups)


def _states_figures(group: Sequence[Observation]) -> bool:
    """Whether figures stand under a name, so that it is worth asking about.

    Tasks of an action plan, challenges of a strategy and captions carry words, a colour or numbers in passing.
    """
    return any(o.role in _FIGURE_ROLES and not o.word and o.table not in {"actions", "prose"} for o in group)


_FIGURE_ROLES = {"result", "previous", "outturn", "target", "numerator", "denominator", "variance", "change", "count"}


def _known(
    decisions: Mapping[NameTuple, Any], groups: Mapping[NameTuple, Sequence[Observation]], store: History | None
) -> KnownResults:
    """What the store knows of the keys and periods still in question; names that stand in the register are not."""
    if store is None:
        return {}
    keys: set[str] = set()
    ends: set[date] = set()
    for name, group in groups.items():
        keys |= _tried(decisions[name])
        ends |= {o.period.end for o in group if o.period is not None and o.role in RESULT_ROLES}
    return store.known_results(keys, ends) if keys and ends else {}


def _tried(decision: Any) -> set[str]:
    """Keys whose figures can still change a decision: none where a person or the exact name has settled it."""
    if decision.how in {"person", "label"}:
        return set()
    keys = {c.key for c in decision.candidates if c.verdict != "different"}
    return keys | {decision.key} if decision.key else keys


def _ask(register: Resolver, name: NameTuple, group: Sequence[Observation], evidence: Sequence[Evidence]) -> Any:
    """Put a printed name to the register, with all that is printed beside it."""
    units = {o.value.unit for o in group if o.role in RESULT_ROLES and o.value.known}
    targets = {o.value.printed for o in group if o.role == "target"}
    indicator, indicator_id, section, table, polarity, basis = name
    return register.resolve(
        indicator,
        section=section or None,
        polarity=polarity or None,
        basis=basis or None,
        unit=units.pop() if len(units) == 1 else None,
        table=table or None,
        indicator_id=indicator_id or None,
        target=targets.pop() if len(targets) == 1 else None,
        evidence=evidence,
    )


def _ended(decision: Any) -> Settled:
    key = decision.key if decision.verdict == "accept" else ""
    return Settled(Resolved(key, decision.verdict, "\n".join(decision.reasons), decision.decided_by), decision)


def _one_to_one(
    settled: Mapping[NameTuple, Settled], groups: Mapping[NameTuple, Sequence[Observation]]
) -> dict[NameTuple, Settled]:
    """Within one table two names cannot be one indicator when their figures differ: both go to a person."""
    out = dict(settled)
    taken: dict[tuple[str, str, int | None], list[NameTuple]] = {}
    for name, s in settled.items():
        if s.resolved.key:
            tables = {(o.table, o.source.table) for o in groups[name]}
            for kind, number in tables:
                taken.setdefault((s.resolved.key, kind, number), []).append(name)
    for (key, _, _), names in taken.items():
        for i, a in enumerate(names):
            for b in names[i + 1 :]:
                clash = _clash(groups[a], groups[b])
                if clash:
                    told = f"two rows of one table would be '{key}' and say different things: {clash}"
                    for name in (a, b):
                        s = out[name]
                        if s.decision is not None and s.resolved.key:
                            reasons = (*s.decision.reasons, told)
                            out[name] = _ended(replace(s.decision, verdict="review", key="", how="", reasons=reasons))
    return out


def _clash(a: Sequence[Observation], b: Sequence[Observation]) -> str:
    said = {(o.area, o.cohort, o.role, o.period): o for o in a if o.value.known}
    for o in b:
        other = said.get((o.area, o.cohort, o.role, o.period))
        if other is not None and o.value.known and not same_figure(o.value, other.value):
            where = f"{o.period.label()}, {o.role}" if o.period else o.role
            return f"'{other.indicator}' {other.value.printed}, '{o.indicator}' {o.value.printed} ({where})"
    return ""
