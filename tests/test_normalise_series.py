"""An indicator's history: found by words, each figure with its publication, revisions and breaks marked."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from normalise import Register, Store
from normalise.commands import register as register_verbs
from normalise.lookup import find_indicators
from normalise.plotting import plot, segments, ticks
from normalise.series import find_breaks, history
from normalise.series_table import CSV_COLUMNS, print_plain, write_csv
from records import ExitCode, Indicator, InputError, Label, Link, NeedsExtraError, PanelpaperError, UnknownFigureError

from .made import FakeRegister, extraction, figure, publication

NAME = "% of children placed near home"
KEY = "near-home"
NAMES = FakeRegister({NAME: KEY})
REGISTER = {KEY: Indicator(KEY, NAME, (Label(NAME),))}


def months(count: int, *, first: int = 0) -> list[tuple[str, str]]:
    """Last day and day of issue of monthly scorecards from April 2015."""
    from records import Period

    period = Period(date(2015, 4, 30), date(2015, 4, 30), "SS")
    out = []
    for n in range(first, first + count):
        end = period.shift(n).end
        out.append((end.isoformat(), period.shift(n + 1).end.isoformat()))
    return out


@pytest.fixture
def store(tmp_path: Path):
    """Six monthly scorecards; August's restates July; targets, colours and parts beside the results."""
    with Store.open(tmp_path / "panelpaper.db") as s:
        before = ""
        for n, (end, published) in enumerate(months(6)):
            p = publication(f"{end[:7]}.pdf", end, published)
            printed = f"{80 + n}.0%"
            rows = [
                figure(p, NAME, printed, end),
                figure(p, NAME, str(80 + n), end, role="numerator"),
                figure(p, NAME, "100", end, role="denominator"),
                figure(p, NAME, "85.0%", "2016-03-31", role="target"),
                figure(p, NAME, "A", end, role="rag", word="amber"),
                figure(p, NAME, printed, end, cohort="excl_uasc"),
                figure(p, NAME, "50.0%", end, area="Swale"),
            ]
            if before:
                restated = "82.5%" if end == "2015-08-31" else f"{80 + n - 1}.0%"
                rows.append(figure(p, NAME, restated, before, role="previous"))
            s.add(extraction(p, *rows), NAMES)
            before = end
        yield s


def test_a_row_says_all_of_its_period(store: Store) -> None:
    h = history(store, REGISTER, KEY)
    assert (h.name, len(h.rows), h.other_cohorts, h.other_areas) == (NAME, 6, ("excl_uasc",), ("Swale",))
    june = h.rows[2]
    assert (june.figure.value.printed, june.parts, june.rag, june.target) == ("82.0%", "82/100", "amber", "85.0%")
    assert (june.source.publication.document, june.remarks) == ("2015-06.pdf", ())


def test_a_revision_is_told_with_both_publications(store: Store) -> None:
    july = history(store, REGISTER, KEY).rows[3]
    assert (july.figure.value.printed, july.parts) == ("82.5%", "")  # 83/100 is not 82.5%
    assert july.remarks == (
        "was 83.0% in 2015-07.pdf (published 31 August 2015), revised by 2015-08.pdf (published 30 September 2015)",
        "from the previous column of a later publication",
    )


def test_as_known_on_a_day(store: Store) -> None:
    h = history(store, REGISTER, KEY, as_known_on=date(2015, 9, 29))
    assert [r.figure.value.printed for r in h.rows] == ["80.0%", "81.0%", "82.0%", "83.0%"]
    h = history(store, REGISTER, KEY, as_known_on=date(2015, 9, 30))
    assert [r.figure.value.printed for r in h.rows] == ["80.0%", "81.0%", "82.0%", "82.5%", "84.0%"]


def test_the_table_for_a_pipe(store: Store) -> None:
    out = io.StringIO()
    print_plain(history(store, REGISTER, KEY), out)
    lines = out.getvalue().splitlines()
    assert lines[0] == f"{NAME}  [{KEY}]"
    assert lines[1].split() == ["Period", "Result", "Num/Denom", "RAG", "Target", "Publication", "Place", "Published"]
    assert " ".join(lines[2].split()) == "Apr 2015 80.0% 80/100 Amber 85.0% 2015-04.pdf page 4 31 May 2015"
    assert lines[5].split()[:4] == ["Jul", "2015", "82.5%", "*"]
    assert lines[6].startswith("    was 83.0% in 2015-07.pdf")
    assert lines[-2:] == ["Also for cohort: excl_uasc (--cohort)", "Also for: Swale (--area)"]
    assert out.getvalue().isascii()


