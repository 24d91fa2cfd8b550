"""Figures told of the wrong thing: another row's of the same table, or those of a name that differs in a few words.

A branch, ward or portfolio that a sentence names is looked up in its table; a figure that fits nothing of its own row
and is exactly a neighbour's was told of the wrong one. So was a figure of "relief duties" under "prevention duties".
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from check.evidence_ties import is_slip
from check.ground_match import Tie, cells_asked, equals, sizes_of, telling_digits, units_fit
from check.ground_slots import Slot
from check.grounds import Ground, GroundCell, stems
from check.judgements import Judgement, Results, printed

_SMALL = frozenset(
    re.findall(
        r"[a-z]+",
        "the and for with from all total other others area areas team service services district ward centre new old "
        "north south east west council county city borough",
    )
)


_CERTAIN = 5
"""Telling digits of two figures that are another row's by no chance."""
_MOST = 8
"""Rows with an equal figure that are looked at; a figure that more rows have tells nothing."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place of a text that names a row of a table.

    Attributes:
        ground: The row.
        start: First character.
        end: One past the last.
    """

    ground: Ground
    start: int
    end: int


class Labels:
    """The names by which texts speak of the rows of tables: in full, or by a word that only one row of a table has.

    Args:
        grounds: Of the paper's tables.
        common: Words that name nothing by themselves: those that the paper writes small somewhere, and the council's.
    """

    def __init__(self, grounds: Iterable[Ground], common: frozenset[str]) -> None:
        self.tables: dict[int, list[Ground]] = defaultdict(list)
        for g in grounds:
            if not g.total:
                self.tables[g.table].append(g)
        self._names: dict[str, tuple[tuple[str, ...], list[tuple[int, Ground]]]] = {}  # rows of many tables bear one
        self._held: dict[str, dict[str, None]] = defaultdict(dict)
        whole: list[tuple[str, tuple[str, ...]]] = []
        for rows in self.tables.values():
            words = [_proper(g.name) for g in rows]
            for g, mine in zip(rows, words, strict=True):
                if len(rows) < 3 or (not mine and len(g.name.split()) < 2):
                    continue
                shared = {w for other, ws in zip(rows, words, strict=True) if other is not g for w in ws}
                alone = [w for w in mine if w not in shared and w.lower() not in common and len(w) > 3]
                full = re.sub(r"^The\s+", "", g.name)
                first = (
                    f"[{full[0].upper()}{full[0].lower()}]" if full[0].isalpha() and not mine else re.escape(full[0])
                )
                forms = [first + re.escape(full[1:]), *(re.escape(w) for w in alone if w != full)]
                pattern = rf"(?<![\w-])(?:{'|'.join(forms)})(?![\w-])"
                held = (full[1:], *(w for w in alone if w != full))  # one of them stands where the pattern does
                self._names.setdefault(pattern, (held, []))[1].append((len(whole), g))
                whole.append((pattern, (full, *alone)))
        often = Counter(w for _, forms in whole for w in {w for form in forms for w in _words(form)})
        for pattern, spoken in dict.fromkeys(whole):
            for form in spoken:  # a text that holds it holds its rarest word
                if words_of_form := _words(form):
                    self._held[min(words_of_form, key=lambda w: (often[w], w))][pattern] = None

    def find(self, text: str) -> list[Mention]:
        """The rows that a text names, in order; a name inside a longer one is left out."""
        told: list[tuple[int, Ground, list[tuple[int, int]]]] = []
        for pattern in {pattern for w in _words(text) for pattern in self._held.get(w, ())}:
            held, rows = self._names[pattern]
            if any(part in text for part in held) and (at := [m.span() for m in re.finditer(pattern, text)]):
                told += [(n, g, at) for n, g in rows]
        told.sort(key=lambda t: t[0])
        found = [Mention(g, start, end) for _, g, at in told for start, end in at]
        whole = [m for m in found if not any(o.start <= m.start and m.end <= o.end and _longer(o, m) for o in found)]
        return sorted(whole, key=lambda m: m.start)


def common_words(texts: Iterable[str]) -> frozenset[str]:
    """Words that a paper writes without a capital somewhere, so that a capital makes no name of them."""
    return frozenset(w for text in texts for w in re.findall(r"(?<![\w-])[a-z]{3,}", text)) | _SMALL


