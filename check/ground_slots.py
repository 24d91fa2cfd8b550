"""What the words of a sentence ask of each of its figures: how much, when; or how much it changed, since when."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from check.claim_time import ends_of, other_ends, time_known
from check.number_words import number_of_words
from check.paper import Figure, Paper
from check.period_of import When, compared_times, periods_of_figures, times_of_figures
from check.populations import of_others
from check.sentences import Sentence
from check.size_words import ALL_OF_THEM, BOUND, LED_TO_LEVEL, sizes_of_template
from check.sought import Sought
from check.time_words import TimeWord, mark_times
from records import MONTHS_IN, Period, Value

_T = r"«(?P<kind>[PR])(?P<n>\d+)»"
_AT = (
    r"(?:(?:in|at|for|as\s+at|reported|recorded|seen|that|of|the|figure|position|level|it\s+was|end|start|close|"
    r"beginning|where\s+(?:we|it|they|this|that)\s+(?:was|were|stood)|same\s+(?:month|quarter|period|point|stage|time|date))\s+)*"
)
_THAN = Sought(
    rf"^\s*(?:\((?:[^()«]|«N\d+»)*\)\s*)?(?:[a-z%-]+\s+){{0,6}}?(?:than|on|from|since|above|below|over|under|compared\s+(?:with|to)|against|"
    rf"ahead\s+of|behind|as)\s+{_AT}{_T}",
    re.IGNORECASE,
)
_IN_ANOTHER_CLAUSE = re.compile(
    r"(?:[^«;]|«N\d+»)*(?:\b(?:although|though|but|whereas|because)\b|;)(?:[^«]|«N\d+»)*«[PR]\d", re.IGNORECASE
)
"""The next time is told in a clause of its own: "up 13, although it is still less than it was in 2018/19"."""
_ON_YEAR = Sought(r"^\s*(?:\((?:[^()«]|«N\d+»)*\)\s*)?(?:[a-z%-]+\s+){0,1}?«(?P<kind>R)(?P<n>\d+)»", re.IGNORECASE)
"""Behind a size, maybe with its share in brackets: "31 (14.6%) year on year"."""
_ON_THE = re.compile(
    r"^\s*(?:\((?:[^()«]|«N\d+»)*\)\s*)?(?:[a-z%-]+\s+){0,1}?on\s+the\s+(?P<unit>month|quarter|year)\b"
    r"(?!\s+(?:to|before|earlier|ago|of|ending|ended|since|when|that|in)\b|\s+«)",
    re.IGNORECASE,
)
"""A change since the time one back, told as "4.6% on the year"."""
_ON_LEVEL = re.compile(
    r"\s*(?:(?:percentage\s+)?points?\s*)?(?:(?!and\b|or\b|but\b)[a-z]+\s+){0,2}?(?:on|from|than|over)\s+(?:the\s+)?«N(?P<n>\d+)»",
    re.IGNORECASE,
)
"""Behind a size, the earlier level that it is counted from: "seven points on the 79% of April to June"."""
_SINCE = Sought(rf"\b(?:since|compared\s+(?:with|to)|against|from)\s+{_AT}{_T}", re.IGNORECASE)
_IN_A = Sought(
    r"\b(?:in|over|within|during|for)\s+(?:a|one|the|the\s+(?:last|past))\s+(?:single\s+)?(?P<unit>month|quarter|year|(?:12|twelve)\s+months)\b"
    r"(?!\s+(?:to|before|earlier|ago|of|ending|ended|since))",
    re.IGNORECASE,
)
_IN_SOME = (
    r"(?:in|over|within|during)\s+(?:the\s+(?:last|past)\s+)?"
    r"(?P<n>two|three|four|five|six|nine|twelve|eighteen)\s+(?P<units>months|quarters|years)\b"
)
UNTIL = re.compile(r"^\W*(?:Before|Prior\s+to|Until|Up\s+to|Up\s+until|Ahead\s+of)\s+[A-Z\d]")
_FROM_TO = re.compile(r"\bfrom\s+«N\d+»\s+to\s+$")
_BASE = re.compile(r"\b(?:per|(?:for|in|of|out\s+of)\s+(?:every|each))\s+$", re.IGNORECASE)
"""Before what a rate is told for: "845 visits for every 1,000 residents"."""
_BETWEEN = re.compile(rf"^\s*(?:[a-z]+\s+){{0,2}}?between\s+{_AT}{_T}\s+and\s+{_AT}«[PR]\d+»", re.IGNORECASE)
_PASSED = Sought(
    r"(?<!\bjust )(?<!\blittle )(?<!\bslightly )(?<!\bnearly )"
    r"\b(?:below|under|above|over|past|beyond|towards?|exceed(?:ed|s|ing)?|pass(?:ed|es|ing)?|topp(?:ed|ing)|"
    r"(?:more|fewer|less|higher|lower)\s+than)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""Before a round figure that something crossed, and which nothing was: "dipping below 8,000"."""
