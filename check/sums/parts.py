"""Remainders, sums of named parts and gaps between two groups, told in one paragraph."""

# ruff: noqa: E501 - tables of words, one kind to a row

from __future__ import annotations

import re
from itertools import combinations

from check.judgements import Judgement, Results, printed
from check.sought import Sought
from check.sums.amounts import MARK, Amount, Reading
from check.sums.changes import amount_text
from check.sums.links import PERCENT_OF, Link, alike, links, of_other_things, plain
from check.sums.ratios import triples
from records import Quantity, Verdict

_REST_BEFORE = re.compile(
    r"\b(?:the\s+(?:other|remaining|rest|remainder|balance)(?:\s+of\s+|\s*\(|\s+|,\s+)|leaving\s+(?:a\s+(?:balance|total|gap|shortfall)\s+of\s+|just\s+|only\s+|some\s+|about\s+)*|"
    r"\bwhich\s+leaves\s+|,?\s*so\s+(?:that\s+)?(?:the\s+(?:other|remaining)\s+)?|with\s+(?:the\s+(?:other|remaining)\s+)?)$",
    re.IGNORECASE,
)
_REST_AFTER = re.compile(
    r"^\s*(?:(?!and\b|but\b|of\b|or\b)[a-z-]+\s+){0,3}?(?:were\s+not|was\s+not|are\s+not|is\s+not|did\s+not|have\s+not|had\s+not|has\s+not|remain(?:s|ed|ing)?\b|(?:are|is|were|was)\s+(?:still\s+)?(?:left|outstanding|remaining|unpaid|open|late|overdue|unresolved)\b|still\s+(?:to|need)|left\b|outstanding\b|failed|missed|late\b|contained|without\b|to\s+(?:go|be\s+found))",
    re.IGNORECASE,
)
_FURTHER = Sought(
    r"\b(?:a\s+further|another|a\s+second|plus|together\s+with|and\s+a|as\s+well\s+as)\s+(?:about\s+)?$", re.IGNORECASE
)
_MADE_OF = re.compile(
    r"\b(?:made\s+up\s+of|comprising|comprises?|comprised(?:\s+of)?|consist(?:s|ed|ing)\s+of|compos(?:ed|ing)\s+of|split\s+(?:between|into|as|across)|divided\s+(?:between|into)|broken\s+down\s+(?:as|into)|shared\s+between|namely|being|that\s+is|with)\b|:",
    re.IGNORECASE,
)
_SURE_OF = Sought(
    r"\b(?:made\s+up\s+of|compris\w+|consist\w+\s+of|compos\w+\s+of|split\s+(?:between|into|as|across)|divided\s+(?:between|into)|broken\s+down|shared\s+between|namely)\b",
    re.IGNORECASE,
)
_ENDS = re.compile(r"^[^«.;:]{0,60}(?:[.;]|$)")
_NOT_ALL = re.compile(
    r"\b(?:includ\w+|among\s+them|mainly|mostly|such\s+as|for\s+example|than|from\s+«N|compared|against|target|budget|of\s+which|of\s+whom|respectively|average|both|some)\b|«T",
    re.IGNORECASE,
)
_NEXT_PART = re.compile(r"^[^«.:]{0,80}?(?:,|;|\band\b|\bplus\b)[^«.:]{0,60}$", re.IGNORECASE)
_TOTAL_AFTER = re.compile(
    r"(?:,|;|–|-|\()\s*(?:making|giving|a\s+total\s+of|or|totalling|which\s+makes|in\s+all,?)\s+(?:a\s+(?:combined\s+)?total\s+of\s+|an?\s+overall\s+|some\s+)?$",
    re.IGNORECASE,
)
_GAP = Sought(
    r"\b(?:gap|difference|distance|margin|disparity)\s+between\s+[^«.;]{0,60}?«N(?P<a>\d+)»[^«.;]{0,60}?\band\s+[^«.;]{0,60}?«N(?P<b>\d+)»(?P<rest>(?:[^.;«]|«[NT]\d+»|\.(?=\d)){0,120})",
    re.IGNORECASE,
)
_GAP_NOW = re.compile(
    r"\b(?:from\s+«N\d+»[^«]{0,30}?)?(?:to|is|was|at|of|now|stands\s+at|therefore)\s+(?:now\s+|about\s+|just\s+|only\s+)*«N(?P<size>\d+)»",
    re.IGNORECASE,
)


_FEW = 7
"""Figures beside a part of which any may be taken from the whole, too."""


