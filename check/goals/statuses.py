"""Colours told of a row that a clause names: "birth registration stayed green", "only certificates are red"."""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from collections.abc import Sequence

from check.goals.ties import Clause, Finder, GoalTie, other_time
from check.inside.cell_signs import COLOUR_WORD, colour_word
from check.prior_lookup import Run
from check.sentences import Sentence
from check.sought import Sought
from check.time_words import TimeWord
from records import Finding

_TOLD = Sought(
    r"\b(?:is|are|was|were|remain(?:s|ed)?|stay(?:s|ed)?|rated|turned|became|stands\s+at|kept|still|now)\s+(?:(?:still|now|again|rated|currently|therefore|back|at|in|as|the)\s+)*"
    r"(?P<colour>green|amber|red)\b(?!\s*(?:,\s*(?:amber|green|red)|or\s+(?:green|amber|red)|and\s+(?:amber|green|red)|[=<>]|to\b|if\b|when\b|where\b|(?:for|means?)\b))",
    re.IGNORECASE,
)
_AIM = re.compile(r"\b(?:will|would|should|could|may|might|must|if|unless|when|until|not|never|no\s+longer|means?|expected?|forecast)\b", re.I)  # fmt: skip


def check_told_statuses(
    run: Run, finder: Finder, passage: int, begin: int, sentence: Sentence, words: Sequence[TimeWord],
    clauses: Sequence[Clause], carried: GoalTie | None,
) -> None:  # fmt: skip
    """Hold the colours that clauses give rows against the table.

    Args:
        run: Takes findings.
        finder: Finds rows.
        passage: Index of the passage.
        begin: Where the sentence begins in it.
        sentence: The sentence.
        words: The times that it tells without a date.
        clauses: Of the marked text.
        carried: The row that the sentence goes on about.
    """
    text = sentence.text
    if run.paper.period is None:
        return
    now = run.paper.period.end
    told = list(_TOLD.finditer(text)) if COLOUR_WORD.search(text) else []
    found = [(c, m) for c in clauses for m in _TOLD.finditer(c.text)] if told else []
    if not told or len(told) != len(found) or len(COLOUR_WORD.findall(text)) != len(told):
        return
    done = {f.place.span for f in run.results.findings if f.kind == "rag" and f.place.locator == run.paper.passages[passage].source.locator}  # fmt: skip
    for (clause, here), m in zip(found, told, strict=True):
        head = clause.text[: here.start()]
        if _AIM.search(head) or other_time(clause.text, sentence.periods, words, now):
            continue
        tie = finder.subject(clause.text) or (carried if not re.sub(r"\W|\b(?:it|this|and|but|which)\b", "", head) else None)  # fmt: skip
        if tie is None or tie.row.status is None:
            continue
        right = colour_word(tie.row.status.text)
        said = m["colour"].lower()
        start, end = begin + m.start("colour"), begin + m.end("colour")
        if not right or any(x is not None and x[0] < end and start < x[1] for x in done):
            continue
        fits = said == right
        run.results.findings.append(
            Finding(
                "agrees" if fits else "contradicts", "rag", run.paper.passages[passage].at(start, end), m["colour"],
                f"'{tie.row.name}' is {right} in the table{'' if fits else f', but the sentence says {said}'}.", "",
                "note" if fits else "serious", (tie.row.status.place,), "" if fits else "Correct the colour here or in the table.",
                tie.row.name, "", "" if fits else right,
            )
        )  # fmt: skip
