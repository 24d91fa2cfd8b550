"""Superlatives told of one thing of a table: "the biggest rise was in Upton", "greatest among people using opiates"."""

# ruff: noqa: E501 - patterns and explanations, one to a line

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from check.direction_words import THAN
from check.grounds import stems
from check.inside.items import Items
from check.inside.ranked_by import Told, at_another_figure, by_another_figure, figures_near, with_figure
from check.inside.row_names import SUPERLATIVE, Named, Things, named_in, own_of
from check.inside.row_readings import Signs
from check.inside.superlative_lines import NEXT_PART, VERB_BEFORE, at_an_end, before_next, lines_of_superlative
from check.inside.superlative_words import PER, PER_LABEL
from check.judgements import Results
from check.number_words import number_of_words
from check.paper import Paper, cell_key
from check.sought import Sought
from records import Finding

_JUDGED = re.compile(
    r"\s+(?:(?:single|remaining|current|continuing|overall|main|operational|financial)\s+)?(?P<noun>challenge|concern|risk|problem|issue|priority|opportunit|worr|reason|cause|factor|driver|obstacle|barrier|"
    r"success|achievement|strength|weakness|question|difficult|threat|task|test|headache|disappointment|impact|effect|influence|contributor)",
    re.IGNORECASE,
)
"""What is the biggest in someone's judgement, or a class of things of its own: "our biggest challenge", "the commonest reason"."""
_OVER_TIME = Sought(r"\b(?:since|ever|on\s+record|to\s+date|for\s+(?:\w+\s+){1,4}(?:years?|months?|quarters?)|in\s+(?:the\s+last\s+)?(?:\w+\s+){1,3}(?:years|months|quarters)|this\s+(?:calendar\s+)?year|month|quarter|week|day)\b", re.IGNORECASE)  # fmt: skip
_EVER = Sought(r"\b(?:since|ever|on\s+record|to\s+date|for\s+(?:\w+\s+){1,4}(?:years?|months?|quarters?)|in\s+(?:the\s+last\s+|the\s+past\s+)?(?:\w+\s+){1,2}(?:years|months|quarters))\b", re.IGNORECASE)  # fmt: skip
"""In the words of a superlative itself: it is told of one thing over time."""
_TWICE = re.compile(
    r"\W*(?:with|at|of|by|was|were|is)?\W*£?[\d.,]+\d[km]?\s*(?:\w+\s*)?(?:,?\s*or|\()\s*[\d.]+\s?(?:%|per\s+cent)"
)
"""A figure behind a superlative that is told in per cent too: it may be the first by that."""
_OF_SPEED = re.compile(r"fastest|quickest|slowest", re.IGNORECASE)
_ASIDE = Sought(r",?\s*\b(?:where|whose|who|which)\b", re.IGNORECASE)
_DOING = re.compile(r"\b[a-z]+ing\s+(?:the\s+)?$", re.IGNORECASE)
_OBJECT = re.compile(r"^(?:\s+(?!and\b|but\b)[a-z-]+){0,5}\s*(?:\([^)]*\))?\s*,?")
_SAME_SUBJECT = re.compile(r"\s*(?:and|but|as\s+well\s+as|yet)?\s*(?:it\s+|they\s+)?(?:also\s+|again\s+|now\s+)?(?:was|were|is|are|had|has|have|with|saw|recorded|reported)?\s*(?:also\s+)?(?:the|its|their)?\s*", re.IGNORECASE)  # fmt: skip
_OPPOSITES = Sought(r"largest|biggest|highest|greatest|most|longest|busiest|smallest|lowest|least|fewest|shortest|quietest|fastest|slowest", re.IGNORECASE)  # fmt: skip
_BARE = re.compile(r"\s*(?:$|[,.;:()–-]|(?:of|among|by|at|with|for|and|figures?|ones?|again|now|so\s+far|overall)\b)", re.IGNORECASE)  # fmt: skip
"""Behind a superlative that does not say of what: "shrank by the most", "is still the highest"."""
_SCALE = re.compile(r"\b(?:first|1st|1|one|rank\w*)\s+(?:being|is|=|meaning|means)\s+(?:the\s+)?$", re.IGNORECASE)
_OWN_LEVEL = Sought(r"\b(?:at|to|reached|hit)\s+(?:its|their)\s+(?:\w+\s+)?$", re.IGNORECASE)
Before = tuple[list[Told], re.Match[str]]
"""The lines that make a thing the first of its table, and the superlative said of it."""


