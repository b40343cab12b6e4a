"""Which deliverable each row of the sheet of commitments is about: by name, as people write it there.

A row that keeps its printed deliverable, or names another, belongs to it. A name that nobody printed renames the
deliverable when all its filled rows say so; else it is a new one. A deliverable that no row names any more is gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from svcgraph.domain.clause_numbers import number
from svcgraph.domain.names import same
from svcgraph.errors import FaultList, Place, Severity
from svcgraph.forms import fields
from svcgraph.forms._sheet_rows import OWN, Known, banner, banners_of_blanks, counted
from svcgraph.forms._sheet_values import reads_as
from svcgraph.forms.answers import RowAnswer
from svcgraph.forms.base import Base
from svcgraph.forms.values import unprinted
from svcgraph.i18n import Words, mark
from svcgraph.sentences.typography import set_in_print

TWO = mark("“{first}” and “{second}” are both written for {what} of deliverable {number}: the first one counts.")
SHOWN = 80
Cells = dict[str, str]


@dataclass(slots=True)
class Deliverables:
    """The deliverables of one sheet. ``numbers`` is parallel to ``rows``: the number of each row's, "" for none."""

    base: Base
    rows: Sequence[Known]
    file: str
    faults: FaultList
    numbers: list[str] = field(default_factory=list)
    names: Cells = field(init=False)  # number → name, printed or new
    fresh: Cells = field(default_factory=dict)  # new ones: number → name
    said: dict[str, Cells] = field(default_factory=dict)  # number → its own places that were edited

    def __post_init__(self) -> None:
        printed = dict(self.base.places)
        self.names = {number(one): printed.get(f"deliverables/{one}/name", "") for one in self._ids()}
        renamed = {own: new for own in self.names if (new := self._renamed(own))}
        self.names |= renamed
        for known in self.rows:
            self.numbers.append(self._number(known, renamed))
        self._own_places(printed)

    def _ids(self) -> tuple[str, ...]:
        return self.base.rows("deliverables")

    # whose row it is

    def _own(self, known: Known) -> str:
        """The number of the deliverable in whose rows it was printed, "" for none."""
        found = number(known.id).split(".")[0] if known.id else known.line.number.rpartition(".")[0]
        return found if found in self.names else ""

    def _named(self, name: str) -> str:
        """The number of the deliverable that a name, or a number, means."""
        if name in self.names:
            return name
        found = (one for one, said in self.names.items() if said and (_alike(said, name) or self._reads(name, said)))
        return next(found, "")

    def _renamed(self, own: str) -> str:
        """The one new name that stands in all rows of a deliverable that hold something, "" for none."""
        mine = [one for one in self.rows if self._own(one) == own]
        if respelt := self._respelt(mine, self.names[own]):
            return respelt
        filled = [one for one in mine if one.line.filled]
        named = [one.line.said("deliverable") for one in filled or mine if one.line.said("deliverable")]
        named = named if filled else [name for name in named if not self._named(name)][:1]
        others = (one for one in self.rows if not self._own(one) and one.line.filled)
        kept = any(_alike(one.line.said("deliverable"), self.names[own]) for one in others)
        if not named or kept or any(self._named(name) or not _alike(name, named[0]) for name in named):
            return ""
        return named[0]

    def _respelt(self, rows: Iterable[Known], printed: str) -> str:
        """The same name in other letters (capitals) on any of its rows, "" for none."""
        said = (one.line.said("deliverable") for one in rows)
        return next((name for name in said if name and _alike(name, printed) and not self._reads(name, printed)), "")

    def _number(self, known: Known, renamed: Cells) -> str:
        """Of the deliverable that a row is about; of an empty row it is none."""
        line, own = known.line, self._own(known)
        name = line.said("deliverable")
        if line.empty:
            return ""
        if not name:
            return own or self._above()
        if own and (_alike(name, self.names[own]) or self._was(own, name) or (own in renamed and not line.filled)):
            return own
        return self._named(name) or self._new(name)

    def _was(self, own: str, name: str) -> bool:
        item = next((one for one in self._ids() if number(one) == own), "")
        printed = dict(self.base.places).get(f"deliverables/{item}/name", "")
        return bool(printed) and self._reads(name, printed)

    def _reads(self, text: str, printed: str) -> bool:
        return unprinted(text) == unprinted(printed) or reads_as(text, set_in_print(printed, self.base.language))

    def _above(self) -> str:
        """A row without a name goes with the row above it; where there is none, it has a deliverable to be named."""
        return next((one for one in reversed(self.numbers) if one), "") or self._new("")

    def _new(self, name: str) -> str:
        known = next((one for one, said in self.fresh.items() if _alike(said, name)), "")
        if not known:
            held = [counted(number(one.id)) for one in self.base.contract.deliverables]
            seen = [counted(one.line.number.split(".")[0]) for one in self.rows]
            known = str(1 + max((*held, *seen, *map(int, self.fresh)), default=0))
            self.fresh[known] = self.names[known] = name
        return known

    # its own places

    def _own_places(self, printed: Cells) -> None:
        blanks = banners_of_blanks(one.line for one in self.rows)
        for known, owner in zip(self.rows, self.numbers, strict=True):
            if owner:
                self._beside(known, owner, banner(known, self.base, blanks), printed)

    def _beside(self, known: Known, owner: str, shown: str, printed: Cells) -> None:
        """What was written over the places printed on a row; what was only emptied is its printed deliverable's."""
        for key in (key for key, _ in known.line.cells if key in OWN):
            before = printed.get(f"deliverables/{shown}/{key}", "") if shown else ""
            after = known.line.said(key)
            if not self._reads(after, before):
                self._edited(owner if after else number(shown), key, after)

    def _edited(self, owner: str, key: str, after: str) -> None:
        first = self.said.setdefault(owner, {}).setdefault(key, after)
        if unprinted(first) != unprinted(after):
            labels = {one.key: one.label for one in fields.deliverables(Words(self.base.language))}
            parameters = {"first": first[:SHOWN], "second": after[:SHOWN], "what": labels[key], "number": owner}
            self.faults.add("two-values", Place(file=self.file), TWO, severity=Severity.WARNING, **parameters)

    # what comes of it

    def answers(self) -> Iterable[RowAnswer]:
        """Those that are still named, as they were printed but for what was edited; then the new ones."""
        here = set(self.numbers)
        printed = dict(self.base.places)
        for one in self._ids():
            if number(one) in here:
                own = {key: printed.get(f"deliverables/{one}/{key}", "") for key in OWN}
                yield self._answer(one, number(one), own)
        for new in self.fresh:
            if self.fresh[new]:
                yield self._answer("", new, {})

    def _answer(self, row: str, owner: str, own: Cells) -> RowAnswer:
        cells = {"number": owner, "name": self.names[owner], **own, **self.said.get(owner, {})}
        return RowAnswer(id=row, cells=tuple(cells.items()))


def _alike(one: str, other: str) -> bool:
    return _folded(one) == _folded(other)


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    return same(unprinted(name))
