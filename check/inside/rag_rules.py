"""Rules that papers print for their colours, and which colours they allow a result.

Absolute ("Green: 85% or more; Amber: 75 to 84.9%; Red: below 75%") or by the target ("Green: target met; Amber:
within 5% of target; Red: more than 5% below"). A rule whose words are not all understood decides nothing.
"""

# ruff: noqa: E501 - patterns, one to a line

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from check.number_words import NUMBER_WORD, number_of_words
from check.sought import Sought
from records import Polarity, Quantity, RagBands, Value, parse_bands

_COLOUR = r"(?:green|amber|yellow|red)"
_KEY = re.compile(
    rf"(?<![\w-])(?:(?P<c>{_COLOUR})\b\s*(?:\([RAG]\)\s*)?(?P<sep>[:=–—(-]|\bis\b|\bmeans?\b|\bif\b|\bwhen\b|\bwhere\b|\bfor\b|"
    rf"(?=[≥≤<>\d]))?|(?P<l>[RAG])\s*(?P<lsep>[:=–—-]))\s*",
    re.I,
)
_AFTER = Sought(rf"(?:=|:|\bis\b|\bare\b|\brated\b|\bshown\s+(?:as|in)\b)\s*(?P<c>{_COLOUR})\b", re.IGNORECASE)
_AMOUNT = r"(?P<n>\d[\d,]*(?:\.\d+)?)\s*(?P<u>%|per\s?cent(?:age\s+points?)?(?!\w)|percentage\s+points?|pp(?:ts?)?\b|points?\b)?"
_BEYOND = re.compile(
    rf"\b(?:more\s+than|over|greater\s+than|outside(?:\s+of)?|exceed(?:s|ing)?|by\s+more\s+than|>)\s*{_AMOUNT}[^;]*?"
    rf"\b(?:below|under|away|off|outside|worse|adverse|short|from|above|over|of|behind|missed)\b|"
    rf"(?:^|\b){_AMOUNT.replace('<n>', '<n2>').replace('<u>', '<u2>')}\s*(?:or\s+more|and\s+above|\+)\s+(?:below|under|away|off|worse|adverse|short|from|behind)\b|"
    rf"\b(?:missed|below)\b[^;]*?\bby\s+more\s+than\s+{_AMOUNT.replace('<n>', '<n3>').replace('<u>', '<u3>')}",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    rf"\b(?:within|up\s+to|less\s+than|no\s+more\s+than|by\s+up\s+to|not\s+more\s+than|under|by\s+less\s+than)\s*{_AMOUNT}"
    rf"(?:\s+or\s+less)?\s*(?:[^;]*?\b(?:target|of|below|off|from|away|under|worse|tolerance|short|it)\b|$)|"
    rf"{_AMOUNT.replace('<n>', '<n2>').replace('<u>', '<u2>')}\s*or\s+less\s+(?:below|under|away|off|worse|from|short)\b",
    re.IGNORECASE,
)
_MET = Sought(
    r"\b(?:met|achieved|exceeded|reached|hit)\b|\b(?:on|at|above|over|better\s+than|ahead\s+of|equal(?:s)?(?:\s+to)?|meet(?:s|ing)?|"
    r"exceed(?:s|ing)?|achiev(?:es|ing))\b[^;]*\b(?:targets?|standard|plan|goal)\b|\btarget\s+or\s+(?:better|above)\b",
    re.IGNORECASE,
)
_MISSED = Sought(
    r"\b(?:not\s+(?:been\s+)?(?:met|achieved|reached|hit)|missed|not\s+meeting|fail(?:ed|ing)\s+to\s+meet)\b|"
    r"\b(?:below|worse\s+than|short\s+of|behind|off)\s+(?:the\s+|its\s+)?(?:target|standard|plan)\b",
    re.IGNORECASE,
)

