"""Sums that run on from sentence to sentence: "17 applications, 13 of them in time. That is 76%"."""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from check.figure_roles import said_of
from check.judgements import Judgement, Results, number_text, printed, quantity, span_text
from check.paper import Figure, Paper, Statement
from check.period_of import times_of_figures
from check.relations import Relation
from check.size_words import sizes_of_template
from records import Quantity, RoundingMode, Verdict, rounding_modes

_N = r"«N(?P<{0}>\d+)»"
_WORDS = r"(?:[^«.;]|\.(?=\d))"
_RATIOS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_N.format('whole')}\s+{_WORDS}{{2,110}}?,\s*(?:and\s+)?{_N.format('part')}\s+of\s+(?:them|these|which|whom)\b",
        rf"{_N.format('whole')}\s+{_WORDS}{{2,110}}?,?\s+of\s+(?:which|whom)\s+(?:about\s+|only\s+)?{_N.format('part')}",
        rf"(?:^|[.;]\s+)\W*(?:Of|Out\s+of|Among)\s+(?:the\s+|these\s+|all\s+|our\s+)?{_N.format('whole')}\s+{_WORDS}{{2,120}}?,\s+(?:only\s+|just\s+)?{_N.format('part')}",
        rf"{_N.format('part')}\s+(?:out\s+)?of\s+(?:(?:the|these|our|all|some|its)\s+)*{_N.format('whole')}",
    )
)
_BESIDE = re.compile(rf"^[^«.;]{{0,70}}?\(\s*{_N.format('percent')}\s*\)", re.IGNORECASE)
_NEXT = re.compile(
    rf"^{_WORDS}{{0,110}}?[.;,]\s+(?:(?:That|This|which|it)\s+(?:is|was|represents|equals|gives|makes|amounts\s+to|equates\s+to|works\s+out\s+at|means)|At|the\s+(?:result|rate)\s+(?:of|is|was)|a\s+(?:result|rate)\s+of|or|equal\s+to|equivalent\s+to)\s+(?:just\s+|about\s+|a\s+(?:rate|result)\s+of\s+)?{_N.format('percent')}",
    re.IGNORECASE,
)
_FITTING = re.compile(
    rf"{_N.format('whole')}\s+{_WORDS}{{2,110}}?{_N.format('part')}\s*\(\s*{_N.format('percent')}\s*\)", re.IGNORECASE
)
_REST = re.compile(
    rf"^(?P<between>(?:[^«]|\.){{0,120}}?(?:\(«N\d+»\)[^«]{{0,100}}?)?)\b(?:the\s+)?(?:other|remaining|rest|remainder)\s+(?:were\s+|of\s+)?{_N.format('rest')}",
    re.IGNORECASE,
)
_TWIN = re.compile(
    rf"{_N.format('size')}(?P<mid>[^«.;]{{0,70}}?(?:«T\d+»[^«.;,(]{{0,25}})?)(?:,\s*(?:or\s+)?(?:an?\s+(?:\w+\s+)?(?:fall|drop|reduction|decrease|increase|rise|improvement|decline|growth)\s+of\s+)|,?\s*\bor\s+|\(\s*(?:or\s+|up\s+|down\s+)?)(?:about\s+|nearly\s+|just\s+(?:over|under)\s+)?{_N.format('percent')}",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:fewer|less|lower|fall|fell|fallen|drop|dropped|reduction|reduced|decrease|decreased|down|shorter|decline|declined|quicker)\b",
    re.I,
)
_UP = re.compile(r"\b(?:more|higher|rise|rose|risen|increase|increased|growth|grew|up|longer)\b", re.I)
_CARRIES = re.compile(
    r"^\W*(?:That|This|It|Over|The\s+(?:rate|figure|increase|rise|fall|drop|reduction|difference|change|improvement))\b",
    re.I,
)
_OWN_TIME = re.compile(r"^\s*(?:[a-z-]+\s+){0,5}?(?:than|on|from|since|compared\s+(?:with|to))\b", re.I)


