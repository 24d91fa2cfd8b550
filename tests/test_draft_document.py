"""Drafted documents: every figure tied, nothing blank, nothing overwritten, the same parts each time."""

from __future__ import annotations

import csv
import os
import re
import zipfile
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from draft import Options, check_document, draft_document, parse_address
from draft.controls import NAMESPACE, iter_controls
from draft.drafting import KINDS, Kind
from draft.rollforward import roll_forward
from records import ExistsError, GateError, OutputError, UnknownFigureError
from tests.draft_helpers import FakeStore, end, outline, publication, register, store

MARCH = end("2016-03")


def draft(folder: Path, kind: Kind = "progress-report", **choices: Any) -> Path:
    force = choices.pop("force", False)
    source = choices.pop("store", None) or store()
    options = replace(Options(kind, MARCH), **choices)
    return draft_document(options, source, register(), out=folder / f"{kind}.docx", outline=outline(), force=force).path


def text_outside_controls(path: Path) -> str:
    """All text of body, headers and footers that no control holds."""
    document = Document(str(path))
    roots = [document.element.body, *(s.footer._element for s in document.sections)]
    return "\n".join(
        "".join(t.text or "" for t in p.iter(qn("w:t")) if not any(a.tag == qn("w:sdt") for a in t.iterancestors()))
        for root in roots
        for p in root.iter(qn("w:p"))
    )


@pytest.mark.parametrize("kind", [k for k in KINDS if k != "action-plan"])
def test_every_figure_of_a_draft_sits_in_a_control(tmp_path: Path, kind: Kind) -> None:
    text = text_outside_controls(draft(tmp_path, kind))
    for words in ("2015-2018", "CIC with 3 or more placements"):
        text = text.replace(words, "")
    text = re.sub(r"\b(?:Challenge|Measure|Table|Figure|Page) \d+", "", text)
    assert re.findall(r"\d", text) == []


def test_controls_name_what_they_hold(tmp_path: Path) -> None:
    document = Document(str(draft(tmp_path)))
    held = {
        tag: "".join(t.text or "" for t in sdt.iter(qn("w:t"))) for sdt, tag in iter_controls(document.element.body)
    }
    assert held["pp:visits||all|2016-03-31|result"] == "73.1%"
    assert held["pp:visits||all|2015-12-31|result"] == "80.8%"
    assert held["pp:visits||all|2016-03-31|change@2015-12"] == "7.7 percentage points"
    assert held["pp:visits||all|2016-03-31|dot@2015-12"] == "▼ Worsened"
    assert held["pp:visits||all|2016-03-31|rag"] == "Red"
    assert held["pp:visits||all|2016-03-31|target"] == "85.0%"
    assert held["pp:moves||excl_uasc|2016-03-31|result"] == "11.1%"
    address = parse_address("pp:visits||all|2016-03-31|change@2015-12")
    assert address is not None
    assert (address.role, address.period, address.since) == ("change", MARCH, date(2015, 12, 31))


def test_tags_and_aliases_agree_and_fit_word(tmp_path: Path) -> None:
    document = Document(str(draft(tmp_path)))
    for sdt, tag in iter_controls(document.element.body):
        assert sdt.find(qn("w:sdtPr")).find(qn("w:alias")).get(qn("w:val")) == tag
        assert len(tag) <= 64


def test_bound_controls_show_what_the_custom_xml_says(tmp_path: Path) -> None:
    from lxml import etree

    path = draft(tmp_path)
    with zipfile.ZipFile(path) as package:
        parts = [n for n in package.namelist() if re.fullmatch(r"customXml/item\d+\.xml", n)]
        root = next(r for r in (etree.fromstring(package.read(n)) for n in parts) if NAMESPACE in str(r.tag))
    nodes = list(root)
    bound = 0
    for sdt, _ in iter_controls(Document(str(path)).element.body):
        binding = sdt.find(qn("w:sdtPr")).find(qn("w:dataBinding"))
        if binding is None:
            continue
        number = int(re.search(r"f\[(\d+)\]", binding.get(qn("w:xpath")))[1])  # type: ignore[index]
        assert nodes[number - 1].text == "".join(t.text or "" for t in sdt.iter(qn("w:t")))
        bound += 1
    assert bound > 50
    assert root.get("period") == "2016-03-31"