def superlatives(
    paper: Paper, index: int, begin: int, text: str, named: list[Named], signs: Signs,
    wrong: set[tuple[object, ...]], results: Results, before: Before | None = None,
) -> Before | None:  # fmt: skip
    """Hold each superlative of a part of a sentence against the table that lists the thing it is said of.

    Args:
        paper: With its figures.
        index: Index of the passage.
        begin: Where the part begins in it.
        text: The part.
        named: The things that it names.
        signs: What the paper says of its signs.
        wrong: Cells that something else calls wrong.
        results: Takes findings.
        before: What the part before it said of another thing, which this one may leave out.

    Returns:
        What its last superlative says, for the part that follows.
    """
    first: list[Told] = before[0] if before else []
    last: re.Match[str] | None = before[1] if before else None
    for m in SUPERLATIVE.finditer(text):
        if _OWN_LEVEL.search(text[: m.start()]) or _SCALE.search(text[: m.start()]):
            continue  # "at their lowest point" is said over time; "(first being the lowest)" says how ranks are told
        one = own_of(named, m.start(), m.end(), text)
        if one is None:
            continue
        if one.end <= m.start() and THAN.search(text[one.end : m.start()]):
            continue  # "lost no more days than last year's best quarter"
        if re.fullmatch(r"\s*,?\s*the\s*", text[one.end : m.start()]):
            if first and last is not None:
                # "Upton recorded the greatest increase, Dale the smallest" leaves out what is the smallest
                _other_end(paper, index, begin, text, m, last, one, first, wrong, results)
            continue
        before_it = text[: m.start()]
        if _OF_SPEED.fullmatch(m[0]) and _DOING.search(before_it) and not VERB_BEFORE.search(before_it):
            continue  # "is filling fastest": how fast no column says
        judged = _JUDGED.match(text, m.end())
        if judged and not re.search(rf"\b{judged['noun']}", _words_of(one.items), re.IGNORECASE):
            continue
        if _of_another_subject(text, one, m):
            continue  # "South has the longest list and the hospital the shortest"
        if _EVER.search(NEXT_PART.split(text[m.start() :], maxsplit=1)[0]) or (
            _OVER_TIME.search(text[m.start() :]) and not figures_near(paper, index, begin, m.end(), begin + len(text))
        ):
            continue
        lines = lines_of_superlative(one.items, text, m, signs)
        told = [
            (numbers, cells, says, low)
            for numbers, cells, says, low in lines
            if one.item.number in numbers and len(numbers) >= 3
        ]
        end = before_next(text, m)
        aside = _ASIDE.search(text[:end], m.end())
        printed = with_figure(paper, index, begin, m.end(), aside.start() if aside else end, told)
        if not printed and aside:
            # "lowest for infant schools, where nine of the 92 won": told of it, not what it is the lowest by
            beside = with_figure(paper, index, begin, aside.start(), end, told)
            printed = [x for x in beside if _is_extreme(one.item.number, x[0], low=x[3])]
        if not printed and by_another_figure(paper, index, begin, text, m, [x[0] for x in told]):
            continue
        told = printed or told
        if not told or (not printed and _of_no_line(text, m, one.items, told)):
            continue
        first, last = [x for x in told if _is_extreme(one.item.number, x[0], low=x[3])], m
        if not first and PER.match(text[m.end() :]) and not any(PER_LABEL.search(x[2]) for x in told):
            continue  # "the fewest assessments per worker": of a rate that the table does not give
        if first:
            _second(paper, index, begin, text, m, one, told, wrong, results)
            continue
        if _in_another_table(paper, text, m, one, signs):
            continue
        if _TWICE.match(text[m.end() :]) and not any("%" in x[2] or "per cent" in x[2] for x in told):
            continue
        if m["best"] and any(_is_extreme(one.item.number, x[0], low=low) for x in told for low in (True, False)):
            continue
        turned = _is_extreme(one.item.number, told[0][0], low=not told[0][3])
        bare = _BARE.match(text, m.end()) and not VERB_BEFORE.search(before_it)
        if bare and not printed and not turned and at_an_end(one.items, one.item.number):
            continue  # by another line than its words seem to name
        if printed or not at_another_figure(paper, index, begin + one.end, begin + m.start(), one.item.number, told):
            _not_first(paper, index, begin, text, m, one, told[0], wrong, results)
    return (first, last) if first and last is not None else None


