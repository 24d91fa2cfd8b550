"""What a figure of prose measures: indicator, area, group, role, and how firmly that is known."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from check.claim_time import timed
from check.figure_roles import NOTHING, said_of, without_benchmarks
from check.goals.words import is_distance
from check.ground_slots import sizes_of_sentence
from check.grounds import counted_behind, stems
from check.listed_parts import listed_parts
from check.mentions import ENOUGH, MARGIN, IndicatorFinder, Mention
from check.own_rows import OWN, known_indicators, own_rows
from check.paper import Figure, Paper
from check.paper_period import latest_period, titled_period, titled_term
from check.period_of import times_of_figures
from check.populations import LABELLED, SUBGROUP, area_of, cohort_of
from check.sought import Sought
from check.stored_names import stored_rows
from check.subjects import Subjects, bare
from check.sums.ratios import add_ratios
from records import Claim, quick

if TYPE_CHECKING:
    from normalise import Register, Store

_BANDS = Sought(
    r"\bRAG\s+band|\b(?:red|amber|green)\s*[:=]\s*\S|[:=]\s*(?:red|amber|green)\b|"
    r"(?:\b(?:red|amber|green)\s+(?:means\s+|is\s+|if\s+|for\s+|when\s+|where\s+|at\s+)*(?:(?:below|above|under|over|between|less\s+than|"
    r"more\s+than|at\s+least|up\s+to|from)\s+)?\d[^.;]*?){2}",
    re.IGNORECASE,
)
_APPROXIMATE = Sought(
    r"\b(?:about|around|approximately|approx\.?|nearly|almost|just\s+(?:over|under)|circa|roughly)\s*$",
    re.IGNORECASE,
)


_COUNTED = 0.3
"""Part of a label's words that the words behind a figure must hold for it to be what is counted."""


@quick
@dataclass(frozen=True, slots=True)
class Tie:
    """How firmly a figure is tied to what it measures.

    "observation": a recognised cell. "control": a content control names it. "named": its sentence names the
    indicator. "carried": the sentence before does. "context": only the heading or row it stands under
    does. "": not at all.
    """

    how: str
    why: str = ""
    approximate: bool = False


def tie_claims(paper: Paper, register: Register | None, store: Store | None = None) -> None:
    """Give each figure of the paper's prose the indicator, area, group, period and role that it speaks of.

    Args:
        paper: Its figures are replaced by tied ones.
        register: Indicators and their names; without it only recognised cells and indicator pages are tied.
        store: Knows the areas for which an indicator is published.
    """
    shown = (
        titled_period(paper) or (latest_period(paper) if paper.extraction is not None else None) or titled_term(paper)
    )
    published = paper.extraction.publication.published if paper.extraction is not None else None
    if shown is not None and (published is None or shown.end <= published):
        paper.period = shown
    add_ratios(paper)
    tier = _Tier(paper, register, store)
    for n, f in enumerate(paper.figures):
        if f.observation is not None:
            paper.figures[n] = _with_tie(f, f.claim, Tie("observation"))
        elif f.sentence is not None:
            paper.figures[n] = tier.tie(f)


def tie_of(f: Figure) -> str:
    """How a figure is tied: see `Tie`."""
    return f.claim.details.get("tie", "")


def _with_tie(f: Figure, claim: Claim, tie: Tie) -> Figure:
    details = claim.details | {"tie": tie.how, "tie_why": tie.why}
    if tie.approximate:
        details["approximate"] = "yes"
    return replace(f, claim=replace(claim, details=details))


@dataclass(frozen=True, slots=True)
class _Context:
    """What the surroundings of a passage speak of."""

    indicator: str
    key: str
    why: str


def _contexts(paper: Paper, register: Register | None) -> dict[int, _Context]:
    """Indicator of the page, row or heading that a passage stands on or under."""
    out: dict[int, _Context] = {}
    if paper.extraction is not None:
        pages = {}
        keys = {o.indicator: o.indicator_key for o in paper.extraction.observations if o.indicator_key}
        for page in paper.extraction.indicator_pages:
            for text in (*page.commentary, *page.data_notes.values()):
                pages[text.strip()] = page.indicator
        for index, p in enumerate(paper.passages):
            name = pages.get(p.text.strip())
            if name:
                key = keys.get(name, "") or _resolve(register, name)
                out[index] = _Context(name, key, f"stands on the page of '{name}'")
    told = {f.passage for f in paper.figures if f.sentence is not None}
    measures = {m.number: m.measure for m in paper.extraction.measures} if paper.extraction else {}
    resolved: dict[str, str] = {}
    for index, p in enumerate(paper.passages):
        if index in out or index not in told:
            continue
        for heading in (*p.row_header.split(" | ")[::-1], *p.section.split(" / ")[::-1], p.context):
            part = _measure_text(heading, measures)
            if len(part) < 12:
                continue
            if part not in resolved:
                resolved[part] = _resolve(register, part)
            key = resolved[part]
            if key:
                out[index] = _Context(part, key, f"stands under '{part[:80]}'")
                break
    return out


