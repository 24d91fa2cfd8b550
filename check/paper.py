"""A paper as the checker sees it: its passages, every numeral, the figures as claims, how they hang together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from check.numerals import Numeral
from check.paragraph_numbers import as_paragraph_number, numbered_paragraphs
from check.passage_numerals import numerals_beside, numerals_of, plain_value
from check.passages import Passage
from check.period_of import periods_of_figures, relative_period
from check.relations import Relation, read_relations
from check.sentences import Sentence, read_sentences
from extract import Extraction
from records import Claim, Observation, Period, Source, Value, parse_period, parse_value, quick


@quick
@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the paper.

    Attributes:
        id: Index into `Paper.figures`.
        passage: Index into `Paper.passages`.
        numeral: As found.
        claim: What it says.
        sentence: The sentence it stands in; None in a table cell of its own.
        observation: What the recogniser made of its cell; None where it was not recognised.
        relative: "last quarter" ... where the sentence dates it so.
        dated: Whether its sentence names its period.
    """

    id: int
    passage: int
    numeral: Numeral
    claim: Claim
    sentence: Sentence | None = None
    observation: Observation | None = None
    relative: str = ""
    dated: bool = False

    @property
    def value(self) -> Value:
        """The figure as printed."""
        return self.claim.value

    @property
    def place(self) -> Source:
        """Where it stands, with its characters."""
        return self.claim.source


@dataclass(frozen=True, slots=True)
class Statement:
    """A relation between figures of the paper: the relation's numbers are ids of figures.

    Attributes:
        relation: Its parts.
        sentence: The sentence that states it.
        passage: Index of its passage.
    """

    relation: Relation
    sentence: Sentence
    passage: int

    @property
    def ids(self) -> list[int]:
        """Figures that take part."""
        r = self.relation
        return [k for k in (r.old, r.new, r.size, r.part, r.whole, r.percent, r.rest) if k is not None]


@dataclass(slots=True)
class Paper:
    """A paper with everything that can be checked in it.

    Attributes:
        passages: In reading order.
        numerals: Those of each passage.
        outside: Numerals beside the text: paragraph numbers, footnote marks.
        figures: All figures.
        statements: Relations between figures.
        extraction: What the recognisers made of it; None for plain text.
        period: The period its latest figures cover.
        cache: What several checks work out once.
    """

    passages: list[Passage]
    numerals: list[list[Numeral]] = field(default_factory=list)
    outside: list[tuple[int, Numeral]] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    extraction: Extraction | None = None
    period: Period | None = None
    cache: dict[str, object] = field(default_factory=dict, repr=False)
    _sentences: dict[int, tuple[Sentence, ...]] = field(default_factory=dict, repr=False)
    _ids: dict[int, list[int]] = field(default_factory=dict, repr=False)
    _indexed: int = field(default=0, repr=False)

    def sentences_of(self, passage: int) -> tuple[Sentence, ...]:
        """All sentences of a passage, those without figures too."""
        if passage not in self._sentences:
            self._sentences[passage] = tuple(read_sentences(self.passages[passage].text, self.numerals[passage]))
        return self._sentences[passage]

    def figures_of(self, passage: int) -> list[Figure]:
        """Figures of one passage."""
        for f in self.figures[self._indexed :]:
            self._ids.setdefault(f.passage, []).append(f.id)
        self._indexed = len(self.figures)
        return [self.figures[i] for i in self._ids.get(passage, ())]

    def number_of(self, figure: Figure) -> int:
        """The number by which its sentence's template marks a figure: "«N0»" is the first."""
        assert figure.sentence is not None
        return figure.sentence.figures.index(self.numerals[figure.passage].index(figure.numeral))

    def by_number(self, passage: int, sentence: Sentence) -> dict[int, Figure]:
        """The figures of a sentence by the numbers that its template marks them with."""
        return {
            self.number_of(f): f
            for f in self.figures_of(passage)
            if f.sentence is not None and f.sentence.start == sentence.start
        }


