"""Drafted papers: each figure in a content control must be the one its control names.

The control says indicator, area, group, period and role; the store says the figure. Nothing has to be guessed, so a
single changed digit is found, and so is text in the file that differs from the data it is bound to.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from check.control_addresses import Address, Tied, TiedPaper
from check.evidence import StoredFigures, same_figure
from check.inside.directions import polarity_of_aim
from check.judgements import Judgement, Results, number_text, printed
from check.paper import Figure, Paper
from check.passages import Passage
from check.severity import severity_of
from records import (
    Finding,
    Period,
    Polarity,
    Quantity,
    Source,
    Value,
    Verdict,
    change,
    day_label,
    movement,
    parse_period,
    parse_value,
    prints_alike,
    round_half_up,
)  # fmt: skip

if TYPE_CHECKING:
    from normalise import Figure as StoredFigure
    from normalise import Register, Store

_STATES = {"result", "numerator", "denominator", "target", "previous", "outturn"}


def check_controls(paper: Paper, tied: TiedPaper, store: Store, register: Register, results: Results) -> None:
    """Hold what each control shows against the store.

    Args:
        paper: Its figures inside controls get their identity from them.
        tied: The paper's controls.
        store: The figures.
        register: Polarity, targets and bands.
        results: Takes judgements of figures and findings on colours, arrows, verbs, periods and sources.
    """
    known = StoredFigures(store, paper.extraction.publication.sha256 if paper.extraction is not None else "")
    addresses = [t.address for controls in tied.by_locator.values() for t in controls]
    known.prepare((a.key, a.area, day) for a in addresses for day in (a.period, a.since) if a.key and day is not None)
    run = _Run(known, register, tied.facts, results)
    run.aims = _aims(paper, tied)
    for index, passage in enumerate(paper.passages):
        controls = tied.by_locator.get(passage.source.locator, ())
        if not controls:
            continue
        inner = [t for t in controls if t.address.role != "text" or not _holds_others(t, controls)]
        stated: set[int] = set()
        for f in paper.figures_of(index):
            holder = _innermost(inner, f.numeral.start, f.numeral.end)
            if holder is not None and holder.address.role in _STATES | {"change"}:
                paper.figures[f.id] = f = _identified(f, holder.address)
                run.figure(f, holder)
                stated.add(id(holder))
        for t in inner:
            if id(t) not in stated:
                run.words(passage, t)


def _holds_others(t: Tied, controls: tuple[Tied, ...]) -> bool:
    """Whether a control has others inside it, which say more exactly what stands where."""
    low, high = t.control.span
    return any(o is not t and low <= o.control.span[0] and o.control.span[1] <= high for o in controls)


def _innermost(controls: list[Tied], start: int, end: int) -> Tied | None:
    holding = [t for t in controls if t.control.span[0] <= start and end <= t.control.span[1]]
    return min(holding, key=lambda t: t.control.span[1] - t.control.span[0]) if holding else None


def _identified(f: Figure, a: Address) -> Figure:
    claim = replace(
        f.claim, indicator_key=a.key, area=a.area, cohort=a.cohort, period=Period(a.period, a.period), role=a.role,
        details=f.claim.details | {"tie": "control", "tie_why": "its content control names the indicator"},
    )  # fmt: skip
    return replace(f, claim=claim)


def _aims(paper: Paper, tied: TiedPaper) -> dict[str, Polarity]:
    """Which way is better for indicators whose register entry leaves it open, by the measure they are told under."""
    out: dict[str, Polarity] = {}
    for passage in paper.passages:
        for t in tied.by_locator.get(passage.source.locator, ()):
            for text in (passage.section.rpartition(" / ")[2], *passage.section.split(" / ")[::-1], passage.row_header):
                polarity = polarity_of_aim(text) if "measure" in text.lower() else ""
                if polarity and t.address.key not in out:
                    out[t.address.key] = polarity
    return out


class _Run:
    """One check of controls."""

    def __init__(self, store: StoredFigures, register: Register, facts: dict[str, str], results: Results) -> None:
        self.store = store
        self.register = register
        self.facts = facts
        self.results = results
        self.aims: dict[str, Polarity] = {}
        self._figures: dict[tuple[str, str, str, date, str], StoredFigure | None] = {}

    def stored(self, a: Address, role: str, day: date | None = None) -> StoredFigure | None:
        """The store's figure of a control."""
        end = day or a.period
        wanted = (a.key, a.area, a.cohort, end, role)
        if wanted not in self._figures:
            if role == "rag":  # states no number, by which `find` tells who says it
                colours = self.store.series(a.key, a.area, a.cohort, role)
                self._figures[wanted] = next((f for f in colours if f.period.end == end), None)
            else:
                self._figures[wanted] = self.store.find(a.key, a.area, a.cohort, end, role)
        return self._figures[wanted]

    def figure(self, f: Figure, t: Tied) -> None:
        """A number in a control."""
        a = t.address
        if t.stored is not None:
            self._differs(f.id, t)
            return
        if a.role == "change":
            self._change(f, a)
            return
        expected, source = self._expected(a)
        if expected is None:
            self._say(f, "not_checked", f"The store gives no {a.role} of '{self._name(a)}' for {day_label(a.period)}.")
        elif same_figure(_bare(f.value), _bare(expected)) and f.value.places == expected.places:
            self._say(
                f, "agrees", f"'{self._name(a)}', {day_label(a.period)}: {_shown(expected)}{_in(source)}.", source
            )
        elif same_figure(_bare(f.value), _bare(expected)):
            self._say(
                f, "agrees_within_rounding",
                f"'{self._name(a)}', {day_label(a.period)}: {_shown(expected)}{_in(source)}; the paper prints fewer "
                f"places.",
                source,
            )  # fmt: skip
        else:
            self.results.add(
                Judgement(
                    f.id, "contradicts", "control",
                    f"'{self._name(a)}', {a.role} for {day_label(a.period)}: the paper says {printed(f)}, the store "
                    f"{_shown(expected)}{_in(source)}.", f"{printed(f)} against {_shown(expected)}",
                    severity_of(f, expected, self.register), (source,) if source else (),
                    "Put the stored figure back, or correct the store from its source.", _shown(expected),
                )
            )  # fmt: skip

    def _expected(self, a: Address) -> tuple[Value | None, Source | None]:
        role = "result" if a.role in {"previous", "outturn"} else a.role
        found = self.stored(a, role)
        if found is None and role == "target" and a.cohort != "all":
            found = self.stored(replace(a, cohort="all"), role)
        if found is not None and found.value.number is not None:
            return found.value, found.standing.observation.source
        if role == "target" and a.key in self.register:
            indicator = self.register[a.key]
            target = indicator.targets.get(Period(a.period, a.period).reporting_year)
            if target is not None:
                places = max(0, -int(target.as_tuple().exponent))
                return Value(str(target), target, places, indicator.unit), None
        return None, None

    def _change(self, f: Figure, a: Address) -> None:
        """The size of a change: newer less older, unrounded, printed as the finer of the two is."""
        if self.facts.get("method", "") in {"trend", "spc"} or a.since is None:
            self._say(
                f, "not_checked", "A change over a window of periods (trend or process limits) is not recomputed."
            )
            return
        new, old = self.stored(a, "result"), self.stored(a, "result", a.since)
        if new is None or old is None or new.quantity is None or old.quantity is None:
            self._say(f, "not_checked", "One of the two figures compared is not in the store.")
            return
        places = max(new.value.places, old.value.places)
        size = Fraction(0) if prints_alike(new.quantity, old.quantity) else new.quantity.middle - old.quantity.middle
        expected = round_half_up(abs(size), places)
        working = f"{_shown(new.value)} - {_shown(old.value)} = {number_text(size, places + 1)}"
        sources = (new.standing.observation.source, old.standing.observation.source)
        number = f.value.number
        least = expected == 0 and size != 0 and number == round_half_up(Fraction(1, 10**places), places)
        if number is not None and (number == expected or least):
            self.results.add(
                Judgement(f.id, "agrees", "control", f"The change since {day_label(a.since)}: {working}.", working,
                          sources=sources)
            )  # fmt: skip
        else:
            self.results.add(
                Judgement(
                    f.id, "contradicts", "control",
                    f"The change of '{self._name(a)}' since {day_label(a.since)} is {expected}, not {printed(f)}: "
                    f"{working}.",
                    working, "serious", sources, "Put the worked-out change back.", str(expected),
                )
            )  # fmt: skip

    def words(self, passage: Passage, t: Tied) -> None:
        """A colour, arrow, verb, period or source in a control."""
        if t.stored is not None:
            self._differs_words(passage, t)
            return
        check = {"rag": self._rag, "dot": self._dot, "verb": self._verb, "period": self._period, "source": self._source}
        if t.address.role in check:
            check[t.address.role](passage, t)
        elif t.address.role in _STATES:
            self._unknown(passage, t)

    def _rag(self, passage: Passage, t: Tied) -> None:
        found = self.stored(t.address, "rag")
        said = t.control.text.strip().lower()
        word = found.word if found is not None else self._band(t.address)
        if not word:
            ok = "no rag" in said or "not" in said or not said
            self._word(passage, t, "agrees" if ok else "not_checked", "rag", "The store gives no colour for it.", "")
        else:
            self._word(
                passage, t, "agrees" if said.startswith(word) else "contradicts", "rag",
                f"'{self._name(t.address)}' is {word} in {day_label(t.address.period)}.", word.capitalize(),
            )  # fmt: skip

    def _band(self, a: Address) -> str:
        result = self.stored(a, "result")
        indicator = self.register.get(a.key)
        bands = indicator.bands.get(Period(a.period, a.period).reporting_year) if indicator else None
        if result is None or result.quantity is None or bands is None:
            return ""
        return bands.rag(result.quantity.middle) or ""

    def _two(self, a: Address) -> tuple[Quantity, Quantity] | None:
        if a.since is None or self.facts.get("method", "") in {"trend", "spc"}:
            return None
        new, old = self.stored(a, "result"), self.stored(a, "result", a.since)
        if new is None or old is None or new.quantity is None or old.quantity is None:
            return None
        return new.quantity, old.quantity

    def _dot(self, passage: Passage, t: Tied) -> None:
        a, said = t.address, t.control.text.lower()
        two = self._two(a)
        if two is None or "no direction" in said:
            verdict: Verdict = "agrees" if two is None and "no direction" in said else "not_checked"
            self._word(passage, t, verdict, "direction", "There are no two figures to compare in the store.", "")
            return
        indicator = self.register.get(a.key)
        polarity = (indicator.polarity if indicator else "") or self.aims.get(a.key, "")
        target = indicator.targets.get(Period(a.period, a.period).reporting_year) if indicator else None
        if polarity not in {"H", "L", "T"} or (polarity == "T" and target is None):
            self._word(passage, t, "not_checked", "direction", "The register does not say which way is better.", "")
            return
        assert indicator is not None
        moved = movement(polarity, *two, target=target, tolerance=indicator.tolerance)
        arrow = {"improved": "▲", "worsened": "▼", "unchanged": "◄►"}
        arrows = [k for k, sign in arrow.items() if sign in said]
        ok = moved in said and arrows in ([], [moved])
        self._word(
            passage, t, "agrees" if ok else "contradicts", "direction",
            f"'{self._name(a)}' {moved} between {day_label(a.since) if a.since else ''} and {day_label(a.period)}.",
            f"{arrow[moved]} {moved.capitalize()}",
        )  # fmt: skip

    def _verb(self, passage: Passage, t: Tied) -> None:
        two = self._two(t.address)
        said = t.control.text.strip().lower()
        words = {"rose": "rose", "up": "rose", "fell": "fell", "down": "fell", "was unchanged": "unchanged"}
        if two is None or said not in words:
            self._word(passage, t, "not_checked", "direction", "The word was not held against figures.", "")
            return
        indicator = self.register.get(t.address.key)
        moved = change(*two, indicator.tolerance if indicator else 0)
        raw = "rose" if two[0].middle > two[1].middle else "fell"
        ok = words[said] in {moved, raw} if moved == "unchanged" else words[said] == moved
        self._word(
            passage, t, "agrees" if ok else "contradicts", "direction",
            f"'{self._name(t.address)}' {'did not change' if moved == 'unchanged' else moved}.", moved,
        )  # fmt: skip

    def _period(self, passage: Passage, t: Tied) -> None:
        said = parse_period(t.control.text.strip())
        ok = said is not None and said.end == t.address.period
        label = Period(t.address.period, t.address.period).long_label()
        self._word(passage, t, "agrees" if ok else "contradicts", "period", f"The figures are of {label}.", label)

    def _source(self, passage: Passage, t: Tied) -> None:
        """Sources such as "scorecard.pdf, page 4, published 13 May 2016": the publication, its page and its day."""
        found = self.stored(t.address, "result")
        said = " ".join(t.control.text.split())
        for s in found.statements if found is not None else ():
            p, page = s.publication, s.observation.source.page
            if p.document not in said:
                continue
            rest = said.replace(p.document, "")
            wanted = []
            if page is not None and "page" in rest:
                wanted.append(f"page {page}")
            if p.published is not None and "published" in rest:
                wanted.append(f"{p.published.day} {p.published:%B %Y}")
            ok = all(_whole(w, rest) for w in wanted)
            if ok:
                self._word(passage, t, "agrees", "source", f"The store holds it from {p}.", "")
                return
        if found is None:
            self._word(passage, t, "not_checked", "source", "The store does not hold the figure.", "")
            return
        first = found.standing
        self._word(
            passage, t, "contradicts", "source",
            f"The store holds the figure from {first.publication}, page {first.observation.source.page or '-'}.",
            str(first.publication),
        )  # fmt: skip

    def _unknown(self, passage: Passage, t: Tied) -> None:
        expected, source = self._expected(t.address) if t.address.role in _STATES else (None, None)
        if expected is None:
            self._word(passage, t, "agrees", "control", "The store does not know the figure either.", "")
        else:
            self._word(
                passage, t, "contradicts", "control",
                f"The paper gives no figure, the store {_shown(expected)}{_in(source)}.", _shown(expected),
            )  # fmt: skip

    def _differs(self, figure: int, t: Tied) -> None:
        self.results.add(
            Judgement(
                figure, "contradicts", "control",
                f"The file stores '{t.stored}' here, but the data it is bound to say '{t.control.text}': Word "
                f"shows the one, "
                "other programs the other.", f"'{t.stored}' against '{t.control.text}'", "serious",
                advice="Open the paper in Word and save it, or draft it again.", expected=t.control.text,
            )
        )  # fmt: skip

    def _differs_words(self, passage: Passage, t: Tied) -> None:
        self._word(
            passage, t, "contradicts", "control",
            f"The file stores '{t.stored}' here, but the data it is bound to say '{t.control.text}'.", t.control.text,
        )  # fmt: skip

    def _word(self, passage: Passage, t: Tied, verdict: Verdict, kind: str, why: str, expected: str) -> None:
        wrong = verdict == "contradicts"
        said = f"{why} The paper says {t.control.text}." if wrong else why
        advice = "Correct it, or draft the paper again." if wrong else ""
        self.results.findings.append(
            Finding(
                verdict, kind, passage.at(*t.control.span), t.control.text, said,
                severity="serious" if wrong else "note", advice=advice,
                indicator=self._name(t.address), indicator_key=t.address.key, expected=expected if wrong else "",
            )
        )  # fmt: skip

    def _say(self, f: Figure, verdict: Verdict, why: str, source: Source | None = None) -> None:
        self.results.add(Judgement(f.id, verdict, "control", why, sources=(source,) if source else ()))

    def _name(self, a: Address) -> str:
        indicator = self.register.get(a.key)
        name = indicator.name if indicator else a.key
        extra = [x for x in (a.area, "" if a.cohort == "all" else a.cohort.replace("_", " ")) if x]
        return ", ".join([name, *extra])


def _whole(text: str, inside: str) -> bool:
    """Whether words stand in a text with no digit or letter joined to them."""
    at = inside.find(text)
    while at >= 0:
        end = at + len(text)
        if not inside[at - 1 : at].isalnum() and not inside[end : end + 1].isalnum():
            return True
        at = inside.find(text, at + 1)
    return False


def _bare(value: Value) -> Value:
    """Without its unit: the control has told what it is."""
    again = parse_value(value.printed)
    return replace(again if again.number is not None else value, unit="")


def _shown(value: Value) -> str:
    return value.printed.strip()


def _in(source: Source | None) -> str:
    return f" ({source})" if source else ""
