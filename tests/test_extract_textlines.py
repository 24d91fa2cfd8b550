"""Characters to words and lines: gaps, notes, powers, overprint, turned and overlapping text."""

from __future__ import annotations

import pytest

from extract.labels import join_labels
from extract.linetext import WORD_BREAK, cell_text, join_lines, settle_breaks
from extract.pageparts import Char, Font, RawPage
from extract.plainpage import is_plain
from extract.prose import pieces_of
from extract.reading_order import in_columns
from extract.textlines import Line, lines_of, without_overprint

REGULAR, BOLD = Font("Test"), Font("Test-Bold", True)


def typed(
    text: str, x: float = 0, y: float = 100, size: float = 10, run: int = 1, font: Font = REGULAR, order: int = 0
) -> list[Char]:
    """Glyphs half a size wide on a baseline; a space moves on by a quarter."""
    out, spaced = [], False
    for ch in text:
        if ch == " ":
            x += 0.25 * size
            spaced = True
            continue
        w = 0.5 * size
        out.append(
            Char(ch, x, y - 0.8 * size, x + w, y + 0.2 * size, x, x + w, y, size, 0, run, font, "#000000", False, spaced,
                 order + len(out))
        )  # fmt: skip
        x += w
        spaced = False
    return out


def texts(chars: list[Char]) -> list[str]:
    return [line.text for line in lines_of(chars)]


def test_words_and_lines_in_reading_order() -> None:
    assert texts(typed("second line", y=114, order=50) + typed("first line")) == ["first line", "second line"]


def test_gap_without_space_parts_words() -> None:
    assert texts(typed("12", x=0) + typed("34", x=14, run=2)) == ["12 34"]


def test_raised_digit_is_a_note_and_not_part_of_the_figure() -> None:
    (line,) = lines_of(typed("38") + typed("1", x=10.2, y=96, size=6, run=2))
    assert (line.text, line.superscripts) == ("38", ["1"])


@pytest.mark.parametrize(
    ("word", "raised", "expected", "notes"),
    [("21", "st", "21st", []), ("5 km", "2", "5 km²", []), ("total", "*", "total", ["*"]), ("45%", "a", "45%", ["a"])],
)
def test_raised_text(word: str, raised: str, expected: str, notes: list[str]) -> None:
    base = typed(word)
    (line,) = lines_of(base + typed(raised, x=base[-1].x1 + 0.2, y=96, size=6, run=2, order=20))
    assert (line.text, line.superscripts) == (expected, notes)


def test_full_stop_after_a_note_stays_with_its_word() -> None:
    base = typed("months")
    chars = base + typed("1", x=30.2, y=96, size=6, run=2, order=10) + typed(".", x=34, run=3, order=20)
    (line,) = lines_of(chars)
    assert (line.text, line.superscripts) == ("months.", ["1"])


def test_text_printed_twice_is_read_once() -> None:
    chars = typed("73%") + typed("73%", x=0.4, run=2, order=10)
    assert texts(without_overprint(chars)) == ["73%"]


def test_double_letters_are_not_overprint() -> None:
    assert texts(without_overprint(typed("ill 11"))) == ["ill 11"]


def test_text_over_text_does_not_mix() -> None:
    long = typed("Average days to placement", run=1)
    assert sorted(texts(long + typed("45.2", x=63, run=2, order=60))[0].split()) == sorted(
        ["Average", "days", "to", "placement", "45.2"]
    )


