"""Writes files: the same input gives the same bytes, and nothing is overwritten unless told to."""

from __future__ import annotations

import io
import os
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

from records import ExistsError, OutputError

_EPOCH = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:)")


def steady_zip(blob: bytes, stamp: str = "2000-01-01T00:00:00Z") -> bytes:
    """A zip package with fixed dates: member times, and the dates in ``docProps/core.xml``.

    Args:
        blob: A .docx or .xlsx.
        stamp: Date and time to put in the core properties.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(blob)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info.filename)
            if info.filename == "docProps/core.xml":
                data = _STAMP.sub(rb"\g<1>" + stamp.encode() + rb"\g<3>", data)
            member = zipfile.ZipInfo(info.filename, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.external_attr = 0o600 << 16
            new.writestr(member, data)
    return out.getvalue()


def document_bytes(document: Any, day: date) -> bytes:
    """A python-docx document as bytes, dated by its period rather than by the clock."""
    out = io.BytesIO()
    document.save(out)
    return steady_zip(out.getvalue(), f"{day.isoformat()}T00:00:00Z")


def check_free(path: Path, *, force: bool) -> None:
    """Refuse to overwrite.

    Raises:
        ExistsError: If the file exists and force is off.
        OutputError: If the folder does not exist or cannot be written to, or the path is a folder.
    """
    if path.is_dir():
        raise OutputError("is a folder, not a file", where=str(path), next_step="Give a file name with --out.")
    if path.exists() and not force:
        raise ExistsError(
            "exists already and is kept as it is",
            where=str(path),
            next_step="Choose another name with --out, or add --force to replace it.",
        )
    if not path.parent.is_dir():
        raise OutputError(
            "the folder does not exist",
            where=str(path.parent),
            next_step="Make the folder, or choose another with --out.",
        )


def write(path: Path, blob: bytes, *, force: bool) -> None:
    """Write a file in one step, so that a failure leaves no half of it.

    Raises:
        ExistsError: If the file exists and force is off.
        OutputError: If it cannot be written, for example because it is open in Word.
    """
    check_free(path, force=force)
    temporary = path.with_name(f".{path.name}.part")
    try:
        if path.exists() and not os.access(path, os.W_OK):
            raise PermissionError(13, "the file is read-only")
        temporary.write_bytes(blob)
        os.replace(temporary, path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise OutputError(
            "could not be written",
            where=str(path),
            why=f"{error.strerror or error}",
            next_step="Close the file if it is open in Word, check that it is not read-only and the disk has room, "
            "and run again.",
        ) from error
