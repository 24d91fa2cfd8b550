"""One mistake at a time: what is spoilt, and whether the paper itself or the store can tell."""

from __future__ import annotations

import itertools
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from records import parse_period
from tests.papers import model
from tests.papers.county import MEASURES, PUBLISHED_FROM, fact, month_end, printed
from tests.papers.model import Mark, Paper, Truth, fits, span
from tests.papers.writer import before, fact_rules

CLASSES = (
    "digit", "swap", "stale", "direction", "arrow", "rag", "numerator", "denominator", "period", "unit",
    "percent_points", "rounding", "count", "total", "label", "previous", "target", "change",
)  # fmt: skip
"""What can be spoilt; digit, rounding and stale are on latest results, previous and target on those figures."""


@dataclass(frozen=True)
class Slip:
    """One planted mistake.

    Attributes:
        kind: One of CLASSES.
        changed: Mark -> what it says now.
        marks: Marks that are spoilt or renamed by it.
        related: Those and every mark that a broken rule ties to them: where a finding may rightly stand.
        by_paper: Names of the paper's own rules that it breaks.
        by_store: Whether a published figure differs from what the paper now says.
        reason: Why neither can tell; empty where one can.
    """

    kind: str
    changed: dict[int, str]
    marks: frozenset[int]
    related: frozenset[int] = frozenset()
    by_paper: tuple[str, ...] = ()
    by_store: bool = False
    reason: str = ""
    what: str = field(default="", compare=False)


_OPPOSITE = {
    "risen": "fallen", "rose": "fell", "increased": "decreased", "rise": "fall", "a rise of": "a fall of", "up": "down",
    "more": "fewer", "grown": "fallen", "an increase": "a decrease", "improved": "worsened", "Improved": "Worse",
    "↑ Improved": "↓ Worse", "above": "below", "higher": "lower", "exceeding": "missing", "grew": "fell",
    "better": "worse", "Improving": "Declining", "▲": "▼",
}  # fmt: skip
_OTHER_WAY = _OPPOSITE | {b: a for a, b in reversed(_OPPOSITE.items())}
_COLOURS = ("Green", "Amber", "Red")


def slips(paper: Paper, *, seed: str = "") -> Iterator[Slip]:
    """Every mistake that is tried on a paper, in a fixed order."""
    for m in paper.marks:
        dice = random.Random(f"{seed}|{paper.name}|{m.id}")
        for kind, changed in _ways(paper, m, dice):
            slip = judged(paper, kind, changed)
            if slip is not None:
                yield slip


def _ways(paper: Paper, m: Mark, dice: random.Random) -> Iterator[tuple[str, dict[int, str]]]:
    if m.kind == "result":
        yield "digit", {m.id: _digit(m.text, dice)}
        yield from _result_ways(paper, m)
    elif m.kind in {"previous", "target"}:
        yield m.kind, {m.id: _digit(m.text, dice)}
        yield from _swaps(paper, m)
    elif m.kind in {"numerator", "denominator"}:
        yield m.kind, {m.id: _turned(m.text, dice)}
    elif m.kind in {"total", "part"}:
        yield "total", {m.id: _digit(m.text, dice)}
    elif m.kind in {"change", "percent_change", "points"}:
        yield "change", {m.id: _digit(m.text, dice)}
        if m.kind == "points" and m.text.endswith("percentage points"):
            yield "percent_points", {m.id: m.text.replace(" percentage points", "%")}
    elif m.kind == "direction" and m.text in _OTHER_WAY:
        yield "direction", {m.id: _OTHER_WAY[m.text]}
    elif m.kind == "arrow" and m.text in _OTHER_WAY:
        yield "arrow", {m.id: _OTHER_WAY[m.text]}
    elif m.kind == "rag":
        yield "rag", {m.id: dice.choice([c for c in _COLOURS if c != m.text])}
    elif m.kind == "count":
        n = model.WORDS.index(m.text)
        yield "count", {m.id: model.WORDS[n + 1 if n == 0 or dice.random() < 0.5 else n - 1]}
    elif m.kind == "period":
        yield from _period_ways(m)
    elif m.kind == "label":
        yield from _label_ways(paper, m)