def add_passage_ratios(paper: Paper) -> None:
    """Ratios whose parts stand in different clauses or sentences of one passage, as statements of the paper.

    Args:
        paper: Takes them.
    """
    for index, figures in _prose(paper).items():
        template = _template(paper, index, figures)
        sizes = _sizes(figures)
        taken = {k: s for s in paper.statements if s.passage == index and s.relation.kind == "ratio" for k in s.ids}
        for pattern in _RATIOS:
            for m in pattern.finditer(template):
                part, whole = int(m["part"]), int(m["whole"])
                if not _counts(paper, part, whole) or {part, whole} & sizes:
                    continue
                rest = template[m.end() :]
                found = _BESIDE.match(rest) or _NEXT.match(rest)
                percent = int(found["percent"]) if found else None
                if percent is not None and (
                    paper.figures[percent].value.unit != "percent" or percent in sizes or _told(paper, percent)
                ):
                    percent = None
                old = taken.get(part)
                if (
                    old is not None
                    and old is taken.get(whole)
                    and old.relation.percent is None
                    and percent is not None
                    and percent not in taken
                ):
                    paper.statements[paper.statements.index(old)] = replace(
                        old, relation=replace(old.relation, percent=percent)
                    )
                    taken[percent] = old
                elif old is None and whole not in taken and percent is not None and percent not in taken:
                    _add(paper, index, part, whole, percent, taken)
        for m in _FITTING.finditer(template):
            part, whole, percent = int(m["part"]), int(m["whole"]), int(m["percent"])
            if {part, whole, percent} & (set(taken) | sizes) or not _counts(paper, part, whole):
                continue
            exact = Quantity.ratio(paper.figures[part].value, paper.figures[whole].value)
            value = paper.figures[percent].value
            if value.unit == "percent" and exact is not None and rounding_modes(exact, value):
                _add(paper, index, part, whole, percent, taken)
        _rests(paper, index, template, taken)


def _add(paper: Paper, index: int, part: int, whole: int, percent: int, taken: dict[int, Statement]) -> None:
    sentence = paper.figures[part].sentence
    if sentence is None:
        return
    made = Statement(Relation("ratio", part=part, whole=whole, percent=percent, pattern="passage"), sentence, index)
    paper.statements.append(made)
    taken |= {part: made, whole: made, percent: made}


def _rests(paper: Paper, index: int, template: str, taken: dict[int, Statement]) -> None:
    """Hold "The remaining 25 were dismissed", after a part of a whole."""
    for s in [
        s for s in paper.statements if s.passage == index and s.relation.kind == "ratio" and s.relation.rest is None
    ]:
        r = s.relation
        if r.part is None or r.whole is None:
            continue
        end = max(template.find(f"«N{k}»") for k in (r.part, r.whole))
        m = _REST.match(template[template.find("»", end) + 1 :])
        if m is None or int(m["rest"]) in taken:
            continue
        between = [int(k) for k in re.findall(r"«N(\d+)»", m["between"])]
        rest = int(m["rest"])
        if all(k == r.percent for k in between) and _counts(paper, rest, r.whole):
            paper.statements[paper.statements.index(s)] = replace(s, relation=replace(r, rest=rest))
            taken[rest] = s


def check_passage_sums(paper: Paper, results: Results) -> None:
    """Changes told in one sentence of figures in another, and parts that add up to more than their whole.

    Args:
        paper: With its statements.
        results: Takes the judgements.
    """
    judged = {
        j.figure
        for j in results.judgements
        if j.kind in {"change", "percentage_points", "ratio"} and j.verdict != "not_checked"
    }
    cut = any(f.kind == "rounding_mode" and "cut off" in f.explanation for f in results.findings)
    modes: set[RoundingMode] = {"half_up", "half_even", *({"truncate"} if cut else ())}
    for index, figures in _prose(paper).items():
        template = _template(paper, index, figures)
        sizes = _sizes(figures)
        _twins(paper, figures, template, sizes, judged, results, modes)
        _differences(paper, figures, sizes, judged, results)
        _parts(paper, index, template, results)
        _gaps(paper, template, results)
        _money_shares(paper, template, judged, results)


