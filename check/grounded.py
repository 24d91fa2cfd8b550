"""Sentences held against the rows of the paper's own tables and of the store that their words and figures come near to.

A sentence is tied to a row by an exact figure of at least three digits at the time that it says, or by the row's whole
name. Then its other figures are asked what the words ask: the level of that time, the size of the change. What fits no
row of those that the sentence may mean, and no other sum of the paper, is wrong; what may be several is left alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from math import log

from check.evidence import one_kind, same_figure
from check.evidence_ties import is_slip
from check.ground_slots import Slot, slots_of
from check.grounds import Ground, GroundCell, grounds_of, scale_of, stems
from check.judgements import Judgement, printed, quantity, span_text
from check.known_facts import Facts
from check.paper import Figure
from check.prior_lookup import Run
from check.sentences import Sentence
from check.subjects import Subjects, bare, sentences_of
from records import Period, Quantity, Value, format_number, percent_change, rounding_modes

PROSE = frozenset({"paragraph", "list", "textbox", "footnote"})
_GOES_ON = re.compile(
    r"^\W*(?:(?:However|But|And|Also|Overall|Nevertheless|Even\s+so|Since|Over|In|At|Compared|By)\b[^.;]{0,40}?\s)?"
    r"(?:it|this|that|they|these)\b|^\W*(?:The|Its|Their|Our)\s+(?:[a-z-]+\s+){0,2}?(?:rate|share|proportion|percentage|number|total|"
    r"figure|average|level|increase|decrease|rise|fall|drop|reduction|change|result|position|score|cost|balance|backlog)\b",
    re.IGNORECASE,
)
_HINT = 0.5
"""Part of a label's words that a sentence must hold for the indicator's figures to be looked up."""
_NEAR = 0.3
"""Part of a row's name, rare words counting more, that a sentence must hold for its figures to tie it."""
_NAMED = 0.99
_PLAIN = {"", "count", "days", "average", "rate"}
_FITS = {"agrees", "agrees_within_rounding"}


