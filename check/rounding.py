"""How a paper rounds: inferred once from all its computed figures, reported once (DESIGN 5.2)."""

from __future__ import annotations

from dataclasses import dataclass

from records import Finding, Quantity, RoundingMode, Source, Value, round_half_up, rounding_modes


@dataclass(frozen=True, slots=True)
class Computed:
    """A printed figure whose unrounded value follows from others of the paper.

    Attributes:
        figure: Id of the figure.
        exact: What it is computed to be.
        value: As printed.
        working: The sum written out.
        place: Where it stands.
    """

    figure: int
    exact: Quantity
    value: Value
    working: str
    place: Source

    @property
    def modes(self) -> frozenset[RoundingMode]:
        """Ways of rounding that give what is printed."""
        return rounding_modes(self.exact, self.value)


def paper_mode(computed: list[Computed]) -> RoundingMode:
    """How the paper rounds.

    A paper cuts off when at least two of its figures can only be read so and none only as rounded.

    Args:
        computed: Figures of the paper with what they are computed from.

    Returns:
        half_up unless the figures show another way.
    """
    cut = [c for c in computed if c.modes == {"truncate"}]
    rounded = [c for c in computed if c.modes and "truncate" not in c.modes]
    if len(cut) >= 2 and not rounded:
        return "truncate"
    even = [c for c in computed if "half_even" in c.modes and "half_up" not in c.modes]
    up = [c for c in computed if "half_up" in c.modes and "half_even" not in c.modes]
    return "half_even" if even and not up else "half_up"


def mode_finding(computed: list[Computed], mode: RoundingMode) -> Finding | None:
    """One finding for a paper that does not round half up, naming every figure that shows it; else None."""
    shown = [c for c in computed if c.modes and "half_up" not in c.modes and mode in c.modes]
    if mode == "half_up" or not shown:
        return None
    how = "are cut off, not rounded" if mode == "truncate" else "are rounded half to even"
    parts = []
    for c in shown:
        rounded = round_half_up(c.exact.middle, c.value.places)
        sign = "%" if c.value.unit == "percent" else ""
        parts.append(f"{c.working}, printed {c.value.printed.strip()}, rounded {rounded}{sign}")
    names = " and ".join(f"{c.value.printed.strip()}" for c in shown)
    return Finding(
        verdict="agrees_within_rounding",
        kind="rounding_mode",
        place=shown[0].place,
        printed=", ".join(c.value.printed.strip() for c in shown),
        explanation=f"{names} {how}: reported once for the whole paper, not as errors.",
        working="; ".join(parts),
        severity="minor",
        sources=tuple(c.place for c in shown),
        advice="Say in the paper how figures are rounded, or round them to the nearest.",
    )
