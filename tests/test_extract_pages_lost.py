"""Pages that explode in the middle of a long PDF: they are named with a reason, all other pages are read as ever."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extract import memory
from extract.batch import read_many
from extract.pdfium import PdfiumFile
from extract.run import FileRead, read_one
from extract.watch import Lost, Watch, page_by_page, watch_with
from extract.workers import MOST_LOST, Limits
from records import HostileError, Observation, UnreadableError

PAGES = 40
ROWS = (("Indicator", "Polarity", "Result", "Num", "Denom", "Target"),)
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory and signals as on Linux")


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack with a scorecard of its own on each page."""
    path = tmp_path_factory.mktemp("pack") / "pack.pdf"
    canvas = Canvas(str(path), pagesize=A4)
    for page in range(1, PAGES + 1):
        canvas.setFont("Helvetica-Bold", 14)
        canvas.drawString(60, 780, f"Scorecard of team {page}, March 2016")
        canvas.setFont("Helvetica", 9)
        body = [(f"% of visits {page}.{n} in time", "H", f"{50 + n}.0%", str(50 + n), "100", "85.0%") for n in range(8)]
        for r, row in enumerate((*ROWS, *body)):
            for c, text in enumerate(row):
                x, width = (60, 180) if c == 0 else (180 + 60 * c, 60)
                canvas.rect(x, 740 - 20 * r, width, 20)
                canvas.drawString(x + 4, 746 - 20 * r, text)
        canvas.showPage()
    canvas.save()
    return path


def explode(how: str, pages: tuple[int, ...], path: Path) -> FileRead:
    """Reads a file whose reader does something terrible on some pages; runs in a worker."""
    real = PdfiumFile.page

    def page(self: PdfiumFile, number: int) -> Any:
        if number in pages:
            if how == "loops":
                while True:
                    pass
            elif how == "dies":
                os._exit(3)
            elif how == "segfault":
                os.kill(os.getpid(), signal.SIGSEGV)
            elif how == "killed":
                os.kill(os.getpid(), signal.SIGKILL)
            elif how == "memory":
                bytearray(2 << 30)
            elif how == "fault":
                raise ZeroDivisionError("a fault")
            elif how == "nested":
                raise RecursionError
            elif how == "slow":
                time.sleep(0.5)
        return real(self, number)

    with patch.object(PdfiumFile, "page", page):
        return read_one(path)


def read(path: Path, how: str, pages: tuple[int, ...], start: str = "fork", **limits: Any) -> FileRead:
    kind = Limits(**{"page_seconds": 1.5, "megabytes": 1024, **limits})
    (outcome,) = read_many([path], partial(explode, how, pages), limits=kind, start=start)
    assert outcome.error is None, outcome.error
    assert outcome.result is not None
    return outcome.result


def figures(observations: Iterable[Observation]) -> list[Observation]:
    """Without the numbers of tables: they count on through the pages that are read."""
    return [replace(o, source=replace(o.source, table=None)) for o in observations]


@pytest.fixture(scope="module")
def clean(pack: Path) -> FileRead:
    return read_one(pack)


STARTS = [m for m in ("fork", "spawn") if m in multiprocessing.get_all_start_methods()]


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.parametrize(
    ("how", "why", "start"),
    [
        ("loops", "longer than 1.5 seconds", "fork"),
        ("loops", "longer than 1.5 seconds", "spawn"),
        ("dies", "the reader crashed at this page (exit code 3)", "spawn"),
        pytest.param("segfault", "the reader crashed at this page", "spawn", marks=linux),
        pytest.param("killed", "killed at this page", "fork", marks=linux),
        pytest.param("memory", "needs more memory than is allowed", "spawn", marks=linux),
        ("fault", "a fault in panelpaper stopped the reading of this page (ZeroDivisionError: a fault)", "fork"),
        ("nested", "nested too deeply", "fork"),
    ],
)
def test_page_that_explodes_costs_only_itself(pack: Path, clean: FileRead, how: str, why: str, start: str) -> None:
    if start not in STARTS:
        pytest.skip("processes cannot be forked here")
    found = read(pack, how, (20,), start)
    assert len(clean.observations) > 30 * PAGES
    assert figures(found.observations) == figures(o for o in clean.observations if o.source.page != 20)
    (lost,) = [u for u in found.unread if u.what == "page"]
    assert lost.where.page == 20
    assert why in lost.why
    assert lost.next_step
    assert found.summary.pages == PAGES


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.skipif("fork" not in STARTS, reason="processes cannot be forked here")
def test_several_pages_of_a_file(pack: Path, clean: FileRead) -> None:
    bad = (1, 7, 8, PAGES)
    found = read(pack, "dies", bad)
    assert figures(found.observations) == figures(o for o in clean.observations if o.source.page not in bad)
    assert [u.where.page for u in found.unread if u.what == "page"] == list(bad)


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.skipif("fork" not in STARTS, reason="processes cannot be forked here")
def test_file_with_too_many_bad_pages_is_given_up_there_and_keeps_what_was_read(pack: Path, clean: FileRead) -> None:
    found = read(pack, "dies", tuple(range(11, PAGES + 1)))
    assert figures(found.observations) == figures(o for o in clean.observations if (o.source.page or 0) <= 10)
    lost = {u.where.page: u.why for u in found.unread if u.what == "page"}
    assert sorted(lost) == list(range(11, PAGES + 1))
    assert "crashed" in lost[10 + MOST_LOST]
    assert lost[11 + MOST_LOST] == f"{MOST_LOST} pages before this one had to be stopped; this page was not read"


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.skipif("fork" not in STARTS, reason="processes cannot be forked here")
def test_file_that_takes_too_long_as_a_whole_keeps_what_was_read(pack: Path, clean: FileRead) -> None:
    found = read(pack, "slow", tuple(range(5, PAGES + 1)), page_seconds=5, file_seconds=3)
    lost = {u.where.page for u in found.unread if u.what == "page" and "longer than 3 seconds" in u.why}
    assert lost
    first = min(page or 0 for page in lost)
    assert 1 < first < PAGES
    assert lost == set(range(first, PAGES + 1))
    assert figures(found.observations) == figures(o for o in clean.observations if (o.source.page or 0) < first)


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.skipif("fork" not in STARTS, reason="processes cannot be forked here")
def test_progress_is_told_by_page(pack: Path) -> None:
    told: list[tuple[str, int, int]] = []
    work = partial(explode, "slow", (3, 4))
    list(read_many([pack], work, start="fork", pages=lambda path, page, total: told.append((path.name, page, total))))
    assert ("pack.pdf", 3, PAGES) in told
    assert ("pack.pdf", 4, PAGES) in told


