"""Two authors of highways: a report in Word with a trend table, and a plain-text bulletin."""

from __future__ import annotations

from datetime import date

from tests.papers import model
from tests.papers.model import Paper
from tests.papers.writer import AREAS, MEASURES, Writer, before

_KEYS = ("potholes", "roads-poor", "emergencies", "lights-out", "light-days")


def trend_report(end: date) -> Paper:
    """Word: four quarters side by side without units in the cells, RAG, comments below."""
    p = Writer("highways_trend", "docx", end)
    quarters = [before(end, 9), before(end, 6), before(end, 3), end]
    p.title("Highways and street lighting: how we are doing")
    p.say(f"Environment and Transport Committee, 9 {before(end, -2):%B %Y}. Report 7 of 11.")
    p.heading("1. Results")
    rows, colours = [], []
    columns: list[list[str]] = [[] for _ in quarters]
    for key in _KEYS:
        cells = [p.figure(key, q, unit=False) for q in quarters]
        for column, cell in zip(columns, cells, strict=True):
            column.append(cell)
        colour = p.rag(cells[-1])
        colours.append(colour)
        target = p.figure(key, role="target", unit=False)
        rows.append((p.label(MEASURES[key].name, *cells), target, *cells, colour))
    months = [p.month(q, *c, form="%b-%y") for q, c in zip(quarters, columns, strict=True)]
    p.table([("Indicator", "Target", *months, "RAG"), *rows])
    reds, greens = p.count(colours, "Red"), p.count(colours, "Green")
    p.say(f"1.1 {greens} of the five indicators are Green and {reds} Red at the end of {end:%B %Y}.")
    p.heading("2. Comments")
    b, a = p.figure("potholes"), p.figure("potholes", quarters[2])
    n, d = p.figure("potholes", role="numerator"), p.figure("potholes", role="denominator")
    p.say(
        f"2.1 {b} of potholes were repaired within 28 days in {end:%B %Y} ({n} of {d}). In {quarters[2]:%B %Y} it was {a}: "
        f"performance has {p.judged(a, b, 'improved', 'worsened', 'unchanged')}."
    )
    a, b = p.figure("lights-out", quarters[0]), p.figure("lights-out")
    verb = p.direction(a, b, "grown", "fallen", "stayed level")
    p.say(
        f"2.2 The number of street lights out of action has {verb} by {p.change(a, b)} since {quarters[0]:%B %Y}, from {a} "
        f"to {b}. The lighting contract is worth £6.3 million a year and covers 118,000 columns."
    )
    b = p.figure("emergencies")
    t = p.figure("emergencies", role="target")
    m = MEASURES["emergencies"]
    side = p.mark("above" if p.value_of(b) >= int(m.target) else "below", "direction")
    p.rule("target", (side, b, t), lambda x: (x[0] == "below") == (float(x[1].rstrip("%")) < float(x[2].rstrip("%"))))
    p.say(f"2.3 {b} of emergency incidents were attended within two hours, {side} the target of {t}.")
    b, a = p.figure("light-days"), p.figure("light-days", quarters[2])
    if p.moved(a, b):
        p.say(
            f"2.4 It took {b} days on average to repair a street light in {p.month(end, b)}, "
            f"{p.direction(a, b, 'up', 'down')} from {a} days in {p.month(quarters[2], a)}."
        )
    p.heading("3. Works planned")
    p.say(
        "3.1 Resurfacing of the A299 (junctions 4 to 7) starts on 2 June at 9.30pm and lasts 12 nights. The speed limit will "
        "be 30mph. Section 58 of the New Roads and Street Works Act 1991 applies; see drawing HW/2025/041 rev 2."
    )
    return p.finish()


def bulletin(end: date) -> Paper:
    """Plain text: a bulletin for members, short sentences, areas and comparisons."""
    p, last, year = Writer("highways_bulletin", "txt", end), before(end, 1), before(end, 12)
    p.title(f"Members' bulletin: highways in {end:%B %Y}")
    p.heading("Potholes")
    b, c = p.figure("potholes"), p.figure("potholes", year)
    if p.moved(c, b):
        p.say(
            f"{b} of potholes were repaired within 28 days, {p.direction(c, b, 'up', 'down')} {p.change(c, b)} on "
            f"{p.month(year, c)} ({c})."
        )
    for area in AREAS[:2]:
        x, y = p.figure("potholes", area=area), p.figure("potholes", last, area=area)
        p.say(f"In {area} the percentage of potholes repaired within 28 days was {x}, compared with {y} last month.")
    p.heading("Street lights")
    parts = [p.figure("lights-out", area=a) for a in AREAS]
    b, a = p.figure("lights-out"), p.figure("lights-out", last)
    p.rule("total", (*parts, b), model.total)
    listed = ", ".join(f"{x} in {n}" for x, n in zip(parts[:-1], AREAS, strict=False))
    p.say(
        f"There were {b} street lights out of action at the end of {end:%B %Y}: {listed} and {parts[-1]} in {AREAS[-1]}."
    )
    if p.moved(a, b):
        p.say(
            f"The number of street lights out of action was {a} at the end of {p.month(last, a)}, so it has "
            f"{p.direction(a, b, 'risen', 'fallen')} by {p.percent(a, b)}."
        )
    p.heading("Roads")
    b = p.figure("roads-poor")
    p.say(
        f"{b} of principal roads were in need of maintenance ({p.figure('roads-poor', role='numerator')} of "
        f"{p.figure('roads-poor', role='denominator')} sections surveyed), against a target of "
        f"{p.figure('roads-poor', role='target')}. The indicator is {p.rag(b)}."
    )
    p.heading("Also this month")
    p.bullet("The A28 at Mill Bridge closes for 3 nights from 17 June; diversion via the B2041.")
    p.bullet("Report a fault on 01632 960 110, or write to Box 44, County Hall, quoting reference HB-0217.")
    p.bullet("The members' fund for 2025/26 is £8,000 for each of the 81 members.")
    return p.finish()
