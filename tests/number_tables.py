"""Tables of made numbers as the check sees them, without a document around them."""

from __future__ import annotations

import random
from collections.abc import Sequence

from check.inside.column_words import column_kind
from check.inside.tables import Table, TableCell, TableColumn, TableRow
from check.numerals import Numeral
from check.paper import Figure
from records import Claim, Source, parse_value

Rows = list[list[str]]


def number_table(rows: Rows) -> Table:
    """A table whose first row and first column are words.

    Args:
        rows: Texts of the cells, the headings first.
    """
    head = rows[0]
    columns = [TableColumn(n, text, column_kind(text)) for n, text in enumerate(head)]
    body = []
    count = 0
    for r, row in enumerate(rows[1:], start=1):
        cells = {}
        for c, text in enumerate(row):
            place = Source("", "made", table=1, row=r, column=head[c], locator=f"t1/r{r + 1}/c{c + 1}", printed=text)
            value = parse_value(text)
            figure = None
            if c and value.number is not None:
                numeral = Numeral(0, len(text), text, "figure", "", value)
                figure = Figure(count, count, numeral, Claim(place, value, text))
                count += 1
            cells[c] = TableCell(count, text, place, figure)
        body.append(TableRow(r, row[0], cells))
    return Table(1, columns, body, 0)


def shown(n: float, places: int = 0, *, sign: bool = False) -> str:
    """A number as papers print it."""
    text = f"{abs(n):,.{places}f}"
    lead = "-" if n < 0 and float(text.replace(",", "")) else ("+" if sign and n > 0 else "")
    return lead + text


def one_digit_off(text: str, rng: random.Random) -> str:
    """The same text with one digit changed, never only the last of a figure with decimals.

    Args:
        text: A printed figure.
        rng: Chooses the digit.
    """
    places = [i for i, c in enumerate(text) if c.isdigit()]
    usable = places[:-1] if "." in text and len(places) > 1 else places
    at = rng.choice(usable)
    first = at == places[0] and len(places) > 1
    digit = rng.choice(
        [d for d in "123456789" if d != text[at]] if first else [d for d in "0123456789" if d != text[at]]
    )
    return text[:at] + digit + text[at + 1 :]


def spoiled(rows: Rows, r: int, c: int, text: str) -> Rows:
    """A copy with one cell changed."""
    out = [list(row) for row in rows]
    out[r][c] = text
    return out


