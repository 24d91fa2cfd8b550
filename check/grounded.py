"""Sentences held against the rows of the paper's own tables and of the store that their words and figures come near to.

A sentence is tied to a row by an exact figure of at least three digits at the time that it says, or by the row's whole
name. Then its other figures are asked what the words ask: the level of that time, the size of the change. What fits no
row of those that the sentence may mean, and no other sum of the paper, is wrong; what may be several is left alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date

from check.evidence import Known
from check.evidence_ties import is_slip
from check.ground_apart import of_something_else
from check.ground_labels import Labels, check_labels, check_twins, common_words
from check.ground_match import (
    Names,
    Spoken,
    Tie,
    best_ties,
    called_ties,
    equals,
    like,
    may_be,
    named_ties,
    near_miss,
    sizes_of,
    slipped,
    telling_digits,
    ties_of,
    units_fit,
)
from check.ground_points import in_points_since_last, is_share_of, told_as_points
from check.ground_respective import check_respective
from check.ground_slots import Slot, slots_of
from check.ground_times import fits_another_time, level_of_other_time, said, size_of_other_time
from check.ground_topics import by_topic
from check.ground_units import check_units
from check.ground_ways import changes_meant, changes_so_large, since_named, told_the_other_way
from check.grounds import AVERAGED, Ground, GroundCell, counted_behind, grounds_of, scale_of, stems
from check.judgements import FITS, HELD, Judgement, printed, span_text
from check.known_facts import Facts
from check.money_scale import check_money_scale
from check.near_shares import check_near_shares
from check.paper import Figure
from check.passages import PROSE
from check.prior_lookup import Run
from check.rough_levels import check_rough_levels
from check.sentences import Sentence
from check.sought import Sought
from check.stray_cells import is_stray_cell
from check.subjects import Subjects, bare, sentences_of
from check.unexplained import check_unexplained
from records import Quantity, Value, day_label

_GOES_ON = re.compile(
    r"^\W*(?:(?:However|But|And|Also|Overall|Nevertheless|Even\s+so|Although|Though|Even\s+though|While|Whilst|Since|Over|In|At|"
    r"Compared|By|Twelve|A\s+year)\b[^.;]{0,40}?\s)?"
    r"(?:it|this|that|they|these)\b|"
    r"^\W*(?:(?:However|But|And|Also|Overall|Since|Over|In|At|Compared|By)\b[^.;]{0,30}?\s)?(?:the|its|their|our)\s+(?:[a-z-]+\s+){0,2}?"
    r"(?:rate|share|proportion|percentage|number|total|figure|average|level|increase|decrease|rise|fall|drop|reduction|change|"
    r"result|position|score|cost|balance|backlog|overspend|underspend|variance|deficit|surplus|pressure)\b",
    re.IGNORECASE,
)
_PERFORMANCE = Sought(
    r"^[^.;]{0,60}?\b(?<!['’]s )(?<!of )(?:(?:our|the|overall)\s+)?performance\s+"
    r"(?:is|was|has|had|now|remains?|stands?|stood|improved|fell|rose)\b",
    re.IGNORECASE,
)
"""Of what the paragraph began with, where what stands between told of no row."""
_PART_OF = re.compile(r"\s*(?:out\s+)?of\s+(?:(?:the|our|all|these|those)\s+)*«N(?P<n>\d+)»", re.IGNORECASE)
_CLEAR = 0.75
"""Part of a name that a sentence holds which names its row beyond doubt."""
_HINT = 0.5
"""Part of a label's words that a sentence must hold for the indicator's figures to be looked up."""
_PUBLISHED = ("prior", "own_tables", "control", "trend", "repeat")


def check_grounded(run: Run, subjects: Subjects, facts: Facts) -> None:
    """Hold every sentence of a paper's prose against the rows that it comes near to.

    Args:
        run: Takes the judgements.
        subjects: What its sentences name.
        facts: What the paper and the store state of indicators.
    """
    own = grounds_of(run.paper)
    known = known_grounds(run, subjects, facts)
    names = Names([*own, *known])
    if not names.grounds:
        return
    prose = [
        n for n, p in enumerate(run.paper.passages)
        if p.kind in PROSE and any(c.isdigit() for c in p.text) and not is_stray_cell(run.paper, n)
    ]  # fmt: skip
    labels = Labels(own, common_words(run.paper.passages[n].text for n in prose))
    judged: dict[int, list[Judgement]] = defaultdict(list)
    for j in run.results.judgements:
        judged[j.figure].append(j)
    for index in prose:
        heading = run.paper.passages[index].section.rpartition(" / ")[2]
        before: list[str] = [heading]
        carried: list[Tie] = []
        topic: list[Tie] = []
        for sentence in sentences_of(run.paper, index):
            figures = run.paper.by_number(index, sentence)
            words = stems(sentence.text)
            if figures or any(c.isdigit() for c in sentence.text):
                goes_on = _GOES_ON.match(sentence.text) is not None
                if not carried and _PERFORMANCE.search(sentence.text) and len({t.ground.words for t in topic}) == 1:
                    carried, goes_on = topic, True
                about = Spoken(words, words | stems(before[0]), carried if goes_on else [])
                told = _Told(index, sentence, figures, about, (sentence.text, *before))
                check_respective(run.results, labels, sentence.text, sentence.start, figures)
                carried = _sentence(run, names, labels, told, judged) or about.carried
                topic = topic or carried
            before = [sentence.text, *before]
    check_unexplained(run, Names([*by_topic(own), *known]), prose)
    check_near_shares(run, Names(own), prose)
    check_rough_levels(run, Names(own), prose)
    check_money_scale(run.paper, prose, run.results)


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence with its figures and what stands before it."""

    passage: int
    sentence: Sentence
    figures: dict[int, Figure]
    about: Spoken
    windows: tuple[str, ...]


