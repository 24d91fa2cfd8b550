"""Words that follow figures: all of them come from one `Direction`, as the arrow does.

A sentence is made of words and slots; every figure, date and direction word is a slot, so that it can be verified and
rolled forward.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from draft.controls import Placed, Sentence, Slot
from draft.direction import Direction
from draft.facts import Facts
from draft.figures import Known, NotKnown, month_label, spelt
from draft.sources import StatementLike
from records import Movement, format_number, months_between, round_half_up

ARROWS: dict[Movement, str] = {"improved": "▲", "worsened": "▼", "unchanged": "◄►"}
"""▲ means improved and ▼ worsened, whichever way the number moved; all are in every common font."""

MOVEMENT_WORDS: dict[Movement, str] = {"improved": "Improved", "worsened": "Worsened", "unchanged": "Unchanged"}

_TREND_WORDS: dict[Movement, str] = {"improved": "Improving", "worsened": "Worsening", "unchanged": "Stable"}


def arrow_text(d: Direction) -> str:
    """Such as "▲ Improved"; without an arrow where there is no direction: "No direction"."""
    if d.movement is None:
        return "No direction"
    words = _TREND_WORDS if d.method in {"trend", "spc"} else MOVEMENT_WORDS
    return f"{ARROWS[d.movement]} {words[d.movement]}"


def size_text(d: Direction, unit: str) -> str:
    """Size of a change without its sign: "2.9 percentage points", "36", "1 day"; empty where not known."""
    if d.size is None:
        return ""
    size = abs(d.size)
    rounded = round_half_up(size, d.places)
    if rounded == 0 and d.change != "unchanged":
        return f"less than {_with_unit(Fraction(1, 10**d.places), d.places, unit)}"
    return _with_unit(size, d.places, unit)


def _with_unit(size: Fraction, places: int, unit: str) -> str:
    number = round_half_up(size, places)
    body = format_number(number, places, "money" if unit == "money" else "")
    if unit == "percent":
        return f"{body} percentage point{'' if number == 1 else 's'}"
    if unit == "days":
        return f"{body} day{'' if number == 1 else 's'}"
    return body


def verb(d: Direction) -> str:
    """rose, fell, was unchanged; for a trend "has been rising" ..."""
    if d.change is None:
        return ""
    if d.method == "trend":
        return {"rose": "rising", "fell": "falling", "unchanged": "level"}[d.change]
    if d.method == "spc":
        return {"rose": "high", "fell": "low", "unchanged": "in its usual range"}[d.change]
    if d.change == "unchanged" and d.note == "within tolerance":
        return "stayed within tolerance"
    return {"rose": "rose", "fell": "fell", "unchanged": "was unchanged"}[d.change]


def latest_slot(f: Facts) -> Slot:
    """The result of the paper's period."""
    return _found(f, f.latest, "latest", "result")


def latest_cell(f: Facts) -> Slot:
    """The result for a narrow cell."""
    if isinstance(f.latest, NotKnown):
        return Slot(
            f.subject, "latest-cell", "result", f.period, f.latest.shown or "not known", missing=f.latest.reason
        )
    return replace(latest_slot(f), name="latest-cell")


def comparator_slot(f: Facts) -> Slot | None:
    """The result compared with."""
    return None if f.direction.comparator is None else _found(f, f.direction.comparator, "comparator", "result")


def comparator_cell(f: Facts) -> Slot | None:
    """The result compared with, for a narrow cell."""
    slot = comparator_slot(f)
    if slot is None:
        return None
    return replace(slot, name="comparator-cell", text="not known" if slot.missing else slot.text)


def target_slot(f: Facts) -> Slot:
    """The target of the year."""
    return _found(f, f.target, "target", "target")


def target_cell(f: Facts) -> Slot:
    """The target for a narrow cell."""
    if isinstance(f.target, NotKnown):
        return Slot(f.subject, "target-cell", "target", f.target.period, "target not known", missing=f.target.reason)
    return replace(target_slot(f), name="target-cell")


def caption(f: Facts, first: date, last: date, note: str) -> Sentence:
    """Of the measure's chart."""
    start = Slot(f.subject, "chart-start", "period", first, month_label(first))
    end = Slot(f.subject, "chart-end", "period", last, month_label(last))
    return Sentence(f.subject, "caption", f.period, (f"{f.name}, ", start, " to ", end, f".{note}"))


