"""Totals of spans held against what was published: "Since April 1,572 notices", "in 2024/25 as a whole 643 kits".

A sentence is tied to the indicator whose words it shares and whose figures explain most of its own. What that
indicator's figures do not come to is wrong where the rest of the sentence fits, or where a digit slipped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from check.claim_context import tie_of
from check.evidence import Known, one_kind
from check.ground_match import equals, slipped, telling_digits, units_fit
from check.ground_slots import sizes_of_sentence
from check.grounds import stems
from check.judgements import Judgement, number_text, printed
from check.mentions import IndicatorFinder
from check.paper import Figure
from check.passages import PROSE
from check.period_of import is_over
from check.prior_lookup import Run, near
from check.sentences import Sentence
from check.span_sums import is_sum
from check.spans.reading import Asked, asked_of
from check.spans.rows import SpanRow, SpanRows
from check.spans.words import spans_of
from check.subjects import bare, sentences_of
from records import Period, Quantity, Value, format_number, rounding_modes

_HINT = 0.2
_NAMED = 0.72
_MORE = re.compile(r"^\W*(?:[a-z]+\s+){0,2}?(?:more|higher|up|above|over|greater|increase|rise|ahead)\b", re.IGNORECASE)
_FEWER = re.compile(
    r"^\W*(?:[a-z]+\s+){0,2}?(?:fewer|less|lower|down|below|under|decrease|fall|reduction|drop|behind)\b", re.IGNORECASE
)


def check_spans(run: Run, finder: IndicatorFinder, rows: SpanRows) -> frozenset[int]:
    """Hold the totals of spans that a paper's prose tells against the figures of their months, quarters or years.

    Args:
        run: Takes the judgements.
        finder: Knows the names.
        rows: What is known of the indicators.

    Returns:
        Ids of the figures that are of a span: they are no figures of one period.
    """
    if run.paper.period is None:
        return frozenset()
    settled: set[int] = set()
    for index, passage in enumerate(run.paper.passages):
        if passage.kind not in PROSE or not run.paper.figures_of(index):
            continue
        told = []
        before = passage.section.rpartition(" / ")[2]
        for sentence in sentences_of(run.paper, index):
            told.append((sentence, before))
            before = bare(sentence.template)
        while told:  # what one sentence settles tells what the others are about
            found: set[int] = set()
            left = []
            for sentence, before in told:
                figures = run.paper.by_number(index, sentence)
                here = _sentence(run, finder, rows, _Told(index, sentence, figures, before)) if figures else None
                found |= here or set()
                left += [(sentence, before)] if here == set() else []
            settled |= found
            told = left if found else []
    return frozenset(settled)


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence, its figures and what was said before it."""

    passage: int
    sentence: Sentence
    figures: dict[int, Figure]
    before: str


@dataclass(slots=True)
class _Reading:
    """A sentence read as being about one indicator.

    Attributes:
        row: The indicator.
        share: Part of its name that the sentence holds.
        right: What each figure should come to by the row: number, working, figures; none where that is not known.
        fits: The figures that the row explains.
        digits: How many telling digits those have.
        around: How many telling digits the row explains in the rest of the paragraph.
    """

    row: SpanRow
    share: float
    right: dict[int, tuple[Decimal, str, tuple[Known, ...]]] = field(default_factory=dict)
    fits: set[int] = field(default_factory=set)
    digits: int = 0
    around: int = 0


