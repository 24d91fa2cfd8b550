"""Targets: the same throughout a paper, and words about them ("above the target of 9%", "within Amber")."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal

from check.judgements import Judgement, Results, printed, quantity
from check.paper import Figure, Paper
from check.sought import Sought
from extract import Extraction, IndicatorPage
from records import Finding, Observation, Quantity

_ABOVE = r"above|over|exceed(?:s|ed|ing)?|higher\s+than|greater\s+than|more\s+than|ahead\s+of|surpass(?:es|ed|ing)"
_BELOW = r"below|under|lower\s+than|less\s+than|short\s+of|fewer\s+than|behind"
_TO_TARGET = Sought(
    rf"\b(?:(?P<above>{_ABOVE})|(?P<below>{_BELOW}))\s+(?:the\s+|its\s+|our\s+|agreed\s+|annual\s+|\w+\s+)?target(?:\s+(?:of|set|at|is)\b)*(?:[^«.;]{{0,25}}?«N(?P<target>\d+)»)?",
    re.IGNORECASE,
)
_IN_TARGET = Sought(r"\b(?:in|within|inside|meeting|met|on|at|of|against|hit)\s+(?:the\s+)?target\b", re.IGNORECASE)
_BAND = Sought(
    r"\b(?:within|in|into|rated(?:\s+as)?|is|remains?|now)\s+(?:the\s+)?(?P<colour>green|amber|red)\b", re.IGNORECASE
)


def check_targets(paper: Paper, extraction: Extraction | None, results: Results) -> None:
    """Hold targets against each other, and words about targets and colours against the figures.

    Args:
        paper: With its figures.
        extraction: Targets and bands; None for plain text.
        results: Takes judgements and findings.
    """
    if extraction is not None:
        _same_throughout(paper, results)
    pages = {
        text.strip(): page for page in (extraction.indicator_pages if extraction else ()) for text in page.commentary
    }
    for f in paper.figures:
        if f.sentence is not None:
            _words(paper, f, pages.get(paper.passages[f.passage].text.strip()), results)


_BOUND = Sought(
    r"\b(?:min(?:imum)?|max(?:imum)?|floor|ceiling|thresholds?|lower|upper|tolerance|stretch)\b", re.IGNORECASE
)
"""Headings of a second bound beside the target: "Min. standard", "Lower threshold"."""


_TOTAL = re.compile(
    r"\W*(?:(?:grand|overall|net|gross|sub-?)\s*)?(?:totals?|all|overall|sum)\W*$|\W*(?:totals?|all)\s", re.IGNORECASE
)
"""Names of the last rows of tables, which are those of their own table only: "Total", "All services"."""


def _same_throughout(paper: Paper, results: Results) -> None:
    groups: dict[tuple[str, str, str, str], list[Figure]] = defaultdict(list)
    for f in paper.figures:
        o = f.observation
        if o is not None and o.role == "target" and not _IN_TARGET.search(o.source.column):
            year = o.period.reporting_year if o.period else ""
            name = f.claim.indicator_key or o.indicator_key or _plain_name(o)
            if not f.claim.indicator_key and (o.table == "trend" or _TOTAL.match(name)):
                name = f"{name} | {o.source.table}"  # named nowhere but above its table
            bound = "bound" if _BOUND.search(o.source.column) else ""
            groups[(name, o.area, year, bound)].append(f)
    for same in groups.values():
        tally: dict[Decimal, list[Figure]] = defaultdict(list)
        for f in same:
            if f.value.number is not None:
                tally[f.value.number.normalize()].append(f)
        if len(tally) < 2:
            if len(same) > 1:
                for f in same:
                    other = next(g for g in same if g.id != f.id)
                    results.add(
                        Judgement(f.id, "agrees", "target", f"The target is the same throughout the paper "
                            f"({len(same)} times).",
                                  sources=(other.place,))
                    )  # fmt: skip
            continue
        usual = max(tally.values(), key=len)
        for figures in tally.values():
            if figures is usual:
                continue
            for f in figures:
                results.add(
                    Judgement(
                        f.id, "contradicts", "target",
                        f"The target is {printed(f)} here and {printed(usual[0])} elsewhere in the paper "
                        f"({len(usual)} times).", severity="serious", sources=tuple(u.place for u in usual[:3]),
                        advice="Use one target for the year, or say when and why it changed.",
                        expected=printed(usual[0]),
                    )
                )  # fmt: skip


def _plain_name(o: Observation) -> str:
    return " ".join(o.indicator.lower().split())


def _words(paper: Paper, f: Figure, page: IndicatorPage | None, results: Results) -> None:
    assert f.sentence is not None
    k = paper.number_of(f)
    _, found, rest = f.sentence.template.partition(f"«N{k}»")
    if not found:
        return
    own = rest.split("«N")[0] if "«N" in rest else rest
    m = _TO_TARGET.search(rest)
    if m and m["target"]:
        _stated(paper, f, int(m["target"]), page, results)
    if m and (not rest[: m.start()].strip() or m["target"]):
        m = None  # "1.5 days above the target" is the distance, not the result; a limit with its figure: see `limits`
    if m and "«N" not in rest[: m.start()] and len(rest[: m.start()]) < 60:
        _above_below(paper, f, m, page, results)
    band = _BAND.search(own)
    if band and page and page.bands and f.value.unit == "percent" and "if" not in f.sentence.text[:0]:
        possible = page.bands.rags_possible(quantity(f.value))
        colour = band["colour"].lower()
        if possible and _about_indicator(f):
            fits = colour in possible
            results.findings.append(
                Finding(
                    "agrees" if fits else "contradicts", "rag", f.place, f"{printed(f)} ... {band[0]}",
                    f"{printed(f)} is {' or '.join(sorted(possible))} by the bands ({page.bands_printed}).",
                    severity="note" if fits else "serious", indicator=page.indicator,
                    advice="" if fits else "Correct the colour or the figure.", expected=" or ".join(sorted(possible)),
                )
            )  # fmt: skip


def _about_indicator(f: Figure) -> bool:
    return f.sentence is not None and bool(
        re.search(r"\b(?:performance|rate|result|figure|indicator)\b", f.sentence.text, re.I)
    )


def _stated(paper: Paper, f: Figure, k: int, page: IndicatorPage | None, results: Results) -> None:
    """A target that a sentence of an indicator's page gives."""
    assert f.sentence is not None
    numeral = paper.numerals[f.passage][f.sentence.figures[k]]
    found = next((g for g in paper.figures_of(f.passage) if g.numeral is numeral), None)
    same = found is not None and found.value.number is not None and found.value.unit == f.value.unit
    if found is not None and same and page and page.bands and page.bands.target is not None:
        _stated_target(found, page, results)


