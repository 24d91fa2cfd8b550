"""Movements and distances whose figures all stand in the text: "6.2% below the level of November, when 356 were open".

The figure that lies so far from the one named is the one meant; the word must say on which side of it that lies.
"""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from collections.abc import Sequence

from check.inside.line_parts import LineRun, Part, judged
from check.inside.move_words import Move
from check.judgements import printed, quantity
from check.paper import Figure, cell_key
from check.sought import Sought
from records import Finding, changes_possible, percent_change, rounding_modes

_UNIT = r"(?:\s*(?:of\s+a\s+)?(?:percentage\s+)?points?|\s*per\s+cent|\s+(?:working\s+)?(?:days?|weeks?|months?|hours?|minutes?|seconds?)|\s+(?!or\b|and\b|but\b)[a-z]+s)?"
_WAY = re.compile(
    rf"{_UNIT}\s+(?:(?P<up>above|over|more\s+than|higher\s+than|greater\s+than|larger\s+than|bigger\s+than|up\s+on|in\s+excess\s+of)|(?P<down>below|under|less\s+than|fewer\s+than|lower\s+than|smaller\s+than|down\s+on|short\s+of))\s+",
    re.IGNORECASE,
)
_OR_SIZE = re.compile(rf"{_UNIT}\s*(?:,\s*)?(?:or|\()\s*(?:about\s+|around\s+)?$", re.IGNORECASE)
_TO_BASE = re.compile(
    r"(?:(?!\b(?:and|but|while|whereas|although|which|so|giving|making|after|target|targets|minimum|maximum|limit|ceiling)\b)[^.;()]|\((?=[^)]*$)|\.(?=\d)){0,90}?(?:,\s*when\s+(?:[a-z]+\s+){0,2})?$",
    re.IGNORECASE,
)
_TO = re.compile(
    r"^(?:\s+[a-z-]+){0,2}?\s+(?:to|at)\s+(?:(?:just|only|about|around|nearly|almost|over|under)\s+)*$", re.IGNORECASE
)
_BESIDE = re.compile(
    r"^\s*(?:,\s*)?\(\s*(?:(?:from|was|it\s+was|against|compared\s+with|up\s+from|down\s+from)\s+)?$", re.IGNORECASE
)
_AIM = Sought(r"\b(?:target|standard|goal|limit|ceiling|england|national|region\w*|average|neighbours?|benchmark|of\s+which|cases?)\b", re.IGNORECASE)  # fmt: skip
_TIME = re.compile(
    r"\b(?:last|previous|prior|year|quarter|month|week|term|ago|before|earlier|q[1-4]|20\d\d|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*)\b",
    re.IGNORECASE,
)
_SURE = 20


def told_sides(run: LineRun, part: Part) -> None:
    """Hold "S above B" against the figure of the text that lies S from B.

    Args:
        run: Takes findings.
        part: What says it.
    """
    text = run.paper.passages[part.passage].text
    for size in part.figures:
        way = _WAY.match(text, size.numeral.end, part.sentence.start + len(part.sentence.text))
        if way is None or size.value.number is None or size.claim.role == "target":
            continue
        at = way.span("up" if way["up"] else "down")
        base = _base(run, part, text, way.end())
        if base is None or judged(run, part.passage, at) or (part.passage, at[0]) in run.done:
            continue
        sizes = [size, *_also(part, text, size)]
        levels = [f for f in _levels(run, part, size, base) if all(_lies(f, base, s) for s in sizes)]
        if not levels:
            continue
        sides = {quantity(f.value).middle > quantity(base.value).middle for f in levels}
        part.used.append((at[0] - part.start, at[1] - part.start))
        run.done.add((part.passage, at[0]))
        if sides != {not way["up"]}:
            continue
        level = levels[-1]
        if any(cell_key(f.place) in run.wrong for f in (level, base)):
            continue
        place = run.paper.passages[part.passage].at(*at)
        side = "above" if not way["up"] else "below"
        run.results.findings.append(
            Finding("contradicts", "direction", place, place.printed, f"'{place.printed}' does not fit: {printed(level)} lies {printed(size)} {side} {printed(base)}.",
                    f"{printed(level)} against {printed(base)}", "serious", (level.place, base.place), "Correct the word or the figures.", expected=side)
        )  # fmt: skip


