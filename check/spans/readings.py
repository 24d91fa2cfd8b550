"""Sentences read as being about one indicator: what its figures do not explain beside what they explain.

The last reading of a paper, of the figures that no other check could judge. Each indicator whose words a sentence
shares explains some of its figures, by their times, and changes between them. The one that explains most digits, in
the sentence and in its paragraph, is what the sentence is about; a figure that it leaves over is wrong where a digit
slipped, or where it is the indicator's figure of another time.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from check.evidence import Known
from check.ground_match import bare_value, equals, slipped, telling_digits, units_fit
from check.ground_slots import Slot, slots_of
from check.grounds import counted_behind, stems
from check.judgements import HELD, Judgement, printed, quantity, span_text
from check.mentions import IndicatorFinder
from check.paper import Figure
from check.passages import PROSE
from check.prior_doubts import of_the_first, of_those_who_came_or_went
from check.prior_lookup import Run
from check.sought import Sought
from check.spans.rows import SpanRow, SpanRows
from check.stray_cells import is_stray_cell
from check.subjects import bare, sentences_of
from records import Period, Source, Value, day_label, percent_change, rounding_modes

_FROM = re.compile(
    r"\b(?:from|peak\w*|high|low|against|previous\w*|record|between|up\s+to|as\s+many\s+as|about|around|nearly|almost)\b[^«.;,]{0,30}$",
    re.IGNORECASE,
)
"""Words before a figure that is of another time than the paper's, or no exact one."""
_COMPARED_TOO = Sought(r"\b(?:compar\w+\s+(?:with|to)|against|than|from)\b[^;.]*«N\d+»[^;.]*\band\s+$", re.IGNORECASE)
"""Before the second of two figures that are compared with: "compares with 5.3 in June and 4.7 in the first"."""
_HINT = 0.2
_NEAR = 0.3
_NAMED = 0.72
_SETTLED = HELD | {"superseded", "not_comparable"}


_Right = tuple[str, str, tuple[Source, ...]]
"""What a figure should be: in words, as printed, and where that stands."""


@dataclass(slots=True)
class _Told:
    """A sentence, what it asks of its figures, and the rows whose words it shares.

    Attributes:
        text: Its template.
        slots: What it asks.
        shares: Part of each row's name that it holds.
        fits: By row, the figures that it explains.
    """

    text: str
    slots: list[Slot]
    shares: dict[str, float]
    fits: dict[str, dict[int, int]] = field(default_factory=dict)

    def digits(self, key: str, *, without: int = -1) -> int:
        """Telling digits of the figures that a row explains."""
        return sum(n for k, n in self.fits.get(key, {}).items() if k != without)


def check_readings(run: Run, finder: IndicatorFinder, rows: SpanRows) -> None:
    """Judge what is left over of sentences whose other figures one indicator explains.

    Args:
        run: Takes the judgements.
        finder: Knows the names.
        rows: What is known of the indicators.
    """
    now = run.paper.period
    if now is None:
        return
    agreed = {j.figure for j in run.results.judgements if j.verdict == "agrees"}
    done = {j.figure for j in run.results.judgements if j.verdict in _SETTLED}
    for index, passage in enumerate(run.paper.passages):
        if passage.kind not in PROSE or not run.paper.figures_of(index) or is_stray_cell(run.paper, index):
            continue
        before = passage.section.rpartition(" / ")[2]
        sentences = [
            (s, slots_of(run.paper, s, figures) if (figures := run.paper.by_number(index, s)) else None)
            for s in sentences_of(run.paper, index)
        ]
        if all(s.figure.id in done for _, slots in sentences for s in slots or () if s.kind):
            continue
        told: list[_Told] = []
        for sentence, slots in sentences:
            if slots is not None:
                words = bare(sentence.template)
                shares = {k: s / 2 for k, s in finder.hints(f"{before} {words}", least=2 * _HINT)}
                shares |= dict(finder.hints(words, least=_HINT))
                told.append(_Told(sentence.template, slots, shares))
            before = bare(sentence.template)
        _explain(told, rows, now, agreed)
        for t in told:
            for s in t.slots:
                if s.figure.id not in done and s.figure.claim.details.get("approximate") != "yes":
                    _judge(run, rows, told, t, s, now)


