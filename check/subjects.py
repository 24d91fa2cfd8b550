"""What a sentence is about: the indicator it names, or the one the sentence before named ("It was 84.7% in December")."""

# ruff: noqa: E501 - a table of patterns, one to a line

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from check.figure_roles import without_benchmarks
from check.mentions import IndicatorFinder, Mention
from check.paper import Paper
from check.populations import area_of, without_group
from check.sentences import Sentence
from check.sought import Sought

_GENERIC = r"(?:figure|rate|number|result|target|indicator|measure|kpi|percentage|proportion|share|average|total|outturn|position|trend|direction\s+of\s+travel|RAG(?:\s+(?:rating|status))?|rating|latest\s+(?:figure|result|position)|current\s+(?:figure|result|position|performance)|previous\s+(?:figure|result))"
_CARRIES = Sought(
    rf"^\W*(?:(?:however|but|and|also|overall|nevertheless|nonetheless|again|this\s+time|meanwhile|here),?\s+)?"
    rf"(?:(?:In|At|By|For|Since|During|On|Over|Compared\s+(?:with|to)|Against)\s+(?:the\s+)?(?:[^,«.]|«[PRN]\d+»){{0,50}}?,?\s*)?"
    rf"(?:(?:it|this|that|which)\s+(?:is|was|has|had|stood|stands|rose|fell|compares|remains|remained|represents|means|improved|worsened|increased|decreased|exceed\w*|miss\w*|met|meets|dropped|peaked)\b|"
    rf"(?:the|its|our|this)\s+{_GENERIC}\b(?!\s+(?:of|for|who|in|with|that|among)\s+(?!«[PR]|target|last|the\s+(?:same|previous|last|year|quarter|month)))|"
    rf"(?:performance|targets?|results?|outturn|RAG)\b(?!\s+(?:of|for|in|on|with)\s+(?!«[PR]|target)))",
    re.IGNORECASE,
)
_CUT = Sought(
    r"«[NPR]\d+»|[,;:()]|\.\s|\s[–-]\s|\b(?:compared|against|above|below|than|which|while|but|whereas|although|is|was|were|are|has|have|had|stood|stands|rose|fell|"
    r"at\s+the\s+end\s+of|at|reached|increased|decreased|up|down)\b",
    re.IGNORECASE,
)

_NUMBER_OF = Sought(
    r"\b(?:number|total|count)\s+of\s+((?:[a-z-]+\s+){1,12}?)(?=is\b|was\b|were\b|has\b|had\b|stood\b|stands\b|at\b|rose\b|fell\b|increased\b|decreased\b|reached\b|remain|[,(:]|$)",
    re.IGNORECASE,
)


@lru_cache(maxsize=8192)
def bare(template: str) -> str:
    """A template as a text to look for names in."""
    text = re.sub(
        r"\b(?:at\s+)?(?:the\s+)?(?:end|start|beginning)\s+of\s+(?:the\s+)?(?=«P|month|quarter|year)", " ", template
    )
    return without_group(re.sub(r"«[NP]\d+»", " ", text)).replace(":", ",")


class Subjects:
    """The indicators that the sentences of a paper name.

    Args:
        paper: Its sentences.
        finder: Knows the register's labels.
        areas: Narrower areas for which figures are known.
    """

    def __init__(self, paper: Paper, finder: IndicatorFinder, areas: Iterable[str] = ()) -> None:
        self.paper = paper
        self.areas = tuple(areas)
        self.finder = finder
        self._before: dict[tuple[int, int], Mention | None] = {}

    def near(self, clause: str, unit: str) -> Mention | None:
        """The indicator that the words around a figure name: all of them, else a phrase of them that is a name."""
        mention = self.finder.named(bare(clause), unit=unit)
        if mention is not None:
            return mention
        counted = [p for p in _NUMBER_OF.findall(clause) if unit in {"count", "", "money"}]
        whole = {k for p in counted if (k := self.finder.whole(p))}
        if len(whole) == 1:
            key = whole.pop()
            return Mention(key, self.finder.indicators[key].name, 1.0)
        phrases = [p.strip() for p in _CUT.split(bare(clause)) if len(p.split()) >= 3]
        found = [m for p in phrases if (m := self.finder.named(p, unit=unit)) is not None and m.share > 0.99]
        return found[0] if len({m.key for m in found}) == 1 else None

    def sentence(self, template: str, unit: str = "") -> Mention | None:
        """The one indicator that a sentence names."""
        return self.finder.named(bare(template), unit=unit) or self.near(template, unit)

    def carried(self, passage: int, sentence: Sentence) -> Mention | None:
        """The indicator of the sentence before, where a sentence goes on to speak of it."""
        if not _CARRIES.match(sentence.template):
            return None
        key = (passage, sentence.start)
        if key not in self._before:
            self._before[key] = self._last_named(passage, sentence.start)
        return self._before[key]

    def of(self, passage: int, sentence: Sentence) -> Mention | None:
        """What a sentence is about: named by it, or by the one before."""
        return self.sentence(sentence.template) or self.carried(passage, sentence)

    def other_area(self, sentence: Sentence) -> bool:
        """Whether a sentence without tied figures speaks of a place of its own."""
        return area_of("", without_benchmarks(sentence.template), self.areas, "") != ""

    def _last_named(self, passage: int, start: int) -> Mention | None:
        before = [s for s in sentences_of(self.paper, passage) if s.start < start]
        for s in reversed(before[-3:]):
            mention = self.sentence(s.template)
            if mention is not None:
                return mention
            if not _CARRIES.match(s.template):
                return None
        return None


def sentences_of(paper: Paper, passage: int) -> tuple[Sentence, ...]:
    """All sentences of a passage, those without figures too."""
    return paper.sentences_of(passage)
