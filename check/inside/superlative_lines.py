"""The lines of a table that a superlative may be of: levels, changes or shares, by its own words and those behind it."""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from fractions import Fraction

from check.inside.items import Items
from check.inside.measure_words import of_measure, of_named_column
from check.inside.ranked_by import Told
from check.inside.row_moves import Cells, moves, pairs
from check.inside.row_names import SUPERLATIVE
from check.inside.row_readings import Signs, spending
from check.inside.superlative_words import OTHER_VERB
from check.judgements import size_of
from check.sought import Sought

_FALL = Sought(r"\b(?:drops?|falls?|decreases?|reductions?|declines?|losses|underspends?|savings?)\b", re.IGNORECASE)
_RISE = Sought(r"\b(?:rises?|increases?|growth|gains?|jumps?|grew|rose|improvements?)\b", re.IGNORECASE)
_SPEND = Sought(r"\b(?:pressures?|overspends?|overspending|variances?|underspends?)\b", re.IGNORECASE)
_PERCENT = Sought(r"\bper\s?cent(?:age)?\b(?!\s+points?)|\bproportion|%", re.IGNORECASE)
_OF_LEVELS = Sought(
    r"(?:(?:most|least)(?:\s+(?:common|numerous|frequent|usual|popular)(?:ly)?)|commonest|rarest|most|more|less|fewer|higher|lower|longer|shorter|larger|smaller|bigger|greater|busier|quieter|fewest|longest|shortest|busiest|quietest|slowest|fastest|highest|lowest)$",
    re.IGNORECASE,
)
_OF_COST = re.compile(r"dearest|costliest|cheapest")
_COST = Sought(r"\b(?:costs?|prices?|fees?|charges?|rates?|tariffs?|rents?)\b|\bper\b", re.IGNORECASE)
_CHANGES = ("change", "percent_change", "variance")
_GAP = Sought(r"\b(?:gaps?|differen\w+|margins?|distance)\b", re.IGNORECASE)
_CHANGE = Sought(r"\b(?:change[ds]?|chang\w+|varianc\w+|differen\w+|net|over|under)\b", re.IGNORECASE)
VERB_BEFORE = Sought(r"\b(?:(?P<up>grew|grown|growing|rose|risen|rising|increased|increasing|expanded|climbed)|(?P<down>fell|fallen|falling|dropped|dropping|declined|declining|decreased|decreasing|shrank|shrinking))\s+(?:the\s+)?$", re.IGNORECASE)  # fmt: skip
NEXT_PART = Sought(r",\s|\band\s+(?=[A-Z])|;|\bwhile\b|\bbut\b")


def at_an_end(items: Items, number: int) -> bool:
    """Whether a thing is first or last by any line of its table, or by what changed between two of them.

    A superlative that names no figure may be of that line: "digital skills shrank by the most".
    """
    levels = ({n: size_of(f.value) for n in t.cells if (f := t.figure(n)) and f.value.known} for t in items.traits)
    for numbers in (*levels, *(m.by_item for m in moves(items))):
        if (
            number in numbers
            and len(numbers) >= 3
            and numbers[number] in {min(numbers.values()), max(numbers.values())}
        ):
            return True
    return False


