"""One cause, one finding: a column or row whose figures all differ from what was published is told once, at its heading.

A heading that names the wrong month, or a row that is taken for another indicator, makes every figure under it differ.
Such figures are not called wrong one by one; where some of them fit, each stands for itself.
"""

# ruff: noqa: E501 - explanations, one to a line

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from check.judgements import FITS, Judgement, Results, taken_back
from check.paper import Paper
from check.sought import Sought
from records import Finding, Source, quick

_KINDS = {"prior", "own_tables"}
_STANDS = FITS | {"superseded"}
_ENOUGH = 3
_OF_ANOTHER = Sought(r"equals the figure (?:for|of) (?P<when>[A-Z][\w /-]*?\d{2,4})\b")


@quick
@dataclass(frozen=True, slots=True)
class _Line:
    """A column or row of a table.

    Attributes:
        table: Number of the table.
        at: Number of the column or row.
        across: Whether it is a row.
    """

    table: int
    at: int
    across: bool


def group_by_cause(paper: Paper, results: Results) -> None:
    """Put the differences of a whole column or row together.

    Args:
        paper: With its figures.
        results: Judgements that are told once are replaced; takes a finding for each column or row.
    """
    wrong: dict[_Line, list[Judgement]] = defaultdict(list)
    right: Counter[_Line] = Counter()
    for j in results.judgements:
        if j.kind not in _KINDS:
            continue
        for line in _lines(paper, j.figure):
            if j.verdict == "contradicts":
                wrong[line].append(j)
            elif j.verdict in _STANDS:
                right[line] += 1
    told: set[int] = set()
    for line, js in sorted(wrong.items(), key=lambda x: (x[0].across, -len(x[1]))):
        figures = {j.figure for j in js}
        if len(figures) < _ENOUGH or right[line] * (99 if line.across else 4) > len(figures) or figures & told:
            continue
        told |= figures
        results.findings.append(_finding(paper, line, js))
        results.judgements = [
            _quiet(j, line) if j.figure in figures and j.kind in _KINDS and j.verdict == "contradicts" else j
            for j in results.judgements
        ]


def _lines(paper: Paper, figure: int) -> Iterable[_Line]:
    p = paper.passages[paper.figures[figure].passage]
    if p.kind == "cell" and p.table and not p.is_header:
        yield _Line(p.table, p.col, across=False)
        yield _Line(p.table, p.row, across=True)


def _quiet(j: Judgement, line: _Line) -> Judgement:
    what = "row" if line.across else "column"
    return taken_back(j, f"{j.explanation} The whole {what} differs: see the finding at its heading.")


def _finding(paper: Paper, line: _Line, js: list[Judgement]) -> Finding:
    figures = list({j.figure: j for j in js}.values())
    place = _heading(paper, line)
    what = "row" if line.across else "column"
    times = Counter(m["when"] for j in figures if (m := _OF_ANOTHER.search(j.explanation)))
    when, n = times.most_common(1)[0] if times else ("", 0)
    shown = "; ".join(
        f"{paper.figures[j.figure].value.printed.strip()} here, {j.expected}" for j in figures[:4] if j.expected
    )
    why = f"{len(figures)} figures of this {what} differ from what was published, and none or few fit: {shown}{' ...' if len(figures) > 4 else ''}."
    advice = f"Look at the heading of the {what} first; it may name the wrong {'measure' if line.across else 'period'}."
    if when and n * 2 > len(figures):
        why += f" {n} of them are the figures of {when}."
        advice = f"Correct the heading of the {what}, or bring its figures up to date."
    sources = tuple(
        dict.fromkeys(
            [*(paper.figures[j.figure].place for j in figures[:6]), *(s for j in figures[:3] for s in j.sources[:1])]
        )
    )
    kind = "prior" if any(j.kind == "prior" for j in figures) else "own_tables"
    return Finding(
        "contradicts",
        kind,
        place,
        place.printed.strip() or f"the {what}",
        why,
        "",
        "serious",
        sources,
        advice,
        expected=when,
    )


def _heading(paper: Paper, line: _Line) -> Source:
    """The heading of a column, or the name of a row; its first cell where there is none."""
    cells = [p for p in paper.passages if p.kind == "cell" and p.table == line.table]
    if line.across:
        mine = sorted((p for p in cells if p.row == line.at), key=lambda p: p.col)
    else:
        heads = [p for p in cells if p.col == line.at and p.is_header]
        mine = sorted(heads, key=lambda p: -p.row) or sorted(
            (p for p in cells if p.col == line.at), key=lambda p: p.row
        )
    named = [p for p in mine if re.search(r"[A-Za-z]", p.text)] or mine
    return replace(named[0].source, printed=" ".join(named[0].text.split()))
