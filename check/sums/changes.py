"""Changes told in a paragraph against its own figures: plain, in per cent and in percentage points."""

# ruff: noqa: E501 - explanations, one to a line

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from check.judgements import Judgement, Results, number_text, printed
from check.sums.amounts import Amount, Reading
from check.sums.ends import Sign, comparable, is_end, sign_of
from check.sums.moves import Move, moves, subject
from check.sums.twins import bases, distances, shares_of_bases, twins
from records import Quantity, Verdict, percent_change, round_half_up


def check_changes_told(reading: Reading, results: Results, settled: dict[int, Verdict]) -> None:
    """Hold every size of a passage against the pair of figures it speaks of.

    Args:
        reading: The passage.
        results: Takes the judgements.
        settled: Figures whose change has been judged, with the verdict.
    """
    told: set[int] = set()
    pairs: dict[int, Move] = {}
    aside = {size.n for size, *_ in distances(reading)}
    for size, goal, result, side in distances(reading):
        if size.n not in told and settled.get(size.figure.id) != "contradicts":
            told.add(size.n)
            _distance(reading, size, goal, result, side, results)
    for size in [a for a in reading.amounts if a.size and a.n not in aside]:
        found = list(moves(reading, size))
        fitting = next((m for m in found if (m.strong or _telling(size)) and fits(reading, m)), None)
        strong = [m for m in found if m.strong]
        before = settled.get(size.figure.id)
        sure = bool(strong) and (
            len({(m.old.n, m.new.n) for m in strong}) == 1 or all(m.how == "carried" for m in strong)
        )
        sure = sure and _of_like_size(strong[0])
        if before == "contradicts":
            continue
        if fitting is not None:
            pairs[size.n] = fitting
            if before is None and _points_meant(fitting):
                _points(fitting, results)
            elif before is None:
                _agree(fitting, results)
        elif sure:
            pairs[size.n] = strong[0]
            if before is None:
                _wrong(reading, strong[0], results)
    _twins(reading, pairs, settled, results)


def _of_like_size(m: Move) -> bool:
    """Whether a plain size can be a slip of its pair's difference: "by 5,713 visits, after hours went from 35 to 41" cannot."""
    if m.size.family in {"percent", "points", "money"}:
        return True
    return m.size.number <= 10 * max(abs(m.old.number), abs(m.new.number))


def _telling(size: Amount) -> bool:
    """Whether a size is exact enough that it does not fit a pair by chance."""
    return not size.figure.numeral.is_share and (size.figure.value.places > 0 or size.number >= 10)


def fits(reading: Reading, m: Move) -> bool:
    """Whether a size is the difference of its pair, in the way its unit and words say."""
    return bool(_exact(m)) and any(reading.prints(q, m.size) for q in _exact(m))


def _exact(m: Move) -> list[Quantity]:
    """The differences that a size may print, without the ones of the wrong sign."""
    gap = m.new.quantity - m.old.quantity
    if (m.sign > 0 and gap.high < 0) or (m.sign < 0 and gap.low > 0):
        return []
    if m.size.family == "percent":
        if m.old.quantity.low <= 0:
            return []
        relative = percent_change(m.old.quantity, m.new.quantity)
        return [relative.magnitude()] if relative is not None else []
    return [gap.magnitude()]


def _words(a: Amount) -> str:
    return printed(a.figure)


def _working(m: Move) -> tuple[str, str]:
    """The sum written out, and what it comes to."""
    gap = (m.new.quantity - m.old.quantity).magnitude()
    if m.size.family == "percent":
        relative = percent_change(m.old.quantity, m.new.quantity)
        shown = percent_text(relative.magnitude()) if relative is not None else "?"
        return f"({_words(m.new)} - {_words(m.old)}) / {_words(m.old)} = {shown}", shown
    shown = amount_text(gap, m.old)
    return f"{_words(m.new)} - {_words(m.old)} = {shown}", shown


def amount_text(q: Quantity, like: Amount) -> str:
    """A computed amount in the unit of another: money in pounds, thousands or millions as that one is printed.

    Args:
        q: The amount.
        like: Gives unit and scale.
    """
    if like.family == "money":
        return _spanned(q, lambda n: money_text(n, like.figure.value.places))
    unit = {"points": " points", "percent": " points", "days": " days"}.get(like.family, "")
    return _spanned(q, number_text, unit)


def percent_text(q: Quantity) -> str:
    """A computed percentage."""
    return _spanned(q, lambda n: f"{number_text(n, 1)}%")


