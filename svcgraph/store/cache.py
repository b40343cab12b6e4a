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

LAYOUT = 2  # of an entry; raised when the packed form changes

# What a map is made of. An entry is nested tuples: the fields' values in their order.
_SHAPES: tuple[type[Any], ...] = (
    *(ProcessMap, Process, ProcessIndicator, Performer, Nodes, Flows, MessageFlow, DataItem, Extra),
    *(Fault, Place),
)
_NUMBER = {shape: number for number, shape in enumerate(_SHAPES)}
_FIELDS = tuple(tuple(shape.__dataclass_fields__) for shape in _SHAPES)
_ENUMS = {ProcessKind: "kind", Severity: "severity"}
_ENUM_OF = {"kind": ProcessKind, "severity": Severity}
_SHAPE, _ENUM, _TUPLE = "\x00s", "\x00e", "\x00t"


def read(reader: ModuleType, data: bytes, file: str) -> Reading:
    """``reader.read(data, file)``, from the cache where it is known. Raises Unreadable as the reader does."""
    root = folder()
    if root is None:
        return _read(reader, data, file)
    path = root / _key(reader, data, file)
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
    return placed(digest.hexdigest())


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
    shape = _NUMBER.get(type(value))
    if shape is not None:
        return (_SHAPE, shape, *(_packed(getattr(value, name)) for name in _FIELDS[shape]))
    if type(value) in _ENUMS:
        return (_ENUM, _ENUMS[type(value)], str(value))  # type: ignore[index]
    if isinstance(value, tuple):
        if value and (type(value[0]) in _NUMBER or value[0] in (_SHAPE, _ENUM, _TUPLE)):
            return (_TUPLE, *map(_packed, value))
        return tuple(int(item) if isinstance(item, int) and type(item) not in (int, bool) else item for item in value)
    return value


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
