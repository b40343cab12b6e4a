"""``svcgraph import``: looks into files that people have, and copies the maps among them into `processes/`.

Nothing there is ever overwritten: the same name with other content is refused, with the ways out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from svcgraph import bare, pipeline
from svcgraph.desk import disk
from svcgraph.desk.lock import locked
from svcgraph.domain import handoff
from svcgraph.domain.graph import ServiceGraph
from svcgraph.domain.handoff import Handoff
from svcgraph.domain.imported import Imported, Outcome
from svcgraph.domain.organisation import Organisation
from svcgraph.domain.process import NodeKind, ProcessMap
from svcgraph.domain.reality import service_ids
from svcgraph.errors import Fault, SvcgraphError, UsageError
from svcgraph.i18n import mark
from svcgraph.intake.log import AS_MAP
from svcgraph.intake.log.read import is_event_log
from svcgraph.store.maps import BYTES, NOT_MAP_FOLDERS, NOT_MAPS
from svcgraph.store.root import is_hidden

FOLDER = "processes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """One file looked into: what it is, what could not be read, its map (None when there is none) and its bytes."""

    found: Imported
    faults: tuple[Fault, ...] = ()
    map: bare.BareMap | None = None
    content: bytes = b""


def look(root: Path | None, files: Iterable[Path], folder: str = "") -> tuple[Brought, ...]:
    """What is in ``files``, each by itself, and what would become of it in ``folder`` below `processes/`.

    ``root`` None: without a workspace, only what is in them. Raises ``UsageError`` for a folder where no maps lie.
    """
    where = _folder(folder)
    known = _known(root) if root else None
    held: dict[str, bytes | None] = _held(root) if root else {}
    found: list[Brought] = []
    for path in files:
        one = _looked(path, where, known)
        if root and one.found.outcome is Outcome.NEW:
            one = replace(one, found=_placed(root, one.found, one.content, held))
            held.setdefault(one.found.target, one.content)  # two files of one name in one command
        elif not root:
            one = replace(one, found=replace(one.found, target=""))
        found.append(one)
    return tuple(found)


def bring(root: Path, found: Sequence[Brought]) -> None:
    """Copies the new ones, each whole and on the disk, under `processes/.lock`.

    Raises ``SvcgraphError`` when somebody put a file there meanwhile, or when it cannot be written.
    """
    new = [one for one in found if one.found.outcome is Outcome.NEW]
    if not new:
        return
    with locked(root):
        for one in new:
            _write(root, one)


def _write(root: Path, one: Brought) -> None:
    path = root / one.found.target
    try:
        disk.make_folder(path.parent)
        disk.sweep(path.parent)
        disk.replace_file(path, one.content, before=None)
    except disk.Changed as error:
        raise SvcgraphError(mark("{file} was changed meanwhile: do it again."), file=one.found.target) from error
    except OSError as error:
        said = mark("{path} cannot be written: {problem}")
        raise SvcgraphError(said, path=one.found.target, problem=error.strerror or str(error)) from error


def _folder(folder: str) -> PurePosixPath:
    """``folder`` below `processes/`, as people write it: ``support``, ``processes/support``."""
    parts = [part for part in folder.replace("\\", "/").split("/") if part not in ("", ".")]
    if parts and parts[0] == FOLDER:
        parts = parts[1:]
    absolute = folder.startswith(("/", "\\")) or ":" in folder
    if absolute or ".." in parts or any(map(is_hidden, parts)) or (parts and parts[0] in NOT_MAP_FOLDERS):
        said = mark("--into {folder}: maps lie in processes/ or in folders of it, but not in contracts or readings")
        raise UsageError(said, folder=folder)
    return PurePosixPath(FOLDER, *parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Who the workspace knows already."""

    graph: ServiceGraph
    organisation: Organisation

    def strangers(self, names: Sequence[str]) -> tuple[str, ...]:
        ids = set(service_ids(names, self.graph, self.organisation))
        known = {service.id for service in self.graph.services}
        return tuple(name for name in names if name in ids and name not in known)


def _known(root: Path) -> _Known:
    workspace = pipeline.read_workspace(root)
    graph, _ = pipeline.services_and_handoffs(workspace)
    return _Known(graph=graph, organisation=workspace.organisation)


def _held(root: Path) -> dict[str, bytes | None]:
    """Every file below `processes/` that may be a map; None: its content is on the disk."""
    found: dict[str, bytes | None] = {}
    for path in sorted((root / FOLDER).rglob("*")):
        inside = path.relative_to(root / FOLDER).parts
        if inside[0] not in NOT_MAP_FOLDERS and not any(map(is_hidden, inside)) and path.is_file():
            found[path.relative_to(root).as_posix()] = None
    return found


def _same(root: Path, name: str, held: bytes | None, content: bytes) -> bool:
    """Whether the file ``name`` has that content; only files of the same size are read."""
    if held is not None:
        return held == content
    path = root / name
    return path.stat().st_size == len(content) and path.read_bytes() == content


def _looked(path: Path, folder: PurePosixPath, known: _Known | None) -> Brought:
    """What a reader makes of one file."""
    name = path.as_posix()
    if path.is_dir():
        raise UsageError(mark("{file} is a folder: name its files"), file=name)
    one = next(bare.read([path]))
    if one.map is None:
        is_log = is_event_log(path)
        found = Imported(file=name, outcome=Outcome.LOG if is_log else Outcome.UNREADABLE)
        return Brought(found=found, faults=one.faults)
    with path.open("rb") as file:
        content = file.read(BYTES)
    found = _facts(name, (folder / path.name).as_posix(), one.map, one.handoffs, known)
    if one.map.format == AS_MAP:
        found = replace(found, outcome=Outcome.LOG, target="")
    return Brought(found=found, faults=one.faults, map=one, content=content)


def _facts(
    file: str, target: str, process_map: ProcessMap, handoffs: Sequence[Handoff], known: _Known | None
) -> Imported:
    places = handoff.services(process_map, handoffs)
    performers = [process_map.performers[place] for place in places]
    services = tuple(dict.fromkeys(one.path[-1] for one in performers if not one.unnamed))
    return Imported(
        file=file,
        outcome=Outcome.NEW,
        target=target,
        format=process_map.format,
        processes=tuple(process.name or process.id for process in process_map.processes),
        activities=sum(kind < NodeKind.CONTROL for kind in process_map.nodes.kinds),
        services=services,
        strangers=known.strangers(services) if known else (),
        handoffs=len(handoffs),
    )


def _placed(root: Path, one: Imported, its: bytes, held: dict[str, bytes | None]) -> Imported:
    """Whether its place is free. Names are compared as file systems do that do not tell capitals apart."""
    inside = PurePosixPath(one.target).relative_to(FOLDER)
    if is_hidden(inside.name) or (len(inside.parts) == 1 and inside.name in NOT_MAPS | NOT_MAP_FOLDERS):
        return replace(one, outcome=Outcome.RESERVED)
    for name, content in held.items():
        if name.casefold() == one.target.casefold():
            outcome = Outcome.THERE if _same(root, name, content, its) else Outcome.TAKEN
            return replace(one, outcome=outcome, beside=name)
    twin = next((name for name, content in held.items() if _same(root, name, content, its)), "")
    if twin:
        return replace(one, outcome=Outcome.TWIN, beside=twin)
    if (root / one.target).is_symlink() or (root / one.target).exists():
        return replace(one, outcome=Outcome.TAKEN, beside=one.target)
    return one
