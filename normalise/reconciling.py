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

    def known_results(self, ends: Iterable[date]) -> KnownResults:
        """Results for the whole area in these periods, of every key."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """How one printed name ended.

    Attributes:
        key: Register key; empty where it waits for a person, or is new.
        verdict: accept, review, new, or given (the reading named the indicator itself).
        reason: In plain words, one rung a line.
        decided_by: "panelpaper", or who decided.
    """

    key: str
    verdict: str
    reason: str = ""
    decided_by: str = "panelpaper"


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
    out: dict[NameTuple, Settled] = {}
    own = areas[0] if areas else ""
    known = _known(groups.values(), own, store)
    for name, group in groups.items():
        if not name[0].strip():
            out[name] = Settled(Resolved("", "new", "no name is printed beside the figure"), None)
            continue
        decision = _ask(register, name, group)
        out[name] = _with_evidence(decision, [o for o in group if o.area in {"", own}], known)
    return _one_to_one(out, groups)


def _known(groups: Iterable[Sequence[Observation]], own: str, store: History | None) -> KnownResults:
    if store is None:
        return {}
    ends = {
        o.period.end
        for group in groups
        for o in group
        if o.period is not None and o.role in RESULT_ROLES and o.area in {"", own}
    }
    return store.known_results(ends) if ends else {}


def _ask(register: Resolver, name: NameTuple, group: Sequence[Observation]) -> Any:
    return register.resolve(name[0], section=name[2] or None)


def _with_evidence(decision: Any, group: Sequence[Observation], known: KnownResults) -> Settled:
    """Let the figures confirm a decision, settle one that waits, or send an automatic one to a person."""
    by = getattr(decision, "decided_by", "") or "panelpaper"
    reasons = tuple(decision.reasons)
    if decision.verdict == "accept":
        found = gather(group, decision.key, known)
        reasons += _sentences(found)
        if found.opposes and not _settled_by_name(decision):
            told = "the figures speak against it, so a person should decide"
            return _changed(decision, "review", "", (*reasons, told), by)
        return _changed(decision, "accept", decision.key, reasons, by)
    candidates = [c for c in getattr(decision, "candidates", ()) if getattr(c, "verdict", "review") != "different"]
    weighed = [gather(group, c.key, known) for c in candidates if getattr(c, "key", "")]
    settling = [e for e in weighed if e.settles]
    if (
        decision.verdict == "review"
        and len(settling) == 1
        and not any(e.agreements for e in weighed if e is not settling[0])
    ):
        told = f"{len(settling[0].agreements)} figures repeat those of '{settling[0].key}', none differs"
        return _changed(decision, "accept", settling[0].key, (*reasons, *_sentences(settling[0]), told), by)
    return _changed(decision, decision.verdict, "", reasons + tuple(s for e in weighed for s in _sentences(e)), by)


def _settled_by_name(decision: Any) -> bool:
    """Whether the name itself stands in the register, or a person decided: figures then only give notice."""
    return getattr(decision, "how", "") in {"label", "decision", "exact", "alias", "person"}


def _sentences(e: Evidence) -> tuple[str, ...]:
    return tuple(f"figure repeated for '{e.key}': {s}" for s in e.agreements) + tuple(
        f"figure differs from '{e.key}': {s}" for s in e.contradictions
    )


def _changed(decision: Any, verdict: str, key: str, reasons: tuple[str, ...], by: str) -> Settled:
    if (decision.verdict, decision.reasons) != (verdict, reasons):
        decision = replace(decision, verdict=verdict, key=key, reasons=reasons)
    return Settled(Resolved(key, verdict, "\n".join(reasons), by), decision)


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
                            out[name] = _changed(s.decision, "review", "", reasons, s.resolved.decided_by)
    return out


def _clash(a: Sequence[Observation], b: Sequence[Observation]) -> str:
    said = {(o.area, o.cohort, o.role, o.period): o for o in a if o.value.known}
    for o in b:
        other = said.get((o.area, o.cohort, o.role, o.period))
        if other is not None and o.value.known and not same_figure(o.value, other.value):
            where = f"{o.period.label()}, {o.role}" if o.period else o.role
            return f"'{other.indicator}' {other.value.printed}, '{o.indicator}' {o.value.printed} ({where})"
    return ""
