"""Records of a line: "the lowest in five years", "busier than in any other month", "peaked in December"."""

# ruff: noqa: E501 - patterns and explanations, one to a line

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from check.digit_slips import alike_in_digits
from check.inside.line_parts import LineRun, Part, Told, hold
from check.inside.line_states import NUMBER, UNIT, short
from check.inside.line_times import Time, point_at
from check.inside.move_words import Move
from check.inside.time_lines import Point, TimeLine
from check.number_words import number_of
from check.sought import Sought

_EXT = Sought(
    r"(?<!one of the )(?<!one of our )(?<!among the )(?<!second )(?<!third )(?<!second-)(?<!next )(?<!at )(?<!joint )\b"
    r"(?:(?P<ext>busiest|quietest|highest|lowest|largest|smallest|biggest|greatest|fewest|most|least|longest|shortest|quickest|fastest|slowest|best|worst|strongest|weakest|poorest|cheapest|dearest)\b|"
    r"(?P<peak>peaked|reached\s+(?:a|its|their)\s+(?:peak|high|maximum)|hit\s+(?:a|its|their)\s+(?:peak|high)|bottomed\s+out|troughed|reached\s+(?:a|its|their)\s+(?:low|trough|minimum)|(?:a|an|its|their)\s+(?:new\s+)?(?:all-time\s+|record\s+)(?:high|low|peak)|(?:a|the)\s+(?:peak|high|trough|dip|low)(?=\s+(?:in|of)\b)))",
    re.IGNORECASE,
)
_SCOPE = Sought(
    rf"^(?:(?![.;:(]|\bsince\b|\bthan\b).){{0,45}}?(?:\b(?:(?:in|of|for|over|during|across|at\s+any\s+time\s+in)\s+(?:(?:at\s+least|more\s+than|over|nearly|almost)\s+)?(?:the\s+|all\s+|these\s+|our\s+)?(?:(?:last|past|latest|previous)\s+)?(?P<n>{NUMBER})\s+(?P<u>{UNIT}))|"
    r"\b(?P<since>since)\b|\b(?P<all>on\s+record|ever|yet|to\s+date|so\s+far|in\s+the\s+(?:table|series|period|whole\s+period)|of\s+the\s+(?:series|period|season)|(?:months?|quarters?|years?|terms?|figures?|period)\s+(?:shown|covered|reported|in\s+the\s+table)))",
    re.IGNORECASE,
)
_ITS = Sought(r"\b(?:its|their)\s+(?:\w+\s+)?$", re.IGNORECASE)
_LEVEL = Sought(r"^\s+(?:ever\s+)?(?:level|point|figure|value|rate|number|total|ebb)s?\b(?!\s+(?:in|of|among|across|for)\b)", re.IGNORECASE)  # fmt: skip
_THE_TIME = Sought(r"^\s+(?:\w+\s+)?(?:month|quarter|year|term)\b", re.IGNORECASE)
_ANY = Sought(
    rf"^[^;:.()]{{0,70}}?\bthan\s+(?:(?:in|at|during|for)\s+)?(?:any\s+(?:(?P<other>other)|(?:of\s+the\s+)?(?:earlier|previous|preceding|prior))?\s*(?:(?:{NUMBER}|of\s+the)\s+)?(?P<u>{UNIT}|time|point)|(?:either|each|both|all|any)\s+of\s+the\s+(?:previous\s+|last\s+|other\s+|preceding\s+|earlier\s+)?(?:(?P<n>{NUMBER})\s+)?(?P<u2>{UNIT}|readings|figures)|(?P<ever>ever\b(?:\s+before)?))",
    re.IGNORECASE,
)
_OF_CHANGE = Sought(
    r"\b(?:reductions?|increases?|falls?|rises?|drops?|decreases?|declines?|changes?|improvements?|gains?|loss(?:es)?|growth|movements?|gaps?|differences?|jumps?|swings?)\b"
    r"(?:(?!\b(?:but|while|whereas|to)\b)[^.;:]){0,60}?\b(?:is|was|are|were|has\s+been|have\s+been|represents?|marks?|remains?)\s+(?:also\s+|again\s+|now\s+|by\s+far\s+|easily\s+)?(?:the\s+|our\s+|its\s+)?$",
    re.IGNORECASE,
)
_COMPARED_WITH = re.compile(r"\b(?:on|from|below|above|since|than|under|over|against)\s+$", re.IGNORECASE)
_FIGURE_BEHIND = re.compile(
    r"(?:\s+[a-z-]+){0,2}?\s*(?:[,(:]|\bof\b|\bat\b)\s*(?:(?:at|of|the)\s+)?(?=£?\d)", re.IGNORECASE
)
_WHICH_WAS = re.compile(
    r"\s*(?:\([^()]*\)\s*)?,?\s*(?:which|itself|when\s+(?:it|they)|(?:when|where)\s+(?:[a-z-]+\s+){1,4}?(?=(?:had|has|was|were|is|are)\b))\s*(?:had\s+been|has\s+been|was|were|is|are)?\s*"
    r"(?:itself\s+|also\s+|then\s+|at\s+the\s+time\s+)?(?:at\s+)?(?:the\s+|our\s+|its\s+|their\s+)?$",
    re.IGNORECASE,
)
_QUANTIFIERS = {"most", "least"}
_OF_ALL = re.compile(r"\b(?:the|its|our|their|his|her|[a-z]+[’']s)\s+(?:very\s+)?$", re.IGNORECASE)
"""Before "most" where it tells a record; "closed to most pupils for eight weeks" tells how many."""
_TOP = {"busiest": True, "quietest": False, "highest": True, "lowest": False, "largest": True, "smallest": False, "biggest": True, "greatest": True, "fewest": False, "most": True, "least": False, "longest": True, "shortest": False, "cheapest": False, "dearest": True}  # fmt: skip


