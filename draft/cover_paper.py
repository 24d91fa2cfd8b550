"""The review and cover paper: header block, purpose, challenges and measures, a summary of current performance."""

from __future__ import annotations

from draft.drafting import Options, Plan
from draft.figures import Reader
from draft.outline import Outline
from draft.progress_report import plan_measures


def plan(options: Options, outline: Outline, reader: Reader) -> Plan:
    """Plan a cover paper.

    Raises:
        UnknownFigureError: If the outline names an indicator that the register does not have.
    """
    return plan_measures(options, outline, reader, f"Review and update: {outline.title}")
