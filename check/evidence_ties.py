"""Sentences tied by their figures: one that equals a table's or publication's figure tells what the others are of.

"Tenants waited 15.37 days on average for a routine repair, compared with 16.03 days in December": the words come near
to one row of the table, and 15.37 is that row's latest figure; so 16.03 is its December figure, or wrong.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from datetime import date
from functools import lru_cache

from check.claim_context import tie_of
from check.digit_slips import Difference, digits_apart
from check.evidence import Known, one_kind, same_figure
from check.mentions import IndicatorFinder
from check.paper import Figure
from check.prior_lookup import Run
from check.subjects import bare
from records import Role, Value

_IDLE = {"perce", "numbe", "avera", "total", "rates", "month", "quart", "years", "peopl", "figur", "other"}
"""Beginnings of words that stand in names of everything."""


def tie_by_evidence(run: Run, finder: IndicatorFinder) -> None:
    """Tie untied figures whose sentence states another figure of one indicator rightly.

    Args:
        run: The paper and what its figures can be held against.
        finder: Knows the labels.
    """
    passages: dict[int, list[Figure]] = defaultdict(list)
    for f in run.paper.figures:
        if f.sentence is not None and run.paper.passages[f.passage].kind != "heading":
            passages[f.passage].append(f)
    for figures in passages.values():
        sentences: dict[int, list[Figure]] = defaultdict(list)
        for f in figures:
            if f.sentence is not None:
                sentences[f.sentence.start].append(f)
        before = ""
        for start in sorted(sentences):
            here = sentences[start]
            template = here[0].sentence.template if here[0].sentence else ""
            _sentence(run, finder, f"{before} {template}", here)
            before = template
        _paragraph(run, finder, [run.paper.figures[f.id] for f in figures])


def _paragraph(run: Run, finder: IndicatorFinder, figures: list[Figure]) -> None:
    """A paragraph that states one row's figure exactly; another of its figures is that row's, or a slip of it.

    "297 people were waiting ... in March 2024 the list held 398": 297 is the waiting list's present figure, and its
    figure of March 2024 is 388, one digit off.
    """
    loose = [f for f in figures if _open(f) and not f.claim.details.get("candidates")]
    firm = [f for f in figures if tie_of(f) in {"named", "carried", "control"}]
    named = {f.claim.indicator_key for f in firm}
    if not loose or len(named) > 1:
        return
    passage = run.paper.passages[loose[0].passage]
    words = word_stems(f"{passage.text} {passage.section}")
    loose += [f for f in firm if f.claim.period is not None and f.claim.role == "result"]
    found: dict[str, tuple[list[Figure], list[Figure]]] = {}
    for key, indicator in finder.indicators.items():
        if not word_stems(indicator.name) & words or (named and key not in named):
            continue
        known = [(f, k) for f in loose if (k := _known(run, key, f)) is not None and _units(f, k)]
        equal = [f for f, k in known if same_figure(f.value, k.value) and _digits(f) >= 2]
        slips = [f for f, k in known if is_slip(f.value, k.value)]
        telling = sum(1 if _digits(f) >= 3 else 0.5 for f in equal)
        if telling >= 1 and len(equal) + len(slips) >= 2 and len({_end(f) for f in (*equal, *slips)}) >= 2:
            found[key] = (equal, slips)
    if len(found) != 1:
        return
    (key,) = found
    equal, slips = found[key]
    stated = {f.sentence.start for f in equal if f.sentence is not None}
    unit = equal[0].value.unit
    targets = [
        f
        for f in figures
        if f.claim.role == "target" and not tie_of(f) and f.claim.period is not None and f.value.unit == unit
        and f.sentence is not None and f.sentence.start in stated and f.claim.area == ""
    ]  # fmt: skip
    name = finder.indicators[key].name
    told = ", ".join(dict.fromkeys(f.value.printed.strip() for f in equal))
    why = f"stands with {told}, a figure of '{name}'"
    for f in (*equal, *slips, *targets):
        if tie_of(f) in {"named", "carried", "control"}:
            continue
        details = f.claim.details | {"tie": "evidence", "tie_why": why}
        if f.claim.role != "target":
            details["said"] = ""
        role: Role = "target" if f.claim.role == "target" else "result"
        claim = replace(f.claim, role=role, indicator=name, indicator_key=key, details=details)
        run.paper.figures[f.id] = replace(f, claim=claim)


def word_stems(text: str) -> set[str]:
    """The beginnings of a text's longer words: "breastfed" and "breastfeeding" are one."""
    return {w[:5] for w in re.findall(r"[a-z]{5,}", text.lower())} - _IDLE