def _twins(
    paper: Paper, figures: list[Figure], template: str, sizes: set[int], judged: set[int], results: Results,
    modes: set[RoundingMode],
) -> None:  # fmt: skip
    """Hold "31 cases (14%)": the percentage must be the change's, of the figure it is a change of."""
    for m in _TWIN.finditer(template):
        size, percent = paper.figures[int(m["size"])], paper.figures[int(m["percent"])]
        if size.id not in sizes or percent.value.unit != "percent" or percent.id in judged:
            continue
        if (
            size.value.unit in {"percent", "points"}
            or size.value.number is None
            or not size.value.number
            or _scaled(size)
        ):
            continue
        words = template[max(0, m.start() - 60) : m.end()]
        down, up = bool(_DOWN.search(words)), bool(_UP.search(words))
        signs = [1] if down and not up else [-1] if up and not down else [1, -1]
        bases = [
            f for f in figures
            if f.id not in sizes and f.numeral.start < size.numeral.start and f.value.unit not in {"percent", "points"}
            and f.value.number is not None and abs(f.value.number) > abs(size.value.number) and not _told(paper, f.id) and not _scaled(f)
        ]  # fmt: skip
        others = [
            f
            for f in figures
            if f.id not in sizes
            and f.numeral.start > percent.numeral.end
            and f.value.number is not None
            and f.value.unit not in {"percent", "points"}
            and abs(f.value.number) > abs(size.value.number)
        ]
        q = quantity(size.value)
        fits = False
        shown = ""
        for f in (*bases, *others):
            base = quantity(f.value)
            for old in (*(base + Quantity(s * q.low, s * q.high) if s > 0 else base - q for s in signs), base):
                exact = _share(q, old)
                if exact is not None and rounding_modes(exact, percent.value) & modes:
                    fits = True
            if not shown and f is (bases[-1] if bases else None):
                exact = _share(q, base + q if signs[0] > 0 else base - q)
                shown = (
                    f"{printed(size)} of {number_text((base + q if signs[0] > 0 else base - q).middle)} is {span_text(exact, 'percent', 1)}"
                    if exact
                    else ""
                )
        same = [
            f
            for f in bases
            if f.sentence is not None and size.sentence is not None and f.sentence.start == size.sentence.start
        ]
        if fits:
            results.add(
                Judgement(
                    percent.id,
                    "agrees_within_rounding",
                    "change",
                    "The percentage is the change's, by the figure it is a change of.",
                    sources=(size.place,),
                )
            )
        elif shown and (len(bases) <= 3 or same):
            results.add(
                Judgement(
                    percent.id, "contradicts", "change",
                    f"{printed(size)} and {printed(percent)} do not go together: {shown}.", shown, "serious",
                    (size.place, bases[-1].place), "Correct the change, its percentage or the figure.",
                )
            )  # fmt: skip


def _share(size: Quantity, old: Quantity) -> Quantity | None:
    if old.low <= 0:
        return None
    return Quantity(100 * size.low / old.high, 100 * size.high / old.low) if size.low > 0 else None


def _differences(paper: Paper, figures: list[Figure], sizes: set[int], judged: set[int], results: Results) -> None:
    """Hold "That is an improvement of 2.44 days": a difference between two figures of the sentence before."""
    for f in figures:
        if (
            f.id not in sizes
            or f.id in judged
            or f.sentence is None
            or f.value.number is None
            or f.value.unit == "percent"
        ):
            continue
        if (
            not _CARRIES.match(f.sentence.text)
            or _scaled(f)
            or any(j.figure == f.id and j.verdict == "contradicts" for j in results.judgements)
        ):
            continue
        earlier = [
            g for g in figures if g.sentence is not None and g.sentence.start < f.sentence.start and g.id not in sizes
        ]
        if not earlier:
            continue
        last = max(g.sentence.start for g in earlier if g.sentence)
        before = [
            g for g in earlier if g.sentence and g.sentence.start == last and _plain(g, f) and not _told(paper, g.id)
        ]
        own = [
            g for g in figures if g.sentence == f.sentence and g.id not in sizes and _plain(g, f) and _older(paper, g)
        ]
        k = f.sentence.figures.index(paper.numerals[f.passage].index(f.numeral))
        after = f.sentence.template.partition(f"«N{k}»")[2]
        now = [g for g in before if not _older(paper, g)]
        then = own or [g for g in before if _older(paper, g)]
        if _OWN_TIME.match(after):
            beside = _OWN_FIGURE.match(after)
            then = [g for g in own if beside and _number_in_sentence(paper, g) == int(beside[1])]
        if len(now) != 1 or not then:
            continue
        q = quantity(now[0].value)
        gaps = {g.id: (q - quantity(g.value)).magnitude() for g in then}
        if any(rounding_modes(gap, f.value) for gap in gaps.values()):
            results.add(
                Judgement(
                    f.id,
                    "agrees_within_rounding",
                    "change",
                    "It is the difference between two figures told before.",
                    sources=(now[0].place,),
                )
            )
        elif len(own) <= 1:
            told = "; ".join(f"{printed(now[0])} and {printed(g)} differ by {span_text(gaps[g.id])}" for g in then)
            results.add(
                Judgement(f.id, "contradicts", "change", f"{printed(f)} is none of the differences told: {told}.", told, "serious",
                          (now[0].place, *(g.place for g in then)), "Correct the change, or the figures.")
            )  # fmt: skip


