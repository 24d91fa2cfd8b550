"""Evidence beside the text: do the figures under a printed name continue the figures of a register key?

This month's "previous" column repeats last month's result; a trend table repeats a year of them; an outturn repeats
March's. Where a printed name's figures repeat a key's, the two are the same measure whatever the name says; where
they differ, either the measure is another one or the figures were revised, and a person should look.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from normalise.figures import RESULT_ROLES, Statement, same_figure
from records import Observation, Value

KnownResults = Mapping[tuple[str, str, date], Sequence[Statement]]
"""(key, cohort, last day of the period) -> statements of results for the whole area."""

ENOUGH = 2
"""So many repeated figures settle a name; one may be chance."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a printed name's figures compare with those known of one register key.

    Attributes:
        key: Register key.
        agreements: One sentence for each figure that repeats a known one; only figures that could hardly be
            equal by chance count.
        contradictions: One sentence for each figure that differs from the known one of the same period.
    """

    key: str
    agreements: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.agreements or self.contradictions)

    @property
    def settles(self) -> bool:
        """Whether the figures alone show that the name is this key."""
        return len(self.agreements) >= ENOUGH and not self.contradictions

    @property
    def opposes(self) -> bool:
        """Whether the figures alone speak against the key: several differ and none repeats."""
        return len(self.contradictions) >= ENOUGH and not self.agreements


def gather(observations: Sequence[Observation], key: str, known: KnownResults) -> Evidence:
    """Hold the results under one printed name against a key's known results.

    Args:
        observations: Of one printed name in one publication, for its whole area.
        key: Register key to try.
        known: What earlier publications state.

    Returns:
        Agreements and contradictions, each as a sentence with both figures and the publication.
    """
    agree: dict[date, str] = {}
    differ: dict[date, str] = {}
    for o in observations:
        if o.role not in RESULT_ROLES or o.period is None or not o.value.known:
            continue
        for statement in known.get((key, o.cohort, o.period.end), ()):
            if statement.publication.sha256 == o.source.sha256 or not statement.value.known or not statement.sure:
                continue
            told = (
                f"{o.period.label()}: {o.value.printed} here ({o.role}), "
                f"{statement.value.printed} in {statement.publication}"
            )
            if not same_figure(o.value, statement.value):
                differ[o.period.end] = told
            elif telling(o.value):
                agree[o.period.end] = told
    for end in agree.keys() & differ.keys():
        del differ[end]  # revised since: one vintage of it is repeated, which speaks for the key
    return Evidence(key, tuple(agree[d] for d in sorted(agree)), tuple(differ[d] for d in sorted(differ)))


def telling(value: Value) -> bool:
    """Whether a figure is peculiar enough that two measures would hardly share it by chance.

    At least three significant digits and not a round hundred: 89.5 and 1236 are, 100.0, 0, 5 and 90 are not.
    """
    if value.number is None:
        return False
    digits = list(value.number.as_tuple().digits)
    while len(digits) > 1 and digits[-1] == 0:
        digits.pop()
    return len(digits) >= 3
