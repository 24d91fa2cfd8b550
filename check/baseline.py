"""Known findings that people have accepted, with a reason, kept in a text file beside the paper.

The file is TOML: one table for each finding, with what it says and why it is accepted. A finding is known again by
its kind, what is printed and the sentence or row it stands in, not by its page, so that an edit elsewhere in the
paper does not wake it up.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import tomlkit
from tomlkit.exceptions import TOMLKitError

from records import Finding, MissingInputError, OutputError, RegisterError

_ACCEPTABLE = {"contradicts", "superseded"}


@dataclass(frozen=True, slots=True)
class Accepted:
    """One accepted finding: its mark, what it said, and why it is accepted."""

    mark: str
    said: str
    reason: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """Accepted findings.

    Attributes:
        accepted: By mark.
    """

    accepted: dict[str, Accepted]

    @classmethod
    def load(cls, path: Path) -> Baseline:
        """Read a baseline file.

        Raises:
            MissingInputError: If there is no such file.
            RegisterError: If it is not valid, or a finding has no reason.
        """
        try:
            document = tomlkit.parse(path.read_text(encoding="utf-8-sig"))
        except FileNotFoundError as error:
            raise MissingInputError(
                "there is no such baseline", where=str(path),
                next_step="Write one with:  panelpaper check PAPER --write-baseline FILE",
            ) from error  # fmt: skip
        except (OSError, UnicodeDecodeError, TOMLKitError) as error:
            raise RegisterError("the baseline cannot be read", where=str(path), why=str(error)) from error
        out = {}
        for entry in document.get("accepted", []):
            mark, reason = str(entry.get("mark", "")), str(entry.get("reason", "")).strip()
            if not mark or not reason:
                raise RegisterError(
                    "an accepted finding has no reason" if mark else "an accepted finding has no mark",
                    where=str(path), why=str(entry.get("said", "")),
                    next_step="Write in its 'reason' why it is right as it stands, or delete the entry.",
                )  # fmt: skip
            out[mark] = Accepted(mark, str(entry.get("said", "")), reason)
        return cls(out)

    def apply(self, findings: Iterable[Finding]) -> tuple[list[Finding], list[tuple[Finding, str]]]:
        """Part findings into those that stand and those accepted, each of these with its reason."""
        standing, accepted = [], []
        for finding in findings:
            known = self.accepted.get(mark_of(finding)) if finding.verdict in _ACCEPTABLE else None
            if known is None:
                standing.append(finding)
            else:
                accepted.append((finding, known.reason))
        return standing, accepted


def mark_of(finding: Finding) -> str:
    """What a finding is known by: a short hash of its kind, figure, words around it and what was expected."""
    text = "\x1f".join(
        (finding.kind, finding.printed, finding.place.column, finding.indicator, finding.working, finding.expected)
    )
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def write_baseline(path: Path, findings: Iterable[Finding], *, old: Baseline | None = None) -> int:
    """Write a baseline of contradictions, for a person to add the reasons.

    Args:
        path: File to write.
        findings: Of a check.
        old: Reasons already given are kept.

    Returns:
        How many findings were written; those without a reason make the file unusable until it is given.

    Raises:
        OutputError: If the file cannot be written.
    """
    document = tomlkit.document()
    document.add(tomlkit.comment("Findings of panelpaper check that are accepted. Give each a reason, or delete it."))
    entries = tomlkit.aot()
    marks = set()
    for finding in findings:
        mark = mark_of(finding)
        if finding.verdict not in _ACCEPTABLE or mark in marks:
            continue
        marks.add(mark)
        entry = tomlkit.table()
        entry["mark"] = mark
        entry["said"] = f"{finding.place}: {finding.printed}: {finding.explanation}"
        entry["reason"] = old.accepted[mark].reason if old and mark in old.accepted else ""
        entries.append(entry)
    document["accepted"] = entries
    try:
        path.write_text(tomlkit.dumps(document), encoding="utf-8")
    except OSError as error:
        raise OutputError("the baseline cannot be written", where=str(path), why=str(error)) from error
    return len(marks)