_SINCE_ELSE = re.compile(
    r"^\s*(?:(?!(?:and|but|or)\b)[a-z%-]+\s+){0,4}?(?:than|since)\s+[^,;.()«]{3,80}?(?:[,;.()]|$|\s+(?:and|but|while|whereas)\b)",
    re.IGNORECASE,
)
"""Behind a size that is counted from a time which is not understood: "57 more than at the start of the campaign"."""
_RIGHT_BEHIND = Sought(rf"^\s*(?:(?:percentage\s+)?points?\s+)?{_IN_SOME}", re.IGNORECASE)
_OPENING = Sought(rf"^\W*{_IN_SOME}", re.IGNORECASE)
"""A span behind a size, or at the beginning of the sentence; "the best in six quarters" is no change over them."""
_NOT_TIME = Sought(
    r"^[^«.;,]{0,40}?\b(?:than|above|below|over|under|on|of|from|to|against)\s+(?:[a-z'’-]+\s+){0,4}?"
    r"(?:target|budget|plan|profile|forecast|average|england|national\w*|region\w*|limit|standard|ceiling|threshold|minimum|maximum|"
    r"expected|expectations?|(?:(?:we|they|members|the\s+\w+)\s+)?(?:would|should)\s+(?:like|want|wish|hope|be|have|need)|(?:hoped|planned|wanted|needed|intended|allowed|required|permitted)|ambition|aspiration|estimate\w*|neighbour\w*|peers?|similar|county|pre-?pandemic)\b",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"\s*(?:(?:percentage\s+)?points?\s+)?short\b(?!\s+of\s+(?:last|where|what|(?:the|its|their)\s+(?:same|figure|level|total|number|result)))",
    re.IGNORECASE,
)
"""Behind a distance from what is aimed at: "the target is within reach (0.4 points short)"."""
_BEATEN_BY = Sought(
    r"\b(?:beat\w*|exceed\w*|surpass\w*|miss\w*|pass\w*|undershot|overshot|better\w*|short\s+of|ahead\s+of|behind)\s+(?:(?:its|the|our|their|that|this|a)\s+)?"
    r"(?:[\w-]+\s+){0,2}?(?:targets?|budget|plan|profile|forecast|standard|limit|ceiling|threshold|ambition|goal|expectations?)\s+by\s+(?:(?:about|around|just|only|over|nearly|almost|some|a)\s+)*$",
    re.IGNORECASE,
)
_COMPARAND = Sought(
    r"\b(?:than|from|compared\s+(?:to|with)|against|versus)\b[^«;,.()]*(?:«[PR]\d+»[^«;,.()]*)?\(?\s*«N(?P<k>\d+)»",
    re.IGNORECASE,
)
_BESIDE_TIME = Sought(
    rf"«N(?P<k>\d+)»\s+(?:(?:percentage\s+)?points?\s+)?(?:above|below|ahead\s+of|behind|under|over|up\s+on|down\s+on)\s+{_AT}{_T}",
    re.IGNORECASE,
)
_TWIN = Sought(r"«N(?P<size>\d+)»(?P<mid>[^«;]{0,40}(?:«[PR]\d+»\s*)?)\(\s*«N(?P<twin>\d+)»\s*\)")
_TOLD_AGAIN = Sought(r"^\s*(?:,?\s*or\s+(?:by\s+)?«N\d+»,?|\(\s*«N\d+»\s*\),?)", re.IGNORECASE)
_TWIN_OR = Sought(r"«N(?P<size>\d+)»(?P<mid>),?\s+or\s+(?:by\s+)?«N(?P<twin>\d+)»", re.IGNORECASE)
_LEVEL_ROLES = {"result", "previous", "outturn", "stated", "numerator", "denominator", "rate", "forecast", "extreme"}


