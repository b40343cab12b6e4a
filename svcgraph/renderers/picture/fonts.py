"""The font that pictures are drawn with: that of a package, so that they are the same everywhere."""

from __future__ import annotations

import struct
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

FAMILY = "Source Sans Pro"
FACES = ("SourceSansPro-Regular.ttf", "SourceSansPro-Bold.ttf", "SourceSansPro-It.ttf")


@lru_cache(maxsize=1)
def font_files() -> tuple[str, ...]:
    """Paths of the faces in use, from the package ``font-source-sans-pro`` (OFL)."""
    folder = Path(str(files("font_source_sans_pro"))) / "files"
    return tuple(str(folder / face) for face in FACES)


def unknown(text: str) -> str:
    """The letters of ``text`` for which the font has no sign, each once, in order: they come out as boxes."""
    known = _known()
    return "".join(dict.fromkeys(letter for letter in text if letter.isprintable() and ord(letter) not in known))


@lru_cache(maxsize=1)
def _known() -> frozenset[int]:
    """Code points of the regular face: its table ``cmap``, segments of format 4 (OpenType)."""
    data = Path(font_files()[0]).read_bytes()
    tables = struct.unpack_from(">H", data, 4)[0]
    records = (struct.unpack_from(">4s4xII", data, 12 + 16 * number) for number in range(tables))
    start = next(offset for tag, offset, _ in records if tag == b"cmap")
    maps = (struct.unpack_from(">4xI", data, start + 4 + 8 * n)[0] for n in range(_short(data, start + 2)))
    at = next(start + offset for offset in maps if _short(data, start + offset) == 4)
    half = _short(data, at + 6) // 2
    ends = struct.unpack_from(f">{half}H", data, at + 14)
    starts = struct.unpack_from(f">{half}H", data, at + 16 + 2 * half)
    return frozenset(point for first, last in zip(starts, ends, strict=True) for point in range(first, last + 1))


def _short(data: bytes, at: int) -> int:
    return int.from_bytes(data[at : at + 2], "big")
