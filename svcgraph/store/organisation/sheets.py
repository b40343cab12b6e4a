"""`organisation.xlsx`: the parts of the organisation file as sheets, one row an entry.

A sheet is named as its part, a column as its key, in English or French; texts have a column per language
(``name_fr``, ``name_en``) or one for both. Several values in a cell are separated by ``;`` or line breaks.
The sheets "organisation" and "calendar" have two columns instead, key and value. What contracts inherit has columns in
the sheet of the departments, and rows in that of the organisation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from svcgraph.errors import FaultList, Place, Severity
from svcgraph.i18n import mark
from svcgraph.intake.cells import Sheet, address
from svcgraph.intake.grid import read_grid
from svcgraph.store.contracts.lines import Path
from svcgraph.vocabulary import Vocabulary, vocabulary

PARTS = vocabulary(
    organisation=("organisation", "organization"),
    calendar=("calendar", "calendrier"),
    departments=("departments", "directions", "départements", "divisions"),
    services=("services", "units", "unités"),
    externals=("externals", "external parties", "parties externes", "externes"),
    people=("people", "personnes", "persons"),
    processes=("processes", "processus"),
    promises=("promises", "engagements", "engagements externes", "external promises"),
    terms=("terms", "termes", "traductions", "glossaire"),
)
# What contracts inherit, by the word of its column or row; `_INSIDE` says where the YAML file has it.
_DEFAULTS: dict[str, tuple[str, ...]] = {
    "every": ("every", "périodicité", "réunions de suivi", "follow-up meetings"),
    "rule": ("rule", "jour des réunions", "day of meetings"),
    "participants": ("participants",),
    "escalation": ("escalation", "arbitrage"),
    "amendment": ("amendment", "révision"),
    "notice": ("notice", "préavis"),
    "renewal": ("renewal", "reconduction", "renouvellement"),
    "confidentiality": ("confidentiality", "confidentialité"),
    "continuity": ("continuity", "continuité"),
    "cut_off": ("cut_off", "cut-off", "heure limite"),
    "day_off": ("day_off", "day off", "jour chômé"),
    "minimum_sample": ("minimum_sample", "minimum sample", "échantillon minimum"),
    "keeper": ("keeper", "tenu à jour par"),
    "keeper_deputy": ("keeper_deputy", "suppléant de la tenue à jour"),
}
_INSIDE = {
    **dict.fromkeys(("every", "rule", "participants"), ("defaults", "review")),
    **dict.fromkeys(("cut_off", "day_off"), ("defaults", "counting")),
}
COLUMNS = vocabulary(
    id=("id", "identifiant"),
    name=("name", "nom", "nom complet"),
    short=("short", "sigle", "abrégé"),
    head=("head", "chef", "responsable", "directeur", "chef de service"),
    department=("department", "direction", "département"),
    staff=("staff", "effectif"),
    aliases=("aliases", "alias", "autres noms"),
    actors=("actors", "acteurs", "rôles et postes"),
    former_ids=("former_ids", "former ids", "anciens identifiants"),
    former_names=("former_names", "former names", "anciens noms"),
    roles=("roles", "rôles"),
    email=("email", "e-mail", "courriel"),
    service=("service",),
    position=("position", "fonction", "poste"),
    left=("left", "départ", "parti le", "a quitté le"),
    file=("file", "fichier"),
    kind=("kind", "famille", "type"),
    owner=("owner", "pilote"),
    frequency=("frequency", "rythme", "fréquence"),
    feeds=("feeds", "alimente"),
    party=("party", "partie", "envers", "partie externe"),
    deliverable=("deliverable", "livrable"),
    from_map=("from_map", "from map", "noms sur la carte"),
    objective=("objective", "objectif", "engagement"),
    start=("start", "point de départ"),
    stop=("stop", "arrivée"),
    origin=("origin", "origine"),
    answerable=("answerable", "répond de l'engagement"),
    deputy=("deputy", "suppléant"),
    source=("source",),
    alert=("alert", "seuil d'alerte"),
    fr=("fr", "français", "french"),
    en=("en", "anglais", "english"),
    **_DEFAULTS,
)
SETTINGS = vocabulary(
    name=("name", "nom"),
    country=("country", "pays"),
    region=("region", "région"),
    closed=("closed", "fermeture", "fermé"),
    monday=("monday", "lundi"),
    tuesday=("tuesday", "mardi"),
    wednesday=("wednesday", "mercredi"),
    thursday=("thursday", "jeudi"),
    friday=("friday", "vendredi"),
    saturday=("saturday", "samedi"),
    sunday=("sunday", "dimanche"),
    **_DEFAULTS,
)
LISTS = frozenset({"participants", "aliases", "actors", "former_ids", "former_names", "roles", "feeds", "from_map"})
TEXTS = frozenset({"name", "position", "deliverable", "objective", "start", "stop", "origin", "source"}) | {
    *("rule", "escalation", "amendment", "notice", "renewal", "confidentiality", "continuity")
}
PLAIN_NAMES = frozenset({"people"})  # people's names are the same in every language
DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_SEPARATOR = re.compile(r"\s*[;\n]\s*")
_LANGUAGE = re.compile(r"(.+?)[\s_(]+(fr|en)\)?", re.IGNORECASE)


@dataclass(slots=True)
class CellSource:
    """Where values stand in the workbook: `store.validated.Source` for cells."""

    file: str
    values: Any
    rows: dict[str, list[int]] = field(default_factory=dict)  # part → row of each entry
    columns: dict[tuple[str, str], int] = field(default_factory=dict)  # part, key → column
    sheets: dict[str, str] = field(default_factory=dict)  # part → sheet's name

    def place(self, path: Path) -> Place:
        part = str(path[0]) if path else ""
        rows = self.rows.get(part, [])
        row = rows[path[1]] if len(path) > 1 and isinstance(path[1], int) and path[1] < len(rows) else 0
        column = next(filter(None, (self.columns.get((part, str(step)), 0) for step in reversed(path[2:]))), 0)
        sheet = self.sheets.get(part, "")
        return Place(
            file=self.file, line=row + 1 if sheet else 0, cell=f"{sheet}!{address(row, column)}" if sheet else ""
        )

    def value(self, path: Path) -> str:
        value: Any = self.values
        for step in path:
            if isinstance(value, dict):
                value = value.get(step)
            else:
                value = value[step] if isinstance(value, list) and isinstance(step, int) else None
        return value[:60] if isinstance(value, str) else ""

    def leave_out(self, path: Path) -> None:
        if len(path) == 2 and isinstance(path[1], int):
            del self.rows[str(path[0])][path[1]]


def read(data: bytes, file: str, faults: FaultList) -> tuple[dict[str, Any], CellSource]:
    """The values as the YAML file would hold them, and where they stand. Raises Unreadable as `read_grid` does."""
    grid = read_grid(data, file)
    faults.faults.extend(grid.faults)
    values: dict[str, Any] = {}
    source = CellSource(file, values)
    for sheet in grid.sheets:
        part = PARTS.key(sheet.name)
        if part is None:
            _unknown(file, sheet.name, sheet.name, PARTS, faults)
        elif part in source.sheets:
            said = mark("The sheet “{sheet}” says the same as “{first}”; only that is read.")
            place = Place(file=file, cell=sheet.name)
            faults.add(
                "double-key", place, said, severity=Severity.WARNING, sheet=sheet.name, first=source.sheets[part]
            )
        else:
            source.sheets[part] = sheet.name
            (_settings if part in ("organisation", "calendar") else _entries)(part, sheet, source, faults)
    return values, source


def _entries(part: str, sheet: Sheet, source: CellSource, faults: FaultList) -> None:
    """A row with headings, then a row an entry; empty rows are passed over."""
    filled = [number for number, row in enumerate(sheet.rows) if any(cell.strip() for cell in row)]
    if not filled:
        return
    columns = _headings(part, sheet, filled[0], source, faults)
    source.rows[part] = filled[1:]
    source.values[part] = [_entry(part, sheet.rows[number], columns) for number in filled[1:]]


def _headings(part: str, sheet: Sheet, row: int, source: CellSource, faults: FaultList) -> dict[int, tuple[str, str]]:
    """Column → key and language ("" for both)."""
    found: dict[int, tuple[str, str]] = {}
    for column, heading in enumerate(sheet.rows[row]):
        if not heading.strip():
            continue
        named = _LANGUAGE.fullmatch(heading.strip())
        key = COLUMNS.key(named[1]) if named else COLUMNS.key(heading)
        if key is None:
            _unknown(source.file, heading, f"{sheet.name}!{address(row, column)}", COLUMNS, faults)
        elif (key, named[2].lower() if named else "") not in found.values():
            found[column] = key, named[2].lower() if named else ""
            source.columns.setdefault((part, key), column)
    return found


def _entry(part: str, row: tuple[str, ...], columns: dict[int, tuple[str, str]]) -> dict[str, Any]:
    entry: dict[str, Any] = {}
    for column, (key, language) in columns.items():
        cell = row[column].strip() if column < len(row) else ""
        if not cell:
            continue
        _put(_home(entry, part, key), key, language, cell, plain=key == "name" and part in PLAIN_NAMES)
    return entry


def _home(entry: dict[str, Any], part: str, key: str) -> dict[str, Any]:
    """Where the YAML file has ``key`` of an entry of ``part``."""
    if part in ("departments", "organisation") and key in _DEFAULTS:
        for step in _INSIDE.get(key, ("defaults",)):
            entry = entry.setdefault(step, {})
    return entry


def _put(into: dict[str, Any], key: str, language: str, cell: str, *, plain: bool = False) -> None:
    if key in LISTS:
        into.setdefault(key, []).extend(_several(cell))
    elif key in TEXTS and not plain:
        into.setdefault(key, {}).update({language: cell} if language else {"fr": cell, "en": cell})
    else:
        into[key] = cell


def _settings(part: str, sheet: Sheet, source: CellSource, faults: FaultList) -> None:
    """Rows of key and value: the organisation's name, or the calendar."""
    into = source.values if part == "organisation" else source.values.setdefault("calendar", {})
    for number, row in enumerate(sheet.rows):
        heading, value, more = (*(cell.strip() for cell in row[:3]), "", "", "")[:3]
        named = _LANGUAGE.fullmatch(heading)
        key = SETTINGS.key(named[1]) if named else SETTINGS.key(heading)
        if key is None and heading:
            _unknown(source.file, heading, f"{sheet.name}!{address(number, 0)}", SETTINGS, faults)
        elif key and value:
            _setting(_home(into, part, key), key, named[2].lower() if named else "", value, more)


def _setting(into: dict[str, Any], key: str, language: str, value: str, more: str) -> None:
    if key == "closed":
        into.setdefault(key, []).append({"date": value, "reason": more})
    elif key in DAYS:
        into.setdefault("hours", {})[key] = _several(value)
    else:
        _put(into, key, language, value)


def _several(cell: str) -> list[str]:
    return [value for value in _SEPARATOR.split(cell) if value]


def _unknown(file: str, heading: str, cell: str, known: Vocabulary, faults: FaultList) -> None:
    near = known.nearest(heading)
    said = mark("“{key}” is not a known key and is not read.")
    if near:
        said = mark("“{key}” is not a known key and is not read. Did you mean “{near}”?")
    faults.add("unknown-key", Place(file=file, cell=cell), said, severity=Severity.WARNING, key=heading, near=near)