@dataclass(frozen=True, slots=True)
class Tie:
    """A ground that a sentence may be about.

    Attributes:
        ground: The ground.
        share: Part of its name that the sentence holds.
        fits: Its cells by the numbers of the figures that they explain; under -1 its latest, where none is stated.
        carried: Whether only the sentence before tells of it.
    """

    ground: Ground
    share: float
    fits: dict[int, GroundCell]
    carried: bool = False

    def digits(self, slots: Iterable[Slot]) -> int:
        """How many telling digits of the sentence it explains."""
        return sum(telling_digits(s.figure.value) for s in slots if s.k in self.fits)


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words of a sentence and what was spoken of before it.

    Attributes:
        words: Stems of its own.
        around: With those of the sentence before, or the heading.
        carried: What the sentence before is tied to, where this one goes on about it.
    """

    words: frozenset[str]
    around: frozenset[str]
    carried: list[Tie]


class Names:
    """How near texts come to the names of grounds.

    Args:
        grounds: All of them.
    """

    def __init__(self, grounds: Iterable[Ground]) -> None:
        self.grounds = list(grounds)
        names = {g.words for g in self.grounds}
        seen: dict[str, int] = defaultdict(int)
        for words in names:
            for w in words:
                seen[w] += 1
        self._weight = {w: log(1 + len(names) / n) for w, n in seen.items()}

    def share(self, ground: Ground, words: frozenset[str]) -> float:
        """Part of a ground's name that a text's words hold, 0 to 1."""
        whole = sum(self._weight[w] for w in ground.words)
        return sum(self._weight[w] for w in ground.words & words) / whole if whole else 0.0


def check_grounded(run: Run, subjects: Subjects, facts: Facts) -> None:
    """Hold every sentence of a paper's prose against the rows that it comes near to.

    Args:
        run: Takes the judgements.
        subjects: What its sentences name.
        facts: What the paper and the store state of indicators.
    """
    names = Names([*grounds_of(run.paper), *known_grounds(run, subjects, facts)])
    if not names.grounds:
        return
    judged: dict[int, list[Judgement]] = defaultdict(list)
    for j in run.results.judgements:
        judged[j.figure].append(j)
    for index, p in enumerate(run.paper.passages):
        if p.kind not in PROSE or not run.paper.figures_of(index):
            continue
        before = stems(p.section.rpartition(" / ")[2])
        carried: list[Tie] = []
        for sentence in sentences_of(run.paper, index):
            figures = sentence_figures(run, index, sentence)
            words = stems(sentence.text)
            if figures:
                about = Spoken(words, words | before, carried if _GOES_ON.match(sentence.text) else [])
                carried = _sentence(run, names, sentence, figures, about, judged) or about.carried
            before = words


def sentence_figures(run: Run, passage: int, sentence: Sentence) -> dict[int, Figure]:
    """The figures of a sentence by their number in it."""
    numerals = run.paper.numerals[passage]
    return {
        f.sentence.figures.index(numerals.index(f.numeral)): f
        for f in run.paper.figures_of(passage)
        if f.sentence is not None and f.sentence.start == sentence.start
    }


def _sentence(
    run: Run, names: Names, sentence: Sentence, figures: dict[int, Figure], about: Spoken,
    judged: dict[int, list[Judgement]],
) -> list[Tie]:  # fmt: skip
    now = run.paper.period
    end = now.end if now is not None else None
    slots = slots_of(sentence, figures, now)
    ties = best_ties(ties_of(names, slots, about.around, end), slots)
    alone = ties or named_ties(names, about, end)
    for s in slots:
        mine = judged.get(s.figure.id, [])
        if any(j.verdict in _FITS or j.verdict in {"contradicts", "superseded"} for j in mine):
            continue
        if s.kind == "size" and (s.subject >= 0 or alone):
            _size(run, s, slots, ties if s.subject >= 0 else alone, end)
        elif s.kind == "level":
            _level(run, s, ties)
    return alone


def named_ties(names: Names, about: Spoken, now: date | None) -> list[Tie]:
    """Grounds of a sentence that states no level: named by it in full, else those of the sentence before."""
    named = [g for g in names.grounds if len(g.words) >= 2 and names.share(g, about.words) >= _NAMED]
    if named:
        return [Tie(g, 1.0, {-1: c}) for g in named for c in g.latest(now)[:1]]
    others = [g for g in names.grounds if names.share(g, about.words) >= 0.6]
    mine = {t.ground.words for t in about.carried}
    if any(g.words not in mine for g in others):
        return []
    return [
        Tie(t.ground, t.share, {-1: c}, carried=True) for t in about.carried for c in t.ground.latest(now)[:1]
    ]  # fmt: skip


def known_grounds(run: Run, subjects: Subjects, facts: Facts) -> list[Ground]:
    """The indicators that the paper's sentences come near to, with what the paper and the store state of them.

    Args:
        run: The paper's own figures and the store.
        subjects: Knows the labels.
        facts: What is published.
    """
    keys: dict[str, None] = {}
    for f in run.paper.figures:
        if f.sentence is not None and f.claim.indicator_key in run.indicators:
            keys[f.claim.indicator_key] = None
    for index, p in enumerate(run.paper.passages):
        if p.kind not in PROSE or not run.paper.figures_of(index):
            continue
        for sentence in sentences_of(run.paper, index):
            keys |= dict.fromkeys(
                key for key, share in subjects.finder.hints(bare(sentence.template)) if share >= _HINT
            )
    out = []
    for n, key in enumerate(keys):
        indicator = run.indicators[key]
        known = facts.series(key, "", "all") | run.own.results_of(key)
        cells = [
            GroundCell(_in_pounds(k.value, indicator.name), k.source, "result", "", end)
            for end, k in sorted(known.items())
        ]
        if cells:
            out.append(Ground(indicator.name, tuple(cells), 0, n, words=stems(indicator.name)))
    return out


def _in_pounds(value: Value, name: str) -> Value:
    """A figure that its name counts in thousands or millions of pounds, in pounds."""
    scale = scale_of(name)
    if not scale or value.number is None or abs(value.number) >= 10**6 or value.unit == "percent":
        return value
    return replace(value, number=value.number * 10**scale, places=value.places - scale, unit="money")


def ties_of(names: Names, slots: list[Slot], words: frozenset[str], now: date | None) -> list[Tie]:
    """Grounds that explain a figure of a sentence and share words with it.

    Args:
        names: Of the grounds.
        slots: What the sentence asks of its figures.
        words: Its words and those before it.
        now: Last day of the paper's period.
    """
    out = []
    for g in names.grounds:
        share = names.share(g, words)
        fits = {s.k: c for s in slots if s.kind == "level" and (c := _explains(g, s, now)) is not None}
        digits = sum(telling_digits(s.figure.value) for s in slots if s.k in fits)
        if not fits:
            continue
        if (share >= _NEAR and digits >= 3) or (g.total and digits >= 4) or (share >= _NAMED and digits >= 2):
            out.append(Tie(g, share, fits))
    return out


def best_ties(ties: list[Tie], slots: list[Slot]) -> list[Tie]:
    """Those that explain the most digits, and of these the ones named most fully."""
    if not ties:
        return []
    most = max(t.digits(slots) for t in ties)
    best = [t for t in ties if t.digits(slots) == most]
    top = max(t.share for t in best)
    return [t for t in best if t.share >= top - 0.25 or t.ground.total]


def _explains(g: Ground, s: Slot, now: date | None) -> GroundCell | None:
    """The cell of a ground that a level states."""
    cells = cells_asked(g, s, now)
    return next((c for c in cells if equals(s.figure.value, c.value)), None)


def cells_asked(g: Ground, s: Slot, now: date | None) -> list[GroundCell]:
    """The cells of a ground that the words of a level ask for."""
    if s.how in {"dated", "told"}:
        return g.at(s.ends)
    if s.how == "current":
        latest = g.latest(now)
        return latest + [c for c in g.cells if c.kind in {"variance", "value"} and c.end is None and c not in latest]
    if s.how == "earlier":
        ends = {c.end for c in g.latest(now)}
        return [c for c in g.levels if c.end not in ends]
    return []


def equals(a: Value, b: Value) -> bool:
    """Whether a figure of prose states a cell, whichever sign the table gives it."""
    return units_fit(a, b) and same_figure(_bare(a), _bare(b))


def units_fit(a: Value, b: Value) -> bool:
    """Whether two figures are percentages, or sums of money, or neither."""
    if a.unit == b.unit:
        return True
    if "percent" in {a.unit, b.unit} or "points" in {a.unit, b.unit}:
        return {a.unit, b.unit} == {"percent", ""} and max(a.places, b.places) > 0
    return {a.unit, b.unit} <= _PLAIN or ({a.unit, b.unit} <= {"money", "", "count"} and a.places == b.places)


def telling_digits(value: Value) -> int:
    """How many digits of a figure are more than chance: without the noughts at its ends."""
    digits = re.sub(r"\D", "", value.printed).lstrip("0")
    if not digits:
        return 1 if value.number is not None and value.number != 0 else 0
    return len(digits if value.places > 0 else digits.rstrip("0") or digits[:1])


def _bare(v: Value) -> Value:
    unit = "" if v.unit in {"percent", "count", "days", "average", "rate", "money"} else v.unit
    return Value(v.printed, abs(v.number) if v.number is not None else None, v.places, unit, v.flag)


def _size(run: Run, s: Slot, slots: list[Slot], ties: list[Tie], now: date | None) -> None:
    """Hold the size of a change against every row that the sentence may be about."""
    if not s.then or s.figure.value.number is None:
        return
    wrong: list[tuple[GroundCell, GroundCell, Quantity, str]] = []
    for t in ties:
        new = t.fits.get(s.subject)
        if new is None or (new.end is not None and now is not None and s.subject < 0 and new.end != now):
            return
        olds = [c for c in t.ground.at(s.then) if _like(c, new) and (new.end is None or (c.end and c.end < new.end))]
        if not olds:
            continue
        sizes = sizes_of(olds[0], new, s.figure.value)
        if any(fits for _, _, fits in sizes):
            return
        if sizes:
            wrong.append((olds[0], new, sizes[0][0], sizes[0][1]))
    if not wrong or len({(q.low, q.high) for _, _, q, _ in wrong}) > 1:
        return
    old, new, right, unit = wrong[0]
    if ties[0].carried and not _near_miss(s.figure.value, ties[0].ground, old, new):
        return
    working = f"{_said(old)} to {_said(new)}"
    run.results.add(
        Judgement(
            s.figure.id, "contradicts", "change",
            f"'{ties[0].ground.name}' went from {working}: a change of {span_text(right, unit)}, not "
            f"{printed(s.figure)}.{_other_time(ties[0].ground, new, s)}", working, "serious", (old.place, new.place),
            "Correct the change, the time it is counted from, or the figures.", span_text(right, unit),
        )
    )  # fmt: skip


def _near_miss(size: Value, g: Ground, old: GroundCell, new: GroundCell) -> bool:
    """Whether a size is the right one with a slip: in a digit, of the unit, or of the time it is counted from."""
    a, b = quantity(_bare(old.value)), quantity(_bare(new.value))
    right = (b - a).magnitude()
    percents = size.unit == "percent" and "percent" in {old.value.unit, new.value.unit}
    if percents and rounding_modes(right, replace(size, unit="points")):
        return True
    shown = format_number(Decimal(right.middle.numerator) / Decimal(right.middle.denominator), max(size.places, 0))
    digits = [re.sub(r"\D", "", t) for t in (shown, size.printed)]
    slip = (
        len(digits[0]) == len(digits[1])
        and len(digits[0]) >= 2
        and (sum(x != y for x, y in zip(*digits, strict=True)) == 1 or sorted(digits[0]) == sorted(digits[1]))
    )
    return slip or any(
        fits and telling_digits(size) >= 2
        for c in g.levels
        if c.end is not None and c.end != new.end and _like(c, new)
        for _, _, fits in sizes_of(c, new, size)
    )


def sizes_of(old: GroundCell, new: GroundCell, size: Value) -> list[tuple[Quantity, str, bool]]:
    """The sizes that a change may be told in, each with its unit and whether the printed one is it."""
    a, b = quantity(_bare(old.value)), quantity(_bare(new.value))
    difference = (b - a).magnitude()
    percent = "percent" in {old.value.unit, new.value.unit}
    out = []
    if size.unit == "percent":
        relative = percent_change(a, b)
        if relative is not None:
            out.append((relative.magnitude(), "percent", bool(rounding_modes(relative.magnitude(), size))))
        if percent:
            out.append((difference, "points", False))
        return out
    if percent != (size.unit == "points"):
        return []
    return [(difference, "points" if percent else "", bool(rounding_modes(difference, size)))]


def _other_time(g: Ground, new: GroundCell, s: Slot) -> str:
    """Which other time the size fits, where it fits one."""
    for c in g.levels:
        if c.end is None or c.end == new.end or not _like(c, new):
            continue
        if any(fits for _, _, fits in sizes_of(c, new, s.figure.value)) and telling_digits(s.figure.value) >= 2:
            return f" It fits the change since {Period(c.end, c.end).label()}."
    return ""


def _level(run: Run, s: Slot, ties: list[Tie]) -> None:
    """Hold a level of a time that is said against the rows that another figure of the sentence ties it to."""
    if s.how not in {"dated", "told"} or s.figure.claim.details.get("approximate") == "yes":
        return
    wrong: list[tuple[Ground, GroundCell]] = []
    for t in ties:
        if s.k in t.fits:
            return
        others = [c for k, c in t.fits.items() if k != s.k]
        asked = [c for c in t.ground.at(s.ends[:1]) if any(_like(c, o) for o in others)]
        if not asked:
            continue
        if any(equals(s.figure.value, c.value) for c in t.ground.at(s.ends)):
            return
        wrong.append((t.ground, asked[0]))
    if not wrong or len({c.value.number for _, c in wrong}) > 1:
        return
    g, c = wrong[0]
    if not _may_be(s.figure.value, c.value):
        return
    looks = next(
        (f" It equals the figure for {Period(x.end, x.end).label()}." for x in g.levels
         if x.end is not None and x.end != c.end and equals(s.figure.value, x.value)), "",
    )  # fmt: skip
    run.results.add(
        Judgement(
            s.figure.id, "contradicts", "own_tables",
            f"'{g.name}', {Period(c.end, c.end).label() if c.end else c.header}: here stands {printed(s.figure)}, "
            f"but the paper's table says {c.value.printed.strip()}.{looks}",
            f"{printed(s.figure)} against {c.value.printed.strip()}", "serious", (c.place,),
            "Correct the figure, its time, or the table.", c.value.printed.strip(),
        )
    )  # fmt: skip


def _may_be(a: Value, b: Value) -> bool:
    """Whether a figure of prose can be a cell's with a mistake in it: as finely printed, of its unit and size."""
    if not units_fit(a, b) or a.places != b.places or a.number is None or b.number is None or not b.number:
        return False
    near = abs(abs(a.number) - abs(b.number)) * 2 <= abs(b.number)
    return (near and one_kind(_bare(a), _bare(b))) or is_slip(a, b)


def _like(a: GroundCell, b: GroundCell) -> bool:
    """Whether two cells may be compared: both of a day or month, or both of a longer span, and of one unit."""
    if (a.span is None) != (b.span is None) or not units_fit(a.value, b.value):
        return False
    if a.span is None or b.span is None:
        return True
    return abs((a.span.end - a.span.start).days - (b.span.end - b.span.start).days) <= 4


def _said(c: GroundCell) -> str:
    when = Period(c.end, c.end).label() if c.end is not None else c.header
    return f"{c.value.printed.strip()} ({when})"
