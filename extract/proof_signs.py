"""Self-checks of signs inside one row: arrows against figures and polarity, RAG against fill, bands and target."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Literal

from extract.proof_rows import RowFacts, finding, name_key, number_of, quantity, show
from records import (
    ARROW_MEANS,
    Finding,
    Movement,
    Observation,
    Quantity,
    RagBands,
    Role,
    Source,
    Verdict,
    movement,
    movements_possible,
)

Convention = Literal["performance", "figure", ""]
"""What an up arrow means: performance improved, the figure rose, or not known."""

_ROSE: dict[str, str] = {"up": "rose", "down": "fell", "level": "unchanged"}
COMPARED: tuple[tuple[Role, Role, str], ...] = (
    ("dot_previous", "previous", "the previous result"),
    ("dot_outturn", "outturn", "the outturn"),
    ("dot", "previous", "the previous result"),
)


def arrow_movement(o: Observation, polarity: str, convention: Convention) -> Movement | None:
    """What an arrow (or its words) says of performance; None where that is not known."""
    if o.word in {"improved", "worsened", "unchanged"}:
        return o.word  # type: ignore[return-value]
    if o.meaning in {"improved", "worsened", "unchanged"}:
        return o.meaning  # type: ignore[return-value]
    if o.word not in ARROW_MEANS:
        return None
    if o.word == "level":
        return "unchanged"
    if convention == "performance":
        return ARROW_MEANS[o.word]
    if convention == "figure" and polarity in {"H", "L"}:
        rose = o.word == "up"
        return "improved" if rose == (polarity == "H") else "worsened"
    return None


def arrow_convention(rows: list[RowFacts]) -> Convention:
    """Whether up arrows mean better or higher in a publication: what its own figures bear out.

    Only rows where lower is better tell the two apart. At least three of them must speak, three in four alike.
    """
    votes: Counter[Convention] = Counter()
    for row in rows:
        polarity = row.any.polarity
        if polarity != "L":
            continue
        latest = quantity(row)
        for arrow_role, role, _ in COMPARED:
            arrow, other = row.one(arrow_role), number_of(row.one(role))
            if arrow is None or other is None or latest is None or arrow.word not in {"up", "down"} or arrow.meaning:
                continue
            possible = movements_possible("L", latest, Quantity.printed(other))
            if len(possible) != 1 or "unchanged" in possible:
                continue
            improved = possible == {"improved"}
            votes["performance" if improved == (arrow.word == "up") else "figure"] += 1
    if not votes:
        return ""
    best, n = votes.most_common(1)[0]
    return best if n >= 3 and n >= 0.75 * sum(votes.values()) else ""


def check_arrows(row: RowFacts, convention: Convention) -> list[Finding]:
    """Each arrow of a row against its figures and polarity."""
    out = []
    result = row.one("result")
    for arrow_role, role, words in COMPARED:
        arrow, other = row.one(arrow_role), row.one(role)
        if arrow is None or (arrow.word == "" and arrow.value.flag):
            continue
        said = arrow_movement(arrow, row.any.polarity, convention)
        latest, compared = quantity(row), number_of(other)
        sources = tuple(o.source for o in (result, other) if o is not None)
        if latest is None or compared is None or result is None or other is None:
            out.append(
                finding("not_checked", "direction", arrow, f"{words} or the result is not in the row", sources=sources)
            )
            continue
        polarity = row.any.polarity
        target = number_of(row.one("target"))
        if not polarity and convention == "figure" and arrow.word in _ROSE:
            polarity, said = "H", ARROW_MEANS[arrow.word]
        if said is None or not polarity or (polarity == "T" and (target is None or target.number is None)):
            why = (
                "which way is better is not known"
                if not polarity
                else ("closeness to target needs a target" if polarity == "T" else "what the arrows mean is not known")
            )
            out.append(finding("not_checked", "direction", arrow, why, sources=sources))
            continue
        goal = target.number if polarity == "T" and target is not None else None
        then = Quantity.printed(compared)
        possible = movements_possible(polarity, latest, then, target=goal)
        best = movement(polarity, latest, then, target=goal)
        working = f"{compared.printed} -> {result.value.printed}, {_better(polarity, goal)}"
        if said in possible:
            verdict: Verdict = "agrees" if said == best else "agrees_within_rounding"
            note = (
                f"{said} since {words}"
                if verdict == "agrees"
                else f"{said} is possible within the rounding of {compared.printed} and {result.value.printed}"
            )
            out.append(finding(verdict, "direction", arrow, note, working=working, sources=sources))
            continue
        out.append(
            finding(
                "contradicts",
                "direction",
                arrow,
                f"{row.label}: the arrow says {said}, the figures {_says(possible)}: "
                f"{compared.printed} to {result.value.printed}",
                working=working,
                severity="serious",
                sources=sources,
                expected=best,
                advice="Turn the arrow, or correct the figure that is wrong.",
            )
        )
    return out


def _better(polarity: str, target: object) -> str:
    return {"H": "higher is better", "L": "lower is better"}.get(polarity, f"closer to {target} is better")


def _says(possible: Iterable[Movement]) -> str:
    return "say " + " or ".join(sorted(possible))


# -- RAG -----------------------------------------------------------------------------------------------------


def check_rag(row: RowFacts, bands: Mapping[str, RagBands], fills: Mapping[Source, str]) -> list[Finding]:
    """A RAG against the colour of its cell and against the indicator's bands."""
    out: list[Finding] = []
    rag, result = row.one("rag"), row.one("result")
    if rag is None or not rag.word:
        return out
    fill = fills.get(rag.source)
    if fill:
        out.append(
            finding(
                "contradicts",
                "rag",
                rag,
                f"{row.label}: the cell says {rag.value.printed!r}, and its colour, its sign or its words say {fill}",
                severity="serious",
                advice="Decide by the bands which of the two is right.",
            )
        )
    band = bands.get(name_key(rag.indicator))
    q = quantity(row)
    if band is None or q is None or result is None:
        return out
    possible = band.rags_possible(q)
    exact = show(q.middle, result.value, extra=0 if not q.is_exact else 2)
    if rag.word in possible:
        verdict: Verdict = "agrees" if len(possible) == 1 else "agrees_within_rounding"
        out.append(
            finding(
                verdict,
                "rag",
                rag,
                f"{exact} is {rag.word} by the bands",
                working=f"{exact} lies in the {rag.word} band",
                sources=(result.source,),
            )
        )
    elif possible:
        right = " or ".join(sorted(possible))
        out.append(
            finding(
                "contradicts",
                "rag",
                rag,
                f"{row.label}: {exact} is {right} by the indicator's bands, the table says {rag.word}",
                working=f"{exact} lies in the {right} band",
                severity="serious",
                sources=(result.source,),
                expected=right,
                advice="Check which bands were in force, and the figure.",
            )
        )
    else:
        out.append(finding("not_checked", "rag", rag, f"no band holds {exact}", sources=(result.source,)))
    return out


