"""Frozen records that are made quickly.

A frozen dataclass sets each field through ``object.__setattr__``, which costs some ten times as much as a plain
assignment; a scorecard of fourteen pages is read into twenty thousand records. A record made here is open for the
moment of its making: it has the class of an unfrozen twin with the same slots, its fields are assigned, and it is
given its own class, which nothing can change any more.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, fields
from operator import attrgetter
from types import FunctionType
from typing import Any, TypeVar

T = TypeVar("T")


def quick(cls: type[T]) -> type[T]:
    """Let a frozen dataclass with slots be made, pickled and unpickled quickly; it behaves as before.

    Args:
        cls: A class made by ``dataclass(frozen=True, slots=True)``, without bases of its own.

    Returns:
        The same class.
    """
    members: tuple[Field[Any], ...] = fields(cls)  # type: ignore[arg-type]
    names = [f.name for f in members]
    open_twin = type(f"_Open{cls.__name__}", (), {"__slots__": cls.__dict__["__slots__"]})
    given = {"_set": object.__setattr__, "_open": open_twin, "_closed": cls, "_none": MISSING}
    made = _function("__init__", _making(cls, members, given), given)
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    made.__annotations__ = getattr(cls, "__init__").__annotations__  # noqa: B009 - a type checker would refuse it
    refilled = ["def __setstate__(self, state):", '    _set(self, "__class__", _open)']
    refilled += [f"    {', '.join(f'self.{n}' for n in names)}, = state", "    self.__class__ = _closed"]
    state = attrgetter(*names) if len(names) > 1 else lambda self: (getattr(self, names[0]),)
    for name, function in (
        ("__init__", made),
        ("__getstate__", lambda self: state(self)),
        ("__setstate__", _function("__setstate__", refilled, given)),
    ):
        setattr(cls, name, function)
    return cls


def _making(cls: type[Any], members: tuple[Field[Any], ...], given: dict[str, Any]) -> list[str]:
    """The lines of an ``__init__`` that takes and sets what the dataclass's own does."""
    head, body = ["self"], ['    _set(self, "__class__", _open)']
    named_only = False
    for f in members:
        value = f.name
        if f.default_factory is not MISSING:
            given[f"_make_{f.name}"] = f.default_factory
            value = f"_make_{f.name}() if {f.name} is _none else {f.name}" if f.init else f"_make_{f.name}()"
        elif f.default is not MISSING:
            given[f"_default_{f.name}"] = f.default
            value = f.name if f.init else f"_default_{f.name}"
        if f.init:
            if f.kw_only and not named_only:
                head.append("*")
                named_only = True
            has_default = f.default is not MISSING or f.default_factory is not MISSING
            default = f"_default_{f.name}" if f.default is not MISSING else "_none"
            head.append(f"{f.name}={default}" if has_default else f.name)
        body.append(f"    self.{f.name} = {value}")
    body.append("    self.__class__ = _closed")
    if hasattr(cls, "__post_init__"):
        body.append("    self.__post_init__()")
    return [f"def __init__({', '.join(head)}):", *body]


def _function(name: str, lines: list[str], given: dict[str, Any]) -> FunctionType:
    found: dict[str, FunctionType] = {}
    exec("\n".join(lines), given, found)  # as the dataclass itself makes its own
    return found[name]