def _spanned(q: Quantity, text: Callable[[Fraction], str], unit: str = "") -> str:
    """What the printed figures give, and how far their rounding lets it go."""
    low, middle, high = text(q.low), text(q.middle), text(q.high)
    return f"{middle}{unit}" if low == high else f"{middle}{unit} ({low} to {high} before rounding)"


def money_text(n: Fraction, places: int) -> str:
    """Money as papers print it: "£1.5m", "£12k", "£172,000".

    Args:
        n: Pounds.
        places: Of the figure it is told beside; below 0 for thousands and millions.
    """
    sign = "-" if n < 0 else ""
    for step, letter in ((6, "m"), (3, "k")):
        if places < 0 and abs(n) >= Fraction(10**step, 10) and places >= -step:
            return f"{sign}£{number_text(abs(n) / 10**step)}{letter}"
    return f"{sign}£{number_text(abs(n))}"


def _agree(m: Move, results: Results) -> None:
    working, _ = _working(m)
    sources = (m.old.figure.place, m.new.figure.place)
    if m.size.family == m.old.family == "percent":
        results.add(
            Judgement(
                m.size.figure.id, "agrees", "percentage_points",
                f"Fits as a change in per cent ({working}); a reader may take it for percentage points.", working,
                sources=sources, advice="Say whether per cent or percentage points are meant.",
            )
        )  # fmt: skip
    else:
        results.add(
            Judgement(
                m.size.figure.id, "agrees_within_rounding", "change",
                f"The change follows from the two figures: {working}.", working, sources=sources,
            )
        )  # fmt: skip
    for a in (m.old, m.new):
        results.add(
            Judgement(
                a.figure.id,
                "agrees_within_rounding",
                "change",
                f"Fits the change told beside it ({_words(m.size)}).",
                working,
                sources=(m.size.figure.place,),
            )
        )


def _points_meant(m: Move) -> bool:
    """Whether a size per cent is the difference of two percentages to the last digit, and not what they give per cent.

    Between the roundings of the two the change in per cent may still print so; the printed figures say otherwise.
    """
    if (
        not (m.size.family == m.old.family == m.new.family == "percent")
        or m.size.figure.numeral.is_share
        or not m.old.number
    ):
        return False
    gap, places = abs(m.new.number - m.old.number), m.size.figure.value.places
    return gap == m.size.number != round_half_up(gap * 100 / abs(m.old.number), places)


def _points(m: Move, results: Results) -> None:
    working, shown = _working(m)
    gap = (m.new.quantity - m.old.quantity).magnitude()
    results.add(
        Judgement(
            m.size.figure.id, "contradicts", "percentage_points",
            f"From {_words(m.old)} to {_words(m.new)} is {amount_text(gap, m.old)}: a difference in percentage points, written as per cent ({shown}).",
            working, "minor", (m.old.figure.place, m.new.figure.place), "Write 'percentage points'.",
            f"{_words(m.size).rstrip('%').strip()} percentage points",
        )
    )  # fmt: skip


def _wrong(reading: Reading, m: Move, results: Results) -> None:
    working, shown = _working(m)
    sources = (m.old.figure.place, m.new.figure.place)
    gap = m.new.quantity - m.old.quantity
    points = (
        m.size.family == "percent"
        and m.old.family == m.new.family == "percent"
        and reading.prints(gap.magnitude(), m.size)
    )
    if points and not ((m.sign > 0 and gap.high < 0) or (m.sign < 0 and gap.low > 0)):
        _points(m, results)
        return
    turned = m.sign and (gap.high < 0 if m.sign > 0 else gap.low > 0)
    if turned:
        text = f"{_words(m.new)} is {'below' if m.sign > 0 else 'above'} {_words(m.old)}, but the words with {_words(m.size)} say that it is {'above' if m.sign > 0 else 'below'} it ({working})."
    else:
        text = f"From {_words(m.old)} to {_words(m.new)} is a change of {shown}, not {_words(m.size)}."
    results.add(
        Judgement(
            m.size.figure.id,
            "contradicts",
            "change",
            text,
            working,
            "serious",
            sources,
            "Correct the change, or the figures it is worked out from.",
            "" if turned or m.size.figure.numeral.is_share else _fitting(m),
        )
    )
    for a in (m.old, m.new):
        results.add(
            Judgement(a.figure.id, "not_checked", "change", f"{_words(m.old)}, {_words(m.new)} and {_words(m.size)} cannot all be right: {working}.", working, sources=(m.size.figure.place,))
        )  # fmt: skip


def _fitting(m: Move) -> str:
    """What the size would read, by the two figures as printed."""
    places = m.size.figure.value.places
    if m.size.family == "percent":
        return f"{number_text(abs(m.new.number - m.old.number) * 100 / m.old.number, places)}%"
    gap = abs(m.new.number - m.old.number)
    return money_text(gap, places) if m.size.family == "money" else number_text(gap, places)