def test_csv_has_every_column(store: Store) -> None:
    out = io.StringIO()
    assert write_csv([history(store, REGISTER, KEY)], out) == 6
    rows = list(csv.DictReader(io.StringIO(out.getvalue())))
    assert tuple(rows[0]) == CSV_COLUMNS
    assert (rows[3]["result"], rows[3]["first_result"], rows[3]["revised"]) == ("82.5%", "83.0%", "yes")
    assert (rows[3]["publication"], rows[3]["published"]) == ("2015-08.pdf", "2015-09-30")


# -- breaks -----------------------------------------------------------------------------------------------


def test_a_redefinition_of_the_register_is_a_break(store: Store) -> None:
    link = Link("redefined", KEY, date(2015, 7, 1), "only children in touch are counted")
    register = {KEY: Indicator(KEY, NAME, (Label(NAME),), links=(link,))}
    h = history(store, register, KEY)
    assert [(r.figure.period.end, b.why, b.certain) for r in h.rows for b in r.breaks] == [
        (date(2015, 7, 31), "redefined from July 2015: only children in touch are counted", True)
    ]
    out = io.StringIO()
    print_plain(h, out)
    assert "---- break in series: redefined from July 2015: only children in touch are counted ----" in out.getvalue()


def series_of(tmp_path: Path, *publications: list[tuple[str, str, str, dict[str, str]]]) -> list:
    """Figures of publications given as (printed, period, role, more) rows, published month by month."""
    with Store.open(tmp_path / "b.db") as s:
        for n, rows in enumerate(publications):
            end, published = months(1, first=n)[0]
            p = publication(f"p{n}.pdf", end, published)
            s.add(
                extraction(p, *(figure(p, NAME, printed, day, role=role, **more) for printed, day, role, more in rows)),  # type: ignore[arg-type]
                NAMES,
            )
        return s.series(KEY)


def test_a_change_of_data_period_is_a_possible_break(tmp_path: Path) -> None:
    figures = series_of(
        tmp_path,
        [("80.0%", "2015-04-30", "result", {"basis": "YTD"})],
        [("81.0%", "2015-05-31", "result", {"basis": "YTD"})],
        [("70.0%", "2015-06-30", "result", {"basis": "R12M"})],
    )
    assert [(b.since, b.why, b.certain) for b in find_breaks(figures, ())] == [
        (date(2015, 6, 30), "the data period changes from YTD to R12M", False)
    ]


def test_a_change_of_unit_is_a_possible_break(tmp_path: Path) -> None:
    figures = series_of(
        tmp_path,
        [("80.0%", "2015-04-30", "result", {"unit": "percent"})],
        [("812", "2015-05-31", "result", {"unit": "count"})],
    )
    assert [b.why for b in find_breaks(figures, ())] == ["the unit changes from percent to count"]


def test_a_publication_that_changes_all_it_repeats_is_a_possible_break(tmp_path: Path) -> None:
    trend = {"table": "trend"}
    first = [("80.0%", "2015-04-30", "result", {})]
    second = [("81.0%", "2015-05-31", "result", {}), ("80.0%", "2015-04-30", "previous", {})]
    redefined = [
        ("60.0%", "2015-06-30", "result", {}),
        ("61.0%", "2015-05-31", "previous", {}),
        ("62.0%", "2015-04-30", "result", trend),
    ]
    [found] = find_breaks(series_of(tmp_path, first, second, redefined), ())
    assert (found.since, found.certain) == (date(2015, 6, 30), False)
    assert found.why.startswith("p2.pdf (published 31 July 2015) changes all 2 earlier figures")


@pytest.mark.parametrize("restated", ["80.0%", "80.1%"])
def test_late_records_are_revisions_not_a_break(tmp_path: Path, restated: str) -> None:
    figures = series_of(
        tmp_path,
        [("80.0%", "2015-04-30", "result", {})],
        [("81.0%", "2015-05-31", "result", {}), ("80.0%", "2015-04-30", "previous", {})],
        [
            ("82.0%", "2015-06-30", "result", {}),
            ("81.2%", "2015-05-31", "previous", {}),
            (restated, "2015-04-30", "result", {"table": "trend"}),
        ],
    )
    assert find_breaks(figures, ()) == ()
    assert [f.revised for f in figures] == [restated != "80.0%", True, False]