_OF_WHAT = re.compile(
    r"\s+(?P<what>(?!of\b|in\b|at\b|by\b|and\b|but\b|for\b|with\b|to\b|from\b)[a-z][a-z-]+)\s*(?:$|[,.;:()])",
    re.IGNORECASE,
)


def _of_no_line(text: str, m: re.Match[str], items: Items, told: Sequence[Told]) -> bool:
    """Whether "the most" or "the fewest" is said of what the table has no line of: "the most vacancies" beside "Let"."""
    what = _OF_WHAT.match(text, m.end())
    if what is None or not re.search(r"(?:most|fewest|least|more|number\s+of)$", m[0], re.IGNORECASE):
        return False
    noun = stems(what["what"])
    known = stems(" ".join([_words_of(items), items.table.caption, *(x[2] for x in told)]))
    return bool(noun) and not any(a[:5] == b[:5] for a in noun for b in known)


def _words_of(items: Items) -> str:
    """What a table calls its things and their lines."""
    table = items.table
    return " ".join(
        [table.caption, table.section, *(c.header for c in table.columns), *(t.label for t in items.traits)]
    )


def _of_another_subject(text: str, one: Named, m: re.Match[str]) -> bool:
    """Whether another superlative stands between a thing and this one, and words between the two that may name another."""
    between = [x for x in SUPERLATIVE.finditer(text, one.end, m.start()) if x.start() >= one.end]
    return bool(between) and not _SAME_SUBJECT.fullmatch(_OBJECT.sub("", text[between[-1].end() : m.start()], count=1))


def _in_another_table(paper: Paper, text: str, m: re.Match[str], one: Named, signs: Signs) -> bool:
    """Whether another table that lists a thing of the same name bears a superlative out: "uses the most agency staff"."""
    known = paper.cache.get("items")
    for items in known if isinstance(known, list) else ():
        mine = next((i for i in items.items if i.label == one.item.label), None)
        if mine is None or items.table is one.items.table:
            continue
        if any(
            len(n) >= 3 and _is_extreme(mine.number, n, low=low)
            for n, _, _, low in lines_of_superlative(items, text, m, signs)
        ):
            return True
    return False


def _other_end(
    paper: Paper, index: int, begin: int, text: str, m: re.Match[str], before: re.Match[str], one: Named, first: Sequence[Told],
    wrong: set[tuple[object, ...]], results: Results,
) -> None:  # fmt: skip
    """Hold "..., Dale the smallest" against the lines that make the thing before it the greatest."""
    opposite = bool(before["low"]) != bool(m["low"])
    lines = [(_same_way(n, low=low), c, s, low != opposite) for n, c, s, low in first if one.item.number in n]
    if m["best"] or before["best"] or not lines or not _OPPOSITES.fullmatch(m[0]):
        return
    if not any(_is_extreme(one.item.number, n, low=low) for n, _, _, low in lines):
        _not_first(paper, index, begin, text, m, one, lines[0], wrong, results)


def _same_way(numbers: dict[int, Fraction], *, low: bool) -> dict[int, Fraction]:
    """Those that moved as the first did: the smallest increase is not that of what fell."""
    rose = (min(numbers.values()) if low else max(numbers.values())) > 0
    return {n: x for n, x in numbers.items() if (x > 0) == rose}


def _not_first(
    paper: Paper, index: int, begin: int, text: str, m: re.Match[str], one: Named, told: Told,
    wrong: set[tuple[object, ...]], results: Results,
) -> None:  # fmt: skip
    numbers, cells, says, low = told
    first = [i for i in one.items.items if i.number in numbers and _is_extreme(i.number, numbers, low=low)]
    sources = tuple(s for i in (one.item, *first) for s in cells.get(i.number, ())[:1])
    if any(cell_key(s) in wrong for s in sources):
        return
    place = paper.passages[index].at(begin + one.start, begin + one.end)
    names = "; ".join(i.label for i in first)
    results.findings.append(
        Finding("contradicts", "superlative", place, place.printed, f"'{_short(text, one, m)}': table {one.items.table.number} {says} has {names} "
                f"there, not {one.item.label}.", "", "serious", sources, "Correct the name or the figures.", expected=names)
    )  # fmt: skip


_GROUP = Sought(
    r"\bthe\s+(?P<n>two|three|four)\s+(?:(?P<top>largest|biggest|busiest|highest|longest)|(?P<low>smallest|quietest|lowest|shortest|least\s+busy))(?:[\s-]+[a-z]+){1,3}?\s*[,(:–-]\s*(?P<names>[^.;)]+)",
    re.IGNORECASE,
)


