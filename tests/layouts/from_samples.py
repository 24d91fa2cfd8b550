"""Truth for the sample scorecards, from the facts they are made of."""

from __future__ import annotations

import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

from .score import Case

SAMPLES = Path(__file__).resolve().parent.parent.parent / "samples"


def modules() -> dict[str, Any]:
    """The samples' own modules, which import each other as a script's neighbours do."""
    sys.path.insert(0, str(SAMPLES))
    try:
        import _county
        import _measures
        import _papers
        import _plan
        import _ruled
        import _series
        import _zebra
        import facts
    finally:
        sys.path.remove(str(SAMPLES))
    return {
        "papers": _papers,
        "measures": _measures,
        "plan": _plan,
        "facts": facts,
        "county": _county,
        "series": _series,
        "ruled": _ruled,
        "zebra": _zebra,
    }


def scorecard_case(month_text: str) -> Case:
    """Every cell of one sample scorecard."""
    m = modules()
    f, county = m["facts"], m["county"]
    year, number = map(int, month_text.split("_"))
    month = f.month_end(year, number)
    zebra = month >= f.month_end(2025, 2)
    case = Case(
        f"sample {month_text}",
        SAMPLES / f"scorecard_{month_text}.pdf",
        area=f.COUNTY,
        period=month.isoformat(),
        kind="scorecard",
    )
    now, before, outturn = month.isoformat(), f.before(month).isoformat(), f.OUTTURN.isoformat()
    for row in county.scorecard(month):
        s, name = row.spec, f.name_in(row.spec, month)
        at = {"area": f.COUNTY}
        case.add(name, "result", f.show(s, row.now.value), period=now, **at)
        case.sign(name, "rag", row.rag, period=now, **at)
        posts = s.fte and s.unit == "percent"
        case.add(name, "numerator", f.show_part(row.now.num, fte=posts, commas=zebra), period=now, **at)
        case.add(name, "denominator", f.show_part(row.now.denom, fte=s.fte, commas=zebra), period=now, **at)
        case.add(name, "target", f.show(s, s.target), **at)
        case.add(name, "previous|result" if zebra else "previous", f.show(s, row.previous.value), period=before, **at)
        case.sign(name, "dot_previous", row.dot_previous, **at)
        case.add(name, "outturn", f.show(s, row.outturn.value), period=outturn, **at)
        case.sign(name, "dot_outturn", row.dot_outturn, **at)
    _cohorts(case, m, month, zebra)
    _activity(case, m, month, zebra)
    for row in county.scorecard(month):
        if row.rag == "red":
            for back in range(6 if zebra else 4):
                when = f.before(month, back)
                fact = county.result(row.spec.id, when, edition=month)
                name = f.name_in(row.spec, month)
                case.add(name, "result", f.show(row.spec, fact.value), period=when.isoformat())
                case.add(name, "target", f.show(row.spec, row.spec.target))
                case.sign(name, "rag", f.rag(row.spec, fact.value), period=when.isoformat())
    return case


def _cohorts(case: Case, m: dict[str, Any], month: Any, zebra: bool) -> None:
    f, county = m["facts"], m["county"]
    now = month.isoformat()
    lines = [(a, i) for a in (f.COUNTY, *f.AREAS) for i in county.CARE_IDS] + [
        (f.COUNTY, i) for i in county.OTHER_IDS if not (zebra and i == 7)
    ]
    for area, ident in lines:
        s = f.SPECS[ident]
        name = f.name_in(s, month)
        pair = (
            ("all", county.result(ident, month, edition=month, area=area)),
            ("excl_uasc", county.without_uasc(ident, month, area)),
        )
        for cohort, fact in pair:
            at = {"area": area, "cohort": cohort, "period": now}
            case.add(name, "result", f.show(s, fact.value), **at)
            case.sign(name, "rag", f.rag(s, fact.value), **at)
            case.add(name, "numerator", f.show_part(fact.num, commas=zebra), **at)
            case.add(name, "denominator", f.show_part(fact.denom, commas=zebra), **at)
        if not zebra:
            case.add(name, "target", f.show(s, s.target), area=area)
            gap = m["ruled"].variance(s, pair[0][1], pair[1][1])
        else:
            gap = f.signed(pair[1][1].value - pair[0][1].value, 1) if ident != 22 else "n/a"
        case.add(name, "variance", gap, area=area, cohort="excl_uasc", period=now)


