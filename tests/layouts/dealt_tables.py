"""The arrangements of dealt layouts: what runs across, what runs down, and which rows of headings stand over it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from .dealt import C, Card, Sheet
from .dealt_wide import by_colour, section_of, tall
from .dealt_words import WAYS, Dealt

if TYPE_CHECKING:
    from .dealt import Dealer

Cell = Callable[[Dealt], C]


def assembled(dealer: Dealer, columns: list[tuple[str, str, Cell]], caption: str = "") -> Sheet:
    """A table with a measure to a row: (group heading, heading, cell of a measure) for each column."""
    plan = dealer.plan
    labels = tall([(g, label) for g, label, _ in columns], dealer) if plan.tall else [label for _, label, _ in columns]
    heads = [C(label, bold=True, figure=k > 0) for k, label in enumerate(labels)]
    rows = [heads]
    if plan.levels >= 2 and any(g for g, _, _ in columns):
        upper: list[C] = []
        low: list[C] = []
        for (group, _, _), head in zip(columns, heads, strict=True):
            if not group:
                upper.append(replace(head, down=2))
            elif upper and upper[-1].text == group:
                upper[-1] = replace(upper[-1], span=upper[-1].span + 1)
                low.append(head)
            else:
                upper.append(C(group, bold=True, figure=True))
                low.append(head)
        rows = [upper, low]
    if plan.levels == 3:
        rows.insert(
            0,
            [
                C(
                    dealer.rng.choice(("Corporate plan indicators", "All measures", "Service summary")),
                    span=len(columns),
                    bold=True,
                )
            ],
        )
    header = len(rows)
    section = ""
    for d in by_colour(dealer.measures) if plan.rag == "sections" else dealer.measures:
        if plan.rag == "sections":
            dealer.deck.case.sign(d.name, "rag|previous_rag", d.rag(), period=dealer.ends[-1].isoformat())
        named = section_of(dealer, d) if plan.rag == "sections" else d.section
        if (plan.groups == "rows" or plan.rag == "sections") and named != section:
            section = named
            rows.append([C(section, span=len(columns), bold=True, fill="#E7E6E6" if plan.lines != "none" else "")])
        rows.append([cell(d) for _, _, cell in columns])
    return Sheet(rows, header, caption)


def describing(dealer: Dealer) -> tuple[list[tuple[str, str, Cell]], list[tuple[str, str, Cell]]]:
    """Describing columns before the figures and behind them."""
    plan, words = dealer.plan, dealer.words
    before: list[tuple[str, str, Cell]] = []
    after: list[tuple[str, str, Cell]] = []

    def extra(key: str) -> tuple[str, str, Cell]:
        return ("", words[key], lambda d: dealer.extra(key, d))

    if plan.groups == "column":
        before.append(extra("section"))
    before += [extra("ref")] * ("ref" in plan.extras)
    before.append(("", words["name"], dealer.name))
    before += [extra(k) for k in ("unit", "polarity", "frequency") if k in plan.extras]
    after += [extra(k) for k in ("lead", "comment") if k in plan.extras]
    return before, after


def assessment(dealer: Dealer) -> list[tuple[str, str, Cell]]:
    group = dealer.rng.choice(("Assessment", "How we are doing"))
    out: list[tuple[str, str, Cell]] = []
    if dealer.has_rag():
        out.append((group, dealer.words["rag"], dealer.rag))
    if dealer.plan.arrow not in {"none", "beside"}:
        out.append((group, dealer.words["dot"], dealer.dot))
    return out


def _above(dealer: Dealer) -> str:
    return ""


def roles(dealer: Dealer) -> None:
    """Measures down; the latest figure, the one before, the target, the rating and the direction across."""
    plan, words = dealer.plan, dealer.words
    before, after = describing(dealer)
    latest, previous = dealer.ends[-1], dealer.ends[-2]
    group = dealer.rng.choice(("Performance", "Results"))
    figures: list[tuple[str, str, Cell]] = [
        (group, dealer.label(previous) if plan.dated else words["previous"], lambda d: dealer.figure(d, -2)),
        (group, dealer.label(latest) if plan.dated else words["latest"], lambda d: dealer.figure(d, -1, rated=True)),
    ]
    if plan.order == "latest":
        figures.reverse()
    if plan.target in {"column", "above"}:
        figures.insert(
            dealer.rng.choice((0, 2)), ("" if dealer.rng.random() < 0.5 else group, words["target"], dealer.target)
        )
    if "benchmark" in plan.extras:
        figures.append(("", words["benchmark"], lambda d: dealer.extra("benchmark", d)))
    if plan.order == "shuffled":
        dealer.rng.shuffle(figures)
    dealer.deck.sheets.append(assembled(dealer, [*before, *figures, *assessment(dealer), *after]))


def periods_across(dealer: Dealer) -> None:
    """Measures down, periods across, then target, rating and direction."""
    plan, words = dealer.plan, dealer.words
    before, after = describing(dealer)
    group = dealer.rng.choice(("Results", "Performance by period"))
    all_rated = dealer.rng.random() < 0.3
    order = list(range(len(dealer.ends)))
    if plan.order == "latest":
        order.reverse()
    figures: list[tuple[str, str, Cell]] = []
    for k in order:
        rated = all_rated or k == len(dealer.ends) - 1
        figures.append(
            (group, dealer.label(dealer.ends[k]), lambda d, k=k, rated=rated: dealer.figure(d, k, rated=rated))
        )
    if plan.target in {"column", "above"}:
        figures.insert(dealer.rng.choice((0, len(figures))), ("", words["target"], dealer.target))
    dealer.deck.sheets.append(assembled(dealer, [*before, *figures, *assessment(dealer), *after]))


def period_groups(dealer: Dealer) -> None:
    """Measures down; for each period a group of figure and rating, the target once."""
    plan, words = dealer.plan, dealer.words
    dealer.plan = replace(plan, levels=max(2, plan.levels))
    before, after = describing(dealer)
    figures: list[tuple[str, str, Cell]] = []
    for k, end in enumerate(dealer.ends):
        figures.append((dealer.label(end), words["value"], lambda d, k=k: dealer.figure(d, k, rated=True)))
        if dealer.has_rag():
            figures.append((dealer.label(end), words["rag"], lambda d, k=k: dealer.rag(d, k)))
    if plan.target in {"column", "above"}:
        figures.append(("", words["target"], dealer.target))
    dealer.deck.sheets.append(assembled(dealer, [*before, *figures, *after]))


def periods_down(dealer: Dealer) -> None:
    """Periods down, measures across."""
    words = dealer.words
    dealer.deck.case.ignore = frozenset()
    heads = [C(words["period"], bold=True), *(C(d.name, bold=True, figure=True) for d in dealer.measures)]
    rows = [heads]
    for k, end in enumerate(dealer.ends):
        rows.append([C(dealer.label(end)), *(dealer.figure(d, k) for d in dealer.measures)])
    if dealer.plan.target == "column":
        rows.append([C(words["target"], bold=True), *(dealer.target(d) for d in dealer.measures)])
    dealer.deck.sheets.append(Sheet(rows, 1))


def roles_down(dealer: Dealer) -> None:
    """Measures across; previous figure, latest figure and target down."""
    words, plan = dealer.words, dealer.plan
    rows = [[C("", bold=True), *(C(d.name, bold=True, figure=True) for d in dealer.measures)]]
    for k, word in ((-2, words["previous"]), (-1, words["latest"])):
        label = dealer.label(dealer.ends[k]) if plan.dated else word
        rows.append([C(label), *(dealer.figure(d, k) for d in dealer.measures)])
    rows.append([C(words["target"]), *(dealer.target(d) for d in dealer.measures)])
    if dealer.has_rag():
        rows.append([C(words["rag"]), *(dealer.rag(d) for d in dealer.measures)])
    dealer.deck.sheets.append(Sheet(rows, 1))


def places_across(dealer: Dealer) -> None:
    """Measures down, places across, one period."""
    before, after = describing(dealer)
    figures: list[tuple[str, str, Cell]] = [
        (dealer.words["area"], place, lambda d, place=place: dealer.figure(d, -1, "result", place=place))
        for place in dealer.places
    ]
    if dealer.plan.target in {"column", "above"}:
        figures.append(("", dealer.words["target"], dealer.target))
    dealer.deck.sheets.append(assembled(dealer, [*before, *figures, *after]))


def place_groups(dealer: Dealer) -> None:
    """Measures down; for each place a group of two periods."""
    dealer.plan = replace(dealer.plan, levels=max(2, dealer.plan.levels))
    before, after = describing(dealer)
    figures: list[tuple[str, str, Cell]] = []
    for place in dealer.places[:3]:
        for k in (-2, -1):
            figures.append(
                (place, dealer.label(dealer.ends[k]), lambda d, k=k, place=place: dealer.figure(d, k, place=place))
            )
    dealer.deck.sheets.append(assembled(dealer, [*before, *figures, *after]))


def places_down(dealer: Dealer) -> None:
    """Places down, measures across, the period in the title."""
    rows = [[C(dealer.words["area"], bold=True), *(C(d.name, bold=True, figure=True) for d in dealer.measures)]]
    for place in dealer.places:
        rows.append([C(place), *(dealer.figure(d, -1, "result|count", place=place) for d in dealer.measures)])
    dealer.deck.sheets.append(Sheet(rows, 1))


def places_each(dealer: Dealer) -> None:
    """A table for each measure: places down, periods across."""
    words = dealer.words
    for d in dealer.measures[:4]:
        rows = [[C(words["area"], bold=True), *(C(dealer.label(e), bold=True, figure=True) for e in dealer.ends)]]
        for place in dealer.places:
            rows.append([C(place), *(dealer.figure(d, k, place=place) for k in range(len(dealer.ends)))])
        dealer.deck.sheets.append(Sheet(rows, 1, caption=d.name))


def long(dealer: Dealer) -> None:
    """One figure to a row: measure, place, period, value and target."""
    words = dealer.words
    rows = [
        [
            C(words["name"], bold=True),
            C(words["area"], bold=True),
            C(words["period"], bold=True),
            C(words["value"], bold=True, figure=True),
        ]
    ]
    for d in dealer.measures[:5]:
        for place in dealer.places[:3]:
            for k in (-2, -1):
                rows.append([C(d.name), C(place), C(dealer.label(dealer.ends[k])), dealer.figure(d, k, place=place)])
    dealer.deck.sheets.append(Sheet(rows, 1))


def cards(dealer: Dealer) -> None:
    """A card for each measure."""
    rng, plan, case = dealer.rng, dealer.plan, dealer.deck.case
    case.ignore = frozenset()
    forms = (("Target", "Previous"), ("Target", "Last period"), ("Goal", "Prior"))
    target_word, previous_word = forms[rng.randrange(1, 3) if plan.aside else rng.randrange(2)]
    colon = rng.choice((": ", " ", ": "))
    for d in dealer.measures[:9]:
        colour, way = d.rag(), d.way()
        facts = [f"{target_word}{colon}{d.printed(d.target)}"]
        previous = dealer.label(dealer.ends[-2]) if plan.dated else previous_word
        facts.append(f"{previous}{': ' if plan.dated else colon}{d.printed(d.values[-2])}")
        case.add(d.name, "result", d.printed(d.values[-1]), period=dealer.ends[-1].isoformat())
        case.add(d.name, "target", d.printed(d.target))
        case.add(d.name, "previous|result", d.printed(d.values[-2]), period=dealer.ends[-2].isoformat())
        card = Card(d.name, d.printed(d.values[-1]), facts)
        if plan.rag != "none":
            case.sign(d.name, "rag", colour)
            card.colour = dealer.colours[colour]
            card.rag_word = colour.title() if plan.rag in {"word", "letter", "letter_fill"} else ""
        if plan.arrow != "none":
            word = {"up": "improved", "down": "worsened", "level": "unchanged"}[way]
            case.sign(d.name, "dot|dot_previous", word if plan.arrow == "word" else way)
            card.mark, card.way_word = ("", rng.choice(WAYS[word])) if plan.arrow == "word" else (way, "")
        dealer.deck.cards.append(card)
