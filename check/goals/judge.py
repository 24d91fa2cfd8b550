"""Holds what sentences say of targets against the row that they are about: the target, the distance, met or missed."""

# ruff: noqa: E501 - explanations, one to a line

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from check.digit_slips import alike_in_digits
from check.goals.distances import check_distance
from check.goals.reading import (
    GoalSentence,
    level_of_tie,
    read_goal_sentence,
    shown,
    span_of,
    target_of_tie,
    tie_of,
    unit_of,
)
from check.goals.rows import GoalRow, goal_rows
from check.goals.slips import check_slips, speaks_of_goal, words_of
from check.goals.statuses import check_told_statuses
from check.goals.ties import Finder, GoalTie, other_time
from check.goals.units import brought_to
from check.goals.words import NOUN, Said, literals, said_of_goals
from check.ground_match import Names, telling_digits, units_fit
from check.grounds import grounds_of, stems
from check.inside.limits import GOAL
from check.judgements import FITS, Judgement, overlap, printed, quantity
from check.known_facts import Facts
from check.paper import Figure
from check.passages import PROSE
from check.prior_lookup import Run
from check.sought import Sought
from check.subjects import Subjects, sentences_of
from records import Finding, Value

_MINIMUM = Sought(r"\b(?:minimum|floor|threshold|trigger|benchmark|tolerance|average|median)\b", re.IGNORECASE)
_NEW = Sought(
    rf"\b(?:new|next|revised|proposed|previous|old|last|former|stretch|original|future|interim)\s+(?:[a-z«»PR\d]+\s+)?{NOUN}\b|"
    r"\b(?:raised|lowered|increased|reduced|changed|moved|revised|rises?|falls?)\s+(?:from|to)\b|\bwill\s+be\b|\bnext\s+year\b|\bfrom\s+«P",
    re.IGNORECASE,
)


def check_goals(run: Run, subjects: Subjects, facts: Facts) -> None:
    """Hold every sentence that speaks of a target against the row that has it.

    Args:
        run: Takes judgements and findings.
        subjects: What sentences name.
        facts: What the store knows.
    """
    rows = goal_rows(run, subjects, facts)
    now = run.paper.period
    if not rows or now is None:
        return
    known = {id(r.ground) for r in rows}
    names = Names([*(r.ground for r in rows), *(g for g in grounds_of(run.paper) if id(g) not in known)])
    finder = Finder(rows, names)
    for index, p in enumerate(run.paper.passages):
        if p.kind not in PROSE:
            continue
        last: GoalTie | None = None
        heading = p.section.rpartition(" / ")[2]
        before = heading
        for sentence in sentences_of(run.paper, index):
            s = read_goal_sentence(run, finder, index, sentence, last, before)
            before = sentence.text
            for said in said_of_goals(s.marked):
                _judge(run, finder, s, said)
            _units(run, s)
            _times(run, finder, s)
            _literals(run, finder, s)
            _slips(run, finder, s, names, words_of(sentence.text, heading))
            check_told_statuses(
                run, finder, index, s.begin, sentence, words=s.words, clauses=s.clauses, carried=s.carried
            )
            last = next(iter(s.stated.values()), None) or finder.named(s.marked) or s.carried


def _judge(run: Run, finder: Finder, s: GoalSentence, said: Said) -> None:
    assert run.paper.period is not None
    clause = next((c for c in reversed(s.clauses) if c.start <= said.start), s.clauses[0])
    tie = tie_of(finder, s, said, clause)
    if tie is None:
        return
    goal = s.figures.get(said.goal)
    if goal is not None and goal.id == (tie.figure.id if tie.figure else -1):
        return
    if goal is not None and not _same_goal(run, s, said, tie, goal):
        return
    start = clause.start if tie.figure is not None else 0
    behind = re.split(r"[,;:]|\b(?:that|which|who|when|having|after)\b", s.marked[said.end : clause.end])[0]
    if other_time(f"{s.marked[start : said.end]}{behind}", s.sentence.periods, s.words, run.paper.period.end):
        return
    led = _WHEN.search(s.marked[: said.end])
    if led is not None and other_time(led[0], s.sentence.periods, s.words, run.paper.period.end):
        return  # "fewer than in November, when the target had been met": of the time named before it
    if said.kind == "gap":
        check_distance(run, s, said, tie, goal)
        if said.twin >= 0:
            check_distance(run, s, replace(said, size=said.twin), tie, goal)
    elif said.kind == "side":
        _side(run, s, said, tie, goal)