@dataclass(frozen=True, slots=True)
class Slot:
    """What the words ask of one figure.

    Attributes:
        figure: The figure.
        k: Its number in the sentence.
        kind: "level", "size" (a change), "part" (a share, maybe a row's result) or ""
            (a target, a benchmark, a part: nothing that is asked here).
        how: "dated", "told", "current", "earlier" or "other": how the time of a level is known.
        ends: Last days that the time of a level may mean; of "current" none.
        then: Last days that the time may mean which a change is counted from; none where it is not said.
        subject: Number of the level whose change it is; -1 where the sentence states none.
        named: Whether the time that a change is counted from is a month, quarter or date by name.
    """

    figure: Figure
    k: int
    kind: str
    how: str = ""
    ends: tuple[date, ...] = ()
    then: tuple[date, ...] = ()
    subject: int = -1
    named: bool = False


def slots_of(paper: Paper, sentence: Sentence, figures: dict[int, Figure]) -> list[Slot]:
    """What a sentence asks of each of its figures.

    Args:
        paper: The paper, with its period.
        sentence: With its template.
        figures: Its figures by their number in it, tied and timed.
    """
    known: dict[int, tuple[Sentence, dict[int, Figure], Period | None, list[Slot]]]
    known = paper.cache.setdefault("slots", {})  # type: ignore[assignment]
    before = known.get(id(sentence))
    if (
        before is None
        or before[0] is not sentence
        or before[2] != paper.period
        or before[1].keys() != figures.keys()
        or any(before[1][k] is not f for k, f in figures.items())  # tied to something else since
    ):
        before = known[id(sentence)] = (sentence, figures, paper.period, _slots(sentence, figures, paper.period))
    return list(before[3])


def _slots(sentence: Sentence, figures: dict[int, Figure], now: Period | None) -> list[Slot]:
    sizes = sizes_of_sentence(sentence)
    levels = [_level(k, f, sentence, now) for k, f in figures.items() if k not in sizes and f.value.unit != "points"]
    of = {s.k: s for s in levels if s.kind == "level"}
    times = times_of_figures(sentence)
    compared = {n for n, when in times.items() if when.older or when.earlier}
    out = list(levels)
    marked, words = mark_times(sentence.template)
    twins = {
        int(m["twin"]): int(m["size"])
        for m in (*_TWIN.finditer(marked), *_TWIN_OR.finditer(marked))
        if int(m["size"]) in sizes
        and int(m["twin"]) in figures
        and figures[int(m["twin"])].value.unit == "percent"
        and not (_of_points(figures[int(m["size"])], m["mid"]) and "«" in m["mid"])  # the level of the time named
    }
    levels = [x for x in levels if x.k not in twins]
    of = {n: x for n, x in of.items() if n not in twins}
    out = list(levels)
    compared |= {int(m["k"]) for m in _COMPARAND.finditer(marked)}
    for k, f in figures.items():
        if k in twins or (k not in sizes and f.value.unit != "points"):
            continue
        before, _, after = marked.partition(f"«N{k}»")
        if (
            _NOT_TIME.match(after)
            or _SHORT.match(after)
            or _BEATEN_BY.search(before)
            or f.claim.details.get("span")
            or of_others(sentence.text)
        ):
            out.append(Slot(f, k, ""))
            continue
        apart = {n for n in of if n > k and ";" in after.partition(f"«N{n}»")[0]}
        subject = _subject(k, f, {n: x for n, x in of.items() if n not in compared | apart}, now, after)
        base = now
        if subject >= 0 and of[subject].how == "dated":
            base = Period(of[subject].ends[0], of[subject].ends[0])
        then = _then(sentence, k, before, after, words, base)
        if subject >= 0 and then and of[subject].ends and of[subject].ends[0] <= max(then):
            subject, then = -1, _then(sentence, k, before, after, words, now)  # an earlier level than what is compared
        base_level = _ON_LEVEL.match(after)
        if not then and base_level is not None and (old := of.get(int(base_level["n"]))) is not None and old.ends:
            then = old.ends if subject < 0 or of[subject].ends[:1] != old.ends[:1] else ()
        earlier = [
            x for x in of.values()
            if x.how in {"dated", "told"} and now is not None and x.ends[0] < now.end and not x.figure.numeral.word
        ]  # fmt: skip
        if not then and len(of) == 1 and earlier:
            then, subject = earlier[0].ends, -1  # "At Month 5 it was 7.9, so it has improved by 1.5"
        out.append(Slot(f, k, "size", then=then, subject=subject, named=_by_name(after, words)))
    by_size = {x.k: x for x in out}
    out += [replace(by_size[size], figure=figures[k], k=k) for k, size in twins.items() if size in by_size]
    return sorted(out, key=lambda s: s.k)


