"""Office files (.docx, .xlsx) as parts and relationships: the only module that opens them for reading.

A file from an archive is not trusted. Nothing is unpacked to disk, declared sizes and compression ratios are
checked before anything is read, XML is parsed without entities, document type definitions or network, and a
part is read only when it is asked for.
"""

from __future__ import annotations

import hashlib
import posixpath
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Final

from lxml import etree

from extract.safexml import DAMAGED_STEP, HOSTILE_STEP, Element, parse_xml, stream_xml
from records import EncryptedError, HostileError, MissingInputError, UnreadableError

MAX_PARTS: Final = 20_000
"""Parts of one file."""
MAX_TOTAL: Final = 1 << 30
"""Bytes of all parts together, unpacked."""
MAX_PART: Final = 256 << 20
"""Bytes of one part, unpacked."""
MAX_RATIO: Final = 200
"""Unpacked to packed, for parts above ``RATIO_FROM`` bytes; honest Office XML stays below about 60."""
RATIO_FROM: Final = 4 << 20
"""Small parts may compress as well as they like, in bytes unpacked."""

_RELS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"


@dataclass(frozen=True, slots=True)
class Relationship:
    """A link from one part to another.

    Attributes:
        id: As the XML of the source part names it, "rId7".
        kind: Last word of its type: "image", "chart", "footnotes" ...
        target: Part name without a leading slash; for external links the address as it stands.
        external: Points outside the file; it is never followed.
    """

    id: str
    kind: str
    target: str
    external: bool = False


@dataclass(slots=True)
class Package:
    """An Office file opened for reading; its parts are read when asked for.

    Attributes:
        path: Where it was read from.
        data: Its bytes.
        sha256: Of its bytes, hexadecimal.
    """

    path: Path
    data: bytes
    sha256: str
    _zip: zipfile.ZipFile
    _names: dict[str, zipfile.ZipInfo]
    _rels: dict[str, dict[str, Relationship]] = field(default_factory=dict)
    _trees: dict[str, Element] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """Names of all parts, as they stand in the file."""
        return [info.filename.replace("\\", "/").lstrip("/") for info in self._names.values()]

    def has(self, name: str) -> bool:
        """Whether there is a part of that name (letters of either case)."""
        return _key(name) in self._names

    def read(self, name: str) -> bytes:
        """Bytes of one part.

        Args:
            name: Part name such as "word/document.xml".

        Raises:
            UnreadableError: If it is absent or damaged.
            HostileError: If it is larger than it says or than allowed.
        """
        info = self._names.get(_key(name))
        if info is None:
            raise UnreadableError(
                f"the part {name} is missing", where=self.path.name, why="the file is damaged", next_step=DAMAGED_STEP
            )
        limit = min(MAX_PART, info.file_size)
        try:
            with self._zip.open(info) as stream:
                data = stream.read(limit + 1)
        except RuntimeError as error:  # zipfile's way to say that a member wants a password
            raise EncryptedError(
                "the file is protected by a password",
                where=self.path.name,
                why=str(error),
                next_step="Open it, remove the password, save it, and run again.",
            ) from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise UnreadableError(
                f"the part {name} is damaged", where=self.path.name, why=str(error), next_step=DAMAGED_STEP
            ) from error
        if len(data) > limit:
            raise HostileError(f"the part {name} is larger than it says", where=self.path.name, next_step=HOSTILE_STEP)
        return data

    def xml(self, name: str) -> Element:
        """Root element of one XML part, parsed once.

        Raises:
            UnreadableError: If it is absent, damaged or not XML.
            HostileError: If it declares entities, is nested too deeply or is too large.
        """
        key = _key(name)
        if key not in self._trees:
            self._trees[key] = parse_xml(self.read(name), where=f"{self.path.name} ({name})")
        return self._trees[key]

    def stream(self, name: str, tag: str, take: Callable[[Element], None]) -> Element:
        """Root element of one XML part without the elements of one tag, which are handed over one by one.

        Raises:
            UnreadableError: As for ``xml`` (HostileError).
        """
        return stream_xml(self.read(name), tag, take, where=f"{self.path.name} ({name})")

    def relationships(self, name: str) -> dict[str, Relationship]:
        """Links of a part by id; empty where it has none. "" gives those of the whole file."""
        if name not in self._rels:
            folder, base = posixpath.split(name)
            rels = posixpath.join(folder, "_rels", f"{base}.rels")
            out: dict[str, Relationship] = {}
            if self.has(rels):
                for item in self.xml(rels).iter(f"{_RELS}Relationship"):
                    target = item.get("Target") or ""
                    external = item.get("TargetMode") == "External"
                    if not external:
                        target = resolve_target(folder, target)
                    kind = (item.get("Type") or "").rsplit("/", 1)[-1]
                    out[item.get("Id") or ""] = Relationship(item.get("Id") or "", kind, target, external)
            self._rels[name] = out
        return self._rels[name]

    def related(self, name: str, kind: str) -> str | None:
        """Name of the first part of a kind that a part links to, where that part exists."""
        for rel in self.relationships(name).values():
            if rel.kind == kind and not rel.external and self.has(rel.target):
                return rel.target
        return None

    def main_part(self) -> str:
        """Name of the part that holds the document or workbook.

        Raises:
            UnreadableError: If there is none.
        """
        name = self.related("", "officeDocument")
        if name is None:
            for guess in ("word/document.xml", "xl/workbook.xml"):
                if self.has(guess):
                    return guess
            raise UnreadableError("no document is found inside the file", where=self.path.name, next_step=DAMAGED_STEP)
        return name

    def content_type(self, name: str) -> str:
        """Declared type of a part; "" where none is declared."""
        if not self.has("[Content_Types].xml"):
            return ""
        root = self.xml("[Content_Types].xml")
        wanted = "/" + name.lower()
        for item in root.iter(f"{_TYPES}Override"):
            if (item.get("PartName") or "").lower() == wanted:
                return item.get("ContentType") or ""
        ending = name.rsplit(".", 1)[-1].lower()
        for item in root.iter(f"{_TYPES}Default"):
            if (item.get("Extension") or "").lower() == ending:
                return item.get("ContentType") or ""
        return ""

    def core_properties(self) -> dict[str, str]:
        """Title, subject and dates from the file's own properties; names of people are left out."""
        out: dict[str, str] = {}
        core = self.related("", "core-properties")
        if core is not None:
            for item in self.xml(core):
                if not isinstance(item.tag, str) or not (item.text or "").strip():
                    continue
                name = etree.QName(item).localname
                if name in {"title", "subject", "created", "modified", "language"}:
                    out[name] = item.text.strip()
        app = self.related("", "extended-properties")
        if app is not None:
            for item in self.xml(app):
                if isinstance(item.tag, str) and etree.QName(item).localname in {"Application", "AppVersion"}:
                    out[etree.QName(item).localname] = (item.text or "").strip()
        return out