_WHEN = Sought(
    r"\b(?:in|at|of|during|for|since)\s+(?:the\s+)?«[PR]\d+»,?\s+(?:when|in\s+which|at\s+which)\b[^,;:.]*$",
    re.IGNORECASE,
)
_AT_LEVEL = re.compile(r"\bat\s+«n\d+»$")


def _same_goal(run: Run, s: GoalSentence, said: Said, tie: GoalTie, goal: Figure) -> bool:
    """Hold the target that a sentence states against the row's.

    Returns:
        Whether it is the row's.
    """
    row = tie.row
    if goal.value.number is None:
        return False
    if _is_goal(s, goal, row):
        run.results.judgements = [
            j for j in run.results.judgements
            if not (j.figure == goal.id and j.verdict == "contradicts" and j.kind in {"own_tables", "prior", "label", "rounding"})
        ]  # fmt: skip
        run.results.add(
            Judgement(goal.id, "agrees", "target", f"It is the target of '{row.name}' in {row.goal.who}.", sources=(row.goal.place,))
        )  # fmt: skip
        return True
    near = s.marked[max(0, said.start - 25) : said.end + 40]
    told = said.text.lower()
    if (
        _fits_other(goal, row)
        or (_AT_LEVEL.search(told) and _is_level(s, goal, tie))
        or _NEW.search(near)
        or (_MINIMUM.search(told) and not _MINIMUM.search(row.goal.header))
        or _of_other_year(s, said, run)
        or not _comparable(goal.value, row.goal.value)
    ):
        return False
    if said.loose and not _slip(goal.value, row.goal.value):
        return False
    if re.search(r"\blevels?\b", told) and not re.search(rf"\b(?:{GOAL})\b", told, re.I) and not _slip(goal.value, row.goal.value):  # fmt: skip
        return False
    if any(j.kind in {"change", "ratio", "sum"} and j.verdict in FITS for j in run.results.of(goal.id)):  # fmt: skip
        return False
    right = row.goal.value.printed.strip()
    run.results.add(
        Judgement(
            goal.id, "contradicts", "target", f"The sentence gives {printed(goal)} as the target of '{row.name}'; {row.goal.who} gives {right}.",
            f"{printed(goal)} against {right}", "serious", (row.goal.place,), "Use one target for the year, or say for when it is.", right,
        )
    )  # fmt: skip
    return False


def _is_goal(s: GoalSentence, goal: Figure, row: GoalRow) -> bool:
    q = brought_to(goal.value, unit_of(s, goal), row.unit)
    mine = row.goal.value
    if unit_of(s, goal) and row.unit and unit_of(s, goal) != row.unit:
        return q.overlaps(quantity(mine))
    if not units_fit(goal.value, mine) and not row.unit:
        return False
    fine, coarse = (goal.value, mine) if goal.value.places > mine.places else (mine, goal.value)
    low, high = coarse.interval()
    return fine.number is not None and low <= abs(fine.number) <= high


def _is_level(s: GoalSentence, goal: Figure, tie: GoalTie) -> bool:
    """Whether a figure behind "at" is what came about, not what was aimed at: "£1.1m under budget at £3.2m"."""
    q = brought_to(goal.value, unit_of(s, goal), tie.row.unit)
    return q.overlaps(level_of_tie(tie)) or quantity(goal.value).overlaps(level_of_tie(tie))


def _fits_other(goal: Figure, row: GoalRow) -> bool:
    """Whether a figure is the row's target of another year."""
    return any(units_fit(goal.value, c.value) and goal.value.number == c.value.number for c in row.others)


def _comparable(a: Value, b: Value) -> bool:
    if a.unit == b.unit:
        return True
    plain = {"", "count", "days", "average", "rate", "seconds"}
    return {a.unit, b.unit} <= plain or ({a.unit, b.unit} == {"percent", ""} and max(a.places, b.places) > 0)


def _slip(a: Value, b: Value) -> bool:
    """Whether one is the other with one digit changed or two exchanged."""
    x, y = (re.sub(r"\D", "", f"{v.number:f}") if v.number is not None else "" for v in (a, b))
    return x != y and alike_in_digits(x, y)


