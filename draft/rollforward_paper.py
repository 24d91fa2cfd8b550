"""The last paper, opened and checked before it is rolled forward."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from draft.controls import Controls
from draft.facts import Facts
from draft.figures import Subject, month_label
from draft.parts import TextPart
from draft.todo import Entry
from draft.tracked import Tracker, has_changes
from records import InputError, MissingInputError, UnreadableError


@dataclass(slots=True)
class Rolled:
    """A paper on its way to the next period.

    Attributes:
        document: The python-docx document.
        parts: Its text.
        tracker: Makes the changes.
        controls: Controls as they are now.
        facts: New facts by subject.
        entries: What changed and what needs a person.
        commented: Inserted runs with their source.
        judged: Runs that mark sentences of judgement.
        method: Sentences of the method note.
        title: The paper's title as it is now; empty where it stays.
    """

    document: Any
    parts: list[TextPart]
    tracker: Tracker
    controls: Controls
    facts: dict[Subject, Facts] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    commented: list[tuple[Any, str]] = field(default_factory=list)
    judged: list[tuple[Any, str]] = field(default_factory=list)
    method: tuple[str, ...] = ()
    title: str = ""


def open_paper(last: Path) -> Any:
    """A paper as python-docx document.

    Raises:
        MissingInputError: If there is no such file.
        UnreadableError: If it is not a Word document.
    """
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError

    if not last.is_file():
        raise MissingInputError("there is no such paper", where=str(last), next_step="Give last period's .docx.")
    try:
        return Document(str(last))
    except (PackageNotFoundError, KeyError, ValueError) as error:
        raise UnreadableError(
            "is not a Word document",
            where=str(last),
            why=str(error),
            next_step="Open it in Word, save it as .docx and try again.",
        ) from error


def refuse_changes(parts: list[TextPart], last: Path) -> None:
    """Stop where a paper has tracked changes already: theirs and ours could not be told apart.

    Raises:
        InputError: If it has.
    """
    for part in parts:
        if has_changes(part.root):
            raise InputError(
                "has tracked changes already",
                where=f"{last.name}, {part.name}",
                why="the next paper's changes could not be told from them",
                next_step="Accept or reject them in Word (Review, Accept All Changes), save, and run again; or add "
                "--accept-existing to read the paper with them accepted, and leave them in it for their authors.",
            )


def refuse_period(old: date, new: date, last: Path) -> None:
    """Stop where the new period is not after the old one.

    Raises:
        InputError: If it is not.
    """
    if new <= old:
        raise InputError(
            f"reports on {month_label(old)} already, so it cannot be rolled forward to {month_label(new)}",
            where=last.name,
            next_step="Give a later month with --period.",
        )
