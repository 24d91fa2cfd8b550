"""What the engines behind the page protocol share: what is asked of a file before it is opened, and their refusals."""

from __future__ import annotations

from pathlib import Path

from records import MissingInputError, UnreadableError

_AGAIN = "Fetch or save the document again."


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


def no_pages(path: Path) -> UnreadableError:
    """What is said of a file without pages."""
    return UnreadableError(
        "the PDF has no pages", where=path.name, why="the file is damaged or was cut off", next_step=_AGAIN
    )
