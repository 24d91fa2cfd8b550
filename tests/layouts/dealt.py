"""Layouts dealt at random: a plan draws one value of each dimension, and a table with its truth is laid out by it."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from .dealt_words import (
    COLOURS,
    COUNCILS,
    HEADS,
    PLACES,
    TITLES,
    WAYS,
    Dealt,
    deal_measures,
    half,
    label_of,
    long_label,
    periods_of,
    rag_of,
)
from .score import Case

ARRANGEMENTS = ("roles", "roles", "roles", "periods_across", "periods_across", "period_groups", "periods_down", "places_across",
                "place_groups", "places_down", "places_each", "long", "roles_down", "cards")  # fmt: skip
RAGS = ("letter", "word", "fill", "result_fill", "ink", "disc", "picture", "letter_fill", "emoji", "none")
ARROWS = ("unicode", "symbol", "private", "drawn", "word", "none")
LINES = ("full", "horizontal", "none", "zebra")
WIDE, WIDE_ASIDE = 100_000, 110_000
"""Seeds from which further arrangements are dealt, and those of them that are kept aside."""


@dataclass(frozen=True)
class Plan:
    """One value of each dimension.

    Attributes:
        producer: pdf, word, sheet (all made here), office (Word printed by LibreOffice) or web (printed by a browser).
        arrangement: What runs across and what down.
        rag: Form of the colours.
        arrow: Form of the directions.
        lines: Rules of the table.
        levels: Rows of headings.
        step: month, quarter or year.
        form: Which way of printing a period.
        groups: none, rows (a heading row for each service) or column.
        target: column, name ("(target 90%)" behind the name), above (a line over the table) or none.
        align: left, centre or right: where figures stand.
        heads: left, centre, or as the figures stand.
        order: usual, shuffled, or latest first.
        extras: Describing columns beside the name.
        dated: Headings of figures print their period.
        long: Enough rows for a second page.
        repeated: The heading is printed again on it.
        aside: Kept aside while the reader is built.
        seed: Of everything else.
        tall: Headings stand over several lines, with their period in brackets.
    """

    producer: str
    arrangement: str
    rag: str
    arrow: str
    lines: str
    levels: int
    step: str
    form: int
    groups: str
    target: str
    align: str
    heads: str
    order: str
    extras: tuple[str, ...]
    dated: bool
    long: bool
    repeated: bool
    aside: bool
    seed: int
    tall: bool = False


def plan_of(seed: int, producers: tuple[str, ...]) -> Plan:
    """The plan of a seed; a third of the combinations of its main dimensions is kept aside."""
    rng = random.Random(seed)
    extras = tuple(
        e for e in ("ref", "unit", "polarity", "frequency", "lead", "comment", "benchmark") if rng.random() < 0.22
    )
    plan = Plan(
        rng.choice(producers), rng.choice(ARRANGEMENTS), rng.choice(RAGS), rng.choice(ARROWS), rng.choice(LINES), rng.choice((1, 1, 2, 3)),
        rng.choice(("month", "quarter", "quarter", "year")), rng.randrange(15), rng.choice(("none", "none", "rows", "column")),
        rng.choice(("column", "column", "column", "name", "above", "none")), rng.choice(("left", "centre", "right")),
        rng.choice(("left", "centre", "same")), rng.choice(("usual", "usual", "shuffled", "latest")), extras, rng.random() < 0.5,
        rng.random() < 0.15, rng.random() < 0.5, False, seed,
    )  # fmt: skip
    if seed >= WIDE:
        from .dealt_wide import widened

        return widened(plan, rng)
    main = f"{plan.arrangement}|{plan.rag}|{plan.arrow}|{plan.lines}|{plan.levels}|{plan.step}|{plan.target}"
    return replace(plan, aside=int(hashlib.sha256(main.encode()).hexdigest(), 16) % 3 == 0)


@dataclass(frozen=True)
class C:
    """A cell to be drawn.

    Attributes:
        text: Its words.
        span: Columns it covers.
        down: Rows it covers.
        fill: Colour behind it.
        ink: Colour of its text.
        bold: Bold.
        figure: It is set as figures are.
        mark: "up", "down", "level", or "disc #rrggbb": a sign in the form of the plan.
    """

    text: str = ""
    span: int = 1
    down: int = 1
    fill: str = ""
    ink: str = ""
    bold: bool = False
    figure: bool = False
    mark: str = ""


@dataclass
class Sheet:
    """A table to be drawn: rows of cells, how many of them are headings, and the text over it."""

    rows: list[list[C]]
    header: int
    caption: str = ""
    note: str = ""


@dataclass
class Card:
    """A card to be drawn: its name, its figure and its facts, with a colour and a sign."""

    name: str
    figure: str
    facts: list[str]
    colour: str = ""
    rag_word: str = ""
    mark: str = ""
    way_word: str = ""


@dataclass
class Deck:
    """A document to be drawn, with its truth."""

    plan: Plan
    council: str
    title: str
    case: Case
    sheets: list[Sheet] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    closing: str = ""
    closing_key: str = ""


class Dealer:
    """Lays out the tables of one plan and writes down their truth."""

    def __init__(self, plan: Plan, path: Path) -> None:
        self.plan, self.rng = plan, random.Random(plan.seed * 7 + 1)
        rng = self.rng
        self.council = half(COUNCILS, rng, plan.aside)
        self.places = half(PLACES, rng, plan.aside)  # type: ignore[arg-type]
        count = {
            "periods_across": rng.randint(3, 6),
            "period_groups": rng.randint(2, 3),
            "periods_down": rng.randint(3, 8),
        }.get(plan.arrangement, 3)
        self.ends = periods_of(rng, plan.step, count)
        sections = rng.randint(2, 3) if plan.groups != "none" else 1
        each = 14 if plan.long else rng.randint(3, 6)
        if plan.arrangement in {"periods_down", "places_down", "roles_down"}:
            sections, each = 1, rng.randint(3, 4)
        if plan.long:
            sections = 6
        self.measures = deal_measures(rng, sections, each, count, self.places)
        self.colours = {k: rng.choice(v) for k, v in COLOURS.items()}
        title = f"{rng.choice(TITLES).capitalize()}: {long_label(self.ends[-1], plan.step)}"
        area = (
            self.council.rsplit(" ", 2)[0] if "Borough" in self.council or "District" in self.council else self.council
        )
        case = Case(f"dealt {plan.seed}", path, area="", period=self.ends[-1].isoformat())
        self.deck = Deck(plan, self.council, title, case)
        self.area = area
        self.words = {k: half(v, rng, plan.aside) for k, v in HEADS.items()}
        self.role_of = {word: role for role, word in self.words.items()}
        if plan.arrow != "none":
            self.deck.closing = "Arrows show performance: up is better than the period before."

    def label(self, end: date) -> str:
        """A period as this plan prints it."""
        return label_of(end, self.plan.step, self.plan.form)

    # -- cells, each with its truth --------------------------------------------------------------------------

    def figure(
        self,
        d: Dealt,
        k: int,
        role: str = "result|previous|outturn",
        *,
        rated: bool = False,
        place: str | None = None,
        cohort: str = "all",
    ) -> C:
        """A figure of a period; with the colour where the plan colours results."""
        value = d.by_place[place][k] if place else d.values[k]
        self.deck.case.add(d.name, role, d.printed(value), period=self.ends[k].isoformat(), area=place, cohort=cohort)
        cell = C(d.printed(value), figure=True)
        if self.plan.arrow == "beside" and k in {-1, len(self.ends) - 1} and place is None:
            from .dealt_wide import beside

            return beside(self, d, cell)
        if rated and self.plan.rag in {"result_fill", "ink"}:
            colour = rag_of(value, d.target, d.polarity)
            self.deck.case.sign(d.name, "rag|previous_rag", colour, period=self.ends[k].isoformat(), area=place)
            return (
                replace(cell, fill=self.colours[colour])
                if self.plan.rag == "result_fill"
                else replace(cell, ink=self.colours[colour])
            )
        return cell

    def target(self, d: Dealt) -> C:
        """A target."""
        self.deck.case.add(d.name, "target", d.printed(d.target))
        return C(d.printed(d.target), figure=True)

    def rag(self, d: Dealt, k: int = -1) -> C:
        """A rating in a cell of its own."""
        return self.rating(d, d.rag(k), k)

    def rating(self, d: Dealt, colour: str, k: int = -1) -> C:
        """A rating of a colour, in the form of the plan."""
        form = self.plan.rag
        self.deck.case.sign(d.name, "rag|previous_rag", colour, period=self.ends[k].isoformat())
        shade = self.colours[colour]
        if form == "emoji" and self.plan.producer in {"pdf", "web", "office"}:
            form = "disc"  # programs that print draw them
        if form in {"glyph", "phrase"}:
            from .dealt_wide import sign_of

            return sign_of(self, colour)
        return {
            "letter": C(colour[0].upper(), figure=True), "word": C(colour.title(), figure=True), "fill": C(fill=shade, figure=True),
            "letter_fill": C(colour[0].upper(), fill=shade, figure=True), "disc": C(mark=f"disc {shade}", figure=True),
            "picture": C(mark=f"picture {shade}", figure=True), "emoji": C({"green": "🟢", "amber": "🟠", "red": "🔴"}[colour], figure=True),
        }[form]  # fmt: skip

    def dot(self, d: Dealt) -> C:
        """A direction."""
        way = d.way()
        word = {"up": "improved", "down": "worsened", "level": "unchanged"}[way]
        self.deck.case.sign(d.name, "dot|dot_previous|dot_outturn", word if self.plan.arrow == "word" else way)
        if self.plan.arrow == "slant":
            from .dealt_wide import slanted

            return slanted(way)
        return C(self.rng.choice(WAYS[word]), figure=True) if self.plan.arrow == "word" else C(mark=way, figure=True)

    def has_rag(self) -> bool:
        """Whether ratings stand in a column of their own."""
        return self.plan.rag not in {"none", "result_fill", "ink", "sections"}

    def name(self, d: Dealt) -> C:
        """A name, with the target behind it where the plan says so."""
        if self.plan.target == "name" and self.plan.arrangement in {"roles", "periods_across", "period_groups"}:
            self.deck.case.add(d.name, "target", d.printed(d.target))
            return C(f"{d.name} ({self.rng.choice(('target', 'target:', 'Target'))} {d.printed(d.target)})")
        return C(d.name)

    def extra(self, key: str, d: Dealt) -> C:
        """A cell of a describing column."""
        if key == "benchmark":
            value = d.values[-1] * 99 / 100
            printed = d.printed(value)
            self.deck.case.add(d.name, "benchmark", printed)
            return C(printed, figure=True)
        return C({
            "ref": d.ref, "unit": "%" if d.unit == "%" else "Number", "polarity": {"H": "High", "L": "Low"}[d.polarity],
            "frequency": {"month": "Monthly", "quarter": "Quarterly", "year": "Annual"}[self.plan.step],
            "lead": f"Head of {d.section.split()[0].lower()}", "comment": self.rng.choice(("On track.", "Staffing has been short this period.", "See the action plan.")),
            "section": d.section,
        }[key])  # fmt: skip

    # -- whole documents --------------------------------------------------------------------------------------

    def dealt(self) -> Deck:
        """The document with its truth."""
        from . import dealt_tables, dealt_wide

        module = dealt_wide if hasattr(dealt_wide, self.plan.arrangement) else dealt_tables
        make: Callable[[Dealer], None] = getattr(module, self.plan.arrangement)
        make(self)
        if self.deck.closing_key:
            self.deck.closing = " ".join(filter(None, (self.deck.closing_key + ".", self.deck.closing)))
        return self.deck