def read_paper(
    passages: Sequence[Passage],
    *,
    extraction: Extraction | None = None,
    name_parts: tuple[str, ...] = (),
    period: Period | None = None,
) -> Paper:
    """Find every numeral of a paper and read its figures as claims.

    Args:
        passages: In reading order.
        extraction: Recognised observations; their cells' figures take indicator, period and role from them.
        name_parts: Printed names of indicators, whose numerals are no figures.
        period: The period the paper reports on, where known.
    """
    paper = Paper(list(passages), extraction=extraction)
    paper.period = period or (extraction.publication.period if extraction else None)
    observed = _by_cell(extraction) if extraction else {}
    numbered = numbered_paragraphs(paper.passages)
    for index, passage in enumerate(paper.passages):
        numerals = numerals_of(passage, name_parts)
        if index in numbered:
            numerals = as_paragraph_number(numerals)
        paper.numerals.append(numerals)
        paper.outside += [(index, n) for n in numerals_beside(passage)]
        if not any(n.is_figure for n in numerals):
            continue
        if passage.kind in {"cell", "chart"} and sum(n.is_figure for n in numerals) == 1 and _alone(passage, numerals):
            _cell_figure(paper, index, numerals, observed)
        elif passage.kind == "cell" and _run_together(passage, numerals):
            _loose_figures(paper, index, numerals)
        else:
            _prose_figures(paper, index, numerals, observed)
    if extraction is not None and extraction.publication.kind != "scorecard":
        told = _told_period(paper, extraction)
        if told is not None and not _has_later(extraction, told, paper.period):
            paper.period = told
    return paper


def _told_period(paper: Paper, extraction: Extraction) -> Period | None:
    """The latest period that several figures of the text are dated with: what its undated figures are of."""
    told: dict[date, list[int]] = {}
    for f in paper.figures:
        if f.dated and f.claim.period is not None and not _runs_on(f.claim.period, paper.period):
            told.setdefault(f.claim.period.end, []).append(f.passage)
    published = extraction.publication.published
    ends = [
        end
        for end, where in told.items()
        if len(where) >= 3 and len(set(where)) > 1 and (published is None or end <= published)
    ]  # one sentence of last year's figures is not what the paper is of
    return Period(max(ends), max(ends)) if ends else None


def _runs_on(told: Period, period: Period | None) -> bool:
    """Whether a year that figures are told of is still going on: "in the first half of 2025/26"."""
    return told.basis == "A" and period is not None and told.start <= period.end < told.end


def _has_later(extraction: Extraction, told: Period, period: Period | None) -> bool:
    """Whether the paper's tables go on to its own period, so that a time told often before it is the past."""
    if period is None or told.end >= period.end:
        return False
    ends = {
        o.period.end for o in extraction.observations if o.role not in {"target", "benchmark"} and o.period is not None
    }
    return period.end in ends and told.end in ends


def cell_key(source: Source) -> tuple[object, ...]:
    """What names a cell or paragraph of a document: its locator, else page and place on it."""
    if source.locator and source.locator.startswith("line ") and source.table is not None:
        return ("at", source.locator, source.column)  # in text a row is a line
    if source.locator:
        return ("at", source.locator)
    if source.box is not None:
        return ("box", source.page, round(source.box.x0), round(source.box.top))
    return ("row", source.page, source.table, source.row, source.column)


def _by_cell(extraction: Extraction) -> dict[tuple[object, ...], list[Observation]]:
    out: dict[tuple[object, ...], list[Observation]] = {}
    for o in extraction.observations:
        if o.value.number is not None:
            out.setdefault(cell_key(o.source), []).append(o)
    return out


def _alone(passage: Passage, numerals: list[Numeral]) -> bool:
    """Whether a cell holds its figure and at most a letter or arrow beside it."""
    figure = next(n for n in numerals if n.is_figure)
    rest = passage.text[: figure.start] + passage.text[figure.end :]
    return len([c for c in rest if c.isalpha()]) <= 6


def _run_together(passage: Passage, numerals: list[Numeral]) -> bool:
    """Whether a cell holds a row of a table whose cells were not told apart: figures one behind the other, no words."""
    figures = [n for n in numerals if n.is_figure]
    if len(figures) < 4:
        return False
    gaps = [passage.text[a.end : b.start] for a, b in pairwise(figures)]
    return sum(not any(c.isalpha() for c in gap) and len(gap) < 6 for gap in gaps) * 4 >= 3 * len(gaps)


