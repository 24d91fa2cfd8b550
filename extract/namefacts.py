"""Facts that stand in the name of a row: "Homes let in time (target 90%)", "Days lost per employee - target: 8.5"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from records import Role


@dataclass(frozen=True, slots=True)
class NameFact:
    """A figure that a name carries.

    Attributes:
        role: What it is.
        printed: As printed.
        whole: The part of the name that states it.
        span: Characters of the figure in that part.
    """

    role: Role
    printed: str
    whole: str
    span: tuple[int, int]


_FIGURE = r"(?P<figure>[<>≤≥]?\s?£?[+\-−]?\d[\d,]*(?:\.\d+)?\s?(?:%|per ?cent|days|weeks|hours|k|m)?)"
_WORDS: tuple[tuple[Role, str], ...] = (
    ("target", r"(?:annual |local |our |year[- ]end |20\d\d(?:[-/]\d{2,4})? )?(?:target|goal|ambition|standard|plan)"),
    ("floor", r"floor|threshold|minimum|intervention level"),
    ("benchmark", r"england(?: average)?|national(?: average)?|benchmark|peer average|statistical neighbours?"),
)
_LINK = r"(?: (?:for |in )?20\d\d(?:[-/]\d{2,4})?)?\s*(?:of|is|:|=|-|–)?\s*"


def _form(words: str) -> re.Pattern[str]:
    """In brackets, behind a dash or behind a comma: "(target 90%)", "- target 90%", ", target: 90%"."""
    said = rf"(?:{words}){_LINK}"
    bare, after = (_FIGURE.replace("figure", name) for name in ("bare", "after"))
    return re.compile(
        rf"\s*(?:[(\[]\s*{said}{_FIGURE}\s*[)\]]|\s[-–—|]\s{said}{bare}|[,;]\s{said}{after})\s*$", re.IGNORECASE
    )


_FORMS = tuple((role, _form(words)) for role, words in _WORDS)


def facts_in_name(name: str) -> tuple[str, tuple[NameFact, ...]]:
    """The name without the facts it carries, and the facts.

    Args:
        name: Of a row, on one line.
    """
    facts: list[NameFact] = []
    found = True
    while found:
        found = False
        for role, form in _FORMS:
            m = form.search(name)
            if m and m.start() > 2:
                group = next(g for g in ("figure", "bare", "after") if m[g])
                if re.fullmatch(r"(?:19|20)\d\d", m[group].strip()):
                    continue  # "- plan 2024"
                start = m.start(group) - m.start()
                facts.append(NameFact(role, m[group].strip(), m[0], (start, start + len(m[group].strip()))))
                name, found = name[: m.start()].rstrip(), True
    return name, tuple(facts)


_HEAD_FORMS = tuple(
    (role, re.compile(rf"^(?P<name>.{{3,}}?)[\s,;:–-]+(?:{words}){_LINK}{_FIGURE}\s*$", re.IGNORECASE))
    for role, words in _WORDS
)


def facts_in_head(head: str) -> tuple[str, tuple[NameFact, ...]]:
    """As `facts_in_name`, for a heading over a column, where a fact stands in a line of its own ("target 95%").

    Args:
        head: A heading on one line.
    """
    name, facts = facts_in_name(head)
    for role, form in _HEAD_FORMS:
        m = form.match(name)
        if m is not None and not re.fullmatch(r"(?:19|20)\d\d", m["figure"].strip()):
            start = m.start("figure") - m.end("name")
            fact = NameFact(role, m["figure"].strip(), name[m.end("name") :], (start, start + len(m["figure"].strip())))
            return m["name"].rstrip(" ,;:–-"), (fact, *facts)
    return name, facts
