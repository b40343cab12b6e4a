"""What readers made of files, kept in the user's cache folder, so that an unchanged map is not parsed again.

An entry is found by the content of the file, its name (a table may be named after its file), the reader and its
version, and the version of Python (`7-rulings`).
"""

from __future__ import annotations

import hashlib
import marshal
import sys
from dataclasses import replace
from functools import cache
from operator import attrgetter
from pathlib import Path
from types import ModuleType
from typing import Any

from svcgraph.cache import DIGEST, folder, keep, load, placed, program_stamp
from svcgraph.domain.process import (
    DataItem,
    Extra,
    Flows,
    MessageFlow,
    Nodes,
    Performer,
    Process,
    ProcessIndicator,
    ProcessKind,
    ProcessMap,
)
from svcgraph.errors import Fault, Place, Severity
from svcgraph.readers import Reading
from svcgraph.store.seen import again

LAYOUT = 2  # of an entry; raised when the packed form changes

# What a map is made of. An entry is nested tuples: the fields' values in their order.
_SHAPES: tuple[type[Any], ...] = (
    *(ProcessMap, Process, ProcessIndicator, Performer, Nodes, Flows, MessageFlow, DataItem, Extra),
    *(Fault, Place),
)
_NUMBER = {shape: number for number, shape in enumerate(_SHAPES)}
_FIELDS = tuple(tuple(shape.__dataclass_fields__) for shape in _SHAPES)
_VALUES = tuple(attrgetter(*fields) for fields in _FIELDS)
_ENUMS = {ProcessKind: "kind", Severity: "severity"}
_ENUM_OF = {"kind": ProcessKind, "severity": Severity}
_SHAPE, _ENUM, _TUPLE = _MARKS = "\x00s", "\x00e", "\x00t"
_PLAIN = frozenset({int, str, bool, type(None)})  # as they are


def read(reader: ModuleType, data: bytes, file: str) -> Reading:
    """``reader.read(data, file)``, from the cache where it is known. Raises Unreadable as the reader does.

    What is read quickly (``KEPT_FROM``) is kept when it comes again: the first run must not be the slower.
    """
    root = folder()
    if root is None:
        return _read(reader, data, file)
    key = _key(reader, data, file)
    if len(data) < getattr(reader, "KEPT_FROM", 0) and not again(root, bytes.fromhex(key)):
        return _read(reader, data, file)
    path = root / placed(key)
    known = _load(path, file)
    if known is None:
        known = _read(reader, data, file)
        _keep(path, known, file)
    return known


def _read(reader: ModuleType, data: bytes, file: str) -> Reading:
    reading: Reading = reader.read(data, file)
    return reading


def _key(reader: ModuleType, data: bytes, file: str) -> str:
    sort = f"{LAYOUT} {reader.FORMAT} {reader.VERSION} {_build()} {sys.hexversion} {file.rpartition('/')[2]}"
    digest = hashlib.blake2b(data, digest_size=DIGEST, key=hashlib.sha256(sort.encode("utf-8", "replace")).digest())
    return digest.hexdigest()


@cache
def _build() -> int:
    """Of the readers' own code; looked up once."""
    return program_stamp("readers", "intake")


def _load(path: Path, file: str) -> Reading | None:
    packed = load(path)
    if packed is None:
        return None
    process_map, faults = marshal.loads(packed)
    return _placed(Reading(map=_unpacked(process_map), faults=_unpacked(faults)), file)


def _placed(reading: Reading, file: str) -> Reading:
    """The same content may lie at another place."""
    if reading.map.file == file:
        return reading
    faults = tuple(replace(fault, place=replace(fault.place, file=file)) for fault in reading.faults)
    return Reading(map=replace(reading.map, file=file), faults=faults)


def _keep(path: Path, reading: Reading, file: str) -> None:
    if any(fault.place.file != file or any(file in text for _, text in fault.parameters) for fault in reading.faults):
        return  # what a fault says depends on where the file lies
    values: Any = (_packed(reading.map), _packed(reading.faults))
    keep(path, marshal.dumps(values))


def _packed(value: object) -> object:
    """``value`` as marshal takes it: records, enumerations and the tuples that hold them are marked."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    shape = _NUMBER.get(kind)
    if shape is not None:
        return (_SHAPE, shape, *map(_packed, _VALUES[shape](value)))
    if kind in _ENUMS:
        return (_ENUM, _ENUMS[kind], str(value))
    return _packed_tuple(value) if isinstance(value, tuple) else value


def _packed_tuple(values: tuple[Any, ...]) -> tuple[Any, ...]:
    if not values or (_PLAIN.issuperset(map(type, values)) and values[0] not in _MARKS):
        return values
    if type(values[0]) in _NUMBER or values[0] in _MARKS:
        return (_TUPLE, *map(_packed, values))
    return tuple(int(item) if isinstance(item, int) and type(item) not in (int, bool) else item for item in values)


def _unpacked(value: Any) -> Any:
    if type(value) is not tuple or not value:
        return value
    mark = value[0]
    if mark == _SHAPE:
        number = value[1]
        return _SHAPES[number](**dict(zip(_FIELDS[number], map(_unpacked, value[2:]), strict=True)))
    if mark == _ENUM:
        return _ENUM_OF[value[1]](value[2])
    if mark == _TUPLE:
        return tuple(map(_unpacked, value[1:]))
    return value