def grouped_superlatives(
    paper: Paper, index: int, begin: int, text: str, things: Things, wrong: set[tuple[object, ...]],
    results: Results,
) -> None:  # fmt: skip
    """Hold "the two smallest offices, Marlby and Seaton Cross" against the table that lists them.

    Args:
        paper: With its figures.
        index: Index of the passage.
        begin: Where the text begins in it.
        text: A sentence.
        things: What the tables list.
        wrong: Cells that something else calls wrong.
        results: Takes findings.
    """
    for m in _GROUP.finditer(text):
        n = number_of_words(m["n"]) or 0
        named = named_in(things, m["names"])
        named = [x for x in named if x.start < 60][:n]
        if len(named) != n or len({x.item.number for x in named}) != n:
            continue
        items, mine = named[0].items, {x.item.number for x in named}
        readings = []
        for t in items.traits:
            numbers = {
                i.number: f.value.number
                for i in items.items
                if (f := t.figure(i.number)) and f.value.number is not None
            }
            if (
                t.kind not in {"target", "change", "percent_change", "variance"}
                and len(numbers) == len(items.items) > n
            ):
                ranked = sorted(numbers, key=lambda k: numbers[k], reverse=bool(m["top"]))
                readings.append(
                    (numbers[ranked[n - 1]] == numbers[ranked[n]] or set(ranked[:n]) == mine, t, ranked[:n])
                )
        if not readings or any(fits for fits, _, _ in readings):
            continue
        _, t, first = readings[0]
        sources = tuple(t.cells[k].place for k in sorted({*mine, *first}))
        if any(cell_key(s) in wrong for s in sources):
            continue
        stray = next((x for x in named if x.item.number not in first), named[0])
        at = begin + m.start("names")
        place = paper.passages[index].at(at + stray.start, at + stray.end)
        names = "; ".join(i.label for i in items.items if i.number in first)
        results.findings.append(
            Finding("contradicts", "superlative", place, place.printed, f"'{' '.join(m[0].split())}': table {items.table.number} (by '{t.label}') has {names} there.",
                    "", "serious", sources, "Correct the name or the figures.", expected=names)
        )  # fmt: skip


def _second(
    paper: Paper, index: int, begin: int, text: str, m: re.Match[str], one: Named, told: Sequence[Told],
    wrong: set[tuple[object, ...]], results: Results,
) -> None:  # fmt: skip
    """Hold the thing that follows the first: "Upton had the most visits, followed by Dale"."""
    next_ = re.search(
        r"\b(?:(?:followed\s+by|ahead\s+of)\s+(?:the\s+|that\s+of\s+)?|(?:then|with)\s+(?=[A-Z]))", text[m.end() :]
    )
    if next_ is None or (next_[0].startswith(("then", "with")) and "second" not in text[m.end() :]):
        return
    at = m.end() + next_.end()
    named = [n for n in named_in([one.items], text[at:]) if n.start <= 6 and n.item.number != one.item.number]
    if not named:
        return
    second = named[0].item
    ranked = []
    for numbers, cells, says, low in told:
        if _is_extreme(one.item.number, numbers, low=low) and second.number in numbers:
            others = {n: x for n, x in numbers.items() if n != one.item.number}
            ranked.append((_is_extreme(second.number, others, low=low), cells, says, others, low))
    if not ranked or any(r[0] for r in ranked):
        return
    _, cells, says, others, low = ranked[0]
    first = [i for i in one.items.items if i.number in others and _is_extreme(i.number, others, low=low)]
    sources = tuple(s for i in (second, *first) for s in cells.get(i.number, ())[:1])
    if any(cell_key(s) in wrong for s in sources):
        return
    place = paper.passages[index].at(begin + at + named[0].start, begin + at + named[0].end)
    names = "; ".join(i.label for i in first)
    results.findings.append(
        Finding("contradicts", "superlative", place, place.printed, f"Behind {one.item.label} table {one.items.table.number} {says} has {names}, not {second.label}.",
                "", "serious", sources, "Correct the name or the figures.", expected=names)
    )  # fmt: skip


def _is_extreme(item: int, numbers: dict[int, Fraction], *, low: bool) -> bool:
    if item not in numbers:
        return False
    return numbers[item] == (min(numbers.values()) if low else max(numbers.values()))


def _short(text: str, one: Named, m: re.Match[str]) -> str:
    return " ".join(text[min(one.start, m.start()) : max(one.end, m.end())].split())
