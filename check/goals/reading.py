"""A sentence as the checks of targets see it: its figures, what each clause of it is about, the words as printed."""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from dataclasses import dataclass

from check.goals.ties import Clause, Finder, GoalTie, clauses_of
from check.goals.units import unit_of_figure
from check.goals.words import Said
from check.ground_match import bare_value
from check.ground_slots import Slot, slots_of
from check.grounds import stems
from check.judgements import printed, quantity
from check.paper import Figure
from check.prior_lookup import Run
from check.sentences import Sentence
from check.time_words import TimeWord, mark_times
from records import Quantity

_GOES_ON = re.compile(r"^\W*(?:(?:although|though|even\s+though|while|whilst)\s+)?(?:it|this|that|they|these|we|the\s+council|officers|another|(?:the|our|its)\s+(?:target|standard|budget|limit|goal))\b", re.I)  # fmt: skip


@dataclass(slots=True)
class GoalSentence:
    """A sentence with what is known of it.

    Attributes:
        passage: Index of its passage.
        sentence: The sentence.
        begin: Where its text begins in the passage.
        figures: Its figures by their number in it.
        slots: What it asks of each.
        marked: Its template, with times marked too.
        words: Those times.
        clauses: Of the marked text.
        stated: The rows whose results its figures state, by number of the figure.
        carried: The row that it goes on about.
        last: What the sentence before was about.
    """

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
    last: GoalTie | None = None


def read_goal_sentence(
    run: Run, finder: Finder, index: int, sentence: Sentence, last: GoalTie | None, before: str
) -> GoalSentence:
    """Read a sentence.

    Args:
        run: The paper.
        finder: Finds rows.
        index: Of the passage.
        sentence: The sentence.
        last: What the sentence before was about.
        before: The words of the sentence before, or of the heading.
    """
    figures = run.paper.by_number(index, sentence)
    marked, words = mark_times(sentence.template)
    slots = slots_of(run.paper, sentence, figures)
    around = stems(f"{sentence.text} {before}")
    stated = {
        s.k: tie for s in slots if (tie := finder.stated(s, marked.partition(f"«N{s.k}»")[2], around)) is not None
    }
    raw = run.paper.passages[index].text[sentence.start : sentence.end]
    begin = sentence.start + len(raw) - len(raw.lstrip())
    carried = last if _GOES_ON.match(sentence.text) or not stems(sentence.text) else None
    return GoalSentence(
        index, sentence, begin, figures, slots, marked, words, clauses_of(marked), stated, carried, last
    )


def tie_of(finder: Finder, s: GoalSentence, said: Said, clause: Clause) -> GoalTie | None:
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
    return finder.named(s.marked) or s.carried or (s.last if said.way == "needs" else None)


def unit_of(s: GoalSentence, f: Figure) -> int:
    """The seconds of the unit of time that a figure of a sentence is told in; 0 where it is no time."""
    k = next(n for n, x in s.figures.items() if x.id == f.id)
    return unit_of_figure(f.value, s.marked.partition(f"«N{k}»")[2])


def level_of_tie(tie: GoalTie) -> Quantity:
    """The most that is known of the result: unrounded where its parts are printed."""
    kpi = tie.row.kpi
    if kpi is not None and kpi.latest.place == tie.level.place and tie.level.value.number == kpi.latest.value.number:
        return kpi.quantity
    return quantity(bare_value(tie.level.value))


def target_of_tie(tie: GoalTie) -> Quantity:
    """The target of a row; a budget is as rounded as it is printed."""
    value = tie.row.goal.value
    if tie.row.budget:
        return quantity(bare_value(value))
    return Quantity.exact(value.number or 0)


def shown(said: Said, s: GoalSentence) -> str:
    """The words with figures as printed."""
    text = re.sub(r"«N(\d+)»", lambda m: printed(s.figures[int(m[1])]) if int(m[1]) in s.figures else m[0], said.text)
    return re.sub(r"«R(\d+)»", lambda m: s.words[int(m[1])].text, text)


def span_of(s: GoalSentence, said: Said) -> tuple[int, int]:
    """Where the words up to their first figure stand in the passage; the whole sentence where they begin with one."""
    head = re.split(r"«", s.marked[said.start : said.end])[0].strip()
    whole = (s.begin, s.begin + len(s.sentence.text))
    spots = [m.start() for m in re.finditer(re.escape(head), s.sentence.text)] if head else []
    n = s.marked[: said.start].count(head) if head else 0
    return (s.begin + spots[n], s.begin + spots[n] + len(head)) if n < len(spots) else whole
