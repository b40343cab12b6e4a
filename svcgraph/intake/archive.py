"""Zip files (xlsx, ods, docx, vsdx) opened within bounds.

A zip's directory may lie about sizes, and libraries in other languages believe it; so everything is
unpacked here once, counted as it comes out, before anybody else sees the file.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from svcgraph.errors import Fault, Place, Unreadable
from svcgraph.i18n import mark

PACKED = 50_000_000  # bytes of the file
UNPACKED = 400_000_000  # bytes of all parts together
RATIO = 300  # unpacked ÷ packed, once more than FREE bytes have come out
FREE = 10_000_000
PARTS = 5_000
CHUNK = 1 << 16
_LOCAL = struct.Struct("<4s5H3I2H")


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """An opened zip; `parts` unpacks within the bounds."""

    data: bytes
    file: str
    infos: tuple[zipfile.ZipInfo, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(info.filename for info in self.infos)

    def read(self, name: str) -> bytes:
        """One part. Raises KeyError when there is none of that name, Unreadable when it does not unpack."""
        found = next((info for info in self.infos if info.filename == name), None)
        if found is None:
            raise KeyError(name)
        return b"".join(_unpack(self, found, _Allowance(self)))

    def measure(self) -> None:
        """Unpacks every part, keeping nothing. Raises Unreadable when it is too much, or damaged."""
        allowance = _Allowance(self)
        for info in self.infos:
            for _ in _unpack(self, info, allowance):
                pass


def open_archive(data: bytes, file: str) -> Archive:
    """The zip in ``data``. Raises Unreadable when it is too large, damaged or protected by a password."""
    if len(data) > PACKED:
        raise refusal("too-large", file, mark("The file has {size} bytes; at most {most} are read."), len(data), PACKED)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            infos = tuple(opened.infolist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError, struct.error) as error:
        raise damaged(file, str(error)) from error
    if len(infos) > PARTS:
        raise refusal("too-large", file, mark("The file has {size} parts; at most {most} are read."), len(infos), PARTS)
    if any(info.flag_bits & 1 for info in infos):
        raise protected(file)
    return Archive(data=data, file=file, infos=infos)


class _Allowance:
    """How much may still come out of one archive."""

    def __init__(self, archive: Archive) -> None:
        self.file = archive.file
        self.most = min(UNPACKED, max(FREE, RATIO * len(archive.data)))
        self.left = self.most

    def take(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            said = mark("The file unpacks to more than {most} bytes: it is not read.")
            raise refusal("too-large", self.file, said, 0, self.most)


def _unpack(archive: Archive, info: zipfile.ZipInfo, allowance: _Allowance) -> Iterator[bytes]:
    packed = _packed(archive, info)
    if info.compress_type == zipfile.ZIP_STORED:
        allowance.take(len(packed))
        yield packed
        return
    if info.compress_type != zipfile.ZIP_DEFLATED:
        raise damaged(archive.file, f"{info.filename}: compression {info.compress_type}")
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        while not stream.eof:
            chunk = stream.decompress(packed, CHUNK)
            packed = stream.unconsumed_tail
            if not chunk and not packed:
                break
            allowance.take(len(chunk))
            yield chunk
    except zlib.error as error:
        raise damaged(archive.file, f"{info.filename}: {error}") from error
    if not stream.eof:
        raise damaged(archive.file, f"{info.filename}: cut short")


def _packed(archive: Archive, info: zipfile.ZipInfo) -> bytes:
    header = archive.data[info.header_offset : info.header_offset + _LOCAL.size]
    if len(header) < _LOCAL.size or header[:4] != b"PK\x03\x04":
        raise damaged(archive.file, f"{info.filename}: no header")
    *_, name, extra = _LOCAL.unpack(header)
    start = info.header_offset + _LOCAL.size + name + extra
    packed = archive.data[start : start + info.compress_size]
    if len(packed) < info.compress_size:
        raise damaged(archive.file, f"{info.filename}: cut short")
    return packed


def damaged(file: str, why: str) -> Unreadable:
    """The refusal of a file that is cut short or broken."""
    said = mark("The file is damaged ({why}): open it in the program it comes from and save it anew.")
    return Unreadable(Fault(code="damaged", place=Place(file=file), message=said, parameters=(("why", why),)))


def protected(file: str) -> Unreadable:
    """The refusal of an encrypted file."""
    said = mark("The file is protected by a password: save it without one.")
    return Unreadable(Fault(code="protected", place=Place(file=file), message=said))


def refusal(code: str, file: str, message: str, size: int, most: int) -> Unreadable:
    """The refusal of too much of something; ``message`` may use ``{size}`` and ``{most}``."""
    parameters = (("size", str(size)), ("most", str(most)))
    return Unreadable(Fault(code=code, place=Place(file=file), message=message, parameters=parameters))
