"""Further arrangements of dealt layouts: rows of actual and target, counts beside rates, sheets of facts, sections of one colour.

They are dealt to seeds from `WIDE` on, so that the layouts of lower seeds stay as they were; seeds from `WIDE_ASIDE` on
are kept aside while the reader is built.
"""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from .dealt import WIDE, WIDE_ASIDE, C, Plan, Sheet
from .dealt_words import Dealt, half, rag_of
from .score import Row, number_of

if TYPE_CHECKING:
    from .dealt import Dealer

__all__ = ["WIDE", "WIDE_ASIDE", "widened"]

WIDE_ARRANGEMENTS = ("stacked", "counts", "profile", "roles", "roles", "periods_across")
WIDE_RAGS = ("glyph", "glyph", "phrase", "sections", "letter", "fill", "none")
WIDE_ARROWS = ("slant", "slant", "beside", "unicode", "none")

GLYPHS = (("✓", "~", "✗"), ("★", "●", "▲"), ("✔", "!", "✘"), ("◆", "◇", "■"))
KEYS = (
    "Key: {0} on or better than target; {1} within 5% of target; {2} more than 5% from target",
    "{0} = Green, {1} = Amber, {2} = Red",
    "Status: {0} target met   {1} just below target   {2} below target",
    "{0} On target  {1} Slightly off target  {2} Off target",
)
PHRASES = (
    ("On target", "Near target", "Off target"),
    ("Target met", "Within tolerance", "Target not met"),
    ("On track", "At risk", "Off track"),
    ("Achieved", "Just missed", "Missed"),
)
SECTIONS = (
    ("Green indicators", "Amber indicators", "Red indicators"),
    ("On target (Green)", "Close to target (Amber)", "Below target (Red)"),
    ("Indicators rated green", "Indicators rated amber", "Indicators rated red"),
    ("GREEN - meeting target", "AMBER - within tolerance", "RED - outside tolerance"),
)
KINDS = (
    ("Actual", "Target", "Status"),
    ("Result", "Target", "RAG"),
    ("Performance", "Goal", "Rating"),
    ("Achieved", "Planned", "RAG rating"),
)
COUNTS = (("Number", "Out of"), ("Numerator", "Denominator"), ("Number in time", "Total cases"), ("Count", "Cohort"))
RATES = ("%", "Result", "Percentage", "Rate (%)")
FACTS = {
    "name": ("Indicator", "Measure", "Title", "What is measured"),
    "result": ("Latest result", "Current performance", "Latest", "Performance this period"),
    "previous": ("Previous result", "Previous", "Last period", "Performance last period"),
    "target": ("Target", "Target", "Goal", "Our target"),
    "rag": ("RAG", "Status", "RAG rating", "Rating"),
    "dot": ("Direction of travel", "DoT", "Trend", "Travel"),
    "lead": ("Lead officer", "Owner", "Responsible officer", "Accountable"),
}


def widened(plan: Plan, rng: random.Random) -> Plan:
    """A plan of the wider set: other arrangements, signs and headings over three lines."""
    arrangement = rng.choice(WIDE_ARRANGEMENTS)
    rag, arrow = rng.choice(WIDE_RAGS), rng.choice(WIDE_ARROWS)
    if arrangement != "roles" and rag == "sections":
        rag = "glyph"
    if arrow == "beside" and arrangement not in {"roles", "periods_across"}:
        arrow = "slant"
    groups = "none" if rag == "sections" or arrangement not in {"roles", "periods_across"} else plan.groups
    return replace(
        plan, arrangement=arrangement, rag=rag, arrow=arrow, groups=groups, tall=rng.random() < 0.4, aside=plan.seed >= WIDE_ASIDE,
        target="column" if rag in {"glyph", "phrase", "sections"} and plan.target == "none" else plan.target,
    )  # fmt: skip


def _way(dealer: Dealer, key: tuple[tuple[str, ...], ...]) -> tuple[str, ...]:
    """One of several ways of saying, the same through the document; the second half is kept aside."""
    rng = random.Random(dealer.plan.seed * 3 + len(key[0]))
    return half(key, rng, dealer.plan.aside)  # type: ignore[arg-type, return-value]


def sign_of(dealer: Dealer, colour: str) -> C:
    """A rating as a glyph with a key, or as a phrase."""
    k = ("green", "amber", "red").index(colour)
    if dealer.plan.rag == "phrase":
        return C(_way(dealer, PHRASES)[k], figure=True)
    rng = random.Random(dealer.plan.seed * 5)
    pairs = tuple(zip(GLYPHS, KEYS, strict=True))
    glyphs, _ = half(pairs, rng, dealer.plan.aside)
    dealer.deck.closing_key = half(KEYS, random.Random(dealer.plan.seed * 11), dealer.plan.aside).format(*glyphs)
    return C(glyphs[k], figure=True)


def slanted(way: str) -> C:
    """An arrow that stands at 45 degrees."""
    return C({"up": "↗", "down": "↘", "level": "→"}[way], figure=True)


def beside(dealer: Dealer, d: Dealt, cell: C) -> C:
    """The latest figure with its arrow behind it, in one cell."""
    case = dealer.deck.case
    last = case.rows.pop()
    case.rows.append(Row(last.indicator, last.role, number_of(cell.text), None, last.period, last.area, last.cohort))
    way = d.way()
    case.sign(d.name, "dot|dot_previous|dot_outturn", way)
    return replace(
        cell,
        text=f"{cell.text} {({'up': '▲', 'down': '▼', 'level': '►'}, {'up': '↑', 'down': '↓', 'level': '→'})[dealer.plan.seed % 2][way]}",
    )