def dies_while_recognising(path: Path) -> None:
    list(page_by_page("page", [1, 2], 2, lambda number: number))
    os._exit(4)


def test_death_outside_of_pages_costs_the_file(pack: Path) -> None:
    (outcome,) = read_many([pack], dies_while_recognising)
    assert isinstance(outcome.error, UnreadableError)
    assert outcome.error.why == "exit code 4"


def remembers(path: Path) -> str:
    """Dies where it is the second file of its process, as one does that memory runs out on."""
    if getattr(remembers, "before", False):
        os._exit(5)
    remembers.before = True  # type: ignore[attr-defined]
    return path.name


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
@pytest.mark.skipif("fork" not in STARTS, reason="processes cannot be forked here")
def test_file_that_other_files_may_have_killed_is_tried_again_in_a_fresh_worker(pack: Path) -> None:
    outcomes = list(read_many([pack, pack, pack], remembers, start="fork"))
    assert [o.result for o in outcomes] == ["pack.pdf"] * 3


def test_costly_pages_are_not_read_twice() -> None:
    kept: dict[Any, bytes] = {}
    read: list[int] = []

    def costly(number: int) -> str:
        read.append(number)
        time.sleep(0.35 if number == 2 else 0)
        return f"page {number}"

    try:
        watch_with(Watch(keep=kept.__setitem__))
        assert [p for _, p in page_by_page("scan", [1, 2, 3], 3, costly)] == ["page 1", "page 2", "page 3"]
        assert list(kept) == [("scan", 2)]
        watch_with(Watch(skip={("scan", 3): Lost("it exploded")}, kept=kept))
        read.clear()
        again = dict(page_by_page("scan", [1, 2, 3], 3, costly))
    finally:
        watch_with(Watch())
    assert again == {1: "page 1", 2: "page 2", 3: Lost("it exploded")}
    assert read == [1]


def test_errors_about_the_file_are_not_errors_of_a_page() -> None:
    from records import NeedsExtraError

    def absent(number: int) -> None:
        raise NeedsExtraError("the part that reads scans is not installed")

    with pytest.raises(NeedsExtraError):
        list(page_by_page("scan", [1], 1, absent))

    def hostile(number: int) -> None:
        raise HostileError("too many objects", next_step="Print it to PDF again.")

    assert list(page_by_page("page", [1], 1, hostile)) == [(1, Lost("too many objects", "Print it to PDF again."))]


class Kernel:
    """Stands for Windows: takes the calls as kernel32 does."""

    def __init__(self, *, refuses: bool = False) -> None:
        self.calls: list[tuple[Any, ...]] = []
        self.refuses = refuses
        self.CreateJobObjectW = self._function("create", 77)
        self.GetCurrentProcess = self._function("process", -1)
        self.SetInformationJobObject = self._function("set", 1)
        self.AssignProcessToJobObject = self._function("assign", 0 if refuses else 1)

    def _function(self, name: str, result: int) -> Any:
        def call(*arguments: Any) -> int:
            self.calls.append((name, *arguments))
            return result

        return call


def test_memory_limit_of_windows() -> None:
    kernel = Kernel()
    with patch.object(memory, "_JOBS", []):
        assert memory._limit_windows(1 << 30, kernel)
        assert memory._JOBS == [77]
    assert [c[0] for c in kernel.calls] == ["create", "set", "process", "assign"]
    _, job, kind, limits, size = kernel.calls[1]
    assert (job.value, kind) == (77, 9)
    if ctypes.sizeof(ctypes.c_void_p) == 8:
        assert size == 144  # JOBOBJECT_EXTENDED_LIMIT_INFORMATION of 64-bit Windows
    assert limits._obj.ProcessMemoryLimit == 1 << 30
    assert limits._obj.BasicLimitInformation.LimitFlags == 0x100


def test_windows_that_refuses_a_limit_is_no_error() -> None:
    with patch.object(memory, "_JOBS", []):
        assert not memory._limit_windows(1 << 30, Kernel(refuses=True))
