"""A history as a chart, PNG or SVG: the one module that knows matplotlib."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from normalise.coverage import pace
from records import InputError, NeedsExtraError, OutputError, months_between

if TYPE_CHECKING:
    from normalise.series import History, Row

_INK, _LINE, _TARGET = "#1a1a1a", "#1f4e8c", "#8a4b08"


def plot(h: History, out: Path) -> Path:
    """Draw a history with its target and its breaks.

    Args:
        h: With at least one number.
        out: Ends in .png or .svg.

    Returns:
        The file written.

    Raises:
        NeedsExtraError: If matplotlib is not installed.
        InputError: If there is no number to draw, or the ending is another one.
        OutputError: If the file cannot be written.
    """
    if out.suffix.lower() not in {".png", ".svg"}:
        raise InputError(f"a chart is written as .png or .svg, not '{out.suffix}'", next_step="Give --plot chart.png.")
    rows = [r for r in h.rows if r.figure.value.known]
    if not rows:
        raise InputError(f"there is no number to draw for '{h.key}'", next_step="Look at the series without --plot.")
    try:
        import matplotlib
    except ModuleNotFoundError:
        raise NeedsExtraError(
            "charts need an optional part",
            why="the package matplotlib is not installed",
            next_step='Run: pip install "panelpaper[plot]"',
        ) from None
    matplotlib.use("Agg")
    from matplotlib import pyplot

    fig, axes = pyplot.subplots(figsize=(9.0, 4.5), dpi=150)
    try:
        _draw(axes, h, rows)
        fig.tight_layout()
        try:
            fig.savefig(out, metadata={"Title": h.name} if out.suffix.lower() == ".svg" else None)
        except OSError as error:
            raise OutputError("the chart cannot be written", where=str(out), why=str(error)) from error
    finally:
        pyplot.close(fig)
    return out


def _draw(axes: Any, h: History, rows: Sequence[Row]) -> None:
    for segment in segments(rows):
        x: list[Any] = [r.figure.period.end for r in segment]
        axes.plot(x, [_float(r) for r in segment], color=_LINE, linewidth=2, marker="o", markersize=4)
    revised = [r for r in rows if r.figure.revised]
    if revised:
        axes.plot(
            [r.figure.period.end for r in revised],
            [_float(r) for r in revised],
            linestyle="none",
            marker="o",
            markersize=8,
            markerfacecolor="none",
            markeredgecolor=_INK,
            label="Revised",
        )
    targets = [(r.figure.period.end, _number(r.target)) for r in rows]
    drawn: list[Any] = [(day, float(t)) for day, t in targets if t is not None]
    if drawn:
        axes.step(
            [d for d, _ in drawn],
            [t for _, t in drawn],
            where="post",
            color=_TARGET,
            linewidth=1.5,
            linestyle="--",
            label="Target",
        )
    top = axes.get_ylim()[1]
    for b in h.breaks:
        axes.axvline(b.since, color=_INK, linewidth=1, linestyle=":")
        said = "Break in series" if b.certain else "Possible break"
        axes.annotate(said, (b.since, top), xytext=(3, -10), textcoords="offset points", fontsize=8, color=_INK)
    last = rows[-1]
    axes.annotate(
        last.figure.value.printed,
        (last.figure.period.end, _float(last)),
        xytext=(6, 0),
        textcoords="offset points",
        fontsize=9,
        color=_LINE,
        va="center",
    )
    unit = {"percent": "Per cent", "days": "Days", "count": "Number", "money": "£", "points": "Percentage points"}
    axes.set_ylabel(unit.get(last.figure.value.unit, "Figure as printed"))
    name = h.name if h.name != h.key else h.key
    beside = " - ".join(p for p in (h.area, "" if h.cohort == "all" else h.cohort) if p)
    axes.set_title(_wrapped(name + (f" - {beside}" if beside else "")), loc="left", fontsize=11)
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(axis="y", color="#dddddd", linewidth=0.7)
    named = ticks(rows)
    axes.set_xticks([r.figure.period.end for r in named], [r.figure.period.label() for r in named], fontsize=8)
    axes.margins(x=0.06, y=0.15)
    if revised or drawn:
        axes.legend(frameon=False, fontsize=8, loc="best")


def segments(rows: Sequence[Row]) -> list[list[Row]]:
    """Rows that one line may join: cut at every break in the series, and where periods are missing between."""
    step = pace([r.figure.period.end for r in rows])
    out: list[list[Row]] = []
    for row in rows:
        end = row.figure.period.end
        if not out or row.breaks or (step and months_between(out[-1][-1].figure.period.end, end) > step):
            out.append([])
        out[-1].append(row)
    return out


def ticks(rows: Sequence[Row], most: int = 10) -> list[Row]:
    """The rows that are named on the axis: the last, and others before it far enough apart for their labels."""
    apart = (rows[-1].figure.period.end - rows[0].figure.period.end) / most
    out = [rows[-1]]
    for row in rows[-2::-1]:
        if out[-1].figure.period.end - row.figure.period.end >= apart:
            out.append(row)
    return out[::-1]


def _float(row: Row) -> float:
    number = row.figure.value.number
    assert number is not None
    return float(number)


def _number(printed: str) -> Decimal | None:
    try:
        return Decimal(printed.strip().rstrip("%").replace(",", ""))
    except InvalidOperation:
        return None


def _wrapped(text: str, width: int = 90) -> str:
    import textwrap

    return "\n".join(textwrap.wrap(text, width))
