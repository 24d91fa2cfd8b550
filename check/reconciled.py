"""The paper's own names against the register, before anything is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extract import Extraction
    from normalise import Register


def reconciled(extraction: Extraction, register: Register | None) -> tuple[Extraction, tuple[str, ...]]:
    """The extraction with its indicators' keys, and all names whose numerals are parts of a name.

    Args:
        extraction: As recognised.
        register: Indicators and their names; without it the printed names alone are known.
    """
    names = {o.indicator for o in extraction.observations} | set(names_of(register))
    if register is not None:
        from normalise import reconcile

        extraction, _ = reconcile(extraction, register)
    return extraction, tuple(sorted(n for n in names if any(c.isdigit() for c in n)))


def names_of(register: Register | None) -> tuple[str, ...]:
    """Every name of the register that holds a numeral."""
    if register is None:
        return ()
    names = {label.text for i in register.values() for label in i.labels} | {i.name for i in register.values()}
    return tuple(sorted(n for n in names if any(c.isdigit() for c in n)))