def check_parts(reading: Reading, results: Results) -> None:
    """Hold remainders, sums of parts and gaps of a passage against the figures they follow from.

    Args:
        reading: The passage.
        results: Takes the judgements.
    """
    proved = {(t.part.n, t.whole.n) for t in triples(reading) if t.fits(reading)}
    found = [
        x for x in links(reading) if x.part.number <= x.whole.number and (x.strong or (x.part.n, x.whole.n) in proved)
    ]
    _remainders(reading, found, results)
    _sums(reading, results)
    _gaps(reading, results)


def _remainders(reading: Reading, found: list[Link], results: Results) -> None:
    told = (a.figure.id for a in reading.amounts)
    judged = {n for n in told if any(j.kind in {"remainder", "sum"} for j in results.of(n))}
    for rest in reading.amounts:
        if rest.figure.id in judged or not plain(rest) or rest.older:
            continue
        before, after = reading.before(rest), reading.after(rest)
        led = _REST_BEFORE.search(before)
        if led and _rest_of_share(reading, rest, results):
            continue
        sure = bool(led) and not re.match(r"(?:,?\s*so|with)\b", led[0].strip(" ,")) if led else False
        if not led or (not sure and not _REST_AFTER.match(after)):
            continue
        for link in [
            x
            for x in found
            if not _FURTHER.search(reading.before(x.part))
            and x.part.n < rest.n
            and x.whole.n < rest.n
            and rest.sentence - max(x.part.sentence, x.whole.sentence) <= 1
        ][::-1]:
            if rest.sentence != link.whole.sentence and (link.whole.older or of_other_things(reading, rest, link)):
                continue  # "last year, when 19 of 52 had been done. A further 13 are in hand, leaving 16": of this year
            if not alike(rest, link.whole) or rest.n in {link.part.n, link.whole.n}:
                continue
            _remainder(reading, rest, link, results)
            break


def _rest_of_share(reading: Reading, rest: Amount, results: Results) -> bool:
    """As in "98.81% of the 61,320 lights were working, so 730 were out"."""
    for share in reading.amounts[: rest.n]:
        if (
            share.family != "percent"
            or share.size
            or share.blur
            or share.figure.numeral.is_share
            or rest.sentence - share.sentence > 1
        ):
            continue
        whole = reading.amounts[share.n + 1]
        if (
            not plain(whole)
            or not alike(whole, rest)
            or whole.n >= rest.n
            or not PERCENT_OF.match(reading.between(share, whole))
            or whole.number < rest.number
        ):
            continue
        if any(plain(a) and alike(a, rest) for a in reading.amounts[whole.n + 1 : rest.n]):
            continue
        p, w = share.quantity, whole.quantity
        left = Quantity(w.low * (100 - p.high) / 100, w.high * (100 - p.low) / 100)
        working = f"{printed(whole.figure)} less {printed(share.figure)} of it is {amount_text(left, whole)}"
        sources = (share.figure.place, whole.figure.place)
        if reading.prints(left, rest):
            results.add(
                Judgement(
                    rest.figure.id, "agrees_within_rounding", "remainder", f"{working}.", working, sources=sources
                )
            )
        else:
            results.add(
                Judgement(
                    rest.figure.id,
                    "contradicts",
                    "remainder",
                    f"{working}, not {printed(rest.figure)}.",
                    working,
                    "serious",
                    sources,
                    "Correct the remainder, the share or the whole.",
                )
            )
        return True
    return False


