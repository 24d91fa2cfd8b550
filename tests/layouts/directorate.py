"""A directorate's scorecard of later years: periods as codes, italics for last year, two neutral arrows, benchmarks."""

from __future__ import annotations

from html import escape
from pathlib import Path

from .data import INDICATORS, figures, half_up, month_end
from .score import Case
from .tools import browser_pdf

COLOUR = {"green": "#92d050", "amber": "#ffc000", "red": "#ff0000"}


def directorate_scorecard(folder: Path) -> Case:
    """Districts in blocks of columns under a spanning heading; rotated heads; data in italics are last year's."""
    month = month_end(2024, 2)
    case = Case(
        "directorate scorecard", folder / "directorate.pdf", area="Kelhaven", period=month.isoformat(), kind="scorecard"
    )
    now = month.isoformat()
    codes = {"YTD": "YTD", "SS": "SS", "R12M": "R12M", "MS": "MS"}
    rows, section = [], ""
    for n, ind in enumerate(INDICATORS):
        fig = figures(ind, month, seed="dir")
        if ind.section != section:
            section = ind.section
            rows.append(f'<tr><td class="s" colspan="13">{escape(section)}</td></tr>')
        # Two neutral arrows: level where nothing changed; the up-down arrow where the measure has no good direction.
        data_only = n % 6 == 5
        arrow = "↕" if data_only else {"up": "⇧", "down": "⇩", "level": "⇔"}[fig.dot]
        places = 0 if ind.unit == "n" else 1
        mark = "%" if ind.unit == "%" else ""
        england = "" if ind.unit == "n" else half_up(fig.outturn, places) + mark
        neighbours = "" if ind.unit == "n" else half_up(fig.before, places) + mark
        annual = n % 7 == 3
        value = fig.show(fig.now)
        parts = ("", "") if fig.num is None else (f"{fig.num:,}", f"{fig.denom:,}")
        cells = [
            f"<td>{ind.id}</td>", f'<td class="n">{escape(ind.name)}</td>', f"<td>{'LI'[n % 2]}{n}</td>", f"<td>{ind.polarity if not data_only else 'T'}</td>",
            f"<td>{codes[ind.basis]}</td>", f"<td>{parts[0]}</td>", f"<td>{parts[1]}</td>",
            f"<td>{'<i>' + value + '</i>' if annual else value}</td>",
            '<td></td>' if data_only else f'<td style="background:{COLOUR[fig.rag]}">{fig.rag[0].upper()}</td>',
            f"<td>{'' if data_only else fig.show(ind.target)}</td>", f"<td>{arrow}</td>", f"<td>{england}</td>", f"<td>{neighbours}</td>",
        ]  # fmt: skip
        rows.append(f"<tr>{''.join(cells)}</tr>")
        for text, role in ((parts[0], "numerator"), (parts[1], "denominator")):
            if text:
                case.add(ind.name, role, text, area="Kelhaven", period=None if annual else now)
        case.add(ind.name, "result", value, period=None if annual else now)
        if not data_only:
            case.sign(ind.name, "rag", fig.rag)
            case.add(ind.name, "target", fig.show(ind.target))
        case.sign(ind.name, "dot|dot_previous", "level|unknown" if arrow == "↕" else fig.dot)
        for text in (england, neighbours):
            if text:
                case.add(ind.name, "benchmark", text)
    rotated = "writing-mode:vertical-rl;transform:rotate(180deg);white-space:nowrap;height:190px"
    style = (
        "@page{size:A4 landscape;margin:10mm} body{font-family:'DejaVu Sans',sans-serif;font-size:8px;-webkit-print-color-adjust:exact}"
        "table{border-collapse:collapse;width:100%} td,th{border:1px solid #555;padding:2px 3px;text-align:center}"
        f"th div{{{rotated}}} .n{{text-align:left;width:260px}} .s{{text-align:left;font-weight:bold;background:#ccd}}"
    )
    heads = [
        "Polarity",
        "Data period",
        "Numerator",
        "Denominator",
        "February 2024",
        "RAG",
        "Target 2023-24",
        "Direction of travel from January 2024",
        "England 2022-23",
        "Statistical neighbours",
    ]
    table = (
        '<tr><th rowspan="2">ID</th><th rowspan="2">Indicators</th><th rowspan="2">Source</th><th colspan="8">Kelhaven: monthly position</th>'
        '<th colspan="2">Benchmark data</th></tr><tr>' + "".join(f"<th><div>{h}</div></th>" for h in heads) + "</tr>" + "".join(rows)
    )  # fmt: skip
    notes = (
        "<p>YTD year to date, SS snapshot, R12M rolling 12 months, MS month. Data in italics indicates previous reporting year. "
        "⇧ improving, ⇩ declining, ⇔ no change, ↕ data only: neither direction is good.</p>"
    )
    page = (
        f"<!doctype html><meta charset=utf-8><style>{style}</style><h2>Kelhaven Council - Children's Directorate Scorecard</h2>"
        f"<h3>February 2024</h3><table><thead>{table.split('</tr>', 2)[0]}</tr>{table.split('</tr>', 2)[1]}</tr></thead><tbody>{table.split('</tr>', 2)[2]}</tbody></table>{notes}"
    )
    path = folder / "directorate.html"
    path.write_text(page, encoding="utf-8")
    case.path = browser_pdf(path)
    return case
