"""Nothing is lost between the page and the counts: every numeral has one account, every figure one verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from check import CheckReport, check_paper
from draft import Options, draft_document
from extract import extract_file
from normalise import Register, Store
from records import VERDICTS, parse_period

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
ARCHIVED = (
    "action_plan_2013_14.pdf", "action_plan_2013_14_docx.docx", "appendix_one_2017_07.pdf",
    "appendix_one_2017_07_docx.docx", "paper_2017_01.pdf", "paper_2017_01_docx.docx", "progress_report_2016_07.pdf",
    "progress_report_2016_07_docx.docx", "scorecard_2016_01_xlsx.pdf", "scorecard_2016_03_xlsx.pdf",
)  # fmt: skip
MADE = sorted(p.name for p in SAMPLES.iterdir() if p.suffix in {".docx", ".pdf"})


def assert_all_accounted(report: CheckReport) -> None:
    """One verdict a figure, one account a numeral, and every digit of the paper's text in one of them."""
    paper = report.paper
    assert paper is not None
    of_figures = report.findings_of_figures
    places = Counter(f.claim.source for f in paper.figures)
    assert max(places.values(), default=1) == 1
    assert Counter(f.place for f in of_figures) == places
    by_verdict = Counter(f.verdict for f in of_figures)
    assert sum(by_verdict[v] for v in VERDICTS) == report.figures == len(of_figures)
    found = sum(len(numerals) for numerals in paper.numerals) + len(paper.outside)
    assert report.numerals["total"] == found
    assert sum(n for kind, n in report.numerals.items() if kind != "total") == found
    for passage, numerals in zip(paper.passages, paper.numerals, strict=True):
        covered = Counter(i for n in numerals for i in range(n.start, n.end))
        assert max(covered.values(), default=1) == 1, passage.text
        bare = [c for i, c in enumerate(passage.text) if c.isdigit() and i not in covered]
        assert not bare, passage.text


@pytest.mark.parametrize("name", ARCHIVED)
def test_every_numeral_of_a_real_paper_is_accounted_for(name: str, archive: Path) -> None:
    assert_all_accounted(check_paper(archive / "documents" / name, register=Register.load()))


@pytest.mark.parametrize("name", MADE)
def test_every_numeral_of_a_sample_is_accounted_for(name: str) -> None:
    assert_all_accounted(check_paper(SAMPLES / name, register=Register.load(SAMPLES / "register.toml")))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    register = Register.load(SAMPLES / "register.toml")
    with Store.open(tmp_path_factory.mktemp("store") / "panelpaper.db") as opened:
        for name in ("scorecard_2025_02.pdf", "scorecard_2025_03.pdf"):
            opened.add(extract_file(SAMPLES / name), register)
        yield opened


def test_a_drafted_scorecard_contradicts_nothing(store: Store, tmp_path: Path) -> None:
    register = Register.load(SAMPLES / "register.toml")
    period = parse_period("Mar 2025")
    assert period is not None
    out = tmp_path / "scorecard.docx"
    draft_document(Options(kind="scorecard", day=period.end), store, register, out=out)
    report = check_paper(out, store=store, register=register)
    assert report.figures > 100
    assert [(f.kind, f.printed, f.explanation) for f in report.contradictions] == []
    assert_all_accounted(report)
