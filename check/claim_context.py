"""What a figure of prose measures: indicator, area, group, role, and how firmly that is known."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from check.mentions import IndicatorFinder
from check.paper import Figure, Paper
from records import Claim, Period

if TYPE_CHECKING:
    from normalise import Register

_WITHOUT_UASC = re.compile(
    r"\b(?:ex(?:cl(?:\.|uding|udes?|uded)?)?|without|minus|net\s+of|not\s+including|non)[\s-]+(?:the\s+)?(?:our\s+)?(?:UASC|unaccompanied)|"
    r"\b(?:UASC|unaccompanied\s+asylum\s+seeking\s+(?:children|young\s+people))(?:\s+cohort)?\s+(?:are|is|were|was|have\s+been|had\s+been)\s+(?:removed|excluded|taken\s+out|discounted|left\s+out)|"
    r"\bcitizen\b",
    re.IGNORECASE,
)
_UASC = re.compile(r"\bUASC\b|\bunaccompanied\s+asylum", re.IGNORECASE)
_SUBGROUP = re.compile(
    r"\b(?:of\s+(?:these|those|which|whom|this)|for\s+example|aged|this\s+included|includ(?:es|ing)|further|for\s+the\s+«N\d+»|"
    r"boys|girls|males?|females?|disabled|babies|infants|teenagers|adolescents|siblings?|ethnic|BAME|new\s+foster)\b",
    re.IGNORECASE,
)
_TARGET = re.compile(
    r"\b(?:target|ambition|expectation|goal|aim)\s*(?:of|is|was|at|set\s+at|:|rate|\()?\s*(?:at\s+|of\s+|to\s+)?(?:over\s+|about\s+)?$",
    re.IGNORECASE,
)
_AFTER_TARGET = re.compile(r"^\s*(?:target|ambition|expectation)\b", re.IGNORECASE)
_COMPASS = re.compile(
    r"\b(?P<way>north|south|east|west|mid|central)(?:ern)?\s+(?:of\s+the\s+(?:county|borough|city)|(?P<name>[A-Z]\w+))"
)
_BANDS = re.compile(r"\bRAG\s+band|\b(?:red|amber|green)\s*[:=]\s*\S|[:=]\s*(?:red|amber|green)\b", re.IGNORECASE)
_LABELLED = re.compile(r"^\W*(?:\d{1,2}\s?[-–+]\s?\d{0,2}|[A-Z][\w/&’' ]{0,40}?)\s*[-–:|]\s*(?:«|\d)")
_APPROXIMATE = re.compile(
    r"\b(?:about|around|approximately|approx\.?|nearly|almost|just\s+(?:over|under)|circa|roughly)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Tie:
    """How firmly a figure is tied to what it measures.

    "observation": a recognised cell. "control": a content control names it. "named": its sentence names the
    indicator. "context": only the heading or row it stands under does. "": not at all.
    """

    how: str
    why: str = ""
    approximate: bool = False


def tie_claims(paper: Paper, register: Register | None) -> None:
    """Give each figure of the paper's prose the indicator, area, group, period and role that it speaks of.

    Args:
        paper: Its figures are replaced by tied ones.
        register: Indicators and their names; without it only recognised cells and indicator pages are tied.
    """
    finder = IndicatorFinder(register) if register is not None else None
    contexts = _contexts(paper, register)
    areas = _areas(paper)
    roles = _roles(paper)
    for n, f in enumerate(paper.figures):
        if f.observation is not None:
            paper.figures[n] = _with_tie(f, f.claim, Tie("observation"))
            continue
        if f.sentence is None:
            continue
        paper.figures[n] = _tie(paper, f, finder, contexts.get(f.passage), areas, roles.get(f.id, "result"))


def tie_of(f: Figure) -> str:
    """How a figure is tied: see `Tie`."""
    return f.claim.details.get("tie", "")


def _with_tie(f: Figure, claim: Claim, tie: Tie) -> Figure:
    details = claim.details | {"tie": tie.how, "tie_why": tie.why}
    if tie.approximate:
        details["approximate"] = "yes"
    return replace(f, claim=replace(claim, details=details))


@dataclass(frozen=True, slots=True)
class _Context:
    """What the surroundings of a passage speak of."""

    indicator: str
    key: str
    why: str


def _contexts(paper: Paper, register: Register | None) -> dict[int, _Context]:
    """Indicator of the page, row or heading that a passage stands on or under."""
    out: dict[int, _Context] = {}
    if paper.extraction is not None:
        pages = {}
        keys = {o.indicator: o.indicator_key for o in paper.extraction.observations if o.indicator_key}
        for page in paper.extraction.indicator_pages:
            for text in (*page.commentary, *page.data_notes.values()):
                pages[text.strip()] = page.indicator
        for index, p in enumerate(paper.passages):
            name = pages.get(p.text.strip())
            if name:
                key = keys.get(name, "") or _resolve(register, name)
                out[index] = _Context(name, key, f"stands on the page of '{name}'")
    told = {f.passage for f in paper.figures if f.sentence is not None}
    resolved: dict[str, str] = {}
    for index, p in enumerate(paper.passages):
        if index in out or index not in told:
            continue
        for part in (*p.row_header.split(" | ")[::-1], *p.section.split(" / ")[::-1], p.context):
            if not part or len(part) < 12:
                continue
            if part not in resolved:
                resolved[part] = _resolve(register, part)
            key = resolved[part]
            if key:
                out[index] = _Context(part, key, f"stands under '{part[:80]}'")
                break
    return out


def _resolve(register: Register | None, name: str) -> str:
    if register is None:
        return ""
    decision = register.resolve(re.sub(r"^(?:table|figure|chart)\s+\d+\s*[:.]\s*", "", name, flags=re.I))
    return decision.key if decision.verdict == "accept" else ""


def _areas(paper: Paper) -> dict[str, str]:
    """Areas that the paper's own figures know, lower case -> as printed; the whole area last."""
    found: dict[str, str] = {}
    if paper.extraction is not None:
        for area in (*(o.area for o in paper.extraction.observations), *paper.extraction.publication.areas[1:]):
            if area:
                found[area.lower()] = area
    return found


