"""Words of movement against the line they speak of: "fewer than in the quarter before", "slower, in 7.9 days instead of 9.6"."""

# ruff: noqa: E501 - patterns and explanations, one to a line

from __future__ import annotations

import re
from fractions import Fraction

from check.direction_words import AND_THE, RECORDS
from check.inside.line_finding import Spoken
from check.inside.line_parts import LineRun, Part, Told, hold, judged, of_another
from check.inside.line_states import NUMBER
from check.inside.line_times import Time, before, point_at, year_before
from check.inside.move_words import Move
from check.inside.time_lines import Point, TimeLine, stem, stems
from check.inside.told_olds import from_to, told_old
from check.inside.told_sides import bracketed
from check.judgements import printed, quantity
from check.paper import Figure
from check.size_words import sizes_of_template
from check.sought import Sought
from records import Finding, changes_possible, percent_change, rounding_modes

_PAIR = Sought(
    r"«N(?P<new>\d+)»(?:[^«.;]|\.(?=\d)){0,40}?\b(?:compared\s+(?:with|to)|against|as\s+against|instead\s+of|rather\s+than|versus)\s+(?:just\s+|only\s+)?(?:(?:an?|the)\s+\w+\s+of\s+)?«N(?P<old>\d+)»",
    re.IGNORECASE,
)
_TIME_UNIT = Sought(r"^\s*(?:working\s+|calendar\s+)?(?:days?|weeks?|months?|hours?|minutes?|mins?|seconds?|secs?)\b", re.IGNORECASE)  # fmt: skip
_PLAIN = 0.76
"""How much of a line's name must be told where nothing else points to it."""
_LEADS = Sought(r"^\W*(?:in|during|at|by|for|over|throughout)\s+(?:the\s+)?(?:end\s+of\s+)?$", re.IGNORECASE)
_AFTER = Sought(r"^\W*(?:after|following|despite|since)\b", re.IGNORECASE)
_NOUN = Sought(
    r"(?:increase|rise|growth|fall|drop|dip|decline|decrease|reduction|improvement|deterioration|jump)s?", re.IGNORECASE
)
_QUALITY = Sought(r"(?:more|less)\s+(?P<what>\w+)", re.IGNORECASE)
_FIRST_OF = Sought(
    r"\b(?:first|only|second|third|last|largest|biggest|smallest|sharpest|steepest|greatest)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_MANY = Sought(
    r"\b(?:every|each|all|both|most|none|neither|everywhere|(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)\s+(?:out\s+)?of)\b"
    r"(?!\s+(?:(?:of\s+)?(?:the\s+)?(?:last\s+|past\s+|\w+\s+)?(?:months?|quarters?|years?|terms?|weeks?|time)\b))(?!(?<=\ball)\s*[,.;)])|\b(?:just|only)\s+(?:one|two|three|four|five|six|seven|eight|nine)\b|"
    r"\b(?:in|at|for|across)\s+(?:all\s+|the\s+)?(?:other\s+|remaining\s+)?(?:two|three|four|five|six|seven|eight|nine|ten)\b(?!\s+(?:\w+\s+)?(?:months?|quarters?|years?|weeks?|days?|terms?|times?|hours?|minutes?)\b)",
    re.IGNORECASE,
)
_OF_ANOTHER_EVENT = Sought(
    r"\b(?:lost|gained|won|shed|given\s+up|suffered|recorded|seen|reached|achieved|reported|made|experienced)\s+(?:in|during|over|by)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""Before the time of something else: "recovered part of the ground lost in 2023/24"."""
_ASIDE = Sought(r"(?:^|,)\s*(?:having|after|following|despite|which\s+had|who\s+had|although|though)\b", re.IGNORECASE)
_HABIT = Sought(
    r"\b(?:usually|normally|typically|generally|ordinarily|traditionally|tends?\s+to|tended\s+to)\s+$", re.IGNORECASE
)
_APART = Sought(
    r"\b(?:gap|difference|margin|lead|distance|spread|disparity|differential|shortfall)\b(?!s?\s+(?:rate|number))[^.;:]*$",
    re.IGNORECASE,
)
"""Before a movement of how far two figures lie apart, which is no line of a table."""
_ELSE = Sought(r"\b(?:target|standard|plan|budget|forecast|england|national|regional|average\s+for|benchmark)\b", re.IGNORECASE)  # fmt: skip


def plain_moves(run: LineRun, part: Part) -> None:
    """Hold each word of movement that no other saying has taken."""
    for n, m in enumerate(part.moves):
        if not part.free(m.start, m.end) or of_another(part.text, m.end):
            continue
        until = part.moves[n + 1].start if n + 1 < len(part.moves) else len(part.text)
        before_it = part.sentence.text[: part.start - part.sentence.start + m.start]
        if _APART.search(before_it) and not any("gap" in s.line.words or "differ" in s.line.words for s in part.spoken):
            continue
        if bracketed(run, part, m) or _pair(run, part, m):
            continue
        if not judged(run, part.passage, (part.start + m.start, part.start + m.end)) and from_to(run, part, m):
            continue
        if (_NOUN.fullmatch(m.text) and _FIRST_OF.search(part.text[: m.start])) or re.match(
            r"(?:the\s+)?(?:first|largest|biggest)\b", m.text, re.IGNORECASE
        ):
            continue  # "the first fall since June" says how far back one looks
        if (part.spoken or part.figures or _QUALITY.match(m.text)) and not _MANY.search(part.text):
            _one(run, part, m, until)


_COUNTED = Sought(
    rf"(?<![\d.,%])\b(?:\d{{1,3}}(?:,\d{{3}})*|one|{NUMBER})\s+(?:more|fewer)$|\bthe\s+numbers?\s+of\s[^.;]*$",
    re.IGNORECASE,
)
_BEFORE_THAT = re.compile(
    r"[^.;,]{0,60}?\b(?:before\s+(?:that|then|this)|previously|(?:up\s+)?(?:to|until)\s+then|beforehand)\b",
    re.IGNORECASE,
)
"""Behind a movement that was over when another one began."""


_RECORD = Sought(rf"{AND_THE}(?:{RECORDS}|first)\b", re.IGNORECASE)
"""Between a movement and a time: the time is that of a record, "up on May and the highest since March"."""


_WHEN = Sought(
    r"\b(?:winter|summer|autumn|spring|Christmas|Easter|pandemic|lockdown)\b[^.;]{0,20},?\s+when\b[^.;,]*$",
    re.IGNORECASE,
)


_SO_MANY = Sought(rf"\b(?:{NUMBER}|one|\d{{1,3}})\s+$", re.IGNORECASE)
"""Before a movement of so many things."""


def _one(run: LineRun, part: Part, m: Move, until: int) -> None:
    if _WHEN.search(part.text[: m.start]) or _BEFORE_THAT.match(part.text, m.end):
        return  # "since the winter, when it fell below 650": of that time
    if m.sense in {"improved", "worsened"} and _SO_MANY.search(part.text[: m.start]):
        return  # "two deteriorated and one, the number of letters open, stayed where it was"
    if _HABIT.search(part.text[: m.start]):
        return  # "which usually drops when examinations begin"
    if _of_own_subject(part, m):
        return
    size = _size_of(run, part, m)
    compared = [t for t in part.times_here() if t.compared and part.free(t.start - part.start, t.end - part.start)]
    bases = [t for t in compared if m.end <= t.start - part.start < until]
    bases = [t for t in bases if not _RECORD.search(part.text[m.end : t.start - part.start])]
    bases = _of_one_size(run, part, bases)
    if not bases:
        bases = [t for t in compared if t.start - part.start < part.moves[0].start]
    here = _own_times(part, m, until)
    sure = bool(bases) or size is not None
    lines = [s for s in part.spoken if s.shown or sure or s.score >= _PLAIN]
    quality = _QUALITY.match(m.text)
    if quality and m.sense in {"improved", "worsened"}:
        lines = _of_quality(run, part, stem(quality["what"]), lines)
    if m.sense in {"quicker", "slower"}:
        lines = [s for s in lines if s.line.timed] or lines
    named = [s for s in lines if s.line.words & stems(part.text[: m.start])]
    if len(lines) > 1 and named:
        lines = named
    if part.carried and not sure:
        lines = lines if len(lines) == 1 else []
    told = told_old(run, part, bases)
    if size is not None:
        lines = [s for s in lines if _olds(s.line, bases, here, size, run, told)]
        if not lines and bases:
            so_far = run.paper.passages[part.passage].text[part.sentence.start : part.end]
            named = run.finder.partly_named(so_far)
            lines = [s for s in named if len(s.line.points) > 1 and _olds(s.line, bases, here, size, run, told)]

    if _COUNTED.search(part.text[: m.end]):
        lines = [s for s in lines if not s.line.percent]  # "eleven are over budget, two more than in May" counts them

    def test(line: TimeLine) -> Told | None:
        found = _olds(line, bases, here, size, run, told)
        way = m.way(line)
        if not found or not way or (m.sense in {"rose", "fell"} and stem(m.text.split()[-1]) in line.words):
            return None
        new, olds, every = found
        fits = [_moved(m, way, old, new) for old in olds]
        good = all(fits) if every else any(fits)
        old = olds[fits.index(False)] if not good else olds[0]
        went = {True: "rose", False: "fell"}[new.number > old.number] if new.number != old.number else "did not change"
        return Told(good, f"'{m.text}': '{line.name}' went from {old.text} to {new.text}; it {went}", (old, new))

    if lines:
        hold(run, part, (m.start, m.end), test, lines=lines)


_BECAUSE = re.compile(
    r"\b(?:after|because|once|until|when|as|since|if)\s+(?P<subject>(?:(?:the|our|its|their|some|most|many)\s+)?(?:[a-z][\w’'-]*\s+){1,4}?)"
    r"(?:(?:was|were|is|are|had|has|have|been|being)\s+)*$",
    re.IGNORECASE,
)


def _of_own_subject(part: Part, m: Move) -> bool:
    """Whether a movement is that of the subject of a clause of reason or time: "visits fell after fees were increased"."""
    led = _BECAUSE.search(part.text[: m.start])
    if led is None:
        return False
    subject = stems(led["subject"])
    return (
        bool(subject)
        and not any(subject & s.line.words for s in part.spoken)
        and not _LIKE_BEFORE.match(led["subject"])
    )


_LIKE_BEFORE = re.compile(
    r"(?:it|this|that|they|these|those|which|the\s+(?:number|figure|rate|total))\s", re.IGNORECASE
)


def _of_one_size(run: LineRun, part: Part, bases: list[Time]) -> list[Time]:
    """The first times compared with, up to the next size: "13 fewer than in Quarter 2, it is nine more than a year ago"."""
    sizes = sizes_of_template(part.sentence.template)
    later = [
        f.numeral.start
        for k, f in run.paper.by_number(part.passage, part.sentence).items()
        if k in sizes and bases and f.numeral.start > bases[0].start
    ]
    return [t for t in bases if t.start < min(later)] if later else bases


def _of_quality(run: LineRun, part: Part, what: str, lines: list[Spoken]) -> list[Spoken]:
    """The lines that measure a quality: "more punctual" is said of buses running on time, not of their passengers."""
    words = stems(part.text)
    named = [Spoken(x, 1.0, False) for x in run.finder.lines if what in x.words and (x.words - {what}) & words]
    return named or [s for s in lines if s.line.percent]


def _own_times(part: Part, m: Move, until: int) -> list[Time]:
    """The times at which something moved: named behind the word, or what the part or the sentence begins with."""

    def free(t: Time) -> bool:
        return not t.compared and part.free(t.start - part.start, t.end - part.start)

    after = [t for t in part.times_here(m.end, until) if free(t)]
    after = [t for t in after if not _OF_ANOTHER_EVENT.search(part.text[m.end : t.start - part.start])]
    if after:
        return after
    first = part.moves[0].start
    before = [t for t in part.times_here(0, first) if free(t) and not _in_aside(part.text, t.start - part.start, first)]
    lead = [
        t
        for t in part.times
        if t.start < part.start and not t.compared and _LEADS.match(part.sentence.text[: t.start - part.sentence.start])
    ]
    return [] if _AFTER.match(part.text) else before or lead


def _in_aside(text: str, at: int, until: int) -> bool:
    """Whether a time stands in an aside that tells of something before: "having been on target in August, slipped"."""
    begin = max((a.start() for a in _ASIDE.finditer(text, 0, at)), default=-1)
    return begin >= 0 and "," not in text[begin + 1 : at].lstrip(", ") and "," in text[at:until]


def _moved(m: Move, way: str, old: Point, new: Point) -> bool:
    ways = changes_possible(quantity(new.value), quantity(old.value))
    return way in ways and m.far_enough(old.number, new.number)


def _olds(
    line: TimeLine, bases: list[Time], here: list[Time], size: Figure | None, run: LineRun, told: Point | None = None
) -> tuple[Point, list[Point], bool] | None:
    """The latest point meant, the earlier ones it may be compared with, and whether it is compared with each of them."""
    named = {p for t in here if (p := point_at(line, t, run.now)) is not None}
    if here and not named and any(t.word is None or t.word.kind != "back" for t in here):
        return None  # a time that the line does not show
    if len(named) > 1:
        return None
    new = named.pop() if named else line.points[-1]
    if bases:
        found = [point_at(line, t, run.now) for t in bases]
        if (
            found == [None]
            and told is not None
            and size is not None
            and (told.value.unit == "percent") == (new.value.unit == "percent")
        ):
            found = [told]
        olds = [p for p in found if p is not None and p is not new and _comparable(line, p, new)]
        if len(olds) != len(bases):
            return None
        if size is not None:  # a time that does not lie so far off is compared with by other words of the sentence
            olds = [o for o in olds if _apart(line, o, new, size)]
        return (new, olds, True) if olds else None
    first = line.points[0]
    usual = [before(line, new), year_before(line, new), first if first is not new and not here else None]
    olds = [p for p in dict.fromkeys(usual) if p is not None and p.order < new.order and _comparable(line, p, new)]
    if size is not None:
        everything = [p for p in line.points if p.order < new.order and _comparable(line, p, new)]
        olds = [p for p in everything if _apart(line, p, new, size)]
    return (new, olds, False) if olds else None


def _comparable(line: TimeLine, old: Point, new: Point) -> bool:
    """Whether two points may be compared: figures that grow through the year only with the same month of another."""
    return not line.cumulative or (old.end is not None and new.end is not None and old.end.month == new.end.month)


def _apart(line: TimeLine, old: Point, new: Point, size: Figure) -> bool:
    """Whether two points lie as far apart as a figure says, in number or per cent."""
    a, b = quantity(old.value), quantity(new.value)
    unit = new.value.unit
    if size.value.unit == "percent" and unit != "percent":
        relative = percent_change(a, b)
        return relative is not None and bool(rounding_modes(relative.magnitude(), size.value))
    if size.value.number is None:
        return False
    far = abs(new.number - old.number)
    fits = bool(rounding_modes((b - a).magnitude(), size.value)) or far == abs(Fraction(size.value.number))
    fits = fits or (line.scale > 1 and far * line.scale == abs(Fraction(size.value.number)))
    return fits and new.number != old.number


def _size_of(run: LineRun, part: Part, m: Move) -> Figure | None:
    """The figure that says how far a word of movement goes: "down by 173", "37 fewer", "8 lower"."""
    sizes = sizes_of_template(part.sentence.template)
    by_number = run.paper.by_number(part.passage, part.sentence)
    best: tuple[int, Figure] | None = None
    for k, f in by_number.items():
        a, b = f.numeral.start - part.start, f.numeral.end - part.start
        if f.value.number is None or not (0 <= a < len(part.text)):
            continue
        gap = part.text[m.end : a] if a >= m.end else part.text[b : m.start]
        beside = (
            re.fullmatch(
                r"\s*(?:[\w’'-]+\s+){0,4}?(?:by|of)\s+(?:\w+\s+){0,2}|\s*,?\s*by\s+(?:\w+\s+){0,2}|\s+(?:about\s+|nearly\s+|almost\s+|just\s+|only\s+)?|\s*\(",
                gap,
                re.IGNORECASE,
            )
            if a >= m.end
            else re.fullmatch(
                r"\s*(?:(?:percentage\s+)?points?|days?|weeks?|[a-z]+s)?\s*(?:\w+\s+)?", gap, re.IGNORECASE
            )
        )
        if (
            beside
            and (k in sizes or a < m.start or re.search(r"\bby\b", gap, re.IGNORECASE))
            and (best is None or len(gap) < best[0])
        ):
            best = (len(gap), f)
    return best[1] if best else None


def _pair(run: LineRun, part: Part, m: Move) -> bool:
    """Two figures set side by side behind a comparative: "a larger share ... (20.0%, compared with 19.0%)"."""
    if m.sense in {"improved", "worsened", "picked_up"}:
        return False
    by_number = run.paper.by_number(part.passage, part.sentence)
    for pair in _PAIR.finditer(part.sentence.template):
        new, old = by_number.get(int(pair["new"])), by_number.get(int(pair["old"]))
        if new is None or old is None or new.value.number is None or old.value.number is None:
            continue
        if int(pair["new"]) in sizes_of_template(part.sentence.template):
            continue  # "grew by 104, compared with 127 a year before": two movements, of which the smaller is no fall
        text = run.paper.passages[part.passage].text
        at = part.start + m.end
        gap = text[at : new.numeral.start]
        later = [o for o in part.moves if o.start > m.start and part.start + o.start < new.numeral.start]
        if not 0 <= new.numeral.start - at < 130 or later or new.numeral.start > part.end + 60:
            continue
        if (
            new.value.unit != old.value.unit
            or re.search(r"[;.]\s", gap)
            or _ELSE.search(gap)
            or _ELSE.search(text[new.numeral.end : old.numeral.start])
        ):
            continue
        if (
            any(f is not new and at <= f.numeral.start < new.numeral.start for f in part.figures)
            or new.claim.role == "target"
            or old.claim.role == "target"
        ):
            continue
        timed = bool(_TIME_UNIT.match(text[new.numeral.end : new.numeral.end + 20]))
        if m.sense in {"quicker", "slower"} and not timed:
            continue
        said = {"quicker": "fell", "slower": "rose"}.get(m.sense, m.sense)
        ways = changes_possible(quantity(new.value), quantity(old.value))
        place = run.paper.passages[part.passage].at(part.start + m.start, part.start + m.end)
        key = (part.passage, part.start + m.start)
        part.used.append((m.start, m.end))
        if said in ways or key in run.done:
            run.done.add(key)
            return True
        run.done.add(key)
        went = " or ".join(sorted(ways))
        run.results.findings.append(
            Finding("contradicts", "direction", place, place.printed, f"'{m.text}' does not fit: {printed(new)} against {printed(old)} ({went}).",
                    f"{printed(old)} to {printed(new)}", "serious", (old.place, new.place), "Correct the word or the figures.")
        )  # fmt: skip
        return True
    return False
