"""Bytes → XML events, safely: rules L1 (any encoding, nothing expanded or fetched), L2 and L3.

expat reports start and end tags with names as ``namespace + SEPARATOR + local``; no tree is built.
Nothing is fetched: expat opens no file of its own accord. Entities are not expanded in text; in
attributes expat expands internal ones and stops by itself at a hundredfold (it refuses bombs).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar
from xml.parsers import expat

from svcgraph.errors import Fault, FaultList, Place, Severity, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake._encoding import FALLBACK, Mismatch, as_utf8, fits_not, told_encoding
from svcgraph.intake._events import (
    SEPARATOR,
    Attributes,
    Bindings,
    End,
    Events,
    ForgivingEvents,
    SpelledEvents,
    Start,
    may_be_spelled,
    spellings,
)

__all__ = ["SEPARATOR", "Attributes", "Bindings", "End", "Events", "Start", "parse", "spellings"]
Result = TypeVar("Result")

_codes = expat.errors.codes
_NAMESPACE_CODES = frozenset(
    _codes[message]
    for message in (
        expat.errors.XML_ERROR_UNBOUND_PREFIX,
        expat.errors.XML_ERROR_UNDECLARING_PREFIX,
        expat.errors.XML_ERROR_RESERVED_PREFIX_XML,
        expat.errors.XML_ERROR_RESERVED_PREFIX_XMLNS,
        expat.errors.XML_ERROR_RESERVED_NAMESPACE_URI,
    )
)
_MANY_NAMES = 4096
_names: dict[str, str] = {}  # expat's names of elements and attributes, shared by all files
_ODD_URI = re.compile(r"[\s<>\"{}|\\^`]|%(?![0-9A-Fa-f]{2})")


def parse(
    data: bytes, file: str, attach: Callable[[Events], Result], faults: FaultList, *, spelled: bool = False
) -> Result:
    """Parses all of ``data``; ``attach`` sets the handlers and returns what they will have filled.

    ``spelled``: the reader can do with names as spelled (`Events.bindings`), where that is safe.
    ``attach`` is called again when the bytes have to be read another way (L2, L3); the warnings go
    to ``faults``. Raises Unreadable, with line and reason, for anything that is not well-formed.
    """
    try:
        events = SpelledEvents if spelled and may_be_spelled(data) else Events
        return _run(data, told_encoding(data), attach, events, file, faults)
    except expat.ExpatError as error:
        return _again(data, file, attach, faults, error)
    except (LookupError, ValueError):  # an encoding that expat does not know
        return _recoded(data, file, attach, faults)


def _again(
    data: bytes, file: str, attach: Callable[[Events], Result], faults: FaultList, error: expat.ExpatError
) -> Result:
    if error.code in _NAMESPACE_CODES:
        message = mark("namespaces are not usable ({reason}); read without checking them")
        _warn(faults, "odd-namespace", file, error.lineno, message, reason=expat.ErrorString(error.code))
        return _checked(data, None, attach, ForgivingEvents, file, faults)
    if fits_not(data, error.code):
        return _recoded(data, file, attach, faults)
    raise _unreadable(file, error) from error


def _recoded(data: bytes, file: str, attach: Callable[[Events], Result], faults: FaultList) -> Result:
    """L1 and L3: the document as UTF-8, whatever its encoding; windows-1252 when bytes do not fit it."""
    try:
        utf8, mismatch = as_utf8(data)
    except LookupError as error:
        message = mark("not readable XML: the encoding {encoding} is not known")
        raise _refusal(file, 1, message, encoding=str(error.args[-1])) from error
    if mismatch is not None:
        _warn_mismatch(faults, file, data, mismatch)
    return _checked(utf8, "utf-8", attach, Events, file, faults)


def _checked(  # noqa: PLR0917
    data: bytes,
    encoding: str | None,
    attach: Callable[[Events], Result],
    events: type[Events],
    file: str,
    faults: FaultList,
) -> Result:
    try:
        return _run(data, encoding, attach, events, file, faults)
    except expat.ExpatError as error:
        raise _unreadable(file, error) from error


def _run(  # noqa: PLR0917
    data: bytes,
    encoding: str | None,
    attach: Callable[[Events], Result],
    events: type[Events],
    file: str,
    faults: FaultList,
) -> Result:
    if len(_names) > _MANY_NAMES:
        _names.clear()
    parser = expat.ParserCreate(encoding, SEPARATOR if events is Events else None, _names)

    def declared(_prefix: str | None, uri: str | None) -> None:
        if uri and _is_odd(uri):
            message = mark("{uri} is not a valid namespace; read all the same")
            _warn(faults, "odd-namespace", file, parser.CurrentLineNumber, message, uri=uri)

    def entity(*_: object) -> None:
        if parser.DefaultHandler is None:  # with it, references in text stay as they are written
            parser.DefaultHandler = _ignore
            message = mark("entities are declared; they are not expanded")
            _warn(faults, "entities", file, parser.CurrentLineNumber, message)

    parser.EntityDeclHandler = entity
    under_way = events(data, parser, declared)
    try:
        result = attach(under_way)
        parser.Parse(data, True)
    finally:
        under_way.let_go()
    return result


def _ignore(_data: str) -> None:
    """Takes what no other handler wants."""


@lru_cache(maxsize=1024)
def _is_odd(uri: str) -> bool:
    return _ODD_URI.search(uri) is not None


def _warn(faults: FaultList, code: str, file: str, line: int, message: str, /, **parameters: object) -> None:
    faults.add(code, Place(file=file, line=line), message, severity=Severity.WARNING, **parameters)


def _warn_mismatch(faults: FaultList, file: str, data: bytes, mismatch: Mismatch) -> None:
    line = data.count(b"\n", 0, mismatch.offset) + 1
    message = mark("bytes do not fit the encoding {encoding}; the whole file was read as {used}")
    _warn(faults, "wrong-encoding", file, line, message, encoding=mismatch.encoding, used=FALLBACK)


def _unreadable(file: str, error: expat.ExpatError) -> Unreadable:
    message = mark("not well-formed XML: {reason}, column {column}")
    reason = expat.ErrorString(error.code)
    return _refusal(file, error.lineno, message, reason=reason, column=str(error.offset + 1))


def _refusal(file: str, line: int, message: str, /, **parameters: str) -> Unreadable:
    place = Place(file=file, line=line)
    return Unreadable(Fault(code="not-well-formed", place=place, message=message, parameters=tuple(parameters.items())))