_REST = Sought(
    r"\b(?:anything|everything|all\s+others?|any\s+other|otherwise|further\s+(?:away|off|out|below|behind|than\s+that)|worse(?:\s+than\s+that)?|"
    r"lower(?:\s+than\s+that)?|more\s+than\s+that|beyond\s+(?:that|this)|outside\s+(?:that|this)|the\s+(?:rest|others))\b",
    re.IGNORECASE,
)
_IN_WORDS = Sought(rf"{NUMBER_WORD.pattern}(?=\s+(?:percentage\s+points?|points?|per\s?cent))", re.IGNORECASE)

Test = Literal["met", "within", "beyond", "missed"]


@dataclass(frozen=True, slots=True)
class Condition:
    """When a colour is given, by the target.

    Attributes:
        test: met, within (missed by at most `amount`), beyond (missed by more), missed.
        amount: Size of the tolerance.
        points: True for percentage points or plain units, False for per cent of the target, None where "%" may be both.
    """

    test: Test
    amount: Fraction = Fraction(0)
    points: bool | None = None


@dataclass(frozen=True, slots=True)
class RagRule:
    """A printed rule.

    Attributes:
        text: As printed.
        bands: For rules of fixed bounds.
        by_target: Colour -> condition, for rules by the target.
    """

    text: str
    bands: RagBands | None = None
    by_target: tuple[tuple[str, Condition], ...] = ()

    def possible(self, q: Quantity, target: Value | None, polarity: Polarity) -> frozenset[str]:
        """Colours that the rule allows a result by some reading; empty where it does not apply.

        Args:
            q: The result.
            target: Its target; needed for rules by the target.
            polarity: H or L; both are tried where it is not known.
        """
        if self.bands is not None:
            return frozenset(self.bands.rags_possible(q))
        if target is None or target.number is None or polarity == "T":
            return frozenset()
        t = Fraction(target.number)
        out: set[str] = set()
        for way in (polarity,) if polarity in {"H", "L"} else ("H", "L"):
            short = Quantity(t - q.high, t - q.low) if way == "H" else Quantity(q.low - t, q.high - t)
            for reading in (True, False):
                out |= {c for c, cond in self.by_target if _holds(c, cond, short, t, points=reading)}
        return frozenset(out)


def _holds(colour: str, c: Condition, short: Quantity, target: Fraction, *, points: bool) -> bool:
    """Whether some value of a shortfall (negative where the target is beaten) fulfils a condition."""
    if c.test == "met":
        return short.low <= 0
    if c.test == "missed":
        return short.high > 0
    in_points = points if c.points is None else c.points
    limit = c.amount if in_points else abs(target) * c.amount / 100
    if c.test == "within":
        return short.low <= limit and (short.high >= 0 or colour == "green")
    return short.high >= limit


def read_rule(text: str) -> RagRule | None:
    """Read a printed rule of colours; None where it is none, or not understood to the last word.

    Args:
        text: A sentence, a note, a cell, or several lines put together.
    """
    body = with_digits(" ".join(text.split()))
    bands = parse_bands(_from_rule(body))
    if bands is not None:
        return RagRule(body, bands) if _bounded(bands) else None
    parts = _parts(body)
    if parts is None or not {"green", "red"} <= set(parts):
        return None
    plain = {c: _plain(p) for c, p in parts.items()}
    bands = parse_bands("; ".join(f"{c}: {p}" for c, p in plain.items()))
    if bands is not None:
        return RagRule(body, bands) if _bounded(bands) else None
    conditions = read_conditions(parts)
    return RagRule(body, None, tuple(conditions.items())) if conditions is not None else None


