"""Where a draw.io file hides its pages: plain, packed, in an SVG's attribute or a PNG's text chunk."""

from __future__ import annotations

import base64
import binascii
import struct
import zlib
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from svcgraph.errors import Fault, FaultList, Place, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.tree import Element, load_tree

PNG = b"\x89PNG\r\n\x1a\n"
UNPACKED = 100_000_000  # bytes of one page, or of a picture's text
_CHUNK = struct.Struct(">I4s")


def pages(data: bytes, file: str, faults: FaultList) -> Iterator[tuple[Element | None, Element]]:
    """Per page, its ``diagram`` element (None when the file is one bare model) and its ``mxGraphModel``.

    Raises Unreadable for what is no draw.io file, or is damaged; lines are those of the XML that was read.
    """
    root = _root(data, file, faults)
    if root.name == "mxGraphModel":
        yield None, root
        return
    for diagram in root.all("diagram"):
        model = diagram.first("mxGraphModel")
        yield diagram, model if model is not None else _unpacked(diagram, file, faults)


def _root(data: bytes, file: str, faults: FaultList) -> Element:
    if data.startswith(PNG):
        return load_tree(_in_png(data, file), file, faults)
    root = load_tree(data, file, faults)
    if root.name == "svg":
        return load_tree(_percent(root.get("content").encode(), file), file, faults)
    return root


def _unpacked(diagram: Element, file: str, faults: FaultList) -> Element:
    """Base64 of raw deflate of URL-encoded XML; a page without anything is an empty model."""
    packed = diagram.text.strip()
    if not packed:
        return Element("mxGraphModel", "", {}, diagram.line)
    try:
        deflated = base64.b64decode(packed, validate=False)
    except (binascii.Error, ValueError) as error:
        raise damaged(file, diagram.line, str(error)) from error
    model = load_tree(unquote_to_bytes(_inflate(deflated, -zlib.MAX_WBITS, file, diagram.line)), file, faults)
    for element in model.walk():  # lines inside a packed page say nothing: the page's own line is what a person finds
        element.line = diagram.line
    return model


def _inflate(packed: bytes, window: int, file: str, line: int) -> bytes:
    stream = zlib.decompressobj(window)
    try:
        found = stream.decompress(packed, UNPACKED)
    except zlib.error as error:
        raise damaged(file, line, str(error)) from error
    if stream.unconsumed_tail:
        said = mark("A page unpacks to more than {most} bytes: it is not read.")
        raise _refusal("too-large", file, line, said, most=str(UNPACKED))
    if not stream.eof:
        raise damaged(file, line, "cut short")
    return found


def _in_png(data: bytes, file: str) -> bytes:
    """The text chunk ``mxfile`` (tEXt, zTXt), as draw.io writes it into pictures."""
    at = len(PNG)
    while at + _CHUNK.size <= len(data):
        size, kind = _CHUNK.unpack_from(data, at)
        body = data[at + _CHUNK.size : at + _CHUNK.size + size]
        keyword, _, rest = body.partition(b"\0")
        if kind == b"tEXt" and keyword in (b"mxfile", b"mxGraphModel"):
            return _percent(rest, file)
        if kind == b"zTXt" and keyword in (b"mxfile", b"mxGraphModel"):
            return _percent(_inflate(rest[1:], zlib.MAX_WBITS, file, 0), file)
        at += _CHUNK.size + size + 4
    said = mark("This picture holds no drawing: in draw.io, export it with “Include a copy of my diagram”.")
    raise _refusal("no-drawing", file, 0, said)


def _percent(text: bytes, file: str) -> bytes:
    """The XML in an attribute or a chunk, URL-encoded or not. Raises Unreadable when there is none."""
    found = text if text.lstrip()[:1] == b"<" else unquote_to_bytes(text)
    if found.lstrip()[:1] != b"<":
        said = mark("This picture holds no drawing: in draw.io, export it with “Include a copy of my diagram”.")
        raise _refusal("no-drawing", file, 1, said)
    return found


def damaged(file: str, line: int, why: str) -> Unreadable:
    said = mark("A page of the drawing is damaged ({why}): open it in draw.io and save it anew.")
    return _refusal("damaged", file, line, said, why=why)


def _refusal(code: str, file: str, line: int, message: str, /, **parameters: str) -> Unreadable:
    place = Place(file=file, line=line)
    return Unreadable(Fault(code=code, place=place, message=message, parameters=tuple(parameters.items())))
