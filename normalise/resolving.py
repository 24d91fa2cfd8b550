"""Decides which indicator a printed name is, rung by rung, and says why."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Literal, Protocol

from normalise.compare import LENIENT, Comparison, compare_parsed
from normalise.glossary import Glossary, default_glossary
from normalise.row_evidence import Row, plainly, settled_by_row, unit_family
from normalise.slots import ParsedName, parse_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from normalise.decisions import Decisions
    from records import Indicator

How = Literal["person", "label", "wording", "slots", "evidence", ""]
"""What settled a name: a person, an exact label, the same in other words, agreeing slots, the figures."""

TOP = 3
_COMPARED = 15


class SupportsEvidence(Protocol):
    """What figures say about one candidate key; see ``normalise.evidence.Evidence``."""

    @property
    def key(self) -> str:
        """The register key."""

    @property
    def agreements(self) -> tuple[str, ...]:
        """One sentence for each figure that agrees."""

    @property
    def contradictions(self) -> tuple[str, ...]:
        """One sentence for each figure that differs."""

    @property
    def settles(self) -> bool:
        """Whether the figures alone show the name to be this key."""

    @property
    def opposes(self) -> bool:
        """Whether the figures alone speak against it."""


@dataclass(frozen=True, slots=True)
class KeyCandidate:
    """An indicator that a printed name might be.

    Attributes:
        key: Register key.
        name: The label of it that comes nearest.
        score: 0 to 100, for ranking only.
        verdict: What the comparison of the names says: same, review or different.
        reasons: Its rungs.
    """

    key: str
    name: str
    score: float
    verdict: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about a printed name.

    Attributes:
        name: As printed.
        verdict: accept, review or new.
        key: Register key where accepted; empty otherwise.
        how: What settled it; empty unless accepted.
        reasons: Rung by rung, plain sentences.
        candidates: Up to three indicators, best first.
        decided_by: "panelpaper", or who decided.
    """

    name: str
    verdict: Literal["accept", "review", "new"]
    key: str = ""
    how: How = ""
    reasons: tuple[str, ...] = ()
    candidates: tuple[KeyCandidate, ...] = ()
    decided_by: str = "panelpaper"


@dataclass(frozen=True, slots=True)
class _Row:
    """What is printed beside a name."""

    name: str
    section: str
    polarity: str
    basis: str
    unit: str
    table: str
    indicator_id: str
    target: str
    published: date | None
    evidence: tuple[SupportsEvidence, ...]


