"""What comes in, what goes out and the stock: "139 cases were received and 128 closed. As a result ... rose from 287 to 298"."""

# ruff: noqa: E501 - tables of words, one kind to a row

from __future__ import annotations

import re

from check.judgements import Judgement, Results, printed
from check.sums.amounts import Amount, Reading
from check.sums.changes import amount_text
from check.sums.ends import sign_of
from check.sums.links import alike, plain
from check.sums.moves import FROM_TO

_IN = re.compile(
    r"^\s*(?:new\b|(?:[a-z-]+\s+){0,4}?(?:(?:were|was|have\s+been|had\s+been)\s+)?(?:received|opened|raised|reported|added|admitted|joined|started|began|registered|recruited|taken\s+on|came\s+in)\b)",
    re.IGNORECASE,
)
_OUT = re.compile(
    r"^\s*(?:[a-z-]+\s+){0,4}?(?:(?:were|was|have\s+been|had\s+been)\s+)?(?:closed|completed|ended|left|discharged|resolved|cleared|removed|finished|concluded|determined|withdrawn|cancelled)\b",
    re.IGNORECASE,
)
_IN_BEFORE = re.compile(
    r"\b(?:opened|received|admitted|recruited|took\s+on|registered|gained|added)\s+(?:another\s+|a\s+further\s+)?$",
    re.IGNORECASE,
)
_OUT_BEFORE = re.compile(
    r"\b(?:closed|completed|discharged|resolved|cleared|ended|lost|removed)\s+(?:another\s+|a\s+further\s+)?$",
    re.IGNORECASE,
)
_SO = re.compile(
    r"(?:\bas\s+a\s+result\b|\bso\b|\btherefore\b|\bmeaning\b|\bconsequently\b|\bwhich\s+took\b|\btaking\b)",
    re.IGNORECASE,
)


def check_told_flows(reading: Reading, results: Results) -> None:
    """Hold a change of a stock against what came in and went out, where the words draw the conclusion.

    Args:
        reading: The passage.
        results: Takes the judgements.
    """
    came = [a for a in reading.amounts if _flows(a) and _goes(reading, a, _IN, _IN_BEFORE)]
    went = [a for a in reading.amounts if _flows(a) and a not in came and _goes(reading, a, _OUT, _OUT_BEFORE)]
    if len(came) != 1 or len(went) != 1 or not alike(came[0], went[0]) or abs(came[0].sentence - went[0].sentence) > 0:
        return
    first, last = sorted((came[0], went[0]), key=lambda a: a.n)
    net = came[0].quantity - went[0].quantity
    tail = reading.text.partition(last.mark)[2]
    tail = "«/»".join(tail.split("«/»")[:2])
    conclusion = _SO.search(tail)
    if conclusion is None or re.search(
        r"\b(?:this|last|previous)\s+(?:year|quarter|month)\b", reading.between(first, last)
    ):
        return
    tail = tail[conclusion.end() :]
    told = FROM_TO.search(tail)
    if told:
        old, new = reading.amounts[int(told["old"])], reading.amounts[int(told["new"])]
        if plain(old) and plain(new) and alike(old, came[0]):
            _judge(came[0], went[0], (old, new), results)
        return
    sizes = [a for a in reading.inside(tail) if a.size and alike(a, came[0])]
    if len(sizes) == 1:
        size, sign = sizes[0], sign_of(reading, sizes[0])
        working = f"{printed(came[0].figure)} - {printed(went[0].figure)} = {amount_text(net, size)}"
        fits = reading.prints(net.magnitude(), size) and not (sign > 0 > net.high or sign < 0 < net.low)
        _say(size, fits, working, printed(size.figure), (came[0], went[0]), results)


def _flows(a: Amount) -> bool:
    return plain(a) and not a.older and a.family == "count"


def _goes(reading: Reading, a: Amount, after: re.Pattern[str], before: re.Pattern[str]) -> bool:
    return bool(before.search(reading.before(a))) or bool(
        after.match(re.split(r"«|[.;,]|\band\b", reading.after(a))[0])
    )


def _judge(came: Amount, went: Amount, stock: tuple[Amount, Amount], results: Results) -> None:
    old, new = stock
    rise = new.quantity - old.quantity
    flow = came.quantity - went.quantity
    fits = rise.overlaps(flow)
    working = f"{printed(came.figure)} - {printed(went.figure)} = {amount_text(flow, came)}, {printed(new.figure)} - {printed(old.figure)} = {amount_text(rise, came)}"
    _say(
        new,
        fits,
        working,
        f"the change from {printed(old.figure)} to {printed(new.figure)}",
        (came, went, old),
        results,
    )


def _say(a: Amount, fits: bool, working: str, told: str, others: tuple[Amount, ...], results: Results) -> None:
    results.add(
        Judgement(
            a.figure.id, "agrees" if fits else "contradicts", "sum",
            f"What came in and went out makes the change: {working}." if fits else f"What came in and went out does not make {told}: {working}.",
            working, "note" if fits else "serious", tuple(x.figure.place for x in others), "" if fits else "Correct one of the figures, or say what else changed the number.",
        )
    )  # fmt: skip
