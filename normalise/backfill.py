"""Back-filling: a folder of publications into the store, one bad file never stopping the rest."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from normalise.reconciling import waits
from records import ExitCode, Finding, MissingInputError, PanelpaperError, Publication, Unread, UnreadableError

if TYPE_CHECKING:
    from collections.abc import Generator

    from extract import Extraction
    from normalise.reconciling import Resolver
    from normalise.series import Break
    from normalise.store import Store, Waiting

DOCUMENTS = frozenset({".pdf", ".docx", ".docm", ".txt", ".text", ".md", ".markdown", ".xlsx", ".xlsm", ".csv", ".tsv"})
"""Endings of files that are taken from a folder; a file that is named itself is always tried."""


@dataclass(frozen=True, slots=True)
class Item:
    """What became of one file.

    Attributes:
        path: The file.
        publication: None where it could not be read.
        stored: Observations stored now.
        already: Whether it was in the store before.
        accepted: Printed names with a key.
        review: Printed names that wait, with candidates.
        new: Printed names that the register lacks.
        agrees: Self-checks of the publication that agree.
        contradicts: Self-checks that do not.
        unread: Things seen and not understood.
        error: Why it could not be read or stored; None where it was.
    """

    path: Path
    publication: Publication | None = None
    stored: int = 0
    already: bool = False
    accepted: int = 0
    review: int = 0
    new: int = 0
    agrees: int = 0
    contradicts: int = 0
    unread: int = 0
    error: PanelpaperError | None = None


@dataclass(slots=True)
class BackFill:
    """What a run did.

    Attributes:
        items: One for each file, in the order of the paths.
        left_alone: Files of a folder that are no documents.
        settled_later: Names of earlier publications that this run's figures or a new register settled.
        contradictions: Self-checks that do not agree.
        unread: Things seen and not understood.
        revised: Figures that publications of this run changed, or that were changed since.
        breaks: Possible breaks in series that publications of this run suggest, with their register keys.
        waiting: Printed names that wait for a person, in the whole store.
    """

    items: list[Item] = field(default_factory=list)
    left_alone: list[Path] = field(default_factory=list)
    settled_later: int = 0
    contradictions: list[Finding] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    revised: int = 0
    breaks: list[tuple[str, Break]] = field(default_factory=list)
    waiting: int = 0

    @property
    def failed(self) -> list[Item]:
        """Files that could not be read or stored."""
        return [i for i in self.items if i.error is not None]

    @property
    def exit_code(self) -> ExitCode:
        """PARTIAL where files failed, REVIEW where names wait, else OK."""
        if self.failed:
            return ExitCode.PARTIAL
        return ExitCode.REVIEW if self.waiting else ExitCode.OK


def find_files(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Documents among files and folders.

    Args:
        paths: Files are taken as they are; folders are searched to any depth.

    Returns:
        Documents in order of path, none twice; and what was left alone in the folders.

    Raises:
        MissingInputError: If a path does not exist, or there is no document in all of them.
    """
    found: dict[Path, None] = {}
    other: list[Path] = []
    for path in paths:
        if path.is_dir():
            for file in sorted(path.rglob("*")):
                if not file.is_file() or any(p.startswith((".", "~$")) for p in file.relative_to(path).parts):
                    continue
                if file.suffix.lower() in DOCUMENTS:
                    found[file] = None
                else:
                    other.append(file)
        elif path.exists():
            found[path] = None
        else:
            raise MissingInputError("there is no such file or folder", where=str(path))
    if not found:
        raise MissingInputError(
            "there is no document to read",
            where=", ".join(map(str, paths)),
            why=f"documents end in {', '.join(sorted(DOCUMENTS))}",
            next_step="Give the folder or the files that hold the publications.",
        )
    return list(found), other


def back_fill(
    paths: Sequence[Path],
    store: Store,
    register: Resolver,
    *,
    jobs: int = 1,
    extract: Callable[[Path], Extraction] | None = None,
    started: Callable[[int], None] = lambda _: None,
    done: Callable[[Item], None] = lambda _: None,
) -> BackFill:
    """Read, reconcile and store publications; each file in a transaction of its own.

    Args:
        paths: Files and folders.
        store: Where to.
        register: Decides on names.
        jobs: Files read at the same time, each in a process of its own with limits on time and memory; 0 for
            one a processor.
        extract: Reads one file in this process, instead of all that.
        started: Told how many files there are.
        done: Told of each file as it is finished.

    Returns:
        What became of each file. Unreadable files are listed with their errors.

    Raises:
        MissingInputError: If there is nothing to read.
        StoreError: If the store itself refuses; what was stored before is kept.
    """
    files, other = find_files(paths)
    run = BackFill(left_alone=other)
    started(len(files))
    waited = {m for w in store.waiting() for m in w.mentions}
    outcomes = _by_workers(files, store, jobs) if extract is None else _here(files, store, extract)
    for item, findings, unread in _each(outcomes, store, register):
        run.items.append(item)
        run.contradictions += findings
        run.unread += unread
        done(item)
    # Later publications repeat earlier figures, and the register may have grown: ask again for what waits.
    store.resolve_again(register)
    still = store.waiting()
    run.waiting = _undecided(still, register)
    mentions = {(m.publication_id, m.number) for w in still for m in w.mentions}
    run.settled_later = sum((m.publication_id, m.number) not in mentions for m in waited)
    _look_over(run, store, register)
    return run


