"""What a change is of: it names it itself, or it is of what the sentence before told."""

# ruff: noqa: E501 - tables of words

from __future__ import annotations

import re

from check.inside.time_lines import stems
from check.sums.amounts import Amount, Reading

_IN_WHAT = re.compile(
    r"^\s*(?:(?!and\b|or\b|but\b|in\b)[a-z-]+\s+){0,3}?in\s+(?:the\s+|our\s+|its\s+)?(?P<what>[^«.;,:()]{3,90})",
    re.IGNORECASE,
)
_OF_NOTHING = frozenset(
    stems(
        "number numbers rate rates percentage proportion share volume volumes total totals level levels average overall year month quarter period figure figures annual same previous last performance comparison line"
    )
)


def of_another(reading: Reading, size: Amount, end: Amount) -> bool:
    """Whether a size names what it is a change in, and the sentence of an earlier figure speaks of something else.

    "Satisfaction rose from 71% to 84%. This is against a 17% fall in the number of calls."

    Args:
        reading: The passage.
        size: One of its sizes.
        end: What it may be a change of.
    """
    if end.sentence == size.sentence:
        return False
    told = reading.text.split("«/»")[end.sentence]
    m = _IN_WHAT.match(reading.after(size))
    what = stems(m["what"]) - _OF_NOTHING if m else frozenset()
    return (bool(what) and not what & stems(told)) or _its_own_subject(reading, size, told)


def _its_own_subject(reading: Reading, size: Amount, told: str) -> bool:
    """Whether the clause of a size names what moved, and the earlier sentence spoke of something else.

    "3,340 enrolments were made. Since then the number of learners has gone up by 937": the subject shares no word
    with what was told, or has a name that was not told there ("Spend in Adults has fallen").
    """
    m = _SUBJECT.search(_CLAUSES.split(reading.before(size))[-1])
    if m is None:
        return False
    own = stems(m["what"]) - _OF_NOTHING - _BACK
    names = set(_NAME.findall(m["what"])) - {"The", "This", "That"}
    return (bool(own) and not own & stems(told)) or any(n not in told for n in names)


_CLAUSES = re.compile(
    r"[;:(]|\bwhile\b|\bwhilst\b|\bwhereas\b|,\s+(?:but|although|though|and)\b|,(?=\s+(?:the|our)\s)", re.IGNORECASE
)
_SUBJECT = re.compile(
    r"^\s*(?:(?:but|and|however|meanwhile|also|in\s+contrast|by\s+contrast|since\s+then|here),?\s+)*(?:the\s+|our\s+|its\s+)?(?P<what>[A-Za-z][^«,]{2,80}?)\s+(?:has|have|had|is|was|were|are|rose|fell|grew|dropped|increased|decreased|went|reached|stood|stands|declined|climbed|improved|continues?)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[a-z] )[A-Z][a-z]+")
_BACK = frozenset(
    stems(
        "this that these those they there which what then since all both each one other change difference gap increase decrease rise fall drop reduction improvement growth movement trend"
    )
)
"""Words that stand for what was told before."""


def of_several(reading: Reading, size: Amount, new: Amount, news: list[Amount]) -> bool:
    """Whether the figure of the sentence before is one of several there, one of them a part of another.

    The size may be of whole, part or rest: "91 were received, of which 15 were withdrawn. This is 33% more than ...".

    Args:
        reading: The passage.
        size: One of its sizes.
        new: What it may be a change of.
        news: All that it may be a change of.
    """
    if new.sentence == size.sentence:
        return False
    rivals = [n for n in news if n.sentence == new.sentence and n.family == new.family]
    return len(rivals) > 1 and any(_OF_WHICH.search(reading.before(n)) for n in rivals)


_OF_WHICH = re.compile(r"\bof\s+(?:which|whom|these|those|them)\b[^«;]*$", re.IGNORECASE)