def test_what_is_not_known_is_said_and_listed(tmp_path: Path) -> None:
    s = store()
    del s.stated[("visits", "", "all", MARCH, "result")]
    options = Options("progress-report", MARCH)
    done = draft_document(options, s, register(), out=tmp_path / "p.docx", outline=outline())
    reason = "no publication gives % of visits held in time for March 2016"
    text = "\n".join(
        "".join(t.text or "" for t in p.iter(qn("w:t"))) for p in Document(str(done.path)).element.body.iter(qn("w:p"))
    )
    assert f"not known: {reason}" in text
    assert "not known: the register ties no indicator to this measure" in text
    assert any(e.kind == "not known" and e.what == f"figure: {reason}" for e in done.entries)
    assert any(e.kind == "not known" and e.where.startswith("Measure 5") for e in done.entries)
    assert any(e.kind == "not comparable" for e in done.entries)


def test_an_older_figure_is_given_with_its_date_and_its_age(tmp_path: Path) -> None:
    s = store()
    del s.stated[("visits", "", "all", MARCH, "result")]
    options = Options("progress-report", MARCH)
    done = draft_document(options, s, register(), out=tmp_path / "p.docx", outline=outline())
    text = "\n".join(
        "".join(t.text or "" for t in p.iter(qn("w:t"))) for p in Document(str(done.path)).element.body.iter(qn("w:p"))
    )
    assert "for March 2016; the newest figure is 80.8% for December 2015, three months old." in text
    found = [(e.where, e.what, e.old) for e in done.entries if e.kind == "old"]
    assert ("% of visits held in time", "the newest figure is for December 2015, three months old", "80.8%") in found


@pytest.mark.parametrize(
    ("known_on", "figure"), [(date(2016, 3, 20), "73.1%"), (date(2016, 6, 20), "73.9%"), (None, "73.9%")]
)
def test_a_paper_gives_figures_as_they_were_known_on_a_day(tmp_path: Path, known_on: date | None, figure: str) -> None:
    s = store()
    s.say("visits", "2016-03", "73.9%", by=publication(end("2016-06"), date(2016, 6, 13)))
    path = draft(tmp_path, store=s, as_known_on=known_on)
    held = {t: "".join(x.text or "" for x in c.iter(qn("w:t"))) for c, t in iter_controls(Document(str(path)).element)}
    assert held["pp:visits||all|2016-03-31|result"] == figure


def test_nothing_known_on_a_day_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnknownFigureError, match="any of the paper's figures for March 2016"):
        draft(tmp_path, as_known_on=date(2016, 3, 12))


def test_strict_stops_at_the_first_figure_not_known(tmp_path: Path) -> None:
    with pytest.raises(UnknownFigureError, match="gives the target of Number of children in care for 2015/16"):
        draft(tmp_path, strict=True)
    assert list(tmp_path.iterdir()) == []


def test_a_period_without_data_names_the_periods_there_are(tmp_path: Path) -> None:
    with pytest.raises(UnknownFigureError, match=r"any of the paper's figures for June 2019\nWhy:.*Sep 2016, Dec 2016"):
        draft(tmp_path, day=end("2019-06"))


def test_an_indicator_the_register_lost_is_named(tmp_path: Path) -> None:
    fewer = {k: v for k, v in register().items() if k != "housing"}
    with pytest.raises(UnknownFigureError, match="the register has no indicator 'housing'"):
        draft_document(Options("appendix", MARCH), store(), fewer, out=tmp_path / "a.docx", outline=outline())


def test_the_same_inputs_give_the_same_files(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        draft(tmp_path / name)
    for one in sorted((tmp_path / "a").iterdir()):
        assert one.read_bytes() == (tmp_path / "b" / one.name).read_bytes(), one.name


@pytest.mark.parametrize("which", ["progress-report.docx", "progress-report.figures.csv", "progress-report.todo.xlsx"])
def test_nothing_is_overwritten_unless_told(tmp_path: Path, which: str) -> None:
    (tmp_path / which).write_text("mine")
    with pytest.raises(ExistsError, match="add --force"):
        draft(tmp_path)
    assert (tmp_path / which).read_text() == "mine"
    assert len(list(tmp_path.iterdir())) == 1
    draft(tmp_path, force=True)
    assert (tmp_path / which).read_bytes() != b"mine"


@pytest.mark.skipif(os.name != "posix" or not hasattr(os, "geteuid"), reason="permissions of files are POSIX's")
@pytest.mark.parametrize("rolled", [False, True])
def test_a_read_only_or_locked_file_stays_and_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rolled: bool
) -> None:
    first = draft(tmp_path)
    target = tmp_path / "next.docx"
    target.write_text("mine")

    def locked(one: object, other: object) -> None:
        raise PermissionError(13, "the file is used by another program", str(other))

    monkeypatch.setattr("draft.packaging.os.replace", locked)  # as Windows answers while Word has the file open
    if rolled:
        options = Options("progress-report", end("2016-06"))
        make = partial(roll_forward, first, options, store(), register())
    else:
        make = partial(draft_document, Options("appendix", MARCH), store(), register(), outline=outline())
    with pytest.raises(OutputError, match="used by another program") as caught:
        make(out=target, force=True)
    assert "Close the file if it is open in Word" in str(caught.value)
    assert target.read_text() == "mine"
    assert [p.name for p in tmp_path.iterdir() if p.name.endswith(".part")] == []
    monkeypatch.undo()
    monkeypatch.setattr("draft.packaging.os.access", lambda path, mode: False)
    with pytest.raises(OutputError, match="the file is read-only"):
        make(out=target, force=True)
    assert target.read_text() == "mine"


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="the folder does not exist"):
        draft(tmp_path / "nowhere")


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "appendix.docx").mkdir()
    with pytest.raises(OutputError, match="is a folder"):
        draft(tmp_path, "appendix")


