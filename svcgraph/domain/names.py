"""Names as the rules compare them: `2-handoffs` "Words", and the slugs that become ids."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

ID_LENGTH = 40
HASH_DIGITS = 6
# Names that Windows gives to devices cannot be file names there, with or without a suffix.
DEVICES = frozenset({"con", "prn", "aux", "nul"} | {f"{d}{i}" for d in ("com", "lpt") for i in range(10)})


def clean(text: str | None) -> str:
    """Every run of white space (line breaks and no-break spaces too) made one blank, trimmed."""
    return " ".join(text.split()) if text else ""


@lru_cache(maxsize=65536)
def same(name: str) -> str:
    """The key under which two names are "the same name": NFC and full case folding."""
    return (
        name.casefold()
        if name.isascii()
        else unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    )


def slug(name: str, taken: Iterable[str] = ()) -> str:
    """An id from a name: NFKD, ASCII, lower case, ``-``, at most 40 characters.

    Empty, taken or a Windows device name: six hex digits of the name's hash are added.
    """
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", ascii_name).strip("-")[:ID_LENGTH].strip("-")
    if base and base not in DEVICES and base not in taken:
        return base
    digits = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:HASH_DIGITS]
    return f"{base}-{digits}" if base else digits