def _remainder(reading: Reading, rest: Amount, link: Link, results: Results) -> None:
    last = max(link.part.n, link.whole.n)
    between = [a for a in reading.amounts[last + 1 : rest.n] if plain(a) and alike(a, rest)]
    further = [a for a in between if _FURTHER.search(reading.before(a)) or a.elided]
    listed = [a for a in reading.amounts[link.whole.n + 1 : link.part.n] if plain(a) and alike(a, rest)]
    parts = [*(listed if link.how == "of_the" else []), link.part, *further]
    left = link.whole.quantity - _sum(parts)
    ways = [
        link.whole.quantity - _sum(list(c))
        for n in range(1, min(len(listed) + len(between), _FEW) + 2)
        for c in combinations([*listed, link.part, *between], n)
    ]
    around = [  # "131 were approved against 158 referrals: 19 were withdrawn, and the remaining 8 ..."
        a
        for a in reading.amounts
        if plain(a) and alike(a, rest) and a.n not in {rest.n, link.whole.n, link.part.n} and not a.older
        and abs(a.sentence - rest.sentence) <= 1 and a.number < link.whole.number
    ][:_FEW]  # fmt: skip
    ways += [link.whole.quantity - _sum([link.part, *c]) for n in (1, 2) for c in combinations(around, n)]
    working = f"{' - '.join(printed(a.figure) for a in (link.whole, *parts))} = {amount_text(left, rest)}"
    sources = tuple(a.figure.place for a in (link.whole, *parts))
    if reading.prints(left, rest) or any(reading.prints(w, rest) for w in ways):
        for a in (rest, *parts, link.whole):
            results.add(
                Judgement(
                    a.figure.id,
                    _agreed(a),
                    "remainder",
                    f"Parts and remainder make the whole: {working}.",
                    working,
                    sources=tuple(s for s in (*sources, rest.figure.place) if s != a.figure.place),
                )
            )
    elif len(between) == len(further):
        results.add(
            Judgement(
                rest.figure.id, "contradicts", "remainder",
                f"Of {printed(link.whole.figure)}, {' and '.join(printed(a.figure) for a in parts)} leave{'s' if len(parts) == 1 else ''} {amount_text(left, rest)}, not {printed(rest.figure)}.",
                working, "serious", sources, "Correct the remainder, a part or the whole.",
            )
        )  # fmt: skip


def _agreed(a: Amount) -> Verdict:
    return "agrees" if a.quantity.is_exact else "agrees_within_rounding"


def _sum(amounts: list[Amount]) -> Quantity:
    total = amounts[0].quantity
    for a in amounts[1:]:
        total = total + a.quantity
    return total


def _sums(reading: Reading, results: Results) -> None:
    """As in "412 referrals, made up of 230 from schools, 121 from the police and 61 others"."""
    for whole in reading.amounts:
        if not plain(whole):
            continue
        after = reading.after(whole)
        first = MARK.search(after)
        if first is None:
            continue
        lead = after[: first.start()]
        made = _MADE_OF.search(lead)
        if made is None or _NOT_ALL.search(lead[: made.end()]):
            continue
        parts = _list(reading, reading.amounts[int(first[1])], whole)
        tail = after.partition(parts[-1].mark)[2] if parts else ""
        listed = after[: after.find(parts[-1].mark)] if parts else ""
        if (
            len(parts) < 2
            or _NOT_ALL.search(listed[made.end() :])
            or re.match(r"\s*(?:[a-z]+\s+){0,3}?(?:others?|more)\b", tail)
        ):
            continue
        total = _sum(parts)
        working = f"{' + '.join(printed(p.figure) for p in parts)} = {amount_text(total, whole)}"
        places = tuple(p.figure.place for p in parts)
        if reading.prints(total, whole):
            for a in (whole, *parts):
                results.add(
                    Judgement(
                        a.figure.id,
                        _agreed(a),
                        "sum",
                        f"The parts make the whole: {working}.",
                        working,
                        sources=tuple(s for s in (whole.figure.place, *places) if s != a.figure.place),
                    )
                )
        elif _SURE_OF.search(made[0]) or (
            made[0] == ":"
            and len(parts) > 2
            and _ENDS.match(tail)
            and not any(p.elided for p in parts)
            and _slip(total, whole)
        ):
            results.add(
                Judgement(whole.figure.id, "contradicts", "sum", f"The parts make {amount_text(total, whole)}, not {printed(whole.figure)}: {working}.", working, "serious", places, "Correct the whole or a part.")
            )  # fmt: skip
    _totals_after(reading, results)
    _listed(reading, results)


def _listed(reading: Reading, results: Results) -> None:
    """As in "Of the 74 schools, 17 are outstanding, 50 good ...": parts of one list cannot make more than their whole."""
    lists: dict[int, list[Amount]] = {}
    for link in links(reading):
        if link.how == "of_the":
            lists.setdefault(link.whole.n, []).append(link.part)
    for n, parts in lists.items():
        whole = reading.amounts[n]
        listed = reading.between(whole, parts[-1])
        if len(parts) < 3 or _NOT_ALL.search(listed) or re.search(r"\bages?d?\b|\bof\s+(?:these|them)\b", listed):
            continue
        total = _sum(parts)
        working = f"{' + '.join(printed(p.figure) for p in parts)} = {amount_text(total, whole)}"
        places = tuple(p.figure.place for p in parts)
        last = reading.before(parts[-1])
        if any(
            reading.prints(_sum(list(c)), whole)
            for n in range(2, min(len(parts), _FEW))
            for c in combinations(parts, n)
        ):
            continue  # parts of parts stand among them
        whole_told = bool(re.search(r"\bthe\s+(?:remaining|other|rest)\s+(?:of\s+)?$", last))
        if total.low > whole.quantity.high or (whole_told and total.high < whole.quantity.low):
            results.add(
                Judgement(
                    whole.figure.id,
                    "contradicts",
                    "part_of_whole",
                    f"The parts make {'more' if total.low > whole.quantity.high else 'less'} than the whole: {working}, not {printed(whole.figure)}.",
                    working,
                    "serious",
                    places,
                    "Check the whole and its parts.",
                )
            )
        elif reading.prints(total, whole):
            for a in (whole, *parts):
                results.add(
                    Judgement(
                        a.figure.id,
                        _agreed(a),
                        "sum",
                        f"Parts and whole: {working}.",
                        working,
                        sources=tuple(p for p in (whole.figure.place, *places) if p != a.figure.place),
                    )
                )