def _parts(paper: Paper, index: int, template: str, results: Results) -> None:
    """Hold "Of the 74 schools, 17 are outstanding, 54 good ...": parts of one list cannot make more than their whole."""
    for m in re.finditer(
        r"(?:^|[.;]\s+)\W*(?:Of|Out\s+of)\s+(?:the\s+|these\s+|our\s+|all\s+)?«N(?P<whole>\d+)»(?P<list>(?:[^.;]|\.(?=\d))*)",
        template,
        re.I,
    ):
        whole = paper.figures[int(m["whole"])]
        parts = [paper.figures[int(k)] for k in re.findall(r"«N(\d+)»", m["list"])]
        plain = all(p.value.unit in {"count", ""} and p.value.places <= 0 and p.value.number is not None for p in parts)
        if (
            len(parts) < 3
            or not plain
            or whole.value.number is None
            or re.search(
                r"«T|\bof\s+(?:which|whom|these|them)\b|\binclud\w+|\b(?:more|fewer|than|from|compared|target|both)\b|\bages?d?\b",
                m["list"],
                re.I,
            )
        ):
            continue
        total = sum(p.value.number or 0 for p in parts)
        working = f"{' + '.join(printed(p) for p in parts)} = {total}"
        if total > whole.value.number:
            results.add(
                Judgement(whole.id, "contradicts", "part_of_whole", f"The parts make more than the whole: {working}, not {printed(whole)}.",
                          working, "serious", tuple(p.place for p in parts), "Check the whole and its parts.")
            )  # fmt: skip
        elif total == whole.value.number:
            for p in (whole, *parts):
                results.add(
                    Judgement(p.id, "agrees", "sum", f"Parts and whole: {working}.", working, sources=(whole.place,))
                )


_OWN_FIGURE = re.compile(
    r"^\s*(?:[a-z-]+\s+){0,5}?(?:than|on|from|since|compared\s+(?:with|to))\b[^«(;,.]{0,40}(?:«P\d+»\s*)?\(\s*«N(\d+)»",
    re.IGNORECASE,
)
_GAP = re.compile(
    rf"{_N.format('result')}(?:[^«.;]|\.(?=\d)|«T\d+»){{0,60}}?{_N.format('size')}\s*(?:[a-z]+\s+){{0,2}}?(?P<side>above|below|over|under|short\s+of)\s+(?:the|our|its|a)\s+"
    rf"(?:[a-z]+\s+){{0,2}}?(?:{_N.format('target')}\s+(?:target|average|standard)|(?:target|average|standard)\s+(?:of|\()\s*{_N.format('goal')})",
    re.IGNORECASE,
)
_SHARE = re.compile(
    rf"{_N.format('part')}(?:[^«.;]|«T\d+»|\.(?=\d)|\([^)]*\)){{2,130}}?,\s+(?:which\s+is\s+|or\s+|being\s+)?{_N.format('percent')}\s+of\s+(?:the|its|our|a)\s+(?:[a-z]+\s+){{0,3}}?{_N.format('whole')}",
    re.IGNORECASE,
)


def _gaps(paper: Paper, template: str, results: Results) -> None:
    """Hold "12.3%, 0.3 points above the 12% target" against its own two figures."""
    for m in _GAP.finditer(template):
        result, size = paper.figures[int(m["result"])], paper.figures[int(m["size"])]
        target = paper.figures[int(m["target"] or m["goal"])]
        if not (_plain(result, target) and size.value.number is not None and result.value.unit == target.value.unit):
            continue
        goal = Quantity.exact(Fraction(target.value.number or 0))
        distance = quantity(result.value) - goal
        above = m["side"].lower() in {"above", "over"}
        fits = bool(rounding_modes(distance.magnitude(), size.value)) and (
            distance.high >= 0 if above else distance.low <= 0
        )
        working = f"{printed(result)} and {printed(target)} differ by {span_text(distance.magnitude())}"
        verdict: Verdict = "agrees_within_rounding" if fits else "contradicts"
        results.add(
            Judgement(size.id, verdict, "target", f"{working}{'' if fits else f': not {printed(size)} ' + m['side']}.", working,
                      "note" if fits else "serious", (result.place, target.place), "" if fits else "Correct the distance or the figures.")
        )  # fmt: skip


