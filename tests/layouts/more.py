"""Groups down and quarters across under the indicator's own heading; units in a column; RAG in the colour of the letters."""

from __future__ import annotations

from html import escape
from pathlib import Path

from .data import INDICATORS, figures, half_up, month_end
from .score import Case
from .tools import browser_pdf
from .wordy import cell, para, run, table, write_docx

INK = {"green": "00803C", "amber": "E08A00", "red": "C8102E"}


def groups_down(folder: Path) -> Case:
    """One table an indicator: its name is the caption, localities stand down, six quarters across, then the target."""
    quarters = [month_end(2021, 12 + 3 * k) for k in range(6)]
    case = Case("groups down", folder / "groups.pdf", area="Larkshire", period=quarters[-1].isoformat())
    places = ("Larkshire", "Coastal North", "Hill Towns", "Vale")
    parts = []
    for ind in INDICATORS[:6]:
        heads = "".join(f"<th>{q:%b %Y}</th>" for q in quarters)
        rows = []
        for place in places:
            figs = [figures(ind, q, place, "groups") for q in quarters]
            rows.append(
                f'<tr><td class="n">{place}</td>'
                + "".join(f"<td>{f.show(f.now)}</td>" for f in figs)
                + f"<td>{figs[0].show(ind.target)}</td></tr>"
            )
            for f, q in zip(figs, quarters, strict=True):
                case.add(ind.name, "result", f.show(f.now), period=q.isoformat(), area=place)
            case.add(ind.name, "target", figs[0].show(ind.target), area=place)
        parts.append(
            f"<h3>{escape(ind.name)}</h3><table><tr><th>Locality</th>{heads}<th>Target</th></tr>{''.join(rows)}</table>"
        )
    style = (
        "@page{size:A4 landscape;margin:14mm} body{font-family:'DejaVu Sans',sans-serif;font-size:10px}"
        "table{border-collapse:collapse;margin-bottom:14px} td,th{border:1px solid #888;padding:3px 10px;text-align:center} .n{text-align:left}"
        "h3,table{break-inside:avoid;break-after:avoid}"
    )
    path = folder / "groups.html"
    path.write_text(
        f"<!doctype html><meta charset=utf-8><style>{style}</style><h1>Larkshire County Council</h1>"
        f"<h2>Locality indicators to March 2023</h2>{''.join(parts)}", encoding="utf-8",
    )  # fmt: skip
    case.path = browser_pdf(path)
    return case


def unit_column(folder: Path) -> Case:
    """Figures without signs, their unit in a column; results written in green, amber or red; slanting arrows."""
    month = month_end(2022, 8)
    case = Case("unit column", folder / "units.docx", area="Larkshire", period=month.isoformat(), kind="scorecard")
    heads = ["Performance indicator", "Unit of measure", "August 2022", "July 2022", "Target", "Direction of travel"]
    rows = [[cell(para(run(h, "<w:b/>")), fill="DDDDDD") for h in heads]]
    for ind in INDICATORS:
        fig = figures(ind, month, seed="units")
        places = 0 if ind.unit == "n" else 1
        now, then = half_up(fig.now, places), half_up(fig.before, places)
        target = fig.show(ind.target).removesuffix("%")
        unit = {"%": "%", "n": "Number", "d": "Days" if "days" in ind.name else "Cases per worker"}[ind.unit]
        arrow = {"up": "↗", "down": "↘", "level": "→"}[fig.dot]
        coloured = para(run(now, f'<w:b/><w:color w:val="{INK[fig.rag]}"/>'))
        rows.append([cell(ind.name), cell(unit), cell(coloured), cell(then), cell(target), cell(arrow)])
        case.add(ind.name, "result", now, period=month.isoformat(), area="Larkshire")
        case.sign(ind.name, "rag", fig.rag)
        case.add(ind.name, "previous|result", then, period="2022-07-31")
        case.add(ind.name, "target", target)
        case.sign(ind.name, "dot|dot_previous", fig.dot)
    key = "Results are shown in green where the target is met, in amber where they are near it and in red where they are not."
    body = para("Larkshire County Council") + para("Performance scorecard - August 2022") + para(key) + table(rows, 6)
    write_docx(case.path, body)
    return case