def rag_slot(f: Facts) -> Slot:
    """Such as "Red", "Amber", "Green", or "No RAG"."""
    if isinstance(f.rag, NotKnown):
        return Slot(f.subject, "rag", "rag", f.period, "No RAG", missing=f.rag.reason)
    statement = (f.rag.statement,) if f.rag.statement else ()
    return Slot(f.subject, "rag", "rag", f.period, f.rag.text, sources=statement)


def dot_slot(f: Facts) -> Slot:
    """The arrow with its word."""
    d = f.direction
    return Slot(
        f.subject,
        "dot",
        "dot",
        f.period,
        arrow_text(d),
        d.since,
        _statements(f),
        missing="" if d.movement else d.reason,
    )


def change_slot(f: Facts) -> Slot | None:
    """Size of the change."""
    d = f.direction
    text = size_text(d, f.unit)
    if not text:
        return None
    unit = "points" if f.unit == "percent" else f.unit
    return Slot(f.subject, "change", "change", f.period, text, d.since, _statements(f), unit)


def verb_slot(f: Facts) -> Slot | None:
    """rose, fell ..."""
    d = f.direction
    text = verb(d)
    return Slot(f.subject, "verb", "verb", f.period, text, d.since) if text else None


def period_slot(f: Facts) -> Slot:
    """Such as "March 2016"."""
    return Slot(f.subject, "period", "period", f.period, month_label(f.period))


def since_slot(f: Facts) -> Slot | None:
    """The comparison period in words."""
    since = f.direction.since
    return None if since is None else Slot(f.subject, "since", "period", since, month_label(since))


def current(f: Facts) -> Sentence:
    """Current performance in a sentence: figure, change with its size, comparison, target and RAG."""
    if isinstance(f.latest, NotKnown):
        return Sentence(f.subject, "current", f.period, (latest_slot(f), *_newest(f), "."))
    pieces: list[str | Slot] = [latest_slot(f), " at ", period_slot(f)]
    pieces += _movement_words(f)
    pieces += _target_words(f)
    return Sentence(f.subject, "current", f.period, (*pieces, "."))


def _newest(f: Facts) -> list[str | Slot]:
    """The newest figure there is, with its date and age, where the paper's own period has none."""
    old = f.newest
    if old is None:
        return []
    figure = _found(f, old, "newest", "result")
    when = Slot(f.subject, "newest-period", "period", old.period, month_label(old.period))
    return ["; the newest figure is ", figure, " for ", when, f", {age_words(old.period, f.period)} old"]


def age_words(day: date, now: date) -> str:
    """How much earlier a period ends: "three months", "two years", "one year and two months"."""
    months = months_between(day, now)
    years, rest = divmod(months, 12)
    parts = [f"{spelt(n)} {unit}{'' if n == 1 else 's'}" for n, unit in ((years, "year"), (rest, "month")) if n]
    return " and ".join(parts) or "less than a month"


def _movement_words(f: Facts) -> list[str | Slot]:
    d, change, since, verb_word = f.direction, change_slot(f), since_slot(f), verb_slot(f)
    if d.change is None or since is None or verb_word is None:
        return ["; no comparison: ", Slot(f.subject, "reason", "text", f.period, d.reason)] if d.reason else []
    if d.method == "trend":
        out: list[str | Slot] = ["; the trend since ", since, " is ", verb_word]
        if d.change != "unchanged" and change is not None:
            out += [", by ", change, " in all along the fitted line"]
        return out
    if d.method == "spc":
        return ["; against the process limits since ", since, " it is ", verb_word, f" ({d.note})"]
    compared = comparator_slot(f)
    old: list[str | Slot] = [" (", compared, ")"] if compared is not None and not compared.missing else []
    if d.change == "unchanged":
        size: list[str | Slot] = []
        if d.note == "within tolerance" and change is not None and d.size is not None:
            size = [", up " if d.size > 0 else ", down ", change]
        return ["; it ", verb_word, *size, " compared with ", since, *old]
    note = f", {d.note}" if d.note else ""
    return ["; it ", verb_word, " by ", *([change] if change else []), " compared with ", since, *old, note]


def _target_words(f: Facts) -> list[str | Slot]:
    out: list[str | Slot] = []
    if isinstance(f.target, Known):
        out += ["; target ", target_slot(f)]
    if isinstance(f.rag, Known):
        out += ["; RAG ", rag_slot(f)]
    return out