def records(run: LineRun, part: Part) -> None:
    """The highest, busiest, best of some times; more than in any other; a peak in one of them."""
    for m in _EXT.finditer(part.text):
        if not part.free(*m.span()) or (m[0].lower() in _QUANTIFIERS and not _OF_ALL.search(part.text[: m.start()])):
            continue
        scope = _SCOPE.match(part.text[m.end() :])
        at = _its_time(part, m)
        its = _ITS.search(part.text[: m.start()]) or (_LEVEL.match(part.text[m.end() :]) and not scope)
        the_time = _THE_TIME.match(part.text[m.end() :])
        if not (scope or m["peak"] or its or (at is not None and (the_time or _adjacent(part, m, at)))):
            continue
        _record(run, part, m, scope, at)
    for w in part.moves:
        any_ = _ANY.match(part.text[w.end :])
        if any_ and part.free(w.start, w.end):
            _than_any(run, part, w, any_)


def _record(run: LineRun, part: Part, m: re.Match[str], scope: re.Match[str] | None, at: Time | None) -> None:
    since, shown = None, None
    if scope and scope["since"]:
        behind = m.end() + scope.end()
        since = next((t for t in part.times_here(behind, behind + 45)), None)
        if since is None:
            if not re.match(
                r"\s+(?:the\s+)?(?:records?|series|monitoring|measure|data)\b", part.text[behind:], re.IGNORECASE
            ):
                return
        elif since is at:
            at = None

    def test(line: TimeLine) -> Told | None:
        top = _is_top(m, line)
        if top is None or len(line.points) < 2 or line.cumulative:
            return None
        mine = _meant(line, at, shown, run)
        if mine is None:
            return None
        points: Sequence[Point] = line.points
        if scope and scope["n"]:
            n = number_of(scope["n"])
            points = points[max(0, points.index(mine) + 1 - n) : points.index(mine) + 1] if at is None else points
        if since is not None:
            first = point_at(line, since, run.now)
            points = points[points.index(first) + 1 :] if first is not None else points
            if first is None and (since.period is None or points[0].end is None or points[0].end <= since.period.end):
                return None
        if m["peak"] and at is not None and re.match(r"(?:a|the)\s+(?:dip|low|trough|peak|high)", m[0], re.IGNORECASE):
            n = line.points.index(mine)
            points = line.points[max(0, n - 1) : n + 2]
        beyond = [p for p in points if (p.number > mine.number if top else p.number < mine.number)]
        other = beyond[-1] if beyond else mine
        return Told(
            not beyond,
            f"'{short(m)}': '{line.name}' was {other.text}, {'above' if top else 'below'} {mine.text}",
            (mine, *beyond[-1:]),
        )

    if at is not None:
        part.used.append((at.start - part.start, at.end - part.start))
    if scope and scope["n"]:  # "its best result in six quarters" says over how long, not compared with when
        part.used.append((m.end() + scope.start("n"), m.end() + scope.end()))
    for w in part.moves:  # "a dip in 2023/24" is a low, and no fall to now
        if m["peak"] and w.start < m.end() and m.start() < w.end:
            part.used.append((w.start, w.end))
    if m["peak"] and at is None and _COMPARED_WITH.search(part.text[: m.start()]):
        return  # "4.7 points on the high of 2021/22" compares with it
    if _OF_CHANGE.search(part.text[: m.start()]):
        return  # "The reduction of 545 tonnes is the largest in any single year" ranks changes
    lines = part.spoken
    follows = _FIGURE_BEHIND.match(part.text[m.end() :]) if not m["peak"] else None
    if follows is not None:  # "has the highest level, 13.1 days": of the line that has the figure
        at_ = part.start + m.end() + follows.end()
        told = next((f for f in part.figures if abs(f.numeral.start - at_) <= 1 and f.value.number is not None), None)
        if told is not None and told.claim.details.get("approximate") != "yes":
            lines = [s for s in lines if any(_near(p.value.number, told.value.number) for p in s.line.points)]
    if m["peak"]:
        peak = next(
            (
                f
                for f in part.figures
                if 0 <= f.numeral.start - part.start - m.end() <= 8 and f.value.number is not None
            ),
            None,
        )
        if peak is not None:
            lines = [
                s for s in lines if at is not None or any(p.value.number == peak.value.number for p in s.line.points)
            ]
            shown = peak.value.number
    beside = _apposed(part, m) if at is None and not m["peak"] else None
    if beside is not None and any(p.value.number == beside for s in lines for p in s.line.points[:-1]):
        shown = beside
    hold(run, part, m.span(), test, kind="superlative", lines=lines)


