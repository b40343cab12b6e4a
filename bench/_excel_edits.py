"""Edits of an Excel form as people make them, and what each of them means, side by side."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date

from lxml import etree

from bench._word_edits import PEOPLE, SAID
from svcgraph.forms import fields
from svcgraph.forms._rows import number
from svcgraph.forms._sheet_marks import LAYOUT, first_of
from svcgraph.forms.answers import Answers, RowAnswer, TableAnswers
from svcgraph.forms.base import unpacked
from svcgraph.forms.form import Field, Form, Kind
from svcgraph.forms.values import shown
from svcgraph.i18n import Words
from tests.workbook_edits import Page, Workbook

DAYS = (
    ("2027-01-04", date(2027, 1, 4)),
    ("2026-12-01", "1er décembre 2026"),
    ("2027-03-31", "31/03/2027"),
    ("2027-01-04", 46391),
)
SHARES = (("98", 0.98), ("97.5", "97,5 %"), ("90", 90), ("85", "85 %"), ("100", 1), ("66", "0,66"), ("95", "95"))
HOURS = (("09:30", "9 h 30"), ("16:00", "16:00"), ("12:00", 0.5))
LISTED = ("expectations", "points", "actions")
Typed = str | float | date


@dataclass(slots=True)
class Record:
    """A row of the neutral form, and the row of the file in which it stands. ``id`` "" is a new one."""

    id: str
    cells: dict[str, str]
    row: etree._Element


@dataclass(slots=True)
class Meaning:
    """What the edits mean: places, deliverables, and rows by table."""

    form: Form
    book: Workbook
    places: dict[str, str] = field(default_factory=dict)
    deliverables: dict[str, dict[str, str]] = field(default_factory=dict)
    fresh: dict[str, dict[str, str]] = field(default_factory=dict)
    rows: dict[str, list[Record]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        words = Words(self.form.head.language)
        self.places = {one.field.key: shown(one.value, one.field, words) for one in self.form.places}
        for table in self.form.tables:
            for row in table.rows:
                cells = {c.key: shown(v, c, words) for c, v in zip(table.columns, row.values, strict=True)}
                if table.id == "deliverables":
                    self.deliverables[row.id] = cells
                else:
                    self.rows.setdefault(table.id, []).append(Record(row.id, cells, self.found(f"{table.id}/{row.id}")))
        for name in LAYOUT:
            self.rows.setdefault(name, [])

    def found(self, mark: str) -> etree._Element:
        return self.book.page(mark).marked(mark)

    def answers(self) -> Answers:
        """As they should be read, rows in the order of the file."""
        items = [*self.deliverables.items(), *(("", one) for one in self.fresh.values())]
        tables = [
            TableAnswers(id="deliverables", rows=tuple(RowAnswer(id=i, cells=tuple(c.items())) for i, c in items))
        ]
        for name, records in self.rows.items():
            ordered = sorted(records, key=lambda one: (one.row.getparent().index(one.row),))
            self._number(name, ordered)
            rows = tuple(RowAnswer(id=one.id, cells=tuple(one.cells.items())) for one in ordered)
            tables.append(TableAnswers(id=name, rows=rows))
        return Answers(base=unpacked(self.form.base, "form"), places=tuple(self.places.items()), tables=tuple(tables))

    def _number(self, name: str, records: list[Record]) -> None:
        """New rows without a number come after all others of their deliverable, or of their table."""
        printed = [number(row.id) for row in self.form.table(name).rows]
        used = [*printed, *(one.cells["number"] for one in records if one.cells.get("number"))]
        for one in records:
            if one.cells.get("number"):
                continue
            block = f"{one.cells['deliverable']}." if name == "criteria" else ""
            mine = (int(said.removeprefix(block).split(".")[0]) for said in used if said.startswith(block))
            one.cells["number"] = f"{block}{1 + max(mine, default=0)}"
            used.append(one.cells["number"])


class Editor:
    """One workbook, edited at random; ``meaning`` follows what is done to the file."""

    def __init__(self, data: bytes, form: Form, chance: random.Random) -> None:
        self.chance, self.form = chance, form
        self.book = Workbook(data)
        self.meaning = Meaning(form, self.book)
        self.words = Words(form.head.language)
        self.done: list[str] = []
        self.tracked = False  # workbooks have no tracked changes
        self.touched: set[str] = set()
        self.singles = [one for one in fields.singles(self.words) if not one.locked]

    def edit(self, times: int) -> None:
        kinds = (
            *(self.write, self.write, self.write, self.single, self.decide, self.blank, self.blank),
            *(self.add, self.delete, self.move, self.copy, self.sort, self.paste, self.beside, self.rename),
            *(self.commit, self.reassign, self.drop),
        )
        for _ in range(times):
            self.chance.choice(kinds)()

    def answers(self) -> Answers:
        """What the form says now."""
        return self.meaning.answers()

    def saved(self) -> bytes:
        return self.book.saved()

    # what people do

    def write(self) -> None:
        """Another value in a place of a printed row."""
        name, record = self._record(("criteria", "criteria", "expectations", "points", "actions", "flat"))
        if record is None:
            return
        columns = [one for one in fields.TABLES[name](self.words) if self._open(name, record, one)]
        if columns:
            place = self.chance.choice(columns)
            typed, means = self._value(place, record)
            self._put(record.row, place.key, typed)
            record.cells[place.key] = means
            self.touched.add(f"{name}/{record.id}/{place.key}")
            self.done.append(f"write {name}/{record.id}/{place.key}={typed!r}")

    def single(self) -> None:
        place = self.chance.choice([one for one in self.singles if one.key not in self.touched])
        typed, means = self._value(place, None)
        row = self.meaning.found(place.key)
        self._page(row).put(row, self._page(row).letters(row)["value"], typed)
        self.meaning.places[place.key] = means
        self.touched.add(place.key)
        self.done.append(f"single {place.key}={typed!r}")

    def decide(self) -> None:
        """The client's decision on something that passes today."""
        free = [one for one in self.meaning.rows["flat"] if f"flat/{one.id}/decision" not in self.touched]
        if not free:
            return
        record = self.chance.choice(free)
        choices = next(one for one in fields.laid_flat(self.words) if one.key == "decision").choices
        others = [number(one) for one in self.meaning.deliverables if one != record.id]
        choice = self.chance.choice([one for one in choices if one.code != "group" or others])
        self._put(record.row, "decision", choice.label)
        record.cells["decision"] = choice.label
        if choice.code == "group":
            record.cells["group_with"] = self.chance.choice(others)
            self._put(record.row, "group_with", record.cells["group_with"])
            self.touched.add(f"flat/{record.id}/group_with")
        self.touched.add(f"flat/{record.id}/decision")
        self.done.append(f"decide flat/{record.id}={choice.code}")

    def blank(self) -> None:
        """A blank row of a table, filled in."""
        name = self.chance.choice(LISTED)
        page, rows = self._blanks(name)
        if rows:
            row = self.chance.choice(rows)
            self._fill(name, row, page.text(row, page.letters(row)["number"]))
            self.done.append(f"blank {name}")

    def add(self) -> None:
        """A row of their own, inserted above another: no mark, no number."""
        name = self.chance.choice(LISTED)
        if f"add {name}" in self.touched:
            return
        page, blanks = self._blanks(name)
        before = self.chance.choice([*(one.row for one in self.meaning.rows[name]), *blanks])
        row = page.insert(before, like=before)
        self._fill(name, row, "")
        self.touched.add(f"add {name}")
        self.done.append(f"add {name}")

    def delete(self) -> None:
        """A printed row deleted, or all its cells emptied."""
        name, record = self._record(("criteria", *LISTED))
        if record is None or not record.id or self._busy(name, record) or not self._says(record):
            return
        beside = any(one.startswith(f"{record.id.split('.')[0]}/") for one in self.touched)
        kept = name != "criteria" or (self._others(record) and not beside)
        if not kept or self.chance.random() < 0.5:
            self._emptied(record, keep_name=not kept)
            way = "emptied"
        else:
            record.row.getparent().remove(record.row)
            way = "deleted"
        self.meaning.rows[name].remove(record)
        self.touched.add(f"gone {record.cells.get('deliverable', '')}")
        self.done.append(f"{way} {name}/{record.id}")

    def drop(self) -> None:
        """All rows of a deliverable deleted: it is gone."""
        items = [one for one in self.meaning.deliverables if self._untouched(number(one))]
        if len(self.meaning.deliverables) < 2 or not items:
            return
        item = self.chance.choice(items)
        for row in self._rows_of(number(item)):
            row.getparent().remove(row)
        self.meaning.rows["criteria"] = [
            one for one in self.meaning.rows["criteria"] if one.row.getparent() is not None
        ]
        del self.meaning.deliverables[item]
        self.touched.add(f"gone {number(item)}")
        self.done.append(f"drop {item}")

    def move(self) -> None:
        """A whole row cut and put elsewhere in its table."""
        name, record = self._record(("criteria", "points", "actions"))
        others = [one for one in self.meaning.rows[name] if one is not record]
        if record is None or not others:
            return
        self.chance.choice(others).row.addprevious(record.row)
        self.done.append(f"move {name}/{record.id}")

    def copy(self) -> None:
        """A whole row copied below itself, its hidden mark with it."""
        name, record = self._record(("criteria", *LISTED))
        if record is None or not record.id or f"sorted {name}" in self.touched or self._busy(name, record):
            return
        row = self._page(record.row).copied(record.row, record.row.getnext())
        self.meaning.rows[name].append(Record("", dict(record.cells), row))
        self.touched |= {f"copied {name}", f"{name}/{record.id}/", f"gone {record.cells.get('deliverable', '')}"}
        self.done.append(f"copy {name}/{record.id}")

    def sort(self) -> None:
        """Two rows change places, but for their hidden marks."""
        name = self.chance.choice(("criteria", "actions"))
        records = [one for one in self.meaning.rows[name] if one.id and not self._busy(name, one)]
        if len(records) < 2 or self.touched & {f"copied {name}", f"sorted {name}"}:
            return
        one, two = self.chance.sample(records, 2)
        page = self._page(one.row)
        for letter in page.letters(one.row).values():
            page.swap(one.row, two.row, letter)
        one.row, two.row = two.row, one.row
        self.touched.add(f"sorted {name}")
        self.done.append(f"sort {name}/{one.id} {two.id}")

    def paste(self) -> None:
        """The cells of a row pasted into a blank one, which keeps its number."""
        name = self.chance.choice(("points", "actions"))
        page, rows = self._blanks(name)
        records = [one for one in self.meaning.rows[name] if one.id]
        if not rows or not records:
            return
        record, row = self.chance.choice(records), self.chance.choice(rows)
        letters = page.letters(row)
        for key in letters.keys() - {"number"}:
            page.put(row, letters[key], page.value(record.row, letters[key]))
        cells = record.cells | {"number": page.text(row, letters["number"])}
        self.meaning.rows[name].append(Record("", cells, row))
        self.done.append(f"paste {name}/{record.id}")

    def beside(self) -> None:
        """Form, channel or recipient of a deliverable, on its first row."""
        item, row = self._banner()
        key = self.chance.choice(("form", "channel", "receiver"))
        if row is None or f"{item}/{key}" in self.touched:
            return
        value = self.chance.choice((*SAID, ""))
        self._put(row, key, value)
        self.meaning.deliverables[item][key] = value
        self.touched |= {f"{item}/{key}", f"gone {number(item)}"}
        self.done.append(f"beside {item}/{key}")

    def rename(self) -> None:
        """A new name in all rows of a deliverable."""
        items = [one for one in self.meaning.deliverables if self._untouched(number(one))]
        if not items:
            return
        item = self.chance.choice(items)
        for row in self._rows_of(number(item)):
            self._put(row, "deliverable", f"Livrable n° {number(item)} renommé")
        self.meaning.deliverables[item]["name"] = f"Livrable n° {number(item)} renommé"
        self.touched.add(f"gone {number(item)}")
        self.done.append(f"rename {item}")

    def commit(self) -> None:
        """A criterion in a free row, of a deliverable that is there, or of a new one."""
        page, rows = self._blanks("criteria")
        if not rows:
            return
        row = self.chance.choice(rows)
        block = page.text(row, page.letters(row)["number"])
        if block:
            owner = block.split(".")[0]
            if not self._untouched(owner):
                return
        else:
            owner = self._chosen(row)
        record = Record("", {"deliverable": owner, "number": block}, row)
        for key in ("criterion", "objective", "share", "keeper"):
            place = next(one for one in fields.criteria(self.words) if one.key == key)
            typed, record.cells[key] = self._value(place, None)
            self._put(row, key, typed)
        self.meaning.rows["criteria"].append(record)
        self.touched.add(f"gone {owner}")
        self.done.append(f"commit {owner}")

    def reassign(self) -> None:
        """A criterion moved to another deliverable, by its name."""
        _, record = self._record(("criteria",))
        others = [
            (key, one)
            for key, one in self.meaning.deliverables.items()
            if record and number(key) != record.cells["deliverable"]
        ]
        if record is None or not record.id or not others or not self._says(record) or not self._others(record):
            return
        if self._first(record) or not self._untouched(record.cells["deliverable"]):
            return
        item, cells = self.chance.choice(others)
        if not self._untouched(number(item)):
            return
        self._put(record.row, "deliverable", cells["name"])
        self.touched |= {f"gone {record.cells['deliverable']}", f"gone {number(item)}"}
        record.cells["deliverable"] = number(item)
        self.done.append(f"reassign {record.id} to {item}")

    # how

    def _chosen(self, row: etree._Element) -> str:
        """The number of the deliverable that is written into a free row."""
        items = [one for one in self.meaning.deliverables if self._untouched(number(one))]
        if self.meaning.fresh or (items and self.chance.random() < 0.6):
            if not items:
                items = list(self.meaning.deliverables)
            item = self.chance.choice(items)
            self._put(row, "deliverable", self.meaning.deliverables[item]["name"])
            return number(item)
        held = [int(number(one.id)) for one in unpacked(self.form.base, "form").contract.deliverables]
        new = str(1 + max(held, default=0))
        self._put(row, "deliverable", "Un livrable de plus")
        self._put(row, "form", "PDF")
        self.meaning.fresh[new] = {"number": new, "name": "Un livrable de plus", "form": "PDF"}
        return new

    def _record(self, names: tuple[str, ...]) -> tuple[str, Record | None]:
        name = self.chance.choice(names)
        found = [one for one in self.meaning.rows[name] if one.id]
        return name, self.chance.choice(found) if found else None

    def _open(self, name: str, record: Record, place: Field) -> bool:
        key = f"{name}/{record.id}/"
        here = any(column == place.key for column, _ in LAYOUT[name])
        return (
            here
            and not place.locked
            and place.key not in ("decision", "group_with")
            and not self.touched & {key, key + place.key}
        )

    def _busy(self, name: str, record: Record) -> bool:
        return any(one.startswith(f"{name}/{record.id}/") for one in self.touched)

    def _value(self, place: Field, record: Record | None) -> tuple[Typed, str]:
        """What is typed, and what it means."""
        if place.kind is Kind.DATE:
            means, typed = self.chance.choice(DAYS)
        elif place.kind is Kind.PERCENT:
            means, typed = self.chance.choice(SHARES)
        elif place.kind is Kind.TIME:
            means, typed = self.chance.choice(HOURS)
        elif place.kind is Kind.CHOICE:
            typed = means = self.chance.choice(place.choices).label
        elif place.kind is Kind.CHECK:
            typed = means = self.chance.choice((self.words("yes"), ""))
        elif place.kind is Kind.REFERENCE:
            typed = means = self.chance.choice(("1", "1.1", "2"))
        else:
            typed = means = self.chance.choice(PEOPLE if place.kind is Kind.PERSON else SAID)
            filled = record and [
                one for key, one in record.cells.items() if one and key not in ("number", "deliverable")
            ]
            if filled and len(filled) > 3 and self.chance.random() < 0.2:
                typed = means = ""
        return typed, means

    def _put(self, row: etree._Element, key: str, value: Typed) -> None:
        page = self._page(row)
        page.put(row, page.letters(row)[key], value)

    def _page(self, row: etree._Element) -> Page:
        return next(page for page in self.book.pages.values() if page.data is row.getparent())

    def _blanks(self, name: str) -> tuple[Page, list[etree._Element]]:
        """Blank rows that nobody has filled in."""
        used = [id(one.row) for one in self.meaning.rows[name]]
        page = next(one for one in self.book.pages.values() if any(one.text(r, "A") == f"#{name}" for r in one.rows))
        rows = [one for one in page.rows if page.text(one, "A").startswith(f"{name}/+")]
        return page, [one for one in rows if id(one) not in used]

    def _fill(self, name: str, row: etree._Element, said: str) -> None:
        columns = [one for one in fields.TABLES[name](self.words) if not one.locked]
        record = Record("", {"number": said}, row)
        for place in self.chance.sample(columns, 3):
            typed, record.cells[place.key] = self._value(place, None)
            self._put(row, place.key, typed)
        first = next(one for one in columns if one.kind is Kind.TEXT)
        record.cells[first.key] = self.chance.choice(SAID)
        self._put(row, first.key, record.cells[first.key])
        self.meaning.rows[name].append(record)

    def _says(self, record: Record) -> bool:
        """Whether anything was printed in a row."""
        return any(text for key, text in record.cells.items() if key not in ("number", "deliverable"))

    def _emptied(self, record: Record, *, keep_name: bool) -> None:
        page = self._page(record.row)
        letters = page.letters(record.row)
        for key in letters.keys() - {
            "number",
            "understood",
            *(("deliverable", "form", "channel", "receiver") if keep_name else ()),
        }:
            page.put(record.row, letters[key], "")

    # deliverables

    def _untouched(self, owner: str) -> bool:
        """Whether nothing was done yet to the rows of a deliverable that another edit would contradict."""
        return f"gone {owner}" not in self.touched

    def _rows_of(self, owner: str) -> list[etree._Element]:
        page = self.book.page("criteria/+")
        return [one for one in page.rows if self._owner(page, one) == owner]

    def _owner(self, page: Page, row: etree._Element) -> str:
        mark = page.text(row, "A").split("|")[0]
        if not mark.startswith("criteria/") or mark == "criteria/+":
            return ""
        return page.text(row, page.letters(row)["number"]).split(".")[0]

    def _others(self, record: Record) -> bool:
        """Whether another row names the same deliverable."""
        page = self._page(record.row)
        letters = page.letters(record.row)
        owner = record.cells["deliverable"]
        item = next((one for key, one in self.meaning.deliverables.items() if number(key) == owner), None)
        if item is None:
            return False
        rows = [one for one in page.rows if one is not record.row and page.text(one, "A").startswith("criteria/")]
        return any(page.text(one, letters["deliverable"]) == item["name"] for one in rows)

    def _first(self, record: Record) -> bool:
        rows = tuple(row.id for row in self.form.table("criteria").rows)
        return first_of(rows, record.id.split(".")[0]) == record.id

    def _banner(self) -> tuple[str, etree._Element | None]:
        """A deliverable and the row that shows its own places; none when that row was deleted."""
        free = [one for one in self.meaning.deliverables if self._untouched(number(one))]
        if not free or "sorted criteria" in self.touched:
            return "", None
        item = self.chance.choice(free)
        page = self.book.page("criteria/+")
        return item, next((one for one in page.rows if page.text(one, "A").endswith(f"|deliverables/{item}")), None)
