"""Many files at once: the printer works while Python goes on with something else."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from svcgraph.store.outputs import OutputFile

Job = TypeVar("Job")


def begin_in_order(make: Callable[[Job], Iterable[OutputFile]], jobs: Sequence[Job]) -> Iterator[OutputFile]:
    """The files that ``make`` gives for each job, in the order of the jobs; it is called at once, in other threads."""
    pool = ThreadPoolExecutor(os.cpu_count() or 1)
    made = [pool.submit(lambda one: tuple(make(one)), job) for job in jobs]
    pool.shutdown(wait=False)
    return _files(made)


def _files(made: Sequence[Future[tuple[OutputFile, ...]]]) -> Iterator[OutputFile]:
    try:
        for one in made:
            yield from one.result()
    finally:
        for one in made:
            one.cancel()