def _sentence(run: Run, finder: IndicatorFinder, rows: SpanRows, told: _Told) -> set[int] | None:
    """The figures of a sentence that are settled; None where it tells no span."""
    sentence = told.sentence
    passage = run.paper.passages[told.passage]
    raw = passage.text[sentence.start : sentence.end]
    begin = sentence.start + len(raw) - len(raw.lstrip())
    now = run.paper.period
    assert now is not None
    spans = spans_of(
        sentence.text, sentence.periods, [(a - begin, b - begin) for a, b in sentence.period_spans], now.end
    )
    spans = [s for s in spans if not is_over(re.sub(r"(?:\s+in)?\s*$", " in ", sentence.text[: s.start]))]
    if not spans:
        return None
    at = {k: (f.numeral.start - begin, f.numeral.end - begin) for k, f in told.figures.items()}
    asked = asked_of(sentence, sentence.text, told.figures, at, sizes_of_sentence(sentence), spans, begin)
    asked = [a for a in asked if a.figure.value.number is not None and a.figure.claim.role in _ROLES]
    if not asked:
        return None
    words = _without(sentence.text, [*at.values(), *((s.start, s.end) for s in spans)])
    shares = {k: s / 2 for k, s in finder.hints(f"{told.before} {words}", least=2 * _HINT)}
    shares |= dict(finder.hints(words, least=_HINT))
    rows.know(shares)
    about = [(row, share) for key, share in shares.items() if (row := rows.get(key)) is not None]
    settled: set[int] = set()
    if not about:
        return None
    for group in _by_thing(asked, [row for row, _ in about], sentence.text, at):
        mine = {id(r) for r in group.rows}
        found = [_read(row, share, group.asked, told, now) for row, share in about if id(row) in mine]
        readings = [r for r in found if r is not None]
        for r in readings:
            r.around = _around(run, told, r.row)
        if readings:
            best = max(readings, key=lambda r: (r.digits, r.share))
            rivals = [r for r in readings if r is not best and r.share > best.share - 0.12 and r.digits >= best.digits]
            settled |= _judge(run, told, group.asked, best, rivals)
        row, share = max(((r, s) for r, s in about if id(r) in mine), key=lambda x: x[1])
        for a in group.asked:
            f = told.figures[a.k]
            if share >= 0.4 and not a.size and f.id not in settled and row.step not in {0, *map(_months, a.span.meant)}:
                settled.add(_marked(run, f, row))
    return settled


def _without(text: str, places: list[tuple[int, int]]) -> str:
    """A text without its figures and spans: "the year to date" in a name is no "first nine months"."""
    for a, b in places:
        text = text[:a] + " " * (b - a) + text[b:]
    return text


@dataclass(slots=True)
class _Group:
    """Figures of a sentence that count the same thing, and the rows that may be it."""

    rows: list[SpanRow]
    asked: list[Asked]


def _by_thing(asked: list[Asked], rows: list[SpanRow], text: str, at: dict[int, tuple[int, int]]) -> list[_Group]:
    """The figures by what the words behind them name: "2,171 cremations and 362 burials" counts two things."""
    groups: list[_Group] = []
    starts = sorted(a for a, _ in at.values())
    for a in asked:
        if a.size:
            continue
        end = at[a.k][1]
        behind = text[end : next((n for n in starts if n >= end), len(text))]
        words = stems(re.split(r"[,;.()]", behind)[0])
        hit = [r for r in rows if r.words & words] or rows
        same = next((g for g in groups if [id(r) for r in g.rows] == [id(r) for r in hit]), None)
        if same is None:
            groups.append(_Group(hit, [a]))
        else:
            same.asked.append(a)
    whole = [g for g in groups if len(g.rows) == len(rows)]
    if len(groups) == 2 and len(whole) == 1:  # what is named once is spoken of throughout
        (named,) = (g for g in groups if g is not whole[0])
        groups = [_Group(named.rows, sorted([*named.asked, *whole[0].asked], key=lambda a: a.k))]
    for a in asked:
        if a.size:
            for g in groups:
                if any(x.k == a.subject for x in g.asked):
                    g.asked.append(a)
    return groups


_ROLES = frozenset(
    {"result", "previous", "outturn", "change", "stated", "numerator", "denominator", "remainder", "rate"}
)