_APPOSED = re.compile(r"[^.;:()\d]{0,50}?,\s+(?:which\s+(?:is|was)\s+)?(?:(?:the|its|our|their)\s+)?", re.IGNORECASE)


def _apposed(part: Part, m: re.Match[str]) -> Decimal | None:
    """The figure that a superlative stands in apposition to: "It was 213 at the end of March, the lowest since ..."."""
    start = part.start + m.start()
    before = [f for f in part.figures if f.numeral.end <= start and f.value.number is not None]
    if not before:
        return None
    between = part.text[before[-1].numeral.end - part.start : m.start()]
    return before[-1].value.number if _APPOSED.fullmatch(between) else None


def _than_any(run: LineRun, part: Part, w: Move, any_: re.Match[str]) -> None:
    behind = w.end

    def test(line: TimeLine) -> Told | None:
        way = w.way(line)
        if not way or len(line.points) < 2 or line.cumulative:
            return None
        here = [
            t for t in part.times_here() if not t.compared and not behind <= t.start - part.start <= behind + any_.end()
        ]
        mine = point_at(line, here[0], run.now) if len(here) == 1 else line.points[-1]
        if mine is None:
            return None
        others: Sequence[Point] = [p for p in line.points if p is not mine]
        if not any_["other"]:
            others = [p for p in others if p.order < mine.order]
        n = number_of(any_["n"])
        others = others[-n:] if n else others
        beyond = [p for p in others if (p.number >= mine.number if way == "rose" else p.number <= mine.number)]
        other = beyond[-1] if beyond else mine
        return Told(
            not beyond,
            f"'{w.text} ... {' '.join(any_[0].split())}': '{line.name}' was {other.text} and {mine.text}",
            (mine, *beyond[-1:]),
        )

    hold(run, part, (w.start, w.end), test, kind="superlative")