def read_conditions(parts: Mapping[str, str]) -> dict[str, Condition] | None:
    """What the words beside each colour or sign say of the distance to the target; None where some are not understood.

    Args:
        parts: Colour or sign -> its words.
    """
    out: dict[str, Condition] = {}
    rest: list[str] = []
    for name, words in parts.items():
        text = with_digits(words)
        condition = _condition(text)
        if condition is not None:
            out[name] = condition
        elif not re.search(r"\d", text) and _REST.search(text):
            rest.append(name)
        else:
            return None
    within = [c for c in out.values() if c.test == "within"]
    for name in rest:
        out[name] = Condition("beyond", within[0].amount, within[0].points) if len(within) == 1 else Condition("missed")
    return out if len(rest) <= 1 else None


def with_digits(text: str) -> str:
    """A text with the number words before points and per cent as digits: "five percentage points" is "5 ..."."""
    return _IN_WORDS.sub(lambda m: str(number_of_words(m[0])) if number_of_words(m[0]) is not None else m[0], text)


def _bounded(bands: RagBands) -> bool:
    """Whether bands are stretches, not single numbers: "Green 12, Amber 5, Red 3" counts indicators."""
    return all(b.low != b.high for b in bands.bands)


def _from_rule(text: str) -> str:
    """The text from its first words about bands on, its end cut at a full stop."""
    m = re.search(r"\bRAG\s+(?:bandings?|bands?|thresholds?|ratings?|key|status)\s*(?:is|are)?\s*[:–-]\s*", text, re.I)
    body = text[m.end() :] if m else text
    sentences = re.split(r"(?<=\.)\s+(?=[A-Z])", body)
    kept: list[str] = []
    for sentence in sentences:
        if kept and not re.search(rf"\b{_COLOUR}\b", sentence, re.IGNORECASE):
            break
        kept.append(sentence)
    return " ".join(kept).rstrip(" .")


def _parts(text: str) -> dict[str, str] | None:
    """Colour -> the words that define it, in either order ("Green: ...", "... = Green")."""
    body = _from_rule(text)
    keys = list(_KEY.finditer(body))
    first = [m for m in keys if m["sep"] is not None or m["lsep"] or _starts(body, m)]
    names = {_colour(m["c"] or m["l"]) for m in first}
    if len(names) >= 2 and len(first) == len(keys):
        ends: list[re.Match[str] | None] = [*first[1:], None]
        spans = [(m, body[m.end() : n.start() if n else len(body)]) for m, n in zip(first, ends, strict=True)]
        out = {_colour(m["c"] or m["l"]): _trimmed(words) for m, words in spans}
        if len(out) == len(first) and all(out.values()):
            return out
    after = list(_AFTER.finditer(body))
    keys = [m for m in keys if m["c"]]
    if len(after) == len(keys) and len({m["c"].lower() for m in after}) >= 2:
        start, out = 0, {}
        for m in after:
            out[_colour(m["c"])] = _trimmed(body[start : m.start()])
            start = m.end()
        if len(out) == len(after) and all(out.values()):
            return out
    return None


def _starts(body: str, m: re.Match[str]) -> bool:
    """Whether a colour begins a part: at the start, or behind a mark that ends the part before."""
    return m.start() == 0 or body[: m.start()].rstrip()[-1:] in {",", ";", ".", "|", "•", "●", "■", ":", "\n", "("}


def _colour(word: str) -> str:
    return {"yellow": "amber", "g": "green", "a": "amber", "r": "red"}.get(word.lower(), word.lower())


def _trimmed(words: str) -> str:
    return re.sub(
        r"[\s,;.|•●■)(]*(?:\b(?:and|or|but|it\s+is|is|are|rated|shown)\b[\s,;.|•●■)(]*)*$", "", words, flags=re.I
    ).strip(" ,;.|•●■()")


