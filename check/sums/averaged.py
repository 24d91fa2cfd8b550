"""Averages that a paragraph tells, against what they are averages of: a total, and a count or a stretch of time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from check.judgements import Results, printed
from check.number_words import number_of_words
from check.sentences import Sentence
from check.spans.words import SpanWords, spans_of
from check.sums.amounts import Amount, Reading
from check.sums.changes import amount_text
from check.sums.outcomes import agree, base, like, wrong
from check.sums.slips import digits_told, is_slip
from check.sums.told import Told
from check.sums.ways import Way, averages, fitting
from records import Quantity, months_between

_STEPS = {
    ("quarter", "month"): 3, ("half[ -]?year", "month"): 6, ("year", "month"): 12, ("year", "quarter"): 4,
    ("year", "week"): 52, ("week", "day"): 7,
}  # fmt: skip


def check_average(reading: Reading, t: Told, told: dict[int, Told], results: Results) -> None:
    """Hold an average against what it is an average of.

    Args:
        reading: The passage.
        t: The average.
        told: All figures that are told as worked out.
        results: Takes the judgements.
    """
    a = t.amount
    bases = [
        x
        for x in reading.amounts
        if x.n != a.n and (base(reading, told, x) or (x.n in told and told[x.n].kind in {"total", "difference"}))
    ]
    near = [x for x in bases if abs(x.sentence - a.sentence) <= 1]
    pairs = [
        (total, count)
        for total in near
        for count in near
        if total.n != count.n and (count.family, count.figure.value.places) == ("count", 0)
        and total.number > a.number and like(total, a)
        and (a.family == "money" or count.number < total.number) and count.number > 1
    ]  # fmt: skip
    if not pairs:
        _over_time(reading, t, near, results)
        return
    ways = [(w, total, count) for total, count in pairs for w in averages(total, count)]
    way = fitting(reading, a, (w for w, *_ in ways))
    if way is not None:
        agree(a, way, "ratio", results)
        return
    here = [x for x in ways if all(y.sentence == a.sentence for y in x[1:])]
    slipped = [x for x in ways if is_slip(a, x[0].exact.middle) and digits_told(a) > 1]
    alone = len(here) == 1 and _shared_out(reading, t, here[0][1], here[0][2])
    if alone or len(slipped) == 1:
        wrong(a, here[0][0] if alone else slipped[0][0], "ratio", results)


def _over_time(reading: Reading, t: Told, near: Sequence[Amount], results: Results) -> None:
    """As in "Over 62 school days we served 1,141,420 meals, an average of 18,410 a day"."""
    a = t.amount
    text = reading.paper.passages[reading.index].text
    found = (
        re.findall(rf"(?<![\w.,£])(\d[\d,]*|[a-z]+)\s+(?:[a-z]+\s+)?{t.noun}(?:s|es)\b", text, re.IGNORECASE)
        if t.noun
        else []
    )
    steps = {n for w in found if (n := int(w.replace(",", "")) if w[0].isdigit() else number_of_words(w) or 0) > 1}
    lead = r"\b(?:for|in|over|during)\s+the\s+(?:whole\s+|full\s+)?"
    if not steps:
        mine = [(long, n) for (long, short), n in _STEPS.items() if short == t.noun]
        steps = {n for long, n in mine if re.search(rf"{lead}{long}\b", text, re.IGNORECASE)}
    totals = [x for x in near if x.sentence == a.sentence and like(x, a) and x.number > a.number]
    if not steps and len(totals) == 1:
        _over_span(reading, t, totals[0], results)
    if len(steps) != 1 or len(totals) != 1:
        return
    count, total = Fraction(steps.pop()), totals[0]
    exact = Quantity(total.quantity.low / count, total.quantity.high / count)
    way = Way(exact, (total,), f"{printed(total.figure)} / {count} = {amount_text(exact, total)}")
    if reading.prints(exact, a):
        agree(a, way, "ratio", results)
    elif is_slip(a, exact.middle) or is_slip(total, a.number * count) or _in_apposition(reading, a, total):
        wrong(a, way, "ratio", results)


def _in_apposition(reading: Reading, a: Amount, total: Amount) -> bool:
    """Whether an average is set beside its total: "5,400 visits in the year, an average of 450 a month"."""
    return total.n + 1 == a.n and bool(re.search(r"(?:,|\(|\bor)\s*[^«,;:]{0,40}$", reading.between(total, a)))


def _over_span(reading: Reading, t: Told, total: Amount, results: Results) -> None:
    """As in "Since April we have received 574 applications, an average of just under 72 a month"."""
    a = t.amount
    counts = _lengths(reading, total, t.noun)
    if not counts or a.older != total.older or any(reading.prints(_shared(total, n), a) for n in counts):
        return
    text = f"{printed(total.figure)} / {counts[0]} {t.noun}s = {amount_text(_shared(total, counts[0]), total)}"
    wrong(a, Way(_shared(total, counts[0]), (total,), text), "ratio", results)


def _shared(total: Amount, count: int) -> Quantity:
    return Quantity(total.quantity.low / count, total.quantity.high / count)


def _lengths(reading: Reading, total: Amount, noun: str) -> list[int]:
    """How many months, quarters or weeks the span that a total's sentence names may take, the likeliest first.

    Empty where it names none or several. "Since April" may or may not count April, and a year has fewer weeks in which
    schools are open.
    """
    sentence, now = total.figure.sentence, reading.paper.period
    if sentence is None or now is None or noun not in {"month", "quarter", "week"}:
        return []
    spans = _spans(reading, sentence, now.end)
    months = {months_between(p.start, p.end) + 1 for s in spans for p in s.meant[:1]}
    if len(months) != 1:
        return []
    n = months.pop()
    to_date = any(s.kind == "to_date" for s in spans)
    if noun == "quarter":
        return [n // 3] if n % 3 == 0 and n > 3 and not to_date else []
    counts = [n] if noun == "month" else [round(n * 52 / 12) + k for k in (0, -1, 1, -2)]
    if to_date:
        counts += [n - 1] if noun == "month" else [round((n - 1) * 52 / 12) + k for k in (0, 1, -1)]
    if noun == "week" and n == 12:
        counts += [38, 39, 40]
    return counts if min(counts) > 1 else []


def _spans(reading: Reading, sentence: Sentence, now: date) -> list[SpanWords]:
    raw = reading.paper.passages[reading.index].text[sentence.start : sentence.end]
    begin = sentence.start + len(raw) - len(raw.lstrip())
    places = [(a - begin, b - begin) for a, b in sentence.period_spans]
    return spans_of(sentence.text, sentence.periods, places, now)


def _shared_out(reading: Reading, t: Told, total: Amount, count: Amount) -> bool:
    """Whether the words say that a total is shared out over a count: the average comes last, or they conclude."""
    a = t.amount
    if t.noun and re.search(rf"^\s*(?:[a-z]+\s+){{0,2}}{t.noun[:4]}", reading.after(count), re.IGNORECASE):
        return True
    if max(total.n, count.n) < a.n:
        return bool(re.search(r"(?:,|\()\s*[^«,;]{0,40}$", reading.before(a)))
    return bool(re.search(r"\b(?:so|therefore|thus|hence|in\s+all|in\s+total|altogether)\b", reading.after(a)))
