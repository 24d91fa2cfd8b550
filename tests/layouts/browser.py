"""A web page printed by a browser: RAG by colour alone, zebra rows, arrows as characters, a heading on every page."""

from __future__ import annotations

from html import escape
from pathlib import Path

from .data import INDICATORS, figures, month_end
from .score import Case
from .tools import browser_pdf

COLOUR = {"green": "#5cb85c", "amber": "#f0ad4e", "red": "#d9534f"}
TRIANGLE = {"up": "▲", "down": "▼", "level": "►"}


def browser_colour_only(folder: Path) -> Case:
    """The result's own cell is coloured; no letter or word says so."""
    month = month_end(2024, 8)
    case = Case(
        "browser, colour only", folder / "browser.pdf", area="Fenborough", period=month.isoformat(), kind="scorecard"
    )
    now, before, outturn = month.isoformat(), "2024-07-31", "2024-03-31"
    rows, section = [], ""
    for copy in range(3):
        for ind in INDICATORS:
            name = ind.name if copy == 0 else f"{ind.name} - {'north' if copy == 1 else 'south'}"
            title = ind.section if copy == 0 else f"{ind.section}: {'north' if copy == 1 else 'south'}"
            fig = figures(ind, month, seed=f"b{copy}")
            if title != section:
                section = title
                rows.append(f'<tr class="s"><td colspan="8">{escape(section)}</td></tr>')
            cells = [
                f'<td class="n">{escape(name)}</td>', f"<td>{ind.basis}</td>",
                f"<td>{fig.show(fig.outturn)}</td>", f"<td>{fig.show(fig.before)}</td>",
                f'<td style="background:{COLOUR[fig.rag]}">{fig.show(fig.now)}</td>',
                f"<td>{fig.show(ind.target)}</td>", f"<td>{TRIANGLE[fig.dot]}</td>", f"<td>{TRIANGLE[fig.dot_outturn]}</td>",
            ]  # fmt: skip
            rows.append(f"<tr>{''.join(cells)}</tr>")
            case.add(name, "outturn", fig.show(fig.outturn), period=outturn, area="Fenborough")
            case.add(name, "previous|result", fig.show(fig.before), period=before)
            case.add(name, "result", fig.show(fig.now), period=now)
            case.sign(name, "rag", fig.rag, period=now)
            case.add(name, "target", fig.show(ind.target))
            case.sign(name, "dot_previous", fig.dot)
            case.sign(name, "dot_outturn", fig.dot_outturn)
    heads = [
        "Indicator",
        "Period",
        "Outturn March 2024",
        "July 2024",
        "August 2024",
        "Target 24/25",
        "DoT from last month",
        "DoT from outturn",
    ]
    style = (
        "@page{size:A4 landscape;margin:12mm} body{font-family:'DejaVu Sans',sans-serif;font-size:9px;-webkit-print-color-adjust:exact}"
        "table{border-collapse:collapse;width:100%} thead{display:table-header-group} td,th{padding:3px 5px;text-align:center}"
        "th{background:#334;color:white} .n{text-align:left;width:300px} tr:nth-child(even) td{background:#f3f3f3}"
        ".s td{font-weight:bold;text-align:left;background:#dde}"
    )
    page = (
        f"<!doctype html><meta charset=utf-8><title>Scorecard</title><style>{style}</style><h1>Fenborough Borough Council</h1>"
        "<h2>Children's scorecard, August 2024</h2><p>A triangle pointing up means better performance.</p><table><thead><tr>"
        + "".join(f"<th>{h}</th>" for h in heads) + f"</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )  # fmt: skip
    path = folder / "browser.html"
    path.write_text(page, encoding="utf-8")
    case.path = browser_pdf(path)
    return case