def _of_other_year(s: GoalSentence, said: Said, run: Run) -> bool:
    """Whether the words give the target for another reporting year than the paper's."""
    assert run.paper.period is not None
    year = run.paper.period.reporting_year
    behind = re.match(
        r"^[^«.;]{0,20}\b(?:for|by|in|from|to)\s+(?:the\s+)?(?:(?:end\s+of|year)\s+)?«P(\d+)»", s.marked[said.end :]
    )
    named = [
        m
        for m in (
            behind,
            re.search(
                rf"«P(\d+)»(?:['’]s)?\s+{NOUN}\b|\b{NOUN}\s+(?:for|by|in)\s+(?:the\s+end\s+of\s+)?«P(\d+)»",
                said.text,
                re.I,
            ),
        )
        if m
    ]
    periods = [s.sentence.periods[int(n)] for m in named for n in m.groups() if n is not None]
    return any(p.reporting_year != year for p in periods)


_COUNTED = re.compile(
    r"(?:«N\d+»(?:\s+(?:out\s+)?of\s+(?:the\s+|our\s+|these\s+)?(?:«N\d+»|[a-z]+s\b)|\s+(?:more\s+|other\s+)?(?:measures|indicators|targets|kpis|services|areas))|\b(?:all|both|most|many|none|neither|several|half|the\s+(?:others|rest|remainder|majority))\b)(?:[^«,;.]|«[PR]\d+»){0,50}$",
    re.IGNORECASE,
)


def _side(run: Run, s: GoalSentence, said: Said, tie: GoalTie, goal: Figure | None) -> None:
    """Hold "above", "met", "missed" against the row's result and target."""
    start, end = span_of(s, said)
    if _COUNTED.search(s.marked[: said.start]):
        return  # "four of the five indicators were meeting their targets": a count, which is held against the table
    place = run.paper.passages[s.passage].at(start, end)
    done = [f for f in run.results.findings if f.kind == "target_words" and f.place.locator == place.locator and f.place.page == place.page]  # fmt: skip
    if any(overlap(f.place.span, (start, end)) for f in done):
        return
    if (tie.level.value.unit == "percent") != (tie.row.goal.value.unit == "percent"):
        return  # a count is not held against a target in per cent
    level, target = level_of_tie(tie), target_of_tie(tie)
    way = said.way
    if way in {"good", "bad"}:
        if tie.row.polarity not in {"H", "L"}:
            return
        up = tie.row.polarity == "H"
        short = level.high < target.low if up else level.low > target.high
        reached = level.low >= target.high if up else level.high <= target.low
        wrong = short if way == "good" else reached
    else:
        wrong = level.high < target.low if way == "above" else level.low > target.high
        if level.is_exact and level.low == target.low == target.high and not re.match(r"(?:reach|pass|meet|exceed|at\b)", said.text, re.I):  # fmt: skip
            wrong = True
    against = f"{tie.level.value.printed.strip()} against the target of {tie.row.goal.value.printed.strip()}"
    words = shown(said, s)
    if goal is None and (mine := stems(words)) and mine <= stems(tie.row.name):
        return  # what is measured: "children at the expected level", "calls within target"
    better = {"H": ", and higher is better", "L": ", and lower is better"}.get(tie.row.polarity, "") if said.way in {"good", "bad"} else ""  # fmt: skip
    run.results.findings.append(
        Finding(
            "contradicts" if wrong else "agrees", "target_words", place, words,
            f"'{tie.row.name}': {against}{better}; '{words}' {'does not fit' if wrong else 'fits'}.", against,
            "serious" if wrong else "note", (tie.level.place, tie.row.goal.place), "Correct the words, the result or the target." if wrong else "",
            tie.row.name, "",
        )
    )  # fmt: skip


def _slips(run: Run, finder: Finder, s: GoalSentence, names: Names, around: frozenset[str]) -> None:
    """Ask of every figure that nothing explains whether it is the target or distance of its clause's row, mistyped."""
    assert run.paper.period is not None
    if not speaks_of_goal(s.sentence.text):
        return
    ties = {}
    for k in s.figures:
        at = s.marked.find(f"«N{k}»")
        clause = next((c for c in reversed(s.clauses) if c.start <= at), s.clauses[0])
        if k in s.stated or other_time(clause.text, s.sentence.periods, s.words, run.paper.period.end):
            continue
        tie = tie_of(finder, s, Said("", "", at, at, k, -1, "", loose=False), clause)
        if tie is not None:
            ties[k] = tie
    check_slips(run.results, names, around, s.figures, ties)