def read_bytes(path: Path) -> bytes:
    """Bytes of an input file.

    Raises:
        MissingInputError: If it is absent, a folder, or may not be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise MissingInputError(
            "no such file", where=str(path), next_step="Check the name and the folder, and run again."
        ) from error
    except IsADirectoryError as error:
        raise MissingInputError(
            "this is a folder, not a file",
            where=str(path),
            next_step="Name the files in it, or give the folder to 'extract'.",
        ) from error
    except OSError as error:
        raise MissingInputError(
            "the file cannot be opened",
            where=str(path),
            why=error.strerror or str(error),
            next_step="Close it where it is open, check that you may read it, and run again.",
        ) from error


def open_package(path: Path, data: bytes | None = None) -> Package:
    """Open an Office file and check it against the limits; no part is read yet.

    Args:
        path: The file.
        data: Its bytes where they are read already.

    Raises:
        MissingInputError: If it cannot be opened.
        UnreadableError: If it is no Office file, or is cut short.
        EncryptedError: If its parts want a password.
        HostileError: If it breaks the limits, or names parts outside itself.
    """
    if data is None:
        data = read_bytes(path)
    try:
        archive = zipfile.ZipFile(BytesIO(data))
    except (zipfile.BadZipFile, ValueError, EOFError, OSError, NotImplementedError) as error:
        cut = data[:4] == b"PK\x03\x04"
        raise UnreadableError(
            "the file is cut short or damaged" if cut else "this is not an Office file",
            where=path.name,
            why="its table of contents, which stands at the end, is missing" if cut else str(error),
            next_step="Ask for a fresh copy; a download or transfer may have been interrupted.",
        ) from error
    names: dict[str, zipfile.ZipInfo] = {}
    infos = archive.infolist()
    _check_limits(path, infos, len(data))
    for info in infos:
        _check_name(path, info.filename)
        if info.flag_bits & 0x1:
            raise EncryptedError(
                "the file is protected by a password",
                where=path.name,
                next_step="Open it, remove the password, save it, and run again.",
            )
        names[_key(info.filename)] = info
    return Package(path, data, hashlib.sha256(data).hexdigest(), archive, names)


def resolve_target(folder: str, target: str) -> str:
    """Part name that a relationship of a part in ``folder`` points to; never above the file's root."""
    target = target.replace("\\", "/").split("#", 1)[0]
    joined = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
    parts: list[str] = []
    for piece in joined.split("/"):
        if piece == "..":
            if parts:
                parts.pop()
        elif piece not in {"", "."}:
            parts.append(piece)
    return "/".join(parts)


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _check_limits(path: Path, infos: list[zipfile.ZipInfo], size: int) -> None:
    why = ""
    total = sum(info.file_size for info in infos)
    if len(infos) > MAX_PARTS:
        why = f"it has {len(infos):,} parts, more than {MAX_PARTS:,}"
    elif total > MAX_TOTAL:
        why = f"it would unpack to {total:,} bytes, more than {MAX_TOTAL:,}"
    elif sum(info.compress_size for info in infos) > 2 * size + 4096:
        why = "its parts overlap"
    else:
        for info in infos:
            if info.file_size > MAX_PART:
                why = f"the part {info.filename} would unpack to {info.file_size:,} bytes"
            elif info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * max(1, info.compress_size):
                times = info.file_size // max(1, info.compress_size)
                why = f"the part {info.filename} is {times:,} times larger unpacked"
            if why:
                break
    if why:
        raise HostileError("the file looks like a zip bomb", where=path.name, why=why, next_step=HOSTILE_STEP)


def _check_name(path: Path, name: str) -> None:
    plain = name.replace("\\", "/")
    if plain.startswith("/") or ".." in plain.split("/") or (len(plain) > 1 and plain[1] == ":") or "\x00" in plain:
        raise HostileError(
            "the file names a part outside itself", where=path.name, why=f"part name {name!r}", next_step=HOSTILE_STEP
        )
