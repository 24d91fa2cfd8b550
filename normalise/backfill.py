"""Back-filling: a folder of publications into the store, one bad file never stopping the rest."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from normalise.files import find_files
from normalise.reconciling import waits
from records import (
    ExitCode,
    Finding,
    MissingInputError,
    Observation,
    PanelpaperError,
    Publication,
    Unread,
    UnreadableError,
)

if TYPE_CHECKING:
    from collections.abc import Generator

    from extract import Extraction
    from normalise.reconciling import Resolver
    from normalise.series import Break
    from normalise.store import Store
    from normalise.store_waiting import Waiting

_ROUNDS = 5
"""So often at most the register is asked for what waits."""


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
        lasting: The file's own fault: it cannot be read next time either.
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
    lasting: bool = False


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


def back_fill(
    paths: Sequence[Path],
    store: Store,
    register: Resolver,
    *,
    jobs: int = 1,
    extract: Callable[[Path], Extraction] | None = None,
    settled: bool = False,
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
        settled: Whether this very register has settled what it can of the store as it stands.
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
    waiting = store.waiting()
    outcomes = _by_workers(files, store, jobs) if extract is None else _here(files, store, extract)
    for item, findings, unread in _each(outcomes, store, register):
        run.items.append(item)
        run.contradictions += findings
        run.unread += unread
        done(item)
    if not settled or any(i.error is None and not i.already for i in run.items):
        _settle(store, register)
        waited = {m for w in waiting for m in w.mentions}
        waiting = store.waiting()
        mentions = {(m.publication_id, m.number) for w in waiting for m in w.mentions}
        run.settled_later = sum((m.publication_id, m.number) not in mentions for m in waited)
    run.waiting = _undecided(waiting, register)
    _look_over(run, store, register)
    return run


def _settle(store: Store, register: Resolver) -> None:
    """Ask again for what waits: later publications repeat earlier figures, and the register may have grown.

    A name that is settled may be the evidence that settles another, so that it is asked until nothing changes.
    """
    for _ in range(_ROUNDS):
        before = store.content()
        store.resolve_again(register)
        if store.content() == before:
            return


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
class ForStore:
    """What the store keeps of one publication: all that has to come back from a worker.

    Attributes:
        publication: The record.
        observations: All it states.
        unread: What could not be read.
        agrees: Self-checks that agree.
        contradicts: Those that do not.
    """

    publication: Publication
    observations: tuple[Observation, ...]
    unread: tuple[Unread, ...] = ()
    agrees: int = 0
    contradicts: tuple[Finding, ...] = ()

    @classmethod
    def of(cls, extraction: Extraction, findings: Iterable[Finding] = ()) -> ForStore:
        """What the store keeps of a reading and its self-checks."""
        verdicts = Counter(f.verdict for f in findings)
        return cls(
            extraction.publication,
            extraction.observations,
            extraction.unread,
            verdicts["agrees"] + verdicts["agrees_within_rounding"],
            tuple(f for f in findings if f.verdict == "contradicts"),
        )


@dataclass(frozen=True, slots=True)
class Reading:
    """One file on its way into the store: read with its self-checks, known already (neither), or not readable.

    ``lasting``: it is the file's own fault that it was not, and will be next time.
    """

    path: Path
    sha256: str = ""
    read: ForStore | None = None
    error: PanelpaperError | None = None
    lasting: bool = False


def read_for_store(path: Path) -> ForStore | UnreadableError:
    """Read one file and make its self-checks, or say what is wrong with it; runs in a worker.

    Raises:
        PanelpaperError: For what is not the file's own fault.
    """
    from extract import extract_file, prove

    try:
        extraction = extract_file(path)
    except UnreadableError as error:
        return error
    return ForStore.of(extraction, prove(extraction))


def _by_workers(files: Sequence[Path], store: Store, jobs: int) -> Iterator[Reading]:
    from extract import read_many

    outcomes = read_many(files, read_for_store, jobs=jobs, unchanged=store.has)
    with closing(cast("Generator[Any, None, None]", outcomes)) as reading:  # Ctrl-C stops the workers
        for o in reading:
            if isinstance(o.result, UnreadableError):
                yield Reading(o.path, o.sha256, error=o.result, lasting=True)
            else:
                yield Reading(o.path, o.sha256, o.result, o.error)


def _here(files: Sequence[Path], store: Store, extract: Callable[[Path], Extraction]) -> Iterator[Reading]:
    for path in files:
        sha256 = ""
        try:
            sha256 = fingerprint(path)
            yield Reading(path, sha256, None if store.has(sha256) else ForStore.of(extract(path)))
        except PanelpaperError as error:
            yield Reading(path, sha256, error=error)
        except Exception as error:  # whatever a hostile or odd file provokes in a reader, the other files go on
            yield Reading(path, sha256, error=_fault(path, error))


def _each(
    readings: Iterable[Reading], store: Store, register: Resolver
) -> Iterator[tuple[Item, list[Finding], tuple[Unread, ...]]]:
    for r in readings:
        if r.error is not None:
            yield Item(r.path, error=r.error, lasting=r.lasting), [], ()
        elif r.read is None:
            known = next((p for p in store.publications() if p.sha256 == r.sha256), None)
            yield Item(r.path, known, already=True), [], ()
        else:
            yield _stored(r.path, r.read, store, register)


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
    path: Path, read: ForStore, store: Store, register: Resolver
) -> tuple[Item, list[Finding], tuple[Unread, ...]]:
    added = store.add(read, register)
    verdicts = Counter(d.verdict for d in added.decisions if d.verdict == "accept" or waits(d))
    item = Item(
        path,
        added.publication,
        added.stored,
        added.already,
        accepted=verdicts["accept"],
        review=verdicts["review"],
        new=verdicts["new"],
        agrees=read.agrees,
        contradicts=len(read.contradicts),
        unread=len(read.unread),
    )
    return (item, [], ()) if added.already else (item, list(read.contradicts), read.unread)


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
