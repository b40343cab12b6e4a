"""Sheets of paper, and how large letters come out on them."""

from __future__ import annotations

from enum import StrEnum

MILLIMETRE = 72 / 25.4  # points
EDGE = 10.0  # millimetres that printers leave white
LARGEST = 1.6  # a picture of three boxes is not blown up to fill A0


class Paper(StrEnum):
    """ISO sheets and American ones; by itself a picture takes the way up that fits it better."""

    A4 = "a4"
    A3 = "a3"
    A2 = "a2"
    A1 = "a1"
    A0 = "a0"
    LETTER = "letter"
    LEGAL = "legal"
    TABLOID = "tabloid"
    ANSI_C = "ansi-c"
    ANSI_D = "ansi-d"
    ANSI_E = "ansi-e"

    @property
    def label(self) -> str:
        """A4, Letter, ANSI C."""
        if self.value.startswith("ansi"):
            return self.value.replace("-", " ").upper()
        return self.value.capitalize()

    @property
    def sides(self) -> tuple[float, float]:
        """Short and long side in millimetres."""
        return _SIDES[self]

    @property
    def larger(self) -> tuple[Paper, ...]:
        """The larger sheets of the same family, the smallest first."""
        family = _ISO if self in _ISO else _AMERICAN
        return family[family.index(self) + 1 :]


_SIDES = {
    Paper.A4: (210.0, 297.0),
    Paper.A3: (297.0, 420.0),
    Paper.A2: (420.0, 594.0),
    Paper.A1: (594.0, 841.0),
    Paper.A0: (841.0, 1189.0),
    Paper.LETTER: (215.9, 279.4),
    Paper.LEGAL: (215.9, 355.6),
    Paper.TABLOID: (279.4, 431.8),
    Paper.ANSI_C: (431.8, 558.8),
    Paper.ANSI_D: (558.8, 863.6),
    Paper.ANSI_E: (863.6, 1117.6),
}


_ISO = (Paper.A4, Paper.A3, Paper.A2, Paper.A1, Paper.A0)
_AMERICAN = (Paper.LETTER, Paper.LEGAL, Paper.TABLOID, Paper.ANSI_C, Paper.ANSI_D, Paper.ANSI_E)


class Orientation(StrEnum):
    """Which way up the sheet is put."""

    AUTO = "auto"  # as the picture is
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


def sheet(
    width: float, height: float, paper: Paper, orientation: Orientation = Orientation.AUTO
) -> tuple[float, float]:
    """Width and height of the sheet in millimetres, turned as asked or as the picture is."""
    short, long = paper.sides
    lying = width >= height if orientation is Orientation.AUTO else orientation is Orientation.LANDSCAPE
    return (long, short) if lying else (short, long)


def scale(width: float, height: float, paper: Paper, orientation: Orientation = Orientation.AUTO) -> float:
    """By how much a picture of that many points is enlarged or reduced to fit the sheet."""
    across, down = sheet(width, height, paper, orientation)
    fit = min((across - 2 * EDGE) * MILLIMETRE / width, (down - 2 * EDGE) * MILLIMETRE / height)
    return min(fit, LARGEST)
