"""Movements whose ends are not told side by side: "83.0% ..., below the target of 85% and up from 85.2%"; "the position has improved by £1.5m".

The ends are the result that the sentence tells, and the earlier figure that its words or the paragraph give; a distance
that is printed must be theirs. Words of performance are judged only where register, table or the thing's own words
(an overspend, arrears, a backlog) say which way is better.
"""

# ruff: noqa: E501 - patterns and explanations, one to a line

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from check.direction_words import DirectionWord
from check.inside.kpi_rows import KpiRow
from check.judgements import Results, printed, quantity, worlds_apart
from check.paper import Figure, Paper, Statement
from check.sought import Sought
from records import Finding, Polarity, changes_possible, rounding_modes

_VERB = r"(?:(?:gone|went|come|came|crept|edged|moved|been\s+brought)\s+)?(?P<way>up|down|risen|rose|fallen|fell|rising|falling|increased|decreased|grown|grew|dropped|declined|climbed|slipped|shrunk|improved|worsened)"
_FROM = Sought(
    rf"\b{_VERB}\b(?P<between>(?:[^«.;]|«[PRN]\d+»){{0,70}}?)\bfrom\s+(?:(?:a|an|the|its|just|about|around|over|under|nearly)\s+)*(?:(?:\w+\s+)?(?:peak|high|low|level|figure|total|rate|position|best|worst)\s+of\s+)?«N(?P<old>\d+)»(?!(?:[^«.;]|«P\d+»){{0,40}}\bto\s+(?:\w+\s+)?«N)|"
    r"\b(?P<way2>higher|lower|better|worse)\s+than\s+(?:the\s+|about\s+)?«N(?P<old2>\d+)»",
    re.IGNORECASE,
)
_WAYS = {
    "up": "rose", "risen": "rose", "rose": "rose", "rising": "rose", "increased": "rose", "grown": "rose", "grew": "rose", "climbed": "rose", "higher": "rose",
    "down": "fell", "fallen": "fell", "fell": "fell", "falling": "fell", "decreased": "fell", "dropped": "fell", "declined": "fell", "slipped": "fell", "shrunk": "fell", "lower": "fell",
    "improved": "improved", "better": "improved", "worsened": "worsened", "worse": "worsened",
}  # fmt: skip
_BAD = Sought(r"\b(?:over-?\s?spend\w*|deficits?|arrears|debts?|backlogs?|waiting\s+(?:list|time)s?|waits?|complaints?|delays?|overdue|vacanc\w+|sickness|absence|crimes?|offences|emissions|shortfall|gap|budget\s+pressure)\b", re.IGNORECASE)  # fmt: skip
_GOOD = Sought(r"\b(?:under-?\s?spend\w*|surplus\w*|satisfaction|on\s+time|within\s+target|in\s+time|collection\s+rate|recycling|attendance|take-?up|uptake)\b", re.IGNORECASE)  # fmt: skip


def check_loose_moves(
    paper: Paper, rows: Sequence[KpiRow], polarity_of_key: Mapping[str, Polarity], results: Results
) -> None:
    """Hold words of movement against ends that stand apart.

    Args:
        paper: Its figures tied.
        rows: Rows of indicators, for which way is better.
        polarity_of_key: The register's.
        results: Takes findings.
    """
    done = {(f.place.locator, f.place.page, f.place.span) for f in results.findings if f.kind == "direction"}
    seen: set[tuple[int, int]] = set()
    changes: dict[int, list[Statement]] = {}
    for s in paper.statements:
        if s.relation.kind == "change":
            changes.setdefault(s.passage, []).append(s)
    for f in paper.figures:
        if f.sentence is None or (f.passage, f.sentence.start) in seen:
            continue
        seen.add((f.passage, f.sentence.start))
        said = changes.get(f.passage, ())
        for word, old, new in (*_up_from(paper, f, said), *_by_size(paper, f, said)):
            passage = paper.passages[f.passage]
            place = passage.at(word.start, word.end)
            if word.aim or (place.locator, place.page, place.span) in done:
                continue
            _judge(paper, word, old, new, rows, polarity_of_key, results)


