"""Words about a target: "below target", "2.3 points short of the target", "the target was missed", against result and target."""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from check.goal_words import NOT_YET
from check.inside.limits import HANDLED
from check.judgements import Judgement, printed, quantity, span_text
from check.known_facts import Facts
from check.paper import Figure
from check.prior_lookup import Run
from check.sought import Sought
from check.told import Told
from records import Finding, Quantity, Source, rounding_modes

_THE = r"(?:(?:the|its|our|their|this|that|agreed|annual|year[\s-]end|local|council(?:['’]s)?|set|current|new|stretch|\d{4}/\d{2}|«[PR]\d+»|«N\d+»)\s+)*"
_GOAL = r"(?:target|ceiling|ambition|goal|limit)"
_GOALS = re.compile(rf"\b{_GOAL}s?\b", re.IGNORECASE)
_WORDS = Sought(
    rf"\b(?:(?P<above>above|higher\s+than|in\s+excess\s+of|over)|(?P<below>below|lower\s+than|under)|(?P<met>met|meets|meeting|achiev(?:ed|es|ing)|hit|hits|on|better\s+than|reached|within|ahead\s+of|outperform\w*|inside)|"
    rf"(?P<missed>miss(?:ed|es|ing)|short\s+of|behind|worse\s+than|off|not\s+(?:met|meeting|achieved|achieving|reached|on|meet|hit)|fail(?:ed|s|ing)?\s+to\s+(?:meet|achieve|reach|hit)|outside|adrift\s+of|away\s+from))\s+{_THE}{_GOAL}\b(?!s)",
    re.IGNORECASE,
)
_PASSIVE = Sought(
    rf"\b{_GOAL}\b(?:\s+(?:of|for|is|was|set)\b(?:[^.;,]|«[NPR]\d+»){{0,60}}?)?\s+(?:(?:has|had|was|is|being|been)\s+)+(?P<not>not\s+(?:been\s+)?)?(?P<met>met|achieved|reached|hit|exceeded|beaten)?(?P<missed>missed)?\b",
    re.IGNORECASE,
)
_GAP = Sought(
    rf"«N(?P<size>\d+)»\s*(?:(?!is\b|was\b|are\b|were\b|still\b|now\b|remain|stood\b|and\b|which\b|fell\b|rose\b)\w+\s+){{0,3}}?(?P<side>above|below|over|under|short\s+of|ahead\s+of|behind|better\s+than|worse\s+than|adrift\s+of|off|away\s+from|higher\s+than|lower\s+than|more\s+than|fewer\s+than|less\s+than)\s+{_THE}{_GOAL}\b(?:\s+(?:of|\()\s*«N(?P<target>\d+)»)?",
    re.IGNORECASE,
)
_BY = Sought(
    rf"\b(?P<side>miss(?:ed|es|ing)|exceed(?:ed|s|ing)|beat(?:s|en)?|short\s+of|above|below)\s+{_THE}{_GOAL}\b(?:\s+(?:of|\()\s*«N(?P<target>\d+)»\)?)?[^«.;,]{{0,15}}?\bby\s+(?:just\s+|only\s+|about\s+|around\s+)?«N(?P<size>\d+)»",
    re.IGNORECASE,
)
_MISSED_BY = Sought(
    rf"\b{_GOAL}\b(?:\s+(?:of|\()\s*«N(?P<target>\d+)»\)?)?\s+(?:was|is|has\s+been)\s+(?P<side>missed|exceeded|beaten)\s+by\s+(?:just\s+|only\s+)?«N(?P<size>\d+)»",
    re.IGNORECASE,
)
_AIM = re.compile(
    rf"\b(?:{NOT_YET}|need\w*)\b[^.;]*$",
    re.IGNORECASE,
)


def check_target_words(run: Run, told: Iterable[Told], facts: Facts) -> None:
    """Hold words about a target, and distances from it, against the indicator's result and target.

    Args:
        run: Its paper and results.
        told: Sentences with what they are about.
        facts: Where results and targets are looked up.
    """
    handled = run.paper.cache.get(HANDLED, ())
    assert isinstance(handled, set | tuple)
    for t in told:
        if not _GOALS.search(t.sentence.text) or (t.passage, t.sentence.start) in handled:
            continue
        result = _result(t, facts)
        if result is None:
            continue
        _gap(run, t, facts, *result)
        _words(run, t, facts, *result)


def _result(t: Told, facts: Facts) -> tuple[Quantity, str, tuple[Source, ...]] | None:
    own = [
        f for f in t.figures if f.claim.period is not None and f.claim.period.end == t.now and f.claim.role == "result"
    ]
    known = facts.quantity(t.key, t.area, t.now)
    if own and own[0].value.number is not None:
        q = quantity(own[0].value)
        if known is not None and known[0].overlaps(q):
            q = known[0]
        return q, printed(own[0]), (own[0].place,)
    others = [f for f in t.figures if f.claim.period is None or f.claim.period.end != t.now]
    if others or known is None:
        return None  # it speaks of another period's result
    return known[0], known[1].value.printed.strip(), (known[1].source,)


def _target(t: Told, facts: Facts, stated: Figure | None) -> tuple[Decimal, str, tuple[Source, ...]] | None:
    if stated is not None and stated.value.number is not None:
        return stated.value.number, printed(stated), (stated.place,)
    return facts.target(t.key, t.now)