def _plain(words: str) -> str:
    """Words of a fixed bound in the form that bands are read in."""
    s = re.sub(r"\s+", " ", words).strip(" .,;")
    s = re.sub(r"\s*&\s*", " and ", s)
    s = re.sub(
        r"^(?:if|when|where|is|are|for|result(?:s)?(?:\s+(?:is|of))?|performance(?:\s+(?:is|of))?|scores?(?:\s+of)?)\s+",
        "",
        s,
        flags=re.I,
    )
    s = re.sub(
        r"\b(?:greater|more|higher)\s+than\s+or\s+equal\s+to\b|\bno\s+(?:less|lower)\s+than\b|\bnot\s+less\s+than\b|\bminimum\s+of\b",
        "at least",
        s,
        flags=re.I,
    )
    s = re.sub(
        r"\b(?:less|fewer|lower)\s+than\s+or\s+equal\s+to\b|\bno\s+(?:more|higher)\s+than\b|\bnot\s+more\s+than\b|\bmaximum\s+of\b",
        "at most",
        s,
        flags=re.I,
    )
    s = (
        re.sub(r"\b(?:or|and)\s+(?:better|upwards|greater)\b", "or more", s, flags=re.I)
        if re.search(r"\bupwards|greater\b", s)
        else s
    )
    n = r"(\d[\d,]*(?:\.\d+)?%?)"
    s = re.sub(
        rf"^(?:at\s+least\s+|≥\s*)?{n}(?:\s+(?:and|or)\s+(?:above|over|more|higher))?,?\s+(?:but|and)\s+(?:is\s+)?(?:below|under|less\s+than|<)\s*{n}$",
        r"\1 to \2",
        s,
        flags=re.I,
    )
    return re.sub(r"(\d)\s*%", r"\1%", s)


def _condition(words: str) -> Condition | None:
    """What words say of the distance to the target; None where that is not understood."""
    for test, pattern in (("beyond", _BEYOND), ("within", _WITHIN)):
        m = pattern.search(words)
        if m:
            groups = m.groupdict()
            n = next((v for k, v in groups.items() if k.startswith("n") and v), "")
            unit = next((v for k, v in groups.items() if k.startswith("u") and v), "") or ""
            return Condition(test, Fraction(n.replace(",", "")), _points(unit))  # type: ignore[arg-type]
    if re.search(r"\d", words):
        return None
    if _MISSED.search(words):
        return Condition("missed")
    return Condition("met") if _MET.search(words) else None


def _points(unit: str) -> bool | None:
    u = unit.lower()
    if not u or "point" in u or u.startswith("pp"):
        return True
    return None


def rule_of_thresholds(green: str, amber: str, red: str, polarity: Polarity) -> RagRule | None:
    """The rule of a row that prints where its colours begin, in columns of their own.

    Args:
        green: Cell of the column of Green, and so on; empty where there is none.
        amber: Of Amber.
        red: Of Red.
        polarity: H or L, for cells that print the bound alone.

    Returns:
        None where the cells are not understood.
    """
    told = [(c, _plain(t)) for c, t in (("green", green), ("amber", amber), ("red", red)) if t.strip()]
    if len(told) < 2:
        return None
    text = "; ".join(f"{c.capitalize()}: {t}" for c, t in told)
    bare = {c: n for c, t in told if (n := _number(t)) is not None}
    if len(bare) < len(told):
        bands = parse_bands(text)
        return RagRule(text, bands) if bands is not None else None
    if "green" not in bare or polarity not in {"H", "L"}:
        return None
    # Only bounds: green from its bound on; red begins at the last bound named (or behind amber's).
    g = bare["green"]
    r = bare.get("red", bare.get("amber"))
    if r is None or (g < r) == (polarity == "H"):
        return None
    if polarity == "H":
        shape = f"Green: at least {g}; Amber: between {r} and {g}; Red: at most {r}"
    else:
        shape = f"Green: at most {g}; Amber: between {g} and {r}; Red: at least {r}"
    bands = parse_bands(shape)
    return RagRule(text, bands) if bands is not None else None


def _number(text: str) -> Fraction | None:
    m = re.fullmatch(r"\W{0,2}(\d[\d,]*(?:\.\d+)?)\s*(?:%|days?|per\s?cent)?", text.strip())
    return Fraction(m[1].replace(",", "")) if m else None