def _read(row: SpanRow | None, share: float, asked: list[Asked], told: _Told, now: Period) -> _Reading | None:
    """A sentence read as being about a row; None where no total of the row is asked for."""
    if row is None:
        return None
    out = _Reading(row, share)
    totals: dict[int, tuple[Decimal, Period]] = {}
    for a in asked:
        if a.size or not _can_be(a.figure.value, row):
            continue
        known = [(t, p) for p in a.span.meant if (t := row.total(p)) is not None]
        fits = [(t, p) for t, p in known if is_sum(a.figure.value, t[0])]
        # A meaning that is less likely explains a figure, but proves none wrong: "the preceding year" of a report by
        # financial years is not the calendar year for which there happen to be figures.
        known = [x for x in known if x[1] == a.span.meant[0]]
        if fits or known:
            (total, period) = (fits or known)[0]
            out.right[a.k] = total
            totals[a.k] = (total[0], period)
            out.fits |= {a.k} if fits else set()
    for a in asked:
        if not a.size or a.subject not in totals:
            continue
        new, period = totals[a.subject]
        likeliest = next((p for p in a.span.meant if _like(p, period)), None)
        olds = [(t, p) for p in a.span.meant if _like(p, period) and (t := row.total(p)) is not None]
        old, of = next(
            ((t, p) for t, p in olds if _is_change(a.figure.value, t[0], new)), olds[0] if olds else (None, None)
        )
        if old is None or (of != likeliest and not _is_change(a.figure.value, old[0], new)):
            continue
        shown = (new - old[0], f"{number_text(new)} against {number_text(old[0])}", old[2])
        out.right[a.k] = shown
        out.fits |= {a.k} if _is_change(a.figure.value, old[0], new) and not _wrong_way(a, told, shown[0]) else set()
    if not out.right:
        return None
    out.digits = sum(max(telling_digits(told.figures[k].value), 1) for k in out.fits)
    last = row.facts.get(now.end)
    spoken = {a.k for a in asked}
    if last is not None:
        out.digits += sum(
            telling_digits(f.value) for k, f in told.figures.items() if k not in spoken and equals(f.value, last.value)
        )
    return out


def _around(run: Run, told: _Told, row: SpanRow) -> int:
    """Telling digits of the figures of other sentences of the paragraph that are the row's own of their period."""
    mine = {f.id for f in told.figures.values()}
    known = 0
    for f in run.paper.figures_of(told.passage):
        period = f.claim.period
        fact = row.facts.get(period.end) if period is not None and f.id not in mine else None
        if (fact is not None and equals(f.value, fact.value)) or (
            f.id not in mine and f.claim.details.get("span") and f.claim.indicator_key == row.key
        ):
            known += max(telling_digits(f.value), 1)
    return known


def _can_be(value: Value, row: SpanRow) -> bool:
    """Whether a figure may be a total of a row: of its unit, and no average of it."""
    last = max(row.facts.items())[1].value
    finer = value.places > 0 and all(k.value.places <= 0 for k in row.facts.values()) and value.unit != "money"
    return value.unit not in {"days", "percent", "points"} and not finer and units_fit(value, last)


def _like(a: Period, b: Period) -> bool:
    return abs((a.end - a.start).days - (b.end - b.start).days) <= 4


def _is_change(value: Value, old: Decimal, new: Decimal) -> bool:
    difference = abs(new - old)
    if value.unit == "percent":
        return bool(old) and bool(
            rounding_modes(Quantity.exact(100 * Fraction(difference) / Fraction(abs(old))), value)
        )
    return is_sum(replace(value, number=abs(value.number or Decimal(0))), difference)


def _is_change_to_now(value: Value, row: SpanRow) -> bool:
    """Whether a percentage is the change from one of a row's figures to its last: "6.0% lower than in 2023"."""
    numbers = [k.value.number for _, k in sorted(row.facts.items())]
    if value.unit != "percent" or numbers[-1] is None:
        return False
    return any(n is not None and _is_change(value, n, numbers[-1]) for n in numbers[:-1])


def _wrong_way(a: Asked, told: _Told, change: Decimal) -> bool:
    """Whether the word behind a change says the other direction."""
    _, _, after = told.sentence.template.partition(f"«N{a.k}»")
    return bool((_MORE.match(after) and change < 0) or (_FEWER.match(after) and change > 0))