def tall(heads: list[tuple[str, str]], dealer: Dealer) -> list[str]:
    """Headings of three lines: the words, the period in brackets and the unit or the source below."""
    rng = random.Random(dealer.plan.seed * 13)
    out = []
    for k, (_, label) in enumerate(heads):
        role = dealer.role_of.get(label, "")
        if role == "latest":
            out.append(f"{label}\n({dealer.label(dealer.ends[-1])})")
        elif role == "previous":
            out.append(f"{label}\n({dealer.label(dealer.ends[-2])})")
        elif role == "target":
            out.append(f"{label}\nfor\n{rng.choice(('the year', 'the period'))}" if rng.random() < 0.5 else label)
        elif role == "dot":
            out.append(f"{label}\nsince\nlast period" if rng.random() < 0.5 else label.replace(" ", "\n"))
        else:
            out.append(label.replace(" ", "\n") if k and len(label.split()) > 1 else label)
    return out


def by_colour(measures: list[Dealt]) -> list[Dealt]:
    """Measures in the order of their colours."""
    return sorted(measures, key=lambda d: ("red", "amber", "green").index(d.rag()))


def section_of(dealer: Dealer, d: Dealt) -> str:
    """The heading row of a measure's colour."""
    return _way(dealer, SECTIONS)[("green", "amber", "red").index(d.rag())]


# -- arrangements -----------------------------------------------------------------------------------------------------


def stacked(dealer: Dealer) -> None:
    """Two or three rows to a measure (actual, target, rating), periods across."""
    words, case = dealer.words, dealer.deck.case
    kinds = _way(dealer, KINDS)
    rows = [
        [
            C(words["name"], bold=True),
            C("", bold=True),
            *(C(dealer.label(e), bold=True, figure=True) for e in dealer.ends),
        ]
    ]
    for d in dealer.measures:
        rated = dealer.has_rag()
        step = Decimal(1).scaleb(-d.places)
        targets = [(d.target * (97 + k) / 100).quantize(step, ROUND_HALF_UP) for k in range(len(dealer.ends))]
        rows.append(
            [C(d.name, down=3 if rated else 2), C(kinds[0]), *(dealer.figure(d, k) for k in range(len(dealer.ends)))]
        )
        for target in targets:
            case.add(d.name, "target", d.printed(target))
        rows.append([C(kinds[1]), *(C(d.printed(t), figure=True) for t in targets)])
        if rated:
            rows.append(
                [
                    C(kinds[2]),
                    *(
                        dealer.rating(d, rag_of(d.values[k], targets[k], d.polarity), k)
                        for k in range(len(dealer.ends))
                    ),
                ]
            )
    dealer.deck.sheets.append(Sheet(rows, 1))


def counts(dealer: Dealer) -> None:
    """The number that counts and the whole it is out of stand before the percentage."""
    from .dealt_tables import assembled, assessment, describing

    words, case = dealer.words, dealer.deck.case
    low, whole = _way(dealer, COUNTS)
    rate = half(RATES, random.Random(dealer.plan.seed * 17), dealer.plan.aside)
    dealer.measures = [d for d in dealer.measures if d.unit == "%"] or dealer.measures[:1]
    parts: dict[str, tuple[int, int]] = {}
    for d in dealer.measures:
        total = dealer.rng.randint(60, 2400)
        part = int((d.values[-1] * total / 100).to_integral_value(ROUND_HALF_UP)) if d.unit == "%" else total
        d.unit = "%"
        d.values[-1] = (Decimal(part) * 100 / total).quantize(Decimal(1).scaleb(-d.places), ROUND_HALF_UP)
        parts[d.name] = part, total

    def part_of(d: Dealt, which: int) -> C:
        text = f"{parts[d.name][which]:,}"
        case.add(d.name, ("numerator", "denominator")[which], text)
        return C(text, figure=True)

    before, after = describing(dealer)
    group = dealer.label(dealer.ends[-1])
    figures = [
        (group, low, lambda d: part_of(d, 0)),
        (group, whole, lambda d: part_of(d, 1)),
        (group, rate, lambda d: dealer.figure(d, -1, rated=True)),
    ]
    if dealer.plan.order == "latest":
        figures = [figures[2], *figures[:2]]
    figures.append(("", words["target"], dealer.target))
    if dealer.plan.order == "shuffled":
        figures.append(("", dealer.label(dealer.ends[-2]), lambda d: dealer.figure(d, -2)))
    dealer.deck.sheets.append(assembled(dealer, [*before, *figures, *assessment(dealer), *after]))


def profile(dealer: Dealer) -> None:
    """A small table of facts for each measure: a label and its value, in one pair of columns or two."""
    plan = dealer.plan
    rng = random.Random(plan.seed * 19)
    said = {k: half(v, rng, plan.aside) for k, v in FACTS.items()}
    wide = rng.random() < 0.5
    for d in dealer.measures[:6]:
        facts = [
            (said["result"], dealer.figure(d, -1)),
            (said["previous"], dealer.figure(d, -2)),
            (said["target"], dealer.target(d)),
        ]
        if dealer.has_rag():
            facts.append((said["rag"], dealer.rag(d)))
        if plan.arrow != "none":
            facts.append((said["dot"], dealer.dot(d)))
        facts.append((said["lead"], C(f"Head of {d.section.split()[0].lower()}")))
        if wide:
            if len(facts) % 2:
                facts.append(("Reported", C("Quarterly")))
            rows = [[C(said["name"], bold=True), C(d.name, span=3, bold=True)]]
            for (a, x), (b, y) in zip(facts[::2], facts[1::2], strict=True):
                rows.append([C(a, bold=True), x, C(b, bold=True), y])
        else:
            rows = [[C(said["name"], bold=True), C(d.name, bold=True)], *([C(a, bold=True), x] for a, x in facts)]
        dealer.deck.sheets.append(Sheet(rows, 0))