def _distance(reading: Reading, size: Amount, goal: Amount, result: Amount, side: Sign, results: Results) -> None:
    """A distance from a target against the result and the target."""
    target = Quantity.exact(goal.number)
    gap = result.quantity - target
    turned = (side > 0 and gap.high < 0) or (side < 0 and gap.low > 0)
    fits_size = reading.prints(gap.magnitude(), size)
    working = f"{_words(result)} and {_words(goal)} differ by {amount_text(gap.magnitude(), goal)}"
    sources = (result.figure.place, goal.figure.place)
    if fits_size and not turned:
        results.add(
            Judgement(size.figure.id, "agrees_within_rounding", "target", f"{working}.", working, sources=sources)
        )
    elif not turned or fits_size:
        results.add(
            Judgement(
                size.figure.id,
                "contradicts",
                "target",
                f"{working}, not {_words(size)}{' that way' if turned else ''}.",
                working,
                "serious",
                sources,
                "Correct the distance, the result or the target.",
            )
        )


def _twins(reading: Reading, pairs: dict[int, Move], settled: dict[int, Verdict], results: Results) -> None:
    """A change told plainly and in per cent: the percentage is that change's, of the figure it is a change of."""
    for size, base, percent in shares_of_bases(reading):
        share = _share(size.quantity, base.quantity)
        if share is None or percent.figure.id in settled:
            continue
        fits_it = reading.prints(share, percent)
        working = f"{_words(size)} / {_words(base)} = {percent_text(share)}"
        results.add(
            Judgement(
                percent.figure.id, "agrees_within_rounding" if fits_it else "contradicts", "ratio",
                f"It follows: {working}." if fits_it else f"{working}, not {_words(percent)}.", working,
                "note" if fits_it else "serious", (size.figure.place, base.figure.place),
                "" if fits_it else "Correct the percentage or the sums.",
            )
        )  # fmt: skip
    for size, percent, plain_words in twins(reading):
        if percent.figure.id in settled or percent.n in pairs:
            continue
        olds, sure = _olds(reading, size, pairs.get(size.n))
        shares = [(s, q, a) for q, a in olds if (s := _share(size.quantity, q)) is not None]
        if any(reading.prints(s, percent) for s, *_ in shares):
            results.add(
                Judgement(
                    percent.figure.id,
                    "agrees_within_rounding",
                    "change",
                    f"It is {_words(size)} in per cent of the figure it is a change of.",
                    sources=(size.figure.place,),
                )
            )
        elif any(
            (s := _share(size.quantity, a.quantity)) is not None and reading.prints(s, percent)
            for a in reading.amounts
            if is_end(a) and comparable(a, size) and abs(a.sentence - size.sentence) <= 1
        ):
            continue  # it is that of another figure: which one it is a change of, the words leave open
        elif shares and sure and plain_words:
            share, old, of = shares[0]
            working = f"{_words(size)} is {percent_text(share)} of {amount_text(old, of)}"
            results.add(
                Judgement(
                    percent.figure.id, "contradicts", "change", f"{_words(size)} and {_words(percent)} do not go together: {working}.", working,
                    "serious", (size.figure.place, of.figure.place), "Correct the change, its percentage or the figure it is a change of.",
                )
            )  # fmt: skip


def _olds(reading: Reading, size: Amount, move: Move | None) -> tuple[list[tuple[Quantity, Amount]], bool]:
    """What a size may be a percentage of, and whether the words leave no other."""
    named = bases(reading, size)
    if named:
        return [(b.quantity, b) for b in named], True
    if not size.size:
        return [], False
    if move is not None:
        return [(move.old.quantity, move.old)], True
    sign = sign_of(reading, size)
    new = subject(reading, size)
    near = [new] if new is not None else [
        a for a in reading.amounts
        if is_end(a) and comparable(a, size) and abs(a.sentence - size.sentence) <= 1 and a.number > size.number
    ]  # fmt: skip
    return [(q, a) for a in near for q in _before(a, size, sign)], new is not None and sign != 0


def _before(new: Amount, size: Amount, sign: Sign) -> list[Quantity]:
    """What a figure was before a change: more where it fell, less where it rose."""
    out = []
    if sign >= 0:
        out.append(new.quantity - size.quantity)
    if sign <= 0:
        out.append(new.quantity + size.quantity)
    return out


def _share(size: Quantity, old: Quantity) -> Quantity | None:
    return (
        Quantity(100 * size.low / old.high, 100 * size.high / old.low)
        if old.low > 0 and size.low >= Fraction(0)
        else None
    )
