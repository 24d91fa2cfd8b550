"""The shared papers come out as their truth says, cell for cell, from PDF, from Word and from text copies."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extract import Extraction, extract_file

MEASURES = {"result": "latest", "numerator": "num", "denominator": "denom"}
TABLES = {"cohort_impact": "impact_of_uasc"}

Key = tuple[str, ...]


@cache
def read(path: Path) -> Extraction:
    return extract_file(path)


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as f:
        return list(csv.DictReader(f))


def line(text: str) -> str:
    return " ".join(text.replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"').split())


def same_words(text: str) -> str:
    """Text without the spaces that a line break may or may not leave behind a hyphen or slash."""
    return (
        line(text)
        .replace("<", "")
        .replace(">", "")
        .replace("- ", "-")
        .replace(" -", "-")
        .replace("/ ", "/")
        .replace(" ,", ",")
    )


def truth_facts(path: Path, *, pages: bool = True) -> dict[Key, str]:
    out: dict[Key, str] = {}
    for r in rows(path):
        key = (
            r["page"] if pages else "", r["table"], line(r["section"]) if r["table"] != "trend" else "", r["indicator_id"],
            line(r["indicator"]), r["area"], r["cohort"], r["polarity"], r["data_period"], r["measure"], r["period"],
        )  # fmt: skip
        assert key not in out
        out[key] = f"{r['value']}={r['value_norm']}"
    return out


def facts(extraction: Extraction, *, pages: bool = True) -> dict[Key, str]:
    out: dict[Key, str] = {}
    for o in extraction.observations:
        if o.table not in {"scorecard", "activity", "cohort_impact", "trend"}:
            continue
        row = o.to_row()
        key = (
            row["page"] if pages else "", TABLES.get(o.table, o.table), line(o.section) if o.table != "trend" else "", o.indicator_id,
            line(o.indicator), o.area, o.cohort, o.polarity, o.basis, MEASURES.get(o.role, o.role), row["period"],
        )  # fmt: skip
        assert key not in out, key
        out[key] = f"{line(o.value.printed)}={o.word.replace('level', 'same')}"
    return out


def differences(found: dict[Key, str], wanted: dict[Key, str]) -> list[str]:
    missing = [f"missing {k} {wanted[k]}" for k in wanted.keys() - found.keys()]
    extra = [f"extra {k} {found[k]}" for k in found.keys() - wanted.keys()]
    wrong = [f"{k}: {found[k]} is not {wanted[k]}" for k in found.keys() & wanted.keys() if found[k] != wanted[k]]
    return sorted(missing + extra + wrong)


# -- scorecards ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["scorecard_2016_03_xlsx", "scorecard_2016_01_xlsx"])
def test_every_cell_of_a_scorecard_equals_the_truth(archive: Path, name: str) -> None:
    wanted = truth_facts(archive / "truth" / f"{name}.observations.csv")
    assert len(wanted) > 1500
    assert differences(facts(read(archive / "documents" / f"{name}.pdf")), wanted) == []


@pytest.mark.parametrize("name", ["scorecard_2016_03_xlsx", "scorecard_2016_01_xlsx"])
def test_column_paths_and_values_equal_the_truth(archive: Path, name: str) -> None:
    wanted = [
        (
            r["page"],
            r["indicator"],
            r["area"],
            r["col_header"],
            r["value"],
            r["value_number"].replace("-0", "0") if r["value_number"] == "-0" else r["value_number"],
        )
        for r in rows(archive / "truth" / f"{name}.observations.csv")
    ]
    found = []
    for o in read(archive / "documents" / f"{name}.pdf").observations:
        if o.table in {"scorecard", "activity", "cohort_impact", "trend"}:
            number = "" if o.value.number is None else format(o.value.number.normalize(), "f")
            found.append(
                (str(o.source.page), line(o.indicator), o.area, o.source.column, line(o.value.printed), number)
            )
    assert sorted(found) == sorted((p, line(i), a, c, v, n) for p, i, a, c, v, n in wanted)


def test_units_follow_the_indicator(archive: Path) -> None:
    units = {"%": "percent", "% points": "points", "days": "days", "rag": "rag", "direction": "direction"}
    wanted = {
        (r["table"], line(r["indicator"]), r["area"], r["measure"], r["cohort"], r["period"]): units[r["unit"]]
        for r in rows(archive / "truth" / "scorecard_2016_03_xlsx.observations.csv")
        if r["unit"] in units and r["value"] != "-" and r["measure"] != "num"
    }
    for o in read(archive / "documents" / "scorecard_2016_03_xlsx.pdf").observations:
        key = (
            TABLES.get(o.table, o.table),
            line(o.indicator),
            o.area,
            MEASURES.get(o.role, o.role),
            o.cohort,
            o.to_row()["period"],
        )
        if key in wanted:
            assert o.value.unit == wanted.pop(key), key
    assert wanted == {}


def test_every_observation_has_its_place(archive: Path) -> None:
    for o in read(archive / "documents" / "scorecard_2016_03_xlsx.pdf").observations:
        assert o.source.page
        assert o.source.box is not None
        assert o.source.table or o.table == "chart"
    for o in read(archive / "documents" / "appendix_one_2017_07_docx.docx").observations:
        assert o.source.locator
        assert o.source.table or o.table == "chart"


@pytest.mark.parametrize("name", ["scorecard_2016_03_xlsx", "scorecard_2016_01_xlsx"])
def test_indicator_pages_equal_the_truth(archive: Path, name: str) -> None:
    truth = json.loads((archive / "truth" / f"{name}.trend.json").read_text(encoding="utf-8"))
    extraction = read(archive / "documents" / f"{name}.pdf")
    check_pages(extraction, truth, pages=True)
    assert [line(s) for s in extraction.summary] == [line(truth["meta"]["performance_summary"])]
    assert extraction.publication.kind == "scorecard"
    assert line(extraction.publication.title) == line(truth["meta"]["title"])
    assert extraction.publication.period is not None
    assert extraction.publication.period.end.isoformat() == truth["meta"]["month"]
    assert extraction.publication.areas == ("Kent",)


def check_pages(extraction: Extraction, truth: dict[str, Any], *, pages: bool) -> None:
    assert len(extraction.indicator_pages) == len(truth["red_pages"])
    for page, want in zip(extraction.indicator_pages, truth["red_pages"], strict=True):
        notes = want["data_notes"]
        assert line(page.indicator) == line(want["indicator"])
        assert page.rag == want["rag"].lower()
        if pages:
            assert page.page == want["page"]
        assert [same_words(c) for c in page.commentary] == [
            same_words(c.removeprefix("- ")) for c in want["commentary"]
        ]
        assert page.target_printed == notes["target"]
        assert page.tolerance == notes["tolerance"]
        assert page.polarity == ("H" if "Higher" in notes["tolerance"] else "L")
        assert page.bands is not None
        for colour, text in notes["rag_bandings"].items():
            assert f"{text} = {colour}".lower() in page.bands_printed.lower()
        assert {k.lower(): v for k, v in page.roles.items()} == {
            "cabinet member": want["cabinet_member"], "director": want["director"],
            "portfolio": want["portfolio"], "division": want["division"],
        }  # fmt: skip
        assert page.data_notes["Data"] == notes["data"]
        if "data_source" in notes:
            assert page.data_notes.get("Data Source", "") == (notes["data_source"] or "")


def test_the_text_copy_of_a_scorecard_has_the_same_facts(archive: Path) -> None:
    truth = truth_facts(archive / "truth" / "scorecard_2016_03_xlsx.observations.csv", pages=False)
    extraction = read(archive / "transcripts" / "scorecard_2016_03.txt")
    assert differences(facts(extraction, pages=False), truth) == []
    check_pages(
        extraction,
        json.loads((archive / "truth" / "scorecard_2016_03_xlsx.trend.json").read_text("utf-8")),
        pages=False,
    )


# -- appendix ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "truth"),
    [
        ("documents/appendix_one_2017_07.pdf", "appendix_one_2017_07"),
        ("documents/appendix_one_2017_07_docx.docx", "appendix_one_2017_07_docx"),
        ("transcripts/appendix_one_2017_07.txt", "appendix_one_2017_07_docx"),
    ],
)
def test_measures_of_the_appendix_equal_the_truth(archive: Path, file: str, truth: str) -> None:
    extraction = read(archive / file)
    want = rows(archive / "truth" / f"{truth}.measures.csv")
    drawn = not file.endswith(".txt")
    assert [
        (m.challenge, m.number, m.measure, line(m.performance), m.direction_text, m.direction) for m in extraction.measures
    ] == [
        (
            r["challenge"], int(r["measure_no"]), r["measure"], line(r["performance"]),
            r["direction_text"],
            r["direction_arrow"] if drawn else "unknown",  # the text copy lost its arrows
        )
        for r in want
    ]  # fmt: skip
    assert extraction.publication.kind == "appendix"
    if not drawn:
        assert sum(u.what == "arrow" for u in extraction.unread) == 8


# -- papers --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "truth", "kind"),
    [
        ("documents/paper_2017_01.pdf", "paper_2017_01", "cover_paper"),
        ("documents/paper_2017_01_docx.docx", "paper_2017_01_docx", "cover_paper"),
        ("transcripts/paper_2017_01.txt", "paper_2017_01", "cover_paper"),
        ("documents/progress_report_2016_07.pdf", "progress_report_2016_07", "progress_report"),
        ("documents/progress_report_2016_07_docx.docx", "progress_report_2016_07_docx", "progress_report"),
    ],
)
def test_structure_of_papers_equals_the_truth(archive: Path, file: str, truth: str, kind: str) -> None:
    want = json.loads((archive / "truth" / f"{truth}.structure.json").read_text(encoding="utf-8"))
    extraction = read(archive / file)
    assert extraction.publication.kind == kind
    assert [(line(m.challenge), line(m.measure)) for m in extraction.measures] == [
        (line(t["challenge"]), line(t["measure"])) for t in want["table_1"]
    ]
    found = [(p.section, same_words(p.paragraph.text)) for p in extraction.paragraphs]
    missing = [
        (p["section"], same_words(p["text"]))
        for p in want["paragraphs"]
        if p["section"] != "header" and not _has(found, p["section"], same_words(p["text"]))
    ]
    assert missing == []
    for p in want["paragraphs"]:
        if p["section"] == "header":
            label, text = p["text"].split(":", 1)
            assert same_words(extraction.header[label]) == same_words(text)


def test_structure_of_the_text_copy_of_the_progress_report(archive: Path) -> None:
    """Its table lost its columns; the measures stand again as headings, where the fourth is worded differently."""
    want = json.loads((archive / "truth" / "progress_report_2016_07.structure.json").read_text(encoding="utf-8"))
    extraction = read(archive / "transcripts" / "progress_report_2016_07.txt")
    assert extraction.publication.kind == "progress_report"
    found = [(p.section, same_words(p.paragraph.text)) for p in extraction.paragraphs]
    assert [
        p
        for p in want["paragraphs"]
        if p["section"] != "header" and not _has(found, p["section"], same_words(p["text"]))
    ] == []
    pairs = [(m.challenge, m.measure) for m in extraction.measures]
    table = [(line(t["challenge"]), line(t["measure"])) for t in want["table_1"]]
    assert [m[11:40].rstrip(".") for _, m in pairs] == [m[11:40].rstrip(".") for _, m in table]
    assert [c.lower() for c, _ in pairs] == [c.lower() for c, _ in table]


def _has(found: list[tuple[str, str]], section: str, text: str) -> bool:
    bare = text.split(". ", 1)[1] if text[:1].isdigit() and ". " in text[:4] else text
    bare = bare.replace("Recommendation: ", "")
    return any(s == section and (t in {text, bare} or t.replace("Recommendation: ", "") == bare) for s, t in found)


def test_header_of_a_paper(archive: Path) -> None:
    for file in ("documents/progress_report_2016_07.pdf", "documents/progress_report_2016_07_docx.docx"):
        extraction = read(archive / file)
        assert (
            extraction.header["Subject"]
            == "PROGRESS REPORT - SUFFICIENCY, PLACEMENTS AND COMMISSIONING STRATEGY 2015-2018"
        )
        assert extraction.header["To"] == "Corporate Parenting Panel – 20 July 2016"
        assert extraction.header["Classification"] == "Unrestricted"
        assert extraction.publication.published is not None
        assert extraction.publication.published.isoformat() == "2016-07-20"


# -- action plan ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [".pdf", "_docx.docx"])
def test_actions_equal_the_truth(archive: Path, ending: str) -> None:
    extraction = read(archive / "documents" / f"action_plan_2013_14{ending}")
    truth = rows(archive / "truth" / f"action_plan_2013_14{ending.split('.')[0]}.actions.csv")
    found = [
        (
            a.section, str(a.row), same_words(a.task), same_words(a.target), same_words(a.progress), a.rag,
            same_words(a.rag_comment), a.task_merged, a.target_merged, a.rag_merged,
        )
        for a in extraction.actions
    ]  # fmt: skip
    want = [
        (
            r["section"], r["row"], same_words(r["task"]), same_words(r["target"]), same_words(r["progress"]), r["rag"].lower(),
            same_words(r["rag_comment"]), r["task_merged_with_above"] == "yes", r["target_merged_with_above"] == "yes",
            r["rag_merged_with_above"] == "yes",
        )
        for r in truth
    ]  # fmt: skip
    assert len(found) == len(want)
    for f, w in zip(found, want, strict=True):
        assert f == w
    assert extraction.publication.kind == "action_plan"


def test_actions_of_the_text_copy(archive: Path) -> None:
    """The copy lost its lines and has scanning debris: statuses and the openings of the cells are compared."""
    truth = rows(archive / "truth" / "action_plan_2013_14.actions.csv")
    # One action of the copy cannot be told apart: its status cell is merged with the one above and so blank.
    truth = [r for r in truth if not r["target"].startswith("Review the effectiveness and demand")]
    found = read(archive / "transcripts" / "action_plan_2013_14.txt").actions
    assert [(a.section, a.rag, a.progress[:12]) for a in found] == [
        (r["section"], r["rag"].lower(), r["progress"][:12]) for r in truth
    ]
    # A merged target whose second line begins a sentence looks like a target of its own.
    targets = [(a.target[:24], line(r["target"])[:24]) for a, r in zip(found, truth, strict=True)]
    assert {t for t in targets if same_words(t[0])[:16] != same_words(t[1])[:16]} == {
        ("Prevent escalation to SC", "Develop use of FGC for a")
    }
    assert [a.task[:24] for a in found][:4] == [r["task"][:24] for r in truth][:4]


# -- figures in prose ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "file",
    [
        "scorecard_2016_03_xlsx.pdf", "scorecard_2016_01_xlsx.pdf", "appendix_one_2017_07.pdf", "appendix_one_2017_07_docx.docx",
        "progress_report_2016_07.pdf", "progress_report_2016_07_docx.docx", "action_plan_2013_14.pdf", "action_plan_2013_14_docx.docx",
    ],
)  # fmt: skip
def test_every_figure_of_the_prose_is_located(archive: Path, file: str) -> None:
    extraction = read(archive / "documents" / file)
    name = file.rsplit(".", 1)[0]
    located = [(same_words(f.sentence), f.observation.value.printed) for f in extraction.figures]
    located += [(same_words(o.source.printed), o.value.printed) for o in extraction.observations if o.source.span]
    missing = []
    for r in rows(archive / "truth" / f"{name}.figures.csv"):
        if r["kind"] in {"definition", "context"} or r["unit"] in {"weeks", "miles"}:
            continue
        want = same_words(r["sentence"])
        if " to " in r["value"]:
            continue  # "40 to 50" is located as its two numbers
        if not any(v.rstrip("%") == r["value"].rstrip("%") and (s in want or want in s) for s, v in located):
            missing.append((r["value"], want))
    assert missing == []