# -- finding ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def starter() -> Register:
    return Register.load()


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ("cic-within-20-miles", ["cic-within-20-miles"]),
        ("CIC-WITHIN-20-MILES", ["cic-within-20-miles"]),
        ("% of CIC placed within 20 miles from home (Excludes UASC)", ["cic-within-20-miles"]),
        ("percentage of CIC placed within 20 miles from home (excludes UASC)", ["cic-within-20-miles"]),
        ("placement stability", ["cic-placement-stability-3plus", "cic-same-placement-2-years"]),
    ],
)
def test_indicators_are_found(starter: Register, asked: str, keys: list[str]) -> None:
    found = find_indicators(asked, starter)
    assert found[: len(keys)] == keys
    assert len(found) == len(keys) or asked == "placement stability"


def test_words_that_fit_nothing_name_the_nearest(starter: Register) -> None:
    with pytest.raises(UnknownFigureError, match="no indicator fits 'placement of planets'") as caught:
        find_indicators("placement of planets", starter)
    assert "placement" in caught.value.why
    assert caught.value.exit_code is ExitCode.UNKNOWN_FIGURE


def test_keys_of_the_store_are_found_too() -> None:
    assert find_indicators("near-home", {}, ["near-home"]) == ["near-home"]
    assert find_indicators("near home", {}, ["near-home"]) == ["near-home"]
    with pytest.raises(UnknownFigureError, match="no indicator fits"):
        find_indicators("", {}, ["near-home"])


# -- charts -----------------------------------------------------------------------------------------------


def test_a_line_is_cut_at_breaks_and_gaps(store: Store) -> None:
    link = Link("redefined", KEY, date(2015, 7, 31))
    h = history(store, {KEY: Indicator(KEY, NAME, links=(link,))}, KEY)
    assert [len(s) for s in segments(h.rows)] == [3, 3]
    gap = [h.rows[0], h.rows[1], h.rows[2], h.rows[5]]
    assert [len(s) for s in segments(gap)] == [3, 1]
    assert [r.figure.period.end.month for r in ticks(h.rows, 2)] == [6, 9]


def test_a_chart_is_drawn(store: Store, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="charts need matplotlib")
    h = history(store, REGISTER, KEY)
    assert plot(h, tmp_path / "c.png").read_bytes().startswith(b"\x89PNG")
    svg = plot(h, tmp_path / "c.svg").read_text(encoding="utf-8")
    assert "<svg" in svg
    assert NAME in svg  # as the title of the picture
    with pytest.raises(InputError, match=r"not '\.jpg'"):
        plot(h, tmp_path / "c.jpg")


def test_without_matplotlib_the_message_says_what_to_install(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import builtins

    real = builtins.__import__

    def without(name: str, *rest: object, **more: object) -> object:
        if name.startswith("matplotlib"):
            raise ModuleNotFoundError(name)
        return real(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(NeedsExtraError, match="optional part") as caught:
        plot(history(store, REGISTER, KEY), tmp_path / "c.png")
    assert "panelpaper[plot]" in caught.value.next_step


# -- the verb ---------------------------------------------------------------------------------------------


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Runs a verb in the folder of the store and gives its exit code and what it printed."""
    monkeypatch.chdir(tmp_path)
    app = typer.Typer()
    register_verbs(app)

    def call(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(app, list(words))
        if isinstance(result.exception, PanelpaperError):
            return int(result.exception.exit_code), result.exception.message
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.output

    return call


def test_series_at_the_prompt(store: Store, run, tmp_path: Path) -> None:
    code, out = run("series", "near home")
    assert code == 0
    assert "82.5% *" in out
    assert "\x1b" not in out
    code, out = run("series", KEY, "--area", "swale", "--as-known-on", "13 June 2015")
    assert (code, out.count("50.0%")) == (0, 1)
    code, out = run("series", KEY, "--csv", "h.csv")
    assert code == 0
    assert len((tmp_path / "h.csv").read_text().splitlines()) == 7
    assert run("series", KEY, "--csv", "h.csv")[0] == ExitCode.OUTPUT
    assert run("series", KEY, "--csv", "h.csv", "--force")[0] == 0
    code, out = run("series", KEY, "--csv", "-")
    assert out.splitlines()[0] == ",".join(CSV_COLUMNS)


def test_series_that_do_not_exist(store: Store, run) -> None:
    code, out = run("series", "planets")
    assert (code, "no indicator fits 'planets'" in out) == (9, True)
    code, out = run("series", "cic-within-20-miles")
    assert code == 9
    assert "no publication in the store states it" in out
    code, out = run("series", KEY, "--area", "Thanet")
    assert code == 9
    assert "it is stated for the areas Kent, Swale" in out
    assert run("series", KEY, "--as-known-on", "soon")[0] == ExitCode.INPUT
    assert run("series", KEY, "--store", "none.db")[0] == ExitCode.STORE