def check_labels(
    results: Results,
    labels: Labels,
    text: str,
    slots: list[Slot],
    at: dict[int, int],
    settled: frozenset[int],
    wrong_ids: frozenset[int],
) -> bool:
    """Hold the figures that a sentence tells of a named row against that row and its neighbours.

    Args:
        results: Takes the judgements.
        labels: The names of rows.
        text: The sentence.
        slots: What it asks of its figures.
        at: Where each figure begins in the sentence, by its number.
        settled: Ids of figures of which a check has said something already.
        wrong_ids: Ids of those that a check calls wrong. That a figure fits others of its sentence, or a row that
            was found by it alone, does not say whose it is.

    Returns:
        Whether a figure was called wrong.
    """
    mentions = labels.find(text)
    if not mentions:
        return False
    scopes: dict[int, list[Slot]] = defaultdict(list)
    by_place: dict[int, Mention] = {}
    for s in slots:
        m = _scope(text, mentions, at[s.k])
        if m is not None and s.figure.value.number is not None and (s.kind or _signed(s) or _twin(s)):
            scopes[m.start].append(s)
            by_place[m.start] = m
    wrong = False
    for start, told in scopes.items():
        g = by_place[start].ground
        beside = [x.ground for x in mentions if x.ground is not g and x.ground.table == g.table]
        if levels := _levels_of_another(labels, g, told):
            told = levels
        elif any(_own(g, s) is not None for s in told if telling_digits(s.figure.value) >= 2):
            told = [s for s in told if _own(g, s) is None and telling_digits(s.figure.value) >= 3]
        else:
            told = [s for s in told if _own(g, s) is None]
        told = [s for s in told if s.figure.id not in (wrong_ids if _counts(s) else settled)]
        spoken = stems(text) - stems(g.name)
        beside += [x for x in labels.tables[g.table] if x.words & spoken]
        wrong |= _neighbour(results, labels, g, told, beside, slots) or _slips(
            results, labels, g, [s for s in told if s.figure.id not in settled], slots
        )
    return wrong


def _counts(s: Slot) -> bool:
    """Whether a figure tells whose it is: no percentage, which sums of its sentence make, and no small number."""
    return s.figure.value.unit != "percent" and telling_digits(s.figure.value) >= 2


def _levels_of_another(labels: Labels, g: Ground, told: list[Slot]) -> list[Slot]:
    """Two levels or more that one other row states: that one of them follows from the row's own is chance."""
    levels = [s for s in told if s.kind == "level" and telling_digits(s.figure.value) >= 2]
    digits = sum(telling_digits(s.figure.value) for s in levels)
    if len(levels) < 2 or digits < _CERTAIN or any(_own(g, s, derived=False) is not None for s in levels):
        return []
    theirs = [
        x for x in labels.tables[g.table] if x is not g and all(_own(x, s, derived=False) is not None for s in levels)
    ]
    return levels if len(theirs) == 1 else []


def _neighbour(
    results: Results, labels: Labels, g: Ground, told: list[Slot], beside: list[Ground], slots: list[Slot]
) -> bool:
    """Whether all figures told of a row are exactly one other row's, in columns where its own says something else."""
    fits: list[tuple[Ground, list[tuple[GroundCell, GroundCell]]]] = []
    for other in labels.tables[g.table] if told else ():
        stated = [s for s in told if s.figure.value.unit != "percent" or not _twin(s)]
        if any(s.kind == "level" for s in stated):  # how much it changed follows from the levels
            stated = [s for s in stated if s.kind != "size" or _own(other, s, derived=False) is not None]
        cells = [c for s in stated if (c := _own(other, s, derived=False)) is not None]
        pairs = [(c, own) for c in cells if (own := _column(g, c)) is not None and c.value.unit == own.value.unit]
        if other is not g and stated and len(pairs) == len(stated) and all(_own(other, s) is not None for s in told):
            fits.append((other, pairs))
    if len(fits) != 1 or fits[0][0] in beside:
        return False
    other, pairs = fits[0]
    if all(any(equals(s.figure.value, own.value) for s in slots if s not in told) for _, own in pairs):
        return False  # the name is that of other figures: "19,140 of the 20,318 calls offered"
    changes = all(s.kind == "size" for s in told) and all(c.kind == "change" for c, _ in pairs)
    if sum(telling_digits(s.figure.value) for s in told) < 3 and not changes:
        return False
    right = " and ".join(own.value.printed.strip() for _, own in pairs)
    numbers = " and ".join(printed(x.figure) for x in told)
    results.add(
        Judgement(
            told[0].figure.id, "contradicts", "label",
            f"The sentence tells {numbers} of '{g.name}', but the table gives {'it' if len(told) == 1 else 'them'} for "
            f"'{other.name}'; for '{g.name}' it gives {right}.",
            f"{other.name}: {numbers}", "serious", tuple(c.place for pair in pairs for c in pair),
            "Correct the name or the figure.", pairs[0][1].value.printed.strip(),
        )
    )  # fmt: skip
    return True


