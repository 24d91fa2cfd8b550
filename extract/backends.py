"""What the engines behind the page protocol share: what is asked of a file before it is opened, and their refusals."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Self

from records import EncryptedError, MissingInputError, UnreadableError

_AGAIN = "Fetch or save the document again."


class OpenPdf:
    """An open PDF, whichever engine reads it: its pages are numbered from 1; to be closed, or used in a ``with``.

    Args:
        path: The file.
        pdf: The engine's own document.
        count: Of its pages.

    Raises:
        UnreadableError: If it has no pages.
    """

    def __init__(self, path: Path, pdf: Any, count: int) -> None:
        self.path, self._pdf, self._count = path, pdf, count
        if not count:
            self.close()
            raise UnreadableError(
                "the PDF has no pages", where=path.name, why="the file is damaged or was cut off", next_step=_AGAIN
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __len__(self) -> int:
        """Number of pages."""
        return self._count

    def close(self) -> None:
        """Let the file go; the object is of no use afterwards."""
        self._pdf.close()

    def damaged(self, number: int, what: str) -> UnreadableError:
        """What is said of a page that the engine cannot open or read."""
        return UnreadableError(
            what,
            where=f"{self.path.name}, page {number}",
            why="its data are damaged",
            next_step="Fetch the document again, or read the page by eye.",
        )


def existing_file(path: Path | str) -> Path:
    """The path of a file that is there and not empty.

    Args:
        path: Of the file.

    Returns:
        The same as a Path.

    Raises:
        MissingInputError: If there is no such file.
        UnreadableError: If it has no bytes.
    """
    path = Path(path)
    if not path.is_file():
        raise MissingInputError("no such file", where=str(path), next_step="Check the name and the folder.")
    if path.stat().st_size == 0:
        raise UnreadableError("the file is empty (0 bytes)", where=path.name, next_step=_AGAIN)
    return path


def no_pdf(path: Path) -> UnreadableError:
    """What is said of a file that the engine cannot open."""
    return UnreadableError(
        "this is not a PDF that can be opened",
        where=path.name,
        why="the file is damaged, was cut off, or is of another kind",
        next_step=_AGAIN,
    )


def wants_password(path: Path) -> EncryptedError:
    """What is said of a file that cannot be opened without its password."""
    return EncryptedError(
        "the PDF wants a password",
        where=path.name,
        why="it is encrypted",
        next_step="Open it with its password and save a copy without one.",
    )
