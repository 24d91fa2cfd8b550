"""What a file really is, found from its content; its name only settles plain text."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Final, Literal

from extract.ooxml import Package, open_package, read_bytes
from records import EncryptedError, UnreadableError

Format = Literal["pdf", "docx", "xlsx", "csv", "text"]

MAX_TEXT: Final = 64 << 20
"""Bytes of a text or CSV file."""

_SUFFIXES: Final[dict[Format, frozenset[str]]] = {
    "pdf": frozenset({".pdf"}),
    "docx": frozenset({".docx", ".docm", ".dotx", ".dotm"}),
    "xlsx": frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"}),
    "csv": frozenset({".csv", ".tsv", ".txt", ".tab"}),
    "text": frozenset({".txt", ".md", ".markdown", ".text", ".csv", ".tsv", ".tab"}),
}
_WORD: Final[dict[Format, str]] = {
    "pdf": "a PDF document",
    "docx": "a Word document",
    "xlsx": "an Excel spreadsheet",
    "csv": "a CSV file",
    "text": "a plain text file",
}
_KNOWN = frozenset().union(*_SUFFIXES.values()) | {
    ".doc",
    ".xls",
    ".ppt",
    ".pptx",
    ".odt",
    ".ods",
    ".rtf",
    ".html",
    ".htm",
}
_SAVE_AS = "Open it and save it as {0}, then run again."
# First bytes -> (what it is, what to do).
_OTHERS: Final[tuple[tuple[bytes, str, str], ...]] = (
    (b"{\\rtf", "a rich text document (.rtf)", _SAVE_AS.format("a Word document (.docx)")),
    (b"\x89PNG", "a picture (PNG)", "Give the document itself, not a picture of it."),
    (b"\xff\xd8\xff", "a picture (JPEG)", "Give the document itself, not a picture of it."),
    (b"GIF8", "a picture (GIF)", "Give the document itself, not a picture of it."),
    (b"II*\x00", "a picture (TIFF)", "Save the scan as a PDF and run again."),
    (b"MM\x00*", "a picture (TIFF)", "Save the scan as a PDF and run again."),
    (b"SQLite format 3", "a database", "Give the documents it was made from."),
    (b"\x1f\x8b", "a compressed file (gzip)", "Unpack it and give the documents in it."),
    (b"7z\xbc\xaf", "a compressed folder (7z)", "Unpack it and give the documents in it."),
    (b"Rar!", "a compressed folder (rar)", "Unpack it and give the documents in it."),
    (b"MZ", "a Windows program", "Do not open it; ask the sender what it is."),
    (b"%!PS", "a PostScript file", _SAVE_AS.format("a PDF")),
    (b"\x7fELF", "a program", "Do not open it; ask the sender what it is."),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def sniff(path: Path) -> Format:
    """Find what a file is from its content, and refuse what cannot be read.

    Args:
        path: The file.

    Returns:
        "pdf", "docx", "xlsx", "csv" or "text".

    Raises:
        MissingInputError: If it is absent, a folder, or may not be opened.
        UnreadableError: If it is empty, cut short, of another kind, or not what its name says.
        EncryptedError: If it wants a password (Office files; PDFs are asked when they are read).
        HostileError: If it breaks the limits on size or names parts outside itself.
    """
    return sniff_bytes(path, read_bytes(path))


def sniff_bytes(path: Path, data: bytes) -> Format:
    """As ``sniff``, for bytes that are read already."""
    if not data:
        raise UnreadableError(
            "the file is empty (0 bytes)",
            where=path.name,
            why="a download or copy that did not finish leaves such a file",
            next_step="Ask for a fresh copy.",
        )
    found = _kind(path, data)
    suffix = path.suffix.lower()
    if suffix in _KNOWN and suffix not in _SUFFIXES[found]:
        proper = {"pdf": ".pdf", "docx": ".docx", "xlsx": ".xlsx", "csv": ".csv", "text": ".txt"}[found]
        raise UnreadableError(
            f"this is {_WORD[found]}, although its name ends in {suffix}",
            where=path.name,
            why="its content tells, whatever its name",
            next_step=f"If it is the document you mean, rename it to {path.stem}{proper} and run again; "
            "otherwise ask for the right file.",
        )
    return found


def _kind(path: Path, data: bytes) -> Format:
    if b"%PDF-" in data[:1024]:
        _check_pdf_end(path, data)
        return "pdf"
    if data.startswith(_ZIP):
        return _kind_of_zip(open_package(path, data))
    if data.startswith(_OLE):
        _refuse_ole(path, data)
    for magic, what, step in _OTHERS:
        if data.startswith(magic):
            raise UnreadableError(f"this is {what}, which cannot be read", where=path.name, next_step=step)
    return _kind_of_text(path, data)


def _check_pdf_end(path: Path, data: bytes) -> None:
    """A PDF ends with the place of its cross-reference table; without it the file was cut short."""
    tail = data[-65_536:]
    if b"startxref" not in tail and b"%%EOF" not in tail:
        raise UnreadableError(
            "the PDF is cut short",
            where=path.name,
            why="its end, which says where its pages are, is missing",
            next_step="Ask for a fresh copy; a download or transfer may have been interrupted.",
        )


def _kind_of_zip(package: Package) -> Format:
    path = package.path
    names = {name.lower() for name in package.names}
    if "mimetype" in names:
        kind = package.read("mimetype")[:80].decode("ascii", "replace")
        for word, what, target in (
            ("opendocument.text", "an OpenDocument text (.odt)", "a Word document (.docx)"),
            ("opendocument.spreadsheet", "an OpenDocument spreadsheet (.ods)", "an Excel workbook (.xlsx)"),
            ("opendocument.presentation", "an OpenDocument presentation (.odp)", "a PDF"),
            ("epub", "an e-book", "a PDF"),
        ):
            if word in kind:
                raise UnreadableError(
                    f"this is {what}, which cannot be read", where=path.name, next_step=_SAVE_AS.format(target)
                )
    if "encryptioninfo" in names or "encryptedpackage" in names:
        raise EncryptedError(
            "the file is protected by a password",
            where=path.name,
            next_step="Open it, remove the password, save it, and run again.",
        )
    if "[content_types].xml" in names:
        main = package.main_part()
        kind = package.content_type(main)
        if "spreadsheetml" in kind or (not kind and main.startswith("xl/")):
            return "xlsx"
        if "wordprocessingml" in kind or "ms-word" in kind or (not kind and main.startswith("word/")):
            return "docx"
        if "ms-excel.sheet.macro" in kind or "ms-excel.template.macro" in kind:
            return "xlsx"
        if "sheet.binary" in kind:
            what, step = "a binary Excel workbook (.xlsb)", _SAVE_AS.format("an Excel workbook (.xlsx)")
        elif "presentationml" in kind or "ms-powerpoint" in kind:
            what, step = "a PowerPoint presentation", _SAVE_AS.format("a PDF")
        else:
            what, step = "an Office file of another kind", _SAVE_AS.format("a PDF")
        raise UnreadableError(f"this is {what}, which cannot be read", where=path.name, next_step=step)
    raise UnreadableError(
        "this is a compressed folder (zip), not a document",
        where=path.name,
        next_step="Unpack it and give the documents in it.",
    )


def _refuse_ole(path: Path, data: bytes) -> None:
    """Old Office files and password-protected new ones share one container; names in it tell which."""

    def named(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if named("EncryptedPackage"):
        raise EncryptedError(
            "the file is protected by a password",
            where=path.name,
            next_step="Open it, remove the password (File, Info, Protect), save it, and run again.",
        )
    if named("WordDocument"):
        what, step = "an old Word document (.doc)", _SAVE_AS.format("a Word document (.docx)")
    elif named("Workbook") or named("Book"):
        what, step = "an old Excel workbook (.xls)", _SAVE_AS.format("an Excel workbook (.xlsx)")
    elif named("PowerPoint Document"):
        what, step = "an old PowerPoint presentation (.ppt)", _SAVE_AS.format("a PDF")
    elif named("__properties_version1.0"):
        what, step = "an Outlook message (.msg)", "Save the attachment it carries and give that."
    else:
        what, step = "an old Office file", _SAVE_AS.format("a .docx, .xlsx or .pdf")
    raise UnreadableError(f"this is {what}, which cannot be read", where=path.name, next_step=step)


def _kind_of_text(path: Path, data: bytes) -> Format:
    if len(data) > MAX_TEXT:
        raise UnreadableError(
            f"the text is too large ({len(data):,} bytes; the limit is {MAX_TEXT:,})",
            where=path.name,
            next_step="Split it and run again.",
        )
    text = decode_text(data)
    if text is None:
        raise UnreadableError(
            "this is no kind of document that can be read",
            where=path.name,
            why="its content is neither PDF, Word, Excel nor text",
            next_step="Open it in the program that made it and save it as .pdf, .docx, .xlsx or .csv.",
        )
    head = text[:2000].lstrip("\ufeff \t\r\n").lower()
    if head.startswith(("<!doctype html", "<html")) or (head.startswith("<?xml") and "<html" in head):
        raise UnreadableError(
            "this is a web page (HTML), which cannot be read",
            where=path.name,
            next_step="Open it in a browser and print it to PDF, or open it in Office and save it as .docx or .xlsx.",
        )
    if head.startswith("<?xml"):
        raise UnreadableError(
            "this is an XML file, which cannot be read",
            where=path.name,
            next_step="Open it in the program that made it and save it as .pdf, .docx, .xlsx or .csv.",
        )
    if not text.strip("\ufeff \t\r\n\f\x00"):
        raise UnreadableError("the file has no text in it", where=path.name, next_step="Ask for a fresh copy.")
    return "csv" if delimiter_of(text, path.suffix.lower()) else "text"


def decode_text(data: bytes) -> str | None:
    """Text of bytes in UTF-8, UTF-16 (either order, with or without mark) or Windows-1252; None where it is no text."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError:
                return None
    sample = data[:4096]
    zeros = sample.count(0)
    if zeros:
        # Latin text in UTF-16 has a zero in every second byte; anything else with zeros is not text.
        for encoding, start in (("utf-16-le", 1), ("utf-16-be", 0)):
            if sample[start::2].count(0) > 0.6 * len(sample[start::2]):
                try:
                    return data.decode(encoding)
                except UnicodeDecodeError:
                    return None
        return None
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    controls = sum(1 for ch in text[:4096] if ord(ch) < 32 and ch not in "\t\r\n\f\v\x1a")
    if controls > 0.02 * len(text[:4096]) + 1 or text[:4096].count("\ufffd") > 0.02 * len(text[:4096]) + 2:
        return None
    return text


