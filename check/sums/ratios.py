"""Parts, wholes and their shares over the plain words of a paragraph, as statements of the paper."""

# ruff: noqa: E501 - explanations, one to a line

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from check.judgements import Judgement, Results, printed, span_text
from check.paper import Paper, Statement
from check.relations import Relation
from check.sought import Sought
from check.sums.amounts import Amount, Reading
from check.sums.links import alike, links, plain, same_time, shares_of
from check.sums.reading import readings
from check.sums.shares import shares_of_budgets, shares_of_wholes, told_before
from records import Quantity, rounding_modes


@dataclass(frozen=True)
class Triple:
    """A part, a whole and the share said of them."""

    part: Amount
    whole: Amount
    share: Amount
    strong: bool

    @cached_property
    def exact(self) -> Quantity | None:
        """The share that part and whole give, in the share's own base."""
        base = int(self.share.family.partition(":")[2] or 100)
        p, w = self.part.quantity, self.whole.quantity
        return None if w.low <= 0 else Quantity(base * p.low / w.high, base * p.high / w.low)

    def fits(self, reading: Reading) -> bool:
        """Whether what is printed can be that share."""
        return self.exact is not None and reading.prints(self.exact, self.share)


def add_ratios(paper: Paper) -> None:
    """Read the ratios of every passage as statements of the paper.

    Args:
        paper: Takes them; what its sentences state already is completed, not repeated.
    """
    said: dict[int, list[Statement]] = {}
    for s in paper.statements:
        if s.relation.kind == "ratio":
            said.setdefault(s.passage, []).append(s)
    for reading in readings(paper):
        _add(paper, reading, said.setdefault(reading.index, []))


def _add(paper: Paper, reading: Reading, said: list[Statement]) -> None:
    """Adds the ratios of a passage to those that its sentences say already."""
    index = reading.index
    taken = {k: s for s in said for k in s.ids}
    settled = _settled(reading)
    told = {t.share.figure.id for t in settled}
    for share, s in [(k, s) for k, s in taken.items() if s.relation.percent == k]:
        if share not in told and not _holds(paper, s):
            paper.statements[paper.statements.index(s)] = without = replace(
                s, relation=replace(s.relation, percent=None)
            )
            said[said.index(s)] = without
    taken = {k: s for s in said for k in s.ids}
    for t in settled:
        part, whole, share = (a.figure.id for a in (t.part, t.whole, t.share))
        old = taken.get(share)
        if old is not None and old.relation.percent == share:
            if not t.fits(reading) or _holds(paper, old):
                continue
            paper.statements.remove(old)
            said.remove(old)
            taken = {k: s for k, s in taken.items() if s is not old}
        same = next(
            (
                s
                for s in (taken.get(part), taken.get(whole))
                if s and {s.relation.part, s.relation.whole} == {part, whole}
            ),
            None,
        )
        if same is not None:
            if same.relation.percent is not None:
                continue
            made = replace(same, relation=replace(same.relation, percent=share, part=part, whole=whole))
            paper.statements[paper.statements.index(same)] = made
            said[said.index(same)] = made
        else:
            clash = [s for s in (taken.get(part), taken.get(whole)) if s is not None and s.relation.percent is not None]
            if clash and not t.fits(reading):
                continue
            sentence = t.part.figure.sentence
            if sentence is None:
                continue
            made = Statement(
                Relation("ratio", part=part, whole=whole, percent=share, pattern="passage"), sentence, index
            )
            paper.statements.append(made)
            said.append(made)
        taken |= {part: made, whole: made, share: made}


def _holds(paper: Paper, s: Statement) -> bool:
    r = s.relation
    if r.part is None or r.whole is None or r.percent is None:
        return True
    exact = Quantity.ratio(paper.figures[r.part].value, paper.figures[r.whole].value)
    return exact is not None and bool(rounding_modes(exact, paper.figures[r.percent].value))


