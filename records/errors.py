"""Errors with exit codes: one tree, one table.

Every error says what went wrong, where, why, and what to do next. The command line turns them into one
plain message and an exit code; a traceback is shown only with ``--verbose``. Exit code 1 is Python's own
(a bug), 2 is a wrong command line (typer); ours start at 3.

::

    PanelpaperError               1  (never raised itself)
    ├── InputError                3  the input cannot be used
    │   ├── MissingInputError     3  no such file, or nothing to read
    │   ├── UnreadableError       4  damaged, empty, wrong kind
    │   │   ├── EncryptedError    4  wants a password
    │   │   └── HostileError      4  breaks the limits on size, depth, time or memory
    │   └── NeedsExtraError       5  needs an optional part that is not installed
    ├── RegisterError             6  the register or a decision file is not valid
    ├── StoreError                7  the store cannot be used
    ├── TemplateError             8  a template has a broken or unknown placeholder
    ├── UnknownFigureError        9  a figure that is asked for is not in the store
    ├── OutputError              10  the output cannot be written
    │   └── ExistsError          10  the output exists and --force was not given
    └── GateError                11  a finished document fails the accessibility gate
"""

from __future__ import annotations

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """What the exit code of every command means; `meaning` says it in words."""

    OK = 0, "Done, nothing to report."
    BUG = 1, "A fault in panelpaper itself."
    USAGE = 2, "The command line was not understood."
    INPUT = 3, "A file or folder is missing or empty."
    UNREADABLE = 4, "A file is damaged, encrypted, or not what its name says."
    NEEDS_EXTRA = 5, "A file needs an optional part that is not installed, for example OCR for scans."
    REGISTER = 6, "The register, glossary or a decision file is not valid."
    STORE = 7, "The store cannot be opened or written."
    TEMPLATE = 8, "A template has a broken or unknown placeholder."
    UNKNOWN_FIGURE = 9, "A figure or indicator asked for is not in the store."
    OUTPUT = 10, "An output cannot be written, or exists already (use --force)."
    GATE = 11, "A finished document fails the accessibility gate."
    PARTIAL = 12, "Done, but some files or cells could not be read; they are listed."
    REVIEW = 13, "Done, but some names wait for a person's decision."
    FINDINGS = 14, "The check found contradictions."
    INTERRUPTED = 130, "Stopped with Ctrl-C; what was stored before is kept."

    meaning: str

    def __new__(cls, code: int, meaning: str) -> ExitCode:
        """A member is its code; the words ride along."""
        member = int.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        return member


class PanelpaperError(Exception):
    """Base of all our errors: never raised itself.

    Args:
        what: What went wrong, in plain words.
        where: File, page, row or placeholder; empty where there is none.
        why: The cause, where known.
        next_step: What the reader should do now.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.BUG

    def __init__(self, what: str, *, where: str = "", why: str = "", next_step: str = "") -> None:
        self.what = what
        self.where = where
        self.why = why
        self.next_step = next_step
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """The whole message: what, where, why and the next step, each on its line where given."""
        lines = [self.what if not self.where else f"{self.where}: {self.what}"]
        if self.why:
            lines.append(f"Why: {self.why}")
        if self.next_step:
            lines.append(f"Next: {self.next_step}")
        return "\n".join(lines)

    def __reduce__(self) -> tuple[object, ...]:
        """Pickle with all parts, so that an error survives the way back from a worker process."""
        return (_rebuild, (type(self), self.what, self.where, self.why, self.next_step))


def _rebuild(kind: type[PanelpaperError], what: str, where: str, why: str, next_step: str) -> PanelpaperError:
    return kind(what, where=where, why=why, next_step=next_step)


class InputError(PanelpaperError):
    """The input cannot be used."""

    exit_code = ExitCode.INPUT


class MissingInputError(InputError):
    """No such file, or nothing to read."""


class UnreadableError(InputError):
    """Damaged, empty, or not the kind of file its name says."""

    exit_code = ExitCode.UNREADABLE


class EncryptedError(UnreadableError):
    """The file wants a password."""


class HostileError(UnreadableError):
    """The file breaks the limits on size, depth, time or memory."""


class NeedsExtraError(InputError):
    """The file needs an optional part that is not installed."""

    exit_code = ExitCode.NEEDS_EXTRA


class RegisterError(PanelpaperError):
    """The register, glossary or a decision file is not valid."""

    exit_code = ExitCode.REGISTER


class StoreError(PanelpaperError):
    """The store cannot be used."""

    exit_code = ExitCode.STORE


class TemplateError(PanelpaperError):
    """A template has a broken or unknown placeholder."""

    exit_code = ExitCode.TEMPLATE


class UnknownFigureError(PanelpaperError):
    """A figure that is asked for is not in the store."""

    exit_code = ExitCode.UNKNOWN_FIGURE


class OutputError(PanelpaperError):
    """The output cannot be written."""

    exit_code = ExitCode.OUTPUT


class ExistsError(OutputError):
    """The output exists and may not be overwritten without being told to."""


class GateError(PanelpaperError):
    """A finished document fails the accessibility gate."""

    exit_code = ExitCode.GATE
