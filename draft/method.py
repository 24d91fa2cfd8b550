"""The generated method note and glossary of a paper."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from datetime import date

from draft.controls import Sentence, Slot
from draft.direction import TREND_POINTS, TREND_WINDOW, Method
from draft.facts import Facts
from draft.figures import Subject, month_label, spelt
from draft.spc import BASELINE
from records import resource

PAPER = Subject("paper")
"""Subject of slots that belong to the paper as a whole."""

STEP_WORDS = {1: "previous month", 3: "previous quarter", 6: "previous half-year", 12: "previous year"}


def period_words(method: Method, step: int, named: bool) -> str:
    """What a comparison period is called: "the previous quarter"."""
    if named:
        return "the period named for comparison"
    return {
        "previous": f"the {STEP_WORDS.get(step, 'previous period')}",
        "outturn": "the outturn of the previous reporting year",
        "same-period-last-year": "the same period last year",
        "trend": "the trend over the charted periods",
        "spc": "the process limits",
    }[method]


def method_note(facts: Sequence[Facts], day: date, *, step: int, named: bool) -> list[Sentence]:
    """Sentences that explain every arrow of the paper.

    Args:
        facts: All measures of the paper.
        day: End of its period.
        step: Months between papers of its kind.
        named: Whether the comparison period was named by the officer.
    """
    out: list[tuple[str | Slot, ...]] = []
    period = Slot(PAPER, "period", "period", day, month_label(day))
    seen: set[tuple[Method, date | None]] = set()
    for f in facts:
        d = f.direction
        since = d.since if d.method not in {"trend", "spc"} else None
        if (d.method, since) in seen:
            continue
        seen.add((d.method, since))
        words = period_words(d.method, step, named)
        if since is not None:
            compared = Slot(PAPER, f"since-{d.method}", "period", since, month_label(since))
            out.append(("Arrows compare ", period, " with ", compared, f" ({words})."))
        elif d.method == "trend":
            out.append(
                (
                    "Where the direction is a trend, it is the slope of a straight line fitted by least squares to the "
                    f"figures of one definition, at most the last {spelt(TREND_WINDOW)} and at least "
                    f"{spelt(TREND_POINTS)} of them; a single figure may move against its trend.",
                )
            )
        elif d.method == "spc":
            out.append(
                (
                    f"Process limits are computed from the first {spelt(BASELINE)} figures of one definition (mean "
                    "and average moving range) and then stay fixed; a direction is given only where the pattern is "
                    "unlikely to be chance.",
                )
            )
    out.append(
        (
            "▲ means that performance improved and ▼ that it worsened, whichever way the number itself moved; ◄► means "
            "that it is unchanged. The size of each change is the difference of the unrounded figures where they are "
            "known, so it can differ from the difference of the printed ones in the last digit.",
        )
    )
    units = {f.unit for f in facts}
    if "percent" in units:
        out.append(("Changes between two percentages are given in percentage points, which are not per cent.",))
    if any(f.indicator.polarity == "T" for f in facts):
        out.append(("For measures that should be close to their target, improved means closer to it.",))
    if any(f.indicator.tolerance for f in facts):
        out.append(("A change within the tolerance that the register gives for a measure counts as unchanged.",))
    out.append(
        (
            "RAG colours follow the bands of the reporting year, applied to the unrounded figure; where no bands are "
            "known, the published colour is shown.",
        )
    )
    return [Sentence(PAPER, f"method-{n}", day, pieces) for n, pieces in enumerate(out, start=1)]


def glossary(texts: Iterable[str]) -> list[tuple[str, str]]:
    """The abbreviations that a paper uses, with their meaning, in alphabetical order."""
    data = tomllib.loads(resource("templates", "abbreviations.toml").read_text(encoding="utf-8"))
    joined = "\n".join(texts)
    return sorted(
        (term, meaning)
        for term, meaning in data["abbreviations"].items()
        if re.search(rf"(?<!\w){re.escape(term)}(?!\w)", joined)
    )