def _measure_text(part: str, measures: dict[int, str]) -> str:
    """A heading; "Measure 2" alone stands for the measure of that number in the paper's table."""
    m = re.fullmatch(r"\s*measure\s+(\d+)\s*", part, re.IGNORECASE)
    return measures.get(int(m[1]), part) if m else part


def _resolve(register: Register | None, name: str) -> str:
    if register is None:
        return ""
    decision = register.resolve(re.sub(r"^(?:table|figure|chart)\s+\d+\s*[:.]\s*", "", name, flags=re.I))
    return decision.key if decision.verdict == "accept" else ""


def _roles(paper: Paper) -> dict[int, str]:
    """Roles that follow from the relations a figure takes part in."""
    out: dict[int, str] = {}
    for s in paper.statements:
        r = s.relation
        for figure, role in (
            (r.part, "numerator"),
            (r.whole, "denominator"),
            (r.size, "change"),
            (r.rest, "remainder"),
        ):
            if figure is not None:
                out[figure] = role
    for figure in listed_parts(paper):
        out.setdefault(figure, "part")
    return out


class _Tier:
    """Ties the figures of one paper's prose."""

    def __init__(self, paper: Paper, register: Register | None, store: Store | None) -> None:
        self.paper = paper
        self.store = store
        self.finder = IndicatorFinder(
            known_indicators([*own_rows(paper, register), *stored_rows(paper, store, register)], register)
        )
        self.register = register
        self.subjects = Subjects(paper, self.finder)
        self.contexts = _contexts(paper, register)
        self.roles = _roles(paper)
        self.partners = _partners(paper)
        own = paper.extraction.observations if paper.extraction else ()
        self.areas = {o.area for o in own if o.area}
        self.whole = paper.extraction.publication.areas[0] if own and paper.extraction.publication.areas else ""  # type: ignore[union-attr]
        self._known_areas: dict[str, tuple[str, ...]] = {}

    def tie(self, f: Figure) -> Figure:
        """A figure with what it measures."""
        assert f.sentence is not None
        if f.numeral.is_share:
            return _with_tie(f, replace(f.claim, role="share"), Tie("", "a share in words is no exact figure"))
        claim, context = f.claim, self.contexts.get(f.passage)
        k, clause = self._clause(f)
        before, _, _ = f.sentence.template.partition(f"«N{k}»")
        role = self.roles.get(f.id, "result")
        dated = k in times_of_figures(f.sentence) and not times_of_figures(f.sentence)[k].earlier
        said = said_of(f.sentence.template, k, dated=dated) if role == "result" else NOTHING
        role = said.role or role
        approximate = bool(_APPROXIMATE.search(before))
        if _BANDS.search(f.sentence.text) or _BANDS.search(self.paper.passages[f.passage].text):
            first = k == 0 and not re.search(r"\b(?:red|amber|green)\b", before, re.I)
            return self._banded(f, context, first=first)
        part = SUBGROUP.search(clause) and not (role in {"numerator", "denominator"} and "aged" not in clause)
        if role == "result" and not said.role and k in sizes_of_sentence(f.sentence):
            role = "change"
        if role == "result" and not said.role and is_distance(f.sentence.template, k, claim.value):
            role = "change"
        if role in {"change", "remainder"} or part or (LABELLED.match(claim.sentence) and not said.role):
            now = role if role in {"change", "remainder"} else "part"
            where = context.indicator if context else ""
            return _with_tie(f, replace(claim, role=now, indicator=where), Tie("", "", approximate))
        unit = "" if role in {"numerator", "denominator"} else claim.value.unit
        mention = self._mention(f, clause, unit, context)
        carried = self._carried(f, unit) if mention is None else None
        cohort = cohort_of(clause, f.sentence.template, len(f.sentence.figures))
        claim = replace(claim, role=role, cohort=cohort, details=claim.details | {"said": said.why})
        claim = timed(claim, f.sentence, k, self.paper.period)
        if (
            role == "rate"
            and mention is not None
            and re.search(r"\bper\b|\brate\b|\baverage\b", mention.label, re.IGNORECASE)
        ):
            claim = replace(claim, role="result", details=claim.details | {"said": ""})
        if mention is not None:
            tie = Tie("named", f"the sentence names '{mention.label}'", approximate)
            claim = replace(claim, indicator=mention.label, indicator_key=mention.key)
        elif carried is not None:
            tie = Tie("carried", f"the sentence before names '{carried.label}'", approximate)
            claim = replace(claim, indicator=carried.label, indicator_key=carried.key)
        elif context is not None:
            tie = Tie("context", context.why, approximate)
            claim = replace(claim, indicator=context.indicator, indicator_key=context.key)
        else:
            several = self.finder.find(bare(f.sentence.template), unit=unit)[:4]
            why = "it may speak of " + " or ".join(f"'{m.label}'" for m in several[:3]) if several else ""
            claim = replace(claim, area=self._area(clause, f, [m.key for m in several]))
            many = [
                m.key
                for m in several
                if m.key in (self.register or ())
                and m.share >= ENOUGH
                and m.share > several[0].share - MARGIN
                and not m.features < several[0].features
            ]
            claim = replace(claim, details=claim.details | {"candidates": " ".join(many)})
            return _with_tie(f, claim, Tie("", why, approximate))
        return _with_tie(f, replace(claim, area=self._area(clause, f, [claim.indicator_key])), tie)

    def _clause(self, f: Figure) -> tuple[int, str]:
        """Number of a figure in its sentence, and the words around it up to its neighbours."""
        assert f.sentence is not None
        k = self.paper.number_of(f)
        before, _, after = f.sentence.template.partition(f"«N{k}»")
        return k, f"{re.split(r'«N[0-9]+»|;', before)[-1]} {re.split(r'«N[0-9]+»|;', after)[0]}"

    def _mention(self, f: Figure, clause: str, unit: str, context: _Context | None) -> Mention | None:
        """The indicator that the words around a figure name, or those around its partner, or the sentence's."""
        assert f.sentence is not None
        mention = self.subjects.near(clause, unit)
        for partner in self.partners.get(f.id, ()) if mention is None else ():
            mention = mention or self.subjects.near(self._clause(self.paper.figures[partner])[1], unit)
        if mention is None:
            mention = self.subjects.sentence(f.sentence.template, unit)
        weaker = mention is not None and context is not None and context.key and mention.key != context.key
        mention = None if weaker and mention is not None and mention.share < 0.9 else mention
        return self._counted(f, mention) if mention is not None else None

    def _counted(self, f: Figure, mention: Mention) -> Mention | None:
        """The indicator of what stands right behind a figure, where it is another: "1,377 births and 1,460 deaths"."""
        text = counted_behind(f.sentence.template if f.sentence else "", self.paper.number_of(f))
        words = stems(text)
        if not words or words & stems(mention.label):
            return mention
        found = self.finder.hints(text, least=_COUNTED)
        others = [k for k, _ in found if words & stems(self.finder.indicators[k].name)]
        if not others:
            return mention
        name = self.finder.indicators[others[0]].name
        return Mention(others[0], name, dict(found)[others[0]]) if len(others) == 1 else None

    def _carried(self, f: Figure, unit: str) -> Mention | None:
        """The indicator of the sentence before, where this one goes on about it and the unit fits."""
        assert f.sentence is not None
        mention = self.subjects.carried(f.passage, f.sentence)
        if mention is None:
            return None
        own = self.finder.indicators[mention.key].unit
        plain = unit in {"count", ""} and own in {"count", "average", "rate", "days"}
        return mention if not own or not unit or own == unit or plain else None

    def _area(self, clause: str, f: Figure, keys: list[str]) -> str:
        assert f.sentence is not None
        areas = set(self.areas)
        whole = self.whole
        for key in keys if self.store is not None else ():
            if key and not key.startswith(OWN) and key not in self._known_areas:
                self._known_areas[key] = tuple(self.store.areas(key)) if self.store else ()
            known = self._known_areas.get(key, ())
            areas |= set(known)
            whole = whole or (known[0] if known else "")
        text = without_benchmarks(f.sentence.template)
        return area_of(without_benchmarks(clause), text, areas, whole)

    def _banded(self, f: Figure, context: _Context | None, *, first: bool) -> Figure:
        """A target with its RAG bands: the first figure is the target, the others bound the bands."""
        name, key = (context.indicator, context.key) if context else ("", "")
        claim = replace(
            f.claim, role="target" if first else "band", indicator=name, indicator_key=key, period=self.paper.period
        )
        return _with_tie(f, claim, Tie("context" if first else "", context.why if context else ""))


def _partners(paper: Paper) -> dict[int, list[int]]:
    """The other end of each change: it is of the same indicator."""
    out: dict[int, list[int]] = {}
    for s in paper.statements:
        r = s.relation
        if r.kind == "change" and r.old is not None and r.new is not None:
            out.setdefault(r.old, []).append(r.new)
            out.setdefault(r.new, []).append(r.old)
    return out