def _list(reading: Reading, first: Amount, whole: Amount) -> list[Amount]:
    """The like amounts that follow one another in a list; percentages in brackets beside them are left out."""
    out: list[Amount] = []
    for a in reading.amounts[first.n :]:
        if a.sentence != first.sentence:
            break
        if a.family == "percent" and whole.family != "percent" and a.bracketed:
            continue
        if (
            a.size
            or not alike(a, whole)
            or (out and not _NEXT_PART.match(re.sub(r"«N\d+»", " ", reading.between(out[-1], a))))
        ):
            break
        out.append(a)
    return out


def _slip(total: Quantity, whole: Amount) -> bool:
    """Whether one wrong or exchanged digit parts a sum from its whole, or the parts make more: a list may leave parts out."""
    if total.low > whole.quantity.high:
        return True
    gap = abs(total.middle - whole.number) * 10**6
    if gap.denominator != 1 or not gap:
        return False
    digits = int(gap)
    while digits % 10 == 0:
        digits //= 10
    return digits < 10 or (digits % 9 == 0 and digits < 90)


def _totals_after(reading: Reading, results: Results) -> None:
    """As in "230 from schools, 121 from the police and 61 others, a total of 412"."""
    for whole in reading.amounts:
        if not plain(whole) or not _TOTAL_AFTER.search(reading.before(whole)):
            continue
        parts: list[Amount] = []
        for a in reversed(reading.amounts[: whole.n]):
            if a.sentence != whole.sentence or not plain(a) or not alike(a, whole):
                break
            if parts and not _NEXT_PART.match(reading.between(a, parts[0])):
                break
            parts.insert(0, a)
        if len(parts) < 2 or _NOT_ALL.search(reading.between(parts[0], whole)):
            continue
        total = _sum(parts)
        working = f"{' + '.join(printed(p.figure) for p in parts)} = {amount_text(total, whole)}"
        places = tuple(p.figure.place for p in parts)
        if reading.prints(total, whole):
            results.add(
                Judgement(
                    whole.figure.id, "agrees", "sum", f"The parts make the whole: {working}.", working, sources=places
                )
            )
        elif re.search(r"total|making|all", _TOTAL_AFTER.search(reading.before(whole))[0]) and len(parts) <= 6:  # type: ignore[index]
            results.add(
                Judgement(whole.figure.id, "contradicts", "sum", f"The parts make {amount_text(total, whole)}, not {printed(whole.figure)}: {working}.", working, "serious", places, "Correct the total or a part.")
            )  # fmt: skip


def _gaps(reading: Reading, results: Results) -> None:
    """As in "The gap between men (74%) and women (58%) has narrowed from 19 to 16 percentage points"."""
    for m in _GAP.finditer(reading.text):
        a, b = reading.amounts[int(m["a"])], reading.amounts[int(m["b"])]
        told = _GAP_NOW.search(m["rest"])
        if told is None or a.family != b.family:
            continue
        size = reading.amounts[int(told["size"])]
        if size.family not in {a.family, "points" if a.family == "percent" else a.family} and size.family != "count":
            continue
        gap = (a.quantity - b.quantity).magnitude()
        working = f"{printed(a.figure)} and {printed(b.figure)} differ by {amount_text(gap, a)}"
        sources = (a.figure.place, b.figure.place)
        if reading.prints(gap, size):
            results.add(
                Judgement(size.figure.id, "agrees_within_rounding", "change", f"{working}.", working, sources=sources)
            )
        else:
            results.add(
                Judgement(
                    size.figure.id,
                    "contradicts",
                    "change",
                    f"{working}, not {printed(size.figure)}.",
                    working,
                    "serious",
                    sources,
                    "Correct the gap or the two figures.",
                )
            )
