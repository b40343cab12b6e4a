"""`processes/organisation.yaml`, or the same as `organisation.xlsx`: who exists, and what was promised outside.

All faults are reported together. What is wrong is left out, the rest is used: a slip in one entry must not
make every service of the maps a stranger.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from svcgraph.domain.names import DEVICES
from svcgraph.domain.organisation import Organisation
from svcgraph.errors import Fault, FaultList, Place, Severity, Unreadable
from svcgraph.i18n import mark
from svcgraph.intake.yaml import BYTES, Mapping, Scalar, load
from svcgraph.store.contracts.lines import as_written
from svcgraph.store.organisation import sheets as organisation_sheets
from svcgraph.store.organisation import values as organisation_values
from svcgraph.store.organisation.format import OrganisationFile
from svcgraph.store.tree import TreeSource
from svcgraph.store.validated import Source, validated

YAML = "processes/organisation.yaml"
EXCEL = "processes/organisation.xlsx"
STEMS = frozenset({"organisation", "organization"})
SUFFIXES = frozenset({"yaml", "yml", "xlsx", "xls", "xlsm", "ods"})
EXCEL_BYTES = 50_000_000
SCHEMA = Path(__file__).with_name("organisation.schema.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedOrganisation:
    """What could be read, and everything that could not."""

    organisation: Organisation = field(default_factory=Organisation)
    faults: tuple[Fault, ...] = ()


def load_organisation(root: Path) -> LoadedOrganisation:
    """The organisation of the workspace in ``root``; an empty one where there is no file. Never raises."""
    faults = FaultList()
    _misnamed(root, faults)
    found = [file for file in (YAML, EXCEL) if os.path.lexists(root / file)]
    if not found:
        return LoadedOrganisation(faults=tuple(faults.faults))
    if len(found) > 1:
        said = mark("{other} is there as well; only {file} is read. Remove one of the two.")
        faults.add("two-organisation-files", Place(file=EXCEL), said, file=YAML, other=EXCEL)
    try:
        if (root / found[0]).is_fifo():  # it would be waited for until somebody writes into it
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        with (root / found[0]).open("rb") as file:
            data = file.read(max(BYTES, EXCEL_BYTES) + 1)
    except OSError as error:
        said = mark("The file cannot be read: {problem}.")
        faults.add("unreadable", Place(file=found[0]), said, problem=error.strerror or "")
        return LoadedOrganisation(faults=tuple(faults.faults))
    made = parse_organisation(data, found[0])
    return LoadedOrganisation(organisation=made.organisation, faults=(*faults.faults, *made.faults))


def _misnamed(root: Path, faults: FaultList) -> None:
    """A file that was surely meant, under a name that is not looked for."""
    folder = root / "processes"
    names = sorted(path.name for path in folder.iterdir() if path.is_file()) if folder.is_dir() else []
    for name in names:
        stem, _, suffix = name.lower().rpartition(".")
        file = f"processes/{name}"
        if stem in STEMS and suffix in SUFFIXES and file not in (YAML, EXCEL):
            said = mark(
                "This file is not read as the organisation file: call it organisation.yaml or organisation.xlsx."
            )
            faults.add("organisation-name", Place(file=file), said, severity=Severity.WARNING)


def parse_organisation(data: bytes, file: str) -> LoadedOrganisation:
    """The organisation in ``data``; a workbook when ``file`` ends in ``.xlsx``, else YAML."""
    faults = FaultList()
    try:
        made = _sheets(data, file, faults) if file.endswith(".xlsx") else _yaml(data, file, faults)
    except Unreadable as error:
        return LoadedOrganisation(organisation=Organisation(file=file), faults=(*faults.faults, *error.faults))
    _check(made, faults)
    return LoadedOrganisation(organisation=made, faults=tuple(faults.faults))


def _yaml(data: bytes, file: str, faults: FaultList) -> Organisation:
    tree = load(data, file)
    if isinstance(tree, Mapping):
        return _made(as_written(tree), TreeSource(tree, file), file, faults)
    if not (isinstance(tree, Scalar) and tree.value is None):
        said = mark("The organisation file holds keys and values: services, externals, people and so on.")
        faults.add("organisation", Place(file=file, line=tree.line), said)
    return Organisation(file=file)


def _sheets(data: bytes, file: str, faults: FaultList) -> Organisation:
    if len(data) > EXCEL_BYTES:
        said = mark("The file has {size} bytes; at most {most} are read. Split it.")
        faults.add("too-large", Place(file=file), said, size=len(data), most=EXCEL_BYTES)
        return Organisation(file=file)
    values, source = organisation_sheets.read(data, file, faults)
    return _made(values, source, file, faults)


def _made(values: Any, source: Source, file: str, faults: FaultList) -> Organisation:
    read = validated(OrganisationFile, values, source, "organisation", faults)
    return organisation_values.organisation(read, file, lambda part, at: source.place((part, at)).line)


class _Entry(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def line(self) -> int: ...


def _check(made: Organisation, faults: FaultList) -> None:
    """Ids that are given twice, and ids that nobody bears."""
    parties: list[_Entry] = [*made.services, *made.externals]
    former = [_Former(old, one.line) for one in made.services for old in one.former_ids]
    parts: list[Iterable[_Entry]] = [
        [*parties, *former], made.departments, made.people, made.processes, made.promises
    ]  # fmt: skip
    for part in parts:
        _twice(made.file, part, faults)
    _known(made, "department", ((one, one.department) for one in made.services), made.departments, faults)
    _known(made, "party", ((one, one.party) for one in made.promises), made.externals, faults)
    feeds = ((one, fed) for one in made.processes for fed in one.feeds)
    _known(made, "feeds", feeds, made.processes, faults)
    _devices(made.file, parties, faults)


def _devices(file: str, parties: Iterable[_Entry], faults: FaultList) -> None:
    for one in parties:
        if one.id.lower() in DEVICES:
            said = mark("“{id}” is the name of a device on Windows and can be no file's name there: choose another id.")
            faults.add("device-name", Place(file=file, line=one.line), said, id=one.id)


@dataclass(frozen=True, slots=True)
class _Former:
    id: str
    line: int


def _twice(file: str, entries: Iterable[_Entry], faults: FaultList) -> None:
    """Ids that differ only in case would be one file on some systems."""
    first: dict[str, _Entry] = {}
    for entry in entries:
        other = first.setdefault(entry.id.casefold(), entry)
        if other is not entry:
            said = mark("The id “{id}” is already given in line {line}: give this one another.")
            faults.add("id-twice", Place(file=file, line=entry.line), said, id=entry.id, line=other.line)


def _known(
    made: Organisation, key: str, named: Iterator[tuple[_Entry, str]], entries: Iterable[_Entry], faults: FaultList
) -> None:
    ids = {entry.id for entry in entries}
    for entry, name in named:
        if name and name not in ids:
            said = mark("“{key}: {name}”: nothing in this file has that id. Correct it, or add what it names.")
            place = Place(file=made.file, line=entry.line, element=entry.id)
            faults.add("unknown-id", place, said, severity=Severity.WARNING, key=key, name=name)
