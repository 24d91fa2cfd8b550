"""Holds what sentences say of targets against the row that they are about: the target, the distance, met or missed."""

# ruff: noqa: E501 - explanations, one to a line

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from check.goals.rows import GoalRow, goal_rows
from check.goals.slips import check_slips, words_of
from check.goals.statuses import check_told_statuses
from check.goals.ties import Clause, Finder, GoalTie, clauses_of, other_time
from check.goals.units import brought_to, unit_of_figure
from check.goals.words import NOUN, Said, literals, said_of_goals
from check.ground_match import Names, bare_value, units_fit
from check.ground_slots import Slot, slots_of
from check.grounded import PROSE
from check.grounds import grounds_of, stems
from check.inside.limits import GOAL
from check.judgements import Judgement, printed, quantity, span_text
from check.known_facts import Facts
from check.paper import Figure
from check.prior_lookup import Run
from check.sentences import Sentence
from check.subjects import Subjects, sentences_of
from check.time_words import TimeWord, mark_times
from records import Finding, Quantity, Value, rounding_modes

_GOES_ON = re.compile(r"^\W*(?:it|this|that|they|these|we|the\s+council|officers|another|(?:the|our|its)\s+(?:target|standard|budget|limit|goal))\b", re.I)  # fmt: skip
_FITS = {"agrees", "agrees_within_rounding"}
_MINIMUM = re.compile(r"\b(?:minimum|floor|threshold|trigger|benchmark|tolerance|average|median)\b", re.IGNORECASE)
_NEW = re.compile(
    rf"\b(?:new|next|revised|proposed|previous|old|last|former|stretch|original|future|interim)\s+(?:[a-z«»PR\d]+\s+)?{NOUN}\b|"
    r"\b(?:raised|lowered|increased|reduced|changed|moved|revised|rises?|falls?)\s+(?:from|to)\b|\bwill\s+be\b|\bnext\s+year\b|\bfrom\s+«P",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Sentence:
    """A sentence with what is known of it."""

    passage: int
    sentence: Sentence
    begin: int
    figures: dict[int, Figure]
    slots: list[Slot]
    marked: str
    words: list[TimeWord]
    clauses: list[Clause]
    stated: dict[int, GoalTie]
    carried: GoalTie | None


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
            s = _read(run, finder, index, sentence, last, before)
            before = sentence.text
            for said in said_of_goals(s.marked):
                _judge(run, finder, s, said)
            _literals(run, finder, s)
            _slips(run, finder, s, names, words_of(sentence.text, heading))
            check_told_statuses(
                run, finder, index, s.begin, sentence, words=s.words, clauses=s.clauses, carried=s.carried
            )
            last = next(iter(s.stated.values()), None) or finder.named(s.marked) or s.carried


def _read(run: Run, finder: Finder, index: int, sentence: Sentence, last: GoalTie | None, before: str) -> _Sentence:
    figures = run.paper.by_number(index, sentence)
    marked, words = mark_times(sentence.template)
    slots = slots_of(sentence, figures, run.paper.period)
    around = stems(f"{sentence.text} {before}")
    stated = {
        s.k: tie for s in slots if (tie := finder.stated(s, marked.partition(f"«N{s.k}»")[2], around)) is not None
    }
    raw = run.paper.passages[index].text[sentence.start : sentence.end]
    begin = sentence.start + len(raw) - len(raw.lstrip())
    carried = last if _GOES_ON.match(sentence.text) or not stems(sentence.text) else None
    return _Sentence(index, sentence, begin, figures, slots, marked, words, clauses_of(marked), stated, carried)


def _judge(run: Run, finder: Finder, s: _Sentence, said: Said) -> None:
    assert run.paper.period is not None
    clause = next((c for c in reversed(s.clauses) if c.start <= said.start), s.clauses[0])
    tie = _tie(finder, s, said, clause)
    if tie is None:
        return
    goal = s.figures.get(said.goal)
    if goal is not None and goal.id == (tie.figure.id if tie.figure else -1):
        return
    if goal is not None and not _same_goal(run, s, said, tie, goal):
        return
    if other_time(clause.text, s.sentence.periods, s.words, run.paper.period.end):
        return
    if said.kind == "gap":
        _gap(run, s, said, tie, goal)
        if said.twin >= 0:
            _gap(run, s, replace(said, size=said.twin), tie, goal)
    elif said.kind == "side":
        _side(run, s, said, tie, goal)


def _tie(finder: Finder, s: _Sentence, said: Said, clause: Clause) -> GoalTie | None:
    """The row that a clause is about: whose result it states, which it names, or which the sentence told of before."""
    at = {k: s.marked.find(f"«N{k}»") for k in s.figures}
    inside = [k for k in s.stated if clause.start <= at[k] < clause.end and k not in {said.goal, said.size}]
    ahead = [k for k in inside if at[k] < said.start]
    if inside:
        return s.stated[max(ahead, key=lambda k: at[k])] if ahead else s.stated[min(inside, key=lambda k: at[k])]
    levels = [
        x for x in s.slots
        if x.kind == "level" and x.how == "current" and clause.start <= at[x.k] < clause.end and x.k not in {said.goal, said.size}
    ]  # fmt: skip
    if any(at[x.k] < said.start for x in levels):
        return None  # it states a result of something else
    named = finder.subject(clause.text) or finder.named(clause.text)
    if named is not None:
        return named
    before = [k for k in s.stated if at[k] < said.start and k not in {said.goal, said.size}]
    if before:
        return s.stated[max(before, key=lambda k: at[k])]
    if len(s.stated) == 1 and not levels:
        return next(iter(s.stated.values()))
    return finder.named(s.marked) or s.carried


def _same_goal(run: Run, s: _Sentence, said: Said, tie: GoalTie, goal: Figure) -> bool:
    """Hold the target that a sentence states against the row's.

    Returns:
        Whether it is the row's.
    """
    row = tie.row
    if goal.value.number is None:
        return False
    if _is_goal(s, goal, row):
        run.results.add(
            Judgement(goal.id, "agrees", "target", f"It is the target of '{row.name}' in {row.goal.who}.", sources=(row.goal.place,))
        )  # fmt: skip
        return True
    near = s.marked[max(0, said.start - 25) : said.end + 40]
    told = said.text.lower()
    if (
        _fits_other(s, goal, row)
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
    if any(j.figure == goal.id and j.kind in {"change", "ratio", "sum"} and j.verdict in _FITS for j in run.results.judgements):  # fmt: skip
        return False
    shown = row.goal.value.printed.strip()
    run.results.add(
        Judgement(
            goal.id, "contradicts", "target", f"The sentence gives {printed(goal)} as the target of '{row.name}'; {row.goal.who} gives {shown}.",
            f"{printed(goal)} against {shown}", "serious", (row.goal.place,), "Use one target for the year, or say for when it is.", shown,
        )
    )  # fmt: skip
    return False


def _is_goal(s: _Sentence, goal: Figure, row: GoalRow) -> bool:
    q = brought_to(goal.value, _unit(s, goal), row.unit)
    mine = row.goal.value
    if _unit(s, goal) and row.unit and _unit(s, goal) != row.unit:
        return q.overlaps(quantity(mine))
    if not units_fit(goal.value, mine) and not row.unit:
        return False
    fine, coarse = (goal.value, mine) if goal.value.places > mine.places else (mine, goal.value)
    low, high = coarse.interval()
    return fine.number is not None and low <= abs(fine.number) <= high


def _fits_other(s: _Sentence, goal: Figure, row: GoalRow) -> bool:
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
    if len(x) != len(y) or not x:
        return False
    return sum(p != q for p, q in zip(x, y, strict=True)) == 1 or sorted(x) == sorted(y)


def _of_other_year(s: _Sentence, said: Said, run: Run) -> bool:
    assert run.paper.period is not None
    year = run.paper.period.reporting_year
    near = s.marked[max(0, said.start - 30) : said.end + 40]
    named = re.search(r"\b(?:for|by|in|from|to)\s+(?:the\s+)?(?:(?:end\s+of|year)\s+)?«P(\d+)»", near)
    return named is not None and s.sentence.periods[int(named[1])].reporting_year != year


def _unit(s: _Sentence, f: Figure) -> int:
    k = next(n for n, x in s.figures.items() if x.id == f.id)
    return unit_of_figure(f.value, s.marked.partition(f"«N{k}»")[2])


def _level(tie: GoalTie) -> Quantity:
    """The most that is known of the result: unrounded where its parts are printed."""
    kpi = tie.row.kpi
    if kpi is not None and kpi.latest.place == tie.level.place and tie.level.value.number == kpi.latest.value.number:
        return kpi.quantity
    return quantity(bare_value(tie.level.value))


def _target(tie: GoalTie) -> Quantity:
    value = tie.row.goal.value
    if tie.row.budget:
        return quantity(bare_value(value))
    return Quantity.exact(value.number or 0)


def _gap(run: Run, s: _Sentence, said: Said, tie: GoalTie, goal: Figure | None) -> None:
    """Hold a distance from a target against the row's result and target."""
    size = s.figures.get(said.size)
    if size is None or size.value.number is None or said.size in s.stated or run.results.contradicted(size.id):
        return
    unit = _unit(s, size)
    if _counts_things(said, size, unit):
        return
    level, target = _level(tie), _target(tie)
    distance = level - target
    far = distance.magnitude()
    if unit and tie.row.unit and unit != tie.row.unit:
        far = Quantity(far.low * Fraction(tie.row.unit, unit), far.high * Fraction(tie.row.unit, unit))
    shown = f"{tie.level.value.printed.strip()} against the target of {tie.row.goal.value.printed.strip()}"
    percents = "percent" in {tie.level.value.unit, tie.row.goal.value.unit}
    if not percents and size.value.unit in {"points"}:
        return
    if (size.value.unit == "money") != (tie.level.value.unit == "money") and size.value.unit != "percent":
        return
    wrong_side = _wrong_side(said, distance, tie)
    exact = bool(rounding_modes(far, size.value)) or bool(rounding_modes(_printed_gap(tie), size.value))
    sources = (tie.level.place, tie.row.goal.place)
    if size.value.unit == "percent":
        if not target.low:
            return
        relative = Quantity(100 * far.low / abs(target.high), 100 * far.high / abs(target.low))
        if rounding_modes(relative, size.value) and not wrong_side:
            return
        if percents and exact and not wrong_side:
            run.results.add(
                Judgement(
                    size.id, "contradicts", "percentage_points", f"{shown} differ by {span_text(far)} percentage points, written as per cent.",
                    shown, "minor", sources, "Write 'percentage points'.", f"{span_text(far)} percentage points",
                )
            )  # fmt: skip
            return
        if not percents and said.goal < 0 and not re.search(GOAL, said.text, re.I):
            return
        far = relative
        exact = False
    if exact and not wrong_side:
        run.results.add(
            Judgement(
                size.id, "agrees_within_rounding", "target", f"The distance follows: {shown}.", shown, sources=sources
            )
        )
        return
    if size.claim.details.get("approximate") == "yes" and not wrong_side and far.magnitude().overlaps(_about(size)):
        return
    if any(j.figure == size.id and j.verdict in _FITS and j.kind in {"change", "sum", "ratio", "target"} for j in run.results.judgements):  # fmt: skip
        return
    side = "above" if distance.low > 0 else "below" if distance.high < 0 else "off"
    why = f"'{tie.row.name}': {shown} is {span_text(far, size.value.unit)} {side} it, the sentence says '{_shown(said, s)}'."
    run.results.add(
        Judgement(size.id, "contradicts", "target", why, shown, "serious", sources, "Correct the distance, the words, the result or the target.",
                  span_text(far, size.value.unit))
    )  # fmt: skip


def _counts_things(said: Said, size: Figure, unit: int) -> bool:
    """Whether a figure before a side may count what lies on that side: "nine measures inside target", "three below target"."""
    if size.value.unit not in {"count", ""} or unit or said.goal >= 0:
        return False
    return not re.search(r"\b(?:short\s+of|more\s+than|fewer\s+than|less\s+than|by)\b", said.text, re.IGNORECASE)


def _printed_gap(tie: GoalTie) -> Quantity:
    a, b = tie.level.value.number, tie.row.goal.value.number
    return Quantity.exact(abs(Fraction(a or 0) - Fraction(b or 0)))


def _about(size: Figure) -> Quantity:
    q = quantity(size.value)
    tenth = abs(q.middle) / 10
    return Quantity(q.low - tenth, q.high + tenth)


def _wrong_side(said: Said, distance: Quantity, tie: GoalTie) -> bool:
    way = said.way
    if way in {"good", "bad", "needs"}:
        if way == "bad" and tie.row.budget and re.search(r"\bshort\b", said.text, re.IGNORECASE):
            return distance.low > 0
        if tie.row.polarity not in {"H", "L"}:
            return False
        good = way == "good"
        way = "above" if good == (tie.row.polarity == "H") else "below"
    return (way == "above" and distance.high < 0) or (way == "below" and distance.low > 0)


def _side(run: Run, s: _Sentence, said: Said, tie: GoalTie, goal: Figure | None) -> None:
    """Hold "above", "met", "missed" against the row's result and target."""
    start, end = _span(s, said)
    place = run.paper.passages[s.passage].at(start, end)
    done = [f for f in run.results.findings if f.kind == "target_words" and f.place.locator == place.locator and f.place.page == place.page]  # fmt: skip
    if any(_overlap(f.place.span, (start, end)) for f in done):
        return
    level, target = _level(tie), _target(tie)
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
    shown = f"{tie.level.value.printed.strip()} against the target of {tie.row.goal.value.printed.strip()}"
    words = _shown(said, s)
    better = {"H": ", and higher is better", "L": ", and lower is better"}.get(tie.row.polarity, "") if said.way in {"good", "bad"} else ""  # fmt: skip
    run.results.findings.append(
        Finding(
            "contradicts" if wrong else "agrees", "target_words", place, words,
            f"'{tie.row.name}': {shown}{better}; '{words}' {'does not fit' if wrong else 'fits'}.", shown,
            "serious" if wrong else "note", (tie.level.place, tie.row.goal.place), "Correct the words, the result or the target." if wrong else "",
            tie.row.name, "",
        )
    )  # fmt: skip


def _slips(run: Run, finder: Finder, s: _Sentence, names: Names, around: frozenset[str]) -> None:
    """Ask of every figure that nothing explains whether it is the target or distance of its clause's row, mistyped."""
    assert run.paper.period is not None
    ties = {}
    for k in s.figures:
        at = s.marked.find(f"«N{k}»")
        clause = next((c for c in reversed(s.clauses) if c.start <= at), s.clauses[0])
        if k in s.stated or other_time(clause.text, s.sentence.periods, s.words, run.paper.period.end):
            continue
        tie = _tie(finder, s, Said("", "", at, at, k, -1, "", loose=False), clause)
        if tie is not None:
            ties[k] = tie
    check_slips(run.results, names, s.sentence.text, around, s.figures, ties)


def _literals(run: Run, finder: Finder, s: _Sentence) -> None:
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


def _shown(said: Said, s: _Sentence) -> str:
    """The words with figures as printed."""
    text = re.sub(r"«N(\d+)»", lambda m: printed(s.figures[int(m[1])]) if int(m[1]) in s.figures else m[0], said.text)
    return re.sub(r"«R(\d+)»", lambda m: s.words[int(m[1])].text, text)


def _span(s: _Sentence, said: Said) -> tuple[int, int]:
    """Where the words up to their first figure stand in the passage; the whole sentence where they begin with one."""
    head = re.split(r"«", s.marked[said.start : said.end])[0].strip()
    whole = (s.begin, s.begin + len(s.sentence.text))
    spots = [m.start() for m in re.finditer(re.escape(head), s.sentence.text)] if head else []
    n = s.marked[: said.start].count(head) if head else 0
    return (s.begin + spots[n], s.begin + spots[n] + len(head)) if n < len(spots) else whole


def _overlap(span: tuple[int, int] | None, other: tuple[int, int]) -> bool:
    return span is not None and span[0] < other[1] and other[0] < span[1]
