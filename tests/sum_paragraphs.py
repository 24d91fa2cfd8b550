"""True paragraphs of a council's making, drawn at random: each template knows its figures and which are proved.

A paragraph is true as drawn. `spoilt` changes one of its proved figures beyond rounding.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from random import Random


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with the printed figures that its other figures prove.

    Attributes:
        parts: Text and figures in turn; figures at odd places.
        proved: Which of the odd places can be told wrong.
    """

    parts: tuple[str, ...]
    proved: tuple[int, ...]

    @property
    def text(self) -> str:
        """As printed."""
        return "".join(self.parts)


def half_up(n: Fraction, places: int) -> str:
    """A number rounded as spreadsheets print it."""
    scaled = n * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = f"{abs(whole):0{places + 1}d}"
    body = f"{int(digits[: len(digits) - places] or 0):,}" + (f".{digits[len(digits) - places :]}" if places else "")
    return f"-{body}" if whole < 0 else body


def share(part: int, whole: int, places: int = 1) -> str:
    """A part in per cent of its whole."""
    return half_up(Fraction(100 * part, whole), places) + "%"


def grown(old: int, new: int, places: int = 1) -> str:
    """A change in per cent, without its sign."""
    return half_up(abs(Fraction(100 * (new - old), old)), places) + "%"


def drawn(template: str, figures: dict[str, str], proved: str) -> Paragraph:
    """A paragraph from a template with names in braces."""
    parts: list[str] = []
    places: dict[str, int] = {}
    for n, piece in enumerate(template.replace("}", "{").split("{")):
        if n % 2:
            places.setdefault(piece, len(parts))
            parts.append(figures[piece])
        else:
            parts.append(piece)
    return Paragraph(tuple(parts), tuple(places[name] for name in proved.split()))