def _roles(paper: Paper) -> dict[int, str]:
    """Roles that follow from the relations a figure takes part in."""
    out: dict[int, str] = {}
    for s in paper.statements:
        r = s.relation
        for figure, role in (
            (r.part, "numerator"),
            (r.whole, "denominator"),
            (r.size, "change"),
            (r.rest, "remainder"),
        ):
            if figure is not None:
                out[figure] = role
    return out


def _tie(
    paper: Paper, f: Figure, finder: IndicatorFinder | None, context: _Context | None, areas: dict[str, str], role: str
) -> Figure:
    assert f.sentence is not None
    claim = f.claim
    k = f.sentence.figures.index(paper.numerals[f.passage].index(f.numeral))
    before, _, after = f.sentence.template.partition(f"«N{k}»")
    clause_before = re.split(r"«N\d+»|;", before)[-1]
    clause_after = re.split(r"«N\d+»|;", after)[0]
    clause = f"{clause_before} {clause_after}"
    if role == "result" and (_TARGET.search(before) or _AFTER_TARGET.search(after)):
        role = "target"
    approximate = bool(_APPROXIMATE.search(before))
    if _BANDS.search(f.sentence.text) or _BANDS.search(paper.passages[f.passage].text):
        first = f.sentence.figures[0] == f.sentence.figures[k]
        name, key = (context.indicator, context.key) if context else ("", "")
        banded = replace(
            claim, role="target" if first else "band", indicator=name, indicator_key=key, period=paper.period
        )
        return _with_tie(f, banded, Tie("context" if first else "", context.why if context else ""))
    listed = bool(_LABELLED.match(f.claim.sentence))
    subgroup = listed or (
        _SUBGROUP.search(clause) and not (role in {"numerator", "denominator"} and not re.search(r"\baged\b", clause))
    )
    if role in {"change", "remainder"} or subgroup:
        role_now = role if role in {"change", "remainder"} else "part"
        where = context.indicator if context else ""
        return _with_tie(f, replace(claim, role=role_now, indicator=where), Tie("", "", approximate))
    cohort = _cohort(clause, f.sentence.text)
    area = _area(clause, f.sentence.text, areas)
    unit = "" if role in {"numerator", "denominator"} else claim.value.unit
    period = claim.period or _relative(f, paper.period)
    mention = finder.named(_bare(f.sentence.template), unit=unit) if finder else None
    if (
        mention is not None
        and context is not None
        and context.key
        and mention.key != context.key
        and mention.share < 0.9
    ):
        mention = None  # the heading is the better witness
    if mention is not None:
        tie = Tie("named", f"the sentence names '{mention.label}'", approximate)
        claim = replace(claim, indicator=mention.label, indicator_key=mention.key)
    elif context is not None:
        tie = Tie("context", context.why, approximate)
        claim = replace(claim, indicator=context.indicator, indicator_key=context.key)
    else:
        several = finder.find(_bare(f.sentence.template), unit=unit)[:3] if finder else []
        why = ""
        if several:
            why = "it may speak of " + " or ".join(f"'{m.label}'" for m in several)
        return _with_tie(f, replace(claim, period=period, area=area, cohort=cohort), Tie("", why, approximate))
    claim = replace(claim, role=role, area=area, cohort=cohort, period=period)
    return _with_tie(f, claim, tie)


def _bare(template: str) -> str:
    return re.sub(r"«[NP]\d+»", " ", template)


def _cohort(clause: str, sentence: str) -> str:
    if _WITHOUT_UASC.search(clause):
        return "excl_uasc"
    if "«" not in sentence and _WITHOUT_UASC.search(sentence) and len(re.findall(r"\d", sentence)) <= 4:
        return "excl_uasc"
    if _UASC.search(clause):
        return "uasc"
    return "all"


def _area(clause: str, sentence: str, areas: dict[str, str]) -> str:
    """The area that a clause names; "?" for one that the paper's figures do not know."""
    for text in (clause, sentence):
        low = text.lower()
        named = [a for a in areas if re.search(rf"\b{re.escape(a)}\b", low)]
        narrow = [a for a in named if not any(a != b and a in b for b in named)]
        if len(narrow) == 1:
            return areas[narrow[0]]
        if len(narrow) > 1:
            return "?"
        if _COMPASS.search(text):
            return "?"
    return ""


def _relative(f: Figure, period: Period | None) -> Period | None:
    if period is None:
        return None
    if f.relative == "last month":
        return period.previous(1)
    if f.relative == "last quarter":
        return period.previous(3)
    if f.relative == "last year":
        return period.previous(12)
    return period
