"""Changes told twice (plainly and in per cent), shares of budgets, and distances from a target."""

# ruff: noqa: E501 - tables of words, one kind to a row

from __future__ import annotations

import re
from collections.abc import Iterator

from check.sought import Sought
from check.sums.amounts import VARIANCE, Amount, Reading
from check.sums.ends import Sign, comparable, current

_TWIN = re.compile(
    r"«N(?P<size>\d+)»(?P<mid>[^«.;()]{0,90}?(?:«T\d+»[^«.;,()]{0,40}?)?)"
    r"(?:,\s*(?:or\s+)?(?:an?\s+(?:[a-z]+\s+)?(?:fall|drop|reduction|decrease|increase|rise|improvement|decline|growth|saving|change|gain)\s+of\s+)|,?\s*\bor\s+(?:by\s+)?|\(\s*(?:or\s+|up\s+|down\s+|an?\s+\w+\s+of\s+|by\s+)?|:\s*(?:up|down)\s+|,\s+(?:up|down)\s+(?:by\s+)?)"
    r"(?:about\s+|nearly\s+|just\s+(?:over|under)\s+|almost\s+|around\s+|some\s+|over\s+)?«N(?P<percent>\d+)»",
    re.IGNORECASE,
)
_ADVERBS = r"(?:about\s+|nearly\s+|just\s+(?:over|under)\s+|almost\s+|around\s+|some\s+|over\s+|only\s+)*"
_TWIN_TO = re.compile(
    rf"\bby\s+{_ADVERBS}«N(?P<size>\d+)»(?:[^«.;()]|«T\d+»){{0,60}}?,?\s+to\s+(?:reach\s+|stand\s+at\s+|a\s+total\s+of\s+)?{_ADVERBS}«N\d+»(?:[^«.;()]|«T\d+»){{0,40}}?"
    rf"(?:,?\s+or\s+(?:by\s+)?|,\s+(?:or\s+)?(?:an?|equivalent\s+to\s+an?|which\s+is\s+an?)\s+(?:[a-z]+\s+)?(?:fall|drop|reduction|decrease|increase|rise|improvement|decline|growth|saving|change|gain)\s+of\s+|\(\s*(?:or\s+|up\s+|down\s+|by\s+|an?\s+\w+\s+of\s+)?){_ADVERBS}«N(?P<percent>\d+)»(?!\s+(?:of|are|were|is|was)\b)",
    re.IGNORECASE,
)
"""The size told in per cent behind the figure that it led to: "rose by £229,000 to £13.58m (1.7%)"."""
_BASE = Sought(
    r"\b(?:budget|programme|plan|allocation|envelope|baseline|base|grant|provision)\s+(?:of|is|was|being|\()\s*«N(?P<base>\d+)»",
    re.IGNORECASE,
)
_TARGET = r"(?:target|ceiling|standard|limit|goal|ambition|threshold|average|benchmark)"
_TO_TARGET = (
    re.compile(rf"(?P<side>above|below|over|under|short\s+of|ahead\s+of|behind|off|from|better\s+than|worse\s+than|more\s+than|less\s+than|fewer\s+than|higher\s+than|lower\s+than)\s+(?:the|our|its|a|that)\s+(?:[a-z-]+\s+){{0,2}}?(?:«N(?P<a>\d+)»\s+(?:[a-z-]+\s+){{0,2}}?{_TARGET}|(?:[a-z-]+\s+){{0,2}}?{_TARGET}\s+(?:of|\(|was|is)\s*«N(?P<b>\d+)»)", re.IGNORECASE),
)  # fmt: skip
_MISSED_BY = Sought(
    rf"(?:(?P<side>short\s+of|below|above|exceed\w*|beat\w*|surpass\w*|miss\w*|met|over|under)\s+(?:the|our|its|a)\s+(?:[a-z-]+\s+){{0,2}}?(?:«N(?P<a>\d+)»\s+{_TARGET}|{_TARGET}\s+of\s+«N(?P<b>\d+)»)|{_TARGET}\s+of\s+«N(?P<c>\d+)»[^«.;]{{0,60}}?\b(?P<verb>miss\w*|exceed\w*|beat\w*|surpass\w*|met))[^«.;]{{0,40}}?\bby\s+(?:just\s+|only\s+|about\s+|some\s+)*«N(?P<size>\d+)»",
    re.IGNORECASE,
)


