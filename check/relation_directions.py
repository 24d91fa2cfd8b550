"""Which word of movement is said of a change: "rose from 84% to 91%, while calls fell"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from check.direction_words import DirectionWord
from check.numerals import Numeral
from check.sentences import Sentence

if TYPE_CHECKING:
    from check.relations import Relation


def with_direction(r: Relation, words: list[DirectionWord], sentence: Sentence, numerals: list[Numeral]) -> Relation:
    """A change with the word of movement that is said of it: between its figures, else right before or behind them.

    Args:
        r: A relation of the sentence.
        words: Words of movement, by their places in the passage.
        sentence: With its figures.
        numerals: All numerals of the passage.
    """
    if r.kind != "change":
        return r
    ks = [k for k in (r.old, r.new, r.size) if k is not None]
    spans = [(numerals[sentence.figures[k]].start, numerals[sentence.figures[k]].end) for k in ks]
    low, high = min(s for s, _ in spans), max(e for _, e in spans)
    usable = [w for w in words if not w.aim]
    if r.pattern == "then_to" or r.pattern == "size_to":
        inside = [w for w in usable if spans[0][1] <= w.start <= spans[1][0]]
        if inside:
            return replace(r, direction=inside[-1])
    inside = [w for w in usable if low <= w.start < high]
    if inside:
        return replace(r, direction=inside[0])
    before = [w for w in usable if w.end <= low and not _other_figure(sentence, numerals, w.end, low, ks)]
    after = [
        w
        for w in usable
        if w.start >= high and w.start - high < 40 and not _other_figure(sentence, numerals, high, w.start, ks)
    ]
    near_after = [w for w in after if w.start - high <= 25 and r.size is not None]
    if near_after and (not before or low - before[-1].end > near_after[0].start - high):
        return replace(r, direction=near_after[0])
    if before:
        return replace(r, direction=before[-1])
    return replace(r, direction=after[0]) if after else r


def _other_figure(sentence: Sentence, numerals: list[Numeral], start: int, end: int, own: list[int]) -> bool:
    mine = {sentence.figures[k] for k in own}
    return any(i not in mine and start <= numerals[i].start < end for i in sentence.figures)
