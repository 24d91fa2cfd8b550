"""Drafts from the archive's two scorecards: the figures are the published ones, rendered pages show them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from draft import Kind, Options, check_document, draft_document
from draft.controls import iter_controls
from normalise import Register, Store
from tests.draft_helpers import end


@pytest.fixture(scope="module")
def ingested(archive: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    from extract import extract_file

    register = Register.load()
    with Store.open(tmp_path_factory.mktemp("store") / "panelpaper.db") as store:
        for name in ("scorecard_2016_01_xlsx.pdf", "scorecard_2016_03_xlsx.pdf"):
            store.add(extract_file(archive / "documents" / name), register)
        yield store


EXPECTED = {
    "pp:cl-suitable-accommodation||all|2016-03-31|result": "63.8%",
    "pp:cl-suitable-accommodation||all|2015-12-31|result": "63.6%",
    "pp:cl-suitable-accommodation||all|2016-03-31|target": "78.0%",
    "pp:cic-placement-stability-3plus||all|2016-03-31|result": "12.5%",
    "pp:cic-placement-stability-3plus||all|2015-12-31|result": "12.1%",
    "pp:cic-placement-stability-3plus||all|2016-03-31|rag": "Red",
    "pp:cic-placement-stability-3plus||excl_uasc|2016-03-31|result": "11.1%",
    "pp:cic-same-placement-2-years||all|2016-03-31|result": "69.9%",
    "pp:adoption-days-to-family||all|2016-03-31|result": "499.4 days",
    "pp:activity-lac||all|2016-03-31|result": "2,320",
}


def held(path: Path) -> dict[str, str]:
    body = Document(str(path)).element
    return {tag: "".join(t.text or "" for t in sdt.iter(qn("w:t"))) for sdt, tag in iter_controls(body)}


@pytest.mark.parametrize("kind", ["progress-report", "scorecard"])
def test_drafts_print_the_published_figures(ingested: Store, tmp_path: Path, kind: Kind) -> None:
    done = draft_document(Options(kind, end("2016-03")), ingested, Register.load(), out=tmp_path / "draft.docx")
    found = held(done.path)
    for address, text in EXPECTED.items():
        if "2015-12" in address and kind == "scorecard":
            continue  # a scorecard compares with the month before
        shown = {found[a] for a in found if a == address or (a.startswith(address) and "target" in address)}
        assert shown == {text}, address
    assert check_document(done.path) == []


def test_what_no_publication_gives_is_said(ingested: Store, tmp_path: Path) -> None:
    done = draft_document(Options("appendix", end("2016-03")), ingested, Register.load(), out=tmp_path / "draft.docx")
    missing = held(done.path)["pp:strategy-permanent-fostering||all|2016-03-31|result"]
    assert missing == (
        "not known: no publication gives An increase in the number of children in permanent long term fostering "
        "placements for March 2016"
    )


@pytest.mark.skipif(
    shutil.which("soffice") is None or shutil.which("pdftotext") is None,
    reason="LibreOffice or poppler is not installed",
)
def test_rendered_pages_show_arrows_and_figures(ingested: Store, tmp_path: Path) -> None:
    done = draft_document(Options("appendix", end("2016-03")), ingested, Register.load(), out=tmp_path / "draft.docx")
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(done.path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    text = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "draft.pdf"), "-"], check=True, capture_output=True, timeout=60
    ).stdout.decode()
    assert "▲ Improved" in text
    assert "▼ Worsened" in text
    assert "\ufffd" not in text
    assert "63.8%" in text