def _units(run: Run, s: GoalSentence) -> None:
    """Find times that have a row's digits and another unit: "21.8 days" of a row in hours."""
    for k, tie in s.stated.items():
        f, row = s.figures[k], tie.row
        unit = unit_of(s, f)
        same = f.value.number == tie.level.value.number and f.value.places == tie.level.value.places
        if not unit or not row.unit or unit == row.unit or not same or telling_digits(f.value) < 2:
            continue
        if run.results.contradicted(f.id):
            continue
        shown = tie.level.value.printed.strip()
        run.results.judgements = [j for j in run.results.judgements if j.figure != f.id or j.verdict not in FITS]
        run.results.add(
            Judgement(
                f.id, "contradicts", "unit", f"'{row.name}' is {shown}, in another unit of time than the sentence says.",
                f"{printed(f)} against {shown}", "serious", (tie.level.place,), "Correct the unit.",
            )
        )  # fmt: skip


def _times(run: Run, finder: Finder, s: GoalSentence) -> None:
    """Hold times of two units ("7 hours 12 minutes") against a row that counts in another: 7.2 hours."""
    if all(slot.figure.value.unit != "seconds" for slot in s.slots):
        return
    named = finder.named(s.marked) or next(iter(s.stated.values()), None)
    if named is None or not named.row.unit:
        return
    row = named.row
    goals = [brought_to(c.value, 0, 0) for c in (row.goal, *row.others)]
    for slot in s.slots:
        f = slot.figure
        if f.value.unit != "seconds" or slot.kind != "level" or slot.how not in {"current", "dated", "told"}:
            continue
        cells = row.levels if slot.how == "current" else row.ground.at(slot.ends)
        q = brought_to(f.value, 1, row.unit)
        known = [c for c in cells if units_fit(c.value, row.goal.value)]
        if len(known) != 1 or run.results.contradicted(f.id) or any(q.overlaps(g) for g in goals):
            continue
        right = quantity(known[0].value)
        fits = q.overlaps(right)
        if not fits and not right.low / 2 < q.middle < right.high * 2:
            continue
        shown = known[0].value.printed.strip()
        run.results.add(
            Judgement(
                f.id, "agrees" if fits else "contradicts", "own_tables", f"'{row.name}': {shown} in {known[0].who}{'' if fits else f', not {printed(f)}'}.",
                f"{printed(f)} against {shown}", "note" if fits else "serious", (known[0].place,), "" if fits else "Correct the time or the table.",
                "" if fits else shown,
            )
        )  # fmt: skip


def _literals(run: Run, finder: Finder, s: GoalSentence) -> None:
    """Hold "the two-day target" against the target of the row that the sentence is about."""
    for lit in literals(s.sentence.text):
        if not s.stated and finder.named(s.marked) is None:
            continue
        ties = list(s.stated.values()) or [t for t in (finder.named(s.marked),) if t is not None]
        rows = [t for t in ties if t.row.unit and t.row.goal.value.number is not None]
        if len({id(t.row) for t in rows}) != 1:
            continue
        row = rows[0].row
        target = Fraction(row.goal.value.number or 0)
        mine = lit.number * Fraction(lit.unit, row.unit)
        start = s.begin + lit.start
        place = run.paper.passages[s.passage].at(start, s.begin + lit.end)
        same = abs(mine - target) * 100 <= target
        near = Fraction(1, 5) < (mine / target if target else 0) < 5
        if not same and (not near or _NEW.search(s.sentence.text[max(0, lit.start - 25) : lit.end])):
            continue
        run.results.findings.append(
            Finding(
                "agrees" if same else "contradicts", "target", place, lit.text,
                f"The target of '{row.name}' is {row.goal.value.printed.strip()} in {row.goal.who}{'' if same else f', the sentence says {lit.text}'}.",
                f"{lit.text} against {row.goal.value.printed.strip()}", "note" if same else "serious", (row.goal.place,),
                "" if same else "Use one target, or say for when it is.", row.name, "",
            )
        )  # fmt: skip