def _above_below(paper: Paper, f: Figure, m: re.Match[str], page: IndicatorPage | None, results: Results) -> None:
    assert f.sentence is not None
    target: Quantity | None = None
    shown = ""
    if page and page.target_printed and _about_indicator(f):
        from records import parse_value

        value = parse_value(page.target_printed)
        if value.number is None:
            return
        target, shown = Quantity.exact(value.number), page.target_printed
    if target is None or f.value.number is None:
        return
    q = quantity(f.value)
    fits = q.high >= target.low if m["above"] else q.low <= target.high
    said = "above" if m["above"] else "below"
    place = paper.passages[f.passage].at(f.numeral.start, f.numeral.end)
    results.findings.append(
        Finding(
            "agrees" if fits else "contradicts", "target_words", place, f"{printed(f)} {m[0].split('«')[0].strip()}",
            f"{printed(f)} is {'' if fits else 'not '}{said} the target of {shown}.", f"{printed(f)} against {shown}",
            "note" if fits else "serious", (), "" if fits else "Correct the words or the figures.",
        )
    )  # fmt: skip


def _stated_target(f: Figure, page: IndicatorPage, results: Results) -> None:
    assert page.bands is not None
    if page.bands.target is not None and f.value.number == page.bands.target:
        results.add(
            Judgement(
                f.id, "agrees", "target", f"It is the target of the indicator's own page ({page.target_printed})."
            )
        )
    elif page.bands.target is not None and f.value.unit == "percent":
        results.add(
            Judgement(f.id, "contradicts", "target",
                      f"The sentence gives a target of {printed(f)}, the indicator's page {page.target_printed}.",
                      severity="serious", advice="Correct the target.", expected=page.target_printed)
        )  # fmt: skip