def _sentence(run: Run, names: Names, labels: Labels, told: _Told, judged: dict[int, list[Judgement]]) -> list[Tie]:
    now = run.paper.period
    end = now.end if now is not None else None
    slots = slots_of(run.paper, told.sentence, told.figures)
    all_ties = ties_of(names, slots, told.about.around, end)
    ties = best_ties(all_ties, slots)
    alone = ties or named_ties(names, told.about, end)
    called = [] if ties else called_ties(names, told.about)
    done = frozenset(
        s.figure.id
        for s in slots
        if any(j.verdict in HELD or j.verdict == "superseded" for j in judged.get(s.figure.id, []))
    )
    wrong = frozenset(
        s.figure.id for s in slots if any(j.verdict == "contradicts" for j in judged.get(s.figure.id, []))
    )
    passage = run.paper.passages[told.passage]
    raw = passage.text[told.sentence.start : told.sentence.end]
    begin = told.sentence.start + len(raw) - len(raw.lstrip())
    at = {k: f.numeral.start - begin for k, f in told.figures.items()}
    if check_labels(run.results, labels, told.sentence.text, slots, at, done, wrong):
        return []
    stated = [] if any(t.share >= _CLEAR for t in ties) else ties_of(names, slots, None, end)
    if check_twins(run.results, stated, names.grounds, slots, list(told.windows), wrong):
        return []
    check_units(run.results, passage, begin, told.sentence.text, slots, names, told.about, now, done)
    apart = of_something_else(told.sentence, slots, all_ties)
    for s in slots:
        verdicts = {(j.verdict in FITS, j.kind) for j in judged.get(s.figure.id, [])}
        open_ = s.figure.id not in done or fits_another_time(s, alone, judged.get(s.figure.id, []))
        if s.kind == "size" and (s.subject >= 0 or alone):
            mine = ([t for t in ties if s.subject in t.fits] or _of_level(all_ties, s)) if s.subject >= 0 else alone
            if s.figure.id not in wrong and told_as_points(run.results, s, changes_meant(s, mine, end)):
                continue
            if s.figure.id not in wrong:
                so = changes_so_large(s, mine, end)
                if not mine and alone:  # a level of something else, beside the row that is compared with
                    so = changes_so_large(replace(s, subject=-1), alone, end)
                told_the_other_way(run, s, so, passage, told.sentence.text, begin)
            if open_:
                _size(run, s, slots, mine, end)
        elif s.k in apart:
            continue
        elif (
            s.kind == "level" and s.figure.id not in wrong and not any((True, kind) in verdicts for kind in _PUBLISHED)
        ):
            others = [t for t in all_ties if s.k in t.fits]  # rows that are named beside the one
            _level(run, s, others or ties or [t for t in alone if t.carried] or called, summed=s.figure.id in done)
    beside = [t for t in all_ties if t not in alone and t.share >= _HINT and not t.carried]
    return [*alone, *beside]


def _of_level(ties: list[Tie], s: Slot) -> list[Tie]:
    """The rows that state the level whose change a size is, where the rest of the sentence is of others."""
    found = [t for t in ties if s.subject in t.fits]
    top = max((t.share for t in found), default=0.0)
    return [t for t in found if t.share >= top - 0.25]


