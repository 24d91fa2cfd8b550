"""Things that belong together, as each names one that stands for it."""

from __future__ import annotations


def root_of(group: list[int], k: int) -> int:
    """The one that stands for all that a thing is put together with.

    Args:
        group: For each thing another of its group, or itself; ways are made shorter while they are gone.
        k: The thing.
    """
    while group[k] != k:
        group[k] = group[group[k]]
        k = group[k]
    return k
