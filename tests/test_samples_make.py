"""The sample documents are what the script makes, agree with its facts, and hold the planted mistakes and no others."""

from __future__ import annotations

import csv
import re
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
SCORECARDS = ["2024_09", "2024_12", "2025_01", "2025_02", "2025_03"]
DRAFT = "progress_report_2025_03_draft_to_check.docx"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("reportlab", reason="making the samples needs the test extra")
    folder = tmp_path_factory.mktemp("samples")
    subprocess.run(
        [sys.executable, str(SAMPLES / "make_samples.py"), str(folder)], check=True, capture_output=True, timeout=300
    )
    return folder


@pytest.fixture(scope="module")
def facts() -> Any:
    """The samples' own modules, which import each other as a script's neighbours do."""
    sys.path.insert(0, str(SAMPLES))
    try:
        import _county
        import _measures
        import facts as module

        return {"facts": module, "county": _county, "measures": _measures}
    finally:
        sys.path.remove(str(SAMPLES))


def pdf_text(path: Path) -> list[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def docx_text(path: Path) -> str:
    """All words and symbols of a document's body, a line a paragraph."""
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("word/document.xml").decode("utf-8")
    xml = re.sub(r'<w:sym [^>]*w:char="(F0E\w)"/>', lambda m: f"<w:t>[{m[1]}]</w:t>", xml)
    paragraphs = re.findall(r"<w:p[ >].*?</w:p>", xml, re.S)
    return "\n".join("".join(re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", p)) for p in paragraphs)


def parts(path: Path) -> dict[str, bytes]:
    """Parts of an Office file; workbooks inside are compared by their own parts."""
    out: dict[str, bytes] = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(".xlsx"):
                copy = path.parent / "inner.xlsx"
                copy.write_bytes(archive.read(name))
                out |= {f"{name}/{k}": v for k, v in parts(copy).items()}
                copy.unlink()
            else:
                out[name] = archive.read(name)
    return out


def test_every_sample_is_made_by_the_script(made: Path) -> None:
    kept = {p.name for p in SAMPLES.iterdir() if p.suffix not in {".py", ".md"} and p.is_file()}
    assert {p.name for p in made.iterdir()} == kept


@pytest.mark.parametrize("month", SCORECARDS)
def test_the_script_prints_the_same_scorecards(made: Path, month: str) -> None:
    name = f"scorecard_{month}.pdf"
    assert pdf_text(made / name) == pdf_text(SAMPLES / name)


@pytest.mark.parametrize("name", sorted(p.name for p in SAMPLES.glob("*.docx")))
def test_the_script_writes_the_same_papers(made: Path, name: str) -> None:
    ours, kept = parts(made / name), parts(SAMPLES / name)
    assert ours.keys() == kept.keys()
    bodies = [n for n in kept if n.startswith(("word/document", "word/charts/chart", "word/media"))]
    assert [n for n in bodies if ours[n] != kept[n]] == []


@pytest.mark.parametrize("name", ["data_return_2025_03.csv", "register.toml", "planted.csv"])
def test_the_script_writes_the_same_text_files(made: Path, name: str) -> None:
    assert (made / name).read_bytes() == (SAMPLES / name).read_bytes()


def test_the_workbook_holds_the_same_cells(made: Path) -> None:
    from openpyxl import load_workbook

    def cells(path: Path) -> list[list[object]]:
        sheet = load_workbook(path).active
        assert sheet is not None
        return [[(c.value, c.number_format, c.fill.fgColor.rgb) for c in row] for row in sheet.iter_rows()]

    name = "data_return_2025_03.xlsx"
    assert cells(made / name) == cells(SAMPLES / name)


def test_samples_are_small() -> None:
    assert sum(p.stat().st_size for p in SAMPLES.iterdir() if p.is_file()) < 1_500_000


def test_every_sample_is_listed() -> None:
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert [
        p.name for p in SAMPLES.iterdir() if p.suffix not in {".py", ".md"} and p.is_file() and p.name not in readme
    ] == []


def test_summary_sentences_count_the_rows(facts: Any) -> None:
    month = facts["facts"].month_end(2024, 12)
    rows = facts["county"].scorecard(month)
    page = " ".join(" ".join(pdf_text(SAMPLES / "scorecard_2024_12.pdf")).split())
    found = re.search(
        r"Of (\d+) indicators .*?, (\d+) are rated Green, (\d+) Amber and (\d+) Red\. .*? (\d+) indicators have", page
    )
    assert found is not None
    colours = Counter(r.rag for r in rows)
    expected = [
        len(rows),
        colours["green"],
        colours["amber"],
        colours["red"],
        Counter(r.dot_previous for r in rows)["up"],
    ]
    assert [int(g) for g in found.groups()] == expected


@pytest.mark.parametrize("month", SCORECARDS)
def test_every_ratio_of_the_scorecards_is_its_numerator_over_its_denominator(facts: Any, month: str) -> None:
    year, number = map(int, month.split("_"))
    rows = facts["county"].scorecard(facts["facts"].month_end(year, number))
    assert len(rows) >= 44
    for row in rows:
        if row.now.denom is not None:
            assert row.now.num / row.now.denom * (100 if row.spec.unit == "percent" else 1) == row.now.value
            assert row.spec.unit != "percent" or row.now.num <= row.now.denom


def test_areas_and_services_add_up(facts: Any) -> None:
    import _series

    f = facts["facts"]
    county = _series.activity(f.COUNTY).columns
    for column, series in county.items():
        areas = [_series.activity(a).columns[column] for a in (*f.AREAS, f.DISABILITY, f.COUNTYWIDE)]
        assert tuple(map(sum, zip(*areas, strict=True))) == series
    for i in range(1, len(f.MONTHS)):
        for stock, starts, ends in (("CP Plans", "CP Starts", "CP Ends"), ("Total LAC", "LAC Starts", "LAC Ends")):
            assert county[stock][i] == county[stock][i - 1] + county[starts][i] - county[ends][i]


def planted() -> list[dict[str, str]]:
    with (SAMPLES / "planted.csv").open(encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def test_there_are_mistakes_of_many_kinds() -> None:
    assert {r["kind"] for r in planted()} >= {
        "percent_change", "arrow", "direction_word", "stale", "swapped", "count", "points_as_percent", "digits"
    }  # fmt: skip
    assert {r["file"] for r in planted()} == {DRAFT}


@pytest.mark.parametrize("row", planted(), ids=lambda r: r["kind"])
def test_each_planted_mistake_stands_in_the_draft(row: dict[str, str]) -> None:
    text = docx_text(SAMPLES / row["file"])
    if row["kind"] == "arrow":
        number = re.search(r"Measure (\d)", row["place"])
        assert number is not None
        line = re.search(rf"^Measure {number[1]}: [^\n]*\n[^\n]*\n[^\n]*\n\+\d+\n(\[F0E\w\])", text, re.M)
        assert line is not None
        assert line[1] == {"down": "[F0EA]", "up": "[F0E9]"}[row["printed"]]
    else:
        assert re.search(rf"(?<![\w.,]){re.escape(row['printed'])}(?![\w])", text)
    assert row["printed"] != row["should_be"]


def test_a_draft_without_slips_has_the_right_words(facts: Any) -> None:
    """What the planted list calls right is what the facts say, so the list can be trusted."""
    f, measures, county = facts["facts"], facts["measures"], facts["county"]
    then, now = f.month_end(2024, 12), f.month_end(2025, 3)
    right = " ".join(measures.sentences(m, then, now, measures.Slips()) for m in county.MEASURES)
    right += " " + measures.count_sentence(then, now, measures.Slips())
    wrong = docx_text(SAMPLES / DRAFT)
    for row in planted():
        if row["kind"] not in {"arrow", "direction_word"}:
            assert row["should_be"] in right
    kept_right = [s for s in re.split(r"(?<=[a-z%)]\.) ", right) if s in wrong]
    spoilt = {r["place"] for r in planted() if r["kind"] not in {"arrow", "direction_word"}}
    assert len(kept_right) == len(re.split(r"(?<=[a-z%)]\.) ", right)) - len(spoilt)


def test_clean_papers_say_only_what_the_facts_say(facts: Any) -> None:
    f, measures, county = facts["facts"], facts["measures"], facts["county"]
    then, now = f.month_end(2024, 9), f.month_end(2024, 12)
    for name in ("appendix_2024_12.docx", "progress_report_2024_12.docx"):
        text = docx_text(SAMPLES / name).replace("\n", " ")
        for m in county.MEASURES:
            assert measures.sentences(m, then, now, measures.Slips()) in text
    report = docx_text(SAMPLES / "progress_report_2024_12.docx")
    for m in county.MEASURES:
        then_now = f"{measures.glance(m, then)}\n{measures.glance(m, now)}\n{measures.glance_change(m, then, now)}"
        arrow = {"up": "↑ Improved", "down": "↓ Worse", "level": "→ No change"}[county.measure_direction(m, then, now)]
        assert f"{measures.GLANCE_NAMES[m.number]}\n{then_now}\n{arrow}" in report


def test_register_uses_keys_of_the_starter_register() -> None:
    import tomllib

    starter = tomllib.loads((SAMPLES.parent / "templates" / "register.toml").read_text(encoding="utf-8"))
    ours = tomllib.loads((SAMPLES / "register.toml").read_text(encoding="utf-8"))
    assert set(ours["indicators"]) == set(starter["indicators"])
    names = {label["text"] for i in ours["indicators"].values() for label in i["labels"]}
    assert "% of CIC aged 16+ with a current pathway plan" not in names
    assert "% of social worker posts held by permanent qualified staff" not in names


def test_bands_of_the_register_are_understood_and_give_the_printed_colours(facts: Any) -> None:
    import tomllib

    from records import parse_bands

    ours = tomllib.loads((SAMPLES / "register.toml").read_text(encoding="utf-8"))["indicators"]
    by_name = {i["name"]: i for i in ours.values()}
    for row in facts["county"].scorecard(facts["facts"].month_end(2024, 12)):
        printed = by_name[row.spec.name].get("bands", {}).get("2024/25")
        if printed:
            bands = parse_bands(printed)
            assert bands is not None
            assert bands.rag(row.now.value) == row.rag, row.spec.name