def known_grounds(run: Run, subjects: Subjects, facts: Facts) -> list[Ground]:
    """The indicators that the paper's sentences come near to, with what the paper and the store state of them."""
    if isinstance(made := run.paper.cache.get("known_grounds"), tuple) and made[0] is run:
        return list(made[1])
    keys: dict[str, None] = {}
    for f in run.paper.figures:
        if f.sentence is not None and f.claim.indicator_key in run.indicators:
            keys[f.claim.indicator_key] = None
    for index, p in enumerate(run.paper.passages):
        if p.kind not in PROSE or not run.paper.figures_of(index):
            continue
        for sentence in sentences_of(run.paper, index):
            told = [sentence.template]
            if re.search(r"\bdays?\b", sentence.text):  # a unit that stands in a name may have gone with its figure
                told.append(re.sub(r"\d[\d,.]*", " ", sentence.text))
            for text in told:
                keys |= dict.fromkeys(key for key, share in subjects.finder.hints(bare(text)) if share >= _HINT)
    out = []
    if run.stored is not None:
        run.stored.know(keys)
    for n, key in enumerate(keys):
        indicator = run.indicators[key]
        known = facts.series(key, "", "all") | run.own.results_of(key)
        cells = [
            GroundCell(_in_full(k.value, indicator.name), k.source, "result", "", end, who=_who(k))
            for end, k in sorted(known.items())
        ]
        if cells:
            out.append(Ground(indicator.name, tuple(cells), 0, n, words=stems(indicator.name)))
    run.paper.cache["known_grounds"] = (run, out)
    return out


def _who(known: Known) -> str:
    return str(known.publication) if known.publication is not None else "the paper itself"


def _in_full(value: Value, name: str) -> Value:
    """A figure that its name counts in thousands or millions, in full."""
    scale = scale_of(name)
    if not scale or value.number is None or abs(value.number) >= 10**6 or value.unit == "percent":
        return value
    unit = "money" if "£" in f"{value.printed}{name}" else value.unit
    return replace(value, number=value.number * 10**scale, places=value.places - scale, unit=unit)


def _size(run: Run, s: Slot, slots: list[Slot], ties: list[Tie], now: date | None) -> None:
    """Hold the size of a change against every row that the sentence may be about."""
    if s.figure.value.number is None:
        return
    if not s.then:
        in_points_since_last(run.results, s, ties)
        return
    wrong: list[tuple[GroundCell, GroundCell, Quantity, str]] = []
    for t in ties:
        pair = since_named(s, t, now)
        if pair is None:
            return
        if not pair:
            continue
        old, new = pair
        sizes = sizes_of(old, new, s.figure.value)
        if any(fits for _, _, fits in sizes) or is_share_of(s, sizes):
            return
        if sizes:
            wrong.append((old, new, sizes[0][0], sizes[0][1]))
    if not wrong:
        size_of_other_time(run.results, s, slots, ties)
        return
    if len({(q.low, q.high) for _, _, q, _ in wrong}) > 1:
        return
    old, new, right, unit = wrong[0]
    if ties[0].carried and not near_miss(s.figure.value, ties[0].ground, old, new):
        return
    working = f"{said(old)} to {said(new)}"
    run.results.add(
        Judgement(
            s.figure.id, "contradicts", "change",
            f"'{ties[0].ground.name}' went from {working}: a change of {span_text(right, unit)}, not "
            f"{printed(s.figure)}.{_other_time(ties[0].ground, new, s)}", working, "serious", (old.place, new.place),
            "Correct the change, the time it is counted from, or the figures.", span_text(right, unit),
        )
    )  # fmt: skip


def _other_time(g: Ground, new: GroundCell, s: Slot) -> str:
    """Which other time the size fits, where it fits one."""
    for c in g.levels:
        if c.end is None or c.end == new.end or not like(c, new):
            continue
        if any(fits for _, _, fits in sizes_of(c, new, s.figure.value)) and telling_digits(s.figure.value) >= 2:
            return f" It fits the change since {day_label(c.end)}."
    return ""