def _base(run: LineRun, part: Part, text: str, at: int) -> Figure | None:
    """The first figure behind a word of distance, with nothing between that begins another saying."""
    here = run.paper.figures_of(part.passage)
    behind = [f for f in here if at <= f.numeral.start < part.sentence.start + len(part.sentence.text)]
    if not behind or not _TO_BASE.fullmatch(text[at : behind[0].numeral.start]):
        return None
    base = behind[0]
    return base if base.value.number is not None and base.claim.role not in {"target", "change"} else None


def _also(part: Part, text: str, size: Figure) -> list[Figure]:
    """The other size that stands before it: "£2.1m or 2.8% below"."""
    before = [f for f in part.figures if f.numeral.end <= size.numeral.start and f.value.number is not None]
    if before and _OR_SIZE.fullmatch(text[before[-1].numeral.end : size.numeral.start]):
        return [before[-1]] if before[-1].value.unit != size.value.unit else []
    return []


def _levels(run: LineRun, part: Part, size: Figure, base: Figure) -> list[Figure]:
    """The figures of the text that may be what is compared with the base."""
    assert size.value.number is not None
    sure = abs(size.value.number) >= _SURE or size.value.places > 0
    first = 0 if sure else part.sentence.start
    return [
        f
        for f in run.paper.figures_of(part.passage)
        if first <= f.numeral.start < size.numeral.start
        and f is not size
        and f.value.number is not None
        and f.claim.role not in {"target", "change"}
        and f.value.unit == base.value.unit
    ]


def _lies(level: Figure, base: Figure, size: Figure) -> bool:
    """Whether two figures lie as far apart as a third says."""
    a, b = quantity(base.value), quantity(level.value)
    if a.middle == b.middle:
        return False
    if size.value.unit == "percent" and base.value.unit != "percent":
        relative = percent_change(a, b)
        return relative is not None and bool(rounding_modes(relative.magnitude(), size.value))
    return bool(rounding_modes((b - a).magnitude(), size.value))


def bracketed(run: LineRun, part: Part, m: Move) -> bool:
    """Hold "rose to 87.1% (76.9% in Quarter 3; 70.4% a year ago)": one of the earlier figures must bear the word out.

    Args:
        run: Takes a finding.
        part: What says it.
        m: The word of movement.

    Returns:
        Whether the brackets are its own.
    """
    if m.sense not in {"rose", "fell"}:
        return False
    text = run.paper.passages[part.passage].text
    after = [f for f in part.figures if f.numeral.start >= part.start + m.end]
    if len(after) < 2 or not _TO.fullmatch(text[part.start + m.end : after[0].numeral.start]):
        return False
    new, olds = after[0], _in_brackets(text, after)
    if not olds or any(f.value.unit != new.value.unit or f.value.number is None for f in (new, *olds)):
        return False
    at = (part.start + m.start, part.start + m.end)
    part.used.append((m.start, m.end))
    for t in part.times:
        if new.numeral.end <= t.start <= text.find(")", new.numeral.end):
            part.used.append((t.start - part.start, t.end - part.start))
    if (part.passage, at[0]) in run.done or judged(run, part.passage, at):
        return True
    run.done.add((part.passage, at[0]))
    ways = [changes_possible(quantity(new.value), quantity(f.value)) for f in olds]
    if any(m.sense in w for w in ways):
        return True
    place = run.paper.passages[part.passage].at(*at)
    went = " or ".join(sorted(set().union(*ways)))
    run.results.findings.append(
        Finding("contradicts", "direction", place, place.printed, f"'{m.text}' does not fit: from {' and from '.join(printed(f) for f in olds)} to {printed(new)} the number {went}.",
                f"{printed(olds[0])} to {printed(new)}", "serious", (new.place, *(f.place for f in olds)), "Correct the word or the figures.", expected=went)
    )  # fmt: skip
    return True


def _in_brackets(text: str, figures: Sequence[Figure]) -> list[Figure]:
    """The earlier figures that stand in brackets right behind the first figure, each with its time."""
    first, *rest = figures
    if not _BESIDE.fullmatch(text[first.numeral.end : rest[0].numeral.start]):
        return []
    end = text.find(")", rest[0].numeral.end)
    inside = text[rest[0].numeral.start : end] if end > 0 else ""
    if not inside or _AIM.search(inside) or not _TIME.search(inside):
        return []
    olds = [f for f in rest if f.numeral.start < end]
    pieces = [p for p in re.split(r";|,\s+(?=\D*\d)|\band\b", inside) if re.search(r"\d", p)]
    return olds if len(olds) == len(pieces) and all(_TIME.search(p) for p in pieces) else []
