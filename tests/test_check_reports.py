"""What the check writes: JSON, CSV, HTML, comments in Word, marks in PDF, a baseline; and its exit code."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import zipfile
from io import StringIO
from pathlib import Path

import docx
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate
from rich.console import Console
from typer.testing import CliRunner

from check import Baseline, CheckReport, check_paper, check_text, write_baseline
from check.report_html import html_of, write_html
from check.report_json import CSV_COLUMNS, to_json, write_csv, write_json
from check.report_pdf import write_pdf
from check.report_table import print_report
from check.report_word import write_word
from records import VERDICTS, ExitCode, MissingInputError, OutputError, RegisterError

RIGHT = "Numbers fell by 37% between Sept 2016 (766) and March 2017 (481)."
WRONG = "Of these 52 of the 68 visits were in time (75.6%)."


@pytest.fixture
def word_paper(tmp_path: Path) -> Path:
    document = docx.Document()
    document.add_heading("Progress", 1)
    document.add_paragraph(RIGHT)
    paragraph = document.add_paragraph()
    paragraph.add_run("Of these 52 of the 68 ").bold = True
    paragraph.add_run("visits were in time (75.6%).")
    path = tmp_path / "paper.docx"
    document.save(str(path))
    return path


@pytest.fixture
def pdf_paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.pdf"
    style = getSampleStyleSheet()["BodyText"]
    SimpleDocTemplate(str(path), pagesize=A4).build([Paragraph(RIGHT, style), Paragraph(WRONG, style)])
    return path


def wrong(report: CheckReport) -> list[str]:
    return [f.printed for f in report.findings if f.verdict == "contradicts"]


def test_json_has_counts_and_all_findings(word_paper: Path, tmp_path: Path) -> None:
    report = check_paper(word_paper)
    write_json(report, tmp_path / "out.json")
    data = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert list(data["counts"]) == list(VERDICTS)
    assert sum(data["counts"].values()) == len(data["findings"])
    assert data["numerals"]["total"] == data["numerals"]["figure"] + len(data["not_figures"])
    (found,) = [f for f in data["findings"] if f["verdict"] == "contradicts"]
    assert found["printed"] == "75.6%"
    assert found["expected"] == "76.5%"
    assert {"verdict", "severity", "kind", "place", "printed", "explanation", "sources"} <= set(found)
    assert found["place"]["document"] == "paper.docx"
    assert to_json(report) == data


def test_csv_has_a_row_for_each_finding_and_no_formula(word_paper: Path, tmp_path: Path) -> None:
    report = check_paper(word_paper)
    write_csv(report, tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as f:
        rows = list(csv.DictReader(f))
    assert tuple(rows[0]) == CSV_COLUMNS
    assert len(rows) == len(report.findings)
    assert not [v for row in rows for v in row.values() if v[:1] in {"=", "@"}]


def test_word_comments_stand_at_the_figure(word_paper: Path, tmp_path: Path) -> None:
    out = tmp_path / "commented.docx"
    assert write_word(check_paper(word_paper), out) == 1
    with zipfile.ZipFile(out) as z:
        comments, body = z.read("word/comments.xml").decode(), z.read("word/document.xml").decode()
    assert "76.471%" in comments
    inside = re.search(r"<w:commentRangeStart[^>]*/>(.*?)<w:commentRangeEnd", body.split("were in time")[1], re.S)
    assert inside is not None
    assert re.sub(r"<[^>]+>", "", inside[1]) == "75.6%"
    text = "".join(p.text for p in docx.Document(str(out)).paragraphs)
    assert text == "".join(p.text for p in docx.Document(str(word_paper)).paragraphs)


def test_pdf_marks_stand_on_the_figure(pdf_paper: Path, tmp_path: Path) -> None:
    from pypdf import PdfReader

    out = tmp_path / "marked.pdf"
    assert write_pdf(check_paper(pdf_paper), out) == 1
    notes = [a.get_object() for a in PdfReader(str(out)).pages[0]["/Annots"]]
    highlight = next(a for a in notes if a["/Subtype"] == "/Highlight")
    assert "76.471%" in highlight["/Contents"]
    x0, y0, x1, y1 = (float(v) for v in highlight["/Rect"])
    assert 15 < x1 - x0 < 60
    assert 5 < y1 - y0 < 30


def test_html_is_one_file_with_the_page_beside_the_finding(pdf_paper: Path, tmp_path: Path) -> None:
    report = check_paper(pdf_paper)
    write_html(report, tmp_path / "out.html")
    page = (tmp_path / "out.html").read_text(encoding="utf-8")
    assert "data:image/png;base64," in page
    assert not re.search(r"(?:src|href)=['\"]https?:", page)
    assert "href='#mark-1'" in page
    assert "id='mark-1'" in page
    assert "href='#finding-1'" in page
    assert "75.6%" in page


def test_html_of_a_word_paper_marks_the_sentence(word_paper: Path) -> None:
    assert "<mark>75.6%</mark>" in html_of(check_paper(word_paper))


def test_html_escapes_what_a_paper_prints() -> None:
    page = html_of(check_text("Of these 52 of the 68 <script>visits</script> were in time (75.6%)."))
    assert "<script>visits" not in page


def test_a_browser_shows_the_contradiction(pdf_paper: Path, tmp_path: Path) -> None:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if chromium is None:
        pytest.skip("no Chromium on this machine")
    out = tmp_path / "out.html"
    write_html(check_paper(pdf_paper), out)
    shown = subprocess.run(
        [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", out.as_uri()],
        capture_output=True, text=True, timeout=60, check=False,
    ).stdout  # fmt: skip
    cards = re.findall(r"<article class=\"card ([^\"]*)\"[^>]*data-verdict=\"(\w+)\"", shown)
    assert [verdict for classes, verdict in cards if "shown" in classes.split()] == ["contradicts"]


def test_a_baseline_needs_reasons_and_accepts_known_findings(word_paper: Path, tmp_path: Path) -> None:
    report = check_paper(word_paper)
    path = tmp_path / "accepted.toml"
    assert write_baseline(path, report.findings) == 1
    with pytest.raises(RegisterError, match="no reason"):
        Baseline.load(path)
    path.write_text(path.read_text(encoding="utf-8").replace('reason = ""', 'reason = "as minuted"'), encoding="utf-8")
    again = check_paper(word_paper, baseline=Baseline.load(path))
    assert wrong(again) == []
    assert [(f.printed, why) for f, why in again.accepted] == [("75.6%", "as minuted")]
    assert again.counts["contradicts"] == 0
    with pytest.raises(MissingInputError):
        Baseline.load(tmp_path / "none.toml")


def test_reports_of_the_wrong_kind_are_refused(word_paper: Path, pdf_paper: Path, tmp_path: Path) -> None:
    from records import InputError

    with pytest.raises(InputError):
        write_pdf(check_paper(word_paper), tmp_path / "x.pdf")
    with pytest.raises(InputError):
        write_word(check_paper(pdf_paper), tmp_path / "x.docx")
    with pytest.raises(OutputError):
        write_json(check_paper(pdf_paper), tmp_path / "no such folder" / "x.json")


def run(*arguments: str, folder: Path) -> tuple[int, str]:
    import os

    import typer

    from check.commands import register

    app = typer.Typer()
    app.callback()(lambda: None)
    register(app)
    before = Path.cwd()
    os.chdir(folder)
    try:
        result = CliRunner().invoke(app, ["check", *arguments])
    finally:
        os.chdir(before)
    return result.exit_code, result.output


def test_the_exit_code_says_that_something_contradicts(word_paper: Path, tmp_path: Path) -> None:
    code, said = run("paper.docx", "--json", "out.json", "--csv", "out.csv", "--html", "out.html", folder=tmp_path)
    assert code == ExitCode.FINDINGS
    assert said.index("contradicts") < said.index("75.6%")
    assert all((tmp_path / n).is_file() for n in ("out.json", "out.csv", "out.html"))


def test_a_paper_without_faults_exits_with_nothing(tmp_path: Path) -> None:
    (tmp_path / "paper.txt").write_text(RIGHT + "\n", encoding="utf-8")
    code, said = run("paper.txt", folder=tmp_path)
    assert code == ExitCode.OK
    assert "Nothing in the paper contradicts" in said


def test_reports_are_not_written_over_files_that_are_there(word_paper: Path, tmp_path: Path) -> None:
    (tmp_path / "out.json").write_text("mine", encoding="utf-8")
    code, _ = run("paper.docx", "--json", "out.json", folder=tmp_path)
    assert code not in {ExitCode.OK, ExitCode.FINDINGS}
    assert (tmp_path / "out.json").read_text(encoding="utf-8") == "mine"
    assert run("paper.docx", "--json", "out.json", "--force", folder=tmp_path)[0] == ExitCode.FINDINGS


def test_every_link_of_the_report_leads_somewhere(word_paper: Path, pdf_paper: Path) -> None:
    for paper in (word_paper, pdf_paper):
        page = html_of(check_paper(paper))
        links = set(re.findall(r"href='#([\w-]+)'", page))
        assert links
        assert links <= set(re.findall(r"id='([\w-]+)'", page))


def test_icons_of_notes_stand_in_the_margin_and_cover_nothing(pdf_paper: Path, tmp_path: Path) -> None:
    from pypdf import PdfReader

    out = tmp_path / "marked.pdf"
    write_pdf(check_paper(pdf_paper), out)
    page = PdfReader(str(out)).pages[0]
    notes = [a.get_object() for a in page["/Annots"]]
    (icon,) = [a for a in notes if a["/Subtype"] == "/Text"]
    (highlight,) = [a for a in notes if a["/Subtype"] == "/Highlight"]
    x0, y0, x1, y1 = (float(v) for v in icon["/Rect"])
    assert x0 > float(page.mediabox.width) - 25
    assert x1 <= float(page.mediabox.width)
    assert y0 <= float(highlight["/Rect"][3]) <= y1 + 2


def test_no_word_of_the_verdicts_is_broken_on_a_narrow_screen(word_paper: Path) -> None:
    out = StringIO()
    print_report(check_paper(word_paper), Console(file=out, width=80), everything=True)
    lines = out.getvalue().splitlines()
    assert max(map(len, lines)) <= 80
    first = {line.split("│")[1].strip() for line in lines if line.count("│") >= 5}
    whole = {w for line in first for w in line.split()}
    assert "contradicts" in whole
    assert not whole & {"contradic", "contradict", "percentag", "comparabl", "definitio", "ts"}


def test_the_readme_names_every_field_of_the_json(word_paper: Path) -> None:
    data = to_json(check_paper(word_paper))
    told = set(re.findall(r"`(\w+)`", (Path(__file__).resolve().parent.parent / "README.md").read_text("utf-8")))
    places = {key for f in data["findings"] for key in (*f["place"], *(k for s in f["sources"] for k in s))}
    fields = (set(data) | {key for f in data["findings"] for key in f} | places) - {"document", "sha256"}
    assert fields - told == set()