def _gap(run: Run, t: Told, facts: Facts, result: Quantity, shown: str, where: tuple[Source, ...]) -> None:
    template = t.sentence.template
    m = _GAP.search(template) or _BY.search(template) or _MISSED_BY.search(template)
    if m is None or _AIM.search(template[: m.start()]):
        return
    figures = run.paper.by_number(t.passage, t.sentence)
    size = figures.get(int(m["size"]))
    stated = (
        figures.get(int(m["target"]))
        if m["target"]
        else next((f for f in figures.values() if f.claim.role == "target"), None)
    )
    target = _target(t, facts, stated)
    if size is None or target is None or size.value.number is None or size.id in {f.id for f in t.figures}:
        return
    if (size.value.unit == "points" and "%" not in shown) or (size.value.unit in {"money", "days"} and "%" in shown):
        return  # of another kind than the indicator
    goal = Quantity.exact(target[0])
    distance = result - goal
    magnitude = distance.magnitude()
    working = f"{shown} against the target of {target[1]}"
    side = m["side"].lower().split()[0]
    way = {
        "above": 1,
        "over": 1,
        "higher": 1,
        "more": 1,
        "below": -1,
        "under": -1,
        "lower": -1,
        "fewer": -1,
        "less": -1,
    }.get(side)
    if (
        way is None
        and t.polarity in {"H", "L"}
        and side
        in {
            "short",
            "behind",
            "worse",
            "adrift",
            "missed",
            "miss",
            "missing",
            "misses",
            "off",
            "away",
            "ahead",
            "better",
            "beat",
            "beaten",
            "beats",
        }
    ):
        better = side in {"ahead", "better", "beat", "beaten", "beats"}
        way = 1 if better == (t.polarity == "H") else -1
    wrong_side = (way == 1 and distance.high < 0) or (way == -1 and distance.low > 0)
    if rounding_modes(magnitude, size.value) and not wrong_side:
        run.results.add(
            Judgement(
                size.id,
                "agrees_within_rounding",
                "target",
                f"The distance follows: {working}.",
                working,
                sources=(*where, *target[2]),
            )
        )
        return
    relative = (
        size.value.unit == "percent"
        and target[0]
        and rounding_modes(
            Quantity(100 * magnitude.low / Fraction(target[0]), 100 * magnitude.high / Fraction(target[0])), size.value
        )
    )
    if relative and not wrong_side:
        run.results.add(
            Judgement(
                size.id,
                "agrees_within_rounding",
                "target",
                f"The distance in per cent of the target: {working}.",
                working,
                sources=(*where, *target[2]),
            )
        )
        return
    run.results.add(
        Judgement(
            size.id, "contradicts", "target",
            f"'{t.name}': {working} is {span_text(magnitude)} {'above' if distance.low > 0 else 'below'}, not {printed(size)} {m['side']} it.",
            f"{working}: {span_text(magnitude)}", "serious", (*where, *target[2]), "Correct the distance, the result or the target.", span_text(magnitude),
        )
    )  # fmt: skip


def _words(run: Run, t: Told, facts: Facts, result: Quantity, shown: str, where: tuple[Source, ...]) -> None:
    text = t.sentence.text
    found = [m for m in (*_WORDS.finditer(text), *_PASSIVE.finditer(text)) if not _AIM.search(text[: m.start()])]
    if len(found) != 1 or re.search(r"\bnot\s+$|n['’]t\s+$", text[: found[0].start()], re.IGNORECASE):
        return
    (m,) = found
    if re.search(r"\bhad\b", m[0], re.IGNORECASE) and re.search(
        r"\b(?:when|where|which)\b", f"{text[max(0, m.start() - 12) : m.start()]}{m[0]}"
    ):
        return  # "fewer than in November, when the target had been met": of the time named before it
    stated = [f for f in run.paper.by_number(t.passage, t.sentence).values() if f.claim.role == "target"]
    target = _target(t, facts, stated[0] if len(stated) == 1 else None)
    if target is None or len(stated) > 1:
        return
    goal = Fraction(target[0])
    groups = m.groupdict()
    above, below = result.low > goal, result.high < goal
    if groups.get("above"):
        wrong, expected = result.high < goal or result.high == result.low == goal, "below"
    elif groups.get("below"):
        wrong, expected = result.low > goal or result.high == result.low == goal, "above"
    elif t.polarity in {"H", "L"} and (groups.get("met") or groups.get("missed")):
        short = below if t.polarity == "H" else above
        reached = result.low >= goal if t.polarity == "H" else result.high <= goal
        negated = bool(groups.get("not"))
        says_met = bool(groups.get("met")) != negated
        wrong = short if says_met else reached
        expected = "missed" if says_met else "met"
    else:
        return
    place = run.paper.passages[t.passage].at(t.begin + m.start(), t.begin + m.end())
    said = " ".join(m[0].split())
    working = f"{shown} against the target of {target[1]}"
    run.results.findings.append(
        Finding(
            "contradicts" if wrong else "agrees", "target_words", place, said,
            f"'{t.name}': {working}; '{said}' {'does not fit' if wrong else 'fits'}.", working, "serious" if wrong else "note",
            (*where, *target[2]), "Correct the words or the figures." if wrong else "", t.name, t.key, expected if wrong else "",
        )
    )  # fmt: skip
