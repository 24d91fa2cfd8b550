"""Figures for a draft: looked up in the store with their source, or reported as not known with the reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from draft.sources import RegisterLike, StatementLike, StoreLike
from records import (
    Indicator,
    Period,
    Polarity,
    Quantity,
    RagBands,
    RagColour,
    UnknownFigureError,
    Value,
    format_number,
)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a figure is about.

    Attributes:
        key: Register key.
        area: Empty for the council's whole area.
        cohort: all, excl_uasc ...
    """

    key: str
    area: str = ""
    cohort: str = "all"


@dataclass(frozen=True, slots=True)
class Known:
    """A figure with its source.

    Attributes:
        subject: What it is about.
        period: Last day it covers.
        role: result, target, rag ...
        value: As the latest publication prints it.
        quantity: The most that is known of it; None for a colour.
        statement: The publication's statement; None where the register gives the figure.
        revised: Whether publications print it differently.
        word: Of a RAG: green, amber or red.
    """

    subject: Subject
    period: date
    role: str
    value: Value
    quantity: Quantity | None
    statement: StatementLike | None
    revised: bool = False
    word: str = ""

    @property
    def text(self) -> str:
        """The figure as drafts print it: places as published, commas in thousands."""
        if self.value.number is None:
            return self.word.capitalize() if self.word else self.value.printed
        text = format_number(self.value.number, self.value.places, self.value.unit)
        if self.value.unit == "days":
            return f"{text} day{'' if self.value.number == 1 else 's'}"
        return text

    @property
    def provisional(self) -> bool:
        """Whether its publication marks it so."""
        return self.value.flag == "provisional"


@dataclass(frozen=True, slots=True)
class NotKnown:
    """A figure that no source gives.

    Attributes:
        subject: What it is about.
        period: Last day it would cover.
        role: result, target ...
        reason: Plain words: what is missing, for what and when.
        shown: What the draft prints instead, where that is not "not known".
    """

    subject: Subject
    period: date
    role: str
    reason: str
    shown: str = ""

    @property
    def text(self) -> str:
        """What the draft prints in the figure's place."""
        return self.shown or f"not known: {self.reason}"


Found = Known | NotKnown


def month_label(day: date) -> str:
    """Such as "March 2016"; "13 May 2016" inside a month."""
    return Period(day, day).long_label()


def spelt(n: int) -> str:
    """A small number in words; digits from twelve on."""
    words = [
        "nought",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ]
    return words[n] if 0 <= n < len(words) else str(n)


