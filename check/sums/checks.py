"""Every rule over the figures of one paragraph, in one call."""

from __future__ import annotations

from check.judgements import Results
from check.paper import Paper
from check.sums.changes import check_changes_told
from check.sums.compared import check_compared
from check.sums.complements import check_complements
from check.sums.counted_shares import check_counted_shares
from check.sums.flows import check_told_flows
from check.sums.gapped_lists import check_gapped_lists
from check.sums.joint_rows import check_joint_rows
from check.sums.lists import check_lists
from check.sums.multiples import check_multiples
from check.sums.named_wholes import check_named_wholes
from check.sums.parts import check_parts
from check.sums.pointing import check_pointing
from check.sums.rates import check_rates
from check.sums.ratios import check_blurred, check_told_twice
from check.sums.reading import readings
from check.sums.rows import check_rows
from check.sums.scale_mends import check_scale_mends
from check.sums.scales import check_scales
from check.sums.shared_out import check_shared_out
from check.sums.slipped import check_slipped
from check.sums.units import check_units
from check.sums.whole_lists import check_whole_lists
from check.sums.worked import check_worked
from records import Verdict

_OF_CHANGES = {"change", "percentage_points", "ratio", "target"}


def check_sums(paper: Paper, results: Results) -> None:
    """Hold the figures of each paragraph against each other.

    Args:
        paper: With its statements.
        results: Takes the judgements; what earlier checks judged of a change is not judged again.
    """
    settled: dict[int, Verdict] = {
        j.figure: j.verdict for j in results.judgements if j.kind in _OF_CHANGES and j.verdict != "not_checked"
    }
    cut = any(f.kind == "rounding_mode" and "cut off" in f.explanation for f in results.findings)
    for reading in readings(paper, cut=cut):
        check_blurred(reading, results)
        check_counted_shares(reading, results)
        check_told_twice(reading, results)
        check_changes_told(reading, results, settled)
        check_compared(reading, results)
        check_pointing(reading, results)
        check_multiples(reading, results)
        check_parts(reading, results)
        check_rates(reading, results)
        check_told_flows(reading, results)
        check_units(reading, results)
        check_scales(reading, results)
        check_scale_mends(reading, results)
        check_lists(reading, results)
        check_shared_out(reading, results)
        check_named_wholes(reading, results)
        check_complements(reading, results)
        check_whole_lists(reading, results)
        check_gapped_lists(reading, results)
        check_worked(reading, results)
        check_slipped(reading, results)
        check_rows(reading, results)
        check_joint_rows(reading, results)
