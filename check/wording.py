"""The words that every report shares: names of verdicts, what checks are called, how places are written."""

from __future__ import annotations

from dataclasses import replace

from records import Finding, Source, Verdict

VERDICT_WORDS: dict[Verdict, str] = {
    "agrees": "agrees",
    "agrees_within_rounding": "agrees within rounding",
    "contradicts": "contradicts",
    "superseded": "superseded by a later revision",
    "not_comparable": "not comparable",
    "not_checked": "not checked",
}


KIND_WORDS = {
    "ratio": "ratio",
    "direction": "direction",
    "rag": "colour",
    "sum": "total",
    "change": "change",
    "percentage_points": "percentage points",
    "remainder": "remainder",
    "part_of_whole": "part and whole",
    "count": "count",
    "target": "target",
    "target_words": "words about the target",
    "repeat": "same fact twice",
    "magnitude": "order of magnitude",
    "prior": "earlier publications",
    "own_tables": "the paper's own tables",
    "control": "figure tied to the store",
    "rounding_mode": "rounding",
    "stale_period": "stale period",
    "impossible_period": "impossible date",
    "period": "period",
    "other_period": "another period",
    "other_definition": "another definition",
    "revision": "restated",
    "new_figure": "first publication",
    "superlative": "first or last of a list",
    "untied": "not tied to an indicator",
    "no_evidence": "nothing to compare it with",
}


NUMERAL_WORDS = {
    "figure": ("figure", "figures"),
    "date": ("date", "dates"),
    "name_part": ("part of a name", "parts of names"),
    "paragraph_number": ("paragraph number", "paragraph numbers"),
    "footnote_mark": ("footnote mark", "footnote marks"),
    "page_number": ("page number", "page numbers"),
    "age_band": ("age", "ages"),
    "phone": ("telephone number", "telephone numbers"),
    "reference": ("reference", "references"),
    "ordinal": ("ordinal", "ordinals"),
    "other": ("other numeral", "other numerals"),
}


def numerals_words(kind: str, n: int) -> str:
    """How many of a kind, as "108 dates" or "1 part of a name"."""
    one, many = NUMERAL_WORDS.get(kind, (kind.replace("_", " "),) * 2)
    return f"{n:,} {one if n == 1 else many}"


def kind_words(kind: str) -> str:
    """What a check is called in reports."""
    return KIND_WORDS.get(kind, kind.replace("_", " "))


def place_words(source: Source, section: str = "") -> str:
    """A place without the file's name: "page 4, table 2, column 'Num'", "under 'Measure 1 / Analysis'".

    Args:
        source: The place.
        section: Headings it stands under; told where there is no page.
    """
    in_text = source.page is None and bool(source.locator)
    full = str(replace(source, locator="") if in_text else source)
    rest = full[len(source.document) :].lstrip(", ")
    if in_text:
        parts = [f"under '{section}'" if section else "", rest]
        return ", ".join(p for p in parts if p) or "in the text"
    return rest or "the paper"


def source_words(source: Source) -> str:
    """A source with its file: "scorecard.pdf, page 4: 12.5%"."""
    printed = " ".join(source.printed.split())
    short = printed if len(printed) <= 60 else printed[:57] + "..."
    return f"{source}: {short}" if short else str(source)


def worth_showing(finding: Finding) -> bool:
    """Whether a finding asks something of a person: it is wrong, superseded, or says more than that all is well."""
    return (
        finding.verdict in {"contradicts", "superseded"}
        or finding.kind in {"rounding_mode", "percentage_points"}
        or (finding.verdict == "not_comparable")
    )
