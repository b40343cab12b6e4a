"""Large files chunk by chunk, plain or gzip, within bounds: an event log need not fit into memory."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from svcgraph.errors import Fault, Place, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.archive import FREE, RATIO, damaged, refusal

BYTES = 20_000_000_000  # of what comes out
CHUNK = 1 << 18
GZIP = b"\x1f\x8b"
_GZIP_WINDOW = zlib.MAX_WBITS | 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """A file, or what was read of it, gone through from its beginning each time `chunks` is asked for."""

    source: Path | bytes
    file: str  # as people see it

    def chunks(self) -> Iterator[bytes]:
        """What the file holds, unpacked. Raises Unreadable: not there, cut short, damaged, or far too much."""
        try:
            with self.opened() as opened:
                first = opened.read(len(GZIP))
                opened.seek(0)
                raw = iter(lambda: opened.read(CHUNK), b"")
                yield from _counted(_unpacked(raw, self.file) if first == GZIP else raw, self.file)
        except OSError as error:
            said = mark("The file cannot be read: {problem}.")
            parameters = (("problem", error.strerror or str(error)),)
            fault = Fault(code="unreadable", place=Place(file=self.file), message=said, parameters=parameters)
            raise Unreadable(fault) from error

    def opened(self) -> BinaryIO:
        """The source as a file. Raises OSError."""
        return io.BytesIO(self.source) if isinstance(self.source, bytes) else self.source.open("rb")

    def start(self, size: int) -> bytes:
        """The first ``size`` bytes of what the file holds."""
        found = b""
        for chunk in self.chunks():
            found += chunk
            if len(found) >= size:
                break
        return found[:size]


def _counted(chunks: Iterator[bytes], file: str) -> Iterator[bytes]:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > BYTES:
            raise refusal("too-large", file, mark("The file has {size} bytes; at most {most} are read."), size, BYTES)
        yield chunk


def _unpacked(raw: Iterator[bytes], file: str) -> Iterator[bytes]:
    """One gzip member after another; never more than a chunk at a time, nor `RATIO` times what went in."""
    member = _Member(file)
    packed = unpacked = 0
    for piece in raw:
        packed += len(piece)
        for chunk in member.feed(piece):
            unpacked += len(chunk)
            if unpacked > max(FREE, RATIO * packed):
                said = mark("The file unpacks to more than {most} bytes: it is not read.")
                raise refusal("too-large", file, said, unpacked, max(FREE, RATIO * packed))
            yield chunk
    if member.begun:
        raise damaged(file, "cut short")


class _Member:
    """The gzip member under way; ``begun`` until it ends."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.begun = False
        self._stream = zlib.decompressobj(_GZIP_WINDOW)

    def feed(self, piece: bytes) -> Iterator[bytes]:
        more = bool(piece)
        while more:
            self.begun = True
            chunk = self._inflated(piece)
            yield chunk
            piece = self._stream.unconsumed_tail
            more = bool(piece) or len(chunk) == CHUNK
            if self._stream.eof:
                piece = self._stream.unused_data.lstrip(b"\0")  # tapes pad with zeros
                more = bool(piece)
                self._stream = zlib.decompressobj(_GZIP_WINDOW)
                self.begun = False

    def _inflated(self, piece: bytes) -> bytes:
        try:
            return self._stream.decompress(piece, CHUNK)
        except zlib.error as error:
            raise damaged(self.file, str(error)) from error
