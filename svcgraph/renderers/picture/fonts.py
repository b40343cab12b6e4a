"""The font that pictures are drawn with: that of a package, so that they are the same everywhere."""

from __future__ import annotations

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
