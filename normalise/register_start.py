"""A register of one's own, started from the publications themselves: their names, units, targets and bands.

Nothing is guessed. A polarity that no publication prints stays empty; a name that may be one of the names already
taken is left to review, which asks a person.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

import tomlkit

from normalise.reconciling import NameTuple, Settled, name_tuple, settle
from normalise.register import Register
from records import Basis, Indicator, Label, Observation, PanelpaperError, Polarity, RagBands, Unit

if TYPE_CHECKING:
    from extract import Extraction

_FORMAL = frozenset({"scorecard", "data_return", "quarterly_report"})
"""Publications that list a council's indicators under their own names."""
_HELP = (
    "The register: the council's indicators, with their names through time. Started from publications.",
    "Edit it by hand or with panelpaper, and keep it under version control. Keys never change; names do.",
    "  unit      percent, count, days, average, rate, money or ratio",
    "  polarity  H higher is better, L lower is better, T close to the target is better",
    "  basis     SS snapshot, YTD year to date, R12M rolling twelve months, MS month, Q quarter, A annual",
    "  targets   reporting year -> target;  bands  reporting year -> RAG bandings as papers print them",
    "Check it with:  panelpaper register lint",
)
_KEY_WORDS = 7
"""Words of a name that its key keeps: enough to know it by, short enough to type."""
_SMALL_WORDS = re.compile("a|an|and|are|as|at|by|for|from|in|is|of|on|or|that|the|their|to|who|with|within|which")


@dataclass(frozen=True, slots=True)
class Started:
    """A register that was started.

    Attributes:
        register: With the indicators found, in the order of the newest publication.
        left: Names that may be one of those taken; they wait for review.
        without_polarity: Keys of which no publication says whether high or low is better.
        failed: Files that could not be read.
    """

    register: Register
    left: tuple[str, ...]
    without_polarity: tuple[str, ...]
    failed: tuple[PanelpaperError, ...] = ()


def start_register(extractions: Iterable[Extraction], *, council: str = "") -> Started:
    """Make a register from what publications print: scorecards and returns first, of each the newest.

    Papers that comment on a few indicators in their own words start none where there are scorecards or returns.
    Two names of one table are two indicators. A name of another table or publication is the indicator whose name
    says the same, a new one where no name is near, and is left to review where one may be meant.

    Args:
        extractions: As read, in any order.
        council: Whose register it is; the area that most publications are about if empty.

    Returns:
        The register, not yet saved, and what is left to a person.
    """
    newest_first = sorted(extractions, key=_order)
    formal = any(e.publication.kind in _FORMAL for e in newest_first)
    register = _empty(council or _council(newest_first))
    left: dict[str, None] = {}
    facts: dict[str, _Facts] = {}
    for extraction in newest_first:
        for names in _tables(extraction, register):
            taken = set(register)
            for name, settled, group in names:
                verdict = settled.resolved.verdict
                key = settled.resolved.key
                may_start = extraction.publication.kind in _FORMAL or not formal
                if may_start and (verdict == "new" or (verdict == "review" and not _near(settled, taken))):
                    key = _new_key(name[0], register)
                    register.add_indicator(Indicator(key, name[0]))
                elif verdict != "accept":
                    left[name[0]] = None
                    continue
                facts.setdefault(key, _Facts()).read(name, group, extraction)
    filled = _filled(register, facts)
    without = tuple(key for key, indicator in filled.items() if not indicator.polarity)
    return Started(filled, tuple(left), without)


def start_from_files(
    paths: Sequence[Path], *, council: str = "", said: Callable[[Path], None] = lambda _: None
) -> Started:
    """Read publications and start a register from them.

    Args:
        paths: Files, or folders of them.
        council: Whose register it is; found out if empty.
        said: Told of each file once it was read, or could not be.

    Returns:
        As `start_register`; a file that cannot be read is listed, the others are used.

    Raises:
        MissingInputError: If a path does not exist, or there is no document in all of them.
    """
    from extract import extract_file, read_many
    from normalise.files import find_files

    read, failed = [], []
    for outcome in read_many(find_files(paths)[0], extract_file):
        said(outcome.path)
        if outcome.result is not None:
            read.append(outcome.result)
        elif outcome.error is not None:
            failed.append(outcome.error)
    return replace(start_register(read, council=council), failed=tuple(failed))


@dataclass(slots=True)
class _Facts:
    """What publications print of one indicator; where they differ the most frequent, targets by reporting year."""

    labels: dict[str, tuple[date | None, date | None]] = field(default_factory=dict)
    seen: dict[str, Counter[str]] = field(default_factory=dict)
    places: int = 0
    targets: dict[str, Counter[Decimal]] = field(default_factory=dict)
    bands: dict[str, RagBands] = field(default_factory=dict)
    sides: set[tuple[str, bool]] = field(default_factory=set)

    def read(self, name: NameTuple, group: Sequence[Observation], extraction: Extraction) -> None:
        indicator, _, section, _, polarity, basis = name
        when = extraction.publication.period.end if extraction.publication.period else None
        first, last = self.labels.get(indicator, (when, when))
        if when is not None:
            first, last = min(first or when, when), max(last or when, when)
        self.labels[indicator] = (first, last)
        for field_, text in (("section", section), ("polarity", polarity), ("basis", basis)):
            if text and text != indicator:
                self.seen.setdefault(field_, Counter())[text] += 1
        self.sides |= _sides_of_target(group)
        for o in group:
            if o.role == "result" and o.value.known:
                self.places = max(self.places, min(o.value.places, 6))
                if o.value.unit in get_args(Unit) and o.value.unit:
                    self.seen.setdefault("unit", Counter())[o.value.unit] += 1
            elif o.role == "target" and o.value.number is not None:
                period = o.period or extraction.publication.period
                if period is not None:
                    self.targets.setdefault(period.reporting_year, Counter())[o.value.number] += 1
        for page in extraction.indicator_pages:
            if page.indicator == indicator and page.bands is not None and extraction.publication.period is not None:
                self.bands.setdefault(extraction.publication.period.reporting_year, page.bands)
            if page.indicator == indicator and page.polarity:
                self.seen.setdefault("polarity", Counter())[page.polarity] += 1

    def most(self, field_: str) -> str:
        found = self.seen.get(field_)
        return found.most_common(1)[0][0] if found else ""

    def one(self, field_: str) -> str:
        """The only thing that was printed; publications that contradict each other leave it to a person."""
        found = self.seen.get(field_, Counter())
        return next(iter(found)) if len(found) == 1 else ""

    def polarity(self) -> Polarity:
        """As printed; else as the colours prove it: green only on one side of the target, red or amber only beyond."""
        printed = self.one("polarity")
        if printed in {"H", "L", "T"}:
            return cast(Polarity, printed)
        if self.seen.get("polarity"):
            return ""
        if self.sides == {("green", True), ("other", False)}:
            return "H"
        return "L" if self.sides == {("green", False), ("other", True)} else ""