def _judge(run: Run, told: _Told, asked: list[Asked], best: _Reading, rivals: list[_Reading]) -> set[int]:
    settled: set[int] = set()
    row = best.row
    for a in asked:
        f = told.figures[a.k]
        right = best.right.get(a.k)
        if right is None:
            continue
        number, working, known = right
        sources = tuple(k.source for k in known)
        said = "the figures published" if any(k.publication for k in known) else "the paper's own figures"
        if len(known) == 1 and not a.size and _is_native(a, row):
            _dated(run, f, known[0], row, a)
            continue
        if a.k in best.fits:
            if best.digits + best.around >= 2 or best.share >= 0.5:
                run.results.add(
                    Judgement(f.id, "agrees", "prior", f"'{row.name}', {_label(a)}: {said} come to it: {working}.",
                              working, sources=sources)
                )  # fmt: skip
                settled.add(_marked(run, f, row))
            continue
        if any(a.k in r.fits for r in rivals) or (a.size and _is_change_to_now(f.value, row)):
            continue
        if not a.size and any(b.k in best.fits and best.right[b.k][0] == number for b in asked if b.k != a.k):
            continue  # "we were offered 233,401 calls and have answered 207,276": the row's own total is told
        if f.claim.details.get("approximate") == "yes" and near(f.value, replace(f.value, number=number)):
            settled.add(_marked(run, f, row))
            continue
        if _is_wrong(a, f, best, rivals, number):
            shown = number_text(abs(number))
            which = f"{'more' if number > 0 else 'fewer'} ({working})" if a.size else f"({working})"
            run.results.add(
                Judgement(
                    f.id, "contradicts", "prior",
                    f"'{row.name}', {_label(a)}: the paper says {printed(f)}, but {said} come to {shown} {which}.",
                    f"{working} = {shown}" if not a.size else working, "serious", sources,
                    "Correct the figure, or say what it counts.", shown,
                )
            )  # fmt: skip
            settled.add(_marked(run, f, row))
    return settled


def _is_native(a: Asked, row: SpanRow) -> bool:
    """Whether a span is one for which the row has a figure of its own: "between July and September" of quarters."""
    return row.step > 0 and row.step == _months(a.span.meant[0])


def _dated(run: Run, f: Figure, known: Known, row: SpanRow, a: Asked) -> None:
    """Gives a figure the period that its span is: it is held against that period's figure like any other."""
    end = next((p.end for p in a.span.meant if row.facts.get(p.end) is known), None)
    now = run.paper.figures[f.id]
    if end is not None and (now.claim.period is None or now.claim.period.end != end):
        claim = replace(now.claim, period=Period(end, end), details=now.claim.details | {"time": "told", "or": ""})
        run.paper.figures[f.id] = replace(now, claim=claim)


def _label(a: Asked) -> str:
    p = a.span.meant[0]
    return f"{p.start:%b %Y} to {p.end:%b %Y}"


def _months(p: Period) -> int:
    return round((p.end - p.start).days / 30.4)


def _is_wrong(a: Asked, f: Figure, best: _Reading, rivals: list[_Reading], number: Decimal) -> bool:
    """Whether a figure that a row does not explain must be its figure with a mistake."""
    if any(r.right.get(a.k) is not None for r in rivals):
        return False
    right = _as_finely(abs(number), f.value)
    slip = slipped(f.value, right) and telling_digits(f.value) >= 2
    close = one_kind(f.value, right) and abs(abs(f.value.number or Decimal(0)) - abs(number)) * 4 <= abs(number)
    if a.size:
        return a.subject in best.fits and (best.digits + best.around >= 3 or best.share >= 0.5)
    others = best.share >= 0.3 and (best.around >= 2 or (best.digits >= 2 and any(k != a.k for k in best.fits)))
    return (others and (slip or close)) or (best.share >= 0.3 and slip) or (best.share >= _NAMED and close)


def _as_finely(number: Decimal, like: Value) -> Value:
    """A number with as many digits as a printed figure shows: 2,380,000 beside "£2.83m" is 2.38."""
    digits = str(round(number.scaleb(like.places))) if like.places < 0 else format_number(number, like.places)
    return Value(digits, number, like.places, like.unit)


def _marked(run: Run, f: Figure, row: SpanRow) -> int:
    """Marks a figure as one of a span, so that nothing else takes it for one of a period."""
    now = run.paper.figures[f.id]
    c = now.claim
    name, key = (
        (c.indicator, c.indicator_key)
        if tie_of(now) in {"named", "carried"} and c.indicator_key
        else (row.name, row.key)
    )
    details = c.details | {"time": "sum", "span": "yes"}
    run.paper.figures[f.id] = replace(
        now, claim=replace(c, period=None, indicator=name, indicator_key=key, details=details)
    )
    return f.id
