"""Words of movement against the figures they stand with: "increased from 12.6% to 11.1%"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from check.direction_words import AND_THE, RECORDS, THAN, Moved, find_direction_words
from check.judgements import Results, printed, quantity, worlds_apart
from check.paper import Figure, Paper, Statement
from check.sought import Sought
from records import Change, Finding, Movement, Polarity, changes_possible, percent_change, rounding_modes


@dataclass(frozen=True, slots=True)
class Moves:
    """How a figure can have moved, and the sum behind it."""

    ways: frozenset[Change]
    working: str
    old: Figure
    new: Figure


def moves_of(paper: Paper, s: Statement) -> Moves | None:
    """How the figure of a change moved by its two ends; None where an end is not in the sentence."""
    r = s.relation
    if r.kind != "change" or r.old is None or r.new is None:
        return None
    old, new = paper.figures[r.old], paper.figures[r.new]
    if "target" in {old.claim.role, new.claim.role}:
        return None  # "below the target of 85% and down from 85.2%": the target did not move
    if old.dated and new.dated and old.claim.period and new.claim.period and new.claim.period < old.claim.period:
        old, new = new, old
    ways = changes_possible(quantity(new.value), quantity(old.value))
    return Moves(ways, f"{printed(old)} to {printed(new)}", old, new)


def check_directions(
    paper: Paper, polarity_of: dict[int, Polarity], polarity_of_key: dict[str, Polarity], results: Results
) -> None:
    """Hold each direction word against the two ends of its change.

    Args:
        paper: With its statements.
        polarity_of: Polarity of the indicator of each passage, where known.
        polarity_of_key: Polarity of the register's indicators.
        results: Takes a finding for each word.
    """
    for s in paper.statements:
        word = s.relation.direction
        moves = moves_of(paper, s)
        if word is None or moves is None or word.aim:
            continue
        moves = _led_to(paper.passages[s.passage].text, word.end, moves)
        said = word.moved
        polarity = polarity_of_key.get(moves.new.claim.indicator_key, "") or polarity_of.get(s.passage, "")
        fits = _fits(said, moves, polarity)
        if fits is None:
            continue
        passage = paper.passages[s.passage]
        if not fits and (
            worlds_apart(moves.old.value, moves.new.value)
            or not _size_fits(paper, s, moves)
            or _of_another_comparison(passage.text, word.end, word.start, moves)
        ):
            continue
        place = passage.at(word.start, word.end)
        sources = (moves.old.place, moves.new.place)
        if fits:
            results.findings.append(
                Finding("agrees", "direction", place, word.text, f"'{word.text}' fits {moves.working}.", moves.working,
                        "note", sources)
            )  # fmt: skip
            continue
        went = " or ".join(sorted(_in_words(w) for w in moves.ways))
        why = f"'{word.text}' does not fit the figures: from {moves.working} the number {went}"
        if word.of_performance:
            why += f", and for this indicator {'higher' if polarity == 'H' else 'lower'} is better"
        results.findings.append(
            Finding("contradicts", "direction", place, word.text, why + ".", moves.working, "serious", sources,
                    "Correct the word or the figures.", expected=went)
        )  # fmt: skip


_LED_TO = re.compile(r"\s+(?:back\s+)?to\s+(?:(?:about|around|nearly|almost|just\s+(?:over|under)|some)\s+)?£?")


def _led_to(text: str, end: int, moves: Moves) -> Moves:
    """The change turned round where its word leads to the figure taken for the old: "£258 until it doubled to £528"."""
    between = text[end : moves.old.numeral.start]
    if moves.old.numeral.start < end or not _LED_TO.fullmatch(between) or moves.new.numeral.start > end:
        return moves
    ways = changes_possible(quantity(moves.old.value), quantity(moves.new.value))
    return Moves(ways, f"{printed(moves.new)} to {printed(moves.old)}", moves.new, moves.old)


def _size_fits(paper: Paper, s: Statement, moves: Moves) -> bool:
    """Whether the size told of a change is that of its ends: where neither it nor the word fits, they are no pair."""
    if s.relation.size is None:
        return True
    size = paper.figures[s.relation.size].value
    a, b = quantity(moves.old.value), quantity(moves.new.value)
    relative = percent_change(a, b) if size.unit == "percent" else None
    ways = [b - a] if size.unit != "percent" or moves.new.value.unit == "percent" else []
    return any(rounding_modes(q.magnitude(), size) for q in (*ways, *([relative] if relative is not None else [])))


_STOP = re.compile(r"[.;](?:\s|$)")
_RECORD = Sought(rf"{AND_THE}(?:{RECORDS})\b", re.IGNORECASE)


def _of_another_comparison(text: str, end: int, start: int, moves: Moves) -> bool:
    """Whether a word compares with another figure than the change: "more than A (5, not 4) but fewer than B (6)"."""
    if end <= moves.old.numeral.start and _RECORD.search(text[end : moves.old.numeral.start]):
        return True  # "1,550 up on September and the highest since March (27,460)": that of March is the record's
    ahead = _STOP.split(text[end:])[0]
    behind = text[:start].rpartition(". ")[2]
    than = THAN.search(ahead[:40])
    if than is None:
        return False
    first = re.search(r"\d", ahead[than.end() :])
    if first is not None:
        at = end + than.end() + first.start()
        if not any(f.numeral.start <= at < f.numeral.end for f in (moves.old, moves.new)):
            return True
    elif "," in ahead[than.end() :] and all(f.numeral.start < start or f.numeral.word for f in (moves.old, moves.new)):
        return True  # "nine are at university, two more than a year ago, and eleven are ..."
    earlier = THAN.search(behind)
    new = moves.new.numeral.start
    return earlier is not None and start - len(behind) + earlier.end() <= new < start


def _in_words(w: Change) -> str:
    return {"rose": "rose", "fell": "fell", "unchanged": "did not change"}[w]


def _fits(said: Moved, moves: Moves, polarity: Polarity) -> bool | None:
    """Whether a word fits; None where that cannot be told."""
    if said in {"improved", "worsened"}:
        if polarity not in {"H", "L"}:
            return None
        said = _number_move(said, polarity)
    if said == "unchanged":
        return "unchanged" in moves.ways or _small(moves)
    return said in moves.ways


def _number_move(said: Moved, polarity: Polarity) -> Moved:
    return "rose" if (said == "improved") == (polarity == "H") else "fell"


def _small(moves: Moves) -> bool:
    """Whether a change may still be called stable: under 3 points, or a twentieth of a count (or 3)."""
    a, b = quantity(moves.old.value), quantity(moves.new.value)
    diff = abs(b.middle - a.middle)
    if moves.old.value.unit == "percent" or moves.new.value.unit == "percent":
        return diff < 3
    return diff <= max(Fraction(3), abs(a.middle) / 20)


def polarity_of_aim(text: str) -> Polarity:
    """Which way is better by the words of an aim: "We expect to see a reduction in ..." is L.

    Args:
        text: The measure or aim as printed.

    Returns:
        "" where it names no direction, or speaks of staying stable.
    """
    for word in find_direction_words(text):
        if word.moved == "rose":
            return "H"
        if word.moved == "fell":
            return "L"
        if word.moved in {"unchanged", "improved", "worsened"}:
            return ""
    return ""


def performance_moves(paper: Paper, passage: int, polarity: Polarity) -> list[tuple[Movement, str, Statement]]:
    """What the changes told in a passage mean for performance: the last link of each chain of changes.

    Args:
        paper: With its statements.
        passage: Index of the passage.
        polarity: H or L.

    Returns:
        (improved, worsened or unchanged; the sum or words; the statement), in order; changes whose way is not
        certain are left out.
    """
    here = [s for s in paper.statements if s.passage == passage and s.relation.kind == "change"]
    out: list[tuple[Movement, str, Statement]] = []
    for s in here:
        r = s.relation
        if r.new is not None and any(o.relation.old == r.new for o in here if o is not s):
            continue  # a later link goes on from it
        moves = moves_of(paper, s)
        word = r.direction
        if moves is not None:
            if len(moves.ways) != 1:
                continue
            (way,) = moves.ways
            if word is not None and word.moved == "unchanged" and _small(moves):
                way = "unchanged"
            text = moves.working
        elif word is not None and not word.aim and r.size is not None and word.moved in {"rose", "fell"}:
            way = "rose" if word.moved == "rose" else "fell"
            text = f"{printed(paper.figures[r.size])} {word.text}"
        else:
            continue
        if way == "unchanged":
            out.append(("unchanged", text, s))
        else:
            out.append(("improved" if (way == "rose") == (polarity == "H") else "worsened", text, s))
    return out