@pytest.mark.parametrize(("angle", "expected"), [(90, "Last month"), (270, "Last month")])
def test_turned_text_reads_the_right_way(angle: int, expected: str) -> None:
    chars = []
    for c in typed("Last month"):
        if angle == 90:  # upwards: y falls as the text goes on
            box = (20.0, 200 - c.x1, 30.0, 200 - c.x0)
            u0, u1, v = -box[3], -box[1], 28.0
        else:
            box = (20.0, 100 + c.x0, 30.0, 100 + c.x1)
            u0, u1, v = box[1], box[3], -22.0
        chars.append(Char(c.text, *box, u0, u1, v, 10, angle, 1, REGULAR, "#000000", False, c.spaced, c.order))
    assert texts(chars[::-1]) == [expected]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["long-", "term care"], "long-term care"),
        (["2015-", "2018"], "2015-2018"),
        (["ends -", "here"], "ends - here"),
        (["one", "two"], "one two"),
        (["sub-", "Committee"], "sub- Committee"),
    ],
)
def test_lines_joined(lines: list[str], expected: str) -> None:
    assert join_lines(lines) == expected


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        (f"Assessm{WORD_BREAK}ents in", {"assessments", "in"}, "Assessments in"),
        (f"Total{WORD_BREAK}of all", {"total", "of", "all"}, "Total\nof all"),
        ("Revenu\ne\nBudget", {"revenue", "budget", "e"}, "Revenue\nBudget"),
        ("Plan\nin", {"planin", "in"}, "Plan\nin"),
        ("suitable\naccom\nmodation", set(), "suitable\naccommodation"),
        ("Social\nvacanc\ny rate", set(), "Social\nvacancy rate"),
        ("Housing\nmanagement", set(), "Housing\nmanagement"),
        ("per\n100,00\n0 collections", set(), "per\n100,000 collections"),
        ("12,3\n45", set(), "12,345"),
        ("81.\n1%", set(), "81.1%"),
        ("100\n.00\n%", set(), "100.00%"),
        ("82.\n34\n%", set(), "82.34%"),
        ("99.60\n%", set(), "99.60%"),
        ("482\n466", set(), "482\n466"),
        ("12.5\n13.1", set(), "12.5\n13.1"),
        ("2019/20\n20", set(), "2019/2020"),
        ("2021/2\n2", set(), "2021/22"),
        ("2019/20\n21", set(), "2019/20\n21"),
        ("Targets 1,\n2 and 3", set(), "Targets 1,\n2 and 3"),
    ],
)
def test_words_broken_by_narrow_cells(text: str, known: set[str], expected: str) -> None:
    assert settle_breaks(text, known) == expected


def test_line_end_in_a_narrow_cell_is_doubtful_only_where_no_letter_fits() -> None:
    lines = lines_of(typed("Assessm") + typed("ents", y=112, run=2, order=20))
    assert cell_text(lines, inner=36.0) == f"Assessm{WORD_BREAK}ents"
    assert cell_text(lines, inner=60.0) == "Assessm\nents"


def prose(*rows: tuple[str, float, float], font: Font = REGULAR) -> list[Line]:
    chars = [c for k, (text, x, y) in enumerate(rows) for c in typed(text, x, y, run=k, font=font, order=100 * k)]
    return lines_of(chars, split_at=3.2)


def test_numbered_paragraph_hangs() -> None:
    lines = prose(
        ("1.1", 0, 100), ("The strategy sets out what is needed for", 30, 100), ("children in care.", 30, 112)
    )
    (piece,) = pieces_of(lines)
    done = piece.settled()
    assert (done.number, done.text) == ("1.1", "The strategy sets out what is needed for children in care.")


def test_line_that_ended_early_ends_its_paragraph() -> None:
    lines = prose(
        ("A sentence that runs over the whole width", 0, 100), ("ends.", 0, 112), ("Another one begins", 0, 124)
    )
    assert [p.settled().text for p in pieces_of(lines)] == [
        "A sentence that runs over the whole width ends.", "Another one begins",
    ]  # fmt: skip


def test_label_and_text_beside_it_are_one_paragraph() -> None:
    lines = prose(("To:", 0, 100), ("The panel that meets in the hall on", 90, 100), ("20 July", 90, 112))
    assert [p.settled().text for p in pieces_of(join_labels(lines))] == [
        "To: The panel that meets in the hall on 20 July"
    ]


def test_label_on_two_lines() -> None:
    lines = prose(
        ("By:", 0, 76), ("The director", 90, 76), ("Electoral", 0, 100), ("All", 90, 100), ("Divisions:", 0, 112)
    )
    assert [p.settled().text for p in pieces_of(join_labels(lines))] == ["By: The director", "Electoral Divisions: All"]


def test_columns_are_read_one_after_the_other() -> None:
    left = [(f"left {k}", 0.0, 100.0 + 12 * k) for k in range(3)]
    right = [(f"right {k}", 200.0, 100.0 + 12 * k) for k in range(3)]
    groups = in_columns(prose(*left, *right))
    assert [[ln.text for ln in g] for g in groups] == [
        ["left 0", "left 1", "left 2"],
        ["right 0", "right 1", "right 2"],
    ]