def _level(run: Run, s: Slot, ties: list[Tie], *, summed: bool) -> None:
    """Hold a level of a time that is said against the rows that another figure of the sentence ties it to.

    A figure that fits a sum of its sentence is wrong only where it is exactly the row's figure of another time.
    """
    if s.figure.claim.details.get("approximate") == "yes":
        return
    if s.how not in {"dated", "told"}:
        _slip(run, s, ties, summed=summed)
        return
    wrong: list[tuple[Ground, GroundCell]] = []
    for t in ties:
        if s.k in t.fits:
            return
        others = [c for k, c in t.fits.items() if k != s.k]
        if t.carried and not near(s, t.ground):
            continue
        asked = [c for c in t.ground.at(s.ends[:1]) if not others or any(like(c, o) for o in others)]
        if not asked:
            continue
        if any(equals(s.figure.value, c.value) for c in t.ground.at(s.ends)):
            return
        wrong.append((t.ground, asked[0]))
    if not wrong:
        level_of_other_time(run.results, s, ties)
    if not wrong or len({c.value.number for _, c in wrong}) > 1:
        return
    g, c = wrong[0]
    looks = next(
        (f" It equals the figure for {day_label(x.end)}." for x in g.levels
         if x.end is not None and x.end != c.end and equals(s.figure.value, x.value)), "",
    )  # fmt: skip
    other_time = bool(looks) and telling_digits(s.figure.value) >= 3
    loose = summed or not any(t.fits for t in ties)
    if not other_time and (loose or not may_be(s.figure.value, c.value) or _counts_another(s, g, c)):
        return
    run.results.add(
        Judgement(
            s.figure.id, "contradicts", "own_tables",
            f"'{g.name}', {day_label(c.end) if c.end else c.header}: here stands {printed(s.figure)}, "
            f"but {c.who} says {c.value.printed.strip()}.{looks}",
            f"{printed(s.figure)} against {c.value.printed.strip()}", "serious", (c.place,),
            "Correct the figure, its time, or the table.", c.value.printed.strip(),
        )
    )  # fmt: skip


def _counts_another(s: Slot, g: Ground, c: GroundCell) -> bool:
    """Whether the words behind a figure say that it counts what the row does not, and it is no slip of the row's."""
    if s.figure.sentence is None or is_slip(s.figure.value, c.value):
        return False
    counted = stems(counted_behind(s.figure.sentence.template, s.k))
    return bool(counted) and not counted & stems(f"{g.name} {c.header}")


def _slip(run: Run, s: Slot, ties: list[Tie], *, summed: bool) -> None:
    """A level whose time is not said, one digit off exactly one figure of the row that the sentence is tied to."""
    if summed or s.how == "other" or telling_digits(s.figure.value) < 3 or any(s.k in t.fits for t in ties):
        return
    if s.figure.claim.role == "rate" and s.figure.value.unit in {"count", "", "money"}:
        ties = [t for t in ties if AVERAGED.search(t.ground.name)]  # "1,486 a month" is no month's own number
    whole = _PART_OF.match(s.figure.sentence.template.partition(f"«N{s.k}»")[2]) if s.figure.sentence else None
    if whole is not None and any(int(whole["n"]) in t.fits for t in ties):
        return  # "123 of the 138 accidents": a part of the row's figure is none of its figures
    found: list[tuple[Ground, GroundCell]] = []
    now = run.paper.period
    for t in ties:
        dated = any(c.end is not None for c in t.ground.levels)
        if -1 in t.fits or (s.how == "current" and dated and now is not None and not t.ground.at([now.end])):
            return  # nothing is known of the paper's own period: another's figure refutes nothing
        beside = list(t.fits.values())
        cells = [c for c in t.ground.levels if any(like(c, x) for x in beside)]
        if any(equals(s.figure.value, c.value) for c in t.ground.cells):
            return
        used = {c.end for c in beside}
        found += [(t.ground, c) for c in cells if c.end not in used and is_slip(s.figure.value, c.value)]
    if len({c.value.number for _, c in found}) != 1:
        return
    g, c = found[0]
    run.results.add(
        Judgement(
            s.figure.id, "contradicts", "own_tables",
            f"'{g.name}': nothing that is known of it gives {printed(s.figure)}; {c.who} says {said(c)}.",
            f"{printed(s.figure)} against {c.value.printed.strip()}", "serious", (c.place,),
            "Correct the figure or the table.", c.value.printed.strip(),
        )
    )  # fmt: skip


def near(s: Slot, g: Ground) -> bool:
    """Whether a figure is a row's with a slip of a digit, or of another of its times."""
    return any(
        (telling_digits(s.figure.value) >= 2 and equals(s.figure.value, c.value))
        or (units_fit(s.figure.value, c.value) and slipped(s.figure.value, c.value))
        for c in g.at(s.ends)
    ) or any(equals(s.figure.value, c.value) for c in g.levels if telling_digits(s.figure.value) >= 3)