def overlapping(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Matches at every place of a text, those that begin inside another too."""
    at = 0
    while m := pattern.search(text, at):
        yield m
        at = m.start() + 1


def twins(reading: Reading) -> Iterator[tuple[Amount, Amount, bool]]:
    """Sizes told twice, plainly and in per cent: "31 cases (14%)", "£72,000 more than ..., an increase of 17%".

    The third is whether it is sure: "12 more than last year (64%)" may tell the figure of last year.
    """
    for m in overlapping(_TWIN, reading.text):
        size, percent = reading.amounts[int(m["size"])], reading.amounts[int(m["percent"])]
        if percent.family != "percent" or size.family in {"percent", "points"} or not size.number:
            continue
        said = m[0][len(m["mid"]) :]
        if percent.figure.value.printed.lstrip()[:1] in "+-−–":
            said = "up"
        named = re.search(r"\b(?:than|on|from|since|above|below)\b.*$", m["mid"]) and not re.search(
            r"\b(?:up|down|fall|drop|reduction|decrease|increase|rise|improvement|decline|growth|saving|change|gain|or)\b",
            said,
        )
        if size.size or VARIANCE.search(reading.before(size)):
            yield size, percent, not named
    for m in _TWIN_TO.finditer(reading.text):
        size, percent = reading.amounts[int(m["size"])], reading.amounts[int(m["percent"])]
        if size.size and percent.family == "percent" and size.family not in {"percent", "points"} and size.number:
            yield size, percent, True


_ON_BASE = Sought(
    r"«N(?P<size>\d+)»\s+(?:on|against|of)\s+(?:a|the|its|our)\s+(?:[a-z]+\s+){0,3}?(?:budget|programme|plan|allocation|grant)\s+of\s+«N(?P<base>\d+)»\s*\(\s*«N(?P<percent>\d+)»\s*\)",
    re.IGNORECASE,
)


def shares_of_bases(reading: Reading) -> Iterator[tuple[Amount, Amount, Amount]]:
    """As in "an underspend of £0.8m on a budget of £96.4m (0.8%)": size, base, percentage."""
    for m in _ON_BASE.finditer(reading.text):
        size, base, percent = (reading.amounts[int(m[k])] for k in ("size", "base", "percent"))
        if percent.family == "percent" and size.family == base.family:
            yield size, base, percent


def bases(reading: Reading, size: Amount) -> list[Amount]:
    """Budgets and programmes named in a size's sentence, of which a percentage may be told."""
    text = reading.before(size) + reading.after(size)
    return (
        [reading.amounts[int(m["base"])] for m in _BASE.finditer(text)] if VARIANCE.search(reading.before(size)) else []
    )


def distances(reading: Reading) -> Iterator[tuple[Amount, Amount, Amount, Sign]]:
    """Distances from a target: size, target, result and the side (1 above, -1 below, 0 not told)."""
    for size in reading.amounts:
        if not size.size:
            continue
        after = reading.after(size)
        for pattern in _TO_TARGET:
            m = re.compile(r"^\s*(?:[a-z-]+\s+){0,3}?" + pattern.pattern, re.IGNORECASE).match(after)
            if m:
                goal = reading.amounts[int(m["a"] or m["b"])]
                result = _result(reading, size, goal)
                side = m["side"].lower()
                up = re.match(r"above|over|ahead|more|higher", side)
                down = re.match(r"below|under|short|behind|less|fewer|lower", side)
                if result is not None:
                    yield size, goal, result, 1 if up else -1 if down else 0
    for m in _MISSED_BY.finditer(reading.text):
        if "«/»" in m[0]:
            continue
        size = reading.amounts[int(m["size"])]
        goal = reading.amounts[int(m["a"] or m["b"] or m["c"])]
        result = _result(reading, size, goal)
        side = (m["side"] or "").lower()
        if result is not None:
            yield (
                size,
                goal,
                result,
                -1 if side.startswith(("short", "below", "under")) else 1 if side.startswith(("above", "over")) else 0,
            )


def _result(reading: Reading, size: Amount, goal: Amount) -> Amount | None:
    """The result whose distance from a target is told: the one current figure before, in the target's unit."""
    if not comparable(goal, size) and not (goal.family == "percent" and size.family == "points"):
        return None
    first = min(size.n, goal.n)
    for back in (0, 1):
        found = [
            a for a in reading.amounts[:first]
            if a.sentence == size.sentence - back and not a.size and a.said not in {"target", "benchmark"} and comparable(a, goal) and current(reading, a)
            and not a.figure.numeral.is_share
        ]  # fmt: skip
        if found:
            return found[-1] if len(found) == 1 else None
    return None