def is_slip(a: Value, b: Value) -> bool:
    """Whether a printed figure is another with one digit changed or two changed round."""
    return a.places == b.places and len(digits_of(a)) >= 3 and slip_of_digits(a, b) != ""


def digits_of(value: Value) -> str:
    """The digits that a figure prints."""
    return _digits_printed(value.printed)


@lru_cache(maxsize=8192)
def _digits_printed(printed: str) -> str:
    return re.sub(r"\D", "", printed)


def slip_of_digits(a: Value, b: Value) -> Difference:
    """What parts two figures of as many digits: one digit, two that changed places, or more than that ("")."""
    return digits_apart(digits_of(a), digits_of(b))


def _end(f: Figure) -> date | None:
    return f.claim.period.end if f.claim.period is not None else None


def _sentence(run: Run, finder: IndicatorFinder, words: str, figures: list[Figure]) -> None:
    loose = [f for f in figures if _open(f)]
    if len(loose) < 2 or any(f.claim.details.get("candidates") for f in loose):
        return  # a lone equal figure is no support, and a sentence that names indicators is not about others
    found: dict[str, list[Figure]] = {}
    for key, share in finder.hints(bare(words)):
        equal = [
            f for f in loose
            if (known := _known(run, key, f)) is not None and same_figure(f.value, known.value)
            and _units(f, known) and (_digits(f) >= 3 or (share >= 0.6 and _digits(f) >= 2))
        ]  # fmt: skip
        if equal:
            found[key] = equal
    best = max((len(v) for v in found.values()), default=0)
    keys = [k for k, v in found.items() if len(v) == best]
    if len(keys) != 1:
        return
    (key,) = keys
    name = finder.indicators[key].name
    told = ", ".join(dict.fromkeys(f.value.printed.strip() for f in found[key]))
    for f in loose:
        known = _known(run, key, f)
        if known is None or not _units(f, known):
            continue
        if not one_kind(f.value, known.value, finder.indicators[key].unit) or not _like(f, known):
            continue
        why = f"stands with {told}, a figure of '{name}'"
        details = f.claim.details | {"tie": "evidence", "tie_why": why, "said": ""}
        claim = replace(f.claim, role="result", indicator=name, indicator_key=key, details=details)
        run.paper.figures[f.id] = replace(f, claim=claim)


def _open(f: Figure) -> bool:
    c = f.claim
    plain = c.role in {"result", "previous", "outturn", "rate"} and c.period is not None and c.value.number is not None
    return plain and tie_of(f) in {"", "context"} and c.area == "" and c.cohort == "all"


def _known(run: Run, key: str, f: Figure) -> Known | None:
    c = f.claim
    assert c.period is not None
    own = run.own.find(key, "", "all", c.period.end, "result")
    if own:
        return own[0]
    if run.stored is None:
        return None
    figure = run.stored.find(key, "", "all", c.period.end, "result")
    return run.stored.others(figure)[-1] if figure is not None else None


def _units(f: Figure, known: Known) -> bool:
    """Whether both are percentages, or both are not, nor sums of money."""
    kinds = (f.value.unit, known.value.unit)
    return kinds[0] == kinds[1] or set(kinds) <= {"", "count", "days", "average", "rate"}


def _like(f: Figure, known: Known) -> bool:
    """Whether a figure is near enough to be the known one with a slip: of like size, and as finely printed."""
    a, b = f.value.number, known.value.number
    if a is None or b is None or not b:
        return False
    return f.value.places == known.value.places and abs(a - b) <= abs(b) / 2


def _digits(f: Figure) -> int:
    return len(digits_of(f.value))
