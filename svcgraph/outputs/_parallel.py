"""Many pictures at once: the layout program and the printer work while Python goes on with the next."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from svcgraph.store.outputs import OutputFile

Job = TypeVar("Job")


def in_order(make: Callable[[Job], Iterable[OutputFile]], jobs: Sequence[Job]) -> Iterator[OutputFile]:
    """The files that ``make`` gives for each job, in the order of the jobs, whichever is ready first."""
    pool = ThreadPoolExecutor(os.cpu_count() or 1)
    try:
        for files in pool.map(lambda job: tuple(make(job)), jobs):
            yield from files
    finally:
        pool.shutdown(cancel_futures=True)
