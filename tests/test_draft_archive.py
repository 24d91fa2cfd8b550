"""Drafts from the archive's two scorecards: the figures are the published ones, rendered pages show them."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from draft import Kind, Options, check_document, draft_document
from draft.controls import iter_controls
from draft.parts import text_parts
from draft.rollforward import roll_forward
from draft.settling import accept_all, reject_all
from draft.tracked import text_of
from normalise import Register, Store
from records import find_periods
from tests.draft_helpers import FakeStore, end
from tests.test_draft_schema import dangling, misplaced, repeated


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


STABLE = "cic-placement-stability-3plus"
KNOWN = {
    (STABLE, "all"): {
        "2015-04": "9.7%", "2016-04": "12.8%", "2015-07": "9.9%", "2016-07": "13.0%", "2016-09": "13.4%",
        "2017-03": "12.6%", "2017-09": "13.1%",
    },
    (STABLE, "excl_uasc"): {"2016-04": "11.7%", "2016-07": "11.2%"},
}  # fmt: skip


OTHERS = ("cl-eet", "cl-suitable-accommodation", "cic-same-placement-2-years", "cp-visits-in-time")


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store into which seven scorecards and two returns were read, one indicator with the papers' own figures."""
    from extract import extract_file

    folder = tmp_path_factory.mktemp("later")
    register = Register.load()
    with Store.open(folder / "later.db") as store:
        for when in ("2015-04", "2015-07", "2016-04", "2016-07", "2016-09", "2017-03", "2017-09"):
            source = FakeStore()
            for n, (key, indicator) in enumerate(register.items()):
                if indicator.unit in {"percent", "days", "count"} and not key.startswith("strategy") and key != STABLE:
                    base = 40 + (n * 7 + int(when[:4]) + int(when[5:])) % 55
                    printed = {"percent": f"{base}.{n % 10}%", "days": f"{base * 9}.{n % 10}", "count": str(base * 11)}
                    source.say(key, when, printed[indicator.unit], unit=indicator.unit)
            source.say(STABLE, when, KNOWN[STABLE, "all"][when])
            scorecard = draft_document(
                Options("scorecard", end(when)), source, register, out=folder / f"scorecard_{when}.docx"
            )
            store.add(extract_file(scorecard.path), register)
            if when in KNOWN[STABLE, "excl_uasc"]:
                rows = [("all", KNOWN[STABLE, "all"][when]), ("excl_uasc", KNOWN[STABLE, "excl_uasc"][when])]
                lines = ["indicator,area,cohort,period,basis,result,numerator,denominator,target,rag"]
                lines += [f"{register[STABLE].name},Kent,{c},{end(when)},SS,{v},,,9.0%,Red" for c, v in rows]
                lines += [
                    f"{register[k].name},Kent,all,{end(when)},SS,71.{n}%,,,80.0%,Amber" for n, k in enumerate(OTHERS)
                ]
                returned = folder / f"return_{when}.csv"
                returned.write_text("\n".join(lines) + "\n", encoding="utf-8")
                store.add(extract_file(returned), register)
        yield store


def texts_of(path: Path, settle: Callable[[Any], None] | None = None) -> list[str]:
    out = []
    for part in text_parts(Document(str(path))):
        if settle is not None:
            settle(part.root)
        out += [text_of(p) for p in part.root.iter(qn("w:p")) if text_of(p).strip()]
    return out


NOTES = re.compile(r" \[(?:not updated|check wording[^\]]*)\]")
FIGURES = re.compile(r"(?<![\w/.,-])\d[\d,]*(?:\.\d+)?%?(?![\w/-]|\s+years)")
MOVED = re.compile(r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Mar|Sept?|"
                   r"second|third|Second|Third)\b|\d[\d,.]*%?|percentage points?|%")  # fmt: skip


@pytest.mark.parametrize(
    ("name", "since", "day", "expected"),
    [
        ("progress_report_2016_07_docx.docx", "2016-04", "2016-07",
         ("9.9% of looked after children", "increased to 13.0% children", "reduced to 11.2% when the UASC", "third update")),
        ("appendix_one_2017_07_docx.docx", None, "2017-09", ("from 12.6% in Mar 17 to 13.1%", "Less effective performance")),
    ],
)  # fmt: skip
def test_papers_roll_from_scorecards_that_were_read(
    archive: Path, later: Store, tmp_path: Path, name: str, since: str | None, day: str, expected: tuple[str, ...]
) -> None:
    last = archive / "documents" / name
    options = Options("appendix", end(day))
    done = roll_forward(
        last, options, later, Register.load(), out=tmp_path / "next.docx", old_day=end(since) if since else None
    )
    old, new = texts_of(last), texts_of(done.path, accept_all)
    assert texts_of(done.path, reject_all) == old
    assert [e for e in expected if not any(e in t for t in new)] == []
    # every figure of the last paper is changed, or is on the sheet; all other words stand as they stood
    listed = " | ".join(f"{e.old} {e.what}" for e in done.entries)
    for before, now in zip(old, new, strict=True):
        bare = NOTES.sub("", now)
        if bare != before and "performance" not in now.lower():
            assert MOVED.sub("", before).split() == MOVED.sub("", bare).split()
        if not re.match(r"\s*(?:Measure|Challenge|Table|0\d{3,4} \d{6}|\d+\.|By|To|Subject)", before):
            undated = before
            for mention in reversed(find_periods(before)):
                undated = undated[: mention.start] + undated[mention.end :]
            kept = [n.rstrip(",") for n in FIGURES.findall(undated) if n in FIGURES.findall(bare)]
            missing = [n for n in kept if len(n.strip("%")) > 2 and n not in listed]
            assert [n for n in missing if not re.fullmatch(r"(?:19|20)\d\d", n)] == [], before
    schema = [*misplaced(done.path), *dangling(done.path), *repeated(done.path)]
    assert schema == [*misplaced(last), *dangling(last), *repeated(last)]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_an_archive_paper_opens_in_libreoffice_with_its_changes(archive: Path, later: Store, tmp_path: Path) -> None:
    last = archive / "documents" / "appendix_one_2017_07_docx.docx"
    done = roll_forward(last, Options("appendix", end("2017-09")), later, Register.load(), out=tmp_path / "next.docx")
    command = ["soffice", "--headless", f"-env:UserInstallation={(tmp_path / 'lo').as_uri()}", "--convert-to", "docx"]
    subprocess.run([*command, "--outdir", str(tmp_path / "out"), str(done.path)], check=True, timeout=120, capture_output=True)  # fmt: skip
    root = Document(str(tmp_path / "out" / "next.docx")).element
    made = [m for m in root.iter(qn("w:ins"), qn("w:del")) if m.get(qn("w:author")) == "panelpaper"]
    assert len(made) >= 6
    assert any("13.1%" in t for t in texts_of(tmp_path / "out" / "next.docx", accept_all))
    assert any("from 13.4% in Sept 16 to 12.6%" in t for t in texts_of(tmp_path / "out" / "next.docx", reject_all))
