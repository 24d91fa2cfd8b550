"""Looks a register over: duplicates, gaps, unreachable aliases, contradicting bands."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from normalise.glossary import Glossary, default_glossary
from normalise.slots import parse_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from normalise.register import Register
    from records import Indicator, RagBands

Level = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class LintNote:
    """One thing that lint found.

    Attributes:
        level: error (wrong results follow), warning (figures cannot be judged or names wait), note.
        kind: duplicate, unreachable, gap, band, target, link or label.
        key: The indicator it is about.
        what: In plain words.
    """

    level: Level
    kind: str
    key: str
    what: str

    def __str__(self) -> str:
        return f"{self.level}: {self.key}: {self.what}"


def lint(register: Register, *, glossary: Glossary | None = None) -> list[LintNote]:
    """Look a register over.

    Args:
        register: The register.
        glossary: The glossary; the register's own if None.

    Returns:
        Errors first, then warnings, then notes; each in the order of the register.
    """
    words = glossary or register.glossary or default_glossary()
    notes = [*_names(register, words), *_links(register)]
    for indicator in register.values():
        notes.extend(_gaps(indicator))
        notes.extend(_labels(indicator))
        notes.extend(_bands(indicator))
    order = {"error": 0, "warning": 1, "note": 2}
    return sorted(notes, key=lambda note: order[note.level])


def _names(register: Register, glossary: Glossary) -> Iterator[LintNote]:
    """Names that two indicators share, letter by letter or in other words."""
    printed: dict[str, list[tuple[str, str]]] = defaultdict(list)
    meant: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for key, indicator in register.items():
        for label in indicator.labels:
            parsed = parse_name(label.text, glossary)
            printed[parsed.undated].append((key, label.text))
            meant[parsed.canonical].append((key, label.text))
    reported: set[frozenset[str]] = set()
    for found in printed.values():
        keys = list(dict.fromkeys(key for key, _ in found))
        for other in keys[1:]:
            reported.add(frozenset({keys[0], other}))
            one, two = register[keys[0]], register[other]
            told = f"'{found[0][1]}' is also a name of '{keys[0]}'"
            if not _overlap(one, two, found[0][1]):
                continue  # one name in turn, as after a redefinition: the date of the publication tells them apart
            apart = [f for f in ("unit", "polarity", "basis", "section") if getattr(one, f) != getattr(two, f)]
            if apart:
                yield LintNote(
                    "warning",
                    "duplicate",
                    other,
                    f"{told}; only the {', '.join(apart)} printed beside it tells them apart",
                )
            else:
                yield LintNote(
                    "error", "unreachable", other, f"{told}; nothing tells them apart, so it always waits for a person"
                )
    for found in meant.values():
        keys = list(dict.fromkeys(key for key, _ in found))
        for other in keys[1:]:
            pair = frozenset({keys[0], other})
            if pair in reported:
                continue
            reported.add(pair)
            linked = any(link.to == other for link in register.related(keys[0]))
            mine = next(text for key, text in found if key == other)
            yield LintNote(
                "note" if linked else "warning",
                "duplicate",
                other,
                f"'{mine}' says the same as '{found[0][1]}' of '{keys[0]}'; other wordings of it wait for a person",
            )


def _overlap(one: Indicator, two: Indicator, text: str) -> bool:
    """Whether two indicators bear a name at the same time, by the dates of their labels."""

    def spans(indicator: Indicator) -> list[tuple[date, date]]:
        return [(x.first or date.min, x.last or date.max) for x in indicator.labels if x.text == text]

    return any(a[0] <= b[1] and b[0] <= a[1] for a in spans(one) for b in spans(two)) or not (spans(one) and spans(two))


def _links(register: Register) -> Iterator[LintNote]:
    turned = {"narrower": "broader", "broader": "narrower"}
    for key, indicator in register.items():
        for link in indicator.links:
            if link.to not in register:
                yield LintNote("error", "link", key, f"it links to '{link.to}', which is not in the register")
                continue
            if link.to == key:
                yield LintNote("error", "link", key, "it links to itself")
            if link.kind == "redefined" and link.since is None:
                yield LintNote(
                    "error", "link", key, f"redefined to '{link.to}' needs since: where does the series break?"
                )
            for back in register[link.to].links:
                if back.to == key and back.kind != turned.get(link.kind, link.kind) and key < link.to:
                    yield LintNote(
                        "error", "link", key, f"it calls '{link.to}' {link.kind}, which calls it {back.kind} in return"
                    )


def _gaps(indicator: Indicator) -> Iterator[LintNote]:
    missing = [field for field in ("unit", "basis", "population") if not getattr(indicator, field)]
    if not indicator.polarity and (indicator.targets or indicator.bands):
        yield LintNote(
            "error", "gap", indicator.key, "it has a target or bands but no polarity: no direction can be given"
        )
    for field in missing:
        level: Level = "warning" if field == "unit" else "note"
        yield LintNote(level, "gap", indicator.key, f"no {field} is given")


def _labels(indicator: Indicator) -> Iterator[LintNote]:
    dated = [label for label in indicator.labels if label.first is not None]
    for label in indicator.labels:
        if label.first and label.last and label.last < label.first:
            yield LintNote("error", "label", indicator.key, f"'{label.text}' ends before it begins")
    texts = [label.text for label in indicator.labels]
    for text in sorted({t for t in texts if texts.count(t) > 1}):
        yield LintNote("warning", "duplicate", indicator.key, f"'{text}' stands twice among its names")
    ordered = sorted(dated, key=lambda label: label.first)  # type: ignore[arg-type, return-value]
    for one, two in pairwise(ordered):
        if one.last is not None and two.first is not None and (two.first - one.last).days > 200:
            yield LintNote(
                "note", "gap", indicator.key, f"no name is known between {one.last:%B %Y} and {two.first:%B %Y}"
            )


def _bands(indicator: Indicator) -> Iterator[LintNote]:
    for year, bands in indicator.bands.items():
        yield from (
            LintNote("error", "band", indicator.key, f"{year}: {what}") for what in _contradictions(indicator, bands)
        )
        target = indicator.targets.get(year)
        if target is None:
            yield LintNote("warning", "target", indicator.key, f"{year} has bands but no target")
        elif bands.target is not None and bands.target != target:
            yield LintNote(
                "error", "target", indicator.key, f"{year}: the target is {target}, green begins at {bands.target}"
            )


def _contradictions(indicator: Indicator, bands: RagBands) -> Iterator[str]:
    """Bands that overlap, leave values without a colour, or go against the polarity."""
    inner: dict[Fraction, list[str]] = {}
    bounds = sorted({Fraction(b) for band in bands.bands for b in (band.low, band.high) if b is not None})
    if not bounds:
        yield "the bands have no bounds"
        return
    step = Fraction(1, 1000)
    probes = [bounds[0] - 1, *((a + b) / 2 for a, b in pairwise(bounds)), bounds[-1] + 1]
    for probe in (*probes, *bounds):
        inner[probe] = [band.rag for band in bands.bands if band.holds(probe)]
    for probe in probes:
        if len(set(inner[probe])) > 1:
            yield f"{float(probe):g} is {' and '.join(sorted(set(inner[probe])))} at once"
        if not inner[probe]:
            yield f"{float(probe):g} has no colour"
    for bound in bounds:
        if bands.rag(bound) is None:
            yield f"{float(bound):g} itself has no colour"
    low, high = bands.rag(probes[0] - step), bands.rag(probes[-1] + step)
    if indicator.polarity == "H" and (high != "green" or low == "green"):
        yield "higher is better, but the bands make high values worse"
    if indicator.polarity == "L" and (low != "green" or high == "green"):
        yield "lower is better, but the bands make low values worse"