def _judge(
    paper: Paper, word: DirectionWord, old: Figure, new: Figure, rows: Sequence[KpiRow],
    polarity_of_key: Mapping[str, Polarity], results: Results,
) -> None:  # fmt: skip
    ways = changes_possible(quantity(new.value), quantity(old.value))
    said: str = word.moved
    why = ""
    if word.of_performance:
        polarity, why = _polarity(paper, new, rows, polarity_of_key)
        if polarity not in {"H", "L"}:
            return
        said = "rose" if (said == "improved") == (polarity == "H") else "fell"
    if said == "unchanged":
        return
    fits = said in ways
    if not fits and worlds_apart(old.value, new.value):
        return
    working = f"{printed(old)} to {printed(new)}"
    went = " or ".join({"rose": "rose", "fell": "fell", "unchanged": "did not change"}[w] for w in sorted(ways))
    results.findings.append(
        Finding(
            "agrees" if fits else "contradicts", "direction", paper.passages[new.passage].at(word.start, word.end), word.text,
            f"'{word.text}' fits {working}." if fits else f"'{word.text}' does not fit the figures: from {working} the number {went}{why}.",
            working, "note" if fits else "serious", (old.place, new.place), "" if fits else "Correct the word or the figures.",
            expected="" if fits else went,
        )
    )  # fmt: skip


_POINTS_BACK = re.compile(r"\W*(?:This|That|It|Which)\s+(?:is|was|represents|compares)\b")
"""Of the figure told last, and of no other before it: "This is up from 23%"."""

_GOES_ON = re.compile(
    r"\W*(?:This|That|It|They|These|Which|(?:The|Our|Its)\s+(?:\w+\s+)?(?:figure|number|total|rate|result|level|average|share|"
    r"proportion|percentage|performance|position))\b"
)


def _up_from(paper: Paper, f: Figure, said: Sequence[Statement]) -> list[tuple[DirectionWord, Figure, Figure]]:
    """The ends of "... and up from 85.2%": the level is the sentence's result before it."""
    assert f.sentence is not None
    by_number = paper.by_number(f.passage, f.sentence)
    targets = {g.id for g in by_number.values() if g.claim.role == "target"}
    paired = {r.old for r in (s.relation for s in said) if r.new is not None and r.new not in targets}
    out = []
    for m in _FROM.finditer(f.sentence.template):
        way, number = m["way"] or m["way2"], int(m["old"] or m["old2"])
        old = by_number.get(number)
        if old is None or old.id in paired or old.value.number is None or old.claim.role == "target":
            continue
        inside = {int(n) for n in re.findall(r"«N(\d+)»", m["between"] or "")}
        before = inside or {int(n) for n in re.findall(r"«N(\d+)»", f.sentence.template[: m.start()])}
        now = _now([g for k, g in by_number.items() if k in before and _is_level(paper, g, old)])
        if not now and m["way2"] and not _GOES_ON.match(f.sentence.text):
            continue  # "No school is rated lower than 3": of no figure told before
        if not now and not inside:
            told = [
                g for g in paper.figures_of(f.passage) if g.sentence is not None and g.sentence.start < f.sentence.start
            ]
            if _POINTS_BACK.match(f.sentence.text):
                last = max((g.sentence.start for g in told if g.sentence is not None), default=-1)
                told = [g for g in told if g.sentence is not None and g.sentence.start == last]
            now = _now([g for g in told if _is_level(paper, g, old)])[:1]
        if len(now) != 1:
            continue
        text = paper.passages[f.passage].text
        at = text.rfind(way, f.sentence.start, old.numeral.start)
        if at < 0:
            continue
        moved = _WAYS[way.lower()]
        out.append((DirectionWord(moved, at, at + len(way), text[at : at + len(way)]), old, now[0]))  # type: ignore[arg-type]
    return out