class Resolver:
    """Resolves names against indicators; built once for a register.

    Args:
        indicators: Key -> indicator.
        decisions: What people decided.
        glossary: The glossary; the one that travels with the product if None.
    """

    def __init__(self, indicators: Mapping[str, Indicator], decisions: Decisions, glossary: Glossary | None) -> None:
        self._indicators = indicators
        self._decisions = decisions
        self._glossary = glossary or default_glossary()
        self._labels: list[tuple[ParsedName, str]] = []
        self._printed: dict[str, dict[str, str]] = defaultdict(dict)
        self._undated: dict[str, dict[str, str]] = defaultdict(dict)
        self._canonical: dict[str, dict[str, str]] = defaultdict(dict)
        self._postings: dict[str, list[int]] = defaultdict(list)
        for key, indicator in indicators.items():
            for text in dict.fromkeys(label.text for label in indicator.labels):
                parsed = parse_name(text, self._glossary)
                self._printed[parsed.bare].setdefault(key, text)
                self._undated[parsed.undated].setdefault(key, text)
                self._canonical[parsed.canonical].setdefault(key, text)
                for feature in features(parsed):
                    self._postings[feature].append(len(self._labels))
                self._labels.append((parsed, key))

    def resolve(self, name: str, **beside: object) -> Decision:
        """Decide on a printed name; see ``Register.resolve``."""
        row = _Row(name, **beside)  # type: ignore[arg-type]
        parsed = parse_name(name, self._glossary)
        ruled_out: dict[str, str] = {}
        for decision in self._decisions.about(name, row.section):
            told = f"decided by {decision.who} on {decision.when}" + (f": {decision.why}" if decision.why else "")
            if decision.ruling == "different":
                ruled_out[decision.key] = told
            elif decision.ruling == "same" and decision.key in self._indicators:
                against = [s for e in row.evidence if e.key == decision.key and e.opposes for s in e.contradictions]
                if against:
                    against.append("contrary evidence has come up since: the figures speak against that decision")
                return Decision(name, "accept", decision.key, "person", (told, *against), (), decision.who)
            elif decision.ruling != "same":
                return Decision(name, "new", "", "", (f"{decision.ruling}: {told}",), (), decision.who)
        return self._by_label(row, parsed, ruled_out) or self._by_slots(row, parsed, ruled_out)

    def _by_label(self, row: _Row, parsed: ParsedName, ruled_out: Mapping[str, str]) -> Decision | None:
        if not parsed.bare:
            return Decision(row.name, "new", reasons=("no name is printed",))
        for index, form, told in (
            (self._printed, parsed.bare, "the register holds this name"),
            (self._undated, parsed.undated, "the register holds this name with another period"),
        ):
            keys = {k: text for k, text in index.get(form, {}).items() if k not in ruled_out}
            if not keys:
                continue
            reasons = [told]
            key = self._single(row, keys, reasons)
            candidates = tuple(KeyCandidate(k, text, 100.0, "same", (told,)) for k, text in keys.items())[:TOP]
            if key is None:
                return Decision(row.name, "review", reasons=tuple(reasons), candidates=candidates)
            return self._confirmed(row, key, "label", reasons, candidates)
        return None

    def _by_slots(self, row: _Row, parsed: ParsedName, ruled_out: Mapping[str, str]) -> Decision:
        best: dict[str, Comparison] = {}
        for label, key in self._near(parsed):
            if key in ruled_out:
                continue
            found = compare_parsed(parsed, label, self._glossary)
            if key not in best or _better(found, best[key]):
                best[key] = found
        ranked = sorted(best.items(), key=lambda item: (-_rank(item[1]), item[0]))
        candidates = tuple(
            KeyCandidate(key, found.right, found.score, found.verdict, found.reasons) for key, found in ranked[:TOP]
        )
        reasons = [f"not '{key}': {told}" for key, told in ruled_out.items()]
        same = {key: found.right for key, found in best.items() if found.verdict == "same"}
        if same:
            strongest = max(best[key].strength for key in same)
            same = {key: text for key, text in same.items() if best[key].strength == strongest}
            reasons.extend(best[next(iter(same))].reasons)
            twins = self._twins(same) - set(ruled_out) if strongest == LENIENT else set()
            same.update({key: self._indicators[key].name for key in sorted(twins)})
            single = self._single(row, same, reasons)
            if single is not None:
                return self._confirmed(row, single, "wording" if strongest > 1 else "slots", reasons, candidates)
            return Decision(row.name, "review", reasons=tuple(reasons), candidates=candidates)
        settled = [e for e in row.evidence if e.settles and e.key not in ruled_out and e.key in self._indicators]
        if len(settled) == 1:
            key = settled[0].key
            if key in best and best[key].verdict == "review":
                reasons.extend(settled[0].agreements)
                return self._confirmed(row, key, "evidence", reasons, candidates)
            # The figures say so and the words do not: a person is shown it first.
            shown = best.get(key) or compare_parsed(parsed, self._label_of(key), self._glossary)
            first = KeyCandidate(key, shown.right, shown.score, shown.verdict, shown.reasons)
            others = tuple(c for c in candidates if c.key != key)
            told = (*settled[0].agreements, f"the figures are those of '{key}', the words are not", *shown.reasons)
            return Decision(row.name, "review", reasons=(*reasons, *told), candidates=(first, *others)[:TOP])
        if parsed.damage and ranked and ranked[0][1].verdict == "review":
            beside = Row(row.section, row.polarity, row.basis, row.unit, row.target)
            found_by_row = settled_by_row(parsed, beside, self._labels, self._indicators)
            if found_by_row is not None and found_by_row[0] == ranked[0][0]:
                reasons.append(found_by_row[1])
                return self._confirmed(row, found_by_row[0], "evidence", reasons, candidates)
        open_ones = [found for _, found in ranked if found.verdict == "review" or (found.related and found.score >= 60)]
        if open_ones:
            reasons.append(f"nearest is '{ranked[0][1].right}'")
            reasons.extend(open_ones[0].reasons)
            return Decision(row.name, "review", reasons=tuple(reasons), candidates=candidates)
        reasons.append("no indicator of the register can be the same")
        if ranked:
            reasons.append(f"nearest is '{ranked[0][1].right}'")
            reasons.extend(ranked[0][1].reasons)
        return Decision(row.name, "new", reasons=tuple(reasons), candidates=candidates)

    def _label_of(self, key: str) -> ParsedName:
        return next(label for label, owner in self._labels if owner == key)

    def _twins(self, keys: Iterable[str]) -> set[str]:
        """Other indicators that differ from these only in the statistic or basis that a name leaves out."""
        subjects = {label.subject for label, key in self._labels if key in keys}
        return {key for label, key in self._labels if label.subject in subjects} - set(keys)

    def _single(self, row: _Row, keys: Mapping[str, str], reasons: list[str]) -> str | None:
        """The one key, or the one whose section, polarity, basis or unit alone agrees with what is printed."""
        if len(keys) == 1:
            return next(iter(keys))
        left = list(keys)
        if row.published is not None:
            in_use = [k for k in left if self._in_use(k, keys[k], row.published)]
            if len(in_use) == 1:
                reasons.append(f"of {', '.join(left)} only '{in_use[0]}' bore this name in {row.published:%B %Y}")
                return in_use[0]
            left = in_use or left
        for field, printed in (
            ("unit", row.unit),
            ("polarity", row.polarity),
            ("basis", row.basis),
            ("section", row.section),
        ):
            if not printed:
                continue
            form = unit_family if field == "unit" else plainly
            fitting = [k for k in left if form(getattr(self._indicators[k], field)) == form(printed)]
            if len(fitting) == 1:
                reasons.append(f"of {', '.join(left)} only '{fitting[0]}' has {field} {printed}")
                return fitting[0]
            left = fitting or left
        reasons.append(f"the name fits {', '.join(left)} just as well")
        return None

    def _in_use(self, key: str, text: str, when: date) -> bool:
        """Whether an indicator bore a name in the month of a publication, by the dates of the register."""
        month = (when.year, when.month)
        return any(
            (label.first is None or (label.first.year, label.first.month) <= month)
            and (label.last is None or month <= (label.last.year, label.last.month))
            for label in self._indicators[key].labels
            if label.text == text
        )

    def _confirmed(
        self, row: _Row, key: str, how: How, reasons: list[str], candidates: tuple[KeyCandidate, ...]
    ) -> Decision:
        """Let what is printed beside the name confirm the key, or send it to review."""
        indicator = self._indicators[key]
        doubts = []
        for field, printed in (("polarity", row.polarity), ("basis", row.basis), ("unit", row.unit)):
            known = getattr(indicator, field)
            if not printed or not known:
                continue
            if printed == known or (field == "unit" and unit_family(printed) == unit_family(known)):
                reasons.append(f"{field} agrees: {printed}")
            else:
                doubts.append(f"{field} is {printed} here, {known} in the register")
        if row.section and indicator.section and plainly(row.section) == plainly(indicator.section):
            reasons.append(f"section agrees: {indicator.section}")
        for e in row.evidence:
            if e.key == key:
                reasons.extend(e.agreements)
                if e.opposes and how not in {"label", "person"}:
                    doubts.append("the figures speak against it")
                reasons.extend(e.contradictions)
        if doubts:
            return Decision(row.name, "review", reasons=(*reasons, *doubts), candidates=candidates)
        return Decision(row.name, "accept", key, how, tuple(reasons), candidates)

    def _near(self, parsed: ParsedName) -> Iterable[tuple[ParsedName, str]]:
        """Labels worth comparing: equal forms, most shared rare words, most alike letters."""
        weights: Counter[int] = Counter()
        total = len(self._labels) + 1
        for feature in features(parsed):
            places = self._postings.get(feature, ())
            for at in places:
                weights[at] += log(1 + total / len(places))  # type: ignore[assignment]
        chosen = [at for at, _ in weights.most_common(_COMPARED)]
        chosen.extend(self._by_letters(parsed))
        seen = set(chosen)
        keys = set(self._canonical.get(parsed.canonical, ()))
        chosen.extend(at for at, (_, key) in enumerate(self._labels) if key in keys and at not in seen)
        return [self._labels[at] for at in dict.fromkeys(chosen)]

    def _by_letters(self, parsed: ParsedName) -> Sequence[int]:
        from rapidfuzz import fuzz, process

        texts = [label.undated for label, _ in self._labels]
        return [at for _, _, at in process.extract(parsed.undated, texts, scorer=fuzz.ratio, limit=4)]


def features(parsed: ParsedName) -> list[str]:
    """What of a name is worth finding it by: words, statistic, numbers."""
    return [*parsed.content, *(f"s:{s}" for s in parsed.statistics), *(f"q:{q}" for q in parsed.quantities)]


def _better(one: Comparison, two: Comparison) -> bool:
    return _rank(one) > _rank(two)


def _rank(found: Comparison) -> float:
    bonus = {"same": 60.0, "review": 12.0, "different": 6.0 if found.related else 0.0}[found.verdict]
    return found.score + bonus + found.strength
