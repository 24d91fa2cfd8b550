"""The outline of a paper: which challenges and measures it reports on and which indicators stand for each.

A council edits the outline (TOML), not the program.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from draft.figures import Subject
from records import MissingInputError, Polarity, RegisterError


@dataclass(frozen=True, slots=True)
class OutlineMeasure:
    """A measure of the strategy.

    Attributes:
        number: As printed; 0 where it has none.
        title: Its words.
        challenge: Number of its challenge.
        subjects: Indicators that stand for it, the main one first; none where the register has no such indicator.
        note: What the indicators do not cover.
        optional: Indicators that are shown only where a publication gives them.
        polarities: Register key -> direction the measure wants where the register leaves it open.
    """

    number: int
    title: str
    challenge: int
    subjects: tuple[Subject, ...] = ()
    note: str = ""
    optional: tuple[Subject, ...] = ()
    polarities: tuple[tuple[str, Polarity], ...] = ()

    @property
    def heading(self) -> str:
        """Such as "Measure 1: ..."."""
        return f"Measure {self.number}: {self.title}" if self.number else self.title


@dataclass(frozen=True, slots=True)
class OutlineChallenge:
    """A challenge with its measures."""

    number: int
    title: str
    measures: tuple[OutlineMeasure, ...]

    @property
    def heading(self) -> str:
        """Such as "Challenge 1: ..."."""
        return f"Challenge {self.number}: {self.title}" if self.number else self.title


@dataclass(frozen=True, slots=True)
class Outline:
    """What a paper reports on.

    Attributes:
        title: Of the strategy.
        panel: To whom the paper goes.
        council: Empty where the store says.
        challenges: In order.
        by: Role of the person in whose name the paper goes.
        classification: As printed.
    """

    title: str
    panel: str
    challenges: tuple[OutlineChallenge, ...]
    council: str = ""
    by: str = ""
    classification: str = "Unrestricted"

    @property
    def measures(self) -> tuple[OutlineMeasure, ...]:
        """All measures in order."""
        return tuple(m for c in self.challenges for m in c.measures)


def load_outline(path: Path) -> Outline:
    """Read an outline.

    Raises:
        MissingInputError: If there is no such file.
        RegisterError: If it is not valid; the message names the place.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise MissingInputError(
            "there is no such outline", where=str(path), next_step="Give one with --outline."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RegisterError(
            "is not valid TOML", where=str(path), why=str(error), next_step="Correct the line named."
        ) from error
    return outline_from(data, str(path))


def outline_from(data: dict[str, Any], where: str) -> Outline:
    """An outline from its TOML data.

    Raises:
        RegisterError: If a part is missing or of the wrong kind.
    """
    challenges = []
    for i, challenge in enumerate(_list(data, "challenge", where), start=1):
        number = int(challenge.get("number", i))
        place = f"{where}, challenge {number}"
        measures = [_measure(m, number, place) for m in _list(challenge, "measure", place)]
        challenges.append(OutlineChallenge(number, _text(challenge, "title", place), tuple(measures)))
    if not any(c.measures for c in challenges):
        raise RegisterError(
            "names no measure", where=where, next_step="Add [[challenge]] and [[challenge.measure]] parts."
        )
    return Outline(
        _text(data, "title", where),
        _text(data, "panel", where),
        tuple(challenges),
        str(data.get("council", "")),
        str(data.get("by", "")),
        str(data.get("classification", "Unrestricted")),
    )


def _measure(data: dict[str, Any], challenge: int, where: str) -> OutlineMeasure:
    place = f"{where}, measure {data.get('number', '')}".rstrip()
    polarities: list[tuple[str, Polarity]] = []
    subjects = {name: _subjects(data.get(name, []), place, polarities) for name in ("figures", "also")}
    return OutlineMeasure(
        int(data.get("number", 0)),
        _text(data, "title", place),
        challenge,
        subjects["figures"],
        str(data.get("note", "")),
        subjects["also"],
        tuple(polarities),
    )


def _subjects(listed: Any, place: str, polarities: list[tuple[str, Polarity]]) -> tuple[Subject, ...]:
    out = []
    for f in listed:
        if not isinstance(f, dict) or not f.get("key"):
            raise RegisterError("a figure has no key", where=place, next_step='Write figures as {key = "..."}.')
        polarity = f.get("polarity", "")
        if polarity not in get_args(Polarity):
            raise RegisterError(f"'{polarity}' is not a polarity", where=place, next_step="Write H, L or T.")
        if polarity:
            polarities.append((str(f["key"]), polarity))
        out.append(Subject(str(f["key"]), str(f.get("area", "")), str(f.get("cohort", "all"))))
    return tuple(out)


def _list(data: dict[str, Any], name: str, where: str) -> list[dict[str, Any]]:
    found = data.get(name, [])
    if not isinstance(found, list) or not all(isinstance(x, dict) for x in found):
        raise RegisterError(f"'{name}' is not a list of parts", where=where, next_step=f"Write it as [[{name}]].")
    return found


def _text(data: dict[str, Any], name: str, where: str) -> str:
    found = data.get(name)
    if not isinstance(found, str) or not found.strip():
        raise RegisterError(f"'{name}' is missing", where=where, next_step=f'Add {name} = "...".')
    return found.strip()
