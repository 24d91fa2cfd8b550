"""Two authors kept aside while the checker is built: neither their papers nor what was missed in them is shown to its maker."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tests.papers.county import bands_text
from tests.papers.model import Paper, Truth
from tests.papers.writer import AREAS, MEASURES, Writer, before

_TABLE = ("cp-reviews", "cp-plans", "leavers-eet", "cic-moves", "re-referrals")


def board_report(end: date) -> Paper:
    """Word: a safeguarding board's report with numbered paragraphs, a RAG table without per cent signs, areas in a table."""
    p, then, year = Writer("board_report", "docx", end), before(end, 3), before(end, 12)
    p.title("Safeguarding board: performance of partners")
    p.say(f"Meeting of 22 {before(end, -2):%B %Y}, 10.00am, Darent Room. Item 5, appendix B.")
    p.heading("Key messages")
    rows, colours = [], []
    for key in _TABLE:
        b, a, t = p.figure(key, unit=False), p.figure(key, then, unit=False), p.figure(key, role="target", unit=False)
        colour = p.rag(b)
        colours.append(colour)
        name = p.label(MEASURES[key].name, a, b)
        rows.append((name, t, a, b, colour, p.judged(a, b, "Improving", "Declining", "No change")))
    red, green = p.count(colours, "Red"), p.count(colours, "Green")
    p.bullet(f"Of the five indicators below, {green} met their target and {red} are Red.")
    b, c = p.figure("cp-plans"), p.figure("cp-plans", year)
    if p.moved(c, b):
        more = p.direction(c, b, "higher", "lower")
        p.bullet(
            f"{b} children had a child protection plan at the end of {p.month(end, b)}. This is {p.percent(c, b)} {more} than in "
            f"{p.month(year, c)}, when there were {c}."
        )
    b, a = p.figure("re-referrals"), p.figure("re-referrals", then)
    if p.moved(a, b):
        noun = p.direction(a, b, "increase", "decrease")
        p.bullet(
            f"Referrals with a previous referral within 12 months stood at {b} in {end:%B %Y}, an {noun} of {p.change(a, b)} "
            f"on {then:%B %Y} ({a})."
            if noun and p.filled(noun) == "increase"
            else f"Referrals with a previous referral within 12 months stood at {b} in {end:%B %Y}, a {noun} of "
            f"{p.change(a, b)} on {then:%B %Y} ({a})."
        )
    p.heading("Indicators")
    head = (
        "Measure", "Target", p.month(then, *(r[2] for r in rows), form="%b %y"),
        p.month(end, *(r[3] for r in rows), form="%b %y"), "RAG status", "Trend",
    )  # fmt: skip
    p.table([head, *rows])
    p.heading("Reviews and care leavers")
    b = p.figure("cp-reviews")
    n, d = p.figure("cp-reviews", role="numerator"), p.figure("cp-reviews", role="denominator")
    p.say(
        f"Of the {d} child protection reviews, {n} were held within timescale, which is {b}. The bands are: "
        f"{bands_text(MEASURES['cp-reviews'])}."
    )
    b = p.figure("leavers-eet")
    n, d = p.figure("leavers-eet", role="numerator"), p.figure("leavers-eet", role="denominator")
    p.say(
        f"{n} out of {d} care leavers were in education, employment or training ({b}) against a target of "
        f"{p.figure('leavers-eet', role='target')}. One in 5 of the young people spoken to by the Voice Team (aged 18 to 24) "
        f"said that bus fares above £2 kept them from a course."
    )
    p.heading("Children in care by area")
    now, was = [p.figure("cic-number", area=x) for x in AREAS], [p.figure("cic-number", then, area=x) for x in AREAS]
    sums = p.total(was, truth=Truth("cic-number", then)), p.total(now, truth=Truth("cic-number", end))
    areas = ("Children in care", p.month(then, sums[0], *was), p.month(end, sums[1], *now))
    p.table([areas, *zip(AREAS, was, now, strict=True), ("Harrowmere total", *sums)])
    top = max(range(4), key=lambda i: p.value_of(now[i]))
    p.say(
        f"{AREAS[top]} looks after most children ({p.figure('cic-number', area=AREAS[top])}), "
        f"{p.share(now[top], p.figure('cic-number'))} of the {p.figure('cic-number')} children in care."
    )
    p.say(
        "Working Together 2023 (chapter 4, paragraph 201) was followed. Telephone 01632 960 555 or see decision 25/00012."
    )
    return p.finish()