def sizes_of_sentence(sentence: Sentence) -> frozenset[int]:
    """Figures that tell how much something changed, or how far it is from a time: "£0.13m below August".

    Args:
        sentence: With its template.
    """
    marked, _ = mark_times(sentence.template)
    return sizes_of_template(sentence.template) | {int(m["k"]) for m in _BESIDE_TIME.finditer(marked)}


def _subject(k: int, f: Figure, of: dict[int, Slot], now: Period | None, after: str) -> int:
    """The level whose change a size tells: of its kind and the latest time, the nearest before it, else behind it.

    The one that it led to is told behind "to": "slipped to 73.8% and the claimant rate climbed by 0.2 points to 4.2%".
    """
    unit = f.value.unit
    like = [
        n
        for n, s in of.items()
        if unit == "percent"
        or ((s.figure.value.unit == "percent") == (unit == "points") and _money(s.figure) == _money(f))
    ]
    led = LED_TO_LEVEL.match(after)
    if led is not None and int(led["n"]) in like:
        return int(led["n"])
    ends = {n: of[n].ends[0] if of[n].ends else (now.end if now and of[n].how == "current" else None) for n in like}
    last = max((e for e in ends.values() if e is not None), default=None)
    like = [n for n in like if last is None or ends[n] == last]
    if unit == "percent":  # of a percentage where one stands behind "to"; "reviews at 2 to 2½ years" tell a name
        like = [n for n in like if of[n].figure.value.unit == "percent" and n > k] or like
    return max((n for n in like if n < k), default=min((n for n in like if n > k), default=-1))


def _of_points(f: Figure, behind: str) -> bool:
    """Whether a size is told in percentage points: "1.4 points", "0.7 of a point"."""
    return f.value.unit == "points" or bool(
        re.match(r"\s+(?:of\s+)?an?\s+(?:percentage\s+)?point\b", behind, re.IGNORECASE)
    )


def _is_round(value: Value) -> bool:
    """Whether a figure has at most two digits before its noughts: a mark that something passes."""
    digits = re.sub(r"\D", "", value.printed).lstrip("0")
    return value.places == 0 and len(digits) > 2 and len(digits.rstrip("0")) <= 2


def _money(f: Figure) -> bool:
    return f.value.unit == "money"


def _by_name(after: str, words: list[TimeWord]) -> bool:
    """Whether the time behind a size is a date, or a month or quarter that is told by its name."""
    m = _THAN.match(after)
    return m is not None and (m["kind"] == "P" or words[int(m["n"])].kind not in {"back", "other", "outturn", "year"})


