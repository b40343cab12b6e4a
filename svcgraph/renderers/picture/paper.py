"""Sheets of paper, and how large letters come out on them."""

from __future__ import annotations

from enum import StrEnum

MILLIMETRE = 72 / 25.4  # points
EDGE = 10.0  # millimetres that printers leave white
LARGEST = 1.6  # a picture of three boxes is not blown up to fill A0


class Paper(StrEnum):
    """ISO sheets; a picture takes the way up that fits it better."""

    A4 = "a4"
    A3 = "a3"
    A2 = "a2"
    A1 = "a1"
    A0 = "a0"

    @property
    def label(self) -> str:
        return self.value.upper()

    @property
    def sides(self) -> tuple[float, float]:
        """Short and long side in millimetres."""
        return _SIDES[self]


_SIDES = {
    Paper.A4: (210.0, 297.0),
    Paper.A3: (297.0, 420.0),
    Paper.A2: (420.0, 594.0),
    Paper.A1: (594.0, 841.0),
    Paper.A0: (841.0, 1189.0),
}


def landscape(width: float, height: float) -> bool:
    """Which way up the sheet is put."""
    return width >= height


def sheet(width: float, height: float, paper: Paper) -> tuple[float, float]:
    """Width and height of the sheet in millimetres, turned as the picture is."""
    short, long = paper.sides
    return (long, short) if landscape(width, height) else (short, long)


def scale(width: float, height: float, paper: Paper) -> float:
    """By how much a picture of that many points is enlarged or reduced to fit the sheet."""
    across, down = sheet(width, height, paper)
    fit = min((across - 2 * EDGE) * MILLIMETRE / width, (down - 2 * EDGE) * MILLIMETRE / height)
    return min(fit, LARGEST)


def type_size(width: float, height: float, smallest: float, paper: Paper) -> float:
    """Points of the smallest letters once printed."""
    return smallest * scale(width, height, paper)
