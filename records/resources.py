"""Finds the templates and samples: inside the installed wheel, or in the repository's own folders."""

from __future__ import annotations

from pathlib import Path

from records.errors import MissingInputError

_HERE = Path(__file__).resolve().parent


def resource(*parts: str) -> Path:
    """Path of a file or folder that travels with the product.

    Args:
        parts: First "templates" or "samples", then names inside it.

    Returns:
        The path in the wheel's data folder, or in the repository where the install is editable.

    Raises:
        MissingInputError: If it is in neither place.
    """
    for base in (_HERE / "data", _HERE.parent):
        path = base.joinpath(*parts)
        if path.exists():
            return path
    raise MissingInputError(
        f"'{'/'.join(parts)}' did not come with this installation",
        why="the templates or samples folder is missing",
        next_step="Install panelpaper again.",
    )
