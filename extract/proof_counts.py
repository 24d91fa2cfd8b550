"""Self-checks of counts: a summary sentence or a matrix against the rows it counts; groups that add up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from decimal import Decimal
from itertools import accumulate

from extract.extraction import Extraction
from extract.proof_rows import RowFacts, finding, number_of, quantity
from extract.proof_signs import COMPARED, Convention, arrow_movement
from extract.summary_sentences import Count, counts_of
from records import Finding, Movement, Observation, Quantity, Role, Source, Verdict, movements_possible, prints_alike

_WORDS: dict[str, str] = {"improved": "improved", "unchanged": "remained the same", "worsened": "reduced"}


def check_summaries(extraction: Extraction, rows: list[RowFacts], convention: Convention) -> list[Finding]:
    """What the summary sentences count against the colours and arrows of the scorecard's rows."""
    scored = [r for r in rows if r.any.table in {"scorecard", "kpi_summary"}]
    out: list[Finding] = []
    for text in extraction.summary:
        place = _place_of(extraction, text)
        by_sentence: dict[tuple[str, str], list[Count]] = defaultdict(list)
        for count in counts_of(text):
            kind = "rag" if count.what in {"green", "amber", "red"} else f"direction {count.against}"
            by_sentence[(count.sentence, kind)].append(count)
        for (sentence, kind), counts in by_sentence.items():
            counted = sum(c.number for c in counts)
            if not scored or abs(counted - len(scored)) > max(2, len(scored) // 10):
                out.append(
                    Finding(
                        "not_checked",
                        "count",
                        place,
                        sentence,
                        f"it counts {counted} and no table of the document has as many rows",
                    )
                )
            elif kind == "rag":
                out += _check_colours(place, counts, scored)
            else:
                out += _check_directions(place, counts, scored, kind, convention)
    return out


def _place_of(extraction: Extraction, text: str) -> Source:
    from extract.cellfacts import source_of
    from extract.document import Grid, Paragraph
    from extract.vocabulary import one_line

    document = extraction.document
    for block in document.blocks():
        if isinstance(block, Paragraph) and one_line(block.text) == text:
            return Source(
                document.sha256,
                document.name,
                page=block.page,
                box=block.box,
                locator=block.locator,
                printed=block.text,
            )
        if isinstance(block, Grid):
            for cell in block.cells:
                if one_line(cell.text) == text:
                    return source_of(document, block, cell)
    return Source(document.sha256, document.name, printed=text)


def _check_colours(place: Source, counts: list[Count], rows: list[RowFacts]) -> list[Finding]:
    table = Counter(r.word for row in rows if (r := row.one("rag")) is not None and r.word)
    sources = tuple(r.source for row in rows if (r := row.one("rag")) is not None)[:1]
    working = f"in the table: {table['green']} green, {table['amber']} amber, {table['red']} red"
    out = []
    for count in counts:
        verdict: Verdict = "agrees" if table[count.what] == count.number else "contradicts"
        words = f"the table has {table[count.what]} {count.what}, the sentence says {count.number}"
        out.append(
            Finding(
                verdict,
                "count",
                place,
                count.printed,
                words,
                working,
                "note" if verdict == "agrees" else "minor",
                sources,
                "" if verdict == "agrees" else "Count the colours again, or correct the sentence.",
                expected=str(table[count.what]),
            )
        )
    return out


def _check_directions(
    place: Source, counts: list[Count], rows: list[RowFacts], kind: str, convention: Convention
) -> list[Finding]:
    against = kind.removeprefix("direction ")
    arrow_role: Role = "dot_outturn" if against == "outturn" else "dot_previous"
    if not any(row.one(arrow_role) for row in rows):
        arrow_role = "dot"
    drawn: dict[str, list[RowFacts]] = defaultdict(list)
    wrong: dict[Movement, list[RowFacts]] = defaultdict(list)
    alike: list[RowFacts] = []
    compared: Role = next(role for dot, role, _ in COMPARED if dot == arrow_role)
    for row in rows:
        arrow = row.one(arrow_role)
        # A publication that draws no legend and leaves no row to tell by is read as most are: up is better.
        said = arrow_movement(arrow, row.any.polarity, convention or "performance") if arrow is not None else None
        if arrow is None or said is None:
            continue
        drawn[said].append(row)
        latest, other = quantity(row), number_of(row.one(compared))
        target = number_of(row.one("target"))
        polarity = row.any.polarity
        if latest is None or other is None or not polarity or (polarity == "T" and target is None):
            continue
        then = Quantity.printed(other)
        possible = movements_possible(
            polarity, latest, then, target=target.number if polarity == "T" and target else None
        )
        if said not in possible and len(possible) == 1:
            wrong[next(iter(possible))].append(row)
        elif said != "unchanged" and prints_alike(Quantity.printed(row.one("result").value), then):  # type: ignore[union-attr]
            alike.append(row)
    have = {w: len(drawn[w]) for w in ("improved", "unchanged", "worsened")}
    if not any(have.values()):
        return []  # no arrow tells of any row: the sentence counts something else
    said_counts: dict[str, int] = {c.what: c.number for c in counts}
    working = f"arrows drawn: {have['improved']} improved, {have['unchanged']} the same, {have['worsened']} worsened"
    sources = tuple(a.source for row in rows if (a := row.one(arrow_role)) is not None)[:1]
    if all(have[w] == n for w, n in said_counts.items()):
        return [
            Finding(
                "agrees", "count", place, c.printed, "the sentence counts the arrows rightly", working, "note", sources
            )
            for c in counts
        ]
    why = _account(have, said_counts, wrong, alike, drawn)
    suspects = [row for found in wrong.values() for row in found]
    more = tuple(a.source for row in suspects + alike[:3] if (a := row.one(arrow_role)) is not None)
    out = []
    for c in counts:
        same = have[c.what] == c.number
        verdict: Verdict = "agrees" if same else "contradicts"
        out.append(
            Finding(
                verdict,
                "count",
                place,
                c.printed,
                f"the sentence says {c.number} {_WORDS[c.what]}, the arrows drawn are {have[c.what]}."
                + ("" if same else f" {why}"),
                working,
                "note" if same else "minor",
                sources + more,
                "" if same else "Correct the sentence or the arrows it counts.",
                expected=str(have[c.what]),
            )
        )
    return out


def _account(
    have: dict[str, int],
    said: dict[str, int],
    wrong: dict[Movement, list[RowFacts]],
    alike: list[RowFacts],
    drawn: dict[str, list[RowFacts]],
) -> str:
    """Which rows explain the difference: arrows that contradict their figures, figures that print alike."""
    turned = dict(have)
    names = []
    for to, rows in wrong.items():
        for row in rows:
            came = next(w for w, found in drawn.items() if row in found)
            turned[came] -= 1
            turned[to] += 1
            names.append(f"{row.label} is drawn {came} and its figures say {to}")
    parts = []
    if names:
        parts.append("; ".join(names))
    missing = said.get("unchanged", turned["unchanged"]) - turned["unchanged"]
    if missing > 0 and alike:
        shown = "; ".join(f"{row.label} ({_figures(row)})" for row in _most_alike(alike)[: max(missing, 1)])
        parts.append(f"likely counted as the same: {shown}")
        for row in _most_alike(alike)[:missing]:
            came = next(w for w, found in drawn.items() if row in found)
            turned[came] -= 1
            turned["unchanged"] += 1
    if parts and all(turned[w] == n for w, n in said.items()):
        parts.append("with these the sentence is right")
    return ". ".join(p[:1].upper() + p[1:] for p in parts) + "." if parts else ""


def _most_alike(rows: list[RowFacts]) -> list[RowFacts]:
    """Rows that print alike, those first whose unrounded value is no different from the printed one."""

    def apart(row: RowFacts) -> object:
        q, then = quantity(row), number_of(row.one("previous") or row.one("outturn"))
        return abs(q.middle - Quantity.printed(then).middle) if q is not None and then is not None else 0

    return sorted(rows, key=apart)  # type: ignore[arg-type]


def _figures(row: RowFacts) -> str:
    then, now = row.one("previous") or row.one("outturn"), row.one("result")
    return f"{then.value.printed} to {now.value.printed}" if then is not None and now is not None else ""


# -- groups that add up --------------------------------------------------------------------------------------


def check_sums(observations: Iterable[Observation]) -> list[Finding]:
    """Rows of counts that are the sum of rows after them: only groups that the table itself proves.

    A group is proved when a row equals the sum of the rows of a stretch below it in at least nine of ten
    columns, five columns at the least. The columns where it then fails are reported; groups that do not prove
    themselves are left alone.
    """
    tables: dict[int | None, list[Observation]] = defaultdict(list)
    for o in observations:
        if (
            o.table in {"activity", "count_matrix"}
            and o.role in {"result", "previous", "count"}
            and o.value.number is not None
        ):
            tables[o.source.table].append(o)
    out: list[Finding] = []
    for found in tables.values():
        out += _table_sums(found)
    return out


class _Sums:
    """One column of counts, so laid out that any stretch of its rows is summed in one step.

    Args:
        cells: Row -> its figure.
        order: Rows of the table.
    """

    def __init__(self, cells: dict[int, Observation], order: list[int]) -> None:
        self.values = [cells[r].value.number if r in cells else None for r in order]
        self._known = list(accumulate((v is not None for v in self.values), initial=0))
        self._sums = list(accumulate((v or Decimal(0) for v in self.values), initial=Decimal(0)))

    def filled(self, first: int, last: int) -> bool:
        """Whether every row of a stretch has a figure."""
        return self._known[last + 1] - self._known[first] == last + 1 - first

    def sum(self, first: int, last: int) -> Decimal:
        """Of a stretch."""
        return self._sums[last + 1] - self._sums[first]


def _table_sums(found: list[Observation]) -> list[Finding]:
    columns: dict[str, dict[int, Observation]] = defaultdict(dict)
    order: list[int] = []
    for o in found:
        row = o.source.row if o.source.row is not None else 0
        columns[o.source.column][row] = o
        if row not in order:
            order.append(row)
    order.sort()
    sums = [_Sums(cells, order) for cells in columns.values()]
    out: list[Finding] = []
    for start, total in enumerate(order):
        with_total = [(c, value) for c in sums if (value := c.values[start]) is not None]
        if len(with_total) < 5 or sum(bool(value) for _, value in with_total) < 4:
            continue
        best: tuple[float, int, int] | None = None
        for first in range(start + 1, len(order)):
            if first > start + 1 and best is None and first > start + 12:
                break
            for last in range(first + 1, len(order)):
                whole = [value == c.sum(first, last) for c, value in with_total if c.filled(first, last)]
                right = whole.count(True)
                if len(whole) >= 5 and right >= 0.9 * len(whole):
                    share = right / len(whole)
                    if best is None or share > best[0]:
                        best = (share, first, last)
        if best is None:
            continue
        _, first, last = best
        for column, cells in columns.items():
            stretch = order[first : last + 1]
            if total not in cells or any(r not in cells for r in stretch):
                continue
            stated = cells[total]
            added = sum((cells[r].value.number or Decimal(0) for r in stretch), Decimal(0))
            working = " + ".join(cells[r].value.printed for r in stretch) + f" = {added}"
            names = f"{cells[stretch[0]].area} to {cells[stretch[-1]].area}"
            if stated.value.number == added:
                out.append(finding("agrees", "sum", stated, f"{stated.area} is the sum of {names}", working=working))
            else:
                out.append(
                    finding(
                        "contradicts",
                        "sum",
                        stated,
                        f"{stated.area}, {column}: the rows {names} add up to {added}, "
                        f"the table prints {stated.value.printed}; in the other columns they add up",
                        working=working,
                        severity="minor",
                        sources=tuple(cells[r].source for r in stretch),
                        expected=str(added),
                        advice="Compare the row and its parts with the source of the data.",
                    )
                )
    return out