def lines_of_superlative(items: Items, text: str, m: re.Match[str], signs: Signs) -> list[Told]:
    """The lines of a table that a superlative may be about, each with whether the least of it is meant."""
    low = bool(m["low"])
    ahead = re.search(
        r"\b(?:increases?|rises?|growth|falls?|decreases?|reductions?|drops?|declines?)\s+(?:was|were|is|are|has\s+been)\s+(?:the\s+)?$",
        text[: m.start()],
        re.IGNORECASE,
    )
    words = text[ahead.start() if ahead else m.start() : m.end()] + OTHER_VERB.split(text[m.end() : m.end() + 40])[0]
    moved: list[tuple[dict[int, Fraction], Cells, str]] = [(x.by_item, x.cells, x.says) for x in moves(items)]
    spent = spending(items, signs)
    if _SPEND.search(words) and spent:
        under = bool(re.search(r"under", words, re.IGNORECASE))
        out = [(n, c, s, low or under) for n, c, s in spent]
        if (
            not under
            and re.search(r"\bvarianc", words, re.IGNORECASE)
            and not re.search(r"\bover", words, re.IGNORECASE)
        ):
            # The largest variance is that furthest from nought, or of the sign that the paper has in mind.
            out += [({k: abs(x) for k, x in n.items()}, c, s, low) for n, c, s in spent]
            out += [(n, c, s, not low) for n, c, s in spent]
        return out
    verb = re.sub(r"^(?:second|third|fourth|fifth)[\s-]+", "", m[0].lower())
    at_verb = VERB_BEFORE.search(text[: m.start()])
    falling = bool(_FALL.search(words)) or verb.startswith(
        ("fell", "drop", "decl", "decr", "lost", "went down", "came down", "shrank", "shortened", "reduced")
    )
    rising = bool(_RISE.search(words)) or bool(
        re.match(r"(?:grew|rose|increased|gained|went\s+up|climbed|lengthened|expanded)", verb)
    )
    if at_verb and re.match(r"fastest|quickest|slowest|least|soonest|sharpest", verb):
        falling, rising = bool(at_verb["down"]), bool(at_verb["up"])
        low = low or verb in {"slowest", "least"}
    if falling or rising:
        relative = _relative(items)
        if at_verb and verb in {"fastest", "quickest", "slowest"} and relative:
            return [(n, c, s, falling != low) for n, c, s in relative]
        moved = relative if _PERCENT.search(_told_of(text, m)) and relative else [*moved, *relative]
        moved = of_measure(moved, text, lambda o: o[2])
        return [(n, c, s, falling != (low and not verb.endswith("most"))) for n, c, s in moved]
    if verb in {"widest", "narrowest"}:  # of gaps: what one column is above or below another
        return [(n, c, s, low) for n, c, s in _gaps(items)]
    level = bool(_OF_LEVELS.match(verb))
    out = [] if level else [(n, c, s, low) for n, c, s in moved]
    out += [] if level else [(n, c, s, not low) for n, c, s in moved]
    for t in items.traits:
        if len({f.value.unit for i in items.items if (f := t.figure(i.number))} - {""}) > 1:
            continue  # indicators in several units have no largest
        if _OF_COST.fullmatch(verb) and not _COST.search(t.label):
            continue
        numbers = {
            i.number: Fraction(f.value.number)
            for i in items.items
            if (f := t.figure(i.number)) and f.value.number is not None
        }
        if numbers and t.kind not in {
            "target",
            "rag",
            "direction",
            *(_CHANGES if level and not _CHANGE.search(text) else ()),
        }:
            out.append((numbers, {n: (t.cells[n].place,) for n in numbers}, f"by '{t.label}'", low))
    out += [(n, c, s, low) for n, c, s in spent]
    out = [*[o for o in out if not o[2].startswith("from")], *[o for o in out if o[2].startswith("from")]]
    behind = NEXT_PART.split(text[m.start() :], maxsplit=1)[0]
    return of_named_column(
        of_measure(out, text[m.start() : before_next(text, m)], lambda o: o[2]), behind, lambda o: o[2]
    )


def _gaps(items: Items) -> list[tuple[dict[int, Fraction], Cells, str]]:
    """The lines headed as gaps, without signs: "Difference from England"."""
    out: list[tuple[dict[int, Fraction], Cells, str]] = []
    for t in items.traits:
        if not _GAP.search(t.label):
            continue
        figures = {i.number: f for i in items.items if (f := t.figure(i.number)) and f.value.number is not None}
        numbers = {n: abs(Fraction(f.value.number or 0)) for n, f in figures.items()}
        out.append((numbers, {n: (t.cells[n].place,) for n in numbers}, f"by '{t.label}'"))
    return out


def _told_of(text: str, m: re.Match[str]) -> str:
    """The words that belong to a superlative: up to the next one, without what is said before "and" or added with "which"."""
    following = SUPERLATIVE.search(text, m.end())
    begin = m.start() - len(re.split(r",|\band\b", text[: m.start()])[-1])
    return re.split(r",\s*which\b", text[begin : following.start() if following else len(text)])[0]


def _relative(items: Items) -> list[tuple[dict[int, Fraction], Cells, str]]:
    """Changes in per cent: as printed, or worked out from two lines of results."""
    out: list[tuple[dict[int, Fraction], Cells, str]] = [
        (x.by_item, x.cells, x.says) for x in moves(items) if "%" in x.says or "per cent" in x.says.lower()
    ]
    for new, old in pairs(items):
        numbers: dict[int, Fraction] = {}
        for i in items.items:
            a, b = old.figure(i.number), new.figure(i.number)
            if a and b and a.value.number and b.value.number is not None and a.value.unit == b.value.unit:
                numbers[i.number] = 100 * (Fraction(b.value.number) / Fraction(a.value.number) - 1)
        if numbers and not new.percent:
            cells = {n: (new.cells[n].place, old.cells[n].place) for n in numbers}
            out.append((numbers, cells, f"in per cent from '{old.label}' to '{new.label}'"))
    return out


def before_next(text: str, m: re.Match[str]) -> int:
    """Where the words of a superlative end: before the next one, to which a figure behind belongs."""
    following = SUPERLATIVE.search(text, m.end())
    return following.start() if following else len(text)