def _explain(told: list[_Told], rows: SpanRows, now: Period, agreed: set[int]) -> None:
    for t in told:
        rows.know(t.shares)
        for key in t.shares:
            row = rows.get(key)
            if row is not None:
                fits = {s.k: n for s in t.slots if (n := _explained(row, s, t, now, agreed))}
                if fits:
                    t.fits[key] = fits


def _explained(row: SpanRow, s: Slot, t: _Told, now: Period, agreed: set[int]) -> int:
    """How many telling digits of a figure a row explains; 0 where it does not."""
    if s.figure.claim.details.get("span"):
        of_row = s.figure.id in agreed and s.figure.claim.indicator_key == row.key
        return max(telling_digits(s.figure.value), 1) if of_row else 0
    if s.kind == "level":
        known = _levels(row, s, now)
        return max(telling_digits(s.figure.value), 1) if any(equals(s.figure.value, k.value) for k in known) else 0
    if s.kind == "size":
        ends = _ends_of_size(row, s, t, now)
        if ends is not None and _is_change(s.figure.value, *ends):
            return max(telling_digits(s.figure.value), 1)
    return 0


def _levels(row: SpanRow, s: Slot, now: Period) -> list[Known]:
    """The figures of a row that a level may be, by its time."""
    if s.how == "current":
        known = row.facts.get(now.end)
        return [known] if known is not None else []
    if s.how in {"dated", "told"}:
        return [row.facts[e] for e in s.ends if e in row.facts]
    if s.how == "earlier":
        return [k for e, k in row.facts.items() if e < now.end]
    return []


def _ends_of_size(row: SpanRow, s: Slot, t: _Told, now: Period) -> tuple[Known, Known] | None:
    """The figures of a row that a change is between: the older and the newer."""
    subject = next((x for x in t.slots if x.k == s.subject), None)
    new = _levels(row, subject, now) if subject is not None else []
    newer = next((k for k in new if subject is not None and equals(subject.figure.value, k.value)), None)
    newer = newer or (row.facts.get(now.end) if subject is None else None)
    older = next((row.facts[e] for e in s.then if e in row.facts), None)
    if newer is None or older is None or newer is older:
        return None
    return older, newer


def _is_change(size: Value, older: Known, newer: Known) -> bool:
    a, b = quantity(bare_value(older.value)), quantity(bare_value(newer.value))
    percent = "percent" in {older.value.unit, newer.value.unit}
    if size.unit == "percent":
        relative = percent_change(a, b)
        return relative is not None and bool(rounding_modes(relative.magnitude(), size))
    return percent == (size.unit == "points") and bool(rounding_modes((b - a).magnitude(), size))


def _judge(run: Run, rows: SpanRows, told: list[_Told], t: _Told, s: Slot, now: Period) -> None:
    """Hold one figure against the row that its sentence is about."""
    if s.kind not in {"level", "size"} or s.figure.value.number is None or s.figure.claim.details.get("span"):
        return
    if any(s.k in fits for fits in t.fits.values()):
        return
    before = t.text.partition(f"«N{s.k}»")[0]
    if s.how == "current" and (_FROM.search(before) or _COMPARED_TOO.search(before)):
        return
    if s.how in {"dated", "told"} and _COMPARED_BEFORE.search(before) and _is_of_now(rows, t, s, now):
        return
    around: dict[str, int] = defaultdict(int)
    for other in told:
        for key in other.fits:
            around[key] += other.digits(key)
    found = []
    counted = stems(counted_behind(t.text, s.k))
    meant = {key for key in t.shares if (row := rows.get(key)) is not None and row.words & counted}
    for key, share in t.shares.items():
        row = rows.get(key)
        wrong = _wrong(row, s, t, now) if row is not None else None
        if wrong is not None and (key in meant or not meant):
            found.append((t.digits(key), around[key], share, key, wrong))
    if not found:
        return
    found.sort(key=lambda x: x[:3], reverse=True)
    here, near, share, key, wrong = found[0]
    if len(found) > 1 and found[1][:2] == found[0][:2] and share < found[1][2] + 0.12:
        return  # two rows it may be about
    named = share >= _NAMED and s.kind == "level" and (key in meant or not counted)
    firm = (here >= 2 and share >= _NEAR) or (near >= 3 and share >= _NEAR) or named
    if not firm:
        return
    row = rows.get(key)
    assert row is not None
    if of_those_who_came_or_went(s.figure, row.name) or of_the_first(s.figure):
        return
    said, right, sources = wrong
    run.results.add(
        Judgement(
            s.figure.id, "contradicts", "change" if s.kind == "size" else "prior",
            f"'{row.name}': {said}, not {printed(s.figure)}.", f"{printed(s.figure)} against {right}", "serious",
            sources, "Correct the figure, or say what it counts.", right,
        )
    )  # fmt: skip


