"""Sums of money that go together only when one of them is a thousand or a million times what it is told as.

"Contributions of £11.4bn, of which £8.7m came from employers and £2.7m from employees", "rose by £229m to £13.58m
(1.7%)", "the annual value is £4.36k; £3.27m was planned for the first nine months", "a night costs about £900m, so 29
nights fewer saved £26,000".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from check.judgements import Judgement, Results, printed
from check.number_words import number_of
from check.sought import Sought
from check.sums.amounts import Amount, Reading
from check.sums.slips import digits_told
from records import Quantity, Source

_SCALES = (Fraction(1000), Fraction(1, 1000), Fraction(10**6), Fraction(1, 10**6))
_PARTED = re.compile(
    r"\bof\s+(?:which|this|that|these)\b|\bmade\s+up\b|\bcompris\w+|\bconsist\w+|\bsplit\b|\bfrom\s+(?:two|three)\b|"
    r"\bthe\s+(?:rest|remainder|balance|other|remaining)\b|:",
    re.IGNORECASE,
)
_RISE = Sought(
    r"\b(?:rose|risen|rises|rising|grew|grown|increased|increases|climbed|went\s+up|gone\s+up)\s+by\s+"
    r"(?:about\s+|around\s+|some\s+|just\s+|nearly\s+|almost\s+|over\s+)*(?P<size>«N\d+»)\s+to\s+"
    r"(?:about\s+|around\s+|some\s+|just\s+|nearly\s+|almost\s+|over\s+)*(?P<new>«N\d+»)",
    re.IGNORECASE,
)
_MONTHS = Sought(
    r"\b(?:first|last|past|next)\s+(?P<n>[a-z]+|\d{1,2})\s+months\b|\b(?P<q>first|second|third)\s+quarters?\b|"
    r"\b(?P<h>half)[\s-]year\b|\bfirst\s+(?P<h2>half)\b",
    re.IGNORECASE,
)
_ANNUAL = Sought(
    r"\b(?:annual|full[\s-]year|whole[\s-]year|for\s+the\s+(?:full\s+|whole\s+)?year|a\s+year)\b", re.IGNORECASE
)
_EACH = Sought(
    r"\b(?:each|per|every|apiece|(?:a|an)\s+(?:week|day|night|hour|head|year|month|place|child|person|case|visit|unit)|"
    r"costs?|unit\s+cost|average)\b",
    re.IGNORECASE,
)
_SHARE_TOLD = re.compile(r"\s*(?:\(|,\s+(?:or|an?\s+[a-z]+\s+of|up)\s)")
_TELLING = 2


@dataclass(frozen=True, slots=True)
class _Sum:
    """Amounts that belong together, and whether they fit, given what each stands for.

    Attributes:
        amounts: The amounts whose scale may be wrong.
        fits: Whether they go together.
        says: How they do, for the explanation.
        others: Further figures it is worked out from.
    """

    amounts: tuple[Amount, ...]
    fits: Callable[[dict[int, Quantity]], bool]
    says: str
    others: tuple[Amount, ...] = ()


def check_scale_mends(reading: Reading, results: Results) -> None:
    """Find sums of money whose scale cannot be, by what is worked out from them beside them.

    Args:
        reading: The passage.
        results: Takes the judgements.
    """
    money = [a for a in reading.amounts if a.family == "money" and a.number > 0]
    if not money:
        return
    kept: list[_Sum] = []
    broken: list[_Sum] = []
    for one in (
        *_wholes(reading, money),
        *_totals(reading, money),
        *_rises(reading),
        *_years(reading, money),
        *_products(reading, money),
    ):
        plain = {a.n: a.quantity for a in one.amounts}
        (kept if one.fits(plain) else broken).append(one)
    fine = {a.n for one in kept for a in one.amounts}
    for one in broken:
        mends = [
            (a, scale)
            for a in one.amounts
            if a.n not in fine
            for scale in _SCALES
            if one.fits({x.n: _scaled(x.quantity, scale) if x is a else x.quantity for x in one.amounts})
        ]
        if not mends:
            continue
        a, scale = min(mends, key=lambda m: _oddness(money, *m))
        if not any(results.contradicted(x.figure.id) for x in (*one.amounts, *one.others)):
            _wrong(a, scale, one, results)


def _scaled(q: Quantity, scale: Fraction) -> Quantity:
    return replace(q, low=q.low * scale, high=q.high * scale)


def _oddness(money: list[Amount], a: Amount, scale: Fraction) -> tuple[bool, int]:
    """The likelier mend first: what is brought among the other sums of the paragraph."""
    others = [x.number for x in money if x is not a]
    if not others:
        return (False, 0)
    low, high = min(others) / 50, max(others) * 50
    return (low <= a.number <= high, a.n) if low <= a.number * scale <= high else (True, 1000 + a.n)


def _wholes(reading: Reading, money: list[Amount]) -> Iterator[_Sum]:
    """A whole with all its parts behind it: two or three, told of one time."""
    for i, whole in enumerate(money):
        for count in (2, 3):
            parts = money[i + 1 : i + 1 + count]
            if len(parts) < count or whole.size or any(p.size or p.sentence - whole.sentence > 1 for p in parts):
                break
            gap = reading.text.partition(whole.mark)[2].partition(parts[-1].mark)[0]
            if not _PARTED.search(gap) or any(a.older or a.said for a in (whole, *parts)):
                continue

            def fits(q: dict[int, Quantity], whole: Amount = whole, parts: list[Amount] = parts) -> bool:
                total = sum((q[p.n] for p in parts[1:]), q[parts[0].n])
                return total.overlaps(q[whole.n]) and all(q[p.n].low * 1000 > q[whole.n].high for p in parts)

            says = " + ".join(printed(p.figure) for p in parts)
            yield _Sum((whole, *parts), fits, f"{says} should come to {printed(whole.figure)}")


_JOINED = re.compile(r"\s*(?:\([^()]*\)\s*)?,?\s*and\s+(?:[a-z]+\s+){0,2}", re.IGNORECASE)
_TO_TOTAL = re.compile(
    r"[^«.;]{0,40}(?:,|\()\s*(?:or|making|giving|totalling|a\s+total\s+of|so)\s+(?:a\s+total\s+of\s+|about\s+)?",
    re.IGNORECASE,
)
_IN_ALL = re.compile(r"\s*(?:in\s+(?:all|total)|altogether|together|combined|all\s+told)\b", re.IGNORECASE)


def _totals(reading: Reading, money: list[Amount]) -> Iterator[_Sum]:
    """Two sums and what they come to: "£18,450 and £7,200, or £25,650 altogether"."""
    for a, b, total in zip(money, money[1:], money[2:], strict=False):
        if total.n != a.n + 2 or a.sentence != total.sentence or any(x.size or x.older for x in (a, b, total)):
            continue
        if not _JOINED.fullmatch(reading.between(a, b)) or not _TO_TOTAL.fullmatch(reading.between(b, total)):
            continue
        if "total" not in reading.between(b, total) and not _IN_ALL.match(reading.after(total)):
            continue

        def fits(q: dict[int, Quantity], a: Amount = a, b: Amount = b, total: Amount = total) -> bool:
            return (q[a.n] + q[b.n]).overlaps(q[total.n])

        yield _Sum((a, b, total), fits, f"{printed(a.figure)} and {printed(b.figure)} come to {printed(total.figure)}")


def _rises(reading: Reading) -> Iterator[_Sum]:
    """As in "rose by £229,000 to £13.58m (1.7%)": the rise is no more than what it led to, and its share is told."""
    for m in _RISE.finditer(reading.text):
        (size,), (new,) = reading.inside(m["size"]), reading.inside(m["new"])
        if size.family != "money" or new.family != "money":
            continue
        tail = reading.text[m.end() :].split("«/»")[0]
        share = next((a for a in reading.inside(tail[:60]) if a.family == "percent"), None)
        if share is not None and _SHARE_TOLD.match(tail) is None:
            share = None

        def fits(q: dict[int, Quantity], size: Amount = size, new: Amount = new, p: Amount | None = share) -> bool:
            old = q[new.n] - q[size.n]
            if old.low <= 0:
                return False
            return p is None or _near(100 * q[size.n].middle / old.middle, p, Fraction(1, 50))

        says = f"a rise of {printed(size.figure)} led to {printed(new.figure)}"
        yield _Sum((size, new), fits, says + (f", which is {printed(share.figure)}" if share else ""))


def _near(number: Fraction, told: Amount, slack: Fraction) -> bool:
    """Whether a number is what is told, or so near that rounding or another slip parts them, and no scale."""
    return told.quantity.low * (1 - 10 * slack) <= number <= told.quantity.high * (1 + 10 * slack)


def _years(reading: Reading, money: list[Amount]) -> Iterator[_Sum]:
    """A sum for a year beside the same for its first months."""
    spans = {_months(m) for m in _MONTHS.finditer(reading.text)} - {0, 12}
    if len(spans) != 1:
        return
    months = spans.pop()
    for year in money:
        if year.size or not _ANNUAL.search(_around(reading, year)):
            continue
        for part in money:
            if part is year or part.size or abs(part.sentence - year.sentence) > 1 or digits_told(part) < _TELLING + 1:
                continue
            part_of = Fraction(months, 12)

            def fits(q: dict[int, Quantity], year: Amount = year, part: Amount = part, f: Fraction = part_of) -> bool:
                return Quantity(q[year.n].low * f, q[year.n].high * f).overlaps(q[part.n])

            yield _Sum((year, part), fits, f"{months} twelfths of {printed(year.figure)} are {printed(part.figure)}")


def _months(m: re.Match[str]) -> int:
    if m["n"]:
        return int(number_of(m["n"].lower()) or 0)
    return 6 if m["h"] or m["h2"] else {"first": 3, "second": 6, "third": 9}[m["q"].lower()]


def _around(reading: Reading, a: Amount) -> str:
    before = re.split(r"«N\d+»", reading.before(a))[-1]
    if re.match(r"^[^,;:]{0,25}[,;:]", before):
        before = re.split(r"[,;:]", before, maxsplit=1)[1]  # "£5,870 a week, takes up £21.7m": of the figure before it
    return before + re.split(r"«N\d+»", reading.after(a))[0]


def _products(reading: Reading, money: list[Amount]) -> Iterator[_Sum]:
    """A price for each, a number of them, and what they come to."""
    for each in money:
        if each.size or not _EACH.search(_around(reading, each)):
            continue
        for total in money:
            if total is each or abs(total.sentence - each.sentence) > 1 or total.number == each.number:
                continue
            if _EACH.search(_around(reading, total)):
                continue  # a second price or average, of others
            for count in reading.of("count") + [a for a in reading.amounts if a.family == "count" and a.size]:
                if count.number < 3 or abs(count.sentence - each.sentence) > 1 or count.said:
                    continue

                def fits(
                    q: dict[int, Quantity], each: Amount = each, total: Amount = total, n: Fraction = count.number
                ) -> bool:
                    low, high = q[each.n].low * n, q[each.n].high * n
                    slack = _slack(total) * q[total.n].middle
                    return low <= q[total.n].high + slack and q[total.n].low - slack <= high

                if digits_told(each) + digits_told(total) + digits_told(count) >= 2 * _TELLING + 1:
                    says = f"{printed(count.figure)} times {printed(each.figure)} come to {printed(total.figure)}"
                    yield _Sum((each, total), fits, says, (count,))


def _slack(total: Amount) -> Fraction:
    """How far off a round total may be, as a part of it: half a unit of its last digit but noughts, 2% at most."""
    digits = re.sub(r"[^\d.]", "", total.figure.value.printed).rstrip(".")
    number = Fraction(digits or "0")
    if not number:
        return Fraction(0)
    unit = Fraction(1)
    if "." not in digits:
        while number % (unit * 10) == 0:
            unit *= 10
    return min(Fraction(1, 50), unit / 2 / number) if unit > 1 else Fraction(0)


def _wrong(a: Amount, scale: Fraction, one: _Sum, results: Results) -> None:
    times = int(max(scale, 1 / scale))
    name = "thousand" if times == 1000 else "million"
    way = "small" if scale > 1 else "large"
    sources: list[Source] = [x.figure.place for x in (*one.amounts, *one.others) if x is not a]
    results.add(
        Judgement(
            a.figure.id, "contradicts", "unit",
            f"{printed(a.figure)} is a {name} times too {way}: {one.says} only if it is so.", one.says, "serious",
            tuple(sources), "Correct the unit (thousands, millions, billions).",
        )
    )  # fmt: skip
