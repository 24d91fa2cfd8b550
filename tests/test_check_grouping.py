"""One cause is told once: columns and rows that differ as a whole."""

from __future__ import annotations

from pathlib import Path

from check import check_paper
from check.grouping import group_by_cause
from check.judgements import Judgement, Results
from check.paper import Paper
from tests.word_papers import write

ROWS = [
    ["Measure", "Jun 2025", "Sep 2025"],
    ["Visits made on time", "81%", "84%"],
    ["Plans finished", "62%", "66%"],
    ["Reviews held", "93%", "91%"],
    ["Calls answered", "70%", "74%"],
]


def paper(path: Path) -> Paper:
    made = check_paper(write([ROWS], path)).paper
    assert made is not None
    return made


def judged(made: Paper, wrong: set[str], right: set[str]) -> Results:
    results = Results()
    for f in made.figures:
        text = f.value.printed.strip()
        if text in wrong:
            why = f"the paper says {text}, but an earlier report says 1%. It equals the figure for Jun 2025: stale?"
            results.add(Judgement(f.id, "contradicts", "prior", why, severity="serious", expected="1%"))
        elif text in right:
            results.add(Judgement(f.id, "agrees", "prior", "as published"))
    return results


def test_a_column_that_differs_is_one_finding_at_its_heading(tmp_path: Path) -> None:
    made = paper(tmp_path / "p.docx")
    results = judged(made, {"84%", "66%", "91%", "74%"}, {"81%", "62%"})
    group_by_cause(made, results)
    (finding,) = results.findings
    assert (finding.printed, finding.verdict, finding.expected) == ("Sep 2025", "contradicts", "Jun 2025")
    assert "4 of them are the figures of Jun 2025" in finding.explanation
    assert {j.verdict for j in results.judgements} == {"agrees", "not_checked"}


def test_figures_that_differ_here_and_there_stand_for_themselves(tmp_path: Path) -> None:
    made = paper(tmp_path / "p.docx")
    results = judged(made, {"84%", "66%", "62%"}, {"91%", "74%"})
    group_by_cause(made, results)
    assert results.findings == []
    assert sum(j.verdict == "contradicts" for j in results.judgements) == 3