def direction_cell(f: Facts) -> Sentence:
    """For a direction column: arrow, word, comparison period and size."""
    d, since, change = f.direction, since_slot(f), change_slot(f)
    pieces: list[str | Slot] = [dot_slot(f)]
    if d.movement is None:
        pieces += [": ", Slot(f.subject, "brief", "text", f.period, d.brief or d.reason or "no comparison")]
        return Sentence(f.subject, "direction", f.period, tuple(pieces))
    if since is not None:
        pieces += [" since ", since]
    if d.method == "spc":
        return Sentence(f.subject, "direction", f.period, (*pieces, f" ({d.note})"))
    if d.change in {"rose", "fell"} and change is not None:
        way = "up" if d.change == "rose" else "down"
        pieces += [" (", Slot(f.subject, "way", "verb", f.period, way, d.since), " ", change, ")"]
    return Sentence(f.subject, "direction", f.period, tuple(pieces))


def prompt(f: Facts) -> Sentence:
    """What commentary is needed: the facts it must fit, never words of judgement."""
    if isinstance(f.latest, NotKnown):
        return Sentence(f.subject, "prompt", f.period, ("[commentary needed: the figure is ", latest_slot(f), "]"))
    d, change, verb_word = f.direction, change_slot(f), verb_slot(f)
    pieces: list[str | Slot] = ["[commentary needed: "]
    if d.change is None or verb_word is None:
        pieces += [latest_slot(f), ", no comparison"]
    elif d.method == "trend":
        pieces += ["the trend is ", verb_word, ", now ", latest_slot(f)]
    elif d.method == "spc" or d.change == "unchanged" or change is None:
        pieces += [verb_word, " at ", latest_slot(f)]
    else:
        pieces += [verb_word, " ", change, " to ", latest_slot(f)]
    if isinstance(f.target, Known):
        pieces += [", target ", target_slot(f)]
    if isinstance(f.rag, Known):
        pieces += [", now ", rag_slot(f)]
    elif d.movement is not None:
        pieces += [", ", dot_slot(f)]
    return Sentence(f.subject, "prompt", f.period, (*pieces, "]"))


def source_note(f: Facts) -> Sentence:
    """Where the latest and the compared figure stand."""
    pieces: list[str | Slot] = []
    for name, found in (("source", f.latest), ("source-comparator", f.direction.comparator)):
        if isinstance(found, Known) and found.statement is not None:
            pieces.append("; figure compared with: " if pieces else "Source: ")
            pieces.append(Slot(f.subject, name, "source", found.period, place_of(found)))
    if not pieces:
        pieces.append("Source: ")
        pieces.append(Slot(f.subject, "source", "source", f.period, "none in the store"))
    return Sentence(f.subject, "source-note", f.period, (*pieces, "."))


def place_of(found: Known) -> str:
    """Such as "scorecard.pdf, page 4, published 13 May 2016"."""
    if found.statement is None:
        return "register"
    p, s = found.statement.publication, found.statement.observation.source
    parts = [p.document]
    if s.page is not None:
        parts.append(f"page {s.page}")
    if p.published:
        parts.append(f"published {p.published.day} {p.published:%B %Y}")
    elif p.period:
        parts.append(f"{p.period.long_label()} data")
    return ", ".join(parts)


def everything(f: Facts) -> dict[str, Placed]:
    """All that a paper can place of one measure, by name."""
    found: list[Placed | None] = [
        latest_slot(f), comparator_slot(f), target_slot(f), target_cell(f), latest_cell(f), rag_slot(f), dot_slot(f),
        change_slot(f), verb_slot(f), period_slot(f), since_slot(f), current(f), direction_cell(f), prompt(f),
        source_note(f), comparator_cell(f),
    ]  # fmt: skip
    return {item.name: item for item in found if item is not None}


def _statements(f: Facts) -> tuple[StatementLike, ...]:
    found = (f.latest, f.direction.comparator)
    return tuple(k.statement for k in found if isinstance(k, Known) and k.statement is not None)


def _found(f: Facts, found: Known | NotKnown, name: str, role: str) -> Slot:
    if isinstance(found, NotKnown):
        return Slot(f.subject, name, role, found.period, found.text, missing=found.reason)
    statement = (found.statement,) if found.statement is not None else ()
    return Slot(f.subject, name, role, found.period, found.text, sources=statement, unit=found.value.unit)
