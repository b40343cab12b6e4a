"""Which encoding an XML document is in, and what to do when its bytes do not fit (rules L1, L3)."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from xml.parsers import expat

FALLBACK = "windows-1252"

_codes = expat.errors.codes
_ENCODING_CODES = frozenset(
    _codes[message]
    for message in (
        expat.errors.XML_ERROR_INVALID_TOKEN,
        expat.errors.XML_ERROR_PARTIAL_CHAR,
        expat.errors.XML_ERROR_UNKNOWN_ENCODING,
        expat.errors.XML_ERROR_INCORRECT_ENCODING,
    )
)
_SIGNATURES = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_UTF8 = frozenset({b"utf8", b"utf_8"})
_DECLARED = re.compile(rb"<\?xml\s[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._:-]+)[\"']")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """Bytes that do not fit: the encoding they should have, where the first misfit stands."""

    encoding: str
    offset: int


def told_encoding(data: bytes) -> str | None:
    """What the parser must be told of a document that begins so: UTF-8 by its signature, which overrules the
    declaration, or by a spelling that expat takes for one byte a letter. Otherwise it decides by itself."""
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8"
    declared = _DECLARED.match(data)
    return "utf-8" if declared and declared[1].lower() in _UTF8 else None


def declared_encoding(data: bytes) -> str:
    """The encoding that the document's first bytes or its declaration tell; UTF-8 when nothing does."""
    for signature, encoding in _SIGNATURES:
        if data.startswith(signature):
            return encoding
    declared = _DECLARED.match(data)
    return declared.group(1).decode("ascii") if declared else "utf-8"


def fits_not(data: bytes, code: int) -> bool:
    """Whether expat's error ``code`` may come of the encoding, so that reading it anew is worthwhile."""
    if code not in _ENCODING_CODES:
        return False
    encoding = declared_encoding(data)
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return True
    return code != _codes[expat.errors.XML_ERROR_INVALID_TOKEN] or not _native(encoding)


def as_utf8(data: bytes) -> tuple[bytes, Mismatch | None]:
    """The document in UTF-8; read as windows-1252 when its bytes do not fit (L3). Raises LookupError."""
    encoding = declared_encoding(data)
    if _wide(encoding) and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and data[:1] == b"<":
        mismatch = Mismatch(encoding=encoding, offset=0)
        return _fallback(data), mismatch
    try:
        return data.decode(encoding).encode("utf-8", "replace"), None
    except UnicodeDecodeError as error:
        return _fallback(data), Mismatch(encoding=encoding, offset=error.start)
    except LookupError as error:
        raise LookupError("unknown encoding", encoding) from error


def _fallback(data: bytes) -> bytes:
    return data.decode("cp1252", "replace").encode("utf-8")


def _native(encoding: str) -> bool:
    """Whether expat itself knows it by this name: it takes ``utf8``, as many tools write it, for one byte a letter."""
    return encoding.lower() in {"utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "us-ascii"}


def _wide(encoding: str) -> bool:
    return encoding.lower().replace("_", "-").startswith(("utf-16", "utf16", "utf-32", "ucs", "iso-10646-ucs"))
