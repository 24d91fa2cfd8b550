"""Figures that a paragraph tells as worked out, against every figure in reach that they may be worked out from."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from fractions import Fraction

from check.judgements import Judgement, Results, printed
from check.number_words import number_of_words
from check.sums.amounts import MARK, Amount, Reading
from check.sums.changes import amount_text, percent_text
from check.sums.ends import is_limit, measures, sign_of
from check.sums.moves import subject
from check.sums.slips import digits_told, is_slip
from check.sums.told import Told, concludes, tied, told_figures
from check.sums.ways import (
    Way,
    averages,
    changes,
    differences,
    fitting,
    of_percents,
    of_shares,
    shares,
    sums,
    with_rest,
)
from records import Quantity, Severity

_OF_SUMS = {"change", "percentage_points", "ratio", "sum", "remainder", "target", "part_of_whole", "unit"}
_PARTLY = re.compile(
    r"\b(?:includ\w+|among\s+them|mainly|mostly|such\s+as|for\s+example|compared|against|target|budget|of\s+which|of\s+whom|average)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:compared|against|from|than|versus|instead\s+of|rather\s+than|whereas|while|to|but|up\s+on|down\s+on|exceeds?|beat|short\s+of|ahead\s+of|behind|above|below|over|under)\b|\(\s*$|;",
    re.IGNORECASE,
)
_THIS = re.compile(r"^\W*(?:That|This|It|Which|The\s+(?:difference|gap|balance|total|rate|share|average|result))\b")
_OWN_TIME = re.compile(
    r"^[^«.;]{0,60}?\b(?:than|on|from|since|over|above|below|in)\s+(?:[a-z’']+\s+){0,6}?(?:«T(?P<time>\d+)»|(?:last|previous)\s)"
)
_TO_NAMED = re.compile(
    r"^\s*(?:[a-z-]+\s+){0,2}?(?:above|below|short\s+of|inside|outside|within|ahead\s+of|behind|over|under|than|off|from|beyond)\s+(?:[\w’'-]+\s+){0,6}?[\w’'-]+\s*(?:[,.;:)]|\band\b|\bbut\b|«/»|$)",
    re.IGNORECASE,
)
"""Held against a thing that is only named: "0.8 points below target"."""
_DIRECTLY = re.compile(
    r"^\s*(?:[a-z-]+\s+){0,2}?(?:above|below|short\s+of|inside|ahead\s+of|behind|over|under|than|beyond)\s+(?:(?!and\b|but\b|or\b)[\w’'-]+\s+){0,5}?\(?$",
    re.IGNORECASE,
)
"""Leads from a difference to what it is one from: "7.9% short of the «N»", "9 points behind the others («N»)"."""
_OF_WHOLE = re.compile(r"^\s*of\s+(?:the|its|our|all|these|those|their)\s+(?:[\w’'-]+\s+){0,3}$", re.IGNORECASE)
_APPOSED = re.compile(r"^\s*(?:[\w’'-]+\s+){0,4}?[\w’'-]*\s*(?:,|\()\s*(?:or\s+|some\s+|that\s+is\s+)?$", re.IGNORECASE)


def check_worked(reading: Reading, results: Results) -> None:
    """Hold every figure that is told as worked out against the ways to work it out.

    Args:
        reading: The passage.
        results: Takes the judgements; figures that another rule over sums has settled are left alone.
    """
    told = told_figures(reading)
    for t in told.values():
        if settled(results, t.amount):
            if t.kind == "difference" and not results.contradicted(t.amount.figure.id):
                _difference(reading, t, told, results, again=True)
            continue
        if t.kind == "total":
            _total(reading, t, told, results)
        elif t.kind == "difference":
            _difference(reading, t, told, results)
        elif t.kind == "percent":
            _percent(reading, t, told, results)
        elif t.kind == "average":
            _average(reading, t, told, results)


def settled(results: Results, a: Amount) -> bool:
    """Whether a sum, change or share has been judged with this figure as its outcome."""
    return any(
        j.figure == a.figure.id
        and j.kind in _OF_SUMS
        and j.verdict in {"agrees", "agrees_within_rounding", "contradicts"}
        for j in results.judgements
    )


def wrong(
    told: Amount, way: Way, kind: str, results: Results, *, extra: str = "", severity: Severity = "serious"
) -> None:
    """Report that a figure and those it is worked out from cannot all be right.

    Args:
        told: The figure.
        way: How it is worked out.
        kind: Of the finding.
        results: Takes the judgements.
        extra: What else is to be said.
        severity: How much it matters.
    """
    figures = " and ".join(filter(None, [", ".join(printed(a.figure) for a in way.of), printed(told.figure)]))
    results.add(
        Judgement(
            told.figure.id, "contradicts", kind,
            f"{figures} cannot all be right: {way.working}, not {printed(told.figure)}.{extra}",
            way.working, severity, tuple(a.figure.place for a in way.of), "Correct whichever of them is wrong.",
        )
    )  # fmt: skip
    for a in way.of:
        results.add(
            Judgement(
                a.figure.id, "not_checked", kind,
                f"{figures} cannot all be right: {way.working}, not {printed(told.figure)}.",
                way.working, sources=(told.figure.place,),
            )
        )  # fmt: skip


def agree(told: Amount, way: Way, kind: str, results: Results) -> None:
    """Say that a figure follows from others, and they from it."""
    for a in (told, *way.of):
        results.add(
            Judgement(
                a.figure.id, "agrees_within_rounding", kind,
                f"The figures go together: {way.working}.", way.working,
                sources=tuple(x.figure.place for x in (told, *way.of) if x.n != a.n),
            )
        )  # fmt: skip


def base(reading: Reading, told: dict[int, Told], a: Amount) -> bool:
    """Whether an amount can be what others are worked out from: no change, share or total itself."""
    if a.n in told and told[a.n].kind not in {"average"}:
        return False
    return not a.size and a.family not in {"percent", "points"} and a.number > 0 and not a.figure.numeral.is_share


def like(a: Amount, b: Amount) -> bool:
    """Whether two amounts are of one unit, so that they can be added."""
    return a.family == b.family or {a.family, b.family} <= {"count", "number"}


# totals


def _total(reading: Reading, t: Told, told: dict[int, Told], results: Results) -> None:
    a = t.amount
    net = a.size or bool(re.search(r"\bnet\b", MARK.split(reading.before(a))[-1]))

    def part(x: Amount) -> bool:
        return x.n < a.n and like(x, a) and x.number > 0 and (base(reading, told, x) or (net and x.family != "percent"))

    near = [x for x in reading.amounts if part(x)]
    here = [x for x in near if x.sentence == a.sentence]
    parts = here if here else [x for x in near if x.sentence == a.sentence - 1]
    way = fitting(reading, a, sums(near, a, signs=net))
    if way is not None:
        agree(a, way, "sum", results)
        return
    if not 2 <= len(parts) <= 8 or _PARTLY.search(reading.between(parts[0], a)):
        return
    if net and len(parts) < 3:
        return  # what two changes come to may be told of a third thing
    full = next(iter(sums(parts, a, least=len(parts))))
    if net or full.exact.high < a.number * 3 / 5 or full.exact.low > a.number * 5 / 3:
        slipped = next((w for w in sums(parts, a, least=len(parts), signs=net) if is_slip(a, w.exact.middle)), None)
        if slipped is None:
            return
        full = slipped
    wrong(a, full, "sum", results)


# differences


def _difference(reading: Reading, t: Told, told: dict[int, Told], results: Results, *, again: bool = False) -> None:
    """A difference against its pair; again only for the way it goes, where its size is known to be right."""
    a = t.amount
    ends = [x for x in reading.amounts if _end(reading, told, x, a)]
    near = [x for x in ends if abs(x.sentence - a.sentence) <= 1]
    ways = [w for i, x in enumerate(near) for y in near[i + 1 :] if like(x, y) for w in differences(x, y)]
    pair = _pair(reading, a, ends, {n for n, x in told.items() if x.kind == "average"})
    way = fitting(reading, a, ways)
    if way is None and len(near) > 2:
        way = fitting(reading, a, (w for w in sums(near, a, signs=True)))
    if way is not None:
        if pair is not None and {x.n for x in way.of} == {x.n for x in pair} and _turned(reading, a, pair):
            _turned_round(reading, a, pair, way, results)
        elif not again and all(x.sentence == a.sentence for x in way.of):
            agree(a, way, "change", results)
        return
    if pair is not None and not again:
        wrong(a, next(differences(*pair)), "change", results)


def _end(reading: Reading, told: dict[int, Told], x: Amount, a: Amount) -> bool:
    if x.n == a.n or x.size or x.figure.numeral.is_share or x.said == "range" or not measures(a, x):
        return False
    kind = told[x.n].kind if x.n in told else ""
    if a.family in {"points", "percent"} and x.family == "percent":
        return True
    return (
        kind in {"", "average", "total"}
        and x.family not in {"percent", "points"}
        and (like(x, a) or a.family == "percent")
    )


def _pair(
    reading: Reading, a: Amount, ends: Sequence[Amount], averaged: Collection[int] = ()
) -> tuple[Amount, Amount] | None:
    """The two figures that a difference is said of, where the words leave no others."""
    here = [x for x in ends if x.sentence == a.sentence]
    if len(here) < 2 and _THIS.match(reading.before(a)):
        here = [x for x in ends if x.sentence == a.sentence - 1] + here
    plain = [x for x in here if x.n not in averaged]
    here = plain if len(plain) >= 2 else here
    if len(here) != 2 or not like(here[0], here[1]):
        return None
    x, y = here
    after = MARK.split(reading.after(a))[0]
    if _TO_NAMED.match(after) and not any(is_limit(reading, e) or e.said for e in here):
        return None
    own = _OWN_TIME.match(after)
    if own and own["time"]:
        time = reading.time_of(f"«T{own['time']}»")
        if time not in {x.time, y.time}:
            return None
    elif own:
        return None
    between = reading.between(x, y)
    if x.n < a.n < y.n and y.n == a.n + 1 and _DIRECTLY.match(reading.between(a, y)):
        return x, y
    if a.n < y.n and not re.search(r"\bbetween\b", reading.between(a, y)):
        return None  # "by 12 to 340": of what the figures after it are, the words before do not tell
    if concludes(reading, a):
        return x, y
    if ";" in between or any(e.size and e.n != a.n for e in reading.inside(between)):
        return None
    compared = _COMPARED.search(between) or x.older != y.older or (x.time != y.time and x.time and y.time)
    return (x, y) if compared and not re.search(r"\band\s+(?:the\s+)?(?:[a-z]+\s+){0,3}$", between) else None


def _turned(reading: Reading, a: Amount, pair: tuple[Amount, Amount]) -> bool:
    """Whether the words say that the newer of two figures is the larger where it is the smaller, or the reverse."""
    x, y = pair
    if x.older == y.older or x.number == y.number:
        return False
    old, new = (x, y) if x.older else (y, x)
    sign = sign_of(reading, a)
    return sign != 0 and (new.number - old.number) * sign < 0


def _turned_round(reading: Reading, a: Amount, pair: tuple[Amount, Amount], way: Way, results: Results) -> None:
    old, new = pair if pair[0].older else pair[::-1]
    went = "larger" if sign_of(reading, a) > 0 else "smaller"
    results.add(
        Judgement(
            a.figure.id, "contradicts", "change",
            f"By the words {printed(new.figure)} is {went} than {printed(old.figure)}; it is not.",
            way.working, "serious", (old.figure.place, new.figure.place), "Correct the word or the figures.",
        )
    )  # fmt: skip


# percentages and shares in words


def _percent(reading: Reading, t: Told, told: dict[int, Told], results: Results) -> None:
    a = t.amount
    if a.said in {"target", "benchmark", "forecast"}:
        return
    bases = [x for x in reading.amounts if base(reading, told, x) and x.n != a.n]
    near = bases
    pairs = [(x, y) for i, x in enumerate(near) for y in near[i + 1 :] if like(x, y)]
    size = twin(reading, a, told)
    if size is not None:
        _of_size(reading, a, size, near, results)
        return
    ways = [w for x, y in pairs for w in (*with_rest(shares(x, y)), *changes(x, y))]
    others = [x for x in reading.amounts if x.family == "percent" and x.n != a.n and abs(x.sentence - a.sentence) <= 1]
    ways += [*of_shares([w for x, y in pairs for w in shares(x, y)], others), *of_percents(others)]
    pair = _share_pair(reading, a, bases) or _of_those(reading, a, bases)
    if pair is None:
        return
    way = fitting(reading, a, ways)
    if way is not None:
        if all(x.sentence == a.sentence for x in way.of):
            agree(a, way, "ratio", results)
        return
    x, y = pair
    many = [x for x in reading.amounts if x.family == "percent" and x.sentence == a.sentence and not x.bracketed]
    if len(many) > 1 and not a.bracketed:
        return
    moved = a.size or bool(_DIRECTLY.match(MARK.split(reading.after(a))[0]))
    first = (
        next(iter(changes(*((y, x) if moved and not a.size else (x, y)))))
        if moved
        else next(iter(shares(*sorted(pair, key=lambda p: p.number))))
    )
    wrong(a, first, "change" if moved else "ratio", results)


def _share_pair(reading: Reading, a: Amount, bases: Sequence[Amount]) -> tuple[Amount, Amount] | None:
    """The two figures a percentage is told of: those before it in its sentence, which it sums up."""
    here = [x for x in bases if x.sentence == a.sentence]
    if a.size:
        return _pair(reading, a, here)
    follows = [x for x in here if x.n > a.n]
    if follows and follows[0].n == a.n + 1:
        gap = reading.between(a, follows[0])
        before = [x for x in here if x.n < a.n]
        if _DIRECTLY.match(gap) and len(before) == 1 and like(before[0], follows[0]):
            return before[0], follows[0]
        if _OF_WHOLE.match(gap) and len(follows) > 1 and _APPOSED.match(reading.between(*follows[:2])):
            after = reading.after(follows[1])
            return (follows[0], follows[1]) if re.match(r"^\s*[,)]", after) and like(*follows[:2]) else None
    if not tied(reading, a):
        return None
    before = [x for x in here if x.n < a.n]
    if not before and _THIS.match(reading.before(a)):
        before = [x for x in bases if x.sentence == a.sentence - 1]
    if len(before) != 2 or not like(*before) or not re.match(r"^\s*(?:[).,;]|«/»|$|[a-z]+\s)", reading.after(a)):
        return None
    x, y = before
    if a.bracketed and not re.match(r"^\s*\)", reading.after(a)):
        return None
    linked = re.search(r"\bof\b|\bout\b", reading.between(x, y)) or re.search(
        r"\b[Oo]f\s+(?:[a-z]+\s+)*$", reading.before(x)
    )
    so = re.search(
        r"\b(?:so|that\s+is|giving|making|representing|rate|share|proportion)\b", MARK.split(reading.before(a))[-1]
    )
    return (x, y) if linked or so else None


_THOSE = re.compile(
    r"^\s*of\s+(?:those|the|all(?:\s+those)?|these|everyone)\s+(?:(?:who|that|people|we|which)\s+)*(?:(?:were|was|are|had|have|been)\s+)*(?P<what>[a-z]{4,})",
    re.IGNORECASE,
)


def _of_those(reading: Reading, a: Amount, bases: Sequence[Amount]) -> tuple[Amount, Amount] | None:
    """As in "352 people were referred ... 254 people, or 72.2% of those referred": the whole by its own word."""
    m = _THOSE.match(reading.after(a))
    before = bases_before(bases, a)
    if m is None or not tied(reading, a) or not before or before[-1].sentence != a.sentence:
        return None
    part = before[-1]
    stem = m["what"][:6].lower()
    wholes = [
        x for x in bases
        if x.n != part.n and x.n < a.n and like(x, part) and x.number > part.number and not x.older
        and stem in re.split(r"«N|[;:]|«/»", reading.after(x))[0].lower()
    ]  # fmt: skip
    return (part, wholes[0]) if len(wholes) == 1 else None


def bases_before(bases: Sequence[Amount], a: Amount) -> list[Amount]:
    """Those that stand before an amount."""
    return [x for x in bases if x.n < a.n]


def twin(reading: Reading, a: Amount, told: dict[int, Told]) -> Amount | None:
    """The size that a percentage tells again: "62 down on Quarter 1 (11.3%)", "by 17,000 or 4.4%", "£16,000, 7.9%"."""
    before = reading.amounts[a.n - 1] if a.n else None
    if before is None or before.sentence != a.sentence or before.family in {"percent", "points"}:
        return None
    if not before.size and not (before.n in told and told[before.n].kind == "difference"):
        return None
    gap = reading.between(before, a)
    if not tied(reading, a) or re.search(r"[;.]|\band\b|\bwhile\b|\bbut\b", gap) or len(gap) > 90:
        return None
    if a.bracketed and not re.match(r"^\s*\)", reading.after(a)):
        return None
    return before


def _of_size(reading: Reading, a: Amount, size: Amount, near: Sequence[Amount], results: Results) -> None:
    """A change told plainly and in per cent: of one of the figures it may be a change of."""
    ways = []
    sure = []
    sign = sign_of(reading, size)
    new = subject(reading, size)
    for x in near:
        if not like(x, size):
            continue
        olds = [(x.quantity, printed(x.figure))]
        olds += [(x.quantity - size.quantity, f"({printed(x.figure)} - {printed(size.figure)})")]
        olds += [(x.quantity + size.quantity, f"({printed(x.figure)} + {printed(size.figure)})")]
        mine = new is not None and x.n == new.n
        for n, (q, text) in enumerate(olds):
            if q.low <= 0 or (n == 1 and sign < 0) or (n == 2 and sign > 0) or (n == 0 and mine and sign):
                continue
            exact = Quantity(100 * size.quantity.low / q.high, 100 * size.quantity.high / q.low)
            way = Way(exact, (size, x), f"{printed(size.figure)} / {text} = {percent_text(exact)}")
            ways.append(way)
            direct = n == 0 and x.n == a.n + 1 and _DIRECTLY.match(reading.between(a, x).lstrip(" ,)"))
            if direct or (mine and sign and n == (1 if sign > 0 else 2)):
                sure.append(way)
    way = fitting(reading, a, ways)
    if way is not None:
        agree(a, way, "change", results)
    elif len(sure) == 1 or (sure and any(is_slip(a, w.exact.middle) and digits_told(a) > 1 for w in sure)):
        wrong(a, sure[0], "change", results)


# averages


def _average(reading: Reading, t: Told, told: dict[int, Told], results: Results) -> None:
    a = t.amount
    bases = [
        x
        for x in reading.amounts
        if x.n != a.n and (base(reading, told, x) or (x.n in told and told[x.n].kind in {"total", "difference"}))
    ]
    near = [x for x in bases if abs(x.sentence - a.sentence) <= 1]
    pairs = [
        (total, count)
        for total in near
        for count in near
        if total.n != count.n and count.family == "count" and total.number > a.number and like(total, a)
        and (a.family == "money" or count.number < total.number) and count.number > 1
    ]  # fmt: skip
    if not pairs:
        _over_time(reading, t, near, results)
        return
    ways = [(w, total, count) for total, count in pairs for w in averages(total, count)]
    way = fitting(reading, a, (w for w, *_ in ways))
    if way is not None:
        agree(a, way, "ratio", results)
        return
    here = [x for x in ways if all(y.sentence == a.sentence for y in x[1:])]
    slipped = [x for x in ways if is_slip(a, x[0].exact.middle) and digits_told(a) > 1]
    alone = len(here) == 1 and _shared_out(reading, t, here[0][1], here[0][2])
    if alone or len(slipped) == 1:
        wrong(a, here[0][0] if alone else slipped[0][0], "ratio", results)


def _over_time(reading: Reading, t: Told, near: Sequence[Amount], results: Results) -> None:
    """As in "Over 62 school days we served 1,141,420 meals, an average of 18,410 a day": a stretch that is told in words."""
    a = t.amount
    text = reading.paper.passages[reading.index].text
    found = (
        re.findall(rf"(?<![\w.,£])(\d[\d,]*|[a-z]+)\s+(?:[a-z]+\s+)?{t.noun}(?:s|es)\b", text, re.IGNORECASE)
        if t.noun
        else []
    )
    steps = {n for w in found if (n := int(w.replace(",", "")) if w[0].isdigit() else number_of_words(w) or 0) > 1}
    totals = [x for x in near if x.sentence == a.sentence and like(x, a) and x.number > a.number]
    if len(steps) != 1 or len(totals) != 1:
        return
    n, total = Fraction(steps.pop()), totals[0]
    exact = Quantity(total.quantity.low / n, total.quantity.high / n)
    way = Way(exact, (total,), f"{printed(total.figure)} / {n} = {amount_text(exact, total)}")
    if reading.prints(exact, a):
        agree(a, way, "ratio", results)
    elif is_slip(a, exact.middle) or is_slip(total, a.number * n):
        wrong(a, way, "ratio", results)


def _shared_out(reading: Reading, t: Told, total: Amount, count: Amount) -> bool:
    """Whether the words say that a total is shared out over a count: the average comes last, or they conclude."""
    a = t.amount
    if t.noun and re.search(rf"^\s*(?:[a-z]+\s+){{0,2}}{t.noun[:4]}", reading.after(count), re.IGNORECASE):
        return True
    if max(total.n, count.n) < a.n:
        return bool(re.search(r"(?:,|\()\s*[^«,;]{0,40}$", reading.before(a)))
    return bool(re.search(r"\b(?:so|therefore|thus|hence|in\s+all|in\s+total|altogether)\b", reading.after(a)))
