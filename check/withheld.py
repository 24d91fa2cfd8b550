"""What is said in another voice than "it is so": supposed, told of an earlier report, or of another population.

A row of the paper's table refutes a sentence only where the sentence says what was. "Had it not been for ...", "The
June report gave 521", "Nationally, visits grew by 3.1%" say something else: findings that rest on such a sentence being
the table's are withheld. Sums of the sentence's own figures stand.
"""

from __future__ import annotations

import re
from itertools import pairwise

from check.judgements import Judgement, Results
from check.paper import Figure, Paper, cell_key
from check.passages import PROSE
from check.populations import of_others
from check.sought import Sought
from check.subjects import sentences_of
from records import Finding

_OF_TABLES = {"own_tables", "direction", "superlative", "count", "target_words", "unit", "repeat", "trend", "rag"}
"""Kinds of findings that take a sentence to tell what a table shows."""
_OF_LEVELS = {"own_tables", "repeat"}
_CONDITION = re.compile(
    r"^\W*(?:(?:If|Unless|Assuming|Supposing|Suppose|Provided)\b|(?:Had|Were|Should)\s+(?!we\s+not\b)[^?]*,|"
    r"(?:At|On|With)\s+(?:this|that|these|those|the\s+(?:same|present|current|latest)|present|current)\s+(?:rates?|pace|trends?|trajectory|speed|course)\b|"
    r"But\s+for\b)"
)  # fmt: skip
_DENIED = re.compile(
    r"^\W*(?:It\s+(?:is|was|would\s+be)\s+(?:not\s+(?:the\s+case|true|right|correct)|wrong|incorrect|misleading|a\s+mistake)|"
    r"(?:There\s+is\s+)?no\s+(?:evidence|sign|suggestion|indication))\b[^:;]*",
    re.IGNORECASE,
)
"""What a sentence says is not so: "It is not the case that recycling is falling"."""
_WOULD = Sought(
    r"\bwould\b(?!\s+(?:like|wish|hope)\b)|\b(?:could|might|should)\s+(?:otherwise\s+|still\s+|then\s+)?have\b|\bif\s+(?:only\s+)?[^,;.]{3,60}\s(?:had|were)\b",
    re.IGNORECASE,
)
_PROPOSED = Sought(
    r"\b(?:(?:is|are|being)\s+(?:now\s+|currently\s+)?(?:proposed|planned|recommended|forecast|expected|intended|sought)|(?:propose|recommend|intend)s?\b|"
    r"(?:will|is\s+to|are\s+to)\s+(?:be|go|rise|increase|fall|apply|follow|take))\b",
    re.IGNORECASE,
)
"""Words of a clause that tell of a change to come, which is not that of the two figures told before it."""
_CLAUSE = re.compile(r"[;:]|,\s|\b(?:and|but|whereas|while|although|though)\b")
_REPORTED = Sought(
    r"\b(?:report|paper|update|return|submission|meeting|committee|cabinet|agenda|minutes|dashboard|scorecard|bulletin|publication|plan|strategy)(?:\s+(?:of|to|in|for)\s+[^.;,]{1,40}?)?\s+"
    r"(?:(?:had|has|was|were)\s+)?(?:said|gave|given|quoted|showed|shown|stated|put|recorded|noted|forecast|predicted|warned|estimated|told|heard|had)\b|"
    r"\b(?:first|originally|initially|previously|provisionally|wrongly|then)\s+(?:published|reported|given|stated|shown|quoted|recorded|estimated|put|told)\b|"
    r"\b(?:was|were)\s+(?:published|reported|given|stated|shown|quoted)\b[^.;]{0,30}?\bas\b|"
    r"\b(?:restated|revised|corrected|amended)\s+(?:from|to)\b",
    re.IGNORECASE,
)
"""What an earlier report said, which the table of this one need not repeat."""