def _near(a: Decimal | None, b: Decimal | None) -> bool:
    """Whether two numbers are alike, or a slip of a digit apart."""
    if a is None or b is None:
        return False
    return alike_in_digits(format(a.normalize(), "f"), format(b.normalize(), "f"))


def _meant(line: TimeLine, at: Time | None, shown: Decimal | None, run: LineRun) -> Point | None:
    """The point that a saying is about: that of its time, that of its figure, else the last."""
    if at is not None:
        return point_at(line, at, run.now)
    if shown is not None:
        return next((p for p in reversed(line.points) if p.value.number == shown), None)
    return line.points[-1]


def _is_top(m: re.Match[str], line: TimeLine) -> bool | None:
    """Whether the greatest number is meant; None where that is not known."""
    if m["peak"]:
        return not re.search(r"\blow\b|\bdip\b|trough|bottom|minimum", m[0], re.IGNORECASE)
    what = m["ext"].lower()
    if what in {"quickest", "fastest", "slowest"}:
        if line.timed:
            return what == "slowest"
        return None if line.polarity not in {"H", "L"} else (what != "slowest") == (line.polarity == "H")
    if what in {"best", "worst", "strongest", "weakest", "poorest"}:
        if line.polarity not in {"H", "L"}:
            return None
        return (what in {"best", "strongest"}) == (line.polarity == "H")
    return _TOP[what]


_RIGHT_BEHIND = re.compile(r"^(?:\s+[a-z]+){0,3}?\s+(?:in|during|at|on|for)\s+(?:the\s+)?$", re.IGNORECASE)
_NAMED = re.compile(
    r"^\s+(?:month|quarter|year|term|week|result|figure|point|performance)\b(?:\s+(?:so\s+far|to\s+date|yet|ever|on\s+record|of\s+the\s+year|this\s+(?:financial\s+)?year))?\s+(?:was|is|being|came|fell)\s+(?:in\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
"""Between a record and the time that it is said of: "the best month so far was December"."""


def _its_time(part: Part, m: re.Match[str]) -> Time | None:
    """The time that is called the highest: right behind ("shortest in August"), or what the part begins with."""
    after = [t for t in part.times_here(m.end(), m.end() + 40) if not t.compared]
    between = part.text[m.end() : after[0].start - part.start] if after else ""
    if after and (_RIGHT_BEHIND.match(between) or _NAMED.match(between)):
        return after[0]
    before = part.times_here(0, m.start())
    if before and _WHICH_WAS.match(part.text[before[-1].end - part.start : m.start()]):
        return before[-1]  # "fewer than in the same quarter of 2024/25, which had been the busiest on record"
    ahead = [t for t in before if not t.compared]
    if len(ahead) == 1 and re.match(
        r"\s*(?:was|is|were|has\s+been|saw|brought|proved)\b", part.text[ahead[0].end - part.start : m.start()]
    ):
        return ahead[0]
    return ahead[0] if len(ahead) == 1 and re.match(r"^\W*(?:in|during)\s", part.text, re.IGNORECASE) else None


def _adjacent(part: Part, m: re.Match[str], at: Time) -> bool:
    return bool(re.match(r"^\s+in\s+$", part.text[m.end() : at.start - part.start])) and bool(
        re.search(r"\b(?:was|were|is|are|has\s+been)\s+(?:the\s+)?$", part.text[: m.start()])
    )
