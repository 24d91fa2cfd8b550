"""The vocabulary everyone speaks: figures, periods, places, statements, findings, errors."""

from __future__ import annotations

from records.errors import (
    EncryptedError,
    ExistsError,
    ExitCode,
    GateError,
    HostileError,
    InputError,
    MissingInputError,
    NeedsExtraError,
    OutputError,
    PanelpaperError,
    RegisterError,
    StoreError,
    TemplateError,
    UnknownFigureError,
    UnreadableError,
)
from records.lazy import lazy_exports
from records.resources import resource
from records.sources import Box, ReadFrom, Source, Unread
from records.values import Flag, Unit, Value, format_number, parse_value

__all__ = [
    "Box",
    "EncryptedError",
    "ExistsError",
    "ExitCode",
    "Flag",
    "GateError",
    "HostileError",
    "InputError",
    "MissingInputError",
    "NeedsExtraError",
    "OutputError",
    "PanelpaperError",
    "ReadFrom",
    "RegisterError",
    "Source",
    "StoreError",
    "TemplateError",
    "Unit",
    "UnknownFigureError",
    "Unread",
    "UnreadableError",
    "Value",
    "format_number",
    "lazy_exports",
    "parse_value",
    "resource",
]
