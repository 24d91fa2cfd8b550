"""Colours of tables against the bands that the paper prints, the register's bands, and what was published.

A colour is called wrong only where every source that can tell allows others and none allows it. A legend of the
whole paper must first hold for most of the rows it is applied to.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from check.evidence import StoredFigures, same_figure
from check.inside.cell_signs import COLOUR_WORD, colour_word
from check.inside.kpi_rows import KpiRow, polarity_by_colour, printed_target
from check.inside.rag_rules import RagRule, read_rule, rule_of_thresholds
from check.inside.status_keys import read_status_key
from check.judgements import Results, printed
from check.paper import Paper, cell_key
from extract import bands_by_name
from records import Finding, Period, Quantity, Source

if TYPE_CHECKING:
    from check.inside.tables import Table, TableCell
    from check.paper import Figure
    from normalise import Register

_WORDS_OF_NAME = re.compile(r"[a-z]{4,}|\d+")


@dataclass(frozen=True, slots=True)
class Told:
    """Colours that one source allows a result."""

    colours: frozenset[str]
    why: str
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Legend:
    """A rule that the paper prints, the passages it stands in, and the indicators it is for (all where empty)."""

    rule: RagRule
    passages: tuple[int, ...]
    keys: frozenset[str] = frozenset()
    text: str = ""


class RagEvidence:
    """Everything that tells which colour a result has.

    Args:
        paper: With its figures.
        tables: Of the paper.
        rows: Its rows of indicators.
        register: Bands of indicators by year.
        stored: What was published before.
    """

    def __init__(
        self, paper: Paper, tables: list[Table], rows: list[KpiRow], register: Register | None,
        stored: StoredFigures | None,
    ) -> None:  # fmt: skip
        self.paper = paper
        self.register = register
        self.stored = stored
        self.legends = _legends(paper, tables)
        self.named = bands_by_name(paper.extraction) if paper.extraction is not None else {}
        self.rows = rows
        self.trusted = [legend for legend in self.legends if self._holds(legend)]

    def told(
        self, figure: Figure, key: str, name: str, period: Period | None, q: Quantity, row: KpiRow | None
    ) -> Iterator[Told]:
        """What each source allows, the paper's own first.

        Args:
            figure: The result that is coloured.
            key: Register key of its indicator.
            name: Its name as printed.
            period: Its period.
            q: The most that is known of it.
            row: Its row of a table, where it stands in one.
        """
        own = False
        if row is not None:
            rule = _row_rule(row)
            if rule is not None:
                own = True
                yield Told(rule.possible(q, row.target_value, row.polarity), f"by the row's own bands ({rule.text})")
        for legend in self.trusted if not own else ():
            if not self._meant(legend, key, name, figure):
                continue
            target = row.target_value if row is not None else None
            colours = legend.rule.possible(q, target, row.polarity if row is not None else "")
            if colours:
                own = True
                place = self.paper.passages[legend.passages[0]].source
                yield Told(colours, f"by the rule that the paper prints ({legend.rule.text[:120]})", (place,))
        indicator = self.register.get(key) if self.register is not None and key else None
        if indicator is not None and period is not None:
            bands = indicator.bands.get(period.reporting_year)
            if bands is not None and (colours := frozenset[str](bands.rags_possible(q))):
                yield Told(colours, f"by the register's bands for {period.reporting_year}")
        if self.stored is not None and key and period is not None:
            published = published_rag(self.stored, figure, key, period)
            if published is not None:
                yield published

    def _meant(self, legend: Legend, key: str, name: str, figure: Figure) -> bool:
        """Whether a legend is for an indicator: it names none, or this one."""
        if legend.keys:
            return key in legend.keys
        if legend.rule.bands is not None and figure.value.unit not in {"percent", ""}:
            return False  # bounds in per cent are for percentages
        words = set(_WORDS_OF_NAME.findall(name.lower())) - {"percentage", "number", "with"}
        here = " ".join(self.paper.passages[i].text for i in legend.passages).lower()
        if legend.rule.by_target or not re.search(r"%\s+of\s+\w+|\bof\s+(?:the\s+)?\d", here):
            return True
        return bool(words) and len([w for w in words if w in here]) >= 0.6 * len(words)

    def _holds(self, legend: Legend) -> bool:
        """Whether most of the coloured results it is for fit a legend; one may be the mistake that is looked for."""
        right = wrong = 0
        for row in self.rows:
            for cell, figure, _ in row.rags():
                q = row.quantity if figure.id == row.latest.id else _plain_quantity(figure)
                if q is None or not self._meant(legend, row.key, row.name, figure):
                    continue
                colours = legend.rule.possible(
                    q, row.target_value if figure.id == row.latest.id else None, row.polarity
                )
                if colours:
                    right += cell.rag in colours
                    wrong += cell.rag not in colours
        return wrong <= max(1, (right + wrong) // 4)


def published_rag(stored: StoredFigures, figure: Figure, key: str, period: Period) -> Told | None:
    """The colour that was published with the same figure; None where the figure differs or none was published."""
    c = figure.claim
    result = stored.find(key, c.area, c.cohort, period.end, "result")
    if result is None or not any(same_figure(figure.value, k.value) for k in stored.others(result)):
        return None
    for known in stored.series(key, c.area, c.cohort, "rag"):
        if known.period.end != period.end:
            continue
        said = [s for s in known.statements if s.publication.sha256 != stored.sha256 and s.observation.word]
        if said:
            words = frozenset(s.observation.word for s in said)
            last = said[-1]
            return Told(
                words, f"as published in {last.publication} ({last.observation.word})", (last.observation.source,)
            )
    return None


def check_rag(evidence: RagEvidence, results: Results) -> None:
    """Hold the colours of tables against what tells of them.

    Args:
        evidence: Bands, legends, register and store.
        results: Takes a finding for each coloured cell that something can tell of.
    """
    done = {cell_key(f.place) for f in results.findings if f.kind == "rag" and f.verdict == "contradicts"}
    for row in evidence.rows:
        for cell, figure, period in row.rags():
            if cell_key(cell.place) in done:
                continue
            q = row.quantity if figure.id == row.latest.id else _plain_quantity(figure)
            if q is None:
                continue
            latest = row if figure.id == row.latest.id else None
            told = list(evidence.told(figure, row.key, row.name, period, q, latest))
            if latest is not None and cell.rag != "amber" and not any(t.colours for t in told):
                told += list(_by_target(row))
            _judge(cell, cell.rag, row.label, row.name, row.key, figure, [t for t in told if t.colours], results)


def _judge(
    cell: TableCell, word: str, label: str, name: str, key: str, figure: Figure, told: list[Told], results: Results
) -> None:
    if not told:
        return
    fits = [t for t in told if word in t.colours]
    against = [t for t in told if word not in t.colours]
    shown = cell.text if COLOUR_WORD.search(cell.text) or len(cell.text) <= 2 else word.capitalize()
    if fits and not against:
        results.findings.append(
            Finding("agrees", "rag", cell.place, shown, f"{printed(figure)} is {word} {fits[0].why}.",
                    sources=(figure.place, *fits[0].sources), indicator=name, indicator_key=key)
        )  # fmt: skip
        return
    if fits:
        results.findings.append(
            Finding(
                "not_checked", "rag", cell.place, shown,
                f"{printed(figure)} is {word} {fits[0].why}, but {_or(against[0].colours)} {against[0].why}: the "
                f"sources differ.",
                sources=(figure.place, *fits[0].sources, *against[0].sources),
                advice="Find out which bands were in force.", indicator=name, indicator_key=key,
            )
        )  # fmt: skip
        return
    right = _or(against[0].colours)
    whys = "; ".join(dict.fromkeys(f"{_or(t.colours)} {t.why}" for t in against))
    results.findings.append(
        Finding(
            "contradicts", "rag", cell.place, shown,
            f"{label}: {printed(figure)} is {whys}, but the paper says {word}.",
            f"{printed(figure)} is {right}", "serious",
            (figure.place, *(s for t in against for s in t.sources)), "Correct the colour or the figure.",
            name, key, right,
        )
    )  # fmt: skip


def _or(colours: frozenset[str]) -> str:
    return " or ".join(c for c in ("green", "amber", "red") if c in colours)


def _by_target(row: KpiRow) -> Iterator[Told]:
    """Without bands the target alone tells little: Red is never for a target that is met."""
    t, q = row.target_number, row.quantity
    if t is None or row.polarity not in {"H", "L"} or row.why_polarity.startswith(("red", "amber", "green")):
        return
    met = q.low >= t if row.polarity == "H" else q.high <= t
    if met:
        better = "higher" if row.polarity == "H" else "lower"
        yield Told(
            frozenset({"green", "amber"}), f"as it meets the target of {printed_target(row)}, {better} being better"
        )


def _row_rule(row: KpiRow) -> RagRule | None:
    cells = {}
    for kind in ("green", "amber", "red"):
        columns = row.table.of(kind)
        cell = row.row.cells.get(columns[0].index) if len(columns) == 1 else None
        cells[kind] = cell.text if cell is not None else ""
    if cells["green"] or cells["red"]:
        polarity = row.polarity or polarity_by_colour(row)[0]
        return rule_of_thresholds(cells["green"], cells["amber"], cells["red"], polarity)
    for column in row.table.of("bands"):
        cell = row.row.cells.get(column.index)
        rule = read_rule(cell.text) if cell is not None else None
        if rule is not None:
            return rule
    return None


def _plain_quantity(figure: Figure) -> Quantity | None:
    from check.judgements import quantity

    return quantity(figure.value) if figure.value.number is not None else None


# -- legends -------------------------------------------------------------------------------------------------


def _legends(paper: Paper, tables: list[Table]) -> list[Legend]:
    """Rules printed in paragraphs, notes and key tables; lines of one colour each are put together."""
    out: list[Legend] = []
    lines: list[tuple[int, str]] = []
    keys = _keys_of_passages(paper)
    for index, p in enumerate(paper.passages):
        if p.kind in {"chart", "category", "header", "footer"} or len(p.text) > 900:
            continue
        key = read_status_key(p.text) if p.kind != "cell" else None
        if key is not None:
            out.append(Legend(key, (index,), keys.get(index, frozenset())))
        if not COLOUR_WORD.search(p.text) and not re.match(r"^\W*[RAG]\s*[:=–—-]", p.text):
            if p.kind != "cell":
                _close(lines, out, keys)
            continue
        if p.kind == "cell":
            continue
        rule = read_rule(p.text)
        if rule is not None:
            out.append(Legend(rule, (index,), keys.get(index, frozenset())))
        elif re.match(r"^\W*(?:green|amber|red|[RAG](?=\s*[:=–—-]))", p.text, re.IGNORECASE) and len(p.text) < 200:
            lines.append((index, p.text))
        else:
            _close(lines, out, keys)
    _close(lines, out, keys)
    for table in tables:
        legend = _key_table(table)
        if legend is not None:
            out.append(legend)
    return out


def _close(lines: list[tuple[int, str]], out: list[Legend], keys: dict[int, frozenset[str]]) -> None:
    if len(lines) >= 2:
        rule = read_rule("; ".join(text.strip(" .;") for _, text in lines))
        if rule is not None:
            out.append(Legend(rule, tuple(i for i, _ in lines), keys.get(lines[0][0], frozenset())))
    lines.clear()


def _key_table(table: Table) -> Legend | None:
    """A table that explains colours: a colour and its meaning in each row (or in one row of cells)."""
    told: list[tuple[int, str]] = []
    rows = [[c for _, c in sorted(r.cells.items())] for r in table.rows]
    heads = [c for _, c in sorted(table.headings.items())]
    if len(heads) in {2, 3} and len(rows) <= 3:
        rows = [heads, *rows]
    for cells in rows:
        if len(cells) == 2 and (colour := colour_word(cells[0].text)) and not colour_word(cells[1].text):
            told.append((cells[0].passage, f"{colour}: {cells[1].text}"))
    if 2 <= len(told) <= 4 and len(told) >= len(rows) - 1:
        rule = read_rule("; ".join(t for _, t in told))
        if rule is not None:
            return Legend(rule, tuple(i for i, _ in told))
    return None


def _keys_of_passages(paper: Paper) -> dict[int, frozenset[str]]:
    """Indicators that passages speak of: a rule printed beside a result is for its indicator."""
    found: dict[int, set[str]] = defaultdict(set)
    for f in paper.figures:
        if f.sentence is not None and f.claim.indicator_key and f.claim.role in {"result", "numerator", "target"}:
            found[f.passage].add(f.claim.indicator_key)
    return {i: frozenset(keys) for i, keys in found.items()}
