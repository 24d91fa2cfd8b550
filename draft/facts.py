"""Everything a draft says of one measure at one period, resolved once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from draft.direction import METHODS, Direction, Method, assess
from draft.figures import Found, Known, Reader, Subject
from records import Indicator


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one subject at one period.

    Attributes:
        subject: What it is about.
        name: In words.
        indicator: From the register.
        period: End of the paper's period.
        latest: Result.
        target: Of the year.
        rag: Colour.
        direction: How it moved, with the figure compared with.
        series: Known results up to the period, oldest first.
    """

    subject: Subject
    name: str
    indicator: Indicator
    period: date
    latest: Found
    target: Found
    rag: Found
    direction: Direction
    series: tuple[Known, ...]

    @property
    def newest(self) -> Known | None:
        """The newest result before the paper's period, where the period has none; None where one is held back."""
        if isinstance(self.latest, Known) or self.latest.shown:
            return None
        before = [k for k in self.series if k.period < self.period]
        return before[-1] if before else None

    @property
    def unit(self) -> str:
        """Unit of its results."""
        return (self.latest.value.unit if isinstance(self.latest, Known) else "") or self.indicator.unit


def gather(
    reader: Reader,
    subject: Subject,
    day: date,
    *,
    method: Method | None = None,
    step: int = 3,
    compare_with: date | None = None,
) -> Facts:
    """Resolve all facts of one subject.

    Args:
        reader: Where figures come from.
        subject: What they are about.
        day: End of the paper's period.
        method: How direction is measured; None takes the register's method for the indicator.
        step: Months between papers of this kind.
        compare_with: A named comparison period.

    Raises:
        UnknownFigureError: If the register does not know the indicator.
    """
    indicator = reader.indicator(subject.key)
    by_register: Method = next((m for m in METHODS if m == indicator.direction), "previous")
    chosen: Method = by_register if method is None else method
    latest = reader.figure(subject, day)
    return Facts(
        subject,
        reader.name(subject),
        indicator,
        day,
        latest,
        reader.target(subject, day),
        reader.rag(subject, day, latest),
        assess(reader, subject, day, method=chosen, step=step, compare_with=compare_with),
        reader.series(subject, day),
    )