def _result_ways(paper: Paper, m: Mark) -> Iterator[tuple[str, dict[int, str]]]:
    t = m.truth
    if t is None:
        return
    measure, unit = MEASURES[t.key], m.text.endswith("%")
    old = printed(measure, fact(t.key, before(t.end, 3), t.area).value, unit=unit)
    if old != m.text:
        yield "stale", {m.id: old}
    if measure.unit != "count":
        up = fact(t.key, t.end, t.area).value
        at = span(m.text)
        step = Fraction(1, 10) if at and up >= (at[0] + at[1]) / 2 else Fraction(-1, 10)
        yield "rounding", {m.id: printed(measure, (at[0] + at[1]) / 2 + step, unit=unit)} if at else {}
    if unit:
        yield "unit", {m.id: m.text.rstrip("%")}
    elif measure.unit == "count":
        yield "unit", {m.id: m.text + "%"}


def _swaps(paper: Paper, m: Mark) -> Iterator[tuple[str, dict[int, str]]]:
    """The figure before and the figure now, changed round where they stand side by side."""
    near = [o for o in paper.marks[max(0, m.id - 2) : m.id + 3] if o.kind == "result" and o.truth and m.truth]
    for o in near:
        if o.truth and m.truth and (o.truth.key, o.truth.area) == (m.truth.key, m.truth.area) and o.text != m.text:
            yield "swap", {m.id: o.text, o.id: m.text}
            return


def _period_ways(m: Mark) -> Iterator[tuple[str, dict[int, str]]]:
    found = parse_period(m.text)
    if found is None:
        return
    for back in (3, 12):
        wrong = before(month_end(found.end.year, found.end.month), back)
        form = "%B %Y" if len(m.text) > 8 else ("%b-%y" if "-" in m.text else "%b %Y")
        if re.fullmatch(r"May \d{4}", m.text):
            form = "%B %Y"
        if wrong >= month_end(2023, 3):
            yield "period", {m.id: f"{wrong:{form}}"}


def _label_ways(paper: Paper, m: Mark) -> Iterator[tuple[str, dict[int, str]]]:
    key = next((t.key for i in m.governs if (t := paper.marks[i].truth)), None)
    if key is None:
        return
    mine = MEASURES[key]
    others = [o for o in MEASURES.values() if o.service == mine.service and o.unit == mine.unit and o.key != key]
    if others:
        other = others[(m.id + len(key)) % len(others)]
        yield "label", {m.id: other.name if m.text == mine.name else other.said}


def _digit(text: str, dice: random.Random) -> str:
    at = [i for i, c in enumerate(text) if c.isdigit()]
    i = dice.choice(at)
    lowest = 1 if i == at[0] and len(at) > 1 else 0
    return text[:i] + str(dice.choice([d for d in range(lowest, 10) if d != int(text[i])])) + text[i + 1 :]


def _turned(text: str, dice: random.Random) -> str:
    """Two neighbouring digits changed round, or one digit changed where all are alike."""
    at = [i for i, c in enumerate(text) if c.isdigit()]
    pairs = [(i, j) for i, j in itertools.pairwise(at) if text[i] != text[j] and not (i == at[0] and text[j] == "0")]
    if not pairs or dice.random() < 0.4:
        return _digit(text, dice)
    i, j = dice.choice(pairs)
    return text[:i] + text[j] + text[i + 1 : j] + text[i] + text[j + 1 :]


# can it be known?


