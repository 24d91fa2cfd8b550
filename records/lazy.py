"""Lazy public faces for the packages.

The command line must start in well under half a second, so importing a package may not pull in
pandas, SQLAlchemy or a document engine. Each package's ``__init__`` lists its public names with the
module that holds them; a name is loaded when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def lazy_exports(package: str, where: Mapping[str, str]) -> Callable[[str], Any]:
    """Make a module-level ``__getattr__`` that imports public names on demand.

    Args:
        package: The package's ``__name__``.
        where: Public name -> submodule that defines it.

    Returns:
        A function to assign to ``__getattr__`` in the package's ``__init__``.

    Raises:
        AttributeError: From the returned function, for a name that is not public.
    """

    def __getattr__(name: str) -> Any:  # noqa: N807 - this is the module hook of PEP 562
        try:
            module = where[name]
        except KeyError:
            raise AttributeError(f"module {package!r} has no attribute {name!r}") from None
        return getattr(import_module(f"{package}.{module}"), name)

    return __getattr__
