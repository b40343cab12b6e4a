"""``svcgraph reality``: what a log shows beside what the workspace's maps show. Writes nothing in `processes/`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from svcgraph import pipeline
from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.names import same
from svcgraph.domain.organisation import Organisation
from svcgraph.domain.proposal import Proposals
from svcgraph.domain.reality import Reality, alone, reconciled, service_ids
from svcgraph.errors import Fault, UsageError
from svcgraph.i18n import mark
from svcgraph.intake.log import Asked
from svcgraph.intake.log.read import read_log
from svcgraph.logs.find import Found, as_written, called, handovers_of
from svcgraph.logs.passages import passages
from svcgraph.logs.propose import Propose, without_known
from svcgraph.store.calendar import work_calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A log looked at. Without a workspace ``graph`` and ``organisation`` are empty; ``faults`` are its maps'."""

    found: Found
    reality: Reality
    graph: ServiceGraph
    organisation: Organisation
    faults: tuple[Fault, ...] = ()


def look(root: Path | None, log: Path, asked: Asked, *, engine: str = "", processes: Sequence[str] = ()) -> Look:
    """The handovers in ``log``, beside the maps of the workspace in ``root`` when there is one.

    ``processes``: ids or names of the processes that the log is about; otherwise all. Moments without a time zone are
    in ``asked.timezone``, else in the workspace's. Raises as `handovers_of`, and ``UsageError`` for an unknown process.
    """
    if root is None:
        if processes:
            raise UsageError(mark("--process compares with a map: that needs a workspace (-C DIR)"))
        found = handovers_of(log, _with_zone(asked, ""), engine=engine, naming=as_written)
        return Look(found=found, reality=alone(found.handovers), graph=ServiceGraph(), organisation=Organisation())
    workspace = pipeline.read_workspace(root)
    graph, faults = pipeline.services_and_handoffs(workspace)
    places = _processes(graph, processes)

    def naming(names: Sequence[str]) -> Sequence[str]:
        return service_ids(names, graph, workspace.organisation)

    found = handovers_of(log, _with_zone(asked, workspace.settings.timezone), engine=engine, naming=naming)
    return Look(
        found=found,
        reality=reconciled(found.handovers, naming(found.services), graph, places),
        graph=graph,
        organisation=workspace.organisation,
        faults=(*workspace.faults, *faults),
    )


def propose(root: Path, log: Path, asked: Asked, *, as_of: date | None = None) -> Proposals:
    """Readings that the log suggests for the contracts of the workspace; nothing is written.

    The log is read into memory, whatever the engine: each case is looked at by itself.
    """
    workspace = pipeline.read_workspace(root)
    graph, _ = pipeline.services_and_handoffs(workspace)
    read = read_log(log, _with_zone(asked, workspace.settings.timezone)).log
    ids = service_ids(read.services.names, graph, workspace.organisation)
    found = passages(called(read, ids))
    day = as_of or workspace.settings.as_of or date.today()
    settled = Propose(graph=graph, calendar=work_calendar(workspace.organisation.calendar), day=day)
    return without_known(settled.for_all(workspace.contracts, found), workspace.readings)


def confirmable(root: Path, file: Path) -> None:
    """Raises ``UsageError`` for a file of proposals that lies in `processes/`, or that is there already."""
    if file.resolve().is_relative_to((root / "processes").resolve()):
        said = mark("{file} lies in processes/: proposals are confirmed by a person first. Write them elsewhere.")
        raise UsageError(said, file=file.as_posix())
    if file.exists():
        raise UsageError(mark("{file} is already there: name another file"), file=file.as_posix())


def _with_zone(asked: Asked, timezone: str) -> Asked:
    """The zone asked for, else ``timezone``, else the usual one. Raises ``UsageError`` for one that is none."""
    if not asked.timezone:
        return replace(asked, timezone=timezone or Asked().timezone)
    try:
        ZoneInfo(asked.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        said = mark("--timezone {zone}: there is no such time zone; write for example Europe/Paris")
        raise UsageError(said, zone=asked.timezone) from error
    return asked


def _processes(graph: ServiceGraph, names: Sequence[str]) -> tuple[int, ...] | None:
    """Places of the processes called so, None for all."""
    if not names:
        return None
    wanted = {same(name) for name in names}
    found = {
        place: {same(one.id), same(one.name.fr), same(one.name.en), same(one.file)} & wanted
        for place, one in enumerate(graph.processes)
    }
    unknown = wanted - set().union(*found.values())
    if unknown:
        ids = ", ".join(one.id for one in graph.processes)
        raise UsageError(mark("no process {name}; there are: {ids}"), name=", ".join(sorted(unknown)), ids=ids)
    return tuple(place for place, hit in found.items() if hit)
