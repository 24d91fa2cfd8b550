"""Keys that papers print for signs and words of status: "✓ target met; ~ within 5%; ✗ missed", "just missed means within two points".

A sign has the colour of its meaning: what meets the target is green, what is within the tolerance amber, the rest red.
"""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from collections.abc import Iterable

from check.inside.rag_rules import Condition, RagRule, read_conditions, with_digits
from check.inside.status_words import status_in, status_word

SIGNS = "✓✔☑✅✗✘☒❌✕×●○◐◑■□▲△▼▽◆◇★☆⬤~≈"
_SIGN = re.compile(rf"(?<![\w.])(?P<sign>[{SIGNS}])(?=\s*(?:[=:–—-]\s*)?[A-Za-z])")
_LEAD = re.compile(r"^\W*(?:means?|is|are|for|if|when|shows?|indicates?|denotes?|stands?\s+for)?\s*", re.IGNORECASE)
_TAIL = re.compile(r"[\s,;.|()]*(?:\b(?:and|or|a|an|the)\b[\s,;.|()]*)*$", re.IGNORECASE)
_DEFINES = re.compile(r"\b(?:means?|counts?\s+as|(?:shown|rated|classed|defined|marked|described|treated|reported)\s+as|is\s+one|are\s+those|when|if|where)\b|[=:]", re.I)  # fmt: skip
_TOLERANCE = re.compile(r"\b(?:within|by\s+(?:up\s+to|less\s+than|no\s+more\s+than)|no\s+more\s+than|up\s+to|less\s+than)\s+\d", re.I)  # fmt: skip
_MEANING = {"met": "green", "within": "amber", "beyond": "red", "missed": "red"}
_PLAIN = {"✓": "green", "✔": "green", "☑": "green", "✅": "green", "✗": "red", "✘": "red", "☒": "red", "❌": "red"}
"""Signs that need no key in a column of statuses."""


def sign_colours(texts: Iterable[str]) -> dict[str, str]:
    """The colours of the signs of a paper, by its keys; ticks and crosses need none.

    Args:
        texts: Of its passages.
    """
    out = dict(_PLAIN)
    for text in texts:
        out |= {sign: _MEANING[c.test] for sign, c in _read_signs(text).items()}
    return out


def read_status_key(text: str) -> RagRule | None:
    """The rule of a key of signs, or of a sentence that says what "just missed" means; None where it is neither.

    Args:
        text: A paragraph or note.
    """
    body = " ".join(text.split())
    signs = _read_signs(body)
    if signs:
        return RagRule(body, None, tuple((_MEANING[c.test], c) for c in signs.values()))
    return _read_words(body)


def _read_signs(text: str) -> dict[str, Condition]:
    found = list(_SIGN.finditer(text))
    if not 2 <= len({m["sign"] for m in found}) == len(found) <= 4:
        return {}
    ends = [m.start() for m in found[1:]] + [len(text)]
    parts = {}
    for m, end in zip(found, ends, strict=True):
        words = text[m.end() : end]
        parts[m["sign"]] = _TAIL.sub("", _LEAD.sub("", words if end == len(text) else words.rstrip()))
    conditions = read_conditions(parts)
    if conditions is None:
        named = {sign: status_word(words) for sign, words in parts.items()}
        tests = {"green": "met", "red": "missed"}
        if set(named.values()) != set(tests):
            return {}
        return {sign: Condition(tests[colour]) for sign, colour in named.items()}  # type: ignore[arg-type]
    return conditions if "met" in {c.test for c in conditions.values()} else {}


def _read_words(text: str) -> RagRule | None:
    body = with_digits(text)
    tolerance = _TOLERANCE.search(body)
    if (
        tolerance is None
        or len(re.findall(r"\d[\d.]*", body)) != 1
        or not re.search(r"\btarget|standard\b", body, re.I)
    ):
        return None
    near = [(a, b) for a, b, colour in status_in(body) if colour == "amber" and not a <= tolerance.start() < b]
    if len(near) != 1:
        return None
    first, last = sorted((near[0], (tolerance.start(), tolerance.end())))
    if not _DEFINES.search(body[first[1] : last[0]]) and not _DEFINES.search(body[: first[0]]):
        return None
    conditions = read_conditions({"amber": body[tolerance.start() :]})
    within = conditions["amber"] if conditions is not None else None
    if within is None or within.test != "within":
        return None
    beyond = Condition("beyond", within.amount, within.points)
    return RagRule(text, None, (("green", Condition("met")), ("amber", within), ("red", beyond)))