class Reader:
    """Looks figures up, one way for every kind of document.

    Args:
        store: Where statements are kept.
        register: Where indicators are defined.
        as_known_on: Leave out publications issued after this day.
        polarities: Directions that a paper's outline wants where the register leaves them open.
    """

    def __init__(
        self,
        store: StoreLike,
        register: RegisterLike,
        *,
        as_known_on: date | None = None,
        polarities: Mapping[str, Polarity] | None = None,
    ) -> None:
        self.store = store
        self.register = register
        self.as_known_on = as_known_on
        self.polarities = dict(polarities or {})

    def indicator(self, key: str) -> Indicator:
        """The indicator of a key.

        Raises:
            UnknownFigureError: If the register has no such key.
        """
        found = self.register.get(key)
        if found is None:
            raise UnknownFigureError(
                f"the register has no indicator '{key}'",
                why="a template or outline asks for it",
                next_step="Correct the key, or add the indicator to the register.",
            )
        wanted = self.polarities.get(key)
        return replace(found, polarity=wanted) if wanted and not found.polarity else found

    def name(self, subject: Subject) -> str:
        """Name of a subject in words: indicator, area and cohort where they are not the whole."""
        words = self.indicator(subject.key).name
        if subject.area:
            words += f", {subject.area}"
        if subject.cohort == "excl_uasc":
            words += ", excluding UASC"
        elif subject.cohort != "all":
            words += f", {subject.cohort.replace('_', ' ')}"
        return words

    def areas(self, key: str) -> list[str]:
        """Areas for which the store has figures of an indicator, as it names them."""
        found = getattr(self.store, "areas", None)
        return list(found(key)) if found is not None else []

    def figure(self, subject: Subject, day: date, role: str = "result") -> Found:
        """One figure, or why it is not known."""
        found = self.store.figure(
            subject.key, day, area=subject.area, cohort=subject.cohort, role=role, as_known_on=self.as_known_on
        )
        what = self.name(subject) if role == "result" else f"the {role} of {self.name(subject)}"
        if found is None:
            return NotKnown(subject, day, role, f"no publication gives {what} for {month_label(day)}")
        known = self._known(subject, day, role, found)
        if known is None:
            value: Value = found.value
            why = {"suppressed": "suppressed", "not_applicable": "marked as not applicable"}.get(
                value.flag, "left blank"
            )
            return NotKnown(
                subject, day, role, f"{found.standing.publication} prints {what} for {month_label(day)} as {why}"
            )
        return known

    def stated(self, subject: Subject, day: date) -> list[Value]:
        """All that publications have said of a result, oldest first: a paper may print what was revised since."""
        found = self.store.figure(
            subject.key, day, area=subject.area, cohort=subject.cohort, role="result", as_known_on=self.as_known_on
        )
        return [] if found is None else [s.observation.value for s in found.statements]

    def _known(self, subject: Subject, day: date, role: str, found: object) -> Known | None:
        from typing import cast

        from draft.sources import FigureLike

        figure = cast(FigureLike, found)
        statement: StatementLike = figure.standing
        word = statement.observation.word
        value = figure.value
        if value.number is None:
            return Known(subject, day, role, value, None, statement, figure.revised, word) if word else None
        if not value.unit:
            unit = self.indicator(subject.key).unit
            value = Value(value.printed, value.number, value.places, unit, value.flag)
        return Known(subject, day, role, value, figure.quantity, statement, figure.revised, word)

    def series(self, subject: Subject, through: date) -> tuple[Known, ...]:
        """All known results up to a day, oldest first."""
        out = []
        for figure in self.store.series(
            subject.key, area=subject.area, cohort=subject.cohort, as_known_on=self.as_known_on
        ):
            end: date = figure.period.end
            known = self._known(subject, end, "result", figure) if end <= through else None
            if known is not None and known.quantity is not None:
                out.append(known)
        return tuple(sorted(out, key=lambda k: k.period))

    def bands(self, subject: Subject, day: date) -> RagBands | None:
        """RAG bands of the reporting year of a day, for the whole population."""
        return self.indicator(subject.key).bands.get(Period(day, day).reporting_year)

    def target(self, subject: Subject, day: date) -> Found:
        """Target of the reporting year of a day: as published, else as the register has it."""
        period = Period(day, day)
        year_end = Period.reporting(period.reporting_year_start).end
        for wanted in dict.fromkeys((year_end, day)):
            for cohort in dict.fromkeys((subject.cohort, "all")):
                found = self.figure(Subject(subject.key, subject.area, cohort), wanted, "target")
                if isinstance(found, Known):
                    return found
        indicator = self.indicator(subject.key)
        number = indicator.targets.get(period.reporting_year)
        bands = self.bands(subject, day)
        if number is None and bands is not None:
            number = bands.target
        if number is None:
            return NotKnown(
                subject,
                year_end,
                "target",
                f"no publication and no register entry gives the target of {self.name(subject)} "
                f"for {period.reporting_year}",
            )
        return _from_register(subject, year_end, number, indicator)

    def rag(self, subject: Subject, day: date, latest: Found) -> Found:
        """Colour of a result: by the bands of its year on the unrounded figure, else as published."""
        published = self.figure(subject, day, "rag")
        bands = self.bands(subject, day)
        if bands is not None and isinstance(latest, Known) and latest.quantity is not None:
            colour = rag_of(bands, latest.quantity)
            if colour is not None:
                statement = published.statement if isinstance(published, Known) else latest.statement
                return Known(subject, day, "rag", Value(colour, None), None, statement, False, colour)
        if isinstance(published, Known):
            return published
        return NotKnown(
            subject,
            day,
            "rag",
            f"no publication gives the RAG of {self.name(subject)} for {month_label(day)}, "
            f"and the register has no bands for {Period(day, day).reporting_year}",
        )


def rag_of(bands: RagBands, quantity: Quantity) -> RagColour | None:
    """Colour of what is known of a figure: of its exact value, or of the value it prints as."""
    return bands.rag(quantity.middle)


def _from_register(subject: Subject, day: date, number: Decimal, indicator: Indicator) -> Known:
    exponent = number.as_tuple().exponent
    shown = max(-exponent if isinstance(exponent, int) else 0, indicator.places if indicator.unit == "percent" else 0)
    value = Value(format_number(number, shown, indicator.unit), number, shown, indicator.unit)
    return Known(subject, day, "target", value, Quantity.exact(number), None)
