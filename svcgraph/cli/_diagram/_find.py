"""Which process or service a person means."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from svcgraph.errors import UsageError
from svcgraph.i18n import mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from svcgraph.story import Story


def process_of(story: Story, name: str) -> int:
    """The process of that id, else of that name or file. Raises ``UsageError`` where there is none, or several."""
    processes = story.graph.processes
    names = [(mapped.id, (mapped.name.fr, mapped.name.en)) for mapped in processes]
    found = _found(name, names) or [
        index for index, mapped in enumerate(processes) if _is_file(story.workspace.root, mapped.file, name)
    ]
    if len(found) != 1:
        raise _not_one(
            found, mark("no process {name}; there are: {ids}"), mark("several processes are {name}: {ids}"),
            name=name, ids=[mapped.id for mapped in processes],
        )  # fmt: skip
    return found[0]


def service_of(story: Story, name: str) -> str:
    """The service of that id, else of that name or short name. Raises ``UsageError`` like `process_of`."""
    short = {entry.id: entry.short for entry in story.organisation.services}
    services = story.graph.services
    names = [(one.id, (one.name.fr, one.name.en, short.get(one.id, ""))) for one in services]
    found = _found(name, names)
    if len(found) != 1:
        raise _not_one(
            found, mark("no service {name}; there are: {ids}"), mark("several services are {name}: {ids}"),
            name=name, ids=[one.id for one in services],
        )  # fmt: skip
    return services[found[0]].id


def _found(name: str, known: Sequence[tuple[str, tuple[str, ...]]]) -> list[int]:
    """Positions of what has ``name`` as its id, else as one of its names."""
    from svcgraph.domain.names import same

    wanted = same(name)
    ids = [index for index, (identity, _) in enumerate(known) if same(identity) == wanted]
    return ids or [index for index, (_, names) in enumerate(known) if wanted and wanted in map(same, names)]


def _not_one(found: list[int], none: str, several: str, *, name: str, ids: list[str]) -> UsageError:
    shown = [ids[index] for index in found] or ids
    return UsageError(several if found else none, name=name, ids=", ".join(shown))


def _is_file(root: Path, file: str, name: str) -> bool:
    """``name`` is the map's path from here, or the end of its path in the workspace."""
    end = Path(name).as_posix()
    return bool(name) and (f"/{file}".endswith(f"/{end}") or Path(name).resolve() == (root / file).resolve())


def is_bare(root: Path, name: str) -> bool:
    """A file outside `processes/` is drawn by itself."""
    path = Path(name)
    return path.is_file() and not path.resolve().is_relative_to((root / "processes").resolve())
