"""Two authors of children's services: a panel paper in Word with a table of measures, and a monthly note in plain text."""

from __future__ import annotations

from datetime import date

from tests.papers.model import Paper
from tests.papers.writer import MEASURES, Writer, before

_PANEL = ("cic-number", "cic-moves", "leavers-home", "leavers-eet", "re-referrals", "adoption-days")


def panel_paper(end: date) -> Paper:
    """Word: challenges and measures, a table of then and now, a section of prose for each measure."""
    p, then = Writer("children_panel", "docx", end), before(end, 3)
    meeting = before(end, -2)
    p.title("Progress against the Sufficiency Strategy 2023 to 2026")
    p.say(f"To: Corporate Parenting Panel, 14 {meeting:%B %Y}")
    p.say("By: Director of Integrated Children's Services")
    p.heading("1. Summary")
    p.say(
        "1.1 The Panel asked on 6 February 2024 for a short report at every third meeting. The council has duties under "
        "section 22G of the Children Act 1989, and the strategy runs until 31 March 2026."
    )
    rows, judged = [], []
    for key in _PANEL:
        a, b = p.figure(key, then), p.figure(key)
        word = p.judged(a, b, "Improved", "Worse", "Unchanged")
        judged.append(word)
        rows.append((p.label(MEASURES[key].name, a, b), a, b, p.change(a, b, words=" points", signed=True), word))
    better, worse = p.count(judged, "Improved"), p.count(judged, "Worse")
    p.say(
        f"1.2 Of the six measures in Table 1, {better} improved between {then:%B %Y} and {end:%B %Y} and {worse} got worse."
    )
    p.heading("2. Performance")
    columns = [tuple(r[n] for r in rows) for n in (1, 2)]
    head = ("Measure", p.month(then, *columns[0]), p.month(end, *columns[1]), "Change", "Direction")
    p.say(f"Table 1: the measures of the strategy, {then:%B %Y} and {end:%B %Y}")
    p.table([head, *rows])
    p.heading("3. Children in care")
    a, b = p.figure("cic-number", then), p.figure("cic-number")
    noun = p.direction(a, b, "rise", "fall", "change")
    when, was = p.month(end, b), p.month(then, a)
    p.say(
        f"3.1 There were {b} children in care at the end of {when}, against {a} at the end of {was}: "
        f"a {noun} of {p.change(a, b)} ({p.percent(a, b)})."
    )
    a, b = p.figure("cic-moves", then), p.figure("cic-moves")
    verb = p.direction(a, b, "risen", "fallen", "stayed level")
    p.say(
        f"3.2 The share of {p.label(MEASURES['cic-moves'].said, a, b)} has {verb} from {a} in {then:%B %Y} to {b} in "
        f"{end:%B %Y}. Most of the moves were planned, and 2 homes for 16 and 17 year olds open in the autumn."
    )
    p.heading("4. Care leavers")
    b, a = p.figure("leavers-home"), p.figure("leavers-home", then)
    n, d = p.figure("leavers-home", role="numerator"), p.figure("leavers-home", role="denominator")
    noun = p.direction(a, b, "a rise of", "a fall of", "a change of")
    p.say(
        f"4.1 At the end of {p.month(end, b)}, {n} of {d} care leavers ({b}) were in suitable accommodation, "
        f"{noun} {p.change(a, b)} since {then:%B %Y}."
    )
    b, a = p.figure("leavers-eet"), p.figure("leavers-eet", then)
    p.say(
        f"4.2 {b} of care leavers were in education, employment or training in {end:%B %Y}, compared with {a} in "
        f"{then:%B %Y}; the target is {p.figure('leavers-eet', role='target')} and the measure is rated {p.rag(b)}."
    )
    p.heading("5. Finding permanent families")
    b, a = p.figure("adoption-days"), p.figure("adoption-days", then)
    verb = p.direction(a, b, "increased", "decreased", "stayed level")
    p.say(
        f"5.1 The average number of days between entering care and moving in with an adoptive family has {verb} from "
        f"{a} days in {then:%B %Y} to {b} days in {end:%B %Y}."
    )
    p.heading("6. Costs and contact")
    p.say(
        "6.1 The strategy is paid for from the base budget (£1.4m in 2024/25) and one grant of £250,000. Questions go to "
        "the commissioning team on 01632 960 417, Room 2.14, County Hall."
    )
    return p.finish()


def monthly_note(end: date) -> Paper:
    """Plain text: sentences only, this month against last month and the same month last year."""
    p, last, year = Writer("children_note", "txt", end), before(end, 1), before(end, 12)
    p.title("Monthly performance note for the children's leadership team")
    p.say(f"Data to the end of {end:%B %Y}. Next note: 21 {before(end, -1):%B %Y}.")
    p.heading("Front door")
    b, a = p.figure("re-referrals"), p.figure("re-referrals", last)
    p.say(
        f"In {p.month(end, b)}, {b} of referrals had a previous referral within 12 months, compared with {a} last month. "
        f"The target is {p.figure('re-referrals', role='target')}, so the measure is {p.rag(b)}."
    )
    p.heading("Child protection")
    b, a = p.figure("cp-plans"), p.figure("cp-plans", last)
    more = p.direction(a, b, "more", "fewer", "")
    if p.moved(a, b):
        p.say(f"There were {b} children with a child protection plan, {p.change(a, b)} {more} than last month ({a}).")
    else:
        p.say(f"The number of children with a child protection plan has remained stable at {b}.")
    b, c = p.figure("cp-reviews"), p.figure("cp-reviews", year)
    n, d = p.figure("cp-reviews", role="numerator"), p.figure("cp-reviews", role="denominator")
    if p.moved(c, b):
        up = p.direction(c, b, "up", "down", "")
        p.say(
            f"{n} of the {d} child protection reviews were held within timescale ({b}), {up} {p.change(c, b)} on the same "
            f"month last year, when it was {c}."
        )
    p.heading("Children in care and care leavers")
    b = p.figure("cic-number")
    since = p.last_higher("cic-number")
    if since and since != last:
        p.say(
            f"The number of children in care stood at {b} at the end of {end:%B %Y}, the highest since {since:%B %Y}."
        )
    else:
        p.say(f"The number of children in care stood at {b} at the end of {end:%B %Y}.")
    b, a = p.figure("leavers-home"), p.figure("leavers-home", last)
    if p.moved(a, b):
        verb = p.direction(a, b, "rose", "fell")
        p.say(
            f"The percentage of {p.label(MEASURES['leavers-home'].said, a, b)} {verb} from {a} in {p.month(last, a)} to {b} "
            f"in {p.month(end, b)}."
        )
    else:
        p.say(f"The percentage of care leavers in suitable accommodation has remained stable at {b}.")
    b = p.figure("leavers-eet")
    p.say(
        f"{b} of care leavers aged 19 to 21 and over were in education, employment or training: "
        f"{p.figure('leavers-eet', role='numerator')} young people of {p.figure('leavers-eet', role='denominator')}."
    )
    p.heading("For information")
    p.bullet("The duty line is 01632 960 238, open from 8.30am to 5.15pm on 5 days a week.")
    p.bullet("Form CS7 (version 3) replaces form CS4 from 1 May; see paragraph 12 of the 2018 guidance.")
    p.bullet("The house at 27 Mill Lane can take 4 children aged 11 to 16.")
    return p.finish()
