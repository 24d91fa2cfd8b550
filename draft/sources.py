"""What drafting needs of the store and the register, so that it can be tested without either.

``normalise.Store`` and ``normalise.Register`` fit these shapes; a council's own source can too.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Protocol

from records import Indicator, Observation, Period, Publication, Quantity, Value


class StatementLike(Protocol):
    """One publication's statement of a figure."""

    @property
    def observation(self) -> Observation:
        """The figure with its place."""

    @property
    def publication(self) -> Publication:
        """Who says so."""


class FigureLike(Protocol):
    """All that the publications say of one figure, oldest statement first."""

    @property
    def statements(self) -> Sequence[Any]:
        """By vintage."""

    @property
    def period(self) -> Period:
        """What it covers."""

    @property
    def standing(self) -> Any:
        """The statement that holds now."""

    @property
    def revised(self) -> bool:
        """Whether the printed values differ beyond their precision."""

    @property
    def value(self) -> Value:
        """As the statement that holds prints it."""

    @property
    def quantity(self) -> Quantity | None:
        """The most that is known of it; None where there is no number."""


class StoreLike(Protocol):
    """Where figures come from."""

    def figure(
        self,
        key: str,
        period_end: date,
        *,
        area: str = "",
        cohort: str = "all",
        role: Any = "result",
        as_known_on: date | None = None,
    ) -> Any:
        """The figure, or None."""

    def series(
        self, key: str, *, area: str = "", cohort: str = "all", role: Any = "result", as_known_on: date | None = None
    ) -> Sequence[Any]:
        """All its periods, oldest first."""

    def publications(self) -> Sequence[Publication]:
        """All that were read."""


class RegisterLike(Protocol):
    """The council's list of indicators."""

    def get(self, key: str) -> Indicator | None:
        """The indicator, or None."""