def _activity(case: Case, m: dict[str, Any], month: Any, zebra: bool) -> None:
    f, series = m["facts"], m["series"]
    i = series.month_index(month)
    now, before = month.isoformat(), f.before(month).isoformat()
    units = (*f.AREAS, f.DISABILITY, f.COUNTYWIDE)
    names = dict(m["zebra"].STOCK_LABELS + m["zebra"].FLOW_LABELS) if zebra else {}
    for place in (f.COUNTY, *units, *(t for a in units for t in f.TEAMS[a])):
        columns = series.activity(place).columns
        for column in series.STOCKS:
            name = names.get(column, column)
            a, b = columns[column][i], columns[column][i - 1]
            case.add(name, "result|count", f"{a:,}" if zebra else str(a), area=place, period=now)
            case.add(name, "previous|result", f"{b:,}" if zebra else str(b), area=place, period=before)
            case.add(name, "change", f.signed(Fraction(a - b)), area=place, period=now)
        for column in series.FLOWS:
            a = columns[column][i]
            case.add(names.get(column, column), "result|count", f"{a:,}" if zebra else str(a), area=place, period=now)


def return_case(suffix: str) -> Case:
    """The sample data returns: the plain table (csv) or the scorecard's own columns (xlsx)."""
    m = modules()
    f, county = m["facts"], m["county"]
    month = f.month_end(2025, 3)
    now, before = month.isoformat(), f.before(month).isoformat()
    case = Case(
        f"data return {suffix}",
        SAMPLES / f"data_return_2025_03.{suffix}",
        area=f.COUNTY,
        period=now,
        kind="data_return",
    )
    for row in county.scorecard(month):
        s, name = row.spec, f.name_in(row.spec, month)
        posts = s.fte and s.unit == "percent"
        case.add(name, "result", f.show(s, row.now.value), period=now, area=f.COUNTY)
        case.add(name, "target", f.show(s, s.target), area=f.COUNTY)
        case.sign(name, "rag", row.rag, period=now, area=f.COUNTY)
        if row.now.num is not None or suffix == "xlsx":
            case.add(name, "numerator", f.show_part(row.now.num, fte=posts), period=now, area=f.COUNTY)
            case.add(name, "denominator", f.show_part(row.now.denom, fte=s.fte), period=now, area=f.COUNTY)
        if suffix == "xlsx":
            case.add(name, "previous", f.show(s, row.previous.value), period=before, area=f.COUNTY)
            case.add(name, "outturn", f.show(s, row.outturn.value), period=f.OUTTURN.isoformat(), area=f.COUNTY)
    if suffix == "csv":
        _plain_rest(case, m, month)
    return case


def _plain_rest(case: Case, m: dict[str, Any], month: Any) -> None:
    """Lines of the plain table beyond the county's scorecard: areas, cohorts, strategy measures."""
    import csv

    f = m["facts"]
    with case.path.open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.DictReader(file))
    for line in lines[len(m["county"].scorecard(month)) :]:
        at = {"area": line["area"], "cohort": line["cohort"], "period": line["period"]}
        case.add(line["indicator"], "result", line["result"], **at)
        for column in ("numerator", "denominator", "target"):
            if line[column]:
                case.add(line["indicator"], column, line[column], **at)
        if line["rag"]:
            case.sign(line["indicator"], "rag", line["rag"].lower(), **at)
    assert len(lines) > 100, f.COUNTY
