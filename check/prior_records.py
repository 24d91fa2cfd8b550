"""Records and runs: "the highest since March 2023", "the lowest for two years", "rose for the third quarter in a row".

They are held against every figure that was published over the time they speak of.
"""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

from check.direction_words import find_direction_words
from check.evidence import Known, one_kind
from check.judgements import Results, quantity
from check.known_facts import Facts
from check.paper import Paper
from check.run_words import of_target, told_of_earlier
from check.sought import Sought
from check.time_words import mark_times
from check.told import Told, known_at
from records import MONTHS_IN, Finding, Period, changes_possible, day_label

RECORD = Sought(
    r"\b(?:the\s+|its\s+|their\s+)?(?P<what>highest|lowest|best|worst|strongest|weakest|largest|smallest|poorest)\s+(?:\w+\s+){0,4}?"
    r"(?:since\s+(?P<since>.{3,40}?)(?=[,.;:)]|\s+when\b|\s+and\b|$)|(?:for|in)\s+(?:the\s+(?:last|past)\s+|over\s+|more\s+than\s+)?(?P<n>a|an|one|two|three|four|five|six|nine|twelve|eighteen|\d{1,2})\s+(?P<unit>months?|quarters?|years?))",
    re.IGNORECASE,
)
_RUN = Sought(
    r"\b(?:(?:for\s+)?(?:the|a|its)\s+(?P<nth>second|third|fourth|fifth|sixth)\s+(?:consecutive\s+|successive\s+)?(?P<unit>month|quarter|year)(?:ly\s+(?:rise|fall|increase|decrease))?(?:\s+(?:in\s+a\s+row|running|in\s+succession))?|"
    r"(?P<n>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+(?:(?:consecutive|successive|straight)\s+(?P<unit2>months|quarters|years)|(?P<unit4>months|quarters|years)\s+(?:in\s+a\s+row|running|in\s+succession|on\s+the\s+trot))|(?:each|every\s+one)\s+of\s+the\s+(?:last|past)\s+(?P<n2>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\s+(?P<unit3>months|quarters|years))",
    re.IGNORECASE,
)
_IN_A_ROW = Sought(r"consecutive|successive|straight|trot|in\s+a\s+row|running|succession|each|every", re.IGNORECASE)
_COUNT = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "eighteen": 18, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}  # fmt: skip


def check_record(paper: Paper, t: Told, facts: Facts, results: Results) -> None:
    """Hold "the highest since March 2023", "the lowest for two years" against every figure published since.

    Args:
        paper: With its passages.
        t: A sentence with what it is about.
        facts: Where results are looked up.
        results: Takes findings.
    """
    m = RECORD.search(t.sentence.text)
    if m is None:
        return
    here = Period(t.now, t.now)
    if m["n"]:
        unit = m["unit"].lower().rstrip("s")
        start: date | None = here.shift(-(_COUNT.get(m["n"].lower()) or int(m["n"])) * MONTHS_IN[unit]).end
    else:
        at = t.sentence.text.find(m["since"], m.start())
        start = next(
            (p.end for p, (a, _) in zip(t.sentence.periods, t.sentence.period_spans, strict=True)
             if abs(a - t.begin - at) <= 12), None,
        )  # fmt: skip
    if start is None and m["since"]:
        named = [w for w in mark_times(f" {m['since']}")[1] if w.kind in {"month", "named", "quarter", "term"}]
        start = next((e for w in named[:1] for e in w.ends(t.now)[:1]), None)
    what = m["what"].lower()
    top = {"highest": True, "largest": True, "lowest": False, "smallest": False}.get(what)
    if top is None and t.polarity in {"H", "L"}:
        top = (what in {"best", "strongest"}) == (t.polarity == "H")
    series = facts.series(t.key, t.area, "all")
    now = known_at(t, facts, t.now)
    if start is None or top is None or now is None or now.value.number is None:
        return
    since = {e: k for e, k in series.items() if start < e < t.now and k.value.places == now.value.places}
    beyond = [
        (e, k) for e, k in sorted(since.items())
        if k.value.number is not None and (k.value.number > now.value.number if top else k.value.number < now.value.number)
    ]  # fmt: skip
    begin = t.begin
    place = paper.passages[t.passage].at(begin + m.start(), begin + m.end())
    said = " ".join(m[0].split())
    if beyond:
        e, k = beyond[-1]
        results.findings.append(
            Finding(
                "contradicts", "direction", place, said,
                f"'{said}': '{t.name}' was {k} for {day_label(e)}, {'above' if top else 'below'} {now.value.printed.strip()} "
                f"for {day_label(t.now)}.", f"{k.value.printed.strip()} ({day_label(e)}) against {now.value.printed.strip()}",
                "serious", (k.source, now.source), "Correct the words.", t.name, t.key,
            )
        )  # fmt: skip
    elif (
        m["since"]
        and (told := _longer_record(series, start, now, top=top)) is not None
        and not _BEGAN.search(m["since"])
    ):
        (e1, k1), (e2, k2) = told
        results.findings.append(
            Finding(
                "contradicts", "period", place, said,
                f"'{said}': '{t.name}' was {k1} for {day_label(e1)}, no {'higher' if top else 'lower'} than now; it was last "
                f"as {'high' if top else 'low'} as {now.value.printed.strip()} in {day_label(e2)} ({k2.value.printed.strip()}).",
                f"{k1.value.printed.strip()} ({day_label(e1)}), {k2.value.printed.strip()} ({day_label(e2)})", "serious",
                (k1.source, k2.source, now.source), "Correct the time.", t.name, t.key,
            )
        )  # fmt: skip
    elif since and min(series) <= start:
        results.findings.append(
            Finding("agrees", "direction", place, said, f"'{said}' fits the {len(since)} figures published since.",
                    indicator=t.name, indicator_key=t.key)
        )  # fmt: skip