def _settled(reading: Reading) -> list[Triple]:
    """One reading for each share: the first that fits, else the one that leaves no other."""
    by_share: dict[int, list[Triple]] = {}
    for t in triples(reading):
        if t.part.number <= t.whole.number or t.strong:
            by_share.setdefault(t.share.n, []).append(t)
    out = []
    for found in by_share.values():
        fitting = [t for t in found if t.fits(reading)]
        strong = [t for t in found if t.strong]
        if fitting:
            out.append(fitting[0])
        elif len({(t.part.n, t.whole.n) for t in strong}) == 1 and not (
            explained(reading, strong[0].share) or _is_rest(reading, strong[0])
        ):
            out.append(strong[0])
    return [t for t in out if t.share.family == "percent" and not t.share.blur and not t.share.figure.numeral.is_share]


def triples(reading: Reading) -> tuple[Triple, ...]:
    """Every part, whole and share that the words of a passage link.

    Args:
        reading: The passage.
    """
    known: tuple[Triple, ...] | None = reading.known.get("triples")
    if known is None:
        known = reading.known["triples"] = tuple(_triples(reading))
    return known


def _triples(reading: Reading) -> Iterator[Triple]:
    for link in links(reading):
        if not same_time(link.part, link.whole) and not link.strong:
            continue
        for n, said in enumerate(shares_of(reading, link)):
            yield Triple(link.part, link.whole, said.share, link.strong and said.strong and n == 0)
    for part, whole, share, strong in shares_of_wholes(reading):
        yield Triple(part, whole, share, strong)
    for part, whole, share in shares_of_budgets(reading):
        yield Triple(part, whole, share, strong=True)
    for link, share in told_before(reading):
        yield Triple(link.part, link.whole, share, strong=True)


_LEFT = Sought(r"\b(?:not|without|remaining|rest|others?|vacan\w*|unfilled|fail\w*|miss\w*|late|short\w*)\b", re.I)


def _is_rest(reading: Reading, t: Triple) -> bool:
    """Whether a share is what the part leaves: "24.0 posts, of which 21.5 were filled. This is a vacancy rate of 10.4%"."""
    if t.exact is None or t.share.family != "percent" or t.exact.high > 100:
        return False
    last = max(t.part, t.whole, key=lambda a: a.n)
    if t.share.sentence == last.sentence and (t.share.n < last.n or not _LEFT.search(reading.between(last, t.share))):
        return False
    return reading.prints(Quantity(100 - t.exact.high, 100 - t.exact.low), t.share)


def _of_the_whole(reading: Reading, t: Triple) -> bool:
    """Whether a share is of what the whole is itself a share of: "1,240 pupils (11.2%), of whom 310 have a plan (2.8%)"."""
    for other in reading.amounts:
        if (
            other.family == "percent"
            and not other.size
            and other.n != t.share.n
            and t.exact is not None
            and abs(other.sentence - t.share.sentence) <= 1
        ):
            low, high = other.quantity.low * t.exact.low / 100, other.quantity.high * t.exact.high / 100
            if other.n == t.whole.n + 1 and reading.prints(Quantity(low, high), t.share):
                return True
    return False


def explained(reading: Reading, share: Amount) -> bool:
    """Whether a share follows from some other two like amounts near it, that no other share is said of.

    Args:
        reading: The passage.
        share: A percentage or rate.
    """
    own = {(t.part.n, t.whole.n) for t in triples(reading) if t.strong and t.share.n != share.n and t.fits(reading)}
    if any(_of_the_whole(reading, t) for t in triples(reading) if t.share.n == share.n):
        return True
    near = [a for a in reading.amounts if plain(a) and abs(a.sentence - share.sentence) <= 1]
    return any(
        Triple(a, b, share, strong=False).fits(reading)
        for a in near
        for b in near
        if a.n != b.n and alike(a, b) and a.number < b.number and (a.n, b.n) not in own
    ) or _of_both_together(reading, share, near)


def _of_both_together(reading: Reading, share: Amount, near: list[Amount]) -> bool:
    """Whether a share is of two amounts together: outcomes of one thing, the noun of the second left out."""
    found = list(links(reading))
    parted = {frozenset((x.part.n, x.whole.n)) for x in found if x.how != "elided"}
    outcomes = {frozenset((x.part.n, x.whole.n)) for x in found if x.how == "elided"} - parted
    return share.family == "percent" and any(
        # "340 were in time and 120 were late. The rate rose to 73.9%": a part of both together
        reading.prints(of_both(a, b), share)
        for a in near
        for b in near
        if a.n != b.n
        and a.sentence == b.sentence <= share.sentence
        and frozenset((a.n, b.n)) in outcomes
        and (a.sentence < share.sentence or (a.n < share.n > b.n and _RATE_OF.search(_gap(reading, a, b, share))))
    )