def delimiter_of(text: str, suffix: str = "") -> str:
    """The delimiter of a file of separated values, or "" where it reads as prose.

    Args:
        text: The whole text.
        suffix: End of its name; ".csv" and ".tsv" are believed where the content allows it, a tab counts only there.

    Returns:
        One of , ; | or a tab, or "".
    """
    named = suffix in {".csv", ".tsv", ".tab"}
    sample = text[:65_536]
    if len(text) > len(sample):
        sample = sample.rsplit("\n", 1)[0]
    best, best_score = "", 0.0
    for delimiter in (",", ";", "\t", "|"):
        if delimiter == "\t" and not named:
            continue  # pasted tables among prose are the text reader's
        try:
            rows = [
                r
                for r in csv.reader(io.StringIO(sample), delimiter=delimiter, strict=False)
                if any(c.strip() for c in r)
            ]
        except csv.Error:
            continue
        widths = [len(r) for r in rows]
        if len(widths) < 2 or max(widths) < 2:
            continue
        usual = max(set(widths), key=widths.count)
        if usual < 2:
            continue
        same = widths.count(usual) / len(widths)
        cells = [c.strip() for r in rows for c in r if c.strip()]
        long = sum(1 for c in cells if len(c.split()) > 12) / max(1, len(cells))
        leading = sum(1 for r in rows for c in r[1:] if c.startswith(" ") and len(c.split()) > 3) / max(1, len(cells))
        if named:
            score = same + 0.1
        elif usual < 3 or delimiter == "|":
            continue  # a comma in every line is common in prose and addresses
        else:
            score = same if same >= 0.9 and long < 0.1 and leading < 0.1 else 0.0
        if score > best_score or (score == best_score and score and delimiter == "\t"):
            best, best_score = delimiter, score
    if not best and named and len(text.splitlines()) <= 1:
        return ","
    return best
