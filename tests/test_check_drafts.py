"""Drafts: every figure is found right, and a changed digit in any of them is found."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import etree

from check import check_paper
from extract import extract_file
from normalise import Register, Store

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
KINDS = ("progress-report", "appendix")


@pytest.fixture(scope="module")
def register() -> Register:
    return Register.load()


@pytest.fixture(scope="module")
def store(archive: Path, register: Register, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with Store.open(tmp_path_factory.mktemp("store") / "panelpaper.db") as opened:
        for name in ("scorecard_2016_01_xlsx.pdf", "scorecard_2016_03_xlsx.pdf"):
            opened.add(extract_file(archive / "documents" / name), register)
        yield opened


@pytest.fixture(scope="module")
def drafts(store: Store, register: Register, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    from draft import Options, draft_document
    from records import parse_period

    period = parse_period("Mar 2016")
    assert period is not None
    folder = tmp_path_factory.mktemp("drafts")
    out = {}
    for kind in KINDS:
        out[kind] = folder / f"{kind}.docx"
        draft_document(Options(kind=kind, day=period.end), store, register, out=out[kind])
    return out


def rewritten(paper: Path, out: Path, change: dict[str, bytes]) -> Path:
    """The paper with some of its parts replaced."""
    with zipfile.ZipFile(paper) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            new.writestr(item, change.get(item.filename, old.read(item.filename)))
    return out


def part(paper: Path, name: str) -> bytes:
    with zipfile.ZipFile(paper) as z:
        return z.read(name)


def other_digit(text: str, nth: int) -> str:
    """The text with its nth digit changed."""
    places = [i for i, c in enumerate(text) if c.isdigit()]
    at = places[nth]
    return text[:at] + str((int(text[at]) + 1) % 10) + text[at + 1 :]


def digits(text: str) -> int:
    return sum(c.isdigit() for c in text)


def control_name(sdt: etree._Element) -> str:
    alias = sdt.find(f"{W}sdtPr/{W}alias")
    return "" if alias is None else alias.get(f"{W}val") or ""


def innermost(root: etree._Element) -> list[etree._Element]:
    """Controls that hold no other control, with digits; not those that say in words what is not known."""
    found = [s for s in root.iter(f"{W}sdt") if control_name(s).startswith("pp:") and s.find(f".//{W}sdt") is None]
    texts = [(s, "".join(t.text or "" for t in s.iter(f"{W}t"))) for s in found]
    return [s for s, text in texts if digits(text) and "not known" not in text and "no publication" not in text]


@pytest.mark.parametrize("kind", KINDS)
def test_every_figure_of_a_draft_is_found_right(
    kind: str, drafts: dict[str, Path], store: Store, register: Register
) -> None:
    report = check_paper(drafts[kind], store=store, register=register)
    assert [f for f in report.findings if f.verdict in {"contradicts", "superseded", "not_comparable"}] == []
    figures = report.findings_of_figures
    assert len(figures) == report.figures > 20
    assert {f.verdict for f in figures} <= {"agrees", "agrees_within_rounding"}


@pytest.mark.parametrize("bound", [True, False], ids=["in the data and the text", "in the stored text alone"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_changed_digit_in_any_control_is_found(
    kind: str, bound: bool, drafts: dict[str, Path], store: Store, register: Register, tmp_path: Path
) -> None:
    """The nth digit of every control is changed at once, for each n: each control must be contradicted by itself."""
    document = part(drafts[kind], "word/document.xml")
    most = max(digits("".join(t.text or "" for t in s.iter(f"{W}t"))) for s in innermost(etree.fromstring(document)))
    with zipfile.ZipFile(drafts[kind]) as z:
        data_name = next(
            n for n in z.namelist() if n.startswith("customXml/item") and b"panelpaper:figures" in z.read(n)
        )
    tried = 0
    for nth in range(most):
        root, data = etree.fromstring(document), etree.fromstring(part(drafts[kind], data_name))
        shown: Counter[str] = Counter()
        for sdt in innermost(root):
            t = next(sdt.iter(f"{W}t"))
            text = t.text or ""
            if digits(text) <= nth:
                continue
            t.text = other_digit(text, nth)
            shown[t.text if bound else text] += 1
            xpath = sdt.find(f"{W}sdtPr/{W}dataBinding")
            if bound and xpath is not None:
                number = int(re.findall(r"f\[(\d+)\]", xpath.get(f"{W}xpath") or "")[0])
                data[number - 1].text = t.text
        parts = {"word/document.xml": etree.tostring(root), data_name: etree.tostring(data)}
        report = check_paper(rewritten(drafts[kind], tmp_path / f"{nth}.docx", parts), store=store, register=register)
        found = Counter(f.printed.strip() for f in report.findings if f.verdict == "contradicts")
        assert shown - found == Counter()
        tried += shown.total()
    assert tried > 100


def test_a_changed_digit_in_any_chart_is_found(
    drafts: dict[str, Path], store: Store, register: Register, tmp_path: Path
) -> None:
    paper = drafts["progress-report"]
    with zipfile.ZipFile(paper) as z:
        charts = [n for n in z.namelist() if re.fullmatch(r"word/charts/chart\d*\.xml", n)]
    assert charts
    tried = 0
    for nth in range(4):
        parts = {}
        changed = 0
        for name in charts:
            root = etree.fromstring(part(paper, name))
            for v in root.iterfind(f".//{C}val//{C}numCache/{C}pt/{C}v"):
                text = (v.text or "").removesuffix(".0")
                if digits(text) > nth:
                    v.text = other_digit(text, nth)
                    changed += 1
            parts[name] = etree.tostring(root)
        report = check_paper(rewritten(paper, tmp_path / f"{nth}.docx", parts), store=store, register=register)
        values = [f for f in report.findings_of_figures if f.place.read_from == "chart"]
        wrong = [f for f in values if f.verdict == "contradicts"]
        assert len(wrong) == changed
        tried += changed
    assert tried > 150


def test_one_digit_alone_is_found_where_it_stands(
    drafts: dict[str, Path], store: Store, register: Register, tmp_path: Path
) -> None:
    document = part(drafts["appendix"], "word/document.xml")
    for n in (0, 3, 7):
        root = etree.fromstring(document)
        t = next(innermost(root)[n].iter(f"{W}t"))
        t.text = other_digit(t.text or "", 0)
        paper = rewritten(drafts["appendix"], tmp_path / f"{n}.docx", {"word/document.xml": etree.tostring(root)})
        wrong = [f for f in check_paper(paper, store=store, register=register).findings if f.verdict == "contradicts"]
        assert [t.text in f.explanation for f in wrong] == [True]


def test_a_changed_arrow_colour_or_verb_is_found(
    drafts: dict[str, Path], store: Store, register: Register, tmp_path: Path
) -> None:
    paper = drafts["progress-report"]
    with zipfile.ZipFile(paper) as z:
        data_name = next(
            n for n in z.namelist() if n.startswith("customXml/item") and b"panelpaper:figures" in z.read(n)
        )
    data = etree.fromstring(part(paper, data_name))
    swaps = {
        "▲ Improved": "▼ Worsened",
        "Red": "Amber",
        "Amber": "Green",
        "Green": "Red",
        "rose": "fell",
        "fell": "rose",
    }
    changed = 0
    for f in data:
        if f.text in swaps and "activity-" not in (f.get("address") or ""):
            f.text = swaps[f.text]
            changed += 1
    report = check_paper(
        rewritten(paper, tmp_path / "swapped.docx", {data_name: etree.tostring(data)}), store=store, register=register
    )
    wrong = [f for f in report.findings if f.verdict == "contradicts" and f.kind in {"rag", "direction", "control"}]
    assert changed > 20
    assert len(wrong) >= changed