def _money_shares(paper: Paper, template: str, judged: set[int], results: Results) -> None:
    """Hold "£9.4m had been spent, 19.6% of the £48.0m budget" against its own two sums."""
    for m in _SHARE.finditer(template):
        part, percent, whole = (paper.figures[int(m[k])] for k in ("part", "percent", "whole"))
        if {part.value.unit, whole.value.unit} != {"money"} or percent.value.unit != "percent" or percent.id in judged:
            continue
        if part.value.number is None or not whole.value.number:
            continue
        a, b = quantity(part.value), quantity(whole.value)
        exact = _share(a, b)
        if exact is None:
            continue
        fits = bool(rounding_modes(exact, percent.value))
        working = f"{printed(part)} / {printed(whole)} = {span_text(exact, 'percent', 1)}"
        results.add(
            Judgement(percent.id, "agrees_within_rounding" if fits else "contradicts", "ratio",
                      f"{working}{'' if fits else f', not {printed(percent)}'}.", working, "note" if fits else "serious",
                      (part.place, whole.place), "" if fits else "Correct the percentage or the sums.")
        )  # fmt: skip


def _prose(paper: Paper) -> dict[int, list[Figure]]:
    out: dict[int, list[Figure]] = {}
    for f in paper.figures:
        if f.sentence is not None and paper.passages[f.passage].kind not in {"heading", "header", "footer", "caption"}:
            out.setdefault(f.passage, []).append(f)
    return {k: v for k, v in out.items() if len(v) > 1}


def _template(paper: Paper, index: int, figures: list[Figure]) -> str:
    """The whole passage with its figures marked by their ids and its periods by «T0» ..."""
    text = paper.passages[index].text
    marks = [(f.numeral.start, f.numeral.end, f"«N{f.id}»") for f in figures]
    spans = {span for f in figures if f.sentence for span in f.sentence.period_spans}
    marks += [(a, b, f"«T{n}»") for n, (a, b) in enumerate(sorted(spans))]
    parts, at = [], 0
    for start, end, mark in sorted(marks):
        if start >= at:
            parts += [text[at:start], mark]
            at = end
    return re.sub(r"\s+", " ", "".join([*parts, text[at:]]))


def _sizes(figures: list[Figure]) -> set[int]:
    out: set[int] = set()
    by_sentence: dict[int, list[Figure]] = {}
    for f in figures:
        if f.sentence is not None:
            by_sentence.setdefault(f.sentence.start, []).append(f)
    for same in by_sentence.values():
        sentence = same[0].sentence
        sizes = sizes_of_template(sentence.template) if sentence is not None else frozenset()
        out |= {f.id for k, f in enumerate(sorted(same, key=lambda f: f.numeral.start)) if k in sizes}
    return out


def _number_in_sentence(paper: Paper, f: Figure) -> int:
    assert f.sentence is not None
    return f.sentence.figures.index(paper.numerals[f.passage].index(f.numeral))


def _told(paper: Paper, figure: int) -> bool:
    """Whether the words beside a figure say that it is a target, a benchmark or another figure of its own."""
    f = paper.figures[figure]
    return f.sentence is not None and said_of(f.sentence.template, _number_in_sentence(paper, f)).role not in {
        "",
        "rate",
    }


def _older(paper: Paper, f: Figure) -> bool:
    assert f.sentence is not None
    when = times_of_figures(f.sentence).get(_number_in_sentence(paper, f))
    return when is not None and (
        when.older or (when.word is not None and when.word.kind == "back" and when.word.number > 0)
    )


def _plain(a: Figure, b: Figure) -> bool:
    kinds = {a.value.unit, b.value.unit}
    same = len(kinds) == 1 or kinds <= {"count", "", "days", "average", "rate"} or kinds == {"percent", "points"}
    return same and a.value.number is not None and not _scaled(a)


def _scaled(f: Figure) -> bool:
    """Whether a figure is printed in thousands or millions: too coarse for sums with others."""
    return bool(re.search(r"\d\s?(?:bn|million|billion|thousand|[mk])\b", f.value.printed, re.I))


def _counts(paper: Paper, part: int, whole: int) -> bool:
    values = (paper.figures[part].value, paper.figures[whole].value)
    return all(v.unit in {"count", ""} and v.places <= 0 and v.number is not None for v in values)