def _level(k: int, f: Figure, sentence: Sentence, now: Period | None) -> Slot:
    c = f.claim
    before = sentence.template.partition(f"«N{k}»")[0]
    if f.numeral.word and ALL_OF_THEM.search(before):
        return Slot(f, k, "")
    if BOUND.search(before) or _BASE.search(before) or (_PASSED.search(before) and _is_round(c.value)):
        return Slot(f, k, "")
    if c.role == "part" and c.value.unit == "percent" and c.value.number is not None:
        return Slot(f, k, "part", "current")  # "57.7% of new plans were issued in time" may be a row's result
    if c.role not in _LEVEL_ROLES or c.value.number is None or c.area == "?" or c.details.get("span"):
        return Slot(f, k, "")
    how = time_known(c) or ("dated" if c.period is not None else "other")
    if _FROM_TO.search(before) and re.match(r"\s*between\b", sentence.template.partition(f"«N{k}»")[2]):
        return Slot(f, k, "level", "other")  # "from 81% to 88% between September and December"
    if UNTIL.match(sentence.text) and k not in periods_of_figures(sentence):
        return Slot(f, k, "level", "other")  # "Before January waits had shortened, from 4:31 in September to 1:57"
    if c.role == "extreme" and how == "told":
        return Slot(f, k, "")  # "last year's peak of 462": of some time of that year
    if how in {"dated", "told"} and c.period is not None:
        return Slot(f, k, "level", how, (c.period.end, *other_ends(c)))
    when = times_of_figures(sentence).get(k)
    if how == "span" and when is not None and now is not None and (ends := ends_of(when, sentence, now)):
        return Slot(f, k, "level", "told", ends)
    return Slot(f, k, "level", how if how in {"current", "earlier"} else "other")


def _months_of(over: re.Match[str]) -> int:
    """How many months a span takes that a change is told over: "in a year", "over six months"."""
    if "n" in over.groupdict():
        return (number_of_words(over["n"]) or 0) * MONTHS_IN[over["units"].lower().rstrip("s")]
    return MONTHS_IN.get(over["unit"].lower(), 12)


def _then(
    sentence: Sentence, k: int, before: str, after: str, words: list[TimeWord], base: Period | None
) -> tuple[date, ...]:
    """The time that a change is counted from: told behind it, before it, or the one that the sentence compares with."""
    if base is None:
        return ()
    after = _TOLD_AGAIN.sub(" ", after)
    behind = m = _THAN.match(after)
    beside = _ON_YEAR.match(after) if m is None else None
    if beside is not None and re.search(r"\bon\b|-on-", words[int(beside["n"])].text, re.IGNORECASE):
        m = beside
    if m is None:
        clause = re.split(r"[.;]", before)[-1]
        found = list(_SINCE.finditer(clause))
        m = found[-1] if len(found) == 1 and "«N" not in clause[found[0].end() :].partition("«N" + str(k))[0] else None
    if m is not None and m is behind:  # "than in January to March 2024": the end of the span
        m = re.compile(rf"\s*(?:to|until|–|-)\s+(?:the\s+end\s+of\s+)?{_T}").match(after, m.end()) or m
    m = m or _BETWEEN.match(after)
    if m is None and (on := _ON_THE.match(after)) is not None:
        return (base.shift(-_months_of(on)).end,)
    if m is not None:
        if m["kind"] == "P":
            return ends_of(When(period=int(m["n"])), sentence, base)
        return words[int(m["n"])].ends(base.end)
    clause = re.split(r"[;]|\.\s|«N\d+»\s+(?!percentage|points?|\()", after)[0]
    if _SINCE_ELSE.match(after) and not _RIGHT_BEHIND.match(after):
        return ()  # "662 were concluded in the year, 9 fewer than were opened": of another thing
    over = _RIGHT_BEHIND.match(after) or _IN_A.search(clause) or _IN_A.search(re.split(r"[;]|«N\d+»", before)[-1])
    over = over or _OPENING.match(before)
    if over is not None:
        return (base.shift(-_months_of(over)).end,)
    told = compared_times(sentence)
    if _IN_ANOTHER_CLAUSE.match(after):
        return ()
    if len(told) == 1 and not re.search(rf"«N{k}»[^«]*«N\d+»[^«]*«[PR]", before + f"«N{k}»" + after):
        w = told[0]
        return ends_of(w, sentence, base)
    return ()