_BEGAN = Sought(r"\b(?:beg[aiu]n\w*|start\w*|introduc\w*|launch\w*|record\w*|open\w*|contract|when)\b", re.IGNORECASE)


def _longer_record(
    series: dict[date, Known], start: date, now: Known, *, top: bool
) -> tuple[tuple[date, Known], tuple[date, Known]] | None:
    """The figure of the time from which a record is counted, and the later of those before it that reach today's.

    "The highest since March" tells that March was as high; where it was not, and January was, the time is wrong.
    """

    def reaches(k: Known) -> bool:
        a, b = k.value.number, now.value.number
        return a is not None and b is not None and (a >= b if top else a <= b)

    at = series.get(start)
    before = [
        (e, k) for e, k in sorted(series.items()) if e < start and reaches(k) and k.value.places == now.value.places
    ]
    if at is None or reaches(at) or not before or at.value.places != now.value.places:
        return None
    return (start, at), before[-1]


def check_run(paper: Paper, t: Told, facts: Facts, results: Results) -> bool:
    """Hold "rose for the third quarter in a row" against what was published, step by step.

    Args:
        paper: With its passages.
        t: A sentence with what it is about.
        facts: Where results are looked up.
        results: Takes findings.

    Returns:
        Whether the sentence tells of a run, so that no single movement is looked for in it.
    """
    m = _RUN.search(t.sentence.text)
    if m is None or not _IN_A_ROW.search(m[0]):
        return False
    if told_of_earlier(t.sentence.text, m.start(), m.end()) or of_target(t.sentence.text, m.start()):
        return True
    words = [w for w in find_direction_words(t.sentence.text) if not w.aim and w.moved != "unchanged"]
    if not words:
        return True
    n = _COUNT[(m["nth"] or m["n"] or m["n2"]).lower()]
    step = MONTHS_IN[(m["unit"] or m["unit2"] or m["unit3"] or m["unit4"]).lower().rstrip("s")]
    said: str = words[0].moved
    if words[0].of_performance:
        if t.polarity not in {"H", "L"}:
            return True
        said = "rose" if (said == "improved") == (t.polarity == "H") else "fell"
    here = Period(t.now, t.now)
    points = [(e := here.shift(-step * i).end, known_at(t, facts, e)) for i in range(n, -1, -1)]
    begin = t.begin
    place = paper.passages[t.passage].at(begin + m.start(), begin + m.end())
    said_text = " ".join(m[0].split())
    known = [(e, k) for e, k in points if k is not None]
    for (e1, a), (e2, b) in pairwise(points):
        if a is None or b is None or not one_kind(a.value, b.value, ""):
            continue  # one of them is another thing's figure
        ways = changes_possible(quantity(b.value), quantity(a.value))
        if said not in ways:
            results.findings.append(
                Finding(
                    "contradicts", "direction", place, said_text,
                    f"'{words[0].text} ... {said_text}': '{t.name}' went from {a.value.printed.strip()} ({day_label(e1)}) to "
                    f"{b.value.printed.strip()} ({day_label(e2)}).",
                    " -> ".join(k.value.printed.strip() for _, k in known), "serious", (a.source, b.source),
                    "Correct the words.", t.name, t.key,
                )
            )  # fmt: skip
            return True
    if len(known) == len(points):
        results.findings.append(
            Finding("agrees", "direction", place, said_text,
                    f"'{said_text}' fits: {' -> '.join(k.value.printed.strip() for _, k in known)}.",
                    indicator=t.name, indicator_key=t.key)
        )  # fmt: skip
    return True
