"""Self-checks across a document: the same fact stated twice, sentences against their row, periods that are stale."""

# ruff: noqa: E501 - tables of patterns, one to a line

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction

from extract.extraction import Extraction, IndicatorPage
from extract.figures import sentences
from extract.proof_rows import RowFacts, finding, name_key, number_of, show
from extract.vocabulary import fold
from records import (
    ARROW_MEANS,
    Finding,
    Observation,
    Quantity,
    Severity,
    Source,
    Value,
    Verdict,
    find_periods,
    parse_value,
    rounding_modes,
)

# Only these state facts of indicators; counts by area or of other tables have no identity beyond their table.
_ABOUT_INDICATORS = frozenset({"scorecard", "cohort_impact", "trend", "kpi_summary", "kpi_status", "kpi_box"})
_AS_RESULT = {"result": "result", "previous": "result", "outturn": "result"}
_PARTS = re.compile(
    r"(?P<but>\b(?:all\s+(?:but|except(?:\s+for)?)|except\s+for|apart\s+from|other\s+than)\s+)?"
    r"(?<![\w.,])(?P<n>\d[\d,]*)\s+(?:out\s+)?of\s+(?:the\s+|these\s+|those\s+|all\s+)?(?P<d>\d[\d,]*)\b(?P<between>(?:(?!\b(?:than|compared|against|target|England|national(?:ly)?|whereas|while|from)\b)[^.()%]){0,220})\((?P<p>\d+(?:\.\d+)?\s?%)\)",
    re.I,
)
_EXCLUDED = re.compile(
    r"\b(?:uasc|unaccompanied)\b[^.]*\b(?:excluded|removed|taken out)\b|\b(?:excluding|without|removing)\b[^.]*\b(?:uasc|unaccompanied)\b",
    re.I,
)
_RESULT_OF = re.compile(r"\b(?:the\s+)?(?P<when>[A-Z][a-z]{2,8}\.?\s*(?:20)?\d{2})\s+(?:result|figure|data)\b")


def check_repeats(observations: Iterable[Observation]) -> list[Finding]:
    """Figures that a document states more than once: all must be the same figure."""
    groups: dict[tuple[str, ...], list[Observation]] = defaultdict(list)
    for o in observations:
        if o.table not in _ABOUT_INDICATORS or o.source.span is not None or o.period is None or not o.indicator:
            continue
        role = _AS_RESULT.get(o.role, o.role)
        if role not in {"result", "target", "numerator", "denominator", "rag"} or (
            o.value.number is None and not o.word
        ):
            continue
        when = o.period.reporting_year if role == "target" else o.period.end.isoformat()
        unit = "" if role == "rag" else str(o.value.unit == "percent")
        groups[
            (name_key(o.indicator), o.area, o.cohort, role, when, unit, "" if role != "result" else o.basis or "")
        ].append(o)
    out: list[Finding] = []
    for found in _merged(groups):
        first = found[0]
        for other in found[1:]:
            if (other.source.table, other.source.row) == (first.source.table, first.source.row):
                continue
            if other.table == first.table and not (other.indicator_id and other.indicator_id == first.indicator_id):
                continue  # two tables of one kind may be of two things under one name
            out.append(_compare(first, other))
    return out


def _merged(groups: dict[tuple[str, ...], list[Observation]]) -> list[list[Observation]]:
    """Groups joined where one side does not print its data period (a trend table beside a scorecard)."""
    loose: dict[tuple[str, ...], list[tuple[str, list[Observation]]]] = defaultdict(list)
    for key, found in groups.items():
        loose[key[:-1]].append((key[-1], found))
    out = []
    for parts in loose.values():
        named = [basis for basis, _ in parts if basis]
        if len(set(named)) <= 1:
            out.append([o for _, found in parts for o in found])
        else:
            out += [found for _, found in parts]
    return out


def _compare(first: Observation, other: Observation) -> Finding:
    sources = (first.source,)
    where = f"{first.table} table" + (f", page {first.source.page}" if first.source.page else "")
    if first.word or other.word:
        same = first.word == other.word
        says = (first.word, other.word)
    else:
        a, b = Quantity.printed(first.value), Quantity.printed(other.value)
        same = a.overlaps(b)
        says = (first.value.printed, other.value.printed)
    label = f"{other.indicator}" + (f" ({other.area})" if other.area else "")
    if same:
        verdict: Verdict = (
            "agrees"
            if says[0].strip() == says[1].strip() or first.value.number == other.value.number
            else "agrees_within_rounding"
        )
        return finding(verdict, "repeat", other, f"the {where} says the same", sources=sources)
    severity: Severity = "serious" if other.role in {"rag", "result"} else "minor"
    return finding(
        "contradicts",
        "repeat",
        other,
        f"{label}, {other.role} of {other.period.label() if other.period else '?'}: {says[1]} here, {says[0]} in the {where}",
        working=f"{says[0]} and {says[1]}",
        severity=severity,
        sources=sources,
        expected=says[0],
        advice="The document states one fact in two ways: find out which is right.",
    )