_COMPARED_BEFORE = Sought(
    r"\bthan\s+(?:(?:in|at|for|during|the)\s+)*«[PR]\d+»\s*(?:\([^()]*\))?\s*,\s+[^«;]{0,40}$", re.IGNORECASE
)
"""A comparison that is over when the figure comes: "247 more than in 2023/24 (5.1%), made by 2,951 learners"."""


def _is_of_now(rows: SpanRows, t: _Told, s: Slot, now: Period) -> bool:
    """Whether a figure is what a row has for the paper's own period."""
    found = (row.facts.get(now.end) for key in t.shares if (row := rows.get(key)) is not None)
    return any(k is not None and equals(s.figure.value, k.value) for k in found)


def _wrong(row: SpanRow, s: Slot, t: _Told, now: Period) -> _Right | None:
    """What a figure should be by a row, where it is near enough to be that with a mistake."""
    if s.kind == "size":
        return _wrong_size(row, s, t, now)
    asked = s.ends[:1] if s.how in {"dated", "told"} else (now.end,) if s.how == "current" else ()
    end = next((e for e in asked if e in row.facts), None)
    if end is None and s.how == "earlier":
        end = max((e for e in row.facts if e < now.end), default=None)
        if end is None or sum(e < now.end for e in row.facts) < 3:
            return None
    if end is None:
        return None
    known = row.facts[end]
    if telling_digits(known.value) >= 2 and any(
        x.k != s.k and x.figure.claim.role == "denominator" and equals(x.figure.value, known.value) for x in t.slots
    ):
        return None  # "24 of the 25 full plans": what is counted is told, and this is a part of it
    if not units_fit(s.figure.value, known.value) or max(s.figure.value.places, 0) != max(known.value.places, 0):
        return None
    if not (
        slipped(s.figure.value, known.value) or _of_another_time(row, s.figure, end) or _one_digit(s.figure, known)
    ):
        return None
    shown = known.value.printed.strip()
    return f"{known.says} for {day_label(end)}", shown, (known.source,)


def _one_digit(f: Figure, known: Known) -> bool:
    """Whether a figure of two digits is another with one digit changed."""
    a, b = f.value.printed.strip(), known.value.printed.strip()
    return telling_digits(f.value) == 2 == len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1


def _of_another_time(row: SpanRow, f: Figure, end: date) -> bool:
    return telling_digits(f.value) >= 2 and any(equals(f.value, k.value) for e, k in row.facts.items() if e != end)


def _wrong_size(row: SpanRow, s: Slot, t: _Told, now: Period) -> _Right | None:
    ends = _ends_of_size(row, s, t, now)
    if ends is None:
        return None
    older, newer = ends
    percent = "percent" in {older.value.unit, newer.value.unit}
    if s.figure.value.unit == "percent" or percent != (s.figure.value.unit == "points"):
        return None
    right = (quantity(bare_value(newer.value)) - quantity(bare_value(older.value))).magnitude()
    shown = span_text(right, "points" if percent else "")
    working = f"{older.value.printed.strip()} to {newer.value.printed.strip()}"
    return f"from {working} is a change of {shown}", shown, (older.source, newer.source)