_RATE_OF = Sought(r"\b(?:rate|proportion|percentage|share)\s+(?:of|was|is|at)\s+$", re.IGNORECASE)


def _gap(reading: Reading, a: Amount, b: Amount, share: Amount) -> str:
    return reading.between(max(a, b, key=lambda x: x.n), share)


def of_both(a: Amount, b: Amount) -> Quantity:
    """What one amount is in per cent of it and another together."""
    low, high = a.quantity.low, a.quantity.high
    return Quantity(100 * low / (low + b.quantity.high), 100 * high / (high + b.quantity.low))


def check_blurred(reading: Reading, results: Results) -> None:
    """Hold shares that are told roughly or as a rate ("nearly 40%", "3.4 per 1,000") against their part and whole.

    Args:
        reading: The passage.
        results: Takes the judgements.
    """
    done: set[int] = set()
    for t in triples(reading):
        rough = bool(t.share.blur) or t.share.figure.numeral.is_share or t.share.family.startswith("rate:")
        exact = t.exact
        if not rough or exact is None or t.share.n in done or not (t.strong or t.fits(reading)):
            continue
        if not t.fits(reading) and explained(reading, t.share):
            continue
        done.add(t.share.n)
        base = t.share.family.partition(":")[2]
        told = f"{span_text(exact)} per {int(base):,}" if base else span_text(exact, "percent", 1)
        working = f"{printed(t.part.figure)} / {printed(t.whole.figure)} = {told}"
        sources = (t.part.figure.place, t.whole.figure.place)
        if t.fits(reading):
            results.add(
                Judgement(
                    t.share.figure.id,
                    "agrees_within_rounding",
                    "ratio",
                    f"It follows from the part and the whole: {working}.",
                    working,
                    sources=sources,
                )
            )
        else:
            results.add(
                Judgement(
                    t.share.figure.id, "contradicts", "ratio",
                    f"{printed(t.part.figure)} of {printed(t.whole.figure)} is {told}, not {t.share.blur.replace('_', ' ')} {printed(t.share.figure)}.".replace("  ", " "),
                    working, "serious", sources, "Correct the share, or the part or the whole it is worked out from.",
                )
            )  # fmt: skip


_TOLD_TWICE = re.compile(
    r"^(?:(?!\b(?:share|rate|figure|level|number|proportion|amount|percentage)\b)[^«.;,(]){0,60}?\(\s*(?:or\s+|up\s+|down\s+)?$",
    re.IGNORECASE,
)


def check_told_twice(reading: Reading, results: Results) -> None:
    """Hold a share in words against the percentage in brackets after it: "two in every five contacts (39%)".

    Args:
        reading: The passage.
        results: Takes the judgements.
    """
    for words, percent in pairwise(reading.amounts):
        if not words.figure.numeral.is_share or percent.family != "percent" or percent.figure.numeral.is_share:
            continue
        if words.sentence != percent.sentence or not _TOLD_TWICE.match(reading.between(words, percent)):
            continue
        if percent.older != words.older or not re.match(r"^\s*\)", reading.after(percent)):
            continue
        fits = percent.quantity.overlaps(words.quantity)
        said = f"{words.blur.replace('_', ' ')} {printed(words.figure)}".strip()
        text = (
            f"'{said}' fits {printed(percent.figure)}."
            if fits
            else f"'{said}' does not go with {printed(percent.figure)}."
        )
        for a, other in ((words, percent), (percent, words)):
            results.add(
                Judgement(
                    a.figure.id, "agrees_within_rounding" if fits else "contradicts", "ratio", text, "",
                    "note" if fits else "serious", (other.figure.place,), "" if fits else "Correct the words or the percentage.",
                )
            )  # fmt: skip
