"""One door for every kind of file: found out by content, read by its reader.

The order in which the text of a page is read is another subject: ``reading_order``.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from extract.sniff import sniff
from records import HostileError, NeedsExtraError

if TYPE_CHECKING:
    from extract.document import Document


def read_document(path: Path, *, word_view: Literal["accepted", "original"] = "accepted") -> Document:
    """Read any document that panelpaper knows: PDF, Word, Excel, CSV, plain text.

    Args:
        path: The file.
        word_view: For Word files with tracked changes: the text with all accepted, or as it was before.

    Returns:
        The document.

    Raises:
        MissingInputError: If it is absent or may not be opened.
        UnreadableError: If it is empty, damaged, cut short or of another kind than its name says.
        EncryptedError: If it wants a password.
        HostileError: If it breaks the limits on size, depth or time.
        NeedsExtraError: If it needs an optional part that is not installed.
    """
    path = Path(path)
    found = sniff(path)
    try:
        if found == "docx":
            from extract.word import read_docx

            return read_docx(path, view=word_view)
        if found == "text":
            from extract.textfile import read_text

            return read_text(path)
        module, name = {
            "pdf": ("pdf", "read_pdf"),
            "xlsx": ("spreadsheet", "read_xlsx"),
            "csv": ("spreadsheet", "read_csv"),
        }[found]
        try:
            reader = getattr(import_module(f"extract.{module}"), name)
        except ModuleNotFoundError as error:
            raise NeedsExtraError(
                f"the part that reads this kind of file ({found}) is not installed", where=path.name,
                why=str(error), next_step="Install panelpaper again.",
            ) from error  # fmt: skip
        document = cast("Document", reader(path))
        if found == "pdf" and any(u.what in ("page", "picture") for u in document.unread):
            from extract.scans import with_scans

            document = with_scans(document, path)
        return document
    except RecursionError as error:
        raise HostileError(
            "the document is nested too deeply", where=path.name, next_step="Ask for the document as a plain PDF."
        ) from error
    except MemoryError as error:
        raise HostileError(
            "the document needs more memory than there is", where=path.name, next_step="Split it and read the parts."
        ) from error
