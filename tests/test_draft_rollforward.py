"""Papers of ours rolled forward: exact, as tracked changes, quarter after quarter."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from draft import Drafted, Kind, Options, check_document, draft_document
from draft.controls import iter_controls, parse_address
from draft.rollforward import roll_forward
from draft.settling import accept_all, reject_all
from draft.tracked import has_changes
from records import InputError, MissingInputError, UnknownFigureError, UnreadableError
from tests.draft_helpers import end, outline, publication, register, store

MARCH, JUNE = end("2016-03"), end("2016-06")


def first(folder: Path, kind: Kind = "progress-report", day: date = MARCH, **choices: Any) -> Drafted:
    options = replace(Options(kind, day), **choices)
    return draft_document(options, store(), register(), out=folder / f"{kind}-{day}.docx", outline=outline())


def roll(last: Path, day: date = JUNE, **choices: Any) -> Drafted:
    out = last.with_name(f"rolled-{day}.docx")
    return roll_forward(last, Options("appendix", day), store(), register(), out=out, **choices)


def texts(path: Path, settle: Any = None) -> list[str]:
    """Paragraphs of the body and footers, changes settled."""
    document = Document(str(path))
    out = []
    for root in (document.element.body, *(s.footer._element for s in document.sections)):
        root = deepcopy(root)
        if settle is not None:
            settle(root)
        out += ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in root.iter(qn("w:p"))]
    return out


def accepted(path: Path) -> Path:
    """The paper after Accept All Changes in Word."""
    document = Document(str(path))
    accept_all(document.element)
    for section in document.sections:
        accept_all(section.footer._element)
    out = path.with_name(f"accepted-{path.name}")
    document.save(str(out))
    return out


@pytest.mark.parametrize("kind", ["progress-report", "appendix"])
def test_accepting_all_gives_the_paper_drafted_anew_and_rejecting_all_the_old_one(tmp_path: Path, kind: Kind) -> None:
    old = first(tmp_path, kind)
    rolled = roll(old.path)
    assert has_changes(Document(str(rolled.path)).element)
    assert texts(rolled.path, reject_all) == texts(old.path)
    fresh = first(tmp_path, kind, JUNE)
    assert texts(rolled.path, accept_all) == texts(fresh.path)


def test_every_change_is_ours_and_ids_differ(tmp_path: Path) -> None:
    rolled = roll(first(tmp_path).path)
    marks = list(Document(str(rolled.path)).element.iter(qn("w:ins"), qn("w:del"), qn("w:tcPrChange")))
    assert {m.get(qn("w:author")) for m in marks} == {"panelpaper"}
    assert len({m.get(qn("w:id")) for m in marks}) == len(marks)
    assert not [r for m in marks if m.tag == qn("w:del") for r in m.iter(qn("w:t"))]


def test_controls_are_tied_to_the_new_period(tmp_path: Path) -> None:
    rolled = roll(first(tmp_path).path)
    document = Document(str(rolled.path))
    accept_all(document.element)
    held = {t: "".join(x.text or "" for x in s.iter(qn("w:t"))) for s, t in iter_controls(document.element)}
    assert held["pp:visits||all|2016-06-30|result"] == "86.0%"
    assert held["pp:visits||all|2016-03-31|result"] == "73.1%"
    assert held["pp:visits||all|2016-06-30|change@2016-03"] == "12.9 percentage points"
    assert held["pp:visits||all|2016-06-30|rag"] == "Green"
    assert held["pp:visits||all|2017-03-31|target"] == "85.0%"


def test_rag_cells_change_their_fill_and_give_it_back(tmp_path: Path) -> None:
    rolled = roll(first(tmp_path).path)
    document = Document(str(rolled.path))
    cells = {"Red": "C00000", "Amber": "FFC000", "Green": "92D050"}
    for settle, expected in ((accept_all, ["Amber", "Amber", "Green"]), (reject_all, ["Red", "Amber", "Red"])):
        root = deepcopy(document.element)
        settle(root)
        shown = []
        for cell in root.iter(qn("w:tc")):
            text = "".join(t.text or "" for t in cell.iter(qn("w:t")))
            if text in cells:
                shown.append(text)
                fill = cell.find(qn("w:tcPr")).find(qn("w:shd")).get(qn("w:fill"))
                assert fill == cells[text]
        assert shown == expected


def test_charts_are_replaced_and_given_back(tmp_path: Path) -> None:
    c = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    old = first(tmp_path)
    document = Document(str(roll(old.path).path))

    def last_points(root: Any) -> list[str]:
        rels = document.part.rels
        out = []
        for chart in root.iter(f"{c}chart"):
            from lxml import etree

            part = rels[chart.get(qn("r:id"))].target_part
            out.append([pt.text for pt in etree.fromstring(part.blob).iter(f"{c}v")][-1])
        return out

    def described(root: Any) -> list[str]:
        wp = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
        return [str(d.get("descr")) for d in root.iter(f"{wp}docPr")]

    before, after = deepcopy(document.element), deepcopy(document.element)
    reject_all(before)
    accept_all(after)
    # five small ones in the table of figures, four large ones
    assert len(last_points(before)) == len(last_points(after)) == 9
    assert described(before) == described(Document(str(old.path)).element)
    assert not any("Jun 2016" in d for d in described(before))
    assert [d for d in described(after) if "visits" in d and "Target" in d] == [
        "Line chart: % of visits held in time. Result: Dec 2014 80.1%; Mar 2015 82.0%; Jun 2015 79.5%; Sep 2015 78.8%; "
        "Dec 2015 80.8%; Mar 2016 73.1%; Jun 2016 86.0%. Target: 85.0% throughout. Red below this line: 76.5% throughout."
    ]


def test_commentary_that_an_officer_wrote_is_kept_and_listed(tmp_path: Path) -> None:
    old = first(tmp_path)
    document = Document(str(old.path))
    for p in document.element.iter(qn("w:p")):
        whole = list(p.iter(qn("w:t")))
        if "".join(t.text or "" for t in whole).startswith("[commentary needed: fell 7.7"):
            for t in whole[1:]:
                t.text = ""
            whole[0].text = "Visits were missed because two posts were vacant."
    document.save(str(old.path))
    rolled = roll(old.path)
    assert "Visits were missed because two posts were vacant." in texts(rolled.path, accept_all)
    found = [e for e in rolled.entries if e.kind == "check wording"]
    assert [(e.where, e.old) for e in found] == [
        ("% of visits held in time", "Visits were missed because two posts were vacant.")
    ]
    with zipfile.ZipFile(rolled.path) as package:
        assert "It must fit: rose 12.9 percentage points to 86.0%" in package.read("word/comments.xml").decode()
    assert found[0].what.endswith("rose 12.9 percentage points to 86.0%, target 85.0%, now Green")


def test_four_quarters_in_a_row_stay_exact(tmp_path: Path) -> None:
    path = first(tmp_path, day=end("2015-12")).path
    for quarter in ("2016-03", "2016-06", "2016-09", "2016-12"):
        rolled = roll(path, end(quarter))
        path = accepted(rolled.path)
        fresh = first(tmp_path, day=end(quarter))
        assert texts(path) == texts(fresh.path), quarter
        tags = [t for _, t in iter_controls(Document(str(path)).element)]
        assert sorted(tags) == sorted(t for _, t in iter_controls(Document(str(fresh.path)).element)), quarter
    # a sweep for old periods: the new one, its comparison and the year's target are left, besides the ends of charts
    # and the newest figure where the new period has none, which says how old it is
    allowed = {end("2016-12"), end("2016-09"), end("2017-03")}
    for sdt, tag in iter_controls(Document(str(path)).element):
        whole = "".join(t.text or "" for t in next(sdt.iterancestors(qn("w:p"))).iter(qn("w:t")))
        if "the newest figure is 87.9% for March 2016, nine months old" in whole:
            continue
        address = parse_address(tag)
        assert address is not None
        assert address.period in allowed or address.role == "period", tag
    stale = [t for t in texts(path) if any(m in t for m in ("December 2015", "March 2016", "June 2016"))]
    assert all(t.startswith("Figure ") or "the newest figure is" in t for t in stale)


@pytest.mark.parametrize("day", [MARCH, end("2015-12")])
def test_a_period_that_is_not_later_is_refused(tmp_path: Path, day: date) -> None:
    with pytest.raises(InputError, match="reports on March 2016 already"):
        roll(first(tmp_path).path, day)


def test_a_period_without_data_is_refused(tmp_path: Path) -> None:
    old = first(tmp_path).path
    with pytest.raises(UnknownFigureError, match="any of the paper's figures for June 2030"):
        roll(old, end("2030-06"))
    assert not old.with_name("rolled-2030-06-30.docx").exists()


def test_a_paper_with_tracked_changes_is_refused(tmp_path: Path) -> None:
    rolled = roll(first(tmp_path).path)
    with pytest.raises(InputError, match=r"has tracked changes already[\s\S]*Accept or reject them"):
        roll(rolled.path, end("2016-09"))


def test_files_that_are_not_papers_are_named(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match="there is no such paper"):
        roll(tmp_path / "none.docx")
    (tmp_path / "a.docx").write_bytes(b"x")
    with pytest.raises(UnreadableError, match="is not a Word document"):
        roll(tmp_path / "a.docx")


def test_an_indicator_dropped_this_year_is_listed_and_left(tmp_path: Path) -> None:
    old = first(tmp_path)
    fewer = {k: v for k, v in register().items() if k != "housing"}
    rolled = roll_forward(old.path, Options("appendix", JUNE), store(), fewer, out=tmp_path / "r.docx")
    assert any(e.kind == "not tied" and "no longer has this indicator" in e.what for e in rolled.entries)
    assert any("87.9%" in t for t in texts(rolled.path, accept_all))


def test_a_figure_revised_since_the_last_paper_is_listed(tmp_path: Path) -> None:
    old = first(tmp_path)
    s = store()
    later = publication(JUNE, date(2016, 6, 13))
    s.say("visits", "2016-03", "73.6%", by=later)
    rolled = roll_forward(old.path, Options("appendix", JUNE), s, register(), out=tmp_path / "r.docx")
    found = [(e.where, e.old, e.new) for e in rolled.entries if e.kind == "revised" and "last paper" in e.what]
    assert found == [("% of visits held in time", "73.1%", "73.6%")]
    assert any("12.4 percentage points compared with March 2016 (73.6%)" in t for t in texts(rolled.path, accept_all))


@pytest.mark.parametrize(
    ("known_on", "figure", "revised"), [(date(2016, 6, 20), "73.1%", 0), (date(2016, 7, 20), "73.6%", 1)]
)
def test_figures_are_rolled_as_they_were_known_on_a_day(
    tmp_path: Path, known_on: date, figure: str, revised: int
) -> None:
    s = store()
    s.say("visits", "2016-03", "73.6%", by=publication(end("2016-07"), date(2016, 7, 13)))
    options = Options("progress-report", MARCH, as_known_on=date(2016, 4, 20))
    old = draft_document(options, s, register(), out=tmp_path / "old.docx", outline=outline())
    rolled = roll_forward(
        old.path, Options("appendix", JUNE, as_known_on=known_on), s, register(), out=tmp_path / "r.docx"
    )
    assert any(f"compared with March 2016 ({figure})" in t for t in texts(rolled.path, accept_all))
    assert sum(e.kind == "revised" and "last paper" in e.what for e in rolled.entries) == revised
    assert any(f"as they were known on {known_on.day} {known_on:%B} 2016" in e.what for e in rolled.entries)


def test_sources_stand_beside_changed_figures_as_comments(tmp_path: Path) -> None:
    rolled = roll(first(tmp_path).path, comments=True)
    with zipfile.ZipFile(rolled.path) as package:
        comments = package.read("word/comments.xml").decode()
    assert "scorecard_2016_06.pdf, page 4, published 13 June 2016" in comments
    assert 'w:author="panelpaper"' in comments
    assert 'w:date="2016-06-30T00:00:00Z"' in comments
    other = tmp_path / "other"
    other.mkdir()
    shutil.copy(tmp_path / "progress-report-2016-03-31.docx", other)
    quiet = roll(other / "progress-report-2016-03-31.docx")
    with zipfile.ZipFile(quiet.path) as package:
        assert "word/comments.xml" not in package.namelist()


def test_the_same_inputs_give_the_same_rolled_paper(tmp_path: Path) -> None:
    old = first(tmp_path).path
    one = roll(old).path.read_bytes()
    assert roll(old, force=True).path.read_bytes() == one


def test_an_accepted_paper_passes_the_gate(tmp_path: Path) -> None:
    assert check_document(accepted(roll(first(tmp_path).path).path)) == []


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_keeps_changes_controls_and_charts(tmp_path: Path) -> None:
    rolled = roll(first(tmp_path).path)
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(tmp_path / "lo"), str(rolled.path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    back = Document(str(tmp_path / "lo" / rolled.path.name))
    assert has_changes(back.element)
    before = Document(str(rolled.path)).element
    assert sorted(t for _, t in iter_controls(back.element)) == sorted(t for _, t in iter_controls(before))
    assert any("chart" in str(p.partname) for p in back.part.package.iter_parts())
