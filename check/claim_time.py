"""The period of a figure of prose: the date beside it, the time told without a date, or the paper's own."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from check.period_of import When, times_of_figures
from check.sentences import Sentence
from check.sought import Sought
from check.time_words import mark_times
from records import Claim, Period

_SAME_POINT = Sought(
    r"\b(?:same|corresponding|equivalent|comparable)\s+(?:point|time|stage|period|month|quarter|date|position)\s+(?:(?:in|of|during|for)\s+)?$",
    re.IGNORECASE,
)


def timed(claim: Claim, sentence: Sentence, k: int, now: Period | None) -> Claim:
    """A claim with its period.

    `details["time"]` says how it is known: "dated", "told" (last month), "current" (nothing said: the paper's own),
    "earlier" (the older end of a comparison; not said which), "span" or "other" (no single period).
    `details["or"]` holds other last days that may be meant ("last year": the same month, or the year's end).

    Args:
        claim: Of a figure of prose.
        sentence: It stands in.
        k: Number of the figure in the sentence.
        now: What the paper's figures are of where a sentence does not say; None where that is not known.
    """
    when = times_of_figures(sentence).get(k)
    if when is None:
        if claim.period is not None and claim.period.end in _older_ends(sentence):
            return _with(claim, now, "current")  # "from 3,410 in 2023/24 to 3,466": the level it led to
        how = "dated" if claim.period else "current"
        return _with(claim, claim.period or now, how)
    if when.span:
        return _with(claim, None, "span")
    if when.earlier:
        return _with(claim, None, "earlier")
    if when.word is None:
        return _with(claim, _period(sentence, when.period, now), "dated")
    here = _same_as(sentence, when, k, now) or _speaks_from(sentence, when, now)
    ends = when.word.ends(here.end) if here is not None else ()
    if not ends:
        return _with(claim, None, "other")
    return _with(claim, _like(here, ends[0]), "told", ends[1:])


def _older_ends(sentence: Sentence) -> list[date]:
    """The last days of the periods that a sentence compares with."""
    told = times_of_figures(sentence).values()
    return [sentence.periods[w.period].end for w in told if w.older and w.period >= 0 and not w.span]


def ends_of(when: When, sentence: Sentence, now: Period) -> tuple[date, ...]:
    """The last days that a time of a sentence may mean, seen from a period."""
    if when.period >= 0:
        return (_period(sentence, when.period, now).end,)
    return when.word.ends(now.end) if when.word is not None else ()


def _period(sentence: Sentence, n: int, now: Period | None) -> Period:
    """A period that a sentence dates; "at the same point in 2024/25" is the month of now in that year."""
    period = sentence.periods[n]
    before = sentence.template.partition(f"«P{n}»")[0]
    if now is None or period.basis != "A" or not _SAME_POINT.search(before):
        return period
    back = Period(now.end, now.end).reporting_year_start - period.reporting_year_start
    return Period(now.end, now.end).shift(-12 * back)


def other_ends(claim: Claim) -> list[date]:
    """Other last days that the words of a claim's time may mean."""
    return [date.fromisoformat(t) for t in claim.details.get("or", "").split()]


def time_known(claim: Claim) -> str:
    """How the period of a claim is known: see `timed`."""
    return claim.details.get("time", "")


def _with(claim: Claim, period: Period | None, how: str, others: tuple[date, ...] = ()) -> Claim:
    details = claim.details | {"time": how, "or": " ".join(d.isoformat() for d in others)}
    return replace(claim, period=period, details=details)


def _like(here: Period | None, end: date) -> Period:
    return Period(end, end) if here is None or not here.basis else Period(end, end).with_basis(here.basis)


def _speaks_from(sentence: Sentence, when: When, now: Period | None) -> Period | None:
    """The period that "last month" is counted from: the latest that the sentence dates, where it dates them all."""
    if when.word is not None and when.word.text.lower().endswith("that"):
        return _named_before(sentence, when.word.text, now)
    times = times_of_figures(sentence)
    dated = [sentence.periods[w.period] for w in times.values() if w.period >= 0 and not w.span]
    if when.word is not None and (when.word.kind != "back" or when.word.number == 0):
        return now or (max(dated) if dated else None)
    current = any(k not in times for k in range(len(sentence.figures)))
    here = any(w.word is not None and w.word.kind == "back" and w.word.number == 0 for w in times.values())
    if dated and (now is None or (not current and not here and not _from_now(sentence, when))):
        return max(dated)
    return now


def _from_now(sentence: Sentence, when: When) -> bool:
    """Whether "a year ago" or "last year" is counted from the day of writing: not from a date told behind it."""
    if when.word is None:
        return False
    text = when.word.text
    if re.search(r"\bago\b", text, re.IGNORECASE):
        return True
    before, found, _ = sentence.template.partition(text)
    return bool(found) and bool(re.search(r"\blast\b", text, re.IGNORECASE)) and "«P" not in before


_SAME = Sought(r"\b(?:same|corresponding|equivalent)\s+(?:month|quarter|period)\b", re.IGNORECASE)


def _same_as(sentence: Sentence, when: When, k: int, now: Period | None) -> Period | None:
    """The time that "the same month of 2024" takes up: that of the figure told just before it."""
    if when.word is None or k == 0 or not _SAME.search(when.word.text):
        return None
    times = times_of_figures(sentence)
    marked, _ = mark_times(sentence.template)
    last = marked.rfind(". ", 0, marked.find(f"«N{k}»"))
    since = [n for n in range(k) if marked.find(f"«N{n}»") > last]
    told = {(w.period, w.word) for n in since[-1:] if (w := times.get(n)) is not None and not w.span and not w.earlier}
    if not since or len(told) != 1 or "," in marked[marked.find(f"«N{since[-1]}»") : marked.find(f"«N{k}»")]:
        return None
    period, word = told.pop()
    if period >= 0:
        found = sentence.periods[period]
        return found if found.basis != "A" else None
    ends = (
        word.ends(now.end)
        if word is not None and word.kind in {"month", "quarter", "named"} and now is not None
        else ()
    )
    return Period(ends[0], ends[0]) if len(ends) == 1 else None


def _named_before(sentence: Sentence, word: str, now: Period | None) -> Period | None:
    """The time that a sentence names last before "the year before that"."""
    before = sentence.template.partition(word)[0]
    marked, words = mark_times(before)
    named = re.findall(r"«([PR])(\d+)»", marked)
    if not named:
        return None
    kind, n = named[-1]
    if kind == "P":
        end = sentence.periods[int(n)].end
    else:
        ends = words[int(n)].ends(now.end) if now is not None else ()
        if not ends:
            return None
        end = ends[0]
    return Period(end, end)
