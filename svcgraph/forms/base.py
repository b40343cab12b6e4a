"""What a form carries to be known again: the whole contract it was made from, the workspace, what was printed.

Packed as one line of text (JSON, zlib, base64) with a checksum, for a custom XML part (Word) or a hidden sheet
(Excel; cells hold 32,767 characters, so `pieces` cuts it). The line begins with ``svcgraph-form:VERSION:SHA256:``.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from svcgraph.domain.contract import Contract
from svcgraph.errors import Fault, Place, Unreadable
from svcgraph.forms import _codec
from svcgraph.i18n import mark

VERSION = 1
PREFIX = "svcgraph-form"
UNPACKED = 8_000_000  # characters of JSON that a base may unpack to
PIECE = 30_000
MISSING = mark(
    "The form has lost what it was made from: it may have been copied into another file, or saved in another "
    "format. Print the form again with 'svcgraph contracts form' and carry the answers over."
)
DAMAGED = mark(
    "What the form was made from is damaged ({why}): print the form again with 'svcgraph contracts form' and "
    "carry the answers over."
)
NEWER = mark("The form was made by a newer svcgraph (form version {version}): update svcgraph to read it.")
OTHER = mark(
    "The form belongs to another workspace ({theirs}; this one is {ours}): receive it there, or choose the "
    "workspace with -C."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One table as printed: the ids of its rows in order, and the canonical value of every place by id."""

    id: str
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """``places``: id → canonical value as printed; ``tables``: which rows stood where; ``contract``: the base."""

    workspace: str
    language: str
    contract: Contract
    places: tuple[tuple[str, str], ...] = ()
    tables: tuple[Printed, ...] = ()

    def rows(self, table_id: str) -> tuple[str, ...]:
        return next((table.rows for table in self.tables if table.id == table_id), ())


def packed(base: Base) -> str:
    """``base`` as one line of printable ASCII; the same base gives the same line."""
    text = json.dumps(_codec.plain(base), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    data = base64.b64encode(zlib.compress(text.encode(), 9)).decode("ascii")
    return f"{PREFIX}:{VERSION}:{_checksum(data)}:{data}"


def pieces(line: str) -> tuple[str, ...]:
    """``line`` cut for cells that hold only so much; joined together again it is the line."""
    return tuple(line[start : start + PIECE] for start in range(0, len(line), PIECE))


def unpacked(line: str, file: str, *, workspace: str | None = None) -> Base:
    """The base in ``line``, white space apart. ``file`` is named in refusals.

    Raises Unreadable, with the reason: nothing there, damaged, a newer version, or another ``workspace``.
    """
    words = "".join(line.split()).split(":")
    if len(words) != 4 or words[0] != PREFIX:
        raise refused("form-without-base", file, MISSING)
    _, version, checksum, data = words
    if not version.isdecimal() or int(version) > VERSION:
        raise refused("newer-form", file, NEWER, version=version[:20])
    if _checksum(data) != checksum:
        raise refused("damaged-form", file, DAMAGED, why="checksum")
    base = _decoded(data, file)
    if workspace is not None and base.workspace != workspace:
        raise refused("other-workspace", file, OTHER, theirs=base.workspace, ours=workspace)
    return base


def _decoded(data: str, file: str) -> Base:
    try:
        stream = zlib.decompressobj()
        text = stream.decompress(base64.b64decode(data, validate=True), UNPACKED)
        if not stream.eof:
            raise refused("damaged-form", file, DAMAGED, why="size")
        return _codec.made(Base, json.loads(text))
    except (binascii.Error, zlib.error, ValueError, TypeError, KeyError, RecursionError) as error:
        raise refused("damaged-form", file, DAMAGED, why=type(error).__name__) from error


def _checksum(data: str) -> str:
    return hashlib.sha256(data.encode("utf-8", "surrogatepass")).hexdigest()


def refused(code: str, file: str, message: str, /, **parameters: str) -> Unreadable:
    """A form that is not received, with its reason."""
    return Unreadable(Fault(code=code, place=Place(file=file), message=message, parameters=tuple(parameters.items())))


def single(lines: Iterable[str], file: str) -> str:
    """The one base among what a file holds; two different ones are a form pasted into another: refused."""
    found = sorted({"".join(line.split()) for line in lines if line.strip().startswith(PREFIX)})
    if len(found) > 1:
        raise refused("damaged-form", file, DAMAGED, why=mark("two forms in one file"))
    return found[0] if found else ""
