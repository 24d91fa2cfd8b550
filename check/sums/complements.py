"""What is left of a whole, told of two times; and differences that a paragraph concludes from two of its sentences.

"76 of the 94 schemes are on schedule, up from 70 of 91. The number behind schedule has come down from 21 to 18";
"an underspend of £11.9m. At Quarter 2 an underspend of £7.4m was projected, so slippage has grown by £4.5m".
"""

# ruff: noqa: E501 - explanations, one to a line

from __future__ import annotations

import re

from check.judgements import Judgement, Results, printed
from check.sought import Sought
from check.sums.amounts import Amount, Reading
from check.sums.changes import amount_text
from check.sums.ends import comparable
from check.sums.links import Link, links
from records import Quantity

_FROM_TO = Sought(
    r"\bfrom\s+(?:[a-z]+\s+){0,2}«N(?P<old>\d+)»(?:[^«.;()]|«T\d+»){0,40}?\bto\s+(?:[a-z]+\s+){0,2}«N(?P<new>\d+)»",
    re.IGNORECASE,
)
_CONCLUDED = Sought(
    r"\b(?:so|therefore|thus|hence|meaning|which\s+means|so\s+that)\b(?:[^«.;()]|«T\d+»){0,80}?"
    r"\b(?:grown|grew|increased|risen|rose|worsened|deteriorated|widened|fallen|fell|reduced|decreased|shrunk|narrowed|"
    r"improved|gone\s+(?:up|down)|come\s+down|moved)\s+by\s+(?:[a-z]+\s+){0,2}«N(?P<size>\d+)»",
    re.IGNORECASE,
)
_NOUN = Sought(
    r"\b(?P<noun>overspend|underspend|deficit|surplus|shortfall|variance|slippage|backlog|pressure|gap|balance|borrowing|"
    r"debt|reserve|saving|forecast|income|spend|expenditure|cost)s?\s+(?:[a-z]+\s+){0,3}?(?:of|was|is|at|stood\s+at|is\s+now)\s+"
    r"(?:[a-z]+\s+){0,2}$",
    re.IGNORECASE,
)


def check_complements(reading: Reading, results: Results) -> None:
    """Hold what is left of two wholes against a pair told "from ... to", and concluded differences against their ends.

    Args:
        reading: The passage.
        results: Takes the judgements.
    """
    _left_over(reading, results)
    _concluded(reading, results)


def _left_over(reading: Reading, results: Results) -> None:
    found = [x for x in links(reading) if x.strong and x.part.family == "count" and x.part.number < x.whole.number]
    if len(found) < 2:
        return
    for m in _FROM_TO.finditer(reading.text):
        old, new = reading.amounts[int(m["old"])], reading.amounts[int(m["new"])]
        used = {x.n for one in found for x in (one.part, one.whole)}
        if {old.n, new.n} & used or old.family != "count" or new.family != "count" or old.blur or new.blur:
            continue
        for now in found:
            for then in found:
                if now is then or now.part.n > then.part.n or now.whole.n == then.whole.n:
                    continue
                if _left(now) == new.number and _left(then) != old.number:
                    _wrong(then, old, now, new, results)
                elif _left(then) == old.number and _left(now) != new.number:
                    _wrong(now, new, then, old, results)


def _left(link: Link) -> int:
    return int(link.whole.number - link.part.number)


def _wrong(link: Link, told: Amount, fits: Link, beside: Amount, results: Results) -> None:
    four = (link.part, link.whole, told, fits.part, fits.whole, beside)
    if _left(link) == 0 or any(results.contradicted(x.figure.id) for x in four):
        return
    working = f"{printed(link.whole.figure)} - {printed(link.part.figure)} = {_left(link)}"
    results.add(
        Judgement(
            told.figure.id, "contradicts", "remainder",
            f"{printed(link.part.figure)} of {printed(link.whole.figure)} leaves {_left(link)}, not {printed(told.figure)}; "
            f"{printed(fits.part.figure)} of {printed(fits.whole.figure)} leaves the {printed(beside.figure)} beside it.",
            working, "serious", tuple(x.figure.place for x in four if x is not told),
            "Correct the part, the whole or what is left.", str(_left(link)),
        )
    )  # fmt: skip


def _concluded(reading: Reading, results: Results) -> None:
    for m in _CONCLUDED.finditer(reading.text):
        size = reading.amounts[int(m["size"])]
        ends: dict[str, list[Amount]] = {}
        for a in reading.amounts[: size.n]:
            noun = _NOUN.search(reading.before(a))
            if noun and not a.size and size.sentence - a.sentence <= 2 and comparable(a, size):
                ends.setdefault(noun["noun"].lower(), []).append(a)
        pairs = [x for x in ends.values() if len(x) == 2]
        if len(pairs) != 1 or results.contradicted(size.figure.id) or size.blur:
            continue
        a, b = pairs[0]
        gap = Quantity((b.quantity - a.quantity).low, (b.quantity - a.quantity).high).magnitude()
        if reading.prints(gap, size) or a.time == b.time or any(results.contradicted(x.figure.id) for x in (a, b)):
            continue
        working = f"{printed(b.figure)} and {printed(a.figure)} differ by {amount_text(gap, a)}"
        results.add(
            Judgement(
                size.figure.id, "contradicts", "change", f"{working}, not {printed(size.figure)}.", working, "serious",
                (a.figure.place, b.figure.place), "Correct the change or the figures it is worked out from.",
            )
        )  # fmt: skip
