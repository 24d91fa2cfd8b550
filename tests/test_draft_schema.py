"""Independent reading of the XML: children in the order the schema wants (Word repairs or refuses files otherwise)."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from draft import KINDS, Kind, Options, draft_document
from draft.rollforward import roll_forward
from tests.draft_helpers import end, outline, register, store
from tests.draft_papers import LAST, NEXT, PAPERS, written
from tests.draft_papers import register as papers_register
from tests.draft_papers import store as papers_store

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"

ORDERS = {
    f"{W}rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
    "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
    "eastAsianLayout specVanish oMath rPrChange",
    f"{W}pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
    "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
    "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    f"{W}tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark "
    "headers cellIns cellDel cellMerge tcPrChange",
    f"{W}tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
    f"{W}sdt": "sdtPr sdtEndPr sdtContent",
    f"{W}tbl": "tblPr tblGrid tr",
    f"{W}numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    f"{W}style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    f"{W}sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings",
    f"{C}chartSpace": "date1904 lang roundedCorners AlternateContent style clrMapOvr pivotFmts protection chart spPr txPr "
    "externalData printSettings userShapes extLst",
    f"{C}chart": "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly "
    "dispBlanksAs showDLblsOverMax extLst",
    f"{C}lineChart": "grouping varyColors ser dLbls dropLines hiLowLines upDownBars marker smooth axId extLst",
    f"{C}ser": "idx order tx spPr marker dPt dLbls trendline errBars cat val smooth extLst",
    f"{C}catAx": "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark "
    "tickLblPos spPr txPr crossAx crosses crossesAt auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl extLst",
    f"{C}valAx": "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark "
    "tickLblPos spPr txPr crossAx crosses crossesAt crossBetween majorUnit minorUnit dispUnits extLst",
    f"{C}scaling": "logBase orientation max min extLst",
    f"{C}dLbls": "dLbl numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize "
    "separator showLeaderLines leaderLines extLst",
    f"{C}dLbl": "idx delete layout tx numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent "
    "showBubbleSize separator extLst",
    f"{C}marker": "symbol size spPr extLst",
}  # fmt: skip


def misplaced(path: Path) -> list[str]:
    out = []
    with zipfile.ZipFile(path) as package:
        assert package.testzip() is None
        names = package.namelist()
        assert len(names) == len(set(names))
        for name in names:
            if not name.endswith(".xml"):
                continue
            for element in etree.fromstring(package.read(name)).iter():
                order = ORDERS.get(str(element.tag))
                if order is None:
                    continue
                places = order.split()
                last = -1
                for child in element:
                    if not isinstance(child.tag, str):
                        continue
                    local = etree.QName(child).localname
                    if local in {"bookmarkStart", "bookmarkEnd"} or "w14" in str(child.tag):
                        continue
                    at = places.index(local) if local in places else -2
                    if at < last:
                        out.append(f"{name}: {local} in {etree.QName(element).localname}")
                    last = max(last, at)
    return out


def dangling(path: Path) -> list[str]:
    """Relationships that lead nowhere, and content types that are missing."""
    out = []
    with zipfile.ZipFile(path) as package:
        names = set(package.namelist())
        types = etree.fromstring(package.read("[Content_Types].xml"))
        overrides = {t.get("PartName") for t in types}
        defaults = {t.get("Extension") for t in types}
        for name in names:
            if name.endswith(".rels"):
                base = Path(name).parent.parent
                for rel in etree.fromstring(package.read(name)):
                    if rel.get("TargetMode") == "External":
                        continue
                    target = str(rel.get("Target"))
                    full = target[1:] if target.startswith("/") else str((base / target).as_posix())
                    while re.search(r"[^/]+/\.\./", full):
                        full = re.sub(r"[^/]+/\.\./", "", full, count=1)
                    if full not in names:
                        out.append(f"{name} -> {target}")
            elif (
                name != "[Content_Types].xml"
                and f"/{name}" not in overrides
                and name.rsplit(".", 1)[-1] not in defaults
            ):
                out.append(f"{name} has no content type")
    return out


def repeated(path: Path) -> list[str]:
    """Ids that must differ within a document and do not; references that lead nowhere."""
    out: list[str] = []
    seen: dict[str, list[str]] = {"change": [], "bookmark": [], "drawing": [], "control": []}
    told: list[str] = []
    asked: set[str] = set()
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if not re.match(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml$", name):
                continue
            for e in etree.fromstring(package.read(name)).iter():
                if not isinstance(e.tag, str):
                    continue
                local = etree.QName(e).localname
                number = str(e.get(f"{W}id") or "")
                if local in {"ins", "del", "moveFrom", "moveTo"} or local.endswith("Change"):
                    seen["change"].append(number)
                elif local == "bookmarkStart":
                    seen["bookmark"].append(number)
                elif local == "docPr":
                    seen["drawing"].append(str(e.get("id")))
                elif local == "id" and e.getparent().tag == f"{W}sdtPr":
                    seen["control"].append(str(e.get(f"{W}val")))
                elif local == "comment":
                    told.append(number)
                elif local in {"commentRangeStart", "commentRangeEnd", "commentReference"}:
                    asked.add(number)
        for name in package.namelist():  # every relation that a part names is there
            rels = f"{Path(name).parent}/_rels/{Path(name).name}.rels"
            if not name.endswith(".xml") or rels not in package.namelist():
                continue
            have = {r.get("Id") for r in etree.fromstring(package.read(rels))}
            for e in etree.fromstring(package.read(name)).iter():
                for attribute, value in e.attrib.items():
                    if "officeDocument/2006/relationships}" in str(attribute) and value not in have:
                        out.append(f"{name}: {value} is no relation")
    for kind, numbers in {**seen, "comment": told}.items():
        out += [f"{kind} {n} twice" for n in sorted({n for n in numbers if numbers.count(n) > 1})]
    return out + [f"comment {n} missing" for n in sorted(asked - set(told))]


@pytest.mark.parametrize("kind", [k for k in KINDS if k != "action-plan"])
def test_drafts_are_in_order(tmp_path: Path, kind: Kind) -> None:
    day = end("2016-03")
    for method in ("previous", "spc") if kind == "progress-report" else ("previous",):
        done = draft_document(
            Options(kind, day, method=method),
            store(),
            register(),
            out=tmp_path / f"{method}.docx",
            outline=outline(),  # type: ignore[arg-type]
        )
        assert misplaced(done.path) == []
        assert dangling(done.path) == []
        assert repeated(done.path) == []


@pytest.mark.parametrize("comments", [False, True])
def test_rolled_papers_are_in_order(tmp_path: Path, comments: bool) -> None:
    first = draft_document(
        Options("progress-report", end("2016-03")), store(), register(), out=tmp_path / "a.docx", outline=outline()
    )
    rolled = roll_forward(
        first.path, Options("appendix", end("2016-06")), store(), register(), out=tmp_path / "b.docx", comments=comments
    )
    assert misplaced(rolled.path) == []
    assert dangling(rolled.path) == []
    assert repeated(rolled.path) == []


@pytest.mark.parametrize("name", sorted(PAPERS))
def test_papers_never_seen_stay_in_order(tmp_path: Path, name: str) -> None:
    last = tmp_path / "last.docx"
    written(name, LAST).save(str(last))
    if repeated(last) or misplaced(last):
        pytest.skip(f"the paper itself is not in order: {repeated(last) + misplaced(last)}")
    rolled = roll_forward(
        last, Options("appendix", NEXT), papers_store(), papers_register(), out=tmp_path / "n.docx", comments=True
    )
    assert misplaced(rolled.path) == []
    assert dangling(rolled.path) == []
    assert repeated(rolled.path) == []


def test_the_id_check_finds_what_is_there_twice(tmp_path: Path) -> None:
    path = tmp_path / "bad.docx"
    with zipfile.ZipFile(path, "w") as package:
        twice = '<w:ins w:id="1"/><w:del w:id="1"/><w:bookmarkStart w:id="2"/><w:bookmarkStart w:id="3"/>'
        package.writestr("word/document.xml", f'<w:p xmlns:w="{W[1:-1]}">{twice}<w:commentReference w:id="9"/></w:p>')
    assert repeated(path) == ["change 1 twice", "comment 9 missing"]


def test_the_order_check_finds_what_is_out_of_order(tmp_path: Path) -> None:
    path = tmp_path / "bad.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr(
            "word/document.xml",
            f'<w:r xmlns:w="{W[1:-1]}"><w:rPr><w:color w:val="FF0000"/><w:b/></w:rPr></w:r>',
        )
    assert misplaced(path) == ["word/document.xml: b in rPr"]
