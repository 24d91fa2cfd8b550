"""A limit on the memory of this process, kept by the operating system where it offers one."""

from __future__ import annotations

import ctypes
import sys
from typing import Any, ClassVar, Final

_PROCESS_MEMORY: Final = 0x100
_EXTENDED_LIMITS: Final = 9
_MMAP_THRESHOLD: Final = -3
_LARGE: Final = 1 << 20
_JOBS: list[int] = []
"""Windows jobs of this process: a job ends when its last handle is closed."""


class _Basic(ctypes.Structure):
    """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

    _fields_: ClassVar = [
        ("PerProcessUserTimeLimit", ctypes.c_int64),
        ("PerJobUserTimeLimit", ctypes.c_int64),
        ("LimitFlags", ctypes.c_uint32),
        ("MinimumWorkingSetSize", ctypes.c_size_t),
        ("MaximumWorkingSetSize", ctypes.c_size_t),
        ("ActiveProcessLimit", ctypes.c_uint32),
        ("Affinity", ctypes.c_size_t),
        ("PriorityClass", ctypes.c_uint32),
        ("SchedulingClass", ctypes.c_uint32),
    ]


class _Extended(ctypes.Structure):
    """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

    _fields_: ClassVar = [
        ("BasicLimitInformation", _Basic),
        ("IoInfo", ctypes.c_uint64 * 6),
        ("ProcessMemoryLimit", ctypes.c_size_t),
        ("JobMemoryLimit", ctypes.c_size_t),
        ("PeakProcessMemoryUsed", ctypes.c_size_t),
        ("PeakJobMemoryUsed", ctypes.c_size_t),
    ]


def limit_memory(megabytes: int) -> None:
    """Limit the memory this process may ask for, where the operating system offers it (Linux, Windows).

    Args:
        megabytes: The limit; 0 for none.
    """
    if not megabytes:
        return
    if sys.platform.startswith("linux"):
        _limit_linux(megabytes << 20)
    elif sys.platform == "win32":
        _limit_windows(megabytes << 20, ctypes.WinDLL("kernel32"))


def _limit_linux(size: int) -> None:
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    allowed = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (allowed, hard))


def _limit_windows(size: int, kernel: Any) -> bool:
    """Put this process into a job of its own with a limit on memory; false where Windows refuses."""
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    job = kernel.CreateJobObjectW(None, None)
    if not job:
        return False
    limits = _Extended()
    limits.BasicLimitInformation.LimitFlags = _PROCESS_MEMORY
    limits.ProcessMemoryLimit = size
    set_to = kernel.SetInformationJobObject(
        ctypes.c_void_p(job), _EXTENDED_LIMITS, ctypes.byref(limits), ctypes.sizeof(limits)
    )
    if not set_to or not kernel.AssignProcessToJobObject(
        ctypes.c_void_p(job), ctypes.c_void_p(kernel.GetCurrentProcess())
    ):
        return False
    _JOBS.append(job)
    return True


def give_large_blocks_back() -> None:
    """Let the system have pictures back as soon as they are done with, where that must be asked for (glibc).

    glibc keeps blocks of up to 32 MB for later once one of that size was let go, and pages of scans then take twice
    the memory they need.
    """
    if sys.platform.startswith("linux"):
        ask = getattr(ctypes.CDLL(None), "mallopt", None)
        if ask is not None:
            ask(_MMAP_THRESHOLD, _LARGE)


def give_back() -> None:
    """Give the system the memory that was let go in small pieces, where that can be asked for (glibc)."""
    if sys.platform.startswith("linux"):
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
        if trim is not None:
            trim(0)
