"""Averages and rates told in a paragraph: "7,411 contacts in eleven months, a monthly average of 674"."""

# ruff: noqa: E501 - tables of words, one kind to a row

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from check.judgements import Judgement, Results, printed, span_text
from check.number_words import number_of
from check.sought import Sought
from check.sums.amounts import Amount, Reading
from check.sums.links import links, plain, same_time
from records import Quantity

_UNITS = {
    "monthly": "month",
    "weekly": "week",
    "daily": "day",
    "quarterly": "quarter",
    "annual": "year",
    "yearly": "year",
}
_AVERAGE_BEFORE = Sought(
    r"\b(?:(?P<unit>monthly|weekly|daily|quarterly|annual|yearly)\s+(?:average|mean)\s+(?:of|is|was)|(?:average|mean)\s+(?:of|is|was)|averag(?:ing|ed|es)|an\s+average)\s+(?:just\s+(?:over|under)\s+|about\s+|nearly\s+)?$",
    re.IGNORECASE,
)
_PER_AFTER = re.compile(
    r"^\s*(?:[a-z]+\s+){0,2}?(?:(?P<each>each|apiece|per\s+(?:person|child|pupil|case|visit|family|household|head|member|week|month|quarter|day|year))|(?:a|an|per|each|every)\s+(?P<unit>month|week|day|quarter|year))\b",
    re.IGNORECASE,
)
_SPAN = Sought(
    r"\b(?:in|over|across|during|for)\s+(?:the\s+)?(?:first\s+|last\s+|past\s+)?(?P<n>[a-z]+(?:-[a-z]+)?|\d{1,2})\s+(?P<unit>month|week|quarter|year|day)s\b",
    re.IGNORECASE,
)


def check_rates(reading: Reading, results: Results) -> None:
    """Hold averages against what they are averages of, and rates of one thing against each other.

    Args:
        reading: The passage.
        results: Takes the judgements.
    """
    for a in reading.amounts:
        if not a.size and a.family not in {"percent", "points"} and a.said not in {"target", "benchmark"}:
            _average(reading, a, results)
    _bases(reading, results)


def _average(reading: Reading, average: Amount, results: Results) -> None:
    led = _AVERAGE_BEFORE.search(reading.before(average))
    per = _PER_AFTER.match(reading.after(average))
    if led is None and (
        per is None
        or not re.search(r"\b(?:average|mean|on\s+average)\b", reading.before(average) + reading.after(average), re.I)
    ):
        return
    unit = _UNITS.get((led["unit"] or "").lower(), "") if led else ""
    unit = unit or ((per["unit"] or "").lower() if per else "")
    if per and per["each"] and per["each"].startswith("per ") and per["each"].split()[1] in _UNITS.values():
        unit = per["each"].split()[1]
    totals = [
        a for a in reading.amounts[: average.n]
        if plain(a) and average.sentence - a.sentence <= 1 and a.number > average.number and (a.family == average.family or {a.family, average.family} <= {"count", "number"} or average.family in {"count", "number"})
        and same_time(a, average)
    ]  # fmt: skip
    if unit:
        moved = [  # "must fall by 2,053 in three years: that is 684 a year" shares a change out
            a
            for a in reading.amounts[: average.n]
            if a.size and a.sentence == average.sentence and a.number > average.number
            and a.family not in {"percent", "points"} and (a.family == average.family or average.family == "count")
        ]  # fmt: skip
        spans = [
            (m, count)
            for m in _SPAN.finditer(
                "«/»".join(reading.text.split("«/»")[max(0, average.sentence - 1) : average.sentence + 1])
            )
            if m["unit"].lower() == unit and (count := number_of(m["n"])) > 1
        ]
        here = [a for a in totals if a.sentence == average.sentence] + moved
        if len(spans) == 1 and here:
            steps = Fraction(spans[0][1])
            ways = [
                (Quantity(a.quantity.low / steps, a.quantity.high / steps), a, f"{printed(a.figure)} / {steps}")
                for a in reversed(here)
            ]
            _judge(reading, average, ways, len(here) == 1, results)
        return
    parted = {(x.whole.n, x.part.n) for x in links(reading)}  # "29 of 92" is a share, not so many each
    pairs = [
        (a, b)
        for a in totals
        for b in reading.of("count")
        if b.n != a.n
        and (a.n, b.n) not in parted
        and b.n < average.n
        and average.sentence - b.sentence <= 1
        and plain(b)
        and b.number < a.number
        and b.number > 0
        and same_time(a, b)
    ]
    ways = [
        (
            Quantity(a.quantity.low / b.quantity.high, a.quantity.high / b.quantity.low),
            a,
            f"{printed(a.figure)} / {printed(b.figure)}",
        )
        for a, b in pairs
        if b.quantity.low > 0
    ]
    _judge(reading, average, ways, len(ways) == 1 and per is not None, results)


def _judge(
    reading: Reading, average: Amount, ways: list[tuple[Quantity, Amount, str]], sure: bool, results: Results
) -> None:
    for exact, total, text in ways:
        if reading.prints(exact, average):
            working = f"{text} = {span_text(exact)}"
            results.add(
                Judgement(
                    average.figure.id,
                    "agrees_within_rounding",
                    "ratio",
                    f"The average follows: {working}.",
                    working,
                    sources=(total.figure.place,),
                )
            )
            return
    if ways and sure:
        exact, total, text = ways[0]
        working = f"{text} = {span_text(exact)}"
        results.add(
            Judgement(average.figure.id, "contradicts", "ratio", f"The average does not follow: {working}, not {printed(average.figure)}.", working, "serious", (total.figure.place,), "Correct the average or the total.")
        )  # fmt: skip


def _rated(reading: Reading) -> Iterator[tuple[Amount, Amount, int]]:
    """Counts with a rate of their own beside them: count, rate, base."""
    for rate in reading.amounts:
        if not rate.family.startswith("rate:") or rate.size or not rate.n or not rate.number:
            continue
        count = reading.amounts[rate.n - 1]
        gap = reading.between(count, rate)
        if (
            count.sentence == rate.sentence
            and plain(count)
            and count.family == "count"
            and re.match(r"^[^«;.]{0,60}?(?:,\s+(?:or\s+)?(?:a\s+rate\s+of\s+|or\s+)|\(\s*|\bor\s+)$", gap)
        ):
            yield count, rate, int(rate.family.partition(":")[2])


def _bases(reading: Reading, results: Results) -> None:
    """Two counts of one paragraph with their rates: the people they are rates of cannot be ten times as many."""
    found = list(_rated(reading))
    for n, (count, rate, base) in enumerate(found):
        for other, other_rate, other_base in found[n + 1 :]:
            people = count.number * base / rate.number
            others = other.number * other_base / other_rate.number
            wrong = rate if base != other_base else None
            if wrong is None or not (people / others >= 5 or others / people >= 5):
                continue
            working = f"{printed(count.figure)} at {printed(rate.figure)} per {base:,} are of about {int(people):,}; {printed(other.figure)} at {printed(other_rate.figure)} per {other_base:,} of about {int(others):,}"
            results.add(
                Judgement(
                    rate.figure.id,
                    "contradicts",
                    "unit",
                    f"The bases of the two rates do not go together: {working}.",
                    working,
                    "serious",
                    (count.figure.place, other_rate.figure.place),
                    "Correct the base of the rate.",
                )
            )
