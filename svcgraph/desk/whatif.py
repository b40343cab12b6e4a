"""``svcgraph whatif``: the organisation of today beside the one with some changes. Writes nothing at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from svcgraph import pipeline
from svcgraph.domain import whatif
from svcgraph.domain.attainment.reading import Reading
from svcgraph.domain.contract import Contract
from svcgraph.domain.names import same
from svcgraph.domain.process import ProcessMap
from svcgraph.domain.text import Text
from svcgraph.domain.whatif import Change, Merge, Move, ObjectiveChange, PromiseChange, Unknown
from svcgraph.engine.clauses import PROMISES, find_criterion
from svcgraph.errors import Fault, FaultList, Place, Severity, Unreadable
from svcgraph.i18n import mark
from svcgraph.sentences.parse import parse_text
from svcgraph.sentences.refusal import Refused
from svcgraph.store.whatif import load_changes
from svcgraph.story import Story, Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two stories told as of one day; ``notes`` say what cannot be compared."""

    title: str
    today: Story
    then: Story
    notes: tuple[Fault, ...] = ()


def compare(root: Path, file: Path, *, as_of: date | None = None) -> Comparison:
    """Reads the workspace and the file of changes. Raises `Unreadable` for changes that cannot be made, all of them."""
    title, changes = load_changes(file)
    workspace = pipeline.read_workspace(root)
    today = pipeline.work_out(workspace, as_of=as_of)
    changed, notes = _applied(workspace, changes, file.name)
    return Comparison(title=title, today=today, then=pipeline.work_out(changed, as_of=as_of), notes=notes)


def _applied(workspace: Workspace, changes: Iterable[Change], file: str) -> tuple[Workspace, tuple[Fault, ...]]:
    """The changes one after the other, each on what the ones before it left."""
    faults, notes = FaultList(), FaultList()
    for change in changes:
        place = Place(file=file, line=change.line)
        try:
            workspace = _one(workspace, change, place, notes)
        except Unknown as unknown:
            said = mark("Nothing, or more than one thing, is called “{name}”.")
            faults.add("whatif", place, said, name=unknown.name)
        except Refused as refused:
            faults.faults.append(
                Fault(code="whatif", place=place, message=refused.message, parameters=refused.parameters)
            )
    if faults.faults:
        raise Unreadable(*faults.faults)
    return workspace, tuple(notes.faults)


def _one(workspace: Workspace, change: Change, place: Place, notes: FaultList) -> Workspace:
    if isinstance(change, ObjectiveChange):
        return _objective(workspace, change, place, notes)
    if isinstance(change, PromiseChange):
        return _promise(workspace, change, place, notes)
    if isinstance(change, Merge):
        return _merge(workspace, change)
    if isinstance(change, Move):
        return _move(workspace, change)
    return _removal(workspace, change.service)


def _objective(workspace: Workspace, change: ObjectiveChange, place: Place, notes: FaultList) -> Workspace:
    """Readings that count cases against the old objective say nothing about another time: they are left out."""
    contracts = whatif.with_objective(workspace.contracts, change)
    named = [one for one in workspace.contracts if change.contract in (one.id, one.reference)]
    kept = workspace.readings
    for contract in named:
        criterion = find_criterion(contract, change.criterion)
        before = criterion.objective.text if criterion and criterion.objective else Text()
        if not _same_measure((before, change.text), place, notes):
            kept = _uncounted(kept, _indicator(contract, change.criterion))
    return replace(workspace, contracts=contracts, readings=kept)


def _indicator(contract: Contract, criterion: str) -> str:
    found = find_criterion(contract, criterion)
    own = found.indicator.id if found and found.indicator else f"{criterion}.i1"
    return f"{contract.id}/{own}"


def _same_measure(texts: tuple[Text, Text], place: Place, notes: FaultList) -> bool:
    """Whether the two sentences differ in the share only, so that counts of cases go on counting. Raises `Refused`."""
    after = parse_text(texts[1])
    try:
        before = parse_text(texts[0])
    except Refused:
        return False
    if replace(before, share=None) == replace(after, share=None):
        return True
    said = mark("Cases counted against “{before_en}” say nothing about “{after_en}”: these readings are left out.")
    told = {
        f"{name}_{language}": text.read(language)
        for name, text in zip(("before", "after"), texts, strict=True)
        for language in ("fr", "en")
    }
    notes.add("whatif", place, said, severity=Severity.NOTE, **told)
    return False


def _promise(workspace: Workspace, change: PromiseChange, place: Place, notes: FaultList) -> Workspace:
    organisation = whatif.with_promise(workspace.organisation, change)
    kept = workspace.readings
    if not _same_measure((_promise_text(workspace, change), change.text), place, notes):
        kept = _uncounted(kept, f"{PROMISES}/{change.promise}")
    return replace(workspace, organisation=organisation, readings=kept)


def _uncounted(readings: tuple[Reading, ...], indicator: str) -> tuple[Reading, ...]:
    return tuple(one for one in readings if one.indicator != indicator or one.n is None)


def _promise_text(workspace: Workspace, change: PromiseChange) -> Text:
    found = (one.objective for one in workspace.organisation.promises if one.id == change.promise)
    return next(found, change.text)


def _merge(workspace: Workspace, change: Merge) -> Workspace:
    graph, _ = pipeline.services_and_handoffs(workspace)
    service, into = (whatif.service_id(graph, workspace.organisation, name) for name in (change.service, change.into))
    if same(service) == same(into):
        raise Unknown(change.into)
    return replace(
        workspace,
        organisation=whatif.merged(workspace.organisation, graph, service, into),
        contracts=whatif.reassigned(workspace.contracts, service, into),
        history=whatif.reassigned(workspace.history, service, into),
    )


def _move(workspace: Workspace, change: Move) -> Workspace:
    graph, _ = pipeline.services_and_handoffs(workspace)
    key = whatif.activity_key(graph, change)
    service = graph.service(whatif.service_id(graph, workspace.organisation, change.to))
    name = service.name.fr if service else change.to
    return _on_maps(workspace, lambda one: whatif.moved(one, key, name))


def _removal(workspace: Workspace, name: str) -> Workspace:
    graph, _ = pipeline.services_and_handoffs(workspace)
    service = whatif.service_id(graph, workspace.organisation, name)
    contracts = whatif.without_contracts(workspace.contracts, service)
    return replace(workspace, contracts=contracts, without=workspace.without | {service})


def _on_maps(workspace: Workspace, changed: Callable[[ProcessMap], ProcessMap]) -> Workspace:
    maps = tuple(
        replace(one, reading=replace(one.reading, map=changed(one.reading.map))) if one.reading else one
        for one in workspace.maps
    )
    return replace(workspace, maps=maps)