def _sides_of_target(group: Sequence[Observation]) -> set[tuple[str, bool]]:
    """(green or other, above the target) of every row that prints a colour, a result and a target that differ."""
    rows: dict[tuple[object, ...], dict[str, Observation]] = {}
    for o in group:
        if o.role in {"result", "target", "rag"}:
            rows.setdefault((o.source.page, o.source.table, o.source.row, o.area, o.cohort), {})[o.role] = o
    out = set()
    for row in rows.values():
        if len(row) == 3:
            result, target, colour = row["result"].value.number, row["target"].value.number, row["rag"].word
            if result is not None and target is not None and result != target and colour in {"green", "amber", "red"}:
                out.add(("green" if colour == "green" else "other", result > target))
    return out


def _tables(extraction: Extraction, register: Register) -> Iterable[list[tuple[NameTuple, Settled, list[Observation]]]]:
    """The names of each kind of table, in order, resolved before any name of that table is added."""
    kinds = dict.fromkeys(o.table for o in extraction.observations if not o.indicator_key)
    for kind in kinds:
        rows = [o for o in extraction.observations if o.table == kind and not o.indicator_key]
        settled = settle(rows, register, extraction.publication.areas, None)
        groups: dict[NameTuple, list[Observation]] = {}
        for o in rows:
            groups.setdefault(name_tuple(o), []).append(o)
        merged: dict[tuple[str, str], tuple[NameTuple, Settled, list[Observation]]] = {}
        for name, group in groups.items():
            if settled[name].resolved.verdict == "context" or not any(o.role == "result" for o in group):
                continue
            # One name under two headings is two indicators; printed with and without its identifier it is one.
            first = merged.setdefault((name[0], name[2]), (name, settled[name], []))
            first[2].extend(group)
        yield list(merged.values())


def _near(settled: Settled, taken: set[str]) -> bool:
    """Whether a name that waits may be an indicator that was there before its table."""
    candidates = settled.decision.candidates if settled.decision is not None else ()
    return any(c.key in taken and c.verdict != "different" for c in candidates)


def _empty(council: str) -> Register:
    """A register without indicators, that says how it is written."""
    document = tomlkit.document()
    for line in _HELP:
        document.add(tomlkit.comment(line))
    document.add(tomlkit.nl())
    document["format"] = 1
    if council:
        document["council"] = council
    return Register(document)


def _filled(register: Register, facts: dict[str, _Facts]) -> Register:
    """The register with every fact that was printed."""
    out = _empty(register.council)
    indicators = []
    for key, indicator in register.items():
        found = facts[key]
        labels = [
            Label(text, first, None if text == indicator.name else last) for text, (first, last) in found.labels.items()
        ]
        targets = {year: c.most_common(1)[0][0] for year, c in sorted(found.targets.items()) if len(c) == 1}
        indicators.append(
            Indicator(
                key=key,
                name=indicator.name,
                labels=tuple(labels),
                section=found.most("section"),
                unit=cast(Unit, found.one("unit")),
                places=found.places,
                polarity=found.polarity(),
                basis=cast(Basis, found.one("basis")),
                targets=targets,
                bands=dict(sorted(found.bands.items())),
            )
        )
    out.add_indicators(indicators)
    return out


def _order(extraction: Extraction) -> tuple[bool, int]:
    publication = extraction.publication
    return publication.kind not in _FORMAL, -(publication.vintage or date.min).toordinal()


def _council(extractions: Sequence[Extraction]) -> str:
    """The area most publications are about; a return that names one area only is about that."""
    named: Counter[str] = Counter()
    for e in extractions:
        areas = e.publication.areas[:1] or tuple({o.area for o in e.observations if o.role == "result"})
        if len(areas) == 1 and areas[0]:
            named[areas[0]] += 1
    return named.most_common(1)[0][0] if named else ""


def _new_key(name: str, register: Register) -> str:
    """A key of the name's telling words; numbered where it is in use."""
    words = re.findall(r"[a-z0-9]+", name.lower().replace("%", " percent ").replace("'", "").replace("’", ""))
    telling = [w for w in words if not _SMALL_WORDS.fullmatch(w)][:_KEY_WORDS] or ["indicator"]
    key = "-".join(telling)
    n = 2
    while key in register:
        key = f"{'-'.join(telling)}-{n}"
        n += 1
    return key
