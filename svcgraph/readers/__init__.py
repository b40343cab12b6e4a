"""Readers: one file a format, found by discovery. Bytes in, ``ProcessMap`` out.

A reader module has
    FORMAT: str                      the format's name ("bpmn")
    SUFFIXES: tuple[str, ...]        where it looks first ((".bpmn", ".xml"))
    VERSION: int                     raised when its results change (cache keys)
    recognises(data: bytes, suffix: str) -> bool    looks inside the file, cheaply
    read(data: bytes, file: str) -> Reading         all of it; raises Unreadable with every fault
and may have
    KEPT_FROM: int                   bytes below which the cache keeps what was read only when it comes again
    doubts(data: bytes, file: str) -> tuple[Fault, ...]    what a second, slower look at a read file makes doubtful;
                                                    asked for the maps of a workspace only
    read_as(data: bytes, file: str, service: str) -> Reading    as ``read``, where a person says which attribute means
                                                    service
    NO_MAP: str                      why a workspace does not take such a file for a map; bare files are read
Two readers that claim one file is an error; a file that none claims is a note.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from svcgraph.domain.process import ProcessMap
from svcgraph.errors import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader made of a file, and what it could not read or had to guess (warnings, notes)."""

    map: ProcessMap
    faults: tuple[Fault, ...] = ()


class Reader(Protocol):
    FORMAT: str
    SUFFIXES: tuple[str, ...]
    VERSION: int

    def recognises(self, data: bytes, suffix: str) -> bool: ...

    def read(self, data: bytes, file: str) -> Reading: ...