# -- indicator pages -----------------------------------------------------------------------------------------


def check_pages(extraction: Extraction, rows: list[RowFacts]) -> list[Finding]:
    """Indicator pages against the rows of the tables: colour, target, polarity, sentences, periods."""
    out: list[Finding] = []
    for page in extraction.indicator_pages:
        place = _page_place(extraction, page)
        mine = [r for r in rows if name_key(r.any.indicator) == name_key(page.indicator)]
        own = [r for r in mine if r.any.cohort == "all" and r.any.area in {"", *extraction.publication.areas[:1]}]
        row = next((r for r in own if r.any.table == "scorecard"), own[0] if own else None)
        if row is None:
            out.append(
                Finding(
                    "not_checked",
                    "page",
                    place,
                    page.indicator,
                    "no row of a table has this name",
                    indicator=page.indicator,
                )
            )
        else:
            out += _page_against_row(page, place, row)
        for text in page.commentary:
            out += _sentences_against_rows(text, place, page, row, mine)
        out += _stale_periods(extraction, page, place)
    return out


def _page_place(extraction: Extraction, page: IndicatorPage) -> Source:
    d = extraction.document
    return Source(d.sha256, d.name, page=page.page, box=page.box, printed=page.indicator)


def _page_against_row(page: IndicatorPage, place: Source, row: RowFacts) -> list[Finding]:
    out: list[Finding] = []

    def say(same: bool, kind: str, printed: str, here: str, there: str, at: Observation) -> None:
        verdict: Verdict = "agrees" if same else "contradicts"
        words = (
            f"the row of the table says the same ({there})"
            if same
            else f"{page.indicator}: the page says {here}, the row of the table {there}"
        )
        out.append(
            Finding(
                verdict,
                kind,
                place,
                printed,
                words,
                "",
                "note" if same else "serious",
                (at.source,),
                indicator=page.indicator,
            )
        )

    rag, target, any_row = row.one("rag"), row.one("target"), row.any
    if page.rag and rag is not None and rag.word:
        say(page.rag == rag.word, "rag", page.rag, page.rag, rag.word, rag)
    stated = parse_value(page.target_printed)
    goal = number_of(target)
    if stated.known and goal is not None and target is not None:
        same = Quantity.printed(stated).overlaps(Quantity.printed(goal))
        say(same, "target", page.target_printed, page.target_printed, goal.printed, target)
    if page.bands is not None and page.bands.target is not None and goal is not None and target is not None:
        same = Quantity.printed(goal).low <= Fraction(page.bands.target) <= Quantity.printed(goal).high
        say(same, "target", page.bands_printed, f"that green begins at {page.bands.target}", goal.printed, target)
    if page.polarity and any_row.polarity:
        say(page.polarity == any_row.polarity, "polarity", page.tolerance, page.tolerance, any_row.polarity, any_row)
    return out


def _sentences_against_rows(
    text: str, place: Source, page: IndicatorPage, row: RowFacts | None, mine: list[RowFacts]
) -> list[Finding]:
    out: list[Finding] = []
    for m in _PARTS.finditer(text):
        out.append(_parts_finding(m, place, page.indicator))
        if row is not None and not m["but"]:
            for value, role in zip(_values_of(m), ("numerator", "denominator", "result"), strict=True):
                stated = row.one(role)  # type: ignore[arg-type]
                theirs = number_of(stated)
                if stated is None or theirs is None:
                    continue
                same = Quantity.printed(value).overlaps(Quantity.printed(theirs))
                words = (
                    f"the row of the table says {theirs.printed}"
                    if same
                    else f"the sentence says {value.printed}, the {role} in the table is {theirs.printed}"
                )
                out.append(
                    Finding(
                        "agrees" if same else "contradicts",
                        "repeat",
                        place,
                        value.printed,
                        words,
                        "",
                        "note" if same else "serious",
                        (stated.source,),
                        indicator=page.indicator,
                        expected=theirs.printed,
                    )
                )
    for start, end in sentences(text):
        sentence = text[start:end]
        if not _EXCLUDED.search(sentence):
            continue
        without = next(
            (r for r in mine if r.any.cohort == "excl_uasc" and row is not None and r.any.area == row.any.area), None
        )
        figures = [parse_value(x[0]) for x in re.finditer(r"\d+(?:\.\d+)?\s?%", sentence)]
        if not figures or without is None:
            continue
        stated = without.one("result")
        theirs = number_of(stated)
        if stated is None or theirs is None:
            continue
        first = figures[0]
        same = Quantity.printed(first).overlaps(Quantity.printed(theirs))
        words = (
            f"the row without UASC says {theirs.printed}"
            if same
            else f"the sentence says {first.printed} without UASC, the table {theirs.printed}"
        )
        out.append(
            Finding(
                "agrees" if same else "contradicts",
                "repeat",
                place,
                first.printed,
                words,
                "",
                "note" if same else "serious",
                (stated.source,),
                indicator=page.indicator,
                expected=theirs.printed,
            )
        )
    return out


