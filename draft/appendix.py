"""The appendix: one landscape table of challenges, measures, current performance and direction."""

from __future__ import annotations

from draft.drafting import Options, Plan
from draft.figures import Reader
from draft.outline import Outline
from draft.progress_report import plan_measures


def plan(options: Options, outline: Outline, reader: Reader) -> Plan:
    """Plan an appendix.

    Raises:
        UnknownFigureError: If the outline names an indicator that the register does not have.
    """
    return plan_measures(options, outline, reader, f"Performance summary: {outline.title}")