def _undecided(waiting: Sequence[Waiting], register: Resolver) -> int:
    """Names that a person has yet to decide; a name ruled to be new has no key and waits no longer."""
    from normalise.register import Register
    from normalise.review import items_of

    return len(items_of(waiting, register)) if isinstance(register, Register) else len(waiting)


def _look_over(run: BackFill, store: Store, register: Resolver) -> None:
    """What the new publications did to the series: figures revised, breaks they suggest."""
    from normalise.series import find_breaks, links_of

    new = [i.publication for i in run.items if i.publication is not None and i.error is None and not i.already]
    if not new:
        return
    files = {p.sha256 for p in new}
    ends = {p.period.end for p in new if p.period is not None}
    for key in sorted(store.keys()):
        figures = store.series(key)
        told = [r for f in figures for r in f.revisions]
        run.revised += sum(files & {r.earlier.publication.sha256, r.later.publication.sha256} != set() for r in told)
        links = links_of(register, key) if isinstance(register, Mapping) else ()
        run.breaks += [(key, b) for b in find_breaks(figures, links) if not b.certain and b.since in ends]


@dataclass(frozen=True, slots=True)
class Reading:
    """One file on its way into the store: read with its self-checks, known already (neither), or not readable."""

    path: Path
    sha256: str = ""
    read: tuple[Extraction, tuple[Finding, ...]] | None = None
    error: PanelpaperError | None = None


def read_for_store(path: Path) -> tuple[Extraction, tuple[Finding, ...]]:
    """Read one file and make its self-checks; runs in a worker.

    Returns:
        The extraction without its pages, which the store does not need, and every self-check.
    """
    from extract import extract_file, prove

    extraction = extract_file(path)
    findings = tuple(prove(extraction))
    return replace(extraction, document=replace(extraction.document, pages=())), findings


def _by_workers(files: Sequence[Path], store: Store, jobs: int) -> Iterator[Reading]:
    from extract import read_many

    outcomes = read_many(files, read_for_store, jobs=jobs, unchanged=store.has)
    with closing(cast("Generator[Any, None, None]", outcomes)) as reading:  # Ctrl-C stops the workers
        for o in reading:
            yield Reading(o.path, o.sha256, o.result, o.error)


def _here(files: Sequence[Path], store: Store, extract: Callable[[Path], Extraction]) -> Iterator[Reading]:
    for path in files:
        sha256 = ""
        try:
            sha256 = fingerprint(path)
            yield Reading(path, sha256, None if store.has(sha256) else (extract(path), ()))
        except PanelpaperError as error:
            yield Reading(path, sha256, error=error)
        except Exception as error:  # whatever a hostile or odd file provokes in a reader, the other files go on
            yield Reading(path, sha256, error=_fault(path, error))


def _each(
    readings: Iterable[Reading], store: Store, register: Resolver
) -> Iterator[tuple[Item, list[Finding], tuple[Unread, ...]]]:
    for r in readings:
        if r.error is not None:
            yield Item(r.path, error=r.error), [], ()
        elif r.read is None:
            known = next((p for p in store.publications() if p.sha256 == r.sha256), None)
            yield Item(r.path, known, already=True), [], ()
        else:
            yield _stored(r.path, *r.read, store, register)


def _fault(path: Path, error: Exception) -> UnreadableError:
    fault = UnreadableError(
        "reading it met a fault in panelpaper itself",
        where=path.name,
        why=f"{type(error).__name__}: {error}",
        next_step="Please report this with the file, if you may share it; 'panelpaper -v extract FILE' shows more.",
    )
    fault.__cause__ = error
    return fault


def _stored(
    path: Path, extraction: Extraction, findings: Sequence[Finding], store: Store, register: Resolver
) -> tuple[Item, list[Finding], tuple[Unread, ...]]:
    added = store.add(extraction, register)
    verdicts = Counter(d.verdict for d in added.decisions if d.verdict == "accept" or waits(d))
    checks = Counter(f.verdict for f in findings)
    item = Item(
        path,
        added.publication,
        added.stored,
        added.already,
        accepted=verdicts["accept"],
        review=verdicts["review"],
        new=verdicts["new"],
        agrees=checks["agrees"] + checks["agrees_within_rounding"],
        contradicts=checks["contradicts"],
        unread=len(extraction.unread),
    )
    if added.already:
        return item, [], ()
    return item, [f for f in findings if f.verdict == "contradicts"], extraction.unread


def fingerprint(path: Path) -> str:
    """SHA-256 of a file's bytes, hexadecimal.

    Raises:
        MissingInputError: If it cannot be opened.
    """
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            for block in iter(lambda: file.read(1 << 20), b""):
                digest.update(block)
    except OSError as error:
        raise MissingInputError("the file cannot be opened", where=str(path), why=str(error)) from error
    return digest.hexdigest()