def _counts(r: Random) -> tuple[int, int]:
    whole = r.randint(120, 9000)
    return r.randint(whole // 5, whole * 9 // 10), whole


def ratio(r: Random) -> Paragraph:
    """A part, a whole and their share, in one sentence or two."""
    part, whole = _counts(r)
    f = {"a": f"{part:,}", "b": f"{whole:,}", "p": share(part, whole)}
    return drawn(
        r.choice(
            (
                "The nursery places team wrote to {b} parents and {a} replied, a response rate of {p}.",
                "Wardens made {b} visits in the spring; {a} were unannounced ({p}).",
                "Of the {b} bins inspected, {a} held the wrong material, or {p}.",
                "Compliance stands at {p}: {a} out of {b} premises held a current certificate.",
                "Trading Standards tested {b} products. {a} failed, which is {p}.",
                "There are {b} tenants on the register, {a} of whom pay by direct debit. That equates to {p}.",
                "{a} of our {b} lifeguards have renewed their licence ({p}), and the rest are booked on courses.",
                "Allotment holders gave up {b} plots, of which {a} ({p}) have been let again.",
                "{p} of the {b} households asked recycle food waste ({a}).",
                "In the spring {b} planters were emptied and {a} were replanted: {p}.",
                "Among the {b} callers, {a} ({p}) asked for help in another language.",
                "We hold an e-mail address for {a}, or {p}, of the {b} ratepayers.",
            )
        ),
        f,
        "a p",
    )


def money_share(r: Random) -> Paragraph:
    """Money spent out of a budget."""
    whole = r.randint(200, 1900)
    part = r.randint(whole // 10, whole * 8 // 10)
    f = {
        "a": f"£{half_up(Fraction(part, 10), 1)}m",
        "b": f"£{half_up(Fraction(whole, 10), 1)}m",
        "p": share(part, whole, 0),
    }
    return drawn(
        r.choice(
            (
                "Grants worth {a} have been paid, {p} of the {b} fund.",
                "By Easter the contractor had invoiced {a}, or {p} of its contract sum of {b}.",
                "We have committed {a} of the {b} reserve ({p}).",
            )
        ),
        f,
        "a p",
    )


def change(r: Random) -> Paragraph:
    """Two figures and the change between them."""
    old = r.randint(200, 8000)
    new = old + r.choice((-1, 1)) * r.randint(old // 20 + 11, old // 3)
    up = new > old
    f = {
        "o": f"{old:,}", "n": f"{new:,}", "d": f"{abs(new - old):,}", "p": grown(old, new),
        "more": "more" if up else "fewer", "rise": "rise" if up else "fall", "up": "up" if up else "down",
        "rose": "rose" if up else "fell", "above": "above" if up else "below", "higher": "higher" if up else "lower",
    }  # fmt: skip
    texts = (
        ("The pool sold {n} tickets at half term, {d} {more} than the {o} sold a year earlier.", "n d"),
        ("Dog licences {rose} from {o} to {n}, a {rise} of {p}.", "p"),
        ("{n} permits were issued in May, {p} {up} on the {o} of last May.", "p"),
        ("Museum visits {rose} by {d} ({p}) to {n}.", "d p"),
        ("The museum welcomed {n} people. That is {d} {more} than in the same month last year, when {o} came.", "n d"),
        ("We issued {n} parking permits against {o} in the previous year: {p} {more}.", "p"),
        ("Library loans stood at {n} in the quarter, {d} {above} the {o} of the quarter before ({up} {p}).", "n d p"),
        ("There were {n} reports of graffiti, {d} {more} than a year ago, a {rise} of {p}.", "p"),
        ("Fines numbered {n}, compared with {o} last year. This is a {rise} of {d} fines ({p}).", "n d p"),
        ("At {n}, footfall is {p} {higher} than the {o} recorded in the same week of last year.", "p"),
    )
    text, proved = r.choice(texts)
    return drawn(text, f, proved)


def points(r: Random) -> Paragraph:
    """Two percentages and the points between them."""
    old = r.randint(300, 800)
    new = old + r.choice((-1, 1)) * r.randint(15, 120)
    up = new > old
    f = {
        "o": f"{half_up(Fraction(old, 10), 1)}%", "n": f"{half_up(Fraction(new, 10), 1)}%",
        "d": half_up(Fraction(abs(new - old), 10), 1), "more": "more" if up else "less", "up": "up" if up else "down",
        "above": "above" if up else "below", "rise": "rise" if up else "fall", "better": "higher" if up else "lower",
    }  # fmt: skip
    return drawn(
        r.choice(
            (
                "Occupancy of our units was {n}, {d} percentage points {up} on a year ago ({o}).",
                "{n} of bills were paid online, {d} percentage points {more} than last year, when it was {o}.",
                "Take-up moved from {o} to {n}, a {rise} of {d} percentage points.",
                "Satisfaction is {n}, {d} points {above} the {o} of the last survey.",
                "Turnout was {n}. That is {d} percentage points {better} than the {o} seen in the previous election.",
            )
        ),
        f,
        "d",
    )


def parts(r: Random) -> Paragraph:
    """A whole and all its parts."""
    a, b, c = r.randint(40, 900), r.randint(40, 900), r.randint(40, 900)
    f = {
        "a": f"{a:,}",
        "b": f"{b:,}",
        "c": f"{c:,}",
        "w": f"{a + b + c:,}",
        "ab": f"{a + b:,}",
        "p": share(a + b, a + b + c),
    }
    texts = (
        ("The service handled {w} jobs, made up of {a} repairs, {b} services and {c} surveys.", "w a b c"),
        ("Officers served {a} warnings, {b} notices and {c} summonses, a total of {w}.", "w a b c"),
        ("The {w} licences comprise {a} for taxis, {b} for premises and {c} for street trading.", "w a b c"),
        ("We looked at {w} claims. {ab} were accepted ({p}) and the remaining {c} were turned down.", "c"),
        ("Of the {w} trees surveyed, {ab} were sound, leaving {c} in need of work.", "c"),
        ("Entries numbered {w}, split between {a} from schools, {b} from clubs and {c} from families.", "w a b c"),
    )
    text, proved = r.choice(texts)
    return drawn(text, f, proved)


def gap(r: Random) -> Paragraph:
    """Two groups and the gap between them, or a result, its target and the distance."""
    a, b = r.randint(500, 900), r.randint(200, 450)
    f = {
        "a": f"{half_up(Fraction(a, 10), 1)}%",
        "b": f"{half_up(Fraction(b, 10), 1)}%",
        "d": half_up(Fraction(a - b, 10), 1),
    }
    texts = (
        ("The gap between the north ({a}) and the south ({b}) is {d} percentage points.", "d"),
        ("The difference between owners ({a}) and renters ({b}) was {d} percentage points.", "d"),
        ("Attendance was {b}, missing the target of {a} by {d} percentage points.", "d"),
        ("Attendance was {a}, {d} percentage points above the {b} target.", "d"),
    )
    text, proved = r.choice(texts)
    return drawn(text, f, proved)


def average(r: Random) -> Paragraph:
    """A total, a number and their average."""
    n, m = r.randint(30, 400), r.randint(3, 11)
    total = n * r.randint(3, 40) + r.randint(0, n - 1)
    f = {"t": f"{total:,}", "n": f"{n:,}", "v": half_up(Fraction(total, n), 1), "w": half_up(Fraction(total, m), 0)}
    spelt = ("three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")[m - 3]
    texts = (
        ("{n} volunteers gave {t} hours, an average of {v} each.", "v"),
        (f"In {spelt} months we answered {{t}} letters, a monthly average of {{w}}.", "w"),
    )
    text, proved = r.choice(texts)
    return drawn(text, f, proved)


KINDS: tuple[Callable[[Random], Paragraph], ...] = (ratio, money_share, change, points, parts, gap, average)


def spoilt(p: Paragraph, r: Random) -> str:
    """The paragraph with one proved figure changed well beyond its rounding: its first or second digit."""
    place = r.choice(p.proved)
    figure = p.parts[place]
    digits = [n for n, c in enumerate(figure) if c.isdigit()]
    at = digits[min(1, len(digits) - 1)] if len(digits) > 2 else digits[0]
    new = str((int(figure[at]) + r.choice((3, 4, 5))) % 10)
    if new == "0" and at == digits[0]:
        new = "8"
    changed = figure[:at] + new + figure[at + 1 :]
    return "".join((*p.parts[:place], changed, *p.parts[place + 1 :]))