def check_rag_by_target(rows: list[RowFacts], known: Mapping[str, RagBands]) -> list[Finding]:
    """Green where the target is met and only there, for publications whose rows bear that rule out."""
    judged: list[tuple[RowFacts, bool, bool]] = []
    for row in rows:
        rag, target, q = row.one("rag"), number_of(row.one("target")), quantity(row)
        polarity = row.any.polarity
        if (
            rag is None
            or not rag.word
            or target is None
            or q is None
            or polarity not in {"H", "L"}
            or name_key(row.any.indicator) in known
        ):
            continue
        t = Fraction(target.number or 0)
        met = q.low >= t if polarity == "H" else q.high <= t
        missed = q.high < t if polarity == "H" else q.low > t
        if met or missed:
            judged.append((row, met, rag.word == "green"))
    wrong = [row for row, met, green in judged if met != green]
    if len(judged) < 10 or len(wrong) > 0.1 * len(judged):
        return []
    out = []
    for row, met, green in judged:
        rag, result, goal = row.one("rag"), row.one("result"), row.one("target")
        assert rag is not None
        assert result is not None
        assert goal is not None
        sources = (result.source, goal.source)
        working = f"{result.value.printed} against a target of {goal.value.printed}, {_better(row.any.polarity, None)}"
        if met == green:
            out.append(
                finding(
                    "agrees",
                    "rag",
                    rag,
                    "green where and only where the target is met",
                    working=working,
                    sources=sources,
                )
            )
        else:
            says = "meets its target and is not green" if met else "misses its target and is green"
            out.append(
                finding(
                    "contradicts",
                    "rag",
                    rag,
                    f"{row.label} {says}; the other rows are green where and only where they meet it",
                    working=working,
                    severity="serious",
                    sources=sources,
                    expected="green" if met else "amber or red",
                    advice="Check the target, the figure and the bands.",
                )
            )
    return out