def _slips(results: Results, labels: Labels, g: Ground, told: list[Slot], slots: list[Slot]) -> bool:
    """A figure told of a row that is one digit off exactly one of its cells, and no figure of the table."""
    wrong = False
    for s in told:
        v = s.figure.value
        near = [c for c in g.cells if units_fit(v, c.value) and is_slip(v, c.value)]
        known = any(equals(v, c.value) for other in labels.tables[g.table] for c in other.cells)
        if telling_digits(v) < 3 or len(near) != 1 or known:
            continue
        if any(x is not s and equals(x.figure.value, near[0].value) for x in slots):
            continue  # the cell is told already: "by 6.5 days to 18.3, most of the 10.3 days in all"
        if near[0].kind == "target" and s.figure.claim.role != "target":
            continue  # a result that lies near its target is no slip of it
        results.add(
            Judgement(
                s.figure.id, "contradicts", "own_tables",
                f"'{g.name}': the table has {near[0].value.printed.strip()} ({near[0].header}), and nothing of the row "
                f"gives {printed(s.figure)}.",
                f"{printed(s.figure)} against {near[0].value.printed.strip()}", "serious", (near[0].place,),
                "Correct the figure or the table.", near[0].value.printed.strip(),
            )
        )  # fmt: skip
        wrong = True
    return wrong


def check_twins(
    results: Results,
    ties: list[Tie],
    grounds: list[Ground],
    slots: list[Slot],
    windows: list[str],
    settled: frozenset[int],
) -> bool:
    """Figures of one name told under another that differs from it in a few words: "prevention" for "relief duties".

    Args:
        results: Takes the judgements.
        ties: Every ground that states figures of the sentence, named by it or not.
        grounds: All grounds.
        slots: What the sentence asks of its figures.
        windows: The sentence, then what stands before it: the first that holds a word of either name decides.
        settled: Ids of figures that another check calls wrong.

    Returns:
        Whether a figure was called wrong.
    """
    here = tokens(windows[0])
    if any(len(tokens(t.ground.name) & here) * 4 >= 3 * len(tokens(t.ground.name)) for t in ties):
        return False  # it names whose figures they are
    for t in ties[:_MOST]:
        told = [
            s
            for s in slots
            if s.k in t.fits
            and telling_digits(s.figure.value) >= 3
            and s.figure.id not in settled
            and s.figure.claim.role != "denominator"  # "831 of the 868" are truly of another thing's number
        ]
        if not told:
            continue
        mine = tokens(t.ground.name)
        for g in grounds:
            theirs = tokens(g.name)
            common, own, other = mine & theirs, mine - theirs, theirs - mine
            if _letters(t.ground.name) == _letters(g.name):
                continue  # one name, broken over lines
            if not common or not own or not other or len(common) < max(len(own), len(other)) - 1:
                continue
            deciding = next((n for n, w in enumerate(windows) if tokens(w) & (own | other)), None)
            if deciding is None:
                continue
            window = tokens(windows[deciding])
            if not other <= window or own & window or _family(common, tokens(windows[0])) < (0.5 if deciding else 0.0):
                continue
            if any(
                units_fit(s.figure.value, c.value) and equals(s.figure.value, c.value) for s in told for c in g.cells
            ):
                continue
            if any(
                tokens(x.ground.name) - mine <= window
                and x.ground.name != t.ground.name
                and own - tokens(x.ground.name)
                for x in ties
            ):
                continue
            if sum(telling_digits(s.figure.value) for s in told) < 3 + 3 * (not common & tokens(" ".join(windows[:4]))):
                continue
            asked = next((c for c in cells_asked(g, told[0], None) if units_fit(told[0].figure.value, c.value)), None)
            if asked is None and not g.levels:
                continue
            others = [s for s in slots if s not in told]
            if asked is not None and any(equals(s.figure.value, asked.value) for s in others):
                continue  # "19,140 of the 20,318 calls offered": the name is the other figure's
            cell = t.fits[told[0].k]
            results.add(
                Judgement(
                    told[0].figure.id, "contradicts", "label",
                    f"{printed(told[0].figure)} is the figure of '{t.ground.name}', but the sentence speaks of "
                    f"'{g.name}'{f', which is {asked.value.printed.strip()}' if asked is not None else ''}.",
                    f"{t.ground.name}: {cell.value.printed.strip()}", "serious",
                    (cell.place, *((asked.place,) if asked is not None else ())), "Correct the name or the figure.",
                    asked.value.printed.strip() if asked is not None else "",
                )
            )  # fmt: skip
            return True
    return False


