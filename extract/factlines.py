"""Lines of facts: "Latest: 73% | Target: 85%, Floor: 75% | Previous: 72% (Red)"."""

# ruff: noqa: E501 - tables of patterns, one to a line

from __future__ import annotations

import re
from dataclasses import dataclass

from records import Role

_LABELS: tuple[tuple[Role, str], ...] = (
    ("expectation_upper", r"upper (?:expectation|expected|threshold|limit)|expectation upper|upper"),
    ("expectation_lower", r"lower (?:expectation|expected|threshold|limit)|expectation lower|lower"),
    ("previous", r"previous(?: (?:result|quarter|month|period|value|year))?|last (?:quarter|month|period|year)|prior(?: (?:quarter|month|period))?"),
    ("outturn", r"(?:previous )?(?:year[- ]end|outturn)(?: result)?"),
    ("target", r"target(?: for [\d/]+)?"),
    ("floor", r"floor(?: standard)?|threshold|minimum"),
    ("benchmark", r"england(?: average)?|national(?: average)?|statistical neighbours?|benchmark"),
    ("result", r"latest(?: (?:result|quarter|month|period|value))?|current(?: (?:result|quarter|month|period|value|performance))?|result|actual|this (?:quarter|month)|ytd|performance"),
)  # fmt: skip
_FACT = re.compile(
    r"(?<![\w])(?:"
    + "|".join(f"(?P<{role}>{words})" for role, words in _LABELS)
    + r")\s*(?P<when>\([^()%:]{2,24}\))?\s*[:=]\s*"
    r"(?P<value>[£$]?[+\-−]?[\d,]+(?:\.\d+)?\s?(?:%|per ?cent|days|k|m)?(?![\w/])|n/?a|-|–)"
    r"(?:\s*\(\s*(?P<rag>green|amber|red|g|a|r)\s*\))?(?:\s+(?P<rag2>green|amber|red)\b)?",
    re.IGNORECASE,
)

LABELLED = re.compile(r"^\s*(?P<label>[A-Za-z][A-Za-z ]{1,28}?)\s*[:=–-]\s*(?P<said>\S.*)$")
"""A label with what is said of it: "Status: Green"."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One "label: value" of a line of facts.

    Attributes:
        role: What the figure is.
        printed: The figure as printed.
        rag: Colour in brackets beside it, as printed; "" where none.
        when: Period in brackets beside the label, as printed.
        label: The label as printed.
        span: Characters of the figure in the text.
    """

    role: Role
    printed: str
    rag: str
    when: str
    label: str
    span: tuple[int, int]


def parse_facts(text: str) -> list[Fact]:
    """The facts of a line such as "Latest: 73% | Target: 85%, Floor: 75% | Previous: 72% (Red)".

    Returns:
        Empty unless at least two facts with figures are there, one of them a result or a target.
    """
    if ":" not in text and "=" not in text:
        return []
    out = []
    for m in _FACT.finditer(text):
        role = next(role for role, _ in _LABELS if m[role] is not None)
        out.append(
            Fact(
                role,
                m["value"].strip(),
                m["rag"] or m["rag2"] or "",
                (m["when"] or "").strip("() "),
                m[role],
                m.span("value"),
            )
        )
    kinds = {f.role for f in out}
    return out if len(kinds) >= 2 and kinds & {"result", "target", "previous"} else []