def judged(paper: Paper, kind: str, changed: dict[int, str]) -> Slip | None:
    """Whether the paper or the store can tell; None where nothing is changed."""
    changed = {i: t for i, t in changed.items() if t != paper.marks[i].text}
    if not changed:
        return None
    marks = [Mark(m.id, changed.get(m.id, m.text), m.kind, m.truth, m.governs) for m in paper.marks]
    renamed: set[int] = set()
    for i in changed:
        if marks[i].kind in {"period", "label"}:
            renamed |= set(marks[i].governs)
            for g in marks[i].governs:
                marks[g] = Mark(g, marks[g].text, marks[g].kind, _retold(marks[i], marks[g].truth), ())
    touched = set(changed) | renamed
    broken = _broken(paper, marks, touched, renamed)
    related = touched | {i for _, ids in broken for i in ids}
    # what states the same fact, and what is worked out from a touched figure, may be where the finding is written
    related |= {i for r in paper.rules if touched & set(r.marks) for i in r.marks}
    by_store = any(_contradicted(marks[i]) for i in touched)
    if kind == "unit":
        # a count printed as a percentage is told by its indicator; a percentage without its sign may be a table's habit
        by_store = any(t.endswith("%") for t in changed.values())
        broken = []
    names = tuple(sorted({name for name, _ in broken}))
    if kind == "percent_points":
        names = () if _also_percent(paper, changed) else ("points printed as per cent",)
    reason = "" if names or by_store else _why_not(marks, touched, kind)
    what = "; ".join(f"{paper.marks[i].text!r} -> {t!r}" for i, t in changed.items())
    return Slip(kind, changed, frozenset(touched), frozenset(related), names, by_store, reason, what)


def _also_percent(paper: Paper, changed: dict[int, str]) -> bool:
    """Whether the size of a difference in points is also its size in per cent: 90.8% to 91.0% is 0.2 either way."""
    texts = {m.id: changed.get(m.id, m.text) for m in paper.marks}
    return any(
        r.name == "difference" and r.marks[2] in changed and model.percent_change([texts[i] for i in r.marks])
        for r in paper.rules
    )


def _broken(paper: Paper, marks: list[Mark], touched: set[int], renamed: set[int]) -> list[tuple[str, tuple[int, ...]]]:
    out = []
    fixed = [r for r in paper.rules if r.name != "same" and not (r.name == "ratio" and renamed & set(r.marks))]
    for r in fixed:
        if touched & set(r.marks) and not r.holds([marks[i].text for i in r.marks]):
            out.append((r.name, r.marks))
    if renamed:
        # a renamed period or row is held against what the paper says elsewhere of the fact it now names
        for name, ids in fact_rules(marks):
            rule = model.ratio if name == "ratio" else model.same
            if touched & set(ids) and not rule([marks[i].text for i in ids]):
                out.append((f"{name} (renamed)", ids))
    else:
        for r in paper.rules:
            if r.name == "same" and touched & set(r.marks) and not r.holds([marks[i].text for i in r.marks]):
                out.append((r.name, r.marks))
    return out


def _retold(namer: Mark, truth: Truth | None) -> Truth | None:
    """What a figure states once its period or its name is changed."""
    if truth is None:
        return None
    if namer.kind == "period":
        found = parse_period(namer.text)
        return Truth(truth.key, month_end(found.end.year, found.end.month), truth.role, truth.area) if found else truth
    key = next(m.key for m in MEASURES.values() if namer.text in {m.name, m.said})
    return Truth(key, truth.end, truth.role, truth.area)


def _contradicted(m: Mark) -> bool:
    """Whether a scorecard states this fact otherwise, beyond its printed precision."""
    t = m.truth
    if t is None or m.kind in {"period", "label"}:
        return False
    at = span(m.text)
    measure = MEASURES[t.key]
    if t.role == "target":
        return at is None or not fits(m.text, Fraction(measure.target), Fraction(measure.target))
    if not published(t):
        return False
    f = fact(t.key, t.end, t.area)
    if t.role == "result":
        bounds = span(printed(measure, f.value))
    else:
        whole = f.numerator if t.role == "numerator" else f.denominator
        bounds = (Fraction(whole or 0), Fraction(whole or 0)) if measure.unit == "percent" else None
    return bounds is not None and (at is None or not fits(m.text, *bounds))


def published(t: Truth) -> bool:
    """Whether the store holds the fact: its month's scorecard, or an outturn that later ones print."""
    return t.end >= PUBLISHED_FROM or (
        not t.area and t.role == "result" and t.end in {date(2023, 3, 31), before(PUBLISHED_FROM, 1)}
    )


def _why_not(marks: list[Mark], touched: set[int], kind: str) -> str:
    if kind == "unit":
        return "a missing sign"
    if kind == "percent_points":
        return "as large in per cent as in points"
    truths = [marks[i].truth for i in touched if marks[i].truth]
    if any(t and not published(t) for t in truths):
        return "never published"
    return "within the printed precision"


__all__ = ["CLASSES", "Slip", "judged", "slips"]
