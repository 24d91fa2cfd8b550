"""Scorecard, action plan, small numbers, and the command line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer
from docx import Document
from docx.oxml.ns import qn
from typer.testing import CliRunner

from draft import Drafted, Options, check_document, draft_document
from draft.action_plan import is_open, why_ended
from draft.commands import register as add_commands
from draft.rollforward import roll_forward
from draft.settling import accept_all, reject_all
from extract import Action
from records import InputError, Link, PanelpaperError, Source
from tests.draft_helpers import FakeStore, end, outline, register, store

MARCH, APRIL, MAY = end("2016-03"), end("2016-04"), end("2016-05")


def monthly() -> FakeStore:
    """Months around the end of a reporting year, red throughout."""
    s = FakeStore()
    for month, visits, moves, number in (
        ("2015-03", "80.0%", "12.9%", "1820"),
        ("2016-02", "75.0%", "12.4%", "2300"),
        ("2016-03", "73.1%", "12.5%", "2310"),
        ("2016-04", "74.4%", "12.2%", "2322"),
        ("2016-05", "72.9%", "12.8%", "2290"),
    ):
        s.say("visits", month, visits)
        s.say("moves", month, moves)
        s.say("moves", month, "8.9%", cohort="excl_uasc")
        s.say("number", month, number, unit="count")
    return s


def scorecard(folder: Path, month: str) -> Drafted:
    out = folder / f"scorecard-{month}.docx"
    return draft_document(Options("scorecard", end(month)), monthly(), register(), out=out, outline=outline())


def tables(path: Path, settle: Any = None) -> list[list[list[str]]]:
    root = Document(str(path)).element
    if settle is not None:
        settle(root)
    return [
        [
            ["".join(t.text or "" for t in c.iter(qn("w:t"))) for c in row.iter(qn("w:tc"))]
            for row in table.iter(qn("w:tr"))
        ]
        for table in root.iter(qn("w:tbl"))
    ]


def test_a_scorecard_compares_with_the_previous_month_and_the_outturn(tmp_path: Path) -> None:
    rows = tables(scorecard(tmp_path, "2016-03").path)[0]
    assert rows[1] == [
        "% of visits held in time", "Higher is better", "Not stated", "73.1%", "85.0%", "Red",
        "75.0%", "▼ Worsened", "80.0%", "▼ Worsened",
    ]  # fmt: skip
    assert rows[2][3:] == ["12.5%", "9.0%", "Red", "12.4%", "▼ Worsened", "12.9%", "▲ Improved"]


def test_a_scorecard_shows_activity_cohorts_and_a_page_for_each_red(tmp_path: Path) -> None:
    found = tables(scorecard(tmp_path, "2016-03").path)
    heads = [t[0] for t in found]
    activity = found[heads.index(["Indicator", "Data period", "Result", "Previous", "Outturn"])]
    assert activity[1][2:] == ["2,310", "2,300", "1,820"]
    cohorts = found[heads.index(["Indicator", "All", "RAG", "Excluding UASC", "RAG excluding UASC"])]
    assert cohorts[1] == ["CIC with 3 or more placements", "12.5%", "Red", "8.9%", "Green"]
    trends = [t for t in found if t[0] == ["Month end", "Result", "Target", "RAG"]]
    assert [t[-1][:2] for t in trends] == [["March 2016", "73.1%"], ["March 2016", "12.5%"]]


def test_a_scorecard_rolled_over_the_end_of_the_year_keeps_its_two_comparisons_apart(tmp_path: Path) -> None:
    april = scorecard(tmp_path, "2016-04")
    rolled = roll_forward(april.path, Options("appendix", MAY), monthly(), register(), out=tmp_path / "rolled.docx")
    assert tables(rolled.path, reject_all) == tables(april.path)
    rows = tables(rolled.path, accept_all)[0]
    assert rows[1][3:] == ["72.9%", "85.0%", "Red", "74.4%", "▼ Worsened", "73.1%", "▼ Worsened"]
    fresh = scorecard(tmp_path, "2016-05")
    assert tables(rolled.path, accept_all)[:3] == tables(fresh.path)[:3]
    trends = [t for t in tables(rolled.path, accept_all) if t[0][0] == "Month end"]
    assert [r[:2] for r in trends[0][-3:]] == [["March 2016", "73.1%"], ["April 2016", "74.4%"], ["May 2016", "72.9%"]]


ACTION = Action("1. Early help", 1, "Train staff", "All by May", "Half trained", "amber", "", Source("a", "plan.docx"))


@pytest.mark.parametrize(
    ("rag", "comment", "goes_on"),
    [
        ("amber", "", True), ("red", "Action carried forward", True), ("green", "", False), ("green", "Achieved", False),
        ("green", "Achieved, carried forward to the next plan", True), ("", "No longer an agreed action", False), ("", "", True),
    ],
)  # fmt: skip
def test_open_actions(rag: str, comment: str, goes_on: bool) -> None:
    assert is_open(replace(ACTION, rag=rag, rag_comment=comment)) is goes_on


@pytest.mark.parametrize(
    ("comment", "progress", "why"),
    [
        ("Withdrawn", "Half trained", "withdrawn"),
        ("", "This action has been withdrawn because the grant ended.", "withdrawn"),
        ("Now superseded by the recruitment plan", "", "withdrawn"),
        ("", "Not started. The task is no longer required.", "withdrawn"),
        ("Merged with action 4", "", "withdrawn"),
        ("Transferred to the next action plan", "", ""),
        ("", "The offer of a building was withdrawn by its owner, so a new site is sought.", ""),
        ("", "Two courses were cancelled in the snow and will be held in June.", ""),
        ("Delayed", "Letters no longer needed were removed from the pack.", ""),
    ],
)
def test_an_action_ends_only_where_it_is_itself_withdrawn(comment: str, progress: str, why: str) -> None:
    action = replace(ACTION, rag="amber", rag_comment=comment, progress=progress)
    assert ("" if is_open(action) else why_ended(action)) == why


def test_an_action_plan_carries_open_actions_forward(archive: Path, tmp_path: Path) -> None:
    last = archive / "documents" / "action_plan_2013_14_docx.docx"
    done = draft_document(
        Options("action-plan", end("2015-03"), last=last),
        store(),
        register(),
        out=tmp_path / "a.docx",
        outline=outline(),
    )
    assert check_document(done.path) == []
    rows = [row for table in tables(done.path) for row in table if row[-1] == "[RAG needed]"]
    assert len(rows) == done.count("words needed")
    assert all(row[3] == "[progress needed]" and row[0] and row[1] for row in rows)
    assert done.count("note") > 0


def test_an_action_plan_needs_the_last_one(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="carried forward from the last one"):
        draft_document(Options("action-plan", MARCH), store(), register(), out=tmp_path / "a.docx", outline=outline())


def test_small_numbers_are_hidden_everywhere(tmp_path: Path) -> None:
    s = store()
    s.stated[("number", "", "all", MARCH, "result")] = []
    s.say("number", "2016-03", "3", unit="count")
    for kind in ("progress-report", "appendix"):
        done = draft_document(
            Options(kind, MARCH, suppress=True),
            s,
            register(),
            out=tmp_path / f"{kind}.docx",
            outline=outline(),  # type: ignore[arg-type]
        )
        root = Document(str(done.path)).element
        text = "".join(t.text or "" for t in root.iter(qn("w:t")))
        assert "suppressed (fewer than 5)" in text
        assert "2,311" not in text
        assert "fell by" not in text.split("Number of children in care", 1)[-1][:120]
        alt = [
            d.get("descr")
            for d in root.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr")
        ]
        assert not any(
            "Mar 2016 3;" in (a or "") or (a.startswith("Line chart: Number") and "Mar 2016 3" in a) for a in alt
        )
        assert [e.what for e in done.entries if e.kind == "small number"] == ["suppressed (fewer than 5)"]


def test_a_part_that_would_give_a_small_one_away_is_hidden_too(tmp_path: Path) -> None:
    from draft.facts import gather
    from draft.figures import Reader, Subject
    from draft.small_numbers import suppress
    from records import Indicator

    s = FakeStore()
    indicators = {"all": Indicator("all", "All", unit="count", places=0)}
    for key, value in (("all", "120"), ("a", "3"), ("b", "40"), ("c", "77")):
        s.say(key, "2016-03", value, unit="count")
        if key != "all":
            indicators[key] = Indicator(key, key.upper(), unit="count", places=0, links=(Link("narrower", "all"),))
    reader = Reader(s, indicators)
    facts = [gather(reader, Subject(k), MARCH) for k in indicators]
    shown, entries = suppress(facts, 5)
    assert [f.latest.text for f in shown] == [
        "120", "suppressed (fewer than 5)", "suppressed (hidden, since it would give a smaller figure away)", "77",
    ]  # fmt: skip
    assert [e.what for e in entries] == [
        "suppressed (fewer than 5)", "secondary suppression: hidden, since it would give a smaller figure away",
    ]  # fmt: skip


def test_a_rolled_paper_goes_on_hiding_small_numbers(tmp_path: Path) -> None:
    s = store()
    for when in ("2016-03", "2016-06"):
        s.stated[("number", "", "all", end(when), "result")] = []
        s.say("number", when, "3", unit="count")
    first = draft_document(
        Options("appendix", MARCH, suppress=True), s, register(), out=tmp_path / "a.docx", outline=outline()
    )
    rolled = roll_forward(first.path, Options("appendix", end("2016-06")), s, register(), out=tmp_path / "b.docx")
    text = "".join(" ".join(row) for table in tables(rolled.path, accept_all) for row in table)
    assert "suppressed (fewer than 5)" in text
    assert "3 at June 2016" not in text


def command_line(*words: str) -> Any:
    app = typer.Typer()
    add_commands(app)
    app.command("other")(lambda: None)
    return CliRunner().invoke(app, ["draft", *words])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("poem", "--period", "2016-03"), "'poem' is not a kind of paper"),
        (("appendix", "--period", "soon"), "--period 'soon' is not a month or date"),
        (("appendix", "--period", "2016-03", "--direction", "up"), "'up' is not a way to measure direction"),
        (("appendix", "--period", "2016-03", "--compare-with", "2016-03"), "is not before --period"),
        (("roll-forward", "--period", "2016-03", "--store", "none.db"), "none.db"),
        (("appendix", "--period", "2016-03", "--as-known-on", "later"), "--as-known-on 'later' is not a month or date"),
    ],
)
def test_choices_that_are_not_understood_are_named(
    words: tuple[str, ...], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = command_line(*words)
    assert isinstance(result.exception, PanelpaperError)
    assert message in result.exception.message


def test_help_shows_examples() -> None:
    result = command_line("--help")
    assert result.exit_code == 0
    assert "panelpaper draft progress-report --period 2016-03" in " ".join(result.output.split())


def test_the_day_figures_were_known_on_and_existing_changes_reach_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    import draft.running as running

    seen: dict[str, Any] = {}

    class Opened:
        def __enter__(self) -> str:
            return "store"

        def __exit__(self, *_: object) -> None:
            return None

    def rolled(last: Path, options: Options, *_: object, **choices: Any) -> Any:
        seen.update(choices, last=last, options=options)
        raise SystemExit(0)

    monkeypatch.setattr("normalise.Store.open", lambda *_, **__: Opened())
    monkeypatch.setattr(running, "roll_forward", rolled)
    words = ("roll-forward", "a.docx", "--period", "2016-06", "--as-known-on", "2016-07-20", "--accept-existing")
    command_line(*words)
    assert seen["options"].as_known_on == date(2016, 7, 20)
    assert seen["accept_existing"] is True
    command_line(*words[:4])
    assert seen["options"].as_known_on is None
    assert seen["accept_existing"] is False
