"""Processes beside ours: they have their work from the fork; only what they are asked and what they made is sent.

None are forked where that is not safe; whoever asks for `cores` does all by itself then, and makes the same.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

Work = Callable[..., Any]

_works: list[Work] = []  # in a process beside


def cores() -> int:
    """How many processes pay: 1 where none can be forked, or not safely."""
    return (os.cpu_count() or 1) if _safe() else 1


def _safe() -> bool:
    """Windows cannot fork. On macOS it can, and libraries of the system then end the new process now and then."""
    return "fork" in multiprocessing.get_all_start_methods() and sys.platform != "darwin" and _threads() == 1


def _threads() -> int:
    """Ours, and on Linux those that libraries began: what one of them holds nobody lets go of in a new process."""
    try:
        return len(tuple(Path("/proc/self/task").iterdir()))
    except OSError:  # no Linux: only Python's own are known
        return threading.active_count()


def pool(work: Work, processes: int) -> ProcessPoolExecutor:
    """Processes to which `done` can be submitted. They are forked with the first thing that is."""
    context = multiprocessing.get_context("fork")
    return ProcessPoolExecutor(processes, mp_context=context, initializer=_settle, initargs=(work,))


def done(*asked: Any) -> Any:
    """In a process beside: the pool's work, of what it is asked."""
    return _works[0](*asked)


def _settle(work: Work) -> None:
    _works[:] = [work]
