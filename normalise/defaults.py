"""Which store and which register a command uses when none is named."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from normalise.register import Register
    from normalise.store import Store

STORE = "panelpaper.db"
REGISTER = "register.toml"


def open_store(where: str, *, create: bool) -> Store:
    """The store under a name: a file, or the address of a PostgreSQL database.

    Raises:
        StoreError: If it cannot be opened, or is missing and may not be made.
    """
    from normalise.store import Store

    return Store.open(where, create=create)


def open_register(where: Path | None) -> Register:
    """The register that is named, else register.toml in this folder, else the starter register.

    Raises:
        RegisterError: If it cannot be read.
    """
    from normalise.register import Register

    return Register.load(register_file(where))


def register_file(where: Path | None) -> Path | None:
    """The file of the register that is named, else register.toml in this folder; None for the starter register."""
    here = Path(REGISTER)
    return where if where is not None else (here if here.is_file() else None)