def _words(text: str) -> frozenset[str]:
    return frozenset(w.lower() for w in re.findall(r"[A-Za-z0-9]+", text))


@lru_cache(maxsize=4096)
def tokens(text: str) -> frozenset[str]:
    """Stems of a text's words, and its numbers: "Stage 1" and "Stage 2" differ."""
    return stems(text) | frozenset(re.findall(r"(?<![\d.,])\d{1,3}(?![\d,.%])", text))


def _letters(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _family(common: frozenset[str], words: frozenset[str]) -> float:
    return len(common & words) / len(common)


def _scope(text: str, mentions: list[Mention], place: int) -> Mention | None:
    """The name that a figure is told of: the last before it in its clause; the only one where none stands before."""
    before = [m for m in mentions if m.end <= place]
    if before:
        m = before[-1]
        return m if not re.search(r"[;:]|\.\s", text[m.end : place]) else None
    only = {id(m.ground) for m in mentions}
    return mentions[0] if len(only) == 1 and not re.search(r"[;:.]\s", text[place : mentions[0].start]) else None


def _own(g: Ground, s: Slot, *, derived: bool = True) -> GroundCell | None:
    """The cell of a row that states a figure, or that it follows from with another of the row."""
    v = s.figure.value
    for c in g.cells:
        if equals(v, c.value):
            return c
    if not derived:
        return None
    levels = g.cells
    for a in levels:
        for b in levels:
            if a is not b and any(fits for _, _, fits in sizes_of(a, b, v)):
                return b
            ratio = v.unit == "percent" and b.value.number and a.value.number is not None
            if ratio and a is not b and b.value.number and a.value.number is not None and v.number is not None:
                share = abs(100 * a.value.number / b.value.number)
                if abs(share - abs(v.number)) * 2 <= 10 ** -max(v.places, 0) * 1:
                    return a
    return None


def _column(g: Ground, like: GroundCell) -> GroundCell | None:
    """The cell of a row in the column of another row's cell."""
    return next((c for c in g.cells if c.header == like.header and c.end == like.end and c.kind == like.kind), None)


def _twin(s: Slot) -> bool:
    """A change told a second time, in per cent."""
    return not s.kind and s.figure.claim.role == "change"


def _signed(s: Slot) -> bool:
    return s.figure.value.printed.strip()[:1] in "+-−–" and s.figure.claim.role not in {"target", "benchmark"}


def _proper(name: str) -> list[str]:
    """The words of a name that are written with a capital, where it is a name of its own and no description."""
    words = re.findall(r"[A-Za-z][\w'’-]*", name)
    small = [w for w in words if w[0].islower() and len(w) > 3]
    capital = [w for w in words if w[0].isupper() and w not in {"The", "All", "Other", "Total"}]
    return capital if capital and not small and len(words) <= 7 else []


def _longer(a: Mention, b: Mention) -> bool:
    return (a.end - a.start) > (b.end - b.start)