# -- stretches of words ------------------------------------------------------------------------------------------


WIDTHS = {**dict.fromkeys("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789%.,", 0.5), " ": 0.25}


def stretch(text: str, x: float = 0, y: float = 100, run: int = 1, order: int = 0, size: float = 10) -> Char:
    """Words of one text object in one piece, as a fast engine hands them over."""
    u1 = x + sum(WIDTHS[c] for c in text) * size
    c = Char(
        text, x, y - 0.8 * size, u1, y + 0.2 * size, x, u1, y, size, 0, run, REGULAR, "#000000", False, True, order
    )
    c.many, c.widths, c.scale, c.space = " " in text, WIDTHS, size, 0.25 * size
    return c


@pytest.mark.parametrize("text", ["one two", "one two three", "a b c d e f", "12 of 40 cases"])
def test_words_of_a_stretch_stand_where_glyphs_would(text: str) -> None:
    (whole,) = lines_of([stretch(text)])
    (apart,) = lines_of(typed(text))
    assert whole.text == apart.text == text
    assert (whole.u0, whole.u1) == pytest.approx((apart.u0, apart.u1))
    for one, other in zip(whole.words, apart.words, strict=True):
        assert one.text == other.text
        assert (one.u0, one.u1) == pytest.approx((other.u0, other.u1))
        assert one.chars[0].x0 == pytest.approx(other.chars[0].x0)
    assert len(whole.parts) == 1  # to be asked for its words does not part it


def test_places_of_single_words_are_those_of_all() -> None:
    text = "one two three four five"
    all_stops = stretch(text).word_stops()
    for k in range(10):
        assert stretch(text).stop(k) == pytest.approx(all_stops[k])


def test_word_that_two_stretches_share_is_one_word() -> None:
    first = stretch("cases in Kent")
    (line,) = lines_of([first, stretch("ish towns and", x=first.u1, run=2, order=13)])
    line_words = [w.text for w in line.words]
    # A space stands before the second stretch in the file, but there is no room for it on the page.
    assert line_words == ["cases", "in", "Kentish", "towns", "and"]


def test_note_is_found_inside_a_stretch_that_makes_room_for_it() -> None:
    words = stretch("rate of 38 in May")
    note = typed("1", x=47.8, y=96, size=4, run=2, order=20)
    (line,) = lines_of([words, *note])
    assert (line.text, line.superscripts) == ("rate of 38 in May", ["1"])


def test_stretch_printed_twice_is_read_once() -> None:
    again = stretch("of 38", x=22.9, run=2, order=20)  # a part of it, a little beside: imitated bold
    (line,) = lines_of(without_overprint([stretch("rate of 38"), again]))
    assert line.text == "rate of 38"


# -- pages that hold no table --------------------------------------------------------------------------------------


def page_of(*rows: Char) -> tuple[RawPage, list[Char]]:
    page = RawPage(1, 595, 842, 0)
    page.chars = list(rows)
    return page, page.chars


def test_prose_with_figures_in_its_lines_is_plain() -> None:
    rows = [
        stretch(f"In all {k} of the 40 cases 12 were seen", y=100 + 12 * k, run=k, order=50 * k) for k in range(1, 9)
    ]
    assert is_plain(*page_of(*rows))


@pytest.mark.parametrize("apart", [20.0, 60.0])
def test_figures_set_apart_from_their_lines_may_be_a_table(apart: float) -> None:
    rows = []
    for k in range(1, 5):
        label = stretch("Children in care", y=100 + 12 * k, run=3 * k, order=50 * k)
        rows += [label]
        for n in (1, 2):
            place = label.u1 + n * apart
            rows.append(stretch(f"{k}{n}4", x=place, y=label.v, run=3 * k + n, order=label.order + 20 * n))
    assert not is_plain(*page_of(*rows))
    # The same where the file holds one column after the other.
    assert not is_plain(*page_of(*sorted(rows, key=lambda c: c.u0)))


def test_two_figures_side_by_side_in_one_text_may_be_a_table() -> None:
    rows = [stretch(f"Children {k}12 4{k}", y=100 + 12 * k, run=k, order=50 * k) for k in range(1, 5)]
    assert not is_plain(*page_of(*rows))
