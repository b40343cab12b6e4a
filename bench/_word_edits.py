"""Edits of a Word form as people make them, and what each of them means, side by side."""

from __future__ import annotations

import copy
import io
import random
import zipfile
from dataclasses import dataclass, field

from lxml import etree

from svcgraph.forms import fields
from svcgraph.forms._cells import SHORT
from svcgraph.forms.answers import Answers, RowAnswer, TableAnswers
from svcgraph.forms.base import unpacked
from svcgraph.forms.form import Field, Form, Kind
from svcgraph.forms.values import shown
from svcgraph.i18n import Words

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY = "word/document.xml"
SAID = (
    "vérifié à deux",
    "d'ici à 3 jours : oui",
    "checked twice",
    "“quoted” & <odd>",
    "95 % sous 1 jour ouvré",
    "A; B",
)
PEOPLE = ("Samira Belkacem", "Élodie Prat", "Jeanne Nouvelle")
DAYS = (("2027-01-04", "4 janvier 2027"), ("2026-12-01", "1er décembre 2026"), ("2027-03-31", "31/03/2027"))


@dataclass(slots=True)
class Sheet:
    """The answers as they should be read: places, and rows by table, each as id and cells."""

    form: Form
    places: dict[str, str] = field(default_factory=dict)
    tables: dict[str, list[tuple[str, dict[str, str]]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        words = Words(self.form.head.language)
        self.places = {one.field.key: shown(one.value, one.field, words) for one in self.form.places}
        for table in self.form.tables:
            self.tables[table.id] = [
                (row.id, {c.key: shown(v, c, words) for c, v in zip(table.columns, row.values, strict=True)})
                for row in table.rows
            ]

    def answers(self) -> Answers:
        tables = tuple(
            TableAnswers(id=name, rows=tuple(RowAnswer(id=one, cells=tuple(cells.items())) for one, cells in rows))
            for name, rows in self.tables.items()
        )
        return Answers(base=unpacked(self.form.base, "form"), places=tuple(self.places.items()), tables=tables)


class Editor:
    """One form in Word, edited at random; ``sheet`` follows what is done to the file."""

    def __init__(self, data: bytes, form: Form, chance: random.Random) -> None:
        self.chance = chance
        self.sheet = Sheet(form)
        self.words = Words(form.head.language)
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            self.parts = [(name, package.read(name)) for name in package.namelist()]
        self.root = etree.fromstring(dict(self.parts)[BODY])
        self.tags = {tag.get(f"{W}val"): tag.getparent().getparent() for tag in self.root.iter(f"{W}tag")}
        self.done: list[str] = []
        self.touched: set[str] = set()
        self.tracked = False

    def answers(self) -> Answers:
        """What the form says now."""
        return self.sheet.answers()

    def saved(self) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in self.parts:
                package.writestr(name, etree.tostring(self.root) if name == BODY else content)
        return out.getvalue()

    def edit(self, times: int) -> None:
        kinds = (
            self.write,
            self.write,
            self.write,
            self.tick,
            self.blank,
            self.add,
            self.delete,
            self.move,
            self.single,
        )
        for _ in range(times):
            self.chance.choice(kinds)()

    # what people do

    def write(self) -> None:
        """Another text in a place of a printed row, in one of four ways."""
        name, number = self._row()
        if name:
            identity, cells = self.sheet.tables[name][number]
            place = self._place(name, identity)
            if place:
                value = self._value(place)
                if self._fill(f"{SHORT[name]}/{identity}/{place.key}", value):
                    cells[place.key] = value
                    self.done.append(f"write {name}/{identity}/{place.key}")

    def single(self) -> None:
        keys = [key for key in self.sheet.places if key in self.tags and key not in self.touched]
        places = {one.field.key: one.field for one in self.sheet.form.places}
        key = self.chance.choice([one for one in keys if places[one].kind in (Kind.TEXT, Kind.DATE, Kind.PERSON)])
        value = self._value(places[key])
        if self._fill(key, value):
            self.sheet.places[key] = value
            self.done.append(f"single {key}")

    def tick(self) -> None:
        """Another box of a choice, in a row of §§ 3 to 5."""
        name = self.chance.choice(("flat", "criteria", "expectations"))
        key = "decision" if name == "flat" else "answer"
        column = next(one for one in fields.TABLES[name](self.words) if one.key == key)
        rows = [
            one for one in self.sheet.tables[name] if one[0] and f"{SHORT[name]}/{one[0]}/{key}" not in self.touched
        ]
        if not rows:
            return
        identity, cells = self.chance.choice(rows)
        wanted = self.chance.choice([one for one in column.choices if one.code != "group"])
        slot = f"{SHORT[name]}/{identity}/{key}"
        if any(f"{slot}={one.code}" not in self.tags for one in column.choices):
            return
        for choice in column.choices:
            self._text(self.tags[f"{slot}={choice.code}"], "☒" if choice == wanted else "☐")
        self.touched.add(slot)
        cells[key] = wanted.label
        self.done.append(f"tick {slot}={wanted.code}")

    def blank(self) -> None:
        """A pre-printed empty row, filled in."""
        name, key = self.chance.choice((("points", "point"), ("actions", "action"), ("expectations", "thing")))
        free = [one for one in self.sheet.form.table(name).blank if f"{SHORT[name]}/+{one}/{key}" not in self.touched]
        if free and self._row_of(f"{SHORT[name]}/+{free[0]}/{key}") is not None:
            value = self.chance.choice(SAID)
            if self._fill(f"{SHORT[name]}/+{free[0]}/{key}", value):
                rows = self.sheet.tables[name]
                own = next((at for at, one in enumerate(rows) if not one[0] and "number" not in one[1]), len(rows))
                rows.insert(own, ("", {"number": free[0], key: value}))
                self.done.append(f"blank {name} {free[0]}")

    def add(self) -> None:
        """A row of their own at the end of a table: no control, no marker, as Word adds it."""
        name, key = self.chance.choice((("points", "point"), ("actions", "action")))
        last = self._row_of(f"{SHORT[name]}/+{self.sheet.form.table(name).blank[-1]}/{key}")
        if last is None or f"add {name}" in self.touched:
            return
        self.touched |= {f"add {name}", f"{SHORT[name]}/+{self.sheet.form.table(name).blank[-1]}/{key}"}
        value = self.chance.choice(SAID)
        row = etree.SubElement(last.getparent(), f"{W}tr")
        for number, cell in enumerate(last.findall(f"{W}tc")):
            made = etree.SubElement(row, f"{W}tc")
            made.append(copy.deepcopy(cell.find(f"{W}tcPr")))
            text = etree.SubElement(etree.SubElement(etree.SubElement(made, f"{W}p"), f"{W}r"), f"{W}t")
            text.text = value if number == self._index(name, key) else ""
        self.sheet.tables[name].append(("", {key: value}))
        self.done.append(f"add {name}")

    def delete(self) -> None:
        """A printed row of a criterion, expectation, point or action, with all its lines; half of them tracked."""
        name, number = self._row(("criteria", "expectations", "points", "actions"))
        if not name or any(one.startswith("delete") for one in self.done):
            return
        identity, _ = self.sheet.tables[name][number]
        rows = self._lines(name, identity)
        if any(one.startswith(f"{SHORT[name]}/{identity}/") for one in self.touched) or not rows:
            return
        tracked = self.chance.random() < 0.5
        self.tracked |= tracked
        for row in rows:
            if tracked:
                properties = row.find(f"{W}trPr")
                etree.SubElement(properties, f"{W}del", {f"{W}id": "9001", f"{W}author": "x"})
            else:
                row.getparent().remove(row)
        del self.sheet.tables[name][number]
        self.done.append(f"delete {name}/{identity}{' tracked' if tracked else ''}")

    def move(self) -> None:
        """The last printed row of a table to its first place."""
        name = self.chance.choice(("criteria", "actions", "points"))
        rows = self.sheet.tables[name]
        block = rows[-1][0].split(".")[0] if rows and rows[-1][0] else ""
        mine = [one for one in rows if one[0].split(".")[0] == block or name != "criteria"]
        mine = [one for one in mine if one[0]]
        if len(mine) < 2 or f"move {name}" in self.done:
            return
        lines, first = self._lines(name, mine[-1][0]), self._lines(name, mine[0][0])
        if not lines or not first:
            return
        for row in lines:
            first[0].addprevious(row)
        at = rows.index(mine[0])
        rows.remove(mine[-1])
        rows.insert(at, mine[-1])
        self.done.append(f"move {name}")

    # how

    def _row(
        self, names: tuple[str, ...] = ("deliverables", "criteria", "expectations", "actions", "points")
    ) -> tuple[str, int]:
        found = [(name, at) for name in names for at, one in enumerate(self.sheet.tables[name]) if one[0]]
        return self.chance.choice(found) if found else ("", 0)

    def _place(self, name: str, identity: str) -> Field | None:
        columns = [
            one
            for one in fields.TABLES[name](self.words)
            if not one.locked
            and one.kind in (Kind.TEXT, Kind.DATE, Kind.PERSON)
            and f"{SHORT[name]}/{identity}/{one.key}" in self.tags
            and f"{SHORT[name]}/{identity}/{one.key}" not in self.touched
        ]
        return self.chance.choice(columns) if columns else None

    def _value(self, place: Field) -> str:
        if place.kind is Kind.DATE:
            return self.chance.choice(DAYS)[1]
        return self.chance.choice(PEOPLE if place.kind is Kind.PERSON else SAID)

    def _fill(self, slot: str, value: str) -> bool:
        """Within the control, pasted over it, tracked, or typed over the whole cell."""
        control = self.tags[slot]
        if self._row_of(slot) is None:
            return False
        self.touched.add(slot)
        way = self.chance.choice(("within", "over", "tracked", "cell"))
        if way == "within":
            self._text(control, value)
        elif way == "over":  # the control goes, with what was in it
            run = etree.Element(f"{W}r")
            etree.SubElement(run, f"{W}t").text = value
            control.addprevious(run)
            control.getparent().remove(control)
        elif way == "tracked":
            self._tracked(control, value)
        else:  # neither control nor bookmark is left
            paragraph = control.getparent()
            for one in list(paragraph):
                if one.tag in (f"{W}bookmarkStart", f"{W}bookmarkEnd"):
                    paragraph.remove(one)
            run = etree.SubElement(paragraph, f"{W}r")
            etree.SubElement(run, f"{W}t").text = value
            paragraph.remove(control)
        return True

    def _tracked(self, control: etree._Element, value: str) -> None:
        self.tracked = True
        content = control.find(f"{W}sdtContent")
        for one in control.findall(f"{W}sdtPr/{W}showingPlcHdr"):
            one.getparent().remove(one)
        gone = etree.Element(f"{W}del", {f"{W}id": "9002", f"{W}author": "x", f"{W}date": "2026-11-20T10:00:00Z"})
        for run in content.findall(f"{W}r"):
            for text in run.findall(f"{W}t"):
                text.tag = f"{W}delText"
            gone.append(run)
        come = etree.Element(f"{W}ins", {f"{W}id": "9003", f"{W}author": "x", f"{W}date": "2026-11-20T10:00:00Z"})
        etree.SubElement(etree.SubElement(come, f"{W}r"), f"{W}t").text = value
        content.extend((gone, come))

    def _text(self, control: etree._Element, value: str) -> None:
        content = control.find(f"{W}sdtContent")
        for one in control.findall(f"{W}sdtPr/{W}showingPlcHdr"):
            one.getparent().remove(one)
        for one in list(content):
            content.remove(one)
        text = etree.SubElement(etree.SubElement(content, f"{W}r"), f"{W}t")
        text.text = value

    def _row_of(self, slot: str) -> etree._Element | None:
        control = self.tags.get(slot)
        if control is None:
            return None
        row = next(control.iterancestors(f"{W}tr"), None)
        gone = row is None or row.getparent() is None or row.find(f"{W}trPr/{W}del") is not None
        return None if gone else row

    def _lines(self, name: str, identity: str) -> list[etree._Element]:
        marker = f"⟦{name}/{identity}|"
        rows = self.root.iter(f"{W}tr")
        return [row for row in rows if marker in "".join(row.itertext()) and row.find(f"{W}trPr/{W}del") is None]

    def _index(self, name: str, key: str) -> int:
        return {"points": ("number", "point"), "actions": ("number", "cause", "action")}[name].index(key)