def test_figures_beside_the_paper_carry_their_sources(tmp_path: Path) -> None:
    draft(tmp_path)
    with (tmp_path / "progress-report.figures.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    row = next(r for r in rows if r["control"] == "pp:visits||all|2016-03-31|result")
    assert (row["document"], row["page"], row["printed"], row["value"], row["unit"], row["published"]) == (
        "scorecard_2016_03.pdf", "4", "73.1%", "73.1", "percent", "2016-03-13",
    )  # fmt: skip
    change = next(r for r in rows if r["control"] == "pp:visits||all|2016-03-31|change@2015-12")
    assert (change["value"], change["unit"], change["compared_with"]) == ("7.7", "points", "2015-12-31")
    assert change["publication"] == "scorecard_2016_03.pdf; scorecard_2015_12.pdf"


def test_the_todo_sheet_holds_no_formula(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    s = store()
    s.stated[("visits", "", "all", MARCH, "result")] = []
    s.say("visits", "2016-03", "73.1%", by=replace(s.publications()[1], document="=HYPERLINK(1)", sha256="f" * 64))
    draft(tmp_path, store=s)
    book = load_workbook(tmp_path / "progress-report.todo.xlsx")
    assert book.sheetnames == ["To do", "Figures", "Method"]
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row]
    assert any(str(c.value).startswith("=HYPERLINK") for c in cells)
    assert all(c.data_type != "f" for c in cells)
    with zipfile.ZipFile(tmp_path / "progress-report.todo.xlsx") as package:
        assert not any(b"<f>" in package.read(n) for n in package.namelist() if "worksheets/" in n)


def test_a_small_count_is_flagged(tmp_path: Path) -> None:
    s = store()
    s.stated[("number", "", "all", MARCH, "result")] = []
    s.say("number", "2016-03", "3", unit="count")
    done = draft_document(Options("appendix", MARCH), s, register(), out=tmp_path / "a.docx", outline=outline())
    assert [e.what for e in done.entries if e.kind == "small number"] == ["the figure for March 2016 is under 5"]


def test_a_published_colour_that_the_bands_contradict_is_listed(tmp_path: Path) -> None:
    s = store()
    s.stated[("visits", "", "all", MARCH, "rag")] = []
    s.say("visits", "2016-03", "green", role="rag")
    done = draft_document(Options("appendix", MARCH), s, register(), out=tmp_path / "a.docx", outline=outline())
    found = [e for e in done.entries if e.kind == "contradicts"]
    assert [(e.where, e.old, e.new) for e in found] == [("% of visits held in time", "Green", "Red")]


@pytest.mark.parametrize("kind", [k for k in KINDS if k != "action-plan"])
def test_drafts_pass_the_gate(tmp_path: Path, kind: Kind) -> None:
    assert check_document(draft(tmp_path, kind)) == []


def test_a_template_that_is_not_accessible_is_stopped(tmp_path: Path) -> None:
    from records import resource

    document = Document(str(resource("templates", "appendix.docx")))
    for row in document.tables[0].rows:
        for mark in row._tr.findall(f".//{qn('w:tblHeader')}"):
            mark.getparent().remove(mark)
    bad = tmp_path / "bad.docx"
    document.save(str(bad))
    with pytest.raises(GateError, match="table 1: the first row is not marked as a header row"):
        draft_document(
            Options("appendix", MARCH), store(), register(), out=tmp_path / "o.docx", outline=outline(), template=bad
        )
    assert not (tmp_path / "o.docx").exists()


def test_no_figure_at_all_is_an_error_not_an_empty_paper(tmp_path: Path) -> None:
    with pytest.raises(UnknownFigureError, match="the store's publications cover: nothing yet"):
        draft(tmp_path, store=FakeStore({("x", "", "all", MARCH, "result"): []}))