def _loose_figures(paper: Paper, index: int, numerals: list[Numeral]) -> None:
    """Figures of which nothing is known but where they stand."""
    passage = paper.passages[index]
    for n in numerals:
        if n.is_figure:
            claim = Claim(
                source=passage.at(n.start, n.end), value=n.value or plain_value(n.printed),
                sentence=passage.text.strip(), indicator="", role="cell",
            )  # fmt: skip
            paper.figures.append(Figure(len(paper.figures), index, n, claim))


def _cell_figure(
    paper: Paper, index: int, numerals: list[Numeral], observed: dict[tuple[object, ...], list[Observation]]
) -> None:
    passage = paper.passages[index]
    numeral = next(n for n in numerals if n.is_figure)
    seen = [o for o in observed.get(cell_key(passage.source), []) if _same_size(o.value, numeral.value)]
    o = seen[0] if seen else None
    value = o.value if o else _cell_value(passage.text, numeral)
    claim = Claim(
        source=passage.at(numeral.start, numeral.end),
        value=value,
        sentence=" | ".join(t for t in (passage.row_header, passage.column_header, passage.text.strip()) if t),
        indicator=o.indicator if o else passage.row_header,
        indicator_key=o.indicator_key if o else "",
        area=o.area if o else "",
        cohort=o.cohort if o else "all",
        period=o.period if o else _period_of_cell(passage),
        role=o.role if o else ("chart" if passage.kind == "chart" else "cell"),
    )
    paper.figures.append(Figure(len(paper.figures), index, numeral, claim, None, o))


def _cell_value(text: str, numeral: Numeral) -> Value:
    """A cell's figure; brackets around it make it negative, as in accounts."""
    whole = parse_value(text.strip(), numeral.value.unit if numeral.value else "")
    return whole if whole.number is not None else (numeral.value or plain_value(numeral.printed))


def _period_of_cell(passage: Passage) -> Period | None:
    for text in (passage.column_header, passage.row_header):
        for part in reversed(text.split(" | ")):
            period = parse_period(part)
            if period is not None:
                return period
    return None


def _same_size(a: Value, b: Value | None) -> bool:
    """Whether two readings of one cell show the same digits; brackets may make one negative."""
    return b is not None and a.number is not None and b.number is not None and abs(a.number) == abs(b.number)


def _same_number(a: Value, b: Value | None) -> bool:
    return b is not None and a.number is not None and a.number == b.number


def _prose_figures(
    paper: Paper, index: int, numerals: list[Numeral], observed: dict[tuple[object, ...], list[Observation]]
) -> None:
    passage = paper.passages[index]
    here = observed.get(cell_key(passage.source), [])
    for sentence in paper.sentences_of(index):
        if not sentence.figures:
            continue
        dated = periods_of_figures(sentence)
        ids: dict[int, int] = {}
        for k, n in enumerate(sentence.figures):
            numeral = numerals[n]
            ids[k] = len(paper.figures)
            span = (numeral.start, numeral.end)
            seen = [
                o
                for o in here
                if o.role != "context" and o.source.span == span and _same_number(o.value, numeral.value)
            ]
            o = seen[0] if seen else None
            claim = Claim(
                source=passage.at(*span),
                value=numeral.value or plain_value(numeral.printed),
                sentence=sentence.text,
                indicator=o.indicator if o else "",
                indicator_key=o.indicator_key if o else "",
                area=o.area if o else "",
                cohort=o.cohort if o else "all",
                period=sentence.periods[dated[k]] if k in dated else (o.period if o else None),
                role=o.role if o else "stated",
            )
            paper.figures.append(
                Figure(ids[k], index, numeral, claim, sentence, o, relative_period(sentence, k), k in dated)
            )
        for relation in read_relations(sentence, numerals, passage.text):
            paper.statements.append(Statement(_absolute(relation, ids), sentence, index))


def _absolute(r: Relation, ids: dict[int, int]) -> Relation:
    def at(k: int | None) -> int | None:
        return None if k is None else ids[k]

    return replace(
        r, old=at(r.old), new=at(r.new), size=at(r.size), part=at(r.part), whole=at(r.whole), percent=at(r.percent),
        rest=at(r.rest),
    )  # fmt: skip
