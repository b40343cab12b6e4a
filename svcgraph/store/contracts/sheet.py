"""The text of a person's file, and what is to be put where: what stands between is not touched."""

from __future__ import annotations

import re

_BREAK = re.compile(r"\r?\n|\r|\Z")


class NotThere(Exception):
    """A change for which the file, as it is written, has no place."""


class Sheet:
    """The text and what is to be written where. Places are those of the text as it was."""

    def __init__(self, text: str) -> None:
        self.whole = text
        self.newline = "\r\n" if "\r\n" in text else "\n"
        self._splices: list[tuple[int, int, str]] = []

    def put(self, start: int, end: int, text: str) -> None:
        """``text`` in the place of what stands from ``start`` to ``end``."""
        self._splices.append((start, end, text))

    def lines(self, text: str) -> str:
        """``text`` of the tool's own, with the line ends of the file."""
        return text.replace("\n", self.newline)

    def text(self, start: int = 0, end: int | None = None) -> str:
        """What stands from ``start`` to ``end``, with what was put there; it is taken out of the waiting changes."""
        stop = len(self.whole) if end is None else end
        mine = sorted((one for one in self._splices if start <= one[0] and one[1] <= stop), key=lambda one: one[:2])
        self._splices = [one for one in self._splices if one not in mine]
        pieces, position = [], start
        for first, last, written in mine:
            if first < position:
                raise NotThere
            pieces += [self.whole[position:first], written]
            position = last
        return "".join((*pieces, self.whole[position:stop]))

    def line_end(self, position: int) -> int:
        """Where the line of ``position`` ends, its comment included, its break not."""
        found = _BREAK.search(self.whole, position)
        return found.start() if found else len(self.whole)

    def line_start(self, position: int) -> int:
        return max(self.whole.rfind(sign, 0, position) for sign in "\r\n") + 1

    def column(self, position: int) -> int:
        return position - self.line_start(position)
