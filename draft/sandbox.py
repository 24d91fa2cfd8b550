"""A Jinja environment for templates that strangers may have edited: strict, and bounded in time and memory.

A template can print what the draft gives it, choose with ``if`` and repeat with ``for``. It cannot call anything but
the draft's own functions, build long strings, or loop without end; a name it does not know, or a value that is not
there, is an error and never a blank.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from jinja2 import StrictUndefined, nodes, pass_context
from jinja2.exceptions import SecurityError, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from draft.controls import CLOSE, OPEN

MAX_STEPS = 50_000
"""Most passes through all loops of a template together."""

_FILTERS = ("capitalize", "first", "last", "length", "lower", "title", "upper", "escape", "e")
_FORBIDDEN: dict[type[nodes.Node], str] = {
    nodes.Macro: "macro",
    nodes.CallBlock: "call",
    nodes.Include: "include",
    nodes.Import: "import",
    nodes.FromImport: "from ... import",
    nodes.Extends: "extends",
    nodes.Block: "block",
    nodes.AssignBlock: "set block",
    nodes.Concat: "~",
    nodes.FilterBlock: "filter block",
}


class TemplateFunction:
    """A function that templates may call."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._function = function

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it."""
        return self._function(*args, **kwargs)


class Sandbox(SandboxedEnvironment):
    """See the module's docstring."""

    intercepted_binops = frozenset({"+", "-", "*", "/", "//", "%", "**"})

    def __init__(self) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined, finalize=_present)
        self.globals.clear()
        filters = {name: self.filters[name] for name in _FILTERS}
        self.filters.clear()
        self.filters.update(filters)
        self.filters["limited"] = self._limited
        self._steps = 0

    def is_safe_callable(self, obj: Any) -> bool:
        """Only the draft's own functions."""
        return isinstance(obj, TemplateFunction)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Arithmetic on small numbers only."""
        if not all(isinstance(x, int | float) for x in (left, right)) or operator == "**":
            raise SecurityError(f"'{operator}' is not allowed here: templates print figures, they do not compute them")
        return super().call_binop(context, operator, left, right)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        for kind, word in _FORBIDDEN.items():
            found = tree.find(kind)
            if found is not None:
                raise TemplateSyntaxError(f"'{word}' is not allowed in a template", found.lineno)
        for loop in tree.find_all(nodes.For):
            if loop.recursive:
                raise TemplateSyntaxError("a recursive loop is not allowed in a template", loop.lineno)
            loop.iter = nodes.Filter(loop.iter, "limited", [], [], None, None, lineno=loop.lineno)
        return tree

    @pass_context  # without it, Jinja would run the filter once, when it compiles a constant
    def _limited(self, context: Any, items: Iterable[Any]) -> list[Any]:
        left = MAX_STEPS - self._steps
        taken = list(islice(items, left + 1))
        self._steps += len(taken)
        if self._steps > MAX_STEPS:
            raise SecurityError(f"the template's loops go round more than {MAX_STEPS:,} times")
        return taken


def _present(value: Any) -> Any:
    if value is None:
        raise SecurityError("a placeholder has no value")
    if type(value) is str:  # text from a document must not look like a mark of ours
        return value.translate({ord(OPEN): None, ord(CLOSE): None})
    return value
