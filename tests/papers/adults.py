"""Two authors of adult social care: a quarterly report in Word with RAG and arrows, and a plain-text table by area."""

from __future__ import annotations

from datetime import date

from tests.papers.county import bands_text
from tests.papers.model import Paper, Truth
from tests.papers.writer import AREAS, MEASURES, Writer, before

_KEYS = ("home-91-days", "admissions", "enquiries", "direct-payments", "carers", "delays")


def quarter_of(end: date) -> str:
    """ "Quarter 4 2024/25" of a quarter's last day."""
    y = end.year if end.month > 3 else end.year - 1
    return f"Quarter {(end.month - 4) % 12 // 3 + 1} {y}/{(y + 1) % 100:02d}"


def quarterly_report(end: date) -> Paper:
    """Word: a table of indicators with target, RAG, last quarter and arrow; comments; a table by area."""
    p, then = Writer("adults_quarterly", "docx", end), before(end, 3)
    p.title(f"Adult Social Care performance report, {quarter_of(end)}")
    p.say("Adult Social Care and Health Cabinet Committee. Agenda item 9. Classification: Unrestricted")
    rows, colours, arrows, now = [], [], [], {}
    for key in _KEYS:
        b, a = p.figure(key), p.figure(key, then)
        now[key] = b
        colour = p.rag(b)
        arrow = p.judged(a, b, "↑ Improved", "↓ Worse", "→ No change", "arrow")
        colours.append(colour)
        arrows.append(arrow)
        rows.append((p.label(MEASURES[key].name, a, b), p.figure(key, role="target"), b, colour, a, arrow))
    p.heading("Summary")
    green, amber, red = (p.count(colours, c) for c in ("Green", "Amber", "Red"))
    p.say(f"Of the six indicators, {green} are rated Green, {amber} Amber and {red} Red.")
    up = p.count(arrows, "Improved")
    p.say(f"Compared with the previous quarter, {up} of the six indicators improved.")
    p.heading("Indicators")
    head = (
        "Indicator", "Target", p.month(end, *(r[2] for r in rows), form="%b %Y"), "RAG",
        p.month(then, *(r[4] for r in rows), form="%b %Y"), "Direction of travel",
    )  # fmt: skip
    p.table([head, *rows])
    p.note("¹ RAG is judged on unrounded figures; see the Care Act 2014, sections 42 and 67.")
    p.heading("Commentary")
    key = "home-91-days"
    p.say(
        f"{p.figure(key, role='numerator')} of {p.figure(key, role='denominator')} older people ({p.figure(key)}) were still "
        f"at home 91 days after leaving hospital in {end:%B %Y}. RAG bandings: {bands_text(MEASURES[key])}."
    )
    b, a = p.figure("admissions"), p.figure("admissions", then)
    verb = p.direction(a, b, "increased", "decreased", "stayed level")
    p.say(
        f"The number of permanent admissions to residential and nursing care {verb} by {p.percent(a, b)} between "
        f"{p.month(then, a)} ({a}) and {p.month(end, b)} ({b})."
    )
    b, a = p.figure("enquiries"), p.figure("enquiries", then)
    t = p.figure("enquiries", role="target")
    side = p.mark("below" if p.value_of(b) < 75 else "above", "direction")
    p.rule("target", (side, b, t), lambda x: (x[0] == "below") == (float(x[1].rstrip("%")) < float(x[2].rstrip("%"))))
    p.say(
        f"At {b}, safeguarding enquiries concluded within 28 days are {side} the target of {t} (previous quarter: {a})."
    )
    b, a = p.figure("carers"), p.figure("carers", then)
    if p.moved(a, b):
        p.say(
            f"The percentage of {p.label(MEASURES['carers'].said, a, b)} is {p.direction(a, b, 'up', 'down')} "
            f"{p.change(a, b)}, from {a} to {b}."
        )
    p.heading("Admissions by area")
    parts = [p.figure("admissions", area=x) for x in AREAS]
    sum_ = p.total(parts, truth=Truth("admissions", end))
    p.table([("Area", "Permanent admissions"), *zip(AREAS, parts, strict=True), ("Total", sum_)])
    p.heading("Background documents")
    p.say("Market Position Statement 2023-28, decision 24/00057; contact: 01632 960 305, 3rd floor, Invicta Court.")
    return p.finish()


def area_tables(end: date) -> Paper:
    """Plain text: counts and percentages by area with a total, and sentences about areas."""
    p, then = Writer("adults_areas", "txt", end), before(end, 3)
    p.title("Waiting for care at home: position by area")
    p.say(f"Position at the end of {end:%B %Y}. Prepared for the Health Overview Committee, item 6.")
    p.heading("People waiting for a home care package")
    now, was = [p.figure("delays", area=x) for x in AREAS], [p.figure("delays", then, area=x) for x in AREAS]
    total, before_ = p.total(now, truth=Truth("delays", end)), p.total(was, truth=Truth("delays", then))
    rows = [(area, a, b) for area, a, b in zip(AREAS, was, now, strict=True)]
    head = ("Area", p.month(then, before_, *was), p.month(end, total, *now))
    p.table([head, *rows, ("Total", before_, total)])
    a, b = p.figure("delays", then), p.figure("delays")
    word = p.direction(a, b, "an increase", "a decrease", "a change")
    p.say(
        f"{b} people were waiting for a home care package at the end of {end:%B %Y}, {word} of {p.change(a, b)} from {a} in {then:%B %Y}."
    )
    x = p.figure("delays", area=AREAS[0])
    p.say(
        f"{AREAS[0]} had {x} people waiting, {p.share(x, p.figure('delays'))} of the county's total of {p.figure('delays')}."
    )
    p.heading("Direct payments")
    b = p.figure("direct-payments")
    p.say(
        f"{p.figure('direct-payments', role='numerator')} of {p.figure('direct-payments', role='denominator')} people with a "
        f"personal budget received a direct payment ({b}). The target for 2024/25 is "
        f"{p.figure('direct-payments', role='target')}."
    )
    for area in AREAS[1:3]:
        c, a = p.figure("direct-payments", area=area), p.figure("direct-payments", then, area=area)
        if p.moved(a, c):
            p.say(
                f"In {area}, the percentage of people with a personal budget who receive a direct payment "
                f"{p.direction(a, c, 'rose', 'fell')} from {a} in {p.month(then, a)} to {c} in {p.month(end, c)}."
            )
    p.heading("Notes")
    p.bullet("Figures leave out people aged under 18 and 12 people in the shared lives scheme run since 2011.")
    p.bullet("Ward 3 and Ward 14 moved from Copsley to Denmoor on 1 April 2021.")
    return p.finish()
