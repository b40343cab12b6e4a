"""What people noted in a kept portfolio (`outputs/portfolio.xlsx`, also saved as CSV): their decisions and remarks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from svcgraph.domain.names import clean, same
from svcgraph.domain.negotiation.dossier import Decided, Decision, Dossier
from svcgraph.domain.text import Text
from svcgraph.errors import FaultList, Place
from svcgraph.i18n import LANGUAGES, Words, mark
from svcgraph.intake.cells import Sheet, address
from svcgraph.intake.grid import read_grid

WORDS = {
    Decision.CONTRACT: mark("contract"),
    Decision.SHEET: mark("interface sheet"),
    Decision.NOTHING: mark("nothing"),
}
FIRST, SECOND = mark("Unit 1"), mark("Unit 2")
FORWARD, BACK, REMARK = mark("Decision 1 → 2"), mark("Decision 2 → 1"), mark("Remark")
TITLES = (FIRST, SECOND, FORWARD, BACK, REMARK)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A portfolio's sheet, the row of its titles, and the columns of `TITLES`."""

    sheet: Sheet
    head: int
    columns: tuple[int, ...]


def read_decisions(
    data: bytes, file: str, dossiers: Iterable[Dossier], services: Iterable[tuple[str, Text]], faults: FaultList
) -> tuple[Decided, ...]:
    """The decisions in ``data``, put to the dossiers by the names of their services, in either language.

    What cannot be put anywhere is a fault with its cell: nothing that people wrote gets lost unseen. Raises
    `Unreadable` for a file that is no table.
    """
    found = next((one for sheet in read_grid(data, file).sheets if (one := _portfolio(sheet))), None)
    if found is None:
        said = mark("No sheet has the columns of a portfolio: {columns}.")
        faults.add("not-a-portfolio", Place(file=file), said, columns=_in_both(TITLES))
        return ()
    reader = _Reader(found, file, dossiers, services, faults)
    lines = range(found.head + 1, len(found.sheet.rows))
    return tuple(decided for number in lines if (decided := reader.line(number)))


def _portfolio(sheet: Sheet) -> _Found | None:
    for number, row in enumerate(sheet.rows):
        titles = [_key(cell) for cell in row]
        columns = tuple(place for title in TITLES if (place := _column(titles, title)) is not None)
        if len(columns) == len(TITLES):
            return _Found(sheet=sheet, head=number, columns=columns)
    return None


def _column(titles: list[str], title: str) -> int | None:
    names = {_key(Words(language)(title)) for language in LANGUAGES}
    return next((place for place, one in enumerate(titles) if one in names), None)


def _key(name: str) -> str:
    """A name as it is compared: the workbook sets apostrophes and spaces for print."""
    return same(clean(name).replace("’", "'"))


class _Reader:
    """Reads the lines below the titles."""

    def __init__(
        self,
        found: _Found,
        file: str,
        dossiers: Iterable[Dossier],
        services: Iterable[tuple[str, Text]],
        faults: FaultList,
    ) -> None:
        self._found, self._file, self._faults = found, file, faults
        self._known = {_key(name): identity for identity, text in services for name in (text.fr, text.en) if name}
        self._seats = {frozenset(one.services): one.services for one in dossiers}
        self._seen: set[tuple[str, str]] = set()

    def line(self, number: int) -> Decided | None:
        """What one line says; None where nobody wrote anything, or where it belongs nowhere."""
        remark = self._cell(number, 4)
        if not (self._cell(number, 2) or self._cell(number, 3) or remark):
            return None
        pair = self._pair(number)
        if pair is None or pair in self._seen:
            self._lost(number, pair)
            return None
        self._seen.add(pair)
        ways = (self._decision(number, 2), self._decision(number, 3))
        turned = self._known[_key(self._cell(number, 0))] != pair[0]
        return Decided(services=pair, forward=ways[turned], back=ways[not turned], remark=remark)

    def _pair(self, number: int) -> tuple[str, str] | None:
        names = (self._known.get(_key(self._cell(number, place)), "") for place in (0, 1))
        return self._seats.get(frozenset(names))

    def _lost(self, number: int, pair: tuple[str, str] | None) -> None:
        first, second = (self._cell(number, place) for place in (0, 1))
        if pair:
            said = mark("“{first}” and “{second}” stand there twice: the first line counts.")
            self._faults.add("decision-twice", self._place(number, 0), said, first=first, second=second)
        else:
            said = mark(
                "No two services of the portfolio are called “{first}” and “{second}”: what was decided there is "
                "not shown."
            )
            self._faults.add("decision-without-place", self._place(number, 0), said, first=first, second=second)

    def _decision(self, number: int, place: int) -> Decision | None:
        word = self._cell(number, place)
        meant = next((one for one, text in WORDS.items() if _key(word) in _said(text)), None)
        if word and meant is None:
            said = mark("“{word}” is no decision: write {choices}, or leave the cell empty.")
            choices = _in_both(WORDS.values())
            self._faults.add("unknown-decision", self._place(number, place), said, word=word, choices=choices)
        return meant

    def _cell(self, number: int, place: int) -> str:
        row, column = self._found.sheet.rows[number], self._found.columns[place]
        return clean(row[column]) if column < len(row) else ""

    def _place(self, number: int, place: int) -> Place:
        line = self._found.sheet.line(number)
        return Place(file=self._file, line=line, cell=address(number, self._found.columns[place]))


def _said(text: str) -> set[str]:
    return {_key(Words(language)(text)) for language in LANGUAGES}


def _in_both(texts: Iterable[str]) -> str:
    """Service 1, Service 2 / Unit 1, Unit 2: either language may be written."""
    listed = tuple(texts)
    return " / ".join(", ".join(map(Words(language), listed)) for language in LANGUAGES)