def numbers_by_chance(rng: random.Random, sizes: Sequence[int]) -> Rows:
    """A table whose figures have nothing to do with each other.

    Args:
        rng: Makes them.
        sizes: Typical size of the figures of each column; a size of 0 stands for percentages with one decimal.
    """
    head = ["Service", *(f"Figure {n}" for n in range(len(sizes)))]
    rows = [head]
    for r in range(rng.randint(3, 9)):
        cells = [f"{rng.uniform(2, 98):.1f}%" if s == 0 else shown(rng.randint(s // 3, 2 * s)) for s in sizes]
        rows.append([f"Service {chr(65 + r)}", *cells])
    return rows


def alike_by_nature(rng: random.Random) -> Rows:
    """A table whose columns run alongside each other, as years and areas do, with no column worked out from others."""
    kind = rng.choice(["years", "areas", "small", "averages"])
    years = [f"20{n}/{n + 1}" for n in range(18, 18 + rng.randint(3, 7))]
    rows = [["Measure", *years]]
    if kind == "years":
        for r in range(rng.randint(3, 10)):
            start, places = rng.choice([(40, 1), (300, 0), (5000, 0), (7, 2)])
            values = [start * rng.uniform(0.8, 1.2)]
            while len(values) < len(years):
                values.append(values[-1] * rng.uniform(0.9, 1.1))
            unit = "%" if places == 1 else ""
            rows.append([f"Measure {chr(65 + r)}", *(shown(v, places) + unit for v in values)])
        return rows
    rows = [["Area", "Population", "Cases", "Visits", "Spend", "Rate"]]
    for r in range(rng.randint(3, 9)):
        size = rng.randint(8, 60) if kind == "small" else rng.randint(8000, 60000)
        cells = [
            shown(size),
            *(shown(max(0, round(size * share * rng.uniform(0.85, 1.15)))) for share in (0.02, 0.4, 1.1)),
        ]
        rows.append([f"Area {chr(65 + r)}", *cells, shown(rng.uniform(10, 30), 1)])
    if kind == "averages":  # a last row of averages, which are no sums
        columns = [[float(row[c].replace(",", "")) for row in rows[1:]] for c in range(1, 6)]
        rows.append(["All", *(shown(sum(c) / len(c), 1 if n == 4 else 0) for n, c in enumerate(columns))])
    return rows


def by_rows_and_columns(rng: random.Random) -> Rows:
    """Counts by group and month with a total row and a total column."""
    groups, months = rng.randint(3, 6), rng.randint(3, 6)
    top = rng.choice([40, 400, 9000])
    body = [[rng.randint(top // 10, top) for _ in range(months)] for _ in range(groups)]
    last = [sum(col) for col in zip(*body, strict=True)]
    head = ["Group", *(f"Month {n + 1}" for n in range(months)), "Whole period"]
    rows = [head, *([f"Group {chr(65 + n)}", *map(shown, row), shown(sum(row))] for n, row in enumerate(body))]
    return [*rows, ["Eastmere", *map(shown, last), shown(sum(last))]]


def then_and_now(rng: random.Random) -> Rows:
    """Last year, this year, the difference and the difference in per cent, with a total row."""
    top = rng.choice([300, 4000, 70000])
    rows = [["Service", "2023", "2024", "More or less", "In %"]]
    then = [rng.randint(top // 5, top) for _ in range(rng.randint(4, 8))]
    now = [max(1, round(n * rng.uniform(0.7, 1.4))) for n in then]
    names = [*(f"Service {chr(65 + n)}" for n in range(len(then))), "Net position"]
    for name, a, b in zip(names, [*then, sum(then)], [*now, sum(now)], strict=True):
        rows.append([name, shown(a), shown(b), shown(b - a, sign=True), shown(100 * (b - a) / a, 1) + "%"])
    return rows


def in_millions(rng: random.Random) -> Rows:
    """Budget, forecast, variance now and last month, and how it moved, in millions, with a net row."""
    rows = [["Portfolio", "Budget", "Forecast", "Now", "Before", "Moved"]]
    body = []
    for _ in range(rng.randint(4, 7)):
        budget, now, before = rng.randint(200, 2500), rng.randint(-90, 90), rng.randint(-90, 90)
        body.append([budget, budget + now, now, before, now - before])
    body.append([sum(col) for col in zip(*body, strict=True)])
    for n, row in enumerate(body):
        signed = [shown(v / 10, 1, sign=k >= 2) for k, v in enumerate(row)]
        rows.append([f"Portfolio {chr(65 + n)}" if n + 1 < len(body) else "Position", *signed])
    return rows


def parts_of_wholes(rng: random.Random) -> Rows:
    """Cases, those in time, the rate in time, and each group's share of all cases, with a row for all."""
    rows = [["Team", "Cases", "In time", "Rate in time", "Share of cases"]]
    cases = [rng.randint(150, 1500) for _ in range(rng.randint(4, 7))]
    good = [round(n * rng.uniform(0.5, 0.97)) for n in cases]
    for n, (d, k) in enumerate(zip([*cases, sum(cases)], [*good, sum(good)], strict=True)):
        name = f"Team {chr(65 + n)}" if n < len(cases) else "Northmere"
        rows.append([name, shown(d), shown(k), f"{100 * k / d:.1f}%", f"{100 * d / sum(cases):.1f}%"])
    return rows


def turned(rows: Rows) -> Rows:
    """Rows as columns."""
    return [list(column) for column in zip(*rows, strict=True)]