def scrutiny_note(end: date) -> Paper:
    """Plain text: a narrative for scrutiny on adult care and highways, with no tables at all."""
    p, then, last = Writer("scrutiny_note", "txt", end), before(end, 3), before(end, 1)
    p.title("Scrutiny note on adult social care and highways")
    p.say(
        f"This note covers the quarter that ended in {end:%B %Y}. It was asked for under Standing Order 12.3 on 4 July 2023."
    )
    p.heading("Adult social care")
    b, a = p.figure("home-91-days"), p.figure("home-91-days", then)
    t = p.figure("home-91-days", role="target")
    side = p.mark("exceeding" if p.value_of(b) >= 84 else "missing", "direction")
    p.rule("target", (side, b, t), lambda x: (x[0] == "missing") == (float(x[1].rstrip("%")) < float(x[2].rstrip("%"))))
    p.say(
        f"The proportion of older people still at home 91 days after leaving hospital was {b}, {side} the target of {t}. "
        f"It was {a} in {p.month(then, a)}."
    )
    b, a = p.figure("enquiries"), p.figure("enquiries", then)
    n, d = p.figure("enquiries", role="numerator"), p.figure("enquiries", role="denominator")
    if p.moved(a, b):
        verb = p.direction(a, b, "rose", "fell")
        p.say(
            f"Between {p.month(then, a)} and {p.month(end, b)}, safeguarding enquiries concluded within 28 days {verb} from {a} "
            f"to {b} ({n} of {d})."
        )
    b, a = p.figure("admissions"), p.figure("admissions", then)
    less = p.direction(a, b, "more", "fewer", "")
    p.say(
        f"{b} permanent admissions to residential and nursing care were recorded in {end:%B %Y}, {p.change(a, b)} {less} than in "
        f"{then:%B %Y} ({a}), in a budget of £61.2m for 1,940 beds."
    )
    b, a = p.figure("delays"), p.figure("delays", last)
    if p.moved(a, b):
        p.say(
            f"People waiting for a home care package numbered {b} at the end of {p.month(end, b)}, "
            f"{p.direction(a, b, 'up', 'down')} from {a} at the end of {p.month(last, a)}."
        )
    b = p.figure("carers")
    p.say(
        f"The measure on carers assessed or reviewed in the year is {p.rag(b)} at {b} (target {p.figure('carers', role='target')})."
    )
    p.heading("Highways")
    b, a = p.figure("potholes"), p.figure("potholes", then)
    p.say(
        f"Crews repaired {b} of potholes within 28 days in {p.month(end, b)}. Performance has "
        f"{p.judged(a, b, 'improved', 'worsened', 'stayed the same')} from {a} in {p.month(then, a)}."
    )
    x, y = p.figure("lights-out", area=AREAS[2]), p.figure("lights-out", then, area=AREAS[2])
    if p.moved(y, x):
        p.say(
            f"In {AREAS[2]}, {x} street lights were out of action at the end of {end:%B %Y}, a "
            f"{p.direction(y, x, 'rise', 'fall')} of {p.change(y, x)} since {then:%B %Y} ({y})."
        )
    b, a = p.figure("light-days"), p.figure("light-days", then)
    if p.moved(a, b):
        p.say(
            f"The average number of days to repair a street light {p.direction(a, b, 'increased', 'decreased')} to {b} days in "
            f"{p.month(end, b)} from {a} days in {p.month(then, a)}."
        )
    p.heading("Further reading")
    p.bullet("Highways Act 1980, section 41; Code of practice (October 2016), 36 recommendations, third edition.")
    p.bullet("Office: 2nd floor, 118 Station Road; 01632 960 704; open 9am to 4pm.")
    return p.finish()


AUTHORS: dict[str, Callable[[date], Paper]] = {"board_report": board_report, "scrutiny_note": scrutiny_note}
"""The authors kept aside, by name."""
