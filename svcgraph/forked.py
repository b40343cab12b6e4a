"""Processes beside ours: they have their work from the fork; only what they are asked and what they made is sent."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any

Work = Callable[..., Any]

_works: list[Work] = []  # in a process beside


def cores() -> int:
    """How many processes pay: 1 where none can be forked."""
    forks = "fork" in multiprocessing.get_all_start_methods()
    return (os.cpu_count() or 1) if forks else 1


def pool(work: Work, processes: int) -> ProcessPoolExecutor:
    """Processes to which `done` can be submitted. They are forked with the first thing that is."""
    context = multiprocessing.get_context("fork")
    return ProcessPoolExecutor(processes, mp_context=context, initializer=_settle, initargs=(work,))


def done(*asked: Any) -> Any:
    """In a process beside: the pool's work, of what it is asked."""
    return _works[0](*asked)


def _settle(work: Work) -> None:
    _works[:] = [work]
