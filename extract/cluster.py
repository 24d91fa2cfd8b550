"""A Dask cluster as an executor, for archives too large for one machine. The only module that imports Dask."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from importlib import import_module
from typing import cast

from records import InputError, NeedsExtraError


@contextmanager
def dask_executor(address: str) -> Iterator[Executor]:
    """The cluster's workers as a `concurrent.futures` executor; they must see the files under the same paths.

    Args:
        address: The scheduler's address, such as tcp://localhost:8786.

    Yields:
        The executor. Calls count as impure: a file read again is read again, whatever it gave before.

    Raises:
        NeedsExtraError: If the optional part is not installed.
        InputError: If no scheduler answers there.
    """
    try:
        client_of = import_module("distributed").Client
    except ImportError:
        raise NeedsExtraError(
            "reading on a cluster needs an optional part",
            where="--dask",
            next_step='Run: pip install "panelpaper[dask]", or leave --dask out and use --jobs.',
        ) from None
    try:
        client = client_of(address, timeout="10s")
    except (OSError, TimeoutError, ValueError) as error:
        raise InputError(
            "no Dask scheduler answers at this address",
            where=address,
            why=str(error) or type(error).__name__,
            next_step="Start one with 'dask scheduler', or leave --dask out and use --jobs.",
        ) from error
    try:
        yield cast("Executor", client.get_executor(pure=False))
    finally:
        client.close()