def _values_of(m: re.Match[str]) -> tuple[Value, Value, Value]:
    """Part, whole and percentage as printed."""
    return parse_value(m["n"], "count"), parse_value(m["d"], "count"), parse_value(m["p"])


def _parts_finding(m: re.Match[str], place: Source, indicator: str) -> Finding:
    """What a sentence gives as part, whole and percentage: of "all but 192 of 2,086 (90.8%)" the others are the share."""
    n, d, p = _values_of(m)
    share = Quantity.ratio(n, d)
    if share is None:
        return Finding("not_checked", "ratio", place, m[0], "the denominator is 0", indicator=indicator)
    exact = Quantity.exact(Fraction(100)) - share if m["but"] else share
    parts = f"{d.printed} less {n.printed}" if m["but"] else n.printed
    working = f"{f'({d.printed} - {n.printed})' if m['but'] else parts} / {d.printed} = {show(exact.middle, p, 2)}"
    if rounding_modes(exact, p):
        says = f"{parts} of {d.printed} gives {p.printed}"
        return Finding("agrees", "ratio", place, p.printed, says, working, indicator=indicator)
    says = f"{parts} of {d.printed} gives {show(exact.middle, p)}, the sentence says {p.printed}"
    return Finding(
        "contradicts", "ratio", place, p.printed, says, working, "serious", indicator=indicator, expected=show(exact.middle, p)
    )  # fmt: skip


def check_prose_ratios(extraction: Extraction) -> list[Finding]:
    """Sentences such as "52 of the 68 ... (76.5%)" anywhere in the prose of a document that has no indicator pages of its own."""
    pages = {p.indicator for p in extraction.indicator_pages}
    out = []
    d = extraction.document
    for sectioned in extraction.paragraphs:
        if any(sectioned.section.startswith(name) for name in pages):
            continue
        p = sectioned.paragraph
        for m in _PARTS.finditer(p.text):
            place = Source(d.sha256, d.name, page=p.page, box=p.box, locator=p.locator, span=m.span(), printed=p.text)
            out.append(_parts_finding(m, place, ""))
    return out


def _stale_periods(extraction: Extraction, page: IndicatorPage, place: Source) -> list[Finding]:
    """Data notes that explain another month's result, or a span that does not end with the month it explains."""
    out: list[Finding] = []
    period = extraction.publication.period
    for text in page.data_notes.values():
        m = _RESULT_OF.search(text)
        named = find_periods(m["when"]) if m else []
        if not m or not named or period is None:
            continue
        explained = named[0].period
        span = [x.period for x in find_periods(text[m.end() :])]
        faults = []
        if explained.end != period.end:
            faults.append(f"it explains the result of {explained.label()}, the publication gives {period.label()}")
        if len(span) >= 2 and span[-1].end != explained.end:
            faults.append(f"the data it names end in {span[-1].label()}, not in {explained.label()}")
        verdict: Verdict = "contradicts" if faults else "agrees"
        out.append(
            Finding(
                verdict,
                "period",
                place,
                text,
                f"{page.indicator}: " + "; ".join(faults)
                if faults
                else "the data note speaks of this publication's month",
                "",
                "minor" if faults else "note",
                (),
                "Bring the data note up to date." if faults else "",
                page.indicator,
            )
        )
    return out


def check_measures(extraction: Extraction) -> list[Finding]:
    """Words beside a drawn direction ("Improving Picture") against the arrow."""
    meaning = ARROW_MEANS | extraction.legend
    out = []
    from extract.vocabulary import direction_words

    for m in extraction.measures:
        said = direction_words(m.direction_text)
        if not m.direction or m.direction_source is None or said not in {"improved", "worsened", "unchanged"}:
            continue
        if m.direction not in meaning:
            continue
        same = meaning[m.direction] == said
        out.append(
            Finding(
                "agrees" if same else "contradicts",
                "direction",
                m.direction_source,
                m.direction_text,
                "the words say what the arrow shows"
                if same
                else f"{fold(m.measure)[:60]}: the words say {said}, the arrow drawn is {m.direction}",
                "",
                "note" if same else "serious",
                (),
                indicator=m.measure,
            )
        )
    return out
