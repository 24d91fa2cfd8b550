"""What the values of a chart are of: its series' names, its title or caption, the periods on its axis."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from check.control_addresses import TiedPaper
from check.judgements import Judgement, Results, printed
from check.paper import Figure, Paper
from check.passages import Passage
from check.sought import Sought

if TYPE_CHECKING:
    from normalise import Register

_RESULT = re.compile(
    r"^\W*(?:\w+\s+)?(?:result|actual|performance|value|outturn|series\s*1?|latest|%)s?\W*$", re.IGNORECASE
)
_TARGET = re.compile(r"\btarget\b", re.IGNORECASE)
_BAND_LINE = Sought(r"\b(?:red|amber|green)\s+(?:above|below|from|under|over)\b|\bfloor\b", re.IGNORECASE)
_REACH = 3
"""Paragraphs around a chart in which its caption is looked for."""


def tie_charts(paper: Paper, tied: TiedPaper, register: Register, results: Results) -> None:
    """Give the values of charts their indicator, area, group and role; check the lines that draw RAG bounds.

    Args:
        paper: Values of charts are replaced by tied ones.
        tied: Content controls; a drafted caption names the indicator exactly.
        register: Names and bands of indicators.
        results: Takes the judgements of band lines.
    """
    names: dict[str, tuple[str, str, str]] = {}
    captions: dict[int, tuple[str, str, str] | None] = {}
    for f in paper.figures:
        passage = paper.passages[f.passage]
        if passage.kind != "chart" or f.claim.period is None:
            continue
        series, role = passage.row_header, "result"
        whole: tuple[str, str, str] | None
        if _TARGET.search(series):
            role, whole = "target", None
        elif _BAND_LINE.search(series):
            role, whole = "floor", None
        else:
            whole = None if _RESULT.match(series) else _named(series, register, names)
        if whole is None and role == "result" and not _RESULT.match(series) and not _only_series(paper, f):
            continue  # one of several groups that the chart parts by names the register does not know
        if whole is None:
            if f.passage not in captions:
                captions[f.passage] = _caption(paper, f.passage, tied) or _titled(passage, register, names)
            whole = captions[f.passage]
        if whole is not None:
            _tie(paper, f, whole, role)
            if role == "floor":
                _band_line(paper.figures[f.id], register, results)


def _band_line(f: Figure, register: Register, results: Results) -> None:
    """A line that draws where a colour begins: one of the bounds of the register's bands for that year."""
    key, period = f.claim.indicator_key, f.claim.period
    if key not in register or period is None or f.value.number is None:
        return
    bands = register[key].bands.get(period.reporting_year)
    if bands is None:
        return
    bounds = sorted({b for band in bands.bands if band.rag == "red" for b in (band.low, band.high) if b is not None})
    if any(f.value.number == b for b in bounds):
        results.add(
            Judgement(f.id, "agrees", "rag", f"Red begins there by the register's bands for {period.reporting_year}.")
        )
    else:
        shown = " or ".join(str(b) for b in bounds)
        results.add(
            Judgement(
                f.id, "contradicts", "rag", f"The line is drawn at {printed(f)}, the register's bands put Red at "
                                            f"{shown}.",
                severity="serious", advice="Draw the line where the bands put it.", expected=shown,
            )
        )  # fmt: skip


def _only_series(paper: Paper, f: Figure) -> bool:
    """Whether a chart has but one series beside its targets."""
    at = paper.passages[f.passage].source
    names = {
        p.row_header
        for p in paper.passages
        if p.kind == "chart" and (p.source.locator, p.source.page, p.source.box) == (at.locator, at.page, at.box)
    }
    return len([n for n in names if not _TARGET.search(n) and not _BAND_LINE.search(n)]) == 1


def _tie(paper: Paper, f: Figure, whole: tuple[str, str, str], role: str) -> None:
    key, area, cohort = whole
    claim = replace(
        f.claim, indicator_key=key, area=area, cohort=cohort, role=role,
        details=f.claim.details | {"tie": "named", "tie_why": "the chart's title or series names the indicator"},
    )  # fmt: skip
    paper.figures[f.id] = replace(f, claim=claim)


def _caption(paper: Paper, index: int, tied: TiedPaper) -> tuple[str, str, str] | None:
    """What the controls of the nearest caption below (or above) the chart name."""
    chart = paper.passages[index].source
    below = [p for p in paper.passages[index + 1 :] if p.source.locator != chart.locator][:_REACH]
    for passage in below:
        controls = tied.by_locator.get(passage.source.locator, ())
        if controls and passage.kind == "caption":
            a = controls[0].address
            return (a.key, a.area, a.cohort)
    return None


def _titled(
    passage: Passage, register: Register, names: dict[str, tuple[str, str, str]]
) -> tuple[str, str, str] | None:
    for text in (passage.context, *passage.section.split(" / ")[::-1]):
        found = _named(text, register, names) if text else None
        if found:
            return found
    return None


def _named(text: str, register: Register, names: dict[str, tuple[str, str, str]]) -> tuple[str, str, str] | None:
    """The indicator that a series or title names; "... , excluding UASC" names its group too."""
    if text not in names:
        body = re.sub(r"^(?:table|figure|chart)\s+\d+\s*[:.]\s*", "", text, flags=re.I)
        decision = register.resolve(body)
        cohort = "all"
        if decision.verdict != "accept":
            shorter = re.sub(r",?\s*\(?(?:excl\w*\.?|without)\s+UASC\)?\s*$", "", body, flags=re.I)
            if shorter != body:
                decision, cohort = register.resolve(shorter), "excl_uasc"
        names[text] = (decision.key, "", cohort) if decision.verdict == "accept" else ("", "", "")
    return names[text] if names[text][0] else None