def withhold(paper: Paper, results: Results) -> None:
    """Take back what rests on a table having to say what a sentence only supposes, quotes or tells of others.

    Args:
        paper: With its passages.
        results: Of all checks.
    """
    results.findings[:] = [f for f in results.findings if not _is_withheld(paper, f)]
    for n, j in enumerate(results.judgements):
        if j.verdict != "contradicts" or j.kind not in {*_OF_TABLES, "change"}:
            continue
        figure = paper.figures[j.figure]
        if figure.sentence is None or paper.passages[figure.passage].kind not in PROSE:
            continue
        if j.kind == "change":
            why = "The part of the sentence tells of a change to come." if _is_to_come(figure, j) else ""
        else:
            why = voice(paper, figure.passage, figure.numeral.start, j.kind)
        if why:
            results.judgements[n] = Judgement(j.figure, "not_checked", j.kind, why, sources=j.sources)


def voice(paper: Paper, index: int, at: int, kind: str) -> str:
    """Why what stands somewhere in a passage is not told as what is; "" where it is.

    Args:
        paper: With its passages.
        index: Of the passage.
        at: Where in it.
        kind: Of the finding.
    """
    for sentence in sentences_of(paper, index):
        if not sentence.start <= at < sentence.end:
            continue
        text = sentence.text
        raw = paper.passages[index].text[sentence.start : sentence.end]
        here = at - sentence.start - (len(raw) - len(raw.lstrip()))
        if _CONDITION.match(text) or _in_would(text, here):
            return "The sentence says what would be, not what is."
        if (denied := _DENIED.match(text)) and here < denied.end():
            return "The sentence says that it is not so."
        if of_others(text):
            return "The sentence speaks of others than the council."
        if kind in _OF_LEVELS and (m := _REPORTED.search(text)) and _reaches(text, m, here):
            return "The sentence says what was reported before."
        if kind in _OF_LEVELS and (i := _INTERVAL.search(text)) and here >= i.start():
            return "It is an end of a range about the figure."
        return ""
    return ""


def _is_to_come(f: Figure, j: Judgement) -> bool:
    """Whether a change that was held against figures told before it stands in a clause that proposes or expects it."""
    assert f.sentence is not None
    if not all(s.span is not None and s.span[1] <= f.numeral.start for s in j.sources):
        return False
    text = f.sentence.text
    raw = f.numeral.start - f.sentence.start
    breaks = [0, *(b.end() for b in _CLAUSE.finditer(text)), len(text)]
    here = next((text[a:b] for a, b in pairwise(breaks) if a <= raw < b), "")
    return _PROPOSED.search(here) is not None


_INTERVAL = Sought(r"\bconfidence\s+(?:intervals?|limits?|ranges?|bounds?)\b|\bmargins?\s+of\s+error\b", re.IGNORECASE)
"""Beside the two ends of a range about a figure, which are no figures of the row."""


def _in_would(text: str, here: int) -> bool:
    """Whether a place lies in the part of a sentence that says what would be."""
    m = _WOULD.search(text)
    if m is None:
        return False
    breaks = [b.end() for b in _CLAUSE.finditer(text, 0, m.start())]
    return here >= max(breaks, default=0)


def _reaches(text: str, m: re.Match[str], here: int) -> bool:
    """Whether what was reported is told at a place: in its clause, before the next full clause."""
    behind = re.search(r";|,\s+(?:and|but|so)\b|\bnow\b", text[m.end() :])
    end = m.end() + behind.start() if behind else len(text)
    return here <= end


def _is_withheld(paper: Paper, f: Finding) -> bool:
    at = f.place.span
    if f.verdict != "contradicts" or f.kind not in _OF_TABLES or at is None:
        return False
    here = _passages(paper).get((cell_key(f.place), f.place.page), [])
    index = next((n for n in here if paper.passages[n].text[at[0] : at[1]] == f.place.printed), None)
    return index is not None and bool(voice(paper, index, at[0], f.kind))


def _passages(paper: Paper) -> dict[object, list[int]]:
    """The passages of prose by their place."""
    known = paper.cache.get("prose_by_place")
    if isinstance(known, dict):
        return known
    found: dict[object, list[int]] = {}
    for n, p in enumerate(paper.passages):
        if p.kind in PROSE:
            found.setdefault((cell_key(p.source), p.source.page), []).append(n)
    paper.cache["prose_by_place"] = found
    return found