def _now(levels: list[Figure]) -> list[Figure]:
    """Of some results those of the latest period."""
    ends = [g.claim.period.end for g in levels if g.claim.period is not None]
    return [g for g in levels if g.claim.period is None or g.claim.period.end == max(ends)]


def _by_size(paper: Paper, f: Figure, said: Sequence[Statement]) -> list[tuple[DirectionWord, Figure, Figure]]:
    """The ends of "it was £7.9m, so the position has improved by £1.5m": they lie that far apart."""
    assert f.sentence is not None
    text = paper.passages[f.passage].text
    out = []
    for s in said:
        r = s.relation
        if s.sentence.start != f.sentence.start or r.size is None or r.direction is None:
            continue
        if r.old is not None and r.new is not None:
            continue
        size = paper.figures[r.size]
        if size.value.number is None or size.value.unit == "percent":
            continue
        near = [
            g
            for g in paper.figures_of(f.passage)
            if g.id != size.id
            and g.numeral.start < size.numeral.start + 1
            and g.value.unit == size.value.unit
            and g.value.number is not None
            and g.claim.role != "target"
        ]
        pairs = [
            (a, b)
            for n, a in enumerate(near)
            for b in near[n + 1 :]
            if a.value.number != b.value.number
            and rounding_modes((quantity(a.value) - quantity(b.value)).magnitude(), size.value)
        ]
        if len(pairs) != 1:
            continue
        a, b = pairs[0]
        earlier = [g for g in (a, b) if _is_earlier(paper, g, text)]
        if len(earlier) == 1:
            out.append((r.direction, earlier[0], b if earlier[0] is a else a))
    return out


def _is_earlier(paper: Paper, g: Figure, text: str) -> bool:
    """Whether a figure is of an earlier time, by its period or the words before it."""
    if g.claim.period is not None and paper.period is not None and g.dated and g.claim.period.end < paper.period.end:
        return True
    start = max(text.rfind(x, 0, g.numeral.start) for x in (". ", "; ", ", ")) + 1
    clause = text[max(start, 0) : g.numeral.start]
    told = re.search(
        r"\b(?:last|previous|earlier|before|ago|was\b(?!\s+now)|at\s+(?:month|period|quarter)\s+\d|compared\s+with|against|from)\b",
        clause,
        re.IGNORECASE,
    )
    return bool(told)


def _is_level(paper: Paper, g: Figure, old: Figure) -> bool:
    same = g.value.unit == old.value.unit and g.value.number is not None and g.claim.role in {"result", "stated"}
    part = any(s.relation.size == g.id or s.relation.old == g.id for s in paper.statements if s.passage == g.passage)
    return (
        same
        and not part
        and not g.claim.details.get("said")
        and (
            not old.claim.indicator_key or not g.claim.indicator_key or g.claim.indicator_key == old.claim.indicator_key
        )
    )


def _polarity(
    paper: Paper, f: Figure, rows: Sequence[KpiRow], polarity_of_key: Mapping[str, Polarity]
) -> tuple[Polarity, str]:
    """Which way is better, and what tells: the register, the table's row, or what the sentences speak of."""
    told = polarity_of_key.get(f.claim.indicator_key, "") if f.claim.indicator_key else ""
    if told in {"H", "L"}:
        return told, ", and " + ("higher" if told == "H" else "lower") + " is better"
    row = next(
        (
            r
            for r in rows
            if f.claim.indicator and r.name.lower() == f.claim.indicator.lower() and r.polarity in {"H", "L"}
        ),
        None,
    )
    if row is not None:
        return row.polarity, ", and " + ("higher" if row.polarity == "H" else "lower") + " is better"
    text = paper.passages[f.passage].text
    bad, good = _BAD.search(text), _GOOD.search(text)
    if bool(bad) == bool(good):
        return "", ""
    word = bad or good
    assert word is not None
    return (
        "L" if bad else "H"
    ), f"; less of '{word[0].lower()}' is better" if bad else f"; more of '{word[0].lower()}' is better"
