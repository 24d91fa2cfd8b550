"""The verbs of this stage; each group of verbs has its own module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from normalise.names_commands import register_names
from normalise.store_commands import register_store

if TYPE_CHECKING:
    import typer


def register(app: typer.Typer) -> None:
    """Add this stage's verbs to the command line.

    Args:
        app: The command line.
    """
    register_store(app)
    register_names(app)
